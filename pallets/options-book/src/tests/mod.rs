//! Tests of the book, by subject.

mod agents;
mod block_end;
mod calls;
mod carried;
mod expiry;
mod guards;
mod kinds;
mod names;
mod parameters;
mod permutation;
mod quotes;
mod sequences;
mod tiers;

use crate::{mock::*, *};
use frame_support::dispatch::DispatchResult;
use tenor_auction::Kind;
use tenor_primitives::*;

pub(crate) const S: SeriesId = SeriesId(0);
pub(crate) const BID: Side = Side::Bid;
pub(crate) const ASK: Side = Side::Ask;
pub(crate) const ALL: Scope = Scope::Everything;

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
	}
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
		.map(drop)
		.map_err(|failure| failure.error)
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

/// Price and volume of each series cleared.
pub(crate) fn cleared(events: &[Event<Test>]) -> Vec<(u32, u32, u64)> {
	let cleared = events.iter().filter_map(|event| match event {
		Event::Cleared { series, price, volume, .. } => Some((series.0, price.0, volume.0)),
		_ => None,
	});
	cleared.collect()
}

/// All reasons given for an order.
pub(crate) fn reasons(events: &[Event<Test>], id: OrderId) -> Vec<Reason> {
	let mut reasons = vec![];
	for event in events {
		if let Event::OrdersRefused { orders, .. } | Event::OrdersCancelled { orders, .. } = event {
			reasons.extend(orders.iter().filter(|(of, _)| *of == id).map(|(_, reason)| *reason));
		}
	}
	reasons
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
