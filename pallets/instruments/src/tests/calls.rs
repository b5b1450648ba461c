//! Registering, listing by hand and for a deposit, and every refusal.

use crate::{
	mock::*, Calendar, Error, Event, ExpiryRecords, HoldReason, MaxUnderlyings, Schedule,
	SeriesIds, StrikeGrid, MAX_REQUESTED,
};
use frame_support::{
	assert_noop, assert_ok,
	traits::{fungible::InspectHold, Get},
};
use sp_runtime::{BuildStorage, DispatchError, TokenError};
use tenor_primitives::{
	Expiry, InstrumentInspect, InstrumentLifecycle, Price, PriceStep, PriceSteps, Series, SeriesId,
	SeriesKind, Tick, Timestamp, Underlying, UnderlyingId,
};

fn terms(symbol: &[u8], tick_value: u64, lots_per_contract: u32) -> Underlying {
	let symbol = symbol.to_vec().try_into().unwrap();
	Underlying { symbol, tick_value, lots_per_contract, tick_steps: PriceSteps::default() }
}

fn list(expiry: u64, strikes: &[Price]) -> sp_runtime::DispatchResult {
	Instruments::list_series(
		RuntimeOrigin::root(),
		BTC,
		Expiry(START + expiry),
		strikes.to_vec().try_into().unwrap(),
		Timestamp(0),
	)
}

#[test]
fn underlyings_get_dense_ids() {
	ExtBuilder::default().build_and_execute(|| {
		let sol = terms(b"SOL", 1_000, 1);
		assert_ok!(Instruments::register_underlying(RuntimeOrigin::root(), sol.clone()));
		assert_eq!(Instruments::underlyings(), vec![BTC, ETH, UnderlyingId(2)]);
		assert_eq!(Instruments::underlying(UnderlyingId(2)), Some(sol.clone()));
		assert_eq!(
			events(),
			vec![Event::UnderlyingRegistered { underlying: UnderlyingId(2), terms: sol }]
		);
	});
}

#[test]
fn bad_underlyings_are_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let register = |terms| Instruments::register_underlying(RuntimeOrigin::root(), terms);
		assert_noop!(register(terms(b"", 1, 1)), Error::<Test>::InvalidSymbol);
		assert_noop!(register(terms(b"sol", 1, 1)), Error::<Test>::InvalidSymbol);
		assert_noop!(register(terms(b"BTC", 1, 1)), Error::<Test>::InvalidSymbol);
		assert_noop!(register(terms(b"SOL", 0, 1)), Error::<Test>::InvalidUnits);
		assert_noop!(register(terms(b"SOL", 1, 0)), Error::<Test>::InvalidUnits);
		assert_noop!(register(terms(b"SOL", u64::MAX, u32::MAX)), Error::<Test>::InvalidUnits);
		assert_noop!(
			Instruments::register_underlying(RuntimeOrigin::signed(ALICE), terms(b"SOL", 1, 1)),
			DispatchError::BadOrigin
		);
	});
}

fn steps(levels: &[(u32, u32)]) -> PriceSteps {
	let level = |(from, step): &(u32, u32)| PriceStep { from: Tick(*from), step: Tick(*step) };
	PriceSteps(levels.iter().map(level).collect::<Vec<_>>().try_into().unwrap())
}

