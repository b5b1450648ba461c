//! Units: newtypes over integers, each conversion saying how it rounds.

use codec::{Compact, CompactAs, Decode, DecodeWithMemTracking, Encode, Error, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Block numbers of the chain.
pub type BlockNumber = u32;

/// An amount of an asset in its base units, as the SDK's asset pallets count it.
pub type Balance = u128;

/// The id of an asset in the SDK's asset pallets.
pub type AssetId = u32;

/// One in the fixed point of [`Price`] and [`TotalVariance`]: 1e18.
pub const WAD: u128 = 1_000_000_000_000_000_000;

/// Base units of [`Price`] in one base unit of the quote asset (6 decimals): 1e12.
pub const WAD_PER_QUOTE_UNIT: u128 = 1_000_000_000_000;

/// Milliseconds in a second.
pub const MILLIS: u64 = 1_000;

/// Seconds in the year that volatility is stated for: 365 days.
pub const SECONDS_PER_YEAR: u64 = 31_536_000;

macro_rules! unit {
	($(#[$doc:meta])* $name:ident($inner:ty)) => {
		$(#[$doc])*
		#[derive(
			Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Encode, Decode,
			DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Serialize, Deserialize,
		)]
		pub struct $name(pub $inner);

		impl $name {
			/// Nothing of it.
			pub const ZERO: Self = Self(0);

			/// The sum; `None` on overflow.
			pub fn checked_add(self, other: Self) -> Option<Self> {
				self.0.checked_add(other.0).map(Self)
			}

			/// The difference; `None` on overflow.
			pub fn checked_sub(self, other: Self) -> Option<Self> {
				self.0.checked_sub(other.0).map(Self)
			}

			/// The sum, held at the bounds of the type.
			pub fn saturating_add(self, other: Self) -> Self {
				Self(self.0.saturating_add(other.0))
			}

			/// The difference, held at the bounds of the type.
			pub fn saturating_sub(self, other: Self) -> Self {
				Self(self.0.saturating_sub(other.0))
			}

			/// Whether it is nothing.
			pub fn is_zero(self) -> bool {
				self.0 == 0
			}
		}
	};
}

unit! {
	/// Signed money in base units of the quote asset (6 decimals).
	Money(i128)
}
unit! {
	/// An order price in ticks of the underlying (quote per contract).
	Tick(u32)
}
unit! {
	/// An unsigned quantity in lots of the underlying.
	Lots(u64)
}
unit! {
	/// A position in lots: positive long, negative short.
	SignedLots(i64)
}
unit! {
	/// An index, forward, strike or mark: quote per unit of underlying, fixed point 1e18.
	Price(u128)
}
unit! {
	/// Volatility in parts per million, per root of a year of 365 days.
	Volatility(u32)
}
unit! {
	/// Volatility squared times time in years of 365 days, fixed point 1e18.
	TotalVariance(u128)
}
unit! {
	/// Milliseconds since 1970.
	Timestamp(u64)
}
unit! {
	/// Seconds since 1970 at which a series stops trading and is valued.
	Expiry(u64)
}

/// Lets events hold a unit in as few bytes as its value needs.
macro_rules! compact {
	($name:ident($inner:ty)) => {
		impl CompactAs for $name {
			type As = $inner;

			fn encode_as(&self) -> &$inner {
				&self.0
			}

			fn decode_from(inner: $inner) -> Result<Self, Error> {
				Ok(Self(inner))
			}
		}

		impl From<Compact<$name>> for $name {
			fn from(compact: Compact<$name>) -> Self {
				compact.0
			}
		}
	};
}

compact!(Tick(u32));
compact!(Lots(u64));

impl Volatility {
	/// The highest that an order may name: 1,000 %.
	pub const MAX: Self = Self(10_000_000);
}

impl Money {
	/// The money behind an amount of the quote asset; `None` above `i128::MAX`.
	pub fn from_balance(amount: Balance) -> Option<Self> {
		i128::try_from(amount).ok().map(Self)
	}

	/// The amount of the quote asset; `None` when negative.
	pub fn to_balance(self) -> Option<Balance> {
		Balance::try_from(self.0).ok()
	}

	/// The negative; `None` for `i128::MIN`.
	pub fn checked_neg(self) -> Option<Self> {
		self.0.checked_neg().map(Self)
	}

	/// So much per lot, over a signed number of lots; exact, `None` on overflow.
	pub fn checked_mul_lots(self, lots: SignedLots) -> Option<Self> {
		self.0.checked_mul(i128::from(lots.0)).map(Self)
	}

	/// Sums an iterator; `None` on overflow.
	pub fn checked_sum(mut amounts: impl Iterator<Item = Self>) -> Option<Self> {
		amounts.try_fold(Self::ZERO, Self::checked_add)
	}
}

impl Lots {
	/// The lots with a sign; `None` above `i64::MAX`.
	pub fn to_signed(self) -> Option<SignedLots> {
		i64::try_from(self.0).ok().map(SignedLots)
	}
}

impl SignedLots {
	/// The number of lots without the sign.
	pub fn magnitude(self) -> Lots {
		Lots(self.0.unsigned_abs())
	}

	/// The negative; `None` for `i64::MIN`.
	pub fn checked_neg(self) -> Option<Self> {
		self.0.checked_neg().map(Self)
	}
}

impl Timestamp {
	/// Whole seconds, rounded down.
	pub fn seconds(self) -> u64 {
		// The divisor is a constant other than zero.
		self.0.checked_div(MILLIS).unwrap_or(0)
	}
}

impl Expiry {
	/// The moment in milliseconds, held at the bound of the type.
	pub fn timestamp(self) -> Timestamp {
		Timestamp(self.0.saturating_mul(MILLIS))
	}

	/// Whether the moment has come.
	pub fn reached(self, now: Timestamp) -> bool {
		now >= self.timestamp()
	}
}
