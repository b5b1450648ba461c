//! A runtime of this pallet whose slots, seats and listing the tests set.

use crate::{self as pallet_oracle, *};
use frame_support::{
	derive_impl,
	migrations::MultiStepMigrator,
	ord_parameter_types, parameter_types,
	traits::{ConstU32, ConstU64, OneSessionHandler},
};
use frame_system::{EnsureRoot, EnsureSignedBy, RawOrigin};
use sp_core::Pair;
use sp_runtime::{BoundedVec, BuildStorage};
use sp_weights::{Weight, WeightMeter};
use tenor_primitives::{
	oracle::{
		ExpiryObservation, Observation, PriceId, PricePair, Report, SignedReport, SLOTS_PER_ROUND,
		SURFACE_NODES,
	},
	BlockEndStep, BookForward, Expiry, InstrumentInspect, Price, Series, SeriesId, SeriesStatus,
	Underlying, UnderlyingId, VoteWeight, WAD,
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
	pub type Oracle = pallet_oracle;
}

/// Starts a surface round.
pub(crate) const START: u64 = 3_000_000;
pub(crate) const BTC: UnderlyingId = UnderlyingId(0);
pub(crate) const ETH: UnderlyingId = UnderlyingId(1);
/// Ten minutes and one hour after the start.
pub(crate) const SOON: Expiry = Expiry(START + 600);
pub(crate) const LATE: Expiry = Expiry(START + 3_600);

/// May narrow the price bands.
pub(crate) const GUARDIAN: u64 = 99;

ord_parameter_types! {
	pub const Guardian: u64 = GUARDIAN;
}

parameter_types! {
	pub static Slot: u64 = START;
	pub static Session: u32 = 1;
	pub static Window: u64 = 60;
	pub static Delay: u64 = 4;
	/// By account.
	pub static Stakes: Vec<u64> = vec![];
	/// Accounts of the benchmarks, which are not indices of the stakes.
	pub static Weighed: Vec<u64> = vec![];
	pub static Listing: Vec<(UnderlyingId, Vec<Expiry>)> = vec![];
	/// The ranges that the book leaves for forwards.
	pub static BookRanges: Vec<(Expiry, (Price, Price))> = vec![];
	/// Whether a migration keeps block ends from running.
	pub static Migrating: bool = false;
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

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type MultiBlockMigrator = Migrations;
}

