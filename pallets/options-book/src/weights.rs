//! Weights of the book: estimated, to be replaced by the frame-omni-bencher run.
//!
//! A slab is 18 KB at most; its read and write are counted as one database access each, its decoding
//! and encoding as compute.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, Weight},
};

/// What the book's calls and its block end cost.
pub trait WeightInfo {
	/// The intake of a batch of `n` orders.
	fn place_orders(n: u32) -> Weight;
	/// The intake of a cancel of `n` ids.
	fn cancel_orders(n: u32) -> Weight;
	/// The intake of a cancel of everything.
	fn cancel_all() -> Weight;
	/// Setting the parameters.
	fn set_parameters() -> Weight;
	/// A block end without requests.
	fn end_block() -> Weight;
	/// The block end of `n` fresh orders, each of its own account and series.
	fn clear_orders(n: u32) -> Weight;
	/// The fills of `n` resting orders, each of its own account, in one series.
	fn clear_units(n: u32) -> Weight;
	/// The block end of `n` cancelled orders of one account, each in its own series.
	fn clear_cancels(n: u32) -> Weight;
	/// Looking through a series of full books in which every order is dead.
	fn sweep() -> Weight;
}

/// Weights with the database of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn place_orders(n: u32) -> Weight {
		place_orders(n, T::DbWeight::get())
	}
	fn cancel_orders(n: u32) -> Weight {
		cancel_orders(n, T::DbWeight::get())
	}
	fn cancel_all() -> Weight {
		cancel_orders(1, T::DbWeight::get())
	}
	fn set_parameters() -> Weight {
		set_parameters(T::DbWeight::get())
	}
	fn end_block() -> Weight {
		end_block(T::DbWeight::get())
	}
	fn clear_orders(n: u32) -> Weight {
		clear_orders(n, T::DbWeight::get())
	}
	fn clear_units(n: u32) -> Weight {
		clear_units(n, T::DbWeight::get())
	}
	fn clear_cancels(n: u32) -> Weight {
		clear_cancels(n, T::DbWeight::get())
	}
	fn sweep() -> Weight {
		sweep(T::DbWeight::get())
	}
}

impl WeightInfo for () {
	fn place_orders(n: u32) -> Weight {
		place_orders(n, ParityDbWeight::get())
	}
	fn cancel_orders(n: u32) -> Weight {
		cancel_orders(n, ParityDbWeight::get())
	}
	fn cancel_all() -> Weight {
		cancel_orders(1, ParityDbWeight::get())
	}
	fn set_parameters() -> Weight {
		set_parameters(ParityDbWeight::get())
	}
	fn end_block() -> Weight {
		end_block(ParityDbWeight::get())
	}
	fn clear_orders(n: u32) -> Weight {
		clear_orders(n, ParityDbWeight::get())
	}
	fn clear_units(n: u32) -> Weight {
		clear_units(n, ParityDbWeight::get())
	}
	fn clear_cancels(n: u32) -> Weight {
		clear_cancels(n, ParityDbWeight::get())
	}
	fn sweep() -> Weight {
		sweep(ParityDbWeight::get())
	}
}

type Db = frame_support::weights::RuntimeDbWeight;

/// Reads the owner, the sequence, the count, the parameters; per order the series, its status, its
/// underlying and phase. Writes the sequence, the count and the intake.
fn place_orders(n: u32, db: Db) -> Weight {
	Weight::from_parts(15_000_000, 4_000)
		.saturating_add(Weight::from_parts(1_500_000, 600).saturating_mul(n.into()))
		.saturating_add(db.reads_writes(4, 3))
		.saturating_add(db.reads(u64::from(n).saturating_mul(4)))
}

fn cancel_orders(n: u32, db: Db) -> Weight {
	Weight::from_parts(12_000_000, 4_000)
		.saturating_add(Weight::from_parts(100_000, 0).saturating_mul(n.into()))
		.saturating_add(db.reads_writes(2, 2))
}

/// Parameters and their changes.
fn set_parameters(db: Db) -> Weight {
	Weight::from_parts(18_000_000, 3_000).saturating_add(db.reads_writes(3, 2))
}

/// Reads the intake, the number of carried series, the last in turn and the budget's parameters; the
/// fees, their credits and finality. Writes the intake's count, the carried series' count, the turn,
/// the fees and their credits.
fn end_block(db: Db) -> Weight {
	Weight::from_parts(5_000_000, 1_700).saturating_add(db.reads_writes(8, 5))
}

/// Both slabs, the snapshot of the series, whether it is carried, owner, portfolio and open orders of the account.
fn clear_orders(n: u32, db: Db) -> Weight {
	Weight::from_parts(250_000_000, 60_000)
		.saturating_mul(n.into())
		.saturating_add(db.reads_writes(15, 6).saturating_mul(n.into()))
}

/// Owner, portfolio and open orders of the account that is filled.
fn clear_units(n: u32, db: Db) -> Weight {
	Weight::from_parts(40_000_000, 30_000)
		.saturating_mul(n.into())
		.saturating_add(db.reads_writes(4, 2).saturating_mul(n.into()))
}

/// Both slabs of each series, whether it is carried and what it would clear under; the account once.
fn clear_cancels(n: u32, db: Db) -> Weight {
	Weight::from_parts(20_000_000, 30_000)
		.saturating_add(Weight::from_parts(80_000_000, 40_000).saturating_mul(n.into()))
		.saturating_add(db.reads_writes(1, 1))
		.saturating_add(db.reads_writes(9, 3).saturating_mul(n.into()))
}

/// The last series, the next key, the first one, and both slabs.
fn sweep(db: Db) -> Weight {
	Weight::from_parts(150_000_000, 40_000).saturating_add(db.reads_writes(5, 3))
}
