//! Portfolio margin of small markets by definition, and random markets to try it on.

use proptest::prelude::*;
use std::collections::BTreeMap;
use tenor_math::Fixed;
use tenor_primitives::{
	Lots, Money, OrderRisk, Portfolio, SeriesId, Side, SignedLots, Tick, UNIT_SCALE,
};
use tenor_risk::{
	account::Conditions,
	contingency::{Charges, Need},
	model::{Contingencies, Model, Peg, PPM},
	page::{Board, Line, Page},
	portfolio::{GroupId, Order},
	scenarios::{Scenario, ScenarioSet, Tilt, VolatilityMove, VolatilityShock, Wing},
	vector::{Payoff, ROUNDING},
};

/// Two moves, a skew, a basis of two, the time roll.
pub(crate) const ROWS: usize = 6;

/// Page, what it pays, strike: a call and a put of one strike, another call; a call and a future.
const SERIES: [(usize, Payoff, u128); 5] = [
	(0, Payoff::Call, 1),
	(0, Payoff::Put, 1),
	(0, Payoff::Call, 2),
	(1, Payoff::Call, 1),
	(1, Payoff::Future, 0),
];

#[derive(Clone, Debug)]
pub(crate) struct Series {
	pub(crate) mark: i64,
	pub(crate) free: u64,
	pub(crate) values: [i64; ROWS],
}

/// A market with one kind of charge for all pages.
#[derive(Clone, Debug)]
pub(crate) struct World {
	pub(crate) series: Vec<Series>,
	pub(crate) charges: Charges,
	pub(crate) initial: u32,
	pub(crate) maintenance: u32,
	pub(crate) initial_scale: u32,
	/// Quarters that the money's peg adds to the factor of initial margin.
	pub(crate) surcharge: i128,
	pub(crate) exempts_long_only: bool,
	pub(crate) scales_contingencies: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Holding {
	pub(crate) cash: i128,
	pub(crate) lots: [i64; SERIES.len()],
}

fn model(world: &World) -> Model {
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
		initial: world.initial,
		maintenance: world.maintenance,
		peg: Peg { threshold: Fixed::ONE, factor: Fixed::ONE },
		exempts_long_only: world.exempts_long_only,
		scales_contingencies: world.scales_contingencies,
	}
}

pub(crate) fn is_future(series: SeriesId) -> bool {
	SERIES[usize::try_from(series.0).unwrap()].1 == Payoff::Future
}

impl World {
	pub(crate) fn board(&self) -> Board {
		let mut board = Board::default();
		let market = board.add_market(model(self));
		assert_eq!(board.markets()[market].layout.rows, ROWS);
		let mut pages = [0, 1].map(|_| Page::new(market, ROWS, self.charges, 1));
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
		of.cash + self.series.iter().zip(&of.lots).map(worth).sum::<i128>()
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
		self.exempts_long_only && of.cash >= 0 && !SERIES.iter().zip(&of.lots).any(short)
	}

