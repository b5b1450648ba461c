//! The table of phases and the glue traits that read it.

use crate::{
	Config, CurrentParameters, Event, HaltedUntil, LastPhase, Pallet, RecentSlots, Slots,
	WeightInfo, BASIS_POINTS,
};
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::WeightMeter};
use sp_runtime::SaturatedConversion;
use tenor_primitives::{
	BlockEndStep, BlockNumber, FinalityReading, InstrumentInspect, MarketPhase, MarketView, Phase,
	Quorum, Timestamp, UnderlyingId, WeightBudget, WithdrawGate, UNIT_SCALE,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn note_slot(slot: u64) {
		RecentSlots::<T>::mutate(|slots| {
			*slots = Some(match slots {
				Some(slots) => slots.with_block_in(slot),
				None => Slots::starting_at(slot),
			});
		});
	}

	/// How many slots ago the latest block was that the set calls final; at most
	/// [`crate::WINDOW`].
	pub(crate) fn lag() -> u32 {
		let now: BlockNumber = frame_system::Pallet::<T>::block_number().saturated_into();
		let blocks = now.saturating_sub(T::Finality::finalized());
		RecentSlots::<T>::get().map(|slots| slots.slots_since(blocks)).unwrap_or(blocks)
	}

	/// Until when an underlying is halted, if it is now.
	pub(crate) fn active_halt(underlying: UnderlyingId) -> Option<Timestamp> {
		HaltedUntil::<T>::get(underlying).filter(|until| T::Now::get() < *until)
	}

	/// Whether blocks come and become final well enough to take on risk.
	fn is_steady() -> bool {
		let parameters = CurrentParameters::<T>::get();
		let empty = RecentSlots::<T>::get().map(|slots| slots.empty_share()).unwrap_or_default();
		Self::lag() <= parameters.lag_limit && empty <= parameters.empty_share
	}
}

impl<T: Config> MarketPhase for Pallet<T> {
	fn phase(underlying: UnderlyingId) -> Phase {
		let by_quorum = match T::Market::quorum(underlying) {
			Quorum::Lost => Phase::CancelOnly,
			Quorum::Reduced => Phase::RiskReducing,
			Quorum::Full if Self::active_halt(underlying).is_some() => Phase::RiskReducing,
			Quorum::Full if T::SafeMode::get() => Phase::RiskReducing,
			Quorum::Full if !Self::is_steady() => Phase::RiskReducing,
			Quorum::Full => Phase::Open,
		};
		by_quorum.min(T::Market::breaker(underlying))
	}

	/// Grows with the lag beyond the open one and stays at its height beyond the limit, where no new
	/// risk is taken anyway; rounded up, against the account.
	fn initial_scale() -> u32 {
		let parameters = CurrentParameters::<T>::get();
		let beyond = Self::lag().min(parameters.lag_limit).saturating_sub(parameters.lag_open);
		let scaled = beyond.saturating_mul(BASIS_POINTS);
		// Zero is outside the bounds of the divisor.
		UNIT_SCALE.saturating_add(scaled.div_ceil(parameters.slots_per_unit.max(1)))
	}
}

impl<T: Config> WithdrawGate for Pallet<T> {
	fn is_final(credited: BlockNumber) -> bool {
		credited <= T::Finality::finalized()
	}
}

impl<T: Config> WeightBudget for Pallet<T> {
	fn clearing_units() -> u32 {
		CurrentParameters::<T>::get().clearing_units
	}

	fn units_per_series() -> u32 {
		CurrentParameters::<T>::get().units_per_series
	}
}

/// Tells indexers when a phase has changed, and forgets halts that are over.
pub struct PhaseWatch<T>(PhantomData<T>);

impl<T: Config> BlockEndStep for PhaseWatch<T> {
	fn run(meter: &mut WeightMeter) {
		for underlying in T::Instruments::underlyings() {
			if meter.try_consume(T::WeightInfo::watch()).is_err() {
				return;
			}
			let phase = Pallet::<T>::phase(underlying);
			if LastPhase::<T>::get(underlying) != Some(phase) {
				LastPhase::<T>::insert(underlying, phase);
				Pallet::<T>::deposit_event(Event::PhaseChanged { underlying, phase });
			}
			let over = Pallet::<T>::active_halt(underlying).is_none();
			if over && HaltedUntil::<T>::contains_key(underlying) {
				HaltedUntil::<T>::remove(underlying);
			}
		}
	}
}
