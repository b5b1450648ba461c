//! Options whose settlement is the average of the price over the last 30 minutes.
//!
//! Before the window an average of a driftless price has a third of the window's variance, so
//! variance runs to a time 20 minutes before expiry. Inside, with `t` seconds left, `λ = t/1800`
//! and `A` the average so far, the settlement is `(1 − λ)·A + λ·(average of the rest)`: an option
//! on `λF` with the strike reduced by what is already known, and variance `σ²t/3`.
//!
//! Source: docs/spec/prices.md, "Marks"; the third is the variance of the mean of a Brownian motion, and
//! the reduced strike in E. Haug, "The Complete Guide to Option Pricing Formulas", 4.20.

use crate::{
	black76::{value, Deviation, OptionKind},
	fixed::{Fixed, Rounding},
};

pub use crate::twap::WINDOW_SECS;

/// How long before expiry variance stops while the window has not begun, in seconds.
pub const VARIANCE_ENDS_SECS: u64 = 1_200;

/// Deviation of the settlement (before the window), or of what is left of it (inside), `left`
/// seconds before expiry. Continuous where the window begins. `None` as
/// [`Deviation::from_volatility`].
pub fn deviation(volatility: Fixed, left: u64) -> Option<Deviation> {
	if left > WINDOW_SECS {
		Deviation::from_volatility(volatility, left.saturating_sub(VARIANCE_ENDS_SECS))
	} else {
		Deviation::from_thirds(volatility, left.into())
	}
}

/// What the settlement is expected to be, `left` seconds before expiry: the forward, and inside the
/// window `(1 − λ)A + λF`, rounded as asked.
///
/// Units as in [`price`]. `None` for amounts above 2^117.
pub fn expected(forward: u128, left: u64, average: u128, rounding: Rounding) -> Option<u128> {
	if left >= WINDOW_SECS {
		return Some(forward);
	}
	let (known, to_come) = scaled(forward, left, average)?;
	divide(known.checked_add(to_come)?, rounding)
}

/// What is known and what is to come inside the window, each 1800 times what it adds.
fn scaled(forward: u128, left: u64, average: u128) -> Option<(u128, u128)> {
	let known = average.checked_mul(u128::from(WINDOW_SECS.saturating_sub(left)))?;
	Some((known, forward.checked_mul(u128::from(left))?))
}

fn divide(scaled: u128, rounding: Rounding) -> Option<u128> {
	let window = u128::from(WINDOW_SECS);
	match rounding {
		Rounding::Down => scaled.checked_div(window),
		Rounding::Up => Some(scaled.div_ceil(window)),
	}
}

