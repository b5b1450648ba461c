//! Volatility from a price.
//!
//! The time value over the lesser of forward and strike, `c`, rises with the deviation `s`, convex
//! up to `s_c = √(2a)` and concave beyond (`a = |ln(F/K)|`; names as in [`black76`](crate::black76)).
//! Below `c(s_c)` Halley's method runs on `1/ln c`, above on `ln(1 − c)`, from `s_c` both; at the
//! strike the normal distribution is inverted. A bracket around the root, cut in its middle where
//! a step leaves it, makes
//! every case end.
//!
//! Everything is taken from logarithms and Mills ratios, so that the smallest price counts as many
//! digits as it has: `ln c = ln φ(h − t) + ln(R(h − t) − R(h + t))`, with the derivative
//! `1/(R(h − t) − R(h + t))`; `ln(1 − c)` likewise.
//!
//! Source: P. Jäckel, "Let's be rational", 2015, for the objective functions and where they change.
//!
//! A price is *recoverable* if half a unit of it moves the volatility by no more than 1/4096 (2^−12) of
//! itself; for others there is an error. What is recoverable comes with its uncertainty.
//!
//! Prices are undiscounted. For a discounted one give the present values of forward and strike
//! ([`Term::present`](crate::greeks::Term::present)).

use crate::{
	black76::{distance, root_of_years, value, Deviation, OptionKind},
	elementary::{ln_ratio, ONE_127},
	fixed::{Fixed, Rounding},
	normal::{density, inverse_tail, mills, LN_SQRT_2PI},
	wide::{self, Inverse},
};

/// Steps after which the search ends. Forty thousand random prices take 8 at most (the test
/// `steps_are_few`); where the price says next to nothing the bracket takes some more.
pub const MAX_STEPS: u32 = 16;

/// Deviations above this, in Q96, are worth a whole forward to 2^−128.
const DEVIATION_END: u128 = 64 << 96;

/// What the errors of the Mills ratios may do to a deviation, Q96: 2^−80.
const NOISE: u128 = 1 << 16;

/// Units of Q127 by which the tail at the strike may be off: that of the target, and those of the tail
/// that it is compared with.
const TAIL_UNITS: u128 = 4;

/// A price of which half a unit moves the volatility by more than this part of it is refused: 2^−12.
const PRECISION_SHIFT: u32 = 12;

/// Why a price has no volatility.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImpliedError {
	/// Forward or strike is 0: give both in their unit.
	NoTerms,
	/// No time is left: price at intrinsic value.
	Expired,
	/// The price is not above intrinsic value: every small volatility gives it.
	NotAboveIntrinsic,
	/// The price is not below the forward (call) or the strike (put): no volatility gives it.
	NotBelowBound,
	/// Half a unit of the price moves the volatility by more than 1/4096 of itself: give forward, strike
	/// and price in a finer unit.
	Imprecise,
	/// The volatility is 2^63 or more, or was not found in [`MAX_STEPS`].
	OutOfRange,
}

/// A volatility with what is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Implied {
	/// Volatility a year.
	pub volatility: Fixed,
	/// How far off it may be, at most: half a unit of the price, the evaluation, the last bit.
	pub uncertainty: Fixed,
}

/// A deviation with what is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Found {
	/// Q96.
	deviation: u128,
	/// Q96.
	uncertainty: u128,
}

/// Total standard deviation from an undiscounted price in the unit of forward and strike, within
/// half a unit of the price over vega and 2^−80; at the strike, and 2^−124 over vega.
///
/// # Errors
/// See [`ImpliedError`].
pub fn deviation(
	kind: OptionKind,
	forward: u128,
	strike: u128,
	price: u128,
) -> Result<Deviation, ImpliedError> {
	find(kind, forward, strike, price).map(|found| Deviation(found.deviation))
}

