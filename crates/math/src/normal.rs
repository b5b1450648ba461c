//! Kernels of the standard normal distribution.
//!
//! The tail is `Φ(−x) = φ(x)·R(x)` with the Mills ratio `R`. Up to 12 `R` is a Taylor series about
//! the next multiple of 1/16: with the expansion point above the argument all terms are positive,
//! so the sum rises as the argument falls, bit by bit. The coefficients follow from
//! `R' = xR − 1`, the values at the nodes from a continued fraction at 12, walked down by the same
//! series (a direction in which errors shrink); the compiler computes them all. Beyond 12 the
//! asymptotic series is exact to 2^−64.

use crate::{
	elementary::{exp_negative, mul_64, ONE_127},
	wide::{div, low, mul, mul_high},
};

/// `1/√(2π)` in Q128.
const INV_SQRT_2PI: u128 = 0x6621_14cf_50d9_4234_3f2c_f140_2eae_38c0;

/// Where the table of the Mills ratio ends.
const TABLE_END: u128 = 12 << 64;

/// Where the density is below 2^−160 and treated as 0.
const DENSITY_END: u128 = 15 << 64;

/// The Mills ratio about one node: value in Q127, and the magnitudes of the Taylor coefficients
/// 1 to 12 in Q64 (their signs alternate).
#[derive(Clone, Copy)]
struct Node {
	value: u128,
	coefficients: [u64; 12],
}

static MILLS: [Node; 193] = mills_table();

const fn mills_table() -> [Node; 193] {
	let mut table = [Node { value: 0, coefficients: [0; 12] }; 193];
	let mut rest: &mut [Node] = &mut table;
	let (mut sixteenths, mut value) = (192u128, mills_at_12());
	while let Some((last, others)) = rest.split_last_mut() {
		*last = Node { value, coefficients: coefficients(sixteenths, value) };
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

/// Coefficients 1 to 12 at the node `sixteenths/16` with the given value.
const fn coefficients(sixteenths: u128, value: u128) -> [u64; 12] {
	let mut table = [0; 12];
	let mut rest: &mut [u64] = &mut table;
	let (mut previous, mut current) = (value, first_coefficient(sixteenths, value));
	let mut after = 2u128;
	while let Some((first, others)) = rest.split_first_mut() {
		// 1 itself, at the node 0, is never multiplied by a distance but 0.
		*first = if current >= ONE_127 { u64::MAX } else { low(current >> 63) };
		let next = next_coefficient(sixteenths, previous, current, after);
		(previous, current) = (current, next);
		after = after.wrapping_add(1);
		rest = others;
	}
	table
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

/// `R(x) = Φ(−x)/φ(x)` in Q127 for `x >= 0` in Q64; error below 2^−66.
pub(crate) fn mills(x: u128) -> u128 {
	if x > TABLE_END {
		return mills_asymptotic(x);
	}
	let node = x.wrapping_add((1 << 60) - 1) >> 60;
	let distance = low((node << 60).wrapping_sub(x));
	let Some(node) = usize::try_from(node).ok().and_then(|j| MILLS.get(j)) else { return 0 };
	let sum = node
		.coefficients
		.iter()
		.rev()
		.fold(0u64, |sum, term| mul_64(sum, distance).wrapping_add(*term));
	node.value.wrapping_add(u128::from(sum).wrapping_mul(u128::from(distance)) >> 1)
}

/// `R(x) = (1/x)(1 − y(1 − 3y(1 − 5y(…))))`, `y = 1/x²`, for `x > 12`: the first term left out is
/// below 2^−65 of the whole.
fn mills_asymptotic(x: u128) -> u128 {
	let Some((inverse, _)) = div(1 << 63, 0, x) else { return 0 };
	let y = low(mul_high(inverse, inverse) >> 62);
	let series = (1u64..=22).rev().fold(0u64, |sum, n| {
		let odd = n.wrapping_mul(2).wrapping_sub(1);
		mul_64(y.wrapping_mul(odd), !sum)
	});
	inverse.wrapping_sub(mul_high(inverse, u128::from(series) << 64))
}

/// `φ(x)` in Q127 for `x >= 0` in Q64; relative error below 2^−72.
pub(crate) fn density(x: u128) -> u128 {
	if x >= DENSITY_END {
		return 0;
	}
	let (high, low) = mul(x, x);
	mul_high(exp_negative((high << 119) | (low >> 9)), INV_SQRT_2PI)
}

/// `Φ(−x)` in Q127 for `x >= 0` in Q64, given `φ(x)`.
pub(crate) fn tail(density: u128, x: u128) -> u128 {
	mul_high(density, mills(x)) << 1
}
