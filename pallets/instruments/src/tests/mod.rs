//! Tests by concern.

mod calls;
mod lifecycle;
mod listing;
