//! The node's oracle worker.
//!
//! A validator asks its sources, takes a local median, signs one report a round (never two: see
//! [`sign_once`]) and gossips it. Every node relays the reports it can verify and keeps those that
//! still count in a [`pool::Pool`], from which an author fills its block's inherent
//! ([`inherent::Reports`]). Nothing here can stop the node: whatever fails, the validator abstains.
//!
//! Wiring: [`prepare`] registers the protocol before the network is built, [`start`] spawns the
//! tasks after it and returns the handle for authoring.
#![deny(missing_docs)]
#![cfg_attr(
	not(test),
	deny(
		clippy::arithmetic_side_effects,
		clippy::indexing_slicing,
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::panic
	)
)]

pub mod check;
pub mod clock;
pub mod config;
pub mod gossip;
pub mod inherent;
mod limit;
pub mod median;
pub mod metrics;
pub mod pool;
pub mod report;
pub mod serve;
pub mod sessions;
pub mod sign_once;
pub mod signer;
pub mod sources;
#[cfg(test)]
mod test_support;
mod worker;

pub use check::CheckArgs;
pub use config::OracleConfig;
pub use inherent::{Reports, ReportsInherentProvider};
pub use serve::ServeArgs;

use clock::RoundClock;
use futures::{channel::mpsc, FutureExt};
use gossip::ReportValidator;
use limit::LOG_TARGET;
use median::MedianRule;
use metrics::Metrics;
use pool::Pool;
use sc_client_api::BlockchainEvents;
use sc_network::{
	config::{NonReservedPeerMode, SetConfig},
	peer_store::PeerStoreProvider,
	service::NotificationMetrics,
	types::ProtocolName,
	NetworkBackend, NotificationService,
};
use sc_network_gossip::{GossipEngine, Network, Syncing};
use sessions::Sessions;
use sign_once::SignOnce;
use signer::Signer;
use sources::Sources;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use sp_consensus::SyncOracle;
use sp_core::traits::SpawnNamed;
use sp_keystore::KeystorePtr;
use sp_runtime::traits::Block as BlockT;
use std::{path::PathBuf, sync::Arc, time::Duration};
use substrate_prometheus_endpoint::Registry;
use tenor_primitives::oracle::PriceReportApi;
use worker::{Limits, Reporter};

const GROUP: Option<&str> = Some("oracle");

/// The registered protocol, for [`start`].
pub struct Gossip {
	protocol: ProtocolName,
	notifications: Box<dyn NotificationService>,
}

/// Makes the reports' protocol; the configuration goes to
/// `FullNetworkConfiguration::add_notification_protocol` before the network is built.
pub fn prepare<B: BlockT, N: NetworkBackend<B, B::Hash>>(
	genesis: &[u8; 32],
	fork_id: Option<&str>,
	metrics: NotificationMetrics,
	peers: Arc<dyn PeerStoreProvider>,
) -> (N::NotificationProtocolConfig, Gossip) {
	let protocol = gossip::protocol_name(genesis, fork_id);
	let (config, notifications) = N::notification_config(
		protocol.clone(),
		Vec::new(),
		u64::try_from(gossip::max_message()).unwrap_or(u64::MAX),
		None,
		// The gossip engine reserves a slot for each peer that the node syncs with.
		SetConfig {
			in_peers: 0,
			out_peers: 0,
			reserved_nodes: Vec::new(),
			non_reserved_mode: NonReservedPeerMode::Deny,
		},
		metrics,
		peers,
	);
	(config, Gossip { protocol, notifications })
}

/// What the worker needs of the node.
pub struct OracleParams<C, N, S> {
	/// The client.
	pub client: Arc<C>,
	/// The network service.
	pub network: N,
	/// The syncing service.
	pub sync: S,
	/// From [`prepare`].
	pub gossip: Gossip,
	/// Holds the price key.
	pub keystore: KeystorePtr,
	/// The sources of a validator; `None` on nodes that only relay.
	pub config: Option<OracleConfig>,
	/// Folder for the record of signed rounds: inside the chain's own folder, kept by purges.
	pub folder: PathBuf,
	/// The hash of the first block.
	pub genesis: [u8; 32],
	/// BABE's slot duration.
	pub slot_duration: Duration,
	/// Where metrics go.
	pub prometheus: Option<Registry>,
	/// Spawns tasks whose end does not stop the node.
	pub spawner: Arc<dyn SpawnNamed>,
}

/// Starts gossip on every node, and reporting where a configuration is given.
///
/// # Errors
///
/// A data file that the configuration names and that is not as it should be. Everything that can
/// go wrong later is logged and makes the validator abstain.
pub fn start<B, C, N, S>(params: OracleParams<C, N, S>) -> Result<Reports, config::ConfigError>
where
	B: BlockT,
	C: ProvideRuntimeApi<B> + HeaderBackend<B> + BlockchainEvents<B> + Send + Sync + 'static,
	C::Api: PriceReportApi<B>,
	N: Network<B> + Send + Clone + 'static,
	S: Syncing<B> + SyncOracle + Send + Sync + Clone + 'static,
{
	let OracleParams { client, network, sync, spawner, genesis, .. } = params;
	let metrics = Metrics::register(params.prometheus.as_ref()).unwrap_or_else(|error| {
		log::warn!(target: LOG_TARGET, "no metrics: {error}");
		Metrics::default()
	});
	let clock = RoundClock::new(params.slot_duration);
	let (pool, sessions) = (Arc::<Pool>::default(), Arc::<Sessions>::default());

	let (costs, costs_receiver) = mpsc::channel(256);
	let validator = Arc::new(ReportValidator::<B>::new(
		genesis,
		clock,
		pool.clone(),
		sessions.clone(),
		metrics.clone(),
		costs,
	));
	let topic = validator.topic();
	let Gossip { protocol, notifications } = params.gossip;
	let engine = GossipEngine::new(network, sync.clone(), notifications, protocol, validator, None);
	let (own, own_receiver) = mpsc::channel(16);
	let gossip = gossip::run(engine, topic, own_receiver, costs_receiver);
	spawner.spawn("oracle-gossip", GROUP, gossip.boxed());

	let follower =
		worker::follow_sessions::<B, _, _>(client.clone(), sync.clone(), sessions.clone());
	spawner.spawn("oracle-sessions", GROUP, follower.boxed());

	if let Some(config) = params.config {
		let sources = Sources::new(&config)?;
		let rule = MedianRule::of(&config);
		for poll in sources.polls(rule, &metrics) {
			spawner.spawn("oracle-source", GROUP, poll);
		}
		match SignOnce::open(&params.folder, genesis, clock.round()) {
			Ok(once) => {
				let signer = Signer::new(params.keystore, genesis, once);
				let limits = Limits::new();
				let pool = pool.clone();
				let reporter = Reporter { sources, rule, signer, pool, metrics, limits };
				let worker =
					worker::report_rounds::<B, _, _>(client, sync, clock, sessions, reporter, own);
				// It waits for the disk, so that it gets a thread of its own.
				spawner.spawn_blocking("oracle-reports", GROUP, worker.boxed());
			},
			Err(error) => log::error!(target: LOG_TARGET, "{error}"),
		}
	}
	Ok(Reports::new(pool))
}
