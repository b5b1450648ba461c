//! Variance between expiries.

use crate::fixed::Fixed;

/// Total variance at one time to expiry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pillar {
	/// Seconds to expiry.
	pub seconds: u64,
	/// Total variance at the log-moneyness in question.
	pub variance: Fixed,
}

/// Total variance at `seconds`, linear in time between pillars of one log-moneyness in rising order
/// of time: no calendar arbitrage appears if there was none.
///
/// Before the first pillar the line comes from 0 now (constant volatility), behind the last it goes
/// on at the volatility of the last. Rounded down, by less than 2 ulp.
///
/// `None` without pillars, if their times do not rise strictly from above 0, or for products of
/// variance and time out of range (2^63).
///
/// Source: docs/spec/prices.md, "The surface"; that no calendar arbitrage is variance that does not fall
/// with time: J. Gatheral and A. Jacquier, "Arbitrage-free SVI volatility surfaces", 2014, lemma 2.1.
pub fn variance_in_time(pillars: &[Pillar], seconds: u64) -> Option<Fixed> {
	let now = Pillar { seconds: 0, variance: Fixed::ZERO };
	if !pillars.is_sorted_by(|earlier, later| earlier.seconds < later.seconds) {
		return None;
	}
	let after = pillars.partition_point(|pillar| pillar.seconds <= seconds);
	let before = after.checked_sub(1).and_then(|before| pillars.get(before));
	let Some(later) = pillars.get(after) else {
		let last = pillars.last()?;
		return weighed(last.variance, seconds, Fixed::ZERO, 0, last.seconds);
	};
	let earlier = before.unwrap_or(&now);
	let span = later.seconds.checked_sub(earlier.seconds)?;
	weighed(
		later.variance,
		seconds.checked_sub(earlier.seconds)?,
		earlier.variance,
		later.seconds.checked_sub(seconds)?,
		span,
	)
}

/// `(a·x + b·y)/span`, each product exact.
fn weighed(a: Fixed, x: u64, b: Fixed, y: u64, span: u64) -> Option<Fixed> {
	let product = |value: Fixed, weight: u64| value.to_bits().checked_mul(weight.into());
	let sum = product(a, x)?.checked_add(product(b, y)?)?;
	sum.checked_div_euclid(span.into()).map(Fixed::from_bits)
}
