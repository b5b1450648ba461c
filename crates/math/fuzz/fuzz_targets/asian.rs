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
			assert!(of(Rounding::Down) <= of(Rounding::Up));
		}
	}
});
