//! System, time, batches, proxies, preimages, schedules and migrations.

use crate::{
	deposit, durations, AccountId, Babe, Balance, Balances, Block, BlockNumber, Hash, Moment,
	MultiBlockMigrations, Nonce, OptionsBook, OriginCaller, PalletInfo, Preimage, Runtime,
	RuntimeCall, RuntimeEvent, RuntimeHoldReason, RuntimeOrigin, RuntimeTask, SafeMode, System,
	TxPause, UncheckedExtrinsic, VERSION,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	derive_impl,
	dispatch::DispatchClass,
	parameter_types,
	traits::{
		fungible::HoldConsideration, ConstU16, ConstU32, ConstU64, EqualPrivilegeOnly, Get,
		InsideBoth, InstanceFilter, LinearStoragePrice,
	},
	weights::{
		constants::{
			BlockExecutionWeight, ExtrinsicBaseWeight, ParityDbWeight, WEIGHT_REF_TIME_PER_MILLIS,
		},
		Weight,
	},
};
use frame_system::{
	limits::{BlockLength, BlockWeights},
	EnsureRoot, WeightInfo,
};
use scale_info::TypeInfo;
use sp_runtime::{generic, Perbill};
use sp_version::RuntimeVersion;

/// Share of a block's computation that normal transactions may take.
pub const NORMAL_RATIO: Perbill = Perbill::from_percent(64);
/// Share of a block's computation kept for operations: what governance enacts, and operational
/// transactions.
pub const OPERATIONAL_RATIO: Perbill = Perbill::from_percent(15);
/// Of it, what governance enacts at a block's start. A call that weighs more is never enacted.
pub const SCHEDULER_RATIO: Perbill = Perbill::from_percent(10);
/// Share of a block's computation kept for hooks: the three that follow together.
pub const HOOKS_RATIO: Perbill = Perbill::from_percent(21);
/// The steps around the auction: in a block that closes a round, a piece of a payout must fit as well.
pub const STEPS_RATIO: Perbill = Perbill::from_percent(10);
/// Reading the pages of risk vectors, and building some anew.
pub const PAGES_RATIO: Perbill = Perbill::from_percent(6);
/// What the auction may do beyond what its orders pay for.
pub const CLEARING_RATIO: Perbill = Perbill::from_percent(5);

/// Bytes of a block; a normal transaction may use all but a quarter of them, the upload of an
/// authorized runtime all.
const BLOCK_BYTES: u32 = 5 * 1024 * 1024;
/// Bytes of a header: its digest holds a few consensus logs, a hundred new authorities at most.
const HEADER_BYTES: u32 = 64 * 1024;

/// The computation a block may take, from the durations record: a network of several validators on
/// one small machine needs a smaller one than the public chain.
pub struct RuntimeBlockWeights;

impl RuntimeBlockWeights {
	/// The whole block's computation.
	pub fn max_block() -> Weight {
		let budget_ms = u64::from(durations::current().block_budget_ms);
		Weight::from_parts(budget_ms.saturating_mul(WEIGHT_REF_TIME_PER_MILLIS), u64::MAX)
	}

	/// A part of it.
	pub fn part_of_block(part: Perbill) -> Weight {
		part_of(part, Self::max_block())
	}
}

/// A part of a weight, rounded down.
fn part_of(part: Perbill, weight: Weight) -> Weight {
	Weight::from_parts(part.mul_floor(weight.ref_time()), part.mul_floor(weight.proof_size()))
}

impl Get<BlockWeights> for RuntimeBlockWeights {
	fn get() -> BlockWeights {
		let max_block = Self::max_block();
		let normal = part_of(NORMAL_RATIO, max_block);
		let operational = part_of(OPERATIONAL_RATIO, max_block);
		// Room that the scheduler may have taken already cannot be promised a second time.
		let reserved = operational.saturating_sub(part_of(SCHEDULER_RATIO, max_block));
		let mut limits = BlockWeights::builder()
			.base_block(BlockExecutionWeight::get())
			.for_class(DispatchClass::all(), |class| {
				class.base_extrinsic = ExtrinsicBaseWeight::get();
			})
			.for_class(DispatchClass::Normal, |class| {
				class.max_total = Some(normal);
			})
			.for_class(DispatchClass::Operational, |class| {
				class.max_total = Some(normal.saturating_add(operational));
				class.reserved = Some(reserved);
			})
			.avg_block_initialization(HOOKS_RATIO)
			.build_or_panic();
		// The builder knows only the classes' sums; hooks have no class limit.
		limits.max_block = max_block;
		limits
	}
}

