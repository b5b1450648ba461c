//! What enters the pot and leaves it: limits of every asset, deposits and withdrawals of collateral.

use crate::{
	collateral::{
		CollateralParameters, CollateralView, HeldCollateral, ListedCollateral, MAX_DECIMALS,
		QUOTE_WHOLE,
	},
	flow::{Flow, FlowLimits, Issuance},
	risk::Outlook,
	types::{AccountOf, Withdrawable},
	CollateralChanges, CollateralOwed, Collaterals, Config, Error, Event, Flows, LimitChanges,
	Limits, Pallet,
};
use alloc::{vec, vec::Vec};
use frame_support::{
	ensure,
	pallet_prelude::*,
	traits::{
		fungibles::{Inspect as AssetsInspect, Mutate as AssetsMutate},
		tokens::{Preservation, WithdrawConsequence},
	},
};
use tenor_primitives::{
	AssetId, AssetWithdrawable, Balance, Changes, Delta, Direction, Holder, InstrumentInspect,
	Money, ParameterSet, RiskError, SubaccountId, WithdrawGate,
};

/// How often what is free of collateral is halved: 2^20 is about a million.
const HALVES: u32 = 20;

/// What went of an asset lately, brought up to date, and the limit that it is under.
pub(crate) struct Gauge {
	asset: AssetId,
	unit: Balance,
	limits: FlowLimits,
	flow: Flow,
	/// What may leave within 24 hours.
	limit: Balance,
	/// What the pot has.
	holdings: Balance,
}

impl Gauge {
	/// How much of a payment can be made now.
	pub(crate) fn room(&self, amount: Balance) -> Balance {
		self.flow.outflow.room(amount, self.limit).min(self.holdings)
	}
}

/// Custody of every asset.
impl<T: Config> Pallet<T> {
	/// What the pot holds of an asset, but for the least balance, which was put there before the asset
	/// was taken and keeps the pot alive: else the assets would take what is left of it as dust.
	pub(crate) fn holdings(asset: AssetId) -> Balance {
		let kept = T::Assets::minimum_balance(asset);
		T::Assets::balance(asset, &Self::pot()).saturating_sub(kept)
	}

	/// The quote asset's gauge.
	pub(crate) fn quote_gauge() -> Gauge {
		Self::gauge(T::QuoteAsset::get(), QUOTE_WHOLE.unsigned_abs())
	}

	fn gauge(asset: AssetId, unit: Balance) -> Gauge {
		let (limits, mut flow) = (Limits::<T>::get(asset), Flows::<T>::get(asset));
		let holdings = Self::holdings(asset);
		let limit = flow.outflow.refresh(&limits, unit, holdings, T::Now::get());
		Gauge { asset, unit, limits, flow, limit, holdings }
	}

	/// Takes so much of an asset from `who` into the pot. It makes room for withdrawals, and stops while
	/// the asset's issuance has grown too fast.
	pub(crate) fn take_in(mut gauge: Gauge, who: &T::AccountId, amount: Balance) -> DispatchResult {
		let (asset, now) = (gauge.asset, T::Now::get());
		let total = T::Assets::total_issuance(asset);
		let mut issuance = gauge.flow.issuance.unwrap_or(Issuance { level: total, at: now });
		let steady = issuance.follow(&gauge.limits, gauge.unit, total, now);
		ensure!(steady, Error::<T>::IssuanceGrewTooFast);
		gauge.flow.issuance = Some(issuance);
		gauge.flow.outflow.take_in(amount, gauge.limit);
		Flows::<T>::insert(asset, gauge.flow);

		// The assets take what is left of an emptied account and credit it to nobody.
		let left = T::Assets::can_withdraw(asset, who, amount);
		let dust = matches!(left, WithdrawConsequence::ReducedToZero(rest) if rest > 0);
		ensure!(!dust, Error::<T>::WouldLeaveDust);
		T::Assets::transfer(asset, who, &Self::pot(), amount, Preservation::Expendable)?;
		Ok(())
	}

	/// Pays out of the pot and counts it against the limit, in which the caller has found room.
	pub(crate) fn pay_out(mut gauge: Gauge, to: &T::AccountId, amount: Balance) -> DispatchResult {
		gauge.flow.outflow.pay(amount);
		Flows::<T>::insert(gauge.asset, gauge.flow);
		Self::pay(gauge.asset, to, amount)
	}

	/// Pays out of the pot.
	pub(crate) fn pay(asset: AssetId, to: &T::AccountId, amount: Balance) -> DispatchResult {
		T::Assets::transfer(asset, &Self::pot(), to, amount, Preservation::Preserve)?;
		Ok(())
	}

