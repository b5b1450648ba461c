//! A runtime of this pallet alone: instruments, prices, ledger and books are maps that tests fill.

use crate as pallet_settlement;
use frame_support::{derive_impl, parameter_types, weights::WeightMeter};
use frame_system::EnsureRoot;
use sp_runtime::BuildStorage;
use std::{
	cell::RefCell,
	collections::{BTreeMap, BTreeSet},
};
use tenor_primitives::{
	Authority, AuthorityError, BlockEndStep, BookMaintenance, Delta, Expiry, ExpiryTerms, Holder,
	InstrumentInspect, InstrumentLifecycle, Ledger, LedgerError, MarketView, Money, OpenOrder,
	Portfolio, PortfolioInspect, Price, Quorum, Quoted, Sensitivity, Series, SeriesId, SeriesKind,
	SeriesStatus, SettlementError, SettlementPrice, SignedLots, Stamped, SubaccountId, Timestamp,
	TotalVariance, Underlying, UnderlyingId, Volatility, WAD,
};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Settlement = pallet_settlement;
}

pub(crate) type AccountId = u64;
type Block = frame_system::mocking::MockBlock<Test>;

pub(crate) const BTC: UnderlyingId = UnderlyingId(0);
pub(crate) const ETH: UnderlyingId = UnderlyingId(1);
pub(crate) const FIRST: Expiry = Expiry(3_600);
pub(crate) const SECOND: Expiry = Expiry(7_200);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

/// All that the world outside of the pallet holds.
#[derive(Default)]
pub(crate) struct World {
	pub(crate) series: BTreeMap<SeriesId, Series>,
	pub(crate) settled: BTreeSet<(UnderlyingId, Expiry)>,
	pub(crate) prices: BTreeMap<(UnderlyingId, Expiry), Result<Price, SettlementError>>,
	pub(crate) samples: BTreeMap<(UnderlyingId, Expiry), (Price, Price)>,
	pub(crate) forwards: BTreeMap<(UnderlyingId, Expiry), Price>,
	pub(crate) book: BTreeMap<(UnderlyingId, Expiry), (Price, Price)>,
	pub(crate) spots: BTreeMap<UnderlyingId, Price>,
	pub(crate) forgotten: Vec<(UnderlyingId, Expiry)>,
	/// Lots and what they cost.
	pub(crate) positions: BTreeMap<(SeriesId, SubaccountId), (i64, i128)>,
	pub(crate) cash: BTreeMap<SubaccountId, i128>,
	/// Cash, lots and cost.
	pub(crate) settling: BTreeMap<SeriesId, (i128, i64, i128)>,
	pub(crate) refuse: BTreeSet<SeriesId>,
	pub(crate) orders: BTreeMap<SeriesId, u32>,
	pub(crate) largest_piece: usize,
}

thread_local! {
	static WORLD: RefCell<World> = RefCell::default();
}

pub(crate) fn world<R>(with: impl FnOnce(&mut World) -> R) -> R {
	WORLD.with(|world| with(&mut world.borrow_mut()))
}

pub struct Instruments;

impl InstrumentInspect for Instruments {
	fn underlyings() -> Vec<UnderlyingId> {
		vec![BTC, ETH]
	}
	fn underlying(id: UnderlyingId) -> Option<Underlying> {
		// Ticks of 0.01 and lots of 0.01: a payoff per lot has half a cent below a base unit.
		(id.0 < 2).then(|| Underlying {
			symbol: b"U".to_vec().try_into().unwrap(),
			tick_value: 100,
			lots_per_contract: 100,
			tick_steps: Default::default(),
		})
	}
	fn expiries(underlying: UnderlyingId) -> Vec<Expiry> {
		world(|world| {
			let all: BTreeSet<_> = world
				.series
				.values()
				.filter(|series| series.underlying == underlying)
				.map(|series| series.expiry)
				.filter(|expiry| !world.settled.contains(&(underlying, *expiry)))
				.collect();
			all.into_iter().collect()
		})
	}
	fn series_of(underlying: UnderlyingId, expiry: Expiry) -> Vec<SeriesId> {
		world(|world| {
			let of = |series: &Series| (series.underlying, series.expiry) == (underlying, expiry);
			world.series.iter().filter(|(_, series)| of(series)).map(|(id, _)| *id).collect()
		})
	}
	fn series(id: SeriesId) -> Option<Series> {
		world(|world| world.series.get(&id).copied())
	}
	fn status(id: SeriesId) -> Option<SeriesStatus> {
		let series = Self::series(id)?;
		let settled = world(|world| world.settled.contains(&(series.underlying, series.expiry)));
		Some(match (settled, series.expiry.reached(Now::get())) {
			(true, _) => SeriesStatus::Settled,
			(false, true) => SeriesStatus::Expired,
			(false, false) => SeriesStatus::Trading,
		})
	}
}

