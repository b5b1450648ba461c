//! The end of a block, continued: prices, fills, deltas, and what is written back.

use crate::{
	block_end::{BlockEnd, Market},
	open_order,
	protection::Caps,
	terms::Terms,
	volume::quote_units,
	BookParameters, Carried, Config, Entry, Event, Pallet, Reason, Volume, Volumes,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::traits::Get;
use tenor_auction::{Failure, Fill, Order, Outcome};
use tenor_primitives::{
	Delta, Holder, InstrumentLifecycle, Ledger, Money, OrderId, SeriesId, Side, SignedLots,
	SubaccountId,
};

/// What an account pays and gets.
#[derive(Clone, Default)]
struct Leg {
	cash: Money,
	lots: SignedLots,
	/// What the lots of a future cost, to be paid when it settles; none for an option.
	cost: Option<Money>,
}

/// What each account pays and gets in one series.
type Legs = BTreeMap<SubaccountId, Leg>;

/// The fills of a series as money and lots, with accounts' tiers of fees: `None` on overflow.
fn legs(
	outcome: &Outcome,
	terms: &Terms,
	parameters: &BookParameters,
	tiers: &BTreeMap<SubaccountId, (Volume, u32)>,
) -> Option<(Legs, Money)> {
	let mut legs = Legs::new();
	let mut fees = Money::ZERO;
	let Some(trade) = outcome.trade else { return Some((legs, fees)) };
	for fill in &outcome.fills {
		let premium = terms.underlying.premium(trade.price, fill.lots)?;
		let tier = tiers.get(&fill.id.subaccount).map_or(0, |(_, tier)| *tier);
		let fee = parameters.fee(fill.maker, tier, terms.notional(fill.lots)?, premium)?;
		let lots = fill.lots.to_signed()?;
		let (paid, lots) = match fill.side {
			Side::Bid => (premium, lots),
			Side::Ask => (premium.checked_neg()?, lots.checked_neg()?),
		};
		let leg = legs.entry(fill.id.subaccount).or_default();
		leg.cash = leg.cash.checked_sub(fee)?;
		leg.lots = leg.lots.checked_add(lots)?;
		if terms.series.is_future() {
			leg.cost = Some(leg.cost.unwrap_or_default().checked_add(paid)?);
		} else {
			leg.cash = leg.cash.checked_sub(paid)?;
		}
		fees = fees.checked_add(fee)?;
	}
	Some((legs, fees))
}

/// One delta per account over series, and the fees: `None` on overflow.
fn deltas<'a>(
	series: impl Iterator<Item = (&'a SeriesId, &'a (Legs, Money))>,
) -> Option<Vec<Delta>> {
	let mut accounts = BTreeMap::<SubaccountId, Delta>::new();
	let mut due = Money::ZERO;
	for (series, (legs, fees)) in series {
		for (subaccount, leg) in legs {
			let nothing = || Delta::of_cash(Holder::Subaccount(*subaccount), Money::ZERO);
			let delta = accounts.entry(*subaccount).or_insert_with(nothing);
			delta.cash = delta.cash.checked_add(leg.cash)?;
			delta.positions.push((*series, leg.lots));
			delta.costs.extend(leg.cost.map(|cost| (*series, cost)));
		}
		due = due.checked_add(*fees)?;
	}
	let fees = Delta::of_cash(Holder::Fees, due);
	Some(accounts.into_values().chain([fees]).collect())
}

impl<T: Config> BlockEnd<T> {
	/// Clears the series in id order, in memory, then applies all their fills at once.
	pub(crate) fn clear(&mut self) {
		let (mut cleared, mut capped) = (BTreeMap::new(), BTreeMap::new());
		for series in self.markets.keys().copied().collect::<Vec<_>>() {
			match self.clear_one(series) {
				Ok((legs, caps)) => {
					cleared.extend(legs.map(|legs| (series, legs)));
					capped.insert(series, caps);
				},
				Err(failure) => self.fail(series, failure),
			}
		}
		if !cleared.is_empty() && !Self::apply(cleared.iter()) {
			// Admission and the checks above leave no cause; if there is one all the same, it stops the
			// series that holds it and no other.
			for (series, legs) in &cleared {
				if !Self::apply([(series, legs)].into_iter()) {
					self.fail(*series, Failure::Refused);
					capped.remove(series);
				}
			}
			self.count_anew(capped);
		}
		self.tell_protected();
	}

