//! A venue's ticker stream over WebSocket: a connection for each market, so that one which breaks leaves the
//! others alone.

use super::{
	client::{self, price_of, FetchError, MARKET},
	frozen::{self, Frozen},
	Quote,
};
use crate::{
	clock::unix_millis,
	config::{within, ConfigError},
	limit::LogLimit,
	metrics::Metrics,
};
use futures::{SinkExt, StreamExt};
use parking_lot::Mutex;
use reqwest::Url;
use rustls::{crypto::ring, ClientConfig, RootCertStore};
use serde::Deserialize;
use serde_json::Value;
use std::{
	collections::BTreeMap,
	future::Future,
	sync::Arc,
	time::{Duration, Instant},
};
use tenor_primitives::Price;
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
	connect_async_tls_with_config,
	tungstenite::{
		client::ClientRequestBuilder, http::Uri, protocol::WebSocketConfig as Limits, Error,
		Message,
	},
	Connector, MaybeTlsStream, WebSocketStream,
};

/// Most bytes of a message; a larger one ends the connection before it is read.
const MAX_MESSAGE: usize = 64 * 1024;

/// Most bytes that wait for a venue to read them: answers to its pings too.
const MAX_UNSENT: usize = 256 * 1024;

/// Between two pings of ours, at most. Venues end connections that say nothing for 20 s or more.
const PING_EVERY: Duration = Duration::from_secs(15);

/// First pause before a connection is made anew, in milliseconds.
const RECONNECT_MS: u64 = 1_000;

/// Basis points of the bid by which the ask may be above it: the middle of a wider market is no price.
const WIDEST: u128 = 200;

/// Characters of a message without a price that a later error shows.
const MAX_SAID: usize = 200;

/// The settings of a venue's stream.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebSocketConfig {
	/// Name in logs and metrics.
	pub name: String,
	/// Where to connect; `{market}` is filled in. WSS, except on the own machine.
	pub url: String,
	/// The JSON that asks for the stream; `{market}` is filled in. Not needed where the address says it.
	#[serde(default)]
	pub subscribe: Option<String>,
	/// A text to send instead of a ping, for a venue that does not count those of the protocol. That it
	/// answers `pong`, which is no JSON, is passed over.
	#[serde(default)]
	pub ping: Option<String>,
	/// JSON pointer to the price, a number or a string; `{market}` is filled in. Either this, or `bid` and
	/// `ask`.
	#[serde(default)]
	pub path: Option<String>,
	/// JSON pointer to the best bid; the price is the middle of bid and ask.
	#[serde(default)]
	pub bid: Option<String>,
	/// JSON pointer to the best ask.
	#[serde(default)]
	pub ask: Option<String>,
	/// JSON pointer to the price's time, in Unix milliseconds or as RFC 3339, if the venue tells it.
	#[serde(default)]
	pub time_path: Option<String>,
	/// Milliseconds after which the venue no longer counts while its price stays the same.
	#[serde(default = "frozen::default_limit")]
	pub frozen_after_ms: u64,
	/// Milliseconds to connect in, and to send a message in.
	pub timeout_ms: u64,
	/// Milliseconds without a price after which the last one no longer counts and the connection is made
	/// anew.
	pub silence_ms: u64,
	/// The venue's name of each underlying, by the chain's symbol.
	pub markets: BTreeMap<String, String>,
}

/// Where a message has its price.
enum Place<'a> {
	Price(&'a String),
	BidAsk(&'a String, &'a String),
}

impl WebSocketConfig {
	pub(crate) fn check(&self) -> Result<(), ConfigError> {
		let name = &self.name;
		let invalid = |what: String| ConfigError::invalid(format!("source {name}: {what}"));
		within(&format!("source {name}: silence_ms"), self.silence_ms, 1_000, 60_000)?;
		frozen::check(name, self.frozen_after_ms)?;
		if self.place().is_none() {
			return Err(invalid("give either path, or bid and ask".into()));
		}
		let asked = format!("{}{}", self.url, self.subscribe.as_deref().unwrap_or_default());
		let pointers = [&self.path, &self.bid, &self.ask, &self.time_path].into_iter().flatten();
		client::check(name, &asked, self.timeout_ms, &self.markets, pointers)?;
		for market in self.markets.values() {
			self.address(market)?;
			let text = self.subscribe.as_ref().map(|text| text.replace(MARKET, market));
			// Not the text itself: like the address it may hold a key.
			if text.is_some_and(|text| serde_json::from_str::<Value>(&text).is_err()) {
				return Err(invalid("subscribe is not JSON".into()));
			}
		}
		Ok(())
	}

