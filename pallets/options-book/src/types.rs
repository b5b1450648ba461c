//! The records of the book and what its events say.

// The codec's derive casts the index of a tuple variant.
#![allow(clippy::cast_possible_truncation)]

use crate::Protection;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{pallet_prelude::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_runtime::Permill;
use tenor_auction::{Departure, EntryError, Fresh, Kind, Order, Peg, MAX_ORDERS};
use tenor_primitives::{
	BlockNumber, Bounds, ClientId, Expiry, KeyId, Lots, Money, Name, OpenOrder, OrderId,
	ParameterSet, Refusal, RiskError, SeriesId, Side, SubaccountId, Tick, UnderlyingId, Volatility,
};

/// Most orders or ids in one batch.
pub type MaxBatch = ConstU32<64>;

/// Largest quantity of one order: a book of such orders still sums within 64 bits.
pub const MAX_QUANTITY: Lots = Lots(1 << 40);

/// Base units of one unit of the quote asset.
pub const QUOTE_UNIT: i128 = 1_000_000;

/// How many strikes the limit of an option may be worth at most: a sanity bound that needs no price.
pub const MAX_STRIKES: u128 = 100;

/// An order as its owner sends it.
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
pub struct NewOrder {
	/// What to trade.
	pub series: SeriesId,
	/// Buy or sell.
	pub side: Side,
	/// The worst price it takes.
	pub limit: Tick,
	/// How much.
	pub quantity: Lots,
	/// The last block it may trade in.
	pub good_til: BlockNumber,
	/// How it behaves; a peg is post-only.
	pub kind: Kind,
	/// Whether it may only bring the account's position nearer to nothing.
	pub reduce_only: bool,
	/// At most so many ticks past the best opposite order that rests when the block starts.
	pub within: Option<u32>,
	/// A name: the order takes the place of the account's order of the series that has it.
	pub client: Option<ClientId>,
	/// Makes it a peg: it follows what a contract is worth at this volatility, and takes no price worse
	/// than its limit.
	pub peg: Option<Volatility>,
}

impl NewOrder {
	/// What its account calls it.
	pub(crate) fn name(&self) -> Option<Name> {
		self.client.map(Name::Client)
	}

	/// As it enters a book in a block: a peg is priced there.
	pub(crate) fn enter(&self, id: OrderId, now: BlockNumber, name: Option<Name>) -> Fresh {
		let Self { side, limit, quantity, good_til, kind, reduce_only, within, peg, .. } = *self;
		let order = Order::new(id, limit, quantity, now, good_til, kind);
		let peg = peg.map(|volatility| Peg { volatility, worst: limit, priced: now });
		Fresh { side, order: Order { reduce_only, name, peg, ..order }, within }
	}
}

/// One side of a quote; without lots there is none.
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
pub struct Leg {
	/// The worst price it takes.
	pub limit: Tick,
	/// How much.
	pub quantity: Lots,
}

/// A post-only bid and ask of a series, which take the place of the account's earlier ones.
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
pub struct Quote {
	/// What to trade.
	pub series: SeriesId,
	/// What it buys at.
	pub bid: Leg,
	/// What it sells at.
	pub ask: Leg,
}

impl Quote {
	/// Its two sides with their places in the batch, names and orders.
	pub(crate) fn legs(self, place: u8, good_til: BlockNumber) -> [(u8, Name, NewOrder); 2] {
		let leg = |side, Leg { limit, quantity }| NewOrder {
			series: self.series,
			side,
			limit,
			quantity,
			good_til,
			kind: Kind::PostOnly,
			reduce_only: false,
			within: None,
			client: None,
			peg: None,
		};
		let first = place.saturating_mul(2);
		[
			(first, Name::Bid, leg(Side::Bid, self.bid)),
			(first.saturating_add(1), Name::Ask, leg(Side::Ask, self.ask)),
		]
	}
}

/// Which of a subaccount's orders a cancel of all takes.
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
	/// All.
	#[codec(index = 0)]
	Everything,
	/// Those in series of an underlying.
	#[codec(index = 1)]
	Underlying(UnderlyingId),
	/// Those in series of one expiry of an underlying.
	#[codec(index = 2)]
	Expiry(UnderlyingId, Expiry),
}

