//! The margin policies over the current market.

mod analysis;
mod liquidation;
mod outlook;
mod worth;

pub(crate) use outlook::Outlook;

use crate::{
	collateral::Valuer,
	pages::{Site, StoredPage, VersionedPage},
	types::AccountOf,
	Config, Pages, Pallet, Parameters, WeightInfo,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	rc::Rc,
	vec::Vec,
};
use frame_support::{traits::Get, weights::Weight, CloneNoBound};
use sp_runtime::traits::Convert;
use tenor_primitives::{
	Admission, Applicant, InstrumentInspect, Lots, MarginPolicy, MarketPhase, MarketView, Money,
	OpenOrder, OrderRisk, PageId, Portfolio, Price, Risk, RiskEngine, RiskError, Series, SeriesId,
	Tick, Underlying, UnderlyingId, Verdict,
};
use tenor_risk::{
	account::{Account, Conditions},
	model::Model,
	page::{Board, Page, Unpriced},
	policy::{Limits, Policy, PortfolioMargin, Standard},
	portfolio::{GroupId, Order},
	LotRisk, LotTerms, Quotes, StandardParameters,
};

/// All orders of an account that market-maker protection limits together.
const GROUP: GroupId = GroupId(0);

/// Of more orders than these the limit is not counted with, as if all of them could fill: what a group takes
/// to judge grows with their square.
const MOST_IN_A_GROUP: usize = 128;

/// What pages are for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
	/// The block end: so many pages may be built, whole, and are kept.
	Admission(u32),
	/// A call or a view: what no current page has is valued for it alone, and not kept.
	Look,
}

/// A model with its place on the board.
struct Market {
	model: Model,
	/// The index; absent if it is stale.
	spot: Option<Price>,
	/// How many changes of models there were.
	changes: u32,
	place: usize,
}

/// What is known of a page beside what the board has.
#[derive(Clone)]
struct Known {
	units: Rc<Underlying>,
	underlying: UnderlyingId,
	spot: Price,
	/// In the order of the page's series.
	prices: Vec<Price>,
}

/// The market as one assessment sees it: each page is read once, and only if it is named.
#[derive(CloneNoBound)]
pub(crate) struct Snapshot<T: Config> {
	purpose: Purpose,
	board: Board,
	conditions: Conditions,
	standard: StandardParameters,
	markets: BTreeMap<UnderlyingId, Rc<Market>>,
	units: BTreeMap<UnderlyingId, Rc<Underlying>>,
	pages: BTreeMap<PageId, Known>,
	/// Pages that wait to be built anew.
	late: BTreeSet<PageId>,
	collateral: Valuer<T>,
}

impl<T: Config> Snapshot<T> {
	/// Of the pages of these series.
	pub(crate) fn of(series: impl IntoIterator<Item = SeriesId>, purpose: Purpose) -> Self {
		let mut series: Vec<SeriesId> = series.into_iter().collect();
		series.sort_unstable();
		series.dedup();
		let initial_scale = T::Phase::initial_scale();
		let mut snapshot = Self {
			purpose,
			board: Board::default(),
			conditions: Conditions { initial_scale, ..Default::default() },
			standard: Parameters::<T>::get(),
			markets: BTreeMap::new(),
			units: BTreeMap::new(),
			pages: BTreeMap::new(),
			late: BTreeSet::new(),
			collateral: Valuer::new(),
		};
		let pages = series.chunk_by(|one, next| one.page() == next.page());
		let pages = pages.filter_map(|series| Some((series.first()?.page(), series)));
		let stored = |(page, series)| (Pallet::<T>::stored_page(page), page, series);
		let mut pages: Vec<_> = pages.map(stored).collect();
		// Those that wait longest are built first, so that each has its turn.
		pages.sort_by_key(|(stored, ..)| stored.as_ref().map(|page| page.built));
		for (stored, page, series) in pages {
			snapshot.load(page, stored, series);
		}
		snapshot
	}

