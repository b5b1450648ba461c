//! Digitals, averages and barriers against references of 50 digits and QuantLib's published tables
//! (`tests/vectors`).
#![allow(
	missing_docs,
	clippy::cast_possible_truncation,
	clippy::cast_possible_wrap,
	clippy::cast_sign_loss
)]

mod common;

use common::{error, fixed, float, rows, scaled, Worst};
use tenor_math::{
	black76::{value, Deviation},
	exotics::{
		asian::geometric,
		barrier::{self, watched_at_intervals},
		digital::{range, Digital, End},
		touch::touch,
		Barrier, Fixings, Knock, Market, Pays, Side, Touch,
	},
	surface::{smile::log_moneyness, Smile, Svi},
	Fixed, OptionKind,
	OptionKind::{Call, Put},
	Rounding,
};

/// Decimals kept of amounts: so fine that what is measured is the evaluation.
const PLACES: usize = 24;

const YEAR: i64 = 31_536_000;

fn kind(text: &str) -> OptionKind {
	match text {
		"Call" => Call,
		"Put" => Put,
		_ => panic!("{text}"),
	}
}

fn amount(text: &str) -> u128 {
	scaled(text, PLACES) as u128
}

/// Columns spot, q, r, and volatility, for seconds.
fn market(spot: &str, q: &str, r: &str, volatility: &str, seconds: u64) -> Market {
	let over_life = |rate: Fixed| {
		let seconds = Fixed::from_int(seconds as i64);
		rate.checked_mul(seconds).unwrap().checked_div(Fixed::from_int(YEAR)).unwrap()
	};
	Market {
		spot: amount(spot),
		carry: over_life(fixed(r).checked_sub(fixed(q)).unwrap()),
		discount: over_life(fixed(r)),
		deviation: Deviation::from_volatility(fixed(volatility), seconds).unwrap(),
	}
}

fn seconds_of_years(text: &str) -> u64 {
	(text.parse::<f64>().unwrap() * YEAR as f64).round() as u64
}

/// Difference to a reference, over a scale in the same unit.
fn amount_error(found: u128, expected: &str, scale: f64) -> f64 {
	(found as i128 - scaled(expected, PLACES)) as f64 / scale
}

fn discount(rate: &str, seconds: u64) -> Fixed {
	market("1", "0", rate, "1", seconds).discount.checked_neg().unwrap().exp().unwrap()
}

#[test]
fn digitals() {
	let names =
		["cash-or-nothing", "asset-or-nothing, of the forward", "delta times s", "vega times s"];
	let mut worst = names.map(Worst::new);
	for row in rows(include_str!("vectors/digital_b76.csv")) {
		let seconds: u64 = row[2].parse().unwrap();
		let s = Deviation::from_volatility(fixed(row[3]), seconds).unwrap();
		let digital = Digital::on(amount(row[0]), amount(row[1]), s).unwrap();
		let discount = discount(row[4], seconds);
		for (kind, cash, asset) in [(Call, row[5], row[7]), (Put, row[6], row[8])] {
			let found = digital.cash(kind).checked_mul(discount).unwrap();
			worst[0].meet(error(found, cash), &row[..5]);
			let found = digital.asset_value(kind, Rounding::Down);
			let paid = (found as f64 * float(discount)) as i128;
			let expected = scaled(asset, PLACES);
			// In f64 where a discount is multiplied.
			let exact = if row[4] == "0" { found as i128 } else { paid };
			let slack = if row[4] == "0" { 0.0 } else { expected as f64 * 1e-15 };
			let difference = ((exact - expected) as f64).abs() - slack;
			worst[1].meet(difference.max(0.0) / amount(row[0]) as f64, &row[..5]);
		}
		// delta is for an absolute change of the forward of 100, vega for 1.00 of volatility.
		let s = float(s.to_fixed());
		let forward: f64 = row[0].parse().unwrap();
		let expected = row[9].parse::<f64>().unwrap() * forward;
		let found = float(digital.cash_delta(Call)) * float(discount);
		worst[2].meet((found - expected) * s, &row[..5]);
		let years = seconds as f64 / YEAR as f64;
		let expected = row[10].parse::<f64>().unwrap() / years.sqrt();
		let found = float(digital.cash_vega(Call)) * float(discount);
		worst[3].meet((found - expected) * s, &row[..5]);
	}
	// References of the greeks in f64.
	for (worst, bound) in worst.iter().zip([3e-19, 3e-19, 2e-15, 2e-15]) {
		worst.hold(bound);
	}
}

