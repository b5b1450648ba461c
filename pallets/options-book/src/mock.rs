//! A runtime with the book alone; the rest of Tenor is a world in memory.

use crate::{self as pallet_options_book, *};
use frame_support::{
	derive_impl,
	migrations::MultiStepMigrator,
	parameter_types,
	traits::{ConstU32, Hooks},
	weights::Weight,
	BoundedVec,
};
use sp_runtime::BuildStorage;
use std::{cell::RefCell, collections::BTreeMap};
use tenor_primitives::*;

#[cfg(feature = "runtime-benchmarks")]
mod helper;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Book = pallet_options_book;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type MultiBlockMigrator = Migrations;
	type BlockWeights = BlockWeights;
	type OnKilledAccount = Book;
}

parameter_types! {
	pub BlockWeights: frame_system::limits::BlockWeights =
		frame_system::limits::BlockWeights::simple_max(StepWeight::get().saturating_mul(10));
	pub static ClearingUnits: u32 = 100;
	pub static UnitsPerSeries: u32 = 1_000;
	pub static MaxOpenOrders: u32 = 20;
	pub static MaxPositions: u32 = 3;
	pub static Trace: Vec<&'static str> = vec![];
	pub static Migrating: bool = false;
	pub const StepWeight: Weight = Weight::from_parts(1_000_000_000_000, 1_000_000_000_000);
	pub static MaxSeriesPerCancel: u32 = 10;
	/// The time, in milliseconds.
	pub static Time: u64 = 0;
	pub Now: Timestamp = Timestamp(Time::get());
}

/// May only narrow the band.
pub(crate) const GUARDIAN: u64 = 50;

/// A key that may be an agent.
pub(crate) const AGENT: u64 = 60;

frame_support::ord_parameter_types! {
	pub const Guardian: u64 = GUARDIAN;
}

pub struct Migrations;

impl MultiStepMigrator for Migrations {
	fn ongoing() -> bool {
		Migrating::get()
	}
	fn step() -> Weight {
		Weight::zero()
	}
}

macro_rules! step {
	($name:ident) => {
		pub struct $name;
		impl BlockEndStep for $name {
			fn run(meter: &mut frame_support::weights::WeightMeter) {
				assert_eq!(meter.limit(), StepWeight::get());
				Trace::mutate(|trace| trace.push(stringify!($name)));
			}
		}
	};
}
step!(Round);
step!(Vectors);
step!(Slices);
step!(Settlement);
step!(Listing);

impl Config for Test {
	type WeightInfo = ();
	type AdminOrigin = frame_system::EnsureRoot<u64>;
	type GuardianOrigin = frame_system::EnsureSignedBy<Guardian, u64>;
	type Now = Now;
	type Instruments = World;
	type Market = World;
	type Phase = World;
	type Risk = World;
	type Ledger = World;
	type Budget = World;
	type OracleRound = Round;
	type VectorStep = Vectors;
	type SliceStep = Slices;
	type SettlementStep = Settlement;
	type ListingStep = Listing;
	type StepWeight = StepWeight;
	type MaxOrdersPerBlock = ConstU32<300>;
	type UnitsPerOrder = ConstU32<4>;
	type MaxOpenOrders = MaxOpenOrders;
	type MaxPositions = MaxPositions;
	type MaxSeriesPerCancel = MaxSeriesPerCancel;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = World;
}

/// Initial margin of one short lot.
pub(crate) const SHORT: i128 = 5_000;
/// Cash that each of the subaccounts 1..=40 starts with.
pub(crate) const CASH: i128 = 10_000_000;
/// One tick as a price per contract; a lot of it is worth 10.
pub(crate) const TICK: u128 = 1_000_000_000_000_000;

/// All of Tenor but the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct World {
	pub(crate) status: BTreeMap<SeriesId, SeriesStatus>,
	/// The series that is a future.
	pub(crate) future: Option<SeriesId>,
	/// Options that are no calls of 1,000 ticks.
	pub(crate) options: BTreeMap<SeriesId, (u32, SeriesKind)>,
	pub(crate) phase: Phase,
	pub(crate) mark: Option<u32>,
	pub(crate) band: (u32, u32),
	pub(crate) tick_steps: PriceSteps,
	pub(crate) portfolios: BTreeMap<SubaccountId, Portfolio>,
	pub(crate) open: BTreeMap<SubaccountId, Vec<OpenOrder>>,
	pub(crate) fees: Money,
	pub(crate) refuses: Option<SeriesId>,
	/// The last number that a subaccount's owner used.
	pub(crate) sequences: BTreeMap<SubaccountId, u32>,
	/// Keys that trade for a subaccount beside its owner.
	pub(crate) agents: BTreeMap<(SubaccountId, u64), Authority>,
}

