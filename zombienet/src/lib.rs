//! Helpers shared by the network tests: spawning, raw RPC, headers, and typed-free extrinsics.

pub mod chain;
pub mod trade;

use anyhow::{bail, Context, Result};
use std::{
	future::Future,
	path::Path,
	time::{Duration, Instant},
};
use zombienet_sdk::{LocalFileSystem, Network, NetworkConfig, NetworkConfigExt};

/// The names of the validators of `local.toml`.
pub const VALIDATORS: [&str; 4] = ["alice", "bob", "charlie", "dave"];

/// A running network.
pub type Net = Network<LocalFileSystem>;

/// Spawns the network of a file beside this crate's manifest.
///
/// `{{NAME}}` in the file is replaced by the environment's `NAME`, which must be set.
pub async fn spawn(file: &str, rpc_port: Option<u16>) -> Result<Net> {
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
	let mut text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
	for name in ["TENOR_NODE", "TENOR_ORACLE"] {
		let value = std::env::var(name).with_context(|| format!("{name} is not set"))?;
		text = text.replace(&format!("{{{{{name}}}}}"), &value);
	}
	if let Some(port) = rpc_port {
		text =
			text.replacen("name = \"alice\"", &format!("name = \"alice\"\nrpc_port = {port}"), 1);
	}
	let config = NetworkConfig::load_from_toml_string(&text)?;
	Ok(config.spawn_native().await?)
}

/// Polls `condition` each half second until it holds; fails with `what` after `limit`.
pub async fn wait_for<F, Fut>(what: &str, limit: Duration, mut condition: F) -> Result<()>
where
	F: FnMut() -> Fut,
	Fut: Future<Output = Result<bool>>,
{
	let start = Instant::now();
	let mut last = None;
	while start.elapsed() < limit {
		match condition().await {
			Ok(true) => return Ok(()),
			Ok(false) => {},
			Err(error) => last = Some(error),
		}
		tokio::time::sleep(Duration::from_millis(500)).await;
	}
	bail!("{what}: not within {limit:?} (last error: {last:?})")
}
