//! One slice from the nodes that several reporters saw.
//!
//! Node by node: the stake-weighted median of total variance, the range that liars under a third
//! cannot leave, and the confidence. The medians are projected ([`Grid::project`]); a slice whose
//! repair is beyond the tolerance is refused, since then the medians are no smile that anybody saw.
//!
//! Source: docs/spec/prices.md, "Rounds and medians" and "The surface".

use super::{
	nodes::{Grid, Slice},
	projection::{Repair, SurfaceError},
};
use crate::{
	fixed::{Fixed, Rounding},
	stats::{self, StatsError},
	wide,
};

/// Basis points in one.
const ONE_BP: u128 = 10_000;

/// Reported variances are whole multiples of 2^−40, which is
/// [`LEAST_VARIANCE`](super::projection::LEAST_VARIANCE).
const UNIT_SHIFT: u32 = 24;

/// The greatest reported variance, 64.
pub const GREATEST_REPORTED: u64 = 1 << 46;

/// Total variance from its reported form, a multiple of 2^−40. `None` outside 2^−40 to 64, the bounds
/// of a node.
pub fn reported_variance(units: u64) -> Option<Fixed> {
	let valid = (1..=GREATEST_REPORTED).contains(&units);
	valid.then(|| Fixed::from_bits(i128::from(units) << UNIT_SHIFT))
}

/// The reported form of a total variance: to the nearest multiple of 2^−40, within the bounds of a
/// node.
pub fn variance_to_report(variance: Fixed) -> u64 {
	let half = 1i128 << (UNIT_SHIFT - 1);
	let units = variance.to_bits().saturating_add(half) >> UNIT_SHIFT;
	u64::try_from(units.max(1)).unwrap_or(u64::MAX).min(GREATEST_REPORTED)
}

/// What one reporter saw of an expiry.
#[derive(Clone, Copy, Debug)]
pub struct NodeReport<'a, const N: usize> {
	/// The stake behind it.
	pub stake: u128,
	/// Total variance at each node, in multiples of 2^−40.
	pub variances: &'a [u64; N],
	/// Half the distance from bid to ask at each node, in basis points of its variance.
	pub half_spreads: &'a [u16; N],
}

/// One slice with what stands behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aggregate<const N: usize> {
	/// The projected medians.
	pub slice: Slice<N>,
	/// At each node, in multiples of 2^−40: some honest reporter saw as much or more. Not above the
	/// slice.
	pub lo: [u64; N],
	/// At each node, in multiples of 2^−40: some honest reporter saw as little or less. Not below the
	/// slice.
	pub hi: [u64; N],
	/// At each node, in basis points of the median, rounded up: the greater of the weighted median
	/// deviation and the weighted median half-spread.
	pub confidence: [u16; N],
	/// What the projection moved.
	pub repair: Repair,
}

/// Why there is no slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
	/// See [`StatsError`].
	Reports(StatsError),
	/// The memory passed is for fewer reports than there are.
	Room,
	/// See [`SurfaceError`].
	Variance(SurfaceError),
	/// The projection would move a node by more than the tolerance.
	Repair(Repair),
}

