//! Tests by concern.

mod parameters;
mod phases;
mod slots;