	pub(crate) fn do_set_limits(
		asset: AssetId,
		new: FlowLimits,
		direction: Direction,
		may_loosen: bool,
	) -> DispatchResult {
		let known = asset == T::QuoteAsset::get() || Self::listed(asset).is_ok();
		ensure!(known, Error::<T>::NotCollateral);
		let old = Limits::<T>::get(asset);
		ensure!(new.is_within_bounds(), Error::<T>::ParametersOutOfBounds);
		let fast = direction == Direction::Tighter && !new.moves_withdrawals(&old);
		ensure!(may_loosen || fast, Error::<T>::MayOnlyTightenInitial);
		LimitChanges::<T>::try_mutate(asset, |changes| {
			Self::note_change(changes, &old, &new, direction)
		})?;
		Limits::<T>::insert(asset, new);
		Self::deposit_event(Event::LimitsChanged { asset, old, new, direction });
		Ok(())
	}

	/// Whether a change of parameters may go either way; who may neither is refused.
	pub(crate) fn may_loosen(origin: T::RuntimeOrigin) -> Result<bool, DispatchError> {
		if T::AdminOrigin::ensure_origin(origin.clone()).is_ok() {
			return Ok(true);
		}
		T::TightenOrigin::ensure_origin(origin)?;
		Ok(false)
	}

	/// Checks a change against its declaration and its steps, and remembers it.
	pub(crate) fn note_change<const N: usize, P: ParameterSet<N> + PartialEq>(
		changes: &mut Changes<N>,
		old: &P,
		new: &P,
		direction: Direction,
	) -> Result<(), Error<T>> {
		ensure!(new != old, Error::<T>::ParametersUnchanged);
		ensure!(new.direction_from(old) == direction, Error::<T>::WrongDirection);
		changes.record(old, new, T::Now::get()).map_err(Error::<T>::from)
	}
}

/// Collateral.
impl<T: Config> Pallet<T> {
	fn listed(asset: AssetId) -> Result<ListedCollateral, Error<T>> {
		let listed = Collaterals::<T>::get().into_iter().find(|listed| listed.asset == asset);
		listed.ok_or(Error::<T>::NotCollateral)
	}

	pub(crate) fn do_deposit_collateral(
		who: T::AccountId,
		subaccount: SubaccountId,
		asset: AssetId,
		amount: Balance,
	) -> DispatchResult {
		Self::owned(&who, subaccount)?;
		let Money(change) = Self::positive(amount)?;
		let ListedCollateral { terms, parameters, .. } = Self::listed(asset)?;
		ensure!(parameters.deposits, Error::<T>::DepositsClosed);
		let held = CollateralOwed::<T>::get(asset).saturating_add(amount);
		let cap = terms.unit.saturating_mul(parameters.cap.into());
		ensure!(held <= cap, Error::<T>::DepositCapReached);
		Self::take_in(Self::gauge(asset, terms.unit), &who, amount)?;
		Self::move_collateral(Holder::Custody, Holder::Subaccount(subaccount), asset, change)?;
		Self::deposit_event(Event::CollateralDeposited { subaccount, asset, amount });
		Ok(())
	}

	/// Returns the series and open orders that were assessed.
	pub(crate) fn do_withdraw_collateral(
		who: T::AccountId,
		subaccount: SubaccountId,
		asset: AssetId,
		amount: Balance,
	) -> Result<(u32, u32), DispatchError> {
		let account = Self::owned(&who, subaccount)?;
		let Money(change) = Self::positive(amount)?;
		let ListedCollateral { terms, .. } = Self::listed(asset)?;
		let held = account.collateral.iter().find(|held| held.asset == asset);
		let held = held.ok_or(Error::<T>::InsufficientCollateral)?;
		ensure!(held.amount >= amount, Error::<T>::InsufficientCollateral);
		ensure!(T::Gate::is_final(held.since), Error::<T>::CreditNotFinal);
		let assessed = Self::ensure_free_without(subaccount, account, asset, amount)?;
		let gauge = Self::gauge(asset, terms.unit);
		ensure!(gauge.room(amount) >= amount, Error::<T>::WithdrawalLimitReached);
		Self::move_collateral(Holder::Subaccount(subaccount), Holder::Custody, asset, change)?;
		Self::pay_out(gauge, &who, amount)?;
		Self::deposit_event(Event::CollateralWithdrawn { subaccount, asset, amount });
		Ok(assessed)
	}

	/// Checks that what is left is enough for all that the account has and asks for.
	fn ensure_free_without(
		subaccount: SubaccountId,
		account: AccountOf<T>,
		asset: AssetId,
		amount: Balance,
	) -> Result<(u32, u32), DispatchError> {
		let (orders, assessed) = Self::ensure_open(subaccount, &account)?;
		let left = Self::without(account, asset, amount);
		let excess = Outlook::<T>::new(&left, &orders).excess(&left).map_err(Error::<T>::from)?;
		ensure!(excess >= Money::ZERO, Error::<T>::InsufficientFreeEquity);
		Ok(assessed)
	}

