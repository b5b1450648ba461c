//! Records of settlement.

// The codec's derive casts the index of a tuple variant.
#![allow(clippy::cast_possible_truncation)]

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::ConstU32;
use scale_info::TypeInfo;
use sp_runtime::BoundedVec;
use tenor_primitives::{Expiry, Money, Price, SeriesId, SignedLots, UnderlyingId};

/// Most expiries that are paid out at a time; those beyond wait for their price.
pub type MaxPayouts = ConstU32<64>;

/// Most prices remembered of an underlying: a year and a half of daily expiries and more.
pub type MaxHistory = ConstU32<600>;

/// Expiries that are paid out, in the order in which their prices were fixed.
pub type PayoutQueue = BoundedVec<Payout, MaxPayouts>;

/// The prices of an underlying's expiries, in the order in which they were fixed.
pub type History = BoundedVec<SettledPrice, MaxHistory>;

/// Why an expiry waits for governance.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Awaiting {
	/// Too little of the averaging window was observed.
	#[codec(index = 0)]
	Incomplete,
	/// The average lies too far from the last forward, or from what the book said of it.
	#[codec(index = 1)]
	TooFar {
		/// The average.
		price: Price,
		/// The forward that it was compared with.
		forward: Price,
	},
}

/// The price that an expiry was settled at.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct SettledPrice {
	/// Which expiry.
	pub expiry: Expiry,
	/// Quote per unit of underlying.
	pub price: Price,
	/// Whether governance chose it.
	pub by_governance: bool,
}

/// How far the payout of one series has come.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Sweep {
	/// Which series.
	pub series: SeriesId,
	/// Whether its book is empty.
	pub book_empty: bool,
	/// Cash that the settling holder has received so far; zero in the end.
	pub cash: Money,
	/// Lots that the settling holder has taken over so far; zero in the end.
	pub lots: SignedLots,
}

impl Sweep {
	/// At the beginning.
	pub fn new(series: SeriesId) -> Self {
		Self { series, book_empty: false, cash: Money::ZERO, lots: SignedLots::ZERO }
	}

	/// Whether what was taken from some holders was given to others.
	pub fn is_balanced(&self) -> bool {
		self.cash.is_zero() && self.lots.is_zero()
	}
}

/// An expiry that is paid out.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Payout {
	/// Of which underlying.
	pub underlying: UnderlyingId,
	/// Which expiry.
	pub expiry: Expiry,
	/// Its settlement price.
	pub price: Price,
	/// Series below are paid out or halted.
	pub from: SeriesId,
	/// The series in work.
	pub sweep: Option<Sweep>,
}

/// Why the payout of a series stopped.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum SweepFailure {
	/// The series or its underlying is unknown.
	#[codec(index = 0)]
	UnknownSeries,
	/// A payoff does not fit its type.
	#[codec(index = 1)]
	Overflow,
	/// The ledger refused the changes.
	#[codec(index = 2)]
	LedgerRefused,
	/// No holder is left, yet what was taken does not equal what was given.
	#[codec(index = 3)]
	Unbalanced,
}

/// A series whose payout stopped; it goes on where it was when governance resumes it.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct HaltedSweep {
	/// Of which underlying.
	pub underlying: UnderlyingId,
	/// Which expiry.
	pub expiry: Expiry,
	/// Its settlement price.
	pub price: Price,
	/// How far it came.
	pub sweep: Sweep,
	/// Why it stopped.
	pub failure: SweepFailure,
}