/// Undiscounted price of an option on the average, `left` seconds before expiry.
///
/// `forward`, `strike`, `average` (the plain average since the window began, ignored before) and
/// the result have one unit, 1e18 fixed point or any other. Inside the window the price is computed
/// on `t·F` and `1800·K − (1800 − t)·A`, which are exact, and divided by 1800: it is rounded once,
/// as asked, after an evaluation whose error is up to 2^−65 of the forward. A reduced strike of 0 or
/// below is worth the intrinsic value of `(1 − λ)A + λF`, and at expiry the price is the payoff on
/// `average`.
///
/// `None` for a volatility out of range or amounts above 2^117.
pub fn price(
	kind: OptionKind,
	forward: u128,
	strike: u128,
	volatility: Fixed,
	left: u64,
	average: u128,
	rounding: Rounding,
) -> Option<u128> {
	let deviation = deviation(volatility, left)?;
	if left >= WINDOW_SECS {
		return Some(value(kind, forward, strike, deviation, rounding));
	}
	let (known, to_come) = scaled(forward, left, average)?;
	let strike = strike.checked_mul(WINDOW_SECS.into())?;
	let scaled = match (strike.checked_sub(known), kind) {
		(Some(reduced), _) if reduced > 0 => value(kind, to_come, reduced, deviation, rounding),
		(_, OptionKind::Call) => known.checked_add(to_come)?.checked_sub(strike)?,
		(_, OptionKind::Put) => 0,
	};
	divide(scaled, rounding)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::fixed::WAD;
	use proptest::prelude::*;

	const F: u128 = 63_250 * WAD;

	fn vol() -> Fixed {
		Fixed::from_ratio(65, 100).unwrap()
	}

	fn at(kind: OptionKind, strike: u128, left: u64, average: u128) -> u128 {
		price(kind, F, strike, vol(), left, average, Rounding::Down).unwrap()
	}

	#[test]
	fn variance_is_continuous_where_the_window_begins() {
		assert_eq!(deviation(vol(), 1_800), Deviation::from_volatility(vol(), 600));
		assert_eq!(deviation(vol(), 1_801), Deviation::from_volatility(vol(), 601));
		assert_eq!(deviation(vol(), 900), Deviation::from_volatility(vol(), 300));
		assert_eq!(deviation(vol(), 0), Some(Deviation::ZERO));
	}

	#[test]
	fn before_the_window_the_average_is_ignored() {
		for left in [1_800, 1_801, 86_400] {
			assert_eq!(at(OptionKind::Call, F, left, 0), at(OptionKind::Call, F, left, 2 * F));
		}
	}

	#[test]
	fn half_the_window_at_an_average_equal_to_the_forward_is_half_an_option() {
		// K' = (K − A/2)/(1/2) = K, so the price is half of Black-76 at variance 300 s.
		let s = Deviation::from_volatility(vol(), 300).unwrap();
		let whole = value(OptionKind::Put, F, F, s, Rounding::Down);
		assert_eq!(at(OptionKind::Put, F, 900, F), whole / 2);
	}

	#[test]
	fn a_strike_already_passed_is_worth_its_intrinsic_value() {
		// 1,700 s at 1.2 F are known: the settlement is above F whatever follows.
		let average = F / 10 * 12;
		let settled = (average * 1_700 + F * 100) / 1_800;
		assert_eq!(at(OptionKind::Call, F, 100, average), settled - F);
		assert_eq!(at(OptionKind::Put, F, 100, average), 0);
	}

	#[test]
	fn at_expiry_the_average_pays() {
		assert_eq!(at(OptionKind::Call, F, 0, F + 7), 7);
		assert_eq!(at(OptionKind::Put, F, 0, F + 7), 0);
		assert_eq!(at(OptionKind::Put, F, 0, F - 7), 7);
		assert_eq!(at(OptionKind::Call, F, 0, F), 0);
	}

	proptest! {
		#[test]
		fn parity_holds_on_the_expected_settlement(
			forward in 1..1u128 << 90,
			strike in 1..1u128 << 90,
			average in 1..1u128 << 90,
			left in 0u64..1_800,
		) {
			let of = |kind, rounding| {
				price(kind, forward, strike, vol(), left, average, rounding).unwrap().cast_signed()
			};
			let expected = average * u128::from(1_800 - left) + forward * u128::from(left);
			let gap = expected.cast_signed() - (strike * 1_800).cast_signed();
			let low = of(OptionKind::Call, Rounding::Down) - of(OptionKind::Put, Rounding::Up);
			let high = of(OptionKind::Call, Rounding::Up) - of(OptionKind::Put, Rounding::Down);
			prop_assert!(low * 1_800 <= gap && gap <= high * 1_800);
			prop_assert!(high - low <= 2);
		}

		#[test]
		fn answers_for_any_bits(f: u128, k: u128, vol: i128, left: u64, near in 0u64..2_000, a: u128) {
			for left in [left, near] {
				for rounding in [Rounding::Down, Rounding::Up] {
					let _ = price(OptionKind::Call, f, k, Fixed::from_bits(vol), left, a, rounding);
					let _ = price(OptionKind::Put, f, k, Fixed::from_bits(vol), left, a, rounding);
				}
			}
		}
	}

	/// Put-call parity around what is expected, at every strike and time.
	#[test]
	fn what_is_expected_is_a_call_less_a_put_and_the_strike() {
		for left in [0, 1, 600, 1_799, 1_800, 86_400] {
			for strike in [1, F / 2, F, 2 * F] {
				let average = F / 3 * 2 + 1;
				let low = expected(F, left, average, Rounding::Down).unwrap();
				let high = expected(F, left, average, Rounding::Up).unwrap();
				assert!(high - low <= 1);
				let (call, put) = (
					at(OptionKind::Call, strike, left, average),
					at(OptionKind::Put, strike, left, average),
				);
				assert!((call + strike).abs_diff(put + low) < 100_000, "{left} {strike}");
			}
		}
		assert_eq!(expected(F, 1_800, 7, Rounding::Up), Some(F));
		assert_eq!(expected(F, 0, 7, Rounding::Down), Some(7));
		assert_eq!(expected(u128::MAX, 2, 7, Rounding::Down), None);
	}
}
