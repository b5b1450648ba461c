//! Fits to any quotes stay within bounds, rise outwards of them, and can be projected.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tenor_math::{
	surface::{
		fit,
		projection::{GREATEST_VARIANCE, LEAST_VARIANCE},
		Grid, Quoted, NODES,
	},
	Fixed,
};

fuzz_target!(|input: Vec<(i128, i128, i128)>| {
	let quotes: Vec<_> = input
		.into_iter()
		.map(|(k, variance, half_spread)| Quoted {
			k: Fixed::from_bits(k),
			variance: Fixed::from_bits(variance),
			half_spread: Fixed::from_bits(half_spread),
		})
		.collect();
	let grid = Grid::new(NODES).expect("the nodes rise");
	let Some(found) = fit(&grid, &quotes) else { return };
	assert!(found.iter().all(|w| (LEAST_VARIANCE..=GREATEST_VARIANCE).contains(w)));
	assert!(grid.project(&found, None).is_ok());
	let most = quotes.iter().map(|quote| quote.k).max().expect("there are quotes");
	let outer = NODES.into_iter().zip(found).filter(|(k, _)| *k >= most).map(|(_, w)| w);
	assert!(outer.is_sorted());
});
