//! Deposits and withdrawals of collateral, and what it counts.

use super::*;
use frame_support::dispatch::GetDispatchInfo;

fn alice() -> RuntimeOrigin {
	RuntimeOrigin::signed(ALICE)
}

fn deposit(subaccount: SubaccountId, asset: AssetId, amount: Balance) -> DispatchResult {
	Margin::deposit_collateral(alice(), subaccount, asset, amount)
}

fn withdraw(subaccount: SubaccountId, amount: Balance) -> DispatchResult {
	let paid = Margin::withdraw_collateral(alice(), subaccount, COIN, amount);
	paid.map(drop).map_err(|refused| refused.error)
}

fn withdraw_cash(subaccount: SubaccountId, amount: Balance) -> DispatchResult {
	let paid = Margin::withdraw(alice(), subaccount, amount);
	paid.map(drop).map_err(|refused| refused.error)
}

/// Equity, initial and maintenance margin, in wholes.
fn risk(subaccount: SubaccountId) -> [i128; 3] {
	let risk = Margin::risk(subaccount).unwrap().unwrap();
	[risk.equity, risk.initial, risk.maintenance].map(|money| money.0 / MONEY)
}

fn excess(subaccount: SubaccountId) -> i128 {
	let account = record(subaccount);
	let mut outlook = Margin::outlook(subaccount, &account).unwrap();
	outlook.excess(&account).unwrap().0 / MONEY
}

fn coins(who: AccountId) -> Balance {
	Assets::balance(COIN, who)
}

#[test]
fn it_comes_in_counts_less_its_haircuts_and_leaves() {
	build_and_execute(|| {
		list_coin();
		let subaccount = open(ALICE, 0);
		assert_ok!(deposit(subaccount, COIN, 2 * WHOLE));
		let amount = 2 * WHOLE;
		let came = Event::CollateralDeposited { subaccount, asset: COIN, amount };
		assert_eq!(events().last(), Some(&came));
		assert_eq!(coins(ALICE), 98 * WHOLE);
		assert_eq!(Margin::account_view(subaccount).unwrap().collateral, vec![(COIN, amount)]);
		// Two at 2,000, less a quarter and an eighth.
		assert_eq!((risk(subaccount), excess(subaccount)), ([4_000, 1_000, 500], 3_000));
		assert_eq!(Margin::collaterals()[0].held, amount);
		// It is no cash.
		assert_eq!(Margin::withdrawable(subaccount).unwrap().unwrap().free, 0);
		assert_noop!(withdraw_cash(subaccount, 1), Error::<Test>::InsufficientFreeEquity);

		// Beyond 10,000 a half is taken off besides.
		assert_ok!(deposit(subaccount, COIN, 6 * WHOLE));
		assert_eq!(risk(subaccount), [16_000, 2_500 + 4_500, 1_250 + 3_750]);

		assert_ok!(withdraw(subaccount, 8 * WHOLE));
		let amount = 8 * WHOLE;
		let left = Event::CollateralWithdrawn { subaccount, asset: COIN, amount };
		assert_eq!(events().last(), Some(&left));
		assert_eq!((coins(ALICE), coins(Margin::pot())), (100 * WHOLE, LEAST_COIN));
		assert!(record(subaccount).is_empty() && !CollateralOwed::<Test>::contains_key(COIN));
	});
}

