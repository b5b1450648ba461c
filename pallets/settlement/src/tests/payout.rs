//! Payouts: exact sums, pieces, meters, and series that fail.

use crate::{mock::*, Error, Event, HaltedSweeps, Payouts, SweepFailure, WeightInfo};
use frame_support::{assert_noop, assert_ok, weights::WeightMeter};
use sp_runtime::DispatchError;
use tenor_primitives::{
	InstrumentInspect, Money, PortfolioInspect, Price, Series, SeriesId, SeriesKind, SignedLots,
	SubaccountId,
};

const CALL: SeriesId = SeriesId(0);
const PUT: SeriesId = SeriesId(1);

/// A call and a put at 100, held by `holders` accounts each, settled at `price`.
fn expire_at(price: Price, holders: u32) {
	list(CALL, BTC, FIRST, usd(100), SeriesKind::Call);
	list(PUT, BTC, FIRST, usd(100), SeriesKind::Put);
	for series in [CALL, PUT] {
		for holder in 0..holders / 2 {
			let lots = i64::from(holder) + 1;
			hold(series, 2 * holder, lots);
			hold(series, 2 * holder + 1, -lots);
		}
	}
	world(|world| world.prices.insert((BTC, FIRST), Ok(price)));
	at(FIRST);
}

fn total_cash() -> i128 {
	world(|world| world.cash.values().sum::<i128>())
}

#[test]
fn holders_receive_and_pay_the_payoff_of_their_lots() {
	ExtBuilder::build_and_execute(|| {
		expire_at(usd(103), 2);
		steps(2);
		// 3 USD a contract are 0.03 USD, 30,000 base units, a lot.
		assert_eq!((cash(0), cash(1)), (30_000, -30_000));
		let paid = |subaccount, series, lots, cash| Event::PositionPaidOut {
			subaccount: SubaccountId(subaccount),
			series,
			lots: SignedLots(lots),
			cash: Money(cash),
		};
		for event in [
			paid(0, CALL, 1, 30_000),
			paid(1, CALL, -1, -30_000),
			paid(0, PUT, 1, 0),
			paid(1, PUT, -1, 0),
		] {
			assert!(events().contains(&event), "{event:?}");
		}
		assert_eq!(Instruments::series_of(BTC, FIRST), vec![]);
		assert!(!Payouts::<Test>::exists());
	});
}

#[test]
fn m16_payoffs_round_down_once_a_lot_and_sum_to_zero() {
	ExtBuilder::build_and_execute(|| {
		// 1.99 base units a lot.
		expire_at(Price(usd(100).0 + 199_000_000_000_000), 0);
		hold(CALL, 0, 7);
		hold(CALL, 1, -3);
		hold(CALL, 2, -4);
		steps(2);
		assert_eq!((cash(0), cash(1), cash(2)), (7, -3, -4));
		assert_eq!(total_cash(), 0);
	});
}

/// Bought at 99, sold on at 101 by the first, settled at 103.
#[test]
fn m16_a_future_pays_the_settlement_price_less_what_was_agreed() {
	ExtBuilder::build_and_execute(|| {
		// Lots of 0.01 contracts: 1.99 base units a lot over 103 are rounded down once.
		expire_at(Price(usd(103).0 + 199_000_000_000_000), 0);
		let future = SeriesId(2);
		world(|world| world.series.insert(future, Series::future(BTC, FIRST)));
		let per_lot = |price: i128| price * 10_000;
		hold_future(future, 0, 0, 3 * per_lot(99 - 101));
		hold_future(future, 1, 3, 3 * per_lot(101));
		hold_future(future, 2, -3, -3 * per_lot(99));
		steps(3);
		let gain = |price: i128| 3 * (per_lot(103 - price) + 1);
		assert_eq!((cash(0), cash(1), cash(2)), (3 * per_lot(2), gain(101), -gain(99)));
		assert_eq!(total_cash(), 0);
		assert_eq!(Instruments::series(future), None);
		let closed = Event::PositionPaidOut {
			subaccount: SubaccountId(0),
			series: future,
			lots: SignedLots(0),
			cash: Money(3 * per_lot(2)),
		};
		assert!(events().contains(&closed));
	});
}

