//! Keys that trade for a subaccount.

use crate::{
	risk::named,
	types::{count, Agent, AgentKeys, LossWatch, VersionedAgent},
	Agents, Config, Error, Event, HoldReason, Keys, Pallet, MAX_AGENTS,
};
use core::iter;
use frame_support::{
	ensure,
	traits::{
		fungible::{Inspect, Mutate, MutateHold},
		tokens::{Precision, Preservation},
		Get,
	},
};
use sp_runtime::{DispatchError, DispatchResult};
use tenor_primitives::{AgentScope, Authority, AuthorityError, SubaccountId};

/// Seconds of a day.
const DAY: u64 = 86_400;

impl<T: Config> Pallet<T> {
	/// What is known of an agent.
	pub(crate) fn agent(subaccount: SubaccountId, who: &T::AccountId) -> Option<Agent> {
		Agents::<T>::get(subaccount, who).map(|VersionedAgent::V1(agent)| agent)
	}

	pub(crate) fn do_set_agent(
		who: T::AccountId,
		subaccount: SubaccountId,
		agent: T::AccountId,
		scope: AgentScope,
	) -> DispatchResult {
		Self::owned(&who, subaccount)?;
		ensure!(agent != who, Error::<T>::AgentIsOwner);
		ensure!(scope.expires >= Self::now(), Error::<T>::AgentExpired);
		let record = match Self::agent(subaccount, &agent) {
			// What is lost is counted anew.
			Some(known) => Agent { scope, watch: None, ..known },
			None => Self::register(&who, subaccount, &agent, scope)?,
		};
		Agents::<T>::insert(subaccount, &agent, VersionedAgent::V1(record));
		Self::deposit_event(Event::AgentSet { subaccount, agent, key: record.key, scope });
		Ok(())
	}

	/// Gives an agent a number, and its account a reference that stays for ever: were the account
	/// reaped, its nonces would begin anew, and everybody could send its old transactions again.
	fn register(
		owner: &T::AccountId,
		subaccount: SubaccountId,
		agent: &T::AccountId,
		scope: AgentScope,
	) -> Result<Agent, DispatchError> {
		let AgentKeys { last, agents } = Keys::<T>::get(subaccount);
		ensure!(agents < MAX_AGENTS, Error::<T>::TooManyAgents);
		let key = last.next().ok_or(Error::<T>::AgentKeysExhausted)?;
		let deposit = T::AgentDeposit::get();
		T::NativeCurrency::hold(&HoldReason::Agent.into(), owner, deposit)?;
		if !frame_system::Account::<T>::contains_key(agent) {
			// The record that stays is paid for by the least balance of an account.
			let least = T::NativeCurrency::minimum_balance();
			T::NativeCurrency::transfer(owner, agent, least, Preservation::Preserve)?;
		}
		frame_system::Pallet::<T>::inc_sufficients(agent);
		Keys::<T>::insert(subaccount, AgentKeys { last: key, agents: agents.saturating_add(1) });
		Ok(Agent { key, scope, deposit, watch: None })
	}

	pub(crate) fn do_remove_agent(
		who: T::AccountId,
		subaccount: SubaccountId,
		agent: T::AccountId,
	) -> DispatchResult {
		Self::owned(&who, subaccount)?;
		let record = Agents::<T>::take(subaccount, &agent);
		let VersionedAgent::V1(record) = record.ok_or(Error::<T>::UnknownAgent)?;
		let (reason, precision) = (HoldReason::Agent.into(), Precision::BestEffort);
		T::NativeCurrency::release(&reason, &who, record.deposit, precision)?;
		Keys::<T>::mutate(subaccount, |keys| keys.agents = keys.agents.saturating_sub(1));
		Self::deposit_event(Event::AgentRemoved { subaccount, agent });
		Ok(())
	}

	/// Returns the series that were assessed.
	pub(crate) fn do_check_in(
		who: T::AccountId,
		subaccount: SubaccountId,
		agent: T::AccountId,
	) -> Result<u32, DispatchError> {
		let account = Self::account(subaccount).ok_or(Error::<T>::UnknownSubaccount)?;
		ensure!(who == account.owner || who == agent, Error::<T>::NotOwner);
		let mut record = Self::agent(subaccount, &agent).ok_or(Error::<T>::UnknownAgent)?;
		let cap = record.scope.daily_loss.ok_or(Error::<T>::NoLossCap)?;
		let now = Self::now();
		ensure!(record.scope.expires >= now, Error::<T>::AgentExpired);
		let portfolio = Self::portfolio_of(&account);
		let equity = Self::look(&portfolio, &[]).worth(&portfolio).map_err(Error::<T>::from)?;
		let watch = LossWatch::next(record.watch, Self::today(), equity, cap, now);
		record.watch = Some(watch);
		Agents::<T>::insert(subaccount, &agent, VersionedAgent::V1(record));
		Self::deposit_event(Event::CheckedIn { subaccount, agent, equity, watch });
		Ok(count(named(&portfolio, iter::empty()).count()))
	}

	/// What `who` may do with a subaccount in this block.
	pub(crate) fn authority_of(
		subaccount: SubaccountId,
		who: &T::AccountId,
	) -> Result<Authority, AuthorityError> {
		let account = Self::account(subaccount).ok_or(AuthorityError::UnknownSubaccount)?;
		if account.owner == *who {
			return Ok(Authority::OWNER);
		}
		let agent = Self::agent(subaccount, who).ok_or(AuthorityError::Unauthorized)?;
		if agent.scope.expires < Self::now() {
			return Err(AuthorityError::Expired);
		}
		Ok(Authority { key: agent.key, scope: agent.scope_at(Self::now(), Self::today) })
	}

	/// The day of UTC, counted from 1970.
	fn today() -> u32 {
		let day = T::Now::get().seconds().checked_div(DAY);
		day.and_then(|day| day.try_into().ok()).unwrap_or(u32::MAX)
	}
}
