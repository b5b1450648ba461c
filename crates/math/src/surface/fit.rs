//! Variances at the nodes from quoted options.
//!
//! The fit is what the chain reads between nodes: variance linear in log-moneyness. It is the least sum of
//! squared distances from the quoted variances, each weighed by its spread, and of a penalty on bends, which
//! bridges nodes without options and goes on straight where the quotes end. With variance in units of that
//! at the money and log-moneyness in its deviations, so that expiries of hours and of years are alike:
//!
//! `Σ (y(x_i) − y_i)²/(h_i² + ε²) + Σ_nodes (y″)²·Δx`, ε = 2 %.
//!
//! The fit says nothing of arbitrage: [`Grid::project`] follows it.

use super::{
	nodes::Grid,
	projection::{GREATEST_VARIANCE, LEAST_VARIANCE},
};
use crate::fixed::Fixed;

/// Least variance at the money that is fitted, 2^−20 (an hour at 9 %): below it, outer nodes lie so many
/// deviations out that their penalty has few digits.
pub const LEAST_AT_THE_MONEY: Fixed = Fixed::from_bits(1 << 44);

/// A quoted option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quoted {
	/// Log-moneyness.
	pub k: Fixed,
	/// Total variance in the middle between bid and ask.
	pub variance: Fixed,
	/// Half the distance from bid to ask, in total variance.
	pub half_spread: Fixed,
}

/// An equation of the fit: its coefficients from the diagonal on, and what they sum to.
#[derive(Clone, Copy, Default)]
struct Row {
	diagonal: Fixed,
	next: Fixed,
	second: Fixed,
	value: Fixed,
}

/// Total variance at the nodes that is nearest to the quotes, within the bounds of a node. Beyond the outer
/// quotes it does not fall outwards.
///
/// `None` without a quote of [`LEAST_AT_THE_MONEY`] or more at the money; for quotes beyond the outer nodes,
/// of less than two log-moneynesses, or out of range.
pub fn fit<const N: usize>(grid: &Grid<N>, quotes: &[Quoted]) -> Option<[Fixed; N]> {
	let centre = quotes.iter().min_by_key(|quote| quote.k.saturating_abs())?.variance;
	if centre < LEAST_AT_THE_MONEY {
		return None;
	}
	let mut rows = [Row::default(); N];
	penalize(&mut rows, grid.nodes(), centre.sqrt()?)?;
	for quote in quotes {
		approach(&mut rows, grid.nodes(), quote, centre)?;
	}
	let mut variances = solve(&mut rows)?;
	for variance in &mut variances {
		*variance = variance.checked_mul(centre)?.clamp(LEAST_VARIANCE, GREATEST_VARIANCE);
	}
	let least = quotes.iter().map(|quote| quote.k).min()?;
	let most = quotes.iter().map(|quote| quote.k).max()?;
	let points = || grid.nodes().iter().copied();
	level(points().zip(&mut variances).filter(|(k, _)| *k >= most).map(|(_, w)| w));
	level(points().zip(&mut variances).rev().filter(|(k, _)| *k <= least).map(|(_, w)| w));
	Some(variances)
}

/// Lets no variance be below the one before.
fn level<'a>(variances: impl Iterator<Item = &'a mut Fixed>) {
	let mut last = Fixed::ZERO;
	for variance in variances {
		*variance = last.max(*variance);
		last = *variance;
	}
}

/// Adds the square of every bend: the second divided difference, in deviations, times the distance it
/// stands for.
fn penalize<const N: usize>(
	rows: &mut [Row; N],
	nodes: &[Fixed; N],
	deviation: Fixed,
) -> Option<()> {
	let mut rows = rows.as_mut_slice();
	for three in nodes.windows(3) {
		let [left, middle, right] = three else { return None };
		let before = middle.checked_sub(*left)?.checked_div(deviation)?;
		let after = right.checked_sub(*middle)?.checked_div(deviation)?;
		let width = before.checked_add(after)?.halved();
		let a = Fixed::ONE.checked_div(before)?.checked_div(width)?;
		let c = Fixed::ONE.checked_div(after)?.checked_div(width)?;
		let b = a.checked_add(c)?.checked_neg()?;
		let square = |x: Fixed, y: Fixed| x.checked_mul(width)?.checked_mul(y);
		let [first, second, third, ..] = rows else { return None };
		first.add(square(a, a)?, square(a, b)?, square(a, c)?)?;
		second.add(square(b, b)?, square(b, c)?, Fixed::ZERO)?;
		third.add(square(c, c)?, Fixed::ZERO, Fixed::ZERO)?;
		rows = rows.get_mut(1..)?;
	}
	Some(())
}

