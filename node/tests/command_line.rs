//! What the command line answers, bad input above all: each gets its own error and a non-zero
//! exit before the node does any work.

mod common;

use common::{said, succeeds, tenor_node};
use serde_json::Value;
use std::{fs, net::TcpListener};

/// Runs the binary, which must end with code 1 and one error that holds all of `facts`.
fn fails(arguments: &[&str], facts: &[&str]) {
	let output = tenor_node(arguments).output().unwrap();
	let said = said(&output);
	assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
	for fact in facts {
		assert!(said.contains(fact), "{arguments:?} does not say `{fact}`: {said}");
	}
}

#[test]
fn help_and_version() {
	let help = succeeds(&["--help"]);
	for command in [
		"key",
		"oracle",
		"export-chain-spec",
		"build-spec",
		"check-block",
		"export-blocks",
		"export-state",
		"import-blocks",
		"purge-chain",
		"revert",
		"chain-info",
		"benchmark",
	] {
		assert!(help.contains(&format!("\n  {command} ")), "{command} is not in the help");
		succeeds(&[command, "--help"]);
	}
	assert!(succeeds(&["--version"]).contains(env!("CARGO_PKG_VERSION")));
}

/// The recording that the repository carries.
const RECORDED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/oracle/replay.toml");

#[test]
fn price_sources_are_tried() {
	let table = succeeds(&["oracle", "check", "--config", RECORDED]);
	let medians = table.lines().filter(|line| line.starts_with("median")).count();
	assert_eq!(medians, 2, "{table}");
	assert!(!table.contains("too few venues"), "{table}");
}

#[test]
fn bad_oracle_files_are_refused() {
	let directory = tempfile::tempdir().unwrap();
	let file = directory.path().join("oracle.toml");
	let (folder, file_name) = (directory.path().to_str().unwrap(), file.to_str().unwrap());
	let node = ["--dev", "--base-path", folder, "--port", "0", "--rpc-port", "0"];
	let node = [&node[..], &["--no-prometheus", "--oracle-config", file_name]].concat();
	let check = ["oracle", "check", "--config", file_name];
	for arguments in [&node[..], &check] {
		fails(arguments, &["oracle file", file_name]);
	}
	fs::write(&file, "min_sources = many").unwrap();
	for arguments in [&node[..], &check] {
		fails(arguments, &["oracle configuration", "many"]);
	}
}

#[test]
fn chain_specs_are_exported() {
	for (chain, id) in [("dev", "tenor_dev"), ("local", "tenor_local")] {
		let spec: Value =
			serde_json::from_str(&succeeds(&["export-chain-spec", "--chain", chain])).unwrap();
		assert_eq!(spec["id"], id);
		assert_eq!(spec["properties"]["tokenSymbol"], "TNR");
		assert_eq!(spec["properties"]["tokenDecimals"], 12);
		assert!(spec["properties"]["ss58Format"].is_u64());
		// Light clients: the extension must be there to be filled.
		assert!(spec.as_object().unwrap().contains_key("lightSyncState"));
	}
}

#[test]
fn raw_chain_specs_hold_the_whole_genesis() {
	let raw = succeeds(&["export-chain-spec", "--chain", "local", "--raw"]);
	let spec: Value = serde_json::from_str(&raw).unwrap();
	let code = &spec["genesis"]["raw"]["top"]["0x3a636f6465"];
	assert!(code.as_str().unwrap().len() > 100_000, "no runtime in the genesis");

	// What was exported can be read again.
	let directory = tempfile::tempdir().unwrap();
	let path = directory.path().join("raw.json");
	fs::write(&path, &raw).unwrap();
	let again = succeeds(&["export-chain-spec", "--chain", path.to_str().unwrap(), "--raw"]);
	assert_eq!(serde_json::from_str::<Value>(&again).unwrap(), spec);
}

#[test]
fn malformed_chain_spec_is_refused() {
	let directory = tempfile::tempdir().unwrap();
	let path = directory.path().join("spec.json");
	let chain = path.to_str().unwrap();

	fails(&["--chain", chain, "--tmp"], &["no chain spec", chain, "opening"]);
	fs::write(&path, "{ \"name\": ").unwrap();
	fails(&["--chain", chain, "--tmp"], &["no chain spec", chain, "parsing"]);
	fs::write(&path, "{ \"name\": \"x\", \"id\": \"x\" }").unwrap();
	fails(&["--chain", chain, "--tmp"], &["no chain spec", chain, "missing field"]);
}

#[test]
fn chain_spec_with_a_broken_genesis_is_refused() {
	let directory = tempfile::tempdir().unwrap();
	let path = directory.path().join("spec.json");
	let raw = succeeds(&["export-chain-spec", "--chain", "dev", "--raw"]);
	let mut spec: Value = serde_json::from_str(&raw).unwrap();
	spec["genesis"]["raw"]["top"]["0x3a636f6465"] = "0x00".into();
	fs::write(&path, spec.to_string()).unwrap();
	fails(
		&[
			"--chain",
			path.to_str().unwrap(),
			"--tmp",
			"--port",
			"0",
			"--rpc-port",
			"0",
			"--no-prometheus",
		],
		&["Error: Failed to get runtime version"],
	);
}

#[test]
fn port_in_use_is_refused() {
	let taken = TcpListener::bind("127.0.0.1:0").unwrap();
	let address = taken.local_addr().unwrap();
	let port = address.port().to_string();
	let listen = format!("/ip4/127.0.0.1/tcp/{port}");
	let dev = ["--dev", "--tmp"];
	for (arguments, purpose) in [
		(vec!["--rpc-port", &port, "--port", "0", "--no-prometheus"], "RPC"),
		(vec!["--rpc-port", "0", "--port", "0", "--prometheus-port", &port], "metrics"),
		(vec!["--rpc-port", "0", "--listen-addr", &listen, "--no-prometheus"], "peers"),
	] {
		let arguments: Vec<&str> = dev.into_iter().chain(arguments).collect();
		fails(&arguments, &[&format!("cannot listen on {address} for {purpose}"), "choose with"]);
	}
}

#[test]
fn validator_without_a_network_key_is_refused() {
	let directory = tempfile::tempdir().unwrap();
	let base = directory.path().to_str().unwrap();
	fails(
		&["--chain", "local", "--validator", "--base-path", base],
		&["without network key", "generate-node-key"],
	);
}

#[test]
fn malformed_network_key_is_refused() {
	fails(&["--dev", "--tmp", "--node-key", "not-hex"], &["Invalid node key"]);
}

#[cfg(not(feature = "runtime-benchmarks"))]
#[test]
fn benchmark_says_which_build_it_needs() {
	fails(&["benchmark", "storage", "--state-version", "1"], &["--features runtime-benchmarks"]);
}
