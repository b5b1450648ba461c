//! Step by step across the borders of all tables, one by one: no function turns back there.
#![allow(missing_docs)]

mod common;

use common::{density_border, exponential_border, logarithm_borders};
use tenor_math::{
	black76::price,
	functions::{mills_ratio, normal_cdf, normal_pdf},
	Fixed,
	OptionKind::{Call, Put},
};

/// Powers of two of which the exponential has values from half an ulp to the end of the range.
const POWERS: core::ops::RangeInclusive<i128> = -66..=63;

/// Entries of the exponential's table that one power uses, up to the first beyond `ln 2`.
const ENTRIES: core::ops::RangeInclusive<i128> = 0..=45;

/// Holds `holds` for each two neighbours from 5 below to 5 above; borders are rounded.
fn steps_about(border: i128, mut holds: impl FnMut(Fixed, Fixed) -> bool) {
	for x in border - 5..border + 5 {
		let (low, high) = (Fixed::from_bits(x), Fixed::from_bits(x + 1));
		assert!(holds(low, high), "{x} beside {border}");
	}
}

fn density_borders() -> impl Iterator<Item = i128> {
	let powers = (0..=162).flat_map(|power| ENTRIES.map(move |entry| (power, entry)));
	powers.filter_map(|(power, entry)| density_border(power, entry))
}

fn mills_borders() -> impl Iterator<Item = i128> {
	(0..=192).map(|sixteenths| sixteenths << 60)
}

#[test]
fn exponential() {
	let mut met = 0;
	for power in POWERS {
		for border in ENTRIES.map(|entry| exponential_border(power, entry)) {
			steps_about(border, |low, high| high.exp().is_none_or(|high| low.exp() <= Some(high)));
			met += 1;
		}
	}
	// Where a slower algorithm takes over, and where the result is 0.
	for border in [8 << 64, -46 << 64] {
		steps_about(border, |low, high| low.exp() <= high.exp());
	}
	assert_eq!(met, 130 * 46);
}

#[test]
fn logarithm() {
	for octave in 0..=62 {
		for cell in 0..256 {
			for border in logarithm_borders(octave, cell) {
				steps_about(border, |low, high| low <= Fixed::ZERO || low.ln() <= high.ln());
			}
		}
	}
}

#[test]
fn normal_distribution() {
	let borders: Vec<i128> = mills_borders().chain(density_borders()).collect();
	assert!(borders.len() > 5_000 && borders.contains(&(12 << 64)));
	for border in borders.into_iter().chain([15 << 64]) {
		steps_about(border, |low, high| normal_cdf(low) <= normal_cdf(high));
		steps_about(-border, |low, high| normal_cdf(low) <= normal_cdf(high));
		steps_about(border.max(5), |low, high| normal_pdf(low) >= normal_pdf(high));
	}
}

#[test]
fn mills() {
	for border in mills_borders() {
		steps_about(border.max(5), |low, high| mills_ratio(low) >= mills_ratio(high));
	}
}

/// Prices by the strike, where its logarithm passes a border, and where `d1` or `d2` does.
#[test]
fn prices() {
	let falls = |w: Fixed| {
		move |low: Fixed, high: Fixed| {
			let of = |kind, x| price(kind, x, w).unwrap();
			of(Call, low) >= of(Call, high) && of(Put, low) <= of(Put, high)
		}
	};
	for w in [1i128 << 44, 1 << 54, 1 << 58, 1 << 62, 1 << 65].map(Fixed::from_bits) {
		for octave in 0..6 {
			for cell in 0..256 {
				for border in logarithm_borders(octave, cell) {
					steps_about(border, falls(w));
				}
			}
		}
		let s = w.sqrt().unwrap();
		for border in mills_borders().chain(density_borders()) {
			let far = s.checked_mul(Fixed::from_bits(border)).unwrap();
			for by in [w.to_bits() / 2, -w.to_bits() / 2] {
				let strike = far.checked_add(Fixed::from_bits(by)).unwrap().exp().unwrap();
				if strike.to_bits() < 1 << 80 {
					steps_about(strike.to_bits(), falls(w));
				}
			}
		}
	}
}
