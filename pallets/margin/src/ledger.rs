//! The one gate: every change of cash, positions and collateral is a balanced set of deltas (M03).

use crate::{
	collateral::HeldCollateral,
	pages::Interest,
	stored_order::VersionedOrders,
	types::{AccountOf, Credits, Unsettled, VersionedAccount},
	Accounts, CollateralOwed, Config, FeeCredits, FeesDue, Holders, Insurance, Liabilities,
	OpenInterest, OpenOrders, OwnedBy, Pallet, Settling,
};
use alloc::{
	collections::{btree_map::Entry, BTreeMap},
	vec::Vec,
};
use tenor_primitives::{
	AssetId, Authority, AuthorityError, Balance, BlockNumber, Delta, Holder, Ledger, LedgerError,
	Lots, Money, OpenOrder, PageId, Portfolio, PortfolioInspect, SeriesId, SignedLots,
	SubaccountId, WithdrawGate,
};

/// What a set of deltas leads to, built in memory and written only when all of it stands.
struct Draft<T: Config> {
	/// Accounts with the cash they came with.
	accounts: BTreeMap<SubaccountId, (Money, AccountOf<T>)>,
	settling: BTreeMap<SeriesId, Unsettled>,
	/// Whether the pair is a holding afterwards, where that changed.
	holders: BTreeMap<(SeriesId, SubaccountId), bool>,
	/// Change of the lots held long.
	long: BTreeMap<SeriesId, i128>,
	/// Cash, lots and their cost over the set: all must end at zero.
	cash: Money,
	lots: BTreeMap<SeriesId, i128>,
	costs: BTreeMap<SeriesId, Money>,
	fees: Money,
	insurance: Money,
	custody: Money,
	/// Other assets over the set, all of which must end at zero, and what of them enters or leaves.
	assets: BTreeMap<AssetId, i128>,
	custody_assets: BTreeMap<AssetId, i128>,
}

impl<T: Config> Draft<T> {
	fn new() -> Self {
		Self {
			accounts: BTreeMap::new(),
			settling: BTreeMap::new(),
			holders: BTreeMap::new(),
			long: BTreeMap::new(),
			cash: Money::ZERO,
			lots: BTreeMap::new(),
			costs: BTreeMap::new(),
			fees: Money::ZERO,
			insurance: Money::ZERO,
			custody: Money::ZERO,
			assets: BTreeMap::new(),
			custody_assets: BTreeMap::new(),
		}
	}

	fn add(&mut self, delta: &Delta) -> Result<(), LedgerError> {
		add(&mut self.cash, delta.cash)?;
		for (series, lots) in &delta.positions {
			add_units(self.lots.entry(*series).or_default(), i128::from(lots.0))?;
		}
		for (series, cost) in &delta.costs {
			add(self.costs.entry(*series).or_default(), *cost)?;
		}
		for (asset, amount) in &delta.collateral {
			add_units(self.assets.entry(*asset).or_default(), *amount)?;
			match delta.holder {
				Holder::Subaccount(_) => {},
				Holder::Custody => {
					add_units(self.custody_assets.entry(*asset).or_default(), *amount)?
				},
				// Nobody else holds another asset.
				Holder::Settling(_) | Holder::Fees | Holder::Insurance => {
					return Err(LedgerError::Unbalanced)
				},
			}
		}
		match delta.holder {
			Holder::Subaccount(subaccount) => self.add_to_account(subaccount, delta),
			Holder::Settling(series) => self.add_to_settling(series, delta),
			Holder::Fees => cash_only(&mut self.fees, delta),
			Holder::Insurance => cash_only(&mut self.insurance, delta),
			Holder::Custody => cash_only(&mut self.custody, delta),
		}
	}

	fn add_to_account(
		&mut self,
		subaccount: SubaccountId,
		delta: &Delta,
	) -> Result<(), LedgerError> {
		let (_, account) = match self.accounts.entry(subaccount) {
			Entry::Occupied(entry) => entry.into_mut(),
			Entry::Vacant(entry) => {
				let account =
					Pallet::<T>::account(subaccount).ok_or(LedgerError::UnknownSubaccount)?;
				entry.insert((account.cash, account))
			},
		};
		add(&mut account.cash, delta.cash)?;
		for (series, change) in &delta.costs {
			if !delta.positions.iter().any(|(id, _)| id == series) {
				// What a position cost changes with it only.
				return Err(LedgerError::Unbalanced);
			}
			move_cost::<T>(account, *series, *change)?;
		}
		for (series, change) in &delta.positions {
			let Moved { before, after, held, holds } =
				move_position::<T>(account, *series, *change)?;
			let long = i128::from(after.0.max(0)).saturating_sub(i128::from(before.0.max(0)));
			add_units(self.long.entry(*series).or_default(), long)?;
			if held != holds {
				self.holders.insert((*series, subaccount), holds);
			}
		}
		for (asset, change) in &delta.collateral {
			move_collateral::<T>(account, *asset, *change)?;
		}
		Ok(())
	}

