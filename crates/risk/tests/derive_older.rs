//! Derive's standard manager and its first portfolio manager as parameter sets, on those of their
//! published cases that hold options alone.

use std::collections::BTreeMap;
use tenor_math::{
	black76::{value, Deviation},
	Fixed, OptionKind, Rounding,
};
use tenor_primitives::{
	Expiry, Lots, Money, Portfolio, Price, Series, SeriesId, SeriesKind, SignedLots, Underlying,
	UnderlyingId, UNIT_SCALE, WAD,
};
use tenor_risk::{
	account::{assess, Account, Conditions},
	contingency::Charges,
	model::{Contingencies, Model, Peg, PPM},
	netting::{Leg, Netted, Unpaired},
	page::{Board, Page},
	policy::Policy,
	scenarios::{
		DiscountRate, Discounting, Scenario, ScenarioSet, VolatilityMove, VolatilityShock, Wing,
	},
	short_lot,
	vector::{Builder, Contract, Payoff, Term},
	LotRisk, LotTerms, StandardParameters,
};

/// A base unit of money is 1e-12 here; a lot is a tenth of a contract.
const UNIT: u128 = 1_000_000;
const LOTS: u32 = 10;

#[derive(Clone)]
struct Case {
	name: String,
	maintenance: i128,
	initial: i128,
	/// Is it on BTC, expiry, strike, kind, lots.
	legs: Vec<(bool, &'static str, u128, OptionKind, i64)>,
}

/// A decimal in units of 1e-6.
fn micro(text: &str) -> i128 {
	let (whole, rest) = text.split_once('.').unwrap();
	format!("{whole}{rest:0<6}").parse().unwrap()
}

fn cases(model: &str) -> Vec<Case> {
	let lines = include_str!("data/derive_srm_pmrm1.csv").lines();
	lines
		.filter_map(|line| {
			let fields: Vec<_> = line.split(',').collect();
			let [of, name, maintenance, initial, legs] = fields[..] else { return None };
			(of == model).then(|| Case {
				name: name.into(),
				maintenance: micro(maintenance),
				initial: micro(initial),
				legs: legs.split(' ').map(leg).collect(),
			})
		})
		.collect()
}

fn leg(text: &'static str) -> (bool, &'static str, u128, OptionKind, i64) {
	let [underlying, expiry, strike, kind, amount] = text.split(':').collect::<Vec<_>>()[..] else {
		panic!("{text}");
	};
	let kind = if kind == "call" { OptionKind::Call } else { OptionKind::Put };
	let lots = match amount {
		"1" => 10,
		"-1" => -10,
		"-1.5" => -15,
		other => panic!("{other}"),
	};
	(underlying == "btc", expiry, strike.parse::<u128>().unwrap() * WAD, kind, lots)
}

/// Seconds to it and the forward.
fn expiry(name: &str, on_btc: bool) -> (u64, u128) {
	let (days, eth, btc) = match name {
		"0111" => (10, 2_002_833_050, 28_039_662_760),
		"0118" => (17, 2_004_754_500, 28_066_563_010),
		"0227" => (57, 2_015_769_600, 28_220_774_510),
		other => panic!("{other}"),
	};
	let forward: u128 = if on_btc { btc } else { eth };
	(days * 86_400 + 8 * 3_600, forward * (WAD / 1_000_000))
}

fn spot(on_btc: bool) -> u128 {
	if on_btc {
		28_000 * WAD
	} else {
		2_000 * WAD
	}
}

fn hundredths(numerator: i128) -> Fixed {
	Fixed::from_ratio(numerator, 100).unwrap()
}

/// Values to 6 decimals, of which the last is rounded.
fn assert_same(what: &str, got: i128, micros: i128) {
	let gap = (got - micros * 1_000_000).abs();
	assert!(gap <= 600_000, "{what}: {got}e-12 is not {micros}e-6");
}

fn first_portfolio_manager() -> Model {
	use VolatilityMove::{Down, Still, Up};
	let one = Fixed::ONE;
	let mut scenarios = Vec::new();
	for percent in [85, 90, 95, 100, 105, 110, 115] {
		for volatility in [Down, Still, Up] {
			let forward = hundredths(percent);
			scenarios.push(Scenario::Move { forward, volatility, weight: one });
		}
	}
	let (up, down) = (hundredths(105), hundredths(95));
	scenarios.push(Scenario::Basis { up, down, add: hundredths(25), multiple: hundredths(1) });
	let zero = Fixed::ZERO;
	Model {
		scenarios: ScenarioSet {
			scenarios,
			volatility: VolatilityShock {
				up: hundredths(45),
				down: hundredths(30),
				floor: zero,
				short_power: hundredths(30),
				long_power: hundredths(13),
				least_seconds: 86_400,
			},
			wing: Wing { least: one, width: zero, level: zero, slope: zero },
			// The rate of 2 % counts four times; values themselves are not discounted.
			discounting: Some(Discounting {
				gain: DiscountRate { base: hundredths(95), multiple: zero, add: hundredths(20) },
				loss: DiscountRate { base: one, multiple: zero, add: zero },
			}),
		},
		contingencies: Contingencies {
			naked_initial: hundredths(1),
			naked_maintenance: hundredths(1),
			..Contingencies::NONE
		},
		initial: PPM / 10 * 13,
		maintenance: PPM,
		peg: Peg { threshold: zero, factor: zero },
		exempts_long_only: false,
		scales_contingencies: true,
	}
}

#[test]
fn the_first_portfolio_manager_is_reproduced() {
	let (model, zero) = (first_portfolio_manager(), Fixed::ZERO);
	let unit = UNIT * u128::from(LOTS);
	let cases = cases("PMRM1");
	assert_eq!(cases.len(), 8);
	for case in cases {
		let mut board = Board::default();
		let market = board.add_market(model.clone());
		let rows = board.markets()[market].layout.rows;
		let mut pages = BTreeMap::new();
		let mut positions = Vec::new();
		for ((on_btc, name, strike, kind, lots), id) in case.legs.iter().zip(0u32..) {
			let (left, forward) = expiry(name, *on_btc);
			let charges = Charges::new(&model.contingencies, spot(*on_btc), zero, unit).unwrap();
			let page = pages.entry(name).or_insert_with(|| Page::new(market, rows, charges, 1));
			let term = Term { forward, left: Some(left), average: None, rate: zero, unit };
			let builder = Builder::new(&model, &term).unwrap();
			let payoff = if *kind == OptionKind::Call { Payoff::Call } else { Payoff::Put };
			let contract = Contract { payoff, strike: *strike, volatility: hundredths(50) };
			page.push(&builder, &model, SeriesId(id), &contract, Lots(0)).unwrap();
			positions.push((SeriesId(id), SignedLots(*lots)));
		}
		for page in pages.into_values() {
			board.add_page(page).unwrap();
		}
		let portfolio = Portfolio { cash: Money(0), positions, ..Default::default() };
		let account = Account { portfolio: &portfolio, collateral: &[] };
		let risk = assess(&board, &account, &Conditions::default()).unwrap().risk;
		assert_same(&case.name, risk.equity.0 - risk.maintenance.0, case.maintenance);
		assert_same(&case.name, risk.equity.0 - risk.initial.0, case.initial);
	}
}

fn short(on_btc: bool, name: &str, strike: u128, kind: OptionKind) -> LotRisk {
	let parameters = StandardParameters {
		initial: 1_500,
		initial_floor: 1_000,
		maintenance_call: 750,
		maintenance_put: 750,
		maintenance_put_mark: 750,
		put_initial_over_maintenance: 10_500,
		..StandardParameters::default()
	};
	let underlying = Underlying {
		symbol: b"X".to_vec().try_into().unwrap(),
		tick_value: 1,
		lots_per_contract: LOTS,
		tick_steps: Default::default(),
	};
	let (left, forward) = expiry(name, on_btc);
	let deviation = Deviation::from_volatility(hundredths(50), left).unwrap();
	let mark = value(kind, forward, strike, deviation, Rounding::Up);
	let of = match kind {
		OptionKind::Call => SeriesKind::Call,
		OptionKind::Put => SeriesKind::Put,
	};
	// Prices a million times as high, so that a base unit of 1e-6 is one of 1e-12 here.
	let scaled = |price: u128| Price(price * 1_000_000);
	let series =
		Series { underlying: UnderlyingId(0), expiry: Expiry(0), strike: scaled(strike), kind: of };
	let terms = LotTerms {
		series: &series,
		underlying: &underlying,
		spot: scaled(spot(on_btc)),
		mark: scaled(mark),
		initial_scale: UNIT_SCALE,
	};
	short_lot(&parameters, &terms).unwrap()
}

#[test]
fn the_standard_manager_is_reproduced() {
	let cases = cases("SRM");
	assert_eq!(cases.len(), 12);
	for case in cases {
		let mut legs = BTreeMap::new();
		let mut positions = Vec::new();
		let mut expiries = Vec::new();
		for ((on_btc, name, strike, kind, lots), id) in case.legs.iter().zip(0u32..) {
			if !expiries.contains(&(on_btc, name)) {
				expiries.push((on_btc, name));
			}
			let per_lot = |price: u128| Money((price / (UNIT * u128::from(LOTS))).cast_signed());
			let leg = Leg {
				expiry: expiries.iter().position(|other| *other == (on_btc, name)).unwrap(),
				kind: *kind,
				strike: per_lot(*strike),
				forward: per_lot(expiry(name, *on_btc).1),
				short: short(*on_btc, name, *strike, *kind),
				tick_value: 1,
			};
			legs.insert(SeriesId(id), leg);
			positions.push((SeriesId(id), SignedLots(*lots)));
		}
		let mut policy =
			Netted { legs, unpaired: Unpaired { initial: 12_000, maintenance: 11_000 } };
		let portfolio = Portfolio { cash: Money(0), positions, ..Default::default() };
		let account = Account { portfolio: &portfolio, collateral: &[] };
		let risk = policy.assess(&account).unwrap();
		assert_same(&case.name, risk.equity.0 - risk.maintenance.0, case.maintenance);
		assert_same(&case.name, risk.equity.0 - risk.initial.0, case.initial);
		let worst = policy.worst_excess(&account, &[], &BTreeMap::new()).unwrap();
		assert_eq!(worst, risk.initial_excess());
	}
}
