//! Any grid with any slice on it: between neighbours, through the nodes, and wings that rise outwards.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tenor_math::{
	surface::{
		projection::{GREATEST_VARIANCE, LEAST_VARIANCE},
		Grid, Smile,
	},
	Fixed,
};

fuzz_target!(|input: ([i128; 5], [i128; 5], u8, u8, i128)| {
	let (nodes, variances, narrow, shift, k) = input;
	let mut nodes = nodes.map(|node| Fixed::from_bits(node >> (narrow % 127)));
	nodes.sort_unstable();
	let Some(grid) = Grid::new(nodes) else { return };
	let variances = variances
		.map(|w| Fixed::from_bits(w >> (shift % 127)).clamp(LEAST_VARIANCE, GREATEST_VARIANCE));
	let Ok(found) = grid.project(&variances, None) else { unreachable!("in range") };
	let (slice, smile) = (found.slice, grid.smile(&found.slice));
	let (left, right) = slice.wings();
	for slope in [left, right] {
		assert!(slope >= Fixed::ZERO && slope < Fixed::from_int(2));
	}
	for (node, variance) in nodes.iter().zip(slice.variances()) {
		assert_eq!(grid.variance(&slice, *node), Some(*variance));
	}
	let k = Fixed::from_bits(k >> (narrow % 127));
	let Some(variance) = grid.variance(&slice, k) else { return };
	let after = nodes.partition_point(|node| *node <= k);
	match (slice.variances().get(after.wrapping_sub(1)), slice.variances().get(after)) {
		(Some(before), Some(next)) => {
			assert!(variance <= *before.max(next) && variance >= *before.min(next));
		},
		(beside, next) => assert!(beside.or(next).is_some_and(|beside| variance >= *beside)),
	}
	if let Some(local) = smile.at(k) {
		assert_eq!(local.variance, variance);
		let _ = (local.durrleman(k), local.density(k));
	}
});
