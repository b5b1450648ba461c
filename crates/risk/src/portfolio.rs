//! Open orders under portfolio margin: the worst their fills can do.
//!
//! A lot of an order at price `p`, side `σ` and fee `φ` changes equity by `−c`, `c = σ(p − m) + φ`, and
//! the value in lane `b` of scenario `j` by `σ·y`. What an account is worth in `j` after fills `x` is
//!
//! ```text
//! E − Σ c·x + Σ_e min_b ( a_{e,b} + Σ_{o∈e} σ·y_{o,b}·x_o )
//! ```
//!
//! For each expiry and lane this is linear in every `x` by itself, so its least value on the box
//! `0 ≤ x ≤ n` is at a corner, and minima may be taken in any order:
//!
//! ```text
//! X_j = E + Σ_e min_b ( a_{e,b} + Σ_{o∈e} n·min(0, σ·y_{o,b} − c) )
//! ```
//!
//! exactly, over all subsets and partial fills. A group that fills at most `Q` lots enters with the
//! greatest loss of `Q` lots in place of its orders' terms: greedy by loss a lot, exact where a scenario
//! has one lane, and a bound where it has more, since a lot's loss is then that of its worst lane.
//! Contingencies count with the positions that are worst for them, so the whole is sound.
//!
//! Adding an order reads its own lot and the sums of its page: nothing is priced again.

use crate::{
	account::{collateral, exempts, requirement, Account, Conditions, Factor, Values},
	contingency::{Exposure, Need},
	group::Group,
	lots::{amount, lot_cash, times, PerLot},
	page::{Board, Unpriced},
	sums::{narrow, PageSums},
};
use alloc::{collections::btree_map::BTreeMap, vec::Vec};
use core::mem;
use tenor_primitives::{
	Admission, Lots, Money, OrderRisk, Refusal, RiskError, SeriesId, Side, Verdict,
};

/// Orders of one group fill no more lots together than its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GroupId(pub u32);

/// An order as margin sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
	/// What it could do to its account.
	pub risk: OrderRisk,
	/// The group it belongs to.
	pub group: Option<GroupId>,
}

/// What a market takes off equity: what it asks for, or of an account that may need nothing what its
/// positions come to if nothing moves.
#[derive(Clone, Copy, Default)]
struct Share {
	need: i128,
	still: i128,
}

impl Share {
	/// With `new` in place of `old`.
	fn instead(self, old: Self, new: Self) -> Option<Self> {
		Some(Self {
			need: self.need.checked_sub(old.need)?.checked_add(new.need)?,
			still: self.still.checked_sub(old.still)?.checked_add(new.still)?,
		})
	}
}

/// What an order would make of its account, beside the `next` sums of its book.
struct Candidate {
	/// Its group, with what a lot loses by reading; absent if no group limits it.
	group: Option<(GroupId, Vec<i64>)>,
	/// Of the order's market.
	share: Share,
	/// What all sums reach at most.
	reach: u64,
	worst: Money,
	/// The least that cash comes down to.
	cash: i128,
}

/// An account with the orders kept so far.
pub struct Book<'a> {
	board: &'a Board,
	conditions: Conditions,
	limits: &'a BTreeMap<GroupId, Lots>,
	values: Values,
	exposure: Exposure,
	/// Of pages that an order was looked at for.
	pages: BTreeMap<usize, PageSums>,
	/// By market and reading, groups included.
	totals: Vec<Vec<i64>>,
	/// What the order that is looked at makes of the sums of its page, unless a group limits it.
	next: PageSums,
	/// What it makes of the totals of its market.
	next_totals: Vec<i64>,
	/// What any sum over positions and orders kept reaches at most, at most `i64::MAX`.
	reach: u64,
	groups: BTreeMap<(GroupId, usize), Group>,
	/// By market.
	factors: Vec<Factor>,
	/// What each market takes, with the orders kept.
	shares: Vec<Share>,
	/// Their sum.
	all: Share,
	/// Whether every market lets accounts that owe nothing need nothing.
	exempts: bool,
	equity: i128,
	haircuts: Need,
	cash: i128,
	/// What orders in options without a price lose at worst: such an option counts as nothing.
	blind: i128,
	/// Lots of those held, less the asks kept.
	unpriced: BTreeMap<SeriesId, i128>,
	/// The least initial excess over all fills of the orders kept.
	worst: Money,
}

