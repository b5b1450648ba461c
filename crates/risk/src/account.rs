//! An account's values by page and scenario, and the margin that follows from them.

use crate::{
	contingency::{Collateral, Exposure, Need, Sums},
	model::{Model, PPM},
	page::{Board, Place, Unpriced},
	scenarios::{Fold, Layout, Reading},
};
use alloc::{vec, vec::Vec};
use tenor_math::Fixed;
use tenor_primitives::{Money, Portfolio, Risk, RiskError, SeriesId, SignedLots, UNIT_SCALE};

/// What an account has.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
	/// Cash, positions, and what those in futures cost.
	pub portfolio: &'a Portfolio,
	/// Other assets.
	pub collateral: &'a [Collateral],
}

/// What scales initial margin beside the model: the market's phase, and the money's peg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conditions {
	/// What initial margin is multiplied by, in basis points; at least [`UNIT_SCALE`].
	pub initial_scale: u32,
	/// The price of the money that accounts are kept in.
	pub money: Fixed,
}

impl Default for Conditions {
	fn default() -> Self {
		Self { initial_scale: UNIT_SCALE, money: Fixed::ONE }
	}
}

/// What the worst scenario counts: `numerator/denominator + extra`, above 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Factor {
	/// In lowest terms, so that most products with amounts fit 64 bits.
	numerator: i64,
	denominator: i64,
	extra: Fixed,
	/// All of it, rounded down.
	whole: Fixed,
}

impl Factor {
	pub(crate) fn initial(model: &Model, conditions: &Conditions) -> Option<Self> {
		let scale = conditions.initial_scale;
		let surcharge = model.peg.surcharge(conditions.money)?;
		let extra = if surcharge == Fixed::ZERO {
			surcharge
		} else {
			surcharge.mul_ceil(Fixed::from_ratio(scale.into(), UNIT_SCALE.into())?)?
		};
		let of_model = u64::from(model.initial).checked_mul(scale.into())?;
		Self::new(of_model, u64::from(PPM).checked_mul(UNIT_SCALE.into())?, extra)
	}

	pub(crate) fn maintenance(model: &Model) -> Option<Self> {
		Self::new(model.maintenance.into(), PPM.into(), Fixed::ZERO)
	}

	fn new(numerator: u64, denominator: u64, extra: Fixed) -> Option<Self> {
		let common = greatest_common_divisor(numerator, denominator);
		let numerator = i64::try_from(numerator.checked_div(common)?).ok()?;
		let denominator = i64::try_from(denominator.checked_div(common)?).ok()?;
		let whole = Fixed::from_ratio(numerator.into(), denominator.into())?.checked_add(extra)?;
		Some(Self { numerator, denominator, extra, whole })
	}

	/// So many times an amount, rounded down.
	pub(crate) fn times(&self, amount: i128) -> Option<i128> {
		let product = ratio(amount, self.numerator, self.denominator)?;
		if self.extra == Fixed::ZERO {
			return Some(product);
		}
		product.checked_add(Fixed::from_bits(amount).mul_floor(self.extra)?.to_bits())
	}

	/// An amount that is at least the given one when taken so many times.
	pub(crate) fn over(&self, amount: i128) -> Option<i128> {
		if self.extra == Fixed::ZERO {
			return ratio(amount.checked_neg()?, self.denominator, self.numerator)?.checked_neg();
		}
		// One more for the rounding of the factor itself.
		Fixed::from_bits(amount).div_ceil(self.whole)?.to_bits().checked_add(1)
	}
}

/// `amount·by/over`, rounded down.
fn ratio(amount: i128, by: i64, over: i64) -> Option<i128> {
	// In Wasm 128 bits take ten times as long.
	match i64::try_from(amount).ok().and_then(|amount| amount.checked_mul(by)) {
		Some(product) => product.checked_div_euclid(over).map(i128::from),
		None => amount.checked_mul(by.into())?.checked_div_euclid(over.into()),
	}
}

