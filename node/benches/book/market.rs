//! The markets that blocks are measured on, set up by transactions, and what these blocks hold.

use crate::{
	chain::{Chain, Effects, Genesis, FIRST_SLOT, SYMBOLS},
	traders::{order, sign, Trader, ALICE},
};
use sp_runtime::BoundedVec;
use std::{ops::Range, time::Duration};
use tenor_primitives::{Expiry, Price, Side, Timestamp, UnderlyingId, WAD};
use tenor_runtime::{quote_asset, RuntimeCall, UncheckedExtrinsic};

/// The first option: each expiry begins with its future.
const FIRST: u32 = 1;
/// Options that orders are placed in, at the money in the first expiry.
pub(crate) const ORDER_SERIES: u32 = 10;
/// Orders that rest in them.
const RESTING: u32 = 100;
/// Series that makers quote, in three markets of their own with so many makers each.
const QUOTED: u32 = 64;
pub(crate) const MAKERS: [u32; 3] = [1, 4, 16];

/// Expiries of one underlying; each has 256 options and a future.
const EXPIRIES: u32 = 14;
const WEEK: u64 = 7 * 86_400;

/// Who does what.
pub(crate) const TAKERS: Range<u32> = 0..100;
const PAID: Range<u32> = 100..200;
const QUOTERS: Range<u32> = 200..221;
const RESTERS: Range<u32> = 221..226;
const FILLERS: Range<u32> = 226..426;
/// Orders of a filler, five in each of so many series.
const FILLER_SERIES: u32 = 100;
const FILLER_ORDERS: u32 = 5;

/// Cash of each account, in units of the quote asset: enough for 512 orders, and for the margin of all.
const CASH: u128 = 1_000_000;

const EVER: u32 = u32::MAX;

/// What a block holds beside its inherents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Work {
	/// Nothing.
	Empty,
	/// `transfer_keep_alive` of so many accounts to so many others.
	Transfers(u32),
	/// So many batches of so many resting orders, each of an account of its own, over the series one after
	/// the other.
	Strips(u32, u32),
	/// The same, a batch in one series each.
	Ladders(u32, u32),
	/// So many bids and asks, each of an account of its own, that fill each other.
	Fills(u32),
	/// Every maker of the market with that index moves its 64 quotes.
	Quotes(usize),
}

impl Work {
	/// So many transfers, orders or two-sided quotes.
	pub(crate) fn operations(self) -> u32 {
		match self {
			Self::Empty => 0,
			Self::Transfers(count) | Self::Fills(count) => count,
			Self::Strips(batches, size) | Self::Ladders(batches, size) => batches * size,
			Self::Quotes(index) => MAKERS[index] * QUOTED,
		}
	}

	/// So many transactions.
	fn transactions(self) -> u32 {
		match self {
			Self::Empty => 0,
			Self::Transfers(count) | Self::Fills(count) => count,
			Self::Strips(batches, _) | Self::Ladders(batches, _) => batches,
			Self::Quotes(index) => MAKERS[index],
		}
	}

	/// Panics unless a block did exactly this.
	pub(crate) fn check(self, effects: &Effects) {
		let count = |count: u32| usize::try_from(count).expect("it is small");
		let operations = count(self.operations());
		let (entered, left, fills) = match self {
			Self::Empty | Self::Transfers(_) => (0, 0, 0),
			Self::Strips(..) | Self::Ladders(..) => (operations, 0, 0),
			Self::Fills(_) => (operations, 0, operations),
			Self::Quotes(_) => (2 * operations, 2 * operations, 0),
		};
		let Effects { failed, refused, .. } = *effects;
		let did = (effects.entered, effects.left, effects.fills);
		assert_eq!((failed, refused), (0, 0), "{self:?}: {effects:?}");
		assert_eq!(did, (entered, left, fills), "{self:?}: {effects:?}");
		// The time, and in every other block the prices.
		let inherents = effects.succeeded - self.transactions();
		assert!((1..=2).contains(&inherents), "{self:?}: {effects:?}");
	}
}

/// Everyone.
pub(crate) fn traders() -> Vec<Trader> {
	(0..FILLERS.end).map(Trader::new).collect()
}

/// A market.
pub(crate) struct Market {
	pub(crate) chain: Chain,
	pub(crate) traders: Vec<Trader>,
	/// How many are listed, futures too.
	series: u32,
}

