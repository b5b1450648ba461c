//! The block end: its order, its weight, and the storage of books.

use crate::{
	block_end::BlockEnd, BookChange, Carried, Config, Guards, Intake, IntakeCount, LastCarried,
	LastGuarded, LastSwept, MaxBatch, NewOrder, OtherWeight, Pallet, Reason, Slab, Slabs, Spent,
	Volumes, WeightInfo, Windows,
};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{
	dispatch::DispatchClass,
	migrations::MultiStepMigrator,
	traits::{Get, OnKilledAccount},
	weights::{Weight, WeightMeter},
	BoundedVec,
};
use sp_runtime::SaturatedConversion;
use tenor_auction::{Book, Failure, Order};
use tenor_primitives::{
	BlockEndStep, BookMaintenance, Ledger, OnClosed, OpenOrder, OrderId, PortfolioInspect,
	RiskEngine, SeriesId, Side, SubaccountId, WeightBudget,
};

/// Units that a carried series has for itself in its turn.
pub const UNITS_OF_A_TURN: u32 = 4;

/// Pegs at rest that a unit prices anew, beside the order that it fills.
pub const PEGS_OF_A_UNIT: u32 = 4;

/// Pricing so many pegs weighs as much as one that enters.
const PEGS_OF_AN_ENTRY: u32 = 8;

/// One carried series has its turn in a block for so many clearing units.
pub const UNITS_PER_TURN: u32 = 16;

/// Series, and guarded accounts, that a block looks through for dead orders.
const SWEPT_PER_BLOCK: u32 = 4;

impl<T: Config> Pallet<T> {
	/// All that happens at the end of a block, in this order.
	///
	/// While a multi-block migration runs nothing does: storage may be half migrated, and no request
	/// was taken.
	pub(crate) fn end_block() {
		OtherWeight::<T>::kill();
		if <T as frame_system::Config>::MultiBlockMigrator::ongoing() {
			return;
		}
		let mut meter = WeightMeter::with_limit(T::StepWeight::get());
		T::OracleRound::run(&mut meter);
		T::VectorStep::run(&mut meter);
		Self::clear_books();
		T::SliceStep::run(&mut meter);
		T::SettlementStep::run(&mut meter);
		T::ListingStep::run(&mut meter);
		Self::sweep(&mut meter);
		Self::sweep_guarded(&mut meter);
	}

	pub(crate) fn clear_books() {
		let requests = Intake::<T>::get();
		// Also what cannot be read: the next block's requests would be appended to it.
		if Intake::<T>::exists() || IntakeCount::<T>::exists() {
			Intake::<T>::kill();
			IntakeCount::<T>::kill();
		}
		let turn = Self::next_turn();
		if requests.is_empty() && turn.is_empty() {
			return;
		}
		let mut block = BlockEnd::<T>::new(turn);
		block.read(requests);
		block.enter();
		block.admit();
		block.clear();
		block.settle();
		block.store();
	}

	/// How many carried series have their turn in this block.
	fn turn_size() -> u32 {
		let units = T::Budget::clearing_units();
		let size = units.checked_div(UNITS_PER_TURN).unwrap_or(0).max(1);
		size.min(Carried::<T>::count())
	}

	/// The carried series whose turn it is: in the order of their keys, after the last.
	fn next_turn() -> BTreeSet<SeriesId> {
		let size = Self::turn_size().saturated_into();
		let last = Carried::<T>::hashed_key_for(LastCarried::<T>::get());
		let after = Carried::<T>::iter_from(last).map(|(series, ())| series);
		let turn: Vec<SeriesId> = after.chain(Carried::<T>::iter_keys()).take(size).collect();
		if let Some(last) = turn.last() {
			LastCarried::<T>::put(last);
		}
		turn.into_iter().collect()
	}

	/// Takes dead orders out of books that nothing touches, a few series a block, in turn.
	pub(crate) fn sweep(meter: &mut WeightMeter) {
		let mut swept = BTreeSet::new();
		for _ in 0..SWEPT_PER_BLOCK {
			if meter.try_consume(T::WeightInfo::sweep()).is_err() {
				return;
			}
			// The greatest key of a series is that of its asks.
			let mut after = Slabs::<T>::iter_keys_from_key((LastSwept::<T>::get(), Side::Ask));
			let next = after.next().or_else(|| Slabs::<T>::iter_keys().next());
			let Some((series, _)) = next.filter(|(series, _)| swept.insert(*series)) else {
				return;
			};
			LastSwept::<T>::put(series);
			let Ok(mut book) = Self::load(series) else { continue };
			let expired = book.expire(Self::now());
			if !expired.is_empty() {
				Self::save(series, &book);
				let mut change = BookChange::default();
				change.leave(expired, Reason::Expired);
				change.tell::<T>(series);
			}
		}
	}