thread_local! {
	static WORLD: RefCell<World> = RefCell::new(World::new());
}

impl World {
	fn new() -> Self {
		let portfolio = Portfolio { cash: Money(CASH), ..Default::default() };
		World {
			status: (0..6).map(|id| (SeriesId(id), SeriesStatus::Trading)).collect(),
			future: None,
			options: BTreeMap::new(),
			phase: Phase::Open,
			mark: Some(100),
			band: (52, 148),
			tick_steps: PriceSteps::default(),
			portfolios: (1..=40).map(|id| (SubaccountId(id), portfolio.clone())).collect(),
			open: BTreeMap::new(),
			fees: Money::ZERO,
			refuses: None,
			sequences: BTreeMap::new(),
			agents: BTreeMap::new(),
		}
	}

	pub(crate) fn get() -> Self {
		WORLD.with(|world| world.borrow().clone())
	}

	fn read<R>(of: impl FnOnce(&World) -> R) -> R {
		WORLD.with(|world| of(&world.borrow()))
	}

	pub(crate) fn set(change: impl FnOnce(&mut World)) {
		WORLD.with(|world| change(&mut world.borrow_mut()));
	}

	/// Makes a future and a call and a put of each of so many strikes all that there is: 1,000 ticks and
	/// every thousand more.
	pub(crate) fn list(&mut self, strikes: u32) {
		self.future = Some(SeriesId(0));
		self.options = (0..2 * strikes)
			.map(|index| {
				let kind = [SeriesKind::Call, SeriesKind::Put][index as usize % 2];
				(SeriesId(1 + index), (1_000 * (1 + index / 2), kind))
			})
			.collect();
		let all = (0..=2 * strikes).map(|id| (SeriesId(id), SeriesStatus::Trading));
		self.status = all.collect();
	}

	fn stamped<V>(value: V, lo: V, hi: V) -> Stamped<V> {
		Stamped { value, lo, hi, at: Timestamp(0), quorum: Quorum::Full }
	}
}

impl InstrumentInspect for World {
	fn underlyings() -> Vec<UnderlyingId> {
		vec![UnderlyingId(0)]
	}
	fn underlying(id: UnderlyingId) -> Option<Underlying> {
		let symbol = BoundedVec::truncate_from(b"BTC".to_vec());
		let tick_steps = World::read(|world| world.tick_steps.clone());
		let terms = Underlying { symbol, tick_value: 10, lots_per_contract: 100, tick_steps };
		(id.0 == 0).then_some(terms)
	}
	fn expiries(_: UnderlyingId) -> Vec<Expiry> {
		vec![Expiry(1)]
	}
	fn series_of(_: UnderlyingId, _: Expiry) -> Vec<SeriesId> {
		World::read(|world| world.status.keys().copied().collect())
	}
	fn series(id: SeriesId) -> Option<Series> {
		if World::read(|world| world.future) == Some(id) {
			return Some(Series::future(UnderlyingId(0), Expiry(1)));
		}
		let option = World::read(|world| world.options.get(&id).copied());
		let (strike, kind) = option.unwrap_or((1_000, SeriesKind::Call));
		World::read(|world| world.status.contains_key(&id)).then_some(Series {
			underlying: UnderlyingId(0),
			expiry: Expiry(1),
			strike: Price(u128::from(strike) * TICK),
			kind,
		})
	}
	fn status(id: SeriesId) -> Option<SeriesStatus> {
		World::read(|world| world.status.get(&id).copied())
	}
}

impl InstrumentLifecycle for World {
	fn due(_: Timestamp) -> Option<(UnderlyingId, Expiry)> {
		None
	}
	fn settle(_: UnderlyingId, _: Expiry) {}
	fn prune(id: SeriesId) {
		World::set(|world| {
			world.status.remove(&id);
		});
	}
	fn halt(id: SeriesId) {
		World::set(|world| {
			world.status.insert(id, SeriesStatus::Halted);
		});
	}
}

