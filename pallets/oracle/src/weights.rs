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
		// Minimum execution time: 1_878_942_000 picoseconds.
		Weight::from_parts(228_905_352, 67035)
			// Standard error of `r`: 526_604.
			.saturating_add(Weight::from_parts(36_330_285, 0).saturating_mul(r.into()))
			// Standard error of `v`: 26_991.
			.saturating_add(Weight::from_parts(1_193_366, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(8))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(v.into()))
	}
	// Storage: `Oracle::Parameters` (r:1 w:1)
	// Storage: `Oracle::RecentChanges` (r:1 w:1)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	fn set_parameters() -> Weight {
		// Minimum execution time: 11_217_000 picoseconds.
		Weight::from_parts(12_539_000, 2126)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Oracle::GenesisHash` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `Oracle::ClosedRound` (r:1 w:0)
	fn block_end() -> Weight {
		// Minimum execution time: 7_442_000 picoseconds.
		Weight::from_parts(8_142_000, 1517).saturating_add(T::DbWeight::get().reads(3))
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
		// Minimum execution time: 477_231_000 picoseconds.
		Weight::from_parts(92_945_032, 57960)
			// Standard error of `n`: 297_831.
			.saturating_add(Weight::from_parts(4_688_348, 0).saturating_mul(n.into()))
			// Standard error of `u`: 3_902_277.
			.saturating_add(Weight::from_parts(27_191_233, 0).saturating_mul(u.into()))
			// Standard error of `e`: 1_782_891.
			.saturating_add(Weight::from_parts(15_381_225, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(u.into())))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(e.into())))
			.saturating_add(T::DbWeight::get().writes(9))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(u.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(e.into())))
			.saturating_add(Weight::from_parts(0, 3647).saturating_mul(e.into()))
			.saturating_add(Weight::from_parts(0, 632).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(0, 2606).saturating_mul(u.into()))
	}
	// Storage: `Oracle::SurfaceReports` (r:4 w:0)
	// Storage: `Oracle::SurfaceListing` (r:1 w:0)
	fn close_surface(n: u32, v: u32) -> Weight {
		// Minimum execution time: 32_669_000 picoseconds.
		Weight::from_parts(39_012_481, 28198962)
			// Standard error of `n`: 84_981.
			.saturating_add(Weight::from_parts(45_515, 0).saturating_mul(n.into()))
			// Standard error of `v`: 7_662.
			.saturating_add(Weight::from_parts(205_645, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(5))
	}
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:0 w:1)
	fn close_slice(n: u32) -> Weight {
		// Minimum execution time: 138_947_000 picoseconds.
		Weight::from_parts(172_599_118, 1517)
			// Standard error of `n`: 21_722.
			.saturating_add(Weight::from_parts(2_618_306, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Oracle::Indices` (r:1 w:1)
	fn cross_check() -> Weight {
		// Minimum execution time: 7_671_000 picoseconds.
		Weight::from_parts(8_332_000, 3569)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Oracle::BookForwards` (r:1 w:1)
	fn keep_book_range() -> Weight {
		// Minimum execution time: 15_413_000 picoseconds.
		Weight::from_parts(16_655_000, 4284)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}

/// For tests.
impl WeightInfo for () {
	fn submit_reports(r: u32, v: u32) -> Weight {
		Weight::from_parts(228_905_352, 67035)
			.saturating_add(Weight::from_parts(36_330_285, 0).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(1_193_366, 0).saturating_mul(v.into()))
			.saturating_add(ParityDbWeight::get().reads(11))
			.saturating_add(ParityDbWeight::get().writes(8))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(v.into()))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(12_539_000, 2126)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn block_end() -> Weight {
		Weight::from_parts(8_142_000, 1517).saturating_add(ParityDbWeight::get().reads(3))
	}
	fn close_round(n: u32, u: u32, e: u32) -> Weight {
		Weight::from_parts(92_945_032, 57960)
			.saturating_add(Weight::from_parts(4_688_348, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(27_191_233, 0).saturating_mul(u.into()))
			.saturating_add(Weight::from_parts(15_381_225, 0).saturating_mul(e.into()))
			.saturating_add(ParityDbWeight::get().reads(14))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(u.into())))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(e.into())))
			.saturating_add(ParityDbWeight::get().writes(9))
			.saturating_add(ParityDbWeight::get().writes(1_u64.saturating_mul(u.into())))
			.saturating_add(ParityDbWeight::get().writes(2_u64.saturating_mul(e.into())))
			.saturating_add(Weight::from_parts(0, 3647).saturating_mul(e.into()))
			.saturating_add(Weight::from_parts(0, 632).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(0, 2606).saturating_mul(u.into()))
	}
	fn close_surface(n: u32, v: u32) -> Weight {
		Weight::from_parts(39_012_481, 28198962)
			.saturating_add(Weight::from_parts(45_515, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(205_645, 0).saturating_mul(v.into()))
			.saturating_add(ParityDbWeight::get().reads(5))
	}
	fn close_slice(n: u32) -> Weight {
		Weight::from_parts(172_599_118, 1517)
			.saturating_add(Weight::from_parts(2_618_306, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn cross_check() -> Weight {
		Weight::from_parts(8_332_000, 3569)
			.saturating_add(ParityDbWeight::get().reads(2))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn keep_book_range() -> Weight {
		Weight::from_parts(16_655_000, 4284)
			.saturating_add(ParityDbWeight::get().reads(2))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
}
