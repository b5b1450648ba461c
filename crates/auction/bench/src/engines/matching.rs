//! matchcore: one thread, price levels in an ordered map, a queue each.

use super::{Engine, Run};
use crate::trace::{Ending, New, Op, Session};
use matchcore::{
	AmendCmd, AmendPatch, CancelCmd, Command, CommandKind, CommandMeta, CommandOutcome, LimitOrder,
	LimitOrderPatch, NewOrder, OrderBook, OrderFlags, OrderId, OrderKind, Price, Quantity,
	QuantityPolicy, SequenceNumber, Side, SubmitCmd, TimeInForce, Timestamp,
};
use std::{hint::black_box, time::Instant};

/// matchcore, as it comes.
pub struct Matchcore;

fn submit(new: &New, time_in_force: TimeInForce) -> CommandKind {
	let side = match new.side {
		tenor_primitives::Side::Bid => Side::Buy,
		tenor_primitives::Side::Ask => Side::Sell,
	};
	let quantity = QuantityPolicy::Standard { quantity: Quantity(new.lots) };
	let flags = OrderFlags::new(side, false, time_in_force);
	let order = LimitOrder::new(Price(new.limit.into()), quantity, flags);
	CommandKind::Submit(SubmitCmd { order: NewOrder::Limit(order) })
}

/// Its orders have the numbers of the commands that brought them.
fn commands(session: &Session) -> (Vec<Command>, Vec<Command>) {
	let mut ids = vec![OrderId(0); session.orders];
	let mut next = 0;
	let mut command = |kind| {
		let meta =
			CommandMeta { sequence_number: SequenceNumber(next), timestamp: Timestamp(next) };
		next += 1;
		(OrderId(next - 1), Command { meta, kind })
	};
	let opening = session.opening.iter().map(|new| {
		let (id, command) = command(submit(new, TimeInForce::Gtc));
		ids[new.number] = id;
		command
	});
	let opening = opening.collect();
	let ops = session.ops.iter().map(|op| match op {
		Op::Place(new) => {
			let (id, command) = command(submit(new, TimeInForce::Gtc));
			ids[new.number] = id;
			command
		},
		Op::Take(new) => command(submit(new, TimeInForce::Ioc)).1,
		Op::Cancel(number) => {
			let cancel = CancelCmd { order_id: ids[*number], order_kind: OrderKind::Limit };
			command(CommandKind::Cancel(cancel)).1
		},
		Op::Move(number, limit) => {
			let patch = LimitOrderPatch::new().with_price(Price((*limit).into()));
			let patch = AmendPatch::Limit(patch);
			command(CommandKind::Amend(AmendCmd { order_id: ids[*number], patch })).1
		},
	});
	(opening, ops.collect())
}

impl Engine for Matchcore {
	fn name(&self) -> String {
		"matchcore 0.4.0".into()
	}

	fn run(&self, session: &Session) -> Run {
		let (opening, ops) = commands(session);
		let mut book = OrderBook::new("BENCH");
		for command in &opening {
			book.execute(command);
		}
		let mut missed = 0;
		let start = Instant::now();
		for command in &ops {
			let outcome = book.execute(black_box(command));
			missed += u64::from(matches!(&outcome, CommandOutcome::Rejected(_)));
			black_box(outcome);
		}
		let time = start.elapsed();
		let orders = book.limit().orders().values();
		let resting = orders.clone().map(|order| order.total_quantity().0).sum();
		Run { time, ends: Ending { live: orders.count(), resting }, missed }
	}
}
