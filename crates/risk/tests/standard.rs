//! The standard margin on worked examples, and M16 on payoffs and requirements.

use proptest::prelude::*;
use tenor_primitives::{
	Direction, Expiry, Money, ParameterSet, Portfolio, Price, RiskError, Series, SeriesId,
	SeriesKind, SignedLots, Underlying, UnderlyingId, UNIT_SCALE, WAD,
};
use tenor_risk::{
	assess, long_future_lot, payoff_per_lot, short_lot, LotRisk, LotTerms, StandardParameters,
};

mod common;
use common::{Table, LOT};

const UNIT: i128 = 1_000_000;

fn underlying() -> Underlying {
	Underlying {
		symbol: b"ETH".to_vec().try_into().unwrap(),
		tick_value: 1_000,
		lots_per_contract: 100,
		tick_steps: Default::default(),
	}
}

fn series(kind: SeriesKind, strike: u128) -> Series {
	Series { underlying: UnderlyingId(1), expiry: Expiry(0), strike: Price(strike * WAD), kind }
}

/// A short lot at a spot and a mark.
fn at(series: &Series, spot: u128, mark: u128, initial_scale: u32) -> Option<LotRisk> {
	let underlying = &underlying();
	let (spot, mark) = (Price(spot), Price(mark));
	let terms = LotTerms { series, underlying, spot, mark, initial_scale };
	short_lot(&StandardParameters::default(), &terms)
}

/// Per contract in whole quote units: 100 lots of a short with the default parameters at spot 2000.
fn contract(kind: SeriesKind, strike: u128, mark: u128) -> (i128, i128, i128) {
	let lot = at(&series(kind, strike), 2_000 * WAD, mark * WAD, UNIT_SCALE).unwrap();
	(lot.mark.0 * 100 / UNIT, lot.initial.0 * 100 / UNIT, lot.maintenance.0 * 100 / UNIT)
}

#[test]
fn short_calls_follow_the_formula() {
	// At the money 15 %; 20 out of it; the floor of 13 % from 40 out; 9 % maintenance throughout.
	assert_eq!(contract(SeriesKind::Call, 2_000, 80), (80, 300, 180));
	assert_eq!(contract(SeriesKind::Call, 2_020, 70), (70, 280, 180));
	assert_eq!(contract(SeriesKind::Call, 2_500, 5), (5, 260, 180));
	assert_eq!(contract(SeriesKind::Call, 1_000, 1_001), (1_001, 300, 180));
}

#[test]
fn short_puts_follow_the_formula() {
	assert_eq!(contract(SeriesKind::Put, 2_000, 80), (80, 300, 180));
	assert_eq!(contract(SeriesKind::Put, 1_980, 70), (70, 280, 180));
	// A mark above the spot: 9 % of the mark, and 105 % of maintenance with mark.
	assert_eq!(contract(SeriesKind::Put, 6_000, 4_000), (4_000, 578, 360));
}

#[test]
fn the_phase_scales_initial_margin_only() {
	let call = series(SeriesKind::Call, 2_000);
	let scaled = |scale| at(&call, 2_000 * WAD, 80 * WAD, scale).unwrap();
	let (plain, scaled) = (scaled(UNIT_SCALE), scaled(15_000));
	assert_eq!(scaled.initial.0 * 2, plain.initial.0 * 3);
	assert_eq!((scaled.mark, scaled.maintenance), (plain.mark, plain.maintenance));
}

#[test]
fn amounts_that_do_not_fit_are_refused() {
	assert_eq!(at(&series(SeriesKind::Call, 1), u128::MAX, 0, UNIT_SCALE), None);
	assert_eq!(at(&series(SeriesKind::Future, 0), 1, u128::MAX, UNIT_SCALE), None);
}

#[test]
fn an_account_without_shorts_needs_no_price_and_no_margin() {
	let portfolio = Portfolio {
		cash: Money(5),
		positions: vec![(SeriesId(1), SignedLots(7)), (SeriesId(2), SignedLots(9))],
		..Default::default()
	};
	let risk = assess(&portfolio, &mut Table::default()).unwrap();
	assert_eq!((risk.equity, risk.initial, risk.maintenance), (Money(5), Money(0), Money(0)));
}

