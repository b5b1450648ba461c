//! A quick no to most orders of a book.

use core::iter::repeat;

/// Where in a list a key stands, mostly: a key without a mark is not in the list; one with a mark may
/// stand where the mark says or elsewhere or not be in it, so that marks only save looking, whatever
/// keys are chosen.
pub(crate) struct Sieve([u16; Self::MARKS]);

impl Sieve {
	/// A few times as many as a side has orders.
	const MARKS: usize = 4_096;

	/// One for a list of keys.
	pub(crate) fn new(keys: impl Iterator<Item = u64>) -> Self {
		let mut marks = [0; Self::MARKS];
		for (place, key) in (1..=u16::MAX).chain(repeat(u16::MAX)).zip(keys) {
			if let Some(mark) = marks.get_mut(spread(key)) {
				*mark = place;
			}
		}
		Self(marks)
	}

	/// Where the key may stand; `None` if it does not.
	pub(crate) fn find(&self, key: u64) -> Option<usize> {
		let place = self.0.get(spread(key)).copied().unwrap_or_default();
		usize::from(place).checked_sub(1)
	}
}

/// The first 12 bits of the key times 2^64 over the golden ratio, which spreads keys that follow each
/// other.
fn spread(key: u64) -> usize {
	usize::try_from(key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52).unwrap_or(usize::MAX)
}
