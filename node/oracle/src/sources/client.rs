//! JSON over HTTPS, as all live sources ask for it.

use crate::{
	config::{within, ConfigError},
	limit::LogLimit,
	metrics::Metrics,
};
use chrono::DateTime;
use reqwest::{redirect::Policy, Client, Url};
use serde_json::Value;
use std::{
	collections::BTreeMap,
	future::Future,
	hash::{BuildHasher, RandomState},
	time::Duration,
};
use tenor_primitives::Price;

/// Milliseconds by which a venue's clock may be ahead of this machine's.
const MAX_AHEAD: u64 = 5_000;

/// Longest pause after failures in a row. A spot is stale after some seconds: a venue that is back must not
/// stay unheard for much longer.
const MAX_PAUSE: Duration = Duration::from_secs(4);

/// Longest pause after refusals, which often say that it is asked too often.
const MAX_PAUSE_REFUSED: Duration = Duration::from_secs(60);

/// Bytes of the longest answer for each value that an answer may hold: what the shortest JSON becomes in
/// memory is a hundred times as long as its text.
const BYTES_PER_VALUE: usize = 16;

/// Stands for the venue's own name of an underlying.
pub(crate) const MARKET: &str = "{market}";

/// Schemes of polled sources.
pub(super) const HTTP: [&str; 2] = ["https", "http"];

/// Why a venue gave nothing.
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
	/// More bytes than such an answer needs.
	#[error("answer above {0} bytes")]
	TooLarge(usize),
	/// More values or options than such an answer needs.
	#[error("more than {most} {what}")]
	TooMany {
		/// Of what.
		what: &'static str,
		/// Most that are read.
		most: usize,
	},
	/// The answer is not JSON.
	#[error("answer is not JSON")]
	NotJson,
	/// Nothing at the configured path, or no positive decimal.
	#[error("no price at {0}")]
	NoPrice(String),
	/// Nothing at the configured time path, or no whole number.
	#[error("no time at {0}")]
	NoTime(String),
	/// A bid that is above the ask.
	#[error("the bid is above the ask")]
	Crossed,
	/// An ask so far above the bid that their middle says little.
	#[error("bid and ask are too far apart")]
	Wide,
	/// A stream without a price for too long; with its last other message.
	#[error("no price for too long; last message: {0:?}")]
	Silent(String),
	/// A stream that its venue ended; with its last other message.
	#[error("the venue closed the connection; last message: {0:?}")]
	Closed(String),
	/// Reading the answer failed: a defect, or the node is going down.
	#[error("not read: {0}")]
	Unread(String),
	/// The time at the configured path has not come yet: the clock of the venue or of this machine is wrong,
	/// or it is not in milliseconds.
	#[error("the time at {path} is {millis} ms ahead")]
	Ahead {
		/// Where.
		path: String,
		/// How far.
		millis: u64,
	},
	/// The venue answers, but for so many milliseconds has said the same.
	#[error("nothing new for {0} ms")]
	Frozen(u64),
	/// No list at the configured path.
	#[error("no list at {0}")]
	NoList(String),
	/// No expiry has enough options with fresh, sound quotes on both sides of the money.
	#[error("{rows} rows, {quotes} sound quotes: no expiry has enough of them")]
	NoExpiry {
		/// Rows of the answer.
		rows: usize,
		/// Options whose quotes are sound.
		quotes: usize,
	},
}

