//! Records of the instrument set.

// The codec's derive casts the index of a tuple variant.
#![allow(clippy::cast_possible_truncation)]

use crate::{Calendar, Config, StrikeGrid, Strikes};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::ConstU32;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::BoundedVec;
use tenor_primitives::{
	oracle::MaxExpiries, Expiry, PriceSteps, Series, SeriesId, SeriesKind, SeriesStatus, Tick,
	Timestamp, Underlying, UnderlyingId,
};

pub use tenor_primitives::oracle::MaxUnderlyings;

/// Most series of one expiry: its future and 256 options, room for what its schedule lists in its life,
/// coarse at first, finer later, and after the spot has moved.
pub type MaxSeries = ConstU32<257>;

/// Most series of one expiry that may be listed for a deposit, so that requests leave room for the
/// schedule.
pub const MAX_REQUESTED: u32 = 32;

/// Most strikes in one call; each is listed as a call and a put.
pub type MaxStrikes = ConstU32<64>;

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

/// An expiry of an underlying as stored, from its first series until its last is pruned. Its series are
/// apart from it: who asks for the status of one does not read them all.
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
	/// Strikes that the schedule has listed, as far as there was room: it asks for others only.
	pub covered: Option<Strikes>,
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

/// The series of an expiry, ascending.
pub type SeriesList = BoundedVec<SeriesId, MaxSeries>;

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
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Schedule {
	/// Which expiries.
	pub calendar: Calendar,
	/// Which strikes of each.
	pub strikes: StrikeGrid,
	/// Seconds between listing and the first order.
	pub lead: u64,
}

impl Schedule {
	/// Whether all its numbers are within their bounds and go together: expiries lie on multiples of
	/// `granularity`, none beyond `horizon`, and each is listed after the one before it could open.
	pub fn is_valid(&self, granularity: u64, horizon: u64) -> bool {
		self.lead < self.calendar.shortest()
			&& self.calendar.is_valid(granularity, horizon.saturating_sub(self.lead))
			&& self.strikes.is_valid()
	}
}

/// Strikes that are being listed over one or more blocks.
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
	/// Those wanted when it was begun.
	pub strikes: Strikes,
	/// The next of them.
	pub next: Tick,
	/// Seconds between listing and the first order.
	pub lead: u64,
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

/// The options of a strike, in the order in which they are listed.
pub const KINDS: [SeriesKind; 2] = [SeriesKind::Call, SeriesKind::Put];
