//! How the orders of a block enter the book of a series.

use crate::{
	crosses,
	order::{within, Fresh},
	reduce::allow,
	sieve::Sieve,
	Book, Kind, Order, Pricing,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec,
	vec::Vec,
};
use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;
use tenor_primitives::{
	BlockNumber, ClientId, Lots, Name, OrderId, Side, SignedLots, SubaccountId, Tick, Volatility,
};

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
	/// Pegs at rest whose limits are others in this block, and these: bids before asks.
	pub repriced: Vec<(OrderId, Tick)>,
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

	/// Whether an order of a side could trade with the best opposite one.
	fn meet(&self, side: Side, limit: Tick) -> bool {
		self.of(side.opposite()).is_some_and(|best| crosses(side, limit, best))
	}

	fn add(&mut self, side: Side, limit: Tick) {
		match side {
			Side::Bid => self.bid = Some(self.bid.map_or(limit, |best| best.max(limit))),
			Side::Ask => self.ask = Some(self.ask.map_or(limit, |best| best.min(limit))),
		}
	}
}

impl Book {
	/// Takes fresh orders in: replacement, pegs, post-only, `within`, reduce-only, self-trade, each over
	/// all of them.
	///
	/// `start` are the best limits when the block started, before its cancels. `positions` are those of
	/// the accounts that have both a fresh order and one that is reduce-only. `owner` tells the owner
	/// of a subaccount, at least of all subaccounts whose owner has a fresh order: only they can meet
	/// themselves. `pegs` is asked only if there are some.
	pub fn enter<Owner: Ord>(
		&mut self,
		fresh: Vec<Fresh>,
		start: Bests,
		positions: &BTreeMap<SubaccountId, SignedLots>,
		owner: impl Fn(SubaccountId) -> Option<Owner>,
		pegs: &Pricing<impl Fn(Volatility) -> Option<Tick>>,
	) -> Entered {
		let mut entry = Entry { book: self, now: pegs.now, entered: Entered::default() };
		let mut fresh = entry.replace(fresh);
		entry.entered.repriced = pegs.price(entry.book, &mut fresh);
		let fresh = entry.keep_makers_passive(fresh);
		let fresh = entry.limit(fresh, start);
		let fresh = entry.reduce(fresh, positions);
		entry.keep_owners_apart(fresh, owner);
		entry.entered
	}

	/// Replacement alone, for a series that does not clear: names are given up and sizes fall even
	/// there. Returns with what became of the orders those that did not enter.
	pub fn replace(&mut self, fresh: Vec<Fresh>) -> (Entered, Vec<Fresh>) {
		let mut entry = Entry { book: self, now: 0, entered: Entered::default() };
		let rest = entry.replace(fresh);
		(entry.entered, rest)
	}
}

/// A book with what entered so far.
struct Entry<'a> {
	book: &'a mut Book,
	now: BlockNumber,
	entered: Entered,
}

