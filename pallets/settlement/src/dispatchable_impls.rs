//! The bodies of the calls, and the one way in which a price is fixed.

use crate::{
	Awaiting, AwaitingPrice, Config, Error, Event, HaltedSweep, HaltedSweeps, Pallet, Payout,
	Payouts, Prices, SettledPrice,
};
use frame_support::{ensure, traits::Get};
use sp_runtime::DispatchResult;
use tenor_primitives::{
	Expiry, InstrumentLifecycle, MarketView, Price, SeriesId, SettlementPrice, UnderlyingId,
};

/// One, in basis points.
const BASIS_POINTS: u128 = 10_000;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_settlement_price(
		underlying: UnderlyingId,
		expiry: Expiry,
		price: Price,
	) -> DispatchResult {
		ensure!(AwaitingPrice::<T>::contains_key(underlying, expiry), Error::<T>::NotAwaiting);
		let (least, greatest) =
			Self::price_range(underlying, expiry).ok_or(Error::<T>::NoReference)?;
		ensure!((least..=greatest).contains(&price), Error::<T>::PriceOutOfRange);
		Self::fix_price(underlying, expiry, price, true)?;
		Ok(())
	}

	pub(crate) fn do_resume_sweep(series: SeriesId) -> DispatchResult {
		let halted = HaltedSweeps::<T>::take(series).ok_or(Error::<T>::NotHalted)?;
		let HaltedSweep { underlying, expiry, price, sweep, .. } = halted;
		let payout = Payout { underlying, expiry, price, from: series, sweep: Some(sweep) };
		Payouts::<T>::try_mutate(|payouts| payouts.try_push(payout))
			.map_err(|_| Error::<T>::TooManyPayouts)?;
		Self::deposit_event(Event::SweepResumed { series });
		Ok(())
	}

	/// Between which prices governance may choose.
	pub(crate) fn price_range(underlying: UnderlyingId, expiry: Expiry) -> Option<(Price, Price)> {
		let Some((least, greatest)) = T::Prices::sample_range(underlying, expiry) else {
			// Not one sample: money must not stay locked for ever, nor anything be allowed.
			let reference = T::Market::spot(underlying)?.value;
			let off = Self::max_deviation(reference);
			return Some((reference.saturating_sub(off), reference.saturating_add(off)));
		};
		// All samples may be the lie that the book contradicts.
		let awaiting = AwaitingPrice::<T>::get(underlying, expiry);
		let doubted = matches!(awaiting, Some(Awaiting::TooFar { .. }));
		let book = T::Prices::book_forward(underlying, expiry).filter(|_| doubted);
		let widened = |(low, high): (Price, Price)| (low.min(least), high.max(greatest));
		Some(book.map_or((least, greatest), widened))
	}

	/// The last forward, or what comes nearest to `price` of what the book left for it before the
	/// window: the first of them that `price` is too far from.
	pub(crate) fn too_far_from(
		underlying: UnderlyingId,
		expiry: Expiry,
		price: Price,
	) -> Option<Price> {
		let book = T::Prices::book_forward(underlying, expiry);
		let nearest = book.map(|(low, high)| price.max(low).min(high));
		let far = |forward: &Price| price.0.abs_diff(forward.0) > Self::max_deviation(*forward).0;
		T::Prices::last_forward(underlying, expiry).into_iter().chain(nearest).find(far)
	}

	/// The stated lie of a price, rounded down.
	fn max_deviation(price: Price) -> Price {
		let scaled = price.0.saturating_mul(u128::from(T::MaxDeviation::get()));
		Price(scaled.checked_div(BASIS_POINTS).unwrap_or(0))
	}

	/// Fixes the price of an expiry and queues its payout; changes nothing when the queue is full.
	pub(crate) fn fix_price(
		underlying: UnderlyingId,
		expiry: Expiry,
		price: Price,
		by_governance: bool,
	) -> Result<(), Error<T>> {
		let payout = Payout { underlying, expiry, price, from: SeriesId(0), sweep: None };
		Payouts::<T>::try_mutate(|payouts| payouts.try_push(payout))
			.map_err(|_| Error::<T>::TooManyPayouts)?;
		AwaitingPrice::<T>::remove(underlying, expiry);
		T::Instruments::settle(underlying, expiry);
		Prices::<T>::mutate(underlying, |history| {
			if history.is_full() {
				history.remove(0);
			}
			// There is room for one now.
			let _ = history.try_push(SettledPrice { expiry, price, by_governance });
		});
		Self::deposit_event(Event::ExpiryPriceFixed { underlying, expiry, price, by_governance });
		Ok(())
	}
}
