//! The operator's TOML file: which sources, and how their prices are joined.

use crate::{
	limit::LOG_TARGET,
	sources::{
		chain::SurfaceRule,
		client::{is_local, MARKET},
		http::HttpConfig,
		options::ChainConfig,
		replay::ReplayConfig,
		websocket::WebSocketConfig,
	},
};
use reqwest::Url;
use serde::Deserialize;
use std::{
	collections::BTreeSet,
	path::{Path, PathBuf},
};

/// Why a configuration is refused.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
	/// The file cannot be read: check the path and its permissions.
	#[error("oracle file {}: {error}", path.display())]
	Unreadable {
		/// Which file.
		path: PathBuf,
		/// What the system said.
		error: std::io::Error,
	},
	/// The file is not the TOML that is expected: the message names line and key.
	#[error("oracle configuration: {0}")]
	Syntax(String),
	/// A value is out of its bounds or contradicts another one.
	#[error("oracle configuration: {0}")]
	Invalid(String),
	/// A recorded data file holds something else than the columns that are expected.
	#[error("oracle data file {file}, line {line}: {reason}")]
	Data {
		/// Which file.
		file: String,
		/// Which line, from 1.
		line: usize,
		/// What is wrong there.
		reason: String,
	},
}

impl ConfigError {
	/// What is wrong with a text, and where; not its line as the parser would show it, which may hold an
	/// address with a key of the operator's.
	fn syntax(text: &str, error: &toml::de::Error) -> Self {
		let what = error.message().trim();
		let Some(before) = error.span().and_then(|span| text.get(..span.start)) else {
			return Self::Syntax(what.into());
		};
		let passed = before.matches('\n').count();
		let key = text.lines().nth(passed).and_then(|line| line.split_once('='));
		let key = key
			.map(|(key, _)| key.trim())
			.filter(|key| key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-'));
		let line = passed.saturating_add(1);
		Self::Syntax(match key {
			Some(key) => format!("line {line}, {key}: {what}"),
			None => format!("line {line}: {what}"),
		})
	}

	pub(crate) fn invalid(reason: impl Into<String>) -> Self {
		Self::Invalid(reason.into())
	}
}

/// The settings of a validator's oracle worker.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OracleConfig {
	/// Venues that must stand behind a price; below it the validator abstains.
	pub min_sources: usize,
	/// Basis points from the median beyond which a venue is left out.
	pub outlier_bp: u32,
	/// Milliseconds after which a venue's price no longer counts.
	pub stale_after_ms: u64,
	/// How option chains are joined; needed where there are some.
	#[serde(default)]
	pub surface: Option<SurfaceRule>,
	/// Where prices come from.
	#[serde(rename = "source")]
	pub sources: Vec<SourceConfig>,
	/// Folder that the data files' paths are relative to; `None` for the built-in recording.
	#[serde(skip)]
	pub folder: Option<PathBuf>,
}

/// One source of prices.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum SourceConfig {
	/// A venue's spot prices, JSON over HTTP.
	Http(HttpConfig),
	/// A venue's spot prices, JSON over WebSocket.
	WebSocket(WebSocketConfig),
	/// A venue's options, JSON over HTTP.
	Chain(ChainConfig),
	/// A recorded window, for development and tests.
	Replay(ReplayConfig),
}

impl SourceConfig {
	/// The name in logs and metrics.
	pub fn name(&self) -> &str {
		match self {
			Self::Http(http) => &http.name,
			Self::WebSocket(stream) => &stream.name,
			Self::Chain(chain) => &chain.name,
			Self::Replay(replay) => &replay.name,
		}
	}

	/// Whether it is asked on the own machine.
	fn is_local(&self) -> bool {
		let url = match self {
			Self::Http(http) => &http.url,
			Self::WebSocket(stream) => &stream.url,
			Self::Chain(chain) => &chain.url,
			Self::Replay(_) => return false,
		};
		Url::parse(&url.replace(MARKET, "market")).is_ok_and(|url| is_local(&url))
	}
}

