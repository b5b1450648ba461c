//! Orders at an implied volatility. A contract is worth the mark at 50 %, in proportion to the volatility.

use super::*;
use frame_support::{assert_noop, assert_ok};

fn set_mark(ticks: u32) {
	World::set(|world| world.mark = Some(ticks));
}

fn depth() -> (Vec<u32>, Vec<u32>) {
	let depth = Book::depth(S, 600).unwrap();
	let limits = |side: Vec<(Tick, Lots)>| side.into_iter().map(|(limit, _)| limit.0).collect();
	(limits(depth.bids), limits(depth.asks))
}

/// An order that meets nothing, so that the series is touched.
fn touch() {
	place_one(40, BID, 53, 1);
}

#[test]
fn a_peg_follows_its_value_when_its_series_is_touched() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(place(1, &[peg(BID, 500, 120, 4), peg(ASK, 520, 90, 4)]));
		let events = end();
		let entered = changed(&events, S).entered;
		assert_eq!(entered.iter().map(|entry| entry.limit.0).collect::<Vec<_>>(), [100, 105]);
		assert_eq!(depth(), (vec![100], vec![105]));
		set_mark(95);
		assert!(end().is_empty());
		assert_eq!(depth(), (vec![100], vec![105]), "nothing touched it");
		touch();
		let repriced = changed(&end(), S).repriced;
		let to = |index, limit| Repriced { id: id(1, 1, index), limit: Tick(limit) };
		assert_eq!(repriced, [to(0, 95), to(1, 99)]);
		// 95 · 52/50 is 98.8. Nothing is told of what stays.
		touch();
		assert_eq!(changed(&end(), S).repriced, []);
		// Not beyond its worst price.
		set_mark(130);
		touch();
		assert_eq!(changed(&end(), S).repriced, [to(0, 120), to(1, 136)]);
		assert_eq!(depth(), (vec![120, 53], vec![136]));
	});
}

#[test]
fn what_is_wrong_with_a_peg_is_told_when_it_comes() {
	ExtBuilder.build_and_execute(|| {
		let level = PriceStep { from: Tick(100), step: Tick(5) };
		World::set(|world| world.tick_steps = PriceSteps::new(vec![level]).unwrap());
		let good = peg(BID, 500, 105, 1);
		let at = |parts| NewOrder { peg: Some(Volatility(parts)), ..good };
		for (bad, error, reason) in [
			(at(0), Error::<Test>::VolatilityOutOfRange, Reason::VolatilityOutOfRange),
			(at(10_000_001), Error::VolatilityOutOfRange, Reason::VolatilityOutOfRange),
			(
				NewOrder { kind: Kind::GoodTil, ..good },
				Error::PegNotPostOnly,
				Reason::PegNotPostOnly,
			),
			(
				NewOrder { kind: Kind::ImmediateOrCancel, ..good },
				Error::PegNotPostOnly,
				Reason::PegNotPostOnly,
			),
			(NewOrder { within: Some(1), ..good }, Error::PostOnlyWithin, Reason::PostOnlyWithin),
			(NewOrder { limit: Tick(0), ..good }, Error::ZeroLimit, Reason::ZeroLimit),
			(NewOrder { limit: Tick(104), ..good }, Error::OffTick, Reason::OffTick),
		] {
			assert_noop!(place(1, &[bad]), error);
			assert_ok!(place(1, &[good, bad]));
			let number = World::get().sequences[&SubaccountId(1)];
			let events = end();
			assert_eq!(reasons(&events, id(1, number, 1)), [reason]);
			assert_ok!(cancel(1, &[id(1, number, 0)]));
			end();
		}
		assert_ok!(place(1, &[at(1), at(10_000_000)]));
		assert!(all_stand(&end()));
		// Worth nothing, and as much as it may be.
		assert_eq!(depth().0, [105]);
		assert_eq!(open(1).len(), 2);
	});
}