/// What a request asks for.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum Action {
	/// Place orders, each with its place in its batch.
	#[codec(index = 0)]
	Place(BoundedVec<(u8, NewOrder), MaxBatch>),
	/// Cancel orders by id.
	#[codec(index = 1)]
	Cancel(BoundedVec<OrderId, MaxBatch>),
	/// Cancel the subaccount's orders in a series.
	#[codec(index = 2)]
	CancelSeries(SeriesId),
	/// Cancel all of the subaccount's orders of so much.
	#[codec(index = 3)]
	CancelAll(Scope),
	/// Cancel orders by name.
	#[codec(index = 4)]
	CancelClients(BoundedVec<(SeriesId, ClientId), MaxBatch>),
	/// Quote up to a block, each quote with its place in its batch.
	#[codec(index = 5)]
	Quote(BoundedVec<(u8, Quote), MaxBatch>, BlockNumber),
	/// Renew, set or lift the deadline of the subaccount's orders, so many blocks from now.
	#[codec(index = 6)]
	CancelAfter(Option<BlockNumber>),
	/// Bring that deadline nearer, so many blocks from now.
	#[codec(index = 7)]
	CancelSooner(BlockNumber),
	/// Limit what the subaccount trades, or lift that.
	#[codec(index = 8)]
	Protect(Option<Protection>),
}

impl Action {
	/// Whether orders enter by it.
	pub(crate) fn enters(&self) -> bool {
		matches!(self, Self::Place(_) | Self::Quote(..))
	}
}

/// An accepted call, waiting for the end of its block.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Request {
	/// For whom.
	pub subaccount: SubaccountId,
	/// Whose signature it has.
	pub key: KeyId,
	/// The nonce of its transaction; zero for a cancel in a batch or by a proxy, which acts on no order
	/// of its block.
	pub sequence: u32,
	/// What to do.
	pub action: Action,
}

/// The live orders of one side of a book, best first; the codec index is the record's version.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Slab {
	/// At most 53 bytes an order.
	#[codec(index = 1)]
	V1(BoundedVec<Order, ConstU32<MAX_ORDERS>>),
}

/// An order of a book as its account's record lists it: a peg at its worst price, which does not change.
pub(crate) fn open_order(series: SeriesId, side: Side, order: &Order) -> OpenOrder {
	let Order { id, quantity, entered, good_til, name, .. } = *order;
	let limit = order.worst();
	OpenOrder { id, series, side, limit, quantity, entered, good_til, name }
}

/// What governance sets.
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
pub struct BookParameters {
	/// The maker's fee as a part of notional, which is the index times the quantity.
	pub maker_fee: Permill,
	/// The taker's fee as a part of notional; at least the maker's.
	pub taker_fee: Permill,
	/// Most that a fee may be as a part of the premium.
	pub premium_cap: Permill,
	/// Ticks that the price band is widened by at each end.
	pub band_ticks: u32,
	/// Least quantity of an order.
	pub minimum: Lots,
	/// What a subaccount has free in a block on average: a quote or a cancel takes 1, an order 8.
	pub free_rate: u32,
	/// Most that it has free at once; a quarter of them for cancels alone.
	pub free_burst: u32,
	/// Least notional of an order, in units of the quote asset; reduce-only ones may be smaller.
	pub minimum_notional: u32,
	/// Equity that an open order takes while it stands, in base units of the quote asset.
	pub order_deposit: u32,
	/// Open orders of an account without cash.
	pub orders_base: u32,
	/// Units of the quote asset for each open order more, up to the most there may be.
	pub cash_per_order: u32,
	/// Notional traded in 30 days for the first discount on fees, in units of the quote asset; ten and
	/// a hundred times it for the second and third.
	pub tier_volume: u32,
	/// Each discount on fees.
	pub tier_discount: Permill,
}

