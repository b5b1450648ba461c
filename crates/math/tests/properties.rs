//! What holds for every input.
#![allow(missing_docs, clippy::cast_possible_wrap)]

use proptest::{prelude::*, test_runner::FileFailurePersistence};
use tenor_math::{
	black76::{price, value, Black76},
	functions::{mills_ratio, normal_cdf, normal_pdf},
	Deviation, Fixed,
	OptionKind::{Call, Put},
	Rounding,
};

fn bits(bits: i128) -> Fixed {
	Fixed::from_bits(bits)
}

/// Any value, of any size.
fn any_fixed() -> impl Strategy<Value = Fixed> {
	(any::<i128>(), 0u32..127).prop_map(|(x, shift)| bits(x >> shift))
}

/// Strikes from e^-12 to e^12 times the forward.
fn any_strike() -> impl Strategy<Value = Fixed> {
	(-12i128 << 64..12 << 64).prop_map(|k| bits(k).exp().unwrap())
}

/// Total variances from 2^-50 to 16.
fn any_variance() -> impl Strategy<Value = Fixed> {
	(1i128 << 63..1 << 68, 0u32..50).prop_map(|(w, shift)| bits(w >> shift))
}

/// Within 15 standard deviations, close to the borders of the tables of the Mills ratio, the
/// exponential, or anywhere.
fn around_borders() -> impl Strategy<Value = i128> {
	prop_oneof![
		(0i128..240, -3i128..3).prop_map(|(node, by)| (node << 60) + by),
		(0i128..960, -3i128..3).prop_map(|(node, by)| (node << 58) + by),
		0i128..15 << 64,
	]
}

