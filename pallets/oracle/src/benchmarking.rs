//! Benchmarks of the calls and of the block end.

use super::*;
use crate::{
	cross_check::CROSS_CHECK,
	pallet::{
		Attendances, BookForwards, ClosedRound, Equivocations, Indices, Pallet as Oracle,
		Parameters, RecentChanges, Reports, Samples, Slices, SurfaceListing, SurfaceReports,
	},
	reports::PROOFS_PER_BLOCK,
};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::traits::{EnsureOrigin, Get, OneSessionHandler, UnfilteredDispatchable};
use frame_system::RawOrigin;
use sp_application_crypto::{sr25519::Public, RuntimeAppPublic};
use sp_runtime::{BoundedVec, SaturatedConversion};
use sp_weights::{Weight, WeightMeter};
use tenor_math::surface::{aggregate::reported_variance, Grid, NODES};
use tenor_primitives::{
	oracle::{
		ExpiryObservation, MaxExpiries, MaxUnderlyings, Observation, PriceId, Report, SignedReport,
		SLOTS_PER_ROUND, SURFACE_EVERY, SURFACE_NODES,
	},
	BlockEndStep, Change, Changes, Expiry, InstrumentInspect, Price, UnderlyingId, WAD,
};

/// Prepares what the pallet only reads.
pub trait BenchmarkHelper<AccountId> {
	/// Lists an underlying for each number with so many expiries, which come within a minute of the
	/// current slot, with what was recorded of their averaging windows until now.
	fn list(expiries: &[u32]);
	/// Makes `slot` the current one.
	fn set_slot(slot: u64);
	/// Makes these accounts the whole set, with equal weights.
	fn set_weights(accounts: Vec<AccountId>);
}

/// A surface round.
const ROUND: u64 = 1_500_000;

/// Seats whose reports hold all values of a benchmark, so that these and reports vary apart.
const WORDY: u32 = 8;

/// So many seats, and the keys of the first ones, which can sign here.
fn seat<T: Config>(count: u32, signing: u32) -> Vec<PriceId> {
	let keys: Vec<_> = (0..signing).map(|_| PriceId::generate_pair(None)).collect();
	let silent = (signing..count).map(|index| {
		let mut key = [u8::MAX; 32];
		key[..4].copy_from_slice(&index.to_le_bytes());
		PriceId::from(Public::from_raw(key))
	});
	let accounts: Vec<T::AccountId> = (0..count).map(|index| account("seat", index, 0)).collect();
	<Oracle<T> as OneSessionHandler<T::AccountId>>::on_genesis_session(
		accounts.iter().zip(keys.iter().cloned().chain(silent)),
	);
	T::BenchmarkHelper::set_weights(accounts);
	keys
}

/// Lists so many expiries over so many underlyings, in time for the surface round.
fn list<T: Config>(expiries: u32, underlyings: u32) {
	T::BenchmarkHelper::list(&spread(expiries, underlyings));
	SurfaceListing::<T>::put(Oracle::<T>::unsettled());
}

/// So many expiries over so many underlyings.
fn spread(expiries: u32, underlyings: u32) -> Vec<u32> {
	let extra = |index| u32::from(index < expiries % underlyings);
	(0..underlyings).map(|index| expiries / underlyings + extra(index)).collect()
}

/// What is listed.
fn listed<T: Config>() -> ListedExpiries {
	Oracle::<T>::unsettled()
}

/// As much as may be listed: the expiries of the first underlyings are those that are.
fn full<T: Config>() -> ListedExpiries {
	let underlyings = (0..<MaxUnderlyings as Get<u32>>::get() as u16).map(UnderlyingId);
	let expiries = |underlying| {
		let listed = T::Instruments::expiries(underlying);
		let last = listed.last().map_or(u64::from(u32::MAX), |expiry| expiry.0);
		let more = (1..).map(|index| Expiry(last + index));
		let expiries =
			listed.into_iter().chain(more).take(<MaxExpiries as Get<u32>>::get() as usize);
		(underlying, BoundedVec::truncate_from(expiries.collect()))
	};
	BoundedVec::truncate_from(underlyings.map(expiries).collect())
}

/// Variances of which the projection lowers every second, by less than the greatest tolerance.
fn zigzag(least: u64) -> [u64; SURFACE_NODES] {
	let mut variances = [least; SURFACE_NODES];
	variances.iter_mut().step_by(2).for_each(|variance| *variance = *variance / 2 * 3);
	variances
}

