//! Margin policies and payoffs as pure functions.
//!
//! Nothing here reads storage or prices: a policy asks a [`Quotes`] for what it needs, only when it
//! needs it, so that a missing price hurts no account that does not depend on it. All rounding is
//! against the account.
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

mod orders;
mod payoff;
mod standard;

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