impl Config for Test {
	type AdminOrigin = EnsureRoot<u64>;
	type GuardianOrigin = EnsureSignedBy<Guardian, u64>;
	type CurrentSlot = Slot;
	type SlotDuration = ConstU64<1_000>;
	type SessionIndex = Session;
	type VoteWeight = StakeTable;
	type Instruments = ListingTable;
	type Book = Quotes;
	type AveragingWindow = Window;
	type SettlementDelay = Delay;
	type MaxValidators = ConstU32<100>;
	type SessionHistory = ConstU32<3>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

pub struct StakeTable;
impl VoteWeight<u64> for StakeTable {
	fn weight(validator: &u64) -> u64 {
		match Weighed::get().contains(validator) {
			true => 1,
			false => Stakes::get().get(*validator as usize).copied().unwrap_or_default(),
		}
	}
	fn total() -> u64 {
		Stakes::get().iter().sum()
	}
}

pub struct Quotes;
impl BookForward for Quotes {
	fn range(_: UnderlyingId, expiry: Expiry, _: Price) -> Option<(Price, Price)> {
		let ranges = BookRanges::get();
		ranges.into_iter().find(|(of, _)| *of == expiry).map(|(_, range)| range)
	}
	fn weight() -> Weight {
		Weight::from_parts(1_000_000, 1_000)
	}
}

pub struct ListingTable;
impl InstrumentInspect for ListingTable {
	fn underlyings() -> Vec<UnderlyingId> {
		Listing::get().into_iter().map(|(underlying, _)| underlying).collect()
	}
	fn underlying(id: UnderlyingId) -> Option<Underlying> {
		let symbol = BoundedVec::truncate_from(format!("U{}", id.0).into_bytes());
		let tick_steps = Default::default();
		Some(Underlying { symbol, tick_value: 1_000, lots_per_contract: 1_000, tick_steps })
	}
	fn expiries(underlying: UnderlyingId) -> Vec<Expiry> {
		let found = Listing::get().into_iter().find(|(id, _)| *id == underlying);
		found.map(|(_, expiries)| expiries).unwrap_or_default()
	}
	fn series_of(_: UnderlyingId, _: Expiry) -> Vec<SeriesId> {
		vec![]
	}
	fn series(_: SeriesId) -> Option<Series> {
		None
	}
	fn status(_: SeriesId) -> Option<SeriesStatus> {
		None
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;
#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<u64> for Helper {
	fn list(expiries: &[u32]) {
		let listing = (0..).zip(expiries).map(|(underlying, count)| {
			let expiries = (1..=u64::from(*count)).map(|i| Expiry(Slot::get() + 40 + i));
			(UnderlyingId(underlying), expiries.collect())
		});
		Listing::set(listing.collect());
	}
	fn set_slot(slot: u64) {
		Slot::set(slot);
	}
	fn set_weights(accounts: Vec<u64>) {
		Stakes::set(vec![1; accounts.len()]);
		Weighed::set(accounts);
	}
}

pub(crate) fn pair(seat: u16) -> PricePair {
	let mut seed = [0; 32];
	seed[..2].copy_from_slice(&seat.to_le_bytes());
	PricePair::from_seed(&seed)
}

/// Seats with consecutive accounts from `first`.
pub(crate) fn seats(first: u64, count: u64) -> Vec<(u64, PriceId)> {
	(first..first + count).map(|id| (id, pair(id as u16).public())).collect()
}

pub(crate) fn new_session(seats: &[(u64, PriceId)]) {
	Session::mutate(|session| *session += 1);
	let list = || seats.iter().map(|(id, key)| (id, key.clone()));
	<Oracle as OneSessionHandler<u64>>::on_new_session(true, list(), list());
}

pub(crate) struct ExtBuilder {
	stakes: Vec<u64>,
	listing: Vec<(UnderlyingId, Vec<Expiry>)>,
	slot: u64,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self { stakes: vec![1; 4], listing: vec![(BTC, vec![SOON, LATE])], slot: START }
	}
}

impl ExtBuilder {
	pub(crate) fn stakes(mut self, stakes: &[u64]) -> Self {
		self.stakes = stakes.to_vec();
		self
	}

	pub(crate) fn listing(mut self, listing: Vec<(UnderlyingId, Vec<Expiry>)>) -> Self {
		self.listing = listing;
		self
	}

	pub(crate) fn slot(mut self, slot: u64) -> Self {
		self.slot = slot;
		self
	}

	pub(crate) fn build(self) -> sp_io::TestExternalities {
		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		pallet_oracle::GenesisConfig::<Test>::default().assimilate_storage(&mut storage).unwrap();
		let mut ext = sp_io::TestExternalities::from(storage);
		ext.execute_with(|| {
			Stakes::set(self.stakes.clone());
			Listing::set(self.listing);
			Slot::set(self.slot);
			BookRanges::set(vec![]);
			// As the round before the first has left it.
			SurfaceListing::<Test>::put(Oracle::unsettled());
			System::set_block_number(1);
			let seats = seats(0, self.stakes.len() as u64);
			<Oracle as OneSessionHandler<u64>>::on_genesis_session(
				seats.iter().map(|(id, key)| (id, key.clone())),
			);
		});
		ext
	}

	/// For benchmarks, which sign with keys of the keystore.
	#[cfg(feature = "runtime-benchmarks")]
	pub(crate) fn build_with_keystore(self) -> sp_io::TestExternalities {
		let mut ext = self.build();
		let keystore = sp_keystore::testing::MemoryKeystore::new();
		ext.register_extension(sp_keystore::KeystoreExt::new(keystore));
		ext
	}

	pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			end_block();
			Oracle::do_try_state().unwrap();
		});
	}
}

pub(crate) fn wad(units: u64) -> Price {
	Price(u128::from(units) * WAD)
}

