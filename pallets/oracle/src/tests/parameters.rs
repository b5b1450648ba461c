//! Bounds, steps and direction of the parameters.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};
use tenor_primitives::{Bounds, ParameterSet};

const BOUNDS: [Bounds; PARAMETERS] = OracleParameters::BOUNDS;

const HOUR: u64 = 3_600;

fn first() -> OracleParameters {
	OracleParameters::default()
}

fn admin(new: OracleParameters) -> DispatchResult {
	Oracle::set_parameters(RuntimeOrigin::root(), new)
}

fn guardian(new: OracleParameters) -> DispatchResult {
	Oracle::set_parameters(RuntimeOrigin::signed(GUARDIAN), new)
}

/// The first parameters with one value replaced.
fn with(parameter: usize, value: u32) -> OracleParameters {
	let mut new = first();
	let field = match parameter {
		0 => &mut new.spot_staleness,
		1 => &mut new.surface_staleness,
		2 => &mut new.jump,
		3 => &mut new.band_forward,
		4 => &mut new.band_volatility,
		5 => &mut new.surface_tolerance,
		6 => &mut new.dispersion,
		_ => &mut new.cross_check,
	};
	*field = value;
	new
}

#[test]
fn m13_every_parameter_has_bounds() {
	ExtBuilder::default().build_and_execute(|| {
		for (parameter, bounds) in BOUNDS.iter().enumerate() {
			for value in [bounds.least - 1, bounds.greatest + 1] {
				assert_noop!(admin(with(parameter, value)), Error::<Test>::ParameterOutOfBounds);
			}
		}
		assert!(first().is_within_bounds());
	});
}

#[test]
fn m13_every_parameter_has_a_step() {
	for (parameter, bounds) in BOUNDS.iter().enumerate() {
		ExtBuilder::default().build_and_execute(|| {
			let value = first().values()[parameter];
			let too_high = with(parameter, value + bounds.step + 1);
			assert_noop!(admin(too_high), Error::<Test>::ParameterStepTooLarge);
			let too_low = with(parameter, value.saturating_sub(bounds.step + 1));
			if too_low.is_within_bounds() {
				assert_noop!(admin(too_low), Error::<Test>::ParameterStepTooLarge);
			}
			assert_ok!(admin(with(parameter, value + bounds.step)));
		});
	}
}

#[test]
fn m13_steps_are_summed_over_any_24_hours() {
	ExtBuilder::default().build_and_execute(|| {
		let jump = |value| admin(with(2, value));
		assert_ok!(jump(400));
		advance(12 * HOUR);
		assert_ok!(jump(460));
		// Back counts as well as forth.
		assert_noop!(jump(400), Error::<Test>::ParameterStepTooLarge);
		assert_ok!(jump(500));
		advance(12 * HOUR - 1);
		assert_noop!(jump(501), Error::<Test>::ParameterStepTooLarge);
		// The first change is a day old: its hundred are free again, and no more.
		advance(1);
		assert_noop!(jump(601), Error::<Test>::ParameterStepTooLarge);
		assert_ok!(jump(600));
		assert_eq!(Parameters::<Test>::get().jump, 600);
	});
}

#[test]
fn m13_a_guardian_only_narrows_the_bands() {
	ExtBuilder::default().build_and_execute(|| {
		// Prices that go stale sooner or are held more often belong to the slow lane.
		for parameter in (0..3).chain(5..PARAMETERS) {
			let value = first().values()[parameter];
			for value in [value - 1, value + 1] {
				assert_noop!(guardian(with(parameter, value)), Error::<Test>::MayOnlyNarrowBands);
			}
		}
		for parameter in 3..5 {
			let value = first().values()[parameter];
			assert_noop!(guardian(with(parameter, value + 1)), Error::<Test>::MayOnlyNarrowBands);
		}
		let mixed = OracleParameters { band_forward: 290, band_volatility: 1_001, ..first() };
		assert_noop!(guardian(mixed), Error::<Test>::MayOnlyNarrowBands);
		assert_noop!(guardian(first()), Error::<Test>::NothingChanged);
		let stranger = Oracle::set_parameters(RuntimeOrigin::signed(1), with(3, 290));
		assert_noop!(stranger, DispatchError::BadOrigin);

		let narrow = OracleParameters { band_forward: 290, band_volatility: 900, ..first() };
		assert_ok!(guardian(narrow));
		assert_eq!(Parameters::<Test>::get(), narrow);
		System::assert_last_event(Event::ParametersChanged { parameters: narrow }.into());
		// Its steps are bounded too, and widening again takes the admin.
		let narrower = OracleParameters { band_forward: 99, ..narrow };
		assert_noop!(guardian(narrower), Error::<Test>::ParameterStepTooLarge);
		assert_noop!(guardian(first()), Error::<Test>::MayOnlyNarrowBands);
		assert_ok!(admin(first()));
	});
}

#[test]
fn m10_changes_are_bounded() {
	ExtBuilder::default().build_and_execute(|| {
		for change in 1..=16 {
			assert_ok!(admin(with(2, 300 + change)));
		}
		assert_noop!(admin(with(2, 317)), Error::<Test>::TooManyChanges);
		advance(24 * HOUR);
		assert_ok!(admin(with(2, 317)));
		assert_eq!(RecentChanges::<Test>::get().0.len(), 1);
	});
}
