//! What clients ask of an account's risk.

use super::*;

const PORTFOLIO: MarginPolicy = MarginPolicy::Portfolio;
/// Nobody's.
const NONE: SubaccountId = SubaccountId(99);

/// Alice's and Bob's subaccounts under a policy, with so much cash each.
fn accounts(policy: MarginPolicy, cash: Balance) -> (SubaccountId, SubaccountId) {
	DefaultPolicy::set(policy);
	(open(ALICE, cash), open(BOB, cash))
}

fn breakdown(subaccount: SubaccountId) -> MarginBreakdown {
	Margin::margin(subaccount).unwrap().unwrap()
}

fn sum(parts: &[Requirement]) -> [i128; 2] {
	parts.iter().fold([0, 0], |[initial, maintenance], part| {
		[initial + part.initial.0, maintenance + part.maintenance.0]
	})
}

fn draft(series: u32, side: Side, limit: u32, lots: u64) -> DraftOrder {
	DraftOrder { series: SeriesId(series), side, limit: Tick(limit), quantity: Lots(lots) }
}

#[test]
fn greeks_are_those_of_the_positions() {
	build_and_execute(|| {
		let (alice, bob) = accounts(PORTFOLIO, 10_000 * UNIT);
		// A contract of a call, two puts short.
		trade(alice, bob, 0, 100, 0);
		trade(bob, alice, 1, 200, 0);
		trade(alice, bob, SECOND, 50, 0);
		let greeks = Margin::greeks(alice).unwrap().unwrap();
		assert_eq!(greeks.iter().map(|of| of.underlying.0).collect::<Vec<_>>(), [0, 1]);
		// With d = 0.3 and its density 0.38139: N(d) + 2·N(−d); minus one contract of the others.
		let near = |told: i128, expected: f64| {
			let told = told as f64 / 1e18;
			assert!((told - expected).abs() < 1e-3 * expected.abs(), "{told} is not {expected}");
		};
		near(greeks[0].delta, 0.617_91 + 2.0 * 0.382_09);
		near(greeks[0].gamma, -0.381_39 / 0.6 / 100.0);
		near(greeks[0].vega, -2_000.0 * 0.381_39 / 100.0);
		near(greeks[0].theta, 2_000.0 * 0.381_39 * 0.3 / 365.0);
		near(greeks[1].delta, 0.617_91 / 2.0);
		near(greeks[1].vega, 1_000.0 * 0.381_39 / 100.0);
		// The other side has the same with the other sign.
		let other = Margin::greeks(bob).unwrap().unwrap();
		assert!((greeks[0].delta + other[0].delta).abs() <= 2);
		assert_eq!(greeks[0].vega, -other[0].vega);

		Spot::set(None);
		assert_eq!(Margin::greeks(alice), Some(Err(RiskError::NoFreshPrice)));
		assert_eq!(Margin::greeks(NONE), None);
		let empty = open(ALICE, UNIT);
		assert_eq!(Margin::greeks(empty), Some(Ok(vec![])));
	});
}

#[test]
fn a_future_moves_like_its_underlying() {
	build_and_execute(|| {
		let (alice, bob) = accounts(PORTFOLIO, 10_000 * UNIT);
		trade_future(alice, bob, 150, 3_000 * MONEY);
		let greeks = Margin::greeks(alice).unwrap().unwrap();
		let expected = UnderlyingGreeks {
			underlying: UnderlyingId(0),
			delta: 3 * i128::try_from(WAD).unwrap() / 2,
			gamma: 0,
			vega: 0,
			theta: 0,
		};
		assert_eq!(greeks, [expected]);
	});
}

