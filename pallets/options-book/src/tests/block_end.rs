//! What happens at the end of a block.

use super::*;
use frame_support::{assert_ok, traits::Hooks};
use tenor_auction::{Failure, Fill, Trade};

#[test]
fn orders_meet_at_one_price_and_pay_their_fees() {
	ExtBuilder.build_and_execute(|| {
		place_one(1, ASK, 98, 10);
		assert!(cleared(&end()).is_empty());
		place_one(2, BID, 104, 4);
		let events = end();
		let fill = |account, sequence, side, maker| Fill {
			id: id(account, sequence, 0),
			side,
			lots: Lots(4),
			maker,
		};
		let change = BookChange {
			entered: vec![entry(id(2, 1, 0), order(S, BID, 104, 4))],
			trade: Some(Trade { price: Tick(98), volume: Lots(4) }),
			fills: vec![fill(2, 1, BID, false), fill(1, 1, ASK, true)],
			..Default::default()
		};
		assert_eq!(events, [Event::BookChanged { series: S, change }]);
		// Premium 98 ticks at 10 a lot; fees of 300 and 200 parts in a million of 50,000 a lot.
		assert_eq!(cash(2), CASH - 98 * 10 * 4 - 60);
		assert_eq!(cash(1), CASH + 98 * 10 * 4 - 40);
		assert_eq!(World::get().fees, Money(100));
		assert_eq!((position(1), position(2)), (-4, 4));
		assert_eq!(open(1), [(id(1, 1, 0), 6)]);
		assert!(open(2).is_empty());
		let depth = Book::depth(S, 10).unwrap();
		assert_eq!((depth.bids, depth.asks), (vec![], vec![(Tick(98), Lots(6))]));
	});
}

#[test]
fn fee_is_capped_by_the_premium() {
	ExtBuilder.build_and_execute(|| {
		World::set(|world| world.band = (0, 10));
		place_one(1, ASK, 1, 4);
		place_one(2, BID, 1, 4);
		assert_eq!(cleared(&end()), [(0, 1, 4)]);
		// Premium 40, an eighth of it 5.
		assert_eq!((cash(2), cash(1)), (CASH - 40 - 5, CASH + 40 - 5));
	});
}

#[test]
fn m06_cancel_comes_first_wherever_it_stands() {
	for cancel_first in [false, true] {
		ExtBuilder.build_and_execute(|| {
			place_one(1, ASK, 100, 10);
			end();
			if cancel_first {
				assert_ok!(cancel(1, &[id(1, 1, 0)]));
			}
			place_one(2, BID, 100, 10);
			if !cancel_first {
				assert_ok!(cancel(1, &[id(1, 1, 0)]));
			}
			let events = end();
			assert!(cleared(&events).is_empty());
			assert_eq!(reasons(&events, id(1, 1, 0)), [Reason::Requested]);
			assert!(open(1).is_empty());
			assert_eq!(open(2), [(id(2, 1, 0), 10)]);
		});
	}
}

#[test]
fn m06_cancel_acts_on_this_block_up_to_its_own_sequence() {
	ExtBuilder.build_and_execute(|| {
		place_one(2, BID, 100, 30);
		assert_ok!(place(1, &[order(S, ASK, 100, 1), order(S, ASK, 100, 2)]));
		assert_ok!(cancel(1, &[id(1, 1, 0), id(1, 3, 0)]));
		place_one(1, ASK, 100, 4);
		let events = end();
		assert_eq!(cleared(&events), [(0, 100, 6)]);
		assert_eq!(reasons(&events, id(1, 1, 0)), [Reason::Requested]);
		let unknown =
			Event::UnknownCancel { subaccount: SubaccountId(1), orders: vec![id(1, 3, 0)] };
		assert!(events.contains(&unknown), "a cancel does not reach a higher sequence");
		assert_eq!(position(1), -6);
	});
}

#[test]
fn cancel_all_and_by_series_take_everything_they_name() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(place(1, &[order(S, BID, 90, 1), order(SeriesId(1), BID, 90, 2)]));
		end();
		assert_ok!(place(1, &[order(S, BID, 91, 3), order(SeriesId(2), BID, 91, 4)]));
		assert_ok!(as_owner(1, |owner, one| Book::cancel_series(owner, one, S)));
		end();
		assert_eq!(open(1), [(id(1, 1, 1), 2), (id(1, 2, 1), 4)]);
		assert_ok!(as_owner(1, |owner, one| Book::cancel_all(owner, one, ALL)));
		end();
		assert!(open(1).is_empty());
		assert_eq!(Slabs::<Test>::iter().count(), 0);
	});
}

#[test]
fn unknown_cancels_are_reported() {
	ExtBuilder.build_and_execute(|| {
		let orders = vec![id(1, 5, 0), id(1, 9, 3)];
		assert_ok!(cancel(1, &orders));
		assert_eq!(end(), [Event::UnknownCancel { subaccount: SubaccountId(1), orders }]);
	});
}

