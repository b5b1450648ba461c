//! Tests and measurements of a network of real nodes: spawning it, raw RPC and headers, extrinsics
//! by names from the metadata, load, and what nodes say of themselves in metrics and logs.

pub mod chain;
pub mod heads;
pub mod journey;
pub mod load;
pub mod logs;
pub mod metrics;
pub mod spec;
pub mod trade;

use anyhow::{bail, Context, Result};
use serde_json::{json, Value};
use spec::Changes;
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

/// A setting that `scripts/zombienet.sh` makes.
pub fn setting(name: &str) -> Result<String> {
	std::env::var(name).with_context(|| format!("{name} is not set: use scripts/zombienet.sh"))
}

/// Arguments of every validator. Without detailed output no line of a log says its level.
const ARGS: [&str; 3] =
	["--no-mdns", "--detailed-log-output", "--listen-addr=/ip4/127.0.0.1/tcp/0/ws"];

/// Spawns the network of a file beside this crate's manifest, on the `local` preset so changed.
///
/// The file is TOML in which the text `"{{NAME}}"` becomes what `values` say of that name,
/// `"{{TENOR_NODE}}"` the setting and `"{{SPEC}}"` the chain spec, each as TOML; `"{{ARGS}}"`
/// becomes what every validator is given.
pub async fn spawn(file: &str, changes: &Changes<'_>, values: &[(&str, Value)]) -> Result<Net> {
	let path = Path::new(&setting("TENOR_NETWORKS")?).join(file);
	let mut text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
	let mut fill = |name: &str, value: &str| {
		text = text.replace(&format!("\"{{{{{name}}}}}\""), value);
	};
	// JSON of strings and numbers is TOML.
	values.iter().for_each(|(name, value)| fill(name, &value.to_string()));
	let node = setting("TENOR_NODE")?;
	let spec = spec::build(&node, &std::env::temp_dir(), changes)?;
	fill("TENOR_NODE", &json!(node).to_string());
	fill("SPEC", &json!(spec).to_string());
	let oracle = format!("--oracle-config={}", setting("TENOR_ORACLE")?);
	let arguments = Value::from_iter(ARGS.into_iter().chain([oracle.as_str()])).to_string();
	fill("ARGS", arguments.trim_matches(['[', ']']));
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

/// The value below which a share of the values lies, the nearest of them; sorts them. NaN of none.
pub fn percentile(values: &mut [f64], share: f64) -> f64 {
	values.sort_by(f64::total_cmp);
	let last = values.len().saturating_sub(1);
	values.get((share * last as f64).round() as usize).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn percentiles_are_the_nearest_values() {
		let mut values: Vec<f64> = (0..=100).rev().map(f64::from).collect();
		assert_eq!(percentile(&mut values, 0.5), 50.0);
		assert_eq!(percentile(&mut values, 0.99), 99.0);
		assert!(percentile(&mut [], 0.5).is_nan());
	}
}
