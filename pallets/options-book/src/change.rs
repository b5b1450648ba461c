//! What happens to the book of a series in a block, as its event tells it.

use crate::{Config, Event, Pallet, Reason};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;
use tenor_auction::{Fill, Kind, Order, Peg, Trade};
use tenor_primitives::{BlockNumber, Lots, Name, OrderId, SeriesId, Side, Tick};

/// Everything that happens to the book of a series, in the order in which it is to be applied: the book
/// of an earlier block and this make the book as it is stored afterwards, order by order.
///
/// An order is gone once its fills take all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct BookChange {
	/// Orders at rest that became orders of this block with the same names, and kept their age.
	pub amended: Vec<Amended>,
	/// Pegs at rest whose limits are others in this block: bids before asks.
	pub repriced: Vec<Repriced>,
	/// Orders of this block that entered, before their fills: bids before asks, each side best first.
	pub entered: Vec<Entry>,
	/// Reduce-only orders at rest that were cut for good, and what is left of them: their accounts'
	/// other orders take the rest of the positions.
	pub cut: Vec<(OrderId, Lots)>,
	/// The one price, and the lots bought; absent if nothing traded.
	pub trade: Option<Trade>,
	/// Bids before asks, each side best first.
	pub fills: Vec<Fill>,
	/// Orders of this block that the clearing budget kept from trading: they stay takers. All others that
	/// entered without a fill are makers from now on.
	pub waiting: Vec<OrderId>,
	/// Orders that left, at rest or as they entered, and why. What was filled of them stands.
	pub left: Vec<(OrderId, Reason)>,
}

/// An order as it enters a book: a taker unless it is post-only, in the block of its event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Entry {
	/// Which order, and whose.
	pub id: OrderId,
	/// Buy or sell.
	pub side: Side,
	/// The worst price it takes; one that takes within a distance has its limit by now, and a peg that of
	/// this block.
	#[codec(compact)]
	pub limit: Tick,
	/// How much; a reduce-only order is cut by now to what it may reduce.
	#[codec(compact)]
	pub quantity: Lots,
	/// The last block it may trade in.
	pub good_til: BlockNumber,
	/// How it behaves.
	pub kind: Kind,
	/// Whether it only brings its account's position nearer to nothing.
	pub reduce_only: bool,
	/// What its account calls it.
	pub name: Option<Name>,
	/// What its limit follows.
	pub peg: Option<Peg>,
}

/// A peg at rest and its limit in this block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Repriced {
	/// Which order.
	pub id: OrderId,
	/// Where it stands; a bid at zero, and an ask at the highest number, takes no part.
	#[codec(compact)]
	pub limit: Tick,
}

/// An order at rest that took over what an order of this block changes; all else is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Amended {
	/// What it was called.
	pub from: OrderId,
	/// What it is called now.
	pub to: OrderId,
	/// How much is left of it.
	#[codec(compact)]
	pub quantity: Lots,
	/// The last block it may trade in.
	pub good_til: BlockNumber,
}

impl From<(Side, &Order)> for Entry {
	fn from((side, order): (Side, &Order)) -> Self {
		let Order { id, limit, quantity, good_til, kind, reduce_only, name, peg, .. } = *order;
		Self { id, side, limit, quantity, good_til, kind, reduce_only, name, peg }
	}
}

impl BookChange {
	/// Takes out of the book, all for one reason.
	pub(crate) fn leave(&mut self, ids: impl IntoIterator<Item = OrderId>, reason: Reason) {
		self.left.extend(ids.into_iter().map(|id| (id, reason)));
	}

	/// Says what happened, if anything did.
	pub(crate) fn tell<T: Config>(self, series: SeriesId) {
		if self != Self::default() {
			Pallet::<T>::deposit_event(Event::BookChanged { series, change: self });
		}
	}
}