impl FetchError {
	/// The longest pause after it.
	fn max_pause(&self) -> Duration {
		match self {
			// Redirects are refusals too: an address that has moved stays so.
			Self::Status(300..=499) => MAX_PAUSE_REFUSED,
			_ => MAX_PAUSE,
		}
	}

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
pub(super) fn chain(error: &dyn std::error::Error) -> String {
	let mut text = error.to_string();
	let mut cause = error.source();
	while let Some(error) = cause {
		text = format!("{text}: {error}");
		cause = error.source();
	}
	text
}

/// A client for one source.
pub(super) fn build(name: &str, timeout_ms: u64) -> Result<Client, ConfigError> {
	Client::builder()
		.user_agent(concat!("tenor-node/", env!("CARGO_PKG_VERSION")))
		.timeout(Duration::from_millis(timeout_ms))
		// A price must come from the configured address, not from where it or the environment
		// points.
		.redirect(Policy::none())
		.no_proxy()
		.build()
		.map_err(|error| ConfigError::invalid(format!("source {name}: {}", chain(&error))))
}

/// The JSON at an address, read up to `most` bytes.
pub(super) async fn get(client: &Client, url: &Url, most: usize) -> Result<Value, FetchError> {
	json(&body(client, url, most).await?, most)
}

/// What is at an address, read up to `most` bytes.
pub(super) async fn body(client: &Client, url: &Url, most: usize) -> Result<Vec<u8>, FetchError> {
	let mut response = client.get(url.clone()).send().await.map_err(FetchError::of_transport)?;
	let status = response.status();
	if !status.is_success() {
		return Err(FetchError::Status(status.as_u16()));
	}
	let mut body = Vec::new();
	while let Some(chunk) = response.chunk().await.map_err(FetchError::of_transport)? {
		if body.len().saturating_add(chunk.len()) > most {
			return Err(FetchError::TooLarge(most));
		}
		body.extend_from_slice(&chunk);
	}
	Ok(body)
}

/// The JSON of a body of which up to `most` bytes were read.
pub(super) fn json(body: &[u8], most: usize) -> Result<Value, FetchError> {
	let most = most.checked_div(BYTES_PER_VALUE).unwrap_or(0);
	// Each value but the first comes after one of these; some stand in strings.
	let values = body.iter().filter(|byte| matches!(byte, b',' | b'[' | b'{')).count();
	if values > most {
		return Err(FetchError::TooMany { what: "values", most });
	}
	serde_json::from_slice(body).map_err(|_| FetchError::NotJson)
}

/// The address for one market, of a secure scheme or, on the own machine, of a plain one: elsewhere anyone
/// on the way could set the price.
pub(super) fn request_url(
	name: &str,
	url: &str,
	market: &str,
	[secure, plain]: [&str; 2],
) -> Result<Url, ConfigError> {
	let text = url.replace(MARKET, market);
	// Not the address itself, which may hold a key of the operator's.
	let invalid = |why: &str| ConfigError::invalid(format!("source {name}: url: {why}"));
	let url = Url::parse(&text).map_err(|error| invalid(&error.to_string()))?;
	match url.scheme() {
		scheme if scheme == secure || is_local(&url) && scheme == plain => Ok(url),
		_ => Err(invalid(&format!("must be {secure} ({plain} only on localhost)"))),
	}
}

/// Whether an address is on the own machine.
pub(crate) fn is_local(url: &Url) -> bool {
	matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"))
}

/// Checks the settings that all sources have that are asked over HTTP.
pub(super) fn check_polled<'a>(
	name: &str,
	url: &str,
	timeout_ms: u64,
	interval_ms: u64,
	markets: &BTreeMap<String, String>,
	pointers: impl Iterator<Item = &'a String>,
) -> Result<(), ConfigError> {
	within(&format!("source {name}: interval_ms"), interval_ms, 250, 60_000)?;
	check(name, url, timeout_ms, markets, pointers)?;
	markets.values().try_for_each(|market| request_url(name, url, market, HTTP).map(drop))
}

/// Checks the settings that all live sources have; `asked` is what tells a venue the market.
pub(super) fn check<'a>(
	name: &str,
	asked: &str,
	timeout_ms: u64,
	markets: &BTreeMap<String, String>,
	mut pointers: impl Iterator<Item = &'a String>,
) -> Result<(), ConfigError> {
	let invalid = |what: String| ConfigError::invalid(format!("source {name}: {what}"));
	within(&format!("source {name}: timeout_ms"), timeout_ms, 100, 10_000)?;
	if let Some(path) = pointers.find(|path| !path.starts_with('/')) {
		return Err(invalid(format!("path {path:?}: a JSON pointer starts with /")));
	}
	if markets.is_empty() {
		return Err(invalid("markets is empty".into()));
	}
	if markets.len() > 1 && !asked.contains(MARKET) {
		return Err(invalid(format!("several markets, but nothing that asks for a {MARKET}")));
	}
	Ok(())
}

/// Asks about every market for ever, at the given pace and slower after failures, which are each market's
/// own: one that is gone, or slow, must not make the prices of the others stale.
pub(super) async fn poll<'a, T, F: Future<Output = Result<T, FetchError>>>(
	name: &str,
	interval_ms: u64,
	symbols: impl Iterator<Item = &'a str>,
	metrics: &Metrics,
	fetch: impl Fn(&'a str) -> F,
	keep: impl Fn(&'a str, T),
) {
	let (fetch, keep) = (&fetch, &keep);
	let markets = symbols.map(|symbol| async move {
		let limit = LogLimit::default();
		let mut failures = 0u32;
		loop {
			let pause = match fetch(symbol).await {
				Ok(found) => {
					failures = 0;
					keep(symbol, found);
					Duration::from_millis(interval_ms)
				},
				Err(error) => {
					failures = failures.saturating_add(1);
					metrics.source_error(name);
					limit.warn(format_args!("{name} {symbol}: {error}"));
					pause_of_poll(&error, interval_ms, failures)
				},
			};
			tokio::time::sleep(pause).await;
		}
	});
	futures::future::join_all(markets).await;
}

/// The pause after so many failures in a row, of which this is the last.
pub(super) fn pause_after(error: &FetchError, interval_ms: u64, failures: u32) -> Duration {
	shortened(pause(interval_ms, failures, error.max_pause()))
}

/// The same between two requests: never less than was configured.
fn pause_of_poll(error: &FetchError, interval_ms: u64, failures: u32) -> Duration {
	pause_after(error, interval_ms, failures).max(Duration::from_millis(interval_ms))
}

/// The pause before the next request: doubled with each failure in a row.
fn pause(interval_ms: u64, failures: u32, most: Duration) -> Duration {
	let factor = 1u64.checked_shl(failures.min(16)).unwrap_or(u64::MAX);
	Duration::from_millis(interval_ms.saturating_mul(factor))
		.min(most.max(Duration::from_millis(interval_ms)))
}

/// A pause less up to a quarter of it, by chance: validators that a venue fails at once must not all come
/// back at once.
fn shortened(pause: Duration) -> Duration {
	let quarter = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX).checked_div(4);
	let chance = RandomState::new().hash_one(0u8).checked_rem(quarter.unwrap_or(0).max(1));
	pause.saturating_sub(Duration::from_millis(chance.unwrap_or(0)))
}

