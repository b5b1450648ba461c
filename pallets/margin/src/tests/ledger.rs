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
			Unsettled { cash: Money(-9 * 333_333), lots: SignedLots(9) }
		);
		check();
		assert_ok!(apply(&[delta(b, -9 * 333_333, &[(4, 9)]), settling(9 * 333_333, -9)]));
		assert!(!Settling::<Test>::contains_key(SeriesId(4)));
		assert!(Margin::holders(SeriesId(4), 1).is_empty());
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
