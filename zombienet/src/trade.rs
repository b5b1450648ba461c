//! Extrinsics and reads through subxt, by names from the metadata the node itself gives.

use anyhow::{anyhow, Context, Result};
use zombienet_sdk::{
	subxt::{
		blocks::ExtrinsicEvents,
		dynamic::{runtime_api_call, storage, tx, At, Value},
		ext::scale_value::{Composite, Primitive, ValueDef},
		OnlineClient, PolkadotConfig,
	},
	subxt_signer::sr25519::Keypair,
};

/// A client of the chain.
pub type Client = OnlineClient<PolkadotConfig>;

/// Base units of one unit of the quote asset.
pub const QUOTE: u128 = 1_000_000;

/// One side of a trade.
pub struct Order {
	/// Which series.
	pub series: u128,
	/// `Bid` or `Ask`.
	pub side: &'static str,
	/// In ticks.
	pub limit: u128,
	/// In lots.
	pub quantity: u128,
}

/// Signs, submits, and waits until the extrinsic has succeeded in a finalized block.
pub async fn submit(
	client: &Client,
	signer: &Keypair,
	pallet: &str,
	call: &str,
	arguments: Vec<Value>,
) -> Result<ExtrinsicEvents<PolkadotConfig>> {
	let extrinsic = tx(pallet, call, arguments);
	let progress = client.tx().sign_and_submit_then_watch_default(&extrinsic, signer).await?;
	progress.wait_for_finalized_success().await.with_context(|| format!("{pallet}.{call}"))
}

/// Places one order; `sequence` must exceed the subaccount's last.
pub async fn place(
	client: &Client,
	signer: &Keypair,
	subaccount: u128,
	sequence: u128,
	order: Order,
) -> Result<ExtrinsicEvents<PolkadotConfig>> {
	let variant = |name: &str| Value::unnamed_variant(name, []);
	let order = Value::named_composite([
		("series", Value::u128(order.series)),
		("side", variant(order.side)),
		("limit", Value::u128(order.limit)),
		("quantity", Value::u128(order.quantity)),
		("good_til", Value::u128(u128::from(u32::MAX))),
		("kind", variant("GoodTil")),
	]);
	let arguments =
		vec![Value::u128(subaccount), Value::u128(sequence), Value::unnamed_composite([order])];
	submit(client, signer, "OptionsBook", "place_orders", arguments).await
}

/// Opens a subaccount, funds it, and gives its id.
pub async fn open(client: &Client, signer: &Keypair, amount: u128) -> Result<u128> {
	submit(client, signer, "Margin", "open_subaccount", vec![]).await?;
	let owner = Value::from_bytes(signer.public_key().0);
	let owned = read(client, "subaccounts", vec![owner]).await?;
	let subaccount = number(owned.at(0).context("no subaccount after opening one")?)?;
	let arguments = vec![Value::u128(subaccount), Value::u128(amount)];
	submit(client, signer, "Margin", "deposit", arguments).await?;
	Ok(subaccount)
}

/// Calls a method of `TradingApi` at the latest finalized block.
pub async fn read(client: &Client, method: &str, arguments: Vec<Value>) -> Result<Value<u32>> {
	let call = runtime_api_call("TradingApi", method, arguments);
	Ok(client.runtime_api().at_latest().await?.call(call).await?.to_value()?)
}

/// A storage value at the latest finalized block; `None` when absent.
pub async fn stored(
	client: &Client,
	pallet: &str,
	entry: &str,
	keys: Vec<Value>,
) -> Result<Option<Value<u32>>> {
	let address = storage(pallet, entry, keys);
	let found = client.storage().at_latest().await?.fetch(&address).await?;
	found.map(|value| value.to_value()).transpose().map_err(Into::into)
}

/// How many entries a storage map has at the latest finalized block.
pub async fn count(client: &Client, pallet: &str, entry: &str) -> Result<usize> {
	let address = storage(pallet, entry, Vec::<Value>::new());
	let mut entries = client.storage().at_latest().await?.iter(address).await?;
	let mut found = 0;
	while let Some(entry) = entries.next().await {
		entry?;
		found += 1;
	}
	Ok(found)
}

/// The number inside newtypes.
pub fn number<T>(value: &Value<T>) -> Result<u128> {
	match &value.value {
		ValueDef::Primitive(Primitive::U128(n)) => Ok(*n),
		ValueDef::Primitive(Primitive::I128(n)) => Ok(u128::try_from(*n)?),
		ValueDef::Composite(Composite::Unnamed(fields)) if fields.len() == 1 => number(&fields[0]),
		other => Err(anyhow!("not a number: {}", kind(other))),
	}
}

fn kind<T>(value: &ValueDef<T>) -> &'static str {
	match value {
		ValueDef::Composite(_) => "composite",
		ValueDef::Variant(_) => "variant",
		ValueDef::BitSequence(_) => "bits",
		ValueDef::Primitive(_) => "primitive",
	}
}

/// The name of an enum's variant.
pub fn variant<T>(value: &Value<T>) -> Result<&str> {
	match &value.value {
		ValueDef::Variant(variant) => Ok(&variant.name),
		other => Err(anyhow!("not a variant: {}", kind(other))),
	}
}
