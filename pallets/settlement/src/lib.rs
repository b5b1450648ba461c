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
mod step;
mod sweep;
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
pub use step::SettlementStep;
pub use types::*;
pub use weights::WeightInfo;

/// Brings the chain into the state that a benchmark needs.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper {
	/// An expiry of one series that has come and whose settlement price the oracle knows from samples
	/// on both sides of it, on a chain where no other expiry has come.
	fn expire() -> (tenor_primitives::UnderlyingId, tenor_primitives::Expiry);
	/// Opens positions in a series for `holders` accounts, an even number; they sum to zero, and make
	/// the accounts' records as large as they may be.
	fn add_holders(series: tenor_primitives::SeriesId, holders: u32);
	/// Fills the book of a series. The `orders` that leave it first are each of another account, whose
	/// record is as large as it may be.
	fn add_orders(series: tenor_primitives::SeriesId, orders: u32);
}

// FRAME's macros cast variant indices and write `expect`s of their own.
#[allow(clippy::cast_possible_truncation, clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use super::{types::*, WeightInfo};
	use alloc::vec::Vec;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use tenor_primitives::{
		BookMaintenance, Expiry, InstrumentInspect, InstrumentLifecycle, Ledger, MarketView, Money,
		PortfolioInspect, Price, SeriesId, SettlementPrice, SignedLots, SubaccountId, Timestamp,
		UnderlyingId,
	};

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Who chooses the price of an expiry that has none and resumes halted payouts.
		type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// What expires.
		type Instruments: InstrumentInspect + InstrumentLifecycle;

		/// The averages that expiries are settled at, and the forwards they are compared with.
		type Prices: SettlementPrice;

		/// The index, which bounds the price of an expiry without any sample.
		type Market: MarketView;

		/// Where payoffs are booked.
		type Ledger: Ledger;

		/// Who holds what.
		type Portfolios: PortfolioInspect<Self::AccountId>;

		/// The books of expired series.
		type Books: BookMaintenance;

		/// The time of the block.
		type Now: Get<Timestamp>;

		/// The stated lie: an average further from the last forward, or from what the book said of it
		/// before the window, waits for governance. In basis points of the forward.
		#[pallet::constant]
		type MaxDeviation: Get<u32>;

		/// Most holders that are paid in one piece; above zero.
		#[pallet::constant]
		type HoldersPerPiece: Get<u32>;

		/// Most orders that are removed in one piece; above zero.
		#[pallet::constant]
		type OrdersPerPiece: Get<u32>;

		/// Weights of this pallet's calls and steps.
		type WeightInfo: WeightInfo;

		/// Sets up expiries for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: super::BenchmarkHelper;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// The expiries that are paid out; the head is in work.
	#[pallet::storage]
	pub type Payouts<T: Config> = StorageValue<_, PayoutQueue, ValueQuery>;

	/// The expiries that wait for governance. Bounded by the unsettled expiries there may be.
	// Hashers: Identity, the keys are dense ids and times that governance or a schedule chose.
	#[pallet::storage]
	pub type AwaitingPrice<T: Config> =
		StorageDoubleMap<_, Identity, UnderlyingId, Identity, Expiry, Awaiting>;

	/// The series whose payout stopped. Bounded by the series there may be.
	// Hasher: Identity, the keys are dense and given out by the chain.
	#[pallet::storage]
	pub type HaltedSweeps<T: Config> = StorageMap<_, Identity, SeriesId, HaltedSweep>;

	/// The prices that the last [`MaxHistory`] expiries of an underlying were settled at.
	// Hasher: Identity, the keys are dense and given out by the chain.
	#[pallet::storage]
	pub type Prices<T: Config> = StorageMap<_, Identity, UnderlyingId, History, ValueQuery>;

	/// The place, in the list of underlyings, at which the next look for expiries is taken.
	#[pallet::storage]
	pub type NextLook<T: Config> = StorageValue<_, u16, ValueQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An expiry has no price of its own: governance must choose one.
		#[codec(index = 0)]
		PriceAwaited {
			/// Of which underlying.
			underlying: UnderlyingId,
			/// Which expiry.
			expiry: Expiry,
			/// Why.
			reason: Awaiting,
		},
		/// All series of an expiry are paid out at this price.
		#[codec(index = 1)]
		ExpiryPriceFixed {
			/// Of which underlying.
			underlying: UnderlyingId,
			/// Which expiry.
			expiry: Expiry,
			/// Quote per unit of underlying.
			price: Price,
			/// Whether governance chose it.
			by_governance: bool,
		},
		/// A position was closed at its payoff.
		#[codec(index = 2)]
		PositionPaidOut {
			/// Whose.
			subaccount: SubaccountId,
			/// In which series.
			series: SeriesId,
			/// The position that was closed.
			lots: SignedLots,
			/// What the account received; negative when it paid.
			cash: Money,
		},
		/// Every position of a series is closed, and the series is pruned.
		#[codec(index = 3)]
		SeriesPaidOut {
			/// Which series.
			series: SeriesId,
		},
		/// Every series of an expiry is paid out.
		#[codec(index = 4)]
		ExpiryPaidOut {
			/// Of which underlying.
			underlying: UnderlyingId,
			/// Which expiry.
			expiry: Expiry,
		},
		/// The payout of a series stopped; others go on.
		#[codec(index = 5)]
		SweepHalted {
			/// Which series.
			series: SeriesId,
			/// Why.
			failure: SweepFailure,
		},
		/// A halted payout is queued again.
		#[codec(index = 6)]
		SweepResumed {
			/// Which series.
			series: SeriesId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The expiry does not wait for governance: it has not come, the oracle will price it, or it
		/// is settled. See `awaiting`.
		NotAwaiting,
		/// The price lies outside of the window's samples, or, where there are none, further from the
		/// index than the stated lie.
		PriceOutOfRange,
		/// There are no samples and no fresh index to compare with: try again when there is one.
		NoReference,
		/// As many expiries as possible are being paid out: try again in some blocks.
		TooManyPayouts,
		/// The payout of this series is not halted. See `halted_sweeps`.
		NotHalted,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "std")]
		fn integrity_test() {
			assert!(T::HoldersPerPiece::get() > 0, "else nobody is paid");
			assert!(T::OrdersPerPiece::get() > 0, "else books are never emptied");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The prices that the latest expiries of an underlying were settled at, oldest first.
		pub fn settled_prices(underlying: UnderlyingId) -> Vec<SettledPrice> {
			Prices::<T>::get(underlying).into_inner()
		}

		/// The price that an expiry was settled at; `None` when it is not settled or too long ago.
		pub fn settled_price(underlying: UnderlyingId, expiry: Expiry) -> Option<SettledPrice> {
			Prices::<T>::get(underlying).into_iter().find(|settled| settled.expiry == expiry)
		}

		/// Why an expiry waits for governance, and the least and the greatest price that it may
		/// choose.
		pub fn awaiting(
			underlying: UnderlyingId,
			expiry: Expiry,
		) -> Option<(Awaiting, Option<(Price, Price)>)> {
			let reason = AwaitingPrice::<T>::get(underlying, expiry)?;
			Some((reason, Self::price_range(underlying, expiry)))
		}

		/// The expiries that are being paid out.
		pub fn payouts() -> Vec<Payout> {
			Payouts::<T>::get().into_inner()
		}

		/// The series whose payout stopped.
		pub fn halted_sweeps() -> Vec<(SeriesId, HaltedSweep)> {
			HaltedSweeps::<T>::iter().collect()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Fixes the price of an expiry that waits for governance.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::GovernanceOrigin`].
		///
		/// ## Details
		///
		/// The price must lie between the least and the greatest sample of the averaging window or, if
		/// the average is too far from a forward, what the book said of it before the window. If not
		/// one sample exists, it must lie within the stated lie of the index.
		///
		/// ## Errors
		///
		/// [`Error::NotAwaiting`], [`Error::PriceOutOfRange`], [`Error::NoReference`],
		/// [`Error::TooManyPayouts`].
		///
		/// ## Events
		///
		/// [`Event::ExpiryPriceFixed`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::set_settlement_price())]
		pub fn set_settlement_price(
			origin: OriginFor<T>,
			underlying: UnderlyingId,
			expiry: Expiry,
			price: Price,
		) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_set_settlement_price(underlying, expiry, price)
		}

		/// Queues the payout of a series that stopped, from where it was.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::GovernanceOrigin`].
		///
		/// ## Errors
		///
		/// [`Error::NotHalted`], [`Error::TooManyPayouts`].
		///
		/// ## Events
		///
		/// [`Event::SweepResumed`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::resume_sweep())]
		pub fn resume_sweep(origin: OriginFor<T>, series: SeriesId) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_resume_sweep(series)
		}
	}
}
