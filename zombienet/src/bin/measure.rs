//! Runs the network of `local.toml` with bots that trade, and prints finality latency, empty slots,
//! forks and reorganisations, what traded and was paid out, and the complaints in the nodes' logs.
//!
//! `measure SECONDS BOTS_COMMAND...`: the bots' command gets the RPC address of //Alice's node.
//!
//! Fails if a log holds an error line, and if nothing traded or no position was paid out.

use anyhow::{ensure, Context, Result};
use std::{
	collections::BTreeMap,
	fs::File,
	path::Path,
	time::{Duration, Instant},
};
use tenor_zombienet::{
	chain,
	heads::Heads,
	logs, spawn,
	trade::{self, Client},
};
use tokio::{
	process::{Child, Command},
	time::sleep,
};
use zombienet_sdk::subxt::ext::subxt_rpcs::RpcClient;

/// How long the bots may open and fund their accounts before the watch begins.
const WARM_UP: Duration = Duration::from_secs(20);

#[tokio::main]
async fn main() -> Result<()> {
	let mut arguments = std::env::args().skip(1);
	let usage = "usage: measure SECONDS BOTS_COMMAND...";
	let seconds: u64 = arguments.next().context(usage)?.parse().context(usage)?;
	let bots: Vec<String> = arguments.collect();

	let network = spawn("local.toml", &[("RPC_PORT", 9944.into())]).await?;
	let node = network.get_node("alice")?;
	let client: Client = node.wait_client().await?;
	let mut bots = start(&bots, node.ws_uri())?;
	sleep(WARM_UP).await;

	let duration = Duration::from_secs(seconds);
	// On a thread of its own: decoding must not delay the clock of the heads.
	let events = tokio::spawn(count_events(client, duration));
	let mut heads = watch(node.rpc().await?, duration).await?;
	let events = events.await??;
	let complaints = logs::complaints(&network).await?;
	let left = bots.try_wait()?;
	network.destroy().await?;

	print_heads(&mut heads, seconds);
	let count = |name: &str| events.get(name).copied().unwrap_or(0);
	let traded = count("OptionsBook.Cleared");
	let paid_out = count("Settlement.PositionPaidOut");
	println!("auctions that traded {traded}");
	println!("expiries paid out    {}", count("Settlement.ExpiryPaidOut"));
	println!("series paid out      {}", count("Settlement.SeriesPaidOut"));
	println!("positions paid out   {paid_out}");
	complaints.print();
	ensure!(complaints.errors() == 0, "the logs hold error lines");
	ensure!(left.is_none(), "the bots stopped: see bots.log");
	ensure!(traded > 0, "nothing traded: see bots.log");
	ensure!(paid_out > 0, "no position was paid out: watch for more than 400 s");
	Ok(())
}

/// Starts the bots, with their output in a file beside the network's folder.
fn start(command: &[String], url: &str) -> Result<Child> {
	let (program, arguments) = command.split_first().context("no bots' command")?;
	let log = File::create(Path::new(&std::env::temp_dir()).join("bots.log"))?;
	let mut command = Command::new(program);
	command.args(arguments).arg(url).stdout(log.try_clone()?).stderr(log).kill_on_drop(true);
	command.spawn().with_context(|| program.to_owned())
}

/// Follows the headers that a node imports, prefers and finalizes.
async fn watch(rpc: RpcClient, duration: Duration) -> Result<Heads> {
	let mut imported = chain::heads(&rpc, "AllHeads").await?;
	let mut best = chain::heads(&rpc, "NewHeads").await?;
	let mut finalized = chain::heads(&rpc, "FinalizedHeads").await?;
	let mut heads = Heads::default();
	let end = sleep(duration);
	tokio::pin!(end);
	loop {
		tokio::select! {
			() = &mut end => return Ok(heads),
			Some(head) = imported.next() => heads.imported(chain::parse(head?)?, Instant::now()),
			Some(head) = best.next() => heads.best(chain::parse(head?)?),
			Some(head) = finalized.next() => heads.finalized(chain::parse(head?)?, Instant::now()),
			else => anyhow::bail!("the node closed its subscriptions"),
		}
	}
}

/// Counts the events of finalized blocks.
async fn count_events(client: Client, duration: Duration) -> Result<BTreeMap<String, u64>> {
	let mut blocks = client.blocks().subscribe_finalized().await?;
	let mut counts = BTreeMap::new();
	let end = sleep(duration);
	tokio::pin!(end);
	loop {
		tokio::select! {
			() = &mut end => return Ok(counts),
			block = blocks.next() => {
				let block = block.context("the node closed its subscription")??;
				trade::count_events(&client, block.hash(), &mut counts).await?;
			},
		}
	}
}

fn print_heads(heads: &mut Heads, seconds: u64) {
	let figures = heads.figures();
	let empty = figures.slots.saturating_sub(figures.blocks);
	let share = 100.0 * empty as f64 / figures.slots.max(1) as f64;
	println!("watched              {seconds} s of four validators, at //Alice's");
	println!("finality p50 / p99   {:.2} s / {:.2} s", figures.finality_p50, figures.finality_p99);
	println!("finalized            {} blocks in {} slots", figures.blocks, figures.slots);
	println!("empty slots          {empty} ({share:.2} %)");
	println!("forked blocks        {}", figures.forked);
	println!("largest reorg        {} blocks", figures.largest_reorganisation);
}
