//! Invariants of settlement.

use crate::{AwaitingPrice, Config, HaltedSweeps, Pallet, Payout, Payouts, Prices, SweepFailure};
use alloc::collections::BTreeSet;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;
use tenor_primitives::{InstrumentInspect, SeriesId, SeriesStatus};

impl<T: Config> Pallet<T> {
	/// 1. An expiry that waits for governance is unsettled and not being paid out.
	/// 2. A payout is of a settled expiry and at the price that its history names.
	/// 3. A sweep stands at or after its payout's place and is not halted.
	/// 4. No settled series is forgotten: a payout still comes to it, or it is halted.
	/// 5. A halted sweep is of a settled series of its expiry, under its own key, and one that
	///    stopped at the end is not balanced.
	/// 6. No expiry of an underlying has two prices.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let payouts = Payouts::<T>::get();
		for (underlying, expiry, _) in AwaitingPrice::<T>::iter() {
			let unsettled = T::Instruments::expiries(underlying);
			ensure!(unsettled.contains(&expiry), "1: a settled expiry waits for its price");
			let paid_out = payouts
				.iter()
				.any(|payout| (payout.underlying, payout.expiry) == (underlying, expiry));
			ensure!(!paid_out, "1: an expiry is paid out without a price");
		}
		for payout in &payouts {
			let series = T::Instruments::series_of(payout.underlying, payout.expiry);
			let settled = |id: &_| T::Instruments::status(*id) == Some(SeriesStatus::Settled);
			ensure!(series.iter().all(settled), "2: a payout of an unsettled series");
			let history = Self::settled_price(payout.underlying, payout.expiry);
			ensure!(
				history.is_none_or(|history| history.price == payout.price),
				"2: a payout at another price"
			);
			if let Some(sweep) = payout.sweep {
				ensure!(sweep.series >= payout.from, "3: a sweep of a series that was passed");
				ensure!(!HaltedSweeps::<T>::contains_key(sweep.series), "3: it is halted");
				ensure!(series.contains(&sweep.series), "3: a sweep of another expiry's series");
			}
		}
		for (id, halted) in HaltedSweeps::<T>::iter() {
			ensure!(id == halted.sweep.series, "5: under another key");
			let series = T::Instruments::series_of(halted.underlying, halted.expiry);
			ensure!(series.contains(&id), "5: a halted sweep of no series of its expiry");
			ensure!(
				T::Instruments::status(id) == Some(SeriesStatus::Settled),
				"5: a halted sweep of an unsettled series"
			);
			ensure!(
				halted.failure != SweepFailure::Unbalanced || !halted.sweep.is_balanced(),
				"5: a balanced sweep stopped"
			);
		}
		for (underlying, history) in Prices::<T>::iter() {
			for settled in &history {
				let comes_to = |id: &SeriesId| {
					let of = |payout: &&Payout| {
						(payout.underlying, payout.expiry) == (underlying, settled.expiry)
					};
					payouts.iter().filter(of).any(|payout| payout.from <= *id)
				};
				let series = T::Instruments::series_of(underlying, settled.expiry);
				ensure!(
					series.iter().all(|id| comes_to(id) || HaltedSweeps::<T>::contains_key(id)),
					"4: a settled series is forgotten"
				);
			}
			let expiries: BTreeSet<_> = history.iter().map(|settled| settled.expiry).collect();
			ensure!(expiries.len() == history.len(), "6: an expiry with two prices");
		}
		Ok(())
	}
}