	/// What of each asset could leave an account: the quote asset, then its collateral.
	pub(crate) fn withdrawals_of(
		subaccount: SubaccountId,
	) -> Option<Result<Vec<AssetWithdrawable>, RiskError>> {
		let account = Self::account(subaccount)?;
		let mut outlook = Self::outlook(subaccount, &account);
		let cash = Self::withdrawable_in(outlook.as_mut(), &account);
		Some(cash.and_then(|Withdrawable { free, at_once }| {
			let mut all = vec![AssetWithdrawable { asset: T::QuoteAsset::get(), free, at_once }];
			for held in &account.collateral {
				let free = match &mut outlook {
					Some(outlook) => Self::free_collateral(outlook, &account, held)?,
					None => 0,
				};
				let listed = Self::listed(held.asset).map_err(|_| RiskError::Overflow);
				let gauge = Self::gauge(held.asset, listed?.terms.unit);
				let at_once =
					if T::Gate::is_final(held.since) { gauge.room(free).min(free) } else { 0 };
				all.push(AssetWithdrawable { asset: held.asset, free, at_once });
			}
			Ok(all)
		}))
	}

	/// How much of an asset nothing that the account has and asks for needs, found by halves: at most a
	/// millionth of what is held too little.
	fn free_collateral(
		outlook: &mut Outlook<T>,
		account: &AccountOf<T>,
		held: &HeldCollateral,
	) -> Result<Balance, RiskError> {
		let mut is_free = |amount| {
			let left = Self::without(account.clone(), held.asset, amount);
			outlook.excess(&left).map(|excess| excess >= Money::ZERO)
		};
		if is_free(held.amount)? {
			return Ok(held.amount);
		}
		let (mut free, mut kept) = (0, held.amount);
		for _ in 0..HALVES {
			let middle = Balance::midpoint(free, kept);
			if is_free(middle)? {
				free = middle;
			} else {
				kept = middle;
			}
		}
		Ok(free)
	}

	/// An account with less of an asset.
	fn without(mut account: AccountOf<T>, asset: AssetId, amount: Balance) -> AccountOf<T> {
		for held in account.collateral.iter_mut().filter(|held| held.asset == asset) {
			held.amount = held.amount.saturating_sub(amount);
		}
		account
	}

	/// Moves collateral through the gate.
	fn move_collateral(
		from: Holder,
		to: Holder,
		asset: AssetId,
		amount: i128,
	) -> Result<(), Error<T>> {
		let deltas = [
			Delta::of_collateral(from, asset, amount.saturating_neg()),
			Delta::of_collateral(to, asset, amount),
		];
		Self::apply_deltas(&deltas).map_err(Error::<T>::from)
	}

	pub(crate) fn do_list_collateral(listed: ListedCollateral) -> DispatchResult {
		let ListedCollateral { asset, terms, parameters } = listed;
		let sound = asset != T::QuoteAsset::get()
			&& T::Assets::asset_exists(asset)
			&& T::Instruments::underlying(terms.index).is_some()
			&& terms.decimals <= MAX_DECIMALS
			&& terms.unit > 0;
		ensure!(sound, Error::<T>::UnsoundTerms);
		ensure!(parameters.is_valid(), Error::<T>::ParametersOutOfBounds);
		let funded = T::Assets::balance(asset, &Self::pot()) >= T::Assets::minimum_balance(asset);
		ensure!(funded, Error::<T>::PotUnfunded);
		Collaterals::<T>::try_mutate(|all| {
			let Err(at) = all.binary_search_by_key(&asset, |listed| listed.asset) else {
				return Err(Error::<T>::AlreadyListed);
			};
			all.try_insert(at, listed).map_err(|_| Error::<T>::TooManyCollaterals)
		})?;
		let level = T::Assets::total_issuance(asset);
		let issuance = Some(Issuance { level, at: T::Now::get() });
		Flows::<T>::insert(asset, Flow { issuance, ..Default::default() });
		Self::deposit_event(Event::CollateralListed { listed });
		Ok(())
	}

	pub(crate) fn do_set_collateral(
		asset: AssetId,
		new: CollateralParameters,
		direction: Direction,
		may_loosen: bool,
	) -> DispatchResult {
		let old = Self::listed(asset)?.parameters;
		ensure!(new.is_valid(), Error::<T>::ParametersOutOfBounds);
		let fast = direction == Direction::Tighter && !new.moves_maintenance(&old);
		ensure!(may_loosen || fast, Error::<T>::MayOnlyTightenInitial);
		CollateralChanges::<T>::try_mutate(asset, |changes| {
			Self::note_change(changes, &old, &new, direction)
		})?;
		Collaterals::<T>::mutate(|all| {
			for listed in all.iter_mut().filter(|listed| listed.asset == asset) {
				listed.parameters = new;
			}
		});
		Self::deposit_event(Event::CollateralChanged { asset, old, new, direction });
		Ok(())
	}

	pub(crate) fn collaterals_view() -> Vec<CollateralView> {
		let view = |listed: ListedCollateral| {
			let held = CollateralOwed::<T>::get(listed.asset);
			let gauge = Self::gauge(listed.asset, listed.terms.unit);
			let donated = gauge.holdings.saturating_sub(held);
			CollateralView { listed, held, donated, leaves: gauge.room(held).min(held) }
		};
		Collaterals::<T>::get().into_iter().map(view).collect()
	}
}
