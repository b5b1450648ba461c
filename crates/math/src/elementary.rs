//! Kernels of `exp` and `ln`, with more bits than [`Fixed`](crate::Fixed) holds.
//!
//! Exponents and logarithms are Q120 (`i128`, 7 bits before the point), mantissas Q127 (`u128`).
//! Both kernels go to the nearest entry of a table and finish with a short series whose argument
//! is positive and small; each series is summed in 64 bits where its weight is below 2^−23 and in
//! 128 bits above. The tables are computed by the compiler: there is no constant to mistype.
//!
//! The bits behind those of [`Fixed`](crate::Fixed) are what makes prices rise and fall with their
//! arguments step by step, and what an implied volatility is found from.

use crate::wide::{div, div_rem, high, low, mul, mul_high, mul_limb, mul_limbs, mul_top, shr};

/// 1 in Q127.
pub(crate) const ONE_127: u128 = 1 << 127;

/// `ln 2` in Q127, `2·artanh(1/3)`.
const LN_2: u128 = twice_artanh(1, 3);

/// `ln 2` in Q120.
const LN_2_120: i128 = (LN_2 >> 7).cast_signed();

/// `⌊2^30 / ln 2⌋`.
const LOG2_E_30: i128 = match div_rem(1 << 126, LN_2 >> 31) {
	Some((q, _)) => q.cast_signed(),
	None => 0,
};

/// `e^(−j/64)` in Q127, up to the first beyond `ln 2`.
static EXP: [u128; 46] = exp_table();

/// Per 1/256 of [1, 2): a 16-bit factor `v`, at least the reciprocal of the cell's lower end, in
/// units of 2^−16, and `−ln v` in Q127.
static LN: [(u64, u128); 256] = ln_table();

/// `1/(n+4)!` in Q64.
const INVERSE_FACTORIALS: [u64; 8] = inverse_factorials();

/// `1/(n+4)` in Q64.
const INVERSES: [u64; 9] = inverses();

/// `1/3` in Q128; half of it is `1/3!`.
const THIRD: u128 = u128::MAX / 3;

/// `2·artanh(n/d)` in Q127 for `n/d <= 1/3` and both below 2^63.
const fn twice_artanh(n: u128, d: u128) -> u128 {
	let Some((z, _)) = div(n >> 1, n << 127, d) else { return 0 };
	let square = mul_high(z, z) << 1;
	let (mut power, mut odd, mut sum) = (z, 1u128, 0u128);
	while power != 0 {
		let Some((term, _)) = div_rem(power, odd) else { return 0 };
		sum = sum.wrapping_add(term);
		power = mul_high(power, square) << 1;
		odd = odd.wrapping_add(2);
	}
	sum << 1
}

const fn exp_table() -> [u128; 46] {
	// e^(-1/64) by its alternating series.
	let (mut term, mut n, mut step) = (ONE_127, 1u128, ONE_127);
	while term != 0 {
		term = match div_rem(term >> 6, n) {
			Some((term, _)) => term,
			None => 0,
		};
		step = if n & 1 == 1 { step.wrapping_sub(term) } else { step.wrapping_add(term) };
		n = n.wrapping_add(1);
	}
	let mut table = [0; 46];
	let mut entry = ONE_127;
	let mut rest: &mut [u128] = &mut table;
	while let Some((first, others)) = rest.split_first_mut() {
		*first = entry;
		entry = mul_high(entry, step) << 1;
		rest = others;
	}
	table
}

const fn ln_table() -> [(u64, u128); 256] {
	let mut table = [(0, 0); 256];
	let mut rest: &mut [(u64, u128)] = &mut table;
	let (mut cell, mut factor, mut logarithm) = (256u128, 1u128 << 16, 0u128);
	while let Some((first, others)) = rest.split_first_mut() {
		let Some((floor, left)) = div_rem(1 << 24, cell) else { return table };
		let next = if left == 0 { floor } else { floor.wrapping_add(1) };
		// ln(factor/next) = 2 artanh((factor - next)/(factor + next))
		let rise = twice_artanh(factor.wrapping_sub(next), factor.wrapping_add(next));
		logarithm = logarithm.wrapping_add(rise);
		factor = next;
		*first = (low(factor), logarithm);
		cell = cell.wrapping_add(1);
		rest = others;
	}
	table
}

const fn inverse_factorials() -> [u64; 8] {
	let mut table = [0; 8];
	let mut rest: &mut [u64] = &mut table;
	let (mut entry, mut n) = ((1u128 << 64) / 24, 5u128);
	while let Some((first, others)) = rest.split_first_mut() {
		*first = low(entry);
		entry = match div_rem(entry, n) {
			Some((entry, _)) => entry,
			None => 0,
		};
		n = n.wrapping_add(1);
		rest = others;
	}
	table
}

