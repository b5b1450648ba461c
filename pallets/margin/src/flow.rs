//! How much of an asset may leave, and how fast it may be issued, within 24 hours.
//!
//! Both are leaky buckets: what was used of a limit comes back evenly over 24 hours, so that nobody waits
//! for the turn of a day. Any 24 hours can see a multiple of it: twice for issuance, three times for
//! withdrawals, where what came in before makes room for one.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Rounding};
use tenor_primitives::{Balance, Bounds, ParameterSet, Timestamp, CHANGE_WINDOW, UNIT_SCALE};

/// What part of the limit is kept for small payments.
const KEPT_FOR_SMALL: Balance = 8;
/// A payment is small up to this part of the limit.
const SMALL: Balance = 1_000;

/// The limits of an asset in 24 hours. Amounts are in its units: see
/// [`CollateralTerms`](crate::CollateralTerms); of the quote asset in wholes.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct FlowLimits {
	/// How much may leave, less what comes in, of what the pot held: in basis points.
	pub withdrawals: u32,
	/// How much may leave in any case.
	pub withdrawals_floor: u32,
	/// By how much its issuance may grow, in basis points, before deposits stop.
	pub issuance: u32,
	/// By how much it may grow in any case.
	pub issuance_floor: u32,
}

impl Default for FlowLimits {
	fn default() -> Self {
		Self {
			withdrawals: 2_500,
			withdrawals_floor: 1_000_000,
			issuance: 1_000,
			issuance_floor: 10_000_000,
		}
	}
}

/// In the order of the record. No withdrawals are ever slower than a tenth in a day.
impl ParameterSet<{ FlowLimits::COUNT }> for FlowLimits {
	const BOUNDS: [Bounds; Self::COUNT] = [
		Bounds::lower_is_tighter(1_000, UNIT_SCALE, 500),
		Bounds::lower_is_tighter(100_000, 1_000_000_000, 10_000_000),
		Bounds::lower_is_tighter(100, UNIT_SCALE, 500),
		Bounds::lower_is_tighter(100_000, 1_000_000_000, 10_000_000),
	];

	fn values(&self) -> [u32; Self::COUNT] {
		[self.withdrawals, self.withdrawals_floor, self.issuance, self.issuance_floor]
	}
}

impl FlowLimits {
	/// How many there are.
	pub const COUNT: usize = 4;

	/// Whether what may leave changes from `old`.
	pub fn moves_withdrawals(&self, old: &Self) -> bool {
		self.withdrawals != old.withdrawals || self.withdrawals_floor != old.withdrawals_floor
	}

	/// What may leave of so much, in base units.
	fn outflow(&self, held: Balance, unit: Balance) -> Balance {
		share(held, self.withdrawals).max(unit.saturating_mul(self.withdrawals_floor.into()))
	}

	/// By how much an issuance may grow, in base units.
	fn growth(&self, issuance: Balance, unit: Balance) -> Balance {
		share(issuance, self.issuance).max(unit.saturating_mul(self.issuance_floor.into()))
	}
}

/// So many basis points of an amount, rounded down.
fn share(of: Balance, basis_points: u32) -> Balance {
	rational(of, basis_points.into(), UNIT_SCALE.into())
}

/// What a limit of 24 hours lets through in a time, rounded down.
fn part(limit: Balance, millis: u64) -> Balance {
	rational(limit, millis.into(), CHANGE_WINDOW.into())
}

/// Held at the bound of the type; the divisors are not zero.
fn rational(of: Balance, numerator: Balance, denominator: Balance) -> Balance {
	multiply_by_rational_with_rounding(of, numerator, denominator, Rounding::Down)
		.unwrap_or(Balance::MAX)
}

/// What went of an asset lately, and how its issuance grew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Flow {
	/// What left.
	pub outflow: Outflow,
	/// The issuance; `None` until it is looked at for the first time.
	pub issuance: Option<Issuance>,
}