impl MarketView for World {
	fn spot(_: UnderlyingId) -> Option<Stamped<Price>> {
		let index = Price(5_000 * TICK);
		World::read(|world| world.mark).map(|_| Self::stamped(index, index, index))
	}
	fn forward(underlying: UnderlyingId, _: Expiry) -> Option<Stamped<Price>> {
		Self::spot(underlying)
	}
	fn variance(_: UnderlyingId, _: Expiry, _: Price) -> Option<Stamped<TotalVariance>> {
		None
	}
	fn mark(_: &Series) -> Option<Stamped<Price>> {
		let mark = Price(u128::from(World::read(|world| world.mark)?) * TICK);
		Some(Self::stamped(mark, mark, mark))
	}
	fn band(_: &Series) -> Option<(Price, Price)> {
		let (mark, (lo, hi)) = World::read(|world| (world.mark, world.band));
		mark.map(|_| (Price(u128::from(lo) * TICK), Price(u128::from(hi) * TICK)))
	}
	/// Worth the mark at 50 %, and in proportion to the volatility.
	fn valuation(_: &Series) -> Option<impl Fn(Volatility) -> Option<Price>> {
		let mark = u128::from(World::read(|world| world.mark)?);
		Some(move |volatility: Volatility| {
			Some(Price(mark * u128::from(volatility.0) * TICK / 500_000))
		})
	}
	fn expiry(
		_: UnderlyingId,
		_: Expiry,
	) -> Option<(ExpiryTerms, impl Fn(&Series) -> Option<Quoted>)> {
		None::<(ExpiryTerms, fn(&Series) -> Option<Quoted>)>
	}
	/// A vega of 10 a lot.
	fn sensitivity(_: &Series) -> Option<Sensitivity> {
		Some(Sensitivity { delta: 500_000, vega: Price(TICK) })
	}
	fn confidence(_: UnderlyingId) -> Option<u32> {
		Some(0)
	}
	fn quorum(_: UnderlyingId) -> Quorum {
		Quorum::Full
	}
}

impl MarketPhase for World {
	fn phase(_: UnderlyingId) -> Phase {
		World::read(|world| world.phase)
	}
	fn initial_scale() -> u32 {
		UNIT_SCALE
	}
}

impl WeightBudget for World {
	fn clearing_units() -> u32 {
		ClearingUnits::get()
	}
	fn units_per_series() -> u32 {
		UnitsPerSeries::get()
	}
}

/// A policy that needs no price: premium in full, a flat margin for each lot that could be short.
impl RiskEngine for World {
	fn assess(portfolio: &Portfolio) -> Result<Risk, RiskError> {
		let short: i128 =
			portfolio.positions.iter().map(|(_, lots)| i128::from(-lots.0).max(0)).sum();
		let initial = Money(short * SHORT);
		Ok(Risk { equity: portfolio.cash, initial, maintenance: initial })
	}
	fn worst_excess(portfolio: &Portfolio, orders: &[OrderRisk]) -> Result<Money, RiskError> {
		let mut cash = portfolio.cash.0;
		let mut net: BTreeMap<SeriesId, i128> =
			portfolio.positions.iter().map(|(id, lots)| (*id, lots.0.into())).collect();
		for order in orders {
			cash -= order.fee.0;
			match order.side {
				Side::Bid => cash -= i128::from(order.limit.0) * i128::from(order.quantity.0) * 10,
				Side::Ask => *net.entry(order.series).or_default() -= i128::from(order.quantity.0),
			}
		}
		let short: i128 = net.values().map(|lots| (-lots).max(0)).sum();
		Ok(Money(cash - short * SHORT))
	}
	fn admit(applicants: &[Applicant]) -> Vec<Vec<Verdict>> {
		applicants.iter().map(admit_one).collect()
	}
	fn pages_weight() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
}

