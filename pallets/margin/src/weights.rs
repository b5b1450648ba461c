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
	/// At its limits.
	fn read_page() -> Weight;
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
		// Minimum execution time: 66_709_000 picoseconds.
		Weight::from_parts(87_961_000, 4539)
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
		// Minimum execution time: 102_052_000 picoseconds.
		Weight::from_parts(128_041_000, 22416)
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
		// Minimum execution time: 177_785_000 picoseconds.
		Weight::from_parts(211_475_000, 7794)
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
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Margin::Models` (r:8 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Margin::OpenInterest` (r:128 w:0)
	// Storage: `Margin::Collaterals` (r:1 w:0)
	// Storage: `Margin::Limits` (r:1 w:0)
	// Storage: `Margin::Flows` (r:1 w:1)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Storage: `Assets::Account` (r:2 w:2)
	// Storage: `Margin::Liabilities` (r:1 w:1)
	fn withdraw(p: u32, o: u32) -> Weight {
		// Minimum execution time: 4_373_773_000 picoseconds.
		Weight::from_parts(1_038_698_995, 22416)
			// Standard error of `p`: 16_859_045.
			.saturating_add(Weight::from_parts(134_750_931, 0).saturating_mul(p.into()))
			// Standard error of `o`: 4_221_683.
			.saturating_add(Weight::from_parts(14_249_492, 0).saturating_mul(o.into()))
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
		// Minimum execution time: 134_891_000 picoseconds.
		Weight::from_parts(162_272_000, 7794)
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
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Margin::Models` (r:8 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Margin::OpenInterest` (r:128 w:0)
	// Storage: `Margin::Collaterals` (r:1 w:0)
	fn transfer(p: u32, o: u32) -> Weight {
		// Minimum execution time: 4_156_149_000 picoseconds.
		Weight::from_parts(151_006_263, 22416)
			// Standard error of `p`: 588_249.
			.saturating_add(Weight::from_parts(83_280_357, 0).saturating_mul(p.into()))
			// Standard error of `o`: 147_303.
			.saturating_add(Weight::from_parts(8_009_708, 0).saturating_mul(o.into()))
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
		// Minimum execution time: 57_786_000 picoseconds.
		Weight::from_parts(61_562_000, 6208)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	// Storage: `Assets::Asset` (r:1 w:0)
	// Storage: `Assets::Account` (r:1 w:0)
	// Storage: `Margin::Liabilities` (r:1 w:1)
	// Storage: `Margin::Insurance` (r:1 w:1)
	fn recognise_donation() -> Weight {
		// Minimum execution time: 23_585_000 picoseconds.
		Weight::from_parts(28_132_000, 3675)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Parameters` (r:1 w:1)
	// Storage: `Margin::ParameterChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_parameters() -> Weight {
		// Minimum execution time: 11_537_000 picoseconds.
		Weight::from_parts(12_428_000, 2126)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `Margin::Agents` (r:1 w:1)
	// Storage: `Margin::Keys` (r:1 w:1)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Storage: `System::Account` (r:1 w:1)
	fn set_agent() -> Weight {
		// Minimum execution time: 100_340_000 picoseconds.
		Weight::from_parts(106_078_000, 7794)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `Margin::Agents` (r:1 w:1)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Storage: `Margin::Keys` (r:1 w:1)
	fn remove_agent() -> Weight {
		// Minimum execution time: 46_139_000 picoseconds.
		Weight::from_parts(49_594_000, 7794)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Margin::Models` (r:1 w:1)
	// Storage: `Margin::ModelSteps` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:1)
	fn set_model() -> Weight {
		// Minimum execution time: 54_562_000 picoseconds.
		Weight::from_parts(78_287_000, 5068)
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
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Margin::Models` (r:8 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Margin::OpenInterest` (r:128 w:0)
	fn set_policy(p: u32, o: u32) -> Weight {
		// Minimum execution time: 4_082_148_000 picoseconds.
		Weight::from_parts(4_138_763_000, 22416)
			// Standard error of `p`: 1_137_967.
			.saturating_add(Weight::from_parts(60_260_303, 0).saturating_mul(p.into()))
			// Standard error of `o`: 284_200.
			.saturating_add(Weight::from_parts(2_917_004, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(34))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24392).saturating_mul(p.into()))
	}
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::Pages` (r:1 w:0)
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Oracle::Indices` (r:1 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:1 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Margin::Models` (r:1 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn read_page() -> Weight {
		// Minimum execution time: 108_802_000 picoseconds.
		Weight::from_parts(140_510_000, 25458).saturating_add(T::DbWeight::get().reads(14))
	}
	// Storage: `MarketGuard::CurrentParameters` (r:1 w:0)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `MarketGuard::RecentSlots` (r:1 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::Pages` (r:1 w:1)
	// Storage: `Instruments::SeriesRecords` (r:64 w:0)
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Oracle::Indices` (r:1 w:0)
	// Storage: `Oracle::Parameters` (r:1 w:0)
	// Storage: `Babe::CurrentSlot` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:1 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Margin::Models` (r:1 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Instruments::ExpirySeries` (r:1 w:0)
	// Storage: `Margin::OpenInterest` (r:1 w:0)
	// Storage: `Margin::CounterForPages` (r:1 w:1)
	fn build_page() -> Weight {
		// Minimum execution time: 2_018_100_000 picoseconds.
		Weight::from_parts(2_157_197_000, 165086)
			.saturating_add(T::DbWeight::get().reads(81))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::CleanedPage` (r:1 w:1)
	// Storage: `Margin::Pages` (r:2 w:1)
	// Storage: `Instruments::SeriesRecords` (r:1 w:0)
	// Storage: `Margin::CounterForPages` (r:1 w:1)
	fn clean_page() -> Weight {
		// Minimum execution time: 48_042_000 picoseconds.
		Weight::from_parts(62_023_000, 49926)
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
		// Minimum execution time: 158_766_000 picoseconds.
		Weight::from_parts(188_832_000, 7794)
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
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Margin::Models` (r:8 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:0)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Margin::OpenInterest` (r:128 w:0)
	// Storage: `Margin::Limits` (r:1 w:0)
	// Storage: `Margin::Flows` (r:1 w:1)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Storage: `Assets::Account` (r:2 w:2)
	// Storage: `Margin::CollateralOwed` (r:1 w:1)
	fn withdraw_collateral(p: u32, o: u32) -> Weight {
		// Minimum execution time: 4_356_808_000 picoseconds.
		Weight::from_parts(740_843_144, 22416)
			// Standard error of `p`: 721_976.
			.saturating_add(Weight::from_parts(81_130_880, 0).saturating_mul(p.into()))
			// Standard error of `o`: 180_790.
			.saturating_add(Weight::from_parts(7_608_257, 0).saturating_mul(o.into()))
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
		// Minimum execution time: 30_566_000 picoseconds.
		Weight::from_parts(34_552_000, 3675)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Collaterals` (r:1 w:1)
	// Storage: `Margin::CollateralChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_collateral() -> Weight {
		// Minimum execution time: 16_194_000 picoseconds.
		Weight::from_parts(17_936_000, 4046)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Collaterals` (r:1 w:0)
	// Storage: `Margin::Limits` (r:1 w:1)
	// Storage: `Margin::LimitChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_limits() -> Weight {
		// Minimum execution time: 18_067_000 picoseconds.
		Weight::from_parts(19_969_000, 3854)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Accounts` (r:2 w:0)
	// Storage: `Margin::BlockTrades` (r:1 w:1)
	// Storage: `Balances::Holds` (r:1 w:1)
	fn propose_block_trade() -> Weight {
		// Minimum execution time: 115_513_000 picoseconds.
		Weight::from_parts(147_440_000, 14598)
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
	// Storage: `Margin::FeeCredits` (r:1 w:1)
	// Storage: `Margin::FeesDue` (r:1 w:1)
	// Storage: `Margin::Holders` (r:0 w:32)
	fn accept_block_trade(l: u32, p: u32, o: u32) -> Weight {
		// Minimum execution time: 11_869_703_000 picoseconds.
		Weight::from_parts(1_964_582_392, 43842)
			// Standard error of `p`: 2_706_920.
			.saturating_add(Weight::from_parts(313_408_652, 0).saturating_mul(p.into()))
			// Standard error of `o`: 594_136.
			.saturating_add(Weight::from_parts(15_549_568, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(56))
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
		// Minimum execution time: 105_468_000 picoseconds.
		Weight::from_parts(118_597_000, 7794)
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
	// Storage: `OptionsBook::Parameters` (r:1 w:0)
	// Storage: `Margin::Holders` (r:0 w:32)
	fn transfer_positions(l: u32, p: u32, o: u32) -> Weight {
		// Minimum execution time: 11_878_958_000 picoseconds.
		Weight::from_parts(11_886_950_000, 43842)
			// Standard error of `p`: 4_695_127.
			.saturating_add(Weight::from_parts(274_922_943, 0).saturating_mul(p.into()))
			// Standard error of `o`: 1_112_138.
			.saturating_add(Weight::from_parts(8_249_817, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(49))
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
		Weight::from_parts(87_961_000, 4539)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(4))
	}
	fn close_subaccount() -> Weight {
		Weight::from_parts(128_041_000, 22416)
			.saturating_add(ParityDbWeight::get().reads(6))
			.saturating_add(ParityDbWeight::get().writes(8))
	}
	fn deposit() -> Weight {
		Weight::from_parts(211_475_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(9))
			.saturating_add(ParityDbWeight::get().writes(6))
	}
	fn withdraw(p: u32, o: u32) -> Weight {
		Weight::from_parts(1_038_698_995, 22416)
			.saturating_add(Weight::from_parts(134_750_931, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(14_249_492, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(42))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24390).saturating_mul(p.into()))
	}
	fn complete_withdrawal() -> Weight {
		Weight::from_parts(162_272_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(9))
			.saturating_add(ParityDbWeight::get().writes(6))
	}
	fn transfer(p: u32, o: u32) -> Weight {
		Weight::from_parts(151_006_263, 22416)
			.saturating_add(Weight::from_parts(83_280_357, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(8_009_708, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(37))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24390).saturating_mul(p.into()))
	}
	fn collect_fees() -> Weight {
		Weight::from_parts(61_562_000, 6208)
			.saturating_add(ParityDbWeight::get().reads(8))
			.saturating_add(ParityDbWeight::get().writes(7))
	}
	fn recognise_donation() -> Weight {
		Weight::from_parts(28_132_000, 3675)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(12_428_000, 2126)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_agent() -> Weight {
		Weight::from_parts(106_078_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(4))
	}
	fn remove_agent() -> Weight {
		Weight::from_parts(49_594_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn set_model() -> Weight {
		Weight::from_parts(78_287_000, 5068)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn set_policy(p: u32, o: u32) -> Weight {
		Weight::from_parts(4_138_763_000, 22416)
			.saturating_add(Weight::from_parts(60_260_303, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(2_917_004, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(34))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24392).saturating_mul(p.into()))
	}
	fn read_page() -> Weight {
		Weight::from_parts(140_510_000, 25458).saturating_add(ParityDbWeight::get().reads(14))
	}
	fn build_page() -> Weight {
		Weight::from_parts(2_157_197_000, 165086)
			.saturating_add(ParityDbWeight::get().reads(81))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn clean_page() -> Weight {
		Weight::from_parts(62_023_000, 49926)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn deposit_collateral() -> Weight {
		Weight::from_parts(188_832_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(9))
			.saturating_add(ParityDbWeight::get().writes(6))
	}
	fn withdraw_collateral(p: u32, o: u32) -> Weight {
		Weight::from_parts(740_843_144, 22416)
			.saturating_add(Weight::from_parts(81_130_880, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(7_608_257, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(42))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24390).saturating_mul(p.into()))
	}
	fn list_collateral() -> Weight {
		Weight::from_parts(34_552_000, 3675)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_collateral() -> Weight {
		Weight::from_parts(17_936_000, 4046)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_limits() -> Weight {
		Weight::from_parts(19_969_000, 3854)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn propose_block_trade() -> Weight {
		Weight::from_parts(147_440_000, 14598)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn accept_block_trade(l: u32, p: u32, o: u32) -> Weight {
		Weight::from_parts(1_964_582_392, 43842)
			.saturating_add(Weight::from_parts(313_408_652, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(15_549_568, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(56))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(l.into())))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(9))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 2504).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(0, 24391).saturating_mul(p.into()))
	}
	fn withdraw_block_trade() -> Weight {
		Weight::from_parts(118_597_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn transfer_positions(l: u32, p: u32, o: u32) -> Weight {
		Weight::from_parts(11_886_950_000, 43842)
			.saturating_add(Weight::from_parts(274_922_943, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(8_249_817, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(49))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(l.into())))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(2))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 2504).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(0, 24391).saturating_mul(p.into()))
	}
}
