//! `options_subscribePrices`: the prices of an underlying, with every block.

use crate::service::FullClient;
use futures::{
	future::{select, Either},
	stream::{BoxStream, StreamExt},
	FutureExt,
};
use jsonrpsee::{
	core::{async_trait, server::SendTimeoutError, StringError, SubscriptionResult},
	proc_macros::rpc,
	types::{
		error::{INTERNAL_ERROR_CODE, INVALID_PARAMS_CODE},
		ErrorObjectOwned,
	},
	PendingSubscriptionSink, SubscriptionMessage,
};
use parking_lot::Mutex;
use sc_client_api::BlockchainEvents;
use serde::Serialize;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use sp_core::traits::SpawnNamed;
use std::{collections::BTreeMap, pin::pin, sync::Arc, time::Duration};
use tenor_primitives::{
	api::{ExpiryPrices, PricesApi, UnderlyingPrices},
	Phase, Price, Quorum, Stamped, UnderlyingId,
};
use tenor_runtime::{BlockNumber, Hash};
use tokio::sync::{watch, OnceCell};

/// How long a message may wait for its client to read those before it.
const PATIENCE: Duration = Duration::from_secs(10);

/// Prices for clients that follow them.
#[rpc(server)]
pub(crate) trait Prices {
	/// The prices of an underlying: at once those after the best block, or with `finalized` after the last
	/// finalized one, then those after each that follows it, but for blocks that come while the client is
	/// still to read earlier ones. A message that waits for 10 s for its client to read those
	/// before it ends the subscription, with an error that says so.
	#[subscription(
		name = "options_subscribePrices" => "options_prices",
		unsubscribe = "options_unsubscribePrices",
		item = Shown
	)]
	async fn subscribe_prices(
		&self,
		underlying: u16,
		finalized: Option<bool>,
	) -> SubscriptionResult;
}

/// A block.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
	number: BlockNumber,
	hash: Hash,
}

/// What a subscription reads of the chain.
pub(crate) trait Chain: Send + Sync + 'static {
	/// The best block, or the last finalized one.
	fn head(&self, finalized: bool) -> Head;
	/// Comes with each new one.
	fn changes(&self, finalized: bool) -> BoxStream<'static, ()>;
	/// What the runtime says after a block; `None` of an underlying that is not listed.
	fn prices(
		&self,
		after: Hash,
		underlying: UnderlyingId,
	) -> Result<Option<UnderlyingPrices>, String>;
}

impl Chain for FullClient {
	fn head(&self, finalized: bool) -> Head {
		let info = self.info();
		match finalized {
			true => Head { number: info.finalized_number, hash: info.finalized_hash },
			false => Head { number: info.best_number, hash: info.best_hash },
		}
	}

	fn changes(&self, finalized: bool) -> BoxStream<'static, ()> {
		// A notification keeps its block from being pruned: none is kept.
		match finalized {
			true => self.finality_notification_stream().map(drop).boxed(),
			false => self.import_notification_stream().map(drop).boxed(),
		}
	}

	fn prices(
		&self,
		after: Hash,
		underlying: UnderlyingId,
	) -> Result<Option<UnderlyingPrices>, String> {
		self.runtime_api().prices(after, underlying).map_err(|error| error.to_string())
	}
}

/// A message to all who follow an underlying, or why there is none.
type Told = Result<SubscriptionMessage, ErrorObjectOwned>;

/// A block and what was told of it: each underlying is read once for all who ask.
struct Block<C> {
	chain: Arc<C>,
	head: Head,
	told: Mutex<BTreeMap<UnderlyingId, Arc<OnceCell<Told>>>>,
}

impl<C: Chain> Block<C> {
	fn new(chain: Arc<C>, head: Head) -> Arc<Self> {
		Arc::new(Self { chain, head, told: Mutex::default() })
	}

