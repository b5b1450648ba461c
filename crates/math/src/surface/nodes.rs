//! Total variance at fixed nodes of log-moneyness.

use super::smile::{Local, Smile};
use crate::{fixed::Fixed, wide};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The greatest `|k|` of a node.
pub const GREATEST_MONEYNESS: Fixed = Fixed::from_bits(8 << 64);

/// Log-moneyness of the nodes of reports: 0, ±1/64, 1/32, 1/16, 3/32, 1/8, 3/16, 1/4, 3/8, 1/2, 3/4, 1
/// and 3/2. All are exact; the steps widen as prices flatten.
pub const NODES: [Fixed; 25] = nodes_of([
	-96, -64, -48, -32, -24, -16, -12, -8, -6, -4, -2, -1, 0, 1, 2, 4, 6, 8, 12, 16, 24, 32, 48,
	64, 96,
]);

const fn nodes_of<const N: usize>(sixty_fourths: [i8; N]) -> [Fixed; N] {
	let mut nodes = [Fixed::ZERO; N];
	let (mut from, mut to): (&[i8], &mut [Fixed]) = (&sixty_fourths, &mut nodes);
	while let (Some((first, others)), Some((node, rest))) =
		(from.split_first(), to.split_first_mut())
	{
		// `const fn` has no trait conversions; this one widens.
		*node = Fixed::from_bits((*first as i128) << 58);
		(from, to) = (others, rest);
	}
	nodes
}

/// Nodes with the strikes, in units of the forward, that they stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid<const N: usize> {
	nodes: [Fixed; N],
	strikes: [Fixed; N],
}

impl<const N: usize> Grid<N> {
	/// `None` unless the nodes rise strictly and none is beyond [`GREATEST_MONEYNESS`].
	pub fn new(nodes: [Fixed; N]) -> Option<Self> {
		let mut strikes = [Fixed::ZERO; N];
		let mut last: Option<Fixed> = None;
		for (node, strike) in nodes.iter().zip(&mut strikes) {
			let outside = node.checked_abs().is_none_or(|k| k > GREATEST_MONEYNESS);
			if outside || last.is_some_and(|last| last >= *node) {
				return None;
			}
			*strike = node.exp()?;
			last = Some(*node);
		}
		// Nodes an ulp apart can have one strike.
		let apart = strikes.iter().zip(strikes.iter().skip(1)).all(|(low, high)| low < high);
		apart.then_some(Self { nodes, strikes })
	}

	/// Log-moneyness of the nodes, rising.
	pub fn nodes(&self) -> &[Fixed; N] {
		&self.nodes
	}

	/// Strikes over forward, `e^k`, within 2^−73 of themselves and half an ulp.
	pub fn strikes(&self) -> &[Fixed; N] {
		&self.strikes
	}

	/// A slice as a smile.
	pub fn smile<'a>(&'a self, slice: &'a Slice<N>) -> OnGrid<'a, N> {
		OnGrid { grid: self, slice }
	}

	/// Total variance at `k`: linear between nodes; beyond the outer nodes it goes on with the wing's
	/// slope, rising outwards or level. `None` out of range, without nodes, or between nodes below 0.
	///
	/// Rounded down, by less than an ulp. Where no node and no wing of one slice is below another's, its
	/// variance is nowhere below.
	pub fn variance(&self, slice: &Slice<N>, k: Fixed) -> Option<Fixed> {
		slice.variance(&self.nodes, k)
	}

	/// Slopes outwards of the wings to the left and to the right: a wing goes on as the outer segment,
	/// but never falls outwards and is no steeper than [`steepest`].
	pub(super) fn wings(&self, variances: &[Fixed; N]) -> (Fixed, Fixed) {
		let points = || self.nodes.iter().copied().zip(variances.iter().copied());
		let mirrored = points().map(|(k, w)| (k.saturating_neg(), w));
		let slope = |segment: Option<Fixed>| segment.unwrap_or_default().max(Fixed::ZERO);
		(slope(wing(mirrored)), slope(wing(points().rev())))
	}
}

/// The slope of the wing outside two points, log-moneyness outwards and variance, the outer first.
fn wing(mut points: impl Iterator<Item = (Fixed, Fixed)>) -> Option<Fixed> {
	let ((outer, high), (inner, low)) = (points.next()?, points.next()?);
	let segment = high.checked_sub(low)?.checked_div(outer.checked_sub(inner)?)?;
	Some(segment.min(steepest(outer, high)?))
}

