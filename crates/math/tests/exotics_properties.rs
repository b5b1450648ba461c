//! What holds for every digital, average and barrier.
#![allow(
	missing_docs,
	clippy::cast_possible_truncation,
	clippy::cast_possible_wrap,
	clippy::cast_sign_loss
)]

mod common;

use common::{float, ULP};
use proptest::{prelude::*, test_runner::FileFailurePersistence};
use tenor_math::{
	black76::{value, Deviation},
	exotics::{
		asian::{geometric, geometric_average},
		barrier::{self, watched_at_intervals},
		digital::{range, Digital, End},
		touch::touch,
		Barrier, Fixings, Knock, Market, Pays, Side, Touch,
	},
	Fixed, OptionKind,
	OptionKind::{Call, Put},
	Rounding,
};

/// Seconds of a year: a year at volatility s has the deviation s.
const YEAR: u64 = 31_536_000;

/// `−ζ(½)/√(2π)`, of Broadie, Glasserman and Kou.
const OVERSHOOT: f64 = 0.582_597_157_939_010_7;

#[test]
fn limits_without_deviation() {
	for (strike, above) in [(99, true), (100, false), (101, false)] {
		let digital = Digital::on(100, strike, Deviation::ZERO).unwrap();
		assert_eq!(digital.cash(Call) == Fixed::ONE, above);
		assert_eq!(digital.cash(Put) == Fixed::ONE, !above);
		assert_eq!(digital.asset_value(Call, Rounding::Up), if above { 100 } else { 0 });
		assert_eq!(digital.cash_delta(Call), Fixed::ZERO);
		assert_eq!(digital.cash_vega(Put), Fixed::ZERO);
	}
}

/// What is worth 2^128 or more has no answer; it is not cut.
#[test]
fn amounts_out_of_range_are_refused() {
	let market = |spot, carry, discount| Market {
		spot,
		carry: Fixed::from_int(carry),
		discount: Fixed::from_int(discount),
		deviation: Deviation::from_variance(Fixed::from_bits(1)).unwrap(),
	};
	let greatest = u128::MAX >> 2;
	for fixings in [Fixings::Continuous, Fixings::Every(1)] {
		for rounding in [Rounding::Down, Rounding::Up] {
			let of = |carry, discount| {
				geometric(&market(greatest, carry, discount), Call, 1, fixings, rounding)
			};
			assert_eq!((of(5, 0), of(0, -2)), (None, None));
			assert!(of(0, 0).is_some_and(|value| value.abs_diff(greatest) <= greatest >> 60));
		}
	}
	let paid = |level, what, payment| {
		touch(&market(100, 0, -1), Side::Down, level, what, payment, Rounding::Down)
	};
	assert_eq!(paid(100, Touch::CashAtEnd, 1 << 127), None);
	assert_eq!(paid(1, Touch::CashUntouched, 1 << 127), None);
	assert!(paid(100, Touch::CashAtEnd, 1 << 126).is_some_and(|value| value > 1 << 127));
	let two = Deviation::from_volatility(Fixed::from_int(2), YEAR).unwrap();
	assert_eq!(watched_at_intervals(1 << 127, Side::Up, two), None);
	assert!(watched_at_intervals(1 << 127, Side::Down, two).is_some());
	let barrier = Barrier { level: 1, side: Side::Down, knock: Knock::Out, rebate: 0 };
	let of =
		|carry| barrier::price(&market(greatest, carry, 0), Call, 1 << 124, &barrier, Rounding::Up);
	assert!(of(5).is_none() && of(0).is_some());
}

