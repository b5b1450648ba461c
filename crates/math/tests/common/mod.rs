//! Decimal references against [`Fixed`]: parsing without loss, and the worst error met.
#![allow(
	dead_code,
	missing_docs,
	unreachable_pub,
	clippy::cast_possible_truncation,
	clippy::cast_possible_wrap,
	clippy::cast_sign_loss
)]

use tenor_math::Fixed;

/// Guard bits of a reference behind those of [`Fixed`].
const GUARD: u32 = 24;

/// 2^−64.
pub const ULP: f64 = 1.0 / 18_446_744_073_709_551_616.0;

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
	// Far below any resolution, down to 1e-1307057822867910, is 0.
	let power: i32 = power.parse::<i64>().unwrap().max(-80).try_into().unwrap();
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
pub fn scaled(text: &str, places: usize) -> i128 {
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

/// The nearest [`Fixed`].
pub fn fixed(text: &str) -> Fixed {
	Fixed::from_bits((binary(text, 64 + GUARD) + (1 << (GUARD - 1))) >> GUARD)
}

/// The nearest [`Fixed`], and what it is short of the decimal.
pub fn nearest(text: &str) -> (Fixed, f64) {
	// As many guard bits as there is room for.
	let guard = if decimal(text).whole.trim_matches('0').is_empty() { 62 } else { GUARD };
	let exact = binary(text, 64 + guard);
	let nearest = (exact + (1 << (guard - 1))) >> guard;
	let short = (exact - (nearest << guard)) as f64 / (1u64 << guard) as f64;
	(Fixed::from_bits(nearest), short * ULP)
}

/// Difference of `found · scale / 10^places` to a reference.
pub fn error_of_multiple(found: Fixed, scale: i128, places: u32, expected: &str) -> f64 {
	let unit = 10i128.pow(places);
	let of_found = found.to_bits().checked_mul(scale);
	let exact = of_found.zip(binary(expected, 64).checked_mul(unit));
	match exact {
		Some((found, expected)) => (found - expected) as f64 / unit as f64 * ULP,
		// Too large to be known to more digits than an f64 has.
		None => float(found) * scale as f64 / unit as f64 - expected.parse::<f64>().unwrap(),
	}
}

/// Difference to a reference.
pub fn error(found: Fixed, expected: &str) -> f64 {
	let difference = (found.to_bits() << GUARD) - binary(expected, 64 + GUARD);
	difference as f64 / f64::from(1u32 << GUARD) * ULP
}

pub fn float(value: Fixed) -> f64 {
	value.to_bits() as f64 * ULP
}

pub fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
	let body = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1);
	body.map(|line| line.split(',').collect())
}

/// `p·ln 2 − j/64` in Q64, rounded down: where the exponential passes from one entry of its table to
/// the next, or to the next power of two.
pub fn exponential_border(power: i128, entry: i128) -> i128 {
	const LN_2_120: i128 = 0x00b1_7217_f7d1_cf79_abc9_e3b3_9803_f2f6;
	(power * LN_2_120 - (entry << 114)) >> 56
}

/// The distance at which `x²/2` is `power·ln 2 + entry/64`, the density's exponent at such a border, within
/// an ulp and a half. `None` from 15 on, where the density ends.
pub fn density_border(power: i128, entry: i128) -> Option<i128> {
	let square = -2 * exponential_border(-power, entry);
	let x = Fixed::from_bits(square).sqrt()?.to_bits();
	(x < 15 << 64).then_some(x)
}

/// Both numbers, above and below 1, at which the logarithm passes to this of 256 cells: the mantissa of
/// the number, or of its inverse, is `1 + cell/256`. Exact or rounded down, in Q64.
pub fn logarithm_borders(octave: u32, cell: i128) -> [i128; 2] {
	[(256 + cell) << (56 + octave), ((1i128 << 72) / (256 + cell)) >> octave]
}

/// The worst error met of one quantity, and the mean.
pub struct Worst {
	what: String,
	worst: f64,
	at: String,
	sum: f64,
	rows: usize,
}

impl Worst {
	pub fn new(what: impl Into<String>) -> Self {
		Self { what: what.into(), worst: 0.0, at: String::new(), sum: 0.0, rows: 0 }
	}

	pub fn meet(&mut self, error: f64, at: &[&str]) {
		self.rows += 1;
		self.sum += error.abs();
		if error.abs() >= self.worst {
			(self.worst, self.at) = (error.abs(), at.join(" "));
		}
	}

	/// Print what was met, and hold the bound.
	pub fn hold(&self, bound: f64) {
		let Self { what, worst, at, sum, rows } = self;
		let mean = sum / *rows as f64;
		println!(
			"{what}: max {worst:.1e}, mean {mean:.1e}, {rows} values, bound {bound:.1e} ({at})"
		);
		assert!(*rows > 0 && *worst <= bound, "{what}: {worst:e} > {bound:e} at {at}");
	}
}
