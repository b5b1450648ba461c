//! Measures blocks under load: author time, import time, discarded proposals.
//!
//! `clearing SECONDS [WASM]`: two validators, so that they do not share a processor; every block full
//! of orders by its weight; and about 2,000 storage keys that a block writes, which the node counts:
//! those of the orders, and keys of no meaning for the rest. With WASM the chain runs that build of
//! the runtime.

use anyhow::{Context, Result};
use std::{collections::BTreeMap, path::Path, time::Duration};
use tenor_zombienet::{
	load::{self, Block, Load},
	logs,
	metrics::{self, BlockTimes},
	percentile, spawn,
	spec::Changes,
	trade::{Client, TRADED},
	Net,
};
use tokio::task::JoinHandle;

/// The validators' Prometheus ports in `clearing.toml`.
const PROMETHEUS: [u16; 2] = [9615, 9616];
/// The block budget of a public chain.
const BLOCK_BUDGET_MS: u32 = 350;
/// Trading extrinsics that wait at any time: more than a block takes.
const WAITING: usize = 300;
/// Twice what waits: no trader waits for its own extrinsic.
const TRADERS: u32 = 600;
/// Storage keys that a block is to write.
const DIRTY_KEYS: usize = 2_000;
/// How long keys are counted before and after the measurement: counting costs the node time.
const COUNTING: Duration = Duration::from_secs(15);
/// Blocks whose events are counted.
const SAMPLE: usize = 30;

#[tokio::main]
async fn main() -> Result<()> {
	let mut arguments = std::env::args().skip(1);
	let usage = "usage: clearing SECONDS [WASM]";
	let duration = Duration::from_secs(arguments.next().context(usage)?.parse().context(usage)?);
	let code = arguments.next();
	let code = code.as_deref().map(Path::new);

	let changes = Changes {
		validators: Some(2),
		block_budget_ms: Some(BLOCK_BUDGET_MS),
		code,
		..Changes::default()
	};
	let network = spawn("clearing.toml", &changes, &[]).await?;
	let measured = measure(&network, duration).await;
	let complaints = logs::complaints(&network).await?;
	network.destroy().await?;

	let runtime = code.map_or("the node's own".into(), |path| path.display().to_string());
	println!("runtime              {runtime}");
	measured?.print();
	complaints.print();
	Ok(())
}

/// All that is printed.
struct Measured {
	blocks: Vec<Block>,
	times: Vec<BlockTimes>,
	discarded: usize,
	orders_alone: Vec<f64>,
	keys: Vec<f64>,
	events: BTreeMap<String, u64>,
	series: usize,
	filler: usize,
	refused: BTreeMap<String, usize>,
}

async fn measure(network: &Net, duration: Duration) -> Result<Measured> {
	let node = network.get_node("alice")?;
	let client: Client = node.wait_client().await?;
	let mut load = Load::open(client, node.rpc().await?, TRADERS, 0).await?;
	// The first blocks fill the pool.
	load.run(COUNTING, WAITING).await?;
	let mut orders_alone = keys_under(&mut load, network).await?;
	load.fill(DIRTY_KEYS.saturating_sub(load::median(&mut orders_alone))).await?;
	load.run(COUNTING, WAITING).await?;

	let before = discarded(network).await?;
	let follow = |port| tokio::spawn(metrics::block_times(port, duration));
	let following: Vec<JoinHandle<_>> = PROMETHEUS.map(follow).into();
	let blocks = load.run(duration, WAITING).await?;
	let mut times = Vec::new();
	for node in following {
		times.push(node.await??);
	}
	let discarded = discarded(network).await? - before;

	let events = load.events(&blocks[blocks.len().saturating_sub(SAMPLE)..]).await?;
	let keys = keys_under(&mut load, network).await?;
	let (series, filler, refused) = (load.series(), load.filler(), load.refused);
	Ok(Measured { blocks, times, discarded, orders_alone, keys, events, series, filler, refused })
}

/// Changed keys of each block while the load goes on.
async fn keys_under(load: &mut Load, network: &Net) -> Result<Vec<f64>> {
	let rpc = network.get_node("alice")?.rpc().await?;
	let counting = tokio::spawn(load::dirty_keys(rpc, COUNTING));
	load.run(COUNTING, WAITING).await?;
	counting.await?
}

async fn discarded(network: &Net) -> Result<usize> {
	Ok(logs::lines_with(network, &["Discarding proposal"]).await?.len())
}

impl Measured {
	fn print(self) {
		let all = |of: fn(&BlockTimes) -> &Vec<f64>| -> Vec<f64> {
			self.times.iter().flat_map(of).copied().collect()
		};
		print_times("author time", all(|times| &times.author));
		print_times("import time", all(|times| &times.import));
		let averaged: usize = self.times.iter().map(|times| times.averaged).sum();
		println!("  of them averaged   {averaged} (two blocks of a node between two reads)");
		println!("discarded proposals  {}", self.discarded);
		if let (Some(first), Some(last)) = (self.blocks.first(), self.blocks.last()) {
			let blocks = last.header.number - first.header.number;
			let slots = last.header.slot - first.header.slot;
			println!("blocks               {blocks} in {slots} slots");
			println!("empty slots          {}", slots.saturating_sub(blocks));
		}
		let orders = self.blocks.iter().map(|block| block.orders as f64).collect();
		let cancels = self.blocks.iter().map(|block| block.cancels as f64).collect();
		print_counts("orders a block", orders);
		print_counts("cancels a block", cancels);
		println!("series               {}", self.series);
		print_counts("dirty keys, orders", self.orders_alone);
		print_counts("dirty keys, all", self.keys);
		println!("  of them filler     {} (one Sudo(System.set_storage) a block)", self.filler);
		let mut ends = BTreeMap::<&str, u64>::new();
		for (reason, count) in self.times.iter().flat_map(|times| &times.ends) {
			*ends.entry(reason).or_default() += count;
		}
		println!("blocks ended by      {ends:?}");
		let names = [TRADED, "OptionsBook.OrdersRefused", "System.ExtrinsicFailed"];
		let counts = names.map(|name| format!("{name} {}", self.events.get(name).unwrap_or(&0)));
		println!("events of {SAMPLE} blocks  {}", counts.join(", "));
		println!("refused by the pool  {:?}", self.refused);
	}
}

fn print_times(name: &str, mut times: Vec<f64>) {
	let (p50, p99) = (percentile(&mut times, 0.5), percentile(&mut times, 0.99));
	println!("{name:20} p50 {p50:.1} ms, p99 {p99:.1} ms of {} blocks", times.len());
}

fn print_counts(name: &str, mut counts: Vec<f64>) {
	let [low, mid, high] = [0.0, 0.5, 1.0].map(|share| percentile(&mut counts, share));
	println!("{name:20} {mid} ({low} to {high})");
}