	async fn message(self: Arc<Self>, underlying: UnderlyingId) -> Told {
		let told = self.told.lock().entry(underlying).or_default().clone();
		// The runtime computes: elsewhere than where connections are served.
		let read = async || {
			let read = tokio::task::spawn_blocking(move || self.read(underlying)).await;
			read.unwrap_or_else(|error| Err(internal(error)))
		};
		told.get_or_init(read).await.clone()
	}

	fn read(&self, underlying: UnderlyingId) -> Told {
		let prices = self.chain.prices(self.head.hash, underlying).map_err(internal)?;
		let prices = prices.ok_or_else(|| {
			let text = format!("underlying {} is not listed", underlying.0);
			ErrorObjectOwned::owned(INVALID_PARAMS_CODE, text, None::<()>)
		})?;
		let shown = Shown::of(self.head, underlying, &prices);
		SubscriptionMessage::from_json(&shown).map_err(internal)
	}
}

fn internal(error: impl ToString) -> ErrorObjectOwned {
	ErrorObjectOwned::owned(INTERNAL_ERROR_CODE, error.to_string(), None::<()>)
}

/// The best block, or the last finalized one: whoever follows it sees the newest, and no queue of them.
struct Newest<C> {
	chain: Arc<C>,
	finalized: bool,
	block: watch::Sender<Arc<Block<C>>>,
}

impl<C: Chain> Newest<C> {
	/// Follows a chain, in a task that ends with the node.
	fn follow(chain: &Arc<C>, finalized: bool, tasks: &dyn SpawnNamed) -> Arc<Self> {
		let mut changes = chain.changes(finalized);
		let block = Block::new(chain.clone(), chain.head(finalized));
		let newest =
			Arc::new(Self { chain: chain.clone(), finalized, block: watch::Sender::new(block) });
		let task = {
			let newest = newest.clone();
			async move {
				while changes.next().await.is_some() {
					newest.look();
				}
			}
		};
		tasks.spawn("prices", Some("rpc"), task.boxed());
		newest
	}

	/// Tells those who follow, if there is a new block.
	fn look(&self) {
		self.block.send_if_modified(|block| {
			// Read here, so that of two who look none puts an earlier block after a later one.
			let head = self.chain.head(self.finalized);
			let is_new = block.head != head;
			if is_new {
				*block = Block::new(self.chain.clone(), head);
			}
			is_new
		});
	}
}

/// Answers subscriptions.
pub(crate) struct PricesFeed<C> {
	best: Arc<Newest<C>>,
	finalized: Arc<Newest<C>>,
	patience: Duration,
}

impl<C: Chain> PricesFeed<C> {
	/// Answers from a chain.
	pub(crate) fn new(chain: &Arc<C>, tasks: &dyn SpawnNamed) -> Self {
		let [best, finalized] =
			[false, true].map(|finalized| Newest::follow(chain, finalized, tasks));
		Self { best, finalized, patience: PATIENCE }
	}
}

#[async_trait]
impl<C: Chain> PricesServer for PricesFeed<C> {
	async fn subscribe_prices(
		&self,
		pending: PendingSubscriptionSink,
		underlying: u16,
		finalized: Option<bool>,
	) -> SubscriptionResult {
		let underlying = UnderlyingId(underlying);
		let newest = if finalized.unwrap_or(false) { &self.finalized } else { &self.best };
		// Blocks of a sync come without notifications.
		newest.look();
		let mut blocks = newest.block.subscribe();
		let block = blocks.borrow_and_update().clone();
		let mut message = match block.message(underlying).await {
			Ok(message) => message,
			Err(error) => {
				pending.reject(error).await;
				return Ok(());
			},
		};
		let sink = pending.accept().await?;
		loop {
			match sink.send_timeout(message, self.patience).await {
				Ok(()) => (),
				Err(SendTimeoutError::Closed(_)) => return Ok(()),
				Err(SendTimeoutError::Timeout(_)) => {
					return Err(StringError::from(format!(
						"prices were left unread for {} s: subscribe again",
						self.patience.as_secs()
					)));
				},
			}
			match select(pin!(sink.closed()), pin!(blocks.changed())).await {
				Either::Right((Ok(()), _)) => (),
				// The client is gone, or the node stops.
				_ => return Ok(()),
			}
			let block = blocks.borrow_and_update().clone();
			message = block
				.message(underlying)
				.await
				.map_err(|error| StringError::from(error.message()))?;
		}
	}
}

