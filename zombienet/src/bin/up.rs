//! Brings the network of `local.toml` up and keeps it until Ctrl-C.
//!
//! `up RPC_PORT`

use anyhow::{Context, Result};
use tenor_zombienet::spawn;

#[tokio::main]
async fn main() -> Result<()> {
	let port = std::env::args().nth(1).context("usage: up RPC_PORT")?.parse()?;
	let network = spawn("local.toml", Some(port)).await?;
	for node in network.nodes() {
		println!("{:10} {}", node.name(), node.ws_uri());
	}
	tokio::signal::ctrl_c().await?;
	network.destroy().await?;
	Ok(())
}
