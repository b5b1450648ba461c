//! Which strikes a schedule lists: a pure function of forward and variance.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use tenor_math::{functions::normal_inverse_cdf, Fixed};
use tenor_primitives::{PriceSteps, Tick, SECONDS_PER_YEAR};

/// Most steps from the lowest to the highest strike of a ladder.
const MAX_STEPS: u32 = 32;

/// Most strikes of a grid on each side of the forward in any case.
pub const MAX_EACH_SIDE: u8 = 16;

/// The yearly volatilities that a grid may assume, in basis points.
const VOLATILITIES: core::ops::RangeInclusive<u32> = 100..=50_000;

/// Basis points of one.
const UNIT: i128 = 10_000;

/// Where a schedule lists strikes.
#[derive(
	Clone,
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
#[serde(rename_all = "camelCase")]
pub struct StrikeGrid {
	/// How far apart strikes lie, by the forward.
	pub steps: PriceSteps,
	/// So many on each side of the one nearest to the forward are listed in any case.
	pub each_side: u8,
	/// The yearly volatility, in basis points, of an expiry that has no surface yet.
	pub volatility: u32,
}

impl StrikeGrid {
	/// Whether its numbers are within their bounds.
	pub fn is_valid(&self) -> bool {
		self.steps.is_valid()
			&& self.each_side <= MAX_EACH_SIDE
			&& VOLATILITIES.contains(&self.volatility)
	}

	/// Total variance over so many seconds where no surface tells.
	pub fn assumed_variance(&self, seconds: u64) -> Option<Fixed> {
		let volatility = Fixed::from_ratio(self.volatility.into(), UNIT)?;
		let years = Fixed::from_ratio(seconds.into(), SECONDS_PER_YEAR.into())?;
		volatility.checked_mul(volatility)?.checked_mul(years)
	}

	/// The strikes whose options have a delta from 0.1 to 0.9, the next one on each side, and those
	/// nearest to the forward. Where a step makes too many it grows twofold, tenfold, twentyfold, …:
	/// the strikes of a coarser ladder are strikes of every finer one. `None` if they are no ticks.
	pub fn strikes(&self, forward: Tick, variance: Fixed) -> Option<Strikes> {
		let (low, high) = reach(forward, variance)?;
		let mut step = self.steps.step(forward).0;
		for factor in [2, 5].into_iter().cycle() {
			let strikes = self.around(forward, low, high, step)?;
			if strikes.count() <= MAX_STEPS {
				return Some(strikes);
			}
			step = step.checked_mul(factor)?;
		}
		None
	}

	/// The strikes of one step from at or below `low` to at or above `high`.
	fn around(&self, forward: Tick, low: Tick, high: Tick, step: u32) -> Option<Strikes> {
		let half = step.checked_div(2)?;
		let center = multiple_below(forward.0.checked_add(half)?, step)?.max(step);
		let sides = u32::from(self.each_side).checked_mul(step)?;
		let low = multiple_below(low.0, step)?.min(center.saturating_sub(sides)).max(step);
		let high = multiple_above(high.0, step)?.max(center.checked_add(sides)?);
		Some(Strikes { low: Tick(low), high: Tick(high), step: Tick(step) })
	}
}

/// Evenly spaced strikes.
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
pub struct Strikes {
	/// The lowest; above zero.
	pub low: Tick,
	/// The highest.
	pub high: Tick,
	/// Their distance; all are multiples of it.
	pub step: Tick,
}

impl Strikes {
	/// The steps between the lowest and the highest.
	fn count(self) -> u32 {
		self.high.0.saturating_sub(self.low.0).checked_div(self.step.0).unwrap_or(u32::MAX)
	}

	/// Whether a strike is one of them.
	pub fn hold(self, strike: Tick) -> bool {
		(self.low..=self.high).contains(&strike) && strike.0.checked_rem(self.step.0) == Some(0)
	}

	/// Whether every one of the others is one of them.
	pub fn cover(self, other: Self) -> bool {
		self.hold(other.low) && self.hold(other.high) && self.is_finer_than(other)
	}

