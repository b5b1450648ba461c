//! A future in the book: what it trades at is owed, not paid.

use super::*;
use frame_support::assert_ok;

/// Makes the series of most tests a future.
fn a_future() {
	World::set(|world| world.future = Some(S));
}

fn cost(subaccount: u32) -> i128 {
	World::cost(SubaccountId(subaccount), S).0
}

#[test]
fn a_future_trades_for_its_fees_and_a_cost_that_waits() {
	ExtBuilder.build_and_execute(|| {
		a_future();
		place_one(1, ASK, 98, 10);
		end();
		place_one(2, BID, 104, 4);
		assert_eq!(cleared(&end()), [(0, 98, 4)]);
		// As an option's but for 98 ticks at 10 a lot, which nobody has paid.
		let premium = 98 * 10 * 4;
		assert_eq!((cash(1), cash(2)), (CASH - 40, CASH - 60));
		assert_eq!((cost(1), cost(2)), (-premium, premium));
		assert_eq!((position(1), position(2)), (-4, 4));
		assert_eq!(World::get().fees, Money(100));
		assert_eq!(open(1), [(id(1, 1, 0), 6)]);
	});
}

#[test]
fn a_closed_future_keeps_what_it_gained_as_its_cost() {
	ExtBuilder.build_and_execute(|| {
		a_future();
		let trade = |buyer, seller, limit| {
			place_one(seller, ASK, limit, 4);
			end();
			place_one(buyer, BID, limit, 4);
			assert_eq!(cleared(&end()), [(0, limit, 4)]);
		};
		trade(2, 1, 98);
		trade(3, 2, 101);
		assert_eq!((position(2), cost(2)), (0, -3 * 10 * 4));
		assert_eq!(cost(1) + cost(2) + cost(3), 0);
		indexer::check_positions();
		// A reduce-only order finds nothing to reduce.
		place(2, &[NewOrder { reduce_only: true, ..order(S, ASK, 101, 1) }]).unwrap();
		assert_eq!(reasons(&end(), id(2, 3, 0)), [Reason::NothingToReduce]);
	});
}

#[test]
fn a_future_has_no_volatility_to_follow() {
	ExtBuilder.build_and_execute(|| {
		a_future();
		let peg = Some(Volatility(500_000));
		let peg = NewOrder { peg, kind: Kind::PostOnly, ..order(S, BID, 90, 1) };
		assert_eq!(place(1, &[peg]), Err(Error::<Test>::VolatilityOutOfRange.into()));
	});
}

#[test]
fn limits_of_a_future_are_bounded_by_their_type_and_the_band() {
	ExtBuilder.build_and_execute(|| {
		let far = [order(S, BID, u32::MAX, 1)];
		assert_eq!(place(2, &far), Err(Error::<Test>::LimitOutOfRange.into()));
		a_future();
		World::set(|world| {
			world.portfolios.get_mut(&SubaccountId(2)).unwrap().cash = Money(1 << 50)
		});
		place_one(1, ASK, 140, 1);
		assert_ok!(place(2, &far));
		assert_eq!(cleared(&end()), [(0, 140, 1)]);
		assert_eq!((cost(1), cost(2)), (-1_400, 1_400));
	});
}

#[test]
fn one_block_moves_cash_of_options_and_costs_of_futures() {
	ExtBuilder.build_and_execute(|| {
		a_future();
		let option = SeriesId(1);
		place(1, &[order(S, ASK, 100, 2), order(option, BID, 90, 3)]).unwrap();
		place(2, &[order(S, BID, 100, 2), order(option, ASK, 90, 3)]).unwrap();
		assert_eq!(cleared(&end()), [(0, 100, 2), (1, 90, 3)]);
		// Fees of a taker: 15 a lot.
		assert_eq!((cash(1), cash(2)), (CASH - 2_700 - 75, CASH + 2_700 - 75));
		assert_eq!((cost(1), cost(2)), (-2_000, 2_000));
		assert_eq!(World::cost(SubaccountId(1), option), Money(0));
	});
}
