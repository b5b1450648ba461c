//! Robust statistics of stake-weighted reports, and the confirmation of jumps.
//!
//! With liars under a third of all stake, the range `[lo, hi]` meets the honest reports' own range:
//! some honest report is at or above `lo`, and some at or below `hi`. So nobody is liquidated on a
//! price that no honest reporter could have seen.
//!
//! Source: docs/spec/prices.md, "Rounds and medians" and "Jumps".

use crate::{fixed::Rounding, wide};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// One reporter's value and stake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Report {
	/// The value, in any unit.
	pub value: u128,
	/// The stake behind it.
	pub stake: u128,
}

/// Why reports have no median.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatsError {
	/// No stake stands behind any report: wait for one.
	Empty,
	/// The stakes add up to more than the total, or than a `u128`: pass the total of the whole set
	/// at the time of the reports.
	StakeExceedsTotal,
	/// Less than a third of the total stake reported, so that the range has no ends. Require a
	/// quorum first.
	BelowThird,
}

/// A weighted median with the range that liars under a third cannot leave.
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
pub struct MedianRange {
	/// `min(median, greatest v with stake(>= v) >= T/3)`
	pub lo: u128,
	/// The lower weighted median of the reports.
	pub median: u128,
	/// `max(median, least v with stake(<= v) >= T/3)`
	pub hi: u128,
}

/// Reports in rising order of value. The order in which they came does not matter.
#[derive(Debug)]
pub struct Reports<'a> {
	sorted: &'a [Report],
	stake: u128,
}

impl<'a> Reports<'a> {
	/// Sort the reports in place. Errors: [`StatsError::Empty`], [`StatsError::StakeExceedsTotal`]
	/// on a sum beyond `u128`.
	pub fn new(reports: &'a mut [Report]) -> Result<Self, StatsError> {
		let stake = reports
			.iter()
			.try_fold(0u128, |sum, report| sum.checked_add(report.stake))
			.ok_or(StatsError::StakeExceedsTotal)?;
		if stake == 0 {
			return Err(StatsError::Empty);
		}
		reports.sort_unstable();
		Ok(Self { sorted: reports, stake })
	}

	/// The stake that reported.
	pub fn stake(&self) -> u128 {
		self.stake
	}

	/// Lower weighted median: the least value with half of the reporting stake at or below it.
	pub fn median(&self) -> u128 {
		reaching(self.sorted.iter().map(pair), self.stake.div_ceil(2)).unwrap_or(0)
	}

	/// The median and its range, where `total` is the stake of the whole set, silent members
	/// included. Errors: [`StatsError::StakeExceedsTotal`], [`StatsError::BelowThird`].
	pub fn range(&self, total: u128) -> Result<MedianRange, StatsError> {
		if self.stake > total {
			return Err(StatsError::StakeExceedsTotal);
		}
		// Stake is whole, so "at least T/3" is "at least T/3 rounded up".
		let third = total.div_ceil(3);
		let median = self.median();
		let from_above = reaching(self.sorted.iter().rev().map(pair), third);
		let from_below = reaching(self.sorted.iter().map(pair), third);
		let (Some(from_above), Some(from_below)) = (from_above, from_below) else {
			return Err(StatsError::BelowThird);
		};
		Ok(MedianRange { lo: median.min(from_above), median, hi: median.max(from_below) })
	}

	/// Weighted median absolute deviation from `centre` (commonly the median): the lower weighted
	/// median of the distances.
	pub fn deviation(&self, centre: u128) -> u128 {
		// Distances rise away from the centre on both sides: merge the two.
		let split = self.sorted.partition_point(|report| report.value < centre);
		let (below, above) = self.sorted.split_at_checked(split).unwrap_or((self.sorted, &[]));
		let distance = |report: &Report| (report.value.abs_diff(centre), report.stake);
		let mut below = below.iter().rev().map(distance).peekable();
		let mut above = above.iter().map(distance).peekable();
		let merged = core::iter::from_fn(|| match (below.peek(), above.peek()) {
			(Some((left, _)), Some((right, _))) if left <= right => below.next(),
			(Some(_), None) => below.next(),
			_ => above.next(),
		});
		reaching(merged, self.stake.div_ceil(2)).unwrap_or(0)
	}
}

