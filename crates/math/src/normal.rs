//! Kernels of the standard normal distribution.
//!
//! Arguments are Q120. The tail is `Φ(−x) = φ(x)·R(x)` with the Mills ratio `R`. Up to 12 `R` is a Taylor series about
//! the next multiple of 1/16: with the expansion point above the argument all terms are positive,
//! so the sum rises as the argument falls, bit by bit. The coefficients follow from
//! `R' = xR − 1`, the values at the nodes from a continued fraction at 12, walked down by the same
//! series (a direction in which errors shrink); the compiler computes them all. Beyond 12 the
//! asymptotic series is exact to 2^−69.

use crate::{
	elementary::{exp_negative, ln_ratio, mul_64, ONE_127},
	fixed::Fixed,
	wide::{div, high, low, mul, mul_high, mul_top},
};

/// `1/√(2π)` in Q128.
const INV_SQRT_2PI: u128 = 0x6621_14cf_50d9_4234_3f2c_f140_2eae_38c0;

/// `ln √(2π)` in Q120.
pub(crate) const LN_SQRT_2PI: i128 = 0x00eb_3f8e_4325_f5a5_3494_bc90_0144_1922;

/// Where the table of the Mills ratio ends.
const TABLE_END: u128 = 12 << 120;

/// Where the density is below 2^−160 and treated as 0.
const DENSITY_END: u128 = 15 << 120;

/// The Mills ratio about one node: value in Q127, and the magnitudes of the Taylor coefficients 1
/// to 4 in Q128 and 5 to 15 in Q64 (their signs alternate). What 64 bits leave out weighs less than
/// 2^−20 there.
#[derive(Clone, Copy)]
struct Node {
	value: u128,
	leading: [u128; 4],
	trailing: [u64; 11],
}

static MILLS: [Node; 193] = mills_table();

const fn mills_table() -> [Node; 193] {
	let mut table = [Node { value: 0, leading: [0; 4], trailing: [0; 11] }; 193];
	let mut rest: &mut [Node] = &mut table;
	let (mut sixteenths, mut value) = (192u128, mills_at_12());
	while let Some((last, others)) = rest.split_last_mut() {
		*last = node(sixteenths, value);
		value = value_below(sixteenths, value);
		sixteenths = sixteenths.saturating_sub(1);
		rest = others;
	}
	table
}

/// `R(12) = 1/(12 + 1/(12 + 2/(12 + 3/(…))))` in Q127.
const fn mills_at_12() -> u128 {
	let mut denominator = 12u128 << 120;
	let mut n = 40u128;
	while n > 0 {
		if let Some((part, _)) = div(n << 112, 0, denominator) {
			denominator = (12u128 << 120).wrapping_add(part);
		}
		n = n.wrapping_sub(1);
	}
	match div(1 << 119, 0, denominator) {
		Some((value, _)) => value,
		None => 0,
	}
}

/// The magnitude of the first Taylor coefficient, `1 − x·a_0`, in Q127.
const fn first_coefficient(sixteenths: u128, value: u128) -> u128 {
	ONE_127.saturating_sub((value >> 4).wrapping_mul(sixteenths))
}

/// `a_{n+1}` by `(n + 1)·a_{n+1} = a_{n−1} − x·a_n`; `after` is `n + 1`.
const fn next_coefficient(sixteenths: u128, previous: u128, current: u128, after: u128) -> u128 {
	let scaled = (current >> 4).wrapping_mul(sixteenths);
	match previous.saturating_sub(scaled).checked_div(after) {
		Some(next) => next,
		None => 0,
	}
}

/// The node `sixteenths/16` with the given value.
const fn node(sixteenths: u128, value: u128) -> Node {
	let mut node = Node { value, leading: [0; 4], trailing: [0; 11] };
	let (mut previous, mut current) = (value, first_coefficient(sixteenths, value));
	let mut after = 2u128;
	let mut rest: &mut [u128] = &mut node.leading;
	while let Some((first, others)) = rest.split_first_mut() {
		// 1 itself, at the node 0, is never multiplied by a distance but 0.
		*first = if current >= ONE_127 { u128::MAX } else { current << 1 };
		let next = next_coefficient(sixteenths, previous, current, after);
		(previous, current) = (current, next);
		after = after.wrapping_add(1);
		rest = others;
	}
	let mut rest: &mut [u64] = &mut node.trailing;
	while let Some((first, others)) = rest.split_first_mut() {
		*first = low(current >> 63);
		let next = next_coefficient(sixteenths, previous, current, after);
		(previous, current) = (current, next);
		after = after.wrapping_add(1);
		rest = others;
	}
	node
}

/// The value 1/16 below the node.
const fn value_below(sixteenths: u128, value: u128) -> u128 {
	let (mut previous, mut current) = (value, first_coefficient(sixteenths, value));
	let (mut sum, mut after, mut shift) = (value, 2u128, 4u32);
	while shift < 128 {
		sum = sum.wrapping_add(current.wrapping_shr(shift));
		let next = next_coefficient(sixteenths, previous, current, after);
		(previous, current) = (current, next);
		after = after.wrapping_add(1);
		shift = shift.wrapping_add(4);
	}
	sum
}

