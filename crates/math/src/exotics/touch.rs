//! Payments that depend on whether a barrier is touched, watched without pause.

use super::{
	barrier::Side,
	kernel::{amount, Sign, Standard},
	Market,
};
use crate::fixed::{Fixed, Rounding};

/// What is paid, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
	/// The payment, at the time of the touch. It has no closed form in real numbers, and is refused,
	/// where `(carry − s²/2)² + 2·discount·s²` is below 0: for options on a forward, at volatilities
	/// below `√(8|r|)` for a rate `r` below 0.
	CashAtTouch,
	/// The payment, at the end, if there was a touch.
	CashAtEnd,
	/// The payment, at the end, if there was none.
	CashUntouched,
	/// The settlement, at the end, if there was a touch; the payment is not read.
	AssetAtEnd,
	/// The settlement, at the end, if there was none; the payment is not read.
	AssetUntouched,
}

/// Present value of `payment` (or of the asset), rounded as asked; the evaluation has an error of up
/// to 8 ulp (4.4e-19) of the greater of payment, spot and forward (by `e^−discount` where that is
/// above 1), and `2^−63/s` of it from the rounding of `carry` and `discount`.
/// (The asset at the time of the touch is cash of the barrier's level.)
///
/// A barrier at or behind the spot is touched. What is paid for a touch and for none adds up to the
/// discounted payment, or asset. `None` without spot, barrier or deviation, where
/// [`Touch::CashAtTouch`] is refused, and out of range, which a carry of 2^23 deviations is too.
///
/// Source: M. Rubinstein and E. Reiner, 1991; E. Haug, "The Complete Guide to Option Pricing
/// Formulas", 4.19.1.
pub fn touch(
	market: &Market,
	side: Side,
	level: u128,
	what: Touch,
	payment: u128,
	rounding: Rounding,
) -> Option<u128> {
	let standard = Standard::new(market)?;
	let h = standard.distance(level)?;
	let touched = side.is_touched(market.spot, level);
	let untouched = |standard: &Standard| {
		if touched {
			Some(Fixed::ZERO)
		} else {
			survival(standard, side, h)
		}
	};
	let end = standard.discount;
	let asset = || untouched(&standard.in_asset())?.checked_mul(standard.forward);
	let (share, of) = match what {
		Touch::CashAtTouch if touched => (Fixed::ONE, payment),
		Touch::CashAtTouch => (standard.at_touch(h)?, payment),
		Touch::CashAtEnd => (end.checked_sub(end.checked_mul(untouched(&standard)?)?)?, payment),
		Touch::CashUntouched => (end.checked_mul(untouched(&standard)?)?, payment),
		Touch::AssetAtEnd => {
			let all = end.checked_mul(standard.forward)?;
			(all.checked_sub(end.checked_mul(asset()?)?)?, market.spot)
		},
		Touch::AssetUntouched => (end.checked_mul(asset()?)?, market.spot),
	};
	amount(share, of, rounding)
}

/// Probability that the barrier at the distance `h` is not touched: `Φ(±(drift − h)) −
/// e^(2·drift·h)·Φ(±(drift + h))`, between 0 and 1.
pub(super) fn survival(standard: &Standard, side: Side, h: Fixed) -> Option<Fixed> {
	let sign = side.away();
	let found = standard.beyond(sign, h).checked_sub(standard.reflected(sign, h, h)?)?;
	Some(found.clamp(Fixed::ZERO, Fixed::ONE))
}

impl Side {
	/// The direction away from the barrier.
	pub(super) fn away(self) -> Sign {
		match self {
			Self::Down => Sign::Plus,
			Self::Up => Sign::Minus,
		}
	}

	/// Whether the spot is at or behind the barrier.
	pub(super) fn is_touched(self, spot: u128, level: u128) -> bool {
		match self {
			Self::Down => spot <= level,
			Self::Up => spot >= level,
		}
	}
}
