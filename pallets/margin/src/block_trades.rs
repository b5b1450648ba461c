//! Block trades: one owner proposes, the other accepts.

use crate::{
	types::{count, BlockTrade},
	BlockTrades, Config, Error, Event, HoldReason, Pallet, WeightInfo, MAX_OPEN_ORDERS,
	MAX_POSITIONS,
};
use frame_support::{
	ensure,
	pallet_prelude::DispatchError,
	traits::{fungible::MutateHold, tokens::Precision, Get},
	weights::Weight,
};
use sp_runtime::{traits::Hash, DispatchResult};
use tenor_primitives::{
	Admission, BlockLeg, BlockTerms, Delta, Holder, LegTerms, Lots, Money, SeriesId, Side,
	SubaccountId,
};

impl<T: Config> Pallet<T> {
	/// What accepting so many legs weighs at most.
	pub(crate) fn most_to_accept(legs: usize) -> Weight {
		T::WeightInfo::accept_block_trade(count(legs), MAX_POSITIONS, MAX_OPEN_ORDERS)
	}

	pub(crate) fn do_propose_block_trade(who: T::AccountId, trade: BlockTrade) -> DispatchResult {
		Self::owned(&who, trade.maker)?;
		ensure!(trade.maker != trade.taker, Error::<T>::SameSubaccount);
		let taker = Self::account(trade.taker).ok_or(Error::<T>::UnknownSubaccount)?;
		ensure!(taker.owner != who, Error::<T>::SameOwner);
		ensure!(trade.last >= Self::now(), Error::<T>::BlockTradeExpired);
		Self::ensure_legs(trade.legs.iter().map(|leg| (leg.series, leg.lots)))?;
		let hash = T::Hashing::hash_of(&trade);
		let known = BlockTrades::<T>::contains_key(trade.maker, hash);
		ensure!(!known, Error::<T>::BlockTradeKnown);
		let deposit = T::BlockTradeDeposit::get();
		T::NativeCurrency::hold(&HoldReason::BlockTrade.into(), &who, deposit)?;
		BlockTrades::<T>::insert(trade.maker, hash, deposit);
		Self::deposit_event(Event::BlockTradeProposed { trade, hash });
		Ok(())
	}

	/// Returns the most series and open orders that either account is in.
	pub(crate) fn do_accept_block_trade(
		who: T::AccountId,
		trade: BlockTrade,
	) -> Result<(u32, u32), DispatchError> {
		Self::owned(&who, trade.taker)?;
		let maker = Self::account(trade.maker).ok_or(Error::<T>::UnknownSubaccount)?;
		Self::take_proposal(&maker.owner, trade.maker, T::Hashing::hash_of(&trade))?;
		ensure!(trade.last >= Self::now(), Error::<T>::BlockTradeExpired);

		let terms = T::BlockTerms::terms(&trade).map_err(Error::<T>::from)?;
		let sums = Sums::of(&trade, &terms).ok_or(Error::<T>::AmountTooLarge)?;
		let admission = terms.iter().map(|leg| leg.admission).max().unwrap_or(Admission::Open);
		let assessed = Self::exchange([trade.maker, trade.taker], &sums.deltas, admission)?;
		for subaccount in [trade.maker, trade.taker] {
			T::BlockTerms::count(subaccount, sums.notional);
		}
		let Sums { maker_fee, taker_fee, .. } = sums;
		Self::deposit_event(Event::BlockTraded { trade, maker_fee, taker_fee });
		Ok(assessed)
	}

	pub(crate) fn do_withdraw_block_trade(
		who: T::AccountId,
		maker: SubaccountId,
		hash: T::Hash,
	) -> DispatchResult {
		Self::owned(&who, maker)?;
		Self::take_proposal(&who, maker, hash)?;
		Self::deposit_event(Event::BlockTradeWithdrawn { maker, hash });
		Ok(())
	}

	/// Ends a proposal, and gives its deposit back.
	fn take_proposal(owner: &T::AccountId, maker: SubaccountId, hash: T::Hash) -> DispatchResult {
		let deposit = BlockTrades::<T>::take(maker, hash).ok_or(Error::<T>::UnknownBlockTrade)?;
		let (reason, precision) = (HoldReason::BlockTrade.into(), Precision::BestEffort);
		T::NativeCurrency::release(&reason, owner, deposit, precision)?;
		Ok(())
	}

	/// Checks that legs are there, each of something, and each series is named once, so that a set of
	/// legs can be written in one way only.
	pub(crate) fn ensure_legs(
		legs: impl Iterator<Item = (SeriesId, Lots)> + Clone,
	) -> Result<(), Error<T>> {
		ensure!(legs.clone().next().is_some(), Error::<T>::NoLegs);
		ensure!(legs.clone().all(|(_, lots)| !lots.is_zero()), Error::<T>::ZeroAmount);
		let ascending = legs.map(|(series, _)| series).is_sorted_by(|one, other| one < other);
		ensure!(ascending, Error::<T>::LegsNotAscending);
		Ok(())
	}
}

/// What a block trade comes to.
struct Sums {
	/// Of the maker, the taker and the fees.
	deltas: [Delta; 3],
	maker_fee: Money,
	taker_fee: Money,
	notional: Money,
}

impl Sums {
	/// `None` on overflow.
	fn of(trade: &BlockTrade, terms: &[LegTerms]) -> Option<Self> {
		let sum = |of: fn(&LegTerms) -> Money| Money::checked_sum(terms.iter().map(of));
		let maker_fee = sum(|leg| leg.maker_fee)?;
		let taker_fee = sum(|leg| leg.taker_fee)?;
		let fees = maker_fee.checked_add(taker_fee)?;
		let pays = |subaccount, fee: Money| {
			Some(Delta::of_cash(Holder::Subaccount(subaccount), fee.checked_neg()?))
		};
		let mut maker = pays(trade.maker, maker_fee)?;
		let mut taker = pays(trade.taker, taker_fee)?;
		for (BlockLeg { series, side, lots, .. }, leg) in trade.legs.iter().zip(terms) {
			let (buyer, seller) = match side {
				Side::Bid => (&mut maker, &mut taker),
				Side::Ask => (&mut taker, &mut maker),
			};
			let lots = lots.to_signed()?;
			let LegTerms { premium, is_future, .. } = *leg;
			buyer.trade(*series, lots, premium, is_future)?;
			seller.trade(*series, lots.checked_neg()?, premium.checked_neg()?, is_future)?;
		}
		let fees = Delta::of_cash(Holder::Fees, fees);
		let notional = sum(|leg| leg.notional)?;
		Some(Self { deltas: [maker, taker, fees], maker_fee, taker_fee, notional })
	}
}
