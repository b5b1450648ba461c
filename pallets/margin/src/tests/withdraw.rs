use super::*;
use frame_support::dispatch::GetDispatchInfo;

fn withdraw(subaccount: SubaccountId, amount: Balance) -> Result<(), DispatchError> {
	let paid = Margin::withdraw(RuntimeOrigin::signed(ALICE), subaccount, amount);
	paid.map(drop).map_err(|refused| refused.error)
}

fn complete(subaccount: SubaccountId) -> Result<(), DispatchError> {
	Margin::complete_withdrawal(RuntimeOrigin::signed(BOB), subaccount)
}

#[test]
fn final_cash_is_paid_at_once() {
	build_and_execute(|| {
		let subaccount = open(ALICE, 10 * UNIT);
		assert_ok!(withdraw(subaccount, 4 * UNIT));
		assert_eq!(cash(subaccount), 6 * MONEY);
		assert_eq!(wallet(ALICE), ENDOWMENT - 6 * UNIT);
		assert_eq!(events().last(), Some(&Event::Withdrawn { subaccount, amount: 4 * UNIT }));
		assert_ok!(withdraw(subaccount, 6 * UNIT));
		assert_eq!(wallet(Margin::pot()), LEAST);
	});
}

#[test]
fn m04_the_pot_keeps_what_is_less_than_an_account_must_hold() {
	build_and_execute(|| {
		let subaccount = open(ALICE, UNIT);
		let supply = Assets::total_supply(QUOTE);
		assert_ok!(withdraw(subaccount, UNIT - LEAST / 2));
		check();
		assert_eq!(wallet(Margin::pot()), LEAST + LEAST / 2);
		assert_eq!(Assets::total_supply(QUOTE), supply);
		// Nobody has to make up for anything.
		assert_eq!(open(BOB, UNIT), SubaccountId(1));
		assert_eq!(Margin::donations(), 0);
		assert_ok!(withdraw(subaccount, LEAST / 2));
		assert_eq!(wallet(ALICE), ENDOWMENT);
	});
}

#[test]
fn bad_withdrawals_are_refused() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, 10 * UNIT), open(BOB, 10 * UNIT));
		assert_noop!(withdraw(SubaccountId(9), 1), Error::<Test>::UnknownSubaccount);
		assert_noop!(withdraw(bob, 1), Error::<Test>::NotOwner);
		assert_noop!(withdraw(alice, 0), Error::<Test>::ZeroAmount);
		assert_noop!(withdraw(alice, u128::MAX), Error::<Test>::AmountTooLarge);
		assert_noop!(withdraw(alice, 10 * UNIT + 1), Error::<Test>::InsufficientFreeEquity);
		assert_noop!(complete(alice), Error::<Test>::NoPendingWithdrawal);
		assert_noop!(complete(SubaccountId(9)), Error::<Test>::UnknownSubaccount);
	});
}

#[test]
fn m11_only_accounts_of_a_cancel_only_market_are_held() {
	build_and_execute(|| {
		let (alice, other, bob) =
			(open(ALICE, 100 * UNIT), open(ALICE, 100 * UNIT), open(BOB, 100 * UNIT));
		let transfer = |from, to| Margin::transfer(RuntimeOrigin::signed(ALICE), from, to, UNIT);
		trade(alice, bob, 0, 1, MONEY);
		trade(other, bob, SECOND, 1, MONEY);
		let cash_only = open(ALICE, UNIT);
		CancelOnly::set(Some(UnderlyingId(0)));
		assert_noop!(withdraw(alice, 1), Error::<Test>::WithdrawalsClosed);
		// The way round it is closed as well.
		assert_noop!(transfer(alice, cash_only), Error::<Test>::WithdrawalsClosed);
		assert_ok!(Margin::deposit(RuntimeOrigin::signed(ALICE), alice, UNIT));
		// Neither a market of its own nor none at all holds an account back.
		assert_ok!(withdraw(other, UNIT));
		assert_ok!(transfer(other, alice));
		assert_ok!(withdraw(cash_only, UNIT));

		// An order is enough to be in a market, and cancelling it to leave.
		CancelOnly::set(Some(UnderlyingId(1)));
		assert_ok!(withdraw(alice, UNIT));
		set_orders(alice, &[(SECOND, Side::Bid, 1, 1)]);
		assert_noop!(withdraw(alice, UNIT), Error::<Test>::WithdrawalsClosed);
		set_orders(alice, &[]);
		assert_ok!(withdraw(alice, UNIT));
	});
}

