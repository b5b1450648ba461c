//! One auction: who takes part, the price, the fills.

use crate::{
	allocation::allocate,
	crosses,
	price::{uniform_price, HalfTicks},
	Book, Order,
};
use alloc::{collections::BTreeSet, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;
use tenor_primitives::{BlockNumber, Lots, OrderId, Side, SubaccountId, Tick};

/// The ticks between which a series may trade in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
	/// No ask counts below it.
	pub lo: Tick,
	/// No bid counts above it.
	pub hi: Tick,
}

impl Band {
	/// A limit as the auction sees it.
	pub fn effective(&self, side: Side, limit: Tick) -> Tick {
		match side {
			Side::Bid => limit.min(self.hi),
			Side::Ask => limit.max(self.lo),
		}
	}
}

impl Band {
	/// How many of the orders of a side, best first, count at the limit of the best: those that the band
	/// holds among them.
	pub(crate) fn held(&self, side: Side, orders: &[Order]) -> usize {
		let effective = |order: &Order| self.effective(side, order.limit);
		let best = orders.first().map(effective);
		orders.partition_point(|order| Some(effective(order)) == best)
	}
}

/// Why a series could not be cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Failure {
	/// A sum or product of quantities does not fit its type.
	#[codec(index = 0)]
	Overflow,
	/// The stored book is not one.
	#[codec(index = 1)]
	Corrupt,
	/// The fills do not satisfy the rules they were made by.
	#[codec(index = 2)]
	Invalid,
	/// The ledger refused the fills.
	#[codec(index = 3)]
	Refused,
}

/// What one order got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Fill {
	/// Which order.
	pub id: OrderId,
	/// Bought or sold.
	pub side: Side,
	/// How much; above zero.
	#[codec(compact)]
	pub lots: Lots,
	/// Whether it pays the maker's fee.
	pub maker: bool,
}

/// The price of an auction and what changed hands at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Trade {
	/// The one price of all fills.
	#[codec(compact)]
	pub price: Tick,
	/// Lots bought, which are the lots sold.
	#[codec(compact)]
	pub volume: Lots,
}

/// The result of an auction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
	/// `None` when nothing traded.
	pub trade: Option<Trade>,
	/// Bids before asks, each side best first.
	pub fills: Vec<Fill>,
	/// The band it was held in.
	pub band: Band,
	/// The effective limit of the best bid left out.
	pub left_bid: Option<Tick>,
	/// The effective limit of the best ask left out.
	pub left_ask: Option<Tick>,
}

impl Outcome {
	/// The effective limit of the best order of a side left out by the budget.
	pub fn left_out(&self, side: Side) -> Option<Tick> {
		match side {
			Side::Bid => self.left_bid,
			Side::Ask => self.left_ask,
		}
	}

	/// Whether the budget left an order out: the series must clear again in the next block.
	pub fn is_cut(&self) -> bool {
		self.left_bid.is_some() || self.left_ask.is_some()
	}
}

/// The orders of a series that may trade in a block, best first by effective limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Auction {
	bids: Vec<Order>,
	asks: Vec<Order>,
	band: Band,
	left_bid: Option<Tick>,
	left_ask: Option<Tick>,
}

impl Auction {
	/// The orders of `book` that cross and, if they are pegs, were priced in this block: the fresh ones,
	/// and of each side's resting ones the best `budget`.
	pub fn open(book: &Book, band: Band, now: BlockNumber, budget: u32) -> Self {
		let mut bids = crossing(book, band, now, Side::Bid);
		let mut asks = crossing(book, band, now, Side::Ask);
		let left_bid = cut(&mut bids, now, budget).map(|limit| band.effective(Side::Bid, limit));
		let left_ask = cut(&mut asks, now, budget).map(|limit| band.effective(Side::Ask, limit));
		Self { bids, asks, band, left_bid, left_ask }
	}

	/// Takes out orders that were refused meanwhile; none takes their place.
	pub fn withdraw(&mut self, refused: &BTreeSet<OrderId>) {
		self.bids.retain(|bid| !refused.contains(&bid.id));
		self.asks.retain(|ask| !refused.contains(&ask.id));
	}

	/// Lets an account trade at most `most` lots on a side: its orders there are cut for this auction,
	/// the best last. True if that cut any.
	pub fn cap(&mut self, subaccount: SubaccountId, side: Side, most: Lots) -> bool {
		let mut left = most;
		let mut cut = false;
		let orders = match side {
			Side::Bid => &mut self.bids,
			Side::Ask => &mut self.asks,
		};
		for own in orders.iter_mut().filter(|own| own.id.subaccount == subaccount) {
			let lots = own.quantity.min(left);
			left = left.saturating_sub(lots);
			cut |= lots < own.quantity;
			own.quantity = lots;
		}
		orders.retain(|order| !order.quantity.is_zero());
		cut
	}

	/// The orders that may trade, bids before asks, each side best first.
	pub fn orders(&self) -> impl Iterator<Item = (Side, &Order)> {
		let bids = self.bids.iter().map(|order| (Side::Bid, order));
		bids.chain(self.asks.iter().map(|order| (Side::Ask, order)))
	}

