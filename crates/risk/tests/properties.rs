//! M08 under portfolio margin: the worst excess against every subset and every partial fill.

mod reference;

use proptest::prelude::*;
use reference::{cases_at, cases_of, every_fill, Case, Holding, Limits, Terms, World, COUNT};
use std::env;
use tenor_primitives::{Admission, Money, Refusal, RiskError, Side, Verdict};
use tenor_risk::{
	account::{assess, Account},
	portfolio::{admit, worst_excess, Order},
	vector::ROUNDING,
};

/// A thousand cases, or as many as `PROPTEST_CASES` says.
fn cases() -> ProptestConfig {
	let cases = env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
	ProptestConfig::with_cases(cases.unwrap_or(1_000))
}

fn try_worst(
	world: &World,
	of: &Holding,
	orders: &[Order],
	limits: &Limits,
) -> Result<Money, RiskError> {
	let portfolio = of.portfolio();
	let account = Account { portfolio: &portfolio, collateral: &of.collateral };
	worst_excess(&world.board(), &account, orders, limits, &world.conditions())
}

fn worst(world: &World, of: &Holding, orders: &[Order], limits: &Limits) -> i128 {
	try_worst(world, of, orders, limits).unwrap().0
}

fn admissions() -> impl Strategy<Value = Admission> {
	prop_oneof![3 => Just(Admission::Open), 1 => Just(Admission::RiskReducing)]
}

/// Whether an account needs nothing, whatever of the orders fills.
fn needs_nothing(world: &World, of: &Holding, kept: &[Order]) -> bool {
	let asks = kept.iter().filter(|order| order.risk.side == Side::Ask).copied();
	let asks: Vec<Order> = asks.collect();
	let sold = of.after(&asks, &asks.iter().map(|order| order.risk.quantity.0).collect::<Vec<_>>());
	let cash = kept.iter().map(|Order { risk: order, .. }| {
		let lots = i128::from(order.quantity.0);
		let price = i128::from(order.limit.0) * i128::from(of.unit);
		let paid = if order.side == Side::Bid { price } else { -price };
		(-paid - -(-order.fee.0).div_euclid(lots)).min(0) * lots
	});
	let cash = of.cash + cash.sum::<i128>();
	let future = |order: &Order| reference::is_future(order.risk.series);
	world.is_exempt(&Holding { cash, lots: sold.lots, ..of.clone() }) && !kept.iter().any(future)
}

/// Whether an order only closes what is held, beyond what orders kept before close already, of an account
/// that needs nothing.
fn closes(world: &World, of: &Holding, kept: &[Order], order: &Order) -> bool {
	if !needs_nothing(world, of, kept) {
		return false;
	}
	let of_series = usize::try_from(order.risk.series.0).unwrap();
	let signed = |order: &Order| {
		let lots = i128::from(order.risk.quantity.0);
		if order.risk.side == Side::Bid {
			lots
		} else {
			-lots
		}
	};
	let held = i128::from(of.lots[of_series]);
	let mut left = held;
	for other in kept.iter().filter(|other| other.risk.series == order.risk.series) {
		if (left + signed(other)) * held >= 0 && signed(other) * held < 0 {
			left += signed(other);
		}
	}
	signed(order) * left < 0 && (left + signed(order)) * left >= 0
}

/// What rounding adds at most to the requirement, whatever fills.
fn rounding(of: &Holding, orders: &[Order]) -> i128 {
	let reach = (0u32..).zip(of.lots).map(|(id, lots)| {
		let lots = i128::from(lots);
		let side = |bid: bool| {
			let all = orders.iter().map(|o| o.risk).filter(move |o| o.series.0 == id);
			let lots = all.filter(|o| (o.side == Side::Bid) == bid);
			lots.map(|o| i128::from(o.quantity.0)).sum::<i128>()
		};
		(lots + side(true)).abs().max((lots - side(false)).abs())
	});
	reach.sum::<i128>() * i128::from(ROUNDING)
}

/// Without contingencies, factors and groups across branches: what is exact.
fn plain((mut world, of, orders, limits): Case) -> Case {
	world.series.iter_mut().for_each(|series| series.values[5] = 0);
	world.markets = world.markets.map(|terms| Terms {
		charges: Default::default(),
		initial: 1_000_000,
		exempts_long_only: false,
		..terms
	});
	(world.initial_scale, world.surcharge) = (10_000, 0);
	(world, of, whole_fees(orders), limits)
}

