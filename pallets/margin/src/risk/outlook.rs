//! What could leave an account, whatever its open orders do.

use super::{PageQuotes, Snapshot};
use crate::{types::AccountOf, Config, Pallet};
use alloc::vec::Vec;
use tenor_primitives::{Money, OpenOrder, OrderRisk, RiskError};

/// The market as far as an account and its open orders need it: one for all that is asked of them.
pub(crate) struct Outlook<T: Config> {
	market: Snapshot<T>,
	orders: Vec<OrderRisk>,
}

impl<T: Config> Outlook<T> {
	pub(crate) fn new(account: &AccountOf<T>, orders: &[OpenOrder]) -> Self {
		let orders: Vec<_> = orders.iter().map(Pallet::<T>::order_risk).collect();
		let portfolio = Pallet::<T>::portfolio_of(account);
		Self { market: Pallet::<T>::look(&portfolio, &orders), orders }
	}

	/// What of the equity of the account, with more or less cash and collateral, nothing needs: the least
	/// initial excess over all fills of its open orders without what futures gained, which is not paid
	/// before they settle.
	pub(crate) fn excess(&mut self, account: &AccountOf<T>) -> Result<Money, RiskError> {
		let Self { market, orders } = self;
		let portfolio = Pallet::<T>::portfolio_of(account);
		let worst = market.worst_excess(&portfolio, orders)?;
		let unpaid = tenor_risk::unpaid_gains(&portfolio, &mut PageQuotes(market))?;
		worst.checked_sub(unpaid).ok_or(RiskError::Overflow)
	}

	/// What cash may leave the account: no more than it has, and no more than leaves an excess when it is
	/// gone. An account that owes nothing may need much once it owes: then either all goes that leaves it
	/// without debt, or what it can do without while it has one.
	pub(crate) fn free_cash(&mut self, account: &AccountOf<T>) -> Result<Money, RiskError> {
		let overflow = RiskError::Overflow;
		let most = self.excess(account)?.min(account.cash);
		if most <= Money::ZERO {
			return Ok(most);
		}
		let mut without = |amount: Money| {
			let cash = account.cash.checked_sub(amount).ok_or(overflow)?;
			self.excess(&AccountOf::<T> { cash, ..account.clone() })
		};
		let rest = without(most)?;
		if rest >= Money::ZERO {
			return Ok(most);
		}
		let owing = most.checked_add(rest).ok_or(overflow)?.max(Money::ZERO);
		let settled = Pallet::<T>::portfolio_of(account).cash_after_costs().ok_or(overflow)?;
		let exempt = settled.min(most).max(owing);
		Ok(if without(exempt)? >= Money::ZERO { exempt } else { owing })
	}
}
