//! Orders past their last block, and cancels of everything.

use super::*;
use frame_support::assert_ok;

fn expired(series: SeriesId, ids: &[OrderId]) -> Event<Test> {
	let left = ids.iter().map(|id| (*id, Reason::Expired)).collect();
	Event::BookChanged { series, change: BookChange { left, ..Default::default() } }
}

fn until(good_til: BlockNumber, order: NewOrder) -> NewOrder {
	NewOrder { good_til, ..order }
}

#[test]
fn an_expired_order_counts_nowhere_and_leaves_an_untouched_book() {
	ExtBuilder.build_and_execute(|| {
		MaxOpenOrders::set(2);
		assert_ok!(place(1, &[until(2, order(S, BID, 90, 1)), order(S, BID, 91, 1)]));
		end();
		assert_eq!((System::block_number(), open(1).len()), (2, 2));
		assert!(end().is_empty());
		// Block 3: it is over, although its book is as it was.
		assert_eq!(open(1), [(id(1, 1, 1), 1)]);
		assert_eq!(Book::depth(S, 10).unwrap().bids, [(Tick(91), Lots(1))]);
		assert_eq!(Slabs::<Test>::get((S, BID)).map(|Slab::V1(orders)| orders.len()), Some(2));
		// There is room for another one, in another series.
		let other = order(SeriesId(1), BID, 90, 1);
		assert_ok!(place(1, &[other]));
		assert_ok!(cancel(1, &[id(1, 1, 0)]));
		let unknown =
			Event::UnknownCancel { subaccount: SubaccountId(1), orders: vec![id(1, 1, 0)] };
		let entered = vec![entry(id(1, 2, 0), other)];
		let change = BookChange { entered, ..Default::default() };
		let entered = Event::BookChanged { series: SeriesId(1), change };
		assert_eq!(end(), [entered, unknown, expired(S, &[id(1, 1, 0)])]);
		assert_eq!(open(1).len(), 2);
		assert_eq!(Slabs::<Test>::get((S, BID)).map(|Slab::V1(orders)| orders.len()), Some(1));
	});
}

#[test]
fn m10_expiry_takes_no_account_and_one_event_a_series() {
	ExtBuilder.build_and_execute(|| {
		for account in 1..=20 {
			assert_ok!(place(account, &[until(2, order(S, BID, 80 + account, 1))]));
		}
		end();
		end();
		let before = World::get().open;
		place_one(30, ASK, 120, 1);
		let events = end();
		assert_eq!(events.len(), 1);
		let left = changed(&events, S).left;
		assert_eq!(left.len(), 20);
		assert!(left.iter().all(|(_, reason)| *reason == Reason::Expired));
		assert_eq!(left[0].0, id(20, 1, 0), "best first");
		let mut after = World::get().open;
		after.remove(&SubaccountId(30));
		assert_eq!(after, before, "no account was written");
		assert!((1..=20).all(|account| open(account).is_empty()));
	});
}

