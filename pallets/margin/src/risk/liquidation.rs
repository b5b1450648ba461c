//! At which index an account would fall below maintenance margin, if one underlying alone moved.
//!
//! Its index and the forwards of its expiries move by one factor, and collateral that it prices with
//! them. All else stays as it is: the time, volatility at each strike, what is averaged so far, open
//! interest, doubt, other underlyings, cash, positions.

use super::{named, Market, Purpose, Snapshot};
use crate::{
	pages::{Site, StoredPage},
	Collaterals, Config, Pallet,
};
use alloc::{collections::BTreeMap, rc::Rc, vec::Vec};
use core::iter;
use frame_support::traits::Get;
use tenor_math::{averaging, Fixed, OptionKind, Rounding};
use tenor_primitives::{
	ExpiryTerms, InstrumentInspect, LiquidationPrice, MarketView, PageId, Portfolio, Price, Quoted,
	RiskError, Series, SeriesId, SeriesKind, SubaccountId, Underlying, UnderlyingId,
};
use tenor_risk::model::PPM;

/// How far is looked, in parts per million of the index.
const LEAST: u32 = 100_000;
const MOST: u32 = 6_000_000;
/// How near the answer is.
const NEAR: u32 = 100;

/// The series of an account by underlying: of those whose index prices its collateral too.
type Held = BTreeMap<UnderlyingId, Vec<(SeriesId, Series)>>;

/// An underlying that moves, with what an account has.
struct Moving<'a, T: Config> {
	underlying: UnderlyingId,
	portfolio: &'a Portfolio,
	/// Its series, by page.
	pages: Vec<(PageId, Vec<(SeriesId, Series)>)>,
	/// The market without these pages.
	rest: Snapshot<T>,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn liquidation_prices_of(
		subaccount: SubaccountId,
	) -> Option<Result<Vec<LiquidationPrice>, RiskError>> {
		let portfolio = Self::portfolio_of(&Self::account(subaccount)?);
		let mut snapshot = Self::look(&portfolio, &[]);
		Some(snapshot.is_below(&portfolio).map(|below| Self::search_all(&portfolio, below)))
	}

	fn search_all(portfolio: &Portfolio, below: bool) -> Vec<LiquidationPrice> {
		let mut held = Held::new();
		for id in named(portfolio, iter::empty()) {
			if let Some(series) = T::Instruments::series(id) {
				held.entry(series.underlying).or_default().push((id, series));
			}
		}
		for listed in Collaterals::<T>::get() {
			if portfolio.collateral.iter().any(|(asset, _)| *asset == listed.asset) {
				held.entry(listed.terms.index).or_default();
			}
		}
		let search = |underlying: &UnderlyingId| {
			let index = T::Market::spot(*underlying).map(|spot| spot.value);
			let [down, up] = match index {
				None => [Err(RiskError::NoFreshPrice); 2],
				Some(index) if below => [Ok(Some(index)); 2],
				Some(index) => {
					let moving = Moving::<T>::new(*underlying, portfolio, &held);
					[LEAST, MOST].map(|end| moving.nearest_price(index, end))
				},
			};
			LiquidationPrice { underlying: *underlying, index, down, up }
		};
		held.keys().map(search).collect()
	}
}

/// So many parts per million of a price, rounded down. `None` on overflow.
fn price(of: Price, factor: u32) -> Option<Price> {
	of.0.checked_mul(factor.into())?.checked_div(PPM.into()).map(Price)
}

impl<'a, T: Config> Moving<'a, T> {
	fn new(underlying: UnderlyingId, portfolio: &'a Portfolio, held: &Held) -> Self {
		let own = held.get(&underlying).map(Vec::as_slice).unwrap_or_default();
		let pages = own.chunk_by(|(one, _), (next, _)| one.page() == next.page());
		let pages = pages.filter_map(|of| Some((of.first()?.0.page(), of.to_vec()))).collect();
		let others = held.iter().filter(|(id, _)| **id != underlying);
		let others = others.flat_map(|(_, series)| series.iter().map(|(id, _)| *id));
		let mut rest = Snapshot::of(others, Purpose::Look);
		// What all steps read alike.
		let _ = (rest.units(underlying), rest.market(underlying));
		let _ = rest.collateral.collateral_of(&portfolio.collateral);
		Self { underlying, portfolio, pages, rest }
	}