#[test]
fn shorts_add_up_and_longs_count_nothing() {
	let lot = LotRisk { mark: Money(10), initial: Money(30), maintenance: Money(20) };
	let mut table = Table::default().with(1, lot).with(2, lot);
	let portfolio = Portfolio {
		cash: Money(1_000),
		positions: vec![
			(SeriesId(1), SignedLots(-2)),
			(SeriesId(2), SignedLots(-3)),
			(SeriesId(3), SignedLots(50)),
		],
		..Default::default()
	};
	let risk = assess(&portfolio, &mut table).unwrap();
	assert_eq!(risk.equity, Money(1_000 - 50));
	assert_eq!(risk.initial, Money(150));
	assert_eq!(risk.maintenance, Money(100));
}

#[test]
fn a_short_without_a_price_cannot_be_assessed() {
	let positions = vec![(SeriesId(1), SignedLots(-2))];
	let portfolio = Portfolio { cash: Money(1_000), positions, ..Default::default() };
	assert_eq!(assess(&portfolio, &mut Table::default()), Err(RiskError::NoFreshPrice));
	let mut table = Table::default().with(1, LOT);
	let huge = Portfolio { cash: Money(i128::MIN), ..portfolio };
	assert_eq!(assess(&huge, &mut table), Err(RiskError::Overflow));
}

/// A future at 2,003 with lots of 0.01, long and short, and what it cost.
#[test]
fn a_future_counts_at_its_forward_less_its_cost() {
	let (future, underlying) = (series(SeriesKind::Future, 0), underlying());
	let terms = LotTerms {
		series: &future,
		underlying: &underlying,
		spot: Price(1),
		mark: Price(2_003 * WAD + 1),
		initial_scale: UNIT_SCALE,
	};
	let parameters = StandardParameters::default();
	let short = short_lot(&parameters, &terms).unwrap();
	let long = long_future_lot(&parameters, &terms).unwrap();
	let lot = |mark| LotRisk { mark, initial: Money(3_004_501), maintenance: Money(1_802_701) };
	assert_eq!((short, long), (lot(Money(20_030_001)), lot(Money(20_030_000))));

	let mut table = Table::default().with_future(1, short);
	let mut judge = |lots, cost| {
		let portfolio = Portfolio {
			cash: Money(1_000),
			positions: vec![(SeriesId(1), SignedLots(lots))],
			costs: vec![(SeriesId(1), Money(cost))],
			..Default::default()
		};
		let risk = assess(&portfolio, &mut table).unwrap();
		(risk.equity.0, risk.initial.0, risk.maintenance.0)
	};
	// Bought at 2,000, sold at 2,000, and closed with a gain and a loss of 1.50.
	assert_eq!(judge(2, 40_000_000), (1_000 + 60_000, 6_009_002, 3_605_402));
	assert_eq!(judge(-2, -40_000_000), (1_000 - 60_002, 6_009_002, 3_605_402));
	assert_eq!(judge(0, -15_000), (16_000, 0, 0));
	assert_eq!(judge(0, 15_000), (-14_000, 0, 0));
}

#[test]
fn a_future_without_a_price_cannot_be_assessed_unless_it_is_closed() {
	let closed = Portfolio {
		cash: Money(1_000),
		positions: vec![(SeriesId(1), SignedLots(0))],
		costs: vec![(SeriesId(1), Money(7))],
		..Default::default()
	};
	let mut nothing = Table::default();
	assert_eq!(assess(&closed, &mut nothing).unwrap().equity, Money(993));
	let short = Portfolio { positions: vec![(SeriesId(1), SignedLots(-1))], ..closed };
	assert_eq!(assess(&short, &mut nothing), Err(RiskError::NoFreshPrice));
}

