//! Weights of `pallet_instruments`, measured by `scripts/bench.sh`: do not edit.
//!
//! 2026-11-22, AMD EPYC, 10 steps, 4 repeats, frame-benchmarking 64.0.0.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, Weight},
};

/// Weights of the pallet, by benchmark.
pub trait WeightInfo {
	/// At its limits.
	fn register_underlying() -> Weight;
	/// For `n` in `1..=64`, as measured.
	fn list_series(n: u32) -> Weight;
	/// At its limits.
	fn list_series_with_deposit() -> Weight;
	/// At its limits.
	fn set_schedule() -> Weight;
	/// At its limits.
	fn halt() -> Weight;
	/// At its limits.
	fn resume() -> Weight;
	/// At its limits.
	fn set_tick_steps() -> Weight;
	/// At its limits.
	fn listing_idle() -> Weight;
	/// At its limits.
	fn plan_listing() -> Weight;
	/// At its limits.
	fn list_strike() -> Weight;
}

/// Weights under the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `Instruments::Underlyings` (r:8 w:1)
	// Storage: `Instruments::NextUnderlying` (r:1 w:1)
	fn register_underlying() -> Weight {
		// Minimum execution time: 32_258_000 picoseconds.
		Weight::from_parts(36_434_000, 21502)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:1 w:1)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Instruments::SeriesIds` (r:129 w:129)
	// Storage: `Instruments::NextSeries` (r:1 w:1)
	// Storage: `Instruments::Expiries` (r:1 w:1)
	// Storage: `Instruments::NextExpiry` (r:1 w:1)
	// Storage: `Instruments::ExpirySeries` (r:0 w:1)
	// Storage: `Instruments::SeriesRecords` (r:0 w:129)
	fn list_series(n: u32) -> Weight {
		// Minimum execution time: 66_769_000 picoseconds.
		Weight::from_parts(64_245_166, 3596)
			// Standard error of `n`: 13_371.
			.saturating_add(Weight::from_parts(14_446_780, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(7))
			.saturating_add(T::DbWeight::get().writes(4_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5044).saturating_mul(n.into()))
	}
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:1 w:1)
	// Storage: `Instruments::ExpirySeries` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Storage: `Instruments::SeriesIds` (r:1 w:1)
	// Storage: `Instruments::SeriesRecords` (r:0 w:1)
	fn list_series_with_deposit() -> Weight {
		// Minimum execution time: 85_618_000 picoseconds.
		Weight::from_parts(136_624_000, 4505)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Instruments::Listing` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Instruments::Schedules` (r:0 w:1)
	fn set_schedule() -> Weight {
		// Minimum execution time: 16_305_000 picoseconds.
		Weight::from_parts(30_395_000, 3554)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Instruments::ExpiryRecords` (r:1 w:1)
	fn halt() -> Weight {
		// Minimum execution time: 11_387_000 picoseconds.
		Weight::from_parts(29_674_000, 3494)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `Instruments::ExpiryRecords` (r:1 w:1)
	fn resume() -> Weight {
		// Minimum execution time: 11_116_000 picoseconds.
		Weight::from_parts(28_342_000, 3494)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `Instruments::Underlyings` (r:1 w:1)
	fn set_tick_steps() -> Weight {
		// Minimum execution time: 8_913_000 picoseconds.
		Weight::from_parts(9_824_000, 3554)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `Instruments::Listing` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn listing_idle() -> Weight {
		// Minimum execution time: 5_519_000 picoseconds.
		Weight::from_parts(6_270_000, 1601).saturating_add(T::DbWeight::get().reads(2))
	}
	// Storage: `Instruments::Listing` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Instruments::Schedules` (r:1 w:0)
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Oracle::Indices` (r:1 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `Instruments::Expiries` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:12 w:0)
	// Storage: `Oracle::Slices` (r:12 w:0)
	fn plan_listing() -> Weight {
		// Minimum execution time: 255_631_000 picoseconds.
		Weight::from_parts(275_441_000, 42366)
			.saturating_add(T::DbWeight::get().reads(32))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `Instruments::Listing` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:1 w:1)
	// Storage: `Instruments::ExpirySeries` (r:1 w:1)
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Instruments::SeriesIds` (r:2 w:2)
	// Storage: `Instruments::SeriesRecords` (r:0 w:2)
	fn list_strike() -> Weight {
		// Minimum execution time: 50_195_000 picoseconds.
		Weight::from_parts(61_281_000, 6034)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(7))
	}
}

/// For tests.
impl WeightInfo for () {
	fn register_underlying() -> Weight {
		Weight::from_parts(36_434_000, 21502)
			.saturating_add(ParityDbWeight::get().reads(9))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn list_series(n: u32) -> Weight {
		Weight::from_parts(64_245_166, 3596)
			.saturating_add(Weight::from_parts(14_446_780, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(8))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(7))
			.saturating_add(ParityDbWeight::get().writes(4_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5044).saturating_mul(n.into()))
	}
	fn list_series_with_deposit() -> Weight {
		Weight::from_parts(136_624_000, 4505)
			.saturating_add(ParityDbWeight::get().reads(6))
			.saturating_add(ParityDbWeight::get().writes(5))
	}
	fn set_schedule() -> Weight {
		Weight::from_parts(30_395_000, 3554)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn halt() -> Weight {
		Weight::from_parts(29_674_000, 3494)
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn resume() -> Weight {
		Weight::from_parts(28_342_000, 3494)
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn set_tick_steps() -> Weight {
		Weight::from_parts(9_824_000, 3554)
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn listing_idle() -> Weight {
		Weight::from_parts(6_270_000, 1601).saturating_add(ParityDbWeight::get().reads(2))
	}
	fn plan_listing() -> Weight {
		Weight::from_parts(275_441_000, 42366)
			.saturating_add(ParityDbWeight::get().reads(32))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn list_strike() -> Weight {
		Weight::from_parts(61_281_000, 6034)
			.saturating_add(ParityDbWeight::get().reads(7))
			.saturating_add(ParityDbWeight::get().writes(7))
	}
}
