//! Where prices come from: live venues, or a recorded window.

pub mod chain;
pub mod client;
mod frozen;
pub mod http;
pub mod options;
pub mod replay;
pub mod smiles;
pub mod venues;
pub mod websocket;

use crate::{
	clock::unix_millis,
	config::{ConfigError, OracleConfig, SourceConfig},
	median::MedianRule,
	metrics::Metrics,
};
use chain::{ChainVenue, Chains};
use futures::{future::BoxFuture, FutureExt};
use http::HttpVenue;
use replay::Replay;
use std::sync::Arc;
use tenor_primitives::{oracle::ExpiryObservation, Expiry, Price, WAD};
use venues::{Venue, Venues};
use websocket::WebSocketVenue;

/// A venue's price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
	/// Which venue.
	pub venue: String,
	/// What it says.
	pub price: Price,
	/// When it was made, as far as that is known; Unix milliseconds.
	pub at: u64,
}

/// The configured sources, ready to be asked without waiting.
#[derive(Clone)]
pub enum Sources {
	/// Live venues: their last answers, which tasks of their own keep fresh.
	Live {
		/// Spot prices.
		venues: Arc<Venues>,
		/// Option chains; none for a validator that reports no surfaces.
		chains: Option<Arc<Chains>>,
	},
	/// A recorded window.
	Recorded(Arc<Replay>),
}

impl Sources {
	/// Sets the sources up; no request is made yet.
	///
	/// # Errors
	///
	/// What the configuration or its data files get wrong.
	pub fn new(config: &OracleConfig) -> Result<Self, ConfigError> {
		let (mut venues, mut chains) = (Vec::new(), Vec::new());
		for source in &config.sources {
			match source {
				SourceConfig::Replay(replay) => {
					let replay = Replay::load(replay, config.folder.as_deref())?;
					return Ok(Self::Recorded(Arc::new(replay)));
				},
				SourceConfig::Http(http) => venues.push(Venue::Http(HttpVenue::new(http.clone())?)),
				SourceConfig::WebSocket(stream) => {
					venues.push(Venue::WebSocket(WebSocketVenue::new(stream.clone())?));
				},
				SourceConfig::Chain(chain) => {
					let rule = config.surface()?;
					chains.push(ChainVenue::new(chain.clone(), &rule)?);
				},
			}
		}
		let chains = match chains.is_empty() {
			true => None,
			false => Some(Arc::new(Chains::new(chains, config.surface()?))),
		};
		Ok(Self::Live { venues: Arc::new(Venues::new(venues)), chains })
	}

	/// The tasks that keep the answers fresh, for ever.
	pub fn polls(&self, rule: MedianRule, metrics: &Metrics) -> Vec<BoxFuture<'static, ()>> {
		let Self::Live { venues, chains } = self else { return Vec::new() };
		let mut polls = venues.polls(metrics);
		for chain in chains.iter().flat_map(|chains| chains.iter()) {
			let venues = venues.clone();
			let spot = move |symbol: &str| {
				rule.apply(&venues.quotes(symbol), unix_millis()).map(|(price, _)| price)
			};
			polls.push(chain.clone().poll(metrics.clone(), spot).boxed());
		}
		polls
	}

	/// Every venue's last price, with its time. `salt` names the validator.
	pub fn quotes(&self, symbol: &str, now: u64, salt: &[u8]) -> Vec<Quote> {
		match self {
			Self::Live { venues, .. } => venues.quotes(symbol),
			Self::Recorded(replay) => replay.quotes(symbol, now, salt),
		}
	}

	/// Forward and smile of each expiry as the validator named by `salt` sees them, or `None` where no
	/// source knows them.
	pub fn surface(
		&self,
		symbol: &str,
		spot: Price,
		now: u64,
		expiries: &[Expiry],
		salt: &[u8],
	) -> Option<Vec<ExpiryObservation>> {
		match self {
			// Without chains there is none: an index has no term structure, and a constant volatility
			// would be made up.
			Self::Live { chains, .. } => {
				let seen = chains.as_ref()?.surface(symbol, spot, now, expiries)?;
				Some(seen.into_iter().map(|(seen, _)| seen).collect())
			},
			Self::Recorded(replay) => replay.surface(symbol, spot, now, expiries, salt),
		}
	}
}

/// Reads a decimal such as `61234.5`; digits after the eighteenth decimal are cut.
///
/// `None` for anything else than a positive decimal below 1e12.
pub fn parse_price(text: &str) -> Option<Price> {
	let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
	let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
	if whole.is_empty() || whole.len() > 12 || !digits(whole) || !digits(fraction) {
		return None;
	}
	let fraction: String = fraction.chars().chain(std::iter::repeat('0')).take(18).collect();
	let units = whole.parse::<u128>().ok()?.checked_mul(WAD)?;
	let price = units.checked_add(fraction.parse().ok()?)?;
	(price > 0).then_some(Price(price))
}

/// A price with six decimals, cut.
pub(crate) fn decimal(price: Price) -> String {
	const MICRO: u128 = 1_000_000_000_000;
	let whole = price.0.checked_div(WAD).unwrap_or(0);
	let rest = price.0.checked_rem(WAD).unwrap_or(0).checked_div(MICRO).unwrap_or(0);
	format!("{whole}.{rest:06}")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn prices_are_read_exactly() {
		assert_eq!(parse_price("1"), Some(Price(WAD)));
		assert_eq!(parse_price("61234.5"), Some(Price(61_234_500_000_000_000_000_000)));
		assert_eq!(parse_price("0.000000000000000001"), Some(Price(1)));
		assert_eq!(parse_price("0.0000000000000000019"), Some(Price(1)));
	}

	#[test]
	fn everything_else_is_refused() {
		for text in ["", ".", ".5", "-1", "+1", "1e5", "1,000", "1.2.3", " 1", "NaN", "inf", "0"] {
			assert_eq!(parse_price(text), None, "{text:?}");
		}
		assert_eq!(parse_price("1000000000000"), None);
		assert_eq!(parse_price(&"9".repeat(4_000)), None);
	}
}