/// Adds the weighed square of the distance from one quote.
fn approach<const N: usize>(
	rows: &mut [Row; N],
	nodes: &[Fixed; N],
	quote: &Quoted,
	centre: Fixed,
) -> Option<()> {
	let after = nodes.partition_point(|node| *node < quote.k).max(1);
	let before = after.checked_sub(1)?;
	let (left, right) = (*nodes.get(before)?, *nodes.get(after)?);
	let share = quote.k.checked_sub(left)?.checked_div(right.checked_sub(left)?)?;
	if share.is_negative() {
		return None;
	}
	let rest = Fixed::ONE.checked_sub(share)?;
	let spread = quote.half_spread.checked_div(centre)?;
	let floor = Fixed::from_ratio(1, 2_500)?;
	let weight = Fixed::ONE.checked_div(spread.checked_mul(spread)?.checked_add(floor)?)?;
	let (low, high) = (weight.checked_mul(rest)?, weight.checked_mul(share)?);
	let goal = quote.variance.checked_div(centre)?;
	let [first, second] = rows.get_mut(before..=after)? else { return None };
	first.add(low.checked_mul(rest)?, low.checked_mul(share)?, Fixed::ZERO)?;
	first.value = first.value.checked_add(low.checked_mul(goal)?)?;
	second.add(high.checked_mul(share)?, Fixed::ZERO, Fixed::ZERO)?;
	second.value = second.value.checked_add(high.checked_mul(goal)?)?;
	Some(())
}

impl Row {
	fn add(&mut self, diagonal: Fixed, next: Fixed, second: Fixed) -> Option<()> {
		self.diagonal = self.diagonal.checked_add(diagonal)?;
		self.next = self.next.checked_add(next)?;
		self.second = self.second.checked_add(second)?;
		Some(())
	}
}

