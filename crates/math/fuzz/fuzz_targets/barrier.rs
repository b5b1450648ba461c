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
			let float = |exponent: Fixed| exponent.to_bits() as f64 / 2f64.powi(64);
			let (forward, end) = (spot as f64 * float(carry).exp(), (-float(discount)).exp());
			let most = forward.max(strike as f64);
			let slack = 1e-12 * most.max(spot as f64) * end.max(1.0) + 1.0;
			assert!(bare as f64 <= most * end + slack);
			assert!(of(rebate, Rounding::Up).is_some_and(|up| up >= paid));
		}
	}
	if let Some(moved) = watched_at_intervals(level, side, deviation) {
		let shift = 0.582_597_157_939_010_7 * deviation.to_fixed().to_bits() as f64 / 2f64.powi(64);
		let exact = level as f64 * if side == Side::Down { -shift } else { shift }.exp();
		assert!((moved as f64 - exact).abs() <= 1e-12 * exact.max(level as f64) + 1.0);
	}
});
