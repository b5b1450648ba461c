//! Weights of `pallet_margin`: estimated, to be replaced by the frame-omni-bencher run.
//!
//! Reads and writes are counted from the code; times are from comparable calls of the SDK and the
//! cost of a mark (about 12 µs in Wasm).

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weights of the calls.
pub trait WeightInfo {
	/// Opens a subaccount.
	fn open_subaccount() -> Weight;
	/// Closes a subaccount.
	fn close_subaccount() -> Weight;
	/// Deposits quote asset.
	fn deposit() -> Weight;
	/// Withdraws from an account in `p` series with `o` open orders.
	fn withdraw(p: u32, o: u32) -> Weight;
	/// Pays a pending withdrawal.
	fn complete_withdrawal() -> Weight;
	/// Transfers from an account in `p` series with `o` open orders.
	fn transfer(p: u32, o: u32) -> Weight;
	/// Pays the fees due.
	fn collect_fees() -> Weight;
	/// Recognises a donation.
	fn recognise_donation() -> Weight;
	/// Changes the parameters.
	fn set_parameters() -> Weight;
}

/// Time of assessing `p` series and `o` open orders: a mark per series, a step per order.
fn assessment(p: u32, o: u32) -> Weight {
	Weight::from_parts(20_000_000, 0)
		.saturating_add(Weight::from_parts(15_000_000, 2_600).saturating_mul(p.into()))
		.saturating_add(Weight::from_parts(400_000, 40).saturating_mul(o.into()))
}

/// Storage that an assessment reads: parameters, scale, of each of up to eight underlyings itself, its
/// phase and its spot; then of each series itself, its forward and its variance.
fn assessment_reads(p: u32) -> u64 {
	u64::from(p).saturating_mul(3).saturating_add(30)
}

macro_rules! weights {
	($db:expr) => {
		/// Reads: next id, owner's list, system account, holds.
		/// Writes: the same and the record.
		fn open_subaccount() -> Weight {
			Weight::from_parts(60_000_000, 4_200).saturating_add($db.reads_writes(4, 5))
		}

		/// Reads: record, owner's list, system account, holds. Writes: the same.
		fn close_subaccount() -> Weight {
			Weight::from_parts(60_000_000, 21_000).saturating_add($db.reads_writes(4, 4))
		}

		/// Reads: record, asset, two asset accounts, pot's system account, liabilities, finality.
		/// Writes: record, asset, two asset accounts, pot's system account, liabilities.
		fn deposit() -> Weight {
			Weight::from_parts(100_000_000, 21_000).saturating_add($db.reads_writes(7, 6))
		}

		/// As a deposit, with the phase and the assessment.
		fn withdraw(p: u32, o: u32) -> Weight {
			Weight::from_parts(100_000_000, 21_000)
				.saturating_add(assessment(p, o))
				.saturating_add($db.reads(assessment_reads(p)))
				.saturating_add($db.reads_writes(8, 6))
		}

		/// As a deposit.
		fn complete_withdrawal() -> Weight {
			Weight::from_parts(90_000_000, 21_000).saturating_add($db.reads_writes(7, 6))
		}

		/// Reads: two records, finality, and the assessment's. Writes: two records.
		fn transfer(p: u32, o: u32) -> Weight {
			Weight::from_parts(60_000_000, 42_000)
				.saturating_add(assessment(p, o))
				.saturating_add($db.reads(assessment_reads(p)))
				.saturating_add($db.reads_writes(3, 2))
		}

		/// Reads: fees and their credits, finality, asset, two asset accounts, two system accounts,
		/// liabilities. Writes: the same but finality.
		fn collect_fees() -> Weight {
			Weight::from_parts(80_000_000, 6_300).saturating_add($db.reads_writes(9, 8))
		}

		/// Reads: asset, the pot's asset account, liabilities, fund. Writes: liabilities, fund.
		fn recognise_donation() -> Weight {
			Weight::from_parts(25_000_000, 3_700).saturating_add($db.reads_writes(4, 2))
		}

		/// Reads: parameters, changes. Writes: the same.
		fn set_parameters() -> Weight {
			Weight::from_parts(20_000_000, 1_800).saturating_add($db.reads_writes(2, 2))
		}
	};
}

/// Weights over the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	weights!(T::DbWeight::get());
}

/// For tests.
impl WeightInfo for () {
	weights!(RocksDbWeight::get());
}
