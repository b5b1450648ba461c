//! A running node: the tasks beside the SDK's own.

use super::{
	parameters, Consensus, FullBackend, FullClient, GrandpaLink, SelectChain, TransactionPool,
	SESSION_KEYS,
};
use crate::{checks, proposer::BudgetedEnvironment, rpc};
use futures::{FutureExt, StreamExt};
use sc_client_api::Backend;
use sc_consensus_grandpa::{FinalityProofProvider, SharedVoterState};
use sc_network::{
	config::FullNetworkConfiguration,
	service::{
		traits::{NetworkBackend, NetworkService},
		NotificationMetrics,
	},
	types::ProtocolName,
	Event, NetworkEventStream, NotificationService,
};
use sc_network_sync::SyncingService;
use sc_service::{ChainType, Configuration, Error, Role, TaskManager};
use sc_storage_monitor::{StorageMonitorParams, StorageMonitorService};
use sc_telemetry::TelemetryHandle;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_blockchain::HeaderBackend;
use sp_keystore::KeystorePtr;
use std::{
	path::{Path, PathBuf},
	sync::Arc,
	time::Duration,
};
use substrate_prometheus_endpoint::Registry;
use tenor_oracle_worker::{Gossip, OracleConfig, OracleParams, Reports};
use tenor_runtime::{opaque::Block, Hash};

const LOG_TARGET: &str = "tenor::node";

/// What a node keeps of the configuration, which the RPC server takes.
pub(super) struct Settings {
	name: String,
	role: Role,
	force_authoring: bool,
	grandpa: bool,
	offchain_workers: bool,
	database: Option<PathBuf>,
	discovery: sc_authority_discovery::WorkerConfig,
	registry: Option<Registry>,
	oracle: Option<OracleConfig>,
	oracle_folder: PathBuf,
}

impl Settings {
	/// Reads what is kept, and the oracle worker's file.
	pub(super) fn of(config: &Configuration, oracle: Option<&Path>) -> Result<Self, Error> {
		// Beside the database, so that purging the chain keeps the record of what was signed.
		let chain_folder = config.base_path.config_dir(config.chain_spec.id());
		Ok(Self {
			name: config.network.node_name.clone(),
			role: config.role,
			force_authoring: config.force_authoring,
			grandpa: !config.disable_grandpa,
			offchain_workers: config.offchain_worker.enabled,
			database: config.database.path().map(Into::into),
			discovery: sc_authority_discovery::WorkerConfig {
				publish_non_global_ips: config.network.allow_non_globals_in_dht,
				public_addresses: config.network.public_addresses.clone(),
				// Every node of this network signs its records.
				strict_record_validation: true,
				persisted_cache_directory: config.network.net_config_path.clone(),
				..Default::default()
			},
			registry: config.prometheus_registry().cloned(),
			oracle: oracle_config(config.role, config.chain_spec.chain_type(), oracle)?,
			oracle_folder: chain_folder.join("oracle"),
		})
	}
}

/// The sources that a node reports from: its file's, or on a test chain the built-in recording.
fn oracle_config(
	role: Role,
	chain_type: ChainType,
	file: Option<&Path>,
) -> Result<Option<OracleConfig>, Error> {
	let test_chain = matches!(chain_type, ChainType::Development | ChainType::Local);
	let config = match file {
		Some(file) => {
			Some(OracleConfig::load(file).and_then(|config| config.for_chain(test_chain)))
		},
		None if !role.is_authority() => None,
		None if test_chain => Some(OracleConfig::recorded()),
		None => {
			log::warn!(
				target: LOG_TARGET,
				"This validator reports no prices: name its sources with --oracle-config."
			);
			None
		},
	};
	config.transpose().map_err(|error| Error::Application(Box::new(error)))
}

/// The protocols that join a network before it is built.
pub(super) struct Protocols {
	pub(super) grandpa: Grandpa,
	oracle: Gossip,
}

impl Protocols {
	/// Adds GRANDPA's protocol and the price reports' to a network that is about to be built.
	pub(super) fn join<N: NetworkBackend<Block, Hash>>(
		config: &Configuration,
		client: &FullClient,
		metrics: &NotificationMetrics,
		network: &mut FullNetworkConfiguration<Block, Hash, N>,
	) -> Self {
		let grandpa = Grandpa::join(config, client, metrics.clone(), network);
		let (protocol_config, oracle) = tenor_oracle_worker::prepare::<Block, N>(
			&client.info().genesis_hash.into(),
			config.chain_spec.fork_id(),
			metrics.clone(),
			network.peer_store_handle(),
		);
		network.add_notification_protocol(protocol_config);
		Self { grandpa, oracle }
	}
}

/// GRANDPA's place on the network.
pub(super) struct Grandpa {
	protocol: ProtocolName,
	notifications: Box<dyn NotificationService>,
	voter_state: SharedVoterState,
}

