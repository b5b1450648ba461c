use super::*;
use frame_support::traits::fungible::InspectHold;

fn held(who: AccountId) -> Balance {
	Balances::balance_on_hold(&HoldReason::Subaccount.into(), &who)
}

#[test]
fn opening_takes_a_deposit_and_the_next_id() {
	build_and_execute(|| {
		assert_eq!([open(ALICE, 0), open(BOB, 0), open(ALICE, 0)], [0, 1, 2].map(SubaccountId));
		assert_eq!(Margin::subaccounts_of(ALICE), vec![SubaccountId(0), SubaccountId(2)]);
		assert_eq!((held(ALICE), held(BOB)), (2 * DEPOSIT, DEPOSIT));
		assert_eq!(Margin::owner(SubaccountId(1)), Some(BOB));
		let opened = Event::SubaccountOpened { owner: ALICE, subaccount: SubaccountId(2) };
		assert_eq!(events().last(), Some(&opened));
	});
}

#[test]
fn opening_without_the_deposit_fails() {
	build_and_execute(|| {
		let poor = RuntimeOrigin::signed(99);
		assert_noop!(Margin::open_subaccount(poor), TokenError::FundsUnavailable);
		assert_noop!(Margin::open_subaccount(RuntimeOrigin::root()), DispatchError::BadOrigin);
	});
}

#[test]
fn the_257th_subaccount_is_refused() {
	build_and_execute(|| {
		for _ in 0..256 {
			open(ALICE, 0);
		}
		let alice = RuntimeOrigin::signed(ALICE);
		assert_noop!(Margin::open_subaccount(alice.clone()), Error::<Test>::TooManySubaccounts);
		open(BOB, 0);
		assert_ok!(Margin::close_subaccount(alice.clone(), SubaccountId(7)));
		assert_ok!(Margin::open_subaccount(alice));
	});
}

#[test]
fn used_up_ids_are_refused() {
	build_and_execute(|| {
		NextSubaccount::<Test>::put(SubaccountId(u32::MAX));
		assert_noop!(
			Margin::open_subaccount(RuntimeOrigin::signed(ALICE)),
			Error::<Test>::SubaccountIdsExhausted
		);
	});
}

#[test]
fn closing_returns_the_deposit_and_never_reuses_the_id() {
	build_and_execute(|| {
		let subaccount = open(ALICE, 0);
		let alice = RuntimeOrigin::signed(ALICE);
		assert_ok!(Margin::close_subaccount(alice.clone(), subaccount));
		assert_eq!(held(ALICE), 0);
		assert_eq!(Margin::account_view(subaccount), None);
		assert!(!OwnedBy::<Test>::contains_key(ALICE));
		assert_eq!(events().last(), Some(&Event::SubaccountClosed { subaccount }));
		assert_ne!(open(ALICE, 0), subaccount);
		assert_noop!(Margin::close_subaccount(alice, subaccount), Error::<Test>::UnknownSubaccount);
	});
}

#[test]
fn only_its_owner_closes_an_empty_subaccount() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, 5 * UNIT), open(BOB, 0));
		let close = |subaccount| Margin::close_subaccount(RuntimeOrigin::signed(ALICE), subaccount);
		assert_noop!(close(bob), Error::<Test>::NotOwner);
		assert_noop!(close(alice), Error::<Test>::SubaccountNotEmpty);

		// A position, an order, a pending withdrawal: each keeps it open on its own.
		let empty = open(ALICE, 0);
		trade(empty, bob, 1, 1, 0);
		assert_noop!(close(empty), Error::<Test>::SubaccountNotEmpty);
		trade(bob, empty, 1, 1, 0);
		set_orders(empty, &[(1, Side::Bid, 1, 1)]);
		assert_noop!(close(empty), Error::<Test>::SubaccountNotEmpty);
		set_orders(empty, &[]);
		assert_eq!(LastClosed::get(), None);
		assert_ok!(close(empty));
		assert_eq!(LastClosed::get(), Some(empty));

		Finalized::set(0);
		assert_ok!(Margin::withdraw(RuntimeOrigin::signed(ALICE), alice, 5 * UNIT));
		assert_noop!(close(alice), Error::<Test>::SubaccountNotEmpty);
		Finalized::set(1);
		assert_ok!(Margin::complete_withdrawal(RuntimeOrigin::signed(BOB), alice));
		assert_ok!(close(alice));
	});
}

