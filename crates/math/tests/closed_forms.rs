//! Contracts that are others in disguise, priced with the crate and held against the tables of those
//! who wrote them down (`tests/vectors`): exchanges, forward starts, spreads, options on the lesser or
//! greater of two prices, everlasting options, soft barriers.
#![allow(
	missing_docs,
	clippy::cast_possible_truncation,
	clippy::cast_possible_wrap,
	clippy::cast_sign_loss
)]

mod common;

use common::{fixed, float, rows, scaled, Worst};
use tenor_math::{
	black76::{value, Black76},
	exotics::{barrier, Barrier, Knock, Market, Side},
	functions::normal_pdf,
	greeks::Term,
	Deviation, Fixed, OptionKind,
	OptionKind::{Call, Put},
	Rounding,
};

/// Decimals kept of amounts.
const PLACES: usize = 24;
const UNIT: f64 = 1e24;
const YEAR: f64 = 31_536_000.0;

fn amount(text: &str) -> u128 {
	scaled(text, PLACES) as u128
}

fn kind(text: &str) -> OptionKind {
	match text {
		"Call" => Call,
		"Put" => Put,
		_ => panic!("{text}"),
	}
}

fn plus(a: Fixed, b: Fixed) -> Fixed {
	a.checked_add(b).unwrap()
}

fn minus(a: Fixed, b: Fixed) -> Fixed {
	a.checked_sub(b).unwrap()
}

fn times(a: Fixed, b: Fixed) -> Fixed {
	a.checked_mul(b).unwrap()
}

fn seconds(years: &str) -> u32 {
	(years.parse::<f64>().unwrap() * YEAR).round() as u32
}

/// An amount grown at a rate over some years.
fn grown(amount: u128, rate: Fixed, years: &str) -> u128 {
	let term = Term::at_rate(seconds(years), rate.checked_neg().unwrap()).unwrap();
	term.present(amount).unwrap()
}

/// `a² + b² − 2ρab`
fn variance_of_difference(a: Fixed, b: Fixed, rho: Fixed) -> Fixed {
	let both = times(times(a, b), rho);
	minus(plus(times(a, a), times(b, b)), plus(both, both))
}

/// W. Margrabe's exchange is Black-76 on the forwards of what is received and given.
#[test]
fn quantlib_exchanges() {
	let names = ["exchanges, of QuantLib's tolerance", "their greeks, of its tolerance"];
	let mut worst = names.map(Worst::new);
	for row in rows(include_str!("vectors/ql_margrabe_exchange.csv")) {
		let of = |column: usize| row[column].parse::<f64>().unwrap();
		let rate = fixed(row[6]);
		let forward = |price: usize, count: usize, carry: usize| {
			grown(amount(row[price]), minus(rate, fixed(row[carry])), row[7])
				* u128::from(row[count].parse::<u64>().unwrap())
		};
		let (received, given) = (forward(0, 2, 4), forward(1, 3, 5));
		let variance = variance_of_difference(fixed(row[8]), fixed(row[9]), fixed(row[10]));
		let term = Term::at_rate(seconds(row[7]), rate).unwrap();
		let deviation = term.deviation(variance.sqrt().unwrap()).unwrap();
		let option = Black76::on(received, given, deviation).unwrap();
		let tolerance = of(18);
		let price = option.present_value(Call, &term, Rounding::Down).unwrap() as f64 / UNIT;
		worst[0].meet((price - of(11)) / tolerance, &row);

		// Of the two assets' prices: each moves what is received or given in proportion, and the price is
		// the sum of what both make of it. Time and rate move both forwards.
		let greeks = option.greeks(Call, &term);
		let received = received as f64 / UNIT;
		let by_received = float(greeks.delta) * received;
		let by_given = price - by_received;
		let gamma = float(greeks.gamma) * received;
		let (rate, years) = (of(6), of(7));
		let moved = (rate - of(4)) * by_received + (rate - of(5)) * by_given;
		let found = [
			(by_received / of(0), 12),
			(by_given / of(1), 13),
			(gamma / of(0).powi(2), 14),
			(float(greeks.rho) * received + years * (by_received + by_given), 17),
			(gamma / of(1).powi(2), 15),
			(float(greeks.theta) * received - moved, 16),
		];
		// For a quantity of 2 the table's second gamma is twice that for 1, where it is four times, and
		// its theta is not that of one equal in value: derivatives it has for quantities of 1.
		let count = if (row[2], row[3]) == ("1", "1") { 6 } else { 4 };
		for (found, column) in found.into_iter().take(count) {
			worst[1].meet((found - of(column)) / tolerance, &row);
		}
	}
	for worst in worst {
		worst.hold(1.0);
	}
}

