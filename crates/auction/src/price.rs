//! The uniform price, where demand and supply meet.

use crate::{allocation::total, Band, Order};
use core::cmp::{Ordering, Reverse};
use tenor_primitives::{Side, Tick};

/// A mark in half ticks, rounded up.
///
/// Of two ticks p < q the mark is no farther from p exactly if twice the mark is at most p + q, so
/// that this loses nothing a comparison could need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HalfTicks(pub u64);

impl HalfTicks {
	/// The tick of `[low, high]` closest to the mark, the lower of two.
	fn closest(self, low: u32, high: u32) -> u32 {
		let tick = self.0.checked_shr(1).unwrap_or(0);
		u32::try_from(tick).unwrap_or(u32::MAX).clamp(low, high)
	}

	/// The closer of two ticks, the lower first; the lower on a tie.
	fn closer(self, low: u32, high: u32) -> u32 {
		let sum = u64::from(low).saturating_add(u64::from(high));
		if self.0 <= sum {
			low
		} else {
			high
		}
	}
}

/// A run of ticks over which demand and supply do not change.
#[derive(Clone, Copy)]
struct Run {
	low: u32,
	high: u32,
	demand: u128,
	supply: u128,
}

impl Run {
	fn volume(&self) -> u128 {
		self.demand.min(self.supply)
	}

	/// The more trades and then the less is left over, the greater.
	fn merit(&self) -> (u128, Reverse<u128>) {
		(self.volume(), Reverse(self.demand.abs_diff(self.supply)))
	}
}

/// The price and the volume of an auction among the candidate ticks `[low, high]`; `None` when
/// nothing trades.
///
/// From tick to tick demand only falls and supply only rises. So as long as more is bid than asked each
/// run is better than the one before, and from then on worse: only the two on either side count.
pub(crate) fn uniform_price(
	bids: &[Order],
	asks: &[Order],
	band: Band,
	(Tick(low), Tick(high)): (Tick, Tick),
	mark: HalfTicks,
) -> Option<(Tick, u128)> {
	if low > high {
		return None;
	}
	let bids = within_reach(bids, total(asks), band);
	let (mut demand, mut supply) = (total(bids), 0u128);
	let mut bids = limits(bids, Side::Bid, band).rev().peekable();
	let mut asks = limits(asks, Side::Ask, band).peekable();
	let mut buying = None::<Run>;
	let mut start = low;
	let selling = loop {
		while let Some((_, lots)) = bids.next_if(|(limit, _)| *limit < start) {
			demand = demand.saturating_sub(lots);
		}
		while let Some((_, lots)) = asks.next_if(|(limit, _)| *limit <= start) {
			supply = supply.saturating_add(lots);
		}
		let end = bids.peek().map_or(high, |(limit, _)| high.min(*limit));
		let end = asks.peek().map_or(end, |(limit, _)| end.min(limit.saturating_sub(1)));
		let run = Run { low: start, high: end, demand, supply };
		if supply >= demand {
			break Some(run);
		}
		buying = Some(run);
		if end == high {
			break None;
		}
		start = end.saturating_add(1);
	};
	let (tick, run) = best(buying, selling, mark)?;
	Some((Tick(tick), run.volume())).filter(|(_, volume)| *volume > 0)
}

/// The better of the last run with more demand and the first without, and the price in it.
fn best(buying: Option<Run>, selling: Option<Run>, mark: HalfTicks) -> Option<(u32, Run)> {
	let of_selling = |run: Run| {
		let balanced = run.demand == run.supply;
		let tick = if balanced { mark.closest(run.low, run.high) } else { run.low };
		(tick, run)
	};
	match (buying, selling) {
		(Some(buying), Some(selling)) => Some(match buying.merit().cmp(&selling.merit()) {
			Ordering::Greater => (buying.high, buying),
			Ordering::Equal => (mark.closer(buying.high, selling.low), buying),
			Ordering::Less => of_selling(selling),
		}),
		(buying, selling) => buying.map(|run| (run.high, run)).or(selling.map(of_selling)),
	}
}

/// The best levels of bids, up to the first with which they have more than `lots`, what all asks have.
/// Beyond it both volume and balance only get worse, so that nothing there moves the price.
fn within_reach(bids: &[Order], lots: u128, band: Band) -> &[Order] {
	let mut better = 0u128;
	let level = |bid: &Order| band.effective(Side::Bid, bid.limit);
	let levels = bids.chunk_by(|one, other| level(one) == level(other));
	let reached = levels.take_while(|level| {
		let reached = better <= lots;
		better = better.saturating_add(total(level));
		reached
	});
	let reached = reached.map(<[Order]>::len).sum();
	bids.get(..reached).unwrap_or_default()
}

/// Effective limits with the lots at them.
fn limits(
	orders: &[Order],
	side: Side,
	band: Band,
) -> impl DoubleEndedIterator<Item = (u32, u128)> + '_ {
	orders.iter().map(move |order| (band.effective(side, order.limit).0, order.quantity.0.into()))
}
