//! The bodies of the calls.

use crate::{
	Config, CurrentParameters, Error, Event, HaltedUntil, Pallet, Parameters, RecentChanges,
};
use frame_support::{ensure, traits::Get};
use sp_runtime::DispatchResult;
use tenor_primitives::{Direction, InstrumentInspect, ParameterSet, Timestamp, UnderlyingId};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_parameters(new: Parameters, may_loosen: bool) -> DispatchResult {
		let old = CurrentParameters::<T>::get();
		ensure!(new != old, Error::<T>::NothingChanged);
		ensure!(new.is_valid(), Error::<T>::OutOfBounds);
		let tighter = new.direction_from(&old) == Direction::Tighter;
		ensure!(may_loosen || tighter, Error::<T>::NotTighter);

		RecentChanges::<T>::try_mutate(|changes| changes.record(&old, &new, T::Now::get()))
			.map_err(Error::<T>::from)?;
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
