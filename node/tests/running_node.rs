//! Running nodes: they make and finalize blocks, answer what clients ask, and leave a database on
//! which the commands that need no network work.

mod common;

use common::{succeeds, tenor_node};
use serde_json::{json, Value};
use std::{
	io::{BufRead, BufReader},
	path::Path,
	process::{Child, Stdio},
	time::{Duration, Instant},
};

/// How long anything may take before the test gives up.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running node, killed when it goes out of scope.
struct Node {
	process: Child,
	url: String,
	http: reqwest::Client,
	runtime: tokio::runtime::Runtime,
}

impl Node {
	/// Starts a node on free ports and waits for its RPC server.
	fn start(arguments: &[&str]) -> Self {
		let mut process = tenor_node(arguments)
			.args(["--port", "0", "--rpc-port", "0", "--no-prometheus", "--no-telemetry"])
			.stderr(Stdio::piped())
			.stdout(Stdio::null())
			.spawn()
			.unwrap();
		let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
		let address = lines
			.by_ref()
			.map_while(Result::ok)
			.find_map(|line| {
				let (_, address) = line.split_once("Running JSON-RPC server: addr=")?;
				Some(address.split([',', ' ']).next()?.to_string())
			})
			.expect("the node ended before its RPC server listened");
		// The node must never wait for a reader of its log.
		std::thread::spawn(move || lines.for_each(drop));
		Self {
			process,
			url: format!("http://{address}"),
			http: reqwest::Client::builder().no_proxy().build().unwrap(),
			runtime: tokio::runtime::Runtime::new().unwrap(),
		}
	}

	/// Calls a method; its error is the error's object.
	fn call(&self, method: &str, parameters: Value) -> Result<Value, Value> {
		let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": parameters });
		let answer: Value = self.runtime.block_on(async {
			let response = self.http.post(&self.url).json(&request).send().await.unwrap();
			response.json().await.unwrap()
		});
		match &answer["error"] {
			Value::Null => Ok(answer["result"].clone()),
			error => Err(error.clone()),
		}
	}

	/// Calls a method that must succeed.
	fn rpc(&self, method: &str, parameters: Value) -> Value {
		self.call(method, parameters).unwrap_or_else(|error| panic!("{method}: {error}"))
	}

	fn finalized(&self) -> u64 {
		let hash = self.rpc("chain_getFinalizedHead", json!([]));
		let header = self.rpc("chain_getHeader", json!([hash]));
		let number = header["number"].as_str().unwrap().trim_start_matches("0x");
		u64::from_str_radix(number, 16).unwrap()
	}

	fn wait_for_finalized(&self, number: u64) {
		let start = Instant::now();
		while self.finalized() < number {
			assert!(start.elapsed() < PATIENCE, "block {number} is not final");
			std::thread::sleep(Duration::from_millis(200));
		}
	}
}

impl Drop for Node {
	fn drop(&mut self) {
		// A crash on purpose: the database must be usable after it.
		self.process.kill().unwrap();
		self.process.wait().unwrap();
	}
}

#[test]
fn dev_node_serves_clients_and_leaves_a_usable_database() {
	let directory = tempfile::tempdir().unwrap();
	let base = directory.path().join("base");
	{
		let base = base.to_str().unwrap();
		let node = Node::start(&["--dev", "--base-path", base, "--state-pruning", "archive"]);
		node.wait_for_finalized(3);
		answers_what_clients_expect(&node);
	}
	commands_work_without_the_node(directory.path(), base.to_str().unwrap());
}

#[test]
fn unsafe_rpc_of_a_validator_is_closed_unless_asked_for() {
	let validator = [
		"--chain=local",
		"--validator",
		"--unsafe-force-node-key-generation",
		"--no-hardware-benchmarks",
		"--no-mdns",
	];
	let has_key = |arguments: &[&str]| {
		let directory = tempfile::tempdir().unwrap();
		let base = ["--base-path", directory.path().to_str().unwrap()];
		let arguments: Vec<&str> =
			validator.iter().chain(&base).chain(arguments).copied().collect();
		Node::start(&arguments).call("author_hasKey", json!(["0x00", "babe"]))
	};
	let refused = has_key(&[]).unwrap_err();
	assert!(refused["message"].as_str().unwrap().contains("unsafe"), "{refused}");
	assert_eq!(has_key(&["--rpc-methods", "unsafe"]), Ok(json!(false)));
}

fn answers_what_clients_expect(node: &Node) {
	let methods = node.rpc("rpc_methods", json!([]));
	let methods: Vec<&str> =
		methods["methods"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
	for method in [
		"archive_v1_body",
		"author_submitAndWatchExtrinsic",
		"babe_epochAuthorship",
		"chainHead_v1_follow",
		"chainSpec_v1_genesisHash",
		"chain_getBlock",
		"childstate_getStorage",
		"grandpa_proveFinality",
		"grandpa_subscribeJustifications",
		"payment_queryInfo",
		"state_getMetadata",
		"sync_state_genSyncSpec",
		"system_accountNextIndex",
		"system_health",
		"transactionWatch_v1_submitAndWatch",
		"transaction_v1_broadcast",
	] {
		assert!(methods.contains(&method), "{method} is missing in {methods:?}");
	}

	assert_eq!(node.rpc("system_chain", json!([])), "Tenor Development");
	let round = node.rpc("grandpa_roundState", json!([]));
	assert_eq!(round["best"]["totalWeight"], 1);
	let slots = node.rpc("babe_epochAuthorship", json!([]));
	assert_eq!(slots.as_object().unwrap().len(), 1, "one authority has slots: {slots}");
	// A spec from which a light client starts at a finalized block.
	let spec = node.rpc("sync_state_genSyncSpec", json!([true]));
	assert!(spec["lightSyncState"]["finalizedBlockHeader"].is_string(), "{spec}");
}

fn commands_work_without_the_node(directory: &Path, base: &str) {
	let info: Value =
		serde_json::from_str(&succeeds(&["chain-info", "--dev", "--base-path", base])).unwrap();
	assert!(info["finalized_number"].as_u64().unwrap() >= 3, "{info}");

	let archive = ["--dev", "--base-path", base, "--state-pruning", "archive"];
	let with = |command: &[&str]| -> String {
		let arguments: Vec<&str> = command.iter().chain(&archive).copied().collect();
		succeeds(&arguments)
	};
	let blocks = directory.join("blocks");
	let blocks = blocks.to_str().unwrap();
	with(&["check-block", "2"]);
	with(&["export-blocks", blocks, "--from", "1", "--to", "3", "--binary"]);
	let state: Value = serde_json::from_str(&with(&["export-state", "2"])).unwrap();
	assert!(state["genesis"]["raw"]["top"].is_object());
	with(&["revert", "1"]);

	// A fresh node imports the blocks and reaches the same head.
	let fresh = directory.join("fresh");
	let fresh = fresh.to_str().unwrap();
	succeeds(&["import-blocks", blocks, "--binary", "--dev", "--base-path", fresh]);
	let info: Value =
		serde_json::from_str(&succeeds(&["chain-info", "--dev", "--base-path", fresh])).unwrap();
	assert_eq!(info["best_number"], 3);

	succeeds(&["purge-chain", "-y", "--dev", "--base-path", fresh]);
	let info: Value =
		serde_json::from_str(&succeeds(&["chain-info", "--dev", "--base-path", fresh])).unwrap();
	assert_eq!(info["best_number"], 0);
}
