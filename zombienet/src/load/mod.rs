//! Load over public RPC: many accounts that keep more orders waiting than a block takes.
//!
//! Each trader signs one extrinsic at a time, ahead of the block that takes it: in turn three orders
//! on one side of its series and a cancel of all, then the other side. Limits lie evenly around the
//! mark, so that about half the orders trade and the rest stay in the book until they are cancelled.

mod accounts;
mod filler;
mod honest;

use crate::{
	chain::{self, Header},
	percentile,
	trade::{self, Client, Order, Tradable},
};
use accounts::Trader;
use anyhow::{bail, Context, Result};
use filler::Filler;
use futures::{stream, StreamExt};
use honest::Honest;
pub use honest::Wait;
use serde_json::Value as Json;
use std::{
	collections::{BTreeMap, HashMap, HashSet},
	time::Duration,
};
use tokio::time::{sleep, timeout};
use zombienet_sdk::subxt::{
	dynamic::{tx, Value},
	ext::subxt_rpcs::{client::RpcSubscription, rpc_params, RpcClient},
};

/// Blocks between two looks at the series and their marks.
const REFRESH: u64 = 5;
/// Seconds that a series must still trade to be given orders.
const LEAVES: u64 = 15;
/// Turns of a trader between two cancels of all, the cancel among them.
const CYCLE: u64 = 4;
/// Submissions on their way at a time.
const SUBMISSIONS: usize = 64;

/// What an extrinsic is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Purpose {
	SetUp,
	Order,
	Cancel,
	/// Of an account without cash.
	CashlessCancel,
	Filler,
	/// Of the honest trader of this number.
	Honest(usize),
}

/// An extrinsic that is ready to be sent.
struct Signed {
	purpose: Purpose,
	/// Which trader's, or which of those without cash; `None` of all others.
	trader: Option<usize>,
	extrinsic: String,
}

/// A block and what it took of the load.
#[derive(Clone, Debug)]
pub struct Block {
	/// Its header.
	pub header: Header,
	/// Orders in it.
	pub orders: usize,
	/// Cancels of all in it.
	pub cancels: usize,
}

/// The load on one chain.
pub struct Load {
	client: Client,
	rpc: RpcClient,
	heads: RpcSubscription<Json>,
	/// Height of the last block that was looked at.
	height: u64,
	traders: Vec<Trader>,
	series: Vec<Tradable>,
	/// Whose turn is next.
	next: usize,
	/// Accounts without cash, which only cancel.
	cashless: Vec<Trader>,
	/// How many of their cancels are to wait at any time.
	cashless_waiting: usize,
	filler: Option<Filler>,
	honest: Vec<Honest>,
	/// What became of the honest traders' extrinsics.
	pub waits: Vec<Wait>,
	/// All that was sent.
	sent: HashMap<String, Purpose>,
	/// Sent and not seen in a block.
	waiting: HashSet<String>,
	random: u64,
	/// Extrinsics that the pool refused, by the error.
	pub refused: BTreeMap<String, usize>,
}

impl Load {
	/// Opens and funds the accounts of `traders` traders, and of `cashless` that have no cash, and waits
	/// for series to trade.
	pub async fn open(client: Client, rpc: RpcClient, traders: u32, cashless: u32) -> Result<Self> {
		let mut load = Self {
			heads: chain::heads(&rpc, "NewHeads").await?,
			height: chain::best(&rpc).await?.number,
			client,
			rpc,
			traders: Vec::new(),
			series: Vec::new(),
			next: 0,
			cashless: Vec::new(),
			cashless_waiting: 0,
			filler: None,
			honest: Vec::new(),
			waits: Vec::new(),
			sent: HashMap::new(),
			waiting: HashSet::new(),
			random: 1,
			refused: BTreeMap::new(),
		};
		load.open_accounts(traders, cashless).await?;
		let client = load.client.clone();
		crate::wait_for("a series trades", Duration::from_secs(120), || async {
			Ok(!trade::tradable(&client, LEAVES).await?.is_empty())
		})
		.await?;
		Ok(load)
	}

	/// Writes so many keys of no meaning in every block from now on, beside the orders.
	pub async fn fill(&mut self, keys: usize) -> Result<()> {
		self.filler = Some(Filler::new(&self.client, keys).await?);
		Ok(())
	}

	/// Keeps `waiting` trading extrinsics waiting for so long; gives the best chain of that time.
	pub async fn run(&mut self, duration: Duration, waiting: usize) -> Result<Vec<Block>> {
		let mut blocks = Vec::new();
		let end = sleep(duration);
		tokio::pin!(end);
		loop {
			self.top_up(waiting).await?;
			tokio::select! {
				() = &mut end => return Ok(blocks),
				head = self.heads.next() => {
					let head = head.context("the node closed the subscription")??;
					let new = self.look_at(chain::parse(head)?).await?;
					let first = new.first().map_or(u64::MAX, |block| block.header.number);
					// What it replaces does not count.
					blocks.retain(|block: &Block| block.header.number < first);
					blocks.extend(new);
				},
			}
		}
	}

