//! Schedules: what they list, when they wait, and what they cost.

use crate::{
	mock::*, types::Ladder, Calendar, Event, Expiries, ExpiryRecords, Listing, Schedule, Scope,
	StrikeGrid, Strikes, WeightInfo,
};
use frame_support::{assert_ok, weights::WeightMeter};
use tenor_primitives::{
	BlockEndStep, Expiry, InstrumentInspect, InstrumentLifecycle, Quorum, Series, SeriesStatus,
	Tick, TotalVariance, WAD,
};

/// The strikes of an expiry's options.
fn strikes(expiry: u64) -> Vec<u128> {
	let mut strikes: Vec<_> = Instruments::series_of(BTC, Expiry(START + expiry))
		.into_iter()
		.filter_map(Instruments::series)
		.filter(|series| !series.is_future())
		.map(|series| series.strike.0 / tenor_primitives::WAD)
		.collect();
	strikes.sort_unstable();
	strikes.dedup();
	strikes
}

/// Runs blocks a second apart until nothing is listed any more; how many it took.
fn list_all(from: u64) -> u64 {
	for block in 0..100 {
		at(from + block);
		let before = events().len();
		run_listing();
		let idle = Listing::<Test>::get().ladder.is_none()
			&& Listing::<Test>::get().turns.first().is_some_and(|turn| turn.due > Now::get());
		if idle && events().len() == before {
			return block;
		}
	}
	panic!("never done");
}

#[test]
fn a_schedule_lists_its_expiries_around_the_spot() {
	ExtBuilder::default().schedule(hourly()).build_and_execute(|| {
		set_spot_price(BTC, usd(60_230), Quorum::Full);
		list_all(0);
		let around = vec![59_000, 59_500, 60_000, 60_500, 61_000];
		for hour in 1..=3 {
			assert_eq!(strikes(hour * HOUR), around);
		}
		assert_eq!(Instruments::expiries(BTC).len(), 3);
		assert_eq!(Instruments::expiries(ETH).len(), 0);
		// Listed first, the future before all others, open after the lead.
		let first = Instruments::series_of(BTC, Expiry(START + HOUR))[0];
		at(59);
		assert_eq!(Instruments::status(first), Some(SeriesStatus::Listed));
		at(60);
		assert_eq!(Instruments::status(first), Some(SeriesStatus::Trading));
		let terms = Series::future(BTC, Expiry(START + HOUR));
		assert_eq!(Instruments::series(first), Some(terms));
	});
}

#[test]
fn strikes_follow_the_spot_and_expiries_the_time() {
	ExtBuilder::default().schedule(hourly()).build_and_execute(|| {
		set_spot_price(BTC, usd(60_000), Quorum::Full);
		list_all(0);
		// The spot moves by two strikes: two more on that side, none goes.
		set_spot_price(BTC, usd(61_000), Quorum::Full);
		list_all(100);
		assert_eq!(strikes(HOUR), vec![59_000, 59_500, 60_000, 60_500, 61_000, 61_500, 62_000]);
		assert_eq!(strikes(4 * HOUR), Vec::<u128>::new());
		// The lead before an expiry the next one is listed.
		list_all(HOUR - 60);
		assert_eq!(strikes(4 * HOUR), vec![60_000, 60_500, 61_000, 61_500, 62_000]);
	});
}

#[test]
fn an_expiry_whose_averaging_window_has_begun_is_not_opened() {
	let no_lead = Schedule { lead: 0, ..hourly() };
	ExtBuilder::default().schedule(no_lead.clone()).build_and_execute(|| {
		set_spot_price(BTC, usd(60_000), Quorum::Full);
		list_all(HOUR - 119);
		assert_eq!(strikes(HOUR), Vec::<u128>::new());
		assert_eq!(strikes(2 * HOUR).len(), 5);
	});
	ExtBuilder::default().schedule(no_lead).build_and_execute(|| {
		set_spot_price(BTC, usd(60_000), Quorum::Full);
		list_all(HOUR - 200);
		// One that is open takes further strikes to its end.
		set_spot_price(BTC, usd(61_000), Quorum::Full);
		list_all(HOUR - 100);
		assert_eq!(strikes(HOUR).len(), 7);
	});
}

