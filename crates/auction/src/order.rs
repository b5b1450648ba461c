//! The record of an order.

use crate::Peg;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::cmp::Ordering;
use scale_info::TypeInfo;
use tenor_primitives::{BlockNumber, Lots, Name, OrderId, Side, Tick, Volatility};

/// How an order behaves when it enters and what becomes of its rest.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Kind {
	/// Rests until filled, cancelled or past its last block.
	#[codec(index = 0)]
	GoodTil,
	/// What does not trade in its entry block is dropped.
	#[codec(index = 1)]
	ImmediateOrCancel,
	/// Refused if it crosses the resting book; always a maker.
	#[codec(index = 2)]
	PostOnly,
}

/// A live order of one side of a book: at most 53 bytes encoded.
///
/// It names no owner: the owner of the subaccount is looked up when it matters.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Order {
	/// Which order, and whose.
	pub id: OrderId,
	/// The worst price it takes; of a peg, in the block it was last priced in. A bid at zero takes none.
	pub limit: Tick,
	/// What is left of it; above zero.
	pub quantity: Lots,
	/// The block it entered in.
	pub entered: BlockNumber,
	/// The last block it may trade in.
	pub good_til: BlockNumber,
	/// How it behaves.
	pub kind: Kind,
	/// Whether its fills are a taker's.
	pub taker: bool,
	/// Whether it only brings its account's position nearer to nothing.
	pub reduce_only: bool,
	/// What its account calls it: a later order with the same name takes its place.
	pub name: Option<Name>,
	/// What its limit follows.
	pub peg: Option<Peg>,
}

/// An order of this block on its way into the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fresh {
	/// Buy or sell.
	pub side: Side,
	/// The order, at the limit that its owner gave. Without lots it is none: it only takes its name away.
	pub order: Order,
	/// At most so many ticks past the best opposite order that rested when the block started.
	pub within: Option<u32>,
}

impl Order {
	/// A nameless order as it enters: a taker until it has rested, unless post-only. It may open a
	/// position.
	pub fn new(
		id: OrderId,
		limit: Tick,
		quantity: Lots,
		entered: BlockNumber,
		good_til: BlockNumber,
		kind: Kind,
	) -> Self {
		let taker = kind != Kind::PostOnly;
		let (reduce_only, name, peg) = (false, None, None);
		Self { id, limit, quantity, entered, good_til, kind, taker, reduce_only, name, peg }
	}

	/// The worst price it ever takes.
	pub fn worst(&self) -> Tick {
		self.peg.map_or(self.limit, |peg| peg.worst)
	}

	/// Whether its limit is one of this block, so that it may take part.
	pub fn is_priced(&self, now: BlockNumber) -> bool {
		self.peg.is_none_or(|peg| peg.priced == now)
	}

	/// What its owner asks for a price: the worst, and the volatility it follows.
	pub(crate) fn terms(&self) -> (Tick, Option<Volatility>) {
		(self.worst(), self.peg.map(|peg| peg.volatility))
	}

	/// Best first: by limit, entry block, id.
	pub fn rank(&self, other: &Self, side: Side) -> Ordering {
		better(self.limit, other.limit, side)
			.then_with(|| self.entered.cmp(&other.entered))
			.then_with(|| self.id.cmp(&other.id))
	}
}

/// The limit of an order that takes at most `beyond` ticks past `best`, the best opposite order; its
/// own limit if that is worse for the market.
pub(crate) fn within(side: Side, limit: Tick, best: Tick, beyond: u32) -> Tick {
	match side {
		Side::Bid => limit.min(best.saturating_add(Tick(beyond))),
		Side::Ask => limit.max(best.saturating_sub(Tick(beyond))),
	}
}

/// Orders two limits of one side, the better first.
pub(crate) fn better(one: Tick, other: Tick, side: Side) -> Ordering {
	match side {
		Side::Bid => other.cmp(&one),
		Side::Ask => one.cmp(&other),
	}
}

/// Whether an order of `side` at `limit` could trade with an opposite one at `opposite`.
pub fn crosses(side: Side, limit: Tick, opposite: Tick) -> bool {
	match side {
		Side::Bid => limit >= opposite,
		Side::Ask => limit <= opposite,
	}
}
