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

mod allowance;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod block_end;
mod block_trades;
mod change;
mod check_sequence;
mod clearing;
mod dispatchable_impls;
mod elsewhere;
mod fees;
mod guard;
#[cfg(test)]
mod mock;
mod parity;
mod protection;
mod requests;
mod terms;
#[cfg(test)]
mod tests;
mod tick_impls;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
mod types;
mod underlyings;
mod volume;
pub mod weights;
mod window;

pub use allowance::{Cost, Spending};
#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use change::{Amended, BookChange, Entry, Repriced};
pub use check_sequence::CheckSequence;
pub use fees::LargestFee;
pub use guard::{Guard, Protected, Protection, MAX_COUNTDOWN};
pub use pallet::*;
pub use tick_impls::{PEGS_OF_A_UNIT, UNITS_OF_A_TURN, UNITS_PER_TURN};
pub use types::*;
pub use volume::Volume;
pub use weights::WeightInfo;
pub use window::{Window, WIDTH};

// FRAME's macros cast variant indices and write `expect`s of their own.
#[allow(clippy::cast_possible_truncation, clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use sp_runtime::SaturatedConversion;
	use tenor_auction::Failure;
	use tenor_primitives::{
		AuthorityError, BlockEndStep, BlockNumber, ChangeError, Changes, ClientId, Direction,
		InstrumentInspect, InstrumentLifecycle, Ledger, MarketPhase, MarketView, OpenOrder,
		OrderId, PortfolioInspect, RiskEngine, SeriesId, Side, SubaccountId, Timestamp,
		WeightBudget,
	};

	/// Version of the storage layout.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the book needs of its runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Weights.
		type WeightInfo: WeightInfo;
		/// May set the parameters either way; stands behind a timelock.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// May only narrow the band; acts at once.
		type GuardianOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// The time of the block.
		type Now: Get<Timestamp>;
		/// The series, and the halt of one that fails to clear.
		type Instruments: InstrumentInspect + InstrumentLifecycle;
		/// Marks and bands.
		type Market: MarketView;
		/// What each underlying allows.
		type Phase: MarketPhase;
		/// Which orders an account can carry.
		type Risk: RiskEngine;
		/// The margin accounts.
		type Ledger: Ledger + PortfolioInspect<Self::AccountId>;
		/// How much clearing a block does beyond what its orders paid for.
		type Budget: WeightBudget;
		/// Closes the oracle round, before everything else.
		type OracleRound: BlockEndStep;
		/// Rebuilds risk vectors, after the round.
		type VectorStep: BlockEndStep;
		/// Liquidates, after the books.
		type SliceStep: BlockEndStep;
		/// Pays out expired series, after the slices.
		type SettlementStep: BlockEndStep;
		/// Lists series.
		type ListingStep: BlockEndStep;
		/// What the steps and the sweep of expired orders together may use; reserved in every block.
		type StepWeight: Get<Weight>;
		/// Orders that one block takes.
		#[pallet::constant]
		type MaxOrdersPerBlock: Get<u32>;
		/// Units of clearing that an order pays for beside its own fill.
		#[pallet::constant]
		type UnitsPerOrder: Get<u32>;
		/// Open orders that an account may have; at most what its record holds.
		#[pallet::constant]
		type MaxOpenOrders: Get<u32>;
		/// Series that an account may hold; at most what the ledger takes.
		#[pallet::constant]
		type MaxPositions: Get<u32>;
		/// Series beside the touched ones that one cancel of everything reaches; so few that it always
		/// fits into a block.
		type MaxSeriesPerCancel: Get<u32>;
		/// Sets up markets and accounts for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}

	/// Fees, band and least quantity.
	#[pallet::storage]
	pub type Parameters<T> = StorageValue<_, BookParameters, ValueQuery>;

	/// The changes of parameters that count against their steps.
	#[pallet::storage]
	pub type ParameterChanges<T> = StorageValue<_, Changes<PARAMETERS>, ValueQuery>;

	/// The live orders of one side of a series; absent when there is none.
	// Hasher: series are dense ids that no user chooses.
	#[pallet::storage]
	pub type Slabs<T> = StorageMap<_, Identity, (SeriesId, Side), Slab>;

	/// The accepted requests of this block; empty between blocks.
	///
	/// Unbounded in type, because a bounded append copies the value each time. Orders are bounded by
	/// [`Config::MaxOrdersPerBlock`]; cancels by the weight of the block only, so that they are always
	/// admissible (M11).
	#[pallet::storage]
	#[pallet::unbounded]
	pub type Intake<T> = StorageValue<_, Vec<Request>, ValueQuery>;

	/// Orders in [`Intake`].
	#[pallet::storage]
	pub type IntakeCount<T> = StorageValue<_, u32, ValueQuery>;

	/// The numbers that a key has used above its account's nonce; absent when there is none.
	// Hasher: accounts are chosen by users.
	#[pallet::storage]
	pub type Windows<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Window, ValueQuery>;

	/// What subaccounts have used of their allowances.
	// Hasher: subaccounts are dense ids that no user chooses.
	#[pallet::storage]
	pub type Spent<T> = StorageMap<_, Identity, SubaccountId, Spending, ValueQuery>;

	/// The number of the trade that is being dispatched; absent unless it is the transaction itself.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Sequence<T> = StorageValue<_, u32>;

	/// What the calls of this block that are no trades weigh, but for operational ones; absent between
	/// blocks.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type OtherWeight<T> = StorageValue<_, u64, ValueQuery>;

	/// Series that the budget left an order out of: they clear again, in turn. As many as there are
	/// series; a block handles only so many of them.
	// Hasher: series are dense ids that no user chooses.
	#[pallet::storage]
	pub type Carried<T> = CountedStorageMap<_, Identity, SeriesId, ()>;

	/// The carried series whose turn was last.
	#[pallet::storage]
	pub type LastCarried<T> = StorageValue<_, SeriesId, ValueQuery>;

	/// The series that was last looked through for dead orders.
	#[pallet::storage]
	pub type LastSwept<T> = StorageValue<_, SeriesId, ValueQuery>;

	/// Deadlines and limits that owners set, and which orders they pulled; absent where there is nothing.
	// Hasher: subaccounts are dense ids that no user chooses.
	#[pallet::storage]
	pub type Guards<T> = StorageMap<_, Identity, SubaccountId, Guard>;

	/// What subaccounts traded lately.
	// Hasher: subaccounts are dense ids that no user chooses.
	#[pallet::storage]
	pub type Volumes<T> = StorageMap<_, Identity, SubaccountId, Volume, ValueQuery>;

	/// The guarded account that was last looked at for dead orders.
	#[pallet::storage]
	pub type LastGuarded<T> = StorageValue<_, SubaccountId, ValueQuery>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The book of a series changed: all that happened to it at the end of this block. These events
		/// in their order tell every fill and every order at rest, and nothing else changes a book that
		/// can be read. What settlement and the sweep take out after the auction has an event of its own.
		#[codec(index = 0)]
		BookChanged {
			/// Which series.
			series: SeriesId,
			/// What happened.
			change: BookChange,
		},
		/// Orders of this block that never entered a book: refused when they came or at the end of the
		/// block, or cancelled in their block. The others of their batch stand.
		#[codec(index = 1)]
		OrdersRefused {
			/// Whose.
			subaccount: SubaccountId,
			/// Which, and why.
			orders: Vec<(OrderId, Reason)>,
		},
		/// Cancels of orders that are not open: filled, expired, gone, or never placed.
		#[codec(index = 3)]
		UnknownCancel {
			/// Whose.
			subaccount: SubaccountId,
			/// Which.
			orders: Vec<OrderId>,
		},
		/// A series could not be cleared: its fills are dropped and it takes only cancels.
		#[codec(index = 4)]
		SeriesFailed {
			/// Which series.
			series: SeriesId,
			/// Why.
			failure: Failure,
		},
		/// Governance set the parameters.
		#[codec(index = 5)]
		ParametersSet {
			/// Those that were in force.
			old: BookParameters,
			/// Those in force now.
			new: BookParameters,
			/// Which way.
			direction: Direction,
		},
		/// A cancel of everything reached as many series as one call may: none of the account's orders
		/// traded in this block, and so many still stand. Send it again.
		#[codec(index = 7)]
		OrdersRemain {
			/// Whose.
			subaccount: SubaccountId,
			/// How many.
			orders: u32,
		},
		/// Cancels by names that no open order has.
		#[codec(index = 10)]
		UnknownClients {
			/// Whose.
			subaccount: SubaccountId,
			/// Which.
			names: Vec<(SeriesId, ClientId)>,
		},
		/// The orders of an account are dead after a block, unless this is renewed.
		#[codec(index = 11)]
		DeadlineSet {
			/// Whose.
			subaccount: SubaccountId,
			/// The last block they stand in; absent if it was lifted.
			last: Option<BlockNumber>,
		},
		/// An owner set or lifted limits on what trades.
		#[codec(index = 12)]
		ProtectionSet {
			/// Of which account.
			subaccount: SubaccountId,
			/// The limits.
			protection: Option<Protection>,
		},
		/// Fills used up a limit: all orders of the account that stood in this block are dead, and it places
		/// none for a while.
		#[codec(index = 13)]
		Protected {
			/// Whose.
			subaccount: SubaccountId,
			/// Where the last fill was.
			series: SeriesId,
			/// The last block in which it places nothing.
			until: BlockNumber,
		},
	}

	/// Why a call is refused; nothing is changed.
	#[pallet::error]
	pub enum Error<T> {
		/// The subaccount was never opened: open it with a deposit first.
		UnknownSubaccount,
		/// Neither the owner of the subaccount nor an agent of it: sign with such a key.
		Unauthorized,
		/// The last block of the agent has passed: renew it, or sign with another key.
		AgentExpired,
		/// The agent may not do this: see its scope.
		OutOfScope,
		/// Orders take their ids from the number of their transaction: send the call as a transaction
		/// of its own, signed by the owner or an agent. Cancels may come in a batch or by a proxy.
		NotDirect,
		/// The batch holds nothing: put at least one order or id in.
		EmptyBatch,
		/// No such series: ask for the listed ones.
		UnknownSeries,
		/// The series is not open for orders: only cancels are taken.
		SeriesNotTrading,
		/// The underlying has no price quorum: only cancels and deposits are taken.
		MarketCancelOnly,
		/// The quantity is zero: state lots above zero.
		ZeroQuantity,
		/// The quantity is below the least an order may have: raise it.
		QuantityTooSmall,
		/// The quantity or the premium is beyond what one order may have: split it.
		QuantityTooLarge,
		/// The limit is zero: the lowest tick is one.
		ZeroLimit,
		/// The limit is absurd, more than a hundred strikes: check its unit, which is ticks.
		LimitOutOfRange,
		/// The last block of the order has passed: state this block or a later one.
		GoodTilPassed,
		/// The block takes no more orders: send it again.
		BlockFull,
		/// The order belongs to another subaccount: cancel with that subaccount.
		ForeignOrder,
		/// A parameter is outside its bounds, or makers would pay more than takers: see
		/// `BookParameters`.
		ParameterOutOfBounds,
		/// The parameters are as they were: change one.
		ParametersUnchanged,
		/// The direction differs from the one declared: declare the other, or split the change.
		WrongDirection,
		/// This origin may only lower `band_ticks`.
		MayOnlyNarrowBand,
		/// A parameter would move further in 24 hours than its largest step: wait or go slower.
		ParameterStepTooLarge,
		/// There were 16 changes in the last 24 hours: wait.
		TooManyParameterChanges,
		/// An order that takes within a distance cannot be post-only: choose one.
		PostOnlyWithin,
		/// A quote's bid must be below its ask: part them.
		CrossedQuote,
		/// A limit of the account was used up: wait until the pause is over, or set its protection anew.
		Paused,
		/// Orders last from one block to a day of them without word of their owner: state that.
		CountdownOutOfRange,
		/// Windows and pauses last from one block to a day of them, and at least one limit must be set,
		/// above zero.
		ProtectionOutOfBounds,
		/// The limit is no multiple of the step that the underlying has at it: round it, see
		/// `tick_steps`.
		OffTick,
		/// A peg's volatility is above zero and at most 1,000 %, in parts per million, and a future has
		/// none: state one in this range, or a limit alone.
		VolatilityOutOfRange,
		/// A peg only makes: state post-only.
		PegNotPostOnly,
	}

	impl<T> From<Fault> for Error<T> {
		fn from(fault: Fault) -> Self {
			match fault {
				Fault::UnknownSeries => Self::UnknownSeries,
				Fault::SeriesNotTrading => Self::SeriesNotTrading,
				Fault::MarketCancelOnly => Self::MarketCancelOnly,
				Fault::ZeroQuantity => Self::ZeroQuantity,
				Fault::QuantityTooSmall => Self::QuantityTooSmall,
				Fault::QuantityTooLarge => Self::QuantityTooLarge,
				Fault::ZeroLimit => Self::ZeroLimit,
				Fault::LimitOutOfRange => Self::LimitOutOfRange,
				Fault::GoodTilPassed => Self::GoodTilPassed,
				Fault::PostOnlyWithin => Self::PostOnlyWithin,
				Fault::CrossedQuote => Self::CrossedQuote,
				Fault::OutOfScope => Self::OutOfScope,
				Fault::OffTick => Self::OffTick,
				Fault::VolatilityOutOfRange => Self::VolatilityOutOfRange,
				Fault::PegNotPostOnly => Self::PegNotPostOnly,
			}
		}
	}

	impl<T> From<AuthorityError> for Error<T> {
		fn from(error: AuthorityError) -> Self {
			match error {
				AuthorityError::UnknownSubaccount => Self::UnknownSubaccount,
				AuthorityError::Unauthorized => Self::Unauthorized,
				AuthorityError::Expired => Self::AgentExpired,
			}
		}
	}

	impl<T> From<ChangeError> for Error<T> {
		fn from(error: ChangeError) -> Self {
			match error {
				ChangeError::TooMany => Self::TooManyParameterChanges,
				ChangeError::StepTooLarge => Self::ParameterStepTooLarge,
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			Self::reserved_weight()
		}

		fn on_finalize(_: BlockNumberFor<T>) {
			Self::end_block();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}

		fn integrity_test() {
			assert!(T::UnitsPerOrder::get() >= 2, "an order pays for a unit on each side");
			assert!(T::MaxOpenOrders::get() > 0 && T::MaxPositions::get() > 0);
			assert!(T::MaxSeriesPerCancel::get() > 0, "a cancel makes progress");
			assert!(BookParameters::default().is_valid());
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The book of a series by limit, best first, at most `levels` (up to 512) a side; pegs where they
		/// were last priced. `None` when the series is unknown.
		pub fn depth(series: SeriesId, levels: u32) -> Option<Depth> {
			Self::do_depth(series, levels)
		}

		/// The open orders of a subaccount that are not dead, ascending by id.
		pub fn orders(subaccount: SubaccountId) -> Vec<OpenOrder> {
			Self::live_orders(subaccount)
		}

		/// The most orders, each in a series of its own, that a batch may have at present, at most 64: what
		/// an account at its limits could weigh must fit into the largest transaction.
		pub fn largest_batch() -> u32 {
			Self::do_largest_batch()
		}

		/// The numbers that a key has used: a trade may use any other of the 64 from `base` on.
		pub fn window_of(who: T::AccountId) -> Window {
			Self::window(&who)
		}

		/// A subaccount's tier of fees, 0 to 3, and the notional that it traded in 30 days, in units of the
		/// quote asset.
		pub fn tier_of(subaccount: SubaccountId) -> (u32, u64) {
			let volume = Volumes::<T>::get(subaccount).recent(T::Now::get());
			(Parameters::<T>::get().tier(volume), volume)
		}

		/// The deadline and the limits of a subaccount.
		pub fn guard_of(subaccount: SubaccountId) -> Option<Guard> {
			Guards::<T>::get(subaccount)
		}

		/// What a subaccount has free for orders and quotes now: an order takes 8, a two-sided quote 1. It
		/// grows by [`BookParameters::free_rate`] a block.
		pub fn allowance(subaccount: SubaccountId) -> u32 {
			Self::do_allowance(subaccount)
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Places up to 64 orders, and at most [`Pallet::largest_batch`]; they clear at the end of the
		/// block.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner of `subaccount` or an agent of it.
		///
		/// ## Details
		///
		/// A transaction of its own. An order's id is the subaccount, the number of the key that signed,
		/// the nonce and its place in `orders`. Each order stands or falls on its own: what is wrong with
		/// one when it comes, and margin, post-only and self-trade when the block ends, is told by
		/// [`Event::OrdersRefused`].
		///
		/// ## Errors
		///
		/// Those of [`Error`] that name what is wrong with the batch; if no order of it stands, what is
		/// wrong with the first.
		#[pallet::call_index(0)]
		#[pallet::weight(Pallet::<T>::batch_weight(orders))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, subaccount: &SubaccountId, orders: &BoundedVec<NewOrder, MaxBatch>| -> bool {
			Pallet::<T>::is_free(origin, *subaccount, allowance::ORDER.saturating_mul(orders.len().saturated_into()), false)
		})]
		pub fn place_orders(
			origin: OriginFor<T>,
			subaccount: SubaccountId,
			orders: BoundedVec<NewOrder, MaxBatch>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_place(who, subaccount, orders)
		}

		/// Cancels up to 64 orders before anything of this block trades.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner of `subaccount` or an agent of it.
		///
		/// ## Details
		///
		/// Acts on orders of earlier blocks, and on those of this block by the same key with a smaller
		/// nonce; in a batch or by a proxy on the former only. Ids that are not open are reported by [`Event::UnknownCancel`].
		///
		/// ## Errors
		///
		/// [`Error::ForeignOrder`] if an id names another subaccount; those about the subaccount, the
		/// signer and the batch.
		#[pallet::call_index(1)]
		#[pallet::weight(Pallet::<T>::cancel_weight(orders.len()))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, subaccount: &SubaccountId, orders: &BoundedVec<OrderId, MaxBatch>| -> bool {
			Pallet::<T>::is_free(origin, *subaccount, allowance::named(orders.len()), true)
		})]
		pub fn cancel_orders(
			origin: OriginFor<T>,
			subaccount: SubaccountId,
			orders: BoundedVec<OrderId, MaxBatch>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel_orders(who, subaccount, orders)
		}

		/// Cancels a subaccount's orders in one series, as [`Pallet::cancel_orders`] does.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner of `subaccount` or an agent of it.
		#[pallet::call_index(2)]
		#[pallet::weight(Pallet::<T>::cancel_weight(1))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, subaccount: &SubaccountId, _series: &SeriesId| -> bool {
			Pallet::<T>::is_free(origin, *subaccount, allowance::named(1), true)
		})]
		pub fn cancel_series(
			origin: OriginFor<T>,
			subaccount: SubaccountId,
			series: SeriesId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel(who, subaccount, Action::CancelSeries(series))
		}

		/// Cancels all orders of a subaccount, as [`Pallet::cancel_orders`] does.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner of `subaccount` or an agent of it.
		///
		/// ## Details
		///
		/// Takes those of an underlying or of an expiry if `of` says so. Reaches them in all series that
		/// clear in this block, so that none of them
		/// trades, and in [`Config::MaxSeriesPerCancel`] others; [`Event::OrdersRemain`] tells if that
		/// was not all. Asks for the weight of that number, so that it always fits into a block, and gives
		/// back what series without orders do not take: the record changes at the ends of blocks only.
		#[pallet::call_index(3)]
		#[pallet::weight(Pallet::<T>::cancel_all_weight(u32::MAX))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, subaccount: &SubaccountId, _of: &Scope| -> bool {
			Pallet::<T>::is_free(origin, *subaccount, allowance::CANCEL_ALL, true)
		})]
		pub fn cancel_all(
			origin: OriginFor<T>,
			subaccount: SubaccountId,
			of: Scope,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_cancel(who, subaccount, Action::CancelAll(of))?;
			Ok(Some(Self::cancel_all_weight(Self::open_series(subaccount))).into())
		}

		/// Cancels up to 64 orders by the names that their account gave them, as
		/// [`Pallet::cancel_orders`] does.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner of `subaccount` or an agent of it.
		///
		/// ## Details
		///
		/// Names that no open order has are reported by [`Event::UnknownClients`].
		///
		/// ## Errors
		///
		/// Those about the subaccount, the signer and the batch.
		#[pallet::call_index(5)]
		#[pallet::weight(Pallet::<T>::cancel_weight(names.len()))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, subaccount: &SubaccountId, names: &BoundedVec<(SeriesId, ClientId), MaxBatch>| -> bool {
			Pallet::<T>::is_free(origin, *subaccount, allowance::named(names.len()), true)
		})]
		pub fn cancel_clients(
			origin: OriginFor<T>,
			subaccount: SubaccountId,
			names: BoundedVec<(SeriesId, ClientId), MaxBatch>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			ensure!(!names.is_empty(), Error::<T>::EmptyBatch);
			Self::do_cancel(who, subaccount, Action::CancelClients(names))
		}

		/// Quotes up to 64 series: a post-only bid and ask each, which take the place of the account's
		/// earlier ones of those series.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner of `subaccount` or an agent of it.
		///
		/// ## Details
		///
		/// A side without lots is taken away. A side with the same price and no more size keeps its age. The
		/// id of a quote's bid has twice the quote's place in `quotes`, that of its ask one more. A side
		/// that is refused, when it comes or at the block's end, leaves none of that side standing
		/// ([`Event::OrdersRefused`] tells why). `good_til` is the last block for all of them.
		///
		/// ## Errors
		///
		/// As [`Pallet::place_orders`]; [`Error::CrossedQuote`].
		#[pallet::call_index(6)]
		#[pallet::weight(Pallet::<T>::quote_weight(quotes.len()))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, subaccount: &SubaccountId, quotes: &BoundedVec<Quote, MaxBatch>, _good_til: &BlockNumber| -> bool {
			Pallet::<T>::is_free(origin, *subaccount, allowance::named(quotes.len()), false)
		})]
		pub fn mass_quote(
			origin: OriginFor<T>,
			subaccount: SubaccountId,
			quotes: BoundedVec<Quote, MaxBatch>,
			good_til: BlockNumber,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_quote(who, subaccount, quotes, good_til)
		}

		/// Says that the orders of a subaccount are dead so many blocks from now, unless it is said again;
		/// without a number it lifts that.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner of `subaccount` or an agent of it.
		///
		/// ## Details
		///
		/// It goes for the orders that stand when it passes, whenever they were placed. None of them fills
		/// from then on; they leave the books they are written in by and by. Of several in one block the one
		/// with the greatest nonce goes.
		///
		/// ## Errors
		///
		/// [`Error::CountdownOutOfRange`]; [`Error::OutOfScope`] if an agent that may only cancel would put
		/// it off; [`Error::NotDirect`] in a batch; those about the subaccount and the signer.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::cancel_all_after())]
		#[pallet::feeless_if(|origin: &OriginFor<T>, subaccount: &SubaccountId, _blocks: &Option<BlockNumber>| -> bool {
			Pallet::<T>::is_free(origin, *subaccount, allowance::LEAST, true)
		})]
		pub fn cancel_all_after(
			origin: OriginFor<T>,
			subaccount: SubaccountId,
			blocks: Option<BlockNumber>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel_after(who, subaccount, blocks)
		}

		/// Limits what a subaccount trades in a window of blocks; without limits it lifts them, and a pause.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner of `subaccount` or an agent of it that may trade everything.
		///
		/// ## Details
		///
		/// In each series the account's orders are cut to what the limits leave, the best first, so that no
		/// fill goes beyond. Once one is used up all its orders are dead, and it places none in the pause.
		/// What was used of former limits is forgotten. It goes for the fills of its block, and for all
		/// orders, wherever in the block it stands; a pause it lifts ends with its block. Of several in one
		/// block the one with the greatest nonce goes.
		///
		/// ## Errors
		///
		/// [`Error::ProtectionOutOfBounds`], [`Error::OutOfScope`]; [`Error::NotDirect`] in a batch; those
		/// about the subaccount and the signer.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::set_protection())]
		#[pallet::feeless_if(|origin: &OriginFor<T>, subaccount: &SubaccountId, _protection: &Option<Protection>| -> bool {
			Pallet::<T>::is_free(origin, *subaccount, allowance::LEAST, false)
		})]
		pub fn set_protection(
			origin: OriginFor<T>,
			subaccount: SubaccountId,
			protection: Option<Protection>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_protection(who, subaccount, protection)
		}

		/// Sets fees, band and least quantity (M13).
		///
		/// ## Dispatch Origin
		///
		/// [`Config::AdminOrigin`] either way, [`Config::GuardianOrigin`] a narrower band only.
		///
		/// ## Errors
		///
		/// [`Error::ParameterOutOfBounds`], [`Error::ParametersUnchanged`],
		/// [`Error::WrongDirection`], [`Error::MayOnlyNarrowBand`],
		/// [`Error::ParameterStepTooLarge`], [`Error::TooManyParameterChanges`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::set_parameters())]
		pub fn set_parameters(
			origin: OriginFor<T>,
			new: BookParameters,
			direction: Direction,
		) -> DispatchResult {
			let may_loosen = T::AdminOrigin::ensure_origin(origin.clone()).is_ok();
			if !may_loosen {
				T::GuardianOrigin::ensure_origin(origin)?;
			}
			Self::do_set_parameters(new, direction, may_loosen)
		}
	}
}