/// By hand: the forwards are `100·e^0.0075`, of which nothing may be lost before the price is rounded.
#[test]
fn averages_are_rounded_once_as_asked() {
	let market = Market {
		spot: 100,
		carry: Fixed::from_ratio(15, 1_000).unwrap(),
		discount: Fixed::ZERO,
		deviation: Deviation::from_variance(Fixed::from_bits(1)).unwrap(),
	};
	let of =
		|kind, strike, rounding| geometric(&market, kind, strike, Fixings::Continuous, rounding);
	// 200 − 100.75282 and 100.75282 − 1
	assert_eq!((of(Put, 200, Rounding::Down), of(Put, 200, Rounding::Up)), (Some(99), Some(100)));
	assert_eq!((of(Call, 1, Rounding::Down), of(Call, 1, Rounding::Up)), (Some(99), Some(100)));
}

/// The distance that the documentation gives is of the level where the factor is small.
#[test]
fn a_barrier_far_below_is_moved_within_an_ulp_of_its_level() {
	let level = 1u128 << 120;
	// floor(2^120·e^(−0.5826·s)) by mpmath.
	for (deviation, exact) in [
		(1, 742_302_201_908_107_886_795_675_130_834_726_486u128),
		(10, 3_921_138_396_841_424_053_131_186_845_874_764),
	] {
		let interval = Deviation::from_volatility(Fixed::from_int(deviation), YEAR).unwrap();
		let moved = watched_at_intervals(level, Side::Down, interval).unwrap();
		assert!(moved.abs_diff(exact) <= level >> 63, "{moved} {exact}");
	}
}

#[test]
fn averages_of_no_fixings_or_too_many_are_refused() {
	let deviation = Deviation::from_volatility(Fixed::ONE, YEAR).unwrap();
	let market = Market { spot: 100, carry: Fixed::ZERO, discount: Fixed::ZERO, deviation };
	let of = |count| geometric(&market, Call, 90, Fixings::Every(count), Rounding::Down);
	assert_eq!((of(0), of(u32::MAX)), (None, None));
	assert!(of(1).is_some() && of((1 << 31) - 1).is_some());
}

/// Within 2^23 deviations of drift a strike that is cut at 2^24 lies beyond all; with more there would be
/// two cuts at one place.
#[test]
fn a_drift_that_is_cut_is_refused() {
	let market = |carry: Fixed| Market {
		spot: 1 << 80,
		carry,
		discount: Fixed::ZERO,
		deviation: Deviation::from_volatility(Fixed::from_bits(1 << 34), YEAR).unwrap(),
	};
	// A deviation of 2^-30: 2^-6 is 2^24 of them, and the strike is twice as far.
	let far = market(Fixed::from_bits(1 << 58));
	let strike = (1 << 80) + (1 << 75);
	let touched = |market: &Market| {
		touch(market, Side::Up, strike, Touch::CashAtEnd, 1 << 80, Rounding::Down)
	};
	assert_eq!(touched(&far), None);
	let barrier = Barrier { level: 1, side: Side::Down, knock: Knock::Out, rebate: 0 };
	assert_eq!(barrier::price(&far, Call, strike, &barrier, Rounding::Down), None);
	// A quarter of that drift, and what is cut is never reached.
	let near = market(Fixed::from_bits(1 << 56));
	assert_eq!(touched(&near), Some(0));
	assert_eq!(barrier::price(&near, Call, strike, &barrier, Rounding::Up), Some(0));
}

/// With rates below 0 a payment at the touch has a real closed form for high volatilities only; all
/// others have one.
#[test]
fn payments_at_the_touch_are_refused_where_their_form_is_not_real() {
	let of = |hundredths: i128| Fixed::from_ratio(hundredths, 100).unwrap();
	let market = |volatility| Market {
		spot: 1 << 80,
		carry: Fixed::ZERO,
		discount: of(-2),
		deviation: Deviation::from_volatility(volatility, YEAR).unwrap(),
	};
	let found = |volatility, what| {
		touch(&market(volatility), Side::Down, 1 << 79, what, 1 << 80, Rounding::Down).is_some()
	};
	// √(8·0.02) = 0.4
	assert!(found(of(41), Touch::CashAtTouch) && !found(of(39), Touch::CashAtTouch));
	assert!(found(of(39), Touch::CashAtEnd) && found(of(39), Touch::AssetUntouched));
}