#[test]
fn owner_does_not_trade_with_itself() {
	ExtBuilder.build_and_execute(|| {
		place_one(1, ASK, 100, 10);
		// Subaccount 21 is the same account's.
		place_one(21, BID, 100, 10);
		let events = end();
		assert!(cleared(&events).is_empty());
		// Both have sequence 1; the lower subaccount came first.
		assert_eq!(reasons(&events, id(21, 1, 0)), [Reason::SelfTrade]);
		assert_eq!(open(1).len(), 1);
	});
}

#[test]
fn post_only_immediate_and_expiring_orders() {
	ExtBuilder.build_and_execute(|| {
		let kind = |kind, limit, good_til| NewOrder { kind, good_til, ..order(S, BID, limit, 5) };
		place_one(1, ASK, 100, 3);
		end();
		assert_ok!(place(2, &[kind(Kind::PostOnly, 100, 9), kind(Kind::PostOnly, 99, 3)]));
		assert_ok!(place(3, &[kind(Kind::ImmediateOrCancel, 101, 9)]));
		let events = end();
		assert_eq!(cleared(&events), [(0, 101, 3)]);
		assert_eq!(reasons(&events, id(2, 1, 0)), [Reason::WouldTake]);
		assert_eq!(reasons(&events, id(3, 1, 0)), [Reason::Unfilled]);
		assert_eq!(open(2), [(id(2, 1, 1), 5)]);
		// Block 3 is the last of the bid at 99 and still counts.
		place_one(4, ASK, 99, 1);
		assert_eq!(cleared(&end()), [(0, 99, 1)]);
		place_one(4, ASK, 99, 1);
		let events = end();
		assert!(cleared(&events).is_empty());
		assert_eq!(events.len(), 1);
		assert_eq!(changed(&events, S).left, [(id(2, 1, 1), Reason::Expired)]);
	});
}

#[test]
fn too_little_margin_refuses_fresh_orders_and_cancels_resting_ones() {
	ExtBuilder.build_and_execute(|| {
		place_one(1, ASK, 100, 1_000);
		place_one(1, ASK, 101, 1_001);
		let events = end();
		// 2,001 lots at 5,000 and fees of 15 exceed 10,000,000.
		assert!(
			matches!(reasons(&events, id(1, 2, 0))[..], [Reason::Shortfall(short)] if short.0 > 0)
		);
		assert_eq!(open(1), [(id(1, 1, 0), 1_000)]);

		// The account loses its cash: the order that rests must not trade any more.
		World::set(|world| {
			world.portfolios.get_mut(&SubaccountId(1)).unwrap().cash = Money(10);
		});
		place_one(2, BID, 100, 5);
		let events = end();
		assert!(cleared(&events).is_empty());
		assert!(matches!(reasons(&events, id(1, 1, 0))[..], [Reason::Shortfall(_)]));
		assert!(open(1).is_empty());
		assert_eq!(open(2), [(id(2, 1, 0), 5)]);
	});
}

#[test]
fn resting_order_elsewhere_is_cancelled_when_it_may_trade_and_its_account_cannot_carry_it() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(place(1, &[order(SeriesId(1), BID, 100, 9_000), order(S, ASK, 120, 1)]));
		end();
		World::set(|world| {
			world.portfolios.get_mut(&SubaccountId(1)).unwrap().cash = Money(100_000);
		});
		place_one(2, BID, 120, 1);
		let events = end();
		assert_eq!(cleared(&events), [(0, 120, 1)]);
		// Nothing can fill it in this block, and its book is not touched.
		assert!(reasons(&events, id(1, 1, 0)).is_empty());
		assert_eq!(open(1), [(id(1, 1, 0), 9_000)]);

		assert_ok!(place(3, &[order(SeriesId(1), ASK, 100, 1)]));
		let events = end();
		assert!(cleared(&events).is_empty());
		assert!(matches!(reasons(&events, id(1, 1, 0))[..], [Reason::Shortfall(_)]));
		assert!(!Slabs::<Test>::contains_key((SeriesId(1), BID)));
	});
}

#[test]
fn an_order_of_a_subaccount_that_closes_in_its_block_is_refused() {
	ExtBuilder.build_and_execute(|| {
		place_one(1, ASK, 100, 1);
		World::set(|world| drop(world.portfolios.remove(&SubaccountId(1))));
		place_one(2, BID, 100, 1);
		let events = end();
		assert!(cleared(&events).is_empty());
		assert_eq!(reasons(&events, id(1, 1, 0)), [Reason::UnknownSubaccount]);
		assert!(open(1).is_empty());
		assert!(!Slabs::<Test>::contains_key((S, ASK)));
		assert_eq!(open(2), [(id(2, 1, 0), 1)]);
	});
}

