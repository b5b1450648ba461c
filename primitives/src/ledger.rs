//! The one gate to money: deltas and who may see accounts.

use crate::{
	AssetId, Authority, AuthorityError, Balance, BlockNumber, Money, OpenOrder, Portfolio,
	SeriesId, SignedLots, SubaccountId,
};
use alloc::{vec, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Who a delta belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
	/// A margin subaccount.
	Subaccount(SubaccountId),
	/// Fees due to the treasury.
	Fees,
	/// The insurance fund.
	Insurance,
	/// A series that is being paid out: owes or is owed what the other side has not settled yet.
	Settling(SeriesId),
	/// Custody: what enters the margin system is negative here, what leaves it positive.
	Custody,
}

/// One change of what a holder owns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delta {
	/// Whose.
	pub holder: Holder,
	/// Change of cash.
	pub cash: Money,
	/// Changes of positions.
	pub positions: Vec<(SeriesId, SignedLots)>,
	/// Changes of what positions in futures cost: one of each future among the positions, zero too.
	pub costs: Vec<(SeriesId, Money)>,
	/// Changes of other assets, in their base units: of subaccounts and of custody only.
	pub collateral: Vec<(AssetId, i128)>,
}

impl Delta {
	/// A change of cash alone.
	pub fn of_cash(holder: Holder, cash: Money) -> Self {
		Self { cash, ..Self::nothing(holder) }
	}

	/// A change of an asset held as collateral alone.
	pub fn of_collateral(holder: Holder, asset: AssetId, amount: i128) -> Self {
		Self { collateral: vec![(asset, amount)], ..Self::nothing(holder) }
	}

	/// No change.
	fn nothing(holder: Holder) -> Self {
		Self {
			holder,
			cash: Money::ZERO,
			positions: Vec::new(),
			costs: Vec::new(),
			collateral: Vec::new(),
		}
	}

	/// Adds lots of a series that is not in it yet, negative ones if they are sold, and what is paid for
	/// them: now, or of a future when it settles. `None` on overflow.
	pub fn trade(
		&mut self,
		series: SeriesId,
		lots: SignedLots,
		paid: Money,
		is_future: bool,
	) -> Option<()> {
		self.positions.push((series, lots));
		if is_future {
			self.costs.push((series, paid));
		} else {
			self.cash = self.cash.checked_sub(paid)?;
		}
		Some(())
	}
}

/// A withdrawal that was admitted and is paid once its credits are final.
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
pub struct PendingWithdrawal {
	/// How much of the quote asset.
	pub amount: Balance,
	/// The block that must be final.
	pub requires: BlockNumber,
}

/// Why a set of deltas was refused; nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LedgerError {
	/// Cash, a series' lots or their cost, or an asset, do not sum to zero over the set.
	Unbalanced,
	/// A subaccount does not exist, or is not the one whose orders it should list.
	UnknownSubaccount,
	/// An account would hold more series than it may.
	TooManyPositions,
	/// An account would list more open orders than it may.
	TooManyOrders,
	/// An account would hold more kinds of collateral than it may.
	TooManyKinds,
	/// An amount does not fit its type.
	Overflow,
}

/// Changes margin accounts. All of `deltas` is applied or nothing.
pub trait Ledger {
	/// Applies a balanced set: cash sums to zero, and so do each series' lots and their cost, and each
	/// asset held as collateral.
	fn apply(deltas: &[Delta]) -> Result<(), LedgerError>;
	/// Replaces the list of an account's open orders, kept equal to the books by their owner.
	fn set_open_orders(subaccount: SubaccountId, orders: Vec<OpenOrder>)
		-> Result<(), LedgerError>;
}

/// Reads margin accounts.
pub trait PortfolioInspect<AccountId> {
	/// The owner; `None` when never opened.
	fn owner(subaccount: SubaccountId) -> Option<AccountId>;
	/// What `who` may do with a subaccount.
	fn authority(subaccount: SubaccountId, who: &AccountId) -> Result<Authority, AuthorityError>;
	/// The subaccounts of an owner, ascending.
	fn subaccounts(owner: &AccountId) -> Vec<SubaccountId>;
	/// Cash, positions and collateral.
	fn portfolio(subaccount: SubaccountId) -> Option<Portfolio>;
	/// Open orders as last recorded, without those whose last block has passed.
	fn open_orders(subaccount: SubaccountId) -> Vec<OpenOrder>;
	/// All subaccounts that list open orders, for checks of the state: their number is not bounded.
	fn with_orders() -> Vec<SubaccountId>;
	/// The position in one series.
	fn position(subaccount: SubaccountId, series: SeriesId) -> SignedLots;
	/// What the position in a future cost.
	fn cost(subaccount: SubaccountId, series: SeriesId) -> Money;
	/// Up to `limit` holders of a series: those of a future include who has closed it and is still to
	/// settle its cost.
	fn holders(series: SeriesId, limit: u32) -> Vec<SubaccountId>;
	/// Open interest: lots held long in a series.
	fn open_interest(series: SeriesId) -> u64;
}

/// Forgets what is kept for a subaccount beside its record.
pub trait OnClosed {
	/// The subaccount is closed; its id is never given out again.
	fn on_closed(subaccount: SubaccountId);
}

/// Removes what stands in the book of a series that has expired.
pub trait BookMaintenance {
	/// Removes up to `limit` orders of a series from its book and from their accounts' records;
	/// true when none is left.
	fn remove_orders(series: SeriesId, limit: u32) -> bool;
}
