//! M08: the worst excess against brute force over every subset and every partial fill.

use proptest::prelude::*;
use tenor_primitives::{
	Admission, Lots, Money, OrderRisk, Portfolio, Refusal, RiskError, SeriesId, Side, SignedLots,
	Tick,
};
use tenor_risk::{admit, assess, worst_excess, LotRisk};

mod common;
use common::{Table, LOT, UNKNOWN};

/// The series of [`table`] that is a future.
const FUTURE: SeriesId = SeriesId(2);

fn order(series: u32, side: Side, limit: u32, quantity: u64, fee: i128) -> OrderRisk {
	OrderRisk {
		series: SeriesId(series),
		side,
		limit: Tick(limit),
		quantity: Lots(quantity),
		fee: Money(fee),
	}
}

fn portfolio(cash: i128, positions: &[(u32, i64)]) -> Portfolio {
	let positions = positions
		.iter()
		.filter(|(_, lots)| *lots != 0)
		.map(|(id, lots)| (SeriesId(*id), SignedLots(*lots)))
		.collect();
	Portfolio { cash: Money(cash), positions, ..Default::default() }
}

/// A portfolio with so many lots of the future, which cost so much.
fn with_future(portfolio: Portfolio, lots: i64, cost: i128) -> Portfolio {
	let mut portfolio = portfolio;
	if (lots, cost) != (0, 0) {
		portfolio.positions.push((FUTURE, SignedLots(lots)));
		portfolio.costs.push((FUTURE, Money(cost)));
	}
	portfolio
}

/// The excess after the given lots of each order filled at its limit, the fee of each rounded up.
fn excess_after(
	before: &Portfolio,
	orders: &[OrderRisk],
	fills: &[u64],
	table: &mut Table,
) -> i128 {
	let mut after = before.clone();
	for (order, fill) in orders.iter().zip(fills) {
		let sign: i128 = if order.side == Side::Bid { 1 } else { -1 };
		let lots = i128::from(*fill);
		let fee =
			(order.fee.0 * lots + i128::from(order.quantity.0) - 1) / i128::from(order.quantity.0);
		let paid = sign * lots * i128::from(order.limit.0);
		after.cash.0 -= fee;
		if order.series == FUTURE {
			match after.costs.first_mut() {
				Some((_, cost)) => cost.0 += paid,
				None => after.costs.push((FUTURE, Money(paid))),
			}
		} else {
			after.cash.0 -= paid;
		}
		let change = i64::try_from(sign * lots).unwrap();
		match after.positions.iter_mut().find(|(id, _)| *id == order.series) {
			Some((_, held)) => held.0 += change,
			None => after.positions.push((order.series, SignedLots(change))),
		}
	}
	assess(&after, table).unwrap().initial_excess().0
}

/// Calls `check` with every combination of fills.
fn every_fill(orders: &[OrderRisk], mut check: impl FnMut(&[u64])) {
	let mut fills = vec![0; orders.len()];
	loop {
		check(&fills);
		let Some(at) = (0..fills.len()).find(|at| fills[*at] < orders[*at].quantity.0) else {
			return;
		};
		fills[at] += 1;
		fills[..at].iter_mut().for_each(|fill| *fill = 0);
	}
}

fn table() -> Table {
	Table::default()
		.with(0, LOT)
		.with(1, LotRisk { mark: Money(3), initial: Money(4), maintenance: Money(2) })
		.with_future(
			FUTURE.0,
			LotRisk { mark: Money(35), initial: Money(6), maintenance: Money(4) },
		)
}

fn orders(most: usize, sizes: u64) -> impl Strategy<Value = Vec<OrderRisk>> {
	let one = (0u32..3, any::<bool>(), 0u32..60, 1..=sizes, 0i128..12);
	prop::collection::vec(one, 0..=most).prop_map(|all| {
		all.into_iter()
			.map(|(series, bid, limit, quantity, fee)| {
				order(series, if bid { Side::Bid } else { Side::Ask }, limit, quantity, fee)
			})
			.collect()
	})
}

fn portfolios() -> impl Strategy<Value = Portfolio> {
	(-200i128..400, -4i64..5, -4i64..5, -4i64..5, -300i128..300).prop_map(
		|(cash, first, second, future, cost)| {
			with_future(portfolio(cash, &[(0, first), (1, second)]), future, cost)
		},
	)
}

