//! Writes keys of no meaning, so that a block writes as many as is asked for.
//!
//! An order writes four or five keys, and the weights of a block end its orders long before thousands
//! of keys. The cost of the state root does not depend on what a key means.

use crate::trade::{self, Client};
use anyhow::Result;
use zombienet_sdk::{
	subxt::dynamic::{tx, Value},
	subxt_signer::sr25519::{dev, Keypair},
};

/// Signs `System.set_storage` through `Sudo`, whose key a test chain gives to //Alice.
pub(super) struct Filler {
	key: Keypair,
	nonce: u64,
	pub(super) keys: usize,
	/// Extrinsics signed so far: what is written changes with each.
	turns: u64,
}

impl Filler {
	pub(super) async fn new(client: &Client, keys: usize) -> Result<Self> {
		let mut filler = Self { key: dev::alice(), nonce: 0, keys, turns: 0 };
		filler.resume(client).await?;
		Ok(filler)
	}

	pub(super) fn sign(&mut self, client: &Client) -> Result<String> {
		self.turns += 1;
		let value = Value::from_bytes(self.turns.to_le_bytes());
		let items = (0..self.keys as u64)
			.map(|n| Value::unnamed_composite([Value::from_bytes(storage_key(n)), value.clone()]));
		let call = tx("System", "set_storage", vec![Value::unnamed_composite(items)]);
		let call = tx("Sudo", "sudo", vec![call.into_value()]);
		let extrinsic = trade::sign(client, &self.key, self.nonce, &call)?;
		self.nonce += 1;
		Ok(extrinsic)
	}

	/// Takes the nonce that the chain expects.
	pub(super) async fn resume(&mut self, client: &Client) -> Result<()> {
		self.nonce = client.tx().account_nonce(&self.key.public_key().to_account_id()).await?;
		Ok(())
	}
}

/// The key number `n`: below one prefix like a pallet's map, then spread like hashes.
fn storage_key(n: u64) -> [u8; 32] {
	let mut key = *b"tenor load keys_________________";
	let spread = n.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes();
	key[16..24].copy_from_slice(&spread);
	key[24..].copy_from_slice(&n.to_be_bytes());
	key
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::BTreeSet;

	#[test]
	fn keys_are_distinct() {
		assert_eq!((0..5_000).map(storage_key).collect::<BTreeSet<_>>().len(), 5_000);
	}
}
