//! How the orders of a block enter the book of a series.

use crate::{
	crosses,
	order::{better, within, Fresh},
	reduce::allow,
	Book, Kind, Order,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;
use tenor_primitives::{Lots, Name, OrderId, Side, SignedLots, SubaccountId, Tick};

/// Why a fresh order does not enter the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum EntryError {
	/// It is post-only and crosses an order that rests.
	#[codec(index = 0)]
	WouldTake,
	/// It crosses an order of the same owner that was accepted before it.
	#[codec(index = 1)]
	SelfTrade,
	/// It is reduce-only, and its account's other orders already take all of the position, or none is
	/// on the other side.
	#[codec(index = 2)]
	NothingToReduce,
	/// It takes within a distance of the best opposite order, and none rested.
	#[codec(index = 3)]
	NoOppositeOrder,
	/// A later order of the block has its name.
	#[codec(index = 4)]
	Superseded,
}

/// What became of a block's fresh orders, and what they changed of those at rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered {
	/// Those that entered, as they stand in the book.
	pub accepted: Vec<(Side, Order)>,
	/// Those that did not.
	pub refused: Vec<(OrderId, EntryError)>,
	/// Orders at rest that became another: the id they had, and what they are now. They keep their age.
	pub amended: Vec<(OrderId, Side, Order)>,
	/// Orders at rest that left, because a fresh one has their name.
	pub replaced: Vec<OrderId>,
	/// Reduce-only orders whose size fell to this, ascending by id; those at rest that fell to nothing
	/// have left.
	pub cut: Vec<(OrderId, Lots)>,
}

/// The best limit of each side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bests {
	/// The highest bid.
	pub bid: Option<Tick>,
	/// The lowest ask.
	pub ask: Option<Tick>,
}

impl Bests {
	fn of(&self, side: Side) -> Option<Tick> {
		match side {
			Side::Bid => self.bid,
			Side::Ask => self.ask,
		}
	}

	fn add(&mut self, side: Side, limit: Tick) {
		match side {
			Side::Bid => self.bid = Some(self.bid.map_or(limit, |best| best.max(limit))),
			Side::Ask => self.ask = Some(self.ask.map_or(limit, |best| best.min(limit))),
		}
	}
}

impl Book {
	/// Takes fresh orders in: replacement, post-only, `within`, reduce-only, self-trade, each over all
	/// of them.
	///
	/// `start` are the best limits when the block started, before its cancels. `positions` are those of
	/// the accounts that have both a fresh order and one that is reduce-only. `owner` tells the owner
	/// of a subaccount, at least of all subaccounts whose owner has a fresh order: only they can meet
	/// themselves.
	pub fn enter<Owner: Ord>(
		&mut self,
		fresh: Vec<Fresh>,
		start: Bests,
		positions: &BTreeMap<SubaccountId, SignedLots>,
		owner: impl Fn(SubaccountId) -> Option<Owner>,
	) -> Entered {
		let mut entry = Entry { book: self, entered: Entered::default() };
		let fresh = entry.replace(fresh);
		let fresh = entry.keep_makers_passive(fresh);
		let fresh = entry.limit(fresh, start);
		let fresh = entry.reduce(fresh, positions);
		entry.keep_owners_apart(fresh, owner);
		entry.finish()
	}

	/// Replacement alone, for a series that does not clear: names are given up and sizes fall even
	/// there. Returns with what became of the orders those that did not enter.
	pub fn replace(&mut self, fresh: Vec<Fresh>) -> (Entered, Vec<Fresh>) {
		let mut entry = Entry { book: self, entered: Entered::default() };
		let rest = entry.replace(fresh);
		(entry.finish(), rest)
	}
}

/// A book with what entered so far.
struct Entry<'a> {
	book: &'a mut Book,
	entered: Entered,
}