	/// The outcome when nothing trades.
	pub fn without_trade(&self) -> Outcome {
		Outcome {
			trade: None,
			fills: Vec::new(),
			band: self.band,
			left_bid: self.left_bid,
			left_ask: self.left_ask,
		}
	}

	/// The price and the fills, by the rules of the market (docs/spec, auction).
	pub fn clear(&self, mark: HalfTicks) -> Result<Outcome, Failure> {
		let mut outcome = self.without_trade();
		let Some(candidates) = self.candidates() else { return Ok(outcome) };
		let best = uniform_price(&self.bids, &self.asks, self.band, candidates, mark);
		let Some((price, volume)) = best else { return Ok(outcome) };
		for side in [Side::Bid, Side::Ask] {
			let level = |order: &Order| self.band.effective(side, order.limit);
			let crossing = self.crossing(side, price);
			outcome.fills.reserve(crossing.len());
			let fill = |order: &Order, lots| {
				let (id, maker) = (order.id, !order.taker);
				outcome.fills.push(Fill { id, side, lots, maker });
			};
			allocate(crossing, volume, level, fill).ok_or(Failure::Overflow)?;
		}
		let volume = u64::try_from(volume).map_err(|_| Failure::Overflow)?;
		outcome.trade = Some(Trade { price, volume: Lots(volume) });
		Ok(outcome)
	}

	/// Whether fills are sound, checked apart from how they were made: of known orders, within their
	/// limits and sizes, as much bought as sold.
	pub fn confirms(&self, outcome: &Outcome) -> bool {
		let Some(trade) = outcome.trade else { return outcome.fills.is_empty() };
		[Side::Bid, Side::Ask].into_iter().all(|side| {
			// As the orders they stand best first, so that each order has at most one.
			let mut fills = outcome.fills.iter().filter(|fill| fill.side == side).peekable();
			let mut sum = 0u128;
			for order in self.crossing(side, trade.price) {
				let Some(fill) = fills.next_if(|fill| fill.id == order.id) else { continue };
				if fill.lots > order.quantity || fill.lots.is_zero() {
					return false;
				}
				sum = sum.saturating_add(fill.lots.0.into());
			}
			fills.next().is_none() && sum == u128::from(trade.volume.0)
		})
	}

	/// The orders of a side that may trade at a price, best first.
	fn crossing(&self, side: Side, price: Tick) -> &[Order] {
		let orders = match side {
			Side::Bid => &self.bids,
			Side::Ask => &self.asks,
		};
		let effective = |order: &Order| self.band.effective(side, order.limit);
		let taking = orders.partition_point(|order| crosses(side, effective(order), price));
		orders.get(..taking).unwrap_or_default()
	}

	/// The ticks that may become the price: where both sides have an order, and between the best
	/// orders left out.
	fn candidates(&self) -> Option<(Tick, Tick)> {
		let best_bid = self.band.effective(Side::Bid, self.bids.first()?.limit);
		let best_ask = self.band.effective(Side::Ask, self.asks.first()?.limit);
		let (low, high) = match (self.left_bid, self.left_ask) {
			// If even those left out cross, every order that takes part trades anywhere between.
			(Some(bid), Some(ask)) => (bid.min(ask), bid.max(ask)),
			(bid, ask) => (bid.unwrap_or(Tick::ZERO), ask.unwrap_or(Tick(u32::MAX))),
		};
		Some((low.max(best_ask), high.min(best_bid)))
	}
}

/// The orders of a side that the best of the other side reaches, best first by effective limit.
fn crossing(book: &Book, band: Band, now: BlockNumber, side: Side) -> Vec<Order> {
	let Some(opposite) = book.priced(side.opposite(), now).next() else { return Vec::new() };
	let opposite = band.effective(side.opposite(), opposite.limit);
	// A band keeps the order of limits, so those that cross stand first.
	let orders = book.side(side);
	let reached =
		orders.partition_point(|order| crosses(side, band.effective(side, order.limit), opposite));
	let mut taking = orders.get(..reached).unwrap_or_default().to_vec();
	if book.has_pegs() {
		taking.retain(|order| order.is_priced(now));
	}
	// What the band holds stands at its edge, before all others, and no longer by age.
	let held = band.held(side, &taking);
	let held = taking.get_mut(..held).unwrap_or_default();
	held.sort_unstable_by_key(|order| (order.entered, order.id));
	taking
}

/// Leaves the best `budget` resting orders in and returns the limit of the best one left out.
fn cut(orders: &mut Vec<Order>, now: BlockNumber, budget: u32) -> Option<Tick> {
	if u32::try_from(orders.len()).is_ok_and(|len| len <= budget) {
		return None;
	}
	let mut left_out = None;
	let mut places = 0..budget;
	orders.retain(|order| {
		let stays = order.entered >= now || places.next().is_some();
		if !stays {
			left_out.get_or_insert(order.limit);
		}
		stays
	});
	left_out
}
