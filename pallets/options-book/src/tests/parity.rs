//! The forward that quotes imply.

use super::*;
use frame_support::assert_ok;

const FUTURE: SeriesId = SeriesId(0);
/// Calls and puts at 1,000, 2,000 and 3,000 ticks.
const OPTIONS: [[SeriesId; 2]; 3] =
	[[SeriesId(1), SeriesId(2)], [SeriesId(3), SeriesId(4)], [SeriesId(5), SeriesId(6)]];

/// Where ten lots are the least size: a lot is worth 1,000 units of the quote asset.
const NEAR: Price = Price(100_000_000 * TICK);

/// The range in ticks.
fn range() -> Option<(u128, u128)> {
	range_near(NEAR)
}

fn range_near(near: Price) -> Option<(u128, u128)> {
	let (low, high) = Book::range(UnderlyingId(0), Expiry(1), near)?;
	Some((low.0 / TICK, high.0 / TICK))
}

/// Quotes of one account a series, so that none names too many.
fn quote(series: SeriesId, bid: u32, ask: u32, quantity: u64) {
	let account = series.0 + 1;
	assert_ok!(place(
		account,
		&[order(series, BID, bid, quantity), order(series, ASK, ask, quantity)]
	));
}

fn with_strikes(test: impl FnOnce()) {
	ExtBuilder.build_and_execute(|| {
		World::set(|world| world.list(3));
		test();
	});
}

#[test]
fn two_markets_give_the_range_of_both() {
	with_strikes(|| {
		let [call, put] = OPTIONS[2];
		quote(call, 90, 95, 10);
		quote(put, 60, 70, 10);
		end();
		assert_eq!(range(), None, "one market is too little");
		let [call, put] = OPTIONS[1];
		quote(call, 100, 110, 10);
		quote(put, 80, 85, 10);
		assert_eq!(range(), None, "what enters in this block is not read");
		end();
		// 3,000 + 90 − 70 to 3,000 + 95 − 60, and 2,000 + 100 − 85 to 2,000 + 110 − 80.
		assert_eq!(range(), Some((2_015, 3_035)));
		quote(FUTURE, 140, 145, 10);
		end();
		assert_eq!(range(), Some((140, 3_035)));
	});
}

#[test]
fn the_nearest_strikes_are_read() {
	with_strikes(|| {
		for [call, put] in OPTIONS {
			quote(call, 100, 100, 400);
			quote(put, 100, 100, 400);
		}
		end();
		// Bids and asks at one price have met.
		assert_eq!(range(), None);
		for [call, put] in OPTIONS {
			quote(call, 100, 101, 10);
			quote(put, 100, 101, 10);
		}
		end();
		assert_eq!(range(), Some((1_999, 3_001)));
	});
}

#[test]
fn quotes_count_up_to_the_least_size_and_pegs_do_not() {
	with_strikes(|| {
		for [call, put] in &OPTIONS[1..] {
			quote(*call, 90, 95, 10);
			quote(*put, 60, 70, 10);
		}
		end();
		let before = range();
		assert_eq!(before, Some((2_020, 3_035)));
		// Nine lots ahead of them are too few alone: the price is that of the tenth.
		place_in(OPTIONS[2][0], ASK, 92, 9);
		end();
		assert_eq!(range(), before);
		place_in(OPTIONS[2][0], ASK, 93, 1);
		end();
		assert_eq!(range(), Some((2_020, 3_033)));
		// Worth 100 at 50 %: a bid far above the others.
		let pegged = NewOrder { series: OPTIONS[1][1], ..peg(BID, 345, 120, 50) };
		assert_ok!(place(20, &[pegged]));
		end();
		assert_eq!(range(), Some((2_020, 3_033)));
	});
}

fn place_in(series: SeriesId, side: Side, limit: u32, quantity: u64) {
	assert_ok!(place(19, &[order(series, side, limit, quantity)]));
}

#[test]
fn dead_orders_and_halted_series_give_nothing() {
	with_strikes(|| {
		let last = u32::try_from(System::block_number()).unwrap() + 2;
		for [call, put] in &OPTIONS[1..] {
			quote(*call, 90, 95, 10);
			quote(*put, 60, 70, 10);
		}
		quote(FUTURE, 100, 105, 10);
		end();
		World::set(|world| {
			world.status.insert(OPTIONS[1][0], SeriesStatus::Halted);
		});
		assert_eq!(range(), Some((100, 3_035)));
		let brief = NewOrder { good_til: last, ..order(OPTIONS[0][0], BID, 100, 10) };
		assert_ok!(place(10, &[brief, NewOrder { side: ASK, limit: Tick(120), ..brief }]));
		quote(OPTIONS[0][1], 100, 120, 10);
		World::set(|world| {
			world.status.insert(OPTIONS[2][0], SeriesStatus::Halted);
		});
		end();
		assert_eq!(range(), None, "of the two nearest strikes one is halted");
	});
}

#[test]
fn a_tight_market_is_not_undone_by_others() {
	with_strikes(|| {
		let [call, put] = OPTIONS[2];
		quote(call, 90, 92, 10);
		quote(put, 60, 62, 10);
		end();
		// Somebody else's at another strike, far off, and inside the first market.
		let [far_call, far_put] = OPTIONS[1];
		quote(far_call, 53, 54, 10);
		quote(far_put, 146, 147, 10);
		place_in(call, ASK, 91, 10);
		place_in(put, BID, 61, 10);
		end();
		let (low, high) = range().unwrap();
		assert!(low <= 3_028 && high >= 3_028, "{low} to {high} lost the honest market");
	});
}