impl Default for BookParameters {
	fn default() -> Self {
		Self {
			maker_fee: Permill::from_parts(200),
			taker_fee: Permill::from_parts(300),
			premium_cap: Permill::from_parts(125_000),
			band_ticks: 2,
			minimum: Lots(1),
			free_rate: 32,
			free_burst: 2_048,
			minimum_notional: 10,
			order_deposit: 100_000,
			orders_base: 16,
			cash_per_order: 100,
			tier_volume: 1_000_000,
			tier_discount: Permill::from_percent(10),
		}
	}
}

/// How many parameters the book has.
pub const PARAMETERS: usize = 13;

/// In the order of the record: fees and their cap in parts per million. Tighter takes less from
/// traders, lets prices move less, refuses smaller and more orders, and leaves less free.
impl ParameterSet<PARAMETERS> for BookParameters {
	const BOUNDS: [Bounds; PARAMETERS] = [
		Bounds::lower_is_tighter(0, 10_000, 100),
		Bounds::lower_is_tighter(0, 10_000, 100),
		Bounds::lower_is_tighter(0, 500_000, 25_000),
		Bounds::lower_is_tighter(0, 100, 5),
		Bounds::higher_is_tighter(1, 1_000_000, 10),
		Bounds::lower_is_tighter(0, 1_000, 16),
		Bounds::lower_is_tighter(0, 100_000, 1_024),
		Bounds::higher_is_tighter(0, 10_000, 10),
		Bounds::higher_is_tighter(0, 100_000_000, 100_000),
		Bounds::lower_is_tighter(1, 512, 16),
		Bounds::higher_is_tighter(1, 100_000, 100),
		Bounds::lower_is_tighter(1, 1_000_000_000, 1_000_000),
		Bounds::higher_is_tighter(0, 333_333, 50_000),
	];

	fn values(&self) -> [u32; PARAMETERS] {
		[
			self.maker_fee.deconstruct(),
			self.taker_fee.deconstruct(),
			self.premium_cap.deconstruct(),
			self.band_ticks,
			// What does not fit is beyond every bound.
			u32::try_from(self.minimum.0).unwrap_or(u32::MAX),
			self.free_rate,
			self.free_burst,
			self.minimum_notional,
			self.order_deposit,
			self.orders_base,
			self.cash_per_order,
			self.tier_volume,
			self.tier_discount.deconstruct(),
		]
	}
}

impl BookParameters {
	/// Whether every parameter is within its bounds and no maker pays more than a taker.
	pub fn is_valid(&self) -> bool {
		self.is_within_bounds() && self.maker_fee <= self.taker_fee
	}

	/// Whether the band is no wider than in `old` and all else is the same.
	pub fn only_narrows_band_of(&self, old: &Self) -> bool {
		*self == Self { band_ticks: self.band_ticks, ..*old } && self.band_ticks <= old.band_ticks
	}

	/// The fee of a fill of an account in a tier, rounded up; `None` on overflow.
	pub fn fee(&self, maker: bool, tier: u32, notional: Money, premium: Money) -> Option<Money> {
		let rate = if maker { self.maker_fee } else { self.taker_fee };
		let fee = rate.mul_ceil(notional.to_balance()?);
		let fee = fee.saturating_sub(self.discount(tier).mul_floor(fee));
		Money::from_balance(fee.min(self.premium_cap.mul_ceil(premium.to_balance()?)))
	}

	fn discount(&self, tier: u32) -> Permill {
		Permill::from_parts(self.tier_discount.deconstruct().saturating_mul(tier))
	}

