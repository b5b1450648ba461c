//! SVI: five parameters for the total variance of one expiry.

use super::smile::{least, Least, Local, Scan, Smile};
use crate::{fixed::Fixed, wide};

/// Raw SVI: `w(k) = a + b·(ρ(k − m) + √((k − m)² + σ²))`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Svi {
	/// Level.
	pub a: Fixed,
	/// Opening of the wings, whose slopes are `b(1 ± ρ)`.
	pub b: Fixed,
	/// Tilt.
	pub rho: Fixed,
	/// Where the parts to the left and to the right meet.
	pub m: Fixed,
	/// Roundness where they meet.
	pub sigma: Fixed,
}

/// The same smile in the terms of traders (GJ 3.3): numbers that depend little on expiry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JumpWings {
	/// Variance a year at the money.
	pub variance: Fixed,
	/// Skew of volatility at the money.
	pub skew: Fixed,
	/// Slope of the left wing (puts).
	pub put: Fixed,
	/// Slope of the right wing (calls).
	pub call: Fixed,
	/// Least variance a year.
	pub least: Fixed,
}

/// `√(x² + y²)`, rounded down: exact squares, one root.
pub(super) fn hypotenuse(x: Fixed, y: Fixed) -> Option<Fixed> {
	let (x, y) = (x.to_bits().unsigned_abs(), y.to_bits().unsigned_abs());
	let ((high, low), (more, rest)) = (wide::mul(x, x), wide::mul(y, y));
	let (low, carry) = low.overflowing_add(rest);
	let high = high.checked_add(more)?.checked_add(carry.into())?;
	i128::try_from(wide::sqrt(high, low)).ok().map(Fixed::from_bits)
}

/// `√(1 − x²)`, rounded down: an exact product, one root. `None` for `|x| > 1`.
pub(super) fn complement(x: Fixed) -> Option<Fixed> {
	let factor = |factor: Option<Fixed>| u128::try_from(factor?.to_bits()).ok();
	let (less, more) = (factor(Fixed::ONE.checked_sub(x))?, factor(Fixed::ONE.checked_add(x))?);
	let (high, low) = wide::mul(less, more);
	i128::try_from(wide::sqrt(high, low)).ok().map(Fixed::from_bits)
}

impl Smile for Svi {
	/// Variance within `2(1 + b)` ulp, slope within `2(1 + b)(1 + 1/r)` where `r = √((k − m)² + σ²)`,
	/// curvature within `2^−61·(1 + b)/σ²`. Anywhere, for any parameters with `|ρ| <= 1`: `None` out of
	/// range, or for the derivatives at `k = m` when `σ = 0`.
	fn at(&self, k: Fixed) -> Option<Local> {
		let Self { a, b, rho, m, sigma } = *self;
		let y = k.checked_sub(m)?;
		let root = hypotenuse(y, sigma)?;
		let round = sigma.checked_div(root)?;
		Some(Local {
			variance: b.checked_mul(rho.checked_mul(y)?.checked_add(root)?)?.checked_add(a)?,
			slope: b.checked_mul(rho.checked_add(y.checked_div(root)?)?)?,
			curvature: b.checked_mul(round.checked_mul(round)?.checked_div(root)?)?,
		})
	}
}

impl Svi {
	/// Whether both wings are flat enough for calls to be worth nothing at infinite strikes and
	/// puts at strike 0: `0 <= b(1 + |ρ|) < 2` and `|ρ| < 1` (R. Lee, "The moment formula for
	/// implied volatility at extreme strikes", 2004). Where it fails there is arbitrage beyond any
	/// scan; at 2 the parameters decide, so it is refused.
	pub fn wings_are_flat_enough(&self) -> bool {
		let steepest = self
			.rho
			.checked_abs()
			.filter(|tilt| *tilt < Fixed::ONE)
			.and_then(|tilt| Fixed::ONE.checked_add(tilt))
			.and_then(|tilt| self.b.checked_mul(tilt));
		steepest.is_some_and(|slope| slope >= Fixed::ZERO && slope < Fixed::from_int(2))
	}

	/// The least of Durrleman's `g` on [`Scan::WIDE`] and about the vertex, at `m ± σ/8·(9/8)^n` up to
	/// ±3: below 0 is butterfly arbitrage. The smile bends within `σ` of `m`, which for expiries of
	/// hours is less than the step of an even scan. No proof, as no scan is. `None` as
	/// [`super::smile::butterfly`], and for `σ = 0`.
	pub fn butterfly(&self) -> Option<Least> {
		let nearest = Fixed::from_bits((self.sigma.saturating_abs().to_bits() >> 3).max(1 << 24));
		let apart = core::iter::successors(Some(nearest), |apart| {
			let next = apart.checked_add(Fixed::from_bits(apart.to_bits() >> 3))?;
			(next <= Fixed::from_int(3)).then_some(next)
		});
		let about = apart.flat_map(|by| [self.m.saturating_sub(by), self.m.saturating_add(by)]);
		let points = Scan::WIDE.points().chain(core::iter::once(self.m)).chain(about);
		least(points, |k| self.at(k)?.durrleman(k))
	}

