//! How much of an asset leaves, and how fast it may be issued, in 24 hours.

use super::*;

const HOUR: u64 = 3_600_000;

/// The least that governance may set: 100,000 a day.
const LEAST_LIMITS: FlowLimits = FlowLimits {
	withdrawals: 1_000,
	withdrawals_floor: 100_000,
	issuance: 100,
	issuance_floor: 100_000,
};

fn withdraw(who: AccountId, subaccount: SubaccountId, amount: Balance) -> DispatchResult {
	let paid = Margin::withdraw(RuntimeOrigin::signed(who), subaccount, amount);
	paid.map(drop).map_err(|refused| refused.error)
}

fn complete(subaccount: SubaccountId) -> DispatchResult {
	Margin::complete_withdrawal(RuntimeOrigin::signed(BOB), subaccount)
}

fn waiting(subaccount: SubaccountId) -> Balance {
	record(subaccount).pending.map_or(0, |pending| pending.amount)
}

#[test]
fn m11_a_large_withdrawal_is_admitted_at_once_and_paid_as_the_limit_allows() {
	build_and_execute(|| {
		Limits::<Test>::insert(QUOTE, LEAST_LIMITS);
		let subaccount = open(ALICE, 500_000 * UNIT);
		// What came in makes no room any more after a day.
		Time::set(24 * HOUR);
		let free = Margin::withdrawable(subaccount).unwrap().unwrap();
		assert_eq!((free.free, free.at_once), (500_000 * UNIT, 87_500 * UNIT));
		assert_ok!(withdraw(ALICE, subaccount, 300_000 * UNIT));
		let admitted =
			Event::WithdrawalAdmitted { subaccount, amount: 300_000 * UNIT, requires: 0 };
		assert_eq!(events().last(), Some(&admitted));
		assert_eq!(cash(subaccount), 200_000 * MONEY);
		check();

		// Seven eighths of the limit at once, the rest as it fades.
		assert_ok!(complete(subaccount));
		assert_eq!(waiting(subaccount), 212_500 * UNIT);
		assert_noop!(complete(subaccount), Error::<Test>::WithdrawalLimitReached);
		Time::set(36 * HOUR);
		assert_ok!(complete(subaccount));
		assert_eq!(waiting(subaccount), 162_500 * UNIT);
		let paid = Event::Withdrawn { subaccount, amount: 50_000 * UNIT };
		assert_eq!(events().last(), Some(&paid));
		for day in 2..4 {
			Time::set((day * 24 + 12) * HOUR);
			assert_ok!(complete(subaccount));
			check();
		}
		assert_eq!((waiting(subaccount), wallet(ALICE)), (0, ENDOWMENT - 200_000 * UNIT));
		assert_noop!(complete(subaccount), Error::<Test>::NoPendingWithdrawal);
	});
}

#[test]
fn m11_small_exits_are_not_starved() {
	build_and_execute(|| {
		Limits::<Test>::insert(QUOTE, LEAST_LIMITS);
		let (large, small) = (open(ALICE, 500_000 * UNIT), open(BOB, 200 * UNIT));
		Time::set(24 * HOUR);
		assert_ok!(withdraw(ALICE, large, 500_000 * UNIT));
		assert_ok!(complete(large));
		assert_noop!(complete(large), Error::<Test>::WithdrawalLimitReached);
		// A thousandth of the limit is small.
		assert_ok!(withdraw(BOB, small, 100 * UNIT));
		assert_eq!(waiting(small), 0);
		let before = wallet(BOB);
		assert_eq!(before, ENDOWMENT - 100 * UNIT);
		assert_ok!(withdraw(BOB, small, 100 * UNIT));
		assert_eq!(wallet(BOB), ENDOWMENT);
	});
}

#[test]
fn m11_money_that_goes_in_and_out_takes_nobodys_turn() {
	build_and_execute(|| {
		Limits::<Test>::insert(QUOTE, LEAST_LIMITS);
		let (churner, other) = (open(ALICE, 0), open(BOB, 500_000 * UNIT));
		Time::set(24 * HOUR);
		for _ in 0..10 {
			let alice = RuntimeOrigin::signed(ALICE);
			assert_ok!(Margin::deposit(alice, churner, 90_000 * UNIT));
			assert_ok!(withdraw(ALICE, churner, 90_000 * UNIT));
		}
		assert_eq!(waiting(churner), 0);
		assert_ok!(withdraw(BOB, other, 87_500 * UNIT));
		assert_eq!(waiting(other), 0);
	});
}