#[test]
fn m09_a_poor_price_carries_no_new_risk_and_none_counts_nothing() {
	build_and_execute(|| {
		list_coin();
		let subaccount = open(ALICE, 0);
		assert_ok!(deposit(subaccount, COIN, 2 * WHOLE));
		Doubt::set(25);
		assert_eq!(risk(subaccount), [4_000, 1_000, 500]);
		// Beyond the limit all of the doubt is taken off, a sixteenth here.
		Doubt::set(625);
		assert_eq!(risk(subaccount), [4_000, 1_250, 500]);
		// However great, it leaves no less than nothing.
		Doubt::set(9_000);
		assert_eq!((risk(subaccount), excess(subaccount)), ([4_000, 4_000, 500], 0));
		Doubt::set(0);
		Behind::set(Quorum::Reduced);
		assert_eq!((risk(subaccount), excess(subaccount)), ([4_000, 4_000, 500], 0));
		Behind::set(Quorum::Full);
		CancelOnly::set(Some(UnderlyingId(0)));
		assert_eq!((risk(subaccount), excess(subaccount)), ([0, 0, 0], 0));
		CancelOnly::set(Some(UnderlyingId(1)));
		assert_eq!(excess(subaccount), 3_000);
		Spot::set(None);
		assert_eq!((risk(subaccount), excess(subaccount)), ([0, 0, 0], 0));
	});
}

#[test]
fn bad_deposits_are_refused() {
	build_and_execute(|| {
		let (subaccount, bob) = (open(ALICE, 0), open(BOB, 0));
		assert_noop!(deposit(subaccount, COIN, 1), Error::<Test>::NotCollateral);
		list_coin();
		assert_noop!(deposit(subaccount, QUOTE, 1), Error::<Test>::NotCollateral);
		assert_noop!(deposit(SubaccountId(9), COIN, 1), Error::<Test>::UnknownSubaccount);
		assert_noop!(deposit(bob, COIN, 1), Error::<Test>::NotOwner);
		assert_noop!(deposit(subaccount, COIN, 0), Error::<Test>::ZeroAmount);
		assert_noop!(deposit(subaccount, COIN, u128::MAX), Error::<Test>::AmountTooLarge);
		// The cap is over all accounts.
		deposit_coin(BOB, bob, 4 * WHOLE);
		assert_noop!(deposit(subaccount, COIN, 6 * WHOLE + 1), Error::<Test>::DepositCapReached);
		assert_ok!(deposit(subaccount, COIN, 6 * WHOLE));
		// Lowered, it lets nothing in, and all out.
		let lower = CollateralParameters { cap: 0, ..HAIRCUTS };
		assert_ok!(Margin::set_collateral(RuntimeOrigin::root(), COIN, lower, Direction::Tighter));
		assert_noop!(deposit(subaccount, COIN, 1), Error::<Test>::DepositCapReached);
		assert_ok!(withdraw(subaccount, 6 * WHOLE));

		let closed = CollateralParameters { deposits: false, ..lower };
		let guardian = RuntimeOrigin::signed(GUARDIAN);
		assert_ok!(Margin::set_collateral(guardian, COIN, closed, Direction::Tighter));
		assert_noop!(deposit(subaccount, COIN, 1), Error::<Test>::DepositsClosed);
	});
}

#[test]
fn m04_a_depositor_loses_no_dust() {
	build_and_execute(|| {
		let wide = CollateralParameters { cap: 1_000_000, ..HAIRCUTS };
		assert_ok!(Margin::list_collateral(RuntimeOrigin::root(), COIN, TERMS, wide));
		let subaccount = open(ALICE, 0);
		let all = coins(ALICE);
		let dust = Error::<Test>::WouldLeaveDust;
		assert_noop!(deposit(subaccount, COIN, all - LEAST_COIN + 1), dust);
		assert_ok!(deposit(subaccount, COIN, all));
		assert_eq!(coins(ALICE), 0);
		// Neither does the pot, which keeps its own least balance.
		assert_ok!(withdraw(subaccount, all - 1));
		check();
		assert_ok!(withdraw(subaccount, 1));
		assert_eq!(coins(ALICE), all);
	});
}

