//! Bodies of the calls.

use crate::{
	risk::Outlook,
	types::{count, AccountOf, AccountView, PendingWithdrawal, Withdrawable},
	Accounts, BlockTrades, Config, Error, Event, FeeCredits, FeesDue, HoldReason, Keys,
	Liabilities, NextSubaccount, OpenOrders, OwnedBy, Pallet, ParameterChanges, Parameters,
	MAX_POSITIONS,
};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{
	ensure,
	pallet_prelude::*,
	traits::{fungible::MutateHold, tokens::Precision},
};
use sp_runtime::traits::{AccountIdConversion, UniqueSaturatedInto};
use tenor_primitives::{
	Balance, BlockNumber, Delta, Direction, Holder, InstrumentInspect, MarketPhase, Money,
	OnClosed, OpenOrder, Phase, Risk, RiskEngine, RiskError, SeriesId, SubaccountId, UnderlyingId,
	WithdrawGate,
};
use tenor_risk::StandardParameters;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_open_subaccount(owner: T::AccountId) -> DispatchResult {
		let subaccount = NextSubaccount::<T>::get();
		let next = subaccount.next().ok_or(Error::<T>::SubaccountIdsExhausted)?;
		OwnedBy::<T>::try_mutate(&owner, |owned| owned.try_push(subaccount))
			.map_err(|_| Error::<T>::TooManySubaccounts)?;
		let deposit = T::SubaccountDeposit::get();
		T::NativeCurrency::hold(&HoldReason::Subaccount.into(), &owner, deposit)?;
		NextSubaccount::<T>::put(next);
		Self::put_account(
			subaccount,
			AccountOf::<T>::new(owner.clone(), deposit, T::DefaultPolicy::get()),
		);
		Self::deposit_event(Event::SubaccountOpened { owner, subaccount });
		Ok(())
	}

	pub(crate) fn do_close_subaccount(
		who: T::AccountId,
		subaccount: SubaccountId,
	) -> DispatchResult {
		let account = Self::owned(&who, subaccount)?;
		let empty = account.is_empty() && Self::live_orders(subaccount).is_empty();
		ensure!(empty, Error::<T>::SubaccountNotEmpty);
		ensure!(Keys::<T>::get(subaccount).agents == 0, Error::<T>::AgentsRemain);
		let proposes = BlockTrades::<T>::iter_key_prefix(subaccount).next().is_some();
		ensure!(!proposes, Error::<T>::BlockTradesRemain);
		T::NativeCurrency::release(
			&HoldReason::Subaccount.into(),
			&who,
			account.deposit,
			Precision::BestEffort,
		)?;
		Accounts::<T>::remove(subaccount);
		OpenOrders::<T>::remove(subaccount);
		Keys::<T>::remove(subaccount);
		T::OnClosed::on_closed(subaccount);
		OwnedBy::<T>::mutate_exists(&who, |owned| {
			*owned = owned.take().filter(|ids| ids.len() > 1).map(|mut ids| {
				ids.retain(|id| *id != subaccount);
				ids
			});
		});
		Self::deposit_event(Event::SubaccountClosed { subaccount });
		Ok(())
	}

	pub(crate) fn do_deposit(
		who: T::AccountId,
		subaccount: SubaccountId,
		amount: Balance,
	) -> DispatchResult {
		Self::owned(&who, subaccount)?;
		let cash = Self::positive(amount)?;
		Self::take_in(Self::quote_gauge(), &who, amount)?;
		Self::move_cash(Holder::Custody, Holder::Subaccount(subaccount), cash)?;
		Self::deposit_event(Event::Deposited { subaccount, amount });
		Ok(())
	}

	/// Returns the series and open orders that were assessed.
	pub(crate) fn do_withdraw(
		who: T::AccountId,
		subaccount: SubaccountId,
		amount: Balance,
	) -> Result<(u32, u32), DispatchError> {
		let mut account = Self::owned(&who, subaccount)?;
		let cash = Self::positive(amount)?;
		let assessed = Self::ensure_free(subaccount, &account, cash)?;

		account.credits.expire(T::Gate::is_final);
		let requires = account.credits.draw(account.cash, cash);
		let gauge = Self::quote_gauge();
		match requires {
			None if gauge.room(amount) >= amount => {
				Self::put_account(subaccount, account);
				Self::move_cash(Holder::Subaccount(subaccount), Holder::Custody, cash)?;
				Self::pay_out(gauge, &who, amount)?;
				Self::deposit_event(Event::Withdrawn { subaccount, amount });
			},
			requires => {
				// What waits for room alone requires no block.
				let requires = requires.unwrap_or_default();
				let waiting = match account.pending {
					None => PendingWithdrawal { amount, requires },
					Some(earlier) => PendingWithdrawal {
						amount: earlier
							.amount
							.checked_add(amount)
							.ok_or(Error::<T>::AmountTooLarge)?,
						requires: earlier.requires.max(requires),
					},
				};
				account.pending = Some(waiting);
				Self::put_account(subaccount, account);
				Self::move_cash(Holder::Subaccount(subaccount), Holder::Custody, cash)?;
				// Set aside: no longer cash, still owed.
				Self::change_liabilities(cash)?;
				Self::deposit_event(Event::WithdrawalAdmitted {
					subaccount,
					amount,
					requires: waiting.requires,
				});
			},
		}
		Ok(assessed)
	}

	pub(crate) fn do_complete_withdrawal(subaccount: SubaccountId) -> DispatchResult {
		let mut account = Self::account(subaccount).ok_or(Error::<T>::UnknownSubaccount)?;
		let pending = account.pending.take().ok_or(Error::<T>::NoPendingWithdrawal)?;
		ensure!(T::Gate::is_final(pending.requires), Error::<T>::CreditNotFinal);
		let gauge = Self::quote_gauge();
		let amount = gauge.room(pending.amount).min(pending.amount);
		ensure!(amount > 0, Error::<T>::WithdrawalLimitReached);
		let paid = Money::from_balance(amount)
			.and_then(Money::checked_neg)
			.ok_or(Error::<T>::AmountTooLarge)?;
		let rest = pending.amount.saturating_sub(amount);
		account.pending = (rest > 0).then_some(PendingWithdrawal { amount: rest, ..pending });
		Self::change_liabilities(paid)?;
		Self::pay_out(gauge, &account.owner, amount)?;
		Self::put_account(subaccount, account);
		Self::deposit_event(Event::Withdrawn { subaccount, amount });
		Ok(())
	}

	/// Returns the series and open orders that were assessed.
	pub(crate) fn do_transfer(
		who: T::AccountId,
		from: SubaccountId,
		to: SubaccountId,
		amount: Balance,
	) -> Result<(u32, u32), DispatchError> {
		ensure!(from != to, Error::<T>::SameSubaccount);
		let mut account = Self::owned(&who, from)?;
		Self::owned(&who, to)?;
		let cash = Self::positive(amount)?;
		let assessed = Self::ensure_free(from, &account, cash)?;
		// What leaves takes its credits along: it is a fresh credit where it arrives.
		account.credits.expire(T::Gate::is_final);
		account.credits.draw(account.cash, cash);
		Self::put_account(from, account);
		Self::move_cash(Holder::Subaccount(from), Holder::Subaccount(to), cash)?;
		Self::deposit_event(Event::Transferred { from, to, amount });
		Ok(assessed)
	}

	pub(crate) fn do_collect_fees() -> DispatchResult {
		let due = FeesDue::<T>::get();
		ensure!(due > 0, Error::<T>::NoFeesDue);
		let mut credits = FeeCredits::<T>::get();
		credits.expire(T::Gate::is_final);
		let withheld = credits.withheld().to_balance().unwrap_or(Balance::MAX);
		let amount = due.saturating_sub(withheld);
		ensure!(amount > 0, Error::<T>::FeesNotFinal);
		let cash = Self::positive(amount)?;
		FeeCredits::<T>::put(credits);
		Self::move_cash(Holder::Fees, Holder::Custody, cash)?;
		Self::pay(T::QuoteAsset::get(), &T::FeeDestination::get(), amount)?;
		Self::deposit_event(Event::FeesCollected { amount });
		Ok(())
	}

	pub(crate) fn do_recognise_donation() -> DispatchResult {
		let amount = Self::surplus();
		ensure!(amount > 0, Error::<T>::NoDonation);
		let cash = Self::positive(amount)?;
		Self::move_cash(Holder::Custody, Holder::Insurance, cash)?;
		Self::deposit_event(Event::DonationRecognised { amount });
		Ok(())
	}

	pub(crate) fn do_set_parameters(
		new: StandardParameters,
		direction: Direction,
		may_loosen: bool,
	) -> DispatchResult {
		let old = Parameters::<T>::get();
		ensure!(new.is_valid(), Error::<T>::ParametersOutOfBounds);
		let fast = direction == Direction::Tighter && !new.moves_maintenance(&old);
		ensure!(may_loosen || fast, Error::<T>::MayOnlyTightenInitial);
		ParameterChanges::<T>::try_mutate(|changes| {
			Self::note_change(changes, &old, &new, direction)
		})?;
		Parameters::<T>::put(new);
		Self::deposit_event(Event::ParametersChanged { old, new, direction });
		Ok(())
	}
}