fn greatest_common_divisor(one: u64, other: u64) -> u64 {
	let (mut one, mut other) = (one, other);
	while let Some(rest) = one.checked_rem(other) {
		(one, other) = (other, rest);
	}
	one
}

/// The sums of one page over the positions of an account, and what each reading makes of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PageValues {
	pub(crate) page: usize,
	/// By row.
	pub(crate) rows: Vec<i128>,
	/// By reading.
	pub(crate) folded: Vec<i128>,
}

/// The values of the positions of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Values {
	/// Ascending by page.
	pub(crate) pages: Vec<PageValues>,
	/// By market and reading: the sums over its pages.
	pub(crate) totals: Vec<Vec<i128>>,
	/// What the positions are worth.
	pub(crate) marks: i128,
}

/// Positions that have a page, ascending by place.
fn places(
	board: &Board,
	positions: &[(SeriesId, SignedLots)],
) -> Result<Vec<(Place, SignedLots)>, RiskError> {
	let mut placed = Vec::with_capacity(positions.len());
	for (series, lots) in positions.iter().filter(|(_, lots)| !lots.is_zero()) {
		match board.place(*series) {
			Some(place) => placed.push((place, *lots)),
			None => match board.unpriced(*series) {
				None => return Err(RiskError::UnknownSeries),
				// Counts as nothing, which is the least that it could be worth.
				Some(Unpriced::Option(_)) if lots.0 > 0 => {},
				Some(_) => return Err(RiskError::NoFreshPrice),
			},
		}
	}
	placed.sort_unstable();
	Ok(placed)
}

impl Values {
	/// The values of `positions`, with what contingencies look at.
	///
	/// # Errors
	/// [`RiskError::UnknownSeries`]; [`RiskError::NoFreshPrice`] for a short without a price;
	/// [`RiskError::Overflow`], also if an account has 2^63 lots or more of a page.
	pub(crate) fn new(
		board: &Board,
		positions: &[(SeriesId, SignedLots)],
	) -> Result<(Self, Exposure), RiskError> {
		let placed = places(board, positions)?;
		let exposure = Exposure::new(board, &placed)?;
		let totals = board.markets().iter().map(|m| vec![0; m.layout.readings.len()]).collect();
		let mut values = Self { totals, ..Self::default() };
		for held in placed.chunk_by(|(a, _), (b, _)| a.page == b.page) {
			let Some((place, _)) = held.first() else { continue };
			let (page, marks) = page_values(board, place.page, held).ok_or(RiskError::Overflow)?;
			values.add(board, page, marks).ok_or(RiskError::Overflow)?;
		}
		Ok((values, exposure))
	}

	/// What any sum over pages reaches at most. `None` above 64 bits.
	pub(crate) fn reach(&self) -> Option<u64> {
		self.pages.iter().try_fold(0u64, |sum, page| {
			let most = page.rows.iter().map(|row| row.unsigned_abs()).max().unwrap_or(0);
			sum.checked_add(u64::try_from(most).ok()?)
		})
	}

	fn add(&mut self, board: &Board, page: PageValues, marks: i128) -> Option<()> {
		let totals = self.totals.get_mut(board.page(page.page)?.market)?;
		for (total, folded) in totals.iter_mut().zip(&page.folded) {
			*total = total.checked_add(*folded)?;
		}
		self.marks = self.marks.checked_add(marks)?;
		self.pages.push(page);
		Some(())
	}

	/// The least total of a market's scenarios, with its place: the last is that nothing moves.
	pub(crate) fn worst(totals: &[i128], layout: &Layout) -> Option<(usize, i128)> {
		let scenarios = totals.get(..layout.scenarios())?;
		let (at, least) = scenarios.iter().enumerate().min_by_key(|(_, total)| **total)?;
		Some((at, *least))
	}
}

