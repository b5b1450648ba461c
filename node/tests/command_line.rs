//! What the command line answers, bad input above all: each gets its own error and a non-zero
//! exit before the node does any work.

mod common;

use common::{answers, fails, succeeds, tenor_node};
use std::{fs, net::TcpListener};

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

/// The recording that the repository carries; tests run in their crate's folder.
const RECORDED: &str = "oracle/replay.toml";

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
		fails(arguments, &["oracle configuration", "min_sources"]);
	}
}

/// The public key of //Alice, and her address with this chain's prefix.
const ALICE: &str = "d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
const ALICE_ADDRESS: &str = "vEGrAaHTe1VwCon3KSECJ5Yk7MZeS36e2gspLfEoM9XeXd7jx";

#[test]
fn keys_are_made_inspected_and_inserted() {
	let json = ["--scheme", "sr25519", "--output-type", "json"];
	let inspect = |uri: &str| answers(&[&["key", "inspect", uri][..], &json].concat());
	let alice = inspect("//Alice");
	assert_eq!(alice["publicKey"], format!("0x{ALICE}"));
	assert_eq!(alice["ss58Address"], ALICE_ADDRESS);
	let made = answers(&[&["key", "generate"][..], &json].concat());
	assert_eq!(inspect(made["secretPhrase"].as_str().unwrap())["publicKey"], made["publicKey"]);

	let directory = tempfile::tempdir().unwrap();
	let base = directory.path().to_str().unwrap();
	let place = ["--chain", "local", "--base-path", base];
	let key = ["--key-type", "pric", "--scheme", "sr25519", "--suri", "//Alice"];
	succeeds(&[&["key", "insert"][..], &place, &key].concat());
	// The keystore names a file after type and public key, both in hex.
	let file = format!("chains/tenor_local/keystore/70726963{ALICE}");
	assert!(directory.path().join(file).is_file());
}

#[test]
fn a_network_key_is_made_once() {
	let directory = tempfile::tempdir().unwrap();
	let base = directory.path().to_str().unwrap();
	let make = ["key", "generate-node-key", "--chain", "local", "--base-path", base];
	succeeds(&make);
	let file = directory.path().join("chains/tenor_local/network/secret_ed25519");
	let key = fs::read_to_string(&file).unwrap();
	assert_eq!(key.len(), 64);
	fails(&make, &["A network key already exists", file.to_str().unwrap()]);
	assert_eq!(fs::read_to_string(&file).unwrap(), key);
}

#[test]
fn malformed_keys_are_refused() {
	let directory = tempfile::tempdir().unwrap();
	let base = directory.path().to_str().unwrap();
	let insert = ["key", "insert", "--chain", "local", "--base-path", base];
	let with = |key: &[&str], facts| fails(&[&insert[..], key].concat(), facts);
	with(
		&["--key-type", "pric", "--scheme", "sr25519", "--suri", "one two three"],
		&["Invalid phrase"],
	);
	with(
		&["--key-type", "prices", "--scheme", "sr25519", "--suri", "//Alice"],
		&["Unknown key type"],
	);
}

#[test]
fn only_parity_db_can_be_chosen() {
	let output = tenor_node(&["--dev", "--tmp", "--database", "rocksdb"]).output().unwrap();
	let said = common::said(&output);
	assert_eq!(output.status.code(), Some(2), "{said}");
	assert!(said.contains("invalid value 'rocksdb'") && said.contains("paritydb"), "{said}");
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