/// Reads behind the view functions.
impl<T: Config> Pallet<T> {
	pub(crate) fn view(subaccount: SubaccountId) -> Option<AccountView<T::AccountId>> {
		let mut account = Self::account(subaccount)?;
		account.credits.expire(T::Gate::is_final);
		Some(AccountView {
			subaccount,
			withheld: account.credits.withheld(),
			collateral: account.assets(),
			owner: account.owner,
			cash: account.cash,
			positions: account.positions.into_inner(),
			costs: account.costs.into_inner(),
			open_orders: Self::live_orders(subaccount),
			pending: account.pending,
			policy: account.policy,
		})
	}

	pub(crate) fn risk_of(subaccount: SubaccountId) -> Option<Result<Risk, RiskError>> {
		let account = Self::account(subaccount)?;
		Some(Self::assess(&Self::portfolio_of(&account)))
	}

	pub(crate) fn withdrawable_of(
		subaccount: SubaccountId,
	) -> Option<Result<Withdrawable, RiskError>> {
		let account = Self::account(subaccount)?;
		let mut outlook = Self::outlook(subaccount, &account);
		Some(Self::withdrawable_in(outlook.as_mut(), &account))
	}

	/// The market as an account sees it; `None` if nothing may leave it, as where a market takes only
	/// cancels.
	pub(crate) fn outlook(subaccount: SubaccountId, account: &AccountOf<T>) -> Option<Outlook<T>> {
		let (orders, _) = Self::ensure_open(subaccount, account).ok()?;
		Some(Outlook::new(account, &orders))
	}

