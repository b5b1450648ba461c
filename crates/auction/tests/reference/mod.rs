//! A slow auction written from the rules alone, tick by tick and lot by lot.

use tenor_auction::{Band, Book, Order};
use tenor_primitives::{BlockNumber, OrderId, PriceSteps, Side, Tick};

/// Ticks the reference looks at.
pub(crate) const TICKS: u32 = 24;

/// What the reference knows of an order.
#[derive(Clone, Debug)]
pub(crate) struct Plain {
	pub(crate) id: OrderId,
	pub(crate) side: Side,
	pub(crate) limit: u32,
	pub(crate) size: u64,
	pub(crate) entered: BlockNumber,
}

/// What the reference finds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
	pub(crate) price: Option<u32>,
	pub(crate) volume: u64,
	/// Lots by order, those without a fill left out, ascending by id.
	pub(crate) fills: Vec<(OrderId, u64)>,
	pub(crate) left_bid: Option<u32>,
	pub(crate) left_ask: Option<u32>,
}

/// Where a peg stands: a bid at the highest limit up to its value and below all fixed asks, an ask at the
/// lowest above its value and above all fixed bids, neither beyond its worst price.
pub(crate) fn place(book: &Book, side: Side, order: &Order, value: u32, steps: &PriceSteps) -> u32 {
	let fixed = book.orders().filter(|(of, other)| *of != side && other.peg.is_none());
	let fixed: Vec<u32> = fixed.map(|(_, other)| other.limit.0).collect();
	let worst = order.peg.unwrap().worst.0;
	let mut ticks = (0..4 * TICKS).filter(|tick| steps.allow(Tick(*tick)));
	match side {
		Side::Bid => {
			let fits = |tick: &u32| *tick <= value && fixed.iter().all(|ask| tick < ask);
			ticks.rfind(fits).unwrap_or(0).min(worst)
		},
		Side::Ask => {
			let fits = |tick: &u32| *tick > value && fixed.iter().all(|bid| tick > bid);
			ticks.find(fits).unwrap().max(worst)
		},
	}
}

/// Clears `book`; `mark` in half ticks.
pub(crate) fn clear(book: &Book, band: Band, now: BlockNumber, budget: u32, mark: u64) -> Found {
	let mut orders: Vec<Plain> = book
		.orders()
		.filter(|(_, order)| order.peg.is_none_or(|peg| peg.priced == now))
		.map(|(side, order)| Plain {
			id: order.id,
			side,
			limit: match side {
				Side::Bid => order.limit.0.min(band.hi.0),
				Side::Ask => order.limit.0.max(band.lo.0),
			},
			size: order.quantity.0,
			entered: order.entered,
		})
		.collect();
	let all = orders.clone();
	orders.retain(|order| all.iter().any(|other| meets(order, other)));
	let left_bid = leave_out(&mut orders, Side::Bid, now, budget);
	let left_ask = leave_out(&mut orders, Side::Ask, now, budget);

	let (low, high) = match (left_bid, left_ask) {
		(Some(bid), Some(ask)) => (bid.min(ask), bid.max(ask)),
		(Some(bid), None) => (bid, TICKS),
		(None, Some(ask)) => (0, ask),
		(None, None) => (0, TICKS),
	};
	let at = |tick: u32, side: Side| -> u64 {
		orders.iter().filter(|o| o.side == side && takes(o, tick)).map(|o| o.size).sum()
	};
	let volume = |tick: u32| at(tick, Side::Bid).min(at(tick, Side::Ask));
	let excess = |tick: u32| at(tick, Side::Bid) as i128 - at(tick, Side::Ask) as i128;

	let most = (low..=high).map(volume).max().unwrap_or(0);
	if most == 0 {
		return Found { price: None, volume: 0, fills: vec![], left_bid, left_ask };
	}
	let mut ticks: Vec<u32> = (low..=high).filter(|tick| volume(*tick) == most).collect();
	let least = ticks.iter().map(|tick| excess(*tick).abs()).min().unwrap();
	ticks.retain(|tick| excess(*tick).abs() == least);
	// Distances in half ticks; twice them, as the mark was rounded up to the half tick above.
	let far = |tick: u32| (2 * i128::from(tick) - i128::from(mark)).abs();
	let price = if least == 0 {
		*ticks.iter().min_by_key(|tick| (far(**tick), **tick)).unwrap()
	} else if ticks.iter().all(|tick| excess(*tick) > 0) {
		*ticks.last().unwrap()
	} else if ticks.iter().all(|tick| excess(*tick) < 0) {
		ticks[0]
	} else {
		let buying = *ticks.iter().filter(|tick| excess(**tick) > 0).max().unwrap();
		let selling = *ticks.iter().filter(|tick| excess(**tick) < 0).min().unwrap();
		*[buying, selling].iter().min_by_key(|tick| (far(**tick), **tick)).unwrap()
	};
	let mut fills = share(&orders, Side::Bid, price, most);
	fills.extend(share(&orders, Side::Ask, price, most));
	fills.sort();
	Found { price: Some(price), volume: most, fills, left_bid, left_ask }
}

