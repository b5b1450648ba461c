//! What holds at the end of every block.

use crate::{
	pallet::{
		AttendanceHistory, Attendances, Authorities, AveragesSoFar, BookForwards, ClosedRound,
		Config, Equivocations, Finalized, Indices, Pallet, Parameters, RecentChanges, Reports,
		Samples, Slices, SurfaceListing, SurfaceReports,
	},
	samples::MaxSamples,
	types::{Expiries, BOOK_ROUNDS},
	OracleParameters, SLOTS_OF_REPORTS,
};
use alloc::collections::btree_set::BTreeSet;
use frame_support::{ensure, traits::Get};
use sp_runtime::{traits::SaturatedConversion, TryRuntimeError};
use tenor_math::surface::{aggregate::reported_variance, projection::TOLERANCE, Grid, NODES};
use tenor_primitives::{
	oracle::{Report, SURFACE_EVERY},
	BlockNumber, ParameterSet, Price, Quorum, Stamped,
};

impl<T: Config> Pallet<T> {
	/// Checks the invariants:
	///
	/// 1. Every seat has an attendance; claims and the finality reading do not pass this block.
	/// 2. What is kept of surfaces is of surface rounds and of reports recorded for them, of each seat
	///    at most once.
	/// 3. Reports are kept for the last closed round and the next, at most one per seat of the
	///    session, under their own round; none is of a block to come.
	/// 4. `lo <= value <= hi` for every index, forward and node; an index has at least reduced
	///    quorum, a slice full; none is from the future.
	/// 5. Slices have no arbitrage at their nodes, and among those of one surface round variance falls
	///    with expiry at no node and in no wing.
	/// 6. Samples are in the bucket of their time, rising and above zero, and the running averages
	///    are what the samples give.
	/// 7. Evidence holds two different reports of one seat, session and round; in this session it is
	///    noted with the seat's attendance.
	/// 8. Parameters lie within their bounds; their changes stand in order and keep their steps;
	///    history is not longer than it may be.
	/// 9. The surface listing ascends, by underlying and by expiry.
	/// 10. What is kept of the book is of closed surface rounds, in order and none twice, within the span
	///     in which it counts.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_seats()?;
		Self::check_reports()?;
		Self::check_values()?;
		Self::check_samples()?;
		for (session, _, proof) in Equivocations::<T>::iter() {
			let [first, second] = [&proof.first, &proof.second];
			let same = |signed: &crate::SignedStatement| {
				signed.statement.session == session
					&& signed.statement.round == first.statement.round
			};
			ensure!(same(first) && same(second), "7: evidence is not of one round");
			ensure!(first.statement != second.statement, "7: evidence of two equal reports");
		}
		let session = T::SessionIndex::get();
		for (seat, attendance) in (0u16..).zip(Attendances::<T>::get()) {
			let kept = Equivocations::<T>::contains_key(session, seat);
			ensure!(kept == attendance.equivocated, "7: evidence and attendance differ");
		}
		ensure!(Parameters::<T>::get().is_within_bounds(), "8: a parameter is out of bounds");
		let changes = RecentChanges::<T>::get();
		ensure!(
			changes.is_sound::<OracleParameters>(),
			"8: parameters moved too far or out of order"
		);
		let history: u32 = AttendanceHistory::<T>::iter().count().saturated_into();
		ensure!(history <= T::SessionHistory::get(), "8: attendance history is too long");
		let listing = SurfaceListing::<T>::get();
		ensure!(listing.iter().is_sorted_by(|a, b| a.0 < b.0), "9: underlyings do not ascend");
		let ascends = |expiries: &Expiries| expiries.iter().is_sorted_by(|a, b| a < b);
		ensure!(listing.iter().all(|(_, one)| ascends(one)), "9: expiries do not ascend");
		Self::check_book()
	}

	fn check_book() -> Result<(), TryRuntimeError> {
		let closed = ClosedRound::<T>::get();
		for ranges in BookForwards::<T>::iter_values() {
			let rounds: alloc::vec::Vec<_> = ranges.iter().map(|kept| kept.round).collect();
			ensure!(rounds.is_sorted_by(|one, next| one < next), "10: ranges out of order");
			let known = |round: &u64| Report::is_surface_round(*round) && *round < closed;
			ensure!(rounds.iter().all(known), "10: a range of no surface round");
			let span =
				rounds.last().zip(rounds.first()).map(|(last, first)| last.saturating_sub(*first));
			let most = SURFACE_EVERY.saturating_mul(BOOK_ROUNDS.into());
			ensure!(span.is_none_or(|span| span < most), "10: ranges too far apart");
		}
		Ok(())
	}

	fn check_seats() -> Result<(), TryRuntimeError> {
		let block: BlockNumber = frame_system::Pallet::<T>::block_number().saturated_into();
		let seats = Attendances::<T>::get();
		ensure!(seats.len() == Authorities::<T>::get().len(), "1: seats without attendance");
		ensure!(seats.iter().all(|seat| seat.finalized <= block), "1: a claim passes the block");
		ensure!(Finalized::<T>::get() <= block, "1: the finality reading passes the block");
		Ok(())
	}

	fn check_reports() -> Result<(), TryRuntimeError> {
		let closed = ClosedRound::<T>::get();
		let seats = Authorities::<T>::get().len();
		for (round, reports) in Reports::<T>::iter() {
			let kept = round == closed || round == closed.saturating_add(1);
			ensure!(kept, "3: reports of a round that is over");
			let by_seat: BTreeSet<_> = reports.iter().map(|report| report.validator).collect();
			ensure!(by_seat.len() == reports.len(), "3: two reports of a seat for one round");
			let known = by_seat.iter().all(|seat| usize::from(*seat) < seats);
			ensure!(known, "3: a report of no seat");
			ensure!(
				reports.iter().all(|report| report.signed.statement.round == round),
				"3: a report under another round"
			);
			let block: BlockNumber = frame_system::Pallet::<T>::block_number().saturated_into();
			let taken = reports.iter().all(|report| report.block <= block);
			ensure!(taken, "3: a report of a block to come");
		}
		let mut seen = BTreeSet::new();
		for (round, slot, surfaces) in SurfaceReports::<T>::iter() {
			let of_surface = Report::is_surface_round(round) && slot < SLOTS_OF_REPORTS;
			ensure!(of_surface, "2: a surface of another round");
			let recorded = Reports::<T>::get(round);
			for surface in surfaces {
				let seat = surface.validator;
				ensure!(seen.insert((round, seat)), "2: two surfaces of a seat");
				let known = recorded.iter().any(|report| report.validator == seat);
				ensure!(known, "2: a surface of no report");
			}
		}
		Ok(())
	}

	fn check_values() -> Result<(), TryRuntimeError> {
		let (spot, surface) = (Quorum::Reduced, Quorum::Full);
		for index in Indices::<T>::iter_values() {
			let accepted = index.accepted.ok_or("4: an index without a price")?;
			ensure!(Self::is_sound(&accepted, spot), "4: an unsound index");
			let last = index.jump.accepted;
			ensure!(last == Some(accepted.value.0), "4: the jump filter lost the index");
		}
		let grid = Grid::new(NODES).ok_or("5: the nodes are no grid")?;
		let mut slices: alloc::vec::Vec<_> = Slices::<T>::iter().collect();
		slices.sort_unstable_by_key(|(underlying, expiry, _)| (*underlying, *expiry));
		for (_, _, slice) in &slices {
			ensure!(Self::is_sound(&slice.forward, surface), "4: an unsound forward");
			let ranges = slice.lo.iter().zip(&slice.hi).zip(slice.smile.variances());
			for ((lo, hi), variance) in ranges {
				let [lo, hi] = [lo, hi].map(|units| reported_variance(*units));
				ensure!(lo.is_some_and(|lo| lo <= *variance), "4: a node below its range");
				ensure!(hi.is_some_and(|hi| *variance <= hi), "4: a node above its range");
			}
			let butterfly = grid.butterfly(slice.smile.variances());
			ensure!(butterfly <= TOLERANCE, "5: a slice has a butterfly");
		}
		for ((one, _, early), (other, _, late)) in slices.iter().zip(slices.iter().skip(1)) {
			if one != other || early.forward.at != late.forward.at {
				continue;
			}
			let [early, late] = [&early.smile, &late.smile];
			let mut nodes = early.variances().iter().zip(late.variances());
			ensure!(nodes.all(|(early, late)| early <= late), "5: variance falls with expiry");
			let ((left, right), (later_left, later_right)) = (early.wings(), late.wings());
			let wings = left <= later_left && right <= later_right;
			ensure!(wings, "5: variance falls with expiry in a wing");
		}
		Ok(())
	}

	fn is_sound<V: PartialOrd>(value: &Stamped<V>, quorum: Quorum) -> bool {
		value.lo <= value.value
			&& value.value <= value.hi
			&& value.quorum >= quorum
			&& value.at <= Self::now()
	}

	fn check_samples() -> Result<(), TryRuntimeError> {
		for ((_, expiry), bucket, samples) in Samples::<T>::iter() {
			let length: u32 = samples.len().saturated_into();
			ensure!(length <= <MaxSamples as Get<u32>>::get(), "6: a bucket is too long");
			for sample in &samples {
				let belongs = Self::bucket(expiry, Self::end_of(sample.round)) == Some(bucket);
				ensure!(belongs, "6: a sample outside its bucket");
				ensure!(!sample.price.is_zero(), "6: a sample of zero");
			}
			let rising = samples.iter().zip(samples.iter().skip(1));
			ensure!(
				rising.into_iter().all(|(one, next)| one.round < next.round),
				"6: samples out of order"
			);
		}
		for ((underlying, expiry), average) in AveragesSoFar::<T>::iter() {
			let last =
				Self::recorded(underlying, expiry).pop().ok_or("6: an average of nothing")?;
			let window = Self::window(underlying, expiry);
			let until = Self::end_of(last.round).seconds();
			// Nothing where sums do not fit, or no price has held yet.
			let so_far = window.and_then(|window| window.so_far(until)).map(Price);
			ensure!(so_far.is_none() || so_far == average.price(), "6: an average is wrong");
		}
		Ok(())
	}
}
