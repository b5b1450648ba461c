//! The circuit breaker of one index: what stops trading on it, and how it starts again.
//!
//! A jump that is held, reports that disagree, and an index that was stale each trip it. It recovers by
//! rounds in a row that are *calm*: accepted, with full quorum and without dispersion. Until the first
//! threshold it is tripped, until the second it is recovering. Apart from it, rounds that a second source
//! contradicts are counted.
//!
//! Source: docs/spec/prices.md, "The breaker" and "The cross-check".

// The derived codec of an enum casts its indices, which are all below 256.
#![allow(clippy::cast_possible_truncation)]

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Why a breaker tripped.
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
pub enum Cause {
	/// A median is held as a jump.
	#[codec(index = 0)]
	Jump,
	/// The reports behind an accepted median are further apart than the limit.
	#[codec(index = 1)]
	Dispersion,
	/// The index had been stale before a median was accepted again.
	#[codec(index = 2)]
	Silence,
}

/// A breaker that has tripped and has not recovered yet.
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
pub struct Trip {
	/// The latest cause.
	pub cause: Cause,
	/// Calm rounds in a row since.
	pub calm: u8,
}

/// What one round said of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
	/// Too little weight for a median.
	NoQuorum,
	/// The median is held as a jump.
	Held,
	/// The median was accepted.
	Accepted {
		/// Whether by full quorum.
		full: bool,
		/// The weighted deviation over the median, in basis points.
		dispersion: u32,
		/// Whether the index before was stale at the end of this round.
		was_stale: bool,
	},
}

/// When a breaker trips and recovers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreakerRule {
	/// The greatest dispersion that does not trip, in basis points.
	pub dispersion: u32,
	/// Calm rounds in a row after which it is recovering.
	pub recovering: u8,
	/// Calm rounds in a row after which it has recovered.
	pub recovered: u8,
}

/// How far a breaker is.
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
pub enum Stage {
	/// It has not tripped, or has recovered.
	#[default]
	#[codec(index = 0)]
	Closed,
	/// New calm rounds have come, not yet enough for new risk.
	#[codec(index = 1)]
	Recovering,
	/// No decision on risk may rest on the index.
	#[codec(index = 2)]
	Tripped,
}

impl BreakerRule {
	/// The breaker after a round; `None` is closed.
	pub fn after(&self, trip: Option<Trip>, round: Round) -> Option<Trip> {
		if let Some(cause) = self.cause(round) {
			return Some(Trip { cause, calm: 0 });
		}
		let trip = trip?;
		let calm = match round {
			Round::Accepted { full: true, .. } => trip.calm.saturating_add(1),
			_ => 0,
		};
		(calm < self.recovered).then_some(Trip { calm, ..trip })
	}

	/// How far a breaker is.
	pub fn stage(&self, trip: Option<Trip>) -> Stage {
		match trip {
			None => Stage::Closed,
			Some(trip) if trip.calm < self.recovering => Stage::Tripped,
			Some(_) => Stage::Recovering,
		}
	}

	/// Why a round trips; a jump comes before silence, and silence before dispersion.
	fn cause(&self, round: Round) -> Option<Cause> {
		match round {
			Round::Held => Some(Cause::Jump),
			Round::Accepted { was_stale: true, .. } => Some(Cause::Silence),
			Round::Accepted { dispersion, .. } if dispersion > self.dispersion => {
				Some(Cause::Dispersion)
			},
			Round::Accepted { .. } | Round::NoQuorum => None,
		}
	}
}

/// When rounds in a row that a second source contradicts count, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CrossCheckRule {
	/// As many in a row trip.
	pub trips: u8,
	/// As many in a row begin the count again: who contradicts cannot do so for good.
	pub restarts: u8,
}

impl CrossCheckRule {
	/// The count after a round.
	pub fn after(&self, count: u8, contradicted: bool) -> u8 {
		let next = count.saturating_add(1);
		if contradicted && next < self.restarts {
			next
		} else {
			0
		}
	}

