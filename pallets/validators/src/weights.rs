//! Weights of this pallet's calls: estimated, to be replaced by the frame-omni-bencher run.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, Weight},
};

/// Weights of this pallet's calls.
pub trait WeightInfo {
	/// Naming a set of `n` validators.
	fn set_validators(n: u32) -> Weight;
	/// Ending a suspension.
	fn reinstate() -> Weight;
}

fn set_validators(n: u32, db: frame_support::weights::RuntimeDbWeight) -> Weight {
	// Per validator: one comparison in the ordered set, one decoded key record.
	Weight::from_parts(9_000_000, 4_000)
		.saturating_add(Weight::from_parts(2_500_000, 2_600).saturating_mul(n.into()))
		.saturating_add(db.reads_writes(n.into(), 1))
}

fn reinstate(db: frame_support::weights::RuntimeDbWeight) -> Weight {
	Weight::from_parts(14_000_000, 8_000).saturating_add(db.reads_writes(4, 3))
}

/// Weights under the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn set_validators(n: u32) -> Weight {
		set_validators(n, T::DbWeight::get())
	}

	fn reinstate() -> Weight {
		reinstate(T::DbWeight::get())
	}
}

impl WeightInfo for () {
	fn set_validators(n: u32) -> Weight {
		set_validators(n, ParityDbWeight::get())
	}

	fn reinstate() -> Weight {
		reinstate(ParityDbWeight::get())
	}
}
