//! The parameters of portfolio margin, within bounds, and the model that they make.

use crate::{
	model::{Contingencies, Model, Peg, PPM},
	scenarios::{Scenario, ScenarioSet, Tilt, VolatilityMove, VolatilityShock, Wing},
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use tenor_math::Fixed;
use tenor_primitives::{Bounds, ParameterSet, UNIT_SCALE};

/// The moves of the forward in the tails, in basis points: from −66 % to +500 %.
const TAILS: [i32; 8] = [-6_600, -3_300, 5_000, 10_000, 20_000, 30_000, 40_000, 50_000];

/// How many scenarios [`PortfolioParameters::model`] makes; the basis stands beside them.
pub const SCENARIOS: usize = 33;

/// The parameters of portfolio margin of an underlying, in basis points where nothing else is said.
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
pub struct PortfolioParameters {
	/// The greatest regular move of the forward; the others are 3/4, 1/2 and 1/4 of it.
	pub range: u32,
	/// What a tail counts, times the range over its move.
	pub tail_weight: u32,
	/// Relative rise of volatility at 30 days.
	pub volatility_up: u32,
	/// Relative fall of volatility at 30 days.
	pub volatility_down: u32,
	/// The least volatility after a rise.
	pub volatility_floor: u32,
	/// The power by which shocks of volatility grow below 30 days.
	pub short_power: u32,
	/// The power by which they shrink beyond.
	pub long_power: u32,
	/// The greatest relative move of volatility in a wing, at no time to expiry.
	pub skew: u32,
	/// What a root of a year takes off it.
	pub skew_decay: u32,
	/// The least log-moneyness at which a wing is tilted in full.
	pub wing_least: u32,
	/// Deviations at 60 % volatility to the full tilt.
	pub wing_width: u32,
	/// What the basis scenario counts at no time to expiry.
	pub basis: u32,
	/// What a year adds to it.
	pub basis_annual: u32,
	/// What maintenance margin counts of the worst scenario.
	pub maintenance: u32,
	/// Of the spot, for each contract short at a strike, initially.
	pub naked_initial: u32,
	/// The same for maintenance.
	pub naked_maintenance: u32,
	/// How far an expiry's forward may move by itself, a year to expiry.
	pub roll_annual: u32,
	/// How far at least.
	pub roll_least: u32,
	/// Doubt about prices up to here costs nothing.
	pub doubt_limit: u32,
	/// How many times doubt beyond it counts.
	pub doubt_factor: u32,
	/// The part of a series' open interest that a position may be at no cost.
	pub size_share: u32,
	/// Lots that a position may be at no cost.
	pub size_lots: u32,
	/// Of the spot, for each contract beyond both.
	pub size_charge: u32,
}

impl Default for PortfolioParameters {
	fn default() -> Self {
		Self {
			range: 1_800,
			tail_weight: 7_700,
			volatility_up: 5_000,
			volatility_down: 2_750,
			volatility_floor: 4_000,
			short_power: 3_000,
			long_power: 1_300,
			skew: 2_500,
			skew_decay: 1_000,
			wing_least: 100,
			wing_width: 40_000,
			basis: 5_000,
			basis_annual: 20_000,
			maintenance: 8_000,
			naked_initial: 50,
			naked_maintenance: 30,
			roll_annual: 500,
			roll_least: 50,
			doubt_limit: 25,
			doubt_factor: 10_000,
			size_share: 2_500,
			size_lots: 10_000,
			size_charge: 200,
		}
	}
}

/// In the order of the record.
impl ParameterSet<{ PortfolioParameters::COUNT }> for PortfolioParameters {
	const BOUNDS: [Bounds; Self::COUNT] = [
		Bounds::higher_is_tighter(500, 6_000, 300),
		Bounds::higher_is_tighter(1_000, 10_000, 1_000),
		Bounds::higher_is_tighter(1_000, 20_000, 1_000),
		Bounds::higher_is_tighter(500, 9_000, 1_000),
		Bounds::higher_is_tighter(0, 20_000, 1_000),
		Bounds::higher_is_tighter(0, 5_000, 500),
		Bounds::lower_is_tighter(0, 5_000, 500),
		Bounds::higher_is_tighter(0, 9_000, 500),
		Bounds::lower_is_tighter(0, 5_000, 500),
		Bounds::lower_is_tighter(10, 1_000, 100),
		Bounds::lower_is_tighter(10_000, 100_000, 10_000),
		Bounds::higher_is_tighter(0, 20_000, 1_000),
		Bounds::higher_is_tighter(0, 100_000, 5_000),
		Bounds::higher_is_tighter(5_000, UNIT_SCALE, 500),
		Bounds::higher_is_tighter(0, 1_000, 50),
		Bounds::higher_is_tighter(0, 1_000, 50),
		Bounds::higher_is_tighter(0, 5_000, 250),
		Bounds::higher_is_tighter(0, 1_000, 50),
		Bounds::lower_is_tighter(0, 1_000, 50),
		Bounds::higher_is_tighter(0, 100_000, 5_000),
		Bounds::lower_is_tighter(0, UNIT_SCALE, 500),
		Bounds::lower_is_tighter(0, u32::MAX, u32::MAX),
		Bounds::higher_is_tighter(0, 5_000, 100),
	];

	fn values(&self) -> [u32; Self::COUNT] {
		[
			self.range,
			self.tail_weight,
			self.volatility_up,
			self.volatility_down,
			self.volatility_floor,
			self.short_power,
			self.long_power,
			self.skew,
			self.skew_decay,
			self.wing_least,
			self.wing_width,
			self.basis,
			self.basis_annual,
			self.maintenance,
			self.naked_initial,
			self.naked_maintenance,
			self.roll_annual,
			self.roll_least,
			self.doubt_limit,
			self.doubt_factor,
			self.size_share,
			self.size_lots,
			self.size_charge,
		]
	}
}

/// So many basis points.
fn share(basis_points: u32) -> Option<Fixed> {
	Fixed::from_ratio(basis_points.into(), UNIT_SCALE.into())
}

/// `1 + move`, for a move in parts of `of` basis points.
fn factor(numerator: i64, of: u32, denominator: i64) -> Option<Fixed> {
	let parts = i128::from(numerator).checked_mul(of.into())?;
	let unit = i128::from(denominator).checked_mul(UNIT_SCALE.into())?;
	Fixed::from_ratio(unit.checked_add(parts)?, unit)
}

impl PortfolioParameters {
	/// How many there are.
	pub const COUNT: usize = 23;

	/// Whether each parameter is within its bounds and initial margin never the smaller one.
	pub fn is_valid(&self) -> bool {
		self.is_within_bounds() && self.naked_initial >= self.naked_maintenance
	}

	/// The model. `None` out of range, which parameters within bounds are not.
	pub fn model(&self) -> Option<Model> {
		let zero = Fixed::ZERO;
		Some(Model {
			scenarios: self.scenarios()?,
			contingencies: Contingencies {
				naked_initial: share(self.naked_initial)?,
				naked_maintenance: share(self.naked_maintenance)?,
				future_initial: zero,
				future_maintenance: zero,
				doubt_limit: share(self.doubt_limit)?,
				doubt_factor: share(self.doubt_factor)?,
				roll_annual: share(self.roll_annual)?,
				roll_least: share(self.roll_least)?,
				size_share: share(self.size_share)?,
				size_lots: self.size_lots.into(),
				size_charge: share(self.size_charge)?,
			},
			initial: PPM,
			maintenance: self.maintenance.checked_mul(PPM.checked_div(UNIT_SCALE)?)?,
			peg: Peg { threshold: zero, factor: zero },
			exempts_long_only: true,
			scales_contingencies: false,
		})
	}

	fn scenarios(&self) -> Option<ScenarioSet> {
		use VolatilityMove::{Down, Still, Up};
		let one = Fixed::ONE;
		let mut scenarios = Vec::with_capacity(SCENARIOS.saturating_add(1));
		for quarters in [-4, -3, -2, -1, 0, 1, 2, 3, 4] {
			let forward = factor(quarters, self.range, 4)?;
			let moves: &[_] = if quarters.abs() == 4 { &[Up] } else { &[Down, Still, Up] };
			let scenario =
				|volatility: &_| Scenario::Move { forward, volatility: *volatility, weight: one };
			scenarios.extend(moves.iter().map(scenario));
		}
		for tail in TAILS {
			let weight = i128::from(self.tail_weight).checked_mul(self.range.into())?;
			let size = i128::from(tail.unsigned_abs()).checked_mul(UNIT_SCALE.into())?;
			scenarios.push(Scenario::Move {
				forward: factor(tail.into(), 1, 1)?,
				volatility: Up,
				weight: Fixed::from_ratio(weight, size)?.min(one),
			});
		}
		for symmetric in [false, true] {
			let slope = share(self.skew_decay)?.checked_neg()?;
			let tilt = Tilt { symmetric, level: share(self.skew)?, slope };
			scenarios.push(Scenario::Skew { tilt, weight: one });
		}
		scenarios.push(Scenario::Basis {
			up: factor(1, self.range, 4)?,
			down: factor(-1, self.range, 4)?,
			add: share(self.basis)?,
			multiple: share(self.basis_annual)?,
		});
		Some(ScenarioSet {
			scenarios,
			volatility: VolatilityShock {
				up: share(self.volatility_up)?,
				down: share(self.volatility_down)?,
				floor: share(self.volatility_floor)?,
				short_power: share(self.short_power)?,
				long_power: share(self.long_power)?,
				least_seconds: 86_400,
			},
			wing: Wing {
				least: share(self.wing_least)?,
				width: share(self.wing_width)?,
				level: share(6_000)?,
				slope: Fixed::ZERO,
			},
			discounting: None,
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn moves(model: &Model) -> Vec<(i64, i64, VolatilityMove)> {
		let half = Fixed::from_ratio(1, 2).unwrap();
		let ppm =
			|x: Fixed| x.checked_mul_int(PPM.into()).unwrap().checked_add(half).unwrap().floor();
		model
			.scenarios
			.scenarios
			.iter()
			.filter_map(|scenario| match scenario {
				Scenario::Move { forward, volatility, weight } => {
					Some((ppm(*forward), ppm(*weight), *volatility))
				},
				_ => None,
			})
			.collect()
	}

	#[test]
	fn the_first_values_make_33_scenarios_and_the_basis() {
		use VolatilityMove::Up;
		let model = PortfolioParameters::default().model().unwrap();
		let moves = moves(&model);
		assert_eq!((moves.len(), model.scenarios.scenarios.len()), (31, SCENARIOS + 1));
		assert_eq!(moves[0], (820_000, 1_000_000, Up));
		assert_eq!(moves[22], (1_180_000, 1_000_000, Up));
		assert_eq!(moves[12].0, 1_000_000);
		// 0.77 times 18 % over the move.
		let tails: Vec<_> = moves[23..].iter().map(|(to, weight, _)| (*to, *weight)).collect();
		assert_eq!(
			tails,
			[
				(340_000, 210_000),
				(670_000, 420_000),
				(1_500_000, 277_200),
				(2_000_000, 138_600),
				(3_000_000, 69_300),
				(4_000_000, 46_200),
				(5_000_000, 34_650),
				(6_000_000, 27_720),
			]
		);
	}

	#[test]
	fn m13_parameters_outside_their_bounds_are_not_valid() {
		let base = PortfolioParameters::default();
		assert!(base.is_valid());
		for bad in [
			PortfolioParameters { range: 6_001, ..base },
			PortfolioParameters { maintenance: 4_999, ..base },
			PortfolioParameters { tail_weight: 999, ..base },
			PortfolioParameters { naked_initial: 29, ..base },
		] {
			assert!(!bad.is_valid(), "{bad:?}");
		}
	}

	proptest! {
		#[test]
		fn m13_parameters_within_bounds_make_a_model(parts: [u32; 23]) {
			let mut values = parts.into_iter().zip(PortfolioParameters::BOUNDS).map(|(part, bounds)| {
				let span = u64::from(bounds.greatest - bounds.least);
				bounds.least + u32::try_from(u64::from(part) * span / u64::from(u32::MAX)).unwrap()
			});
			let mut next = || values.next().unwrap();
			let parameters = PortfolioParameters {
				range: next(),
				tail_weight: next(),
				volatility_up: next(),
				volatility_down: next(),
				volatility_floor: next(),
				short_power: next(),
				long_power: next(),
				skew: next(),
				skew_decay: next(),
				wing_least: next(),
				wing_width: next(),
				basis: next(),
				basis_annual: next(),
				maintenance: next(),
				naked_initial: next(),
				naked_maintenance: next(),
				roll_annual: next(),
				roll_least: next(),
				doubt_limit: next(),
				doubt_factor: next(),
				size_share: next(),
				size_lots: next(),
				size_charge: next(),
			};
			prop_assert!(parameters.is_within_bounds());
			let model = parameters.model().unwrap();
			prop_assert!(model.maintenance <= model.initial);
			for (forward, weight, _) in moves(&model) {
				prop_assert!(forward > 0 && weight >= 0 && weight <= i64::from(PPM));
			}
		}
	}
}
