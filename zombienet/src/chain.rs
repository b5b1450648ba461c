//! Reading a chain through plain JSON-RPC, so that nothing here depends on the runtime's types.

use anyhow::{Context, Result};
use serde_json::Value;
use zombienet_sdk::subxt::{
	config::{
		substrate::{BlakeTwo256, DigestItem, SubstrateHeader},
		Hasher,
	},
	ext::subxt_rpcs::{client::RpcSubscription, rpc_params, RpcClient},
};

/// The consensus engine in whose name slots are claimed.
const BABE: [u8; 4] = *b"BABE";

/// What the tests need of a header; hashes are in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
	/// Its hash.
	pub hash: String,
	/// Height.
	pub number: u64,
	/// State root.
	pub state_root: String,
	/// Parent.
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
	parse(rpc.request("chain_getHeader", rpc_params![hash]).await?)
}

/// The best header.
pub async fn best(rpc: &RpcClient) -> Result<Header> {
	parse(rpc.request("chain_getHeader", rpc_params![]).await?)
}

/// The finalized header.
pub async fn finalized(rpc: &RpcClient) -> Result<Header> {
	let hash: String = rpc.request("chain_getFinalizedHead", rpc_params![]).await?;
	header(rpc, &hash).await
}

/// The extrinsics of a block, in hexadecimal as they were submitted; none of a block that the node
/// has forgotten, as it does with forks once another block is final.
pub async fn extrinsics(rpc: &RpcClient, hash: &str) -> Result<Vec<String>> {
	let block: Value = rpc.request("chain_getBlock", rpc_params![hash]).await?;
	let list = block["block"]["extrinsics"].as_array().into_iter().flatten();
	Ok(list.filter_map(Value::as_str).map(str::to_owned).collect())
}

/// Subscribes to headers: `AllHeads`, `NewHeads` (the best ones) or `FinalizedHeads`.
pub async fn heads(rpc: &RpcClient, which: &str) -> Result<RpcSubscription<Value>> {
	let (start, stop) = (format!("chain_subscribe{which}"), format!("chain_unsubscribe{which}"));
	Ok(rpc.subscribe(&start, rpc_params![], &stop).await?)
}

/// Reads a header as the RPC gives it. The genesis header has no author: index 0, slot 0.
pub fn parse(value: Value) -> Result<Header> {
	let header: SubstrateHeader<u32, BlakeTwo256> =
		serde_json::from_value(value).context("not a header")?;
	let claim = header.digest.logs.iter().find_map(|log| match log {
		DigestItem::PreRuntime(BABE, claim) => read_claim(claim),
		_ => None,
	});
	let (author, slot) = match (header.number, claim) {
		(0, _) => (0, 0),
		(number, claim) => claim.with_context(|| format!("block {number} has no BABE claim"))?,
	};
	Ok(Header {
		hash: format!("{:?}", BlakeTwo256.hash_of(&header)),
		number: header.number.into(),
		state_root: format!("{:?}", header.state_root),
		parent: format!("{:?}", header.parent_hash),
		author,
		slot,
	})
}

/// The authority index and slot of a claim: its kind (1 byte), the index (4) and the slot (8),
/// little-endian.
fn read_claim(claim: &[u8]) -> Option<(u32, u64)> {
	let author = u32::from_le_bytes(claim.get(1..5)?.try_into().ok()?);
	let slot = u64::from_le_bytes(claim.get(5..13)?.try_into().ok()?);
	Some((author, slot))
}

#[cfg(test)]
mod tests {
	use super::*;

	/// A header whose digest holds these logs; Polkadot's genesis without any.
	fn json(number: &str, logs: Value) -> Value {
		serde_json::json!({
			"parentHash": format!("0x{}", "00".repeat(32)),
			"number": number,
			"stateRoot": "0x29d0d972cd27cbc511e9589fcb7a4506d5eb6a9e8df205f00472e5ab354a4e17",
			"extrinsicsRoot": "0x03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314",
			"digest": { "logs": logs },
		})
	}

	#[test]
	fn the_hash_is_that_of_the_encoded_header() {
		let header = parse(json("0x0", serde_json::json!([]))).unwrap();
		// Polkadot's genesis hash.
		let expected = "0x91b171bb158e2d3848fa23a9f1c25182fb8e20313b2c1eb49219da7a70ce90c3";
		assert_eq!(header.hash, expected);
	}

	#[test]
	fn a_secondary_claim_gives_its_author_and_slot() {
		// Secondary VRF (3), authority 2, slot 7; 13 bytes are the compact length 0x34.
		let log = "0x064241424534".to_owned() + "03" + "02000000" + "0700000000000000";
		let header = parse(json("0x5", serde_json::json!([log]))).unwrap();
		assert_eq!((header.number, header.author, header.slot), (5, 2, 7));
	}

	#[test]
	fn a_block_without_a_claim_is_refused() {
		assert!(parse(json("0x5", serde_json::json!([]))).is_err());
		assert!(parse(json("0x5", serde_json::json!(["0x064241424504ff"]))).is_err());
	}
}
