//! Tests by concern.

mod payout;
mod pricing;