impl OracleConfig {
	/// Reads and checks a file.
	///
	/// # Errors
	///
	/// [`ConfigError::Unreadable`], [`ConfigError::Syntax`], [`ConfigError::Invalid`].
	pub fn load(path: &Path) -> Result<Self, ConfigError> {
		let text = std::fs::read_to_string(path)
			.map_err(|error| ConfigError::Unreadable { path: path.to_path_buf(), error })?;
		let mut config = Self::parse(&text)?;
		config.folder = Some(path.parent().unwrap_or(Path::new("")).to_path_buf());
		Ok(config)
	}

	/// The recording that is built into the binary: two underlyings, for development chains.
	///
	/// # Errors
	///
	/// None in a build that passes its tests.
	pub fn recorded() -> Result<Self, ConfigError> {
		Self::parse(include_str!("../replay.toml"))
	}

	/// Reads and checks the text of a file.
	///
	/// # Errors
	///
	/// [`ConfigError::Syntax`], [`ConfigError::Invalid`].
	pub fn parse(text: &str) -> Result<Self, ConfigError> {
		let config: Self =
			toml::from_str(text).map_err(|error| ConfigError::syntax(text, &error))?;
		config.check()?;
		Ok(config)
	}

	/// Refuses recorded prices on a chain that is not there for tests: others would take them for live. Of
	/// sources on the own machine, which may be a proxy of a venue or `oracle serve`, the log warns.
	///
	/// # Errors
	///
	/// [`ConfigError::Invalid`].
	pub fn for_chain(self, is_test_chain: bool) -> Result<Self, ConfigError> {
		if self.is_recorded() && !is_test_chain {
			return Err(ConfigError::invalid(
				"a replay source is for development and local chains only: name live ones",
			));
		}
		if !is_test_chain {
			for name in self.local_sources() {
				log::warn!(
					target: LOG_TARGET,
					"{name} is on this machine: it must pass on a venue's prices, not those of `oracle serve`"
				);
			}
		}
		Ok(self)
	}

	fn local_sources(&self) -> impl Iterator<Item = &str> {
		self.sources.iter().filter(|source| source.is_local()).map(SourceConfig::name)
	}

	fn is_recorded(&self) -> bool {
		self.sources.iter().any(|source| matches!(source, SourceConfig::Replay(_)))
	}

	fn check(&self) -> Result<(), ConfigError> {
		within("outlier_bp", u64::from(self.outlier_bp), 1, 5_000)?;
		within("stale_after_ms", self.stale_after_ms, 500, 60_000)?;
		let mut names = BTreeSet::new();
		let mut venues = 0usize;
		let mut chains = 0usize;
		for source in &self.sources {
			let name = source.name();
			let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
			if name.is_empty() || name.len() > 32 || !name.chars().all(legal) {
				return Err(ConfigError::invalid(format!(
					"source name {name:?}: use 1 to 32 of a-z, 0-9 and -"
				)));
			}
			if !names.insert(name) {
				return Err(ConfigError::invalid(format!("two sources are named {name:?}")));
			}
			match source {
				SourceConfig::Http(http) => {
					http.check()?;
					venues = venues.saturating_add(1);
				},
				SourceConfig::WebSocket(stream) => {
					stream.check()?;
					venues = venues.saturating_add(1);
				},
				SourceConfig::Chain(chain) => {
					chain.check()?;
					chains = chains.saturating_add(1);
				},
				SourceConfig::Replay(replay) => {
					replay.check()?;
					venues = venues.saturating_add(usize::from(replay.venues));
				},
			}
		}
		if self.sources.is_empty() {
			return Err(ConfigError::invalid("no [[source]]: name at least one"));
		}
		if self.is_recorded() && self.sources.len() > 1 {
			// A recorded price beside live ones would enter a median that others take for live.
			return Err(ConfigError::invalid("a replay source must be the only source"));
		}
		if self.min_sources == 0 || self.min_sources > venues {
			return Err(ConfigError::invalid(format!(
				"min_sources = {}: must be 1 to {venues}, the venues that are configured",
				self.min_sources
			)));
		}
		if chains > 0 || self.surface.is_some() {
			self.surface()?.check(chains)?;
		}
		Ok(())
	}

