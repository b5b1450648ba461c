//! Invariants of the storage.

use crate::{
	collateral::CollateralParameters,
	flow::FlowLimits,
	pages::Interest,
	types::{AccountOf, AgentKeys, Credits, Unsettled, VersionedAccount, VersionedAgent},
	Accounts, Agents, BlockTrades, CollateralChanges, CollateralOwed, Collaterals, Config,
	FeeCredits, FeesDue, Holders, Insurance, Keys, Liabilities, LimitChanges, Limits,
	NextSubaccount, OpenInterest, OpenOrders, OwnedBy, Pallet, ParameterChanges, Parameters,
	Settling, MAX_AGENTS,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::{ensure, traits::Get};
use sp_runtime::TryRuntimeError;
use tenor_primitives::{
	AssetId, Balance, InstrumentInspect, KeyId, Lots, Money, OpenOrder, PageId, ParameterSet,
	SeriesId, SubaccountId,
};
use tenor_risk::StandardParameters;

type Records<T> = Vec<(SubaccountId, AccountOf<T>)>;

impl<T: Config> Pallet<T> {
	/// Checks, in order:
	///
	/// 1. M04, money: cash of all holders and pending withdrawals are the liabilities, and the pot
	///    holds at least those beside the least balance of an account; the difference is donations.
	/// 2. M04, lots: each series' positions and the lots it took over sum to zero, and so do their costs.
	/// 3. Holders are exactly the pairs with a position; open interest is the sum of longs.
	/// 4. Records: positions ascend and none is zero without a cost; costs ascend, each of a position in a
	///    future, and each of these has one; orders have lots, ascend and belong to the account;
	///    credits, those of the fees too, are positive, with ascending blocks none of which is to come;
	///    the fees' are at most the fees due.
	/// 5. Owners: each subaccount is listed once, by its owner, and has an id below the next one.
	/// 6. The parameters are valid, and their changes keep within the steps.
	///    So are those of collateral and its limits; listed assets ascend, and none is the quote asset.
	/// 7. Agents: each belongs to a subaccount, is not its owner, has a number of its own up to the last
	///    given out, and is counted; their accounts are kept.
	/// 8. M04, collateral: of each asset accounts hold what is owed, and the pot at least that beside the
	///    least balance of an account. In a record assets ascend, are listed, not empty, and came in by now.
	/// 9. Block trades are proposed by subaccounts that exist.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let records: Records<T> = Accounts::<T>::iter()
			.map(|(id, VersionedAccount::V1(account))| (id, account))
			.collect();
		ensure!(
			records.len() == Accounts::<T>::iter_keys().count(),
			"margin: a record does not decode"
		);
		Self::check_money(&records)?;
		Self::check_lots(&records)?;
		Self::check_holders(&records)?;
		records.iter().try_for_each(Self::check_record)?;
		Self::check_orders()?;
		Self::check_fee_credits()?;
		Self::check_owners(&records)?;
		ensure!(Parameters::<T>::get().is_valid(), "margin 6: parameters out of bounds");
		let changes = ParameterChanges::<T>::get();
		ensure!(changes.is_sound::<StandardParameters>(), "margin 6: parameters moved too far");
		Self::check_listed()?;
		Self::check_agents()?;
		Self::check_collateral(&records)?;
		let mut makers = BlockTrades::<T>::iter_keys().map(|(maker, _)| maker);
		let known = makers.all(Accounts::<T>::contains_key);
		ensure!(known, "margin 9: a block trade of no account is proposed");
		Ok(())
	}

	fn check_listed() -> Result<(), TryRuntimeError> {
		let listed = Collaterals::<T>::get();
		let mut assets: Vec<AssetId> = listed.iter().map(|listed| listed.asset).collect();
		ensure!(assets.is_sorted_by(|a, b| a < b), "margin 6: listed assets do not ascend");
		ensure!(!assets.contains(&T::QuoteAsset::get()), "margin 6: the quote asset is listed");
		let valid = listed.iter().all(|listed| listed.parameters.is_valid());
		ensure!(valid, "margin 6: collateral parameters out of bounds");
		assets.push(T::QuoteAsset::get());
		for asset in assets {
			let changes = CollateralChanges::<T>::get(asset);
			let sound = changes.is_sound::<CollateralParameters>();
			ensure!(sound, "margin 6: collateral parameters moved too far");
			ensure!(Limits::<T>::get(asset).is_within_bounds(), "margin 6: limits out of bounds");
			let sound = LimitChanges::<T>::get(asset).is_sound::<FlowLimits>();
			ensure!(sound, "margin 6: limits moved too far");
		}
		Ok(())
	}

	fn check_collateral(records: &Records<T>) -> Result<(), TryRuntimeError> {
		let listed = Collaterals::<T>::get();
		let mut sums = BTreeMap::<AssetId, Balance>::new();
		for (_, account) in records {
			let held = &account.collateral;
			let ascends = held.is_sorted_by(|one, other| one.asset < other.asset);
			ensure!(ascends, "margin 8: collateral does not ascend");
			for held in held {
				let known = listed.iter().any(|listed| listed.asset == held.asset);
				ensure!(known, "margin 8: collateral is not listed");
				let sound = held.amount > 0 && held.since <= Self::now();
				ensure!(sound, "margin 8: collateral is empty or to come");
				let sum = sums.entry(held.asset).or_default();
				*sum = sum.saturating_add(held.amount);
			}
		}
		let owed: BTreeMap<_, _> = CollateralOwed::<T>::iter().collect();
		ensure!(owed == sums, "margin 8: collateral owed differs from what accounts hold");
		let covered = owed.iter().all(|(asset, owed)| Self::holdings(*asset) >= *owed);
		ensure!(covered, "margin 8: the pot holds less collateral than it owes");
		Ok(())
	}

	fn check_agents() -> Result<(), TryRuntimeError> {
		let mut numbers = BTreeMap::<SubaccountId, BTreeSet<KeyId>>::new();
		for (subaccount, who, VersionedAgent::V1(agent)) in Agents::<T>::iter() {
			let owner = Self::account(subaccount).map(|account| account.owner);
			ensure!(owner.is_some_and(|owner| owner != who), "margin 7: an agent of nobody else");
			let of = numbers.entry(subaccount).or_default();
			ensure!(of.insert(agent.key), "margin 7: two agents have one number");
			let kept = frame_system::Pallet::<T>::sufficients(&who) > 0;
			ensure!(kept, "margin 7: an agent's account may be reaped");
		}
		for (subaccount, AgentKeys { last, agents }) in Keys::<T>::iter() {
			ensure!(Accounts::<T>::contains_key(subaccount), "margin 7: keys of no account");
			let of = numbers.remove(&subaccount).unwrap_or_default();
			let counted = of.len() == usize::from(agents) && agents <= MAX_AGENTS;
			ensure!(counted, "margin 7: agents are miscounted");
			let given = of.iter().all(|key| KeyId::OWNER < *key && *key <= last);
			ensure!(given, "margin 7: an agent has a number that was not given out");
		}
		ensure!(numbers.is_empty(), "margin 7: agents without keys");
		Ok(())
	}

	fn check_money(records: &Records<T>) -> Result<(), TryRuntimeError> {
		let amount = |balance| Money::from_balance(balance).ok_or("margin 1: amount too large");
		let mut owed = amount(FeesDue::<T>::get())?.saturating_add(amount(Insurance::<T>::get())?);
		for (_, account) in records {
			let pending = account.pending.map(|pending| pending.amount).unwrap_or_default();
			owed = owed.saturating_add(account.cash).saturating_add(amount(pending)?);
		}
		for held in Settling::<T>::iter_values() {
			ensure!(held != Unsettled::default(), "margin 1: an empty settling series is stored");
			owed = owed.saturating_add(held.cash);
		}
		ensure!(owed == Liabilities::<T>::get(), "margin 1: liabilities differ from what is owed");
		ensure!(Self::pot_holdings() >= owed, "margin 1: the pot holds less than it owes");
		Ok(())
	}

	fn check_lots(records: &Records<T>) -> Result<(), TryRuntimeError> {
		let mut lots = BTreeMap::<SeriesId, i128>::new();
		let mut costs = BTreeMap::<SeriesId, Money>::new();
		let mut count = |series, change: i64| {
			let sum = lots.entry(series).or_default();
			*sum = sum.saturating_add(i128::from(change));
		};
		let mut count_cost = |series, change| {
			let sum = costs.entry(series).or_default();
			*sum = sum.saturating_add(change);
		};
		for (_, account) in records {
			account.positions.iter().for_each(|(series, position)| count(*series, position.0));
			account.costs.iter().for_each(|(series, cost)| count_cost(*series, *cost));
		}
		for (series, held) in Settling::<T>::iter() {
			count(series, held.lots.0);
			count_cost(series, held.cost);
		}
		ensure!(
			lots.values().all(|sum| *sum == 0),
			"margin 2: lots of a series do not sum to zero"
		);
		ensure!(
			costs.values().all(|sum| sum.is_zero()),
			"margin 2: costs of a series do not sum to zero"
		);
		Ok(())
	}

	fn check_holders(records: &Records<T>) -> Result<(), TryRuntimeError> {
		let mut holders = BTreeSet::new();
		let mut long = BTreeMap::<SeriesId, u64>::new();
		for (id, account) in records {
			for (series, position) in &account.positions {
				holders.insert((*series, *id));
				if position.0 > 0 {
					let sum = long.entry(*series).or_default();
					*sum = sum.saturating_add(position.magnitude().0);
				}
			}
		}
		let stored: BTreeSet<_> = Holders::<T>::iter_keys().collect();
		ensure!(stored == holders, "margin 3: holders differ from the positions");
		let mut interest = BTreeMap::<PageId, Interest>::new();
		for (series, lots) in long {
			interest.entry(series.page()).or_default().set(series, Lots(lots));
		}
		let stored: BTreeMap<_, _> = OpenInterest::<T>::iter().collect();
		ensure!(stored == interest, "margin 3: open interest differs from the longs");
		Ok(())
	}

	fn check_record((_, account): &(SubaccountId, AccountOf<T>)) -> Result<(), TryRuntimeError> {
		let ascending = account.positions.iter().zip(account.positions.iter().skip(1));
		for ((before, _), (after, _)) in ascending {
			ensure!(before < after, "margin 4: positions do not ascend");
		}
		let cost = |series| account.cost(series).unwrap_or_default();
		ensure!(
			account.positions.iter().all(|(id, lots)| !lots.is_zero() || !cost(*id).is_zero()),
			"margin 4: a position is zero"
		);
		Self::check_costs(account)?;
		Self::check_credits(&account.credits)?;
		ensure!(
			account.pending.is_none_or(|pending| pending.amount > 0),
			"margin 4: a pending withdrawal is empty"
		);
		Ok(())
	}

	fn check_costs(account: &AccountOf<T>) -> Result<(), TryRuntimeError> {
		ensure!(
			account.costs.is_sorted_by(|(one, _), (other, _)| one < other),
			"margin 4: costs do not ascend"
		);
		let held = |series| account.positions.binary_search_by_key(&series, |(id, _)| *id).is_ok();
		ensure!(
			account.costs.iter().all(|(series, _)| held(*series)),
			"margin 4: a cost of no position"
		);
		for (id, _) in &account.positions {
			let series = T::Instruments::series(*id);
			let future = series.map(|series| series.is_future());
			ensure!(
				future.is_none_or(|future| future == account.cost(*id).is_some()),
				"margin 4: a future without a cost, or a cost of an option"
			);
		}
		Ok(())
	}

	fn check_orders() -> Result<(), TryRuntimeError> {
		for id in OpenOrders::<T>::iter_keys() {
			let Some(orders) = OpenOrders::<T>::get(id) else {
				return Err("margin 4: open orders do not decode".into());
			};
			let orders: Vec<OpenOrder> = orders.of(id).collect();
			ensure!(Accounts::<T>::contains_key(id), "margin 4: open orders of no account");
			ensure!(!orders.is_empty(), "margin 4: an empty list of open orders is stored");
			ensure!(
				orders.iter().all(|order| !order.quantity.is_zero()),
				"margin 4: an open order is empty"
			);
			ensure!(
				orders.is_sorted_by(|one, other| one.id < other.id),
				"margin 4: open orders do not ascend"
			);
		}
		Ok(())
	}

	fn check_credits(Credits(credits): &Credits) -> Result<(), TryRuntimeError> {
		ensure!(
			credits
				.iter()
				.all(|credit| { credit.amount > Money::ZERO && credit.block <= Self::now() })
				&& credits.iter().zip(credits.iter().skip(1)).all(|(a, b)| a.block < b.block),
			"margin 4: credits are not in order"
		);
		Ok(())
	}

	fn check_fee_credits() -> Result<(), TryRuntimeError> {
		let credits = FeeCredits::<T>::get();
		Self::check_credits(&credits)?;
		let withheld = credits.withheld().to_balance();
		ensure!(
			withheld.is_some_and(|withheld| withheld <= FeesDue::<T>::get()),
			"margin 4: more fees are withheld than due"
		);
		Ok(())
	}

	fn check_owners(records: &Records<T>) -> Result<(), TryRuntimeError> {
		let mut listed = BTreeMap::new();
		for (owner, ids) in OwnedBy::<T>::iter() {
			ensure!(!ids.is_empty(), "margin 5: an owner of nothing is stored");
			for id in ids {
				ensure!(
					listed.insert(id, owner.clone()).is_none(),
					"margin 5: a subaccount is listed twice"
				);
			}
		}
		ensure!(listed.len() == records.len(), "margin 5: a subaccount is missing or gone");
		let next = NextSubaccount::<T>::get();
		for (id, account) in records {
			ensure!(listed.get(id) == Some(&account.owner), "margin 5: listed by another owner");
			ensure!(*id < next, "margin 5: an id was not given out");
		}
		Ok(())
	}
}