#[test]
fn m09_without_a_spot_of_full_quorum_nothing_is_listed() {
	ExtBuilder::default().schedule(hourly()).build_and_execute(|| {
		run_listing();
		at(10);
		set_spot_price(BTC, usd(60_000), Quorum::Reduced);
		run_listing();
		assert_eq!(events(), vec![]);
		set_spot_price(BTC, usd(60_000), Quorum::Full);
		// The retry is a few seconds, not the whole interval, away.
		at(14);
		run_listing();
		assert!(!events().is_empty());
	});
}

#[test]
fn m10_a_block_lists_so_many_strikes_and_no_more() {
	ExtBuilder::default().schedule(hourly()).build_and_execute(|| {
		set_spot_price(BTC, usd(60_000), Quorum::Full);
		for (block, expected) in [(0, 9), (1, 11), (2, 20), (3, 22)] {
			at(block);
			run_listing();
			assert_eq!(events().len(), expected, "block {block}");
		}
	});
}

#[test]
fn m10_a_block_without_work_reads_one_value() {
	ExtBuilder::default().schedule(hourly()).build_and_execute(|| {
		set_spot_price(BTC, usd(60_000), Quorum::Full);
		let end = list_all(0);
		at(end + 1);
		assert_eq!(run_listing(), <() as WeightInfo>::listing_idle());
	});
}

#[test]
fn m10_the_meter_is_respected_and_the_rest_follows() {
	ExtBuilder::default().schedule(hourly()).build_and_execute(|| {
		set_spot_price(BTC, usd(60_000), Quorum::Full);
		let strike = <() as WeightInfo>::list_strike();
		let limit =
			<() as WeightInfo>::listing_idle() + <() as WeightInfo>::plan_listing() + strike * 3;
		let mut meter = WeightMeter::with_limit(limit);
		crate::ListingStep::<Test>::run(&mut meter);
		// The future of the expiry and two strikes.
		assert_eq!(events().len(), 5);
		assert!(meter.consumed().all_lte(limit));
		let ladder = Listing::<Test>::get().ladder.unwrap();
		assert_eq!((ladder.strikes.low, ladder.next), (Tick(11_800), Tick(12_000)));

		// The ladder goes on around the spot at which it began.
		set_spot_price(BTC, usd(70_000), Quorum::Full);
		run_listing();
		assert_eq!(strikes(HOUR), vec![59_000, 59_500, 60_000, 60_500, 61_000]);

		let mut empty = WeightMeter::with_limit(Default::default());
		crate::ListingStep::<Test>::run(&mut empty);
		assert_eq!(events().len(), 11);
	});
}

#[test]
fn a_new_schedule_ends_the_ladder_of_the_old_one() {
	ExtBuilder::default().schedule(hourly()).build_and_execute(|| {
		set_spot_price(BTC, usd(60_000), Quorum::Full);
		run_listing();
		assert!(Listing::<Test>::get().ladder.is_some());
		assert_ok!(Instruments::set_schedule(RuntimeOrigin::root(), BTC, None));
		run_listing();
		assert_eq!(strikes(HOUR), vec![59_000, 59_500, 60_000, 60_500]);
	});
}

#[test]
fn a_halted_underlying_lists_nothing() {
	ExtBuilder::default().schedule(hourly()).build_and_execute(|| {
		set_spot_price(BTC, usd(60_000), Quorum::Full);
		assert_ok!(Instruments::halt(RuntimeOrigin::root(), Scope::Underlying(BTC)));
		run_listing();
		assert_eq!(Instruments::expiries(BTC), vec![]);
		assert_ok!(Instruments::resume(RuntimeOrigin::root(), Scope::Underlying(BTC)));
		at(60);
		run_listing();
		assert_eq!(Instruments::expiries(BTC).len(), 1);
	});
}