impl InstrumentLifecycle for Instruments {
	fn due(now: Timestamp) -> Option<(UnderlyingId, Expiry)> {
		Self::underlyings()
			.into_iter()
			.filter_map(|id| Some((*Self::expiries(id).first()?, id)))
			.filter(|(expiry, _)| expiry.reached(now))
			.min()
			.map(|(expiry, id)| (id, expiry))
	}
	fn settle(underlying: UnderlyingId, expiry: Expiry) {
		world(|world| world.settled.insert((underlying, expiry)));
	}
	fn prune(id: SeriesId) {
		assert_eq!(Self::status(id), Some(SeriesStatus::Settled));
		world(|world| {
			assert!(world.positions.keys().all(|(series, _)| *series != id));
			world.series.remove(&id);
		});
	}
	fn halt(_: SeriesId) {}
}

pub struct Oracle;

impl SettlementPrice for Oracle {
	fn settlement_price(
		underlying: UnderlyingId,
		expiry: Expiry,
		now: Timestamp,
	) -> Result<Price, SettlementError> {
		assert!(expiry.reached(now), "asked too early");
		world(|world| world.prices.get(&(underlying, expiry)).copied())
			.unwrap_or(Err(SettlementError::NotDue))
	}
	fn sample_range(underlying: UnderlyingId, expiry: Expiry) -> Option<(Price, Price)> {
		world(|world| world.samples.get(&(underlying, expiry)).copied())
	}
	fn last_forward(underlying: UnderlyingId, expiry: Expiry) -> Option<Price> {
		world(|world| world.forwards.get(&(underlying, expiry)).copied())
	}
	fn book_forward(underlying: UnderlyingId, expiry: Expiry) -> Option<(Price, Price)> {
		world(|world| world.book.get(&(underlying, expiry)).copied())
	}
	fn forget(underlying: UnderlyingId, expiry: Expiry) {
		world(|world| world.forgotten.push((underlying, expiry)));
	}
}

impl MarketView for Oracle {
	fn spot(underlying: UnderlyingId) -> Option<Stamped<Price>> {
		let value = world(|world| world.spots.get(&underlying).copied())?;
		Some(Stamped { value, lo: value, hi: value, at: Now::get(), quorum: Quorum::Full })
	}
	fn forward(_: UnderlyingId, _: Expiry) -> Option<Stamped<Price>> {
		None
	}
	fn variance(_: UnderlyingId, _: Expiry, _: Price) -> Option<Stamped<TotalVariance>> {
		None
	}
	fn mark(_: &Series) -> Option<Stamped<Price>> {
		None
	}
	fn band(_: &Series) -> Option<(Price, Price)> {
		None
	}
	fn valuation(_: &Series) -> Option<impl Fn(Volatility) -> Option<Price>> {
		None::<fn(Volatility) -> Option<Price>>
	}
	fn expiry(
		_: UnderlyingId,
		_: Expiry,
	) -> Option<(ExpiryTerms, impl Fn(&Series) -> Option<Quoted>)> {
		None::<(ExpiryTerms, fn(&Series) -> Option<Quoted>)>
	}
	fn sensitivity(_: &Series) -> Option<Sensitivity> {
		None
	}
	fn confidence(_: UnderlyingId) -> Option<u32> {
		None
	}
	fn quorum(_: UnderlyingId) -> Quorum {
		Quorum::Full
	}
}

