//! Closing rounds: quorums, ranges, jumps, surfaces, finality.

use crate::{mock::*, *};
use proptest::prelude::*;
use sp_weights::Weight;
use tenor_math::surface::aggregate::reported_variance;
use tenor_primitives::{
	oracle::{Report, SURFACE_EVERY, SURFACE_NODES},
	Expiry, FinalityReading, MarketView, Price, Quorum,
};

fn held(units: u64) -> Outcome {
	Outcome::Held { price: wad(units) }
}

fn accepted(units: u64) -> Outcome {
	Outcome::Accepted { price: wad(units), quorum: Quorum::Full }
}

/// Plays one round and returns what it did.
fn outcome_of(spots: &[u64]) -> Outcome {
	play_spots(spots);
	outcome(BTC)
}

#[test]
fn m09_half_the_weight_is_no_quorum() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(outcome_of(&[100; 2]), Outcome::NoQuorum);
		assert_eq!((Oracle::spot(BTC), Oracle::quorum(BTC)), (None, Quorum::Lost));
	});
}

#[test]
fn m09_more_than_half_is_reduced_and_more_than_two_thirds_full() {
	for (stakes, quorum) in [
		([50u64, 50], Quorum::Lost),
		([51, 49], Quorum::Reduced),
		([200, 100], Quorum::Reduced),
		([201, 99], Quorum::Full),
	] {
		ExtBuilder::default().stakes(&stakes).build_and_execute(|| {
			play_spots(&[100]);
			assert_eq!(Oracle::quorum(BTC), quorum);
			let slice = Slices::<Test>::get(BTC, SOON);
			play(vec![]);
			// Slices need full quorum.
			assert_eq!(Slices::<Test>::get(BTC, SOON).is_some(), quorum == Quorum::Full);
			assert_eq!(slice, None);
		});
	}
}

#[test]
fn weight_counts_and_not_heads() {
	ExtBuilder::default().stakes(&[10, 1, 1, 1]).build_and_execute(|| {
		play_spots(&[100, 200, 200, 200]);
		let spot = Oracle::spot(BTC).unwrap();
		assert_eq!((spot.value, spot.lo, spot.hi), (wad(100), wad(100), wad(100)));
	});
}

#[test]
fn a_price_goes_stale_by_age_and_not_by_a_missed_round() {
	ExtBuilder::default().build_and_execute(|| {
		play_spots(&[100; 4]);
		play(vec![]);
		// Their reports counted in one more round.
		assert_eq!(outcome(BTC), accepted(100));
		play(vec![]);
		assert_eq!(outcome(BTC), Outcome::NoQuorum);
		let at = Oracle::spot(BTC).unwrap().at;
		advance(4);
		assert_eq!(Oracle::now().0 - at.0, 6_000);
		assert!(Oracle::spot(BTC).is_some());
		assert!(Oracle::confidence(BTC).is_some());
		advance(1);
		assert_eq!(Oracle::spot(BTC), None);
		assert_eq!(Oracle::confidence(BTC), None);
		assert_eq!(Oracle::quorum(BTC), Quorum::Lost);
	});
}

#[test]
fn m09_a_late_block_does_not_make_an_old_price_look_fresh() {
	ExtBuilder::default().build_and_execute(|| {
		submit(reports(&[Some(wad(100)); 4]));
		end_block();
		// No block for ten seconds: the round closes now, with the time of its own end.
		advance(4);
		end_block();
		assert_eq!(Oracle::spot(BTC).unwrap().at, Oracle::now());
		advance(100);
		end_block();
		assert_eq!(Oracle::spot(BTC), None);
	});
}

#[test]
fn only_reports_of_earlier_blocks_close_a_round() {
	ExtBuilder::default().build_and_execute(|| {
		let late = reports(&[Some(wad(100)); 4]);
		advance(2);
		// In time to be taken, not to close the round that is over.
		assert_eq!(submit(late).taken, 4);
		end_block();
		assert_eq!(outcome(BTC), Outcome::NoQuorum);
		advance(2);
		end_block();
		assert_eq!(outcome(BTC), accepted(100));
	});
}

