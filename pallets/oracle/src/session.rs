//! The seats of a session and their keys.

use crate::{
	pallet::{
		AttendanceHistory, Attendances, Authorities, ClosedRound, Config, Equivocations, Pallet,
	},
	types::Authority,
};
use alloc::vec::Vec;
use frame_support::{
	traits::{Get, OneSessionHandler},
	BoundedVec,
};
use sp_runtime::BoundToRuntimeAppPublic;
use tenor_primitives::oracle::PriceId;

impl<T: Config> BoundToRuntimeAppPublic for Pallet<T> {
	type Public = PriceId;
}

impl<T: Config> OneSessionHandler<T::AccountId> for Pallet<T> {
	type Key = PriceId;

	fn on_genesis_session<'a, I>(validators: I)
	where
		I: Iterator<Item = (&'a T::AccountId, PriceId)> + 'a,
		T::AccountId: 'a,
	{
		Self::seat(validators);
	}

	fn on_new_session<'a, I>(_changed: bool, validators: I, _queued: I)
	where
		I: Iterator<Item = (&'a T::AccountId, PriceId)> + 'a,
		T::AccountId: 'a,
	{
		Self::archive_attendance();
		Self::seat(validators);
	}

	/// Nothing: weights count against the whole set, so that taking a seat's reports away would
	/// only cost quorum; a seat that lies is outvoted, and silence costs it its rewards.
	fn on_disabled(_: u32) {}
}

impl<T: Config> Pallet<T> {
	/// Takes over the seats of a session. Reports that have been taken stand while the seats and
	/// keys are the same; otherwise their indices mean nothing any more.
	fn seat<'a>(validators: impl Iterator<Item = (&'a T::AccountId, PriceId)>)
	where
		T::AccountId: 'a,
	{
		let seats: Vec<_> = validators
			.map(|(validator, key)| Authority { validator: validator.clone(), key })
			.collect();
		let excess = seats.len().saturating_sub(Self::max_validators());
		if excess > 0 {
			log::error!(target: crate::LOG_TARGET, "{excess} validators are over the limit");
		}
		let seats = BoundedVec::truncate_from(seats);
		let attendances = alloc::vec![Default::default(); seats.len()];
		Attendances::<T>::put(BoundedVec::truncate_from(attendances));
		if Authorities::<T>::get() == seats {
			return;
		}
		Authorities::<T>::put(seats);
		let closed = ClosedRound::<T>::get();
		for round in [closed, closed.saturating_add(1)] {
			Self::forget_reports(round);
		}
	}

	/// Keeps who reported how often in the session that ends, and forgets the oldest session.
	fn archive_attendance() {
		let ended = T::SessionIndex::get().saturating_sub(1);
		let list: Vec<_> = Authorities::<T>::get()
			.into_iter()
			.zip(Attendances::<T>::get())
			.map(|(seat, attendance)| (seat.validator, attendance))
			.collect();
		AttendanceHistory::<T>::insert(ended, BoundedVec::truncate_from(list));
		if let Some(oldest) = ended.checked_sub(T::SessionHistory::get()) {
			AttendanceHistory::<T>::remove(oldest);
			// One seat has at most one record a session, so the limit is never met.
			let _ = Equivocations::<T>::clear_prefix(oldest, T::MaxValidators::get(), None);
		}
	}
}