	fn apply<'a>(series: impl Iterator<Item = (&'a SeriesId, &'a (Legs, Money))>) -> bool {
		deltas(series).is_some_and(|deltas| T::Ledger::apply(&deltas).is_ok())
	}

	/// The price and fills of one series, checked, none when nothing trades; and the limits of accounts
	/// that went for it.
	fn clear_one(&mut self, series: SeriesId) -> Result<(Option<(Legs, Money)>, Caps), Failure> {
		let terms = self.terms(series);
		let Some(market) = self.markets.get(&series) else { return Ok(Default::default()) };
		if market.corrupt {
			return Err(Failure::Corrupt);
		}
		let (Some(auction), Ok(terms)) = (&market.auction, terms) else {
			return Ok(Default::default());
		};
		// Admission judged what the accounts list; anything else in the book was not placed.
		let listed = |(side, order): (Side, &Order)| {
			let account = self.accounts.get(&order.id.subaccount);
			let listed = account.and_then(|account| account.orders.get(&order.id));
			listed == Some(&open_order(series, side, order))
		};
		if !auction.orders().all(listed) {
			return Err(Failure::Corrupt);
		}
		let caps = self.protect(series);
		let auction = self.markets.get(&series).and_then(|market| market.auction.as_ref());
		let Some(auction) = auction else { return Ok(Default::default()) };
		let outcome = auction.clear(terms.mark)?;
		if !auction.confirms(&outcome) {
			return Err(Failure::Invalid);
		}
		self.read_volumes(&outcome);
		let legs = legs(&outcome, &terms, &self.parameters, &self.volumes);
		let legs = legs.ok_or(Failure::Overflow)?;
		self.count_fills(series, &outcome, &caps);
		let traded = outcome.trade.is_some();
		if let Some(market) = self.markets.get_mut(&series) {
			market.outcome = Some(outcome);
		}
		Ok((traded.then_some(legs), caps))
	}

	/// Looks up what the accounts that fill had traded before this block.
	fn read_volumes(&mut self, outcome: &Outcome) {
		for fill in &outcome.fills {
			self.volumes.entry(fill.id.subaccount).or_insert_with_key(|subaccount| {
				let volume = Volumes::<T>::get(subaccount);
				(volume, self.parameters.tier(volume.recent(T::Now::get())))
			});
		}
	}

	/// Drops the fills of a series and halts it.
	fn fail(&mut self, series: SeriesId, failure: Failure) {
		if let Some(market) = self.markets.get_mut(&series) {
			market.outcome = None;
		}
		T::Instruments::halt(series);
		Pallet::<T>::deposit_event(Event::SeriesFailed { series, failure });
	}

	/// Books the fills in the books and in the accounts' open orders, and tells what happened to each
	/// book.
	pub(crate) fn settle(&mut self) {
		let mut markets = core::mem::take(&mut self.markets);
		for (series, market) in &mut markets {
			self.settle_one(*series, market);
		}
		self.markets = markets;
		self.pull_tripped();
		for (series, market) in &mut self.markets {
			core::mem::take(&mut market.change).tell::<T>(*series);
		}
	}

	/// Counts a fill for its account's tier, which holds from the next block on.
	fn count_volume(&mut self, series: SeriesId, fill: &Fill) {
		let Some(Ok(terms)) = self.known_terms(series) else { return };
		let notional = terms.notional(fill.lots).unwrap_or_default();
		if let Some((volume, _)) = self.volumes.get_mut(&fill.id.subaccount) {
			*volume = volume.add(quote_units(notional), T::Now::get());
		}
	}

	fn settle_one(&mut self, series: SeriesId, market: &mut Market) {
		let Some(auction) = &market.auction else { return };
		let (book, change) = (&mut market.book, &mut market.change);
		let fresh = book.orders().filter(|(_, order)| order.entered == self.now);
		change.entered = fresh.map(Entry::from).collect();
		let mut outcome = market.outcome.take().unwrap_or_else(|| auction.without_trade());
		let departed = book.settle(&outcome, self.now);
		if outcome.is_cut() {
			let filled: BTreeSet<OrderId> = outcome.fills.iter().map(|fill| fill.id).collect();
			let takers = book.orders().map(|(_, order)| order);
			let takers = takers.filter(|order| order.entered == self.now && order.taker);
			let takers = takers.map(|order| order.id).filter(|id| !filled.contains(id));
			change.waiting = takers.collect();
		}
		for fill in &outcome.fills {
			self.count_volume(series, fill);
			let account = self.account(fill.id.subaccount);
			account.changed = true;
			let rest = account.orders.get_mut(&fill.id).map(|order| {
				order.quantity = order.quantity.saturating_sub(fill.lots);
				order.quantity
			});
			if rest.is_some_and(|rest| rest.is_zero()) {
				account.orders.remove(&fill.id);
			}
		}
		for (id, departure) in departed {
			self.take_off(id);
			change.leave([id], departure.into());
		}
		change.trade = outcome.trade;
		change.fills = core::mem::take(&mut outcome.fills);
		market.outcome = Some(outcome);
	}

	/// Writes what changed, and which series clear again.
	pub(crate) fn store(mut self) {
		for (series, market) in core::mem::take(&mut self.markets) {
			match self.clears_again(series, &market) {
				Some(true) => Carried::<T>::insert(series, ()),
				Some(false) => Carried::<T>::remove(series),
				None => (),
			}
			if !market.corrupt {
				Pallet::<T>::save(series, &market.book);
			}
		}
		for (subaccount, account) in self.accounts {
			if account.changed {
				Pallet::<T>::record(subaccount, account.orders.into_values().collect());
			}
		}
		for (subaccount, (volume, _)) in self.volumes {
			Volumes::<T>::insert(subaccount, volume);
		}
		for (subaccount, orders) in self.refused {
			Pallet::<T>::deposit_event(Event::OrdersRefused { subaccount, orders });
		}
		for (subaccount, orders) in self.unknown {
			Pallet::<T>::deposit_event(Event::UnknownCancel { subaccount, orders });
		}
		for (subaccount, orders) in self.remaining {
			Pallet::<T>::deposit_event(Event::OrdersRemain { subaccount, orders });
		}
		for (subaccount, names) in self.unknown_clients {
			Pallet::<T>::deposit_event(Event::UnknownClients { subaccount, names });
		}
	}

	/// Whether the budget left an order out; `None` if that is as before, since prices are missing.
	fn clears_again(&self, series: SeriesId, market: &Market) -> Option<bool> {
		match (&market.outcome, self.known_terms(series)) {
			_ if market.corrupt => Some(false),
			(Some(outcome), _) => Some(outcome.is_cut()),
			(None, Some(Err(Reason::SeriesNotTrading))) => Some(false),
			(None, _) => None,
		}
	}
}
