//! The values of all series of an expiry, in one flat array.

use crate::{
	contingency::Charges,
	model::Model,
	scenarios::Layout,
	vector::{Builder, Contract, Payoff},
};
use alloc::{collections::btree_map::BTreeMap, vec::Vec};
use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use tenor_primitives::{Lots, SeriesId};

/// A series of a page beside its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Line {
	/// Which series.
	pub id: SeriesId,
	/// What it pays.
	pub payoff: Payoff,
	/// Its strike, by which short calls and puts are counted together.
	pub strike: u128,
	/// What a lot is worth, in base units, rounded down. Its margin price until the page is rebuilt.
	pub mark: i64,
	/// Lots that a position may have before its size costs.
	pub free: Lots,
}

/// The series of one expiry (or of what never expires) at the snapshot their page was built at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
	/// The market whose model built it: its place in a [`Board`].
	pub market: usize,
	/// What a lot is charged beside scenarios.
	pub charges: Charges,
	/// Base units that one tick is worth on one lot.
	pub tick_value: u64,
	lines: Vec<Line>,
	rows: usize,
	/// Series by series, `rows` each.
	values: Vec<i64>,
	/// The greatest size of a value.
	greatest: u64,
}

impl Page {
	/// A page without series.
	pub fn new(market: usize, rows: usize, charges: Charges, tick_value: u64) -> Self {
		Self {
			market,
			charges,
			tick_value,
			rows,
			lines: Vec::new(),
			values: Vec::new(),
			greatest: 0,
		}
	}

	/// Adds a series with `interest` lots open in all accounts. `None` if an amount does not fit; the
	/// page is then as before.
	pub fn push(
		&mut self,
		builder: &Builder,
		model: &Model,
		id: SeriesId,
		contract: &Contract,
		interest: Lots,
	) -> Option<()> {
		let mut values = Vec::with_capacity(self.rows);
		let mark = builder.append(contract, &mut values)?;
		let free = model.contingencies.free_lots(interest);
		let Contract { payoff, strike, .. } = *contract;
		self.push_line(Line { id, payoff, strike, mark, free }, &values)
	}

	/// A page of values that were built before. `None` unless there is one for each row of a line.
	pub fn with_values(self, lines: Vec<Line>, values: Vec<i64>) -> Option<Self> {
		if lines.len().checked_mul(self.rows)? != values.len() {
			return None;
		}
		let greatest = values.iter().map(|value| value.unsigned_abs()).max().unwrap_or(0);
		Some(Self { lines, values, greatest, ..self })
	}

	/// Adds a series with values that were built before. `None` unless there is one for each row.
	pub fn push_line(&mut self, line: Line, values: &[i64]) -> Option<()> {
		if values.len() != self.rows {
			return None;
		}
		let greatest = values.iter().map(|value| value.unsigned_abs()).max().unwrap_or(0);
		self.greatest = self.greatest.max(greatest);
		self.values.extend_from_slice(values);
		self.lines.push(line);
		Some(())
	}

	/// All values, series by series.
	pub fn values(&self) -> &[i64] {
		&self.values
	}

	/// The series.
	pub fn lines(&self) -> &[Line] {
		&self.lines
	}

	/// The values of a lot of the series in a place.
	pub fn row(&self, place: usize) -> Option<&[i64]> {
		self.values.chunks_exact(self.rows.max(1)).nth(place)
	}

	/// The greatest size of a value of a lot.
	pub fn greatest(&self) -> u64 {
		self.greatest
	}
}

/// A model with the order of its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Market {
	/// The model.
	pub model: Model,
	/// The order of its values.
	pub layout: Layout,
}

/// A series without a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unpriced {
	/// An option, of which a tick is worth this many base units on one lot.
	Option(u64),
	/// A future.
	Future,
}

/// Where a series stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
	/// The page.
	pub page: usize,
	/// The series of the page.
	pub line: usize,
}

/// The pages that a block needs, and where each series stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
	markets: Vec<Market>,
	pages: Vec<Page>,
	/// By the first series of each page.
	places: BTreeMap<SeriesId, usize>,
	/// Series without a price.
	unpriced: BTreeMap<SeriesId, Unpriced>,
}

impl Board {
	/// Adds an underlying and returns its place.
	pub fn add_market(&mut self, model: Model) -> usize {
		let layout = model.scenarios.layout();
		self.markets.push(Market { model, layout });
		self.markets.len().saturating_sub(1)
	}

	/// Adds a page, whose market must be there, and whose series ascend and lie between those of other
	/// pages. `None` if they do not or the rows do not agree.
	pub fn add_page(&mut self, page: Page) -> Option<()> {
		let market = self.markets.get(page.market)?;
		let lines = &page.lines;
		if market.layout.rows != page.rows || !lines.is_sorted_by(|one, next| one.id < next.id) {
			return None;
		}
		if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
			let before = self.places.range(..=last.id).next_back();
			let before = before.and_then(|(_, page)| self.pages.get(*page)?.lines.last());
			if before.is_some_and(|other| other.id >= first.id) {
				return None;
			}
			self.places.insert(first.id, self.pages.len());
		}
		self.pages.push(page);
		Some(())
	}

	/// Notes a series that has no price now. Who holds an option can be assessed, as if it were worth
	/// nothing; who is short of it or holds a future cannot.
	pub fn add_unpriced(&mut self, series: SeriesId, as_is: Unpriced) {
		self.unpriced.insert(series, as_is);
	}

	/// A series that has no price now.
	pub fn unpriced(&self, series: SeriesId) -> Option<Unpriced> {
		self.unpriced.get(&series).copied()
	}

	/// The markets.
	pub fn markets(&self) -> &[Market] {
		&self.markets
	}

	/// A page.
	pub fn page(&self, at: usize) -> Option<&Page> {
		self.pages.get(at)
	}

	/// The market of a page.
	pub fn market_of(&self, page: usize) -> Option<&Market> {
		self.markets.get(self.page(page)?.market)
	}

	/// Where a series stands.
	pub fn place(&self, series: SeriesId) -> Option<Place> {
		let page = *self.places.range(..=series).next_back()?.1;
		let lines = &self.pages.get(page)?.lines;
		let line = lines.binary_search_by_key(&series, |line| line.id).ok()?;
		Some(Place { page, line })
	}

	/// A series with its place.
	pub fn line(&self, place: Place) -> Option<&Line> {
		self.page(place.page)?.lines.get(place.line)
	}

	/// The values of a lot.
	pub fn row(&self, place: Place) -> Option<&[i64]> {
		self.page(place.page)?.row(place.line)
	}
}
