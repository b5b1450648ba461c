//! 256-bit intermediates: a wide value is `(high, low)` in two `u128`.
//!
//! All `const`, so that the tables are computed by the compiler from the same routines.

use crate::fixed::Rounding;

const LOW: u128 = u128::MAX >> 64;

/// The low 64 bits.
pub(crate) const fn low(x: u128) -> u64 {
	let [a, b, c, d, e, f, g, h, ..] = x.to_le_bytes();
	u64::from_le_bytes([a, b, c, d, e, f, g, h])
}

/// The high 64 bits.
pub(crate) const fn high(x: u128) -> u64 {
	low(x >> 64)
}

/// As 128 bits.
const fn double(x: u64) -> u128 {
	let [a, b, c, d, e, f, g, h] = x.to_le_bytes();
	u128::from_le_bytes([a, b, c, d, e, f, g, h, 0, 0, 0, 0, 0, 0, 0, 0])
}

/// `a · b`, exact. Wasm has no such instruction: there a product of 128 bits is a call, and four of
/// 64 bits are several times faster.
pub(crate) const fn mul_limbs(a: u64, b: u64) -> u128 {
	if cfg!(target_arch = "wasm32") {
		mul_halves(a, b)
	} else {
		double(a).wrapping_mul(double(b))
	}
}

const fn mul_halves(a: u64, b: u64) -> u128 {
	let (a1, a0) = (a >> 32, a & 0xffff_ffff);
	let (b1, b0) = (b >> 32, b & 0xffff_ffff);
	let bottom = a0.wrapping_mul(b0);
	let left = a1.wrapping_mul(b0).wrapping_add(bottom >> 32);
	let right = a0.wrapping_mul(b1).wrapping_add(left & 0xffff_ffff);
	let top = a1.wrapping_mul(b1).wrapping_add(left >> 32).wrapping_add(right >> 32);
	(double(top) << 64) | double((right << 32) | (bottom & 0xffff_ffff))
}

/// `a · b`, exact.
pub(crate) const fn mul(a: u128, b: u128) -> (u128, u128) {
	let (a1, a0) = (high(a), low(a));
	let (b1, b0) = (high(b), low(b));
	let bottom = mul_limbs(a0, b0);
	let left = mul_limbs(a1, b0);
	let right = mul_limbs(a0, b1);
	let top = mul_limbs(a1, b1);
	let middle = (bottom >> 64).wrapping_add(left & LOW).wrapping_add(right & LOW);
	let high = top.wrapping_add(left >> 64).wrapping_add(right >> 64).wrapping_add(middle >> 64);
	(high, (middle << 64) | (bottom & LOW))
}

/// `⌊a · b / 2^128⌋`: the product of two fractions.
pub(crate) const fn mul_high(a: u128, b: u128) -> u128 {
	mul(a, b).0
}

/// [`mul_high`] without the product of the lower halves: short by up to 3, at three quarters of the
/// cost. Rises with both factors, bit by bit.
pub(crate) const fn mul_top(a: u128, b: u128) -> u128 {
	let left = mul_limbs(high(a), low(b)) >> 64;
	let right = mul_limbs(low(a), high(b)) >> 64;
	mul_limbs(high(a), high(b)).wrapping_add(left).wrapping_add(right)
}

/// `⌊a · b / 2^64⌋`
pub(crate) const fn mul_limb(a: u128, b: u64) -> u128 {
	mul_limbs(high(a), b).wrapping_add(mul_limbs(low(a), b) >> 64)
}

/// `⌊(high, low) / 2^shift⌋`; `None` if it does not fit.
pub(crate) const fn shr(high: u128, low: u128, shift: u32) -> Option<u128> {
	if shift >= 128 {
		return match high.checked_shr(shift.wrapping_sub(128)) {
			Some(shifted) => Some(shifted),
			None => Some(0),
		};
	}
	if high.wrapping_shr(shift) != 0 {
		return None;
	}
	let above = match high.checked_shl(128u32.wrapping_sub(shift)) {
		Some(above) => above,
		None => 0,
	};
	Some(above | low.wrapping_shr(shift))
}

/// A reciprocal that turns several divisions by one number into multiplications.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Inverse {
	/// In [2^127, 2^128).
	mantissa: u128,
	/// The reciprocal is `mantissa / 2^shift`.
	shift: i32,
}

impl Inverse {
	/// Of an integer, within 2^−126 of it. `None` for 0.
	pub(crate) fn of(x: u128) -> Option<Self> {
		let zeros = x.leading_zeros();
		let shift = 255i32.checked_sub(i32::try_from(zeros).ok()?)?;
		if x == 0 {
			return None;
		}
		// 2^255 over a power of two is just out of range.
		let mantissa = div(1 << 127, 0, x.wrapping_shl(zeros)).map_or(u128::MAX, |(q, _)| q);
		Some(Self { mantissa, shift })
	}

