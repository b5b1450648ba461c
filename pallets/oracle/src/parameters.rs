//! The parameters with their bounds, largest steps and tighter directions (M13).

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

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
}

impl Default for Parameters {
	fn default() -> Self {
		Self {
			spot_staleness: 6_000,
			surface_staleness: 90_000,
			jump: 300,
			band_forward: 300,
			band_volatility: 1_000,
		}
	}
}

/// The least and the greatest value of a parameter, and how far it may move in 24 hours.
struct Bounds {
	least: u32,
	greatest: u32,
	step: u32,
}

/// In the order of the fields of [`Parameters`].
const BOUNDS: [Bounds; 5] = [
	Bounds { least: 4_000, greatest: 30_000, step: 6_000 },
	Bounds { least: 60_000, greatest: 600_000, step: 60_000 },
	Bounds { least: 20, greatest: 2_000, step: 200 },
	Bounds { least: 50, greatest: 2_000, step: 200 },
	Bounds { least: 100, greatest: 5_000, step: 500 },
];

impl Parameters {
	fn values(&self) -> [u32; 5] {
		[
			self.spot_staleness,
			self.surface_staleness,
			self.jump,
			self.band_forward,
			self.band_volatility,
		]
	}

	/// Whether every value lies within its bounds.
	pub fn within_bounds(&self) -> bool {
		let within =
			|(value, bounds): (&u32, &Bounds)| (bounds.least..=bounds.greatest).contains(value);
		self.values().iter().zip(BOUNDS.iter()).all(within)
	}

	/// Whether no value is further from `reference` than it may move in 24 hours.
	pub fn within_step(&self, reference: &Self) -> bool {
		self.values()
			.iter()
			.zip(reference.values())
			.zip(BOUNDS.iter())
			.all(|((value, reference), bounds)| value.abs_diff(reference) <= bounds.step)
	}
}
