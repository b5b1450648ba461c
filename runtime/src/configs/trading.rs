//! Trading: the wiring of our own pallets, and the exits that no filter may close.

use super::{
	system::{CLEARING_RATIO, PAGES_RATIO, STEPS_RATIO},
	RuntimeBlockWeights, TreasuryAccount,
};
use crate::{
	durations, governance, AccountId, Assets, Babe, Balance, Balances, Instruments, Margin,
	MarketGuard, OptionsBook, Oracle, Runtime, RuntimeCall, RuntimeHoldReason, SafeMode, Session,
	Timestamp, Validators, MAX_VALIDATORS, SLOT_DURATION,
};
use frame_support::{
	dispatch::DispatchClass,
	parameter_types,
	traits::{fungible::HoldConsideration, ConstU32, ConstU64, Get, LinearStoragePrice},
	weights::Weight,
	PalletId,
};
use frame_system::limits::BlockWeights;
use pallet_margin::WeightInfo as _;
use pallet_options_book::{WeightInfo as _, UNITS_OF_A_TURN, UNITS_PER_TURN};
use sp_runtime::{Perbill, SaturatedConversion};
use sp_staking::SessionIndex;
use tenor_primitives::{MarginPolicy, WeightBudget, MILLIS};

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;

parameter_types! {
	/// The slot of the current block.
	pub CurrentSlot: u64 = Babe::current_slot().into();
	/// The session of the current block.
	pub CurrentSession: SessionIndex = Session::current_index();
	/// The time of the block.
	pub Now: tenor_primitives::Timestamp = tenor_primitives::Timestamp(Timestamp::get());
	/// Seconds over which a settlement price is averaged.
	pub AveragingWindow: u64 = durations::current().twap_window_secs.into();
	/// Seconds after an expiry before its settlement price is read.
	pub SettlementDelay: u64 = durations::current().settlement_delay_secs.into();
	pub const SeriesHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Instruments(pallet_instruments::HoldReason::SeriesDeposit);
	pub const SeriesBaseDeposit: Balance = 10 * crate::TNR;
	pub const SeriesByteDeposit: Balance = crate::MILLI_TNR;
	pub const QuoteAssetId: crate::AssetId = crate::quote_asset::ID;
	pub const SubaccountDeposit: Balance = crate::TNR;
	pub const AgentDeposit: Balance = crate::TNR / 10;
	pub const DefaultPolicy: MarginPolicy = MarginPolicy::Portfolio;
	pub const BlockTradeDeposit: Balance = crate::TNR / 10;
	pub const MarginPot: PalletId = PalletId(*b"tnr/pot_");
	/// Whether safe mode is on: then markets take only what reduces risk.
	pub SafeModeEntered: bool = SafeMode::is_entered();
	/// So many series weigh a quarter of the largest transaction, so that a cancel of everything finds
	/// room beside others, in the smallest block too.
	pub MaxSeriesPerCancel: u32 = series_per_cancel();
	/// What the steps around the auction share.
	pub StepWeight: Weight = RuntimeBlockWeights::part_of_block(STEPS_RATIO);
}

type MarginWeights = <Runtime as pallet_margin::Config>::WeightInfo;

/// Pages that a block builds at least: an account in two expiries is assessed at once.
const LEAST_PAGES: u64 = 2;

/// As many pages of risk vectors as a part of the block pays for, beside reading all that there are.
pub struct PagesBudget;

impl Get<u32> for PagesBudget {
	fn get() -> u32 {
		let all = MarginWeights::read_pages(pallet_margin::Pages::<Runtime>::count());
		let read = MarginWeights::read_pages(1).saturating_sub(MarginWeights::read_pages(0));
		let room = RuntimeBlockWeights::part_of_block(PAGES_RATIO).saturating_sub(all);
		let each = read.saturating_add(MarginWeights::build_page());
		room.ref_time().checked_div(each.ref_time()).unwrap_or(0).max(LEAST_PAGES).saturated_into()
	}
}

type BookWeights = <Runtime as pallet_options_book::Config>::WeightInfo;

