//! The Tenor node: BABE and GRANDPA around the Tenor runtime.
// The SDK's error types are large, and it is they that go through all of these functions.
#![allow(clippy::result_large_err)]

#[cfg(feature = "runtime-benchmarks")]
mod benchmark;
mod chain_spec;
mod checks;
mod cli;
mod command;
mod proposer;
mod rpc;
mod service;

use std::process::ExitCode;

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		},
	}
}
