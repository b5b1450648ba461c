//! Weights of `pallet_settlement`, measured by `scripts/bench.sh`: do not edit.
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
	fn set_settlement_price() -> Weight;
	/// At its limits.
	fn resume_sweep() -> Weight;
	/// At its limits.
	fn settlement_idle() -> Weight;
	/// At its limits.
	fn look_for_due() -> Weight;
	/// At its limits.
	fn fix_price() -> Weight;
	/// At its limits.
	fn next_series() -> Weight;
	/// For `n` in `1..=64`, as measured.
	fn remove_orders(n: u32) -> Weight;
	/// For `n` in `1..=64`, as measured.
	fn pay_holders(n: u32) -> Weight;
	/// At its limits.
	fn finish_series() -> Weight;
}

/// Weights under the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// Storage: `Settlement::AwaitingPrice` (r:1 w:1)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Oracle::Samples` (r:31 w:0)
	// Storage: `Oracle::BookForwards` (r:1 w:0)
	// Storage: `Settlement::Payouts` (r:1 w:1)
	// Storage: `Instruments::ExpiryRecords` (r:1 w:1)
	// Storage: `Instruments::Expiries` (r:2 w:1)
	// Storage: `Instruments::NextUnderlying` (r:1 w:0)
	// Storage: `Instruments::ExpirySeries` (r:1 w:0)
	// Storage: `Settlement::Prices` (r:1 w:1)
	// Storage: `Instruments::NextExpiry` (r:0 w:1)
	fn set_settlement_price() -> Weight {
		// Minimum execution time: 214_189_000 picoseconds.
		Weight::from_parts(233_929_000, 114047)
			.saturating_add(T::DbWeight::get().reads(41))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	// Storage: `Settlement::HaltedSweeps` (r:1 w:1)
	// Storage: `Settlement::Payouts` (r:1 w:1)
	fn resume_sweep() -> Weight {
		// Minimum execution time: 9_684_000 picoseconds.
		Weight::from_parts(11_006_000, 5327)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Instruments::NextExpiry` (r:1 w:0)
	// Storage: `Settlement::Payouts` (r:1 w:0)
	fn settlement_idle() -> Weight {
		// Minimum execution time: 5_167_000 picoseconds.
		Weight::from_parts(5_778_000, 5327).saturating_add(T::DbWeight::get().reads(3))
	}
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Instruments::NextExpiry` (r:1 w:0)
	// Storage: `Instruments::NextUnderlying` (r:1 w:0)
	// Storage: `Settlement::NextLook` (r:1 w:1)
	// Storage: `Instruments::Expiries` (r:1 w:0)
	// Storage: `Settlement::AwaitingPrice` (r:1 w:0)
	// Storage: `Settlement::Payouts` (r:1 w:0)
	fn look_for_due() -> Weight {
		// Minimum execution time: 15_082_000 picoseconds.
		Weight::from_parts(16_765_000, 5327)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Durations::Current` (r:1 w:0)
	// Storage: `Oracle::ClosedRound` (r:1 w:0)
	// Storage: `Oracle::Samples` (r:31 w:0)
	// Storage: `Oracle::BookForwards` (r:1 w:0)
	// Storage: `Oracle::Slices` (r:1 w:0)
	// Storage: `Settlement::Payouts` (r:1 w:1)
	// Storage: `Instruments::ExpiryRecords` (r:1 w:1)
	// Storage: `Instruments::Expiries` (r:2 w:1)
	// Storage: `Instruments::NextUnderlying` (r:1 w:0)
	// Storage: `Instruments::ExpirySeries` (r:1 w:0)
	// Storage: `Settlement::Prices` (r:1 w:1)
	// Storage: `Settlement::AwaitingPrice` (r:0 w:1)
	// Storage: `Instruments::NextExpiry` (r:0 w:1)
	fn fix_price() -> Weight {
		// Minimum execution time: 187_510_000 picoseconds.
		Weight::from_parts(201_440_000, 114047)
			.saturating_add(T::DbWeight::get().reads(43))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	// Storage: `Instruments::ExpirySeries` (r:1 w:0)
	// Storage: `Settlement::HaltedSweeps` (r:1 w:0)
	fn next_series() -> Weight {
		// Minimum execution time: 8_632_000 picoseconds.
		Weight::from_parts(9_464_000, 4505).saturating_add(T::DbWeight::get().reads(2))
	}
	// Storage: `OptionsBook::Slabs` (r:2 w:2)
	// Storage: `Margin::OpenOrders` (r:64 w:64)
	// Storage: `Margin::Accounts` (r:64 w:0)
	fn remove_orders(n: u32) -> Weight {
		// Minimum execution time: 121_512_000 picoseconds.
		Weight::from_parts(63_146_970, 60228)
			// Standard error of `n`: 187_179.
			.saturating_add(Weight::from_parts(54_022_947, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 21426).saturating_mul(n.into()))
	}
	// Storage: `Instruments::SeriesRecords` (r:1 w:0)
	// Storage: `Instruments::Underlyings` (r:1 w:0)
	// Storage: `Margin::Accounts` (r:64 w:64)
	// Storage: `Margin::Settling` (r:1 w:1)
	// Storage: `Oracle::Finalized` (r:1 w:0)
	// Storage: `Margin::OpenInterest` (r:1 w:1)
	// Storage: `Margin::Holders` (r:0 w:64)
	fn pay_holders(n: u32) -> Weight {
		// Minimum execution time: 53_429_000 picoseconds.
		Weight::from_parts(51_322_427, 3983)
			// Standard error of `n`: 93_606.
			.saturating_add(Weight::from_parts(17_299_367, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 6804).saturating_mul(n.into()))
	}
	// Storage: `Timestamp::Now` (r:1 w:0)
	// Storage: `Instruments::NextExpiry` (r:1 w:0)
	// Storage: `Settlement::Payouts` (r:1 w:1)
	// Storage: `Instruments::ExpirySeries` (r:1 w:1)
	// Storage: `Settlement::HaltedSweeps` (r:1 w:0)
	// Storage: `Margin::Holders` (r:1 w:0)
	// Storage: `Instruments::SeriesRecords` (r:1 w:1)
	// Storage: `Instruments::ExpiryRecords` (r:1 w:1)
	// Storage: `Oracle::Samples` (r:0 w:31)
	// Storage: `Oracle::BookForwards` (r:0 w:1)
	// Storage: `Oracle::AveragesSoFar` (r:0 w:1)
	// Storage: `Oracle::Slices` (r:0 w:1)
	// Storage: `Instruments::SeriesIds` (r:0 w:1)
	fn finish_series() -> Weight {
		// Minimum execution time: 75_843_000 picoseconds.
		Weight::from_parts(82_453_000, 5327)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(39))
	}
}

/// For tests.
impl WeightInfo for () {
	fn set_settlement_price() -> Weight {
		Weight::from_parts(233_929_000, 114047)
			.saturating_add(ParityDbWeight::get().reads(41))
			.saturating_add(ParityDbWeight::get().writes(6))
	}
	fn resume_sweep() -> Weight {
		Weight::from_parts(11_006_000, 5327)
			.saturating_add(ParityDbWeight::get().reads(2))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn settlement_idle() -> Weight {
		Weight::from_parts(5_778_000, 5327).saturating_add(ParityDbWeight::get().reads(3))
	}
	fn look_for_due() -> Weight {
		Weight::from_parts(16_765_000, 5327)
			.saturating_add(ParityDbWeight::get().reads(7))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn fix_price() -> Weight {
		Weight::from_parts(201_440_000, 114047)
			.saturating_add(ParityDbWeight::get().reads(43))
			.saturating_add(ParityDbWeight::get().writes(6))
	}
	fn next_series() -> Weight {
		Weight::from_parts(9_464_000, 4505).saturating_add(ParityDbWeight::get().reads(2))
	}
	fn remove_orders(n: u32) -> Weight {
		Weight::from_parts(63_146_970, 60228)
			.saturating_add(Weight::from_parts(54_022_947, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(2))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(2))
			.saturating_add(ParityDbWeight::get().writes(1_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 21426).saturating_mul(n.into()))
	}
	fn pay_holders(n: u32) -> Weight {
		Weight::from_parts(51_322_427, 3983)
			.saturating_add(Weight::from_parts(17_299_367, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(2))
			.saturating_add(ParityDbWeight::get().writes(2_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 6804).saturating_mul(n.into()))
	}
	fn finish_series() -> Weight {
		Weight::from_parts(82_453_000, 5327)
			.saturating_add(ParityDbWeight::get().reads(8))
			.saturating_add(ParityDbWeight::get().writes(39))
	}
}
