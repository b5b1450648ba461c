use super::*;

fn apply(deltas: &[Delta]) -> Result<(), LedgerError> {
	Margin::apply(deltas)
}

/// Applies nothing, down to the storage root.
fn refused(deltas: &[Delta], error: LedgerError) {
	let root = sp_io::storage::root(Default::default());
	assert_eq!(apply(deltas), Err(error));
	assert_eq!(sp_io::storage::root(Default::default()), root);
}

#[test]
fn m03_only_balanced_sets_pass() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, 10 * UNIT), open(BOB, 10 * UNIT));
		use LedgerError::*;
		refused(&[delta(alice, 1, &[])], Unbalanced);
		refused(&[delta(alice, 1, &[]), delta(bob, -2, &[])], Unbalanced);
		refused(&[delta(alice, 0, &[(1, 1)])], Unbalanced);
		refused(&[delta(alice, 0, &[(1, 1)]), delta(bob, 0, &[(2, -1)])], Unbalanced);
		refused(&[delta(alice, 0, &[(1, 1)]), delta(bob, 0, &[(1, -2)])], Unbalanced);
		refused(&[delta(alice, -1, &[]), delta(SubaccountId(9), 1, &[])], UnknownSubaccount);
		// The last of a set spoils all of it.
		let spoiled =
			[delta(alice, -5, &[(1, 1)]), delta(bob, 5, &[(1, -1)]), delta(alice, i128::MAX, &[])];
		refused(&spoiled, Overflow);
		assert_ok!(apply(&[]));
	});
}

#[test]
fn m03_holders_other_than_accounts_keep_to_their_kind() {
	build_and_execute(|| {
		let alice = open(ALICE, 10 * UNIT);
		use LedgerError::*;
		for holder in [Holder::Fees, Holder::Insurance, Holder::Custody] {
			refused(&[delta(alice, 0, &[(1, -1)]), holder_delta(holder, 0, &[(1, 1)])], Unbalanced);
		}
		let other = holder_delta(Holder::Settling(SeriesId(2)), 0, &[(1, 1)]);
		refused(&[delta(alice, 0, &[(1, -1)]), other], Unbalanced);
		// Fees due and the fund are never below zero.
		refused(&[delta(alice, 1, &[]), holder_delta(Holder::Fees, -1, &[])], Overflow);
		refused(&[delta(alice, 1, &[]), holder_delta(Holder::Insurance, -1, &[])], Overflow);
	});
}

#[test]
fn m04_money_that_is_not_in_the_pot_cannot_enter() {
	build_and_execute(|| {
		let alice = open(ALICE, 10 * UNIT);
		let enter = [delta(alice, 1, &[]), holder_delta(Holder::Custody, -1, &[])];
		refused(&enter, LedgerError::Unbalanced);
		assert_ok!(Assets::mint_into(QUOTE, &Margin::pot(), 1));
		assert_ok!(apply(&enter));
		refused(&enter, LedgerError::Unbalanced);
	});
}

#[test]
fn positions_holders_and_open_interest_follow() {
	build_and_execute(|| {
		let (a, b, c) = (open(ALICE, UNIT), open(BOB, UNIT), open(BOB, UNIT));
		assert_ok!(apply(&[
			delta(a, 0, &[(5, 7), (3, 2)]),
			delta(b, 0, &[(5, -4), (3, -2)]),
			delta(c, 0, &[(5, -3)]),
		]));
		assert_eq!(
			Margin::portfolio(a).unwrap().positions,
			vec![(SeriesId(3), SignedLots(2)), (SeriesId(5), SignedLots(7))]
		);
		assert_eq!(Margin::open_interest(SeriesId(5)), 7);
		let holders = |series, limit| {
			let mut all = Margin::holders(SeriesId(series), limit);
			all.sort();
			all
		};
		assert_eq!((holders(5, 9), holders(3, 9)), (vec![a, b, c], vec![a, b]));
		assert_eq!(holders(5, 2).len(), 2);
		check();

		// From long to short, from short to flat, in one set that names an account twice.
		assert_ok!(apply(&[
			delta(a, 0, &[(5, -5)]),
			delta(c, 0, &[(5, 3)]),
			delta(a, 0, &[(5, -4)]),
			delta(b, 0, &[(5, 6)]),
		]));
		assert_eq!(Margin::position(a, SeriesId(5)), SignedLots(-2));
		assert_eq!((holders(5, 9), Margin::open_interest(SeriesId(5))), (vec![a, b], 2));
		trade(a, b, 5, 2, 0);
		assert_eq!((holders(5, 9), Margin::open_interest(SeriesId(5))), (vec![], 0));
	});
}

