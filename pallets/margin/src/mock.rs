//! A runtime of balances, assets and this pallet; markets, phases and finality are set by the test.

use crate::{types::*, CollateralParameters, CollateralTerms, NextSubaccount, Pallet};
use frame_support::{assert_ok, derive_impl, parameter_types, traits::ConstU128, PalletId};
use frame_system::{mocking::MockBlock, EnsureRoot, EnsureSignedBy};
use sp_runtime::{traits::Convert, BuildStorage};
use tenor_math::Fixed;
use tenor_primitives::*;

pub(crate) type AccountId = u64;

pub(crate) const ALICE: AccountId = 1;
pub(crate) const BOB: AccountId = 2;
pub(crate) const GUARDIAN: AccountId = 50;
pub(crate) const TREASURY: AccountId = 51;

/// The quote asset.
pub(crate) const QUOTE: u32 = 1;
/// One unit of it.
pub(crate) const UNIT: Balance = 1_000_000;
/// The same as signed money.
pub(crate) const MONEY: i128 = 1_000_000;
/// What each trader starts with.
pub(crate) const ENDOWMENT: Balance = 1_000_000 * UNIT;
/// The least balance of an account of it: the pot has it from the start.
pub(crate) const LEAST: Balance = UNIT / 100;
/// An asset that may be listed as collateral: 8 decimals, worth as much as the index.
pub(crate) const COIN: u32 = 7;
/// A whole of it.
pub(crate) const WHOLE: Balance = 100_000_000;
/// The least balance of an account of it.
pub(crate) const LEAST_COIN: Balance = 1_000;

/// Native token held for a subaccount.
pub(crate) const DEPOSIT: Balance = 10;
/// Native token held for an agent.
pub(crate) const AGENT_DEPOSIT: Balance = 3;

/// Native token held for a proposed block trade.
pub(crate) const BLOCK_DEPOSIT: Balance = 7;

/// What a lot of a block trade costs the maker and the taker.
pub(crate) const FEES: [i128; 2] = [10, 20];

/// Series below are listed.
pub(crate) const SERIES: u32 = 200;
/// Series from here on are of the second underlying.
pub(crate) const SECOND: u32 = 192;
/// The series that is a future, of the first underlying.
pub(crate) const FUTURE: SeriesId = SeriesId(189);

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
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Assets = pallet_assets;
	#[runtime::pallet_index(3)]
	pub type Margin = crate;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<1>;
	type AccountStore = System;
	type RuntimeHoldReason = RuntimeHoldReason;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Test {
	type Balance = Balance;
	type AssetId = u32;
	type AssetIdParameter = u32;
	type Currency = Balances;
	type CreateOrigin =
		frame_support::traits::AsEnsureOriginWithArg<frame_system::EnsureSigned<AccountId>>;
	type ForceOrigin = EnsureRoot<AccountId>;
}

parameter_types! {
	pub const PotId: PalletId = PalletId(*b"tnr/pot!");
	pub const QuoteAsset: u32 = QUOTE;
	pub const Treasury: AccountId = TREASURY;
	/// The index; `None` when stale.
	pub static Spot: Option<Price> = Some(Price(2_000 * WAD));
	/// How uncertain it is, in basis points, and what stands behind it.
	pub static Doubt: u32 = 0;
	pub static Behind: Quorum = Quorum::Full;
	/// The mark of every series; `None` when stale.
	pub static Mark: Option<Price> = Some(Price(100 * WAD));
	pub static InitialScale: u32 = UNIT_SCALE;
	/// The underlying whose market takes only cancels and deposits.
	pub static CancelOnly: Option<UnderlyingId> = None;
	/// The underlying whose market takes only what lowers risk.
	pub static Reducing: Option<UnderlyingId> = None;
	/// The series that does not trade.
	pub static Halted: Option<SeriesId> = None;
	/// The notional that was counted for tiers.
	pub static Counted: Vec<(SubaccountId, Money)> = vec![];
	/// The time, in milliseconds.
	pub static Time: u64 = 0;
	pub Now: Timestamp = Timestamp(Time::get());
	/// The policy of new subaccounts.
	pub static DefaultPolicy: MarginPolicy = MarginPolicy::Standard;
	pub static MaxPagesBuilt: u32 = 4;
	/// How often an expiry was looked up to value its series.
	pub static Valued: u32 = 0;
	/// The finality reading.
	pub static Finalized: BlockNumber = u32::MAX;
	/// The largest fee of any order.
	pub static Fee: Money = Money::ZERO;
	pub static LastClosed: Option<SubaccountId> = None;
}

