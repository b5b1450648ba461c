use super::*;
use frame_support::{dispatch::GetDispatchInfo, traits::fungible::InspectHold};
use sp_runtime::traits::{BlakeTwo256, Hash};

/// The mark of every series, and of the future.
const AT_MARK: u32 = 1_000;

fn leg(series: u32, side: Side, price: u32, lots: u64) -> BlockLeg {
	BlockLeg { series: SeriesId(series), side, price: Tick(price), lots: Lots(lots) }
}

fn block(maker: SubaccountId, taker: SubaccountId, legs: &[BlockLeg]) -> BlockTrade {
	BlockTrade { maker, taker, legs: legs.to_vec().try_into().unwrap(), last: 9 }
}

fn propose(trade: &BlockTrade) -> DispatchResult {
	Margin::propose_block_trade(RuntimeOrigin::signed(ALICE), trade.clone())
}

fn accept_as(who: AccountId, trade: &BlockTrade) -> DispatchResult {
	let accepted = Margin::accept_block_trade(RuntimeOrigin::signed(who), trade.clone());
	accepted.map(drop).map_err(|refused| refused.error)
}

fn accept(trade: &BlockTrade) -> DispatchResult {
	accept_as(BOB, trade)
}

/// Alice proposes it and Bob accepts it.
fn agree(trade: &BlockTrade) -> DispatchResult {
	assert_ok!(propose(trade));
	let agreed = accept(trade);
	if agreed.is_err() {
		assert_ok!(withdraw(trade));
	}
	agreed
}

fn withdraw(trade: &BlockTrade) -> DispatchResult {
	let hash = BlakeTwo256::hash_of(trade);
	Margin::withdraw_block_trade(RuntimeOrigin::signed(ALICE), trade.maker, hash)
}

fn held() -> Balance {
	Balances::balance_on_hold(&HoldReason::BlockTrade.into(), &ALICE)
}

fn accounts(cash: Balance) -> (SubaccountId, SubaccountId) {
	(open(ALICE, cash), open(BOB, cash))
}

#[test]
fn a_block_trade_moves_premium_fees_costs_and_lots_at_once() {
	build_and_execute(|| {
		let (alice, bob) = accounts(10_000 * UNIT);
		let future = FUTURE.0;
		let legs = [
			leg(0, Side::Bid, AT_MARK + 50, 3),
			leg(1, Side::Ask, AT_MARK - 50, 2),
			leg(future, Side::Ask, AT_MARK + 100, 5),
		];
		let trade = block(alice, bob, &legs);
		assert_ok!(propose(&trade));
		assert_eq!(held(), BLOCK_DEPOSIT);
		let hash = BlakeTwo256::hash_of(&trade);
		let proposed = Event::BlockTradeProposed { trade: trade.clone(), hash };
		assert_eq!(events().last(), Some(&proposed));
		assert_ok!(accept(&trade));

		// 3 at 1.05 are bought and 2 at 0.95 sold; the future costs no cash.
		let paid = 3_150_000 - 1_900_000;
		let [maker_fee, taker_fee] = FEES.map(|fee| 10 * fee);
		let before = 10_000 * MONEY;
		assert_eq!(cash(alice), before - paid - maker_fee);
		assert_eq!(cash(bob), before + paid - taker_fee);
		let lots = |subaccount, series| record(subaccount).position(SeriesId(series)).0;
		for (series, bought) in [(0, 3), (1, -2), (future, -5)] {
			assert_eq!((lots(alice, series), lots(bob, series)), (bought, -bought));
		}
		assert_eq!(record(alice).cost(FUTURE), Some(Money(-5_500_000)));
		assert_eq!(record(bob).cost(FUTURE), Some(Money(5_500_000)));
		assert_eq!(Margin::open_interest(SeriesId(1)), 2);
		assert_eq!(FeesDue::<Test>::get(), 300);
		assert_eq!(Counted::get(), [alice, bob].map(|account| (account, Money(10 * MONEY))));
		let (maker_fee, taker_fee) = (Money(maker_fee), Money(taker_fee));
		let traded = Event::BlockTraded { trade: trade.clone(), maker_fee, taker_fee };
		assert_eq!(events().last(), Some(&traded));

		// Once, and no more.
		assert_eq!(held(), 0);
		assert_noop!(accept(&trade), Error::<Test>::UnknownBlockTrade);
	});
}

