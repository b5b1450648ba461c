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
mod phase;
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

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use phase::PhaseWatch;
pub use types::*;
pub use weights::WeightInfo;

// FRAME's macros cast variant indices and write `expect`s of their own.
#[allow(clippy::cast_possible_truncation, clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	#[cfg(feature = "runtime-benchmarks")]
	use super::BenchmarkHelper;
	use super::{types::*, WeightInfo};
	use frame_support::{pallet_prelude::*, DefaultNoBound};
	use frame_system::pallet_prelude::*;
	use tenor_primitives::{
		BlockNumber, ChangeError, Changes, FinalityReading, InstrumentInspect, MarketPhase,
		MarketView, Phase, Timestamp, UnderlyingId,
	};

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Who sets parameters and lifts halts.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who may tighten parameters and halt an underlying.
		type GuardianOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Which underlyings there are.
		type Instruments: InstrumentInspect;

		/// The quorum behind each underlying's price.
		type Market: MarketView;

		/// What is final by the validator set's own word.
		type Finality: FinalityReading;

		/// The slot of the block; known when this pallet is initialised.
		type CurrentSlot: Get<u64>;

		/// The time of the block.
		type Now: Get<Timestamp>;

		/// Whether the chain is in safe mode.
		type SafeMode: Get<bool>;

		/// How long a halt lasts, in milliseconds.
		#[pallet::constant]
		type HaltDuration: Get<u64>;

		/// Weights of this pallet's calls, hook and step.
		type WeightInfo: WeightInfo;

		/// Prepares the market for the benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// The parameters in force.
	#[pallet::storage]
	pub type CurrentParameters<T: Config> = StorageValue<_, Parameters, ValueQuery>;

	/// The changes of parameters that count against their steps.
	#[pallet::storage]
	pub type RecentChanges<T: Config> = StorageValue<_, Changes<PARAMETERS>, ValueQuery>;

	/// The slots of the last blocks; `None` before the first.
	#[pallet::storage]
	pub type RecentSlots<T: Config> = StorageValue<_, Slots>;

	/// Until when an underlying is halted; an entry of the past is no halt.
	// Hasher: Identity, the keys are dense and given out by the chain.
	#[pallet::storage]
	pub type HaltedUntil<T: Config> = StorageMap<_, Identity, UnderlyingId, Timestamp>;

	/// The phase of which indexers were told last.
	// Hasher: Identity, the keys are dense and given out by the chain.
	#[pallet::storage]
	pub type LastPhase<T: Config> = StorageMap<_, Identity, UnderlyingId, Phase>;

	/// The parameters of the first block.
	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Within their bounds.
		pub parameters: Parameters,
		#[doc(hidden)]
		#[serde(skip)]
		pub _marker: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			assert!(self.parameters.is_valid(), "genesis parameters of the market guard");
			CurrentParameters::<T>::put(self.parameters);
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// What an underlying's market allows has changed.
		#[codec(index = 0)]
		PhaseChanged {
			/// Which underlying.
			underlying: UnderlyingId,
			/// What it allows now.
			phase: Phase,
		},
		/// Parameters changed.
		#[codec(index = 1)]
		ParametersSet {
			/// Those that were in force.
			old: Parameters,
			/// Those in force now.
			new: Parameters,
		},
		/// An underlying's market is at most risk-reducing.
		#[codec(index = 2)]
		MarketHalted {
			/// Which underlying.
			underlying: UnderlyingId,
			/// Until when.
			until: Timestamp,
		},
		/// The halt of an underlying was lifted early.
		#[codec(index = 3)]
		HaltLifted {
			/// Which underlying.
			underlying: UnderlyingId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// A value lies outside its bounds, the open lag is not below the limit, or one series would
		/// get more units than a block: see the bounds of `Parameters`.
		OutOfBounds,
		/// A value would move further in 24 hours than its step: take a smaller one or wait.
		StepTooLarge,
		/// As many changes as possible were made in 24 hours: wait.
		TooManyChanges,
		/// A guardian may only lower values: loosening takes the admin.
		NotTighter,
		/// The values are those in force.
		NothingChanged,
		/// No underlying has this id: ask for the listed ones.
		UnknownUnderlying,
		/// The underlying is halted for as long already: there is nothing to do.
		AlreadyHalted,
		/// The underlying is not halted: there is nothing to end.
		NotHalted,
	}

	impl<T> From<ChangeError> for Error<T> {
		fn from(error: ChangeError) -> Self {
			match error {
				ChangeError::TooMany => Self::TooManyChanges,
				ChangeError::StepTooLarge => Self::StepTooLarge,
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			Self::note_slot(T::CurrentSlot::get());
			T::WeightInfo::on_initialize()
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// What an underlying's market allows now.
		pub fn market_phase(underlying: UnderlyingId) -> Phase {
			<Self as MarketPhase>::phase(underlying)
		}

		/// What initial margin is multiplied by now, in basis points.
		pub fn margin_scale() -> u32 {
			<Self as MarketPhase>::initial_scale()
		}

		/// The block that is final by the set's own word, and how many slots ago it was.
		pub fn finality() -> (BlockNumber, u32) {
			(T::Finality::finalized(), Self::lag())
		}

		/// The share of empty slots among the last [`WINDOW`], in basis points.
		pub fn empty_share() -> u32 {
			RecentSlots::<T>::get().map(|slots| slots.empty_share()).unwrap_or_default()
		}

		/// The parameters in force.
		pub fn parameters() -> Parameters {
			CurrentParameters::<T>::get()
		}

		/// Until when an underlying is halted, if it is.
		pub fn halted_until(underlying: UnderlyingId) -> Option<Timestamp> {
			Self::active_halt(underlying)
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Changes the parameters.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::AdminOrigin`]; [`Config::GuardianOrigin`] if no value rises.
		///
		/// ## Errors
		///
		/// [`Error::OutOfBounds`], [`Error::StepTooLarge`], [`Error::TooManyChanges`],
		/// [`Error::NotTighter`], [`Error::NothingChanged`].
		///
		/// ## Events
		///
		/// [`Event::ParametersSet`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::set_parameters())]
		pub fn set_parameters(origin: OriginFor<T>, new: Parameters) -> DispatchResult {
			let may_loosen = match T::AdminOrigin::try_origin(origin) {
				Ok(_) => true,
				Err(origin) => {
					T::GuardianOrigin::ensure_origin(origin)?;
					false
				},
			};
			Self::do_set_parameters(new, may_loosen)
		}

		/// Takes only cancels, deposits, withdrawals and risk-reducing orders of an underlying, for
		/// [`Config::HaltDuration`].
		///
		/// ## Dispatch Origin
		///
		/// [`Config::GuardianOrigin`] or [`Config::AdminOrigin`].
		///
		/// ## Errors
		///
		/// [`Error::UnknownUnderlying`], [`Error::AlreadyHalted`].
		///
		/// ## Events
		///
		/// [`Event::MarketHalted`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::halt())]
		pub fn halt(origin: OriginFor<T>, underlying: UnderlyingId) -> DispatchResult {
			if let Err(origin) = T::AdminOrigin::try_origin(origin) {
				T::GuardianOrigin::ensure_origin(origin)?;
			}
			Self::do_halt(underlying)
		}

		/// Ends a halt early.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::AdminOrigin`].
		///
		/// ## Errors
		///
		/// [`Error::NotHalted`].
		///
		/// ## Events
		///
		/// [`Event::HaltLifted`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::lift_halt())]
		pub fn lift_halt(origin: OriginFor<T>, underlying: UnderlyingId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_lift_halt(underlying)
		}
	}
}
