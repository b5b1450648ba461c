//! Records of the market guard: parameters with their bounds, and the slots of the last minutes.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use tenor_primitives::{Bounds, ParameterSet, UNIT_SCALE};

/// How many slots the share of empty ones is taken over.
pub const WINDOW: u32 = 300;

/// One, in basis points.
pub const BASIS_POINTS: u32 = UNIT_SCALE;

/// How many parameters there are.
pub const PARAMETERS: usize = 6;

/// What the guard measures against, and a block's clearing budget.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Parameters {
	/// Up to this finality lag, in slots, the market is open at unit scale.
	pub lag_open: u32,
	/// Beyond this finality lag, in slots, only risk-reducing orders are taken.
	pub lag_limit: u32,
	/// Slots of lag beyond `lag_open` that add one to the scale of initial margin.
	pub slots_per_unit: u32,
	/// Beyond this share of empty slots, in basis points, only risk-reducing orders are taken.
	pub empty_share: u32,
	/// Units that all series together may use in a block; a unit is one filled resting order.
	pub clearing_units: u32,
	/// Units that one series may use at most.
	pub units_per_series: u32,
}

impl Default for Parameters {
	fn default() -> Self {
		Self {
			lag_open: 10,
			lag_limit: 30,
			slots_per_unit: 40,
			empty_share: 4_500,
			clearing_units: 2_000,
			units_per_series: 256,
		}
	}
}

/// In the order of the record. Lower is tighter for all: less lag tolerated, more margin a slot, less
/// cleared in a block.
impl ParameterSet<PARAMETERS> for Parameters {
	const BOUNDS: [Bounds; PARAMETERS] = [
		Bounds::lower_is_tighter(4, 20, 4),
		Bounds::lower_is_tighter(20, 60, 10),
		Bounds::lower_is_tighter(10, 100, 15),
		Bounds::lower_is_tighter(2_000, 5_000, 500),
		Bounds::lower_is_tighter(256, 16_384, 1_024),
		Bounds::lower_is_tighter(32, 2_048, 128),
	];

	fn values(&self) -> [u32; PARAMETERS] {
		[
			self.lag_open,
			self.lag_limit,
			self.slots_per_unit,
			self.empty_share,
			self.clearing_units,
			self.units_per_series,
		]
	}
}

impl Parameters {
	/// Whether each value is within its bounds, the open lag below the limit, and no series gets more
	/// than a block.
	pub fn is_valid(&self) -> bool {
		self.is_within_bounds()
			&& self.lag_open < self.lag_limit
			&& self.units_per_series <= self.clearing_units
	}
}

/// How many words of 64 slots hold the window.
const WORDS: usize = 5;

/// Which of the last [`WINDOW`] slots have a block on this chain.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Slots {
	/// The slot of the latest block.
	pub last: u64,
	/// Bit `i` of the words, counted from the first, is the slot `last - i`.
	words: [u64; WORDS],
}

impl Slots {
	/// The window at the first block: the slots before it count as filled, so that a chain starts
	/// with a clean record.
	pub fn starting_at(slot: u64) -> Self {
		let mut slots = Self { last: slot, words: [u64::MAX; WORDS] };
		slots.trim();
		slots
	}

	/// The window after a block in `slot`; unchanged for a slot that is not later.
	pub fn with_block_in(mut self, slot: u64) -> Self {
		let Some(passed) = slot.checked_sub(self.last).filter(|passed| *passed > 0) else {
			return self;
		};
		self.last = slot;
		let passed = u32::try_from(passed).unwrap_or(WINDOW).min(WINDOW);
		for _ in 0..passed {
			let mut carry = 0;
			for word in &mut self.words {
				let out = word.checked_shr(63).unwrap_or(0);
				*word = word.checked_shl(1).unwrap_or(0) | carry;
				carry = out;
			}
		}
		if let Some(first) = self.words.first_mut() {
			*first |= 1;
		}
		self.trim();
		self
	}

	/// Clears what lies beyond the window.
	fn trim(&mut self) {
		let beyond = WINDOW.checked_rem(64).unwrap_or(0);
		let kept = u64::MAX.checked_shl(beyond).map_or(u64::MAX, |high| !high);
		if let Some(last) = self.words.last_mut() {
			*last &= kept;
		}
	}

	/// How many slots of the window have a block.
	pub fn filled(&self) -> u32 {
		self.words.iter().fold(0, |sum: u32, word| sum.saturating_add(word.count_ones()))
	}

	/// The share of slots without a block, in basis points, rounded up.
	pub fn empty_share(&self) -> u32 {
		let empty = WINDOW.saturating_sub(self.filled()).saturating_mul(BASIS_POINTS);
		empty.div_ceil(WINDOW)
	}

	/// How many slots ago the block `blocks` before the latest one was; [`WINDOW`] when it lies
	/// beyond the window.
	pub fn slots_since(&self, blocks: u32) -> u32 {
		let Ok(blocks) = usize::try_from(blocks) else { return WINDOW };
		(0..WINDOW).filter(|slot| self.is_filled(*slot)).nth(blocks).unwrap_or(WINDOW)
	}

	/// Whether the slot so many before the latest has a block.
	pub fn is_filled(&self, ago: u32) -> bool {
		let word = ago.checked_div(64).and_then(|word| self.words.get(usize::try_from(word).ok()?));
		let bit = ago.checked_rem(64).and_then(|bit| word?.checked_shr(bit));
		bit.is_some_and(|bits| bits & 1 == 1)
	}
}
