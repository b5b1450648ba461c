//! Volatility from a price: whatever price.
#![allow(missing_docs, clippy::cast_possible_truncation, clippy::cast_sign_loss)]

use proptest::{prelude::*, test_runner::FileFailurePersistence};
use tenor_math::{
	black76::value,
	implied::{self, ImpliedError},
	verify_implied, Deviation, Fixed, OptionKind,
	OptionKind::{Call, Put},
	Rounding,
};

fn config() -> ProptestConfig {
	ProptestConfig {
		cases: 4_000,
		failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
			"tests/implied.proptest-regressions",
		))),
		..ProptestConfig::default()
	}
}

fn either() -> impl Strategy<Value = OptionKind> {
	prop_oneof![Just(Call), Just(Put)]
}

/// One option in doubles: what its price is known to, beside the crate's own judgement.
struct Terms {
	/// Of forward and strike.
	lesser: f64,
	/// `|ln(F/K)|`
	log: f64,
}

impl Terms {
	fn of(forward: u128, strike: u128) -> Self {
		let lesser = forward.min(strike) as f64;
		Self { lesser, log: (forward.abs_diff(strike) as f64 / lesser).ln_1p() }
	}

	/// Units of the price per 1 of deviation.
	fn vega(&self, s: f64) -> f64 {
		let d = self.log / s - s / 2.0;
		self.lesser * (-d * d / 2.0).exp() * 0.398_942_280_401_432_7
	}

	/// Half a unit of the price over vega, as a multiple of what the criterion allows.
	fn share_of_allowed(&self, s: f64) -> f64 {
		0.5 / self.vega(s) / (s / 4_096.0)
	}
}

/// Seconds over which a volatility of 2^-64 is a deviation of 2^-76.
const SHORT: u64 = 1;

/// The least deviation, as a volatility over [`SHORT`], that gives a time value or more, by bisection of
/// the price in units as fine as fit. Independent of the solver.
fn bisected(forward: u128, strike: u128, time_value: u128) -> Fixed {
	let kind = if forward > strike { Put } else { Call };
	let finer = forward.max(strike).leading_zeros();
	let of = |volatility: i128| {
		let s = Deviation::from_volatility(Fixed::from_bits(volatility), SHORT).unwrap();
		value(kind, forward << finer, strike << finer, s, Rounding::Down)
	};
	let (mut low, mut high) = (0, (64 * 5_616) << 64);
	while high - low > 1 {
		let middle = (low + high) / 2;
		if of(middle) < time_value << finer {
			low = middle;
		} else {
			high = middle;
		}
	}
	Fixed::from_bits(high)
}

fn float(x: Fixed) -> f64 {
	x.to_bits() as f64 / 2f64.powi(64)
}

proptest! {
	#![proptest_config(config())]

	#[test]
	fn every_price_has_an_answer_within_the_cap(
		kind in either(),
		f in 1u128..,
		k in 1u128..,
		sizes in (0u32..127, 0u32..127),
		near in 0u128..1_000,
		time_value: u128,
		size in 0u32..128,
	) {
		let f = (f >> sizes.0).max(1);
		for k in [(k >> sizes.1).max(1), f.saturating_add(near)] {
			let lesser = f.min(k);
			let time_value = (time_value >> size) % lesser;
			for time_value in [time_value, time_value.min(3), lesser - 1 - (time_value >> 60)] {
				let intrinsic = value(kind, f, k, Deviation::ZERO, Rounding::Down);
				let found = implied::deviation(kind, f, k, intrinsic + time_value);
				match found {
					Err(ImpliedError::NotAboveIntrinsic) => prop_assert_eq!(time_value, 0),
					Err(ImpliedError::Imprecise) => {
						let s = float(bisected(f, k, time_value)) / 31_536_000f64.sqrt();
						// Where the bisection knows better: its own price has errors, and its steps a size.
						let terms = Terms::of(f, k);
						let known = s > 2f64.powi(-60) && terms.vega(s) * s > terms.lesser * 2f64.powi(-48);
						prop_assert!(!known || terms.share_of_allowed(s) > 0.8, "refused {}", s);
					},
					Ok(found) => {
						// The price again, to what the errors of the Mills ratios make, and units of 2^-127.
						let again = value(kind, f, k, found, Rounding::Down) - intrinsic;
						let apart = again.abs_diff(time_value);
						let terms = Terms::of(f, k);
						let s = float(found.to_fixed());
						// Of smaller deviations `Fixed` has too few digits to be judged by.
						let tiny = s < 2f64.powi(-40);
						let vega = if tiny { 0.4 * terms.lesser } else { terms.vega(s) };
						let slack = 1.0 + vega * 2f64.powi(-78) + terms.lesser * 2f64.powi(-124);
						prop_assert!(apart as f64 <= slack, "{} {}", again, time_value);
						prop_assert!(tiny || terms.share_of_allowed(s) < 1.2, "answered {}", s);
					},
					other => prop_assert!(false, "{:?}", other),
				}
			}
		}
	}

	#[test]
	fn volatility_comes_back(
		kind in either(),
		moneyness in -8i128 << 64..8 << 64,
		volatility in 1i128 << 57..1 << 66,
		seconds in 60u32..63_072_000,
		unit in 60u32..120,
	) {
		let volatility = Fixed::from_bits(volatility);
		let s = Deviation::from_volatility(volatility, seconds.into()).unwrap();
		// So many deviations from the money.
		let log = s.to_fixed().checked_mul(Fixed::from_bits(moneyness)).unwrap();
		let Some(ratio) = log.exp().filter(|ratio| ratio.to_bits() < 1 << 70) else { return Ok(()) };
		let f = 1u128 << unit;
		let k = (f >> 64).max(1).saturating_mul(ratio.to_bits().cast_unsigned()) >> (64 - unit.min(64));
		prop_assume!(k > 0 && k < 1 << 126);
		let price = value(kind, f, k, s, Rounding::Down);
		prop_assert!(verify_implied(kind, f, k, seconds, volatility, price, 0));
		let share = Terms::of(f, k).share_of_allowed(float(s.to_fixed()));
		match implied::volatility(kind, f, k, price, seconds) {
			Ok(found) => {
				// Rounded down: a whole unit, of which the stated uncertainty is the half.
				let error = found.volatility.to_bits().abs_diff(volatility.to_bits());
				let stated = found.uncertainty.to_bits().unsigned_abs();
				prop_assert!(error <= 2 * stated, "{} {}", error, stated);
				// Its last bit, and a step of the deviation behind it.
				let vega = Terms::of(f, k).vega(float(s.to_fixed()));
				let tick = 2 + (vega * 2f64.powi(-62)) as u128;
				prop_assert!(verify_implied(kind, f, k, seconds, found.volatility, price, tick));
				prop_assert!(share < 1.2, "answered {}", share);
			},
			Err(error) => {
				prop_assert!(
					matches!(error, ImpliedError::Imprecise | ImpliedError::NotAboveIntrinsic | ImpliedError::NotBelowBound),
					"{:?}",
					error
				);
				prop_assert!(share > 0.8, "refused {}", share);
			},
		}
	}

	#[test]
	fn answers_for_any_bits(kind in either(), f: u128, k: u128, price: u128, seconds: u32, vol: i128, tick: u128) {
		let _ = implied::deviation(kind, f, k, price);
		let _ = implied::volatility(kind, f, k, price, seconds);
		let _ = verify_implied(kind, f, k, seconds, Fixed::from_bits(vol), price, tick);
	}
}

