//! Standard margin: each short lot keeps its own requirement, nothing nets.
//!
//! The formulae are those of Derive's standard manager, restated from its published specification
//! (`StandardManager` in its core contracts). Per contract, with spot `S`, mark `m` and the amount
//! out of the money `o`:
//!
//! | | initial | maintenance |
//! |---|---|---|
//! | short call | max(15 % S − o, 13 % S) | 9 % S |
//! | short put | max(15 % S − o, 13 % S, 105 % (MM + m) − m) | max(9 % S, 9 % m) |
//!
//! The mark itself is a debt of the account: it comes off the equity, not on the requirement. A
//! long lot counts nothing, since its premium is paid in full.

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
		}
	}
}

/// Between 1 % and 100 % of the spot or the mark.
const SHARE: Bounds = Bounds::higher_is_tighter(100, UNIT_SCALE, StandardParameters::STEP);

/// In the order of the record.
impl ParameterSet<6> for StandardParameters {
	const BOUNDS: [Bounds; 6] = [
		SHARE,
		SHARE,
		SHARE,
		SHARE,
		SHARE,
		Bounds::higher_is_tighter(UNIT_SCALE, 20_000, StandardParameters::STEP),
	];

	fn values(&self) -> [u32; 6] {
		[
			self.initial,
			self.initial_floor,
			self.maintenance_call,
			self.maintenance_put,
			self.maintenance_put_mark,
			self.put_initial_over_maintenance,
		]
	}
}

impl StandardParameters {
	/// The most that one parameter may move in 24 hours, in basis points.
	pub const STEP: u32 = 300;

	/// Whether each parameter is within its bounds and initial margin is never the smaller one.
	pub fn is_valid(&self) -> bool {
		self.is_within_bounds()
			&& self.initial >= self.initial_floor
			&& self.initial_floor >= self.maintenance_call
	}

	/// Whether maintenance margin changes from `old`: an account could be liquidated for it.
	pub fn moves_maintenance(&self, old: &Self) -> bool {
		self.maintenance_call != old.maintenance_call
			|| self.maintenance_put != old.maintenance_put
			|| self.maintenance_put_mark != old.maintenance_put_mark
	}
}

/// What one short lot costs its account, each rounded up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShortLot {
	/// What buying it back would cost: off the equity.
	pub mark: Money,
	/// Initial margin, scaled by the phase.
	pub initial: Money,
	/// Maintenance margin, never scaled.
	pub maintenance: Money,
}

/// The requirements of one short lot of `series`; `None` when an amount does not fit.
///
/// `initial_scale` multiplies initial margin, in basis points; at least [`UNIT_SCALE`].
pub fn short_lot(
	parameters: &StandardParameters,
	series: &Series,
	underlying: &Underlying,
	spot: Price,
	mark: Price,
	initial_scale: u32,
) -> Option<ShortLot> {
	let out_of_the_money = match series.kind {
		SeriesKind::Call => series.strike.saturating_sub(spot),
		SeriesKind::Put => spot.saturating_sub(series.strike),
	};
	let by_spot = share(spot, parameters.initial)?
		.saturating_sub(out_of_the_money)
		.max(share(spot, parameters.initial_floor)?);
	let (initial, maintenance) = match series.kind {
		SeriesKind::Call => (by_spot, share(spot, parameters.maintenance_call)?),
		SeriesKind::Put => {
			let maintenance = share(spot, parameters.maintenance_put)?
				.max(share(mark, parameters.maintenance_put_mark)?);
			let with_mark =
				share(maintenance.checked_add(mark)?, parameters.put_initial_over_maintenance)?;
			(by_spot.max(with_mark.saturating_sub(mark)), maintenance)
		},
	};
	let per_lot = |amount| underlying.per_lot(amount, Rounding::Up);
	Some(ShortLot {
		mark: per_lot(mark)?,
		initial: per_lot(share(initial, initial_scale)?)?,
		maintenance: per_lot(maintenance)?,
	})
}

/// So many basis points of a price, rounded up; `None` on overflow.
fn share(price: Price, basis_points: u32) -> Option<Price> {
	let product = price.0.checked_mul(u128::from(basis_points))?;
	Some(Price(product.div_ceil(u128::from(UNIT_SCALE))))
}

/// Equity and requirements of a portfolio: linear in its short lots.
///
/// # Errors
/// What [`Quotes::short_lot`] says of a series that is held short; no price of a long one is asked
/// for, so an account without shorts is always assessed.
pub fn assess(portfolio: &Portfolio, quotes: &mut impl Quotes) -> Result<Risk, RiskError> {
	let mut risk = Risk { equity: portfolio.cash, ..Default::default() };
	for (series, lots) in portfolio.positions.iter().filter(|(_, lots)| lots.0 < 0) {
		let lot = quotes.short_lot(*series)?;
		risk = add_short(risk, lot, *lots).ok_or(RiskError::Overflow)?;
	}
	Ok(risk)
}

fn add_short(risk: Risk, lot: ShortLot, lots: SignedLots) -> Option<Risk> {
	Some(Risk {
		equity: risk.equity.checked_add(lot.mark.checked_mul_lots(lots)?)?,
		initial: risk.initial.checked_sub(lot.initial.checked_mul_lots(lots)?)?,
		maintenance: risk.maintenance.checked_sub(lot.maintenance.checked_mul_lots(lots)?)?,
	})
}
