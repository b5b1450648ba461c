//! What every smile has, from any variance and derivatives.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tenor_math::{
	surface::{
		smile::{log_moneyness, volatility},
		Local, Scan,
	},
	Fixed,
};

fuzz_target!(|input: ([i128; 4], u8, [u128; 2], u64, (i32, u8, u16))| {
	let (bits, shift, [forward, strike], seconds, (first, count, per_unit)) = input;
	let [variance, slope, curvature, k] = bits.map(|bits| Fixed::from_bits(bits >> (shift % 127)));
	let local = Local { variance, slope, curvature };
	let g = local.durrleman(k);
	assert!(g.is_none() || variance > Fixed::ZERO);
	if let (Some(g), Some(density)) = (g, local.density(k)) {
		assert!(density == Fixed::ZERO || density.is_negative() == g.is_negative());
	}
	let next = volatility(variance.saturating_add(Fixed::from_bits(1)), seconds);
	if let (Some(found), Some(next)) = (volatility(variance, seconds), next) {
		assert!(found >= Fixed::ZERO && found <= next);
	}
	match (log_moneyness(forward, strike), log_moneyness(strike, forward)) {
		// Halves are rounded up in both.
		(Some(there), Some(back)) => {
			assert!((0..=1).contains(&(there.to_bits() + back.to_bits())));
		},
		(there, back) => assert!(there.is_none() && back.is_none() && forward.min(strike) == 0),
	}
	let scan = Scan { first, last: first.saturating_add(count.into()), per_unit };
	let points: Vec<Fixed> = scan.points().collect();
	assert!(points.is_empty() == (per_unit == 0) && points.is_sorted());
});
