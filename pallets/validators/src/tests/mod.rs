//! Tests of the validator set.

mod offences;
mod set;
