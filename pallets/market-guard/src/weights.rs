//! Weights of this pallet's calls, hook and step: estimated, to be replaced by the
//! frame-omni-bencher run.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, RuntimeDbWeight, Weight},
};

/// Weights of this pallet's calls, hook and step.
pub trait WeightInfo {
	/// Noting the slot of a block.
	fn on_initialize() -> Weight;
	/// Changing parameters with a full record of changes.
	fn set_parameters() -> Weight;
	/// Halting an underlying.
	fn halt() -> Weight;
	/// Lifting a halt.
	fn lift_halt() -> Weight;
	/// Comparing the phase of one underlying, which has changed.
	fn watch() -> Weight;
}

fn on_initialize(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(4_000_000, 1_600).saturating_add(db.reads_writes(2, 1))
}

fn set_parameters(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(18_000_000, 3_000).saturating_add(db.reads_writes(4, 2))
}

fn halt(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(14_000_000, 4_000).saturating_add(db.reads_writes(3, 1))
}

fn lift_halt(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(12_000_000, 3_000).saturating_add(db.reads_writes(2, 1))
}

fn watch(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(14_000_000, 9_100).saturating_add(db.reads_writes(10, 3))
}

/// Weights under the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn on_initialize() -> Weight {
		on_initialize(T::DbWeight::get())
	}

	fn set_parameters() -> Weight {
		set_parameters(T::DbWeight::get())
	}

	fn halt() -> Weight {
		halt(T::DbWeight::get())
	}

	fn lift_halt() -> Weight {
		lift_halt(T::DbWeight::get())
	}

	fn watch() -> Weight {
		watch(T::DbWeight::get())
	}
}

impl WeightInfo for () {
	fn on_initialize() -> Weight {
		on_initialize(ParityDbWeight::get())
	}

	fn set_parameters() -> Weight {
		set_parameters(ParityDbWeight::get())
	}

	fn halt() -> Weight {
		halt(ParityDbWeight::get())
	}

	fn lift_halt() -> Weight {
		lift_halt(ParityDbWeight::get())
	}

	fn watch() -> Weight {
		watch(ParityDbWeight::get())
	}
}