#[test]
fn tick_steps_are_changed_and_the_cheapest_ticks_stay() {
	ExtBuilder::default().build_and_execute(|| {
		let set = |underlying, levels: &[(u32, u32)]| {
			Instruments::set_tick_steps(RuntimeOrigin::root(), underlying, steps(levels))
		};
		let good = [(100, 5), (1_000, 10)];
		assert_ok!(set(ETH, &good));
		assert_eq!(Instruments::underlying(ETH).unwrap().tick_steps, steps(&good));
		assert_eq!(Instruments::underlying(BTC).unwrap().tick_steps, PriceSteps::default());
		assert_eq!(events(), vec![Event::TickStepsSet { underlying: ETH, steps: steps(&good) }]);
		for bad in [[(0, 5), (10, 10)], [(100, 5), (100, 10)], [(10, 0), (20, 1)]] {
			assert_noop!(set(ETH, &bad), Error::<Test>::InvalidTickSteps);
			let terms = Underlying { tick_steps: steps(&bad), ..terms(b"SOL", 1, 1) };
			let registered = Instruments::register_underlying(RuntimeOrigin::root(), terms);
			assert_noop!(registered, Error::<Test>::InvalidTickSteps);
		}
		assert_noop!(set(UnderlyingId(9), &good), Error::<Test>::UnknownUnderlying);
		let anyone = RuntimeOrigin::signed(ALICE);
		assert_noop!(
			Instruments::set_tick_steps(anyone, ETH, steps(&good)),
			DispatchError::BadOrigin
		);
		assert_ok!(set(ETH, &[]));
	});
}

#[test]
fn m10_underlyings_are_bounded_by_what_a_price_report_holds() {
	ExtBuilder::default().build_and_execute(|| {
		for id in 2..<MaxUnderlyings as Get<u32>>::get() {
			let symbol = format!("U{id}");
			assert_ok!(Instruments::do_register_underlying(terms(symbol.as_bytes(), 1, 1)));
		}
		assert_noop!(
			Instruments::register_underlying(RuntimeOrigin::root(), terms(b"MORE", 1, 1)),
			Error::<Test>::TooManyUnderlyings
		);
	});
}

#[test]
fn an_expiry_begins_with_its_future_and_has_a_call_and_a_put_a_strike() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(list(HOUR, &[usd(60_000), usd(61_000)]));
		let expiry = Expiry(START + HOUR);
		assert_eq!(Instruments::series_of(BTC, expiry), (0..5).map(SeriesId).collect::<Vec<_>>());
		let future = Series::future(BTC, expiry);
		assert_eq!(Instruments::series(SeriesId(0)), Some(future));
		assert_eq!((future.strike, future.kind), (Price(0), SeriesKind::Future));
		let put = Series { underlying: BTC, expiry, strike: usd(61_000), kind: SeriesKind::Put };
		assert_eq!(Instruments::series(SeriesId(4)), Some(put));
		assert_eq!(Instruments::series_id(put), Some(SeriesId(4)));
		assert_eq!(Instruments::expiries(BTC), vec![expiry]);
		assert_eq!(Instruments::series_list(BTC, expiry).len(), 5);
		assert_eq!(events().len(), 5);
		// There is one only.
		assert_ok!(list(HOUR, &[usd(62_000)]));
		assert_eq!(Instruments::series_list(BTC, expiry).len(), 7);
	});
}

