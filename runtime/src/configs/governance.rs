//! Referenda, voting, the committee, and what can stop calls.

use super::trading;
use crate::{
	durations,
	governance::{self, origins::WhitelistedCaller, TracksInfo},
	AccountId, Balance, Balances, BlockNumber, Preimage, Referenda, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeHoldReason, RuntimeOrigin, Scheduler, System, Treasury, TNR,
};
use frame_support::{
	parameter_types,
	traits::{AsEnsureOriginWithArg, ConstU32, Contains, EitherOfDiverse, TotalIssuanceOf},
	weights::Weight,
};
use frame_system::{EnsureRoot, EnsureSigned, EnsureWithSuccess};
use pallet_collective::Instance1;
use pallet_tx_pause::RuntimeCallNameOf;
use sp_runtime::Perbill;

parameter_types! {
	pub const SubmissionDeposit: Balance = TNR;
	pub UndecidingTimeout: BlockNumber = durations::current().undeciding_timeout;
	pub VoteLockingPeriod: BlockNumber = durations::current().vote_locking;
	pub MotionDuration: BlockNumber = durations::current().motion;
	pub SafeModeDuration: BlockNumber = durations::current().safe_mode;
	pub DecisionPeriod: BlockNumber = durations::current().decision;
	pub MaxProposalWeight: Weight =
		super::RuntimeBlockWeights::part_of_block(Perbill::from_percent(50));
	/// Nobody enters safe mode for money.
	pub const NoDeposit: Option<Balance> = None;
	pub const NoRelease: Option<BlockNumber> = None;
}

impl pallet_referenda::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_referenda::weights::SubstrateWeight<Runtime>;
	type Scheduler = Scheduler;
	type Currency = Balances;
	type SubmitOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type CancelOrigin = EitherOfDiverse<EnsureRoot<AccountId>, governance::CommitteeTwoThirds>;
	type KillOrigin = EnsureRoot<AccountId>;
	type Slash = Treasury;
	type Votes = Balance;
	type Tally = pallet_conviction_voting::TallyOf<Runtime>;
	type SubmissionDeposit = SubmissionDeposit;
	type MaxQueued = ConstU32<100>;
	type UndecidingTimeout = UndecidingTimeout;
	type AlarmInterval = ConstU32<1>;
	type Tracks = TracksInfo;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}

impl pallet_conviction_voting::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_conviction_voting::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type Polls = Referenda;
	type MaxTurnout = TotalIssuanceOf<Balances, AccountId>;
	type MaxVotes = ConstU32<128>;
	type VoteLockingPeriod = VoteLockingPeriod;
	type BlockNumberProvider = System;
	type VotingHooks = ();
}

impl pallet_whitelist::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type WhitelistOrigin = EitherOfDiverse<EnsureRoot<AccountId>, governance::CommitteeTwoThirds>;
	type DispatchWhitelistedOrigin = EitherOfDiverse<EnsureRoot<AccountId>, WhitelistedCaller>;
	type Preimages = Preimage;
	type DeferredDispatchExpiration = DecisionPeriod;
	type BlockNumberProvider = System;
	type WeightInfo = pallet_whitelist::weights::SubstrateWeight<Runtime>;
}

impl pallet_collective::Config<Instance1> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = MotionDuration;
	type MaxProposals = ConstU32<50>;
	type MaxMembers = ConstU32<20>;
	type DefaultVote = pallet_collective::PrimeDefaultVote;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
	type SetMembersOrigin = EnsureRoot<AccountId>;
	type MaxProposalWeight = MaxProposalWeight;
	type DisapproveOrigin = EnsureRoot<AccountId>;
	type KillOrigin = EnsureRoot<AccountId>;
	type Consideration = ();
}

impl governance::origins::Config for Runtime {}

impl pallet_sudo::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type WeightInfo = pallet_sudo::weights::SubstrateWeight<Runtime>;
}

/// Calls that safe mode lets through. Both filters see inherents too: without `timestamp.set` no
/// block would be valid.
///
/// Batches, proxies and multisigs pass because the calls inside them meet the filter again.
pub struct ExemptFromSafeMode;

impl Contains<RuntimeCall> for ExemptFromSafeMode {
	fn contains(call: &RuntimeCall) -> bool {
		let is_system = matches!(
			call,
			RuntimeCall::System(..)
				| RuntimeCall::Timestamp(..)
				| RuntimeCall::Utility(..)
				| RuntimeCall::Proxy(..)
				| RuntimeCall::Multisig(..)
				| RuntimeCall::MultiBlockMigrations(..)
		);
		let is_consensus = matches!(
			call,
			RuntimeCall::Babe(..)
				| RuntimeCall::Grandpa(..)
				| RuntimeCall::Session(..)
				| RuntimeCall::Validators(..)
		);
		let is_governance = matches!(
			call,
			RuntimeCall::Preimage(..)
				| RuntimeCall::Scheduler(..)
				| RuntimeCall::Referenda(..)
				| RuntimeCall::ConvictionVoting(..)
				| RuntimeCall::Whitelist(..)
				| RuntimeCall::TechnicalCommittee(..)
				| RuntimeCall::TxPause(..)
				| RuntimeCall::SafeMode(..)
				| RuntimeCall::Sudo(..)
		);
		is_system || is_consensus || is_governance || trading::is_exit(call)
	}
}

/// Calls that cannot be paused one by one: the same as safe mode's, by name.
pub struct ExemptFromTxPause;

/// Pallets of which no call can be paused.
const UNPAUSABLE: &[&str] = &[
	"System",
	"Timestamp",
	"Utility",
	"Proxy",
	"Multisig",
	"MultiBlockMigrations",
	"Babe",
	"Grandpa",
	"Session",
	"Validators",
	"Preimage",
	"Scheduler",
	"Referenda",
	"ConvictionVoting",
	"Whitelist",
	"TechnicalCommittee",
	"TxPause",
	"SafeMode",
	"Sudo",
];

impl Contains<RuntimeCallNameOf<Runtime>> for ExemptFromTxPause {
	fn contains((pallet, call): &RuntimeCallNameOf<Runtime>) -> bool {
		let named = |name: &str, bytes: &[u8]| name.as_bytes() == bytes;
		UNPAUSABLE.iter().any(|name| named(name, pallet))
			|| trading::EXITS.iter().any(|(p, c)| named(p, pallet) && named(c, call))
	}
}

impl pallet_tx_pause::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PauseOrigin = governance::TightenOrigin;
	type UnpauseOrigin = governance::RootOrWhitelisted;
	type WhitelistedCalls = ExemptFromTxPause;
	type MaxNameLen = ConstU32<64>;
	type WeightInfo = pallet_tx_pause::weights::SubstrateWeight<Runtime>;
}

impl pallet_safe_mode::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WhitelistedCalls = ExemptFromSafeMode;
	type EnterDuration = SafeModeDuration;
	type ExtendDuration = SafeModeDuration;
	type EnterDepositAmount = NoDeposit;
	type ExtendDepositAmount = NoDeposit;
	type ForceEnterOrigin =
		EnsureWithSuccess<governance::TightenOrigin, AccountId, SafeModeDuration>;
	type ForceExtendOrigin =
		EnsureWithSuccess<governance::RootOrWhitelisted, AccountId, SafeModeDuration>;
	type ForceExitOrigin = governance::RootOrWhitelisted;
	type ForceDepositOrigin = EnsureRoot<AccountId>;
	type Notify = ();
	type ReleaseDelay = NoRelease;
	type WeightInfo = pallet_safe_mode::weights::SubstrateWeight<Runtime>;
}