#[test]
fn a_peg_makes_for_what_enters_and_takes_nothing_that_rests() {
	ExtBuilder.build_and_execute(|| {
		place_one(2, ASK, 98, 3);
		end();
		// Worth 100, inside the ask at 98.
		assert_ok!(place(1, &[peg(BID, 500, 120, 4)]));
		let events = end();
		assert!(cleared(&events).is_empty() && all_stand(&events));
		assert_eq!(depth(), (vec![97], vec![98]));
		// Once that is gone, what enters may trade with it, and alone pays the taker's fee.
		assert_ok!(cancel(2, &[id(2, 1, 0)]));
		place_one(3, ASK, 96, 3);
		let change = changed(&end(), S);
		assert_eq!(change.trade.map(|trade| trade.price), Some(Tick(100)));
		assert_eq!(change.fills.iter().map(|fill| fill.maker).collect::<Vec<_>>(), [true, false]);
		assert_eq!((position(1), position(3)), (3, -3));
		// What is left of it keeps its place and age.
		assert_eq!(open(1), [(id(1, 1, 0), 1)]);
	});
}

#[test]
fn m08_the_record_and_admission_know_a_peg_at_its_worst_price() {
	ExtBuilder.build_and_execute(|| {
		// 10,000,000 of cash; 9,000 lots cost 9,000,000 at 100 and 10,800,000 at 120.
		assert_ok!(place(1, &[peg(BID, 500, 120, 9_000)]));
		assert!(matches!(reasons(&end(), id(1, 1, 0))[..], [Reason::Shortfall(_)]));
		assert_ok!(place(1, &[peg(BID, 500, 101, 9_000)]));
		assert!(all_stand(&end()));
		let record = World::get().open[&SubaccountId(1)].clone();
		assert_eq!(record[0].limit, Tick(101));
		set_mark(80);
		touch();
		assert_eq!(changed(&end(), S).repriced.len(), 1);
		assert_eq!(World::get().open[&SubaccountId(1)], record);
	});
}

#[test]
fn m09_without_a_price_no_peg_enters_and_those_at_rest_stay() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(place(1, &[peg(BID, 500, 120, 4)]));
		end();
		World::set(|world| world.mark = None);
		assert_ok!(place(2, &[peg(BID, 500, 120, 4)]));
		let events = end();
		assert_eq!(reasons(&events, id(2, 1, 0)), [Reason::NoFreshPrice]);
		assert_eq!(depth(), (vec![100], vec![]));
	});
}

#[test]
fn a_peg_that_is_worth_nothing_waits() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(place(1, &[peg(BID, 5, 120, 4)]));
		end();
		assert_eq!(depth(), (vec![1], vec![]));
		set_mark(60);
		place_one(2, ASK, 1, 1);
		let events = end();
		let nothing = Repriced { id: id(1, 1, 0), limit: Tick(0) };
		assert_eq!(changed(&events, S).repriced, [nothing]);
		assert!(cleared(&events).is_empty());
		assert_eq!(depth(), (vec![], vec![1]));
		// No price that `within` could be measured from.
		assert_ok!(place(3, &[NewOrder { within: Some(5), ..order(S, ASK, 60, 1) }]));
		assert_eq!(reasons(&end(), id(3, 1, 0)), [Reason::NoOppositeOrder]);
		assert_eq!(open(1).len(), 1);
	});
}

#[test]
fn m10_a_unit_prices_so_many_pegs_and_each_has_its_turn() {
	ExtBuilder.build_and_execute(|| {
		ClearingUnits::set(0);
		(1..=10).for_each(|account| {
			assert_ok!(place(account, &[peg(BID, 400 + account, 95, 1), peg(BID, 450, 95, 1)]));
		});
		end();
		// The order's four units price sixteen of the twenty; the next one's the four and twelve others.
		set_mark(110);
		touch();
		let first: Vec<OrderId> = changed(&end(), S).repriced.iter().map(|peg| peg.id).collect();
		assert_eq!(first.len(), 16);
		assert!(carried().is_empty(), "what was not priced waits for the next that touches it");
		place_one(39, ASK, 80, 20);
		let change = changed(&end(), S);
		assert_eq!(change.repriced.len(), 4);
		assert!(change.repriced.iter().all(|peg| !first.contains(&peg.id)));
		// The four units fill two of those that were priced, and leave the rest of them out.
		let lots: u64 = change.fills.iter().filter(|fill| fill.side == BID).map(|f| f.lots.0).sum();
		assert_eq!((lots, carried()), (2, vec![S]));
		// Then they are inside the ask that rests.
		ClearingUnits::set(100);
		let events = end();
		assert!(cleared(&events).is_empty() && carried().is_empty());
		assert_eq!(depth(), (vec![79, 53], vec![80]));
	});
}

