//! Benchmarks at the limits of every list.

use super::*;
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{EnsureOrigin, Get, Hooks},
	weights::WeightMeter,
	BoundedVec,
};
use tenor_primitives::{BlockEndStep, Change, Changes, InstrumentInspect, Timestamp, UnderlyingId};

/// Prepares what the pallet only reads.
pub trait BenchmarkHelper {
	/// Gives an underlying a fresh price of full quorum.
	fn quote(underlying: UnderlyingId);
}

fn admin<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

fn underlying<T: Config>() -> Result<UnderlyingId, BenchmarkError> {
	let all = T::Instruments::underlyings();
	all.first().copied().ok_or(BenchmarkError::Stop("the genesis has an underlying"))
}

#[benchmarks]
mod benches {
	use super::*;

	/// A gap as long as the window: every bit is shifted.
	#[benchmark]
	fn on_initialize() -> Result<(), BenchmarkError> {
		RecentSlots::<T>::put(Slots::starting_at(0));
		#[block]
		{
			Pallet::<T>::note_slot(u64::from(WINDOW));
		}
		assert_eq!(RecentSlots::<T>::get().map(|slots| slots.filled()), Some(1));
		// The hook itself reads the runtime's slot.
		Pallet::<T>::on_initialize(1u32.into());
		Ok(())
	}

	#[benchmark]
	fn set_parameters() -> Result<(), BenchmarkError> {
		let origin = admin::<T>()?;
		let change = Change { at: T::Now::get(), moved: [0; PARAMETERS] };
		RecentChanges::<T>::put(Changes(BoundedVec::truncate_from(alloc::vec![change; 15])));
		let old = CurrentParameters::<T>::get();
		let new = Parameters { lag_open: old.lag_open - 1, ..old };
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, new);
		assert_eq!(CurrentParameters::<T>::get(), new);
		Ok(())
	}

	#[benchmark]
	fn halt() -> Result<(), BenchmarkError> {
		let origin = admin::<T>()?;
		let underlying = underlying::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, underlying);
		assert!(Pallet::<T>::active_halt(underlying).is_some());
		Ok(())
	}

	#[benchmark]
	fn lift_halt() -> Result<(), BenchmarkError> {
		let origin = admin::<T>()?;
		let underlying = underlying::<T>()?;
		HaltedUntil::<T>::insert(underlying, Timestamp(u64::MAX));
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, underlying);
		assert_eq!(HaltedUntil::<T>::get(underlying), None);
		Ok(())
	}

	/// A meter for one underlying, whose phase is new and whose halt is over. No block is final, and
	/// the oldest lies at the end of the window.
	#[benchmark]
	fn watch() -> Result<(), BenchmarkError> {
		let underlying = underlying::<T>()?;
		T::BenchmarkHelper::quote(underlying);
		RecentSlots::<T>::put(Slots::starting_at(0));
		frame_system::Pallet::<T>::set_block_number(WINDOW.into());
		HaltedUntil::<T>::insert(underlying, Timestamp(0));
		LastPhase::<T>::remove(underlying);
		let mut meter = WeightMeter::with_limit(T::WeightInfo::watch());
		#[block]
		{
			PhaseWatch::<T>::run(&mut meter);
		}
		assert!(LastPhase::<T>::contains_key(underlying));
		assert!(!HaltedUntil::<T>::contains_key(underlying));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
