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

#[cfg(feature = "runtime-benchmarks")]
#[allow(clippy::cast_possible_truncation)]
mod benchmarking;
mod conduct;
mod cross_check;
mod market;
#[cfg(test)]
#[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]
mod mock;
mod parameters;
mod reports;
mod rounds;
mod samples;
mod session;
mod surface;
#[cfg(test)]
#[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]
mod tests;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
mod types;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use parameters::{Parameters as OracleParameters, PARAMETERS};
pub use samples::MaxSamples;
pub use types::*;
pub use weights::WeightInfo;

/// Slots in which reports for a round are taken: its own and those of the next.
pub const SLOTS_OF_REPORTS: u64 = 2 * tenor_primitives::oracle::SLOTS_PER_ROUND;

/// Target of the pallet's log lines.
pub(crate) const LOG_TARGET: &str = "runtime::oracle";

// FRAME's macros cast variant indices and write `expect`s of their own.
#[allow(clippy::cast_possible_truncation, clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{dispatch::DispatchClass, pallet_prelude::*};
	use frame_system::pallet_prelude::*;
	use sp_runtime::traits::SaturatedConversion;
	use tenor_math::breaker::{Cause, Trip};
	use tenor_primitives::{
		oracle::{
			InherentType, MaxReports, RoundContext, SignedReport, Subject, INHERENT_IDENTIFIER,
			SLOTS_PER_ROUND,
		},
		BlockNumber, BookForward, ChangeError, Changes, Expiry, InstrumentInspect, MarketView,
		ParameterSet, Price, Stamped, Timestamp, UnderlyingId, VoteWeight,
	};

	/// What the pallet needs of its runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// May change the parameters either way. Feeds belong to the slow lane of governance.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// May narrow the price bands, at once.
		type GuardianOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The slot of the current block.
		type CurrentSlot: Get<u64>;

		/// Milliseconds in a slot. A slot's time is its number times this, as in BABE.
		type SlotDuration: Get<u64>;

		/// The session that the current block belongs to.
		type SessionIndex: Get<u32>;

		/// The weight of a validator in medians and quorums.
		type VoteWeight: VoteWeight<Self::AccountId>;

		/// What is listed.
		type Instruments: InstrumentInspect;

		/// What the book says of forwards.
		type Book: BookForward;

		/// Seconds before an expiry over which its settlement price is averaged: 1,800 in public,
		/// less on chains made for tests. It is cut into 30 buckets.
		type AveragingWindow: Get<u64>;

		/// Seconds after an expiry before its settlement price is read; at least two rounds, so
		/// that the last one of the window has closed.
		type SettlementDelay: Get<u64>;

		/// Most seats in a session.
		#[pallet::constant]
		type MaxValidators: Get<u32>;

		/// Sessions whose attendance and evidence are kept: as long as stake can be slashed.
		type SessionHistory: Get<u32>;

		/// Weights of the calls and of the block end.
		type WeightInfo: WeightInfo;

		/// Prepares a listing for the benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}

	/// The pallet.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// The parameters in force.
	#[pallet::storage]
	pub type Parameters<T: Config> = StorageValue<_, OracleParameters, ValueQuery>;

	/// The changes of parameters that count against their steps.
	#[pallet::storage]
	pub type RecentChanges<T: Config> = StorageValue<_, Changes<PARAMETERS>, ValueQuery>;

	/// The hash of the genesis block, which the system pallet forgets after some time.
	#[pallet::storage]
	pub type GenesisHash<T: Config> = StorageValue<_, [u8; 32]>;

	/// The seats of the session, by validator index.
	#[pallet::storage]
	pub type Authorities<T: Config> =
		StorageValue<_, BoundedVec<Authority<T::AccountId>, T::MaxValidators>, ValueQuery>;

	/// What each seat has done in the session, by validator index.
	#[pallet::storage]
	pub type Attendances<T: Config> =
		StorageValue<_, BoundedVec<Attendance, T::MaxValidators>, ValueQuery>;

	/// What each validator did, in the last sessions: reports taken, and how far they were off.
	// Hasher: Identity, session indices are dense.
	#[pallet::storage]
	pub type AttendanceHistory<T: Config> = StorageMap<
		_,
		Identity,
		u32,
		BoundedVec<(T::AccountId, Attendance), T::MaxValidators>,
		ValueQuery,
	>;

	/// Proofs that a seat signed two reports for one round, by session and validator index.
	// Hasher: Identity, both keys are dense.
	#[pallet::storage]
	pub type Equivocations<T: Config> =
		StorageDoubleMap<_, Identity, u32, Identity, u16, Equivocation>;

	/// The block that last carried reports; it may do so once.
	#[pallet::storage]
	pub type LastSubmission<T: Config> = StorageValue<_, BlockNumberFor<T>>;

	/// The reports that were taken, for the last closed round and the one after it; at most one per
	/// seat. Short, as each block that takes some reads them all to compare.
	// Hasher: Identity, rounds are dense and the chain's own.
	#[pallet::storage]
	pub type Reports<T: Config> =
		StorageMap<_, Identity, u64, BoundedVec<Recorded, T::MaxValidators>, ValueQuery>;

	/// What the same reports say of the surface, if theirs is a surface round: by the slots that had
	/// passed in the round when a block took them, of which there are [`SLOTS_OF_REPORTS`]. So a block
	/// writes only what it has brought, and nothing reads it before the surface closes.
	// Hasher: Identity, both keys are dense and the chain's own.
	#[pallet::storage]
	pub type SurfaceReports<T: Config> = StorageDoubleMap<
		_,
		Identity,
		u64,
		Identity,
		u64,
		BoundedVec<SurfaceReport, MaxReports>,
		ValueQuery,
	>;

	/// The last round that was closed.
	#[pallet::storage]
	pub type ClosedRound<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// The index of each underlying.
	// Hasher: Identity, underlyings are dense.
	#[pallet::storage]
	pub type Indices<T: Config> = StorageMap<_, Identity, UnderlyingId, Index, ValueQuery>;

	/// The expiries that reports of the next surface round must hold, by underlying: those listed
	/// when the round before it began. Some may have come by then.
	#[pallet::storage]
	pub type SurfaceListing<T: Config> = StorageValue<_, ListedExpiries, ValueQuery>;

	/// Forward and variances of each expiry, from its last surface round with full quorum whose medians
	/// were a smile.
	// Hasher: Identity for dense ids; Twox64Concat for moments that governance chooses.
	#[pallet::storage]
	pub type Slices<T: Config> =
		StorageDoubleMap<_, Identity, UnderlyingId, Twox64Concat, Expiry, Slice>;

	/// The indices that an expiry is settled on, by bucket: 0 holds those shortly before the
	/// window, 1 to 30 those inside.
	// Hasher: Twox64Concat, the first key is chosen by governance; Identity, buckets are dense.
	#[pallet::storage]
	pub type Samples<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		(UnderlyingId, Expiry),
		Identity,
		u8,
		BoundedVec<Sample, MaxSamples>,
		ValueQuery,
	>;

	/// The average of an expiry's window up to its last sample, for marks inside it: kept running, so
	/// that no round reads all samples.
	// Hasher: Twox64Concat, keys are chosen by governance.
	#[pallet::storage]
	pub type AveragesSoFar<T: Config> =
		StorageMap<_, Twox64Concat, (UnderlyingId, Expiry), RunningAverage>;

	/// What the book left for the forward of an expiry in the last surface rounds before its averaging
	/// window.
	// Hasher: Identity for dense ids; Twox64Concat for moments that governance chooses.
	#[pallet::storage]
	pub type BookForwards<T: Config> =
		StorageDoubleMap<_, Identity, UnderlyingId, Twox64Concat, Expiry, KeptRanges, ValueQuery>;

	/// The highest block number that reports of more than two thirds of the seats reach.
	#[pallet::storage]
	pub type Finalized<T: Config> = StorageValue<_, BlockNumber, ValueQuery>;

	/// The parameters at genesis.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Must lie within their bounds.
		pub parameters: OracleParameters,
		/// The runtime.
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			assert!(self.parameters.is_within_bounds(), "a parameter is out of its bounds");
			Parameters::<T>::put(self.parameters);
		}
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The block carried reports.
		ReportsReceived {
			/// How many were taken, and why others were not.
			tally: Tally,
		},
		/// A round was closed.
		RoundClosed {
			/// Which one.
			round: u64,
			/// What it did to each index.
			outcomes: Vec<(UnderlyingId, Outcome)>,
			/// The finality reading after it.
			finalized: BlockNumber,
		},
		/// A surface round had full quorum for these expiries of an underlying.
		SurfaceAccepted {
			/// Of which underlying.
			underlying: UnderlyingId,
			/// The surface round.
			round: u64,
			/// How many expiries have a new forward and slice.
			expiries: u32,
			/// How many of their nodes the projection moved.
			repaired: u32,
		},
		/// A seat signed two reports for one round; both are kept as evidence.
		EquivocationRecorded {
			/// The session.
			session: u32,
			/// The seat.
			validator: u16,
			/// The round.
			round: u64,
		},
		/// Parameters were changed.
		ParametersChanged {
			/// Those in force from now on.
			parameters: OracleParameters,
		},
		/// The breaker of an index tripped: its market takes cancels and deposits, nothing is liquidated.
		BreakerTripped {
			/// Of which underlying.
			underlying: UnderlyingId,
			/// The round that tripped it.
			round: u64,
			/// Why.
			cause: Cause,
		},
		/// The breaker of an index has recovered.
		BreakerReset {
			/// Of which underlying.
			underlying: UnderlyingId,
			/// The last calm round that it took.
			round: u64,
		},
		/// The book has contradicted the reported forwards for some surface rounds: no new risk for a while.
		CrossCheckTripped {
			/// Of which underlying.
			underlying: UnderlyingId,
			/// The last of these surface rounds.
			round: u64,
		},
		/// A surface round ended that.
		CrossCheckReset {
			/// Of which underlying.
			underlying: UnderlyingId,
			/// Which one.
			round: u64,
		},
		/// The medians of an expiry are no smile: to make them one a node would move by more than the
		/// tolerance. Its last good slice ages.
		SliceRefused {
			/// Of which underlying.
			underlying: UnderlyingId,
			/// Which expiry.
			expiry: Expiry,
			/// The surface round.
			round: u64,
			/// How many nodes would move.
			nodes: u32,
			/// The greatest move over the median of its node, in basis points, rounded up.
			relative: u32,
		},
	}

	/// Why a call failed.
	#[pallet::error]
	pub enum Error<T> {
		/// A parameter is out of its bounds; choose a value within those of its documentation.
		ParameterOutOfBounds,
		/// A parameter would move further in 24 hours than its step: take a smaller one or wait.
		ParameterStepTooLarge,
		/// As many changes as possible were made in 24 hours: wait.
		TooManyChanges,
		/// A guardian may only narrow the bands: anything else takes the admin.
		MayOnlyNarrowBands,
		/// The values are those in force.
		NothingChanged,
	}

	impl<T> From<ChangeError> for Error<T> {
		fn from(error: ChangeError) -> Self {
			match error {
				ChangeError::TooMany => Self::TooManyChanges,
				ChangeError::StepTooLarge => Self::ParameterStepTooLarge,
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxValidators::get() <= u32::from(u16::MAX), "seats are indexed by u16");
			assert!(
				T::MaxValidators::get() <= <MaxReports as Get<u32>>::get(),
				"one inherent must be able to carry a report of each seat"
			);
			assert!(T::SessionHistory::get() > 0, "evidence must outlive its session");
			assert!(Self::round_length() >= 1_000, "samples are told apart by their second");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The index of an underlying; `None` while there is no fresh one.
		pub fn price(underlying: UnderlyingId) -> Option<Stamped<Price>> {
			Self::spot(underlying)
		}

		/// Forward of an expiry, and variance there; `None` while either is stale.
		pub fn expiry(underlying: UnderlyingId, expiry: Expiry) -> Option<ExpiryView> {
			let forward = <Self as MarketView>::forward(underlying, expiry)?;
			let variance = <Self as MarketView>::variance(underlying, expiry, forward.value)?;
			Some(ExpiryView { forward, variance })
		}

		/// The last good slice of an expiry with its age in milliseconds. Nothing is valued on one that
		/// is older than `surface_staleness`.
		pub fn slice(underlying: UnderlyingId, expiry: Expiry) -> Option<(Slice, u64)> {
			let slice = Slices::<T>::get(underlying, expiry)?;
			let age = Self::now().saturating_sub(slice.forward.at).0;
			Some((slice, age))
		}

		/// The breaker of an index while it has not recovered.
		pub fn breaker(underlying: UnderlyingId) -> Option<Trip> {
			Indices::<T>::get(underlying).trip
		}

		/// How far to trust an index, in basis points of it; `None` while there is no fresh one.
		pub fn confidence(underlying: UnderlyingId) -> Option<u32> {
			<Self as MarketView>::confidence(underlying)
		}

		/// Volatility a year at a strike, in 1e18; `None` while it is stale.
		pub fn volatility(underlying: UnderlyingId, expiry: Expiry, strike: Price) -> Option<u128> {
			let (slice, forward) = Self::carried(underlying, expiry)?;
			Self::volatility_at(&slice, forward.value, expiry, strike, Some)?.to_wad_floor()
		}

		/// The average of an expiry's window up to its last sample; `None` before the first has held.
		pub fn average(underlying: UnderlyingId, expiry: Expiry) -> Option<Price> {
			Self::average_so_far(underlying, expiry)
		}

		/// The spots reported for the last closed round, by validator index.
		pub fn last_reports() -> Vec<(u16, Spots)> {
			let reports = Reports::<T>::get(ClosedRound::<T>::get());
			reports.into_iter().map(|recorded| (recorded.validator, recorded.spots)).collect()
		}

		/// What the settlement average of an expiry is computed from so far, oldest first.
		pub fn samples(underlying: UnderlyingId, expiry: Expiry) -> Vec<Sample> {
			Self::recorded(underlying, expiry)
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Brings the reports that the author has heard.
		///
		/// ## Dispatch Origin
		/// None: an inherent, which the pool refuses as a transaction.
		///
		/// ## Details
		/// Always succeeds: a report that is not good is left out and counted, so that nobody can
		/// trick an author into a bad block. Once per block; what comes later is left out, and so is
		/// all while a migration keeps rounds from closing.
		///
		/// ## Events
		/// [`Event::ReportsReceived`], [`Event::EquivocationRecorded`].
		#[pallet::call_index(0)]
		#[pallet::weight((
			{
				let (count, values) = size(reports);
				T::WeightInfo::submit_reports(count, values)
			},
			DispatchClass::Operational,
		))]
		pub fn submit_reports(
			origin: OriginFor<T>,
			reports: BoundedVec<SignedReport, MaxReports>,
		) -> DispatchResult {
			ensure_none(origin)?;
			Self::do_submit_reports(reports);
			Ok(())
		}

		/// Changes the parameters.
		///
		/// ## Dispatch Origin
		/// [`Config::AdminOrigin`]; [`Config::GuardianOrigin`] if only bands change and none widens.
		///
		/// ## Errors
		/// [`Error::NothingChanged`], [`Error::ParameterOutOfBounds`],
		/// [`Error::MayOnlyNarrowBands`], [`Error::TooManyChanges`];
		/// [`Error::ParameterStepTooLarge`], over the changes of 24 hours together.
		///
		/// ## Events
		/// [`Event::ParametersChanged`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::set_parameters())]
		pub fn set_parameters(
			origin: OriginFor<T>,
			parameters: OracleParameters,
		) -> DispatchResult {
			let may_loosen = match T::AdminOrigin::try_origin(origin) {
				Ok(_) => true,
				Err(origin) => {
					T::GuardianOrigin::ensure_origin(origin)?;
					false
				},
			};
			Self::do_set_parameters(parameters, may_loosen)
		}
	}

	#[pallet::inherent]
	impl<T: Config> ProvideInherent for Pallet<T> {
		type Call = Call<T>;
		// Never returned: a block without reports, or with poor ones, is valid.
		type Error = sp_inherents::MakeFatalError<()>;

		const INHERENT_IDENTIFIER: InherentIdentifier = INHERENT_IDENTIFIER;

		fn create_inherent(data: &InherentData) -> Option<Self::Call> {
			let heard = data.get_data::<InherentType>(&INHERENT_IDENTIFIER).ok().flatten()?;
			let reports = BoundedVec::truncate_from(Self::worth_including(heard));
			(!reports.is_empty()).then_some(Call::submit_reports { reports })
		}

		fn is_inherent(call: &Self::Call) -> bool {
			matches!(call, Call::submit_reports { .. })
		}
	}

	/// Reports, and the spots and expiries in all of them together.
	pub(crate) fn size(reports: &[SignedReport]) -> (u32, u32) {
		let values = reports.iter().flat_map(|signed| signed.report.observations.iter());
		let values = values.fold(0usize, |sum, observation| {
			sum.saturating_add(1).saturating_add(observation.expiries.len())
		});
		(reports.len().saturated_into(), values.saturated_into())
	}

	impl<T: Config> Pallet<T> {
		/// What the node's oracle worker reads.
		pub fn round_context() -> RoundContext {
			let now = Self::now();
			let subject = |(underlying, mut expiries): (_, Expiries)| {
				expiries.retain(|expiry| !expiry.reached(now));
				let symbol = T::Instruments::underlying(underlying)?.symbol.into_inner();
				Some(Subject { underlying, symbol, expiries: expiries.into_inner() })
			};
			RoundContext {
				session: T::SessionIndex::get(),
				authorities: Authorities::<T>::get().into_iter().map(|seat| seat.key).collect(),
				subjects: Self::unsettled().into_iter().filter_map(subject).collect(),
			}
		}

		/// The current round.
		pub(crate) fn current_round() -> u64 {
			T::CurrentSlot::get().checked_div(SLOTS_PER_ROUND).unwrap_or_default()
		}

		/// The moment at which a round ends, by slots: equal on every fork, and no author's word.
		pub(crate) fn end_of(round: u64) -> Timestamp {
			Timestamp(round.saturating_add(1).saturating_mul(Self::round_length()))
		}

		/// Milliseconds in a round.
		pub(crate) fn round_length() -> u64 {
			T::SlotDuration::get().saturating_mul(SLOTS_PER_ROUND)
		}

		/// The start of the current slot.
		pub(crate) fn now() -> Timestamp {
			Timestamp(T::CurrentSlot::get().saturating_mul(T::SlotDuration::get()))
		}

		/// The limit of seats as a length.
		pub(crate) fn max_validators() -> usize {
			T::MaxValidators::get().saturated_into()
		}

		/// The hash of the genesis block, from the system pallet until a block end has stored it.
		pub(crate) fn genesis_hash() -> [u8; 32] {
			GenesisHash::<T>::get().unwrap_or_else(|| {
				let hash = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::default());
				<[u8; 32]>::try_from(hash.as_ref()).unwrap_or_default()
			})
		}
	}
}
