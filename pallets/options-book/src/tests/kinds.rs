//! Orders that only reduce, and orders that take within a distance.

use super::*;
use frame_support::{assert_noop, assert_ok};

fn reducing(side: Side, limit: u32, quantity: u64) -> NewOrder {
	NewOrder { reduce_only: true, ..order(S, side, limit, quantity) }
}

fn within(side: Side, limit: u32, quantity: u64, beyond: u32) -> NewOrder {
	NewOrder { within: Some(beyond), ..order(S, side, limit, quantity) }
}

/// Makes 1 long and 2 short so many lots.
fn trade(lots: u64) {
	place_one(1, BID, 100, lots);
	place_one(2, ASK, 100, lots);
	end();
	let lots = lots.cast_signed();
	assert_eq!((position(1), position(2)), (lots, -lots));
}

#[test]
fn reduce_only_order_is_cut_to_the_position_and_never_turns_it_over() {
	ExtBuilder.build_and_execute(|| {
		trade(5);
		assert_ok!(place(1, &[reducing(ASK, 99, 8)]));
		let entered = entry(id(1, 2, 0), reducing(ASK, 99, 5));
		let change = BookChange { entered: vec![entered], ..Default::default() };
		assert_eq!(end(), [Event::BookChanged { series: S, change }]);
		assert_eq!(open(1), [(id(1, 2, 0), 5)]);
		place_one(3, BID, 99, 20);
		assert_eq!(cleared(&end()), [(0, 99, 5)]);
		assert_eq!(position(1), 0);
		assert!(open(1).is_empty());
	});
}

#[test]
fn reduce_only_order_without_a_position_is_refused() {
	ExtBuilder.build_and_execute(|| {
		trade(5);
		assert_ok!(place(1, &[reducing(BID, 90, 1)]));
		assert_ok!(place(2, &[reducing(BID, 90, 9), reducing(ASK, 110, 1)]));
		assert_ok!(place(3, &[reducing(ASK, 110, 1)]));
		let events = end();
		for refused in [id(1, 2, 0), id(2, 2, 1), id(3, 1, 0)] {
			assert_eq!(reasons(&events, refused), [Reason::NothingToReduce]);
		}
		assert_eq!(open(2), [(id(2, 2, 0), 5)]);
	});
}

#[test]
fn another_order_of_the_account_cuts_its_reduce_only_ones() {
	ExtBuilder.build_and_execute(|| {
		trade(5);
		assert_ok!(place(1, &[reducing(ASK, 105, 2), reducing(ASK, 106, 3)]));
		end();
		place_one(1, ASK, 107, 1);
		let events = end();
		assert!(all_stand(&events));
		assert_eq!(changed(&events, S).cut, [(id(1, 2, 1), Lots(2))]);
		place_one(1, ASK, 108, 3);
		let events = end();
		assert_eq!(reasons(&events, id(1, 2, 1)), [Reason::NothingToReduce]);
		assert_eq!(changed(&events, S).cut, [(id(1, 2, 0), Lots(1))]);
		assert_eq!(open(1), [(id(1, 2, 0), 1), (id(1, 3, 0), 1), (id(1, 4, 0), 3)]);
	});
}

#[test]
fn within_is_measured_from_the_best_opposite_order_before_cancels() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(place(2, &[order(S, ASK, 98, 1), order(S, ASK, 101, 1), order(S, ASK, 104, 1)]));
		end();
		// The best ask is gone when it comes to trading, but 98 was there when the block began.
		assert_ok!(cancel(2, &[id(2, 1, 0)]));
		assert_ok!(place(1, &[within(BID, 110, 5, 3)]));
		assert_eq!(cleared(&end()), [(0, 101, 1)]);
		let rest = Book::depth(S, 10).unwrap();
		assert_eq!(rest.bids, [(Tick(101), Lots(4))]);
		assert_eq!(rest.asks, [(Tick(104), Lots(1))]);
	});
}

#[test]
fn within_needs_an_opposite_order_and_leaves_a_closer_limit() {
	ExtBuilder.build_and_execute(|| {
		// What enters in the same block was not there when it began.
		place_one(2, ASK, 100, 1);
		assert_ok!(place(1, &[within(BID, 110, 1, 3)]));
		assert_eq!(reasons(&end(), id(1, 1, 0)), [Reason::NoOppositeOrder]);
		assert_ok!(place(1, &[within(BID, 99, 1, 3)]));
		assert!(all_stand(&end()));
		assert_eq!(Book::depth(S, 10).unwrap().bids, [(Tick(99), Lots(1))]);
	});
}

#[test]
fn an_order_cannot_take_within_a_distance_and_be_post_only() {
	ExtBuilder.build_and_execute(|| {
		let both = NewOrder { kind: Kind::PostOnly, ..within(BID, 100, 1, 3) };
		assert_noop!(place(1, &[both]), Error::<Test>::PostOnlyWithin);
		assert_ok!(place(1, &[both, order(S, BID, 90, 1)]));
		assert_eq!(reasons(&end(), id(1, 1, 0)), [Reason::PostOnlyWithin]);
	});
}
