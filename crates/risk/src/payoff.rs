//! What a lot pays at expiry.

use tenor_primitives::{Money, Price, Rounding, Series, Underlying};

/// What one lot of `series` pays at `settlement`, rounded down to a base unit of money once per
/// series (M16).
///
/// Long receives and short pays this same amount times its lots, so the payouts of a series sum to
/// zero exactly. `None` when the amount does not fit.
pub fn payoff_per_lot(
	series: &Series,
	underlying: &Underlying,
	settlement: Price,
) -> Option<Money> {
	underlying.per_lot(series.payoff(settlement), Rounding::Down)
}
