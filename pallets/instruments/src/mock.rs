//! A runtime of balances and this pallet; time and spot are set by the tests.

use crate as pallet_instruments;
use crate::{Calendar, GenesisUnderlying, Schedule, StrikeGrid};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	derive_impl, parameter_types,
	traits::{
		fungible::HoldConsideration, Consideration, ConstU128, Footprint, LinearStoragePrice,
	},
	weights::{Weight, WeightMeter},
};
use frame_system::EnsureRoot;
use scale_info::TypeInfo;
use sp_runtime::{BuildStorage, DispatchError};
use std::collections::BTreeMap;
use tenor_primitives::{
	BlockEndStep, Expiry, ExpiryTerms, MarketView, Price, PriceStep, PriceSteps, Quorum, Quoted,
	Sensitivity, Series, Stamped, Tick, Timestamp, TotalVariance, UnderlyingId, Volatility, WAD,
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
		RuntimeHoldReason,
		RuntimeFreezeReason,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Instruments = pallet_instruments;
}

pub(crate) type AccountId = u64;
type Block = frame_system::mocking::MockBlock<Test>;

pub(crate) const ALICE: AccountId = 1;
pub(crate) const ENDOWMENT: u128 = 1_000_000_000;
pub(crate) const BTC: UnderlyingId = UnderlyingId(0);
pub(crate) const ETH: UnderlyingId = UnderlyingId(1);
/// 2026-01-01 00:00 UTC, in seconds.
pub(crate) const START: u64 = 1_767_225_600;
pub(crate) const HOUR: u64 = 3_600;

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u128>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = u128;
	type ExistentialDeposit = ConstU128<1>;
	type AccountStore = System;
	type RuntimeHoldReason = RuntimeHoldReason;
}

parameter_types! {
	pub static Now: Timestamp = Expiry(START).timestamp();
	pub static Spots: BTreeMap<UnderlyingId, Stamped<Price>> = BTreeMap::new();
	pub static Surfaces: BTreeMap<(UnderlyingId, Expiry), (Price, TotalVariance)> =
		BTreeMap::new();
	pub static ListedPerBlock: u32 = 4;
	pub static DropFails: bool = false;
	pub const SeriesReason: RuntimeHoldReason =
		RuntimeHoldReason::Instruments(pallet_instruments::HoldReason::SeriesDeposit);
	pub const Granularity: u64 = 60;
	pub const Horizon: u64 = 400 * 24 * HOUR;
	pub const AveragingWindow: u64 = 120;
	pub const Interval: u64 = 60_000;
}

/// The spots that a test set.
pub struct Market;