/// The prices after a block, as JSON. Prices are whole numbers of 1e-18 of the quote asset, as strings.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Shown {
	number: BlockNumber,
	hash: Hash,
	underlying: u16,
	spot: Option<ShownPrice>,
	/// Milliseconds.
	age: Option<u64>,
	/// Basis points.
	confidence: Option<u32>,
	breaker: &'static str,
	expiries: Vec<ShownExpiry>,
}

/// The prices of an expiry.
#[derive(Clone, Debug, Serialize)]
struct ShownExpiry {
	/// Unix seconds.
	expiry: u64,
	forward: Option<ShownPrice>,
	average: Option<String>,
}

/// A price with its range, the end of its round in Unix milliseconds, and the weight behind it.
#[derive(Clone, Debug, Serialize)]
struct ShownPrice {
	value: String,
	lo: String,
	hi: String,
	at: u64,
	quorum: &'static str,
}

impl Shown {
	fn of(head: Head, underlying: UnderlyingId, prices: &UnderlyingPrices) -> Self {
		let breaker = match prices.breaker {
			Phase::CancelOnly => "cancelOnly",
			Phase::RiskReducing => "riskReducing",
			Phase::Open => "open",
		};
		let UnderlyingPrices { spot, age, confidence, expiries, .. } = prices;
		Self {
			number: head.number,
			hash: head.hash,
			underlying: underlying.0,
			spot: spot.as_ref().map(ShownPrice::of),
			age: *age,
			confidence: *confidence,
			breaker,
			expiries: expiries.iter().map(ShownExpiry::of).collect(),
		}
	}
}

impl ShownExpiry {
	fn of(prices: &ExpiryPrices) -> Self {
		Self {
			expiry: prices.expiry.0,
			forward: prices.forward.as_ref().map(ShownPrice::of),
			average: prices.average.map(|price| price.0.to_string()),
		}
	}
}

impl ShownPrice {
	fn of(price: &Stamped<Price>) -> Self {
		let quorum = match price.quorum {
			Quorum::Lost => "lost",
			Quorum::Reduced => "reduced",
			Quorum::Full => "full",
		};
		let [value, lo, hi] = [price.value, price.lo, price.hi].map(|price| price.0.to_string());
		Self { value, lo, hi, at: price.at.0, quorum }
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use futures::channel::mpsc::{self, UnboundedSender};
	use jsonrpsee::RpcModule;
	use serde_json::{json, Value};
	use sp_core::testing::TaskExecutor;
	use std::sync::atomic::{AtomicU32, Ordering};
	use tenor_primitives::{Expiry, Timestamp, WAD};
	use tokio::sync::mpsc::Receiver;

	/// A chain of which underlying 0 is listed; block `n` has the price `n`.
	#[derive(Default)]
	struct Played {
		best: AtomicU32,
		reads: AtomicU32,
		listeners: Mutex<Vec<UnboundedSender<()>>>,
	}

	fn block(number: u32) -> Head {
		Head { number, hash: Hash::from_low_u64_be(number.into()) }
	}

	impl Played {
		/// Tells of a block; finality is ten blocks behind.
		fn tell(&self, number: u32) {
			self.best.store(number, Ordering::SeqCst);
			for listener in &*self.listeners.lock() {
				let _ = listener.unbounded_send(());
			}
		}
	}

	impl Chain for Played {
		fn head(&self, finalized: bool) -> Head {
			let best = self.best.load(Ordering::SeqCst);
			block(if finalized { best - 10 } else { best })
		}

		fn changes(&self, _: bool) -> BoxStream<'static, ()> {
			let (sender, receiver) = mpsc::unbounded();
			self.listeners.lock().push(sender);
			receiver.boxed()
		}

		fn prices(
			&self,
			after: Hash,
			underlying: UnderlyingId,
		) -> Result<Option<UnderlyingPrices>, String> {
			self.reads.fetch_add(1, Ordering::SeqCst);
			let number = after.to_low_u64_be();
			if number == 13 {
				return Err("no state".into());
			}
			Ok((underlying.0 == 0).then(|| prices(number)))
		}
	}

