//! Automatic listing by the oracle's real surface.

use super::{journey::open_market, reports::BTC, *};
use crate::{Instruments, RuntimeOrigin};
use frame_support::{assert_ok, BoundedVec};
use pallet_instruments::{Calendar, Schedule, StrikeGrid};
use tenor_primitives::{Expiry, InstrumentInspect, PriceStep, PriceSteps, Tick, WAD};

/// The lowest and the highest strike of an expiry's options, in dollars.
fn ends(expiry: Expiry) -> (u128, u128) {
	let series = Instruments::series_of(BTC, expiry).into_iter();
	let options = series.filter_map(Instruments::series).filter(|series| !series.is_future());
	let strikes: Vec<u128> = options.map(|series| series.strike.0 / WAD).collect();
	let ends = strikes.iter().min().zip(strikes.iter().max());
	ends.map(|(low, high)| (*low, *high)).expect("it has strikes")
}

/// The schedule assumes 30 %, and the validators say 60 %.
#[test]
fn dated_expiries_widen_to_what_the_oracle_says() {
	on_chain("local", || {
		let market = open_market();
		let now = Timestamp::get() / 1_000;
		let calendar = Calendar::Dated { daily: 1, weekly: 1, monthly: 0, quarterly: 1 };
		let level = PriceStep { from: Tick(0), step: Tick(500) };
		let steps = PriceSteps(BoundedVec::truncate_from(vec![level]));
		let strikes = StrikeGrid { steps, each_side: 1, volatility: 3_000 };
		let schedule = Schedule { calendar, strikes, lead: 0 };
		assert_ok!(Instruments::set_schedule(RuntimeOrigin::root(), BTC, Some(schedule)));
		let [day, friday, quarter] = calendar.expiries_after(now)[..] else {
			panic!("three kinds")
		};
		market.make_blocks(2);
		assert_eq!(ends(day), (58_500, 61_500));
		market.make_blocks(60);
		// 18 hours, four days and 74 days ahead.
		assert_eq!(ends(day), (57_500, 62_500));
		assert_eq!(ends(friday), (55_500, 65_000));
		assert_eq!(ends(quarter), (40_000, 90_000));
	});
}
