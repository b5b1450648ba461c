//! How far each seat's reports are from the medians: data for those who judge them.

use crate::{
	pallet::{Attendances, Config, Pallet},
	rounds::{Consensus, Vote},
	types::Recorded,
};
use alloc::{collections::btree_map::BTreeMap, vec::Vec};
use tenor_math::stats::{deviation_in_dispersions, INSIDE};
use tenor_primitives::UnderlyingId;

/// The greatest deviation of each seat in one round, in hundredths of the dispersion.
#[derive(Default)]
pub(crate) struct Conduct(BTreeMap<u16, u32>);

impl Conduct {
	/// Measures the reports that count in `round` for the first time against the median of an underlying:
	/// those made for it, and those of the round before that were released late. Where less than two thirds
	/// of all weight are inside nobody is measured: the median itself is in doubt.
	pub(crate) fn measure(
		&mut self,
		round: u64,
		underlying: UnderlyingId,
		votes: &[Vote<Recorded>],
		consensus: &Consensus,
		total: u128,
	) {
		let (median, deviation) = (consensus.range.median, consensus.deviation);
		let far = |vote: &Vote<Recorded>| {
			let first = vote.report.signed.statement.round == round || vote.report.late;
			let spot = vote.report.spot(underlying).filter(|_| first)?;
			Some((vote.seat, vote.stake, deviation_in_dispersions(spot, median, deviation)))
		};
		let measured: Vec<_> = votes.iter().filter_map(far).collect();
		let inside = measured.iter().filter(|(.., far)| *far <= INSIDE);
		let inside = inside.fold(0u128, |sum, (_, stake, _)| sum.saturating_add(*stake));
		if inside.saturating_mul(3) < total.saturating_mul(2) {
			return;
		}
		for (seat, _, far) in measured {
			let worst = self.0.entry(seat).or_default();
			*worst = far.max(*worst);
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Adds a round's conduct to the attendances.
	pub(crate) fn note(conduct: &Conduct) {
		if conduct.0.is_empty() {
			return;
		}
		Attendances::<T>::mutate(|seats| {
			for (seat, far) in &conduct.0 {
				let Some(seat) = seats.get_mut(usize::from(*seat)) else { continue };
				seat.worst = seat.worst.max(*far);
				seat.outside = seat.outside.saturating_add(u32::from(*far > INSIDE));
			}
		});
	}
}
