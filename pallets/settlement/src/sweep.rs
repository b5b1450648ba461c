//! The payout of settled expiries, in pieces that fit the meter.

use crate::{
	Config, Event, HaltedSweep, HaltedSweeps, Pallet, Payout, PayoutQueue, Payouts, Sweep,
	SweepFailure, WeightInfo,
};
use alloc::{vec, vec::Vec};
use frame_support::{
	traits::Get,
	weights::{Weight, WeightMeter},
};
use tenor_primitives::{
	BookMaintenance, Delta, Holder, InstrumentInspect, InstrumentLifecycle, Ledger, Money,
	PortfolioInspect, Price, Series, SeriesId, SettlementPrice, SignedLots, SubaccountId,
};

const LOG_TARGET: &str = "runtime::settlement";

/// A position that is paid out.
struct Paid {
	subaccount: SubaccountId,
	lots: SignedLots,
	/// What it cost, if it is one in a future.
	cost: Option<Money>,
	/// Its payoff, less its cost.
	cash: Money,
}

impl<T: Config> Pallet<T> {
	/// Pays out the queue's expiries in order, as far as the meter allows.
	pub(crate) fn pay_out(meter: &mut WeightMeter) {
		let mut payouts = Payouts::<T>::get();
		while Self::advance(&mut payouts, meter).is_some() {}
		if payouts.is_empty() {
			Payouts::<T>::kill();
		} else {
			Payouts::<T>::put(payouts);
		}
	}

	/// One piece of work on the head of the queue; `None` when nothing is left to do, or no weight.
	pub(crate) fn advance(payouts: &mut PayoutQueue, meter: &mut WeightMeter) -> Option<()> {
		let head = payouts.iter_mut().next()?;
		meter.try_consume(T::WeightInfo::next_series()).ok()?;
		let series = T::Instruments::series_of(head.underlying, head.expiry);
		let Some(next) = series.iter().copied().find(|series| *series >= head.from) else {
			// Series that halted keep the expiry and its samples.
			if series.is_empty() {
				Self::finish_expiry(head);
			}
			payouts.remove(0);
			return Some(());
		};
		if HaltedSweeps::<T>::contains_key(next) {
			Self::skip(head, next);
			return Some(());
		}
		let mut sweep = head.sweep.filter(|sweep| sweep.series == next).unwrap_or(Sweep::new(next));
		match Self::sweep_piece(&mut sweep, head.price, meter)? {
			Ok(false) => head.sweep = Some(sweep),
			Ok(true) => Self::skip(head, next),
			Err(failure) => {
				Self::halt_sweep(head, sweep, failure);
				Self::skip(head, next);
			},
		}
		Some(())
	}

	/// Empties the book, then pays holders, then prunes: one piece of it. `None` when the meter does
	/// not allow even the smallest, true when the series is gone.
	fn sweep_piece(
		sweep: &mut Sweep,
		price: Price,
		meter: &mut WeightMeter,
	) -> Option<Result<bool, SweepFailure>> {
		if !sweep.book_empty {
			let orders =
				Self::affordable(meter, T::OrdersPerPiece::get(), T::WeightInfo::remove_orders)?;
			sweep.book_empty = T::Books::remove_orders(sweep.series, orders);
			return Some(Ok(false));
		}
		let limit = Self::affordable(meter, T::HoldersPerPiece::get(), T::WeightInfo::pay_holders)?;
		let holders = T::Portfolios::holders(sweep.series, limit);
		if holders.is_empty() {
			if !sweep.is_balanced() {
				return Some(Err(SweepFailure::Unbalanced));
			}
			meter.try_consume(T::WeightInfo::finish_series()).ok()?;
			T::Instruments::prune(sweep.series);
			Self::deposit_event(Event::SeriesPaidOut { series: sweep.series });
			return Some(Ok(true));
		}
		Some(Self::pay_holders(sweep, price, holders).map(|()| false))
	}

	/// The largest of `most`, a half, a quarter … that the meter allows, paid for; `None` when not
	/// even one fits.
	fn affordable(meter: &mut WeightMeter, most: u32, weight: fn(u32) -> Weight) -> Option<u32> {
		let halves =
			core::iter::successors(Some(most), |n| n.checked_div(2)).take_while(|n| *n > 0);
		halves.into_iter().find(|n| meter.try_consume(weight(*n)).is_ok())
	}

