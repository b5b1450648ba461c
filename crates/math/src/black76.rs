//! Black-76: European options on a forward, undiscounted.
//!
//! One formula prices everything: the option out of the money, divided by the lesser of forward
//! and strike, with `a = |ln(F/K)|`, `s = √w`, `h = a/s`, `t = s/2`:
//!
//! `c = φ(t − h)·(R(h − t) − R(h + t))`, or `1 − φ(t − h)·(R(t − h) + R(t + h))` for `t > h`,
//!
//! because `F·φ(d1) = K·φ(d2)` lets both terms share one density, and because a put on `(F, K)` is
//! worth a call on `(K, F)`. The option in the money is that plus `|F − K|`: parity is exact.
//!
//! Source: F. Black, "The pricing of commodity contracts", 1976; `R` is the Mills ratio.
//!
//! Discounting, and the derivatives that need the time left, are in [`greeks`](crate::greeks).

use crate::{
	elementary::{ln_ratio, ONE_127},
	fixed::{Fixed, Rounding},
	functions::from_q127,
	normal::{density as density_at, mills, tail},
	wide::{self, Inverse},
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Seconds of the year in which volatility is quoted: 365 days.
pub const YEAR_SECS: u64 = 31_536_000;

/// Beyond this many standard deviations, in Q120, a tail is 0.
const FAR: u128 = 16 << 120;

/// Right to buy or right to sell.
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
pub enum OptionKind {
	/// Pays `max(F − K, 0)`.
	Call,
	/// Pays `max(K − F, 0)`.
	Put,
}

/// Total standard deviation `s = √w = vol·√T` of the log of the forward, in Q32.96: 32 bits more
/// than [`Fixed`], so that a second to expiry at low volatility is still known to 20 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deviation(pub(crate) u128);

impl Deviation {
	/// No time or no volatility left.
	pub const ZERO: Self = Self(0);

	/// From the total variance `w`, rounded down to 2^−96. `None` below 0.
	pub fn from_variance(w: Fixed) -> Option<Self> {
		Some(Self(wide::sqrt(u128::try_from(w.to_bits()).ok()?, 0)))
	}

	/// From a volatility a year and the seconds left, rounded down. `None` for a negative
	/// volatility or a product of 2^32 and above.
	pub fn from_volatility(volatility: Fixed, seconds: u64) -> Option<Self> {
		Self::over(volatility, root_of_years(seconds.into(), 1)?)
	}

	/// As [`Self::from_volatility`], in thirds of a second: the unit of averaging windows.
	pub(crate) fn from_thirds(volatility: Fixed, thirds: u128) -> Option<Self> {
		Self::over(volatility, root_of_years(thirds, 3)?)
	}

	/// From a volatility a year and the root of the years, in Q96.
	pub(crate) fn over(volatility: Fixed, root_years: u128) -> Option<Self> {
		let volatility = u128::try_from(volatility.to_bits()).ok()?;
		let (high, low) = wide::mul(volatility, root_years);
		(high >> 64 == 0).then_some(Self((high << 64) | (low >> 64)))
	}

	/// From units of 2^−96.
	pub(crate) const fn from_q96(bits: u128) -> Self {
		Self(bits)
	}

	/// In units of 2^−96.
	pub(crate) const fn to_q96(self) -> u128 {
		self.0
	}

	/// To [`Fixed`], rounded down.
	pub fn to_fixed(self) -> Fixed {
		Fixed::from_bits((self.0 >> 32).cast_signed())
	}

	/// `s/2` in Q120, or a bound beyond all tails.
	pub(crate) fn half(self) -> u128 {
		if self.0 >> 104 == 0 {
			self.0 << 23
		} else {
			u128::MAX >> 1
		}
	}
}

/// The root of a time in years, in Q96, rounded down, for a time in parts of which a second has so
/// many. `None` from 2^64 parts on.
pub(crate) fn root_of_years(parts: u128, per_second: u128) -> Option<u128> {
	let year = per_second.checked_mul(YEAR_SECS.into())?;
	// Years in Q192, so that their root is in Q96.
	let (high, low) = wide::div_wide(parts.checked_mul(1 << 64)?, 0, year)?;
	Some(wide::sqrt(high, low))
}

/// An option's terms with all that its price and greeks share already evaluated.
///
/// Errors at the given inputs: price within 1 ulp (2^−64 = 5.4e-20) of the lesser of forward and
/// strike, delta and vega within 1 ulp, gamma within 1 ulp and 2^−60 of itself, where those of
/// [`Greeks`](crate::greeks::Greeks) are measured.
#[derive(Clone, Copy, Debug)]
pub struct Black76 {
	forward: u128,
	strike: u128,
	/// `ln(F/K)`, Q120.
	log: i128,
	deviation: Deviation,
	/// Of the deviation.
	inverse: Option<Inverse>,
	/// `h` in Q120, or a bound beyond all tails.
	distance: u128,
	/// Out-of-the-money price over the lesser of forward and strike, Q127.
	out: u128,
	/// `φ(t − h)`, Q127: the density at `d1`, or at `−d2` where the put is out.
	density: u128,
	/// `Φ(t − h)` in Q127.
	near: u128,
	/// `φ(t − h)·R(t + h)` in Q127.
	far: u128,
}

/// A relative change of forward and volatility, prepared for many options: see [`Black76::under`].
#[derive(Clone, Copy, Debug)]
pub struct Shock {
	forward: u128,
	/// Its logarithm, Q120.
	log: i128,
	volatility: u128,
	inverse: Option<Inverse>,
}

impl Shock {
	/// The factors by which forward and volatility change. `None` unless that of the forward is
	/// above 0 and that of the volatility not below.
	pub fn new(forward: Fixed, volatility: Fixed) -> Option<Self> {
		let forward = u128::try_from(forward.to_bits()).ok().filter(|factor| *factor > 0)?;
		let volatility = u128::try_from(volatility.to_bits()).ok()?;
		let (log, inverse) = (ln_ratio(forward, 1 << 64), Inverse::of(volatility));
		Some(Self { forward, log, volatility, inverse })
	}
}

/// `⌊a · b / 2^64⌋`, if it fits.
fn times(a: u128, b: u128) -> Option<u128> {
	let (high, low) = wide::mul(a, b);
	wide::shr(high, low, 64)
}

impl Black76 {
	/// On the strike over forward `x` and the total variance `w`, forward and strike in units of
	/// 2^−64 of the forward. `None` unless `x > 0`, `w >= 0`.
	pub fn new(x: Fixed, w: Fixed) -> Option<Self> {
		let x = u128::try_from(x.to_bits()).ok()?;
		Self::on(1 << 64, x, Deviation::from_variance(w)?)
	}

	/// On forward and strike in any common unit. `None` if either is 0.
	pub fn on(forward: u128, strike: u128, deviation: Deviation) -> Option<Self> {
		if forward == 0 || strike == 0 {
			return None;
		}
		let (log, inverse) = (ln_ratio(forward, strike), Inverse::of(deviation.0));
		Some(Self::with(forward, strike, log, deviation, inverse))
	}

	/// The same option under a shock: without another root, logarithm and division. The forward is
	/// rounded down to its unit; apart from that the price is within 2 ulp of that on the shocked
	/// terms. `None` if the forward leaves its range, or is 0.
	///
	/// ```
	/// use tenor_math::{black76::{Black76, Shock}, Deviation, Fixed, OptionKind::Put, Rounding};
	/// # fn example() -> Option<()> {
	/// let deviation = Deviation::from_volatility(Fixed::from_ratio(65, 100)?, 86_400)?;
	/// let option = Black76::on(63_250 << 64, 60_000 << 64, deviation)?;
	/// let crash = Shock::new(Fixed::from_ratio(80, 100)?, Fixed::from_ratio(150, 100)?)?;
	/// let loss = option.under(&crash)?.value(Put, Rounding::Up) - option.value(Put, Rounding::Down);
	/// assert!(loss > 9_000 << 64);
	/// # Some(())
	/// # }
	/// # example().unwrap();
	/// ```
	pub fn under(&self, shock: &Shock) -> Option<Self> {
		let forward = times(self.forward, shock.forward).filter(|forward| *forward > 0)?;
		let deviation = Deviation(times(self.deviation.0, shock.volatility)?);
		let log = self.log.checked_add(shock.log)?;
		let inverse = match (self.inverse, shock.inverse) {
			(Some(deviation), Some(factor)) => deviation.times(factor).map(Inverse::shifted_64),
			_ => None,
		};
		Some(Self::with(forward, self.strike, log, deviation, inverse))
	}

	fn with(
		forward: u128,
		strike: u128,
		log: i128,
		deviation: Deviation,
		inverse: Option<Inverse>,
	) -> Self {
		let t = deviation.half();
		// Without deviation the amounts decide: the logarithm of their ratio may be below its last bit.
		let apart = if inverse.is_none() { forward.abs_diff(strike) } else { log.unsigned_abs() };
		let h = distance(apart, inverse).unwrap_or(u128::MAX >> 1);
		let (out, density, near, far) = (0, 0, 0, 0);
		let terms =
			Self { forward, strike, log, deviation, inverse, distance: h, out, density, near, far };
		let between = t.abs_diff(h);
		if between > FAR {
			let limit = if t > h { ONE_127 } else { 0 };
			return Self { out: limit, near: limit, ..terms };
		}
		let density = density_at(between);
		let near = tail(density, between);
		let far = wide::mul_high(density, mills(t.saturating_add(h))) << 1;
		let (near, out) = if t > h {
			(ONE_127.saturating_sub(near), ONE_127.saturating_sub(near).saturating_sub(far))
		} else {
			(near, near.saturating_sub(far))
		};
		Self { out, density, near, far, ..terms }
	}

	/// Price in the unit of forward and strike: see the function [`value`].
	pub fn value(&self, kind: OptionKind, rounding: Rounding) -> u128 {
		self.value_on(kind, self.forward, self.strike, rounding)
	}

	/// The price of the same option on a multiple of forward and strike.
	pub(crate) fn value_on(
		&self,
		kind: OptionKind,
		forward: u128,
		strike: u128,
		rounding: Rounding,
	) -> u128 {
		let lesser = forward.min(strike);
		let (high, low) = wide::mul(lesser, self.out);
		let floor = (high << 1) | (low >> 127);
		let out = match rounding {
			Rounding::Up if low << 1 != 0 => floor.saturating_add(1),
			_ => floor,
		};
		payoff(kind, forward, strike).saturating_add(out.min(lesser))
	}

	/// As [`Self::value`], to the nearest.
	fn nearest(&self, kind: OptionKind) -> u128 {
		let (high, low) = wide::mul(self.forward.min(self.strike), self.out);
		let out = ((high << 1) | (low >> 127)).saturating_add(low >> 126 & 1);
		self.intrinsic(kind).saturating_add(out)
	}

	fn intrinsic(&self, kind: OptionKind) -> u128 {
		payoff(kind, self.forward, self.strike)
	}

	/// `∂V/∂F`: between 0 and 1 for calls, −1 and 0 for puts, call − put = 1 exactly. At zero
	/// deviation: 1, ½ or 0 as the forward is above, at or below the strike.
	pub fn delta(&self, kind: OptionKind) -> Fixed {
		self.per_forward().delta(kind)
	}

	/// `F·∂²V/∂F²`, the change of delta for a relative change of the forward: `φ(d1)/s`. Both
	/// kinds. At zero deviation 0 off the strike and [`Fixed::MAX`] at it.
	pub fn gamma(&self) -> Fixed {
		// Q127 over Q96, to Q64: 2^(96 − 127 + 64).
		self.over_deviation(self.per_forward().density, 33)
	}

	/// `∂(V/F)/∂s = φ(d1)`, both kinds; times `√T` it is the vega per 1.00 of volatility.
	pub fn vega(&self) -> Fixed {
		from_q127(self.per_forward().density)
	}

	/// The price over the forward: see the function [`price`]. [`Fixed::MAX`] where a put on a
	/// strike of 2^63 forwards or more would be out of range.
	pub fn over_forward(&self, kind: OptionKind) -> Fixed {
		self.per_forward().price(kind)
	}

	/// The forward is greater than the strike: the put is out of the money.
	fn put_is_out(&self) -> bool {
		self.forward > self.strike
	}

	/// All terms per forward.
	pub(crate) fn per_forward(&self) -> PerForward {
		let put_is_out = self.put_is_out();
		let (forward, strike) = (self.forward, self.strike);
		if put_is_out {
			// Those per lesser of forward and strike carry K/F, in Q128.
			let ratio = wide::div(strike, 0, forward).map_or(0, |(ratio, _)| ratio);
			let scaled = |term| wide::mul_high(term, ratio);
			let moneyness = from_q127((!ratio >> 1).wrapping_add(1));
			let (out, density) = (scaled(self.out), scaled(self.density));
			let out_delta = from_q127(scaled(self.far));
			return PerForward { put_is_out, moneyness, out: from_q127(out), density, out_delta };
		}
		let gap = strike.saturating_sub(forward);
		let moneyness = if gap == 0 {
			Some(Fixed::ZERO)
		} else {
			wide::div(gap >> 64, gap << 64, forward).and_then(|(bits, rest)| {
				let half = u128::from(rest >= forward.wrapping_sub(rest));
				i128::try_from(bits.checked_add(half)?).ok().map(Fixed::from_bits)
			})
		};
		PerForward {
			put_is_out,
			moneyness: moneyness.unwrap_or(Fixed::MAX),
			out: from_q127(self.out),
			density: self.density,
			out_delta: from_q127(self.near),
		}
	}

	/// `x · 2^scale / s` in the unit of the deviation, 2^−96, to the nearest; bounded by
	/// [`Fixed::MAX`].
	pub(crate) fn over_deviation(&self, x: u128, scale: i32) -> Fixed {
		let Some(inverse) = self.inverse.filter(|_| x > 0) else {
			return if x == 0 { Fixed::ZERO } else { Fixed::MAX };
		};
		let doubled = inverse.scaled(x, scale.saturating_add(1));
		let bits = doubled.map(|doubled| (doubled >> 1).wrapping_add(doubled & 1));
		bits.and_then(|bits| i128::try_from(bits).ok()).map_or(Fixed::MAX, Fixed::from_bits)
	}

	/// Of the deviation.
	pub(crate) fn inverse(&self) -> Option<Inverse> {
		self.inverse
	}

	/// `|d1|` and `|d2|` in Q120, each with whether it is negative.
	pub(crate) fn d1_d2(&self) -> ((u128, bool), (u128, bool)) {
		let (t, h) = (self.deviation.half(), self.distance);
		let (sum, gap) = (t.saturating_add(h), t.abs_diff(h));
		if self.put_is_out() {
			((sum, false), (gap, t > h))
		} else {
			((gap, h > t), (sum, true))
		}
	}

	/// Forward, strike and deviation.
	pub(crate) fn terms(&self) -> (u128, u128, Deviation) {
		(self.forward, self.strike, self.deviation)
	}
}

/// The terms of an option per forward, from one division.
pub(crate) struct PerForward {
	put_is_out: bool,
	/// `|F − K|/F`, to the nearest.
	moneyness: Fixed,
	/// Price of the option out of the money.
	out: Fixed,
	/// `φ(d1)` in Q127.
	pub(crate) density: u128,
	/// Size of the delta of the option out of the money.
	out_delta: Fixed,
}

impl PerForward {
	pub(crate) fn price(&self, kind: OptionKind) -> Fixed {
		if self.put_is_out == (kind == OptionKind::Put) {
			self.out
		} else {
			self.out.saturating_add(self.moneyness)
		}
	}

	pub(crate) fn delta(&self, kind: OptionKind) -> Fixed {
		match (kind, self.put_is_out) {
			(OptionKind::Call, false) => self.out_delta,
			(OptionKind::Call, true) => Fixed::ONE.saturating_sub(self.out_delta),
			(OptionKind::Put, false) => self.out_delta.saturating_sub(Fixed::ONE),
			(OptionKind::Put, true) => Fixed::ZERO.saturating_sub(self.out_delta),
		}
	}
}

/// Undiscounted price over the forward, on strike over forward `x` and total variance `w`:
/// within 1 ulp (5.4e-20), between intrinsic value and 1 (call) or `x` (put), call − put = 1 − x
/// exactly, intrinsic value at `w = 0`. `None` unless `x > 0` and `w >= 0`.
pub fn price(kind: OptionKind, x: Fixed, w: Fixed) -> Option<Fixed> {
	let bits = Black76::new(x, w)?.nearest(kind);
	i128::try_from(bits).ok().map(Fixed::from_bits)
}

/// Undiscounted price in the unit of forward and strike (1e18 fixed point, or any other).
///
/// The evaluation has an error of up to 2^−65 of the lesser of forward and strike; the result is
/// then rounded as asked. Between intrinsic value and forward (call) or strike (put), call − put =
/// F − K exactly, intrinsic value without deviation, and the limits for a forward or strike of 0.
pub fn value(
	kind: OptionKind,
	forward: u128,
	strike: u128,
	deviation: Deviation,
	rounding: Rounding,
) -> u128 {
	match Black76::on(forward, strike, deviation) {
		Some(terms) => terms.value(kind, rounding),
		None => payoff(kind, forward, strike),
	}
}

/// Intrinsic value.
fn payoff(kind: OptionKind, forward: u128, strike: u128) -> u128 {
	match kind {
		OptionKind::Call => forward.saturating_sub(strike),
		OptionKind::Put => strike.saturating_sub(forward),
	}
}

/// `a/s` in Q120, for `a` in Q120 and the inverse of the deviation. `None` beyond all tails.
pub(crate) fn distance(a: u128, inverse: Option<Inverse>) -> Option<u128> {
	if a == 0 {
		return Some(0);
	}
	inverse?.scaled(a, 96).filter(|h| h >> 127 == 0)
}