fn page_values(
	board: &Board,
	at: usize,
	held: &[(Place, SignedLots)],
) -> Option<(PageValues, i128)> {
	let page = board.page(at)?;
	let layout = &board.market_of(at)?.layout;
	let lots =
		held.iter().try_fold(0u64, |sum, (_, lots)| sum.checked_add(lots.0.unsigned_abs()))?;
	let mut marks = 0i128;
	let mut lines = Vec::with_capacity(held.len());
	for (place, lots) in held {
		let worth = i128::from(page.lines().get(place.line)?.mark).checked_mul(lots.0.into())?;
		marks = marks.checked_add(worth)?;
		lines.push((lots.0, page.row(place.line)?));
	}
	let limit = i64::MAX.unsigned_abs();
	let rows = match lots.checked_mul(page.greatest()) {
		Some(bound) if bound <= limit => narrow_sums(layout.rows, &lines),
		_ if lots <= limit => wide_sums(layout.rows, &lines),
		_ => return None,
	};
	let mut folded = Vec::with_capacity(layout.readings.len());
	for reading in &layout.readings {
		folded.push(fold(reading, &rows)?);
	}
	Some((PageValues { page: at, rows, folded }, marks))
}

/// Sums that fit 64 bits whatever the order: the lots times the greatest value do.
fn narrow_sums(rows: usize, lines: &[(i64, &[i64])]) -> Vec<i128> {
	let mut sums = vec![0i64; rows];
	for (lots, values) in lines {
		for (sum, value) in sums.iter_mut().zip(*values) {
			*sum = sum.wrapping_add(lots.wrapping_mul(*value));
		}
	}
	sums.into_iter().map(i128::from).collect()
}

/// Sums of less than 2^63 lots times less than 2^63 base units: below 2^126.
fn wide_sums(rows: usize, lines: &[(i64, &[i64])]) -> Vec<i128> {
	let mut sums = vec![0i128; rows];
	for (lots, values) in lines {
		for (sum, value) in sums.iter_mut().zip(*values) {
			*sum = sum.wrapping_add(i128::from(*lots).wrapping_mul((*value).into()));
		}
	}
	sums
}

/// What a reading makes of the rows of a page. `None` if a row is missing.
fn fold(reading: &Reading, rows: &[i128]) -> Option<i128> {
	let least = rows.get(reading.rows.clone())?.iter().copied().min();
	Some(match reading.fold {
		Fold::Least => least?,
		Fold::LeastOrNothing => least.unwrap_or(0).min(0),
		Fold::Spread => least?.checked_abs()?.checked_neg()?,
	})
}

/// What a market asks for, of the worst total, the time roll (not above 0) and the contingencies.
pub(crate) fn requirement(
	model: &Model,
	factor: &Factor,
	worst: i128,
	roll: i128,
	sums: i128,
	others: i128,
	scale: u32,
) -> Option<i128> {
	let others = others.checked_sub(roll)?;
	let (inside, beside) = if model.scales_contingencies {
		(worst.checked_sub(sums)?, others)
	} else {
		(worst, others.checked_add(sums)?)
	};
	scaled(beside, scale)?.checked_sub(factor.times(inside)?)
}

/// So many basis points of an amount, rounded up.
pub(crate) fn scaled(amount: i128, scale: u32) -> Option<i128> {
	if scale == UNIT_SCALE {
		return Some(amount);
	}
	let product = amount.checked_mul(scale.into())?;
	product.checked_neg()?.checked_div_euclid(UNIT_SCALE.into())?.checked_neg()
}

/// The margin of a market by its parts, each as it counts; all at least 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MarketMargin {
	/// The scenario that binds: its place in the set; one past the last if nothing moves.
	pub binding: usize,
	/// What the worst scenario loses, before factors.
	pub loss: i128,
	/// The time roll.
	pub roll: i128,
	/// Naked shorts and futures, and the other contingencies.
	pub contingencies: Sums,
	/// The requirement.
	pub need: Need,
}