#[test]
fn m04_costs_are_paid_out_over_many_pieces() {
	ExtBuilder::build_and_execute(|| {
		expire_at(usd(91), 0);
		let future = SeriesId(2);
		world(|world| world.series.insert(future, Series::future(BTC, FIRST)));
		// Nobody's cost is the negative of one other's.
		let lots = [5, -7, 0, 9, -7, 0, 3, -3, 1, -1];
		let costs = [1_000, -7_003, 17, 9_001, -6_999, -16, 3_100, 899, 1, 0];
		assert_eq!((lots.iter().sum::<i64>(), costs.iter().sum::<i128>()), (0, 0));
		for ((holder, lots), cost) in (0..).zip(lots).zip(costs) {
			hold_future(future, holder, lots, cost);
		}
		steps(5);
		for ((holder, lots), cost) in (0..).zip(lots).zip(costs) {
			assert_eq!(cash(holder), 910_000 * i128::from(lots) - cost);
		}
		assert_eq!((total_cash(), world(|world| world.largest_piece)), (0, 4));
		assert_eq!(Instruments::series(future), None);
	});
}

#[test]
fn m04_every_unit_paid_is_received_over_many_pieces() {
	ExtBuilder::build_and_execute(|| {
		expire_at(usd(91), 22);
		steps(2);
		assert_eq!(total_cash(), 0);
		assert!(cash(20) > 0 && cash(21) == -cash(20));
		assert_eq!(world(|world| world.largest_piece), 4);
		assert!(world(|world| world.settling.values().all(|left| *left == (0, 0, 0))));
	});
}

#[test]
fn m10_a_payout_takes_as_many_blocks_as_its_meter_needs() {
	ExtBuilder::build_and_execute(|| {
		expire_at(usd(103), 20);
		world(|world| world.orders.insert(CALL, 20));
		// Room for one piece of two holders beside what every block needs.
		let limit = <() as WeightInfo>::settlement_idle()
			+ <() as WeightInfo>::look_for_due()
			+ <() as WeightInfo>::fix_price()
			+ <() as WeightInfo>::next_series() * 2
			+ <() as WeightInfo>::pay_holders(2)
			+ <() as WeightInfo>::finish_series();
		let mut blocks = 0;
		while blocks == 0 || Payouts::<Test>::exists() || events().is_empty() {
			let mut meter = WeightMeter::with_limit(limit);
			step(&mut meter);
			assert!(meter.consumed().all_lte(limit));
			blocks += 1;
			assert!(blocks < 200, "never done");
		}
		assert!(blocks > 6, "{blocks}");
		assert_eq!(total_cash(), 0);
		assert_eq!(Instruments::series_of(BTC, FIRST), vec![]);
		assert_eq!(world(|world| world.orders.get(&CALL).copied()), Some(0));
	});
}

#[test]
fn m10_without_weight_nothing_is_done_and_an_idle_block_is_cheap() {
	ExtBuilder::build_and_execute(|| {
		let mut meter = WeightMeter::new();
		step(&mut meter);
		assert_eq!(meter.consumed(), <() as WeightInfo>::settlement_idle());
		expire_at(usd(103), 2);
		step(&mut WeightMeter::with_limit(Default::default()));
		step(&mut WeightMeter::with_limit(<() as WeightInfo>::settlement_idle()));
		assert_eq!(events(), vec![]);
	});
}

#[test]
fn the_book_is_emptied_before_anyone_is_paid() {
	ExtBuilder::build_and_execute(|| {
		expire_at(usd(103), 2);
		world(|world| world.orders.insert(CALL, 1_000));
		let limit = <() as WeightInfo>::settlement_idle()
			+ <() as WeightInfo>::look_for_due()
			+ <() as WeightInfo>::fix_price()
			+ <() as WeightInfo>::next_series()
			+ <() as WeightInfo>::remove_orders(8);
		step(&mut WeightMeter::with_limit(limit));
		assert_eq!(world(|world| world.orders[&CALL]), 992);
		assert_eq!(cash(0), 0);
		steps(2);
		assert_eq!(cash(0), 30_000);
	});
}

#[test]
fn m02_a_series_that_fails_halts_alone_and_can_go_on() {
	ExtBuilder::build_and_execute(|| {
		expire_at(usd(97), 6);
		world(|world| world.refuse.insert(CALL));
		steps(3);
		let halted = Event::SweepHalted { series: CALL, failure: SweepFailure::LedgerRefused };
		assert_eq!(events().iter().filter(|event| **event == halted).count(), 1);
		assert_eq!(Instruments::series_of(BTC, FIRST), vec![CALL]);
		assert_eq!(world(|world| world.forgotten.len()), 0);
		assert!(!Payouts::<Test>::exists());
		assert_eq!(cash(0), 30_000);
		assert_eq!(Settlement::halted_sweeps().len(), 1);

		assert_noop!(
			Settlement::resume_sweep(RuntimeOrigin::signed(1), CALL),
			DispatchError::BadOrigin
		);
		assert_noop!(
			Settlement::resume_sweep(RuntimeOrigin::root(), PUT),
			Error::<Test>::NotHalted
		);
		world(|world| world.refuse.clear());
		assert_ok!(Settlement::resume_sweep(RuntimeOrigin::root(), CALL));
		check();
		steps(1);
		assert_eq!(Instruments::series_of(BTC, FIRST), vec![]);
		assert_eq!(world(|world| world.forgotten.clone()), vec![(BTC, FIRST)]);
		assert_eq!(total_cash(), 0);
	});
}

