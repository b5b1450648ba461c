//! Directed rounding encloses the plain one, and conversions undo one another.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tenor_math::{Fixed, Rounding};

fuzz_target!(|input: (i128, i128, u128, u64, i64)| {
	let (a, b) = (Fixed::from_bits(input.0), Fixed::from_bits(input.1));
	let (_, _, amount, count, integer) = input;
	if let (Some(low), Some(near), Some(high)) = (a.mul_floor(b), a.checked_mul(b), a.mul_ceil(b)) {
		assert!(low <= near && near <= high && high.to_bits() - low.to_bits() <= 1);
	}
	if let (Some(low), Some(near), Some(high)) = (a.div_floor(b), a.checked_div(b), a.div_ceil(b)) {
		assert!(low <= near && near <= high && high.to_bits() - low.to_bits() <= 1);
	}
	let _ = (a.saturating_mul(b), a.saturating_div(b), a.checked_mul_int(integer));
	let (down, up) = (Rounding::Down, Rounding::Up);
	if let (Some(low), Some(high)) = (a.div_int(integer, down), a.div_int(integer, up)) {
		assert!(low <= high && high.to_bits() - low.to_bits() <= 1);
	}
	assert!((0..=1).contains(&(a.to_signed_wad(up) - a.to_signed_wad(down))));
	// A step of 1e-18 is wider than one of 2^-64: there and back is at most one of the first.
	let wad = a.to_signed_wad(down);
	assert!(Fixed::from_signed_wad(wad, down)
		.is_some_and(|back| { back <= a && back.to_signed_wad(up) == wad }));
	if let Some(price) = Fixed::from_ticks(count, amount, down) {
		assert_eq!(price.to_ticks(amount, up), (amount > 0).then_some(count));
	}
	if let Some(up) = Fixed::from_wad_ceil(amount) {
		assert_eq!(up.to_wad_floor(), Some(amount));
	}
});
