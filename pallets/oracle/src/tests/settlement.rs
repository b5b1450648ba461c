//! Samples and the settlement average.

use crate::{mock::*, *};
use tenor_primitives::{
	Expiry, MarketView, Price, Series, SeriesKind, SettlementError, SettlementPrice, Timestamp, WAD,
};

type Weights = <Test as Config>::WeightInfo;

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
fn a_round_before_the_expiry_that_closes_after_it_is_sampled() {
	// The block after the last one before the expiry: at it, or so much later that later rounds had
	// no block at all.
	for gap in [4, 5, 7, 40] {
		from(END - 90).build_and_execute(|| {
			play_until(END - 4, |_| Some(wad(100)));
			// This round ends two seconds before the expiry.
			submit(reports(&[Some(wad(102)); 4]));
			end_block();
			advance(gap);
			end_block();
			let last = Oracle::samples(BTC, SOON).last().copied();
			assert_eq!(last, Some(Sample { round: (END - 4) / 2, price: wad(102) }));
			assert_eq!(Oracle::sample_range(BTC, SOON), Some((wad(100), wad(102))));
			advance(4);
			let mean = (58 * wad(100).0 + 2 * wad(102).0) / 60;
			assert!(price(SOON).unwrap().0.abs_diff(mean) <= 2);
		});
	}
}

#[test]
fn while_no_block_end_runs_an_expiry_waits() {
	from(END - 90).build_and_execute(|| {
		play_until(END - 4, |_| Some(wad(100)));
		submit(reports(&[Some(wad(102)); 4]));
		end_block();
		// A migration.
		advance(40);
		assert_eq!(price(SOON), Err(SettlementError::NotDue));
		advance(1);
		end_block();
		assert!(price(SOON).unwrap() > wad(100));
	});
}

#[test]
fn m10_without_weight_for_the_samples_of_all_expiries_they_take_turns() {
	let ends = [END, END + 1, END + 2, END + 3].map(Expiry);
	let listing = vec![(BTC, ends.to_vec())];
	from(END - 90).listing(listing).build_and_execute(|| {
		// For one a round: each has a sample in every fourth, which holds until the next.
		let (always, closing) = (Weights::block_end(), Weights::close_round(4, 1, 1));
		while Slot::get() < END + 10 {
			submit(reports(&[Some(wad(1_000 + Slot::get() % 5)); 4]));
			assert!(end_block_within(always + closing).all_lte(always + closing));
			Oracle::do_try_state().unwrap();
			advance(2);
		}
		for expiry in ends {
			let settled = price(expiry).unwrap();
			assert!(settled.0.abs_diff(wad(1_002).0) < wad(1).0, "{expiry:?}: {settled:?}");
			assert!(Oracle::samples(BTC, expiry).len() < 37 / 2, "of 37 rounds");
		}
	});
}

#[test]
fn what_ends_at_the_expiry_or_after_it_is_not_sampled() {
	from(END - 90).build_and_execute(|| {
		play_until(END - 2, |_| Some(wad(100)));
		let before = Oracle::samples(BTC, SOON);
		assert_eq!(before.last().map(|sample| Oracle::end_of(sample.round).seconds()), {
			Some(END - 2)
		});
		play_until(END + 4, |_| Some(wad(102)));
		assert_eq!(Oracle::samples(BTC, SOON), before);
	});
}

#[test]
fn the_last_forward_before_the_expiry_outlives_it() {
	from(END - 90).build_and_execute(|| {
		assert_eq!(Oracle::last_forward(BTC, SOON), None);
		play_until(END, |slot| Some(wad(if slot < END - 4 { 100 } else { 102 })));
		for spot in [103, 104] {
			play(reports(&[Some(wad(spot)); 4]));
			assert_eq!(Oracle::forward(BTC, SOON), None);
			// On the round that ended two seconds before the expiry.
			assert_eq!(Oracle::last_forward(BTC, SOON), Some(Price(wad(102).0 / 100 * 101)));
		}
		Oracle::forget(BTC, SOON);
		assert_eq!(Oracle::last_forward(BTC, SOON), None);
	});
}

#[test]
fn an_expiry_without_a_surface_has_no_last_forward() {
	from(END - 88).build_and_execute(|| {
		play_until(END - 70, |_| Some(wad(100)));
		assert!(!Oracle::samples(BTC, SOON).is_empty());
		assert_eq!(Oracle::last_forward(BTC, SOON), None);
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
		let call = Oracle::mark(&series(wad(50), SeriesKind::Call)).unwrap();
		// 54 s at 100, 6 s to come at the forward.
		let expected = (54 * 100 * WAD + 6 * 101 * WAD) / 60 - 50 * WAD;
		assert!(call.value.0.abs_diff(expected) < 1_000, "{call:?} {expected}");
		let put = Oracle::mark(&series(wad(50), SeriesKind::Put)).unwrap();
		assert_eq!(put.value, wad(0));
		// A future is the call at 50 and 50 more: a tenth of it still moves with the forward.
		let future = Series::future(BTC, expiry);
		let mark = Oracle::mark(&future).unwrap().value;
		assert!(mark.0.abs_diff(call.value.0 + wad(50).0) < 1_000, "{mark:?}");
		assert_eq!(Oracle::sensitivity(&future).unwrap().delta, 100_000);
		play_until(expiry.0, |_| Some(wad(100)));
		// The expiry has come: what it is about to pay, whatever the index does, and no band.
		play_until(expiry.0 + 4, |_| Some(wad(110)));
		let call = series(wad(50), SeriesKind::Call);
		assert_eq!(Oracle::mark(&call).unwrap().value, wad(50));
		assert_eq!(Oracle::mark(&series(wad(150), SeriesKind::Put)).unwrap().value, wad(50));
		assert_eq!(Oracle::mark(&future).unwrap().value, wad(100));
		assert_eq!((Oracle::band(&call), Oracle::band(&future)), (None, None));
		assert_eq!(
			Oracle::settlement_price(BTC, expiry, Timestamp(0)),
			Err(SettlementError::NotDue)
		);
	});
}
