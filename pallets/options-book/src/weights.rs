//! Weights of `pallet_options_book`, measured by `scripts/bench.sh`: do not edit.
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
	fn check_sequence() -> Weight;
	/// For `n` in `1..=64`, as measured.
	fn place_orders(n: u32) -> Weight;
	/// For `n` in `1..=64`, as measured.
	fn mass_quote(n: u32) -> Weight;
	/// For `n` in `1..=64`, as measured.
	fn cancel_orders(_n: u32) -> Weight;
	/// At its limits.
	fn cancel_all() -> Weight;
	/// At its limits.
	fn cancel_all_after() -> Weight;
	/// At its limits.
	fn set_protection() -> Weight;
	/// At its limits.
	fn set_parameters() -> Weight;
	/// At its limits.
	fn end_block() -> Weight;
	/// For `n` in `1..=32`, as measured.
	fn clear_orders(n: u32) -> Weight;
	/// For `n` in `1..=64`, as measured.
	fn orders_of_a_series(n: u32) -> Weight;
	/// For `n` in `2..=32`, as measured.
	fn clear_units(n: u32) -> Weight;
	/// For `n` in `1..=64`, as measured.
	fn price_pegs(n: u32) -> Weight;
	/// For `n` in `1..=64`, as measured.
	fn clear_quotes(n: u32) -> Weight;
	/// For `n` in `1..=32`, as measured.
	fn clear_evictions(n: u32) -> Weight;
	/// For `n` in `1..=32`, as measured.
	fn clear_dead(n: u32) -> Weight;
	/// For `n` in `1..=64`, as measured.
	fn clear_cancels(n: u32) -> Weight;
	/// At its limits.
	fn sweep() -> Weight;
	/// At its limits.
	fn sweep_guarded() -> Weight;
	/// At its limits.
	fn book_forward() -> Weight;
}