fn pair(report: &Report) -> (u128, u128) {
	(report.value, report.stake)
}

/// The first value at which the running stake reaches `needed`.
fn reaching(values: impl Iterator<Item = (u128, u128)>, needed: u128) -> Option<u128> {
	let mut stake = 0u128;
	for (value, weight) in values {
		stake = stake.saturating_add(weight);
		if stake >= needed {
			return Some(value);
		}
	}
	None
}

/// The least dispersion that deviations are measured in, in basis points of the median.
pub const LEAST_DISPERSION_BP: u128 = 10;

/// The greatest deviation that is inside, in hundredths of the dispersion.
pub const INSIDE: u32 = 500;

/// How far a value is from the median, in hundredths of the dispersion, rounded down and held at the
/// bound of the type. The dispersion is the greater of `deviation`, the weighted median deviation of
/// all values, and of [`LEAST_DISPERSION_BP`] of the median: reporters who all but agree are not
/// measured in dust. [`INSIDE`] is then the greater of five deviations and 50 bp.
pub fn deviation_in_dispersions(value: u128, median: u128, deviation: u128) -> u32 {
	let least = wide::mul_div(median, LEAST_DISPERSION_BP, 10_000, Rounding::Up);
	let dispersion = least.unwrap_or(u128::MAX).max(deviation).max(1);
	wide::mul_div(value.abs_diff(median), 100, dispersion, Rounding::Down)
		.and_then(|hundredths| u32::try_from(hundredths).ok())
		.unwrap_or(u32::MAX)
}

/// When a jump is believed.
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
pub struct JumpRule {
	/// `J`: the greatest move that is not a jump, in parts per million of the earlier value.
	pub max_move_ppm: u32,
	/// How many held medians in a row must agree: each within `J` of the one before. The one that
	/// jumped is the first.
	pub agreeing: u8,
	/// After how many held quorum rounds the newest median is accepted whatever it is.
	pub rounds: u8,
}

impl JumpRule {
	/// Whether `to` is within `J` of `from`.
	pub fn is_within(&self, from: u128, to: u128) -> bool {
		wide::mul(from.abs_diff(to), 1_000_000) <= wide::mul(from, u128::from(self.max_move_ppm))
	}
}

/// A jump that waits for confirmation.
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
pub struct Held {
	/// The newest median.
	pub newest: u128,
	/// Medians in a row that agree, the newest included.
	pub agreeing: u8,
	/// Quorum rounds since the jump, its own included.
	pub rounds: u8,
}

/// The last accepted median, and the jump away from it if there is one.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct JumpFilter {
	/// The last accepted median, `None` before the first.
	pub accepted: Option<u128>,
	/// Set while a jump is held.
	pub held: Option<Held>,
}

