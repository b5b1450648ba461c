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
	/// Closing a round of `n` seats with `u` underlyings for `e` expiries in their windows.
	fn close_round(n: u32, u: u32, e: u32) -> Weight;
	/// Closing a surface round of `n` reports for `e` expiries.
	fn close_surface(n: u32, e: u32) -> Weight;
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

	fn close_surface(n: u32, e: u32) -> Weight {
		cost::close_surface(n, e, &T::DbWeight::get())
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

	fn close_surface(n: u32, e: u32) -> Weight {
		cost::close_surface(n, e, &RocksDbWeight::get())
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

	/// Reads: two rounds, seats, attendance, weights, parameters, underlyings, per underlying an index
	/// and its expiries, per sample its bucket and average. Writes: per underlying an index, per sample
	/// its bucket and average, the surface listing, the rounds.
	pub(super) fn close_round(n: u32, u: u32, e: u32, db: &RuntimeDbWeight) -> Weight {
		let values = u64::from(n).saturating_mul(u.into());
		let (underlyings, samples) = (u64::from(u), u64::from(e).saturating_mul(2));
		let reads = underlyings.saturating_mul(2).saturating_add(samples).saturating_add(12);
		Weight::from_parts(40_000_000, 80_000)
			.saturating_add(Weight::from_parts(15_000_000, 6_000).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(1_000_000, 80).saturating_mul(values))
			.saturating_add(Weight::from_parts(20_000_000, 2_000).saturating_mul(e.into()))
			.saturating_add(
				db.reads_writes(reads, underlyings.saturating_add(samples).saturating_add(6)),
			)
	}

	/// Reads the surface listing; writes the slices.
	pub(super) fn close_surface(n: u32, e: u32, db: &RuntimeDbWeight) -> Weight {
		let values = u64::from(n).saturating_mul(e.into()).saturating_mul(2);
		Weight::from_parts(20_000_000, 2_000)
			.saturating_add(Weight::from_parts(1_000_000, 0).saturating_mul(values))
			.saturating_add(db.reads_writes(1, e.into()))
	}
}