#[test]
fn margin_is_told_by_its_parts_and_scenarios() {
	build_and_execute(|| {
		list_coin();
		let (alice, bob) = accounts(PORTFOLIO, 10_000 * UNIT);
		deposit_coin(ALICE, alice, WHOLE);
		trade(bob, alice, 0, 100, 0);
		trade(bob, alice, SECOND + 1, 30, 0);
		for scale in [UNIT_SCALE, 12_345] {
			InitialScale::set(scale);
			let told = breakdown(alice);
			let risk = Margin::risk(alice).unwrap().unwrap();
			assert_eq!((told.policy, told.risk, told.exempt), (PORTFOLIO, risk, false));
			// A quarter and an eighth of 2,000.
			assert_eq!(sum(&[told.haircuts]), [500 * MONEY, 250 * MONEY]);
			let needs: Vec<_> = told.markets.iter().map(|market| market.need).collect();
			let all = [needs, vec![told.haircuts]].concat();
			assert_eq!(sum(&all), [risk.initial.0, risk.maintenance.0]);
			for (market, contracts) in told.markets.iter().zip([10, 3]) {
				let parts = [market.scenario, market.roll, market.naked, market.others];
				assert_eq!(sum(&parts), sum(&[market.need]));
				assert_eq!(market.positions, Requirement::default());
				// Half a percent of 2,000, and 0.3 %, which is rounded up a lot.
				let naked = i128::from(scale) * contracts * MONEY / 10_000;
				let least = 6 * contracts * MONEY / 10 + 10 * contracts;
				assert_eq!(sum(&[market.naked]), [naked, least]);
				assert_eq!(market.scenarios.len(), 35);
				assert_eq!(market.scenarios[34].shock, Shock::Still);
				let binding = usize::try_from(market.binding.unwrap()).unwrap();
				let least = market.scenarios.iter().map(|of| of.change).min().unwrap();
				assert_eq!(market.scenarios[binding].change, least);
				let lost = -least.0 * i128::from(scale);
				assert_eq!(market.scenario.initial.0, (lost + 9_999) / 10_000);
			}
			// Who is short of calls fears a rise, who is short of puts a fall.
			let binds = told.markets.iter().map(|of| of.binding.unwrap());
			let shocks = binds.zip(&told.markets);
			let shocks: Vec<_> =
				shocks.map(|(at, of)| of.scenarios[usize::try_from(at).unwrap()].shock).collect();
			let up = VolatilityShift::Up;
			let [rise, fall] = [1_180_000, 820_000].map(|forward| Shock::Move {
				forward,
				volatility: up,
				weight: 1_000_000,
			});
			assert_eq!(shocks, [rise, fall]);
		}
	});
}

#[test]
fn an_account_that_owes_nothing_is_told_to_be_exempt() {
	build_and_execute(|| {
		let (alice, bob) = accounts(PORTFOLIO, 10_000 * UNIT);
		trade(alice, bob, 0, 100, 100 * MONEY);
		let told = breakdown(alice);
		assert!(told.exempt && told.markets[0].need.initial > Money::ZERO);
		assert_eq!(told.risk.initial, Money::ZERO);
	});
}

#[test]
fn margin_by_positions_is_told_by_market() {
	build_and_execute(|| {
		list_coin();
		let (alice, bob) = accounts(MarginPolicy::Standard, 10_000 * UNIT);
		deposit_coin(ALICE, alice, WHOLE);
		trade(bob, alice, 0, 100, 0);
		trade(bob, alice, SECOND, 30, 0);
		trade(alice, bob, 2, 50, 0);
		trade_future(alice, bob, 100, 100 * MONEY);
		let told = breakdown(alice);
		let risk = Margin::risk(alice).unwrap().unwrap();
		assert_eq!((told.policy, told.risk), (MarginPolicy::Standard, risk));
		assert_eq!(sum(&[told.haircuts]), [500 * MONEY, 250 * MONEY]);
		let [first, second] = &told.markets[..] else { panic!("{told:?}") };
		// 15 % and 9 % of 2,000; the same of a future at 100. What is long asks for nothing.
		assert_eq!(sum(&[first.need]), [(300 + 15) * MONEY, (180 + 9) * MONEY]);
		assert_eq!(sum(&[second.need]), [90 * MONEY, 54 * MONEY]);
		assert_eq!((first.positions, first.binding), (first.need, None));
		assert!(first.scenarios.is_empty());
		assert_eq!(risk.initial.0, (315 + 90 + 500) * MONEY);
	});
}

#[test]
fn margin_without_a_price_or_an_account_is_not_told() {
	build_and_execute(|| {
		for policy in BOTH {
			let (alice, bob) = accounts(policy, 10_000 * UNIT);
			trade(bob, alice, 0, 100, 0);
			Spot::set(None);
			let stale = RiskError::NoFreshPrice;
			assert_eq!(Margin::margin(alice), Some(Err(stale)));
			assert_eq!(Margin::liquidation_prices(alice), Some(Err(stale)));
			assert_eq!(Margin::withdrawals(alice), Some(Err(stale)));
			let ask = draft(0, Side::Ask, 1_000, 1);
			assert_eq!(Margin::simulate(alice, vec![ask], None), Some(Err(stale)));
			Spot::set(Some(Price(2_000 * WAD)));
			let unknown = draft(SERIES, Side::Bid, 1_000, 1);
			let refused = Some(Err(RiskError::UnknownSeries));
			assert_eq!(Margin::simulate(alice, vec![unknown], None), refused);
			let huge = draft(0, Side::Bid, u32::MAX, u64::MAX);
			let huge = Margin::simulate(alice, vec![huge], None).unwrap();
			assert!(huge.map_or_else(
				|error| error == RiskError::Overflow,
				|told| matches!(told.verdicts[..], [Err(Refusal::Shortfall(_))])
			));
		}
		assert_eq!(Margin::margin(NONE), None);
		assert_eq!(Margin::liquidation_prices(NONE), None);
		assert_eq!(Margin::withdrawals(NONE), None);
		assert_eq!(Margin::simulate(NONE, vec![], None), None);
	});
}

