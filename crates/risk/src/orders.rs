//! Open orders under the standard margin: the worst they can do, exactly.
//!
//! One series adds `f(q) = min(0, k·q)` to the initial excess of an account with `q` lots, where
//! `k ≥ 0` is what one short lot takes (mark and initial margin). An order that fills `x` of its `n`
//! lots moves cash by `c·x` (a bid `c = −p − φ`, an ask `c = p − φ`, with the premium `p` and the
//! fee `φ` of a lot at its limit) and the position by `σ·x`. For any fills
//!
//! ```text
//! f(q + Σ σ x) + Σ c x  =  min( Σ c x ,  k·q + Σ (c + σ k) x )
//! ```
//!
//! so the account ends on one of two branches, *covered* or *short*, each linear in every `x` on its
//! own. A minimum of two minima may be taken in either order, and a linear function on a box is
//! least at a corner:
//!
//! ```text
//! worst  =  min( Σ n·min(0, c) ,  k·q + Σ n·min(0, c + σ k) )
//! ```
//!
//! That is the formula of `docs/spec` for open orders with these two branches in place of the
//! scenarios. It is exact over all subsets and all partial fills, for any mix of bids and asks, and
//! adding an order costs one step. Series add up. Where `q` covers all open asks the short branch
//! cannot be the lesser one, so no price is needed.
//!
//! `φ` is the largest fee over the lots, rounded up: fills of `x` lots must cost at most the
//! `x / n`-th part of the largest fee, each fill rounded up at most.

use crate::{standard, Quotes};
use alloc::{
	collections::btree_map::{BTreeMap, Entry},
	vec::Vec,
};
use tenor_primitives::{
	Admission, Lots, Money, OrderRisk, Portfolio, Refusal, RiskError, SeriesId, Side, SignedLots,
	Verdict,
};

/// The least initial excess over all fills of `orders`: exact.
///
/// # Errors
/// What [`Quotes`] says of a series with an order or a short; a price is asked for only where the
/// position does not cover all open asks.
pub fn worst_excess(
	portfolio: &Portfolio,
	orders: &[OrderRisk],
	quotes: &mut impl Quotes,
) -> Result<Money, RiskError> {
	let mut account = Account::new(portfolio, quotes)?;
	for order in orders {
		account.add(order, quotes, |_| Ok::<_, RiskError>(()))?;
	}
	Ok(account.worst)
}

/// One verdict per order, in the order given: one pass, nothing is looked at twice.
pub fn admit(
	portfolio: &Portfolio,
	orders: &[(OrderRisk, Admission)],
	quotes: &mut impl Quotes,
) -> Vec<Verdict> {
	let mut account = match Account::new(portfolio, quotes) {
		Ok(account) => account,
		Err(error) => return orders.iter().map(|_| Err(error.into())).collect(),
	};
	let before = account.worst;
	orders
		.iter()
		.map(|(order, admission)| {
			let least = match admission {
				Admission::Open => before.min(Money::ZERO),
				// Not `before`: what an open market let the account risk is no fault of this order.
				Admission::RiskReducing => account.worst,
			};
			account.add(order, quotes, |worst| match least.saturating_sub(worst) {
				missing if missing > Money::ZERO => Err(Refusal::Shortfall(missing)),
				_ => Ok(()),
			})
		})
		.collect()
}

/// What one order does to its account for each lot that fills.
#[derive(Clone, Copy)]
struct Exposure {
	/// The position if it fills in full: positive for a bid.
	lots: SignedLots,
	/// The cash of one lot, fee included.
	cash: Money,
}

impl Exposure {
	fn new(order: &OrderRisk, quotes: &mut impl Quotes) -> Result<Self, RiskError> {
		let premium = quotes.premium(order.series, order.limit, Lots(1))?;
		Self::with_premium(order, premium).ok_or(RiskError::Overflow)
	}

	fn with_premium(order: &OrderRisk, premium: Money) -> Option<Self> {
		let lots = order.quantity.to_signed()?;
		let fee = per_lot(order.fee, lots)?;
		Some(match order.side {
			Side::Bid => Self { lots, cash: premium.checked_add(fee)?.checked_neg()? },
			Side::Ask => Self { lots: lots.checked_neg()?, cash: premium.checked_sub(fee)? },
		})
	}

	/// The least cash and margin over its fills on the branch where a lot short takes `per_short`.
	fn least(&self, per_short: Money) -> Option<Money> {
		let change = if self.lots.0 < 0 { per_short.checked_neg()? } else { per_short };
		let lots = self.lots.magnitude().to_signed()?;
		self.cash.checked_add(change)?.min(Money::ZERO).checked_mul_lots(lots)
	}
}

/// The fee of one lot, rounded up; an order of no lots has none.
fn per_lot(fee: Money, lots: SignedLots) -> Option<Money> {
	if lots.is_zero() {
		return Some(Money::ZERO);
	}
	let down = fee.0.checked_div_euclid(i128::from(lots.0))?;
	let rest = fee.0.checked_rem_euclid(i128::from(lots.0))?;
	Money(down).checked_add(Money(i128::from(rest != 0)))
}

