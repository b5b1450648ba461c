//! A venue's JSON over HTTP, asked by a task of its own, so that no round waits for a network.

use super::{parse_price, Quote};
use crate::{
	clock::unix_millis,
	config::{within, ConfigError},
	limit::LogLimit,
	metrics::Metrics,
};
use parking_lot::Mutex;
use reqwest::{redirect::Policy, Client, Url};
use serde::Deserialize;
use serde_json::Value;
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use tenor_primitives::Price;

/// Most bytes of an answer that are read.
const MAX_ANSWER: usize = 64 * 1024;

/// Longest pause after failures in a row.
const MAX_PAUSE: Duration = Duration::from_secs(60);

/// Stands for the venue's own name of an underlying.
const MARKET: &str = "{market}";

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
	/// Milliseconds for the whole answer.
	pub timeout_ms: u64,
	/// Milliseconds between two requests.
	pub interval_ms: u64,
	/// The venue's name of each underlying, by the chain's symbol.
	pub markets: BTreeMap<String, String>,
}

impl HttpConfig {
	pub(crate) fn check(&self) -> Result<(), ConfigError> {
		let name = &self.name;
		within(&format!("source {name}: timeout_ms"), self.timeout_ms, 100, 10_000)?;
		within(&format!("source {name}: interval_ms"), self.interval_ms, 250, 60_000)?;
		for path in std::iter::once(&self.path).chain(&self.time_path) {
			if !path.starts_with('/') {
				return Err(ConfigError::invalid(format!(
					"source {name}: path {path:?}: a JSON pointer starts with /"
				)));
			}
		}
		if self.markets.is_empty() {
			return Err(ConfigError::invalid(format!("source {name}: markets is empty")));
		}
		if self.markets.len() > 1 && !self.url.contains(MARKET) {
			return Err(ConfigError::invalid(format!(
				"source {name}: several markets, but no {MARKET} in the url"
			)));
		}
		self.markets.values().try_for_each(|market| self.request_url(market).map(drop))
	}

	/// The address for one market.
	///
	/// Over plain HTTP anyone on the way could set the price, so it is for the own machine only.
	fn request_url(&self, market: &str) -> Result<Url, ConfigError> {
		let text = self.url.replace(MARKET, market);
		let invalid =
			|why: &str| ConfigError::invalid(format!("source {}: url {text:?}: {why}", self.name));
		let url = Url::parse(&text).map_err(|error| invalid(&error.to_string()))?;
		let local = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
		match url.scheme() {
			"https" => Ok(url),
			"http" if local => Ok(url),
			_ => Err(invalid("must be https (http only on localhost)")),
		}
	}
}

/// Why a venue gave no price.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
	/// No answer within the time allowed.
	#[error("no answer in time")]
	Timeout,
	/// No connection, or it broke.
	#[error("unreachable: {0}")]
	Unreachable(String),
	/// The venue refused; redirects count as refusals.
	#[error("HTTP status {0}")]
	Status(u16),
	/// More bytes than a ticker needs.
	#[error("answer above {MAX_ANSWER} bytes")]
	TooLarge,
	/// The answer is not JSON.
	#[error("answer is not JSON")]
	NotJson,
	/// Nothing at the configured path, or no positive decimal.
	#[error("no price at {0}")]
	NoPrice(String),
	/// Nothing at the configured time path, or no whole number.
	#[error("no time at {0}")]
	NoTime(String),
}

/// One venue and what it last said.
pub struct Venue {
	config: HttpConfig,
	client: Client,
	urls: BTreeMap<String, Url>,
	quotes: Mutex<BTreeMap<String, Quote>>,
}

impl Venue {
	/// Sets a venue up.
	///
	/// # Errors
	///
	/// An address that is refused, or a TLS set-up that fails.
	pub fn new(config: HttpConfig) -> Result<Self, ConfigError> {
		let client = Client::builder()
			.user_agent(concat!("tenor-node/", env!("CARGO_PKG_VERSION")))
			.timeout(Duration::from_millis(config.timeout_ms))
			// A price must come from the configured address, not from where it or the
			// environment points.
			.redirect(Policy::none())
			.no_proxy()
			.build()
			.map_err(|error| {
				ConfigError::invalid(format!("source {}: {}", config.name, chain(&error)))
			})?;
		let urls = config
			.markets
			.iter()
			.map(|(symbol, market)| Ok((symbol.clone(), config.request_url(market)?)))
			.collect::<Result<_, ConfigError>>()?;
		Ok(Self { config, client, urls, quotes: Mutex::default() })
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
		let mut response =
			self.client.get(url.clone()).send().await.map_err(FetchError::of_transport)?;
		let status = response.status();
		if !status.is_success() {
			return Err(FetchError::Status(status.as_u16()));
		}
		let mut body = Vec::new();
		while let Some(chunk) = response.chunk().await.map_err(FetchError::of_transport)? {
			if body.len().saturating_add(chunk.len()) > MAX_ANSWER {
				return Err(FetchError::TooLarge);
			}
			body.extend_from_slice(&chunk);
		}
		let answer = serde_json::from_slice(&body).map_err(|_| FetchError::NotJson)?;
		self.read(&answer, market)
	}

