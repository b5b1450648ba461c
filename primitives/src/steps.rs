//! Steps by price: how far apart limits of orders lie, and strikes, dear ones farther than cheap ones.

use crate::Tick;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::ConstU32;
use sp_runtime::BoundedVec;

/// Most levels of a table of steps.
pub type MaxSteps = ConstU32<8>;

/// The step of a level of prices.
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
pub struct PriceStep {
	/// The lowest price of the level, which reaches up to the next one.
	pub from: Tick,
	/// Prices of the level are multiples of it; above zero.
	pub step: Tick,
}

/// The steps of all prices, by levels that ascend. Below the first level every tick is a price.
#[derive(
	Clone,
	Debug,
	Default,
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
pub struct PriceSteps(pub BoundedVec<PriceStep, MaxSteps>);

impl PriceSteps {
	/// The table of these levels; `None` if they are too many or make no valid table.
	pub fn new(levels: Vec<PriceStep>) -> Option<Self> {
		BoundedVec::try_from(levels).ok().map(Self).filter(Self::is_valid)
	}

	/// Whether levels ascend and each begins on a multiple of its own step and of the one below it: a
	/// price brought to its step, up or down, is then a price.
	pub fn is_valid(&self) -> bool {
		let mut below = PriceStep { from: Tick::ZERO, step: Tick(1) };
		self.0.iter().enumerate().all(|(index, level)| {
			let ascends = index == 0 || level.from > below.from;
			let fits = is_multiple(level.from, level.step) && is_multiple(level.from, below.step);
			below = *level;
			ascends && fits
		})
	}

	/// The step at a price: one below the first level.
	pub fn step(&self, price: Tick) -> Tick {
		let level = self.0.iter().rev().find(|level| level.from <= price);
		level.map_or(Tick(1), |level| level.step)
	}

	/// The highest price that is at most this one.
	pub fn down(&self, price: Tick) -> Tick {
		let beyond = price.0.checked_rem(self.step(price).0).unwrap_or(0);
		price.saturating_sub(Tick(beyond))
	}

	/// The highest price below this one; zero if there is none.
	pub fn below(&self, price: Tick) -> Tick {
		self.down(price.saturating_sub(Tick(1)))
	}

	/// The lowest price above this one; `None` if it does not fit.
	pub fn above(&self, price: Tick) -> Option<Tick> {
		self.down(price).checked_add(self.step(price))
	}

	/// Whether a price is a multiple of the step at it.
	pub fn allow(&self, price: Tick) -> bool {
		is_multiple(price, self.step(price))
	}
}

/// False for a step of zero.
fn is_multiple(price: Tick, step: Tick) -> bool {
	price.0.checked_rem(step.0) == Some(0)
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::vec;
	use proptest::prelude::*;

	fn steps(levels: &[(u32, u32)]) -> Option<PriceSteps> {
		let level = |(from, step): &(u32, u32)| PriceStep { from: Tick(*from), step: Tick(*step) };
		PriceSteps::new(levels.iter().map(level).collect())
	}

	#[test]
	fn each_price_has_the_step_of_its_level() {
		let table = steps(&[(10, 2), (20, 5), (100, 25)]).unwrap();
		for (price, step) in [(0, 1), (1, 1), (9, 1), (10, 2), (19, 2), (20, 5), (99, 5), (100, 25)]
		{
			assert_eq!(table.step(Tick(price)), Tick(step), "at {price}");
		}
		assert_eq!(table.step(Tick(u32::MAX)), Tick(25));
		for (price, allowed) in
			[(1, true), (9, true), (11, false), (18, true), (22, false), (95, true), (110, false)]
		{
			assert_eq!(table.allow(Tick(price)), allowed, "at {price}");
		}
		assert!((0..200).all(|price| PriceSteps::default().allow(Tick(price))));
	}

	#[test]
	fn below_the_lowest_price_is_nothing_and_above_the_highest_none() {
		let table = steps(&[(10, 2)]).unwrap();
		assert_eq!([0, 1].map(|price| table.below(Tick(price))), [Tick::ZERO; 2]);
		assert_eq!(table.above(Tick::ZERO), Some(Tick(1)));
		assert_eq!(table.above(Tick(u32::MAX)), None);
		assert_eq!(table.below(Tick(u32::MAX)), Tick(u32::MAX - 1));
	}

	#[test]
	fn levels_begin_on_multiples_and_ascend() {
		for valid in [vec![], vec![(0, 500)], vec![(0, 5), (10, 10)], vec![(10, 5), (20, 2)]] {
			assert!(steps(&valid).is_some(), "{valid:?}");
		}
		for invalid in [
			vec![(10, 0)],
			vec![(0, 0)],
			vec![(10, 3)],
			vec![(10, 5), (12, 2)],
			vec![(10, 2), (21, 3)],
			vec![(20, 2), (20, 5)],
			vec![(20, 5), (10, 2)],
			(1..=9).map(|from| (from, 1)).collect(),
		] {
			assert_eq!(steps(&invalid), None, "{invalid:?}");
		}
	}

	proptest! {
		/// Against a search: the nearest price below and above lies less than a step away.
		#[test]
		fn a_price_is_never_further_than_its_step(
			sizes in prop::collection::vec((1u32..20, 1u32..6), 0..5),
			price in 1u32..2_000,
		) {
			let (mut from, mut step, mut levels) = (0, 1, vec![]);
			for (length, factor) in sizes {
				let next = step * factor;
				from = (from / next + length) * next;
				levels.push((from, next));
				step = next;
			}
			let table = steps(&levels).unwrap();
			let down = (0..=price).rev().find(|price| table.allow(Tick(*price))).unwrap();
			let up = (price..).find(|price| table.allow(Tick(*price))).unwrap();
			let step = table.step(Tick(price)).0;
			prop_assert!(up - down == step || (up == down && price.is_multiple_of(step)));
			prop_assert_eq!(down, price - price % step);
			prop_assert_eq!(table.down(Tick(price)), Tick(down));
			let below = (0..price).rev().find(|price| table.allow(Tick(*price))).unwrap();
			prop_assert_eq!(table.below(Tick(price)), Tick(below));
			let above = (price + 1..).find(|price| table.allow(Tick(*price))).unwrap();
			prop_assert_eq!(table.above(Tick(price)), Some(Tick(above)));
		}
	}
}
