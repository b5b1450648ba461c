//! Options that come to life or die when a barrier is touched.
//!
//! The barrier is watched without pause. For one that is watched at intervals, move it first by
//! [`watched_at_intervals`].
//!
//! Source: E. Reiner and M. Rubinstein, "Breaking down the barriers", 1991; E. Haug, "The Complete
//! Guide to Option Pricing Formulas", 4.17.1, whose terms A to F the code names. Every term is a
//! probability, under the measure of cash or of the asset, of touching the barrier and ending on one
//! side of a strike; so each is computed as a product that stays small however great `(H/S)^2μ` is.

use super::{
	kernel::{amount, ratio, Sign, Standard},
	touch::survival,
	Market,
};
use crate::{
	black76::{Deviation, OptionKind},
	fixed::{Fixed, Rounding},
};

/// Where the barrier lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
	/// Below the spot.
	Down,
	/// Above the spot.
	Up,
}

/// What a touch does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knock {
	/// The option exists only after a touch; without one the rebate is paid at the end.
	In,
	/// The option ends with a touch, and the rebate is paid then.
	Out,
}

/// A barrier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Barrier {
	/// Price that touches.
	pub level: u128,
	/// Where it lies.
	pub side: Side,
	/// What a touch does.
	pub knock: Knock,
	/// What is paid for an option that did not come to life, or that died.
	pub rebate: u128,
}

/// What an option pays where the settlement is above (call) or below (put) the strike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pays {
	/// The difference of settlement and strike.
	Difference,
	/// This amount.
	Cash(u128),
	/// The settlement.
	Asset,
}

/// Present value of a barrier option, rounded as asked; the evaluation has an error of up to 16 ulp
/// (8.7e-19) of the greatest of spot, forward, strike, barrier and rebate (by `e^−discount` where that
/// is above 1), and, from the rounding of `carry` and `discount`, `2^−63/s` of the payment in what is
/// touched or not.
///
/// Without rebate it is between 0 and the option without barrier, and in + out is that option within
/// one unit. A spot at or behind the barrier has touched it. `None` without spot, strike, barrier or
/// deviation; out of range, which a carry of 2^23 deviations is too; and, for a rebate at the touch,
/// as [`Touch::CashAtTouch`](super::Touch::CashAtTouch).
///
/// ```
/// use tenor_math::{
///     exotics::{barrier, Barrier, Knock, Market, Side},
///     Deviation, Fixed, OptionKind, Rounding,
/// };
/// # fn main() -> Result<(), &'static str> {
/// let month = Deviation::from_volatility(Fixed::ONE, 30 * 86_400).ok_or("volatility")?;
/// let market =
///     Market { spot: 100_000, carry: Fixed::ZERO, discount: Fixed::ZERO, deviation: month };
/// let of = |knock| {
///     let barrier = Barrier { level: 90_000, side: Side::Down, knock, rebate: 0 };
///     barrier::price(&market, OptionKind::Call, 100_000, &barrier, Rounding::Down)
/// };
/// // The call alone is worth 11,398; a third of that is on paths that touch 90,000.
/// assert_eq!((of(Knock::In), of(Knock::Out)), (Some(3_836), Some(7_562)));
/// # Ok(())
/// # }
/// ```
pub fn price(
	market: &Market,
	kind: OptionKind,
	strike: u128,
	barrier: &Barrier,
	rounding: Rounding,
) -> Option<u128> {
	price_of(market, kind, Pays::Difference, strike, barrier, rounding)
}

/// As [`price`], for any of the payments.
pub fn price_of(
	market: &Market,
	kind: OptionKind,
	pays: Pays,
	strike: u128,
	barrier: &Barrier,
	rounding: Rounding,
) -> Option<u128> {
	let standard = Standard::new(market)?;
	let (asset, cash) = weights(kind, pays, strike, market.spot)?;
	let terms = Terms {
		standard,
		kind,
		asset,
		cash,
		k: standard.distance(strike)?,
		h: standard.distance(barrier.level)?,
		away: barrier.side.away(),
	};
	let whole = terms.beyond(terms.k)?.max(Fixed::ZERO);
	let touched = barrier.side.is_touched(market.spot, barrier.level);
	let inside = if touched {
		whole
	} else {
		terms.knock_in(barrier.side, strike > barrier.level)?.clamp(Fixed::ZERO, whole)
	};
	let option = match barrier.knock {
		Knock::In => inside,
		Knock::Out => whole.checked_sub(inside)?,
	};
	let option = option.checked_mul(standard.discount)?;
	let rebate = if barrier.rebate == 0 {
		Fixed::ZERO
	} else {
		terms.rebate(barrier, touched)?.checked_mul(ratio(barrier.rebate, market.spot)?)?
	};
	amount(option.checked_add(rebate)?, market.spot, rounding)
}