/// Solves a symmetric system with two diagonals beside the main one, by its factors `L·D·Lᵀ`, which are left
/// in the rows. `None` unless it is positive definite.
fn solve<const N: usize>(rows: &mut [Row; N]) -> Option<[Fixed; N]> {
	let (mut one, mut two) = (Row::default(), Row::default());
	for row in rows.iter_mut() {
		let near = one.next.checked_mul(one.diagonal)?;
		let far = two.second.checked_mul(two.diagonal)?;
		let pivot = row
			.diagonal
			.checked_sub(one.next.checked_mul(near)?)?
			.checked_sub(two.second.checked_mul(far)?)?;
		if pivot <= Fixed::ZERO {
			return None;
		}
		*row = Row {
			diagonal: pivot,
			next: row.next.checked_sub(one.second.checked_mul(near)?)?.checked_div(pivot)?,
			second: row.second.checked_div(pivot)?,
			value: row
				.value
				.checked_sub(one.next.checked_mul(one.value)?)?
				.checked_sub(two.second.checked_mul(two.value)?)?,
		};
		(two, one) = (one, *row);
	}
	let mut found = [Fixed::ZERO; N];
	let (mut one, mut two) = (Fixed::ZERO, Fixed::ZERO);
	for (value, row) in found.iter_mut().zip(rows.iter()).rev() {
		*value = row
			.value
			.checked_div(row.diagonal)?
			.checked_sub(row.next.checked_mul(one)?)?
			.checked_sub(row.second.checked_mul(two)?)?;
		(two, one) = (one, *value);
	}
	Some(found)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::surface::{smile::volatility, Curvature, Smile, Ssvi, NODES};
	use proptest::prelude::*;

	fn ratio(numerator: i128, denominator: i128) -> Fixed {
		Fixed::from_ratio(numerator, denominator).unwrap()
	}

	fn grid() -> Grid<25> {
		Grid::new(NODES).unwrap()
	}

	/// Quotes of a function at even log-moneynesses, with half-spreads of `spread_bp` of the variance.
	fn quotes(
		ks: impl Iterator<Item = Fixed>,
		w: impl Fn(Fixed) -> Fixed,
		bp: i128,
	) -> Vec<Quoted> {
		ks.map(|k| {
			let variance = w(k);
			Quoted { k, variance, half_spread: variance.checked_mul(ratio(bp, 10_000)).unwrap() }
		})
		.collect()
	}

	fn near(a: Fixed, b: Fixed, parts: i128) -> bool {
		a.checked_sub(b).unwrap().saturating_abs() <= b.checked_mul(ratio(1, parts)).unwrap()
	}

	#[test]
	fn a_straight_smile_is_found_exactly_and_goes_on_straight() {
		let line =
			|k: Fixed| ratio(5, 100).checked_add(k.checked_mul(ratio(2, 100)).unwrap()).unwrap();
		let found = fit(&grid(), &quotes((-20..=20).map(|i| ratio(i, 100)), line, 100)).unwrap();
		for (k, w) in NODES.into_iter().zip(found) {
			// To the left it would fall.
			let expected = line(k.max(ratio(-1, 4)));
			assert!(near(w, expected, 10_000_000), "{k:?}: {w:?} {expected:?}");
		}
	}

	/// Within a fifth of a volatility point from a day on. For two hours, when one step between nodes is two
	/// deviations, within two points.
	#[test]
	fn smooth_smiles_are_met_as_far_as_the_nodes_allow() {
		for (seconds, percent, most) in
			[(7_200, 60, 200), (86_400, 45, 20), (2_592_000, 55, 20), (31_536_000, 70, 20)]
		{
			let sigma = ratio(percent, 100);
			let years = ratio(seconds, 31_536_000);
			let theta = sigma.checked_mul(sigma).unwrap().checked_mul(years).unwrap();
			let eta = Curvature::SquareRoot { eta: ratio(7, 10) };
			let smile = Ssvi::new(theta, ratio(-25, 100), &eta).unwrap();
			let deviation = theta.sqrt().unwrap();
			let ks = (-10..=10).map(|i| deviation.checked_mul(ratio(i, 5)).unwrap());
			let quoted = quotes(ks, |k| smile.at(k).unwrap().variance, 300);
			let found = fit(&grid(), &quoted).unwrap();
			let slice = grid().project(&found, None).unwrap().slice;
			for quote in quoted {
				let seconds = u64::try_from(seconds).unwrap();
				let fitted = volatility(slice.variance(&NODES, quote.k).unwrap(), seconds).unwrap();
				let seen = volatility(quote.variance, seconds).unwrap();
				let off = fitted.checked_sub(seen).unwrap().saturating_abs();
				assert!(
					off < ratio(most, 10_000),
					"{seconds} s, {:?}: {fitted:?} {seen:?}",
					quote.k
				);
			}
		}
	}

	#[test]
	fn a_wide_quote_moves_little() {
		let flat = |_| ratio(4, 100);
		let mut quoted = quotes((-20..=20).map(|i| ratio(i, 50)), flat, 100);
		quoted[30] = Quoted { variance: ratio(6, 100), half_spread: ratio(3, 100), ..quoted[30] };
		let found = fit(&grid(), &quoted).unwrap();
		assert!(found.iter().all(|w| near(*w, ratio(4, 100), 200)), "{found:?}");
		quoted[30].half_spread = ratio(1, 10_000);
		let found = fit(&grid(), &quoted).unwrap();
		assert!(found.iter().any(|w| !near(*w, ratio(4, 100), 20)));
	}

	#[test]
	fn what_cannot_be_fitted_is_refused() {
		let flat = |_| ratio(4, 100);
		assert_eq!(fit(&grid(), &[]), None);
		assert_eq!(
			fit(&grid(), &quotes([0, 0, 0].map(Fixed::from_int).into_iter(), flat, 9)),
			None
		);
		assert_eq!(fit(&grid(), &quotes((-1..=1).map(|i| ratio(i * 151, 100)), flat, 9)), None);
		let dust = |_| LEAST_VARIANCE;
		assert_eq!(fit(&grid(), &quotes((-1..=1).map(Fixed::from_int), dust, 9)), None);
		assert!(fit(&grid(), &quotes((0..2).map(Fixed::from_int), flat, 9)).is_some());
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(256))]

		/// Whatever is quoted, the fit is within bounds, rises outwards of the quotes, and stays one when it
		/// is projected.
		#[test]
		fn any_quotes_fit_within_bounds(
			raw in prop::collection::vec((-96_000i128..=96_000, 1u64..1 << 46, 0u64..1 << 46), 1..80),
		) {
			let quoted: Vec<_> = raw
				.iter()
				.map(|(k, variance, half_spread)| Quoted {
					k: ratio(*k, 64_000),
					variance: Fixed::from_bits(i128::from(*variance) << 24),
					half_spread: Fixed::from_bits(i128::from(*half_spread) << 24),
				})
				.collect();
			if let Some(found) = fit(&grid(), &quoted) {
				prop_assert!(found.iter().all(|w| (LEAST_VARIANCE..=GREATEST_VARIANCE).contains(w)));
				prop_assert!(grid().project(&found, None).is_ok());
				let most = quoted.iter().map(|quote| quote.k).max().unwrap();
				let outer: Vec<_> =
					NODES.into_iter().zip(found).filter(|(k, _)| *k >= most).map(|(_, w)| w).collect();
				prop_assert!(outer.is_sorted());
			}
		}
	}
}
