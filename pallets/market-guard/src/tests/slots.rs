//! The window of slots against a plain list.

use crate::{Slots, WINDOW};
use std::collections::BTreeSet;

/// A chain that is not regular: the distances of its blocks in slots.
fn distances() -> impl Iterator<Item = u64> {
	let mut state = 1u64;
	(0..3_000).map(move |_| {
		state =
			state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
		match state >> 60 {
			0..=9 => 1,
			10..=13 => 2,
			14 => 70,
			_ => (state >> 32) % 400 + 1,
		}
	})
}

#[test]
fn the_window_equals_a_list_of_slots() {
	let start = 10_000;
	let mut slots = Slots::starting_at(start);
	// Those before the first block count as filled.
	let mut filled: BTreeSet<u64> = (0..=start).collect();
	assert_eq!(slots.filled(), WINDOW);
	let mut now = start;
	for distance in distances() {
		now += distance;
		slots = slots.with_block_in(now);
		filled.insert(now);
		let window: Vec<u64> = (0..u64::from(WINDOW))
			.map(|ago| now - ago)
			.filter(|slot| filled.contains(slot))
			.collect();
		assert_eq!(slots.filled() as usize, window.len());
		for (blocks, slot) in window.iter().enumerate() {
			let since = slots.slots_since(u32::try_from(blocks).unwrap());
			assert_eq!(u64::from(since), now - slot);
		}
		let beyond = u32::try_from(window.len()).unwrap();
		assert_eq!(slots.slots_since(beyond), WINDOW);
		assert_eq!(slots.slots_since(u32::MAX), WINDOW);
	}
}

#[test]
fn a_slot_that_is_not_later_changes_nothing() {
	let slots = Slots::starting_at(50).with_block_in(60);
	assert_eq!(slots.with_block_in(60), slots);
	assert_eq!(slots.with_block_in(59), slots);
}

#[test]
fn the_share_of_empty_slots_is_exact() {
	let slots = Slots::starting_at(0).with_block_in(136);
	assert_eq!(slots.empty_share(), 4_500);
	let slots = slots.with_block_in(138);
	assert_eq!(slots.empty_share(), 4_534);
	assert_eq!(slots.with_block_in(u64::MAX).filled(), 1);
}