/// `R(x) = Φ(−x)/φ(x)` in Q127 for `x >= 0` in Q120; error below 2^−83 up to 12, below 2^−69 of the
/// whole beyond. Falls as `x` rises, bit by bit.
pub(crate) fn mills(x: u128) -> u128 {
	if x > TABLE_END {
		// 2^247/x
		return div(1 << 119, 0, x).map_or(0, |(inverse, _)| mills_asymptotic(inverse));
	}
	let node = x.wrapping_add((1 << 116) - 1) >> 116;
	let distance = (node << 116).wrapping_sub(x) << 8;
	let Some(node) = usize::try_from(node).ok().and_then(|j| MILLS.get(j)) else { return 0 };
	let short = high(distance);
	let trailing =
		node.trailing.iter().rev().fold(0u64, |sum, term| mul_64(sum, short).wrapping_add(*term));
	let sum =
		node.leading.iter().rev().fold(u128::from(trailing) << 64, |sum, term| {
			mul_high(sum, distance).wrapping_add(*term)
		});
	node.value.wrapping_add(mul_high(sum, distance) >> 1)
}

/// As [`mills`], for any `x` in Q64.
pub(crate) fn mills_64(x: u128) -> u128 {
	if x > TABLE_END >> 56 {
		return div(1 << 63, 0, x).map_or(0, |(inverse, _)| mills_asymptotic(inverse));
	}
	mills(x << 56)
}

/// `R(x) = (1/x)(1 − y(1 − 3y(1 − 5y(…))))`, `y = 1/x²`, for `x > 12`, given `1/x` in Q127: the
/// first term left out is below 2^−70 of the whole.
fn mills_asymptotic(inverse: u128) -> u128 {
	// The terms from the fifth on weigh less than 2^−21.
	let y = mul_high(inverse, inverse) << 2;
	let short = high(y);
	let odd = |n: u64| n.wrapping_mul(2).wrapping_sub(1);
	let trailing = (5u64..=22).rev().fold(0u64, |sum, n| mul_64(short.wrapping_mul(odd(n)), !sum));
	let series = (1u64..=4).rev().fold(u128::from(trailing) << 64, |sum, n| {
		mul_top(y.wrapping_mul(u128::from(odd(n))), !sum)
	});
	inverse.wrapping_sub(mul_top(inverse, series))
}

/// `φ(x)` in Q127 for `x >= 0` in Q120; relative error below 2^−85 while it has that many bits.
pub(crate) fn density(x: u128) -> u128 {
	if x >= DENSITY_END {
		return 0;
	}
	let (high, low) = mul(x, x);
	mul_top(exp_negative((high << 7) | (low >> 121)), INV_SQRT_2PI)
}

/// `Φ(−x)` in Q127 for `x >= 0` in Q120, given `φ(x)`.
pub(crate) fn tail(density: u128, x: u128) -> u128 {
	mul_high(density, mills(x)) << 1
}

/// The `x >= 0` in Q120 at which `Φ(−x)` is `tail`, in Q127 and above 0; error below 2^−66 while
/// `tail` is above 2^−64. Tails above one half are taken as one half. `None` for 0.
///
/// A rational guess (M. Abramowitz and I. Stegun, "Handbook of mathematical functions", 26.2.23; off
/// by 4.5e-4) and two steps of the series of the inverse, `x + e + xe²/2 + (2x² + 1)e³/6` with
/// `e = (Φ(−x) − tail)/φ(x)`: the first leaves 1e-11, the second nothing.
pub(crate) fn inverse_tail(target: u128) -> Option<u128> {
	if target == 0 {
		return None;
	}
	let target = target.min(ONE_127 >> 1);
	let mut x = guess(target)?;
	for _ in 0..2 {
		let density = density(x.unsigned_abs());
		let upper = tail(density, x.unsigned_abs());
		let short = upper.abs_diff(target);
		let (e, _) = div(short >> 8, short << 120, density)?;
		let e = i128::try_from(e).ok()?;
		let e = if upper < target { e.wrapping_neg() } else { e };
		x = x.checked_add(e)?.checked_add(bent(x >> 56, e >> 24)?)?.max(0);
	}
	Some(x.unsigned_abs())
}

/// `xe²/2 + (2x² + 1)e³/6` in Q120 for `x` in Q64 and `e` in Q96.
fn bent(x: i128, e: i128) -> Option<i128> {
	let (x, e) = (Fixed::from_bits(x), Fixed::from_bits(e));
	// By the scale of e both are Q128.
	let square = e.checked_mul(e)?;
	let cube = Fixed::from_bits(square.to_bits() >> 32).checked_mul(e)?.to_bits();
	let second = x.checked_mul(square)?.to_bits() >> 1;
	let factor = x.checked_mul(x)?.to_bits().checked_mul(2)?.checked_add(1 << 64)?;
	let third = Fixed::from_bits(factor).checked_mul(Fixed::from_bits(cube))?.to_bits();
	second.checked_add(third.checked_div(6)?).map(|sum| sum >> 8)
}

/// The rational guess in Q120, not below 0.
fn guess(target: u128) -> Option<i128> {
	let ratio = |millionths| Fixed::from_ratio(millionths, 1_000_000);
	let polynomial = |x: Fixed, coefficients: [i128; 4]| {
		coefficients
			.iter()
			.rev()
			.try_fold(Fixed::ZERO, |sum, term| sum.checked_mul(x)?.checked_add(ratio(*term)?))
	};
	let logarithm = ln_ratio(ONE_127, target) >> 55;
	let x = Fixed::from_bits(logarithm).sqrt()?;
	let above = polynomial(x, [2_515_517, 802_853, 10_328, 0])?;
	let below = polynomial(x, [1_000_000, 1_432_788, 189_269, 1_308])?;
	let guess = x.checked_sub(above.checked_div(below)?)?.max(Fixed::ZERO);
	guess.to_bits().checked_mul(1 << 56)
}
