//! Who decides what: the origins that tracks and the committee give, and what each may do.

pub mod origins;
mod tracks;

pub use tracks::TracksInfo;

use crate::{configs::assets::NativeOrAsset, quote_asset, AccountId, Balance, RuntimeOrigin, TNR};
use frame_support::{
	parameter_types,
	traits::{tokens::ConversionFromAssetBalance, EitherOf, EitherOfDiverse},
};
use frame_system::{EnsureRoot, EnsureRootWithSuccess, EnsureWithSuccess};
use origins::{Guardian, Listings, RiskParameters, Treasurer, WhitelistedCaller};
use pallet_collective::{EnsureProportionAtLeast, Instance1};

/// Two thirds of the technical committee.
pub type CommitteeTwoThirds = EnsureProportionAtLeast<AccountId, Instance1, 2, 3>;

/// A root referendum, or one on a call that the committee whitelisted.
pub type RootOrWhitelisted = EitherOfDiverse<EnsureRoot<AccountId>, WhitelistedCaller>;

/// May list markets.
pub type ListingOrigin = EitherOfDiverse<EnsureRoot<AccountId>, Listings>;

/// May set risk parameters either way, behind the slow timelock of its track.
pub type RiskOrigin = EitherOfDiverse<EnsureRoot<AccountId>, RiskParameters>;

/// May only tighten: each pallet compares the new value with the old one, and safe mode and paused
/// calls can only stop.
pub type TightenOrigin =
	EitherOfDiverse<EnsureRoot<AccountId>, EitherOfDiverse<Guardian, CommitteeTwoThirds>>;

/// May refuse the treasury's spends.
pub type RootOrTreasurer = EitherOfDiverse<EnsureRoot<AccountId>, Treasurer>;

parameter_types! {
	/// What one treasury referendum can spend, by [`SpendRate`].
	pub const TreasurerLimit: Balance = 1_000_000 * TNR;
	/// Root spends without a limit.
	pub const RootLimit: Balance = Balance::MAX;
}

/// May spend from the treasury, up to its limit.
pub type TreasurySpender = EitherOf<
	EnsureRootWithSuccess<AccountId, RootLimit>,
	EnsureWithSuccess<Treasurer, AccountId, TreasurerLimit>,
>;

/// How much of its limit a spend takes: a whole of the quote asset counts as one TNR. Another asset has
/// no rate and counts as all there is, which is root's limit alone.
pub struct SpendRate;

impl SpendRate {
	/// What a base unit of the quote asset counts.
	const QUOTE: Balance = TNR / quote_asset::UNIT;
}

impl ConversionFromAssetBalance<Balance, NativeOrAsset, Balance> for SpendRate {
	type Error = core::convert::Infallible;

	fn from_asset_balance(amount: Balance, asset: NativeOrAsset) -> Result<Balance, Self::Error> {
		Ok(match asset {
			NativeOrAsset::Native => amount,
			NativeOrAsset::WithId(quote_asset::ID) => amount.saturating_mul(Self::QUOTE),
			NativeOrAsset::WithId(_) => RootLimit::get(),
		})
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_successful(_: NativeOrAsset) {}
}

// The origins of tracks are origins of this runtime.
const _: fn(origins::Origin) -> RuntimeOrigin = RuntimeOrigin::from;
