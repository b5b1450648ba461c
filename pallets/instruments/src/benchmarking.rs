//! Benchmarks at the limits of every list.

use super::*;
use alloc::{format, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{Consideration, EnsureOrigin, Get},
	weights::WeightMeter,
	BoundedVec,
};
use frame_system::RawOrigin;
use tenor_primitives::{
	BlockEndStep, Expiry, MaxSteps, Price, PriceStep, PriceSteps, SeriesKind, Tick, Timestamp,
	Underlying, UnderlyingId, WAD,
};

fn admin<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

/// Ticks of 5, lots of 0.01.
fn terms(symbol: &[u8]) -> Underlying {
	Underlying {
		symbol: BoundedVec::truncate_from(symbol.to_vec()),
		tick_value: 50_000,
		lots_per_contract: 100,
		tick_steps: full_tick_steps(),
	}
}

/// As many levels as there may be.
fn full_tick_steps() -> PriceSteps {
	let level = |from| PriceStep { from: Tick(from), step: Tick(1) };
	PriceSteps::new((1..=MaxSteps::get()).map(level).collect()).expect("it is valid")
}

/// A period before the first expiry.
fn start<T: Config>() -> Expiry {
	Expiry(T::ExpiryGranularity::get() * 30_000_000)
}

/// A new underlying beside those of the genesis, at a time when no averaging window has begun.
fn underlying<T: Config>() -> Result<UnderlyingId, BenchmarkError> {
	let now = start::<T>().0 - T::AveragingWindow::get();
	T::BenchmarkHelper::set_now(Expiry(now).timestamp());
	Pallet::<T>::do_register_underlying(terms(b"BENCH"))
		.map_err(|_| BenchmarkError::Stop("registers"))
}

fn expiry<T: Config>(periods: u64) -> Expiry {
	Expiry(start::<T>().0 + periods * T::ExpiryGranularity::get())
}

fn strikes(n: u32) -> Vec<Price> {
	(1..=u128::from(n)).map(|strike| Price(strike * 100 * WAD)).collect()
}

fn schedule() -> Schedule {
	let calendar =
		Calendar::Dated { daily: MAX_EXPIRIES_AHEAD, weekly: 0, monthly: 0, quarterly: 0 };
	let steps = full_tick_steps();
	let strikes = StrikeGrid { steps, each_side: MAX_EACH_SIDE, volatility: 6_000 };
	Schedule { calendar, strikes, lead: 0 }
}

