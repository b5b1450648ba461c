//! Every price has its volatility or a reason, within the cap of steps.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tenor_math::{
	black76::value,
	implied::{deviation, volatility, ImpliedError},
	verify_implied, Fixed,
	OptionKind::{Call, Put},
	Rounding,
};

fuzz_target!(|input: (u128, u128, u128, u32, i128, u128)| {
	let (forward, strike, price, seconds, vol, tick) = input;
	for kind in [Call, Put] {
		match deviation(kind, forward, strike, price) {
			Ok(found) => {
				let again = value(kind, forward, strike, found, Rounding::Down);
				assert!(again.abs_diff(price) <= 1 + (forward.min(strike) >> 62));
			},
			Err(reason) => assert_ne!(reason, ImpliedError::OutOfRange),
		}
		let _ = volatility(kind, forward, strike, price, seconds);
		let _ = verify_implied(kind, forward, strike, seconds, Fixed::from_bits(vol), price, tick);
	}
});
