//! Quotes from a table; a series that is not in it has no fresh price.

use std::collections::BTreeMap;
use tenor_primitives::{Lots, Money, RiskError, SeriesId, Tick};
use tenor_risk::{Quotes, ShortLot};

/// A short lot that takes 40 initially.
pub(crate) const LOT: ShortLot =
	ShortLot { mark: Money(10), initial: Money(30), maintenance: Money(20) };

/// Series from here on are unknown.
pub(crate) const UNKNOWN: u32 = 1_000;

#[derive(Default)]
pub(crate) struct Table(BTreeMap<u32, ShortLot>);

impl Table {
	pub(crate) fn with(mut self, series: u32, lot: ShortLot) -> Self {
		self.0.insert(series, lot);
		self
	}
}

impl Quotes for Table {
	fn premium(&mut self, series: SeriesId, price: Tick, lots: Lots) -> Result<Money, RiskError> {
		if series.0 >= UNKNOWN {
			return Err(RiskError::UnknownSeries);
		}
		Ok(Money(i128::from(price.0) * i128::from(lots.0)))
	}

	fn short_lot(&mut self, series: SeriesId) -> Result<ShortLot, RiskError> {
		self.0.get(&series.0).copied().ok_or(RiskError::NoFreshPrice)
	}
}