/// Volatility a year from an undiscounted price in the unit of forward and strike.
///
/// ```
/// use tenor_math::{black76::value, implied, Deviation, Fixed, OptionKind::Call, Rounding};
/// # fn example() -> Option<()> {
/// let (forward, strike) = (63_250 << 64, 70_000 << 64);
/// let volatility = Fixed::from_ratio(65, 100)?;
/// let deviation = Deviation::from_volatility(volatility, 86_400)?;
/// let price = value(Call, forward, strike, deviation, Rounding::Down);
/// let found = implied::volatility(Call, forward, strike, price, 86_400).ok()?;
/// let error = found.volatility.checked_sub(volatility)?.checked_abs()?;
/// assert!(error <= found.uncertainty);
/// # Some(())
/// # }
/// # example().unwrap();
/// ```
///
/// # Errors
/// See [`ImpliedError`].
pub fn volatility(
	kind: OptionKind,
	forward: u128,
	strike: u128,
	price: u128,
	seconds: u32,
) -> Result<Implied, ImpliedError> {
	let root = root_of_years(seconds.into(), 1).unwrap_or(0);
	if root == 0 {
		return Err(ImpliedError::Expired);
	}
	let found = find(kind, forward, strike, price)?;
	let yearly = |x: u128, rounding| {
		let bits = wide::mul_div(x, 1 << 64, root, rounding)?;
		i128::try_from(bits).ok().map(Fixed::from_bits)
	};
	let volatility = yearly(found.deviation.saturating_add(root >> 65), Rounding::Down);
	let uncertainty = yearly(found.uncertainty, Rounding::Up);
	match (volatility, uncertainty) {
		(Some(volatility), Some(uncertainty)) => {
			let uncertainty = uncertainty.saturating_add(Fixed::from_bits(1));
			Ok(Implied { volatility, uncertainty })
		},
		_ => Err(ImpliedError::OutOfRange),
	}
}

/// Whether a volatility gives an undiscounted price to a tick: `|B(volatility) − price| <= tick`, by
/// one evaluation. All amounts in the unit of forward and strike. `false` for a volatility out of
/// range.
pub fn verify_implied(
	kind: OptionKind,
	forward: u128,
	strike: u128,
	seconds: u32,
	volatility: Fixed,
	price: u128,
	tick: u128,
) -> bool {
	let Some(deviation) = Deviation::from_volatility(volatility, seconds.into()) else {
		return false;
	};
	value(kind, forward, strike, deviation, Rounding::Down).abs_diff(price) <= tick
}

fn find(kind: OptionKind, forward: u128, strike: u128, price: u128) -> Result<Found, ImpliedError> {
	if forward == 0 || strike == 0 {
		return Err(ImpliedError::NoTerms);
	}
	let intrinsic = value(kind, forward, strike, Deviation::ZERO, Rounding::Down);
	let time_value = price
		.checked_sub(intrinsic)
		.filter(|time_value| *time_value > 0)
		.ok_or(ImpliedError::NotAboveIntrinsic)?;
	let lesser = forward.min(strike);
	let missing = lesser
		.checked_sub(time_value)
		.filter(|missing| *missing > 0)
		.ok_or(ImpliedError::NotBelowBound)?;
	let a = ln_ratio(forward, strike).unsigned_abs();
	let deviation = if a == 0 {
		// c = 2Φ(s/2) − 1
		let tail = wide::mul_div(missing, ONE_127 >> 1, lesser, Rounding::Down).unwrap_or(0);
		inverse_tail(tail).ok_or(ImpliedError::Imprecise)? >> 23
	} else {
		let targets = (ln_ratio(time_value, lesser), ln_ratio(missing, lesser));
		search(a, targets.0, targets.1).ok_or(ImpliedError::OutOfRange)?.0
	};
	let uncertainty = uncertainty(a, deviation, lesser).ok_or(ImpliedError::Imprecise)?;
	if uncertainty > deviation >> PRECISION_SHIFT {
		return Err(ImpliedError::Imprecise);
	}
	Ok(Found { deviation, uncertainty })
}

/// What half a unit of the price and the error of the evaluation make of the deviation, in Q96.
fn uncertainty(a: u128, deviation: u128, lesser: u128) -> Option<u128> {
	let between = Deviation(deviation).half().abs_diff(distance(a, Inverse::of(deviation))?);
	// 2^95/(lesser·φ)
	let (vega, rest) = wide::mul(lesser, density(between));
	let vega = (vega << 1) | (rest >> 127);
	// Below one unit there is nothing to divide by.
	let (half_unit, _) = wide::div_rem(1 << 95, vega)?;
	// At the strike the tail is known to some units of Q127: s is twice their number over φ.
	let tail = if a == 0 { wide::div_rem(TAIL_UNITS << 97, density(between))?.0 } else { 0 };
	// The price is not straight: within the precision asked for, a thirty-second more is enough.
	half_unit.checked_add(half_unit >> 5)?.checked_add(tail)?.checked_add(NOISE)
}

