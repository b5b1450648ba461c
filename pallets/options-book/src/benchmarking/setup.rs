//! Orders, books and accounts at their limits, for benchmarks.

use super::*;

pub(super) fn order<T: Config>(series: SeriesId, side: Side, quantity: u64) -> NewOrder {
	let limit = Helper::<T>::tick(series);
	let good_til = BlockNumber::MAX;
	let (quantity, kind) = (Lots(quantity), Kind::GoodTil);
	let (reduce_only, within, client, peg) = (false, None, None, None);
	NewOrder { series, side, limit, quantity, good_til, kind, reduce_only, within, client, peg }
}

/// A quote whose bid is at the tick of a series, and whose ask is far above it.
pub(super) fn quote<T: Config>(index: u32) -> Quote {
	let series = Helper::<T>::series(index);
	let bid = Leg { limit: Helper::<T>::tick(series), quantity: Lots(1) };
	Quote { series, bid, ask: Leg { limit: Tick(bid.limit.0 + 2), ..bid } }
}

pub(super) fn place<T: Config>(
	index: u32,
	orders: Vec<NewOrder>,
) -> Result<SubaccountId, BenchmarkError> {
	let (who, subaccount) = Helper::<T>::account(index);
	Sequence::<T>::put(1);
	let orders = BoundedVec::<_, MaxBatch>::truncate_from(orders);
	Pallet::<T>::place_orders(RawOrigin::Signed(who).into(), subaccount, orders)?;
	Ok(subaccount)
}

/// An open ask of one lot.
pub(super) fn ask<T: Config>(
	subaccount: SubaccountId,
	sequence: u32,
	series: SeriesId,
) -> OpenOrder {
	OpenOrder {
		id: OrderId { subaccount, key: KeyId::OWNER, sequence, index: 0 },
		series,
		side: Side::Ask,
		limit: Helper::<T>::tick(series),
		quantity: Lots(1),
		entered: 0,
		good_til: BlockNumber::MAX,
		name: None,
	}
}

/// Brings an account to its limits: short in as many series as it may be, with `orders` of its own
/// and others of no book, spread over all these series, up to `room` below the most; guarded.
pub(super) fn burden<T: Config>(
	index: u32,
	mut orders: Vec<OpenOrder>,
	room: u32,
) -> Result<SubaccountId, BenchmarkError> {
	let (_, subaccount) = Helper::<T>::account(index);
	Helper::<T>::make_short(subaccount);
	let missing = (T::MaxOpenOrders::get() - room) as usize - orders.len();
	let series = (0..T::MaxPositions::get()).map(Helper::<T>::series).cycle();
	let others = (2 * RESTING..).zip(series).take(missing);
	orders.extend(others.map(|(sequence, series)| ask::<T>(subaccount, sequence, series)));
	T::Ledger::set_open_orders(subaccount, orders).map_err(|_| BenchmarkError::Stop("open"))?;
	let protection = Some(Protected::new(wide()));
	let guard = Guard { deadline: Some(BlockNumber::MAX), protection, ..Guard::default() };
	Guards::<T>::insert(subaccount, guard);
	Ok(subaccount)
}

/// Limits of every kind that nothing reaches.
pub(super) fn wide() -> Protection {
	Protection {
		window: 1,
		pause: 1,
		quantity: Some(Lots(u64::MAX)),
		delta: Some(Lots(u64::MAX)),
		vega: Some(Money(i128::MAX)),
	}
}

/// The asks of a series' book: these, best first, and behind them as many as it may hold, which cross
/// no order at the series' tick. Its bids are as many, one above the lowest tick.
pub(super) fn fill_book<T: Config>(series: SeriesId, asks: &[OpenOrder]) {
	let worst = Tick(Helper::<T>::tick(series).0 + 1);
	let entering =
		|id, limit, lots| Order::new(id, limit, lots, 0, BlockNumber::MAX, Kind::GoodTil);
	let nobody = |sequence| OrderId {
		subaccount: SubaccountId(u32::MAX),
		key: KeyId::OWNER,
		sequence,
		index: 0,
	};
	let others = |limit| (0u32..).map(move |sequence| entering(nobody(sequence), limit, Lots(1)));
	let own = asks.iter().map(|order| entering(order.id, order.limit, order.quantity));
	let asks: Vec<Order> = own.chain(others(worst)).take(MAX_ORDERS as usize).collect();
	let bids: Vec<Order> = others(Tick(2)).take(MAX_ORDERS as usize).collect();
	for (side, orders) in [(Side::Bid, bids), (Side::Ask, asks)] {
		let slab = Slab::V1(BoundedVec::truncate_from(orders));
		Slabs::<T>::insert((series, side), slab);
	}
}

/// Puts an open order in place of the worst of its side.
pub(super) fn replace_worst<T: Config>(open: &OpenOrder) {
	let OpenOrder { id, limit, quantity, good_til, .. } = *open;
	let order = Order::new(id, limit, quantity, 0, good_til, Kind::PostOnly);
	Slabs::<T>::mutate((open.series, open.side), |slab| {
		let Some(Slab::V1(orders)) = slab else { return };
		let _ = orders.pop();
		let _ = orders.try_push(order);
	});
}

/// Makes these the orders of a side.
pub(super) fn fill_side<T: Config>(series: SeriesId, side: Side, open: &[OpenOrder]) {
	let order = |open: &OpenOrder| {
		Order::new(open.id, open.limit, open.quantity, 0, open.good_til, Kind::PostOnly)
	};
	let orders = open.iter().map(order).collect();
	Slabs::<T>::insert((series, side), Slab::V1(BoundedVec::truncate_from(orders)));
}

/// The first account quotes so many series.
pub(super) fn quote_all<T: Config>(count: u32) -> Result<(), BenchmarkError> {
	let (who, subaccount) = Helper::<T>::account(0);
	let quotes = BoundedVec::truncate_from((0..count).map(quote::<T>).collect());
	Sequence::<T>::put(1);
	let origin = RawOrigin::Signed(who).into();
	Pallet::<T>::mass_quote(origin, subaccount, quotes, BlockNumber::MAX)?;
	Ok(())
}

/// Ends the block and starts the next.
pub(super) fn next_block<T: Config>() {
	Pallet::<T>::clear_books();
	let next = frame_system::Pallet::<T>::block_number() + 1u32.into();
	frame_system::Pallet::<T>::set_block_number(next);
}