#[test]
fn a_newer_report_replaces_the_seat_s_older_one() {
	ExtBuilder::default().build_and_execute(|| {
		play_spots(&[100; 4]);
		play(reports(&[Some(wad(101)), Some(wad(102)), Some(wad(103)), None]));
		// Of 100, 101, 102, 103 the lower median.
		assert_eq!(outcome(BTC), accepted(101));
	});
}

#[test]
fn m09_a_jump_is_held_until_three_medians_agree() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(outcome_of(&[100; 4]), accepted(100));
		let first = Oracle::spot(BTC).unwrap();
		assert_eq!(outcome_of(&[103; 4]), accepted(103));
		assert_ne!(Oracle::spot(BTC), Some(first));
		let before = Oracle::spot(BTC);
		assert_eq!(outcome_of(&[120; 4]), held(120));
		assert_eq!(Oracle::spot(BTC), before);
		assert_eq!(outcome_of(&[121; 4]), held(121));
		assert_eq!(outcome_of(&[122; 4]), accepted(122));
		assert_eq!(Oracle::spot(BTC).unwrap().value, wad(122));
	});
}

#[test]
fn m09_a_jump_that_returns_leaves_no_trace() {
	ExtBuilder::default().build_and_execute(|| {
		outcome_of(&[100; 4]);
		assert_eq!(outcome_of(&[1_000; 4]), held(1_000));
		assert_eq!(outcome_of(&[101; 4]), accepted(101));
		assert_eq!(Indices::<Test>::get(BTC).jump.held, None);
	});
}

#[test]
fn m09_an_unsteady_jump_is_believed_after_five_rounds_and_stale_before() {
	ExtBuilder::default().build_and_execute(|| {
		outcome_of(&[100; 4]);
		for spot in [200, 300, 400, 500] {
			assert_eq!(outcome_of(&[spot; 4]), held(spot));
		}
		assert_eq!(Oracle::spot(BTC), None);
		assert_eq!(outcome_of(&[600; 4]), accepted(600));
	});
}

#[test]
fn the_surface_closes_one_round_late_with_late_reports() {
	ExtBuilder::default().build_and_execute(|| {
		let all = reports(&[Some(wad(100)); 4]);
		let (early, late) = all.split_at(2);
		play(early.to_vec());
		assert_eq!(Slices::<Test>::get(BTC, SOON), None);
		play(late.to_vec());
		let slice = Slices::<Test>::get(BTC, SOON).unwrap();
		assert_eq!((slice.spot, slice.forward.value), (wad(100), wad(101)));
		let variance = reported_variance(millionths(600)).unwrap();
		assert_eq!(slice.smile.variances(), &[variance; SURFACE_NODES]);
		assert_eq!(slice.forward.at, Oracle::end_of(START / 2));
		System::assert_has_event(
			Event::SurfaceAccepted { underlying: BTC, round: START / 2, expiries: 2, repaired: 0 }
				.into(),
		);
	});
}

#[test]
fn an_expiry_without_full_quorum_ages() {
	ExtBuilder::default().build_and_execute(|| {
		for _ in 0..SURFACE_EVERY + 2 {
			play_spots(&[100; 4]);
		}
		let first = Slices::<Test>::get(BTC, LATE).unwrap();
		// At the next surface round two of four report.
		while !Report::is_surface_round(round()) {
			play_spots(&[100; 4]);
		}
		play_spots(&[100; 2]);
		play_spots(&[100; 4]);
		assert_eq!(Slices::<Test>::get(BTC, LATE), Some(first));
		assert!(Oracle::forward(BTC, LATE).is_some());
		for _ in 0..30 {
			play(vec![]);
		}
		play_spots(&[100; 4]);
		assert!(Oracle::spot(BTC).is_some());
		assert_eq!(Oracle::forward(BTC, LATE), None);
		assert_eq!(Oracle::variance(BTC, LATE, wad(1)), None);
	});
}

