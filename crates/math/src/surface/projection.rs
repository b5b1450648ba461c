//! From reported variances to a slice without arbitrage.
//!
//! Medians node by node of honest smiles need not be a smile. Prices of calls on the nodes' strikes
//! are brought under their greatest convex minorant that does not rise, anchored at strike 0 where a
//! call is worth the forward; nodes above it by more than [`TOLERANCE`] move down onto it. Then each
//! node below the earlier expiry's moves up to it: in prices that is the greater of two convex
//! functions, which is convex. Wings are those of the outer segments, no steeper than leaves them
//! without butterflies and no flatter than the earlier expiry's, so calendar order holds at every
//! strike.
//!
//! Nodes free of arbitrage are not touched, and a second projection changes nothing.
//!
//! Between two nodes variance is linear in `k` by rule: that calls at the nodes are convex does not make
//! those between them so. It leaves kinks at the nodes. Where they bend down (are concave in `k`), an
//! outer node with a wing less steep than its segment included, three strikes close around a node form a
//! butterfly below zero, in proportion to the bend and to the distance of the strikes. For strikes half
//! a percent of the forward apart, over the forward: below 5e-4 for a level with one straight wing that
//! ends at a node, of any slope; 2.3e-3 is the most that a search over any nodes found. Where they bend
//! up, a straight segment can be too steep for what is left of its node's own bend: 1.5e-4. Samples of
//! SSVI without butterflies leave none (tests `butterflies_*` and
//! `what_has_no_arbitrage_is_not_touched`).

use super::nodes::{Grid, Slice};
use crate::{
	black76::{price, Black76, OptionKind},
	fixed::{Fixed, Rounding},
	implied, wide,
};

/// Least total variance of a node, 2^−40: one second at a volatility of 0.5 %.
pub const LEAST_VARIANCE: Fixed = Fixed::from_bits(1 << 24);

/// Greatest total variance of a node, 64: four years at a volatility of 400 %.
pub const GREATEST_VARIANCE: Fixed = Fixed::from_bits(64 << 64);

/// The greatest price above the minorant that counts as on it: 2^−44 (5.7e-14) of the forward. One
/// ulp of variance moves a price by a quarter of this at the least variance, and less above.
pub const TOLERANCE: Fixed = Fixed::from_bits(1 << 20);

/// Why there is no slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SurfaceError {
	/// The variance of this node is outside [`LEAST_VARIANCE`] to [`GREATEST_VARIANCE`]: leave the
	/// expiry out of the round.
	Variance {
		/// Index of the first such node.
		node: u32,
	},
}

/// How far the projection moved the nodes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Repair {
	/// Nodes that moved.
	pub nodes: u32,
	/// The greatest move, in total variance.
	pub variance: Fixed,
	/// The greatest move over the variance reported at its node. A rule that refuses slices
	/// beyond a tolerance should read this: it does not depend on expiry.
	pub relative: Fixed,
}

/// A slice, and what it took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Projected<const N: usize> {
	/// Without arbitrage at the nodes and in the wings: see [`Grid::project`].
	pub slice: Slice<N>,
	/// Zero if the reported nodes were.
	pub repair: Repair,
}

/// A strike, and the price of its call, both over the forward.
#[derive(Clone, Copy, Debug)]
struct Point {
	strike: Fixed,
	price: Fixed,
}

/// The call at strike 0.
const ANCHOR: Point = Point { strike: Fixed::ZERO, price: Fixed::ONE };

