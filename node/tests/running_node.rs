//! Running nodes: they make and finalize blocks, answer what clients ask, and leave a database on
//! which the commands that need no network work.

mod common;

use common::{answers, fails, succeeds, tenor_node};
use futures::{SinkExt, StreamExt};
use serde_json::{json, Value};
use std::{
	fs,
	io::{BufRead, BufReader},
	path::Path,
	process::{Child, Stdio},
	sync::{Arc, LazyLock, Mutex},
	time::{Duration, Instant},
};
use tokio_tungstenite::{connect_async, tungstenite::Message};

/// How long anything may take before the test gives up: a busy machine must not fail it.
const PATIENCE: Duration = Duration::from_secs(300);

/// The development chain in a raw spec, and the same genesis as a local chain.
///
/// Most of a process's start is the compilation of the runtime. From a raw spec it is compiled
/// once; from `dev` or `local` three times, to read the preset, to build the genesis and to run.
static DEV: LazyLock<String> = LazyLock::new(|| raw_spec("dev.json", |_| ()));
static LOCAL: LazyLock<String> = LazyLock::new(|| {
	raw_spec("local.json", |spec| {
		spec["id"] = "tenor_test".into();
		spec["chainType"] = "Local".into();
	})
});

fn raw_spec(file: &str, change: impl FnOnce(&mut Value)) -> String {
	static RAW: LazyLock<Value> =
		LazyLock::new(|| answers(&["export-chain-spec", "--chain", "dev", "--raw"]));
	let mut spec = RAW.clone();
	change(&mut spec);
	let path = format!("{}/{file}", env!("CARGO_TARGET_TMPDIR"));
	fs::write(&path, spec.to_string()).unwrap();
	path
}

/// Asks until there is an answer.
fn eventually<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
	let start = Instant::now();
	loop {
		if let Some(answer) = ask() {
			return answer;
		}
		assert!(start.elapsed() < PATIENCE, "{what}: not within {PATIENCE:?}");
		std::thread::sleep(Duration::from_millis(100));
	}
}

/// Options of every node: ports that no other test uses, no telemetry.
const QUIET: [&str; 6] = ["--port", "0", "--rpc-port", "0", "--no-prometheus", "--no-telemetry"];

/// A running node, killed when it goes out of scope.
struct Node {
	process: Child,
	log: Arc<Mutex<Vec<String>>>,
	url: String,
	http: reqwest::Client,
	runtime: tokio::runtime::Runtime,
}

impl Node {
	/// Starts a node on free ports and waits for its RPC server.
	fn start(arguments: &[&str]) -> Self {
		let mut process = tenor_node(arguments)
			.args(QUIET)
			.stderr(Stdio::piped())
			.stdout(Stdio::null())
			.spawn()
			.unwrap();
		let lines = BufReader::new(process.stderr.take().unwrap()).lines();
		let log = Arc::<Mutex<Vec<String>>>::default();
		let reader = log.clone();
		// Read to the end: the node must never wait for a reader of its log.
		std::thread::spawn(move || {
			lines.map_while(Result::ok).for_each(|line| reader.lock().unwrap().push(line));
		});
		let mut node = Self {
			process,
			log,
			url: String::new(),
			http: reqwest::Client::builder().no_proxy().timeout(PATIENCE).build().unwrap(),
			runtime: tokio::runtime::Runtime::new().unwrap(),
		};
		let line = node.wait_for_line("Running JSON-RPC server: addr=");
		let (_, address) = line.split_once("addr=").unwrap();
		node.url = format!("http://{}", address.split([',', ' ']).next().unwrap());
		node
	}

	/// The first line of the log that holds `text`.
	fn line(&self, text: &str) -> Option<String> {
		self.log.lock().unwrap().iter().find(|line| line.contains(text)).cloned()
	}

