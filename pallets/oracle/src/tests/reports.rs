//! What is taken, what is ignored, and that nothing makes a block fail.

use crate::{mock::*, *};
use codec::{Decode, Encode};
use frame_support::{
	assert_noop, assert_ok, assert_storage_noop, dispatch::GetDispatchInfo,
	inherent::ProvideInherent,
};
use frame_system::RawOrigin;
use proptest::prelude::*;
use sp_application_crypto::RuntimeAppPublic;
use sp_inherents::InherentData;
use sp_runtime::{BoundedVec, DispatchError};
use tenor_primitives::{
	oracle::{ExpiryObservation, Report, SignedReport, INHERENT_IDENTIFIER, SURFACE_NODES},
	Expiry, FinalityReading, MarketView, Quorum, Series, SeriesKind, UnderlyingId,
};

fn tally(change: impl FnOnce(&mut Tally)) -> Tally {
	let mut tally = Tally::default();
	change(&mut tally);
	tally
}

/// One report of each seat.
fn signed(reports: [&Report; 4]) -> Vec<SignedReport> {
	reports.into_iter().zip(0..).map(|(report, seat)| sign(seat, report.clone())).collect()
}

/// Four reports of 100 with a change of the last.
fn with_last(change: impl FnOnce(&mut SignedReport)) -> Vec<SignedReport> {
	let mut reports = reports(&[Some(wad(100)); 4]);
	change(reports.last_mut().unwrap());
	reports
}

#[test]
fn a_good_round_gives_a_price_by_full_quorum() {
	ExtBuilder::default().build_and_execute(|| {
		let reports = reports(&[Some(wad(99)), Some(wad(100)), Some(wad(101)), Some(wad(102))]);
		assert_eq!(submit(reports), tally(|tally| tally.taken = 4));
		assert_eq!(Oracle::spot(BTC), None);
		end_block();
		advance(2);
		end_block();
		let spot = Oracle::spot(BTC).unwrap();
		assert_eq!((spot.value, spot.lo, spot.hi), (wad(100), wad(100), wad(100)));
		assert_eq!((spot.at, spot.quorum), (Oracle::now(), Quorum::Full));
		assert_eq!(Oracle::quorum(BTC), Quorum::Full);
		assert_eq!(Attendances::<Test>::get()[3].on_time, 1);
		assert_eq!(Oracle::last_reports().len(), 4);
	});
}

#[test]
fn the_inherent_is_refused_from_an_account() {
	ExtBuilder::default().build_and_execute(|| {
		let call = || Oracle::submit_reports(RawOrigin::Signed(1).into(), Default::default());
		assert_noop!(call(), DispatchError::BadOrigin);
	});
}

#[test]
fn a_second_inherent_in_a_block_does_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		submit(reports(&[Some(wad(100))]));
		let more = BoundedVec::truncate_from(reports(&[None, Some(wad(100))]));
		assert_storage_noop!(assert_ok!(Oracle::submit_reports(RawOrigin::None.into(), more)));
	});
}

#[test]
fn a_wrong_signature_is_ignored() {
	ExtBuilder::default().build_and_execute(|| {
		let reports = with_last(|last| last.report.published_at.0 += 1);
		assert_eq!(
			submit(reports),
			tally(|tally| {
				tally.taken = 3;
				tally.bad_signature = 1;
			})
		);
		assert_eq!(Attendances::<Test>::get()[3].on_time, 0);
	});
}

#[test]
fn a_reused_signature_is_ignored() {
	ExtBuilder::default().build_and_execute(|| {
		// Another seat's, word for word.
		let stolen =
			with_last(|last| *last = SignedReport { validator: 3, ..sign(0, report(wad(100))) });
		assert_eq!(submit(stolen).bad_signature, 1);
		end_block();
		// The seat's own, of an earlier round.
		let old = sign(3, report(wad(100)));
		advance(2);
		let replayed = SignedReport { signature: old.signature, ..sign(3, report(wad(100))) };
		assert_eq!(submit(vec![replayed]).bad_signature, 1);
	});
}

#[test]
fn another_chain_s_signature_is_ignored() {
	ExtBuilder::default().build_and_execute(|| {
		let foreign = sign(0, report(wad(100)));
		GenesisHash::<Test>::put([7; 32]);
		assert_eq!(submit(vec![foreign]).bad_signature, 1);
	});
}

