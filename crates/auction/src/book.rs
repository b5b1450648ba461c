//! The book of a series between and around its auctions.

use crate::{crosses, entry::Bests, sieve::Sieve, Kind, Order, Outcome};
use alloc::vec::Vec;
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
#[derive(Clone, Debug, Default)]
pub struct Book {
	bids: Vec<Order>,
	asks: Vec<Order>,
	traits: Traits,
}

impl PartialEq for Book {
	fn eq(&self, other: &Self) -> bool {
		(&self.bids, &self.asks) == (&other.bids, &other.asks)
	}
}

impl Eq for Book {}

/// What some order of a book is, or was: spares a look at all of them for what none is.
#[derive(Clone, Copy, Debug)]
struct Traits {
	/// No order ends before.
	earliest: BlockNumber,
	reducing: bool,
	pegs: bool,
}

impl Default for Traits {
	fn default() -> Self {
		Self { earliest: BlockNumber::MAX, reducing: false, pegs: false }
	}
}

impl Traits {
	fn with(self, order: &Order) -> Self {
		Self {
			earliest: self.earliest.min(order.good_til),
			reducing: self.reducing || order.reduce_only,
			pegs: self.pegs || order.peg.is_some(),
		}
	}
}

impl Book {
	/// A book from its two sides; `None` when they are not what a book at rest may hold.
	pub fn new(bids: Vec<Order>, asks: Vec<Order>) -> Option<Self> {
		let holds = is_side(&bids, Side::Bid) && is_side(&asks, Side::Ask);
		let traits = bids.iter().chain(&asks).fold(Traits::default(), Traits::with);
		holds.then_some(Self { bids, asks, traits })
	}

	/// Counts an order that changed in its place.
	pub(crate) fn note(&mut self, order: &Order) {
		self.traits = self.traits.with(order);
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

	/// Puts orders in their places, which are given best first.
	pub(crate) fn insert(&mut self, side: Side, orders: &[&Order]) {
		let orders = orders.iter().copied();
		self.traits = orders.clone().fold(self.traits, Traits::with);
		let book = self.side_mut(side);
		let mut merged = Vec::with_capacity(book.len().saturating_add(orders.len()));
		let mut worse = book.as_slice();
		for order in orders {
			let better = worse.iter().take_while(|old| old.rank(order, side).is_lt()).count();
			let (better, rest) = worse.split_at_checked(better).unwrap_or_default();
			merged.extend_from_slice(better);
			merged.push(*order);
			worse = rest;
		}
		merged.extend_from_slice(worse);
		*book = merged;
	}

	/// Puts a side in order whose orders have other ids than before.
	pub(crate) fn sort(&mut self, side: Side) {
		self.side_mut(side).sort_by(|one, other| one.rank(other, side));
	}

	/// All orders with their sides, bids before asks.
	pub fn orders(&self) -> impl Iterator<Item = (Side, &Order)> {
		let bids = self.bids.iter().map(|order| (Side::Bid, order));
		bids.chain(self.asks.iter().map(|order| (Side::Ask, order)))
	}

	/// Whether an order is a peg.
	pub fn has_pegs(&self) -> bool {
		self.traits.pegs && self.orders().any(|(_, order)| order.peg.is_some())
	}

	/// The orders of a side that may take part in a block, best first: all but pegs that were not priced.
	pub fn priced(&self, side: Side, now: BlockNumber) -> impl Iterator<Item = &Order> {
		self.side(side).iter().filter(move |order| order.is_priced(now))
	}

	/// Whether no order is left.
	pub fn is_empty(&self) -> bool {
		self.bids.is_empty() && self.asks.is_empty()
	}

	/// Takes out the orders named.
	pub fn remove<'a>(
		&mut self,
		ids: impl IntoIterator<Item = &'a OrderId, IntoIter: ExactSizeIterator>,
	) {
		let ids = ids.into_iter();
		if ids.len() == 0 {
			return;
		}
		let mut named = Sieve::new(ids.len());
		for id in ids {
			named.insert(number(id), 0);
		}
		for orders in [&mut self.bids, &mut self.asks] {
			orders.retain(|order| named.get(number(&order.id)).is_none());
		}
	}

	/// Takes out what is past its last block, which itself still counts.
	pub fn expire(&mut self, now: BlockNumber) -> Vec<OrderId> {
		if self.traits.earliest >= now {
			return Vec::new();
		}
		let mut expired = Vec::new();
		for orders in [&mut self.bids, &mut self.asks] {
			orders.retain(|order| {
				let live = order.good_til >= now;
				if !live {
					expired.push(order.id);
				}
				live
			});
		}
		expired
	}

