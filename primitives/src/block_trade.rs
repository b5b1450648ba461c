//! Trades that two accounts agree on, outside the auction.

// The codec's derive casts the index of a variant.
#![allow(clippy::cast_possible_truncation)]

use crate::{Admission, BlockNumber, Lots, Money, SeriesId, Side, SubaccountId, Tick};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::ConstU32;
use sp_runtime::BoundedVec;

/// Most series of one block trade.
pub const MAX_LEGS: u32 = 16;
/// [`MAX_LEGS`] as a type.
pub type MaxLegs = ConstU32<MAX_LEGS>;

/// One series of a block trade.
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
pub struct BlockLeg {
	/// What is traded.
	pub series: SeriesId,
	/// Whether the maker buys or sells; the taker does the other.
	pub side: Side,
	/// At what.
	pub price: Tick,
	/// How much.
	pub lots: Lots,
}

/// A trade that one account proposes to another: all its legs happen, or none.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct BlockTrade {
	/// Who proposes it.
	pub maker: SubaccountId,
	/// Who alone may accept it.
	pub taker: SubaccountId,
	/// What is traded, ascending by series.
	pub legs: BoundedVec<BlockLeg, MaxLegs>,
	/// The last block in which it may be accepted.
	pub last: BlockNumber,
}

/// What a leg comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LegTerms {
	/// What its market asks of both accounts.
	pub admission: Admission,
	/// Whether the price is paid at settlement.
	pub is_future: bool,
	/// What the lots are worth at the price, exactly.
	pub premium: Money,
	/// What they are worth at the index, rounded up.
	pub notional: Money,
	/// What the maker pays beside it.
	pub maker_fee: Money,
	/// What the taker pays beside it.
	pub taker_fee: Money,
}

/// Why a leg cannot be traded now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegError {
	/// The series does not trade, or there is none.
	NotTrading,
	/// The market of the series takes only cancels.
	CancelOnly,
	/// The series has no fresh price with quorum.
	NoFreshPrice,
	/// The price is outside the band of the series.
	OutsideBand,
	/// The lots are beyond what one order may have, or an amount does not fit.
	TooLarge,
}

/// The book's word on trades outside its auction: bands and fees are those of its fills.
pub trait BlockTerms {
	/// What each leg comes to, in the order of the legs; nothing is written.
	///
	/// # Errors
	/// The first leg's that cannot be traded now.
	fn terms(trade: &BlockTrade) -> Result<Vec<LegTerms>, LegError>;
	/// Counts what an account traded for its tier of fees.
	fn count(subaccount: SubaccountId, notional: Money);
}
