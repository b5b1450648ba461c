//! The recorded trace: sessions of operations on one book, the same ones for every engine, from a
//! fixed seed.
//!
//! Orders rest on their own side of [`CENTRE`], so that only takers trade. A taker's limit reaches
//! every order of the other side and its size is there, so that every engine fills it whole.

use std::collections::BTreeMap;
use tenor_primitives::Side;

/// Bids rest at this price or below, asks above.
const CENTRE: u32 = 10_000;
/// Ticks that each side spreads over: some 700 levels in all.
const SPREAD: u32 = 1_000;
/// Orders that rest on each side when a session starts, and about which it stays.
const DEPTH: u32 = 350;
/// Operations of a session.
pub const LENGTH: usize = 4_096;
/// Takers of so many operations in a row are on one side: in a block that has takers on both, the
/// auction would let them trade with each other and do less work than the others.
const WINDOW: usize = 1_024;
/// Accounts whose orders rest; as many others take.
const ACCOUNTS: u32 = 256;

/// How often each operation comes, in percent.
pub struct Mix {
	/// As it is printed.
	pub name: &'static str,
	place: u64,
	take: u64,
	cancel: u64,
	/// Orders that a taker fills, on average; keeps the number of resting orders.
	swept: u64,
}

/// The mixes measured.
pub const MIXES: [Mix; 2] = [
	// That of orderbook-rs' own headline.
	Mix { name: "place 70, cancel 20, take 10", place: 70, take: 10, cancel: 20, swept: 5 },
	// That of exchange-core.
	Mix { name: "place 9, take 3, cancel 6, move 82", place: 9, take: 3, cancel: 6, swept: 1 },
];

/// An order that comes.
#[derive(Clone, Copy, Debug)]
pub struct New {
	/// Counts the orders of a session.
	pub number: usize,
	/// Whose.
	pub account: u32,
	/// Buys or sells.
	pub side: Side,
	/// The worst price it takes.
	pub limit: u32,
	/// Its size.
	pub lots: u64,
}

/// One operation.
#[derive(Clone, Copy, Debug)]
pub enum Op {
	/// An order that rests.
	Place(New),
	/// An order that trades at once or not at all.
	Take(New),
	/// Takes the order of this number away.
	Cancel(usize),
	/// Gives the order of this number another limit.
	Move(usize, u32),
}

/// Operations on one book.
pub struct Session {
	/// What rests at first.
	pub opening: Vec<New>,
	/// What is timed.
	pub ops: Vec<Op>,
	/// Orders in all.
	pub orders: usize,
	/// What continuous matching by price and time makes of it.
	pub ends: Ending,
}

/// What came of a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ending {
	/// Orders that rest.
	pub live: usize,
	/// Their lots.
	pub resting: u64,
}

/// The sessions of a mix.
pub fn sessions(mix: &Mix, count: u64) -> Vec<Session> {
	(1..=count).map(|seed| Generator::new(seed).session(mix)).collect()
}

/// What tells one trace from another: FNV-1a over all operations.
pub fn digest(sessions: &[Session]) -> u64 {
	let text = sessions.iter().flat_map(|session| format!("{:?}", session.ops).into_bytes());
	text.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
		(hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
	})
}

/// A book matched by price and time, which knows what is live.
struct Generator {
	random: u64,
	orders: Vec<New>,
	/// Numbers of the live orders, and where in it each order is.
	live: Vec<usize>,
	place: Vec<usize>,
	/// Live orders of each side by price from the best, then by arrival.
	queues: [BTreeMap<(u32, u64), usize>; 2],
	/// Where in its queue each order stands.
	key: Vec<(u32, u64)>,
	arrivals: u64,
}

impl Generator {
	fn new(seed: u64) -> Self {
		Self {
			random: seed,
			orders: Vec::new(),
			live: Vec::new(),
			place: Vec::new(),
			queues: Default::default(),
			key: Vec::new(),
			arrivals: 0,
		}
	}

	/// SplitMix64, below `bound`.
	fn draw(&mut self, bound: u64) -> u64 {
		self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut word = self.random;
		word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		(word ^ (word >> 31)) % bound
	}

	fn pick(&mut self, bound: usize) -> usize {
		usize::try_from(self.draw(u64::try_from(bound).unwrap())).unwrap()
	}

	fn limit(&mut self, side: Side) -> u32 {
		let away = u32::try_from(self.draw(SPREAD.into())).unwrap();
		match side {
			Side::Bid => CENTRE - away,
			Side::Ask => CENTRE + 1 + away,
		}
	}