	/// Puts a page on the board. What of `wanted` has no price is noted as such, and what is not listed
	/// stays unknown.
	fn load(&mut self, page: PageId, stored: Option<StoredPage>, wanted: &[SeriesId]) {
		let series = |id: &SeriesId| {
			let known = stored.as_ref().and_then(|page| page.series(*id));
			Some((*id, known.or_else(|| T::Instruments::series(*id))?))
		};
		let wanted: Vec<(SeriesId, Series)> = wanted.iter().filter_map(series).collect();
		let Some((_, Series { underlying, .. })) = wanted.first().copied() else { return };
		let Some(units) = self.units(underlying) else { return };
		let priced = self.priced(page, stored, &wanted, &units);
		self.put(page, units, &wanted, priced);
	}

	/// Puts what is known of a page with `wanted` series, of which there is one, on the board.
	fn put(
		&mut self,
		page: PageId,
		units: Rc<Underlying>,
		wanted: &[(SeriesId, Series)],
		priced: Option<(Rc<Market>, StoredPage)>,
	) {
		let Some((_, Series { underlying, .. })) = wanted.first().copied() else { return };
		let tick_value = units.tick_value;
		let mut known = Known { units, underlying, spot: Price::ZERO, prices: Vec::new() };
		if let Some((market, page)) = priced {
			(known.spot, known.prices) = (page.spot, page.prices.into_inner());
			let rows = market.model.scenarios.layout().rows;
			let empty = Page::new(market.place, rows, page.charges, tick_value);
			let read = empty.with_values(page.lines.into_inner(), page.values.into_inner());
			// A page that is not as it was built is none, and its series are without a price.
			let _ = read.and_then(|page| self.board.add_page(page));
		}
		for (id, series) in wanted {
			if self.board.place(*id).is_none() {
				let option = Unpriced::Option(tick_value);
				let as_is = if series.is_future() { Unpriced::Future } else { option };
				self.board.add_unpriced(*id, as_is);
			}
		}
		self.pages.insert(page, known);
	}

	/// A page with prices for the `wanted` series, as far as they have any.
	fn priced(
		&mut self,
		page: PageId,
		stored: Option<StoredPage>,
		wanted: &[(SeriesId, Series)],
		units: &Underlying,
	) -> Option<(Rc<Market>, StoredPage)> {
		let (_, of) = wanted.first()?;
		let market = self.market(of.underlying)?;
		let spot = market.spot?;
		let (terms, quote) = T::Market::expiry(of.underlying, of.expiry)?;
		let (now, changes) = (T::Now::get(), market.changes);
		let current = |page: &StoredPage| {
			page.is_current(&terms, now, changes) && wanted.iter().all(|(id, _)| page.has(*id))
		};
		let stored = match stored {
			Some(page) if current(&page) => return Some((market, page)),
			other => other,
		};
		let site = Site { model: &market.model, changes, units, spot, terms, now };
		let built = match self.purpose {
			Purpose::Look => site.build::<T>(wanted, quote),
			Purpose::Admission(0) => {
				self.late.insert(page);
				let usable = stored.filter(|page| page.is_usable(&terms, now, changes));
				usable.and_then(|page| page.late(&terms, units))
			},
			Purpose::Admission(left) => {
				self.purpose = Purpose::Admission(left.saturating_sub(1));
				let listed = Pallet::<T>::listed_on(page, of, stored.as_ref());
				let built = site.build::<T>(&listed, quote)?;
				Pages::<T>::insert(page, VersionedPage::V1(built.clone()));
				Some(built)
			},
		}?;
		Some((market, built))
	}

	fn units(&mut self, id: UnderlyingId) -> Option<Rc<Underlying>> {
		if let Some(units) = self.units.get(&id) {
			return Some(units.clone());
		}
		let units = Rc::new(T::Instruments::underlying(id)?);
		self.units.insert(id, units.clone());
		Some(units)
	}

