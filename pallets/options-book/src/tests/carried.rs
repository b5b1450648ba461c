//! What the budget leaves out clears in later blocks.

use super::*;

#[test]
fn m10_budget_carries_the_rest_to_the_following_blocks() {
	ExtBuilder.build_and_execute(|| {
		ClearingUnits::set(0);
		// Six asks rest; the bid brings four units, two of them for asks.
		(1..=6).for_each(|account| place_one(account, ASK, 99 + account, 1));
		end();
		place_one(7, BID, 110, 6);
		let events = end();
		assert_eq!(cleared(&events), [(0, 102, 2)]);
		assert_eq!(carried(), [S]);
		// No units, no progress; then enough for the rest.
		assert!(cleared(&end()).is_empty());
		ClearingUnits::set(8);
		let events = end();
		// Balanced on 105..=110: the tick closest to the mark.
		assert_eq!(cleared(&events), [(0, 105, 4)]);
		assert!(!changed(&events, S).fills[0].maker, "cut by the budget, it is still a taker");
		assert!(carried().is_empty());
		assert_eq!(position(7), 6);
	});
}

#[test]
fn an_order_that_the_budget_keeps_from_trading_is_told_and_stays_a_taker() {
	ExtBuilder.build_and_execute(|| {
		place_one(1, ASK, 100, 1);
		end();
		UnitsPerSeries::set(0);
		place_one(2, BID, 110, 1);
		place_one(3, BID, 90, 1);
		let change = changed(&end(), S);
		assert_eq!((change.trade, change.waiting), (None, vec![id(2, 1, 0)]));
		UnitsPerSeries::set(2);
		let change = changed(&end(), S);
		let makers: Vec<_> = change.fills.iter().map(|fill| (fill.id, fill.maker)).collect();
		assert_eq!(makers, [(id(2, 1, 0), false), (id(1, 1, 0), true)]);
	});
}

#[test]
fn m10_carried_series_waits_for_prices_and_ends_with_trading() {
	ExtBuilder.build_and_execute(|| {
		ClearingUnits::set(0);
		(1..=4).for_each(|account| place_one(account, ASK, 100, 1));
		end();
		place_one(7, BID, 110, 4);
		end();
		World::set(|world| world.mark = None);
		end();
		assert_eq!(carried(), [S]);
		World::set(|world| {
			world.status.insert(S, SeriesStatus::Halted);
		});
		end();
		assert!(carried().is_empty());
	});
}

/// Leaves a bid and two asks of each of `count` series to later blocks.
fn carry(count: u32) {
	World::set(|world| {
		world.status.extend((0..count).map(|id| (SeriesId(id), SeriesStatus::Trading)))
	});
	MaxOpenOrders::set(10_000);
	MaxPositions::set(10_000);
	ClearingUnits::set(0);
	// In each series two asks rest; a bid brings units for one.
	UnitsPerSeries::set(2);
	for first in (0..count).step_by(60) {
		let series = || (first..count.min(first + 60)).map(SeriesId);
		let batch = |side| series().map(|id| order(id, side, 100, 1)).collect::<Vec<_>>();
		place(1, &batch(ASK)).unwrap();
		place(2, &batch(ASK)).unwrap();
		end();
		let bids: Vec<NewOrder> = series().map(|id| order(id, BID, 100, 2)).collect();
		place(3, &bids).unwrap();
		end();
	}
	UnitsPerSeries::set(1_000);
}

#[test]
fn m10_no_carried_series_is_dropped_however_many_there_are() {
	ExtBuilder.build_and_execute(|| {
		const COUNT: u32 = 1_030;
		Parameters::<Test>::mutate(|parameters| parameters.cash_per_order = 1);
		for account in 1..=3 {
			World::set(|world| {
				world.portfolios.get_mut(&SubaccountId(account)).unwrap().cash.0 *= 1_000;
			});
		}
		carry(COUNT);
		assert_eq!(carried().len(), COUNT as usize);
		// 25 have their turn in a block that clears 400 units, each once before any twice.
		ClearingUnits::set(400);
		let mut seen = vec![];
		for _ in 0..COUNT.div_ceil(25) {
			let events = end();
			assert!(cleared(&events).len() <= 25, "a block handles so many and no more");
			seen.extend(cleared(&events).into_iter().map(|(series, _, lots)| (series, lots)));
		}
		seen.sort();
		assert_eq!(seen, (0..COUNT).map(|series| (series, 1)).collect::<Vec<_>>());
		assert!(carried().is_empty());
	});
}

#[test]
fn m10_every_carried_series_moves_while_many_others_are_touched() {
	ExtBuilder.build_and_execute(|| {
		carry(10);
		ClearingUnits::set(32);
		// Shared among sixty touched series no unit is left for any.
		World::set(|world| {
			world.status.extend((100..160).map(|id| (SeriesId(id), SeriesStatus::Trading)))
		});
		for _ in 0..5 {
			let others: Vec<NewOrder> =
				(100..160).map(|id| order(SeriesId(id), BID, 60, 1)).collect();
			place(4, &others).unwrap();
			assert_eq!(cleared(&end()).len(), 2);
		}
		assert!(carried().is_empty());
	});
}

#[test]
fn m10_a_block_reserves_the_turns_it_gives() {
	ExtBuilder.build_and_execute(|| {
		let units = |units| {
			ClearingUnits::set(units);
			Book::reserved_weight() - Book::weight_of_units(units)
		};
		let none = units(100);
		carry(10);
		assert_eq!(units(100) - none, Book::weight_of_fills(6));
		assert_eq!(units(0) - none, Book::weight_of_fills(1));
		assert_eq!(units(1_000) - none, Book::weight_of_fills(10));
	});
}
