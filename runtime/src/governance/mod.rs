//! Who decides what: the origins that tracks and the committee give, and what each may do.

pub mod origins;
mod tracks;

pub use tracks::TracksInfo;

use crate::{AccountId, Balance, RuntimeOrigin, TNR};
use frame_support::{
	parameter_types,
	traits::{EitherOf, EitherOfDiverse},
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
	/// What one treasury referendum can spend.
	pub const TreasurerLimit: Balance = 1_000_000 * TNR;
	/// Root spends without a limit.
	pub const RootLimit: Balance = Balance::MAX;
}

/// May spend from the treasury, up to its limit.
pub type TreasurySpender = EitherOf<
	EnsureRootWithSuccess<AccountId, RootLimit>,
	EnsureWithSuccess<Treasurer, AccountId, TreasurerLimit>,
>;

// The origins of tracks are origins of this runtime.
const _: fn(origins::Origin) -> RuntimeOrigin = RuntimeOrigin::from;