/// All other expiries of the underlying, so that the lists are at their limits.
fn fill_expiries<T: Config>(underlying: UnderlyingId) -> Result<(), BenchmarkError> {
	for periods in 2..=16 {
		Pallet::<T>::do_list_series(underlying, expiry::<T>(periods), &strikes(1), Timestamp(0))?;
	}
	Ok(())
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn register_underlying() -> Result<(), BenchmarkError> {
		let origin = admin::<T>()?;
		let known = u32::from(NextUnderlying::<T>::get().0);
		for id in known..<MaxUnderlyings as Get<u32>>::get() - 1 {
			Pallet::<T>::do_register_underlying(terms(format!("B{id}").as_bytes()))
				.map_err(|_| BenchmarkError::Stop("registers"))?;
		}
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, terms(b"BENCH"));
		assert_eq!(u32::from(NextUnderlying::<T>::get().0), <MaxUnderlyings as Get<u32>>::get());
		Ok(())
	}

	#[benchmark]
	fn list_series(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let origin = admin::<T>()?;
		let underlying = underlying::<T>()?;
		fill_expiries::<T>(underlying)?;
		let strikes = BoundedVec::truncate_from(strikes(n));
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, underlying, expiry::<T>(1), strikes, Timestamp(0));
		let listed = ExpirySeries::<T>::get(underlying, expiry::<T>(1)).len();
		assert_eq!(Some(listed), usize::try_from(1 + 2 * n).ok());
		Ok(())
	}

	#[benchmark]
	fn list_series_with_deposit() -> Result<(), BenchmarkError> {
		let underlying = underlying::<T>()?;
		Pallet::<T>::do_list_series(underlying, expiry::<T>(1), &strikes(127), Timestamp(0))?;
		let caller: T::AccountId = whitelisted_caller();
		T::Consideration::ensure_successful(&caller, Pallet::<T>::footprint());
		let strike = Price(1_000_000 * WAD);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), underlying, expiry::<T>(1), strike, SeriesKind::Call);
		let record = ExpiryRecords::<T>::get(underlying, expiry::<T>(1));
		assert_eq!(record.map(|record| record.requested), Some(1));
		Ok(())
	}

	#[benchmark]
	fn set_schedule() -> Result<(), BenchmarkError> {
		let origin = admin::<T>()?;
		let underlying = underlying::<T>()?;
		for id in u32::from(NextUnderlying::<T>::get().0)..<MaxUnderlyings as Get<u32>>::get() {
			let other = Pallet::<T>::do_register_underlying(terms(format!("B{id}").as_bytes()))
				.map_err(|_| BenchmarkError::Stop("registers"))?;
			Pallet::<T>::do_set_schedule(other, Some(schedule()))?;
		}
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, underlying, Some(schedule()));
		assert_eq!(Schedules::<T>::get(underlying), Some(schedule()));
		Ok(())
	}

	#[benchmark]
	fn halt() -> Result<(), BenchmarkError> {
		let origin = admin::<T>()?;
		let underlying = underlying::<T>()?;
		Pallet::<T>::do_list_series(underlying, expiry::<T>(1), &strikes(64), Timestamp(0))?;
		let scope = Scope::Expiry(underlying, expiry::<T>(1));
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, scope);
		let record = ExpiryRecords::<T>::get(underlying, expiry::<T>(1));
		assert_eq!(record.map(|record| record.halted), Some(true));
		Ok(())
	}

	#[benchmark]
	fn resume() -> Result<(), BenchmarkError> {
		let origin = admin::<T>()?;
		let underlying = underlying::<T>()?;
		Pallet::<T>::do_list_series(underlying, expiry::<T>(1), &strikes(64), Timestamp(0))?;
		let scope = Scope::Expiry(underlying, expiry::<T>(1));
		Pallet::<T>::do_halt(scope)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, scope);
		let record = ExpiryRecords::<T>::get(underlying, expiry::<T>(1));
		assert_eq!(record.map(|record| record.halted), Some(false));
		Ok(())
	}

	#[benchmark]
	fn set_tick_steps() -> Result<(), BenchmarkError> {
		let origin = admin::<T>()?;
		let underlying = underlying::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, underlying, full_tick_steps());
		let record = Underlyings::<T>::get(underlying);
		assert_eq!(record.map(|record| record.terms.tick_steps), Some(full_tick_steps()));
		Ok(())
	}

	/// All turns taken, none due.
	#[benchmark]
	fn listing_idle() -> Result<(), BenchmarkError> {
		let due = Timestamp(u64::MAX);
		let turns = (0..64).map(|id| Turn { due, underlying: UnderlyingId(id) }).collect();
		let turns = BoundedVec::truncate_from(turns);
		Listing::<T>::put(ListingState { ladder: None, turns });
		#[block]
		{
			ListingStep::<T>::run(&mut WeightMeter::new());
		}
		assert!(Listing::<T>::get().ladder.is_none());
		Ok(())
	}

	/// Every strike of every expiry is listed already.
	#[benchmark]
	fn plan_listing() -> Result<(), BenchmarkError> {
		let underlying = underlying::<T>()?;
		let now = start::<T>();
		T::BenchmarkHelper::set_now(now.timestamp());
		T::BenchmarkHelper::set_spot(underlying, Price(60_000 * WAD));
		let (low, high, step) = (Tick(1), Tick(u32::MAX), Tick(1));
		for expiry in schedule().calendar.expiries_after(now.0) {
			Pallet::<T>::do_list_series(underlying, expiry, &strikes(1), Timestamp(0))?;
			T::BenchmarkHelper::set_surface(underlying, expiry);
			ExpiryRecords::<T>::mutate(underlying, expiry, |record| {
				let covered = Some(Strikes { low, high, step });
				record.iter_mut().for_each(|record| record.covered = covered)
			});
		}
		Listing::<T>::kill();
		Pallet::<T>::do_set_schedule(underlying, Some(schedule()))?;
		#[block]
		{
			ListingStep::<T>::run(&mut WeightMeter::new());
		}
		let turns = Listing::<T>::get().turns;
		assert!(turns.first().is_some_and(|turn| turn.due > T::Now::get()));
		Ok(())
	}

	/// The last strike that an expiry has room for.
	#[benchmark]
	fn list_strike() -> Result<(), BenchmarkError> {
		let underlying = underlying::<T>()?;
		Pallet::<T>::do_list_series(underlying, expiry::<T>(1), &strikes(127), Timestamp(0))?;
		let (next, step) = (Tick(20 * 128), Tick(20));
		let ladder = Ladder {
			underlying,
			expiry: expiry::<T>(1),
			strikes: Strikes { low: next, high: next, step },
			next,
			lead: 0,
		};
		Listing::<T>::put(ListingState { ladder: Some(ladder), ..Default::default() });
		#[block]
		{
			ListingStep::<T>::run(&mut WeightMeter::new());
		}
		assert_eq!(ExpirySeries::<T>::get(underlying, expiry::<T>(1)).len(), 257);
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	);
}