	/// Takes dead orders of guarded accounts out of books, a few accounts a block, in turn.
	pub(crate) fn sweep_guarded(meter: &mut WeightMeter) {
		let mut seen = BTreeSet::new();
		for _ in 0..SWEPT_PER_BLOCK {
			if meter.try_consume(T::WeightInfo::sweep_guarded()).is_err() {
				return;
			}
			let mut after = Guards::<T>::iter_keys_from_key(LastGuarded::<T>::get());
			let next = after.next().or_else(|| Guards::<T>::iter_keys().next());
			let Some(subaccount) = next.filter(|subaccount| seen.insert(*subaccount)) else {
				return;
			};
			LastGuarded::<T>::put(subaccount);
			Self::clean(subaccount);
		}
	}

	/// What the end of a block may use beyond what its calls pay for.
	pub(crate) fn reserved_weight() -> Weight {
		T::WeightInfo::end_block()
			.saturating_add(Self::weight_of_units(T::Budget::clearing_units()))
			.saturating_add(Self::weight_of_fills(Self::turn_size()))
			.saturating_add(T::Risk::pages_weight())
			.saturating_add(T::StepWeight::get())
	}

	/// Clearing so many series, each with a full book and a fill of its own; the admission of two
	/// accounts at their limits goes with each. What turns of carried series weigh without their units.
	pub fn weight_of_fills(series: u32) -> Weight {
		T::WeightInfo::clear_orders(series).saturating_sub(T::WeightInfo::clear_orders(0))
	}

	/// Filling so many resting orders, each of another account, which is admitted at its limits.
	fn weight_of_makers(orders: u32) -> Weight {
		T::WeightInfo::clear_units(orders).saturating_sub(T::WeightInfo::clear_units(0))
	}

	/// Pricing so many pegs.
	fn weight_of_pegs(pegs: u32) -> Weight {
		T::WeightInfo::price_pegs(pegs).saturating_sub(T::WeightInfo::price_pegs(0))
	}

	/// So many units: each fills a resting order and prices pegs.
	pub fn weight_of_units(units: u32) -> Weight {
		let pegs = units.saturating_mul(PEGS_OF_A_UNIT);
		Self::weight_of_makers(units).saturating_add(Self::weight_of_pegs(pegs))
	}

	/// A batch's intake, the fills of its orders in so many series, and the units that they bring. With
	/// each series beyond the first its fills have an account at rest, which is one of the units.
	pub(crate) fn place_weight(orders: usize, series: u32) -> Weight {
		let orders = orders.saturated_into::<u32>();
		let more = orders.saturating_sub(series);
		let units = orders.saturating_mul(T::UnitsPerOrder::get());
		let makers = units.saturating_sub(series.saturating_sub(1));
		T::WeightInfo::place_orders(series)
			.saturating_add(Self::weight_of_fills(series))
			.saturating_add(T::WeightInfo::orders_of_a_series(more))
			.saturating_sub(T::WeightInfo::orders_of_a_series(0))
			.saturating_add(Self::weight_of_makers(makers))
			.saturating_add(Self::weight_of_pegs(units.saturating_mul(PEGS_OF_A_UNIT)))
	}

	/// What a batch weighs.
	pub(crate) fn batch_weight(orders: &[NewOrder]) -> Weight {
		let pegs = orders.iter().filter(|order| order.peg.is_some()).count();
		let series: BTreeSet<SeriesId> = orders.iter().map(|order| order.series).collect();
		Self::place_weight(orders.len(), series.len().saturated_into())
			.saturating_add(Self::weight_of_entries(pegs.saturated_into()))
	}

	/// What so many pegs that enter weigh beyond other orders: each is priced, and compared with all pegs
	/// at rest that could be its owner's.
	pub(crate) fn weight_of_entries(pegs: u32) -> Weight {
		Self::weight_of_pegs(pegs.saturating_mul(PEGS_OF_AN_ENTRY))
	}

	/// The intake of so many quotes, and at the block end the account and each quote in a series of its
	/// own whose book is full, with a fill on one side: both sides of a quote cannot trade at one price.
	/// On each side the worst order is evicted, or what an account has there that is dead is taken out.
	pub(crate) fn quote_weight(quotes: usize) -> Weight {
		let quotes = quotes.saturated_into::<u32>();
		let evicted = T::WeightInfo::clear_evictions(quotes)
			.saturating_sub(T::WeightInfo::clear_evictions(0));
		let dead = T::WeightInfo::clear_dead(quotes).saturating_sub(T::WeightInfo::clear_dead(0));
		T::WeightInfo::mass_quote(quotes)
			.saturating_add(T::WeightInfo::clear_quotes(quotes))
			.saturating_sub(T::WeightInfo::clear_quotes(0))
			.saturating_add(Self::weight_of_fills(1))
			.saturating_add(evicted.max(dead))
	}