#[test]
fn m09_without_a_fresh_price_nothing_trades() {
	ExtBuilder.build_and_execute(|| {
		place_one(1, ASK, 100, 10);
		end();
		World::set(|world| world.mark = None);
		place_one(2, BID, 100, 10);
		let events = end();
		assert!(cleared(&events).is_empty());
		assert_eq!(reasons(&events, id(2, 1, 0)), [Reason::NoFreshPrice]);
		assert_eq!(open(1).len(), 1, "what rests stays");
	});
}

#[test]
fn risk_reducing_phase_lets_positions_be_closed() {
	ExtBuilder.build_and_execute(|| {
		place_one(1, ASK, 100, 10);
		place_one(2, BID, 100, 10);
		end();
		World::set(|world| world.phase = Phase::RiskReducing);
		place_one(1, BID, 100, 6);
		place_one(2, ASK, 100, 6);
		place_one(3, BID, 110, 6);
		let events = end();
		assert_eq!(cleared(&events), [(0, 100, 6)]);
		assert_eq!(reasons(&events, id(3, 1, 0)), [Reason::Shortfall(Money::ZERO)]);
		assert_eq!((position(1), position(2)), (-4, 4));
	});
}

#[test]
fn account_limits_refuse_orders() {
	ExtBuilder.build_and_execute(|| {
		let batch: Vec<NewOrder> = (0..4).map(|s| order(SeriesId(s), BID, 60, 1)).collect();
		assert_ok!(place(1, &batch));
		assert_eq!(reasons(&end(), id(1, 1, 3)), [Reason::TooManyPositions]);
		assert_ok!(place(1, &[order(S, BID, 60, 1); 18]));
		let events = end();
		assert_eq!(reasons(&events, id(1, 2, 17)), [Reason::TooManyOpenOrders]);
		assert!(reasons(&events, id(1, 2, 16)).is_empty());
		assert_eq!(open(1).len(), 20);
	});
}

#[test]
fn m02_corrupt_slab_halts_its_series_alone() {
	ExtBuilder.build_and_execute(|| {
		place_one(1, ASK, 100, 1);
		end();
		let key = Slabs::<Test>::hashed_key_for((S, ASK));
		frame_support::storage::unhashed::put_raw(&key, &[9, 9, 9]);
		place_one(2, BID, 100, 1);
		assert_ok!(place(3, &[order(SeriesId(1), ASK, 100, 1)]));
		assert_ok!(place(4, &[order(SeriesId(1), BID, 100, 1)]));
		let events = end();
		assert_eq!(cleared(&events), [(1, 100, 1)]);
		let failed = Event::SeriesFailed { series: S, failure: Failure::Corrupt };
		assert!(events.contains(&failed));
		assert_eq!(reasons(&events, id(2, 1, 0)), [Reason::SeriesFailed]);
		assert_eq!(World::status(S), Some(SeriesStatus::Halted));
		// A cancel still clears the account's record.
		assert_ok!(cancel(1, &[id(1, 1, 0)]));
		assert_eq!(reasons(&end(), id(1, 1, 0)), [Reason::Requested]);
		assert!(open(1).is_empty());
	});
}

#[test]
fn m02_refused_deltas_halt_their_series_and_the_others_trade() {
	ExtBuilder.build_and_execute(|| {
		World::set(|world| world.refuses = Some(S));
		let batch = |side| [order(S, side, 100, 1), order(SeriesId(1), side, 100, 1)];
		assert_ok!(place(1, &batch(ASK)));
		assert_ok!(place(2, &batch(BID)));
		let events = end();
		assert_eq!(cleared(&events), [(1, 100, 1)]);
		assert!(events.contains(&Event::SeriesFailed { series: S, failure: Failure::Refused }));
		assert_eq!(World::status(S), Some(SeriesStatus::Halted));
		assert_eq!(position(1), 0);
		assert_eq!((open(1).len(), open(2).len()), (1, 1));
	});
}

#[test]
fn steps_run_in_their_order_and_not_during_migrations() {
	ExtBuilder.build_and_execute(|| {
		end();
		assert_eq!(Trace::get(), ["Round", "Vectors", "Slices", "Settlement", "Listing"]);
		Migrating::set(true);
		Book::on_finalize(2);
		assert_eq!(Trace::get().len(), 5);
		Migrating::set(false);
	});
}

#[test]
fn orders_of_an_ended_series_are_removed_bit_by_bit() {
	ExtBuilder.build_and_execute(|| {
		(1..=3).for_each(|account| place_one(account, BID, 90, 1));
		place_one(4, ASK, 110, 1);
		end();
		World::set(|world| {
			world.status.insert(S, SeriesStatus::Expired);
		});
		assert!(!Book::remove_orders(S, 3));
		assert_eq!(open(4).len(), 1);
		assert!(Book::remove_orders(S, 3));
		assert!(Book::remove_orders(S, 0), "none is left");
		assert_eq!(reasons(&end(), id(4, 1, 0)), [Reason::SeriesNotTrading]);
		assert_eq!(Slabs::<Test>::iter().count(), 0);
		assert!((1..=4).all(|account| open(account).is_empty()));
	});
}
