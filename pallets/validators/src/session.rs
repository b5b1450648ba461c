//! What the session, historical and offences pallets call, and the weight of votes.

use crate::{types::Suspension, Config, Event, Named, Pallet, Planned, Suspended};
use alloc::vec::Vec;
use frame_support::{
	traits::{Get, ValidatorRegistration},
	weights::Weight,
};
use pallet_session::historical;
use sp_runtime::{traits::Convert, Perbill};
use sp_staking::{
	offence::{OffenceDetails, OffenceSeverity, OnOffenceHandler},
	SessionIndex,
};
use tenor_primitives::VoteWeight;

const LOG_TARGET: &str = "runtime::validators";

/// Identifies validators by their account alone.
pub struct NoIdentification;

impl<AccountId> Convert<AccountId, Option<()>> for NoIdentification {
	fn convert(_: AccountId) -> Option<()> {
		Some(())
	}
}

impl<T: Config> Pallet<T> {
	/// Whether a planned validator registered other keys than those of the session that starts.
	fn keys_rotated(set: &[T::AccountId]) -> bool {
		let queued = pallet_session::QueuedKeys::<T>::get();
		queued.len() != set.len()
			|| queued.iter().zip(set).any(|((queued_id, keys), id)| {
				queued_id != id || pallet_session::Pallet::<T>::load_keys(id).as_ref() != Some(keys)
			})
	}

	/// The named set, or the planned one if it must be planned again; without those who purged
	/// their keys, since the historical proof counts every seat.
	fn plan(session: SessionIndex) -> Option<Vec<T::AccountId>> {
		let named = Named::<T>::take();
		let is_new = named.is_some();
		let set = named.unwrap_or_else(Planned::<T>::get);
		let seats: Vec<_> =
			set.iter().filter(|v| pallet_session::Pallet::<T>::is_registered(v)).cloned().collect();
		if seats.is_empty() {
			log::error!(
				target: LOG_TARGET,
				"no validator of session {session} has keys: the set before it stays"
			);
			return None;
		}
		if is_new {
			Planned::<T>::put(&set);
			Self::forget_departed(&set);
		}
		if !is_new && !Self::keys_rotated(&seats) {
			return None;
		}
		let validators = u32::try_from(seats.len()).unwrap_or(u32::MAX);
		Self::deposit_event(Event::SetPlanned { session, validators });
		Some(seats)
	}

	fn forget_departed(set: &[T::AccountId]) {
		// Bounded: suspended validators are members of a set of at most `MaxValidators`.
		let departed: Vec<_> =
			Suspended::<T>::iter_keys().filter(|validator| !set.contains(validator)).collect();
		departed.iter().for_each(Suspended::<T>::remove);
	}

	fn record_offence(validator: &T::AccountId, severity: Perbill, session: SessionIndex) {
		let is_member = Planned::<T>::get().contains(validator)
			|| Named::<T>::get().is_some_and(|set| set.contains(validator));
		if is_member {
			Suspended::<T>::mutate(validator, |record| {
				// The offences pallet reports earlier offenders again with every new one.
				if record.as_ref().is_none_or(|known| known.severity < severity) {
					*record = Some(Suspension { severity, session });
				}
			});
		}
		pallet_session::Pallet::<T>::report_offence(validator.clone(), OffenceSeverity(severity));
		Self::deposit_event(Event::OffenceRecorded {
			validator: validator.clone(),
			severity,
			session,
		});
	}
}

impl<T: Config> pallet_session::SessionManager<T::AccountId> for Pallet<T> {
	fn new_session(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		Self::plan(index)
	}

	fn new_session_genesis(_: SessionIndex) -> Option<Vec<T::AccountId>> {
		Some(Planned::<T>::get().into_inner())
	}

	fn start_session(index: SessionIndex) {
		for (validator, suspension) in Suspended::<T>::iter() {
			pallet_session::Pallet::<T>::report_offence(
				validator,
				OffenceSeverity(suspension.severity),
			);
		}
		let oldest = index.saturating_sub(T::HistoryDepth::get());
		if oldest > 0 {
			historical::Pallet::<T>::prune_up_to(oldest);
		}
	}

	fn end_session(_: SessionIndex) {}
}

impl<T: Config> historical::SessionManager<T::AccountId, ()> for Pallet<T> {
	fn new_session(index: SessionIndex) -> Option<Vec<(T::AccountId, ())>> {
		let set = <Self as pallet_session::SessionManager<_>>::new_session(index)?;
		Some(set.into_iter().map(|v| (v, ())).collect())
	}

	fn new_session_genesis(index: SessionIndex) -> Option<Vec<(T::AccountId, ())>> {
		let set = <Self as pallet_session::SessionManager<_>>::new_session_genesis(index)?;
		Some(set.into_iter().map(|v| (v, ())).collect())
	}

	fn start_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::start_session(index)
	}

	fn end_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::end_session(index)
	}
}

impl<T: Config> OnOffenceHandler<T::AccountId, historical::IdentificationTuple<T>, Weight>
	for Pallet<T>
{
	fn on_offence(
		offenders: &[OffenceDetails<T::AccountId, historical::IdentificationTuple<T>>],
		slash_fraction: &[Perbill],
		session: SessionIndex,
	) -> Weight {
		for (details, severity) in offenders.iter().zip(slash_fraction) {
			Self::record_offence(&details.offender.0, *severity, session);
		}
		let offenders = u64::try_from(offenders.len()).unwrap_or(u64::MAX);
		// Per offender: both sets, its record, the active set and the disabled list.
		T::DbWeight::get().reads_writes(5, 2).saturating_mul(offenders)
	}
}

impl<T: Config> VoteWeight<T::AccountId> for Pallet<T> {
	fn weight(validator: &T::AccountId) -> u64 {
		u64::from(pallet_session::Validators::<T>::get().contains(validator))
	}

	fn total() -> u64 {
		pallet_session::Validators::<T>::decode_len()
			.and_then(|n| u64::try_from(n).ok())
			.unwrap_or(0)
	}
}
