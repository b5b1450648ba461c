//! Against stored references (`tests/vectors`). Each test prints the greatest error that it met. Where
//! the arguments of a file are exact in binary the bound is the documentation's; where they are
//! decimals, it has room for their rounding to 2^−64, and where a reference is a double, for that.
#![allow(
	missing_docs,
	clippy::cast_possible_truncation,
	clippy::cast_possible_wrap,
	clippy::cast_sign_loss
)]

mod common;

use common::{error, error_of_multiple, float, nearest, rows, scaled, Worst, ULP};
use tenor_math::{
	black76::{value, Black76},
	functions::{mills_ratio, normal_cdf, normal_inverse_cdf, normal_pdf},
	greeks::Term,
	implied::{self, ImpliedError},
	verify_implied, Deviation, Fixed,
	OptionKind::{Call, Put},
	Rounding,
};

#[test]
fn exp() {
	let mut worst = Worst::new("exp, less what the argument's own rounding makes");
	for row in rows(include_str!("vectors/exp.csv")) {
		let (x, short) = nearest(row[0]);
		let size: f64 = row[1].parse().unwrap();
		let Some(found) = x.exp() else {
			assert!(row[0].parse::<f64>().unwrap() >= 43.668, "{row:?}");
			continue;
		};
		let moved = short * size;
		let difference = if size < 1e9 { error(found, row[1]) } else { float(found) - size };
		// So is the argument's own rounding, to 24 bits, and a large reference.
		let own = size * ULP * 6e-8 + if size < 1e9 { 0.0 } else { size * 4e-16 };
		worst.meet(((difference + moved).abs() - own).max(0.0), &row);
	}
	worst.hold(0.51 * ULP);
}

#[test]
fn exponentials_of_integers_are_exact_to_the_last_bit() {
	// mpmath, 60 digits: floor(e^n · 2^64 + 1/2).
	for (n, bits) in [
		(8, 54_988_969_081_439_155_412_736),
		(10, 406_316_577_365_116_946_489_258),
		(20, 8_949_718_193_195_685_364_729_616_377),
		(43, 87_213_244_692_009_816_622_412_593_697_761_324_251),
	] {
		assert_eq!(Fixed::from_int(n).exp(), Some(Fixed::from_bits(bits)), "{n}");
	}
}

#[test]
fn ln_and_sqrt() {
	let mut ln = Worst::new("ln");
	let mut sqrt = Worst::new("sqrt");
	for row in rows(include_str!("vectors/ln_sqrt.csv")) {
		let Ok(size) = row[0].parse::<f64>() else { panic!("{row:?}") };
		if size >= 1e18 {
			// Exact integers up to the end of the range: no correction is needed.
			if size >= 9e18 {
				continue;
			}
			let x = Fixed::from_int(scaled(row[0], 0) as i64);
			ln.meet(error(x.ln().unwrap(), row[1]), &row);
			sqrt.meet(error(x.sqrt().unwrap(), row[2]), &row);
			continue;
		}
		let (x, short) = nearest(row[0]);
		let relative = short / (size - short);
		// The correction is computed in f64 and must stay finer than what it corrects.
		if relative.abs() > 1e-6 {
			continue;
		}
		ln.meet(error(x.ln().unwrap(), row[1]) + relative.ln_1p(), &row);
		sqrt.meet(error(x.sqrt().unwrap(), row[2]) + relative / 2.0 * size.sqrt(), &row);
	}
	ln.hold(0.51 * ULP);
	sqrt.hold(0.51 * ULP);
}

