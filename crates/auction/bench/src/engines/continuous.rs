//! orderbook-rs: price levels in a skip list, orders found by a concurrent map.

use super::{Engine, Run};
use crate::trace::{Ending, New, Op, Session};
use orderbook_rs::{Id, OrderBook, Side, TimeInForce};
use pricelevel::{Hash32, OrderUpdate, Price};
use std::{hint::black_box, time::Instant};

/// orderbook-rs, as its own benchmarks make it: no listeners, no risk limits.
pub struct OrderbookRs;

/// An operation in its terms.
enum Command {
	Add(Id, u128, u64, Side, TimeInForce, Hash32),
	Cancel(Id),
	Update(OrderUpdate),
}

fn id(number: usize) -> Id {
	Id::from_u64(u64::try_from(number).unwrap())
}

fn add(new: &New, time_in_force: TimeInForce) -> Command {
	let side = match new.side {
		tenor_primitives::Side::Bid => Side::Buy,
		tenor_primitives::Side::Ask => Side::Sell,
	};
	let mut owner = [0; 32];
	owner[..4].copy_from_slice(&(new.account + 1).to_le_bytes());
	let owner = Hash32::new(owner);
	Command::Add(id(new.number), new.limit.into(), new.lots, side, time_in_force, owner)
}

fn command(op: &Op) -> Command {
	match op {
		Op::Place(new) => add(new, TimeInForce::Gtc),
		Op::Take(new) => add(new, TimeInForce::Ioc),
		Op::Cancel(number) => Command::Cancel(id(*number)),
		Op::Move(number, limit) => Command::Update(OrderUpdate::UpdatePrice {
			order_id: id(*number),
			new_price: Price::new((*limit).into()),
		}),
	}
}

/// Whether it found its order.
fn execute(book: &OrderBook<()>, command: Command) -> bool {
	match command {
		Command::Add(id, price, lots, side, time_in_force, owner) => {
			let added =
				book.add_limit_order_with_user(id, price, lots, side, time_in_force, owner, None);
			black_box(added).is_ok()
		},
		Command::Cancel(id) => matches!(black_box(book.cancel_order(id)), Ok(Some(_))),
		Command::Update(update) => matches!(black_box(book.update_order(update)), Ok(Some(_))),
	}
}

impl Engine for OrderbookRs {
	fn name(&self) -> String {
		"orderbook-rs 0.15.3".into()
	}

	fn run(&self, session: &Session) -> Run {
		let book = OrderBook::<()>::new("BENCH");
		for new in &session.opening {
			execute(&book, add(new, TimeInForce::Gtc));
		}
		let ops: Vec<Command> = session.ops.iter().map(command).collect();
		let mut missed = 0;
		let start = Instant::now();
		for command in ops {
			missed += u64::from(!execute(&book, black_box(command)));
		}
		let time = start.elapsed();
		let orders = book.get_all_orders();
		let resting = orders.iter().map(|order| order.visible_quantity().as_u64()).sum();
		Run { time, ends: Ending { live: orders.len(), resting }, missed }
	}
}
