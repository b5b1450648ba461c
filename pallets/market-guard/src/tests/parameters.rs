//! Bounds, steps and direction of the parameters.

use crate::{mock::*, Error, Event, Parameters, RecentChanges, PARAMETERS};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;
use tenor_primitives::{Bounds, ParameterSet, WeightBudget};

const BOUNDS: [Bounds; PARAMETERS] = Parameters::BOUNDS;

fn first() -> Parameters {
	Parameters::default()
}

fn admin(new: Parameters) -> sp_runtime::DispatchResult {
	Guard::set_parameters(RuntimeOrigin::root(), new)
}

fn guardian(new: Parameters) -> sp_runtime::DispatchResult {
	Guard::set_parameters(RuntimeOrigin::signed(GUARDIAN), new)
}

/// The first parameters with one value replaced.
fn with(parameter: usize, value: u32) -> Parameters {
	let mut new = first();
	let field = match parameter {
		0 => &mut new.lag_open,
		1 => &mut new.lag_limit,
		2 => &mut new.slots_per_unit,
		3 => &mut new.empty_share,
		4 => &mut new.clearing_units,
		_ => &mut new.units_per_series,
	};
	*field = value;
	new
}

#[test]
fn m13_every_parameter_has_bounds() {
	ExtBuilder::build_and_execute(|| {
		for (parameter, bounds) in BOUNDS.iter().enumerate() {
			assert_noop!(admin(with(parameter, bounds.least - 1)), Error::<Test>::OutOfBounds);
			assert_noop!(admin(with(parameter, bounds.greatest + 1)), Error::<Test>::OutOfBounds);
		}
		let crossed = Parameters { lag_open: 20, lag_limit: 20, ..first() };
		assert_noop!(admin(crossed), Error::<Test>::OutOfBounds);
		let over = Parameters { clearing_units: 256, units_per_series: 257, ..first() };
		assert_noop!(admin(over), Error::<Test>::OutOfBounds);
		assert!(first().is_valid());
	});
}

#[test]
fn m13_every_parameter_has_a_step() {
	for (parameter, bounds) in BOUNDS.iter().enumerate() {
		ExtBuilder::build_and_execute(|| {
			let value = first().values()[parameter];
			let too_low = with(parameter, value - bounds.step - 1);
			if too_low.is_valid() {
				assert_noop!(admin(too_low), Error::<Test>::StepTooLarge);
			}
			let too_high = with(parameter, value + bounds.step + 1);
			if too_high.is_valid() {
				assert_noop!(admin(too_high), Error::<Test>::StepTooLarge);
			}
			assert!(too_low.is_valid() || too_high.is_valid());
			assert_ok!(admin(with(parameter, value - bounds.step)));
		});
	}
}

#[test]
fn m13_steps_are_summed_over_any_24_hours() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(admin(with(1, 35)));
		at(12 * HOUR);
		assert_ok!(admin(with(1, 38)));
		// Back counts as well as forth.
		assert_noop!(admin(with(1, 35)), Error::<Test>::StepTooLarge);
		assert_noop!(admin(with(1, 41)), Error::<Test>::StepTooLarge);
		assert_ok!(admin(with(1, 40)));
		at(24 * HOUR - 1);
		assert_noop!(admin(with(1, 41)), Error::<Test>::StepTooLarge);
		// The first change is a day old: its five are free again, and no more.
		at(24 * HOUR);
		assert_noop!(admin(with(1, 46)), Error::<Test>::StepTooLarge);
		assert_ok!(admin(with(1, 45)));
	});
}

#[test]
fn m13_a_guardian_only_tightens() {
	ExtBuilder::build_and_execute(|| {
		// The genesis has no events.
		blocks(1);
		for parameter in 0..BOUNDS.len() {
			let value = first().values()[parameter];
			assert_noop!(guardian(with(parameter, value + 1)), Error::<Test>::NotTighter);
		}
		let mixed = Parameters { lag_open: 9, lag_limit: 31, ..first() };
		assert_noop!(guardian(mixed), Error::<Test>::NotTighter);
		assert_noop!(
			Guard::set_parameters(RuntimeOrigin::signed(1), with(0, 9)),
			DispatchError::BadOrigin
		);
		assert_noop!(guardian(first()), Error::<Test>::NothingChanged);
		let new = with(0, 9);
		assert_ok!(guardian(new));
		assert_eq!(events(), vec![Event::ParametersSet { old: first(), new }]);
		assert_eq!(Guard::parameters(), new);
		// Loosening again takes the admin.
		assert_noop!(guardian(first()), Error::<Test>::NotTighter);
		assert_ok!(admin(first()));
	});
}

#[test]
fn m13_tightening_is_bounded_by_the_step_too() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(guardian(with(0, 5)), Error::<Test>::StepTooLarge);
		assert_ok!(guardian(with(0, 6)));
	});
}

#[test]
fn m10_changes_are_bounded() {
	ExtBuilder::build_and_execute(|| {
		for change in 1..=16 {
			assert_ok!(admin(with(4, 2_000 + change)));
		}
		assert_noop!(admin(with(4, 2_017)), Error::<Test>::TooManyChanges);
		at(24 * HOUR);
		assert_ok!(admin(with(4, 2_017)));
		assert_eq!(RecentChanges::<Test>::get().0.len(), 1);
	});
}

#[test]
fn the_budget_is_the_parameters() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!((Guard::clearing_units(), Guard::units_per_series()), (2_000, 256));
		assert_ok!(admin(Parameters { clearing_units: 1_500, units_per_series: 200, ..first() }));
		assert_eq!((Guard::clearing_units(), Guard::units_per_series()), (1_500, 200));
	});
}

#[test]
#[should_panic(expected = "genesis parameters")]
fn a_genesis_out_of_bounds_is_refused() {
	use sp_runtime::BuildStorage;
	let _ = crate::GenesisConfig::<Test> {
		parameters: Parameters { lag_open: 0, ..first() },
		..Default::default()
	}
	.build_storage();
}
