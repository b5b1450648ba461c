//! Digitals are shares, and calls and puts add up to 1.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tenor_math::{
	exotics::digital::{range, Digital, End},
	Deviation, Fixed,
	OptionKind::{Call, Put},
	Rounding,
};

fuzz_target!(|input: (u128, u128, u128, i128, u64, i128, u8)| {
	let (forward, strike, other, volatility, seconds, slope, shift) = input;
	let volatility = Fixed::from_bits(volatility >> (shift % 127));
	let Some(s) = Deviation::from_volatility(volatility, seconds) else { return };
	let Some(digital) = Digital::on(forward, strike, s) else { return };
	for (call, put) in [
		(digital.cash(Call), digital.cash(Put)),
		(digital.asset(Call), digital.asset(Put)),
		(
			digital.cash_on_smile(Call, Fixed::from_bits(slope)),
			digital.cash_on_smile(Put, Fixed::from_bits(slope)),
		),
	] {
		assert!(call >= Fixed::ZERO && put >= Fixed::ZERO);
		assert_eq!(call.checked_add(put), Some(Fixed::ONE));
	}
	assert!(digital.asset(Call) >= digital.cash(Call));
	assert!(digital.asset_value(Call, Rounding::Up) <= forward);
	assert!(digital.cash_value(Put, other, Rounding::Up) <= other);
	let _ = (digital.cash_delta(Put), digital.cash_vega(Call));
	let slope = Fixed::from_bits(slope);
	let end = |strike| End { strike, deviation: s, slope };
	if let Some(inside) = range(forward, end(strike), end(other)) {
		assert!(strike < other);
		let of = |strike| Digital::on(forward, strike, s).map(|d| d.cash_on_smile(Call, slope));
		assert_eq!(of(other).and_then(|above| inside.checked_add(above)), of(strike));
	}
});
