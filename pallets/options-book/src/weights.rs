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
	/// At its limits.
	fn check_sequence() -> Weight;
	/// For `n` in `1..=64`, as measured.
	fn place_orders(n: u32) -> Weight;
	/// For `n` in `1..=64`, as measured.
	fn mass_quote(n: u32) -> Weight;
	/// For `n` in `1..=64`, as measured.
	fn cancel_orders(n: u32) -> Weight;
	/// At its limits.
	fn cancel_all() -> Weight;
	/// At its limits.
	fn cancel_all_after() -> Weight;
	/// At its limits.
	fn set_protection() -> Weight;
	/// At its limits.
	fn sweep_guarded() -> Weight;
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
	// Storage: `System::Account` (r:1 w:1)
	// Storage: `OptionsBook::Windows` (r:1 w:1)
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `Margin::Agents` (r:1 w:0)
	// Storage: `OptionsBook::Spent` (r:1 w:1)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	fn check_sequence() -> Weight {
		// Minimum execution time: 41_312_000 picoseconds.
		Weight::from_parts(57_846_000, 5134)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
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
		// Minimum execution time: 142_422_000 picoseconds.
		Weight::from_parts(227_110_849, 26688)
			// Standard error of `n`: 227_991.
			.saturating_add(Weight::from_parts(16_923_065, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(30))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 3009).saturating_mul(n.into()))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
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
		// Minimum execution time: 101_251_000 picoseconds.
		Weight::from_parts(186_381_043, 16060)
			// Standard error of `n`: 266_454.
			.saturating_add(Weight::from_parts(27_588_618, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(29))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 3009).saturating_mul(n.into()))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	fn cancel_orders(n: u32) -> Weight {
		// Minimum execution time: 19_049_000 picoseconds.
		Weight::from_parts(33_843_707, 5134)
			// Standard error of `n`: 14_919.
			.saturating_add(Weight::from_parts(37_342, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	// Storage: `Margin::OpenOrders` (r:1 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `OptionsBook::CounterForCarried` (r:1 w:0)
	// Storage: `OptionsBook::LastCarried` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `Instruments::SeriesRecords` (r:128 w:0)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	fn cancel_all_after() -> Weight {
		Weight::from_parts(100_000_000, 10_000)
	}
	fn set_protection() -> Weight {
		Weight::from_parts(100_000_000, 10_000)
	}
	fn sweep_guarded() -> Weight {
		Weight::from_parts(1_000_000_000, 10_000)
	}
	fn cancel_all() -> Weight {
		// Minimum execution time: 473_456_000 picoseconds.
		Weight::from_parts(576_060_000, 329182)
			.saturating_add(T::DbWeight::get().reads(136))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `OptionsBook::Parameters` (r:1 w:1)
	// Storage: `OptionsBook::ParameterChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_parameters() -> Weight {
		// Minimum execution time: 8_652_000 picoseconds.
		Weight::from_parts(9_624_000, 2062)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `OptionsBook::Intake` (r:1 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `OptionsBook::CounterForCarried` (r:1 w:0)
	// Storage: `OptionsBook::LastCarried` (r:1 w:0)
	fn end_block() -> Weight {
		// Minimum execution time: 8_193_000 picoseconds.
		Weight::from_parts(9_173_000, 1711).saturating_add(T::DbWeight::get().reads(5))
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
		// Minimum execution time: 8_587_798_000 picoseconds.
		Weight::from_parts(8_288_748_504, 386142)
			// Standard error of `n`: 6_856_962.
			.saturating_add(Weight::from_parts(405_214_496, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(425))
			.saturating_add(T::DbWeight::get().reads(7_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(7))
			.saturating_add(T::DbWeight::get().writes(7_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 45926).saturating_mul(n.into()))
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
		// Minimum execution time: 9_072_611_000 picoseconds.
		Weight::from_parts(8_948_011_401, 386142)
			// Standard error of `n`: 12_756_464.
			.saturating_add(Weight::from_parts(254_705_983, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(430))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(10))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 23986).saturating_mul(n.into()))
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
		// Minimum execution time: 8_123_927_000 picoseconds.
		Weight::from_parts(8_262_811_686, 386142)
			// Standard error of `n`: 6_561_113.
			.saturating_add(Weight::from_parts(164_733_861, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(429))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(8))
			.saturating_add(T::DbWeight::get().writes(6_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 45926).saturating_mul(n.into()))
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
		// Minimum execution time: 464_002_000 picoseconds.
		Weight::from_parts(225_317_152, 43761)
			// Standard error of `n`: 4_590_018.
			.saturating_add(Weight::from_parts(183_928_496, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(32))
			.saturating_add(T::DbWeight::get().reads(6_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(T::DbWeight::get().writes(3_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 45926).saturating_mul(n.into()))
	}
	// Storage: `OptionsBook::LastSwept` (r:1 w:1)
	// Storage: `OptionsBook::Slabs` (r:3 w:2)
	fn sweep() -> Weight {
		// Minimum execution time: 54_341_000 picoseconds.
		Weight::from_parts(91_927_000, 69879)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}

/// For tests.
impl WeightInfo for () {
	fn check_sequence() -> Weight {
		Weight::from_parts(57_846_000, 5134)
			.saturating_add(ParityDbWeight::get().reads(6))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn place_orders(n: u32) -> Weight {
		Weight::from_parts(227_110_849, 26688)
			.saturating_add(Weight::from_parts(16_923_065, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(30))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 3009).saturating_mul(n.into()))
	}
	fn mass_quote(n: u32) -> Weight {
		Weight::from_parts(186_381_043, 16060)
			.saturating_add(Weight::from_parts(27_588_618, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(29))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 3009).saturating_mul(n.into()))
	}
	fn cancel_orders(n: u32) -> Weight {
		Weight::from_parts(33_843_707, 5134)
			.saturating_add(Weight::from_parts(37_342, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(2))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn cancel_all_after() -> Weight {
		Weight::from_parts(100_000_000, 10_000)
	}
	fn set_protection() -> Weight {
		Weight::from_parts(100_000_000, 10_000)
	}
	fn sweep_guarded() -> Weight {
		Weight::from_parts(1_000_000_000, 10_000)
	}
	fn cancel_all() -> Weight {
		Weight::from_parts(576_060_000, 329182)
			.saturating_add(ParityDbWeight::get().reads(136))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(9_624_000, 2062)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn end_block() -> Weight {
		Weight::from_parts(9_173_000, 1711).saturating_add(ParityDbWeight::get().reads(5))
	}
	fn clear_orders(n: u32) -> Weight {
		Weight::from_parts(8_288_748_504, 386142)
			.saturating_add(Weight::from_parts(405_214_496, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(425))
			.saturating_add(ParityDbWeight::get().reads(7_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(7))
			.saturating_add(ParityDbWeight::get().writes(7_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 45926).saturating_mul(n.into()))
	}
	fn clear_units(n: u32) -> Weight {
		Weight::from_parts(8_948_011_401, 386142)
			.saturating_add(Weight::from_parts(254_705_983, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(430))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(10))
			.saturating_add(ParityDbWeight::get().writes(2_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 23986).saturating_mul(n.into()))
	}
	fn clear_quotes(n: u32) -> Weight {
		Weight::from_parts(8_262_811_686, 386142)
			.saturating_add(Weight::from_parts(164_733_861, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(429))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(8))
			.saturating_add(ParityDbWeight::get().writes(6_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 45926).saturating_mul(n.into()))
	}
	fn clear_cancels(n: u32) -> Weight {
		Weight::from_parts(225_317_152, 43761)
			.saturating_add(Weight::from_parts(183_928_496, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(32))
			.saturating_add(ParityDbWeight::get().reads(6_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(3))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 45926).saturating_mul(n.into()))
	}
	fn sweep() -> Weight {
		Weight::from_parts(91_927_000, 69879)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
}
