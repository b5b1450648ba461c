//! Signed Q64.64 fixed point.

use crate::wide;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

/// 1 in 1e18 fixed point ("wad").
pub const WAD: u128 = 1_000_000_000_000_000_000;

/// The bits behind the point.
const FRACTION: u128 = u128::MAX >> 64;

/// Direction in which an amount that does not fit its grid goes.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Rounding {
	/// To the next smaller: what somebody receives.
	Down,
	/// To the next greater: what somebody pays.
	Up,
}

impl Rounding {
	/// The other direction for a magnitude whose sign is negative.
	fn mirrored_if(self, negative: bool) -> Self {
		match (self, negative) {
			(Self::Down, true) => Self::Up,
			(Self::Up, true) => Self::Down,
			(same, false) => same,
		}
	}
}

/// The price of a number of ticks, exact, in the unit of the tick. `None` if it does not fit.
pub fn wad_from_ticks(ticks: u64, tick: u128) -> Option<u128> {
	u128::from(ticks).checked_mul(tick)
}

/// The number of ticks in a price of the same unit, rounded as asked: down for what a buyer bids, up
/// for what a seller asks. `None` from 2^64 ticks on or for a tick of 0.
pub fn ticks_from_wad(price: u128, tick: u128, rounding: Rounding) -> Option<u64> {
	let (ticks, rest) = wide::div_rem(price, tick)?;
	let up = rounding == Rounding::Up && rest > 0;
	u64::try_from(ticks).ok()?.checked_add(u64::from(up))
}

/// A signed number with 64 bits before and 64 behind the binary point: from −2^63 to 2^63 − 2^−64
/// in steps of 2^−64 (5.4e-20).
///
/// Plain multiplication and division round to the nearest, halves away from zero; `_floor` and
/// `_ceil` towards −∞ and +∞. Nothing wraps: what does not fit is `None`, or the nearest bound in
/// the `saturating_` forms.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Hash,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Fixed(i128);

/// How the magnitude of a signed quotient is rounded.
#[derive(Clone, Copy)]
enum Toward {
	Floor,
	Ceil,
	Nearest,
}

/// A non-negative quotient before its rounding.
struct Quotient {
	floor: u128,
	/// Something is left over.
	inexact: bool,
	/// What is left over is a half or more.
	half: bool,
}

impl Quotient {
	/// The signed result, `None` if it does not fit.
	fn round(self, negative: bool, toward: Toward) -> Option<Fixed> {
		let away = match toward {
			Toward::Floor => negative && self.inexact,
			Toward::Ceil => !negative && self.inexact,
			Toward::Nearest => self.half,
		};
		let magnitude = self.floor.checked_add(u128::from(away))?;
		if negative {
			0i128.checked_sub_unsigned(magnitude).map(Fixed)
		} else {
			i128::try_from(magnitude).ok().map(Fixed)
		}
	}
}

impl Fixed {
	/// 0
	pub const ZERO: Self = Self(0);
	/// 1
	pub const ONE: Self = Self(1 << 64);
	/// The greatest value, 2^63 − 2^−64.
	pub const MAX: Self = Self(i128::MAX);
	/// The smallest value, −2^63.
	pub const MIN: Self = Self(i128::MIN);

	/// The value whose 2^64-fold is `bits`.
	pub const fn from_bits(bits: i128) -> Self {
		Self(bits)
	}

	/// The 2^64-fold of the value.
	pub const fn to_bits(self) -> i128 {
		self.0
	}

	/// An integer, exact.
	pub fn from_int(value: i64) -> Self {
		Self(i128::from(value) << 64)
	}

	/// `numerator / denominator`, to the nearest. `None` for a zero denominator or out of range.
	pub fn from_ratio(numerator: i128, denominator: i128) -> Option<Self> {
		Self(numerator).divided(Self(denominator), Toward::Nearest)
	}

