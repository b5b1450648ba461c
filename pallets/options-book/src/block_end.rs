//! The end of a block in memory: entry and admission.
//!
//! Every map is ordered by id and every decision takes sets of orders, so that nothing depends on
//! where in the block a request stood.

use crate::{
	elsewhere::Site,
	guard::Exposure,
	open_order,
	terms::Terms,
	tick_impls::{PEGS_OF_A_UNIT, UNITS_OF_A_TURN},
	underlyings::Underlyings,
	Amended, BookChange, BookParameters, Config, Guard, Pallet, Reason, Repriced, Volume,
	QUOTE_UNIT,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	rc::Rc,
	vec::Vec,
};
use core::mem;
use frame_support::traits::Get;
use sp_runtime::SaturatedConversion;
use tenor_auction::{Auction, Book, Entered, Fresh, Order, Outcome, Pricing};
use tenor_primitives::{
	Applicant, BlockNumber, ClientId, Lots, MarketView, Name, OpenOrder, OrderId, PageId,
	PortfolioInspect, Refusal, RiskEngine, RiskError, Rounding, SeriesId, SignedLots, SubaccountId,
	Underlying, WeightBudget,
};

/// A touched series.
pub(crate) struct Market {
	pub(crate) book: Book,
	/// Set when the stored book is none: it is not written back.
	pub(crate) corrupt: bool,
	/// Absent if the series does not clear in this block.
	pub(crate) auction: Option<Auction>,
	/// Absent until it has cleared, and if its fills were dropped.
	pub(crate) outcome: Option<Outcome>,
	pub(crate) fresh: Vec<Fresh>,
	pub(crate) cancelled: Vec<OrderId>,
	/// What its event will tell.
	pub(crate) change: BookChange,
}

/// The open orders of an account.
pub(crate) struct Account {
	pub(crate) orders: BTreeMap<OrderId, OpenOrder>,
	pub(crate) changed: bool,
}

/// Orders and reasons by account, for the events.
type Notices = BTreeMap<SubaccountId, Vec<(OrderId, Reason)>>;

/// The work of one block end.
pub(crate) struct BlockEnd<T: Config> {
	pub(crate) now: BlockNumber,
	pub(crate) parameters: BookParameters,
	/// Carried series whose turn it is.
	turn: BTreeSet<SeriesId>,
	pub(crate) markets: BTreeMap<SeriesId, Market>,
	pub(crate) accounts: BTreeMap<SubaccountId, Account>,
	pub(crate) refused: Notices,
	pub(crate) unknown: BTreeMap<SubaccountId, Vec<OrderId>>,
	/// Names that no order has.
	pub(crate) unknown_clients: BTreeMap<SubaccountId, Vec<(SeriesId, ClientId)>>,
	/// Orders that a cancel of everything did not reach.
	pub(crate) remaining: BTreeMap<SubaccountId, u32>,
	terms: BTreeMap<SeriesId, Result<Rc<Terms>, Reason>>,
	pub(crate) underlyings: Underlyings<T>,
	/// What is known of pages with orders that nothing touches.
	pub(crate) sites: BTreeMap<PageId, Option<Rc<Site>>>,
	/// The owner of each subaccount whose owner has a fresh order.
	pub(crate) owners: BTreeMap<SubaccountId, T::AccountId>,
	/// The guards of accounts that were looked up.
	pub(crate) guards: BTreeMap<SubaccountId, Option<Guard>>,
	/// What the accounts that filled in this block had traded before it, and their tiers.
	pub(crate) volumes: BTreeMap<SubaccountId, (Volume, u32)>,
	/// What lots add to limits.
	pub(crate) exposures: BTreeMap<SeriesId, Option<Exposure>>,
	/// Accounts whose fills of this block counted against limits.
	pub(crate) counted: BTreeSet<SubaccountId>,
	/// Accounts that used up a limit in this block, in which series, and the last block of their pause.
	pub(crate) tripped: BTreeMap<SubaccountId, (SeriesId, BlockNumber)>,
}

impl<T: Config> BlockEnd<T> {
	pub(crate) fn new(turn: BTreeSet<SeriesId>) -> Self {
		let mut block = Self {
			now: Pallet::<T>::now(),
			parameters: Pallet::<T>::parameters(),
			turn,
			markets: BTreeMap::new(),
			accounts: BTreeMap::new(),
			refused: Notices::new(),
			unknown: BTreeMap::new(),
			unknown_clients: BTreeMap::new(),
			remaining: BTreeMap::new(),
			terms: BTreeMap::new(),
			underlyings: Underlyings::new(),
			sites: BTreeMap::new(),
			owners: BTreeMap::new(),
			guards: BTreeMap::new(),
			counted: BTreeSet::new(),
			tripped: BTreeMap::new(),
			exposures: BTreeMap::new(),
			volumes: BTreeMap::new(),
		};
		for series in block.turn.clone() {
			block.market(series);
		}
		block
	}

