//! The market that our pallets are measured in: the real pallets, with prices written to the oracle.
//!
//! Every series has an underlying or an expiry of its own, so that no read serves two of them.

use crate::{
	durations::{self, DurationsRecord},
	quote_asset, AccountId, AssetId, Assets, Balance, Balances, Instruments, Margin, Oracle,
	Runtime, RuntimeOrigin, System, TNR,
};
use alloc::{vec, vec::Vec};
use frame_benchmarking::account;
use frame_support::{
	assert_ok,
	traits::{fungible::Mutate as _, fungibles::Mutate as _, Get},
	BoundedVec,
};
use pallet_instruments::BenchmarkHelper as _;
use pallet_margin::{CollateralParameters, CollateralTerms, LossWatch, VersionedAgent};
use pallet_options_book::BenchmarkHelper as _;
use pallet_oracle::{Index, RunningAverage, Sample, Slice};
use tenor_auction::{Kind, Order};
use tenor_math::Fixed;
use tenor_primitives::{
	oracle::{MaxExpiries, MaxUnderlyings, SLOTS_PER_ROUND},
	AgentScope, Authority, BlockNumber, Delta, Expiry, Holder, InstrumentInspect, KeyId, Ledger,
	Lots, MarketView, MaxSteps, Money, OpenOrder, OrderId, PortfolioInspect, Price, PriceStep,
	PriceSteps, Quorum, Rounding, SeriesId, Side, SignedLots, Stamped, SubaccountId, Tick,
	Timestamp, Underlying, UnderlyingId, SERIES_OF_A_PAGE, WAD,
};

/// When the market opens, in seconds: a whole minute.
const OPENING: u64 = 1_800_000_000;
const MINUTE: u64 = 60;
const DAY: u64 = 86_400;
/// 257 series.
const PAGES_OF_AN_EXPIRY: u32 = 5;
/// The index and the strike of every underlying.
const SPOT: Price = Price(60_000 * WAD);
/// In base units of the quote asset.
const CASH: Balance = 1_000_000_000_000_000_000;

/// Base units of a whole of each collateral.
const WHOLE: Balance = 1_000_000_000;
/// What counts of each collateral, all of it concentrated.
const COLLATERAL: CollateralParameters = CollateralParameters {
	initial_haircut: 5_000,
	maintenance_haircut: 5_000,
	doubt_limit: 0,
	concentration: 0,
	concentration_haircut: 2_500,
	cap: 1_000_000_000,
	deposits: true,
};

/// A full table of steps that takes every limit.
fn full_tick_steps() -> PriceSteps {
	let level = |from| PriceStep { from: Tick(from), step: Tick(1) };
	PriceSteps::new((1..=MaxSteps::get()).map(level).collect()).expect("it is valid")
}

/// Sets up what the pallets' benchmarks trade in.
pub struct Market;

impl Market {
	/// Makes it a block of this second, which is its slot too.
	fn at(seconds: u64) {
		pallet_babe::CurrentSlot::<Runtime>::put(sp_consensus_babe::Slot::from(seconds));
		pallet_timestamp::Now::<Runtime>::put(Expiry(seconds).timestamp().0);
	}

	fn fresh<V: Clone>(value: V) -> Stamped<V> {
		let (lo, hi) = (value.clone(), value.clone());
		Stamped { value, lo, hi, at: Timestamp(crate::Timestamp::get()), quorum: Quorum::Full }
	}

