//! Weights of `pallet_margin`, measured by `scripts/bench.sh`: do not edit.
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
	fn open_subaccount() -> Weight;
	/// At its limits.
	fn close_subaccount() -> Weight;
	/// At its limits.
	fn deposit() -> Weight;
	/// For `p` in `0..=128`, `o` in `0..=512`, as measured.
	fn withdraw(p: u32, o: u32) -> Weight;
	/// At its limits.
	fn complete_withdrawal() -> Weight;
	/// For `p` in `0..=128`, `o` in `0..=512`, as measured.
	fn transfer(p: u32, o: u32) -> Weight;
	/// At its limits.
	fn collect_fees() -> Weight;
	/// At its limits.
	fn recognise_donation() -> Weight;
	/// At its limits.
	fn set_parameters() -> Weight;
	/// At its limits.
	fn set_agent() -> Weight;
	/// At its limits.
	fn remove_agent() -> Weight;
	/// At its limits.
	fn set_model() -> Weight;
	/// For `p` in `0..=128`, `o` in `0..=512`, as measured.
	fn set_policy(p: u32, o: u32) -> Weight;
	/// For `p` in `0..=128`, as measured.
	fn check_in(p: u32) -> Weight;
	/// For `n` in `1..=3`, as measured.
	fn read_pages(n: u32) -> Weight;
	/// At its limits.
	fn build_page() -> Weight;
	/// At its limits.
	fn clean_page() -> Weight;
	/// At its limits.
	fn deposit_collateral() -> Weight;
	/// For `p` in `0..=128`, `o` in `0..=512`, as measured.
	fn withdraw_collateral(p: u32, o: u32) -> Weight;
	/// At its limits.
	fn list_collateral() -> Weight;
	/// At its limits.
	fn set_collateral() -> Weight;
	/// At its limits.
	fn set_limits() -> Weight;
	/// At its limits.
	fn propose_block_trade() -> Weight;
	/// For `l` in `1..=16`, `p` in `16..=128`, `o` in `0..=512`, as measured.
	fn accept_block_trade(l: u32, p: u32, o: u32) -> Weight;
	/// At its limits.
	fn withdraw_block_trade() -> Weight;
	/// For `l` in `1..=16`, `p` in `16..=128`, `o` in `0..=512`, as measured.
	fn transfer_positions(l: u32, p: u32, o: u32) -> Weight;
}