/// A strike that is set at a share of the price at the start is a share of a price then.
#[test]
fn quantlib_forward_starts() {
	let mut worst = Worst::new("forward starts, of QuantLib's tolerance");
	for row in rows(include_str!("vectors/ql_forward_start.csv")) {
		let of = |column: usize| row[column].parse::<f64>().unwrap();
		let left = format!("{}", of(6) - of(5));
		let negative = |column: usize| fixed(row[column]).checked_neg().unwrap();
		let start = grown(amount(row[2]), negative(3), row[5]);
		let spot = grown(start, negative(3), &left);
		let share = fixed(row[1]).to_wad_floor().unwrap();
		let strike = grown(start / 10u128.pow(18) * share, negative(4), &left);
		let s = Deviation::from_volatility(fixed(row[7]), seconds(&left).into()).unwrap();
		let found = value(kind(row[0]), spot, strike, s, Rounding::Down) as f64 / UNIT;
		worst.meet((found - of(8)) / of(9), &row);
	}
	worst.hold(1.0);
}

/// E. Kirk's spread: Black-76 on one forward against the other and the strike.
fn kirks_spread(row: &[&str]) -> f64 {
	// The prices of these rows are forwards.
	let (long, short) = (amount(row[3]), amount(row[4]));
	let against = short + amount(row[2]);
	let share = Fixed::from_ratio((short >> 8) as i128, (against >> 8) as i128).unwrap();
	let scaled = times(fixed(row[10]), share);
	let volatility = variance_of_difference(fixed(row[9]), scaled, fixed(row[11])).sqrt();
	let term = Term::at_rate(seconds(row[8]), fixed(row[7])).unwrap();
	let deviation = term.deviation(volatility.unwrap()).unwrap();
	let option = Black76::on(long, against, deviation).unwrap();
	option.present_value(kind(row[1]), &term, Rounding::Down).unwrap() as f64 / UNIT
}

/// Simpson's rule, in an even number of steps.
fn integral(from: f64, to: f64, steps: u32, of: impl Fn(f64) -> f64) -> f64 {
	let width = (to - from) / f64::from(steps);
	let weighed = |step: u32| {
		let weight = match step {
			0 => 1.0,
			_ if step == steps => 1.0,
			_ if step % 2 == 1 => 4.0,
			_ => 2.0,
		};
		weight * of(from + width * f64::from(step))
	};
	(0..=steps).map(weighed).sum::<f64>() * width / 3.0
}

/// R. Stulz's options on the lesser and the greater of two prices. Where the second is `y`, the call on
/// the lesser is a spread of calls on the first, `(S − K)⁺ − (S − y)⁺`, whose forward and deviation are
/// those given `y`; the greater is what both are worth without it, and puts follow by parity.
fn best_or_worst(row: &[&str]) -> f64 {
	let of = |column: usize| row[column].parse::<f64>().unwrap();
	let (strike, rate, years, rho) = (of(2), of(7), of(8), of(11));
	let [first, second] =
		[(3, 5), (4, 6)].map(|(price, carry)| of(price) * ((rate - of(carry)) * years).exp());
	let [s, other] = [9, 10].map(|volatility| of(volatility) * years.sqrt());
	let call = |forward: f64, strike: f64, s: f64| {
		let deviation =
			Deviation::from_volatility(fixed(&format!("{s:.18}")), YEAR as u64).unwrap();
		let [forward, strike] = [forward, strike].map(|amount| (amount * UNIT) as u128);
		value(Call, forward, strike, deviation, Rounding::Down) as f64 / UNIT
	};
	let on_lesser = |strike: f64| {
		let from = ((strike / second).ln() / other + other / 2.0).max(-9.0);
		integral(from, 9.0, 400, |z| {
			let y = second * (other * z - other * other / 2.0).exp();
			let given = first * (rho * s * z - rho * rho * s * s / 2.0).exp();
			let left = s * (1.0 - rho * rho).sqrt();
			let density = float(normal_pdf(fixed(&format!("{z:.15}"))));
			density * (call(given, strike, left) - call(given, y, left))
		})
	};
	let on = |strike: f64| match row[0] {
		"MinBasket" => on_lesser(strike),
		_ => call(first, strike, s) + call(second, strike, other) - on_lesser(strike),
	};
	let undiscounted = match kind(row[1]) {
		Call => on(strike),
		Put => on(strike) - on(0.0) + strike,
	};
	undiscounted * (-rate * years).exp()
}

