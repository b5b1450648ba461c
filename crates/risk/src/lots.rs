//! What a lot of an order does to its account.

use crate::{
	page::Place,
	scenarios::{Lane, Layout, Reading},
};
use alloc::vec::Vec;
use tenor_primitives::{Lots, OrderRisk, Side};

/// An order's effect on its account for each lot that fills.
#[derive(Clone, Copy)]
pub(crate) struct PerLot<'b> {
	pub(crate) place: Place,
	pub(crate) market: usize,
	pub(crate) lots: Lots,
	pub(crate) side: Side,
	/// What it costs against the mark, fee included, over the factor of the worst scenario.
	pub(crate) cost: i64,
	/// What it does to cash: premium and fee.
	pub(crate) cash: i128,
	pub(crate) values: &'b [i64],
}

impl PerLot<'_> {
	/// What a lot changes in a lane, `cost` included.
	pub(crate) fn change(&self, lane: &Lane, cost: i64) -> Option<i64> {
		let value = match lane {
			Lane::Row(row) => *self.values.get(*row)?,
			Lane::Negative(row) => self.values.get(*row)?.wrapping_neg(),
			Lane::Zero => 0,
		};
		let gain = match self.side {
			Side::Bid => value,
			Side::Ask => value.wrapping_neg(),
		};
		Some(gain.wrapping_sub(cost))
	}

	/// What all lots change at most, in any lane.
	pub(crate) fn reach(&self, greatest: u64) -> Option<u64> {
		greatest.checked_add(self.cost.unsigned_abs())?.checked_mul(self.lots.0)
	}

	/// The most that a lot loses in any lane of each reading.
	pub(crate) fn losses(&self, layout: &Layout) -> Option<Vec<i64>> {
		let mut losses = Vec::with_capacity(layout.readings.len());
		for Reading { lanes, .. } in &layout.readings {
			// The time roll is no scenario.
			let cost = if lanes.start < layout.roll() { self.cost } else { 0 };
			let lanes = layout.lanes.get(lanes.clone())?;
			losses.push(lanes.iter().try_fold(0, |most: i64, lane| {
				Some(most.max(self.change(lane, cost)?.wrapping_neg()))
			})?);
		}
		Some(losses)
	}
}

/// An amount a lot, taken so many times. Fits if [`PerLot::reach`] does.
pub(crate) fn amount(of_a_lot: i64, Lots(lots): Lots) -> i64 {
	of_a_lot.wrapping_mul(lots.cast_signed())
}

/// What one lot of an order does to cash: premium and fee, rounded against the account.
pub(crate) fn lot_cash(order: &OrderRisk, tick_value: u64) -> Option<i128> {
	let fee = match order.quantity {
		Lots(0) => 0,
		Lots(lots) => i128::from(u64::try_from(order.fee.0).ok()?.div_ceil(lots)),
	};
	// Of 32 and 64 bits.
	let price = i128::from(order.limit.0).wrapping_mul(tick_value.into());
	match order.side {
		Side::Bid => price.checked_neg()?.checked_sub(fee),
		Side::Ask => price.checked_sub(fee),
	}
}

/// So many times an amount. Most amounts and lots fit 64 bits, and in Wasm a product that needs no check takes
/// a third of the time of one that does.
pub(crate) fn times(amount: i128, lots: i128) -> Option<i128> {
	if amount == 0 || lots == 0 {
		return Some(0);
	}
	match (i64::try_from(amount), i64::try_from(lots)) {
		(Ok(amount), Ok(lots)) => Some(i128::from(amount).wrapping_mul(lots.into())),
		_ => amount.checked_mul(lots),
	}
}
