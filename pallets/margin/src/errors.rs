//! What goes wrong, a part of the pallet's module, and what the errors of glue traits are to who calls.

use crate::Error;
use frame_support::pallet_macros::pallet_section;
use tenor_primitives::{ChangeError, LedgerError, LegError, RiskError};

#[pallet_section]
mod faults {
	#[pallet::error]
	pub enum Error<T> {
		/// No such subaccount: open one, or use the id its event told.
		UnknownSubaccount,
		/// Only the owner of a subaccount may do this.
		NotOwner,
		/// The owner has 256 subaccounts: close one.
		TooManySubaccounts,
		/// All subaccount ids are used up.
		SubaccountIdsExhausted,
		/// Only an empty subaccount can be closed: settle its positions, cancel its orders, withdraw
		/// its cash and collateral and wait for pending withdrawals.
		SubaccountNotEmpty,
		/// An amount must be above zero.
		ZeroAmount,
		/// An amount does not fit its type: use a smaller one.
		AmountTooLarge,
		/// A transfer or trade needs two different subaccounts.
		SameSubaccount,
		/// The free equity, open orders counted at their worst, is smaller: ask for less, cancel
		/// orders or close positions.
		InsufficientFreeEquity,
		/// A price that is needed is not fresh: wait for the next round.
		NoFreshPrice,
		/// A series of the account is not listed any more: wait until it is settled.
		UnknownSeries,
		/// A market in which the account holds a position or has an order has lost its prices and takes
		/// only cancels and deposits: wait until they are back, or cancel the orders there.
		WithdrawalsClosed,
		/// Nothing waits to be paid to this subaccount's owner.
		NoPendingWithdrawal,
		/// The credits behind the withdrawal are not final: wait.
		CreditNotFinal,
		/// No fees are due: wait for trades.
		NoFeesDue,
		/// The pot holds no more than it owes: there is nothing to recognise.
		NoDonation,
		/// A parameter is out of its bounds, or initial margin could be below maintenance.
		ParametersOutOfBounds,
		/// The parameters are as they were: change one.
		ParametersUnchanged,
		/// A parameter would move further in 24 hours than its largest step: wait or go slower.
		ParameterStepTooLarge,
		/// There were 16 changes in the last 24 hours: wait.
		TooManyParameterChanges,
		/// The direction differs from the one declared: declare the other, or split the change.
		WrongDirection,
		/// This origin may only tighten initial margin and what limits deposits.
		MayOnlyTightenInitial,
		/// Cash, lots, costs or assets of a set of deltas do not sum to zero: a defect of the chain, please report it.
		Unbalanced,
		/// The account would hold more than 128 series: close some.
		TooManyPositions,
		/// The account would list more than 512 open orders: cancel some.
		TooManyOrders,
		/// No fees due are of a block that is final: wait.
		FeesNotFinal,
		/// The signer would be left with less of the asset than an account must hold, and lose it: deposit all of it, or leave the least balance.
		WouldLeaveDust,
		/// Positions and open orders name more than 128 series: cancel the orders in some.
		TooManySeries,
		/// The owner may do everything: name another key as agent.
		AgentIsOwner,
		/// The agent's last block has passed: state this block or a later one.
		AgentExpired,
		/// The subaccount has 16 agents: remove one.
		TooManyAgents,
		/// The subaccount has used up the numbers of its agents: open another.
		AgentKeysExhausted,
		/// This is no agent of the subaccount: see its agents.
		UnknownAgent,
		/// The subaccount has agents: remove them first.
		AgentsRemain,
		/// No such underlying: see the instruments.
		UnknownUnderlying,
		/// The subaccount is under this margin policy already.
		PolicyUnchanged,
		/// The asset is not listed as collateral: use one that is.
		NotCollateral,
		/// The asset is listed already: change its parameters.
		AlreadyListed,
		/// There are 8 assets listed as collateral, and none is ever taken off.
		TooManyCollaterals,
		/// Collateral is an asset that exists, is not the quote asset, has the index of a registered
		/// underlying, at most 18 decimals and a unit above zero.
		UnsoundTerms,
		/// The pot holds less of the asset than an account must: send it that much first.
		PotUnfunded,
		/// Deposits of this asset are closed: use another.
		DepositsClosed,
		/// All accounts together would hold more of the asset than its cap: deposit less.
		DepositCapReached,
		/// More of the asset was issued lately than its limit of 24 hours: wait.
		IssuanceGrewTooFast,
		/// The account holds 4 other kinds of collateral: withdraw one.
		TooManyKinds,
		/// The account holds less of this collateral: ask for less.
		InsufficientCollateral,
		/// The limit of 24 hours has no room, or the pot lacks what accounts owe it: wait, or ask for less.
		WithdrawalLimitReached,
		/// The same block trade is proposed already: give it another last block.
		BlockTradeKnown,
		/// This trade is not proposed: state it as its event does.
		UnknownBlockTrade,
		/// The block trade's last block has passed: propose it with a later one.
		BlockTradeExpired,
		/// The subaccount proposes block trades: withdraw them first.
		BlockTradesRemain,
		/// Both subaccounts are of one owner: transfer the positions.
		SameOwner,
		/// There is nothing to trade: state a leg.
		NoLegs,
		/// Legs must name each series once, ascending.
		LegsNotAscending,
		/// A series does not trade, or there is none.
		SeriesNotTrading,
		/// A price is outside the band in which its series may trade now.
		OutsideBand,
		/// An account would lack initial margin, open orders at their worst: cancel some, or deposit.
		InsufficientMargin,
		/// A market takes only what lowers no account's excess, open orders at their worst.
		RiskNotReduced,
		/// Open orders that may only reduce a position would be larger than it: cancel them first.
		OrdersOutgrowPosition,
		/// The subaccount holds fewer lots than it is to give.
		PositionTooSmall,
		/// The agent has no daily loss cap: it needs no check-in.
		NoLossCap,
	}
}

impl<T> From<RiskError> for Error<T> {
	fn from(error: RiskError) -> Self {
		match error {
			RiskError::UnknownSeries => Self::UnknownSeries,
			RiskError::NoFreshPrice => Self::NoFreshPrice,
			RiskError::Overflow => Self::AmountTooLarge,
			RiskError::TooMany => Self::TooManySeries,
		}
	}
}

impl<T> From<ChangeError> for Error<T> {
	fn from(error: ChangeError) -> Self {
		match error {
			ChangeError::TooMany => Self::TooManyParameterChanges,
			ChangeError::StepTooLarge => Self::ParameterStepTooLarge,
		}
	}
}

impl<T> From<LedgerError> for Error<T> {
	fn from(error: LedgerError) -> Self {
		match error {
			LedgerError::Unbalanced => Self::Unbalanced,
			LedgerError::UnknownSubaccount => Self::UnknownSubaccount,
			LedgerError::TooManyPositions => Self::TooManyPositions,
			LedgerError::TooManyOrders => Self::TooManyOrders,
			LedgerError::TooManyKinds => Self::TooManyKinds,
			LedgerError::Overflow => Self::AmountTooLarge,
		}
	}
}

impl<T> From<LegError> for Error<T> {
	fn from(error: LegError) -> Self {
		match error {
			LegError::NotTrading => Self::SeriesNotTrading,
			LegError::CancelOnly => Self::WithdrawalsClosed,
			LegError::NoFreshPrice => Self::NoFreshPrice,
			LegError::OutsideBand => Self::OutsideBand,
			LegError::TooLarge => Self::AmountTooLarge,
		}
	}
}
