//! Invariants of the instrument set.

use crate::{
	Config, Expiries, ExpiryRecords, ExpirySeries, Listing, NextExpiry, NextSeries, NextUnderlying,
	Pallet, Schedules, SeriesIds, SeriesRecords, Strikes, UnderlyingRecord, Underlyings, KINDS,
};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;
use tenor_primitives::{Expiry, InstrumentInspect, Series, UnderlyingId};

impl<T: Config> Pallet<T> {
	/// 1. Underlyings are dense: all ids below the next one, and no other, are registered. Their tick
	///    steps are valid.
	/// 2. The unsettled expiries of an underlying ascend strictly and are those whose record is not
	///    settled.
	/// 3. The earliest unsettled expiry is recorded.
	/// 4. The series of an expiry ascend strictly, are those of its record, and as many as it counts
	///    were listed for a deposit.
	/// 5. Terms and series map onto each other, ids are below the next, strikes are whole ticks, zero of
	///    futures only.
	/// 6. Turns ascend and are those of the underlyings with a schedule; so is the ladder.
	/// 7. Strikes that a schedule has listed are listed, unless their expiry is full.
	/// 8. An unsettled expiry has its future.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_expiries()?;
		Self::check_series()?;
		Self::check_listing()
	}

	fn check_expiries() -> Result<(), TryRuntimeError> {
		let ids: BTreeSet<_> = Underlyings::<T>::iter_keys().collect();
		let dense: BTreeSet<_> = Self::underlyings().into_iter().collect();
		ensure!(ids == dense, "1: underlyings are not dense");
		ensure!(ids.len() == usize::from(NextUnderlying::<T>::get().0), "1: wrong next id");

		let valid = |record: UnderlyingRecord| Self::are_tick_steps(&record.terms.tick_steps);
		ensure!(Underlyings::<T>::iter_values().all(valid), "1: invalid tick steps");

		let mut unsettled = BTreeSet::new();
		for (underlying, expiries) in Expiries::<T>::iter() {
			ensure!(ids.contains(&underlying), "2: expiries of no underlying");
			ensure!(
				expiries.iter().zip(expiries.iter().skip(1)).all(|(a, b)| a < b),
				"2: expiries do not ascend"
			);
			unsettled.extend(expiries.into_iter().map(|expiry| (expiry, underlying)));
		}
		let open: BTreeSet<_> = ExpiryRecords::<T>::iter()
			.filter(|(_, _, record)| !record.settled)
			.map(|(underlying, expiry, _)| (expiry, underlying))
			.collect();
		ensure!(open == unsettled, "2: unsettled expiries differ from their records");
		ensure!(NextExpiry::<T>::get() == unsettled.first().copied(), "3: wrong next expiry");
		Ok(())
	}

	fn check_series() -> Result<(), TryRuntimeError> {
		let mut listed = 0usize;
		for (underlying, expiry, record) in ExpiryRecords::<T>::iter() {
			let ids = &ExpirySeries::<T>::get(underlying, expiry);
			ensure!(!ids.is_empty(), "4: an expiry without series");
			ensure!(ids.iter().zip(ids.iter().skip(1)).all(|(a, b)| a < b), "4: do not ascend");
			let series: Vec<_> = ids.iter().filter_map(SeriesRecords::<T>::get).collect();
			ensure!(series.len() == ids.len(), "4: an expiry names an unknown series");
			ensure!(
				series
					.iter()
					.all(|series| (series.terms.underlying, series.terms.expiry)
						== (underlying, expiry)),
				"4: a series stands under another expiry"
			);
			let first = ids.first().copied().unwrap_or_default();
			let numbered =
				first.place() == 0 && ids.iter().map(|id| id.0).eq((first.0..).take(ids.len()));
			ensure!(numbered || record.settled, "4: ids that do not follow the first of a page");
			let requested = series.iter().filter(|series| series.deposit.is_some()).count();
			ensure!(
				u32::try_from(requested) == Ok(record.requested),
				"4: wrong count of series with a deposit"
			);
			listed = listed.saturating_add(ids.len());
			let covered = record.covered.filter(|_| !record.settled && !ids.is_full());
			let listed_all =
				covered.is_none_or(|strikes| Self::are_listed(underlying, expiry, strikes));
			ensure!(listed_all, "7: a strike that the schedule listed is not");
			let future = series.iter().any(|series| series.terms.is_future());
			ensure!(future || record.settled, "8: an expiry without its future");
		}
		let lists = ExpirySeries::<T>::iter_keys();
		let recorded = |(underlying, expiry)| ExpiryRecords::<T>::contains_key(underlying, expiry);
		ensure!(lists.into_iter().all(recorded), "4: series of no expiry");
		let mut known = 0usize;
		for (id, series) in SeriesRecords::<T>::iter() {
			ensure!(id < NextSeries::<T>::get(), "5: an id that was not given out");
			ensure!(SeriesIds::<T>::get(series.terms) == Some(id), "5: terms lead elsewhere");
			let units = <Self as InstrumentInspect>::underlying(series.terms.underlying);
			let is_strike = units.is_some_and(|units| Self::is_strike(&units, &series.terms));
			ensure!(is_strike, "5: a strike is no whole tick");
			known = known.saturating_add(1);
		}
		ensure!(SeriesIds::<T>::iter_keys().count() == known, "5: terms of a pruned series");
		ensure!(listed == known, "4: a series that no expiry names");
		Ok(())
	}

	fn are_listed(underlying: UnderlyingId, expiry: Expiry, strikes: Strikes) -> bool {
		let Some(units) = <Self as InstrumentInspect>::underlying(underlying) else { return false };
		let mut next = Some(strikes.low);
		while let Some(tick) = next.filter(|next| *next <= strikes.high) {
			let strike = units.price(tick);
			let known = |kind| {
				strike.is_some_and(|strike| {
					SeriesIds::<T>::contains_key(Series { underlying, expiry, strike, kind })
				})
			};
			if !KINDS.into_iter().all(known) {
				return false;
			}
			next = tick.checked_add(strikes.step);
		}
		true
	}

	fn check_listing() -> Result<(), TryRuntimeError> {
		let state = Listing::<T>::get();
		let turns = &state.turns;
		ensure!(turns.iter().zip(turns.iter().skip(1)).all(|(a, b)| a < b), "6: do not ascend");
		let queued: BTreeSet<_> = turns.iter().map(|turn| turn.underlying).collect();
		ensure!(queued.len() == turns.len(), "6: an underlying has two turns");
		let scheduled: BTreeSet<_> = Schedules::<T>::iter_keys().collect();
		ensure!(queued == scheduled, "6: turns are not those of the schedules");
		ensure!(
			state.ladder.is_none_or(|ladder| scheduled.contains(&ladder.underlying)),
			"6: a ladder without a schedule"
		);
		Ok(())
	}
}