	/// The least variance, `a + bσ√(1 − ρ²)`, for `b, σ >= 0`, within `2 + bσ` ulp. `None` for `|ρ| > 1`.
	pub fn least_variance(&self) -> Option<Fixed> {
		self.b.checked_mul(self.sigma)?.checked_mul(complement(self.rho)?)?.checked_add(self.a)
	}

	/// In jump-wing parameters, for an expiry `years` away (GJ 3.5): the two variances within
	/// `2(1 + b)(1 + 1/years)` ulp, the others within `4(1 + b)²(1 + 1/√(m² + σ²))/s³`, where `s` is the
	/// lesser of 1 and the deviation at the money. `None` unless variance at the money and `years`
	/// are above 0 and `|ρ| <= 1`.
	pub fn to_jump_wings(&self, years: Fixed) -> Option<JumpWings> {
		if years <= Fixed::ZERO {
			return None;
		}
		let centre = self.at(Fixed::ZERO)?;
		let s = centre.variance.sqrt().filter(|s| *s > Fixed::ZERO)?;
		let wing = |tilt: Fixed| self.b.checked_mul(tilt)?.checked_div(s);
		Some(JumpWings {
			variance: centre.variance.checked_div(years)?,
			skew: centre.slope.checked_div(s)?.checked_div(Fixed::from_int(2))?,
			put: wing(Fixed::ONE.checked_sub(self.rho)?)?,
			call: wing(Fixed::ONE.checked_add(self.rho)?)?,
			least: self.least_variance()?.checked_div(years)?,
		})
	}
}

impl JumpWings {
	/// In raw parameters (GJ 3.6). They come from differences that cancel where the smile is nearly a
	/// point or a line, so there is no bound for all: those of the slices in `tests/vectors` come
	/// back to 1e-16. `None` unless `years > 0`, or if no raw parameters have these wings, skew and least
	/// variance, which takes `put, call >= 0` not both 0, `−put <= 2·skew <= call` and `least` at most
	/// `variance`.
	pub fn to_raw(&self, years: Fixed) -> Option<Svi> {
		let rise = self.put.min(self.call) >= Fixed::ZERO && self.least <= self.variance;
		if years <= Fixed::ZERO || !rise {
			return None;
		}
		let two = Fixed::from_int(2);
		let centre = self.variance.checked_mul(years)?;
		let s = centre.sqrt()?;
		let b = s.checked_mul(self.call.checked_add(self.put)?)?.checked_div(two)?;
		let rho = Fixed::ONE.checked_sub(self.put.checked_mul(s)?.checked_div(b)?)?;
		let flat = complement(rho)?;
		// The sine of the angle at which the money lies from m.
		let beta = rho.checked_sub(self.skew.checked_mul(two)?.checked_mul(s)?.checked_div(b)?)?;
		let level = centre.checked_sub(self.least.checked_mul(years)?)?;
		// level = bσ·(1/cos β − ρ·tan β − √(1 − ρ²)), and m = σ·tan β.
		let cosine = complement(beta)?;
		let tangent = beta.checked_div(cosine)?;
		let factor = Fixed::ONE
			.checked_sub(rho.checked_mul(beta)?)?
			.checked_div(cosine)?
			.checked_sub(flat)?;
		let sigma = level.checked_div(b.checked_mul(factor)?)?;
		if sigma.is_negative() {
			return None;
		}
		let a =
			self.least.checked_mul(years)?.checked_sub(b.checked_mul(sigma)?.checked_mul(flat)?)?;
		Some(Svi { a, b, rho, m: sigma.checked_mul(tangent)?, sigma })
	}

	/// The slice with the same variance and skew at the money and the same left wing that belongs
	/// to the SSVI family: `call = put + 2·skew`, `least = variance·4·put·call/(put + call)²` (GJ
	/// 5.1). It is free of butterfly arbitrage if [`super::Ssvi::is_butterfly_free`] holds for
	/// it, which for the slopes of real markets it does. `None` out of range.
	pub fn repaired(&self) -> Option<Self> {
		let call = self.put.checked_add(self.skew.checked_mul(Fixed::from_int(2))?)?;
		let sum = self.put.checked_add(call)?;
		let share = self.put.checked_div(sum)?.checked_mul(call.checked_div(sum)?)?;
		let least = self.variance.checked_mul(share.checked_mul(Fixed::from_int(4))?)?;
		Some(Self { call, least, ..*self })
	}
}