	fn add_to_settling(&mut self, series: SeriesId, delta: &Delta) -> Result<(), LedgerError> {
		let held = self.settling.entry(series).or_insert_with(|| Settling::<T>::get(series));
		add(&mut held.cash, delta.cash)?;
		for (id, lots) in &delta.positions {
			// A series takes over its own lots only.
			if *id != series {
				return Err(LedgerError::Unbalanced);
			}
			held.lots = held.lots.checked_add(*lots).ok_or(LedgerError::Overflow)?;
		}
		for (id, cost) in &delta.costs {
			if *id != series {
				return Err(LedgerError::Unbalanced);
			}
			add(&mut held.cost, *cost)?;
		}
		Ok(())
	}

	/// Checks the sums and what leaves the memory's types; nothing is written before.
	fn finish(mut self) -> Result<Finished<T>, LedgerError> {
		let balanced = self.cash.is_zero()
			&& self.lots.values().all(|lots| *lots == 0)
			&& self.costs.values().all(|cost| cost.is_zero())
			&& self.assets.values().all(|amount| *amount == 0);
		if !balanced {
			return Err(LedgerError::Unbalanced);
		}
		let now = Pallet::<T>::now();
		for (before, account) in self.accounts.values_mut() {
			let gain = account.cash.checked_sub(*before).ok_or(LedgerError::Overflow)?;
			if gain > Money::ZERO {
				account.credits.expire(T::Gate::is_final);
				account.credits.add(gain, now).ok_or(LedgerError::Overflow)?;
			}
		}
		let mut interest = BTreeMap::<PageId, Interest>::new();
		for (series, change) in core::mem::take(&mut self.long) {
			let page = series.page();
			let page = interest.entry(page).or_insert_with(|| OpenInterest::<T>::get(page));
			page.set(series, lots_after(page.of(series), change)?);
		}
		let owed = core::mem::take(&mut self.custody_assets)
			.into_iter()
			.map(|(asset, leaves)| Ok((asset, owed_after::<T>(asset, leaves)?)))
			.collect::<Result<_, LedgerError>>()?;
		Ok(Finished {
			interest,
			owed,
			fee_credits: credits_after::<T>(self.fees, now)?,
			fees: amount_after(self.fees, FeesDue::<T>::get)?,
			insurance: amount_after(self.insurance, Insurance::<T>::get)?,
			liabilities: liabilities_after::<T>(self.custody)?,
			draft: self,
		})
	}
}

/// A draft whose every value fits: writing it cannot fail.
struct Finished<T: Config> {
	draft: Draft<T>,
	interest: BTreeMap<PageId, Interest>,
	/// What accounts hold of other assets that entered or left.
	owed: Vec<(AssetId, Balance)>,
	/// New amounts, where they changed.
	fees: Option<Balance>,
	fee_credits: Option<Credits>,
	insurance: Option<Balance>,
	liabilities: Option<Money>,
}

impl<T: Config> Finished<T> {
	fn write(self) {
		for (subaccount, (_, account)) in self.draft.accounts {
			Pallet::<T>::put_account(subaccount, account);
		}
		for (series, held) in self.draft.settling {
			if held == Unsettled::default() {
				Settling::<T>::remove(series);
			} else {
				Settling::<T>::insert(series, held);
			}
		}
		for ((series, subaccount), holds) in self.draft.holders {
			if holds {
				Holders::<T>::insert(series, subaccount, ());
			} else {
				Holders::<T>::remove(series, subaccount);
			}
		}
		for (page, interest) in self.interest {
			if interest.0.is_empty() {
				OpenInterest::<T>::remove(page);
			} else {
				OpenInterest::<T>::insert(page, interest);
			}
		}
		for (asset, owed) in self.owed {
			if owed == 0 {
				CollateralOwed::<T>::remove(asset);
			} else {
				CollateralOwed::<T>::insert(asset, owed);
			}
		}
		if let Some(fees) = self.fees {
			FeesDue::<T>::put(fees);
		}
		if let Some(credits) = self.fee_credits {
			FeeCredits::<T>::put(credits);
		}
		if let Some(insurance) = self.insurance {
			Insurance::<T>::put(insurance);
		}
		if let Some(liabilities) = self.liabilities {
			Liabilities::<T>::put(liabilities);
		}
	}
}

fn add(sum: &mut Money, change: Money) -> Result<(), LedgerError> {
	*sum = sum.checked_add(change).ok_or(LedgerError::Overflow)?;
	Ok(())
}

fn add_units(sum: &mut i128, change: i128) -> Result<(), LedgerError> {
	*sum = sum.checked_add(change).ok_or(LedgerError::Overflow)?;
	Ok(())
}

