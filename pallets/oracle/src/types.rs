//! Records of the pallet.

// The derived codec of an enum casts its indices, which are all below 256.
#![allow(clippy::cast_possible_truncation)]

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{sr25519::Signature, ConstU32};
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, BoundedVec, Rounding};
use tenor_math::{
	breaker::Trip,
	stats::JumpFilter,
	surface::{self, aggregate::reported_variance, NODES},
	Fixed,
};
use tenor_primitives::{
	oracle::{
		MaxExpiries, MaxUnderlyings, Observation, PriceId, SignedReport, Statement, SURFACE_NODES,
	},
	BlockNumber, Expiry, Price, Quorum, Stamped, TotalVariance, UnderlyingId,
};

// Reports give variances at the nodes of the surface.
const _: () = assert!(NODES.len() == SURFACE_NODES);

/// Surface rounds before an averaging window in which the book's ranges are kept.
pub const BOOK_ROUNDS: u32 = 20;

/// Expiries of an underlying, ascending.
pub type Expiries = BoundedVec<Expiry, MaxExpiries>;

/// Underlyings with expiries of theirs, ascending.
pub type ListedExpiries = BoundedVec<(UnderlyingId, Expiries), MaxUnderlyings>;

/// Spots of underlyings, ascending by underlying.
pub type Spots = BoundedVec<(UnderlyingId, Price), MaxUnderlyings>;

/// A seat of the current session: its place in the list is the validator index of reports.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Authority<AccountId> {
	/// Who holds the seat.
	pub validator: AccountId,
	/// The key that signs its reports.
	pub key: PriceId,
}

/// What a seat has done in the current session.
#[derive(
	Clone,
	Copy,
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
pub struct Attendance {
	/// Reports that were taken in their own round, at most one a round.
	pub on_time: u32,
	/// Reports that were taken in the round after theirs.
	pub late: u32,
	/// The highest finalized number it has claimed, capped at the block that took the claim.
	pub finalized: BlockNumber,
	/// Reports of which a spot was further than [`INSIDE`](tenor_math::stats::INSIDE) from the median
	/// of the first round that they counted in, while those of two thirds of all weight were not.
	pub outside: u32,
	/// The greatest deviation from the median in such a case or inside, in hundredths of the
	/// dispersion.
	pub worst: u32,
	/// Whether evidence is kept that it signed two reports for one round.
	pub equivocated: bool,
}

/// A statement as it was signed: with the seat's key and the genesis hash all that a verifier needs.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct SignedStatement {
	/// What it says.
	pub statement: Statement,
	/// Over its signing bytes.
	pub signature: Signature,
}

impl From<&SignedReport> for SignedStatement {
	fn from(signed: &SignedReport) -> Self {
		Self { statement: signed.report.statement(), signature: signed.signature }
	}
}

/// A report that was taken, as its rounds close on it: all but its forwards and variances.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Recorded {
	/// The seat.
	pub validator: u16,
	/// The block that took it: rounds close on reports of earlier blocks.
	pub block: BlockNumber,
	/// Whether the round was over by then, so that it counts in the next round only.
	pub late: bool,
	/// What was signed, for evidence.
	pub signed: SignedStatement,
	/// Its spots.
	pub spots: Spots,
}

impl Recorded {
	/// Its spot of an underlying.
	pub(crate) fn spot(&self, underlying: UnderlyingId) -> Option<u128> {
		self.spots.iter().find(|(id, _)| *id == underlying).map(|(_, spot)| spot.0)
	}
}

/// What a report of a surface round says of the expiries that the round is about.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct SurfaceReport {
	/// The seat.
	pub validator: u16,
	/// Underlyings with such expiries, and of each all of them.
	pub observations: BoundedVec<Observation, MaxUnderlyings>,
}

impl SurfaceReport {
	/// What it says of an underlying.
	pub(crate) fn on(&self, underlying: UnderlyingId) -> Option<&Observation> {
		self.observations.iter().find(|seen| seen.underlying == underlying)
	}
}

/// Two statements of one seat for one round that are not the same.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Equivocation {
	/// That of the report that was taken.
	pub first: SignedStatement,
	/// The other one; its signature was verified too.
	pub second: SignedStatement,
}

/// Why a report was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ignored {
	/// Signed for another session.
	WrongSession,
	/// Older than the round before the current one.
	StaleRound,
	/// Its round has not begun.
	FutureRound,
	/// No seat has this index.
	UnknownValidator,
	/// Values out of their bounds or out of order, a missing expiry, or variance that falls with
	/// expiry.
	Malformed,
	/// Not signed by the seat's key over this report on this chain.
	BadSignature,
	/// The same report is recorded already.
	Duplicate,
	/// The seat signed something else for the round: kept as evidence.
	Equivocation,
}

/// What became of the reports of one block.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo,
)]
pub struct Tally {
	/// Taken.
	pub taken: u32,
	/// See [`Ignored::WrongSession`].
	pub wrong_session: u32,
	/// See [`Ignored::StaleRound`].
	pub stale_round: u32,
	/// See [`Ignored::FutureRound`].
	pub future_round: u32,
	/// See [`Ignored::UnknownValidator`].
	pub unknown_validator: u32,
	/// See [`Ignored::Malformed`].
	pub malformed: u32,
	/// See [`Ignored::BadSignature`].
	pub bad_signature: u32,
	/// See [`Ignored::Duplicate`].
	pub duplicate: u32,
	/// See [`Ignored::Equivocation`].
	pub equivocation: u32,
}