impl Entry<'_> {
	fn refuse(&mut self, id: OrderId, error: EntryError) {
		self.entered.refused.push((id, error));
	}

	/// Of the orders with one name the last one stands. An order at rest of that name becomes it if
	/// neither price nor behaviour change and the size does not grow; else it leaves.
	fn replace(&mut self, mut fresh: Vec<Fresh>) -> Vec<Fresh> {
		let names = Names::new(&fresh);
		let amending = names.as_ref().map(|names| self.replace_resting(&fresh, names));
		let amending = amending.unwrap_or_default();
		let superseded = names.map(|names| names.superseded).unwrap_or_default();
		let mut superseded = superseded.into_iter();
		fresh.retain(|new| {
			let superseded = superseded.next().unwrap_or_default();
			let id = new.order.id;
			let enters = !new.order.quantity.is_zero() && !amending.contains(&id);
			if enters && superseded {
				self.entered.refused.push((id, EntryError::Superseded));
			}
			enters && !superseded
		});
		fresh
	}

	/// Takes the orders at rest out that have such names, or makes them the fresh ones; returns the ids
	/// of these.
	fn replace_resting(&mut self, fresh: &[Fresh], names: &Names) -> BTreeSet<OrderId> {
		let entered = &mut self.entered;
		let already = entered.amended.len();
		for side in [Side::Bid, Side::Ask] {
			self.book.side_mut(side).retain_mut(|old| match names.last(old) {
				None => true,
				Some(at) => at_place(fresh, at).is_none_or(|new| renew(side, old, new, entered)),
			});
		}
		let amended = entered.amended.get(already..).unwrap_or_default();
		if !amended.is_empty() {
			[Side::Bid, Side::Ask].into_iter().for_each(|side| self.book.sort(side));
			amended.iter().for_each(|(_, _, order)| self.book.note(order));
		}
		amended.iter().map(|(_, _, order)| order.id).collect()
	}

	/// Refuses post-only orders that cross an order at rest. Pegs cross no fixed one, and may cross pegs.
	fn keep_makers_passive(&mut self, mut fresh: Vec<Fresh>) -> Vec<Fresh> {
		let bests = self.book.priced_bests(self.now);
		fresh.retain(|Fresh { side, order, .. }| {
			let makes = order.kind == Kind::PostOnly && order.peg.is_none();
			let keep = !(makes && bests.meet(*side, order.limit));
			if !keep {
				self.entered.refused.push((order.id, EntryError::WouldTake));
			}
			keep
		});
		fresh
	}

	/// Gives orders that take within a distance their limits.
	fn limit(&mut self, fresh: Vec<Fresh>, start: Bests) -> Vec<(Side, Order)> {
		let limited = fresh.into_iter().filter_map(|Fresh { side, mut order, within: beyond }| {
			if let Some(beyond) = beyond {
				let Some(best) = start.of(side.opposite()) else {
					self.refuse(order.id, EntryError::NoOppositeOrder);
					return None;
				};
				order.limit = within(side, order.limit, best, beyond);
			}
			Some((side, order))
		});
		limited.collect()
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
	/// order of its own owner; orders at rest are accepted. A peg that was not priced crosses nothing now,
	/// and later no fixed order; a peg whose volatility is not on the right side of an own peg's could
	/// cross it in any block.
	fn keep_owners_apart<Owner: Ord>(
		&mut self,
		mut fresh: Vec<(Side, Order)>,
		owner: impl Fn(SubaccountId) -> Option<Owner>,
	) {
		fresh.sort_by_key(|(_, order)| order.id.turn());
		let sides = sides(&fresh);
		let mut accepted = Accepted::new(self.book, self.now, &sides, &owner);
		let mut pegs = OwnPegs::new(self.book, &fresh, &owner);
		let mut refused = BTreeSet::new();
		for (side, order) in &fresh {
			let limits = accepted.of(order, &owner).map(|bests| (order.limit, bests));
			let mut own = [limits, pegs.of(order, &owner)];
			if own.iter().flatten().any(|(new, bests)| bests.meet(*side, *new)) {
				refused.insert(order.id);
				self.entered.refused.push((order.id, EntryError::SelfTrade));
			} else {
				own.iter_mut().flatten().for_each(|(new, bests)| bests.add(*side, *new));
			}
		}
		for (side, mut orders) in [Side::Bid, Side::Ask].into_iter().zip(sides) {
			orders.retain(|order| !refused.contains(&order.id));
			self.book.insert(side, &orders);
		}
		fresh.retain(|(_, order)| !refused.contains(&order.id));
		self.entered.accepted = fresh;
	}
}

