//! Benchmarks of the calls and of the block end.

use super::*;
use crate::pallet::{
	Authorities, Incoming, Pallet as Oracle, Parameters, RecentChanges, Reports, Slices,
	SurfaceListing,
};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::traits::{EnsureOrigin, Get, OneSessionHandler, UnfilteredDispatchable};
use frame_system::RawOrigin;
use sp_application_crypto::RuntimeAppPublic;
use sp_runtime::{BoundedVec, SaturatedConversion};
use sp_weights::WeightMeter;
use tenor_primitives::{
	oracle::{
		ExpiryObservation, Observation, PriceId, Report, SignedReport, SLOTS_PER_ROUND,
		SURFACE_EVERY,
	},
	BlockEndStep, Change, Changes, InstrumentInspect, Price, TotalVariance, WAD,
};

/// Prepares what the pallet only reads.
pub trait BenchmarkHelper<AccountId> {
	/// Lists an underlying for each number with so many expiries, which come a minute after the
	/// current slot and later. All are in their averaging windows, with what was recorded of them.
	fn list(expiries: &[u32]);
	/// Makes `slot` the current one.
	fn set_slot(slot: u64);
	/// Makes these accounts the whole set, with equal weights.
	fn set_weights(accounts: Vec<AccountId>);
}

/// A surface round.
const ROUND: u64 = 1_500_000;

/// Seats whose keys can sign here.
fn seat<T: Config>(count: u32) -> Vec<PriceId> {
	let keys: Vec<_> = (0..count).map(|_| PriceId::generate_pair(None)).collect();
	let accounts: Vec<T::AccountId> = (0..count).map(|index| account("seat", index, 0)).collect();
	<Oracle<T> as OneSessionHandler<T::AccountId>>::on_genesis_session(
		accounts.iter().zip(keys.iter().cloned()),
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

/// A report of each seat, all values different: on everything listed for the seats that `speak`.
fn reports<T: Config>(
	keys: &[PriceId],
	round: u64,
	speak: impl Fn(usize) -> bool,
) -> Vec<SignedReport> {
	let surface = Report::is_surface_round(round);
	let listed = T::Instruments::underlyings();
	let genesis = Oracle::<T>::genesis_hash();
	let sign = |(index, key): (usize, &PriceId)| {
		let seat = u128::try_from(index).unwrap();
		let named = listed.iter().filter(|_| speak(index));
		let observations = named.map(|underlying| {
			let expiries = T::Instruments::expiries(*underlying).into_iter().filter(|_| surface);
			let expiries = expiries.zip(1u128..).map(|(expiry, place)| ExpiryObservation {
				expiry,
				forward: Price(WAD * (1_000 + seat)),
				variance: TotalVariance(WAD / 1_000 * place + seat),
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
		let signature = key.sign(&report.signing_bytes(&genesis)).unwrap().into();
		SignedReport { validator: index.saturated_into(), report, signature }
	};
	keys.iter().enumerate().map(sign).collect()
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// `r` reports that hold `v` values together: the first names all that is listed, which are eight
	/// spots and their expiries, the others nothing.
	#[benchmark]
	fn submit_reports(r: Linear<1, 16>, v: Linear<8, 136>) {
		T::BenchmarkHelper::set_slot(ROUND * SLOTS_PER_ROUND);
		list::<T>(v - 8, 8);
		let keys = seat::<T>(r);
		let reports = reports::<T>(&keys, ROUND, |index| index == 0);
		assert_eq!(crate::pallet::size(&reports), (r, v));
		let reports = BoundedVec::truncate_from(reports);
		let call = Call::<T>::submit_reports { reports };

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

	#[benchmark]
	fn block_end(r: Linear<0, { T::MaxValidators::get() }>) {
		T::BenchmarkHelper::set_slot(ROUND * SLOTS_PER_ROUND);
		T::BenchmarkHelper::list(&[1]);
		let keys = seat::<T>(r);
		Oracle::<T>::run(&mut WeightMeter::new());
		let reports = reports::<T>(&keys, ROUND, |_| true);
		Incoming::<T>::put(BoundedVec::truncate_from(reports));

		#[block]
		{
			Oracle::<T>::run(&mut WeightMeter::new());
		}

		assert_eq!(Reports::<T>::get(ROUND).len() as u32, r);
	}

	/// The dearest: the round after a surface round, with every expiry in its averaging window.
	/// The expiries are those of all underlyings together.
	#[benchmark]
	fn close_round(n: Linear<1, { T::MaxValidators::get() }>, u: Linear<1, 8>, e: Linear<0, 16>) {
		T::BenchmarkHelper::set_slot(ROUND * SLOTS_PER_ROUND);
		list::<T>(e, u);
		let keys = seat::<T>(n);
		assert_eq!(ROUND % SURFACE_EVERY, 0);
		for round in [ROUND, ROUND + 1] {
			let reports = reports::<T>(&keys, round, |_| true);
			Reports::<T>::insert(round, BoundedVec::truncate_from(reports));
		}
		ClosedRound::<T>::put(ROUND);
		T::BenchmarkHelper::set_slot((ROUND + 2) * SLOTS_PER_ROUND);

		#[block]
		{
			Oracle::<T>::run(&mut WeightMeter::new());
		}

		assert_eq!(Slices::<T>::iter().count() as u32, e);
		assert_eq!(Authorities::<T>::get().len() as u32, n);
	}

	impl_benchmark_test_suite!(
		Oracle,
		crate::mock::ExtBuilder::default().build_with_keystore(),
		crate::mock::Test
	);
}
