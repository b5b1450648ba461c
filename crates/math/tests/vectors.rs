//! Against references of 50 digits and more (`tests/vectors`). Each test prints the greatest error
//! that it met and holds the bound that the documentation promises.
#![allow(
	missing_docs,
	clippy::cast_possible_truncation,
	clippy::cast_possible_wrap,
	clippy::cast_sign_loss
)]

use tenor_math::{
	black76::{value, Black76},
	functions::{mills_ratio, normal_cdf, normal_pdf},
	Deviation, Fixed,
	OptionKind::{Call, Put},
	Rounding,
};

/// Guard bits of a reference behind those of [`Fixed`].
const GUARD: u32 = 24;

const ULP: f64 = 1.0 / 18_446_744_073_709_551_616.0;

/// A decimal, its digits split at the point.
struct Decimal {
	negative: bool,
	whole: String,
	fraction: String,
}

fn decimal(text: &str) -> Decimal {
	let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
	let (digits, power) = text.split_once('e').unwrap_or((text, "0"));
	let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
	let power: i32 = power.parse().unwrap();
	let shift = power.unsigned_abs() as usize;
	let (whole, fraction) = if power < 0 {
		let padded = format!("{}{whole}", "0".repeat(shift));
		let (left, right) = padded.split_at(padded.len() - shift);
		(left.to_string(), format!("{right}{fraction}"))
	} else {
		let padded = format!("{fraction}{}", "0".repeat(shift));
		let (left, right) = padded.split_at(shift);
		(format!("{whole}{left}"), right.to_string())
	};
	Decimal { negative, whole, fraction }
}

/// The value times `2^bits`, towards zero.
fn binary(text: &str, bits: u32) -> i128 {
	let number = decimal(text);
	let mut result: i128 = format!("0{}", number.whole).parse().unwrap();
	let mut digits: Vec<u8> = number.fraction.bytes().map(|digit| digit - b'0').collect();
	for _ in 0..bits {
		let mut carry = 0;
		for digit in digits.iter_mut().rev() {
			let doubled = *digit * 2 + carry;
			(*digit, carry) = (doubled % 10, doubled / 10);
		}
		result = result.checked_mul(2).unwrap() + i128::from(carry);
	}
	if number.negative {
		-result
	} else {
		result
	}
}

/// The value times `10^places`, towards zero.
fn scaled(text: &str, places: usize) -> i128 {
	let number = decimal(text);
	let fraction: String =
		number.fraction.chars().chain("0".repeat(places).chars()).take(places).collect();
	let result: i128 = format!("{}{fraction}", number.whole).parse().unwrap();
	if number.negative {
		-result
	} else {
		result
	}
}

/// The nearest [`Fixed`], and what it is short of the decimal.
fn fixed(text: &str) -> (Fixed, f64) {
	// As many guard bits as there is room for.
	let guard = if decimal(text).whole.trim_matches('0').is_empty() { 62 } else { GUARD };
	let exact = binary(text, 64 + guard);
	let nearest = (exact + (1 << (guard - 1))) >> guard;
	let short = (exact - (nearest << guard)) as f64 / (1u64 << guard) as f64;
	(Fixed::from_bits(nearest), short * ULP)
}

/// Error in ulp.
fn error(found: Fixed, expected: &str) -> f64 {
	let difference = (found.to_bits() << GUARD) - binary(expected, 64 + GUARD);
	difference as f64 / f64::from(1u32 << GUARD)
}

fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
	let body = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1);
	body.map(|line| line.split(',').collect())
}

struct Worst(&'static str, f64, String, usize);

impl Worst {
	fn new(what: &'static str) -> Self {
		Self(what, 0.0, String::new(), 0)
	}

	fn meet(&mut self, error: f64, at: &[&str]) {
		self.3 += 1;
		if error.abs() >= self.1 {
			(self.1, self.2) =
				(error.abs(), at.iter().take(4).copied().collect::<Vec<_>>().join(" "));
		}
	}

	fn hold(&self, bound: f64) {
		println!("{}: {:.3e} at {} of {} rows (bound {bound:.1e})", self.0, self.1, self.2, self.3);
		assert!(
			self.3 > 0 && self.1 <= bound,
			"{}: {:e} > {bound:e} at {}",
			self.0,
			self.1,
			self.2
		);
	}
}

#[test]
fn exp() {
	let mut below = Worst::new("exp up to 0, ulp");
	let mut above = Worst::new("exp above 0, of the result, less half an ulp");
	for row in rows(include_str!("vectors/exp.csv")) {
		let (x, short) = fixed(row[0]);
		let Some(found) = x.exp() else {
			assert!(row[0].parse::<f64>().unwrap() >= 43.668, "{row:?}");
			continue;
		};
		let size: f64 = row[1].parse().unwrap();
		if size <= 1.0 {
			below.meet(error(found, row[1]) + short * size / ULP, &row);
		} else {
			let expected = binary(row[1], 64);
			let difference = (found.to_bits() - expected) as f64 * ULP + short * size;
			above.meet((difference.abs() - 1.5 * ULP).max(0.0) / size, &row);
		}
	}
	below.hold(0.51);
	// The reference of the input's own rounding is computed in f64: 2^-53 of 2^-65.
	above.hold(1.1e-22);
}

#[test]
fn ln_and_sqrt() {
	let mut ln = Worst::new("ln, ulp");
	let mut sqrt = Worst::new("sqrt, ulp");
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
		let (x, short) = fixed(row[0]);
		let relative = short / (size - short);
		// The correction is computed in f64 and must stay finer than what it corrects.
		if relative.abs() > 1e-6 {
			continue;
		}
		ln.meet(error(x.ln().unwrap(), row[1]) + relative.ln_1p() / ULP, &row);
		sqrt.meet(error(x.sqrt().unwrap(), row[2]) + relative / 2.0 * size.sqrt() / ULP, &row);
	}
	ln.hold(0.51);
	sqrt.hold(0.51);
}