	/// Lists as many underlyings and expiries as the oracle takes, a strike in each, with fresh
	/// prices; does nothing the second time.
	fn open() {
		if pallet_instruments::NextSeries::<Runtime>::get() != SeriesId(0) {
			return;
		}
		Self::at(OPENING);
		// As the hook of the first block does.
		let slots = pallet_market_guard::Slots::starting_at(OPENING);
		pallet_market_guard::RecentSlots::<Runtime>::put(slots);
		let (underlyings, expiries): (u32, u32) = (MaxUnderlyings::get(), MaxExpiries::get());
		for id in (0..underlyings).map(Self::underlying) {
			if Instruments::underlying(id).is_none() {
				let symbol =
					BoundedVec::truncate_from(alloc::format!("BENCH{}", id.0).into_bytes());
				let terms = Underlying {
					symbol,
					tick_value: 10_000,
					lots_per_contract: 100,
					tick_steps: full_tick_steps(),
				};
				assert_ok!(Instruments::register_underlying(RuntimeOrigin::root(), terms));
			}
			// Those of the preset have others, which marks do not lie on.
			let root = RuntimeOrigin::root();
			assert_ok!(Instruments::set_tick_steps(root, id, full_tick_steps()));
			Self::set_spot(id, SPOT);
		}
		for index in 0..underlyings * expiries {
			let id = Self::underlying(index % underlyings);
			let expiry = Expiry(OPENING + DAY * u64::from(1 + index / underlyings));
			Self::list_strike(id, expiry);
			Self::set_slice(id, expiry);
		}
		let series = (0..underlyings * expiries)
			.map(<Self as pallet_options_book::BenchmarkHelper<_>>::series);
		Margin::build_pages(series);
	}

	fn underlying(index: u32) -> UnderlyingId {
		UnderlyingId(index.try_into().expect("there are few"))
	}

	/// A future, a call and a put.
	fn list_strike(underlying: UnderlyingId, expiry: Expiry) {
		let strikes = BoundedVec::truncate_from(vec![SPOT]);
		let (origin, now) = (RuntimeOrigin::root(), Timestamp::ZERO);
		assert_ok!(Instruments::list_series(origin, underlying, expiry, strikes, now));
	}

	fn set_slice(underlying: UnderlyingId, expiry: Expiry) {
		let variance = Fixed::from_ratio(1, 100).expect("in range");
		let slice = Slice::level(Self::fresh(SPOT), variance).expect("in range");
		pallet_oracle::Slices::<Runtime>::insert(underlying, expiry, slice);
	}

	/// A sample of every round from shortly before the expiry's window to `until`, on the public
	/// chain's window. The expiry is on an even second, at which rounds end.
	fn sample(underlying: UnderlyingId, expiry: Expiry, until: u64) {
		durations::Current::<Runtime>::put(DurationsRecord::PUBLIC);
		let start = expiry.0 - u64::from(DurationsRecord::PUBLIC.twap_window_secs);
		let of = |end: u64| Sample { round: end / SLOTS_PER_ROUND - 1, price: SPOT };
		let buckets = core::iter::once(start - 14..start)
			.chain((start..expiry.0).step_by(60).map(|from| from..from + MINUTE));
		let mut last = start;
		for (bucket, range) in (0u8..).zip(buckets) {
			let ends: Vec<u64> = range.step_by(2).take_while(|end| *end <= until).collect();
			last = ends.last().copied().unwrap_or(last);
			let samples = BoundedVec::truncate_from(ends.into_iter().map(of).collect());
			pallet_oracle::Samples::<Runtime>::insert((underlying, expiry), bucket, samples);
		}
		let held = last - start;
		let average = RunningAverage { sum: SPOT.0 * u128::from(held), held, last: of(last) };
		pallet_oracle::AveragesSoFar::<Runtime>::insert((underlying, expiry), average);
	}
}

/// The other side of every position.
const LONG: u32 = u32::MAX;

impl Market {
	/// Makes a subaccount short a lot in each of these series.
	fn sell(subaccount: SubaccountId, series: impl Iterator<Item = SeriesId> + Clone) {
		let (_, other) = <Self as pallet_options_book::BenchmarkHelper<_>>::account(LONG);
		let side = |subaccount, lots| Delta {
			positions: series.clone().map(|series| (series, SignedLots(lots))).collect(),
			..Delta::of_cash(Holder::Subaccount(subaccount), Money::ZERO)
		};
		assert_ok!(<Margin as Ledger>::apply(&[side(subaccount, -1), side(other, 1)]));
	}