#[test]
fn quantlib_baskets_of_two() {
	let names = ["Kirk's spreads", "options on the lesser or greater of two prices"];
	let mut worst = names.map(|name| Worst::new(format!("{name}, of QuantLib's tolerance")));
	let mut counts = [0, 0];
	for row in rows(include_str!("vectors/ql_basket_two.csv")) {
		let of = |column: usize| row[column].parse::<f64>().unwrap();
		let (place, found) = match row[0] {
			"SpreadBasket" => (0, kirks_spread(&row)),
			_ => (1, best_or_worst(&row)),
		};
		worst[place].meet((found - of(12)) / of(13), &row);
		counts[place] += 1;
	}
	assert_eq!(counts, [12, 23]);
	for worst in worst {
		worst.hold(1.0);
	}
}

/// An everlasting option paid for once an interval is a portfolio of expiries, each half of the one
/// before.
#[test]
fn everlasting_options_by_intervals() {
	let mut worst = Worst::new("everlasting options by intervals, of the price");
	for row in rows(include_str!("vectors/everlasting_discrete.csv")) {
		let hours: u64 = row[3].parse().unwrap();
		let (spot, strike) = (amount(row[0]), amount(row[1]));
		for (kind, column) in [(Call, 4), (Put, 5)] {
			let portfolio: u128 = (1..=90u32)
				.map(|expiry| {
					let left = u64::from(expiry) * hours * 3_600;
					let s = Deviation::from_volatility(fixed(row[2]), left).unwrap();
					value(kind, spot, strike, s, Rounding::Down) >> expiry
				})
				.sum();
			let difference = portfolio as i128 - scaled(row[column], PLACES);
			worst.meet(difference as f64 / spot as f64, &row);
		}
	}
	// Eighteen digits are given.
	worst.hold(1e-18);
}

/// Paid for without pause, its time value is `K/u·(S/K)^((1 ± u)/2)` with `u = √(1 + 8λ/σ²)`: a power by
/// exponential, logarithm and root.
#[test]
fn everlasting_options_without_pause() {
	let names = ["everlasting options, of the strike", "their deltas"];
	let mut worst = names.map(Worst::new);
	for row in rows(include_str!("vectors/everlasting.csv")) {
		let (spot, strike, volatility) = (fixed(row[0]), fixed(row[1]), fixed(row[2]));
		let payments = fixed("365").checked_div(fixed(row[3])).unwrap();
		let eightfold = payments.checked_mul_int(8).unwrap();
		let square = eightfold.checked_div(times(volatility, volatility)).unwrap();
		let u = plus(Fixed::ONE, square).sqrt().unwrap();
		let above = spot >= strike;
		let twice = if above { minus(Fixed::ONE, u) } else { plus(Fixed::ONE, u) };
		let power = twice.div_int(2, Rounding::Down).unwrap();
		let log = spot.checked_div(strike).unwrap().ln().unwrap();
		let shape = times(log, power).exp().unwrap();
		let time_value = times(strike, shape).checked_div(u).unwrap();
		let slope = times(power, time_value).checked_div(spot).unwrap();
		let intrinsic = minus(spot, strike).max(Fixed::ZERO);
		let call = plus(time_value, intrinsic);
		let put = minus(call, minus(spot, strike));
		for (found, column) in [(time_value, 5), (call, 6), (put, 7)] {
			worst[0].meet(common::error(found, row[column]) / float(strike), &row[..4]);
		}
		let delta = if above { plus(Fixed::ONE, slope) } else { slope };
		worst[1].meet(common::error(delta, row[8]), &row[..4]);
		worst[1].meet(common::error(minus(delta, Fixed::ONE), row[9]), &row[..4]);
	}
	worst[0].hold(1e-18);
	worst[1].hold(1e-16);
}

/// A soft barrier knocks out in proportion to how far it is crossed: the mean of all barriers in it.
#[test]
fn quantlib_soft_barriers() {
	let mut worst = Worst::new("soft barriers, of QuantLib's tolerance");
	for row in rows(include_str!("vectors/ql_soft_barrier_haug.csv")) {
		let of = |column: usize| row[column].parse::<f64>().unwrap();
		assert_eq!(row[0], "DownOut");
		let (rate, years) = (fixed(row[7]), fixed(row[8]));
		let market = Market {
			spot: amount(row[2]),
			carry: times(minus(rate, fixed(row[6])), years),
			discount: times(rate, years),
			deviation: Deviation::from_volatility(fixed(row[9]), seconds(row[8]).into()).unwrap(),
		};
		let at = |level: u128| {
			let barrier = Barrier { level, side: Side::Down, knock: Knock::Out, rebate: 0 };
			let price =
				barrier::price(&market, kind(row[1]), amount(row[3]), &barrier, Rounding::Down);
			price.unwrap() as f64 / UNIT
		};
		let (upper, lower) = (amount(row[4]), amount(row[5]));
		let mean =
			integral(0.0, 1.0, 200, |share| at(lower + ((upper - lower) as f64 * share) as u128));
		worst.meet((mean - of(10)) / of(11), &row);
	}
	worst.hold(1.0);
}
