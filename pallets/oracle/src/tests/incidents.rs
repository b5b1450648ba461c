//! What went wrong with prices elsewhere; docs/spec/prices.md has the table of all of them.

use crate::{mock::*, *};
use frame_support::traits::GetCallName;
use tenor_primitives::{
	Expiry, MarketView, Phase, Price, Quorum, SettlementError, SettlementPrice,
};

/// The listing's first expiry.
const END: u64 = SOON.0;

fn accepted(price: Price) -> Outcome {
	Outcome::Accepted { price, quorum: Quorum::Full }
}

fn price(expiry: Expiry) -> Result<Price, SettlementError> {
	Oracle::settlement_price(BTC, expiry, Oracle::now())
}

/// Aevo's Ribbon vaults, December 2025: after an upgrade some prices had 18 decimals and others 8.
#[test]
fn m09_prices_of_other_decimals_for_two_rounds_move_no_index_and_settle_nothing() {
	const OFF: u128 = 10_000_000_000;
	let right = wad(100);
	for wrong in [Price(right.0 / OFF), Price(right.0 * OFF)] {
		ExtBuilder::default().slot(END - 90).build_and_execute(|| {
			while Slot::get() < END {
				match (END - Slot::get()) / 2 {
					// One seat that was upgraded.
					20 => {
						play(reports(&[Some(right), Some(right), Some(right), Some(wrong)]));
						assert_eq!(outcome(BTC), accepted(right));
						assert_eq!(Attendances::<Test>::get()[3].outside, 1);
					},
					// All of them, until it is noticed.
					10 | 9 => {
						play(reports(&[Some(wrong); 4]));
						assert_eq!(outcome(BTC), Outcome::Held { price: wrong });
						assert_eq!(<Oracle as MarketView>::breaker(BTC), Phase::CancelOnly);
					},
					_ => {
						play(reports(&[Some(right); 4]));
						assert_eq!(outcome(BTC), accepted(right));
					},
				}
			}
			play(vec![]);
			play(vec![]);
			assert_eq!(price(SOON), Ok(right));
			assert_eq!(Oracle::sample_range(BTC, SOON), Some((right, right)));
		});
	}
}

/// The same for a third round: what all seats say three times in a row is believed, and then what is right is
/// held as a jump. The market only cancels all the while, and the average of the window is wrong: to notice
/// it is for the book's quotes, by which an average beyond the stated lie waits for governance.
#[test]
fn m09_prices_of_other_decimals_are_believed_in_the_third_round_and_the_market_only_cancels() {
	const OFF: u128 = 10_000_000_000;
	let right = wad(100);
	for wrong in [Price(right.0 / OFF), Price(right.0 * OFF)] {
		ExtBuilder::default().slot(END - 90).build_and_execute(|| {
			while Slot::get() < END {
				let (says, expected) = match (END - Slot::get()) / 2 {
					10 | 9 => (wrong, Outcome::Held { price: wrong }),
					8 => (wrong, accepted(wrong)),
					7 | 6 => (right, Outcome::Held { price: right }),
					_ => (right, accepted(right)),
				};
				let left = (END - Slot::get()) / 2;
				play(reports(&[Some(says); 4]));
				assert_eq!(outcome(BTC), expected);
				let phase = <Oracle as MarketView>::breaker(BTC);
				assert_eq!(phase == Phase::CancelOnly, (4..=10).contains(&left), "{left}");
			}
			play(vec![]);
			play(vec![]);
			let (least, most) = (right.min(wrong), right.max(wrong));
			assert_eq!(Oracle::sample_range(BTC, SOON), Some((least, most)));
			let average = price(SOON).unwrap();
			assert!(least < average && average < most, "{average:?}");
		});
	}
}

/// The same: anyone could set the price of an expiry that was past.
#[test]
fn m09_the_price_of_an_expiry_is_what_was_sampled_and_nobody_s_to_set() {
	ExtBuilder::default().slot(END - 90).build_and_execute(|| {
		while Slot::get() < END {
			play_spots(&[100; 4]);
		}
		play(vec![]);
		play(vec![]);
		assert_eq!(price(SOON), Ok(wad(100)));
		// Every seat says otherwise from then on, and is believed.
		for _ in 0..8 {
			play_spots(&[150; 4]);
		}
		assert_eq!(outcome(BTC), accepted(wad(150)));
		assert_eq!(price(SOON), Ok(wad(100)));
	});
	// No other call changes what was said.
	assert_eq!(Call::<Test>::get_call_names(), ["submit_reports", "set_parameters"]);
}

/// Polkadex, by its source: signatures of a quorum were counted, and not whose they were.
#[test]
fn m09_the_report_of_one_seat_repeated_is_no_quorum() {
	ExtBuilder::default().build_and_execute(|| {
		let one = sign(0, report(wad(100)));
		let tally = submit(vec![one.clone(), one.clone(), one.clone(), one]);
		assert_eq!((tally.taken, tally.duplicate), (1, 3));
		play_rest();
		assert_eq!(outcome(BTC), Outcome::NoQuorum);
		assert_eq!(Oracle::spot(BTC), None);
	});
}

/// To the end of the first block of the next round.
fn play_rest() {
	end_block();
	advance(1);
	end_block();
	advance(1);
	end_block();
}