	/// Per touched series: cancels, expiry and what enters; then who takes part.
	pub(crate) fn enter(&mut self) {
		let mut markets = mem::take(&mut self.markets);
		// What only cancels and quotes touch uses none, but for pegs that meet quotes.
		let uses = |series: &SeriesId, market: &Market| {
			self.turn.contains(series)
				|| market.book.has_pegs()
				|| market.fresh.iter().any(brings_units)
		};
		let sharing = markets.iter().filter(|(series, market)| uses(series, market));
		let sharing: BTreeSet<SeriesId> = sharing.map(|(series, _)| *series).collect();
		let turns = self.turn.len().saturated_into::<u32>().saturating_mul(UNITS_OF_A_TURN);
		let shared = T::Budget::clearing_units().saturating_sub(turns);
		let base = shared.checked_div(sharing.len().saturated_into()).unwrap_or(0);
		for (series, market) in &mut markets {
			let base = if sharing.contains(series) { base } else { 0 };
			self.enter_one(*series, market, base);
		}
		self.markets = markets;
	}

	fn enter_one(&mut self, series: SeriesId, market: &mut Market, base: u32) {
		let start = market.book.bests(self.now);
		market.book.remove(&mem::take(&mut market.cancelled));
		market.change.leave(market.book.expire(self.now), Reason::Expired);
		let fresh = mem::take(&mut market.fresh);
		let terms = match self.terms(series) {
			_ if market.corrupt => Err(Reason::SeriesFailed),
			terms => terms,
		};
		let terms = match terms {
			Ok(terms) => terms,
			Err(reason) => {
				let (entered, rest) = market.book.replace(fresh);
				self.note_entered(series, entered, &mut market.change);
				rest.iter().for_each(|new| self.refuse(new.order.id, reason));
				return;
			},
		};
		let fresh = self.refuse_small(fresh, &terms);
		let units = self.units(series, &fresh, base);
		// What stands in the way is taken out in place of a fill, which weighs more, or of what a quote may
		// evict.
		let evicts = if fresh.is_empty() { 0 } else { 2 };
		let units = units.saturating_sub(self.clear_top(series, market, units.max(evicts)));
		// Units are for both sides together.
		let budget = units.checked_div(2).unwrap_or(0);

		let has_pegs = market.book.has_pegs() || fresh.iter().any(|new| new.order.peg.is_some());
		let valuation = has_pegs.then(|| T::Market::valuation(&terms.series)).flatten();
		let Underlying { tick_steps: steps, .. } = terms.underlying.as_ref();
		let value = |volatility| {
			let value = valuation.as_ref().and_then(|value| value(volatility))?;
			terms.underlying.tick(value, Rounding::Down)
		};
		let most = units.saturating_mul(PEGS_OF_A_UNIT);
		let pegs = Pricing { now: self.now, value, steps, most };

		let positions = Self::positions_to_reduce(series, &market.book, &fresh);
		let owner = |subaccount| self.owners.get(&subaccount);
		let entered = market.book.enter(fresh, start, &positions, owner, &pegs);
		self.note_entered(series, entered, &mut market.change);
		market.auction = Some(Auction::open(&market.book, terms.band, self.now, budget));
	}

	/// The clearing units of a series that has a part of `base` of those of the block: its fresh orders
	/// bring some, and its turn if it is carried.
	fn units(&self, series: SeriesId, fresh: &[Fresh], base: u32) -> u32 {
		let orders = fresh.iter().filter(|new| brings_units(new)).count();
		let own = orders.saturated_into::<u32>().saturating_mul(T::UnitsPerOrder::get());
		let turn = if self.turn.contains(&series) { UNITS_OF_A_TURN } else { 0 };
		let turn = turn.min(T::Budget::clearing_units());
		let units = base.saturating_add(turn).saturating_add(own);
		units.min(T::Budget::units_per_series())
	}

