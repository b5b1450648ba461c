//! Barrier options: no panic, in and out below the vanilla option, rebates on top.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tenor_math::{
	exotics::{
		barrier::{price, watched_at_intervals},
		Barrier, Knock, Market, Side,
	},
	Deviation, Fixed, OptionKind, Rounding,
};

fuzz_target!(|input: ([u128; 4], [i128; 3], u64, u8, u8)| {
	let ([spot, strike, level, rebate], bits, seconds, shift, choice) = input;
	let [carry, discount, volatility] = bits.map(|bits| Fixed::from_bits(bits >> (shift % 127)));
	let Some(deviation) = Deviation::from_volatility(volatility, seconds) else { return };
	let market = Market { spot, carry, discount, deviation };
	let kind = if choice & 1 == 0 { OptionKind::Call } else { OptionKind::Put };
	let side = if choice & 2 == 0 { Side::Down } else { Side::Up };
	for knock in [Knock::In, Knock::Out] {
		let of = |rebate, rounding| {
			price(&market, kind, strike, &Barrier { level, side, knock, rebate }, rounding)
		};
		if let (Some(bare), Some(paid)) = (of(0, Rounding::Down), of(rebate, Rounding::Down)) {
			assert!(bare <= paid);
			assert!(of(rebate, Rounding::Up).is_some_and(|up| up >= paid));
		}
	}
	if let Some(moved) = watched_at_intervals(level, side, deviation) {
		assert!(if side == Side::Down { moved <= level } else { moved >= level });
	}
});
