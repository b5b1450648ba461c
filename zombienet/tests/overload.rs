//! Ten times as much as blocks take, and cancels of many accounts without cash beside it: who trades
//! little, and who cancels, still goes in.

use anyhow::{ensure, Context, Result};
use std::time::Duration;
use tenor_zombienet::{
	load::{Load, Wait},
	percentile, spawn,
	spec::Changes,
	trade::Client,
};

/// Traders that send as much as they can.
const FLOODERS: u32 = 40;
/// Traders with one extrinsic on its way at a time, which rest after each: so they send less than their
/// part of what blocks take.
const HONEST: u32 = 8;
/// Accounts without cash: each has eight cancels free at once, together more than ten blocks take.
const CASHLESS: u32 = 100;
/// Blocks that their cancels would fill at any time.
const CASHLESS_BLOCKS: usize = 3;
/// More than a block of this network takes.
const MORE_THAN_A_BLOCK: usize = 200;
/// How long the flood lasts: longer than the flooders' allowances.
const FLOOD: Duration = Duration::from_secs(90);
/// Blocks that an extrinsic of an honest trader may wait, but for one in twenty.
const SOON: u64 = 3;

#[tokio::test(flavor = "multi_thread")]
async fn honest_orders_and_cancels_go_in_under_ten_times_the_load() -> Result<()> {
	let changes = Changes { validators: Some(2), ..Changes::default() };
	let network = spawn("clearing.toml", &changes, &[]).await?;
	let node = network.get_node("alice")?;
	let client: Client = node.wait_client().await?;
	let mut load = Load::open(client, node.rpc().await?, FLOODERS + HONEST, CASHLESS).await?;
	load.set_aside(HONEST as usize);

	let blocks = load.run(Duration::from_secs(20), MORE_THAN_A_BLOCK).await?;
	let mut taken: Vec<f64> =
		blocks.iter().map(|block| (block.orders + block.cancels) as f64).collect();
	// The first blocks come while the first extrinsics are signed.
	let capacity = percentile(&mut taken, 0.9);
	ensure!(capacity >= 1.0, "blocks take nothing: {taken:?}");
	load.waits.clear();

	let waiting = 10 * capacity as usize;
	load.cancel_without_cash(CASHLESS_BLOCKS * capacity as usize);
	let blocks = load.run(FLOOD, waiting).await?;
	let of = |cancel| -> Vec<f64> {
		let own = load.waits.iter().filter(|wait: &&Wait| wait.cancel == cancel);
		own.map(|wait| wait.blocks as f64).collect()
	};
	println!("a block takes {capacity} of {waiting} that wait, {} blocks", blocks.len());
	println!("refused by the pool: {:?}", load.refused);
	for (name, mut waits) in [("orders", of(false)), ("cancels", of(true))] {
		let sent = waits.len();
		ensure!(sent > blocks.len() / 4, "{name}: only {sent} of honest traders went in");
		let (p50, p95) = (percentile(&mut waits, 0.5), percentile(&mut waits, 0.95));
		let last = waits.last().copied().context("some went in")?;
		println!("honest {name}: {sent}, blocks waited p50 {p50}, p95 {p95}, most {last}");
		ensure!(p95 <= SOON as f64, "{name} of honest traders wait {p95} blocks");
	}
	let stuck = load.still_waiting();
	ensure!(stuck.iter().all(|blocks| *blocks <= 2 * SOON), "some never went in: {stuck:?}");
	network.destroy().await?;
	Ok(())
}
