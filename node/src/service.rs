//! Puts the node together: client, pool, consensus, network, RPC.

mod inherents;
mod node;
mod parameters;

use crate::checks;
use inherents::Inherents;
use node::{Node, Protocols, Settings};
use sc_consensus_babe::{BabeBlockImport, BabeLink, BabeWorkerHandle};
use sc_consensus_grandpa::{GrandpaBlockImport, GrandpaPruningFilter};
use sc_network::{
	config::{FullNetworkConfiguration, NetworkBackendType},
	service::traits::NetworkBackend,
	Litep2pNetworkBackend, NetworkWorker,
};
use sc_service::{
	ChainType, Configuration, Error, PartialComponents, SpawnTasksParams, TaskManager,
	WarpSyncConfig,
};
use sc_storage_monitor::StorageMonitorParams;
use sc_telemetry::{Telemetry, TelemetryWorker};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_blockchain::HeaderBackend;
use sp_core::crypto::{key_types, KeyTypeId};
use std::{path::PathBuf, sync::Arc};
use tenor_primitives::oracle::PRICE_KEY_TYPE;
use tenor_runtime::{apis::RuntimeApi, opaque::Block, Hash};

/// What the Wasm may call.
#[cfg(not(feature = "runtime-benchmarks"))]
pub(crate) type HostFunctions = sp_io::SubstrateHostFunctions;

/// What the Wasm may call, with the clock and the database counters of benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub(crate) type HostFunctions =
	(sp_io::SubstrateHostFunctions, frame_benchmarking::benchmarking::HostFunctions);

type Executor = sc_executor::WasmExecutor<HostFunctions>;

/// The node's client: database, executor and runtime APIs.
pub(crate) type FullClient = sc_service::TFullClient<Block, RuntimeApi, Executor>;
/// The client's database.
pub(crate) type FullBackend = sc_service::TFullBackend<Block>;
/// How the best chain is chosen among BABE's heads.
pub(crate) type SelectChain = sc_consensus::LongestChain<FullBackend, Block>;
/// The transaction pool.
pub(crate) type TransactionPool = sc_transaction_pool::TransactionPoolHandle<Block, FullClient>;

type GrandpaImport = GrandpaBlockImport<FullBackend, Block, FullClient, SelectChain>;
type GrandpaLink = sc_consensus_grandpa::LinkHalf<Block, FullClient, SelectChain>;
type BabeImport = BabeBlockImport<Block, FullClient, GrandpaImport, Inherents, SelectChain>;

/// Session keys that a validator needs.
const SESSION_KEYS: [KeyTypeId; 4] =
	[key_types::BABE, key_types::GRANDPA, key_types::AUTHORITY_DISCOVERY, PRICE_KEY_TYPE];

/// What the command line sets beside the SDK's configuration.
pub(crate) struct Options {
	/// When to stop because the disk is full.
	pub(crate) storage_monitor: StorageMonitorParams,
	/// Whether a validator measures its machine at the start.
	pub(crate) hardware_benchmarks: bool,
	/// The oracle worker's TOML file.
	pub(crate) oracle_config: Option<PathBuf>,
}

/// The consensus parts that exist before the network does.
pub(crate) struct Consensus {
	babe_import: BabeImport,
	babe_link: BabeLink<Block>,
	babe_worker: BabeWorkerHandle<Block>,
	grandpa_link: GrandpaLink,
	inherents: Inherents,
	telemetry: Option<Telemetry>,
}

/// The parts that need no network; enough for the commands that work on the database.
pub(crate) type Partial = PartialComponents<
	FullClient,
	FullBackend,
	SelectChain,
	sc_consensus::DefaultImportQueue<Block>,
	TransactionPool,
	Consensus,
>;

/// Opens the database and builds everything that needs no network.
pub(crate) fn new_partial(config: &Configuration) -> Result<Partial, Error> {
	let telemetry = config
		.telemetry_endpoints
		.clone()
		.filter(|endpoints| !endpoints.is_empty())
		.map(|endpoints| -> Result<_, sc_telemetry::Error> {
			let worker = TelemetryWorker::new(16)?;
			let telemetry = worker.handle().new_telemetry(endpoints);
			Ok((worker, telemetry))
		})
		.transpose()?;

	let executor = sc_service::new_wasm_executor::<HostFunctions>(&config.executor);
	let (client, backend, keystore_container, task_manager) =
		sc_service::new_full_parts::<Block, RuntimeApi, _>(
			config,
			telemetry.as_ref().map(|(_, telemetry)| telemetry.handle()),
			executor,
			// Warp sync is served from justifications: keep the blocks that carry them.
			vec![Arc::new(GrandpaPruningFilter)],
		)?;
	let client = Arc::new(client);
	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});

	let select_chain = sc_consensus::LongestChain::new(backend.clone());
	let transaction_pool = Arc::new(
		sc_transaction_pool::Builder::new(
			task_manager.spawn_essential_handle(),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build(),
	);

	let (import_queue, consensus) =
		new_consensus(config, &client, &select_chain, &transaction_pool, &task_manager, telemetry)?;
	Ok(PartialComponents {
		client,
		backend,
		task_manager,
		keystore_container,
		select_chain,
		import_queue,
		transaction_pool,
		other: consensus,
	})
}

