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
	fn cancel_orders(_n: u32) -> Weight;
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
	fn place_orders(n: u32) -> Weight {
		// Minimum execution time: 152_248_000 picoseconds.
		Weight::from_parts(236_492_947, 25196)
			// Standard error of `n`: 150_423.
			.saturating_add(Weight::from_parts(15_720_372, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(30))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 3009).saturating_mul(n.into()))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::LastSequence` (r:1 w:1)
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	fn cancel_orders(_n: u32) -> Weight {
		// Minimum execution time: 50_906_000 picoseconds.
		Weight::from_parts(71_942_270, 22544)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `OptionsBook::LastSequence` (r:1 w:1)
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	// Storage: `Durations::Current` (r:1 w:0)
	fn cancel_all() -> Weight {
		// Minimum execution time: 69_334_000 picoseconds.
		Weight::from_parts(93_349_000, 22544)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `OptionsBook::Parameters` (r:1 w:1)
	// Storage: `OptionsBook::ParameterChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_parameters() -> Weight {
		// Minimum execution time: 10_606_000 picoseconds.
		Weight::from_parts(11_607_000, 1934)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `OptionsBook::Intake` (r:1 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `OptionsBook::CounterForCarried` (r:1 w:0)
	// Storage: `OptionsBook::LastCarried` (r:1 w:0)
	fn end_block() -> Weight {
		// Minimum execution time: 9_675_000 picoseconds.
		Weight::from_parts(10_786_000, 1787).saturating_add(T::DbWeight::get().reads(5))
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
		// Minimum execution time: 9_631_164_000 picoseconds.
		Weight::from_parts(8_588_565_299, 386142)
			// Standard error of `n`: 33_352_856.
			.saturating_add(Weight::from_parts(570_999_567, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(424))
			.saturating_add(T::DbWeight::get().reads(6_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(T::DbWeight::get().writes(6_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 40806).saturating_mul(n.into()))
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
		// Minimum execution time: 9_537_485_000 picoseconds.
		Weight::from_parts(8_431_614_567, 386142)
			// Standard error of `n`: 40_312_119.
			.saturating_add(Weight::from_parts(464_523_090, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(429))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(9))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 21554).saturating_mul(n.into()))
	}
	// Storage: `OptionsBook::Intake` (r:1 w:1)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `OptionsBook::CounterForCarried` (r:1 w:0)
	// Storage: `OptionsBook::LastCarried` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `Margin::Accounts` (r:1 w:1)
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
	// Storage: `OptionsBook::IntakeCount` (r:0 w:1)
	fn clear_cancels(n: u32) -> Weight {
		// Minimum execution time: 541_778_000 picoseconds.
		Weight::from_parts(1_314_093_403, 43947)
			// Standard error of `n`: 3_328_738.
			.saturating_add(Weight::from_parts(139_004_076, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(31))
			.saturating_add(T::DbWeight::get().reads(6_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(T::DbWeight::get().writes(3_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 40806).saturating_mul(n.into()))
	}
	// Storage: `OptionsBook::LastSwept` (r:1 w:1)
	// Storage: `OptionsBook::Slabs` (r:3 w:2)
	fn sweep() -> Weight {
		// Minimum execution time: 56_955_000 picoseconds.
		Weight::from_parts(89_974_000, 62199)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}

/// For tests.
impl WeightInfo for () {
	fn place_orders(n: u32) -> Weight {
		Weight::from_parts(236_492_947, 25196)
			.saturating_add(Weight::from_parts(15_720_372, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(30))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 3009).saturating_mul(n.into()))
	}
	fn cancel_orders(_n: u32) -> Weight {
		Weight::from_parts(71_942_270, 22544)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn cancel_all() -> Weight {
		Weight::from_parts(93_349_000, 22544)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(11_607_000, 1934)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn end_block() -> Weight {
		Weight::from_parts(10_786_000, 1787).saturating_add(ParityDbWeight::get().reads(5))
	}
	fn clear_orders(n: u32) -> Weight {
		Weight::from_parts(8_588_565_299, 386142)
			.saturating_add(Weight::from_parts(570_999_567, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(424))
			.saturating_add(ParityDbWeight::get().reads(6_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(6))
			.saturating_add(ParityDbWeight::get().writes(6_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 40806).saturating_mul(n.into()))
	}
	fn clear_units(n: u32) -> Weight {
		Weight::from_parts(8_431_614_567, 386142)
			.saturating_add(Weight::from_parts(464_523_090, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(429))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(9))
			.saturating_add(ParityDbWeight::get().writes(1_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 21554).saturating_mul(n.into()))
	}
	fn clear_cancels(n: u32) -> Weight {
		Weight::from_parts(1_314_093_403, 43947)
			.saturating_add(Weight::from_parts(139_004_076, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(31))
			.saturating_add(ParityDbWeight::get().reads(6_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(3))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 40806).saturating_mul(n.into()))
	}
	fn sweep() -> Weight {
		Weight::from_parts(89_974_000, 62199)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
}
