//! `options_subscribePrices`: the prices of an underlying, with every block.

use crate::service::FullClient;
use futures::{
	future::{select, Either},
	stream::{BoxStream, StreamExt},
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
use std::{collections::BTreeMap, pin::pin, sync::Arc, time::Duration};
use tenor_primitives::{
	api::{ExpiryPrices, PricesApi, UnderlyingPrices},
	Phase, Price, Quorum, Stamped, UnderlyingId,
};
use tenor_runtime::{BlockNumber, Hash};

/// How long a client may leave messages unread. Until then blocks wait for it, about one a second.
const PATIENCE: Duration = Duration::from_secs(10);

/// Prices for clients that follow them.
#[rpc(server)]
pub(crate) trait Prices {
	/// The prices of an underlying: at once those after the best block, or with `finalized` after the last
	/// finalized one, then those after each that follows it. A client that leaves them unread for
	/// 10 s is told so in an error, which ends the subscription.
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
	/// Those that come.
	fn heads(&self, finalized: bool) -> BoxStream<'static, Head>;
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

	fn heads(&self, finalized: bool) -> BoxStream<'static, Head> {
		if finalized {
			let told = self.finality_notification_stream();
			return told
				.map(|block| Head { number: block.header.number, hash: block.hash })
				.boxed();
		}
		self.import_notification_stream()
			.filter(|block| futures::future::ready(block.is_new_best))
			.map(|block| Head { number: block.header.number, hash: block.hash })
			.boxed()
	}

	fn prices(
		&self,
		after: Hash,
		underlying: UnderlyingId,
	) -> Result<Option<UnderlyingPrices>, String> {
		self.runtime_api().prices(after, underlying).map_err(|error| error.to_string())
	}
}

/// Answers subscriptions. Whoever asks about one block is told the same: it is read once.
pub(crate) struct PricesFeed<C> {
	chain: Arc<C>,
	patience: Duration,
	/// By underlying and whether of finalized blocks, the last message with its block.
	told: Mutex<BTreeMap<(UnderlyingId, bool), (Hash, SubscriptionMessage)>>,
}

impl<C: Chain> PricesFeed<C> {
	/// Answers from a chain.
	pub(crate) fn new(chain: Arc<C>) -> Self {
		Self { chain, patience: PATIENCE, told: Mutex::default() }
	}

	fn message(
		&self,
		head: Head,
		underlying: UnderlyingId,
		finalized: bool,
	) -> Result<SubscriptionMessage, ErrorObjectOwned> {
		let mut told = self.told.lock();
		if let Some((hash, message)) = told.get(&(underlying, finalized)) {
			if *hash == head.hash {
				return Ok(message.clone());
			}
		}
		let prices =
			self.chain.prices(head.hash, underlying).map_err(internal)?.ok_or_else(|| {
				let text = format!("underlying {} is not listed", underlying.0);
				ErrorObjectOwned::owned(INVALID_PARAMS_CODE, text, None::<()>)
			})?;
		let shown = Shown::of(head, underlying, &prices);
		let message = SubscriptionMessage::from_json(&shown).map_err(internal)?;
		told.insert((underlying, finalized), (head.hash, message.clone()));
		Ok(message)
	}
}

fn internal(error: impl ToString) -> ErrorObjectOwned {
	ErrorObjectOwned::owned(INTERNAL_ERROR_CODE, error.to_string(), None::<()>)
}

#[async_trait]
impl<C: Chain> PricesServer for PricesFeed<C> {
	async fn subscribe_prices(
		&self,
		pending: PendingSubscriptionSink,
		underlying: u16,
		finalized: Option<bool>,
	) -> SubscriptionResult {
		let (underlying, finalized) = (UnderlyingId(underlying), finalized.unwrap_or(false));
		// Before the first answer, so that no block between them is missed.
		let mut heads = self.chain.heads(finalized);
		let mut head = self.chain.head(finalized);
		let mut message = match self.message(head, underlying, finalized) {
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
			let told = head;
			while head == told {
				head = match select(pin!(sink.closed()), heads.next()).await {
					Either::Right((Some(head), _)) => head,
					// The client is gone, or the node stops.
					_ => return Ok(()),
				};
			}
			message = self
				.message(head, underlying, finalized)
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
	use std::sync::atomic::{AtomicU32, Ordering};
	use tenor_primitives::{Expiry, Timestamp, WAD};
	use tokio::sync::mpsc::Receiver;

	/// A chain of which underlying 0 is listed; block `n` has the price `n`.
	#[derive(Default)]
	struct Played {
		best: AtomicU32,
		reads: AtomicU32,
		listeners: Mutex<Vec<(bool, UnboundedSender<Head>)>>,
	}

	fn block(number: u32) -> Head {
		Head { number, hash: Hash::from_low_u64_be(number.into()) }
	}

	impl Played {
		/// Tells of a block; finality is ten blocks behind.
		fn tell(&self, number: u32) {
			self.best.store(number, Ordering::SeqCst);
			for (finalized, listener) in &*self.listeners.lock() {
				let number = if *finalized { number - 10 } else { number };
				let _ = listener.unbounded_send(block(number));
			}
		}
	}

	impl Chain for Played {
		fn head(&self, finalized: bool) -> Head {
			let best = self.best.load(Ordering::SeqCst);
			block(if finalized { best - 10 } else { best })
		}

		fn heads(&self, finalized: bool) -> BoxStream<'static, Head> {
			let (sender, receiver) = mpsc::unbounded();
			self.listeners.lock().push((finalized, sender));
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
		let chain = Arc::new(Played::default());
		chain.tell(20);
		let mut module = RpcModule::new(());
		module.merge(PricesFeed::new(chain.clone()).into_rpc()).unwrap();
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
		for number in [20, 21, 21, 22] {
			chain.tell(number);
		}
		for number in [21, 22] {
			assert_eq!(next(&mut best).await["number"], number);
			assert_eq!(next(&mut finalized).await["number"], number - 10);
		}
	}

	#[tokio::test]
	async fn a_block_is_read_once_for_all_who_follow() {
		let (chain, module) = module();
		let mut all = Vec::new();
		for _ in 0..5 {
			all.push(subscribe(&module, None).await);
		}
		chain.tell(21);
		for subscription in &mut all {
			assert_eq!(next(subscription).await["number"], 20);
			assert_eq!(next(subscription).await["number"], 21);
		}
		assert_eq!(chain.reads.load(Ordering::SeqCst), 2);
	}

	#[tokio::test]
	async fn what_is_not_listed_is_refused() {
		let (_, module) = module();
		let refuse = async |parameters| {
			let error = call(&module, parameters).await.0["error"].clone();
			assert_eq!(error["code"], INVALID_PARAMS_CODE, "{error}");
			error["message"].as_str().unwrap().to_string()
		};
		assert_eq!(refuse(json!([9])).await, "underlying 9 is not listed");
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
		let (chain, mut module) = (module().0, RpcModule::new(()));
		let patience = Duration::from_secs(1);
		let feed = PricesFeed { patience, ..PricesFeed::new(chain.clone()) };
		module.merge(feed.into_rpc()).unwrap();
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
}
