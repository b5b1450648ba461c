//! What a stream of headers says about a network: finality latency, empty slots, forks.

use crate::{chain::Header, percentile};
use std::{
	collections::{BTreeMap, BTreeSet, HashMap},
	time::Instant,
};

/// The headers that one node saw.
#[derive(Default)]
pub struct Heads {
	/// Every imported header, by its hash.
	headers: HashMap<String, Header>,
	/// When a height was first imported.
	imported: BTreeMap<u64, Instant>,
	/// Hashes of the best block, as it changed.
	best: Vec<String>,
	/// Seconds from a height's first import to its finality.
	finality: Vec<f64>,
	/// The first and the last finalized header.
	finalized: Option<(Header, Header)>,
}

/// What is printed of [`Heads`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeadFigures {
	/// Seconds from import to finality, median.
	pub finality_p50: f64,
	/// The same, 99th percentile.
	pub finality_p99: f64,
	/// Blocks finalized after the first.
	pub blocks: u64,
	/// Slots between the first and the last finalized block.
	pub slots: u64,
	/// Imported blocks beyond the first of their height.
	pub forked: usize,
	/// Most blocks of the best chain that a better one replaced.
	pub largest_reorganisation: usize,
}

impl Heads {
	/// A block was imported, on any fork.
	pub fn imported(&mut self, header: Header, now: Instant) {
		self.imported.entry(header.number).or_insert(now);
		self.headers.insert(header.hash.clone(), header);
	}

	/// The best block changed.
	pub fn best(&mut self, header: Header) {
		self.best.push(header.hash.clone());
		self.headers.insert(header.hash.clone(), header);
	}

	/// A block was finalized, and with it all before it.
	pub fn finalized(&mut self, header: Header, now: Instant) {
		let after = self.finalized.as_ref().map_or(header.number, |(_, last)| last.number + 1);
		for number in after..=header.number {
			if let Some(at) = self.imported.get(&number) {
				self.finality.push(now.duration_since(*at).as_secs_f64());
			}
		}
		let first = self.finalized.take().map_or_else(|| header.clone(), |(first, _)| first);
		self.finalized = Some((first, header));
	}

	/// The figures of all that was seen.
	pub fn figures(&mut self) -> HeadFigures {
		let mut heights = BTreeMap::<u64, BTreeSet<&String>>::new();
		for header in self.headers.values() {
			heights.entry(header.number).or_default().insert(&header.hash);
		}
		let forked = heights.values().map(|hashes| hashes.len() - 1).sum();
		let pairs = self.best.windows(2);
		let depths = pairs.map(|pair| self.replaced(&pair[0], &pair[1]));
		let largest_reorganisation = depths.max().unwrap_or(0);
		let between = |of: fn(&Header) -> u64| {
			self.finalized.as_ref().map_or(0, |(first, last)| of(last) - of(first))
		};
		HeadFigures {
			blocks: between(|header| header.number),
			slots: between(|header| header.slot),
			finality_p50: percentile(&mut self.finality, 0.5),
			finality_p99: percentile(&mut self.finality, 0.99),
			forked,
			largest_reorganisation,
		}
	}

	/// How many blocks of the chain below `old` are not below `new`.
	fn replaced<'a>(&'a self, mut old: &'a str, mut new: &'a str) -> usize {
		let mut replaced = 0;
		while old != new {
			// Beyond what was seen nothing was replaced either.
			let (Some(left), Some(right)) = (self.headers.get(old), self.headers.get(new)) else {
				break;
			};
			if right.number > left.number {
				new = &right.parent;
			} else {
				old = &left.parent;
				replaced += 1;
			}
		}
		replaced
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::time::Duration;

	fn header(hash: &str, number: u64, parent: &str, slot: u64) -> Header {
		let (hash, parent) = (hash.to_owned(), parent.to_owned());
		Header { hash, number, state_root: String::new(), parent, author: 0, slot }
	}

	#[test]
	fn a_fork_that_wins_later_replaces_what_it_forked_off() {
		let start = Instant::now();
		let mut heads = Heads::default();
		for (hash, number, parent) in [("a1", 1, "g"), ("a2", 2, "a1"), ("a3", 3, "a2")] {
			heads.imported(header(hash, number, parent, number), start);
			heads.best(header(hash, number, parent, number));
		}
		// Never best themselves, until their child is.
		heads.imported(header("b2", 2, "a1", 3), start);
		heads.imported(header("b3", 3, "b2", 4), start);
		heads.imported(header("b4", 4, "b3", 5), start);
		heads.best(header("b4", 4, "b3", 5));
		let figures = heads.figures();
		assert_eq!((figures.forked, figures.largest_reorganisation), (2, 2));
	}

	#[test]
	fn a_chain_that_only_grows_has_no_fork_and_no_reorganisation() {
		let mut heads = Heads::default();
		for (hash, number, parent) in [("a7", 7, "a6"), ("a8", 8, "a7"), ("a9", 9, "a8")] {
			heads.imported(header(hash, number, parent, number), Instant::now());
			heads.best(header(hash, number, parent, number));
		}
		let figures = heads.figures();
		assert_eq!((figures.forked, figures.largest_reorganisation), (0, 0));
	}

	#[test]
	fn every_height_below_a_finalized_block_is_final_with_it() {
		let start = Instant::now();
		let second = |n| start + Duration::from_secs(n);
		let mut heads = Heads::default();
		for (hash, number, parent, slot) in
			[("a1", 1, "g", 10), ("a2", 2, "a1", 11), ("a3", 3, "a2", 14)]
		{
			heads.imported(header(hash, number, parent, slot), second(number));
		}
		heads.finalized(header("a1", 1, "g", 10), second(4));
		heads.finalized(header("a3", 3, "a2", 14), second(5));
		assert_eq!(heads.finality, [3.0, 3.0, 2.0]);
		let figures = heads.figures();
		assert_eq!((figures.blocks, figures.slots), (2, 4));
		assert_eq!(figures.finality_p50, 3.0);
	}
}
