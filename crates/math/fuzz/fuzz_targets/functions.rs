//! Monotone bit by bit, symmetric, in their bounds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tenor_math::{
	functions::{mills_ratio, normal_cdf, normal_inverse_cdf, normal_pdf},
	Fixed,
};

fuzz_target!(|bits: i128| {
	let (x, next) = (Fixed::from_bits(bits), Fixed::from_bits(bits.saturating_add(1)));
	assert!(next.exp().is_none_or(|next| x.exp().unwrap() <= next));
	assert!(next.ln().is_none_or(|next| x.ln().is_none_or(|x| x <= next)));
	assert!(next.sqrt().is_none_or(|next| x.sqrt().is_none_or(|x| x <= next)));
	assert!(normal_cdf(x) <= normal_cdf(next));
	assert!(mills_ratio(x).is_none_or(|x| x >= mills_ratio(next).unwrap()));
	let mirrored = x.saturating_neg();
	if bits != i128::MIN {
		assert_eq!(normal_cdf(x).checked_add(normal_cdf(mirrored)), Some(Fixed::ONE));
		assert_eq!(normal_pdf(x), normal_pdf(mirrored));
	}
	if let Some(quantile) = normal_inverse_cdf(x) {
		assert!((normal_cdf(quantile).to_bits() - bits).abs() <= 1);
		assert!(normal_inverse_cdf(next).is_none_or(|next| quantile <= next));
	}
});