	/// The reciprocal of the product of both numbers.
	pub(crate) fn times(self, other: Self) -> Option<Self> {
		let product = mul_high(self.mantissa, other.mantissa);
		// 2^(−shift − shift + 128), and one more where the product has a leading zero.
		let shift = self.shift.checked_add(other.shift)?.checked_sub(128)?;
		let zeros = product.leading_zeros();
		let shift = shift.checked_add(i32::try_from(zeros).ok()?)?;
		Some(Self { mantissa: product.wrapping_shl(zeros), shift })
	}

	/// Of the number divided by 2^64.
	pub(crate) fn shifted_64(self) -> Self {
		Self { shift: self.shift.saturating_sub(64), ..self }
	}

	/// `⌊x · 2^scale / n⌋` up to the error of the reciprocal; `None` if it does not fit.
	pub(crate) fn scaled(&self, x: u128, scale: i32) -> Option<u128> {
		let (high, low) = mul(x, self.mantissa);
		match u32::try_from(self.shift.checked_sub(scale)?) {
			Ok(shift) => shr(high, low, shift),
			Err(_) if x == 0 => Some(0),
			Err(_) => None,
		}
	}
}

/// Quotient and remainder of `(high, low) / d`; `None` if the quotient does not fit (`high >= d`,
/// so also for `d = 0`).
pub(crate) const fn div(high: u128, low: u128, d: u128) -> Option<(u128, u128)> {
	if high >= d {
		return None;
	}
	if high == 0 {
		return div_rem(low, d);
	}
	let shift = d.leading_zeros();
	let carried = (low >> 1).wrapping_shr(127u32.wrapping_sub(shift));
	let high = high.wrapping_shl(shift) | carried;
	let low = low.wrapping_shl(shift);
	let d = d.wrapping_shl(shift);
	let (q1, rest) = div_limb(high, low >> 64, d);
	let (q0, rest) = div_limb(rest, low & LOW, d);
	Some(((q1 << 64) | q0, rest.wrapping_shr(shift)))
}

/// Wide quotient of `(high, low) / d`, rounded down; `None` for `d = 0`.
pub(crate) const fn div_wide(high: u128, low: u128, d: u128) -> Option<(u128, u128)> {
	let Some((q1, rest)) = div_rem(high, d) else { return None };
	let Some((q0, _)) = div(rest, low, d) else { return None };
	Some((q1, q0))
}

/// `a · b / d` with one rounding; `None` if it does not fit or `d = 0`.
pub(crate) fn mul_div(a: u128, b: u128, d: u128, rounding: Rounding) -> Option<u128> {
	let (high, low) = mul(a, b);
	let (q, rest) = div(high, low, d)?;
	match rounding {
		Rounding::Up if rest != 0 => q.checked_add(1),
		_ => Some(q),
	}
}

/// `⌊√(high, low)⌋`, exact.
pub(crate) const fn sqrt(high: u128, low: u128) -> u128 {
	if high == 0 {
		return low.isqrt();
	}
	// An even shift that brings a one into the top two bits; its half is undone at the end.
	let shift = high.leading_zeros() & !1;
	let carried = (low >> 1).wrapping_shr(127u32.wrapping_sub(shift));
	let high = high.wrapping_shl(shift) | carried;
	let low = low.wrapping_shl(shift);
	// Zimmermann's Karatsuba square root, one level: the root of the high half by the standard
	// library, the low limb by a division, then at most one correction.
	let root = high.isqrt();
	let rest = high.wrapping_sub(root.wrapping_mul(root));
	let half = (rest << 63) | (low >> 65);
	let Some((q, half_rest)) = div_rem(half, root) else { return 0 };
	let rest = (half_rest << 1) | ((low >> 64) & 1);
	let found = if q > LOW {
		(root << 64) | LOW
	} else {
		let found = (root << 64) | q;
		let short = rest >> 64 == 0 && ((rest << 64) | (low & LOW)) < q.wrapping_mul(q);
		if short {
			found.wrapping_sub(1)
		} else {
			found
		}
	};
	found.wrapping_shr(shift >> 1)
}

/// Quotient and remainder; `None` for `d = 0`.
pub(crate) const fn div_rem(n: u128, d: u128) -> Option<(u128, u128)> {
	match (n.checked_div(d), n.checked_rem(d)) {
		(Some(q), Some(rest)) => Some((q, rest)),
		_ => None,
	}
}

