//! Weights of `pallet_instruments`, measured by `scripts/bench.sh`: do not edit.
//!
//! 2026-11-22, AMD EPYC, 20 steps, 5 repeats, frame-benchmarking 64.0.0.

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
		// Minimum execution time: 31_797_000 picoseconds.
		Weight::from_parts(33_800_000, 21502)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:1 w:1)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Instruments::Expiries` (r:1 w:1)
	// Storage: `Instruments::NextExpiry` (r:1 w:1)
	// Storage: `Instruments::SeriesIds` (r:129 w:129)
	// Storage: `Instruments::NextSeries` (r:1 w:1)
	// Storage: `Instruments::ExpirySeries` (r:0 w:1)
	// Storage: `Instruments::SeriesRecords` (r:0 w:129)
	fn list_series(n: u32) -> Weight {
		// Minimum execution time: 62_263_000 picoseconds.
		Weight::from_parts(55_969_025, 3596)
			// Standard error of `n`: 9_497.
			.saturating_add(Weight::from_parts(14_482_651, 0).saturating_mul(n.into()))
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
	// Storage: `Instruments::NextSeries` (r:1 w:1)
	// Storage: `Instruments::SeriesRecords` (r:0 w:1)
	fn list_series_with_deposit() -> Weight {
		// Minimum execution time: 77_956_000 picoseconds.
		Weight::from_parts(94_241_000, 4505)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Instruments::Listing` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Instruments::Schedules` (r:0 w:1)
	fn set_schedule() -> Weight {
		// Minimum execution time: 14_712_000 picoseconds.
		Weight::from_parts(17_086_000, 3554)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Instruments::ExpiryRecords` (r:1 w:1)
	fn halt() -> Weight {
		// Minimum execution time: 11_037_000 picoseconds.
		Weight::from_parts(15_152_000, 3494)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `Instruments::ExpiryRecords` (r:1 w:1)
	fn resume() -> Weight {
		// Minimum execution time: 10_866_000 picoseconds.
		Weight::from_parts(13_620_000, 3494)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `Instruments::Underlyings` (r:1 w:1)
	fn set_tick_steps() -> Weight {
		// Minimum execution time: 8_283_000 picoseconds.
		Weight::from_parts(9_454_000, 3554)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `Instruments::Listing` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn listing_idle() -> Weight {
		// Minimum execution time: 5_528_000 picoseconds.
		Weight::from_parts(6_129_000, 1601).saturating_add(T::DbWeight::get().reads(2))
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
		// Minimum execution time: 192_798_000 picoseconds.
		Weight::from_parts(202_703_000, 32466)
			.saturating_add(T::DbWeight::get().reads(32))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `Instruments::Listing` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:1 w:1)
	// Storage: `Instruments::ExpirySeries` (r:1 w:1)
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Instruments::SeriesIds` (r:2 w:2)
	// Storage: `Instruments::NextSeries` (r:1 w:1)
	// Storage: `Instruments::SeriesRecords` (r:0 w:2)
	fn list_strike() -> Weight {
		// Minimum execution time: 48_353_000 picoseconds.
		Weight::from_parts(53_850_000, 6034)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(8))
	}
}

/// For tests.
impl WeightInfo for () {
	fn register_underlying() -> Weight {
		Weight::from_parts(33_800_000, 21502)
			.saturating_add(ParityDbWeight::get().reads(9))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn list_series(n: u32) -> Weight {
		Weight::from_parts(55_969_025, 3596)
			.saturating_add(Weight::from_parts(14_482_651, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(8))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(7))
			.saturating_add(ParityDbWeight::get().writes(4_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5044).saturating_mul(n.into()))
	}
	fn list_series_with_deposit() -> Weight {
		Weight::from_parts(94_241_000, 4505)
			.saturating_add(ParityDbWeight::get().reads(7))
			.saturating_add(ParityDbWeight::get().writes(6))
	}
	fn set_schedule() -> Weight {
		Weight::from_parts(17_086_000, 3554)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn halt() -> Weight {
		Weight::from_parts(15_152_000, 3494)
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn resume() -> Weight {
		Weight::from_parts(13_620_000, 3494)
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn set_tick_steps() -> Weight {
		Weight::from_parts(9_454_000, 3554)
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn listing_idle() -> Weight {
		Weight::from_parts(6_129_000, 1601).saturating_add(ParityDbWeight::get().reads(2))
	}
	fn plan_listing() -> Weight {
		Weight::from_parts(202_703_000, 32466)
			.saturating_add(ParityDbWeight::get().reads(32))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn list_strike() -> Weight {
		Weight::from_parts(53_850_000, 6034)
			.saturating_add(ParityDbWeight::get().reads(8))
			.saturating_add(ParityDbWeight::get().writes(8))
	}
}