	/// Counts the events at the heights of these blocks by `Pallet.Event`.
	pub async fn events(&self, blocks: &[Block]) -> Result<BTreeMap<String, u64>> {
		let mut counts = BTreeMap::new();
		for block in blocks {
			// The last ones may have been replaced since.
			let hash = chain::hash_at(&self.rpc, block.header.number).await?;
			let hash = hash.context("a height of the best chain has a hash")?;
			trade::count_events(&self.client, hash.parse()?, &mut counts).await?;
		}
		Ok(counts)
	}

	/// Makes honest traders of so many of the traders: each has one extrinsic on its way at a time, an
	/// order and a cancel by turns, and rests after each.
	pub fn set_aside(&mut self, honest: usize) {
		let first = self.traders.len().saturating_sub(honest);
		self.next = 0;
		self.honest = self.traders.split_off(first).into_iter().map(Honest::new).collect();
	}

	/// Keeps so many cancels of nothing waiting from now on, by the accounts without cash in turn.
	pub fn cancel_without_cash(&mut self, waiting: usize) {
		self.cashless_waiting = waiting;
	}

	/// Those of the honest traders' extrinsics that no block has taken, by the blocks they wait.
	pub fn still_waiting(&self) -> Vec<u64> {
		self.honest.iter().filter_map(|honest| honest.waits_since(self.height)).collect()
	}

	/// How many keys of no meaning each block writes.
	pub fn filler(&self) -> usize {
		self.filler.as_ref().map_or(0, |filler| filler.keys)
	}

	/// Series that orders are spread over.
	pub fn series(&self) -> usize {
		self.series.len()
	}

	/// Counts what a best block and its unseen ancestors hold, and takes it off what waits.
	async fn look_at(&mut self, head: Header) -> Result<Vec<Block>> {
		let mut headers = vec![head];
		while let Some(first) = headers.last().filter(|first| first.number > self.height + 1) {
			headers.push(chain::header(&self.rpc, &first.parent).await?);
		}
		let mut blocks = Vec::new();
		for header in headers.into_iter().rev() {
			self.height = header.number;
			let mut counts = HashMap::new();
			for extrinsic in chain::extrinsics(&self.rpc, &header.hash).await? {
				if let Some(purpose) = self.sent.get(&extrinsic) {
					*counts.entry(*purpose).or_insert(0) += 1;
					self.waiting.remove(&extrinsic);
					if let Purpose::Honest(number) = purpose {
						let honest = self.honest.get_mut(*number);
						self.waits.extend(honest.and_then(|honest| honest.taken(self.height)));
					}
				}
			}
			let count = |purpose| counts.get(&purpose).copied().unwrap_or(0);
			let (orders, cancels) = (count(Purpose::Order), count(Purpose::Cancel));
			blocks.push(Block { header, orders, cancels });
		}
		Ok(blocks)
	}

	/// Signs and sends until so many trading extrinsics wait, and one filler.
	async fn top_up(&mut self, waiting: usize) -> Result<()> {
		if self.series.is_empty() || self.height.is_multiple_of(REFRESH) {
			self.series = trade::tradable(&self.client, LEAVES).await?;
		}
		let mut batch = Vec::new();
		let of_traders = |sent: &&String| {
			matches!(self.sent[*sent], Purpose::Order | Purpose::Cancel | Purpose::SetUp)
		};
		let trading = self.waiting.iter().filter(of_traders).count();
		let waiting_for =
			|purpose| self.waiting.iter().filter(|sent| self.sent[*sent] == purpose).count();
		let cashless = waiting_for(Purpose::CashlessCancel);
		let fillers = waiting_for(Purpose::Filler);
		if let Some(filler) = self.filler.as_mut().filter(|_| fillers == 0) {
			let (purpose, extrinsic) = (Purpose::Filler, filler.sign(&self.client)?);
			batch.push(Signed { purpose, trader: None, extrinsic });
		}
		// Without a series there is nothing to order until the next look.
		let room = if self.series.is_empty() { 0 } else { waiting };
		for _ in trading..room {
			batch.push(self.sign_next()?);
		}
		if let Some(first) = self.series.first() {
			let height = self.height;
			let honest = self.honest.iter_mut().enumerate();
			for (number, honest) in honest.filter(|(_, honest)| honest.is_ready(height)) {
				let extrinsic = honest.next(&self.client, first, height)?;
				batch.push(Signed { purpose: Purpose::Honest(number), trader: None, extrinsic });
			}
		}
		for _ in cashless..self.cashless_waiting {
			batch.extend(self.sign_cashless()?);
		}
		self.send(batch).await
	}

	/// A cancel of nothing by an account without cash: the one that signed the fewest.
	fn sign_cashless(&mut self) -> Result<Option<Signed>> {
		let of_turn = self.cashless.iter_mut().enumerate().min_by_key(|(_, trader)| trader.turns);
		let (Some((at, trader)), Some(first)) = (of_turn, self.series.first()) else {
			return Ok(None);
		};
		let extrinsic = trader.sign_cancel(&self.client, first)?;
		Ok(Some(Signed { purpose: Purpose::CashlessCancel, trader: Some(at), extrinsic }))
	}

