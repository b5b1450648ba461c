//! The worst block that the limits of blocks admit.

use super::*;
use frame_support::{dispatch::DispatchClass, weights::Weight};
use sp_runtime::runtime_logger::RuntimeLogger;

/// A batch that is not sent yet.
pub(super) struct Batch<T: Config> {
	pub(super) who: T::AccountId,
	pub(super) subaccount: SubaccountId,
	pub(super) orders: BoundedVec<NewOrder, MaxBatch>,
}

/// Open orders of an account on its side of each series: it is at both its limits.
fn each<T: Config>() -> u32 {
	T::MaxOpenOrders::get() / T::MaxPositions::get()
}

/// Accounts whose orders fill one side of all books.
fn makers<T: Config>() -> u32 {
	MAX_ORDERS / each::<T>()
}

fn all_series<T: Config>() -> Vec<SeriesId> {
	(0..T::MaxPositions::get()).map(Helper::<T>::series).collect()
}

/// As many series as an account may hold, both sides of whose books are full and in which every order
/// crosses every opposite one, but for a quarter of the bids, which are pegs; all of them are carried. Each account with an order is at its limits, and
/// in each series the best orders are of other accounts than in the next ones.
pub(super) fn fill_books<T: Config>() -> Result<(), BenchmarkError> {
	let series = all_series::<T>();
	let (each, makers) = (each::<T>(), makers::<T>());
	for (side, first) in [(Side::Bid, 0), (Side::Ask, makers)] {
		let mut books = alloc::vec![Vec::new(); series.len()];
		for maker in 0..makers {
			let (_, subaccount) = Helper::<T>::account(first + maker);
			let mut open = Vec::new();
			for ((place, id), book) in (0u32..).zip(&series).zip(&mut books) {
				let best = [place % makers, (place + 1) % makers].contains(&maker);
				for number in 0..each {
					let order = ask::<T>(subaccount, RESTING + place * each + number, *id);
					let order = crossing(order, side, best);
					open.push(order);
					let OpenOrder { id, limit, quantity, entered, good_til, .. } = order;
					let order = Order::new(id, limit, quantity, entered, good_til, Kind::GoodTil);
					let is_peg = side == Side::Bid && !best && number == 0;
					book.push(if is_peg { pegged(order) } else { order });
				}
			}
			burden::<T>(first + maker, open, 0)?;
		}
		for (series, mut orders) in series.iter().zip(books) {
			orders.sort_by(|one: &Order, other| one.rank(other, side));
			let orders = orders.into_iter().map(|order| Order { taker: false, ..order });
			let slab = Slab::V1(BoundedVec::truncate_from(orders.collect()));
			Slabs::<T>::insert((*series, side), slab);
		}
	}
	series.into_iter().for_each(|series| Carried::<T>::insert(series, ()));
	Ok(())
}

/// The bid as a peg at a volatility of its own that is due to be priced, and then stands elsewhere.
fn pegged(bid: Order) -> Order {
	let volatility = Volatility(1_000_000 + bid.id.sequence);
	let peg = Some(Peg { volatility, worst: bid.limit, priced: 0 });
	Order { kind: Kind::PostOnly, limit: Tick(bid.limit.0 - 1), peg, ..bid }
}

/// The order on a side at the tick that it stands at, or one better. An ask is as large as the bid at
/// rest and the fresh one that it meets.
fn crossing(order: OpenOrder, side: Side, best: bool) -> OpenOrder {
	let (better, quantity) = match side {
		Side::Bid => (Tick(order.limit.0 + 1), Lots(1)),
		Side::Ask => (Tick(order.limit.0 - 1), Lots(2)),
	};
	OpenOrder { side, quantity, limit: if best { better } else { order.limit }, ..order }
}

/// As many batches as a block takes, the largest first, each of an account of its own that is at its
/// limits with them; and what such a block weighs without its extrinsics' base and the steps around the
/// auction.
pub(super) fn batches<T: Config>() -> Result<(Vec<Batch<T>>, Weight), BenchmarkError> {
	let limits = T::BlockWeights::get();
	let normal = limits.get(DispatchClass::Normal);
	let mut room = normal.max_total.unwrap_or(limits.max_block);
	let mut orders = T::MaxOrdersPerBlock::get();
	let mut declared = Pallet::<T>::reserved_weight().saturating_sub(T::StepWeight::get());
	let mut series = all_series::<T>().into_iter().cycle();
	let mut batches = Vec::new();
	let mut size = Pallet::<T>::do_largest_batch();
	while size > 0 {
		let weight = Pallet::<T>::place_weight(size as usize, size);
		let charged = weight.saturating_add(normal.base_extrinsic);
		if size > orders || !charged.all_lte(room) {
			size -= 1;
			continue;
		}
		room = room.saturating_sub(charged);
		orders -= size;
		declared = declared.saturating_add(weight);
		let index = 2 * makers::<T>() + batches.len().saturated_into::<u32>();
		let subaccount = burden::<T>(index, Vec::new(), size)?;
		let (who, _) = Helper::<T>::account(index);
		let fresh = series.by_ref().take(size as usize);
		let fresh = fresh.map(|series| order::<T>(series, Side::Bid, 1)).collect();
		batches.push(Batch { who, subaccount, orders: BoundedVec::truncate_from(fresh) });
	}
	Ok((batches, declared))
}

/// Tells `scripts/bench.sh pathological` what the block is charged.
pub(super) fn tell<T: Config>(batches: &[Batch<T>], declared: Weight) {
	RuntimeLogger::init();
	let orders: usize = batches.iter().map(|batch| batch.orders.len()).sum();
	log::info!(
		target: "pathological",
		"{orders} orders in {} batches over {} full books weigh {} ns",
		batches.len(),
		T::MaxPositions::get(),
		declared.ref_time() / 1_000,
	);
}
