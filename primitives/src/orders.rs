//! Orders as the pallets see them; the book's own record is in `tenor-auction`.

use crate::{BlockNumber, Lots, Money, Name, OrderId, SeriesId, Tick};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Buy or sell.
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
pub enum Side {
	/// Buys.
	#[codec(index = 0)]
	Bid,
	/// Sells.
	#[codec(index = 1)]
	Ask,
}

impl Side {
	/// The other side.
	pub fn opposite(self) -> Self {
		match self {
			Self::Bid => Self::Ask,
			Self::Ask => Self::Bid,
		}
	}
}

/// An open order as its account's record lists it; equal to what the book holds.
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
pub struct OpenOrder {
	/// Which order.
	pub id: OrderId,
	/// Where it stands.
	pub series: SeriesId,
	/// Buy or sell.
	pub side: Side,
	/// The worst price it takes.
	pub limit: Tick,
	/// What is left of it.
	pub quantity: Lots,
	/// The block it entered in.
	pub entered: BlockNumber,
	/// The last block it may trade in; after it the order is not open any more, wherever it is still
	/// written.
	pub good_til: BlockNumber,
	/// What its account calls it.
	pub name: Option<Name>,
}

impl OpenOrder {
	/// Whether it may still trade in block `now`.
	pub fn is_live(&self, now: BlockNumber) -> bool {
		self.good_til >= now
	}
}

/// An order that admission looks at: what it could do to its account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderRisk {
	/// Where it stands.
	pub series: SeriesId,
	/// Buy or sell.
	pub side: Side,
	/// The effective limit: the worst price it could trade at.
	pub limit: Tick,
	/// What is left of it.
	pub quantity: Lots,
	/// The largest fee its fills could cost.
	pub fee: Money,
}
