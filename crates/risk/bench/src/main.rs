//! Times portfolio margin over built pages against pricing a portfolio anew. Fails if an order's check
//! takes more than a hundredth of that, or depends on how many positions or accounts there are.

use std::{collections::BTreeMap, hint::black_box, process::ExitCode, time::Instant};
use tenor_math::Fixed;
use tenor_primitives::{
	Lots, Money, OrderRisk, Portfolio, RiskError, SeriesId, Side, SignedLots, Tick, WAD,
};
use tenor_risk::{
	account::{assess, Account, Conditions},
	contingency::Charges,
	model::Model,
	page::{Board, Page},
	parameters::PortfolioParameters,
	portfolio::{Book, GroupId, Order},
	vector::{Builder, Contract, Payoff, Term},
};

const EXPIRIES: u32 = 12;
/// Of an expiry.
const SERIES: u32 = 64;
const UNIT: u128 = 1_000_000_000_000 * 100;
/// How often each time is taken; the median counts.
const REPEATS: usize = 31;

struct World {
	model: Model,
	board: Board,
	contracts: Vec<(Term, Contract)>,
}

fn world() -> World {
	let model = PortfolioParameters::default().model().expect("in range");
	let mut board = Board::default();
	let market = board.add_market(model.clone());
	let rows = board.markets()[market].layout.rows;
	let mut contracts = Vec::new();
	for expiry in 0..EXPIRIES {
		let days = u64::from(expiry + 1) * 15;
		let term = Term {
			forward: 63_250 * WAD,
			left: Some(days * 86_400),
			average: Some(0),
			rate: Fixed::ZERO,
			unit: UNIT,
		};
		let charges = Charges::new(&model.contingencies, 63_000 * WAD, Fixed::ZERO, UNIT);
		let mut page = Page::new(market, rows, charges.expect("in range"), 1_000);
		let builder = Builder::new(&model, &term).expect("in range");
		for at in 0..SERIES {
			let payoff = if at.is_multiple_of(2) { Payoff::Call } else { Payoff::Put };
			let strike = u128::from(40_000 + at / 2 * 1_500) * WAD;
			let volatility = Fixed::from_ratio(i128::from(50 + at % 20), 100).expect("in range");
			let contract = Contract { payoff, strike, volatility };
			let id = SeriesId(expiry * SERIES + at);
			page.push(&builder, &model, id, &contract, Lots(0)).expect("in range");
			contracts.push((term, contract));
		}
		board.add_page(page).expect("of the market");
	}
	World { model, board, contracts }
}

/// So many positions, spread over all expiries, ascending by series.
fn portfolio(positions: u32) -> Portfolio {
	let mut held: Vec<_> = (0..positions)
		.map(|at| {
			let series = at % EXPIRIES * SERIES + at / EXPIRIES;
			let lots = i64::from(at % 7) * 100 - 250;
			(SeriesId(series), SignedLots(lots))
		})
		.collect();
	held.sort_unstable();
	Portfolio { cash: Money(1 << 60), positions: held, ..Default::default() }
}

/// Bids and asks in turn over all expiries.
fn order(at: u32, group: Option<GroupId>) -> Order {
	let risk = OrderRisk {
		series: SeriesId(at % EXPIRIES * SERIES + at / EXPIRIES % SERIES),
		side: if at.is_multiple_of(2) { Side::Bid } else { Side::Ask },
		limit: Tick(1_000 + at),
		quantity: Lots(100),
		fee: Money(5_000),
	};
	Order { risk, group }
}

/// The median time of a call, in nanoseconds.
fn time<T>(mut call: impl FnMut() -> T) -> f64 {
	let mut times: Vec<f64> = (0..REPEATS)
		.map(|_| {
			let start = Instant::now();
			black_box(call());
			start.elapsed().as_secs_f64() * 1e9
		})
		.collect();
	times.sort_by(f64::total_cmp);
	times[REPEATS / 2]
}