	/// Refuses fresh orders of too little notional, but for those that only reduce a position.
	fn refuse_small(&mut self, mut fresh: Vec<Fresh>, terms: &Terms) -> Vec<Fresh> {
		let least = i128::from(self.parameters.minimum_notional).saturating_mul(QUOTE_UNIT);
		let small = |order: &Order| {
			let notional = terms.notional(order.quantity);
			notional.is_some_and(|notional| notional.0 < least)
		};
		fresh.retain_mut(|Fresh { order, .. }| {
			if order.quantity.is_zero() || order.reduce_only || !small(order) {
				return true;
			}
			self.refuse(order.id, Reason::NotionalTooSmall);
			// What it would replace leaves all the same.
			order.quantity = Lots::ZERO;
			order.name.is_some()
		});
		fresh
	}

	/// The positions of accounts that enter an order where they have one that is reduce-only.
	fn positions_to_reduce(
		series: SeriesId,
		book: &Book,
		fresh: &[Fresh],
	) -> BTreeMap<SubaccountId, SignedLots> {
		let new = fresh.iter().filter(|new| new.order.reduce_only);
		let new = new.map(|new| new.order.id.subaccount);
		let reducing: BTreeSet<SubaccountId> = book.reducing().chain(new).collect();
		let entering: BTreeSet<SubaccountId> =
			fresh.iter().map(|new| new.order.id.subaccount).collect();
		let both = entering.intersection(&reducing);
		both.map(|subaccount| (*subaccount, T::Ledger::position(*subaccount, series))).collect()
	}

	/// Puts what entered on the accounts, and notes what was refused, replaced or cut.
	fn note_entered(&mut self, series: SeriesId, entered: Entered, change: &mut BookChange) {
		for id in &entered.replaced {
			self.take_off(*id);
		}
		change.leave(entered.replaced, Reason::Replaced);
		for (from, side, order) in entered.amended {
			self.take_off(from);
			let Order { id: to, quantity, good_til, .. } = order;
			self.account(to.subaccount).orders.insert(to, open_order(series, side, &order));
			change.amended.push(Amended { from, to, quantity, good_til });
		}
		let repriced = entered.repriced.into_iter();
		change.repriced = repriced.map(|(id, limit)| Repriced { id, limit }).collect();
		for (id, error) in entered.refused {
			self.refuse(id, error.into());
		}
		for (side, order) in entered.accepted {
			let account = self.account(order.id.subaccount);
			account.orders.insert(order.id, open_order(series, side, &order));
			account.changed = true;
		}
		for (id, lots) in entered.cut {
			if lots.is_zero() {
				self.take_off(id);
				change.leave([id], Reason::NothingToReduce);
				continue;
			}
			let now = self.now;
			let account = self.account(id.subaccount);
			// An order of this block enters with what is left of it.
			let order = account.orders.get_mut(&id).filter(|order| order.entered != now);
			if let Some(order) = order {
				order.quantity = lots;
				account.changed = true;
				change.cut.push((id, lots));
			}
		}
	}

	/// Keeps, of each account with an order that may trade, the orders that it can carry whichever of
	/// them fill. In series that do not clear now an order that is not kept still stands: it cannot
	/// fill, and is judged again when it may.
	pub(crate) fn admit(&mut self) {
		let (mut asked, mut applicants) = (Vec::new(), Vec::new());
		let mut refused = Vec::new();
		for subaccount in self.trading() {
			let (orders, applicant) = self.applicant(subaccount, &mut refused);
			asked.push(orders);
			applicants.push(applicant);
		}
		let mut verdicts = T::Risk::admit(&applicants).into_iter();
		for orders in asked {
			let mut verdicts = verdicts.next().unwrap_or_default().into_iter();
			for order in orders {
				// No verdict is a refusal.
				let verdict =
					verdicts.next().unwrap_or(Err(Refusal::Unassessable(RiskError::Overflow)));
				if let Err(refusal) = verdict {
					refused.push((order, refusal.into()));
				}
			}
		}
		self.withdraw(refused);
	}

	/// Accounts with an order that may trade.
	fn trading(&self) -> BTreeSet<SubaccountId> {
		let mut trading = BTreeSet::new();
		for market in self.markets.values() {
			let Some(auction) = &market.auction else { continue };
			trading.extend(auction.orders().map(|(_, order)| order.id.subaccount));
			let fresh = market.book.orders().filter(|(_, order)| order.entered == self.now);
			trading.extend(fresh.map(|(_, order)| order.id.subaccount));
		}
		trading
	}

