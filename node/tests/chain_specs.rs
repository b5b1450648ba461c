//! Chain specs: what the binary carries, what the repository holds, how a public chain is made from
//! the template, and how broken specs are refused.

mod common;

use common::{answers, fails, succeeds};
use serde_json::Value;
use std::{env, fs, path::Path, sync::LazyLock};

/// Set to write the specs of `chain-specs/` anew.
const UPDATE: &str = "TENOR_UPDATE_CHAIN_SPECS";

/// Storage key of the runtime.
const CODE: &str = "0x3a636f6465";

static LOCAL: LazyLock<Value> =
	LazyLock::new(|| answers(&["export-chain-spec", "--chain", "local"]));
static TEMPLATE: LazyLock<Value> =
	LazyLock::new(|| answers(&["export-chain-spec", "--chain", "tenor-template"]));
static RAW_LOCAL: LazyLock<Value> =
	LazyLock::new(|| answers(&["export-chain-spec", "--chain", "local", "--raw"]));

/// The spec of that name in the repository; tests run in their crate's folder.
fn committed(chain: &str) -> String {
	format!("../chain-specs/{chain}.json")
}

/// Takes the runtime out of a plain spec.
fn without_code(spec: &Value) -> Value {
	let mut spec = spec.clone();
	let genesis = spec["genesis"]["runtimeGenesis"].as_object_mut().unwrap();
	let code = genesis.remove("code").expect("a plain spec holds the runtime");
	assert!(code.as_str().unwrap().len() > 100_000, "the runtime is too small");
	spec
}

fn write(directory: &Path, spec: &str) -> String {
	let path = directory.join("spec.json");
	fs::write(&path, spec).unwrap();
	path.to_str().unwrap().into()
}

#[test]
fn committed_specs_are_current() {
	for (chain, exported) in [("local", &*LOCAL), ("tenor-template", &*TEMPLATE)] {
		let (exported, path) = (without_code(exported), committed(chain));
		if env::var_os(UPDATE).is_some() {
			fs::write(&path, format!("{exported:#}\n")).unwrap();
		}
		let committed: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
		assert!(
			committed == exported,
			"{path} differs from what this binary exports; if that is meant, run this test with \
			 {UPDATE}=1"
		);
	}
}

#[test]
fn specs_say_what_wallets_and_light_clients_need() {
	let dev = answers(&["export-chain-spec", "--chain", "dev"]);
	for (spec, id) in
		[(&dev, "tenor_dev"), (&*LOCAL, "tenor_local"), (&*TEMPLATE, "tenor_template")]
	{
		assert_eq!(spec["id"], id);
		assert_eq!(spec["properties"]["tokenSymbol"], "TNR");
		assert_eq!(spec["properties"]["tokenDecimals"], 12);
		assert!(spec["properties"]["ss58Format"].is_u64());
		// The extension must be there to be filled.
		assert!(spec.as_object().unwrap().contains_key("lightSyncState"));
	}
}

#[test]
fn build_spec_adds_a_boot_node() {
	let directory = tempfile::tempdir().unwrap();
	let mut spec = answers(&[
		"build-spec",
		"--chain",
		"local",
		"--base-path",
		directory.path().to_str().unwrap(),
		"--node-key",
		"0000000000000000000000000000000000000000000000000000000000000001",
	]);
	let boot_nodes = spec["bootNodes"].take();
	let address = boot_nodes[0].as_str().unwrap();
	assert!(address.starts_with("/ip4/127.0.0.1/tcp/30333/p2p/12D3KooW"), "{boot_nodes}");
	spec["bootNodes"] = Value::Array(vec![]);
	assert_eq!(spec, *LOCAL);
}

#[test]
fn raw_specs_hold_the_whole_genesis_and_read_back() {
	let code = &RAW_LOCAL["genesis"]["raw"]["top"][CODE];
	assert!(code.as_str().unwrap().len() > 100_000, "no runtime in the genesis");
	let directory = tempfile::tempdir().unwrap();
	let path = write(directory.path(), &RAW_LOCAL.to_string());
	assert_eq!(answers(&["export-chain-spec", "--chain", &path, "--raw"]), *RAW_LOCAL);
}