	/// Waits until the node says `text` and returns that line.
	fn wait_for_line(&mut self, text: &str) -> String {
		eventually(&format!("`{text}` in the log"), || {
			let ended = self.process.try_wait().unwrap();
			assert!(ended.is_none(), "the node ended: {:#?}", self.log.lock().unwrap());
			self.line(text)
		})
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
		eventually(&format!("block {number} is final"), || {
			(self.finalized() >= number).then_some(())
		});
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
	let archive = ["--chain", &DEV, "--state-pruning", "archive"];
	let archive = [&archive[..], &["--base-path", base.to_str().unwrap()]].concat();
	{
		let node = Node::start(&[&["--dev"][..], &archive].concat());
		node.wait_for_finalized(3);
		answers_what_clients_expect(&node);
		tells_prices_of_best_and_finalized_blocks(&node);
	}
	assert!(base.join("chains/tenor_dev/paritydb").is_dir());
	commands_work_without_the_node(directory.path(), &archive);
}

#[test]
fn validators_check_their_machine_and_keep_unsafe_rpc_closed() {
	let start = |arguments: &[&str]| {
		let directory = tempfile::tempdir().unwrap();
		let base = directory.path().to_str().unwrap();
		let validator = ["--chain", &LOCAL, "--validator", "--no-mdns", "--base-path", base];
		let key = ["--unsafe-force-node-key-generation"];
		let node = Node::start(&[&validator[..], &key, arguments].concat());
		(directory, node)
	};
	let has_key = |node: &Node| node.call("author_hasKey", json!(["0x00", "babe"]));

	let (_directory, mut node) = start(&[]);
	for check in ["CPU single core score", "Disk score", "system clock"] {
		assert!(node.line(check).is_some(), "no `{check}` before the node serves");
	}
	node.wait_for_line("The keystore holds no key of type babe, gran, audi, pric");
	let refused = has_key(&node).unwrap_err();
	assert!(refused["message"].as_str().unwrap().contains("unsafe"), "{refused}");

	let (_directory, node) = start(&["--no-hardware-benchmarks", "--rpc-methods", "unsafe"]);
	assert_eq!(has_key(&node), Ok(json!(false)));
	assert!(node.line("CPU single core score").is_none());
}

#[test]
fn a_full_disk_stops_the_node() {
	let directory = tempfile::tempdir().unwrap();
	let node = ["--dev", "--chain", &DEV, "--base-path", directory.path().to_str().unwrap()];
	let exbibyte = ["--db-storage-threshold", "1099511627776"];
	fails(&[&node[..], &exbibyte, &QUIET].concat(), &["Out of storage space", "1099511627776"]);
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
		"options_subscribePrices",
		"options_unsubscribePrices",
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

fn tells_prices_of_best_and_finalized_blocks(node: &Node) {
	let refused = prices(node, json!([9]), 0);
	let message = refused["error"]["message"].as_str().unwrap();
	assert!(message.contains("underlying 9 is not listed"), "{refused}");
	for parameters in [json!([0]), json!([0, true])] {
		let told = prices(node, parameters.clone(), 3);
		let told = told.as_array().unwrap();
		let numbers: Vec<_> = told.iter().map(|told| told["number"].as_u64().unwrap()).collect();
		assert!(numbers.is_sorted(), "{parameters}: {numbers:?}");
		for told in told {
			let hash = node.rpc("chain_getBlockHash", json!([told["number"]]));
			assert_eq!(told["hash"], hash, "one validator makes no forks");
			assert_eq!(told["underlying"], 0);
			let open = ["open", "riskReducing", "cancelOnly"].map(Value::from);
			assert!(open.contains(&told["breaker"]), "{told}");
			// Those that the schedule has listed by now, if any.
			for expiry in told["expiries"].as_array().unwrap() {
				assert!(expiry["expiry"].as_u64().unwrap() > 0, "{told}");
			}
		}
	}
	// The development chain replays prices: a few rounds after the start there is an index.
	eventually("an index", || {
		let told = prices(node, json!([0]), 1);
		let value: u128 = told[0]["spot"]["value"].as_str()?.parse().unwrap();
		assert!(value > 1_000 * 10u128.pow(18), "{told}");
		assert!(told[0]["age"].as_u64().unwrap() < 60_000, "{told}");
		Some(())
	});
}

/// The first so many notifications of a subscription to prices; with none asked for the answer to it.
fn prices(node: &Node, parameters: Value, count: usize) -> Value {
	node.runtime.block_on(async {
		let (mut socket, _) = connect_async(node.url.replace("http", "ws")).await.unwrap();
		let call = json!({
			"jsonrpc": "2.0", "id": 1, "method": "options_subscribePrices", "params": parameters,
		});
		socket.send(Message::text(call.to_string())).await.unwrap();
		let mut messages = Vec::new();
		while messages.len() <= count {
			let message = tokio::time::timeout(PATIENCE, socket.next()).await;
			let message = message.expect("prices in time").unwrap().unwrap();
			// The server pings now and then.
			if let Message::Text(text) = message {
				messages.push(serde_json::from_str::<Value>(&text).unwrap());
			}
		}
		let answer = messages.remove(0);
		if count == 0 {
			return answer;
		}
		let told = messages.into_iter().map(|message| {
			assert_eq!(message["method"], "options_prices");
			assert_eq!(message["params"]["subscription"], answer["result"]);
			message["params"]["result"].clone()
		});
		told.collect()
	})
}

fn commands_work_without_the_node(directory: &Path, archive: &[&str]) {
	let with = |command: &[&str]| succeeds(&[command, archive].concat());
	let info = answers(&[&["chain-info"][..], archive].concat());
	assert!(info["finalized_number"].as_u64().unwrap() >= 3, "{info}");

	let blocks = directory.join("blocks");
	let blocks = blocks.to_str().unwrap();
	with(&["check-block", "2"]);
	with(&["export-blocks", blocks, "--from", "1", "--to", "3", "--binary"]);
	let state: Value = serde_json::from_str(&with(&["export-state", "2"])).unwrap();
	assert!(state["genesis"]["raw"]["top"].is_object());
	#[cfg(feature = "runtime-benchmarks")]
	benchmarks_measure(directory, archive);
	with(&["revert", "1"]);

	// A fresh node imports the blocks and reaches the same head.
	let fresh = directory.join("fresh");
	let fresh = ["--chain", &DEV, "--base-path", fresh.to_str().unwrap()];
	let best = || answers(&[&["chain-info"][..], &fresh].concat())["best_number"].clone();
	succeeds(&[&["import-blocks", blocks, "--binary"][..], &fresh].concat());
	assert_eq!(best(), 3);
	succeeds(&[&["purge-chain", "-y"][..], &fresh].concat());
	assert_eq!(best(), 0);
}

#[cfg(feature = "runtime-benchmarks")]
fn benchmarks_measure(directory: &Path, archive: &[&str]) {
	let with = |command: &[&str]| succeeds(&[&["benchmark"][..], command, archive].concat());
	with(&["block", "--from", "1", "--to", "3", "--repeat", "1"]);
	let weights = directory.join("weights.rs");
	let storage = ["storage", "--state-version", "1", "--warmups", "0", "--weight-path"];
	with(&[&storage[..], &[weights.to_str().unwrap()]].concat());
	assert!(weights.is_file());
	let short: Vec<String> = ["verify", "hash", "memory", "disk"]
		.map(|metric| format!("--{metric}-duration=0.1"))
		.into();
	let short: Vec<&str> = short.iter().map(String::as_str).collect();
	let place = ["--chain", &DEV, "--base-path", directory.to_str().unwrap()];
	succeeds(&[&["benchmark", "machine", "--allow-fail"][..], &short, &place].concat());
}
