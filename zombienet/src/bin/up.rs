//! Brings the network of `local.toml` up and keeps it until Ctrl-C or SIGTERM.
//!
//! `up RPC_PORT`

use anyhow::{Context, Result};
use tenor_zombienet::spawn;
use tokio::signal::{
	ctrl_c,
	unix::{signal, SignalKind},
};

#[tokio::main]
async fn main() -> Result<()> {
	let usage = "usage: up RPC_PORT";
	let port: u16 = std::env::args().nth(1).context(usage)?.parse().context(usage)?;
	let network = spawn("local.toml", &[("RPC_PORT", port.into())]).await?;
	for node in network.nodes() {
		println!("{:10} {}", node.name(), node.ws_uri());
	}
	let mut terminate = signal(SignalKind::terminate())?;
	tokio::select! {
		pressed = ctrl_c() => pressed?,
		_ = terminate.recv() => {},
	}
	network.destroy().await?;
	Ok(())
}
