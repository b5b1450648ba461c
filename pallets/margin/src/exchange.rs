//! What two accounts trade outside the auction, and what both must satisfy.

use crate::{
	risk::{named, Purpose, Snapshot},
	types::{count, AccountOf},
	Config, Error, Pallet, MAX_POSITIONS,
};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{ensure, pallet_prelude::DispatchError};
use tenor_primitives::{
	Admission, Delta, Holder, Lots, Money, Name, OpenOrder, OrderRisk, Portfolio, SeriesId, Side,
	SignedLots, SubaccountId,
};

/// An account before it trades.
struct Party<T: Config> {
	subaccount: SubaccountId,
	account: AccountOf<T>,
	portfolio: Portfolio,
	orders: Vec<OpenOrder>,
}

impl<T: Config> Pallet<T> {
	/// Applies what two accounts trade, if admission would keep an order that does the same: the excess
	/// after it, with open orders at their worst, is at least min(0, excess before), or where only risk
	/// may fall at least the excess before; all on one look at the market. Returns the most series and
	/// orders that either is in.
	pub(crate) fn exchange(
		parties: [SubaccountId; 2],
		deltas: &[Delta],
		admission: Admission,
	) -> Result<(u32, u32), DispatchError> {
		let parties = parties.into_iter().map(Self::party).collect::<Result<Vec<_>, _>>()?;
		let traded = deltas.iter().flat_map(|delta| &delta.positions).map(|(id, _)| *id);
		let of = |party: &Party<T>| -> Vec<SeriesId> {
			named(&party.portfolio, party.orders.iter().map(|order| order.series)).collect()
		};
		let series = parties.iter().flat_map(of).chain(traded);
		let mut market = Snapshot::<T>::of(series, Purpose::Look);
		let mut excess = Vec::with_capacity(parties.len());
		for Party { portfolio, .. } in &parties {
			let risk = market.ask(portfolio, |policy, account| policy.assess(account));
			excess.push(risk.map_err(Error::<T>::from)?.initial_excess());
		}
		Self::apply_deltas(deltas).map_err(Error::<T>::from)?;
		let mut assessed = (0, 0);
		for (party, excess) in parties.into_iter().zip(excess) {
			let holder = Holder::Subaccount(party.subaccount);
			let own = deltas.iter().find(|delta| delta.holder == holder);
			let series = own.into_iter().flat_map(|delta| &delta.positions).map(|(id, _)| *id);
			let least = match admission {
				Admission::Open => (excess.min(Money::ZERO), Error::<T>::InsufficientMargin),
				Admission::RiskReducing => (excess, Error::<T>::RiskNotReduced),
			};
			let (of, orders) = Self::ensure_may_trade(party, series, &mut market, least)?;
			assessed = (of.max(assessed.0), orders.max(assessed.1));
		}
		Ok(assessed)
	}

	fn party(subaccount: SubaccountId) -> Result<Party<T>, DispatchError> {
		let account = Self::account(subaccount).ok_or(Error::<T>::UnknownSubaccount)?;
		let orders = Self::live_orders(subaccount);
		Self::ensure_known_markets(&account, &orders)?;
		let portfolio = Self::portfolio_of(&account);
		Ok(Party { subaccount, account, portfolio, orders })
	}

	/// Checks an account that traded in `series` against what it was, and that its worst excess is
	/// `least` or more, else gives the error.
	fn ensure_may_trade(
		before: Party<T>,
		mut series: impl Iterator<Item = SeriesId>,
		market: &mut Snapshot<T>,
		(least, error): (Money, Error<T>),
	) -> Result<(u32, u32), DispatchError> {
		let Party { subaccount, account: old, orders, .. } = before;
		let account = Self::account(subaccount).ok_or(Error::<T>::UnknownSubaccount)?;
		let held = account.positions.iter().map(|(id, _)| *id);
		let named: BTreeSet<SeriesId> =
			held.chain(orders.iter().map(|order| order.series)).collect();
		let assessed = (count(named.len()), count(orders.len()));
		// Else fills of the orders might not fit.
		ensure!(assessed.0 <= MAX_POSITIONS, Error::<T>::TooManySeries);
		let outgrown =
			series.any(|id| outgrow(&orders, id, old.position(id), account.position(id)));
		ensure!(!outgrown, Error::<T>::OrdersOutgrowPosition);

		let orders: Vec<OrderRisk> = orders.iter().map(Self::order_risk).collect();
		let worst = market.worst_excess(&Self::portfolio_of(&account), &orders);
		ensure!(worst.map_err(Error::<T>::from)? >= least, error);
		Ok(assessed)
	}
}

/// Whether open orders that may only reduce a position could be more than what is left of it. Quotes are
/// never such orders.
fn outgrow(orders: &[OpenOrder], series: SeriesId, before: SignedLots, after: SignedLots) -> bool {
	let closing = if before.0 > 0 { Side::Ask } else { Side::Bid };
	let turned = (before.0 > 0) != (after.0 > 0);
	let left = if turned { Lots::ZERO } else { after.magnitude() };
	if left >= before.magnitude() {
		return false;
	}
	let closing = orders.iter().filter(|order| (order.series, order.side) == (series, closing));
	let is_order = |order: &OpenOrder| !order.name.is_some_and(Name::is_quote);
	let lots = closing.clone().fold(Lots::ZERO, |sum, order| sum.saturating_add(order.quantity));
	lots > left && closing.copied().any(|order| is_order(&order))
}