	/// From 1e18 fixed point, rounded down. `None` at 2^63 and above.
	pub fn from_wad_floor(wad: u128) -> Option<Self> {
		Self::from_wad(wad, Rounding::Down)
	}

	/// From 1e18 fixed point, rounded up. `None` above 2^63 − 2^−64.
	pub fn from_wad_ceil(wad: u128) -> Option<Self> {
		Self::from_wad(wad, Rounding::Up)
	}

	fn from_wad(wad: u128, rounding: Rounding) -> Option<Self> {
		let bits = wide::mul_div(wad, 1 << 64, WAD, rounding)?;
		i128::try_from(bits).ok().map(Self)
	}

	/// To 1e18 fixed point, rounded down. `None` if negative or greater than 3.4e20 (which no
	/// value is).
	pub fn to_wad_floor(self) -> Option<u128> {
		self.to_wad(Rounding::Down)
	}

	/// To 1e18 fixed point, rounded up. `None` if negative.
	pub fn to_wad_ceil(self) -> Option<u128> {
		self.to_wad(Rounding::Up)
	}

	fn to_wad(self, rounding: Rounding) -> Option<u128> {
		let bits = u128::try_from(self.0).ok()?;
		wide::mul_div(bits, WAD, 1 << 64, rounding)
	}

	/// From signed 1e18 fixed point, towards −∞ or +∞. `None` outside the range.
	pub fn from_signed_wad(wad: i128, rounding: Rounding) -> Option<Self> {
		let negative = wad < 0;
		let rounding = rounding.mirrored_if(negative);
		let magnitude = wide::mul_div(wad.unsigned_abs(), 1 << 64, WAD, rounding)?;
		if negative {
			0i128.checked_sub_unsigned(magnitude).map(Self)
		} else {
			i128::try_from(magnitude).ok().map(Self)
		}
	}

	/// To signed 1e18 fixed point, towards −∞ or +∞. Every value fits.
	pub fn to_signed_wad(self, rounding: Rounding) -> i128 {
		let (negative, bits) = (self.is_negative(), self.0.unsigned_abs());
		let wad = wide::mul_div(bits, WAD, 1 << 64, rounding.mirrored_if(negative));
		// At most 2^63 · 1e18, below 2^123.
		let wad = wad.map_or(0, u128::cast_signed);
		if negative {
			wad.wrapping_neg()
		} else {
			wad
		}
	}

	/// From a number of ticks of `tick` each, in 1e18 fixed point, rounded once as asked. `None` if it
	/// does not fit.
	pub fn from_ticks(ticks: u64, tick: u128, rounding: Rounding) -> Option<Self> {
		Self::from_wad(wad_from_ticks(ticks, tick)?, rounding)
	}

	/// The number of ticks of `tick` each, in 1e18 fixed point, rounded once as asked. `None` if
	/// negative, from 2^64 ticks on, or for a tick of 0.
	pub fn to_ticks(self, tick: u128, rounding: Rounding) -> Option<u64> {
		let bits = u128::try_from(self.0).ok()?;
		let (high, low) = wide::mul(bits, WAD);
		// Whole units of 1e-18, and whether something is left of one.
		let floor = wide::shr(high, low, 64)?;
		let (ticks, rest) = wide::div_rem(floor, tick)?;
		let up = rounding == Rounding::Up && (rest > 0 || low << 64 != 0);
		u64::try_from(ticks).ok()?.checked_add(u64::from(up))
	}

	/// The integer at or below.
	pub fn floor(self) -> i64 {
		// 128 − 64 bits always fit.
		i64::try_from(self.0 >> 64).unwrap_or(i64::MAX)
	}

	/// The integer at or above; [`i64::MAX`] where that is 2^63.
	pub fn ceil(self) -> i64 {
		let up = i64::from(self.0 & ((1 << 64) - 1) != 0);
		self.floor().saturating_add(up)
	}

	/// Whether the value is below zero.
	pub const fn is_negative(self) -> bool {
		self.0 < 0
	}