fn series_per_cancel() -> u32 {
	let limits = <RuntimeBlockWeights as Get<BlockWeights>>::get();
	let largest = limits.get(DispatchClass::Normal).max_extrinsic.unwrap_or(limits.max_block);
	let quarter = Perbill::from_percent(25).mul_floor(largest.ref_time());
	let each = BookWeights::clear_cancels(2).saturating_sub(BookWeights::clear_cancels(1));
	quarter.checked_div(each.ref_time()).unwrap_or(1).max(1).saturated_into()
}

/// The guard's clearing budget, within what hooks may take of the block: a small block clears less.
pub struct ClearingBudget;

impl WeightBudget for ClearingBudget {
	fn clearing_units() -> u32 {
		let turn = OptionsBook::weight_of_fills(1);
		let unit = OptionsBook::weight_of_units(1)
			.saturating_add(turn.checked_div(UNITS_PER_TURN.into()).unwrap_or(turn));
		let share = RuntimeBlockWeights::part_of_block(CLEARING_RATIO)
			.saturating_sub(BookWeights::end_block())
			.saturating_sub(turn);
		let affordable = share.ref_time().checked_div(unit.ref_time()).unwrap_or(u64::MAX);
		MarketGuard::clearing_units().min(affordable.saturated_into()).max(UNITS_OF_A_TURN)
	}

	fn units_per_series() -> u32 {
		MarketGuard::units_per_series()
	}
}

impl pallet_instruments::Config for Runtime {
	type AdminOrigin = governance::ListingOrigin;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		SeriesHoldReason,
		LinearStoragePrice<SeriesBaseDeposit, SeriesByteDeposit, Balance>,
	>;
	type Market = Oracle;
	type Now = Now;
	type ExpiryGranularity = ConstU64<60>;
	type MaxHorizon = ConstU64<{ 2 * 366 * DAY }>;
	type AveragingWindow = AveragingWindow;
	type ListingInterval = ConstU64<{ 10 * MILLIS }>;
	type MaxListedPerBlock = ConstU32<4>;
	type WeightInfo = pallet_instruments::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Market;
}

impl pallet_oracle::Config for Runtime {
	type AdminOrigin = governance::RiskOrigin;
	type GuardianOrigin = governance::TightenOrigin;
	type CurrentSlot = CurrentSlot;
	type SlotDuration = ConstU64<SLOT_DURATION>;
	type SessionIndex = CurrentSession;
	type VoteWeight = Validators;
	type Instruments = Instruments;
	type Book = OptionsBook;
	type AveragingWindow = AveragingWindow;
	type SettlementDelay = SettlementDelay;
	type MaxValidators = ConstU32<MAX_VALIDATORS>;
	type SessionHistory = super::consensus::UnbondingSessions;
	type WeightInfo = pallet_oracle::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Market;
}

impl pallet_margin::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type NativeCurrency = Balances;
	type Assets = Assets;
	type QuoteAsset = QuoteAssetId;
	type SubaccountDeposit = SubaccountDeposit;
	type AgentDeposit = AgentDeposit;
	type BlockTradeDeposit = BlockTradeDeposit;
	type PotId = MarginPot;
	type Instruments = Instruments;
	type Market = Oracle;
	type Phase = MarketGuard;
	type Gate = MarketGuard;
	type LargestFee = pallet_options_book::LargestFee<Runtime>;
	type BlockTerms = OptionsBook;
	type OnClosed = OptionsBook;
	type FeeDestination = TreasuryAccount;
	type AdminOrigin = governance::RiskOrigin;
	type TightenOrigin = governance::TightenOrigin;
	type DefaultPolicy = DefaultPolicy;
	type MaxPagesBuilt = PagesBudget;
	type Now = Now;
	type WeightInfo = pallet_margin::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Market;
}