	pub(crate) fn withdrawable_in(
		outlook: Option<&mut Outlook<T>>,
		account: &AccountOf<T>,
	) -> Result<Withdrawable, RiskError> {
		let Some(outlook) = outlook else { return Ok(Withdrawable { free: 0, at_once: 0 }) };
		let free = outlook.free_cash(account)?;
		let mut credits = account.credits.clone();
		credits.expire(T::Gate::is_final);
		let settled = account.cash.saturating_sub(credits.withheld());
		let payable = free.min(settled).to_balance().unwrap_or(0);
		let at_once = Self::quote_gauge().room(payable).min(payable);
		Ok(Withdrawable { free: free.to_balance().unwrap_or(0), at_once })
	}
}

/// Steps that calls share.
impl<T: Config> Pallet<T> {
	/// The account of the pot.
	pub fn pot() -> T::AccountId {
		T::PotId::get().into_account_truncating()
	}

	/// What the pot holds of the quote asset. Held at the bound of the type.
	pub(crate) fn pot_holdings() -> Money {
		let holdings = Self::holdings(T::QuoteAsset::get());
		Money::from_balance(holdings).unwrap_or(Money(i128::MAX))
	}

	/// What the pot holds above what it owes.
	pub(crate) fn surplus() -> Balance {
		let surplus = Self::pot_holdings().saturating_sub(Liabilities::<T>::get());
		surplus.to_balance().unwrap_or(0)
	}

