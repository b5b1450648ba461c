//! What the pallet promises, file by file.

mod breaker;
mod cost;
mod cross_check;
mod faults;
mod incidents;
mod market;
mod parameters;
mod replay;
mod reports;
mod rounds;
mod session;
mod settlement;
mod surface;