	fn prices(number: u64) -> UnderlyingPrices {
		let value = Price(u128::from(number) * WAD);
		let at = Timestamp(1_000 * number);
		let spot = Stamped { value, lo: Price(1), hi: Price(u128::MAX), at, quorum: Quorum::Full };
		let near = ExpiryPrices { expiry: Expiry(1_800), forward: None, average: Some(value) };
		let far = ExpiryPrices { expiry: Expiry(3_600), forward: Some(spot), average: None };
		let breaker = Phase::RiskReducing;
		let expiries = vec![near, far];
		UnderlyingPrices { spot: Some(spot), age: Some(7), confidence: Some(3), breaker, expiries }
	}

	fn module() -> (Arc<Played>, RpcModule<()>) {
		patient(PATIENCE)
	}

	fn patient(patience: Duration) -> (Arc<Played>, RpcModule<()>) {
		let chain = Arc::new(Played::default());
		chain.tell(20);
		let feed = PricesFeed { patience, ..PricesFeed::new(&chain, &TaskExecutor::new()) };
		let mut module = RpcModule::new(());
		module.merge(feed.into_rpc()).unwrap();
		(chain, module)
	}

	/// The answer to a subscription, and its notifications.
	async fn call(module: &RpcModule<()>, parameters: Value) -> (Value, Receiver<String>) {
		let method = "options_subscribePrices";
		let call = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": parameters });
		let (answer, told) = module.raw_json_request(&call.to_string(), 4).await.unwrap();
		(serde_json::from_str(&answer).unwrap(), told)
	}

	async fn subscribe(module: &RpcModule<()>, finalized: Option<bool>) -> Receiver<String> {
		let (answer, told) = call(module, json!([0, finalized])).await;
		assert!(answer["error"].is_null(), "{answer}");
		told
	}

	async fn next(told: &mut Receiver<String>) -> Value {
		let notification: Value = serde_json::from_str(&told.recv().await.unwrap()).unwrap();
		assert_eq!(notification["method"], "options_prices");
		notification["params"]["result"].clone()
	}

	#[tokio::test]
	async fn prices_come_at_once_and_with_every_block() {
		let (chain, module) = module();
		let mut best = subscribe(&module, None).await;
		let mut finalized = subscribe(&module, Some(true)).await;
		let price = |number: u64| {
			json!({
				"value": (u128::from(number) * WAD).to_string(),
				"lo": "1",
				"hi": u128::MAX.to_string(),
				"at": 1_000 * number,
				"quorum": "full",
			})
		};
		let expected = json!({
			"number": 20,
			"hash": format!("{:?}", block(20).hash),
			"underlying": 0,
			"spot": price(20),
			"age": 7,
			"confidence": 3,
			"breaker": "riskReducing",
			"expiries": [
				{ "expiry": 1_800, "forward": null, "average": "20000000000000000000" },
				{ "expiry": 3_600, "forward": price(20), "average": null },
			],
		});
		assert_eq!(next(&mut best).await, expected);
		assert_eq!(next(&mut finalized).await["number"], 10);
		for number in [21, 22] {
			for number in [number - 1, number] {
				chain.tell(number);
			}
			assert_eq!(next(&mut best).await["number"], number);
			assert_eq!(next(&mut finalized).await["number"], number - 10);
		}
	}

