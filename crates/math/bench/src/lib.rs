//! What the fixed-point Black-76 is timed against: the same outputs in plain `f64`.

/// Prices and greeks of call and put, in the order of `tenor_math::greeks::Pair`.
pub struct Plain {
	/// Call and put.
	pub prices: [f64; 2],
	/// Call and put.
	pub deltas: [f64; 2],
	/// Call and put.
	pub thetas: [f64; 2],
	/// Call and put.
	pub rhos: [f64; 2],
	/// Call and put.
	pub charms: [f64; 2],
	/// Of both.
	pub gamma: f64,
	/// Of both.
	pub vega: f64,
	/// Of both.
	pub vanna: f64,
	/// Of both.
	pub volga: f64,
}

fn cdf(x: f64) -> f64 {
	0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// The textbook formulas, each shared term computed once.
pub fn black76(forward: f64, strike: f64, volatility: f64, seconds: f64, rate: f64) -> Plain {
	let years = seconds / 31_536_000.0;
	let discount = (-rate * years).exp();
	let root = years.sqrt();
	let s = volatility * root;
	let d1 = (forward / strike).ln() / s + 0.5 * s;
	let d2 = d1 - s;
	let (n1, n2) = (cdf(d1), cdf(d2));
	let density = discount * (-0.5 * d1 * d1).exp() * 0.398_942_280_401_432_7;
	let call = discount * (forward * n1 - strike * n2);
	let prices = [call, call - discount * (forward - strike)];
	let deltas = [discount * n1, discount * (n1 - 1.0)];
	let vega = forward * density * root;
	let decay = forward * density * s / (2.0 * years);
	let drift = density * d2 / (2.0 * years);
	Plain {
		prices,
		deltas,
		thetas: prices.map(|price| rate * price - decay),
		rhos: prices.map(|price| -years * price),
		charms: deltas.map(|delta| rate * delta + drift),
		gamma: density / (forward * s),
		vega,
		vanna: -density * d2 / volatility,
		volga: vega * d1 * d2 / volatility,
	}
}