impl<'a> Book<'a> {
	/// An account without orders. Groups without a limit are not limited.
	///
	/// # Errors
	/// [`RiskError::UnknownSeries`], [`RiskError::NoFreshPrice`] for a short without a price,
	/// [`RiskError::Overflow`].
	pub fn new(
		board: &'a Board,
		account: &Account,
		limits: &'a BTreeMap<GroupId, Lots>,
		conditions: Conditions,
	) -> Result<Self, RiskError> {
		let (values, exposure) = Values::new(board, &account.portfolio.positions)?;
		Self::start(board, account, limits, conditions, values, exposure).ok_or(RiskError::Overflow)
	}

	fn start(
		board: &'a Board,
		account: &Account,
		limits: &'a BTreeMap<GroupId, Lots>,
		conditions: Conditions,
		values: Values,
		exposure: Exposure,
	) -> Option<Self> {
		let (worth, haircuts) = collateral(account.collateral)?;
		let cash = account.portfolio.cash_after_costs()?.0;
		let equity = cash.checked_add(values.marks)?.checked_add(worth)?;
		// What futures gained is no cash before they are settled.
		let cash = cash.min(account.portfolio.cash.0);
		let held = account.portfolio.positions.iter();
		let unpriced = held
			.filter(|(series, _)| board.unpriced(*series).is_some())
			.map(|(series, lots)| (*series, i128::from(lots.0)))
			.collect();
		let totals = values.totals.iter().map(|totals| narrow(totals)).collect::<Option<_>>()?;
		let mut book = Self {
			board,
			conditions,
			limits,
			reach: values.reach()?,
			values,
			exposure,
			pages: BTreeMap::new(),
			totals,
			next: PageSums::default(),
			next_totals: Vec::new(),
			groups: BTreeMap::new(),
			factors: Vec::new(),
			shares: Vec::new(),
			all: Share::default(),
			exempts: exempts(board),
			equity,
			haircuts,
			cash,
			blind: 0,
			unpriced,
			worst: Money::ZERO,
		};
		for (at, market) in board.markets().iter().enumerate() {
			book.factors.push(Factor::initial(&market.model, &conditions)?);
			let share = book.share(at, book.totals.get(at)?)?;
			book.shares.push(share);
			book.all = book.all.instead(Share::default(), share)?;
		}
		book.worst = book.excess(book.all, cash, 0)?;
		Some(book)
	}

	/// The least initial excess over all fills of the orders kept.
	pub fn worst(&self) -> Money {
		self.worst
	}

	/// The excess at what all markets take, or if the account needs nothing the least that equity can come to.
	fn excess(&self, all: Share, cash: i128, blind: i128) -> Option<Money> {
		let equity = self.equity.checked_add(blind)?;
		let excess = if self.is_exempt(cash) {
			equity.checked_add(all.still)?
		} else {
			equity.checked_sub(all.need)?.checked_sub(self.haircuts.initial)?
		};
		Some(Money(excess))
	}

	fn is_exempt(&self, cash: i128) -> bool {
		self.exempts && cash >= 0 && self.exposure.is_long_only()
	}

	/// Whether the account needs nothing, whatever fills of the orders kept.
	fn needs_nothing(&self) -> bool {
		self.is_exempt(self.cash)
	}

	/// Adds an order if `keep` takes the worst excess with it; otherwise changes nothing.
	///
	/// # Errors
	/// [`RiskError::UnknownSeries`], [`RiskError::NoFreshPrice`], [`RiskError::Overflow`]; what `keep`
	/// says.
	pub fn add<E: From<RiskError>>(
		&mut self,
		order: &Order,
		keep: impl FnOnce(Money) -> Result<(), E>,
	) -> Result<(), E> {
		match self.board.unpriced(order.risk.series) {
			Some(Unpriced::Option(tick_value)) => {
				return self.add_unpriced(&order.risk, tick_value, keep);
			},
			Some(Unpriced::Future) => return Err(RiskError::NoFreshPrice.into()),
			None => {},
		}
		let per_lot = self.per_lot(&order.risk)?;
		let Order { risk: OrderRisk { side, quantity, .. }, group } = *order;
		self.exposure.open(self.board, per_lot.place, side, quantity)?;
		let judged = match self.candidate(&per_lot, group) {
			Some(candidate) => keep(candidate.worst).map(|()| candidate),
			None => Err(RiskError::Overflow.into()),
		};
		match judged {
			Ok(candidate) => {
				self.commit(&per_lot, candidate);
				Ok(())
			},
			Err(error) => {
				self.exposure.close(self.board, per_lot.place, side, quantity)?;
				Err(error)
			},
		}
	}