proptest! {
	#![proptest_config(ProptestConfig {
		cases: 2_000,
		failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
			"tests/properties.proptest-regressions",
		))),
		..ProptestConfig::default()
	})]

	#[test]
	fn no_function_panics(x in any_fixed(), w in any_fixed(), f: u128, k: u128, secs: u64) {
		let _ = (x.exp(), x.ln(), x.sqrt(), normal_pdf(x), normal_cdf(x), mills_ratio(x));
		let _ = (price(Call, x, w), price(Put, x, w));
		for s in [Deviation::from_variance(w), Deviation::from_volatility(x, secs)].into_iter().flatten() {
			for terms in [Black76::on(f, k, s), Black76::on(f, 1, s), Black76::on(1, k, s)] {
				let _ = terms.map(|t| (t.delta(Call), t.delta(Put), t.gamma(), t.vega()));
			}
			let _ = (value(Call, f, k, s, Rounding::Up), value(Put, f, k, s, Rounding::Down));
		}
	}

	#[test]
	fn the_domain_is_as_documented(x in any_fixed()) {
		prop_assert_eq!(x.ln().is_some(), x > Fixed::ZERO);
		prop_assert_eq!(x.sqrt().is_some(), x >= Fixed::ZERO);
		prop_assert_eq!(mills_ratio(x).is_some(), x >= Fixed::ZERO);
		// 63 ln 2 = 43.668272375276551...
		let limit = Fixed::from_ratio(43_668_272_375_276_551, 1_000_000_000_000_000).unwrap();
		prop_assert_eq!(x.exp().is_some(), x <= limit);
	}

	#[test]
	fn root_is_within_half_a_step(x in 0i128..) {
		let root = bits(x).sqrt().unwrap();
		let below = root.checked_sub(bits(1)).unwrap_or(Fixed::ZERO).max(Fixed::ZERO);
		prop_assert!(below.mul_floor(below).unwrap() <= bits(x));
		let above = root.checked_add(bits(1)).unwrap();
		prop_assert!(above.mul_ceil(above).is_none_or(|square| square >= bits(x)));
	}

	#[test]
	fn logarithm_undoes_the_exponential(x in -20i128 << 64..43 << 64) {
		let power = bits(x).exp().unwrap();
		let back = power.ln().unwrap().to_bits();
		// Half a step of the power moves its logarithm by 2^-65 / power, and the own half steps.
		let moved = Fixed::ONE.checked_div(power).unwrap().to_bits() >> 64;
		prop_assert!((back - x).abs() <= moved + 2, "{} {}", back, x);
	}

	#[test]
	fn elementary_functions_rise_step_by_step(x in any_fixed(), cell in 0i128..2_000, by in -3i128..3) {
		// Beside any value, the borders of the tables: 1/64 of the exponent, 1/256 of the mantissa.
		for x in [x.to_bits(), (cell << 58) + by, -(cell << 58) + by, ((cell + 1) << 56) + by] {
			let (low, high) = (bits(x), bits(x.saturating_add(1)));
			prop_assert!(high.exp().is_none_or(|high| low.exp().unwrap() <= high));
			prop_assert!(low.ln().is_none_or(|low| low <= high.ln().unwrap()));
			prop_assert!(low.sqrt().is_none_or(|low| low <= high.sqrt().unwrap()));
		}
	}

	#[test]
	fn both_tails_add_up_to_one(x in any_fixed(), near in -15i128 << 64..15 << 64) {
		for x in [x, bits(near)] {
			let Some(negative) = x.checked_neg() else { continue };
			prop_assert_eq!(normal_cdf(x).checked_add(normal_cdf(negative)), Some(Fixed::ONE));
			prop_assert_eq!(normal_pdf(x), normal_pdf(negative));
		}
	}

	#[test]
	fn distribution_is_monotone_step_by_step(x in around_borders()) {
		prop_assert!(normal_cdf(bits(x)) <= normal_cdf(bits(x + 1)));
		prop_assert!(normal_cdf(bits(-x - 1)) <= normal_cdf(bits(-x)));
		if x >= 0 {
			prop_assert!(normal_pdf(bits(x)) >= normal_pdf(bits(x + 1)));
			prop_assert!(mills_ratio(bits(x)) >= mills_ratio(bits(x + 1)));
		}
	}

	#[test]
	fn parity_and_bounds_are_exact(x in any_strike(), w in any_variance()) {
		let (call, put) = (price(Call, x, w).unwrap(), price(Put, x, w).unwrap());
		let gap = Fixed::ONE.checked_sub(x).unwrap();
		prop_assert_eq!(call.checked_sub(put), Some(gap));
		prop_assert!(call >= gap.max(Fixed::ZERO) && call <= Fixed::ONE);
		prop_assert!(put >= Fixed::ZERO && put <= x);
		prop_assert_eq!(price(Call, x, Fixed::ZERO), Some(gap.max(Fixed::ZERO)));
		let terms = Black76::new(x, w).unwrap();
		prop_assert_eq!(terms.delta(Call).checked_sub(terms.delta(Put)), Some(Fixed::ONE));
		prop_assert!(terms.delta(Call) >= Fixed::ZERO && terms.delta(Call) <= Fixed::ONE);
		prop_assert!(terms.gamma() >= Fixed::ZERO && terms.vega() >= Fixed::ZERO);
	}

	#[test]
	fn amounts_keep_parity_and_bounds(f: u128, k: u128, shift in 0u32..128, w in any_variance()) {
		let (f, k) = (f >> shift, k >> shift);
		let s = Deviation::from_variance(w).unwrap();
		for rounding in [Rounding::Down, Rounding::Up] {
			let (call, put) = (value(Call, f, k, s, rounding), value(Put, f, k, s, rounding));
			prop_assert_eq!(call.abs_diff(put), f.abs_diff(k));
			prop_assert_eq!(call >= put, f >= k);
			prop_assert!(call <= f && put <= k);
		}
		let none = Deviation::ZERO;
		prop_assert_eq!(value(Call, f, k, none, Rounding::Up), f.saturating_sub(k));
	}

	#[test]
	fn price_falls_with_the_strike_and_is_convex(x in any_strike(), w in any_variance(), step in 1i128 << 50..1 << 62) {
		let at = |n: i128| price(Call, bits(x.to_bits() + n * step), w).unwrap().to_bits();
		let (low, middle, high) = (at(0), at(1), at(2));
		prop_assert!(low >= middle && middle >= high);
		prop_assert!(low + high + 4 >= 2 * middle);
	}

	#[test]
	fn price_rises_with_variance(x in any_strike(), w in any_variance(), more in any_variance()) {
		let greater = w.checked_add(more).unwrap();
		let (low, high) = (price(Call, x, w).unwrap(), price(Call, x, greater).unwrap());
		// Equal up to the error of both.
		prop_assert!(high.to_bits() + 2 >= low.to_bits());
	}

	#[test]
	fn delta_is_the_slope_of_the_price(k in -2i128 << 64..2 << 64, w in 1i128 << 58..1 << 65) {
		// (V(F(1+e), K) − V(F(1−e), K)) / 2e on amounts of 100 bits, e = 2^-24.
		let f = 1u128 << 100;
		let strike = (bits(k).exp().unwrap().to_bits().cast_unsigned()) << 36;
		let s = Deviation::from_variance(bits(w)).unwrap();
		let at = |f| value(Call, f, strike, s, Rounding::Down) as i128;
		let bump = f >> 24;
		let slope = (at(f + bump) - at(f - bump)) >> (100 - 24 + 1 - 64);
		let terms = Black76::on(f, strike, s).unwrap();
		// The third derivative is below 1e4 here: e² of it, and the price's error over e.
		prop_assert!((slope - terms.delta(Call).to_bits()).abs() < 1 << 28, "{}", slope - terms.delta(Call).to_bits());
		// gamma: the slope of delta.
		let delta = |f| Black76::on(f, strike, s).unwrap().delta(Call).to_bits();
		let gamma = (delta(f + bump) - delta(f - bump)) << 23;
		prop_assert!((gamma - terms.gamma().to_bits()).abs() < 1 << 30, "{}", gamma - terms.gamma().to_bits());
	}

	#[test]
	fn vega_is_the_slope_in_the_deviation(k in -2i128 << 64..2 << 64, s in 1i128 << 61..1 << 65) {
		let f = 1u128 << 100;
		let strike = (bits(k).exp().unwrap().to_bits().cast_unsigned()) << 36;
		// A year at volatility s has the deviation s.
		let of = |s: i128| Deviation::from_volatility(bits(s), 31_536_000).unwrap();
		let at = |s| value(Put, f, strike, of(s), Rounding::Down) as i128;
		let slope = (at(s + (1 << 40)) - at(s - (1 << 40))) >> (100 - 24 + 1 - 64);
		let vega = Black76::on(f, strike, of(s)).unwrap().vega().to_bits();
		prop_assert!((slope - vega).abs() < 1 << 30, "{}", slope - vega);
	}
}

#[test]
fn exact_values() {
	assert_eq!(Fixed::ZERO.exp(), Some(Fixed::ONE));
	assert_eq!(Fixed::ONE.ln(), Some(Fixed::ZERO));
	assert_eq!(Fixed::from_int(49).sqrt(), Some(Fixed::from_int(7)));
	assert_eq!(normal_cdf(Fixed::ZERO), Fixed::from_ratio(1, 2).unwrap());
}

#[test]
fn limits_of_the_greeks_without_deviation() {
	let at = |strike| Black76::on(100, strike, Deviation::ZERO).unwrap();
	let half = Fixed::from_ratio(1, 2).unwrap();
	for (strike, delta, gamma) in
		[(99, Fixed::ONE, Fixed::ZERO), (100, half, Fixed::MAX), (101, Fixed::ZERO, Fixed::ZERO)]
	{
		assert_eq!((at(strike).delta(Call), at(strike).gamma()), (delta, gamma));
	}
}