#[test]
fn m11_an_admitted_withdrawal_waits_for_finality_alone() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, 10 * UNIT), open(BOB, 100 * UNIT));
		trade(alice, bob, 0, 1, 0);
		Finalized::set(0);
		assert_ok!(withdraw(alice, UNIT));
		CancelOnly::set(Some(UnderlyingId(0)));
		assert_noop!(complete(alice), Error::<Test>::CreditNotFinal);
		Finalized::set(1);
		assert_ok!(complete(alice));
	});
}

#[test]
fn m11_an_expired_order_holds_no_equity_back() {
	build_and_execute(|| {
		let alice = open(ALICE, 10 * UNIT);
		let mut bids = orders(alice, &[(0, Side::Bid, 1_000, 5), (1, Side::Bid, 1_000, 5)]);
		bids[0].good_til = 7;
		assert_ok!(Margin::set_open_orders(alice, bids));
		let free = || Margin::withdrawable(alice).unwrap().unwrap().free;
		System::set_block_number(7);
		assert_eq!((free(), Margin::open_orders(alice).len()), (0, 2));
		System::set_block_number(8);
		assert_eq!((free(), Margin::open_orders(alice).len()), (5 * UNIT, 1));
		assert_ok!(withdraw(alice, 5 * UNIT));
	});
}

#[test]
fn m10_what_leaving_could_weigh_is_told_without_a_look_at_the_state() {
	// Outside of externalities every read would panic.
	let (subaccount, to, amount) = (SubaccountId(0), SubaccountId(1), 1);
	let withdraw = crate::Call::<Test>::withdraw { subaccount, amount };
	assert_eq!(withdraw.get_dispatch_info().call_weight, <() as WeightInfo>::withdraw(128, 512));
	let transfer = crate::Call::<Test>::transfer { from: subaccount, to, amount };
	assert_eq!(transfer.get_dispatch_info().call_weight, <() as WeightInfo>::transfer(128, 512));
}

#[test]
fn leaving_pays_for_what_the_account_has() {
	build_and_execute(|| {
		let (alice, other, bob) =
			(open(ALICE, 100 * UNIT), open(ALICE, UNIT), open(BOB, 100 * UNIT));
		let who = || RuntimeOrigin::signed(ALICE);
		let withdraw = || Margin::withdraw(who(), alice, UNIT).unwrap().actual_weight;
		let transfer = || Margin::transfer(who(), alice, other, UNIT).unwrap().actual_weight;
		assert_eq!(withdraw(), Some(<() as WeightInfo>::withdraw(0, 0)));
		trade(bob, alice, 0, 1, 0);
		set_orders(alice, &[(0, Side::Ask, 1, 1), (1, Side::Ask, 1, 1), (1, Side::Ask, 2, 1)]);
		assert_eq!(withdraw(), Some(<() as WeightInfo>::withdraw(2, 3)));
		assert_eq!(transfer(), Some(<() as WeightInfo>::transfer(2, 3)));
	});
}

#[test]
fn m10_an_account_in_more_series_than_are_paid_for_cancels_before_it_leaves() {
	build_and_execute(|| {
		let (alice, other) = (open(ALICE, 100 * UNIT), open(ALICE, UNIT));
		let transfer = || Margin::transfer(RuntimeOrigin::signed(ALICE), alice, other, UNIT);
		let bids = |series: u32| -> Vec<_> {
			(0..series).map(|series| (series, Side::Bid, 1, 1)).collect()
		};
		set_orders(alice, &bids(129));
		assert_noop!(withdraw(alice, UNIT), Error::<Test>::TooManySeries);
		assert_noop!(transfer(), Error::<Test>::TooManySeries);
		set_orders(alice, &bids(128));
		assert_ok!(withdraw(alice, UNIT));
		assert_ok!(transfer());
	});
}