impl pallet_options_book::Config for Runtime {
	type AdminOrigin = governance::RiskOrigin;
	type GuardianOrigin = governance::TightenOrigin;
	type Now = Now;
	type Instruments = Instruments;
	type Market = Oracle;
	type Phase = MarketGuard;
	type Risk = Margin;
	type Ledger = Margin;
	type Budget = ClearingBudget;
	type OracleRound = (Oracle, pallet_market_guard::PhaseWatch<Runtime>);
	type VectorStep = pallet_margin::CleanPages<Runtime>;
	type SliceStep = ();
	type SettlementStep = pallet_settlement::SettlementStep<Runtime>;
	type ListingStep = pallet_instruments::ListingStep<Runtime>;
	type StepWeight = StepWeight;
	type MaxOrdersPerBlock = ConstU32<4_096>;
	type UnitsPerOrder = ConstU32<2>;
	type MaxOpenOrders = ConstU32<512>;
	type MaxPositions = ConstU32<128>;
	type MaxSeriesPerCancel = MaxSeriesPerCancel;
	type WeightInfo = pallet_options_book::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Market;
}

impl pallet_settlement::Config for Runtime {
	type GovernanceOrigin = governance::RiskOrigin;
	type Instruments = Instruments;
	type Prices = Oracle;
	type Market = Oracle;
	type Ledger = Margin;
	type Portfolios = Margin;
	type Books = OptionsBook;
	type Now = Now;
	type MaxDeviation = ConstU32<2_000>;
	type HoldersPerPiece = ConstU32<16>;
	type OrdersPerPiece = ConstU32<32>;
	type WeightInfo = pallet_settlement::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Market;
}

impl pallet_market_guard::Config for Runtime {
	type AdminOrigin = governance::RiskOrigin;
	type GuardianOrigin = governance::TightenOrigin;
	type Instruments = Instruments;
	type Market = Oracle;
	type Finality = Oracle;
	type CurrentSlot = CurrentSlot;
	type Now = Now;
	type SafeMode = SafeModeEntered;
	type HaltDuration = ConstU64<{ DAY * MILLIS }>;
	type WeightInfo = pallet_market_guard::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Market;
}

/// Whether a call takes value or risk out of the market, or carries what the market needs to do so:
/// cancels, deposits, withdrawals, settlement and our inherents. Orders too: in safe mode markets are
/// at most risk-reducing, so that those that add risk are refused when their block ends. Safe mode and
/// paused calls never stop these (M11).
pub fn is_exit(call: &RuntimeCall) -> bool {
	use pallet_margin::Call as MarginCall;
	use pallet_options_book::Call as BookCall;
	matches!(
		call,
		RuntimeCall::Oracle(pallet_oracle::Call::submit_reports { .. })
			| RuntimeCall::Margin(
				MarginCall::deposit { .. }
					| MarginCall::withdraw { .. }
					| MarginCall::complete_withdrawal { .. }
					| MarginCall::deposit_collateral { .. }
					| MarginCall::withdraw_collateral { .. }
					| MarginCall::close_subaccount { .. }
					| MarginCall::remove_agent { .. }
					| MarginCall::withdraw_block_trade { .. },
			) | RuntimeCall::OptionsBook(
			BookCall::place_orders { .. }
				| BookCall::cancel_orders { .. }
				| BookCall::cancel_series { .. }
				| BookCall::cancel_all { .. }
				| BookCall::cancel_clients { .. }
				| BookCall::cancel_all_after { .. }
				| BookCall::set_protection { .. },
		) | RuntimeCall::Settlement(..)
	)
}

/// The exits again, as pallet and call names for tx-pause.
pub const EXITS: &[(&str, &str)] = &[
	("Oracle", "submit_reports"),
	("Margin", "deposit"),
	("Margin", "withdraw"),
	("Margin", "complete_withdrawal"),
	("Margin", "deposit_collateral"),
	("Margin", "withdraw_collateral"),
	("Margin", "close_subaccount"),
	("Margin", "remove_agent"),
	("Margin", "withdraw_block_trade"),
	("OptionsBook", "place_orders"),
	("OptionsBook", "cancel_orders"),
	("OptionsBook", "cancel_series"),
	("OptionsBook", "cancel_all"),
	("OptionsBook", "cancel_clients"),
	("OptionsBook", "cancel_all_after"),
	("OptionsBook", "set_protection"),
	("Settlement", "set_settlement_price"),
	("Settlement", "resume_sweep"),
];