#[test]
fn quantlib_digitals() {
	let mut worst = Worst::new("QuantLib's digitals, of its tolerance");
	for row in rows(include_str!("vectors/ql_digital.csv")) {
		let [_, exercise, payoff, second, side, strike, spot, q, r, t, vol, expected, tolerance, knock] =
			row[..]
		else {
			panic!("{row:?}")
		};
		let seconds = seconds_of_years(t);
		let market = market(spot, q, r, vol, seconds);
		let strike = amount(strike);
		let forward = {
			let forward = market.carry.exp().unwrap();
			(float(forward) * market.spot as f64) as u128
		};
		let european = Digital::on(forward, strike, market.deviation).unwrap();
		let paid = |undiscounted: f64| undiscounted * float(discount(r, seconds));
		let asset = european.asset_value(kind(side), Rounding::Down) as f64;
		let cash =
			|payment: &str| european.cash_value(kind(side), amount(payment), Rounding::Down) as f64;
		let side = if side == "Call" { Side::Up } else { Side::Down };
		let touched = |what, payment| {
			touch(&market, side, strike, what, payment, Rounding::Down).unwrap() as f64
		};
		let found = match (exercise, payoff, knock) {
			("european", "cash", _) => paid(cash(second)),
			("european", "asset", _) => paid(asset),
			("european", "gap", _) => paid(asset - cash(second)),
			("at_hit", "cash", "true") => touched(Touch::CashAtTouch, amount(second)),
			("at_hit", "asset", "true") => touched(Touch::CashAtTouch, strike),
			("at_expiry", "cash", "true") => touched(Touch::CashAtEnd, amount(second)),
			("at_expiry", "cash", "false") => touched(Touch::CashUntouched, amount(second)),
			("at_expiry", "asset", "true") => touched(Touch::AssetAtEnd, 0),
			("at_expiry", "asset", "false") => touched(Touch::AssetUntouched, 0),
			_ => panic!("{row:?}"),
		};
		// An asset paid at the touch is the barrier, or the spot if that is behind it.
		let behind = exercise == "at_hit"
			&& payoff == "asset"
			&& (side == Side::Up) == (market.spot > strike);
		let found = if behind { market.spot as f64 } else { found };
		let expected: f64 = expected.parse().unwrap();
		worst.meet((found / 1e24 - expected) / tolerance.parse::<f64>().unwrap(), &row);
	}
	worst.hold(1.0);
}

fn geometric_averages_of(name: &'static str, text: &'static str, bound: f64) {
	let mut worst = Worst::new(name);
	for row in rows(text) {
		let market = market(row[0], row[2], row[3], row[5], row[4].parse().unwrap());
		let fixings = match row[6] {
			"continuous" => Fixings::Continuous,
			count => Fixings::Every(count.parse().unwrap()),
		};
		for (kind, expected) in [(Call, row[7]), (Put, row[8])] {
			let strike = amount(row[1]);
			let found = geometric(&market, kind, strike, fixings, Rounding::Down).unwrap();
			let scale = market.spot.max(strike) as f64;
			worst.meet(amount_error(found, expected, scale), &row[..7]);
		}
	}
	worst.hold(bound);
}

