//! Reported forwards against the book's.

use crate::{cross_check::CROSS_CHECK, mock::*, *};
use sp_weights::WeightMeter;
use tenor_primitives::{
	oracle::{Report, SLOTS_PER_ROUND, SURFACE_EVERY},
	Expiry, MarketView, Phase, Price, Quorum, SettlementPrice, Stamped,
};

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

/// The last surface round.
fn surface() -> u64 {
	round() / SURFACE_EVERY * SURFACE_EVERY
}

fn compare(forwards: &[(Expiry, Stamped<Price>)]) {
	Oracle::cross_check(surface(), BTC, forwards, &mut WeightMeter::new());
}

/// A market whose index has a price.
fn with_price(test: impl FnOnce()) {
	ExtBuilder::default().listing(vec![(BTC, ALL.to_vec())]).build_and_execute(|| {
		play_spots(&[100; 4]);
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
		let last = Oracle::end_of(surface()).seconds() + Window::get();
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
		let both = <() as WeightInfo>::cross_check()
			+ <() as WeightInfo>::keep_book_range()
			+ <Quotes as tenor_primitives::BookForward>::weight();
		for (limit, expected) in [(both - sp_weights::Weight::from_parts(1, 0), 1), (both, 2)] {
			let mut meter = WeightMeter::with_limit(limit);
			Oracle::cross_check(surface(), BTC, &forwards, &mut meter);
			assert_eq!(count(), expected);
		}
	});
}

/// The end of so many surface rounds from the start, in seconds.
fn end_of(rounds: u64) -> u64 {
	Oracle::end_of(START / SLOTS_PER_ROUND + SURFACE_EVERY * (rounds - 1)).seconds()
}

fn range((low, high): (u64, u64)) -> Option<(Price, Price)> {
	Some((wad(low), wad(high)))
}

/// What stands of what the book says in these surface rounds, `None` where too little is quoted; the
/// window begins two seconds after the last one.
fn standing(said: &[Option<(u64, u64)>]) -> Option<(Price, Price)> {
	let expiry = Expiry(end_of(said.len() as u64) + 2 + Window::get());
	let mut stands = None;
	with_price(|| {
		advance(expiry.0 - Slot::get());
		end_block();
		for (place, said) in (0..).zip(said) {
			quote(&said.map(|range| (expiry, range)).into_iter().collect::<Vec<_>>());
			let round = START / SLOTS_PER_ROUND + SURFACE_EVERY * place;
			let forwards = [(expiry, forward(100, 102))];
			Oracle::cross_check(round, BTC, &forwards, &mut WeightMeter::new());
			Oracle::do_try_state().unwrap();
		}
		stands = Oracle::book_forward(BTC, expiry);
		Oracle::forget(BTC, expiry);
		assert_eq!(BookForwards::<Test>::iter().count(), 0);
	});
	stands
}

#[test]
fn m09_what_the_book_said_before_a_window_is_what_most_of_the_rounds_said() {
	let near = vec![Some(NEAR); 20];
	assert_eq!(standing(&near), range(NEAR));
	// Quotes of one round, or of several, change nothing, to either side.
	for false_ones in [1, 9] {
		for far in [LOW, HIGH] {
			let mut said = near.clone();
			said[20 - false_ones..].fill(Some(far));
			assert_eq!(standing(&said), range(NEAR), "{false_ones} at {far:?}");
		}
	}
	// In a tie all that lies between is left; who is in most of the rounds is believed.
	let mut said = near.clone();
	said[..10].fill(Some(HIGH));
	assert_eq!(standing(&said), range((NEAR.0, HIGH.1)));
	said[..11].fill(Some(HIGH));
	assert_eq!(standing(&said), range(HIGH));
}

#[test]
fn m09_a_book_that_was_quoted_in_few_rounds_or_too_early_says_nothing() {
	let mut said = vec![None; 20];
	assert_eq!(standing(&said), None);
	said[..10].fill(Some(NEAR));
	assert_eq!(standing(&said), None);
	said[19] = Some(NEAR);
	assert_eq!(standing(&said), range(NEAR));
	// Of 25 rounds the first five are too long before the window.
	let mut said = vec![None; 25];
	said[..15].fill(Some(NEAR));
	assert_eq!(standing(&said), None);
	said[15] = Some(NEAR);
	assert_eq!(standing(&said), range(NEAR));
}

#[test]
fn m09_the_rounds_before_a_window_are_kept_through_block_ends_until_it_begins() {
	let expiry = Expiry(end_of(11) + 2 + Window::get());
	ExtBuilder::default().listing(vec![(BTC, vec![expiry])]).build_and_execute(|| {
		quote(&[(expiry, NEAR)]);
		(0..10).for_each(|_| close_surface());
		assert_eq!(Oracle::book_forward(BTC, expiry), None);
		close_surface();
		assert_eq!(Oracle::book_forward(BTC, expiry), range(NEAR));
		// In the window nothing is added.
		quote(&[(expiry, HIGH)]);
		close_surface();
		assert_eq!(BookForwards::<Test>::get(BTC, expiry).len(), 11);
		// Of what was kept before a window was made longer only what is before it counts.
		Window::mutate(|window| *window += 30);
		assert_eq!(Oracle::book_forward(BTC, expiry), None);
		Window::mutate(|window| *window -= 30);
	});
}

#[test]
fn m09_seats_that_hold_a_surface_back_do_not_silence_the_book() {
	let expiry = Expiry(end_of(12) + 2 + Window::get());
	ExtBuilder::default().listing(vec![(BTC, vec![expiry])]).build_and_execute(|| {
		quote(&[(expiry, NEAR)]);
		close_surface();
		let slice = Slices::<Test>::get(BTC, expiry);
		for lost in 0..11 {
			while !Report::is_surface_round(round()) {
				play_spots(&[100; 4]);
			}
			// Too few for a surface, or none.
			play_spots(&[100; 2][..lost % 3]);
			play_spots(&[100; 4]);
			play_spots(&[100; 4]);
		}
		assert_eq!(Slices::<Test>::get(BTC, expiry), slice, "none was renewed");
		assert_eq!(Oracle::book_forward(BTC, expiry), range(NEAR));
	});
}