parameter_types! {
	pub const BlockHashCount: BlockNumber = 4096;
	pub const Version: RuntimeVersion = VERSION;
	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(BLOCK_BYTES)
		.modify_max_length_for_class(DispatchClass::Normal, |max| *max = BLOCK_BYTES / 4 * 3)
		.max_header_size(HEADER_BYTES)
		.build();
}

/// The SDK's weights, but for the upgrade: it takes the rest of its block in any case, and the SDK's
/// figure for reading the new code's version would not fit a small block budget.
pub struct SystemWeight;
type Sdk = frame_system::weights::SubstrateWeight<Runtime>;

impl WeightInfo for SystemWeight {
	fn remark(b: u32) -> Weight {
		Sdk::remark(b)
	}
	fn remark_with_event(b: u32) -> Weight {
		Sdk::remark_with_event(b)
	}
	fn set_heap_pages() -> Weight {
		Sdk::set_heap_pages()
	}
	fn set_code() -> Weight {
		Self::apply_authorized_upgrade()
	}
	fn set_storage(i: u32) -> Weight {
		Sdk::set_storage(i)
	}
	fn kill_storage(i: u32) -> Weight {
		Sdk::kill_storage(i)
	}
	fn kill_prefix(p: u32) -> Weight {
		Sdk::kill_prefix(p)
	}
	fn authorize_upgrade() -> Weight {
		Sdk::authorize_upgrade()
	}
	fn apply_authorized_upgrade() -> Weight {
		let limits = RuntimeBlockWeights::get();
		let largest =
			limits.get(DispatchClass::Operational).max_extrinsic.unwrap_or(limits.max_block);
		// The rest is for the extensions, and for the code's length, which counts as proof size.
		part_of(Perbill::from_percent(90), largest)
	}
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type BaseCallFilter = InsideBoth<SafeMode, TxPause>;
	type Block = Block;
	type BlockWeights = RuntimeBlockWeights;
	type OnKilledAccount = OptionsBook;
	type BlockLength = RuntimeBlockLength;
	type BlockHashCount = BlockHashCount;
	// Not measured on the reference machine yet: the SDK's figures for this database.
	type DbWeight = ParityDbWeight;
	type Nonce = Nonce;
	type Hash = Hash;
	type AccountId = AccountId;
	type AccountData = pallet_balances::AccountData<Balance>;
	type Version = Version;
	type SS58Prefix = ConstU16<{ crate::SS58_PREFIX }>;
	type MaxConsumers = ConstU32<64>;
	type SystemWeightInfo = SystemWeight;
	type ExtensionsWeightInfo = frame_system::SubstrateExtensionsWeight<Runtime>;
	type MultiBlockMigrator = MultiBlockMigrations;
}

/// Bare extrinsics are BABE's and GRANDPA's equivocation reports.
impl<C> frame_system::offchain::CreateTransactionBase<C> for Runtime
where
	RuntimeCall: From<C>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

impl<C> frame_system::offchain::CreateBare<C> for Runtime
where
	RuntimeCall: From<C>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		generic::UncheckedExtrinsic::new_bare(call)
	}
}

impl pallet_timestamp::Config for Runtime {
	type Moment = Moment;
	type OnTimestampSet = Babe;
	type MinimumPeriod = ConstU64<{ crate::SLOT_DURATION / 2 }>;
	type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}

impl durations::Config for Runtime {}

impl pallet_utility::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = pallet_utility::weights::SubstrateWeight<Runtime>;
}

