//! Positions that move between subaccounts of one owner.

use crate::{
	types::{count, MovedLots, PositionLeg},
	Config, Error, Event, MaxLegs, Pallet, WeightInfo, MAX_OPEN_ORDERS, MAX_POSITIONS,
};
use frame_support::{ensure, pallet_prelude::DispatchError, weights::Weight, BoundedVec};
use tenor_primitives::{
	Admission, Delta, Holder, InstrumentInspect, MarketPhase, MarketView, Rounding, SeriesStatus,
	SignedLots, SubaccountId,
};

/// Lots at the mark.
struct AtMark {
	moved: MovedLots,
	is_future: bool,
	admission: Admission,
}

impl<T: Config> Pallet<T> {
	/// What moving so many legs weighs at most.
	pub(crate) fn most_to_transfer(legs: usize) -> Weight {
		T::WeightInfo::transfer_positions(count(legs), MAX_POSITIONS, MAX_OPEN_ORDERS)
	}

	/// Returns the most series and open orders that either account is in.
	pub(crate) fn do_transfer_positions(
		who: T::AccountId,
		from: SubaccountId,
		to: SubaccountId,
		legs: BoundedVec<PositionLeg, MaxLegs>,
	) -> Result<(u32, u32), DispatchError> {
		ensure!(from != to, Error::<T>::SameSubaccount);
		let account = Self::owned(&who, from)?;
		Self::owned(&who, to)?;
		Self::ensure_legs(legs.iter().map(|leg| (leg.series, leg.lots)))?;

		let nothing = |of| Delta::of_cash(Holder::Subaccount(of), Default::default());
		let mut deltas = [nothing(from), nothing(to)];
		let [gives, takes] = &mut deltas;
		let mut admission = Admission::Open;
		let mut moved = BoundedVec::new();
		for leg in legs {
			let at_mark = Self::at_mark(leg, account.position(leg.series))?;
			let MovedLots { series, lots, value } = at_mark.moved;
			takes
				.trade(series, lots, value, at_mark.is_future)
				.zip(lots.checked_neg().zip(value.checked_neg()))
				.and_then(|(_, (lots, value))| gives.trade(series, lots, value, at_mark.is_future))
				.ok_or(Error::<T>::AmountTooLarge)?;
			admission = admission.max(at_mark.admission);
			let _ = moved.try_push(at_mark.moved);
		}
		let assessed = Self::exchange([from, to], &deltas, admission)?;
		Self::deposit_event(Event::PositionsTransferred { from, to, moved });
		Ok(assessed)
	}

	/// Lots out of a position, valued as equity counts them: long ones rounded down, short ones up.
	fn at_mark(leg: PositionLeg, held: SignedLots) -> Result<AtMark, Error<T>> {
		let PositionLeg { series: id, lots } = leg;
		ensure!(lots <= held.magnitude(), Error::<T>::PositionTooSmall);
		let series = T::Instruments::series(id).ok_or(Error::<T>::SeriesNotTrading)?;
		let trades = T::Instruments::status(id) == Some(SeriesStatus::Trading);
		ensure!(trades, Error::<T>::SeriesNotTrading);
		let admission = T::Phase::phase(series.underlying).admission();
		let admission = admission.ok_or(Error::<T>::WithdrawalsClosed)?;
		let mark = T::Market::value(&series).ok_or(Error::<T>::NoFreshPrice)?;
		let rounding = if held.0 > 0 { Rounding::Down } else { Rounding::Up };
		let lots = lots.to_signed();
		let lots = if held.0 > 0 { lots } else { lots.and_then(SignedLots::checked_neg) };
		let moved = || {
			let underlying = T::Instruments::underlying(series.underlying)?;
			let lots = lots?;
			let value = underlying.per_lot(mark, rounding)?.checked_mul_lots(lots)?;
			Some(MovedLots { series: id, lots, value })
		};
		let moved = moved().ok_or(Error::<T>::AmountTooLarge)?;
		Ok(AtMark { moved, is_future: series.is_future(), admission })
	}
}
