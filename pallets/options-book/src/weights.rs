//! Weights of `pallet_options_book`, measured by `scripts/bench.sh`: do not edit.
//!
//! 2026-11-21, AMD EPYC, 16 steps, 4 repeats, frame-benchmarking 64.0.0.

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
	/// For `n` in `1..=64`, as measured.
	fn clear_cancels(n: u32) -> Weight;
	/// At its limits.
	fn sweep() -> Weight;
	/// At its limits.
	fn sweep_guarded() -> Weight;
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
		// Minimum execution time: 55_222_000 picoseconds.
		Weight::from_parts(70_235_000, 5134)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::Guards` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `Instruments::SeriesRecords` (r:63 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:63 w:0)
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
		// Minimum execution time: 179_478_000 picoseconds.
		Weight::from_parts(219_766_328, 25528)
			// Standard error of `n`: 360_926.
			.saturating_add(Weight::from_parts(19_377_091, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(30))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 2564).saturating_mul(n.into()))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::Guards` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `Instruments::SeriesRecords` (r:63 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:63 w:0)
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
		// Minimum execution time: 135_692_000 picoseconds.
		Weight::from_parts(165_849_088, 15810)
			// Standard error of `n`: 126_191.
			.saturating_add(Weight::from_parts(29_068_176, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(29))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 2564).saturating_mul(n.into()))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	fn cancel_orders(n: u32) -> Weight {
		// Minimum execution time: 32_289_000 picoseconds.
		Weight::from_parts(47_614_695, 5134)
			// Standard error of `n`: 12_916.
			.saturating_add(Weight::from_parts(107_155, 0).saturating_mul(n.into()))
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
	fn cancel_all() -> Weight {
		// Minimum execution time: 566_034_000 picoseconds.
		Weight::from_parts(687_185_000, 329182)
			.saturating_add(T::DbWeight::get().reads(136))
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
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	fn cancel_all_after() -> Weight {
		// Minimum execution time: 105_217_000 picoseconds.
		Weight::from_parts(161_531_000, 5134)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::Guards` (r:1 w:1)
	fn set_protection() -> Weight {
		// Minimum execution time: 39_659_000 picoseconds.
		Weight::from_parts(80_790_000, 5134)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `OptionsBook::Parameters` (r:1 w:1)
	// Storage: `OptionsBook::ParameterChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_parameters() -> Weight {
		// Minimum execution time: 9_444_000 picoseconds.
		Weight::from_parts(14_381_000, 2446)
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
		// Minimum execution time: 9_654_000 picoseconds.
		Weight::from_parts(14_571_000, 1711).saturating_add(T::DbWeight::get().reads(6))
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
	// Storage: `OptionsBook::Volumes` (r:33 w:33)
	// Storage: `Margin::OpenInterest` (r:32 w:32)
	// Storage: `Margin::FeeCredits` (r:1 w:1)
	// Storage: `Margin::FeesDue` (r:1 w:1)
	// Storage: `OptionsBook::Carried` (r:32 w:32)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	// Storage: `Margin::Holders` (r:0 w:32)
	fn clear_orders(n: u32) -> Weight {
		// Minimum execution time: 13_286_787_000 picoseconds.
		Weight::from_parts(13_286_701_927, 336734)
			// Standard error of `n`: 64_991_190.
			.saturating_add(Weight::from_parts(516_765_850, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(428))
			.saturating_add(T::DbWeight::get().reads(9_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(9))
			.saturating_add(T::DbWeight::get().writes(9_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 45926).saturating_mul(n.into()))
	}
	fn orders_of_a_series(n: u32) -> Weight {
		Weight::from_parts(9_936_502_598, 336734)
			.saturating_add(Weight::from_parts(15_765_623, 0).saturating_mul(n.into()))
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
	// Storage: `OptionsBook::Volumes` (r:33 w:33)
	// Storage: `Margin::OpenInterest` (r:1 w:1)
	// Storage: `Margin::FeeCredits` (r:1 w:1)
	// Storage: `Margin::FeesDue` (r:1 w:1)
	// Storage: `OptionsBook::Carried` (r:1 w:1)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	fn clear_units(n: u32) -> Weight {
		// Minimum execution time: 10_378_600_000 picoseconds.
		Weight::from_parts(9_932_738_599, 336734)
			// Standard error of `n`: 32_891_515.
			.saturating_add(Weight::from_parts(319_898_782, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(433))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(12))
			.saturating_add(T::DbWeight::get().writes(4_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 23986).saturating_mul(n.into()))
	}
	// Estimated until it is measured.
	// Storage: `OptionsBook::Slabs` (r:2 w:2)
	fn price_pegs(n: u32) -> Weight {
		Weight::from_parts(2_000_000_000, 336734)
			.saturating_add(Weight::from_parts(12_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(433))
			.saturating_add(T::DbWeight::get().writes(12))
	}
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `OptionsBook::CounterForCarried` (r:1 w:0)
	// Storage: `OptionsBook::LastCarried` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `OptionsBook::Slabs` (r:126 w:126)
	// Storage: `Margin::Accounts` (r:2 w:2)
	// Storage: `Margin::OwnedBy` (r:2 w:0)
	// Storage: `OptionsBook::Guards` (r:3 w:1)
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
	// Storage: `OptionsBook::Volumes` (r:2 w:2)
	// Storage: `Margin::OpenInterest` (r:63 w:63)
	// Storage: `Margin::FeeCredits` (r:1 w:1)
	// Storage: `Margin::FeesDue` (r:1 w:1)
	// Storage: `OptionsBook::Carried` (r:63 w:63)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	// Storage: `Margin::Holders` (r:0 w:126)
	fn clear_quotes(n: u32) -> Weight {
		// Minimum execution time: 9_679_007_000 picoseconds.
		Weight::from_parts(12_137_372_379, 336734)
			// Standard error of `n`: 9_875_073.
			.saturating_add(Weight::from_parts(197_406_514, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(434))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(11))
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
	// Storage: `OptionsBook::Slabs` (r:126 w:126)
	// Storage: `Instruments::SeriesRecords` (r:63 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:63 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:63 w:0)
	// Storage: `OptionsBook::Guards` (r:1 w:0)
	// Storage: `OptionsBook::Carried` (r:63 w:63)
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	fn clear_cancels(n: u32) -> Weight {
		// Minimum execution time: 831_340_000 picoseconds.
		Weight::from_parts(777_823_655, 42537)
			// Standard error of `n`: 1_653_901.
			.saturating_add(Weight::from_parts(237_468_766, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(32))
			.saturating_add(T::DbWeight::get().reads(6_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(T::DbWeight::get().writes(3_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 45926).saturating_mul(n.into()))
	}
	// Storage: `OptionsBook::LastSwept` (r:1 w:1)
	// Storage: `OptionsBook::Slabs` (r:3 w:2)
	fn sweep() -> Weight {
		// Minimum execution time: 126_840_000 picoseconds.
		Weight::from_parts(157_045_000, 69879)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// Storage: `OptionsBook::LastGuarded` (r:1 w:1)
	// Storage: `OptionsBook::Guards` (r:2 w:1)
	// Storage: `Margin::OpenOrders` (r:1 w:1)
	// Storage: `OptionsBook::Slabs` (r:8 w:8)
	// Storage: `Margin::Accounts` (r:1 w:0)
	fn sweep_guarded() -> Weight {
		// Minimum execution time: 396_712_000 picoseconds.
		Weight::from_parts(468_599_000, 184694)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(11))
	}
}

/// For tests.
impl WeightInfo for () {
	fn check_sequence() -> Weight {
		Weight::from_parts(70_235_000, 5134)
			.saturating_add(ParityDbWeight::get().reads(6))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn place_orders(n: u32) -> Weight {
		Weight::from_parts(219_766_328, 25528)
			.saturating_add(Weight::from_parts(19_377_091, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(30))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 2564).saturating_mul(n.into()))
	}
	fn mass_quote(n: u32) -> Weight {
		Weight::from_parts(165_849_088, 15810)
			.saturating_add(Weight::from_parts(29_068_176, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(29))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 2564).saturating_mul(n.into()))
	}
	fn cancel_orders(n: u32) -> Weight {
		Weight::from_parts(47_614_695, 5134)
			.saturating_add(Weight::from_parts(107_155, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(2))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn cancel_all() -> Weight {
		Weight::from_parts(687_185_000, 329182)
			.saturating_add(ParityDbWeight::get().reads(136))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn cancel_all_after() -> Weight {
		Weight::from_parts(161_531_000, 5134)
			.saturating_add(ParityDbWeight::get().reads(8))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn set_protection() -> Weight {
		Weight::from_parts(80_790_000, 5134)
			.saturating_add(ParityDbWeight::get().reads(2))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(14_381_000, 2446)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn end_block() -> Weight {
		Weight::from_parts(14_571_000, 1711).saturating_add(ParityDbWeight::get().reads(6))
	}
	fn clear_orders(n: u32) -> Weight {
		Weight::from_parts(13_286_701_927, 336734)
			.saturating_add(Weight::from_parts(516_765_850, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(428))
			.saturating_add(ParityDbWeight::get().reads(9_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(9))
			.saturating_add(ParityDbWeight::get().writes(9_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 45926).saturating_mul(n.into()))
	}
	fn orders_of_a_series(n: u32) -> Weight {
		Weight::from_parts(9_936_502_598, 336734)
			.saturating_add(Weight::from_parts(15_765_623, 0).saturating_mul(n.into()))
	}
	fn clear_units(n: u32) -> Weight {
		Weight::from_parts(9_932_738_599, 336734)
			.saturating_add(Weight::from_parts(319_898_782, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(433))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(12))
			.saturating_add(ParityDbWeight::get().writes(4_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 23986).saturating_mul(n.into()))
	}
	fn price_pegs(n: u32) -> Weight {
		Weight::from_parts(2_000_000_000, 336734)
			.saturating_add(Weight::from_parts(12_000_000, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(433))
			.saturating_add(ParityDbWeight::get().writes(12))
	}
	fn clear_quotes(n: u32) -> Weight {
		Weight::from_parts(12_137_372_379, 336734)
			.saturating_add(Weight::from_parts(197_406_514, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(434))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(11))
			.saturating_add(ParityDbWeight::get().writes(6_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 45926).saturating_mul(n.into()))
	}
	fn clear_cancels(n: u32) -> Weight {
		Weight::from_parts(777_823_655, 42537)
			.saturating_add(Weight::from_parts(237_468_766, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(32))
			.saturating_add(ParityDbWeight::get().reads(6_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(3))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 45926).saturating_mul(n.into()))
	}
	fn sweep() -> Weight {
		Weight::from_parts(157_045_000, 69879)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn sweep_guarded() -> Weight {
		Weight::from_parts(468_599_000, 184694)
			.saturating_add(ParityDbWeight::get().reads(13))
			.saturating_add(ParityDbWeight::get().writes(11))
	}
}