	/// Gives a subaccount as many kinds of collateral as it may hold, of as many as there may be.
	fn pledge(who: &AccountId, subaccount: SubaccountId) {
		if pallet_margin::Collaterals::<Runtime>::get().is_empty() {
			let assets = <Self as pallet_margin::BenchmarkHelper<_>>::assets(
				pallet_margin::MAX_COLLATERALS,
				who,
				1,
			);
			for (number, asset) in (0..).zip(assets) {
				let index = <Self as pallet_margin::BenchmarkHelper<_>>::index(number);
				let terms = CollateralTerms { index, decimals: 9, unit: CASH };
				let root = RuntimeOrigin::root();
				assert_ok!(Margin::list_collateral(root, asset, terms, COLLATERAL));
			}
		}
		let listed = pallet_margin::Collaterals::<Runtime>::get();
		for listed in listed.iter().rev().take(pallet_margin::MAX_KINDS as usize) {
			assert_ok!(Assets::mint_into(listed.asset, who, 2 * WHOLE));
			let origin = RuntimeOrigin::signed(who.clone());
			assert_ok!(Margin::deposit_collateral(origin, subaccount, listed.asset, WHOLE));
		}
	}

	/// Series that are not listed, for records which nothing prices.
	fn unlisted() -> impl Iterator<Item = SeriesId> + Clone {
		(1_000_000..).map(SeriesId)
	}

	/// Gives a subaccount open orders until it has as many as it may.
	fn fill_orders(subaccount: SubaccountId, mut orders: Vec<OpenOrder>) {
		let missing = pallet_margin::MAX_OPEN_ORDERS as usize - orders.len();
		let series = Self::unlisted().take(pallet_margin::MAX_POSITIONS as usize - 1).cycle();
		let others = (0..).zip(series).take(missing);
		orders.extend(others.map(|(sequence, series)| open_ask(subaccount, sequence, series)));
		orders.sort_by_key(|order| order.id);
		assert_ok!(<Margin as Ledger>::set_open_orders(subaccount, orders));
	}
}

fn open_ask(subaccount: SubaccountId, sequence: u32, series: SeriesId) -> OpenOrder {
	OpenOrder {
		id: OrderId { subaccount, key: KeyId::OWNER, sequence, index: 0 },
		series,
		side: Side::Ask,
		limit: Tick(1),
		quantity: Lots(1),
		entered: 0,
		good_til: BlockNumber::MAX,
		name: None,
	}
}

impl pallet_instruments::BenchmarkHelper for Market {
	fn set_now(now: Timestamp) {
		Self::at(now.seconds());
	}

	fn set_spot(underlying: UnderlyingId, spot: Price) {
		let index = Index { accepted: Some(Self::fresh(spot)), ..Default::default() };
		pallet_oracle::Indices::<Runtime>::insert(underlying, index);
	}

	fn set_surface(underlying: UnderlyingId, expiry: Expiry) {
		Self::set_slice(underlying, expiry);
	}
}

impl pallet_oracle::BenchmarkHelper<AccountId> for Market {
	fn list(expiries: &[u32]) {
		let now = Timestamp(crate::Timestamp::get()).seconds();
		// The oracle reads no more of an underlying than that it is there.
		pallet_instruments::NextUnderlying::<Runtime>::put(Self::underlying(expiries.len() as u32));
		for (index, count) in (0..).zip(expiries) {
			let id = Self::underlying(index);
			let list: Vec<_> =
				(1..=u64::from(*count)).map(|place| Expiry(now + 10 + 2 * place)).collect();
			for expiry in &list {
				Self::sample(id, *expiry, now);
			}
			pallet_instruments::Expiries::<Runtime>::insert(id, BoundedVec::truncate_from(list));
		}
	}

	fn set_slot(slot: u64) {
		Self::at(slot);
	}

	fn set_weights(accounts: Vec<AccountId>) {
		pallet_session::Validators::<Runtime>::put(accounts);
	}
}

impl pallet_margin::BenchmarkHelper<AccountId> for Market {
	fn fund(who: &AccountId, amount: Balance) {
		assert_ok!(Assets::mint_into(quote_asset::ID, who, amount));
		// What is minted here is not what the limits are for.
		pallet_margin::Flows::<Runtime>::remove(quote_asset::ID);
	}

	fn series(count: u32) -> Vec<SeriesId> {
		(0..count).map(<Self as pallet_options_book::BenchmarkHelper<_>>::series).collect()
	}