/// Keeps a running sum: benchmarks have hundreds of orders an account.
fn admit_one(Applicant { portfolio, orders, .. }: &Applicant) -> Vec<Verdict> {
	let least = World::assess(portfolio).unwrap().initial_excess().0.min(0);
	let mut cash = portfolio.cash.0;
	let mut net: BTreeMap<SeriesId, i128> =
		portfolio.positions.iter().map(|(id, lots)| (*id, lots.0.into())).collect();
	let mut short: i128 = net.values().map(|lots| (-lots).max(0)).sum();
	orders
		.iter()
		.map(|(order, admission)| {
			let quantity = i128::from(order.quantity.0);
			let held = portfolio.positions.iter().find(|(id, _)| *id == order.series);
			let held = held.map_or(0, |(_, lots)| i128::from(lots.0));
			let (reduces, paid, sold) = match order.side {
				Side::Bid => (-held >= quantity, i128::from(order.limit.0) * quantity * 10, 0),
				Side::Ask => (held >= quantity, 0, quantity),
			};
			if *admission == Admission::RiskReducing && !reduces {
				return Err(Refusal::Shortfall(Money::ZERO));
			}
			let before = net.get(&order.series).copied().unwrap_or_default();
			let more = (sold - before).max(0) - (-before).max(0);
			let left = cash - order.fee.0 - paid;
			let excess = left - (short + more) * SHORT;
			if excess < least {
				return Err(Refusal::Shortfall(Money(least - excess)));
			}
			net.insert(order.series, before - sold);
			(cash, short) = (left, short + more);
			Ok(())
		})
		.collect()
}

impl Ledger for World {
	fn apply(deltas: &[Delta]) -> Result<(), LedgerError> {
		let mut lots = BTreeMap::<SeriesId, i64>::new();
		let mut costs = BTreeMap::<SeriesId, i128>::new();
		let mut cash = 0;
		for delta in deltas {
			cash += delta.cash.0;
			for (series, change) in &delta.positions {
				*lots.entry(*series).or_default() += change.0;
				let cost = delta.costs.iter().find(|(of, _)| of == series);
				assert_eq!(
					cost.is_some(),
					<World as InstrumentInspect>::series(*series).unwrap().is_future()
				);
				*costs.entry(*series).or_default() += cost.map_or(0, |(_, cost)| cost.0);
			}
		}
		let balanced =
			lots.values().all(|lots| *lots == 0) && costs.values().all(|cost| *cost == 0);
		assert!(cash == 0 && balanced, "unbalanced: {deltas:?}");
		if World::read(|world| world.refuses).is_some_and(|series| lots.contains_key(&series)) {
			return Err(LedgerError::TooManyPositions);
		}
		let known = |delta: &Delta| match delta.holder {
			Holder::Subaccount(id) => World::portfolio(id).is_some(),
			_ => true,
		};
		if !deltas.iter().all(known) {
			return Err(LedgerError::UnknownSubaccount);
		}
		for delta in deltas {
			World::set(|world| match delta.holder {
				Holder::Subaccount(subaccount) => {
					let portfolio = world.portfolios.get_mut(&subaccount).unwrap();
					portfolio.cash.0 += delta.cash.0;
					let mut positions: BTreeMap<_, _> =
						portfolio.positions.iter().copied().collect();
					for (series, change) in &delta.positions {
						positions.entry(*series).or_insert(SignedLots(0)).0 += change.0;
					}
					let mut costs: BTreeMap<_, _> = portfolio.costs.iter().copied().collect();
					for (series, change) in &delta.costs {
						costs.entry(*series).or_insert(Money(0)).0 += change.0;
					}
					let cost =
						|series: &SeriesId| costs.get(series).map_or(0, |cost: &Money| cost.0);
					positions.retain(|series, lots| lots.0 != 0 || cost(series) != 0);
					costs.retain(|series, _| positions.contains_key(series));
					portfolio.positions = positions.into_iter().collect();
					portfolio.costs = costs.into_iter().collect();
				},
				Holder::Fees => world.fees.0 += delta.cash.0,
				other => panic!("the book moves nothing of {other:?}"),
			});
		}
		Ok(())
	}
	fn set_open_orders(id: SubaccountId, orders: Vec<OpenOrder>) -> Result<(), LedgerError> {
		if World::portfolio(id).is_none() {
			return Err(LedgerError::UnknownSubaccount);
		}
		if orders.len() > MaxOpenOrders::get() as usize {
			return Err(LedgerError::TooManyOrders);
		}
		World::set(|world| {
			world.open.insert(id, orders);
		});
		Ok(())
	}
}