	fn market(&mut self, id: UnderlyingId) -> Option<Rc<Market>> {
		if let Some(market) = self.markets.get(&id) {
			return Some(market.clone());
		}
		let (model, changes) = Pallet::<T>::model_of(id)?;
		let place = self.board.add_market(model.clone());
		let spot = T::Market::spot(id).map(|spot| spot.value);
		let market = Rc::new(Market { model, spot, changes, place });
		self.markets.insert(id, market.clone());
		Some(market)
	}

	/// Asks the policy that an account is under.
	pub(crate) fn ask<R>(
		&mut self,
		portfolio: &Portfolio,
		question: impl FnOnce(&mut dyn Policy, &Account) -> R,
	) -> R {
		let collateral = self.collateral.collateral_of(&portfolio.collateral);
		let account = Account { portfolio, collateral: &collateral };
		match portfolio.policy {
			MarginPolicy::Portfolio => {
				let Self { board, conditions, .. } = self;
				question(&mut PortfolioMargin { board, conditions: *conditions }, &account)
			},
			MarginPolicy::Standard => {
				question(&mut Standard { quotes: &mut PageQuotes(self) }, &account)
			},
		}
	}

	fn admit(&mut self, applicant: &Applicant) -> Vec<Verdict> {
		let Applicant { portfolio, orders, limit } = applicant;
		// This policy has no charge for doubt.
		let of_position = portfolio.policy == MarginPolicy::Standard && !self.late.is_empty();
		let mut named = named(portfolio, orders.iter().map(|(order, _)| order.series));
		let is_late = of_position && named.any(|id| self.late.contains(&id.page()));
		let limit = limit.filter(|_| orders.len() <= MOST_IN_A_GROUP);
		let group = limit.map(|_| GROUP);
		let asked = orders.iter().map(|(risk, admission)| {
			let admission = if is_late { Admission::RiskReducing } else { *admission };
			(Order { risk: *risk, group }, admission)
		});
		let orders: Vec<_> = asked.collect();
		let limits: Limits = limit.map(|limit| (GROUP, limit)).into_iter().collect();
		self.ask(&applicant.portfolio, |policy, account| policy.admit(account, &orders, &limits))
	}

	pub(crate) fn worst_excess(
		&mut self,
		portfolio: &Portfolio,
		orders: &[OrderRisk],
	) -> Result<Money, RiskError> {
		let orders: Vec<_> = orders.iter().map(|risk| Order { risk: *risk, group: None }).collect();
		self.ask(portfolio, |policy, account| policy.worst_excess(account, &orders, &Limits::new()))
	}
}

/// The standard policy's view of a snapshot.
struct PageQuotes<'a, T: Config>(&'a Snapshot<T>);

impl<T: Config> PageQuotes<'_, T> {
	fn known(&self, id: SeriesId) -> Result<&Known, RiskError> {
		let board = &self.0.board;
		let listed = board.place(id).is_some() || board.unpriced(id).is_some();
		let known = self.0.pages.get(&id.page()).filter(|_| listed);
		known.ok_or(RiskError::UnknownSeries)
	}

	/// One lot at the page's prices, as `value` values it.
	fn lot(
		&self,
		id: SeriesId,
		value: fn(&StandardParameters, &LotTerms) -> Option<LotRisk>,
	) -> Result<LotRisk, RiskError> {
		let known = self.known(id)?;
		let snapshot = self.0;
		let place = snapshot.board.place(id).ok_or(RiskError::NoFreshPrice)?;
		let line = snapshot.board.line(place).ok_or(RiskError::NoFreshPrice)?;
		let mark = *known.prices.get(place.line).ok_or(RiskError::NoFreshPrice)?;
		let kind = line.payoff.kind().ok_or(RiskError::UnknownSeries)?;
		let series = Series {
			underlying: known.underlying,
			expiry: Default::default(),
			strike: Price(line.strike),
			kind,
		};
		let Known { units: underlying, spot, .. } = known;
		let initial_scale = snapshot.conditions.initial_scale;
		let terms = LotTerms { series: &series, underlying, spot: *spot, mark, initial_scale };
		value(&snapshot.standard, &terms).ok_or(RiskError::Overflow)
	}
}

