//! Benchmarks of the book's calls and of its block end.

use crate::{
	open_order, parity::SERIES_LOOKED_AT, protection::SERIES_A_LOOK, BookParameters, Call, Carried,
	CheckSequence, Config, Guard, Guards, Intake, Leg, MaxBatch, NewOrder, Pallet,
	ParameterChanges, Parameters, Protected, Protection, Quote, Scope, Sequence, Slab, Slabs,
	Spending, Spent, WeightInfo, Window, Windows, PEGS_OF_A_UNIT, WIDTH,
};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
	dispatch::{DispatchInfo, GetDispatchInfo, PostDispatchInfo},
	traits::{EnsureOrigin, Get, IsSubType},
	weights::WeightMeter,
	BoundedVec,
};
use frame_system::RawOrigin;
use sp_runtime::{
	traits::{
		AsSystemOriginSigner, AsTransactionAuthorizedOrigin, DispatchTransaction, Dispatchable,
	},
	SaturatedConversion,
};
use tenor_auction::{Kind, Order, Peg, MAX_ORDERS};
use tenor_primitives::{
	BlockNumber, BookForward, Change, Changes, Direction, Expiry, InstrumentInspect, KeyId, Ledger,
	Lots, Money, Name, OpenOrder, OrderId, PortfolioInspect, Price, SeriesId, Side, SignedLots,
	SubaccountId, Tick, UnderlyingId, Volatility, WAD,
};

mod helper;
mod pathological;
mod setup;

pub use helper::BenchmarkHelper;
use setup::*;

/// The first sequence of orders that rest; requests of the benchmark have lower ones.
const RESTING: u32 = 1_000;

/// Orders of a full book that its account lists: more than a budget lets take part.
const LISTED: usize = 64;

type Helper<T> = <T as Config>::BenchmarkHelper;

#[benchmarks(
	where
		T: Send + Sync,
		T::RuntimeCall: Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>
			+ From<Call<T>>
			+ GetDispatchInfo
			+ IsSubType<Call<T>>,
		<T::RuntimeCall as Dispatchable>::RuntimeOrigin:
			AsSystemOriginSigner<T::AccountId> + AsTransactionAuthorizedOrigin + Clone,
)]
mod benchmarks {
	use super::*;

	/// A free trade of an agent for an account at its limits, with a number that is not the lowest.
	#[benchmark]
	fn check_sequence() -> Result<(), BenchmarkError> {
		let subaccount = burden::<T>(0, Vec::new(), 0)?;
		let who = Helper::<T>::agent(subaccount);
		let nonce = frame_system::Pallet::<T>::account_nonce(&who);
		let base: u32 = nonce.saturated_into();
		Windows::<T>::insert(&who, Window { base, used: 1 << 1 });
		Spent::<T>::insert(subaccount, Spending { items: 1, at: 0 });
		let call: T::RuntimeCall =
			Call::cancel_series { subaccount, series: Helper::<T>::series(0) }.into();
		let info = call.get_dispatch_info();
		let number = base + WIDTH - 1;
		let extension = CheckSequence::<T>::from(number.saturated_into());
		let origin: T::RuntimeOrigin = RawOrigin::Signed(who.clone()).into();
		#[block]
		{
			extension
				.test_run(origin, &call, &info, 0, 0, |_| Ok(().into()))
				.expect("it is valid")
				.expect("it does nothing");
		}
		assert!(Windows::<T>::get(who).is_used(number));
		Ok(())
	}