fn main() -> ExitCode {
	let world = world();
	let conditions = Conditions::default();
	let none = BTreeMap::new();
	let limits = BTreeMap::from([(GroupId(0), Lots(1_000))]);
	let mut sound = true;
	println!(
		"   {:>9}{:>14}{:>14}{:>14}{:>14}{:>10}",
		"positions", "priced anew", "margin", "sums", "an order", "share"
	);
	let mut checks = Vec::new();
	for positions in [8, 32, 64, 128] {
		let portfolio = portfolio(positions);
		let account = Account { portfolio: &portfolio, collateral: &[] };
		let builders: Vec<_> = (0..EXPIRIES)
			.map(|at| {
				let (term, _) = world.contracts[(at * SERIES) as usize];
				Builder::new(&world.model, &term).expect("in range")
			})
			.collect();
		let priced = time(|| {
			let mut values = Vec::with_capacity(40 * 128);
			for (SeriesId(id), _) in &portfolio.positions {
				let (_, contract) = &world.contracts[*id as usize];
				builders[(id / SERIES) as usize].append(contract, &mut values).expect("in range");
			}
			values
		});
		let margin = time(|| assess(&world.board, &account, &conditions));
		let sums = time(|| Book::new(&world.board, &account, &none, conditions).map(|b| b.worst()));
		let check = per_order(&world, &account, 256, None, &none);
		let share = check / priced;
		println!(
			"   {positions:9}{:11.1} µs{:11.1} µs{:11.1} µs{check:11.0} ns{share:10.5}",
			priced / 1e3,
			margin / 1e3,
			sums / 1e3,
		);
		sound &= positions < 128 || share <= 0.01;
		checks.push(check);
	}
	// Twice is what the caches make of larger accounts.
	sound &= checks.last() <= checks.first().map(|first| first * 2.0).as_ref();
	println!("   {:>9}{:>22}{:>22}", "orders", "ns an order", "in a limited group");
	let portfolio = portfolio(128);
	let account = Account { portfolio: &portfolio, collateral: &[] };
	for orders in [16, 64, 128, 256, 512] {
		let alone = per_order(&world, &account, orders, None, &none);
		let grouped = per_order(&world, &account, orders, Some(GroupId(0)), &limits);
		println!("   {orders:9}{alone:22.0}{grouped:22.0}");
	}
	println!("   {:>9}{:>22}", "accounts", "ns an order");
	let mut checks = Vec::new();
	for accounts in [1, 100, 10_000] {
		let check = per_order_of(&world, accounts);
		println!("   {accounts:9}{check:22.0}");
		checks.push(check);
	}
	// As above.
	sound &= checks.last() <= checks.first().map(|first| first * 2.0).as_ref();
	ExitCode::from(u8::from(!sound))
}

/// The time of an order's check where so many accounts with 16 positions and 16 orders each are judged
/// one after the other, their sums included.
fn per_order_of(world: &World, accounts: u32) -> f64 {
	const ORDERS: u32 = 16;
	let (none, conditions) = (BTreeMap::new(), Conditions::default());
	let portfolios: Vec<_> = (0..accounts).map(|at| portfolio(16 + at % 2)).collect();
	let all = || {
		for portfolio in &portfolios {
			let account = Account { portfolio, collateral: &[] };
			let mut book =
				Book::new(&world.board, &account, &none, conditions).expect("assessable");
			for at in 0..ORDERS {
				let kept = book.add(&order(at, None), |_| Ok::<_, RiskError>(()));
				kept.expect("in range");
			}
			black_box(book.worst());
		}
	};
	time(all) / f64::from(accounts) / f64::from(ORDERS)
}

/// The time of one of so many orders' checks, on an account whose sums are built.
fn per_order(
	world: &World,
	account: &Account,
	orders: u32,
	group: Option<GroupId>,
	limits: &BTreeMap<GroupId, Lots>,
) -> f64 {
	let mut times: Vec<f64> = (0..REPEATS)
		.map(|_| {
			let conditions = Conditions::default();
			let mut book =
				Book::new(&world.board, account, limits, conditions).expect("assessable");
			let start = Instant::now();
			for at in 0..orders {
				let kept = book.add(&order(at, group), |worst| {
					black_box(worst);
					Ok::<_, RiskError>(())
				});
				kept.expect("in range");
			}
			start.elapsed().as_secs_f64() * 1e9 / f64::from(orders)
		})
		.collect();
	times.sort_by(f64::total_cmp);
	times[REPEATS / 2]
}
