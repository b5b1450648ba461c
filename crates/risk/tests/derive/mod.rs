//! Decimal numbers of JSON as fixed point.

use serde_json::Value;
use tenor_math::{Fixed, Rounding};

/// A base unit of money is 1e-18 here, so that rounding is far below what is compared.
pub(crate) const UNIT: u128 = 1;

/// A number in 1e18 fixed point, as near as its text says.
pub(crate) fn wad(value: &Value) -> i128 {
	let number = value.as_f64().unwrap_or_else(|| panic!("no number: {value}"));
	let text = format!("{number:.18}");
	let (whole, rest) = text.split_once('.').unwrap();
	format!("{whole}{rest}").parse().unwrap()
}

/// The same as [`Fixed`].
pub(crate) fn fixed(value: &Value) -> Fixed {
	Fixed::from_signed_wad(wad(value), Rounding::Down).unwrap()
}

/// Money of an amount in 1e18 fixed point.
pub(crate) fn money(wad: i128) -> i128 {
	wad.div_euclid(UNIT.cast_signed())
}

/// Fails unless two amounts of money agree to 1e-9 of the greater of the expected one and `floor`.
pub(crate) fn assert_close(what: &str, got: i128, expected: i128, floor: i128) {
	let gap = got.abs_diff(expected);
	let scale = expected.abs().max(floor).unsigned_abs();
	assert!(gap <= scale / 1_000_000_000, "{what}: {got} is not {expected}");
}