#[test]
fn m02_a_series_that_fails_half_way_keeps_how_far_it_came() {
	ExtBuilder::build_and_execute(|| {
		expire_at(usd(103), 0);
		for holder in 0..4 {
			hold(CALL, holder, 2);
			hold(CALL, holder + 4, -2);
		}
		// The longs are paid first, then the ledger refuses.
		let limit = <() as WeightInfo>::settlement_idle()
			+ <() as WeightInfo>::look_for_due()
			+ <() as WeightInfo>::fix_price()
			+ <() as WeightInfo>::next_series() * 2
			+ <() as WeightInfo>::remove_orders(8)
			+ <() as WeightInfo>::pay_holders(4);
		step(&mut WeightMeter::with_limit(limit));
		assert_eq!(total_cash(), 240_000);
		world(|world| world.refuse.insert(CALL));
		steps(1);
		let halted = HaltedSweeps::<Test>::get(CALL).unwrap();
		assert_eq!((halted.sweep.cash, halted.sweep.lots), (Money(-240_000), SignedLots(8)));
		world(|world| world.refuse.clear());
		assert_ok!(Settlement::resume_sweep(RuntimeOrigin::root(), CALL));
		steps(1);
		assert_eq!(total_cash(), 0);
		assert_eq!(Instruments::series_of(BTC, FIRST), vec![]);
	});
}

#[test]
fn m02_lots_that_do_not_sum_to_zero_halt_their_series() {
	ExtBuilder::build().execute_with(|| {
		expire_at(usd(103), 2);
		hold(CALL, 9, 1);
		// The mock's own check of lots fails here by design, so only the pallet's runs.
		for _ in 0..2 {
			<crate::SettlementStep<Test> as tenor_primitives::BlockEndStep>::run(
				&mut WeightMeter::new(),
			);
			Settlement::do_try_state().expect("invariants hold");
		}
		assert_eq!(HaltedSweeps::<Test>::get(CALL).unwrap().failure, SweepFailure::Unbalanced);
		assert_eq!(Instruments::series_of(BTC, FIRST), vec![CALL]);
	});
}

#[test]
fn m02_a_payoff_that_does_not_fit_halts_its_series() {
	ExtBuilder::build_and_execute(|| {
		expire_at(Price(u128::MAX), 0);
		hold(CALL, 0, i64::MAX);
		hold(CALL, 1, -i64::MAX);
		hold(PUT, 0, 1);
		hold(PUT, 1, -1);
		steps(2);
		assert_eq!(HaltedSweeps::<Test>::get(CALL).unwrap().failure, SweepFailure::Overflow);
		assert_eq!(Instruments::series_of(BTC, FIRST), vec![CALL]);
		assert_eq!(Accounts::position(SubaccountId(0), CALL), SignedLots(i64::MAX));
		assert_eq!(Accounts::position(SubaccountId(0), PUT), SignedLots(0));
	});
}

#[test]
fn a_series_nobody_holds_is_pruned_at_once() {
	ExtBuilder::build_and_execute(|| {
		expire_at(usd(103), 0);
		steps(2);
		assert_eq!(Instruments::series_of(BTC, FIRST), vec![]);
		assert_eq!(events().last(), Some(&Event::ExpiryPaidOut { underlying: BTC, expiry: FIRST }));
	});
}

#[test]
fn several_expiries_are_paid_out_in_order() {
	ExtBuilder::build_and_execute(|| {
		expire_at(usd(103), 2);
		list(SeriesId(2), ETH, FIRST, usd(100), SeriesKind::Put);
		list(SeriesId(3), BTC, SECOND, usd(100), SeriesKind::Put);
		world(|world| {
			world.prices.insert((ETH, FIRST), Ok(usd(90)));
			world.prices.insert((BTC, SECOND), Ok(usd(80)));
		});
		at(SECOND);
		steps(2);
		let order: Vec<_> = events()
			.into_iter()
			.filter_map(|event| match event {
				Event::SeriesPaidOut { series } => Some(series.0),
				_ => None,
			})
			.collect();
		assert_eq!(order, vec![0, 1, 3, 2]);
	});
}