#[test]
fn an_account_holds_at_most_four_kinds() {
	build_and_execute(|| {
		let subaccount = open(ALICE, 0);
		for asset in 100..105 {
			create(asset, ALICE, WHOLE);
			assert_ok!(Margin::list_collateral(RuntimeOrigin::root(), asset, TERMS, HAIRCUTS));
		}
		for asset in [103, 101, 104, 102] {
			assert_ok!(deposit(subaccount, asset, WHOLE / 2));
		}
		assert_eq!(risk(subaccount)[0], 4_000);
		assert_noop!(deposit(subaccount, 100, WHOLE), Error::<Test>::TooManyKinds);
		assert_ok!(deposit(subaccount, 101, WHOLE / 4));
		assert_ok!(Margin::withdraw_collateral(alice(), subaccount, 104, WHOLE / 2));
		assert_ok!(deposit(subaccount, 100, WHOLE));
		let assets: Vec<_> = record(subaccount).assets().into_iter().map(|held| held.0).collect();
		assert_eq!(assets, [100, 101, 102, 103]);
	});
}

#[test]
fn bad_withdrawals_are_refused() {
	build_and_execute(|| {
		list_coin();
		let (subaccount, bob) = (open(ALICE, 0), open(BOB, 100 * UNIT));
		assert_noop!(withdraw(subaccount, 1), Error::<Test>::InsufficientCollateral);
		assert_ok!(deposit(subaccount, COIN, 2 * WHOLE));
		assert_noop!(withdraw(SubaccountId(9), 1), Error::<Test>::UnknownSubaccount);
		assert_noop!(withdraw(bob, 1), Error::<Test>::NotOwner);
		assert_noop!(withdraw(subaccount, 0), Error::<Test>::ZeroAmount);
		assert_noop!(withdraw(subaccount, u128::MAX), Error::<Test>::AmountTooLarge);
		let more = 2 * WHOLE + 1;
		assert_noop!(withdraw(subaccount, more), Error::<Test>::InsufficientCollateral);
		let unlisted = Margin::withdraw_collateral(alice(), subaccount, QUOTE, 1);
		assert_eq!(unlisted.unwrap_err().error, Error::<Test>::NotCollateral.into());
		let close = Margin::close_subaccount(alice(), subaccount);
		assert_noop!(close, Error::<Test>::SubaccountNotEmpty);
	});
}

#[test]
fn shorts_and_open_orders_hold_collateral_back() {
	build_and_execute(|| {
		list_coin();
		let (subaccount, bob) = (open(ALICE, 0), open(BOB, 1_000 * UNIT));
		assert_ok!(deposit(subaccount, COIN, 2 * WHOLE));
		// 500 lots short and an ask for 200 more at a tenth, which take 4 each: 3,000 − 2,780 are free.
		trade(bob, subaccount, 0, 500, 0);
		set_orders(subaccount, &[(0, Side::Ask, 100, 200)]);
		assert_eq!(excess(subaccount), 220);
		assert_noop!(withdraw(subaccount, 15 * WHOLE / 100), Error::<Test>::InsufficientFreeEquity);
		assert_ok!(withdraw(subaccount, 14 * WHOLE / 100));
		assert_eq!(excess(subaccount), 10);
		// An index that falls takes the collateral with it, and what needs a price has none to leave by.
		Spot::set(None);
		assert_noop!(withdraw(subaccount, 1), Error::<Test>::NoFreshPrice);
		Spot::set(Some(Price(2_000 * WAD)));
		CancelOnly::set(Some(UnderlyingId(0)));
		assert_noop!(withdraw(subaccount, 1), Error::<Test>::WithdrawalsClosed);
		assert_ok!(deposit(subaccount, COIN, WHOLE));
	});
}