/// The branch on which the account ends short.
#[derive(Clone, Copy)]
struct ShortBranch {
	/// What one short lot takes: `k`.
	per_lot: Money,
	/// `k·q + Σ n·min(0, c + σ k)`.
	sum: Money,
}

/// One series of an account with the orders kept so far.
#[derive(Default)]
struct Book {
	position: SignedLots,
	/// Lots of the open asks.
	asked: SignedLots,
	orders: Vec<Exposure>,
	/// `Σ n·min(0, c)`.
	covered: Money,
	/// Built when the open asks first exceed the position.
	short: Option<ShortBranch>,
}

impl Book {
	fn uncovered(&self) -> bool {
		self.position < self.asked
	}

	/// Keeps an order; on overflow nothing changes.
	fn push(&mut self, order: Exposure) -> Option<()> {
		let asked = if order.lots.0 < 0 { self.asked.checked_sub(order.lots)? } else { self.asked };
		let covered = self.covered.checked_add(order.least(Money::ZERO)?)?;
		if let Some(branch) = self.short.as_mut() {
			branch.sum = branch.sum.checked_add(order.least(branch.per_lot)?)?;
		}
		self.asked = asked;
		self.covered = covered;
		self.orders.push(order);
		Some(())
	}

	/// Undoes the last [`Self::push`]. Each sum returns to a value it had, so nothing saturates.
	fn pop(&mut self) {
		let Some(order) = self.orders.pop() else { return };
		if order.lots.0 < 0 {
			self.asked = self.asked.saturating_add(order.lots);
		}
		let covered = order.least(Money::ZERO).unwrap_or_default();
		self.covered = self.covered.saturating_sub(covered);
		if let Some(branch) = self.short.as_mut() {
			let short = order.least(branch.per_lot).unwrap_or_default();
			branch.sum = branch.sum.saturating_sub(short);
		}
	}

	fn build_short(&mut self, per_lot: Money) -> Option<ShortBranch> {
		let held = per_lot.checked_mul_lots(self.position)?;
		let sum = self
			.orders
			.iter()
			.try_fold(held, |sum, order| sum.checked_add(order.least(per_lot)?))?;
		let branch = ShortBranch { per_lot, sum };
		self.short = Some(branch);
		Some(branch)
	}

	/// The least that this series adds to the excess.
	fn worst(&mut self, id: SeriesId, quotes: &mut impl Quotes) -> Result<Money, RiskError> {
		if !self.uncovered() {
			return Ok(self.covered);
		}
		let branch = match self.short {
			Some(branch) => branch,
			None => {
				let lot = quotes.short_lot(id)?;
				let per_lot = lot.mark.checked_add(lot.initial).ok_or(RiskError::Overflow)?;
				self.build_short(per_lot).ok_or(RiskError::Overflow)?
			},
		};
		Ok(self.covered.min(branch.sum))
	}
}

/// An account with the orders kept so far.
struct Account<'a> {
	positions: &'a [(SeriesId, SignedLots)],
	/// The series with orders.
	books: BTreeMap<SeriesId, Book>,
	/// The least excess over all fills of the orders kept.
	worst: Money,
}

impl<'a> Account<'a> {
	fn new(portfolio: &'a Portfolio, quotes: &mut impl Quotes) -> Result<Self, RiskError> {
		let risk = standard::assess(portfolio, quotes)?;
		let worst = risk.equity.checked_sub(risk.initial).ok_or(RiskError::Overflow)?;
		Ok(Self { positions: &portfolio.positions, books: BTreeMap::new(), worst })
	}

	/// Adds an order if `keep` takes the worst excess with it; otherwise changes nothing.
	fn add<E: From<RiskError>>(
		&mut self,
		order: &OrderRisk,
		quotes: &mut impl Quotes,
		keep: impl FnOnce(Money) -> Result<(), E>,
	) -> Result<(), E> {
		let exposure = Exposure::new(order, quotes)?;
		let book = book_of(&mut self.books, self.positions, order.series);
		let before = book.worst(order.series, quotes)?;
		let others = self.worst.checked_sub(before).ok_or(RiskError::Overflow)?;
		book.push(exposure).ok_or(RiskError::Overflow)?;
		let worst = book
			.worst(order.series, quotes)
			.and_then(|after| others.checked_add(after).ok_or(RiskError::Overflow))
			.map_err(E::from)
			.and_then(|worst| keep(worst).map(|()| worst));
		match worst {
			Ok(worst) => self.worst = worst,
			Err(_) => book.pop(),
		}
		worst.map(|_| ())
	}
}

/// The book of a series, started from its position.
fn book_of<'b>(
	books: &'b mut BTreeMap<SeriesId, Book>,
	positions: &[(SeriesId, SignedLots)],
	series: SeriesId,
) -> &'b mut Book {
	match books.entry(series) {
		Entry::Occupied(entry) => entry.into_mut(),
		Entry::Vacant(entry) => {
			let held = positions.binary_search_by_key(&series, |(id, _)| *id).ok();
			let position = held.and_then(|at| positions.get(at)).map(|(_, lots)| *lots);
			entry.insert(Book { position: position.unwrap_or_default(), ..Default::default() })
		},
	}
}
