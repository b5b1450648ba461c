//! `tenor-auction`, in blocks: what `pallets/options-book` calls of it for a series that is touched.

use super::{Engine, Run};
use crate::trace::{Ending, New, Op, Session};
use std::{
	collections::{BTreeMap, BTreeSet},
	hint::black_box,
	time::Instant,
};
use tenor_auction::{
	Auction, Band, Book, Departure, Entered, EntryError, Fresh, HalfTicks, Kind, Order, Outcome,
	Pricing, MAX_ORDERS,
};
use tenor_primitives::{
	BlockNumber, ClientId, KeyId, Lots, Name, OrderId, PriceSteps, SubaccountId, Tick,
};

/// A band that holds no order, as the others have none.
const BAND: Band = Band { lo: Tick(1), hi: Tick(u32::MAX) };
const MARK: HalfTicks = HalfTicks(20_001);

/// The auction in blocks of so many operations.
pub struct Tenor(pub usize);

/// What a block asks of a series.
#[derive(Default)]
pub struct Block {
	pub fresh: Vec<Fresh>,
	pub cancelled: Vec<OrderId>,
}

/// What became of it.
pub struct Cleared {
	pub entered: Entered,
	pub outcome: Outcome,
	pub left: Vec<(OrderId, Departure)>,
}

impl Block {
	/// `BlockEnd::enter_one`, `clear_one` and `settle` of one series, less what looks at accounts.
	/// Nothing that rests is left out, as in the others.
	pub fn clear(self, book: &mut Book, now: BlockNumber) -> Cleared {
		let start = book.bests(now);
		book.remove(&self.cancelled);
		book.expire(now);
		let new = self.fresh.iter().filter(|new| new.order.reduce_only);
		let new = new.map(|new| new.order.id.subaccount);
		let reducing: BTreeSet<SubaccountId> = book.reducing().chain(new).collect();
		assert!(reducing.is_empty(), "the trace has no reduce-only orders");
		let steps = PriceSteps::default();
		let pegs = Pricing { now, value: |_| None, steps: &steps, most: 0 };
		let entered = book.enter(self.fresh, start, &BTreeMap::new(), Some, &pegs);
		let auction = Auction::open(book, BAND, now, MAX_ORDERS);
		let outcome = auction.clear(MARK).expect("sums fit");
		assert!(auction.confirms(&outcome), "the fills are sound");
		let left = book.settle(&outcome, now);
		Cleared { entered, outcome, left }
	}
}

/// An order as it enters.
pub fn entering(new: &New, sequence: u32, now: BlockNumber, kind: Kind) -> Fresh {
	let subaccount = SubaccountId(new.account);
	let id = OrderId { subaccount, key: KeyId::OWNER, sequence, index: 0 };
	let (limit, lots) = (Tick(new.limit), Lots(new.lots));
	let order = Order::new(id, limit, lots, now, BlockNumber::MAX, kind);
	Fresh { side: new.side, order, within: None }
}

fn placed(op: Op) -> Option<(usize, New)> {
	match op {
		Op::Place(new) | Op::Take(new) => Some((new.number, new)),
		Op::Cancel(_) | Op::Move(..) => None,
	}
}

/// An operation in its terms. Every operation has a sequence of its own, from 1.
enum Command {
	Enter(usize, Fresh),
	Cancel(usize),
	/// An order of the same name takes its place.
	Move(usize, Fresh),
}

/// What the accounts know of their orders, by number: the pallet's lists of open orders.
struct Desk {
	/// The sequence of the order's id; 0 if it is not open.
	open: Vec<u32>,
	lots: Vec<Lots>,
	account: Vec<SubaccountId>,
	/// The order that each sequence brought.
	number: Vec<usize>,
	missed: u64,
}

impl Desk {
	fn new(session: &Session) -> Self {
		Self {
			open: vec![0; session.orders],
			lots: vec![Lots::ZERO; session.orders],
			account: vec![SubaccountId(0); session.orders],
			number: vec![0],
			missed: 0,
		}
	}