#[test]
fn m14_the_premium_of_a_block_trade_waits_for_finality() {
	build_and_execute(|| {
		let (alice, bob) = accounts(100 * UNIT);
		Finalized::set(1);
		System::set_block_number(2);
		assert_ok!(agree(&block(alice, bob, &[leg(0, Side::Bid, AT_MARK, 5)])));
		let credit = Credit { amount: Money(5 * MONEY - 5 * FEES[1]), block: 2 };
		assert_eq!(record(bob).credits.0.last(), Some(&credit));
		assert_eq!(FeeCredits::<Test>::get().0.last().map(|credit| credit.amount.0), Some(150));
	});
}

#[test]
fn only_what_was_proposed_is_accepted_and_by_its_taker_alone() {
	build_and_execute(|| {
		let (alice, bob) = accounts(1_000 * UNIT);
		let trade = block(alice, bob, &[leg(0, Side::Bid, AT_MARK, 5)]);
		assert_noop!(accept(&trade), Error::<Test>::UnknownBlockTrade);
		assert_ok!(propose(&trade));
		assert_noop!(propose(&trade), Error::<Test>::BlockTradeKnown);
		assert_noop!(accept_as(ALICE, &trade), Error::<Test>::NotOwner);
		let other = open(BOB, 1_000 * UNIT);
		for changed in [
			block(alice, bob, &[leg(0, Side::Bid, AT_MARK + 1, 5)]),
			block(alice, bob, &[leg(0, Side::Bid, AT_MARK, 6)]),
			block(alice, bob, &[leg(0, Side::Ask, AT_MARK, 5)]),
			block(alice, other, &[leg(0, Side::Bid, AT_MARK, 5)]),
			BlockTrade { last: 10, ..trade.clone() },
		] {
			assert_noop!(accept(&changed), Error::<Test>::UnknownBlockTrade);
		}
		System::set_block_number(10);
		assert_noop!(accept(&trade), Error::<Test>::BlockTradeExpired);
		System::set_block_number(9);
		assert_ok!(accept(&trade));
	});
}

#[test]
fn agents_make_no_block_trades() {
	build_and_execute(|| {
		let (alice, bob) = accounts(1_000 * UNIT);
		let trade = block(alice, bob, &[leg(0, Side::Bid, AT_MARK, 1)]);
		let scope = AgentScope {
			permission: Permission::Trade,
			underlying: None,
			expires: BlockNumber::MAX,
			daily_loss: None,
		};
		let agent = 900;
		for (owner, subaccount) in [(ALICE, alice), (BOB, bob)] {
			assert_ok!(Margin::set_agent(RuntimeOrigin::signed(owner), subaccount, agent, scope));
		}
		let origin = || RuntimeOrigin::signed(agent);
		let refused = Margin::propose_block_trade(origin(), trade.clone());
		assert_eq!(refused, Err(Error::<Test>::NotOwner.into()));
		assert_ok!(propose(&trade));
		assert_noop!(accept_as(agent, &trade), Error::<Test>::NotOwner);
		let hash = BlakeTwo256::hash_of(&trade);
		let withdrawn = Margin::withdraw_block_trade(origin(), alice, hash);
		assert_eq!(withdrawn, Err(Error::<Test>::NotOwner.into()));
	});
}

#[test]
fn a_proposal_is_withdrawn_for_its_deposit_and_keeps_its_subaccount_open() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, 0), open(BOB, 0));
		let trade = block(alice, bob, &[leg(0, Side::Bid, AT_MARK, 1)]);
		assert_noop!(withdraw(&trade), Error::<Test>::UnknownBlockTrade);
		assert_ok!(propose(&trade));
		let close = || Margin::close_subaccount(RuntimeOrigin::signed(ALICE), alice);
		assert_noop!(close(), Error::<Test>::BlockTradesRemain);
		check();
		// Also when its last block has passed, and its taker is gone.
		System::set_block_number(10);
		assert_ok!(Margin::close_subaccount(RuntimeOrigin::signed(BOB), bob));
		assert_ok!(withdraw(&trade));
		let hash = BlakeTwo256::hash_of(&trade);
		assert_eq!(events().last(), Some(&Event::BlockTradeWithdrawn { maker: alice, hash }));
		assert_eq!(held(), 0);
		assert_noop!(accept_as(BOB, &trade), Error::<Test>::UnknownSubaccount);
		assert_ok!(close());
	});
}

