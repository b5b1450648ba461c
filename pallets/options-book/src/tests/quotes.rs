//! Quotes of many series at once.

use super::*;
use frame_support::{assert_noop, assert_ok};

type Side = Option<(u32, u64)>;

fn quote(series: u32, bid: Side, ask: Side) -> Quote {
	let leg = |side: Side| match side {
		Some((limit, quantity)) => Leg { limit: Tick(limit), quantity: Lots(quantity) },
		None => Leg::default(),
	};
	Quote { series: SeriesId(series), bid: leg(bid), ask: leg(ask) }
}

fn send(subaccount: u32, quotes: &[Quote]) -> DispatchResult {
	let quotes = quotes.to_vec().try_into().unwrap();
	as_owner(subaccount, |owner, id| Book::mass_quote(owner, id, quotes, 1_000))
}

fn at(series: u32) -> (Vec<(u32, u64)>, Vec<(u32, u64)>) {
	let depth = Book::depth(SeriesId(series), 10).unwrap();
	let side = |levels: Vec<(Tick, Lots)>| {
		levels.into_iter().map(|(limit, lots)| (limit.0, lots.0)).collect()
	};
	(side(depth.bids), side(depth.asks))
}

#[test]
fn quotes_take_the_place_of_the_earlier_ones_of_their_series() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(send(
			1,
			&[quote(0, Some((98, 5)), Some((102, 5))), quote(1, Some((50, 1)), None)]
		));
		assert!(all_stand(&end()));
		assert_eq!(at(0), (vec![(98, 5)], vec![(102, 5)]));
		assert_eq!(at(1), (vec![(50, 1)], vec![]));
		// A side without lots is taken away; the other series stays as it was.
		assert_ok!(send(1, &[quote(0, Some((97, 6)), None)]));
		let events = end();
		for replaced in [id(1, 1, 0), id(1, 1, 1)] {
			assert_eq!(reasons(&events, replaced), [Reason::Replaced]);
		}
		assert_eq!(at(0), (vec![(97, 6)], vec![]));
		assert_eq!(at(1), (vec![(50, 1)], vec![]));
		// Orders are no quotes, and another account's quotes are its own.
		place_one(1, BID, 96, 1);
		assert_ok!(send(2, &[quote(0, Some((95, 1)), None)]));
		end();
		assert_eq!(at(0).0, [(97, 6), (96, 1), (95, 1)]);
	});
}

#[test]
fn the_last_quote_of_a_block_stands_and_a_later_cancel_takes_it() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(send(1, &[quote(0, Some((98, 5)), Some((102, 5)))]));
		assert_ok!(send(1, &[quote(0, None, Some((103, 5)))]));
		let events = end();
		assert_eq!(reasons(&events, id(1, 1, 0)), [Reason::Replaced]);
		assert_eq!(at(0), (vec![], vec![(103, 5)]));
		assert_ok!(send(1, &[quote(0, Some((98, 5)), None)]));
		assert_ok!(as_owner(1, |owner, one| Book::cancel_series(owner, one, S)));
		let events = end();
		assert_eq!(reasons(&events, id(1, 3, 0)), [Reason::Requested]);
		assert_eq!(reasons(&events, id(1, 2, 1)), [Reason::Requested]);
		assert!(reasons(&events, id(1, 3, 1)).is_empty(), "it was no order");
		assert_eq!(at(0), (vec![], vec![]));
	});
}

#[test]
fn a_quote_is_a_maker_and_keeps_its_age_while_its_size_falls() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(send(1, &[quote(0, Some((98, 5)), None)]));
		end();
		assert_ok!(send(2, &[quote(0, Some((98, 5)), None)]));
		end();
		assert_ok!(send(1, &[quote(0, Some((98, 4)), None)]));
		end();
		place_one(3, ASK, 98, 3);
		let fills = changed(&end(), S).fills;
		let makers: Vec<_> = fills.iter().map(|fill| (fill.id, fill.maker)).collect();
		assert_eq!(makers, [(id(1, 2, 0), true), (id(3, 1, 0), false)]);
	});
}

#[test]
fn a_side_that_would_take_is_refused_and_leaves_none_standing() {
	ExtBuilder.build_and_execute(|| {
		place_one(2, ASK, 100, 5);
		assert_ok!(send(1, &[quote(0, Some((98, 5)), Some((104, 5)))]));
		end();
		assert_ok!(send(1, &[quote(0, Some((100, 5)), Some((105, 5)))]));
		let events = end();
		assert_eq!(reasons(&events, id(1, 2, 0)), [Reason::WouldTake]);
		assert_eq!(at(0), (vec![], vec![(100, 5), (105, 5)]));
	});
}

