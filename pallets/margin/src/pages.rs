//! Pages of risk vectors: what a lot of each series gains in each scenario, kept between blocks.

// The codec's derive casts the index of a tuple variant.
#![allow(clippy::cast_possible_truncation)]

use crate::{CleanedPage, Config, ModelChanges, Models, OpenInterest, Pages, Pallet, WeightInfo};
use alloc::vec::Vec;
use codec::{Decode, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use frame_support::{traits::ConstU32, weights::WeightMeter, BoundedVec};
use scale_info::TypeInfo;
use tenor_math::Fixed;
use tenor_primitives::{
	BlockEndStep, Expiry, ExpiryTerms, InstrumentInspect, Lots, MarketView, PageId, Price, Quoted,
	Rounding, Series, SeriesId, Timestamp, Underlying, UnderlyingId, SERIES_OF_A_PAGE, UNIT_SCALE,
};
use tenor_risk::{
	contingency::Charges,
	model::Model,
	page::{Line, Page},
	parameters::PortfolioParameters,
	vector::{Builder, Contract, Term},
};

/// How many values a lot has: one a regular scenario, tail and skew, two of the basis, one of the time
/// roll.
pub const ROWS: u32 = 36;

/// The most values of a page.
pub type MaxValues = ConstU32<{ SERIES_OF_A_PAGE * ROWS }>;

/// The most series of a page.
pub type MaxLines = ConstU32<SERIES_OF_A_PAGE>;

/// How far a forward may move, in basis points, before its pages are built anew.
const MOVED: u128 = 5;
/// How old a page may become before it is built anew, in milliseconds.
const AGE: u64 = 10_000;
/// What counts while a block has no room to build a page anew.
const MOST_MOVED: u128 = 300;
/// The same of its age.
const MOST_AGE: u64 = 60_000;
/// What such a page may be wrong by if there is a newer surface, in basis points of the forward: what 2.5
/// points of volatility are worth at the money 30 days before the expiry.
const NEWER_SURFACE: u128 = 30;

/// The stored form of [`StoredPage`]: its first byte is the version.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum VersionedPage {
	/// The first layout.
	#[codec(index = 1)]
	V1(StoredPage),
}

/// A page with the snapshot that it was built at. Its prices are the margin prices until it is built
/// anew.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct StoredPage {
	/// What its series are written on.
	pub underlying: UnderlyingId,
	/// When they expire.
	pub expiry: Expiry,
	/// When it was built.
	pub built: Timestamp,
	/// When the surface that it was built on was closed.
	pub surface: Timestamp,
	/// The forward that it was built at.
	pub forward: Price,
	/// The index that it was built at.
	pub spot: Price,
	/// How many changes of models there had been.
	pub model: u32,
	/// What a lot is charged beside scenarios.
	pub charges: Charges,
	/// Its series, ascending.
	pub lines: BoundedVec<Line, MaxLines>,
	/// What a contract of each is worth, rounded down: margins by the position are shares of it.
	pub prices: BoundedVec<Price, MaxLines>,
	/// What a lot of each gains in each row, in base units.
	pub values: BoundedVec<i64, MaxValues>,
}

/// Lots held long, by the place of a series on its page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Interest(pub BoundedVec<Lots, MaxLines>);

impl Interest {
	/// Of one series.
	pub fn of(&self, series: SeriesId) -> Lots {
		let place = usize::try_from(series.place()).ok();
		place.and_then(|place| self.0.get(place)).copied().unwrap_or_default()
	}

	/// Sets that of one series.
	pub(crate) fn set(&mut self, series: SeriesId, lots: Lots) {
		let Ok(place) = usize::try_from(series.place()) else { return };
		if self.0.len() <= place {
			// A place is below the bound.
			self.0.bounded_resize(place.saturating_add(1), Lots::ZERO);
		}
		if let Some(slot) = self.0.get_mut(place) {
			*slot = lots;
		}
		while self.0.last().is_some_and(|last| last.is_zero()) {
			self.0.pop();
		}
	}
}

impl StoredPage {
	/// Whether it is as good as one that is built now.
	pub(crate) fn is_current(&self, of: &ExpiryTerms, now: Timestamp, model: u32) -> bool {
		self.model == model && self.surface == of.surface && self.is_within(of, now, MOVED, AGE)
	}

	/// Whether it may still count where no other can be built.
	pub(crate) fn is_usable(&self, of: &ExpiryTerms, now: Timestamp, model: u32) -> bool {
		self.model == model && self.is_within(of, now, MOST_MOVED, MOST_AGE)
	}

	fn is_within(&self, of: &ExpiryTerms, now: Timestamp, moved: u128, age: u64) -> bool {
		let by = of.forward.0.abs_diff(self.forward.0).saturating_mul(UNIT_SCALE.into());
		let most = self.forward.0.saturating_mul(moved);
		now.saturating_sub(self.built).0 <= age && by <= most
	}

