//! The validator's own median over venues.

use crate::{config::OracleConfig, sources::Quote};
use tenor_primitives::Price;

/// How quotes become one price.
#[derive(Clone, Copy, Debug)]
pub struct MedianRule {
	/// Venues that must stand behind the price.
	pub min_sources: usize,
	/// Basis points from the median beyond which a venue is left out.
	pub outlier_bp: u32,
	/// Milliseconds after which a quote no longer counts.
	pub stale_after_ms: u64,
}

impl MedianRule {
	/// The rule that an operator's file sets.
	pub fn of(config: &OracleConfig) -> Self {
		let OracleConfig { min_sources, outlier_bp, stale_after_ms, .. } = *config;
		Self { min_sources, outlier_bp, stale_after_ms }
	}

	/// The median of the fresh quotes near the middles of all fresh quotes, and their number.
	///
	/// `None` if too few are left, or no majority of the fresh ones: venues that disagree this
	/// much give no price.
	pub fn apply(&self, quotes: &[Quote], now: u64) -> Option<(Price, u8)> {
		let fresh: Vec<u128> = quotes
			.iter()
			.filter(|quote| now.saturating_sub(quote.at) <= self.stale_after_ms)
			.map(|quote| quote.price.0)
			.collect();
		let middles = middles(fresh.clone())?;
		let near: Vec<u128> = fresh
			.iter()
			.copied()
			.filter(|price| is_near(*price, middles, self.outlier_bp))
			.collect();
		let majority = near.len().saturating_mul(2) > fresh.len();
		if near.len() < self.min_sources || !majority {
			return None;
		}
		let count = u8::try_from(near.len()).unwrap_or(u8::MAX);
		Some((Price(median(near)?), count))
	}
}

/// The one or two values in the middle, the lower first.
pub(crate) type Middles = (u128, u128);

/// Whether a value is within so many basis points of the median of the farther middle. From their mean it would
/// be half as far: two that are wrong could then be within the limit of two others and move the price by
/// all of it.
pub(crate) fn is_near(value: u128, middles: Middles, bp: u32) -> bool {
	const BP: u128 = 10_000;
	let (low, high) = middles;
	let distance = value.abs_diff(low).max(value.abs_diff(high)).saturating_mul(BP);
	distance <= mean(middles).saturating_mul(u128::from(bp))
}

/// The middles of values; `None` of none.
pub(crate) fn middles(mut sorted: Vec<u128>) -> Option<Middles> {
	sorted.sort_unstable();
	let upper = sorted.len().checked_div(2)?;
	let lower = sorted.len().checked_sub(1)?.checked_div(2)?;
	Some((*sorted.get(lower)?, *sorted.get(upper)?))
}

/// The middle of values; between two middles, their mean rounded down.
pub(crate) fn median(values: Vec<u128>) -> Option<u128> {
	middles(values).map(mean)
}

fn mean((low, high): Middles) -> u128 {
	low.midpoint(high)
}

#[cfg(test)]
mod tests {
	use super::*;

	const RULE: MedianRule = MedianRule { min_sources: 2, outlier_bp: 100, stale_after_ms: 5_000 };

	fn apply(prices: &[(u128, u64)]) -> Option<(u128, u8)> {
		let quotes: Vec<_> = prices
			.iter()
			.map(|(price, at)| Quote { venue: String::new(), price: Price(*price), at: *at })
			.collect();
		RULE.apply(&quotes, 10_000).map(|(price, count)| (price.0, count))
	}

	#[test]
	fn middles() {
		assert_eq!(
			apply(&[(10_000, 10_000), (10_010, 10_000), (10_020, 10_000)]),
			Some((10_010, 3))
		);
		assert_eq!(apply(&[(10_000, 10_000), (10_011, 10_000)]), Some((10_005, 2)));
	}

	#[test]
	fn one_wild_venue_is_left_out() {
		let wild = [(10_000, 9_000), (10_010, 9_000), (10_020, 9_000), (31_000, 9_000)];
		assert_eq!(apply(&wild), Some((10_010, 3)));
		assert_eq!(apply(&[(10_000, 9_000), (10_004, 9_000), (1, 9_000)]), Some((10_002, 2)));
	}

	#[test]
	fn no_price_without_venues_that_agree() {
		assert_eq!(apply(&[]), None);
		assert_eq!(apply(&[(10_000, 10_000)]), None);
		assert_eq!(apply(&[(10_000, 10_000), (20_000, 10_000)]), None);
		let split = [(10_000, 9_000), (10_001, 9_000), (20_000, 9_000), (20_001, 9_000)];
		assert_eq!(apply(&split), None);
	}

	#[test]
	fn two_venues_are_held_to_each_other() {
		assert_eq!(apply(&[(10_000, 9_000), (10_100, 9_000)]), Some((10_050, 2)));
		assert_eq!(apply(&[(10_000, 9_000), (10_102, 9_000)]), None);
		// As are the two that are fresh.
		assert_eq!(apply(&[(10_000, 9_000), (10_102, 9_000), (10_050, 0)]), None);
	}

	#[test]
	fn two_of_four_cannot_move_the_price_beyond_half_of_the_limit() {
		let split = |apart| apply(&[10_000, 10_000, apart, apart].map(|price| (price, 9_000)));
		assert_eq!(split(10_100), Some((10_050, 4)));
		// Each is within the limit of the mean, not of the others.
		assert_eq!(split(10_102), None);
		assert_eq!(split(10_200), None);
		// Three of four that agree leave the fourth out, wherever it is.
		for wild in [1, 9_800, 10_102, 31_000] {
			let prices = [10_000, 10_000, 10_000, wild].map(|price| (price, 9_000));
			assert_eq!(apply(&prices), Some((10_000, 3)), "{wild}");
		}
	}

	#[test]
	fn stale_quotes_do_not_count() {
		assert_eq!(apply(&[(10_000, 4_999), (10_010, 5_000), (10_020, 10_000)]), Some((10_015, 2)));
		assert_eq!(apply(&[(10_000, 0), (10_010, 0), (10_020, 10_000)]), None);
	}
}
