//! Fixing prices: by the oracle, by governance, and who waits for whom.

use crate::{
	mock::*, Awaiting, AwaitingPrice, Error, Event, Payout, Payouts, Prices, SettledPrice,
};
use frame_support::{assert_noop, assert_ok, weights::WeightMeter};
use sp_runtime::DispatchError;
use tenor_primitives::{
	BlockEndStep, Expiry, InstrumentInspect, Price, SeriesId, SeriesKind, SettlementError,
	UnderlyingId,
};

fn list_everywhere() {
	for (id, (underlying, expiry)) in
		[(BTC, FIRST), (BTC, SECOND), (ETH, FIRST), (ETH, SECOND)].into_iter().enumerate()
	{
		let id = SeriesId(u32::try_from(id).unwrap());
		list(id, underlying, expiry, usd(100), SeriesKind::Call);
	}
}

fn answer(underlying: UnderlyingId, expiry: Expiry, price: Result<Price, SettlementError>) {
	world(|world| world.prices.insert((underlying, expiry), price));
}

fn set(underlying: UnderlyingId, expiry: Expiry, price: Price) -> sp_runtime::DispatchResult {
	Settlement::set_settlement_price(RuntimeOrigin::root(), underlying, expiry, price)
}

#[test]
fn an_expiry_is_priced_once_it_has_come_and_the_average_is_there() {
	ExtBuilder::build_and_execute(|| {
		list_everywhere();
		answer(BTC, FIRST, Ok(usd(103)));
		steps(4);
		assert_eq!(events(), vec![]);
		at(FIRST);
		steps(2);
		assert_eq!(
			events(),
			vec![
				Event::ExpiryPriceFixed {
					underlying: BTC,
					expiry: FIRST,
					price: usd(103),
					by_governance: false
				},
				Event::SeriesPaidOut { series: SeriesId(0) },
				Event::ExpiryPaidOut { underlying: BTC, expiry: FIRST },
			]
		);
		let settled = SettledPrice { expiry: FIRST, price: usd(103), by_governance: false };
		assert_eq!(Settlement::settled_price(BTC, FIRST), Some(settled));
		assert_eq!(world(|world| world.forgotten.clone()), vec![(BTC, FIRST)]);
	});
}

#[test]
fn an_expiry_that_waits_keeps_no_other_waiting() {
	ExtBuilder::build_and_execute(|| {
		list_everywhere();
		answer(BTC, FIRST, Err(SettlementError::Incomplete));
		answer(BTC, SECOND, Ok(usd(104)));
		answer(ETH, FIRST, Err(SettlementError::NotDue));
		answer(ETH, SECOND, Ok(usd(105)));
		at(SECOND);
		steps(4);
		assert_eq!(Settlement::settled_price(BTC, SECOND).unwrap().price, usd(104));
		assert_eq!(Settlement::settled_price(ETH, SECOND).unwrap().price, usd(105));
		let awaited =
			Event::PriceAwaited { underlying: BTC, expiry: FIRST, reason: Awaiting::Incomplete };
		steps(4);
		assert_eq!(events().iter().filter(|event| **event == awaited).count(), 1, "once");
		// Late reports complete the other.
		answer(ETH, FIRST, Ok(usd(99)));
		steps(2);
		assert_eq!(Settlement::settled_price(ETH, FIRST).unwrap().price, usd(99));
		assert_eq!(Instruments::expiries(BTC), vec![FIRST]);
	});
}

#[test]
fn governance_chooses_within_the_samples() {
	ExtBuilder::build_and_execute(|| {
		list_everywhere();
		answer(BTC, FIRST, Err(SettlementError::Incomplete));
		world(|world| world.samples.insert((BTC, FIRST), (usd(95), usd(105))));
		assert_noop!(set(BTC, FIRST, usd(100)), Error::<Test>::NotAwaiting);
		at(FIRST);
		steps(2);
		assert_noop!(set(BTC, FIRST, Price(usd(95).0 - 1)), Error::<Test>::PriceOutOfRange);
		assert_noop!(set(BTC, FIRST, Price(usd(105).0 + 1)), Error::<Test>::PriceOutOfRange);
		assert_noop!(set(ETH, FIRST, usd(100)), Error::<Test>::NotAwaiting);
		assert_noop!(
			Settlement::set_settlement_price(RuntimeOrigin::signed(1), BTC, FIRST, usd(100)),
			DispatchError::BadOrigin
		);
		assert_eq!(
			Settlement::awaiting(BTC, FIRST),
			Some((Awaiting::Incomplete, Some((usd(95), usd(105)))))
		);
		assert_ok!(set(BTC, FIRST, usd(105)));
		check();
		assert!(Settlement::settled_price(BTC, FIRST).unwrap().by_governance);
		assert_noop!(set(BTC, FIRST, usd(105)), Error::<Test>::NotAwaiting);
		steps(1);
		assert_eq!(Instruments::series_of(BTC, FIRST), vec![]);
	});
}

