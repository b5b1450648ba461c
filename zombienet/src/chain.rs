//! Reading a chain through plain JSON-RPC, so that nothing here depends on the runtime's types.

use anyhow::{anyhow, Context, Result};
use serde_json::Value;
use zombienet_sdk::subxt::ext::subxt_rpcs::{rpc_params, RpcClient};

/// What the tests need of a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
	/// Height.
	pub number: u64,
	/// State root, in hexadecimal.
	pub state_root: String,
	/// Parent, in hexadecimal.
	pub parent: String,
	/// The author's place in BABE's authority list.
	pub author: u32,
	/// The slot it was authored in.
	pub slot: u64,
}

/// The hash at a height of the best chain; `None` above it.
pub async fn hash_at(rpc: &RpcClient, number: u64) -> Result<Option<String>> {
	let value: Value = rpc.request("chain_getBlockHash", rpc_params![number]).await?;
	Ok(value.as_str().map(str::to_owned))
}

/// The header behind a hash.
pub async fn header(rpc: &RpcClient, hash: &str) -> Result<Header> {
	parse(&rpc.request("chain_getHeader", rpc_params![hash]).await?)
}

/// The best header.
pub async fn best(rpc: &RpcClient) -> Result<Header> {
	parse(&rpc.request("chain_getHeader", rpc_params![]).await?)
}

/// The finalized header.
pub async fn finalized(rpc: &RpcClient) -> Result<Header> {
	let hash: String = rpc.request("chain_getFinalizedHead", rpc_params![]).await?;
	header(rpc, &hash).await
}

/// Reads a header as the RPC gives it. The genesis header has no author: index 0, slot 0.
pub fn parse(value: &Value) -> Result<Header> {
	let text = |key: &str| -> Result<String> {
		Ok(value[key].as_str().with_context(|| format!("header without {key}"))?.to_owned())
	};
	let number = u64::from_str_radix(text("number")?.trim_start_matches("0x"), 16)?;
	let logs = value["digest"]["logs"].as_array().cloned().unwrap_or_default();
	let pre_runtime = logs.iter().filter_map(Value::as_str).find_map(babe_pre_digest);
	let (author, slot) = match (number, pre_runtime) {
		(0, _) => (0, 0),
		(_, found) => found.ok_or_else(|| anyhow!("block {number} has no BABE pre-digest"))?,
	};
	Ok(Header { number, state_root: text("stateRoot")?, parent: text("parentHash")?, author, slot })
}

/// The authority index and slot of a BABE pre-runtime digest: item tag 6, engine `BABE`, compact
/// length, then the kind of claim (1 byte), the index (4) and the slot (8), little-endian.
fn babe_pre_digest(log: &str) -> Option<(u32, u64)> {
	let body = log.strip_prefix("0x0642414245")?;
	let bytes = (0..body.len() / 2)
		.map(|i| u8::from_str_radix(&body[2 * i..2 * i + 2], 16))
		.collect::<Result<Vec<_>, _>>()
		.ok()?;
	let length_of_prefix = match bytes.first()? & 3 {
		0 => 1,
		1 => 2,
		_ => 4,
	};
	let claim = bytes.get(length_of_prefix..)?;
	let author = u32::from_le_bytes(claim.get(1..5)?.try_into().ok()?);
	let slot = u64::from_le_bytes(claim.get(5..13)?.try_into().ok()?);
	Some((author, slot))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_secondary_claim_gives_its_author_and_slot() {
		// Secondary VRF (3), authority 2, slot 7; 13 bytes are the compact length 0x34.
		let log = "0x064241424534".to_owned() + "03" + "02000000" + "0700000000000000";
		assert_eq!(babe_pre_digest(&log), Some((2, 7)));
		assert_eq!(babe_pre_digest("0x0642414245"), None);
		assert_eq!(babe_pre_digest("0x05424142450101"), None);
	}
}
