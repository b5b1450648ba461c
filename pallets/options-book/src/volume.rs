//! What an account trades, for its tier of fees.

use crate::QUOTE_UNIT;
use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use tenor_primitives::{Money, Timestamp};

/// Days that volume counts.
const DAYS: u64 = 30;
const SECONDS: u64 = DAYS * 86_400;

/// Whole units of the quote asset.
pub(crate) fn quote_units(amount: Money) -> u64 {
	let units = amount.0.checked_div(QUOTE_UNIT).and_then(|units| u64::try_from(units).ok());
	units.unwrap_or(0)
}

/// Notional traded in a period of 30 days and the one before, in units of the quote asset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Volume {
	/// The last period that it traded in, counted from 1970.
	pub period: u32,
	/// Traded in it.
	pub current: u64,
	/// Traded in the period before it.
	pub previous: u64,
}

impl Volume {
	/// What was traded in the last 30 days, as if the previous period's were spread evenly over it.
	pub fn recent(self, now: Timestamp) -> u64 {
		let Self { current, previous, .. } = self.at(now);
		let passed = now.seconds().checked_rem(SECONDS).unwrap_or(0);
		let left = u128::from(SECONDS.saturating_sub(passed));
		let part = u128::from(previous).saturating_mul(left).checked_div(SECONDS.into());
		current.saturating_add(u64::try_from(part.unwrap_or(0)).unwrap_or(u64::MAX))
	}

	/// Counts a trade.
	pub fn add(self, notional: u64, now: Timestamp) -> Self {
		let volume = self.at(now);
		Self { current: volume.current.saturating_add(notional), ..volume }
	}

	/// The periods as of now.
	fn at(self, now: Timestamp) -> Self {
		let period = now.seconds().checked_div(SECONDS).unwrap_or(0);
		let period = u32::try_from(period).unwrap_or(u32::MAX);
		match period.saturating_sub(self.period) {
			0 => self,
			1 => Self { period, current: 0, previous: self.current },
			_ => Self { period, current: 0, previous: 0 },
		}
	}
}