	/// The price at the nearest factor.
	fn nearest_price(&self, index: Price, end: u32) -> Result<Option<Price>, RiskError> {
		let at = |factor| price(index, factor).ok_or(RiskError::Overflow);
		self.nearest(end)?.map(at).transpose()
	}

	/// The factor nearest to one, between it and `end`, at which the account is below maintenance margin.
	/// It is looked for in steps of a tenth, and by halves inside the first that ends below. `None` if no
	/// step does.
	///
	/// # Errors
	/// What keeps the account from being assessed at a step.
	fn nearest(&self, end: u32) -> Result<Option<u32>, RiskError> {
		let (mut safe, mut next) = (PPM, PPM);
		while safe != end {
			let step = safe.checked_div(10).unwrap_or(safe);
			next = if end < safe {
				safe.saturating_sub(step).max(end)
			} else {
				safe.saturating_add(step).min(end)
			};
			if self.is_below_at(next)? {
				break;
			}
			safe = next;
		}
		while safe.abs_diff(next) > NEAR {
			let middle = safe.midpoint(next);
			if self.is_below_at(middle)? {
				next = middle;
			} else {
				safe = middle;
			}
		}
		Ok((safe != next).then_some(next))
	}

	fn is_below_at(&self, factor: u32) -> Result<bool, RiskError> {
		let mut snapshot = self.rest.clone();
		snapshot.collateral.move_index(self.underlying, |index| price(index, factor));
		for (page, series) in &self.pages {
			snapshot.load_moved(*page, series, factor).ok_or(RiskError::UnknownSeries)?;
		}
		snapshot.is_below(self.portfolio)
	}
}

impl<T: Config> Snapshot<T> {
	/// Whether an account is below maintenance margin.
	fn is_below(&mut self, portfolio: &Portfolio) -> Result<bool, RiskError> {
		let risk = self.ask(portfolio, |policy, account| policy.assess(account))?;
		Ok(risk.equity < risk.maintenance)
	}

	/// Puts a page of these series on the board as it would be if index and forward were so many parts per
	/// million of what they are. What has no price now has none there.
	fn load_moved(
		&mut self,
		page: PageId,
		series: &[(SeriesId, Series)],
		factor: u32,
	) -> Option<()> {
		let (_, Series { underlying, .. }) = *series.first()?;
		let units = self.units(underlying)?;
		let priced = self.priced_moved(series, &units, factor);
		self.put(page, units, series, priced);
		Some(())
	}

	fn priced_moved(
		&mut self,
		series: &[(SeriesId, Series)],
		units: &Underlying,
		factor: u32,
	) -> Option<(Rc<Market>, StoredPage)> {
		let (_, Series { underlying, expiry, .. }) = *series.first()?;
		let market = self.market(underlying)?;
		let spot = price(market.spot?, factor)?;
		let (terms, quote) = T::Market::expiry(underlying, expiry)?;
		let terms = ExpiryTerms { forward: price(terms.forward, factor)?, ..terms };
		let (model, changes, now) = (&market.model, market.changes, T::Now::get());
		let site = Site { model, changes, units, spot, terms, now };
		let built = site.build::<T>(series, |series| {
			let Quoted { volatility, .. } = quote(series)?;
			Some(Quoted { volatility, mark: mark(series, &terms, volatility)? })
		})?;
		Some((market, built))
	}
}

/// What a contract is worth, rounded down, as marks are. `None` for amounts out of range.
fn mark(series: &Series, terms: &ExpiryTerms, volatility: Fixed) -> Option<Price> {
	let ExpiryTerms { forward, left, average, .. } = *terms;
	let kind = match series.kind {
		SeriesKind::Call => OptionKind::Call,
		SeriesKind::Put => OptionKind::Put,
		SeriesKind::Future => {
			return averaging::expected(forward.0, left, average.0, Rounding::Down).map(Price)
		},
	};
	let (strike, way) = (series.strike.0, Rounding::Down);
	averaging::price(kind, forward.0, strike, volatility, left, average.0, way).map(Price)
}
