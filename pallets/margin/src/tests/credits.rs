//! The two finality buckets on their own.

use super::*;

fn credits(all: &[(i128, BlockNumber)]) -> Credits {
	let mut credits = Credits::default();
	for (amount, block) in all {
		credits.add(Money(*amount), *block).unwrap();
	}
	credits
}

fn listed(credits: &Credits) -> Vec<(i128, BlockNumber)> {
	credits.0.iter().map(|credit| (credit.amount.0, credit.block)).collect()
}

#[test]
fn credits_join_the_younger_bucket_and_the_older_keeps_its_block() {
	assert_eq!(listed(&credits(&[(1, 5), (2, 5)])), vec![(3, 5)]);
	assert_eq!(listed(&credits(&[(1, 5), (2, 6)])), vec![(1, 5), (2, 6)]);
	assert_eq!(listed(&credits(&[(1, 5), (2, 6), (4, 9), (8, 9)])), vec![(1, 5), (14, 9)]);
}

#[test]
fn m14_a_steady_stream_is_withheld_for_at_most_two_lags() {
	// A credit of 1 each block, finality ten blocks behind: what came in up to 21 blocks ago is free.
	let mut credits = Credits::default();
	for now in 100u32..400 {
		credits.expire(|block| block + 10 <= now);
		credits.add(Money(1), now).unwrap();
		assert!(credits.withheld() <= Money(21), "{now}: {credits:?}");
		// And nothing that is not final ever is.
		assert!(credits.withheld() >= Money(i128::from((now - 99).min(10))), "{now}: {credits:?}");
	}
}

#[test]
fn m14_cash_is_drawn_final_first_then_older_then_younger() {
	let start = credits(&[(10, 5), (20, 8)]);
	for (amount, waits, left) in [
		(70, None, vec![(10, 5), (20, 8)]),
		(71, Some(5), vec![(9, 5), (20, 8)]),
		(80, Some(5), vec![(20, 8)]),
		(81, Some(8), vec![(19, 8)]),
		(100, Some(8), vec![]),
	] {
		let mut credits = start.clone();
		assert_eq!(credits.draw(Money(100), Money(amount)), waits, "{amount}");
		assert_eq!(listed(&credits), left, "{amount}");
	}
	// After losses the credits may exceed the cash: all of it waits.
	assert_eq!(start.clone().draw(Money(15), Money(1)), Some(5));
	assert_eq!(start.clone().draw(Money(15), Money(15)), Some(8));
}
