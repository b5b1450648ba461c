//! Portfolio margin of small markets by definition, and random markets to try it on.

use proptest::prelude::*;
use std::collections::BTreeMap;
use tenor_math::Fixed;
use tenor_primitives::{
	Lots, Money, OrderRisk, Portfolio, SeriesId, Side, SignedLots, Tick, UNIT_SCALE,
};
use tenor_risk::{
	account::Conditions,
	contingency::{Charges, Collateral, Need},
	model::{Contingencies, Model, Peg, PPM},
	page::{Board, Line, Page},
	portfolio::{GroupId, Order},
	scenarios::{Scenario, ScenarioSet, Tilt, VolatilityMove, VolatilityShock, Wing},
	vector::{Payoff, ROUNDING},
};

/// Two moves, a skew, a basis of two, the time roll.
pub(crate) const ROWS: usize = 6;

/// Page, what it pays, strike: a call and a put of one strike, another call; a call and a future; of the
/// second market a put and a future.
const SERIES: [(usize, Payoff, u128); 7] = [
	(0, Payoff::Call, 1),
	(0, Payoff::Put, 1),
	(0, Payoff::Call, 2),
	(1, Payoff::Call, 1),
	(1, Payoff::Future, 0),
	(2, Payoff::Put, 1),
	(2, Payoff::Future, 0),
];

/// The pages of each market.
const MARKETS: [&[usize]; 2] = [&[0, 1], &[2]];

/// How many series there are.
pub(crate) const COUNT: usize = SERIES.len();

#[derive(Clone, Debug)]
pub(crate) struct Series {
	pub(crate) mark: i64,
	pub(crate) free: u64,
	pub(crate) values: [i64; ROWS],
}

/// A market with one kind of charge for all its pages.
#[derive(Clone, Debug)]
pub(crate) struct Terms {
	pub(crate) charges: Charges,
	pub(crate) initial: u32,
	pub(crate) maintenance: u32,
	pub(crate) exempts_long_only: bool,
	pub(crate) scales_contingencies: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct World {
	pub(crate) series: Vec<Series>,
	pub(crate) markets: [Terms; 2],
	pub(crate) initial_scale: u32,
	/// Quarters that the money's peg adds to the factor of initial margin.
	pub(crate) surcharge: i128,
	/// About how many base units each amount is a multiple of: what a tick is worth.
	pub(crate) unit: i64,
}

#[derive(Clone, Debug)]
pub(crate) struct Holding {
	pub(crate) cash: i128,
	pub(crate) lots: [i64; COUNT],
	/// What futures cost, and nothing of the others.
	pub(crate) costs: [i128; COUNT],
	pub(crate) collateral: Vec<Collateral>,
	/// What a tick is worth.
	pub(crate) unit: i64,
}

fn model(of: &Terms) -> Model {
	let one = Fixed::ONE;
	let still = Scenario::Move { forward: one, volatility: VolatilityMove::Still, weight: one };
	let tilt = Tilt { symmetric: true, level: one, slope: one };
	let basis = Scenario::Basis { up: one, down: one, add: one, multiple: one };
	Model {
		scenarios: ScenarioSet {
			scenarios: vec![still, still, Scenario::Skew { tilt, weight: one }, basis],
			volatility: VolatilityShock {
				up: one,
				down: one,
				floor: one,
				short_power: one,
				long_power: one,
				least_seconds: 1,
			},
			wing: Wing { least: one, width: one, level: one, slope: one },
			discounting: None,
		},
		contingencies: Contingencies::NONE,
		initial: of.initial,
		maintenance: of.maintenance,
		peg: Peg { threshold: Fixed::ONE, factor: Fixed::ONE },
		exempts_long_only: of.exempts_long_only,
		scales_contingencies: of.scales_contingencies,
	}
}

pub(crate) fn is_future(series: SeriesId) -> bool {
	SERIES[usize::try_from(series.0).unwrap()].1 == Payoff::Future
}

/// Whether a series is of the second market.
pub(crate) fn is_second(series: SeriesId) -> bool {
	MARKETS[1].contains(&SERIES[usize::try_from(series.0).unwrap()].0)
}

fn up(amount: i128, divisor: i128) -> i128 {
	-(-amount).div_euclid(divisor)
}

impl World {
	pub(crate) fn board(&self) -> Board {
		let mut board = Board::default();
		let mut pages = Vec::new();
		for (of, own) in self.markets.iter().zip(MARKETS) {
			let market = board.add_market(model(of));
			assert_eq!(board.markets()[market].layout.rows, ROWS);
			let tick_value = self.unit.unsigned_abs();
			pages.extend(own.iter().map(|_| Page::new(market, ROWS, of.charges, tick_value)));
		}
		for ((id, (page, payoff, strike)), series) in (0u32..).zip(SERIES).zip(&self.series) {
			let free = Lots(series.free);
			let line = Line { id: SeriesId(id), payoff, strike, mark: series.mark, free };
			pages[page].push_line(line, &series.values).unwrap();
		}
		for page in pages {
			board.add_page(page).unwrap();
		}
		board
	}

