//! Closed forms beyond vanilla options, under one flat volatility or the smile at hand.
//!
//! | module | what it holds |
//! |---|---|
//! | [`digital`] | cash- and asset-or-nothing options, ranges |
//! | [`asian`] | options on a geometric average |
//! | [`barrier`] | options that live or die when a barrier is touched, digitals included |
//! | [`touch`] | payments for touching a barrier, or for not touching it |
//!
//! Amounts (spot, forward, strike, barrier, rebate) are `u128` in any one unit. Rates are exponents
//! over the whole life: `carry` is `(r − q)·T`, so that the forward is `spot·e^carry`, and
//! `discount` is `r·T`. All time is in them and in the total deviation `s = σ√T`, so there are no
//! years to round.

pub mod asian;
pub mod barrier;
pub mod digital;
mod kernel;
pub mod touch;

pub use asian::Fixings;
pub use barrier::{Barrier, Knock, Pays, Side};
pub use digital::{Digital, End};
pub use touch::Touch;

use crate::{black76::Deviation, fixed::Fixed};

/// The greatest `|carry|` and `|discount|`: e^40 is 2e17.
pub const GREATEST_EXPONENT: Fixed = Fixed::from_bits(40 << 64);

/// The greatest amount, below 2^126.
pub const GREATEST_AMOUNT: u128 = u128::MAX >> 2;

/// An underlying that is held: spot with its carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Market {
	/// Spot price.
	pub spot: u128,
	/// `(r − q)·T`: the growth of the forward over the spot, as an exponent.
	pub carry: Fixed,
	/// `r·T`: payments at the end are worth `e^−discount`.
	pub discount: Fixed,
	/// `σ√T`
	pub deviation: Deviation,
}