/// Holders other than subaccounts and series hold no lots.
fn cash_only(sum: &mut Money, delta: &Delta) -> Result<(), LedgerError> {
	let lots = delta.positions.iter().any(|(_, lots)| !lots.is_zero());
	if lots || delta.costs.iter().any(|(_, cost)| !cost.is_zero()) {
		return Err(LedgerError::Unbalanced);
	}
	add(sum, delta.cash)
}

/// Adds to what the position in a future cost. From then on the account holds it, until lots and cost
/// are zero.
fn move_cost<T: Config>(
	account: &mut AccountOf<T>,
	series: SeriesId,
	change: Money,
) -> Result<(), LedgerError> {
	match account.costs.binary_search_by_key(&series, |(id, _)| *id) {
		Ok(at) => match account.costs.get_mut(at) {
			Some((_, cost)) => add(cost, change),
			None => Ok(()),
		},
		Err(at) => account
			.costs
			.try_insert(at, (series, change))
			.map_err(|_| LedgerError::TooManyPositions),
	}
}

/// Changes what an account holds of another asset; what is added counts as of this block.
fn move_collateral<T: Config>(
	account: &mut AccountOf<T>,
	asset: AssetId,
	change: i128,
) -> Result<(), LedgerError> {
	let found = account.collateral.binary_search_by_key(&asset, |held| held.asset);
	let before = found.ok().and_then(|at| account.collateral.get(at)).copied();
	let amount = before.map_or(0, |held| held.amount);
	let amount = amount.checked_add_signed(change).ok_or(LedgerError::Overflow)?;
	let since = before.filter(|_| change <= 0).map_or_else(Pallet::<T>::now, |held| held.since);
	let after = HeldCollateral { asset, amount, since };
	match found {
		Ok(at) if amount == 0 => {
			account.collateral.remove(at);
		},
		Ok(at) => {
			if let Some(held) = account.collateral.get_mut(at) {
				*held = after;
			}
		},
		Err(_) if amount == 0 => {},
		Err(at) => {
			account.collateral.try_insert(at, after).map_err(|_| LedgerError::TooManyKinds)?
		},
	}
	Ok(())
}

/// A position before and after a change.
struct Moved {
	before: SignedLots,
	after: SignedLots,
	/// Whether the account was and is a holder.
	held: bool,
	holds: bool,
}

/// Changes one position, after its cost, and drops it when nothing of either is left.
fn move_position<T: Config>(
	account: &mut AccountOf<T>,
	series: SeriesId,
	change: SignedLots,
) -> Result<Moved, LedgerError> {
	let found = account.positions.binary_search_by_key(&series, |(id, _)| *id);
	let before = account.position(series);
	let after = before.checked_add(change).ok_or(LedgerError::Overflow)?;
	let holds = !after.is_zero() || account.cost(series).is_some_and(|cost| !cost.is_zero());
	if !holds {
		account.costs.retain(|(id, _)| *id != series);
	}
	match found {
		Ok(at) if !holds => {
			account.positions.remove(at);
		},
		Ok(at) => {
			if let Some((_, lots)) = account.positions.get_mut(at) {
				*lots = after;
			}
		},
		Err(_) if !holds => {},
		Err(at) => account
			.positions
			.try_insert(at, (series, after))
			.map_err(|_| LedgerError::TooManyPositions)?,
	}
	Ok(Moved { before, after, held: found.is_ok(), holds })
}

fn lots_after(lots: Lots, change: i128) -> Result<Lots, LedgerError> {
	i128::from(lots.0)
		.checked_add(change)
		.and_then(|lots| u64::try_from(lots).ok())
		.map(Lots)
		.ok_or(LedgerError::Overflow)
}

/// `None` when nothing changes; fees due and the fund are never below zero.
fn amount_after(
	change: Money,
	stored: impl FnOnce() -> Balance,
) -> Result<Option<Balance>, LedgerError> {
	if change.is_zero() {
		return Ok(None);
	}
	Money::from_balance(stored())
		.and_then(|amount| amount.checked_add(change))
		.and_then(Money::to_balance)
		.map(Some)
		.ok_or(LedgerError::Overflow)
}

/// The credits of fees that come in; `None` when none do.
fn credits_after<T: Config>(fees: Money, now: BlockNumber) -> Result<Option<Credits>, LedgerError> {
	if fees <= Money::ZERO {
		return Ok(None);
	}
	let mut credits = FeeCredits::<T>::get();
	credits.expire(T::Gate::is_final);
	credits.add(fees, now).ok_or(LedgerError::Overflow)?;
	Ok(Some(credits))
}

