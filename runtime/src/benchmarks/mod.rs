//! The list of benchmarks, and what some of them need from the runtime.

mod market;

pub(crate) use market::Market;

use crate::{AccountId, AllPalletsWithSystem, Runtime};
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
	[pallet_timestamp, crate::Timestamp]
	[pallet_utility, crate::Utility]
	[pallet_proxy, crate::Proxy]
	[pallet_multisig, crate::Multisig]
	[pallet_preimage, crate::Preimage]
	[pallet_scheduler, crate::Scheduler]
	[pallet_migrations, crate::MultiBlockMigrations]
	[pallet_babe, crate::Babe]
	[pallet_grandpa, crate::Grandpa]
	[pallet_validators, crate::Validators]
	[pallet_balances, crate::Balances]
	[pallet_assets, crate::Assets]
	[pallet_transaction_payment, crate::TransactionPayment]
	[pallet_treasury, crate::Treasury]
	[pallet_referenda, crate::Referenda]
	[pallet_conviction_voting, crate::ConvictionVoting]
	[pallet_whitelist, crate::Whitelist]
	[pallet_collective, crate::TechnicalCommittee]
	[pallet_tx_pause, crate::TxPause]
	[pallet_safe_mode, crate::SafeMode]
	[pallet_sudo, crate::Sudo]
	[pallet_instruments, crate::Instruments]
	[pallet_oracle, crate::Oracle]
	[pallet_margin, crate::Margin]
	[pallet_options_book, crate::OptionsBook]
	[pallet_settlement, crate::Settlement]
	[pallet_market_guard, crate::MarketGuard]
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
