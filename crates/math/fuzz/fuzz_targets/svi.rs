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
	let _ = slice.wings_are_flat_enough();
	let scanned = butterfly(&slice, Scan { first: -4, last: 4, per_unit: 2 });
	// All of that scan's points are among those of the other.
	if let (Some(scanned), Some(found)) = (scanned, slice.butterfly()) {
		assert!(found.value <= scanned.value);
	}
	let sane = |x: Fixed| x >= Fixed::ZERO && x < Fixed::from_int(16);
	if let (true, Some(least), Some(local)) =
		(sane(b) && sane(sigma), slice.least_variance(), slice.at(k))
	{
		let slack = 4 + b.to_bits() * (4 + (sigma.to_bits() >> 64)) / (1 << 64);
		assert!(local.variance.to_bits() >= least.to_bits() - slack);
	}
	if let Some(wings) = slice.to_jump_wings(years) {
		assert!(years > Fixed::ZERO && wings.variance >= Fixed::ZERO);
		let _ = wings.repaired().and_then(|wings| wings.to_raw(years));
	}
	let wings = JumpWings { variance: a, skew: rho, put: b, call: sigma, least: m };
	if let Some(raw) = wings.to_raw(years) {
		assert!(years > Fixed::ZERO && b >= Fixed::ZERO && sigma >= Fixed::ZERO && m <= a);
		assert_eq!(raw.least_variance(), wings.least.checked_mul(years));
	}
});
