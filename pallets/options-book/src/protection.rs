//! The end of a block, continued: what protects accounts.

use crate::{
	block_end::{BlockEnd, Market},
	guard::Exposure,
	BookChange, Config, Event, Guard, Guards, Pallet, Protected, Protection, Reason,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use tenor_auction::{Order, Outcome};
use tenor_primitives::{
	BlockNumber, InstrumentInspect, Lots, MarketView, OrderId, PortfolioInspect, Rounding,
	SeriesId, Side, SubaccountId,
};

/// Accounts whose orders a block takes out of each side of a book if they stand first and cannot fill.
const TOP: u32 = 8;

/// What limits leave of a series.
#[derive(Default)]
pub(crate) struct Caps {
	/// The most that accounts with a limit may trade, where that is less than they offer.
	rooms: BTreeMap<(SubaccountId, Side), Lots>,
	/// What a lot adds; `None` without a price.
	exposure: Option<Exposure>,
}

impl<T: Config> BlockEnd<T> {
	/// The guard of an account, read once.
	pub(crate) fn guard(&mut self, subaccount: SubaccountId) -> Option<&mut Guard> {
		let guard = self.guards.entry(subaccount);
		guard.or_insert_with(|| Guards::<T>::get(subaccount)).as_mut()
	}

	/// The most lots that the orders of an account may fill together in this block, if it has limits.
	pub(crate) fn lots_left(&mut self, subaccount: SubaccountId) -> Option<Lots> {
		let now = self.now;
		self.guard(subaccount)?.protection.as_ref()?.lots_left(now)
	}

	/// Limits what an account trades, from this block on, or lifts that.
	pub(crate) fn limit(&mut self, subaccount: SubaccountId, protection: Option<Protection>) {
		let set = |guard: &mut Guard| guard.protection = protection.map(Protected::new);
		if self.change_guard(subaccount, set).is_some() {
			Pallet::<T>::deposit_event(Event::ProtectionSet { subaccount, protection });
		}
	}

	/// Renews, sets or lifts the deadline of an account's orders.
	pub(crate) fn renew(&mut self, subaccount: SubaccountId, blocks: Option<BlockNumber>) {
		let now = self.now;
		self.set_deadline(subaccount, |guard| guard.renew(now, blocks));
	}

	/// Sets the deadline of an account's orders if it has none or a later one.
	pub(crate) fn bring_nearer(&mut self, subaccount: SubaccountId, blocks: BlockNumber) {
		let now = self.now;
		let last = now.saturating_add(blocks);
		self.set_deadline(subaccount, |guard| {
			guard.lapse(now);
			guard.deadline = Some(guard.deadline.map_or(last, |deadline| deadline.min(last)));
		});
	}

	fn set_deadline(&mut self, subaccount: SubaccountId, set: impl FnOnce(&mut Guard)) {
		if let Some(Guard { deadline: last, .. }) = self.change_guard(subaccount, set) {
			Pallet::<T>::deposit_event(Event::DeadlineSet { subaccount, last });
		}
	}

	/// What the guard of an account is after a change; `None` if it was closed in the same block.
	fn change_guard(
		&mut self,
		subaccount: SubaccountId,
		change: impl FnOnce(&mut Guard),
	) -> Option<Guard> {
		T::Ledger::owner(subaccount)?;
		let mut guard = Guards::<T>::get(subaccount).unwrap_or_default();
		change(&mut guard);
		Guards::<T>::set(subaccount, (guard != Guard::default()).then_some(guard));
		self.guards.insert(subaccount, Some(guard));
		Some(guard)
	}

	/// Takes the dead orders of an account out of series that it enters orders in, so that none of
	/// these takes over the age or the name of a dead one.
	pub(crate) fn drop_dead(&mut self, subaccount: SubaccountId, series: &BTreeSet<SeriesId>) {
		let now = self.now;
		let Some(guard) = self.guard(subaccount).copied() else { return };
		let orders = self.account(subaccount).orders.values();
		let dead = orders.filter(|order| series.contains(&order.series));
		let dead = dead.filter(|order| guard.is_dead(order.entered, now));
		for id in dead.map(|order| order.id).collect::<Vec<OrderId>>() {
			self.take_out(id, Reason::Pulled);
		}
	}

	/// Cuts the orders of accounts with limits to what these leave in a series.
	pub(crate) fn protect(&mut self, series: SeriesId) -> Caps {
		let mut caps = Caps::default();
		let auction = self.markets.get(&series).and_then(|market| market.auction.as_ref());
		let accounts: BTreeSet<SubaccountId> = auction
			.into_iter()
			.flat_map(|auction| auction.orders())
			.map(|(_, order)| order.id.subaccount)
			.collect();
		let limited: Vec<(SubaccountId, Guard)> = accounts
			.into_iter()
			.filter_map(|subaccount| Some((subaccount, *self.guard(subaccount)?)))
			.filter(|(_, guard)| guard.protection.is_some())
			.collect();
		if limited.is_empty() {
			return caps;
		}
		caps.exposure = self.exposure(series);
		let now = self.now;
		let auction = self.markets.get_mut(&series).and_then(|market| market.auction.as_mut());
		let Some(auction) = auction else { return caps };
		for (subaccount, guard) in limited {
			for side in [Side::Bid, Side::Ask] {
				let room = room(&guard, side, caps.exposure, now);
				if auction.cap(subaccount, side, room) {
					caps.rooms.insert((subaccount, side), room);
				}
			}
		}
		caps
	}

	/// Takes dead orders, and those that limits leave no lot, out of a book where one of them stands first,
	/// so that they stand in nobody's way: all that their account has on that side. A few accounts a side
	/// and block, and `most` altogether; returns how many.
	pub(crate) fn clear_top(&mut self, series: SeriesId, market: &mut Market, most: u32) -> u32 {
		let mut accounts = 0u32;
		for side in [Side::Bid, Side::Ask] {
			for _ in 0..most.saturating_sub(accounts).min(TOP) {
				let Some(best) = market.book.side(side).first().copied() else { break };
				if !self.is_stuck(series, side, &best) {
					break;
				}
				let own = market.book.side(side).iter();
				let own = own.filter(|order| order.id.subaccount == best.id.subaccount);
				let stuck = own.filter(|order| self.is_stuck(series, side, order));
				let ids: BTreeSet<OrderId> = stuck.map(|order| order.id).collect();
				market.book.remove(&ids);
				market.change.leave(ids.iter().copied(), Reason::Pulled);
				ids.into_iter().for_each(|id| self.take_off(id));
				accounts = accounts.saturating_add(1);
			}
		}
		accounts
	}

	/// Whether an order is dead, or limits leave it no lot.
	fn is_stuck(&mut self, series: SeriesId, side: Side, order: &Order) -> bool {
		let now = self.now;
		let Some(guard) = self.guard(order.id.subaccount).copied() else { return false };
		let limits = guard.protection;
		let exposure = limits.and_then(|_| self.exposure(series));
		let room = limits.zip(exposure).map(|(limits, of)| limits.room(side, &of, now));
		room.is_some_and(|room| room.is_zero()) || guard.is_dead(order.entered, now)
	}

	/// What a lot of a series adds; `None` without a price. Looked up once a block.
	fn exposure(&mut self, series: SeriesId) -> Option<Exposure> {
		*self.exposures.entry(series).or_insert_with(|| exposure::<T>(series))
	}

	/// Counts the fills of a series against limits, in memory; an account that filled as much as one
	/// left, or all of its quantity, is pulled.
	pub(crate) fn count_fills(&mut self, series: SeriesId, outcome: &Outcome, caps: &Caps) {
		let now = self.now;
		let exposure = caps.exposure.unwrap_or_default();
		let mut filled = BTreeMap::<(SubaccountId, Side), Lots>::new();
		for fill in &outcome.fills {
			let lots = filled.entry((fill.id.subaccount, fill.side)).or_default();
			*lots = lots.saturating_add(fill.lots);
		}
		// Whose crossing orders may not fill at all must not keep others from trading either.
		for (roomless, _) in caps.rooms.iter().filter(|(_, most)| most.is_zero()) {
			filled.entry(*roomless).or_default();
		}
		// In later series, and on its other side, an account that was pulled has no room and no fill.
		filled.retain(|(subaccount, _), _| !self.tripped.contains_key(subaccount));
		for ((subaccount, side), lots) in filled {
			let Some(guard) = self.guard(subaccount) else { continue };
			let Some(protection) = &mut guard.protection else { continue };
			protection.count(side, lots, &exposure, now);
			let used_up =
				protection.limits.quantity.is_some_and(|most| protection.quantity >= most);
			let capped = caps.rooms.get(&(subaccount, side)).is_some_and(|most| lots >= *most);
			let until = if used_up || capped { guard.trip(now) } else { None };
			self.counted.insert(subaccount);
			self.tripped.extend(until.map(|until| (subaccount, (series, until))));
		}
	}

	/// Counts the fills of the block anew, after some series lost theirs, in those that are left.
	pub(crate) fn count_anew(&mut self, left: BTreeMap<SeriesId, Caps>) {
		self.tripped.clear();
		for subaccount in core::mem::take(&mut self.counted) {
			// What is stored is from before this block's fills.
			self.guards.remove(&subaccount);
		}
		for (series, mut caps) in left {
			// The lost fills left more room.
			for ((subaccount, side), most) in &mut caps.rooms {
				let guard = self.guard(*subaccount).copied().unwrap_or_default();
				*most = room(&guard, *side, caps.exposure, self.now);
			}
			let market = self.markets.get_mut(&series);
			let Some(outcome) = market.and_then(|market| market.outcome.take()) else { continue };
			self.count_fills(series, &outcome, &caps);
			if let Some(market) = self.markets.get_mut(&series) {
				market.outcome = Some(outcome);
			}
		}
	}

	/// Writes what counted against limits, and tells which are used up.
	pub(crate) fn tell_protected(&mut self) {
		for subaccount in core::mem::take(&mut self.counted) {
			if let Some(guard) = self.guard(subaccount) {
				Guards::<T>::insert(subaccount, *guard);
			}
		}
		for (&subaccount, &(series, until)) in &self.tripped {
			Pallet::<T>::deposit_event(Event::Protected { subaccount, series, until });
		}
	}

	/// Takes the orders of accounts that a limit pulled out of the books of this block; those in other
	/// books are dead.
	pub(crate) fn pull_tripped(&mut self) {
		let mut pulled = BTreeMap::<SeriesId, BTreeSet<OrderId>>::new();
		for subaccount in core::mem::take(&mut self.tripped).into_keys() {
			for order in self.account(subaccount).orders.values() {
				pulled.entry(order.series).or_default().insert(order.id);
			}
		}
		for (series, ids) in pulled {
			let market = self.markets.get_mut(&series).filter(|market| !market.corrupt);
			let Some(market) = market else { continue };
			market.book.remove(&ids);
			market.change.leave(ids.iter().copied(), Reason::Pulled);
			ids.into_iter().for_each(|id| self.take_off(id));
		}
	}
}

/// The most that an account may trade on a side: without a price nothing is known to be within its limits.
fn room(guard: &Guard, side: Side, exposure: Option<Exposure>, now: BlockNumber) -> Lots {
	let limits = guard.protection.zip(exposure);
	limits.map(|(limits, exposure)| limits.room(side, &exposure, now)).unwrap_or_default()
}

fn exposure<T: Config>(series: SeriesId) -> Option<Exposure> {
	let series = T::Instruments::series(series)?;
	let underlying = T::Instruments::underlying(series.underlying)?;
	let sensitivity = T::Market::sensitivity(&series)?;
	let vega = underlying.per_lot(sensitivity.vega, Rounding::Up)?;
	Some(Exposure { delta: sensitivity.delta, vega })
}

/// Series whose books a look at one account may clean.
pub(crate) const SERIES_A_LOOK: usize = 4;

impl<T: Config> Pallet<T> {
	/// Takes dead orders of one account out of books that nothing touches, in a few series.
	pub(crate) fn clean(subaccount: SubaccountId) {
		let now = Self::now();
		let Some(mut guard) = Guards::<T>::get(subaccount) else { return };
		guard.lapse(now);
		let (dead, mut left): (Vec<_>, Vec<_>) = T::Ledger::open_orders(subaccount)
			.into_iter()
			.partition(|order| guard.is_dead(order.entered, now));
		let series: BTreeSet<SeriesId> = dead.iter().map(|order| order.series).collect();
		let series: BTreeSet<SeriesId> = series.into_iter().take(SERIES_A_LOOK).collect();
		let (gone, later): (Vec<_>, Vec<_>) =
			dead.into_iter().partition(|order| series.contains(&order.series));
		if later.is_empty() {
			guard.pulled = 0;
		}
		Guards::<T>::set(subaccount, (guard != Guard::default()).then_some(guard));
		if gone.is_empty() {
			return;
		}
		for series in series {
			// What cannot be read is cleaned when the series is pruned.
			let Ok(mut book) = Self::load(series) else { continue };
			let own = gone.iter().filter(|order| order.series == series);
			let own: BTreeSet<OrderId> = own.map(|order| order.id).collect();
			book.remove(&own);
			Self::save(series, &book);
			let mut change = BookChange::default();
			change.leave(own, Reason::Pulled);
			change.tell::<T>(series);
		}
		left.extend(later);
		left.sort_by_key(|order| order.id);
		Self::record(subaccount, left);
	}

	/// Whether an account may place orders.
	pub(crate) fn may_place(subaccount: SubaccountId) -> bool {
		!Guards::<T>::get(subaccount).is_some_and(|guard| guard.is_paused(Self::now()))
	}
}