#[test]
fn bad_series_are_refused() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(list(HOUR, &[usd(60_000)]));
		assert_noop!(list(HOUR, &[]), Error::<Test>::NoStrikes);
		assert_noop!(list(HOUR, &[usd(60_000)]), Error::<Test>::AlreadyListed);
		assert_noop!(list(HOUR, &[usd(7_000), usd(7_000)]), Error::<Test>::AlreadyListed);
		assert_noop!(list(HOUR, &[usd(60_001)]), Error::<Test>::StrikeNotAligned);
		assert_noop!(list(HOUR, &[Price(0)]), Error::<Test>::StrikeNotAligned);
		assert_noop!(list(HOUR, &[Price(u128::MAX)]), Error::<Test>::StrikeNotAligned);
		assert_noop!(list(HOUR + 1, &[usd(7_000)]), Error::<Test>::ExpiryNotAligned);
		assert_noop!(list(0, &[usd(7_000)]), Error::<Test>::ExpiryNotAhead);
		assert_noop!(list(60, &[usd(7_000)]), Error::<Test>::ExpiryTooNear);
		assert_noop!(list(401 * 24 * HOUR, &[usd(7_000)]), Error::<Test>::ExpiryTooFar);
		assert_noop!(
			Instruments::list_series(
				RuntimeOrigin::root(),
				BTC,
				Expiry(START + HOUR),
				vec![usd(7_000)].try_into().unwrap(),
				Expiry(START + HOUR).timestamp(),
			),
			Error::<Test>::ExpiryNotAhead
		);
		assert_noop!(
			Instruments::list_series(
				RuntimeOrigin::root(),
				UnderlyingId(9),
				Expiry(START + HOUR),
				vec![usd(7_000)].try_into().unwrap(),
				Timestamp(0),
			),
			Error::<Test>::UnknownUnderlying
		);
		assert_noop!(
			Instruments::list_series(
				RuntimeOrigin::signed(ALICE),
				BTC,
				Expiry(START + HOUR),
				vec![usd(7_000)].try_into().unwrap(),
				Timestamp(0),
			),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn m10_expiries_and_series_are_bounded() {
	ExtBuilder::default().build_and_execute(|| {
		for hour in 1..=16 {
			assert_ok!(list(hour * HOUR, &[usd(60_000)]));
		}
		assert_noop!(list(17 * HOUR, &[usd(60_000)]), Error::<Test>::TooManyExpiries);
		for from in [1, 64] {
			let strikes: Vec<_> = (from..=from + 62).map(|strike| usd(strike * 100)).collect();
			assert_ok!(list(HOUR, &strikes));
		}
		assert_ok!(list(HOUR, &[usd(65_000)]));
		assert_noop!(list(HOUR, &[usd(70_000)]), Error::<Test>::TooManySeries);
	});
}

#[test]
fn a_requested_series_holds_a_deposit_until_it_is_pruned() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(list(HOUR, &[usd(60_000)]));
		let expiry = Expiry(START + HOUR);
		assert_ok!(Instruments::list_series_with_deposit(
			RuntimeOrigin::signed(ALICE),
			BTC,
			expiry,
			usd(65_000),
			SeriesKind::Call
		));
		let held = || Balances::balance_on_hold(&HoldReason::SeriesDeposit.into(), &ALICE);
		assert!(held() > 1_000);
		assert_eq!(ExpiryRecords::<Test>::get(BTC, expiry).unwrap().requested, 1);
		Instruments::do_try_state().unwrap();

		at(HOUR);
		Instruments::settle(BTC, expiry);
		for series in Instruments::series_of(BTC, expiry) {
			Instruments::prune(series);
		}
		assert_eq!(held(), 0);
		assert_eq!(ExpiryRecords::<Test>::get(BTC, expiry), None);
		assert_eq!(SeriesIds::<Test>::iter().count(), 0);
	});
}

#[test]
fn requests_are_refused_where_they_could_crowd_out_others() {
	ExtBuilder::default().build_and_execute(|| {
		let expiry = Expiry(START + HOUR);
		let request_of = |who, strike, kind| {
			let who = RuntimeOrigin::signed(who);
			Instruments::list_series_with_deposit(who, BTC, expiry, strike, kind)
		};
		let request = |who, strike| request_of(who, strike, SeriesKind::Put);
		assert_noop!(request(ALICE, usd(60_000)), Error::<Test>::UnknownExpiry);
		assert_ok!(list(HOUR, &[usd(60_000)]));
		assert_noop!(request(ALICE, usd(60_000)), Error::<Test>::AlreadyListed);
		assert_noop!(request(ALICE, usd(60_001)), Error::<Test>::StrikeNotAligned);
		// Its future is there, and has no strike; nothing else has none.
		let future = |strike| request_of(ALICE, strike, SeriesKind::Future);
		assert_noop!(future(Price(0)), Error::<Test>::AlreadyListed);
		assert_noop!(future(usd(60_000)), Error::<Test>::StrikeNotAligned);
		assert_noop!(request(ALICE, Price(0)), Error::<Test>::StrikeNotAligned);
		assert_noop!(request(99, usd(65_000)), DispatchError::from(TokenError::FundsUnavailable));
		for strike in 1..=u128::from(MAX_REQUESTED) {
			assert_ok!(request(ALICE, usd(strike * 100)));
		}
		assert_noop!(request(ALICE, usd(65_000)), Error::<Test>::TooManyRequests);
		at(HOUR);
		assert_noop!(request(ALICE, usd(65_000)), Error::<Test>::ExpiryNotAhead);
	});
}

