//! The market view between rounds.

use crate::mock::*;
use tenor_math::{averaging, black76, Fixed, Rounding};
use tenor_primitives::{Expiry, MarketView, Price, Quorum, Series, SeriesKind, Volatility, WAD};

/// Two rounds, so that the surface is closed.
fn open(spots: &[u64]) {
	play_spots(spots);
	play_spots(spots);
}

/// A surface at 100, then a round of reduced quorum, whose range is wide.
fn reduced() -> ExtBuilder {
	ExtBuilder::default().stakes(&[20, 12, 20, 48])
}

fn open_reduced() {
	open(&[100; 4]);
	for _ in 0..2 {
		play_spots(&[98, 100, 102]);
	}
	let spot = Oracle::spot(BTC).unwrap();
	assert_eq!((spot.lo, spot.value, spot.hi), (wad(98), wad(100), wad(102)));
	assert_eq!(spot.quorum, Quorum::Reduced);
}

fn series(strike: u64, kind: SeriesKind) -> Series {
	Series { underlying: BTC, expiry: LATE, strike: wad(strike), kind }
}

#[test]
fn between_surface_rounds_the_forward_is_the_index_times_the_last_basis() {
	ExtBuilder::default().build_and_execute(|| {
		open(&[100; 4]);
		assert_eq!(Oracle::forward(BTC, SOON).unwrap().value, wad(101));
		play_spots(&[102; 4]);
		let forward = Oracle::forward(BTC, SOON).unwrap();
		assert_eq!(forward.value, Price(102 * 101 * WAD / 100));
		assert_eq!(forward.at, Oracle::spot(BTC).unwrap().at);
		let view = Oracle::expiry(BTC, SOON).unwrap();
		assert_eq!(view.forward, forward);
	});
}

#[test]
fn the_forward_s_range_holds_both_ranges() {
	reduced().build_and_execute(|| {
		open_reduced();
		let forward = Oracle::forward(BTC, SOON).unwrap();
		assert_eq!(forward.value, wad(101));
		assert_eq!(forward.lo, Price(wad(98).0 / 100 * 101));
		assert_eq!(forward.hi, Price(wad(102).0 / 100 * 101));
		assert_eq!(forward.quorum, Quorum::Reduced);
	});
}

#[test]
fn marks_are_black_76_on_the_time_left() {
	ExtBuilder::default().build_and_execute(|| {
		open(&[100; 4]);
		let left = LATE.0 - Slot::get();
		// A millionth of variance per second; the window of 60 s takes off 40.
		let variance = Fixed::from_ratio(i128::from(left - 40), 1_000_000).unwrap();
		let deviation = black76::Deviation::from_variance(variance).unwrap();
		let (call, put) = (black76::OptionKind::Call, black76::OptionKind::Put);
		for (kind, plain) in [(SeriesKind::Call, call), (SeriesKind::Put, put)] {
			let mark = Oracle::mark(&series(100, kind)).unwrap();
			let expected = black76::value(plain, wad(101).0, wad(100).0, deviation, Rounding::Down);
			// Reported variances are multiples of 2^-40.
			assert!(mark.value.0.abs_diff(expected) < 10_000_000_000, "{mark:?} {expected}");
			assert_eq!(mark.lo, mark.value);
			assert!(mark.hi.0 - mark.value.0 <= 1);
		}
	});
}

#[test]
fn marks_follow_the_forward_s_range_outward() {
	reduced().build_and_execute(|| {
		open_reduced();
		for kind in [SeriesKind::Call, SeriesKind::Put] {
			let mark = Oracle::mark(&series(100, kind)).unwrap();
			assert!(mark.lo < mark.value && mark.value < mark.hi, "{kind:?} {mark:?}");
			assert_eq!(mark.at, Oracle::spot(BTC).unwrap().at);
		}
	});
}

#[test]
fn the_band_shocks_forward_and_volatility() {
	ExtBuilder::default().build_and_execute(|| {
		open(&[100; 4]);
		let left = LATE.0 - Slot::get();
		let variance = Fixed::from_ratio(i128::from(left), 1_000_000).unwrap();
		let year = Fixed::from_ratio(i128::from(black76::YEAR_SECS), 1).unwrap();
		let per_year = variance.checked_mul(year).unwrap();
		let volatility =
			per_year.checked_div(Fixed::from_int(left as i64)).unwrap().sqrt().unwrap();
		let value = |kind, forward: u128, percent: i128| {
			let volatility =
				volatility.checked_mul(Fixed::from_ratio(percent, 100).unwrap()).unwrap();
			// In a window of 60 s a second is 30 of the public window's.
			let scale = Fixed::from_ratio(1, 30).unwrap().sqrt().unwrap();
			let volatility = volatility.checked_mul(scale).unwrap();
			let strike = wad(100).0;
			averaging::price(kind, forward, strike, volatility, left * 30, 0, Rounding::Down)
				.unwrap()
		};
		let (down, up) = (wad(101).0 / 100 * 97, wad(101).0 / 100 * 103);
		let close = |one: Price, other: u128| one.0.abs_diff(other) < 1_000_000_000;
		let (lo, hi) = Oracle::band(&series(100, SeriesKind::Call)).unwrap();
		assert!(close(lo, value(black76::OptionKind::Call, down, 90)));
		assert!(close(hi, value(black76::OptionKind::Call, up, 110)));
		let (lo, hi) = Oracle::band(&series(100, SeriesKind::Put)).unwrap();
		assert!(close(lo, value(black76::OptionKind::Put, up, 90)));
		assert!(close(hi, value(black76::OptionKind::Put, down, 110)));
		let mark = Oracle::mark(&series(100, SeriesKind::Put)).unwrap().value;
		assert!(lo < mark && mark < hi);
	});
}