#[test]
fn what_has_no_volatility_says_why() {
	let (f, k) = (100u128 << 64, 90u128 << 64);
	let at = |price| implied::volatility(Call, f, k, price, 86_400).map(|_| ());
	assert_eq!(at(10 << 64), Err(ImpliedError::NotAboveIntrinsic));
	assert_eq!(at(0), Err(ImpliedError::NotAboveIntrinsic));
	assert_eq!(at(f), Err(ImpliedError::NotBelowBound));
	assert_eq!(at(f - (f >> 20)), Ok(()));
	assert_eq!(at(f - 1), Err(ImpliedError::Imprecise));
	assert_eq!(at((10 << 64) + 1), Err(ImpliedError::Imprecise));
	let terms = |f, k, seconds| implied::volatility(Put, f, k, 1, seconds).map(|_| ());
	assert_eq!(terms(0, k, 1), Err(ImpliedError::NoTerms));
	assert_eq!(terms(f, 0, 1), Err(ImpliedError::NoTerms));
	assert_eq!(terms(f, k, 0), Err(ImpliedError::Expired));
}

/// Prices to the nearest unit of `L·(2Φ(s/2) − 1)` by mpmath, in units so fine that the last bits of the
/// tail count for more than half a unit.
#[test]
fn what_is_stated_covers_the_error_at_the_strike() {
	for (amount, price, volatility) in [
		(
			302590369387271663961632227236217967976,
			302590369387271663961632227236214367670,
			23.799105870320894,
		),
		(
			285319449131953656386372421993224321686,
			285319449131953656386372421965155222651,
			22.24340273752425,
		),
		(
			324443545463155186589505010621456049445,
			324443545463155186589503045195034587913,
			20.181906401923428f64,
		),
	] {
		let found = implied::volatility(Call, amount, amount, price, 31_536_000).unwrap();
		// In f64, with 2^-48 of rounding.
		let error = (found.volatility.to_bits() as f64 / 2f64.powi(64) - volatility).abs();
		let stated = found.uncertainty.to_bits() as f64 / 2f64.powi(64);
		assert!(error <= stated && stated < 1e-3, "{volatility}: {error:e} {stated:e}");
	}
}

#[test]
fn a_tick_too_far_is_not_verified() {
	let volatility = Fixed::from_ratio(65, 100).unwrap();
	let s = Deviation::from_volatility(volatility, 86_400).unwrap();
	let (f, k) = (63_250u128 << 60, 64_000u128 << 60);
	let price = value(Put, f, k, s, Rounding::Down);
	let tick = 1u128 << 58;
	let verified = |price| verify_implied(Put, f, k, 86_400, volatility, price, tick);
	assert!(verified(price) && verified(price + tick) && verified(price - tick));
	assert!(!verified(price + tick + 1) && !verified(price - tick - 1));
	assert!(!verify_implied(Put, f, k, 86_400, Fixed::from_bits(-1), price, tick));
}
