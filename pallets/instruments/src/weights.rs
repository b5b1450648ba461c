//! Weights of `pallet_instruments`, measured by `scripts/bench.sh`: do not edit.
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
		// Minimum execution time: 24_366_000 picoseconds.
		Weight::from_parts(26_399_000, 20982)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:1 w:1)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Instruments::Expiries` (r:1 w:1)
	// Storage: `Instruments::NextExpiry` (r:1 w:1)
	// Storage: `Instruments::SeriesIds` (r:128 w:128)
	// Storage: `Instruments::NextSeries` (r:1 w:1)
	// Storage: `Instruments::SeriesRecords` (r:0 w:128)
	fn list_series(n: u32) -> Weight {
		// Minimum execution time: 50_616_000 picoseconds.
		Weight::from_parts(40_590_333, 3999)
			// Standard error of `n`: 23_415.
			.saturating_add(Weight::from_parts(14_658_782, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(T::DbWeight::get().writes(4_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5044).saturating_mul(n.into()))
	}
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Storage: `Instruments::SeriesIds` (r:1 w:1)
	// Storage: `Instruments::NextSeries` (r:1 w:1)
	// Storage: `Instruments::SeriesRecords` (r:0 w:1)
	fn list_series_with_deposit() -> Weight {
		// Minimum execution time: 68_221_000 picoseconds.
		Weight::from_parts(86_939_000, 3999)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Instruments::Listing` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Instruments::Schedules` (r:0 w:1)
	fn set_schedule() -> Weight {
		// Minimum execution time: 16_414_000 picoseconds.
		Weight::from_parts(18_388_000, 3489)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Instruments::ExpiryRecords` (r:1 w:1)
	fn halt() -> Weight {
		// Minimum execution time: 12_028_000 picoseconds.
		Weight::from_parts(19_579_000, 3999)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `Instruments::ExpiryRecords` (r:1 w:1)
	fn resume() -> Weight {
		// Minimum execution time: 11_667_000 picoseconds.
		Weight::from_parts(21_272_000, 3999)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `Instruments::Underlyings` (r:1 w:1)
	// Not measured yet: as `resume`.
	fn set_tick_steps() -> Weight {
		Weight::from_parts(21_272_000, 3999)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `Instruments::Listing` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn listing_idle() -> Weight {
		// Minimum execution time: 5_718_000 picoseconds.
		Weight::from_parts(6_250_000, 1612).saturating_add(T::DbWeight::get().reads(2))
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
	fn plan_listing() -> Weight {
		// Minimum execution time: 56_314_000 picoseconds.
		Weight::from_parts(62_594_000, 37098)
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `Instruments::Listing` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:1 w:1)
	// Storage: `Instruments::SeriesIds` (r:2 w:2)
	// Storage: `Instruments::NextSeries` (r:1 w:1)
	// Storage: `Instruments::SeriesRecords` (r:0 w:2)
	fn list_strike() -> Weight {
		// Minimum execution time: 41_692_000 picoseconds.
		Weight::from_parts(63_775_000, 6034)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(7))
	}
}

/// For tests.
impl WeightInfo for () {
	fn register_underlying() -> Weight {
		Weight::from_parts(26_399_000, 20982)
			.saturating_add(ParityDbWeight::get().reads(9))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn list_series(n: u32) -> Weight {
		Weight::from_parts(40_590_333, 3999)
			.saturating_add(Weight::from_parts(14_658_782, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(7))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(4))
			.saturating_add(ParityDbWeight::get().writes(4_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5044).saturating_mul(n.into()))
	}
	fn list_series_with_deposit() -> Weight {
		Weight::from_parts(86_939_000, 3999)
			.saturating_add(ParityDbWeight::get().reads(6))
			.saturating_add(ParityDbWeight::get().writes(5))
	}
	fn set_schedule() -> Weight {
		Weight::from_parts(18_388_000, 3489)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn halt() -> Weight {
		Weight::from_parts(19_579_000, 3999)
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn resume() -> Weight {
		Weight::from_parts(21_272_000, 3999)
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn set_tick_steps() -> Weight {
		Weight::from_parts(21_272_000, 3999)
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn listing_idle() -> Weight {
		Weight::from_parts(6_250_000, 1612).saturating_add(ParityDbWeight::get().reads(2))
	}
	fn plan_listing() -> Weight {
		Weight::from_parts(62_594_000, 37098)
			.saturating_add(ParityDbWeight::get().reads(20))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn list_strike() -> Weight {
		Weight::from_parts(63_775_000, 6034)
			.saturating_add(ParityDbWeight::get().reads(7))
			.saturating_add(ParityDbWeight::get().writes(7))
	}
}