#[test]
fn a_deposit_moves_the_quote_asset_into_the_pot() {
	build_and_execute(|| {
		let subaccount = open(ALICE, 70 * UNIT);
		assert_eq!(cash(subaccount), 70 * MONEY);
		assert_eq!(wallet(ALICE), ENDOWMENT - 70 * UNIT);
		assert_eq!(wallet(Margin::pot()), LEAST + 70 * UNIT);
		assert_eq!(events().last(), Some(&Event::Deposited { subaccount, amount: 70 * UNIT }));
	});
}

#[test]
fn bad_deposits_are_refused() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, 0), open(BOB, 0));
		let deposit = |to, amount| Margin::deposit(RuntimeOrigin::signed(ALICE), to, amount);
		assert_noop!(deposit(SubaccountId(9), 1), Error::<Test>::UnknownSubaccount);
		assert_noop!(deposit(bob, 1), Error::<Test>::NotOwner);
		assert_noop!(deposit(alice, 0), Error::<Test>::ZeroAmount);
		assert_noop!(deposit(alice, u128::MAX), Error::<Test>::AmountTooLarge);
		assert_noop!(deposit(alice, ENDOWMENT + 1), TokenError::FundsUnavailable);
	});
}

#[test]
fn m04_a_deposit_leaves_nothing_that_the_assets_would_take() {
	build_and_execute(|| {
		let subaccount = open(ALICE, 0);
		let deposit = |amount| Margin::deposit(RuntimeOrigin::signed(ALICE), subaccount, amount);
		for rest in [1, LEAST - 1] {
			assert_noop!(deposit(ENDOWMENT - rest), Error::<Test>::WouldLeaveDust);
		}
		assert_ok!(deposit(ENDOWMENT - LEAST));
		assert_eq!(wallet(ALICE), LEAST);
		assert_ok!(deposit(LEAST));
		assert_eq!((wallet(ALICE), wallet(Margin::pot())), (0, LEAST + ENDOWMENT));
	});
}

#[test]
fn transfers_move_free_equity_between_ones_own() {
	build_and_execute(|| {
		let (from, to, bob) = (open(ALICE, 10 * UNIT), open(ALICE, 0), open(BOB, 10 * UNIT));
		let transfer =
			|from, to, amount| Margin::transfer(RuntimeOrigin::signed(ALICE), from, to, amount);
		assert_noop!(transfer(from, from, 1), Error::<Test>::SameSubaccount);
		assert_noop!(transfer(from, bob, 1), Error::<Test>::NotOwner);
		assert_noop!(transfer(bob, to, 1), Error::<Test>::NotOwner);
		assert_noop!(transfer(from, SubaccountId(9), 1), Error::<Test>::UnknownSubaccount);
		assert_noop!(transfer(from, to, 0), Error::<Test>::ZeroAmount);
		assert_noop!(transfer(from, to, u128::MAX), Error::<Test>::AmountTooLarge);
		assert_noop!(transfer(from, to, 10 * UNIT + 1), Error::<Test>::InsufficientFreeEquity);

		// Ten lots short take 40: none of the 10 left is free.
		trade(bob, from, 0, 10, 30 * MONEY);
		assert_noop!(transfer(from, to, 1), Error::<Test>::InsufficientFreeEquity);
		trade(from, bob, 0, 9, 9 * MONEY);
		assert_ok!(transfer(from, to, 27 * UNIT));
		assert_eq!((cash(from), cash(to)), (4 * MONEY, 27 * MONEY));
		assert_eq!(events().last(), Some(&Event::Transferred { from, to, amount: 27 * UNIT }));
	});
}

#[test]
fn m14_a_transfer_is_a_fresh_credit_where_it_arrives() {
	build_and_execute(|| {
		let (from, to) = (open(ALICE, 10 * UNIT), open(ALICE, 0));
		System::set_block_number(5);
		Finalized::set(4);
		assert_ok!(Margin::transfer(RuntimeOrigin::signed(ALICE), from, to, 10 * UNIT));
		assert!(record(from).credits.0.is_empty());
		assert_ok!(Margin::withdraw(RuntimeOrigin::signed(ALICE), to, 10 * UNIT));
		let pending = record(to).pending.unwrap();
		assert_eq!((pending.amount, pending.requires), (10 * UNIT, 5));
	});
}