#[test]
fn normal() {
	let mut cdf = Worst::new("cdf");
	let mut sf = Worst::new("1 - cdf");
	let mut pdf = Worst::new("pdf");
	for row in rows(include_str!("vectors/normal_cdf_pdf.csv")) {
		let (x, short) = nearest(row[0]);
		let size: f64 = row[0].parse().unwrap();
		let moved = short * row[3].parse::<f64>().unwrap();
		cdf.meet(error(normal_cdf(x), row[1]) + moved, &row);
		sf.meet(error(normal_cdf(x.checked_neg().unwrap()), row[2]) - moved, &row);
		pdf.meet(error(normal_pdf(x), row[3]) - size * moved, &row);
	}
	cdf.hold(0.51 * ULP);
	sf.hold(0.51 * ULP);
	pdf.hold(0.51 * ULP);
}

#[test]
fn mills_ratios() {
	let mut absolute = Worst::new("Mills ratio to 12");
	let mut relative = Worst::new("Mills ratio to 12, relative");
	for row in rows(include_str!("vectors/own_mills.csv")) {
		let (x, short) = nearest(row[0]);
		assert_eq!(short, 0.0, "{row:?}");
		let difference = error(mills_ratio(x).unwrap(), row[1]);
		absolute.meet(difference, &row);
		relative.meet(difference / row[1].parse::<f64>().unwrap(), &row);
	}
	absolute.hold(0.51 * ULP);
	relative.hold(1e-17);
}

#[test]
fn inverse_cumulative() {
	let mut worst = Worst::new("inverse cumulative, less what the argument's own rounding makes");
	for row in rows(include_str!("vectors/normal_inverse_cdf.csv")) {
		let (p, short) = nearest(row[0]);
		let Some(found) = normal_inverse_cdf(p) else {
			assert!(row[0].parse::<f64>().unwrap() < ULP / 2.0, "{row:?}");
			continue;
		};
		let x: f64 = row[1].parse().unwrap();
		let density = (-x * x / 2.0).exp() * 0.398_942_280_401_432_7;
		let moved = short / density;
		// Below 1e-12 the argument has so few bits that the correction is not linear.
		let curved = moved * moved * x.abs();
		worst.meet(((error(found, row[1]) + moved).abs() - curved).max(0.0), &row);
	}
	worst.hold(0.75 * ULP);
}

/// Decimals kept of prices and amounts: so fine that what is measured is the evaluation.
const PLACES: usize = 24;

/// Decimals of the forwards of the vectors.
const FORWARD_PLACES: usize = 6;

struct Bounds {
	price: f64,
	delta: f64,
	greeks: f64,
}

fn black76(name: &str, text: &'static str, bounds: &Bounds) {
	let worst = |what: &str| Worst::new(format!("{name}: {what}"));
	let mut price = worst("price over forward");
	let mut delta = worst("delta");
	let mut greeks = worst("gamma to volga per forward, over the greater of 1 and themselves");
	for row in rows(text) {
		let (forward, strike) = (scaled(row[0], PLACES) as u128, scaled(row[1], PLACES) as u128);
		let seconds: u32 = row[2].parse().unwrap();
		let term = Term::at_rate(seconds, nearest(row[4]).0).unwrap();
		let terms =
			Black76::on(forward, strike, term.deviation(nearest(row[3]).0).unwrap()).unwrap();
		for (kind, column) in [(Call, row[5]), (Put, row[6])] {
			let found = terms.present_value(kind, &term, Rounding::Down).unwrap() as i128;
			let expected = scaled(column, PLACES);
			// The reference itself has 24 significant digits.
			let own = expected as f64 * 5e-24;
			let difference = ((found - expected) as f64).abs() - own;
			price.meet(difference.max(0.0) / forward as f64, &row[..5]);
			let up = terms.present_value(kind, &term, Rounding::Up).unwrap() as i128;
			assert!((0..=1).contains(&(up - found)), "{row:?}");
		}
		let pair = terms.pair(&term);
		delta.meet(error(pair.call_greeks.delta, row[7]), &row[..5]);
		delta.meet(error(pair.put_greeks.delta, row[8]), &row[..5]);

		// Per forward in the crate, per unit in the file; gamma the other way round.
		let size = scaled(row[0], FORWARD_PLACES);
		let places = FORWARD_PLACES as u32;
		let mut meet = |found: Fixed, column: usize| {
			// The reference is cut off at 2^-64.
			let difference = error_of_multiple(found, size, places, row[column]).abs() - ULP;
			let difference = difference.max(0.0);
			let forward: f64 = row[0].parse().unwrap();
			let expected: f64 = row[column].parse().unwrap();
			greeks.meet(difference / forward / (expected / forward).abs().max(1.0), &row[..5]);
		};
		meet(pair.call_greeks.vega, 10);
		meet(pair.call_greeks.theta, 11);
		meet(pair.put_greeks.theta, 12);
		meet(pair.call_greeks.rho, 13);
		meet(pair.put_greeks.rho, 14);
		meet(pair.put_greeks.volga, 16);
		let vanna: f64 = row[15].parse().unwrap();
		greeks.meet(error(pair.call_greeks.vanna, row[15]) / vanna.abs().max(1.0), &row[..5]);
		let gamma = row[9].parse::<f64>().unwrap() * row[0].parse::<f64>().unwrap();
		let difference = float(pair.put_greeks.gamma) - gamma;
		// In f64, as a product of two decimals has no decimal reference.
		greeks.meet((difference.abs() - gamma * 4e-16).max(0.0) / gamma.max(1.0), &row[..5]);
	}
	price.hold(bounds.price);
	delta.hold(bounds.delta);
	greeks.hold(bounds.greeks);
}