#[test]
fn bad_proposals_are_refused() {
	build_and_execute(|| {
		let (alice, bob) = accounts(UNIT);
		let good = leg(1, Side::Bid, AT_MARK, 1);
		let trade = block(alice, bob, &[good]);
		type Refusal = Error<Test>;
		let nobody = SubaccountId(9);
		for (bad, error) in [
			(BlockTrade { maker: nobody, ..trade.clone() }, Refusal::UnknownSubaccount),
			(BlockTrade { taker: nobody, ..trade.clone() }, Refusal::UnknownSubaccount),
			(BlockTrade { maker: bob, ..trade.clone() }, Refusal::NotOwner),
			(BlockTrade { taker: alice, ..trade.clone() }, Refusal::SameSubaccount),
			(BlockTrade { taker: open(ALICE, 0), ..trade.clone() }, Refusal::SameOwner),
			(BlockTrade { last: 0, ..trade.clone() }, Refusal::BlockTradeExpired),
			(block(alice, bob, &[]), Refusal::NoLegs),
			(block(alice, bob, &[good, leg(2, Side::Bid, AT_MARK, 0)]), Refusal::ZeroAmount),
			(block(alice, bob, &[good, good]), Refusal::LegsNotAscending),
			(block(alice, bob, &[good, leg(0, Side::Bid, AT_MARK, 1)]), Refusal::LegsNotAscending),
		] {
			assert_noop!(propose(&bad), error);
		}
		assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), ALICE, 5));
		assert_noop!(propose(&trade), TokenError::FundsUnavailable);
	});
}

#[test]
fn each_leg_trades_within_its_band_or_none_does() {
	build_and_execute(|| {
		let (alice, bob) = accounts(10_000 * UNIT);
		let good = leg(0, Side::Bid, AT_MARK, 1);
		type Refusal = Error<Test>;
		for (price, agreed) in [
			(AT_MARK - 101, Err(Refusal::OutsideBand)),
			(AT_MARK - 100, Ok(())),
			(AT_MARK + 100, Ok(())),
			(AT_MARK + 101, Err(Refusal::OutsideBand)),
		] {
			let trade = block(alice, bob, &[good, leg(3, Side::Ask, price, 1)]);
			assert_eq!(agree(&trade), agreed.map_err(DispatchError::from), "{price}");
		}
		let wrong = block(alice, bob, &[good, leg(SERIES, Side::Bid, AT_MARK, 1)]);
		assert_eq!(agree(&wrong), Err(Refusal::SeriesNotTrading.into()));
		let trade = block(alice, bob, &[good]);
		Halted::set(Some(SeriesId(0)));
		assert_eq!(agree(&trade), Err(Refusal::SeriesNotTrading.into()));
		Halted::set(None);
		Mark::set(None);
		assert_eq!(agree(&trade), Err(Refusal::NoFreshPrice.into()));
		Mark::set(Some(Price(100 * WAD)));
		let huge = block(alice, bob, &[leg(0, Side::Bid, AT_MARK, u64::MAX)]);
		assert_eq!(agree(&huge), Err(Refusal::AmountTooLarge.into()));
		assert_eq!(record(alice).position(SeriesId(3)), SignedLots(-2));
	});
}

/// A short call takes 3 a lot beside its mark of 1.
#[test]
fn m08_both_accounts_meet_initial_margin_with_their_orders_at_their_worst() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, 30 * UNIT + 100), open(BOB, 100 * UNIT));
		let sells = |lots| block(alice, bob, &[leg(0, Side::Ask, AT_MARK, lots)]);
		assert_eq!(agree(&sells(11)), Err(Error::<Test>::InsufficientMargin.into()));
		// An order that could take what the trade needs.
		set_orders(alice, &[(2, Side::Bid, 1_000, 1)]);
		assert_eq!(agree(&sells(10)), Err(Error::<Test>::InsufficientMargin.into()));
		set_orders(alice, &[]);
		assert_ok!(agree(&sells(10)));
		assert_eq!(Margin::risk(alice).unwrap().unwrap().initial_excess(), Money::ZERO);

		// The taker's margin counts as well.
		let poor = open(BOB, UNIT);
		let buys = block(alice, poor, &[leg(0, Side::Bid, AT_MARK, 1)]);
		assert_eq!(agree(&buys), Err(Error::<Test>::InsufficientMargin.into()));

		// Who is below may trade its way out, and no further in.
		Mark::set(Some(Price(200 * WAD)));
		let excess = || Margin::risk(alice).unwrap().unwrap().initial_excess();
		assert!(excess() < Money::ZERO);
		let more = block(alice, bob, &[leg(0, Side::Ask, 2 * AT_MARK, 1)]);
		assert_eq!(agree(&more), Err(Error::<Test>::InsufficientMargin.into()));
		let before = excess();
		let less = block(alice, bob, &[leg(0, Side::Bid, 2 * AT_MARK, 1)]);
		assert_ok!(agree(&less));
		assert!(excess() > before);
	});
}

