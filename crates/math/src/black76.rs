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

use crate::{
	elementary::{ln_ratio, ONE_127},
	fixed::{Fixed, Rounding},
	functions::from_q127,
	normal::{density, mills, tail},
	wide,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Seconds of the year in which volatility is quoted: 365 days.
pub const YEAR_SECS: u64 = 31_536_000;

/// Beyond this many standard deviations, in Q64, a tail is 0.
const FAR: u128 = 16 << 64;

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
pub struct Deviation(u128);

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
		Self::from_thirds(volatility, u128::from(seconds).checked_mul(3)?)
	}

	/// As [`Self::from_volatility`], in thirds of a second: the unit of averaging windows.
	pub(crate) fn from_thirds(volatility: Fixed, thirds: u128) -> Option<Self> {
		let volatility = u128::try_from(volatility.to_bits()).ok()?;
		let year = u128::from(YEAR_SECS).checked_mul(3)?;
		// Years in Q192, so that their root is in Q96.
		let (high, low) = wide::div_wide(thirds.checked_mul(1 << 60)? << 4, 0, year)?;
		let (high, low) = wide::mul(volatility, wide::sqrt(high, low));
		(high >> 64 == 0).then_some(Self((high << 64) | (low >> 64)))
	}

	/// To [`Fixed`], rounded down.
	pub fn to_fixed(self) -> Fixed {
		Fixed::from_bits((self.0 >> 32).cast_signed())
	}
}

/// An option's terms with all that its price and greeks share already evaluated.
///
/// Errors at the given inputs: price within 1 ulp (2^−64 = 5.4e-20) of the lesser of forward and
/// strike, delta and vega within 1 ulp and gamma within 1 ulp and 2^−60 of itself while `s` is above
/// 1e-6.
#[derive(Clone, Copy, Debug)]
pub struct Black76 {
	forward: u128,
	strike: u128,
	/// Strike over forward in Q128; read only where it is below 1.
	ratio: u128,
	deviation: Deviation,
	/// Out-of-the-money price over the lesser of forward and strike, Q127.
	out: u128,
	/// `φ(t − h)`, Q127: the density at `d1`, or at `−d2` where the put is out.
	density: u128,
	/// `Φ(t − h)` in Q127.
	near: u128,
	/// `φ(t − h)·R(t + h)` in Q127.
	far: u128,
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
		let ratio = wide::div(strike, 0, forward).map_or(0, |(ratio, _)| ratio);
		let a = ln_ratio(forward, strike).unsigned_abs();
		let empty = Self { forward, strike, ratio, deviation, out: 0, density: 0, near: 0, far: 0 };
		let Some(h) = distance(a, deviation) else { return Some(empty) };
		let t = (deviation.0 >> 33).wrapping_add(deviation.0 >> 32 & 1);
		let between = t.abs_diff(h);
		if between > FAR {
			let limit = if t > h { ONE_127 } else { 0 };
			return Some(Self { out: limit, near: limit, ..empty });
		}
		let density = density(between);
		let near = tail(density, between);
		let far = mul_q127(density, mills(t.saturating_add(h)));
		let (near, out) = if t > h {
			(ONE_127.saturating_sub(near), ONE_127.saturating_sub(near).saturating_sub(far))
		} else {
			(near, near.saturating_sub(far))
		};
		Some(Self { out, density, near, far, ..empty })
	}

	/// Price in the unit of forward and strike: see the function [`value`].
	pub fn value(&self, kind: OptionKind, rounding: Rounding) -> u128 {
		let lesser = self.forward.min(self.strike);
		let out = wide::mul_div(lesser, self.out, ONE_127, rounding).unwrap_or(lesser);
		self.intrinsic(kind).saturating_add(out.min(lesser))
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

	/// The forward is greater than the strike: the put is out of the money.
	fn put_is_out(&self) -> bool {
		self.forward > self.strike
	}

	/// `∂V/∂F`: between 0 and 1 for calls, −1 and 0 for puts, call − put = 1 exactly. At zero
	/// deviation: 1, ½ or 0 as the forward is above, at or below the strike.
	pub fn delta(&self, kind: OptionKind) -> Fixed {
		let call = if self.put_is_out() {
			Fixed::ONE.saturating_sub(from_q127(self.scaled(self.far)))
		} else {
			from_q127(self.near)
		};
		match kind {
			OptionKind::Call => call,
			OptionKind::Put => call.saturating_sub(Fixed::ONE),
		}
	}

	/// `F·∂²V/∂F²`, the change of delta for a relative change of the forward: `φ(d1)/s`. Both
	/// kinds. At zero deviation 0 off the strike and [`Fixed::MAX`] at it.
	pub fn gamma(&self) -> Fixed {
		let density = self.scaled(self.density);
		// Q127 over Q96, to Q64.
		let gamma = wide::div(density >> 95, density << 33, self.deviation.0);
		match gamma.and_then(|(bits, _)| i128::try_from(bits).ok()) {
			Some(bits) => Fixed::from_bits(bits),
			None if density == 0 => Fixed::ZERO,
			None => Fixed::MAX,
		}
	}

	/// `∂(V/F)/∂s = φ(d1)`, both kinds; times `√T` it is the vega per 1.00 of volatility.
	pub fn vega(&self) -> Fixed {
		from_q127(self.scaled(self.density))
	}

	/// A density-like term at `d1`: those of an out-of-the-money put carry `K/F`.
	fn scaled(&self, term: u128) -> u128 {
		if self.put_is_out() {
			wide::mul_high(term, self.ratio)
		} else {
			term
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

/// `a/s` to the nearest in Q64, for `a` in Q120. `None` beyond all tails.
fn distance(a: u128, deviation: Deviation) -> Option<u128> {
	if a == 0 {
		return Some(0);
	}
	let (h, rest) = wide::div(a >> 88, a << 40, deviation.0)?;
	h.checked_add(u128::from(rest >= deviation.0.wrapping_sub(rest)))
}

fn mul_q127(a: u128, b: u128) -> u128 {
	wide::mul_high(a, b) << 1
}
