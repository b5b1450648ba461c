//! Runs the binary.
// Each file of tests is a crate of its own and uses a part of this.
#![allow(dead_code)]

use serde_json::Value;
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

/// Runs the binary to its end and reads what it said as JSON.
///
/// # Panics
///
/// When it ends with an error, or says something else.
pub(crate) fn answers(arguments: &[&str]) -> Value {
	let said = succeeds(arguments);
	serde_json::from_str(&said).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {said}"))
}

/// Runs the binary, which must end with code 1 and one error that holds all of `facts`.
///
/// # Panics
///
/// When it does not.
pub(crate) fn fails(arguments: &[&str], facts: &[&str]) {
	let output = tenor_node(arguments).output().unwrap();
	let said = said(&output);
	assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
	for fact in facts {
		assert!(said.contains(fact), "{arguments:?} does not say `{fact}`: {said}");
	}
}

/// Everything that the binary said.
pub(crate) fn said(output: &Output) -> String {
	let mut all = String::from_utf8_lossy(&output.stdout).into_owned();
	all.push_str(&String::from_utf8_lossy(&output.stderr));
	all
}
