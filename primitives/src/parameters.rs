//! How parameters move: within bounds, by so much in 24 hours, and which way is tighter (M13).

use crate::Timestamp;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::ConstU32;
use sp_runtime::BoundedVec;

/// The span over which changes of a parameter are summed: 24 hours, in milliseconds.
pub const CHANGE_WINDOW: u64 = 86_400_000;

/// Most changes of a set of parameters in one such span.
pub type MaxChanges = ConstU32<16>;

/// Which way a change of parameters goes.
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
pub enum Direction {
	/// No parameter becomes looser.
	#[codec(index = 0)]
	Tighter,
	/// Some parameter becomes looser.
	#[codec(index = 1)]
	Looser,
}

/// Between which values a parameter lies, by how much it may move, and which way is tighter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
	/// The least value.
	pub least: u32,
	/// The greatest value.
	pub greatest: u32,
	/// The largest sum of its changes in [`CHANGE_WINDOW`], back and forth.
	pub step: u32,
	/// Whether a higher value is the tighter one.
	pub higher_is_tighter: bool,
}

impl Bounds {
	/// Of a parameter that is tighter when lower.
	pub const fn lower_is_tighter(least: u32, greatest: u32, step: u32) -> Self {
		Self { least, greatest, step, higher_is_tighter: false }
	}

	/// Of a parameter that is tighter when higher.
	pub const fn higher_is_tighter(least: u32, greatest: u32, step: u32) -> Self {
		Self { least, greatest, step, higher_is_tighter: true }
	}
}

/// A set of `N` parameters as numbers, always in the same order.
pub trait ParameterSet<const N: usize> {
	/// The bounds of each.
	const BOUNDS: [Bounds; N];

	/// The value of each.
	fn values(&self) -> [u32; N];

	/// Whether each value is within its bounds.
	fn is_within_bounds(&self) -> bool {
		let within =
			|(value, bounds): (u32, Bounds)| (bounds.least..=bounds.greatest).contains(&value);
		self.values().into_iter().zip(Self::BOUNDS).all(within)
	}

	/// Which way the change from `old` goes.
	fn direction_from(&self, old: &Self) -> Direction {
		let changes = old.values().into_iter().zip(self.values());
		let loosens = changes.zip(Self::BOUNDS).any(|((old, new), bounds)| {
			if bounds.higher_is_tighter {
				new < old
			} else {
				new > old
			}
		});
		if loosens {
			Direction::Looser
		} else {
			Direction::Tighter
		}
	}

	/// By how much each value differs from `old`.
	fn distance_from(&self, old: &Self) -> [u32; N] {
		let mut distance = self.values();
		for (value, old) in distance.iter_mut().zip(old.values()) {
			*value = value.abs_diff(old);
		}
		distance
	}
}

/// A change that still counts against the largest steps.
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
pub struct Change<const N: usize> {
	/// When.
	pub at: Timestamp,
	/// By how much each parameter moved.
	pub moved: [u32; N],
}

/// Why a change is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeError {
	/// There were as many changes as there may be in [`CHANGE_WINDOW`].
	TooMany,
	/// A parameter would have moved further than its step in [`CHANGE_WINDOW`].
	StepTooLarge,
}

/// The changes of the last 24 hours.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Changes<const N: usize>(pub BoundedVec<Change<N>, MaxChanges>);

impl<const N: usize> Changes<N> {
	/// Adds the change from `old` to `new` and forgets those that no longer count.
	///
	/// # Errors
	/// Both of [`ChangeError`]; the record is then not to be stored.
	pub fn record<P: ParameterSet<N>>(
		&mut self,
		old: &P,
		new: &P,
		now: Timestamp,
	) -> Result<(), ChangeError> {
		self.0.retain(|change| now.saturating_sub(change.at).0 < CHANGE_WINDOW);
		let change = Change { at: now, moved: new.distance_from(old) };
		self.0.try_push(change).map_err(|_| ChangeError::TooMany)?;
		self.is_within_steps::<P>().then_some(()).ok_or(ChangeError::StepTooLarge)
	}

	/// Whether no parameter moved further than its step, all changes together. Back and forth both
	/// count: a step bounds what others have to follow in a day.
	pub fn is_within_steps<P: ParameterSet<N>>(&self) -> bool {
		let mut moved = [0u32; N];
		for change in &self.0 {
			for (sum, by) in moved.iter_mut().zip(change.moved) {
				*sum = sum.saturating_add(by);
			}
		}
		moved.into_iter().zip(P::BOUNDS).all(|(moved, bounds)| moved <= bounds.step)
	}

	/// Whether the changes stand in the order of their times and keep within the steps.
	pub fn is_sound<P: ParameterSet<N>>(&self) -> bool {
		self.0.is_sorted_by_key(|change| change.at) && self.is_within_steps::<P>()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	struct Pair(u32, u32);

	impl ParameterSet<2> for Pair {
		const BOUNDS: [Bounds; 2] =
			[Bounds::lower_is_tighter(1, 100, 10), Bounds::higher_is_tighter(0, u32::MAX, 5)];

		fn values(&self) -> [u32; 2] {
			[self.0, self.1]
		}
	}

	#[test]
	fn m13_bounds_include_their_ends() {
		for (pair, within) in [
			(Pair(1, 0), true),
			(Pair(100, u32::MAX), true),
			(Pair(0, 0), false),
			(Pair(101, 0), false),
		] {
			assert_eq!(pair.is_within_bounds(), within);
		}
	}

	#[test]
	fn m13_one_looser_value_makes_a_change_looser() {
		let old = Pair(10, 10);
		for (new, direction) in [
			(Pair(10, 10), Direction::Tighter),
			(Pair(9, 11), Direction::Tighter),
			(Pair(11, 11), Direction::Looser),
			(Pair(9, 9), Direction::Looser),
		] {
			assert_eq!(new.direction_from(&old), direction);
		}
	}

	#[test]
	fn m13_each_parameter_has_its_own_step_over_any_24_hours() {
		let mut changes = Changes::<2>::default();
		let mut change = |from, to, at| changes.record(&from, &to, Timestamp(at));
		assert_eq!(change(Pair(20, 0), Pair(26, 5), 0), Ok(()));
		// Back counts as well as forth.
		assert_eq!(change(Pair(26, 5), Pair(22, 5), 1), Ok(()));
		assert_eq!(change(Pair(22, 5), Pair(22, 5), CHANGE_WINDOW - 1), Ok(()));
		// The first change is a day old: its six are free again, and no more.
		assert_eq!(change(Pair(22, 5), Pair(28, 0), CHANGE_WINDOW), Ok(()));
		let refused = change(Pair(28, 0), Pair(29, 0), CHANGE_WINDOW);
		assert_eq!(refused, Err(ChangeError::StepTooLarge));
		assert!(!changes.is_sound::<Pair>());
	}

	#[test]
	fn m10_changes_are_bounded() {
		let mut changes = Changes::<2>::default();
		for at in 0..16 {
			assert_eq!(changes.record(&Pair(1, 0), &Pair(1, 0), Timestamp(at)), Ok(()));
		}
		assert!(changes.is_sound::<Pair>());
		let refused = changes.record(&Pair(1, 0), &Pair(1, 0), Timestamp(16));
		assert_eq!(refused, Err(ChangeError::TooMany));
		changes.0.as_mut().swap(0, 1);
		assert!(!changes.is_sound::<Pair>());
	}
}
