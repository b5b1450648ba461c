//! SVI with any parameters: no panic, and jump wings that lead back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tenor_math::{
	surface::{smile::butterfly, JumpWings, Scan, Smile, Svi},
	Fixed,
};

fuzz_target!(|input: ([i128; 7], u8)| {
	let [a, b, rho, m, sigma, k, years] =
		input.0.map(|bits| Fixed::from_bits(bits >> (input.1 % 127)));
	let slice = Svi { a, b, rho, m, sigma };
	if let Some(local) = slice.at(k) {
		let _ = (local.durrleman(k), local.density(k));
	}
	let _ = (slice.wings_are_flat_enough(), slice.least_variance());
	let _ = butterfly(&slice, Scan { first: -4, last: 4, per_unit: 2 });
	if let Some(wings) = slice.to_jump_wings(years) {
		let _ = wings.repaired().and_then(|wings| wings.to_raw(years));
	}
	let wings = JumpWings { variance: a, skew: rho, put: b, call: sigma, least: m };
	if let Some(raw) = wings.to_raw(years) {
		assert!(!raw.sigma.is_negative());
	}
});
