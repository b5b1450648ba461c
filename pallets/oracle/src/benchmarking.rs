//! Benchmarks of the calls and of the block end.

use super::*;
use crate::pallet::{
	ClosedRound, Incoming, Indices, Pallet as Oracle, Parameters, RecentChanges, Reports, Samples,
	Slices, SurfaceListing,
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
		SLOTS_PER_ROUND, SURFACE_NODES,
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

/// A report of each of the first seats on this, all values different. None is signed.
fn reports<T: Config>(seats: u32, round: u64, on: &ListedExpiries) -> Vec<SignedReport> {
	let surface = Report::is_surface_round(round);
	let report = |index: u32| {
		let seat = u128::from(index);
		let observations = on.iter().map(|(underlying, expiries)| {
			let expiries = expiries.iter().filter(|_| surface);
			let expiries = expiries.zip(1u64..).map(|(expiry, place)| ExpiryObservation {
				expiry: *expiry,
				forward: Price(WAD * (1_000 + seat)),
				variances: zigzag((place << 36) + u64::from(index)),
				half_spreads: [index as u16; SURFACE_NODES],
			});
			let spot = Price(WAD * (1_000 + seat * 7 % 11));
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
		SignedReport { validator: index.saturated_into(), report, signature: [0; 64].into() }
	};
	(0..seats).map(report).collect()
}

/// Signs a report of a seat with its key.
fn sign<T: Config>(mut signed: SignedReport, key: &PriceId) -> SignedReport {
	let bytes = signed.report.signing_bytes(&Oracle::<T>::genesis_hash());
	signed.signature = key.sign(&bytes).unwrap().into();
	signed
}

/// Files these reports as those of earlier blocks.
fn file<T: Config>(reports: Vec<SignedReport>) {
	if let Some(first) = reports.first() {
		let round = first.report.round;
		Reports::<T>::insert(round, BoundedVec::truncate_from(reports));
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// `r` reports that hold `v` spots and expiries together: the first names all that is listed,
	/// which are eight spots and their expiries, the others nothing. All other seats have reported as
	/// much as a report holds, which is read to compare.
	#[benchmark]
	fn submit_reports(r: Linear<1, 16>, v: Linear<8, 136>) {
		T::BenchmarkHelper::set_slot(ROUND * SLOTS_PER_ROUND);
		let recorded = full::<T>();
		list::<T>(v - 8, 8);
		let keys = seat::<T>(T::MaxValidators::get(), r);
		file::<T>(reports::<T>(T::MaxValidators::get(), ROUND, &recorded).split_off(16));
		let mut new = reports::<T>(1, ROUND, &listed::<T>());
		new.extend(reports::<T>(r, ROUND, &Default::default()).split_off(1));
		let new: Vec<_> =
			new.into_iter().zip(&keys).map(|(report, key)| sign::<T>(report, key)).collect();
		assert_eq!(crate::pallet::size(&new), (r, v));
		let call = Call::<T>::submit_reports { reports: BoundedVec::truncate_from(new) };

		#[block]
		{
			call.dispatch_bypass_filter(RawOrigin::None.into()).unwrap();
		}

		assert_eq!(Incoming::<T>::get().len() as u32, r);
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

	/// Filing `r` reports that hold as much as a report may; no round is due.
	#[benchmark]
	fn block_end(r: Linear<0, { T::MaxValidators::get() }>) {
		T::BenchmarkHelper::set_slot(ROUND * SLOTS_PER_ROUND);
		T::BenchmarkHelper::list(&[1]);
		seat::<T>(r, 0);
		Oracle::<T>::run(&mut WeightMeter::new());
		let reports = reports::<T>(r, ROUND, &full::<T>());
		Incoming::<T>::put(BoundedVec::truncate_from(reports));

		#[block]
		{
			Oracle::<T>::run(&mut WeightMeter::new());
		}

		assert_eq!(Reports::<T>::get(ROUND).len() as u32, r);
	}

	/// Closing a round of `n` seats: the indices of `u` underlyings, and a sample of `e` expiries of
	/// them together. The round before was one of a surface, so that its reports hold as much as a
	/// report may; closing that surface is not counted.
	#[benchmark]
	fn close_round(n: Linear<1, { T::MaxValidators::get() }>, u: Linear<1, 8>, e: Linear<0, 16>) {
		T::BenchmarkHelper::set_slot(ROUND * SLOTS_PER_ROUND);
		list::<T>(e, u);
		SurfaceListing::<T>::kill();
		seat::<T>(n, 0);
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

	/// Closing a surface of `n` reports, its slices apart: there is none.
	#[benchmark]
	fn close_surface(n: Linear<1, { T::MaxValidators::get() }>) {
		T::BenchmarkHelper::set_slot(ROUND * SLOTS_PER_ROUND);
		SurfaceListing::<T>::put(full::<T>());
		seat::<T>(n, 0);
		let reports = reports::<T>(n, ROUND, &full::<T>());
		let stakes = Oracle::<T>::stakes();

		#[block]
		{
			let votes = stakes.weigh(&reports);
			// Too little for a slice.
			let mut meter = WeightMeter::with_limit(Weight::zero());
			Oracle::<T>::close_surface(ROUND, &votes, &stakes, &mut meter);
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
		let reports = reports::<T>(n, ROUND, &full::<T>());
		let stakes = Oracle::<T>::stakes();
		let votes = stakes.weigh(&reports);
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

	impl_benchmark_test_suite!(
		Oracle,
		crate::mock::ExtBuilder::default().build_with_keystore(),
		crate::mock::Test
	);
}