pub struct Board;

impl InstrumentInspect for Board {
	fn underlyings() -> Vec<UnderlyingId> {
		vec![UnderlyingId(0), UnderlyingId(1)]
	}
	/// A tick is a tenth of a unit a contract, a lot a hundredth of a contract.
	fn underlying(id: UnderlyingId) -> Option<Underlying> {
		(id.0 < 2).then(|| Underlying {
			symbol: b"ETH".to_vec().try_into().unwrap(),
			tick_value: 1_000,
			lots_per_contract: 100,
			tick_steps: Default::default(),
		})
	}
	fn expiries(_: UnderlyingId) -> Vec<Expiry> {
		vec![Expiry(0)]
	}
	fn series_of(_: UnderlyingId, _: Expiry) -> Vec<SeriesId> {
		(0..SERIES).map(SeriesId).collect()
	}
	/// At-the-money calls with even ids, puts with odd ones, and a future.
	fn series(id: SeriesId) -> Option<Series> {
		if id == FUTURE {
			return Some(Series::future(UnderlyingId(0), Expiry(0)));
		}
		(id.0 < SERIES).then_some(Series {
			underlying: UnderlyingId(if id.0 < SECOND { 0 } else { 1 }),
			expiry: Expiry(0),
			strike: Price(2_000 * WAD),
			kind: if id.0.is_multiple_of(2) { SeriesKind::Call } else { SeriesKind::Put },
		})
	}
	fn status(id: SeriesId) -> Option<SeriesStatus> {
		let halted = Halted::get() == Some(id);
		Self::series(id).map(|_| if halted { SeriesStatus::Halted } else { SeriesStatus::Trading })
	}
}

pub struct Feed;

fn stamped(value: Price) -> Stamped<Price> {
	Stamped { value, lo: value, hi: value, at: Timestamp(0), quorum: Quorum::Full }
}

impl MarketView for Feed {
	fn spot(_: UnderlyingId) -> Option<Stamped<Price>> {
		Spot::get().map(|spot| Stamped { quorum: Behind::get(), ..stamped(spot) })
	}
	fn forward(_: UnderlyingId, _: Expiry) -> Option<Stamped<Price>> {
		Spot::get().map(stamped)
	}
	fn variance(_: UnderlyingId, _: Expiry, _: Price) -> Option<Stamped<TotalVariance>> {
		None
	}
	fn mark(_: &Series) -> Option<Stamped<Price>> {
		Mark::get().map(stamped)
	}
	fn band(_: &Series) -> Option<(Price, Price)> {
		None
	}
	fn valuation(_: &Series) -> Option<impl Fn(Volatility) -> Option<Price>> {
		None::<fn(Volatility) -> Option<Price>>
	}
	/// A year before the expiry, at 60 %.
	fn expiry(
		_: UnderlyingId,
		_: Expiry,
	) -> Option<(ExpiryTerms, impl Fn(&Series) -> Option<Quoted>)> {
		Valued::mutate(|times| *times += 1);
		let (forward, mark) = (Spot::get()?, Mark::get()?);
		let terms =
			ExpiryTerms { forward, surface: Timestamp(0), left: 31_536_000, average: Price::ZERO };
		let volatility = Fixed::from_ratio(6, 10)?;
		Some((terms, move |_: &Series| Some(Quoted { volatility, mark })))
	}
	fn sensitivity(_: &Series) -> Option<Sensitivity> {
		None
	}
	fn confidence(_: UnderlyingId) -> Option<u32> {
		Spot::get().map(|_| Doubt::get())
	}
	fn quorum(_: UnderlyingId) -> Quorum {
		Quorum::Full
	}
}

