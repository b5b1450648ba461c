//! Listing of collateral and its parameters.

use super::*;
use tenor_primitives::Direction::{self, Looser, Tighter};

fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

fn guardian() -> RuntimeOrigin {
	RuntimeOrigin::signed(GUARDIAN)
}

fn list(asset: AssetId, terms: CollateralTerms) -> DispatchResult {
	Margin::list_collateral(root(), asset, terms, HAIRCUTS)
}

#[test]
fn an_asset_is_listed_once_by_the_admin() {
	build_and_execute(|| {
		for origin in [RuntimeOrigin::signed(ALICE), guardian()] {
			let refused = Margin::list_collateral(origin, COIN, TERMS, HAIRCUTS);
			assert_noop!(refused, DispatchError::BadOrigin);
		}
		assert_ok!(list(COIN, TERMS));
		let listed = ListedCollateral { asset: COIN, terms: TERMS, parameters: HAIRCUTS };
		assert_eq!(events().last(), Some(&Event::CollateralListed { listed }));
		assert_eq!(Margin::collaterals()[0].listed, listed);
		assert_noop!(list(COIN, TERMS), Error::<Test>::AlreadyListed);
	});
}

#[test]
fn unsound_terms_are_refused() {
	build_and_execute(|| {
		let unsound = Error::<Test>::UnsoundTerms;
		assert_noop!(list(QUOTE, TERMS), unsound);
		let unsound = Error::<Test>::UnsoundTerms;
		assert_noop!(list(99, TERMS), unsound);
		for terms in [
			CollateralTerms { index: UnderlyingId(2), ..TERMS },
			CollateralTerms { decimals: 19, ..TERMS },
			CollateralTerms { unit: 0, ..TERMS },
		] {
			assert_noop!(list(COIN, terms), Error::<Test>::UnsoundTerms);
		}
		let low = CollateralParameters { maintenance_haircut: 2_600, ..HAIRCUTS };
		let refused = Margin::list_collateral(root(), COIN, TERMS, low);
		assert_noop!(refused, Error::<Test>::ParametersOutOfBounds);
		// The pot would be without the least balance that keeps it alive.
		assert_ok!(Assets::force_create(root(), 50, ALICE, true, LEAST_COIN));
		assert_noop!(list(50, TERMS), Error::<Test>::PotUnfunded);
	});
}

#[test]
fn m10_at_most_eight_assets_are_listed() {
	build_and_execute(|| {
		for asset in (100..109).rev() {
			create(asset, ALICE, WHOLE);
		}
		for asset in (101..109).rev() {
			assert_ok!(list(asset, TERMS));
		}
		assert_noop!(list(100, TERMS), Error::<Test>::TooManyCollaterals);
	});
}

#[test]
fn a_value_is_rounded_down_whatever_the_decimals() {
	build_and_execute(|| {
		// A base unit of an asset with 18 decimals at 2,000 is less than one of the quote asset.
		for (asset, decimals, amount, value) in
			[(100, 18, 999_999_999, 1), (101, 18, 499_999_999, 0), (102, 0, 3, 6_000 * MONEY)]
		{
			create(asset, ALICE, WHOLE * 20);
			assert_ok!(list(asset, CollateralTerms { decimals, ..TERMS }));
			let subaccount = open(ALICE, 0);
			let alice = RuntimeOrigin::signed(ALICE);
			assert_ok!(Margin::deposit_collateral(alice, subaccount, asset, amount));
			assert_eq!(Margin::risk(subaccount).unwrap().unwrap().equity, Money(value));
		}
	});
}

#[test]
fn a_value_that_does_not_fit_counts_as_nothing() {
	build_and_execute(|| {
		let amount = 1_000_000_000_000;
		create(100, ALICE, 2 * amount);
		assert_ok!(list(100, CollateralTerms { decimals: 0, unit: amount, ..TERMS }));
		let subaccount = open(ALICE, UNIT);
		let alice = RuntimeOrigin::signed(ALICE);
		assert_ok!(Margin::deposit_collateral(alice.clone(), subaccount, 100, amount));
		assert!(Margin::risk(subaccount).unwrap().unwrap().equity > Money(MONEY));
		Spot::set(Some(Price(u128::MAX)));
		assert_eq!(Margin::risk(subaccount).unwrap().unwrap().equity, Money(MONEY));
		assert_ok!(Margin::withdraw_collateral(alice, subaccount, 100, amount));
	});
}

