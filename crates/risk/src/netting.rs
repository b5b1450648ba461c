//! The standard margin with netting inside an expiry, after Derive's standard manager.
//!
//! The options of an expiry need the lesser of two amounts: the sum of what each short lot needs by
//! itself, and the greatest loss at expiry, found at a strike or at zero, with a charge on calls short
//! beyond those long, whose loss has no bound. Long options count nothing else.
//!
//! Both amounts are least values of linear functions of the positions, so the worst that open orders
//! make of each is found as in [`portfolio`](crate::portfolio). The lesser of two such amounts is no
//! such function; the worst of it is at most the lesser of the two worst.

use crate::{
	account::{collateral, Account},
	policy::{Limits, Policy},
	portfolio::Order,
	standard::LotRisk,
};
use alloc::{collections::btree_map::BTreeMap, vec::Vec};
use tenor_math::OptionKind;
use tenor_primitives::{
	Admission, Lots, Money, OrderRisk, Refusal, Risk, RiskError, SeriesId, Side, Verdict,
	UNIT_SCALE,
};

/// Of a call short beyond those long: what it needs, in basis points of the forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unpaired {
	/// Initially.
	pub initial: u32,
	/// For maintenance.
	pub maintenance: u32,
}

/// An option as netting sees it; amounts are on one lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leg {
	/// Its expiry, whatever numbers they have.
	pub expiry: usize,
	/// Call or put.
	pub kind: OptionKind,
	/// The strike, rounded so that no short lot gains.
	pub strike: Money,
	/// The forward, rounded up.
	pub forward: Money,
	/// What a short lot needs by itself.
	pub short: LotRisk,
	/// Base units that one tick is worth.
	pub tick_value: u64,
}

/// What is required: initially or for maintenance.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Margin {
	Initial,
	Maintenance,
}

/// The standard margin with netting, over the options of a snapshot.
#[derive(Clone, Debug)]
pub struct Netted {
	/// The options.
	pub legs: BTreeMap<SeriesId, Leg>,
	/// What unpaired calls need.
	pub unpaired: Unpaired,
}

/// An option of an expiry that an account holds or has orders in.
struct Held<'a> {
	leg: &'a Leg,
	lots: i128,
	/// The lots with their sign, the cash of a lot bought or sold.
	orders: Vec<(i128, i128)>,
}

/// The options of one expiry.
type Expiry<'a> = BTreeMap<SeriesId, Held<'a>>;

impl Leg {
	fn payoff(&self, settlement: i128) -> Option<i128> {
		let gain = settlement.checked_sub(self.strike.0)?;
		Some(match self.kind {
			OptionKind::Call => gain.max(0),
			OptionKind::Put => gain.checked_neg()?.max(0),
		})
	}

	fn takes(&self, margin: Margin) -> Option<i128> {
		let need = match margin {
			Margin::Initial => self.short.initial,
			Margin::Maintenance => self.short.maintenance,
		};
		self.short.mark.0.checked_add(need.0)
	}
}

impl Held<'_> {
	/// The least that fills make of `Σ cash + Σ lots·value`.
	fn least(&self, value: i128) -> Option<i128> {
		self.orders.iter().try_fold(self.lots.checked_mul(value)?, |sum, (lots, cash)| {
			let change = value.checked_mul(lots.signum())?.checked_add(*cash)?;
			sum.checked_add(change.min(0).checked_mul(lots.checked_abs()?)?)
		})
	}

	/// As it ends covered, or short of what it takes.
	fn isolated(&self, margin: Margin) -> Option<i128> {
		Some(self.cash()?.min(self.least(self.leg.takes(margin)?)?))
	}

	/// The least that cash comes to.
	fn cash(&self) -> Option<i128> {
		self.least(0)
	}
}

fn sum<'a>(expiry: &'a Expiry<'a>, of: impl Fn(&Held<'a>) -> Option<i128>) -> Option<i128> {
	expiry.values().try_fold(0i128, |sum, held| sum.checked_add(of(held)?))
}

/// The least at expiry, calls beyond those long charged. What is left there is no gain.
fn netted(expiry: &Expiry, margin: Margin, unpaired: &Unpaired) -> Option<i128> {
	let scale = match margin {
		Margin::Initial => unpaired.initial,
		Margin::Maintenance => unpaired.maintenance,
	};
	let mut least = sum(expiry, Held::cash)?;
	for settlement in expiry.values().map(|held| held.leg.strike.0).chain([0]) {
		for charged in [false, true] {
			let at_expiry = sum(expiry, |held| {
				let payoff = held.leg.payoff(settlement)?;
				if !charged || held.leg.kind == OptionKind::Put {
					return held.least(payoff);
				}
				let charge = held.leg.forward.0.checked_mul(scale.into())?;
				held.least(payoff.checked_add(divide_up(charge, UNIT_SCALE)?)?)
			})?;
			least = least.min(at_expiry);
		}
	}
	Some(least)
}

