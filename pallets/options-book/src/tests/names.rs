//! Orders with names, and cancels by name and by scope.

use super::*;
use frame_support::{assert_noop, assert_ok};

fn named(name: u32, side: Side, limit: u32, quantity: u64) -> NewOrder {
	NewOrder { client: Some(ClientId(name)), ..order(S, side, limit, quantity) }
}

fn cancel_names(subaccount: u32, names: &[(SeriesId, u32)]) -> DispatchResult {
	let names: Vec<_> = names.iter().map(|(series, name)| (*series, ClientId(*name))).collect();
	let names = names.try_into().unwrap();
	as_owner(subaccount, |owner, id| Book::cancel_clients(owner, id, names))
}

fn cancel_of(subaccount: u32, of: Scope) {
	assert_ok!(as_owner(subaccount, |owner, id| Book::cancel_all(owner, id, of)));
}

#[test]
fn an_order_takes_the_place_of_the_one_with_its_name() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(place(1, &[named(7, BID, 90, 5), named(8, BID, 91, 5)]));
		// Another account's name is another name.
		assert_ok!(place(2, &[named(7, BID, 90, 5)]));
		end();
		// Even on the other side.
		assert_ok!(place(1, &[named(7, ASK, 110, 2)]));
		let events = end();
		assert_eq!(reasons(&events, id(1, 1, 0)), [Reason::Replaced]);
		assert_eq!(open(1), [(id(1, 1, 1), 5), (id(1, 2, 0), 2)]);
		assert_eq!(open(2), [(id(2, 1, 0), 5)]);
	});
}

#[test]
fn the_last_order_of_a_name_stands_wherever_it_was_sent() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(place(1, &[named(7, BID, 90, 5), named(7, BID, 91, 6)]));
		assert_ok!(place(1, &[named(7, BID, 92, 7)]));
		let events = end();
		for superseded in [id(1, 1, 0), id(1, 1, 1)] {
			assert_eq!(reasons(&events, superseded), [Reason::Replaced]);
		}
		assert_eq!(open(1), [(id(1, 2, 0), 7)]);
	});
}

#[test]
fn an_order_of_the_same_price_and_no_more_size_keeps_its_age() {
	for (limit, quantity, keeps) in
		[(100, 5, true), (100, 4, true), (100, 6, false), (99, 5, false)]
	{
		ExtBuilder.build_and_execute(|| {
			assert_ok!(place(1, &[named(7, BID, 100, 5)]));
			end();
			place_one(2, BID, 100, 5);
			end();
			assert_ok!(place(1, &[named(7, BID, limit, quantity)]));
			let events = end();
			let (from, to) = (id(1, 1, 0), id(1, 2, 0));
			let amended = Amended { from, to, quantity: Lots(quantity), good_til: 1_000 };
			assert_eq!(changed(&events, S).amended == [amended], keeps);
			assert_eq!(reasons(&events, from) == [Reason::Replaced], !keeps);
			assert_eq!(open(1), [(id(1, 2, 0), quantity)]);
			// Who is older at the price fills first.
			place_one(3, ASK, 100, 3);
			end();
			assert_eq!((position(1), position(2)), if keeps { (3, 0) } else { (0, 3) });
		});
	}
}

#[test]
fn replacing_needs_no_room() {
	ExtBuilder.build_and_execute(|| {
		MaxOpenOrders::set(2);
		assert_ok!(place(1, &[named(7, BID, 90, 5), named(8, BID, 91, 5)]));
		end();
		assert_ok!(place(1, &[named(7, BID, 92, 5), named(9, BID, 93, 5)]));
		assert_eq!(reasons(&end(), id(1, 2, 1)), [Reason::TooManyOpenOrders]);
		assert_eq!(open(1), [(id(1, 1, 1), 5), (id(1, 2, 0), 5)]);
	});
}

#[test]
fn a_replacement_that_is_refused_leaves_nothing_of_its_name() {
	ExtBuilder.build_and_execute(|| {
		place_one(2, ASK, 100, 5);
		assert_ok!(place(1, &[named(7, BID, 90, 5)]));
		end();
		let crossing = NewOrder { kind: Kind::PostOnly, ..named(7, BID, 100, 5) };
		assert_ok!(place(1, &[crossing]));
		let events = end();
		assert_eq!(reasons(&events, id(1, 1, 0)), [Reason::Replaced]);
		assert_eq!(reasons(&events, id(1, 2, 0)), [Reason::WouldTake]);
		assert!(open(1).is_empty());
	});
}