const fn inverses() -> [u64; 9] {
	let mut table = [0; 9];
	let mut rest: &mut [u64] = &mut table;
	let mut n = 4u128;
	while let Some((first, others)) = rest.split_first_mut() {
		if let Some((entry, _)) = div_rem(1 << 64, n) {
			*first = low(entry);
		}
		n = n.wrapping_add(1);
		rest = others;
	}
	table
}

/// `⌊a · b⌋` of two Q64 fractions.
pub(crate) fn mul_64(a: u64, b: u64) -> u64 {
	high(mul_limbs(a, b))
}

/// `e^x` for `x` in Q120, as mantissa in Q127 in (1/2, 1] and power of two; relative error below
/// 2^−86. Both are exact for 0.
pub(crate) fn exp(x: i128) -> (u128, i32) {
	// x = power·ln 2 − r with 0 <= r < ln 2. The first power is never too great by one or more.
	let estimate = (x >> 90).wrapping_mul(LOG2_E_30) >> 60;
	let mut power = i32::try_from(estimate).unwrap_or(0);
	let mut r = estimate.wrapping_mul(LN_2_120).wrapping_sub(x);
	while r < 0 {
		r = r.wrapping_add(LN_2_120);
		power = power.wrapping_add(1);
	}
	// r = j/64 − rest with 0 <= rest < 1/64.
	let r = r.unsigned_abs();
	let j = r.wrapping_add((1 << 114) - 1) >> 114;
	let rest = (j << 114).wrapping_sub(r) << 8;
	let short = high(rest);
	let tail = INVERSE_FACTORIALS
		.iter()
		.rev()
		.fold(0u64, |sum, term| mul_64(sum, short).wrapping_add(*term));
	// e^rest − 1 = rest + rest²·(1/2 + rest·(1/6 + rest·tail))
	let third = (THIRD >> 1).wrapping_add(mul_limb(rest, tail));
	let second = ONE_127.wrapping_add(mul_top(rest, third));
	let grown = rest.wrapping_add(mul_top(mul_top(rest, rest), second));
	let entry = usize::try_from(j).ok().and_then(|j| EXP.get(j)).copied().unwrap_or(0);
	(entry.wrapping_add(mul_top(entry, grown)), power)
}

/// `e^−y` in Q127 for `y >= 0` in Q120.
pub(crate) fn exp_negative(y: u128) -> u128 {
	let Ok(y) = i128::try_from(y) else { return 0 };
	let (mantissa, power) = exp(y.wrapping_neg());
	let shift = power.unsigned_abs();
	if power > 0 {
		mantissa.checked_shl(shift).unwrap_or(ONE_127)
	} else {
		mantissa.checked_shr(shift).unwrap_or(0)
	}
}

/// `ln(a/b)` in Q120 for positive `a` and `b`, 0 if either is 0; absolute error below 2^−94.
/// Antisymmetric, and 0 exactly for equals.
pub(crate) fn ln_ratio(a: u128, b: u128) -> i128 {
	if a < b {
		ln_ratio_above(b, a).wrapping_neg()
	} else {
		ln_ratio_above(a, b)
	}
}

/// `ln(a/b)` for `a >= b`.
fn ln_ratio_above(a: u128, b: u128) -> i128 {
	if b == 0 {
		return 0;
	}
	let (zeros_a, zeros_b) = (a.leading_zeros(), b.leading_zeros());
	let (top, bottom) = (a.wrapping_shl(zeros_a), b.wrapping_shl(zeros_b));
	let exponent = i128::from(zeros_b).wrapping_sub(i128::from(zeros_a));
	// The mantissa of the ratio in [1, 2), and its power of two.
	let (quotient, exponent) = if top >= bottom {
		(div(top >> 1, top << 127, bottom), exponent)
	} else {
		(div(top, 0, bottom), exponent.wrapping_sub(1))
	};
	let mantissa = quotient.map_or(ONE_127, |(mantissa, _)| mantissa);
	let fraction = (ln_mantissa(mantissa) >> 7).cast_signed();
	exponent.wrapping_mul(LN_2_120).wrapping_add(fraction)
}