	/// `|self|`. `None` for [`Fixed::MIN`].
	pub fn checked_abs(self) -> Option<Self> {
		self.0.checked_abs().map(Self)
	}

	/// `−self`. `None` for [`Fixed::MIN`].
	pub fn checked_neg(self) -> Option<Self> {
		self.0.checked_neg().map(Self)
	}

	/// Sum, exact. `None` out of range.
	pub fn checked_add(self, other: Self) -> Option<Self> {
		self.0.checked_add(other.0).map(Self)
	}

	/// Difference, exact. `None` out of range.
	pub fn checked_sub(self, other: Self) -> Option<Self> {
		self.0.checked_sub(other.0).map(Self)
	}

	/// Product, to the nearest. `None` out of range.
	pub fn checked_mul(self, other: Self) -> Option<Self> {
		self.multiplied(other, Toward::Nearest)
	}

	/// Product, rounded towards −∞. `None` out of range.
	pub fn mul_floor(self, other: Self) -> Option<Self> {
		self.multiplied(other, Toward::Floor)
	}

	/// Product, rounded towards +∞. `None` out of range.
	pub fn mul_ceil(self, other: Self) -> Option<Self> {
		self.multiplied(other, Toward::Ceil)
	}

	/// Quotient, to the nearest. `None` out of range or for a zero divisor.
	pub fn checked_div(self, other: Self) -> Option<Self> {
		self.divided(other, Toward::Nearest)
	}

	/// Quotient, rounded towards −∞. `None` out of range or for a zero divisor.
	pub fn div_floor(self, other: Self) -> Option<Self> {
		self.divided(other, Toward::Floor)
	}

	/// Quotient, rounded towards +∞. `None` out of range or for a zero divisor.
	pub fn div_ceil(self, other: Self) -> Option<Self> {
		self.divided(other, Toward::Ceil)
	}

	/// Half, rounded towards −∞.
	pub(crate) const fn halved(self) -> Self {
		Self(self.0 >> 1)
	}

	/// `|self|`, [`Fixed::MAX`] for [`Fixed::MIN`].
	pub const fn saturating_abs(self) -> Self {
		Self(self.0.saturating_abs())
	}

	/// `−self`, [`Fixed::MAX`] for [`Fixed::MIN`].
	pub const fn saturating_neg(self) -> Self {
		Self(self.0.saturating_neg())
	}

	/// Product with an integer, exact. `None` out of range.
	pub fn checked_mul_int(self, factor: i64) -> Option<Self> {
		self.0.checked_mul(factor.into()).map(Self)
	}

	/// Quotient by an integer, rounded towards −∞ or +∞. `None` out of range or for 0.
	pub fn div_int(self, divisor: i64, rounding: Rounding) -> Option<Self> {
		let toward = match rounding {
			Rounding::Down => Toward::Floor,
			Rounding::Up => Toward::Ceil,
		};
		let (floor, rest) = wide::div_rem(self.0.unsigned_abs(), divisor.unsigned_abs().into())?;
		Quotient { floor, inexact: rest != 0, half: false }
			.round(self.is_negative() != (divisor < 0), toward)
	}

	/// Sum, or the bound that it passes.
	pub const fn saturating_add(self, other: Self) -> Self {
		Self(self.0.saturating_add(other.0))
	}

	/// Difference, or the bound that it passes.
	pub const fn saturating_sub(self, other: Self) -> Self {
		Self(self.0.saturating_sub(other.0))
	}

	/// Product to the nearest, or the bound that it passes.
	pub fn saturating_mul(self, other: Self) -> Self {
		self.checked_mul(other).unwrap_or(self.bound(other))
	}

	/// Quotient to the nearest, or the bound that it passes; `x / 0` is the bound on the side of
	/// `x`, and `0 / 0` is 0.
	pub fn saturating_div(self, other: Self) -> Self {
		self.checked_div(other).unwrap_or(if self.0 == 0 { self } else { self.bound(other) })
	}

