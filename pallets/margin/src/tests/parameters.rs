use super::*;
use tenor_primitives::Direction::{self, Looser, Tighter};

fn set(
	origin: RuntimeOrigin,
	new: StandardParameters,
	direction: Direction,
) -> Result<(), DispatchError> {
	Margin::set_parameters(origin, new, direction)
}

fn with_initial(initial: u32) -> StandardParameters {
	StandardParameters { initial, ..Default::default() }
}

#[test]
fn m13_bounds_direction_and_origin_are_checked() {
	build_and_execute(|| {
		let root = RuntimeOrigin::root;
		let guardian = || RuntimeOrigin::signed(GUARDIAN);
		let base = StandardParameters::default();
		assert_noop!(set(RuntimeOrigin::signed(ALICE), base, Tighter), DispatchError::BadOrigin);
		assert_noop!(
			set(root(), with_initial(10_001), Tighter),
			Error::<Test>::ParametersOutOfBounds
		);
		// Initial margin could be below maintenance.
		let low = StandardParameters { initial_floor: 899, ..base };
		assert_noop!(set(root(), low, Looser), Error::<Test>::ParametersOutOfBounds);
		assert_noop!(set(root(), base, Tighter), Error::<Test>::ParametersUnchanged);
		assert_noop!(set(root(), with_initial(1_510), Looser), Error::<Test>::WrongDirection);
		assert_noop!(set(root(), with_initial(1_490), Tighter), Error::<Test>::WrongDirection);

		let maintenance = StandardParameters { maintenance_put: 910, ..base };
		let refused = Error::<Test>::MayOnlyTightenInitial;
		assert_noop!(set(guardian(), with_initial(1_490), Looser), refused);
		let refused = Error::<Test>::MayOnlyTightenInitial;
		assert_noop!(set(guardian(), maintenance, Tighter), refused);

		assert_ok!(set(guardian(), with_initial(1_510), Tighter));
		assert_eq!(Parameters::<Test>::get(), with_initial(1_510));
		let changed =
			Event::ParametersChanged { old: base, new: with_initial(1_510), direction: Tighter };
		assert_eq!(events().last(), Some(&changed));
		assert_ok!(set(root(), maintenance, Looser));
	});
}

#[test]
fn m13_changes_add_up_over_24_hours() {
	build_and_execute(|| {
		let root = RuntimeOrigin::root;
		assert_noop!(
			set(root(), with_initial(1_801), Tighter),
			Error::<Test>::ParameterStepTooLarge
		);
		assert_ok!(set(root(), with_initial(1_700), Tighter));
		Time::set(CHANGE_WINDOW / 2);
		// Going back counts as well.
		assert_ok!(set(root(), with_initial(1_600), Looser));
		assert_noop!(
			set(root(), with_initial(1_601), Tighter),
			Error::<Test>::ParameterStepTooLarge
		);
		// The first change no longer counts a day after it.
		Time::set(CHANGE_WINDOW - 1);
		assert_noop!(
			set(root(), with_initial(1_601), Tighter),
			Error::<Test>::ParameterStepTooLarge
		);
		Time::set(CHANGE_WINDOW);
		assert_ok!(set(root(), with_initial(1_800), Tighter));
		assert_noop!(
			set(root(), with_initial(1_801), Tighter),
			Error::<Test>::ParameterStepTooLarge
		);
	});
}

#[test]
fn m13_there_are_at_most_16_changes_in_24_hours() {
	build_and_execute(|| {
		for initial in 1_501..=1_516 {
			assert_ok!(set(RuntimeOrigin::root(), with_initial(initial), Tighter));
		}
		assert_noop!(
			set(RuntimeOrigin::root(), with_initial(1_517), Tighter),
			Error::<Test>::TooManyParameterChanges
		);
		Time::set(CHANGE_WINDOW);
		assert_ok!(set(RuntimeOrigin::root(), with_initial(1_517), Tighter));
	});
}