	/// Closes the positions of `holders` at the payoff less their cost, against the settling holder.
	pub(crate) fn pay_holders(
		sweep: &mut Sweep,
		price: Price,
		holders: Vec<SubaccountId>,
	) -> Result<(), SweepFailure> {
		let series = T::Instruments::series(sweep.series).ok_or(SweepFailure::UnknownSeries)?;
		let per_lot = Self::payoff_per_lot(&series, price)?;
		let mut paid = Vec::with_capacity(holders.len());
		for subaccount in holders {
			let lots = T::Portfolios::position(subaccount, sweep.series);
			let cost = series.is_future().then(|| T::Portfolios::cost(subaccount, sweep.series));
			let cash = per_lot
				.checked_mul_lots(lots)
				.and_then(|payoff| payoff.checked_sub(cost.unwrap_or_default()))
				.ok_or(SweepFailure::Overflow)?;
			paid.push(Paid { subaccount, lots, cost, cash });
		}
		let (deltas, after) = Self::deltas(*sweep, &paid).ok_or(SweepFailure::Overflow)?;
		T::Ledger::apply(&deltas).map_err(|error| {
			log::error!(target: LOG_TARGET, "payout of {:?}: {error:?}", sweep.series);
			SweepFailure::LedgerRefused
		})?;
		*sweep = after;
		for Paid { subaccount, lots, cash, .. } in paid {
			let series = sweep.series;
			Self::deposit_event(Event::PositionPaidOut { subaccount, series, lots, cash });
		}
		Ok(())
	}

	/// What a long lot receives and a short lot pays: rounded down once, so that both are equal.
	fn payoff_per_lot(series: &Series, price: Price) -> Result<Money, SweepFailure> {
		let underlying =
			T::Instruments::underlying(series.underlying).ok_or(SweepFailure::UnknownSeries)?;
		tenor_risk::payoff_per_lot(series, &underlying, price).ok_or(SweepFailure::Overflow)
	}

	/// The balanced changes that pay `paid`, and the sweep after them; `None` on overflow.
	fn deltas(mut sweep: Sweep, paid: &[Paid]) -> Option<(Vec<Delta>, Sweep)> {
		let series = sweep.series;
		let mut cash = Money::ZERO;
		let mut lots = SignedLots::ZERO;
		let mut costs = Vec::new();
		let mut deltas = Vec::with_capacity(paid.len().saturating_add(1));
		for position in paid {
			cash = cash.checked_sub(position.cash)?;
			lots = lots.checked_add(position.lots)?;
			let mut delta = Delta {
				positions: vec![(series, position.lots.checked_neg()?)],
				..Delta::of_cash(Holder::Subaccount(position.subaccount), position.cash)
			};
			if let Some(cost) = position.cost {
				costs.push((series, cost));
				delta.costs.push((series, cost.checked_neg()?));
			}
			deltas.push(delta);
		}
		deltas.push(Delta {
			positions: vec![(series, lots)],
			costs,
			..Delta::of_cash(Holder::Settling(series), cash)
		});
		sweep.cash = sweep.cash.checked_add(cash)?;
		sweep.lots = sweep.lots.checked_add(lots)?;
		Some((deltas, sweep))
	}

	fn skip(head: &mut Payout, series: SeriesId) {
		head.sweep = None;
		// The last id there can be, which alone has no next one, is never given out.
		head.from = series.next().unwrap_or(series);
	}

	fn halt_sweep(head: &Payout, sweep: Sweep, failure: SweepFailure) {
		let Payout { underlying, expiry, price, .. } = *head;
		let series = sweep.series;
		let halted = HaltedSweep { underlying, expiry, price, sweep, failure };
		HaltedSweeps::<T>::insert(series, halted);
		Self::deposit_event(Event::SweepHalted { series, failure });
	}

	fn finish_expiry(payout: &Payout) {
		let Payout { underlying, expiry, .. } = *payout;
		T::Prices::forget(underlying, expiry);
		Self::deposit_event(Event::ExpiryPaidOut { underlying, expiry });
	}
}
