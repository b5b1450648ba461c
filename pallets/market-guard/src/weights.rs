//! Weights of `pallet_market_guard`, measured by `scripts/bench.sh`: do not edit.
//!
//! 2026-11-21, AMD EPYC, 20 steps, 5 repeats, frame-benchmarking 64.0.0.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, Weight},
};

/// Weights of the pallet, by benchmark.
pub trait WeightInfo {
	/// At its limits.
	fn on_initialize() -> Weight;
	/// At its limits.
	fn set_parameters() -> Weight;
	/// At its limits.
	fn halt() -> Weight;
	/// At its limits.
	fn lift_halt() -> Weight;
	/// At its limits.
	fn watch() -> Weight;
}

/// Weights under the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `MarketGuard::RecentSlots` (r:1 w:1)
	fn on_initialize() -> Weight {
		// Minimum execution time: 3_906_000 picoseconds.
		Weight::from_parts(4_286_000, 1533)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:1)
	// Storage: `MarketGuard::RecentChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_parameters() -> Weight {
		// Minimum execution time: 11_297_000 picoseconds.
		Weight::from_parts(12_308_000, 1998)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:1 w:1)
	fn halt() -> Weight {
		// Minimum execution time: 13_260_000 picoseconds.
		Weight::from_parts(14_251_000, 3489)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `MarketGuard::HaltedUntil` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn lift_halt() -> Weight {
		// Minimum execution time: 9_524_000 picoseconds.
		Weight::from_parts(10_316_000, 3475)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `Instruments::NextUnderlying` (r:1 w:0)
	// Storage: `Oracle::Indices` (r:1 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `MarketGuard::LastPhase` (r:1 w:1)
	fn watch() -> Weight {
		// Minimum execution time: 30_967_000 picoseconds.
		Weight::from_parts(33_270_000, 3565)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(2))
	}
}

/// For tests.
impl WeightInfo for () {
	fn on_initialize() -> Weight {
		Weight::from_parts(4_286_000, 1533)
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(12_308_000, 1998)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn halt() -> Weight {
		Weight::from_parts(14_251_000, 3489)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn lift_halt() -> Weight {
		Weight::from_parts(10_316_000, 3475)
			.saturating_add(ParityDbWeight::get().reads(2))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn watch() -> Weight {
		Weight::from_parts(33_270_000, 3565)
			.saturating_add(ParityDbWeight::get().reads(11))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
}