/// With one lane a scenario and no group over both markets: what is exact with groups.
fn of_one_lane(case: Case) -> Case {
	let (mut world, of, mut orders, limits) = plain(case);
	world.series.iter_mut().for_each(|series| series.values[2..].fill(0));
	let second = orders.iter_mut().filter(|order| reference::is_second(order.risk.series));
	second.for_each(|order| order.group = None);
	(world, of, orders, limits)
}

fn whole_fees(orders: Vec<Order>) -> Vec<Order> {
	let whole = |mut order: Order| {
		order.risk.fee.0 *= i128::from(order.risk.quantity.0);
		order
	};
	orders.into_iter().map(whole).collect()
}

/// The least excess after any fill, rounding aside.
fn least(world: &World, of: &Holding, orders: &[Order], limits: &Limits) -> i128 {
	let mut least = i128::MAX;
	every_fill(orders, limits, |fills| {
		let after = of.after(orders, fills);
		least = least.min(world.excess(&after) + rounding(&after, &[]));
	});
	least
}

proptest! {
	#![proptest_config(cases())]

	#[test]
	fn an_assessment_is_as_defined((world, of, ..) in cases_of(0, 1)) {
		let portfolio = of.portfolio();
		let account = Account { portfolio: &portfolio, collateral: &of.collateral };
		let assessed = assess(&world.board(), &account, &world.conditions()).unwrap();
		let (initial, maintenance) = world.need(&of);
		let risk = assessed.risk;
		prop_assert_eq!(risk.equity.0, world.equity(&of));
		prop_assert_eq!((risk.initial.0, risk.maintenance.0), (initial, maintenance));
		prop_assert!(initial >= 0 && maintenance >= 0);
		prop_assert_eq!(assessed.exempt, world.is_exempt(&of));
		prop_assert_eq!(worst(&world, &of, &[], &Limits::new()), world.excess(&of));
	}

	#[test]
	fn m08_no_fill_within_group_limits_falls_below_the_worst_excess(
		(world, of, orders, limits) in cases_of(5, 3),
	) {
		let worst = worst(&world, &of, &orders, &limits);
		every_fill(&orders, &limits, |fills| {
			let after = world.excess(&of.after(&orders, fills));
			assert!(after >= worst, "{fills:?} leaves {after}, bound {worst}");
		});
	}

	/// Exact for any mix of sides, expiries and branches where no group limits.
	#[test]
	fn m08_the_worst_of_the_scenarios_is_reached(
		(world, of, orders, _) in cases_of(5, 3).prop_map(plain),
	) {
		let none = Limits::new();
		let worst = worst(&world, &of, &orders, &none) + rounding(&of, &orders);
		prop_assert_eq!(worst, least(&world, &of, &orders, &none));
	}

	/// Exact with groups as well where scenarios have one lane.
	#[test]
	fn m08_the_worst_of_a_group_is_reached(
		(world, of, orders, limits) in cases_of(5, 3).prop_map(of_one_lane),
	) {
		let worst = worst(&world, &of, &orders, &limits) + rounding(&of, &orders);
		prop_assert_eq!(worst, least(&world, &of, &orders, &limits));
	}

	/// Amounts that do not fit 64 bits are refused, never wrong.
	#[test]
	fn m08_no_bound_is_wrong_where_amounts_do_not_fit(
		(world, of, orders, limits) in cases_at(10_000_000_000_000_000i64..=100_000_000_000_000_000, 4, 3),
	) {
		match try_worst(&world, &of, &orders, &limits) {
			Ok(worst) => every_fill(&orders, &limits, |fills| {
				assert!(world.excess(&of.after(&orders, fills)) >= worst.0);
			}),
			Err(error) => prop_assert_eq!(error, RiskError::Overflow),
		}
	}

	/// Ten orders: every subset in full.
	#[test]
	fn m08_ten_orders_over_all_subsets(
		(world, of, orders, limits) in cases_of(10, 9),
	) {
		let worst = worst(&world, &of, &orders, &limits);
		for subset in 0u32..1 << orders.len() {
			let fills: Vec<_> = orders
				.iter()
				.enumerate()
				.map(|(at, o)| if subset & (1 << at) == 0 { 0 } else { o.risk.quantity.0 })
				.collect();
			let within = limits.iter().all(|(group, limit)| {
				let lots = orders.iter().zip(&fills).filter(|(o, _)| o.group == Some(*group));
				lots.map(|(_, fill)| fill).sum::<u64>() <= limit.0
			});
			prop_assert!(!within || world.excess(&of.after(&orders, &fills)) >= worst);
		}
	}

	#[test]
	fn m08_admitted_orders_keep_their_promise(
		(world, of, orders, limits) in cases_of(5, 3),
		admission in admissions(),
	) {
		let before = world.excess(&of);
		let asked: Vec<_> = orders.iter().map(|order| (*order, admission)).collect();
		let verdicts = verdicts(&world, &of, &asked, &limits);
		let kept: Vec<_> =
			orders.iter().zip(&verdicts).filter(|(_, v)| v.is_ok()).map(|(o, _)| *o).collect();
		let reducing = admission == Admission::RiskReducing;
		let none_closes = kept.iter().all(|order| !closes(&world, &of, &[], order));
		let least = if reducing && none_closes { before } else { before.min(0) };
		every_fill(&kept, &limits, |fills| {
			assert!(world.excess(&of.after(&kept, fills)) >= least);
		});
	}

	/// One pass keeps exactly what a pass that recomputes everything keeps, with its shortfall.
	#[test]
	fn m08_one_pass_equals_recomputation(
		(world, of, orders, limits) in cases_of(12, 5),
		admissions in prop::collection::vec(admissions(), 12),
	) {
		let asked: Vec<_> = orders.into_iter().zip(admissions).collect();
		let before = world.excess(&of);
		let mut kept = Vec::new();
		let expected: Vec<_> = asked
			.iter()
			.map(|(order, admission)| {
				let least = match admission {
					Admission::Open => before.min(0),
					Admission::RiskReducing if closes(&world, &of, &kept, order) => {
						worst(&world, &of, &kept, &limits).min(0)
					},
					Admission::RiskReducing => worst(&world, &of, &kept, &limits),
				};
				kept.push(*order);
				let worst = worst(&world, &of, &kept, &limits);
				if worst >= least {
					return Ok(());
				}
				kept.pop();
				Err(Refusal::Shortfall(Money(least - worst)))
			})
			.collect();
		prop_assert_eq!(verdicts(&world, &of, &asked, &limits), expected);
	}

	/// A long-only account without debt needs nothing, and nothing that it can pay for is refused.
	#[test]
	fn a_long_only_account_without_debt_needs_nothing_ever(
		(mut world, mut of, mut orders, _) in cases_of(5, 3),
	) {
		world.markets.iter_mut().for_each(|market| market.exempts_long_only = true);
		of.lots = of.lots.map(i64::abs);
		// What futures gained is no debt.
		of.costs = of.costs.map(|cost| -cost.abs());
		(of.lots[4], of.lots[6]) = (0, 0);
		orders.retain(|order| !reference::is_future(order.risk.series));
		let mut sold = [0; COUNT];
		orders.retain(|order| {
			let at = usize::try_from(order.risk.series.0).unwrap();
			if order.risk.side == Side::Bid {
				return true;
			}
			sold[at] += i64::try_from(order.risk.quantity.0).unwrap();
			sold[at] <= of.lots[at]
		});
		let cost: i128 = orders.iter().map(|order| {
			let lots = i128::from(order.risk.quantity.0);
			let sign = if order.risk.side == Side::Bid { 1 } else { -1 };
			let price = i128::from(order.risk.limit.0) * i128::from(of.unit);
			(sign * price * lots + order.risk.fee.0 + lots).max(0)
		}).sum();
		of.cash = of.cash.abs() + cost;
		prop_assert_eq!(world.need(&of), (0, 0));
		let asked: Vec<_> = orders.iter().map(|order| (*order, Admission::Open)).collect();
		let none = Limits::new();
		prop_assert!(verdicts(&world, &of, &asked, &none).iter().all(Result::is_ok));
		every_fill(&orders, &none, |fills| {
			let after = of.after(&orders, fills);
			assert!(world.need(&after) == (0, 0) && world.excess(&after) >= 0);
		});
	}
}

fn verdicts(
	world: &World,
	of: &Holding,
	asked: &[(Order, Admission)],
	limits: &Limits,
) -> Vec<Verdict> {
	let portfolio = of.portfolio();
	let account = Account { portfolio: &portfolio, collateral: &of.collateral };
	admit(&world.board(), &account, asked, limits, &world.conditions())
}