pub struct Accounts;

impl Ledger for Accounts {
	fn apply(deltas: &[Delta]) -> Result<(), LedgerError> {
		let cash = Money::checked_sum(deltas.iter().map(|delta| delta.cash));
		let moved: i64 = deltas.iter().flat_map(|delta| &delta.positions).map(|p| p.1 .0).sum();
		let costs: i128 = deltas.iter().flat_map(|delta| &delta.costs).map(|c| c.1 .0).sum();
		if cash != Some(Money::ZERO) || moved != 0 || costs != 0 {
			return Err(LedgerError::Unbalanced);
		}
		world(|world| {
			let series = deltas.iter().flat_map(|delta| &delta.positions).map(|p| p.0);
			if series.into_iter().any(|series| world.refuse.contains(&series)) {
				return Err(LedgerError::Overflow);
			}
			world.largest_piece = world.largest_piece.max(deltas.len() - 1);
			for delta in deltas {
				match delta.holder {
					Holder::Subaccount(id) => {
						*world.cash.entry(id).or_default() += delta.cash.0;
						for (series, lots) in &delta.positions {
							world.positions.entry((*series, id)).or_default().0 += lots.0;
						}
						for (series, cost) in &delta.costs {
							world.positions.entry((*series, id)).or_default().1 += cost.0;
						}
					},
					Holder::Settling(series) => {
						let entry = world.settling.entry(series).or_default();
						entry.0 += delta.cash.0;
						entry.1 += delta.positions.iter().map(|p| p.1 .0).sum::<i64>();
						entry.2 += delta.costs.iter().map(|c| c.1 .0).sum::<i128>();
					},
					_ => panic!("no other holder takes part"),
				}
			}
			world.positions.retain(|_, held| *held != (0, 0));
			Ok(())
		})
	}
	fn set_open_orders(_: SubaccountId, _: Vec<OpenOrder>) -> Result<(), LedgerError> {
		Ok(())
	}
}

impl PortfolioInspect<AccountId> for Accounts {
	fn owner(_: SubaccountId) -> Option<AccountId> {
		None
	}
	fn authority(_: SubaccountId, _: &u64) -> Result<Authority, AuthorityError> {
		Err(AuthorityError::UnknownSubaccount)
	}
	fn with_orders() -> Vec<SubaccountId> {
		vec![]
	}
	fn subaccounts(_: &AccountId) -> Vec<SubaccountId> {
		Vec::new()
	}
	fn portfolio(_: SubaccountId) -> Option<Portfolio> {
		None
	}
	fn open_orders(_: SubaccountId) -> Vec<OpenOrder> {
		Vec::new()
	}
	fn position(subaccount: SubaccountId, series: SeriesId) -> SignedLots {
		let lots = world(|world| world.positions.get(&(series, subaccount)).copied());
		SignedLots(lots.unwrap_or_default().0)
	}
	fn cost(subaccount: SubaccountId, series: SeriesId) -> Money {
		let held = world(|world| world.positions.get(&(series, subaccount)).copied());
		Money(held.unwrap_or_default().1)
	}
	fn holders(series: SeriesId, limit: u32) -> Vec<SubaccountId> {
		let limit = usize::try_from(limit).unwrap();
		world(|world| {
			let holders = world.positions.keys().filter(|(of, _)| *of == series);
			holders.map(|(_, holder)| *holder).take(limit).collect()
		})
	}
	fn open_interest(_: SeriesId) -> u64 {
		0
	}
}

pub struct Books;

impl BookMaintenance for Books {
	fn remove_orders(series: SeriesId, limit: u32) -> bool {
		world(|world| {
			let left = world.orders.entry(series).or_default();
			*left = left.saturating_sub(limit);
			*left == 0
		})
	}
}

