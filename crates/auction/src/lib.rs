//! The book of a series and its uniform-price auction.
//!
//! # Terminology
//!
//! - **Resting**: an order that entered in an earlier block. **Fresh**: one of this block.
//! - **Effective limit**: the order's limit, held inside the price band of the block.
//! - **Best first**: by (limit, entry block, order id), bids from the highest, asks from the lowest.
//! - **Left out**: a resting order that could trade, beyond the budget of its side.
//! - **Peg**: an order whose limit follows the value of a contract at a volatility; others are **fixed**.
//! - **Cut**: an order with a rest that crosses an opposite order left out; it waits for the next
//!   block and keeps its taker flag.
//!
//! # A block of one series
//!
//! 1. [`Book::remove`] and [`Book::expire`]: cancels first, then what is past its last block.
//! 2. [`Book::enter`]: orders with a client id take the place of those that have it; pegs are priced;
//!    post-only orders against what rests; limits within a distance; reduce-only orders against the
//!    positions; self-trade prevention. Post-only and self-trade compare the orders' own limits, so that no
//!    owner's orders ever cross in a book at rest.
//! 3. [`Auction::open`]: who takes part, within the budget. What admission refuses afterwards is
//!    taken out by [`Auction::withdraw`] and not replaced, so that admission and clearing see the
//!    same bounded set of accounts.
//! 4. [`Auction::clear`]: one price, then the fills; [`Auction::confirms`] checks them independently.
//! 5. [`Book::settle`]: what is left of the orders, their flags, and the worst beyond the bound.
//!
//! Inside the auction every rule uses the effective limit. Everything is a function of sets of
//! orders, never of the sequence they were given in.
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

mod allocation;
mod auction;
mod book;
mod entry;
mod order;
mod peg;
mod price;
mod reduce;
mod sieve;

pub use auction::{Auction, Band, Failure, Fill, Outcome, Trade};
pub use book::{Book, Departure, MAX_ORDERS};
pub use entry::{Bests, Entered, EntryError};
pub use order::{crosses, Fresh, Kind, Order};
pub use peg::{Peg, Pricing};
pub use price::HalfTicks;