#[test]
fn m13_bounds_direction_and_origin_are_checked() {
	build_and_execute(|| {
		let set = |origin, new, direction: Direction| {
			Margin::set_collateral(origin, COIN, new, direction)
		};
		assert_noop!(set(root(), HAIRCUTS, Tighter), Error::<Test>::NotCollateral);
		list_coin();
		let nobody = RuntimeOrigin::signed(ALICE);
		assert_noop!(set(nobody, HAIRCUTS, Tighter), DispatchError::BadOrigin);
		assert_noop!(set(root(), HAIRCUTS, Tighter), Error::<Test>::ParametersUnchanged);
		let above = CollateralParameters { initial_haircut: 10_001, ..HAIRCUTS };
		assert_noop!(set(root(), above, Tighter), Error::<Test>::ParametersOutOfBounds);
		let higher = CollateralParameters { initial_haircut: 2_600, ..HAIRCUTS };
		assert_noop!(set(root(), higher, Looser), Error::<Test>::WrongDirection);
		let raised = CollateralParameters { cap: 20_001, ..HAIRCUTS };
		assert_noop!(set(root(), raised, Tighter), Error::<Test>::WrongDirection);
		let far = CollateralParameters { initial_haircut: 3_001, ..HAIRCUTS };
		assert_noop!(set(root(), far, Tighter), Error::<Test>::ParameterStepTooLarge);

		// The guardian may tighten what maintenance does not rest on.
		assert_noop!(set(guardian(), raised, Looser), Error::<Test>::MayOnlyTightenInitial);
		for slow in [
			CollateralParameters { maintenance_haircut: 1_300, ..HAIRCUTS },
			CollateralParameters { concentration: 9_000, ..HAIRCUTS },
			CollateralParameters { concentration_haircut: 5_100, ..HAIRCUTS },
		] {
			assert_noop!(set(guardian(), slow, Tighter), Error::<Test>::MayOnlyTightenInitial);
		}
		let new = CollateralParameters {
			initial_haircut: 3_000,
			doubt_limit: 20,
			cap: 0,
			deposits: false,
			..HAIRCUTS
		};
		assert_ok!(set(guardian(), new, Tighter));
		let (old, direction) = (HAIRCUTS, Tighter);
		let changed = Event::CollateralChanged { asset: COIN, old, new, direction };
		assert_eq!(events().last(), Some(&changed));
		assert_noop!(set(root(), HAIRCUTS, Looser), Error::<Test>::ParameterStepTooLarge);
		assert_ok!(set(root(), CollateralParameters { deposits: true, ..new }, Looser));
	});
}

#[test]
fn m13_limits_move_by_steps_and_nobody_fast_holds_withdrawals() {
	build_and_execute(|| {
		let base = FlowLimits::default();
		let set = |origin, new, direction| Margin::set_limits(origin, QUOTE, new, direction);
		let unlisted = Margin::set_limits(root(), COIN, base, Tighter);
		assert_noop!(unlisted, Error::<Test>::NotCollateral);
		assert_noop!(set(RuntimeOrigin::signed(ALICE), base, Tighter), DispatchError::BadOrigin);
		assert_noop!(set(root(), base, Tighter), Error::<Test>::ParametersUnchanged);
		let none = FlowLimits { withdrawals: 999, ..base };
		assert_noop!(set(root(), none, Tighter), Error::<Test>::ParametersOutOfBounds);
		let less = FlowLimits { withdrawals: 2_400, ..base };
		assert_noop!(set(guardian(), less, Tighter), Error::<Test>::MayOnlyTightenInitial);
		let far = FlowLimits { withdrawals: 1_999, ..base };
		assert_noop!(set(root(), far, Tighter), Error::<Test>::ParameterStepTooLarge);
		assert_ok!(set(root(), less, Tighter));
		let new = FlowLimits { issuance: 900, ..less };
		assert_noop!(set(guardian(), new, Looser), Error::<Test>::MayOnlyTightenInitial);
		assert_ok!(set(guardian(), new, Tighter));
		let (old, direction) = (less, Tighter);
		let changed = Event::LimitsChanged { asset: QUOTE, old, new, direction };
		assert_eq!(events().last(), Some(&changed));
		list_coin();
		let coin = Margin::set_limits(root(), COIN, less, Tighter);
		assert_ok!(coin);
	});
}