#[test]
fn drafts_are_judged_beside_open_orders() {
	build_and_execute(|| {
		let (alice, _) = accounts(MarginPolicy::Standard, 10 * UNIT);
		let short = Margin::simulate(alice, vec![draft(0, Side::Ask, 1_000, 5)], None);
		let short = short.unwrap().unwrap();
		assert_eq!((short.risk.equity, short.worst), (Money(10 * MONEY), Money(-5 * MONEY)));
		// Three of the mark are paid for a short lot, which takes 4 beside it.
		assert_eq!(short.verdicts, [Err(Refusal::Shortfall(Money(5 * MONEY)))]);

		let drafts = vec![draft(0, Side::Ask, 1_000, 1), draft(2, Side::Ask, 1_000, 2)];
		let free = Margin::simulate(alice, drafts.clone(), None).unwrap().unwrap();
		assert_eq!((free.worst, &free.verdicts[..]), (Money(MONEY), &[Ok(()), Ok(())][..]));
		set_orders(alice, &[(4, Side::Ask, 1_000, 2)]);
		let beside = Margin::simulate(alice, drafts, None).unwrap().unwrap();
		assert_eq!(beside.worst, Money(-5 * MONEY));
		let short = Err(Refusal::Shortfall(Money(5 * MONEY)));
		assert_eq!(beside.verdicts, [Ok(()), short]);
		// Nothing is placed by it.
		assert_eq!(Margin::open_orders(alice).len(), 1);
		set_orders(alice, &[]);
	});
}

#[test]
fn no_more_drafts_are_judged_than_an_account_may_have_orders() {
	build_and_execute(|| {
		let (alice, bob) = accounts(PORTFOLIO, 10_000 * UNIT);
		let simulate = |series: u32, orders: u32| {
			let drafts = (0..orders).map(|at| draft(1 + at % series, Side::Bid, 1, 1)).collect();
			Margin::simulate(alice, drafts, None).unwrap().map(|told| told.verdicts.len())
		};
		let too_many = Err(RiskError::TooMany);
		assert_eq!(simulate(1, MAX_OPEN_ORDERS), Ok(512));
		assert_eq!(simulate(1, MAX_OPEN_ORDERS + 1), too_many);
		assert_eq!(simulate(MAX_POSITIONS, MAX_POSITIONS), Ok(128));
		assert_eq!(simulate(MAX_POSITIONS + 1, MAX_POSITIONS + 1), too_many);
		// What the account is in counts too, once.
		trade(alice, bob, 0, 1, 0);
		assert_eq!(simulate(MAX_POSITIONS, MAX_POSITIONS), too_many);
		set_orders(alice, &[(1, Side::Bid, 1, 1)]);
		assert_eq!(simulate(MAX_POSITIONS - 1, MAX_POSITIONS), Ok(128));
		set_orders(alice, &[(150, Side::Bid, 1, 1)]);
		assert_eq!(simulate(MAX_POSITIONS - 1, MAX_POSITIONS), too_many);
		set_orders(alice, &[]);
	});
}

#[test]
fn a_limit_of_lots_counts_for_drafts() {
	build_and_execute(|| {
		let (alice, _) = accounts(PORTFOLIO, 30 * UNIT);
		let drafts: Vec<_> = (0..4).map(|id| draft(id * 2, Side::Ask, 4_717, 5)).collect();
		let all = Margin::simulate(alice, drafts.clone(), None).unwrap().unwrap();
		assert!(all.verdicts.iter().any(Result::is_err) && all.worst < Money::ZERO);
		let two = Margin::simulate(alice, drafts, Some(Lots(2))).unwrap().unwrap();
		assert_eq!(two.verdicts, [Ok(()); 4]);
		assert!(two.worst >= Money::ZERO);
	});
}

