//! Bounds, steps and direction of the parameters.

use super::*;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{traits::BadOrigin, Permill};
use Direction::{Looser, Tighter};

fn admin(new: BookParameters, direction: Direction) -> DispatchResult {
	Book::set_parameters(RuntimeOrigin::root(), new, direction)
}

fn guardian(new: BookParameters, direction: Direction) -> DispatchResult {
	Book::set_parameters(RuntimeOrigin::signed(GUARDIAN), new, direction)
}

fn first() -> BookParameters {
	parameters()
}

/// The first parameters with one value replaced.
fn with(parameter: usize, value: u32) -> BookParameters {
	let parts = Permill::from_parts(value);
	let mut new = first();
	match parameter {
		0 => new.maker_fee = parts,
		1 => new.taker_fee = parts,
		2 => new.premium_cap = parts,
		3 => new.band_ticks = value,
		4 => new.minimum = Lots(value.into()),
		5 => new.free_rate = value,
		6 => new.free_burst = value,
		7 => new.minimum_notional = value,
		8 => new.order_deposit = value,
		9 => new.orders_base = value,
		10 => new.cash_per_order = value,
		11 => new.tier_volume = value,
		_ => new.tier_discount = parts,
	}
	new
}

#[test]
fn m13_every_parameter_has_bounds() {
	ExtBuilder.build_and_execute(|| {
		assert!(first().is_valid());
		for (parameter, bounds) in BookParameters::BOUNDS.iter().enumerate() {
			let below = bounds.least.checked_sub(1).map(|value| with(parameter, value));
			for bad in below.into_iter().chain([with(parameter, bounds.greatest + 1)]) {
				assert_noop!(admin(bad, Looser), Error::<Test>::ParameterOutOfBounds);
			}
		}
		for bad in [
			BookParameters { maker_fee: Permill::from_parts(301), ..first() },
			BookParameters { minimum: Lots(u64::MAX), ..first() },
		] {
			assert_noop!(admin(bad, Looser), Error::<Test>::ParameterOutOfBounds);
		}
	});
}

#[test]
fn m13_every_parameter_has_a_step() {
	for (parameter, bounds) in BookParameters::BOUNDS.iter().enumerate() {
		ExtBuilder.build_and_execute(|| {
			// With the taker's fee out of the maker's way.
			Parameters::<Test>::put(BookParameters { maker_fee: Permill::zero(), ..first() });
			let from = Parameters::<Test>::get();
			let up = |by| {
				let new = with(parameter, from.values()[parameter] + by);
				if parameter == 0 {
					new
				} else {
					BookParameters { maker_fee: Permill::zero(), ..new }
				}
			};
			let direction = if bounds.higher_is_tighter { Tighter } else { Looser };
			assert_noop!(
				admin(up(bounds.step + 1), direction),
				Error::<Test>::ParameterStepTooLarge
			);
			assert_ok!(admin(up(bounds.step), direction));
			assert_eq!(Parameters::<Test>::get(), up(bounds.step));
		});
	}
}

#[test]
fn m13_steps_are_summed_over_any_24_hours() {
	ExtBuilder.build_and_execute(|| {
		let band = |value, direction| admin(with(3, value), direction);
		assert_ok!(band(5, Looser));
		Time::set(CHANGE_WINDOW / 2);
		// Back counts as well as forth.
		assert_ok!(band(4, Tighter));
		assert_ok!(band(5, Looser));
		Time::set(CHANGE_WINDOW - 1);
		assert_noop!(band(6, Looser), Error::<Test>::ParameterStepTooLarge);
		// The first change is a day old: its three are free again, and no more.
		Time::set(CHANGE_WINDOW);
		assert_noop!(band(9, Looser), Error::<Test>::ParameterStepTooLarge);
		assert_ok!(band(8, Looser));
	});
}

#[test]
fn m13_the_direction_is_declared() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(admin(first(), Tighter), Error::<Test>::ParametersUnchanged);
		for (parameter, bounds) in BookParameters::BOUNDS.iter().enumerate() {
			let value = first().values()[parameter] + 1;
			let (right, wrong) =
				if bounds.higher_is_tighter { (Tighter, Looser) } else { (Looser, Tighter) };
			let new = with(parameter, value);
			assert_noop!(admin(new, wrong), Error::<Test>::WrongDirection);
			assert_ok!(frame_support::hypothetically!(admin(new, right)));
		}
		let mixed = BookParameters { band_ticks: 1, minimum: Lots(2), ..first() };
		assert_ok!(admin(mixed, Tighter));
		let changed = Event::ParametersSet { old: first(), new: mixed, direction: Tighter };
		assert_eq!(end(), [changed]);
	});
}

#[test]
fn m13_a_guardian_only_narrows_the_band() {
	ExtBuilder.build_and_execute(|| {
		let stranger = Book::set_parameters(RuntimeOrigin::signed(1), with(3, 1), Tighter);
		assert_noop!(stranger, BadOrigin);
		assert_noop!(guardian(with(3, 3), Looser), Error::<Test>::MayOnlyNarrowBand);
		// Fees and the least quantity belong to the slow lane, whichever way they go.
		for (parameter, value) in [(0, 199), (1, 299), (2, 124_999), (4, 2), (5, 31), (6, 2_047)] {
			let refused = guardian(with(parameter, value), Tighter);
			assert_noop!(refused, Error::<Test>::MayOnlyNarrowBand);
		}
		assert_ok!(guardian(with(3, 0), Tighter));
		assert_noop!(guardian(first(), Looser), Error::<Test>::MayOnlyNarrowBand);
		assert_ok!(admin(first(), Looser));
	});
}

#[test]
fn m10_changes_are_bounded() {
	ExtBuilder.build_and_execute(|| {
		for change in 1..=16 {
			assert_ok!(admin(with(0, 200 - change), Tighter));
		}
		let next = || admin(with(0, 183), Tighter);
		assert_noop!(next(), Error::<Test>::TooManyParameterChanges);
		Time::set(CHANGE_WINDOW);
		assert_ok!(next());
		assert_eq!(ParameterChanges::<Test>::get().0.len(), 1);
	});
}