	/// All operations, ready to be sent; names only where orders move.
	fn commands(&mut self, session: &Session, block: usize) -> Vec<Command> {
		let named = session.ops.iter().any(|op| matches!(op, Op::Move(..)));
		let opening = session.opening.iter().map(|new| Op::Place(*new));
		let ops = opening.chain(session.ops.iter().copied()).enumerate();
		let orders: BTreeMap<usize, New> = ops.clone().filter_map(|(_, op)| placed(op)).collect();
		for new in orders.values() {
			self.account[new.number] = SubaccountId(new.account);
		}
		let opened = session.opening.len();
		let commands = ops.map(|(at, op)| {
			let sequence = u32::try_from(at + 1).unwrap();
			let block = at.checked_sub(opened).map_or(1, |at| 2 + at / block);
			let now = BlockNumber::try_from(block).unwrap();
			let enter = |new: &New, kind| {
				let mut fresh = entering(new, sequence, now, kind);
				let name = Name::Client(ClientId(u32::try_from(new.number).unwrap()));
				fresh.order.name = (named && kind == Kind::GoodTil).then_some(name);
				fresh
			};
			let command = match op {
				Op::Place(new) => Command::Enter(new.number, enter(&new, Kind::GoodTil)),
				Op::Take(new) => Command::Enter(new.number, enter(&new, Kind::ImmediateOrCancel)),
				Op::Cancel(number) => Command::Cancel(number),
				Op::Move(number, limit) => {
					let new = New { limit, ..orders[&number] };
					Command::Move(number, enter(&new, Kind::GoodTil))
				},
			};
			let (Command::Enter(number, _) | Command::Cancel(number) | Command::Move(number, _)) =
				&command;
			self.number.push(*number);
			command
		});
		commands.collect()
	}

	/// What the operations of a block ask for, the first of which has the sequence `first`. As the
	/// pallet does, it asks the book for nothing about orders that are no longer open.
	fn block(&mut self, commands: &[Command], first: u32) -> Block {
		let fresh = Vec::with_capacity(commands.len());
		let mut block = Block { fresh, ..Block::default() };
		for command in commands {
			match command {
				Command::Enter(number, fresh) => {
					self.open[*number] = fresh.order.id.sequence;
					self.lots[*number] = fresh.order.quantity;
					block.fresh.push(*fresh);
				},
				Command::Move(number, _) | Command::Cancel(number) if self.open[*number] == 0 => {
					self.missed += 1;
				},
				Command::Move(number, fresh) => {
					let mut fresh = *fresh;
					fresh.order.quantity = self.lots[*number];
					self.open[*number] = fresh.order.id.sequence;
					block.fresh.push(fresh);
				},
				Command::Cancel(number) => {
					let sequence = std::mem::take(&mut self.open[*number]);
					let subaccount = self.account[*number];
					if sequence < first {
						let id = OrderId { subaccount, key: KeyId::OWNER, sequence, index: 0 };
						block.cancelled.push(id);
						continue;
					}
					// It never enters; its name is taken away all the same.
					let at =
						block.fresh.binary_search_by_key(&sequence, |new| new.order.id.sequence);
					block.fresh[at.expect("of this block")].order.quantity = Lots::ZERO;
				},
			}
		}
		block
	}

	fn note(&mut self, cleared: &Cleared) {
		for fill in &cleared.outcome.fills {
			let number = self.number[usize::try_from(fill.id.sequence).unwrap()];
			let lots = &mut self.lots[number];
			*lots = lots.saturating_sub(fill.lots);
			if lots.is_zero() {
				self.open[number] = 0;
			}
		}
		let superseded = |(_, why): &(OrderId, EntryError)| *why == EntryError::Superseded;
		assert!(cleared.entered.refused.iter().all(superseded), "the trace crosses nobody");
		assert!(cleared.left.is_empty(), "takers fill whole, and no side overflows");
	}
}

impl Engine for Tenor {
	fn name(&self) -> String {
		format!("tenor-auction, blocks of {}", self.0)
	}

	fn run(&self, session: &Session) -> Run {
		let mut desk = Desk::new(session);
		let commands = desk.commands(session, self.0);
		let (opening, ops) = commands.split_at(session.opening.len());
		let mut book = Book::default();
		let cleared = desk.block(opening, 1).clear(&mut book, 1);
		desk.note(&cleared);
		let mut first = u32::try_from(opening.len() + 1).unwrap();
		let start = Instant::now();
		for (now, ops) in (2..).zip(ops.chunks(self.0)) {
			let cleared = desk.block(black_box(ops), first).clear(&mut book, now);
			desk.note(&cleared);
			black_box(cleared);
			first += u32::try_from(ops.len()).unwrap();
		}
		let time = start.elapsed();
		let resting = book.orders().map(|(_, order)| order.quantity.0).sum();
		let ends = Ending { live: book.orders().count(), resting };
		Run { time, ends, missed: desk.missed }
	}
}
