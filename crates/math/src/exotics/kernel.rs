//! What the closed forms share.

use super::{Market, GREATEST_AMOUNT, GREATEST_EXPONENT};
use crate::{
	black76::Deviation,
	elementary::ln_ratio,
	fixed::{Fixed, Rounding},
	functions::{mills_ratio, normal_cdf},
	wide,
};

/// `1/√(2π)`
const INV_SQRT_2PI: Fixed = Fixed::from_bits(0x6621_14cf_50d9_4234);

/// Distances stop here, at 2^24 standard deviations: nothing happens beyond, and products of two stay
/// in range.
const FAR: i128 = 1 << (64 + 24);

/// The greatest carry in standard deviations, 2^23: a strike or level that was cut at [`FAR`] still lies
/// beyond all that it is compared with.
const GREATEST_DRIFT: Fixed = Fixed::from_bits(FAR >> 1);

/// `a/s` to the nearest for `a` in Q120, cut at ±[`FAR`].
pub(super) fn over(a: i128, deviation: Deviation) -> Fixed {
	let (size, s) = (a.unsigned_abs(), deviation.to_q96());
	if size == 0 {
		return Fixed::ZERO;
	}
	let magnitude = wide::div(size >> 88, size << 40, s)
		.and_then(|(floor, rest)| floor.checked_add(u128::from(rest >= s.wrapping_sub(rest))))
		.and_then(|bits| i128::try_from(bits).ok())
		.map_or(FAR, |bits| bits.min(FAR));
	Fixed::from_bits(if a.is_negative() { magnitude.saturating_neg() } else { magnitude })
}

/// A share of an amount, rounded as asked; negative shares count as 0. `None` if it does not fit, which
/// takes a share above 1.
pub(super) fn amount(share: Fixed, of: u128, rounding: Rounding) -> Option<u128> {
	let share = u128::try_from(share.to_bits()).unwrap_or(0);
	wide::mul_div(share, of, 1 << 64, rounding)
}

/// `amount/unit` to the nearest; `None` for a unit of 0, or out of range.
pub(super) fn ratio(amount: u128, unit: u128) -> Option<Fixed> {
	let checked = |amount: u128| i128::try_from(amount).ok().filter(|_| amount <= GREATEST_AMOUNT);
	Fixed::from_ratio(checked(amount)?, checked(unit)?)
}

/// Which side of a barrier's distribution.
#[derive(Clone, Copy)]
pub(super) enum Sign {
	Plus,
	Minus,
}

impl Sign {
	pub(super) fn of(self, x: Fixed) -> Fixed {
		match self {
			Self::Plus => x,
			Self::Minus => Fixed::ZERO.saturating_sub(x),
		}
	}
}

/// `e^a·Φ(z)`, given `e = z²/2 − a`, so that `e^−e/√(2π)` is `e^a·φ(z)`: in the tail it is a product
/// that keeps its accuracy however great `a` is. `None` out of range.
fn weighed(a: Fixed, e: Fixed, z: Fixed) -> Option<Fixed> {
	let density = e.checked_neg()?.exp()?.checked_mul(INV_SQRT_2PI)?;
	let tail = density.checked_mul(mills_ratio(z.checked_abs()?)?)?;
	if z.is_negative() {
		Some(tail)
	} else {
		a.exp()?.checked_sub(tail)
	}
}

/// A market in units of its spot and of its deviation.
#[derive(Clone, Copy)]
pub(super) struct Standard {
	/// Forward over spot.
	pub(super) forward: Fixed,
	/// `e^−discount`
	pub(super) discount: Fixed,
	/// `r·T`
	rate: Fixed,
	s: Fixed,
	/// Mean of `ln(S_T/S)` in standard deviations, `carry/s − s/2`.
	pub(super) drift: Fixed,
	deviation: Deviation,
	spot: u128,
}

impl Standard {
	/// `None` without spot or deviation, or out of range: a carry of [`GREATEST_DRIFT`] deviations.
	pub(super) fn new(market: &Market) -> Option<Self> {
		let bounded = |exponent: Fixed| {
			let size = exponent.checked_abs()?;
			(size <= GREATEST_EXPONENT).then_some(exponent)
		};
		let (carry, rate) = (bounded(market.carry)?, bounded(market.discount)?);
		let deviation = market.deviation;
		if market.spot == 0 || deviation == Deviation::ZERO {
			return None;
		}
		let mean = over(carry.to_bits() << 56, deviation);
		if mean.saturating_abs() >= GREATEST_DRIFT {
			return None;
		}
		let s = deviation.to_fixed();
		let half = Fixed::from_bits((deviation.to_q96() >> 33).cast_signed());
		Some(Self {
			forward: carry.exp()?,
			discount: rate.checked_neg()?.exp()?,
			rate,
			s,
			drift: mean.checked_sub(half)?,
			deviation,
			spot: market.spot,
		})
	}

	/// The same under the measure that counts in units of the asset: the drift is greater by `s`.
	pub(super) fn in_asset(self) -> Self {
		Self { drift: self.drift.saturating_add(self.s), ..self }
	}

	/// `ln(level/spot)` in standard deviations. `None` for a level of 0.
	pub(super) fn distance(&self, level: u128) -> Option<Fixed> {
		(level > 0).then(|| over(ln_ratio(level, self.spot), self.deviation))
	}

	/// Probability that `±S_T > ±strike`.
	pub(super) fn beyond(&self, sign: Sign, strike: Fixed) -> Fixed {
		normal_cdf(sign.of(self.drift.saturating_sub(strike)))
	}

	/// `(H/S)^(2μ)·Φ(±(y − s))`: the probability of touching the barrier at the distance `h` and ending
	/// `±` above the strike at the distance `k`, where the strike lies on the spot's side.
	pub(super) fn reflected(&self, sign: Sign, h: Fixed, k: Fixed) -> Option<Fixed> {
		let z = h.checked_add(h)?.checked_sub(k)?.checked_add(self.drift)?;
		let a = h.checked_add(h)?.saturating_mul(self.drift);
		// −a + z²/2 = ((drift − k)² + 4h(h − k))/2: a sum of terms of one sign.
		let straight = self.drift.checked_sub(k)?;
		let bend = h.saturating_mul(h.checked_sub(k)?);
		let e =
			straight.saturating_mul(straight).halved().saturating_add(bend).saturating_add(bend);
		weighed(a, e.max(Fixed::ZERO), sign.of(z))
	}

	/// Value of 1 paid when the barrier at the distance `h` is touched. `None` where `drift² + 2rT` is
	/// below 0: there the closed form is not real.
	pub(super) fn at_touch(&self, h: Fixed) -> Option<Fixed> {
		let double = self.rate.checked_add(self.rate)?;
		let lambda = self.drift.saturating_mul(self.drift).checked_add(double)?.sqrt()?;
		let sign = if h.is_negative() { Sign::Plus } else { Sign::Minus };
		// Both terms have the density e^−((h − drift)² + 2rT)/2, which rates below 0 may bring above 1.
		let apart = h.checked_sub(self.drift)?;
		let e = apart.saturating_mul(apart).saturating_add(double).halved();
		let term = |lambda: Fixed| {
			let a = h.saturating_mul(self.drift.checked_add(lambda)?);
			weighed(a, e, sign.of(h.checked_add(lambda)?))
		};
		term(lambda)?.checked_add(term(lambda.checked_neg()?)?)
	}
}
