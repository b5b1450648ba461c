//! Log lines that a failure repeats: one in half a minute.

use log::Level;
use parking_lot::Mutex;
use std::{
	fmt,
	time::{Duration, Instant},
};

/// The target of all log lines of the worker.
pub(crate) const LOG_TARGET: &str = "oracle";

const EVERY: Duration = Duration::from_secs(30);

/// Lets one line through per interval and counts the others.
#[derive(Default)]
pub(crate) struct LogLimit(Mutex<(Option<Instant>, u64)>);

impl LogLimit {
	/// Logs a warning, or counts it.
	pub(crate) fn warn(&self, message: fmt::Arguments<'_>) {
		self.log(Level::Warn, message);
	}

	/// Logs what the operator must mend, or counts it.
	pub(crate) fn error(&self, message: fmt::Arguments<'_>) {
		self.log(Level::Error, message);
	}

	fn log(&self, level: Level, message: fmt::Arguments<'_>) {
		match self.admit(Instant::now()) {
			Some(0) => log::log!(target: LOG_TARGET, level, "{message}"),
			Some(held) => {
				log::log!(target: LOG_TARGET, level, "{message} ({held} lines held back)")
			},
			None => log::debug!(target: LOG_TARGET, "{message}"),
		}
	}

	/// The number of lines held back since the last, when one may pass.
	fn admit(&self, now: Instant) -> Option<u64> {
		let mut state = self.0.lock();
		if state.0.is_some_and(|last| now.saturating_duration_since(last) < EVERY) {
			state.1 = state.1.saturating_add(1);
			return None;
		}
		state.0 = Some(now);
		Some(std::mem::take(&mut state.1))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn one_line_passes_per_interval() {
		let (limit, start) = (LogLimit::default(), Instant::now());
		assert_eq!(limit.admit(start), Some(0));
		assert_eq!(limit.admit(start), None);
		assert_eq!(limit.admit(start + EVERY / 2), None);
		assert_eq!(limit.admit(start + EVERY), Some(2));
		assert_eq!(limit.admit(start + EVERY * 2), Some(0));
	}
}
