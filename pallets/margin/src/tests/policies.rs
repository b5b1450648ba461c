use super::*;
use frame_support::traits::Get;
use tenor_risk::parameters::PortfolioParameters;

fn set_policy(who: AccountId, subaccount: SubaccountId, policy: MarginPolicy) -> DispatchResult {
	let done = Margin::set_policy(RuntimeOrigin::signed(who), subaccount, policy);
	done.map(drop).map_err(|failure| failure.error)
}

fn risk(subaccount: SubaccountId) -> Risk {
	Margin::risk(subaccount).unwrap().unwrap()
}

#[test]
fn a_hedge_counts_under_portfolio_margin_alone() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, 1_000 * UNIT), open(BOB, 1_000 * UNIT));
		// Short ten calls, long ten calls of the same terms.
		trade(bob, alice, 0, 10, 0);
		trade(alice, bob, 2, 10, 0);
		let standard = risk(alice);
		assert_eq!(set_policy(ALICE, alice, MarginPolicy::Portfolio), Ok(()));
		let portfolio = risk(alice);
		assert!(portfolio.initial.0 * 3 < standard.initial.0, "{portfolio:?} {standard:?}");
		assert!(portfolio.equity > standard.equity, "what it holds is worth something");
		let changed = Event::PolicyChanged {
			subaccount: alice,
			old: MarginPolicy::Standard,
			new: MarginPolicy::Portfolio,
		};
		assert_eq!(events().last(), Some(&changed));
		assert_eq!(Margin::account_view(alice).unwrap().policy, MarginPolicy::Portfolio);
	});
}

#[test]
fn a_policy_is_chosen_by_the_owner_of_an_account_that_can_carry_it() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, 1_000 * UNIT), open(BOB, 1_000 * UNIT));
		let standard = MarginPolicy::Standard;
		assert_noop!(set_policy(BOB, alice, MarginPolicy::Portfolio), Error::<Test>::NotOwner);
		assert_noop!(set_policy(ALICE, alice, standard), Error::<Test>::PolicyUnchanged);
		assert_ok!(set_policy(ALICE, alice, MarginPolicy::Portfolio));
		// A spread of 300 contracts, that nets under one policy and not under the other.
		trade(bob, alice, 0, 3_000, 0);
		trade(alice, bob, 2, 3_000, 0);
		assert!(risk(alice).initial_excess() > Money::ZERO);
		assert_noop!(set_policy(ALICE, alice, standard), Error::<Test>::InsufficientFreeEquity);
		CancelOnly::set(Some(UnderlyingId(0)));
		assert_noop!(set_policy(ALICE, alice, standard), Error::<Test>::WithdrawalsClosed);
		CancelOnly::set(None);
		trade(alice, bob, 0, 3_000, 0);
		assert_ok!(set_policy(ALICE, alice, standard));
	});
}

#[test]
fn a_new_account_is_under_the_default_policy_and_needs_nothing_for_longs() {
	build_and_execute(|| {
		DefaultPolicy::set(MarginPolicy::Portfolio);
		let (alice, bob) = (open(ALICE, 100 * UNIT), open(BOB, 10_000 * UNIT));
		assert_eq!(record(alice).policy, MarginPolicy::Portfolio);
		trade(alice, bob, 0, 10, 50 * MONEY);
		let held = risk(alice);
		assert_eq!((held.initial, held.maintenance), (Money::ZERO, Money::ZERO));
		// Ten calls of a hundredth, a year at the money at 60 %: 23.58 % of 20 contracts' worth.
		assert!((Money(97 * MONEY)..Money(98 * MONEY)).contains(&held.equity), "{held:?}");
		// No more than its cash leaves, and that without any price.
		Spot::set(None);
		let all = Margin::withdrawable(alice).unwrap().unwrap();
		assert_eq!(all.free, 50 * UNIT);
		assert_ok!(Margin::withdraw(RuntimeOrigin::signed(ALICE), alice, 50 * UNIT));
	});
}

#[test]
fn m13_models_keep_to_bounds_and_steps() {
	build_and_execute(|| {
		let (old, zero) = (PortfolioParameters::default(), UnderlyingId(0));
		let set = |underlying, new, direction| {
			Margin::set_model(RuntimeOrigin::root(), underlying, new, direction)
		};
		let tighter = PortfolioParameters { range: 2_000, ..old };
		assert_noop!(
			Margin::set_model(RuntimeOrigin::signed(GUARDIAN), zero, tighter, Direction::Tighter),
			DispatchError::BadOrigin
		);
		for (underlying, new, direction, error) in [
			(UnderlyingId(7), tighter, Direction::Tighter, Error::<Test>::UnknownUnderlying),
			(zero, old, Direction::Tighter, Error::ParametersUnchanged),
			(zero, tighter, Direction::Looser, Error::WrongDirection),
			(
				zero,
				PortfolioParameters { range: 7_000, ..old },
				Direction::Tighter,
				Error::ParametersOutOfBounds,
			),
			(
				zero,
				PortfolioParameters { range: 2_101, ..old },
				Direction::Tighter,
				Error::ParameterStepTooLarge,
			),
		] {
			assert_noop!(set(underlying, new, direction), error);
		}
		assert_ok!(set(zero, tighter, Direction::Tighter));
		assert_eq!(Models::<Test>::get(zero), tighter);
		assert_eq!(Models::<Test>::get(UnderlyingId(1)), old);
		let further = PortfolioParameters { range: 2_200, ..old };
		assert_noop!(set(zero, further, Direction::Tighter), Error::<Test>::ParameterStepTooLarge);
		// Each of 16 changes is remembered for a day.
		let most: u32 = <MaxChanges as Get<u32>>::get();
		for change in 1..most {
			let new = PortfolioParameters { range: 2_000 + change % 2, ..old };
			let direction = if change % 2 == 1 { Direction::Tighter } else { Direction::Looser };
			assert_ok!(set(zero, new, direction));
		}
		let new = PortfolioParameters { range: 2_010, ..old };
		assert_noop!(set(zero, new, Direction::Tighter), Error::<Test>::TooManyParameterChanges);
	});
}

#[test]
fn m08_no_withdrawal_ends_in_debt_that_nothing_covers() {
	build_and_execute(|| {
		DefaultPolicy::set(MarginPolicy::Portfolio);
		let (alice, bob) = (open(ALICE, 100 * UNIT), open(BOB, 10_000 * UNIT));
		// Options worth some 47, and a future that lost 100, which is paid when it settles.
		trade(alice, bob, 0, 10, 0);
		trade_future(alice, bob, 1, 100 * MONEY);
		trade_future(bob, alice, 1, 0);
		let held = risk(alice);
		assert_eq!(held.initial, Money::ZERO, "without debt it needs nothing");
		let free = Margin::withdrawable(alice).unwrap().unwrap().free;
		assert!(free < 47 * UNIT, "what the future lost is not free: {free}");
		let withdraw = |amount| Margin::withdraw(RuntimeOrigin::signed(ALICE), alice, amount);
		let failure = withdraw(free + UNIT).unwrap_err().error;
		assert_eq!(failure, Error::<Test>::InsufficientFreeEquity.into());
		if free > 0 {
			assert_ok!(withdraw(free));
		}
		let left = risk(alice);
		assert!(left.initial_excess() >= Money::ZERO, "{left:?}");
	});
}