	fn page(number: u32) -> Vec<SeriesId> {
		let first = <Self as pallet_options_book::BenchmarkHelper<_>>::series(number);
		let of = Instruments::series(first).expect("listed");
		let strikes =
			(1..u128::from(SERIES_OF_A_PAGE / 2)).map(|index| Price(SPOT.0 + index * 1_000 * WAD));
		let (strikes, now) = (BoundedVec::truncate_from(strikes.collect()), Timestamp::ZERO);
		let root = RuntimeOrigin::root();
		let _ = Instruments::list_series(root, of.underlying, of.expiry, strikes, now);
		let series = Instruments::series_of(of.underlying, of.expiry);
		series.into_iter().filter(|id| id.page() == first.page()).collect()
	}

	fn finalize() {
		Self::open();
		pallet_oracle::Finalized::<Runtime>::put(System::block_number());
	}

	fn assets(count: u32, who: &AccountId, amount: Balance) -> Vec<AssetId> {
		let pot = Margin::pot();
		let assets: Vec<AssetId> = (1_000..1_000 + count).collect();
		for asset in &assets {
			let (root, owner) = (RuntimeOrigin::root(), pot.clone().into());
			assert_ok!(Assets::force_create(root, (*asset).into(), owner, true, 1));
			assert_ok!(Assets::mint_into(*asset, &pot, 1));
			assert_ok!(Assets::mint_into(*asset, who, amount));
		}
		assets
	}

	/// Those of the preset, at least, are there before the market opens.
	fn index(number: u32) -> UnderlyingId {
		let all = Instruments::underlyings();
		all[number as usize % all.len()]
	}
}

impl pallet_options_book::BenchmarkHelper<AccountId> for Market {
	/// The call of an expiry of its own.
	fn series(index: u32) -> SeriesId {
		Self::open();
		// Each begins with its future, on a page of its own.
		SeriesId(PAGES_OF_AN_EXPIRY * SERIES_OF_A_PAGE * index + 1)
	}

	fn account(index: u32) -> (AccountId, SubaccountId) {
		let who: AccountId = account("trader", index, 0);
		if let Some(subaccount) = pallet_margin::OwnedBy::<Runtime>::get(&who).first() {
			return (who, *subaccount);
		}
		assert_ok!(Balances::mint_into(&who, 1_000 * TNR));
		<Self as pallet_margin::BenchmarkHelper<_>>::fund(&who, 2 * CASH);
		let subaccount = pallet_margin::NextSubaccount::<Runtime>::get();
		let origin = RuntimeOrigin::signed(who.clone());
		assert_ok!(Margin::open_subaccount(origin.clone()));
		assert_ok!(Margin::deposit(origin, subaccount, CASH));
		Self::pledge(&who, subaccount);
		(who, subaccount)
	}

	fn make_short(subaccount: SubaccountId) {
		let series = (0..pallet_margin::MAX_POSITIONS).map(Self::series);
		Self::sell(subaccount, series);
	}

	fn agent(subaccount: SubaccountId) -> AccountId {
		let agent: AccountId = account("agent", 0, 0);
		let owner = <Margin as PortfolioInspect<_>>::owner(subaccount).expect("it is open");
		// With a cap, so that the day is looked at.
		let scope = AgentScope { daily_loss: Some(u64::MAX), ..Authority::OWNER.scope };
		let named = agent.clone().into();
		assert_ok!(Margin::set_agent(RuntimeOrigin::signed(owner), subaccount, named, scope));
		let day = (crate::Timestamp::get() / 1_000 / DAY).try_into().expect("it fits");
		let until = Some(BlockNumber::MAX);
		let watch = LossWatch { day, start: Money::ZERO, last: Money::ZERO, until };
		pallet_margin::Agents::<Runtime>::mutate(subaccount, &agent, |stored| {
			if let Some(VersionedAgent::V1(stored)) = stored {
				stored.watch = Some(watch);
			}
		});
		agent
	}

	/// The mark.
	fn tick(series: SeriesId) -> Tick {
		let series = Instruments::series(series).expect("listed");
		let units = Instruments::underlying(series.underlying).expect("registered");
		let mark = Oracle::mark(&series).expect("fresh");
		units.tick(mark.value, Rounding::Up).expect("in range")
	}