	/// As [`Self::add`] in an option without a price: bought it is worth nothing, and no more of it than
	/// is held is sold.
	fn add_unpriced<E: From<RiskError>>(
		&mut self,
		order: &OrderRisk,
		tick_value: u64,
		keep: impl FnOnce(Money) -> Result<(), E>,
	) -> Result<(), E> {
		let lots = i128::from(order.quantity.0);
		let held = self.unpriced.get(&order.series).copied().unwrap_or(0);
		let rest = if order.side == Side::Ask { held.saturating_sub(lots) } else { held };
		if rest < 0 {
			return Err(RiskError::NoFreshPrice.into());
		}
		let worst = || {
			let change = times(lot_cash(order, tick_value)?.min(0), lots)?;
			let (cash, blind) = (self.cash.checked_add(change)?, self.blind.checked_add(change)?);
			Some((cash, blind, self.excess(self.all, cash, blind)?))
		};
		let (cash, blind, worst) = worst().ok_or(RiskError::Overflow)?;
		keep(worst)?;
		self.unpriced.insert(order.series, rest);
		(self.cash, self.blind, self.worst) = (cash, blind, worst);
		Ok(())
	}

	fn per_lot(&self, order: &OrderRisk) -> Result<PerLot<'a>, RiskError> {
		let unknown = RiskError::UnknownSeries;
		let place = self.board.place(order.series).ok_or(unknown)?;
		let line = self.board.line(place).ok_or(unknown)?;
		let values = self.board.row(place).ok_or(unknown)?;
		let page = self.board.page(place.page).ok_or(unknown)?;
		let market = page.market;
		let factor = self.factors.get(market).ok_or(unknown)?;
		let costs = || {
			let cash = lot_cash(order, page.tick_value)?;
			let mark = i128::from(line.mark);
			let gained = if order.side == Side::Bid { mark } else { mark.checked_neg()? };
			let cost = factor.over(cash.checked_add(gained)?.checked_neg()?)?;
			Some((i64::try_from(cost).ok()?, cash))
		};
		let (cost, cash) = costs().ok_or(RiskError::Overflow)?;
		let OrderRisk { side, quantity: lots, .. } = *order;
		Ok(PerLot { place, market, lots, side, cost, cash, values })
	}

	/// What the account comes to with the order, whose lots contingencies count already.
	fn candidate(&mut self, order: &PerLot, group: Option<GroupId>) -> Option<Candidate> {
		let layout = &self.board.markets().get(order.market)?.layout;
		let reach = order.reach(self.board.page(order.place.page)?.greatest())?;
		let reach = reach.checked_add(self.reach).filter(|reach| i64::try_from(*reach).is_ok())?;
		self.next_totals.clone_from(self.totals.get(order.market)?);
		let limited = group.and_then(|group| Some((group, *self.limits.get(&group)?)));
		let group = match limited {
			Some((group, limit)) => {
				let losses = order.losses(layout)?;
				let listed = self.groups.get(&(group, order.market));
				for (at, (loss, total)) in losses.iter().zip(&mut self.next_totals).enumerate() {
					let more = match listed {
						Some(listed) => listed.with(at, *loss, order.lots)?,
						None => amount(*loss, order.lots.min(limit)),
					};
					*total = total.wrapping_sub(more);
				}
				Some((group, losses))
			},
			None => {
				self.look_at(order.place.page)?;
				let before = self.pages.get(&order.place.page)?;
				self.next.become_with(before, layout, order)?;
				let folds = before.folded.iter().zip(&self.next.folded);
				for (total, (old, new)) in self.next_totals.iter_mut().zip(folds) {
					*total = total.wrapping_sub(*old).wrapping_add(*new);
				}
				None
			},
		};
		let cash = self.cash.checked_add(times(order.cash.min(0), order.lots.0.into())?)?;
		let share = self.share(order.market, &self.next_totals)?;
		let all = self.all.instead(*self.shares.get(order.market)?, share)?;
		let worst = self.excess(all, cash, self.blind)?;
		Some(Candidate { group, share, reach, worst, cash })
	}

	/// Sees to it that a page has sums.
	fn look_at(&mut self, page: usize) -> Option<()> {
		if !self.pages.contains_key(&page) {
			let held = &self.values.pages;
			let at = held.binary_search_by_key(&page, |values| values.page).ok();
			let layout = &self.board.market_of(page)?.layout;
			let sums = PageSums::new(layout, at.and_then(|at| held.get(at)))?;
			self.pages.insert(page, sums);
		}
		Some(())
	}

	/// What a market takes at these totals.
	fn share(&self, market: usize, totals: &[i64]) -> Option<Share> {
		let of = self.board.markets().get(market)?;
		let factor = self.factors.get(market)?;
		let sums = self.exposure.sums().get(market)?;
		let worst = totals.get(..of.layout.scenarios())?.iter().min()?;
		let need = requirement(
			&of.model,
			factor,
			i128::from(*worst),
			i128::from(*totals.get(of.layout.scenarios())?),
			sums.fixed.initial,
			sums.others.initial,
			self.conditions.initial_scale,
		)?;
		// An account that has obligations keeps them whatever it is asked for next.
		let still = if self.exempts && self.exposure.is_long_only() {
			// The last scenario: nothing moves.
			factor.times(i128::from(*totals.get(of.layout.scenarios().checked_sub(1)?)?))?
		} else {
			0
		};
		Some(Share { need, still })
	}

	/// Keeps the order that was looked at last.
	fn commit(&mut self, order: &PerLot, candidate: Candidate) {
		let Candidate { group, share, reach, worst, cash } = candidate;
		let market = order.market;
		if let Some((id, losses)) = group {
			let limit = self.limits.get(&id).copied().unwrap_or_default();
			let group = self.groups.entry((id, market));
			group.or_insert_with(|| Group::new(limit, losses.len())).add(&losses, order.lots);
		} else if let Some(page) = self.pages.get_mut(&order.place.page) {
			mem::swap(page, &mut self.next);
		}
		if let (Some(old), Some(totals)) =
			(self.shares.get_mut(market), self.totals.get_mut(market))
		{
			// Computed for the candidate, so that it fits.
			self.all = self.all.instead(*old, share).unwrap_or(self.all);
			*old = share;
			mem::swap(totals, &mut self.next_totals);
		}
		(self.worst, self.cash, self.reach) = (worst, cash, reach);
	}
}