	/// The best limits among the orders that are live in block `now`; pegs where they were last priced.
	pub fn bests(&self, now: BlockNumber) -> Bests {
		self.bests_of(|order| order.good_til >= now && !order.limit.is_zero())
	}

	/// The best limits of orders that are no pegs.
	pub(crate) fn fixed(&self) -> Bests {
		self.bests_of(|order| order.peg.is_none())
	}

	/// The best limits of orders that may take part in a block.
	pub(crate) fn priced_bests(&self, now: BlockNumber) -> Bests {
		self.bests_of(|order| order.is_priced(now))
	}

	fn bests_of(&self, counts: impl Fn(&Order) -> bool) -> Bests {
		let best = |side| {
			let best = self.side(side).iter().find(|order| counts(order));
			best.map(|order| order.limit)
		};
		Bests { bid: best(Side::Bid), ask: best(Side::Ask) }
	}

	/// The accounts with reduce-only orders at rest.
	pub fn reducing(&self) -> impl Iterator<Item = SubaccountId> + '_ {
		let orders = self.traits.reducing.then(|| self.orders()).into_iter().flatten();
		orders.filter(|(_, order)| order.reduce_only).map(|(_, order)| order.id.subaccount)
	}

	/// Books the fills of an auction: fixes the flags of fresh orders, drops what is filled,
	/// immediate or beyond the bound, and returns what left unfilled.
	pub fn settle(&mut self, outcome: &Outcome, now: BlockNumber) -> Vec<(OrderId, Departure)> {
		let mut left = Vec::new();
		for side in [Side::Bid, Side::Ask] {
			let cut_by = outcome.left_out(side.opposite());
			let band = outcome.band;
			let orders = self.side_mut(side);
			for order in orders.iter_mut() {
				let effective = band.effective(side, order.limit);
				let cut = cut_by.is_some_and(|best| crosses(side, effective, best));
				order.taker &= (order.entered != now) | cut;
			}
			// In the order of the fills: what the band holds at its edge by age, then the others.
			let held = band.held(side, orders);
			let (held, others) = orders.split_at_mut_checked(held).unwrap_or_default();
			let mut held: Vec<&mut Order> = held.iter_mut().collect();
			held.sort_unstable_by_key(|order| (order.entered, order.id));
			let mut taking = held.into_iter().chain(others);
			for fill in outcome.fills.iter().filter(|fill| fill.side == side) {
				let Some(order) = taking.find(|order| order.id == fill.id) else { break };
				order.quantity = order.quantity.saturating_sub(fill.lots);
				order.taker = !fill.maker;
			}
			orders.retain(|order| {
				let unfilled = order.kind == Kind::ImmediateOrCancel && !order.quantity.is_zero();
				if unfilled {
					left.push((order.id, Departure::Unfilled));
				}
				!unfilled && !order.quantity.is_zero()
			});
			let bound = usize::try_from(MAX_ORDERS).unwrap_or(usize::MAX);
			left.extend(orders.iter().skip(bound).map(|order| (order.id, Departure::Evicted)));
			orders.truncate(bound);
		}
		left
	}

	/// The lots at each limit of a side in block `now`, best first, at most `levels` of them; pegs where
	/// they were last priced.
	pub fn depth(&self, side: Side, now: BlockNumber, levels: usize) -> Vec<(Tick, Lots)> {
		let mut depth = Vec::<(Tick, Lots)>::new();
		let live = |order: &&Order| order.good_til >= now && !order.limit.is_zero();
		for order in self.side(side).iter().filter(live) {
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

/// An order's id as a number.
fn number(id: &OrderId) -> u128 {
	let OrderId { subaccount, key, sequence, index } = *id;
	let placed = u64::from(key.0) << 40 | u64::from(sequence) << 8 | u64::from(index);
	u128::from(subaccount.0) << 64 | u128::from(placed)
}

/// Whether these are the orders of one side at rest: bounded, best first, none empty or beyond its
/// worst price.
fn is_side(orders: &[Order], side: Side) -> bool {
	u32::try_from(orders.len()).is_ok_and(|len| len <= MAX_ORDERS)
		&& orders.iter().all(|order| !order.quantity.is_zero())
		&& orders.iter().all(|order| crosses(side, order.worst(), order.limit))
		&& orders.is_sorted_by(|one, other| one.rank(other, side).is_lt())
}