	/// The largest evenly spaced set of these and `listed` that holds all of these.
	pub fn extended_by(self, listed: Self) -> Self {
		let ends = || {
			let low = multiple_above(listed.low.0, self.step.0)?;
			let high = multiple_below(listed.high.0, self.step.0)?;
			// Without a gap between the two.
			let adjoin = low <= high
				&& low <= self.high.0.checked_add(self.step.0)?
				&& self.low.0 <= high.checked_add(self.step.0)?;
			adjoin.then_some((Tick(low), Tick(high)))
		};
		match ends().filter(|_| listed.is_finer_than(self)) {
			Some((low, high)) => Self { low: self.low.min(low), high: self.high.max(high), ..self },
			None => self,
		}
	}

	/// Whether multiples of the other's step are multiples of its step.
	fn is_finer_than(self, other: Self) -> bool {
		other.step.0.checked_rem(self.step.0) == Some(0)
	}
}

/// The strikes at which a call has a forward delta Φ((ln(F/K) + w/2)/√w) of 0.9 and of 0.1, rounded
/// outwards; a put has −0.1 and −0.9 there.
fn reach(forward: Tick, variance: Fixed) -> Option<(Tick, Tick)> {
	let quantile = normal_inverse_cdf(Fixed::from_ratio(9, 10)?)?;
	let distance = quantile.checked_mul(variance.sqrt()?)?;
	let drift = variance.checked_mul(Fixed::from_ratio(1, 2)?)?;
	let strike = |exponent: Fixed| Fixed::from_int(forward.0.into()).checked_mul(exponent.exp()?);
	let low = strike(drift.checked_sub(distance)?)?.floor();
	let high = strike(drift.checked_add(distance)?)?.ceil();
	Some((Tick(u32::try_from(low).ok()?), Tick(u32::try_from(high).ok()?)))
}

fn multiple_below(value: u32, step: u32) -> Option<u32> {
	value.checked_sub(value.checked_rem(step)?)
}

