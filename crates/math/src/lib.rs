//! Option mathematics in fixed point: no floats, no panics.
//!
//! The crate depends on no chain code. Every function is total: it answers for every bit pattern
//! of its arguments, with `None` or an error where there is no answer.
//!
//! | module | what it holds |
//! |---|---|
//! | [`fixed`] | [`Fixed`], signed Q64.64, its conversions to and from 1e18 fixed point and ticks |
//! | [`functions`] | exponential, logarithm, root; normal density, cumulative, inverse, Mills ratio |
//! | [`black76`] | price of a European option on a forward, and of the same under shocks |
//! | [`greeks`] | discounting, and the sensitivities to everything a price depends on |
//! | [`implied`] | volatility from a price, and the test of a stated one |
//! | [`averaging`] | the same when the settlement is an average that has begun |
//! | [`surface`] | volatility smiles, tests for arbitrage, projection of reported nodes |
//! | [`exotics`] | digitals, ranges, geometric averages, barriers |
//! | [`stats`] | weighted median and its range, weighted deviation, confirmation of jumps |
//! | [`breaker`] | what stops trading on an index, and how it starts again |
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
//! The crate's README has the tables of greatest and mean errors against 50-digit references, printed
//! by `scripts/math-accuracy.sh`, which draws the arguments and so shows that the bounds given in each
//! function's documentation hold; the tests hold them, or what the rounding of decimal references
//! leaves of them, on stored values.
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
pub mod breaker;
mod elementary;
pub mod exotics;
pub mod fixed;
pub mod functions;
pub mod greeks;
pub mod implied;
mod normal;
pub mod stats;
pub mod surface;
pub mod twap;
mod wide;

pub use black76::{Deviation, OptionKind};
pub use fixed::{Fixed, Rounding};
pub use implied::verify_implied;
