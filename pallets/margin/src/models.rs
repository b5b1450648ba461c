//! Which margin model holds: the parameters of each underlying, and the policy of each account.

use crate::{Config, Error, Event, ModelChanges, ModelSteps, Models, Pallet, PortfolioParameters};
use frame_support::{ensure, traits::Get};
use sp_runtime::{DispatchError, DispatchResult};
use tenor_primitives::{
	Direction, InstrumentInspect, MarginPolicy, Money, ParameterSet, SubaccountId, UnderlyingId,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_model(
		underlying: UnderlyingId,
		new: PortfolioParameters,
		direction: Direction,
	) -> DispatchResult {
		ensure!(T::Instruments::underlying(underlying).is_some(), Error::<T>::UnknownUnderlying);
		let old = Models::<T>::get(underlying);
		ensure!(new.is_valid(), Error::<T>::ParametersOutOfBounds);
		ensure!(new != old, Error::<T>::ParametersUnchanged);
		ensure!(new.direction_from(&old) == direction, Error::<T>::WrongDirection);
		ModelSteps::<T>::try_mutate(underlying, |steps| steps.record(&old, &new, T::Now::get()))
			.map_err(Error::<T>::from)?;
		Models::<T>::insert(underlying, new);
		ModelChanges::<T>::mutate(|changes| *changes = changes.wrapping_add(1));
		Self::deposit_event(Event::ModelChanged { underlying, old, new, direction });
		Ok(())
	}

	/// Returns the series and open orders that were assessed.
	pub(crate) fn do_set_policy(
		who: T::AccountId,
		subaccount: SubaccountId,
		policy: MarginPolicy,
	) -> Result<(u32, u32), DispatchError> {
		let mut account = Self::owned(&who, subaccount)?;
		let old = core::mem::replace(&mut account.policy, policy);
		ensure!(old != policy, Error::<T>::PolicyUnchanged);
		let (orders, assessed) = Self::ensure_open(subaccount, &account)?;
		let risks: alloc::vec::Vec<_> = orders.iter().map(Self::order_risk).collect();
		let portfolio = Self::portfolio_of(&account);
		let worst = Self::look(&portfolio, &risks)
			.worst_excess(&portfolio, &risks)
			.map_err(Error::<T>::from)?;
		ensure!(worst >= Money::ZERO, Error::<T>::InsufficientFreeEquity);
		Self::put_account(subaccount, account);
		Self::deposit_event(Event::PolicyChanged { subaccount, old, new: policy });
		Ok(assessed)
	}
}