/// Weights under the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `System::Account` (r:1 w:1)
	// Storage: `OptionsBook::Windows` (r:1 w:1)
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `Margin::Agents` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `OptionsBook::Spent` (r:1 w:1)
	fn check_sequence() -> Weight {
		// Minimum execution time: 73_480_000 picoseconds.
		Weight::from_parts(87_841_000, 7794)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::Guards` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `Instruments::SeriesRecords` (r:64 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:64 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `OptionsBook::IntakeCount` (r:1 w:1)
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	fn place_orders(n: u32) -> Weight {
		// Minimum execution time: 136_013_000 picoseconds.
		Weight::from_parts(211_138_774, 15245)
			// Standard error of `n`: 151_403.
			.saturating_add(Weight::from_parts(9_915_998, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(29))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 2564).saturating_mul(n.into()))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::Guards` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `Instruments::SeriesRecords` (r:64 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:64 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `OptionsBook::IntakeCount` (r:1 w:1)
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	fn mass_quote(n: u32) -> Weight {
		// Minimum execution time: 132_818_000 picoseconds.
		Weight::from_parts(216_764_908, 15245)
			// Standard error of `n`: 159_226.
			.saturating_add(Weight::from_parts(9_698_122, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(29))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 2564).saturating_mul(n.into()))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	fn cancel_orders(_n: u32) -> Weight {
		// Minimum execution time: 43_154_000 picoseconds.
		Weight::from_parts(54_431_662, 7794)
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
	// Storage: `Margin::CounterForPages` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	fn cancel_all() -> Weight {
		// Minimum execution time: 641_026_000 picoseconds.
		Weight::from_parts(713_634_000, 329182)
			.saturating_add(T::DbWeight::get().reads(140))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::Guards` (r:1 w:1)
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `OptionsBook::CounterForCarried` (r:1 w:0)
	// Storage: `OptionsBook::LastCarried` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `Margin::CounterForPages` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	fn cancel_all_after() -> Weight {
		// Minimum execution time: 122_212_000 picoseconds.
		Weight::from_parts(157_074_000, 7794)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `OptionsBook::CounterForCarried` (r:1 w:0)
	// Storage: `OptionsBook::LastCarried` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `OptionsBook::Guards` (r:1 w:1)
	// Storage: `Margin::CounterForPages` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	fn set_protection() -> Weight {
		// Minimum execution time: 124_255_000 picoseconds.
		Weight::from_parts(149_754_000, 7794)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// Storage: `OptionsBook::Parameters` (r:1 w:1)
	// Storage: `OptionsBook::ParameterChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_parameters() -> Weight {
		// Minimum execution time: 9_224_000 picoseconds.
		Weight::from_parts(10_255_000, 2446)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `OptionsBook::Intake` (r:1 w:0)
	// Storage: `OptionsBook::IntakeCount` (r:1 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `OptionsBook::CounterForCarried` (r:1 w:0)
	// Storage: `OptionsBook::LastCarried` (r:1 w:0)
	fn end_block() -> Weight {
		// Minimum execution time: 9_163_000 picoseconds.
		Weight::from_parts(10_225_000, 1711).saturating_add(T::DbWeight::get().reads(6))
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
	// Storage: `OptionsBook::Guards` (r:34 w:33)
	// Storage: `Margin::OpenOrders` (r:33 w:33)
	// Storage: `Instruments::SeriesRecords` (r:128 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:32 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Margin::CounterForPages` (r:1 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::Pages` (r:128 w:0)
	// Storage: `Margin::Models` (r:8 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Margin::Collaterals` (r:1 w:0)
	// Storage: `OptionsBook::Volumes` (r:33 w:33)
	// Storage: `Margin::OpenInterest` (r:32 w:32)
	// Storage: `Margin::FeeCredits` (r:1 w:1)
	// Storage: `Margin::FeesDue` (r:1 w:1)
	// Storage: `OptionsBook::Carried` (r:32 w:32)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	// Storage: `Margin::Holders` (r:0 w:32)
	fn clear_orders(n: u32) -> Weight {
		// Minimum execution time: 5_228_889_000 picoseconds.
		Weight::from_parts(4_510_660_810, 3132894)
			// Standard error of `n`: 17_096_488.
			.saturating_add(Weight::from_parts(921_941_701, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(439))
			.saturating_add(T::DbWeight::get().reads(10_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(9))
			.saturating_add(T::DbWeight::get().writes(9_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 59238).saturating_mul(n.into()))
	}
	// Storage: `Margin::Accounts` (r:2 w:2)
	// Storage: `OptionsBook::Guards` (r:3 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `Instruments::SeriesRecords` (r:1 w:0)
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Oracle::Indices` (r:5 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:5 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `OptionsBook::IntakeCount` (r:1 w:1)
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `OptionsBook::CounterForCarried` (r:1 w:0)
	// Storage: `OptionsBook::LastCarried` (r:1 w:0)
	// Storage: `OptionsBook::Slabs` (r:2 w:2)
	// Storage: `Margin::OwnedBy` (r:1 w:0)
	// Storage: `Margin::OpenOrders` (r:2 w:2)
	// Storage: `Oracle::Slices` (r:1 w:0)
	// Storage: `Margin::CounterForPages` (r:1 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::Pages` (r:1 w:0)
	// Storage: `Margin::Models` (r:1 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Margin::Collaterals` (r:1 w:0)
	// Storage: `OptionsBook::Volumes` (r:2 w:2)
	// Storage: `Margin::OpenInterest` (r:1 w:1)
	// Storage: `Margin::FeeCredits` (r:1 w:1)
	// Storage: `Margin::FeesDue` (r:1 w:1)
	// Storage: `OptionsBook::Carried` (r:1 w:1)
	// Storage: `Margin::Holders` (r:0 w:2)
	fn orders_of_a_series(n: u32) -> Weight {
		// Minimum execution time: 985_410_000 picoseconds.
		Weight::from_parts(1_098_517_445, 60228)
			// Standard error of `n`: 142_528.
			.saturating_add(Weight::from_parts(1_969_213, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(49))
			.saturating_add(T::DbWeight::get().writes(16))
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
	// Storage: `OptionsBook::Guards` (r:34 w:33)
	// Storage: `Margin::OpenOrders` (r:33 w:33)
	// Storage: `Instruments::SeriesRecords` (r:128 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Margin::CounterForPages` (r:1 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::Pages` (r:128 w:0)
	// Storage: `Margin::Models` (r:8 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Margin::Collaterals` (r:1 w:0)
	// Storage: `OptionsBook::Volumes` (r:33 w:33)
	// Storage: `Margin::OpenInterest` (r:1 w:1)
	// Storage: `Margin::FeeCredits` (r:1 w:1)
	// Storage: `Margin::FeesDue` (r:1 w:1)
	// Storage: `OptionsBook::Carried` (r:1 w:1)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	fn clear_units(n: u32) -> Weight {
		// Minimum execution time: 5_900_691_000 picoseconds.
		Weight::from_parts(4_772_245_258, 3132894)
			// Standard error of `n`: 18_883_177.
			.saturating_add(Weight::from_parts(713_780_765, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(445))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(12))
			.saturating_add(T::DbWeight::get().writes(4_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 21426).saturating_mul(n.into()))
	}
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `OptionsBook::CounterForCarried` (r:1 w:0)
	// Storage: `OptionsBook::LastCarried` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `OptionsBook::Slabs` (r:2 w:2)
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `Margin::OwnedBy` (r:1 w:0)
	// Storage: `OptionsBook::Guards` (r:2 w:0)
	// Storage: `Margin::OpenOrders` (r:1 w:1)
	// Storage: `Instruments::SeriesRecords` (r:128 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Margin::CounterForPages` (r:1 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::Pages` (r:128 w:0)
	// Storage: `Margin::Models` (r:8 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Margin::Collaterals` (r:1 w:0)
	// Storage: `OptionsBook::Carried` (r:1 w:1)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	fn price_pegs(n: u32) -> Weight {
		// Minimum execution time: 4_366_342_000 picoseconds.
		Weight::from_parts(4_630_920_351, 3132894)
			// Standard error of `n`: 573_187.
			.saturating_add(Weight::from_parts(1_012_396, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(441))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 12).saturating_mul(n.into()))
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
	// Storage: `OptionsBook::Guards` (r:3 w:1)
	// Storage: `Margin::OpenOrders` (r:2 w:2)
	// Storage: `Instruments::SeriesRecords` (r:128 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:64 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Margin::CounterForPages` (r:1 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::Pages` (r:128 w:0)
	// Storage: `Margin::Models` (r:8 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Margin::Collaterals` (r:1 w:0)
	// Storage: `OptionsBook::Volumes` (r:2 w:2)
	// Storage: `Margin::OpenInterest` (r:64 w:64)
	// Storage: `Margin::FeeCredits` (r:1 w:1)
	// Storage: `Margin::FeesDue` (r:1 w:1)
	// Storage: `OptionsBook::Carried` (r:64 w:64)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	// Storage: `Margin::Holders` (r:0 w:128)
	fn clear_quotes(n: u32) -> Weight {
		// Minimum execution time: 4_480_412_000 picoseconds.
		Weight::from_parts(4_580_749_917, 3132894)
			// Standard error of `n`: 3_032_664.
			.saturating_add(Weight::from_parts(168_512_649, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(445))
			.saturating_add(T::DbWeight::get().reads(5_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(11))
			.saturating_add(T::DbWeight::get().writes(6_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 59238).saturating_mul(n.into()))
	}
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `OptionsBook::CounterForCarried` (r:1 w:0)
	// Storage: `OptionsBook::LastCarried` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `OptionsBook::Slabs` (r:64 w:64)
	// Storage: `Margin::Accounts` (r:65 w:0)
	// Storage: `Margin::OwnedBy` (r:1 w:0)
	// Storage: `OptionsBook::Guards` (r:2 w:0)
	// Storage: `Margin::OpenOrders` (r:65 w:65)
	// Storage: `Instruments::SeriesRecords` (r:32 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:32 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:32 w:0)
	// Storage: `Margin::CounterForPages` (r:1 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::Pages` (r:32 w:0)
	// Storage: `Margin::Models` (r:8 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Margin::Collaterals` (r:1 w:0)
	// Storage: `OptionsBook::Carried` (r:32 w:32)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	fn clear_evictions(n: u32) -> Weight {
		// Minimum execution time: 772_181_000 picoseconds.
		Weight::from_parts(378_197_301, 22416)
			// Standard error of `n`: 5_586_983.
			.saturating_add(Weight::from_parts(393_523_853, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(43))
			.saturating_add(T::DbWeight::get().reads(11_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(T::DbWeight::get().writes(5_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 59238).saturating_mul(n.into()))
	}
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `OptionsBook::CounterForCarried` (r:1 w:0)
	// Storage: `OptionsBook::LastCarried` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `OptionsBook::Slabs` (r:64 w:64)
	// Storage: `Margin::Accounts` (r:65 w:0)
	// Storage: `Margin::OwnedBy` (r:1 w:0)
	// Storage: `OptionsBook::Guards` (r:65 w:0)
	// Storage: `Margin::OpenOrders` (r:65 w:65)
	// Storage: `Instruments::SeriesRecords` (r:32 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:32 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:32 w:0)
	// Storage: `Margin::CounterForPages` (r:1 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::Pages` (r:32 w:0)
	// Storage: `Margin::Models` (r:8 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Margin::Collaterals` (r:1 w:0)
	// Storage: `OptionsBook::Carried` (r:32 w:32)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	fn clear_dead(n: u32) -> Weight {
		// Minimum execution time: 1_146_240_000 picoseconds.
		Weight::from_parts(582_325_662, 22416)
			// Standard error of `n`: 3_938_394.
			.saturating_add(Weight::from_parts(565_135_219, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(42))
			.saturating_add(T::DbWeight::get().reads(13_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(T::DbWeight::get().writes(5_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 59238).saturating_mul(n.into()))
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
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:64 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:64 w:0)
	// Storage: `Margin::CounterForPages` (r:1 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `OptionsBook::Carried` (r:64 w:64)
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	fn clear_cancels(n: u32) -> Weight {
		// Minimum execution time: 488_929_000 picoseconds.
		Weight::from_parts(441_295_931, 34037)
			// Standard error of `n`: 1_801_283.
			.saturating_add(Weight::from_parts(134_660_845, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(33))
			.saturating_add(T::DbWeight::get().reads(6_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(T::DbWeight::get().writes(3_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 59238).saturating_mul(n.into()))
	}
	// Storage: `OptionsBook::LastSwept` (r:1 w:1)
	// Storage: `OptionsBook::Slabs` (r:3 w:2)
	fn sweep() -> Weight {
		// Minimum execution time: 103_925_000 picoseconds.
		Weight::from_parts(128_301_000, 89847)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// Storage: `OptionsBook::LastGuarded` (r:1 w:1)
	// Storage: `OptionsBook::Guards` (r:2 w:1)
	// Storage: `Margin::OpenOrders` (r:1 w:1)
	// Storage: `OptionsBook::Slabs` (r:8 w:8)
	// Storage: `Margin::Accounts` (r:1 w:0)
	fn sweep_guarded() -> Weight {
		// Minimum execution time: 428_880_000 picoseconds.
		Weight::from_parts(491_533_000, 237942)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(11))
	}
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Instruments::ExpirySeries` (r:1 w:0)
	// Storage: `Instruments::SeriesRecords` (r:17 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `OptionsBook::Slabs` (r:10 w:0)
	fn book_forward() -> Weight {
		// Minimum execution time: 295_630_000 picoseconds.
		Weight::from_parts(334_839_000, 297180).saturating_add(T::DbWeight::get().reads(31))
	}
}

/// For tests.
impl WeightInfo for () {
	fn check_sequence() -> Weight {
		Weight::from_parts(87_841_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(7))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn place_orders(n: u32) -> Weight {
		Weight::from_parts(211_138_774, 15245)
			.saturating_add(Weight::from_parts(9_915_998, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(29))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 2564).saturating_mul(n.into()))
	}
	fn mass_quote(n: u32) -> Weight {
		Weight::from_parts(216_764_908, 15245)
			.saturating_add(Weight::from_parts(9_698_122, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(29))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 2564).saturating_mul(n.into()))
	}
	fn cancel_orders(_n: u32) -> Weight {
		Weight::from_parts(54_431_662, 7794)
			.saturating_add(ParityDbWeight::get().reads(2))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn cancel_all() -> Weight {
		Weight::from_parts(713_634_000, 329182)
			.saturating_add(ParityDbWeight::get().reads(140))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn cancel_all_after() -> Weight {
		Weight::from_parts(157_074_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(12))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn set_protection() -> Weight {
		Weight::from_parts(149_754_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(12))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(10_255_000, 2446)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn end_block() -> Weight {
		Weight::from_parts(10_225_000, 1711).saturating_add(ParityDbWeight::get().reads(6))
	}
	fn clear_orders(n: u32) -> Weight {
		Weight::from_parts(4_510_660_810, 3132894)
			.saturating_add(Weight::from_parts(921_941_701, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(439))
			.saturating_add(ParityDbWeight::get().reads(10_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(9))
			.saturating_add(ParityDbWeight::get().writes(9_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 59238).saturating_mul(n.into()))
	}
	fn orders_of_a_series(n: u32) -> Weight {
		Weight::from_parts(1_098_517_445, 60228)
			.saturating_add(Weight::from_parts(1_969_213, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(49))
			.saturating_add(ParityDbWeight::get().writes(16))
	}
	fn clear_units(n: u32) -> Weight {
		Weight::from_parts(4_772_245_258, 3132894)
			.saturating_add(Weight::from_parts(713_780_765, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(445))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(12))
			.saturating_add(ParityDbWeight::get().writes(4_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 21426).saturating_mul(n.into()))
	}
	fn price_pegs(n: u32) -> Weight {
		Weight::from_parts(4_630_920_351, 3132894)
			.saturating_add(Weight::from_parts(1_012_396, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(441))
			.saturating_add(ParityDbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 12).saturating_mul(n.into()))
	}
	fn clear_quotes(n: u32) -> Weight {
		Weight::from_parts(4_580_749_917, 3132894)
			.saturating_add(Weight::from_parts(168_512_649, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(445))
			.saturating_add(ParityDbWeight::get().reads(5_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(11))
			.saturating_add(ParityDbWeight::get().writes(6_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 59238).saturating_mul(n.into()))
	}
	fn clear_evictions(n: u32) -> Weight {
		Weight::from_parts(378_197_301, 22416)
			.saturating_add(Weight::from_parts(393_523_853, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(43))
			.saturating_add(ParityDbWeight::get().reads(11_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(3))
			.saturating_add(ParityDbWeight::get().writes(5_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 59238).saturating_mul(n.into()))
	}
	fn clear_dead(n: u32) -> Weight {
		Weight::from_parts(582_325_662, 22416)
			.saturating_add(Weight::from_parts(565_135_219, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(42))
			.saturating_add(ParityDbWeight::get().reads(13_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(3))
			.saturating_add(ParityDbWeight::get().writes(5_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 59238).saturating_mul(n.into()))
	}
	fn clear_cancels(n: u32) -> Weight {
		Weight::from_parts(441_295_931, 34037)
			.saturating_add(Weight::from_parts(134_660_845, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(33))
			.saturating_add(ParityDbWeight::get().reads(6_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(3))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 59238).saturating_mul(n.into()))
	}
	fn sweep() -> Weight {
		Weight::from_parts(128_301_000, 89847)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn sweep_guarded() -> Weight {
		Weight::from_parts(491_533_000, 237942)
			.saturating_add(ParityDbWeight::get().reads(13))
			.saturating_add(ParityDbWeight::get().writes(11))
	}
	fn book_forward() -> Weight {
		Weight::from_parts(334_839_000, 297180).saturating_add(ParityDbWeight::get().reads(31))
	}
}
