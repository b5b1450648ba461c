//! Discounting, and the sensitivities of a price to everything that it depends on.
//!
//! With `V` the discounted price, `D = e^(−rT)`, `φ` the density at `d1`:
//!
//! | greek | derivative | closed form, calls; puts where they differ |
//! |---|---|---|
//! | delta | `∂V/∂F` | `D·Φ(d1)`; `−D·Φ(−d1)` |
//! | gamma | `F·∂²V/∂F²` | `D·φ/s` |
//! | vega | `∂V/∂σ / F` | `D·φ·√T` |
//! | theta | `−∂V/∂T / F` | `r·V/F − D·φ·s/(2T)` |
//! | rho | `∂V/∂r / F` | `−T·V/F` |
//! | vanna | `∂²V/∂F∂σ` | `−D·φ·√T·d2/s` |
//! | volga | `∂²V/∂σ² / F` | `D·φ·T·d1·d2/s` |
//! | charm | `−∂²V/∂F∂T` | `r·delta + D·φ·d2/(2T)` |
//!
//! All are pure numbers: per forward, per 1.00 of volatility, per year of 365 days, per 1.00 of
//! rate. In money, multiply gamma by `1/F` and vega, theta, rho and volga by `F`; for a point of
//! volatility divide by 100, for a day by 365. Time and rate move at a fixed forward.
//!
//! Source: E. G. Haug, "The complete guide to option pricing formulas", 2nd edition, 2007, ch. 2.

use crate::{
	black76::{root_of_years, Black76, Deviation, OptionKind, PerForward, YEAR_SECS},
	elementary::{exp, ln_ratio},
	fixed::{Fixed, Rounding},
	wide,
};

/// A discount factor of 1.
const UNIT: u128 = 1 << 64;

/// The greatest discount factor, 16: rates may be negative, within reason.
const FACTOR_END: u128 = 16 * UNIT;

/// `1/YEAR_SECS` in Q152.
const INVERSE_YEAR: u128 = match wide::div(1 << 24, 0, 31_536_000) {
	Some((quotient, _)) => quotient,
	None => 0,
};

/// Time to expiry and the discount over it: what all options of one expiry share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
	seconds: u32,
	/// `√T` in Q96.
	root_years: u128,
	/// `T` in Q96.
	years: u128,
	/// `1/(2T)` in Q96; [`u128::MAX`] at expiry.
	inverse_double: u128,
	/// `D` in Q64, above 0 and at most 16.
	factor: u128,
	rate: Fixed,
}

impl Term {
	/// Without discount, at a rate of 0.
	pub fn undiscounted(seconds: u32) -> Self {
		let time = u128::from(seconds);
		let root_years = root_of_years(time, 1).unwrap_or(0);
		let (high, low) = wide::mul(time, INVERSE_YEAR);
		let years = wide::shr(high, low, 56).unwrap_or(u128::MAX);
		let inverse_double = wide::div_rem(u128::from(YEAR_SECS) << 95, time)
			.map_or(u128::MAX, |(quotient, _)| quotient);
		Self { seconds, root_years, years, inverse_double, factor: UNIT, rate: Fixed::ZERO }
	}

	/// At a rate a year, continuously compounded: `D = e^(−rT)` within 0.51 ulp. `None` for a factor
	/// above 16 or below half an ulp.
	pub fn at_rate(seconds: u32, rate: Fixed) -> Option<Self> {
		let undiscounted = Self::undiscounted(seconds);
		// |r|·T in Q64·Q96, to Q120.
		let (high, low) = wide::mul(rate.to_bits().unsigned_abs(), undiscounted.years);
		let exponent = i128::try_from(wide::shr(high, low, 40)?).ok()?;
		if exponent >> 120 >= 46 {
			return None;
		}
		let sign = if rate.is_negative() { 1 } else { -1 };
		let (mantissa, power) = exp(exponent.checked_mul(sign)?);
		let before = u32::try_from(62i32.checked_sub(power)?).ok()?;
		let doubled = mantissa.checked_shr(before)?;
		let factor = (doubled >> 1).checked_add(doubled & 1)?;
		let valid = (1..=FACTOR_END).contains(&factor);
		valid.then_some(Self { factor, rate, ..undiscounted })
	}

	/// With a given discount factor; the rate is `−ln D / T` within an ulp, 0 at expiry. `None` for a
	/// factor not above 0 or above 16, or a rate out of range.
	pub fn with_factor(seconds: u32, factor: Fixed) -> Option<Self> {
		let factor = u128::try_from(factor.to_bits()).ok()?;
		if !(1..=FACTOR_END).contains(&factor) {
			return None;
		}
		let exponent = ln_ratio(1 << 64, factor);
		let (high, low) = wide::mul(exponent.unsigned_abs(), u128::from(YEAR_SECS));
		let rate = match wide::div_wide(high, low, u128::from(seconds)) {
			// Q120 to Q64.
			Some((high, low)) if high >> 55 == 0 => {
				signed((high << 72) | (low >> 56), exponent < 0)
			},
			Some(_) => return None,
			None => Fixed::ZERO,
		};
		Some(Self { factor, rate, ..Self::undiscounted(seconds) })
	}