#[test]
fn each_asset_can_be_withdrawn_as_far_as_told_and_no_further() {
	build_and_execute(|| {
		list_coin();
		for (policy, lots) in BOTH.into_iter().zip([200, 300]) {
			let (alice, bob) = accounts(policy, 1_000 * UNIT);
			deposit_coin(ALICE, alice, WHOLE);
			trade(bob, alice, 0, lots, 0);
			let [cash, coin] = Margin::withdrawals(alice).unwrap().unwrap()[..] else { panic!() };
			assert_eq!((cash.asset, coin.asset), (QUOTE, COIN));
			let free = Margin::withdrawable(alice).unwrap().unwrap();
			assert_eq!((cash.free, cash.at_once), (free.free, free.at_once));
			assert!(coin.free > 0 && coin.free < WHOLE, "{policy:?} {coin:?}");
			let withdraw = |amount| {
				let paid =
					Margin::withdraw_collateral(RuntimeOrigin::signed(ALICE), alice, COIN, amount);
				paid.map(drop).map_err(|refused| refused.error)
			};
			let more = coin.free + WHOLE / 500_000;
			assert_noop!(withdraw(more), Error::<Test>::InsufficientFreeEquity);
			assert_ok!(withdraw(coin.free));
			trade(alice, bob, 0, lots, 0);
			let rest = WHOLE - coin.free;
			let all = AssetWithdrawable { asset: COIN, free: rest, at_once: rest };
			assert_eq!(Margin::withdrawals(alice).unwrap().unwrap()[1], all);
			// What came in lately waits for its block.
			Finalized::set(0);
			let young = AssetWithdrawable { at_once: 0, ..all };
			assert_eq!(Margin::withdrawals(alice).unwrap().unwrap()[1], young);
			Finalized::set(u32::MAX);
		}
	});
}

#[test]
fn nothing_can_be_withdrawn_in_a_cancel_only_market() {
	build_and_execute(|| {
		list_coin();
		let (alice, bob) = accounts(PORTFOLIO, 1_000 * UNIT);
		deposit_coin(ALICE, alice, WHOLE);
		trade(alice, bob, 0, 1, 0);
		CancelOnly::set(Some(UnderlyingId(0)));
		let nothing = |asset| AssetWithdrawable { asset, free: 0, at_once: 0 };
		assert_eq!(Margin::withdrawals(alice), Some(Ok(vec![nothing(QUOTE), nothing(COIN)])));
	});
}

/// The market as if an index were the only one, and the marks what it makes of them.
fn at(index: Price, kind: OptionKind) {
	Spot::set(Some(index));
	Mark::set(Some(value(kind, index)));
}

fn is_below(subaccount: SubaccountId) -> bool {
	let risk = Margin::risk(subaccount).unwrap().unwrap();
	risk.equity < risk.maintenance
}

#[test]
fn a_short_falls_below_maintenance_where_it_is_told() {
	build_and_execute(|| {
		let index = Price(2_000 * WAD);
		for policy in BOTH {
			for kind in [OptionKind::Call, OptionKind::Put] {
				at(index, kind);
				let (alice, bob) = accounts(policy, 1_500 * UNIT);
				let series = if kind == OptionKind::Call { 0 } else { 1 };
				trade(bob, alice, series, 100, 0);
				let [told] = Margin::liquidation_prices(alice).unwrap().unwrap()[..] else {
					panic!("one underlying")
				};
				assert_eq!((told.underlying, told.index), (UnderlyingId(0), Some(index)));
				let (there, other) = match kind {
					OptionKind::Call => (told.up, told.down),
					OptionKind::Put => (told.down, told.up),
				};
				let Ok(Some(there)) = there else { panic!("{policy:?} {kind:?} {told:?}") };
				assert_eq!(other, Ok(None));
				at(there, kind);
				assert!(is_below(alice), "{policy:?} {kind:?} {there:?}");
				// A little nearer it is not.
				let step = index.0 / 10_000 + 1;
				let nearer = if there > index { there.0 - step } else { there.0 + step };
				at(Price(nearer), kind);
				assert!(!is_below(alice), "{policy:?} {kind:?} {there:?}");
			}
		}
	});
}

