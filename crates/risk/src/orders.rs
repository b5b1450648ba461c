//! Open orders under the standard margin: the worst they can do, exactly.
//!
//! One series adds `f(q) = min(l·q, k·q)` to the initial excess of an account with `q` lots, where
//! `l` is what one lot held long brings (mark less initial margin, nothing for an option) and
//! `k ≥ l` what one short lot takes (mark and initial margin). An order that fills `x` of its `n`
//! lots moves cash, or the cost of a future, by `c·x` (a bid `c = −p − φ`, an ask `c = p − φ`, with
//! the premium `p` and the fee `φ` of a lot at its limit) and the position by `σ·x`. For any fills
//!
//! ```text
//! f(q + Σ σ x) + Σ c x  =  min( l·q + Σ (c + σ l) x ,  k·q + Σ (c + σ k) x )
//! ```
//!
//! so the account ends on one of two branches, *long* or *short*, each linear in every `x` on its
//! own. A minimum of two minima may be taken in either order, and a linear function on a box is
//! least at a corner:
//!
//! ```text
//! worst  =  min( l·q + Σ n·min(0, c + σ l) ,  k·q + Σ n·min(0, c + σ k) )
//! ```
//!
//! That is the formula of `docs/spec` for open orders with these two branches in place of the
//! scenarios. It is exact over all subsets and all partial fills, for any mix of bids and asks, and
//! adding an order costs one step. Series add up. Where `q` covers all open asks the short branch
//! cannot be the lesser one, so that options which are covered need no price.
//!
//! `φ` is the largest fee over the lots, rounded up: fills of `x` lots must cost at most the
//! `x / n`-th part of the largest fee, each fill rounded up at most.

use crate::{standard, LotRisk, Quotes};
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
/// What [`Quotes`] says of a series with an order, a short or a future; a price of an option is asked
/// for only where the position does not cover all open asks.
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
	/// The cash, or the cost taken off, of one lot, fee included.
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

	/// The least it adds over its fills on the branch where a lot counts `per_lot`.
	fn least(&self, per_lot: Money) -> Option<Money> {
		let change = if self.lots.0 < 0 { per_lot.checked_neg()? } else { per_lot };
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

/// One of the two branches that an account may end on in a series.
#[derive(Clone, Copy)]
struct Branch {
	/// What one lot counts: `l` or `k`.
	per_lot: Money,
	/// `l·q + Σ n·min(0, c + σ l)`, or the same with `k`.
	sum: Money,
}

impl Branch {
	fn new(per_lot: Money, position: SignedLots, orders: &[Exposure]) -> Option<Self> {
		let held = per_lot.checked_mul_lots(position)?;
		let add = |sum: Money, order: &Exposure| sum.checked_add(order.least(per_lot)?);
		Some(Self { per_lot, sum: orders.iter().try_fold(held, add)? })
	}

	fn push(&mut self, order: &Exposure) -> Option<()> {
		self.sum = self.sum.checked_add(order.least(self.per_lot)?)?;
		Some(())
	}

	/// Undoes [`Self::push`]. The sum returns to a value it had, so nothing saturates.
	fn pop(&mut self, order: &Exposure) {
		self.sum = self.sum.saturating_sub(order.least(self.per_lot).unwrap_or_default());
	}
}

/// One series of an account with the orders kept so far.
struct Book {
	position: SignedLots,
	/// Lots of the open asks.
	asked: SignedLots,
	orders: Vec<Exposure>,
	/// The account ends with no lot short.
	long: Branch,
	/// It ends short; built when the open asks first exceed the position.
	short: Option<Branch>,
}

impl Book {
	/// `None` on overflow.
	fn new(position: SignedLots, lot: LotRisk) -> Option<Self> {
		let long = Branch::new(lot.mark.checked_sub(lot.initial)?, position, &[])?;
		Some(Self { position, asked: SignedLots::ZERO, orders: Vec::new(), long, short: None })
	}

	fn uncovered(&self) -> bool {
		self.position < self.asked
	}

	/// Keeps an order; on overflow nothing changes.
	fn push(&mut self, order: Exposure) -> Option<()> {
		let asked = if order.lots.0 < 0 { self.asked.checked_sub(order.lots)? } else { self.asked };
		let (mut long, mut short) = (self.long, self.short);
		long.push(&order)?;
		if let Some(branch) = short.as_mut() {
			branch.push(&order)?;
		}
		(self.asked, self.long, self.short) = (asked, long, short);
		self.orders.push(order);
		Some(())
	}

	/// Undoes the last [`Self::push`].
	fn pop(&mut self) {
		let Some(order) = self.orders.pop() else { return };
		if order.lots.0 < 0 {
			self.asked = self.asked.saturating_add(order.lots);
		}
		self.long.pop(&order);
		if let Some(branch) = self.short.as_mut() {
			branch.pop(&order);
		}
	}

	/// The least that this series adds to the excess.
	fn worst(&mut self, id: SeriesId, quotes: &mut impl Quotes) -> Result<Money, RiskError> {
		if !self.uncovered() {
			return Ok(self.long.sum);
		}
		let branch = match self.short {
			Some(branch) => branch,
			None => {
				let lot = quotes.short_lot(id)?;
				let per_lot = lot.mark.checked_add(lot.initial).ok_or(RiskError::Overflow)?;
				let branch = Branch::new(per_lot, self.position, &self.orders);
				*self.short.insert(branch.ok_or(RiskError::Overflow)?)
			},
		};
		Ok(self.long.sum.min(branch.sum))
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
		let book = book_of(&mut self.books, self.positions, order.series, quotes)?;
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
	quotes: &mut impl Quotes,
) -> Result<&'b mut Book, RiskError> {
	Ok(match books.entry(series) {
		Entry::Occupied(entry) => entry.into_mut(),
		Entry::Vacant(entry) => {
			let held = positions.binary_search_by_key(&series, |(id, _)| *id).ok();
			let position = held.and_then(|at| positions.get(at)).map(|(_, lots)| *lots);
			let lot = quotes.long_lot(series)?;
			let book = Book::new(position.unwrap_or_default(), lot).ok_or(RiskError::Overflow)?;
			entry.insert(book)
		},
	})
}