#[test]
fn shorts_and_open_orders_hold_equity_back() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, 100 * UNIT), open(BOB, 100 * UNIT));
		// Ten lots short for 10: they take 40 of 110.
		trade(bob, alice, 0, 10, 10 * MONEY);
		let free = |subaccount| Margin::withdrawable(subaccount).unwrap().unwrap().free;
		assert_eq!(free(alice), 70 * UNIT);
		// A bid for 5 lots at 8 a lot could cost 40 and free 20 of margin; an ask for 5 lots at half
		// a unit takes 20 and brings 2.5; at 1 a lot of fees for each order.
		set_orders(alice, &[(0, Side::Bid, 8_000, 5), (0, Side::Ask, 500, 5)]);
		assert_eq!(free(alice), 70 * UNIT - 20 * UNIT - 17_500_000);
		Fee::set(Money(5 * MONEY));
		assert_eq!(free(alice), 70 * UNIT - 20 * UNIT - 17_500_000 - 10 * UNIT);
		assert_noop!(withdraw(alice, 22_500_001), Error::<Test>::InsufficientFreeEquity);
		assert_ok!(withdraw(alice, 22_500_000));
		// Scaled by the phase, initial margin alone grows: nothing more is free.
		InitialScale::set(20_000);
		assert_noop!(withdraw(alice, 1), Error::<Test>::InsufficientFreeEquity);
	});
}

#[test]
fn m11_an_account_without_shorts_withdraws_without_any_price() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, 100 * UNIT), open(BOB, 100 * UNIT));
		trade(alice, bob, 0, 10, 10 * MONEY);
		// It may even have asks, as long as the position covers them.
		set_orders(alice, &[(0, Side::Ask, 1, 10), (1, Side::Bid, 1_000, 10)]);
		Spot::set(None);
		Mark::set(None);
		assert_ok!(withdraw(alice, 80 * UNIT));
		assert_noop!(withdraw(alice, 1), Error::<Test>::InsufficientFreeEquity);
		set_orders(alice, &[]);
		assert_ok!(withdraw(alice, 10 * UNIT));
	});
}

#[test]
fn a_short_or_an_uncovered_ask_needs_a_price() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, 100 * UNIT), open(BOB, 100 * UNIT));
		set_orders(alice, &[(0, Side::Ask, 1, 1)]);
		Mark::set(None);
		assert_noop!(withdraw(alice, 1), Error::<Test>::NoFreshPrice);
		set_orders(alice, &[]);
		assert_ok!(withdraw(alice, 1));
		trade(bob, alice, 0, 1, 0);
		assert_noop!(withdraw(alice, 1), Error::<Test>::NoFreshPrice);
		set_orders(alice, &[(SERIES, Side::Bid, 1, 1)]);
		Mark::set(Some(Price(WAD)));
		assert_noop!(withdraw(alice, 1), Error::<Test>::UnknownSeries);
	});
}