#[test]
fn geometric_averages() {
	let text = include_str!("vectors/asian_geometric.csv");
	geometric_averages_of("geometric Asian, of spot or strike", text, 5e-19);
	let text = include_str!("vectors/own_asian.csv");
	geometric_averages_of(
		"geometric Asian from a second to two years, of spot or strike",
		text,
		1e-18,
	);
}

#[test]
fn quantlib_geometric_averages() {
	let mut worst = Worst::new("QuantLib's geometric Asians, of its tolerance");
	for row in rows(include_str!("vectors/ql_asian_geometric_single.csv")) {
		let market = market(row[2], row[4], row[5], row[6], seconds_of_years(row[7]));
		let fixings = match row[8] {
			"" => Fixings::Continuous,
			count => Fixings::Every(count.parse().unwrap()),
		};
		let found = geometric(&market, kind(row[1]), amount(row[3]), fixings, Rounding::Down);
		worst.meet(
			amount_error(found.unwrap(), row[9], 1e24 * row[10].parse::<f64>().unwrap()),
			&row,
		);
	}
	worst.hold(1.0);
}

fn barrier_of(name: &str, level: &str, rebate: &str) -> Barrier {
	let (side, knock) = match name {
		"DownIn" => (Side::Down, Knock::In),
		"DownOut" => (Side::Down, Knock::Out),
		"UpIn" => (Side::Up, Knock::In),
		"UpOut" => (Side::Up, Knock::Out),
		_ => panic!("{name}"),
	};
	Barrier { level: amount(level), side, knock, rebate: amount(rebate) }
}

fn barriers_of(name: &'static str, text: &'static str, bound: f64) {
	let mut worst = Worst::new(name);
	for row in rows(text) {
		let market = market(row[5], row[6], row[7], row[9], row[8].parse().unwrap());
		let barrier = barrier_of(row[0], row[1], row[2]);
		let found = barrier::price(&market, kind(row[3]), amount(row[4]), &barrier, Rounding::Down)
			.unwrap();
		// Carry and discount are rounded to 2^-64, which counts in units of s in a rebate.
		let s = float(market.deviation.to_fixed()).min(1.0);
		let scale = market.spot as f64 + barrier.rebate as f64 / s;
		worst.meet(amount_error(found, row[10], scale), &row[..10]);
	}
	worst.hold(bound);
}

#[test]
fn barriers() {
	let text = include_str!("vectors/barrier_rr.csv");
	barriers_of("barrier options, of spot + rebate/s", text, 1e-18);
	let text = include_str!("vectors/own_barrier.csv");
	barriers_of("barrier options from a second to two years, of spot + rebate/s", text, 1e-18);
}

#[test]
fn touches() {
	let mut worst = Worst::new("touches from a second to two years, times min(s, 1)");
	for row in rows(include_str!("vectors/own_touch.csv")) {
		let market = market(row[2], row[3], row[4], row[6], row[5].parse().unwrap());
		let side = if row[0] == "Up" { Side::Up } else { Side::Down };
		for (what, column) in [
			(Touch::CashAtTouch, 7),
			(Touch::CashAtEnd, 8),
			(Touch::CashUntouched, 9),
			(Touch::AssetAtEnd, 10),
			(Touch::AssetUntouched, 11),
		] {
			let scale = if column < 10 { 1e24 } else { market.spot as f64 };
			// Carry and discount are rounded to 2^-64, and count in units of s.
			let scale = scale / float(market.deviation.to_fixed()).min(1.0);
			let unit = 10u128.pow(24);
			let found = touch(&market, side, amount(row[1]), what, unit, Rounding::Down).unwrap();
			worst.meet(amount_error(found, row[column], scale), &row[..7]);
		}
	}
	worst.hold(5e-19);
}