/// A payment as multiples of the settlement and of cash, in units of the spot.
fn weights(kind: OptionKind, pays: Pays, strike: u128, spot: u128) -> Option<(Fixed, Fixed)> {
	let strike = ratio(strike, spot)?;
	let one = Fixed::ONE;
	Some(match (pays, kind) {
		(Pays::Difference, OptionKind::Call) => (one, strike.checked_neg()?),
		(Pays::Difference, OptionKind::Put) => (one.checked_neg()?, strike),
		(Pays::Cash(payment), _) => (Fixed::ZERO, ratio(payment, spot)?),
		(Pays::Asset, _) => (one, Fixed::ZERO),
	})
}

/// `−ζ(½)/√(2π)`, 0.5826
const OVERSHOOT: Fixed = Fixed::from_bits(0x9525165c1731675b);

/// The level that, watched without pause, stands for one watched at even intervals: farther from the
/// spot by `e^(0.5826·s)`, where `interval` is the deviation over one interval. Within 2 ulp of the
/// greater of itself and `level`, then rounded down. The option's price is then good to a small part
/// of a percent unless the spot is within an interval's deviation of the barrier. `None` out of range.
///
/// Source: M. Broadie, P. Glasserman and S. Kou, "A continuity correction for discrete barrier
/// options", 1997.
pub fn watched_at_intervals(level: u128, side: Side, interval: Deviation) -> Option<u128> {
	let shift = interval.to_fixed().checked_mul(OVERSHOOT)?;
	let factor = match side {
		Side::Down => shift.checked_neg()?.exp()?,
		Side::Up => shift.exp()?,
	};
	amount(factor, level, Rounding::Down)
}

/// All in units of the spot; distances in standard deviations.
struct Terms {
	standard: Standard,
	kind: OptionKind,
	/// What is paid: this much of the settlement,
	asset: Fixed,
	/// and this much cash.
	cash: Fixed,
	/// Of the strike.
	k: Fixed,
	/// Of the barrier.
	h: Fixed,
	away: Sign,
}

impl Terms {
	/// Undiscounted value if the barrier is touched.
	fn knock_in(&self, side: Side, strike_above: bool) -> Option<Fixed> {
		let a = || self.beyond(self.k);
		let b = || self.beyond(self.h);
		let c = || self.reflected(self.k);
		let d = || self.reflected(self.h);
		match (side, self.kind, strike_above) {
			(Side::Down, OptionKind::Call, true) | (Side::Up, OptionKind::Put, false) => c(),
			(Side::Down, OptionKind::Call, false) | (Side::Up, OptionKind::Put, true) => {
				a()?.checked_sub(b()?)?.checked_add(d()?)
			},
			(Side::Up, OptionKind::Call, true) | (Side::Down, OptionKind::Put, false) => a(),
			(Side::Up, OptionKind::Call, false) | (Side::Down, OptionKind::Put, true) => {
				b()?.checked_sub(c()?)?.checked_add(d()?)
			},
		}
	}

	/// Terms A and B: the payment where the option ends beyond `from`.
	fn beyond(&self, from: Fixed) -> Option<Fixed> {
		let sign = match self.kind {
			OptionKind::Call => Sign::Plus,
			OptionKind::Put => Sign::Minus,
		};
		let asset = self.standard.in_asset().beyond(sign, from);
		self.paid(asset, self.standard.beyond(sign, from))
	}

	/// Terms C and D: the same on paths reflected at the barrier.
	fn reflected(&self, from: Fixed) -> Option<Fixed> {
		let asset = self.standard.in_asset().reflected(self.away, self.h, from)?;
		self.paid(asset, self.standard.reflected(self.away, self.h, from)?)
	}

	/// The payment with these probabilities under the two measures.
	fn paid(&self, in_asset: Fixed, in_cash: Fixed) -> Option<Fixed> {
		let asset = self.standard.forward.checked_mul(in_asset)?.checked_mul(self.asset)?;
		asset.checked_add(self.cash.checked_mul(in_cash)?)
	}

	/// Terms E and F: present value of a rebate of 1.
	fn rebate(&self, barrier: &Barrier, touched: bool) -> Option<Fixed> {
		match (barrier.knock, touched) {
			(Knock::In, true) => Some(Fixed::ZERO),
			(Knock::In, false) => {
				let share = survival(&self.standard, barrier.side, self.h)?;
				share.checked_mul(self.standard.discount)
			},
			(Knock::Out, true) => Some(Fixed::ONE),
			(Knock::Out, false) => self.standard.at_touch(self.h),
		}
	}
}