	/// The intake of a batch of `n` orders, each in a series of its own, of an account at its limits.
	#[benchmark]
	fn place_orders(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let subaccount = burden::<T>(0, Vec::new(), 0)?;
		let (who, _) = Helper::<T>::account(0);
		let orders: Vec<NewOrder> =
			(0..n).map(|index| order::<T>(Helper::<T>::series(index), Side::Bid, 1)).collect();
		let orders = BoundedVec::truncate_from(orders);
		Sequence::<T>::put(1);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), subaccount, orders);
		assert_eq!(Intake::<T>::get().len(), 1);
		Ok(())
	}

	/// The intake of `n` quotes, each of a series of its own, of an account at its limits.
	#[benchmark]
	fn mass_quote(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let subaccount = burden::<T>(0, Vec::new(), 0)?;
		let (who, _) = Helper::<T>::account(0);
		let quotes = BoundedVec::truncate_from((0..n).map(quote::<T>).collect());
		Sequence::<T>::put(1);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), subaccount, quotes, BlockNumber::MAX);
		assert_eq!(Intake::<T>::get().len(), 1);
		Ok(())
	}

	/// The intake of a cancel of `n` ids, of an account at its limits; also that of a cancel of a
	/// series.
	#[benchmark]
	fn cancel_orders(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let subaccount = burden::<T>(0, Vec::new(), 0)?;
		let (who, _) = Helper::<T>::account(0);
		let ids = (0u8..).take(n as usize).map(|index| OrderId {
			subaccount,
			key: KeyId::OWNER,
			sequence: 1,
			index,
		});
		let ids = BoundedVec::truncate_from(ids.collect());
		#[extrinsic_call]
		_(RawOrigin::Signed(who), subaccount, ids);
		assert_eq!(Intake::<T>::get().len(), 1);
		Ok(())
	}

	/// A cancel of all that an account at its limits has in one expiry, which is nothing: the intake, and
	/// at the block end a look at each of its series.
	#[benchmark]
	fn cancel_all() -> Result<(), BenchmarkError> {
		let subaccount = burden::<T>(0, Vec::new(), 0)?;
		let (who, _) = Helper::<T>::account(0);
		let before = T::Ledger::open_orders(subaccount);
		let none = Scope::Expiry(UnderlyingId(0), Expiry(0));
		#[block]
		{
			Pallet::<T>::cancel_all(RawOrigin::Signed(who).into(), subaccount, none)?;
			Pallet::<T>::clear_books();
		}
		assert_eq!(T::Ledger::open_orders(subaccount), before);
		Ok(())
	}

	/// The intake of a countdown of an account at its limits, and what it writes at the block end.
	#[benchmark]
	fn cancel_all_after() -> Result<(), BenchmarkError> {
		let subaccount = burden::<T>(0, Vec::new(), 0)?;
		let (who, _) = Helper::<T>::account(0);
		Sequence::<T>::put(1);
		#[block]
		{
			Pallet::<T>::cancel_all_after(RawOrigin::Signed(who).into(), subaccount, Some(1))?;
			Pallet::<T>::clear_books();
		}
		let deadline = Guards::<T>::get(subaccount).and_then(|guard| guard.deadline);
		assert_eq!(deadline, Some(Pallet::<T>::now() + 1));
		Ok(())
	}

	/// The intake of limits of an account at its limits, and what it writes at the block end.
	#[benchmark]
	fn set_protection() -> Result<(), BenchmarkError> {
		let subaccount = burden::<T>(0, Vec::new(), 0)?;
		let (who, _) = Helper::<T>::account(0);
		let tight = Protection { quantity: Some(Lots(1)), ..wide() };
		Sequence::<T>::put(1);
		#[block]
		{
			Pallet::<T>::set_protection(RawOrigin::Signed(who).into(), subaccount, Some(tight))?;
			Pallet::<T>::clear_books();
		}
		let protection = Guards::<T>::get(subaccount).and_then(|guard| guard.protection);
		assert_eq!(protection, Some(Protected::new(tight)));
		Ok(())
	}

	#[benchmark]
	fn set_parameters() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let change = Change { at: T::Now::get(), moved: Default::default() };
		ParameterChanges::<T>::put(Changes(BoundedVec::truncate_from(alloc::vec![change; 15])));
		let new = BookParameters { band_ticks: 1, ..Parameters::<T>::get() };
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, new, Direction::Tighter);
		assert_eq!(Parameters::<T>::get(), new);
		Ok(())
	}

	/// The end of a block without requests and carried series. What requests and carried series cost
	/// at it is weighed by `clear_orders`, `clear_units` and `clear_cancels`, the steps around it and
	/// the sweep by the steps' meter.
	#[benchmark]
	fn end_block() -> Result<(), BenchmarkError> {
		#[block]
		{
			Pallet::<T>::clear_books();
		}
		Ok(())
	}

	/// Each of `n` orders is of its own account and fills against one that rests in a full book of its
	/// own. The accounts, which have one of the orders and one of those they meet, are at their limits.
	#[benchmark]
	fn clear_orders(n: Linear<1, 32>) -> Result<(), BenchmarkError> {
		next_block::<T>();
		for index in 0..=n {
			let (_, subaccount) = Helper::<T>::account(index);
			let series = Helper::<T>::series(index);
			// All of the book, so that all of it crosses.
			let asks = (0..MAX_ORDERS).map(|id| ask::<T>(subaccount, RESTING + id, series));
			let asks: Vec<OpenOrder> = asks.collect();
			if index < n {
				fill_book::<T>(series, &asks);
			}
			// Those that the budget lets take part are open orders of the account.
			burden::<T>(index, asks[..LISTED].to_vec(), 1)?;
		}
		for index in 0..n {
			let series = Helper::<T>::series(index);
			place::<T>(index.saturating_add(1), alloc::vec![order::<T>(series, Side::Bid, 1)])?;
		}
		#[block]
		{
			Pallet::<T>::clear_books();
		}
		for index in 0..n {
			let (_, buyer) = Helper::<T>::account(index.saturating_add(1));
			let position = T::Ledger::position(buyer, Helper::<T>::series(index));
			assert_eq!(position, SignedLots::ZERO, "short one lot before it bought one");
		}
		Ok(())
	}

	/// The intake and the fills of a batch of `n` orders in one series with a full book, of an account that
	/// lists as many orders there as leave room for a batch. They meet one order of another, so that they need no units.
	#[benchmark]
	fn orders_of_a_series(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		next_block::<T>();
		let series = Helper::<T>::series(0);
		let (who, subaccount) = Helper::<T>::account(0);
		let (_, other) = Helper::<T>::account(1);
		let met = OpenOrder { quantity: Lots(n.into()), ..ask::<T>(other, RESTING, series) };
		fill_book::<T>(series, &[met]);
		let batch: u32 = MaxBatch::get();
		let listed = RESTING..RESTING + T::MaxOpenOrders::get() - batch;
		let listed = listed.map(|number| ask::<T>(subaccount, number, series));
		for (of, orders) in [(other, alloc::vec![met]), (subaccount, listed.collect())] {
			T::Ledger::set_open_orders(of, orders).map_err(|_| BenchmarkError::Stop("open"))?;
		}
		let before = T::Ledger::position(subaccount, series);
		let orders = alloc::vec![order::<T>(series, Side::Bid, 1); n as usize];
		let orders = BoundedVec::truncate_from(orders);
		Sequence::<T>::put(1);
		#[block]
		{
			Pallet::<T>::place_orders(RawOrigin::Signed(who).into(), subaccount, orders)?;
			Pallet::<T>::clear_books();
		}
		assert_eq!(T::Ledger::position(subaccount, series).0, before.0 + i64::from(n));
		Ok(())
	}

	/// `n` orders that rest in a full book, each of another account, fill against as many of one
	/// account, which bring the units for it. All accounts are at their limits. One order alone would
	/// close the buyer's short, which writes what no other number does.
	#[benchmark]
	fn clear_units(n: Linear<2, 32>) -> Result<(), BenchmarkError> {
		next_block::<T>();
		let series = Helper::<T>::series(0);
		let mut asks = Vec::new();
		for index in 1..=n {
			let (_, subaccount) = Helper::<T>::account(index);
			let ask = ask::<T>(subaccount, RESTING, series);
			burden::<T>(index, alloc::vec![ask], 0)?;
			asks.push(ask);
		}
		asks.sort_by_key(|ask| ask.id);
		fill_book::<T>(series, &asks);
		let buyer = burden::<T>(0, Vec::new(), n)?;
		place::<T>(0, alloc::vec![order::<T>(series, Side::Bid, 1); n as usize])?;
		#[block]
		{
			Pallet::<T>::clear_books();
		}
		assert_eq!(T::Ledger::position(buyer, series), SignedLots(i64::from(n) - 1));
		Ok(())
	}

	/// `n` pegs rest in a full book, each at a volatility of its own, and are priced anew, so that all of
	/// them change places. The orders that bring the units for it meet nothing.
	#[benchmark]
	fn price_pegs(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		next_block::<T>();
		let series = Helper::<T>::series(0);
		fill_book::<T>(series, &[]);
		let nobody = SubaccountId(u32::MAX);
		let pegs = (0..n).map(|sequence| {
			let id = OrderId { subaccount: nobody, key: KeyId::OWNER, sequence, index: 1 };
			let worst = Helper::<T>::tick(series);
			let volatility = Volatility(200_000 + 10_000 * sequence);
			let peg = Some(Peg { volatility, worst, priced: 0 });
			let order = Order::new(id, Tick(0), Lots(1), 0, BlockNumber::MAX, Kind::PostOnly);
			Order { peg, ..order }
		});
		Slabs::<T>::mutate((series, Side::Bid), |slab| {
			let Some(Slab::V1(orders)) = slab else { return };
			orders.truncate((MAX_ORDERS - n) as usize);
			pegs.for_each(|peg| orders.try_push(peg).expect("there is room"));
		});
		// A block may have no units beside those that orders bring.
		let orders = 64u32.div_ceil(T::UnitsPerOrder::get() * PEGS_OF_A_UNIT);
		let buyer = burden::<T>(0, Vec::new(), orders)?;
		let low = NewOrder { limit: Tick(1), ..order::<T>(series, Side::Bid, 1) };
		place::<T>(0, alloc::vec![low; orders as usize])?;
		#[block]
		{
			Pallet::<T>::clear_books();
		}
		let now = Pallet::<T>::now();
		let book = Pallet::<T>::load(series).expect("it is a book");
		let priced = book.priced(Side::Bid, now).filter(|order| order.peg.is_some());
		assert_eq!(priced.filter(|peg| !peg.limit.is_zero()).count(), n as usize);
		assert_eq!(T::Ledger::position(buyer, series), SignedLots(-1));
		Ok(())
	}

	/// An account at its limits quotes `n` series anew, each in a full book of its own, in which its
	/// former quote leaves and its bid fills against an order of the block.
	#[benchmark]
	fn clear_quotes(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		next_block::<T>();
		let (_, subaccount) = Helper::<T>::account(0);
		let mut former = Vec::new();
		for index in 0..n {
			let series = Helper::<T>::series(index);
			fill_book::<T>(series, &[]);
			let id = |side| {
				let (sequence, index) = (RESTING + index, u8::from(side == Side::Ask));
				OrderId { subaccount, key: KeyId::OWNER, sequence, index }
			};
			for (side, name) in [(Side::Bid, Name::Bid), (Side::Ask, Name::Ask)] {
				// Worse than all others of its side, so that it takes the place of the last.
				let limit = if side == Side::Bid { Tick(1) } else { Tick(u32::MAX) };
				let at_rest =
					Order::new(id(side), limit, Lots(1), 0, BlockNumber::MAX, Kind::PostOnly);
				let at_rest = Order { name: Some(name), entered: 1, ..at_rest };
				Slabs::<T>::mutate((series, side), |slab| {
					let Some(Slab::V1(orders)) = slab else { return };
					let _ = orders.pop();
					let _ = orders.try_push(at_rest);
				});
				former.push(open_order(series, side, &at_rest));
			}
		}
		burden::<T>(0, former, 0)?;
		quote_all::<T>(n)?;
		let asks: Vec<NewOrder> =
			(0..n).map(|index| order::<T>(Helper::<T>::series(index), Side::Ask, 1)).collect();
		place::<T>(1, asks)?;
		#[block]
		{
			Pallet::<T>::clear_books();
		}
		// It was short a lot in each.
		assert_eq!(T::Ledger::position(subaccount, Helper::<T>::series(0)), SignedLots(0));
		Ok(())
	}

	/// An account quotes `n` series anew, each in a full book, on both sides of which the worst order is
	/// evicted: one of an account at its limits.
	#[benchmark]
	fn clear_evictions(n: Linear<1, 32>) -> Result<(), BenchmarkError> {
		next_block::<T>();
		let mut worst = Vec::new();
		for index in 0..n {
			let series = Helper::<T>::series(index);
			fill_book::<T>(series, &[]);
			for side in [Side::Bid, Side::Ask] {
				let of = 1 + 2 * index + u32::from(side == Side::Ask);
				let (_, subaccount) = Helper::<T>::account(of);
				let limit = if side == Side::Bid { Tick(1) } else { Tick(u32::MAX) };
				let order = OpenOrder { side, limit, ..ask::<T>(subaccount, RESTING, series) };
				burden::<T>(of, alloc::vec![order], 0)?;
				replace_worst::<T>(&order);
				worst.push(order);
			}
		}
		quote_all::<T>(n)?;
		#[block]
		{
			Pallet::<T>::clear_books();
		}
		for OpenOrder { id, .. } in worst {
			assert!(T::Ledger::open_orders(id.subaccount).iter().all(|order| order.id != id));
		}
		Ok(())
	}

	/// An account quotes `n` series anew. On each side of their books all orders are of one account, and
	/// dead: they are taken out.
	#[benchmark]
	fn clear_dead(n: Linear<1, 32>) -> Result<(), BenchmarkError> {
		next_block::<T>();
		for index in 0..n {
			let series = Helper::<T>::series(index);
			for side in [Side::Bid, Side::Ask] {
				let of = 1 + 2 * index + u32::from(side == Side::Ask);
				let (_, subaccount) = Helper::<T>::account(of);
				let limit = if side == Side::Bid { Tick(1) } else { Helper::<T>::tick(series) };
				let orders = RESTING..RESTING + T::MaxOpenOrders::get().min(MAX_ORDERS);
				let of_side = |id| OpenOrder { side, limit, ..ask::<T>(subaccount, id, series) };
				let orders: Vec<OpenOrder> = orders.map(of_side).collect();
				fill_side::<T>(series, side, &orders);
				burden::<T>(of, orders, 0)?;
				Guards::<T>::mutate(subaccount, |guard| {
					guard.as_mut().expect("it is guarded").pulled = Pallet::<T>::now();
				});
			}
		}
		quote_all::<T>(n)?;
		#[block]
		{
			Pallet::<T>::clear_books();
		}
		for of in 1..=2 * n {
			let (_, subaccount) = Helper::<T>::account(of);
			let left = T::Ledger::open_orders(subaccount).len() as u32;
			assert_eq!(left, T::MaxOpenOrders::get().saturating_sub(MAX_ORDERS));
		}
		Ok(())
	}

	/// An account at its limits cancels all its orders, which rest in `n` full books.
	#[benchmark]
	fn clear_cancels(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		next_block::<T>();
		let (who, subaccount) = Helper::<T>::account(0);
		let series: Vec<SeriesId> = (0..n).map(Helper::<T>::series).collect();
		let orders = (RESTING..).zip(series.iter().cycle()).take(T::MaxOpenOrders::get() as usize);
		let orders: Vec<OpenOrder> =
			orders.map(|(sequence, series)| ask::<T>(subaccount, sequence, *series)).collect();
		for series in &series {
			let own = orders.iter().filter(|order| order.series == *series).copied();
			fill_book::<T>(*series, &own.collect::<Vec<_>>());
		}
		burden::<T>(0, orders, 0)?;
		for series in series {
			let origin = RawOrigin::Signed(who.clone()).into();
			Pallet::<T>::cancel_series(origin, subaccount, series)?;
		}
		#[block]
		{
			Pallet::<T>::clear_books();
		}
		assert_eq!(T::Ledger::open_orders(subaccount), Vec::new());
		Ok(())
	}

	/// Looking through one series, both sides of whose book are full of dead orders.
	#[benchmark]
	fn sweep() -> Result<(), BenchmarkError> {
		let series = Helper::<T>::series(0);
		next_block::<T>();
		for (side, limit) in [(Side::Bid, Tick(1)), (Side::Ask, Tick(2))] {
			let dead = (0..MAX_ORDERS).map(|sequence| {
				let id =
					OrderId { subaccount: SubaccountId(0), key: KeyId::OWNER, sequence, index: 0 };
				Order::new(id, limit, Lots(1), 0, 0, Kind::GoodTil)
			});
			let slab = Slab::V1(BoundedVec::truncate_from(dead.collect()));
			Slabs::<T>::insert((series, side), slab);
		}
		let mut meter = WeightMeter::with_limit(T::WeightInfo::sweep());
		#[block]
		{
			Pallet::<T>::sweep(&mut meter);
		}
		assert_eq!(Slabs::<T>::iter().count(), 0);
		Ok(())
	}

	/// Looking at an account at its limits, whose orders are dead and rest in full books.
	#[benchmark]
	fn sweep_guarded() -> Result<(), BenchmarkError> {
		next_block::<T>();
		let (_, subaccount) = Helper::<T>::account(0);
		let series: Vec<SeriesId> = (0..T::MaxPositions::get()).map(Helper::<T>::series).collect();
		let orders = (RESTING..).zip(series.iter().cycle()).take(T::MaxOpenOrders::get() as usize);
		let orders: Vec<OpenOrder> =
			orders.map(|(sequence, series)| ask::<T>(subaccount, sequence, *series)).collect();
		for series in series.iter().take(SERIES_A_LOOK) {
			let own = orders.iter().filter(|order| order.series == *series).copied();
			fill_book::<T>(*series, &own.collect::<Vec<_>>());
		}
		burden::<T>(0, orders, 0)?;
		Guards::<T>::mutate(subaccount, |guard| {
			guard.as_mut().expect("it is guarded").pulled = Pallet::<T>::now();
		});
		let before = T::Ledger::open_orders(subaccount).len();
		let mut meter = WeightMeter::with_limit(T::WeightInfo::sweep_guarded());
		#[block]
		{
			Pallet::<T>::sweep_guarded(&mut meter);
		}
		assert!(T::Ledger::open_orders(subaccount).len() < before);
		Ok(())
	}

	/// The worst block that the limits of blocks admit: its batches, and its books. No weight is made of
	/// it: `scripts/bench.sh pathological` compares its time with what it is charged.
	#[benchmark(extra)]
	fn pathological_block() -> Result<(), BenchmarkError> {
		next_block::<T>();
		let first = Helper::<T>::series(0);
		pathological::fill_books::<T>()?;
		let (batches, declared) = pathological::batches::<T>()?;
		pathological::tell(&batches, declared);
		let sent = batches
			.iter()
			.flat_map(|batch| batch.orders.iter().map(|new| (batch.subaccount, new.series)));
		let sent: Vec<(SubaccountId, SeriesId)> = sent.collect();
		Sequence::<T>::put(1);
		#[block]
		{
			for pathological::Batch { who, subaccount, orders } in batches {
				Pallet::<T>::place_orders(RawOrigin::Signed(who).into(), subaccount, orders)?;
			}
			Pallet::<T>::clear_books();
		}
		// Each was short a lot in each series: all that is fresh filled, and what rests beside it.
		let (_, resting) = Helper::<T>::account(0);
		assert!(T::Ledger::position(resting, first) >= SignedLots::ZERO);
		for (subaccount, series) in sent {
			assert_eq!(T::Ledger::position(subaccount, series), SignedLots::ZERO);
		}
		Ok(())
	}

	/// Reading the range of a forward off full books of as many series as are looked at.
	#[benchmark]
	fn book_forward() -> Result<(), BenchmarkError> {
		let (underlying, expiry) = Helper::<T>::strikes(SERIES_LOOKED_AT as u32 / 2);
		// At a hundred lots a contract five hundred are the least size.
		let near = Price(2_000 * WAD);
		let series = T::Instruments::series_of(underlying, expiry);
		assert_eq!(series.len(), SERIES_LOOKED_AT);
		series.into_iter().for_each(|series| fill_book::<T>(series, &[]));
		let range;

		#[block]
		{
			range = Pallet::<T>::range(underlying, expiry, near);
		}

		assert!(range.is_some());
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder.build(), crate::mock::Test);
}