#[test]
fn digitals_from_a_second_to_two_years() {
	let names = ["cash-or-nothing, dense", "asset-or-nothing, dense", "cash on a smile"];
	let mut worst = names.map(Worst::new);
	for row in rows(include_str!("vectors/own_digital.csv")) {
		let s = Deviation::from_volatility(fixed(row[3]), row[2].parse().unwrap()).unwrap();
		let digital = Digital::on(amount(row[0]), amount(row[1]), s).unwrap();
		worst[0].meet(error(digital.cash(Call), row[5]), &row[..5]);
		worst[0].meet(error(digital.cash(Put), row[6]), &row[..5]);
		for (kind, column) in [(Call, 7), (Put, 8)] {
			let found = digital.asset_value(kind, Rounding::Down);
			worst[1].meet(amount_error(found, row[column], 1e26), &row[..5]);
		}
		let slope = fixed(row[4]);
		let found = digital.cash_on_smile(Call, slope);
		// The slope is rounded to 2^-64 and divided by s.
		let scale = float(s.to_fixed()).recip().max(1.0);
		worst[2].meet(error(found, row[9]) / scale, &row[..5]);
	}
	for (worst, bound) in worst.iter().zip([1e-18, 1e-18, 1e-18]) {
		worst.hold(bound);
	}
}

#[test]
fn quantlib_barriers() {
	let mut worst = Worst::new("Haug's barrier options, of QuantLib's tolerance");
	let (mut early, mut ended) = (0, 0);
	for row in rows(include_str!("vectors/ql_barrier_haug.csv")) {
		let market = market(row[6], row[7], row[8], row[10], seconds_of_years(row[9]));
		let barrier = barrier_of(row[0], row[1], row[2]);
		let found = barrier::price(&market, kind(row[3]), amount(row[5]), &barrier, Rounding::Down)
			.unwrap();
		let error = amount_error(found, row[11], 1e24 * row[12].parse::<f64>().unwrap());
		let touched = market.spot <= barrier.level && barrier.side == Side::Down;
		match row[4] {
			"european" => worst.meet(error, &row),
			// A touch has ended it: nothing is left to exercise.
			"american" if touched && barrier.knock == Knock::Out => {
				worst.meet(error, &row);
				ended += 1;
			},
			// The right to exercise early, which is not built, is worth something. For calls that come to
			// life it is little, and the table's values are a grid's: 13.8308 for one that is alive,
			// where the European one is given as 13.8333.
			"american" => {
				let grid = if barrier.knock == Knock::In { 40.0 } else { 1.0 };
				assert!(
					error <= grid && (barrier.knock == Knock::Out || error >= -grid),
					"{row:?}"
				);
				early += 1;
			},
			_ => panic!("{row:?}"),
		}
	}
	assert_eq!((ended, early), (3, 12));
	worst.hold(1.0);
}

#[test]
fn quantlib_other_barriers() {
	let mut worst = Worst::new("barrier calls of two more papers, of QuantLib's tolerance");
	for row in rows(include_str!("vectors/ql_barrier_babsiri_beaglehole.csv")) {
		let market = market(row[3], row[7], row[6], row[2], seconds_of_years(row[8]));
		let barrier = barrier_of(row[1], row[5], "0");
		let found =
			barrier::price(&market, Call, amount(row[4]), &barrier, Rounding::Down).unwrap();
		worst.meet(amount_error(found, row[9], 1e24 * row[11].parse::<f64>().unwrap()), &row);
	}
	worst.hold(1.0);
}

#[test]
fn quantlib_digitals_with_barriers() {
	let mut worst = Worst::new("Haug's digitals with barriers, of QuantLib's tolerance");
	for row in rows(include_str!("vectors/ql_binary_barrier_haug.csv")) {
		let market = market(row[6], row[7], row[8], row[10], seconds_of_years(row[9]));
		let barrier = barrier_of(row[1], row[2], "0");
		let pays = if row[0] == "cash" { Pays::Cash(amount(row[3])) } else { Pays::Asset };
		let (kind, strike) = (kind(row[4]), amount(row[5]));
		let found =
			barrier::price_of(&market, kind, pays, strike, &barrier, Rounding::Down).unwrap();
		worst.meet(amount_error(found, row[11], 1e24 * row[12].parse::<f64>().unwrap()), &row);
	}
	worst.hold(1.0);
}

