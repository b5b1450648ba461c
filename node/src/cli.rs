//! The command line.

use sc_cli::RunCmd;
use sc_storage_monitor::StorageMonitorParams;
use std::path::PathBuf;

/// The node's command line.
///
/// The pool's defaults are raised over the SDK's 8,192 transactions and 20 MiB, which hold less
/// than two seconds of the flow that 1 s blocks can take.
#[derive(Debug, clap::Parser)]
#[command(
	mut_arg("pool_limit", |arg| arg.default_value("131072")),
	mut_arg("pool_kbytes", |arg| arg.default_value("131072"))
)]
pub(crate) struct Cli {
	#[command(subcommand)]
	pub(crate) subcommand: Option<Subcommand>,

	#[command(flatten)]
	pub(crate) run: RunCmd,

	#[command(flatten)]
	pub(crate) storage_monitor: StorageMonitorParams,

	/// Skip the measurement of processor, memory and disk at the start of a validator.
	#[arg(long)]
	pub(crate) no_hardware_benchmarks: bool,

	/// Where a validator takes its prices from, a TOML file; try it with `oracle check`. Without
	/// it, validators of test chains replay a recording, others report no prices.
	#[arg(long, value_name = "FILE")]
	pub(crate) oracle_config: Option<PathBuf>,
}

/// What the binary does instead of running a node.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Subcommand {
	/// Make, inspect and insert keys.
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Look after a validator's price sources.
	#[command(subcommand)]
	Oracle(OracleCommand),

	/// Write the chain spec of a chain, plain or raw.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Write a chain spec with this node as a boot node (older name of `export-chain-spec`).
	BuildSpec(sc_cli::BuildSpecCmd),

	/// Execute a stored block again and compare.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Write stored blocks to a file.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Write the state at a block as a chain spec.
	ExportState(sc_cli::ExportStateCmd),

	/// Read blocks from a file.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Remove the whole chain.
	PurgeChain(sc_cli::PurgeChainCmd),

	/// Take back unfinalized blocks.
	Revert(sc_cli::RevertCmd),

	/// Show the database's best and finalized blocks.
	ChainInfo(sc_cli::ChainInfoCmd),

	/// Measure blocks, storage, the machine and the overhead of extrinsics.
	#[cfg(feature = "runtime-benchmarks")]
	#[command(subcommand)]
	Benchmark(frame_benchmarking_cli::BenchmarkCmd),

	/// Measure blocks, storage and the machine (needs a build with `runtime-benchmarks`).
	#[cfg(not(feature = "runtime-benchmarks"))]
	Benchmark {
		#[arg(hide = true, trailing_var_arg = true, allow_hyphen_values = true)]
		_arguments: Vec<String>,
	},
}

/// What can be done with price sources.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum OracleCommand {
	/// Ask every source once, print the answers, and fail where an underlying gets no price.
	Check(tenor_oracle_worker::CheckArgs),
	/// Serve a recorded window as venues over HTTP and WebSocket, for development.
	Serve(tenor_oracle_worker::ServeArgs),
}

#[cfg(test)]
mod tests {
	use super::*;
	use sc_cli::SubstrateCli;

	fn parse(arguments: &[&str]) -> Cli {
		let arguments = std::iter::once("tenor-node").chain(arguments.iter().copied());
		Cli::try_from_iter(arguments).unwrap()
	}

	#[test]
	fn pool_holds_what_one_second_blocks_take() {
		let pool = parse(&[]).run.pool_config;
		assert_eq!((pool.pool_limit, pool.pool_kbytes), (131_072, 131_072));
	}

	#[test]
	fn given_pool_limits_are_kept() {
		let pool = parse(&["--pool-limit", "7", "--pool-kbytes", "9"]).run.pool_config;
		assert_eq!((pool.pool_limit, pool.pool_kbytes), (7, 9));
	}
}
