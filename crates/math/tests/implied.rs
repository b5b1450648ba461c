//! Volatility from a price: whatever price.
#![allow(missing_docs)]

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
					Err(ImpliedError::Imprecise) => {},
					Ok(found) => {
						// The price again, to what the evaluation is known to.
						let again = value(kind, f, k, found, Rounding::Down) - intrinsic;
						let apart = again.abs_diff(time_value);
						prop_assert!(apart <= 1 + (lesser >> 62), "{} {}", again, time_value);
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
		match implied::volatility(kind, f, k, price, seconds) {
			Ok(found) => {
				// Rounded down: a whole unit, of which the stated uncertainty is the half.
				let error = found.volatility.to_bits().abs_diff(volatility.to_bits());
				let stated = found.uncertainty.to_bits().unsigned_abs();
				prop_assert!(error <= 2 * stated, "{} {}", error, stated);
				prop_assert!(verify_implied(kind, f, k, seconds, found.volatility, price, 1 + (f >> 62)));
			},
			Err(error) => prop_assert!(
				matches!(error, ImpliedError::Imprecise | ImpliedError::NotAboveIntrinsic | ImpliedError::NotBelowBound),
				"{:?}",
				error
			),
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