impl<const N: usize> Grid<N> {
	/// The slice next to `reported` that has no arbitrage at its nodes, in its wings, or with the
	/// `earlier` expiry.
	///
	/// Call prices at its nodes are convex within [`TOLERANCE`], do not rise with the strike, and
	/// stay between intrinsic value and forward; beyond the outer nodes they are convex and fall to
	/// nothing. Variance at every `k` is at least the earlier one's. What is left between nodes the
	/// [module](self) tells. Error: [`SurfaceError::Variance`].
	pub fn project(
		&self,
		reported: &[Fixed; N],
		earlier: Option<&Slice<N>>,
	) -> Result<Projected<N>, SurfaceError> {
		if let Some(node) =
			reported.iter().position(|w| !(LEAST_VARIANCE..=GREATEST_VARIANCE).contains(w))
		{
			return Err(SurfaceError::Variance { node: u32::try_from(node).unwrap_or(u32::MAX) });
		}
		let mut variances = *reported;
		self.make_convex(&mut variances);
		let (mut left, mut right) = self.wings(&variances);
		if let Some(earlier) = earlier {
			for (variance, before) in variances.iter_mut().zip(&earlier.variances) {
				*variance = (*variance).max(*before);
			}
			(left, right) = self.wings(&variances);
			(left, right) = (left.max(earlier.left), right.max(earlier.right));
		}
		let repair = repair(reported, &variances);
		Ok(Projected { slice: Slice { variances, left, right }, repair })
	}

	/// The greatest excess of a node's call price over the line between its neighbours, in units of
	/// the forward; at most [`TOLERANCE`] for any [`Slice`]. The left neighbour of the first node is
	/// the call at strike 0; to the right of the last the line is level. For tests of arbitrage on
	/// variances from elsewhere.
	pub fn butterfly(&self, variances: &[Fixed; N]) -> Fixed {
		let points = self.points(variances);
		let mut before = ANCHOR;
		let mut excess = Fixed::ZERO;
		for (index, point) in points.iter().enumerate() {
			let line = match index.checked_add(1).and_then(|next| points.get(next)) {
				Some(next) if next.price <= before.price => height(before, *next, point.strike),
				_ => before.price,
			};
			excess = excess.max(point.price.saturating_sub(line));
			before = *point;
		}
		excess
	}

	fn points(&self, variances: &[Fixed; N]) -> [Point; N] {
		let mut points = [ANCHOR; N];
		for ((point, strike), variance) in points.iter_mut().zip(self.strikes()).zip(variances) {
			*point = Point { strike: *strike, price: call(*strike, *variance) };
		}
		points
	}

	/// Lower what stands above the greatest convex minorant that does not rise.
	fn make_convex(&self, variances: &mut [Fixed; N]) {
		let points = self.points(variances);
		let hull = Hull::under(&points);
		let mut vertices = hull.vertices();
		let (mut left, mut right) = (ANCHOR, vertices.next());
		for (point, variance) in points.iter().zip(variances) {
			while let Some(vertex) = right.filter(|vertex| vertex.strike < point.strike) {
				(left, right) = (vertex, vertices.next());
			}
			let least = right.map_or(left.price, |right| height(left, right, point.strike));
			let most = least.saturating_add(TOLERANCE);
			if point.price > most {
				*variance = variance_between(point.strike, *variance, least, most);
			}
		}
	}
}

/// The vertices of the minorant, prices falling strictly; a stack.
struct Hull<const N: usize> {
	stack: [Point; N],
	length: usize,
}

impl<const N: usize> Hull<N> {
	/// A. Andrew's chain: one pass over the rising strikes.
	fn under(points: &[Point; N]) -> Self {
		let mut hull = Self { stack: [ANCHOR; N], length: 0 };
		for point in points {
			if hull.nth_last(1).price <= point.price {
				continue;
			}
			while hull.length > 0 && is_above(hull.nth_last(2), hull.nth_last(1), *point) {
				hull.length = hull.length.saturating_sub(1);
			}
			if let Some(top) = hull.stack.get_mut(hull.length) {
				*top = *point;
				hull.length = hull.length.saturating_add(1);
			}
		}
		hull
	}

	/// The last vertex but `count − 1`; the anchor below all.
	fn nth_last(&self, count: usize) -> Point {
		let index = self.length.checked_sub(count);
		index.and_then(|index| self.stack.get(index)).copied().unwrap_or(ANCHOR)
	}

	fn vertices(&self) -> impl Iterator<Item = Point> + '_ {
		self.stack.iter().take(self.length).copied()
	}
}

