//! Balances, assets, fees and the treasury.

use crate::{
	deposit, durations, governance, quote_asset, AccountId, AssetId, Assets, Balance, Balances,
	BlockNumber, Runtime, RuntimeEvent, RuntimeFreezeReason, RuntimeHoldReason, System,
	EXISTENTIAL_DEPOSIT,
};
use frame_support::{
	parameter_types,
	traits::{
		fungible,
		tokens::{imbalance::ResolveTo, pay::PayAssetFromAccount},
		AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU8, VariantCountOf,
	},
	weights::{ConstantMultiplier, IdentityFee},
	PalletId,
};
use frame_system::{EnsureRoot, EnsureRootWithSuccess};
use pallet_transaction_payment::{FungibleAdapter, Multiplier, TargetedFeeAdjustment};
use sp_runtime::{
	traits::{AccountIdConversion, IdentityLookup},
	FixedPointNumber, Permill, Perquintill,
};

parameter_types! {
	/// The account for which only root can act; it owns the quote asset.
	pub GovernanceAccount: AccountId = quote_asset::OWNER.into_account_truncating();
	/// The treasury's account.
	pub TreasuryAccount: AccountId = TreasuryPalletId::get().into_account_truncating();
	pub const TreasuryPalletId: PalletId = PalletId(*b"tnr/trsy");
	pub AssetDeposit: Balance = deposit(1, 250);
	pub AssetAccountDeposit: Balance = deposit(1, 16);
	pub ApprovalDeposit: Balance = deposit(1, 64);
	pub MetadataDepositBase: Balance = deposit(1, 68);
	pub MetadataDepositPerByte: Balance = deposit(0, 1);
}

impl pallet_balances::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type WeightInfo = pallet_balances::weights::SubstrateWeight<Runtime>;
	type Balance = Balance;
	type DustRemoval = ResolveTo<TreasuryAccount, Balances>;
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type AccountStore = System;
	type ReserveIdentifier = [u8; 8];
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxLocks = ConstU32<50>;
	type MaxReserves = ConstU32<50>;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
	type DoneSlashHandler = ();
}

impl pallet_assets::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Balance = Balance;
	type RemoveItemsLimit = ConstU32<1_000>;
	type AssetId = AssetId;
	type AssetIdParameter = codec::Compact<AssetId>;
	type ReserveData = ();
	type Currency = Balances;
	// Collateral is listed by governance; nobody needs another kind of asset here.
	type CreateOrigin = AsEnsureOriginWithArg<EnsureRootWithSuccess<AccountId, GovernanceAccount>>;
	type ForceOrigin = EnsureRoot<AccountId>;
	type AssetDeposit = AssetDeposit;
	type AssetAccountDeposit = AssetAccountDeposit;
	type MetadataDepositBase = MetadataDepositBase;
	type MetadataDepositPerByte = MetadataDepositPerByte;
	type ApprovalDeposit = ApprovalDeposit;
	type StringLimit = ConstU32<50>;
	type Freezer = ();
	type Holder = ();
	type Extra = ();
	type CallbackHandle = ();
	type AssetIdAllocator = ();
	type WeightInfo = pallet_assets::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
}

impl quote_asset::Config for Runtime {}

parameter_types! {
	/// Fees rise while normal transactions use more than this of their share.
	pub const TargetBlockFullness: Perquintill = Perquintill::from_percent(25);
	/// A fifth of the SDK's, since blocks come about as much faster.
	pub AdjustmentVariable: Multiplier = Multiplier::saturating_from_rational(15, 1_000_000);
	pub MinimumMultiplier: Multiplier = Multiplier::saturating_from_rational(1, 1_000_000);
	pub MaximumMultiplier: Multiplier = Multiplier::saturating_from_integer(10_000);
	pub const FeePerByte: Balance = 1_000_000;
}

impl pallet_transaction_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnChargeTransaction = FungibleAdapter<Balances, ResolveTo<TreasuryAccount, Balances>>;
	type WeightToFee = IdentityFee<Balance>;
	type LengthToFee = ConstantMultiplier<Balance, FeePerByte>;
	type FeeMultiplierUpdate = TargetedFeeAdjustment<
		Runtime,
		TargetBlockFullness,
		AdjustmentVariable,
		MinimumMultiplier,
		MaximumMultiplier,
	>;
	type OperationalFeeMultiplier = ConstU8<5>;
	type WeightInfo = pallet_transaction_payment::weights::SubstrateWeight<Runtime>;
}

impl pallet_skip_feeless_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
}

/// TNR, or an asset by its id.
pub type NativeOrAsset = fungible::NativeOrWithId<AssetId>;
/// TNR and all assets behind one interface.
pub type NativeAndAssets =
	fungible::UnionOf<Balances, Assets, fungible::NativeFromLeft, NativeOrAsset, AccountId>;

parameter_types! {
	pub SpendPeriod: BlockNumber = durations::current().spend_period;
	pub PayoutPeriod: BlockNumber = durations::current().payout_period;
	pub const Burn: Permill = Permill::zero();
}

impl pallet_treasury::Config for Runtime {
	type Currency = Balances;
	type RejectOrigin = governance::RootOrTreasurer;
	type RuntimeEvent = RuntimeEvent;
	type SpendPeriod = SpendPeriod;
	type Burn = Burn;
	type PalletId = TreasuryPalletId;
	type BurnDestination = ();
	type WeightInfo = pallet_treasury::weights::SubstrateWeight<Runtime>;
	type SpendFunds = ();
	type MaxApprovals = ConstU32<100>;
	type SpendOrigin = governance::TreasurySpender;
	type AssetKind = NativeOrAsset;
	type Beneficiary = AccountId;
	type BeneficiaryLookup = IdentityLookup<AccountId>;
	type Paymaster =
		PayAssetFromAccount<NativeAndAssets, pallet_treasury::TreasuryAccountId<Runtime>>;
	type BalanceConverter = governance::SpendRate;
	type PayoutPeriod = PayoutPeriod;
	type BlockNumberProvider = System;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::TreasuryArguments;
}
