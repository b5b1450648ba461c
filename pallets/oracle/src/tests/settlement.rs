//! Samples and the settlement average.

use crate::{mock::*, *};
use tenor_primitives::{
	Expiry, MarketView, OptionKind, Price, Series, SettlementError, SettlementPrice, Timestamp, WAD,
};

/// Plays rounds from the current one until `slot`.
fn play_until(slot: u64, mut spot: impl FnMut(u64) -> Option<Price>) {
	while Slot::get() < slot {
		match spot(Slot::get()) {
			Some(spot) => play(reports(&vec![Some(spot); Stakes::get().len()])),
			None => play(vec![]),
		}
	}
}

fn price(expiry: Expiry) -> Result<Price, SettlementError> {
	Oracle::settlement_price(BTC, expiry, Oracle::now())
}

/// The listing's first expiry, reached with a constant price.
const END: u64 = SOON.0;

fn from(slot: u64) -> ExtBuilder {
	ExtBuilder::default().slot(slot)
}

#[test]
fn a_constant_price_settles_at_itself_after_the_delay() {
	from(END - 90).build_and_execute(|| {
		play_until(END, |_| Some(wad(100)));
		play(vec![]);
		assert_eq!(price(SOON), Err(SettlementError::NotDue));
		play(vec![]);
		assert_eq!(price(SOON), Ok(wad(100)));
		assert_eq!(Oracle::sample_range(BTC, SOON), Some((wad(100), wad(100))));
	});
}

#[test]
fn the_average_is_the_plain_mean_of_the_window() {
	from(END - 90).build_and_execute(|| {
		// A round's median stands from its end: the first in the window is that of END − 62.
		let mut inside = vec![];
		play_until(END, |slot| {
			let spot = wad(1_000 + (END - slot) / 2);
			if (END - 62..END - 2).contains(&slot) {
				inside.push(spot.0);
			}
			Some(spot)
		});
		play(vec![]);
		play(vec![]);
		let mean = inside.iter().sum::<u128>() / inside.len() as u128;
		assert_eq!(inside.len(), 30);
		assert_eq!(price(SOON), Ok(Price(mean)));
		let range = (Price(*inside.iter().min().unwrap()), Price(*inside.iter().max().unwrap()));
		assert_eq!(Oracle::sample_range(BTC, SOON), Some(range));
	});
}

#[test]
fn anyone_can_recompute_the_average_from_the_samples() {
	from(END - 90).build_and_execute(|| {
		play_until(END, |slot| Some(wad(1_000 + slot % 7)));
		play(vec![]);
		play(vec![]);
		let mut window = tenor_math::twap::Window::with_bucket(END - 60, 2);
		for sample in Oracle::samples(BTC, SOON) {
			window.push((sample.round + 1) * 2, sample.price.0).unwrap();
		}
		assert_eq!(price(SOON), Ok(Price(window.finish().unwrap())));
	});
}

#[test]
fn the_public_window_is_covered_by_minute_buckets() {
	Window::set(1_800);
	let builder = from(START).listing(vec![(BTC, vec![Expiry(START + 1_860)])]);
	builder.stakes(&[1]).build_and_execute(|| {
		let expiry = Expiry(START + 1_860);
		play_until(expiry.0, |_| Some(wad(100)));
		play(vec![]);
		play(vec![]);
		assert_eq!(price(expiry), Ok(wad(100)));
		// 15 seconds before the window and 30 rounds in each of 30 buckets.
		assert_eq!(Oracle::samples(BTC, expiry).len(), 7 + 900);
		assert_eq!(Samples::<Test>::iter().count(), 31);
	});
}

#[test]
fn a_gap_longer_than_the_hold_leaves_the_window_incomplete() {
	from(END - 90).build_and_execute(|| {
		play_until(END, |slot| (slot < END - 50).then_some(wad(100)));
		play(vec![]);
		play(vec![]);
		assert_eq!(price(SOON), Err(SettlementError::Incomplete));
		assert_eq!(Oracle::sample_range(BTC, SOON), Some((wad(100), wad(100))));
	});
}

#[test]
fn a_short_gap_is_bridged_by_the_hold() {
	from(END - 90).build_and_execute(|| {
		let gap = END - 40..END - 28;
		play_until(END, |slot| (!gap.contains(&slot)).then_some(wad(100)));
		play(vec![]);
		play(vec![]);
		assert_eq!(price(SOON), Ok(wad(100)));
	});
}

#[test]
fn m09_a_held_jump_is_not_sampled() {
	from(END - 90).build_and_execute(|| {
		play_until(END, |slot| Some(if slot == END - 30 { wad(9_000) } else { wad(100) }));
		play(vec![]);
		play(vec![]);
		assert_eq!(price(SOON), Ok(wad(100)));
		assert_eq!(Oracle::sample_range(BTC, SOON), Some((wad(100), wad(100))));
	});
}

#[test]
fn forgetting_leaves_nothing_of_an_expiry() {
	from(START + 570).build_and_execute(|| {
		play_until(END, |_| Some(wad(100)));
		assert!(Slices::<Test>::contains_key(BTC, LATE));
		assert!(AveragesSoFar::<Test>::contains_key((BTC, SOON)));
		Oracle::forget(BTC, SOON);
		assert_eq!(Samples::<Test>::iter().count(), 0);
		assert_eq!(AveragesSoFar::<Test>::iter().count(), 0);
		assert!(!Slices::<Test>::contains_key(BTC, SOON));
		assert!(Slices::<Test>::contains_key(BTC, LATE));
		assert_eq!(Oracle::sample_range(BTC, SOON), None);
	});
}

#[test]
fn inside_the_window_the_mark_closes_in_on_the_average() {
	from(START).listing(vec![(BTC, vec![Expiry(START + 150)])]).build_and_execute(|| {
		let expiry = Expiry(START + 150);
		let series = |strike, kind| Series { underlying: BTC, expiry, strike, kind };
		// 101 is the forward of 100.
		play_until(expiry.0 - 6, |_| Some(wad(100)));
		let call = Oracle::mark(&series(wad(50), OptionKind::Call)).unwrap();
		// 54 s at 100, 6 s to come at the forward.
		let expected = (54 * 100 * WAD + 6 * 101 * WAD) / 60 - 50 * WAD;
		assert!(call.value.0.abs_diff(expected) < 1_000, "{call:?} {expected}");
		let put = Oracle::mark(&series(wad(50), OptionKind::Put)).unwrap();
		assert_eq!(put.value, wad(0));
		play_until(expiry.0, |_| Some(wad(100)));
		// The expiry has come: no mark.
		assert_eq!(Oracle::mark(&series(wad(50), OptionKind::Call)), None);
		assert_eq!(
			Oracle::settlement_price(BTC, expiry, Timestamp(0)),
			Err(SettlementError::NotDue)
		);
	});
}
