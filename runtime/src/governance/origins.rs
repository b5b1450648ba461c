//! # Origins
//!
//! The origins that the referenda tracks give, beyond root.

pub use pallet::*;

// FRAME's macros write `expect`s of their own.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
	use frame_support::pallet_prelude::*;

	/// Configuration: none.
	#[pallet::config]
	pub trait Config: frame_system::Config {}

	/// The pallet.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// An origin that a referendum can have.
	#[pallet::origin]
	#[derive(
		Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
	)]
	pub enum Origin {
		/// Dispatches calls that the technical committee whitelisted.
		#[codec(index = 0)]
		WhitelistedCaller,
		/// Changes risk parameters.
		#[codec(index = 1)]
		RiskParameters,
		/// Lists and delists markets.
		#[codec(index = 2)]
		Listings,
		/// Spends from the treasury.
		#[codec(index = 3)]
		Treasurer,
		/// Tightens risk parameters and stops calls, fast; can loosen nothing.
		#[codec(index = 4)]
		Guardian,
	}

	macro_rules! ensure_origins {
		($($(#[$doc:meta])* $name:ident,)*) => { $(
			$(#[$doc])*
			pub struct $name;

			impl<O: OriginTrait + From<Origin>> EnsureOrigin<O> for $name
			where
				for<'a> &'a O::PalletsOrigin: TryInto<&'a Origin>,
			{
				type Success = ();

				fn try_origin(o: O) -> Result<(), O> {
					let is_it = matches!(o.caller().try_into(), Ok(Origin::$name));
					if is_it {
						Ok(())
					} else {
						Err(o)
					}
				}

				#[cfg(feature = "runtime-benchmarks")]
				fn try_successful_origin() -> Result<O, ()> {
					Ok(O::from(Origin::$name))
				}
			}
		)* };
	}

	use frame_support::traits::OriginTrait;

	ensure_origins! {
		/// Passes for [`Origin::WhitelistedCaller`].
		WhitelistedCaller,
		/// Passes for [`Origin::RiskParameters`].
		RiskParameters,
		/// Passes for [`Origin::Listings`].
		Listings,
		/// Passes for [`Origin::Treasurer`].
		Treasurer,
		/// Passes for [`Origin::Guardian`].
		Guardian,
	}
}