	/// Seconds to expiry.
	pub fn seconds(&self) -> u32 {
		self.seconds
	}

	/// The discount factor.
	pub fn factor(&self) -> Fixed {
		Fixed::from_bits(self.factor.cast_signed())
	}

	/// The rate a year, continuously compounded.
	pub fn rate(&self) -> Fixed {
		self.rate
	}

	/// Total standard deviation of a volatility over this time, rounded down; as
	/// [`Deviation::from_volatility`], with the root of the time shared.
	pub fn deviation(&self, volatility: Fixed) -> Option<Deviation> {
		Deviation::over(volatility, self.root_years)
	}

	/// Present value of an amount due at expiry, to the nearest of its unit. `None` above its range.
	pub fn present(&self, amount: u128) -> Option<u128> {
		let (high, low) = wide::mul(amount, self.factor);
		if high >> 64 != 0 {
			return None;
		}
		((high << 64) | (low >> 64)).checked_add(low >> 63 & 1)
	}

	/// `x/(2T)` for `x` in Q120.
	fn per_double_time(&self, x: u128, negative: bool) -> Fixed {
		if self.seconds == 0 {
			return signed(u128::MAX, negative);
		}
		let (high, low) = wide::mul(x, self.inverse_double);
		narrow(high, low, 152, negative)
	}
}

/// Sensitivities of one option; the [module](self) has units and formulas.
///
/// Each within 3 ulp (2^−64 = 5.4e-20) and 2^−60 of itself from one minute to two years, volatilities of
/// 1 % to 400 %, nine deviations each side of the forward and rates of −2 % to 10 %, which is where they
/// are measured; for smaller deviations `d1`, and with it the relative error, loses digits. What is
/// beyond the range of [`Fixed`] is its bound, which also stands for the infinite gamma, theta and
/// charm at the strike at expiry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Greeks {
	/// Change of the price with the forward.
	pub delta: Fixed,
	/// Change of delta with a relative change of the forward.
	pub gamma: Fixed,
	/// Change of the price with volatility, per forward.
	pub vega: Fixed,
	/// Change of the price as time passes, per year and per forward.
	pub theta: Fixed,
	/// Change of the price with the rate, per forward.
	pub rho: Fixed,
	/// Change of delta with volatility, and of vega with the forward.
	pub vanna: Fixed,
	/// Change of vega with volatility, per forward.
	pub volga: Fixed,
	/// Change of delta as time passes, per year.
	pub charm: Fixed,
}

/// Price and greeks of the call and the put on the same terms, with the errors of [`Greeks`]. Each is
/// discounted and rounded on its own, so call − put is `D·(F − K)/F` to an ulp of each; exact parity is
/// [`Black76::present_value`]'s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
	/// Discounted price of the call over the forward.
	pub call: Fixed,
	/// Discounted price of the put over the forward.
	pub put: Fixed,
	/// Greeks of the call.
	pub call_greeks: Greeks,
	/// Greeks of the put.
	pub put_greeks: Greeks,
}

impl Black76 {
	/// Discounted price in the unit of forward and strike: [`Black76::value`] on their present
	/// values, each to the nearest of the unit. Call − put is exactly the difference of the two, and
	/// the option lies between intrinsic and present value; what is left is rounded as asked.
	/// `None` if a present value is out of range.
	pub fn present_value(&self, kind: OptionKind, term: &Term, rounding: Rounding) -> Option<u128> {
		let (forward, strike, _) = self.terms();
		Some(self.value_on(kind, term.present(forward)?, term.present(strike)?, rounding))
	}

	/// Greeks of one kind. `term` has the time over which the deviation was reached.
	pub fn greeks(&self, kind: OptionKind, term: &Term) -> Greeks {
		let terms = self.per_forward();
		Shared::new(self, terms.density, term).of(kind, &terms, term).1
	}