#[test]
fn m09_nothing_is_marked_without_fresh_prices() {
	ExtBuilder::default().build_and_execute(|| {
		let call = series(100, SeriesKind::Call);
		assert_eq!((Oracle::mark(&call), Oracle::band(&call)), (None, None));
		open(&[100; 4]);
		assert!(Oracle::mark(&call).is_some());
		let unlisted = Series { expiry: Expiry(LATE.0 + 1), ..call };
		assert_eq!(Oracle::mark(&unlisted), None);
		advance(7);
		assert_eq!((Oracle::mark(&call), Oracle::band(&call)), (None, None));
		assert_eq!(Oracle::expiry(BTC, LATE), None);
	});
}

#[test]
fn confidence_is_the_weighted_deviation_rounded_up() {
	ExtBuilder::default().build_and_execute(|| {
		// Distances from 1,000 are 1, 0, 1 and 2: their lower median is 1 of 1,000.
		open(&[999, 1_000, 1_001, 1_002]);
		assert_eq!(Oracle::spot(BTC).unwrap().value, wad(1_000));
		assert_eq!(Oracle::confidence(BTC), Some(10));
		play_spots(&[1_000; 4]);
		assert_eq!(Oracle::confidence(BTC), Some(0));
	});
}

#[test]
fn m02_absurd_prices_give_no_mark_and_no_panic() {
	ExtBuilder::default().build_and_execute(|| {
		let absurd = Some(Price(u128::MAX - 7));
		play(reports(&[absurd; 4]));
		play(reports(&[absurd; 4]));
		assert!(Oracle::spot(BTC).is_some());
		for kind in [SeriesKind::Call, SeriesKind::Put, SeriesKind::Future] {
			let _ = Oracle::mark(&series(100, kind));
			let _ = Oracle::band(&series(100, kind));
			let _ = Oracle::sensitivity(&series(100, kind));
		}
		assert!(Oracle::confidence(BTC).is_some());
	});
}

#[test]
fn a_contract_is_worth_its_mark_at_the_volatility_of_its_mark() {
	ExtBuilder::default().build_and_execute(|| {
		open(&[100; 4]);
		// A millionth of variance per second, whatever the window: 561.5692 % a year.
		for (kind, strike) in [(SeriesKind::Call, 103), (SeriesKind::Put, 103)] {
			let series = series(strike, kind);
			let mark = Oracle::mark(&series).unwrap().value.0;
			let at = Oracle::valuation(&series).unwrap();
			let value = |ppm| at(Volatility(ppm)).unwrap().0;
			assert!(value(5_615_692) <= mark && mark <= value(5_615_693), "{mark}");
			assert!(value(1) < value(5_000_000) && value(5_000_000) < value(Volatility::MAX.0));
			assert_eq!(value(1) > 0, kind == SeriesKind::Put, "all but intrinsic");
		}
		Slot::set(LATE.0);
		assert!(Oracle::valuation(&series(100, SeriesKind::Call)).is_none());
	});
}

#[test]
fn sensitivities_are_those_of_the_closed_form() {
	ExtBuilder::default().build_and_execute(|| {
		open(&[100; 4]);
		let left = LATE.0 - Slot::get();
		let variance = Fixed::from_ratio(i128::from(left - 40), 1_000_000).unwrap();
		let forward = Oracle::forward(BTC, LATE).unwrap().value.0;
		for strike in [90, 100, 110] {
			let deviation = black76::Deviation::from_variance(variance).unwrap();
			let exact = black76::Black76::on(forward, wad(strike).0, deviation).unwrap();
			let [call, put] = [SeriesKind::Call, SeriesKind::Put]
				.map(|kind| Oracle::sensitivity(&series(strike, kind)).unwrap());
			let delta = exact.delta(black76::OptionKind::Call).checked_mul_int(1_000_000);
			// Within half a percent of the forward the delta bends: a few thousandths.
			let delta = i128::from(delta.expect("in range").floor());
			assert!((i128::from(call.delta) - delta).abs() < 5_000, "{call:?} {delta}");
			// Put-call parity.
			assert!((call.delta - put.delta - 1_000_000).abs() <= 2, "{call:?} {put:?}");
			assert!(call.vega.0 > 0 && call.vega.0.abs_diff(put.vega.0) < WAD / 1_000);
		}
	});
}

#[test]
fn a_future_is_marked_at_the_forward_with_its_range() {
	reduced().build_and_execute(|| {
		open_reduced();
		let future = Series::future(BTC, SOON);
		let forward = Oracle::forward(BTC, SOON).unwrap();
		assert!(forward.lo < forward.value && forward.value < forward.hi);
		assert_eq!(Oracle::mark(&future), Some(forward));
		let shocked = |percent| Price(forward.value.0 / 100 * percent);
		assert_eq!(Oracle::band(&future), Some((shocked(97), shocked(103))));
		let sensitivity = Oracle::sensitivity(&future).unwrap();
		assert_eq!((sensitivity.delta, sensitivity.vega), (1_000_000, Price(0)));
		advance(7);
		assert_eq!((Oracle::mark(&future), Oracle::band(&future)), (None, None));
		assert_eq!(Oracle::sensitivity(&future), None);
	});
}
