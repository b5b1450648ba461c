//! Chain specs: names, ids and properties. The genesis itself comes from the runtime's presets.

use sc_chain_spec::{ChainSpecExtension, ChainType, GenericChainSpec, Properties};
use sc_client_api::{BadBlocks, ForkBlocks};
use sc_sync_state_rpc::LightSyncStateExtension;
use serde::{Deserialize, Serialize};
use tenor_runtime::{opaque::Block, SS58_PREFIX, WASM_BINARY};

/// What a Tenor chain spec may carry beside the genesis.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ChainSpecExtension)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Extensions {
	/// Blocks that must be on the chain.
	pub(crate) fork_blocks: ForkBlocks<Block>,
	/// Blocks that are refused.
	pub(crate) bad_blocks: BadBlocks<Block>,
	/// A finalized point for light clients, filled by `sync_state_genSyncSpec`.
	pub(crate) light_sync_state: LightSyncStateExtension,
}

/// A Tenor chain spec.
pub(crate) type ChainSpec = GenericChainSpec<Extensions>;

/// One authority, Alice: what `--dev` starts.
pub(crate) fn development() -> Result<ChainSpec, String> {
	from_preset("Tenor Development", "tenor_dev", ChainType::Development, "development")
}

/// Four authorities, Alice, Bob, Charlie and Dave.
pub(crate) fn local() -> Result<ChainSpec, String> {
	from_preset("Tenor Local", "tenor_local", ChainType::Local, "local")
}

fn from_preset(
	name: &str,
	id: &str,
	chain_type: ChainType,
	preset: &str,
) -> Result<ChainSpec, String> {
	let wasm = WASM_BINARY
		.ok_or("this binary was built with SKIP_WASM_BUILD: it holds no runtime to start from")?;
	Ok(ChainSpec::builder(wasm, Extensions::default())
		.with_name(name)
		.with_id(id)
		.with_protocol_id(id)
		.with_chain_type(chain_type)
		.with_properties(properties())
		.with_genesis_config_preset_name(preset)
		.build())
}

/// What wallets show amounts and addresses by.
fn properties() -> Properties {
	let mut properties = Properties::new();
	properties.insert("tokenSymbol".into(), "TNR".into());
	properties.insert("tokenDecimals".into(), 12.into());
	properties.insert("ss58Format".into(), SS58_PREFIX.into());
	properties
}
