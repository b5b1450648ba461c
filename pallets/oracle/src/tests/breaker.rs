//! The circuit breaker, and how far seats are from the medians.

use crate::{mock::*, *};
use tenor_math::{
	breaker::{Cause, Trip},
	stats::INSIDE,
};
use tenor_primitives::{MarketView, Phase, Price, Quorum};

/// What the breaker allows after each of these rounds.
fn phases(rounds: &[[u64; 4]]) -> Vec<Phase> {
	let phase = |spots: &[u64; 4]| {
		play_spots(spots);
		Oracle::breaker_phase()
	};
	rounds.iter().map(phase).collect()
}

impl Oracle {
	fn breaker_phase() -> Phase {
		<Self as MarketView>::breaker(BTC)
	}
}

fn cause() -> Option<Cause> {
	Oracle::breaker(BTC).map(|trip| trip.cause)
}

#[test]
fn m09_a_held_jump_trips_at_once_and_calm_rounds_recover_it_in_two_steps() {
	use Phase::*;
	ExtBuilder::default().build_and_execute(|| {
		let rounds = [100, 120, 121, 122, 122, 122, 122, 122].map(|spot| [spot; 4]);
		let expected = [
			Open,
			CancelOnly,
			CancelOnly,
			CancelOnly,
			CancelOnly,
			RiskReducing,
			RiskReducing,
			RiskReducing,
		];
		assert_eq!(phases(&rounds), expected);
		assert_eq!(Oracle::breaker(BTC), Some(Trip { cause: Cause::Jump, calm: 5 }));
		assert_eq!(phases(&[[122; 4]]), [Open]);
		assert_eq!(Oracle::breaker(BTC), None);
		let round = round() - 1;
		let cause = Cause::Jump;
		System::assert_has_event(
			Event::BreakerTripped { underlying: BTC, round: round - 7, cause }.into(),
		);
		System::assert_has_event(Event::BreakerReset { underlying: BTC, round }.into());
	});
}

/// Deribit, October 2019: an outlier in the index liquidated accounts.
#[test]
fn m09_an_outlier_beside_the_median_neither_trips_nor_moves_it() {
	ExtBuilder::default().build_and_execute(|| {
		for _ in 0..3 {
			play_spots(&[9_150, 9_150, 9_149, 7_720]);
			assert_eq!(Oracle::spot(BTC).unwrap().value, wad(9_149));
			assert_eq!(Oracle::breaker_phase(), Phase::Open);
		}
	});
}

/// Paradex, January 2026: a mark of zero for minutes, and liquidations at it.
#[test]
fn m09_a_price_near_zero_of_all_is_held_and_cancels_only() {
	ExtBuilder::default().build_and_execute(|| {
		play_spots(&[90_000; 4]);
		play(reports(&[Some(Price(1)); 4]));
		assert_eq!(Oracle::spot(BTC).unwrap().value, wad(90_000));
		assert_eq!((Oracle::breaker_phase(), cause()), (Phase::CancelOnly, Some(Cause::Jump)));
		// Zero is not even taken.
		assert_eq!(submit(reports(&[Some(wad(0)); 4])).malformed, 4);
	});
}

/// dYdX, October 2025: after the halt slow price feeds liquidated at wrong prices.
#[test]
fn m09_after_silence_several_fresh_quorum_rounds_pass_before_anything_reopens() {
	use Phase::*;
	ExtBuilder::default().build_and_execute(|| {
		play_spots(&[100; 4]);
		// One missed round is no silence.
		play(vec![]);
		play(vec![]);
		assert_eq!(phases(&[[100; 4]]), [Open]);
		for _ in 0..5 {
			play(vec![]);
		}
		assert_eq!((Oracle::spot(BTC), Oracle::quorum(BTC)), (None, Quorum::Lost));
		assert_eq!(phases(&[[100; 4]]), [CancelOnly]);
		assert_eq!((Oracle::quorum(BTC), cause()), (Quorum::Full, Some(Cause::Silence)));
		assert_eq!(phases(&[[100; 4]; 3]), [CancelOnly, CancelOnly, RiskReducing]);
		// A round without quorum begins the count again; reports count in the one after theirs.
		play(vec![]);
		assert_eq!(Oracle::breaker_phase(), RiskReducing);
		play(vec![]);
		assert_eq!(Oracle::breaker_phase(), CancelOnly);
		let expected = [CancelOnly, CancelOnly, RiskReducing, RiskReducing, RiskReducing, Open];
		assert_eq!(phases(&[[100; 4]; 6]), expected);
	});
}