	#[tokio::test]
	async fn the_first_prices_are_of_the_last_block_though_nothing_told_of_it() {
		let (chain, module) = module();
		chain.best.store(25, Ordering::SeqCst);
		assert_eq!(next(&mut subscribe(&module, None).await).await["number"], 25);
	}

	#[tokio::test]
	async fn a_block_is_read_once_for_all_who_follow() {
		let (chain, module) = module();
		let mut all = Vec::new();
		for _ in 0..5 {
			all.push(subscribe(&module, None).await);
		}
		for number in [20, 21] {
			chain.tell(number);
			for subscription in &mut all {
				assert_eq!(next(subscription).await["number"], number);
			}
		}
		assert_eq!(chain.reads.load(Ordering::SeqCst), 2);
	}

	#[tokio::test]
	async fn what_is_not_listed_is_refused() {
		let (chain, module) = module();
		let refuse = async |parameters| {
			let error = call(&module, parameters).await.0["error"].clone();
			assert_eq!(error["code"], INVALID_PARAMS_CODE, "{error}");
			error["message"].as_str().unwrap().to_string()
		};
		for _ in 0..3 {
			assert_eq!(refuse(json!([9])).await, "underlying 9 is not listed");
		}
		assert_eq!(chain.reads.load(Ordering::SeqCst), 1, "a refusal is kept for the block");
		for parameters in [json!([]), json!(["BTC"]), json!([70_000]), json!([0, "best"])] {
			assert_eq!(refuse(parameters).await, "Invalid params");
		}
	}

	/// What ends a subscription is told in its last message.
	async fn last_words(mut told: Receiver<String>) -> String {
		let mut last = String::new();
		while let Some(notification) = told.recv().await {
			last = notification;
		}
		let last: Value = serde_json::from_str(&last).unwrap();
		last["params"]["error"].as_str().unwrap().to_string()
	}

	#[tokio::test]
	async fn a_block_that_cannot_be_read_ends_a_subscription_with_the_reason() {
		let (chain, module) = module();
		let subscription = subscribe(&module, Some(true)).await;
		chain.tell(23);
		let words = last_words(subscription).await;
		assert!(words.contains("no state"), "{words}");
	}

	#[tokio::test]
	async fn a_client_that_does_not_read_is_told_and_dropped() {
		let patience = Duration::from_secs(1);
		let (chain, module) = patient(patience);
		let lagging = subscribe(&module, None).await;
		let mut reading = subscribe(&module, None).await;
		assert_eq!(next(&mut reading).await["number"], 20);
		for number in 21..40 {
			chain.tell(number);
			assert_eq!(next(&mut reading).await["number"], number);
		}
		tokio::time::sleep(patience * 2).await;
		let words = last_words(lagging).await;
		assert!(words.contains("left unread for 1 s"), "{words}");
		chain.tell(41);
		assert_eq!(next(&mut reading).await["number"], 41);
	}

	/// Slower than blocks, but within the patience for each message.
	#[tokio::test]
	async fn a_client_that_reads_slowly_gets_newer_blocks_and_skips_others() {
		let (chain, module) = patient(Duration::from_secs(5));
		let mut slow = subscribe(&module, None).await;
		let mut read = Vec::new();
		for round in 1..=20 {
			for number in 1..=10 {
				chain.tell(20 + 10 * (round - 1) + number);
				tokio::time::sleep(Duration::from_millis(2)).await;
			}
			read.push(u32::try_from(next(&mut slow).await["number"].as_u64().unwrap()).unwrap());
		}
		assert!(read.is_sorted_by(|one, next| one < next), "{read:?}");
		// What it reads was sent when at most so many messages as the buffer holds were unread.
		let behind = (1..=20).zip(&read).map(|(round, read)| 20 + 10 * round - *read);
		assert!(behind.into_iter().all(|behind| behind <= 70), "{read:?}");
	}
}
