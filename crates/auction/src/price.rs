//! The uniform price, by the breakpoints of demand and supply.

use crate::auction::Participant;
use alloc::vec::Vec;
use tenor_primitives::Tick;

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

	fn imbalance(&self) -> u128 {
		self.demand.abs_diff(self.supply)
	}
}

/// The price and the volume of an auction among the candidate ticks `[low, high]`; `None` when
/// nothing trades or a sum does not fit.
///
/// O(n log n) in the orders: between two breakpoints every tick is alike.
pub(crate) fn uniform_price(
	bids: &[Participant],
	asks: &[Participant],
	(low, high): (Tick, Tick),
	mark: HalfTicks,
) -> Option<(Tick, u128)> {
	let runs = runs(bids, asks, low.0, high.0)?;
	let volume = runs.iter().map(Run::volume).max().filter(|volume| *volume > 0)?;
	let largest = || runs.iter().filter(|run| run.volume() == volume);
	let imbalance = largest().map(Run::imbalance).min()?;
	// All that follows is over T: the ticks of most volume and, among them, least imbalance.
	let least = || largest().filter(|run| run.imbalance() == imbalance);
	let lowest = |of: fn(&Run) -> bool| least().filter(|run| of(run)).map(|run| run.low).min();
	let highest = |of: fn(&Run) -> bool| least().filter(|run| of(run)).map(|run| run.high).max();

	let tick = if imbalance == 0 {
		// Demand less supply only falls, so the balanced ticks are one interval.
		mark.closest(lowest(|_| true)?, highest(|_| true)?)
	} else {
		let buying = highest(|run| run.demand > run.supply);
		let selling = lowest(|run| run.supply > run.demand);
		match (buying, selling) {
			(Some(buying), Some(selling)) => mark.closer(buying, selling),
			(one, other) => one.or(other)?,
		}
	};
	Some((Tick(tick), volume))
}

/// The runs of `[low, high]`, ascending.
fn runs(bids: &[Participant], asks: &[Participant], low: u32, high: u32) -> Option<Vec<Run>> {
	if low > high {
		return Some(Vec::new());
	}
	let falls = bids.iter().filter_map(|bid| bid.limit.0.checked_add(1));
	let rises = asks.iter().map(|ask| ask.limit.0);
	let mut starts: Vec<u32> =
		falls.chain(rises).filter(|tick| (low..=high).contains(tick)).collect();
	starts.push(low);
	starts.sort_unstable();
	starts.dedup();

	let mut bids = bids.iter().rev().peekable();
	let mut asks = asks.iter().peekable();
	let mut demand = bids.clone().try_fold(0u128, |sum, bid| sum.checked_add(bid.size()))?;
	let mut supply = 0u128;
	let ends = starts.iter().skip(1).map(|next| next.checked_sub(1)).chain([Some(high)]);
	starts
		.iter()
		.zip(ends)
		.map(|(&low, end)| {
			while let Some(bid) = bids.next_if(|bid| bid.limit.0 < low) {
				demand = demand.checked_sub(bid.size())?;
			}
			while let Some(ask) = asks.next_if(|ask| ask.limit.0 <= low) {
				supply = supply.checked_add(ask.size())?;
			}
			Some(Run { low, high: end?, demand, supply })
		})
		.collect()
}
