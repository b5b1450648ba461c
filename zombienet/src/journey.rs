//! Two traders through subxt: what they place, cancel and trade, what the chain's events say of it,
//! and what the expiry pays them.

use crate::{
	trade::{self, number, signed, Client, Order, Tradable, QUOTE},
	wait_for,
};
use anyhow::{ensure, Context, Result};
use std::{cmp::Reverse, collections::BTreeMap, time::Duration};
use zombienet_sdk::{
	subxt::{
		blocks::ExtrinsicEvents,
		dynamic::{At, Value},
		ext::scale_value::Composite,
		PolkadotConfig,
	},
	subxt_signer::sr25519::{dev, Keypair},
};

/// What each of them deposits.
const FUNDS: u128 = 1_000_000 * QUOTE;
/// Lots that the maker offers.
const OFFERED: u128 = 10;
/// Lots that the taker buys of them.
const BOUGHT: u32 = 4;
/// Seconds that the series must still trade when it is chosen.
const LEAVES: u64 = 40;
/// How long a new chain may take until its first series trade.
const LISTING: Duration = Duration::from_secs(60);

/// A key and its subaccount.
struct Trader {
	key: Keypair,
	subaccount: u128,
}

impl Trader {
	async fn open(client: &Client, key: Keypair) -> Result<Self> {
		let subaccount = trade::open(client, &key, FUNDS).await?;
		Ok(Self { key, subaccount })
	}

	/// Places an order that must enter the book; gives the events of its block.
	async fn place(
		&self,
		client: &Client,
		order: Order,
	) -> Result<ExtrinsicEvents<PolkadotConfig>> {
		let done = trade::place(client, &self.key, self.subaccount, order).await?;
		for told in trade::named(done.all_events_in_block(), "OptionsBook", "OrdersRefused")? {
			ensure!(!is(&told, "subaccount", self.subaccount), "refused in its block: {told}");
		}
		Ok(done)
	}

	/// How many orders of its stand.
	async fn open_orders(&self, client: &Client) -> Result<usize> {
		let view = self.view(client).await?;
		Ok(trade::items(view.at(0).at("open_orders").context("open_orders")?).count())
	}

	/// Its lots of a series.
	async fn lots(&self, client: &Client, series: u128) -> Result<i128> {
		let view = self.view(client).await?;
		for position in trade::items(view.at(0).at("positions").context("positions")?) {
			if number(position.at(0).context("series")?)? == series {
				return signed(position.at(1).context("lots")?);
			}
		}
		Ok(0)
	}

	async fn view(&self, client: &Client) -> Result<Value<u32>> {
		trade::read(client, "account", vec![Value::u128(self.subaccount)]).await
	}
}

/// The two, and the series that they trade.
pub struct Journey {
	maker: Trader,
	taker: Trader,
	series: Tradable,
}

impl Journey {
	/// Opens and funds their subaccounts, and picks the dearest of the series that expire first: it is
	/// in the money, so that its payout is more than nothing.
	pub async fn begin(client: &Client) -> Result<Self> {
		let open = |key| Trader::open(client, key);
		let (maker, taker) = tokio::try_join!(open(dev::eve()), open(dev::ferdie()))?;
		wait_for("a series trades", LISTING, || async {
			Ok(!trade::tradable(client, LEAVES).await?.is_empty())
		})
		.await?;
		let listed = trade::tradable(client, LEAVES).await?;
		let first = listed.into_iter().min_by_key(|series| (series.expiry, Reverse(series.mark)));
		Ok(Self { maker, taker, series: first.context("no series trades")? })
	}

	/// An order stands until it is cancelled, and the block of the cancel tells of it.
	pub async fn cancel(&self, client: &Client) -> Result<()> {
		let Trader { key, subaccount } = &self.maker;
		let account = key.public_key().to_account_id();
		let nonce = u128::from(client.tx().account_nonce(&account).await?);
		self.maker.place(client, self.order("Bid", 1, 3)).await?;
		ensure!(self.maker.open_orders(client).await? == 1, "the order does not stand");
		let id = Value::named_composite([
			("subaccount", Value::u128(*subaccount)),
			("key", Value::u128(0)),
			("sequence", Value::u128(nonce)),
			("index", Value::u128(0)),
		]);
		let orders = Value::unnamed_composite([id]);
		let arguments = vec![Value::u128(*subaccount), orders];
		let done = trade::submit(client, key, "OptionsBook", "cancel_orders", arguments).await?;
		let told = trade::named(done.all_events_in_block(), "OptionsBook", "BookChanged")?;
		let own = told.iter().find(|event| is(event, "series", self.series.series));
		let own = own.context("no event tells of the cancel")?;
		let left = own.at("change").context("change")?.at("left");
		let own = |order: &&Value<u32>| {
			trade::field(&order.at(0), "subaccount").is_ok_and(|of| of == *subaccount)
		};
		let order = trade::items(left.context("left")?).find(own);
		let order = order.context("no order in the event of the cancel")?;
		let sequence = trade::field(&order.at(0), "sequence")?;
		let reason = trade::variant(order.at(1).context("reason")?)?;
		ensure!((sequence, reason) == (nonce, "Requested"), "order {sequence} left: {reason}");
		ensure!(self.maker.open_orders(client).await? == 0, "the order still stands");
		Ok(())
	}

