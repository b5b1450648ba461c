//! Automatic listing: the expiries and strikes that the schedules of underlyings ask for.

use crate::{
	dispatchable_impls::Opened, Config, Error, Expiries, ExpiryRecords, Ladder, Listing,
	ListingState, Pallet, Schedules, SeriesList, Turn, Underlyings, WeightInfo, KINDS,
};
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::WeightMeter};
use tenor_math::Fixed;
use tenor_primitives::{
	BlockEndStep, MarketView, Quorum, Rounding, Series, Tick, Timestamp, UnderlyingId, MILLIS,
};

/// Milliseconds until a schedule that found no spot is looked at again: about two spot rounds.
const SPOT_RETRY: u64 = 4_000;

/// What a look at a schedule found.
enum Look {
	/// Strikes of an expiry that are not listed.
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

	/// The first scheduled expiry whose strikes are not all listed.
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
		let Some(spot) = spot else { return Look::NoSpot };
		let full = Expiries::<T>::get(underlying).is_full();
		let lead = schedule.lead;
		for expiry in schedule.calendar.expiries_after(now.seconds().saturating_add(lead)) {
			let listed = ExpiryRecords::<T>::get(underlying, expiry);
			// A full list takes no new expiry, and none that is too near is opened; those in it still
			// take strikes.
			if listed.is_none() && (full || Self::is_too_near(expiry)) {
				continue;
			}
			let forward = T::Market::forward(underlying, expiry).unwrap_or(spot).value;
			let surface = T::Market::variance(underlying, expiry, forward)
				.and_then(|variance| Fixed::from_wad_floor(variance.value.0));
			let left = expiry.0.saturating_sub(now.seconds());
			let variance = surface.or_else(|| schedule.strikes.assumed_variance(left));
			let forward = record.terms.tick(forward, Rounding::Down);
			let strikes = forward.zip(variance);
			let strikes = strikes.and_then(|(forward, w)| schedule.strikes.strikes(forward, w));
			let Some(strikes) = strikes else { continue };
			let covered = listed.and_then(|record| record.covered);
			if covered.is_none_or(|covered| !covered.cover(strikes)) {
				return Look::List(Ladder { underlying, expiry, strikes, next: strikes.low, lead });
			}
		}
		Look::Idle
	}

	/// Lists the next strikes of a ladder; what is left of it. Strikes listed before cost nothing.
	fn climb(mut ladder: Ladder, now: Timestamp, meter: &mut WeightMeter) -> Option<Ladder> {
		let Ladder { underlying, expiry, strikes, .. } = ladder;
		if expiry.reached(now) {
			return None;
		}
		let record = ExpiryRecords::<T>::get(underlying, expiry);
		let is_new = record.is_none();
		let covered = record.and_then(|record| record.covered);
		let opens_at = Timestamp(now.0.saturating_add(ladder.lead.saturating_mul(MILLIS)));
		let mut opened = None;
		let mut room = T::MaxListedPerBlock::get();
		let mut next = Some(ladder.next);
		while let Some(strike) = next.filter(|next| *next <= strikes.high) {
			if covered.is_none_or(|covered| !covered.hold(strike)) {
				if room == 0 || meter.try_consume(T::WeightInfo::list_strike()).is_err() {
					ladder.next = strike;
					break;
				}
				room = room.saturating_sub(1);
				if opened.is_none() {
					// A new one begins with its future.
					if is_new && meter.try_consume(T::WeightInfo::list_strike()).is_err() {
						ladder.next = strike;
						break;
					}
					// The list of expiries was not full when the ladder was begun; a call may have
					// filled it since.
					opened = Some(Self::open_expiry(underlying, expiry, opens_at).ok()?);
				}
				if let Some(Opened { series, .. }) = &mut opened {
					if Self::list_strike(series, &ladder, strike, opens_at).is_none() {
						// No room for more: the ladder ends here.
						next = None;
						continue;
					}
				}
			}
			next = strike.checked_add(strikes.step);
		}
		let done = next.is_none_or(|next| next > strikes.high);
		if let Some(opened) = opened {
			opened.store::<T>(underlying, expiry);
		}
		if done {
			let listed = covered.map_or(strikes, |covered| strikes.extended_by(covered));
			ExpiryRecords::<T>::mutate(underlying, expiry, |record| {
				record.iter_mut().for_each(|record| record.covered = Some(listed))
			});
		}
		(!done).then_some(ladder)
	}

	/// Lists the call and the put of a strike that are not; `None` if there is no room.
	fn list_strike(
		listed: &mut SeriesList,
		ladder: &Ladder,
		strike: Tick,
		opens_at: Timestamp,
	) -> Option<()> {
		let Ladder { underlying, expiry, .. } = *ladder;
		let strike = Underlyings::<T>::get(underlying)?.terms.price(strike)?;
		for kind in KINDS {
			let terms = Series { underlying, expiry, strike, kind };
			match Self::insert_series(listed, terms, opens_at, None) {
				Ok(_) | Err(Error::AlreadyListed) => {},
				Err(_) => return None,
			}
		}
		Some(())
	}
}
