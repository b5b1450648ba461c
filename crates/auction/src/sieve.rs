//! A quick no to most orders of a book.

use alloc::{boxed::Box, collections::BTreeMap, vec::Vec};
use core::mem;

/// Numbers with notes. Each has a mark that says where it stands; those whose mark another one has stand
/// apart, in order, so that nobody slows it much by the numbers that he chooses.
pub(crate) struct Sieve {
	entries: Vec<(u128, u32)>,
	/// Places in `entries`, from 1; many, as what is marked and not in it takes longest.
	marks: Box<[u16; 1 << BITS]>,
	others: BTreeMap<u128, u32>,
}

/// There are so many marks, as a power of two: a few times as many as a side has orders.
const BITS: u32 = 12;

impl Sieve {
	/// Without numbers, and room for so many.
	pub(crate) fn new(most: usize) -> Self {
		let entries = Vec::with_capacity(most);
		Self { entries, marks: Box::new([0; 1 << BITS]), others: BTreeMap::new() }
	}

	/// Puts a number in with a note, and returns the note that it had.
	pub(crate) fn insert(&mut self, number: u128, note: u32) -> Option<u32> {
		let mark = self.marks.get_mut(spread(number))?;
		let Some(place) = usize::from(*mark).checked_sub(1) else {
			self.entries.push((number, note));
			// There are no more of them than marks.
			*mark = u16::try_from(self.entries.len()).unwrap_or_default();
			return None;
		};
		match self.entries.get_mut(place) {
			Some((of, old)) if *of == number => Some(mem::replace(old, note)),
			_ => self.others.insert(number, note),
		}
	}

	/// The note of a number that is in it.
	#[inline]
	pub(crate) fn get(&self, number: u128) -> Option<u32> {
		let mark = self.marks.get(spread(number)).copied().unwrap_or_default();
		usize::from(mark).checked_sub(1).and_then(|place| self.marked(place, number))
	}

	/// Apart, so that a no stays quick.
	#[inline(never)]
	fn marked(&self, place: usize, number: u128) -> Option<u32> {
		match self.entries.get(place) {
			Some((of, note)) if *of == number => Some(*note),
			_ => self.others.get(&number).copied(),
		}
	}
}

/// The first bits of the number, folded, times 2^64 over the golden ratio, which spreads numbers that
/// follow each other.
fn spread(number: u128) -> usize {
	let low = |number: u128| u64::try_from(number & u128::from(u64::MAX)).unwrap_or(u64::MAX);
	let folded = low(number) ^ low(number >> 64).rotate_left(32);
	let hash = folded.wrapping_mul(0x9e37_79b9_7f4a_7c15);
	usize::try_from(hash >> (u64::BITS - BITS)).unwrap_or_default()
}
