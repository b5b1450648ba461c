//! Extrinsics and reads through subxt, by names from the metadata the node itself gives.

use crate::spec::hex;
use anyhow::{anyhow, Context, Result};
use std::{
	collections::BTreeMap,
	time::{SystemTime, UNIX_EPOCH},
};
use zombienet_sdk::{
	subxt::{
		blocks::ExtrinsicEvents,
		config::DefaultExtrinsicParamsBuilder,
		dynamic::{runtime_api_call, storage, tx, At, Value},
		events::Events,
		ext::scale_value::{Composite, Primitive, ValueDef},
		tx::DynamicPayload,
		utils::H256,
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
	finalize(client, signer, &tx(pallet, call, arguments)).await
}

async fn finalize(
	client: &Client,
	signer: &Keypair,
	call: &DynamicPayload,
) -> Result<ExtrinsicEvents<PolkadotConfig>> {
	let progress = client.tx().sign_and_submit_then_watch_default(call, signer).await?;
	let what = || format!("{}.{}", call.pallet_name(), call.call_name());
	progress.wait_for_finalized_success().await.with_context(what)
}

/// The call that places one order.
pub fn place_call(subaccount: u128, order: &Order) -> DynamicPayload {
	let variant = |name: &str| Value::unnamed_variant(name, []);
	let order = Value::named_composite([
		("series", Value::u128(order.series)),
		("side", variant(order.side)),
		("limit", Value::u128(order.limit)),
		("quantity", Value::u128(order.quantity)),
		("good_til", Value::u128(u128::from(u32::MAX))),
		("kind", variant("GoodTil")),
		("reduce_only", Value::bool(false)),
		("within", variant("None")),
		("client", variant("None")),
		("peg", variant("None")),
	]);
	let orders = Value::unnamed_composite([order]);
	let arguments = vec![Value::u128(subaccount), orders];
	tx("OptionsBook", "place_orders", arguments)
}

/// Places one order.
pub async fn place(
	client: &Client,
	signer: &Keypair,
	subaccount: u128,
	order: Order,
) -> Result<ExtrinsicEvents<PolkadotConfig>> {
	finalize(client, signer, &place_call(subaccount, &order)).await
}

/// Signs a call for ever with this nonce; gives the extrinsic in hexadecimal.
pub fn sign(
	client: &Client,
	signer: &Keypair,
	nonce: u64,
	call: &DynamicPayload,
) -> Result<String> {
	let parameters = DefaultExtrinsicParamsBuilder::new().immortal().nonce(nonce).build();
	let mut unsigned = client.tx().create_partial_offline(call, parameters)?;
	Ok(hex(unsigned.sign(signer).encoded()))
}

/// An option that is open for orders and has a mark.
#[derive(Clone, Debug)]
pub struct Tradable {
	/// Which.
	pub series: u128,
	/// What it is written on.
	pub underlying: u128,
	/// When it is valued, in seconds since 1970.
	pub expiry: u128,
	/// Quote per unit of underlying, times 1e18.
	pub strike: u128,
	/// A put if it is not one.
	pub is_call: bool,
	/// Lots in a contract.
	pub lots_per_contract: u128,
	/// In ticks, above zero.
	pub mark: u128,
	/// From which limit on limits are multiples of how many ticks, ascending.
	pub tick_steps: Vec<(u128, u128)>,
}

impl Tradable {
	/// The limit at or below a number of ticks.
	pub fn on_tick(&self, ticks: u128) -> u128 {
		let level = self.tick_steps.iter().rev().find(|(from, _)| *from <= ticks);
		ticks - ticks % level.map_or(1, |(_, step)| *step)
	}

	/// What a lot pays at a settlement price, in base units of the quote asset, rounded down.
	pub fn payoff(&self, price: u128) -> u128 {
		const BASE_UNIT: u128 = 1_000_000_000_000;
		let (high, low) = if self.is_call { (price, self.strike) } else { (self.strike, price) };
		high.saturating_sub(low) / (self.lots_per_contract * BASE_UNIT)
	}
}

/// The options that trade and do so for another `seconds`, in the order of their ids.
pub async fn tradable(client: &Client, seconds: u64) -> Result<Vec<Tradable>> {
	let end = u128::from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() + seconds);
	let underlyings = read(client, "underlyings", vec![]).await?;
	let mut found = Vec::new();
	for underlying in items(&underlyings) {
		let id = field(underlying, "id")?;
		let levels = items(underlying.at("tick_steps").context("tick_steps")?);
		let levels = levels.map(|level| Ok((field(level, "from")?, field(level, "step")?)));
		let tick_steps: Vec<_> = levels.collect::<Result<_>>()?;
		for series in items(&read(client, "series", vec![Value::u128(id)]).await?) {
			let trading = variant(series.at("status").context("status")?)? == "Trading";
			let expiry = field(series, "expiry")?;
			let mark = series.at("mark_tick").at(0).map(number).transpose()?.unwrap_or(0);
			let kind = variant(series.at("kind").context("kind")?)?;
			if trading && kind != "Future" && expiry > end && mark > 0 {
				found.push(Tradable {
					series: field(series, "id")?,
					underlying: id,
					expiry,
					strike: field(series, "strike")?,
					is_call: kind == "Call",
					lots_per_contract: field(underlying, "lots_per_contract")?,
					mark,
					tick_steps: tick_steps.clone(),
				});
			}
		}
	}
	found.sort_by_key(|tradable| tradable.series);
	Ok(found)
}