impl Market {
	/// So many series, of which the first have resting orders, and so many orders beside them in the others.
	/// With only the first, nobody quotes.
	pub(crate) fn new(genesis: &Genesis, series: u32, others: u32) -> Self {
		let mut market = Self { chain: Chain::new(genesis), traders: traders(), series: 0 };
		market.list(series);
		market.open_accounts();
		// The second surface round begins 30 slots after genesis, and closes within 6.
		(market.chain.number()..40).for_each(|_| market.extend(vec![]));
		market.rest();
		if series > ORDER_SERIES {
			market.quote();
			market.fill(others);
		}
		market.extend(vec![]);
		market
	}

	/// Makes a block with these the head; all of them must do what they are to do.
	fn extend(&mut self, extrinsics: Vec<UncheckedExtrinsic>) {
		let effects = self.chain.extend(extrinsics);
		assert_eq!((effects.failed, effects.refused), (0, 0), "{effects:?}");
	}

	/// Lists so many options: calls and puts at 64 strikes a call, expiry by expiry.
	fn list(&mut self, series: u32) {
		let mut calls = Vec::new();
		let mut listed = 0;
		// Each comes with a future.
		let mut expiries = 0;
		for index in 0.. {
			let strikes = match (index % 3, series - listed) {
				(_, 0) => break,
				(0, missing) => (58..63).take(half(missing)).collect::<Vec<u64>>(),
				(part, missing) => {
					let start = if part == 1 { 63 } else { 63 + 64 };
					let count = if part == 1 { 64 } else { 59 };
					(start..).take(half(missing).min(count)).collect()
				},
			};
			listed += 2 * u32::try_from(strikes.len()).expect("there are few");
			let expiry = index / 3;
			expiries = expiry + 1;
			let (underlying, week) = (expiry / EXPIRIES, expiry % EXPIRIES);
			calls.push(list_series(underlying, week, &strikes));
		}
		let genesis = self.chain.genesis;
		let calls = (0..).zip(calls).map(|(nonce, call)| sign(&ALICE.pair(), genesis, nonce, call));
		self.extend(calls.collect());
		assert_eq!(self.chain.expiries(), expiries);
		self.series = series + expiries;
	}

	fn open_accounts(&mut self) {
		let genesis = self.chain.genesis;
		let open =
			|trader: &mut Trader| trader.sign(genesis, pallet_margin::Call::open_subaccount {});
		let opened = self.traders.iter_mut().map(open).collect();
		self.extend(opened);
		let amount = CASH * quote_asset::UNIT;
		let deposit = |trader: &mut Trader| {
			let subaccount = trader.subaccount;
			trader.sign(genesis, pallet_margin::Call::deposit { subaccount, amount })
		};
		let deposits = self.traders.iter_mut().map(deposit).collect();
		self.extend(deposits);
	}

	/// Orders at rest in the series that orders are placed in.
	fn rest(&mut self) {
		let each = RESTING / u32::try_from(RESTERS.len()).expect("there are few");
		let side = |index| match index % 2 {
			0 => order(Side::Bid, order_series(index / 2), 50 + index, EVER),
			_ => order(Side::Ask, order_series(index / 2), 20_000 + 50 * index, EVER),
		};
		self.batches(RESTERS, |trader| trader.place((0..each).map(side).collect()));
	}

	/// The first quotes of all makers.
	fn quote(&mut self) {
		for index in 0..MAKERS.len() {
			self.batches(makers(index), |maker| maker.quote(quoted(index), 100, 30_000, EVER));
		}
	}

	/// Orders at rest in the series that nobody trades or quotes, five in each of 100 series by each account.
	fn fill(&mut self, orders: u32) {
		let first = quoted(MAKERS.len() - 1).end;
		let others = self.series - first;
		let mut left = orders;
		for place in 0..FILLERS.len() {
			let filler = FILLERS.start + u32::try_from(place).expect("there are few");
			let start = (filler - FILLERS.start) * FILLER_SERIES;
			let of = |index: u32| first + (start + index / FILLER_ORDERS) % others;
			let count = left.min(FILLER_SERIES * FILLER_ORDERS);
			left -= count;
			let orders: Vec<_> = (0..count)
				.map(|index| order(Side::Bid, of(index), 1 + index % FILLER_ORDERS, EVER))
				.collect();
			let genesis = self.chain.genesis;
			let trader = &mut self.traders[usize::try_from(filler).expect("it is small")];
			let batches = orders.chunks(64).map(|batch| {
				let call = trader.place(batch.to_vec());
				trader.sign(genesis, call)
			});
			let batches: Vec<_> = batches.collect();
			if !batches.is_empty() {
				let effects = self.chain.extend(batches);
				let entered = u32::try_from(effects.entered).expect("there are few");
				assert_eq!((effects.failed, effects.refused, entered), (0, 0, count));
			}
		}
		assert_eq!(left, 0, "there are accounts for all orders");
	}

