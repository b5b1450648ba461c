//! Portfolios and the risk engine's interface.

// The codec's derive casts the index of a tuple variant.
#![allow(clippy::cast_possible_truncation)]

use crate::{AssetId, Balance, Lots, Money, OrderRisk, SeriesId, SignedLots};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_weights::Weight;

/// How the margin of an account is computed.
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
pub enum MarginPolicy {
	/// Of the whole portfolio, by scenarios.
	#[default]
	#[codec(index = 0)]
	Portfolio,
	/// Of each short option and each future by itself.
	#[codec(index = 1)]
	Standard,
}

/// What an account holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Portfolio {
	/// Signed cash.
	pub cash: Money,
	/// Positions other than zero, and those in futures while they have a cost; ascending by series.
	pub positions: Vec<(SeriesId, SignedLots)>,
	/// What each position in a future cost, ascending by series: paid for what was bought less got for
	/// what was sold, all of it at settlement. Series without one are options.
	pub costs: Vec<(SeriesId, Money)>,
	/// How its margin is computed.
	pub policy: MarginPolicy,
	/// Other assets, in their base units; ascending by asset.
	pub collateral: Vec<(AssetId, Balance)>,
}

impl Portfolio {
	/// Whether a series that is held is a future.
	pub fn is_future(&self, series: SeriesId) -> bool {
		self.costs.binary_search_by_key(&series, |(id, _)| *id).is_ok()
	}

	/// The position in a series.
	pub fn lots(&self, series: SeriesId) -> SignedLots {
		let at = self.positions.binary_search_by_key(&series, |(id, _)| *id).ok();
		at.and_then(|at| self.positions.get(at)).map(|(_, lots)| *lots).unwrap_or_default()
	}

	/// Cash less what the futures cost: the equity before anything is valued. `None` on overflow.
	pub fn cash_after_costs(&self) -> Option<Money> {
		let cost = Money::checked_sum(self.costs.iter().map(|(_, cost)| *cost))?;
		self.cash.checked_sub(cost)
	}
}

/// What an account is worth and what it must keep.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo,
)]
pub struct Risk {
	/// The value that counts against the requirements.
	pub equity: Money,
	/// What it must keep to take on more risk or to withdraw.
	pub initial: Money,
	/// What it must keep not to be liquidated.
	pub maintenance: Money,
}

impl Risk {
	/// Equity over initial margin; saturates.
	pub fn initial_excess(&self) -> Money {
		self.equity.saturating_sub(self.initial)
	}
}

/// Why an account cannot be assessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum RiskError {
	/// A series of the portfolio is unknown.
	#[codec(index = 0)]
	UnknownSeries,
	/// A price that is needed is stale or without quorum.
	#[codec(index = 1)]
	NoFreshPrice,
	/// An amount does not fit its type.
	#[codec(index = 2)]
	Overflow,
	/// More orders or series than an account may have.
	#[codec(index = 3)]
	TooMany,
}

/// What admission asks of an order, by market phase; the stricter is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Admission {
	/// The worst subset of fills leaves at least min(0, excess before).
	Open,
	/// The worst subset of fills leaves no less with it than without it.
	RiskReducing,
}

/// An account and what it asks for. There is one verdict per order, in the order given: each is kept
/// if the worst subset of those kept so far and itself satisfies its `Admission`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applicant {
	/// What it holds.
	pub portfolio: Portfolio,
	/// Its orders.
	pub orders: Vec<(OrderRisk, Admission)>,
	/// The most lots that they fill together in this block, if something bounds them.
	pub limit: Option<Lots>,
}

/// The verdict on one order: kept, or refused with what is missing.
pub type Verdict = Result<(), Refusal>;

/// Why an order is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Refusal {
	/// The account lacks this much initial margin for the worst fills.
	#[codec(index = 0)]
	Shortfall(Money),
	/// The account cannot be assessed.
	#[codec(index = 1)]
	Unassessable(RiskError),
}

impl From<RiskError> for Refusal {
	fn from(error: RiskError) -> Self {
		Self::Unassessable(error)
	}
}

/// A margin policy over the current market.
pub trait RiskEngine {
	/// Equity and requirements of a portfolio at the current prices.
	fn assess(portfolio: &Portfolio) -> Result<Risk, RiskError>;
	/// The least initial excess over all fills of `orders`.
	fn worst_excess(portfolio: &Portfolio, orders: &[OrderRisk]) -> Result<Money, RiskError>;
	/// The verdicts on the orders of each applicant, all at the same prices.
	fn admit(applicants: &[Applicant]) -> Vec<Vec<Verdict>>;
	/// What the prices of one block's admission weigh at most, whoever applies.
	fn pages_weight() -> Weight;
}
