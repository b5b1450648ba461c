//! Scenario sets as data: which shocks an underlying is put to, and how their values add up.
//!
//! A *scenario* is one state of the world. What a series is worth in it may depend on a choice that
//! each expiry makes for itself (a skew that tilts either way, a forward that moves up, down or not
//! at all): the scenario then has several *lanes*, and an expiry counts with the least of them.
//! Values are stored once per *row*; a lane is a row, its negative, or nothing.

// The codec's derive casts the index of a tuple variant.
#![allow(clippy::cast_possible_truncation)]

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::ops::Range;
use scale_info::TypeInfo;
use tenor_math::Fixed;

/// Where volatility goes in a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum VolatilityMove {
	/// Stays.
	#[codec(index = 0)]
	Still,
	/// Rises, at least to the floor.
	#[codec(index = 1)]
	Up,
	/// Falls.
	#[codec(index = 2)]
	Down,
}

/// A tilt of the smile's wings: volatility times `1 + clip(x·cap/k*, ±cap)` at log-moneyness `k`, with
/// `x = k`, or `|k|` for wings that move together, and `cap = max(0, level + slope·√T)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Tilt {
	/// Both wings move alike.
	pub symmetric: bool,
	/// The greatest relative move of volatility at no time to expiry.
	pub level: Fixed,
	/// What a root of a year adds to it.
	pub slope: Fixed,
}

/// One scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Scenario {
	/// Every forward moves alike, volatility as said: regular scenarios and tails.
	#[codec(index = 0)]
	Move {
		/// What the forwards are multiplied by; above 0.
		forward: Fixed,
		/// Where volatility goes.
		volatility: VolatilityMove,
		/// What counts of the change in value: 1, or less in a damped tail.
		weight: Fixed,
	},
	/// The smile tilts, in each expiry the way that hurts.
	#[codec(index = 1)]
	Skew {
		/// How.
		tilt: Tilt,
		/// What counts of the change in value.
		weight: Fixed,
	},
	/// The forward of each expiry moves by itself, in each the way that hurts, or stays. The change
	/// counts `add + multiple·T` times.
	#[codec(index = 2)]
	Basis {
		/// The higher forward over the present one.
		up: Fixed,
		/// The lower forward over the present one.
		down: Fixed,
		/// What counts of the change at no time to expiry.
		add: Fixed,
		/// What a year adds to it.
		multiple: Fixed,
	},
}

/// How volatility moves: by `1 + up·(30 d/t)^p` and `1 − down·(30 d/t)^p`, with `p` the short power
/// below 30 days and the long one from there on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct VolatilityShock {
	/// Relative rise at 30 days.
	pub up: Fixed,
	/// Relative fall at 30 days.
	pub down: Fixed,
	/// The least volatility after a rise.
	pub floor: Fixed,
	/// The power below 30 days.
	pub short_power: Fixed,
	/// The power from 30 days on.
	pub long_power: Fixed,
	/// Shorter times count as this, in seconds.
	pub least_seconds: u32,
}

/// At which log-moneyness a tilt is full: `k* = max(least, √T·width·(level + slope·√T))`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Wing {
	/// The least `k*`; above 0.
	pub least: Fixed,
	/// Deviations to the full tilt.
	pub width: Fixed,
	/// The volatility that a deviation is measured with, at no time to expiry.
	pub level: Fixed,
	/// What a root of a year adds to it.
	pub slope: Fixed,
}

/// Discounting of what an expiry's options are worth in a scenario: times `gain` if they are an asset,
/// times `loss` if they are a debt.
///
/// `gain = base·e^(−T(r·multiple + add))`, `loss = min(e^(rT), base·e^(T(r·multiple + add)))`, each with
/// its own three numbers, on the value already discounted at the rate `r`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Discounting {
	/// Of assets.
	pub gain: DiscountRate,
	/// Of debts.
	pub loss: DiscountRate,
}

/// One side of a [`Discounting`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct DiscountRate {
	/// The factor at no time to expiry.
	pub base: Fixed,
	/// What the rate counts.
	pub multiple: Fixed,
	/// What is added to it.
	pub add: Fixed,
}

/// How the values of an expiry in one scenario become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
	/// The least row.
	Least,
	/// The least row, or nothing if that is a gain.
	LeastOrNothing,
	/// Minus the size of the least row.
	Spread,
}

/// Which row a lane reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
	/// The row.
	Row(usize),
	/// The row with the other sign.
	Negative(usize),
	/// Nothing.
	Zero,
}

/// What a scenario reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
	/// Its rows of a lot's values.
	pub rows: Range<usize>,
	/// Its lanes of an account's values.
	pub lanes: Range<usize>,
	/// How rows become one value.
	pub fold: Fold,
}

/// The scenarios of an underlying, and all that their values depend on.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ScenarioSet {
	/// In the order of an account's values.
	pub scenarios: Vec<Scenario>,
	/// How volatility moves.
	pub volatility: VolatilityShock,
	/// How wide the wings are.
	pub wing: Wing,
	/// Discounting of values in scenarios, if any.
	pub discounting: Option<Discounting>,
}

/// The order of rows and lanes in a set. After the scenarios come two readings of its own: one in
/// which nothing moves, so that no requirement is below zero, and the time roll, which is a
/// contingency and no scenario. The last row of a lot is its time roll.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
	/// One per scenario, then *nothing moves*, then the time roll.
	pub readings: Vec<Reading>,
	/// Of all readings.
	pub lanes: Vec<Lane>,
	/// How many rows a lot has.
	pub rows: usize,
}

impl Layout {
	fn push(&mut self, rows: usize, fold: Fold) {
		let rows = self.rows..self.rows.saturating_add(rows);
		let first = self.lanes.len();
		self.lanes.extend(rows.clone().map(Lane::Row));
		match fold {
			Fold::Least => {},
			Fold::LeastOrNothing => self.lanes.push(Lane::Zero),
			Fold::Spread => self.lanes.extend(rows.clone().map(Lane::Negative)),
		}
		self.rows = rows.end;
		self.readings.push(Reading { rows, lanes: first..self.lanes.len(), fold });
	}

	/// How many readings are scenarios, that in which nothing moves included; the time roll follows.
	pub fn scenarios(&self) -> usize {
		self.readings.len().saturating_sub(1)
	}

	/// The first lane of the time roll, after those of scenarios.
	pub(crate) fn roll(&self) -> usize {
		self.readings.last().map_or(0, |roll| roll.lanes.start)
	}
}

impl ScenarioSet {
	/// The order of rows and lanes. With discounting, moves and skews have a row for each side.
	pub fn layout(&self) -> Layout {
		let mut layout = Layout::default();
		let sides = if self.discounting.is_some() { 2 } else { 1 };
		for scenario in &self.scenarios {
			match scenario {
				Scenario::Move { .. } => layout.push(sides, Fold::Least),
				Scenario::Skew { .. } => layout.push(sides, Fold::Spread),
				Scenario::Basis { .. } => layout.push(2, Fold::LeastOrNothing),
			}
		}
		layout.push(0, Fold::LeastOrNothing);
		layout.push(1, Fold::Spread);
		layout
	}
}