fn meets(one: &Plain, other: &Plain) -> bool {
	match (one.side, other.side) {
		(Side::Bid, Side::Ask) => one.limit >= other.limit,
		(Side::Ask, Side::Bid) => one.limit <= other.limit,
		_ => false,
	}
}

fn takes(order: &Plain, tick: u32) -> bool {
	match order.side {
		Side::Bid => order.limit >= tick,
		Side::Ask => order.limit <= tick,
	}
}

/// Smaller is better.
fn badness(order: &Plain) -> i64 {
	match order.side {
		Side::Bid => -i64::from(order.limit),
		Side::Ask => i64::from(order.limit),
	}
}

fn leave_out(orders: &mut Vec<Plain>, side: Side, now: BlockNumber, budget: u32) -> Option<u32> {
	let mut resting: Vec<Plain> =
		orders.iter().filter(|o| o.side == side && o.entered < now).cloned().collect();
	resting.sort_by_key(|o| (badness(o), o.entered, o.id));
	let out: Vec<Plain> = resting.into_iter().skip(budget as usize).collect();
	orders.retain(|order| out.iter().all(|left| left.id != order.id));
	out.first().map(|order| order.limit)
}

/// Hands lots to the orders of a side: a whole (level, block) group while it fits, then pro rata.
fn share(orders: &[Plain], side: Side, price: u32, volume: u64) -> Vec<(OrderId, u64)> {
	let mut taking: Vec<Plain> =
		orders.iter().filter(|o| o.side == side && takes(o, price)).cloned().collect();
	taking.sort_by_key(|o| (badness(o), o.entered));
	let mut left = volume;
	let mut fills = vec![];
	while left > 0 && !taking.is_empty() {
		let head = (taking[0].limit, taking[0].entered);
		let group: Vec<Plain> =
			taking.iter().filter(|o| (o.limit, o.entered) == head).cloned().collect();
		taking.retain(|o| (o.limit, o.entered) != head);
		let size: u64 = group.iter().map(|o| o.size).sum();
		let given = size.min(left);
		left -= given;
		let mut accounts: Vec<u32> = group.iter().map(|o| o.id.subaccount.0).collect();
		accounts.sort_unstable();
		accounts.dedup();
		let of = |account: u32| -> Vec<&Plain> {
			let mut own: Vec<&Plain> =
				group.iter().filter(|o| o.id.subaccount.0 == account).collect();
			own.sort_by_key(|o| o.id);
			own
		};
		let sizes: Vec<u64> =
			accounts.iter().map(|a| of(*a).iter().map(|o| o.size).sum()).collect();
		for (account, lots) in accounts.iter().zip(largest_remainder(&sizes, given)) {
			let own = of(*account);
			let sizes: Vec<u64> = own.iter().map(|o| o.size).collect();
			for (order, lots) in own.iter().zip(largest_remainder(&sizes, lots)) {
				if lots > 0 {
					fills.push((order.id, lots));
				}
			}
		}
	}
	fills
}

/// Gives whole shares, then one lot at a time to whoever is owed the largest fraction.
fn largest_remainder(sizes: &[u64], available: u64) -> Vec<u64> {
	let whole: u64 = sizes.iter().sum();
	let mut parts: Vec<u64> = sizes.iter().map(|size| size * available / whole).collect();
	let mut owed: Vec<u64> = sizes.iter().map(|size| size * available % whole).collect();
	while parts.iter().sum::<u64>() < available {
		let next = owed.iter().max().copied().unwrap();
		let place = owed.iter().position(|fraction| *fraction == next).unwrap();
		parts[place] += 1;
		owed[place] = 0;
	}
	parts
}
