//! The worked examples of docs/spec/portfolio-margin.md.

mod market;

use market::{contracts, option, order, percent, term, Market, FUTURE, LOTS, QUOTE, TICK_VALUE};
use std::collections::BTreeMap;
use tenor_math::Fixed;
use tenor_primitives::{
	Admission, Lots, Money, Portfolio, Refusal, RiskError, SeriesId, Side, SignedLots, Tick,
	Verdict,
};
use tenor_risk::{
	account::{assess, Account, Assessment, Conditions},
	contingency::{Collateral, Need},
	page::Unpriced,
	parts::Parts,
	policy::{Policy, PortfolioMargin, Standard},
	portfolio::{admit, worst_excess, GroupId, Order},
	vector::Payoff::{Call, Put},
	LotRisk, Quotes,
};

/// At 30 days on a forward of 2,000: calls 0, 1 at 2,000 and 2,400, puts 2, 3 at 2,000 and 1,600, the
/// future 4; at 90 days on 2,010 the call 5 at 2,000 and the future 6.
fn market() -> Market {
	let mut market = Market::new();
	let near =
		[option(Call, 2_000), option(Call, 2_400), option(Put, 2_000), option(Put, 1_600), FUTURE];
	market.add(term(30, 2_000), &near);
	market.add(term(90, 2_010), &[option(Call, 2_000), FUTURE]);
	market
}

fn margin(cash: i128, positions: &[(SeriesId, SignedLots)]) -> Assessment {
	// A contract of the near future cost 2,000, one of the far one 2,010.
	let cost = |(id, lots): &(SeriesId, SignedLots)| {
		let price = match id.0 {
			4 => 2_000,
			6 => 2_010,
			_ => return None,
		};
		Some((*id, Money(price * QUOTE * i128::from(lots.0) / i128::from(LOTS))))
	};
	let costs = positions.iter().filter_map(cost).collect();
	let portfolio = Portfolio {
		cash: Money(cash * QUOTE),
		positions: positions.to_vec(),
		costs,
		..Default::default()
	};
	let account = Account { portfolio: &portfolio, collateral: &[] };
	assess(&market().board, &account, &Conditions::default()).unwrap()
}

/// Equity, initial and maintenance margin in thousandths of a quote, requirements rounded up.
fn thousandths(of: &Assessment) -> [i128; 3] {
	let up = |money: Money| -(-money.0).div_euclid(1_000);
	[of.risk.equity.0.div_euclid(1_000), up(of.risk.initial), up(of.risk.maintenance)]
}

#[test]
fn a_short_call_needs_the_rise_with_volatility_up() {
	let short = margin(1_000, &[contracts(0, -1)]);
	assert_eq!(thousandths(&short), [862_952, 326_187, 260_018]);
	let parts = &short.markets[0];
	// 18 % up with volatility up; the time roll; half a percent of the spot, 0.3 % for maintenance.
	assert_eq!(parts.binding, 22);
	assert_eq!((parts.loss, parts.roll), (310_843_500, 5_342_600));
	assert_eq!(parts.contingencies.fixed.initial, 10_000_000);
	assert_eq!(parts.contingencies.others.initial, 200);
}

#[test]
fn a_short_strangle_is_bound_by_a_tail() {
	let strangle = margin(1_000, &[contracts(1, -1), contracts(3, -1)]);
	assert_eq!(thousandths(&strangle), [958_066, 285_768, 224_778]);
	assert_eq!(strangle.markets[0].binding, 30);
}

#[test]
fn a_hedge_takes_margin_off() {
	// A covered call falls with the forward.
	let covered = margin(1_000, &[contracts(0, -1), contracts(4, 1)]);
	assert_eq!(thousandths(&covered), [862_952, 296_587, 236_201]);
	assert_eq!(covered.markets[0].binding, 0);
	let spread = margin(1_000, &[contracts(0, -1), contracts(1, 1)]);
	assert_eq!(thousandths(&spread), [890_842, 133_552, 105_580]);
}

#[test]
fn calendars_are_bound_by_the_basis() {
	let calls = margin(1_000, &[contracts(0, -1), contracts(5, 1)]);
	assert_eq!(thousandths(&calls), [1_105_403, 112_433, 91_820]);
	let futures = margin(1_000, &[contracts(4, -1), contracts(6, 1)]);
	assert_eq!(thousandths(&futures), [1_000_000, 184_407, 154_482]);
	assert_eq!([calls.markets[0].binding, futures.markets[0].binding], [33, 33]);
}

