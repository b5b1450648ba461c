//! What other pallets read and do through the glue traits.

use crate::{
	Config, Event, Expiries, ExpiryRecords, ExpirySeries, NextExpiry, NextUnderlying, Pallet,
	Scope, SeriesIds, SeriesRecords, Underlyings,
};
use alloc::vec::Vec;
use frame_support::traits::{Consideration, Get};
use tenor_primitives::{
	Expiry, InstrumentInspect, InstrumentLifecycle, Series, SeriesId, SeriesStatus, Timestamp,
	Underlying, UnderlyingId,
};

const LOG_TARGET: &str = "runtime::instruments";

impl<T: Config> InstrumentInspect for Pallet<T> {
	fn underlyings() -> Vec<UnderlyingId> {
		(0..NextUnderlying::<T>::get().0).map(UnderlyingId).collect()
	}

	fn underlying(id: UnderlyingId) -> Option<Underlying> {
		Underlyings::<T>::get(id).map(|record| record.terms)
	}

	fn expiries(underlying: UnderlyingId) -> Vec<Expiry> {
		Expiries::<T>::get(underlying).into_inner()
	}

	fn series_of(underlying: UnderlyingId, expiry: Expiry) -> Vec<SeriesId> {
		ExpirySeries::<T>::get(underlying, expiry).into_inner()
	}

	fn series(id: SeriesId) -> Option<Series> {
		SeriesRecords::<T>::get(id).map(|record| record.terms)
	}

	fn status(id: SeriesId) -> Option<SeriesStatus> {
		let series = SeriesRecords::<T>::get(id)?;
		let Series { underlying, expiry, .. } = series.terms;
		let record = ExpiryRecords::<T>::get(underlying, expiry)?;
		let now = T::Now::get();
		if record.settled {
			return Some(SeriesStatus::Settled);
		}
		if expiry.reached(now) {
			return Some(SeriesStatus::Expired);
		}
		let halted = series.halted || record.halted || Underlyings::<T>::get(underlying)?.halted;
		Some(if halted {
			SeriesStatus::Halted
		} else if now < series.opens_at {
			SeriesStatus::Listed
		} else {
			SeriesStatus::Trading
		})
	}
}

impl<T: Config> InstrumentLifecycle for Pallet<T> {
	fn due(now: Timestamp) -> Option<(UnderlyingId, Expiry)> {
		let (expiry, underlying) = NextExpiry::<T>::get()?;
		expiry.reached(now).then_some((underlying, expiry))
	}

	fn settle(underlying: UnderlyingId, expiry: Expiry) {
		let Some(mut record) = ExpiryRecords::<T>::get(underlying, expiry) else { return };
		if record.settled {
			return;
		}
		record.settled = true;
		Expiries::<T>::mutate(underlying, |expiries| expiries.retain(|other| *other != expiry));
		let earliest = Self::underlyings()
			.into_iter()
			.filter_map(|id| Some((*Expiries::<T>::get(id).first()?, id)))
			.min();
		NextExpiry::<T>::set(earliest);
		// An expiry without series has nobody to pay, so nothing will prune it later.
		let kept = ExpirySeries::<T>::contains_key(underlying, expiry).then_some(record);
		ExpiryRecords::<T>::set(underlying, expiry, kept);
		Self::deposit_event(Event::ExpirySettled { underlying, expiry });
	}

	fn prune(id: SeriesId) {
		if Self::status(id) != Some(SeriesStatus::Settled) {
			log::error!(target: LOG_TARGET, "series {id:?} is not settled: not pruned");
			return;
		}
		let Some(series) = SeriesRecords::<T>::take(id) else { return };
		let Series { underlying, expiry, .. } = series.terms;
		SeriesIds::<T>::remove(series.terms);
		let mut left = ExpirySeries::<T>::take(underlying, expiry);
		left.retain(|other| *other != id);
		if left.is_empty() {
			ExpiryRecords::<T>::remove(underlying, expiry);
		} else {
			ExpirySeries::<T>::insert(underlying, expiry, left);
			if series.deposit.is_some() {
				ExpiryRecords::<T>::mutate(underlying, expiry, |record| {
					let counted = record.iter_mut().map(|record| &mut record.requested);
					counted.for_each(|requested| *requested = requested.saturating_sub(1));
				});
			}
		}
		if let Some(deposit) = series.deposit {
			// A vanished hold must not keep the series, and with it its expiry, for ever.
			if deposit.ticket.drop(&deposit.depositor).is_err() {
				Self::deposit_event(Event::DepositLost {
					series: id,
					depositor: deposit.depositor,
				});
			}
		}
		Self::deposit_event(Event::SeriesPruned { series: id });
	}

	fn halt(id: SeriesId) {
		// It fails only for a series that is gone or halted already.
		let _ = Self::do_halt(Scope::Series(id));
	}
}
