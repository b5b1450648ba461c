//! Who may trade for a subaccount.

// The codec's derive casts the index of a variant.
#![allow(clippy::cast_possible_truncation)]

use crate::{BlockNumber, KeyId, UnderlyingId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// What a key may do; each includes those before it. None may move money.
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
pub enum Permission {
	/// Cancel any order of the subaccount.
	#[codec(index = 0)]
	Cancel,
	/// Place reduce-only orders.
	#[codec(index = 1)]
	Reduce,
	/// Place any order and quote.
	#[codec(index = 2)]
	Trade,
}

/// What an agent may do, on what, and until when.
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
pub struct AgentScope {
	/// What.
	pub permission: Permission,
	/// Its orders may be on this underlying only; on all if absent.
	pub underlying: Option<UnderlyingId>,
	/// The last block it may act in, and its orders may trade in.
	pub expires: BlockNumber,
	/// How much equity the subaccount may lose in a day of UTC, in base units of the quote asset, before
	/// the key may only cancel and reduce. With it the key takes on risk only for a while after each
	/// check-in. No cap if absent.
	pub daily_loss: Option<u64>,
}

/// A key of a subaccount with what it may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Authority {
	/// Which key.
	pub key: KeyId,
	/// What it may do.
	pub scope: AgentScope,
}

impl Authority {
	/// The owner's: everything, for ever.
	pub const OWNER: Self = Self {
		key: KeyId::OWNER,
		scope: AgentScope {
			permission: Permission::Trade,
			underlying: None,
			expires: BlockNumber::MAX,
			daily_loss: None,
		},
	};
}

/// Why somebody may not act for a subaccount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorityError {
	/// It was never opened, or is closed.
	UnknownSubaccount,
	/// Neither its owner nor an agent of it.
	Unauthorized,
	/// Its agent once, but the last block of that has passed.
	Expired,
}
