//! Runs the binary.

use std::process::{Command, Output};

/// The binary under test.
pub(crate) fn tenor_node(arguments: &[&str]) -> Command {
	let mut command = Command::new(env!("CARGO_BIN_EXE_tenor-node"));
	command.args(arguments);
	command
}

/// Runs the binary to its end and returns what it said on standard output.
///
/// # Panics
///
/// When it ends with an error.
pub(crate) fn succeeds(arguments: &[&str]) -> String {
	let output = tenor_node(arguments).output().unwrap();
	assert!(output.status.success(), "{arguments:?}: {}", said(&output));
	String::from_utf8(output.stdout).unwrap()
}

/// Everything that the binary said.
pub(crate) fn said(output: &Output) -> String {
	let mut all = String::from_utf8_lossy(&output.stdout).into_owned();
	all.push_str(&String::from_utf8_lossy(&output.stderr));
	all
}