/// What a proxy may do for its principal.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	#[codec(index = 0)]
	Any,
	/// Everything that moves no balance; trading does.
	#[codec(index = 1)]
	NonTransfer,
	/// Proposals, votes and the committee.
	#[codec(index = 2)]
	Governance,
	/// Session keys.
	#[codec(index = 3)]
	Validation,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		match self {
			Self::Any => true,
			Self::NonTransfer => matches!(
				call,
				RuntimeCall::System(..)
					| RuntimeCall::Utility(..)
					| RuntimeCall::Multisig(..)
					| RuntimeCall::Session(..)
					| RuntimeCall::Preimage(..)
					| RuntimeCall::Referenda(..)
					| RuntimeCall::ConvictionVoting(..)
					| RuntimeCall::Whitelist(..)
					| RuntimeCall::TechnicalCommittee(..)
			),
			Self::Governance => matches!(
				call,
				RuntimeCall::Utility(..)
					| RuntimeCall::Preimage(..)
					| RuntimeCall::Referenda(..)
					| RuntimeCall::ConvictionVoting(..)
					| RuntimeCall::Whitelist(..)
					| RuntimeCall::TechnicalCommittee(..)
			),
			Self::Validation => {
				matches!(call, RuntimeCall::Utility(..) | RuntimeCall::Session(..))
			},
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		self == other
			|| match self {
				Self::Any => true,
				Self::NonTransfer => *other != Self::Any,
				Self::Governance | Self::Validation => false,
			}
	}
}

parameter_types! {
	pub ProxyDepositBase: Balance = deposit(1, 8);
	pub ProxyDepositFactor: Balance = deposit(0, 33);
	pub AnnouncementDepositBase: Balance = deposit(1, 8);
	pub AnnouncementDepositFactor: Balance = deposit(0, 66);
	pub MultisigDepositBase: Balance = deposit(1, 88);
	pub MultisigDepositFactor: Balance = deposit(0, 32);
	pub PreimageBaseDeposit: Balance = deposit(2, 64);
	pub PreimageByteDeposit: Balance = deposit(0, 1);
	pub const PreimageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
	pub MaximumSchedulerWeight: Weight = RuntimeBlockWeights::part_of_block(SCHEDULER_RATIO);
	/// All but what the inherents need: nothing else runs during a migration.
	pub MaxMigrationWeight: Weight = RuntimeBlockWeights::part_of_block(NORMAL_RATIO);
}

impl pallet_proxy::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ProxyType;
	type ProxyDepositBase = ProxyDepositBase;
	type ProxyDepositFactor = ProxyDepositFactor;
	type MaxProxies = ConstU32<32>;
	type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
	type MaxPending = ConstU32<32>;
	type CallHasher = crate::Hashing;
	type AnnouncementDepositBase = AnnouncementDepositBase;
	type AnnouncementDepositFactor = AnnouncementDepositFactor;
	type BlockNumberProvider = System;
}

impl pallet_multisig::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type DepositBase = MultisigDepositBase;
	type DepositFactor = MultisigDepositFactor;
	type MaxSignatories = ConstU32<100>;
	type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
	type BlockNumberProvider = System;
}

impl pallet_preimage::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_preimage::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type ManagerOrigin = EnsureRoot<AccountId>;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		PreimageHoldReason,
		LinearStoragePrice<PreimageBaseDeposit, PreimageByteDeposit, Balance>,
	>;
}

impl pallet_scheduler::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = MaximumSchedulerWeight;
	type ScheduleOrigin = EnsureRoot<AccountId>;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type MaxScheduledPerBlock = ConstU32<32>;
	type WeightInfo = pallet_scheduler::weights::SubstrateWeight<Runtime>;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}

impl pallet_migrations::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Migrations = ();
	#[cfg(feature = "runtime-benchmarks")]
	type Migrations = pallet_migrations::mock_helpers::MockedMigrations;
	type CursorMaxLen = ConstU32<65_536>;
	type IdentifierMaxLen = ConstU32<256>;
	type MigrationStatusHandler = ();
	type FailedMigrationHandler = frame_support::migrations::FreezeChainOnFailedMigration;
	type MaxServiceWeight = MaxMigrationWeight;
	type WeightInfo = pallet_migrations::weights::SubstrateWeight<Runtime>;
}