#[test]
fn collateral_falls_with_its_index() {
	build_and_execute(|| {
		list_coin();
		let kind = OptionKind::Call;
		at(Price(2_000 * WAD), kind);
		let (alice, bob) = accounts(PORTFOLIO, 100 * UNIT);
		deposit_coin(ALICE, alice, 2 * WHOLE);
		// Short of the other underlying: its index alone moves nothing but the position.
		trade(bob, alice, SECOND, 100, 0);
		let [coin, other] = Margin::liquidation_prices(alice).unwrap().unwrap()[..] else {
			panic!("two underlyings")
		};
		assert_eq!((coin.underlying.0, other.underlying.0), (0, 1));
		let now = Margin::risk(alice).unwrap().unwrap();
		// An eighth of what two are worth is taken off; the rest must make up for all that is lost.
		let lost = now.equity.0 - now.maintenance.0;
		let fall = 2_000.0 - lost as f64 / 1e6 / 2.0 / 0.875;
		let down = coin.down.unwrap().unwrap().0 as f64 / 1e18;
		assert!(down <= fall && down > fall - 0.3, "{down} is not {fall}");
		assert_eq!((coin.up, other.down), (Ok(None), Ok(None)));
		assert!(other.up.unwrap().is_some());
	});
}

#[test]
fn an_account_below_maintenance_is_told_so_and_one_that_owes_nothing_has_no_such_price() {
	build_and_execute(|| {
		let (alice, bob) = accounts(PORTFOLIO, 100 * UNIT);
		trade(bob, alice, 0, 100, 0);
		let index = Price(2_000 * WAD);
		let (underlying, now) = (UnderlyingId(0), Some(index));
		let below = LiquidationPrice { underlying, index: now, down: Ok(now), up: Ok(now) };
		assert_eq!(Margin::liquidation_prices(alice), Some(Ok(vec![below])));
		let never = LiquidationPrice { underlying, index: now, down: Ok(None), up: Ok(None) };
		assert_eq!(Margin::liquidation_prices(bob), Some(Ok(vec![never])));
		assert_eq!(Margin::liquidation_prices(open(BOB, 0)), Some(Ok(vec![])));
	});
}

#[test]
fn a_position_that_a_fall_cannot_hurt_has_a_price_above_alone() {
	build_and_execute(|| {
		// A call long covers one of two futures short.
		at(Price(2_000 * WAD), OptionKind::Call);
		let (alice, bob) = accounts(PORTFOLIO, 3_000 * UNIT);
		trade(alice, bob, 0, 100, 0);
		let price = i128::from(2_000) * MONEY;
		trade_future(bob, alice, 200, 2 * price);
		let [told] = Margin::liquidation_prices(alice).unwrap().unwrap()[..] else {
			panic!("one underlying")
		};
		assert_eq!(told.down, Ok(None));
		at(told.up.unwrap().unwrap(), OptionKind::Call);
		assert!(is_below(alice));
	});
}

#[test]
fn what_keeps_a_step_from_being_assessed_is_told() {
	build_and_execute(|| {
		let (alice, bob) = accounts(PORTFOLIO, 10_000 * UNIT);
		let told = || Margin::liquidation_prices(alice).unwrap().unwrap()[0];
		// An account that is long needs no price, but there is no index to go from.
		trade(alice, bob, 0, 100, 0);
		Spot::set(None);
		let stale = Err(RiskError::NoFreshPrice);
		let underlying = UnderlyingId(0);
		assert_eq!(told(), LiquidationPrice { underlying, index: None, down: stale, up: stale });
		trade(bob, alice, 0, 100, 0);

		// An index that fits now, and not a quarter higher.
		let index = Price(300_000_000_000_000 * WAD);
		Spot::set(Some(index));
		Mark::set(Some(index));
		let of_a_lot = 3_000_000_000_000 * MONEY;
		trade_future(alice, bob, 1, -of_a_lot);
		let index = Some(index);
		assert_eq!(told(), LiquidationPrice { underlying, index, down: Ok(None), up: stale });
	});
}

/// All steps share the market but for what moves, and all amounts one market.
#[test]
fn what_does_not_move_is_valued_once() {
	build_and_execute(|| {
		list_coin();
		let (alice, bob) = accounts(PORTFOLIO, 100_000 * UNIT);
		deposit_coin(ALICE, alice, WHOLE);
		for series in [0, SECOND] {
			trade(bob, alice, series, 300, 0);
		}
		let valued = |of: &dyn Fn()| {
			Valued::set(0);
			of();
			Valued::get()
		};
		let [prices, withdrawals] = [
			valued(&|| assert_eq!(Margin::liquidation_prices(alice).unwrap().unwrap().len(), 2)),
			valued(&|| assert_eq!(Margin::withdrawals(alice).unwrap().unwrap().len(), 2)),
		];
		assert!(prices > 40, "{prices}");
		// A look at both, and for each one at the other and 62 steps.
		assert!(prices <= 2 + 2 * (1 + 62), "{prices}");
		assert_eq!(withdrawals, 2);
	});
}
