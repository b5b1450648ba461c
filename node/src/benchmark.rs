//! `benchmark block|storage|machine|overhead`; pallets are measured by frame-omni-bencher.

use crate::{checks, cli::Cli, service};
use frame_benchmarking::benchmarking::HostFunctions;
use frame_benchmarking_cli::BenchmarkCmd;
use sc_cli::{Result, SubstrateCli};
use tenor_runtime::opaque::Block;

pub(crate) fn run(cli: &Cli, cmd: &BenchmarkCmd) -> Result<()> {
	cli.create_runner(cmd)?.sync_run(|config| match cmd {
		BenchmarkCmd::Block(cmd) => {
			let node = service::new_partial(&config)?;
			cmd.run(node.client)
		},
		BenchmarkCmd::Storage(cmd) => {
			let node = service::new_partial(&config)?;
			let (database, storage) = (node.backend.expose_db(), node.backend.expose_storage());
			let cache = node.backend.expose_shared_trie_cache();
			cmd.run(config, node.client, database, storage, cache)
		},
		BenchmarkCmd::Machine(cmd) => cmd.run(&config, checks::reference_hardware()),
		// It brings the other host functions itself.
		BenchmarkCmd::Overhead(cmd) => {
			cmd.run_with_default_builder_and_spec::<Block, HostFunctions>(Some(config.chain_spec))
		},
		BenchmarkCmd::Pallet(_) | BenchmarkCmd::Extrinsic(_) => {
			Err("pallets and calls are measured by frame-omni-bencher on the runtime's Wasm".into())
		},
	})
}
