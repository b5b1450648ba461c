//! Weights of `pallet_oracle`, measured by `scripts/bench.sh`: do not edit.
//!
//! 2026-11-21, AMD EPYC, 20 steps, 5 repeats, frame-benchmarking 64.0.0.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, Weight},
};

/// Weights of the pallet, by benchmark.
pub trait WeightInfo {
	/// For `r` in `1..=16`, `v` in `8..=136`, as measured.
	fn submit_reports(r: u32, v: u32) -> Weight;
	/// At its limits.
	fn set_parameters() -> Weight;
	/// For `r` in `0..=100`, as measured.
	fn block_end(r: u32) -> Weight;
	/// For `n` in `1..=100`, `u` in `1..=8`, `e` in `0..=16`, as measured.
	fn close_round(n: u32, u: u32, e: u32) -> Weight;
	/// For `n` in `1..=100`, as measured.
	fn close_surface(n: u32) -> Weight;
	/// For `n` in `1..=100`, as measured.
	fn close_slice(n: u32) -> Weight;
}

/// Weights under the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `Oracle::LastSubmission` (r:1 w:1)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `Session::CurrentIndex` (r:1 w:0)
	// Storage: `Oracle::Authorities` (r:1 w:0)
	// Storage: `Oracle::GenesisHash` (r:1 w:0)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Storage: `Oracle::SurfaceListing` (r:1 w:0)
	// Storage: `Oracle::Reports` (r:2 w:0)
	// Storage: `Oracle::Attendances` (r:1 w:1)
	// Storage: `Oracle::Incoming` (r:0 w:1)
	fn submit_reports(r: u32, v: u32) -> Weight {
		// Minimum execution time: 646_525_000 picoseconds.
		Weight::from_parts(624_880_668, 1080160)
			// Standard error of `r`: 1_646_845.
			.saturating_add(Weight::from_parts(37_851_694, 0).saturating_mul(r.into()))
			// Standard error of `v`: 199_819.
			.saturating_add(Weight::from_parts(2_500_000, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 8).saturating_mul(v.into()))
	}
	// Storage: `Oracle::Parameters` (r:1 w:1)
	// Storage: `Oracle::RecentChanges` (r:1 w:1)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	fn set_parameters() -> Weight {
		// Minimum execution time: 12_479_000 picoseconds.
		Weight::from_parts(13_480_000, 1934)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Oracle::Incoming` (r:1 w:1)
	// Storage: `Oracle::GenesisHash` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `Oracle::ClosedRound` (r:1 w:0)
	// Storage: `Oracle::Reports` (r:1 w:1)
	fn block_end(r: u32) -> Weight {
		// Minimum execution time: 11_357_000 picoseconds.
		Weight::from_parts(12_028_000, 1075687)
			// Standard error of `r`: 26_436.
			.saturating_add(Weight::from_parts(9_605_274, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Oracle::Incoming` (r:1 w:0)
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
	// Storage: `Oracle::Samples` (r:16 w:16)
	// Storage: `Oracle::AveragesSoFar` (r:16 w:16)
	// Storage: `Oracle::Attendances` (r:1 w:1)
	// Storage: `Oracle::Finalized` (r:1 w:1)
	fn close_round(n: u32, u: u32, e: u32) -> Weight {
		// Minimum execution time: 294_810_000 picoseconds.
		Weight::from_parts(310_673_000, 1080160)
			// Standard error of `n`: 102_768.
			.saturating_add(Weight::from_parts(5_109_718, 0).saturating_mul(n.into()))
			// Standard error of `e`: 634_549.
			.saturating_add(Weight::from_parts(18_217_981, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(u.into())))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(e.into())))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(u.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(e.into())))
			.saturating_add(Weight::from_parts(0, 3647).saturating_mul(e.into()))
			.saturating_add(Weight::from_parts(0, 5721).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(0, 2606).saturating_mul(u.into()))
	}
	// Storage: `Oracle::SurfaceListing` (r:1 w:0)
	fn close_surface(n: u32) -> Weight {
		// Minimum execution time: 23_345_000 picoseconds.
		Weight::from_parts(25_247_000, 2534)
			// Standard error of `n`: 66_926.
			.saturating_add(Weight::from_parts(300_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:0 w:1)
	fn close_slice(n: u32) -> Weight {
		// Minimum execution time: 300_000_000 picoseconds.
		Weight::from_parts(300_000_000, 1517)
			// Standard error of `n`: 66_926.
			.saturating_add(Weight::from_parts(5_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}

/// For tests.
impl WeightInfo for () {
	fn submit_reports(r: u32, v: u32) -> Weight {
		Weight::from_parts(624_880_668, 1080160)
			.saturating_add(Weight::from_parts(37_851_694, 0).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(2_500_000, 0).saturating_mul(v.into()))
			.saturating_add(ParityDbWeight::get().reads(10))
			.saturating_add(ParityDbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 8).saturating_mul(v.into()))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(13_480_000, 1934)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn block_end(r: u32) -> Weight {
		Weight::from_parts(12_028_000, 1075687)
			.saturating_add(Weight::from_parts(9_605_274, 0).saturating_mul(r.into()))
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn close_round(n: u32, u: u32, e: u32) -> Weight {
		Weight::from_parts(310_673_000, 1080160)
			.saturating_add(Weight::from_parts(5_109_718, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(18_217_981, 0).saturating_mul(e.into()))
			.saturating_add(ParityDbWeight::get().reads(15))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(u.into())))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(e.into())))
			.saturating_add(ParityDbWeight::get().writes(5))
			.saturating_add(ParityDbWeight::get().writes(1_u64.saturating_mul(u.into())))
			.saturating_add(ParityDbWeight::get().writes(2_u64.saturating_mul(e.into())))
			.saturating_add(Weight::from_parts(0, 3647).saturating_mul(e.into()))
			.saturating_add(Weight::from_parts(0, 5721).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(0, 2606).saturating_mul(u.into()))
	}
	fn close_surface(n: u32) -> Weight {
		Weight::from_parts(25_247_000, 2534)
			.saturating_add(Weight::from_parts(300_000, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(1))
	}
	fn close_slice(n: u32) -> Weight {
		Weight::from_parts(300_000_000, 1517)
			.saturating_add(Weight::from_parts(5_000_000, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
}
