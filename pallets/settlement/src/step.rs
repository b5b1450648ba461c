//! The step at the block end: looks for expiries to price, then pays out.

use crate::{Awaiting, AwaitingPrice, Config, Event, NextLook, Pallet, Payouts, WeightInfo};
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::WeightMeter};
use tenor_primitives::{
	BlockEndStep, Expiry, InstrumentInspect, InstrumentLifecycle, SettlementError, SettlementPrice,
	Timestamp, UnderlyingId,
};

/// Prices expiries that have come and pays them out, within the meter.
pub struct SettlementStep<T>(PhantomData<T>);

impl<T: Config> BlockEndStep for SettlementStep<T> {
	fn run(meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::settlement_idle()).is_err() {
			return;
		}
		let now = T::Now::get();
		if T::Instruments::due(now).is_some() {
			Pallet::<T>::look_for_due(now, meter);
		}
		if Payouts::<T>::exists() {
			Pallet::<T>::pay_out(meter);
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Prices the expiries of one underlying that have come; the next block takes the next one, so
	/// that an expiry that waits keeps none of another underlying waiting.
	fn look_for_due(now: Timestamp, meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::look_for_due()).is_err() {
			return;
		}
		let underlyings = T::Instruments::underlyings();
		let look = NextLook::<T>::get();
		let (underlying, next) = match underlyings.get(usize::from(look)) {
			Some(underlying) => (*underlying, look.saturating_add(1)),
			None => match underlyings.first() {
				Some(underlying) => (*underlying, 1),
				None => return,
			},
		};
		for expiry in T::Instruments::expiries(underlying) {
			if !expiry.reached(now) {
				break;
			}
			if AwaitingPrice::<T>::contains_key(underlying, expiry) {
				continue;
			}
			if meter.try_consume(T::WeightInfo::fix_price()).is_err() {
				// Too little is left: the same underlying in the next block.
				return;
			}
			Self::try_price(underlying, expiry, now);
		}
		NextLook::<T>::put(next);
	}

	pub(crate) fn try_price(underlying: UnderlyingId, expiry: Expiry, now: Timestamp) {
		match T::Prices::settlement_price(underlying, expiry, now) {
			Ok(price) => match Self::too_far_from(underlying, expiry, price) {
				Some(forward) => {
					Self::await_governance(underlying, expiry, Awaiting::TooFar { price, forward })
				},
				// With a full queue the expiry waits, unpriced, for a place.
				None => drop(Self::fix_price(underlying, expiry, price, false)),
			},
			Err(SettlementError::NotDue) => {},
			Err(SettlementError::Incomplete) => {
				Self::await_governance(underlying, expiry, Awaiting::Incomplete)
			},
		}
	}

	fn await_governance(underlying: UnderlyingId, expiry: Expiry, reason: Awaiting) {
		AwaitingPrice::<T>::insert(underlying, expiry, reason);
		Self::deposit_event(Event::PriceAwaited { underlying, expiry, reason });
	}
}