	pub(crate) fn conditions(&self) -> Conditions {
		let money = Fixed::from_ratio(4 - self.surcharge, 4).unwrap();
		Conditions { initial_scale: self.initial_scale, money }
	}

	pub(crate) fn equity(&self, of: &Holding) -> i128 {
		let worth = |(series, lots): (&Series, &i64)| i128::from(series.mark) * i128::from(*lots);
		let collateral: i128 = of.collateral.iter().map(|of| of.value.0).sum();
		let cash = of.cash - of.costs.iter().sum::<i128>();
		cash + collateral + self.series.iter().zip(&of.lots).map(worth).sum::<i128>()
	}

	/// The value of a page in a row.
	fn value(&self, of: &Holding, page: usize, row: usize) -> i128 {
		let of_page =
			SERIES.iter().zip(&self.series).zip(&of.lots).filter(|((s, _), _)| s.0 == page);
		of_page.map(|((_, series), lots)| i128::from(series.values[row]) * i128::from(*lots)).sum()
	}

	pub(crate) fn is_exempt(&self, of: &Holding) -> bool {
		let short = |((_, payoff, _), lots): (&(usize, Payoff, u128), &i64)| {
			*lots < 0 || (*payoff == Payoff::Future && *lots != 0)
		};
		self.markets.iter().all(|market| market.exempts_long_only)
			&& of.settled() >= 0
			&& !SERIES.iter().zip(&of.lots).any(short)
	}

	/// Initial and maintenance margin.
	pub(crate) fn need(&self, of: &Holding) -> (i128, i128) {
		if self.is_exempt(of) {
			return (0, 0);
		}
		let needs = [0, 1].map(|market| self.need_of(of, market));
		let haircuts = of.collateral.iter().map(haircuts);
		needs.into_iter().chain(haircuts).fold((0, 0), |sum, need| (sum.0 + need.0, sum.1 + need.1))
	}

