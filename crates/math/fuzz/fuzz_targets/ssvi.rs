//! SSVI with any parameters: no panic, and no butterfly where the inequalities hold.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tenor_math::{
	surface::{smile::butterfly, Curvature, Scan, Smile, Ssvi},
	Fixed,
};

fuzz_target!(|input: ([i128; 6], u8)| {
	let [theta, rho, phi, scale, shape, k] =
		input.0.map(|bits| Fixed::from_bits(bits >> (input.1 % 127)));
	let slice = Ssvi { theta, rho, phi };
	if let Some(local) = slice.at(k) {
		let _ = (local.durrleman(k), local.density(k));
	}
	let _ = slice.to_svi().map(|slice| slice.at(k));
	for curvature in [
		Curvature::PowerLaw { eta: scale, gamma: shape },
		Curvature::Heston { lambda: scale },
		Curvature::SquareRoot { eta: scale },
	] {
		let _ = Ssvi::new(theta, rho, &curvature);
	}
	// In a range in which g is known to more than its distance from 0.
	let tilt = rho.checked_abs().is_some_and(|tilt| tilt < Fixed::from_bits((1 << 64) - (1 << 54)));
	let normal = tilt && theta > Fixed::from_bits(1 << 48) && theta < Fixed::from_int(4);
	if normal && slice.is_butterfly_free() {
		let least = butterfly(&slice, Scan { first: -16, last: 16, per_unit: 8 });
		assert!(least.is_some_and(|least| least.value > Fixed::from_bits(-(1 << 40))));
	}
	if slice.butterfly_terms().is_some() {
		assert!(slice.is_calendar_free_after(&slice));
	}
});