/// A report of a seat on this, its values unlike those of other seats. It is not signed.
fn report<T: Config>(seat: u32, round: u64, on: &ListedExpiries) -> SignedReport {
	let value = u128::from(seat);
	let observations = on.iter().map(|(underlying, expiries)| {
		let expiries = expiries.iter().filter(|_| Report::is_surface_round(round));
		let expiries = expiries.zip(1u64..).map(|(expiry, place)| ExpiryObservation {
			expiry: *expiry,
			forward: Price(WAD * (1_000 + value)),
			variances: zigzag((place << 36) + u64::from(seat)),
			half_spreads: [seat as u16; SURFACE_NODES],
		});
		let spot = Price(WAD * (1_000 + value * 7 % 11));
		let expiries = BoundedVec::truncate_from(expiries.collect());
		Observation { underlying: *underlying, spot, sources: 5, expiries }
	});
	let report = Report {
		session: T::SessionIndex::get(),
		round,
		published_at: Oracle::<T>::now(),
		finalized: 0,
		observations: BoundedVec::truncate_from(observations.collect()),
	};
	SignedReport { validator: seat.saturated_into(), report, signature: [0; 64].into() }
}

/// A report of each of the first seats.
fn reports<T: Config>(seats: u32, round: u64, on: &ListedExpiries) -> Vec<SignedReport> {
	(0..seats).map(|seat| report::<T>(seat, round, on)).collect()
}

/// Reports of [`WORDY`] seats after the first ones, for the surface round and with so many spots and
/// expiries together, and what is listed so that they are whole.
fn wordy<T: Config>(first: u32, lines: u32) -> Vec<SignedReport> {
	let underlyings = <MaxUnderlyings as Get<u32>>::get();
	list::<T>(lines / WORDY - underlyings, underlyings);
	let listed = listed::<T>();
	// The last underlying has room if anything is left over. What is not listed is not looked at further.
	let mut more = listed.clone();
	let (_, expiries) = more.last_mut().unwrap();
	let last = expiries.last().map_or(u64::from(u32::MAX), |expiry| expiry.0);
	let _ = expiries.try_push(Expiry(last + 1));
	let on = |seat| if seat < lines % WORDY { &more } else { &listed };
	(0..WORDY).map(|seat| report::<T>(first + seat, ROUND, on(seat))).collect()
}

/// Signs a report of a seat with its key.
fn sign<T: Config>(mut signed: SignedReport, key: &PriceId) -> SignedReport {
	let bytes = signed.report.signing_bytes(&Oracle::<T>::genesis_hash());
	signed.signature = key.sign(&bytes).unwrap().into();
	signed
}