/// The slice that reporters saw together, where `total` is the stake of the whole set.
///
/// `earlier` is the slice of the expiry before, below which no variance may be. `tolerance_bp` is the
/// greatest repair of a node over its median, in basis points. `room` holds as many values as there
/// are reports; what is in it does not matter.
///
/// # Errors
///
/// [`Refusal`].
pub fn aggregate<const N: usize>(
	grid: &Grid<N>,
	reports: &[NodeReport<N>],
	total: u128,
	earlier: Option<&Slice<N>>,
	tolerance_bp: u32,
	room: &mut [stats::Report],
) -> Result<Aggregate<N>, Refusal> {
	let room = room.get_mut(..reports.len()).ok_or(Refusal::Room)?;
	let (mut lo, mut hi, mut confidence) = ([0; N], [0; N], [0; N]);
	let mut medians = [Fixed::ZERO; N];
	let ends = lo.iter_mut().zip(&mut hi).zip(&mut confidence);
	for (node, (median, ((lo, hi), confidence))) in medians.iter_mut().zip(ends).enumerate() {
		fill(room, reports, |report| report.variances.get(node).copied().map(u128::from));
		let seen = stats::Reports::new(room).map_err(Refusal::Reports)?;
		let range = seen.range(total).map_err(Refusal::Reports)?;
		let deviation = seen.deviation(range.median);
		fill(room, reports, |report| half_spread(report, node));
		let spread = stats::Reports::new(room).map_err(Refusal::Reports)?.median();
		*confidence = share(deviation.max(spread), range.median);
		let units = |value: u128| u64::try_from(value).unwrap_or(u64::MAX);
		(*lo, *hi) = (units(range.lo), units(range.hi));
		let number = u32::try_from(node).unwrap_or(u32::MAX);
		*median = reported_variance(units(range.median))
			.ok_or(Refusal::Variance(SurfaceError::Variance { node: number }))?;
	}
	let projected = grid.project(&medians, earlier).map_err(Refusal::Variance)?;
	let tolerance = Fixed::from_ratio(tolerance_bp.into(), ONE_BP.cast_signed());
	if tolerance.is_none_or(|tolerance| projected.repair.relative > tolerance) {
		return Err(Refusal::Repair(projected.repair));
	}
	// A node that was moved out of its range widens it: each end stays on the safe side.
	for ((lo, hi), variance) in lo.iter_mut().zip(&mut hi).zip(projected.slice.variances()) {
		*lo = (*lo).min(units_of(*variance, Rounding::Down));
		*hi = (*hi).max(units_of(*variance, Rounding::Up));
	}
	Ok(Aggregate { slice: projected.slice, lo, hi, confidence, repair: projected.repair })
}

/// Puts one value of each report into `room`, with its stake.
fn fill<const N: usize>(
	room: &mut [stats::Report],
	reports: &[NodeReport<N>],
	value: impl Fn(&NodeReport<N>) -> Option<u128>,
) {
	for (place, report) in room.iter_mut().zip(reports) {
		*place = stats::Report { value: value(report).unwrap_or(0), stake: report.stake };
	}
}

/// A reporter's half-spread at a node in the unit of variances, rounded down.
fn half_spread<const N: usize>(report: &NodeReport<N>, node: usize) -> Option<u128> {
	let variance = u128::from(*report.variances.get(node)?);
	let spread = u128::from(*report.half_spreads.get(node)?);
	variance.checked_mul(spread)?.checked_div(ONE_BP)
}

/// A part of a whole in basis points, rounded up and held at the bound of the type.
fn share(part: u128, whole: u128) -> u16 {
	wide::mul_div(part, ONE_BP, whole, Rounding::Up)
		.and_then(|share| u16::try_from(share).ok())
		.unwrap_or(u16::MAX)
}

