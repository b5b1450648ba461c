//! Brings the network of `local.toml` up and keeps it until Ctrl-C or SIGTERM.
//!
//! `up RPC_PORT`

use anyhow::{Context, Result};
use tenor_zombienet::{spawn, spec::Changes};
use tokio::signal::unix::{signal, SignalKind};

#[tokio::main]
async fn main() -> Result<()> {
	let usage = "usage: up RPC_PORT";
	let port: u16 = std::env::args().nth(1).context(usage)?.parse().context(usage)?;
	// Heard from here on: a process that dies by a signal drops nothing, so that its nodes go on.
	let mut interrupt = signal(SignalKind::interrupt())?;
	let mut terminate = signal(SignalKind::terminate())?;
	tokio::select! {
		_ = interrupt.recv() => Ok(()),
		_ = terminate.recv() => Ok(()),
		failed = keep_up(port) => failed,
	}
}

/// Runs the network until it is dropped, even half spawned: that kills its nodes.
async fn keep_up(port: u16) -> Result<()> {
	let values = [("RPC_PORT", port.into())];
	let network = spawn("local.toml", &Changes::default(), &values).await?;
	for node in network.nodes() {
		println!("{:10} {}", node.name(), node.ws_uri());
	}
	std::future::pending().await
}