impl PortfolioInspect<u64> for World {
	/// Subaccounts n and n + 20 belong to account n, up to 40.
	fn owner(subaccount: SubaccountId) -> Option<u64> {
		let known = World::read(|world| world.portfolios.contains_key(&subaccount));
		let owner = if subaccount.0 <= 40 { (subaccount.0 - 1) % 20 + 1 } else { subaccount.0 };
		known.then_some(owner.into())
	}
	fn authority(subaccount: SubaccountId, who: &u64) -> Result<Authority, AuthorityError> {
		let owner = Self::owner(subaccount).ok_or(AuthorityError::UnknownSubaccount)?;
		if owner == *who {
			return Ok(Authority::OWNER);
		}
		let agent = World::read(|world| world.agents.get(&(subaccount, *who)).copied());
		let agent = agent.ok_or(AuthorityError::Unauthorized)?;
		let expired = u64::from(agent.scope.expires) < System::block_number();
		if expired {
			Err(AuthorityError::Expired)
		} else {
			Ok(agent)
		}
	}
	fn with_orders() -> Vec<SubaccountId> {
		let open = World::read(|world| world.open.clone());
		open.into_iter().filter(|(_, orders)| !orders.is_empty()).map(|(id, _)| id).collect()
	}
	fn subaccounts(owner: &u64) -> Vec<SubaccountId> {
		let known = World::read(|world| world.portfolios.keys().copied().collect::<Vec<_>>());
		known.into_iter().filter(|id| Self::owner(*id) == Some(*owner)).collect()
	}
	fn portfolio(subaccount: SubaccountId) -> Option<Portfolio> {
		World::read(|world| world.portfolios.get(&subaccount).cloned())
	}
	fn open_orders(subaccount: SubaccountId) -> Vec<OpenOrder> {
		let now = u32::try_from(System::block_number()).unwrap();
		let open = World::read(|world| world.open.get(&subaccount).cloned());
		let mut open = open.unwrap_or_default();
		open.retain(|order| order.is_live(now));
		open
	}
	fn position(subaccount: SubaccountId, series: SeriesId) -> SignedLots {
		let positions = Self::portfolio(subaccount).unwrap_or_default().positions;
		positions.iter().find(|(id, _)| *id == series).map_or(SignedLots(0), |(_, lots)| *lots)
	}
	fn cost(subaccount: SubaccountId, series: SeriesId) -> Money {
		let costs = Self::portfolio(subaccount).unwrap_or_default().costs;
		costs.iter().find(|(id, _)| *id == series).map_or(Money(0), |(_, cost)| *cost)
	}
	fn holders(_: SeriesId, _: u32) -> Vec<SubaccountId> {
		vec![]
	}
	fn open_interest(_: SeriesId) -> u64 {
		0
	}
}

/// The first parameters without what only makes examples harder to read.
pub(crate) fn parameters() -> BookParameters {
	BookParameters { minimum_notional: 0, order_deposit: 0, orders_base: 400, ..Default::default() }
}

/// Builds the chain at block 1.
#[derive(Default)]
pub(crate) struct ExtBuilder;

impl ExtBuilder {
	pub(crate) fn build(self) -> sp_io::TestExternalities {
		World::set(|world| *world = World::new());
		crate::tests::indexer::restart();
		ClearingUnits::set(100);
		UnitsPerSeries::set(1_000);
		MaxOpenOrders::set(20);
		MaxPositions::set(3);
		MaxSeriesPerCancel::set(10);
		Time::set(0);
		Trace::set(vec![]);
		Migrating::set(false);
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			Parameters::<Test>::put(parameters());
			start(1);
		});
		ext
	}

	/// Runs a test, which ends its last block itself, and checks the invariants.
	pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			end();
			pallet_options_book::Pallet::<Test>::do_try_state().unwrap();
		});
	}
}

fn start(number: u64) {
	System::set_block_number(number);
	Book::on_initialize(number);
}

/// Ends the block, checks all that holds of its state, and returns its events of the book.
pub(crate) fn end() -> Vec<Event<Test>> {
	close(|events| {
		Book::do_try_state().unwrap();
		crate::tests::indexer::follow(events);
	})
}

/// Ends a block whose state was damaged.
pub(crate) fn end_unchecked() -> Vec<Event<Test>> {
	close(|_| ())
}

fn close(check: impl FnOnce(&[Event<Test>])) -> Vec<Event<Test>> {
	let number = System::block_number();
	Book::on_finalize(number);
	let events: Vec<Event<Test>> = System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Book(event) => Some(event),
			_ => None,
		})
		.collect();
	check(&events);
	System::reset_events();
	start(number + 1);
	events
}
