//! Standard margin: each short lot, and each lot of a future, keeps its own requirement; nothing nets.
//!
//! The formulae of options are those of Derive's standard manager, restated from its published specification
//! (`StandardManager` in its core contracts). Per contract, with spot `S`, mark `m` and the amount
//! out of the money `o`:
//!
//! | | initial | maintenance |
//! |---|---|---|
//! | short call | max(15 % S − o, 13 % S) | 9 % S |
//! | short put | max(15 % S − o, 13 % S, 105 % (MM + m) − m) | max(9 % S, 9 % m) |
//!
//! The mark itself is a debt of the account: it comes off the equity, not on the requirement. A
//! long lot of an option counts nothing, since its premium is paid in full.
//!
//! A future at its mark `m`, which is the forward, is worth `m` less what it cost, in full on either
//! side, and keeps 15 % of `m` initially and 9 % for maintenance: as much as a short call deep in the
//! money, which is the same risk.

use crate::Quotes;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use tenor_primitives::{
	Bounds, Money, ParameterSet, Portfolio, Price, Risk, RiskError, Rounding, Series, SeriesKind,
	SignedLots, Underlying, UNIT_SCALE,
};

/// The parameters of the standard margin, in basis points. Each is tighter when greater.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct StandardParameters {
	/// Initial margin of a short lot at the money, of the spot.
	pub initial: u32,
	/// The least that being out of the money leaves of it, of the spot.
	pub initial_floor: u32,
	/// Maintenance margin of a short call, of the spot.
	pub maintenance_call: u32,
	/// Maintenance margin of a short put, of the spot.
	pub maintenance_put: u32,
	/// The least maintenance margin of a short put, of its mark.
	pub maintenance_put_mark: u32,
	/// The least of a short put's initial margin and mark, of its maintenance margin and mark.
	pub put_initial_over_maintenance: u32,
	/// Initial margin of a future, long or short, of its mark.
	pub future_initial: u32,
	/// Maintenance margin of a future, of its mark.
	pub future_maintenance: u32,
}

impl Default for StandardParameters {
	fn default() -> Self {
		Self {
			initial: 1_500,
			initial_floor: 1_300,
			maintenance_call: 900,
			maintenance_put: 900,
			maintenance_put_mark: 900,
			put_initial_over_maintenance: 10_500,
			future_initial: 1_500,
			future_maintenance: 900,
		}
	}
}

/// Between 1 % and 100 % of the spot or the mark.
const SHARE: Bounds = Bounds::higher_is_tighter(100, UNIT_SCALE, StandardParameters::STEP);

/// In the order of the record.
impl ParameterSet<{ StandardParameters::COUNT }> for StandardParameters {
	const BOUNDS: [Bounds; Self::COUNT] = [
		SHARE,
		SHARE,
		SHARE,
		SHARE,
		SHARE,
		Bounds::higher_is_tighter(UNIT_SCALE, 20_000, StandardParameters::STEP),
		SHARE,
		SHARE,
	];

	fn values(&self) -> [u32; Self::COUNT] {
		[
			self.initial,
			self.initial_floor,
			self.maintenance_call,
			self.maintenance_put,
			self.maintenance_put_mark,
			self.put_initial_over_maintenance,
			self.future_initial,
			self.future_maintenance,
		]
	}
}

impl StandardParameters {
	/// How many there are.
	pub const COUNT: usize = 8;

	/// The most that one parameter may move in 24 hours, in basis points.
	pub const STEP: u32 = 300;

	/// Whether each parameter is within its bounds and initial margin is never the smaller one.
	pub fn is_valid(&self) -> bool {
		self.is_within_bounds()
			&& self.initial >= self.initial_floor
			&& self.initial_floor >= self.maintenance_call
			&& self.future_initial >= self.future_maintenance
	}

	/// Whether maintenance margin changes from `old`: an account could be liquidated for it.
	pub fn moves_maintenance(&self, old: &Self) -> bool {
		self.maintenance_call != old.maintenance_call
			|| self.maintenance_put != old.maintenance_put
			|| self.maintenance_put_mark != old.maintenance_put_mark
			|| self.future_maintenance != old.future_maintenance
	}
}

/// What one lot of a series is to its account, on the side that it is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LotRisk {
	/// What counts in the equity: buying it back if it is short, rounded up; selling it if it is a
	/// future held long, rounded down; nothing of an option held long.
	pub mark: Money,
	/// Initial margin, scaled by the phase, rounded up.
	pub initial: Money,
	/// Maintenance margin, never scaled, rounded up.
	pub maintenance: Money,
}

/// What values a lot.
#[derive(Clone, Copy, Debug)]
pub struct LotTerms<'a> {
	/// Its series.
	pub series: &'a Series,
	/// The units of its underlying.
	pub underlying: &'a Underlying,
	/// The index.
	pub spot: Price,
	/// The mark.
	pub mark: Price,
	/// Multiplies initial margin, in basis points; at least [`UNIT_SCALE`].
	pub initial_scale: u32,
}