	/// What a market asks for.
	fn need_of(&self, of: &Holding, market: usize) -> (i128, i128) {
		let terms = &self.markets[market];
		let sum = |value: &dyn Fn(usize) -> i128| -> i128 {
			MARKETS[market].iter().map(|page| value(*page)).sum()
		};
		let scenarios = [
			sum(&|page| self.value(of, page, 0)),
			sum(&|page| self.value(of, page, 1)),
			-sum(&|page| self.value(of, page, 2).abs()),
			sum(&|page| self.value(of, page, 3).min(self.value(of, page, 4)).min(0)),
			0,
		];
		let worst = *scenarios.iter().min().unwrap();
		let roll = sum(&|page| self.value(of, page, 5).abs());
		let mut naked = BTreeMap::<_, i128>::new();
		let (mut future, mut all, mut over) = (0, 0, 0);
		let series = SERIES.iter().zip(&self.series).zip(of.lots);
		for (((page, payoff, strike), series), lots) in
			series.filter(|(((page, ..), _), _)| MARKETS[market].contains(page))
		{
			let magnitude = i128::from(lots).abs();
			match payoff {
				Payoff::Future => future += magnitude,
				_ => *naked.entry((page, strike)).or_default() += i128::from(lots),
			}
			all += magnitude;
			over += (magnitude - i128::from(series.free)).max(0);
		}
		let naked: i128 = naked.values().map(|lots| (-lots).max(0)).sum();
		let rounding = all * i128::from(ROUNDING);
		let size = over * terms.charges.size;
		let Charges { naked: on_naked, future: on_future, doubt, .. } = terms.charges;
		let requirement = |factor: i128, quarters: i128, scale: i128, fixed: i128, others: i128| {
			let fixed_inside = if terms.scales_contingencies { fixed } else { 0 };
			let beside = others + fixed - fixed_inside;
			let unit = i128::from(PPM) * i128::from(UNIT_SCALE);
			let inside = fixed_inside - worst;
			// The surcharge grows with the phase as well; each is rounded by itself.
			let extra = up(inside * quarters * scale, 4 * i128::from(UNIT_SCALE));
			up(inside * factor, unit) + extra + up(beside * scale, UNIT_SCALE.into())
		};
		let scale = i128::from(self.initial_scale);
		let initial = requirement(
			i128::from(terms.initial) * scale,
			self.surcharge,
			scale,
			naked * on_naked.initial + future * on_future.initial,
			all * doubt + size + rounding + roll,
		);
		let maintenance = requirement(
			i128::from(terms.maintenance) * i128::from(UNIT_SCALE),
			0,
			UNIT_SCALE.into(),
			naked * on_naked.maintenance + future * on_future.maintenance,
			size + rounding + roll,
		);
		(initial, maintenance)
	}

	pub(crate) fn excess(&self, of: &Holding) -> i128 {
		self.equity(of) - self.need(of).0
	}
}

/// What is taken off collateral, whose shares are in quarters.
fn haircuts(of: &Collateral) -> (i128, i128) {
	let share = |amount: i128, share: Fixed| {
		let quarters = share.checked_mul_int(4).unwrap().floor();
		up(amount * i128::from(quarters), 4)
	};
	let beyond = share((of.value.0 - of.concentration.0).max(0), of.concentration_haircut);
	let doubt = if of.doubt > of.doubt_limit { share(of.value.0, of.doubt) } else { 0 };
	let initial = share(of.value.0, of.initial) + doubt + beyond;
	(initial, share(of.value.0, of.maintenance) + beyond)
}

impl Holding {
	/// What counts as cash where no debt is allowed: of what futures cost, losses.
	pub(crate) fn settled(&self) -> i128 {
		self.cash.min(self.cash - self.costs.iter().sum::<i128>())
	}

	pub(crate) fn portfolio(&self) -> Portfolio {
		let all = (0u32..).map(SeriesId).zip(self.lots.into_iter().zip(self.costs));
		let held = all.filter(|(_, (lots, cost))| (*lots, *cost) != (0, 0));
		let of_futures = held.clone().filter(|(id, _)| is_future(*id));
		Portfolio {
			cash: Money(self.cash),
			costs: of_futures.map(|(id, (_, cost))| (id, Money(cost))).collect(),
			positions: held.map(|(id, (lots, _))| (id, SignedLots(lots))).collect(),
			..Default::default()
		}
	}