pub struct Guard;

impl MarketPhase for Guard {
	fn phase(underlying: UnderlyingId) -> Phase {
		if CancelOnly::get() == Some(underlying) {
			Phase::CancelOnly
		} else if Reducing::get() == Some(underlying) {
			Phase::RiskReducing
		} else {
			Phase::Open
		}
	}
	fn initial_scale() -> u32 {
		InitialScale::get()
	}
}

impl WithdrawGate for Guard {
	fn is_final(credited: BlockNumber) -> bool {
		credited <= Finalized::get()
	}
}

/// Remembers which subaccount was closed last.
pub struct Closed;

impl OnClosed for Closed {
	fn on_closed(subaccount: SubaccountId) {
		LastClosed::set(Some(subaccount));
	}
}

pub struct FlatFee;

impl Convert<OpenOrder, Money> for FlatFee {
	fn convert(_: OpenOrder) -> Money {
		Fee::get()
	}
}

/// Trades within a tenth of the mark.
pub struct Terms;

impl BlockTerms for Terms {
	fn terms(trade: &BlockTrade) -> Result<Vec<LegTerms>, LegError> {
		let terms = |leg: &BlockLeg| {
			let series = Board::series(leg.series).ok_or(LegError::NotTrading)?;
			if Board::status(leg.series) != Some(SeriesStatus::Trading) {
				return Err(LegError::NotTrading);
			}
			let phase = Guard::phase(series.underlying);
			let admission = phase.admission().ok_or(LegError::CancelOnly)?;
			let mark = Feed::value(&series).ok_or(LegError::NoFreshPrice)?;
			let underlying = Board::underlying(series.underlying).unwrap();
			let tick = underlying.tick(mark, Rounding::Down).unwrap().0;
			if !(tick - tick / 10..=tick + tick / 10).contains(&leg.price.0) {
				return Err(LegError::OutsideBand);
			}
			let premium = underlying.premium(leg.price, leg.lots).ok_or(LegError::TooLarge)?;
			let lots = leg.lots.to_signed().ok_or(LegError::TooLarge)?;
			let [maker_fee, taker_fee] = FEES.map(|fee| Money(fee).checked_mul_lots(lots).unwrap());
			let notional = Money(MONEY).checked_mul_lots(lots).unwrap();
			let is_future = series.is_future();
			Ok(LegTerms { admission, is_future, premium, notional, maker_fee, taker_fee })
		};
		trade.legs.iter().map(terms).collect()
	}
	fn count(subaccount: SubaccountId, notional: Money) {
		Counted::mutate(|counted| counted.push((subaccount, notional)));
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<AccountId> for Helper {
	fn fund(who: &AccountId, amount: Balance) {
		use frame_support::traits::fungibles::Mutate;
		assert_ok!(Assets::mint_into(QUOTE, who, amount));
		// What is minted here is not what the limits are for.
		crate::Flows::<Test>::remove(QUOTE);
	}
	fn series(count: u32) -> Vec<SeriesId> {
		(0..count).map(SeriesId).collect()
	}
	fn page(number: u32) -> Vec<SeriesId> {
		(0..SERIES_OF_A_PAGE).map(|place| SeriesId(number * SERIES_OF_A_PAGE + place)).collect()
	}
	fn finalize() {
		Finalized::set(u32::MAX);
	}
	fn assets(count: u32, who: &AccountId, amount: Balance) -> Vec<AssetId> {
		let assets: Vec<AssetId> = (100..100 + count).collect();
		assets.iter().for_each(|asset| create(*asset, *who, amount));
		assets
	}
	fn index(number: u32) -> UnderlyingId {
		UnderlyingId(if number.is_multiple_of(2) { 0 } else { 1 })
	}
}

impl crate::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type NativeCurrency = Balances;
	type Assets = Assets;
	type QuoteAsset = QuoteAsset;
	type SubaccountDeposit = ConstU128<DEPOSIT>;
	type AgentDeposit = ConstU128<AGENT_DEPOSIT>;
	type BlockTradeDeposit = ConstU128<BLOCK_DEPOSIT>;
	type PotId = PotId;
	type Instruments = Board;
	type Market = Feed;
	type Phase = Guard;
	type Gate = Guard;
	type LargestFee = FlatFee;
	type BlockTerms = Terms;
	type OnClosed = Closed;
	type FeeDestination = Treasury;
	type AdminOrigin = EnsureRoot<AccountId>;
	type TightenOrigin = EnsureSignedBy<GuardianSet, AccountId>;
	type DefaultPolicy = DefaultPolicy;
	type MaxPagesBuilt = MaxPagesBuilt;
	type Now = Now;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

frame_support::ord_parameter_types! {
	pub const GuardianSet: AccountId = GUARDIAN;
}

pub(crate) fn new_test_ext() -> sp_io::TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	let traders = [ALICE, BOB];
	pallet_balances::GenesisConfig::<Test> {
		balances: traders.iter().map(|who| (*who, 1_000_000)).collect(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	pallet_assets::GenesisConfig::<Test> {
		assets: vec![(QUOTE, ALICE, true, LEAST), (COIN, ALICE, true, LEAST_COIN)],
		accounts: [(ALICE, ENDOWMENT), (BOB, ENDOWMENT), (Margin::pot(), LEAST)]
			.map(|(who, amount)| (QUOTE, who, amount))
			.into_iter()
			.chain([(COIN, ALICE, 100 * WHOLE), (COIN, BOB, 100 * WHOLE)])
			.chain([(COIN, Margin::pot(), LEAST_COIN)])
			.collect(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	let mut ext: sp_io::TestExternalities = storage.into();
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Starts a market with fresh prices and checks the state at the end of the test.
pub(crate) fn build_and_execute(test: impl FnOnce()) {
	Spot::set(Some(Price(2_000 * WAD)));
	Doubt::set(0);
	Behind::set(Quorum::Full);
	Mark::set(Some(Price(100 * WAD)));
	InitialScale::set(UNIT_SCALE);
	CancelOnly::set(None);
	Reducing::set(None);
	Halted::set(None);
	Counted::set(vec![]);
	Time::set(0);
	DefaultPolicy::set(MarginPolicy::Standard);
	MaxPagesBuilt::set(4);
	Finalized::set(u32::MAX);
	Fee::set(Money::ZERO);
	new_test_ext().execute_with(|| {
		test();
		check();
	});
}

/// The invariants.
pub(crate) fn check() {
	assert_ok!(Pallet::<Test>::do_try_state());
}

/// Creates an asset, with what keeps the pot alive in it and an amount for `who`.
pub(crate) fn create(asset: AssetId, who: AccountId, amount: Balance) {
	use frame_support::traits::fungibles::Mutate;
	assert_ok!(Assets::force_create(RuntimeOrigin::root(), asset, ALICE, true, LEAST_COIN));
	for (who, amount) in [(Margin::pot(), LEAST_COIN), (who, amount)] {
		assert_ok!(Assets::mint_into(asset, &who, amount));
	}
}

/// What [`COIN`] is: a unit of it is about one of the quote asset.
pub(crate) const TERMS: CollateralTerms =
	CollateralTerms { index: UnderlyingId(0), decimals: 8, unit: WHOLE / 2_000 };

/// A quarter and an eighth off; a half besides beyond 10,000; 20,000 units are ten wholes.
pub(crate) const HAIRCUTS: CollateralParameters = CollateralParameters {
	initial_haircut: 2_500,
	maintenance_haircut: 1_250,
	doubt_limit: 25,
	concentration: 10_000,
	concentration_haircut: 5_000,
	cap: 20_000,
	deposits: true,
};

/// Lists [`COIN`].
pub(crate) fn list_coin() {
	assert_ok!(Margin::list_collateral(RuntimeOrigin::root(), COIN, TERMS, HAIRCUTS));
}

/// Deposits so much of [`COIN`].
pub(crate) fn deposit_coin(who: AccountId, subaccount: SubaccountId, amount: Balance) {
	assert_ok!(Margin::deposit_collateral(RuntimeOrigin::signed(who), subaccount, COIN, amount));
}

/// Opens a subaccount with so much cash.
pub(crate) fn open(who: AccountId, cash: Balance) -> SubaccountId {
	let subaccount = NextSubaccount::<Test>::get();
	assert_ok!(Margin::open_subaccount(RuntimeOrigin::signed(who)));
	if cash > 0 {
		assert_ok!(Margin::deposit(RuntimeOrigin::signed(who), subaccount, cash));
	}
	subaccount
}

/// A delta of a subaccount.
pub(crate) fn delta(subaccount: SubaccountId, cash: i128, positions: &[(u32, i64)]) -> Delta {
	holder_delta(Holder::Subaccount(subaccount), cash, positions)
}

pub(crate) fn holder_delta(holder: Holder, cash: i128, positions: &[(u32, i64)]) -> Delta {
	let positions = positions.iter().map(|(id, lots)| (SeriesId(*id), SignedLots(*lots))).collect();
	Delta { positions, ..Delta::of_cash(holder, Money(cash)) }
}

/// A delta of the future.
pub(crate) fn future_delta(holder: Holder, cash: i128, lots: i64, cost: i128) -> Delta {
	Delta {
		positions: vec![(FUTURE, SignedLots(lots))],
		costs: vec![(FUTURE, Money(cost))],
		..Delta::of_cash(holder, Money(cash))
	}
}

/// `buyer` buys lots of the future from `seller`, for an amount to be paid when it settles.
pub(crate) fn trade_future(buyer: SubaccountId, seller: SubaccountId, lots: i64, for_: i128) {
	assert_ok!(Margin::apply(&[
		future_delta(Holder::Subaccount(buyer), 0, lots, for_),
		future_delta(Holder::Subaccount(seller), 0, -lots, -for_),
	]));
}

/// `buyer` buys lots from `seller` for an amount.
pub(crate) fn trade(buyer: SubaccountId, seller: SubaccountId, series: u32, lots: i64, for_: i128) {
	assert_ok!(Margin::apply(&[
		delta(buyer, -for_, &[(series, lots)]),
		delta(seller, for_, &[(series, -lots)]),
	]));
}

/// Open orders of one subaccount: series, side, limit, lots.
pub(crate) fn orders(subaccount: SubaccountId, all: &[(u32, Side, u32, u64)]) -> Vec<OpenOrder> {
	(0u32..)
		.zip(all)
		.map(|(sequence, (series, side, limit, lots))| OpenOrder {
			id: OrderId { subaccount, key: KeyId::OWNER, sequence, index: 0 },
			series: SeriesId(*series),
			side: *side,
			limit: Tick(*limit),
			quantity: Lots(*lots),
			entered: 0,
			good_til: u32::MAX,
			name: None,
		})
		.collect()
}

pub(crate) fn set_orders(subaccount: SubaccountId, all: &[(u32, Side, u32, u64)]) {
	assert_ok!(Margin::set_open_orders(subaccount, orders(subaccount, all)));
}

pub(crate) fn cash(subaccount: SubaccountId) -> i128 {
	Margin::portfolio(subaccount).unwrap().cash.0
}

pub(crate) fn record(subaccount: SubaccountId) -> AccountOf<Test> {
	Margin::account(subaccount).unwrap()
}

/// Quote asset in hand.
pub(crate) fn wallet(who: AccountId) -> Balance {
	Assets::balance(QUOTE, who)
}

pub(crate) fn events() -> Vec<crate::Event<Test>> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Margin(event) => Some(event),
			_ => None,
		})
		.collect()
}