	fn read(&self, answer: &Value, market: &str) -> Result<Quote, FetchError> {
		let path = self.config.path.replace(MARKET, market);
		let price = answer.pointer(&path).and_then(price_of).ok_or(FetchError::NoPrice(path))?;
		let heard = unix_millis();
		let at = match &self.config.time_path {
			None => heard,
			Some(path) => {
				let path = path.replace(MARKET, market);
				let time = answer.pointer(&path).and_then(time_of);
				// A venue's clock that is ahead must not keep its price fresh for longer.
				time.ok_or(FetchError::NoTime(path))?.min(heard)
			},
		};
		Ok(Quote { venue: self.config.name.clone(), price, at })
	}

	/// Asks about every market for ever; keeps the last answers.
	pub async fn poll(self: Arc<Self>, metrics: Metrics) {
		let (venue, metrics) = (&*self, &metrics);
		let markets = venue.symbols().map(|symbol| venue.poll_market(symbol, metrics));
		futures::future::join_all(markets).await;
	}

	/// At the configured pace and slower after failures, which are each market's own: one that is
	/// gone, or slow, must not make the prices of the others stale.
	async fn poll_market(&self, symbol: &str, metrics: &Metrics) {
		let limit = LogLimit::default();
		let mut failures = 0u32;
		loop {
			match self.fetch(symbol).await {
				Ok(quote) => {
					failures = 0;
					self.quotes.lock().insert(symbol.to_string(), quote);
				},
				Err(error) => {
					failures = failures.saturating_add(1);
					metrics.source_error(self.name());
					limit.warn(format_args!("{} {symbol}: {error}", self.name()));
				},
			}
			tokio::time::sleep(pause(self.config.interval_ms, failures)).await;
		}
	}
}

impl FetchError {
	fn of_transport(error: reqwest::Error) -> Self {
		if error.is_timeout() {
			Self::Timeout
		} else {
			// The address may hold a key of the operator's: it stays out of logs.
			Self::Unreachable(chain(&error.without_url()))
		}
	}
}

/// An error with its causes.
fn chain(error: &dyn std::error::Error) -> String {
	let mut text = error.to_string();
	let mut cause = error.source();
	while let Some(error) = cause {
		text = format!("{text}: {error}");
		cause = error.source();
	}
	text
}

/// The pause before the next request: doubled with each failure in a row.
fn pause(interval_ms: u64, failures: u32) -> Duration {
	let factor = 1u64.checked_shl(failures.min(16)).unwrap_or(u64::MAX);
	Duration::from_millis(interval_ms.saturating_mul(factor))
		.min(MAX_PAUSE.max(Duration::from_millis(interval_ms)))
}

fn price_of(value: &Value) -> Option<Price> {
	match value {
		Value::String(text) => parse_price(text),
		// Printed shortest, which gives back the decimal that the venue wrote.
		Value::Number(number) => parse_price(&number.to_string()),
		_ => None,
	}
}

fn time_of(value: &Value) -> Option<u64> {
	match value {
		Value::String(text) => text.parse().ok(),
		_ => value.as_u64(),
	}
}

/// All configured venues.
pub struct Venues(Vec<Arc<Venue>>);

impl Venues {
	/// Joins venues.
	pub fn new(venues: Vec<Venue>) -> Self {
		Self(venues.into_iter().map(Arc::new).collect())
	}

	/// Each of them.
	pub fn iter(&self) -> impl Iterator<Item = &Arc<Venue>> {
		self.0.iter()
	}

	/// Their last answers on one underlying.
	pub fn quotes(&self, symbol: &str) -> Vec<Quote> {
		self.0.iter().filter_map(|venue| venue.quotes.lock().get(symbol).cloned()).collect()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn pauses_double_up_to_a_minute() {
		let seconds = |failures| pause(1_000, failures).as_secs();
		assert_eq!([0, 1, 2, 5, 6, 40, u32::MAX].map(seconds), [1, 2, 4, 32, 60, 60, 60]);
		assert_eq!(pause(60_000, 3), MAX_PAUSE);
	}

	#[test]
	fn numbers_and_strings_are_prices() {
		let price = |text: &str| price_of(&serde_json::from_str(text).unwrap());
		assert_eq!(price("61234.57"), parse_price("61234.57"));
		assert_eq!(price("\"61234.57\""), parse_price("61234.57"));
		for text in ["null", "true", "[]", "{}", "-5", "0", "1e300", "\"NaN\"", "\"\""] {
			assert_eq!(price(text), None, "{text}");
		}
	}
}
