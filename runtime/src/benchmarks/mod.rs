//! The list of benchmarks, and what some of them need from the runtime.

mod market;

pub(crate) use market::Market;

use crate::{
	AccountId, AllPalletsWithSystem, Assets, Babe, Balances, ConvictionVoting, Grandpa,
	Instruments, Margin, MarketGuard, MultiBlockMigrations, Multisig, OptionsBook, Oracle,
	Preimage, Proxy, Referenda, Runtime, SafeMode, Scheduler, Settlement, Sudo, TechnicalCommittee,
	Timestamp, TransactionPayment, Treasury, TxPause, Utility, Validators, Whitelist,
};
use alloc::{string::String, vec::Vec};
use frame_benchmarking::{define_benchmarks, BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::traits::{
	fungible::NativeOrWithId, StorageInfo, StorageInfoTrait, TrackedStorageKey,
	WhitelistedStorageKeys,
};
use frame_system_benchmarking::{
	extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench,
};

define_benchmarks!(
	[frame_system, SystemBench::<Runtime>]
	[frame_system_extensions, SystemExtensionsBench::<Runtime>]
	[pallet_timestamp, Timestamp]
	[pallet_utility, Utility]
	[pallet_proxy, Proxy]
	[pallet_multisig, Multisig]
	[pallet_preimage, Preimage]
	[pallet_scheduler, Scheduler]
	[pallet_migrations, MultiBlockMigrations]
	[pallet_babe, Babe]
	[pallet_grandpa, Grandpa]
	[pallet_validators, Validators]
	[pallet_balances, Balances]
	[pallet_assets, Assets]
	[pallet_transaction_payment, TransactionPayment]
	[pallet_treasury, Treasury]
	[pallet_referenda, Referenda]
	[pallet_conviction_voting, ConvictionVoting]
	[pallet_whitelist, Whitelist]
	[pallet_collective, TechnicalCommittee]
	[pallet_tx_pause, TxPause]
	[pallet_safe_mode, SafeMode]
	[pallet_sudo, Sudo]
	[pallet_instruments, Instruments]
	[pallet_oracle, Oracle]
	[pallet_margin, Margin]
	[pallet_options_book, OptionsBook]
	[pallet_settlement, Settlement]
	[pallet_market_guard, MarketGuard]
);

impl frame_system_benchmarking::Config for Runtime {}
impl pallet_transaction_payment::BenchmarkConfig for Runtime {}

/// Arguments for the treasury's benchmarks.
pub struct TreasuryArguments;

impl pallet_treasury::ArgumentsFactory<NativeOrWithId<u32>, AccountId> for TreasuryArguments {
	fn create_asset_kind(_: u32) -> NativeOrWithId<u32> {
		NativeOrWithId::Native
	}

	fn create_beneficiary(seed: [u8; 32]) -> AccountId {
		AccountId::new(seed)
	}
}

/// The runtime API's list.
pub(crate) fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
	let mut list = Vec::<BenchmarkList>::new();
	list_benchmarks!(list, extra);
	(list, AllPalletsWithSystem::storage_info())
}

/// Runs one benchmark of the list.
pub(crate) fn dispatch(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	let whitelist: Vec<TrackedStorageKey> = AllPalletsWithSystem::whitelisted_storage_keys();
	let mut batches = Vec::<BenchmarkBatch>::new();
	let params = (&config, &whitelist);
	add_benchmarks!(params, batches);
	Ok(batches)
}