/// The steepest wing without butterflies from the variance `w` at `k` outwards on: there Durrleman's
/// `g` is nowhere below 0, so calls (to the left puts) are convex and fall to nothing. Always below
/// 2, at which they would keep a value (R. Lee, "The moment formula for implied volatility at extreme
/// strikes", 2004).
///
/// With `S = √(w(1 + w/4))`, `g` of a straight line of slope `β` is not below 0 where `β(k + S) <= 2w`.
/// Outwards the difference of the two sides rises where `β <= 2S/(1 + w/2)`, a bound that itself rises
/// with `w`: what holds both at the node holds all along the wing, and in a later expiry, whose `w`
/// is greater.
fn steepest(k: Fixed, w: Fixed) -> Option<Fixed> {
	let root = w.sqrt()?.checked_mul(Fixed::ONE.checked_add(w.halved().halved())?.sqrt()?)?;
	// It is within 8 ulp for a variance up to 64.
	let slack = Fixed::from_bits(8);
	let (low, high) = (root.checked_sub(slack)?, root.checked_add(slack)?);
	let rising = low.checked_mul_int(2)?.div_floor(Fixed::ONE.checked_add(w.halved())?)?;
	let reach = k.checked_add(high)?;
	if reach <= Fixed::ZERO {
		return Some(rising);
	}
	Some(rising.min(w.checked_mul_int(2)?.div_floor(reach)?))
}

/// A log-moneyness among the nodes.
enum Place {
	/// Beyond an outer node.
	Wing { variance: Fixed, slope: Fixed, beyond: Fixed },
	/// Between two nodes, with the way from the one before and to the one after.
	Between { left: Fixed, right: Fixed, before: Fixed, after: Fixed },
}

/// `(a·x + b·y)/(x + y)`, rounded once, down. `None` for negatives.
fn between(a: Fixed, x: Fixed, b: Fixed, y: Fixed) -> Option<Fixed> {
	let bits = |number: Fixed| u128::try_from(number.to_bits()).ok();
	let (more, left) = wide::mul(bits(a)?, bits(x)?);
	let (high, right) = wide::mul(bits(b)?, bits(y)?);
	let (low, carry) = left.overflowing_add(right);
	let high = high.checked_add(more)?.checked_add(carry.into())?;
	let (floor, _) = wide::div(high, low, bits(x.checked_add(y)?)?)?;
	i128::try_from(floor).ok().map(Fixed::from_bits)
}

/// Total variance of one expiry at the nodes, and the slopes of its wings. It comes from
/// [`Grid::project`] (or from where one was stored), so it is free of butterfly arbitrage at its
/// nodes and in its wings, and of calendar arbitrage against the slice that it was projected on.
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
pub struct Slice<const N: usize> {
	pub(super) variances: [Fixed; N],
	pub(super) left: Fixed,
	pub(super) right: Fixed,
}

impl<const N: usize> Slice<N> {
	/// Total variance at each node.
	pub fn variances(&self) -> &[Fixed; N] {
		&self.variances
	}

	/// Slopes outwards of the left and the right wing, from 0 to below 2.
	pub fn wings(&self) -> (Fixed, Fixed) {
		(self.left, self.right)
	}

	/// [`Grid::variance`] for readers that need no strikes; `nodes` are those of the slice.
	pub fn variance(&self, nodes: &[Fixed; N], k: Fixed) -> Option<Fixed> {
		match self.place(nodes, k)? {
			Place::Wing { variance, slope, beyond } => {
				variance.checked_add(slope.mul_floor(beyond)?)
			},
			Place::Between { left, right, before, after } => between(left, after, right, before),
		}
	}

	/// Other variances at the nodes under the same wings, as those of one end of a range. Nothing is
	/// said of their arbitrage.
	pub fn with_variances(&self, variances: [Fixed; N]) -> Self {
		Self { variances, ..*self }
	}

	/// Where `k` is among the nodes.
	fn place(&self, nodes: &[Fixed; N], k: Fixed) -> Option<Place> {
		let after = nodes.partition_point(|node| *node <= k);
		let at = |index: usize| Some((*nodes.get(index)?, *self.variances.get(index)?));
		let Some(before) = after.checked_sub(1) else {
			let (node, variance) = at(0)?;
			return Some(Place::Wing { variance, slope: self.left, beyond: node.checked_sub(k)? });
		};
		let (low, left) = at(before)?;
		let Some((high, right)) = at(after) else {
			let beyond = k.checked_sub(low)?;
			return Some(Place::Wing { variance: left, slope: self.right, beyond });
		};
		let (before, after) = (k.checked_sub(low)?, high.checked_sub(k)?);
		Some(Place::Between { left, right, before, after })
	}
}

/// A slice on its grid, as a smile. At a node the slope is that to its right.
#[derive(Clone, Copy, Debug)]
pub struct OnGrid<'a, const N: usize> {
	grid: &'a Grid<N>,
	slice: &'a Slice<N>,
}

impl<const N: usize> Smile for OnGrid<'_, N> {
	fn at(&self, k: Fixed) -> Option<Local> {
		let after = self.grid.nodes.partition_point(|node| *node <= k);
		let slope = if after == 0 {
			self.slice.left.checked_neg()?
		} else if after == N {
			self.slice.right
		} else {
			let before = after.checked_sub(1)?;
			let rise =
				self.slice.variances.get(after)?.checked_sub(*self.slice.variances.get(before)?)?;
			rise.checked_div(
				self.grid.nodes.get(after)?.checked_sub(*self.grid.nodes.get(before)?)?,
			)?
		};
		let variance = self.grid.variance(self.slice, k)?;
		Some(Local { variance, slope, curvature: Fixed::ZERO })
	}
}