impl<T: Config> Quotes for PageQuotes<'_, T> {
	fn premium(&mut self, series: SeriesId, price: Tick, lots: Lots) -> Result<Money, RiskError> {
		self.known(series)?.units.premium(price, lots).ok_or(RiskError::Overflow)
	}

	fn short_lot(&mut self, id: SeriesId) -> Result<LotRisk, RiskError> {
		self.lot(id, tenor_risk::short_lot)
	}

	fn long_lot(&mut self, id: SeriesId) -> Result<LotRisk, RiskError> {
		let board = &self.0.board;
		let future = match board.place(id) {
			Some(place) => board.line(place).is_some_and(|line| line.payoff.is_linear()),
			None => board.unpriced(id) == Some(Unpriced::Future),
		};
		if future {
			return self.lot(id, tenor_risk::long_future_lot);
		}
		self.known(id).map(|_| LotRisk::default())
	}
}

/// The series of an account that need a page: those that it has lots of, and those of its orders.
pub(crate) fn named<'a>(
	portfolio: &'a Portfolio,
	orders: impl Iterator<Item = SeriesId> + 'a,
) -> impl Iterator<Item = SeriesId> + 'a {
	let held = portfolio.positions.iter().filter(|(_, lots)| !lots.is_zero());
	held.map(|(series, _)| *series).chain(orders)
}

impl<T: Config> RiskEngine for Pallet<T> {
	fn assess(portfolio: &Portfolio) -> Result<Risk, RiskError> {
		let mut snapshot = Self::look(portfolio, &[]);
		snapshot.ask(portfolio, |policy, account| policy.assess(account))
	}

	fn worst_excess(portfolio: &Portfolio, orders: &[OrderRisk]) -> Result<Money, RiskError> {
		Self::look(portfolio, orders).worst_excess(portfolio, orders)
	}

	fn admit(applicants: &[Applicant]) -> Vec<Vec<Verdict>> {
		let series = applicants
			.iter()
			.flat_map(|of| named(&of.portfolio, of.orders.iter().map(|(order, _)| order.series)));
		let mut snapshot = Snapshot::<T>::of(series, Purpose::Admission(T::MaxPagesBuilt::get()));
		applicants.iter().map(|applicant| snapshot.admit(applicant)).collect()
	}

	fn pages_weight() -> Weight {
		let built = T::MaxPagesBuilt::get();
		let read = Pages::<T>::count().saturating_add(built);
		T::WeightInfo::read_pages(read)
			.saturating_add(T::WeightInfo::build_page().saturating_mul(built.into()))
	}
}

impl<T: Config> Pallet<T> {
	/// Builds and keeps the pages of these series, as admission does.
	#[cfg(feature = "runtime-benchmarks")]
	pub fn build_pages(series: impl IntoIterator<Item = SeriesId>) {
		Snapshot::<T>::of(series, Purpose::Admission(u32::MAX));
	}

	/// The market as far as an account and its orders need it.
	pub(crate) fn look(portfolio: &Portfolio, orders: &[OrderRisk]) -> Snapshot<T> {
		Snapshot::of(named(portfolio, orders.iter().map(|order| order.series)), Purpose::Look)
	}

	/// What a record holds, as policies see it.
	pub(crate) fn portfolio_of(account: &AccountOf<T>) -> Portfolio {
		Portfolio {
			cash: account.cash,
			positions: account.positions.to_vec(),
			costs: account.costs.to_vec(),
			policy: account.policy,
			collateral: account.assets(),
		}
	}

	/// An open order at its own limit: no fill is worse, whatever the price bands say.
	pub(crate) fn order_risk(order: &OpenOrder) -> OrderRisk {
		OrderRisk {
			series: order.series,
			side: order.side,
			limit: order.limit,
			quantity: order.quantity,
			fee: T::LargestFee::convert(*order),
		}
	}
}