/// What an account is worth, what it must keep, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessment {
	/// Equity and requirements.
	pub risk: Risk,
	/// The margin of each market of the board; what they ask for counts unless the account is exempt.
	pub markets: Vec<MarketMargin>,
	/// By market and scenario: the change in value of all positions.
	pub scenarios: Vec<Vec<i128>>,
	/// What collateral counts less than its value.
	pub collateral: Need,
	/// No short, no future, no debt: nothing is required.
	pub exempt: bool,
}

/// The margin of one market from its totals.
pub(crate) fn market_margin(
	model: &Model,
	layout: &Layout,
	totals: &[i128],
	sums: Sums,
	conditions: &Conditions,
) -> Option<MarketMargin> {
	let (binding, worst) = Values::worst(totals, layout)?;
	let roll = *totals.get(layout.scenarios())?;
	let initial = Factor::initial(model, conditions)?;
	let maintenance = Factor::maintenance(model)?;
	let need = Need {
		initial: requirement(
			model,
			&initial,
			worst,
			roll,
			sums.fixed.initial,
			sums.others.initial,
			conditions.initial_scale,
		)?,
		maintenance: requirement(
			model,
			&maintenance,
			worst,
			roll,
			sums.fixed.maintenance,
			sums.others.maintenance,
			UNIT_SCALE,
		)?,
	};
	let (loss, roll) = (worst.checked_neg()?, roll.checked_neg()?);
	Some(MarketMargin { binding, loss, roll, contingencies: sums, need })
}

/// What collateral is worth and counts less.
pub(crate) fn collateral(all: &[Collateral]) -> Option<(i128, Need)> {
	all.iter().try_fold((0i128, Need::default()), |(value, need), one| {
		Some((value.checked_add(one.value.0)?, need.plus(one.need()?)?))
	})
}

/// Equity, requirements and their parts.
///
/// # Errors
/// [`RiskError::UnknownSeries`], [`RiskError::NoFreshPrice`] for a short without a price,
/// [`RiskError::Overflow`].
pub fn assess(
	board: &Board,
	account: &Account,
	conditions: &Conditions,
) -> Result<Assessment, RiskError> {
	let (values, exposure) = Values::new(board, &account.portfolio.positions)?;
	assess_values(board, account, conditions, values, &exposure).ok_or(RiskError::Overflow)
}

fn assess_values(
	board: &Board,
	account: &Account,
	conditions: &Conditions,
	values: Values,
	exposure: &Exposure,
) -> Option<Assessment> {
	let (worth, haircuts) = collateral(account.collateral)?;
	let cash = account.portfolio.cash_after_costs()?.0;
	let equity = cash.checked_add(values.marks)?.checked_add(worth)?;
	let mut markets = Vec::with_capacity(board.markets().len());
	let mut need = haircuts;
	let of_markets = board.markets().iter().zip(&values.totals).zip(exposure.sums());
	for ((market, totals), sums) in of_markets {
		let margin = market_margin(&market.model, &market.layout, totals, *sums, conditions)?;
		need = need.plus(margin.need)?;
		markets.push(margin);
	}
	let exempt = is_exempt(board, exposure, cash.min(account.portfolio.cash.0));
	if exempt {
		need = Need::default();
	}
	Some(Assessment {
		risk: Risk {
			equity: Money(equity),
			initial: Money(need.initial),
			maintenance: Money(need.maintenance),
		},
		markets,
		scenarios: values.totals,
		collateral: haircuts,
		exempt,
	})
}

/// Whether an account that may come down to `cash` needs nothing.
fn is_exempt(board: &Board, exposure: &Exposure, cash: i128) -> bool {
	exempts(board) && cash >= 0 && exposure.is_long_only()
}

/// Whether all models let accounts that owe nothing need nothing.
pub(crate) fn exempts(board: &Board) -> bool {
	board.markets().iter().all(|market| market.model.exempts_long_only)
}