/// Where `c` is with its logarithms at one deviation.
struct Point {
	/// Below or at the inflexion.
	low: bool,
	/// `ln c` if low, else `ln(1 − c)`, Q120.
	logarithm: i128,
	/// `R(h − t) − R(h + t)` if low, else `R(t − h) + R(t + h)`, Q126: one over the size of the
	/// derivative of the logarithm.
	slope: u128,
	/// `c''/c' = (h² − t²)/s`.
	bend: Fixed,
}

impl Point {
	fn at(a: u128, s: u128) -> Option<Self> {
		let (t, h) = (Deviation(s).half(), distance(a, Inverse::of(s))?);
		let (between, sum) = (t.abs_diff(h), t.checked_add(h)?);
		// (h − t)²/2 in Q120.
		let (high, low) = wide::mul(between, between);
		if high >> 120 != 0 {
			return None;
		}
		let exponent = ((high << 7) | (low >> 121)).cast_signed();
		let (near, far) = (mills(between) >> 1, mills(sum) >> 1);
		let slope = if h >= t { near.saturating_sub(far) } else { near.saturating_add(far) };
		let logarithm =
			ln_ratio(slope, 1 << 126).checked_sub(exponent)?.checked_sub(LN_SQRT_2PI)?;
		// (h − t)(h + t)/s, Q120·Q120/Q96 to Q64.
		let (high, low) = wide::mul(between, sum);
		let bend = wide::div(high >> 80, (high << 48) | (low >> 80), s)
			.and_then(|(bits, _)| i128::try_from(bits).ok())
			.map_or(Fixed::MAX, Fixed::from_bits);
		let bend = if h >= t { bend } else { Fixed::ZERO.saturating_sub(bend) };
		(slope > 0).then_some(Self { low: h >= t, logarithm, slope, bend })
	}

	/// Whether `c` is below the target there, and Halley's step towards it in Q96.
	fn step(&self, target: i128) -> Option<(bool, i128)> {
		let residual = target.wrapping_sub(self.logarithm);
		// Newton's step on the logarithm itself, Q120.
		let (high, low) = wide::mul(residual.unsigned_abs(), self.slope);
		let plain = (high << 2) | (low >> 126);
		let inverse = wide::div(1 << 62, 0, self.slope)
			.and_then(|(bits, _)| i128::try_from(bits).ok())
			.map_or(Fixed::MAX, Fixed::from_bits);
		let (newton, bend) = if self.low {
			let (now, goal) = (q64(self.logarithm), q64(target));
			// On 1/ln c: times ln c/ln c*, and g''/g' = c''/c' − (1 + 2/ln c)·L'.
			let ratio = now.saturating_div(goal).to_bits().unsigned_abs();
			let two = Fixed::from_int(2).saturating_div(now).saturating_add(Fixed::ONE);
			let (high, low) = wide::mul(plain, ratio);
			let newton = wide::shr(high, low, 64)?;
			(newton, self.bend.saturating_sub(two.saturating_mul(inverse)))
		} else {
			(plain, self.bend.saturating_add(inverse))
		};
		// A higher ln(1 − c) is a lower deviation.
		let rises = (residual > 0) == self.low;
		let (high, low) = wide::mul(newton, bend.to_bits().unsigned_abs());
		let turn = wide::shr(high, low, 121)
			.and_then(|bits| i128::try_from(bits).ok())
			.map_or(Fixed::MAX, Fixed::from_bits);
		let divisor = if rises == bend.is_negative() {
			Fixed::ONE.saturating_sub(turn)
		} else {
			Fixed::ONE.saturating_add(turn)
		};
		let divisor = divisor.max(Fixed::from_bits(1 << 62)).to_bits().unsigned_abs();
		// Q120 over Q64, to Q96.
		let size = wide::mul_div(newton, 1 << 40, divisor, Rounding::Down)?;
		let size = i128::try_from(size).ok()?;
		Some((rises, if rises { size } else { size.wrapping_neg() }))
	}
}