#[test]
fn finality_reads_what_more_than_two_thirds_claim() {
	ExtBuilder::default().build_and_execute(|| {
		System::set_block_number(50);
		let claim = |numbers: [u32; 4]| {
			let claims = numbers.into_iter().enumerate().map(|(seat, finalized)| {
				sign(seat as u16, Report { finalized, ..report(wad(100)) })
			});
			play(claims.collect());
			Oracle::finalized()
		};
		// Three of four are more than two thirds.
		assert_eq!(claim([10, 20, 30, 40]), 20);
		assert_eq!(claim([10, 10, 10, 10]), 20);
		// A lie beyond the chain counts as its head, and alone moves nothing.
		assert_eq!(claim([10, 20, 30, u32::MAX]), 20);
		assert_eq!(claim([10, 35, 36, 37]), 35);
	});
}

#[test]
fn finality_reading_never_falls_through_a_session() {
	ExtBuilder::default().build_and_execute(|| {
		System::set_block_number(50);
		let claim = |finalized| {
			let reports = (0..4).map(|seat| sign(seat, Report { finalized, ..report(wad(100)) }));
			play(reports.collect());
		};
		claim(30);
		assert_eq!(Oracle::finalized(), 30);
		new_session(&seats(4, 4));
		play(vec![]);
		assert_eq!(Oracle::finalized(), 30);
	});
}

/// Weight for closing a round of [`BTC`] for so many samples, and a surface of so many expiries for
/// some of them.
fn weight_of(samples: u32, surface: Option<(u32, u32)>) -> Weight {
	type Weights = <Test as Config>::WeightInfo;
	let with = |(listed, closed): (u32, u32)| {
		Weights::close_surface(4, 4 * (1 + listed)) + Weights::close_slice(4) * u64::from(closed)
	};
	let surface = surface.map(with).unwrap_or_default();
	Weights::block_end() + Weights::close_round(4, 1, samples) + surface
}

#[test]
fn m10_without_any_weight_rounds_advance_and_nothing_is_lost() {
	ExtBuilder::default().build_and_execute(|| {
		let little = Weight::from_parts(1_000, 1_000);
		submit(reports(&[Some(wad(100)); 4]));
		assert_eq!(end_block_within(little), little);
		advance(2);
		submit(reports(&[Some(wad(101)); 4]));
		assert_eq!(end_block_within(little), little);
		assert_eq!((outcome(BTC), ClosedRound::<Test>::get()), (accepted(100), round() - 1));
		Oracle::do_try_state().unwrap();
		// The next round takes over the reports of its own block.
		advance(2);
		end_block_within(little);
		assert_eq!(outcome(BTC), accepted(101));
		assert_eq!(Slices::<Test>::iter().count(), 0);
		// What it could not close is there at the next surface round.
		while !Report::is_surface_round(round()) {
			play_spots(&[101; 4]);
		}
		play_spots(&[101; 4]);
		play_spots(&[101; 4]);
		assert_eq!(Slices::<Test>::iter().count(), 2);
	});
}

#[test]
fn m10_the_second_round_after_a_gap_closes_if_there_is_weight_for_it() {
	let one = weight_of(0, None);
	let two = one + <Test as Config>::WeightInfo::close_round(4, 1, 0);
	for (limit, closed) in [(one, 1), (two, 2)] {
		ExtBuilder::default().listing(vec![(BTC, vec![])]).build_and_execute(|| {
			submit(reports(&[Some(wad(101)); 4]));
			end_block();
			let first = round();
			System::reset_events();
			advance(20);
			assert_eq!(end_block_within(limit), limit);
			assert_eq!(System::event_count(), closed);
			assert_eq!(ClosedRound::<Test>::get(), round() - 1);
			let index = Indices::<Test>::get(BTC).accepted.unwrap();
			assert_eq!(index.at, Oracle::end_of(first + u64::from(closed) - 1));
		});
	}
}

