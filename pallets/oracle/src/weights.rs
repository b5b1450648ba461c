//! Weights: estimated, to be replaced by the frame-omni-bencher run.
//!
//! The estimate: 41 µs for a signature, 10 µs for the rest of a report, 0.3 µs for a value taken
//! and 1 µs for a value aggregated with its sorting.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weights of the pallet.
pub trait WeightInfo {
	/// `r` reports that hold `v` values together.
	fn submit_reports(r: u32, v: u32) -> Weight;
	/// A change of parameters.
	fn set_parameters() -> Weight;
	/// A block end with `r` reports of the block, without closing a round.
	fn block_end(r: u32) -> Weight;
	/// Closing a round of `n` seats with `u` underlyings and `e` expiries of them together.
	fn close_round(n: u32, u: u32, e: u32) -> Weight;
}

/// Weights on the chain's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn submit_reports(r: u32, v: u32) -> Weight {
		cost::submit_reports(r, v, &T::DbWeight::get())
	}

	fn set_parameters() -> Weight {
		cost::set_parameters(&T::DbWeight::get())
	}

	fn block_end(r: u32) -> Weight {
		cost::block_end(r, &T::DbWeight::get())
	}

	fn close_round(n: u32, u: u32, e: u32) -> Weight {
		cost::close_round(n, u, e, &T::DbWeight::get())
	}
}

impl WeightInfo for () {
	fn submit_reports(r: u32, v: u32) -> Weight {
		cost::submit_reports(r, v, &RocksDbWeight::get())
	}

	fn set_parameters() -> Weight {
		cost::set_parameters(&RocksDbWeight::get())
	}

	fn block_end(r: u32) -> Weight {
		cost::block_end(r, &RocksDbWeight::get())
	}

	fn close_round(n: u32, u: u32, e: u32) -> Weight {
		cost::close_round(n, u, e, &RocksDbWeight::get())
	}
}

mod cost {
	use frame_support::weights::{RuntimeDbWeight, Weight};

	/// Reads: session, slot, seats, attendance, genesis hash, last submission, two rounds, and what
	/// a surface report must hold. Writes: intake, attendance, last submission, evidence.
	pub(super) fn submit_reports(r: u32, v: u32, db: &RuntimeDbWeight) -> Weight {
		Weight::from_parts(30_000_000, 60_000)
			.saturating_add(Weight::from_parts(51_000_000, 400).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(300_000, 80).saturating_mul(v.into()))
			.saturating_add(db.reads_writes(12, 4))
	}

	/// Reads and writes the parameters and their recent changes.
	pub(super) fn set_parameters(db: &RuntimeDbWeight) -> Weight {
		Weight::from_parts(10_000_000, 1_600).saturating_add(db.reads_writes(3, 2))
	}

	/// Reads: slot, closed round, genesis hash, intake, two rounds. Writes: intake, two rounds.
	pub(super) fn block_end(r: u32, db: &RuntimeDbWeight) -> Weight {
		Weight::from_parts(15_000_000, 10_000)
			.saturating_add(Weight::from_parts(3_000_000, 0).saturating_mul(r.into()))
			.saturating_add(db.reads_writes(6, 4))
	}

	/// Reads: two rounds, seats, attendance, weights, parameters, the surface listing, underlyings,
	/// per underlying an index and its expiries. Writes: per underlying an index, per expiry a
	/// slice and a sample, the surface listing.
	pub(super) fn close_round(n: u32, u: u32, e: u32, db: &RuntimeDbWeight) -> Weight {
		let expiries = u64::from(e);
		let values =
			u64::from(n).saturating_mul(expiries.saturating_mul(2).saturating_add(u.into()));
		let underlyings = u64::from(u).saturating_mul(2);
		let reads =
			expiries.saturating_add(underlyings).saturating_add(n.into()).saturating_add(10);
		let writes = expiries.saturating_mul(2).saturating_add(u.into()).saturating_add(5);
		Weight::from_parts(40_000_000, 80_000)
			.saturating_add(Weight::from_parts(3_000_000, 300).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(1_000_000, 80).saturating_mul(values))
			.saturating_add(db.reads_writes(reads, writes))
	}
}
