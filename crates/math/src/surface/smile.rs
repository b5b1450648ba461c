//! What every smile has, and scans of a smile for arbitrage.

use crate::{
	black76::YEAR_SECS,
	elementary::ln_ratio,
	fixed::{Fixed, Rounding},
	functions::{from_q120, normal_pdf},
	wide,
};

/// A smile about one log-moneyness `k`: total variance and its first two derivatives by `k`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Local {
	/// Total variance `w`.
	pub variance: Fixed,
	/// `w'`
	pub slope: Fixed,
	/// `w''`
	pub curvature: Fixed,
}

/// Total variance as a function of log-moneyness.
pub trait Smile {
	/// The smile about `k = ln(K/F)`. `None` where it has no value.
	fn at(&self, k: Fixed) -> Option<Local>;
}

impl Local {
	/// Durrleman's function: `g = (1 − kw'/2w)² − (w'²/4)(1/w + 1/4) + w''/2` (GJ 2.1). Below 0
	/// there is a butterfly that costs less than nothing.
	///
	/// Error up to 4 ulp times the greatest of `1`, `|k|`, `k²w'²/w²` and `w'²/w`, beside that of the
	/// parts. `None` unless `w > 0`, or out of range.
	pub fn durrleman(&self, k: Fixed) -> Option<Fixed> {
		let Self { variance, slope, curvature } = *self;
		if variance <= Fixed::ZERO {
			return None;
		}
		let elasticity = slope.checked_div(variance)?;
		let tilt = Fixed::ONE.checked_sub(k.checked_mul(elasticity)?.halved())?;
		let convexity = elasticity.checked_mul(slope)?;
		let flat = slope.checked_mul(slope)?;
		tilt.checked_mul(tilt)?
			.checked_sub(convexity.halved().halved())?
			.checked_sub(flat.halved().halved().halved().halved())?
			.checked_add(curvature.halved())
	}

	/// Risk-neutral density of `ln(S/F)` at `k`: `g·φ(k/√w + √w/2)/√w`. Negative where `g` is.
	///
	/// Within `3(1 + |g|)(1 + |k|/w)/√w` ulp, beside what the errors of `g` and `w` make of it. `None` as
	/// [`Self::durrleman`].
	pub fn density(&self, k: Fixed) -> Option<Fixed> {
		let g = self.durrleman(k)?;
		let s = self.variance.sqrt()?;
		let distance = k.checked_div(s)?.checked_add(s.halved())?;
		g.checked_mul(normal_pdf(distance))?.checked_div(s)
	}
}

/// Volatility a year that makes the total variance `w` in `seconds`: `√(w·year/seconds)`, within
/// 1 ulp and 2^−65 of `seconds / (w·year)`. `None` for a variance below 0, no time, or out of range.
///
/// Source: GJ, section 2, on total implied variance.
pub fn volatility(w: Fixed, seconds: u64) -> Option<Fixed> {
	let w = u128::try_from(w.to_bits()).ok()?;
	let yearly = wide::mul_div(w, YEAR_SECS.into(), seconds.into(), Rounding::Down)?;
	Fixed::from_bits(i128::try_from(yearly).ok()?).sqrt()
}

/// Log-moneyness `ln(K/F)` of amounts in one unit, within 0.51 ulp. `None` if either is 0.
///
/// Source: GJ, section 2; the logarithm as [`Fixed::ln`].
pub fn log_moneyness(forward: u128, strike: u128) -> Option<Fixed> {
	if forward == 0 || strike == 0 {
		return None;
	}
	Some(from_q120(ln_ratio(strike, forward)))
}

/// Evenly spaced points of log-moneyness, `first/per_unit` to `last/per_unit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scan {
	/// The first point, in units of the step.
	pub first: i32,
	/// The last point, in units of the step.
	pub last: i32,
	/// Steps for 1 of log-moneyness.
	pub per_unit: u16,
}

impl Scan {
	/// −3 to 3 in steps of 1/64. Arbitrage can hide far out: the slice of Axel Vogt (GJ example
	/// 3.1) is clean on `|k| <= 0.5` and has `g = −0.033` at `k = 0.879`. What is narrower than a
	/// step it may miss, as the vertex of a short expiry is: for SVI there is
	/// [`Svi::butterfly`](super::Svi::butterfly).
	pub const WIDE: Self = Self { first: -192, last: 192, per_unit: 64 };

	/// The points. None for no steps.
	pub fn points(self) -> impl Iterator<Item = Fixed> {
		(self.first..=self.last)
			.filter_map(move |point| Fixed::from_ratio(point.into(), self.per_unit.into()))
	}
}

/// The least value of a function on points; the first of equals. `None` if the function has no value
/// at some point, or if there are no points.
pub(super) fn least(
	points: impl Iterator<Item = Fixed>,
	function: impl Fn(Fixed) -> Option<Fixed>,
) -> Option<Least> {
	let mut least: Option<Least> = None;
	for k in points {
		let value = function(k)?;
		if least.is_none_or(|least| value < least.value) {
			least = Some(Least { k, value });
		}
	}
	least
}

/// Where a function is least on a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Least {
	/// Log-moneyness.
	pub k: Fixed,
	/// The value there.
	pub value: Fixed,
}

/// The least of Durrleman's `g` on the points: below 0 is butterfly arbitrage. `None` if variance is
/// not above 0 at some point, which is arbitrage too.
pub fn butterfly(smile: &impl Smile, scan: Scan) -> Option<Least> {
	least(scan.points(), |k| smile.at(k)?.durrleman(k))
}

/// The least rise of variance from the earlier to the later smile on the points: below 0 is calendar
/// arbitrage. `None` if either smile has no value at some point.
pub fn calendar(earlier: &impl Smile, later: &impl Smile, scan: Scan) -> Option<Least> {
	least(scan.points(), |k| later.at(k)?.variance.checked_sub(earlier.at(k)?.variance))
}
