//! Variance in time meets the pillars and does not fall where they do not.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tenor_math::{
	surface::term::{variance_in_time, Pillar},
	Fixed,
};

fuzz_target!(|input: (Vec<(u64, i128)>, u64, u64)| {
	let (pillars, at, later) = input;
	let pillars: Vec<Pillar> = pillars
		.into_iter()
		.map(|(seconds, bits)| Pillar { seconds, variance: Fixed::from_bits(bits) })
		.collect();
	let rising = pillars.is_sorted_by(|a, b| a.seconds < b.seconds && a.variance <= b.variance)
		&& pillars.iter().all(|pillar| pillar.variance >= Fixed::ZERO);
	let (near, far) = (at.min(later), at.max(later));
	if let (true, Some(near), Some(far)) =
		(rising, variance_in_time(&pillars, near), variance_in_time(&pillars, far))
	{
		assert!(near <= far);
	}
	for pillar in &pillars {
		if let Some(found) = variance_in_time(&pillars, pillar.seconds) {
			assert_eq!(found, pillar.variance);
		}
	}
});
