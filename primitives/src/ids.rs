//! Dense identifiers.

// The codec's derive casts the index of a tuple variant.
#![allow(clippy::cast_possible_truncation)]

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Declares a newtype over an integer that is used as a dense key.
macro_rules! id {
	($(#[$doc:meta])* $name:ident($inner:ty)) => {
		$(#[$doc])*
		#[derive(
			Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Encode, Decode,
			DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Serialize, Deserialize,
		)]
		pub struct $name(pub $inner);

		impl $name {
			/// The id after this one; `None` when the space is used up.
			pub fn next(self) -> Option<Self> {
				self.0.checked_add(1).map(Self)
			}
		}
	};
}

id! {
	/// An underlying, such as BTC. Dense, never reused.
	UnderlyingId(u16)
}
id! {
	/// A series: one underlying, expiry, strike and kind. Never reused; the series of an expiry follow
	/// each other, the first of them on a page of its own.
	SeriesId(u32)
}
id! {
	/// A page of series: up to [`SERIES_OF_A_PAGE`] of one expiry.
	PageId(u32)
}

/// How many ids of series a page has.
pub const SERIES_OF_A_PAGE: u32 = 64;

impl SeriesId {
	/// The page of the series.
	pub fn page(self) -> PageId {
		PageId(self.0 / SERIES_OF_A_PAGE)
	}

	/// The place on its page, below [`SERIES_OF_A_PAGE`].
	pub fn place(self) -> u32 {
		self.0 % SERIES_OF_A_PAGE
	}
}

id! {
	/// A margin subaccount. Dense, never reused; its owner is looked up, never stored in books.
	SubaccountId(u32)
}

id! {
	/// A key that signs for a subaccount: its owner's is 0, each agent's a number of its own, which is
	/// never given to another.
	KeyId(u16)
}

impl KeyId {
	/// The owner's.
	pub const OWNER: Self = Self(0);
}

/// An order: the subaccount, the key and the sequence of the transaction that placed it, and its place
/// in its batch.
///
/// Never a counter, so that it is known before the order is included and does not depend on the
/// order of extrinsics in a block.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct OrderId {
	/// The account that would trade.
	pub subaccount: SubaccountId,
	/// Whose signature placed it.
	pub key: KeyId,
	/// The transaction's nonce: a key uses each once.
	pub sequence: u32,
	/// The place in the batch.
	pub index: u8,
}

impl OrderId {
	/// When its turn comes among the orders of a block: by sequence, key, subaccount, place.
	pub fn turn(&self) -> (u32, KeyId, SubaccountId, u8) {
		(self.sequence, self.key, self.subaccount, self.index)
	}
}

/// A number that an account gives an order.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct ClientId(pub u32);

/// What an account calls an order: of its live orders in a series one has the name.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Name {
	/// The number that its owner gave it.
	#[codec(index = 0)]
	Client(ClientId),
	/// The bid of the account's quote.
	#[codec(index = 1)]
	Bid,
	/// The ask of the account's quote.
	#[codec(index = 2)]
	Ask,
}

impl Name {
	/// Whether it is that of one side of a quote.
	pub fn is_quote(self) -> bool {
		matches!(self, Self::Bid | Self::Ask)
	}
}
