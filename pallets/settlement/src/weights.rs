//! Weights of this pallet's call and steps: estimated, to be replaced by the frame-omni-bencher run.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, RuntimeDbWeight, Weight},
};

/// Weights of this pallet's call and steps.
pub trait WeightInfo {
	/// Fixing the price of an expiry by governance.
	fn set_settlement_price() -> Weight;
	/// Queueing the rest of a halted sweep.
	fn resume_sweep() -> Weight;
	/// A block in which nothing has expired and nothing is paid out.
	fn settlement_idle() -> Weight;
	/// Reading the expiries of one underlying.
	fn look_for_due() -> Weight;
	/// Asking for one settlement price and fixing it.
	fn fix_price() -> Weight;
	/// Finding the series to work on in a full expiry.
	fn next_series() -> Weight;
	/// Removing `n` orders of an expired series from its book.
	fn remove_orders(n: u32) -> Weight;
	/// Paying `n` holders of a settled series.
	fn pay_holders(n: u32) -> Weight;
	/// Pruning a series whose holders are paid, the last of its expiry.
	fn finish_series() -> Weight;
}

fn set_settlement_price(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(60_000_000, 14_000).saturating_add(db.reads_writes(74, 7))
}

fn resume_sweep(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(25_000_000, 8_000).saturating_add(db.reads_writes(4, 2))
}

fn settlement_idle(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(5_000_000, 3_500).saturating_add(db.reads_writes(3, 0))
}

fn look_for_due(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(10_000_000, 3_000).saturating_add(db.reads_writes(4, 1))
}

fn fix_price(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(80_000_000, 30_000).saturating_add(db.reads_writes(110, 7))
}

fn next_series(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(8_000_000, 8_000).saturating_add(db.reads_writes(2, 1))
}

fn remove_orders(n: u32, db: RuntimeDbWeight) -> Weight {
	let each = Weight::from_parts(12_000_000, 12_000).saturating_add(db.reads_writes(2, 2));
	Weight::from_parts(20_000_000, 6_000)
		.saturating_add(db.reads_writes(6, 4))
		.saturating_add(each.saturating_mul(n.into()))
}

fn pay_holders(n: u32, db: RuntimeDbWeight) -> Weight {
	let each = Weight::from_parts(18_000_000, 6_000).saturating_add(db.reads_writes(5, 4));
	Weight::from_parts(30_000_000, 8_000)
		.saturating_add(db.reads_writes(8, 4))
		.saturating_add(each.saturating_mul(n.into()))
}

fn finish_series(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(60_000_000, 12_000).saturating_add(db.reads_writes(10, 9))
}

/// Weights under the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn set_settlement_price() -> Weight {
		set_settlement_price(T::DbWeight::get())
	}

	fn resume_sweep() -> Weight {
		resume_sweep(T::DbWeight::get())
	}

	fn settlement_idle() -> Weight {
		settlement_idle(T::DbWeight::get())
	}

	fn look_for_due() -> Weight {
		look_for_due(T::DbWeight::get())
	}

	fn fix_price() -> Weight {
		fix_price(T::DbWeight::get())
	}

	fn next_series() -> Weight {
		next_series(T::DbWeight::get())
	}

	fn remove_orders(n: u32) -> Weight {
		remove_orders(n, T::DbWeight::get())
	}

	fn pay_holders(n: u32) -> Weight {
		pay_holders(n, T::DbWeight::get())
	}

	fn finish_series() -> Weight {
		finish_series(T::DbWeight::get())
	}
}

impl WeightInfo for () {
	fn set_settlement_price() -> Weight {
		set_settlement_price(ParityDbWeight::get())
	}

	fn resume_sweep() -> Weight {
		resume_sweep(ParityDbWeight::get())
	}

	fn settlement_idle() -> Weight {
		settlement_idle(ParityDbWeight::get())
	}

	fn look_for_due() -> Weight {
		look_for_due(ParityDbWeight::get())
	}

	fn fix_price() -> Weight {
		fix_price(ParityDbWeight::get())
	}

	fn next_series() -> Weight {
		next_series(ParityDbWeight::get())
	}

	fn remove_orders(n: u32) -> Weight {
		remove_orders(n, ParityDbWeight::get())
	}

	fn pay_holders(n: u32) -> Weight {
		pay_holders(n, ParityDbWeight::get())
	}

	fn finish_series() -> Weight {
		finish_series(ParityDbWeight::get())
	}
}
