//! Digitals and ranges on a forward, undiscounted.

use super::kernel::{amount, over};
use crate::{
	black76::{Deviation, OptionKind},
	elementary::ln_ratio,
	fixed::{Fixed, Rounding},
	functions::{normal_cdf, normal_pdf},
};

/// A digital's terms: what it pays is decided by the settlement against the strike. A settlement
/// equal to the strike pays puts.
///
/// Source: M. Rubinstein and E. Reiner, "Unscrambling the binary code", 1991.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digital {
	forward: u128,
	deviation: Deviation,
	/// `ln(F/K)/s + s/2`
	near: Fixed,
	/// `ln(F/K)/s − s/2`
	far: Fixed,
}

impl Digital {
	/// On forward and strike in one unit. `None` if either is 0.
	pub fn on(forward: u128, strike: u128, deviation: Deviation) -> Option<Self> {
		if forward == 0 || strike == 0 {
			return None;
		}
		let (near, far) = if deviation == Deviation::ZERO {
			let decided = if forward > strike { Fixed::MAX } else { Fixed::MIN };
			(decided, decided)
		} else {
			let h = over(ln_ratio(forward, strike), deviation);
			// Of all the deviation: half of it exactly, not twice its rounded half.
			let half = Fixed::from_bits((deviation.to_q96() >> 33).cast_signed());
			(h.saturating_add(half), h.saturating_sub(half))
		};
		Some(Self { forward, deviation, near, far })
	}

	/// Value of 1 paid if the settlement is above (call) or not above (put) the strike: `Φ(±d2)`.
	/// Within 2 ulp (1.1e-19); call + put = 1 exactly.
	pub fn cash(&self, kind: OptionKind) -> Fixed {
		share(kind, self.far)
	}

	/// Value of the settlement, over the forward, paid if it is above or not above the strike:
	/// `Φ(±d1)`. As [`Self::cash`].
	pub fn asset(&self, kind: OptionKind) -> Fixed {
		share(kind, self.near)
	}

	/// [`Self::cash`] of a payment in amounts, rounded as asked after that error.
	pub fn cash_value(&self, kind: OptionKind, payment: u128, rounding: Rounding) -> u128 {
		// A share of at most 1 fits.
		amount(self.cash(kind), payment, rounding).unwrap_or(payment)
	}

	/// [`Self::asset`] in amounts, rounded as asked after that error.
	pub fn asset_value(&self, kind: OptionKind, rounding: Rounding) -> u128 {
		amount(self.asset(kind), self.forward, rounding).unwrap_or(self.forward)
	}

	/// `F·∂cash/∂F = ±φ(d2)/s`: the change for a relative change of the forward. At zero deviation 0.
	/// Within `1 + 2/s` ulp; its size stops at 2^24, which it reaches for `s` below 2.4e-8.
	pub fn cash_delta(&self, kind: OptionKind) -> Fixed {
		let delta = self.per_deviation(normal_pdf(self.far));
		signed(kind, delta)
	}

	/// `∂cash/∂s = ∓φ(d2)·d1/s`; times `√T` the change per 1.00 of volatility. At zero deviation 0.
	/// Within `(1 + 2/s)(1 + |d1|)` ulp; `φ(d2)/s` stops at 2^24.
	pub fn cash_vega(&self, kind: OptionKind) -> Fixed {
		let vega = self.per_deviation(normal_pdf(self.far)).saturating_mul(self.near);
		signed(kind, Fixed::ZERO.saturating_sub(vega))
	}

	/// [`Self::cash`] on a smile: `Φ(d2) − φ(d2)·w'/(2s)` for calls, where `slope` is `w' = ∂w/∂k` at the
	/// strike and the deviation is the smile's there. It is what spreads of vanilla calls on that
	/// smile cost, kept between 0 and 1. Within `3 + |w'|/s` ulp, for `s` from 2.4e-8 on.
	pub fn cash_on_smile(&self, kind: OptionKind, slope: Fixed) -> Fixed {
		let lean = self.per_deviation(normal_pdf(self.far)).saturating_mul(slope);
		let call = self
			.cash(OptionKind::Call)
			.saturating_sub(lean.halved())
			.clamp(Fixed::ZERO, Fixed::ONE);
		match kind {
			OptionKind::Call => call,
			OptionKind::Put => Fixed::ONE.saturating_sub(call),
		}
	}

	/// `x/s`, 0 without deviation.
	fn per_deviation(&self, x: Fixed) -> Fixed {
		if self.deviation == Deviation::ZERO {
			return Fixed::ZERO;
		}
		over(x.to_bits() << 56, self.deviation)
	}
}

fn signed(kind: OptionKind, call: Fixed) -> Fixed {
	match kind {
		OptionKind::Call => call,
		OptionKind::Put => Fixed::ZERO.saturating_sub(call),
	}
}

/// `Φ(d)` for calls, and what is missing to 1 for puts.
fn share(kind: OptionKind, d: Fixed) -> Fixed {
	let call = normal_cdf(d);
	match kind {
		OptionKind::Call => call,
		OptionKind::Put => Fixed::ONE.saturating_sub(call),
	}
}

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
	/// Strike, in the unit of the forward.
	pub strike: u128,
	/// The smile's deviation at the strike.
	pub deviation: Deviation,
	/// The smile's slope `w' = ∂w/∂k` there; 0 for one flat volatility.
	pub slope: Fixed,
}

/// Value of 1 paid if the settlement is above `lower` and not above `upper`: the difference of two
/// digital calls, each [`cash_on_smile`](Digital::cash_on_smile).
///
/// Adjoining ranges that share their end add up exactly, and all of them with the put at the first end
/// and the call at the last to 1. It is below 0 only where digital calls rise with the strike: there
/// the smile has a butterfly that costs less than nothing. Within what both digitals state, 4 ulp
/// without slopes. `None` if an amount is 0 or the strikes do not rise.
///
/// Source: D. Breeden and R. Litzenberger, "Prices of state-contingent claims implicit in option
/// prices", 1978.
pub fn range(forward: u128, lower: End, upper: End) -> Option<Fixed> {
	if lower.strike >= upper.strike {
		return None;
	}
	let above = |end: End| {
		let digital = Digital::on(forward, end.strike, end.deviation)?;
		Some(digital.cash_on_smile(OptionKind::Call, end.slope))
	};
	above(lower)?.checked_sub(above(upper)?)
}