/// The least initial excess over all fills of `orders`.
///
/// # Errors
/// As [`Book::new`] and [`Book::add`].
pub fn worst_excess(
	board: &Board,
	account: &Account,
	orders: &[Order],
	limits: &BTreeMap<GroupId, Lots>,
	conditions: &Conditions,
) -> Result<Money, RiskError> {
	let mut book = Book::new(board, account, limits, *conditions)?;
	for order in orders {
		book.add(order, |_| Ok::<_, RiskError>(()))?;
	}
	Ok(book.worst())
}

/// The lots of an account that orders may still close.
struct Closable(BTreeMap<SeriesId, i128>);

impl Closable {
	fn new(account: &Account) -> Self {
		let held = account.portfolio.positions.iter();
		Self(held.map(|(series, lots)| (*series, lots.0.into())).collect())
	}

	/// What is left to close after an order; `None` if it does more than close.
	fn after(&self, order: &OrderRisk) -> Option<i128> {
		let held = *self.0.get(&order.series)?;
		let lots = i128::from(order.quantity.0);
		let left = match order.side {
			Side::Bid => held.checked_add(lots)?,
			Side::Ask => held.checked_sub(lots)?,
		};
		let shrinks = left.checked_abs()? < held.checked_abs()?;
		(shrinks && (left == 0 || left.signum() == held.signum())).then_some(left)
	}
}

/// One verdict per order, in the order given: one pass, nothing is looked at twice.
///
/// In a risk-reducing market the worst excess with an order must be what it was before it. Of an order
/// that only closes lots of an account that needs nothing, whatever fills, it must be no less than
/// `min(0, before)`: the fee alone would else keep it from selling what it holds (docs/adr/0025).
pub fn admit(
	board: &Board,
	account: &Account,
	orders: &[(Order, Admission)],
	limits: &BTreeMap<GroupId, Lots>,
	conditions: &Conditions,
) -> Vec<Verdict> {
	let mut book = match Book::new(board, account, limits, *conditions) {
		Ok(book) => book,
		Err(error) => return orders.iter().map(|_| Err(error.into())).collect(),
	};
	let before = book.worst();
	// An order that is kept never frees an account from a need.
	let mut closable = book.needs_nothing().then(|| Closable::new(account));
	orders
		.iter()
		.map(|(order, admission)| {
			let closable = closable.as_mut().filter(|_| book.needs_nothing());
			let closed = closable.as_deref().and_then(|closable| closable.after(&order.risk));
			let least = match (admission, closed) {
				(Admission::Open, _) => before.min(Money::ZERO),
				// Not `before`: what an open market let the account risk is no fault of this order.
				(Admission::RiskReducing, Some(_)) => book.worst().min(Money::ZERO),
				(Admission::RiskReducing, None) => book.worst(),
			};
			book.add(order, |worst| match least.saturating_sub(worst) {
				missing if missing > Money::ZERO => Err(Refusal::Shortfall(missing)),
				_ => Ok(()),
			})?;
			if let (Some(closable), Some(left)) = (closable, closed) {
				closable.0.insert(order.risk.series, left);
			}
			Ok(())
		})
		.collect()
}