/// `C(K, H, r, q) = (K/S)·P(S²/K, S²/H, q, r)`, QuantLib's testPutCallSymmetry.
#[test]
fn barriers_are_symmetric() {
	for row in rows(include_str!("vectors/ql_barrier_putcall_symmetry.csv")) {
		let calls = market("100", "0", "0.01", "0.25", YEAR as u64);
		let puts = market("100", "0.01", "0", "0.25", YEAR as u64);
		let strike = amount(row[0]);
		let call_barrier = barrier_of(row[2], row[1], "0");
		let mirrored = |level: u128| (1e52 / level as f64) as u128;
		// The file's put terms have seven digits; exact ones are computed here.
		assert!((mirrored(strike) as f64 / amount(row[3]) as f64 - 1.0).abs() < 1e-6, "{row:?}");
		let put_barrier =
			Barrier { level: mirrored(call_barrier.level), ..barrier_of(row[5], row[4], "0") };
		let call = barrier::price(&calls, Call, strike, &call_barrier, Rounding::Down).unwrap();
		let put =
			barrier::price(&puts, Put, mirrored(strike), &put_barrier, Rounding::Down).unwrap();
		let scaled = put as f64 * strike as f64 / 1e26;
		assert!((call as f64 - scaled).abs() < 1e-13 * 1e26, "{row:?} {call} {scaled}");
	}
}

/// Broadie, Glasserman and Kou, table 2.1 setting: a daily watched down-and-out call.
#[test]
fn barriers_watched_at_intervals_lie_farther_away() {
	let interval = Deviation::from_volatility(fixed("0.6"), 86_400).unwrap();
	let (down, up) = (
		watched_at_intervals(1_000_000, Side::Down, interval).unwrap(),
		watched_at_intervals(1_000_000, Side::Up, interval).unwrap(),
	);
	// 0.6·√(1/365)·0.5826 = 0.0182968
	assert_eq!((down, up), (981_869, 1_018_465));
}

#[test]
fn digitals_and_ranges_on_a_smile_are_spreads_of_its_calls() {
	let smile = Svi {
		a: fixed("0.004"),
		b: fixed("0.06"),
		rho: fixed("-0.15"),
		m: fixed("0.01"),
		sigma: fixed("0.08"),
	};
	let forward = 10u128.pow(30);
	let names = ["digital on a smile, against spreads", "range on a smile, against spreads"];
	let mut worst = names.map(Worst::new);
	let mut last: Option<(End, f64)> = None;
	for percent in 70..140u128 {
		let strike = forward / 100 * percent;
		let at = |strike: u128| smile.at(log_moneyness(forward, strike).unwrap()).unwrap();
		let call = |strike: u128| {
			let s = Deviation::from_variance(at(strike).variance).unwrap();
			value(Call, forward, strike, s, Rounding::Down) as i128
		};
		let width = forward >> 22;
		let spread = (call(strike - width) - call(strike + width)) as f64 / (2 * width) as f64;
		let local = at(strike);
		let s = Deviation::from_variance(local.variance).unwrap();
		let digital = Digital::on(forward, strike, s).unwrap();
		worst[0].meet(float(digital.cash_on_smile(Call, local.slope)) - spread, &[]);
		assert!((float(digital.cash(Call)) - spread).abs() < 0.2);
		let end = End { strike, deviation: s, slope: local.slope };
		if let Some((lower, above)) = last {
			worst[1].meet(float(range(forward, lower, end).unwrap()) - (above - spread), &[]);
		}
		last = Some((end, spread));
	}
	for worst in worst {
		worst.hold(1e-11);
	}
}
