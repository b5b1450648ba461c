//! Benchmarks over the real ledger, books and instruments of the runtime.

use super::*;
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{EnsureOrigin, Get},
	weights::WeightMeter,
};
use tenor_primitives::{
	BlockEndStep, BookMaintenance, InstrumentInspect, PortfolioInspect, Price, SeriesId,
	SettlementPrice, UnderlyingId,
};

fn governance<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::GovernanceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

/// An expiry that has come, its series, and the price that it would settle at.
fn expired<T: Config>(
) -> Result<(UnderlyingId, tenor_primitives::Expiry, SeriesId, Price), BenchmarkError> {
	let (underlying, expiry) = T::BenchmarkHelper::expire();
	let series = T::Instruments::series_of(underlying, expiry);
	let series = *series.first().ok_or(BenchmarkError::Stop("has a series"))?;
	let price = T::Prices::settlement_price(underlying, expiry, T::Now::get())
		.map_err(|_| BenchmarkError::Stop("has a price"))?;
	Ok((underlying, expiry, series, price))
}

/// A queue whose head is the expiry, and the underlyings' turn where it begins.
fn settle<T: Config>(book_empty: bool) -> Result<SeriesId, BenchmarkError> {
	let (underlying, expiry, series, price) = expired::<T>()?;
	Pallet::<T>::fix_price(underlying, expiry, price, false)
		.map_err(|_| BenchmarkError::Stop("fixes"))?;
	Payouts::<T>::mutate(|payouts| {
		payouts.iter_mut().for_each(|payout| {
			payout.sweep = Some(Sweep { book_empty, ..Sweep::new(series) });
		});
	});
	Ok(series)
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn set_settlement_price() -> Result<(), BenchmarkError> {
		let origin = governance::<T>()?;
		let (underlying, expiry, _, price) = expired::<T>()?;
		AwaitingPrice::<T>::insert(underlying, expiry, Awaiting::Incomplete);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, underlying, expiry, price);
		assert!(Pallet::<T>::settled_price(underlying, expiry).is_some());
		Ok(())
	}

	#[benchmark]
	fn resume_sweep() -> Result<(), BenchmarkError> {
		let origin = governance::<T>()?;
		let series = settle::<T>(true)?;
		let payout = Payouts::<T>::take().pop().ok_or(BenchmarkError::Stop("is paid out"))?;
		let Payout { underlying, expiry, price, .. } = payout;
		let failure = SweepFailure::LedgerRefused;
		let halted = HaltedSweep { underlying, expiry, price, sweep: Sweep::new(series), failure };
		HaltedSweeps::<T>::insert(series, halted);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, series);
		assert_eq!(Payouts::<T>::get().len(), 1);
		Ok(())
	}

	#[benchmark]
	fn settlement_idle() -> Result<(), BenchmarkError> {
		#[block]
		{
			SettlementStep::<T>::run(&mut WeightMeter::new());
		}
		assert!(!Payouts::<T>::exists());
		Ok(())
	}

	/// The expiry waits already, so that only the look is measured.
	#[benchmark]
	fn look_for_due() -> Result<(), BenchmarkError> {
		let (underlying, expiry, ..) = expired::<T>()?;
		AwaitingPrice::<T>::insert(underlying, expiry, Awaiting::Incomplete);
		let place = T::Instruments::underlyings().iter().position(|id| *id == underlying);
		let place = place.and_then(|place| u16::try_from(place).ok()).unwrap_or(0);
		NextLook::<T>::put(place);
		#[block]
		{
			SettlementStep::<T>::run(&mut WeightMeter::new());
		}
		assert_eq!(NextLook::<T>::get(), place + 1);
		Ok(())
	}

	#[benchmark]
	fn fix_price() -> Result<(), BenchmarkError> {
		let (underlying, expiry, ..) = expired::<T>()?;
		#[block]
		{
			Pallet::<T>::try_price(underlying, expiry, T::Now::get());
		}
		assert!(Pallet::<T>::settled_price(underlying, expiry).is_some());
		Ok(())
	}

	/// The expiry's only series is halted and passed.
	#[benchmark]
	fn next_series() -> Result<(), BenchmarkError> {
		let series = settle::<T>(true)?;
		let mut payouts = Payouts::<T>::get();
		for payout in payouts.iter_mut() {
			let Payout { underlying, expiry, price, .. } = *payout;
			let failure = SweepFailure::LedgerRefused;
			let halted =
				HaltedSweep { underlying, expiry, price, sweep: Sweep::new(series), failure };
			HaltedSweeps::<T>::insert(series, halted);
			payout.sweep = None;
		}
		#[block]
		{
			Pallet::<T>::advance(&mut payouts, &mut WeightMeter::new());
		}
		assert_eq!(payouts.first().map(|payout| payout.from), series.next());
		Ok(())
	}

	/// `n` orders of a full book, each of another account at its limits.
	#[benchmark]
	fn remove_orders(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let series = settle::<T>(false)?;
		T::BenchmarkHelper::add_orders(series, n);
		let empty;
		#[block]
		{
			empty = T::Books::remove_orders(series, n);
		}
		assert!(!empty, "the book was full");
		Ok(())
	}

	/// `n` holders at their limits.
	#[benchmark]
	fn pay_holders(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let series = settle::<T>(true)?;
		// Lots must sum to zero, so an odd number leaves one holder for the next piece.
		T::BenchmarkHelper::add_holders(series, n.next_multiple_of(2));
		let price = Payouts::<T>::get().first().map(|payout| payout.price).unwrap_or_default();
		let mut sweep = Sweep { book_empty: true, ..Sweep::new(series) };
		let holders = T::Portfolios::holders(series, n);
		assert_eq!(u32::try_from(holders.len()), Ok(n));
		let paid;
		#[block]
		{
			paid = Pallet::<T>::pay_holders(&mut sweep, price, holders);
		}
		assert_eq!(paid, Ok(()));
		Ok(())
	}

	#[benchmark]
	fn finish_series() -> Result<(), BenchmarkError> {
		let series = settle::<T>(true)?;
		#[block]
		{
			SettlementStep::<T>::run(&mut WeightMeter::new());
		}
		assert_eq!(T::Instruments::series(series), None);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
