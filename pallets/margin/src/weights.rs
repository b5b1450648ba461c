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
		// Minimum execution time: 65_758_000 picoseconds.
		Weight::from_parts(89_764_000, 4539)
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
		// Minimum execution time: 96_584_000 picoseconds.
		Weight::from_parts(135_071_000, 22416)
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
		// Minimum execution time: 153_419_000 picoseconds.
		Weight::from_parts(196_933_000, 7794)
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
		// Minimum execution time: 3_747_630_000 picoseconds.
		Weight::from_parts(637_983_603, 22416)
			// Standard error of `p`: 1_723_890.
			.saturating_add(Weight::from_parts(84_775_561, 0).saturating_mul(p.into()))
			// Standard error of `o`: 431_680.
			.saturating_add(Weight::from_parts(6_447_839, 0).saturating_mul(o.into()))
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
		// Minimum execution time: 123_614_000 picoseconds.
		Weight::from_parts(157_014_000, 7794)
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
		// Minimum execution time: 3_649_293_000 picoseconds.
		Weight::from_parts(213_698_516, 22416)
			// Standard error of `p`: 2_312_192.
			.saturating_add(Weight::from_parts(89_732_816, 0).saturating_mul(p.into()))
			// Standard error of `o`: 578_997.
			.saturating_add(Weight::from_parts(7_160_669, 0).saturating_mul(o.into()))
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
		// Minimum execution time: 55_353_000 picoseconds.
		Weight::from_parts(69_113_000, 6208)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	// Storage: `Assets::Asset` (r:1 w:0)
	// Storage: `Assets::Account` (r:1 w:0)
	// Storage: `Margin::Liabilities` (r:1 w:1)
	// Storage: `Margin::Insurance` (r:1 w:1)
	fn recognise_donation() -> Weight {
		// Minimum execution time: 24_347_000 picoseconds.
		Weight::from_parts(28_863_000, 3675)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Parameters` (r:1 w:1)
	// Storage: `Margin::ParameterChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_parameters() -> Weight {
		// Minimum execution time: 10_445_000 picoseconds.
		Weight::from_parts(12_449_000, 2126)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `Margin::Agents` (r:1 w:1)
	// Storage: `Margin::Keys` (r:1 w:1)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Storage: `System::Account` (r:1 w:1)
	fn set_agent() -> Weight {
		// Minimum execution time: 98_126_000 picoseconds.
		Weight::from_parts(104_876_000, 7794)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `Margin::Agents` (r:1 w:1)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Storage: `Margin::Keys` (r:1 w:1)
	fn remove_agent() -> Weight {
		// Minimum execution time: 43_735_000 picoseconds.
		Weight::from_parts(48_182_000, 7794)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Margin::Models` (r:1 w:1)
	// Storage: `Margin::ModelSteps` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:1)
	fn set_model() -> Weight {
		// Minimum execution time: 56_044_000 picoseconds.
		Weight::from_parts(81_661_000, 5068)
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
		// Minimum execution time: 3_507_701_000 picoseconds.
		Weight::from_parts(623_946_414, 22416)
			// Standard error of `p`: 1_490_661.
			.saturating_add(Weight::from_parts(78_817_391, 0).saturating_mul(p.into()))
			// Standard error of `o`: 373_277.
			.saturating_add(Weight::from_parts(6_645_567, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(34))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24390).saturating_mul(p.into()))
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
	fn read_pages(n: u32) -> Weight {
		// Minimum execution time: 106_749_000 picoseconds.
		Weight::from_parts(142_813_000, 25458)
			.saturating_mul(n.into())
			.saturating_add(T::DbWeight::get().reads(14 * u64::from(n)))
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
		// Minimum execution time: 2_015_836_000 picoseconds.
		Weight::from_parts(2_173_312_000, 165086)
			.saturating_add(T::DbWeight::get().reads(81))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::CleanedPage` (r:1 w:1)
	// Storage: `Margin::Pages` (r:2 w:1)
	// Storage: `Instruments::SeriesRecords` (r:1 w:0)
	// Storage: `Margin::CounterForPages` (r:1 w:1)
	fn clean_page() -> Weight {
		// Minimum execution time: 48_062_000 picoseconds.
		Weight::from_parts(65_448_000, 49926)
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
		// Minimum execution time: 166_078_000 picoseconds.
		Weight::from_parts(196_363_000, 7794)
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
		// Minimum execution time: 3_758_696_000 picoseconds.
		Weight::from_parts(404_828_888, 22416)
			// Standard error of `p`: 2_421_072.
			.saturating_add(Weight::from_parts(83_330_603, 0).saturating_mul(p.into()))
			// Standard error of `o`: 606_262.
			.saturating_add(Weight::from_parts(7_229_226, 0).saturating_mul(o.into()))
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
		// Minimum execution time: 31_888_000 picoseconds.
		Weight::from_parts(36_014_000, 3675)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Collaterals` (r:1 w:1)
	// Storage: `Margin::CollateralChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_collateral() -> Weight {
		// Minimum execution time: 16_014_000 picoseconds.
		Weight::from_parts(17_767_000, 4046)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Collaterals` (r:1 w:0)
	// Storage: `Margin::Limits` (r:1 w:1)
	// Storage: `Margin::LimitChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_limits() -> Weight {
		// Minimum execution time: 18_097_000 picoseconds.
		Weight::from_parts(20_260_000, 3854)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Accounts` (r:2 w:0)
	// Storage: `Margin::BlockTrades` (r:1 w:1)
	// Storage: `Balances::Holds` (r:1 w:1)
	fn propose_block_trade() -> Weight {
		// Minimum execution time: 109_033_000 picoseconds.
		Weight::from_parts(130_665_000, 14598)
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
		// Minimum execution time: 10_334_304_000 picoseconds.
		Weight::from_parts(524_916_262, 43842)
			// Standard error of `p`: 2_777_885.
			.saturating_add(Weight::from_parts(311_320_294, 0).saturating_mul(p.into()))
			// Standard error of `o`: 609_712.
			.saturating_add(Weight::from_parts(13_211_381, 0).saturating_mul(o.into()))
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
		// Minimum execution time: 79_228_000 picoseconds.
		Weight::from_parts(106_669_000, 7794)
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
		// Minimum execution time: 10_320_433_000 picoseconds.
		Weight::from_parts(10_327_273_000, 43842)
			// Standard error of `p`: 3_774_326.
			.saturating_add(Weight::from_parts(275_394_855, 0).saturating_mul(p.into()))
			// Standard error of `o`: 894_027.
			.saturating_add(Weight::from_parts(6_353_750, 0).saturating_mul(o.into()))
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
		Weight::from_parts(89_764_000, 4539)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(4))
	}
	fn close_subaccount() -> Weight {
		Weight::from_parts(135_071_000, 22416)
			.saturating_add(ParityDbWeight::get().reads(6))
			.saturating_add(ParityDbWeight::get().writes(8))
	}
	fn deposit() -> Weight {
		Weight::from_parts(196_933_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(9))
			.saturating_add(ParityDbWeight::get().writes(6))
	}
	fn withdraw(p: u32, o: u32) -> Weight {
		Weight::from_parts(637_983_603, 22416)
			.saturating_add(Weight::from_parts(84_775_561, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(6_447_839, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(42))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24390).saturating_mul(p.into()))
	}
	fn complete_withdrawal() -> Weight {
		Weight::from_parts(157_014_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(9))
			.saturating_add(ParityDbWeight::get().writes(6))
	}
	fn transfer(p: u32, o: u32) -> Weight {
		Weight::from_parts(213_698_516, 22416)
			.saturating_add(Weight::from_parts(89_732_816, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(7_160_669, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(37))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24390).saturating_mul(p.into()))
	}
	fn collect_fees() -> Weight {
		Weight::from_parts(69_113_000, 6208)
			.saturating_add(ParityDbWeight::get().reads(8))
			.saturating_add(ParityDbWeight::get().writes(7))
	}
	fn recognise_donation() -> Weight {
		Weight::from_parts(28_863_000, 3675)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(12_449_000, 2126)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_agent() -> Weight {
		Weight::from_parts(104_876_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(4))
	}
	fn remove_agent() -> Weight {
		Weight::from_parts(48_182_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn set_model() -> Weight {
		Weight::from_parts(81_661_000, 5068)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn set_policy(p: u32, o: u32) -> Weight {
		Weight::from_parts(623_946_414, 22416)
			.saturating_add(Weight::from_parts(78_817_391, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(6_645_567, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(34))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24390).saturating_mul(p.into()))
	}
	fn read_pages(n: u32) -> Weight {
		Weight::from_parts(142_813_000, 25458)
			.saturating_mul(n.into())
			.saturating_add(ParityDbWeight::get().reads(14).saturating_mul(n.into()))
	}
	fn build_page() -> Weight {
		Weight::from_parts(2_173_312_000, 165086)
			.saturating_add(ParityDbWeight::get().reads(81))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn clean_page() -> Weight {
		Weight::from_parts(65_448_000, 49926)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn deposit_collateral() -> Weight {
		Weight::from_parts(196_363_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(9))
			.saturating_add(ParityDbWeight::get().writes(6))
	}
	fn withdraw_collateral(p: u32, o: u32) -> Weight {
		Weight::from_parts(404_828_888, 22416)
			.saturating_add(Weight::from_parts(83_330_603, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(7_229_226, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(42))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24390).saturating_mul(p.into()))
	}
	fn list_collateral() -> Weight {
		Weight::from_parts(36_014_000, 3675)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_collateral() -> Weight {
		Weight::from_parts(17_767_000, 4046)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_limits() -> Weight {
		Weight::from_parts(20_260_000, 3854)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn propose_block_trade() -> Weight {
		Weight::from_parts(130_665_000, 14598)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn accept_block_trade(l: u32, p: u32, o: u32) -> Weight {
		Weight::from_parts(524_916_262, 43842)
			.saturating_add(Weight::from_parts(311_320_294, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(13_211_381, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(56))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(l.into())))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(9))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 2504).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(0, 24391).saturating_mul(p.into()))
	}
	fn withdraw_block_trade() -> Weight {
		Weight::from_parts(106_669_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn transfer_positions(l: u32, p: u32, o: u32) -> Weight {
		Weight::from_parts(10_327_273_000, 43842)
			.saturating_add(Weight::from_parts(275_394_855, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(6_353_750, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(49))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(l.into())))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(2))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 2504).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(0, 24391).saturating_mul(p.into()))
	}
}
