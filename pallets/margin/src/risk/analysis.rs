//! What clients ask of the policies: what margin is made of, sensitivities, orders that nobody placed.

use super::{named, PageQuotes, Snapshot, GROUP, MOST_IN_A_GROUP};
use crate::{types::count, Config, Pallet, MAX_OPEN_ORDERS, MAX_POSITIONS};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use core::iter;
use tenor_math::{Fixed, Rounding};
use tenor_primitives::{
	BlockNumber, DraftOrder, InstrumentInspect, KeyId, Lots, MarginBreakdown, MarginPolicy,
	MarketMargin, MarketView, Money, OpenOrder, OrderId, OrderRisk, Portfolio, Quoted, Requirement,
	Risk, RiskError, ScenarioChange, SeriesId, Shock, SimulatedOrders, SubaccountId,
	UnderlyingGreeks, UnderlyingId, VolatilityShift,
};
use tenor_risk::{
	account::{assess, Account, Assessment},
	contingency::Need,
	greeks::Greeks,
	model::PPM,
	parts::Parts,
	policy::Limits,
	portfolio::Order,
	scenarios::{Scenario, VolatilityMove},
	vector::{Contract, Term},
};

impl<T: Config> Pallet<T> {
	pub(crate) fn margin_of(
		subaccount: SubaccountId,
	) -> Option<Result<MarginBreakdown, RiskError>> {
		let portfolio = Self::portfolio_of(&Self::account(subaccount)?);
		let mut snapshot = Self::look(&portfolio, &[]);
		Some(match portfolio.policy {
			MarginPolicy::Portfolio => snapshot.by_scenarios(&portfolio),
			MarginPolicy::Standard => snapshot.by_positions(&portfolio),
		})
	}

	pub(crate) fn greeks_of(
		subaccount: SubaccountId,
	) -> Option<Result<Vec<UnderlyingGreeks>, RiskError>> {
		let portfolio = Self::portfolio_of(&Self::account(subaccount)?);
		let held: Vec<SeriesId> = named(&portfolio, iter::empty()).collect();
		let mut sums = BTreeMap::<UnderlyingId, Greeks>::new();
		for series in held.chunk_by(|one, next| one.page() == next.page()) {
			if let Err(error) = Self::add_greeks(&mut sums, &portfolio, series) {
				return Some(Err(error));
			}
		}
		let told = |(underlying, greeks): (UnderlyingId, Greeks)| UnderlyingGreeks {
			underlying,
			delta: greeks.delta.to_signed_wad(Rounding::Down),
			gamma: greeks.gamma.to_signed_wad(Rounding::Down),
			vega: greeks.vega,
			theta: greeks.theta,
		};
		Some(Ok(sums.into_iter().map(told).collect()))
	}

	/// Adds those of the positions in series of one expiry.
	fn add_greeks(
		sums: &mut BTreeMap<UnderlyingId, Greeks>,
		portfolio: &Portfolio,
		ids: &[SeriesId],
	) -> Result<(), RiskError> {
		let (unknown, overflow) = (RiskError::UnknownSeries, RiskError::Overflow);
		let first = ids.first().and_then(|id| T::Instruments::series(*id)).ok_or(unknown)?;
		let units = T::Instruments::underlying(first.underlying).ok_or(unknown)?;
		let expiry = T::Market::expiry(first.underlying, first.expiry);
		let (terms, quote) = expiry.ok_or(RiskError::NoFreshPrice)?;
		let term = Term {
			forward: terms.forward.0,
			left: Some(terms.left),
			average: Some(terms.average.0),
			rate: Fixed::ZERO,
			unit: units.wad_per_money().ok_or(overflow)?,
		};
		let sum = sums.entry(first.underlying).or_default();
		for id in ids {
			let series = T::Instruments::series(*id).ok_or(unknown)?;
			let Quoted { volatility, .. } = quote(&series).ok_or(RiskError::NoFreshPrice)?;
			let (payoff, strike) = (series.kind.into(), series.strike.0);
			let contract = Contract { payoff, strike, volatility };
			*sum = Greeks::of(&term, &contract)
				.and_then(|of| sum.plus(&of, portfolio.lots(*id), units.lots_per_contract))
				.ok_or(overflow)?;
		}
		Ok(())
	}

	/// The open orders of the account come first, as they do in admission. Drafts are no more than an
	/// account may have of orders, in no more series than it may be in: anybody may ask.
	pub(crate) fn simulation_of(
		subaccount: SubaccountId,
		drafts: &[DraftOrder],
		limit: Option<Lots>,
	) -> Option<Result<SimulatedOrders, RiskError>> {
		let portfolio = Self::portfolio_of(&Self::account(subaccount)?);
		if count(drafts.len()) > MAX_OPEN_ORDERS {
			return Some(Err(RiskError::TooMany));
		}
		let mut open = Self::live_orders(subaccount);
		let ordered = open.iter().map(|order| order.series);
		let all = named(&portfolio, ordered.chain(drafts.iter().map(|draft| draft.series)));
		if count(all.collect::<BTreeSet<_>>().len()) > MAX_POSITIONS {
			return Some(Err(RiskError::TooMany));
		}
		open.sort_by_key(|order| (order.entered, order.id.turn()));
		let drafts = drafts.iter().map(|draft| placed(subaccount, draft));
		let placed = open.len();
		let risks: Vec<OrderRisk> =
			open.into_iter().chain(drafts).map(|order| Self::order_risk(&order)).collect();
		let mut snapshot = Self::look(&portfolio, &risks);
		let limit = limit.filter(|_| risks.len() <= MOST_IN_A_GROUP);
		let limits: Limits = limit.map(|limit| (GROUP, limit)).into_iter().collect();
		let group = limit.map(|_| GROUP);
		let orders: Vec<_> = risks.into_iter().map(|risk| Order { risk, group }).collect();
		let simulated =
			snapshot.ask(&portfolio, |policy, account| policy.simulate(account, &orders, &limits));
		Some(simulated.map(|mut simulated| SimulatedOrders {
			risk: simulated.risk,
			worst: simulated.worst,
			verdicts: simulated.verdicts.split_off(placed),
		}))
	}
}

