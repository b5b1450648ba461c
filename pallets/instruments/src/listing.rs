//! Automatic listing: ladders of strikes around the spot, as the schedules of underlyings say.

use crate::{
	Config, Error, Expiries, ExpiryRecord, ExpiryRecords, Ladder, Listing, ListingState, Pallet,
	Schedules, Turn, Underlyings, WeightInfo, KINDS,
};
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::WeightMeter};
use tenor_primitives::{
	BlockEndStep, MarketView, Quorum, Rounding, Series, Tick, Timestamp, UnderlyingId, MILLIS,
};

/// Milliseconds until a schedule that found no spot is looked at again: about two spot rounds.
const SPOT_RETRY: u64 = 4_000;

/// What a look at a schedule found.
enum Look {
	/// A ladder that is not listed around the spot.
	List(Ladder),
	/// Nothing to list.
	Idle,
	/// No spot to list around.
	NoSpot,
}

/// Lists what schedules ask for, within the meter and [`Config::MaxListedPerBlock`].
pub struct ListingStep<T>(PhantomData<T>);

impl<T: Config> BlockEndStep for ListingStep<T> {
	fn run(meter: &mut WeightMeter) {
		Pallet::<T>::run_listing(meter)
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn run_listing(meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::listing_idle()).is_err() {
			return;
		}
		let mut state = Listing::<T>::get();
		let now = T::Now::get();
		if state.ladder.is_none() {
			let due = state.turns.first().is_some_and(|turn| turn.due <= now);
			if !due || meter.try_consume(T::WeightInfo::plan_listing()).is_err() {
				return;
			}
			Self::take_turn(&mut state, now);
		}
		if let Some(ladder) = state.ladder {
			state.ladder = Self::climb(ladder, now, meter);
		}
		Listing::<T>::put(state);
	}

	/// Looks at the schedule that is due first; without work it goes to the end of the queue.
	fn take_turn(state: &mut ListingState, now: Timestamp) {
		let Some(turn) = state.turns.first().copied() else { return };
		let wait = match Self::look(turn.underlying, now) {
			Look::List(ladder) => {
				state.ladder = Some(ladder);
				return;
			},
			Look::Idle => T::ListingInterval::get(),
			Look::NoSpot => SPOT_RETRY.min(T::ListingInterval::get()),
		};
		state.turns.retain(|other| other.underlying != turn.underlying);
		let next = Turn { due: Timestamp(now.0.saturating_add(wait)), ..turn };
		let place = state.turns.partition_point(|other| *other < next);
		// One turn was taken out, so there is room for one.
		let _ = state.turns.try_insert(place, next);
	}

	/// The first scheduled expiry that is not listed around the current spot.
	fn look(underlying: UnderlyingId, now: Timestamp) -> Look {
		let (Some(schedule), Some(record)) =
			(Schedules::<T>::get(underlying), Underlyings::<T>::get(underlying))
		else {
			return Look::Idle;
		};
		if record.halted {
			return Look::Idle;
		}
		let spot = T::Market::spot(underlying).filter(|spot| spot.quorum == Quorum::Full);
		let tick = spot.and_then(|spot| record.terms.tick(spot.value, Rounding::Down));
		let Some(center) = tick.map(|tick| schedule.center(tick)) else { return Look::NoSpot };
		let full = Expiries::<T>::get(underlying).is_full();
		for expiry in schedule.expiries_after(now.seconds()) {
			let listed_around =
				ExpiryRecords::<T>::get(underlying, expiry).map(|record| record.center);
			// A full list takes no new expiry, and none that is too near is opened; those in it still
			// take strikes.
			let closed = listed_around.is_none() && (full || Self::is_too_near(expiry));
			if closed || listed_around == Some(center) {
				continue;
			}
			return Look::List(Ladder { underlying, expiry, schedule, center, place: 0 });
		}
		Look::Idle
	}

	/// Lists the next strikes of a ladder; what is left of it.
	fn climb(mut ladder: Ladder, now: Timestamp, meter: &mut WeightMeter) -> Option<Ladder> {
		let Ladder { underlying, expiry, schedule, center, .. } = ladder;
		let units = Underlyings::<T>::get(underlying)?.terms;
		if expiry.reached(now) {
			return None;
		}
		let lead = schedule.lead.saturating_mul(MILLIS);
		let opens_at = Timestamp(now.0.saturating_add(lead));
		let mut record: Option<ExpiryRecord> = None;
		for _ in 0..T::MaxListedPerBlock::get() {
			if ladder.place >= schedule.places()
				|| meter.try_consume(T::WeightInfo::list_strike()).is_err()
			{
				break;
			}
			let place = ladder.place;
			ladder.place = place.saturating_add(1);
			let strike = schedule.strike(center, place).and_then(|tick: Tick| units.price(tick));
			let Some(strike) = strike else { continue };
			if record.is_none() {
				// The list of expiries was not full when the ladder was chosen; a call may have
				// filled it since.
				record = Some(Self::open_expiry(underlying, expiry).ok()?);
			}
			let Some(record) = record.as_mut() else { break };
			for kind in KINDS {
				let terms = Series { underlying, expiry, strike, kind };
				match Self::insert_series(record, terms, opens_at, None) {
					Ok(_) | Err(Error::AlreadyListed) => {},
					// No room for more: the ladder ends here.
					Err(_) => ladder.place = schedule.places(),
				}
			}
		}
		let done = ladder.place >= schedule.places();
		if let Some(record) = record {
			ExpiryRecords::<T>::insert(underlying, expiry, record);
		}
		if done {
			ExpiryRecords::<T>::mutate(underlying, expiry, |record| {
				record.iter_mut().for_each(|record| record.center = center)
			});
		}
		(!done).then_some(ladder)
	}
}
