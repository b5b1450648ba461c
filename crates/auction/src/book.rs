//! The book of a series between and around its auctions.

use crate::{crosses, order::better, reduce::allow, Kind, Order, Outcome};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;
use tenor_primitives::{BlockNumber, Lots, OrderId, Side, SignedLots, SubaccountId, Tick};

/// Most orders that may rest on one side; beyond it the worst are evicted.
pub const MAX_ORDERS: u32 = 512;

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
}

/// What became of a block's fresh orders, and what they changed of those at rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered {
	/// Those that entered, as they stand in the book.
	pub accepted: Vec<(Side, Order)>,
	/// Those that did not.
	pub refused: Vec<(OrderId, EntryError)>,
	/// Reduce-only orders whose size fell to this, ascending by id; those at rest that fell to nothing
	/// have left.
	pub cut: Vec<(OrderId, Lots)>,
}

/// Why an order left the book at the end of a block without being filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Departure {
	/// Immediate-or-cancel: the rest found no counterpart.
	#[codec(index = 0)]
	Unfilled,
	/// The side was full of better orders.
	#[codec(index = 1)]
	Evicted,
}

/// The live orders of a series, each side best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
	bids: Vec<Order>,
	asks: Vec<Order>,
}

impl Book {
	/// A book from its two sides; `None` when they are not what a book at rest may hold.
	pub fn new(bids: Vec<Order>, asks: Vec<Order>) -> Option<Self> {
		let holds = is_side(&bids, Side::Bid) && is_side(&asks, Side::Ask);
		holds.then_some(Self { bids, asks })
	}

	/// One side, best first.
	pub fn side(&self, side: Side) -> &[Order] {
		match side {
			Side::Bid => &self.bids,
			Side::Ask => &self.asks,
		}
	}

	fn side_mut(&mut self, side: Side) -> &mut Vec<Order> {
		match side {
			Side::Bid => &mut self.bids,
			Side::Ask => &mut self.asks,
		}
	}

	/// All orders with their sides, bids before asks.
	pub fn orders(&self) -> impl Iterator<Item = (Side, &Order)> {
		let bids = self.bids.iter().map(|order| (Side::Bid, order));
		bids.chain(self.asks.iter().map(|order| (Side::Ask, order)))
	}

	/// Whether no order is left.
	pub fn is_empty(&self) -> bool {
		self.bids.is_empty() && self.asks.is_empty()
	}

	/// Takes out the orders named.
	pub fn remove(&mut self, ids: &BTreeSet<OrderId>) {
		if !ids.is_empty() {
			self.take(|order| ids.contains(&order.id));
		}
	}

	/// Takes out what is past its last block, which itself still counts.
	pub fn expire(&mut self, now: BlockNumber) -> Vec<OrderId> {
		self.take(|order| order.good_til < now)
	}

	fn take(&mut self, leaves: impl Fn(&Order) -> bool) -> Vec<OrderId> {
		let mut taken = Vec::new();
		for orders in [&mut self.bids, &mut self.asks] {
			taken.extend(orders.iter().filter(|order| leaves(order)).map(|order| order.id));
			orders.retain(|order| !leaves(order));
		}
		taken
	}

	/// The best limit of a side among the orders that may trade in block `now`.
	pub fn best(&self, side: Side, now: BlockNumber) -> Option<Tick> {
		let live = self.side(side).iter().find(|order| order.good_til >= now);
		live.map(|order| order.limit)
	}

