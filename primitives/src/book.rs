//! What books say of prices that are otherwise reported.

use crate::{Expiry, Price, UnderlyingId};
use sp_weights::Weight;

/// Reads forwards off the quotes of an expiry.
pub trait BookForward {
	/// The range that quotes leave for the forward, (lowest, highest); `None` if too little is quoted.
	/// It is read at the strikes nearest to `near`.
	fn range(underlying: UnderlyingId, expiry: Expiry, near: Price) -> Option<(Price, Price)>;
	/// The most that reading one range weighs.
	fn weight() -> Weight;
}

/// No book.
impl BookForward for () {
	fn range(_: UnderlyingId, _: Expiry, _: Price) -> Option<(Price, Price)> {
		None
	}
	fn weight() -> Weight {
		Weight::zero()
	}
}
