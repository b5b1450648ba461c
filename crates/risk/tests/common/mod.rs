//! Quotes from a table; a series that is not in it has no fresh price.

use std::collections::BTreeMap;
use tenor_primitives::{Lots, Money, RiskError, SeriesId, Tick};
use tenor_risk::{LotRisk, Quotes};

/// A short lot that takes 40 initially.
pub(crate) const LOT: LotRisk =
	LotRisk { mark: Money(10), initial: Money(30), maintenance: Money(20) };

/// Series from here on are unknown.
pub(crate) const UNKNOWN: u32 = 1_000;

#[derive(Default)]
pub(crate) struct Table {
	short: BTreeMap<u32, LotRisk>,
	/// Of futures; all other series are options.
	long: BTreeMap<u32, LotRisk>,
}

impl Table {
	pub(crate) fn with(mut self, series: u32, lot: LotRisk) -> Self {
		self.short.insert(series, lot);
		self
	}

	/// A future, of which a lot is worth a base unit less if it is held long.
	#[allow(dead_code)]
	pub(crate) fn with_future(mut self, series: u32, lot: LotRisk) -> Self {
		self.long.insert(series, LotRisk { mark: Money(lot.mark.0 - 1), ..lot });
		self.with(series, lot)
	}
}

impl Quotes for Table {
	fn premium(&mut self, series: SeriesId, price: Tick, lots: Lots) -> Result<Money, RiskError> {
		if series.0 >= UNKNOWN {
			return Err(RiskError::UnknownSeries);
		}
		Ok(Money(i128::from(price.0) * i128::from(lots.0)))
	}

	fn short_lot(&mut self, series: SeriesId) -> Result<LotRisk, RiskError> {
		self.short.get(&series.0).copied().ok_or(RiskError::NoFreshPrice)
	}

	fn long_lot(&mut self, series: SeriesId) -> Result<LotRisk, RiskError> {
		Ok(self.long.get(&series.0).copied().unwrap_or_default())
	}
}