#[test]
fn a_spec_without_code_gets_the_binarys_when_it_is_exported() {
	let path = committed("local");
	assert_eq!(answers(&["export-chain-spec", "--chain", &path, "--raw"]), *RAW_LOCAL);
}

#[test]
fn a_spec_without_code_does_not_run() {
	let path = committed("local");
	for arguments in [&["--chain", &path, "--tmp"][..], &["chain-info", "--chain", &path]] {
		fails(arguments, &["no chain spec", &path, "holds no runtime", "export-chain-spec"]);
	}
}

#[test]
fn the_template_does_not_run() {
	for arguments in
		[&["--chain", "tenor-template", "--tmp"][..], &["chain-info", "--chain", "tenor-template"]]
	{
		fails(arguments, &["`tenor-template` is no chain", "export-chain-spec", "fill"]);
	}
}

#[test]
fn a_genesis_that_does_not_build_gives_its_reason() {
	fails(
		&["export-chain-spec", "--chain", "tenor-template", "--raw"],
		&["validators.validators in genesis is invalid: EmptySet"],
	);
}

#[test]
fn the_filled_template_is_a_chain() {
	let mut spec = without_code(&TEMPLATE);
	spec["id"] = "our_chain".into();
	let genesis = &mut spec["genesis"]["runtimeGenesis"]["patch"];
	let local = &LOCAL["genesis"]["runtimeGenesis"]["patch"];
	for section in ["session", "validators", "quoteAsset", "balances", "technicalCommittee"] {
		genesis[section] = local[section].clone();
	}
	let directory = tempfile::tempdir().unwrap();
	let path = write(directory.path(), &spec.to_string());
	let raw = answers(&["export-chain-spec", "--chain", &path, "--raw"]);
	assert_eq!(raw["id"], "our_chain");
	assert_eq!(raw["chainType"], "Live");
	let (ours, locals) = (&raw["genesis"]["raw"]["top"], &RAW_LOCAL["genesis"]["raw"]["top"]);
	assert_eq!(ours[CODE], locals[CODE]);
	// Sudo::Key.
	let sudo = "0x5c0d1176a568c1f92944340dbfed9e9c530ebca703c85910e7164cb7d1c9e47b";
	assert!(locals[sudo].is_string() && ours[sudo].is_null());
}

#[test]
fn malformed_specs_are_refused() {
	let directory = tempfile::tempdir().unwrap();
	let missing = directory.path().join("spec.json");
	let missing = missing.to_str().unwrap();
	fails(&["--chain", missing, "--tmp"], &["no chain spec", missing, "opening"]);
	for (spec, reason) in [
		("{ \"name\": ", "parsing"),
		("{ \"name\": \"x\", \"id\": \"x\" }", "missing field"),
		("{ \"name\": \"x\", \"id\": \"x\", \"bootNodes\": [], \"genesis\": {} }", "parsing"),
	] {
		let path = write(directory.path(), spec);
		fails(&["--chain", &path, "--tmp"], &["no chain spec", &path, reason]);
	}
}

#[test]
fn a_spec_with_a_broken_runtime_is_refused() {
	let directory = tempfile::tempdir().unwrap();
	let mut spec = RAW_LOCAL.clone();
	spec["genesis"]["raw"]["top"][CODE] = "0x00".into();
	let path = write(directory.path(), &spec.to_string());
	let quiet = ["--port", "0", "--rpc-port", "0", "--no-prometheus"];
	fails(
		&[&["--chain", &path, "--tmp"][..], &quiet].concat(),
		&["Error: Failed to get runtime version"],
	);
}

#[test]
fn exports_go_to_the_file_that_is_named() {
	let directory = tempfile::tempdir().unwrap();
	let path = directory.path().join("spec.json");
	let said =
		succeeds(&["export-chain-spec", "--chain", "local", "--output", path.to_str().unwrap()]);
	assert!(said.contains("Exported"), "{said}");
	let written: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
	assert_eq!(written, *LOCAL);
}