fn admissions() -> impl Strategy<Value = Admission> {
	prop_oneof![Just(Admission::Open), Just(Admission::RiskReducing)]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(600))]

	#[test]
	fn m08_no_fill_falls_below_the_worst_excess(
		portfolio in portfolios(),
		orders in orders(5, 3),
	) {
		let worst = worst_excess(&portfolio, &orders, &mut table()).unwrap();
		every_fill(&orders, |fills| {
			let after = excess_after(&portfolio, &orders, fills, &mut table());
			assert!(after >= worst.0, "{fills:?} leaves {after}, bound {worst:?}");
		});
	}

	/// Exact for any mix of sides where fees divide evenly.
	#[test]
	fn m08_the_worst_excess_is_reached(portfolio in portfolios(), orders in orders(5, 3)) {
		let orders: Vec<_> = orders
			.into_iter()
			.map(|o| OrderRisk { fee: Money(o.fee.0 * i128::from(o.quantity.0)), ..o })
			.collect();
		let worst = worst_excess(&portfolio, &orders, &mut table()).unwrap();
		let mut least = i128::MAX;
		every_fill(&orders, |fills| {
			least = least.min(excess_after(&portfolio, &orders, fills, &mut table()));
		});
		prop_assert_eq!(least, worst.0);
	}

	/// Ten orders: every subset in full.
	#[test]
	fn m08_ten_orders_over_all_subsets(portfolio in portfolios(), orders in orders(10, 9)) {
		let worst = worst_excess(&portfolio, &orders, &mut table()).unwrap();
		for subset in 0u32..1 << orders.len() {
			let fills: Vec<_> = orders
				.iter()
				.enumerate()
				.map(|(at, o)| if subset & (1 << at) == 0 { 0 } else { o.quantity.0 })
				.collect();
			prop_assert!(excess_after(&portfolio, &orders, &fills, &mut table()) >= worst.0);
		}
	}

	#[test]
	fn m08_admitted_orders_keep_their_promise(
		portfolio in portfolios(),
		orders in orders(5, 3),
		admission in admissions(),
	) {
		let before = assess(&portfolio, &mut table()).unwrap().initial_excess().0;
		let asked: Vec<_> = orders.iter().map(|o| (*o, admission)).collect();
		let verdicts = admit(&portfolio, &asked, &mut table());
		let kept: Vec<_> = orders
			.iter()
			.zip(&verdicts)
			.filter(|(_, verdict)| verdict.is_ok())
			.map(|(o, _)| *o)
			.collect();
		let least = if admission == Admission::Open { before.min(0) } else { before };
		every_fill(&kept, |fills| {
			assert!(excess_after(&portfolio, &kept, fills, &mut table()) >= least);
		});
	}

	/// One pass keeps exactly what a pass that recomputes everything keeps, with its shortfall.
	#[test]
	fn m08_one_pass_equals_recomputation(
		portfolio in portfolios(),
		orders in prop::collection::vec((orders(1, 5), admissions()), 0..12),
	) {
		let asked: Vec<_> =
			orders.iter().flat_map(|(o, a)| o.iter().map(|o| (*o, *a))).collect();
		let before = assess(&portfolio, &mut table()).unwrap().initial_excess();
		let mut kept = Vec::new();
		let expected: Vec<_> = asked
			.iter()
			.map(|(o, admission)| {
				let least = match admission {
					Admission::Open => before.min(Money(0)),
					Admission::RiskReducing => worst_excess(&portfolio, &kept, &mut table()).unwrap(),
				};
				kept.push(*o);
				let worst = worst_excess(&portfolio, &kept, &mut table()).unwrap();
				if worst >= least {
					return Ok(());
				}
				kept.pop();
				Err(Refusal::Shortfall(least.saturating_sub(worst)))
			})
			.collect();
		prop_assert_eq!(admit(&portfolio, &asked, &mut table()), expected);
	}
}

#[test]
fn m08_an_account_below_margin_can_trade_its_way_out() {
	// Two short at 40 each with 50 of cash: 30 short of margin. Buying back below 40 is kept, above
	// it is not; nor is a new short.
	let account = portfolio(50, &[(0, -2)]);
	let asked = [
		(order(0, Side::Bid, 41, 1, 0), Admission::Open),
		(order(0, Side::Bid, 30, 2, 8), Admission::Open),
		(order(1, Side::Ask, 1, 1, 0), Admission::Open),
	];
	assert_eq!(
		admit(&account, &asked, &mut table()),
		vec![
			Err(Refusal::Shortfall(Money(1))),
			Ok(()),
			// A lot of series 1 takes 7 and brings 1.
			Err(Refusal::Shortfall(Money(6))),
		]
	);
}

