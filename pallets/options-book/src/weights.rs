//! Weights of `pallet_options_book`, measured by `scripts/bench.sh`: do not edit.
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
	// Storage: `OptionsBook::Spent` (r:1 w:1)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	fn check_sequence() -> Weight {
		// Minimum execution time: 50_014_000 picoseconds.
		Weight::from_parts(63_124_000, 7696)
			.saturating_add(T::DbWeight::get().reads(6))
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
	// Storage: `Margin::OpenOrders` (r:1 w:0)
	fn place_orders(n: u32) -> Weight {
		// Minimum execution time: 165_446_000 picoseconds.
		Weight::from_parts(247_469_599, 22416)
			// Standard error of `n`: 120_115.
			.saturating_add(Weight::from_parts(10_119_398, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(31))
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
		// Minimum execution time: 121_321_000 picoseconds.
		Weight::from_parts(191_527_063, 16060)
			// Standard error of `n`: 87_405.
			.saturating_add(Weight::from_parts(9_584_666, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(30))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 2564).saturating_mul(n.into()))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	fn cancel_orders(n: u32) -> Weight {
		// Minimum execution time: 27_912_000 picoseconds.
		Weight::from_parts(41_543_259, 7696)
			// Standard error of `n`: 10_110.
			.saturating_add(Weight::from_parts(6_283, 0).saturating_mul(n.into()))
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
		// Minimum execution time: 631_022_000 picoseconds.
		Weight::from_parts(715_477_000, 329182)
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
		// Minimum execution time: 92_568_000 picoseconds.
		Weight::from_parts(112_308_000, 7696)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(3))
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
	fn set_protection() -> Weight {
		// Minimum execution time: 92_568_000 picoseconds.
		Weight::from_parts(112_308_000, 7696)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// Storage: `OptionsBook::Parameters` (r:1 w:1)
	// Storage: `OptionsBook::ParameterChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_parameters() -> Weight {
		// Minimum execution time: 8_973_000 picoseconds.
		Weight::from_parts(9_855_000, 2446)
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
		// Minimum execution time: 9_164_000 picoseconds.
		Weight::from_parts(9_925_000, 1711).saturating_add(T::DbWeight::get().reads(6))
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
	// Storage: `Instruments::ExpiryRecords` (r:128 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
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
		// Minimum execution time: 7_679_915_000 picoseconds.
		Weight::from_parts(7_228_308_820, 336734)
			// Standard error of `n`: 7_580_421.
			.saturating_add(Weight::from_parts(507_711_706, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(428))
			.saturating_add(T::DbWeight::get().reads(9_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(9))
			.saturating_add(T::DbWeight::get().writes(9_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 59238).saturating_mul(n.into()))
	}
	// Storage: `Margin::Accounts` (r:2 w:2)
	// Storage: `OptionsBook::Guards` (r:3 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `Instruments::SeriesRecords` (r:1 w:0)
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Oracle::Indices` (r:1 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:1 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `OptionsBook::IntakeCount` (r:1 w:1)
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	// Storage: `Margin::OpenOrders` (r:2 w:2)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `OptionsBook::CounterForCarried` (r:1 w:0)
	// Storage: `OptionsBook::LastCarried` (r:1 w:0)
	// Storage: `OptionsBook::Slabs` (r:2 w:2)
	// Storage: `Margin::OwnedBy` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:1 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `OptionsBook::Volumes` (r:2 w:2)
	// Storage: `Margin::OpenInterest` (r:1 w:1)
	// Storage: `Margin::FeeCredits` (r:1 w:1)
	// Storage: `Margin::FeesDue` (r:1 w:1)
	// Storage: `OptionsBook::Carried` (r:1 w:1)
	// Storage: `Margin::Holders` (r:0 w:2)
	fn orders_of_a_series(n: u32) -> Weight {
		// Minimum execution time: 652_182_000 picoseconds.
		Weight::from_parts(744_205_627, 60228)
			// Standard error of `n`: 114_453.
			.saturating_add(Weight::from_parts(2_258_580, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(36))
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
	// Storage: `Instruments::ExpiryRecords` (r:128 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `OptionsBook::Volumes` (r:33 w:33)
	// Storage: `Margin::OpenInterest` (r:1 w:1)
	// Storage: `Margin::FeeCredits` (r:1 w:1)
	// Storage: `Margin::FeesDue` (r:1 w:1)
	// Storage: `OptionsBook::Carried` (r:1 w:1)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	fn clear_units(n: u32) -> Weight {
		// Minimum execution time: 8_058_149_000 picoseconds.
		Weight::from_parts(7_737_478_765, 336734)
			// Standard error of `n`: 4_744_883.
			.saturating_add(Weight::from_parts(274_792_140, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(433))
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
	// Storage: `Instruments::ExpiryRecords` (r:128 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `OptionsBook::Carried` (r:1 w:1)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	fn price_pegs(n: u32) -> Weight {
		// Minimum execution time: 6_933_481_000 picoseconds.
		Weight::from_parts(7_262_617_274, 336734)
			// Standard error of `n`: 443_445.
			.saturating_add(Weight::from_parts(907_709, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(429))
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
	// Storage: `Instruments::ExpiryRecords` (r:128 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `OptionsBook::Volumes` (r:2 w:2)
	// Storage: `Margin::OpenInterest` (r:64 w:64)
	// Storage: `Margin::FeeCredits` (r:1 w:1)
	// Storage: `Margin::FeesDue` (r:1 w:1)
	// Storage: `OptionsBook::Carried` (r:64 w:64)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	// Storage: `Margin::Holders` (r:0 w:128)
	fn clear_quotes(n: u32) -> Weight {
		// Minimum execution time: 7_130_826_000 picoseconds.
		Weight::from_parts(7_260_945_516, 336734)
			// Standard error of `n`: 1_344_343.
			.saturating_add(Weight::from_parts(155_270_602, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(434))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(n.into())))
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
	// Storage: `OptionsBook::Carried` (r:64 w:64)
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	// Storage: `OptionsBook::Guards` (r:1 w:0)
	fn clear_cancels(n: u32) -> Weight {
		// Minimum execution time: 501_628_000 picoseconds.
		Weight::from_parts(440_198_362, 32428)
			// Standard error of `n`: 946_451.
			.saturating_add(Weight::from_parts(135_307_369, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(33))
			.saturating_add(T::DbWeight::get().reads(6_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(T::DbWeight::get().writes(3_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 59238).saturating_mul(n.into()))
	}
	// Storage: `OptionsBook::LastSwept` (r:1 w:1)
	// Storage: `OptionsBook::Slabs` (r:3 w:2)
	fn sweep() -> Weight {
		// Minimum execution time: 64_977_000 picoseconds.
		Weight::from_parts(85_427_000, 89847)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// Storage: `OptionsBook::LastGuarded` (r:1 w:1)
	// Storage: `OptionsBook::Guards` (r:2 w:1)
	// Storage: `Margin::OpenOrders` (r:1 w:1)
	// Storage: `OptionsBook::Slabs` (r:8 w:8)
	// Storage: `Margin::Accounts` (r:1 w:0)
	fn sweep_guarded() -> Weight {
		// Minimum execution time: 397_353_000 picoseconds.
		Weight::from_parts(449_020_000, 237942)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(11))
	}
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Instruments::ExpirySeries` (r:1 w:0)
	// Storage: `Instruments::SeriesRecords` (r:17 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:1 w:0)
	// Storage: `OptionsBook::Slabs` (r:10 w:0)
	fn book_forward() -> Weight {
		// Minimum execution time: 300_000_000 picoseconds.
		Weight::from_parts(300_000_000, 300000).saturating_add(T::DbWeight::get().reads(30))
	}
}

/// For tests.
impl WeightInfo for () {
	fn check_sequence() -> Weight {
		Weight::from_parts(63_124_000, 7696)
			.saturating_add(ParityDbWeight::get().reads(6))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn place_orders(n: u32) -> Weight {
		Weight::from_parts(247_469_599, 22416)
			.saturating_add(Weight::from_parts(10_119_398, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(31))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 2564).saturating_mul(n.into()))
	}
	fn mass_quote(n: u32) -> Weight {
		Weight::from_parts(191_527_063, 16060)
			.saturating_add(Weight::from_parts(9_584_666, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(30))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 2564).saturating_mul(n.into()))
	}
	fn cancel_orders(n: u32) -> Weight {
		Weight::from_parts(41_543_259, 7696)
			.saturating_add(Weight::from_parts(6_283, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(2))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn cancel_all() -> Weight {
		Weight::from_parts(715_477_000, 329182)
			.saturating_add(ParityDbWeight::get().reads(136))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn cancel_all_after() -> Weight {
		Weight::from_parts(112_308_000, 7696)
			.saturating_add(ParityDbWeight::get().reads(8))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn set_protection() -> Weight {
		Weight::from_parts(112_308_000, 7696)
			.saturating_add(ParityDbWeight::get().reads(8))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(9_855_000, 2446)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn end_block() -> Weight {
		Weight::from_parts(9_925_000, 1711).saturating_add(ParityDbWeight::get().reads(6))
	}
	fn clear_orders(n: u32) -> Weight {
		Weight::from_parts(7_228_308_820, 336734)
			.saturating_add(Weight::from_parts(507_711_706, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(428))
			.saturating_add(ParityDbWeight::get().reads(9_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(9))
			.saturating_add(ParityDbWeight::get().writes(9_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 59238).saturating_mul(n.into()))
	}
	fn orders_of_a_series(n: u32) -> Weight {
		Weight::from_parts(744_205_627, 60228)
			.saturating_add(Weight::from_parts(2_258_580, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(36))
			.saturating_add(ParityDbWeight::get().writes(16))
	}
	fn clear_units(n: u32) -> Weight {
		Weight::from_parts(7_737_478_765, 336734)
			.saturating_add(Weight::from_parts(274_792_140, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(433))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(12))
			.saturating_add(ParityDbWeight::get().writes(4_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 21426).saturating_mul(n.into()))
	}
	fn price_pegs(n: u32) -> Weight {
		Weight::from_parts(7_262_617_274, 336734)
			.saturating_add(Weight::from_parts(907_709, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(429))
			.saturating_add(ParityDbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 12).saturating_mul(n.into()))
	}
	fn clear_quotes(n: u32) -> Weight {
		Weight::from_parts(7_260_945_516, 336734)
			.saturating_add(Weight::from_parts(155_270_602, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(434))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(11))
			.saturating_add(ParityDbWeight::get().writes(6_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 59238).saturating_mul(n.into()))
	}
	fn clear_cancels(n: u32) -> Weight {
		Weight::from_parts(440_198_362, 32428)
			.saturating_add(Weight::from_parts(135_307_369, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(33))
			.saturating_add(ParityDbWeight::get().reads(6_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(3))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 59238).saturating_mul(n.into()))
	}
	fn sweep() -> Weight {
		Weight::from_parts(85_427_000, 89847)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn sweep_guarded() -> Weight {
		Weight::from_parts(449_020_000, 237942)
			.saturating_add(ParityDbWeight::get().reads(13))
			.saturating_add(ParityDbWeight::get().writes(11))
	}
	fn book_forward() -> Weight {
		Weight::from_parts(300_000_000, 300000).saturating_add(ParityDbWeight::get().reads(30))
	}
}