	/// The page as it counts where no other can be built: each lot is charged initially what its price may be
	/// wrong by. A forward's move is the most that it moves an option's price.
	pub(crate) fn late(mut self, of: &ExpiryTerms, units: &Underlying) -> Option<Self> {
		let moved = of.forward.0.abs_diff(self.forward.0);
		let newer = if self.surface == of.surface { 0 } else { NEWER_SURFACE };
		let share = of.forward.0.checked_mul(newer)?.checked_div(UNIT_SCALE.into())?;
		let wrong = units.per_lot(Price(moved.checked_add(share)?), Rounding::Up)?;
		self.charges.doubt = self.charges.doubt.checked_add(wrong.0)?;
		Some(self)
	}

	/// Whether it has a series.
	pub(crate) fn has(&self, series: SeriesId) -> bool {
		self.line(series).is_some()
	}

	fn line(&self, id: SeriesId) -> Option<&Line> {
		let at = self.lines.binary_search_by_key(&id, |line| line.id).ok()?;
		self.lines.get(at)
	}

	/// What a series is, if it has it.
	pub(crate) fn series(&self, id: SeriesId) -> Option<Series> {
		let Line { payoff, strike, .. } = *self.line(id)?;
		let Self { underlying, expiry, .. } = *self;
		Some(Series { underlying, expiry, strike: Price(strike), kind: payoff.kind()? })
	}
}

/// All that the series of a page are valued on.
pub(crate) struct Site<'a> {
	pub(crate) model: &'a Model,
	/// How many changes of models there were.
	pub(crate) changes: u32,
	pub(crate) units: &'a Underlying,
	pub(crate) spot: Price,
	pub(crate) terms: ExpiryTerms,
	pub(crate) now: Timestamp,
}

impl Site<'_> {
	/// Builds a page of these series; those that have no value are left out. `None` if nothing has.
	pub(crate) fn build<T: Config>(
		&self,
		series: &[(SeriesId, Series)],
		quote: impl Fn(&Series) -> Option<Quoted>,
	) -> Option<StoredPage> {
		let (first, Series { underlying, expiry, .. }) = *series.first()?;
		let unit = self.units.wad_per_money()?;
		let doubt =
			Fixed::from_ratio(T::Market::confidence(underlying)?.into(), UNIT_SCALE.into())?;
		let charges = Charges::new(&self.model.contingencies, self.spot.0, doubt, unit)?;
		let ExpiryTerms { forward, surface, left, average } = self.terms;
		let term = Term {
			forward: forward.0,
			left: Some(left),
			average: Some(average.0),
			rate: Fixed::ZERO,
			unit,
		};
		let builder = Builder::new(self.model, &term)?;
		let interest = OpenInterest::<T>::get(first.page());
		let rows = self.model.scenarios.layout().rows;
		let mut page = Page::new(0, rows, charges, self.units.tick_value);
		let mut prices = Vec::with_capacity(series.len());
		for (id, series) in series {
			let Some(Quoted { volatility, mark }) = quote(series) else { continue };
			let (payoff, strike) = (series.kind.into(), series.strike.0);
			let contract = Contract { payoff, strike, volatility };
			if page.push(&builder, self.model, *id, &contract, interest.of(*id)).is_some() {
				prices.push(mark);
			}
		}
		Some(StoredPage {
			underlying,
			expiry,
			built: self.now,
			surface,
			forward,
			spot: self.spot,
			model: self.changes,
			charges,
			lines: BoundedVec::truncate_from(page.lines().to_vec()),
			prices: BoundedVec::truncate_from(prices),
			values: BoundedVec::truncate_from(page.values().to_vec()),
		})
	}
}

impl<T: Config> Pallet<T> {
	/// A page as stored; one that cannot be read is none.
	pub(crate) fn stored_page(page: PageId) -> Option<StoredPage> {
		Pages::<T>::get(page).map(|VersionedPage::V1(page)| page)
	}

	/// The model of an underlying, with how many changes of models there were.
	pub(crate) fn model_of(underlying: UnderlyingId) -> Option<(Model, u32)> {
		let parameters = Models::<T>::get(underlying);
		let model = parameters.model().or_else(|| PortfolioParameters::default().model())?;
		Some((model, ModelChanges::<T>::get()))
	}

	/// All series of a page that are listed, with what is known of them already.
	pub(crate) fn listed_on(
		page: PageId,
		of: &Series,
		known: Option<&StoredPage>,
	) -> Vec<(SeriesId, Series)> {
		let listed = T::Instruments::series_of(of.underlying, of.expiry);
		let listed = listed.into_iter().filter(|id| id.page() == page);
		let series = |id| {
			let known = known.and_then(|page| page.series(id));
			Some((id, known.or_else(|| T::Instruments::series(id))?))
		};
		listed.filter_map(series).collect()
	}
}

/// Forgets pages whose series are gone, one look a block.
pub struct CleanPages<T>(PhantomData<T>);

impl<T: Config> BlockEndStep for CleanPages<T> {
	fn run(meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::clean_page()).is_err() {
			return;
		}
		let last = Pages::<T>::hashed_key_for(CleanedPage::<T>::get());
		let next = Pages::<T>::iter_from(last).next().or_else(|| Pages::<T>::iter().next());
		let Some((page, VersionedPage::V1(stored))) = next else { return };
		CleanedPage::<T>::put(page);
		let listed = |line: &Line| T::Instruments::series(line.id).is_some();
		if !stored.lines.first().is_some_and(listed) {
			Pages::<T>::remove(page);
		}
	}
}