	fn strikes(count: u32) -> (UnderlyingId, Expiry) {
		Self::open();
		let (underlying, expiry) = (Self::underlying(0), Expiry(OPENING + DAY));
		// One is there already.
		let more = (1..count).map(|index| Price(SPOT.0 + 1_000 * WAD * u128::from(index)));
		let strikes = BoundedVec::truncate_from(more.collect());
		let (origin, now) = (RuntimeOrigin::root(), Timestamp::ZERO);
		assert_ok!(Instruments::list_series(origin, underlying, expiry, strikes, now));
		(underlying, expiry)
	}
}

impl pallet_market_guard::BenchmarkHelper for Market {
	fn quote(underlying: UnderlyingId) {
		Self::set_spot(underlying, SPOT);
	}
}

impl pallet_settlement::BenchmarkHelper for Market {
	fn expire() -> (UnderlyingId, Expiry) {
		let (underlying, expiry) = (UnderlyingId(0), Expiry(OPENING + MINUTE));
		// Nothing is listed once its averaging window has begun.
		Self::at(OPENING - DAY);
		Self::list_strike(underlying, expiry);
		Self::at(OPENING);
		Self::set_slice(underlying, expiry);
		// The future alone: its holders have a cost beside their lots.
		pallet_instruments::ExpirySeries::<Runtime>::mutate(underlying, expiry, |series| {
			series.truncate(1)
		});
		Self::sample(underlying, expiry, expiry.0);
		pallet_oracle::ClosedRound::<Runtime>::put(expiry.0 / SLOTS_PER_ROUND);
		Self::at(expiry.0 + u64::from(DurationsRecord::PUBLIC.settlement_delay_secs));
		(underlying, expiry)
	}

	fn add_holders(series: SeriesId, holders: u32) {
		for (holder, lots) in (0..holders).zip([1, -1].into_iter().cycle()) {
			let (_, subaccount) = Self::account(holder);
			let side = |holder, lots: i64| Delta {
				positions: vec![(series, SignedLots(lots))],
				costs: vec![(series, Money(i128::from(lots)))],
				..Delta::of_cash(holder, Money::ZERO)
			};
			let deltas = [
				side(Holder::Subaccount(subaccount), lots),
				// Takes the other side until the next holder does.
				side(Holder::Settling(series), -lots),
			];
			assert_ok!(<Margin as Ledger>::apply(&deltas));
			Self::sell(
				subaccount,
				Self::unlisted().take(pallet_margin::MAX_POSITIONS as usize - 1),
			);
			Self::fill_orders(subaccount, vec![]);
		}
	}

	fn add_orders(series: SeriesId, orders: u32) {
		let own = (0..orders).map(|index| {
			let (_, subaccount) = Self::account(index);
			open_ask(subaccount, u32::MAX, series)
		});
		let own: Vec<OpenOrder> = own.collect();
		let others = (0..).map(|sequence| OrderId {
			subaccount: SubaccountId(LONG),
			key: KeyId::OWNER,
			sequence,
			index: 0,
		});
		let resting =
			|id, limit| Order::new(id, limit, Lots(1), 0, BlockNumber::MAX, Kind::GoodTil);
		// Bids leave first.
		let bids = own.iter().map(|order| resting(order.id, Tick(2)));
		let bids = bids.chain(others.clone().map(|id| resting(id, Tick(1))));
		let asks = others.map(|id| resting(id, Tick(3)));
		let slabs: [(Side, Vec<Order>); 2] = [
			(Side::Bid, bids.take(tenor_auction::MAX_ORDERS as usize).collect()),
			(Side::Ask, asks.take(tenor_auction::MAX_ORDERS as usize).collect()),
		];
		for (side, orders) in slabs {
			let slab = pallet_options_book::Slab::V1(BoundedVec::truncate_from(orders));
			pallet_options_book::Slabs::<Runtime>::insert((series, side), slab);
		}
		for order in own {
			let series = Self::unlisted().take(pallet_margin::MAX_POSITIONS as usize);
			Self::sell(order.id.subaccount, series);
			Self::fill_orders(order.id.subaccount, vec![order]);
		}
	}
}
