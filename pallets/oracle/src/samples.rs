//! Indices recorded for settlement, and the average over them.

use crate::{
	pallet::{AveragesSoFar, BookForwards, ClosedRound, Config, Pallet, Samples, Slices},
	types::{RunningAverage, Sample},
};
use alloc::vec::Vec;
use frame_support::traits::{ConstU32, Get};
use sp_runtime::Rounding;
use tenor_math::twap::{Window, BUCKETS, HOLD_SECS};
use tenor_primitives::{
	Expiry, Price, SettlementError, SettlementPrice, Timestamp, UnderlyingId, MILLIS,
};

/// Most samples in one bucket: 30 rounds of two seconds and what goes before the window.
pub type MaxSamples = ConstU32<48>;

/// How long a sample holds, in milliseconds.
const HOLD: u64 = HOLD_SECS.saturating_mul(MILLIS);

impl<T: Config> Pallet<T> {
	/// Records an accepted index for an expiry, if its round ends in the window.
	pub(crate) fn record(underlying: UnderlyingId, expiry: Expiry, round: u64, price: Price) {
		let Some(bucket) = Self::bucket(expiry, Self::end_of(round)) else { return };
		let (of, sample) = ((underlying, expiry), Sample { round, price });
		if Samples::<T>::try_append(of, bucket, sample).is_err() {
			log::error!(target: crate::LOG_TARGET, "a bucket of {expiry:?} is full");
			return;
		}
		let average = match AveragesSoFar::<T>::get(of) {
			Some(average) => Self::extended(average, expiry, sample),
			None => Some(RunningAverage { sum: 0, held: 0, last: sample }),
		};
		// With sums that do not fit there is no settlement average either.
		if let Some(average) = average {
			AveragesSoFar::<T>::insert(of, average);
		}
	}

	/// An average with the time that its last sample has held; `None` on overflow.
	fn extended(average: RunningAverage, expiry: Expiry, next: Sample) -> Option<RunningAverage> {
		let RunningAverage { sum, held, last } = average;
		let start = expiry.0.checked_sub(T::AveragingWindow::get())?;
		let from = Self::end_of(last.round).seconds();
		let until = Self::end_of(next.round).seconds().min(from.saturating_add(HOLD_SECS));
		let seconds = until.saturating_sub(from.max(start));
		Some(RunningAverage {
			sum: sum.checked_add(last.price.0.checked_mul(seconds.into())?)?,
			held: held.checked_add(seconds)?,
			last: next,
		})
	}

	/// The bucket of a moment: 0 shortly before the window, 1 to 30 inside, `None` elsewhere.
	pub(crate) fn bucket(expiry: Expiry, at: Timestamp) -> Option<u8> {
		let end = expiry.timestamp().0;
		let length = T::AveragingWindow::get().saturating_mul(MILLIS);
		let start = end.checked_sub(length)?;
		if at.0 >= end || at.0 < start.saturating_sub(HOLD) {
			return None;
		}
		let Some(inside) = at.0.checked_sub(start) else { return Some(0) };
		let buckets = u64::try_from(BUCKETS).ok()?;
		let before = inside.checked_mul(buckets)?.checked_div(length)?;
		u8::try_from(before.checked_add(1)?).ok()
	}

	/// The recorded samples of an expiry, oldest first.
	pub(crate) fn recorded(underlying: UnderlyingId, expiry: Expiry) -> Vec<Sample> {
		let last = u8::try_from(BUCKETS).unwrap_or(u8::MAX);
		(0..=last).flat_map(|bucket| Samples::<T>::get((underlying, expiry), bucket)).collect()
	}

	/// The window of an expiry with all that is recorded; `None` if the window is ill-formed.
	pub(crate) fn window(underlying: UnderlyingId, expiry: Expiry) -> Option<Window> {
		let length = T::AveragingWindow::get();
		let bucket = length.checked_div(u64::try_from(BUCKETS).ok()?)?;
		let mut window = Window::with_bucket(expiry.0.checked_sub(length)?, bucket);
		for sample in Self::recorded(underlying, expiry) {
			window.push(Self::end_of(sample.round).seconds(), sample.price.0).ok()?;
		}
		Some(window)
	}
}

impl<T: Config> SettlementPrice for Pallet<T> {
	fn settlement_price(
		underlying: UnderlyingId,
		expiry: Expiry,
		now: Timestamp,
	) -> Result<Price, SettlementError> {
		let due = Expiry(expiry.0.saturating_add(T::SettlementDelay::get()));
		// During a migration no round closes.
		let complete = expiry.reached(Self::end_of(ClosedRound::<T>::get()));
		if !due.reached(now) || !complete {
			return Err(SettlementError::NotDue);
		}
		Self::window(underlying, expiry)
			.and_then(|window| window.finish().ok())
			.map(Price)
			.ok_or(SettlementError::Incomplete)
	}

	fn sample_range(underlying: UnderlyingId, expiry: Expiry) -> Option<(Price, Price)> {
		let start =
			expiry.timestamp().0.saturating_sub(T::AveragingWindow::get().saturating_mul(MILLIS));
		let prices = || {
			let recorded = Self::recorded(underlying, expiry).into_iter();
			let inside = recorded.filter(|sample| Self::end_of(sample.round).0 >= start);
			inside.map(|sample| sample.price)
		};
		Some((prices().min()?, prices().max()?))
	}

	fn last_forward(underlying: UnderlyingId, expiry: Expiry) -> Option<Price> {
		let slice = Slices::<T>::get(underlying, expiry)?;
		let last = u8::try_from(BUCKETS).ok()?;
		let sample = (0..=last)
			.rev()
			.find_map(|bucket| Samples::<T>::get((underlying, expiry), bucket).last().copied())?;
		slice.carry(sample.price, slice.forward.value, Rounding::Down)
	}

	fn book_forward(underlying: UnderlyingId, expiry: Expiry) -> Option<(Price, Price)> {
		Self::standing_range(underlying, expiry)
	}

	fn forget(underlying: UnderlyingId, expiry: Expiry) {
		let last = u8::try_from(BUCKETS).unwrap_or(u8::MAX);
		for bucket in 0..=last {
			Samples::<T>::remove((underlying, expiry), bucket);
		}
		AveragesSoFar::<T>::remove((underlying, expiry));
		Slices::<T>::remove(underlying, expiry);
		BookForwards::<T>::remove(underlying, expiry);
	}
}
