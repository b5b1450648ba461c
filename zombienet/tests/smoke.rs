//! One network, one journey: four validators author and finalize, agree on state, price by full
//! quorum, trade across nodes, survive a SIGKILL, serve a full node that joins by warp sync, and pay
//! out what was traded.

use anyhow::{ensure, Context, Result};
use std::{collections::BTreeSet, time::Duration};
use tenor_zombienet::{
	chain,
	journey::Journey,
	logs, spawn,
	spec::Changes,
	trade::{self, Client},
	wait_for, Net, VALIDATORS,
};
use tokio::{task::JoinHandle, time::timeout};
use zombienet_sdk::{
	subxt::{dynamic::At, ext::subxt_rpcs::RpcClient},
	AddNodeOptions,
};

const MINUTE: Duration = Duration::from_secs(60);
/// From one expiry to the next: short, so that the payout comes while the other checks run.
const PERIOD_SECS: u32 = 60;

#[tokio::test(flavor = "multi_thread")]
async fn four_validators_trade_and_recover() -> Result<()> {
	let changes = Changes { period_secs: Some(PERIOD_SECS), ..Changes::default() };
	let mut network = spawn("local.toml", &changes, &[("RPC_PORT", 9944.into())]).await?;
	all_author_and_finalize(&network).await?;
	state_roots_agree(&network).await?;
	prices_have_full_quorum(&network).await?;
	let payout = a_trade_through_one_node_is_seen_on_another(&network).await?;
	a_killed_validator_catches_up(&network).await?;
	a_full_node_joins_by_warp_sync(&mut network).await?;
	payout.await??;
	network.destroy().await?;
	Ok(())
}

async fn rpc(network: &Net, name: &str) -> Result<RpcClient> {
	Ok(network.get_node(name)?.rpc().await?)
}

async fn client(network: &Net, name: &str) -> Result<Client> {
	network.get_node(name)?.wait_client().await
}

async fn all_author_and_finalize(network: &Net) -> Result<()> {
	for name in VALIDATORS {
		let rpc = rpc(network, name).await?;
		wait_for(&format!("{name} finalizes block 20"), 2 * MINUTE, || async {
			Ok(chain::finalized(&rpc).await?.number >= 20)
		})
		.await?;
	}
	let rpc = rpc(network, "alice").await?;
	let last = chain::finalized(&rpc).await?.number;
	let mut authors = BTreeSet::new();
	for number in 1..=last {
		let hash = chain::hash_at(&rpc, number).await?.context("a finalized height has a hash")?;
		authors.insert(chain::header(&rpc, &hash).await?.author);
	}
	ensure!(authors.len() == VALIDATORS.len(), "only {authors:?} authored blocks 1 to {last}");
	Ok(())
}

async fn state_roots_agree(network: &Net) -> Result<()> {
	let height = chain::finalized(&rpc(network, "alice").await?).await?.number;
	let mut roots = BTreeSet::new();
	for name in VALIDATORS {
		let rpc = rpc(network, name).await?;
		wait_for(&format!("{name} finalizes {height}"), MINUTE, || async {
			Ok(chain::finalized(&rpc).await?.number >= height)
		})
		.await?;
		let hash = chain::hash_at(&rpc, height).await?.context("a finalized height has a hash")?;
		roots.insert(chain::header(&rpc, &hash).await?.state_root);
	}
	ensure!(roots.len() == 1, "m17: different state roots at height {height}: {roots:?}");
	Ok(())
}

async fn prices_have_full_quorum(network: &Net) -> Result<()> {
	let client = client(network, "alice").await?;
	wait_for("every index has a full quorum", MINUTE, || async {
		let list = trade::read(&client, "underlyings", vec![]).await?;
		for at in 0..2 {
			let underlying = list.at(at).context("two underlyings")?;
			let spot = underlying.at("spot").context("spot")?;
			let Some(stamped) = spot.at(0) else { return Ok(false) };
			if trade::variant(stamped.at("quorum").context("quorum")?)? != "Full" {
				return Ok(false);
			}
		}
		Ok(true)
	})
	.await
}

/// Gives the wait for the payout of what is traded.
async fn a_trade_through_one_node_is_seen_on_another(
	network: &Net,
) -> Result<JoinHandle<Result<()>>> {
	let (a, b) = (client(network, "alice").await?, client(network, "bob").await?);
	let journey = Journey::begin(&a).await?;
	journey.cancel(&a).await?;
	journey.trade(&a).await?;
	wait_for("the positions are on node B", MINUTE, || journey.has_traded(&b)).await?;
	Ok(tokio::spawn(async move {
		timeout(4 * MINUTE, journey.payout(&b)).await.context("the expiry was not paid out")?
	}))
}

/// The operating-system process of a node, found by its database path.
fn process_of(network: &Net, name: &str) -> Result<String> {
	let base = network.get_node(name)?.base_dir().display().to_string();
	let found = std::process::Command::new("pgrep").args(["-f", &base]).output()?;
	let pids = String::from_utf8(found.stdout)?;
	pids.lines().next().map(str::to_owned).with_context(|| format!("no process of {name}"))
}

async fn a_killed_validator_catches_up(network: &Net) -> Result<()> {
	let survivor = rpc(network, "alice").await?;
	let pid = process_of(network, "dave")?;
	ensure!(std::process::Command::new("kill").args(["-9", &pid]).status()?.success());
	ensure!(!network.get_node("dave")?.is_responsive().await, "dave answers after SIGKILL");
	let stopped_at = chain::finalized(&survivor).await?.number;
	wait_for("three of four finalize without it", 2 * MINUTE, || async {
		Ok(chain::finalized(&survivor).await?.number >= stopped_at + 15)
	})
	.await?;
	network.get_node("dave")?.restart(None).await?;
	let height = chain::finalized(&survivor).await?.number + 10;
	wait_for("the killed validator catches up", 3 * MINUTE, || async {
		let dave = rpc(network, "dave").await?;
		Ok(chain::finalized(&dave).await?.number >= height)
	})
	.await?;
	nothing_was_signed_twice(network).await?;
	state_roots_agree(network).await
}

/// Neither blocks, votes nor price reports: no evidence on the chain, and no node has seen any.
async fn nothing_was_signed_twice(network: &Net) -> Result<()> {
	let client = client(network, "alice").await?;
	for (pallet, evidence) in [("Oracle", "Equivocations"), ("Offences", "Reports")] {
		let found = trade::count(&client, pallet, evidence).await?;
		ensure!(found == 0, "{found} entries in {pallet}.{evidence}: a validator signed twice");
	}
	let seen = logs::equivocations(network).await?;
	ensure!(seen.is_empty(), "nodes saw equivocations: {seen:#?}");
	Ok(())
}

async fn a_full_node_joins_by_warp_sync(network: &mut Net) -> Result<()> {
	let options = AddNodeOptions {
		is_validator: false,
		args: vec![("--sync", "warp").into(), "--no-mdns".into(), "--detailed-log-output".into()],
		..Default::default()
	};
	network.add_node("reader", options).await?;
	let height = chain::finalized(&rpc(network, "alice").await?).await?.number;
	wait_for("the full node reaches the finalized head", 3 * MINUTE, || async {
		let reader = rpc(network, "reader").await?;
		Ok(chain::finalized(&reader).await?.number >= height)
	})
	.await?;
	// A warp sync that fails goes on as a full one.
	let reader = network.get_node("reader")?;
	wait_for("the full node's log tells of a warp sync", MINUTE / 6, || async {
		Ok(reader.logs().await?.contains("Warp sync is complete"))
	})
	.await
}
