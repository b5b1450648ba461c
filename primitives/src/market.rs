//! The market as consensus sees it: values with their time, range and quorum.

use crate::{
	BlockNumber, Expiry, Phase, Price, Series, Timestamp, TotalVariance, UnderlyingId, Volatility,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_weights::WeightMeter;
use tenor_math::Fixed;

/// How much of the validator set's weight stands behind a price.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
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
pub enum Quorum {
	/// At most half: no risk decision may rest on it.
	#[default]
	#[codec(index = 0)]
	Lost,
	/// More than half.
	#[codec(index = 1)]
	Reduced,
	/// More than two thirds.
	#[codec(index = 2)]
	Full,
}

/// A value, the range in which some honest report lies, and what stands behind it.
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
pub struct Stamped<V> {
	/// The weighted lower median.
	pub value: V,
	/// Some honest report is at or above it.
	pub lo: V,
	/// Some honest report is at or below it.
	pub hi: V,
	/// When the round closed.
	pub at: Timestamp,
	/// The weight behind it.
	pub quorum: Quorum,
}

/// How the value of a contract moves, by differences around the snapshot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sensitivity {
	/// With the forward: in parts per million, rounded to nothing.
	pub delta: i32,
	/// With the volatility: quote per contract for one percentage point, at least 0.
	pub vega: Price,
}

/// An expiry at the snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpiryTerms {
	/// The forward; from the expiry on, the average up to the last sample.
	pub forward: Price,
	/// When the surface that volatilities are of was closed.
	pub surface: Timestamp,
	/// Time to expiry in 1,800ths of the averaging window: in seconds where it has its public length.
	pub left: u64,
	/// The average so far; not read before the window has begun.
	pub average: Price,
}

/// What a series of an expiry is worth at the snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quoted {
	/// At its strike, per year of the expiry's time; nothing of a future depends on it.
	pub volatility: Fixed,
	/// Its mark: per contract, rounded down.
	pub mark: Price,
}

/// Reads prices. `None` always means "no fresh price": a stale value is never returned.
pub trait MarketView {
	/// The index.
	fn spot(underlying: UnderlyingId) -> Option<Stamped<Price>>;
	/// The forward of an expiry: between surface rounds, spot times the last basis.
	fn forward(underlying: UnderlyingId, expiry: Expiry) -> Option<Stamped<Price>>;
	/// Total variance to expiry at a strike.
	fn variance(
		underlying: UnderlyingId,
		expiry: Expiry,
		strike: Price,
	) -> Option<Stamped<TotalVariance>>;
	/// The mark of a series per contract, with the marks at the ends of the forward's range. From its
	/// expiry until it is paid out: its payoff at the average up to the last sample.
	fn mark(series: &Series) -> Option<Stamped<Price>>;
	/// The mark alone, for those who need no range.
	fn value(series: &Series) -> Option<Price> {
		Self::mark(series).map(|mark| mark.value)
	}
	/// What a series may trade between, per contract and before rounding to ticks: the values at
	/// the shocked forward and volatility of the effective limit, (lowest, highest).
	fn band(series: &Series) -> Option<(Price, Price)>;
	/// The mark alone and the band of a series before its expiry.
	fn value_and_band(series: &Series) -> Option<(Price, (Price, Price))> {
		Some((Self::value(series)?, Self::band(series)?))
	}
	/// What a contract is worth at the snapshot's forward and an implied volatility, rounded down: the
	/// formula of marks. `None` without a fresh forward, or if the value does not fit.
	fn valuation(series: &Series) -> Option<impl Fn(Volatility) -> Option<Price>>;
	/// An expiry, with what values its series on one look at it; `None` without a fresh forward, and of
	/// a series if its value does not fit.
	fn expiry(
		underlying: UnderlyingId,
		expiry: Expiry,
	) -> Option<(ExpiryTerms, impl Fn(&Series) -> Option<Quoted>)>;
	/// How the mark of a series moves; `None` without a fresh mark.
	fn sensitivity(series: &Series) -> Option<Sensitivity>;
	/// Weighted dispersion of the index as a fraction of it, in basis points, rounded up.
	fn confidence(underlying: UnderlyingId) -> Option<u32>;
	/// The quorum behind the freshest unexpired index; `Lost` when there is none.
	fn quorum(underlying: UnderlyingId) -> Quorum;
	/// The most that the circuit breaker of an index allows.
	fn breaker(underlying: UnderlyingId) -> Phase {
		let _ = underlying;
		Phase::Open
	}
}

/// Why there is no settlement price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettlementError {
	/// The expiry has not come, or rounds before it may still close.
	NotDue,
	/// Too few buckets are covered: governance decides.
	Incomplete,
}

/// The average that series are paid out at.
pub trait SettlementPrice {
	/// The plain mean over the window before `expiry`.
	fn settlement_price(
		underlying: UnderlyingId,
		expiry: Expiry,
		now: Timestamp,
	) -> Result<Price, SettlementError>;
	/// The least and the greatest sample of the window, in which a price set by governance must lie.
	fn sample_range(underlying: UnderlyingId, expiry: Expiry) -> Option<(Price, Price)>;
	/// The last forward before `expiry`, on its last sample and the last basis, which the average is
	/// compared with. `None` without a sample, or if the expiry never had a forward.
	fn last_forward(underlying: UnderlyingId, expiry: Expiry) -> Option<Price>;
	/// The range that quotes of the book left for the forward for most of the time shortly before the
	/// window, (lowest, highest); `None` if too little was quoted.
	fn book_forward(underlying: UnderlyingId, expiry: Expiry) -> Option<(Price, Price)>;
	/// Forgets all that is kept for the settlement of an expiry that is paid out.
	fn forget(underlying: UnderlyingId, expiry: Expiry);
}

/// What the validator set itself says is final.
pub trait FinalityReading {
	/// The highest number that reports of more than two thirds of the set reach; never falls.
	fn finalized() -> BlockNumber;
}

/// The weight of validators in medians and quorums.
pub trait VoteWeight<ValidatorId> {
	/// The weight of one validator of the current set; 0 for any other.
	fn weight(validator: &ValidatorId) -> u64;
	/// The weight of the whole set.
	fn total() -> u64;
}

/// One step of the block end, called by the one pallet that has a block-end hook.
pub trait BlockEndStep {
	/// Does the step within what is left of `meter`; never fails.
	fn run(meter: &mut WeightMeter);
}

impl BlockEndStep for () {
	fn run(_: &mut WeightMeter) {}
}

impl<A: BlockEndStep, B: BlockEndStep> BlockEndStep for (A, B) {
	fn run(meter: &mut WeightMeter) {
		A::run(meter);
		B::run(meter);
	}
}