#[test]
fn m10_without_weight_for_all_expiries_of_a_surface_they_take_turns() {
	let expiries: Vec<_> = (1..=5).map(|hour| Expiry(START + 3_600 * hour)).collect();
	ExtBuilder::default().listing(vec![(BTC, expiries.clone())]).build_and_execute(|| {
		let limit = weight_of(0, Some((5, 2)));
		let mut closed = vec![];
		for _ in 0..5 * SURFACE_EVERY {
			submit(reports(&[Some(wad(100)); 4]));
			assert!(end_block_within(limit).all_lte(limit));
			// The round before the last one, if it was of a surface, has closed now.
			let at = Oracle::end_of(round() - 2);
			let fresh = |expiry: &&Expiry| {
				Slices::<Test>::get(BTC, **expiry).is_some_and(|slice| slice.forward.at == at)
			};
			closed.extend(expiries.iter().copied().filter(|expiry| fresh(&expiry)));
			advance(2);
		}
		// Two of five in each of five rounds.
		assert_eq!(closed.len(), 10);
		for expiry in expiries {
			assert_eq!(closed.iter().filter(|one| **one == expiry).count(), 2, "{expiry:?}");
		}
	});
}

#[test]
fn m02_rounds_without_blocks_are_skipped() {
	ExtBuilder::default().build_and_execute(|| {
		play_spots(&[100; 4]);
		advance(1_000_000);
		end_block();
		assert_eq!(ClosedRound::<Test>::get(), round() - 1);
		assert_eq!(Reports::<Test>::iter().count(), 0);
		play_spots(&[101; 4]);
		assert_eq!(outcome(BTC), accepted(101));
	});
}

/// Honest prices with weights, and liars with less than a third of all weight, who come last.
fn seats_with_liars() -> impl Strategy<Value = (Vec<(u64, u64)>, Vec<(u64, u64)>)> {
	let seat = || (1u64..1_000, 1u64..100);
	let honest = prop::collection::vec(seat(), 3..7);
	let liars = prop::collection::vec((0u64..1_000_000, 1u64..100), 0..4);
	(honest, liars).prop_filter("liars under a third", |(honest, liars)| {
		let sum = |list: &[(u64, u64)]| list.iter().map(|(_, stake)| stake).sum::<u64>();
		2 * sum(liars) < sum(honest)
	})
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(16))]

	#[test]
	fn m09_m15_the_range_meets_the_honest_range(
		(honest, liars) in seats_with_liars(),
		silent in prop::collection::vec(any::<bool>(), 10),
	) {
		let all: Vec<_> = honest.iter().chain(&liars).copied().collect();
		let stakes: Vec<_> = all.iter().map(|(_, stake)| *stake).collect();
		ExtBuilder::default().stakes(&stakes).listing(vec![(BTC, vec![])]).build_and_execute(|| {
			// Only honest seats fall silent: the worst case.
			let speaks = |seat: usize| seat >= honest.len() || !silent[seat];
			let spots: Vec<_> = all
				.iter()
				.enumerate()
				.map(|(seat, (spot, _))| speaks(seat).then(|| wad(*spot + 1)))
				.collect();
			play(reports(&spots));
			let heard: Vec<Price> = spots.iter().take(honest.len()).copied().flatten().collect();
			let Some(spot) = Oracle::spot(BTC) else { return };
			prop_assert_within(spot.lo, spot.hi, &heard);
			if spot.quorum == Quorum::Full {
				let range = heard.iter().min().unwrap()..=heard.iter().max().unwrap();
				assert!(range.contains(&&spot.value), "the median leaves the honest range");
			}
		});
	}

	#[test]
	fn finality_reading_is_never_ahead_of_the_honest(claims in prop::collection::vec(0u32..200, 7)) {
		ExtBuilder::default().stakes(&[1; 7]).build_and_execute(|| {
			System::set_block_number(100);
			let reports = claims.iter().enumerate().map(|(seat, finalized)| {
				sign(seat as u16, Report { finalized: *finalized, ..report(wad(100)) })
			});
			play(reports.collect());
			// Whichever two of the seven lie, some honest seat has claimed the reading.
			let reaching = claims.iter().filter(|claim| **claim >= Oracle::finalized()).count();
			assert!(reaching >= 5 || Oracle::finalized() == 0);
		});
	}
}

/// Some honest report is at or above `lo`, and some at or below `hi`.
fn prop_assert_within(lo: Price, hi: Price, honest: &[Price]) {
	assert!(honest.iter().any(|price| *price >= lo), "lo is above every honest report");
	assert!(honest.iter().any(|price| *price <= hi), "hi is below every honest report");
}