	/// Prices and greeks of both kinds, at little more than the cost of one.
	///
	/// ```
	/// use tenor_math::{black76::Black76, greeks::Term, Fixed};
	/// # fn example() -> Option<()> {
	/// let term = Term::at_rate(30 * 86_400, Fixed::from_ratio(3, 100)?)?;
	/// let deviation = term.deviation(Fixed::from_ratio(65, 100)?)?;
	/// let pair = Black76::on(63_250, 60_000, deviation)?.pair(&term);
	/// let gap = pair.call.checked_sub(pair.put)?;
	/// assert!(pair.call_greeks.vega == pair.put_greeks.vega && gap > Fixed::ZERO);
	/// # Some(())
	/// # }
	/// # example().unwrap();
	/// ```
	pub fn pair(&self, term: &Term) -> Pair {
		let terms = self.per_forward();
		let shared = Shared::new(self, terms.density, term);
		let (call, call_greeks) = shared.of(OptionKind::Call, &terms, term);
		let (put, put_greeks) = shared.of(OptionKind::Put, &terms, term);
		Pair { call, put, call_greeks, put_greeks }
	}
}

/// What the greeks of call and put have in common.
struct Shared {
	gamma: Fixed,
	vega: Fixed,
	vanna: Fixed,
	volga: Fixed,
	/// `−D·φ·s/(2T)`
	decay: Fixed,
	/// `D·φ·d2/(2T)`
	drift: Fixed,
}

impl Shared {
	/// `density` is `φ(d1)` in Q127.
	fn new(terms: &Black76, density: u128, term: &Term) -> Self {
		// D·φ in Q120, at most 6.4.
		let (high, low) = wide::mul(density, term.factor);
		let density = (high << 57) | (low >> 71);
		if density == 0 {
			let zero = Fixed::ZERO;
			return Self {
				gamma: zero,
				vega: zero,
				vanna: zero,
				volga: zero,
				decay: zero,
				drift: zero,
			};
		}
		let (_, _, deviation) = terms.terms();
		let ((d1, d1_negative), (d2, d2_negative)) = terms.d1_d2();
		// D·φ·√T in Q120·Q96, at most 100.
		let (high, low) = wide::mul(density, term.root_years);
		let vega = narrow(high, low, 152, false);
		let rooted = (high << 12) | (low >> 116);
		// D·φ·|d2| in Q120, at most 4.
		let tilted = wide::mul_top(density, d2) << 8;
		// In Q96: D·φ·√T in Q100 and |d2| in Q120, to Q92, over the deviation in Q96.
		let vanna = match terms.inverse() {
			Some(inverse) => inverse.scaled(wide::mul_top(rooted, d2), 100).unwrap_or(u128::MAX),
			// d2/s = −1/2 at the strike.
			None => rooted >> 5,
		};
		// |d1|·√T in Q88.
		let reach = wide::mul_top(d1, term.root_years);
		let bounded = vanna == u128::MAX && reach > 0;
		let (high, low) = if bounded { (vanna, vanna) } else { wide::mul(reach, vanna) };
		let (spread_high, spread_low) = wide::mul(density, deviation.0);
		let spread = (spread_high << 32) | (spread_low >> 96);
		Self {
			gamma: terms.over_deviation(density, 40),
			vega,
			vanna: signed((vanna >> 32).saturating_add(vanna >> 31 & 1), !d2_negative),
			volga: narrow(high, low, 120, d1_negative != d2_negative),
			decay: term.per_double_time(spread, true),
			drift: term.per_double_time(tilted, d2_negative),
		}
	}

	/// Discounted price over the forward and greeks of one kind.
	fn of(&self, kind: OptionKind, terms: &PerForward, term: &Term) -> (Fixed, Greeks) {
		let discounted = |x: Fixed| match term.factor {
			UNIT => x,
			_ => x.saturating_mul(term.factor()),
		};
		let (price, delta) = (discounted(terms.price(kind)), discounted(terms.delta(kind)));
		let (high, low) = wide::mul(price.to_bits().unsigned_abs(), term.years);
		let greeks = Greeks {
			delta,
			gamma: self.gamma,
			vega: self.vega,
			theta: self.decay.saturating_add(term.rate.saturating_mul(price)),
			rho: narrow(high, low, 96, true),
			vanna: self.vanna,
			volga: self.volga,
			charm: self.drift.saturating_add(term.rate.saturating_mul(delta)),
		};
		(price, greeks)
	}
}

/// A wide number shifted down, to the nearest, bounded.
fn narrow(high: u128, low: u128, shift: u32, negative: bool) -> Fixed {
	let doubled = wide::shr(high, low, shift.saturating_sub(1)).unwrap_or(u128::MAX);
	signed((doubled >> 1).saturating_add(doubled & 1), negative)
}

/// A magnitude with its sign, or the bound that it passes.
fn signed(magnitude: u128, negative: bool) -> Fixed {
	if negative {
		0i128.checked_sub_unsigned(magnitude).map_or(Fixed::MIN, Fixed::from_bits)
	} else {
		i128::try_from(magnitude).map_or(Fixed::MAX, Fixed::from_bits)
	}
}
