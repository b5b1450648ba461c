//! Weights of `pallet_validators`, measured by `scripts/bench.sh`: do not edit.
//!
//! 2026-11-21, AMD EPYC, 20 steps, 5 repeats, frame-benchmarking 64.0.0.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, Weight},
};

/// Weights of the pallet, by benchmark.
pub trait WeightInfo {
	/// For `n` in `1..=100`, as measured.
	fn set_validators(n: u32) -> Weight;
	/// At its limits.
	fn reinstate() -> Weight;
}

/// Weights under the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `Session::NextKeys` (r:100 w:0)
	// Storage: `Validators::Named` (r:0 w:1)
	fn set_validators(n: u32) -> Weight {
		// Minimum execution time: 9_564_000 picoseconds.
		Weight::from_parts(3_407_136, 1158)
			// Standard error of `n`: 2_945.
			.saturating_add(Weight::from_parts(3_556_801, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 2652).saturating_mul(n.into()))
	}
	// Storage: `Validators::Suspended` (r:1 w:1)
	// Storage: `Validators::CounterForSuspended` (r:1 w:1)
	// Storage: `Validators::Named` (r:1 w:1)
	// Storage: `Validators::Planned` (r:1 w:0)
	fn reinstate() -> Weight {
		// Minimum execution time: 14_341_000 picoseconds.
		Weight::from_parts(16_815_000, 4687)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}

/// For tests.
impl WeightInfo for () {
	fn set_validators(n: u32) -> Weight {
		Weight::from_parts(3_407_136, 1158)
			.saturating_add(Weight::from_parts(3_556_801, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 2652).saturating_mul(n.into()))
	}
	fn reinstate() -> Weight {
		Weight::from_parts(16_815_000, 4687)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
}
