//! The stored form of an account's open orders.

// The codec's derive casts the index of a variant.
#![allow(clippy::cast_possible_truncation)]

use alloc::vec::Vec;
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use tenor_primitives::{
	BlockNumber, ClientId, KeyId, Lots, Name, OpenOrder, OrderId, SeriesId, Side, SubaccountId,
	Tick,
};

/// Most open orders of an account.
pub const MAX_OPEN_ORDERS: u32 = 512;

/// The open orders of a subaccount, ascending by id; the codec index is the record's version.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum VersionedOrders {
	/// About 20 bytes an order.
	#[codec(index = 1)]
	V1(BoundedVec<StoredOrder, ConstU32<MAX_OPEN_ORDERS>>),
}

impl VersionedOrders {
	/// The record of an account's orders; `None` if they are too many.
	pub fn new(orders: &[OpenOrder]) -> Option<Self> {
		let stored: Vec<StoredOrder> = orders.iter().map(StoredOrder::from).collect();
		stored.try_into().ok().map(Self::V1)
	}

	/// The orders of the account whose record it is.
	pub fn of(self, subaccount: SubaccountId) -> impl Iterator<Item = OpenOrder> {
		let Self::V1(orders) = self;
		orders.into_iter().map(move |order| order.of(subaccount))
	}
}

/// An [`OpenOrder`] without its account. Small numbers take few bytes.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct StoredOrder {
	#[codec(compact)]
	key: u16,
	#[codec(compact)]
	sequence: u32,
	index: u8,
	#[codec(compact)]
	series: u32,
	side: Side,
	name: StoredName,
	#[codec(compact)]
	limit: u32,
	#[codec(compact)]
	quantity: u64,
	#[codec(compact)]
	entered: BlockNumber,
	/// Blocks from `entered` to the last one, which are fewer than those since genesis.
	#[codec(compact)]
	lasts: BlockNumber,
}

#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
enum StoredName {
	#[codec(index = 0)]
	None,
	#[codec(index = 1)]
	Bid,
	#[codec(index = 2)]
	Ask,
	#[codec(index = 3)]
	Client(#[codec(compact)] u32),
}

impl From<&OpenOrder> for StoredOrder {
	fn from(order: &OpenOrder) -> Self {
		let OpenOrder { id, series, side, limit, quantity, entered, good_til, name } = *order;
		let name = match name {
			None => StoredName::None,
			Some(Name::Bid) => StoredName::Bid,
			Some(Name::Ask) => StoredName::Ask,
			Some(Name::Client(ClientId(client))) => StoredName::Client(client),
		};
		Self {
			key: id.key.0,
			sequence: id.sequence,
			index: id.index,
			series: series.0,
			side,
			name,
			limit: limit.0,
			quantity: quantity.0,
			entered,
			lasts: good_til.wrapping_sub(entered),
		}
	}
}

impl StoredOrder {
	fn of(self, subaccount: SubaccountId) -> OpenOrder {
		let Self { key, sequence, index, series, side, name, limit, quantity, entered, lasts } =
			self;
		let name = match name {
			StoredName::None => None,
			StoredName::Bid => Some(Name::Bid),
			StoredName::Ask => Some(Name::Ask),
			StoredName::Client(client) => Some(Name::Client(ClientId(client))),
		};
		OpenOrder {
			id: OrderId { subaccount, key: KeyId(key), sequence, index },
			series: SeriesId(series),
			side,
			limit: Tick(limit),
			quantity: Lots(quantity),
			entered,
			good_til: entered.wrapping_add(lasts),
			name,
		}
	}
}
