//! Weights of `pallet_oracle`, measured by `scripts/bench.sh`: do not edit.
//!
//! 2026-11-22, AMD EPYC, 10 steps, 4 repeats, frame-benchmarking 64.0.0.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, Weight},
};

/// Weights of the pallet, by benchmark.
pub trait WeightInfo {
	/// For `r` in `12..=64`, `v` in `64..=1088`, as measured.
	fn submit_reports(r: u32, v: u32) -> Weight;
	/// At its limits.
	fn set_parameters() -> Weight;
	/// At its limits.
	fn block_end() -> Weight;
	/// For `n` in `1..=100`, `u` in `1..=8`, `e` in `0..=16`, as measured.
	fn close_round(n: u32, u: u32, e: u32) -> Weight;
	/// For `n` in `8..=100`, `v` in `64..=1088`, as measured.
	fn close_surface(n: u32, v: u32) -> Weight;
	/// For `n` in `1..=100`, as measured.
	fn close_slice(n: u32) -> Weight;
	/// At its limits.
	fn cross_check() -> Weight;
	/// At its limits.
	fn keep_book_range() -> Weight;
}

/// Weights under the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `MultiBlockMigrations::Cursor` (r:1 w:0)
	// Storage: `Oracle::LastSubmission` (r:1 w:1)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `Session::CurrentIndex` (r:1 w:0)
	// Storage: `Oracle::GenesisHash` (r:1 w:0)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Storage: `Oracle::Authorities` (r:1 w:0)
	// Storage: `Oracle::Attendances` (r:1 w:1)
	// Storage: `Oracle::SurfaceListing` (r:1 w:0)
	// Storage: `Oracle::Reports` (r:2 w:2)
	// Storage: `Oracle::Equivocations` (r:0 w:4)
	// Storage: `Oracle::SurfaceReports` (r:0 w:1)
	fn submit_reports(r: u32, v: u32) -> Weight {
		// Minimum execution time: 1_993_333_000 picoseconds.
		Weight::from_parts(332_551_049, 67035)
			// Standard error of `r`: 2_058_853.
			.saturating_add(Weight::from_parts(36_694_029, 0).saturating_mul(r.into()))
			// Standard error of `v`: 105_526.
			.saturating_add(Weight::from_parts(1_207_844, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(8))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(v.into()))
	}
	// Storage: `Oracle::Parameters` (r:1 w:1)
	// Storage: `Oracle::RecentChanges` (r:1 w:1)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	fn set_parameters() -> Weight {
		// Minimum execution time: 11_577_000 picoseconds.
		Weight::from_parts(12_919_000, 2126)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Oracle::GenesisHash` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `Oracle::ClosedRound` (r:1 w:0)
	fn block_end() -> Weight {
		// Minimum execution time: 7_541_000 picoseconds.
		Weight::from_parts(8_553_000, 1517).saturating_add(T::DbWeight::get().reads(3))
	}
	// Storage: `Oracle::GenesisHash` (r:1 w:1)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `Oracle::ClosedRound` (r:1 w:1)
	// Storage: `Instruments::NextUnderlying` (r:1 w:0)
	// Storage: `Instruments::Expiries` (r:8 w:0)
	// Storage: `Oracle::Authorities` (r:1 w:0)
	// Storage: `Session::Validators` (r:1 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Oracle::Reports` (r:2 w:1)
	// Storage: `Oracle::SurfaceListing` (r:1 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Oracle::Indices` (r:8 w:8)
	// Storage: `Oracle::Attendances` (r:1 w:1)
	// Storage: `Oracle::Samples` (r:16 w:16)
	// Storage: `Oracle::AveragesSoFar` (r:16 w:16)
	// Storage: `Oracle::Finalized` (r:1 w:1)
	// Storage: `Oracle::SurfaceReports` (r:0 w:4)
	fn close_round(n: u32, u: u32, e: u32) -> Weight {
		// Minimum execution time: 315_420_000 picoseconds.
		Weight::from_parts(332_466_000, 57760)
			// Standard error of `n`: 112_149.
			.saturating_add(Weight::from_parts(3_097_624, 0).saturating_mul(n.into()))
			// Standard error of `e`: 686_634.
			.saturating_add(Weight::from_parts(9_034_570, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(u.into())))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(e.into())))
			.saturating_add(T::DbWeight::get().writes(9))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(u.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(e.into())))
			.saturating_add(Weight::from_parts(0, 3647).saturating_mul(e.into()))
			.saturating_add(Weight::from_parts(0, 624).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(0, 2606).saturating_mul(u.into()))
	}
	// Storage: `Oracle::SurfaceReports` (r:4 w:0)
	// Storage: `Oracle::SurfaceListing` (r:1 w:0)
	fn close_surface(n: u32, v: u32) -> Weight {
		// Minimum execution time: 32_659_000 picoseconds.
		Weight::from_parts(16_276_258, 28198962)
			// Standard error of `n`: 97_810.
			.saturating_add(Weight::from_parts(301_085, 0).saturating_mul(n.into()))
			// Standard error of `v`: 8_819.
			.saturating_add(Weight::from_parts(208_189, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(5))
	}
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:0 w:1)
	fn close_slice(n: u32) -> Weight {
		// Minimum execution time: 151_196_000 picoseconds.
		Weight::from_parts(186_860_279, 1517)
			// Standard error of `n`: 55_677.
			.saturating_add(Weight::from_parts(2_848_871, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Oracle::Indices` (r:1 w:1)
	fn cross_check() -> Weight {
		// Minimum execution time: 8_102_000 picoseconds.
		Weight::from_parts(8_893_000, 3569)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Oracle::BookForwards` (r:1 w:1)
	fn keep_book_range() -> Weight {
		// Minimum execution time: 8_102_000 picoseconds.
		Weight::from_parts(8_893_000, 4313)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}

/// For tests.
impl WeightInfo for () {
	fn submit_reports(r: u32, v: u32) -> Weight {
		Weight::from_parts(332_551_049, 67035)
			.saturating_add(Weight::from_parts(36_694_029, 0).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(1_207_844, 0).saturating_mul(v.into()))
			.saturating_add(ParityDbWeight::get().reads(11))
			.saturating_add(ParityDbWeight::get().writes(8))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(v.into()))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(12_919_000, 2126)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn block_end() -> Weight {
		Weight::from_parts(8_553_000, 1517).saturating_add(ParityDbWeight::get().reads(3))
	}
	fn close_round(n: u32, u: u32, e: u32) -> Weight {
		Weight::from_parts(332_466_000, 57760)
			.saturating_add(Weight::from_parts(3_097_624, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(9_034_570, 0).saturating_mul(e.into()))
			.saturating_add(ParityDbWeight::get().reads(14))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(u.into())))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(e.into())))
			.saturating_add(ParityDbWeight::get().writes(9))
			.saturating_add(ParityDbWeight::get().writes(1_u64.saturating_mul(u.into())))
			.saturating_add(ParityDbWeight::get().writes(2_u64.saturating_mul(e.into())))
			.saturating_add(Weight::from_parts(0, 3647).saturating_mul(e.into()))
			.saturating_add(Weight::from_parts(0, 624).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(0, 2606).saturating_mul(u.into()))
	}
	fn close_surface(n: u32, v: u32) -> Weight {
		Weight::from_parts(16_276_258, 28198962)
			.saturating_add(Weight::from_parts(301_085, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(208_189, 0).saturating_mul(v.into()))
			.saturating_add(ParityDbWeight::get().reads(5))
	}
	fn close_slice(n: u32) -> Weight {
		Weight::from_parts(186_860_279, 1517)
			.saturating_add(Weight::from_parts(2_848_871, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn cross_check() -> Weight {
		Weight::from_parts(8_893_000, 3569)
			.saturating_add(ParityDbWeight::get().reads(2))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn keep_book_range() -> Weight {
		Weight::from_parts(8_893_000, 4313)
			.saturating_add(ParityDbWeight::get().reads(2))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
}
