//! What the requirement of a market is made of, for those who ask.

use crate::{
	account::{scaled, Conditions, Factor, MarketMargin},
	contingency::Need,
	page::Market,
};
use tenor_primitives::UNIT_SCALE;

/// A market's requirement in parts that add up to it; each is what it adds to those before it, so that
/// what rounding the sum costs is in the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts {
	/// What the worst scenario loses, with its factors.
	pub scenario: Need,
	/// The time roll, scaled by the phase.
	pub roll: Need,
	/// The contingencies beside naked shorts and futures, scaled by the phase.
	pub others: Need,
	/// Naked shorts and futures, scaled by the phase, or in models that say so by the factors.
	pub fixed: Need,
}

impl Parts {
	/// Of a margin that was assessed under these conditions. `None` on overflow.
	pub fn new(market: &Market, margin: &MarketMargin, conditions: &Conditions) -> Option<Self> {
		let MarketMargin { loss, roll, contingencies, need, .. } = *margin;
		let factor = Factor::initial(&market.model, conditions)?;
		let split = |factor: Factor, scale, others: i128, need: i128| {
			let scenario = factor.times(loss.checked_neg()?)?.checked_neg()?;
			let alone = scaled(roll, scale)?;
			let both = scaled(roll.checked_add(others)?, scale)?;
			let fixed = need.checked_sub(scenario)?.checked_sub(both)?;
			Some([scenario, alone, both.checked_sub(alone)?, fixed])
		};
		let others = contingencies.others;
		let initial = split(factor, conditions.initial_scale, others.initial, need.initial)?;
		let factor = Factor::maintenance(&market.model)?;
		let maintenance = split(factor, UNIT_SCALE, others.maintenance, need.maintenance)?;
		let mut parts = initial.into_iter().zip(maintenance);
		let mut next = || {
			let (initial, maintenance) = parts.next()?;
			Some(Need { initial, maintenance })
		};
		Some(Self { scenario: next()?, roll: next()?, others: next()?, fixed: next()? })
	}
}
