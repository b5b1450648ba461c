//! Option mathematics in fixed point: no floats, no panics.
//!
//! The crate depends on no chain code. Every function is total: it answers for every bit pattern
//! of its arguments, with `None` or an error where there is no answer.
//!
//! | module | what it holds |
//! |---|---|
//! | [`fixed`] | [`Fixed`], signed Q64.64, and its conversions to and from 1e18 fixed point |
//! | [`functions`] | exponential, logarithm, square root, normal density and distribution |
//! | [`black76`] | price and greeks of a European option on a forward |
//! | [`averaging`] | the same when the settlement is an average that has begun |
//! | [`stats`] | weighted median and its range, weighted deviation, confirmation of jumps |
//! | [`twap`] | the settlement average over irregular samples |
//!
//! # Units
//!
//! Prices and amounts are `u128` with 18 decimals ("wad"). Volatility is [`Fixed`], 1 = 100 % a
//! year of 365 days. Time is in whole seconds: a time rounded to decimal years was the largest
//! error of the implementations measured. Inside, prices are normalised by the lesser of forward
//! and strike, so that errors scale with what is at stake.
//!
//! # Errors measured
//!
//! Against 50-digit references, by `cargo test -p tenor-math -- --nocapture`; the tests hold the
//! bounds given in each function's documentation.
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]
#![cfg_attr(
	not(test),
	deny(
		clippy::arithmetic_side_effects,
		clippy::indexing_slicing,
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::panic,
		clippy::float_arithmetic
	)
)]

pub mod averaging;
pub mod black76;
mod elementary;
pub mod fixed;
pub mod functions;
mod normal;
pub mod stats;
pub mod twap;
mod wide;

pub use black76::{Deviation, OptionKind};
pub use fixed::{Fixed, Rounding};
