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
		// Minimum execution time: 62_663_000 picoseconds.
		Weight::from_parts(74_371_000, 4539)
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
		// Minimum execution time: 94_201_000 picoseconds.
		Weight::from_parts(114_511_000, 22416)
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
		// Minimum execution time: 195_372_000 picoseconds.
		Weight::from_parts(276_783_000, 7794)
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
		// Minimum execution time: 3_221_094_000 picoseconds.
		Weight::from_parts(852_022_763, 22416)
			// Standard error of `p`: 4_689_838.
			.saturating_add(Weight::from_parts(111_068_047, 0).saturating_mul(p.into()))
			// Standard error of `o`: 1_174_385.
			.saturating_add(Weight::from_parts(4_359_591, 0).saturating_mul(o.into()))
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
		// Minimum execution time: 154_120_000 picoseconds.
		Weight::from_parts(179_338_000, 7794)
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
		// Minimum execution time: 2_899_395_000 picoseconds.
		Weight::from_parts(744_245_873, 22416)
			// Standard error of `p`: 2_388_379.
			.saturating_add(Weight::from_parts(91_720_821, 0).saturating_mul(p.into()))
			// Standard error of `o`: 598_075.
			.saturating_add(Weight::from_parts(5_463_337, 0).saturating_mul(o.into()))
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
		// Minimum execution time: 54_602_000 picoseconds.
		Weight::from_parts(59_029_000, 6208)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	// Storage: `Assets::Asset` (r:1 w:0)
	// Storage: `Assets::Account` (r:1 w:0)
	// Storage: `Margin::Liabilities` (r:1 w:1)
	// Storage: `Margin::Insurance` (r:1 w:1)
	fn recognise_donation() -> Weight {
		// Minimum execution time: 23_264_000 picoseconds.
		Weight::from_parts(25_878_000, 3675)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Parameters` (r:1 w:1)
	// Storage: `Margin::ParameterChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_parameters() -> Weight {
		// Minimum execution time: 10_876_000 picoseconds.
		Weight::from_parts(11_788_000, 2126)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `Margin::Agents` (r:1 w:1)
	// Storage: `Margin::Keys` (r:1 w:1)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Storage: `System::Account` (r:1 w:1)
	fn set_agent() -> Weight {
		// Minimum execution time: 95_192_000 picoseconds.
		Weight::from_parts(101_701_000, 7794)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `Margin::Agents` (r:1 w:1)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Storage: `Margin::Keys` (r:1 w:1)
	fn remove_agent() -> Weight {
		// Minimum execution time: 44_847_000 picoseconds.
		Weight::from_parts(48_663_000, 7794)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Margin::Models` (r:1 w:1)
	// Storage: `Margin::ModelSteps` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Margin::ModelChanges` (r:1 w:1)
	fn set_model() -> Weight {
		// Minimum execution time: 63_605_000 picoseconds.
		Weight::from_parts(79_709_000, 5068)
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
		// Minimum execution time: 3_116_658_000 picoseconds.
		Weight::from_parts(1_064_828_615, 22416)
			// Standard error of `p`: 4_918_306.
			.saturating_add(Weight::from_parts(109_097_570, 0).saturating_mul(p.into()))
			// Standard error of `o`: 1_231_596.
			.saturating_add(Weight::from_parts(4_160_179, 0).saturating_mul(o.into()))
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
		// Minimum execution time: 164_075_000 picoseconds.
		Weight::from_parts(262_654_887, 21542)
			// Standard error of `p`: 331_139.
			.saturating_add(Weight::from_parts(89_347_063, 0).saturating_mul(p.into()))
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
		// Minimum execution time: 122_994_000 picoseconds.
		Weight::from_parts(99_878_625, 1557)
			// Standard error of `n`: 1_920_393.
			.saturating_add(Weight::from_parts(59_227_291, 0).saturating_mul(n.into()))
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
		// Minimum execution time: 2_029_627_000 picoseconds.
		Weight::from_parts(2_184_949_000, 165086)
			.saturating_add(T::DbWeight::get().reads(81))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::CleanedPage` (r:1 w:1)
	// Storage: `Margin::Pages` (r:2 w:1)
	// Storage: `Instruments::SeriesRecords` (r:1 w:0)
	// Storage: `Margin::CounterForPages` (r:1 w:1)
	fn clean_page() -> Weight {
		// Minimum execution time: 56_775_000 picoseconds.
		Weight::from_parts(72_649_000, 49926)
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
		// Minimum execution time: 195_611_000 picoseconds.
		Weight::from_parts(215_021_000, 7794)
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
		// Minimum execution time: 3_280_773_000 picoseconds.
		Weight::from_parts(4_037_948_826, 22416)
			// Standard error of `p`: 6_326_185.
			.saturating_add(Weight::from_parts(107_020_936, 0).saturating_mul(p.into()))
			// Standard error of `o`: 1_584_143.
			.saturating_add(Weight::from_parts(149_544, 0).saturating_mul(o.into()))
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
		// Minimum execution time: 31_146_000 picoseconds.
		Weight::from_parts(34_952_000, 3675)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Collaterals` (r:1 w:1)
	// Storage: `Margin::CollateralChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_collateral() -> Weight {
		// Minimum execution time: 14_892_000 picoseconds.
		Weight::from_parts(18_398_000, 4046)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Collaterals` (r:1 w:0)
	// Storage: `Margin::Limits` (r:1 w:1)
	// Storage: `Margin::LimitChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_limits() -> Weight {
		// Minimum execution time: 17_176_000 picoseconds.
		Weight::from_parts(20_771_000, 3854)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Accounts` (r:2 w:0)
	// Storage: `Margin::BlockTrades` (r:1 w:1)
	// Storage: `Balances::Holds` (r:1 w:1)
	fn propose_block_trade() -> Weight {
		// Minimum execution time: 104_295_000 picoseconds.
		Weight::from_parts(130_034_000, 14598)
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
		// Minimum execution time: 8_379_779_000 picoseconds.
		Weight::from_parts(8_431_976_000, 43842)
			// Standard error of `p`: 2_905_470.
			.saturating_add(Weight::from_parts(73_729_359, 0).saturating_mul(p.into()))
			// Standard error of `o`: 688_220.
			.saturating_add(Weight::from_parts(6_479_575, 0).saturating_mul(o.into()))
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
		// Minimum execution time: 76_113_000 picoseconds.
		Weight::from_parts(103_564_000, 7794)
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
		// Minimum execution time: 8_386_639_000 picoseconds.
		Weight::from_parts(8_399_728_000, 43842)
			// Standard error of `p`: 6_517_686.
			.saturating_add(Weight::from_parts(67_921_788, 0).saturating_mul(p.into()))
			// Standard error of `o`: 1_543_849.
			.saturating_add(Weight::from_parts(7_754_378, 0).saturating_mul(o.into()))
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
		Weight::from_parts(74_371_000, 4539)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(4))
	}
	fn close_subaccount() -> Weight {
		Weight::from_parts(114_511_000, 22416)
			.saturating_add(ParityDbWeight::get().reads(6))
			.saturating_add(ParityDbWeight::get().writes(8))
	}
	fn deposit() -> Weight {
		Weight::from_parts(276_783_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(9))
			.saturating_add(ParityDbWeight::get().writes(6))
	}
	fn withdraw(p: u32, o: u32) -> Weight {
		Weight::from_parts(852_022_763, 22416)
			.saturating_add(Weight::from_parts(111_068_047, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(4_359_591, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(42))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24390).saturating_mul(p.into()))
	}
	fn complete_withdrawal() -> Weight {
		Weight::from_parts(179_338_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(9))
			.saturating_add(ParityDbWeight::get().writes(6))
	}
	fn transfer(p: u32, o: u32) -> Weight {
		Weight::from_parts(744_245_873, 22416)
			.saturating_add(Weight::from_parts(91_720_821, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(5_463_337, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(37))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24390).saturating_mul(p.into()))
	}
	fn collect_fees() -> Weight {
		Weight::from_parts(59_029_000, 6208)
			.saturating_add(ParityDbWeight::get().reads(8))
			.saturating_add(ParityDbWeight::get().writes(7))
	}
	fn recognise_donation() -> Weight {
		Weight::from_parts(25_878_000, 3675)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(11_788_000, 2126)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_agent() -> Weight {
		Weight::from_parts(101_701_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(4))
	}
	fn remove_agent() -> Weight {
		Weight::from_parts(48_663_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn set_model() -> Weight {
		Weight::from_parts(79_709_000, 5068)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn set_policy(p: u32, o: u32) -> Weight {
		Weight::from_parts(1_064_828_615, 22416)
			.saturating_add(Weight::from_parts(109_097_570, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(4_160_179, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(36))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24390).saturating_mul(p.into()))
	}
	fn check_in(p: u32) -> Weight {
		Weight::from_parts(262_654_887, 21542)
			.saturating_add(Weight::from_parts(89_347_063, 0).saturating_mul(p.into()))
			.saturating_add(ParityDbWeight::get().reads(31))
			.saturating_add(ParityDbWeight::get().reads(3_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 24468).saturating_mul(p.into()))
	}
	fn read_pages(n: u32) -> Weight {
		Weight::from_parts(99_878_625, 1557)
			.saturating_add(Weight::from_parts(59_227_291, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(9))
			.saturating_add(ParityDbWeight::get().reads(5_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 24468).saturating_mul(n.into()))
	}
	fn build_page() -> Weight {
		Weight::from_parts(2_184_949_000, 165086)
			.saturating_add(ParityDbWeight::get().reads(81))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn clean_page() -> Weight {
		Weight::from_parts(72_649_000, 49926)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn deposit_collateral() -> Weight {
		Weight::from_parts(215_021_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(9))
			.saturating_add(ParityDbWeight::get().writes(6))
	}
	fn withdraw_collateral(p: u32, o: u32) -> Weight {
		Weight::from_parts(4_037_948_826, 22416)
			.saturating_add(Weight::from_parts(107_020_936, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(149_544, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(42))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 24390).saturating_mul(p.into()))
	}
	fn list_collateral() -> Weight {
		Weight::from_parts(34_952_000, 3675)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_collateral() -> Weight {
		Weight::from_parts(18_398_000, 4046)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_limits() -> Weight {
		Weight::from_parts(20_771_000, 3854)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn propose_block_trade() -> Weight {
		Weight::from_parts(130_034_000, 14598)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn accept_block_trade(l: u32, p: u32, o: u32) -> Weight {
		Weight::from_parts(8_431_976_000, 43842)
			.saturating_add(Weight::from_parts(73_729_359, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(6_479_575, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(57))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(l.into())))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(9))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 2504).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(0, 24391).saturating_mul(p.into()))
	}
	fn withdraw_block_trade() -> Weight {
		Weight::from_parts(103_564_000, 7794)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn transfer_positions(l: u32, p: u32, o: u32) -> Weight {
		Weight::from_parts(8_399_728_000, 43842)
			.saturating_add(Weight::from_parts(67_921_788, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(7_754_378, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(50))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(l.into())))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(2))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 2504).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(0, 24391).saturating_mul(p.into()))
	}
}
