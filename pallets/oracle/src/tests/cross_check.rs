//! Reported forwards against the book's.

use crate::{cross_check::CROSS_CHECK, mock::*, *};
use sp_weights::WeightMeter;
use tenor_primitives::{oracle::Report, Expiry, MarketView, Phase, Price, Quorum, Stamped};

const FIRST: Expiry = Expiry(START + 5_000);
const SECOND: Expiry = Expiry(START + 6_000);
const THIRD: Expiry = Expiry(START + 7_000);
const FOURTH: Expiry = Expiry(START + 8_000);
const ALL: [Expiry; 4] = [FIRST, SECOND, THIRD, FOURTH];

/// Far below the forward of 101, beside it, and far above it.
const LOW: (u64, u64) = (96, 98);
const NEAR: (u64, u64) = (100, 103);
const HIGH: (u64, u64) = (106, 108);

fn quote(ranges: &[(Expiry, (u64, u64))]) {
	let ranges = ranges.iter().map(|(expiry, (low, high))| (*expiry, (wad(*low), wad(*high))));
	BookRanges::set(ranges.collect());
}

fn count() -> u8 {
	Indices::<Test>::get(BTC).contradicted
}

/// Plays to the end of the next surface round's closing.
fn close_surface() {
	while !Report::is_surface_round(round()) {
		play_spots(&[100; 4]);
	}
	play_spots(&[100; 4]);
	play_spots(&[100; 4]);
}

/// One comparison of forwards of 101 with these ranges; whether it was off.
fn is_off(ranges: &[(Expiry, (u64, u64))]) -> bool {
	quote(ranges);
	compare(&ALL.map(|expiry| (expiry, forward(100, 102))));
	let off = count() > 0;
	Oracle::count_contradiction(round(), BTC, false);
	off
}

fn forward(lo: u64, hi: u64) -> Stamped<Price> {
	let (value, lo, hi) = (wad(101), wad(lo), wad(hi));
	Stamped { value, lo, hi, at: Oracle::now(), quorum: Quorum::Full }
}

fn compare(forwards: &[(Expiry, Stamped<Price>)]) {
	Oracle::cross_check(round(), BTC, forwards, &mut WeightMeter::new());
}

/// A market whose index has a price.
fn with_price(test: impl FnOnce()) {
	ExtBuilder::default().listing(vec![(BTC, ALL.to_vec())]).build_and_execute(|| {
		play_spots(&[100; 4]);
		test();
	});
}

#[test]
fn m09_a_forward_that_the_book_contradicts_for_four_surface_rounds_takes_no_new_risk() {
	ExtBuilder::default().listing(vec![(BTC, vec![FIRST])]).build_and_execute(|| {
		let phase = || <Oracle as MarketView>::breaker(BTC);
		quote(&[(FIRST, LOW)]);
		for round in 1..CROSS_CHECK.trips {
			close_surface();
			assert_eq!((count(), phase()), (round, Phase::Open));
		}
		close_surface();
		assert_eq!(phase(), Phase::RiskReducing);
		assert_eq!(Oracle::breaker(BTC), None);
		let surface = round() - 2;
		System::assert_has_event(
			Event::CrossCheckTripped { underlying: BTC, round: surface }.into(),
		);
		// Forwards are as they were reported.
		assert_eq!(Oracle::forward(BTC, FIRST).unwrap().value, wad(101));
		Oracle::do_try_state().unwrap();
		quote(&[(FIRST, NEAR)]);
		close_surface();
		assert_eq!((count(), phase()), (0, Phase::Open));
		let surface = round() - 2;
		System::assert_has_event(Event::CrossCheckReset { underlying: BTC, round: surface }.into());
	});
}

#[test]
fn a_lasting_contradiction_lets_a_market_open_again() {
	with_price(|| {
		quote(&[(FIRST, HIGH)]);
		let phases = (0..24).map(|_| {
			compare(&[(FIRST, forward(100, 102))]);
			<Oracle as MarketView>::breaker(BTC)
		});
		let phases: Vec<_> = phases.collect();
		for turn in phases.chunks(12) {
			let closed = |phase: &&Phase| **phase == Phase::RiskReducing;
			assert_eq!(turn.iter().filter(closed).count(), 8);
			assert_eq!(
				(turn[2], turn[3], turn[11]),
				(Phase::Open, Phase::RiskReducing, Phase::Open)
			);
		}
	});
}

#[test]
fn most_of_the_quoted_expiries_must_be_off_to_one_side() {
	with_price(|| {
		assert!(!is_off(&[]));
		assert!(is_off(&[(SECOND, LOW)]));
		assert!(!is_off(&[(FIRST, NEAR)]));
		assert!(!is_off(&[(FIRST, LOW), (SECOND, NEAR)]));
		assert!(!is_off(&[(FIRST, LOW), (SECOND, HIGH)]));
		assert!(!is_off(&[(FIRST, LOW), (SECOND, HIGH), (THIRD, NEAR)]));
		assert!(is_off(&[(FIRST, HIGH), (SECOND, HIGH), (THIRD, NEAR)]));
		// The fourth is not looked at.
		assert!(!is_off(&[(FOURTH, HIGH)]));
	});
}

#[test]
fn the_whole_reported_range_must_lie_beyond_the_tolerance() {
	with_price(|| {
		let off = |low, high| is_off(&[(FIRST, (low, high))]);
		// The reported range is 100 to 102, the tolerance 2 %.
		assert!(!off(90, 99));
		assert!(off(90, 98));
		assert!(!off(104, 110));
		assert!(off(105, 110));
		assert!(!off(0, 1_000));
	});
}

#[test]
fn expiries_in_their_window_are_not_compared() {
	with_price(|| {
		let last = Oracle::end_of(round()).seconds() + Window::get();
		for (expiry, expected) in [(last, 0), (last + 1, 1)] {
			quote(&[(Expiry(expiry), LOW)]);
			compare(&[(Expiry(expiry), forward(100, 102))]);
			assert_eq!(count(), expected);
		}
		Oracle::count_contradiction(round(), BTC, false);
	});
}

#[test]
fn m10_without_weight_the_count_stays() {
	with_price(|| {
		quote(&[(FIRST, LOW)]);
		let forwards = [(FIRST, forward(100, 102))];
		compare(&forwards);
		let both =
			<() as WeightInfo>::cross_check() + <Quotes as tenor_primitives::BookForward>::weight();
		for (limit, expected) in [(both - sp_weights::Weight::from_parts(1, 0), 1), (both, 2)] {
			let mut meter = WeightMeter::with_limit(limit);
			Oracle::cross_check(round(), BTC, &forwards, &mut meter);
			assert_eq!(count(), expected);
		}
	});
}
