//! Closing surface rounds: forwards and variances.

use crate::{
	pallet::{Config, Event, Pallet, Parameters, Slices, SurfaceListing, SurfaceReports},
	rounds::{affordable, consensus, flat, stamp, turn, values, Stakes, Vote},
	types::{Slice, SurfaceReport},
	weights::WeightInfo,
	SLOTS_OF_REPORTS,
};
use alloc::{collections::btree_map::BTreeMap, vec::Vec};
use sp_runtime::SaturatedConversion;
use sp_weights::WeightMeter;
use tenor_math::{
	stats::{self, MedianRange},
	surface::{aggregate, Aggregate, Grid, NodeReport, Refusal, NODES},
	Fixed,
};
use tenor_primitives::{
	oracle::{ExpiryObservation, SURFACE_EVERY, SURFACE_NODES},
	Expiry, Price, Quorum, Stamped, UnderlyingId, UNIT_SCALE,
};

impl<T: Config> Pallet<T> {
	/// Closes a surface round of so many reports for as many of its expiries as the meter allows.
	/// Without weight for all, they take turns: the others' slices age until a later surface round.
	pub(crate) fn close_surface(
		round: u64,
		reports: usize,
		stakes: &Stakes,
		meter: &mut WeightMeter,
	) {
		let at = Self::end_of(round);
		let listing = SurfaceListing::<T>::get();
		let listed: Vec<_> = flat(&listing).filter(|(_, expiry)| !expiry.reached(at)).collect();
		let seats = reports.saturated_into();
		// What is kept of a report: at most a spot and the expiries of each underlying.
		let lines = listing.len().saturating_add(listed.len()).saturating_mul(reports);
		let reading = T::WeightInfo::close_surface(seats, lines.saturated_into());
		let weight = |slices: u32| {
			let each = T::WeightInfo::close_slice(seats);
			reading.saturating_add(each.saturating_mul(slices.into()))
		};
		let Some(size) = affordable(meter, 1..=listed.len(), weight) else { return };
		let Some(grid) = Grid::new(NODES) else { return };
		let reports = Self::surface_reports(round);
		let votes = stakes.weigh(reports.iter().map(|report| (report.validator, report)));
		let number = round.checked_div(SURFACE_EVERY).unwrap_or_default();
		let mut chosen = BTreeMap::<UnderlyingId, Vec<Expiry>>::new();
		for (underlying, expiry) in turn(&listed, size, number) {
			chosen.entry(underlying).or_default().push(expiry);
		}
		for (underlying, mut expiries) in chosen {
			// A turn may begin in the middle.
			expiries.sort_unstable();
			let renewed =
				Self::close_slices(round, underlying, &expiries, &votes, stakes.total, &grid);
			if !renewed.is_empty() {
				Self::cross_check(round, underlying, &renewed, meter);
			}
			expiries.retain(|expiry| renewed.iter().all(|(other, _)| other != expiry));
			Self::keep_book_alone(round, underlying, &expiries, meter);
		}
	}

	/// What was reported of a surface. It closes so late that no report of this block is among them.
	pub(crate) fn surface_reports(round: u64) -> Vec<SurfaceReport> {
		(0..SLOTS_OF_REPORTS).flat_map(|slot| SurfaceReports::<T>::get(round, slot)).collect()
	}

	/// Replaces the slices that have full quorum and are a smile, and returns their forwards; the others
	/// age. Every report of the
	/// round holds every expiry looked at, so that the medians' variance does not fall with expiry
	/// either.
	pub(crate) fn close_slices(
		round: u64,
		underlying: UnderlyingId,
		expiries: &[Expiry],
		votes: &[Vote<SurfaceReport>],
		total: u128,
		grid: &Grid<SURFACE_NODES>,
	) -> Vec<(Expiry, Stamped<Price>)> {
		let spots = &mut values(votes, |report| Some(report.on(underlying)?.spot.0));
		let mut renewed = Vec::new();
		let Some(spot) = full(spots, total) else { return renewed };
		let tolerance = Parameters::<T>::get().surface_tolerance;
		let room = &mut alloc::vec![stats::Report { value: 0, stake: 0 }; votes.len()];
		let mut earlier = None;
		let mut repaired = 0u32;
		for expiry in expiries {
			let seen = seen_of(votes, underlying, *expiry);
			let forwards = seen.iter().map(|(stake, seen)| (*stake, seen.forward.0));
			let forwards = &mut forwards.map(|(stake, value)| stats::Report { value, stake });
			let Some(forward) = full(&mut forwards.collect::<Vec<_>>(), total) else { continue };
			let nodes = seen.iter().map(|(stake, seen)| NodeReport {
				stake: *stake,
				variances: &seen.variances,
				half_spreads: &seen.half_spreads,
			});
			let nodes: Vec<_> = nodes.collect();
			match aggregate(grid, &nodes, total, earlier.as_ref(), tolerance, room) {
				Ok(found) => {
					earlier = Some(found.slice);
					repaired = repaired.saturating_add(found.repair.nodes);
					let forward = stamp(forward, Price, Self::end_of(round), Quorum::Full);
					renewed.push((*expiry, forward));
					let slice = slice(Price(spot.median), forward, found);
					Slices::<T>::insert(underlying, expiry, slice);
				},
				Err(refusal) => Self::tell_refusal(round, underlying, *expiry, refusal),
			}
		}
		if !renewed.is_empty() {
			let expiries = renewed.len().saturated_into();
			Self::deposit_event(Event::SurfaceAccepted { underlying, round, expiries, repaired });
		}
		renewed
	}

	fn tell_refusal(round: u64, underlying: UnderlyingId, expiry: Expiry, refusal: Refusal) {
		let Refusal::Repair(repair) = refusal else {
			// What was taken is within bounds, and has quorum.
			log::error!(target: crate::LOG_TARGET, "no slice of {expiry:?}: {refusal:?}");
			return;
		};
		let nodes = repair.nodes;
		let bp = Fixed::from_int(UNIT_SCALE.into()).saturating_mul(repair.relative).ceil();
		let relative = bp.saturated_into();
		Self::deposit_event(Event::SliceRefused { underlying, expiry, round, nodes, relative });
	}
}

/// The range of values that have full quorum.
fn full(values: &mut [stats::Report], total: u128) -> Option<MedianRange> {
	let consensus = consensus(values, total)?;
	(consensus.quorum == Quorum::Full).then_some(consensus.range)
}

/// What each vote says of an expiry, with its stake.
fn seen_of<'a>(
	votes: &[Vote<'a, SurfaceReport>],
	underlying: UnderlyingId,
	expiry: Expiry,
) -> Vec<(u128, &'a ExpiryObservation)> {
	let of = |vote: &Vote<'a, SurfaceReport>| {
		let mut expiries = vote.report.on(underlying)?.expiries.iter();
		Some((vote.stake, expiries.find(|seen| seen.expiry == expiry)?))
	};
	votes.iter().filter_map(of).collect()
}

fn slice(spot: Price, forward: Stamped<Price>, found: Aggregate<SURFACE_NODES>) -> Slice {
	let Aggregate { slice: smile, lo, hi, confidence, .. } = found;
	Slice { spot, forward, smile, lo, hi, confidence }
}