#[test]
fn bad_schedules_are_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let set = |underlying, schedule| {
			Instruments::set_schedule(RuntimeOrigin::root(), underlying, Some(schedule))
		};
		assert_noop!(set(UnderlyingId(9), hourly()), Error::<Test>::UnknownUnderlying);
		let calendar = |period, offset, ahead| {
			let calendar = Calendar::Interval { period, offset, ahead };
			Schedule { calendar, ..hourly() }
		};
		let dated = |daily, weekly, monthly, quarterly| {
			let calendar = Calendar::Dated { daily, weekly, monthly, quarterly };
			Schedule { calendar, ..hourly() }
		};
		let grid = |change: &dyn Fn(&mut StrikeGrid)| {
			let mut schedule = hourly();
			change(&mut schedule.strikes);
			schedule
		};
		let bad = [
			calendar(0, 0, 3),
			calendar(HOUR + 1, 0, 3),
			calendar(HOUR, 30, 3),
			calendar(HOUR, HOUR, 3),
			calendar(HOUR, 0, 0),
			calendar(HOUR, 0, 13),
			calendar(200 * 24 * HOUR, 0, 3),
			dated(0, 0, 0, 0),
			dated(4, 3, 3, 3),
			dated(0, 0, 0, 5),
			grid(&|grid| grid.each_side = 17),
			grid(&|grid| grid.steps = steps(&[(10, 0)])),
			grid(&|grid| grid.volatility = 99),
			grid(&|grid| grid.volatility = 50_001),
			Schedule { lead: HOUR, ..hourly() },
			Schedule { lead: 24 * HOUR, ..dated(3, 3, 3, 3) },
		];
		for schedule in bad {
			assert_noop!(set(BTC, schedule), Error::<Test>::InvalidSchedule);
		}
		assert_ok!(set(BTC, hourly()));
		assert_ok!(set(ETH, dated(3, 3, 3, 3)));
		assert_ok!(Instruments::set_schedule(RuntimeOrigin::root(), BTC, None));
		assert_eq!(
			events(),
			vec![
				Event::ScheduleSet { underlying: BTC, schedule: Some(hourly()) },
				Event::ScheduleSet { underlying: ETH, schedule: Some(dated(3, 3, 3, 3)) },
				Event::ScheduleSet { underlying: BTC, schedule: None },
			]
		);
		assert_noop!(
			Instruments::set_schedule(RuntimeOrigin::signed(ALICE), BTC, None),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn the_genesis_reads_from_the_json_of_a_preset() {
	let json = r#"{"underlyings": [{
		"symbol": "SOL", "tickValue": 1000, "lotsPerContract": 1,
		"tickSteps": [{"from": 100, "step": 5}],
		"schedule": {
			"calendar": {"interval": {"period": 3600, "offset": 0, "ahead": 3}},
			"strikes": {"steps": [{"from": 0, "step": 100}], "eachSide": 2, "volatility": 100},
			"lead": 60
		}
	}]}"#;
	let genesis: crate::GenesisConfig<Test> = serde_json::from_str(json).unwrap();
	let mut ext = sp_io::TestExternalities::new(genesis.build_storage().unwrap());
	ext.execute_with(|| {
		let sol = Underlying { tick_steps: steps(&[(100, 5)]), ..terms(b"SOL", 1_000, 1) };
		assert_eq!(Instruments::underlying(BTC), Some(sol));
		assert_eq!(Instruments::schedule(BTC), Some(hourly()));
		Instruments::do_try_state().unwrap();
	});
}

#[test]
#[should_panic(expected = "genesis underlying sol")]
fn a_genesis_that_no_call_would_take_is_refused() {
	let json = r#"{"underlyings": [{"symbol": "sol", "tickValue": 1, "lotsPerContract": 1}]}"#;
	let genesis: crate::GenesisConfig<Test> = serde_json::from_str(json).unwrap();
	let _ = genesis.build_storage();
}