/// As what [`count_events`] counts the changes of books in which something traded.
pub const TRADED: &str = "OptionsBook.BookChanged with a trade";

/// Counts the events of a block by `Pallet.Event`, and [`TRADED`].
pub async fn count_events(
	client: &Client,
	block: H256,
	counts: &mut BTreeMap<String, u64>,
) -> Result<()> {
	for event in client.events().at(block).await?.iter() {
		let event = event?;
		let name = format!("{}.{}", event.pallet_name(), event.variant_name());
		let traded = name == "OptionsBook.BookChanged"
			&& event.field_values()?.at("change").at("trade").at(0).is_some();
		*counts.entry(name).or_default() += 1;
		if traded {
			*counts.entry(TRADED.to_owned()).or_default() += 1;
		}
	}
	Ok(())
}

/// The fields of the events of that name.
pub fn named(
	events: &Events<PolkadotConfig>,
	pallet: &str,
	event: &str,
) -> Result<Vec<Composite<u32>>> {
	let mut found = Vec::new();
	for any in events.iter() {
		let any = any?;
		if any.pallet_name() == pallet && any.variant_name() == event {
			found.push(any.field_values()?);
		}
	}
	Ok(found)
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

/// The items of a list.
pub fn items<T>(list: &Value<T>) -> impl Iterator<Item = &Value<T>> {
	(0..).map_while(|at| list.at(at))
}

/// The number inside newtypes.
pub fn number<T>(value: &Value<T>) -> Result<u128> {
	Ok(u128::try_from(signed(value)?)?)
}

/// The number inside newtypes, where it may be negative.
pub fn signed<T>(value: &Value<T>) -> Result<i128> {
	match &value.value {
		ValueDef::Primitive(Primitive::U128(n)) => Ok(i128::try_from(*n)?),
		ValueDef::Primitive(Primitive::I128(n)) => Ok(*n),
		ValueDef::Composite(Composite::Unnamed(fields)) if fields.len() == 1 => signed(&fields[0]),
		other => Err(anyhow!("not a number: {}", kind(other))),
	}
}

/// The number in a field of a record or event.
pub fn field(record: &impl At<u32>, name: &str) -> Result<u128> {
	number(record.at(name).with_context(|| name.to_owned())?)
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

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_lot_pays_what_is_in_the_money_and_limits_lie_on_steps() {
		const DOLLAR: u128 = 1_000_000_000_000_000_000;
		let call = Tradable {
			series: 0,
			underlying: 0,
			expiry: 0,
			strike: 60_000 * DOLLAR,
			is_call: true,
			lots_per_contract: 100,
			mark: 1,
			tick_steps: vec![(500, 5), (2_000, 10)],
		};
		let put = Tradable { is_call: false, ..call.clone() };
		let price = 60_001 * DOLLAR + DOLLAR / 1_000 + 1;
		// A hundredth of 1.001 in base units of a millionth.
		assert_eq!((call.payoff(price), put.payoff(price)), (10_010, 0));
		assert_eq!((call.payoff(59_999 * DOLLAR), put.payoff(59_999 * DOLLAR)), (0, 10_000));
		let limits = [1, 499, 501, 1_999, 2_019].map(|ticks| call.on_tick(ticks));
		assert_eq!(limits, [1, 499, 500, 1_995, 2_010]);
	}

	#[test]
	fn numbers_inside_newtypes_keep_their_sign() {
		let value = Value::unnamed_composite([Value::i128(-4)]);
		assert_eq!(signed(&value).unwrap(), -4);
		assert!(number(&value).is_err());
		assert!(signed(&Value::bool(true)).is_err());
	}
}