#[test]
fn bad_quotes_are_refused_by_side_and_the_others_stand() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(send(1, &[]), Error::<Test>::EmptyBatch);
		assert_noop!(send(1, &[quote(0, Some((9, 1)), Some((9, 1)))]), Error::<Test>::CrossedQuote);
		let unknown = [quote(99, Some((98, 1)), Some((99, 1)))];
		assert_noop!(send(1, &unknown), Error::<Test>::UnknownSeries);
		assert_noop!(send(1, &[quote(0, Some((0, 1)), Some((0, 2)))]), Error::<Test>::ZeroLimit);
		assert_ok!(send(1, &[quote(0, Some((97, 5)), Some((103, 5)))]));
		end();
		let quotes = [
			quote(1, Some((98, 1)), Some((98, 1))),
			quote(0, Some((98, 1)), Some((103, 1 << 41))),
			quote(2, None, Some((101, 1))),
		];
		assert_ok!(send(1, &quotes));
		let events = end();
		let index = |index| id(1, 2, index);
		assert_eq!(reasons(&events, index(0)), [Reason::CrossedQuote]);
		assert_eq!(reasons(&events, index(1)), [Reason::CrossedQuote]);
		assert_eq!(reasons(&events, index(3)), [Reason::QuantityTooLarge]);
		assert_eq!(at(0), (vec![(98, 1)], vec![]));
		assert_eq!(at(1), (vec![], vec![]));
		assert_eq!(at(2), (vec![], vec![(101, 1)]));
	});
}

#[test]
fn a_side_off_its_step_is_refused_and_the_other_stands() {
	ExtBuilder.build_and_execute(|| {
		let steps = PriceSteps::new(vec![PriceStep { from: Tick(100), step: Tick(5) }]);
		World::set(|world| world.tick_steps = steps.unwrap());
		let off = [quote(0, Some((101, 1)), Some((104, 1)))];
		assert_noop!(send(1, &off), Error::<Test>::OffTick);
		assert_ok!(send(1, &[quote(0, Some((99, 1)), Some((104, 1)))]));
		assert_eq!(reasons(&end(), id(1, 1, 1)), [Reason::OffTick]);
		assert_eq!(at(0), (vec![(99, 1)], vec![]));
	});
}

#[test]
fn m11_quotes_can_be_taken_away_and_made_smaller_without_a_price() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(send(1, &[quote(0, Some((98, 5)), Some((102, 5)))]));
		assert_ok!(send(2, &[quote(0, Some((97, 5)), Some((103, 5)))]));
		end();
		World::set(|world| world.mark = None);
		assert_ok!(send(1, &[quote(0, None, Some((102, 3)))]));
		assert_ok!(send(2, &[quote(0, Some((96, 5)), Some((103, 5)))]));
		let events = end();
		assert_eq!(at(0), (vec![], vec![(102, 3), (103, 5)]));
		assert_eq!(reasons(&events, id(2, 2, 0)), [Reason::NoFreshPrice]);
		assert_eq!(reasons(&events, id(2, 1, 0)), [Reason::Replaced]);
	});
}

#[test]
fn a_cancelled_quote_does_not_bring_the_former_one_back() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(send(1, &[quote(0, Some((98, 5)), None)]));
		end();
		assert_ok!(send(1, &[quote(0, Some((97, 5)), None)]));
		assert_ok!(cancel(1, &[id(1, 2, 0)]));
		end();
		assert_eq!(at(0), (vec![], vec![]));
	});
}

#[test]
fn sides_without_lots_are_told_of_nowhere() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(send(1, &[quote(0, None, Some((103, 5)))]));
		assert_ok!(send(1, &[quote(0, Some((98, 5)), Some((103, 5)))]));
		let events = end();
		assert!(reasons(&events, id(1, 1, 0)).is_empty());
		assert_eq!(reasons(&events, id(1, 1, 1)), [Reason::Replaced]);
		// A side that was refused when it came is told of once.
		assert_ok!(send(1, &[quote(0, Some((97, 1 << 41)), Some((103, 5)))]));
		let refused = System::read_events_for_pallet::<Event<Test>>();
		assert_eq!(reasons(&refused, id(1, 3, 0)), [Reason::QuantityTooLarge]);
		System::reset_events();
		assert_ok!(send(1, &[quote(0, Some((96, 1)), Some((103, 5)))]));
		assert!(reasons(&end(), id(1, 3, 0)).is_empty());
	});
}

#[test]
fn m10_quotes_bring_no_units() {
	ExtBuilder.build_and_execute(|| {
		ClearingUnits::set(0);
		(1..=6).for_each(|account| place_one(account, ASK, 100, 1));
		end();
		place_one(7, BID, 110, 6);
		assert_eq!(cleared(&end()), [(0, 100, 2)]);
		// What the budget left out still crosses, and no quote pays for it.
		assert_ok!(send(8, &[quote(0, Some((1, 1)), Some((120, 1)))]));
		assert!(cleared(&end()).is_empty());
		place_one(9, BID, 1, 1);
		assert_eq!(cleared(&end()), [(0, 100, 2)]);
	});
}

#[test]
fn m10_quotes_take_no_units_from_orders() {
	ExtBuilder.build_and_execute(|| {
		ClearingUnits::set(8);
		for maker in 1..=4 {
			place_one(maker, ASK, 100, 1);
		}
		end();
		let quotes: Vec<Quote> =
			(1..=8).map(|series| quote(series, Some((90, 1)), Some((110, 1)))).collect();
		assert_ok!(send(1, &quotes));
		place_one(5, BID, 100, 4);
		// Half of eight units and of its own two, on each side.
		assert_eq!(cleared(&end()), [(0, 100, 4)]);
	});
}

#[test]
fn a_quote_of_no_series_is_refused_even_if_it_takes_away() {
	ExtBuilder.build_and_execute(|| {
		let nothing = quote(9_999, None, None);
		assert_noop!(send(1, &[nothing]), Error::<Test>::UnknownSeries);
	});
}