#[test]
fn m11_what_is_not_final_waits_for_both() {
	build_and_execute(|| {
		Limits::<Test>::insert(QUOTE, LEAST_LIMITS);
		let subaccount = open(ALICE, 500_000 * UNIT);
		Time::set(24 * HOUR);
		System::set_block_number(3);
		assert_ok!(withdraw(ALICE, subaccount, 200_000 * UNIT));
		Finalized::set(2);
		assert_ok!(Margin::deposit(RuntimeOrigin::signed(ALICE), subaccount, UNIT));
		assert_ok!(withdraw(ALICE, subaccount, 300_001 * UNIT));
		let pending = PendingWithdrawal { amount: 500_001 * UNIT, requires: 3 };
		assert_eq!(record(subaccount).pending, Some(pending));
		assert_noop!(complete(subaccount), Error::<Test>::CreditNotFinal);
		Finalized::set(3);
		assert_ok!(complete(subaccount));
		assert_noop!(complete(subaccount), Error::<Test>::WithdrawalLimitReached);
	});
}

#[test]
fn fees_leave_beside_the_limit() {
	build_and_execute(|| {
		Limits::<Test>::insert(QUOTE, LEAST_LIMITS);
		let subaccount = open(ALICE, 500_000 * UNIT);
		Time::set(24 * HOUR);
		assert_ok!(Margin::apply(&[
			delta(subaccount, -200_000 * MONEY, &[]),
			holder_delta(Holder::Fees, 200_000 * MONEY, &[]),
		]));
		let before = Flows::<Test>::get(QUOTE);
		assert_ok!(Margin::collect_fees(RuntimeOrigin::signed(BOB)));
		assert_eq!(wallet(TREASURY), 200_000 * UNIT);
		assert_eq!(Flows::<Test>::get(QUOTE), before);
	});
}

#[test]
fn collateral_beyond_the_limit_is_refused() {
	build_and_execute(|| {
		let wide = CollateralParameters { cap: 1_000_000, ..HAIRCUTS };
		assert_ok!(Margin::list_collateral(RuntimeOrigin::root(), COIN, TERMS, wide));
		// 100,000 units are 50 wholes.
		Limits::<Test>::insert(COIN, LEAST_LIMITS);
		let subaccount = open(ALICE, 0);
		deposit_coin(ALICE, subaccount, 90 * WHOLE);
		Time::set(24 * HOUR);
		let withdraw = |amount| {
			let alice = RuntimeOrigin::signed(ALICE);
			let paid = Margin::withdraw_collateral(alice, subaccount, COIN, amount);
			paid.map(drop).map_err(|refused| refused.error)
		};
		let most = 50 * WHOLE * 7 / 8;
		assert_eq!(Margin::collaterals()[0].leaves, most);
		assert_noop!(withdraw(most + 1), Error::<Test>::WithdrawalLimitReached);
		assert_ok!(withdraw(most));
		assert_noop!(withdraw(WHOLE), Error::<Test>::WithdrawalLimitReached);
		assert_ok!(withdraw(WHOLE / 20));
		// The quote asset has a limit of its own.
		assert_eq!(Flows::<Test>::get(QUOTE), Flow::default());
		Time::set(48 * HOUR);
		assert_ok!(withdraw(WHOLE));
	});
}

#[test]
fn a_sudden_issuance_stops_deposits_until_it_is_a_day_old() {
	build_and_execute(|| {
		list_coin();
		let subaccount = open(ALICE, UNIT);
		deposit_coin(ALICE, subaccount, WHOLE);
		let deposit =
			|| Margin::deposit_collateral(RuntimeOrigin::signed(ALICE), subaccount, COIN, WHOLE);
		let cash = || Margin::deposit(RuntimeOrigin::signed(ALICE), subaccount, UNIT);
		// Ten millions of units are 5,000 wholes.
		assert_ok!(Assets::mint_into(COIN, &BOB, 5_000 * WHOLE));
		assert_ok!(deposit());
		assert_ok!(Assets::mint_into(COIN, &BOB, WHOLE));
		assert_noop!(deposit(), Error::<Test>::IssuanceGrewTooFast);
		// The other asset is not touched, and what is there leaves.
		assert_ok!(cash());
		let alice = RuntimeOrigin::signed(ALICE);
		assert_ok!(Margin::withdraw_collateral(alice, subaccount, COIN, WHOLE));
		Time::set(HOUR);
		assert_ok!(deposit());

		assert_ok!(Assets::mint_into(QUOTE, &BOB, 10_500_000 * UNIT));
		assert_noop!(cash(), Error::<Test>::IssuanceGrewTooFast);
		assert_ok!(withdraw(ALICE, subaccount, UNIT));
		Time::set(2 * HOUR);
		assert_ok!(cash());
	});
}
