//! Weights of `pallet_options_book`, measured by `scripts/bench.sh`: do not edit.
//!
//! 2026-11-21, AMD EPYC, 20 steps, 5 repeats, frame-benchmarking 64.0.0.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, Weight},
};

/// Weights of the pallet, by benchmark.
pub trait WeightInfo {
	/// For `n` in `1..=64`, as measured.
	fn place_orders(n: u32) -> Weight;
	/// For `n` in `1..=64`, as measured.
	fn mass_quote(n: u32) -> Weight;
	/// For `n` in `1..=64`, as measured.
	fn cancel_orders(n: u32) -> Weight;
	/// At its limits.
	fn cancel_all() -> Weight;
	/// At its limits.
	fn set_parameters() -> Weight;
	/// At its limits.
	fn end_block() -> Weight;
	/// For `n` in `1..=32`, as measured.
	fn clear_orders(n: u32) -> Weight;
	/// For `n` in `2..=32`, as measured.
	fn clear_units(n: u32) -> Weight;
	/// For `n` in `1..=64`, as measured.
	fn clear_quotes(n: u32) -> Weight;
	/// For `n` in `1..=64`, as measured.
	fn clear_cancels(n: u32) -> Weight;
	/// At its limits.
	fn sweep() -> Weight;
}

/// Weights under the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::LastSequence` (r:1 w:1)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `Instruments::SeriesRecords` (r:64 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:64 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `OptionsBook::IntakeCount` (r:1 w:1)
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	// Storage: `Margin::OpenOrders` (r:1 w:0)
	fn place_orders(n: u32) -> Weight {
		// Minimum execution time: 162_142_000 picoseconds.
		Weight::from_parts(240_020_952, 25740)
			// Standard error of `n`: 109_714.
			.saturating_add(Weight::from_parts(16_089_993, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(31))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 3009).saturating_mul(n.into()))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::LastSequence` (r:1 w:1)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `Instruments::SeriesRecords` (r:64 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:64 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `OptionsBook::IntakeCount` (r:1 w:1)
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	fn mass_quote(n: u32) -> Weight {
		// Minimum execution time: 144_496_000 picoseconds.
		Weight::from_parts(204_784_709, 16060)
			// Standard error of `n`: 117_110.
			.saturating_add(Weight::from_parts(28_132_403, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(30))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 3009).saturating_mul(n.into()))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::LastSequence` (r:1 w:1)
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	fn cancel_orders(n: u32) -> Weight {
		// Minimum execution time: 41_322_000 picoseconds.
		Weight::from_parts(53_450_429, 5134)
			// Standard error of `n`: 12_002.
			.saturating_add(Weight::from_parts(41_547, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::LastSequence` (r:1 w:1)
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	// Storage: `Margin::OpenOrders` (r:1 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `OptionsBook::CounterForCarried` (r:1 w:0)
	// Storage: `OptionsBook::LastCarried` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `Instruments::SeriesRecords` (r:128 w:0)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	fn cancel_all() -> Weight {
		// Minimum execution time: 563_711_000 picoseconds.
		Weight::from_parts(648_427_000, 329182)
			.saturating_add(T::DbWeight::get().reads(137))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// Storage: `OptionsBook::Parameters` (r:1 w:1)
	// Storage: `OptionsBook::ParameterChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_parameters() -> Weight {
		// Minimum execution time: 10_155_000 picoseconds.
		Weight::from_parts(11_157_000, 1934)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `OptionsBook::Intake` (r:1 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `OptionsBook::CounterForCarried` (r:1 w:0)
	// Storage: `OptionsBook::LastCarried` (r:1 w:0)
	fn end_block() -> Weight {
		// Minimum execution time: 9_655_000 picoseconds.
		Weight::from_parts(10_676_000, 1787).saturating_add(T::DbWeight::get().reads(5))
	}
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `OptionsBook::CounterForCarried` (r:1 w:1)
	// Storage: `OptionsBook::LastCarried` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `OptionsBook::Slabs` (r:64 w:64)
	// Storage: `Margin::Accounts` (r:33 w:33)
	// Storage: `Margin::OwnedBy` (r:32 w:0)
	// Storage: `Margin::OpenOrders` (r:33 w:33)
	// Storage: `Instruments::SeriesRecords` (r:128 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:128 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::OpenInterest` (r:32 w:32)
	// Storage: `Margin::FeeCredits` (r:1 w:1)
	// Storage: `Margin::FeesDue` (r:1 w:1)
	// Storage: `OptionsBook::Carried` (r:32 w:32)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	// Storage: `Margin::Holders` (r:0 w:32)
	fn clear_orders(n: u32) -> Weight {
		// Minimum execution time: 8_838_072_000 picoseconds.
		Weight::from_parts(8_710_842_261, 386142)
			// Standard error of `n`: 14_368_335.
			.saturating_add(Weight::from_parts(400_669_171, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(425))
			.saturating_add(T::DbWeight::get().reads(7_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(7))
			.saturating_add(T::DbWeight::get().writes(7_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 47974).saturating_mul(n.into()))
	}
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `OptionsBook::CounterForCarried` (r:1 w:0)
	// Storage: `OptionsBook::LastCarried` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `OptionsBook::Slabs` (r:2 w:2)
	// Storage: `Margin::Accounts` (r:33 w:33)
	// Storage: `Margin::OwnedBy` (r:1 w:0)
	// Storage: `Margin::OpenOrders` (r:33 w:33)
	// Storage: `Instruments::SeriesRecords` (r:128 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:128 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::OpenInterest` (r:1 w:1)
	// Storage: `Margin::FeeCredits` (r:1 w:1)
	// Storage: `Margin::FeesDue` (r:1 w:1)
	// Storage: `OptionsBook::Carried` (r:1 w:1)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	fn clear_units(n: u32) -> Weight {
		// Minimum execution time: 8_452_467_000 picoseconds.
		Weight::from_parts(8_838_139_283, 386142)
			// Standard error of `n`: 11_704_099.
			.saturating_add(Weight::from_parts(218_898_649, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(430))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(10))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 22962).saturating_mul(n.into()))
	}
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `OptionsBook::CounterForCarried` (r:1 w:0)
	// Storage: `OptionsBook::LastCarried` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `OptionsBook::Slabs` (r:128 w:128)
	// Storage: `Margin::Accounts` (r:2 w:2)
	// Storage: `Margin::OwnedBy` (r:2 w:0)
	// Storage: `Margin::OpenOrders` (r:2 w:2)
	// Storage: `Instruments::SeriesRecords` (r:128 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:128 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::OpenInterest` (r:64 w:64)
	// Storage: `Margin::FeeCredits` (r:1 w:1)
	// Storage: `Margin::FeesDue` (r:1 w:1)
	// Storage: `OptionsBook::Carried` (r:64 w:64)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	// Storage: `Margin::Holders` (r:0 w:128)
	fn clear_quotes(n: u32) -> Weight {
		// Minimum execution time: 8_150_396_000 picoseconds.
		Weight::from_parts(8_428_802_135, 386142)
			// Standard error of `n`: 1_851_841.
			.saturating_add(Weight::from_parts(121_243_420, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(429))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(8))
			.saturating_add(T::DbWeight::get().writes(6_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 47974).saturating_mul(n.into()))
	}
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `OptionsBook::CounterForCarried` (r:1 w:0)
	// Storage: `OptionsBook::LastCarried` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `Margin::OpenOrders` (r:1 w:1)
	// Storage: `OptionsBook::Slabs` (r:128 w:128)
	// Storage: `Instruments::SeriesRecords` (r:64 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:64 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:64 w:0)
	// Storage: `OptionsBook::Carried` (r:64 w:64)
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	fn clear_cancels(n: u32) -> Weight {
		// Minimum execution time: 533_726_000 picoseconds.
		Weight::from_parts(298_136_551, 43918)
			// Standard error of `n`: 2_803_203.
			.saturating_add(Weight::from_parts(164_896_396, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(32))
			.saturating_add(T::DbWeight::get().reads(6_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(T::DbWeight::get().writes(3_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 47974).saturating_mul(n.into()))
	}
	// Storage: `OptionsBook::LastSwept` (r:1 w:1)
	// Storage: `OptionsBook::Slabs` (r:3 w:2)
	fn sweep() -> Weight {
		// Minimum execution time: 66_219_000 picoseconds.
		Weight::from_parts(85_497_000, 72951)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}

/// For tests.
impl WeightInfo for () {
	fn place_orders(n: u32) -> Weight {
		Weight::from_parts(240_020_952, 25740)
			.saturating_add(Weight::from_parts(16_089_993, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(31))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 3009).saturating_mul(n.into()))
	}
	fn mass_quote(n: u32) -> Weight {
		Weight::from_parts(204_784_709, 16060)
			.saturating_add(Weight::from_parts(28_132_403, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(30))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 3009).saturating_mul(n.into()))
	}
	fn cancel_orders(n: u32) -> Weight {
		Weight::from_parts(53_450_429, 5134)
			.saturating_add(Weight::from_parts(41_547, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn cancel_all() -> Weight {
		Weight::from_parts(648_427_000, 329182)
			.saturating_add(ParityDbWeight::get().reads(137))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(11_157_000, 1934)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn end_block() -> Weight {
		Weight::from_parts(10_676_000, 1787).saturating_add(ParityDbWeight::get().reads(5))
	}
	fn clear_orders(n: u32) -> Weight {
		Weight::from_parts(8_710_842_261, 386142)
			.saturating_add(Weight::from_parts(400_669_171, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(425))
			.saturating_add(ParityDbWeight::get().reads(7_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(7))
			.saturating_add(ParityDbWeight::get().writes(7_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 47974).saturating_mul(n.into()))
	}
	fn clear_units(n: u32) -> Weight {
		Weight::from_parts(8_838_139_283, 386142)
			.saturating_add(Weight::from_parts(218_898_649, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(430))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(10))
			.saturating_add(ParityDbWeight::get().writes(2_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 22962).saturating_mul(n.into()))
	}
	fn clear_quotes(n: u32) -> Weight {
		Weight::from_parts(8_428_802_135, 386142)
			.saturating_add(Weight::from_parts(121_243_420, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(429))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(8))
			.saturating_add(ParityDbWeight::get().writes(6_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 47974).saturating_mul(n.into()))
	}
	fn clear_cancels(n: u32) -> Weight {
		Weight::from_parts(298_136_551, 43918)
			.saturating_add(Weight::from_parts(164_896_396, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(32))
			.saturating_add(ParityDbWeight::get().reads(6_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(3))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 47974).saturating_mul(n.into()))
	}
	fn sweep() -> Weight {
		Weight::from_parts(85_497_000, 72951)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
}