/// What no payment on a market can be worth more than.
struct Most {
	/// Of spot and forward.
	greatest: f64,
	forward: f64,
	discount: f64,
	slack: f64,
}

impl Most {
	fn of(market: &Market) -> Self {
		let s = float(market.deviation.to_fixed()).max(2f64.powi(-64));
		let forward = market.spot as f64 * float(market.carry).exp();
		Self {
			greatest: forward.max(market.spot as f64),
			forward,
			discount: (-float(market.discount)).exp().max(1.0),
			// What the rounding of carry and discount may do, as the documentation tells.
			slack: 1.0 + 1e-9 + 4.0 * ULP / s,
		}
	}

	/// Whether an answer is no more than all of these payments, or none.
	fn holds(&self, found: Option<u128>, payments: &[f64]) -> bool {
		let paid = payments.iter().sum::<f64>();
		let error = 16.0 * ULP * (paid + self.greatest) * self.discount;
		found.is_none_or(|found| found as f64 <= paid * self.discount * self.slack + error + 1.0)
	}
}

/// Markets of all sizes around the money, from seconds to years.
fn any_market() -> impl Strategy<Value = Market> {
	(
		1u128 << 40..1 << 90,
		-3i128 << 62..3 << 62,
		-3i128 << 62..3 << 62,
		1i128 << 64..4 << 64,
		0u32..16,
	)
		.prop_map(|(spot, carry, discount, s, shift)| Market {
			spot,
			carry: Fixed::from_bits(carry >> shift),
			discount: Fixed::from_bits(discount >> shift),
			deviation: Deviation::from_volatility(Fixed::from_bits(s >> shift), YEAR).unwrap(),
		})
}

fn any_side() -> impl Strategy<Value = Side> {
	prop_oneof![Just(Side::Down), Just(Side::Up)]
}

fn any_kind() -> impl Strategy<Value = OptionKind> {
	prop_oneof![Just(Call), Just(Put)]
}

/// An amount from a tenth to ten times the spot.
fn near(spot: u128, tenths: u64) -> u128 {
	(spot >> 10) * u128::from(tenths) / 10 + 1
}

fn config() -> ProptestConfig {
	ProptestConfig {
		cases: 2_000,
		failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
			"tests/exotics_properties.proptest-regressions",
		))),
		..ProptestConfig::default()
	}
}

