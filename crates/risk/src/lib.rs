//! Margin policies and payoffs as pure functions.
//!
//! Nothing here reads storage. All rounding is against the account.
//!
//! | module | what it holds |
//! |---|---|
//! | [`policy`] | the trait of margin policies, and the two that implement it |
//! | [`assess()`], [`admit()`], [`worst_excess()`] | the standard policy: each short lot by itself, prices asked of [`Quotes`] only where they are needed |
//! | [`netting`] | the same with netting inside an expiry |
//! | [`scenarios`], [`model`], [`parameters`] | portfolio margin: scenario sets and contingencies as data, and the bounded parameters that make them |
//! | [`vector`], [`page`] | what a lot of a series gains in each scenario, an expiry at a time |
//! | [`account`], [`contingency`] | equity and requirements of an account on built pages |
//! | [`portfolio`] | the worst that open orders can do under it, and admission |
//! | [`mod@greeks`], [`parts`] | sensitivities, and what a requirement is made of, for those who ask |
//!
//! The rules are in `docs/spec/margin.md` and `docs/spec/portfolio-margin.md`.
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]
#![cfg_attr(
	not(test),
	deny(
		clippy::arithmetic_side_effects,
		clippy::indexing_slicing,
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::panic
	)
)]

extern crate alloc;

pub mod account;
pub mod contingency;
pub mod greeks;
mod group;
mod lots;
pub mod model;
pub mod netting;
mod orders;
pub mod page;
pub mod parameters;
pub mod parts;
mod payoff;
pub mod policy;
pub mod portfolio;
pub mod scenarios;
mod standard;
mod sums;
pub mod vector;

pub use orders::{admit, worst_excess};
pub use payoff::payoff_per_lot;
pub use standard::{
	assess, long_future_lot, short_lot, unpaid_gains, LotRisk, LotTerms, StandardParameters,
};

use tenor_primitives::{Lots, Money, RiskError, SeriesId, Tick};

/// What a policy must know about the series of a portfolio and its orders.
pub trait Quotes {
	/// What `lots` cost at `price`: exact.
	///
	/// # Errors
	/// [`RiskError::UnknownSeries`], [`RiskError::Overflow`].
	fn premium(&mut self, series: SeriesId, price: Tick, lots: Lots) -> Result<Money, RiskError>;

	/// The requirements of one short lot at the current prices.
	///
	/// # Errors
	/// [`RiskError::UnknownSeries`], [`RiskError::NoFreshPrice`], [`RiskError::Overflow`].
	fn short_lot(&mut self, series: SeriesId) -> Result<LotRisk, RiskError>;

	/// The same of a lot held long: nothing of an option, for which no price is asked.
	///
	/// # Errors
	/// [`RiskError::UnknownSeries`]; of a future, as [`Self::short_lot`].
	fn long_lot(&mut self, series: SeriesId) -> Result<LotRisk, RiskError>;
}
