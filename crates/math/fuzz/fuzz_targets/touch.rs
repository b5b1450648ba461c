//! Payments on a touch: no panic, and those for a touch and for none are everything.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tenor_math::{
	exotics::{touch::touch, Market, Side, Touch},
	Deviation, Fixed, Rounding,
};

fuzz_target!(|input: ([u128; 3], [i128; 3], u64, u8, bool)| {
	let ([spot, level, payment], bits, seconds, shift, up) = input;
	let [carry, discount, volatility] = bits.map(|bits| Fixed::from_bits(bits >> (shift % 127)));
	let Some(deviation) = Deviation::from_volatility(volatility, seconds) else { return };
	let market = Market { spot, carry, discount, deviation };
	let side = if up { Side::Up } else { Side::Down };
	let of = |what| touch(&market, side, level, what, payment, Rounding::Down);
	let _ = (of(Touch::CashAtTouch), of(Touch::AssetAtEnd), of(Touch::AssetUntouched));
	if let (Some(touched), Some(not)) = (of(Touch::CashAtEnd), of(Touch::CashUntouched)) {
		// In doubles: a value that was cut would break it.
		let all = payment as f64 * (-(discount.to_bits() as f64) / 2f64.powi(64)).exp();
		let slack = 1e-12 * all.max(payment as f64) + 2.0;
		assert!((touched as f64 + not as f64 - all).abs() <= slack);
	}
});
