//! Greeks of both kinds agree with one another for any terms.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tenor_math::{
	black76::Black76,
	greeks::Term,
	Fixed,
	OptionKind::{Call, Put},
	Rounding,
};

fuzz_target!(|input: (u128, u128, i128, i128, u32)| {
	let (forward, strike, vol, rate, seconds) = input;
	let rate = Fixed::from_bits(rate);
	for term in [Term::at_rate(seconds, rate), Term::with_factor(seconds, rate)] {
		let Some(term) = term else { continue };
		let Some(deviation) = term.deviation(Fixed::from_bits(vol)) else { continue };
		let Some(terms) = Black76::on(forward, strike, deviation) else { continue };
		let pair = terms.pair(&term);
		assert_eq!(pair.call_greeks, terms.greeks(Call, &term));
		assert_eq!(pair.put_greeks, terms.greeks(Put, &term));
		assert_eq!(pair.call_greeks.vanna, pair.put_greeks.vanna);
		assert!(pair.call_greeks.delta >= Fixed::ZERO && pair.put_greeks.delta <= Fixed::ZERO);
		assert!(pair.call >= Fixed::ZERO && pair.put >= Fixed::ZERO);
		let present = (term.present(forward), term.present(strike));
		if let (Some(forward), Some(strike)) = present {
			let of = |kind| terms.present_value(kind, &term, Rounding::Up).unwrap();
			assert_eq!(of(Call).abs_diff(of(Put)), forward.abs_diff(strike));
		}
	}
});
