//! SSVI: slices that share a shape, free of arbitrage by inequalities instead of a scan.

use super::{
	smile::{Local, Smile},
	svi::{complement, Svi},
};
use crate::{
	black76::Deviation,
	fixed::{Fixed, Rounding},
	wide,
};

/// One SSVI slice: `w(k) = (θ/2)(1 + ρφk + √((φk + ρ)² + 1 − ρ²))` (GJ 4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ssvi {
	/// Total variance at the money.
	pub theta: Fixed,
	/// Correlation of spot and volatility.
	pub rho: Fixed,
	/// Curvature of the smile.
	pub phi: Fixed,
}

/// How the curvature `φ` of a slice follows from its variance at the money `θ`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curvature {
	/// `φ = η / (θ^γ·(1 + θ)^(1 − γ))` (GJ example 4.2 and 4.5).
	PowerLaw {
		/// Scale.
		eta: Fixed,
		/// Exponent at short expiries.
		gamma: Fixed,
	},
	/// `φ = (1 − (1 − e^(−λθ))/(λθ)) / (λθ)` (GJ example 4.1), the shape of the model of Heston.
	Heston {
		/// `λ`
		lambda: Fixed,
	},
	/// `φ = η / √θ`
	SquareRoot {
		/// Scale.
		eta: Fixed,
	},
}

/// Below this product `λθ` the shape of Heston is summed as a series: its closed form cancels.
const HESTON_SERIES_END: Fixed = Fixed::from_bits(1 << 63);

impl Curvature {
	/// `φ(θ)`, within 4 ulp of the greatest of 1, `η` and the result (for `γ` from 0 to 1). `None`
	/// unless `θ > 0` and `λ > 0`, for a square root with `η < 0`, or out of range.
	pub fn at(&self, theta: Fixed) -> Option<Fixed> {
		if theta <= Fixed::ZERO {
			return None;
		}
		match *self {
			Self::PowerLaw { eta, gamma } => {
				let short = gamma.checked_mul(theta.ln()?)?;
				let long = Fixed::ONE
					.checked_sub(gamma)?
					.checked_mul(theta.checked_add(Fixed::ONE)?.ln()?)?;
				eta.checked_mul(short.checked_add(long)?.checked_neg()?.exp()?)
			},
			Self::Heston { lambda } => {
				if lambda <= Fixed::ZERO {
					return None;
				}
				let x = lambda.checked_mul(theta)?;
				if x < HESTON_SERIES_END {
					return heston_series(x);
				}
				let mean = Fixed::ONE.checked_sub(x.checked_neg()?.exp()?)?.checked_div(x)?;
				Fixed::ONE.checked_sub(mean)?.checked_div(x)
			},
			Self::SquareRoot { eta } => {
				// The root with 32 bits more: a small one has few in Q64.
				let root = Deviation::from_variance(theta)?.to_q96();
				let eta = u128::try_from(eta.to_bits()).ok()?;
				let doubled = wide::mul_div(eta, 1 << 97, root, Rounding::Down)?;
				i128::try_from(doubled.checked_add(1)? >> 1).ok().map(Fixed::from_bits)
			},
		}
	}
}

/// `(1 − (1 − e^−x)/x)/x = 1/2! − x/3! + x²/4! − …` for `x` up to ½.
fn heston_series(x: Fixed) -> Option<Fixed> {
	// By Horner: 1/2·(1 − x/3·(1 − x/4·(1 − …))), the first term left out below 2^−66.
	(3i64..=17)
		.rev()
		.try_fold(Fixed::ONE, |sum, n| {
			let part = x.checked_mul(sum)?.checked_div(Fixed::from_int(n))?;
			Fixed::ONE.checked_sub(part)
		})
		.map(Fixed::halved)
}

impl Ssvi {
	/// The slice with the variance `theta` at the money. `None` as [`Curvature::at`].
	pub fn new(theta: Fixed, rho: Fixed, curvature: &Curvature) -> Option<Self> {
		Some(Self { theta, rho, phi: curvature.at(theta)? })
	}

