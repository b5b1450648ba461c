//! The reported forwards against those that the book's quotes imply.

use crate::{
	pallet::{Config, Event, Indices, Pallet, Parameters},
	weights::WeightInfo,
};
use core::cmp::Ordering;
use frame_support::traits::Get;
use sp_runtime::{
	helpers_128bit::multiply_by_rational_with_rounding, Rounding, SaturatedConversion,
};
use sp_weights::WeightMeter;
use tenor_math::breaker::CrossCheckRule;
use tenor_primitives::{BookForward, Expiry, Price, Stamped, UnderlyingId, UNIT_SCALE};

/// When it trips and starts again, in surface rounds.
pub(crate) const CROSS_CHECK: CrossCheckRule = CrossCheckRule { trips: 4, restarts: 12 };

/// Expiries of an underlying that are compared, the first ones: most is quoted there.
const COMPARED: usize = 3;

impl<T: Config> Pallet<T> {
	/// Compares the forwards that a surface round has renewed with the book, if the meter allows.
	/// Otherwise, the count stays.
	pub(crate) fn cross_check(
		round: u64,
		underlying: UnderlyingId,
		forwards: &[(Expiry, Stamped<Price>)],
		meter: &mut WeightMeter,
	) {
		let end = Self::end_of(round).seconds();
		// In its window a series is worth what the average makes of the forward.
		let before = |expiry: &Expiry| expiry.0.saturating_sub(T::AveragingWindow::get()) > end;
		let compared = || forwards.iter().filter(|(expiry, _)| before(expiry)).take(COMPARED);
		let ranges = T::Book::weight().saturating_mul(compared().count().saturated_into());
		if meter.try_consume(T::WeightInfo::cross_check().saturating_add(ranges)).is_err() {
			return;
		}
		let tolerance = Parameters::<T>::get().cross_check;
		let (mut above, mut below, mut all) = (0u32, 0u32, 0u32);
		for (expiry, forward) in compared() {
			let Some(range) = T::Book::range(underlying, *expiry, forward.value) else { continue };
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