	/// How option chains are joined.
	///
	/// # Errors
	///
	/// [`ConfigError::Invalid`] where the file does not say.
	pub fn surface(&self) -> Result<SurfaceRule, ConfigError> {
		let missing = "no [surface]: say how the chain sources are joined";
		self.surface.ok_or_else(|| ConfigError::invalid(missing))
	}
}

/// Refuses a value outside of its bounds, both inclusive.
pub(crate) fn within(key: &str, value: u64, least: u64, most: u64) -> Result<(), ConfigError> {
	if (least..=most).contains(&value) {
		Ok(())
	} else {
		Err(ConfigError::invalid(format!("{key} = {value}: must be {least} to {most}")))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const HEAD: &str = "min_sources = 1\noutlier_bp = 100\nstale_after_ms = 5000\n";

	fn http(extra: &str) -> String {
		format!(
			"{HEAD}[[source]]\nkind = \"http\"\nname = \"a\"\npath = \"/p\"\n\
			 timeout_ms = 1000\ninterval_ms = 1000\nmarkets = {{ BTC = \"x\" }}\n{extra}"
		)
	}

	fn refusal(text: &str) -> String {
		OracleConfig::parse(text).unwrap_err().to_string()
	}

	#[test]
	fn the_shipped_files_are_valid() {
		let example = OracleConfig::parse(include_str!("../example.toml")).unwrap();
		let names: Vec<_> = example.sources.iter().map(SourceConfig::name).collect();
		let spot = ["binance", "coinbase", "kraken", "okx", "deribit-index"];
		let options = ["deribit-options", "okx-options", "bybit-options"];
		assert_eq!(names, [&spot[..], &options].concat());
		let streams = OracleConfig::parse(include_str!("../websocket.toml")).unwrap();
		let names: Vec<_> = streams.sources.iter().map(SourceConfig::name).collect();
		assert_eq!(names, spot);
		assert_eq!(OracleConfig::recorded().unwrap().sources.len(), 1);
	}

	#[test]
	fn what_is_wrong_is_named() {
		let url = "url = \"https://a.example/{market}\"\n";
		assert!(OracleConfig::parse(&http(url)).is_ok());
		assert!(refusal(HEAD).contains("source"));
		assert!(refusal(&http("")).contains("url"));
		assert!(refusal(&http(&format!("{url}colour = 1\n"))).contains("colour"));
		assert!(refusal(&http("url = \"http://a.example/\"\n")).contains("https"));
		assert!(refusal(&http("url = \"ftp://a.example/\"\n")).contains("https"));
		assert!(refusal(&http("url = \"nonsense\"\n")).contains("source a: url"));
		let twice = http(url).replace("min_sources = 1", "min_sources = 2");
		assert!(refusal(&twice).contains("min_sources = 2"));
		let slow = http(url).replace("timeout_ms = 1000", "timeout_ms = 99999");
		assert!(refusal(&slow).contains("timeout_ms = 99999"));
		let path = http(url).replace("\"/p\"", "\"p\"");
		assert!(refusal(&path).contains("path"));
		let name = http(url).replace("\"a\"", "\"A b\"");
		assert!(refusal(&name).contains("A b"));
		let pair = format!("{}{}", http(url), http(url).trim_start_matches(HEAD));
		assert!(refusal(&pair).contains("two sources"));
		let markets = http(url).replace("{ BTC = \"x\" }", "{}");
		assert!(refusal(&markets).contains("markets"));
		let kind = http(url).replace("\"http\"", "\"carrier-pigeon\"");
		assert!(refusal(&kind).contains("carrier-pigeon"));
	}

	#[test]
	fn no_error_tells_an_address() {
		let secret = "api.example/v1?key=hunter2";
		for line in [
			format!("url = \"http://{secret}\"\n"),
			format!("url = \"ftp://{secret}\"\n"),
			format!("url = \"{secret}\"\n"),
			// Errors of the parser: no end, twice, no string.
			format!("url = \"https://{secret}\n"),
			format!("url = \"https://b.example\"\nurl = \"https://{secret}\"\n"),
			format!("url = https://{secret}\n"),
			format!("https://{secret}\n"),
		] {
			let error = refusal(&http(&line));
			assert!(!error.contains("hunter2") && !error.contains("api.example"), "{error}");
			assert!(error.contains("source a: url") || error.contains("line 1"), "{error}");
		}
		let stream = |url: &str, subscribe: &str| {
			let text =
				http(&format!("url = '{url}'\nsubscribe = '{subscribe}'\nsilence_ms = 5000\n"));
			let text = text.replace("kind = \"http\"", "kind = \"websocket\"");
			refusal(&text.replace("interval_ms = 1000\n", ""))
		};
		let good = "wss://a.example/";
		assert!(stream(good, "{\"key\":\"hunter2\"").contains("subscribe is not JSON"));
		for error in [
			stream(good, "{\"key\":\"hunter2\""),
			stream(good, "hunter2 {market}"),
			stream("wss://api.example:99999/hunter2", "{}"),
			stream("https://api.example/hunter2", "{}"),
			stream("wss://api.example /hunter2", "{}"),
			stream("hunter2", "{}"),
		] {
			assert!(error.contains("source a: "), "{error}");
			assert!(!error.contains("hunter2") && !error.contains("api.example"), "{error}");
		}
		assert!(refusal("min_sources = many").contains("line 1, min_sources:"));
	}

	#[test]
	fn chains_need_a_rule_that_they_can_meet() {
		let example = include_str!("../example.toml");
		let begin = example.find("\n[surface]\n").unwrap();
		let end = begin + example[begin..].find("# `path`").unwrap();
		let rule = &example[begin..end];
		assert!(refusal(&example.replace(rule, "")).contains("[surface]"));
		let change = |from: &str, to: &str| refusal(&example.replace(from, to));
		assert!(change("min_sources = 2", "min_sources = 4").contains("surface.min_sources = 4"));
		assert!(change("min_sources = 2", "min_sources = 0").contains("surface.min_sources = 0"));
		assert!(change("bp = 2000", "bp = 0").contains("surface.variance_outlier_bp = 0"));
		assert!(change("\"coin\"", "\"pebble\"").contains("pebble"));
		assert!(change("bid = \"/bidVol\"", "bid = \"bidVol\"").contains("okx-options: path"));
		assert!(change("https://api.bybit", "http://api.bybit").contains("https"));
		assert!(refusal(&example.replace("min_sources = 3", "min_sources = 6")).contains("1 to 5"));
		let spot = http("url = \"https://a.example/{market}\"\n");
		let alone = format!("{HEAD}{rule}{}", spot.trim_start_matches(HEAD));
		assert!(refusal(&alone).contains("1 to 0"));
	}

	#[test]
	fn recorded_prices_never_mix_with_live_ones() {
		let recorded = include_str!("../replay.toml");
		let live = http("url = \"https://a.example/{market}\"\n");
		let both = format!("{recorded}\n{}", live.trim_start_matches(HEAD));
		assert!(refusal(&both).contains("only source"));
	}

	#[test]
	fn recorded_prices_are_refused_on_a_live_chain() {
		let recorded = || OracleConfig::recorded().unwrap();
		assert!(recorded().for_chain(true).is_ok());
		let error = recorded().for_chain(false).unwrap_err().to_string();
		assert!(error.contains("replay"), "{error}");
		let live = OracleConfig::parse(include_str!("../example.toml")).unwrap();
		assert!(live.for_chain(false).is_ok());
	}

	#[test]
	fn sources_on_the_own_machine_are_known() {
		let served = OracleConfig::parse(include_str!("../served.toml")).unwrap();
		assert!(served.local_sources().eq(["served-0", "served-1", "served-2"]));
		for venues in [include_str!("../example.toml"), include_str!("../websocket.toml")] {
			assert_eq!(OracleConfig::parse(venues).unwrap().local_sources().count(), 0);
		}
	}
}