fn multiple_above(value: u32, step: u32) -> Option<u32> {
	multiple_below(value.checked_add(step.checked_sub(1)?)?, step)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use std::collections::BTreeSet;
	use tenor_math::{black76::Black76, Deviation, OptionKind};
	use tenor_primitives::{PriceStep, WAD};

	const WEEK: u64 = 7 * 86_400;

	fn grid(levels: &[(u32, u32)], each_side: u8, volatility: u32) -> StrikeGrid {
		let level = |(from, step): &(u32, u32)| PriceStep { from: Tick(*from), step: Tick(*step) };
		let steps = PriceSteps::new(levels.iter().map(level).collect()).unwrap();
		StrikeGrid { steps, each_side, volatility }
	}

	fn all(strikes: Strikes) -> BTreeSet<u32> {
		let step = usize::try_from(strikes.step.0).unwrap();
		(strikes.low.0..=strikes.high.0).step_by(step).collect()
	}

	/// Low, high and step after so many seconds at the assumed volatility.
	fn listed(grid: &StrikeGrid, forward: u32, seconds: u64) -> (u32, u32, u32) {
		let variance = grid.assumed_variance(seconds).unwrap();
		let Strikes { low, high, step } = grid.strikes(Tick(forward), variance).unwrap();
		(low.0, high.0, step.0)
	}

	/// The worked examples of the spec.
	#[test]
	fn ladders_of_a_bitcoin_at_60_000() {
		let grid = grid(&[(0, 100), (20_000, 500)], 2, 6_000);
		assert_eq!(listed(&grid, 60_000, WEEK / 7), (57_500, 62_500, 500));
		assert_eq!(listed(&grid, 60_000, WEEK), (54_000, 67_000, 500));
		assert_eq!(listed(&grid, 60_000, 4 * WEEK), (49_000, 76_000, 1_000));
		assert_eq!(listed(&grid, 60_000, 52 * WEEK), (30_000, 155_000, 5_000));
		// Minutes before the expiry only those nearest to the forward are left; a cheap forward has
		// a finer step.
		assert_eq!(listed(&grid, 60_249, 60), (59_000, 61_000, 500));
		assert_eq!(listed(&grid, 60_250, 60), (59_500, 61_500, 500));
		assert_eq!(listed(&grid, 19_000, WEEK / 7), (18_200, 19_800, 100));
	}

	#[test]
	fn ladders_skip_strikes_that_are_not_positive_and_refuse_what_is_no_tick() {
		let grid = grid(&[(0, 500)], 2, 5_000);
		assert_eq!(listed(&grid, 10, WEEK), (500, 1_500, 500));
		assert_eq!(listed(&grid, 0, WEEK), (500, 1_500, 500));
		assert_eq!(grid.strikes(Tick(u32::MAX), Fixed::ONE), None);
		assert_eq!(grid.strikes(Tick(60_000), Fixed::from_int(90)), None);
	}

	fn arb_strikes() -> impl Strategy<Value = Strikes> {
		let step = prop::sample::select(vec![1u32, 2, 3, 4, 6, 10, 20]);
		(1u32..20, 0u32..20, step).prop_map(|(first, count, step)| {
			let (low, high) = (first * step, (first + count) * step);
			Strikes { low: Tick(low), high: Tick(high), step: Tick(step) }
		})
	}

	proptest! {
		#[test]
		fn ladders_reach_from_delta_0_1_to_0_9(
			forward in 1_000u32..100_000_000,
			millionths in prop_oneof![1i128..1_000, 1_000i128..2_000_000],
			each_side in 0..=MAX_EACH_SIDE,
			step in 1u32..10_000,
		) {
			let grid = grid(&[(0, step)], each_side, 5_000);
			let variance = Fixed::from_ratio(millionths, 1_000_000).unwrap();
			let strikes = grid.strikes(Tick(forward), variance).unwrap();
			let Strikes { low, high, step: coarse } = strikes;
			prop_assert!(strikes.count() <= MAX_STEPS);
			prop_assert!(coarse.0.is_multiple_of(step));
			prop_assert!(low.0 > 0 && low.0.is_multiple_of(coarse.0) && strikes.hold(high));
			let wad = |tick: Tick| u128::from(tick.0) * WAD;
			let deviation = Deviation::from_variance(variance).unwrap();
			let delta = |strike: Tick| {
				let option = Black76::on(wad(Tick(forward)), wad(strike), deviation).unwrap();
				option.delta(OptionKind::Call)
			};
			let tenths = |n| Fixed::from_ratio(n, 10).unwrap();
			prop_assert!(low == coarse || delta(low) >= tenths(9));
			prop_assert!(delta(high) <= tenths(1));
			// No wider than asked for: the next strikes inside are needed.
			let center = (forward + coarse.0 / 2) / coarse.0;
			let beside = |strike: Tick| (strike.0 / coarse.0).abs_diff(center.max(1));
			let sides = u32::from(each_side);
			let inner = |strike: u32| delta(Tick(strike));
			prop_assert!(beside(low) <= sides || inner(low.0 + coarse.0) < tenths(9));
			prop_assert!(beside(high) <= sides || inner(high.0 - coarse.0) > tenths(1));
			prop_assert!(beside(high) >= sides && (low == coarse || beside(low) >= sides));
			// One step finer would make too many.
			prop_assert!(coarse.0 == step || strikes.count() * 5 > MAX_STEPS / 2);
		}

		#[test]
		fn strikes_are_sets(one in arb_strikes(), other in arb_strikes()) {
			let (first, second) = (all(one), all(other));
			prop_assert_eq!(one.cover(other), first.is_superset(&second) && {
				// A single strike of a finer step is covered as well; the steps must fit all the same.
				other.step.0.is_multiple_of(one.step.0)
			});
			for strike in 0..500 {
				prop_assert_eq!(one.hold(Tick(strike)), first.contains(&strike));
			}
			let extended = all(one.extended_by(other));
			prop_assert!(extended.is_superset(&first));
			prop_assert!(extended.is_subset(&first.union(&second).copied().collect()));
			let touch = other.high.0 + one.step.0 >= one.low.0 && one.high.0 + one.step.0 >= other.low.0;
			if one.step == other.step && touch {
				prop_assert_eq!(extended, first.union(&second).copied().collect());
			}
		}
	}
}