	/// What an account asks for, by (entry block, sequence); what cannot even be asked for is refused.
	fn applicant(
		&mut self,
		subaccount: SubaccountId,
		refused: &mut Vec<(OpenOrder, Reason)>,
	) -> (Vec<OpenOrder>, Applicant) {
		let portfolio = T::Ledger::portfolio(subaccount).unwrap_or_default();
		let mut open: Vec<OpenOrder> = self.account(subaccount).orders.values().copied().collect();
		open.sort_by_key(|order| (order.entered, order.id.turn()));
		let limit = self.lots_left(subaccount);
		let (now, guard) = (self.now, self.guard(subaccount).copied());
		let dead = |order: &OpenOrder| guard.is_some_and(|guard| guard.is_dead(order.entered, now));
		let mut asked = Vec::with_capacity(open.len());
		let orders = Vec::with_capacity(open.len());
		let mut applicant = Applicant { portfolio, orders, limit };
		for order in open {
			let risk = if self.markets.contains_key(&order.series) {
				// In a series without terms nothing fills in this block.
				let Ok(terms) = self.terms(order.series) else { continue };
				let risk = terms.risk(&order, &self.parameters);
				risk.map(|risk| (risk, terms.admission))
			} else {
				let Some(risk) = self.risk_elsewhere(&order) else { continue };
				Some(risk)
			};
			if dead(&order) {
				refused.push((order, Reason::Pulled));
				continue;
			}
			let Some(risk) = risk else {
				refused.push((order, Reason::Unassessable(RiskError::Overflow)));
				continue;
			};
			asked.push(order);
			applicant.orders.push(risk);
		}
		(asked, applicant)
	}

	/// Takes what is not kept out of the books and auctions of this block.
	fn withdraw(&mut self, refused: Vec<(OpenOrder, Reason)>) {
		let mut withdrawn = BTreeMap::<SeriesId, BTreeSet<OrderId>>::new();
		for (order, reason) in refused {
			let clears = |market: &Market| market.auction.is_some();
			if !self.markets.get(&order.series).is_some_and(clears) {
				continue;
			}
			withdrawn.entry(order.series).or_default().insert(order.id);
			if order.entered == self.now {
				self.refuse(order.id, reason);
			} else {
				self.market(order.series).change.leave([order.id], reason);
			}
			self.take_off(order.id);
		}
		for (series, ids) in withdrawn {
			let market = self.market(series);
			market.book.remove(&ids);
			if let Some(auction) = &mut market.auction {
				auction.withdraw(&ids);
			}
		}
	}

	/// The account's open orders, read once.
	pub(crate) fn account(&mut self, subaccount: SubaccountId) -> &mut Account {
		self.accounts.entry(subaccount).or_insert_with(|| {
			let orders = T::Ledger::open_orders(subaccount);
			let orders = orders.into_iter().map(|order| (order.id, order)).collect();
			Account { orders, changed: false }
		})
	}

	/// The market of a series, read once.
	pub(crate) fn market(&mut self, series: SeriesId) -> &mut Market {
		self.markets.entry(series).or_insert_with(|| {
			let book = Pallet::<T>::load(series);
			Market {
				corrupt: book.is_err(),
				book: book.unwrap_or_default(),
				auction: None,
				outcome: None,
				fresh: Vec::new(),
				cancelled: Vec::new(),
				change: BookChange::default(),
			}
		})
	}

	pub(crate) fn refuse(&mut self, id: OrderId, reason: Reason) {
		self.refused.entry(id.subaccount).or_default().push((id, reason));
	}

	/// Takes an order that left its book off its account.
	pub(crate) fn take_off(&mut self, id: OrderId) {
		let account = self.account(id.subaccount);
		account.orders.remove(&id);
		account.changed = true;
	}

	/// The terms of a series if they were looked up.
	pub(crate) fn known_terms(&self, series: SeriesId) -> Option<&Result<Rc<Terms>, Reason>> {
		self.terms.get(&series)
	}

	/// What a series clears under, or why it does not; looked up once a block.
	pub(crate) fn terms(&mut self, series: SeriesId) -> Result<Rc<Terms>, Reason> {
		if let Some(terms) = self.terms.get(&series) {
			return terms.clone();
		}
		let terms = Terms::look_up(series, &mut self.underlyings, &self.parameters).map(Rc::new);
		self.terms.insert(series, terms.clone());
		terms
	}
}

/// Whether an order brings units for its series: a quote fills against fresh orders only.
fn brings_units(new: &Fresh) -> bool {
	!new.order.name.is_some_and(Name::is_quote)
}