/// Whether the middle is on or above the line between the others, prices falling strictly; exact.
fn is_above(left: Point, middle: Point, right: Point) -> bool {
	let area = |fall: (Fixed, Fixed), width: (Fixed, Fixed)| {
		let size = |(a, b): (Fixed, Fixed)| a.saturating_sub(b).to_bits().unsigned_abs();
		wide::mul(size(fall), size(width))
	};
	area((left.price, middle.price), (right.strike, middle.strike))
		<= area((middle.price, right.price), (middle.strike, left.strike))
}

/// The height of the falling line between two points at a strike between theirs, rounded up.
fn height(left: Point, right: Point, strike: Fixed) -> Fixed {
	let fall = left.price.saturating_sub(right.price).to_bits().unsigned_abs();
	let rest = right.strike.saturating_sub(strike).to_bits().unsigned_abs();
	let width = right.strike.saturating_sub(left.strike).to_bits().unsigned_abs();
	let rise = wide::mul_div(fall, rest, width, Rounding::Up)
		.and_then(|bits| i128::try_from(bits).ok())
		.map_or(Fixed::ZERO, Fixed::from_bits);
	right.price.saturating_add(rise)
}

fn call(strike: Fixed, variance: Fixed) -> Fixed {
	// Both are in range by construction.
	price(OptionKind::Call, strike, variance).unwrap_or_default()
}

/// A variance at which the call is worth between `least` and `most`, below `high` at which it is worth
/// more: that of the implied deviation. Where that is refused (a price too close to its bounds)
/// or not near enough, Newton's steps inside a bracket, which is halved instead where a step leaves
/// it or is more than half of the one before; never more than 150.
fn variance_between(strike: Fixed, high: Fixed, least: Fixed, most: Fixed) -> Fixed {
	let (mut low, mut high) = (LEAST_VARIANCE, high);
	if call(strike, low) >= least {
		return low;
	}
	let aim = middle(least, most);
	let mut guess = implied_variance(strike, aim).filter(|w| *w > low && *w < high).unwrap_or(high);
	let mut last = high.saturating_sub(low);
	for _ in 0..150u8 {
		let found = call(strike, guess);
		if found < least {
			low = guess;
		} else if found > most {
			high = guess;
		} else {
			return guess;
		}
		let size = |next: Fixed| next.saturating_sub(guess).checked_abs();
		let newton = newton_step(strike, guess, found.saturating_sub(aim)).filter(|next| {
			let shorter = size(*next).is_some_and(|step| step.to_bits() <= last.to_bits() >> 1);
			shorter && *next > low && *next < high
		});
		let next = newton.unwrap_or(middle(low, high));
		last = size(next).unwrap_or(last);
		guess = next;
	}
	high
}

fn implied_variance(strike: Fixed, call: Fixed) -> Option<Fixed> {
	let bits = |x: Fixed| u128::try_from(x.to_bits()).ok();
	let s = implied::deviation(OptionKind::Call, bits(Fixed::ONE)?, bits(strike)?, bits(call)?);
	let s = s.ok()?.to_fixed();
	s.checked_mul(s)
}

/// `w − excess / (∂C/∂w)` with `∂C/∂w = φ(d1)/(2√w)`.
fn newton_step(strike: Fixed, variance: Fixed, excess: Fixed) -> Option<Fixed> {
	let vega = Black76::new(strike, variance)?.vega();
	let twice = variance.sqrt()?.checked_mul(Fixed::from_int(2))?;
	variance.checked_sub(excess.checked_mul(twice)?.checked_div(vega)?)
}

fn middle(low: Fixed, high: Fixed) -> Fixed {
	Fixed::from_bits(low.saturating_add(high).to_bits() >> 1)
}

fn repair<const N: usize>(reported: &[Fixed; N], found: &[Fixed; N]) -> Repair {
	let mut repair = Repair::default();
	for (before, after) in reported.iter().zip(found) {
		let moved = before.saturating_sub(*after).checked_abs().unwrap_or(Fixed::MAX);
		repair.nodes = repair.nodes.saturating_add(u32::from(moved != Fixed::ZERO));
		repair.variance = repair.variance.max(moved);
		repair.relative = repair.relative.max(moved.saturating_div(*before));
	}
	repair
}
