//! Records of this pallet.

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::BoundedVec;
use scale_info::TypeInfo;
use sp_runtime::Perbill;
use sp_staking::SessionIndex;

/// A validator set: distinct accounts, in the order that governance gave.
pub type ValidatorSetOf<T> =
	BoundedVec<<T as frame_system::Config>::AccountId, <T as Config>::MaxValidators>;

/// Why a validator is disabled.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Suspension {
	/// The largest severity reported against it.
	pub severity: Perbill,
	/// Session of the offence with that severity.
	pub session: SessionIndex,
}