#[test]
fn a_risk_reducing_market_takes_only_what_lowers_no_excess() {
	build_and_execute(|| {
		let (alice, bob) = accounts(1_000 * UNIT);
		trade(bob, alice, 0, 10, 10 * MONEY);
		Reducing::set(Some(UnderlyingId(0)));
		let one = |series, side| block(alice, bob, &[leg(series, side, AT_MARK, 1)]);
		for more in [one(0, Side::Ask), one(2, Side::Ask), one(2, Side::Bid)] {
			assert_eq!(agree(&more), Err(Error::<Test>::RiskNotReduced.into()));
		}
		// The short is bought back from who is long.
		assert_ok!(agree(&one(0, Side::Bid)));
		// Beside a leg of an open market it stays risk-reducing.
		let both = [leg(0, Side::Bid, AT_MARK, 1), leg(SECOND, Side::Ask, AT_MARK, 3)];
		assert_eq!(agree(&block(alice, bob, &both)), Err(Error::<Test>::RiskNotReduced.into()));
		// What an order could lower counts.
		set_orders(bob, &[(4, Side::Ask, 1, 10)]);
		assert_eq!(agree(&one(0, Side::Bid)), Err(Error::<Test>::RiskNotReduced.into()));
	});
}

#[test]
fn nobody_in_a_cancel_only_market_makes_a_block_trade() {
	build_and_execute(|| {
		let (alice, bob) = accounts(1_000 * UNIT);
		let second = block(alice, bob, &[leg(SECOND, Side::Ask, AT_MARK, 1)]);
		CancelOnly::set(Some(UnderlyingId(1)));
		assert_eq!(agree(&second), Err(Error::<Test>::WithdrawalsClosed.into()));
		CancelOnly::set(Some(UnderlyingId(0)));
		assert_ok!(agree(&second));
		// Either account's position in that market is enough, and an order there too.
		let third = open(ALICE, UNIT);
		trade(bob, third, 0, 0, 0);
		set_orders(bob, &[(0, Side::Bid, 1, 1)]);
		assert_eq!(agree(&second), Err(Error::<Test>::WithdrawalsClosed.into()));
		set_orders(bob, &[]);
		trade(alice, third, 0, 1, 0);
		assert_eq!(agree(&second), Err(Error::<Test>::WithdrawalsClosed.into()));
	});
}

#[test]
fn an_account_holds_and_names_at_most_128_series() {
	build_and_execute(|| {
		let (alice, bob) = accounts(10_000 * UNIT);
		let third = open(BOB, 10_000 * UNIT);
		for series in 0..MAX_POSITIONS {
			trade(alice, third, series, 1, 0);
		}
		let more = block(alice, bob, &[leg(MAX_POSITIONS, Side::Bid, AT_MARK, 1)]);
		assert_eq!(agree(&more), Err(Error::<Test>::TooManyPositions.into()));
		// What is sold makes room, unless an order could take it.
		let swap = [leg(0, Side::Ask, AT_MARK, 1), leg(MAX_POSITIONS, Side::Bid, AT_MARK, 1)];
		let swap = block(alice, bob, &swap);
		set_orders(alice, &[(0, Side::Bid, 1, 1)]);
		assert_eq!(agree(&swap), Err(Error::<Test>::TooManySeries.into()));
		set_orders(alice, &[(1, Side::Bid, 1, 1)]);
		assert_ok!(agree(&swap));
	});
}

#[test]
fn orders_that_may_only_reduce_stay_within_their_position() {
	build_and_execute(|| {
		let (alice, bob) = accounts(10_000 * UNIT);
		trade(alice, bob, 0, 10, 0);
		let sells = |lots| block(alice, bob, &[leg(0, Side::Ask, AT_MARK, lots)]);
		set_orders(alice, &[(0, Side::Ask, 1_000, 6)]);
		for lots in [5, 10, 20] {
			assert_eq!(agree(&sells(lots)), Err(Error::<Test>::OrdersOutgrowPosition.into()));
		}
		assert_ok!(agree(&sells(4)));
		// Buying leaves more room, orders on the other side take none, and quotes reduce nothing.
		assert_ok!(agree(&block(alice, bob, &[leg(0, Side::Bid, AT_MARK, 1)])));
		set_orders(alice, &[(0, Side::Bid, 1_000, 60)]);
		assert_ok!(agree(&sells(1)));
		let mut quotes = orders(alice, &[(0, Side::Ask, 1_000, 60)]);
		quotes.iter_mut().for_each(|order| order.name = Some(Name::Ask));
		assert_ok!(Margin::set_open_orders(alice, quotes));
		assert_ok!(agree(&sells(1)));
		// Of shorts the same, on the other side: Bob is short 5.
		set_orders(bob, &[(0, Side::Bid, 1_000, 5)]);
		set_orders(alice, &[]);
		assert_eq!(agree(&sells(1)), Err(Error::<Test>::OrdersOutgrowPosition.into()));
		assert_eq!(record(bob).position(SeriesId(0)), SignedLots(-5));
	});
}

