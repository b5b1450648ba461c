//! Markets that say the same for too long: an answer that is heard anew may still be an old one.

use super::client::FetchError;
use crate::config::{within, ConfigError};
use parking_lot::Mutex;
use std::collections::BTreeMap;

/// Milliseconds for which a venue may say the same, unless its definition says how many.
pub(super) fn default_limit() -> u64 {
	60_000
}

/// Refuses a limit that is out of its bounds.
pub(super) fn check(name: &str, limit: u64) -> Result<(), ConfigError> {
	within(&format!("source {name}: frozen_after_ms"), limit, 5_000, 3_600_000)
}

/// What each market of a venue last said, and since when.
pub(super) struct Frozen<T> {
	/// Milliseconds.
	limit: u64,
	last: Mutex<BTreeMap<String, (T, u64)>>,
}

impl<T: PartialEq> Frozen<T> {
	pub(super) fn new(limit: u64) -> Self {
		Self { limit, last: Mutex::default() }
	}

	/// Notes what a market says at a time in Unix milliseconds.
	///
	/// # Errors
	///
	/// [`FetchError::Frozen`] where it has said so for longer than the limit.
	pub(super) fn note(&self, symbol: &str, says: T, now: u64) -> Result<(), FetchError> {
		let mut last = self.last.lock();
		match last.get(symbol) {
			Some((said, since)) if *said == says => {
				let unchanged = now.saturating_sub(*since);
				if unchanged > self.limit {
					return Err(FetchError::Frozen(unchanged));
				}
			},
			_ => drop(last.insert(symbol.to_string(), (says, now))),
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_market_that_says_the_same_is_an_error_until_it_changes() {
		let frozen = Frozen::new(10_000);
		let note = |symbol, says, now| frozen.note(symbol, says, now).is_ok();
		assert!(note("BTC", 1, 0) && note("BTC", 1, 10_000) && !note("BTC", 1, 10_001));
		assert!(note("ETH", 1, 10_001));
		assert!(!note("BTC", 1, 99_000) && note("BTC", 2, 99_001) && note("BTC", 2, 109_001));
		assert!(!note("BTC", 2, 109_002));
	}
}
