//! Weights of this pallet's calls and steps: estimated, to be replaced by the frame-omni-bencher run.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, RuntimeDbWeight, Weight},
};

/// Weights of this pallet's calls and steps.
pub trait WeightInfo {
	/// Registering an underlying beside 7 others.
	fn register_underlying() -> Weight;
	/// Listing a call and a put for each of `n` strikes of a new expiry.
	fn list_series(n: u32) -> Weight;
	/// Listing one series for a deposit.
	fn list_series_with_deposit() -> Weight;
	/// Setting a schedule with all turns taken.
	fn set_schedule() -> Weight;
	/// Halting in the widest record.
	fn halt() -> Weight;
	/// Resuming in the widest record.
	fn resume() -> Weight;
	/// A block in which no schedule is due.
	fn listing_idle() -> Weight;
	/// One look at a schedule of twelve expiries.
	fn plan_listing() -> Weight;
	/// Listing one strike of a schedule, with the records of its expiry.
	fn list_strike() -> Weight;
}

fn register_underlying(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(60_000_000, 8_000).saturating_add(db.reads_writes(9, 2))
}

fn list_series(n: u32, db: RuntimeDbWeight) -> Weight {
	let each = Weight::from_parts(14_000_000, 5_200).saturating_add(db.reads_writes(2, 4));
	Weight::from_parts(25_000_000, 4_500)
		.saturating_add(db.reads_writes(6, 4))
		.saturating_add(each.saturating_mul(n.into()))
}

fn list_series_with_deposit(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(60_000_000, 8_000).saturating_add(db.reads_writes(7, 6))
}

fn set_schedule(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(18_000_000, 4_000).saturating_add(db.reads_writes(4, 2))
}

fn halt(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(16_000_000, 4_500).saturating_add(db.reads_writes(2, 1))
}

fn resume(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(16_000_000, 4_500).saturating_add(db.reads_writes(2, 1))
}

fn listing_idle(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(5_000_000, 2_500).saturating_add(db.reads_writes(2, 0))
}

fn plan_listing(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(45_000_000, 60_000).saturating_add(db.reads_writes(18, 1))
}

fn list_strike(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(38_000_000, 10_000).saturating_add(db.reads_writes(8, 9))
}

/// Weights under the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register_underlying() -> Weight {
		register_underlying(T::DbWeight::get())
	}

	fn list_series(n: u32) -> Weight {
		list_series(n, T::DbWeight::get())
	}

	fn list_series_with_deposit() -> Weight {
		list_series_with_deposit(T::DbWeight::get())
	}

	fn set_schedule() -> Weight {
		set_schedule(T::DbWeight::get())
	}

	fn halt() -> Weight {
		halt(T::DbWeight::get())
	}

	fn resume() -> Weight {
		resume(T::DbWeight::get())
	}

	fn listing_idle() -> Weight {
		listing_idle(T::DbWeight::get())
	}

	fn plan_listing() -> Weight {
		plan_listing(T::DbWeight::get())
	}

	fn list_strike() -> Weight {
		list_strike(T::DbWeight::get())
	}
}

impl WeightInfo for () {
	fn register_underlying() -> Weight {
		register_underlying(ParityDbWeight::get())
	}

	fn list_series(n: u32) -> Weight {
		list_series(n, ParityDbWeight::get())
	}

	fn list_series_with_deposit() -> Weight {
		list_series_with_deposit(ParityDbWeight::get())
	}

	fn set_schedule() -> Weight {
		set_schedule(ParityDbWeight::get())
	}

	fn halt() -> Weight {
		halt(ParityDbWeight::get())
	}

	fn resume() -> Weight {
		resume(ParityDbWeight::get())
	}

	fn listing_idle() -> Weight {
		listing_idle(ParityDbWeight::get())
	}

	fn plan_listing() -> Weight {
		plan_listing(ParityDbWeight::get())
	}

	fn list_strike() -> Weight {
		list_strike(ParityDbWeight::get())
	}
}