	/// After the given lots of each order filled at its price, the fee of each rounded up. A future costs no
	/// cash.
	pub(crate) fn after(&self, orders: &[Order], fills: &[u64]) -> Self {
		let mut after = self.clone();
		for (Order { risk: order, .. }, fill) in orders.iter().zip(fills) {
			let sign: i64 = if order.side == Side::Bid { 1 } else { -1 };
			let lots = i128::from(*fill);
			let all = i128::from(order.quantity.0);
			let at = usize::try_from(order.series.0).unwrap();
			let paid = i128::from(sign) * lots * i128::from(order.limit.0) * i128::from(self.unit);
			if is_future(order.series) {
				after.costs[at] += paid;
			} else {
				after.cash -= paid;
			}
			after.cash -= up(order.fee.0 * lots, all);
			after.lots[at] += sign * i64::try_from(*fill).unwrap();
		}
		after
	}
}

fn series() -> impl Strategy<Value = Series> {
	(0i64..60, 0u64..5, prop::array::uniform6(-40i64..40)).prop_map(|(mark, free, values)| Series {
		mark,
		free,
		values,
	})
}

fn terms() -> impl Strategy<Value = Terms> {
	let need =
		|| (0i128..6, 0i128..4).prop_map(|(initial, maintenance)| Need { initial, maintenance });
	let charges = (need(), need(), 0i128..3, 0i128..4)
		.prop_map(|(naked, future, doubt, size)| Charges { naked, future, doubt, size });
	let factors = prop_oneof![Just(1_000_000u32), Just(1_250_000), 1_000_000u32..2_000_000];
	let exempts = prop_oneof![1 => Just(false), 3 => Just(true)];
	(charges, factors, 500_000u32..=1_000_000, exempts, any::<bool>()).prop_map(
		|(charges, initial, maintenance, exempts_long_only, scales_contingencies)| Terms {
			charges,
			initial,
			maintenance,
			exempts_long_only,
			scales_contingencies,
		},
	)
}

fn worlds() -> impl Strategy<Value = World> {
	let series = prop::collection::vec(series(), COUNT);
	// In halves and quarters, so that the surcharge is exact.
	let scale = prop_oneof![3 => Just(UNIT_SCALE), 1 => Just(15_000)];
	let surcharge = prop_oneof![3 => Just(0i128), 1 => 0i128..3];
	(series, [terms(), terms()], scale, surcharge).prop_map(
		|(series, markets, initial_scale, surcharge)| World {
			series,
			markets,
			initial_scale,
			surcharge,
			unit: 1,
		},
	)
}

fn collateral() -> impl Strategy<Value = Collateral> {
	let quarters = |most: i128| (0..=most).prop_map(|part| Fixed::from_ratio(part, 4).unwrap());
	let shares = (quarters(4), quarters(4), quarters(2), quarters(2), quarters(2));
	(0i128..200, 0i128..200, shares).prop_map(|(value, concentration, shares)| Collateral {
		value: Money(value),
		initial: shares.0,
		maintenance: shares.1,
		doubt: shares.2,
		doubt_limit: shares.3,
		off_peg: Fixed::ZERO,
		peg_factor: Fixed::ZERO,
		concentration: Money(concentration),
		concentration_haircut: shares.4,
	})
}

fn holdings() -> impl Strategy<Value = Holding> {
	let costs = prop_oneof![1 => Just([0, 0]), 1 => [-100i128..100, -100i128..100]];
	let collateral = prop_oneof![
		2 => Just(Vec::new()),
		1 => prop::collection::vec(collateral(), 1..3),
	];
	(-300i128..600, prop::array::uniform7(-4i64..5), costs, collateral).prop_map(
		|(cash, lots, [first, second], collateral)| Holding {
			cash,
			lots,
			costs: [0, 0, 0, 0, first, 0, second],
			collateral,
			unit: 1,
		},
	)
}

/// Orders of which some belong to one of two groups, over both markets.
fn orders(most: usize, sizes: u64) -> impl Strategy<Value = Vec<Order>> {
	let group = prop_oneof![2 => Just(None), 1 => (0u32..2).prop_map(|id| Some(GroupId(id)))];
	let series = 0..u32::try_from(COUNT).unwrap();
	let one = (series, any::<bool>(), 0u32..60, 1..=sizes, 0i128..12, group);
	prop::collection::vec(one, 0..=most).prop_map(|all| {
		all.into_iter()
			.map(|(series, bid, limit, quantity, fee, group)| {
				let risk = OrderRisk {
					series: SeriesId(series),
					side: if bid { Side::Bid } else { Side::Ask },
					limit: Tick(limit),
					quantity: Lots(quantity),
					fee: Money(fee),
				};
				Order { risk, group }
			})
			.collect()
	})
}

fn limits() -> impl Strategy<Value = Limits> {
	prop::collection::btree_map((0u32..2).prop_map(GroupId), (0u64..6).prop_map(Lots), 0..=2)
}

pub(crate) type Limits = BTreeMap<GroupId, Lots>;

/// A world, who trades in it, with which orders and limits.
pub(crate) type Case = (World, Holding, Vec<Order>, Limits);

/// As most amounts of a case are small, so that few steps reach all there is, and some are as large as
/// 64 bits hold of them.
pub(crate) fn cases_of(most: usize, sizes: u64) -> impl Strategy<Value = Case> {
	let units = prop_oneof![3 => Just(1i64), 1 => Just(1_000_003), 1 => Just(300_000_000_000_007)];
	cases_at(units, most, sizes)
}

pub(crate) fn cases_at(
	units: impl Strategy<Value = i64>,
	most: usize,
	sizes: u64,
) -> impl Strategy<Value = Case> {
	(units, worlds(), holdings(), orders(most, sizes), limits())
		.prop_map(|(unit, world, of, orders, limits)| scaled(unit, world, of, orders, limits))
}

/// The same with amounts so many times as large, and a little more, so that not all are multiples of it.
fn scaled(
	unit: i64,
	mut world: World,
	mut of: Holding,
	mut orders: Vec<Order>,
	limits: Limits,
) -> Case {
	let small = |amount: &mut i64| *amount = *amount * unit + (*amount * 7_919).rem_euclid(unit);
	let large = |amount: &mut i128| {
		let unit = i128::from(unit);
		*amount = *amount * unit + (*amount * 7_919).rem_euclid(unit);
	};
	for series in &mut world.series {
		small(&mut series.mark);
		series.values.iter_mut().for_each(small);
	}
	for Charges { naked, future, doubt, size } in world.markets.iter_mut().map(|of| &mut of.charges)
	{
		for need in [naked, future] {
			large(&mut need.initial);
			large(&mut need.maintenance);
		}
		large(doubt);
		large(size);
	}
	large(&mut of.cash);
	of.costs.iter_mut().for_each(large);
	for Collateral { value, concentration, .. } in &mut of.collateral {
		large(&mut value.0);
		large(&mut concentration.0);
	}
	orders.iter_mut().for_each(|order| large(&mut order.risk.fee.0));
	(world.unit, of.unit) = (unit, unit);
	(world, of, orders, limits)
}

/// Whether fills keep within the limits.
fn is_allowed(orders: &[Order], fills: &[u64], limits: &Limits) -> bool {
	limits.iter().all(|(group, limit)| {
		let of_group = orders.iter().zip(fills).filter(|(order, _)| order.group == Some(*group));
		of_group.map(|(_, fill)| fill).sum::<u64>() <= limit.0
	})
}

/// Calls `check` with every combination of fills within the limits.
pub(crate) fn every_fill(orders: &[Order], limits: &Limits, mut check: impl FnMut(&[u64])) {
	let mut fills = vec![0; orders.len()];
	loop {
		if is_allowed(orders, &fills, limits) {
			check(&fills);
		}
		let Some(at) = (0..fills.len()).find(|at| fills[*at] < orders[*at].risk.quantity.0) else {
			return;
		};
		fills[at] += 1;
		fills[..at].iter_mut().for_each(|fill| *fill = 0);
	}
}
