//! What clients read across pallets: each answer is put together from the pallets' own.

use crate::{AccountId, Instruments, Margin, MarketGuard, OptionsBook, Oracle, System};
use alloc::vec::Vec;
use tenor_primitives::{
	api::{AccountQuote, ExpiryPrices, SeriesQuote, UnderlyingPrices, UnderlyingQuote},
	DraftOrder, InstrumentInspect, MarketPhase, MarketView, PortfolioInspect, Price, RiskError,
	Rounding, SeriesId, SimulatedOrders, Stamped, SubaccountId, Tick, UnderlyingId,
};

/// All underlyings.
pub(crate) fn underlyings() -> Vec<UnderlyingQuote> {
	Instruments::underlyings().into_iter().filter_map(underlying).collect()
}

fn underlying(id: UnderlyingId) -> Option<UnderlyingQuote> {
	let terms = Instruments::underlying(id)?;
	Some(UnderlyingQuote {
		id,
		symbol: terms.symbol.into_inner(),
		tick_value: terms.tick_value,
		lots_per_contract: terms.lots_per_contract,
		tick_steps: terms.tick_steps.0.into_inner(),
		spot: Oracle::spot(id),
		phase: MarketGuard::phase(id),
		expiries: Instruments::expiries(id),
	})
}

/// The prices of an underlying.
pub(crate) fn prices(id: UnderlyingId) -> Option<UnderlyingPrices> {
	Instruments::underlying(id)?;
	let expiry = |expiry| ExpiryPrices {
		expiry,
		forward: Oracle::forward(id, expiry),
		average: Oracle::average(id, expiry),
	};
	Some(UnderlyingPrices {
		spot: Oracle::spot(id),
		age: Oracle::age(id),
		confidence: <Oracle as MarketView>::confidence(id),
		breaker: <Oracle as MarketView>::breaker(id),
		expiries: Instruments::expiries(id).into_iter().map(expiry).collect(),
	})
}

/// The series of an underlying that are not settled yet.
pub(crate) fn series(underlying: UnderlyingId) -> Vec<SeriesQuote> {
	let expiries = Instruments::expiries(underlying).into_iter();
	let ids = expiries.flat_map(|expiry| Instruments::series_of(underlying, expiry));
	ids.filter_map(quote).collect()
}

fn quote(id: SeriesId) -> Option<SeriesQuote> {
	let terms = Instruments::series(id)?;
	let status = Instruments::status(id)?;
	let mark = Oracle::mark(&terms);
	let depth = OptionsBook::depth(id, 1)?;
	Some(SeriesQuote {
		id,
		underlying: terms.underlying,
		expiry: terms.expiry,
		strike: terms.strike,
		kind: terms.kind,
		status,
		mark,
		mark_tick: mark.and_then(|mark| tick(terms.underlying, mark)),
		bid: depth.bids.first().copied(),
		ask: depth.asks.first().copied(),
		open_interest: Margin::open_interest(id),
	})
}

fn tick(underlying: UnderlyingId, mark: Stamped<Price>) -> Option<Tick> {
	Instruments::underlying(underlying)?.tick(mark.value, Rounding::Down)
}

/// A margin account.
pub(crate) fn account(subaccount: SubaccountId) -> Option<AccountQuote<AccountId>> {
	let account = Margin::account_view(subaccount)?;
	Some(AccountQuote {
		owner: account.owner,
		cash: account.cash,
		positions: account.positions,
		costs: account.costs,
		open_orders: OptionsBook::orders(subaccount),
		withheld: account.withheld,
		pending: account.pending,
		collateral: account.collateral,
		risk: Margin::risk(subaccount)?,
		allowance: OptionsBook::allowance(subaccount),
	})
}

/// What orders would do in the next block, within what the account's protection leaves.
pub(crate) fn simulate(
	subaccount: SubaccountId,
	orders: Vec<DraftOrder>,
) -> Option<Result<SimulatedOrders, RiskError>> {
	let next = System::block_number().saturating_add(1);
	let protection = OptionsBook::guard_of(subaccount).and_then(|guard| guard.protection);
	let limit = protection.and_then(|protection| protection.lots_left(next));
	Margin::simulate(subaccount, orders, limit)
}