	/// The tier of an account that traded so much notional in 30 days, in units of the quote asset: 0
	/// to 3.
	pub fn tier(&self, volume: u64) -> u32 {
		let first = u64::from(self.tier_volume);
		let thresholds = [first, first.saturating_mul(10), first.saturating_mul(100)];
		thresholds.into_iter().map(|least| u32::from(volume >= least)).sum()
	}

	/// Open orders that an account may have with so much cash.
	pub fn most_orders(&self, cash: Money) -> u32 {
		let units = cash.max(Money::ZERO).0.checked_div(QUOTE_UNIT).unwrap_or(0);
		let more = units.checked_div(self.cash_per_order.into()).unwrap_or(0);
		self.orders_base.saturating_add(u32::try_from(more).unwrap_or(u32::MAX))
	}
}

/// Why an order was refused, or left the book without being filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Reason {
	/// Its owner asked for it.
	#[codec(index = 0)]
	Requested,
	/// Its last block had passed.
	#[codec(index = 1)]
	Expired,
	/// Immediate-or-cancel: the rest found no counterpart.
	#[codec(index = 2)]
	Unfilled,
	/// The side of the book was full of better orders.
	#[codec(index = 3)]
	BookFull,
	/// The series stopped trading in this block or before.
	#[codec(index = 4)]
	SeriesNotTrading,
	/// The underlying takes only cancels.
	#[codec(index = 5)]
	MarketCancelOnly,
	/// There is no fresh price with quorum.
	#[codec(index = 6)]
	NoFreshPrice,
	/// Post-only, and it crosses an order that rests.
	#[codec(index = 7)]
	WouldTake,
	/// It crosses an earlier order of the same owner.
	#[codec(index = 8)]
	SelfTrade,
	/// The account has as many open orders as it may.
	#[codec(index = 9)]
	TooManyOpenOrders,
	/// Its fill could take the account beyond the series it may hold.
	#[codec(index = 10)]
	TooManyPositions,
	/// The account lacks this much initial margin for the worst fills.
	#[codec(index = 11)]
	Shortfall(Money),
	/// The account cannot be assessed.
	#[codec(index = 12)]
	Unassessable(RiskError),
	/// The series failed to clear and is halted.
	#[codec(index = 13)]
	SeriesFailed,
	/// No such series.
	#[codec(index = 14)]
	UnknownSeries,
	/// Its quantity is zero.
	#[codec(index = 15)]
	ZeroQuantity,
	/// Its quantity is below the least an order may have.
	#[codec(index = 16)]
	QuantityTooSmall,
	/// Its quantity or premium is beyond what one order may have.
	#[codec(index = 17)]
	QuantityTooLarge,
	/// Its limit is zero.
	#[codec(index = 18)]
	ZeroLimit,
	/// Its limit is absurd: more than a hundred strikes.
	#[codec(index = 19)]
	LimitOutOfRange,
	/// Its last block had passed when it came.
	#[codec(index = 20)]
	GoodTilPassed,
	/// Its subaccount was closed in the block of the order.
	#[codec(index = 21)]
	UnknownSubaccount,
	/// Reduce-only, and the account's other orders take all of its position, or it has none to reduce.
	#[codec(index = 22)]
	NothingToReduce,
	/// It was to take within a distance of the best opposite order, and none rested.
	#[codec(index = 23)]
	NoOppositeOrder,
	/// It was to take within a distance, and not to take.
	#[codec(index = 24)]
	PostOnlyWithin,
	/// A later order or quote of its account has its name.
	#[codec(index = 25)]
	Replaced,
	/// The quote's bid is not below its ask.
	#[codec(index = 26)]
	CrossedQuote,
	/// Its agent may not place it.
	#[codec(index = 27)]
	OutOfScope,
	/// The deadline of its account has passed, or a limit of its account was used up.
	#[codec(index = 28)]
	Pulled,
	/// Its notional is below the least an order may have.
	#[codec(index = 29)]
	NotionalTooSmall,
	/// Its limit is no multiple of the step that the underlying has at it.
	#[codec(index = 30)]
	OffTick,
	/// Its volatility is zero or beyond the highest, or the series has none.
	#[codec(index = 31)]
	VolatilityOutOfRange,
	/// A peg that is not post-only.
	#[codec(index = 32)]
	PegNotPostOnly,
}

