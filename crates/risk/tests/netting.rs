//! The standard margin with netting: worked structures, and its bound on open orders.

use proptest::prelude::*;
use std::collections::BTreeMap;
use tenor_math::OptionKind;
use tenor_primitives::{
	Admission, Lots, Money, OrderRisk, Portfolio, Refusal, RiskError, SeriesId, Side, SignedLots,
	Tick,
};
use tenor_risk::{
	account::Account,
	netting::{Leg, Netted, Unpaired},
	policy::{Limits, Policy},
	portfolio::Order,
	LotRisk,
};

/// Two expiries with a call and a put at 10 and a call at 20; the forward is 12.
fn policy() -> Netted {
	let short = |mark, initial, maintenance| LotRisk {
		mark: Money(mark),
		initial: Money(initial),
		maintenance: Money(maintenance),
	};
	let series = [
		(OptionKind::Call, 10, short(4, 6, 3)),
		(OptionKind::Put, 10, short(2, 6, 3)),
		(OptionKind::Call, 20, short(1, 5, 3)),
	];
	let of_expiry = |expiry| series.map(|(kind, strike, short)| (expiry, kind, strike, short));
	let legs = of_expiry(0).into_iter().chain(of_expiry(1));
	let legs = (0u32..).zip(legs).map(|(id, (expiry, kind, strike, short))| {
		let (strike, forward) = (Money(strike), Money(12));
		(SeriesId(id), Leg { expiry, kind, strike, forward, short, tick_value: 1 })
	});
	Netted { legs: legs.collect(), unpaired: Unpaired { initial: 12_000, maintenance: 11_000 } }
}

fn order((series, bid, limit, quantity, fee): (u32, bool, u32, u64, i128)) -> Order {
	let risk = OrderRisk {
		series: SeriesId(series),
		side: if bid { Side::Bid } else { Side::Ask },
		limit: Tick(limit),
		quantity: Lots(quantity),
		fee: Money(fee),
	};
	Order { risk, group: None }
}

fn orders() -> impl Strategy<Value = Vec<Order>> {
	let one = (0u32..6, any::<bool>(), 0u32..25, 1u64..4, 0i128..4).prop_map(order);
	prop::collection::vec(one, 0..=5)
}

fn portfolios() -> impl Strategy<Value = (i128, [i64; 6])> {
	(-50i128..200, prop::array::uniform6(-3i64..4))
}

fn portfolio((cash, lots): (i128, [i64; 6])) -> Portfolio {
	let positions = (0u32..).zip(lots).filter(|(_, lots)| *lots != 0);
	let positions = positions.map(|(id, lots)| (SeriesId(id), SignedLots(lots))).collect();
	Portfolio { cash: Money(cash), positions, ..Default::default() }
}

fn margins(of: (i128, [i64; 6])) -> (i128, i128) {
	let portfolio = portfolio(of);
	let account = Account { portfolio: &portfolio, collateral: &[] };
	let risk = policy().assess(&account).unwrap();
	assert_eq!(risk.equity, portfolio.cash);
	(risk.initial.0, risk.maintenance.0)
}

#[test]
fn structures_need_what_they_can_lose() {
	// A short call by itself, then with a long one above it: at most the strikes apart.
	assert_eq!(margins((0, [-1, 0, 0, 0, 0, 0])), (10, 7));
	assert_eq!(margins((0, [-1, 0, 1, 0, 0, 0])), (10, 7));
	assert_eq!(margins((0, [-2, 0, 2, 0, 0, 0])), (20, 14));
	// A long spread, a short put whose strike is its loss, a box of two expiries that does not net.
	assert_eq!(margins((0, [1, 0, -1, 0, 0, 0])), (0, 0));
	assert_eq!(margins((0, [0, -1, 0, 0, 0, 0])), (8, 5));
	assert_eq!(margins((0, [-1, 0, 0, 1, 0, 0])), (10, 7));
}

#[test]
fn a_spread_is_held_and_closed_without_more_than_it_can_lose() {
	let portfolio = portfolio((10, [-1, 0, 1, 0, 0, 0]));
	let account = Account { portfolio: &portfolio, collateral: &[] };
	let none = Limits::new();
	let open = |series, bid, limit| (order((series, bid, limit, 1, 0)), Admission::Open);
	let verdicts = policy().admit(&account, &[open(2, false, 1), open(0, true, 4)], &none);
	// Sold first, the long leg leaves a short call that needs ten and brings one; bought back first, the
	// short one leaves nothing to need.
	assert_eq!(verdicts, vec![Ok(()), Ok(())]);
	let verdicts = policy().admit(&account, &[open(0, false, 4), open(9, true, 1)], &none);
	let unknown = Err(Refusal::Unassessable(RiskError::UnknownSeries));
	assert_eq!(verdicts, vec![Err(Refusal::Shortfall(Money(6))), unknown]);
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(500))]

	#[test]
	fn m08_no_fill_falls_below_the_worst_excess_with_netting(
		of in portfolios(),
		orders in orders(),
	) {
		let held = portfolio(of);
		let account = Account { portfolio: &held, collateral: &[] };
		let worst = policy().worst_excess(&account, &orders, &BTreeMap::new()).unwrap().0;
		let mut fills = vec![0u64; orders.len()];
		loop {
			let (mut cash, mut lots) = of;
			for (Order { risk, .. }, fill) in orders.iter().zip(&fills) {
				let sign: i64 = if risk.side == Side::Bid { 1 } else { -1 };
				let filled = i128::from(*fill);
				let all = i128::from(risk.quantity.0);
				cash -= i128::from(sign) * filled * i128::from(risk.limit.0);
				cash -= -(-risk.fee.0 * filled).div_euclid(all);
				let at = usize::try_from(risk.series.0).unwrap();
				lots[at] += sign * i64::try_from(*fill).unwrap();
			}
			prop_assert!(cash - margins((cash, lots)).0 >= worst);
			let Some(at) = (0..fills.len()).find(|at| fills[*at] < orders[*at].risk.quantity.0) else {
				break;
			};
			fills[at] += 1;
			fills[..at].fill(0);
		}
	}
}
