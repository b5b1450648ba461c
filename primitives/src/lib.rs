//! Ids, units, records and glue traits shared by all of Tenor.
//!
//! The pallets of Tenor never depend on one another: they meet in the narrow traits of this crate,
//! and the runtime wires them. Nothing here depends on FRAME.
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

mod analysis;
pub mod api;
mod authority;
mod block_trade;
mod book;
mod ids;
mod instruments;
mod ledger;
mod market;
pub mod oracle;
mod orders;
mod parameters;
mod phase;
mod risk;
mod steps;
mod units;

pub use analysis::*;
pub use authority::*;
pub use block_trade::*;
pub use book::*;
pub use ids::*;
pub use instruments::*;
pub use ledger::*;
pub use market::*;
pub use orders::*;
pub use parameters::*;
pub use phase::*;
pub use risk::*;
pub use steps::*;
pub use units::*;