/// Bids and asks, each best first.
fn sides(orders: &[(Side, Order)]) -> [Vec<&Order>; 2] {
	// As numbers they are sorted much faster; mostly side and limit tell two apart, and else their places
	// are corrected below. No block has 2^31 orders.
	let numbers = (0u64..).zip(orders).map(|(place, (side, order))| match side {
		Side::Bid => u64::from(!order.limit.0) << 31 | place,
		Side::Ask => 1 << 63 | u64::from(order.limit.0) << 31 | place,
	});
	let mut numbers: Vec<u64> = numbers.collect();
	numbers.sort_unstable();
	let bids = numbers.partition_point(|number| number >> 63 == 0);
	let (bids, asks) = numbers.split_at_checked(bids).unwrap_or_default();
	[(Side::Bid, bids), (Side::Ask, asks)].map(|(side, numbers)| {
		let places = numbers.iter().map(|number| usize::try_from(number & ((1 << 31) - 1)));
		let sorted = places.filter_map(|place| orders.get(place.ok()?).map(|(_, order)| order));
		let mut sorted: Vec<&Order> = sorted.collect();
		for level in sorted.chunk_by_mut(|one, other| one.limit == other.limit) {
			level.sort_unstable_by(|one, other| one.rank(other, side));
		}
		sorted
	})
}

/// The best limits of what each owner has in the book, of owners of whom a fresh order may meet one of
/// their own.
struct Accepted<Owner>(Vec<(Owner, Bests)>);

impl<Owner: Ord> Accepted<Owner> {
	/// What rests and may be met by what enters, which is given best first.
	fn new(
		book: &Book,
		now: BlockNumber,
		[bids, asks]: &[Vec<&Order>; 2],
		owner: &impl Fn(SubaccountId) -> Option<Owner>,
	) -> Self {
		let owner_of = |order: &Order| owner(order.id.subaccount);
		let resting = |side| book.priced(side, now);
		// An order that crosses neither the best that rests nor the best that enters meets nothing.
		let meeting = |side: Side, entering: &[&Order], opposite: &[&Order]| {
			let met = [opposite.first().copied(), resting(side.opposite()).next()];
			let crosses = |order: &Order, met: &Order| crosses(side, order.limit, met.limit);
			let meets = |order: &Order| met.iter().flatten().any(|met| crosses(order, met));
			let meeting = entering.iter().take_while(|order| meets(order));
			let mut owners: Vec<Owner> = meeting.filter_map(|order| owner_of(order)).collect();
			owners.sort_unstable();
			owners
		};
		let (buyers, sellers) = (meeting(Side::Bid, bids, asks), meeting(Side::Ask, asks, bids));
		let is_one = |owners: &[Owner], owner: &Owner| owners.binary_search(owner).is_ok();
		let mut accepted = Vec::new();
		for (side, owners, entering) in [(Side::Bid, &buyers, bids), (Side::Ask, &sellers, asks)] {
			let (Some(best), false) = (entering.first(), owners.is_empty()) else { continue };
			let resting = resting(side.opposite());
			for order in resting.take_while(|order| crosses(side, best.limit, order.limit)) {
				let Some(owner) = owner_of(order).filter(|owner| is_one(owners, owner)) else {
					continue;
				};
				let mut bests = Bests::default();
				bests.add(side.opposite(), order.limit);
				accepted.push((owner, bests));
			}
		}
		let both = buyers.into_iter().filter(|owner| is_one(&sellers, owner));
		accepted.extend(both.map(|owner| (owner, Bests::default())));
		accepted.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
		accepted.dedup_by(|(owner, bests), (kept, all)| {
			let same = owner == kept;
			if same {
				bests.bid.into_iter().for_each(|bid| all.add(Side::Bid, bid));
				bests.ask.into_iter().for_each(|ask| all.add(Side::Ask, ask));
			}
			same
		});
		Self(accepted)
	}

	/// Those of the owner of an order.
	fn of(
		&mut self,
		order: &Order,
		owner: &impl Fn(SubaccountId) -> Option<Owner>,
	) -> Option<&mut Bests> {
		if self.0.is_empty() {
			return None;
		}
		let owner = owner(order.id.subaccount)?;
		let at = self.0.binary_search_by(|(one, _)| one.cmp(&owner)).ok()?;
		self.0.get_mut(at).map(|(_, bests)| bests)
	}
}