impl LotTerms<'_> {
	/// Per contract, marks and margins rounded as they count.
	fn lot(&self, mark: Rounding, initial: Price, maintenance: Price) -> Option<LotRisk> {
		let per_lot = |amount, rounding| self.underlying.per_lot(amount, rounding);
		Some(LotRisk {
			mark: per_lot(self.mark, mark)?,
			initial: per_lot(share(initial, self.initial_scale)?, Rounding::Up)?,
			maintenance: per_lot(maintenance, Rounding::Up)?,
		})
	}

	/// A future, whose mark rounds like this.
	fn future(&self, parameters: &StandardParameters, mark: Rounding) -> Option<LotRisk> {
		let initial = share(self.mark, parameters.future_initial)?;
		self.lot(mark, initial, share(self.mark, parameters.future_maintenance)?)
	}
}

/// One short lot; `None` when an amount does not fit.
pub fn short_lot(parameters: &StandardParameters, terms: &LotTerms) -> Option<LotRisk> {
	let LotTerms { series, spot, mark, .. } = *terms;
	let by_spot = |out_of_the_money| {
		let least = share(spot, parameters.initial_floor)?;
		Some(share(spot, parameters.initial)?.saturating_sub(out_of_the_money).max(least))
	};
	let (initial, maintenance) = match series.kind {
		SeriesKind::Call => {
			let initial = by_spot(series.strike.saturating_sub(spot))?;
			(initial, share(spot, parameters.maintenance_call)?)
		},
		SeriesKind::Put => {
			let maintenance = share(spot, parameters.maintenance_put)?
				.max(share(mark, parameters.maintenance_put_mark)?);
			let with_mark =
				share(maintenance.checked_add(mark)?, parameters.put_initial_over_maintenance)?;
			let initial = by_spot(spot.saturating_sub(series.strike))?;
			(initial.max(with_mark.saturating_sub(mark)), maintenance)
		},
		SeriesKind::Future => return terms.future(parameters, Rounding::Up),
	};
	terms.lot(Rounding::Up, initial, maintenance)
}

/// One lot of a future held long; `None` when an amount does not fit.
pub fn long_future_lot(parameters: &StandardParameters, terms: &LotTerms) -> Option<LotRisk> {
	terms.future(parameters, Rounding::Down)
}

/// So many basis points of a price, rounded up; `None` on overflow.
fn share(price: Price, basis_points: u32) -> Option<Price> {
	let product = price.0.checked_mul(u128::from(basis_points))?;
	Some(Price(product.div_ceil(u128::from(UNIT_SCALE))))
}

/// Equity and requirements of a portfolio: linear in its short lots and its lots of futures.
///
/// # Errors
/// What [`Quotes`] says of a series that is held short, or of a future; no price of a long option is
/// asked for, so an account without shorts and futures is always assessed.
pub fn assess(portfolio: &Portfolio, quotes: &mut impl Quotes) -> Result<Risk, RiskError> {
	let equity = portfolio.cash_after_costs().ok_or(RiskError::Overflow)?;
	let mut risk = Risk { equity, ..Default::default() };
	for (series, lots) in portfolio.positions.iter().filter(|(_, lots)| !lots.is_zero()) {
		let lot = if lots.0 < 0 {
			quotes.short_lot(*series)?
		} else if portfolio.is_future(*series) {
			quotes.long_lot(*series)?
		} else {
			continue;
		};
		risk = add_lots(risk, lot, *lots).ok_or(RiskError::Overflow)?;
	}
	Ok(risk)
}

/// What lots of futures have gained so far, each future by itself: it is paid when they settle, and by
/// then a price may have taken it back.
///
/// # Errors
/// What [`Quotes`] says of a future with lots.
pub fn unpaid_gains(portfolio: &Portfolio, quotes: &mut impl Quotes) -> Result<Money, RiskError> {
	let mut gains = Money::ZERO;
	for (series, cost) in &portfolio.costs {
		let lots = portfolio.lots(*series);
		let mark = match lots.0.signum() {
			0 => Money::ZERO,
			1 => quotes.long_lot(*series)?.mark,
			_ => quotes.short_lot(*series)?.mark,
		};
		let value = mark.checked_mul_lots(lots);
		let gain = value.and_then(|value| value.checked_sub(*cost));
		let gain = gain.ok_or(RiskError::Overflow)?.max(Money::ZERO);
		gains = gains.checked_add(gain).ok_or(RiskError::Overflow)?;
	}
	Ok(gains)
}

fn add_lots(risk: Risk, lot: LotRisk, lots: SignedLots) -> Option<Risk> {
	let size = lots.magnitude().to_signed()?;
	Some(Risk {
		equity: risk.equity.checked_add(lot.mark.checked_mul_lots(lots)?)?,
		initial: risk.initial.checked_add(lot.initial.checked_mul_lots(size)?)?,
		maintenance: risk.maintenance.checked_add(lot.maintenance.checked_mul_lots(size)?)?,
	})
}
