#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(
		clippy::arithmetic_side_effects,
		clippy::indexing_slicing,
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::panic
	)
)]

extern crate alloc;

mod dispatchable_impls;
mod session;
mod types;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;

pub use pallet::*;
pub use session::NoIdentification;
pub use types::{Suspension, ValidatorSetOf};
pub use weights::WeightInfo;

// FRAME's macros write casts and `expect`s of their own.
#[allow(clippy::cast_possible_truncation, clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use super::{types::*, WeightInfo};
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, DefaultNoBound};
	use frame_system::pallet_prelude::*;
	use sp_runtime::Perbill;
	use sp_staking::SessionIndex;

	#[pallet::config]
	pub trait Config:
		frame_system::Config
		+ pallet_session::Config<ValidatorId = <Self as frame_system::Config>::AccountId>
		+ pallet_session::historical::Config<FullIdentification = ()>
	{
		/// Who names the set and ends suspensions.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Most validators in the set.
		#[pallet::constant]
		type MaxValidators: Get<u32>;

		/// Sessions for which a key's owner can still be proven; at least the longevity of
		/// equivocation reports.
		type HistoryDepth: Get<SessionIndex>;

		/// Weights of this pallet's calls.
		type WeightInfo: WeightInfo;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// The set that was planned last; in use from the session after its planning.
	#[pallet::storage]
	pub type Planned<T: Config> = StorageValue<_, ValidatorSetOf<T>, ValueQuery>;

	/// The set that the next session boundary plans, where governance named one.
	#[pallet::storage]
	pub type Named<T: Config> = StorageValue<_, ValidatorSetOf<T>, OptionQuery>;

	/// Validators of the planned or named set that an offence disabled.
	// Hasher: Blake2_128Concat, because account ids can be chosen by their owners.
	#[pallet::storage]
	pub type Suspended<T: Config> =
		CountedStorageMap<_, Blake2_128Concat, T::AccountId, Suspension, OptionQuery>;

	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The first set; each member needs session keys in the genesis of the session pallet.
		/// None is for tests of other pallets: a chain without validators makes no block.
		pub validators: Option<Vec<T::AccountId>>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		// A panic refuses the chain specification, which is what a bad set deserves.
		#[allow(clippy::panic)]
		fn build(&self) {
			let Some(validators) = &self.validators else { return };
			let set = super::Pallet::<T>::checked_set(validators.clone())
				.unwrap_or_else(|e| panic!("validators.validators in genesis is invalid: {e:?}"));
			Planned::<T>::put(set);
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Governance named a set; the next session boundary plans it.
		#[codec(index = 0)]
		SetNamed {
			/// Its validators.
			validators: Vec<T::AccountId>,
		},
		/// A set was planned and is active from `session` on.
		#[codec(index = 1)]
		SetPlanned {
			/// First session of the set.
			session: SessionIndex,
			/// Number of its validators.
			validators: u32,
		},
		/// An offence was recorded against a validator, which is disabled if it is active.
		#[codec(index = 2)]
		OffenceRecorded {
			/// The offender.
			validator: T::AccountId,
			/// Severity that the offence's kind gives.
			severity: Perbill,
			/// Session of the offence.
			session: SessionIndex,
		},
		/// A suspension ended; the validator takes part again when the set is next planned.
		#[codec(index = 3)]
		Reinstated {
			/// The validator.
			validator: T::AccountId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The set holds no validator. Name at least one.
		EmptySet,
		/// The set holds more than `MaxValidators`. Name fewer.
		TooManyValidators,
		/// A validator stands twice in the set. Name it once.
		DuplicateValidator,
		/// A validator has no session keys. Let it call `session.set_keys` first.
		KeysNotRegistered,
		/// The validator is not suspended. There is nothing to end.
		NotSuspended,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Names the validators from the session after next on.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::AdminOrigin`].
		///
		/// ## Details
		///
		/// A second call before the session ends replaces the first. Suspended validators that are
		/// not in the new set are forgotten; those that are stay suspended.
		///
		/// ## Errors
		///
		/// [`Error::EmptySet`], [`Error::TooManyValidators`], [`Error::DuplicateValidator`],
		/// [`Error::KeysNotRegistered`].
		///
		/// ## Events
		///
		/// [`Event::SetNamed`], and [`Event::SetPlanned`] at the session boundary.
		#[pallet::call_index(0)]
		#[pallet::weight(<T as Config>::WeightInfo::set_validators(
			u32::try_from(validators.len()).unwrap_or(u32::MAX)
		))]
		pub fn set_validators(
			origin: OriginFor<T>,
			validators: Vec<T::AccountId>,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_validators(validators)
		}

		/// Ends the suspension of a validator.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::AdminOrigin`].
		///
		/// ## Errors
		///
		/// [`Error::NotSuspended`].
		///
		/// ## Events
		///
		/// [`Event::Reinstated`].
		#[pallet::call_index(1)]
		#[pallet::weight(<T as Config>::WeightInfo::reinstate())]
		pub fn reinstate(origin: OriginFor<T>, validator: T::AccountId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_reinstate(validator)
		}
	}
}
