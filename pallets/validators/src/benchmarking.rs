//! Benchmarks of the calls.

use super::*;
use alloc::vec::Vec;
use codec::Decode;
use frame_benchmarking::v2::*;
use frame_support::traits::{EnsureOrigin, Get};
use sp_runtime::{traits::TrailingZeroInput, Perbill};

/// An account with session keys, which any bytes are here: no proof is checked.
fn validator<T: Config>(index: u32) -> T::AccountId {
	let who: T::AccountId = account("validator", index, 0);
	let seed = index.to_le_bytes();
	let keys = T::Keys::decode(&mut TrailingZeroInput::new(&seed))
		.expect("session keys are fixed-size bytes");
	pallet_session::NextKeys::<T>::insert(&who, keys);
	who
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn set_validators(n: Linear<1, { T::MaxValidators::get() }>) -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
		let set: Vec<_> = (0..n).map(validator::<T>).collect();
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, set.clone());
		assert_eq!(Named::<T>::get().map(|named| named.into_inner()), Some(set));
		Ok(())
	}

	#[benchmark]
	fn reinstate() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
		let set: Vec<_> = (0..T::MaxValidators::get()).map(validator::<T>).collect();
		let who = set.first().cloned().ok_or(BenchmarkError::Weightless)?;
		Planned::<T>::put(
			ValidatorSetOf::<T>::try_from(set).map_err(|_| BenchmarkError::Weightless)?,
		);
		let suspension = Suspension { severity: Perbill::one(), session: 1 };
		Suspended::<T>::insert(&who, suspension);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone());
		assert!(!Suspended::<T>::contains_key(&who));
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	);
}