#[test]
fn m10_a_block_sweeps_so_many_series_in_turn() {
	ExtBuilder.build_and_execute(|| {
		MaxPositions::set(10);
		let batch: Vec<NewOrder> =
			(0..6).map(|series| until(1, order(SeriesId(series), BID, 90, 1))).collect();
		assert_ok!(place(1, &batch));
		// The sweep of block 1 looks at four of the six.
		assert!(all_stand(&end()));
		let swept = |events: Vec<Event<Test>>| events.len();
		assert_eq!([swept(end()), swept(end()), swept(end())], [4, 2, 0]);
		assert_eq!(Slabs::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_sweep_respects_its_meter() {
	ExtBuilder.build_and_execute(|| {
		use frame_support::weights::{Weight, WeightMeter};
		assert_ok!(place(1, &[until(2, order(S, BID, 90, 1))]));
		end();
		System::set_block_number(3);
		let short = <()>::sweep() - Weight::from_parts(1, 0);
		Book::sweep(&mut WeightMeter::with_limit(short));
		assert_eq!(Slabs::<Test>::iter().count(), 1);
		Book::sweep(&mut WeightMeter::with_limit(<()>::sweep()));
		assert_eq!(Slabs::<Test>::iter().count(), 0);
	});
}

#[test]
fn an_ended_series_forgets_its_expired_orders() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(place(1, &[until(2, order(S, BID, 90, 1)), order(S, BID, 91, 1)]));
		end();
		System::set_block_number(3);
		assert!(Book::remove_orders(S, 1));
		let events = end();
		assert_eq!(reasons(&events, id(1, 1, 0)), [Reason::Expired]);
		assert_eq!(reasons(&events, id(1, 1, 1)), [Reason::SeriesNotTrading]);
	});
}

/// One bid in each of the first `count` series.
fn bids(count: u32) -> Vec<NewOrder> {
	World::set(|world| {
		world.status.extend((0..count).map(|id| (SeriesId(id), SeriesStatus::Trading)))
	});
	(0..count).map(|series| order(SeriesId(series), BID, 90, 1)).collect()
}

fn cancel_all(account: u32) {
	assert_ok!(as_owner(account, |owner, id| Book::cancel_all(owner, id, ALL)));
}

fn remain(account: u32, orders: u32) -> Event<Test> {
	Event::OrdersRemain { subaccount: SubaccountId(account), orders }
}

#[test]
fn m11_cancel_all_reaches_so_many_series_a_call_and_says_what_remains() {
	ExtBuilder.build_and_execute(|| {
		MaxOpenOrders::set(100);
		MaxPositions::set(100);
		assert_ok!(place(1, &bids(25)));
		assert_ok!(place(1, &bids(25)));
		end();
		assert_eq!(
			Book::cancel_all_weight(Book::open_series(SubaccountId(1))),
			<()>::cancel_all() + <()>::clear_cancels(10),
			"two orders a series, at most ten series"
		);
		cancel_all(1);
		let events = end();
		assert!(events.contains(&remain(1, 30)));
		assert_eq!(open(1).len(), 30);
		// Two calls in a block reach twice as far.
		cancel_all(1);
		cancel_all(1);
		let events = end();
		assert!(!events.iter().any(|event| matches!(event, Event::OrdersRemain { .. })));
		assert!(open(1).is_empty());
		assert_eq!(Slabs::<Test>::iter().count(), 0);
	});
}

#[test]
fn m06_after_cancel_all_nothing_of_the_account_trades_in_the_block() {
	ExtBuilder.build_and_execute(|| {
		MaxOpenOrders::set(100);
		MaxPositions::set(100);
		MaxSeriesPerCancel::set(1);
		assert_ok!(place(1, &bids(20)));
		assert_ok!(place(2, &bids(20)));
		end();
		// Asks in the last ten series, for more than one account bids.
		let asks: Vec<NewOrder> =
			(10..20).map(|series| order(SeriesId(series), ASK, 90, 2)).collect();
		cancel_all(1);
		cancel_all(2);
		assert_ok!(place(3, &asks));
		let events = end();
		assert!(cleared(&events).is_empty());
		// Beside the ten that clear, each call reached one more for both.
		assert!(events.contains(&remain(1, 8)) && events.contains(&remain(2, 8)));
	});
}

#[test]
fn cancel_all_makes_room_for_orders_after_it() {
	ExtBuilder.build_and_execute(|| {
		MaxOpenOrders::set(3);
		assert_ok!(place(1, &bids(3)));
		end();
		assert_ok!(place(1, &[order(S, BID, 91, 1)]));
		cancel_all(1);
		assert_ok!(place(1, &[order(S, BID, 92, 1); 3]));
		let events = end();
		assert_eq!(reasons(&events, id(1, 2, 0)), [Reason::Requested]);
		assert_eq!(open(1), [0, 1, 2].map(|index| (id(1, 4, index), 1)));
	});
}
