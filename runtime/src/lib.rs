//! # The Tenor runtime
//!
//! Wiring only: rules live in the pallets, the pallets meet here. Configurations are split by concern
//! under [`configs`], origins and tracks under [`governance`], and every duration of the chain comes
//! from one storage record ([`durations`]), so that one Wasm serves tests and the public chain.
#![cfg_attr(not(feature = "std"), no_std)]
// The runtime and runtime API macros write undocumented items, and casts of their own.
#![allow(missing_docs, clippy::cast_possible_truncation)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(
		clippy::arithmetic_side_effects,
		clippy::indexing_slicing,
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::panic
	)
)]
#![recursion_limit = "512"]

extern crate alloc;

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
pub mod configs;
pub mod durations;
pub mod genesis_config_presets;
pub mod governance;
pub mod quote_asset;
#[cfg(test)]
mod tests;
mod views;

use alloc::{borrow::Cow, vec::Vec};
use pallet_session::historical as pallet_session_historical;
use pallet_skip_feeless_payment::SkipCheckIfFeeless;
use sp_runtime::{
	generic, impl_opaque_keys,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

/// A signature of a transaction.
pub type Signature = MultiSignature;
/// An account: what a signature's public key identifies.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// How transactions name accounts.
pub type Address = MultiAddress<AccountId, ()>;
/// An amount of TNR, in 1e-12 TNR, or of an asset in its own base units.
pub type Balance = u128;
/// A transaction's sequence number.
pub type Nonce = u32;
/// Hash of blocks, tries and calls.
pub type Hash = sp_core::H256;
/// Hasher of headers and tries.
pub type Hashing = BlakeTwo256;
/// A block's number.
pub type BlockNumber = u32;
/// Id of an asset of [`Assets`].
pub type AssetId = u32;
/// Milliseconds since 1970.
pub type Moment = u64;

/// A header.
pub type Header = generic::Header<BlockNumber, Hashing>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// A block with a justification.
pub type SignedBlock = generic::SignedBlock<Block>;
/// Id of a block.
pub type BlockId = generic::BlockId<Block>;
/// An extrinsic as it travels.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// What a signature covers.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;

/// The transaction pipeline, outermost first. To clients it is the stock one: what stands for
/// `CheckNonce` lets trades use numbers out of order, and those within their accounts' allowances pay
/// nothing.
pub type TxExtension = (
	frame_system::AuthorizeCall<Runtime>,
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckMortality<Runtime>,
	pallet_options_book::CheckSequence<Runtime>,
	frame_system::CheckWeight<Runtime>,
	SkipCheckIfFeeless<Runtime, pallet_transaction_payment::ChargeTransactionPayment<Runtime>>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);

/// Dispatches blocks and transactions to the pallets. The runtime is its own validator of unsigned
/// transactions, which BABE and GRANDPA still use for equivocation reports.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// Types for nodes that treat extrinsics as bytes.
pub mod opaque {
	use super::{generic, Hashing};
	pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

	/// A header.
	pub type Header = super::Header;
	/// A block.
	pub type Block = generic::Block<Header, UncheckedExtrinsic>;
	/// Hash of headers and blocks.
	pub type Hash = <Hashing as sp_runtime::traits::Hash>::Output;
}

impl_opaque_keys! {
	/// The keys with which a validator takes part in a session.
	pub struct SessionKeys {
		/// Authors blocks.
		pub babe: Babe,
		/// Votes on finality.
		pub grandpa: Grandpa,
		/// Signs addresses for other validators.
		pub authority_discovery: AuthorityDiscovery,
		/// Signs price reports.
		pub price: Oracle,
	}
}

/// Version of this runtime. `system_version` 1 keeps state in tries of version 1; smoldot decodes no
/// higher one yet.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("tenor"),
	impl_name: Cow::Borrowed("tenor"),
	authoring_version: 1,
	spec_version: 1,
	impl_version: 1,
	apis: apis::RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

/// Base units of one TNR.
pub const TNR: Balance = 1_000_000_000_000;
/// Base units of a thousandth of a TNR.
pub const MILLI_TNR: Balance = 1_000_000_000;
/// The least balance of an account in TNR.
pub const EXISTENTIAL_DEPOSIT: Balance = MILLI_TNR;
/// Prefix of addresses in SS58: free in the public registry.
pub const SS58_PREFIX: u16 = 7395;
/// Milliseconds of a slot; fixed at genesis for ever.
pub const SLOT_DURATION: Moment = 1_000;
/// Most validators, and so most authorities of BABE and GRANDPA.
pub const MAX_VALIDATORS: u32 = 100;

/// Probability that a slot has a primary author. Low, because a primary block outweighs any run of
/// secondary ones, and so each is a chance of a fork.
pub const PRIMARY_PROBABILITY: (u64, u64) = (1, 20);

/// BABE's configuration at genesis.
pub const BABE_GENESIS_EPOCH_CONFIG: sp_consensus_babe::BabeEpochConfiguration =
	sp_consensus_babe::BabeEpochConfiguration {
		c: PRIMARY_PROBABILITY,
		allowed_slots: sp_consensus_babe::AllowedSlots::PrimaryAndSecondaryVRFSlots,
	};

/// The deposit for `items` storage items of `bytes` bytes together.
pub fn deposit(items: u32, bytes: u32) -> Balance {
	let items = Balance::from(items).saturating_mul(100 * MILLI_TNR);
	let bytes = Balance::from(bytes).saturating_mul(MILLI_TNR);
	items.saturating_add(bytes)
}

/// Indices go by group with gaps: system 0, consensus 10, assets 20, trading 40, governance 70.
/// Within consensus the order also matters: authorship notes the author before the session may
/// rotate, validators and history are built before the session's genesis asks them for a set, and
/// BABE and GRANDPA get their authorities from that session.
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
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Durations = durations;
	#[runtime::pallet_index(3)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(4)]
	pub type Proxy = pallet_proxy;
	#[runtime::pallet_index(5)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(6)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(7)]
	pub type Scheduler = pallet_scheduler;
	#[runtime::pallet_index(8)]
	pub type MultiBlockMigrations = pallet_migrations;

	#[runtime::pallet_index(10)]
	pub type Babe = pallet_babe;
	#[runtime::pallet_index(11)]
	pub type Authorship = pallet_authorship;
	#[runtime::pallet_index(12)]
	pub type Validators = pallet_validators;
	#[runtime::pallet_index(13)]
	pub type Offences = pallet_offences;
	#[runtime::pallet_index(14)]
	pub type Historical = pallet_session_historical;
	#[runtime::pallet_index(15)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(16)]
	pub type Grandpa = pallet_grandpa;
	#[runtime::pallet_index(17)]
	pub type AuthorityDiscovery = pallet_authority_discovery;

	#[runtime::pallet_index(20)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(21)]
	pub type Assets = pallet_assets;
	#[runtime::pallet_index(22)]
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(23)]
	pub type Treasury = pallet_treasury;
	#[runtime::pallet_index(24)]
	pub type QuoteAsset = quote_asset;

	#[runtime::pallet_index(25)]
	pub type SkipFeelessPayment = pallet_skip_feeless_payment;

	#[runtime::pallet_index(40)]
	pub type Instruments = pallet_instruments;
	#[runtime::pallet_index(41)]
	pub type Oracle = pallet_oracle;
	#[runtime::pallet_index(42)]
	pub type Margin = pallet_margin;
	#[runtime::pallet_index(43)]
	pub type OptionsBook = pallet_options_book;
	#[runtime::pallet_index(44)]
	pub type Settlement = pallet_settlement;
	#[runtime::pallet_index(45)]
	pub type MarketGuard = pallet_market_guard;

	#[runtime::pallet_index(70)]
	pub type Referenda = pallet_referenda;
	#[runtime::pallet_index(71)]
	pub type ConvictionVoting = pallet_conviction_voting;
	#[runtime::pallet_index(72)]
	pub type Whitelist = pallet_whitelist;
	#[runtime::pallet_index(73)]
	pub type TechnicalCommittee = pallet_collective<Instance1>;
	#[runtime::pallet_index(74)]
	pub type Origins = governance::origins;
	#[runtime::pallet_index(75)]
	pub type TxPause = pallet_tx_pause;
	#[runtime::pallet_index(76)]
	pub type SafeMode = pallet_safe_mode;
	#[runtime::pallet_index(77)]
	pub type Sudo = pallet_sudo;
}