	/// Trades at the mark; the block of the bid tells the price, the volume and the two orders.
	pub async fn trade(&self, client: &Client) -> Result<()> {
		let series = self.series.series;
		let listed = trade::tradable(client, 0).await?;
		let now = listed.iter().find(|listed| listed.series == series);
		let now = now.context("the series has no mark")?;
		let limit = now.on_tick(now.mark);
		self.maker.place(client, self.order("Ask", limit, OFFERED)).await?;
		let done = self.taker.place(client, self.order("Bid", limit, BOUGHT.into())).await?;
		let told = trade::named(done.all_events_in_block(), "OptionsBook", "BookChanged")?;
		let changed = told.iter().find(|event| is(event, "series", series));
		let changed = changed.context("the block of the bid changed nothing")?;
		let change = changed.at("change").context("change")?;
		let trade = change.at("trade").context("trade")?;
		let cleared = trade.at(0).context("the block of the bid cleared nothing")?;
		let [price, volume] = ["price", "volume"].map(|name| trade::field(cleared, name));
		ensure!((price?, volume?) == (limit, BOUGHT.into()), "cleared: {cleared}");
		let fills = trade::items(change.at("fills").context("fills")?);
		let traders = fills.map(|fill| trade::field(&fill.at("id"), "subaccount"));
		let traders: Vec<_> = traders.collect::<Result<_>>()?;
		ensure!(traders == [self.taker.subaccount, self.maker.subaccount], "filled: {traders:?}");
		Ok(())
	}

	/// Whether a node shows the positions of the trade.
	pub async fn has_traded(&self, client: &Client) -> Result<bool> {
		let series = self.series.series;
		let bought = i128::from(BOUGHT);
		Ok(self.taker.lots(client, series).await? == bought
			&& self.maker.lots(client, series).await? == -bought)
	}

	/// Follows finalized blocks until the expiry is paid out: both must have got what the price that
	/// was fixed makes of their lots.
	pub async fn payout(&self, client: &Client) -> Result<()> {
		let Tradable { series, underlying, expiry, .. } = self.series;
		let (mut price, mut paid) = (None, BTreeMap::new());
		let mut blocks = client.blocks().subscribe_finalized().await?;
		loop {
			let block = blocks.next().await.context("the node closed its subscription")??;
			let events = block.events().await?;
			let ours = |event: &Composite<u32>| {
				is(event, "underlying", underlying) && is(event, "expiry", expiry)
			};
			for event in trade::named(&events, "Settlement", "PriceAwaited")? {
				ensure!(!ours(&event), "the expiry has no price: {event}");
			}
			for event in trade::named(&events, "Settlement", "ExpiryPriceFixed")? {
				if ours(&event) {
					price = Some(trade::field(&event, "price")?);
				}
			}
			for event in trade::named(&events, "Settlement", "PositionPaidOut")? {
				if is(&event, "series", series) {
					let [lots, cash] = ["lots", "cash"].map(|name| event.at(name).context(name));
					let subaccount = trade::field(&event, "subaccount")?;
					paid.insert(subaccount, (signed(lots?)?, signed(cash?)?));
				}
			}
			let done = trade::named(&events, "Settlement", "ExpiryPaidOut")?;
			if done.iter().any(ours) {
				return self.check(client, price.context("no price was fixed")?, &paid).await;
			}
		}
	}

	async fn check(
		&self,
		client: &Client,
		price: u128,
		paid: &BTreeMap<u128, (i128, i128)>,
	) -> Result<()> {
		let payoff = i128::try_from(self.series.payoff(price))?;
		let bought = i128::from(BOUGHT);
		for (trader, lots) in [(&self.taker, bought), (&self.maker, -bought)] {
			let got = paid.get(&trader.subaccount);
			let due = (lots, lots * payoff);
			ensure!(got == Some(&due), "lots and cash: {got:?}, not {due:?} at a price of {price}");
			let left = trader.lots(client, self.series.series).await?;
			ensure!(left == 0, "{left} lots are left after the payout");
		}
		Ok(())
	}

	fn order(&self, side: &'static str, limit: u128, quantity: u128) -> Order {
		Order { series: self.series.series, side, limit, quantity }
	}
}

/// Whether a field of an event is this number.
fn is(event: &Composite<u32>, field: &str, value: u128) -> bool {
	trade::field(event, field).is_ok_and(|found| found == value)
}