/// At arguments that are exact in binary: what [`tenor_math::greeks::Greeks`] promises.
#[test]
fn greeks_at_exact_arguments() {
	const NAMES: [&str; 14] = [
		"call",
		"put",
		"delta of the call",
		"delta of the put",
		"gamma",
		"vega",
		"theta of the call",
		"theta of the put",
		"rho of the call",
		"rho of the put",
		"vanna",
		"volga",
		"charm of the call",
		"charm of the put",
	];
	let mut worst = NAMES.map(|name| Worst::new(format!("exact arguments: {name}")));
	for row in rows(include_str!("vectors/own_greeks.csv")) {
		let exact = |text| match nearest(text) {
			(x, 0.0) => x,
			_ => panic!("{row:?}"),
		};
		let term = Term::at_rate(row[2].parse().unwrap(), exact(row[4])).unwrap();
		let amount = |text| scaled(text, PLACES) as u128;
		let deviation = term.deviation(exact(row[3])).unwrap();
		let option = Black76::on(amount(row[0]), amount(row[1]), deviation).unwrap();
		let pair = option.pair(&term);
		let (call, put) = (pair.call_greeks, pair.put_greeks);
		let found = [
			pair.call, pair.put, call.delta, put.delta, call.gamma, call.vega, call.theta,
			put.theta, call.rho, put.rho, call.vanna, call.volga, call.charm, put.charm,
		];
		for ((worst, found), expected) in worst.iter_mut().zip(found).zip(&row[5..]) {
			let own = expected.parse::<f64>().unwrap().abs() * 2f64.powi(-60);
			worst.meet((error(found, expected).abs() - own).max(0.0), &row[..5]);
		}
	}
	for worst in worst {
		worst.hold(3.0 * ULP);
	}
}

// The volatilities of the other files are decimals: their nearest bits are 2^-65 off, which is up to
// 3e-18 of a volatility of 1 %, and that times the elasticity of each greek.

#[test]
fn black76_grid() {
	let bounds = Bounds { price: 1e-19, delta: 1e-18, greeks: 4e-18 };
	black76("grid", include_str!("vectors/b76_grid.csv"), &bounds);
}

#[test]
fn black76_discounted() {
	let bounds = Bounds { price: 1e-18, delta: 1e-18, greeks: 4e-18 };
	black76("discounted", include_str!("vectors/b76_grid_discounted.csv"), &bounds);
}

#[test]
fn black76_random() {
	let bounds = Bounds { price: 1e-18, delta: 1e-18, greeks: 4e-18 };
	black76("random", include_str!("vectors/b76_random_realistic.csv"), &bounds);
}