/// Aevo's Ribbon vaults, December 2025: prices of past expiries could be set.
#[test]
fn m09_a_price_that_is_fixed_is_not_even_governance_s_to_set() {
	ExtBuilder::build_and_execute(|| {
		list_everywhere();
		world(|world| world.samples.insert((BTC, FIRST), (usd(95), usd(105))));
		answer(BTC, FIRST, Ok(usd(103)));
		at(FIRST);
		steps(2);
		assert_noop!(set(BTC, FIRST, usd(104)), Error::<Test>::NotAwaiting);
		assert_eq!(Settlement::settled_price(BTC, FIRST).unwrap().price, usd(103));
	});
}

#[test]
fn without_samples_the_price_stays_near_the_market() {
	ExtBuilder::build_and_execute(|| {
		list_everywhere();
		answer(BTC, FIRST, Err(SettlementError::Incomplete));
		at(FIRST);
		steps(2);
		assert_noop!(set(BTC, FIRST, usd(100)), Error::<Test>::NoReference);
		world(|world| world.spots.insert(BTC, usd(100)));
		assert_noop!(set(BTC, FIRST, usd(121)), Error::<Test>::PriceOutOfRange);
		assert_noop!(set(BTC, FIRST, usd(79)), Error::<Test>::PriceOutOfRange);
		assert_ok!(set(BTC, FIRST, usd(120)));
	});
}

#[test]
fn an_average_beyond_the_stated_lie_waits_for_governance() {
	ExtBuilder::build_and_execute(|| {
		list_everywhere();
		world(|world| {
			world.forwards.insert((BTC, FIRST), usd(100));
			world.forwards.insert((ETH, FIRST), usd(100));
			world.samples.insert((BTC, FIRST), (usd(90), usd(125)));
		});
		answer(BTC, FIRST, Ok(Price(usd(120).0 + 1)));
		answer(ETH, FIRST, Ok(usd(80)));
		at(FIRST);
		steps(2);
		let reason = Awaiting::TooFar { price: Price(usd(120).0 + 1), forward: usd(100) };
		assert_eq!(AwaitingPrice::<Test>::get(BTC, FIRST), Some(reason));
		// Exactly the stated lie still pays.
		assert_eq!(Settlement::settled_price(ETH, FIRST).unwrap().price, usd(80));
		assert_ok!(set(BTC, FIRST, usd(110)));
		assert_eq!(Settlement::settled_price(BTC, FIRST).unwrap().price, usd(110));
	});
}

#[test]
fn m09_a_lie_over_the_whole_window_and_its_end_is_held_against_the_book() {
	ExtBuilder::build_and_execute(|| {
		list_everywhere();
		// Samples and last forward say the same.
		for (underlying, lie) in [(BTC, usd(130)), (ETH, usd(70))] {
			world(|world| {
				world.forwards.insert((underlying, FIRST), lie);
				world.samples.insert((underlying, FIRST), (lie, lie));
				world.book.insert((underlying, FIRST), (usd(99), usd(101)));
			});
			answer(underlying, FIRST, Ok(lie));
		}
		at(FIRST);
		steps(2);
		let reason = |price, forward| Some(Awaiting::TooFar { price, forward });
		assert_eq!(AwaitingPrice::<Test>::get(BTC, FIRST), reason(usd(130), usd(101)));
		assert_eq!(AwaitingPrice::<Test>::get(ETH, FIRST), reason(usd(70), usd(99)));
		// Governance may believe the book.
		let range = Some((usd(99), usd(130)));
		assert_eq!(Settlement::awaiting(BTC, FIRST).unwrap().1, range);
		assert_noop!(set(BTC, FIRST, Price(usd(99).0 - 1)), Error::<Test>::PriceOutOfRange);
		assert_noop!(set(BTC, FIRST, Price(usd(130).0 + 1)), Error::<Test>::PriceOutOfRange);
		assert_ok!(set(BTC, FIRST, usd(99)));
		assert_noop!(set(ETH, FIRST, Price(usd(101).0 + 1)), Error::<Test>::PriceOutOfRange);
		assert_ok!(set(ETH, FIRST, usd(70)));
	});
}