/// A draft as if it had been placed.
fn placed(subaccount: SubaccountId, draft: &DraftOrder) -> OpenOrder {
	let DraftOrder { series, side, limit, quantity } = *draft;
	let id = OrderId { subaccount, key: KeyId::OWNER, sequence: u32::MAX, index: 0 };
	let (entered, good_til) = (BlockNumber::MAX, BlockNumber::MAX);
	OpenOrder { id, series, side, limit, quantity, entered, good_til, name: None }
}

impl<T: Config> Snapshot<T> {
	fn by_scenarios(&mut self, portfolio: &Portfolio) -> Result<MarginBreakdown, RiskError> {
		let collateral = self.collateral.collateral_of(&portfolio.collateral);
		let account = Account { portfolio, collateral: &collateral };
		let assessment = assess(&self.board, &account, &self.conditions)?;
		let markets = self.markets.iter();
		let markets = markets.map(|(id, market)| self.scenarios_of(*id, market.place, &assessment));
		Ok(MarginBreakdown {
			policy: portfolio.policy,
			risk: assessment.risk,
			exempt: assessment.exempt,
			haircuts: requirement(assessment.collateral),
			markets: markets.collect::<Option<_>>().ok_or(RiskError::Overflow)?,
		})
	}

	fn scenarios_of(
		&self,
		underlying: UnderlyingId,
		place: usize,
		assessment: &Assessment,
	) -> Option<MarketMargin> {
		let market = self.board.markets().get(place)?;
		let margin = assessment.markets.get(place)?;
		let parts = Parts::new(market, margin, &self.conditions)?;
		let shocks = market.model.scenarios.scenarios.iter().map(shock);
		let shocks = shocks.chain(iter::once(Shock::Still));
		let changes = shocks.zip(assessment.scenarios.get(place)?);
		let scenarios = changes
			.map(|(shock, change)| ScenarioChange { shock, change: Money(*change) })
			.collect();
		Some(MarketMargin {
			underlying,
			need: requirement(margin.need),
			scenario: requirement(parts.scenario),
			roll: requirement(parts.roll),
			naked: requirement(parts.fixed),
			others: requirement(parts.others),
			positions: Requirement::default(),
			binding: u32::try_from(margin.binding).ok(),
			scenarios,
		})
	}

	fn by_positions(&mut self, portfolio: &Portfolio) -> Result<MarginBreakdown, RiskError> {
		let risk = self.ask(portfolio, |policy, account| policy.assess(account))?;
		let mut held = BTreeMap::<UnderlyingId, Portfolio>::new();
		for (series, lots) in portfolio.positions.iter().filter(|(_, lots)| !lots.is_zero()) {
			let known = self.pages.get(&series.page()).ok_or(RiskError::UnknownSeries)?;
			let own = held.entry(known.underlying).or_default();
			own.positions.push((*series, *lots));
			// Whether it is a future is told by its cost.
			own.costs.extend(portfolio.costs.iter().filter(|(id, _)| id == series).copied());
		}
		let (mut markets, mut rest) = (Vec::new(), risk);
		for (underlying, own) in held {
			let of = tenor_risk::assess(&own, &mut PageQuotes(self))?;
			rest.initial = rest.initial.saturating_sub(of.initial);
			rest.maintenance = rest.maintenance.saturating_sub(of.maintenance);
			markets.push(standard_margin(underlying, &of));
		}
		// What no position asks for is taken off collateral.
		let haircuts = Requirement { initial: rest.initial, maintenance: rest.maintenance };
		Ok(MarginBreakdown { policy: portfolio.policy, risk, exempt: false, haircuts, markets })
	}
}

fn standard_margin(underlying: UnderlyingId, risk: &Risk) -> MarketMargin {
	let need = Requirement { initial: risk.initial, maintenance: risk.maintenance };
	MarketMargin {
		underlying,
		need,
		scenario: Requirement::default(),
		roll: Requirement::default(),
		naked: Requirement::default(),
		others: Requirement::default(),
		positions: need,
		binding: None,
		scenarios: Vec::new(),
	}
}

fn requirement(need: Need) -> Requirement {
	Requirement { initial: Money(need.initial), maintenance: Money(need.maintenance) }
}

fn shock(scenario: &Scenario) -> Shock {
	match scenario {
		Scenario::Move { forward, volatility, weight } => Shock::Move {
			forward: millionths(*forward),
			volatility: match volatility {
				VolatilityMove::Still => VolatilityShift::Still,
				VolatilityMove::Up => VolatilityShift::Up,
				VolatilityMove::Down => VolatilityShift::Down,
			},
			weight: millionths(*weight),
		},
		Scenario::Skew { tilt, .. } => Shock::Skew { symmetric: tilt.symmetric },
		Scenario::Basis { up, down, .. } => {
			Shock::Basis { up: millionths(*up), down: millionths(*down) }
		},
	}
}

/// A factor in parts per million, to the nearest; held at the bounds of the type.
fn millionths(factor: Fixed) -> u32 {
	let half = Fixed::ONE.checked_div(Fixed::from_int(2)).unwrap_or_default();
	let scaled = factor.checked_mul_int(PPM.into()).and_then(|scaled| scaled.checked_add(half));
	scaled.map_or(u32::MAX, |scaled| u32::try_from(scaled.floor().max(0)).unwrap_or(u32::MAX))
}