#[test]
fn no_owner_trades_with_its_pegs() {
	ExtBuilder.build_and_execute(|| {
		// 1 and 21 have one owner.
		assert_ok!(place(1, &[peg(BID, 500, 120, 4)]));
		assert_ok!(place(21, &[peg(ASK, 490, 80, 4)]));
		end();
		assert!(open(21).is_empty(), "the volatility of the bid is higher");
		assert_ok!(place(21, &[peg(ASK, 501, 80, 4), order(S, ASK, 99, 1), order(S, ASK, 102, 1)]));
		let events = end();
		assert_eq!(reasons(&events, id(21, 2, 1)), [Reason::SelfTrade]);
		assert_eq!(depth(), (vec![100], vec![101, 102]));
		// Wherever the mark goes, the bid stays below all own asks.
		for mark in [110, 70, 101, 102, 103] {
			set_mark(mark);
			touch();
			let events = end();
			assert!(cleared(&events).is_empty());
		}
		assert_eq!((open(1).len(), open(21).len()), (1, 2));
	});
}

#[test]
fn a_peg_is_named_amended_and_cancelled_as_any_order() {
	ExtBuilder.build_and_execute(|| {
		let named = |permille, quantity| NewOrder {
			client: Some(ClientId(7)),
			..peg(BID, permille, 120, quantity)
		};
		assert_ok!(place(1, &[named(500, 4)]));
		end();
		assert_ok!(place(2, &[peg(BID, 500, 120, 4)]));
		end();
		set_mark(90);
		assert_ok!(place(1, &[named(500, 3)]));
		let change = changed(&end(), S);
		let (from, to) = (id(1, 1, 0), id(1, 2, 0));
		assert_eq!(change.amended, [Amended { from, to, quantity: Lots(3), good_til: 1_000 }]);
		assert_eq!(change.repriced.len(), 2);
		// It is still the older of the two.
		place_one(3, ASK, 85, 3);
		end();
		assert_eq!((position(1), position(2)), (3, 0));
		assert_ok!(place(1, &[named(500, 3)]));
		end();
		assert_ok!(place(1, &[named(510, 3)]));
		assert_eq!(reasons(&end(), id(1, 3, 0)), [Reason::Replaced]);
		let names = vec![(S, ClientId(7))].try_into().unwrap();
		assert_ok!(as_owner(1, |owner, id| Book::cancel_clients(owner, id, names)));
		assert_ok!(cancel(2, &[id(2, 1, 0)]));
		place_one(3, ASK, 80, 9);
		let events = end();
		assert!(cleared(&events).is_empty(), "cancels come first");
		assert_eq!(reasons(&events, id(1, 4, 0)), [Reason::Requested]);
		assert!(open(1).is_empty() && open(2).is_empty());
	});
}

#[test]
fn a_peg_only_reduces_if_it_is_to_and_expires() {
	ExtBuilder.build_and_execute(|| {
		place_one(1, BID, 100, 5);
		place_one(2, ASK, 100, 5);
		end();
		let now = Book::now();
		let reducing = NewOrder { reduce_only: true, good_til: now + 1, ..peg(ASK, 500, 80, 9) };
		assert_ok!(place(1, &[reducing]));
		end();
		assert_eq!(open(1), [(id(1, 2, 0), 5)]);
		place_one(3, BID, 105, 2);
		end();
		assert_eq!((position(1), open(1)), (3, vec![]));
		touch();
		assert_eq!(depth(), (vec![], vec![]));
		end();
	});
}

#[test]
fn limits_of_an_account_and_its_deadline_go_for_its_pegs() {
	ExtBuilder.build_and_execute(|| {
		let protection =
			Protection { window: 9, pause: 9, quantity: Some(Lots(3)), delta: None, vega: None };
		assert_ok!(as_owner(1, |owner, id| Book::set_protection(owner, id, Some(protection))));
		assert_ok!(place(1, &[peg(BID, 500, 120, 5)]));
		assert_ok!(place(2, &[peg(BID, 490, 120, 5)]));
		assert_ok!(as_owner(2, |owner, id| Book::cancel_all_after(owner, id, Some(1))));
		end();
		place_one(3, ASK, 90, 4);
		end();
		assert_eq!((position(1), position(2)), (3, 1));
		assert!(open(1).is_empty(), "its limit is used up");
		place_one(3, ASK, 90, 4);
		end();
		assert_eq!(position(2), 1, "its deadline has passed");
	});
}