impl Entry<'_> {
	fn finish(self) -> Entered {
		for side in [Side::Bid, Side::Ask] {
			self.book.side_mut(side).sort_by(|one, other| one.rank(other, side));
		}
		self.entered
	}

	fn refuse(&mut self, id: OrderId, error: EntryError) {
		self.entered.refused.push((id, error));
	}

	/// Of the orders with one name the last one stands. An order at rest of that name becomes it if
	/// neither price nor behaviour change and the size does not grow; else it leaves.
	fn replace(&mut self, fresh: Vec<Fresh>) -> Vec<Fresh> {
		let name = |order: &Order| Some((order.id.subaccount, order.name?));
		let mut last = BTreeMap::<(SubaccountId, Name), Fresh>::new();
		for new in &fresh {
			let Some(name) = name(&new.order) else { continue };
			let last = last.entry(name).or_insert(*new);
			if last.order.id.turn() < new.order.id.turn() {
				*last = *new;
			}
		}
		let mut amending = BTreeSet::new();
		for side in [Side::Bid, Side::Ask] {
			let entered = &mut self.entered;
			self.book.side_mut(side).retain_mut(|old| {
				let Some(new) = name(old).and_then(|name| last.get(&name)) else { return true };
				let id = old.id;
				let amended = amended(side, old, new);
				if let Some(order) = amended {
					*old = order;
					entered.amended.push((id, side, order));
					amending.insert(order.id);
				} else {
					entered.replaced.push(id);
				}
				amended.is_some()
			});
		}
		let mut entering = Vec::new();
		for new in fresh {
			let id = new.order.id;
			match name(&new.order).and_then(|name| last.get(&name)) {
				_ if new.order.quantity.is_zero() || amending.contains(&id) => (),
				Some(last) if last.order.id != id => self.refuse(id, EntryError::Superseded),
				_ => entering.push(new),
			}
		}
		entering
	}

	/// Refuses post-only orders that cross an order at rest.
	fn keep_makers_passive(&mut self, mut fresh: Vec<Fresh>) -> Vec<Fresh> {
		fresh.retain(|Fresh { side, order, .. }| {
			let best = self.book.side(side.opposite()).first();
			let takes = best.is_some_and(|best| crosses(*side, order.limit, best.limit));
			let keep = !(takes && order.kind == Kind::PostOnly);
			if !keep {
				self.entered.refused.push((order.id, EntryError::WouldTake));
			}
			keep
		});
		fresh
	}

	/// Gives orders that take within a distance their limits.
	fn limit(&mut self, fresh: Vec<Fresh>, start: Bests) -> Vec<(Side, Order)> {
		let mut limited = Vec::new();
		for Fresh { side, mut order, within: beyond } in fresh {
			if let Some(beyond) = beyond {
				let Some(best) = start.of(side.opposite()) else {
					self.refuse(order.id, EntryError::NoOppositeOrder);
					continue;
				};
				order.limit = within(side, order.limit, best, beyond);
			}
			limited.push((side, order));
		}
		limited
	}

	/// Cuts reduce-only orders, fresh ones and those at rest, to what the positions leave them.
	fn reduce(
		&mut self,
		mut fresh: Vec<(Side, Order)>,
		positions: &BTreeMap<SubaccountId, SignedLots>,
	) -> Vec<(Side, Order)> {
		let resting = self.book.orders().map(|(side, order)| (side, *order));
		let allowed = allow(resting.chain(fresh.iter().copied()), positions);
		if allowed.is_empty() {
			return fresh;
		}
		let entered = &mut self.entered;
		for side in [Side::Bid, Side::Ask] {
			self.book.side_mut(side).retain_mut(|order| {
				cut(order, &allowed, entered);
				!order.quantity.is_zero()
			});
		}
		fresh.retain_mut(|(_, order)| {
			let keep = allowed.get(&order.id).is_none_or(|lots| !lots.is_zero());
			if keep {
				cut(order, &allowed, entered);
			} else {
				entered.refused.push((order.id, EntryError::NothingToReduce));
			}
			keep
		});
		entered.cut.sort();
		fresh
	}

	/// Self-trade prevention: takes in, by (sequence, key, subaccount, index), what crosses no accepted
	/// order of its own owner; orders at rest are accepted.
	fn keep_owners_apart<Owner: Ord>(
		&mut self,
		mut fresh: Vec<(Side, Order)>,
		owner: impl Fn(SubaccountId) -> Option<Owner>,
	) {
		let mut accepted = BTreeMap::<Owner, Bests>::new();
		for side in [Side::Bid, Side::Ask] {
			let limits = fresh.iter().filter(|(of, _)| *of == side).map(|(_, order)| order.limit);
			let Some(best) = limits.min_by(|one, other| better(*one, *other, side)) else {
				continue;
			};
			let reachable = self.book.side(side.opposite()).iter();
			for met in reachable.take_while(|order| crosses(side, best, order.limit)) {
				if let Some(owner) = owner(met.id.subaccount) {
					accepted.entry(owner).or_default().add(side.opposite(), met.limit);
				}
			}
		}
		fresh.sort_by_key(|(_, order)| order.id.turn());
		for (side, order) in fresh {
			if let Some(owner) = owner(order.id.subaccount) {
				let bests = accepted.entry(owner).or_default();
				let own = bests.of(side.opposite());
				if own.is_some_and(|own| crosses(side, order.limit, own)) {
					self.refuse(order.id, EntryError::SelfTrade);
					continue;
				}
				bests.add(side, order.limit);
			}
			self.book.side_mut(side).push(order);
			self.entered.accepted.push((side, order));
		}
	}
}

/// What an order at rest is when a fresh one of its name takes its place without losing its age;
/// `None` if it would lose it.
fn amended(side: Side, old: &Order, new: &Fresh) -> Option<Order> {
	let Order { id, limit, quantity, good_til, kind, reduce_only, .. } = new.order;
	let same = side == new.side
		&& limit == old.limit
		&& quantity <= old.quantity
		&& !quantity.is_zero()
		&& kind == old.kind
		&& reduce_only == old.reduce_only
		&& new.within.is_none();
	same.then_some(Order { id, quantity, good_til, ..*old })
}

fn cut(order: &mut Order, allowed: &BTreeMap<OrderId, Lots>, entered: &mut Entered) {
	let lots = allowed.get(&order.id).copied().filter(|lots| *lots < order.quantity);
	if let Some(lots) = lots {
		order.quantity = lots;
		entered.cut.push((order.id, lots));
	}
}
