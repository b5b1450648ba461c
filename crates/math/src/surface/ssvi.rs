//! SSVI: slices that share a shape, free of arbitrage by inequalities instead of a scan.

use super::{
	smile::{halved, Local, Smile},
	svi::{complement, Svi},
};
use crate::fixed::Fixed;

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
	/// `φ(θ)`, within 4 ulp of the greater of 1 and the result. `None` unless `θ > 0`, or out of range.
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
				let x = lambda.checked_mul(theta).filter(|x| *x > Fixed::ZERO)?;
				if x < HESTON_SERIES_END {
					return heston_series(x);
				}
				let mean = Fixed::ONE.checked_sub(x.checked_neg()?.exp()?)?.checked_div(x)?;
				Fixed::ONE.checked_sub(mean)?.checked_div(x)
			},
			Self::SquareRoot { eta } => eta.checked_div(theta.sqrt()?),
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
		.map(halved)
}

impl Ssvi {
	/// The slice with the variance `theta` at the money. `None` as [`Curvature::at`].
	pub fn new(theta: Fixed, rho: Fixed, curvature: &Curvature) -> Option<Self> {
		Some(Self { theta, rho, phi: curvature.at(theta)? })
	}

	/// The same slice as raw SVI. `None` for a curvature of 0 or `|ρ| > 1`.
	pub fn to_svi(&self) -> Option<Svi> {
		let flat = complement(self.rho)?;
		Some(Svi {
			a: halved(self.theta.checked_mul(flat)?.checked_mul(flat)?),
			b: halved(self.theta.checked_mul(self.phi)?),
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
	/// Within `4 + 2θ(1 + φ)²` ulp. `None` for `|ρ| > 1`, at the vertex when `|ρ| = 1`, or out
	/// of range.
	fn at(&self, k: Fixed) -> Option<Local> {
		let flat = complement(self.rho)?;
		let moneyness = self.phi.checked_mul(k)?;
		let shifted = moneyness.checked_add(self.rho)?;
		let root = super::svi::hypotenuse(shifted, flat)?;
		let round = flat.checked_div(root)?;
		let level = self.rho.checked_mul(moneyness)?.checked_add(root)?.checked_add(Fixed::ONE)?;
		let opening = halved(self.theta.checked_mul(self.phi)?);
		Some(Local {
			variance: halved(self.theta.checked_mul(level)?),
			slope: opening.checked_mul(self.rho.checked_add(shifted.checked_div(root)?)?)?,
			curvature: opening
				.checked_mul(self.phi)?
				.checked_mul(round.checked_mul(round)?.checked_div(root)?)?,
		})
	}
}