/// `ln m` in Q127 for `m` in [1, 2) in Q127.
fn ln_mantissa(m: u128) -> u128 {
	let cell = usize::try_from((m >> 119) & 255).ok().and_then(|j| LN.get(j));
	let (factor, logarithm) = cell.copied().unwrap_or((1 << 16, 0));
	// m·v = 1 + u, 0 <= u < 1/250, u in Q128.
	let u = mul_limb(m, factor << 47).wrapping_sub(ONE_127 >> 1) << 2;
	let short = high(u);
	let tail = INVERSES.iter().rev().fold(0u64, |sum, term| term.wrapping_sub(mul_64(sum, short)));
	// ln(1 + u) = u − u²·(1/2 − u·(1/3 − u·tail))
	let third = THIRD.wrapping_sub(mul_limb(u, tail));
	let second = ONE_127.wrapping_sub(mul_top(u, third));
	let risen = u.wrapping_sub(mul_top(mul_top(u, u), second));
	logarithm.wrapping_add(risen >> 1)
}

/// `ln 2` in Q256.
const LN_2_256: (u128, u128) =
	(0xb172_17f7_d1cf_79ab_c9e3_b398_03f2_f6af, 0x40f3_4326_7298_b62d_8a0d_175b_8baa_fa2b);

/// The exponent above which [`exp`] has fewer bits than a result in Q64.
pub(crate) const LARGE_EXPONENT: i128 = 8 << 64;

/// `e^x` in Q64, to the nearest, for `x` in Q64 from 8 to 44; `None` if it is 2^63 or more. In 256
/// bits throughout: ten times the cost of [`exp`].
pub(crate) fn exp_large(x: i128) -> Option<i128> {
	let x = u128::try_from(x).ok()?;
	// x = power·ln 2 + r, 0 <= r < ln 2; the first power is never too great, and too small by one.
	let estimate = (x >> 34).wrapping_mul(LOG2_E_30.unsigned_abs()) >> 60;
	let power = [estimate.wrapping_add(1), estimate].into_iter().find_map(|power| {
		let (carried, below) = mul(LN_2_256.1, power);
		let (whole, above) = mul(LN_2_256.0, power);
		let (above, carry) = above.overflowing_add(carried);
		let whole = whole.wrapping_add(u128::from(carry));
		let (fraction, short) = (x << 64).overflowing_sub(above);
		let (low, borrow) = 0u128.overflowing_sub(below);
		let (high, shorter) = fraction.overflowing_sub(u128::from(borrow));
		let left = (x >> 64).checked_sub(whole)?.checked_sub(u128::from(short | shorter))?;
		(left == 0).then_some((power, (high, low)))
	});
	let (power, rest) = power?;
	let (high, low) = grown(rest);
	let shift = u32::try_from(191u128.checked_sub(power)?).ok()?;
	let doubled = shr(high, low, shift)?;
	let whole = 1u128.checked_shl(u32::try_from(power).ok()?.checked_add(64)?)?;
	i128::try_from(whole.checked_add(doubled >> 1)?.checked_add(doubled & 1)?).ok()
}

/// `e^r − 1` in Q256 for `r < ln 2`: a series on `r/64`, and `(1 + s)² − 1 = 2s + s²` six times.
fn grown((high, low): (u128, u128)) -> (u128, u128) {
	let part = (high >> 6, (high << 122) | (low >> 6));
	// Horner: r(1 + r/2·(1 + r/3·(…))), the inner sums without their 1. 64^−21/21! is below 2^−190.
	let mut sum = (0, 0);
	for n in (2u128..=21).rev() {
		let scaled = plus(part, product(part, sum));
		sum = div_small(scaled, n);
	}
	sum = plus(part, product(part, sum));
	for _ in 0..6 {
		let square = product(sum, sum);
		sum = plus(((sum.0 << 1) | (sum.1 >> 127), sum.1 << 1), square);
	}
	sum
}

/// A Q256 fraction over an integer below 2^64.
fn div_small((high, low): (u128, u128), n: u128) -> (u128, u128) {
	let digit = |above: u128, digit: u128| div_rem((above << 64) | digit, n).unwrap_or((0, 0));
	let (first, rest) = div_rem(high, n).unwrap_or((0, 0));
	let (second, rest) = digit(rest, low >> 64);
	let (third, _) = digit(rest, low & (u128::MAX >> 64));
	(first, (second << 64) | third)
}

/// Sum of two Q256 fractions.
fn plus(a: (u128, u128), b: (u128, u128)) -> (u128, u128) {
	let (low, carry) = a.1.overflowing_add(b.1);
	(a.0.wrapping_add(b.0).wrapping_add(u128::from(carry)), low)
}

/// Product of two Q256 fractions, short by less than 2^−253.
fn product(a: (u128, u128), b: (u128, u128)) -> (u128, u128) {
	let low = plus((0, mul_high(a.0, b.1)), (0, mul_high(a.1, b.0)));
	plus(mul(a.0, b.0), low)
}