	/// The accounts with reduce-only orders at rest.
	pub fn reducing(&self) -> impl Iterator<Item = SubaccountId> + '_ {
		self.orders().filter(|(_, order)| order.reduce_only).map(|(_, order)| order.id.subaccount)
	}

	/// Takes fresh orders in, in the order (sequence, subaccount, index) per owner.
	///
	/// `owner` tells the owner of a subaccount, at least of all subaccounts whose owner has a fresh
	/// order: only they can meet themselves. `positions` are those of the accounts that have both a
	/// fresh order and one that is reduce-only.
	pub fn enter<Owner: Ord>(
		&mut self,
		mut fresh: Vec<(Side, Order)>,
		positions: &BTreeMap<SubaccountId, SignedLots>,
		owner: impl Fn(SubaccountId) -> Option<Owner>,
	) -> Entered {
		let mut entered = Entered::default();
		let refused = &mut entered.refused;
		fresh.retain(|(side, order)| {
			let best = self.side(side.opposite()).first();
			let takes = best.is_some_and(|best| crosses(*side, order.limit, best.limit));
			let keep = !(takes && order.kind == Kind::PostOnly);
			if !keep {
				refused.push((order.id, EntryError::WouldTake));
			}
			keep
		});
		self.reduce_with(&mut fresh, positions, &mut entered);
		self.keep_owners_apart(fresh, owner, &mut entered);
		for side in [Side::Bid, Side::Ask] {
			self.side_mut(side).sort_by(|one, other| one.rank(other, side));
		}
		entered
	}

	/// Cuts reduce-only orders, fresh ones and those at rest, to what the positions leave them.
	fn reduce_with(
		&mut self,
		fresh: &mut Vec<(Side, Order)>,
		positions: &BTreeMap<SubaccountId, SignedLots>,
		entered: &mut Entered,
	) {
		let orders = self.orders().map(|(side, order)| (side, *order)).chain(fresh.iter().copied());
		let allowed = allow(orders, positions);
		entered.cut = self.cut_to(&allowed);
		fresh.retain_mut(|(_, order)| {
			match allowed.get(&order.id).copied() {
				Some(lots) if lots.is_zero() => {
					entered.refused.push((order.id, EntryError::NothingToReduce));
					return false;
				},
				Some(lots) if lots < order.quantity => {
					order.quantity = lots;
					entered.cut.push((order.id, lots));
				},
				_ => (),
			}
			true
		});
		entered.cut.sort();
	}

	/// Cuts orders at rest that are larger than allowed; returns them with their size.
	fn cut_to(&mut self, allowed: &BTreeMap<OrderId, Lots>) -> Vec<(OrderId, Lots)> {
		let mut cut = Vec::new();
		if allowed.is_empty() {
			return cut;
		}
		for orders in [&mut self.bids, &mut self.asks] {
			for order in orders.iter_mut() {
				let lots = allowed.get(&order.id).copied().filter(|lots| *lots < order.quantity);
				if let Some(lots) = lots {
					order.quantity = lots;
					cut.push((order.id, lots));
				}
			}
			orders.retain(|order| !order.quantity.is_zero());
		}
		cut
	}

	/// Self-trade prevention: takes in what crosses no accepted order of its own owner.
	fn keep_owners_apart<Owner: Ord>(
		&mut self,
		mut fresh: Vec<(Side, Order)>,
		owner: impl Fn(SubaccountId) -> Option<Owner>,
		entered: &mut Entered,
	) {
		let mut accepted = BTreeMap::<Owner, Bests>::new();
		for side in [Side::Bid, Side::Ask] {
			let limits = fresh.iter().filter(|(of, _)| *of == side).map(|(_, order)| order.limit);
			let Some(best) = limits.min_by(|one, other| better(*one, *other, side)) else {
				continue;
			};
			let reachable = self.side(side.opposite()).iter();
			for met in reachable.take_while(|order| crosses(side, best, order.limit)) {
				if let Some(owner) = owner(met.id.subaccount) {
					accepted.entry(owner).or_default().add(side.opposite(), met.limit);
				}
			}
		}

		fresh.sort_by_key(|(_, order)| (order.id.sequence, order.id.subaccount, order.id.index));
		for (side, order) in fresh {
			if let Some(owner) = owner(order.id.subaccount) {
				let bests = accepted.entry(owner).or_default();
				let own = bests.of(side.opposite());
				if own.is_some_and(|own| crosses(side, order.limit, own)) {
					entered.refused.push((order.id, EntryError::SelfTrade));
					continue;
				}
				bests.add(side, order.limit);
			}
			self.side_mut(side).push(order);
			entered.accepted.push((side, order));
		}
	}

	/// Books the fills of an auction: fixes the flags of fresh orders, drops what is filled,
	/// immediate or beyond the bound, and returns what left unfilled.
	pub fn settle(&mut self, outcome: &Outcome, now: BlockNumber) -> Vec<(OrderId, Departure)> {
		let filled: BTreeMap<OrderId, Lots> =
			outcome.fills.iter().map(|fill| (fill.id, fill.lots)).collect();
		let mut left = Vec::new();
		for side in [Side::Bid, Side::Ask] {
			let cut_by = outcome.left_out(side.opposite());
			let orders = self.side_mut(side);
			for order in orders.iter_mut() {
				let traded = filled.get(&order.id);
				order.quantity = order.quantity.saturating_sub(traded.copied().unwrap_or_default());
				let effective = outcome.band.effective(side, order.limit);
				let cut = cut_by.is_some_and(|best| crosses(side, effective, best));
				if order.entered == now && traded.is_none() && !cut {
					order.taker = false;
				}
			}
			orders.retain(|order| {
				let gone = order.kind == Kind::ImmediateOrCancel && !order.quantity.is_zero();
				if gone {
					left.push((order.id, Departure::Unfilled));
				}
				!gone && !order.quantity.is_zero()
			});
			let bound = usize::try_from(MAX_ORDERS).unwrap_or(usize::MAX);
			left.extend(orders.iter().skip(bound).map(|order| (order.id, Departure::Evicted)));
			orders.truncate(bound);
		}
		left
	}

	/// The lots at each limit of a side in block `now`, best first, at most `levels` of them.
	pub fn depth(&self, side: Side, now: BlockNumber, levels: usize) -> Vec<(Tick, Lots)> {
		let mut depth = Vec::<(Tick, Lots)>::new();
		for order in self.side(side).iter().filter(|order| order.good_til >= now) {
			let full = depth.len() == levels;
			match depth.last_mut() {
				Some((limit, lots)) if *limit == order.limit => {
					*lots = lots.saturating_add(order.quantity);
				},
				_ if full => break,
				_ => depth.push((order.limit, order.quantity)),
			}
		}
		depth
	}
}

/// The best limits among an owner's accepted orders.
#[derive(Default)]
struct Bests {
	bid: Option<Tick>,
	ask: Option<Tick>,
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

/// Whether these are the orders of one side at rest: bounded, best first, none empty.
fn is_side(orders: &[Order], side: Side) -> bool {
	u32::try_from(orders.len()).is_ok_and(|len| len <= MAX_ORDERS)
		&& orders.iter().all(|order| !order.quantity.is_zero())
		&& orders.is_sorted_by(|one, other| one.rank(other, side).is_lt())
}