#[test]
fn m11_a_long_is_closed_whatever_an_open_market_let_its_account_bid_for() {
	let account = portfolio(100, &[(0, 1)]);
	let close = order(0, Side::Ask, 3, 1, 0);
	let asked = [
		(order(1, Side::Bid, 5, 10, 0), Admission::Open),
		(close, Admission::RiskReducing),
		// A second one would go short.
		(close, Admission::RiskReducing),
	];
	// Short one lot of series 0 takes 40, the two asks bring 6.
	let short = Err(Refusal::Shortfall(Money(34)));
	assert_eq!(admit(&account, &asked, &mut table()), vec![Ok(()), Ok(()), short]);
}

#[test]
fn m08_a_long_is_sold_without_a_price_or_margin() {
	let account = portfolio(0, &[(7, 5)]);
	let sell = |lots| [(order(7, Side::Ask, 3, lots, 0), Admission::RiskReducing)];
	assert_eq!(admit(&account, &sell(5), &mut table()), vec![Ok(())]);
	// One lot more could go short, which takes a price.
	assert_eq!(
		admit(&account, &sell(6), &mut table()),
		vec![Err(Refusal::Unassessable(RiskError::NoFreshPrice))]
	);
}

#[test]
fn an_order_that_cannot_be_assessed_leaves_the_others_alone() {
	let account = portfolio(100, &[]);
	let asked = [
		(order(7, Side::Ask, 3, 1, 0), Admission::Open),
		(order(UNKNOWN, Side::Bid, 3, 1, 0), Admission::Open),
		(order(7, Side::Bid, 100, u64::MAX, 0), Admission::Open),
		(order(7, Side::Bid, 100, 1, 0), Admission::Open),
		(order(0, Side::Bid, 1, 1, 0), Admission::Open),
	];
	assert_eq!(
		admit(&account, &asked, &mut table()),
		vec![
			Err(Refusal::Unassessable(RiskError::NoFreshPrice)),
			Err(Refusal::Unassessable(RiskError::UnknownSeries)),
			Err(Refusal::Unassessable(RiskError::Overflow)),
			Ok(()),
			Err(Refusal::Shortfall(Money(1))),
		]
	);
}

#[test]
fn a_short_without_a_price_stops_every_order() {
	let account = portfolio(100, &[(9, -1)]);
	let asked = [(order(0, Side::Bid, 1, 1, 0), Admission::Open)];
	assert_eq!(
		admit(&account, &asked, &mut table()),
		vec![Err(Refusal::Unassessable(RiskError::NoFreshPrice))]
	);
	assert_eq!(worst_excess(&account, &[], &mut table()), Err(RiskError::NoFreshPrice));
}

#[test]
fn m08_a_future_keeps_margin_on_either_side() {
	// A lot takes 6, and what it trades for above 34 or below 35 is lost.
	let ask = |side, limit, cash| {
		admit(
			&portfolio(cash, &[]),
			&[(order(2, side, limit, 1, 0), Admission::Open)],
			&mut table(),
		)
	};
	let missing = |by| vec![Err(Refusal::Shortfall(Money(by)))];
	assert_eq!(ask(Side::Bid, 34, 6), vec![Ok(())]);
	assert_eq!(ask(Side::Bid, 36, 7), missing(1));
	assert_eq!(ask(Side::Ask, 35, 6), vec![Ok(())]);
	assert_eq!(ask(Side::Ask, 33, 7), missing(1));
	// A fill far on the good side needs none.
	assert_eq!(ask(Side::Bid, 20, 0), vec![Ok(())]);
}

#[test]
fn m11_a_future_is_closed_without_free_margin() {
	for (lots, cost, side, limit) in [(2, 80, Side::Ask, 34), (-2, -60, Side::Bid, 35)] {
		let account = with_future(portfolio(0, &[]), lots, cost);
		assert!(assess(&account, &mut table()).unwrap().initial_excess() < Money(0));
		let asked = [
			(order(2, side, limit, 2, 0), Admission::RiskReducing),
			// Three on the other side take more than two: 6 of margin, and 3 by the mark's rounding.
			(order(2, side, limit, 3, 0), Admission::RiskReducing),
		];
		let turned = Err(Refusal::Shortfall(Money(9)));
		assert_eq!(admit(&account, &asked, &mut table()), vec![Ok(()), turned]);
	}
}
