//! One network, one journey: four validators author and finalize, agree on state, price by full
//! quorum, trade across nodes, survive a SIGKILL, and serve a full node that joins by warp sync.

use anyhow::{ensure, Context, Result};
use std::{collections::BTreeSet, time::Duration};
use tenor_zombienet::{
	chain, logs, spawn,
	trade::{self, Client, Order, Tradable, QUOTE},
	wait_for, Net, VALIDATORS,
};
use zombienet_sdk::{
	subxt::{dynamic::At, dynamic::Value, ext::subxt_rpcs::RpcClient},
	subxt_signer::sr25519::dev,
	AddNodeOptions,
};

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn four_validators_trade_and_recover() -> Result<()> {
	let mut network = spawn("local.toml", &[("RPC_PORT", 9944.into())]).await?;
	all_author_and_finalize(&network).await?;
	state_roots_agree(&network).await?;
	prices_have_full_quorum(&network).await?;
	a_trade_through_one_node_is_seen_on_another(&network).await?;
	a_killed_validator_catches_up(&network).await?;
	a_full_node_joins_by_warp_sync(&mut network).await?;
	network.destroy().await?;
	Ok(())
}

async fn rpc(network: &Net, name: &str) -> Result<RpcClient> {
	Ok(network.get_node(name)?.rpc().await?)
}

async fn client(network: &Net, name: &str) -> Result<Client> {
	Ok(network.get_node(name)?.wait_client().await?)
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

/// Seconds that a series must still trade when it is chosen.
const LEAVES: u64 = 60;

async fn a_trade_through_one_node_is_seen_on_another(network: &Net) -> Result<()> {
	let (a, b) = (client(network, "alice").await?, client(network, "bob").await?);
	let (maker, taker) = (dev::eve(), dev::ferdie());
	let funds = 1_000_000 * QUOTE;
	let (maker_account, taker_account) =
		tokio::try_join!(trade::open(&a, &maker, funds), trade::open(&a, &taker, funds))?;
	wait_for("a series trades", MINUTE, || async {
		Ok(!trade::tradable(&a, LEAVES).await?.is_empty())
	})
	.await?;
	let series = trade::tradable(&a, LEAVES).await?;
	let Tradable { series, mark: limit } = *series.first().context("no series trades")?;
	let ask = Order { series, side: "Ask", limit, quantity: 10 };
	let bid = Order { series, side: "Bid", limit, quantity: 4 };
	trade::place(&a, &maker, maker_account, 1, ask).await?;
	trade::place(&a, &taker, taker_account, 1, bid).await?;
	wait_for("the taker's position is on node B", MINUTE, || async {
		let view = trade::read(&b, "account", vec![Value::u128(taker_account)]).await?;
		let position = view.at(0).and_then(|a| a.at("positions")).and_then(|list| list.at(0));
		let Some(position) = position else { return Ok(false) };
		let held = trade::number(position.at(0).context("series")?)? == series;
		Ok(held && trade::number(position.at(1).context("lots")?)? == 4)
	})
	.await
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
	.await
}
