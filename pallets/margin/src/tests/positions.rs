use super::*;
use frame_support::{dispatch::GetDispatchInfo, BoundedVec};

fn legs(legs: &[(u32, u64)]) -> BoundedVec<PositionLeg, MaxLegs> {
	let leg =
		|(series, lots): &(u32, u64)| PositionLeg { series: SeriesId(*series), lots: Lots(*lots) };
	legs.iter().map(leg).collect::<Vec<_>>().try_into().unwrap()
}

fn transfer_as(
	who: AccountId,
	from: SubaccountId,
	to: SubaccountId,
	moved: &[(u32, u64)],
) -> DispatchResult {
	let origin = RuntimeOrigin::signed(who);
	let transferred = Margin::transfer_positions(origin, from, to, legs(moved));
	transferred.map(drop).map_err(|refused| refused.error)
}

fn transfer(from: SubaccountId, to: SubaccountId, moved: &[(u32, u64)]) -> DispatchResult {
	transfer_as(ALICE, from, to, moved)
}

fn equity(subaccount: SubaccountId) -> i128 {
	Margin::risk(subaccount).unwrap().unwrap().equity.0
}

/// Two subaccounts of Alice and one of Bob.
fn accounts(cash: Balance) -> [SubaccountId; 3] {
	[open(ALICE, cash), open(ALICE, cash), open(BOB, cash)]
}

#[test]
fn m16_positions_move_at_the_mark_and_neither_side_gains() {
	build_and_execute(|| {
		let [from, to, bob] = accounts(1_000 * UNIT);
		// 1.0000005 a lot: rounded down of what is long, up of what is short.
		Mark::set(Some(Price(100 * WAD + WAD / 20_000)));
		let future = FUTURE.0;
		trade(from, bob, 0, 5, 0);
		trade(bob, from, 2, 4, 0);
		trade_future(from, bob, 10, 7 * MONEY);
		let before = [from, to].map(equity);
		let interest = [0, 2, future].map(|id| Margin::open_interest(SeriesId(id)));
		assert_ok!(transfer(from, to, &[(0, 3), (2, 4), (future, 6)]));

		let (long, short) = (3 * MONEY, 4 * (MONEY + 1));
		assert_eq!(cash(from), 1_000 * MONEY + long - short);
		assert_eq!(cash(to), 1_000 * MONEY - long + short);
		assert_eq!(record(to).cost(FUTURE), Some(Money(6 * MONEY)));
		// What the future gained stays where it was gained.
		assert_eq!(record(from).cost(FUTURE), Some(Money(MONEY)));
		let lots = |of, series| record(of).position(SeriesId(series)).0;
		assert_eq!([0, 2, future].map(|id| lots(from, id)), [2, 0, 4]);
		assert_eq!([0, 2, future].map(|id| lots(to, id)), [3, -4, 6]);
		// Long options count nothing in the equity; all else is worth as much as was paid.
		assert_eq!([from, to].map(equity), [before[0] + long, before[1] - long]);
		assert_eq!([0, 2, future].map(|id| Margin::open_interest(SeriesId(id))), interest);
		let moved = |series, lots, value| MovedLots {
			series: SeriesId(series),
			lots: SignedLots(lots),
			value: Money(value),
		};
		let moved = [moved(0, 3, long), moved(2, -4, -short), moved(future, 6, 6 * MONEY)];
		let moved = moved.to_vec().try_into().unwrap();
		assert_eq!(events().last(), Some(&Event::PositionsTransferred { from, to, moved }));
		assert_eq!(FeesDue::<Test>::get(), 0);
	});
}

#[test]
fn opposite_positions_of_one_owner_close_each_other() {
	build_and_execute(|| {
		let [from, to, bob] = accounts(1_000 * UNIT);
		trade(from, bob, 0, 5, 0);
		trade(bob, to, 0, 3, 0);
		assert_ok!(transfer(from, to, &[(0, 5)]));
		assert!(record(from).positions.is_empty());
		assert_eq!(record(to).position(SeriesId(0)), SignedLots(2));
		assert_eq!(Margin::open_interest(SeriesId(0)), 2);
	});
}

#[test]
fn m14_cash_for_positions_waits_for_finality() {
	build_and_execute(|| {
		let [from, to, bob] = accounts(10 * UNIT);
		trade(from, bob, 0, 5, 0);
		Finalized::set(1);
		System::set_block_number(2);
		assert_ok!(transfer(from, to, &[(0, 5)]));
		let credit = Credit { amount: Money(5 * MONEY), block: 2 };
		assert_eq!(record(from).credits.0.last(), Some(&credit));
	});
}

