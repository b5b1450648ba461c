//! # Quote asset
//!
//! Creates the quote asset at genesis: its identity is a constant of the code, its issuer and first
//! holders come from the chain specification. Lets its issuer burn what was redeemed.
//!
//! ## Overview
//!
//! Asset 1 of `pallet-assets` is what options are priced, margined and settled in. Governance owns
//! it (through an account that only root can act for), and one named issuer mints what is deposited
//! and burns what is redeemed, which its holder has sent to it. `pallet-assets` alone would make the
//! owner the issuer, and lets only the admin burn: of any account, the margin pallet's pot too.

pub use pallet::*;

use crate::{AssetId, Balance};
use frame_support::PalletId;

/// The asset's id, fixed for ever.
pub const ID: AssetId = 1;
/// Its decimals: amounts of money are whole numbers of 1e-6.
pub const DECIMALS: u8 = 6;
/// Base units of one whole.
pub const UNIT: Balance = 1_000_000;
/// The least balance of an account: a cent, so that dust accounts cost their owner something.
pub const MIN_BALANCE: Balance = 10_000;
/// Its name.
pub const NAME: &str = "Tenor Dollar";
/// Its symbol.
pub const SYMBOL: &str = "TUSD";

/// Whose account owns the asset: nobody's key, root acts for it by `utility.dispatch_as`.
pub const OWNER: PalletId = PalletId(*b"tnr/govn");

// FRAME's macros write `expect`s of their own.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use crate::AccountId;
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungibles::{roles::Inspect as Roles, Mutate},
			tokens::{Fortitude, Precision, Preservation},
		},
		DefaultNoBound,
	};
	use frame_system::{pallet_prelude::*, RawOrigin};
	use pallet_assets::WeightInfo;
	use sp_runtime::traits::AccountIdConversion;

	/// Configuration.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<AccountId = AccountId>
		+ pallet_assets::Config<AssetId = AssetId, Balance = Balance>
		+ pallet_session::Config
	{
	}

	/// The pallet.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::error]
	pub enum Error<T> {
		/// Only the issuer may do this.
		NotIssuer,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Burns so much of what the issuer itself holds, with a rest below the least balance.
		///
		/// ## Errors
		/// [`Error::NotIssuer`]; the tokens' own when the issuer has less.
		#[pallet::call_index(0)]
		#[pallet::weight(<T as pallet_assets::Config>::WeightInfo::burn())]
		pub fn burn(origin: OriginFor<T>, amount: Balance) -> DispatchResult {
			let issuer = ensure_signed(origin)?;
			let named = <pallet_assets::Pallet<T> as Roles<_>>::issuer(ID);
			ensure!(named.as_ref() == Some(&issuer), Error::<T>::NotIssuer);
			<pallet_assets::Pallet<T> as Mutate<_>>::burn_from(
				ID,
				&issuer,
				amount,
				Preservation::Expendable,
				Precision::Exact,
				Fortitude::Polite,
			)?;
			Ok(())
		}
	}

	/// Genesis configuration.
	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Who mints deposits and burns redemptions; must be given.
		pub issuer: Option<AccountId>,
		/// First holders and their amounts.
		pub endowed: Vec<(AccountId, Balance)>,
		/// Ties the configuration to the runtime.
		#[serde(skip)]
		pub _marker: PhantomData<T>,
	}

	impl<T: Config> GenesisConfig<T> {
		fn create(&self, issuer: &AccountId) -> DispatchResult {
			let owner: AccountId = OWNER.into_account_truncating();
			let lookup = |who: &AccountId| {
				<T::Lookup as sp_runtime::traits::StaticLookup>::unlookup(who.clone())
			};
			pallet_assets::Pallet::<T>::force_create(
				RawOrigin::Root.into(),
				ID.into(),
				lookup(&owner),
				true,
				MIN_BALANCE,
			)?;
			pallet_assets::Pallet::<T>::force_set_metadata(
				RawOrigin::Root.into(),
				ID.into(),
				NAME.into(),
				SYMBOL.into(),
				DECIMALS,
				false,
			)?;
			pallet_assets::Pallet::<T>::set_team(
				RawOrigin::Signed(owner.clone()).into(),
				ID.into(),
				lookup(issuer),
				lookup(&owner),
				lookup(&owner),
			)?;
			// Keeps the pot alive, so that no withdrawal makes dust of what it owes to others.
			let pot = (crate::Margin::pot(), MIN_BALANCE);
			for (who, amount) in self.endowed.iter().chain([&pot]) {
				<pallet_assets::Pallet<T> as Mutate<_>>::mint_into(ID, who, *amount)?;
			}
			Ok(())
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		// A panic refuses the chain specification.
		#[allow(clippy::panic)]
		fn build(&self) {
			let Some(issuer) = &self.issuer else {
				// Only the empty genesis of unit tests has neither.
				assert!(
					pallet_session::Validators::<T>::get().is_empty(),
					"quoteAsset.issuer in genesis is missing: name the issuer's account"
				);
				return;
			};
			if let Err(reason) = self.create(issuer) {
				panic!("quoteAsset in genesis is invalid: {reason:?}");
			}
		}
	}
}
