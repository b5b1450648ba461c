//! Benchmarks of the book's calls and of its block end.

use crate::{
	BookParameters, Call, Config, Intake, MaxBatch, NewOrder, Pallet, ParameterChanges, Parameters,
	Slab, Slabs, WeightInfo,
};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{EnsureOrigin, Get},
	weights::WeightMeter,
	BoundedVec,
};
use frame_system::RawOrigin;
use tenor_auction::{Kind, Order, MAX_ORDERS};
use tenor_primitives::{
	BlockNumber, Change, Changes, Direction, Lots, OrderId, PortfolioInspect, SeriesId, Side,
	SubaccountId, Tick,
};

/// Markets and accounts that benchmarks trade with.
///
/// The runtime's budget must let one series fill 32 resting orders: 64 units.
pub trait BenchmarkHelper<AccountId> {
	/// The `index`th series, open for trading, with a fresh mark and band; at least 64 exist, and an
	/// account may hold and have orders in all of them.
	fn series(index: u32) -> SeriesId;
	/// The `index`th account's owner and subaccount, with cash for all its benchmark orders.
	fn account(index: u32) -> (AccountId, SubaccountId);
	/// A tick in the band of a series.
	fn tick(series: SeriesId) -> Tick;
}

type Helper<T> = <T as Config>::BenchmarkHelper;

fn order<T: Config>(series: SeriesId, side: Side, quantity: u64) -> NewOrder {
	let limit = Helper::<T>::tick(series);
	let good_til = BlockNumber::MAX;
	NewOrder { series, side, limit, quantity: Lots(quantity), good_til, kind: Kind::GoodTil }
}

fn place<T: Config>(index: u32, orders: Vec<NewOrder>) -> Result<SubaccountId, BenchmarkError> {
	let (who, subaccount) = Helper::<T>::account(index);
	let sequence = Pallet::<T>::next_sequence(subaccount);
	let orders = BoundedVec::<_, MaxBatch>::truncate_from(orders);
	Pallet::<T>::place_orders(RawOrigin::Signed(who).into(), subaccount, sequence, orders)?;
	Ok(subaccount)
}

/// Ends the block and starts the next, so that what was placed rests.
fn rest<T: Config>() {
	Pallet::<T>::clear_books();
	let next = frame_system::Pallet::<T>::block_number() + 1u32.into();
	frame_system::Pallet::<T>::set_block_number(next);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn place_orders(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let (who, subaccount) = Helper::<T>::account(0);
		let orders: Vec<NewOrder> =
			(0..n).map(|index| order::<T>(Helper::<T>::series(index), Side::Bid, 1)).collect();
		let orders = BoundedVec::truncate_from(orders);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), subaccount, 1, orders);
		assert_eq!(Intake::<T>::get().len(), 1);
		Ok(())
	}

	#[benchmark]
	fn cancel_orders(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let (who, subaccount) = Helper::<T>::account(0);
		let ids = (0u8..).take(n as usize).map(|index| OrderId { subaccount, sequence: 1, index });
		let ids = BoundedVec::truncate_from(ids.collect());
		#[extrinsic_call]
		_(RawOrigin::Signed(who), subaccount, 1, ids);
		assert_eq!(Intake::<T>::get().len(), 1);
		Ok(())
	}

	#[benchmark]
	fn cancel_all() -> Result<(), BenchmarkError> {
		let (who, subaccount) = Helper::<T>::account(0);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), subaccount, 1);
		assert_eq!(Intake::<T>::get().len(), 1);
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

	#[benchmark]
	fn end_block() -> Result<(), BenchmarkError> {
		#[block]
		{
			Pallet::<T>::clear_books();
		}
		Ok(())
	}

	/// Each order is of its own account and fills against one that rests in a series of its own.
	#[benchmark]
	fn clear_orders(n: Linear<1, 32>) -> Result<(), BenchmarkError> {
		for index in 0..n {
			place::<T>(index, alloc::vec![order::<T>(Helper::<T>::series(index), Side::Ask, 1)])?;
		}
		rest::<T>();
		for index in 0..n {
			let series = Helper::<T>::series(index);
			place::<T>(index.saturating_add(1), alloc::vec![order::<T>(series, Side::Bid, 1)])?;
		}
		#[block]
		{
			Pallet::<T>::clear_books();
		}
		assert_eq!(Slabs::<T>::iter().count(), 0);
		Ok(())
	}

	/// One order fills against `n` that rest, each of another account.
	#[benchmark]
	fn clear_units(n: Linear<1, 32>) -> Result<(), BenchmarkError> {
		let series = Helper::<T>::series(0);
		for index in 1..=n {
			place::<T>(index, alloc::vec![order::<T>(series, Side::Ask, 1)])?;
		}
		rest::<T>();
		place::<T>(0, alloc::vec![order::<T>(series, Side::Bid, n.into())])?;
		#[block]
		{
			Pallet::<T>::clear_books();
		}
		assert_eq!(Slabs::<T>::iter().count(), 0);
		Ok(())
	}

	/// One account cancels `n` orders, each in a series of its own.
	#[benchmark]
	fn clear_cancels(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let orders = (0..n).map(|index| order::<T>(Helper::<T>::series(index), Side::Bid, 1));
		let subaccount = place::<T>(0, orders.collect())?;
		rest::<T>();
		let open = T::Ledger::open_orders(subaccount).into_iter().map(|order| order.id);
		let open = BoundedVec::<_, MaxBatch>::truncate_from(open.collect());
		assert_eq!(open.len(), n as usize);
		let (who, _) = Helper::<T>::account(0);
		Pallet::<T>::cancel_orders(RawOrigin::Signed(who).into(), subaccount, 2, open)?;
		#[block]
		{
			Pallet::<T>::clear_books();
		}
		assert_eq!(Slabs::<T>::iter().count(), 0);
		Ok(())
	}

	/// Both sides full of dead orders.
	#[benchmark]
	fn sweep() -> Result<(), BenchmarkError> {
		let series = Helper::<T>::series(0);
		rest::<T>();
		for (side, limit) in [(Side::Bid, Tick(1)), (Side::Ask, Tick(2))] {
			let dead = (0..MAX_ORDERS).map(|sequence| {
				let id =
					OrderId { subaccount: SubaccountId(0), sequence: sequence.into(), index: 0 };
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

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder.build(), crate::mock::Test);
}