#[test]
fn a_long_option_needs_nothing_without_debt() {
	let free = margin(0, &[contracts(0, 1)]);
	assert_eq!((thousandths(&free), free.exempt), ([137_047, 0, 0], true));
	let in_debt = margin(-10, &[contracts(0, 1)]);
	assert_eq!((thousandths(&in_debt), in_debt.exempt), ([127_047, 128_383, 103_775], false));
}

fn worst(cash: i128, orders: &[Order], limits: &[(GroupId, Lots)]) -> i128 {
	let portfolio = Portfolio { cash: Money(cash * QUOTE), ..Default::default() };
	let account = Account { portfolio: &portfolio, collateral: &[] };
	let limits: BTreeMap<_, _> = limits.iter().copied().collect();
	let worst = worst_excess(&market().board, &account, orders, &limits, &Conditions::default());
	worst.unwrap().0.div_euclid(1_000)
}

#[test]
fn open_orders_count_as_the_worst_of_their_fills() {
	// Sold at 139, 1.95 above its mark less a fee of 0.1, the call needs 326.187 as above.
	assert_eq!(worst(1_000, &[order(0, Side::Ask, 139, None)], &[]), 675_666);
	// Bought from cash an option needs nothing; at 135 it is worth 2.05 more than it costs.
	assert_eq!(worst(1_000, &[order(0, Side::Bid, 135, None)], &[]), 1_000_000);
}

#[test]
fn a_group_counts_as_its_greatest_loss() {
	let quotes = |group| -> Vec<Order> {
		let marks = [(0, 137), (1, 28), (2, 137), (3, 14)];
		let both = |(series, mark): (u32, u32)| {
			let (bid, ask) = (Side::Bid, Side::Ask);
			[order(series, bid, mark - 2, group), order(series, ask, mark + 2, group)]
		};
		marks.into_iter().flat_map(both).collect()
	};
	let free = worst(5_000, &quotes(None), &[]);
	// All eight quotes of one contract each; no more than one contract of them.
	let limited = worst(5_000, &quotes(Some(0)), &[(GroupId(0), Lots(100))]);
	assert_eq!((5_000_000 - free, 5_000_000 - limited), (603_552, 354_334));
}

#[test]
fn doubt_and_size_cost_each_lot_either_way() {
	let assess_in = |doubt, lots| {
		let mut market = Market::new();
		market.add_doubtful(term(30, 2_000), percent(doubt), &[FUTURE]);
		let positions = vec![(SeriesId(0), SignedLots(lots))];
		let portfolio = Portfolio { cash: Money(0), positions, ..Default::default() };
		let account = Account { portfolio: &portfolio, collateral: &[] };
		assess(&market.board, &account, &Conditions::default()).unwrap().markets[0].contingencies
	};
	let [near, doubtful] = [0, 1].map(|doubt| assess_in(doubt, -100));
	// 1 % of 2,000 for each contract, initially only.
	assert_eq!(doubtful.others.initial - near.others.initial, 20 * QUOTE);
	assert_eq!(doubtful.others.maintenance, near.others.maintenance);
	// 10,000 lots are free; beyond, 2 % of the spot.
	let large = assess_in(0, 10_500).others;
	assert_eq!(
		(large.initial, large.maintenance),
		(5 * 40 * QUOTE + 21_000, 5 * 40 * QUOTE + 21_000)
	);
}

#[test]
fn collateral_counts_less_than_its_value() {
	let asset = Collateral {
		value: Money(10_000 * QUOTE),
		initial: percent(15),
		maintenance: percent(10),
		doubt: percent(2),
		doubt_limit: percent(1),
		off_peg: percent(3),
		peg_factor: percent(200),
		concentration: Money(8_000 * QUOTE),
		concentration_haircut: percent(50),
	};
	let need = asset.need().unwrap();
	// 15 % and 2 % for doubt, 2·3 % for its peg, half of what is beyond 8,000.
	let whole = |amount: i128| amount.div_euclid(QUOTE);
	assert_eq!((whole(need.initial), whole(need.maintenance)), (3_300, 2_600));
	let at_peg =
		Collateral { doubt: percent(1), off_peg: Fixed::ZERO, concentration: asset.value, ..asset };
	let need = at_peg.need().unwrap();
	assert_eq!((whole(need.initial), whole(need.maintenance)), (1_500, 1_000));
}