/// Base units paid out less those taken in, below zero if more came in; what comes in counts for at most
/// one limit. Fades to zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Outflow {
	/// How much.
	pub net: i128,
	/// When it last faded.
	pub at: Timestamp,
}

impl Outflow {
	/// Lets it fade until now, while the pot holds so much; returns the limit in base units.
	pub fn refresh(
		&mut self,
		limits: &FlowLimits,
		unit: Balance,
		held: Balance,
		now: Timestamp,
	) -> Balance {
		// Payments do not shrink the limit that they are under.
		let limit = |net| limits.outflow(held.saturating_add_signed(net), unit);
		let faded = part(limit(self.net), now.saturating_sub(self.at).0);
		// A time too short to let anything fade is not lost.
		if faded > 0 || self.net == 0 {
			let left = self.net.unsigned_abs().saturating_sub(faded);
			let left = i128::try_from(left).unwrap_or(i128::MAX);
			*self = Self { net: left.saturating_mul(self.net.signum()), at: now };
		}
		limit(self.net)
	}

	/// What comes in makes room, for no more than one limit.
	pub fn take_in(&mut self, amount: Balance, limit: Balance) {
		let least = signed(limit).saturating_neg();
		self.net = self.net.saturating_sub(signed(amount)).max(least);
	}

	/// How much of a payment there is room for. The last eighth is kept for small ones: who has little
	/// leaves whatever others take.
	pub fn room(&self, amount: Balance, limit: Balance) -> Balance {
		let small = amount <= limit.checked_div(SMALL).unwrap_or(0);
		let kept = if small { 0 } else { limit.checked_div(KEPT_FOR_SMALL).unwrap_or(0) };
		let open = signed(limit.saturating_sub(kept)).saturating_sub(self.net);
		Balance::try_from(open).unwrap_or(0)
	}

	/// Notes a payment.
	pub fn pay(&mut self, amount: Balance) {
		self.net = self.net.saturating_add(signed(amount));
	}
}

/// Held at the bound of the type.
fn signed(amount: Balance) -> i128 {
	i128::try_from(amount).unwrap_or(i128::MAX)
}

/// The issuance that deposits have got used to. It follows the real one upwards at the rate of the limit
/// and downwards at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Issuance {
	/// How much.
	pub level: Balance,
	/// When it last moved.
	pub at: Timestamp,
}

