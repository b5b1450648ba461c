//! What an account's risk is made of, as clients read it; nothing of it is stored.

// The codec's derive casts the index of a tuple variant.
#![allow(clippy::cast_possible_truncation)]

use crate::{
	AssetId, Balance, Lots, MarginPolicy, Money, Price, Risk, RiskError, SeriesId, Side, Tick,
	UnderlyingId, Verdict,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;

/// How an account's positions on one underlying move together. All in 1e18 fixed point, signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct UnderlyingGreeks {
	/// Which underlying.
	pub underlying: UnderlyingId,
	/// Units of the underlying that the positions move like.
	pub delta: i128,
	/// Change of delta when the forwards move by 1 %.
	pub gamma: i128,
	/// Quote for one percentage point of volatility.
	pub vega: i128,
	/// Quote as a day passes.
	pub theta: i128,
}

/// What margin asks for, in base units of the quote asset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Requirement {
	/// To take on more risk or to withdraw.
	pub initial: Money,
	/// Not to be liquidated.
	pub maintenance: Money,
}

/// Where volatility goes in a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum VolatilityShift {
	/// It stays.
	#[codec(index = 0)]
	Still,
	/// It rises.
	#[codec(index = 1)]
	Up,
	/// It falls.
	#[codec(index = 2)]
	Down,
}

/// A state of the world that positions are valued in. Factors are in parts per million.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum Shock {
	/// All forwards move alike.
	#[codec(index = 0)]
	Move {
		/// What they are multiplied by.
		forward: u32,
		/// Where volatility goes.
		volatility: VolatilityShift,
		/// What counts of the change in value.
		weight: u32,
	},
	/// The smile of each expiry tilts the way that hurts.
	#[codec(index = 1)]
	Skew {
		/// Both wings move alike, or opposite ways.
		symmetric: bool,
	},
	/// The forward of each expiry moves the way that hurts, or stays; the change counts more the longer
	/// the expiry is off.
	#[codec(index = 2)]
	Basis {
		/// What the higher one is multiplied by.
		up: u32,
		/// What the lower one is multiplied by.
		down: u32,
	},
	/// Nothing moves.
	#[codec(index = 3)]
	Still,
}

/// What all positions of a market change in value in a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ScenarioChange {
	/// The scenario.
	pub shock: Shock,
	/// The change as it counts, weighted, in base units: a loss is below zero.
	pub change: Money,
}

/// The margin of an account's positions on one underlying, by its parts: they add up to `need`.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct MarketMargin {
	/// Which underlying.
	pub underlying: UnderlyingId,
	/// The requirement.
	pub need: Requirement,
	/// What the binding scenario loses, as it counts. Portfolio margin only.
	pub scenario: Requirement,
	/// The time roll. Portfolio margin only.
	pub roll: Requirement,
	/// Naked shorts, and futures where they are charged by the lot. Portfolio margin only.
	pub naked: Requirement,
	/// Doubt about prices, size against open interest, rounding. Portfolio margin only.
	pub others: Requirement,
	/// What each short option and each future asks for by itself. Standard margin only.
	pub positions: Requirement,
	/// The place in `scenarios` of the one that binds; the lowest of several. `None` under standard
	/// margin.
	pub binding: Option<u32>,
	/// All scenarios, in the order of docs/spec/portfolio-margin.md; the last is that nothing moves. None
	/// under standard margin.
	pub scenarios: Vec<ScenarioChange>,
}

/// The margin of an account by its parts: `haircuts` and what each market needs add up to the
/// requirements in `risk`, unless it is exempt.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct MarginBreakdown {
	/// How its margin is computed.
	pub policy: MarginPolicy,
	/// Equity and requirements; open orders not counted.
	pub risk: Risk,
	/// It owes nothing and can owe nothing, so that nothing is required whatever the parts come to.
	pub exempt: bool,
	/// What collateral counts less than its value.
	pub haircuts: Requirement,
	/// By underlying, ascending, as far as positions there have prices.
	pub markets: Vec<MarketMargin>,
}

/// An order that nobody has placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct DraftOrder {
	/// Where it would stand.
	pub series: SeriesId,
	/// Buy or sell.
	pub side: Side,
	/// The worst price it would take.
	pub limit: Tick,
	/// How many lots.
	pub quantity: Lots,
}

/// What orders would do to an account beside those it has.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SimulatedOrders {
	/// Before any fill.
	pub risk: Risk,
	/// The least initial excess over all fills of its open orders and all the drafts.
	pub worst: Money,
	/// Whether each draft would be kept in an open market, in the order given, or why not and what it
	/// lacks.
	pub verdicts: Vec<Verdict>,
}

/// How much of an asset could be withdrawn, in its base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct AssetWithdrawable {
	/// Which asset.
	pub asset: AssetId,
	/// What margin and open orders leave free: of the quote asset exact, of others up to a millionth of what
	/// is held less. Each asset as if nothing of the others were withdrawn.
	pub free: Balance,
	/// What of it would be paid at once: the rest is not final yet, or beyond the limit of 24 hours.
	pub at_once: Balance,
}

/// At which index an account would fall below maintenance margin if only one underlying moved: see
/// docs/spec/margin.md for what stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct LiquidationPrice {
	/// Which underlying.
	pub underlying: UnderlyingId,
	/// Its index now; `None` if it is stale.
	pub index: Option<Price>,
	/// The nearest lower index at which equity is below maintenance margin, within 0.01 % of `index`; the
	/// index itself if it is already; `None` if there is none down to a tenth of it. What keeps the account
	/// from being assessed on the way there, or that there is no index, is an error.
	pub down: Result<Option<Price>, RiskError>,
	/// The same upwards; `None` if there is none up to six times the index.
	pub up: Result<Option<Price>, RiskError>,
}