#[test]
fn more_collateral_never_counts_less() {
	let asset = Collateral {
		value: Money(0),
		initial: percent(60),
		maintenance: percent(50),
		doubt: percent(20),
		doubt_limit: percent(1),
		off_peg: percent(10),
		peg_factor: percent(100),
		concentration: Money(100),
		concentration_haircut: percent(45),
	};
	let counted = |asset: &Collateral| {
		let needs = asset.capped().unwrap().map(|part| part.need().unwrap());
		let taken = |of: fn(&Need) -> i128| needs.iter().map(of).sum::<i128>();
		[asset.value.0 - taken(|need| need.initial), asset.value.0 - taken(|need| need.maintenance)]
	};
	let of = |value| counted(&Collateral { value: Money(value), ..asset });
	// 90 % and 60 % of what is not concentrated are taken off, rounded up, and all of what is: 135 % and
	// 105 %.
	assert_eq!((of(0), of(100), of(1_000)), ([0, 0], [9, 39], [9, 39]));
	for value in 0..300 {
		let (less, more) = (of(value), of(value + 1));
		assert!(less[0] <= more[0] && less[1] <= more[1], "{less:?} at {value}, then {more:?}");
	}
	let worthless = Collateral { value: Money(77), initial: Fixed::ONE, ..asset };
	assert_eq!(counted(&worthless)[0], 0);
}

#[test]
fn what_futures_gained_is_no_cash_and_what_they_lost_is_a_debt() {
	// The future was closed; the call is held.
	let closed_at = |cost: i128| {
		let positions = vec![contracts(0, 1)];
		let costs = vec![(SeriesId(4), Money(cost * QUOTE))];
		let portfolio =
			Portfolio { cash: Money(50 * QUOTE), positions, costs, ..Default::default() };
		let account = Account { portfolio: &portfolio, collateral: &[] };
		assess(&market().board, &account, &Conditions::default()).unwrap()
	};
	assert_eq!(thousandths(&closed_at(-20)), [207_047, 0, 0]);
	assert_eq!(thousandths(&closed_at(50)), [137_047, 0, 0]);
	assert_eq!(thousandths(&closed_at(51)), [136_047, 128_383, 103_775]);
}

/// A board without any price for the option 9 and the future 8.
fn blind(lots: i64, cash: i128, orders: &[Order]) -> Vec<Verdict> {
	let mut market = market();
	market.board.add_unpriced(SeriesId(9), Unpriced::Option(TICK_VALUE));
	market.board.add_unpriced(SeriesId(8), Unpriced::Future);
	let positions = vec![(SeriesId(9), SignedLots(lots))];
	let portfolio = Portfolio { cash: Money(cash * QUOTE), positions, ..Default::default() };
	let account = Account { portfolio: &portfolio, collateral: &[] };
	let asked: Vec<_> = orders.iter().map(|order| (*order, Admission::Open)).collect();
	admit(&market.board, &account, &asked, &BTreeMap::new(), &Conditions::default())
}

#[test]
fn m11_an_option_without_a_price_is_sold_and_counts_as_nothing() {
	let (bid, ask) = (order(9, Side::Bid, 10, None), order(9, Side::Ask, 10, None));
	let no_price = Err(Refusal::Unassessable(RiskError::NoFreshPrice));
	// One contract held: it is sold once, and another bought from cash of 11.
	assert_eq!(blind(100, 11, &[ask, ask, bid]), vec![Ok(()), no_price, Ok(())]);
	// Cash of 10 lacks the fee of 0.1.
	let short = Err(Refusal::Shortfall(Money(QUOTE / 10)));
	assert_eq!(blind(100, 10, &[bid]), vec![short]);
	assert_eq!(blind(-100, 10, &[bid]), vec![no_price]);
	assert_eq!(blind(0, 10, &[order(8, Side::Bid, 1, None)]), vec![no_price]);
	let unknown = Err(Refusal::Unassessable(RiskError::UnknownSeries));
	assert_eq!(blind(0, 10, &[order(10, Side::Bid, 1, None)]), vec![unknown]);
}

