//! What the orders of a limited group lose together.

use crate::lots::amount;
use alloc::{vec, vec::Vec};
use tenor_primitives::Lots;

/// The lots that lose most, as many as may fill, in each reading. An order that comes puts out the lots
/// that lose least, and lots that are out never come back.
pub(crate) struct Group {
	/// How many lots more may fill.
	room: Lots,
	/// By reading: the loss of a lot and the lots that have it, the greatest loss first.
	worst: Vec<Vec<(i64, Lots)>>,
}

impl Group {
	/// Without orders.
	pub(crate) fn new(limit: Lots, readings: usize) -> Self {
		Self { room: limit, worst: vec![Vec::new(); readings] }
	}

	/// How much more all lose in a reading with an order whose lots lose `loss` each, at least 0; fits if what
	/// all its lots lose does.
	pub(crate) fn with(&self, reading: usize, loss: i64, lots: Lots) -> Option<i64> {
		let fill = lots.min(self.room);
		let (mut more, mut left) = (amount(loss, fill), lots.saturating_sub(fill));
		for (least, of) in self.worst.get(reading)?.iter().rev() {
			if left.is_zero() || *least >= loss {
				break;
			}
			let out = left.min(*of);
			left = left.saturating_sub(out);
			more = more.wrapping_add(amount(loss.wrapping_sub(*least), out));
		}
		Some(more)
	}

	/// Adds an order by its losses in all readings.
	pub(crate) fn add(&mut self, losses: &[i64], lots: Lots) {
		let fill = lots.min(self.room);
		self.room = self.room.saturating_sub(fill);
		for (worst, loss) in self.worst.iter_mut().zip(losses) {
			let (mut counts, mut left) = (fill, lots.saturating_sub(fill));
			while let Some((_, of)) = worst.last_mut().filter(|(least, _)| least < loss) {
				let out = left.min(*of);
				(*of, left) = (of.saturating_sub(out), left.saturating_sub(out));
				counts = counts.saturating_add(out);
				if !of.is_zero() {
					break;
				}
				worst.pop();
			}
			if !counts.is_zero() {
				let at = worst.partition_point(|(other, _)| other >= loss);
				worst.insert(at, (*loss, counts));
			}
		}
	}
}
