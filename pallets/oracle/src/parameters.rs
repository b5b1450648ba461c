//! The parameters with their bounds, largest steps and tighter directions (M13).

use crate::pallet::{Config, Error, Event, Pallet, Parameters as Stored, RecentChanges};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::ensure;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::DispatchResult;
use tenor_primitives::{Bounds, Direction, ParameterSet};

/// How many parameters there are.
pub const PARAMETERS: usize = 8;

/// When a price counts, and how far from it a series may trade.
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
	Serialize,
	Deserialize,
)]
pub struct Parameters {
	/// Age in milliseconds above which an index is stale. Less is tighter.
	pub spot_staleness: u32,
	/// Age in milliseconds above which a surface is stale. Less is tighter.
	pub surface_staleness: u32,
	/// Move of the index from one round to the next, in basis points, above which it is held.
	/// Less is tighter.
	pub jump: u32,
	/// Shock of the forward in the price band, in basis points. Less is tighter.
	pub band_forward: u32,
	/// Relative shock of volatility in the price band, in basis points. Less is tighter.
	pub band_volatility: u32,
	/// How far the projection may move a node of a slice, in basis points of its median; beyond it the
	/// slice is refused. Less is tighter.
	pub surface_tolerance: u32,
	/// Weighted deviation of the spots over their median, in basis points, above which the breaker
	/// trips. Less is tighter.
	pub dispersion: u32,
	/// How far a reported forward may lie beyond the range of the book, in basis points of it. Less is
	/// tighter.
	pub cross_check: u32,
}

impl Default for Parameters {
	fn default() -> Self {
		Self {
			spot_staleness: 6_000,
			surface_staleness: 90_000,
			jump: 300,
			band_forward: 300,
			band_volatility: 1_000,
			surface_tolerance: 1_000,
			dispersion: 100,
			cross_check: 200,
		}
	}
}

/// In the order of the record. Lower is tighter for all: what is older, further off or wider of the
/// mark does not count.
impl ParameterSet<PARAMETERS> for Parameters {
	const BOUNDS: [Bounds; PARAMETERS] = [
		Bounds::lower_is_tighter(4_000, 30_000, 6_000),
		Bounds::lower_is_tighter(60_000, 600_000, 60_000),
		Bounds::lower_is_tighter(20, 2_000, 200),
		Bounds::lower_is_tighter(50, 2_000, 200),
		Bounds::lower_is_tighter(100, 5_000, 500),
		Bounds::lower_is_tighter(100, 5_000, 500),
		Bounds::lower_is_tighter(20, 1_000, 100),
		Bounds::lower_is_tighter(50, 2_000, 200),
	];

	fn values(&self) -> [u32; PARAMETERS] {
		[
			self.spot_staleness,
			self.surface_staleness,
			self.jump,
			self.band_forward,
			self.band_volatility,
			self.surface_tolerance,
			self.dispersion,
			self.cross_check,
		]
	}
}

impl Parameters {
	/// Whether all but the bands is as in `old`: feeds belong to the slow lane.
	fn only_moves_bands_of(&self, old: &Self) -> bool {
		let Self { band_forward, band_volatility, .. } = *self;
		*self == Self { band_forward, band_volatility, ..*old }
	}
}

impl<T: Config> Pallet<T> {
	/// Puts parameters in force; those who may not loosen may only narrow the bands.
	pub(crate) fn do_set_parameters(new: Parameters, may_loosen: bool) -> DispatchResult {
		let old = Stored::<T>::get();
		ensure!(new != old, Error::<T>::NothingChanged);
		ensure!(new.is_within_bounds(), Error::<T>::ParameterOutOfBounds);
		let narrows =
			new.only_moves_bands_of(&old) && new.direction_from(&old) == Direction::Tighter;
		ensure!(may_loosen || narrows, Error::<T>::MayOnlyNarrowBands);

		RecentChanges::<T>::try_mutate(|changes| changes.record(&old, &new, Self::now()))
			.map_err(Error::<T>::from)?;
		Stored::<T>::put(new);
		Self::deposit_event(Event::ParametersChanged { parameters: new });
		Ok(())
	}
}
