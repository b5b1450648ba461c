//! One interface to the margin policies.

use crate::{
	account::{assess, collateral, Account, Conditions},
	contingency::Collateral,
	orders,
	page::Board,
	portfolio::{self, GroupId, Order},
	standard, Quotes,
};
use alloc::{borrow::Cow, collections::btree_map::BTreeMap, vec::Vec};
use tenor_primitives::{Admission, Lots, Money, OrderRisk, Portfolio, Risk, RiskError, Verdict};

/// The greatest lots that the orders of each group fill together.
pub type Limits = BTreeMap<GroupId, Lots>;

/// A margin policy at one snapshot.
pub trait Policy {
	/// Equity and requirements.
	///
	/// # Errors
	/// What keeps the account from being assessed.
	fn assess(&mut self, account: &Account) -> Result<Risk, RiskError>;

	/// The least initial excess over all fills of `orders` within the limits of groups; never more
	/// than that.
	///
	/// # Errors
	/// As [`Self::assess`], for the account or an order.
	fn worst_excess(
		&mut self,
		account: &Account,
		orders: &[Order],
		limits: &Limits,
	) -> Result<Money, RiskError>;

	/// One verdict per order, in the order given.
	fn admit(
		&mut self,
		account: &Account,
		orders: &[(Order, Admission)],
		limits: &Limits,
	) -> Vec<Verdict>;

	/// What `orders` would do if they were the account's only ones.
	///
	/// # Errors
	/// As [`Self::assess`].
	fn simulate(
		&mut self,
		account: &Account,
		orders: &[Order],
		limits: &Limits,
	) -> Result<Simulation, RiskError> {
		let risk = self.assess(account)?;
		let worst = self.worst_excess(account, orders, limits)?;
		let asked: Vec<_> = orders.iter().map(|order| (*order, Admission::Open)).collect();
		Ok(Simulation { risk, worst, verdicts: self.admit(account, &asked, limits) })
	}
}

/// What orders would do to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simulation {
	/// Before any fill.
	pub risk: Risk,
	/// The least initial excess over all fills of all the orders.
	pub worst: Money,
	/// Which of them would be kept in an open market.
	pub verdicts: Vec<Verdict>,
}

/// Scenarios over the whole portfolio: see [`portfolio`].
#[derive(Clone, Copy, Debug)]
pub struct PortfolioMargin<'a> {
	/// The values of all series.
	pub board: &'a Board,
	/// The market's phase and the money's peg.
	pub conditions: Conditions,
}

impl Policy for PortfolioMargin<'_> {
	fn assess(&mut self, account: &Account) -> Result<Risk, RiskError> {
		Ok(assess(self.board, account, &self.conditions)?.risk)
	}

	fn worst_excess(
		&mut self,
		account: &Account,
		orders: &[Order],
		limits: &Limits,
	) -> Result<Money, RiskError> {
		portfolio::worst_excess(self.board, account, orders, limits, &self.conditions)
	}

	fn admit(
		&mut self,
		account: &Account,
		orders: &[(Order, Admission)],
		limits: &Limits,
	) -> Vec<Verdict> {
		portfolio::admit(self.board, account, orders, limits, &self.conditions)
	}
}

/// Each short lot, and each of a future, by itself: see [`crate::assess`]. Limits of groups are not
/// looked at, so that orders count as if all of them filled. Collateral counts less its haircuts.
#[derive(Debug)]
pub struct Standard<'a, Q> {
	/// What short lots cost.
	pub quotes: &'a mut Q,
}

/// The same positions with the collateral that initial margin counts as cash.
///
/// # Errors
/// [`RiskError::Overflow`].
pub fn with_collateral<'a>(
	portfolio: &'a Portfolio,
	held: &[Collateral],
) -> Result<Cow<'a, Portfolio>, RiskError> {
	if held.is_empty() {
		return Ok(Cow::Borrowed(portfolio));
	}
	let (value, need) = collateral(held).ok_or(RiskError::Overflow)?;
	let counted = value.checked_sub(need.initial).ok_or(RiskError::Overflow)?;
	let cash = portfolio.cash.checked_add(Money(counted)).ok_or(RiskError::Overflow)?;
	Ok(Cow::Owned(Portfolio { cash, ..portfolio.clone() }))
}

impl<Q: Quotes> Policy for Standard<'_, Q> {
	fn assess(&mut self, account: &Account) -> Result<Risk, RiskError> {
		let risk = standard::assess(account.portfolio, self.quotes)?;
		let add = || {
			let (value, need) = collateral(account.collateral)?;
			Some(Risk {
				equity: risk.equity.checked_add(Money(value))?,
				initial: risk.initial.checked_add(Money(need.initial))?,
				maintenance: risk.maintenance.checked_add(Money(need.maintenance))?,
			})
		};
		add().ok_or(RiskError::Overflow)
	}

	fn worst_excess(
		&mut self,
		account: &Account,
		orders: &[Order],
		_: &Limits,
	) -> Result<Money, RiskError> {
		let orders: Vec<OrderRisk> = orders.iter().map(|order| order.risk).collect();
		let counted = with_collateral(account.portfolio, account.collateral)?;
		orders::worst_excess(&counted, &orders, self.quotes)
	}

	fn admit(
		&mut self,
		account: &Account,
		orders: &[(Order, Admission)],
		_: &Limits,
	) -> Vec<Verdict> {
		let portfolio = match with_collateral(account.portfolio, account.collateral) {
			Ok(portfolio) => portfolio,
			Err(error) => return orders.iter().map(|_| Err(error.into())).collect(),
		};
		let orders: Vec<_> = orders.iter().map(|(order, of)| (order.risk, *of)).collect();
		orders::admit(&portfolio, &orders, self.quotes)
	}
}
