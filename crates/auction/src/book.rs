//! The book of a series between and around its auctions.

use crate::{crosses, entry::Bests, Kind, Order, Outcome};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;
use tenor_primitives::{BlockNumber, Lots, OrderId, Side, SubaccountId, Tick};

/// Most orders that may rest on one side; beyond it the worst are evicted.
pub const MAX_ORDERS: u32 = 512;

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

	pub(crate) fn side_mut(&mut self, side: Side) -> &mut Vec<Order> {
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

	/// The best limits among the orders that may trade in block `now`.
	pub fn bests(&self, now: BlockNumber) -> Bests {
		let best = |side| {
			let mut live = self.side(side).iter().filter(|order| order.good_til >= now);
			live.next().map(|order| order.limit)
		};
		Bests { bid: best(Side::Bid), ask: best(Side::Ask) }
	}

	/// The accounts with reduce-only orders at rest.
	pub fn reducing(&self) -> impl Iterator<Item = SubaccountId> + '_ {
		self.orders().filter(|(_, order)| order.reduce_only).map(|(_, order)| order.id.subaccount)
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

/// Whether these are the orders of one side at rest: bounded, best first, none empty.
fn is_side(orders: &[Order], side: Side) -> bool {
	u32::try_from(orders.len()).is_ok_and(|len| len <= MAX_ORDERS)
		&& orders.iter().all(|order| !order.quantity.is_zero())
		&& orders.is_sorted_by(|one, other| one.rank(other, side).is_lt())
}
