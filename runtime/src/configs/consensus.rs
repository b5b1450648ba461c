//! Block production, finality, sessions, the validator set and offences.

use crate::{
	durations, governance, AccountId, Babe, Balance, Balances, Historical, Offences, Runtime,
	RuntimeEvent, Session, SessionKeys, Validators, MAX_VALIDATORS, SLOT_DURATION,
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64, KeyOwnerProofSystem},
};
use pallet_session::{disabling::UpToLimitWithReEnablingDisablingStrategy, historical};
use sp_core::crypto::KeyTypeId;
use sp_runtime::traits::{ConvertInto, OpaqueKeys};
use sp_staking::SessionIndex;

type KeyOwnerProof<AuthorityId> =
	<Historical as KeyOwnerProofSystem<(KeyTypeId, AuthorityId)>>::Proof;

parameter_types! {
	pub EpochSlots: u64 = durations::current().epoch_slots;
	pub UnbondingSessions: SessionIndex = durations::current().unbonding_sessions;
	/// GRANDPA has at most one authority set a session.
	pub MaxSetIdSessionEntries: u64 = UnbondingSessions::get().into();
	/// Slots for which an equivocation report stays in the pool, and its proof verifiable.
	pub ReportLongevity: u64 =
		u64::from(UnbondingSessions::get()).saturating_mul(EpochSlots::get());
	pub const SessionKeyDeposit: Balance = crate::TNR;
}

impl pallet_babe::Config for Runtime {
	type EpochDuration = EpochSlots;
	type ExpectedBlockTime = ConstU64<SLOT_DURATION>;
	type EpochChangeTrigger = pallet_babe::ExternalTrigger;
	type DisabledValidators = Session;
	type WeightInfo = ();
	type MaxAuthorities = ConstU32<MAX_VALIDATORS>;
	type MaxNominators = ConstU32<0>;
	type KeyOwnerProof = KeyOwnerProof<pallet_babe::AuthorityId>;
	type EquivocationReportSystem =
		pallet_babe::EquivocationReportSystem<Self, Offences, Historical, ReportLongevity>;
}

impl pallet_grandpa::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type MaxAuthorities = ConstU32<MAX_VALIDATORS>;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = MaxSetIdSessionEntries;
	type KeyOwnerProof = KeyOwnerProof<pallet_grandpa::AuthorityId>;
	type EquivocationReportSystem =
		pallet_grandpa::EquivocationReportSystem<Self, Offences, Historical, ReportLongevity>;
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Babe>;
	type EventHandler = ();
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession = Babe;
	type NextSessionRotation = Babe;
	type SessionManager = historical::NoteHistoricalRoot<Self, Validators>;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = UpToLimitWithReEnablingDisablingStrategy;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type KeyDeposit = SessionKeyDeposit;
}

impl historical::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ();
	type FullIdentificationOf = pallet_validators::NoIdentification;
}

impl pallet_offences::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = historical::IdentificationTuple<Self>;
	type OnOffenceHandler = Validators;
}

impl pallet_authority_discovery::Config for Runtime {
	type MaxAuthorities = ConstU32<MAX_VALIDATORS>;
}

impl pallet_validators::Config for Runtime {
	type AdminOrigin = governance::RootOrWhitelisted;
	type MaxValidators = ConstU32<MAX_VALIDATORS>;
	type HistoryDepth = UnbondingSessions;
	type WeightInfo = pallet_validators::weights::SubstrateWeight<Runtime>;
}