#[test]
fn another_session_s_report_is_ignored() {
	ExtBuilder::default().build_and_execute(|| {
		for session in [Session::get() - 1, Session::get() + 1] {
			advance(1);
			let report = Report { session, ..report(wad(100)) };
			assert_eq!(submit(vec![sign(0, report)]).wrong_session, 1);
		}
	});
}

#[test]
fn a_report_counts_in_its_round_and_the_next() {
	ExtBuilder::default().build_and_execute(|| {
		let old = sign(0, report(wad(100)));
		advance(3);
		assert_eq!(submit(vec![old.clone()]).taken, 1);
		end_block();
		advance(1);
		assert_eq!(submit(vec![old]).stale_round, 1);
		advance(1);
		let early = Report { round: round() + 1, ..report(wad(100)) };
		assert_eq!(submit(vec![sign(1, early)]).future_round, 1);
	});
}

#[test]
fn an_unknown_seat_is_ignored() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(submit(vec![sign(4, report(wad(100)))]).unknown_validator, 1);
	});
}

#[test]
fn a_duplicate_is_ignored() {
	ExtBuilder::default().build_and_execute(|| {
		let one = sign(0, report(wad(100)));
		let expected = tally(|tally| {
			tally.taken = 1;
			tally.duplicate = 1;
		});
		assert_eq!(submit(vec![one.clone(), one.clone()]), expected);
		end_block();
		advance(1);
		assert_eq!(submit(vec![one]), tally(|tally| tally.duplicate = 1));
		assert_eq!(Attendances::<Test>::get()[0].on_time, 1);
		assert_eq!(Equivocations::<Test>::iter().count(), 0);
	});
}

#[test]
fn m15_an_equivocation_is_kept_as_evidence() {
	for same_block in [true, false] {
		ExtBuilder::default().build_and_execute(|| {
			let first = sign(2, report(wad(100)));
			let second = sign(2, report(wad(101)));
			if same_block {
				assert_eq!(submit(vec![first.clone(), second.clone()]).equivocation, 1);
			} else {
				submit(vec![first.clone()]);
				end_block();
				advance(1);
				assert_eq!(submit(vec![second.clone()]).equivocation, 1);
			}
			let kept = Equivocations::<Test>::get(Session::get(), 2).unwrap();
			let proof = Equivocation { first: (&first).into(), second: (&second).into() };
			assert_eq!(kept, proof);
			// What is kept is all that a verifier needs.
			for signed in [&kept.first, &kept.second] {
				let bytes = signed.statement.signing_bytes(&Oracle::genesis_hash());
				let key = Authorities::<Test>::get()[2].key.clone();
				assert!(key.verify(&bytes, &signed.signature.into()));
			}
			assert!(kept.encoded_size() < 256);
			// The first report counts; the proof is not replaced.
			end_block();
			advance(1);
			let third = Report { round: first.report.round, ..report(wad(102)) };
			if !same_block {
				assert_eq!(submit(vec![sign(2, third)]).equivocation, 1);
			}
			assert_eq!(Equivocations::<Test>::get(Session::get(), 2), Some(kept));
		});
	}
}

#[test]
fn m15_a_block_keeps_four_proofs_and_a_later_one_the_others() {
	ExtBuilder::default().stakes(&[1; 7]).build_and_execute(|| {
		let saying = |price| reports(&[Some(wad(price)); 6]);
		let both: Vec<_> = saying(100).into_iter().chain(saying(101)).collect();
		assert_eq!(submit(both).equivocation, 6);
		assert_eq!(Equivocations::<Test>::iter().count(), 4);
		let noted = || Attendances::<Test>::get().iter().filter(|seat| seat.equivocated).count();
		assert_eq!(noted(), 4);
		end_block();
		advance(1);
		// Those that are proven stand in nobody's way.
		let again: Vec<_> = (0..6)
			.map(|seat| sign(seat, Report { round: START / 2, ..report(wad(102)) }))
			.collect();
		assert_eq!(submit(again).equivocation, 6);
		assert_eq!((Equivocations::<Test>::iter().count(), noted()), (6, 6));
	});
}

