//! Parity, bounds and monotonicity of prices on any amounts.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tenor_math::{
	black76::{price, value, Black76, Shock},
	Deviation, Fixed,
	OptionKind::{Call, Put},
	Rounding,
};

fuzz_target!(|input: (u128, u128, i128, i128, i128, u64)| {
	let (forward, strike, vol, x, w, seconds) = input;
	let (vol, x, w) = (Fixed::from_bits(vol), Fixed::from_bits(x), Fixed::from_bits(w));
	let wilder = w.saturating_add(Fixed::from_bits(1));
	if let (Some(call), Some(put)) = (price(Call, x, w), price(Put, x, w)) {
		let gap = Fixed::ONE.checked_sub(x);
		assert_eq!(call.checked_sub(put), gap);
		assert!(price(Call, x, wilder).unwrap() >= call);
	}
	for deviation in [Deviation::from_variance(w), Deviation::from_volatility(vol, seconds)] {
		let Some(deviation) = deviation else { continue };
		for rounding in [Rounding::Down, Rounding::Up] {
			let call = value(Call, forward, strike, deviation, rounding);
			let put = value(Put, forward, strike, deviation, rounding);
			assert_eq!(call.abs_diff(put), forward.abs_diff(strike));
			assert!(call <= forward && put <= strike);
		}
		let Some(terms) = Black76::on(forward, strike, deviation) else { continue };
		assert_eq!(terms.delta(Call).checked_sub(terms.delta(Put)), Some(Fixed::ONE));
		assert!(terms.gamma() >= Fixed::ZERO && terms.vega() >= Fixed::ZERO);
		let _ = Shock::new(x, vol).and_then(|shock| terms.under(&shock)).map(|terms| terms.gamma());
	}
});