#[test]
fn an_account_holds_at_most_128_series() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, UNIT), open(BOB, UNIT));
		for series in 0..128 {
			trade(alice, bob, series, 1, 0);
		}
		let more = [delta(alice, 0, &[(128, 1)]), delta(bob, 0, &[(128, -1)])];
		refused(&more, LedgerError::TooManyPositions);
		trade(bob, alice, 64, 1, 0);
		assert_ok!(apply(&more));
	});
}

#[test]
fn amounts_that_do_not_fit_are_refused() {
	build_and_execute(|| {
		let (a, b, c) = (open(ALICE, UNIT), open(BOB, UNIT), open(BOB, UNIT));
		trade(a, b, 0, i64::MAX, 0);
		let more = [delta(a, 0, &[(0, 1)]), delta(c, 0, &[(0, -1)])];
		refused(&more, LedgerError::Overflow);
		assert_ok!(apply(&[delta(b, 0, &[(0, i64::MAX)]), delta(a, 0, &[(0, -i64::MAX)])]));
	});
}

#[test]
fn m16_settling_pays_out_exactly_what_it_took_in() {
	build_and_execute(|| {
		let (a, b, c) = (open(ALICE, 10 * UNIT), open(BOB, 10 * UNIT), open(BOB, 10 * UNIT));
		trade(a, b, 4, 7, 0);
		trade(c, b, 4, 2, 0);
		let settling = |cash, lots| holder_delta(Holder::Settling(SeriesId(4)), cash, &[(4, lots)]);
		// A lot pays 333_333: longs first, so the series owes until the short is swept.
		assert_ok!(apply(&[delta(a, 7 * 333_333, &[(4, -7)]), settling(-7 * 333_333, 7)]));
		check();
		assert_ok!(apply(&[delta(c, 2 * 333_333, &[(4, -2)]), settling(-2 * 333_333, 2)]));
		assert_eq!(
			Settling::<Test>::get(SeriesId(4)),
			Unsettled { cash: Money(-9 * 333_333), lots: SignedLots(9), cost: Money(0) }
		);
		check();
		assert_ok!(apply(&[delta(b, -9 * 333_333, &[(4, 9)]), settling(9 * 333_333, -9)]));
		assert!(!Settling::<Test>::contains_key(SeriesId(4)));
		assert!(Margin::holders(SeriesId(4), 1).is_empty());
	});
}

#[test]
fn m03_costs_balance_and_belong_to_positions() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, UNIT), open(BOB, UNIT));
		let of = |who, lots, cost| future_delta(Holder::Subaccount(who), 0, lots, cost);
		use LedgerError::*;
		refused(&[of(alice, 1, 5), of(bob, -1, -4)], Unbalanced);
		refused(&[of(alice, 1, 5), of(bob, -1, 0)], Unbalanced);
		let bare = |who, cost| Delta { positions: vec![], ..of(who, 0, cost) };
		refused(&[bare(alice, 5), bare(bob, -5)], Unbalanced);
		for holder in [Holder::Fees, Holder::Insurance, Holder::Custody] {
			refused(&[of(alice, 0, 5), future_delta(holder, 0, 0, -5)], Unbalanced);
		}
		let other = future_delta(Holder::Settling(SeriesId(2)), 0, -1, -5);
		refused(&[of(alice, 1, 5), other], Unbalanced);
		assert_ok!(apply(&[of(alice, 1, i128::MAX), of(bob, -1, -i128::MAX)]));
		refused(&[of(alice, 1, 1), of(bob, -1, -1)], Overflow);
	});
}

