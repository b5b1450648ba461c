//! What protects an account whose owner is away, or whose quotes are taken too fast.

// The codec's derive casts the index of a variant.
#![allow(clippy::cast_possible_truncation)]

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use tenor_primitives::{BlockNumber, Lots, Money, Side};

/// One, in millionths.
const MILLION: i128 = 1_000_000;

/// Longest that orders may be told to last without word of their owner, in blocks: a day of them.
pub const MAX_COUNTDOWN: BlockNumber = 86_400;

/// Most that an account trades in a window of blocks; what is not limited is absent.
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
pub struct Protection {
	/// Blocks of a window, which starts with its first fill.
	pub window: BlockNumber,
	/// Blocks in which the account places nothing, once a limit is used up.
	pub pause: BlockNumber,
	/// Lots bought and sold together.
	pub quantity: Option<Lots>,
	/// Delta bought less sold, either way, in lots of the underlying.
	pub delta: Option<Lots>,
	/// Vega bought less sold, either way: base units per percentage point of volatility.
	pub vega: Option<Money>,
}

impl Protection {
	/// Whether it limits something, above zero, in at most a day.
	pub fn is_valid(&self) -> bool {
		let span = 1..=MAX_COUNTDOWN;
		let limits = self.quantity.is_some() || self.delta.is_some() || self.vega.is_some();
		span.contains(&self.window)
			&& span.contains(&self.pause)
			&& limits && self.quantity.is_none_or(|lots| !lots.is_zero())
			&& self.delta.is_none_or(|lots| !lots.is_zero())
			&& self.vega.is_none_or(|vega| vega > Money::ZERO)
	}
}

/// What a lot of a series adds when it is bought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exposure {
	/// Delta in parts per million.
	pub delta: i32,
	/// Vega in base units per percentage point.
	pub vega: Money,
}

/// A protection and what counts against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Protected {
	/// The limits.
	pub limits: Protection,
	/// The block of the window's first fill.
	pub since: BlockNumber,
	/// Lots traded in it.
	pub quantity: Lots,
	/// Net delta in it, in millionths of a lot.
	pub delta: i128,
	/// Net vega in it.
	pub vega: Money,
	/// The last block in which nothing is placed.
	pub paused_until: BlockNumber,
}

impl Protected {
	/// With nothing used.
	pub fn new(limits: Protection) -> Self {
		let (quantity, delta, vega) = (Lots::ZERO, 0, Money::ZERO);
		Self { limits, since: 0, quantity, delta, vega, paused_until: 0 }
	}

	/// Most lots of a series that may still fill on a side.
	pub fn room(&self, side: Side, exposure: &Exposure, now: BlockNumber) -> Lots {
		if self.paused_until >= now {
			return Lots::ZERO;
		}
		let used = if self.is_over(now) { Self::new(self.limits) } else { *self };
		let limits = [
			self.limits.quantity.map(|most| most.saturating_sub(used.quantity).0.into()),
			self.limits.delta.map(|most| {
				let most = i128::from(most.0).saturating_mul(MILLION);
				lots_within(most, used.delta, signed(side, exposure.delta.into()))
			}),
			self.limits
				.vega
				.map(|most| lots_within(most.0, used.vega.0, signed(side, exposure.vega.0))),
		];
		let most = limits.into_iter().flatten().min().unwrap_or(i128::MAX);
		Lots(u64::try_from(most.max(0)).unwrap_or(u64::MAX))
	}

	/// The most lots that may fill, if there is a limit of lots.
	pub fn lots_left(&self, now: BlockNumber) -> Option<Lots> {
		if self.paused_until >= now {
			return Some(Lots::ZERO);
		}
		let used = if self.is_over(now) { Lots::ZERO } else { self.quantity };
		self.limits.quantity.map(|most| most.saturating_sub(used))
	}

	/// Counts a fill.
	pub fn count(&mut self, side: Side, lots: Lots, exposure: &Exposure, now: BlockNumber) {
		if self.is_over(now) {
			*self = Self { since: now, ..Self::new(self.limits) };
		}
		let filled = signed(side, lots.0.into());
		self.quantity = self.quantity.saturating_add(lots);
		self.delta = self.delta.saturating_add(filled.saturating_mul(exposure.delta.into()));
		let vega = filled.saturating_mul(exposure.vega.0);
		self.vega = self.vega.saturating_add(Money(vega));
	}

	/// Whether the window that last began has passed.
	fn is_over(&self, now: BlockNumber) -> bool {
		now >= self.since.saturating_add(self.limits.window)
	}
}

fn signed(side: Side, value: i128) -> i128 {
	match side {
		Side::Bid => value,
		Side::Ask => value.saturating_neg(),
	}
}

/// How many times `each` may be added to `used` so that the sum stays within `most` either way.
fn lots_within(most: i128, used: i128, each: i128) -> i128 {
	let left = if each >= 0 { most.saturating_sub(used) } else { most.saturating_add(used) };
	let each = each.saturating_abs();
	left.max(0).checked_div(each).unwrap_or(i128::MAX)
}

/// What the owner of an account has set against being away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Guard {
	/// Orders that entered up to this block are dead, wherever they are still written.
	pub pulled: BlockNumber,
	/// The last block of those that stand now, unless it is renewed.
	pub deadline: Option<BlockNumber>,
	/// Limits on what trades.
	pub protection: Option<Protected>,
}

impl Guard {
	/// Whether an order that entered then is dead.
	pub fn is_dead(&self, entered: BlockNumber, now: BlockNumber) -> bool {
		let past = self.deadline.is_some_and(|last| last < now && entered <= last);
		entered <= self.pulled && self.pulled > 0 || past
	}

	/// Whether nothing may be placed.
	pub fn is_paused(&self, now: BlockNumber) -> bool {
		self.protection.is_some_and(|protection| protection.paused_until >= now)
	}

	/// Orders of now last so many blocks more, or until cancelled.
	pub fn renew(&mut self, now: BlockNumber, blocks: Option<BlockNumber>) {
		self.lapse(now);
		self.deadline = blocks.map(|blocks| now.saturating_add(blocks));
	}

	/// Forgets a deadline that has passed; the orders it pulled stay dead.
	pub fn lapse(&mut self, now: BlockNumber) {
		if let Some(last) = self.deadline.filter(|last| *last < now) {
			self.pulled = self.pulled.max(last);
			self.deadline = None;
		}
	}

	/// A limit is used up: all that stands is dead from the next block on, and nothing is placed for a
	/// while.
	pub fn trip(&mut self, now: BlockNumber) -> Option<BlockNumber> {
		let limits = self.protection?.limits;
		let paused_until = now.saturating_add(limits.pause);
		// After the pause a window begins anew.
		self.protection = Some(Protected { paused_until, ..Protected::new(limits) });
		self.pulled = now;
		Some(paused_until)
	}
}
