//! What a subaccount may ask for without a fee.

use crate::{BookParameters, Config, Pallet, Spent};
use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use tenor_primitives::{BlockNumber, PortfolioInspect, SubaccountId};

/// Items of an order. A two-sided quote, and an order, a name or a series to cancel, is one: an order
/// weighs about so many quotes, since it may meet others that rest.
pub(crate) const ORDER: u32 = 8;

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
	pub fn spend(
		self,
		cost: Cost,
		now: BlockNumber,
		parameters: &BookParameters,
	) -> Option<(Self, u32)> {
		let burst = parameters.free_burst;
		let kept = if cost.cancels { 0 } else { burst.checked_div(4).unwrap_or(0) };
		let items = self.now(now, parameters.free_rate).checked_add(cost.items)?;
		let left = burst.checked_sub(kept)?.checked_sub(items)?;
		Some((Self { items, at: now }, left))
	}
}

impl<T: Config> Pallet<T> {
	/// What a subaccount's spending is after a transaction of somebody, and what is left then; `None` if
	/// it is not free.
	pub(crate) fn free(
		who: &T::AccountId,
		subaccount: SubaccountId,
		cost: Cost,
	) -> Option<(Spending, u32)> {
		T::Ledger::authority(subaccount, who).ok()?;
		Spent::<T>::get(subaccount).spend(cost, Self::now(), &Self::parameters())
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
		let parameters = Self::parameters();
		let nothing = Cost { items: 0, cancels: false };
		let spent = Spent::<T>::get(subaccount).spend(nothing, Self::now(), &parameters);
		spent.map_or(0, |(_, left)| left)
	}
}