/// The deviation, Q96, at which `ln c` and `ln(1 − c)` reach their targets, and the steps taken.
fn search(a: u128, ln_c: i128, ln_rest: i128) -> Option<(u128, u32)> {
	// √(2a): Q121 of a in Q120, times 2^71, is Q192.
	let inflexion = wide::sqrt(a >> 55, a << 73).max(1);
	let start = Point::at(a, inflexion)?;
	let low = if start.low { ln_c <= start.logarithm } else { ln_rest >= start.logarithm };
	// No logarithm of 128 bits is as low as with h = 32.
	let (mut least, mut most) =
		if low { ((a >> 29).max(NOISE), inflexion) } else { (inflexion, DEVIATION_END) };
	let target = if low { ln_c } else { ln_rest };
	let mut s = inflexion;
	for steps in 1..=MAX_STEPS {
		if most.saturating_sub(least) <= NOISE || most >> PRECISION_SHIFT < NOISE {
			// Nothing is left to find, or nothing that would not be refused as imprecise.
			return Some((most, steps));
		}
		// A point beyond all tails, or on the other side of the inflexion, only narrows the bracket.
		let point = Point::at(a, s);
		let on_branch = point.as_ref().filter(|point| point.low == low);
		let (rises, by) = match (on_branch.and_then(|point| point.step(target)), point.is_some()) {
			(Some((rises, by)), _) => (rises, Some(by)),
			(None, beside) => (low != beside, None),
		};
		if rises {
			least = least.max(s);
		} else {
			most = most.min(s);
		}
		let next = by.and_then(|by| s.checked_add_signed(by));
		// Convergence is cubic: after a step as small as this nothing is left.
		let converged = by.is_some_and(|by| by.unsigned_abs() <= (s >> 36).max(NOISE));
		// A step across the inflexion from it is noise: the root is there.
		let at_inflexion = by.is_some() && s == inflexion && rises == low;
		if converged || at_inflexion {
			return Some((next?, steps));
		}
		s = next
			.filter(|next| (least..=most).contains(next))
			.unwrap_or_else(|| middle(least, most, low));
	}
	None
}

/// Where a bracket is cut: at the geometric mean on the low side, where what matters is `a/s`, at the
/// arithmetic one on the high side.
fn middle(least: u128, most: u128, low_side: bool) -> u128 {
	if low_side {
		let (high, low) = wide::mul(least, most);
		wide::sqrt(high, low)
	} else {
		least.wrapping_add(most.wrapping_sub(least) >> 1)
	}
}

/// Q120 to Q64.
fn q64(x: i128) -> Fixed {
	Fixed::from_bits(x >> 56)
}

#[cfg(test)]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
mod tests {
	use super::*;

	/// Prices of one minute to two years at 1 % to 400 %, nine deviations each side, in units of
	/// 1e-18 and finer.
	#[test]
	fn steps_are_few() {
		let mut state = 1u64;
		let mut draw = |low: f64, high: f64| {
			state = state
				.wrapping_mul(6_364_136_223_846_793_005)
				.wrapping_add(1_442_695_040_888_963_407);
			low + (high - low) * (state >> 11) as f64 / 9_007_199_254_740_992.0
		};
		let (mut most, mut solved) = (0, 0);
		for _ in 0..40_000 {
			let s = draw(0.01f64.ln(), 4f64.ln()).exp()
				* (draw(60f64.ln(), 63_072_000f64.ln()).exp() / 31_536_000.0).sqrt();
			let unit = if draw(0.0, 1.0) < 0.5 { 60 } else { 96 };
			let forward = 1u128 << unit;
			let strike = (forward as f64 * (draw(-9.0, 9.0) * s).clamp(-5.0, 5.0).exp()) as u128;
			let deviation = Deviation((s * 2f64.powi(96)) as u128);
			let kind = if strike < forward { OptionKind::Put } else { OptionKind::Call };
			let price = value(kind, forward, strike, deviation, Rounding::Down);
			let lesser = forward.min(strike);
			if price == 0 || price >= lesser || strike == forward {
				continue;
			}
			let a = ln_ratio(forward, strike).unsigned_abs();
			let targets = (ln_ratio(price, lesser), ln_ratio(lesser - price, lesser));
			let (_, steps) = search(a, targets.0, targets.1).unwrap();
			most = most.max(steps);
			solved += 1;
		}
		assert!(solved > 30_000 && most <= 8, "{solved} {most}");
	}
}