impl JumpFilter {
	/// Take the median of a round with quorum (rounds without one are not passed). Returns whether
	/// it was accepted: the first ever, one within `J` of the last accepted, the last of
	/// [`JumpRule::agreeing`], or that of the last of [`JumpRule::rounds`].
	pub fn observe(&mut self, median: u128, rule: &JumpRule) -> bool {
		let returned = self.accepted.is_none_or(|accepted| rule.is_within(accepted, median));
		let (agreeing, rounds) = match self.held {
			Some(held) if rule.is_within(held.newest, median) => {
				(held.agreeing.saturating_add(1), held.rounds.saturating_add(1))
			},
			Some(held) => (1, held.rounds.saturating_add(1)),
			None => (1, 1),
		};
		if returned || agreeing >= rule.agreeing || rounds >= rule.rounds {
			*self = Self { accepted: Some(median), held: None };
			true
		} else {
			self.held = Some(Held { newest: median, agreeing, rounds });
			false
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn reports(values: &[(u128, u128)]) -> Vec<Report> {
		values.iter().map(|&(value, stake)| Report { value, stake }).collect()
	}

	fn range(values: &[(u128, u128)], total: u128) -> Result<MedianRange, StatsError> {
		Reports::new(&mut reports(values))?.range(total)
	}

	#[test]
	fn median_is_the_lower_one() {
		let of = |values: &[(u128, u128)]| Reports::new(&mut reports(values)).unwrap().median();
		assert_eq!(of(&[(4, 1), (1, 1), (3, 1), (2, 1)]), 2);
		assert_eq!(of(&[(1, 1), (2, 1), (3, 1)]), 2);
		assert_eq!(of(&[(1, 49), (2, 51)]), 2);
		assert_eq!(of(&[(1, 50), (2, 50)]), 1);
		assert_eq!(of(&[(9, 7)]), 9);
		assert_eq!(of(&[(1, u128::MAX - 1), (2, 1)]), 1);
	}

	#[test]
	fn the_third_is_of_the_whole_set() {
		let values = [(1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (6, 1)];
		assert_eq!(range(&values, 6), Ok(MedianRange { lo: 3, median: 3, hi: 3 }));
		// A third of 9 is 3 of the 6: greatest v with three at or above is 4.
		assert_eq!(range(&values, 9), Ok(MedianRange { lo: 3, median: 3, hi: 3 }));
		// A third of 12 is 4: stake(>= 3) = 4 and stake(<= 4) = 4.
		assert_eq!(range(&values, 12), Ok(MedianRange { lo: 3, median: 3, hi: 4 }));
		// 5 of 15: the range widens as fewer report. A third of 13 is rounded up to 5.
		assert_eq!(range(&values, 15), Ok(MedianRange { lo: 2, median: 3, hi: 5 }));
		assert_eq!(range(&values, 13), Ok(MedianRange { lo: 2, median: 3, hi: 5 }));
		assert_eq!(range(&values, 19), Err(StatsError::BelowThird));
		assert_eq!(range(&values, 5), Err(StatsError::StakeExceedsTotal));
		assert_eq!(range(&[(1, 0)], 5), Err(StatsError::Empty));
		assert_eq!(range(&[], 5), Err(StatsError::Empty));
	}

	#[test]
	fn deviation_is_the_median_distance() {
		let mut values = reports(&[(100, 1), (101, 1), (103, 1), (110, 1), (90, 1)]);
		let sorted = Reports::new(&mut values).unwrap();
		// Distances from 101: 0, 1, 2, 9, 11.
		assert_eq!((sorted.median(), sorted.deviation(101)), (101, 2));
		assert_eq!(sorted.deviation(0), 101);
	}

	#[test]
	fn deviations_are_measured_in_dispersions_of_at_least_10_bp() {
		let of = |value, deviation| deviation_in_dispersions(value, 10_000, deviation);
		// 10 bp of 10,000 are 10.
		assert_eq!([of(10_000, 0), of(10_010, 0), of(9_950, 0)], [0, 100, INSIDE]);
		assert_eq!([of(9_949, 0), of(10_051, 10)], [510, 510]);
		// Beyond 10 bp the median deviation counts.
		assert_eq!([of(10_200, 40), of(10_201, 40), of(0, 40)], [INSIDE, 502, 25_000]);
		assert_eq!(of(u128::MAX, 0), u32::MAX);
		assert_eq!(deviation_in_dispersions(7, 0, 0), 700);
	}

	const RULE: JumpRule = JumpRule { max_move_ppm: 50_000, agreeing: 3, rounds: 5 };

	fn outcomes(medians: &[u128]) -> Vec<bool> {
		let mut filter = JumpFilter::default();
		medians.iter().map(|median| filter.observe(*median, &RULE)).collect()
	}

	#[test]
	fn moves_of_exactly_the_limit_are_no_jumps() {
		assert_eq!(outcomes(&[1_000, 1_050, 1_000]), [true, true, true]);
		assert_eq!(outcomes(&[1_000, 950]), [true, true]);
		assert_eq!(outcomes(&[1_000, 1_051]), [true, false]);
		assert_eq!(outcomes(&[1_000, 949]), [true, false]);
	}

	#[test]
	fn three_that_agree_are_believed() {
		assert_eq!(
			outcomes(&[1_000, 1_100, 1_110, 1_120, 1_100]),
			[true, false, false, true, true]
		);
		// Agreement is with the one before, not with the first.
		assert_eq!(outcomes(&[1_000, 1_100, 1_150, 1_200]), [true, false, false, true]);
	}

	#[test]
	fn a_return_is_believed_at_once_and_forgets_the_jump() {
		let medians = [1_000, 1_100, 1_100, 1_010, 1_100, 1_100, 1_100];
		assert_eq!(outcomes(&medians), [true, false, false, true, false, false, true]);
	}

	#[test]
	fn the_fifth_round_is_believed_whatever_it_is() {
		let medians = [1_000, 1_100, 1_200, 1_300, 1_400, 1_500, 1_510];
		assert_eq!(outcomes(&medians), [true, false, false, false, false, true, true]);
	}

	fn any_reports() -> impl Strategy<Value = Vec<(u128, u128)>> {
		prop::collection::vec((0u128..200, 0u128..50), 1..30)
	}

	proptest! {
		#[test]
		fn range_is_as_defined(values in any_reports(), silent in 0u128..200) {
			let stake: u128 = values.iter().map(|v| v.1).sum();
			let total = stake + silent;
			prop_assume!(stake > 0 && stake * 3 >= total);
			let at_least = |v| values.iter().filter(|r| r.0 >= v).map(|r| r.1).sum::<u128>();
			let at_most = |v| values.iter().filter(|r| r.0 <= v).map(|r| r.1).sum::<u128>();
			let all = || values.iter().map(|r| r.0);
			let median = all().filter(|v| at_most(*v) * 2 >= stake).min().unwrap();
			let lo = all().filter(|v| at_least(*v) * 3 >= total).max().unwrap().min(median);
			let hi = all().filter(|v| at_most(*v) * 3 >= total).min().unwrap().max(median);
			prop_assert_eq!(range(&values, total), Ok(MedianRange { lo, median, hi }));
			prop_assert!(lo <= median && median <= hi);
		}

		#[test]
		fn deviation_is_as_defined(values in any_reports(), centre in 0u128..200) {
			let stake: u128 = values.iter().map(|v| v.1).sum();
			prop_assume!(stake > 0);
			let distances: Vec<_> = values.iter().map(|(v, w)| (v.abs_diff(centre), *w)).collect();
			let expected = Reports::new(&mut reports(&distances)).unwrap().median();
			let mut values = reports(&values);
			prop_assert_eq!(Reports::new(&mut values).unwrap().deviation(centre), expected);
		}

		#[test]
		fn liars_under_a_third_cannot_move_the_range_off_the_honest_one(
			honest in prop::collection::vec((900u128..1_100, 1u128..50), 1..20),
			lies in prop::collection::vec((0u128..100_000, 1u128..50), 0..10),
			silent in 0u128..300,
		) {
			let stake = |of: &[(u128, u128)]| of.iter().map(|r| r.1).sum::<u128>();
			let total = stake(&honest) + stake(&lies) + silent;
			prop_assume!(stake(&lies) * 3 < total);
			prop_assume!((stake(&honest) + stake(&lies)) * 3 >= total);
			let all: Vec<_> = honest.iter().chain(&lies).copied().collect();
			let found = range(&all, total).unwrap();
			prop_assert!(found.lo <= honest.iter().map(|r| r.0).max().unwrap());
			prop_assert!(found.hi >= honest.iter().map(|r| r.0).min().unwrap());
		}

		#[test]
		fn order_does_not_matter(values in any_reports(), turn in 0usize..30) {
			let mut turned = values.clone();
			turned.rotate_left(turn % values.len());
			turned.reverse();
			let total = 10_000;
			prop_assert_eq!(range(&values, total), range(&turned, total));
		}

		#[test]
		fn a_jump_is_held_for_fewer_rounds_than_the_limit(medians in prop::collection::vec(1u128..2_000, 1..60)) {
			let mut filter = JumpFilter::default();
			let mut waited = 0;
			for median in medians {
				waited = if filter.observe(median, &RULE) { 0 } else { waited + 1 };
				prop_assert!(waited < RULE.rounds);
				prop_assert_eq!(waited == 0, filter.held.is_none());
				prop_assert!(waited > 0 || filter.accepted == Some(median));
			}
		}

		#[test]
		fn answers_for_any_bits(values: Vec<(u128, u128)>, total: u128, centre: u128, rule: (u32, u8, u8)) {
			if let Ok(sorted) = Reports::new(&mut reports(&values)) {
				let _ = (sorted.median(), sorted.range(total), sorted.deviation(centre));
			}
			let rule = JumpRule { max_move_ppm: rule.0, agreeing: rule.1, rounds: rule.2 };
			let mut filter = JumpFilter::default();
			for (median, _) in values {
				filter.observe(median, &rule);
			}
		}
	}
}
