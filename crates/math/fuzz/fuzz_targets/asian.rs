//! Geometric averages: no panic, and no more deviation than the end has.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tenor_math::{
	exotics::{
		asian::{geometric, geometric_average},
		Fixings, Market,
	},
	Deviation, Fixed, OptionKind, Rounding,
};

fuzz_target!(|input: (u128, u128, [i128; 3], u64, u32, u8)| {
	let (spot, strike, bits, seconds, count, shift) = input;
	let [carry, discount, volatility] = bits.map(|bits| Fixed::from_bits(bits >> (shift % 127)));
	let Some(deviation) = Deviation::from_volatility(volatility, seconds) else { return };
	let market = Market { spot, carry, discount, deviation };
	for fixings in [Fixings::Continuous, Fixings::Every(count)] {
		if let Some((_, average)) = geometric_average(&market, fixings) {
			assert!(average <= deviation);
		}
		for kind in [OptionKind::Call, OptionKind::Put] {
			let of = |rounding| geometric(&market, kind, strike, fixings, rounding);
			if let Some(up) = of(Rounding::Up) {
				assert!(of(Rounding::Down).is_some_and(|down| down <= up));
			}
		}
		let of = |kind| geometric(&market, kind, strike, fixings, Rounding::Down);
		let (Some(call), Some(put)) = (of(OptionKind::Call), of(OptionKind::Put)) else { continue };
		let Some((growth, _)) = geometric_average(&market, fixings) else { unreachable!() };
		// Parity, in doubles: a value that was cut would break it.
		let float = |x: Fixed| x.to_bits() as f64 / 2f64.powi(64);
		let (forward, end) = (spot as f64 * float(growth), (-float(discount)).exp());
		let scale = (spot as f64).max(strike as f64).max(forward) * end.max(1.0);
		let parity = (forward - strike as f64) * end;
		assert!((call as f64 - put as f64 - parity).abs() <= 1e-12 * scale + 2.0);
	}
});
