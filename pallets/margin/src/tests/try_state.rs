//! Each invariant notices its breach.

use super::*;

fn breached(number: &str, breach: impl FnOnce(SubaccountId)) {
	new_test_ext().execute_with(|| {
		let (alice, bob) = (open(ALICE, 10 * UNIT), open(BOB, 10 * UNIT));
		trade(alice, bob, 1, 2, MONEY);
		trade(bob, alice, 3, 2, MONEY);
		trade_future(alice, bob, 2, MONEY);
		check();
		breach(alice);
		let DispatchError::Other(message) = Margin::do_try_state().unwrap_err() else { panic!() };
		assert!(message.starts_with(number), "{message}");
	});
}

fn edit(subaccount: SubaccountId, change: impl FnOnce(&mut AccountOf<Test>)) {
	let mut account = record(subaccount);
	change(&mut account);
	Margin::put_account(subaccount, account);
}

#[test]
fn m04_a_breach_of_money_is_noticed() {
	breached("margin 1", |alice| edit(alice, |account| account.cash.0 += 1));
	breached("margin 1", |_| Insurance::<Test>::put(1));
	breached("margin 1", |_| FeesDue::<Test>::put(1));
	breached("margin 1", |_| Liabilities::<Test>::put(Money(0)));
	breached("margin 1", |_| {
		Settling::<Test>::insert(SeriesId(1), Unsettled { cash: Money(1), ..Default::default() })
	});
	breached("margin 1", |alice| {
		let pending = PendingWithdrawal { amount: 1, requires: 1 };
		edit(alice, |account| account.pending = Some(pending))
	});
	breached("margin 1", |_| {
		assert_ok!(Assets::burn_from(
			QUOTE,
			&Margin::pot(),
			1,
			frame_support::traits::tokens::Preservation::Expendable,
			frame_support::traits::tokens::Precision::Exact,
			frame_support::traits::tokens::Fortitude::Force,
		));
	});
}

#[test]
fn m04_a_breach_of_lots_is_noticed() {
	breached("margin 2", |alice| edit(alice, |account| account.positions[0].1 .0 += 1));
	breached("margin 2", |_| {
		Settling::<Test>::insert(
			SeriesId(1),
			Unsettled { lots: SignedLots(1), ..Default::default() },
		)
	});
}

#[test]
fn m04_a_breach_of_costs_is_noticed() {
	breached("margin 2", |alice| edit(alice, |account| account.costs[0].1 .0 += 1));
	breached("margin 2", |_| {
		Settling::<Test>::insert(FUTURE, Unsettled { cost: Money(1), ..Default::default() })
	});
	// All of nothing: sums to zero with the other side, which has none either.
	breached("margin 4", |_| {
		for of in [0, 1] {
			edit(SubaccountId(of), |account| account.costs = Default::default());
		}
	});
	breached("margin 4", |alice| {
		edit(alice, |account| account.costs.try_insert(0, (SeriesId(1), Money(0))).unwrap())
	});
	breached("margin 4", |alice| {
		edit(alice, |account| account.costs.try_insert(0, (SeriesId(2), Money(0))).unwrap())
	});
	breached("margin 4", |alice| {
		edit(alice, |account| account.costs.try_push((SeriesId(1), Money(0))).unwrap())
	});
}

#[test]
fn breaches_of_indices_and_records_are_noticed() {
	breached("margin 3", |alice| Holders::<Test>::remove(SeriesId(1), alice));
	breached("margin 3", |alice| Holders::<Test>::insert(SeriesId(2), alice, ()));
	breached("margin 3", |_| OpenInterest::<Test>::remove(SeriesId(1).page()));
	breached("margin 4", |alice| {
		edit(alice, |account| {
			account.positions.try_push((SeriesId(9), SignedLots(0))).unwrap();
		});
		Holders::<Test>::insert(SeriesId(9), alice, ());
	});
	breached("margin 4", |alice| edit(alice, |account| account.positions.as_mut().reverse()));
	let store = |of: SubaccountId, all: Vec<OpenOrder>| {
		OpenOrders::<Test>::insert(of, VersionedOrders::new(&all).unwrap());
	};
	let bids = [(1, Side::Bid, 1, 1), (1, Side::Bid, 1, 1)];
	breached("margin 4", |alice| store(alice, orders(alice, &[(1, Side::Bid, 1, 0)])));
	breached("margin 4", |alice| store(alice, orders(alice, &bids).into_iter().rev().collect()));
	breached("margin 4", |alice| store(alice, Vec::new()));
	breached("margin 4", |_| store(SubaccountId(9), orders(SubaccountId(9), &bids)));
	breached("margin 4", |alice| edit(alice, |account| account.credits.0[0].block = 2));
	breached("margin 5", |_| OwnedBy::<Test>::remove(ALICE));
	breached("margin 5", |alice| edit(alice, |account| account.owner = BOB));
	breached("margin 5", |_| NextSubaccount::<Test>::put(SubaccountId(1)));
	breached("margin 6", |_| {
		Parameters::<Test>::put(StandardParameters { initial: 0, ..Default::default() })
	});
}

#[test]
fn m04_a_breach_of_collateral_is_noticed() {
	let breached = |number, breach: fn(SubaccountId)| {
		breached(number, |alice| {
			list_coin();
			deposit_coin(ALICE, alice, WHOLE);
			check();
			breach(alice);
		});
	};
	let other = |asset, amount, since| HeldCollateral { asset, amount, since };
	breached("margin 8", |alice| edit(alice, |account| account.collateral[0].amount += 1));
	breached("margin 8", |alice| edit(alice, |account| account.collateral[0].since = 2));
	breached("margin 8", |_| CollateralOwed::<Test>::remove(COIN));
	breached("margin 8", |_| CollateralOwed::<Test>::insert(9, 1));
	for held in [other(COIN, 1, 1), other(COIN + 1, 1, 1), other(COIN - 1, 0, 1)] {
		new_test_ext().execute_with(|| {
			let alice = open(ALICE, 0);
			list_coin();
			deposit_coin(ALICE, alice, WHOLE);
			edit(alice, |account| account.collateral.try_push(held).unwrap());
			let refused = Margin::do_try_state().unwrap_err();
			let DispatchError::Other(message) = refused else { panic!() };
			assert!(message.starts_with("margin 8"), "{message}");
		});
	}
	breached("margin 8", |_| {
		assert_ok!(Assets::burn_from(
			COIN,
			&Margin::pot(),
			1,
			frame_support::traits::tokens::Preservation::Expendable,
			frame_support::traits::tokens::Precision::Exact,
			frame_support::traits::tokens::Fortitude::Force,
		));
	});
	breached("margin 6", |_| Collaterals::<Test>::mutate(|all| all[0].parameters.cap = u32::MAX));
	breached("margin 6", |_| Collaterals::<Test>::mutate(|all| all[0].asset = QUOTE));
	breached("margin 6", |_| {
		Collaterals::<Test>::mutate(|all| all.try_push(all[0]).unwrap());
	});
	breached("margin 6", |_| {
		Limits::<Test>::insert(QUOTE, FlowLimits { issuance: 0, ..Default::default() })
	});
}