/// What is wrong with an order, as far as that can be told when it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
	/// See [`Reason::UnknownSeries`].
	UnknownSeries,
	/// See [`Reason::SeriesNotTrading`].
	SeriesNotTrading,
	/// See [`Reason::MarketCancelOnly`].
	MarketCancelOnly,
	/// See [`Reason::ZeroQuantity`].
	ZeroQuantity,
	/// See [`Reason::QuantityTooSmall`].
	QuantityTooSmall,
	/// See [`Reason::QuantityTooLarge`].
	QuantityTooLarge,
	/// See [`Reason::ZeroLimit`].
	ZeroLimit,
	/// See [`Reason::LimitOutOfRange`].
	LimitOutOfRange,
	/// See [`Reason::GoodTilPassed`].
	GoodTilPassed,
	/// See [`Reason::PostOnlyWithin`].
	PostOnlyWithin,
	/// See [`Reason::CrossedQuote`].
	CrossedQuote,
	/// See [`Reason::OutOfScope`].
	OutOfScope,
	/// See [`Reason::OffTick`].
	OffTick,
	/// See [`Reason::VolatilityOutOfRange`].
	VolatilityOutOfRange,
	/// See [`Reason::PegNotPostOnly`].
	PegNotPostOnly,
}

impl From<Fault> for Reason {
	fn from(fault: Fault) -> Self {
		match fault {
			Fault::UnknownSeries => Self::UnknownSeries,
			Fault::SeriesNotTrading => Self::SeriesNotTrading,
			Fault::MarketCancelOnly => Self::MarketCancelOnly,
			Fault::ZeroQuantity => Self::ZeroQuantity,
			Fault::QuantityTooSmall => Self::QuantityTooSmall,
			Fault::QuantityTooLarge => Self::QuantityTooLarge,
			Fault::ZeroLimit => Self::ZeroLimit,
			Fault::LimitOutOfRange => Self::LimitOutOfRange,
			Fault::GoodTilPassed => Self::GoodTilPassed,
			Fault::PostOnlyWithin => Self::PostOnlyWithin,
			Fault::CrossedQuote => Self::CrossedQuote,
			Fault::OutOfScope => Self::OutOfScope,
			Fault::OffTick => Self::OffTick,
			Fault::VolatilityOutOfRange => Self::VolatilityOutOfRange,
			Fault::PegNotPostOnly => Self::PegNotPostOnly,
		}
	}
}

impl From<EntryError> for Reason {
	fn from(error: EntryError) -> Self {
		match error {
			EntryError::WouldTake => Self::WouldTake,
			EntryError::SelfTrade => Self::SelfTrade,
			EntryError::NothingToReduce => Self::NothingToReduce,
			EntryError::NoOppositeOrder => Self::NoOppositeOrder,
			EntryError::Superseded => Self::Replaced,
		}
	}
}

impl From<Departure> for Reason {
	fn from(departure: Departure) -> Self {
		match departure {
			Departure::Unfilled => Self::Unfilled,
			Departure::Evicted => Self::BookFull,
		}
	}
}

impl From<Refusal> for Reason {
	fn from(refusal: Refusal) -> Self {
		match refusal {
			Refusal::Shortfall(money) => Self::Shortfall(money),
			Refusal::Unassessable(error) => Self::Unassessable(error),
		}
	}
}

/// The book of a series by limit; pegs where they were last priced.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Depth {
	/// Limits and lots, highest limit first.
	pub bids: Vec<(Tick, Lots)>,
	/// Limits and lots, lowest limit first.
	pub asks: Vec<(Tick, Lots)>,
}