/// A positive decimal.
pub(super) fn price_of(value: &Value) -> Option<Price> {
	match value {
		Value::String(text) => super::parse_price(text),
		// Printed shortest, which gives back the decimal that the venue wrote.
		Value::Number(number) => super::parse_price(&number.to_string()),
		_ => None,
	}
}

/// A JSON pointer with a market's name filled in, whatever is in the name.
pub(super) fn pointer(path: &str, market: &str) -> String {
	path.replace(MARKET, &market.replace('~', "~0").replace('/', "~1"))
}

/// Unix milliseconds, written so or as RFC 3339.
fn time_of(value: &Value) -> Option<u64> {
	let Value::String(text) = value else { return value.as_u64() };
	let dated = || {
		let moment = DateTime::parse_from_rfc3339(text).ok()?;
		u64::try_from(moment.timestamp_millis()).ok()
	};
	text.parse().ok().or_else(dated)
}

/// When a price was made: as the answer says, if it is to say so, but not after it was heard.
///
/// # Errors
///
/// [`time_in`], where the answer should say it.
pub(super) fn time_at(
	answer: &Value,
	path: Option<&str>,
	market: &str,
	heard: u64,
) -> Result<u64, FetchError> {
	path.map_or(Ok(heard), |path| time_in(answer, &pointer(path, market), heard))
}

/// The time at a pointer. A venue's clock that is a little ahead must not keep its price fresh for longer.
///
/// # Errors
///
/// [`FetchError::NoTime`] where there is none, [`FetchError::Ahead`] for one long after it was heard.
pub(super) fn time_in(value: &Value, path: &str, heard: u64) -> Result<u64, FetchError> {
	let time = value.pointer(path).and_then(time_of);
	let time = time.ok_or_else(|| FetchError::NoTime(path.into()))?;
	match time.saturating_sub(heard) {
		millis if millis > MAX_AHEAD => Err(FetchError::Ahead { path: path.into(), millis }),
		_ => Ok(time.min(heard)),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::sources::parse_price;

	#[test]
	fn pauses_double_up_to_a_minute_where_a_venue_refuses_and_to_four_seconds_elsewhere() {
		for status in [302, 404, 429] {
			let refused = FetchError::Status(status).max_pause();
			let seconds = |failures| pause(1_000, failures, refused).as_secs();
			assert_eq!([0, 1, 2, 5, 6, 40, u32::MAX].map(seconds), [1, 2, 4, 32, 60, 60, 60]);
		}
		for error in
			[FetchError::Timeout, FetchError::Unreachable("".into()), FetchError::Status(503)]
		{
			let seconds = |failures| pause(1_000, failures, error.max_pause()).as_secs();
			assert_eq!([0, 1, 2, 5, 6, 40, u32::MAX].map(seconds), [1, 2, 4, 4, 4, 4, 4]);
		}
		// Never more often than it was to be asked.
		assert_eq!(pause(10_000, 3, MAX_PAUSE), Duration::from_secs(10));
	}

	#[test]
	fn nothing_is_asked_sooner_than_its_interval() {
		for (interval, failures) in [(250, 1), (1_000, 2), (4_000, 1), (10_000, 3), (60_000, 9)] {
			for error in [FetchError::Timeout, FetchError::Status(429)] {
				let pauses = (0..100).map(|_| pause_of_poll(&error, interval, failures));
				let least = pauses.min().unwrap();
				assert!(least >= Duration::from_millis(interval), "{interval}: {least:?}");
			}
		}
	}

	#[test]
	fn pauses_differ_by_up_to_a_quarter() {
		let whole = Duration::from_secs(4);
		let pauses: Vec<_> = (0..100).map(|_| shortened(whole)).collect();
		assert!(pauses.iter().all(|pause| *pause > whole * 3 / 4 && *pause <= whole));
		assert!(pauses.iter().any(|pause| *pause != pauses[0]));
		assert_eq!(shortened(Duration::ZERO), Duration::ZERO);
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
