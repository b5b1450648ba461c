//! Whatever is reported, the slice has no arbitrage and a second projection changes nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tenor_math::{
	surface::{
		projection::{GREATEST_VARIANCE, LEAST_VARIANCE, TOLERANCE},
		Grid, Repair, NODES,
	},
	Fixed,
};

fuzz_target!(|input: ([i128; 25], [i128; 25], u8, i128)| {
	let (earlier, later, shift, k) = input;
	let Some(grid) = Grid::new(NODES) else { unreachable!("the nodes rise") };
	let nodes = |bits: [i128; 25]| {
		bits.map(|w| Fixed::from_bits(w >> (shift % 127)).clamp(LEAST_VARIANCE, GREATEST_VARIANCE))
	};
	let Ok(first) = grid.project(&nodes(earlier), None) else { unreachable!("in range") };
	let Ok(second) = grid.project(&nodes(later), Some(&first.slice)) else {
		unreachable!("in range")
	};
	for (found, before) in [(first, None), (second, Some(&first.slice))] {
		assert!(grid.butterfly(found.slice.variances()) <= TOLERANCE);
		let again = grid.project(found.slice.variances(), before);
		assert!(again
			.is_ok_and(|again| again.slice == found.slice && again.repair == Repair::default()));
	}
	let k = Fixed::from_bits(k >> 4);
	assert!(grid.variance(&first.slice, k) <= grid.variance(&second.slice, k));
	let _ = grid.project(&earlier.map(Fixed::from_bits), None);
});