	fn place(&self) -> Option<Place<'_>> {
		match (&self.path, &self.bid, &self.ask) {
			(Some(path), None, None) => Some(Place::Price(path)),
			(None, Some(bid), Some(ask)) => Some(Place::BidAsk(bid, ask)),
			_ => None,
		}
	}

	fn address(&self, market: &str) -> Result<Uri, ConfigError> {
		let url: Url = client::request_url(&self.name, &self.url, market, ["wss", "ws"])?;
		let invalid = |error| ConfigError::invalid(format!("source {}: url: {error}", self.name));
		url.as_str().parse().map_err(invalid)
	}

	/// What a message of so many bytes says of a market; `None` for one that is about something else than
	/// a price, as acknowledgements and heartbeats are.
	///
	/// # Errors
	///
	/// [`FetchError`] for what is not JSON, and for a price or a time that is none.
	pub fn read(&self, message: &[u8], market: &str) -> Result<Option<Quote>, FetchError> {
		let message: Value = serde_json::from_slice(message).map_err(|_| FetchError::NotJson)?;
		let find = |pointer: &String| {
			let pointer = client::pointer(pointer, market);
			message
				.pointer(&pointer)
				.map(|value| price_of(value).ok_or(FetchError::NoPrice(pointer)))
		};
		let price = match self.place() {
			Some(Place::Price(path)) => find(path).transpose()?,
			Some(Place::BidAsk(bid, ask)) => match (find(bid), find(ask)) {
				(Some(bid), Some(ask)) => Some(middle(bid?, ask?)?),
				_ => None,
			},
			None => None,
		};
		let Some(price) = price else { return Ok(None) };
		let time_path = self.time_path.as_deref();
		let at = client::time_at(&message, time_path, market, unix_millis())?;
		Ok(Some(Quote { venue: self.name.clone(), price, at }))
	}
}

fn middle(bid: Price, ask: Price) -> Result<Price, FetchError> {
	let width = ask.0.checked_sub(bid.0).ok_or(FetchError::Crossed)?;
	if width.saturating_mul(10_000) > bid.0.saturating_mul(WIDEST) {
		return Err(FetchError::Wide);
	}
	let half = width.checked_div(2).unwrap_or(0);
	bid.0.checked_add(half).map(Price).ok_or(FetchError::Crossed)
}

/// One venue's streams and what they last said.
pub struct WebSocketVenue {
	config: WebSocketConfig,
	addresses: BTreeMap<String, Uri>,
	tls: Connector,
	/// With the moment at which each was heard.
	quotes: Mutex<BTreeMap<String, (Quote, Instant)>>,
	frozen: Frozen<Price>,
}

impl WebSocketVenue {
	/// Sets a venue up.
	///
	/// # Errors
	///
	/// An address that is refused, or a TLS set-up that fails.
	pub fn new(config: WebSocketConfig) -> Result<Self, ConfigError> {
		let addresses = config
			.markets
			.iter()
			.map(|(symbol, market)| Ok((symbol.clone(), config.address(market)?)))
			.collect::<Result<_, ConfigError>>()?;
		let tls = tls().map_err(|error| {
			ConfigError::invalid(format!("source {}: no TLS: {error}", config.name))
		})?;
		let frozen = Frozen::new(config.frozen_after_ms);
		Ok(Self { config, addresses, tls, quotes: Mutex::default(), frozen })
	}

	/// The name in logs and metrics.
	pub fn name(&self) -> &str {
		&self.config.name
	}

	/// The symbols that the venue is configured for.
	pub fn symbols(&self) -> impl Iterator<Item = &str> {
		self.addresses.keys().map(String::as_str)
	}

