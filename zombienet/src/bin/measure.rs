//! Watches a running node and prints finality latency, empty slots, forks and reorganisations.
//!
//! `measure WS_URL SECONDS`

use anyhow::{Context, Result};
use serde_json::Value;
use std::{
	collections::{BTreeMap, BTreeSet, HashMap},
	time::{Duration, Instant},
};
use tenor_zombienet::chain::{self, Header};
use zombienet_sdk::subxt::ext::subxt_rpcs::{client::RpcSubscription, rpc_params, RpcClient};

/// What was seen so far.
#[derive(Default)]
struct Seen {
	/// Every header, by its hash.
	headers: HashMap<String, Header>,
	/// When a height was first imported.
	imported: BTreeMap<u64, Instant>,
	/// Distinct state roots by height: more than one is a fork.
	by_height: BTreeMap<u64, BTreeSet<String>>,
	/// Seconds from import to finality.
	finality: Vec<f64>,
	/// Finalized height and slot of the first and the last finalized block.
	finalized: Option<(u64, u64, u64, u64)>,
	/// The best block's hash.
	best: Option<String>,
	/// Depth of the largest reorganisation of the best chain.
	largest_reorganisation: u64,
}

#[tokio::main]
async fn main() -> Result<()> {
	let mut arguments = std::env::args().skip(1);
	let usage = "usage: measure WS_URL SECONDS";
	let url = arguments.next().context(usage)?;
	let seconds: u64 = arguments.next().context(usage)?.parse().context(usage)?;
	let rpc = RpcClient::from_insecure_url(&url).await?;
	let mut all = subscribe(&rpc, "chain_subscribeAllHeads", "chain_unsubscribeAllHeads").await?;
	let mut new = subscribe(&rpc, "chain_subscribeNewHeads", "chain_unsubscribeNewHeads").await?;
	let mut final_ =
		subscribe(&rpc, "chain_subscribeFinalizedHeads", "chain_unsubscribeFinalizedHeads").await?;

	let mut seen = Seen::default();
	let end = tokio::time::sleep(Duration::from_secs(seconds));
	tokio::pin!(end);
	loop {
		tokio::select! {
			() = &mut end => break,
			Some(head) = all.next() => seen.imported(chain::parse(&head?)?),
			Some(head) = new.next() => seen.best(&rpc, chain::parse(&head?)?).await?,
			Some(head) = final_.next() => seen.finalized(chain::parse(&head?)?),
		}
	}
	seen.print(seconds);
	Ok(())
}

async fn subscribe(rpc: &RpcClient, start: &str, stop: &str) -> Result<RpcSubscription<Value>> {
	Ok(rpc.subscribe(start, rpc_params![], stop).await?)
}

impl Seen {
	fn imported(&mut self, header: Header) {
		self.imported.entry(header.number).or_insert_with(Instant::now);
		self.by_height
			.entry(header.number)
			.or_default()
			.insert(format!("{} {} {}", header.parent, header.state_root, header.slot));
	}

	async fn best(&mut self, rpc: &RpcClient, header: Header) -> Result<()> {
		let Some(hash) = chain::hash_at(rpc, header.number).await? else { return Ok(()) };
		self.headers.insert(hash.clone(), header.clone());
		if let Some(old) = self.best.replace(hash) {
			let depth = self.depth(old, &header);
			self.largest_reorganisation = self.largest_reorganisation.max(depth);
		}
		Ok(())
	}

	/// How many blocks of the old best chain the new one leaves behind.
	fn depth(&self, mut old: String, new: &Header) -> u64 {
		let mut ancestors = BTreeSet::new();
		let mut at = new.parent.clone();
		while let Some(header) = self.headers.get(&at) {
			ancestors.insert(at.clone());
			at = header.parent.clone();
		}
		let mut depth = 0;
		while !ancestors.contains(&old) {
			let Some(header) = self.headers.get(&old) else { return depth };
			old = header.parent.clone();
			depth += 1;
		}
		depth
	}

	fn finalized(&mut self, header: Header) {
		let now = Instant::now();
		let from = self.finalized.map_or(header.number, |(_, _, last, _)| last + 1);
		for number in from..=header.number {
			if let Some(at) = self.imported.get(&number) {
				self.finality.push(now.duration_since(*at).as_secs_f64());
			}
		}
		self.finalized = Some(match self.finalized {
			None => (header.number, header.slot, header.number, header.slot),
			Some((n, s, ..)) => (n, s, header.number, header.slot),
		});
	}

	fn print(mut self, seconds: u64) {
		self.finality.sort_by(f64::total_cmp);
		let at = |share: f64| -> f64 {
			let last = self.finality.len().saturating_sub(1);
			let index = (share * last as f64).round() as usize;
			self.finality.get(index).copied().unwrap_or(f64::NAN)
		};
		let forks: usize = self.by_height.values().map(|roots| roots.len() - 1).sum();
		println!("watched              {seconds} s, {} heights", self.by_height.len());
		println!("finality p50 / p99   {:.2} s / {:.2} s", at(0.5), at(0.99));
		if let Some((first, first_slot, last, last_slot)) = self.finalized {
			let (blocks, slots) = (last - first, last_slot - first_slot);
			let empty = slots.saturating_sub(blocks);
			println!("finalized            {blocks} blocks in {slots} slots");
			println!(
				"empty slots          {empty} ({:.2} %)",
				100.0 * empty as f64 / slots.max(1) as f64
			);
		}
		println!("forked blocks        {forks}");
		println!("largest reorg        {} blocks", self.largest_reorganisation);
	}
}