	/// The same slice as raw SVI, each parameter to the nearest or next ulp: divided by `φ`, `m` and `σ`
	/// have fewer digits for a slice of little curvature. `None` for a curvature of 0 or `|ρ| > 1`.
	pub fn to_svi(&self) -> Option<Svi> {
		let flat = complement(self.rho)?;
		Some(Svi {
			a: self.theta.checked_mul(flat)?.checked_mul(flat)?.halved(),
			b: self.theta.checked_mul(self.phi)?.halved(),
			rho: self.rho,
			m: self.rho.checked_div(self.phi)?.checked_neg()?,
			sigma: flat.checked_div(self.phi)?,
		})
	}

	/// `θφ(1 + |ρ|)` and `θφ²(1 + |ρ|)`. `None` out of range.
	pub fn butterfly_terms(&self) -> Option<(Fixed, Fixed)> {
		let tilt = Fixed::ONE.checked_add(self.rho.checked_abs()?)?;
		let slope = self.theta.checked_mul(self.phi)?.checked_mul(tilt)?;
		Some((slope, slope.checked_mul(self.phi)?))
	}

	/// Whether the slice is free of butterfly arbitrage by `θφ(1 + |ρ|) < 4` and `θφ²(1 + |ρ|) <= 4`
	/// (GJ theorem 4.2). Sufficient; the first is also necessary (up to equality), the second
	/// nearly so.
	pub fn is_butterfly_free(&self) -> bool {
		let four = Fixed::from_int(4);
		let shape = self.theta > Fixed::ZERO
			&& self.phi > Fixed::ZERO
			&& self.rho.checked_abs().is_some_and(|tilt| tilt < Fixed::ONE);
		shape && self.butterfly_terms().is_some_and(|(slope, bend)| slope < four && bend <= four)
	}

	/// Whether variance at every `k` is at least that of the earlier slice, by three inequalities:
	/// `θ` does not fall, neither wing does (`θφ(1 ± ρ)`), and `φ` does not rise (S. Hendriks and
	/// C. Martini, "The extended SSVI volatility surface", 2019). Sufficient; the first two are
	/// also necessary.
	pub fn is_calendar_free_after(&self, earlier: &Self) -> bool {
		let wings = |slice: &Self| {
			let slope = slice.theta.checked_mul(slice.phi)?;
			let left = slope.checked_mul(Fixed::ONE.checked_sub(slice.rho)?)?;
			Some((left, slope.checked_mul(Fixed::ONE.checked_add(slice.rho)?)?))
		};
		let (Some(before), Some(after)) = (wings(earlier), wings(self)) else { return false };
		self.theta >= earlier.theta
			&& self.phi <= earlier.phi
			&& after.0 >= before.0
			&& after.1 >= before.1
	}
}

impl Smile for Ssvi {
	/// With `r = √((φk + ρ)² + 1 − ρ²)`, at least `√(1 − ρ²)`: variance within `2(1 + θ)` ulp, slope
	/// within `3 + 2θφ(1 + 1/r)`, curvature within `4 + 4φ(1 + θφ(1 + 1/r))(1 + 1/r)`. `None` for
	/// `|ρ| > 1`, at the vertex when `|ρ| = 1`, or out of range.
	fn at(&self, k: Fixed) -> Option<Local> {
		let flat = complement(self.rho)?;
		let moneyness = self.phi.checked_mul(k)?;
		let shifted = moneyness.checked_add(self.rho)?;
		let root = super::svi::hypotenuse(shifted, flat)?;
		let round = flat.checked_div(root)?;
		let level = self.rho.checked_mul(moneyness)?.checked_add(root)?.checked_add(Fixed::ONE)?;
		let opening = self.theta.checked_mul(self.phi)?.halved();
		Some(Local {
			variance: self.theta.checked_mul(level)?.halved(),
			slope: opening.checked_mul(self.rho.checked_add(shifted.checked_div(root)?)?)?,
			curvature: opening
				.checked_mul(self.phi)?
				.checked_mul(round.checked_mul(round)?.checked_div(root)?)?,
		})
	}
}
