//! Phases of the market: what is allowed while prices or finality are poor.

use crate::{Admission, BlockNumber, UnderlyingId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// What an underlying's market allows.
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
pub enum Phase {
	/// Cancels and deposits only; nothing is liquidated.
	#[codec(index = 0)]
	CancelOnly,
	/// Orders that cannot lower the initial-margin excess of their account.
	#[codec(index = 1)]
	RiskReducing,
	/// Everything.
	#[codec(index = 2)]
	Open,
}

impl Phase {
	/// What it asks of what is traded; `None` if nothing may be.
	pub fn admission(self) -> Option<Admission> {
		match self {
			Self::CancelOnly => None,
			Self::RiskReducing => Some(Admission::RiskReducing),
			Self::Open => Some(Admission::Open),
		}
	}
}

/// Initial-margin scale of one, in basis points.
pub const UNIT_SCALE: u32 = 10_000;

/// The phase of each market.
pub trait MarketPhase {
	/// The phase of an underlying in this block.
	fn phase(underlying: UnderlyingId) -> Phase;
	/// What initial margin is multiplied by, in basis points; at least [`UNIT_SCALE`].
	fn initial_scale() -> u32;
}

/// Decides when value may leave the margin system.
pub trait WithdrawGate {
	/// Whether a credit of block `credited` may be withdrawn.
	fn is_final(credited: BlockNumber) -> bool;
}

/// The budget of a block's clearing.
pub trait WeightBudget {
	/// Units that all series together may use in this block; a unit is one filled resting order.
	fn clearing_units() -> u32;
	/// Units that one series may use at most.
	fn units_per_series() -> u32;
}