	/// Initial and maintenance margin.
	pub(crate) fn need(&self, of: &Holding) -> (i128, i128) {
		if self.is_exempt(of) {
			return (0, 0);
		}
		let sum = |of_page: &dyn Fn(usize) -> i128| of_page(0) + of_page(1);
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
		let (mut future, mut doubt, mut size) = (0, 0, 0);
		for (((page, payoff, strike), series), lots) in SERIES.iter().zip(&self.series).zip(of.lots)
		{
			let magnitude = i128::from(lots).abs();
			match payoff {
				Payoff::Future => future += magnitude,
				_ => *naked.entry((page, strike)).or_default() += i128::from(lots),
			}
			doubt += magnitude;
			size += (magnitude - i128::from(series.free)).max(0);
		}
		let naked: i128 = naked.values().map(|lots| (-lots).max(0)).sum();
		let rounding = doubt * i128::from(ROUNDING);
		let size = size * self.charges.size;
		let Charges { naked: on_naked, future: on_future, .. } = self.charges;
		let market = |factor: i128, quarters: i128, scale: i128, fixed: i128, others: i128| {
			let fixed_inside = if self.scales_contingencies { fixed } else { 0 };
			let beside = others + fixed - fixed_inside;
			let up = |n: i128, d: i128| -(-n).div_euclid(d);
			let unit = i128::from(PPM) * i128::from(UNIT_SCALE);
			let inside = fixed_inside - worst;
			// The surcharge grows with the phase as well; each is rounded by itself.
			let extra = up(inside * quarters * scale, 4 * i128::from(UNIT_SCALE));
			up(inside * factor, unit) + extra + up(beside * scale, UNIT_SCALE.into())
		};
		let scale = i128::from(self.initial_scale);
		let initial = market(
			i128::from(self.initial) * scale,
			self.surcharge,
			scale,
			naked * on_naked.initial + future * on_future.initial,
			doubt * self.charges.doubt + size + rounding + roll,
		);
		let maintenance = market(
			i128::from(self.maintenance) * i128::from(UNIT_SCALE),
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

impl Holding {
	pub(crate) fn portfolio(&self) -> Portfolio {
		let positions = (0u32..)
			.zip(self.lots)
			.filter(|(_, lots)| *lots != 0)
			.map(|(id, lots)| (SeriesId(id), SignedLots(lots)))
			.collect();
		Portfolio { cash: Money(self.cash), positions, ..Default::default() }
	}

	/// After the given lots of each order filled at its price, the fee of each rounded up.
	pub(crate) fn after(&self, orders: &[Order], fills: &[u64]) -> Self {
		let mut after = self.clone();
		for (Order { risk: order, .. }, fill) in orders.iter().zip(fills) {
			let sign: i64 = if order.side == Side::Bid { 1 } else { -1 };
			let lots = i128::from(*fill);
			let all = i128::from(order.quantity.0);
			let fee = -(-order.fee.0 * lots).div_euclid(all);
			after.cash -= i128::from(sign) * lots * i128::from(order.limit.0) + fee;
			let at = usize::try_from(order.series.0).unwrap();
			after.lots[at] += sign * i64::try_from(*fill).unwrap();
		}
		after
	}
}

fn values() -> impl Strategy<Value = Series> {
	(0i64..60, 0u64..5, prop::array::uniform6(-40i64..40)).prop_map(|(mark, free, values)| Series {
		mark,
		free,
		values,
	})
}

pub(crate) fn worlds() -> impl Strategy<Value = World> {
	let series = prop::collection::vec(values(), SERIES.len());
	let need =
		|| (0i128..6, 0i128..4).prop_map(|(initial, maintenance)| Need { initial, maintenance });
	let charges = (need(), need(), 0i128..3, 0i128..4)
		.prop_map(|(naked, future, doubt, size)| Charges { naked, future, doubt, size });
	let factors = prop_oneof![Just(1_000_000u32), Just(1_250_000), 1_000_000u32..2_000_000];
	// In halves and quarters, so that the surcharge is exact.
	let scale = prop_oneof![3 => Just(UNIT_SCALE), 1 => Just(15_000)];
	let surcharge = prop_oneof![3 => Just(0i128), 1 => 0i128..3];
	let rules = (any::<bool>(), any::<bool>());
	(series, charges, factors, 500_000u32..=1_000_000, scale, surcharge, rules).prop_map(
		|(series, charges, initial, maintenance, initial_scale, surcharge, rules)| World {
			series,
			charges,
			initial,
			maintenance,
			initial_scale,
			surcharge,
			exempts_long_only: rules.0,
			scales_contingencies: rules.1,
		},
	)
}

pub(crate) fn holdings() -> impl Strategy<Value = Holding> {
	(-300i128..600, prop::array::uniform5(-4i64..5)).prop_map(|(cash, lots)| Holding { cash, lots })
}

/// Orders of which some belong to one of two groups.
pub(crate) fn orders(most: usize, sizes: u64) -> impl Strategy<Value = Vec<Order>> {
	let group = prop_oneof![2 => Just(None), 1 => (0u32..2).prop_map(|id| Some(GroupId(id)))];
	let one = (0u32..5, any::<bool>(), 0u32..60, 1..=sizes, 0i128..12, group);
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

pub(crate) fn limits() -> impl Strategy<Value = BTreeMap<GroupId, Lots>> {
	prop::collection::btree_map((0u32..2).prop_map(GroupId), (0u64..6).prop_map(Lots), 0..=2)
}

/// Whether fills keep within the limits.
fn is_allowed(orders: &[Order], fills: &[u64], limits: &BTreeMap<GroupId, Lots>) -> bool {
	limits.iter().all(|(group, limit)| {
		let of_group = orders.iter().zip(fills).filter(|(order, _)| order.group == Some(*group));
		of_group.map(|(_, fill)| fill).sum::<u64>() <= limit.0
	})
}

/// Calls `check` with every combination of fills within the limits.
pub(crate) fn every_fill(
	orders: &[Order],
	limits: &BTreeMap<GroupId, Lots>,
	mut check: impl FnMut(&[u64]),
) {
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