pub(crate) fn round() -> u64 {
	Slot::get() / SLOTS_PER_ROUND
}

/// So many millionths of total variance, as reports have it.
pub(crate) fn millionths(count: u64) -> u64 {
	(u128::from(count) << 40).div_ceil(1_000_000) as u64
}

/// A report of the current round on all that is listed: forwards are 1 % above the spot, variances
/// are one millionth per second at all nodes.
pub(crate) fn report(spot: Price) -> Report {
	let surface = Report::is_surface_round(round());
	let observations = Listing::get().into_iter().map(|(underlying, mut expiries)| {
		expiries.retain(|expiry| surface && expiry.0 > Slot::get());
		let expiries = expiries.into_iter().map(|expiry| ExpiryObservation {
			expiry,
			forward: Price((spot.0 / 100).saturating_mul(101)),
			variances: [millionths(expiry.0 - Slot::get()); SURFACE_NODES],
			half_spreads: [100; SURFACE_NODES],
		});
		let expiries = BoundedVec::truncate_from(expiries.collect());
		Observation { underlying, spot, sources: 3, expiries }
	});
	Report {
		session: Session::get(),
		round: round(),
		published_at: Oracle::now(),
		finalized: 0,
		observations: BoundedVec::truncate_from(observations.collect()),
	}
}

pub(crate) fn sign(seat: u16, report: Report) -> SignedReport {
	let bytes = report.signing_bytes(&Oracle::genesis_hash());
	let signature = pair(seat).sign(&bytes).into_inner();
	SignedReport { validator: seat, report, signature }
}

/// One report per price; `None` is silent.
pub(crate) fn reports(spots: &[Option<Price>]) -> Vec<SignedReport> {
	let spots = spots.iter().enumerate();
	spots.filter_map(|(seat, spot)| Some(sign(seat as u16, report((*spot)?)))).collect()
}

pub(crate) fn submit(reports: Vec<SignedReport>) -> Tally {
	let reports = BoundedVec::truncate_from(reports);
	frame_support::assert_ok!(Oracle::submit_reports(RawOrigin::None.into(), reports));
	last_tally()
}

pub(crate) fn last_tally() -> Tally {
	let tally = |record: frame_system::EventRecord<RuntimeEvent, _>| match record.event {
		RuntimeEvent::Oracle(Event::ReportsReceived { tally }) => Some(tally),
		_ => None,
	};
	System::events().into_iter().rev().find_map(tally).unwrap()
}

/// What the last closed round did to an underlying.
pub(crate) fn outcome(underlying: UnderlyingId) -> Outcome {
	let outcomes = |record: frame_system::EventRecord<RuntimeEvent, _>| match record.event {
		RuntimeEvent::Oracle(Event::RoundClosed { outcomes, .. }) => Some(outcomes),
		_ => None,
	};
	let outcomes = System::events().into_iter().rev().find_map(outcomes).unwrap();
	outcomes.into_iter().find(|(id, _)| *id == underlying).unwrap().1
}

/// The end of the current block.
pub(crate) fn end_block() {
	Oracle::run(&mut WeightMeter::new());
}

/// The end of the current block with so much weight; returns what it took.
pub(crate) fn end_block_within(limit: Weight) -> Weight {
	let mut meter = WeightMeter::with_limit(limit);
	Oracle::run(&mut meter);
	meter.consumed()
}

/// Goes to a block `slots` later, whose end has not run yet.
pub(crate) fn advance(slots: u64) {
	Slot::mutate(|slot| *slot += slots);
	System::set_block_number(System::block_number() + 1);
}

/// A whole round from its first slot to the first of the next: reports in its first block, none in
/// its second; it closes at the end of the block after, which has run when this returns.
pub(crate) fn play(reports: Vec<SignedReport>) {
	submit(reports);
	end_block();
	advance(1);
	end_block();
	advance(1);
	end_block();
}

/// [`play`] with one price for each seat.
pub(crate) fn play_spots(spots: &[u64]) {
	let spots: Vec<_> = spots.iter().map(|spot| Some(wad(*spot))).collect();
	play(reports(&spots));
}
