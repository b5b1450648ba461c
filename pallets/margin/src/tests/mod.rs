//! Tests, one file per concern; each ends in `try_state`.

mod agents;
mod analysis;
mod block_trades;
mod collateral;
mod credits;
mod fees;
mod journey;
mod ledger;
mod limits;
mod listing;
mod pages;
mod parameters;
mod policies;
mod positions;
mod risk;
mod stored_orders;
mod subaccounts;
mod try_state;
mod withdraw;

pub(crate) use crate::{mock::*, Error, Event, *};
pub(crate) use frame_support::{assert_noop, assert_ok, traits::fungibles::Mutate};
pub(crate) use sp_runtime::{DispatchError, DispatchResult, TokenError};
pub(crate) use tenor_math::{averaging, Fixed, OptionKind};
pub(crate) use tenor_primitives::*;

pub(crate) const BOTH: [MarginPolicy; 2] = [MarginPolicy::Portfolio, MarginPolicy::Standard];

/// What a contract of an option is worth in this market: a year at the money at 60 %.
pub(crate) fn value(kind: OptionKind, index: Price) -> Price {
	let volatility = Fixed::from_ratio(6, 10).unwrap();
	let (strike, way) = (2_000 * WAD, tenor_math::Rounding::Down);
	Price(averaging::price(kind, index.0, strike, volatility, 31_536_000, 0, way).unwrap())
}

/// Runs `what` and takes its changes back.
pub(crate) fn aside<R>(what: impl FnOnce() -> R) -> R {
	use frame_support::storage::{with_transaction, TransactionOutcome};
	with_transaction(|| TransactionOutcome::Rollback(Ok::<R, DispatchError>(what()))).unwrap()
}

/// The initial excess without open orders, and with them at their worst.
pub(crate) fn excesses(subaccount: SubaccountId) -> [Money; 2] {
	let (account, orders) = (record(subaccount), Margin::open_orders(subaccount));
	let own = crate::risk::Outlook::<Test>::new(&account, &[]).excess(&account).unwrap();
	let mut outlook = crate::risk::Outlook::<Test>::new(&account, &orders);
	[own, outlook.excess(&account).unwrap()]
}

/// Whether what `change` does may be done to these accounts, by the rule of block trades and transfers.
pub(crate) fn may(accounts: &[SubaccountId], reducing: bool, change: impl FnOnce()) -> bool {
	let before: Vec<Money> = accounts.iter().map(|of| excesses(*of)[0]).collect();
	let after: Vec<Money> = aside(|| {
		change();
		accounts.iter().map(|of| excesses(*of)[1]).collect()
	});
	let least = |before: Money| if reducing { before } else { before.min(Money::ZERO) };
	before.into_iter().zip(after).all(|(before, after)| after >= least(before))
}
