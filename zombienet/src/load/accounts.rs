//! Accounts for the load: derived keys, funded by a development account.

use super::{Load, Purpose, Signed};
use crate::{
	chain,
	trade::{self, Client, Tradable, QUOTE},
};
use anyhow::{Context, Result};
use futures::{stream, StreamExt, TryStreamExt};
use std::{str::FromStr, time::Duration};
use zombienet_sdk::{
	subxt::{
		dynamic::{tx, At, Value},
		tx::DynamicPayload,
	},
	subxt_signer::{
		sr25519::{dev, Keypair},
		SecretUri,
	},
};

/// TNR in base units that each trader gets: its deposit and its fees.
const NATIVE: u128 = 1_000_000_000_000_000;
/// Quote asset in base units that each trader deposits; the funder has enough for a thousand.
const MARGIN: u128 = 9_000 * QUOTE;
/// Traders that one batch funds.
const PER_BATCH: usize = 10;
/// Set-up extrinsics that are sent at a time.
const PER_WAVE: usize = 100;
/// How long blocks may take for one wave, and finality for the last.
const LIMIT: Duration = Duration::from_secs(120);
/// Reads on their way at a time.
const READS: usize = 16;

/// A key, its subaccount, and the numbers of its next extrinsic.
pub(super) struct Trader {
	key: Keypair,
	pub(super) subaccount: u128,
	nonce: u64,
	/// Extrinsics signed so far.
	pub(super) turns: u64,
}

impl Trader {
	fn new(number: u32) -> Result<Self> {
		let uri = SecretUri::from_str(&format!("//load//{number}"))?;
		Ok(Self { key: Keypair::from_uri(&uri)?, subaccount: 0, nonce: 0, turns: 0 })
	}

	pub(super) fn sign(&mut self, client: &Client, call: &DynamicPayload) -> Result<String> {
		let extrinsic = trade::sign(client, &self.key, self.nonce, call)?;
		self.nonce += 1;
		self.turns += 1;
		Ok(extrinsic)
	}

	/// A cancel of its orders in a series, whether or not it has any.
	pub(super) fn sign_cancel(&mut self, client: &Client, series: &Tradable) -> Result<String> {
		let arguments = vec![Value::u128(self.subaccount), Value::u128(series.series)];
		self.sign(client, &tx("OptionsBook", "cancel_series", arguments))
	}

	/// Takes the nonce that the chain expects.
	pub(super) async fn resume(&mut self, client: &Client) -> Result<()> {
		self.nonce = client.tx().account_nonce(&self.key.public_key().to_account_id()).await?;
		Ok(())
	}

	fn account(&self) -> Value {
		Value::from_bytes(self.key.public_key().0)
	}

	/// The calls that give it native token and quote asset.
	fn funding(&self) -> [Value; 2] {
		let to = || Value::unnamed_variant("Id", [self.account()]);
		let native = vec![to(), Value::u128(NATIVE)];
		let quote = vec![Value::u128(1), to(), Value::u128(MARGIN + QUOTE)];
		[
			tx("Balances", "transfer_keep_alive", native).into_value(),
			tx("Assets", "transfer", quote).into_value(),
		]
	}

	/// Its subaccount.
	async fn owned(&self, client: &Client) -> Result<u128> {
		let owned = trade::read(client, "subaccounts", vec![self.account()]).await?;
		trade::number(owned.at(0).context("a trader has no subaccount")?)
	}
}

impl Load {
	/// Funds the traders and those without cash, opens a subaccount for each, and deposits into those of
	/// the traders. The chain is new: none of them has sent anything.
	pub(super) async fn open_accounts(&mut self, traders: u32, cashless: u32) -> Result<()> {
		let client = self.client.clone();
		self.traders = (0..traders + cashless).map(Trader::new).collect::<Result<_>>()?;
		let funder = dev::dave();
		let account = funder.public_key().to_account_id();
		let mut nonce = client.tx().account_nonce(&account).await?;
		let mut batches = Vec::new();
		for traders in self.traders.chunks(PER_BATCH) {
			let calls = traders.iter().flat_map(Trader::funding);
			let call = tx("Utility", "batch_all", vec![Value::unnamed_composite(calls)]);
			batches.push(trade::sign(&client, &funder, nonce, &call)?);
			nonce += 1;
		}
		self.set_up(batches).await?;

		let open = tx("Margin", "open_subaccount", Vec::<Value>::new());
		let opened = self.traders.iter_mut().map(|trader| trader.sign(&client, &open));
		let opened = opened.collect::<Result<_>>()?;
		self.set_up(opened).await?;

		let owned = stream::iter(&self.traders).map(|trader| trader.owned(&client));
		let owned: Vec<u128> = owned.buffered(READS).try_collect().await?;
		for (trader, subaccount) in self.traders.iter_mut().zip(owned) {
			trader.subaccount = subaccount;
		}
		self.cashless = self.traders.split_off(traders as usize);
		let mut deposits = Vec::new();
		for trader in &mut self.traders {
			let arguments = vec![Value::u128(trader.subaccount), Value::u128(MARGIN)];
			deposits.push(trader.sign(&client, &tx("Margin", "deposit", arguments))?);
		}
		self.set_up(deposits).await
	}

	/// Sends in waves, each after the one before is in blocks; then waits until the last is final.
	async fn set_up(&mut self, extrinsics: Vec<String>) -> Result<()> {
		let signed = |extrinsic: &String| Signed {
			purpose: Purpose::SetUp,
			trader: None,
			extrinsic: extrinsic.clone(),
		};
		for wave in extrinsics.chunks(PER_WAVE) {
			self.send(wave.iter().map(signed).collect()).await?;
			self.drain(LIMIT).await?;
		}
		let (rpc, height) = (self.rpc.clone(), self.height);
		crate::wait_for("the set-up is final", LIMIT, || async {
			Ok(chain::finalized(&rpc).await?.number >= height)
		})
		.await
	}
}