#[test]
fn m09_within_the_stated_lie_of_the_book_or_without_one_it_settles() {
	ExtBuilder::build_and_execute(|| {
		list_everywhere();
		world(|world| {
			world.book.insert((BTC, FIRST), (usd(75), usd(100)));
			world.book.insert((BTC, SECOND), (usd(100), usd(200)));
			world.samples.insert((BTC, FIRST), (usd(120), usd(120)));
			world.samples.insert((ETH, FIRST), (usd(9_999), usd(9_999)));
		});
		answer(BTC, FIRST, Ok(usd(120)));
		answer(BTC, SECOND, Ok(usd(150)));
		answer(ETH, FIRST, Ok(usd(9_999)));
		at(SECOND);
		steps(4);
		assert_eq!(Settlement::settled_price(BTC, FIRST).unwrap().price, usd(120));
		assert_eq!(Settlement::settled_price(BTC, SECOND).unwrap().price, usd(150));
		assert_eq!(Settlement::settled_price(ETH, FIRST).unwrap().price, usd(9_999));
	});
}

#[test]
fn where_samples_are_too_few_the_book_does_not_widen_what_governance_may_choose() {
	ExtBuilder::build_and_execute(|| {
		list_everywhere();
		answer(BTC, FIRST, Err(SettlementError::Incomplete));
		world(|world| {
			world.samples.insert((BTC, FIRST), (usd(95), usd(105)));
			world.book.insert((BTC, FIRST), (usd(50), usd(200)));
		});
		at(FIRST);
		steps(2);
		let range = Some((usd(95), usd(105)));
		assert_eq!(Settlement::awaiting(BTC, FIRST), Some((Awaiting::Incomplete, range)));
	});
}

#[test]
fn m10_a_full_queue_takes_no_further_price() {
	ExtBuilder::build_and_execute(|| {
		list_everywhere();
		answer(BTC, FIRST, Ok(usd(100)));
		answer(ETH, FIRST, Err(SettlementError::Incomplete));
		world(|world| world.samples.insert((ETH, FIRST), (usd(1), usd(999))));
		let payout = Payout {
			underlying: BTC,
			expiry: SECOND,
			price: usd(1),
			from: SeriesId(0),
			sweep: None,
		};
		Payouts::<Test>::put(sp_runtime::BoundedVec::truncate_from(vec![payout; 64]));
		at(FIRST);
		// Enough to look, not to sweep.
		let weight = <() as crate::WeightInfo>::settlement_idle()
			+ <() as crate::WeightInfo>::look_for_due()
			+ <() as crate::WeightInfo>::fix_price();
		for _ in 0..2 {
			crate::SettlementStep::<Test>::run(&mut WeightMeter::with_limit(weight));
		}
		assert_eq!(Settlement::settled_price(BTC, FIRST), None);
		assert_noop!(set(ETH, FIRST, usd(5)), Error::<Test>::TooManyPayouts);
		Payouts::<Test>::kill();
		steps(2);
		assert_eq!(Settlement::settled_price(BTC, FIRST).unwrap().price, usd(100));
	});
}

#[test]
fn m10_the_history_keeps_the_latest() {
	ExtBuilder::build_and_execute(|| {
		for hour in 1..=601 {
			list(
				SeriesId(u32::try_from(hour).unwrap()),
				BTC,
				Expiry(hour * 60),
				usd(1),
				SeriesKind::Put,
			);
			answer(BTC, Expiry(hour * 60), Ok(usd(u128::from(hour))));
			at(Expiry(hour * 60));
			steps(2);
		}
		let history = Prices::<Test>::get(BTC);
		assert_eq!(history.len(), 600);
		assert_eq!(history.first().unwrap().expiry, Expiry(120));
		assert_eq!(history.last().unwrap().expiry, Expiry(601 * 60));
	});
}