	/// Whether so many have tripped.
	pub fn is_tripped(&self, count: u8) -> bool {
		count >= self.trips
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const RULE: BreakerRule = BreakerRule { dispersion: 100, recovering: 3, recovered: 6 };
	const CALM: Round = Round::Accepted { full: true, dispersion: 100, was_stale: false };
	const REDUCED: Round = Round::Accepted { full: false, dispersion: 0, was_stale: false };
	const APART: Round = Round::Accepted { full: true, dispersion: 101, was_stale: false };
	const BACK: Round = Round::Accepted { full: true, dispersion: 101, was_stale: true };

	fn stages(rounds: &[Round]) -> Vec<Stage> {
		let mut trip = None;
		let mut after = |round: &Round| {
			trip = RULE.after(trip, *round);
			RULE.stage(trip)
		};
		rounds.iter().map(&mut after).collect()
	}

	#[test]
	fn the_worked_example_of_the_specification() {
		use Stage::*;
		// 100 accepted; 120, 121 held; 122 and what follows accepted.
		let rounds = [CALM, Round::Held, Round::Held, CALM, CALM, CALM, CALM, CALM, CALM];
		let expected = [
			Closed, Tripped, Tripped, Tripped, Tripped, Recovering, Recovering, Recovering, Closed,
		];
		assert_eq!(stages(&rounds), expected);
	}

	#[test]
	fn each_cause_trips_by_itself() {
		for (round, cause) in
			[(Round::Held, Cause::Jump), (APART, Cause::Dispersion), (BACK, Cause::Silence)]
		{
			assert_eq!(RULE.after(None, round), Some(Trip { cause, calm: 0 }));
		}
		for round in [CALM, REDUCED, Round::NoQuorum] {
			assert_eq!(RULE.after(None, round), None);
		}
	}

	#[test]
	fn what_is_not_calm_begins_the_count_again() {
		for poor in [Round::NoQuorum, REDUCED, APART, Round::Held, BACK] {
			let mut rounds = vec![Round::Held];
			rounds.extend([CALM; 5]);
			rounds.push(poor);
			rounds.extend([CALM; 5]);
			assert_eq!(stages(&rounds).last(), Some(&Stage::Recovering), "{poor:?}");
			rounds.push(CALM);
			assert_eq!(stages(&rounds).last(), Some(&Stage::Closed), "{poor:?}");
		}
	}

	#[test]
	fn a_cross_check_trips_after_rounds_in_a_row_and_ends_by_itself() {
		let rule = CrossCheckRule { trips: 4, restarts: 12 };
		let tripped = |rounds: &[bool]| -> Vec<bool> {
			let mut count = 0;
			let mut after = |contradicted: &bool| {
				count = rule.after(count, *contradicted);
				rule.is_tripped(count)
			};
			rounds.iter().map(&mut after).collect()
		};
		assert_eq!(tripped(&[true, true, true, false, true]), [false; 5]);
		assert_eq!(tripped(&[true, true, true, true, false])[3..], [true, false]);
		// Two thirds of the time, however long.
		let lasting = tripped(&[true; 120]);
		for turn in lasting.chunks(12) {
			assert_eq!(turn.iter().filter(|tripped| **tripped).count(), 8);
			assert_eq!(turn[..3], [false; 3]);
		}
	}

	proptest! {
		#[test]
		fn it_closes_only_after_calm_rounds_in_a_row(picks in prop::collection::vec(0usize..9, 1..80)) {
			let rounds = [CALM, CALM, CALM, CALM, REDUCED, APART, BACK, Round::Held, Round::NoQuorum];
			let (mut trip, mut calm) = (None, 0u8);
			for pick in picks {
				let round = rounds[pick];
				let before = RULE.stage(trip);
				trip = RULE.after(trip, round);
				calm = if round == CALM { calm.saturating_add(1) } else { 0 };
				let closed = RULE.stage(trip) == Stage::Closed;
				prop_assert!(!closed || before == Stage::Closed || calm >= RULE.recovered);
				prop_assert!(RULE.stage(trip) != Stage::Recovering || calm >= RULE.recovering);
			}
		}
	}
}