#[test]
fn black76_extremes() {
	let bounds = Bounds { price: 1e-19, delta: 1e-17, greeks: 4e-16 };
	black76("extremes", include_str!("vectors/b76_extremes.csv"), &bounds);
}

#[test]
fn derive_black76() {
	let mut worst = Worst::new("prices of Derive's tests, absolute");
	for row in rows(include_str!("vectors/derive_black76.csv")) {
		let seconds: u32 = row[0].parse().unwrap();
		// Up to u128::MAX.
		let amount = |text: &str| match text.split_once('.') {
			Some((whole, part)) => format!("{whole}{part:0<18}").parse::<u128>().unwrap(),
			None => scaled(text, 18) as u128,
		};
		let term = Term::with_factor(seconds, nearest(row[4]).0).unwrap();
		let s = term.deviation(nearest(row[1]).0).unwrap();
		let (forward, strike) = (amount(row[2]), amount(row[3]));
		let Some(terms) = Black76::on(forward, strike, s) else {
			// A forward or strike of 0 is discounted and done.
			for (kind, column) in [(Call, row[5]), (Put, row[6])] {
				let found = term.present(value(kind, forward, strike, s, Rounding::Down));
				let difference = found.unwrap().abs_diff(amount(column));
				worst.meet(difference as f64 * 1e-18, &row);
			}
			continue;
		};
		for (kind, column) in [(Call, row[5]), (Put, row[6])] {
			let found = terms.present_value(kind, &term, Rounding::Down).unwrap();
			worst.meet(found.abs_diff(amount(column)) as f64 * 1e-18, &row);
		}
		worst.meet(error(terms.delta(Call), row[7]), &row);
	}
	worst.hold(1e-12);
}

/// Options on spot with a yield are options on the forward that the two rates give. At a fixed spot the
/// forward moves with time and rate, and with it the price.
#[test]
fn spot_options() {
	let mut price = Worst::new("price over spot");
	let mut delta = Worst::new("delta of the spot");
	let mut greeks =
		Worst::new("gamma to rho of the spot, per spot, over the greater of 1 and themselves");
	for row in rows(include_str!("vectors/bs_spot_grid.csv")) {
		let (spot, strike) = (scaled(row[0], 20) as u128, scaled(row[1], 20) as u128);
		let seconds: u32 = row[2].parse().unwrap();
		let (rate, carry) = (nearest(row[4]).0, nearest(row[5]).0);
		let term = Term::at_rate(seconds, rate).unwrap();
		let growth = Term::at_rate(seconds, carry.checked_sub(rate).unwrap()).unwrap();
		let forward = growth.present(spot).unwrap();
		let terms =
			Black76::on(forward, strike, term.deviation(nearest(row[3]).0).unwrap()).unwrap();
		for (kind, column) in [(Call, row[6]), (Put, row[7])] {
			let found = terms.present_value(kind, &term, Rounding::Down).unwrap() as i128;
			let difference = (found - scaled(column, 20)) as f64;
			price.meet(difference / spot as f64, &row);
		}
		let years = Fixed::from_ratio(seconds.into(), 31_536_000).unwrap();
		let drift = rate.checked_sub(carry).unwrap();
		let grown = |per_forward: Fixed| per_forward.checked_mul(growth.factor()).unwrap();
		// Per spot in the crate's terms, per unit in the file.
		let whole: i64 = row[0].parse().unwrap();
		let mut meet = |found: Fixed, column: usize| {
			let difference = error_of_multiple(found, whole.into(), 0, row[column]).abs() - ULP;
			let per_spot = row[column].parse::<f64>().unwrap().abs() / whole as f64;
			let difference = difference.max(0.0) / whole as f64;
			greeks.meet(difference / per_spot.max(1.0), &row);
		};
		let pair = terms.pair(&term);
		for (kind, of) in [(0, pair.call_greeks), (1, pair.put_greeks)] {
			delta.meet(error(grown(of.delta), row[8 + kind]), &row);
			meet(grown(of.vega), 11);
			let moved = of.delta.checked_mul(drift).unwrap();
			meet(grown(of.theta.checked_sub(moved).unwrap()), 12 + kind);
			let moved = of.delta.checked_mul(years).unwrap();
			meet(grown(of.rho.checked_add(moved).unwrap()), 14 + kind);
		}
		let gamma = grown(pair.call_greeks.gamma).div_int(whole, Rounding::Down).unwrap();
		let size = row[10].parse::<f64>().unwrap() * whole as f64;
		greeks.meet(error(gamma, row[10]) * whole as f64 / size.max(1.0), &row);
	}
	price.hold(3e-19);
	delta.hold(1e-17);
	greeks.hold(1e-17);
}