fn margin_of(expiry: &Expiry, margin: Margin, unpaired: &Unpaired) -> Option<i128> {
	let isolated = sum(expiry, |held| held.isolated(margin))?;
	Some(isolated.max(netted(expiry, margin, unpaired)?))
}

fn divide_up(amount: i128, by: u32) -> Option<i128> {
	amount.checked_neg()?.checked_div_euclid(by.into())?.checked_neg()
}

impl Netted {
	fn expiries<'a>(
		&'a self,
		account: &Account,
		orders: &[OrderRisk],
	) -> Result<BTreeMap<usize, Expiry<'a>>, RiskError> {
		let mut expiries = BTreeMap::<usize, Expiry>::new();
		let mut held = |series: &SeriesId, lots, order: Option<&OrderRisk>| {
			let leg = self.legs.get(series).ok_or(RiskError::UnknownSeries)?;
			let empty = || Held { leg, lots: 0, orders: Vec::new() };
			let expiry = expiries.entry(leg.expiry).or_default();
			let held = expiry.entry(*series).or_insert_with(empty);
			held.lots = held.lots.checked_add(lots).ok_or(RiskError::Overflow)?;
			if let Some(order) = order {
				held.orders.push(per_lot(leg, order).ok_or(RiskError::Overflow)?);
			}
			Ok(())
		};
		for (series, lots) in &account.portfolio.positions {
			held(series, lots.0.into(), None)?;
		}
		for order in orders {
			held(&order.series, 0, Some(order))?;
		}
		Ok(expiries)
	}

	/// What all expiries leave at least, cash of fills included.
	fn margin(
		&self,
		account: &Account,
		orders: &[OrderRisk],
		margin: Margin,
	) -> Result<i128, RiskError> {
		let expiries = self.expiries(account, orders)?;
		let sum = expiries.values().try_fold(0i128, |sum, expiry| {
			sum.checked_add(margin_of(expiry, margin, &self.unpaired)?)
		});
		sum.ok_or(RiskError::Overflow)
	}
}

/// The lots of an order with their sign, and the cash of one lot, its fee rounded up.
fn per_lot(leg: &Leg, order: &OrderRisk) -> Option<(i128, i128)> {
	let Lots(quantity) = order.quantity;
	let lots = i128::from(quantity);
	let premium = i128::from(order.limit.0).checked_mul(leg.tick_value.into())?;
	let fee = match u32::try_from(quantity) {
		Ok(0) => 0,
		Ok(quantity) => divide_up(order.fee.0, quantity)?,
		Err(_) => return None,
	};
	Some(match order.side {
		Side::Bid => (lots, premium.checked_add(fee)?.checked_neg()?),
		Side::Ask => (lots.checked_neg()?, premium.checked_sub(fee)?),
	})
}

impl Policy for Netted {
	/// Equity is cash and collateral: options count in the requirement, which has their marks.
	fn assess(&mut self, account: &Account) -> Result<Risk, RiskError> {
		let initial = self.margin(account, &[], Margin::Initial)?;
		let maintenance = self.margin(account, &[], Margin::Maintenance)?;
		let risk = || {
			let (value, need) = collateral(account.collateral)?;
			Some(Risk {
				equity: account.portfolio.cash.checked_add(Money(value))?,
				initial: Money(need.initial.checked_sub(initial)?),
				maintenance: Money(need.maintenance.checked_sub(maintenance)?),
			})
		};
		risk().ok_or(RiskError::Overflow)
	}

	fn worst_excess(
		&mut self,
		account: &Account,
		orders: &[Order],
		_: &Limits,
	) -> Result<Money, RiskError> {
		let orders: Vec<OrderRisk> = orders.iter().map(|order| order.risk).collect();
		let margin = self.margin(account, &orders, Margin::Initial)?;
		let excess = || {
			let (value, need) = collateral(account.collateral)?;
			let cash = account.portfolio.cash.0.checked_add(value)?.checked_sub(need.initial)?;
			cash.checked_add(margin).map(Money)
		};
		excess().ok_or(RiskError::Overflow)
	}

	/// Computed anew for each order: for small accounts.
	fn admit(
		&mut self,
		account: &Account,
		orders: &[(Order, Admission)],
		limits: &Limits,
	) -> Vec<Verdict> {
		let mut worst = match self.worst_excess(account, &[], limits) {
			Ok(worst) => worst,
			Err(error) => return orders.iter().map(|_| Err(error.into())).collect(),
		};
		let before = worst.min(Money::ZERO);
		let mut kept = Vec::with_capacity(orders.len());
		let mut verdicts = Vec::with_capacity(orders.len());
		for (order, admission) in orders {
			let least = match admission {
				Admission::Open => before,
				Admission::RiskReducing => worst,
			};
			kept.push(*order);
			let verdict = match self.worst_excess(account, &kept, limits) {
				Ok(after) if after >= least => {
					worst = after;
					Ok(())
				},
				Ok(after) => Err(Refusal::Shortfall(least.saturating_sub(after))),
				Err(error) => Err(error.into()),
			};
			if verdict.is_err() {
				kept.pop();
			}
			verdicts.push(verdict);
		}
		verdicts
	}
}