#[test]
fn bad_transfers_of_positions_are_refused() {
	build_and_execute(|| {
		let [from, to, bob] = accounts(1_000 * UNIT);
		trade(from, bob, 0, 5, 0);
		trade(bob, from, 1, 5, 0);
		type Refusal = Error<Test>;
		let nobody = SubaccountId(9);
		assert_noop!(transfer(from, from, &[(0, 1)]), Refusal::SameSubaccount);
		assert_noop!(transfer(nobody, to, &[(0, 1)]), Refusal::UnknownSubaccount);
		assert_noop!(transfer(from, nobody, &[(0, 1)]), Refusal::UnknownSubaccount);
		assert_noop!(transfer(from, bob, &[(0, 1)]), Refusal::NotOwner);
		assert_noop!(transfer_as(BOB, from, bob, &[(0, 1)]), Refusal::NotOwner);
		assert_noop!(transfer(from, to, &[]), Refusal::NoLegs);
		assert_noop!(transfer(from, to, &[(0, 0)]), Refusal::ZeroAmount);
		assert_noop!(transfer(from, to, &[(1, 1), (0, 1)]), Refusal::LegsNotAscending);
		assert_noop!(transfer(from, to, &[(0, 1), (0, 1)]), Refusal::LegsNotAscending);
		assert_noop!(transfer(from, to, &[(0, 6)]), Refusal::PositionTooSmall);
		assert_noop!(transfer(from, to, &[(1, 6)]), Refusal::PositionTooSmall);
		assert_noop!(transfer(from, to, &[(0, u64::MAX)]), Refusal::PositionTooSmall);
		assert_noop!(transfer(from, to, &[(3, 1)]), Refusal::PositionTooSmall);
		Halted::set(Some(SeriesId(0)));
		assert_noop!(transfer(from, to, &[(0, 1)]), Refusal::SeriesNotTrading);
		Halted::set(None);
		CancelOnly::set(Some(UnderlyingId(0)));
		assert_noop!(transfer(from, to, &[(0, 1)]), Refusal::WithdrawalsClosed);
		CancelOnly::set(None);
		Mark::set(None);
		assert_noop!(transfer(from, to, &[(0, 1)]), Refusal::NoFreshPrice);
	});
}

#[test]
fn an_account_that_is_full_takes_no_position() {
	build_and_execute(|| {
		let [from, to, bob] = accounts(10_000 * UNIT);
		for series in 0..MAX_POSITIONS {
			trade(to, bob, series, 1, 0);
		}
		trade(from, open(BOB, 0), MAX_POSITIONS, 1, 0);
		let one = [(MAX_POSITIONS, 1)];
		assert_noop!(transfer(from, to, &one), Error::<Test>::TooManyPositions);
	});
}

/// A short call takes 3 a lot beside its mark of 1.
#[test]
fn m08_both_subaccounts_meet_initial_margin_after_a_transfer() {
	build_and_execute(|| {
		let [from, to, bob] = [open(ALICE, 100 * UNIT), open(ALICE, 30 * UNIT), open(BOB, UNIT)];
		trade(bob, from, 0, 20, 0);
		let short = [(0, 11)];
		assert_noop!(transfer(from, to, &short), Error::<Test>::InsufficientMargin);
		set_orders(to, &[(2, Side::Bid, 1_000, 1)]);
		assert_noop!(transfer(from, to, &[(0, 10)]), Error::<Test>::InsufficientMargin);
		set_orders(to, &[]);
		assert_ok!(transfer(from, to, &[(0, 10)]));
		assert_eq!(Margin::risk(to).unwrap().unwrap().initial_excess(), Money::ZERO);

		// Who gives may be below before, and is less so afterwards.
		let rich = open(ALICE, 1_000 * UNIT);
		Mark::set(Some(Price(5_000 * WAD)));
		let excess = || Margin::risk(from).unwrap().unwrap().initial_excess();
		let before = excess();
		assert!(before < Money::ZERO);
		assert_ok!(transfer(from, rich, &[(0, 1)]));
		assert!(excess() > before);
		// A long option is worth nothing to margin, and takes cash that is needed.
		trade(rich, bob, 2, 1, 0);
		assert_noop!(transfer(rich, from, &[(2, 1)]), Error::<Test>::InsufficientMargin);
	});
}

