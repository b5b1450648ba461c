//! Elementary functions and the standard normal distribution on [`Fixed`].
//!
//! "ulp" is 2^−64. Every bound is about the function at the exact binary argument.

use crate::{
	elementary::{exp, exp_large, ln_ratio, LARGE_EXPONENT},
	fixed::Fixed,
	normal, wide,
};

/// Greatest argument of which the exponential could be in range, 44.
const EXP_END: i128 = 44 << 64;

/// Least argument of which the exponential is not below half an ulp, −46.
const EXP_START: i128 = -46 << 64;

/// Q120 to [`Fixed`], to the nearest.
pub(crate) fn from_q120(x: i128) -> Fixed {
	Fixed::from_bits((x >> 56).wrapping_add(x >> 55 & 1))
}

/// Q127 to [`Fixed`], to the nearest.
pub(crate) fn from_q127(x: u128) -> Fixed {
	Fixed::from_bits((x >> 63).cast_signed().wrapping_add((x >> 62 & 1).cast_signed()))
}

impl Fixed {
	/// `e^self`, within 0.51 ulp. `None` from 43.67 (2^63) on. Above 8 it takes ten times as long.
	///
	/// Source: P. Tang, "Table-driven implementation of the exponential function in IEEE floating-point
	/// arithmetic", 1989.
	pub fn exp(self) -> Option<Self> {
		let x = self.to_bits();
		if x >= EXP_END {
			return None;
		}
		if x < EXP_START {
			return Some(Self::ZERO);
		}
		if x >= LARGE_EXPONENT {
			return exp_large(x).map(Self::from_bits);
		}
		let (mantissa, power) = exp(x << 56);
		let shift = 63i32.checked_sub(power).and_then(|shift| u32::try_from(shift).ok())?;
		let Some(before) = shift.checked_sub(1) else {
			return i128::try_from(mantissa).ok().map(Self::from_bits);
		};
		let doubled = mantissa.checked_shr(before).unwrap_or(0);
		let bits = (doubled >> 1).checked_add(doubled & 1)?;
		i128::try_from(bits).ok().map(Self::from_bits)
	}

	/// Natural logarithm, within 0.51 ulp. `None` for 0 and below.
	///
	/// Source: P. Tang, "Table-driven implementation of the logarithm function in IEEE floating-point
	/// arithmetic", 1990.
	pub fn ln(self) -> Option<Self> {
		let x = u128::try_from(self.to_bits()).ok().filter(|x| *x > 0)?;
		Some(from_q120(ln_ratio(x, 1 << 64)))
	}

	/// Square root, within 0.51 ulp and exact for squares. `None` below 0.
	///
	/// Source: P. Zimmermann, "Karatsuba square root", 1999.
	pub fn sqrt(self) -> Option<Self> {
		let x = u128::try_from(self.to_bits()).ok()?;
		let root = wide::sqrt(x, 0);
		Some(Self::from_bits(
			(root >> 32).cast_signed().wrapping_add((root >> 31 & 1).cast_signed()),
		))
	}
}

/// Q64 to Q120, with a bound beyond all tails.
fn to_q120(x: u128) -> u128 {
	x.min(64 << 64) << 56
}

/// Standard normal density `φ(x) = e^(−x²/2)/√(2π)`, within 0.51 ulp. Even, exactly.
///
/// Source: M. Abramowitz and I. Stegun, "Handbook of mathematical functions", 26.2.1; the exponential as
/// [`Fixed::exp`].
pub fn normal_pdf(x: Fixed) -> Fixed {
	from_q127(normal::density(to_q120(x.to_bits().unsigned_abs())))
}

/// Standard normal distribution `Φ(x)`, within 0.6 ulp (3e-20). `Φ(x) + Φ(−x) = 1`, exactly. By
/// [`mills_ratio`] and [`normal_pdf`].
pub fn normal_cdf(x: Fixed) -> Fixed {
	let distance = to_q120(x.to_bits().unsigned_abs());
	let tail = from_q127(normal::tail(normal::density(distance), distance));
	if x.is_negative() {
		tail
	} else {
		Fixed::ONE.saturating_sub(tail)
	}
}

/// The `x` at which `Φ(x) = p`, within 0.75 ulp. `None` unless `0 < p < 1`. Odd about one half,
/// exactly.
///
/// Source: M. Abramowitz and I. Stegun, "Handbook of mathematical functions", 26.2.23 for the guess and
/// 26.2.25 for the series that corrects it.
pub fn normal_inverse_cdf(p: Fixed) -> Option<Fixed> {
	let rest = Fixed::ONE.checked_sub(p)?;
	let tail = u128::try_from(p.min(rest).to_bits()).ok()?;
	let x = normal::inverse_tail(tail << 63)?;
	let x = from_q120(x.cast_signed());
	if p < rest {
		x.checked_neg()
	} else {
		Some(x)
	}
}

/// Mills ratio `Φ(−x)/φ(x)` for `x >= 0`, within 0.8 ulp: the tail as a product that keeps its
/// relative accuracy. `None` below 0.
///
/// Source: G. Marsaglia, "Evaluating the normal distribution", Journal of Statistical Software 11(4),
/// 2004, for series about tabled values of this ratio; beyond 12 the asymptotic series, M. Abramowitz
/// and I. Stegun, 26.2.12.
pub fn mills_ratio(x: Fixed) -> Option<Fixed> {
	u128::try_from(x.to_bits()).ok().map(|x| from_q127(normal::mills_64(x)))
}
