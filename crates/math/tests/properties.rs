//! What holds for every input.
#![allow(missing_docs, clippy::cast_possible_truncation, clippy::cast_possible_wrap)]

mod common;

use common::{density_border, fixed, logarithm_borders};
use proptest::{prelude::*, test_runner::FileFailurePersistence};
use tenor_math::{
	black76::{price, value, Black76, Shock},
	functions::{mills_ratio, normal_cdf, normal_inverse_cdf, normal_pdf},
	greeks::Term,
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

/// Within 15 standard deviations, close to the borders of the tables of the Mills ratio, to those of
/// the density, or anywhere.
fn around_borders() -> impl Strategy<Value = i128> {
	prop_oneof![
		(0i128..240, -3i128..3).prop_map(|(node, by)| (node << 60) + by),
		(0i128..162, 0i128..45, -3i128..3).prop_map(|(power, entry, by)| density_border(
			power, -entry
		)
		.unwrap_or(0)
			+ by),
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
	fn no_function_panics(x in any_fixed(), w in any_fixed(), f: u128, k: u128, secs: u64, near: u32) {
		let _ = (x.exp(), x.ln(), x.sqrt(), normal_pdf(x), normal_cdf(x), normal_inverse_cdf(x), mills_ratio(x));
		let _ = (price(Call, x, w), price(Put, x, w));
		for s in [Deviation::from_variance(w), Deviation::from_volatility(x, secs)].into_iter().flatten() {
			for terms in [Black76::on(f, k, s), Black76::on(f, 1, s), Black76::on(1, k, s)] {
				let Some(terms) = terms else { continue };
				let _ = (terms.delta(Call), terms.delta(Put), terms.gamma(), terms.vega());
				let term = Term::at_rate(near, x).or(Term::with_factor(near, w));
				let term = term.unwrap_or(Term::undiscounted(near));
				let _ = (terms.pair(&term), terms.present_value(Put, &term, Rounding::Up));
				let _ = Shock::new(x, w).and_then(|shock| terms.under(&shock)).map(|t| t.pair(&term));
			}
			let _ = (value(Call, f, k, s, Rounding::Up), value(Put, f, k, s, Rounding::Down));
		}
	}

	#[test]
	fn decimals_lead_back(x: i128, shift in 26u32..127) {
		let x = bits(x >> shift);
		prop_assert_eq!(fixed(&x.to_string()), x);
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
	fn exponential_undoes_the_logarithm(x in any_fixed()) {
		let Some(log) = x.ln() else { return Ok(()) };
		// 0.51 ulp of the logarithm moves its exponential by that part of itself, which has 0.51 ulp of its
		// own; at the end of the range it may pass it.
		let slack = 1 + (x.to_bits() >> 64) * 51 / 100 + 1;
		match log.exp() {
			Some(back) => prop_assert!((back.to_bits() - x.to_bits()).abs() <= slack, "{:?}", back),
			None => prop_assert!(x.to_bits() > i128::MAX - (1 << 64)),
		}
	}

	#[test]
	fn elementary_functions_rise_step_by_step(x in any_fixed()) {
		let (low, high) = (x, x.saturating_add(bits(1)));
		prop_assert!(high.exp().is_none_or(|high| low.exp().unwrap() <= high));
		prop_assert!(low.ln().is_none_or(|low| low <= high.ln().unwrap()));
		prop_assert!(low.sqrt().is_none_or(|low| low <= high.sqrt().unwrap()));
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
		// Three roundings to the nearest.
		prop_assert!(low + high + 2 >= 2 * middle);
	}

	#[test]
	fn price_is_monotone_step_by_step(
		node in around_borders(),
		(octave, cell, by) in (0u32..16, 0i128..256, -3i128..3),
		x in any_strike(),
		w in any_variance(),
		seconds in 1u32..63_072_000,
	) {
		// d1 or d2 on a border of the Mills ratio: k = s·node − s²/2, for s any size.
		let s = w.sqrt().unwrap();
		let log = s.checked_mul(bits(node)).unwrap().saturating_sub(bits(w.to_bits() / 2));
		let on_border = log.exp().filter(|x| *x > Fixed::ZERO && x.to_bits() < 1 << 90);
		let borders = logarithm_borders(octave, cell).map(|border| Some(bits(border + by)));
		for x in [Some(x), on_border, borders[0], borders[1]].into_iter().flatten() {
			let at = |x: Fixed, w: Fixed| {
				(price(Call, x, w).unwrap(), price(Put, x, w).unwrap())
			};
			let (here, dearer) = (at(x, w), at(x.saturating_add(bits(1)), w));
			prop_assert!(here.0 >= dearer.0 && here.1 <= dearer.1, "strike {:?} {:?}", x, w);
			let wilder = at(x, w.saturating_add(bits(1)));
			prop_assert!(here.0 <= wilder.0 && here.1 <= wilder.1, "variance {:?} {:?}", x, w);
		}
		// In volatility and in time, on amounts with 36 more bits.
		let strike = x.to_bits().cast_unsigned().min(1 << 90) << 36;
		let of = |volatility, seconds| {
			let s = Deviation::from_volatility(volatility, seconds).unwrap();
			value(Call, 1 << 100, strike, s, Rounding::Down) >> 36
		};
		let here = of(s, seconds.into());
		prop_assert!(here <= of(s.saturating_add(bits(1)), seconds.into()));
		prop_assert!(here <= of(s, u64::from(seconds) + 1));
	}

	#[test]
	fn price_rises_with_variance(x in any_strike(), w in any_variance(), more in any_variance()) {
		let greater = w.checked_add(more).unwrap();
		let (low, high) = (price(Call, x, w).unwrap(), price(Call, x, greater).unwrap());
		prop_assert!(high >= low);
	}

	#[test]
	fn price_is_homogeneous(f in 1u128 << 80..1 << 100, k in 1u128 << 80..1 << 100, w in any_variance(), times in 1u128..1 << 20) {
		let s = Deviation::from_variance(w).unwrap();
		let single = value(Put, f, k, s, Rounding::Down);
		let multiple = value(Put, f * times, k * times, s, Rounding::Down);
		// Both are the floor of the same number and of its multiple.
		prop_assert!((single * times..(single + 1) * times).contains(&multiple));
	}

	#[test]
	fn a_shock_gives_the_shocked_price(
		f in 1u128 << 50..1 << 60,
		moneyness in -2i128 << 64..2 << 64,
		volatility in 1i128 << 60..1 << 65,
		seconds in 60u64..63_072_000,
		forward in 1i128 << 62..1 << 66,
		factor in 1i128 << 62..1 << 66,
	) {
		let ratio = bits(moneyness).exp().unwrap().to_bits().cast_unsigned();
		let strike = (f * (ratio >> 6)) >> 58;
		let s = Deviation::from_volatility(bits(volatility), seconds).unwrap();
		let option = Black76::on(f, strike, s).unwrap();
		let shocked = option.under(&Shock::new(bits(forward), bits(factor)).unwrap()).unwrap();
		let moved = (f * forward.cast_unsigned()) >> 64;
		let direct = Black76::on(moved, strike, option_deviation(s, bits(factor))).unwrap();
		for kind in [Call, Put] {
			let found = shocked.value(kind, Rounding::Down);
			let expected = direct.value(kind, Rounding::Down);
			// The shocked forward is rounded before the direct evaluation, after the other.
			prop_assert!(found.abs_diff(expected) <= 2, "{} {}", found, expected);
		}
		// Without a shock nothing changes.
		let same = option.under(&Shock::new(Fixed::ONE, Fixed::ONE).unwrap()).unwrap();
		let (found, expected) = (same.value(Call, Rounding::Down), option.value(Call, Rounding::Down));
		prop_assert!(found.abs_diff(expected) <= 1);
	}

	#[test]
	fn greeks_are_slopes(
		k in -1i128 << 63..1 << 63,
		volatility in 1i128 << 62..1 << 65,
		seconds in 86_400u32..31_536_000,
		rate in -1i128 << 60..1 << 62,
	) {
		let f = 1u128 << 100;
		let strike = bits(k).exp().unwrap().to_bits().cast_unsigned() << 36;
		let pair = |f: u128, volatility: i128, seconds: u32, rate: i128| {
			let term = Term::at_rate(seconds, bits(rate)).unwrap();
			Black76::on(f, strike, term.deviation(bits(volatility)).unwrap()).unwrap().pair(&term)
		};
		let here = pair(f, volatility, seconds, rate);
		let float = |x: Fixed| x.to_bits() as f64 / 2f64.powi(64);
		// Central differences in f64 of what is known to 2^-64: good to 1e-6 of the scale.
		let slope = |up: Fixed, down: Fixed, twice: f64| (float(up) - float(down)) / twice;
		let close = |found: Fixed, slope: f64| {
			let found = float(found);
			(found - slope).abs() <= 1e-5 * found.abs().max(1.0)
		};
		let step = 1i128 << 44;
		let twice = 2.0 * step as f64 / 2f64.powi(64);
		let (up, down) = (pair(f, volatility + step, seconds, rate), pair(f, volatility - step, seconds, rate));
		prop_assert!(close(here.call_greeks.vega, slope(up.call, down.call, twice)));
		prop_assert!(close(here.put_greeks.volga, slope(up.put_greeks.vega, down.put_greeks.vega, twice)));
		prop_assert!(close(here.put_greeks.vanna, slope(up.put_greeks.delta, down.put_greeks.delta, twice)));
		let (up, down) = (pair(f, volatility, seconds, rate + step), pair(f, volatility, seconds, rate - step));
		prop_assert!(close(here.call_greeks.rho, slope(up.call, down.call, twice)));
		prop_assert!(close(here.put_greeks.rho, slope(up.put, down.put, twice)));
		// Time has whole seconds only: a minute is 2e-6 years.
		let twice = -120.0 / 31_536_000.0;
		let (up, down) = (pair(f, volatility, seconds + 60, rate), pair(f, volatility, seconds - 60, rate));
		prop_assert!(close(here.call_greeks.theta, slope(up.call, down.call, twice)));
		prop_assert!(close(here.put_greeks.theta, slope(up.put, down.put, twice)));
		prop_assert!(close(here.call_greeks.charm, slope(up.call_greeks.delta, down.call_greeks.delta, twice)));
		prop_assert!(close(here.put_greeks.charm, slope(up.put_greeks.delta, down.put_greeks.delta, twice)));
		let (up, down) = (pair(f + (f >> 20), volatility, seconds, rate), pair(f - (f >> 20), volatility, seconds, rate));
		prop_assert!(close(here.put_greeks.gamma, slope(up.call_greeks.delta, down.call_greeks.delta, 2f64.powi(-19))));
	}

	#[test]
	fn discounted_parity_is_exact(f: u128, k: u128, shift in 1u32..100, w in any_variance(), factor in 1i128..1 << 64, seconds: u32) {
		let (f, k) = ((f >> shift).max(1), (k >> shift).max(1));
		let term = Term::with_factor(seconds.max(1), bits(factor));
		let Some(term) = term else { return Ok(()) };
		let terms = Black76::on(f, k, Deviation::from_variance(w).unwrap()).unwrap();
		for rounding in [Rounding::Down, Rounding::Up] {
			let of = |kind| terms.present_value(kind, &term, rounding).unwrap();
			let (forward, strike) = (term.present(f).unwrap(), term.present(k).unwrap());
			prop_assert_eq!(of(Call).abs_diff(of(Put)), forward.abs_diff(strike));
			prop_assert!(of(Call) <= forward && of(Put) <= strike);
			prop_assert!(of(Call) >= forward.saturating_sub(strike));
		}
		let pair = terms.pair(&term);
		prop_assert_eq!(pair.call_greeks, terms.greeks(Call, &term));
		prop_assert_eq!(pair.put_greeks, terms.greeks(Put, &term));
	}

	#[test]
	fn inverse_cumulative_undoes_the_cumulative(p in 1i128..1 << 64) {
		let x = normal_inverse_cdf(bits(p)).unwrap();
		let mirrored = normal_inverse_cdf(Fixed::ONE.checked_sub(bits(p)).unwrap());
		prop_assert_eq!(mirrored, x.checked_neg());
		// Half an ulp of x moves p by less than that, and p has its own half.
		prop_assert!((normal_cdf(x).to_bits() - p).abs() <= 1);
		prop_assert!(normal_inverse_cdf(bits(p + 1)).is_none_or(|next| next >= x));
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

/// The deviation at a multiple of the volatility.
fn option_deviation(s: Deviation, factor: Fixed) -> Deviation {
	// A deviation is that of a volatility over one year.
	Deviation::from_volatility(s.to_fixed().checked_mul(factor).unwrap(), 31_536_000).unwrap()
}

#[test]
fn exact_values() {
	assert_eq!(Fixed::ZERO.exp(), Some(Fixed::ONE));
	assert_eq!(Fixed::ONE.ln(), Some(Fixed::ZERO));
	assert_eq!(Fixed::from_int(49).sqrt(), Some(Fixed::from_int(7)));
	assert_eq!(normal_cdf(Fixed::ZERO), Fixed::from_ratio(1, 2).unwrap());
}

#[test]
fn deviations_have_the_range_that_is_documented() {
	let of = |volatility: i128, seconds| Deviation::from_volatility(bits(volatility), seconds);
	// √(2^63/31,536,000) and √((2^64 − 1)/31,536,000), by mpmath: 540,806.07 and 764,815.28.
	for (seconds, root) in [(1 << 63, 540_806), (u64::MAX, 764_815)] {
		assert_eq!(of(1 << 64, seconds).map(|s| s.to_fixed().floor()), Some(root));
		// Up to 2^32.
		let most = (1i128 << 96) / i128::from(root + 1);
		assert!(of(most, seconds).is_some() && of(most + (most >> 16), seconds).is_none());
	}
	assert_eq!(of(-1, 1), None);
	assert_eq!(of(0, u64::MAX), Some(Deviation::ZERO));
}

/// Amounts so close that the logarithm of their ratio is 0 are still above and below.
#[test]
fn without_deviation_the_amounts_decide() {
	let strike = 1u128 << 127;
	for (forward, delta) in [(strike + 1, Fixed::ONE), (strike - 1, Fixed::ZERO)] {
		let option = Black76::on(forward, strike, Deviation::ZERO).unwrap();
		assert_eq!((option.delta(Call), option.gamma()), (delta, Fixed::ZERO));
		assert_eq!(option.vega(), Fixed::ZERO);
		assert_eq!(option.value(Call, Rounding::Up), forward.saturating_sub(strike));
	}
	let at = Black76::on(strike, strike, Deviation::ZERO).unwrap();
	assert_eq!((at.delta(Put), at.gamma()), (bits(-(1 << 63)), Fixed::MAX));
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
	// At the strike at expiry what passes per unit of time is without bound; before it, all is still.
	let expiry = at(100).greeks(Call, &Term::undiscounted(0));
	assert_eq!((expiry.theta, expiry.charm, expiry.vega), (Fixed::MIN, Fixed::MIN, Fixed::ZERO));
	let still = at(100).greeks(Call, &Term::undiscounted(31_536_000));
	assert_eq!((still.theta, still.charm, still.volga), (Fixed::ZERO, Fixed::ZERO, Fixed::ZERO));
	// φ(0)/2, as d2/s is −1/2.
	let density = normal_pdf(Fixed::ZERO).to_bits();
	assert!((2 * still.vanna.to_bits() - density).abs() <= 1);
	let rate = Fixed::from_ratio(5, 100).unwrap();
	let discounted = at(90).greeks(Call, &Term::at_rate(31_536_000, rate).unwrap());
	// A certain payment grows at the rate: theta is r·V/F.
	let due = Fixed::from_ratio(10, 100).unwrap().checked_mul(rate).unwrap();
	let paid = due.checked_mul(Term::at_rate(31_536_000, rate).unwrap().factor()).unwrap();
	assert!((discounted.theta.to_bits() - paid.to_bits()).abs() <= 2);
}