#[test]
fn parameters_outside_their_bounds_are_not_valid() {
	let base = StandardParameters::default();
	assert!(base.is_valid());
	for bad in [
		StandardParameters { initial: 10_001, ..base },
		StandardParameters { maintenance_put_mark: 0, ..base },
		StandardParameters { put_initial_over_maintenance: UNIT_SCALE - 1, ..base },
		StandardParameters { put_initial_over_maintenance: 20_001, ..base },
		// Initial below maintenance.
		StandardParameters { initial_floor: 800, ..base },
		StandardParameters { initial: 1_200, ..base },
		StandardParameters { future_initial: 899, ..base },
		StandardParameters { future_maintenance: 99, ..base },
	] {
		assert!(!bad.is_valid(), "{bad:?}");
	}
}

#[test]
fn a_change_has_a_size_and_a_direction() {
	let old = StandardParameters::default();
	let tighter = StandardParameters { initial: 1_600, ..old };
	let mixed = StandardParameters { initial: 1_700, maintenance_put: 850, ..old };
	assert_eq!(mixed.distance_from(&old), [200, 0, 0, 50, 0, 0, 0, 0]);
	assert_eq!(tighter.direction_from(&old), Direction::Tighter);
	assert_eq!(old.direction_from(&tighter), Direction::Looser);
	assert_eq!(mixed.direction_from(&old), Direction::Looser);
	assert!(mixed.moves_maintenance(&old) && !tighter.moves_maintenance(&old));
	let future = StandardParameters { future_maintenance: 901, ..old };
	assert!(future.moves_maintenance(&old));
	assert_eq!(future.direction_from(&old), Direction::Tighter);
}

fn kinds() -> impl Strategy<Value = SeriesKind> {
	prop_oneof![Just(SeriesKind::Call), Just(SeriesKind::Put), Just(SeriesKind::Future)]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(2_000))]

	#[test]
	fn m16_a_series_pays_out_what_it_takes_in(
		kind in kinds(),
		strike in 0u128..1_000_000_000_000_000_000_000_000,
		settlement in 0u128..1_000_000_000_000_000_000_000_000,
		longs in prop::collection::vec(1i64..1_000_000, 1..8),
	) {
		let series = Series { strike: Price(strike), ..series(kind, 0) };
		let underlying = underlying();
		let lot = payoff_per_lot(&series, &underlying, Price(settlement)).unwrap();
		// Never more than the exact payoff, and less than a base unit below it.
		let exact = series.payoff(Price(settlement)).0;
		let unit = 100 * 1_000_000_000_000u128;
		prop_assert!(lot.to_balance().unwrap() * unit <= exact);
		prop_assert!((lot.to_balance().unwrap() + 1) * unit > exact);
		let short = SignedLots(-longs.iter().sum::<i64>());
		let received = Money::checked_sum(
			longs.iter().map(|lots| lot.checked_mul_lots(SignedLots(*lots)).unwrap()),
		).unwrap();
		prop_assert_eq!(received.checked_add(lot.checked_mul_lots(short).unwrap()), Some(Money(0)));
	}

	#[test]
	fn m16_requirements_round_against_the_account_and_initial_covers_maintenance(
		kind in kinds(),
		strike in 1u128..1_000_000_000_000_000_000_000_000,
		spot in 1u128..1_000_000_000_000_000_000_000_000,
		mark in 0u128..1_000_000_000_000_000_000_000_000,
		scale in UNIT_SCALE..20_000,
	) {
		let series = Series { strike: Price(strike), ..series(kind, 0) };
		let lot = at(&series, spot, mark, scale).unwrap();
		let unit = 100 * 1_000_000_000_000u128;
		prop_assert!(lot.mark.to_balance().unwrap() * unit >= mark);
		let of = if kind == SeriesKind::Future { mark } else { spot };
		prop_assert!(lot.maintenance.to_balance().unwrap() * unit >= of * 900 / 10_000);
		prop_assert!(lot.initial.to_balance().unwrap() * unit >= of * 1_300 / 10_000);
		prop_assert!(lot.initial >= lot.maintenance);
	}
}