	fn session(mut self, mix: &Mix) -> Session {
		let opening = [Side::Bid, Side::Ask].into_iter().cycle().take(2 * size(DEPTH));
		let opening: Vec<New> = opening.map(|side| self.place(side)).collect();
		let mut ops = Vec::new();
		let mut taken = Side::Bid;
		for at in 0..LENGTH {
			if at % WINDOW == 0 {
				taken = taken.opposite();
			}
			ops.push(self.op(mix, taken));
			assert!(self.queues.iter().all(|queue| queue.len() <= 512), "a side overflows");
		}
		let resting = self.live.iter().map(|number| self.orders[*number].lots).sum();
		let ends = Ending { live: self.live.len(), resting };
		Session { opening, ops, orders: self.orders.len(), ends }
	}

	/// An operation while takers take from the side `taken`.
	fn op(&mut self, mix: &Mix, taken: Side) -> Op {
		let what = self.draw(100);
		if what < mix.place {
			// As many orders come to each side as leave it.
			let to_taken = self.draw(2 * mix.place) < 2 * mix.take * mix.swept + mix.cancel;
			let side = if to_taken { taken } else { taken.opposite() };
			return Op::Place(self.place(side));
		}
		if what < mix.place + mix.take {
			return Op::Take(self.take(mix, taken));
		}
		let at = self.pick(self.live.len());
		let number = self.live[at];
		if what < mix.place + mix.take + mix.cancel {
			self.leave(number);
			return Op::Cancel(number);
		}
		let New { side, limit: before, .. } = self.orders[number];
		let mut limit = before;
		while limit == before {
			limit = self.limit(side);
		}
		self.queues[index(side)].remove(&self.key[number]);
		self.orders[number].limit = limit;
		self.queue(number);
		Op::Move(number, limit)
	}

	fn new_order(&mut self, side: Side, account: u32, limit: u32, lots: u64) -> New {
		let new = New { number: self.orders.len(), account, side, limit, lots };
		self.orders.push(new);
		self.key.push((0, 0));
		self.place.push(usize::MAX);
		new
	}

	fn account(&mut self) -> u32 {
		u32::try_from(self.draw(ACCOUNTS.into())).unwrap()
	}

	fn place(&mut self, side: Side) -> New {
		let (account, limit, lots) = (self.account(), self.limit(side), 1 + self.draw(10));
		let new = self.new_order(side, account, limit, lots);
		self.place[new.number] = self.live.len();
		self.live.push(new.number);
		self.queue(new.number);
		new
	}

	/// Puts an order behind all others of its price.
	fn queue(&mut self, number: usize) {
		let New { side, limit, .. } = self.orders[number];
		let price = if side == Side::Bid { u32::MAX - limit } else { limit };
		self.arrivals += 1;
		self.key[number] = (price, self.arrivals);
		self.queues[index(side)].insert(self.key[number], number);
	}

	fn leave(&mut self, number: usize) {
		self.queues[index(self.orders[number].side)].remove(&self.key[number]);
		let place = self.place[number];
		self.live.swap_remove(place);
		if let Some(moved) = self.live.get(place) {
			self.place[*moved] = place;
		}
	}

	/// An order that takes from `taken`, more the fuller that side is.
	fn take(&mut self, mix: &Mix, taken: Side) -> New {
		let depth = u64::try_from(self.queues[index(taken)].len()).unwrap();
		// An order has 5.5 lots on average, and the mean of 1..=n is (n + 1) / 2.
		let most = 11 * mix.swept * depth / u64::from(DEPTH);
		let lots = 1 + self.draw(most.max(1));
		let side = taken.opposite();
		let limit = match side {
			Side::Bid => CENTRE + SPREAD,
			Side::Ask => CENTRE + 1 - SPREAD,
		};
		let account = ACCOUNTS + self.account();
		let mut left = lots;
		while left > 0 {
			let best = self.queues[index(taken)].values().next();
			let best = *best.expect("takers never empty a side");
			let filled = left.min(self.orders[best].lots);
			left -= filled;
			self.orders[best].lots -= filled;
			if self.orders[best].lots == 0 {
				self.leave(best);
			}
		}
		self.new_order(side, account, limit, lots)
	}
}

fn index(side: Side) -> usize {
	usize::from(side == Side::Ask)
}

fn size(count: u32) -> usize {
	usize::try_from(count).unwrap()
}
