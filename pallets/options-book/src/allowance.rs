//! What a subaccount may ask for without a fee.

use crate::{Config, Pallet, Spent};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::traits::Get;
use scale_info::TypeInfo;
use tenor_primitives::{BlockNumber, PortfolioInspect, SubaccountId};

/// Items of an order. A two-sided quote, and an order, a name or a series to cancel, is one: an order
/// weighs about so many quotes, since it may meet others that rest.
pub(crate) const ORDER: u32 = 8;

/// Items of a call that quotes or cancels, beside those of what it names: with one of them it weighs
/// about what an order does.
const CALL: u32 = 7;

/// Items of a call that quotes or cancels so much.
pub(crate) fn named(len: usize) -> u32 {
	u32::try_from(len).unwrap_or(u32::MAX).saturating_add(CALL)
}

/// Items of a cancel of everything.
pub(crate) const CANCEL_ALL: u32 = 16;

/// What a transaction takes of an allowance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
	/// In items.
	pub items: u32,
	/// Whether it only cancels.
	pub cancels: bool,
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

	/// What it is after `cost`, and what is left then; `None` if that is more than is free. A quarter is
	/// kept for cancels.
	pub fn spend(self, cost: Cost, now: BlockNumber, free: &Free) -> Option<(Self, u32)> {
		let Free { rate, burst } = *free;
		let kept = if cost.cancels { 0 } else { burst.checked_div(4).unwrap_or(0) };
		let items = self.now(now, rate).checked_add(cost.items)?;
		let left = burst.checked_sub(kept)?.checked_sub(items)?;
		Some((Self { items, at: now }, left))
	}
}

/// What an account has free, in items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Free {
	/// In a block, on average.
	pub rate: u32,
	/// At once.
	pub burst: u32,
}

impl<T: Config> Pallet<T> {
	/// What an account has free: as large a part of the most as it has of the most open orders, so that
	/// many accounts without money have little.
	fn free_of(subaccount: SubaccountId) -> Free {
		let parameters = Self::parameters();
		let cash = T::Ledger::portfolio(subaccount).unwrap_or_default().cash;
		let most = T::MaxOpenOrders::get();
		let orders = parameters.most_orders(cash).min(most);
		let part = |all: u32| {
			let part = u64::from(all).saturating_mul(orders.into()).checked_div(most.into());
			u32::try_from(part.unwrap_or(0)).unwrap_or(u32::MAX)
		};
		Free { rate: part(parameters.free_rate), burst: part(parameters.free_burst) }
	}

	/// What a subaccount's spending is after a transaction of somebody, and what is left then; `None` if
	/// it is not free.
	pub(crate) fn free(
		who: &T::AccountId,
		subaccount: SubaccountId,
		cost: Cost,
	) -> Option<(Spending, u32)> {
		T::Ledger::authority(subaccount, who).ok()?;
		// What asks for nothing costs the block all the same.
		let cost = Cost { items: cost.items.max(1), ..cost };
		Spent::<T>::get(subaccount).spend(cost, Self::now(), &Self::free_of(subaccount))
	}

	/// Whether a transaction of this origin is free; others than signed ones pay no fee anyway.
	pub(crate) fn is_free(
		origin: &T::RuntimeOrigin,
		subaccount: SubaccountId,
		items: u32,
		cancels: bool,
	) -> bool {
		let cost = Cost { items, cancels };
		let who = frame_system::ensure_signed(origin.clone());
		who.is_ok_and(|who| Self::free(&who, subaccount, cost).is_some())
	}

	/// Items that a subaccount has free for orders and quotes now.
	pub(crate) fn do_allowance(subaccount: SubaccountId) -> u32 {
		let nothing = Cost { items: 0, cancels: false };
		let spent = Spent::<T>::get(subaccount);
		let spent = spent.spend(nothing, Self::now(), &Self::free_of(subaccount));
		spent.map_or(0, |(_, left)| left)
	}
}
