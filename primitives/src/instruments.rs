//! Underlyings and series: what is traded and in which units.

use crate::{
	Expiry, Lots, Money, Price, PriceSteps, SeriesId, Tick, Timestamp, UnderlyingId,
	WAD_PER_QUOTE_UNIT,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::ConstU32;
use sp_runtime::BoundedVec;

/// Longest symbol of an underlying, in bytes.
pub type MaxSymbol = ConstU32<8>;

/// Which way a division that does not come out even goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
	/// Towards negative infinity.
	Down,
	/// Towards positive infinity.
	Up,
}

/// An underlying and the units its series trade in.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Underlying {
	/// Short name in ASCII, such as `BTC`; the price sources are found by it.
	pub symbol: BoundedVec<u8, MaxSymbol>,
	/// Money that one tick is worth on one lot, in quote base units; above zero.
	///
	/// Stated per lot so that every premium is exact.
	pub tick_value: u64,
	/// Lots in one contract, which is one unit of the underlying; above zero.
	pub lots_per_contract: u32,
	/// How far apart limits of new orders lie; alone of all it may change.
	pub tick_steps: PriceSteps,
}

impl Underlying {
	/// The premium of `lots` at `price`: exact; `None` on overflow.
	pub fn premium(&self, price: Tick, lots: Lots) -> Option<Money> {
		let per_lot = u128::from(price.0).checked_mul(u128::from(self.tick_value))?;
		Money::from_balance(per_lot.checked_mul(u128::from(lots.0))?)
	}

	/// What a price per contract is worth on one lot, in quote base units.
	pub fn per_lot(&self, price: Price, rounding: Rounding) -> Option<Money> {
		Money::from_balance(divide(price.0, self.wad_per_money()?, rounding)?)
	}

	/// The tick at or beside a price per contract; `None` when it does not fit.
	pub fn tick(&self, price: Price, rounding: Rounding) -> Option<Tick> {
		let tick = divide(price.0, self.tick_size()?.0, rounding)?;
		u32::try_from(tick).ok().map(Tick)
	}

	/// The price per contract of a tick: exact; `None` on overflow.
	pub fn price(&self, tick: Tick) -> Option<Price> {
		self.tick_size()?.0.checked_mul(u128::from(tick.0)).map(Price)
	}

	/// The size of one tick as a price per contract.
	fn tick_size(&self) -> Option<Price> {
		u128::from(self.tick_value).checked_mul(self.wad_per_money()?).map(Price)
	}

	/// [`Price`] units per contract that make one base unit of money per lot. `None` on overflow.
	pub fn wad_per_money(&self) -> Option<u128> {
		u128::from(self.lots_per_contract).checked_mul(WAD_PER_QUOTE_UNIT)
	}
}

fn divide(value: u128, by: u128, rounding: Rounding) -> Option<u128> {
	let down = value.checked_div(by)?;
	match rounding {
		Rounding::Up if value.checked_rem(by)? != 0 => down.checked_add(1),
		Rounding::Up | Rounding::Down => Some(down),
	}
}

/// The payoff of a series.
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
	Serialize,
	Deserialize,
)]
pub enum SeriesKind {
	/// Pays what the settlement price exceeds the strike by.
	#[codec(index = 0)]
	Call,
	/// Pays what the strike exceeds the settlement price by.
	#[codec(index = 1)]
	Put,
	/// Pays the settlement price: a dated future. What it trades at is paid then, not before, and its
	/// strike is zero.
	#[codec(index = 2)]
	Future,
}

/// A series: what one position in it means.
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
pub struct Series {
	/// What it is written on.
	pub underlying: UnderlyingId,
	/// When it stops trading and is valued.
	pub expiry: Expiry,
	/// Quote per unit of underlying; zero of a future.
	pub strike: Price,
	/// Call, put or future.
	pub kind: SeriesKind,
}

impl Series {
	/// The dated future of an expiry.
	pub fn future(underlying: UnderlyingId, expiry: Expiry) -> Self {
		Self { underlying, expiry, strike: Price::ZERO, kind: SeriesKind::Future }
	}

	/// Whether what it trades at is paid at settlement: a fill moves no cash but adds to the cost of
	/// the position.
	pub fn is_future(&self) -> bool {
		self.kind == SeriesKind::Future
	}

	/// Value per contract at `settlement`: never negative.
	pub fn payoff(&self, settlement: Price) -> Price {
		match self.kind {
			SeriesKind::Call | SeriesKind::Future => settlement.saturating_sub(self.strike),
			SeriesKind::Put => self.strike.saturating_sub(settlement),
		}
	}
}

/// Where a series stands in its life. A pruned series has no status: it is gone.
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
pub enum SeriesStatus {
	/// Known, not yet open for orders.
	#[codec(index = 0)]
	Listed,
	/// Open for orders.
	#[codec(index = 1)]
	Trading,
	/// Takes cancels only, until reopened.
	#[codec(index = 2)]
	Halted,
	/// Past its expiry, waiting for its settlement price.
	#[codec(index = 3)]
	Expired,
	/// Valued: positions are being paid out.
	#[codec(index = 4)]
	Settled,
}

/// Reads the instrument set.
pub trait InstrumentInspect {
	/// All underlyings, in order.
	fn underlyings() -> Vec<UnderlyingId>;
	/// An underlying.
	fn underlying(id: UnderlyingId) -> Option<Underlying>;
	/// The listed expiries of an underlying that are not yet settled, ascending.
	fn expiries(underlying: UnderlyingId) -> Vec<Expiry>;
	/// The series of an expiry, in order.
	fn series_of(underlying: UnderlyingId, expiry: Expiry) -> Vec<SeriesId>;
	/// A series; `None` when never listed or pruned.
	fn series(id: SeriesId) -> Option<Series>;
	/// Where a series stands now.
	fn status(id: SeriesId) -> Option<SeriesStatus>;
}

/// Moves series through the end of their life.
pub trait InstrumentLifecycle {
	/// The earliest expiry that has come and is not settled yet.
	fn due(now: Timestamp) -> Option<(UnderlyingId, Expiry)>;
	/// Marks every series of an expiry as settled.
	fn settle(underlying: UnderlyingId, expiry: Expiry);
	/// Removes a settled series and returns its deposit.
	fn prune(id: SeriesId);
	/// Stops trading in a series whose clearing failed.
	fn halt(id: SeriesId);
}