impl Issuance {
	/// Follows the real issuance, which is `total` now; whether that is within the limit.
	pub fn follow(
		&mut self,
		limits: &FlowLimits,
		unit: Balance,
		total: Balance,
		now: Timestamp,
	) -> bool {
		let grown = part(limits.growth(self.level, unit), now.saturating_sub(self.at).0);
		let level = self.level.saturating_add(grown);
		if grown > 0 || level >= total {
			*self = Self { level: level.min(total), at: now };
		}
		total <= self.level.saturating_add(limits.growth(self.level, unit))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// A tenth of what is held, and a tenth of the issuance; 100 units in any case.
	const LIMITS: FlowLimits = FlowLimits {
		withdrawals: 1_000,
		withdrawals_floor: 100,
		issuance: 1_000,
		issuance_floor: 100,
	};
	const UNIT: Balance = 10;

	fn at(hours: u64) -> Timestamp {
		Timestamp(hours * CHANGE_WINDOW / 24)
	}

	#[test]
	fn the_limit_is_a_share_of_what_was_held_or_its_floor() {
		let mut flow = Outflow::default();
		assert_eq!(flow.refresh(&LIMITS, UNIT, 1_000_000, at(1)), 100_000);
		flow.pay(100_000);
		assert_eq!(flow.refresh(&LIMITS, UNIT, 900_000, at(1)), 100_000);
		assert_eq!(Outflow::default().refresh(&LIMITS, UNIT, 5, at(1)), 1_000);
	}

	#[test]
	fn what_left_fades_evenly_and_the_last_eighth_is_for_small_payments() {
		let mut flow = Outflow { net: 0, at: at(0) };
		let limit = flow.refresh(&LIMITS, UNIT, 0, at(0));
		assert_eq!(limit, 1_000);
		assert_eq!((flow.room(2, limit), flow.room(1, limit)), (875, 1_000));
		flow.pay(875);
		assert_eq!((flow.room(2, limit), flow.room(1, limit)), (0, 125));
		// Six hours give a quarter back.
		assert_eq!(flow.refresh(&LIMITS, UNIT, 0, at(6)), 1_000);
		assert_eq!((flow.net, flow.room(2, limit)), (625, 250));
		assert_eq!(flow.refresh(&LIMITS, UNIT, 0, at(60)), 1_000);
		assert_eq!(flow, Outflow { net: 0, at: at(60) });
	}

	#[test]
	fn looking_often_does_not_keep_it_from_fading() {
		let mut flow = Outflow { net: 1_000, at: at(0) };
		for second in 0..86_400 {
			flow.refresh(&LIMITS, UNIT, 0, Timestamp(second * 1_000));
		}
		// One unit fades in 86.4 seconds: 87 whole ones are waited for.
		assert_eq!(flow.net, 1_000 - 86_399 / 87);
	}

	#[test]
	fn what_comes_in_makes_room_for_one_limit_more() {
		let (mut flow, limit) = (Outflow::default(), 1_000);
		flow.take_in(300, limit);
		assert_eq!((flow.net, flow.room(5, limit)), (-300, 1_175));
		flow.take_in(5_000, limit);
		assert_eq!((flow.net, flow.room(5, limit)), (-1_000, 1_875));
		// It fades as well.
		flow.refresh(&LIMITS, UNIT, 0, at(12));
		assert_eq!(flow.net, -500);
		// In and out at once uses nothing up.
		flow.take_in(400, limit);
		flow.pay(400);
		assert_eq!(flow.net, -500);
	}

	#[test]
	fn an_issuance_may_grow_by_its_share_a_day() {
		let mut seen = Issuance { level: 100_000, at: at(0) };
		assert!(seen.follow(&LIMITS, UNIT, 110_000, at(0)));
		assert!(!seen.follow(&LIMITS, UNIT, 110_001, at(0)));
		assert!(!seen.follow(&LIMITS, UNIT, 115_501, at(12)));
		assert_eq!(seen, Issuance { level: 105_000, at: at(12) });
		assert!(seen.follow(&LIMITS, UNIT, 115_500, at(12)));
		// Down at once, up no faster than before.
		assert!(seen.follow(&LIMITS, UNIT, 50_000, at(12)));
		assert!(!seen.follow(&LIMITS, UNIT, 55_001, at(12)));
		// A small one may grow by the floor.
		let mut small = Issuance { level: 0, at: at(0) };
		assert!(small.follow(&LIMITS, UNIT, 1_000, at(0)));
		assert!(!small.follow(&LIMITS, UNIT, 1_001, at(0)));
	}

	#[test]
	fn amounts_at_the_bounds_of_their_types_do_not_fail() {
		let mut flow = Outflow { net: i128::MAX, at: at(0) };
		let limit = flow.refresh(&LIMITS, Balance::MAX, Balance::MAX, at(1));
		assert_eq!(limit, Balance::MAX);
		flow.pay(Balance::MAX);
		flow.take_in(Balance::MAX, limit);
		assert_eq!(
			Outflow { net: i128::MIN, at: at(0) }.room(0, Balance::MAX),
			i128::MAX.unsigned_abs()
		);
		let mut seen = Issuance { level: Balance::MAX, at: at(0) };
		assert!(seen.follow(&LIMITS, UNIT, Balance::MAX, at(1)));
	}

	#[test]
	fn m13_the_first_limits_are_within_their_bounds() {
		assert!(FlowLimits::default().is_within_bounds());
	}
}