#[test]
fn a_future_that_is_closed_keeps_its_cost_until_it_is_settled() {
	build_and_execute(|| {
		let (alice, bob, carol) = (open(ALICE, UNIT), open(BOB, UNIT), open(BOB, UNIT));
		trade_future(alice, bob, 3, 3 * MONEY);
		assert_eq!((cash(alice), cash(bob)), (MONEY, MONEY));
		trade_future(carol, alice, 3, 4 * MONEY);
		check();
		// A gain of one; it takes a place among the positions, and its holder is paid in settlement.
		let portfolio = Margin::portfolio(alice).unwrap();
		assert_eq!(portfolio.positions, vec![(FUTURE, SignedLots(0))]);
		assert_eq!(portfolio.costs, vec![(FUTURE, Money(-MONEY))]);
		assert_eq!(Margin::open_interest(FUTURE), 3);
		assert_eq!(Margin::holders(FUTURE, 9).len(), 3);
		assert_eq!(Margin::account_view(alice).unwrap().costs, portfolio.costs);
		let close = Margin::close_subaccount(RuntimeOrigin::signed(ALICE), alice);
		assert_noop!(close, Error::<Test>::SubaccountNotEmpty);
		// Back at the price that it came in at: nothing is left of either.
		trade_future(bob, carol, 3, 4 * MONEY);
		trade_future(alice, bob, 1, -MONEY + 1);
		trade_future(bob, alice, 1, -2 * MONEY + 1);
		assert_eq!(Margin::portfolio(alice).unwrap().positions, vec![]);
		assert_eq!(Margin::portfolio(carol).unwrap().costs, vec![]);
		assert_eq!(Margin::holders(FUTURE, 9), vec![]);
	});
}

#[test]
fn m16_a_future_settles_exactly_whoever_comes_first() {
	build_and_execute(|| {
		let (a, b, c) = (open(ALICE, 10 * UNIT), open(BOB, 10 * UNIT), open(BOB, 10 * UNIT));
		trade_future(a, b, 7, 7 * 333_331);
		trade_future(c, a, 7, 7 * 333_332);
		// A lot pays 333_333: the one who has closed it has a unit a lot to get, and none to give.
		for (who, lots, cost, gain) in
			[(a, 0, -7, 7), (c, 7, 7 * 333_332, 7), (b, -7, -7 * 333_331, -14)]
		{
			assert_eq!(
				(Margin::position(who, FUTURE).0, Margin::cost(who, FUTURE).0),
				(lots, cost)
			);
			assert_eq!(333_333 * i128::from(lots) - cost, gain);
			assert_ok!(apply(&[
				future_delta(Holder::Subaccount(who), gain, -lots, -cost),
				future_delta(Holder::Settling(FUTURE), -gain, lots, cost),
			]));
			check();
			assert_eq!(cash(who), 10 * MONEY + gain);
		}
		assert!(!Settling::<Test>::contains_key(FUTURE));
		assert!(Margin::holders(FUTURE, 1).is_empty());
	});
}

#[test]
fn open_orders_are_listed_up_to_512() {
	build_and_execute(|| {
		let alice = open(ALICE, UNIT);
		let list = |count| orders(alice, &vec![(1, Side::Bid, 1, 1); count]);
		assert_ok!(Margin::set_open_orders(alice, list(512)));
		assert_eq!(Margin::open_orders(alice), list(512));
		assert_eq!(Margin::set_open_orders(alice, list(513)), Err(LedgerError::TooManyOrders));
		assert_eq!(
			Margin::set_open_orders(SubaccountId(9), vec![]),
			Err(LedgerError::UnknownSubaccount)
		);
		assert_eq!(Margin::open_orders(alice).len(), 512);
	});
}

#[test]
fn an_unknown_subaccount_reads_as_nothing() {
	build_and_execute(|| {
		let nobody = SubaccountId(9);
		assert_eq!(Margin::owner(nobody), None);
		assert_eq!(Margin::portfolio(nobody), None);
		assert!(Margin::open_orders(nobody).is_empty());
		assert!(Margin::position(nobody, SeriesId(1)).is_zero());
		assert_eq!(Margin::account_view(nobody), None);
		assert_eq!(Margin::risk(nobody), None);
		assert_eq!(Margin::withdrawable(nobody), None);
	});
}

#[test]
fn a_record_starts_with_its_version() {
	build_and_execute(|| {
		let alice = open(ALICE, UNIT);
		let raw =
			frame_support::storage::unhashed::get_raw(&Accounts::<Test>::hashed_key_for(alice));
		assert_eq!(raw.unwrap().first(), Some(&1));
	});
}
