//! Rounds by the wall clock.

use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tenor_primitives::oracle::SLOTS_PER_ROUND;

/// Milliseconds since 1970; zero on a clock before that.
pub fn unix_millis() -> u64 {
	SystemTime::now()
		.duration_since(UNIX_EPOCH)
		.ok()
		.and_then(|since| u64::try_from(since.as_millis()).ok())
		.unwrap_or(0)
}

/// Turns times into rounds.
#[derive(Clone, Copy, Debug)]
pub struct RoundClock {
	round_millis: u64,
}

impl RoundClock {
	/// A clock for slots of this duration.
	pub fn new(slot: Duration) -> Self {
		let slot = u64::try_from(slot.as_millis()).unwrap_or(u64::MAX).max(1);
		Self { round_millis: slot.saturating_mul(SLOTS_PER_ROUND) }
	}

	/// The round that a moment in Unix milliseconds falls into.
	pub fn round_at(&self, millis: u64) -> u64 {
		// The divisor is at least one.
		millis.checked_div(self.round_millis).unwrap_or(0)
	}

	/// The present round.
	pub fn round(&self) -> u64 {
		self.round_at(unix_millis())
	}

	/// How long until the next round begins.
	pub fn until_next(&self, millis: u64) -> Duration {
		let into = millis.checked_rem(self.round_millis).unwrap_or(0);
		Duration::from_millis(self.round_millis.saturating_sub(into))
	}
}

/// The round of a slot.
pub fn round_of_slot(slot: u64) -> u64 {
	slot.checked_div(SLOTS_PER_ROUND).unwrap_or(slot)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn rounds_follow_slots() {
		let clock = RoundClock::new(Duration::from_millis(1_000));
		for millis in [0, 1, 1_999, 2_000, 3_999, 1_790_000_000_123] {
			assert_eq!(clock.round_at(millis), round_of_slot(millis / 1_000));
		}
		assert_eq!(clock.until_next(4_000), Duration::from_millis(2_000));
		assert_eq!(clock.until_next(5_999), Duration::from_millis(1));
	}
}
