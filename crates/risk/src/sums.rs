//! The sums of a page, with the worst of an account's open orders.

use crate::{
	account::PageValues,
	lots::{amount, PerLot},
	scenarios::{Lane, Layout},
};
use alloc::{vec, vec::Vec};

/// The sums of a page with the worst of its open orders. They fit 64 bits as long as the `reach` of the
/// book does, so that no step needs a check.
#[derive(Default)]
pub(crate) struct PageSums {
	/// By lane.
	lanes: Vec<i64>,
	/// By reading: the least lane, or the value of the positions while no order stands.
	pub(crate) folded: Vec<i64>,
}

impl PageSums {
	/// Without orders, of the positions' values if there are any. `None` if one does not fit.
	pub(crate) fn new(layout: &Layout, values: Option<&PageValues>) -> Option<Self> {
		let Some(values) = values else {
			return Some(Self {
				lanes: vec![0; layout.lanes.len()],
				folded: vec![0; layout.readings.len()],
			});
		};
		let mut lanes = Vec::with_capacity(layout.lanes.len());
		for lane in &layout.lanes {
			lanes.push(match lane {
				Lane::Row(row) => i64::try_from(*values.rows.get(*row)?).ok()?,
				Lane::Negative(row) => i64::try_from(values.rows.get(*row)?.checked_neg()?).ok()?,
				Lane::Zero => 0,
			});
		}
		Some(Self { lanes, folded: narrow(&values.folded)? })
	}

	/// Becomes `before` with an order that no group limits. What it was is lost, but not its memory: an
	/// allocation in Wasm takes as long as all sums.
	pub(crate) fn become_with(
		&mut self,
		before: &Self,
		layout: &Layout,
		order: &PerLot,
	) -> Option<()> {
		let (lanes, folded) = (&mut self.lanes, &mut self.folded);
		lanes.clone_from(&before.lanes);
		folded.clear();
		let (moved, rolled) = lanes.split_at_mut_checked(layout.roll())?;
		let (moves, rolls) = layout.lanes.split_at_checked(layout.roll())?;
		// The time roll is no scenario: what an order costs is no part of it.
		for (sums, lanes, cost) in [(moved, moves, order.cost), (rolled, rolls, 0)] {
			for (sum, lane) in sums.iter_mut().zip(lanes) {
				*sum = sum.wrapping_add(amount(order.change(lane, cost)?.min(0), order.lots));
			}
		}
		for reading in &layout.readings {
			folded.push(lanes.get(reading.lanes.clone())?.iter().copied().min()?);
		}
		Some(())
	}
}

/// The same in 64 bits. `None` if one does not fit.
pub(crate) fn narrow(sums: &[i128]) -> Option<Vec<i64>> {
	let mut narrow = Vec::with_capacity(sums.len());
	for sum in sums {
		narrow.push(i64::try_from(*sum).ok()?);
	}
	Some(narrow)
}