#[test]
fn m14_a_withdrawal_waits_for_the_credits_behind_it() {
	build_and_execute(|| {
		let subaccount = open(ALICE, 10 * UNIT);
		System::set_block_number(3);
		Finalized::set(1);
		assert_ok!(Margin::deposit(RuntimeOrigin::signed(ALICE), subaccount, 5 * UNIT));
		let withdrawable = Margin::withdrawable(subaccount).unwrap().unwrap();
		assert_eq!((withdrawable.free, withdrawable.at_once), (15 * UNIT, 10 * UNIT));

		// The settled part is paid at once; the rest is set aside: owed, and no longer cash.
		assert_ok!(withdraw(subaccount, 9 * UNIT));
		assert_ok!(withdraw(subaccount, 2 * UNIT));
		assert_eq!(cash(subaccount), 4 * MONEY);
		assert_eq!(wallet(ALICE), ENDOWMENT - 6 * UNIT);
		let admitted = Event::WithdrawalAdmitted { subaccount, amount: 2 * UNIT, requires: 3 };
		assert_eq!(events().last(), Some(&admitted));
		check();
		assert_noop!(complete(subaccount), Error::<Test>::CreditNotFinal);

		// A second one joins it; anyone completes both.
		assert_ok!(withdraw(subaccount, 4 * UNIT));
		Finalized::set(2);
		assert_noop!(complete(subaccount), Error::<Test>::CreditNotFinal);
		Finalized::set(3);
		assert_ok!(complete(subaccount));
		assert_eq!(wallet(ALICE), ENDOWMENT);
		assert_eq!(events().last(), Some(&Event::Withdrawn { subaccount, amount: 6 * UNIT }));
		assert_noop!(complete(subaccount), Error::<Test>::NoPendingWithdrawal);
	});
}

#[test]
fn m14_gains_of_trades_wait_for_finality_too() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, 10 * UNIT), open(BOB, 10 * UNIT));
		trade(alice, bob, 0, 1, 0);
		System::set_block_number(7);
		Finalized::set(6);
		trade(bob, alice, 0, 1, 3 * MONEY);
		let withdrawable = Margin::withdrawable(alice).unwrap().unwrap();
		assert_eq!((withdrawable.free, withdrawable.at_once), (13 * UNIT, 10 * UNIT));
		assert_eq!(Margin::account_view(alice).unwrap().withheld, Money(3 * MONEY));
		assert_ok!(withdraw(alice, 13 * UNIT));
		assert_eq!(record(alice).pending.unwrap().requires, 7);
		Finalized::set(7);
		assert_ok!(complete(alice));
	});
}

#[test]
fn a_payment_that_fails_changes_nothing() {
	build_and_execute(|| {
		let subaccount = open(ALICE, 10 * UNIT);
		assert_ok!(Assets::freeze(RuntimeOrigin::signed(ALICE), QUOTE, Margin::pot()));
		assert!(frame_support::storage::with_storage_layer(|| withdraw(subaccount, UNIT)).is_err());
		assert_eq!(cash(subaccount), 10 * MONEY);
	});
}

#[test]
fn what_a_future_gained_is_not_withdrawn_before_it_settles() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, 10 * UNIT), open(BOB, 100 * UNIT));
		trade_future(alice, bob, 10, 10 * MONEY);
		Mark::set(Some(Price(200 * WAD)));
		// An equity of 20, of which 10 are cash and 3 margin: the gain carries none of it here.
		assert_eq!(Margin::risk(alice).unwrap().unwrap().equity, Money(20 * MONEY));
		assert_eq!(Margin::withdrawable(alice).unwrap().unwrap().free, 7 * UNIT);
		assert_noop!(withdraw(alice, 7 * UNIT + 1), Error::<Test>::InsufficientFreeEquity);
		assert_ok!(withdraw(alice, 7 * UNIT));
		check();
		// Neither is what a closed one gained, which needs no price.
		trade_future(bob, alice, 10, 20 * MONEY);
		CancelOnly::set(Some(UnderlyingId(0)));
		assert_ok!(withdraw(alice, 3 * UNIT));
		assert_noop!(withdraw(alice, 1), Error::<Test>::InsufficientFreeEquity);
		let carol = open(ALICE, 10 * UNIT);
		trade_future(carol, bob, 10, 24 * MONEY);
		assert_noop!(withdraw(carol, 1), Error::<Test>::WithdrawalsClosed);
		CancelOnly::set(None);
		assert_eq!(Margin::risk(alice).unwrap().unwrap().equity, Money(10 * MONEY));
		assert_noop!(withdraw(alice, 1), Error::<Test>::InsufficientFreeEquity);
		// A loss holds back as much cash.
		assert_eq!(Margin::withdrawable(carol).unwrap().unwrap().free, 3 * UNIT);
	});
}