#[test]
fn m08_orders_are_admitted_on_collateral() {
	build_and_execute(|| {
		list_coin();
		let subaccount = open(ALICE, 0);
		assert_ok!(deposit(subaccount, COIN, 2 * WHOLE));
		let bid = |lots| OrderRisk {
			series: SeriesId(0),
			side: Side::Bid,
			limit: Tick(1_000),
			quantity: Lots(lots),
			fee: Money::ZERO,
		};
		let admit = || {
			let portfolio = Margin::portfolio(subaccount).unwrap();
			let orders = vec![(bid(3_000), Admission::Open), (bid(1), Admission::Open)];
			Margin::admit(&[Applicant { portfolio, orders, limit: None }]).remove(0)
		};
		assert_eq!(admit(), [Ok(()), Err(Refusal::Shortfall(Money(MONEY)))]);
		let worst = |lots| {
			let portfolio = Margin::portfolio(subaccount).unwrap();
			<Margin as RiskEngine>::worst_excess(&portfolio, &[bid(lots)]).unwrap().0
		};
		assert_eq!(worst(3_001), -MONEY);
		Behind::set(Quorum::Reduced);
		assert_eq!(admit()[0], Err(Refusal::Shortfall(Money(3_000 * MONEY))));
	});
}

#[test]
fn m11_an_account_without_shorts_withdraws_without_any_price() {
	build_and_execute(|| {
		list_coin();
		let (subaccount, bob) = (open(ALICE, 10 * UNIT), open(BOB, 1_000 * UNIT));
		assert_ok!(deposit(subaccount, COIN, 2 * WHOLE));
		trade(subaccount, bob, 0, 10, 10 * MONEY);
		Spot::set(None);
		Mark::set(None);
		// Even an open bid that its cash does not pay for has no hold on it.
		assert_ok!(withdraw(subaccount, WHOLE));
		set_orders(subaccount, &[(1, Side::Bid, 1_000, 10)]);
		assert_noop!(withdraw(subaccount, WHOLE), Error::<Test>::InsufficientFreeEquity);
		set_orders(subaccount, &[]);
		assert_ok!(withdraw(subaccount, WHOLE));
	});
}

#[test]
fn m11_who_is_paid_out_of_a_debt_waits_for_it_and_loses_nothing() {
	build_and_execute(|| {
		list_coin();
		let (subaccount, bob) = (open(ALICE, 0), open(BOB, 50 * UNIT));
		assert_ok!(deposit(subaccount, COIN, 2 * WHOLE));
		// Bought on the collateral: the cash is a debt, which margin bounds.
		trade(subaccount, bob, 0, 10, 100 * MONEY);
		assert_eq!((cash(subaccount), excess(subaccount)), (-100 * MONEY, 2_900));
		assert_noop!(withdraw_cash(subaccount, 1), Error::<Test>::InsufficientFreeEquity);
		// 93 are counted of 124, which is too little.
		let most = 2 * WHOLE - 62 * WHOLE / 1_000;
		assert_noop!(withdraw(subaccount, most), Error::<Test>::InsufficientFreeEquity);

		// The seller has 110 free, of which the pot holds 50.
		assert_ok!(Margin::withdraw(RuntimeOrigin::signed(BOB), bob, 110 * UNIT));
		assert_eq!(Margin::withdrawable(bob).unwrap().unwrap().free, 0);
		let complete = || Margin::complete_withdrawal(alice(), bob);
		assert_ok!(complete());
		assert_eq!(wallet(BOB), ENDOWMENT);
		assert_noop!(complete(), Error::<Test>::WithdrawalLimitReached);
		assert_eq!(record(bob).pending, Some(PendingWithdrawal { amount: 60 * UNIT, requires: 0 }));
		check();
		assert_ok!(Margin::deposit(alice(), subaccount, 100 * UNIT));
		assert_ok!(complete());
		assert_eq!((wallet(BOB), record(bob).pending), (ENDOWMENT + 60 * UNIT, None));
		assert_ok!(withdraw(subaccount, 2 * WHOLE));
	});
}

