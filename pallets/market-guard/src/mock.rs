//! A runtime of this pallet alone; quorums, finality, slot and time are set by the tests.

use crate as pallet_market_guard;
use crate::Parameters;
use frame_support::{derive_impl, parameter_types, traits::Hooks, weights::WeightMeter};
use frame_system::{EnsureRoot, EnsureSignedBy};
use sp_runtime::BuildStorage;
use std::collections::BTreeMap;
use tenor_primitives::{
	BlockEndStep, BlockNumber, Expiry, ExpiryTerms, FinalityReading, InstrumentInspect, MarketView,
	Phase, Price, Quorum, Quoted, Sensitivity, Series, SeriesId, SeriesStatus, Stamped, Timestamp,
	TotalVariance, Underlying, UnderlyingId, Volatility,
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
	pub type Guard = pallet_market_guard;
}

pub(crate) type AccountId = u64;
type Block = frame_system::mocking::MockBlock<Test>;

pub(crate) const GUARDIAN: AccountId = 7;
pub(crate) const BTC: UnderlyingId = UnderlyingId(0);
pub(crate) const ETH: UnderlyingId = UnderlyingId(1);
pub(crate) const HOUR: u64 = 3_600_000;

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

parameter_types! {
	pub static Slot: u64 = 0;
	pub static Now: Timestamp = Timestamp(0);
	pub static Finalized: BlockNumber = 0;
	pub static Quorums: BTreeMap<UnderlyingId, Quorum> = BTreeMap::new();
	pub static Breaker: Phase = Phase::Open;
	pub static Known: u16 = 2;
	pub static SafeMode: bool = false;
	pub const HaltFor: u64 = 24 * HOUR;
}

frame_support::ord_parameter_types! {
	pub const Guardian: AccountId = GUARDIAN;
}

pub struct Chain;

impl FinalityReading for Chain {
	fn finalized() -> BlockNumber {
		Finalized::get()
	}
}

impl InstrumentInspect for Chain {
	fn underlyings() -> Vec<UnderlyingId> {
		(0..Known::get()).map(UnderlyingId).collect()
	}
	fn underlying(id: UnderlyingId) -> Option<Underlying> {
		(id.0 < Known::get()).then(|| Underlying {
			symbol: Default::default(),
			tick_value: 1,
			lots_per_contract: 1,
			tick_steps: Default::default(),
		})
	}
	fn expiries(_: UnderlyingId) -> Vec<Expiry> {
		Vec::new()
	}
	fn series_of(_: UnderlyingId, _: Expiry) -> Vec<SeriesId> {
		Vec::new()
	}
	fn series(_: SeriesId) -> Option<Series> {
		None
	}
	fn status(_: SeriesId) -> Option<SeriesStatus> {
		None
	}
}

impl MarketView for Chain {
	fn spot(_: UnderlyingId) -> Option<Stamped<Price>> {
		None
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
	fn quorum(underlying: UnderlyingId) -> Quorum {
		Quorums::get().get(&underlying).copied().unwrap_or_default()
	}
	fn breaker(_: UnderlyingId) -> Phase {
		Breaker::get()
	}
}

impl crate::Config for Test {
	type AdminOrigin = EnsureRoot<AccountId>;
	type GuardianOrigin = EnsureSignedBy<Guardian, AccountId>;
	type Instruments = Chain;
	type Market = Chain;
	type Finality = Chain;
	type CurrentSlot = Slot;
	type Now = Now;
	type SafeMode = SafeMode;
	type HaltDuration = HaltFor;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Chain;
}

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper for Chain {
	fn quote(underlying: UnderlyingId) {
		Quorums::mutate(|quorums| quorums.insert(underlying, Quorum::Full));
	}
}

pub(crate) struct ExtBuilder;

impl ExtBuilder {
	/// Before the first block.
	pub(crate) fn build() -> sp_io::TestExternalities {
		Slot::set(1_000_000);
		Now::set(Timestamp(0));
		Finalized::set(0);
		Quorums::set(BTreeMap::new());
		Known::set(2);
		Breaker::set(Phase::Open);
		SafeMode::set(false);
		let mut storage =
			frame_system::GenesisConfig::<Test>::default().build_storage().expect("builds");
		pallet_market_guard::GenesisConfig::<Test> {
			parameters: Parameters::default(),
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.expect("builds");
		storage.into()
	}

	pub(crate) fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			test();
			Guard::do_try_state().expect("invariants hold");
		})
	}
}

pub(crate) fn quorum(underlying: UnderlyingId, quorum: Quorum) {
	Quorums::mutate(|quorums| {
		quorums.insert(underlying, quorum);
	});
}

/// One block, so many slots after its parent.
pub(crate) fn block_after(slots: u64) {
	Slot::mutate(|slot| *slot += slots);
	let number = System::block_number() + 1;
	System::set_block_number(number);
	Guard::on_initialize(number);
	Guard::do_try_state().expect("invariants hold");
}

/// So many blocks, one a slot.
pub(crate) fn blocks(count: u32) {
	for _ in 0..count {
		block_after(1);
	}
}

/// A chain whose finality lags by exactly so many slots, without an empty one.
pub(crate) fn lag(slots: u32) {
	if System::block_number() < 400 {
		blocks(400);
	}
	Finalized::set(u32::try_from(System::block_number()).unwrap() - slots);
}

pub(crate) fn watch() {
	crate::PhaseWatch::<Test>::run(&mut WeightMeter::new());
}

pub(crate) fn at(milliseconds: u64) {
	Now::set(Timestamp(milliseconds));
}

pub(crate) fn events() -> Vec<crate::Event<Test>> {
	System::read_events_for_pallet()
}
