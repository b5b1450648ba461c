//! The book of a series between and around its auctions.

use crate::{crosses, entry::Bests, sieve::Sieve, Kind, Order, Outcome};
use alloc::{collections::BTreeSet, vec::Vec};
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

	/// Puts orders in their places.
	pub(crate) fn insert(&mut self, side: Side, mut orders: Vec<Order>) {
		orders.sort_unstable_by(|one, other| one.rank(other, side));
		self.traits = orders.iter().fold(self.traits, Traits::with);
		let book = self.side_mut(side);
		let mut end = book.len();
		book.extend_from_slice(&orders);
		// From the worst on: what is worse than it goes behind it, at once.
		for (better, order) in orders.iter().enumerate().rev() {
			let place = place(book.get(..end).unwrap_or_default(), order, side);
			let behind = place.saturating_add(better).saturating_add(1);
			book.copy_within(place..end, behind);
			if let Some(free) = book.get_mut(place.saturating_add(better)) {
				*free = *order;
			}
			end = place;
		}
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
	pub fn remove(&mut self, ids: &BTreeSet<OrderId>) {
		if ids.is_empty() {
			return;
		}
		let key = |id: &OrderId| (u64::from(id.subaccount.0) << 32) | u64::from(id.sequence);
		let sieve = Sieve::new(ids.iter().map(key));
		self.take(|order| sieve.find(key(&order.id)).is_some() && ids.contains(&order.id));
	}

	/// Takes out what is past its last block, which itself still counts.
	pub fn expire(&mut self, now: BlockNumber) -> Vec<OrderId> {
		if self.traits.earliest >= now {
			return Vec::new();
		}
		self.take(|order| order.good_til < now)
	}

	fn take(&mut self, leaves: impl Fn(&Order) -> bool) -> Vec<OrderId> {
		let mut taken = Vec::new();
		for orders in [&mut self.bids, &mut self.asks] {
			orders.retain(|order| {
				let leaves = leaves(order);
				if leaves {
					taken.push(order.id);
				}
				!leaves
			});
		}
		taken
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
			let mut fills = outcome.fills.iter().filter(|fill| fill.side == side).peekable();
			let orders = self.side_mut(side);
			let mut book = |order: &mut Order| {
				if let Some(fill) = fills.next_if(|fill| fill.id == order.id) {
					order.quantity = order.quantity.saturating_sub(fill.lots);
				} else if order.entered == now {
					let effective = band.effective(side, order.limit);
					order.taker &= cut_by.is_some_and(|best| crosses(side, effective, best));
				}
			};
			// In the order of the fills: what the band holds at its edge by age, then the others.
			let mut booked = band.held(side, orders);
			let held = orders.get_mut(..booked).unwrap_or_default();
			let mut held: Vec<&mut Order> = held.iter_mut().collect();
			held.sort_unstable_by_key(|order| (order.entered, order.id));
			held.into_iter().for_each(&mut book);
			orders.retain_mut(|order| {
				match booked.checked_sub(1) {
					Some(rest) => booked = rest,
					None => book(order),
				}
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

/// How many orders are better than this one; quick if it is nearly all.
fn place(orders: &[Order], order: &Order, side: Side) -> usize {
	let better = |old: &Order| old.rank(order, side).is_lt();
	let mut worse = 1usize;
	let start = loop {
		let Some(start) = orders.len().checked_sub(worse) else { break 0 };
		if orders.get(start).is_some_and(better) {
			break start;
		}
		worse = worse.saturating_mul(2);
	};
	start.saturating_add(orders.get(start..).unwrap_or_default().partition_point(better))
}

/// Whether these are the orders of one side at rest: bounded, best first, none empty or beyond its
/// worst price.
fn is_side(orders: &[Order], side: Side) -> bool {
	u32::try_from(orders.len()).is_ok_and(|len| len <= MAX_ORDERS)
		&& orders.iter().all(|order| !order.quantity.is_zero())
		&& orders.iter().all(|order| crosses(side, order.worst(), order.limit))
		&& orders.is_sorted_by(|one, other| one.rank(other, side).is_lt())
}
