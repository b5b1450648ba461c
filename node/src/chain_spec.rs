//! Chain specs: names, ids and properties. The genesis itself comes from the runtime's presets.

use sc_chain_spec::{
	ChainSpecExtension, ChainType, GenericChainSpec, Properties, DEV_RUNTIME_PRESET,
};
use sc_client_api::{BadBlocks, ForkBlocks};
use sc_sync_state_rpc::LightSyncStateExtension;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tenor_runtime::{
	genesis_config_presets::{LOCAL_PRESET, TEMPLATE_PRESET},
	opaque::Block,
	SS58_PREFIX, WASM_BINARY,
};

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
	from_preset("Tenor Development", "tenor_dev", ChainType::Development, DEV_RUNTIME_PRESET)
}

/// Four authorities, Alice, Bob, Charlie and Dave.
pub(crate) fn local() -> Result<ChainSpec, String> {
	from_preset("Tenor Local", "tenor_local", ChainType::Local, LOCAL_PRESET)
}

/// What a public chain starts from: written out (`exports`), filled in, and then a file.
///
/// It carries no key and no balance, so it has no genesis until they are filled in.
pub(crate) fn template(exports: bool) -> Result<ChainSpec, String> {
	if !exports {
		return Err(format!(
			"`{TEMPLATE_PRESET}` is no chain: it has no validator, no issuer and no balance. Write \
			 it to a file with `export-chain-spec --chain {TEMPLATE_PRESET}`, fill the file in \
			 (chain-specs/README.md) and pass its raw form"
		));
	}
	from_preset("Tenor Template", "tenor_template", ChainType::Live, TEMPLATE_PRESET)
}

/// Reads a spec from a file.
///
/// A plain spec may leave its code out, as the ones in `chain-specs/` do. Written out again
/// (`exports`) it gets this binary's runtime. For everything else it is refused: with another
/// binary it would be another chain.
pub(crate) fn from_file(path: &str, exports: bool) -> Result<ChainSpec, String> {
	let spec = ChainSpec::from_json_file(path.into())?;
	let mut json: Value = serde_json::from_str(&spec.as_json(false)?)
		.map_err(|error| format!("Error parsing spec file: {error}"))?;
	if json["genesis"]["runtimeGenesis"]["code"] != "0x" {
		return Ok(spec);
	}
	if !exports {
		return Err(format!(
			"it holds no runtime: make the raw spec that all nodes share with `export-chain-spec \
			 --chain {path} --raw`"
		));
	}
	sc_chain_spec::update_code_in_json_chain_spec(&mut json, runtime()?);
	ChainSpec::from_json_bytes(json.to_string().into_bytes())
}

/// The runtime that this binary carries.
fn runtime() -> Result<&'static [u8], String> {
	WASM_BINARY
		.ok_or_else(|| "this binary was built with SKIP_WASM_BUILD: it holds no runtime".into())
}

fn from_preset(
	name: &str,
	id: &str,
	chain_type: ChainType,
	preset: &str,
) -> Result<ChainSpec, String> {
	Ok(ChainSpec::builder(runtime()?, Extensions::default())
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