#[test]
fn expiries_that_wait_for_a_price_leave_room_for_the_schedule() {
	let calendar = Calendar::Interval { period: HOUR, offset: 0, ahead: 12 };
	let grid = StrikeGrid { each_side: 0, ..hourly().strikes };
	let schedule = Schedule { calendar, strikes: grid, ..hourly() };
	ExtBuilder::default().schedule(schedule).build_and_execute(|| {
		set_spot_price(BTC, usd(60_000), Quorum::Full);
		list_all(0);
		assert_eq!(Expiries::<Test>::get(BTC).len(), 12);
		// Eight hours without settlement: the list fills up, the rest waits, nothing breaks.
		for hour in 1..=8 {
			list_all(hour * HOUR);
		}
		assert_eq!(Expiries::<Test>::get(BTC).len(), 16);
		Instruments::settle(BTC, Expiry(START + HOUR));
		list_all(9 * HOUR);
		assert_eq!(Expiries::<Test>::get(BTC).len(), 16);
		assert_eq!(strikes(17 * HOUR), vec![59_500, 60_000, 60_500]);
	});
}

#[test]
fn m10_a_full_expiry_ends_its_ladder() {
	ExtBuilder::default().schedule(hourly()).build_and_execute(|| {
		let expiry = Expiry(START + HOUR);
		let far: Vec<_> = (1..=120).map(|strike| usd(strike * 100)).collect();
		assert_ok!(Instruments::do_list_series(BTC, expiry, &far, Now::get()));
		for step in 0..4u64 {
			set_spot_price(BTC, usd(60_000 + 2_500 * u128::from(step)), Quorum::Full);
			list_all(step * 100);
		}
		assert_eq!(Instruments::series_of(BTC, expiry).len(), 257);
		// The next expiry has room, and got all.
		assert_eq!(strikes(2 * HOUR).len(), 20);
	});
}

#[test]
fn ladders_skip_strikes_that_are_not_positive() {
	ExtBuilder::default().schedule(hourly()).build_and_execute(|| {
		set_spot_price(BTC, usd(10), Quorum::Full);
		list_all(0);
		assert_eq!(strikes(HOUR), vec![500, 1_000, 1_500]);
	});
}

#[test]
fn ladders_of_an_expiry_that_came_meanwhile_are_dropped() {
	ExtBuilder::default().schedule(hourly()).build_and_execute(|| {
		set_spot_price(BTC, usd(60_000), Quorum::Full);
		run_listing();
		let Some(Ladder { expiry, .. }) = Listing::<Test>::get().ladder else { panic!("in work") };
		at(expiry.0 - START);
		run_listing();
		assert_eq!(strikes(HOUR).len(), 4);
		assert_eq!(Listing::<Test>::get().ladder, None);
	});
}

/// A week at 60 % of yearly volatility.
const WEEKLY: TotalVariance = TotalVariance(WAD * 36 / 100 * 7 / 365);

fn dated() -> Schedule {
	let calendar = Calendar::Dated { daily: 3, weekly: 2, monthly: 2, quarterly: 2 };
	let strikes = StrikeGrid { steps: every_500_usd(), each_side: 2, volatility: 6_000 };
	Schedule { calendar, strikes, lead: 0 }
}

#[test]
fn dated_expiries_are_listed_from_delta_0_1_to_0_9() {
	ExtBuilder::default().schedule(dated()).build_and_execute(|| {
		set_spot_price(BTC, usd(60_000), Quorum::Full);
		ListedPerBlock::set(1_000);
		list_all(0);
		// The mock's time starts on Thursday, 1 January 2026: tomorrow is daily and weekly.
		let expiries = Instruments::expiries(BTC);
		let days = [0, 1, 2, 8, 29, 57, 85, 176];
		let expected = days.map(|day| Expiry(START + day * 24 * HOUR + 8 * HOUR));
		assert_eq!(expiries, expected);
		let first = strikes(expiries[0].0 - START);
		assert_eq!((first[0], first.last().copied()), (58_500, Some(61_500)));
		let second = strikes(expiries[1].0 - START);
		assert_eq!((second[0], second.last().copied()), (57_000, Some(63_000)));
		// In June bitcoin could be worth half as much again, or two thirds: the steps are coarser.
		let last = strikes(expiries[7].0 - START);
		assert!(last.len() <= 33 && last[0] < 45_000 && last.last() > Some(&80_000), "{last:?}");
		// Nothing more to do until something moves.
		let before = events().len();
		list_all(100);
		assert_eq!(events().len(), before);
	});
}

