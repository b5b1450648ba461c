//! Offences suspend until governance reinstates.

use crate::{mock::*, Error, Event, Suspended, Suspension};
use frame_support::{assert_noop, assert_ok, traits::DisabledValidators};
use sp_runtime::Perbill;
use sp_staking::offence::{OffenceDetails, OnOffenceHandler};

fn report(validator: u64, severity: Perbill) {
	let details = OffenceDetails { offender: (validator, ()), reporters: vec![] };
	Validators::on_offence(&[details], &[severity], Session::current_index());
}

#[test]
fn an_offender_is_disabled_at_once() {
	ExtBuilder::default().build_and_execute(|| {
		report(2, Perbill::from_percent(56));
		assert!(Session::is_disabled(1));
		System::assert_last_event(
			Event::OffenceRecorded {
				validator: 2,
				severity: Perbill::from_percent(56),
				session: 0,
			}
			.into(),
		);
	});
}

#[test]
fn the_largest_severity_is_kept() {
	ExtBuilder::default().build_and_execute(|| {
		report(2, Perbill::from_percent(56));
		pass_sessions(1);
		report(2, Perbill::from_percent(10));
		assert_eq!(
			Suspended::<Test>::get(2),
			Some(Suspension { severity: Perbill::from_percent(56), session: 0 })
		);
	});
}

#[test]
fn rotating_keys_does_not_end_a_suspension() {
	ExtBuilder::default().build_and_execute(|| {
		report(2, Perbill::one());
		pallet_session::NextKeys::<Test>::insert(2, keys(22));
		pass_sessions(2);
		assert_eq!(Session::queued_keys()[1], (2, keys(22)));
		assert!(Session::is_disabled(1));
	});
}

#[test]
fn an_offender_outside_the_set_leaves_no_record() {
	ExtBuilder::default().build_and_execute(|| {
		report(7, Perbill::one());
		assert!(!Suspended::<Test>::contains_key(7));
	});
}

#[test]
fn reinstated_validators_take_part_again() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(Validators::reinstate(RuntimeOrigin::root(), 2), Error::<Test>::NotSuspended);
		report(2, Perbill::one());
		assert_ok!(Validators::reinstate(RuntimeOrigin::root(), 2));
		assert!(Session::is_disabled(1));
		pass_sessions(2);
		assert!(!Session::is_disabled(1));
	});
}

#[test]
fn no_more_than_a_third_is_disabled() {
	ExtBuilder::default().build_and_execute(|| {
		report(1, Perbill::from_percent(50));
		report(2, Perbill::from_percent(60));
		// The graver offence takes the only place; both stay on record.
		assert!(!Session::is_disabled(0));
		assert!(Session::is_disabled(1));
		assert_eq!(Suspended::<Test>::count(), 2);
	});
}