proptest! {
	#![proptest_config(config())]

	#[test]
	fn ranges_add_up(
		forward in 1u128..1 << 100,
		ends in prop::collection::btree_map(1u128..1 << 100, (0i128..4 << 64, -1i128 << 66..1 << 66), 2..8),
	) {
		let ends: Vec<End> = ends
			.into_iter()
			.map(|(strike, (s, slope))| End {
				strike,
				deviation: Deviation::from_volatility(Fixed::from_bits(s), YEAR).unwrap(),
				slope: Fixed::from_bits(slope),
			})
			.collect();
		let (first, last) = (ends[0], ends[ends.len() - 1]);
		let inner: Fixed = ends
			.windows(2)
			.map(|pair| range(forward, pair[0], pair[1]).unwrap())
			.fold(Fixed::ZERO, |sum, part| sum.checked_add(part).unwrap());
		prop_assert_eq!(range(forward, first, last), Some(inner));
		prop_assert_eq!(range(forward, last, first), None);
		let digital = |end: End, kind| {
			Digital::on(forward, end.strike, end.deviation).unwrap().cash_on_smile(kind, end.slope)
		};
		let (below, above) = (digital(first, Put), digital(last, Call));
		let all = inner.checked_add(below).unwrap().checked_add(above).unwrap();
		prop_assert_eq!(all, Fixed::ONE);
	}

	#[test]
	fn ranges_on_one_volatility_are_not_below_zero(forward in 1u128..1 << 100, strikes: [u128; 2], shift in 1u32..127, s in 0i128..4 << 64) {
		let deviation = Deviation::from_volatility(Fixed::from_bits(s), YEAR).unwrap();
		let [one, other] = strikes.map(|strike| (strike >> shift).max(1));
		let end = |strike| End { strike, deviation, slope: Fixed::ZERO };
		let found = range(forward, end(one.min(other)), end(one.max(other)));
		prop_assert_eq!(found.is_none(), one == other);
		prop_assert!(found.is_none_or(|inside| inside >= Fixed::ZERO && inside <= Fixed::ONE));
	}

	#[test]
	fn a_vanilla_is_an_asset_less_cash(forward in 1u128 << 60..1 << 90, tenths in 1u64..1 << 13, s in 1i128 << 50..4 << 64) {
		let strike = near(forward, tenths);
		let s = Deviation::from_volatility(Fixed::from_bits(s), YEAR).unwrap();
		let digital = Digital::on(forward, strike, s).unwrap();
		for kind in [Call, Put] {
			let asset = digital.asset_value(kind, Rounding::Down) as i128;
			let cash = digital.cash_value(kind, strike, Rounding::Down) as i128;
			let vanilla = value(kind, forward, strike, s, Rounding::Down) as i128;
			let found = if kind == Call { asset - cash } else { cash - asset };
			let slack = (forward.max(strike) >> 59) as i128 + 2;
			prop_assert!((found - vanilla).abs() <= slack, "{} {}", found, vanilla);
		}
	}

	#[test]
	fn in_and_out_are_the_vanilla_option(
		market in any_market(),
		kind in any_kind(),
		side in any_side(),
		strike in 1u64..100_000,
		level in 1u64..100_000,
	) {
		let (strike, level) = (near(market.spot, strike), near(market.spot, level));
		let of = |knock| {
			let barrier = Barrier { level, side, knock, rebate: 0 };
			barrier::price(&market, kind, strike, &barrier, Rounding::Down).unwrap()
		};
		let both = of(Knock::In) + of(Knock::Out);
		// Forward and strike rounded to 2^-30 of a unit, then discounted.
		let forward = float(market.carry.exp().unwrap()) * market.spot as f64;
		let vanilla = value(kind, forward as u128, strike, market.deviation, Rounding::Down) as f64
			* float(market.discount.checked_neg().unwrap().exp().unwrap());
		let scale = forward.max(strike as f64) * 4.0;
		prop_assert!((both as f64 - vanilla).abs() <= 1e-14 * scale + 4.0, "{} {}", both, vanilla);
	}

	#[test]
	fn a_barrier_option_is_its_asset_less_its_cash(
		market in any_market(),
		kind in any_kind(),
		side in any_side(),
		strike in 1u64..100_000,
		level in 1u64..100_000,
	) {
		let (strike, level) = (near(market.spot, strike), near(market.spot, level));
		for knock in [Knock::In, Knock::Out] {
			let barrier = Barrier { level, side, knock, rebate: 0 };
			let of = |pays| {
				barrier::price_of(&market, kind, pays, strike, &barrier, Rounding::Down).unwrap() as i128
			};
			let parts = of(Pays::Asset) - of(Pays::Cash(strike));
			let parts = if kind == Call { parts } else { -parts };
			let scale = float(market.carry.exp().unwrap()).max(1.0) * market.spot.max(strike) as f64;
			let scale = scale * float(market.discount.checked_neg().unwrap().exp().unwrap()).max(1.0);
			let slack = (scale * 64.0 * ULP) as i128 + 3;
			prop_assert!((of(Pays::Difference) - parts).abs() <= slack);
		}
	}

	#[test]
	fn touched_and_untouched_are_everything(market in any_market(), side in any_side(), level in prop_oneof![1u64..20_000, 20_000u64..100_000]) {
		let level = near(market.spot, level);
		let of = |what| touch(&market, side, level, what, market.spot, Rounding::Down).unwrap() as f64;
		let end = float(market.discount.checked_neg().unwrap().exp().unwrap()) * market.spot as f64;
		let cash = of(Touch::CashAtEnd) + of(Touch::CashUntouched);
		prop_assert!((cash - end).abs() <= 1e-15 * end.max(market.spot as f64) + 3.0);
		let asset = of(Touch::AssetAtEnd) + of(Touch::AssetUntouched);
		let all = end * float(market.carry.exp().unwrap());
		prop_assert!((asset - all).abs() <= 1e-14 * all.max(market.spot as f64) + 3.0);
		// At the touch it is worth what the rates of the time left make of it: between the payment on
		// the paths that touch, and that at the end.
		if let Some(sooner) = touch(&market, side, level, Touch::CashAtTouch, market.spot, Rounding::Down) {
			let (sooner, later) = (sooner as f64, of(Touch::CashAtEnd));
			let undiscounted = later * float(market.discount.exp().unwrap());
			let (least, most) = (later.min(undiscounted), later.max(undiscounted));
			let slack = 1e-15 * end.max(market.spot as f64) + 2.0;
			prop_assert!(sooner >= least - slack && sooner <= most + slack, "{} {} {}", least, sooner, most);
		}
	}

	#[test]
	fn a_farther_barrier_is_touched_less(market in any_market(), side in any_side(), level in 1u64..100_000, more in 1u64..10_000) {
		let (near, far) = (near(market.spot, level), near(market.spot, level + more));
		let (near, far) = if side == Side::Up { (near, far) } else { (far, near) };
		let of = |level| touch(&market, side, level, Touch::CashUntouched, market.spot, Rounding::Down).unwrap();
		let slack = (of(far) as f64 * 16.0 * ULP) as u128 + (market.spot >> 58) + 2;
		prop_assert!(of(near) <= of(far) + slack, "{} {}", of(near), of(far));
	}

	#[test]
	fn more_fixings_come_close_to_the_continuous_average(market in any_market(), kind in any_kind(), strike in 1u64..100_000) {
		let strike = near(market.spot, strike);
		let of = |fixings| geometric(&market, kind, strike, fixings, Rounding::Down).unwrap() as f64;
		let (many, all) = (of(Fixings::Every((1 << 31) - 1)), of(Fixings::Continuous));
		let scale = (market.spot as f64) * 8.0 * float(market.carry.exp().unwrap()).max(1.0);
		prop_assert!((many - all).abs() <= 1e-9 * scale + 2.0, "{} {}", many, all);
		// One fixing, at the end, is the vanilla option.
		let forward = float(market.carry.exp().unwrap()) * market.spot as f64;
		let end = float(market.discount.checked_neg().unwrap().exp().unwrap());
		let vanilla = value(kind, forward as u128, strike, market.deviation, Rounding::Down) as f64 * end;
		prop_assert!((of(Fixings::Every(1)) - vanilla).abs() <= 1e-14 * scale.max(strike as f64) + 2.0);
	}

	/// An answer is the value, also where the value is close to the end of the range or beyond it.
	#[test]
	fn the_largest_amounts_are_valued_or_refused(
		amounts in prop::array::uniform2(1u128 << 122..1 << 126),
		exponents in prop::array::uniform2(-5i128 << 64..5 << 64),
		s in 0i128..4 << 64,
		side in any_side(),
	) {
		let ([spot, strike], [carry, discount]) = (amounts, exponents.map(Fixed::from_bits));
		let deviation = Deviation::from_volatility(Fixed::from_bits(s + 1), YEAR).unwrap();
		let market = Market { spot, carry, discount, deviation };
		let is = |found: Option<u128>, exact: f64, scale: f64| match found {
			Some(found) => (found as f64 - exact).abs() <= 1e-9 * scale,
			None => exact > 2f64.powi(128) * (1.0 - 1e-9),
		};
		let end = (-float(discount)).exp();
		let touched = touch(&market, side, spot, Touch::CashAtEnd, strike, Rounding::Up);
		prop_assert!(is(touched, strike as f64 * end, strike as f64 * end));
		let (growth, _) = geometric_average(&market, Fixings::Continuous).unwrap();
		let (forward, bare) = (float(growth) * spot as f64, end.max(1.0) * strike as f64);
		// A strike of 1 is as none.
		let call = geometric(&market, Call, 1, Fixings::Continuous, Rounding::Down);
		let beyond_before_discount = call.is_none() && forward > 3e38;
		prop_assert!(beyond_before_discount || is(call, forward * end, forward.max(bare) * end.max(1.0)));
		let moved = watched_at_intervals(strike, side, deviation);
		let shift = OVERSHOOT * float(deviation.to_fixed());
		let factor = if side == Side::Up { shift.exp() } else { (-shift).exp() };
		prop_assert!(is(moved, strike as f64 * factor, strike as f64));
	}

	#[test]
	fn answers_for_any_bits(
		amounts in prop::array::uniform4(any::<u128>()),
		bits in prop::array::uniform4(any::<i128>()),
		shift in 0u32..127,
		kind in any_kind(),
		side in any_side(),
		seconds: u64,
		count: u32,
	) {
		let [spot, strike, level, rebate] = amounts.map(|amount| amount >> shift);
		let [carry, discount, vol, slope] = bits.map(|bits| Fixed::from_bits(bits >> shift));
		for deviation in [Deviation::from_volatility(vol, seconds), Deviation::from_variance(vol)].into_iter().flatten() {
			let market = Market { spot, carry, discount, deviation };
			let most = Most::of(&market);
			for knock in [Knock::In, Knock::Out] {
				for rounding in [Rounding::Down, Rounding::Up] {
					let barrier = Barrier { level, side, knock, rebate };
					let found = barrier::price(&market, kind, strike, &barrier, rounding);
					prop_assert!(most.holds(found, &[most.forward.max(strike as f64), rebate as f64]));
				}
			}
			for what in [Touch::CashAtTouch, Touch::CashAtEnd, Touch::CashUntouched, Touch::AssetAtEnd, Touch::AssetUntouched] {
				let found = touch(&market, side, level, what, rebate, Rounding::Up);
				let asset = matches!(what, Touch::AssetAtEnd | Touch::AssetUntouched);
				let paid = if asset { most.forward } else { rebate as f64 };
				prop_assert!(most.holds(found, &[paid]), "{:?} {:?}", what, found);
			}
			for fixings in [Fixings::Continuous, Fixings::Every(count), Fixings::Every(0)] {
				let found = geometric(&market, kind, strike, fixings, Rounding::Up);
				prop_assert!(most.holds(found, &[most.forward.max(spot as f64).max(strike as f64)]));
			}
			let moved = watched_at_intervals(level, side, deviation);
			let growth = (OVERSHOOT * float(deviation.to_fixed())).exp();
			prop_assert!(moved.is_none_or(|moved| moved as f64 <= growth * level as f64 * (1.0 + 1e-9)));
			if let Some(digital) = Digital::on(spot, strike, deviation) {
				let _ = (digital.cash_delta(kind), digital.cash_vega(kind));
				let on_smile = digital.cash_on_smile(kind, slope);
				prop_assert!(on_smile >= Fixed::ZERO && on_smile <= Fixed::ONE);
				let _ = (digital.cash_value(kind, rebate, Rounding::Up), digital.asset_value(kind, Rounding::Up));
			}
			let end = |strike| End { strike, deviation, slope };
			let inside = range(spot, end(strike), end(level));
			prop_assert_eq!(inside.is_some(), 0 < spot && 0 < strike && strike < level);
		}
	}
}