	/// The extrinsic of the trader whose turn it is.
	fn sign_next(&mut self) -> Result<Signed> {
		let at = self.next;
		self.next = (at + 1) % self.traders.len();
		let index = at % self.series.len();
		let Tradable { series, mark, .. } = self.series[index];
		let random = self.random();
		let trader = &mut self.traders[at];
		// Out of step, so that every block holds orders of both sides and cancels.
		let turn = trader.turns + at as u64;
		let (purpose, call) = if turn % CYCLE == CYCLE - 1 {
			let all = Value::unnamed_variant("Everything", []);
			let arguments = vec![Value::u128(trader.subaccount), all];
			(Purpose::Cancel, tx("OptionsBook", "cancel_all", arguments))
		} else {
			let side = if (turn / CYCLE).is_multiple_of(2) { "Bid" } else { "Ask" };
			let limit = self.series[index].on_tick(limit_around(mark, random));
			let order = Order { series, side, limit, quantity: u128::from(1 + turn % 3) };
			(Purpose::Order, trade::place_call(trader.subaccount, &order))
		};
		let extrinsic = trader.sign(&self.client, &call)?;
		Ok(Signed { purpose, trader: Some(at), extrinsic })
	}

	/// Sends; what the pool refuses is counted, and its signer starts again from the chain's nonce.
	async fn send(&mut self, batch: Vec<Signed>) -> Result<()> {
		let rpc = &self.rpc;
		let sent = stream::iter(batch).map(|signed| async move {
			let parameters = rpc_params![&signed.extrinsic];
			let answer: Result<Json, _> = rpc.request("author_submitExtrinsic", parameters).await;
			(signed, answer)
		});
		let answers: Vec<_> = sent.buffered(SUBMISSIONS).collect().await;
		for (signed, answer) in answers {
			let Err(error) = answer else {
				self.waiting.insert(signed.extrinsic.clone());
				self.sent.insert(signed.extrinsic, signed.purpose);
				continue;
			};
			*self.refused.entry(error.to_string()).or_default() += 1;
			match (signed.purpose, signed.trader, &mut self.filler) {
				(Purpose::CashlessCancel, Some(at), _) => {
					self.cashless[at].resume(&self.client).await?
				},
				(_, Some(at), _) => self.traders[at].resume(&self.client).await?,
				(Purpose::Filler, _, Some(filler)) => filler.resume(&self.client).await?,
				(purpose, ..) => bail!("{purpose:?} is refused: {error}"),
			}
		}
		Ok(())
	}

	/// Waits until blocks have taken all that was sent.
	async fn drain(&mut self, limit: Duration) -> Result<()> {
		let wait = async {
			while !self.waiting.is_empty() {
				let head =
					self.heads.next().await.context("the node closed the subscription")??;
				self.look_at(chain::parse(head)?).await?;
			}
			Ok(())
		};
		timeout(limit, wait).await.context("blocks do not take what was sent")?
	}

	/// Numbers without pattern, the same in every run (xorshift).
	fn random(&mut self) -> u64 {
		self.random ^= self.random << 13;
		self.random ^= self.random >> 7;
		self.random ^= self.random << 17;
		self.random
	}
}

/// A limit within 3 % of the mark and at least one tick to either side, never below one.
fn limit_around(mark: u128, random: u64) -> u128 {
	let width = (mark * 3 / 100).max(1);
	let offset = u128::from(random) % (2 * width + 1);
	(mark + offset).saturating_sub(width).max(1)
}

/// Counts the storage keys that each of the next blocks writes, for so long.
///
/// The node tells the changes of a block that becomes the best: every key in its overlay when it
/// ends, whatever wrote it. The method is one of the unsafe ones, for a node under one's own command.
pub async fn dirty_keys(rpc: RpcClient, duration: Duration) -> Result<Vec<f64>> {
	let mut changes: RpcSubscription<Json> = rpc
		.subscribe("state_subscribeStorage", rpc_params![Json::Null], "state_unsubscribeStorage")
		.await?;
	let mut counts = Vec::new();
	let end = sleep(duration);
	tokio::pin!(end);
	loop {
		tokio::select! {
			() = &mut end => return Ok(counts),
			change = changes.next() => {
				let change = change.context("the node closed the subscription")??;
				let pairs = change["changes"].as_array().context("changes without a list")?;
				let keys: HashSet<_> = pairs.iter().filter_map(|pair| pair[0].as_str()).collect();
				counts.push(keys.len() as f64);
			},
		}
	}
}

/// The median of what [`dirty_keys`] counted.
pub fn median(counts: &mut [f64]) -> usize {
	percentile(counts, 0.5) as usize
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn limits_lie_on_both_sides_of_the_mark() {
		let limits =
			|mark| -> HashSet<u128> { (0..1_000).map(|n| limit_around(mark, n)).collect() };
		assert_eq!(limits(100), (97..=103).collect());
		assert_eq!(limits(10), (9..=11).collect());
		// No limit of zero: it is refused.
		assert_eq!(limits(1), (1..=2).collect());
	}
}