impl Tally {
	/// Counts one report.
	pub fn count(&mut self, outcome: Result<(), Ignored>) {
		let counter = match outcome {
			Ok(()) => &mut self.taken,
			Err(Ignored::WrongSession) => &mut self.wrong_session,
			Err(Ignored::StaleRound) => &mut self.stale_round,
			Err(Ignored::FutureRound) => &mut self.future_round,
			Err(Ignored::UnknownValidator) => &mut self.unknown_validator,
			Err(Ignored::Malformed) => &mut self.malformed,
			Err(Ignored::BadSignature) => &mut self.bad_signature,
			Err(Ignored::Duplicate) => &mut self.duplicate,
			Err(Ignored::Equivocation) => &mut self.equivocation,
		};
		*counter = counter.saturating_add(1);
	}
}

/// What a round did to the index of one underlying.
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
pub enum Outcome {
	/// The median is the new index.
	#[codec(index = 0)]
	Accepted {
		/// The median.
		price: Price,
		/// The weight behind it.
		quorum: Quorum,
	},
	/// The median is further than the jump threshold from the index and waits for confirmation.
	#[codec(index = 1)]
	Held {
		/// The median.
		price: Price,
	},
	/// At most half the weight reported: nothing changes, and the index ages.
	#[codec(index = 2)]
	NoQuorum,
}

/// An expiry as of the last surface round with full quorum whose slice was not refused.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Slice {
	/// The median spot of the reports that the values below come from.
	pub spot: Price,
	/// The forward, with the time and the quorum of all that is here.
	pub forward: Stamped<Price>,
	/// Total variance from the start of its round to the expiry, at the nodes and in the wings.
	pub smile: surface::Slice<SURFACE_NODES>,
	/// The range of each node, in multiples of 2^−40: some honest report is at or above it.
	pub lo: [u64; SURFACE_NODES],
	/// The other end: some honest report is at or below it.
	pub hi: [u64; SURFACE_NODES],
	/// How far to trust each node, in basis points of it.
	pub confidence: [u16; SURFACE_NODES],
}

impl Slice {
	/// A price of the underlying carried to the expiry by the basis of `forward`, one of this slice.
	pub(crate) fn carry(&self, spot: Price, forward: Price, rounding: Rounding) -> Option<Price> {
		multiply_by_rational_with_rounding(spot.0, forward.0, self.spot.0, rounding).map(Price)
	}

	/// Total variance at a log-moneyness, from the start of the slice's round.
	pub(crate) fn variance(&self, k: Fixed) -> Option<Fixed> {
		self.smile.variance(&NODES, k)
	}

	/// The same with the ends of its range: linear between those of the nodes, and beyond the outer
	/// nodes as far from it as there.
	pub(crate) fn variance_range(&self, k: Fixed) -> Option<Stamped<TotalVariance>> {
		let end = |nodes: &[u64; SURFACE_NODES]| {
			let nodes = nodes.map(|units| reported_variance(units).unwrap_or_default());
			self.smile.with_variances(nodes).variance(&NODES, k)
		};
		Some(Stamped {
			value: TotalVariance(self.variance(k)?.to_wad_floor()?),
			lo: TotalVariance(end(&self.lo)?.to_wad_floor()?),
			hi: TotalVariance(end(&self.hi)?.to_wad_ceil()?),
			at: self.forward.at,
			quorum: self.forward.quorum,
		})
	}

	/// A slice with one variance at all nodes and without ranges.
	#[cfg(feature = "runtime-benchmarks")]
	pub fn level(forward: Stamped<Price>, variance: Fixed) -> Option<Self> {
		let grid = surface::Grid::new(NODES)?;
		let units = surface::aggregate::variance_to_report(variance);
		let smile = grid.project(&[reported_variance(units)?; SURFACE_NODES], None).ok()?.slice;
		let (lo, hi) = ([units; SURFACE_NODES], [units; SURFACE_NODES]);
		let confidence = [0; SURFACE_NODES];
		Some(Self { spot: forward.value, forward, smile, lo, hi, confidence })
	}
}

/// An expiry as the market sees it now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ExpiryView {
	/// The forward.
	pub forward: Stamped<Price>,
	/// Total variance at the money.
	pub variance: Stamped<TotalVariance>,
}

/// An index recorded for a settlement average. Its time is the end of its round.
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
pub struct Sample {
	/// The round it closed.
	pub round: u64,
	/// The index of the round.
	pub price: Price,
}

/// The average over an expiry's window up to its last sample.
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
pub struct RunningAverage {
	/// Prices times the seconds that each has held inside the window.
	pub sum: u128,
	/// Those seconds together.
	pub held: u64,
	/// The last sample, which has not held yet.
	pub last: Sample,
}

impl RunningAverage {
	/// `None` until a price has held inside the window.
	pub fn price(&self) -> Option<Price> {
		self.sum.checked_div(self.held.into()).map(Price)
	}
}

/// The range that quotes left for the forward of an expiry when a surface round closed.
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
pub struct BookRange {
	/// The surface round.
	pub round: u64,
	/// The lowest forward.
	pub low: Price,
	/// The highest.
	pub high: Price,
}

/// Ranges of one expiry, oldest first.
pub type KeptRanges = BoundedVec<BookRange, ConstU32<BOOK_ROUNDS>>;

/// The index of one underlying.
#[derive(
	Clone,
	Copy,
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
pub struct Index {
	/// The last accepted median; readers check its age.
	pub accepted: Option<Stamped<Price>>,
	/// Its weighted median deviation, in basis points of it, rounded up.
	pub confidence: u32,
	/// The jump that waits for confirmation, if there is one.
	pub jump: JumpFilter,
	/// Set while the breaker has not recovered.
	pub trip: Option<Trip>,
	/// Surface rounds in a row whose forwards the book contradicts, as the cross-check counts them.
	pub contradicted: u8,
}