#[test]
fn m09_dispersion_trips() {
	ExtBuilder::default().build_and_execute(|| {
		play_spots(&[1_000; 4]);
		// Distances from the median, 995, are 0, 5, 10 and 20: 51 bp.
		play_spots(&[985, 995, 1_000, 1_005]);
		assert_eq!((Oracle::confidence(BTC), Oracle::breaker_phase()), (Some(51), Phase::Open));
		play_spots(&[970, 985, 1_000, 1_015]);
		assert_eq!(Oracle::confidence(BTC), Some(153));
		assert_eq!(
			(Oracle::breaker_phase(), cause()),
			(Phase::CancelOnly, Some(Cause::Dispersion))
		);
	});
}

#[test]
fn a_chain_that_never_had_a_price_is_not_tripped() {
	ExtBuilder::default().build_and_execute(|| {
		for _ in 0..5 {
			play(vec![]);
		}
		assert_eq!(Indices::<Test>::iter().count(), 0);
		assert_eq!(phases(&[[100; 4]]), [Phase::Open]);
	});
}

#[test]
fn m15_deviations_are_counted_in_dispersions() {
	ExtBuilder::default().build_and_execute(|| {
		// The median is 10,000, the deviation 0: a dispersion is 10 bp, five of them are inside.
		play_spots(&[10_000, 10_000, 10_050, 10_200]);
		let conduct = || -> Vec<_> {
			let seats = Attendances::<Test>::get().into_iter();
			seats.map(|seat| (seat.outside, seat.worst)).collect()
		};
		assert_eq!(conduct(), [(0, 0), (0, 0), (0, INSIDE), (1, 2_000)]);
		// A report counts in two rounds and is measured in the first.
		play(vec![]);
		assert_eq!(conduct()[3], (1, 2_000));
		play_spots(&[10_000, 10_000, 10_000, 10_100]);
		assert_eq!(conduct()[3], (2, 2_000));
		// With less than two thirds inside nobody is measured: who is wrong?
		play_spots(&[10_000, 10_000, 10_200, 10_200]);
		assert_eq!(conduct(), [(0, 0), (0, 0), (0, INSIDE), (2, 2_000)]);
		new_session(&seats(0, 4));
		let kept: Vec<_> = AttendanceHistory::<Test>::get(1).into_iter().collect();
		assert_eq!((kept[3].0, kept[3].1.outside, kept[3].1.on_time), (3, 2, 3));
		assert_eq!(conduct(), [(0, 0); 4]);
	});
}

#[test]
fn m15_a_report_released_late_is_measured_where_it_first_counts() {
	ExtBuilder::default().build_and_execute(|| {
		let of = |seat: usize| {
			let Attendance { on_time, late, outside, worst, .. } = Attendances::<Test>::get()[seat];
			(on_time, late, outside, worst)
		};
		let withheld = sign(3, report(wad(10_200)));
		play_spots(&[10_000; 3]);
		// The block that closes its round brings it, too late to count in it.
		assert_eq!(submit(vec![withheld]).taken, 1);
		assert_eq!(of(3), (0, 1, 0, 0));
		end_block();
		advance(1);
		submit(reports(&[Some(wad(10_000)); 3]));
		end_block();
		advance(1);
		end_block();
		assert_eq!(outcome(BTC), Outcome::Accepted { price: wad(10_000), quorum: Quorum::Full });
		assert_eq!(of(3), (0, 1, 1, 2_000));
		assert_eq!(of(0), (2, 0, 0, 0));
		// It counts no more, and is measured no more.
		play_spots(&[10_000; 3]);
		assert_eq!(of(3), (0, 1, 1, 2_000));
	});
}

#[test]
fn m15_a_late_report_that_a_newer_one_replaces_is_not_measured() {
	ExtBuilder::default().build_and_execute(|| {
		let withheld = sign(3, report(wad(10_200)));
		play_spots(&[10_000; 3]);
		let mut both = reports(&[Some(wad(10_000)); 4]);
		both.push(withheld);
		play(both);
		let Attendance { on_time, late, outside, worst, .. } = Attendances::<Test>::get()[3];
		assert_eq!((on_time, late, outside, worst), (1, 1, 0, 0));
	});
}
