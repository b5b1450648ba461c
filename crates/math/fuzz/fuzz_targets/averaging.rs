//! Prices on the average: bounds, and parity on the expected settlement.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tenor_math::{
	averaging::{price, WINDOW_SECS},
	Fixed, OptionKind, Rounding,
};

fuzz_target!(|input: (u128, u128, i128, u64, u128, u8)| {
	let (forward, strike, volatility, left, average, shift) = input;
	let left = if shift & 1 == 0 { left } else { left % (2 * WINDOW_SECS) };
	let volatility = Fixed::from_bits(volatility >> (shift % 127));
	let of = |kind, rounding| price(kind, forward, strike, volatility, left, average, rounding);
	let (Some(call), Some(put)) =
		(of(OptionKind::Call, Rounding::Down), of(OptionKind::Put, Rounding::Down))
	else {
		return;
	};
	for (kind, down) in [(OptionKind::Call, call), (OptionKind::Put, put)] {
		assert!(of(kind, Rounding::Up).is_some_and(|up| up >= down && up - down <= 1));
	}
	assert!(call <= forward.max(average) && put <= strike);
	if left >= WINDOW_SECS {
		assert_eq!(call.abs_diff(put), forward.abs_diff(strike));
	}
});