impl Grandpa {
	/// Adds GRANDPA's protocol to a network that is about to be built.
	fn join<N: NetworkBackend<Block, Hash>>(
		config: &Configuration,
		client: &FullClient,
		metrics: NotificationMetrics,
		network: &mut FullNetworkConfiguration<Block, Hash, N>,
	) -> Self {
		let protocol = sc_consensus_grandpa::protocol_standard_name(
			&client.info().genesis_hash,
			&config.chain_spec,
		);
		let (protocol_config, notifications) = sc_consensus_grandpa::grandpa_peers_set_config::<_, N>(
			protocol.clone(),
			metrics,
			network.peer_store_handle(),
		);
		network.add_notification_protocol(protocol_config);
		Self { protocol, notifications, voter_state: SharedVoterState::empty() }
	}
}

/// What the node's tasks share.
pub(super) struct Node {
	pub(super) settings: Settings,
	pub(super) client: Arc<FullClient>,
	pub(super) backend: Arc<FullBackend>,
	pub(super) transaction_pool: Arc<TransactionPool>,
	pub(super) select_chain: SelectChain,
	pub(super) keystore: KeystorePtr,
	pub(super) task_manager: TaskManager,
	pub(super) telemetry: Option<TelemetryHandle>,
	pub(super) network: Arc<dyn NetworkService>,
	pub(super) sync: Arc<SyncingService<Block>>,
}

impl Node {
	/// What this chain's RPC modules answer from.
	pub(super) fn rpc(
		&self,
		chain_spec: Box<dyn sc_chain_spec::ChainSpec>,
		consensus: &Consensus,
		grandpa: &Grandpa,
	) -> rpc::Deps {
		let authority_set = consensus.grandpa_link.shared_authority_set();
		rpc::Deps {
			client: self.client.clone(),
			pool: self.transaction_pool.clone(),
			select_chain: self.select_chain.clone(),
			chain_spec,
			keystore: self.keystore.clone(),
			babe: consensus.babe_worker.clone(),
			grandpa: rpc::GrandpaDeps {
				voter_state: grandpa.voter_state.clone(),
				authority_set: authority_set.clone(),
				justifications: consensus.grandpa_link.justification_stream(),
				proofs: FinalityProofProvider::new_for_service(
					self.backend.clone(),
					Some(authority_set.clone()),
				),
			},
		}
	}

	/// Starts the node's tasks; they end with the returned manager.
	pub(super) fn run(
		mut self,
		consensus: Consensus,
		protocols: Protocols,
		hardware: Option<sc_sysinfo::HwBench>,
		storage_monitor: StorageMonitorParams,
	) -> Result<TaskManager, Error> {
		if let (Some(telemetry), Some(hardware)) = (self.telemetry.clone(), hardware) {
			self.task_manager.spawn_handle().spawn(
				"telemetry-hardware",
				None,
				sc_sysinfo::initialize_hwbench_telemetry(telemetry, hardware),
			);
		}
		let Consensus { babe_import, babe_link, grandpa_link, inherents, .. } = consensus;
		let slot_duration = babe_link.config().slot_duration().as_duration();
		let reports = self.report_prices(protocols.oracle, slot_duration)?;
		if self.settings.role.is_authority() {
			checks::warn_of_missing_keys(&self.keystore, &SESSION_KEYS);
			self.author(babe_import, babe_link, inherents.with_reports(reports))?;
			self.discover_authorities();
		}
		if self.settings.grandpa {
			self.vote(protocols.grandpa, grandpa_link)?;
		}
		if self.settings.offchain_workers {
			self.run_offchain_workers()?;
		}
		if let Some(database) = self.settings.database {
			let spawner = self.task_manager.spawn_essential_handle();
			StorageMonitorService::try_spawn(storage_monitor, database, &spawner)
				.map_err(|error| Error::Application(Box::new(error)))?;
		}
		Ok(self.task_manager)
	}

	/// Relays price reports, and makes them where there are sources and a key.
	fn report_prices(&mut self, gossip: Gossip, slot_duration: Duration) -> Result<Reports, Error> {
		tenor_oracle_worker::start::<Block, _, _, _>(OracleParams {
			client: self.client.clone(),
			network: self.network.clone(),
			sync: self.sync.clone(),
			gossip,
			keystore: self.keystore.clone(),
			config: self.settings.oracle.take(),
			folder: std::mem::take(&mut self.settings.oracle_folder),
			genesis: self.client.info().genesis_hash.into(),
			slot_duration,
			prometheus: self.settings.registry.clone(),
			spawner: Arc::new(self.task_manager.spawn_handle()),
		})
		.map_err(|error| Error::Application(Box::new(error)))
	}

