//! Runs the network of `local.toml` with bots that trade, and prints finality latency, empty slots,
//! forks and reorganisations, what traded and was paid out, and the complaints in the nodes' logs.
//!
//! `measure SECONDS BOTS_COMMAND...`: the bots' command gets the RPC address of //Alice's node.
//!
//! Fails if a log holds an error line, if nothing traded for two minutes, and if no position was paid
//! out.

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
	spec::Changes,
	trade::{self, Client, TRADED},
};
use tokio::{
	process::{Child, Command},
	time::sleep,
};
use zombienet_sdk::subxt::ext::subxt_rpcs::RpcClient;

/// How long the bots may open and fund their accounts before the watch begins.
const WARM_UP: Duration = Duration::from_secs(20);
/// Longest time without a trade that passes for trading: the bots come by every few blocks, and around
/// an expiry there is less to quote.
const PAUSE: Duration = Duration::from_secs(120);
/// The event of a position that was closed at its payoff.
const PAID_OUT: &str = "Settlement.PositionPaidOut";

#[tokio::main]
async fn main() -> Result<()> {
	let mut arguments = std::env::args().skip(1);
	let usage = "usage: measure SECONDS BOTS_COMMAND...";
	let seconds: u64 = arguments.next().context(usage)?.parse().context(usage)?;
	let bots: Vec<String> = arguments.collect();

	let network = spawn("local.toml", &Changes::default(), &[("RPC_PORT", 9944.into())]).await?;
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
	println!("longest without trade {:.0} s", events.pause.as_secs_f64());
	println!("events");
	events.counts.iter().for_each(|(name, count)| println!("  {name:38} {count}"));
	complaints.print();
	ensure!(complaints.errors() == 0, "the logs hold error lines");
	ensure!(left.is_none(), "the bots stopped: see bots.log");
	ensure!(events.pause <= PAUSE, "nothing traded for longer than {PAUSE:?}: see bots.log");
	ensure!(events.count(PAID_OUT) > 0, "no position was paid out: watch for more than 400 s");
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

/// The events of finalized blocks.
struct Events {
	/// By `Pallet.Event`.
	counts: BTreeMap<String, u64>,
	/// When the last trade was seen.
	traded: Instant,
	/// Longest time without one.
	pause: Duration,
}

impl Events {
	fn count(&self, name: &str) -> u64 {
		self.counts.get(name).copied().unwrap_or(0)
	}

	fn pause_until(&mut self, now: Instant) {
		self.pause = self.pause.max(now - self.traded);
	}
}

async fn count_events(client: Client, duration: Duration) -> Result<Events> {
	let mut blocks = client.blocks().subscribe_finalized().await?;
	let mut events =
		Events { counts: BTreeMap::new(), traded: Instant::now(), pause: Duration::ZERO };
	let end = sleep(duration);
	tokio::pin!(end);
	loop {
		tokio::select! {
			() = &mut end => {
				events.pause_until(Instant::now());
				return Ok(events);
			},
			block = blocks.next() => {
				let block = block.context("the node closed its subscription")??;
				let before = events.count(TRADED);
				trade::count_events(&client, block.hash(), &mut events.counts).await?;
				if events.count(TRADED) > before {
					events.pause_until(Instant::now());
					events.traded = Instant::now();
				}
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