	/// This block.
	pub(crate) fn now() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().unique_saturated_into()
	}

	/// The record of a subaccount of `who`.
	pub(crate) fn owned(
		who: &T::AccountId,
		subaccount: SubaccountId,
	) -> Result<AccountOf<T>, DispatchError> {
		let account = Self::account(subaccount).ok_or(Error::<T>::UnknownSubaccount)?;
		ensure!(account.owner == *who, Error::<T>::NotOwner);
		Ok(account)
	}

	pub(crate) fn positive(amount: Balance) -> Result<Money, Error<T>> {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		Money::from_balance(amount).ok_or(Error::<T>::AmountTooLarge)
	}

	/// Checks that so much cash may leave an account: every market it is in knows its prices, and its
	/// equity stays free whatever its open orders do. Returns the series and open orders that were
	/// assessed, which is what that weighs.
	fn ensure_free(
		subaccount: SubaccountId,
		account: &AccountOf<T>,
		amount: Money,
	) -> Result<(u32, u32), DispatchError> {
		let (orders, assessed) = Self::ensure_open(subaccount, account)?;
		// As the account is without it: who owes nothing needs nothing, and may need much once it owes.
		let left = account.cash.checked_sub(amount).ok_or(Error::<T>::AmountTooLarge)?;
		ensure!(left >= Money::ZERO, Error::<T>::InsufficientFreeEquity);
		let left = AccountOf::<T> { cash: left, ..account.clone() };
		let excess = Outlook::<T>::new(&left, &orders).excess(&left).map_err(Error::<T>::from)?;
		ensure!(excess >= Money::ZERO, Error::<T>::InsufficientFreeEquity);
		Ok(assessed)
	}

	/// Checks that every market an account is in knows its prices. Returns its open orders, and how many
	/// series and orders are to be assessed.
	pub(crate) fn ensure_open(
		subaccount: SubaccountId,
		account: &AccountOf<T>,
	) -> Result<(Vec<OpenOrder>, (u32, u32)), DispatchError> {
		let orders = Self::live_orders(subaccount);
		let assessed = Self::ensure_known_markets(account, &orders)?;
		Ok((orders, assessed))
	}

	/// Checks that no market in which an account holds lots or has an order is cancel-only
	/// (docs/adr/0017). Returns how many series these are, and how many orders.
	pub(crate) fn ensure_known_markets(
		account: &AccountOf<T>,
		orders: &[OpenOrder],
	) -> Result<(u32, u32), DispatchError> {
		// A future that is closed needs no price.
		let held = account.positions.iter().filter(|(_, lots)| !lots.is_zero());
		let held = held.map(|(series, _)| *series);
		let series: BTreeSet<SeriesId> =
			held.chain(orders.iter().map(|order| order.series)).collect();
		let assessed = (count(series.len()), count(orders.len()));
		ensure!(assessed.0 <= MAX_POSITIONS, Error::<T>::TooManySeries);
		let series = series.into_iter().filter_map(T::Instruments::series);
		let markets: BTreeSet<UnderlyingId> = series.map(|series| series.underlying).collect();
		let closed = markets.into_iter().any(|market| T::Phase::phase(market) == Phase::CancelOnly);
		ensure!(!closed, Error::<T>::WithdrawalsClosed);
		Ok(assessed)
	}

	/// Moves cash through the gate.
	fn move_cash(from: Holder, to: Holder, amount: Money) -> Result<(), Error<T>> {
		let negative = amount.checked_neg().ok_or(Error::<T>::AmountTooLarge)?;
		let deltas = [Delta::of_cash(from, negative), Delta::of_cash(to, amount)];
		Self::apply_deltas(&deltas).map_err(Error::<T>::from)
	}

	fn change_liabilities(change: Money) -> Result<(), Error<T>> {
		let after =
			Liabilities::<T>::get().checked_add(change).ok_or(Error::<T>::AmountTooLarge)?;
		Liabilities::<T>::put(after);
		Ok(())
	}
}
