//! Invariants of the market guard.

use crate::{
	Config, CurrentParameters, HaltedUntil, LastPhase, Pallet, Parameters, RecentChanges,
	RecentSlots, WINDOW,
};
use frame_support::{ensure, traits::Get};
use sp_runtime::TryRuntimeError;
use tenor_primitives::InstrumentInspect;

impl<T: Config> Pallet<T> {
	/// 1. The parameters are within their bounds.
	/// 2. The changes that count stand in order and do not exceed a step.
	/// 3. The latest slot has a block, none lies in the future, and the window has its length.
	/// 4. Halts are of known underlyings and last no longer than one does.
	/// 5. Phases were told of known underlyings only.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		ensure!(CurrentParameters::<T>::get().is_valid(), "1: parameters out of bounds");

		let changes = RecentChanges::<T>::get();
		ensure!(changes.is_sound::<Parameters>(), "2: parameters moved too far or out of order");

		if let Some(slots) = RecentSlots::<T>::get() {
			ensure!(slots.is_filled(0), "3: the latest slot has no block");
			ensure!(slots.last <= T::CurrentSlot::get(), "3: a slot of the future");
			ensure!(slots.filled() <= WINDOW, "3: more slots than the window has");
		}

		let latest = T::Now::get().0.saturating_add(T::HaltDuration::get());
		for (underlying, until) in HaltedUntil::<T>::iter() {
			ensure!(T::Instruments::underlying(underlying).is_some(), "4: a halt of nothing");
			ensure!(until.0 <= latest, "4: a halt that is too long");
		}
		for underlying in LastPhase::<T>::iter_keys() {
			ensure!(T::Instruments::underlying(underlying).is_some(), "5: a phase of nothing");
		}
		Ok(())
	}
}
