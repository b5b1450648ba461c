//! What an account is worth at the prices of now, whatever its policy.

use super::{PageQuotes, Snapshot};
use crate::Config;
use tenor_primitives::{Money, Portfolio, RiskError, Rounding, SeriesId};

impl<T: Config> Snapshot<T> {
	/// Cash, positions at their marks, and collateral without haircuts. The equity that policies count may
	/// leave out what is long and count what has no price as nothing; this does neither.
	///
	/// # Errors
	/// [`RiskError::NoFreshPrice`] if any lots or any collateral have no price;
	/// [`RiskError::UnknownSeries`], [`RiskError::Overflow`].
	pub(crate) fn worth(&mut self, portfolio: &Portfolio) -> Result<Money, RiskError> {
		let overflow = RiskError::Overflow;
		let collateral = self.collateral.worth(&portfolio.collateral)?;
		let cash = portfolio.cash_after_costs().and_then(|cash| cash.checked_add(collateral));
		let held = portfolio.positions.iter().filter(|(_, lots)| !lots.is_zero());
		held.copied().try_fold(cash.ok_or(overflow)?, |sum, (series, lots)| {
			let value = self.lot_worth(series)?.checked_mul_lots(lots);
			value.and_then(|value| sum.checked_add(value)).ok_or(overflow)
		})
	}

	/// The mark of a lot, rounded down.
	fn lot_worth(&self, series: SeriesId) -> Result<Money, RiskError> {
		let quotes = PageQuotes(self);
		let known = quotes.known(series)?;
		let place = self.board.place(series);
		let mark = place.and_then(|place| known.prices.get(place.line));
		let mark = *mark.ok_or(RiskError::NoFreshPrice)?;
		known.units.per_lot(mark, Rounding::Down).ok_or(RiskError::Overflow)
	}
}