/// QuantLib's tables: type, strike, spot, yield, rate, years, volatility, value, tolerance.
fn haug(greek: &str, row: &[&str]) {
	let of = |column: usize| row[column].parse::<f64>().unwrap();
	let kind = if row[0] == "Call" { Call } else { Put };
	let (strike, spot) = (scaled(row[1], 20) as u128, scaled(row[2], 20) as u128);
	let seconds = (of(5) * 31_536_000.0).round() as u32;
	let (carry, rate) = (nearest(row[3]).0, nearest(row[4]).0);
	let term = Term::at_rate(seconds, rate).unwrap();
	let growth = Term::at_rate(seconds, carry.checked_sub(rate).unwrap()).unwrap();
	let forward = growth.present(spot).unwrap();
	let terms = Black76::on(forward, strike, term.deviation(nearest(row[6]).0).unwrap()).unwrap();
	let greeks = terms.greeks(kind, &term);
	let (money, grown) = (forward as f64 * 1e-20, forward as f64 / spot as f64);
	// At a fixed spot the forward moves with time and rate.
	let delta = float(greeks.delta) * money;
	let theta = float(greeks.theta) * money - delta * (of(4) - of(3));
	let found = match greek {
		"value" => terms.present_value(kind, &term, Rounding::Down).unwrap() as f64 * 1e-20,
		"delta" => delta / of(2),
		"gamma" => float(greeks.gamma) * grown / of(2),
		"vega" => float(greeks.vega) * money,
		"theta" => theta,
		"theta_per_day" => theta / 365.0,
		"rho" => float(greeks.rho) * money + of(5) * delta,
		other => panic!("{other}"),
	};
	let tolerance: f64 = of(8);
	assert!((found - of(7)).abs() <= tolerance, "{greek} {row:?}: {found}");
}

#[test]
fn quantlib_european_options() {
	let mut count = 0;
	for row in rows(include_str!("vectors/ql_european_values.csv")) {
		haug("value", &row);
		count += 1;
	}
	for row in rows(include_str!("vectors/ql_european_greeks.csv")) {
		haug(row[0], &row[1..]);
		count += 1;
	}
	assert!(count > 28);
}

#[test]
fn implied_volatility_round_trip() {
	let mut worst = Worst::new("volatility less the attainable error, over the last bit");
	for row in rows(include_str!("vectors/implied_vol_roundtrip.csv")) {
		let kind = if row[0] == "call" { Call } else { Put };
		let amount = |text: &str| scaled(text, 18) as u128;
		let (forward, strike, price) = (amount(row[1]), amount(row[2]), amount(row[6]));
		let seconds: u32 = row[3].parse().unwrap();
		let found = implied::volatility(kind, forward, strike, price, seconds).unwrap();
		let attainable: f64 = row[7].parse().unwrap();
		let difference = error(found.volatility, row[4]);
		worst.meet((difference.abs() - attainable).max(0.0) / ULP, &row);
		assert!(difference.abs() <= float(found.uncertainty) * 1.001, "{row:?} {difference:e}");
		assert!(float(found.uncertainty) <= attainable * 1.04 + 2.0 * ULP, "{row:?}");
		let tick = 1 + forward / 1_000_000_000_000_000_000;
		let verified = |vol| verify_implied(kind, forward, strike, seconds, vol, price, tick);
		let tick_away = found.volatility.checked_mul(Fixed::from_ratio(101, 100).unwrap());
		assert!(verified(found.volatility) && !verified(tick_away.unwrap()), "{row:?}");
	}
	worst.hold(1.0);
}