/// What the pot owes afterwards; money that is said to enter must lie in the pot.
fn liabilities_after<T: Config>(custody: Money) -> Result<Option<Money>, LedgerError> {
	if custody.is_zero() {
		return Ok(None);
	}
	let after = Liabilities::<T>::get().checked_sub(custody).ok_or(LedgerError::Overflow)?;
	if custody < Money::ZERO && after > Pallet::<T>::pot_holdings() {
		return Err(LedgerError::Unbalanced);
	}
	Ok(Some(after))
}

/// What accounts hold of another asset after so much leaves; what is said to enter must lie in the pot.
fn owed_after<T: Config>(asset: AssetId, leaves: i128) -> Result<Balance, LedgerError> {
	let change = leaves.checked_neg().ok_or(LedgerError::Overflow)?;
	let owed = CollateralOwed::<T>::get(asset);
	let after = owed.checked_add_signed(change).ok_or(LedgerError::Overflow)?;
	if change > 0 && after > Pallet::<T>::holdings(asset) {
		return Err(LedgerError::Unbalanced);
	}
	Ok(after)
}

impl<T: Config> Pallet<T> {
	/// Applies a balanced set or nothing: the only function that writes cash, positions and
	/// collateral.
	pub(crate) fn apply_deltas(deltas: &[Delta]) -> Result<(), LedgerError> {
		let mut draft = Draft::<T>::new();
		for delta in deltas {
			draft.add(delta)?;
		}
		draft.finish()?.write();
		Ok(())
	}

	/// The record of a subaccount.
	pub(crate) fn account(subaccount: SubaccountId) -> Option<AccountOf<T>> {
		Accounts::<T>::get(subaccount).map(|VersionedAccount::V1(account)| account)
	}

	/// The open orders of a subaccount, without those whose last block has passed: they can do
	/// nothing any more, and the next write drops them.
	pub(crate) fn live_orders(subaccount: SubaccountId) -> Vec<OpenOrder> {
		let now = Self::now();
		let orders = OpenOrders::<T>::get(subaccount).into_iter();
		let orders = orders.flat_map(|orders| orders.of(subaccount));
		orders.filter(|order| order.is_live(now)).collect()
	}

	/// Writes the record of a subaccount.
	pub(crate) fn put_account(subaccount: SubaccountId, account: AccountOf<T>) {
		Accounts::<T>::insert(subaccount, VersionedAccount::V1(account));
	}
}

impl<T: Config> Ledger for Pallet<T> {
	fn apply(deltas: &[Delta]) -> Result<(), LedgerError> {
		Self::apply_deltas(deltas)
	}

	fn set_open_orders(
		subaccount: SubaccountId,
		orders: Vec<OpenOrder>,
	) -> Result<(), LedgerError> {
		if !Accounts::<T>::contains_key(subaccount) {
			return Err(LedgerError::UnknownSubaccount);
		}
		// The record does not say whose they are.
		if orders.iter().any(|order| order.id.subaccount != subaccount) {
			return Err(LedgerError::UnknownSubaccount);
		}
		let stored = VersionedOrders::new(&orders).ok_or(LedgerError::TooManyOrders)?;
		OpenOrders::<T>::set(subaccount, (!orders.is_empty()).then_some(stored));
		Ok(())
	}
}

impl<T: Config> PortfolioInspect<T::AccountId> for Pallet<T> {
	fn owner(subaccount: SubaccountId) -> Option<T::AccountId> {
		Self::account(subaccount).map(|account| account.owner)
	}

	fn authority(
		subaccount: SubaccountId,
		who: &T::AccountId,
	) -> Result<Authority, AuthorityError> {
		Self::authority_of(subaccount, who)
	}

	fn subaccounts(owner: &T::AccountId) -> Vec<SubaccountId> {
		OwnedBy::<T>::get(owner).into_inner()
	}

	fn portfolio(subaccount: SubaccountId) -> Option<Portfolio> {
		Self::account(subaccount).map(|account| Self::portfolio_of(&account))
	}

	fn open_orders(subaccount: SubaccountId) -> Vec<OpenOrder> {
		Self::live_orders(subaccount)
	}

	fn with_orders() -> Vec<SubaccountId> {
		OpenOrders::<T>::iter_keys().collect()
	}

	fn position(subaccount: SubaccountId, series: SeriesId) -> SignedLots {
		Self::account(subaccount).map(|account| account.position(series)).unwrap_or_default()
	}

	fn cost(subaccount: SubaccountId, series: SeriesId) -> Money {
		Self::account(subaccount).and_then(|account| account.cost(series)).unwrap_or_default()
	}

	fn holders(series: SeriesId, limit: u32) -> Vec<SubaccountId> {
		let limit = usize::try_from(limit).unwrap_or(usize::MAX);
		Holders::<T>::iter_key_prefix(series).take(limit).collect()
	}

	fn open_interest(series: SeriesId) -> u64 {
		OpenInterest::<T>::get(series.page()).of(series).0
	}
}
