//! Invariants of the validator set.

use crate::{Config, Named, Pallet, Planned, Suspended};
use alloc::collections::BTreeSet;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// 1. The planned set is neither empty nor holds a validator twice.
	/// 2. Nor does the named one, where there is one.
	/// 3. Only members of these sets are suspended.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let planned = Planned::<T>::get();
		let named = Named::<T>::get();
		for set in core::iter::once(&planned).chain(named.as_ref()) {
			ensure!(!set.is_empty(), "1, 2: a validator set is empty");
			let distinct: BTreeSet<_> = set.iter().collect();
			ensure!(distinct.len() == set.len(), "1, 2: a validator stands twice in a set");
		}
		for validator in Suspended::<T>::iter_keys() {
			ensure!(
				planned.contains(&validator)
					|| named.as_ref().is_some_and(|set| set.contains(&validator)),
				"3: a suspended account is in no set"
			);
		}
		Ok(())
	}
}
