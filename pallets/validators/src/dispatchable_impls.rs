//! The bodies of the calls.

use crate::{types::ValidatorSetOf, Config, Error, Event, Named, Pallet, Planned, Suspended};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{ensure, traits::ValidatorRegistration};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Checks the number of validators and that they are distinct.
	pub(crate) fn checked_set(
		validators: Vec<T::AccountId>,
	) -> Result<ValidatorSetOf<T>, Error<T>> {
		ensure!(!validators.is_empty(), Error::<T>::EmptySet);
		let set: ValidatorSetOf<T> =
			validators.try_into().map_err(|_| Error::<T>::TooManyValidators)?;
		let distinct: BTreeSet<_> = set.iter().collect();
		ensure!(distinct.len() == set.len(), Error::<T>::DuplicateValidator);
		Ok(set)
	}

	pub(crate) fn do_set_validators(validators: Vec<T::AccountId>) -> DispatchResult {
		let set = Self::checked_set(validators)?;
		ensure!(
			set.iter().all(pallet_session::Pallet::<T>::is_registered),
			Error::<T>::KeysNotRegistered
		);
		Named::<T>::put(&set);
		Self::deposit_event(Event::SetNamed { validators: set.into_inner() });
		Ok(())
	}

	pub(crate) fn do_reinstate(validator: T::AccountId) -> DispatchResult {
		Suspended::<T>::take(&validator).ok_or(Error::<T>::NotSuspended)?;
		// The session pallet forgets its disabled list only when a set is planned anew.
		if !Named::<T>::exists() {
			Named::<T>::put(Planned::<T>::get());
		}
		Self::deposit_event(Event::Reinstated { validator });
		Ok(())
	}
}
