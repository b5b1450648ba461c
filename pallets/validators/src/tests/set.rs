//! Naming the set and its way through the sessions.

use crate::{mock::*, Error, Event, Named, Planned, Suspended, Suspension};
use frame_support::{assert_noop, assert_ok, traits::KeyOwnerProofSystem};
use sp_runtime::{testing::UintAuthorityId, DispatchError::BadOrigin, Perbill, RuntimeAppPublic};
use tenor_primitives::VoteWeight;

fn prove(key: u64) -> Option<sp_session::MembershipProof> {
	Historical::prove((UintAuthorityId::ID, codec::Encode::encode(&UintAuthorityId(key))))
}

#[test]
fn genesis_set_is_active() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
	});
}

#[test]
fn named_set_is_active_after_two_boundaries() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Validators::set_validators(RuntimeOrigin::root(), vec![3, 5, 6]));
		System::assert_last_event(Event::SetNamed { validators: vec![3, 5, 6] }.into());
		pass_sessions(1);
		assert_eq!(Planned::<Test>::get().into_inner(), vec![3, 5, 6]);
		assert_eq!(Named::<Test>::get(), None);
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
		pass_sessions(1);
		assert_eq!(Session::validators(), vec![3, 5, 6]);
	});
}

#[test]
fn set_validators_refuses_bad_sets() {
	ExtBuilder::default().build_and_execute(|| {
		let root = RuntimeOrigin::root;
		assert_noop!(Validators::set_validators(RuntimeOrigin::signed(1), vec![1]), BadOrigin);
		assert_noop!(Validators::set_validators(root(), vec![]), Error::<Test>::EmptySet);
		assert_noop!(
			Validators::set_validators(root(), (1..=11).collect()),
			Error::<Test>::TooManyValidators
		);
		assert_noop!(
			Validators::set_validators(root(), vec![1, 2, 1]),
			Error::<Test>::DuplicateValidator
		);
		assert_noop!(
			Validators::set_validators(root(), vec![1, 9]),
			Error::<Test>::KeysNotRegistered
		);
	});
}

#[test]
#[should_panic(expected = "EmptySet")]
fn genesis_without_validators_is_refused() {
	ExtBuilder { seated: 0, registered: 0 }.build();
}

#[test]
fn an_unchanged_set_is_not_planned_again() {
	ExtBuilder::default().build_and_execute(|| {
		pass_sessions(3);
		assert!(System::read_events_for_pallet::<Event<Test>>().is_empty());
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
	});
}

#[test]
fn a_validator_without_keys_loses_its_seat() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Session::purge_keys(RuntimeOrigin::signed(2)));
		pass_sessions(2);
		assert_eq!(Session::validators(), vec![1, 3, 4]);
	});
}

#[test]
fn the_set_survives_the_purge_of_all_keys() {
	ExtBuilder::default().build_and_execute(|| {
		(1..=4).for_each(pallet_session::NextKeys::<Test>::remove);
		pass_sessions(1);
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
		// What the session pallet queues then is its own business; ours is not to plan nothing.
		assert!(System::read_events_for_pallet::<Event<Test>>().is_empty());
	});
}

#[test]
fn a_rotated_key_can_be_proven_in_a_later_session() {
	ExtBuilder::default().build_and_execute(|| {
		pallet_session::NextKeys::<Test>::insert(2, keys(22));
		pass_sessions(2);
		let proof = prove(22).expect("the key is in use");
		let key = (UintAuthorityId::ID, codec::Encode::encode(&UintAuthorityId(22)));
		pass_sessions(1);
		assert_eq!(Historical::check_proof(key, proof), Some((2, ())));
	});
}

#[test]
fn history_is_pruned_behind_its_depth() {
	ExtBuilder::default().build_and_execute(|| {
		pass_sessions(6);
		assert!(Historical::historical_root(1).is_none());
		assert!(Historical::historical_root(2).is_some());
	});
}

#[test]
fn active_validators_weigh_one_each() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(<Validators as VoteWeight<_>>::total(), 4);
		assert_eq!(Validators::weight(&4), 1);
		assert_eq!(Validators::weight(&5), 0);
	});
}

#[test]
fn those_who_leave_the_set_are_forgotten() {
	ExtBuilder::default().build_and_execute(|| {
		let suspension = Suspension { severity: Perbill::one(), session: 0 };
		Suspended::<Test>::insert(1, &suspension);
		Suspended::<Test>::insert(2, &suspension);
		assert_ok!(Validators::set_validators(RuntimeOrigin::root(), vec![2, 5]));
		pass_sessions(1);
		assert!(!Suspended::<Test>::contains_key(1));
		assert!(Suspended::<Test>::contains_key(2));
	});
}