#[test]
fn amounts_that_do_not_fit_refuse_their_order_alone() {
	let mut huge = order(0, Side::Bid, 100_000_000, None);
	huge.risk.quantity = Lots(u64::MAX);
	huge.risk.fee = Money(i128::MAX);
	let portfolio = Portfolio { cash: Money(1_000 * QUOTE), ..Default::default() };
	let account = Account { portfolio: &portfolio, collateral: &[] };
	let asked = [huge, order(0, Side::Bid, 135, None)].map(|order| (order, Admission::Open));
	let verdicts =
		admit(&market().board, &account, &asked, &BTreeMap::new(), &Conditions::default());
	assert_eq!(verdicts, vec![Err(Refusal::Unassessable(RiskError::Overflow)), Ok(())]);
	let lots = SignedLots(i64::MAX);
	let positions = vec![(SeriesId(0), lots), (SeriesId(1), lots), (SeriesId(2), lots)];
	let portfolio = Portfolio { cash: Money(0), positions, ..Default::default() };
	let account = Account { portfolio: &portfolio, collateral: &[] };
	let assessed = assess(&market().board, &account, &Conditions::default());
	assert_eq!(assessed, Err(RiskError::Overflow));
}

#[test]
fn both_policies_answer_alike_where_they_must() {
	let market = market();
	let portfolio = Portfolio {
		cash: Money(1_000 * QUOTE),
		positions: vec![contracts(0, 1)],
		..Default::default()
	};
	let account = Account { portfolio: &portfolio, collateral: &[] };
	let orders = [order(0, Side::Bid, 135, None), order(0, Side::Ask, 139, None)];
	let limits = BTreeMap::new();
	let mut whole = PortfolioMargin { board: &market.board, conditions: Conditions::default() };
	let mut standard = Standard { quotes: &mut Ticks };
	let simulated = whole.simulate(&account, &orders, &limits).unwrap();
	assert_eq!(simulated.verdicts, vec![Ok(()), Ok(())]);
	assert_eq!(simulated.risk, whole.assess(&account).unwrap());
	// 135 and a fee of 0.1 paid for what is worth 137.0471: no fill is worse than none but that of the
	// ask, never below its mark.
	assert_eq!(simulated.worst, Money(simulated.risk.equity.0));
	let simulated = standard.simulate(&account, &orders, &limits).unwrap();
	assert_eq!(simulated.verdicts, vec![Ok(()), Ok(())]);
	assert_eq!((simulated.risk.equity, simulated.risk.initial), (Money(1_000 * QUOTE), Money(0)));
	assert_eq!(simulated.worst, Money(1_000 * QUOTE - 135_100_000));
}

/// Prices of orders, and no margin of anything: nothing is short.
struct Ticks;

impl Quotes for Ticks {
	fn premium(&mut self, _: SeriesId, price: Tick, lots: Lots) -> Result<Money, RiskError> {
		let ticks = i128::from(price.0) * i128::from(lots.0);
		Ok(Money(ticks * i128::from(TICK_VALUE)))
	}

	fn short_lot(&mut self, _: SeriesId) -> Result<LotRisk, RiskError> {
		Err(RiskError::NoFreshPrice)
	}

	fn long_lot(&mut self, _: SeriesId) -> Result<LotRisk, RiskError> {
		Ok(LotRisk::default())
	}
}

#[test]
fn the_parts_of_a_requirement_add_up_to_it() {
	let Market { board, .. } = market();
	let market = &board.markets()[0];
	let portfolio = Portfolio {
		cash: Money(1_000 * QUOTE),
		positions: vec![contracts(0, -1)],
		..Default::default()
	};
	let account = Account { portfolio: &portfolio, collateral: &[] };
	let parts = |initial_scale| {
		let conditions = Conditions { initial_scale, ..Default::default() };
		let margin = assess(&board, &account, &conditions).unwrap().markets[0];
		let parts = Parts::new(market, &margin, &conditions).unwrap();
		let all = [parts.scenario, parts.roll, parts.others, parts.fixed];
		let sum = all.into_iter().reduce(|sum, part| sum.plus(part).unwrap()).unwrap();
		assert_eq!(sum, margin.need);
		all.map(|part| [part.initial, part.maintenance])
	};
	// As above: the loss, of which maintenance counts 0.8, the roll, rounding, naked: 0.3 % of a lot
	// rounded up.
	let [loss, roll] = [310_843_500, 5_342_600];
	let plain = [[loss, loss * 4 / 5], [roll, roll], [200, 200], [10_000_000, 6_000_100]];
	assert_eq!(parts(10_000), plain);
	let scaled = plain.map(|[initial, maintenance]| [initial * 3 / 2, maintenance]);
	assert_eq!(parts(15_000), scaled);
	parts(12_347);
}