impl MarketView for Market {
	fn spot(underlying: UnderlyingId) -> Option<Stamped<Price>> {
		Spots::get().get(&underlying).copied()
	}
	fn forward(underlying: UnderlyingId, expiry: Expiry) -> Option<Stamped<Price>> {
		let (forward, _) = Surfaces::get().get(&(underlying, expiry)).copied()?;
		Self::spot(underlying).map(|spot| Stamped { value: forward, ..spot })
	}
	fn variance(
		underlying: UnderlyingId,
		expiry: Expiry,
		_: Price,
	) -> Option<Stamped<TotalVariance>> {
		let (_, value) = Surfaces::get().get(&(underlying, expiry)).copied()?;
		let quorum = Quorum::Full;
		Some(Stamped { value, lo: value, hi: value, at: Now::get(), quorum })
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
	fn quorum(underlying: UnderlyingId) -> Quorum {
		Self::spot(underlying).map(|spot| spot.quorum).unwrap_or_default()
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper for Market {
	fn set_now(now: Timestamp) {
		Now::set(now);
	}
	fn set_spot(underlying: UnderlyingId, spot: Price) {
		set_spot_price(underlying, spot, Quorum::Full);
	}
	fn set_surface(underlying: UnderlyingId, expiry: Expiry) {
		set_surface(underlying, expiry, usd(60_000), TotalVariance(WAD / 100));
	}
}

type Hold = HoldConsideration<
	AccountId,
	Balances,
	SeriesReason,
	LinearStoragePrice<ConstU128<1_000>, ConstU128<10>, u128>,
>;

/// A hold whose return fails when a test says so.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Ticket(Hold);

impl Consideration<AccountId, Footprint> for Ticket {
	fn new(who: &AccountId, new: Footprint) -> Result<Self, DispatchError> {
		Hold::new(who, new).map(Self)
	}
	fn update(self, who: &AccountId, new: Footprint) -> Result<Self, DispatchError> {
		self.0.update(who, new).map(Self)
	}
	fn drop(self, who: &AccountId) -> Result<(), DispatchError> {
		frame_support::ensure!(!DropFails::get(), DispatchError::CannotLookup);
		self.0.drop(who)
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_successful(who: &AccountId, new: Footprint) {
		Hold::ensure_successful(who, new)
	}
}

impl crate::Config for Test {
	type AdminOrigin = EnsureRoot<AccountId>;
	type Consideration = Ticket;
	type Market = Market;
	type Now = Now;
	type ExpiryGranularity = Granularity;
	type MaxHorizon = Horizon;
	type AveragingWindow = AveragingWindow;
	type ListingInterval = Interval;
	type MaxListedPerBlock = ListedPerBlock;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Market;
}

/// BTC in ticks of 5 USD and lots of 0.01, ETH in ticks of 0.5 USD and lots of 0.1.
fn genesis_underlying(symbol: &str, schedule: Option<Schedule>) -> GenesisUnderlying {
	let (tick_value, lots_per_contract) =
		if symbol == "BTC" { (50_000, 100) } else { (50_000, 10) };
	let symbol = symbol.into();
	let tick_steps = Default::default();
	GenesisUnderlying { symbol, tick_value, lots_per_contract, tick_steps, schedule }
}

/// Hourly, three ahead, two strikes of 500 USD each side and, at so little volatility, no more, opening
/// a minute after listing.
pub(crate) fn hourly() -> Schedule {
	Schedule {
		calendar: Calendar::Interval { period: HOUR, offset: 0, ahead: 3 },
		strikes: StrikeGrid { steps: every_500_usd(), each_side: 2, volatility: 100 },
		lead: 60,
	}
}

/// Of strikes, in ticks of 5 USD.
pub(crate) fn every_500_usd() -> PriceSteps {
	PriceSteps::new(vec![PriceStep { from: Tick(0), step: Tick(100) }]).expect("it is valid")
}

#[derive(Default)]
pub(crate) struct ExtBuilder {
	schedule: Option<Schedule>,
}

impl ExtBuilder {
	pub(crate) fn schedule(mut self, schedule: Schedule) -> Self {
		self.schedule = Some(schedule);
		self
	}

	pub(crate) fn build(self) -> sp_io::TestExternalities {
		let mut storage =
			frame_system::GenesisConfig::<Test>::default().build_storage().expect("builds");
		pallet_balances::GenesisConfig::<Test> {
			balances: vec![(ALICE, ENDOWMENT)],
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.expect("builds");
		pallet_instruments::GenesisConfig::<Test> {
			underlyings: vec![
				genesis_underlying("BTC", self.schedule),
				genesis_underlying("ETH", None),
			],
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.expect("builds");
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
		// Other tests of this thread may have left their market behind.
		Now::set(Expiry(START).timestamp());
		Spots::set(BTreeMap::new());
		Surfaces::set(BTreeMap::new());
		ListedPerBlock::set(4);
		DropFails::set(false);
		self.build().execute_with(|| {
			test();
			Instruments::do_try_state().expect("invariants hold");
		})
	}
}

pub(crate) fn usd(price: u128) -> Price {
	Price(price * WAD)
}

pub(crate) fn set_spot_price(underlying: UnderlyingId, spot: Price, quorum: Quorum) {
	let stamped = Stamped { value: spot, lo: spot, hi: spot, at: Now::get(), quorum };
	Spots::mutate(|spots| {
		spots.insert(underlying, stamped);
	});
}

pub(crate) fn set_surface(
	underlying: UnderlyingId,
	expiry: Expiry,
	forward: Price,
	variance: TotalVariance,
) {
	Surfaces::mutate(|surfaces| {
		surfaces.insert((underlying, expiry), (forward, variance));
	});
}

/// Sets the time to so many seconds after the start.
pub(crate) fn at(seconds: u64) {
	Now::set(Expiry(START + seconds).timestamp());
}

/// Runs the listing step of one block with an ample meter, checks the state and says what it used.
pub(crate) fn run_listing() -> Weight {
	let mut meter = WeightMeter::new();
	crate::ListingStep::<Test>::run(&mut meter);
	Instruments::do_try_state().expect("invariants hold");
	meter.consumed()
}

pub(crate) fn events() -> Vec<crate::Event<Test>> {
	System::read_events_for_pallet()
}
