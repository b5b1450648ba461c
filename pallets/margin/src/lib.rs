#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]
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

extern crate alloc;

mod agents;
mod block_trades;
mod collateral;
mod config;
mod constants;
mod custody;
mod dispatchable_impls;
mod errors;
mod events;
mod exchange;
mod flow;
mod ledger;
mod models;
pub mod pages;
mod positions;
mod risk;
mod stored_order;
mod types;
pub mod weights;

#[cfg(any(test, feature = "try-runtime"))]
mod try_state;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use collateral::{
	CollateralParameters, CollateralTerms, CollateralView, HeldCollateral, ListedCollateral,
	ListedCollaterals, MaxKinds, MAX_COLLATERALS, MAX_DECIMALS, MAX_KINDS,
};
pub use flow::{Flow, FlowLimits, Issuance, Outflow};
pub use pages::{CleanPages, Interest, StoredPage, VersionedPage};
pub use pallet::*;
pub use stored_order::{VersionedOrders, MAX_OPEN_ORDERS};
pub use tenor_risk::{parameters::PortfolioParameters, StandardParameters};
pub use types::*;
pub use weights::WeightInfo;

use config::*;
use constants::*;
use errors::*;
use events::*;
use frame_support::pallet_macros::import_section;

// FRAME's macros cast variant indices and write `expect`s of their own.
#[allow(clippy::cast_possible_truncation, clippy::expect_used)]
#[import_section(events)]
#[import_section(faults)]
#[import_section(bounds)]
#[import_section(needs)]
#[frame_support::pallet]
pub mod pallet {
	use super::{types::count, *};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, fungibles},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::traits::{Convert, StaticLookup};
	use tenor_primitives::{
		AgentScope, AssetId, AssetWithdrawable, Balance, BlockNumber, BlockTerms, Changes,
		Direction, DraftOrder, InstrumentInspect, KeyId, LiquidationPrice, Lots, MarginBreakdown,
		MarginPolicy, MarketPhase, MarketView, Money, OnClosed, OpenOrder, PageId, Risk, RiskError,
		SeriesId, SimulatedOrders, SubaccountId, Timestamp, UnderlyingGreeks, UnderlyingId,
		WithdrawGate,
	};

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// How calls name accounts.
	pub type AccountIdLookupOf<T> = <<T as frame_system::Config>::Lookup as StaticLookup>::Source;

	/// The next subaccount; ids are dense and never used again.
	#[pallet::storage]
	pub type NextSubaccount<T: Config> = StorageValue<_, SubaccountId, ValueQuery>;

	/// The subaccounts.
	// Hasher: ids are dense and given out by the pallet.
	#[pallet::storage]
	pub type Accounts<T: Config> =
		StorageMap<_, Identity, SubaccountId, VersionedAccount<T::AccountId>>;

	/// The open orders of a subaccount, equal to the books but for those whose last block has passed;
	/// absent when there is none. Beside the record, which is read and written without them.
	// Hasher: ids are dense and given out by the pallet.
	#[pallet::storage]
	pub type OpenOrders<T> = StorageMap<_, Identity, SubaccountId, VersionedOrders>;

	/// The subaccounts of an owner, ascending.
	// Hasher: accounts are chosen by users.
	#[pallet::storage]
	pub type OwnedBy<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		BoundedVec<SubaccountId, MaxSubaccounts>,
		ValueQuery,
	>;

	/// The agents of a subaccount.
	// Hasher: subaccounts are dense and given out by the pallet; accounts are chosen by users.
	#[pallet::storage]
	pub type Agents<T: Config> =
		StorageDoubleMap<_, Identity, SubaccountId, Blake2_128Concat, T::AccountId, VersionedAgent>;

	/// The numbers of the agents of a subaccount; kept after the last is removed, so that none is given
	/// out twice.
	// Hasher: ids are dense and given out by the pallet.
	#[pallet::storage]
	pub type Keys<T: Config> = StorageMap<_, Identity, SubaccountId, AgentKeys, ValueQuery>;

	/// The deposits of block trades that a subaccount proposes, by the hash of the trade.
	// Hasher: subaccounts are dense and given out by the pallet; the second key is a hash.
	#[pallet::storage]
	pub type BlockTrades<T: Config> =
		StorageDoubleMap<_, Identity, SubaccountId, Identity, T::Hash, Balance>;

	/// Who holds a position in a series; settlement sweeps over it.
	// Hasher: both ids are dense and given out by the chain.
	#[pallet::storage]
	pub type Holders<T: Config> =
		StorageDoubleMap<_, Identity, SeriesId, Identity, SubaccountId, ()>;

	/// Lots held long by subaccounts in the series of a page.
	// Hasher: ids are dense and given out by the chain.
	#[pallet::storage]
	pub type OpenInterest<T: Config> = StorageMap<_, Identity, PageId, Interest, ValueQuery>;

	/// Risk vectors of the series of a page, as they were built last.
	// Hasher: ids are dense and given out by the chain.
	#[pallet::storage]
	pub type Pages<T: Config> = CountedStorageMap<_, Identity, PageId, VersionedPage>;

	/// The page that was looked at last for series that are gone.
	#[pallet::storage]
	pub type CleanedPage<T: Config> = StorageValue<_, PageId, ValueQuery>;

	/// The parameters of portfolio margin of each underlying.
	// Hasher: ids are dense and given out by the chain.
	#[pallet::storage]
	pub type Models<T: Config> =
		StorageMap<_, Identity, UnderlyingId, PortfolioParameters, ValueQuery>;

	/// How often a model changed: pages that were built before are built anew.
	#[pallet::storage]
	pub type ModelChanges<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// The changes of a model's parameters that count against their steps.
	// Hasher: as of the models.
	#[pallet::storage]
	pub type ModelSteps<T: Config> =
		StorageMap<_, Identity, UnderlyingId, Changes<{ PortfolioParameters::COUNT }>, ValueQuery>;

	/// Series that are being paid out: what one side has left for the other.
	// Hasher: ids are dense and given out by the chain.
	#[pallet::storage]
	pub type Settling<T: Config> = StorageMap<_, Identity, SeriesId, Unsettled, ValueQuery>;

	/// Fees due to their destination.
	#[pallet::storage]
	pub type FeesDue<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// Fees that came in lately.
	#[pallet::storage]
	pub type FeeCredits<T: Config> = StorageValue<_, Credits, ValueQuery>;

	/// The insurance fund.
	#[pallet::storage]
	pub type Insurance<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// What the pot owes: the cash of all holders and the withdrawals on their way. It holds that, and
	/// the least balance of an account beside it.
	#[pallet::storage]
	pub type Liabilities<T: Config> = StorageValue<_, Money, ValueQuery>;

	/// The parameters of the standard margin.
	#[pallet::storage]
	pub type Parameters<T: Config> = StorageValue<_, StandardParameters, ValueQuery>;

	/// The changes of parameters that count against their steps.
	#[pallet::storage]
	pub type ParameterChanges<T: Config> =
		StorageValue<_, Changes<{ StandardParameters::COUNT }>, ValueQuery>;

	/// The assets listed as collateral, ascending.
	#[pallet::storage]
	pub type Collaterals<T: Config> = StorageValue<_, ListedCollaterals, ValueQuery>;

	/// What all accounts hold of an asset as collateral. The pot holds that, and the least balance of
	/// an account beside it.
	// Hasher: assets are created by governance.
	#[pallet::storage]
	pub type CollateralOwed<T: Config> = StorageMap<_, Identity, AssetId, Balance, ValueQuery>;

	/// The changes of a listed asset's parameters that count against their steps.
	// Hasher: assets are created by governance.
	#[pallet::storage]
	pub type CollateralChanges<T: Config> =
		StorageMap<_, Identity, AssetId, Changes<{ CollateralParameters::COUNT }>, ValueQuery>;

	/// How much of an asset, the quote asset too, may leave and be issued in 24 hours.
	// Hasher: assets are created by governance.
	#[pallet::storage]
	pub type Limits<T: Config> = StorageMap<_, Identity, AssetId, FlowLimits, ValueQuery>;

	/// The changes of these limits that count against their steps.
	// Hasher: assets are created by governance.
	#[pallet::storage]
	pub type LimitChanges<T: Config> =
		StorageMap<_, Identity, AssetId, Changes<{ FlowLimits::COUNT }>, ValueQuery>;

	/// What left of an asset lately and how its issuance grew.
	// Hasher: assets are created by governance.
	#[pallet::storage]
	pub type Flows<T: Config> = StorageMap<_, Identity, AssetId, Flow, ValueQuery>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(StandardParameters::default().is_valid(), "the first parameters are valid");
			let model = PortfolioParameters::default().model();
			let rows = model.and_then(|model| u32::try_from(model.scenarios.layout().rows).ok());
			assert_eq!(rows, Some(pages::ROWS), "a lot has the values that a page has room for");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// What a subaccount is and holds.
		pub fn account_view(subaccount: SubaccountId) -> Option<AccountView<T::AccountId>> {
			Self::view(subaccount)
		}

		/// Equity and requirements at the current prices; open orders not counted.
		pub fn risk(subaccount: SubaccountId) -> Option<Result<Risk, RiskError>> {
			Self::risk_of(subaccount)
		}

		/// What could be withdrawn, and how much of it at once.
		pub fn withdrawable(subaccount: SubaccountId) -> Option<Result<Withdrawable, RiskError>> {
			Self::withdrawable_of(subaccount)
		}

		/// The subaccounts of an owner, ascending.
		pub fn subaccounts_of(owner: T::AccountId) -> Vec<SubaccountId> {
			OwnedBy::<T>::get(owner).into_inner()
		}

		/// The agents of a subaccount.
		pub fn agents_of(subaccount: SubaccountId) -> Vec<(T::AccountId, Agent)> {
			Agents::<T>::iter_prefix(subaccount)
				.map(|(who, VersionedAgent::V1(agent))| (who, agent))
				.collect()
		}

		/// What the pot holds above what it owes.
		pub fn donations() -> Balance {
			Self::surplus()
		}

		/// The assets listed as collateral.
		pub fn collaterals() -> Vec<CollateralView> {
			Self::collaterals_view()
		}

		/// How the positions of a subaccount move, by underlying.
		pub fn greeks(
			subaccount: SubaccountId,
		) -> Option<Result<Vec<UnderlyingGreeks>, RiskError>> {
			Self::greeks_of(subaccount)
		}

		/// What the margin of a subaccount is made of; open orders not counted.
		pub fn margin(subaccount: SubaccountId) -> Option<Result<MarginBreakdown, RiskError>> {
			Self::margin_of(subaccount)
		}

		/// What orders would do to a subaccount beside those that it has, at their limits and the taker's
		/// fee, and as if markets were open. All of them together fill `limit` lots at most, if there is
		/// one: what the account's protection leaves. [`RiskError::TooMany`] for more than 512, or if
		/// with them the account were in more than 128 series.
		pub fn simulate(
			subaccount: SubaccountId,
			orders: Vec<DraftOrder>,
			limit: Option<Lots>,
		) -> Option<Result<SimulatedOrders, RiskError>> {
			Self::simulation_of(subaccount, &orders, limit)
		}

		/// How much of each asset could be withdrawn: the quote asset, then those held as collateral.
		pub fn withdrawals(
			subaccount: SubaccountId,
		) -> Option<Result<Vec<AssetWithdrawable>, RiskError>> {
			Self::withdrawals_of(subaccount)
		}

		/// At which price of each underlying a subaccount would fall below maintenance margin.
		pub fn liquidation_prices(
			subaccount: SubaccountId,
		) -> Option<Result<Vec<LiquidationPrice>, RiskError>> {
			Self::liquidation_prices_of(subaccount)
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Opens a subaccount of the signer and holds a deposit of the native token for it.
		///
		/// ## Errors
		/// [`Error::TooManySubaccounts`], [`Error::SubaccountIdsExhausted`]; the native token's own
		/// when the deposit cannot be held.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::open_subaccount())]
		pub fn open_subaccount(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_open_subaccount(who)
		}

		/// Closes an empty subaccount of the signer and gives its deposit back.
		///
		/// ## Errors
		/// [`Error::UnknownSubaccount`], [`Error::NotOwner`], [`Error::SubaccountNotEmpty`],
		/// [`Error::AgentsRemain`], [`Error::BlockTradesRemain`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::close_subaccount())]
		pub fn close_subaccount(origin: OriginFor<T>, subaccount: SubaccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close_subaccount(who, subaccount)
		}

		/// Moves quote asset of the signer into a subaccount of theirs; allowed in every phase.
		///
		/// ## Errors
		/// [`Error::UnknownSubaccount`], [`Error::NotOwner`], [`Error::ZeroAmount`],
		/// [`Error::AmountTooLarge`], [`Error::WouldLeaveDust`], [`Error::IssuanceGrewTooFast`]; the
		/// assets' own when the signer has less.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::deposit())]
		pub fn deposit(
			origin: OriginFor<T>,
			subaccount: SubaccountId,
			amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_deposit(who, subaccount, amount)
		}

		/// Withdraws free equity to the owner.
		///
		/// It is admitted at once, and paid at once if the credits behind it are final and the limit of 24
		/// hours has room; else all of it waits, with what already waits, for
		/// [`Self::complete_withdrawal`]. It is announced at the weight of the largest account, and pays
		/// for what the account has.
		///
		/// ## Errors
		/// [`Error::UnknownSubaccount`], [`Error::NotOwner`], [`Error::ZeroAmount`],
		/// [`Error::AmountTooLarge`], [`Error::TooManySeries`], [`Error::WithdrawalsClosed`],
		/// [`Error::InsufficientFreeEquity`]; [`Error::NoFreshPrice`] only for an account with a short
		/// or an uncovered ask.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::withdraw(MAX_POSITIONS, MAX_OPEN_ORDERS))]
		pub fn withdraw(
			origin: OriginFor<T>,
			subaccount: SubaccountId,
			amount: Balance,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let (series, orders) = Self::do_withdraw(who, subaccount, amount)?;
			Ok(Some(T::WeightInfo::withdraw(series, orders)).into())
		}

		/// Pays what the limit of 24 hours has room for of a withdrawal whose credits are final to its
		/// owner; anyone may ask for it.
		///
		/// ## Errors
		/// [`Error::UnknownSubaccount`], [`Error::NoPendingWithdrawal`], [`Error::CreditNotFinal`],
		/// [`Error::WithdrawalLimitReached`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::complete_withdrawal())]
		pub fn complete_withdrawal(
			origin: OriginFor<T>,
			subaccount: SubaccountId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_complete_withdrawal(subaccount)
		}

		/// Moves free equity between two subaccounts of the signer.
		///
		/// ## Errors
		/// As [`Self::withdraw`], with [`Error::SameSubaccount`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::transfer(MAX_POSITIONS, MAX_OPEN_ORDERS))]
		pub fn transfer(
			origin: OriginFor<T>,
			from: SubaccountId,
			to: SubaccountId,
			amount: Balance,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let (series, orders) = Self::do_transfer(who, from, to, amount)?;
			Ok(Some(T::WeightInfo::transfer(series, orders)).into())
		}

		/// Pays the fees due whose blocks are final to their destination; anyone may ask for it.
		///
		/// ## Errors
		/// [`Error::NoFeesDue`], [`Error::FeesNotFinal`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::collect_fees())]
		pub fn collect_fees(origin: OriginFor<T>) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_collect_fees()
		}

		/// Credits what the pot holds above what it owes to the insurance fund; anyone may ask for it.
		///
		/// ## Errors
		/// [`Error::NoDonation`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::recognise_donation())]
		pub fn recognise_donation(origin: OriginFor<T>) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_recognise_donation()
		}

		/// Changes the margin parameters (M13).
		///
		/// ## Dispatch origin
		/// [`Config::AdminOrigin`] either way, [`Config::TightenOrigin`] initial margin upwards only.
		///
		/// ## Errors
		/// [`Error::ParametersOutOfBounds`], [`Error::ParametersUnchanged`],
		/// [`Error::WrongDirection`], [`Error::MayOnlyTightenInitial`],
		/// [`Error::ParameterStepTooLarge`], [`Error::TooManyParameterChanges`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::set_parameters())]
		pub fn set_parameters(
			origin: OriginFor<T>,
			new: StandardParameters,
			direction: Direction,
		) -> DispatchResult {
			let may_loosen = Self::may_loosen(origin)?;
			Self::do_set_parameters(new, direction, may_loosen)
		}

		/// Lets a key trade for a subaccount of the signer, or changes what it may do. It can never
		/// move money.
		///
		/// A deposit of the native token is held for a new one, and its account is given the least
		/// balance if it has none. Its account is kept for ever, so that no nonce of it comes again.
		///
		/// ## Errors
		/// [`Error::UnknownSubaccount`], [`Error::NotOwner`], [`Error::AgentIsOwner`],
		/// [`Error::AgentExpired`], [`Error::TooManyAgents`], [`Error::AgentKeysExhausted`]; the native
		/// token's own when the deposit cannot be held.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::set_agent())]
		pub fn set_agent(
			origin: OriginFor<T>,
			subaccount: SubaccountId,
			agent: AccountIdLookupOf<T>,
			scope: AgentScope,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let agent = T::Lookup::lookup(agent)?;
			Self::do_set_agent(who, subaccount, agent, scope)
		}

		/// Takes a key's right to trade for a subaccount of the signer, and gives the deposit back. Its
		/// orders stand: cancel them if they should not.
		///
		/// ## Errors
		/// [`Error::UnknownSubaccount`], [`Error::NotOwner`], [`Error::UnknownAgent`].
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::remove_agent())]
		pub fn remove_agent(
			origin: OriginFor<T>,
			subaccount: SubaccountId,
			agent: AccountIdLookupOf<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let agent = T::Lookup::lookup(agent)?;
			Self::do_remove_agent(who, subaccount, agent)
		}

		/// Changes the parameters of portfolio margin of an underlying (M13).
		///
		/// ## Dispatch origin
		/// [`Config::AdminOrigin`]: most of them move maintenance margin too.
		///
		/// ## Errors
		/// [`Error::UnknownUnderlying`], [`Error::ParametersOutOfBounds`],
		/// [`Error::ParametersUnchanged`], [`Error::WrongDirection`],
		/// [`Error::ParameterStepTooLarge`], [`Error::TooManyParameterChanges`].
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::set_model())]
		pub fn set_model(
			origin: OriginFor<T>,
			underlying: UnderlyingId,
			new: PortfolioParameters,
			direction: Direction,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_model(underlying, new, direction)
		}

		/// Puts a subaccount of the signer under another margin policy, if its initial excess, open orders
		/// counted at their worst, is not below zero under it.
		///
		/// It is announced at the weight of the largest account, and pays for what the account has.
		///
		/// ## Errors
		/// [`Error::UnknownSubaccount`], [`Error::NotOwner`], [`Error::PolicyUnchanged`],
		/// [`Error::TooManySeries`], [`Error::WithdrawalsClosed`], [`Error::NoFreshPrice`],
		/// [`Error::InsufficientFreeEquity`].
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::set_policy(MAX_POSITIONS, MAX_OPEN_ORDERS))]
		pub fn set_policy(
			origin: OriginFor<T>,
			subaccount: SubaccountId,
			policy: MarginPolicy,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let (series, orders) = Self::do_set_policy(who, subaccount, policy)?;
			Ok(Some(T::WeightInfo::set_policy(series, orders)).into())
		}

		/// Moves a listed asset of the signer into a subaccount of theirs, as collateral; allowed in every
		/// phase.
		///
		/// ## Errors
		/// As [`Self::deposit`], with [`Error::NotCollateral`], [`Error::DepositsClosed`],
		/// [`Error::DepositCapReached`], [`Error::TooManyKinds`].
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::deposit_collateral())]
		pub fn deposit_collateral(
			origin: OriginFor<T>,
			subaccount: SubaccountId,
			asset: AssetId,
			amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_deposit_collateral(who, subaccount, asset, amount)
		}

		/// Withdraws collateral to the owner, if what is left is enough for all that the account has and
		/// asks for, its latest deposit of the asset is final and the limit of 24 hours has room.
		///
		/// ## Errors
		/// As [`Self::withdraw`], with [`Error::NotCollateral`], [`Error::InsufficientCollateral`],
		/// [`Error::CreditNotFinal`], [`Error::WithdrawalLimitReached`].
		#[pallet::call_index(21)]
		#[pallet::weight(T::WeightInfo::withdraw_collateral(MAX_POSITIONS, MAX_OPEN_ORDERS))]
		pub fn withdraw_collateral(
			origin: OriginFor<T>,
			subaccount: SubaccountId,
			asset: AssetId,
			amount: Balance,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let (series, orders) = Self::do_withdraw_collateral(who, subaccount, asset, amount)?;
			Ok(Some(T::WeightInfo::withdraw_collateral(series, orders)).into())
		}

		/// Lists an asset as collateral, for ever.
		///
		/// ## Dispatch origin
		/// [`Config::AdminOrigin`].
		///
		/// ## Errors
		/// [`Error::UnsoundTerms`], [`Error::ParametersOutOfBounds`], [`Error::PotUnfunded`],
		/// [`Error::AlreadyListed`], [`Error::TooManyCollaterals`].
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::list_collateral())]
		pub fn list_collateral(
			origin: OriginFor<T>,
			asset: AssetId,
			terms: CollateralTerms,
			parameters: CollateralParameters,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_list_collateral(ListedCollateral { asset, terms, parameters })
		}

		/// Changes the parameters of a listed asset (M13).
		///
		/// ## Dispatch origin
		/// [`Config::AdminOrigin`] either way; [`Config::TightenOrigin`] tighter only, and neither the
		/// maintenance haircut nor the concentration.
		///
		/// ## Errors
		/// [`Error::NotCollateral`] and those of [`Self::set_parameters`].
		#[pallet::call_index(23)]
		#[pallet::weight(T::WeightInfo::set_collateral())]
		pub fn set_collateral(
			origin: OriginFor<T>,
			asset: AssetId,
			new: CollateralParameters,
			direction: Direction,
		) -> DispatchResult {
			let may_loosen = Self::may_loosen(origin)?;
			Self::do_set_collateral(asset, new, direction, may_loosen)
		}

		/// Changes the limits of 24 hours of the quote asset or a listed one (M13).
		///
		/// ## Dispatch origin
		/// [`Config::AdminOrigin`] either way; [`Config::TightenOrigin`] tighter only, and not what may
		/// leave.
		///
		/// ## Errors
		/// [`Error::NotCollateral`] and those of [`Self::set_parameters`].
		#[pallet::call_index(24)]
		#[pallet::weight(T::WeightInfo::set_limits())]
		pub fn set_limits(
			origin: OriginFor<T>,
			asset: AssetId,
			new: FlowLimits,
			direction: Direction,
		) -> DispatchResult {
			let may_loosen = Self::may_loosen(origin)?;
			Self::do_set_limits(asset, new, direction, may_loosen)
		}

		/// Looks at what a subaccount has lost on this day of UTC, so that a key of it with a cap on that may
		/// take on risk for 60 blocks more; if more than the cap is lost it may only cancel and reduce
		/// until the next day. The first check-in of a day tells what the loss is counted from. It counts
		/// what the subaccount is worth at the prices of now, so that all that it holds needs one.
		///
		/// It is announced at the weight of the largest account, and pays for what the account has.
		///
		/// ## Dispatch origin
		/// Signed by the owner of the subaccount, or by the agent.
		///
		/// ## Errors
		/// [`Error::UnknownSubaccount`], [`Error::NotOwner`], [`Error::UnknownAgent`],
		/// [`Error::NoLossCap`], [`Error::AgentExpired`], [`Error::NoFreshPrice`].
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::check_in(MAX_POSITIONS))]
		pub fn check_in(
			origin: OriginFor<T>,
			subaccount: SubaccountId,
			agent: AccountIdLookupOf<T>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let agent = T::Lookup::lookup(agent)?;
			let series = Self::do_check_in(who, subaccount, agent)?;
			Ok(Some(T::WeightInfo::check_in(series)).into())
		}

		/// Proposes a trade of a subaccount of the signer to another owner's, for a deposit of the native
		/// token until it is accepted or withdrawn. Until then nothing is promised of margin or prices.
		///
		/// ## Errors
		/// [`Error::UnknownSubaccount`], [`Error::NotOwner`], [`Error::SameSubaccount`],
		/// [`Error::SameOwner`], [`Error::BlockTradeExpired`], [`Error::NoLegs`],
		/// [`Error::ZeroAmount`], [`Error::LegsNotAscending`], [`Error::BlockTradeKnown`]; the native
		/// token's own when the deposit cannot be held.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::propose_block_trade())]
		pub fn propose_block_trade(origin: OriginFor<T>, trade: BlockTrade) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_propose_block_trade(who, trade)
		}

		/// Accepts a trade that is proposed to a subaccount of the signer: all of it happens at once, at
		/// the book's fees. It is announced for the largest accounts, and pays for what they have.
		///
		/// ## Errors
		/// [`Error::UnknownSubaccount`], [`Error::NotOwner`], [`Error::UnknownBlockTrade`],
		/// [`Error::BlockTradeExpired`], [`Error::SeriesNotTrading`], [`Error::WithdrawalsClosed`],
		/// [`Error::NoFreshPrice`], [`Error::OutsideBand`], [`Error::AmountTooLarge`],
		/// [`Error::TooManyPositions`], [`Error::TooManySeries`], [`Error::OrdersOutgrowPosition`],
		/// [`Error::InsufficientMargin`], [`Error::RiskNotReduced`], of either account.
		#[pallet::call_index(12)]
		#[pallet::weight(Pallet::<T>::most_to_accept(trade.legs.len()))]
		pub fn accept_block_trade(
			origin: OriginFor<T>,
			trade: BlockTrade,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let legs = count(trade.legs.len());
			let (series, orders) = Self::do_accept_block_trade(who, trade)?;
			Ok(Some(T::WeightInfo::accept_block_trade(legs, series, orders)).into())
		}

		/// Withdraws a trade that a subaccount of the signer proposes, and gives the deposit back.
		///
		/// ## Errors
		/// [`Error::UnknownSubaccount`], [`Error::NotOwner`], [`Error::UnknownBlockTrade`].
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::withdraw_block_trade())]
		pub fn withdraw_block_trade(
			origin: OriginFor<T>,
			maker: SubaccountId,
			hash: T::Hash,
		) -> DispatchResult {
			Self::do_withdraw_block_trade(ensure_signed(origin)?, maker, hash)
		}

		/// Moves lots out of positions to another subaccount of the signer, at their marks and without
		/// fees, so that neither gains. It weighs as [`Self::accept_block_trade`].
		///
		/// ## Errors
		/// As [`Self::accept_block_trade`] from [`Error::SeriesNotTrading`] on, with
		/// [`Error::SameSubaccount`], [`Error::NoLegs`], [`Error::ZeroAmount`],
		/// [`Error::LegsNotAscending`], [`Error::PositionTooSmall`].
		#[pallet::call_index(14)]
		#[pallet::weight(Pallet::<T>::most_to_transfer(legs.len()))]
		pub fn transfer_positions(
			origin: OriginFor<T>,
			from: SubaccountId,
			to: SubaccountId,
			legs: BoundedVec<PositionLeg, MaxLegs>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let moved = count(legs.len());
			let (series, orders) = Self::do_transfer_positions(who, from, to, legs)?;
			Ok(Some(T::WeightInfo::transfer_positions(moved, series, orders)).into())
		}
	}
}