	/// Connects and waits for the first price of an underlying.
	///
	/// # Errors
	///
	/// [`FetchError`], whatever the venue says.
	pub async fn fetch(&self, symbol: &str) -> Result<Quote, FetchError> {
		self.connect(symbol).await?.next_quote().await
	}

	/// The last price, unless it was heard longer than `silence_ms` ago.
	pub fn quote(&self, symbol: &str) -> Option<Quote> {
		let quotes = self.quotes.lock();
		let (quote, heard) = quotes.get(symbol)?;
		(heard.elapsed() <= self.silence()).then(|| quote.clone())
	}

	/// Listens to every market for ever; keeps the last prices.
	pub async fn listen(&self, metrics: &Metrics) {
		let markets = self.symbols().map(|symbol| self.listen_to(symbol, metrics));
		futures::future::join_all(markets).await;
	}

	/// Pauses before connecting again double from failure to failure, until a price is heard.
	async fn listen_to(&self, symbol: &str, metrics: &Metrics) {
		let limit = LogLimit::default();
		let mut failures = 0u32;
		loop {
			let error = match self.connect(symbol).await {
				Ok(mut connection) => loop {
					match connection.next_quote().await {
						Ok(quote) => {
							let now = unix_millis();
							if let Err(error) = self.frozen.note(symbol, quote.price, now) {
								break error;
							}
							failures = 0;
							self.quotes.lock().insert(symbol.to_string(), (quote, Instant::now()));
						},
						Err(error) => break error,
					}
				},
				Err(error) => error,
			};
			metrics.source_error(self.name());
			limit.warn(format_args!("{} {symbol}: {error}", self.name()));
			tokio::time::sleep(client::pause_after(&error, RECONNECT_MS, failures)).await;
			failures = failures.saturating_add(1);
		}
	}

	fn silence(&self) -> Duration {
		Duration::from_millis(self.config.silence_ms)
	}

	async fn connect(&self, symbol: &str) -> Result<Connection<'_>, FetchError> {
		let (Some(address), Some(market)) =
			(self.addresses.get(symbol), self.config.markets.get(symbol))
		else {
			return Err(FetchError::Unreachable(format!("{symbol} is not configured")));
		};
		let request = ClientRequestBuilder::new(address.clone())
			.with_header("user-agent", concat!("tenor-node/", env!("CARGO_PKG_VERSION")));
		let limits = Limits::default()
			.max_message_size(Some(MAX_MESSAGE))
			.max_frame_size(Some(MAX_MESSAGE))
			.max_write_buffer_size(MAX_UNSENT);
		let tls = Some(self.tls.clone());
		let connecting = connect_async_tls_with_config(request, Some(limits), true, tls);
		let (socket, _) = in_time(self.config.timeout_ms, connecting).await?;
		let now = Instant::now();
		let mut connection = Connection {
			socket,
			config: &self.config,
			market,
			silence: self.silence(),
			priced: now,
			pinged: now,
			said: String::new(),
			limit: LogLimit::default(),
		};
		if let Some(text) = &self.config.subscribe {
			connection.send(Message::text(text.replace(MARKET, market))).await?;
		}
		Ok(connection)
	}
}

/// The authorities that the requests over HTTP trust too; without a provider named, rustls panics where the
/// build has two.
fn tls() -> Result<Connector, rustls::Error> {
	let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
	let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
		.with_safe_default_protocol_versions()?
		.with_root_certificates(roots)
		.with_no_client_auth();
	Ok(Connector::Rustls(Arc::new(config)))
}

async fn in_time<T>(
	timeout_ms: u64,
	done: impl Future<Output = Result<T, Error>>,
) -> Result<T, FetchError> {
	match timeout(Duration::from_millis(timeout_ms), done).await {
		Ok(done) => done.map_err(of_socket),
		Err(_) => Err(FetchError::Timeout),
	}
}

/// Addresses may hold keys of the operator's: they stay out of logs.
fn of_socket(error: Error) -> FetchError {
	match error {
		Error::ConnectionClosed | Error::AlreadyClosed => FetchError::Closed(String::new()),
		Error::Capacity(_) => FetchError::TooLarge(MAX_MESSAGE),
		Error::Http(response) => FetchError::Status(response.status().as_u16()),
		Error::Url(_) => FetchError::Unreachable("the address is not one of a WebSocket".into()),
		error => FetchError::Unreachable(client::chain(&error)),
	}
}