/// Weights under the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `Margin::NextSubaccount` (r:1 w:1)
	// Storage: `Margin::OwnedBy` (r:1 w:1)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Storage: `Margin::Accounts` (r:0 w:1)
	fn open_subaccount() -> Weight {
		// Minimum execution time: 65_678_000 picoseconds.
		Weight::from_parts(73_600_000, 4539)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	// Storage: `Margin::Accounts` (r:1 w:1)
	// Storage: `Margin::OpenOrders` (r:1 w:1)
	// Storage: `Margin::Keys` (r:1 w:1)
	// Storage: `Margin::BlockTrades` (r:1 w:0)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Storage: `Margin::OwnedBy` (r:1 w:1)
	// Storage: `OptionsBook::Volumes` (r:0 w:1)
	// Storage: `OptionsBook::Spent` (r:0 w:1)
	// Storage: `OptionsBook::Guards` (r:0 w:1)
	fn close_subaccount() -> Weight {
		// Minimum execution time: 93_049_000 picoseconds.
		Weight::from_parts(109_824_000, 22416)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	// Storage: `Margin::Accounts` (r:1 w:1)
	// Storage: `Margin::Limits` (r:1 w:0)
	// Storage: `Margin::Flows` (r:1 w:1)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Storage: `Assets::Account` (r:2 w:2)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Margin::Liabilities` (r:1 w:1)
	fn deposit() -> Weight {
		// Minimum execution time: 189_693_000 picoseconds.
		Weight::from_parts(208_551_000, 7794)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	// Storage: `Margin::Accounts` (r:1 w:1)
	// Storage: `Margin::OpenOrders` (r:1 w:0)
	// Storage: `Instruments::SeriesRecords` (r:128 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::Pages` (r:128 w:0)
	// Storage: `Margin::Models` (r:8 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Margin::OpenInterest` (r:128 w:0)
	// Storage: `Margin::Collaterals` (r:1 w:0)
	// Storage: `Margin::Limits` (r:1 w:0)
	// Storage: `Margin::Flows` (r:1 w:1)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Storage: `Assets::Account` (r:2 w:2)
	// Storage: `Margin::Liabilities` (r:1 w:1)
	fn withdraw(p: u32, o: u32) -> Weight {
		// Minimum execution time: 3_227_133_000 picoseconds.
		Weight::from_parts(577_930_933, 22416)
			// Standard error of `p`: 899_266.
			.saturating_add(Weight::from_parts(98_237_624, 0).saturating_mul(p.into()))
			// Standard error of `o`: 225_185.
			.saturating_add(Weight::from_parts(5_454_791, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(42))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24390).saturating_mul(p.into()))
	}
	// Storage: `Margin::Accounts` (r:1 w:1)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Margin::Limits` (r:1 w:0)
	// Storage: `Margin::Flows` (r:1 w:1)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Storage: `Assets::Account` (r:2 w:2)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Margin::Liabilities` (r:1 w:1)
	fn complete_withdrawal() -> Weight {
		// Minimum execution time: 156_773_000 picoseconds.
		Weight::from_parts(171_515_000, 7794)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	// Storage: `Margin::Accounts` (r:2 w:2)
	// Storage: `Margin::OpenOrders` (r:1 w:0)
	// Storage: `Instruments::SeriesRecords` (r:128 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::Pages` (r:128 w:0)
	// Storage: `Margin::Models` (r:8 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Margin::OpenInterest` (r:128 w:0)
	// Storage: `Margin::Collaterals` (r:1 w:0)
	fn transfer(p: u32, o: u32) -> Weight {
		// Minimum execution time: 3_140_614_000 picoseconds.
		Weight::from_parts(3_219_011_000, 22416)
			// Standard error of `p`: 1_208_255.
			.saturating_add(Weight::from_parts(83_388_624, 0).saturating_mul(p.into()))
			// Standard error of `o`: 301_754.
			.saturating_add(Weight::from_parts(2_545_825, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(37))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24390).saturating_mul(p.into()))
	}
	// Storage: `Margin::FeesDue` (r:1 w:1)
	// Storage: `Margin::FeeCredits` (r:1 w:1)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Margin::Liabilities` (r:1 w:1)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Storage: `Assets::Account` (r:2 w:2)
	// Storage: `System::Account` (r:1 w:1)
	fn collect_fees() -> Weight {
		// Minimum execution time: 52_358_000 picoseconds.
		Weight::from_parts(60_951_000, 6208)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	// Storage: `Assets::Asset` (r:1 w:0)
	// Storage: `Assets::Account` (r:1 w:0)
	// Storage: `Margin::Liabilities` (r:1 w:1)
	// Storage: `Margin::Insurance` (r:1 w:1)
	fn recognise_donation() -> Weight {
		// Minimum execution time: 23_746_000 picoseconds.
		Weight::from_parts(28_032_000, 3675)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Parameters` (r:1 w:1)
	// Storage: `Margin::ParameterChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_parameters() -> Weight {
		// Minimum execution time: 11_247_000 picoseconds.
		Weight::from_parts(12_148_000, 2126)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `Margin::Agents` (r:1 w:1)
	// Storage: `Margin::Keys` (r:1 w:1)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Storage: `System::Account` (r:1 w:1)
	fn set_agent() -> Weight {
		// Minimum execution time: 96_344_000 picoseconds.
		Weight::from_parts(105_507_000, 7794)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `Margin::Agents` (r:1 w:1)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Storage: `Margin::Keys` (r:1 w:1)
	fn remove_agent() -> Weight {
		// Minimum execution time: 45_858_000 picoseconds.
		Weight::from_parts(49_134_000, 7794)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Margin::Models` (r:1 w:1)
	// Storage: `Margin::ModelSteps` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:1)
	fn set_model() -> Weight {
		// Minimum execution time: 58_868_000 picoseconds.
		Weight::from_parts(80_019_000, 5068)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// Storage: `Margin::Accounts` (r:1 w:1)
	// Storage: `Margin::OpenOrders` (r:1 w:0)
	// Storage: `Instruments::SeriesRecords` (r:128 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::Pages` (r:128 w:0)
	// Storage: `Margin::Models` (r:8 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Margin::OpenInterest` (r:128 w:0)
	// Storage: `Margin::Collaterals` (r:1 w:0)
	fn set_policy(p: u32, o: u32) -> Weight {
		// Minimum execution time: 3_161_636_000 picoseconds.
		Weight::from_parts(254_664_662, 22416)
			// Standard error of `p`: 1_026_545.
			.saturating_add(Weight::from_parts(94_927_384, 0).saturating_mul(p.into()))
			// Standard error of `o`: 257_057.
			.saturating_add(Weight::from_parts(5_934_866, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(36))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24390).saturating_mul(p.into()))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `Margin::Agents` (r:1 w:1)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::Pages` (r:128 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Margin::Models` (r:8 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Margin::OpenInterest` (r:128 w:0)
	// Storage: `Margin::Collaterals` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:2 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	fn check_in(p: u32) -> Weight {
		// Minimum execution time: 161_011_000 picoseconds.
		Weight::from_parts(215_630_270, 21542)
			// Standard error of `p`: 269_205.
			.saturating_add(Weight::from_parts(86_931_586, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(31))
			.saturating_add(T::DbWeight::get().reads(3_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 24468).saturating_mul(p.into()))
	}
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::Pages` (r:3 w:0)
	// Storage: `Instruments::Underlyings` (r:3 w:0)
	// Storage: `Margin::Models` (r:3 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Oracle::Indices` (r:3 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:3 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn read_pages(n: u32) -> Weight {
		// Minimum execution time: 118_087_000 picoseconds.
		Weight::from_parts(104_688_541, 1557)
			// Standard error of `n`: 773_469.
			.saturating_add(Weight::from_parts(43_330_125, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().reads(5_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 24468).saturating_mul(n.into()))
	}
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::Pages` (r:1 w:1)
	// Storage: `Instruments::SeriesRecords` (r:64 w:0)
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Margin::Models` (r:1 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Oracle::Indices` (r:1 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:1 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Instruments::ExpirySeries` (r:1 w:0)
	// Storage: `Margin::OpenInterest` (r:1 w:0)
	// Storage: `Margin::CounterForPages` (r:1 w:1)
	fn build_page() -> Weight {
		// Minimum execution time: 2_019_352_000 picoseconds.
		Weight::from_parts(2_156_546_000, 165086)
			.saturating_add(T::DbWeight::get().reads(81))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::CleanedPage` (r:1 w:1)
	// Storage: `Margin::Pages` (r:2 w:1)
	// Storage: `Instruments::SeriesRecords` (r:1 w:0)
	// Storage: `Margin::CounterForPages` (r:1 w:1)
	fn clean_page() -> Weight {
		// Minimum execution time: 48_242_000 picoseconds.
		Weight::from_parts(59_168_000, 49926)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// Storage: `Margin::Accounts` (r:1 w:1)
	// Storage: `Margin::Collaterals` (r:1 w:0)
	// Storage: `Margin::CollateralOwed` (r:1 w:1)
	// Storage: `Margin::Limits` (r:1 w:0)
	// Storage: `Margin::Flows` (r:1 w:1)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Storage: `Assets::Account` (r:2 w:2)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn deposit_collateral() -> Weight {
		// Minimum execution time: 187_971_000 picoseconds.
		Weight::from_parts(207_469_000, 7794)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	// Storage: `Margin::Accounts` (r:1 w:1)
	// Storage: `Margin::Collaterals` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Margin::OpenOrders` (r:1 w:0)
	// Storage: `Instruments::SeriesRecords` (r:128 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::Pages` (r:128 w:0)
	// Storage: `Margin::Models` (r:8 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Margin::OpenInterest` (r:128 w:0)
	// Storage: `Margin::Limits` (r:1 w:0)
	// Storage: `Margin::Flows` (r:1 w:1)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Storage: `Assets::Account` (r:2 w:2)
	// Storage: `Margin::CollateralOwed` (r:1 w:1)
	fn withdraw_collateral(p: u32, o: u32) -> Weight {
		// Minimum execution time: 3_189_197_000 picoseconds.
		Weight::from_parts(668_692_124, 22416)
			// Standard error of `p`: 2_339_009.
			.saturating_add(Weight::from_parts(96_888_531, 0).saturating_mul(p.into()))
			// Standard error of `o`: 585_712.
			.saturating_add(Weight::from_parts(5_189_827, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(42))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24390).saturating_mul(p.into()))
	}
	// Storage: `Assets::Asset` (r:1 w:0)
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Assets::Account` (r:1 w:0)
	// Storage: `Margin::Collaterals` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Margin::Flows` (r:0 w:1)
	fn list_collateral() -> Weight {
		// Minimum execution time: 30_736_000 picoseconds.
		Weight::from_parts(33_160_000, 3675)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Collaterals` (r:1 w:1)
	// Storage: `Margin::CollateralChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_collateral() -> Weight {
		// Minimum execution time: 15_543_000 picoseconds.
		Weight::from_parts(16_886_000, 4046)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Collaterals` (r:1 w:0)
	// Storage: `Margin::Limits` (r:1 w:1)
	// Storage: `Margin::LimitChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_limits() -> Weight {
		// Minimum execution time: 16_975_000 picoseconds.
		Weight::from_parts(18_758_000, 3854)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Accounts` (r:2 w:0)
	// Storage: `Margin::BlockTrades` (r:1 w:1)
	// Storage: `Balances::Holds` (r:1 w:1)
	fn propose_block_trade() -> Weight {
		// Minimum execution time: 111_476_000 picoseconds.
		Weight::from_parts(131_807_000, 14598)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Accounts` (r:2 w:2)
	// Storage: `Margin::BlockTrades` (r:1 w:1)
	// Storage: `System::Account` (r:1 w:1)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `OptionsBook::Volumes` (r:2 w:2)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Instruments::SeriesRecords` (r:128 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:16 w:0)
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Margin::OpenOrders` (r:2 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::Pages` (r:128 w:0)
	// Storage: `Margin::Models` (r:8 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Margin::OpenInterest` (r:128 w:16)
	// Storage: `Margin::Collaterals` (r:1 w:0)
	// Storage: `Margin::FeeCredits` (r:1 w:1)
	// Storage: `Margin::FeesDue` (r:1 w:1)
	// Storage: `Margin::Holders` (r:0 w:32)
	fn accept_block_trade(l: u32, p: u32, o: u32) -> Weight {
		// Minimum execution time: 8_302_563_000 picoseconds.
		Weight::from_parts(8_352_888_000, 43842)
			// Standard error of `p`: 5_573_218.
			.saturating_add(Weight::from_parts(79_763_011, 0).saturating_mul(p.into()))
			// Standard error of `o`: 1_320_132.
			.saturating_add(Weight::from_parts(7_773_765, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(57))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(l.into())))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(9))
			.saturating_add(T::DbWeight::get().writes(3_u64.saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 2504).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(0, 24391).saturating_mul(p.into()))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `Margin::BlockTrades` (r:1 w:1)
	// Storage: `Balances::Holds` (r:1 w:1)
	fn withdraw_block_trade() -> Weight {
		// Minimum execution time: 80_290_000 picoseconds.
		Weight::from_parts(101_001_000, 7794)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Accounts` (r:2 w:2)
	// Storage: `Instruments::SeriesRecords` (r:128 w:0)
	// Storage: `Instruments::ExpiryRecords` (r:16 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Instruments::Underlyings` (r:8 w:0)
	// Storage: `Oracle::Indices` (r:8 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `MarketGuard::HaltedUntil` (r:8 w:0)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Margin::OpenOrders` (r:2 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::Pages` (r:128 w:0)
	// Storage: `Margin::Models` (r:8 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Margin::OpenInterest` (r:128 w:16)
	// Storage: `Margin::Collaterals` (r:1 w:0)
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `Margin::Holders` (r:0 w:32)
	fn transfer_positions(l: u32, p: u32, o: u32) -> Weight {
		// Minimum execution time: 8_230_065_000 picoseconds.
		Weight::from_parts(1_474_632_489, 43842)
			// Standard error of `p`: 3_480_933.
			.saturating_add(Weight::from_parts(99_116_561, 0).saturating_mul(p.into()))
			// Standard error of `o`: 764_023.
			.saturating_add(Weight::from_parts(11_235_172, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(50))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(l.into())))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(T::DbWeight::get().writes(3_u64.saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 2504).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(0, 24391).saturating_mul(p.into()))
	}
}

/// For tests.
impl WeightInfo for () {
	fn open_subaccount() -> Weight {
		Weight::from_parts(73_600_000, 4539)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(4))
	}
	fn close_subaccount() -> Weight {
		Weight::from_parts(109_824_000, 22416)
			.saturating_add(ParityDbWeight::get().reads(6))
			.saturating_add(ParityDbWeight::get().writes(8))
	}
	fn deposit() -> Weight {
		Weight::from_parts(208_551_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(9))
			.saturating_add(ParityDbWeight::get().writes(6))
	}
	fn withdraw(p: u32, o: u32) -> Weight {
		Weight::from_parts(577_930_933, 22416)
			.saturating_add(Weight::from_parts(98_237_624, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(5_454_791, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(42))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24390).saturating_mul(p.into()))
	}
	fn complete_withdrawal() -> Weight {
		Weight::from_parts(171_515_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(9))
			.saturating_add(ParityDbWeight::get().writes(6))
	}
	fn transfer(p: u32, o: u32) -> Weight {
		Weight::from_parts(3_219_011_000, 22416)
			.saturating_add(Weight::from_parts(83_388_624, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(2_545_825, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(37))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24390).saturating_mul(p.into()))
	}
	fn collect_fees() -> Weight {
		Weight::from_parts(60_951_000, 6208)
			.saturating_add(ParityDbWeight::get().reads(8))
			.saturating_add(ParityDbWeight::get().writes(7))
	}
	fn recognise_donation() -> Weight {
		Weight::from_parts(28_032_000, 3675)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(12_148_000, 2126)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_agent() -> Weight {
		Weight::from_parts(105_507_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(4))
	}
	fn remove_agent() -> Weight {
		Weight::from_parts(49_134_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn set_model() -> Weight {
		Weight::from_parts(80_019_000, 5068)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn set_policy(p: u32, o: u32) -> Weight {
		Weight::from_parts(254_664_662, 22416)
			.saturating_add(Weight::from_parts(94_927_384, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(5_934_866, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(36))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24390).saturating_mul(p.into()))
	}
	fn check_in(p: u32) -> Weight {
		Weight::from_parts(215_630_270, 21542)
			.saturating_add(Weight::from_parts(86_931_586, 0).saturating_mul(p.into()))
			.saturating_add(ParityDbWeight::get().reads(31))
			.saturating_add(ParityDbWeight::get().reads(3_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 24468).saturating_mul(p.into()))
	}
	fn read_pages(n: u32) -> Weight {
		Weight::from_parts(104_688_541, 1557)
			.saturating_add(Weight::from_parts(43_330_125, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(9))
			.saturating_add(ParityDbWeight::get().reads(5_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 24468).saturating_mul(n.into()))
	}
	fn build_page() -> Weight {
		Weight::from_parts(2_156_546_000, 165086)
			.saturating_add(ParityDbWeight::get().reads(81))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn clean_page() -> Weight {
		Weight::from_parts(59_168_000, 49926)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn deposit_collateral() -> Weight {
		Weight::from_parts(207_469_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(9))
			.saturating_add(ParityDbWeight::get().writes(6))
	}
	fn withdraw_collateral(p: u32, o: u32) -> Weight {
		Weight::from_parts(668_692_124, 22416)
			.saturating_add(Weight::from_parts(96_888_531, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(5_189_827, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(42))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24390).saturating_mul(p.into()))
	}
	fn list_collateral() -> Weight {
		Weight::from_parts(33_160_000, 3675)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_collateral() -> Weight {
		Weight::from_parts(16_886_000, 4046)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_limits() -> Weight {
		Weight::from_parts(18_758_000, 3854)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn propose_block_trade() -> Weight {
		Weight::from_parts(131_807_000, 14598)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn accept_block_trade(l: u32, p: u32, o: u32) -> Weight {
		Weight::from_parts(8_352_888_000, 43842)
			.saturating_add(Weight::from_parts(79_763_011, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(7_773_765, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(57))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(l.into())))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(9))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 2504).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(0, 24391).saturating_mul(p.into()))
	}
	fn withdraw_block_trade() -> Weight {
		Weight::from_parts(101_001_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn transfer_positions(l: u32, p: u32, o: u32) -> Weight {
		Weight::from_parts(1_474_632_489, 43842)
			.saturating_add(Weight::from_parts(99_116_561, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(11_235_172, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(50))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(l.into())))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(2))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 2504).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(0, 24391).saturating_mul(p.into()))
	}
}