	fn author(
		&self,
		block_import: super::BabeImport,
		babe_link: sc_consensus_babe::BabeLink<Block>,
		create_inherent_data_providers: super::inherents::Inherents,
	) -> Result<(), Error> {
		let proposers = sc_basic_authorship::ProposerFactory::new(
			self.task_manager.spawn_handle(),
			self.client.clone(),
			self.transaction_pool.clone(),
			self.settings.registry.as_ref(),
			self.telemetry.clone(),
		);
		let slot = babe_link.config().slot_duration().as_duration();
		let babe = sc_consensus_babe::start_babe(sc_consensus_babe::BabeParams {
			keystore: self.keystore.clone(),
			client: self.client.clone(),
			select_chain: self.select_chain.clone(),
			env: BudgetedEnvironment::new(proposers, parameters::proposal_window(slot)),
			block_import,
			sync_oracle: self.sync.clone(),
			justification_sync_link: self.sync.clone(),
			create_inherent_data_providers,
			force_authoring: self.settings.force_authoring,
			backoff_authoring_blocks: Some(parameters::back_off()),
			babe_link,
			block_proposal_slot_portion: parameters::proposal_portion(),
			// After empty slots the window grows, so that a block whose mandatory work is too slow
			// for one slot (compiling a new runtime, say) can still be made.
			max_block_proposal_slot_portion: None,
			telemetry: self.telemetry.clone(),
		})?;
		self.task_manager.spawn_essential_handle().spawn_blocking(
			"babe-proposer",
			Some("block-authoring"),
			babe,
		);
		Ok(())
	}

	fn discover_authorities(&mut self) {
		let dht_events =
			self.network.event_stream("authority-discovery").filter_map(|event| async move {
				match event {
					Event::Dht(event) => Some(event),
					_ => None,
				}
			});
		let (worker, _service) = sc_authority_discovery::new_worker_and_service_with_config(
			std::mem::take(&mut self.settings.discovery),
			self.client.clone(),
			Arc::new(self.network.clone()),
			Box::pin(dht_events),
			sc_authority_discovery::Role::PublishAndDiscover(self.keystore.clone()),
			self.settings.registry.clone(),
			self.task_manager.spawn_handle(),
		);
		self.task_manager.spawn_handle().spawn(
			"authority-discovery-worker",
			Some("networking"),
			worker.run(),
		);
	}

	/// Votes where the node holds an authority's key, and follows the votes where it does not.
	fn vote(&self, grandpa: Grandpa, link: GrandpaLink) -> Result<(), Error> {
		let authority = self.settings.role.is_authority();
		let voter = sc_consensus_grandpa::run_grandpa_voter(sc_consensus_grandpa::GrandpaParams {
			config: sc_consensus_grandpa::Config {
				gossip_duration: parameters::GOSSIP_DURATION,
				justification_generation_period: parameters::JUSTIFICATION_PERIOD,
				observer_enabled: false,
				local_role: self.settings.role,
				name: Some(self.settings.name.clone()),
				keystore: authority.then(|| self.keystore.clone()),
				telemetry: self.telemetry.clone(),
				protocol_name: grandpa.protocol,
			},
			link,
			network: self.network.clone(),
			sync: Arc::new(self.sync.clone()),
			notification_service: grandpa.notifications,
			voting_rule: parameters::voting_rule(),
			prometheus_registry: self.settings.registry.clone(),
			shared_voter_state: grandpa.voter_state,
			telemetry: self.telemetry.clone(),
			// Through it the voter reports equivocations.
			offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(
				self.transaction_pool.clone(),
			),
		})?;
		self.task_manager.spawn_essential_handle().spawn_blocking("grandpa-voter", None, voter);
		Ok(())
	}

	fn run_offchain_workers(&self) -> Result<(), Error> {
		let workers = sc_offchain::OffchainWorkers::new(sc_offchain::OffchainWorkerOptions {
			runtime_api_provider: self.client.clone(),
			keystore: Some(self.keystore.clone()),
			offchain_db: self.backend.offchain_storage(),
			transaction_pool: Some(OffchainTransactionPoolFactory::new(
				self.transaction_pool.clone(),
			)),
			network_provider: Arc::new(self.network.clone()),
			is_validator: self.settings.role.is_authority(),
			// No pallet asks the world anything: prices come through the oracle's worker.
			enable_http_requests: false,
			custom_extensions: |_| Vec::new(),
		})?;
		self.task_manager.spawn_handle().spawn(
			"offchain-workers-runner",
			"offchain-worker",
			workers.run(self.client.clone(), self.task_manager.spawn_handle()).boxed(),
		);
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_recording_serves_test_chains_only() {
		let file = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/oracle/replay.toml"));
		let of = |chain_type| oracle_config(Role::Authority, chain_type, Some(file));
		for test in [ChainType::Development, ChainType::Local] {
			assert!(of(test).unwrap().is_some());
		}
		for other in [ChainType::Live, ChainType::Custom("demo".into())] {
			assert!(of(other).is_err());
		}
	}
}