#[test]
fn strikes_follow_forward_and_variance_of_their_expiry() {
	ExtBuilder::default().schedule(dated()).build_and_execute(|| {
		ListedPerBlock::set(1_000);
		set_spot_price(BTC, usd(60_000), Quorum::Full);
		let expiry = dated().calendar.expiries_after(START)[0];
		let at_the_ends = || {
			let strikes = strikes(expiry.0 - START);
			(strikes[0], *strikes.last().unwrap(), strikes.len())
		};
		let surface = |forward, variance| set_surface(BTC, expiry, usd(forward), variance);
		surface(60_000, WEEKLY);
		list_all(0);
		assert_eq!(at_the_ends(), (54_000, 67_000, 27));
		// The other end is listed already, so that only the new strikes are.
		surface(60_600, WEEKLY);
		list_all(100);
		assert_eq!(at_the_ends(), (54_000, 68_000, 29));
		// Back and forth lists nothing, and more variance makes coarser steps outside.
		surface(60_000, WEEKLY);
		list_all(200);
		assert_eq!(at_the_ends().2, 29);
		surface(60_000, TotalVariance(WEEKLY.0 * 4));
		list_all(300);
		let listed = strikes(expiry.0 - START);
		assert!(listed.contains(&53_000) && !listed.contains(&53_500), "{listed:?}");
		assert!(listed.contains(&54_500));
		let covered = ExpiryRecords::<Test>::get(BTC, expiry).unwrap().covered.unwrap();
		assert_eq!(covered.step, Tick(200));
		// What a forward far away asks for has a gap before it.
		surface(120_000, WEEKLY);
		list_all(400);
		let covered = ExpiryRecords::<Test>::get(BTC, expiry).unwrap().covered.unwrap();
		assert!(covered.low > Tick(20_000) && covered.hold(Tick(24_000)), "{covered:?}");
	});
}

#[test]
fn m10_an_extension_costs_its_new_strikes_only() {
	ExtBuilder::default().schedule(hourly()).build_and_execute(|| {
		set_spot_price(BTC, usd(60_000), Quorum::Full);
		list_all(0);
		set_spot_price(BTC, usd(60_500), Quorum::Full);
		at(100);
		let one = <() as WeightInfo>::list_strike();
		let planned = <() as WeightInfo>::listing_idle() + <() as WeightInfo>::plan_listing();
		assert_eq!(run_listing(), planned + one);
		assert_eq!(strikes(HOUR), vec![59_000, 59_500, 60_000, 60_500, 61_000, 61_500]);
		let covered = ExpiryRecords::<Test>::get(BTC, Expiry(START + HOUR)).unwrap().covered;
		let (low, high, step) = (Tick(11_800), Tick(12_300), Tick(100));
		assert_eq!(covered, Some(Strikes { low, high, step }));
	});
}

#[test]
fn m10_a_ladder_without_weight_for_a_strike_waits() {
	ExtBuilder::default().schedule(hourly()).build_and_execute(|| {
		set_spot_price(BTC, usd(60_000), Quorum::Full);
		let limit = <() as WeightInfo>::listing_idle() + <() as WeightInfo>::plan_listing();
		let mut meter = WeightMeter::with_limit(limit);
		crate::ListingStep::<Test>::run(&mut meter);
		assert!(events().is_empty() && Expiries::<Test>::get(BTC).is_empty());
		let ladder = Listing::<Test>::get().ladder.unwrap();
		assert_eq!(ladder.next, ladder.strikes.low);
		list_all(0);
		assert_eq!(strikes(HOUR).len(), 5);
	});
}

#[test]
fn every_listed_series_is_in_an_event() {
	ExtBuilder::default().schedule(hourly()).build_and_execute(|| {
		set_spot_price(BTC, usd(60_000), Quorum::Full);
		list_all(0);
		let listed = events()
			.into_iter()
			.filter(|event| matches!(event, Event::SeriesListed { depositor: None, .. }))
			.count();
		// Five strikes and the future of three expiries.
		assert_eq!(listed, 33);
	});
}
