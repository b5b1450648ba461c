//! A runtime of the session pallets and this one; sessions last five blocks.

use crate as pallet_validators;
use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU32, ConstU64, Hooks},
};
use frame_system::EnsureRoot;
use pallet_session::historical as pallet_session_historical;
use sp_runtime::{
	impl_opaque_keys, testing::UintAuthorityId, traits::ConvertInto, BuildStorage, KeyTypeId,
	RuntimeAppPublic,
};

pub(crate) const SESSION_BLOCKS: u64 = 5;

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
		RuntimeFreezeReason
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Validators = pallet_validators;
	#[runtime::pallet_index(3)]
	pub type Historical = pallet_session_historical;
	#[runtime::pallet_index(4)]
	pub type Session = pallet_session;
}

pub(crate) type AccountId = u64;
type Block = frame_system::mocking::MockBlock<Test>;

impl_opaque_keys! {
	pub struct Keys {
		pub dummy: UintAuthorityId,
	}
}

pub(crate) fn keys(seed: u64) -> Keys {
	Keys { dummy: UintAuthorityId(seed) }
}

pub struct Handler;
impl pallet_session::SessionHandler<AccountId> for Handler {
	const KEY_TYPE_IDS: &'static [KeyTypeId] = &[UintAuthorityId::ID];
	fn on_genesis_session<K: sp_runtime::traits::OpaqueKeys>(_: &[(AccountId, K)]) {}
	fn on_new_session<K: sp_runtime::traits::OpaqueKeys>(
		_: bool,
		_: &[(AccountId, K)],
		_: &[(AccountId, K)],
	) {
	}
	fn on_disabled(_: u32) {}
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
}

impl pallet_session::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession = pallet_session::PeriodicSessions<ConstU64<SESSION_BLOCKS>, ConstU64<0>>;
	type NextSessionRotation =
		pallet_session::PeriodicSessions<ConstU64<SESSION_BLOCKS>, ConstU64<0>>;
	type SessionManager = pallet_session_historical::NoteHistoricalRoot<Test, Validators>;
	type SessionHandler = Handler;
	type Keys = Keys;
	type DisablingStrategy = pallet_session::disabling::UpToLimitWithReEnablingDisablingStrategy;
	type WeightInfo = ();
	type Currency = Balances;
	type KeyDeposit = ConstU64<0>;
}

impl pallet_session_historical::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ();
	type FullIdentificationOf = pallet_validators::NoIdentification;
}

parameter_types! {
	pub static HistoryDepth: u32 = 4;
}

impl pallet_validators::Config for Test {
	type AdminOrigin = EnsureRoot<AccountId>;
	type MaxValidators = ConstU32<10>;
	type HistoryDepth = HistoryDepth;
	type WeightInfo = ();
}

/// Accounts 1 to `registered` hold session keys; the first `seated` of them are the set.
pub(crate) struct ExtBuilder {
	pub(crate) seated: u64,
	pub(crate) registered: u64,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self { seated: 4, registered: 8 }
	}
}

impl ExtBuilder {
	pub(crate) fn build(self) -> sp_io::TestExternalities {
		let mut storage =
			frame_system::GenesisConfig::<Test>::default().build_storage().expect("builds");
		pallet_validators::GenesisConfig::<Test> { validators: Some((1..=self.seated).collect()) }
			.assimilate_storage(&mut storage)
			.expect("builds");
		let all: Vec<_> = (1..=self.registered).map(|v| (v, v, keys(v))).collect();
		let (seated, rest) = all.split_at(usize::try_from(self.seated).expect("small"));
		pallet_session::GenesisConfig::<Test> {
			keys: seated.to_vec(),
			non_authority_keys: rest.to_vec(),
		}
		.assimilate_storage(&mut storage)
		.expect("builds");
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			Validators::do_try_state().expect("invariants hold");
		})
	}
}

/// Runs blocks until `sessions` more sessions have started.
pub(crate) fn pass_sessions(sessions: u32) {
	let goal = Session::current_index() + sessions;
	while Session::current_index() < goal {
		let next = System::block_number() + 1;
		System::set_block_number(next);
		Session::on_initialize(next);
	}
}