	/// The most orders of a batch that fits into the largest transaction, of which a fiftieth is left
	/// for its own checks.
	pub(crate) fn do_largest_batch() -> u32 {
		let limits = T::BlockWeights::get();
		let largest = limits.get(DispatchClass::Normal).max_extrinsic.unwrap_or(limits.max_block);
		let room = largest.saturating_sub(largest.checked_div(50).unwrap_or_default());
		let fits = |orders: &u32| {
			let weight = Self::place_weight((*orders).saturated_into(), *orders);
			weight.saturating_add(Self::weight_of_entries(*orders)).all_lte(room)
		};
		(1..=MaxBatch::get()).rev().find(fits).unwrap_or(0)
	}

	/// A cancel's intake, and at the block end each order in a series of its own.
	pub(crate) fn cancel_weight(orders: usize) -> Weight {
		let orders = orders.saturated_into::<u32>();
		T::WeightInfo::cancel_orders(orders).saturating_add(T::WeightInfo::clear_cancels(orders))
	}

	/// A cancel of everything that reaches orders in so many series.
	pub(crate) fn cancel_all_weight(series: u32) -> Weight {
		let series = series.min(T::MaxSeriesPerCancel::get());
		T::WeightInfo::cancel_all().saturating_add(T::WeightInfo::clear_cancels(series))
	}

	/// In how many series an account has orders.
	pub(crate) fn open_series(subaccount: SubaccountId) -> u32 {
		let open = T::Ledger::open_orders(subaccount);
		let series: BTreeSet<SeriesId> = open.into_iter().map(|order| order.series).collect();
		series.len().saturated_into()
	}

	/// The book of a series; a failure if what is stored is none.
	pub(crate) fn load(series: SeriesId) -> Result<Book, Failure> {
		let side = |side| -> Result<Vec<Order>, Failure> {
			match Slabs::<T>::try_get((series, side)) {
				Ok(Slab::V1(orders)) => Ok(orders.into_inner()),
				// What cannot be decoded must not pass for an empty book.
				Err(()) if Slabs::<T>::contains_key((series, side)) => Err(Failure::Corrupt),
				Err(()) => Ok(Vec::new()),
			}
		};
		Book::new(side(Side::Bid)?, side(Side::Ask)?).ok_or(Failure::Corrupt)
	}

	/// Writes the book of a series.
	pub(crate) fn save(series: SeriesId, book: &Book) {
		for side in [Side::Bid, Side::Ask] {
			let orders = BoundedVec::truncate_from(book.side(side).to_vec());
			if orders.is_empty() {
				Slabs::<T>::remove((series, side));
			} else {
				Slabs::<T>::insert((series, side), Slab::V1(orders));
			}
		}
	}

	/// Writes the record of an account's open orders.
	pub(crate) fn record(subaccount: SubaccountId, orders: Vec<OpenOrder>) {
		if let Err(error) = T::Ledger::set_open_orders(subaccount, orders) {
			// Bounded and owned by construction; try_state finds it if it ever happens.
			log::error!(target: "options-book", "record of {subaccount:?} refused: {error:?}");
		}
	}
}

impl<T: Config> OnClosed for Pallet<T> {
	fn on_closed(subaccount: SubaccountId) {
		Spent::<T>::remove(subaccount);
		Guards::<T>::remove(subaccount);
		Volumes::<T>::remove(subaccount);
	}
}

impl<T: Config> OnKilledAccount<T::AccountId> for Pallet<T> {
	/// An account that comes back has a nonce of 0 and used no number.
	fn on_killed_account(who: &T::AccountId) {
		Windows::<T>::remove(who);
	}
}

impl<T: Config> BookMaintenance for Pallet<T> {
	fn remove_orders(series: SeriesId, limit: u32) -> bool {
		let Ok(mut book) = Self::load(series) else {
			// Nothing of it can be read: the accounts' records are all there is to clean, and they
			// name the series, so that their owners' cancels do it.
			Slabs::<T>::remove((series, Side::Bid));
			Slabs::<T>::remove((series, Side::Ask));
			return true;
		};
		let expired = book.expire(Self::now());
		let limit = limit.saturated_into();
		let gone: BTreeSet<OrderId> =
			book.orders().take(limit).map(|(_, order)| order.id).collect();
		if gone.is_empty() && expired.is_empty() {
			return book.is_empty();
		}
		book.remove(&gone);
		Self::save(series, &book);
		let mut change = BookChange::default();
		change.leave(expired, Reason::Expired);
		change.leave(gone.iter().copied(), Reason::SeriesNotTrading);
		change.tell::<T>(series);
		let accounts: BTreeSet<SubaccountId> = gone.iter().map(|id| id.subaccount).collect();
		for subaccount in accounts {
			let mut orders = T::Ledger::open_orders(subaccount);
			orders.retain(|order| !gone.contains(&order.id));
			Self::record(subaccount, orders);
		}
		book.is_empty()
	}
}