	/// The bound on the side of the sign of the product.
	fn bound(self, other: Self) -> Self {
		if self.is_negative() == other.is_negative() {
			Self::MAX
		} else {
			Self::MIN
		}
	}

	fn multiplied(self, other: Self, toward: Toward) -> Option<Self> {
		let (high, low) = wide::mul(self.0.unsigned_abs(), other.0.unsigned_abs());
		if high >> 64 != 0 {
			return None;
		}
		Quotient {
			floor: (high << 64) | (low >> 64),
			inexact: low << 64 != 0,
			half: low & (1 << 63) != 0,
		}
		.round(self.is_negative() != other.is_negative(), toward)
	}

	fn divided(self, other: Self, toward: Toward) -> Option<Self> {
		let (n, d) = (self.0.unsigned_abs(), other.0.unsigned_abs());
		let (floor, rest) = wide::div(n >> 64, n << 64, d)?;
		Quotient { floor, inexact: rest != 0, half: rest >= d.wrapping_sub(rest) }
			.round(self.is_negative() != other.is_negative(), toward)
	}
}

/// All decimals of the value, of which there are at most 64: exact.
impl fmt::Display for Fixed {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let size = self.0.unsigned_abs();
		let sign = if self.is_negative() { "-" } else { "" };
		write!(f, "{sign}{}", size >> 64)?;
		let mut rest = size & FRACTION;
		if rest != 0 {
			f.write_str(".")?;
		}
		while rest != 0 {
			let tenfold = rest.wrapping_mul(10);
			write!(f, "{}", tenfold >> 64)?;
			rest = tenfold & FRACTION;
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn ulps(bits: i128) -> Fixed {
		Fixed::from_bits(bits)
	}

	#[test]
	fn plain_rounds_to_the_nearest_and_halves_away_from_zero() {
		let half = Fixed::from_ratio(1, 2).unwrap();
		assert_eq!(ulps(3).checked_mul(half), Some(ulps(2)));
		assert_eq!(ulps(-3).checked_mul(half), Some(ulps(-2)));
		assert_eq!(ulps(-3).mul_floor(half), Some(ulps(-2)));
		assert_eq!(ulps(-3).mul_ceil(half), Some(ulps(-1)));
		assert_eq!(ulps(3).mul_floor(half), Some(ulps(1)));
		assert_eq!(ulps(3).mul_ceil(half), Some(ulps(2)));
		let three = Fixed::from_int(3);
		assert_eq!(ulps(5).checked_div(three), Some(ulps(2)));
		assert_eq!(ulps(-5).div_ceil(three), Some(ulps(-1)));
		assert_eq!(ulps(-5).div_floor(three), Some(ulps(-2)));
	}

	#[test]
	fn bounds_are_reached_and_never_passed() {
		assert_eq!(Fixed::MIN.checked_mul(Fixed::ONE), Some(Fixed::MIN));
		assert_eq!(Fixed::MIN.checked_div(Fixed::from_int(-1)), None);
		assert_eq!(Fixed::MIN.saturating_div(Fixed::from_int(-1)), Fixed::MAX);
		assert_eq!(Fixed::MAX.saturating_mul(Fixed::from_int(-2)), Fixed::MIN);
		assert_eq!(Fixed::ONE.checked_div(Fixed::ZERO), None);
		assert_eq!(Fixed::ONE.saturating_div(Fixed::ZERO), Fixed::MAX);
		assert_eq!(Fixed::from_int(-1).saturating_div(Fixed::ZERO), Fixed::MIN);
		assert_eq!(Fixed::ZERO.saturating_div(Fixed::ZERO), Fixed::ZERO);
		assert_eq!(Fixed::from_int(i64::MIN), Fixed::MIN);
	}

	#[test]
	fn decimals_are_exact() {
		for (value, text) in [
			(Fixed::ZERO, "0"),
			(Fixed::from_ratio(-5, 4).unwrap(), "-1.25"),
			(Fixed::from_ratio(1, 1 << 20).unwrap(), "0.00000095367431640625"),
			(Fixed::MIN, "-9223372036854775808"),
			(ulps(-1), "-0.0000000000000000000542101086242752217003726400434970855712890625"),
			(
				Fixed::MAX,
				"9223372036854775807.9999999999999999999457898913757247782996273599565029144287109375",
			),
		] {
			assert_eq!(value.to_string(), text);
		}
	}

	#[test]
	fn signed_wad_reaches_both_ends() {
		let least = i128::from(i64::MIN) * WAD.cast_signed();
		for rounding in [Rounding::Down, Rounding::Up] {
			assert_eq!(Fixed::from_signed_wad(least, rounding), Some(Fixed::MIN));
			assert_eq!(Fixed::MIN.to_signed_wad(rounding), least);
			assert_eq!(Fixed::from_signed_wad(-least, rounding), None);
			assert_eq!(Fixed::from_signed_wad(i128::MIN, rounding), None);
		}
		assert_eq!(Fixed::from_signed_wad(least - 1, Rounding::Up), None);
		assert_eq!(Fixed::from_signed_wad(-1, Rounding::Down), Some(ulps(-19)));
		assert_eq!(Fixed::from_signed_wad(-1, Rounding::Up), Some(ulps(-18)));
	}

	#[test]
	fn wad_conversions_state_their_direction() {
		assert_eq!(Fixed::from_wad_floor(WAD), Some(Fixed::ONE));
		assert_eq!(Fixed::from_wad_ceil(WAD), Some(Fixed::ONE));
		// 1e-18 is 18.4 steps of 2^-64.
		assert_eq!(Fixed::from_wad_floor(1), Some(ulps(18)));
		assert_eq!(Fixed::from_wad_ceil(1), Some(ulps(19)));
		assert_eq!(ulps(18).to_wad_floor(), Some(0));
		assert_eq!(ulps(18).to_wad_ceil(), Some(1));
		assert_eq!(ulps(-1).to_wad_ceil(), None);
		assert_eq!(Fixed::from_wad_floor(u128::MAX), None);
		assert!(Fixed::MAX.to_wad_ceil().is_some());
	}

	#[test]
	fn ticks_state_their_direction() {
		// A tick of a quarter: 1.3 is 5.2 of them.
		let (tick, price) = (WAD / 4, WAD / 10 * 13);
		assert_eq!(ticks_from_wad(price, tick, Rounding::Down), Some(5));
		assert_eq!(ticks_from_wad(price, tick, Rounding::Up), Some(6));
		assert_eq!(ticks_from_wad(tick * 7, tick, Rounding::Up), Some(7));
		assert_eq!(ticks_from_wad(price, 0, Rounding::Up), None);
		assert_eq!(wad_from_ticks(6, tick), Some(WAD / 4 * 6));
		let fixed = Fixed::from_wad_floor(price).unwrap();
		assert_eq!(fixed.to_ticks(tick, Rounding::Down), Some(5));
		assert_eq!(fixed.to_ticks(tick, Rounding::Up), Some(6));
		// Less than a unit of 1e-18 above a tick is above it.
		let above = Fixed::from_ticks(7, tick, Rounding::Up).unwrap().checked_add(ulps(1)).unwrap();
		assert_eq!(above.to_ticks(tick, Rounding::Up), Some(8));
		assert_eq!(above.to_ticks(tick, Rounding::Down), Some(7));
		assert_eq!(ulps(-1).to_ticks(tick, Rounding::Up), None);
		assert_eq!(Fixed::MAX.to_ticks(1, Rounding::Down), None);
	}

	#[test]
	fn signed_amounts_round_towards_the_infinities() {
		assert_eq!(Fixed::from_signed_wad(-1, Rounding::Down), Some(ulps(-19)));
		assert_eq!(Fixed::from_signed_wad(-1, Rounding::Up), Some(ulps(-18)));
		assert_eq!(ulps(-18).to_signed_wad(Rounding::Down), -1);
		assert_eq!(ulps(-18).to_signed_wad(Rounding::Up), 0);
		assert_eq!(Fixed::MIN.to_signed_wad(Rounding::Up), -(1 << 63) * WAD.cast_signed());
		assert_eq!(Fixed::from_signed_wad(i128::MIN, Rounding::Up), None);
		assert_eq!((ulps(-1).floor(), ulps(-1).ceil(), ulps(1).ceil()), (-1, 0, 1));
		assert_eq!((Fixed::MAX.ceil(), Fixed::MIN.floor()), (i64::MAX, i64::MIN));
		assert_eq!(ulps(-7).div_int(2, Rounding::Down), Some(ulps(-4)));
		assert_eq!(ulps(-7).div_int(-2, Rounding::Down), Some(ulps(3)));
		assert_eq!(ulps(7).div_int(0, Rounding::Up), None);
		assert_eq!(Fixed::MIN.div_int(-1, Rounding::Up), None);
		assert_eq!(Fixed::ONE.checked_mul_int(-3), Some(Fixed::from_int(-3)));
		assert_eq!(
			(Fixed::MIN.saturating_abs(), Fixed::MIN.saturating_neg()),
			(Fixed::MAX, Fixed::MAX)
		);
	}

	proptest! {
		#[test]
		fn ticks_survive_the_round_trip(ticks in 0u64..1 << 40, tick in 1u128..1 << 80) {
			for rounding in [Rounding::Down, Rounding::Up] {
				let Some(price) = Fixed::from_ticks(ticks, tick, rounding) else { continue };
				let back = match rounding {
					Rounding::Down => Rounding::Up,
					Rounding::Up => Rounding::Down,
				};
				prop_assert_eq!(price.to_ticks(tick, back), Some(ticks));
			}
		}

		#[test]
		fn conversions_answer_for_any_bits(bits: i128, amount: u128, wad: i128, count: u64, int: i64) {
			let x = ulps(bits);
			for rounding in [Rounding::Down, Rounding::Up] {
				let _ = (x.to_ticks(amount, rounding), x.to_signed_wad(rounding), x.div_int(int, rounding));
				let _ = (Fixed::from_ticks(count, amount, rounding), ticks_from_wad(amount, amount >> 7, rounding));
				let _ = Fixed::from_signed_wad(wad, rounding);
			}
			prop_assert!(i128::from(x.floor()) << 64 <= bits);
			let _ = (x.ceil(), x.checked_mul_int(int));
		}

		#[test]
		fn directions_enclose_the_nearest(a: i128, b: i128, shift in 0u32..127) {
			let (a, b) = (ulps(a >> shift), ulps(b >> (127 - shift)));
			if let (Some(f), Some(n), Some(c)) = (a.mul_floor(b), a.checked_mul(b), a.mul_ceil(b)) {
				prop_assert!(f <= n && n <= c && c.to_bits() - f.to_bits() <= 1);
			}
			if let (Some(f), Some(n), Some(c)) = (a.div_floor(b), a.checked_div(b), a.div_ceil(b)) {
				prop_assert!(f <= n && n <= c && c.to_bits() - f.to_bits() <= 1);
			}
		}

		#[test]
		fn wad_survives_the_round_trip(wad in 0..(1u128 << 122)) {
			let up = Fixed::from_wad_ceil(wad).unwrap();
			prop_assert_eq!(up.to_wad_floor(), Some(wad));
			let down = Fixed::from_wad_floor(wad).unwrap();
			prop_assert_eq!(down.to_wad_ceil(), Some(wad));
		}

		#[test]
		fn multiplication_commutes_with_signs(a: i128, b: i128) {
			let (a, b) = (ulps(a >> 40), ulps(b >> 40));
			let product = a.checked_mul(b);
			prop_assert_eq!(product, b.checked_mul(a));
			let negated = a.checked_neg().and_then(|a| a.checked_mul(b));
			prop_assert_eq!(negated, product.and_then(Fixed::checked_neg));
		}
	}
}
