//! A board of options and a future an expiry, at one volatility.

// Each test file takes what it needs.
#![allow(dead_code)]

use tenor_math::Fixed;
use tenor_primitives::{Lots, Money, OrderRisk, SeriesId, Side, SignedLots, Tick, WAD};
use tenor_risk::{
	contingency::Charges,
	model::Model,
	page::{Board, Page},
	parameters::PortfolioParameters,
	portfolio::{GroupId, Order},
	vector::{Builder, Contract, Payoff, Term},
};

/// Lots of a contract.
pub(crate) const LOTS: i64 = 100;

/// Base units of a unit of quote.
pub(crate) const QUOTE: i128 = 1_000_000;

/// Of the unit of prices, per contract, in a base unit on one lot.
pub(crate) const UNIT: u128 = 1_000_000_000_000 * 100;

/// Base units of a tick of 0.1 quote on one lot.
pub(crate) const TICK_VALUE: u64 = 1_000;

pub(crate) fn percent(value: i128) -> Fixed {
	Fixed::from_ratio(value, 100).unwrap()
}

pub(crate) fn term(days: u64, forward: u128) -> Term {
	Term {
		forward: forward * WAD,
		left: Some(days * 86_400),
		average: Some(0),
		rate: Fixed::ZERO,
		unit: UNIT,
	}
}

pub(crate) fn option(payoff: Payoff, strike: u128) -> Contract {
	Contract { payoff, strike: strike * WAD, volatility: percent(60) }
}

pub(crate) const FUTURE: Contract =
	Contract { payoff: Payoff::Future, strike: 0, volatility: Fixed::ZERO };

pub(crate) struct Market {
	pub(crate) model: Model,
	pub(crate) board: Board,
	series: u32,
}

impl Market {
	pub(crate) fn new() -> Self {
		Self::with(PortfolioParameters::default())
	}

	pub(crate) fn with(parameters: PortfolioParameters) -> Self {
		let model = parameters.model().unwrap();
		let mut board = Board::default();
		board.add_market(model.clone());
		Self { model, board, series: 0 }
	}

	/// Adds a page at a spot of 2,000 with no doubt; the series take the next ids.
	pub(crate) fn add(&mut self, term: Term, contracts: &[Contract]) {
		self.add_doubtful(term, Fixed::ZERO, contracts);
	}

	pub(crate) fn add_doubtful(&mut self, term: Term, doubt: Fixed, contracts: &[Contract]) {
		let charges =
			Charges::new(&self.model.contingencies, 2_000 * WAD, doubt, term.unit).unwrap();
		let builder = Builder::new(&self.model, &term).unwrap();
		let rows = self.board.markets()[0].layout.rows;
		let mut page = Page::new(0, rows, charges, TICK_VALUE);
		for contract in contracts {
			page.push(&builder, &self.model, SeriesId(self.series), contract, Lots(0)).unwrap();
			self.series += 1;
		}
		self.board.add_page(page).unwrap();
	}
}

/// So many contracts of a series.
pub(crate) fn contracts(series: u32, number: i64) -> (SeriesId, SignedLots) {
	(SeriesId(series), SignedLots(number * LOTS))
}

/// An order for one contract, at a price in quote, with a fee of 0.1 quote.
pub(crate) fn order(series: u32, side: Side, price: u32, group: Option<u32>) -> Order {
	let risk = OrderRisk {
		series: SeriesId(series),
		side,
		limit: Tick(price * 10),
		quantity: Lots(LOTS.unsigned_abs()),
		fee: Money(QUOTE / 10),
	};
	Order { risk, group: group.map(GroupId) }
}