/// Block import: BABE around GRANDPA around the client.
fn new_consensus(
	config: &Configuration,
	client: &Arc<FullClient>,
	select_chain: &SelectChain,
	transaction_pool: &Arc<TransactionPool>,
	task_manager: &TaskManager,
	telemetry: Option<Telemetry>,
) -> Result<(sc_consensus::DefaultImportQueue<Block>, Consensus), Error> {
	let handle = || telemetry.as_ref().map(Telemetry::handle);
	let (grandpa_import, grandpa_link) = sc_consensus_grandpa::block_import(
		client.clone(),
		parameters::JUSTIFICATION_PERIOD,
		client,
		select_chain.clone(),
		handle(),
	)?;
	let justification_import = grandpa_import.clone();

	let babe_config = sc_consensus_babe::configuration(&**client)?;
	let slot_duration = babe_config.slot_duration();
	let inherents = Inherents::new(slot_duration);
	let (babe_import, babe_link) = sc_consensus_babe::block_import(
		babe_config,
		grandpa_import,
		client.clone(),
		inherents.clone(),
		select_chain.clone(),
		// Through it the import reports equivocations.
		OffchainTransactionPoolFactory::new(transaction_pool.clone()),
	)?;
	let (import_queue, babe_worker) =
		sc_consensus_babe::import_queue(sc_consensus_babe::ImportQueueParams {
			link: babe_link.clone(),
			block_import: babe_import.clone(),
			justification_import: Some(Box::new(justification_import)),
			client: client.clone(),
			slot_duration,
			spawner: &task_manager.spawn_essential_handle(),
			registry: config.prometheus_registry(),
			telemetry: handle(),
		})?;
	let consensus =
		Consensus { babe_import, babe_link, babe_worker, grandpa_link, inherents, telemetry };
	Ok((import_queue, consensus))
}

/// Starts a node, full or validating, on the network backend that the configuration names.
pub(crate) fn new_full(config: Configuration, options: Options) -> Result<TaskManager, Error> {
	match config.network.network_backend {
		NetworkBackendType::Litep2p => start::<Litep2pNetworkBackend>(config, options),
		NetworkBackendType::Libp2p => start::<NetworkWorker<Block, Hash>>(config, options),
	}
}

/// Starts a node on the network backend `N`.
fn start<N: NetworkBackend<Block, Hash>>(
	config: Configuration,
	options: Options,
) -> Result<TaskManager, Error> {
	let settings = Settings::of(&config, options.oracle_config.as_deref())?;
	let measured = measure_hardware(&config, &options);
	let partial = new_partial(&config)?;
	let mut consensus = partial.other;
	if config.role.is_authority() {
		check_clock(&partial.client, &consensus)?;
	}

	let metrics = N::register_notification_metrics(config.prometheus_registry());
	let mut net_config = FullNetworkConfiguration::<_, _, N>::new(
		&config.network,
		config.prometheus_registry().cloned(),
	);
	let protocols = Protocols::join(&config, &partial.client, &metrics, &mut net_config);
	// Warp sync is how nodes and light clients join: it is always served.
	let warp_sync = sc_consensus_grandpa::warp_proof::NetworkProvider::new(
		partial.backend.clone(),
		consensus.grandpa_link.shared_authority_set().clone(),
		Vec::new(),
	);
	let (network, system_rpc_tx, tx_handler_controller, sync, _bitswap) =
		sc_service::build_network(sc_service::BuildNetworkParams {
			config: &config,
			net_config,
			client: partial.client.clone(),
			transaction_pool: partial.transaction_pool.clone(),
			spawn_handle: partial.task_manager.spawn_handle(),
			spawn_essential_handle: partial.task_manager.spawn_essential_handle(),
			import_queue: partial.import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: Some(WarpSyncConfig::WithProvider(Arc::new(warp_sync))),
			block_relay: None,
			metrics,
			gap_sync_body_policy: None,
		})?;

	let mut node = Node {
		settings,
		client: partial.client,
		backend: partial.backend,
		transaction_pool: partial.transaction_pool,
		select_chain: partial.select_chain,
		keystore: partial.keystore_container.keystore(),
		task_manager: partial.task_manager,
		telemetry: consensus.telemetry.as_ref().map(Telemetry::handle),
		network,
		sync,
	};
	let rpc = node.rpc(config.chain_spec.cloned_box(), &consensus, &protocols.grandpa);
	sc_service::spawn_tasks(SpawnTasksParams {
		config,
		backend: node.backend.clone(),
		client: node.client.clone(),
		keystore: node.keystore.clone(),
		network: node.network.clone(),
		rpc_builder: Box::new(move |executor| rpc.build(executor)),
		transaction_pool: node.transaction_pool.clone(),
		task_manager: &mut node.task_manager,
		system_rpc_tx,
		tx_handler_controller,
		sync_service: node.sync.clone(),
		telemetry: consensus.telemetry.as_mut(),
		tracing_execute_block: None,
	})?;
	node.run(consensus, protocols, measured, options.storage_monitor)
}

/// Measures a validator's machine, in the folder of the database that is opened after it.
fn measure_hardware(config: &Configuration, options: &Options) -> Option<sc_sysinfo::HwBench> {
	let wanted = options.hardware_benchmarks
		&& config.role.is_authority()
		&& config.chain_spec.chain_type() != ChainType::Development;
	config.database.path().filter(|_| wanted).map(checks::hardware)
}

/// Refuses a validator whose clock is behind its own best block.
fn check_clock(client: &FullClient, consensus: &Consensus) -> Result<(), Error> {
	let best = client.info().best_hash;
	let header = client.header(best)?.ok_or("the best block has no header in the database")?;
	let head = sc_consensus_babe::find_pre_digest::<Block>(&header)
		.map_err(|error| Error::Application(Box::new(error)))?
		.slot();
	let now = sp_timestamp::Timestamp::current();
	let slot = consensus.babe_link.config().slot_duration();
	checks::clock(now.as_millis(), *head, slot.as_millis()).map_err(Error::Other)
}
