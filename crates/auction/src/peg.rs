//! Orders at an implied volatility, and where they stand in a block.

use crate::{entry::Bests, Book, Fresh, Order};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use tenor_primitives::{BlockNumber, OrderId, PriceSteps, Side, Tick, Volatility};

/// What makes an order a peg: its limit follows the value of a contract at a volatility.
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
pub struct Peg {
	/// The volatility that it is priced at.
	pub volatility: Volatility,
	/// The worst price it takes, whatever it is priced at.
	pub worst: Tick,
	/// The block it was last priced in: it takes part in that block alone.
	pub priced: BlockNumber,
}

/// What the pegs of a series are priced by in a block.
pub struct Pricing<'a, Value> {
	/// The block.
	pub now: BlockNumber,
	/// What a contract is worth at a volatility, in ticks, rounded down; `None` if that cannot be told.
	pub value: Value,
	/// Where limits may lie.
	pub steps: &'a PriceSteps,
	/// Most pegs at rest that are priced.
	pub most: u32,
}

impl<Value: Fn(Volatility) -> Option<Tick>> Pricing<'_, Value> {
	/// Prices the pegs that enter, and of those at rest the ones that have waited longest. Returns those
	/// at rest whose limits are others than before.
	pub(crate) fn price(&self, book: &mut Book, fresh: &mut [Fresh]) -> Vec<(OrderId, Tick)> {
		let entering = fresh.iter().filter_map(|new| new.order.peg);
		let mut volatilities: Vec<Volatility> = entering.map(|peg| peg.volatility).collect();
		if volatilities.is_empty() && self.most == 0 {
			return Vec::new();
		}
		let resting = book.has_pegs().then(|| book.orders()).into_iter().flatten();
		let mut waiting: Vec<Turn> = resting.filter_map(|(_, order)| turn(order)).collect();
		if volatilities.is_empty() && waiting.is_empty() {
			return Vec::new();
		}
		waiting.sort_unstable();
		let last = usize::try_from(self.most).ok().and_then(|most| waiting.get(most)).copied();
		let has_turn =
			|order: &Order| turn(order).is_some_and(|turn| last.is_none_or(|last| turn < last));
		let resting = book.orders().filter(|(_, order)| has_turn(order));
		volatilities.extend(resting.filter_map(|(_, order)| Some(order.peg?.volatility)));
		let places = Places::new(self, book, volatilities);

		let mut moved = Vec::new();
		for side in [Side::Bid, Side::Ask] {
			let before = moved.len();
			for order in book.side_mut(side).iter_mut().filter(|order| has_turn(order)) {
				if places.put(order, side, self.now) {
					moved.push((order.id, order.limit));
				}
			}
			if moved.len() > before {
				book.sort(side);
			}
		}
		for Fresh { side, order, .. } in fresh {
			places.put(order, *side, self.now);
		}
		moved
	}
}

/// When a peg at rest is priced again: earlier than those priced after it, then by entry and id.
type Turn = (BlockNumber, BlockNumber, OrderId);

fn turn(order: &Order) -> Option<Turn> {
	order.peg.map(|peg| (peg.priced, order.entered, order.id))
}

/// Where pegs stand in a block.
struct Places<'a> {
	/// Values in ticks, rounded down, ascending by volatility.
	values: Vec<(Volatility, Option<Tick>)>,
	/// The best limits at rest that are no pegs'.
	fixed: Bests,
	steps: &'a PriceSteps,
}

impl<'a> Places<'a> {
	fn new<Value: Fn(Volatility) -> Option<Tick>>(
		by: &Pricing<'a, Value>,
		book: &Book,
		mut volatilities: Vec<Volatility>,
	) -> Self {
		volatilities.sort_unstable();
		volatilities.dedup();
		let mut highest = Tick::ZERO;
		let values = volatilities.into_iter().map(|volatility| {
			// A value does not fall with volatility, whatever rounding makes of it: no bid of an owner,
			// all of which have lower volatilities than its asks, may reach one.
			let value = (by.value)(volatility).map(|value| value.max(highest));
			highest = value.unwrap_or(highest);
			(volatility, value)
		});
		Self { values: values.collect(), fixed: book.fixed(), steps: by.steps }
	}

	/// Puts a peg in its place; whether that is another one than before. Does nothing to other orders.
	fn put(&self, order: &mut Order, side: Side, now: BlockNumber) -> bool {
		let Some(peg) = &mut order.peg else { return false };
		peg.priced = now;
		let limit = self.limit(side, peg);
		let moved = limit != order.limit;
		order.limit = limit;
		moved
	}

	/// A bid below the value and the best ask, an ask above the value and the best bid; where there is no
	/// such price, one that nothing meets: zero, or the highest number.
	fn limit(&self, side: Side, peg: &Peg) -> Tick {
		let steps = self.steps;
		match side {
			Side::Bid => {
				let value =
					self.value(peg.volatility).map_or(Tick::ZERO, |value| steps.down(value));
				let inside = steps.below(self.fixed.ask.unwrap_or(Tick(u32::MAX)));
				value.min(inside).min(peg.worst)
			},
			Side::Ask => {
				let above = self.value(peg.volatility).and_then(|value| steps.above(value));
				let inside = steps.above(self.fixed.bid.unwrap_or(Tick::ZERO));
				let limit = above.zip(inside).map(|(value, inside)| value.max(inside));
				limit.map_or(Tick(u32::MAX), |limit| limit.max(peg.worst))
			},
		}
	}

	fn value(&self, volatility: Volatility) -> Option<Tick> {
		let at = self.values.binary_search_by_key(&volatility, |(of, _)| *of).ok()?;
		self.values.get(at).and_then(|(_, value)| *value)
	}
}