#[test]
fn m14_collateral_leaves_only_when_its_latest_deposit_is_final() {
	build_and_execute(|| {
		list_coin();
		let (subaccount, bob) = (open(ALICE, 50 * UNIT), open(BOB, 1_000 * UNIT));
		trade(bob, subaccount, 0, 10, 0);
		System::set_block_number(3);
		Finalized::set(2);
		assert_ok!(deposit(subaccount, COIN, WHOLE));
		assert_noop!(withdraw(subaccount, 1), Error::<Test>::CreditNotFinal);
		// What stays may be young: all of the final cash leaves at once.
		assert_ok!(withdraw_cash(subaccount, 50 * UNIT));
		assert_eq!(record(subaccount).pending, None);
		Finalized::set(3);
		System::set_block_number(5);
		assert_ok!(withdraw(subaccount, WHOLE / 2));
		assert_ok!(deposit(subaccount, COIN, 1));
		assert_noop!(withdraw(subaccount, 1), Error::<Test>::CreditNotFinal);
		Finalized::set(5);
		assert_ok!(withdraw(subaccount, 1));
	});
}

#[test]
fn m03_the_gate_takes_only_balanced_collateral_that_lies_in_the_pot() {
	build_and_execute(|| {
		list_coin();
		let (one, other) = (open(ALICE, 0), open(ALICE, 0));
		let [one_of, other_of] = [one, other].map(Holder::Subaccount);
		let units = |holder, amount| Delta::of_collateral(holder, COIN, amount);
		let refused = |deltas: &[Delta], error: LedgerError| {
			assert_noop!(Margin::apply(deltas), error);
		};
		refused(&[units(one_of, 5)], LedgerError::Unbalanced);
		refused(&[units(Holder::Custody, -5), units(one_of, 5)], LedgerError::Unbalanced);
		for holder in [Holder::Fees, Holder::Insurance, Holder::Settling(SeriesId(0))] {
			refused(&[units(holder, -5), units(one_of, 5)], LedgerError::Unbalanced);
		}
		refused(&[units(one_of, -5), units(other_of, 5)], LedgerError::Overflow);
		refused(&[units(one_of, i128::MAX), units(one_of, 1)], LedgerError::Overflow);
		assert_ok!(deposit(one, COIN, 5));
		refused(&[units(one_of, -6), units(Holder::Custody, 6)], LedgerError::Overflow);
		assert_ok!(Margin::apply(&[units(one_of, -5), units(other_of, 5)]));
		assert_eq!(record(other).assets(), [(COIN, 5)]);
		assert!(record(one).is_empty());
	});
}

#[test]
fn m04_collateral_sent_to_the_pot_is_nobodys() {
	build_and_execute(|| {
		list_coin();
		let subaccount = open(ALICE, 0);
		assert_ok!(deposit(subaccount, COIN, WHOLE));
		assert_ok!(Assets::mint_into(COIN, &Margin::pot(), 77));
		let listed = Margin::collaterals()[0];
		assert_eq!((listed.held, listed.donated), (WHOLE, 77));
		assert_noop!(withdraw(subaccount, WHOLE + 1), Error::<Test>::InsufficientCollateral);
		assert_ok!(withdraw(subaccount, WHOLE));
		assert_eq!(coins(Margin::pot()), LEAST_COIN + 77);
		assert_eq!(Margin::donations(), 0);
	});
}

#[test]
fn leaving_pays_for_what_the_account_has() {
	build_and_execute(|| {
		list_coin();
		let subaccount = open(ALICE, 0);
		assert_ok!(deposit(subaccount, COIN, WHOLE));
		set_orders(subaccount, &[(0, Side::Ask, 1, 1), (1, Side::Ask, 1, 1), (1, Side::Ask, 2, 1)]);
		let paid = Margin::withdraw_collateral(alice(), subaccount, COIN, 1).unwrap();
		let weight = <() as WeightInfo>::withdraw_collateral;
		assert_eq!(paid.actual_weight, Some(weight(2, 3)));
		let call = crate::Call::<Test>::withdraw_collateral { subaccount, asset: COIN, amount: 1 };
		assert_eq!(call.get_dispatch_info().call_weight, weight(128, 512));
		set_orders(subaccount, &[]);
	});
}