/// A market's connection.
struct Connection<'a> {
	socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
	config: &'a WebSocketConfig,
	market: &'a str,
	silence: Duration,
	/// When the last price came; at first when the connection was made.
	priced: Instant,
	/// When the last ping went.
	pinged: Instant,
	/// The last message without a price: most often why there is none.
	said: String,
	limit: LogLimit,
}

impl Connection<'_> {
	async fn send(&mut self, message: Message) -> Result<(), FetchError> {
		in_time(self.config.timeout_ms, self.socket.send(message)).await
	}

	fn ping_every(&self) -> Duration {
		Duration::from_millis(self.config.silence_ms.checked_div(2).unwrap_or(0)).min(PING_EVERY)
	}

	/// The next price. Whatever else comes is passed over, but not for longer than the silence allowed.
	async fn next_quote(&mut self) -> Result<Quote, FetchError> {
		loop {
			let Some(left) = self.silence.checked_sub(self.priced.elapsed()) else {
				return Err(FetchError::Silent(std::mem::take(&mut self.said)));
			};
			let Some(until_ping) = self.ping_every().checked_sub(self.pinged.elapsed()) else {
				let ping = self.config.ping.as_ref().map(Message::text);
				self.send(ping.unwrap_or_else(|| Message::Ping(Default::default()))).await?;
				self.pinged = Instant::now();
				continue;
			};
			match timeout(left.min(until_ping), self.socket.next()).await {
				// The time has come for a ping, or silence was too long.
				Err(_) => (),
				Ok(None) => return Err(FetchError::Closed(std::mem::take(&mut self.said))),
				Ok(Some(Err(error))) => return Err(of_socket(error)),
				Ok(Some(Ok(message))) => {
					if let Some(quote) = self.hear(message) {
						self.priced = Instant::now();
						return Ok(quote);
					}
				},
			}
		}
	}

	/// The price in a message. What is wrong with it is logged and changes nothing.
	fn hear(&mut self, message: Message) -> Option<Quote> {
		let bytes = match message {
			Message::Text(text) => text.as_bytes().to_vec(),
			Message::Binary(bytes) => bytes.to_vec(),
			Message::Close(Some(close)) => {
				self.said = said(close.reason.as_bytes());
				return None;
			},
			// The socket answers pings itself.
			_ => return None,
		};
		if self.config.ping.is_some() && bytes == b"pong" {
			return None;
		}
		match self.config.read(&bytes, self.market) {
			Ok(Some(quote)) => Some(quote),
			Ok(None) => {
				self.said = said(&bytes);
				None
			},
			Err(error) => {
				let (name, market) = (&self.config.name, self.market);
				self.said = said(&bytes);
				self.limit.warn(format_args!("{name} {market}: message ignored: {error}"));
				None
			},
		}
	}
}

