//! Weights of `pallet_margin`, measured by `scripts/bench.sh`: do not edit.
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
		// Minimum execution time: 59_730_000 picoseconds.
		Weight::from_parts(69_834_000, 4539)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	// Storage: `Margin::Accounts` (r:1 w:1)
	// Storage: `Margin::OpenOrders` (r:1 w:1)
	// Storage: `Margin::Keys` (r:1 w:1)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Storage: `Margin::OwnedBy` (r:1 w:1)
	// Storage: `OptionsBook::Volumes` (r:0 w:1)
	// Storage: `OptionsBook::Spent` (r:0 w:1)
	// Storage: `OptionsBook::Guards` (r:0 w:1)
	fn close_subaccount() -> Weight {
		// Minimum execution time: 68_111_000 picoseconds.
		Weight::from_parts(91_636_000, 22416)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	// Storage: `Margin::Accounts` (r:1 w:1)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Storage: `Assets::Account` (r:2 w:2)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Margin::Liabilities` (r:1 w:1)
	fn deposit() -> Weight {
		// Minimum execution time: 95_894_000 picoseconds.
		Weight::from_parts(149_793_000, 7696)
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
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::Liabilities` (r:1 w:1)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Storage: `Assets::Account` (r:2 w:2)
	fn withdraw(p: u32, o: u32) -> Weight {
		// Minimum execution time: 2_428_773_000 picoseconds.
		Weight::from_parts(285_548_395, 22416)
			// Standard error of `p`: 116_602.
			.saturating_add(Weight::from_parts(18_316_208, 0).saturating_mul(p.into()))
			// Standard error of `o`: 29_236.
			.saturating_add(Weight::from_parts(5_128_664, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(38))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 3).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 2619).saturating_mul(p.into()))
	}
	// Storage: `Margin::Accounts` (r:1 w:1)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Margin::Liabilities` (r:1 w:1)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Storage: `Assets::Account` (r:2 w:2)
	fn complete_withdrawal() -> Weight {
		// Minimum execution time: 77_726_000 picoseconds.
		Weight::from_parts(91_747_000, 7696)
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
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	fn transfer(p: u32, o: u32) -> Weight {
		// Minimum execution time: 2_430_355_000 picoseconds.
		Weight::from_parts(234_210_611, 22416)
			// Standard error of `p`: 116_200.
			.saturating_add(Weight::from_parts(18_282_602, 0).saturating_mul(p.into()))
			// Standard error of `o`: 29_136.
			.saturating_add(Weight::from_parts(5_216_582, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(33))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 3).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 2619).saturating_mul(p.into()))
	}
	// Storage: `Margin::FeesDue` (r:1 w:1)
	// Storage: `Margin::FeeCredits` (r:1 w:1)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Margin::Liabilities` (r:1 w:1)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Storage: `Assets::Account` (r:2 w:2)
	// Storage: `System::Account` (r:1 w:1)
	fn collect_fees() -> Weight {
		// Minimum execution time: 55_073_000 picoseconds.
		Weight::from_parts(60_200_000, 6208)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	// Storage: `Assets::Asset` (r:1 w:0)
	// Storage: `Assets::Account` (r:1 w:0)
	// Storage: `Margin::Liabilities` (r:1 w:1)
	// Storage: `Margin::Insurance` (r:1 w:1)
	fn recognise_donation() -> Weight {
		// Minimum execution time: 23_195_000 picoseconds.
		Weight::from_parts(25_578_000, 3675)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Parameters` (r:1 w:1)
	// Storage: `Margin::ParameterChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_parameters() -> Weight {
		// Minimum execution time: 10_496_000 picoseconds.
		Weight::from_parts(11_968_000, 2126)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `Margin::Agents` (r:1 w:1)
	// Storage: `Margin::Keys` (r:1 w:1)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Storage: `System::Account` (r:1 w:1)
	fn set_agent() -> Weight {
		// Minimum execution time: 94_682_000 picoseconds.
		Weight::from_parts(102_704_000, 7696)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	// Storage: `Margin::Accounts` (r:1 w:0)
	// Storage: `Margin::Agents` (r:1 w:1)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Storage: `Margin::Keys` (r:1 w:1)
	fn remove_agent() -> Weight {
		// Minimum execution time: 43_665_000 picoseconds.
		Weight::from_parts(47_080_000, 7696)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// Storage: `Margin::Parameters` (r:1 w:1)
	// Storage: `Margin::ParameterChanges` (r:1 w:1)
	// Storage: `Timestamp::Now` (r:1 w:0)
	fn set_model() -> Weight {
		// Minimum execution time: 10_496_000 picoseconds.
		Weight::from_parts(11_968_000, 2126)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
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
	// Storage: `Oracle::Slices` (r:128 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Margin::Parameters` (r:1 w:0)
	// Storage: `Margin::Liabilities` (r:1 w:1)
	// Storage: `Assets::Asset` (r:1 w:1)
	// Storage: `Assets::Account` (r:2 w:2)
	fn set_policy(p: u32, o: u32) -> Weight {
		// Minimum execution time: 2_428_773_000 picoseconds.
		Weight::from_parts(285_548_395, 22416)
			// Standard error of `p`: 116_602.
			.saturating_add(Weight::from_parts(18_316_208, 0).saturating_mul(p.into()))
			// Standard error of `o`: 29_236.
			.saturating_add(Weight::from_parts(5_128_664, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(33))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(Weight::from_parts(0, 3).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 2619).saturating_mul(p.into()))
	}
	fn read_page() -> Weight {
		Weight::from_parts(60_000_000, 30_000)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(0))
	}
	fn build_page() -> Weight {
		Weight::from_parts(900_000_000, 30_000)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn clean_page() -> Weight {
		Weight::from_parts(60_000_000, 30_000)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn deposit_collateral() -> Weight {
		Weight::from_parts(170_000_000, 7696)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn withdraw_collateral(p: u32, o: u32) -> Weight {
		Weight::from_parts(330_000_000, 22416)
			.saturating_add(Weight::from_parts(18_316_208, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(5_128_664, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(38))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 3).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 2619).saturating_mul(p.into()))
	}
	fn list_collateral() -> Weight {
		Weight::from_parts(40_000_000, 7696)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn set_collateral() -> Weight {
		Weight::from_parts(16_000_000, 2126)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn set_limits() -> Weight {
		Weight::from_parts(16_000_000, 2126)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn propose_block_trade() -> Weight {
		Weight::from_parts(102_704_000, 7696)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn accept_block_trade(l: u32, p: u32, o: u32) -> Weight {
		Weight::from_parts(900_000_000, 44832)
			.saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(73_000_000, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(11_000_000, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(50))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(l.into())))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(8))
			.saturating_add(T::DbWeight::get().writes(3_u64.saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 6).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 5238).saturating_mul(p.into()))
	}
	fn withdraw_block_trade() -> Weight {
		Weight::from_parts(102_704_000, 7696)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn transfer_positions(l: u32, p: u32, o: u32) -> Weight {
		Weight::from_parts(900_000_000, 44832)
			.saturating_add(Weight::from_parts(60_000_000, 0).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(73_000_000, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(11_000_000, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(50))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(l.into())))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(8))
			.saturating_add(T::DbWeight::get().writes(3_u64.saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 6).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 5238).saturating_mul(p.into()))
	}
}

/// For tests.
impl WeightInfo for () {
	fn open_subaccount() -> Weight {
		Weight::from_parts(69_834_000, 4539)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(4))
	}
	fn close_subaccount() -> Weight {
		Weight::from_parts(91_636_000, 22416)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(8))
	}
	fn deposit() -> Weight {
		Weight::from_parts(149_793_000, 7696)
			.saturating_add(ParityDbWeight::get().reads(9))
			.saturating_add(ParityDbWeight::get().writes(6))
	}
	fn withdraw(p: u32, o: u32) -> Weight {
		Weight::from_parts(285_548_395, 22416)
			.saturating_add(Weight::from_parts(18_316_208, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(5_128_664, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(38))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 3).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 2619).saturating_mul(p.into()))
	}
	fn complete_withdrawal() -> Weight {
		Weight::from_parts(91_747_000, 7696)
			.saturating_add(ParityDbWeight::get().reads(9))
			.saturating_add(ParityDbWeight::get().writes(6))
	}
	fn transfer(p: u32, o: u32) -> Weight {
		Weight::from_parts(234_210_611, 22416)
			.saturating_add(Weight::from_parts(18_282_602, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(5_216_582, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(33))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 3).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 2619).saturating_mul(p.into()))
	}
	fn collect_fees() -> Weight {
		Weight::from_parts(60_200_000, 6208)
			.saturating_add(ParityDbWeight::get().reads(8))
			.saturating_add(ParityDbWeight::get().writes(7))
	}
	fn recognise_donation() -> Weight {
		Weight::from_parts(25_578_000, 3675)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(11_968_000, 2126)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_agent() -> Weight {
		Weight::from_parts(102_704_000, 7696)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(4))
	}
	fn remove_agent() -> Weight {
		Weight::from_parts(47_080_000, 7696)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn set_model() -> Weight {
		Weight::from_parts(11_968_000, 2126)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_policy(p: u32, o: u32) -> Weight {
		Weight::from_parts(285_548_395, 22416)
			.saturating_add(Weight::from_parts(18_316_208, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(5_128_664, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(33))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(5))
			.saturating_add(Weight::from_parts(0, 3).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 2619).saturating_mul(p.into()))
	}
	fn read_page() -> Weight {
		Weight::from_parts(60_000_000, 30_000)
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().writes(0))
	}
	fn build_page() -> Weight {
		Weight::from_parts(900_000_000, 30_000)
			.saturating_add(ParityDbWeight::get().reads(8))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn clean_page() -> Weight {
		Weight::from_parts(60_000_000, 30_000)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn deposit_collateral() -> Weight {
		Weight::from_parts(170_000_000, 7696)
			.saturating_add(ParityDbWeight::get().reads(10))
			.saturating_add(ParityDbWeight::get().writes(6))
	}
	fn withdraw_collateral(p: u32, o: u32) -> Weight {
		Weight::from_parts(330_000_000, 22416)
			.saturating_add(Weight::from_parts(18_316_208, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(5_128_664, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(38))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 3).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 2619).saturating_mul(p.into()))
	}
	fn list_collateral() -> Weight {
		Weight::from_parts(40_000_000, 7696)
			.saturating_add(ParityDbWeight::get().reads(6))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_collateral() -> Weight {
		Weight::from_parts(16_000_000, 2126)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn set_limits() -> Weight {
		Weight::from_parts(16_000_000, 2126)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn propose_block_trade() -> Weight {
		Weight::from_parts(102_704_000, 7696)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(4))
	}
	fn accept_block_trade(l: u32, p: u32, o: u32) -> Weight {
		Weight::from_parts(900_000_000, 44832)
			.saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(73_000_000, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(11_000_000, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(50))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(l.into())))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(8))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 6).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 5238).saturating_mul(p.into()))
	}
	fn withdraw_block_trade() -> Weight {
		Weight::from_parts(102_704_000, 7696)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(4))
	}
	fn transfer_positions(l: u32, p: u32, o: u32) -> Weight {
		Weight::from_parts(900_000_000, 44832)
			.saturating_add(Weight::from_parts(60_000_000, 0).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(73_000_000, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(11_000_000, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(50))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(l.into())))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(8))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 6).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 5238).saturating_mul(p.into()))
	}
}
