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

mod calendar;
mod dispatchable_impls;
mod interface_impls;
mod listing;
mod strikes;
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

pub use calendar::*;
pub use listing::ListingStep;
pub use pallet::*;
pub use strikes::*;
pub use types::*;
pub use weights::WeightInfo;

/// Brings the chain into the state that a benchmark needs.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper {
	/// Sets the time of the block.
	fn set_now(now: tenor_primitives::Timestamp);
	/// Gives an underlying a fresh spot of full quorum.
	fn set_spot(underlying: tenor_primitives::UnderlyingId, spot: tenor_primitives::Price);
	/// Gives an expiry a fresh forward and total variance.
	fn set_surface(underlying: tenor_primitives::UnderlyingId, expiry: tenor_primitives::Expiry);
}

// FRAME's macros cast variant indices and write `expect`s of their own.
#[allow(clippy::cast_possible_truncation, clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use super::{types::*, WeightInfo};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{Consideration, Footprint},
		DefaultNoBound,
	};
	use frame_system::pallet_prelude::*;
	use tenor_primitives::{
		Expiry, InstrumentInspect, MarketView, Price, PriceSteps, Series, SeriesId, SeriesKind,
		Timestamp, Underlying, UnderlyingId,
	};

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Who registers underlyings, lists series, sets schedules, halts and resumes trading. A halt
		/// refuses orders that close positions too, so no fast lane has it.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The deposit for a series listed on request.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// Where schedules read the spot.
		type Market: MarketView;

		/// The time of the block.
		type Now: Get<Timestamp>;

		/// Every expiry is a multiple of so many seconds; above zero.
		#[pallet::constant]
		type ExpiryGranularity: Get<u64>;

		/// No expiry lies further ahead, in seconds.
		#[pallet::constant]
		type MaxHorizon: Get<u64>;

		/// An expiry opens at least so many seconds ahead: the window that its price is averaged over.
		#[pallet::constant]
		type AveragingWindow: Get<u64>;

		/// Milliseconds between two looks at a schedule that has nothing to list.
		#[pallet::constant]
		type ListingInterval: Get<u64>;

		/// Most strikes that schedules list in one block, each as a call and a put; above zero.
		#[pallet::constant]
		type MaxListedPerBlock: Get<u32>;

		/// Weights of this pallet's calls and steps.
		type WeightInfo: WeightInfo;

		/// Sets up the market for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: super::BenchmarkHelper;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// The id of the next underlying; those below are registered, for ever.
	#[pallet::storage]
	pub type NextUnderlying<T: Config> = StorageValue<_, UnderlyingId, ValueQuery>;

	/// Every underlying.
	// Hasher: Identity, the keys are dense and given out by this pallet.
	#[pallet::storage]
	pub type Underlyings<T: Config> = StorageMap<_, Identity, UnderlyingId, UnderlyingRecord>;

	/// The unsettled expiries of an underlying, ascending.
	// Hasher: Identity, the keys are dense and given out by this pallet.
	#[pallet::storage]
	pub type Expiries<T: Config> = StorageMap<_, Identity, UnderlyingId, ExpiryList, ValueQuery>;

	/// Every expiry that has series, settled or not.
	// Hashers: Identity, the keys are dense ids and times that the admin or a schedule chose.
	#[pallet::storage]
	pub type ExpiryRecords<T: Config> =
		StorageDoubleMap<_, Identity, UnderlyingId, Identity, Expiry, ExpiryRecord>;

	/// The series of every expiry.
	// Hashers: as of the expiries' records.
	#[pallet::storage]
	pub type ExpirySeries<T: Config> =
		StorageDoubleMap<_, Identity, UnderlyingId, Identity, Expiry, SeriesList, ValueQuery>;

	/// The earliest unsettled expiry of all.
	#[pallet::storage]
	pub type NextExpiry<T: Config> = StorageValue<_, (Expiry, UnderlyingId)>;

	/// The first id of the next expiry, on a page of its own; ids are never given out twice.
	#[pallet::storage]
	pub type NextSeries<T: Config> = StorageValue<_, SeriesId, ValueQuery>;

	/// Every series that is not pruned.
	// Hasher: Identity, the keys are dense and given out by this pallet.
	#[pallet::storage]
	pub type SeriesRecords<T: Config> = StorageMap<_, Identity, SeriesId, SeriesRecordOf<T>>;

	/// The series of given terms, so that none is listed twice.
	// Hasher: Blake2_128Concat, any account chooses strikes.
	#[pallet::storage]
	pub type SeriesIds<T: Config> = StorageMap<_, Blake2_128Concat, Series, SeriesId>;

	/// What each underlying lists automatically.
	// Hasher: Identity, the keys are dense and given out by this pallet.
	#[pallet::storage]
	pub type Schedules<T: Config> = StorageMap<_, Identity, UnderlyingId, Schedule>;

	/// The turns of automatic listing and the work in progress.
	#[pallet::storage]
	pub type Listing<T: Config> = StorageValue<_, ListingState, ValueQuery>;

	/// The underlyings that exist from the first block.
	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// In the order of their ids.
		pub underlyings: Vec<GenesisUnderlying>,
		#[doc(hidden)]
		#[serde(skip)]
		pub _marker: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for underlying in &self.underlyings {
				let built = Pallet::<T>::build_underlying(underlying);
				assert!(built.is_ok(), "genesis underlying {}: {built:?}", underlying.symbol);
			}
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An underlying can have series from now on.
		#[codec(index = 0)]
		UnderlyingRegistered {
			/// Its id.
			underlying: UnderlyingId,
			/// Its symbol and units.
			terms: Underlying,
		},
		/// A series is known; it takes orders from `opens_at` until its expiry.
		#[codec(index = 1)]
		SeriesListed {
			/// Its id.
			series: SeriesId,
			/// What it is.
			terms: Series,
			/// When it takes its first orders.
			opens_at: Timestamp,
			/// Who put down a deposit for it.
			depositor: Option<T::AccountId>,
		},
		/// What an underlying lists automatically has changed.
		#[codec(index = 2)]
		ScheduleSet {
			/// Which underlying.
			underlying: UnderlyingId,
			/// Its schedule; `None` when it has none any more.
			schedule: Option<Schedule>,
		},
		/// Trading stopped until it is resumed; cancels are taken.
		#[codec(index = 3)]
		TradingHalted {
			/// Of what.
			scope: Scope,
		},
		/// Trading goes on, as far as nothing else is halted.
		#[codec(index = 4)]
		TradingResumed {
			/// Of what.
			scope: Scope,
		},
		/// The settlement price of an expiry is fixed: its series are paid out.
		#[codec(index = 5)]
		ExpirySettled {
			/// Of which underlying.
			underlying: UnderlyingId,
			/// Which expiry.
			expiry: Expiry,
		},
		/// A series is paid out and gone; its deposit went back.
		#[codec(index = 6)]
		SeriesPruned {
			/// Which series.
			series: SeriesId,
		},
		/// The deposit of a pruned series could not be returned: its hold had vanished.
		#[codec(index = 7)]
		DepositLost {
			/// Of which series.
			series: SeriesId,
			/// Who should have had it.
			depositor: T::AccountId,
		},
		/// Limits of new orders on an underlying lie on other steps from now on.
		#[codec(index = 8)]
		TickStepsSet {
			/// Which underlying.
			underlying: UnderlyingId,
			/// Its steps.
			steps: PriceSteps,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No underlying has this id: take one from `underlyings`.
		UnknownUnderlying,
		/// The underlying has no such expiry: take one from `expiries`.
		UnknownExpiry,
		/// No series has this id: it was never listed or is pruned.
		UnknownSeries,
		/// A symbol has one to eight upper-case ASCII letters and digits, and no other underlying
		/// has it.
		InvalidSymbol,
		/// Tick value and lots per contract must be above zero, and the largest tick must fit a price.
		InvalidUnits,
		/// As many underlyings are registered as a price report can hold; none is ever removed.
		TooManyUnderlyings,
		/// The expiry is not a multiple of `ExpiryGranularity` seconds.
		ExpiryNotAligned,
		/// The expiry is not after the moment at which the series would open: name a later one.
		ExpiryNotAhead,
		/// The expiry lies beyond `MaxHorizon`: name an earlier one.
		ExpiryTooFar,
		/// The underlying has as many unsettled expiries as it may: wait until one is settled.
		TooManyExpiries,
		/// The strike is not a positive multiple of the underlying's tick, or too large for one.
		StrikeNotAligned,
		/// A series with these terms is listed already: trade that one.
		AlreadyListed,
		/// The expiry has as many series as it may: choose among them, or another expiry.
		TooManySeries,
		/// The expiry has as many series listed for a deposit as it may: wait until governance or the
		/// schedule lists the strike, or choose another expiry.
		TooManyRequests,
		/// All ids of series are used up.
		SeriesIdsExhausted,
		/// A list of strikes must not be empty.
		NoStrikes,
		/// A schedule needs one to twelve aligned expiries ahead, none beyond `MaxHorizon`; steps whose
		/// levels ascend and lie on multiples, at most 16 strikes on each side and a volatility from 1 %
		/// to 500 %; and a lead below the distance of two expiries.
		InvalidSchedule,
		/// What should be resumed is not halted itself; perhaps something above it is.
		NotHalted,
		/// Exactly this is halted already: there is nothing to do.
		AlreadyHalted,
		/// The expiry is new and its averaging window has begun, so that it could lack samples.
		ExpiryTooNear,
		/// Levels of tick steps must begin above zero, ascend, and lie on multiples of their own step
		/// and of the one below.
		InvalidTickSteps,
	}

	/// Why this pallet holds funds.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// For a series listed on request, until it is pruned.
		#[codec(index = 0)]
		SeriesDeposit,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "std")]
		fn integrity_test() {
			assert!(T::ExpiryGranularity::get() > 0, "expiries are multiples of it");
			assert!(T::MaxListedPerBlock::get() > 0, "else schedules never list");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Every underlying with its units.
		pub fn underlying_list() -> Vec<(UnderlyingId, Underlying)> {
			<Self as InstrumentInspect>::underlyings()
				.into_iter()
				.filter_map(|id| Some((id, Underlyings::<T>::get(id)?.terms)))
				.collect()
		}

		/// The series of an expiry with their status.
		pub fn series_list(underlying: UnderlyingId, expiry: Expiry) -> Vec<SeriesInfo> {
			<Self as InstrumentInspect>::series_of(underlying, expiry)
				.into_iter()
				.filter_map(|id| {
					let record = SeriesRecords::<T>::get(id)?;
					let status = <Self as InstrumentInspect>::status(id)?;
					Some(SeriesInfo { id, terms: record.terms, opens_at: record.opens_at, status })
				})
				.collect()
		}

		/// The unsettled expiries of an underlying, ascending.
		pub fn expiry_list(underlying: UnderlyingId) -> Vec<Expiry> {
			<Self as InstrumentInspect>::expiries(underlying)
		}

		/// The series of given terms.
		pub fn series_id(terms: Series) -> Option<SeriesId> {
			SeriesIds::<T>::get(terms)
		}

		/// What an underlying lists automatically.
		pub fn schedule(underlying: UnderlyingId) -> Option<Schedule> {
			Schedules::<T>::get(underlying)
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Registers an underlying; it can never be removed, nor its units changed. Its tick steps can.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::AdminOrigin`].
		///
		/// ## Errors
		///
		/// [`Error::InvalidSymbol`], [`Error::InvalidUnits`], [`Error::InvalidTickSteps`],
		/// [`Error::TooManyUnderlyings`].
		///
		/// ## Events
		///
		/// [`Event::UnderlyingRegistered`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register_underlying())]
		pub fn register_underlying(origin: OriginFor<T>, terms: Underlying) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_register_underlying(terms)?;
			Ok(())
		}

		/// Lists a call and a put for each strike of an expiry.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::AdminOrigin`].
		///
		/// ## Details
		///
		/// The series take orders from `opens_at`; at once when it has passed. All are listed or
		/// none.
		///
		/// ## Errors
		///
		/// [`Error::NoStrikes`], [`Error::UnknownUnderlying`], those of an expiry that is not
		/// aligned, ahead and within the horizon, of a strike that is not aligned, and of full
		/// lists; [`Error::AlreadyListed`].
		///
		/// ## Events
		///
		/// [`Event::SeriesListed`] for each series.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::list_series(u32::try_from(strikes.len()).unwrap_or(u32::MAX)))]
		pub fn list_series(
			origin: OriginFor<T>,
			underlying: UnderlyingId,
			expiry: Expiry,
			strikes: BoundedVec<Price, MaxStrikes>,
			opens_at: Timestamp,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_list_series(underlying, expiry, &strikes, opens_at)
		}

		/// Lists one series of a listed expiry for a deposit, which is returned when the series is
		/// pruned.
		///
		/// ## Dispatch Origin
		///
		/// Signed, by the account that puts down the deposit.
		///
		/// ## Details
		///
		/// Only expiries that governance or a schedule listed take further strikes, and only so many
		/// ([`MAX_REQUESTED`]), so that nobody can use up the room that schedules need.
		///
		/// ## Errors
		///
		/// [`Error::UnknownExpiry`], [`Error::TooManyRequests`], [`Error::StrikeNotAligned`],
		/// [`Error::AlreadyListed`], [`Error::ExpiryNotAhead`], and those of the deposit.
		///
		/// ## Events
		///
		/// [`Event::SeriesListed`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::list_series_with_deposit())]
		pub fn list_series_with_deposit(
			origin: OriginFor<T>,
			underlying: UnderlyingId,
			expiry: Expiry,
			strike: Price,
			kind: SeriesKind,
		) -> DispatchResult {
			let depositor = ensure_signed(origin)?;
			Self::do_list_series_with_deposit(
				depositor,
				Series { underlying, expiry, strike, kind },
			)
		}

		/// Sets what an underlying lists automatically; `None` ends it. Listed series stay.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::AdminOrigin`].
		///
		/// ## Errors
		///
		/// [`Error::UnknownUnderlying`], [`Error::InvalidSchedule`].
		///
		/// ## Events
		///
		/// [`Event::ScheduleSet`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::set_schedule())]
		pub fn set_schedule(
			origin: OriginFor<T>,
			underlying: UnderlyingId,
			schedule: Option<Schedule>,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_schedule(underlying, schedule)
		}

		/// Stops trading in a series, an expiry or an underlying until it is resumed; cancels are still
		/// taken.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::AdminOrigin`].
		///
		/// ## Errors
		///
		/// [`Error::AlreadyHalted`], and those of an unknown scope.
		///
		/// ## Events
		///
		/// [`Event::TradingHalted`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::halt())]
		pub fn halt(origin: OriginFor<T>, scope: Scope) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_halt(scope)
		}

		/// Ends a halt of exactly this scope.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::AdminOrigin`].
		///
		/// ## Errors
		///
		/// [`Error::NotHalted`], and those of an unknown scope.
		///
		/// ## Events
		///
		/// [`Event::TradingResumed`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::resume())]
		pub fn resume(origin: OriginFor<T>, scope: Scope) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_resume(scope)
		}

		/// Sets how far apart limits of new orders on an underlying lie. Orders that rest stay.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::AdminOrigin`].
		///
		/// ## Errors
		///
		/// [`Error::UnknownUnderlying`], [`Error::InvalidTickSteps`].
		///
		/// ## Events
		///
		/// [`Event::TickStepsSet`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::set_tick_steps())]
		pub fn set_tick_steps(
			origin: OriginFor<T>,
			underlying: UnderlyingId,
			steps: PriceSteps,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_tick_steps(underlying, steps)
		}
	}
}