/// On `√(F·K) = 1` with prices rounded to 1e-18: as exact as those prices are.
#[test]
fn implied_deviation_normalised() {
	let mut worst = Worst::new("deviation less the attainable error");
	for row in rows(include_str!("vectors/own_implied.csv")) {
		let [forward, strike, price] = [2, 3, 4].map(|column| row[column].parse().unwrap());
		let found = implied::deviation(Call, forward, strike, price).unwrap().to_fixed();
		let certain: f64 = row[5].parse().unwrap();
		worst.meet((error(found, row[1]).abs() - certain).max(0.0), &row);
	}
	worst.hold(ULP);
}

/// The same in units of 1e-18, which the criterion of what is recoverable is about.
#[test]
fn what_is_refused_is_not_recoverable() {
	let (mut refused, mut more) = (0, Vec::new());
	for row in rows(include_str!("vectors/implied_vol_normalised.csv")) {
		let half = Fixed::from_bits(nearest(row[0]).0.to_bits() / 2);
		let unit = |x: Fixed| x.checked_neg().unwrap().exp().unwrap().to_wad_floor().unwrap();
		let (strike, forward) = (unit(half), unit(half.checked_neg().unwrap()));
		let price = scaled(row[2], 18) as u128;
		let found = implied::deviation(Call, forward, strike, price);
		let certain: f64 = row[4].parse().unwrap();
		let size: f64 = row[1].parse().unwrap();
		match found {
			Ok(_) => {
				// The file calls recoverable what is known to 1e-9 of itself, the crate to 1/4096.
				assert!(certain * 4096.0 <= size, "{row:?}");
				if row[6] == "no" {
					more.push((row[0], row[1]));
				}
			},
			Err(reason) => {
				refused += 1;
				assert_eq!(row[6], "no", "{row:?} {reason:?}");
				assert!(certain * 4300.0 > size, "{row:?}");
				assert!(
					matches!(reason, ImpliedError::Imprecise | ImpliedError::NotAboveIntrinsic),
					"{row:?} {reason:?}"
				);
			},
		}
	}
	println!("{refused} refused");
	assert!(refused >= 10);
	// Known to 2e-8 and 8e-5 of themselves. `implied_vol_roundtrip` wants volatilities known to 1.5e-4.
	assert_eq!(more, [("-2", "0.3"), ("-16", "2")]);
}

#[test]
fn deviation_to_the_last_bit() {
	let mut worst = Worst::new("deviation from its own price in 2^-100 of the forward");
	for row in rows(include_str!("vectors/implied_vol_normalised.csv")) {
		let (deviation, _) = nearest(row[1]);
		let deviation = Deviation::from_volatility(deviation, 31_536_000).unwrap();
		let moneyness = nearest(row[0]).0.exp().unwrap().to_bits() as u128;
		let (forward, strike) = (moneyness << 36, 1u128 << 100);
		let price = value(Call, forward, strike, deviation, Rounding::Down);
		if let Ok(found) = implied::deviation(Call, forward, strike, price) {
			let difference = float(found.to_fixed()) - float(deviation.to_fixed());
			// A unit of the price, rounded down, on √(F·K) = 1.
			let x: f64 = row[0].parse().unwrap();
			let unit = (-x / 2.0).exp() / 2f64.powi(100);
			let certain = row[4].parse::<f64>().unwrap() * 2e18 * unit;
			worst.meet((difference.abs() - 1.04 * certain).max(0.0), &row);
		}
	}
	worst.hold(2.0 * ULP);
}
