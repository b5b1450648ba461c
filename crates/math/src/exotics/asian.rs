//! Options on the geometric average: a lognormal variable, so Black-76 prices them.
//!
//! A lower bound of the option on the arithmetic average (calls), and its control variate.

use super::{kernel::amount, Market, GREATEST_AMOUNT, GREATEST_EXPONENT};
use crate::{
	black76::{value, Deviation, OptionKind},
	fixed::{Fixed, Rounding},
	wide,
};

/// When the price is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixings {
	/// At all times from now to the end.
	Continuous,
	/// This many times (below 2^31), evenly, the last at the end and none now.
	Every(u32),
}

impl Fixings {
	/// The deviation of the average over that of the end, squared, and the mean time of the fixings
	/// over the life, both as fractions: `(m + 1)(2m + 1)/(6m²)` and `(m + 1)/(2m)`. `None` for no fixings.
	fn shares(self) -> Option<((u128, u128), (u128, u128))> {
		let count = match self {
			Self::Continuous => return Some(((1, 3), (1, 2))),
			Self::Every(count) => u128::from(count),
		};
		let next = count.checked_add(1)?;
		let both = count.checked_add(next)?;
		let square = count.checked_mul(count).filter(|square| *square > 0)?;
		Some(((next.checked_mul(both)?, square.checked_mul(6)?), (next, count.checked_mul(2)?)))
	}
}

/// The forward of the geometric average over the spot, and its deviation: within 8 ulp of the first
/// and rounded down to 2^−96 of the second. `None` for no fixings or too many, or out of
/// range.
///
/// Source: A. Kemna and A. Vorst, "A pricing method for options based on average asset values",
/// 1990; discrete: E. Haug, "The Complete Guide to Option Pricing Formulas", 4.20.1.
pub fn geometric_average(market: &Market, fixings: Fixings) -> Option<(Fixed, Deviation)> {
	if market.carry.checked_abs()? > GREATEST_EXPONENT {
		return None;
	}
	let ((variance, of), (time, life)) = fixings.shares()?;
	// The share in Q192, its root in Q96.
	let (high, low) = wide::div_wide(variance.checked_mul(1 << 64)?, 0, of)?;
	let (high, low) = wide::mul(market.deviation.to_q96(), wide::sqrt(high, low));
	let deviation = Deviation::from_q96((high << 32) | (low >> 96));
	// carry·t + (s_A² − s²·t)/2 with t the mean time.
	let share = Fixed::from_ratio(i128::try_from(time).ok()?, i128::try_from(life).ok()?)?;
	let square = |deviation: Deviation| {
		let bits = wide::mul_high(deviation.to_q96(), deviation.to_q96());
		i128::try_from(bits).ok().map(Fixed::from_bits)
	};
	let gap = square(deviation)?.checked_sub(square(market.deviation)?.checked_mul(share)?)?;
	let exponent =
		market.carry.checked_mul(share)?.checked_add(Fixed::from_bits(gap.to_bits() >> 1))?;
	Some((exponent.exp()?, deviation))
}

/// Present value of an option on the geometric average of the prices of the whole life, rounded as
/// asked; the evaluation has an error of up to 16 ulp (8.7e-19) of the greatest of spot, forward and
/// strike (by `e^−discount` where that is above 1). `None` for no fixings, or out of range.
pub fn geometric(
	market: &Market,
	kind: OptionKind,
	strike: u128,
	fixings: Fixings,
	rounding: Rounding,
) -> Option<u128> {
	if market.spot > GREATEST_AMOUNT
		|| strike > GREATEST_AMOUNT
		|| market.discount.checked_abs()? > GREATEST_EXPONENT
	{
		return None;
	}
	let (growth, deviation) = geometric_average(market, fixings)?;
	let discount = u128::try_from(market.discount.checked_neg()?.exp()?.to_bits()).ok()?;
	// In units so fine that the roundings before the last are part of the evaluation's error.
	let greatest = amount(growth, market.spot, Rounding::Up)?.max(market.spot).max(strike);
	let finer = greatest.leading_zeros().min(63);
	let forward = amount(growth, market.spot.wrapping_shl(finer), Rounding::Down)?;
	let price = value(kind, forward, strike.wrapping_shl(finer), deviation, rounding);
	wide::mul_div(discount, price, 1u128.wrapping_shl(finer.saturating_add(64)), rounding)
}
