//! Runs what the command line asks for.

use crate::{
	chain_spec, checks,
	cli::{Cli, OracleCommand, Subcommand},
	service::{self, FullBackend, FullClient, Options},
};
use sc_cli::{CliConfiguration, LoggerBuilder, Result, SubstrateCli};
use sc_consensus::DefaultImportQueue;
use sc_service::{config::RpcMethods, Configuration, PartialComponents};
use sp_core::crypto::{set_default_ss58_version, Ss58AddressFormat};
use std::{future::Future, sync::Arc};
use tenor_runtime::{genesis_config_presets::TEMPLATE_PRESET, opaque::Block, SS58_PREFIX};

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Tenor Node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		env!("CARGO_PKG_DESCRIPTION").into()
	}

	fn author() -> String {
		env!("CARGO_PKG_AUTHORS").into()
	}

	fn support_url() -> String {
		"the issue tracker of the project".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> core::result::Result<Box<dyn sc_service::ChainSpec>, String> {
		let exports = matches!(
			self.subcommand,
			Some(Subcommand::ExportChainSpec(_) | Subcommand::BuildSpec(_))
		);
		let spec = match id {
			"dev" => chain_spec::development()?,
			"" | "local" => chain_spec::local()?,
			TEMPLATE_PRESET => chain_spec::template(exports)?,
			path => chain_spec::from_file(path, exports).map_err(|error| {
				format!(
					"no chain spec `{path}` (`dev`, `local`, `{TEMPLATE_PRESET}` or a file): {error}"
				)
			})?,
		};
		Ok(Box::new(spec))
	}
}

/// Parses the command line and does what it says.
pub(crate) fn run() -> Result<()> {
	set_default_ss58_version(Ss58AddressFormat::custom(SS58_PREFIX));
	let cli = Cli::from_args();
	match &cli.subcommand {
		None => run_node(&cli),
		Some(Subcommand::Key(cmd)) => cmd.run(&cli),
		Some(Subcommand::Oracle(OracleCommand::Check(cmd))) => {
			cmd.run().map_err(|error| sc_cli::Error::Application(Box::new(error)))
		},
		Some(Subcommand::Oracle(OracleCommand::Serve(cmd))) => {
			cmd.run().map_err(|error| sc_cli::Error::Application(Box::new(error)))
		},
		Some(Subcommand::ExportChainSpec(cmd)) => {
			// Why a genesis does not build is a line of the runtime's log.
			LoggerBuilder::new("error").init()?;
			cmd.run(cli.load_spec(&cmd.chain)?)
		},
		Some(Subcommand::BuildSpec(cmd)) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.chain_spec, config.network))
		},
		Some(Subcommand::PurgeChain(cmd)) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.database))
		},
		Some(Subcommand::ChainInfo(cmd)) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run::<Block>(&config))
		},
		Some(Subcommand::CheckBlock(cmd)) => {
			on_database(&cli, cmd, |_, database| cmd.run(database.client, database.import_queue))
		},
		Some(Subcommand::ExportBlocks(cmd)) => {
			on_database(&cli, cmd, |config, database| cmd.run(database.client, config.database))
		},
		Some(Subcommand::ExportState(cmd)) => {
			on_database(&cli, cmd, |config, database| cmd.run(database.client, config.chain_spec))
		},
		Some(Subcommand::ImportBlocks(cmd)) => {
			on_database(&cli, cmd, |_, database| cmd.run(database.client, database.import_queue))
		},
		Some(Subcommand::Revert(cmd)) => on_database(&cli, cmd, |_, database| {
			let revert_consensus = |client: Arc<FullClient>, backend, blocks| {
				sc_consensus_babe::revert(client.clone(), backend, blocks)?;
				sc_consensus_grandpa::revert(client, blocks)?;
				Ok(())
			};
			cmd.run(database.client, database.backend, Some(Box::new(revert_consensus)))
		}),
		#[cfg(feature = "runtime-benchmarks")]
		Some(Subcommand::Benchmark(cmd)) => crate::benchmark::run(&cli, cmd),
		#[cfg(not(feature = "runtime-benchmarks"))]
		Some(Subcommand::Benchmark { .. }) => Err("this binary cannot benchmark: build it with \
			`--features runtime-benchmarks`"
			.into()),
	}
}

/// What the commands that need no network work on.
struct Database {
	client: Arc<FullClient>,
	backend: Arc<FullBackend>,
	import_queue: DefaultImportQueue<Block>,
}

/// Runs a command that needs no network.
fn on_database<C, F>(
	cli: &Cli,
	cmd: &C,
	run: impl FnOnce(Configuration, Database) -> F,
) -> Result<()>
where
	C: CliConfiguration,
	F: Future<Output = Result<()>>,
{
	cli.create_runner(cmd)?.async_run(|config| {
		let PartialComponents { client, backend, import_queue, task_manager, .. } =
			service::new_partial(&config)?;
		Ok((run(config, Database { client, backend, import_queue }), task_manager))
	})
}

fn run_node(cli: &Cli) -> Result<()> {
	let options = Options {
		storage_monitor: cli.storage_monitor.clone(),
		hardware_benchmarks: !cli.no_hardware_benchmarks,
		oracle_config: cli.oracle_config.clone(),
	};
	let is_dev = cli.run.is_dev()?;
	cli.create_runner(&cli.run)?.run_node_until_exit(|mut config| async move {
		if config.role.is_authority() && !is_dev {
			hide_unsafe_rpc(&mut config);
		}
		checks::ports_are_free(&config)?;
		service::new_full(config, options).map_err(sc_cli::Error::from)
	})
}

/// Makes a validator's unsafe RPC something to ask for: the SDK's `auto` opens it to every process
/// of the machine.
fn hide_unsafe_rpc(config: &mut Configuration) {
	for endpoint in config.rpc.addr.iter_mut().flatten() {
		if matches!(endpoint.rpc_methods, RpcMethods::Auto) {
			endpoint.rpc_methods = RpcMethods::Safe;
		}
	}
}