/// The volatilities of owners' pegs, the best of each side, as if they were limits: only of owners of
/// whom a peg enters.
struct OwnPegs<Owner>(BTreeMap<Owner, Bests>);

impl<Owner: Ord> OwnPegs<Owner> {
	/// Those of the pegs at rest, priced or not.
	fn new(
		book: &Book,
		fresh: &[(Side, Order)],
		owner: &impl Fn(SubaccountId) -> Option<Owner>,
	) -> Self {
		let entering = fresh.iter().filter(|(_, order)| order.peg.is_some());
		let entering = entering.filter_map(|(_, order)| owner(order.id.subaccount));
		let mut pegs = Self(entering.map(|owner| (owner, Bests::default())).collect());
		if pegs.0.is_empty() {
			return pegs;
		}
		for (side, order) in book.orders() {
			let own = pegs.of(order, owner);
			own.into_iter().for_each(|(volatility, bests)| bests.add(side, volatility));
		}
		pegs
	}

	/// A peg's volatility, and those of its owner's pegs.
	fn of(
		&mut self,
		order: &Order,
		owner: &impl Fn(SubaccountId) -> Option<Owner>,
	) -> Option<(Tick, &mut Bests)> {
		if self.0.is_empty() {
			return None;
		}
		let volatility = Tick(order.peg?.volatility.0);
		Some((volatility, self.0.get_mut(&owner(order.id.subaccount)?)?))
	}
}

/// The names of fresh orders.
struct Names {
	/// Each name with the place of the last order that has it.
	last: Sieve,
	/// By place, whether a later order has the name of this one.
	superseded: Vec<bool>,
}

impl Names {
	/// `None` if no order has a name.
	fn new(fresh: &[Fresh]) -> Option<Self> {
		let named = || (0u32..).zip(fresh).filter_map(|(at, new)| Some((name(&new.order)?, at)));
		named().next()?;
		let mut last = Sieve::new(fresh.len());
		let mut superseded = vec![false; fresh.len()];
		let turn = |at: u32| at_place(fresh, at).map(|new| new.order.id.turn());
		for (name, at) in named() {
			let Some(other) = last.insert(name, at) else { continue };
			let mut earlier = other;
			if turn(at) < turn(other) {
				last.insert(name, other);
				earlier = at;
			}
			let earlier = usize::try_from(earlier).ok().and_then(|at| superseded.get_mut(at));
			earlier.into_iter().for_each(|superseded| *superseded = true);
		}
		Some(Self { last, superseded })
	}

	/// The place of the last fresh order that has the name of this one.
	fn last(&self, order: &Order) -> Option<u32> {
		self.last.get(name(order)?)
	}
}

fn at_place(fresh: &[Fresh], at: u32) -> Option<&Fresh> {
	fresh.get(usize::try_from(at).ok()?)
}

/// An order's name and its account's, as a number.
fn name(order: &Order) -> Option<u128> {
	let code = match order.name? {
		Name::Client(ClientId(client)) => u64::from(client),
		Name::Bid => 1 << 32,
		Name::Ask => 1 << 33,
	};
	Some((u128::from(order.id.subaccount.0) << 64) | u128::from(code))
}

/// Makes an order at rest the fresh one that takes its place, if that keeps its age; if not it leaves.
/// Apart, so that a look at the others stays quick.
#[inline(never)]
fn renew(side: Side, old: &mut Order, new: &Fresh, entered: &mut Entered) -> bool {
	let id = old.id;
	let Some(order) = amended(side, old, new) else {
		entered.replaced.push(id);
		return false;
	};
	*old = order;
	entered.amended.push((id, side, order));
	true
}

/// What an order at rest is when a fresh one of its name takes its place without losing its age;
/// `None` if it would lose it.
fn amended(side: Side, old: &Order, new: &Fresh) -> Option<Order> {
	let Order { id, quantity, good_til, kind, reduce_only, .. } = new.order;
	let same = side == new.side
		&& new.order.terms() == old.terms()
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