#[test]
fn a_block_trade_pays_for_what_the_accounts_have() {
	build_and_execute(|| {
		let (alice, bob) = accounts(1_000 * UNIT);
		let trade = block(alice, bob, &[leg(0, Side::Bid, AT_MARK, 1)]);
		let announced = Call::<Test>::accept_block_trade { trade: trade.clone() };
		let most = <() as WeightInfo>::accept_block_trade(1, MAX_POSITIONS, MAX_OPEN_ORDERS);
		assert_eq!(announced.get_dispatch_info().call_weight, most);
		set_orders(bob, &[(1, Side::Bid, 1, 1), (1, Side::Bid, 2, 1)]);
		assert_ok!(propose(&trade));
		let accepted = Margin::accept_block_trade(RuntimeOrigin::signed(BOB), trade);
		let paid = accepted.unwrap().actual_weight;
		assert_eq!(paid, Some(<() as WeightInfo>::accept_block_trade(1, 2, 2)));
	});
}

/// Under both policies, in an open and in a risk-reducing market, with orders and without: agreed exactly
/// where both accounts end as well as the rule says.
#[test]
fn m08_a_block_trade_is_agreed_where_both_accounts_can_carry_it() {
	let mut tally = [0; 2];
	for (policy, reducing) in BOTH.into_iter().flat_map(|of| [(of, false), (of, true)]) {
		build_and_execute(|| {
			DefaultPolicy::set(policy);
			let mark = value(OptionKind::Call, Price(2_000 * WAD));
			Mark::set(Some(mark));
			let tick = u32::try_from(mark.0 / (WAD / 10)).unwrap();
			let (alice, bob) = (open(ALICE, 500 * UNIT), open(BOB, 300 * UNIT));
			trade(bob, alice, 0, 30, 0);
			trade(alice, bob, 4, 20, 0);
			Reducing::set(reducing.then_some(UnderlyingId(0)));
			let sides = [Side::Bid, Side::Ask];
			let cases = [0, 2].into_iter().flat_map(|id| sides.map(|side| (id, side)));
			let sizes = |(id, side)| [1, 10, 25, 40, 60, 90, 150].map(|lots| (id, side, lots));
			for (id, side, lots) in cases.flat_map(sizes) {
				for asks in [0, 20] {
					set_orders(alice, &[(6, Side::Ask, tick, asks)][..usize::from(asks > 0)]);
					let (sign, of) = (if side == Side::Bid { 1 } else { -1 }, i128::from(lots));
					// A tick is a thousandth on a lot.
					let paid = i128::from(sign) * of * i128::from(tick) * 1_000;
					let [maker_fee, taker_fee] = FEES.map(|fee| fee * of);
					let allowed = may(&[alice, bob], reducing, || {
						let lots = sign * i64::try_from(lots).unwrap();
						assert_ok!(Margin::apply(&[
							delta(alice, -paid - maker_fee, &[(id, lots)]),
							delta(bob, paid - taker_fee, &[(id, -lots)]),
							holder_delta(Holder::Fees, maker_fee + taker_fee, &[]),
						]));
					});
					let trade = block(alice, bob, &[leg(id, side, tick, lots)]);
					let agreed = aside(|| agree(&trade));
					let refusal = if reducing {
						Error::<Test>::RiskNotReduced
					} else {
						Error::<Test>::InsufficientMargin
					};
					let expected = if allowed { Ok(()) } else { Err(refusal.into()) };
					assert_eq!(agreed, expected, "{policy:?} {trade:?} {asks}");
					tally[usize::from(allowed)] += 1;
				}
			}
			set_orders(alice, &[]);
		});
	}
	assert!(tally[0] > 20 && tally[1] > 20, "{tally:?}");
}
