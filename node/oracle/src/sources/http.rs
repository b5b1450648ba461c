//! A venue's JSON over HTTP, asked by a task of its own, so that no round waits for a network.

use super::{
	client::{self, price_of, FetchError, HTTP},
	frozen::{self, Frozen},
	Quote,
};
use crate::{clock::unix_millis, config::ConfigError, metrics::Metrics};
use parking_lot::Mutex;
use reqwest::{Client, Url};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use tenor_primitives::Price;

/// Most bytes of an answer that are read.
const MAX_ANSWER: usize = 64 * 1024;

/// The settings of a venue.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HttpConfig {
	/// Name in logs and metrics.
	pub name: String,
	/// Where to ask; `{market}` is filled in. HTTPS, except on the own machine.
	pub url: String,
	/// JSON pointer to the price, a number or a string; `{market}` is filled in.
	pub path: String,
	/// JSON pointer to the price's time in Unix milliseconds, if the venue tells it.
	#[serde(default)]
	pub time_path: Option<String>,
	/// Milliseconds after which the venue no longer counts while its price stays the same.
	#[serde(default = "frozen::default_limit")]
	pub frozen_after_ms: u64,
	/// Milliseconds for the whole answer.
	pub timeout_ms: u64,
	/// Milliseconds between two requests.
	pub interval_ms: u64,
	/// The venue's name of each underlying, by the chain's symbol.
	pub markets: BTreeMap<String, String>,
}

impl HttpConfig {
	pub(crate) fn check(&self) -> Result<(), ConfigError> {
		let pointers = std::iter::once(&self.path).chain(&self.time_path);
		let Self { name, url, timeout_ms, interval_ms, markets, .. } = self;
		frozen::check(name, self.frozen_after_ms)?;
		client::check_polled(name, url, *timeout_ms, *interval_ms, markets, pointers)
	}

	/// The price in an answer.
	///
	/// # Errors
	///
	/// [`FetchError`] where there is no price or no time.
	pub fn read(&self, answer: &Value, market: &str) -> Result<Quote, FetchError> {
		let path = client::pointer(&self.path, market);
		let price = answer.pointer(&path).and_then(price_of).ok_or(FetchError::NoPrice(path))?;
		let time_path = self.time_path.as_deref();
		let at = client::time_at(answer, time_path, market, unix_millis())?;
		Ok(Quote { venue: self.name.clone(), price, at })
	}
}

/// One venue and what it last said.
pub struct HttpVenue {
	config: HttpConfig,
	client: Client,
	urls: BTreeMap<String, Url>,
	quotes: Mutex<BTreeMap<String, Quote>>,
	frozen: Frozen<Price>,
}

impl HttpVenue {
	/// Sets a venue up.
	///
	/// # Errors
	///
	/// An address that is refused, or a TLS set-up that fails.
	pub fn new(config: HttpConfig) -> Result<Self, ConfigError> {
		let client = client::build(&config.name, config.timeout_ms)?;
		let urls = config
			.markets
			.iter()
			.map(|(symbol, market)| {
				Ok((symbol.clone(), client::request_url(&config.name, &config.url, market, HTTP)?))
			})
			.collect::<Result<_, ConfigError>>()?;
		let frozen = Frozen::new(config.frozen_after_ms);
		Ok(Self { config, client, urls, quotes: Mutex::default(), frozen })
	}

	/// The name in logs and metrics.
	pub fn name(&self) -> &str {
		&self.config.name
	}

	/// The symbols that the venue is configured for.
	pub fn symbols(&self) -> impl Iterator<Item = &str> {
		self.urls.keys().map(String::as_str)
	}

	/// Asks once for the price of an underlying.
	///
	/// # Errors
	///
	/// [`FetchError`], whatever the venue answers.
	pub async fn fetch(&self, symbol: &str) -> Result<Quote, FetchError> {
		let (Some(url), Some(market)) = (self.urls.get(symbol), self.config.markets.get(symbol))
		else {
			return Err(FetchError::Unreachable(format!("{symbol} is not configured")));
		};
		let answer = client::get(&self.client, url, MAX_ANSWER).await?;
		self.config.read(&answer, market)
	}

	/// The last answer on an underlying, whatever its age.
	pub fn quote(&self, symbol: &str) -> Option<Quote> {
		self.quotes.lock().get(symbol).cloned()
	}

	/// Asks about every market for ever; keeps the last answers, but not the same one for ever.
	pub async fn poll(&self, metrics: &Metrics) {
		let keep = |symbol: &str, quote| drop(self.quotes.lock().insert(symbol.to_string(), quote));
		let fetch = async |symbol| {
			let quote = self.fetch(symbol).await?;
			self.frozen.note(symbol, quote.price, unix_millis())?;
			Ok(quote)
		};
		client::poll(self.name(), self.config.interval_ms, self.symbols(), metrics, fetch, keep)
			.await;
	}
}
