//! Tests of the book, by subject.

mod agents;
mod block_end;
mod block_trades;
mod calls;
mod carried;
mod corruption;
mod expiry;
mod futures;
mod guards;
mod hook_fuzz;
pub(crate) mod indexer;
mod kinds;
mod names;
mod parameters;
mod parity;
mod pegs;
mod permutation;
mod quotes;
mod sequences;
mod tiers;

use crate::{mock::*, *};
use frame_support::dispatch::DispatchResult;
use proptest::prelude::ProptestConfig;
use tenor_auction::Kind;
use tenor_primitives::*;

pub(crate) const S: SeriesId = SeriesId(0);
pub(crate) const BID: Side = Side::Bid;
pub(crate) const ASK: Side = Side::Ask;
pub(crate) const ALL: Scope = Scope::Everything;

/// A thousand cases, or as many as `PROPTEST_CASES` asks for.
pub(crate) fn cases() -> ProptestConfig {
	match std::env::var_os("PROPTEST_CASES") {
		Some(_) => ProptestConfig::default(),
		None => ProptestConfig::with_cases(1_000),
	}
}

pub(crate) fn id(subaccount: u32, sequence: u32, index: u8) -> OrderId {
	OrderId { subaccount: SubaccountId(subaccount), key: KeyId::OWNER, sequence, index }
}

pub(crate) fn order(series: SeriesId, side: Side, limit: u32, quantity: u64) -> NewOrder {
	let (limit, quantity) = (Tick(limit), Lots(quantity));
	NewOrder {
		series,
		side,
		limit,
		quantity,
		good_til: 1_000,
		kind: Kind::GoodTil,
		reduce_only: false,
		within: None,
		client: None,
		peg: None,
	}
}

/// A peg of a quantity at so many tenths of a percent of volatility: worth the mark at 50 %.
pub(crate) fn peg(side: Side, permille: u32, worst: u32, quantity: u64) -> NewOrder {
	let peg = Some(Volatility(permille * 1_000));
	NewOrder { kind: Kind::PostOnly, peg, ..order(S, side, worst, quantity) }
}

/// Dispatches a call as a transaction of a subaccount's owner with the next number, the first being 1,
/// which is used if the call succeeds.
pub(crate) fn as_owner<R, E>(
	subaccount: u32,
	call: impl FnOnce(RuntimeOrigin, SubaccountId) -> Result<R, E>,
) -> Result<R, E> {
	let subaccount = SubaccountId(subaccount);
	let last = World::get().sequences.get(&subaccount).copied();
	let number = last.unwrap_or(0) + 1;
	let owner = World::owner(subaccount).unwrap();
	let result = numbered(number, || call(RuntimeOrigin::signed(owner), subaccount));
	if result.is_ok() {
		World::set(|world| {
			world.sequences.insert(subaccount, number);
		});
	}
	result
}

/// Dispatches a call as the transaction extension does.
pub(crate) fn numbered<R>(number: u32, call: impl FnOnce() -> R) -> R {
	Sequence::<Test>::put(number);
	let result = call();
	Sequence::<Test>::kill();
	result
}

pub(crate) fn place(subaccount: u32, orders: &[NewOrder]) -> DispatchResult {
	let orders = orders.to_vec().try_into().unwrap();
	as_owner(subaccount, |owner, id| Book::place_orders(owner, id, orders))
}

pub(crate) fn place_one(subaccount: u32, side: Side, limit: u32, quantity: u64) {
	place(subaccount, &[order(S, side, limit, quantity)]).unwrap();
}

pub(crate) fn cancel(subaccount: u32, ids: &[OrderId]) -> DispatchResult {
	let ids = ids.to_vec().try_into().unwrap();
	as_owner(subaccount, |owner, id| Book::cancel_orders(owner, id, ids))
}

pub(crate) fn position(subaccount: u32) -> i64 {
	World::position(SubaccountId(subaccount), S).0
}

pub(crate) fn cash(subaccount: u32) -> i128 {
	World::portfolio(SubaccountId(subaccount)).unwrap().cash.0
}

/// What happened to books, each series by itself.
fn changes(events: &[Event<Test>]) -> impl Iterator<Item = (SeriesId, &BookChange)> {
	events.iter().filter_map(|event| match event {
		Event::BookChanged { series, change } => Some((*series, change)),
		_ => None,
	})
}

/// What happened to the book of a series, which one event tells.
pub(crate) fn changed(events: &[Event<Test>], series: SeriesId) -> BookChange {
	let mut own = changes(events).filter(|(of, _)| *of == series);
	let change = own.next().map(|(_, change)| change.clone());
	assert!(own.next().is_none(), "more than one event of {series:?}");
	change.unwrap_or_default()
}

/// What an event tells of an order that enters as it was sent.
pub(crate) fn entry(id: OrderId, order: NewOrder) -> Entry {
	let NewOrder { side, limit, quantity, good_til, kind, reduce_only, .. } = order;
	let (name, peg) = (order.name(), None);
	Entry { id, side, limit, quantity, good_til, kind, reduce_only, name, peg }
}

/// Price and volume of each series cleared.
pub(crate) fn cleared(events: &[Event<Test>]) -> Vec<(u32, u32, u64)> {
	let cleared = changes(events).filter_map(|(series, change)| {
		let trade = change.trade?;
		Some((series.0, trade.price.0, trade.volume.0))
	});
	cleared.collect()
}

/// All reasons given for an order.
pub(crate) fn reasons(events: &[Event<Test>], id: OrderId) -> Vec<Reason> {
	let told = events.iter().flat_map(|event| match event {
		Event::OrdersRefused { orders, .. } => orders.as_slice(),
		Event::BookChanged { change, .. } => change.left.as_slice(),
		_ => &[],
	});
	told.filter(|(of, _)| *of == id).map(|(_, reason)| *reason).collect()
}

/// Whether no order was refused or left.
pub(crate) fn all_stand(events: &[Event<Test>]) -> bool {
	let stands = |event: &Event<Test>| match event {
		Event::BookChanged { change, .. } => change.left.is_empty(),
		_ => false,
	};
	events.iter().all(stands)
}

pub(crate) fn open(subaccount: u32) -> Vec<(OrderId, u64)> {
	let orders = Book::orders(SubaccountId(subaccount));
	orders.iter().map(|order| (order.id, order.quantity.0)).collect()
}

/// The series carried, ascending.
pub(crate) fn carried() -> Vec<SeriesId> {
	let mut carried: Vec<SeriesId> = Carried::<Test>::iter_keys().collect();
	carried.sort();
	carried
}