parameter_types! {
	pub static Now: Timestamp = Timestamp::ZERO;
	pub const MaxDeviation: u32 = 2_000;
	pub const HoldersPerPiece: u32 = 4;
	pub const OrdersPerPiece: u32 = 8;
}

impl crate::Config for Test {
	type GovernanceOrigin = EnsureRoot<AccountId>;
	type Instruments = Instruments;
	type Prices = Oracle;
	type Market = Oracle;
	type Ledger = Accounts;
	type Portfolios = Accounts;
	type Books = Books;
	type Now = Now;
	type MaxDeviation = MaxDeviation;
	type HoldersPerPiece = HoldersPerPiece;
	type OrdersPerPiece = OrdersPerPiece;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Accounts;
}

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper for Accounts {
	fn expire() -> (UnderlyingId, Expiry) {
		list(SeriesId(0), BTC, FIRST, usd(100), SeriesKind::Call);
		world(|world| {
			world.prices.insert((BTC, FIRST), Ok(usd(103)));
			world.samples.insert((BTC, FIRST), (usd(103), usd(103)));
		});
		at(FIRST);
		(BTC, FIRST)
	}
	fn add_holders(series: SeriesId, holders: u32) {
		for holder in 0..holders {
			hold(series, holder, if holder % 2 == 0 { 1 } else { -1 });
		}
	}
	fn add_orders(series: SeriesId, orders: u32) {
		world(|world| world.orders.insert(series, orders.max(1_024)));
	}
}

pub(crate) struct ExtBuilder;

impl ExtBuilder {
	pub(crate) fn build() -> sp_io::TestExternalities {
		world(|world| *world = World::default());
		Now::set(Timestamp::ZERO);
		let storage =
			frame_system::GenesisConfig::<Test>::default().build_storage().expect("builds");
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	pub(crate) fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			test();
			check();
		})
	}
}

/// The pallet's invariants, and that a series which is not in work owes nothing.
pub(crate) fn check() {
	Settlement::do_try_state().expect("invariants hold");
	world(|world| {
		for (series, (cash, lots, cost)) in &world.settling {
			let left = || world.positions.iter().filter(|((of, _), _)| of == series).map(|p| p.1);
			assert_eq!(left().map(|held| held.0).sum::<i64>() + lots, 0, "{series:?}: lots");
			assert_eq!(left().map(|held| held.1).sum::<i128>() + cost, 0, "{series:?}: cost");
			let gone = !world.series.contains_key(series);
			assert!(
				!gone || (*cash, *lots, *cost) == (0, 0, 0),
				"{series:?} was pruned unbalanced"
			);
		}
	});
}

pub(crate) fn usd(price: u128) -> Price {
	Price(price * WAD)
}

pub(crate) fn at(expiry: Expiry) {
	Now::set(expiry.timestamp());
}

pub(crate) fn list(
	id: SeriesId,
	underlying: UnderlyingId,
	expiry: Expiry,
	strike: Price,
	kind: SeriesKind,
) {
	world(|world| world.series.insert(id, Series { underlying, expiry, strike, kind }));
}

pub(crate) fn hold(series: SeriesId, subaccount: u32, lots: i64) {
	hold_future(series, subaccount, lots, 0);
}

pub(crate) fn hold_future(series: SeriesId, subaccount: u32, lots: i64, cost: i128) {
	world(|world| world.positions.insert((series, SubaccountId(subaccount)), (lots, cost)));
}

pub(crate) fn cash(subaccount: u32) -> i128 {
	world(|world| world.cash.get(&SubaccountId(subaccount)).copied().unwrap_or_default())
}

/// One block end with this meter; checks the state after it.
pub(crate) fn step(meter: &mut WeightMeter) {
	crate::SettlementStep::<Test>::run(meter);
	check();
}

/// So many block ends with ample meters.
pub(crate) fn steps(blocks: u32) {
	for _ in 0..blocks {
		step(&mut WeightMeter::new());
	}
}

pub(crate) fn events() -> Vec<crate::Event<Test>> {
	System::read_events_for_pallet()
}