#[test]
fn normal() {
	let mut cdf = Worst::new("cdf, ulp");
	let mut sf = Worst::new("1 - cdf, ulp");
	let mut pdf = Worst::new("pdf, ulp");
	let mut mills = Worst::new("Mills ratio up to 12, relative, reference in f64");
	for row in rows(include_str!("vectors/normal_cdf_pdf.csv")) {
		let (x, short) = fixed(row[0]);
		let size: f64 = row[0].parse().unwrap();
		let density: f64 = row[3].parse().unwrap();
		let moved = short * density / ULP;
		cdf.meet(error(normal_cdf(x), row[1]) + moved, &row);
		sf.meet(error(normal_cdf(x.checked_neg().unwrap()), row[2]) - moved, &row);
		pdf.meet(error(normal_pdf(x), row[3]) - size * moved, &row);
		if (0.0..=12.0).contains(&size) {
			let expected = row[2].parse::<f64>().unwrap() / density;
			let found = mills_ratio(x).unwrap().to_bits() as f64 * ULP;
			mills.meet(found / expected - 1.0, &row);
		}
	}
	cdf.hold(0.6);
	sf.hold(0.6);
	pdf.hold(0.51);
	mills.hold(1e-15);
}

/// Decimals kept of prices and amounts: so fine that what is measured is the evaluation.
const PLACES: usize = 24;

fn black76(name: &'static str, text: &'static str, price_bound: f64, delta_bound: f64) {
	let mut price = Worst::new("price over forward");
	let mut delta = Worst::new("delta");
	let mut greeks = Worst::new("gamma and vega, of the value, reference in f64");
	println!("{name}");
	for row in rows(text) {
		let (forward, strike) = (scaled(row[0], PLACES) as u128, scaled(row[1], PLACES) as u128);
		let seconds: u64 = row[2].parse().unwrap();
		let (volatility, _) = fixed(row[3]);
		let s = Deviation::from_volatility(volatility, seconds).unwrap();
		for (kind, column) in [(Call, row[4]), (Put, row[5])] {
			let found = value(kind, forward, strike, s, Rounding::Down) as i128;
			let expected = scaled(column, PLACES);
			// The reference itself has 24 significant digits.
			let own = expected as f64 * 5e-24;
			let difference = ((found - expected) as f64).abs() - own;
			price.meet(difference.max(0.0) / forward as f64, &row);
			let up = value(kind, forward, strike, s, Rounding::Up) as i128;
			assert!((0..=1).contains(&(up - found)), "{row:?}");
		}
		let terms = Black76::on(forward, strike, s).unwrap();
		delta.meet(error(terms.delta(Call), row[6]) * ULP, &row);
		delta.meet(error(terms.delta(Put), row[7]) * ULP, &row);

		let of = |column: usize| row[column].parse::<f64>().unwrap();
		let gamma = terms.gamma().to_bits() as f64 * ULP;
		let vega = terms.vega().to_bits() as f64 * ULP;
		let years = seconds as f64 / 31_536_000.0;
		// Half an ulp of the result is no error of the evaluation.
		let relative = |found: f64, expected: f64| {
			((found - expected).abs() - ULP).max(0.0) / expected.max(ULP)
		};
		greeks.meet(relative(gamma, of(8) * of(0)), &row);
		greeks.meet(relative(vega, of(9) / of(0) / years.sqrt()), &row);
	}
	price.hold(price_bound);
	delta.hold(delta_bound);
	greeks.hold(4e-15);
}

#[test]
fn black76_grid() {
	black76("grid", include_str!("vectors/b76_grid.csv"), 1e-19, 1e-18);
}

#[test]
fn black76_extremes() {
	black76("extremes", include_str!("vectors/b76_extremes.csv"), 1e-19, 1e-17);
}

#[test]
fn black76_random() {
	black76("random", include_str!("vectors/b76_random_realistic.csv"), 1e-19, 1e-18);
}