/// One digit of the schoolbook division: `(high · 2^64 + limb) / d` for `high < d` and the top bit
/// of `d` set (Knuth, volume 2, 4.3.1, algorithm D, two digits).
const fn div_limb(high: u128, limb: u128, d: u128) -> (u128, u128) {
	let (d1, d0) = (d >> 64, d & LOW);
	let Some((mut q, mut rest)) = div_rem(high, d1) else { return (0, 0) };
	while q > LOW || q.wrapping_mul(d0) > ((rest << 64) | limb) {
		q = q.wrapping_sub(1);
		rest = rest.wrapping_add(d1);
		if rest > LOW {
			break;
		}
	}
	(q, ((high << 64) | limb).wrapping_sub(q.wrapping_mul(d)))
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	/// Numbers of every length, with runs of ones and zeros where carries go wrong.
	fn any_length() -> impl Strategy<Value = u128> {
		(any::<u128>(), 0u32..128, 0u32..4).prop_map(|(x, shift, form)| match form {
			0 => x >> shift,
			1 => u128::MAX >> shift,
			2 => 1 << shift,
			_ => (x >> shift) << (shift / 2),
		})
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(4096))]

		#[test]
		fn division_undoes_multiplication(a in any_length(), b in any_length(), r in any_length()) {
			prop_assume!(b > 0);
			let r = r % b;
			let (high, low) = mul(a, b);
			let (low, carry) = low.overflowing_add(r);
			let high = high + u128::from(carry);
			prop_assert_eq!(div(high, low, b), Some((a, r)));
			prop_assert_eq!(div_wide(high, low, b), Some((0, a)));
		}

		#[test]
		fn division_refuses_what_does_not_fit(h in any_length(), l in any_length(), d in any_length()) {
			prop_assert_eq!(div(h, l, d).is_none(), h >= d);
			prop_assert_eq!(div_wide(h, l, d).is_none(), d == 0);
		}

		#[test]
		fn root_is_the_floor(high in any_length(), low in any_length()) {
			let root = sqrt(high, low);
			prop_assert!(mul(root, root) <= (high, low));
			if let Some(next) = root.checked_add(1) {
				prop_assert!(mul(next, next) > (high, low));
			}
		}

		#[test]
		fn root_around_squares(root in any_length()) {
			let (high, low) = mul(root, root);
			prop_assert_eq!(sqrt(high, low), root);
			if root > 0 {
				let (less, borrow) = low.overflowing_sub(1);
				prop_assert_eq!(sqrt(high - u128::from(borrow), less), root - 1);
			}
		}
	}

	proptest! {
		#[test]
		fn shortcuts_agree_with_the_long_way(a in any_length(), b in any_length(), shift in 0u32..300) {
			let (a0, b0) = (low(a), low(b));
			prop_assert_eq!(mul_halves(a0, b0), u128::from(a0) * u128::from(b0));
			prop_assert_eq!(mul_halves(u64::MAX, b0), u128::from(u64::MAX) * u128::from(b0));
			let exact = mul_high(a, b);
			prop_assert!(mul_top(a, b) <= exact && exact - mul_top(a, b) <= 3);
			prop_assert!(mul_top(a, b) <= mul_top(a.saturating_add(1), b));
			prop_assert_eq!(mul_limb(a, b0), mul_high(a, u128::from(b0) << 64));
			let divided = if shift < 128 { div_wide(a, b, 1 << shift) } else { Some((0, a.checked_shr(shift - 128).unwrap_or(0))) };
			prop_assert_eq!(shr(a, b, shift), divided.filter(|(high, _)| *high == 0).map(|(_, low)| low));
		}

		#[test]
		fn reciprocals_divide(n in 1u128.., d in any_length(), e in 1u128..1 << 40) {
			prop_assume!(d > 0);
			let inverse = Inverse::of(d).unwrap();
			let close = |found: Option<u128>, exact: u128| {
				found.is_some_and(|found| found.abs_diff(exact) <= 2)
			};
			prop_assert!(close(inverse.scaled(n, 0), n / d));
			if let Some(both) = d.checked_mul(e) {
				prop_assert!(close(inverse.times(Inverse::of(e).unwrap()).unwrap().scaled(n, 0), n / both));
			}
			prop_assert_eq!(Inverse::of(0).is_none(), true);
		}
	}

	#[test]
	fn root_of_the_greatest() {
		assert_eq!(sqrt(u128::MAX, u128::MAX), u128::MAX);
		assert_eq!(sqrt(u128::MAX, 0), u128::MAX);
	}

	#[test]
	fn quotient_is_rounded_once() {
		assert_eq!(mul_div(7, 1, 2, Rounding::Down), Some(3));
		assert_eq!(mul_div(7, 1, 2, Rounding::Up), Some(4));
		assert_eq!(mul_div(u128::MAX, u128::MAX, u128::MAX, Rounding::Up), Some(u128::MAX));
		assert_eq!(mul_div(u128::MAX, 2, 1, Rounding::Down), None);
		assert_eq!(mul_div(1, 1, 0, Rounding::Down), None);
	}
}