	/// A block with a transaction of each of these.
	fn batches(&mut self, traders: Range<u32>, call: impl Fn(&Trader) -> RuntimeCall) {
		let genesis = self.chain.genesis;
		let batch = |index| {
			let trader = &mut self.traders[usize::try_from(index).expect("it is small")];
			let call = call(trader);
			trader.sign(genesis, call)
		};
		let batches = traders.map(batch).collect();
		self.extend(batches);
	}

	fn trader(&self, index: u32) -> &Trader {
		&self.traders[usize::try_from(index).expect("it is small")]
	}

	/// The transactions of a block. Nothing is used up: the block is one of several on the same head.
	pub(crate) fn transactions(&self, work: Work) -> Vec<UncheckedExtrinsic> {
		let genesis = self.chain.genesis;
		let each = |index: u32, call: RuntimeCall| self.trader(index).sign_later(genesis, 0, call);
		let bid = |series, step| order(Side::Bid, order_series(series), 150 + step, EVER);
		match work {
			Work::Empty => vec![],
			Work::Transfers(count) => TAKERS
				.zip(PAID)
				.take(usize::try_from(count).expect("it is small"))
				.map(|(from, to)| each(from, self.trader(from).pay(self.trader(to))))
				.collect(),
			Work::Strips(batches, size) => (0..batches)
				.map(|of| {
					let orders = (of * size..(of + 1) * size).map(|index| bid(index, index));
					each(of, self.trader(of).place(orders.collect()))
				})
				.collect(),
			Work::Ladders(batches, size) => (0..batches)
				.map(|of| {
					each(of, self.trader(of).place((0..size).map(|step| bid(of, step)).collect()))
				})
				.collect(),
			Work::Fills(count) => (0..count)
				.map(|of| {
					let series = order_series(of / 2);
					let order = match of % 2 {
						0 => order(Side::Bid, series, 19_000, EVER),
						_ => order(Side::Ask, series, 400, EVER),
					};
					each(of, self.trader(of).place(vec![order]))
				})
				.collect(),
			Work::Quotes(index) => makers(index)
				.map(|of| each(of, self.trader(of).quote(quoted(index), 110, 31_000, EVER)))
				.collect(),
		}
	}

	/// How long the import of such a block takes, and what it weighs.
	pub(crate) fn import(&self, work: Work, salt: u32) -> (Duration, Duration) {
		let (time, effects) = self.chain.import(self.transactions(work), salt);
		work.check(&effects);
		(time, effects.weight)
	}

	/// Goes on by a block without transactions.
	pub(crate) fn advance(&mut self) {
		self.extend(vec![]);
	}
}

fn half(count: u32) -> usize {
	usize::try_from(count / 2).expect("it is small")
}

/// One of the series that orders are placed in.
pub(crate) fn order_series(index: u32) -> u32 {
	FIRST + index % ORDER_SERIES
}

/// The makers of the market with that index.
pub(crate) fn makers(index: usize) -> Range<u32> {
	let before: u32 = MAKERS[..index].iter().sum();
	let start = QUOTERS.start + before;
	start..start + MAKERS[index]
}

/// Its series.
pub(crate) fn quoted(index: usize) -> Range<u32> {
	let start = FIRST + ORDER_SERIES + QUOTED * u32::try_from(index).expect("it is small");
	start..start + QUOTED
}

fn list_series(underlying: u32, week: u32, strikes: &[u64]) -> RuntimeCall {
	assert!(usize::try_from(underlying).is_ok_and(|index| index < SYMBOLS.len()));
	let strikes = strikes.iter().map(|thousands| Price(u128::from(*thousands) * 1_000 * WAD));
	let list = pallet_instruments::Call::list_series {
		underlying: UnderlyingId(underlying.try_into().expect("there are few")),
		expiry: Expiry(FIRST_SLOT + WEEK * (1 + u64::from(week))),
		strikes: BoundedVec::truncate_from(strikes.collect()),
		opens_at: Timestamp::ZERO,
	};
	pallet_sudo::Call::sudo { call: Box::new(list.into()) }.into()
}