#[test]
fn m06_cancels_by_name_come_first_and_tell_the_unknown() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(place(1, &[named(7, BID, 100, 5), order(S, BID, 90, 1)]));
		end();
		place_one(2, ASK, 100, 5);
		assert_ok!(place(1, &[named(8, BID, 100, 5)]));
		assert_ok!(cancel_names(1, &[(S, 7), (S, 8), (S, 9), (SeriesId(1), 7)]));
		// Of a higher sequence: the cancel does not reach it.
		assert_ok!(place(1, &[named(8, BID, 100, 2)]));
		let events = end();
		for cancelled in [id(1, 1, 0), id(1, 2, 0)] {
			assert_eq!(reasons(&events, cancelled), [Reason::Requested]);
		}
		let unknown = vec![(S, ClientId(9)), (SeriesId(1), ClientId(7))];
		let subaccount = SubaccountId(1);
		assert!(events.contains(&Event::UnknownClients { subaccount, names: unknown }));
		assert_eq!(cleared(&events), [(0, 100, 2)]);
		assert_eq!(open(1), [(id(1, 1, 1), 1)]);
		assert_noop!(cancel_names(1, &[]), Error::<Test>::EmptyBatch);
	});
}

#[test]
fn cancels_reach_an_underlying_or_an_expiry() {
	let expiry = <World as InstrumentInspect>::series(S).unwrap().expiry;
	for (of, left) in [
		(Scope::Underlying(UnderlyingId(0)), 0),
		(Scope::Underlying(UnderlyingId(1)), 2),
		(Scope::Expiry(UnderlyingId(0), expiry), 0),
		(Scope::Expiry(UnderlyingId(0), Expiry(expiry.0 + 1)), 2),
		(Scope::Expiry(UnderlyingId(1), expiry), 2),
	] {
		ExtBuilder.build_and_execute(|| {
			place_one(1, BID, 90, 5);
			end();
			place_one(1, BID, 91, 5);
			cancel_of(1, of);
			end();
			assert_eq!(open(1).len(), left);
		});
	}
}

#[test]
fn m06_a_cancelled_replacement_leaves_nothing_of_its_name() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(place(1, &[named(7, BID, 90, 5)]));
		end();
		assert_ok!(place(1, &[named(7, BID, 91, 5)]));
		assert_ok!(place(1, &[named(7, BID, 92, 5)]));
		assert_ok!(cancel(1, &[id(1, 3, 0), id(1, 3, 0)]));
		place_one(2, ASK, 90, 5);
		let events = end();
		assert!(cleared(&events).is_empty());
		assert_eq!(reasons(&events, id(1, 1, 0)), [Reason::Replaced]);
		assert_eq!(reasons(&events, id(1, 2, 0)), [Reason::Replaced]);
		assert_eq!(reasons(&events, id(1, 3, 0)), [Reason::Requested]);
		let (subaccount, orders) = (SubaccountId(1), vec![id(1, 3, 0)]);
		assert!(events.contains(&Event::UnknownCancel { subaccount, orders }), "once it is gone");
		assert!(open(1).is_empty());
	});
}

#[test]
fn the_last_order_of_a_name_stands_in_the_last_place() {
	ExtBuilder.build_and_execute(|| {
		MaxOpenOrders::set(1);
		assert_ok!(place(1, &[named(7, BID, 90, 5), named(7, BID, 92, 5)]));
		end();
		assert_eq!(open(1), [(id(1, 1, 1), 5)]);
	});
}

#[test]
fn an_amended_order_keeps_its_turn_in_admission() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(place(1, &[named(7, ASK, 100, 1_000)]));
		end();
		place_one(1, ASK, 101, 900);
		end();
		// Enough for one of the two.
		World::set(|world| {
			world.portfolios.get_mut(&SubaccountId(1)).unwrap().cash = Money(5_200_000);
		});
		assert_ok!(place(1, &[named(7, ASK, 100, 999)]));
		place_one(2, BID, 100, 1);
		let events = end();
		let (from, to) = (id(1, 1, 0), id(1, 3, 0));
		let amended = Amended { from, to, quantity: Lots(999), good_til: 1_000 };
		assert_eq!(changed(&events, S).amended, [amended]);
		assert_eq!(cleared(&events), [(0, 100, 1)]);
		assert!(matches!(reasons(&events, id(1, 2, 0))[..], [Reason::Shortfall(_)]));
		assert_eq!(open(1), [(id(1, 3, 0), 998)]);
	});
}
