//! The reported forwards against those that the book's quotes imply, which are kept for settlement.

use crate::{
	pallet::{BookForwards, Config, Event, Indices, Pallet, Parameters, Slices},
	types::{BookRange, BOOK_ROUNDS},
	weights::WeightInfo,
};
use alloc::vec::Vec;
use core::cmp::Ordering;
use frame_support::traits::Get;
use sp_runtime::{
	helpers_128bit::multiply_by_rational_with_rounding, Rounding, SaturatedConversion,
};
use sp_weights::WeightMeter;
use tenor_math::breaker::CrossCheckRule;
use tenor_primitives::{
	oracle::SURFACE_EVERY, BookForward, Expiry, Price, Stamped, UnderlyingId, MILLIS, UNIT_SCALE,
};

/// When it trips and starts again, in surface rounds.
pub(crate) const CROSS_CHECK: CrossCheckRule = CrossCheckRule { trips: 4, restarts: 12 };

/// Expiries of an underlying that are compared, the first ones: most is quoted there.
const COMPARED: usize = 3;

/// Most of the [`BOOK_ROUNDS`] before a window: what is held against an average must be said in so many.
pub(crate) const STANDING: usize = 11;

impl<T: Config> Pallet<T> {
	/// Compares the forwards that a surface round has renewed with the book, if the meter allows.
	/// Otherwise, the count stays.
	pub(crate) fn cross_check(
		round: u64,
		underlying: UnderlyingId,
		forwards: &[(Expiry, Stamped<Price>)],
		meter: &mut WeightMeter,
	) {
		// In its window a series is worth what the average makes of the forward.
		let before = |expiry| Self::until_window(expiry, round).is_some();
		let compared = || forwards.iter().filter(|(expiry, _)| before(*expiry)).take(COMPARED);
		let each = T::Book::weight().saturating_add(T::WeightInfo::keep_book_range());
		let ranges = each.saturating_mul(compared().count().saturated_into());
		if meter.try_consume(T::WeightInfo::cross_check().saturating_add(ranges)).is_err() {
			return;
		}
		let tolerance = Parameters::<T>::get().cross_check;
		let (mut above, mut below, mut all) = (0u32, 0u32, 0u32);
		for (expiry, forward) in compared() {
			let Some(range) = T::Book::range(underlying, *expiry, forward.value) else { continue };
			Self::keep_book_range(round, underlying, *expiry, range);
			all = all.saturating_add(1);
			match side(forward, range, tolerance) {
				Ordering::Greater => above = above.saturating_add(1),
				Ordering::Less => below = below.saturating_add(1),
				Ordering::Equal => {},
			}
		}
		let off = above.max(below).saturating_mul(2) > all;
		Self::count_contradiction(round, underlying, off);
	}

	/// Keeps what the book says of expiries that a surface round has not renewed, shortly before their
	/// windows: who holds reports back must not silence the book.
	pub(crate) fn keep_book_alone(
		round: u64,
		underlying: UnderlyingId,
		expiries: &[Expiry],
		meter: &mut WeightMeter,
	) {
		let due = expiries.iter().filter(|expiry| Self::is_shortly_before(**expiry, round));
		let each = T::Book::weight().saturating_add(T::WeightInfo::keep_book_range());
		for expiry in due.take(COMPARED) {
			if meter.try_consume(each).is_err() {
				return;
			}
			// The strikes beside the last forward that there was.
			let Some(slice) = Slices::<T>::get(underlying, expiry) else { continue };
			if let Some(range) = T::Book::range(underlying, *expiry, slice.forward.value) {
				Self::keep_book_range(round, underlying, *expiry, range);
			}
		}
	}

	/// Milliseconds from the end of a round until an averaging window; `None` once it has begun.
	fn until_window(expiry: Expiry, round: u64) -> Option<u64> {
		let start = expiry.0.checked_sub(T::AveragingWindow::get())?.checked_mul(MILLIS)?;
		start.checked_sub(Self::end_of(round).0).filter(|left| *left > 0)
	}

	/// Whether the settlement of an expiry looks at what the book said in a surface round: in one of
	/// the last before the window.
	pub(crate) fn is_shortly_before(expiry: Expiry, round: u64) -> bool {
		let rounds = SURFACE_EVERY.saturating_mul(BOOK_ROUNDS.into());
		let span = Self::round_length().saturating_mul(rounds);
		Self::until_window(expiry, round).is_some_and(|left| left < span)
	}

	/// Keeps the book's range of a surface round shortly before the window of an expiry.
	pub(crate) fn keep_book_range(
		round: u64,
		underlying: UnderlyingId,
		expiry: Expiry,
		(low, high): (Price, Price),
	) {
		if !Self::is_shortly_before(expiry, round) {
			return;
		}
		BookForwards::<T>::mutate(underlying, expiry, |ranges| {
			// The window may have been made shorter meanwhile.
			ranges.retain(|kept| Self::is_shortly_before(expiry, kept.round));
			if ranges.try_push(BookRange { round, low, high }).is_err() {
				log::error!(target: crate::LOG_TARGET, "too many ranges of {expiry:?}");
			}
		});
	}

	/// What the book said of the forward before the window: in [`STANDING`] rounds its whole range lay at
	/// or above the first price, and in as many at or below the second. `None` if fewer have one.
	pub(crate) fn standing_range(
		underlying: UnderlyingId,
		expiry: Expiry,
	) -> Option<(Price, Price)> {
		let ranges = BookForwards::<T>::get(underlying, expiry).into_iter();
		let counted = ranges.filter(|kept| Self::is_shortly_before(expiry, kept.round));
		let (mut lows, mut highs): (Vec<_>, Vec<_>) =
			counted.map(|kept| (kept.low, kept.high)).unzip();
		lows.sort_unstable_by(|one, other| other.cmp(one));
		highs.sort_unstable();
		let place = STANDING.checked_sub(1)?;
		Some((*lows.get(place)?, *highs.get(place)?))
	}

	/// Counts a surface round that is off, or one that is not.
	pub(crate) fn count_contradiction(round: u64, underlying: UnderlyingId, off: bool) {
		let mut index = Indices::<T>::get(underlying);
		let before = index.contradicted;
		index.contradicted = CROSS_CHECK.after(before, off);
		if index.contradicted == before {
			return;
		}
		match [before, index.contradicted].map(|count| CROSS_CHECK.is_tripped(count)) {
			[false, true] => Self::deposit_event(Event::CrossCheckTripped { underlying, round }),
			[true, false] => Self::deposit_event(Event::CrossCheckReset { underlying, round }),
			_ => {},
		}
		Indices::<T>::insert(underlying, index);
	}
}

/// On which side of the book's range, widened by a part in basis points, the whole range of a reported
/// forward lies.
fn side(forward: &Stamped<Price>, (low, high): (Price, Price), tolerance: u32) -> Ordering {
	let scaled = |price: Price, by: u32| {
		let scaled =
			multiply_by_rational_with_rounding(price.0, by.into(), UNIT_SCALE.into(), Rounding::Up);
		Price(scaled.unwrap_or(u128::MAX))
	};
	if forward.lo > scaled(high, UNIT_SCALE.saturating_add(tolerance)) {
		Ordering::Greater
	} else if forward.hi < scaled(low, UNIT_SCALE.saturating_sub(tolerance)) {
		Ordering::Less
	} else {
		Ordering::Equal
	}
}
