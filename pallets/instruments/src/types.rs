//! Records of the instrument set.

// The codec's derive casts the index of a tuple variant.
#![allow(clippy::cast_possible_truncation)]

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::ConstU32;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::BoundedVec;
use tenor_primitives::{
	oracle::MaxExpiries, Expiry, OptionKind, PriceSteps, Series, SeriesId, SeriesStatus, Tick,
	Timestamp, Underlying, UnderlyingId,
};

pub use tenor_primitives::oracle::MaxUnderlyings;

/// Most series of one expiry.
pub type MaxSeries = ConstU32<128>;

/// Most series of one expiry that may be listed for a deposit, so that requests leave room for the
/// schedule.
pub const MAX_REQUESTED: u32 = 32;

/// Most strikes in one call; each is listed as a call and a put.
pub type MaxStrikes = ConstU32<64>;

/// Most expiries that a schedule keeps listed; below [`MaxExpiries`], so that expiries that wait for
/// their price do not stop the schedule.
pub const MAX_EXPIRIES_AHEAD: u8 = 12;

/// Most strikes of a schedule on each side of the spot: 41 strikes are 82 series.
pub const MAX_STRIKES_EACH_SIDE: u8 = 20;

/// An underlying as stored.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct UnderlyingRecord {
	/// Symbol and units.
	pub terms: Underlying,
	/// Whether no series of it trades.
	pub halted: bool,
}

/// An expiry of an underlying as stored, from its first series until its last is pruned.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct ExpiryRecord {
	/// Whether no series of it trades.
	pub halted: bool,
	/// Whether its settlement price is fixed.
	pub settled: bool,
	/// How many of its series were listed for a deposit.
	pub requested: u32,
	/// The strike around which the schedule last listed; zero if it never did.
	pub center: Tick,
	/// Its series, ascending.
	pub series: BoundedVec<SeriesId, MaxSeries>,
}

/// Who holds a deposit for a series, and the ticket that returns it.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Deposit<AccountId, Ticket> {
	/// Whose.
	pub depositor: AccountId,
	/// Returns it.
	pub ticket: Ticket,
}

/// A series as stored.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct SeriesRecord<Deposit> {
	/// What it is.
	pub terms: Series,
	/// When it takes its first orders.
	pub opens_at: Timestamp,
	/// Whether it does not trade.
	pub halted: bool,
	/// The deposit behind it, for a series listed on request.
	pub deposit: Option<Deposit>,
}

/// A deposit of this runtime.
pub type DepositOf<T> =
	Deposit<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;

/// A series of this runtime.
pub type SeriesRecordOf<T> = SeriesRecord<DepositOf<T>>;

/// The unsettled expiries of an underlying, ascending.
pub type ExpiryList = BoundedVec<Expiry, MaxExpiries>;

/// What is halted or resumed.
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
pub enum Scope {
	/// Every series of an underlying.
	#[codec(index = 0)]
	Underlying(UnderlyingId),
	/// Every series of an expiry.
	#[codec(index = 1)]
	Expiry(UnderlyingId, Expiry),
	/// One series.
	#[codec(index = 2)]
	Series(SeriesId),
}

/// What is listed of an underlying without anyone asking.
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
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct Schedule {
	/// Seconds between two expiries.
	pub period: u64,
	/// Seconds from a multiple of the period to an expiry; below the period.
	pub offset: u64,
	/// How many expiries are kept listed.
	pub expiries_ahead: u8,
	/// How many strikes are listed on each side of the one nearest to the spot.
	pub strikes_each_side: u8,
	/// Distance of two strikes, in ticks of the underlying: aligned by construction.
	pub strike_step: Tick,
	/// Seconds between listing and the first order.
	pub lead: u64,
}

impl Schedule {
	/// The scheduled expiries after `seconds` plus the lead, ascending.
	pub fn expiries_after(self, seconds: u64) -> impl Iterator<Item = Expiry> {
		let opens = seconds.saturating_add(self.lead);
		let passed = opens.saturating_sub(self.offset).checked_div(self.period).unwrap_or(0);
		// Before the first multiple of the period, the offset itself is an expiry too.
		let first = if opens < self.offset { 0 } else { passed.saturating_add(1) };
		(0..u64::from(self.expiries_ahead)).map(move |ahead| {
			let periods = first.saturating_add(ahead).saturating_mul(self.period);
			Expiry(periods.saturating_add(self.offset))
		})
	}

	/// The strike nearest to `spot`, the upper one half-way; at least one step.
	pub fn center(self, spot: Tick) -> Tick {
		let half = self.strike_step.0.checked_div(2).unwrap_or(0);
		let steps = spot.0.saturating_add(half).checked_div(self.strike_step.0).unwrap_or(0);
		Tick(steps.max(1).saturating_mul(self.strike_step.0))
	}

	/// The strike at `place` of the ladder around `center`; `None` where it is not positive or does
	/// not fit.
	pub fn strike(self, center: Tick, place: u8) -> Option<Tick> {
		let below = u32::from(self.strikes_each_side).checked_mul(self.strike_step.0)?;
		let above = u32::from(place).checked_mul(self.strike_step.0)?;
		let strike = center.0.checked_add(above)?.checked_sub(below)?;
		(strike > 0).then_some(Tick(strike))
	}

	/// How many places the ladder of strikes has.
	pub fn places(self) -> u8 {
		self.strikes_each_side.saturating_mul(2).saturating_add(1)
	}
}

/// A ladder of strikes that is being listed over one or more blocks.
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
pub struct Ladder {
	/// Of which underlying.
	pub underlying: UnderlyingId,
	/// For which expiry.
	pub expiry: Expiry,
	/// The schedule at its start.
	pub schedule: Schedule,
	/// The strike nearest to the spot at its start.
	pub center: Tick,
	/// The next place to list.
	pub place: u8,
}

/// When an underlying's schedule is looked at next.
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
pub struct Turn {
	/// When.
	pub due: Timestamp,
	/// Whose.
	pub underlying: UnderlyingId,
}

/// All that automatic listing remembers: one read tells a block that nothing is due.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct ListingState {
	/// The ladder in work.
	pub ladder: Option<Ladder>,
	/// The underlyings with a schedule, by when they are due.
	pub turns: BoundedVec<Turn, MaxUnderlyings>,
}

/// An underlying as the genesis configuration names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisUnderlying {
	/// Short name in upper-case ASCII.
	pub symbol: alloc::string::String,
	/// Money that one tick is worth on one lot, in quote base units.
	pub tick_value: u64,
	/// Lots in one contract.
	pub lots_per_contract: u32,
	/// How far apart limits of orders lie.
	#[serde(default)]
	pub tick_steps: PriceSteps,
	/// What is listed of it automatically.
	pub schedule: Option<Schedule>,
}

/// A series as clients list it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SeriesInfo {
	/// Its id.
	pub id: SeriesId,
	/// What it is.
	pub terms: Series,
	/// When it takes its first orders.
	pub opens_at: Timestamp,
	/// Where it stands now.
	pub status: SeriesStatus,
}

/// Both kinds, in the order in which they are listed.
pub const KINDS: [OptionKind; 2] = [OptionKind::Call, OptionKind::Put];
