//! Which numbers of a key are used.

use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Numbers from the lowest unused one on that a trade may use.
pub const WIDTH: u32 = 64;

/// The numbers that a key has used: all below `base`, which is its account's nonce, and those above it
/// whose bits are set, the lowest for `base + 1`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Window {
	/// The lowest unused number.
	pub base: u32,
	/// The used ones above it.
	pub used: u64,
}

/// Why a number cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
	/// It is used.
	Used,
	/// Too many below it are not.
	Ahead,
}

impl Window {
	/// The window of an account whose nonce is `nonce`, from the one last stored: the nonce may have
	/// moved without it.
	pub fn at(self, nonce: u32) -> Self {
		match nonce.checked_sub(self.base) {
			Some(0) => self,
			Some(moved) => {
				let from_nonce = moved.saturating_sub(1);
				Self { base: nonce, used: self.used.checked_shr(from_nonce).unwrap_or(0) }.settled()
			},
			// A nonce that fell is that of a new account.
			None => Self { base: nonce, used: 0 },
		}
	}

	/// Whether a number is used.
	pub fn is_used(&self, number: u32) -> bool {
		match number.checked_sub(self.base) {
			None => true,
			Some(0) => false,
			Some(above) => self.used.checked_shr(above.saturating_sub(1)).unwrap_or(0) & 1 == 1,
		}
	}

	/// How many numbers below this one are not used: of those that a trade may use.
	pub fn unused_below(&self, number: u32) -> u32 {
		let above = number.saturating_sub(self.base).min(WIDTH);
		// The base has no bit, and this one's own is not below it.
		let below = 1u64.checked_shl(above.saturating_sub(1)).unwrap_or(0).wrapping_sub(1);
		above.saturating_sub((self.used & below).count_ones())
	}

	/// The unused numbers up to `last`, of those that are less than [`WIDTH`] below it.
	pub fn missing_to(&self, last: u32) -> impl Iterator<Item = u32> + '_ {
		let first = last.saturating_sub(WIDTH.saturating_sub(1)).max(self.base);
		(first..=last).filter(|number| !self.is_used(*number))
	}

	/// Uses a number that is less than `width` above the lowest unused one.
	pub fn take(&mut self, number: u32, width: u32) -> Result<(), Unusable> {
		if self.is_used(number) {
			return Err(Unusable::Used);
		}
		let above = number.saturating_sub(self.base);
		if above >= width.min(WIDTH) {
			return Err(Unusable::Ahead);
		}
		match above.checked_sub(1) {
			Some(place) => self.used |= 1u64.checked_shl(place).unwrap_or(0),
			// The last number there is stays unused for ever.
			None if number == u32::MAX => return Err(Unusable::Used),
			None => *self = Self { base: self.base.saturating_add(1), ..*self }.settled(),
		}
		Ok(())
	}

	/// Moves the base past used numbers; the lowest bit is the base's own here.
	fn settled(self) -> Self {
		let past = self.used.trailing_ones();
		let used = self.used.checked_shr(past.saturating_add(1)).unwrap_or(0);
		Self { base: self.base.saturating_add(past), used }
	}
}