fn units_of(variance: Fixed, rounding: Rounding) -> u64 {
	let rest = match rounding {
		Rounding::Down => 0,
		Rounding::Up => (1i128 << UNIT_SHIFT) - 1,
	};
	u64::try_from(variance.to_bits().saturating_add(rest) >> UNIT_SHIFT).unwrap_or(0)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::surface::{
		projection::{GREATEST_VARIANCE, LEAST_VARIANCE, TOLERANCE},
		Smile, Ssvi, NODES,
	};
	use proptest::prelude::*;

	type Smiles = Vec<(u128, [u64; 25], [u16; 25])>;

	fn grid() -> Grid<25> {
		Grid::new(NODES).unwrap()
	}

	fn run(
		smiles: &Smiles,
		total: u128,
		earlier: Option<&Slice<25>>,
		bp: u32,
	) -> Result<Aggregate<25>, Refusal> {
		let reports: Vec<_> = smiles
			.iter()
			.map(|(stake, variances, half_spreads)| NodeReport {
				stake: *stake,
				variances,
				half_spreads,
			})
			.collect();
		let mut room = vec![stats::Report { value: 7, stake: 7 }; smiles.len()];
		aggregate(&grid(), &reports, total, earlier, bp, &mut room)
	}

	/// SSVI of some variance at the money and correlation, free of butterflies.
	fn smile(theta_ppm: i128, rho_percent: i128) -> [u64; 25] {
		let theta = Fixed::from_ratio(theta_ppm, 1_000_000).unwrap();
		let rho = Fixed::from_ratio(rho_percent, 100).unwrap();
		let phi = Fixed::ONE.checked_div(theta.sqrt().unwrap()).unwrap();
		let ssvi = Ssvi { theta, rho, phi };
		NODES.map(|k| variance_to_report(ssvi.at(k).unwrap().variance))
	}

	#[test]
	fn units_are_those_of_the_bounds() {
		assert_eq!(reported_variance(1), Some(LEAST_VARIANCE));
		assert_eq!(reported_variance(GREATEST_REPORTED), Some(GREATEST_VARIANCE));
		assert_eq!(reported_variance(0), None);
		assert_eq!(reported_variance(GREATEST_REPORTED + 1), None);
		assert_eq!(variance_to_report(Fixed::ZERO), 1);
		assert_eq!(variance_to_report(Fixed::MAX), GREATEST_REPORTED);
		assert_eq!(variance_to_report(Fixed::MIN), 1);
		for units in [1, 2, 999, 1 << 40, GREATEST_REPORTED] {
			assert_eq!(variance_to_report(reported_variance(units).unwrap()), units);
		}
	}

	#[test]
	fn the_worked_example_of_the_specification() {
		// Four seats of one each; flat smiles of 4, 5, 5 and 8 over 128, half-spreads of 2 %.
		let flat = |parts: i128| [variance_to_report(Fixed::from_ratio(parts, 128).unwrap()); 25];
		let seats = [4, 5, 5, 8].map(|w| (1, flat(w), [200; 25]));
		let found = run(&seats.to_vec(), 4, None, 0).unwrap();
		let at = |w| flat(w)[0];
		assert_eq!(found.slice.variances()[12], reported_variance(at(5)).unwrap());
		// A third of four is two seats: two at or above 5/128, two at or below it.
		assert_eq!((found.lo[12], found.hi[12]), (at(5), at(5)));
		// Distances 0, 0, 1, 3: the median distance is 0, the half-spread 2 % of the median.
		assert_eq!(found.confidence, [200; 25]);
		assert_eq!(found.repair, Repair::default());

		let three = [(1, flat(4), [200; 25]), (1, flat(5), [200; 25]), (1, flat(8), [200; 25])];
		let found = run(&three.to_vec(), 4, None, 0).unwrap();
		assert_eq!((found.lo[0], found.hi[0]), (at(5), at(5)));
		// Distances 0, 1, 3: 1 of 5.
		assert_eq!(found.confidence, [2_000; 25]);
	}

	#[test]
	fn medians_of_honest_smiles_pass_and_what_is_no_smile_is_refused() {
		let smiles: Smiles = [(30_000, -30), (31_000, -28), (30_500, -33), (29_800, -31)]
			.map(|(theta, rho)| (1, smile(theta, rho), [150; 25]))
			.to_vec();
		let found = run(&smiles, 4, None, 100).unwrap();
		assert!(grid().butterfly(found.slice.variances()) <= TOLERANCE);
		let mut wild = smiles.clone();
		for smile in &mut wild {
			smile.1[14] *= 2;
		}
		assert!(
			matches!(run(&wild, 4, None, 1_000), Err(Refusal::Repair(repair)) if repair.nodes > 0)
		);
		let repaired = run(&wild, 4, None, 6_000).unwrap();
		assert!(grid().butterfly(repaired.slice.variances()) <= TOLERANCE);
		// The range follows a node that was moved down.
		let moved = units_of(repaired.slice.variances()[14], Rounding::Down);
		assert_eq!(repaired.lo[14], moved);
		assert!(repaired.hi[14] >= wild.iter().map(|smile| smile.1[14]).min().unwrap());
		// One liar of four does none of this.
		let mut one = smiles.clone();
		one[0].1[14] *= 1_000;
		assert!(run(&one, 4, None, 100).is_ok());
	}

	#[test]
	fn variance_rises_to_the_earlier_expiry_s() {
		let early = run(&vec![(1, smile(30_000, -30), [0; 25])], 1, None, 100).unwrap();
		let later = vec![(1, smile(29_000, -30), [0; 25])];
		let raised = run(&later, 1, Some(&early.slice), 400).unwrap();
		assert_eq!(raised.slice.variances(), early.slice.variances());
		assert!(raised.hi.iter().zip(&early.hi).all(|(hi, early)| hi >= early));
		let refused = run(&later, 1, Some(&early.slice), 300);
		assert!(matches!(refused, Err(Refusal::Repair(_))));
	}

	#[test]
	fn what_cannot_be_aggregated_says_why() {
		let good = vec![(1, smile(30_000, 0), [0; 25])];
		assert_eq!(run(&vec![], 4, None, 100), Err(Refusal::Reports(StatsError::Empty)));
		assert_eq!(run(&good, 4, None, 100), Err(Refusal::Reports(StatsError::BelowThird)));
		let mut bad = good.clone();
		bad[0].1[3] = 0;
		let node = SurfaceError::Variance { node: 3 };
		assert_eq!(run(&bad, 1, None, 100), Err(Refusal::Variance(node)));
		let report = NodeReport { stake: 1, variances: &good[0].1, half_spreads: &good[0].2 };
		let none = aggregate(&grid(), &[report], 1, None, 100, &mut []);
		assert_eq!(none, Err(Refusal::Room));
	}

	fn seats() -> impl Strategy<Value = Vec<(u128, i128, i128, u16)>> {
		prop::collection::vec((1u128..50, 20_000i128..40_000, -60i128..20, 0u16..500), 1..12)
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(128))]

		/// Whatever under a third says, of any bits: there is no arbitrage at the nodes, and the
		/// range of each node meets the honest one.
		#[test]
		fn liars_under_a_third_leave_no_arbitrage_and_no_false_range(
			honest in seats(),
			lies in prop::collection::vec((1u128..50, prop::array::uniform25(1u64..=GREATEST_REPORTED)), 0..6),
			silent in 0u128..100,
		) {
			let smiles: Smiles = honest
				.iter()
				.map(|(stake, theta, rho, spread)| (*stake, smile(*theta, *rho), [*spread; 25]))
				.collect();
			let truth = smiles.clone();
			let mut smiles = smiles;
			smiles.extend(lies.iter().map(|(stake, variances)| (*stake, *variances, [u16::MAX; 25])));
			let stake = |of: &Smiles| of.iter().map(|smile| smile.0).sum::<u128>();
			let total = stake(&smiles) + silent;
			prop_assume!((stake(&smiles) - stake(&truth)) * 3 < total);
			prop_assume!(stake(&smiles) * 2 > total);
			let found = run(&smiles, total, None, u32::MAX).unwrap();
			prop_assert!(grid().butterfly(found.slice.variances()) <= TOLERANCE);
			for node in 0..25 {
				let seen = truth.iter().map(|smile| smile.1[node]);
				prop_assert!(found.lo[node] <= seen.clone().max().unwrap());
				prop_assert!(found.hi[node] >= seen.min().unwrap());
				let variance = found.slice.variances()[node];
				prop_assert!(found.lo[node] <= units_of(variance, Rounding::Down));
				prop_assert!(units_of(variance, Rounding::Up) <= found.hi[node]);
			}
		}

		/// A report whose w falls with expiry is refused before; of those left, medians rise with
		/// expiry, and so do the slices, at every k.
		#[test]
		fn slices_rise_with_expiry(near in seats(), more in prop::collection::vec(0u64..1 << 34, 12)) {
			let early: Smiles = near
				.iter()
				.map(|(stake, theta, rho, spread)| (*stake, smile(*theta, *rho), [*spread; 25]))
				.collect();
			let mut late = early.clone();
			for (smile, more) in late.iter_mut().zip(&more) {
				smile.1 = smile.1.map(|w| w + more);
			}
			let total = early.iter().map(|smile| smile.0).sum();
			let early = run(&early, total, None, u32::MAX).unwrap();
			let late = run(&late, total, Some(&early.slice), u32::MAX).unwrap();
			for k in (-40..=40i128).map(|step| Fixed::from_ratio(step, 20).unwrap()) {
				let [early, late] =
					[early.slice, late.slice].map(|slice| slice.variance(&NODES, k).unwrap());
				prop_assert!(early <= late);
			}
		}
	}
}