/// Records these reports for a round as blocks in all its slots take them.
fn file<T: Config>(reports: Vec<SignedReport>) {
	let Some(round) = reports.first().map(|first| first.report.round) else { return };
	let recorded = reports.iter().map(|signed| {
		let spots = signed.report.observations.iter().map(|seen| (seen.underlying, seen.spot));
		let spots = BoundedVec::truncate_from(spots.collect());
		let validator = signed.validator;
		Recorded { validator, block: 0, late: false, signed: signed.into(), spots }
	});
	Reports::<T>::insert(round, BoundedVec::truncate_from(recorded.collect()));
	if !Report::is_surface_round(round) {
		return;
	}
	let mut blocks = alloc::vec![Vec::new(); SLOTS_OF_REPORTS as usize];
	for (SignedReport { validator, report, .. }, slot) in
		reports.into_iter().zip((0..blocks.len()).cycle())
	{
		blocks[slot].push(SurfaceReport { validator, observations: report.observations });
	}
	for (slot, block) in (0..).zip(blocks) {
		SurfaceReports::<T>::insert(round, slot, BoundedVec::truncate_from(block));
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// `r` reports with `v` spots and expiries together, all in those of a few seats: the others name
	/// nothing. As many contradict recorded ones as a block keeps proofs of. All other seats have reported
	/// for both rounds.
	#[benchmark]
	fn submit_reports(r: Linear<12, 64>, v: Linear<64, 1088>) {
		T::BenchmarkHelper::set_slot((ROUND + 1) * SLOTS_PER_ROUND);
		frame_system::Pallet::<T>::set_block_number(1u32.into());
		let keys = seat::<T>(T::MaxValidators::get(), r);
		let all = reports::<T>(T::MaxValidators::get(), ROUND, &full::<T>());
		let (contradicted, silent) = (0..PROOFS_PER_BLOCK, PROOFS_PER_BLOCK..r);
		let mut new = contradicted
			.map(|seat| report::<T>(seat, ROUND, &Default::default()))
			.collect::<Vec<_>>();
		let recorded =
			all.into_iter().filter(|signed| !silent.contains(&u32::from(signed.validator)));
		file::<T>(recorded.collect());
		(0..SLOTS_OF_REPORTS).for_each(|slot| SurfaceReports::<T>::remove(ROUND, slot));
		let mut next = reports::<T>(T::MaxValidators::get(), ROUND + 1, &full::<T>());
		file::<T>(next.split_off(r as usize));
		new.extend(wordy::<T>(PROOFS_PER_BLOCK, v));
		let brief = PROOFS_PER_BLOCK + WORDY..r;
		new.extend(brief.map(|seat| report::<T>(seat, ROUND + 1, &Default::default())));
		let new: Vec<_> =
			new.into_iter().zip(&keys).map(|(report, key)| sign::<T>(report, key)).collect();
		assert_eq!(crate::pallet::size(&new), (r, v));
		let call = Call::<T>::submit_reports { reports: BoundedVec::truncate_from(new) };

		#[block]
		{
			call.dispatch_bypass_filter(RawOrigin::None.into()).unwrap();
		}

		let taken: u32 = Attendances::<T>::get().iter().map(|seat| seat.on_time + seat.late).sum();
		assert_eq!(taken, r - PROOFS_PER_BLOCK);
		assert_eq!(Equivocations::<T>::iter().count() as u32, PROOFS_PER_BLOCK);
		let surfaces = SurfaceReports::<T>::get(ROUND, SLOTS_PER_ROUND);
		assert_eq!(surfaces.len() as u32, WORDY);
	}

	#[benchmark]
	fn set_parameters() {
		let parameters = OracleParameters { jump: 310, ..Default::default() };
		let change = Change { at: Oracle::<T>::now(), moved: [0; PARAMETERS] };
		RecentChanges::<T>::put(Changes(BoundedVec::truncate_from(alloc::vec![change; 15])));
		let origin = T::AdminOrigin::try_successful_origin().unwrap();

		#[block]
		{
			Oracle::<T>::set_parameters(origin, parameters).unwrap();
		}

		assert_eq!(Parameters::<T>::get(), parameters);
		assert!(RecentChanges::<T>::get().0.is_full());
	}

	/// No round is due.
	#[benchmark]
	fn block_end() {
		T::BenchmarkHelper::set_slot(ROUND * SLOTS_PER_ROUND);
		Oracle::<T>::run(&mut WeightMeter::new());

		#[block]
		{
			Oracle::<T>::run(&mut WeightMeter::new());
		}

		assert_eq!(ClosedRound::<T>::get(), ROUND - 1);
	}

	/// Closing a round of `n` seats that report all spots: the indices of `u` underlyings, and a sample
	/// of `e` expiries of them together. The round before was one of a surface, of which everything is
	/// forgotten; closing that surface is not counted.
	#[benchmark]
	fn close_round(n: Linear<1, { T::MaxValidators::get() }>, u: Linear<1, 8>, e: Linear<0, 16>) {
		T::BenchmarkHelper::set_slot(ROUND * SLOTS_PER_ROUND);
		list::<T>(e, u);
		SurfaceListing::<T>::kill();
		seat::<T>(n, 0);
		frame_system::Pallet::<T>::set_block_number(1u32.into());
		for round in [ROUND, ROUND + 1] {
			file::<T>(reports::<T>(n, round, &full::<T>()));
		}
		ClosedRound::<T>::put(ROUND);
		T::BenchmarkHelper::set_slot((ROUND + 2) * SLOTS_PER_ROUND);
		let before = Samples::<T>::iter_values().map(|bucket| bucket.len()).sum::<usize>();

		#[block]
		{
			Oracle::<T>::run(&mut WeightMeter::new());
		}

		assert_eq!(Indices::<T>::iter().count() as u32, u);
		let after = Samples::<T>::iter_values().map(|bucket| bucket.len()).sum::<usize>();
		assert_eq!((after - before) as u32, e);
		assert_eq!(ClosedRound::<T>::get(), ROUND + 1);
	}

	/// Reading a surface of `n` reports with `v` spots and expiries together, its slices apart: there is
	/// none.
	#[benchmark]
	fn close_surface(n: Linear<8, { T::MaxValidators::get() }>, v: Linear<64, 1088>) {
		T::BenchmarkHelper::set_slot(ROUND * SLOTS_PER_ROUND);
		seat::<T>(n, 0);
		let mut filed = wordy::<T>(0, v);
		filed.extend((WORDY..n).map(|seat| report::<T>(seat, ROUND, &Default::default())));
		assert_eq!(crate::pallet::size(&filed), (n, v));
		file::<T>(filed);
		SurfaceListing::<T>::put(full::<T>());
		let stakes = Oracle::<T>::stakes();

		#[block]
		{
			let reports = Oracle::<T>::surface_reports(ROUND);
			let votes = stakes.weigh(reports.iter().map(|report| (report.validator, report)));
			assert_eq!(votes.len() as u32, n);
			// Too little for a slice.
			let mut meter = WeightMeter::with_limit(Weight::zero());
			Oracle::<T>::close_surface(ROUND, votes.len(), &stakes, &mut meter);
			assert!(Grid::new(NODES).is_some());
		}

		assert_eq!(Slices::<T>::iter().count(), 0);
	}

	/// One slice of a surface, found last in `n` reports that hold as much as a report may, of which
	/// every second node has to move.
	#[benchmark]
	fn close_slice(n: Linear<1, { T::MaxValidators::get() }>) {
		T::BenchmarkHelper::set_slot(ROUND * SLOTS_PER_ROUND);
		seat::<T>(n, 0);
		file::<T>(reports::<T>(n, ROUND, &full::<T>()));
		let reports = Oracle::<T>::surface_reports(ROUND);
		let stakes = Oracle::<T>::stakes();
		let votes = stakes.weigh(reports.iter().map(|report| (report.validator, report)));
		let listing = full::<T>();
		let (underlying, expiries) = listing.last().unwrap();
		let last = &expiries[expiries.len() - 1..];
		let grid = Grid::new(NODES).unwrap();
		Parameters::<T>::mutate(|parameters| parameters.surface_tolerance = 5_000);

		#[block]
		{
			Oracle::<T>::close_slices(ROUND, *underlying, last, &votes, stakes.total, &grid);
		}

		let slice = Slices::<T>::get(underlying, last[0]).unwrap();
		assert!(slice
			.smile
			.variances()
			.iter()
			.zip(slice.hi)
			.any(|(variance, hi)| { reported_variance(hi).unwrap() > *variance }));
	}

	/// Ending what has tripped, without reading the ranges of the book.
	#[benchmark]
	fn cross_check() {
		let (underlying, contradicted) = (UnderlyingId(0), CROSS_CHECK.trips);
		Indices::<T>::insert(underlying, Index { contradicted, ..Default::default() });

		#[block]
		{
			Oracle::<T>::cross_check(ROUND, underlying, &[], &mut WeightMeter::new());
		}

		assert_eq!(Indices::<T>::get(underlying).contradicted, 0);
	}

	/// The last of the rounds before a window.
	#[benchmark]
	fn keep_book_range() {
		let (underlying, step) = (UnderlyingId(0), SURFACE_EVERY);
		let window = Oracle::<T>::end_of(ROUND).seconds() + T::AveragingWindow::get();
		let expiry = Expiry(window + 1);
		let range = |round| BookRange { round, low: Price(WAD), high: Price(WAD) };
		let kept = (1..u64::from(BOOK_ROUNDS)).rev().map(|back| range(ROUND - step * back));
		BookForwards::<T>::insert(
			underlying,
			expiry,
			BoundedVec::truncate_from(kept.collect::<Vec<_>>()),
		);

		#[block]
		{
			Oracle::<T>::keep_book_range(ROUND, underlying, expiry, (Price(WAD), Price(WAD)));
		}

		assert!(BookForwards::<T>::get(underlying, expiry).is_full());
	}

	impl_benchmark_test_suite!(
		Oracle,
		crate::mock::ExtBuilder::default().build_with_keystore(),
		crate::mock::Test
	);
}