#[test]
fn a_risk_reducing_market_moves_only_what_lowers_no_excess() {
	build_and_execute(|| {
		let [from, to, bob] = accounts(1_000 * UNIT);
		trade(from, bob, 0, 5, 0);
		trade(bob, to, 0, 1, 0);
		trade(bob, from, 2, 3, 0);
		Reducing::set(Some(UnderlyingId(0)));
		assert_noop!(transfer(from, to, &[(0, 5)]), Error::<Test>::RiskNotReduced);
		assert_noop!(transfer(from, to, &[(2, 3)]), Error::<Test>::RiskNotReduced);
		// One lot closes a short, which kept 3; three more cost 1 each.
		assert_ok!(transfer(from, to, &[(0, 4)]));
	});
}

#[test]
fn orders_that_may_only_reduce_stay_within_what_is_left() {
	build_and_execute(|| {
		let [from, to, bob] = accounts(1_000 * UNIT);
		trade(from, bob, 0, 5, 0);
		set_orders(from, &[(0, Side::Ask, 1_000, 3)]);
		assert_noop!(transfer(from, to, &[(0, 3)]), Error::<Test>::OrdersOutgrowPosition);
		assert_ok!(transfer(from, to, &[(0, 2)]));
		// Nor does what comes in turn over a position that orders reduce.
		let short = open(ALICE, 1_000 * UNIT);
		trade(bob, short, 0, 2, 0);
		set_orders(short, &[(0, Side::Bid, 1_000, 2)]);
		assert_noop!(transfer(to, short, &[(0, 1)]), Error::<Test>::OrdersOutgrowPosition);
	});
}

#[test]
fn a_transfer_of_positions_pays_for_what_the_accounts_have() {
	build_and_execute(|| {
		let [from, to, bob] = accounts(1_000 * UNIT);
		trade(from, bob, 0, 5, 0);
		let moved = legs(&[(0, 1)]);
		let announced = Call::<Test>::transfer_positions { from, to, legs: moved.clone() };
		let most = <() as WeightInfo>::transfer_positions(1, MAX_POSITIONS, MAX_OPEN_ORDERS);
		assert_eq!(announced.get_dispatch_info().call_weight, most);
		set_orders(to, &[(1, Side::Bid, 1, 1)]);
		let done = Margin::transfer_positions(RuntimeOrigin::signed(ALICE), from, to, moved);
		let paid = done.unwrap().actual_weight;
		assert_eq!(paid, Some(<() as WeightInfo>::transfer_positions(1, 2, 1)));
	});
}

/// Under both policies, in an open and in a risk-reducing market: lots move exactly where both subaccounts
/// end as well as the rule says. A leg of a spread leaves the other one alone.
#[test]
fn m08_positions_move_where_both_subaccounts_can_carry_it() {
	let mut tally = [0; 2];
	for (policy, reducing) in BOTH.into_iter().flat_map(|of| [(of, false), (of, true)]) {
		build_and_execute(|| {
			DefaultPolicy::set(policy);
			Mark::set(Some(value(OptionKind::Call, Price(2_000 * WAD))));
			let [from, to] = [200, 400].map(|cash| open(ALICE, cash * UNIT));
			let bob = open(BOB, 10_000 * UNIT);
			trade(from, bob, 0, 100, 0);
			trade(bob, from, 2, 100, 0);
			trade(bob, to, 0, 30, 0);
			Reducing::set(reducing.then_some(UnderlyingId(0)));
			// Of a lot, rounded down.
			let lot = i128::try_from(Mark::get().unwrap().0 / (WAD / 10_000)).unwrap();
			let sizes = |legs: [u64; 2]| [1, 10, 30, 60, 100].map(|lots| legs.map(|of| of * lots));
			for [long, short] in [[1, 0], [0, 1], [1, 1]].into_iter().flat_map(sizes) {
				let [gone, come] = [long, short].map(|lots| i64::try_from(lots).unwrap());
				// A short lot is worth a base unit more.
				let paid = i128::from(gone) * lot - i128::from(come) * (lot + 1);
				let allowed = may(&[from, to], reducing, || {
					assert_ok!(Margin::apply(&[
						delta(from, paid, &[(0, -gone), (2, come)]),
						delta(to, -paid, &[(0, gone), (2, -come)]),
					]));
				});
				let legs = [(0, long), (2, short)].into_iter().filter(|(_, lots)| *lots > 0);
				let moved = aside(|| transfer(from, to, &legs.collect::<Vec<_>>()));
				let refusal = if reducing {
					Error::<Test>::RiskNotReduced
				} else {
					Error::<Test>::InsufficientMargin
				};
				let expected = if allowed { Ok(()) } else { Err(refusal.into()) };
				assert_eq!(moved, expected, "{policy:?} {reducing} {long} {short}");
				tally[usize::from(allowed)] += 1;
			}
		});
	}
	assert!(tally[0] > 5 && tally[1] > 5, "{tally:?}");
}