/// The begin of a message, fit for a log: what a venue writes there must not look like lines of ours.
fn said(message: &[u8]) -> String {
	let text = String::from_utf8_lossy(message);
	text.chars().take(MAX_SAID).flat_map(char::escape_debug).collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::sources::parse_price;

	fn config(place: &str) -> WebSocketConfig {
		let text = format!(
			"name = \"a\"\nurl = \"wss://a.example/\"\ntimeout_ms = 1000\nsilence_ms = 5000\n\
			 markets = {{ BTC = \"XBT\" }}\n{place}"
		);
		toml::from_str(&text).unwrap()
	}

	fn price(config: &WebSocketConfig, text: &str) -> Option<Price> {
		config.read(text.as_bytes(), "XBT").unwrap().map(|quote| quote.price)
	}

	#[test]
	fn a_message_has_its_price_or_its_bid_and_ask() {
		let last = config("path = \"/{market}/0\"");
		assert_eq!(price(&last, r#"{"XBT":["61234.5"]}"#), parse_price("61234.5"));
		assert_eq!(price(&last, r#"{"ETH":["61234.5"]}"#), None);
		let named = last.read(br#"{"BTC/~USD":[7]}"#, "BTC/~USD").unwrap();
		assert_eq!(named.map(|quote| quote.price), parse_price("7"));
		let both = config("bid = \"/b\"\nask = \"/a\"");
		assert_eq!(price(&both, r#"{"b":"100","a":"102"}"#), parse_price("101"));
		assert_eq!(price(&both, r#"{"b":10,"a":10}"#), parse_price("10"));
		assert_eq!(price(&both, r#"{"b":"10"}"#), None);
		assert_eq!(price(&both, r#"{"event":"subscribed"}"#), None);
	}

	#[test]
	fn what_is_no_price_and_no_time_is_an_error() {
		let both = config("bid = \"/b\"\nask = \"/a\"\ntime_path = \"/t\"");
		let error = |text: &str| both.read(text.as_bytes(), "XBT").unwrap_err().to_string();
		assert!(error("hello").contains("not JSON"));
		assert!(error(r#"{"b":"11","a":"10"}"#).contains("above the ask"));
		assert!(error(r#"{"b":"100","a":"102.01"}"#).contains("too far apart"));
		assert!(error(r#"{"b":"0.01","a":"999999999999"}"#).contains("too far apart"));
		assert!(error(r#"{"b":"-1","a":"10"}"#).contains("no price at /b"));
		assert!(error(r#"{"b":"1","a":null}"#).contains("no price at /a"));
		assert!(error(r#"{"b":"1","a":"1"}"#).contains("no time at /t"));
		assert!(error(r#"{"b":"1","a":"1","t":"soon"}"#).contains("no time at /t"));
		let at = |text: &str| both.read(text.as_bytes(), "XBT").unwrap().unwrap().at;
		assert_eq!(at(r#"{"b":"1","a":"1","t":1700000000000}"#), 1_700_000_000_000);
		assert_eq!(at(r#"{"b":"1","a":"1","t":"2023-11-14T22:13:20.25Z"}"#), 1_700_000_000_250);
		let near = unix_millis() + 3_000;
		assert!(at(&format!(r#"{{"b":"1","a":"1","t":{near}}}"#)) < near);
		assert!(error(r#"{"b":"1","a":"1","t":"2999-01-01T00:00:00Z"}"#).contains("ahead"));
		let micros = unix_millis() * 1_000;
		assert!(error(&format!(r#"{{"b":"1","a":"1","t":{micros}}}"#)).contains("ahead"));
	}

	#[test]
	fn definitions_say_where_the_price_is_and_what_to_ask() {
		let refusal = |place: &str| config(place).check().unwrap_err().to_string();
		assert!(config("path = \"/p\"").check().is_ok());
		assert!(refusal("").contains("either path, or bid and ask"));
		assert!(refusal("bid = \"/b\"").contains("either path"));
		assert!(refusal("path = \"/p\"\nbid = \"/b\"\nask = \"/a\"").contains("either path"));
		assert!(refusal("path = \"p\"").contains("JSON pointer"));
		assert!(refusal("path = \"/p\"\nsubscribe = \"{market}\"").contains("not JSON"));
		let change = |change: fn(&mut WebSocketConfig)| {
			let mut config = config("path = \"/p\"");
			change(&mut config);
			config.check().unwrap_err().to_string()
		};
		assert!(change(|config| config.url = "https://a.example/".into()).contains("wss"));
		assert!(change(|config| config.url = "ws://a.example/".into()).contains("wss"));
		assert!(change(|config| config.silence_ms = 1).contains("silence_ms"));
		assert!(change(|config| config.timeout_ms = 1).contains("timeout_ms"));
		assert!(change(|config| config.markets.clear()).contains("markets"));
		let two = |config: &mut WebSocketConfig| {
			drop(config.markets.insert("ETH".into(), "ETH".into()));
		};
		assert!(change(two).contains("several markets"));
		let mut asks = config("path = \"/p\"\nsubscribe = '[\"{market}\"]'");
		two(&mut asks);
		assert!(asks.check().is_ok());
	}

	#[test]
	fn what_venues_say_is_cut_and_escaped_in_logs() {
		assert_eq!(said(b"a\nb\x1b[31m\xff"), "a\\nb\\u{1b}[31m\u{fffd}");
		assert_eq!(said(&[b'x'; 100_000]).len(), MAX_SAID);
	}
}
