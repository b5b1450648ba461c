//! A margin model: scenarios, contingencies and how they count.

use crate::scenarios::ScenarioSet;
use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;
use tenor_math::Fixed;
use tenor_primitives::Lots;

/// The whole in parts per million.
pub const PPM: u32 = 1_000_000;

/// A portfolio margin model.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Model {
	/// The scenarios.
	pub scenarios: ScenarioSet,
	/// What is asked for beside them.
	pub contingencies: Contingencies,
	/// What initial margin counts of the worst scenario, in ppm.
	pub initial: u32,
	/// What maintenance margin counts of it, in ppm.
	pub maintenance: u32,
	/// Initial margin grows while the money itself is below its peg.
	pub peg: Peg,
	/// Whether an account without shorts, futures and debt needs nothing.
	pub exempts_long_only: bool,
	/// Whether the factors of the worst scenario count for naked shorts and futures as well.
	pub scales_contingencies: bool,
}

/// What is asked for beside scenarios. Shares of the spot are per contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Contingencies {
	/// Of the spot, for each contract short at a strike, calls and puts together: initially.
	pub naked_initial: Fixed,
	/// The same for maintenance.
	pub naked_maintenance: Fixed,
	/// Of the spot, for each contract of a future, long or short: initially.
	pub future_initial: Fixed,
	/// The same for maintenance.
	pub future_maintenance: Fixed,
	/// Doubt about prices up to here costs nothing.
	pub doubt_limit: Fixed,
	/// Of the spot and the doubt, for each contract, long or short, beyond the limit: initially.
	pub doubt_factor: Fixed,
	/// How far the forward of an expiry may move by itself in proportion to its time: per year.
	pub roll_annual: Fixed,
	/// How far at least.
	pub roll_least: Fixed,
	/// The part of a series' open interest that a position may be at no cost.
	pub size_share: Fixed,
	/// Lots that a position may be at no cost, whatever the open interest.
	pub size_lots: u64,
	/// Of the spot, for each contract beyond both: initially and for maintenance.
	pub size_charge: Fixed,
}

impl Contingencies {
	/// No contingency.
	pub const NONE: Self = Self {
		naked_initial: Fixed::ZERO,
		naked_maintenance: Fixed::ZERO,
		future_initial: Fixed::ZERO,
		future_maintenance: Fixed::ZERO,
		doubt_limit: Fixed::MAX,
		doubt_factor: Fixed::ZERO,
		roll_annual: Fixed::ZERO,
		roll_least: Fixed::ZERO,
		size_share: Fixed::ZERO,
		size_lots: u64::MAX,
		size_charge: Fixed::ZERO,
	};

	/// Lots of a series with `interest` lots open that a position may be at no cost, rounded down.
	pub fn free_lots(&self, interest: Lots) -> Lots {
		let share = Fixed::from_bits(interest.0.into()).mul_floor(self.size_share);
		let share = share.and_then(|share| u64::try_from(share.to_bits()).ok());
		Lots(share.unwrap_or(u64::MAX).max(self.size_lots))
	}

	/// The relative move of the time roll at `years` to expiry. `None` out of range.
	pub fn roll(&self, years: Fixed) -> Option<Fixed> {
		Some(self.roll_annual.checked_mul(years)?.max(self.roll_least))
	}
}

/// How initial margin depends on the price of the money it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Peg {
	/// From this price on nothing is added.
	pub threshold: Fixed,
	/// What each unit below it adds to the initial factor.
	pub factor: Fixed,
}

impl Peg {
	/// What a price adds to the initial factor; 0 at the threshold and above. `None` out of range.
	pub fn surcharge(&self, price: Fixed) -> Option<Fixed> {
		self.threshold.checked_sub(price)?.max(Fixed::ZERO).checked_mul(self.factor)
	}
}
