//! The runtime API that traders' clients read.

use crate::{
	AssetId, AssetWithdrawable, Balance, DraftOrder, Expiry, LiquidationPrice, Lots,
	MarginBreakdown, Money, OpenOrder, PendingWithdrawal, Phase, Price, PriceStep, Risk, RiskError,
	SeriesId, SeriesKind, SeriesStatus, SignedLots, SimulatedOrders, Stamped, SubaccountId, Tick,
	UnderlyingGreeks, UnderlyingId,
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;

/// A series as the market sees it now.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SeriesQuote {
	/// Which series.
	pub id: SeriesId,
	/// What it is written on.
	pub underlying: UnderlyingId,
	/// When it is valued.
	pub expiry: Expiry,
	/// Quote per unit of underlying; zero of a future.
	pub strike: Price,
	/// Call, put or future.
	pub kind: SeriesKind,
	/// Where it stands in its life.
	pub status: SeriesStatus,
	/// The mark per contract; `None` without fresh prices.
	pub mark: Option<Stamped<Price>>,
	/// The mark in ticks, rounded down.
	pub mark_tick: Option<Tick>,
	/// The best bid and its lots.
	pub bid: Option<(Tick, Lots)>,
	/// The best ask and its lots.
	pub ask: Option<(Tick, Lots)>,
	/// Lots held long.
	pub open_interest: u64,
}

/// An underlying as the market sees it now.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct UnderlyingQuote {
	/// Which underlying.
	pub id: UnderlyingId,
	/// Its symbol in ASCII.
	pub symbol: Vec<u8>,
	/// Quote base units that one tick is worth on one lot.
	pub tick_value: u64,
	/// Lots in a contract.
	pub lots_per_contract: u32,
	/// From which limit on orders' limits are multiples of how many ticks; below all are.
	pub tick_steps: Vec<PriceStep>,
	/// The index; `None` when stale.
	pub spot: Option<Stamped<Price>>,
	/// What its market allows.
	pub phase: Phase,
	/// Its listed, unsettled expiries.
	pub expiries: Vec<Expiry>,
}

/// A margin account at the prices of now.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct AccountQuote<AccountId> {
	/// Its owner.
	pub owner: AccountId,
	/// Signed cash.
	pub cash: Money,
	/// Positions other than zero, and those in futures while they have a cost.
	pub positions: Vec<(SeriesId, SignedLots)>,
	/// What each position in a future cost, to be paid at settlement: positive for what was bought.
	pub costs: Vec<(SeriesId, Money)>,
	/// What stands in the books.
	pub open_orders: Vec<OpenOrder>,
	/// Cash whose credits are not final.
	pub withheld: Money,
	/// A withdrawal of cash that waits for finality or for the limit of 24 hours.
	pub pending: Option<PendingWithdrawal>,
	/// Other assets, in their base units; ascending by asset.
	pub collateral: Vec<(AssetId, Balance)>,
	/// Equity and requirements now, or why they cannot be told.
	pub risk: Result<Risk, RiskError>,
	/// What it has free for orders, 8 each, and two-sided quotes, 1 each.
	pub allowance: u32,
}

/// The prices of an underlying now.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct UnderlyingPrices {
	/// The index; `None` when stale.
	pub spot: Option<Stamped<Price>>,
	/// Milliseconds since the round of the last index, stale or not; `None` before the first.
	pub age: Option<u64>,
	/// Weighted dispersion of a fresh index, in basis points of it, rounded up.
	pub confidence: Option<u32>,
	/// The most that the circuit breaker and the cross-check allow its market.
	pub breaker: Phase,
	/// Of each listed, unsettled expiry, ascending.
	pub expiries: Vec<ExpiryPrices>,
}

/// The prices of an expiry now.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ExpiryPrices {
	/// Which.
	pub expiry: Expiry,
	/// Its forward; `None` when stale, and once the expiry has come.
	pub forward: Option<Stamped<Price>>,
	/// The average of its settlement window up to the last sample; `None` before the first has held.
	pub average: Option<Price>,
}

sp_api::decl_runtime_apis! {
	/// What clients follow from block to block.
	pub trait PricesApi {
		/// The prices of an underlying; `None` if there is none with this number.
		fn prices(underlying: UnderlyingId) -> Option<UnderlyingPrices>;
	}

	/// What traders' clients read, across pallets. Of a subaccount all are `None` when it was never opened
	/// or is closed; what needs a price that is not fresh is an error.
	#[api_version(2)]
	pub trait TradingApi<AccountId> where AccountId: codec::Codec {
		/// All underlyings.
		fn underlyings() -> Vec<UnderlyingQuote>;
		/// The series of an underlying that are not settled yet.
		fn series(underlying: UnderlyingId) -> Vec<SeriesQuote>;
		/// A margin account.
		fn account(subaccount: SubaccountId) -> Option<AccountQuote<AccountId>>;
		/// The subaccounts of an owner.
		fn subaccounts(owner: AccountId) -> Vec<SubaccountId>;
		/// How the positions of a subaccount move, by underlying.
		fn greeks(subaccount: SubaccountId) -> Option<Result<Vec<UnderlyingGreeks>, RiskError>>;
		/// What the margin of a subaccount is made of; open orders not counted.
		fn margin(subaccount: SubaccountId) -> Option<Result<MarginBreakdown, RiskError>>;
		/// What orders would do to a subaccount beside those that it has, within its protection's limit of
		/// lots: at their limits, with the taker's fee, and as if markets were open. [`RiskError::TooMany`]
		/// for more than 512, or if with them the account were in more than 128 series.
		fn simulate(
			subaccount: SubaccountId,
			orders: Vec<DraftOrder>,
		) -> Option<Result<SimulatedOrders, RiskError>>;
		/// How much of each asset could be withdrawn: the quote asset, then those it holds as collateral.
		fn withdrawals(
			subaccount: SubaccountId,
		) -> Option<Result<Vec<AssetWithdrawable>, RiskError>>;
		/// At which price of each underlying a subaccount would fall below maintenance margin.
		fn liquidation_prices(
			subaccount: SubaccountId,
		) -> Option<Result<Vec<LiquidationPrice>, RiskError>>;
	}
}
