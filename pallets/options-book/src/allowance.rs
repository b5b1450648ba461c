//! What a subaccount may ask for without a fee, and what of that goes in first.

use crate::{BookParameters, Config, Pallet, Spent};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::traits::Get;
use scale_info::TypeInfo;
use sp_runtime::transaction_validity::TransactionPriority;
use tenor_primitives::{BlockNumber, Money, PortfolioInspect, SubaccountId};

/// Items of an order. A two-sided quote, an order, a name or a series to cancel, and what a call sets is
/// one: an order weighs about so many quotes, since it may meet others that rest.
pub(crate) const ORDER: u32 = 8;

/// Items of a call that carries no orders, beside those of what it names: with one of them it weighs
/// about what an order does.
const CALL: u32 = 7;

/// The least items of a trade.
pub(crate) const LEAST: u32 = CALL + 1;

/// Items of a call that names so much.
pub(crate) fn named(len: usize) -> u32 {
	u32::try_from(len).unwrap_or(u32::MAX).saturating_add(CALL)
}

/// Items of a cancel of everything.
pub(crate) const CANCEL_ALL: u32 = 16;

/// What is free comes before what pays: only a tip of thousands of TNR lifts a transaction above it.
const FREE: TransactionPriority = 1 << 63;

/// Cancels of who has much left come before all else.
const FIRST: TransactionPriority = FREE + (1 << 62);

/// What a transaction takes of an allowance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
	/// In items.
	pub items: u32,
	/// Whether it only cancels.
	pub cancels: bool,
}

impl Cost {
	/// What asks for nothing costs the block all the same.
	pub(crate) fn new(items: u32, cancels: bool) -> Self {
		Self { items: items.max(LEAST), cancels }
	}
}

/// Items that a subaccount has used of its allowance: they fall by the rate each block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Spending {
	/// How many counted at `at`.
	pub items: u32,
	/// A block.
	pub at: BlockNumber,
}

impl Spending {
	/// How many count now.
	pub fn now(self, now: BlockNumber, rate: u32) -> u32 {
		let fallen = now.saturating_sub(self.at).saturating_mul(rate);
		self.items.saturating_sub(fallen)
	}
}

/// What a subaccount has free at once, and what it has used of it, in items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Allowance {
	/// The most that it has free.
	pub(crate) burst: u32,
	/// As much of a subaccount without cash.
	pub(crate) bare: u32,
	/// What it has used, as it counts now.
	pub(crate) spent: u32,
	/// Blocks since it last used any.
	pub(crate) idle: BlockNumber,
}

/// Blocks that count of the time that a subaccount used nothing.
const MOST_IDLE: u32 = 255;

impl Allowance {
	/// What is kept for cancels.
	fn kept(&self) -> u32 {
		self.burst.checked_div(4).unwrap_or(0)
	}

	/// What is left after `cost`; `None` if it is not free.
	fn left(&self, cost: Cost) -> Option<u32> {
		let kept = if cost.cancels { 0 } else { self.kept() };
		self.burst.checked_sub(kept)?.checked_sub(self.spent)?.checked_sub(cost.items)
	}

	/// What is used after `cost`; `None` if it is not free.
	pub(crate) fn spend(&self, cost: Cost) -> Option<u32> {
		self.left(cost).map(|_| self.spent.saturating_add(cost.items))
	}

	/// The priority of a transaction of a key that may send so many before it, each judged to take as much
	/// as this one. Of those with as much left, who waited longest since its last trade comes first: so
	/// blocks that take less than is free are shared in turns, and who trades little does not wait. None
	/// for what would leave no more than an account without cash has at all, so that many such accounts
	/// keep nobody out, and for what is not free, which has that of its fee.
	pub(crate) fn priority(&self, cost: Cost, before: u32) -> TransactionPriority {
		let spent = self.spent.saturating_add(before.saturating_mul(cost.items));
		let Some(left) = Self { spent, ..*self }.left(cost).filter(|left| *left > self.bare) else {
			return 0;
		};
		let much = left > self.kept().saturating_add(self.bare);
		let class = if cost.cancels && much { FIRST } else { FREE };
		let idle = self.idle.min(MOST_IDLE);
		let rank = u64::from(left).saturating_mul(u64::from(MOST_IDLE).saturating_add(1));
		class.saturating_add(rank).saturating_add(idle.into())
	}
}

/// The part of `all` that goes to an account with so much cash: as large as its part of the most open
/// orders, so that many accounts without money have little.
fn part<T: Config>(parameters: &BookParameters, cash: Money, all: u32) -> u32 {
	let most = T::MaxOpenOrders::get();
	let orders = parameters.most_orders(cash).min(most);
	let part = u64::from(all).saturating_mul(orders.into()).checked_div(most.into());
	u32::try_from(part.unwrap_or(0)).unwrap_or(u32::MAX)
}

impl<T: Config> Pallet<T> {
	/// What a subaccount has free now.
	pub(crate) fn allowance_of(subaccount: SubaccountId) -> Allowance {
		let parameters = Self::parameters();
		let cash = T::Ledger::portfolio(subaccount).unwrap_or_default().cash;
		let rate = part::<T>(&parameters, cash, parameters.free_rate);
		let spending = Spent::<T>::get(subaccount);
		Allowance {
			burst: part::<T>(&parameters, cash, parameters.free_burst),
			bare: part::<T>(&parameters, Money::ZERO, parameters.free_burst),
			spent: spending.now(Self::now(), rate),
			idle: Self::now().saturating_sub(spending.at),
		}
	}

	/// Whether a transaction of this origin is free; others than signed ones pay no fee anyway.
	pub(crate) fn is_free(
		origin: &T::RuntimeOrigin,
		subaccount: SubaccountId,
		items: u32,
		cancels: bool,
	) -> bool {
		let may = |who| T::Ledger::authority(subaccount, &who).is_ok();
		frame_system::ensure_signed(origin.clone()).is_ok_and(may)
			&& Self::allowance_of(subaccount).spend(Cost::new(items, cancels)).is_some()
	}

	/// Items that a subaccount has free for orders and quotes now.
	pub(crate) fn do_allowance(subaccount: SubaccountId) -> u32 {
		let allowance = Self::allowance_of(subaccount);
		let orders = allowance.burst.saturating_sub(allowance.kept());
		orders.saturating_sub(allowance.spent)
	}
}
