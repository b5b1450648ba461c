//! The bodies of the calls.

use crate::{
	Change, Config, CurrentParameters, Error, Event, HaltedUntil, Pallet, Parameters,
	RecentChanges, BOUNDS, CHANGE_WINDOW,
};
use frame_support::{ensure, traits::Get};
use sp_runtime::DispatchResult;
use tenor_primitives::{InstrumentInspect, Timestamp, UnderlyingId};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_parameters(new: Parameters, may_loosen: bool) -> DispatchResult {
		let old = CurrentParameters::<T>::get();
		ensure!(new != old, Error::<T>::NothingChanged);
		ensure!(new.is_valid(), Error::<T>::OutOfBounds);
		ensure!(may_loosen || new.is_tighter_than(&old), Error::<T>::NotTighter);

		let now = T::Now::get();
		let moved = new.distance(&old);
		let mut changes = RecentChanges::<T>::get();
		changes.retain(|change| now.0.saturating_sub(change.at.0) < CHANGE_WINDOW);
		changes.try_push(Change { at: now, moved }).map_err(|_| Error::<T>::TooManyChanges)?;
		// Back and forth both count: a step bounds what others have to follow in a day.
		for (parameter, bounds) in BOUNDS.iter().enumerate() {
			let sum = changes.iter().fold(0u32, |sum, change| {
				sum.saturating_add(change.moved.get(parameter).copied().unwrap_or(u32::MAX))
			});
			ensure!(sum <= bounds.step, Error::<T>::StepTooLarge);
		}
		RecentChanges::<T>::put(changes);
		CurrentParameters::<T>::put(new);
		Self::deposit_event(Event::ParametersSet { old, new });
		Ok(())
	}

	pub(crate) fn do_halt(underlying: UnderlyingId) -> DispatchResult {
		ensure!(T::Instruments::underlying(underlying).is_some(), Error::<T>::UnknownUnderlying);
		let until = Timestamp(T::Now::get().0.saturating_add(T::HaltDuration::get()));
		let halted = HaltedUntil::<T>::get(underlying);
		ensure!(halted.is_none_or(|halted| halted < until), Error::<T>::AlreadyHalted);
		HaltedUntil::<T>::insert(underlying, until);
		Self::deposit_event(Event::MarketHalted { underlying, until });
		Ok(())
	}

	pub(crate) fn do_lift_halt(underlying: UnderlyingId) -> DispatchResult {
		ensure!(Self::active_halt(underlying).is_some(), Error::<T>::NotHalted);
		HaltedUntil::<T>::remove(underlying);
		Self::deposit_event(Event::HaltLifted { underlying });
		Ok(())
	}
}