#[test]
fn m15_a_forged_contradiction_is_no_evidence() {
	ExtBuilder::default().build_and_execute(|| {
		let forged = SignedReport { validator: 2, ..sign(1, report(wad(101))) };
		assert_eq!(submit(vec![sign(2, report(wad(100))), forged]).bad_signature, 1);
		assert_eq!(Equivocations::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_report_that_is_not_whole_is_refused() {
	let cases: Vec<fn(&mut Report)> = vec![
		|report| report.observations[0].spot = wad(0),
		|report| report.observations[0].sources = 0,
		|report| report.observations[0].expiries[1].forward = wad(0),
		// Variance falls with expiry at one node.
		|report| {
			let (near, far) = report.observations[0].expiries.as_mut().split_at_mut(1);
			far[0].variances[24] = near[0].variances[24] - 1;
		},
		|report| report.observations[0].expiries[0].variances[0] = 0,
		|report| report.observations[0].expiries[1].variances[7] = (1 << 46) + 1,
		// A listed expiry is missing.
		|report| report.observations[0].expiries.truncate(1),
		|report| report.observations[0].expiries = Default::default(),
		|report| report.observations[0].expiries.as_mut().swap(0, 1),
		|report| report.observations.as_mut().swap(0, 1),
		|report| report.observations[1] = report.observations[0].clone(),
	];
	let listing = vec![(BTC, vec![SOON, LATE]), (ETH, vec![LATE])];
	for spoil in cases {
		ExtBuilder::default().listing(listing.clone()).build_and_execute(|| {
			let mut report = report(wad(100));
			spoil(&mut report);
			assert_eq!(submit(vec![sign(0, report)]).malformed, 1);
		});
	}
}

#[test]
fn expiries_belong_to_surface_rounds() {
	ExtBuilder::default().build_and_execute(|| {
		let surface = report(wad(100));
		advance(2);
		let misplaced = Report { observations: surface.observations, ..report(wad(100)) };
		assert_eq!(submit(vec![sign(0, misplaced)]).malformed, 1);
	});
}

#[test]
fn an_expiry_listed_too_late_for_a_surface_round_waits_for_the_next() {
	ExtBuilder::default().listing(vec![(BTC, vec![LATE])]).build_and_execute(|| {
		let before = report(wad(100));
		Listing::set(vec![(BTC, vec![SOON, LATE])]);
		let after = report(wad(100));
		let expiries = |report: &Report| report.observations[0].expiries.len();
		assert_eq!((expiries(&before), expiries(&after)), (1, 2));
		play(signed([&before, &before, &after, &after]));
		assert_eq!(last_tally(), tally(|tally| tally.taken = 4));
		play(vec![]);
		assert!(Slices::<Test>::contains_key(BTC, LATE));
		assert!(!Slices::<Test>::contains_key(BTC, SOON));

		while !Report::is_surface_round(round()) {
			play(vec![]);
		}
		let whole = report(wad(100));
		let mut without = whole.clone();
		without.observations[0].expiries.remove(0);
		play(signed([&whole, &whole, &whole, &without]));
		assert_eq!(
			last_tally(),
			tally(|tally| {
				tally.taken = 3;
				tally.malformed = 1;
			})
		);
		play(vec![]);
		assert!(Slices::<Test>::contains_key(BTC, SOON));
	});
}

#[test]
fn an_expiry_that_comes_in_a_surface_round_may_be_there_or_not() {
	ExtBuilder::default().slot(SOON.0).build_and_execute(|| {
		let without = report(wad(100));
		let mut with = without.clone();
		let (variances, half_spreads) = ([1; SURFACE_NODES], [0; SURFACE_NODES]);
		let come = ExpiryObservation { expiry: SOON, forward: wad(100), variances, half_spreads };
		with.observations[0].expiries.try_insert(0, come).unwrap();
		play(signed([&with, &without, &with, &with]));
		assert_eq!(last_tally(), tally(|tally| tally.taken = 4));
		play(vec![]);
		assert!(Slices::<Test>::contains_key(BTC, LATE));
		assert!(!Slices::<Test>::contains_key(BTC, SOON));
	});
}

#[test]
fn a_surface_round_without_a_block_before_it_keeps_to_the_listing_of_the_last() {
	ExtBuilder::default().slot(START - 10).build_and_execute(|| {
		end_block();
		Listing::set(vec![(BTC, vec![SOON, LATE]), (ETH, vec![LATE])]);
		// From the second round before the surface round into it.
		advance(10);
		let mut without = report(wad(100));
		without.observations[1].expiries.clear();
		assert_eq!(submit(vec![sign(0, without)]), tally(|tally| tally.taken = 1));
	});
}

#[test]
fn a_seat_may_abstain_on_an_underlying() {
	let listing = vec![(BTC, vec![SOON]), (ETH, vec![LATE])];
	ExtBuilder::default().listing(listing).build_and_execute(|| {
		let mut partial = report(wad(100));
		partial.observations.remove(0);
		assert_eq!(submit(vec![sign(0, partial)]).taken, 1);
	});
}

#[test]
fn a_surface_keeps_what_its_round_is_about_until_it_closes() {
	let listing = vec![(BTC, vec![SOON]), (ETH, vec![])];
	ExtBuilder::default().listing(listing).build_and_execute(|| {
		let before = report(wad(100));
		// Listed too late for the round, and reported.
		Listing::set(vec![(BTC, vec![SOON, LATE]), (ETH, vec![LATE])]);
		let after = report(wad(100));
		submit(signed([&before, &after, &after, &after])[..2].to_vec());
		end_block();
		advance(3);
		submit(signed([&before, &after, &after, &after]));
		end_block();
		let kept: Vec<_> = SurfaceReports::<Test>::iter().collect();
		let mut places: Vec<_> =
			kept.iter().map(|(round, slot, seats)| (*round, *slot, seats.len())).collect();
		places.sort_unstable();
		assert_eq!(places, [(START / 2, 0, 2), (START / 2, 3, 2)]);
		for seen in kept.iter().flat_map(|(_, _, seats)| seats) {
			assert_eq!(seen.observations[..], before.observations[..1]);
		}
		advance(1);
		end_block();
		assert!(Slices::<Test>::contains_key(BTC, SOON));
		assert_eq!(SurfaceReports::<Test>::iter().count(), 0);
	});
}

#[test]
fn in_a_migration_no_report_is_taken() {
	ExtBuilder::default().build_and_execute(|| {
		Migrating::set(true);
		let all = BoundedVec::truncate_from(reports(&[Some(wad(100)); 4]));
		let call = || Oracle::submit_reports(RawOrigin::None.into(), all.clone());
		assert_storage_noop!(assert_ok!(call()));
		Migrating::set(false);
		assert_eq!(submit(all.to_vec()).taken, 4);
	});
}

#[test]
fn the_inherent_carries_only_what_may_be_taken() {
	ExtBuilder::default().build_and_execute(|| {
		let data = |reports: Vec<SignedReport>| {
			let mut data = InherentData::new();
			data.put_data(INHERENT_IDENTIFIER, &reports).unwrap();
			data
		};
		let good = reports(&[Some(wad(100)), Some(wad(101))]);
		let late = Report { round: round() - 2, ..report(wad(100)) };
		let foreign = Report { session: 9, ..report(wad(100)) };
		let mut heard = good.clone();
		heard.extend([sign(2, late), sign(3, foreign)]);
		let reports = BoundedVec::truncate_from(good.clone());
		let call = Oracle::create_inherent(&data(heard.clone())).unwrap();
		assert_eq!(call, Call::submit_reports { reports });
		assert!(Oracle::is_inherent(&call));
		assert!(Oracle::check_inherent(&call, &InherentData::new()).is_ok());
		assert!(matches!(Oracle::is_inherent_required(&InherentData::new()), Ok(None)));
		submit(good);
		end_block();
		advance(1);
		assert_eq!(Oracle::create_inherent(&data(heard)), None);
		assert_eq!(Oracle::create_inherent(&data(vec![])), None);
		assert_eq!(Oracle::create_inherent(&InherentData::new()), None);
		assert!(!Oracle::is_inherent(&Call::set_parameters { parameters: Default::default() }));
	});
}

#[test]
fn m02_garbage_in_the_inherent_data_is_ignored() {
	ExtBuilder::default().build_and_execute(|| {
		let mut data = InherentData::new();
		data.put_data(INHERENT_IDENTIFIER, &[0xffu8; 3]).unwrap();
		assert_eq!(Oracle::create_inherent(&data), None);
	});
}

#[test]
fn m10_an_inherent_takes_what_a_block_always_has_room_for() {
	let expiries = |first| (0..16).map(|index| Expiry(first + 60 * index)).collect::<Vec<_>>();
	let listing: Vec<_> = (0..8).map(|id| (UnderlyingId(id), expiries(LATE.0))).collect();
	ExtBuilder::default().stakes(&[1; 100]).listing(listing).build_and_execute(|| {
		let full = sign(0, report(wad(100)));
		let heard: Vec<_> =
			(0..100).map(|validator| SignedReport { validator, ..full.clone() }).collect();
		let chosen = Oracle::worth_including(heard.clone());
		// The quarter of 5 MiB that normal transactions leave; a report is 35 kB at most.
		assert!(full.encoded_size() < 36_000, "{}", full.encoded_size());
		assert!(chosen.encoded_size() <= 5 * 1_024 * 1_024 / 4);
		assert!(chosen.len() > 30 && chosen.len() < heard.len(), "{}", chosen.len());
		assert_eq!(chosen, heard[..chosen.len()]);
	});
}

#[test]
fn m10_the_weight_grows_with_reports_and_values() {
	ExtBuilder::default().build_and_execute(|| {
		let weight = |count: usize| {
			let reports = BoundedVec::truncate_from(vec![sign(0, report(wad(1))); count]);
			let info = RuntimeCall::from(Call::submit_reports { reports }).get_dispatch_info();
			assert_eq!(info.class, frame_support::dispatch::DispatchClass::Operational);
			info.call_weight
		};
		assert_eq!(weight(2) - weight(1), weight(3) - weight(2));
		let observations = report(wad(1)).observations;
		let values: usize = observations.iter().map(|seen| 1 + seen.expiries.len()).sum();
		let measured = |count| <() as WeightInfo>::submit_reports(count, count * values as u32);
		assert_eq!(weight(2) - weight(1), measured(2) - measured(1));
		// A signature is verified for each.
		assert!((weight(2) - weight(1)).ref_time() > 30_000_000);
	});
}

/// How a report differs from a good one: seat, dice for what changes, a value, a claim.
type Plan = (u16, [u8; 4], u128, u32);

fn any_plan() -> impl Strategy<Value = Plan> {
	let value = prop::sample::select(vec![0, 1, u128::MAX]);
	(0u16..6, any::<[u8; 4]>(), value, any::<u32>())
}

/// A report near a good one, so that each check is reached.
fn spoilt((seat, dice, value, finalized): Plan) -> SignedReport {
	let mut report = report(wad(u64::from(dice[0])));
	report.finalized = finalized;
	report.round = report.round.wrapping_add(u64::from(dice[1] % 4)).wrapping_sub(2);
	if dice[2] % 4 == 0 {
		report.round = value as u64;
	}
	if let Some(seen) = report.observations.iter_mut().next() {
		if dice[3] % 3 == 0 {
			seen.spot.0 = value;
		}
		if let Some(expiry) = seen.expiries.iter_mut().next() {
			expiry.forward.0 = value.wrapping_add(u128::from(dice[3]));
			expiry.variances[usize::from(dice[0]) % SURFACE_NODES] = value as u64;
			expiry.half_spreads[1] = value as u16;
		}
	}
	sign(seat, report)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(16))]

	#[test]
	fn m02_arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
		ExtBuilder::default().build_and_execute(|| {
			if let Ok(reports) = Decode::decode(&mut &bytes[..]) {
				assert_ok!(Oracle::submit_reports(RawOrigin::None.into(), reports));
			}
			let mut good = sign(0, report(wad(100))).encode();
			for (byte, noise) in good.iter_mut().rev().zip(&bytes) {
				*byte ^= noise;
			}
			if let Ok(report) = SignedReport::decode(&mut &good[..]) {
				submit(vec![report]);
			}
			end_block();
		});
	}

	#[test]
	fn m02_any_values_leave_a_sound_state(
		blocks in prop::collection::vec((prop::collection::vec(any_plan(), 0..12), 1u64..4), 1..8),
	) {
		ExtBuilder::default().build_and_execute(|| {
			let mut read = Oracle::finalized();
			for (plans, slots) in blocks {
				submit(plans.into_iter().map(spoilt).collect());
				end_block();
				Oracle::do_try_state().unwrap();
				assert!(Oracle::finalized() >= read);
				read = Oracle::finalized();
				let kind = SeriesKind::Call;
				let series = Series { underlying: BTC, expiry: SOON, strike: wad(100), kind };
				let _ = (Oracle::mark(&series), Oracle::band(&series), Oracle::confidence(BTC));
				advance(slots);
			}
		});
	}
}
