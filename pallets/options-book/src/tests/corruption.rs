//! What is stored and wrong stops its own series, and no other.

use super::*;
use codec::Encode;
use frame_support::{assert_ok, storage::unhashed::put_raw};
use tenor_auction::{Failure, Order, Peg};

/// The series that trades beside.
const OTHER: SeriesId = SeriesId(1);

fn at_rest(id: OrderId, limit: u32, quantity: u64) -> Order {
	Order::new(id, Tick(limit), Lots(quantity), 1, 1_000, Kind::GoodTil)
}

/// The record of one side, bounded or not.
fn slab(orders: Vec<Order>) -> Vec<u8> {
	(1u8, orders).encode()
}

fn put(side: Side, bytes: &[u8]) {
	put_raw(&Slabs::<Test>::hashed_key_for((S, side)), bytes);
}

fn money() -> i128 {
	let world = World::get();
	world.portfolios.values().map(|portfolio| portfolio.cash.0).sum::<i128>() + world.fees.0
}

/// Asks of accounts 1 and 2 at 100 and 101 rest in a book; `damage` is done to it, and then a bid for
/// both comes, while another series trades. The first is found corrupt and halted; nothing of it changes
/// hands.
fn fails(damage: impl FnOnce()) {
	ExtBuilder.build().execute_with(|| {
		log::set_max_level(log::LevelFilter::Off);
		place_one(1, ASK, 100, 3);
		place_one(2, ASK, 101, 3);
		end();
		let (cash, records) = (money(), (open(1), open(2)));
		damage();
		place_one(3, BID, 110, 6);
		assert_ok!(place(4, &[order(OTHER, ASK, 100, 1)]));
		assert_ok!(place(5, &[order(OTHER, BID, 100, 1)]));
		let events = end_unchecked();
		assert_eq!(cleared(&events), [(1, 100, 1)]);
		let failed = Event::SeriesFailed { series: S, failure: Failure::Corrupt };
		assert!(events.contains(&failed), "{events:?}");
		assert_eq!(World::status(S), Some(SeriesStatus::Halted));
		assert!(World::get()
			.portfolios
			.values()
			.flat_map(|of| &of.positions)
			.all(|(of, _)| *of == OTHER));
		assert_eq!((money(), (open(1), open(2))), (cash, records));
		// What the accounts' records list can be cancelled, and the other series goes on.
		assert_ok!(cancel(1, &[id(1, 1, 0)]));
		assert_ok!(place(4, &[order(OTHER, ASK, 100, 2)]));
		assert_ok!(place(5, &[order(OTHER, BID, 100, 2)]));
		let events = end_unchecked();
		assert_eq!(cleared(&events), [(1, 100, 2)]);
		assert_eq!(reasons(&events, id(1, 1, 0)), [Reason::Requested]);
		assert!(open(1).is_empty());
		assert_eq!(money(), cash);
	});
}

#[test]
fn m02_bytes_that_are_no_book_halt_their_series_alone() {
	let asks = || vec![at_rest(id(1, 1, 0), 100, 3), at_rest(id(2, 1, 0), 101, 3)];
	let whole = slab(asks());
	for bytes in [vec![], vec![9, 9, 9], vec![0], vec![1], vec![1, 255], vec![1, 3, 255, 255, 255]]
	{
		fails(|| put(ASK, &bytes));
	}
	for length in 1..whole.len() {
		fails(|| put(ASK, &whole[..length]));
	}
	let other_version = [&[2], &whole[1..]].concat();
	fails(|| put(ASK, &other_version));
	// The other side is as good as before.
	fails(|| put(BID, &[7]));
}

#[test]
fn m02_a_book_out_of_order_halts_its_series_alone() {
	let (near, far) = (at_rest(id(1, 1, 0), 100, 3), at_rest(id(2, 1, 0), 101, 3));
	let older = Order { entered: 0, ..at_rest(id(3, 9, 0), 100, 3) };
	for orders in [vec![far, near], vec![near, older, far], vec![near, near, far]] {
		fails(|| put(ASK, &slab(orders)));
	}
	fails(|| put(ASK, &slab(vec![near, at_rest(id(2, 1, 0), 101, 0)])));
}

#[test]
fn m02_a_book_beyond_its_bound_halts_its_series_alone() {
	let orders = |count| (0..count).map(|sequence| at_rest(id(1, sequence, 0), 100, 1)).collect();
	fails(|| put(ASK, &slab(orders(513))));
	// As long as the prefix says, and beyond what memory holds.
	let huge = [vec![1], codec::Compact(u32::MAX).encode()].concat();
	fails(|| put(ASK, &huge));
}

#[test]
fn m02_orders_that_no_account_lists_do_not_trade() {
	let (near, far) = (at_rest(id(1, 1, 0), 100, 3), at_rest(id(2, 1, 0), 101, 3));
	let unlisted = [
		// Of an account that has no such order, of one that was never opened.
		at_rest(id(7, 1, 0), 99, 3),
		at_rest(id(99, 1, 0), 99, 3),
		// Cheaper, larger or older than its account's record says.
		at_rest(id(1, 1, 0), 99, 3),
		at_rest(id(1, 1, 0), 100, 4),
		Order { entered: 0, ..at_rest(id(1, 1, 0), 100, 3) },
	];
	for order in unlisted {
		let orders =
			[vec![order], if order.id == near.id { vec![] } else { vec![near] }, vec![far]];
		fails(|| put(ASK, &slab(orders.concat())));
	}
	// A bid that crosses what rests, and that nobody placed.
	fails(|| put(BID, &slab(vec![at_rest(id(7, 1, 0), 105, 3)])));
	// The same order on the other side.
	fails(|| put(BID, &slab(vec![at_rest(id(2, 1, 0), 102, 3)])));
}

#[test]
fn m02_pegs_that_are_not_as_placed_do_not_trade() {
	let terms = |worst| Peg { volatility: Volatility(500_000), worst: Tick(worst), priced: 2 };
	let ask = |id, limit, worst| Order { peg: Some(terms(worst)), ..at_rest(id, limit, 3) };
	let far = at_rest(id(2, 1, 0), 101, 3);
	// Beyond its own worst price; at a worse one than its account's record says.
	fails(|| put(ASK, &slab(vec![ask(id(1, 1, 0), 99, 100), far])));
	fails(|| put(ASK, &slab(vec![ask(id(1, 1, 0), 99, 99), far])));
	// In the place it had before it was priced.
	let out_of_place = || {
		put(ASK, &slab(vec![far, ask(id(1, 1, 0), 101, 100)]));
	};
	fails(out_of_place);
}

#[test]
fn m02_an_order_that_stands_twice_does_not_trade() {
	let twice = vec![at_rest(id(1, 1, 0), 100, 3), at_rest(id(1, 1, 0), 101, 3)];
	fails(|| put(ASK, &slab(twice)));
}

#[test]
fn m10_requests_that_cannot_be_read_are_lost_with_their_block_alone() {
	for bytes in [vec![], vec![255], vec![4, 1, 2], vec![252; 40]] {
		ExtBuilder.build_and_execute(|| {
			place_one(1, ASK, 100, 1);
			put_raw(&Intake::<Test>::hashed_key(), &bytes);
			place_one(2, BID, 100, 1);
			end();
			assert_eq!((Intake::<Test>::exists(), IntakeCount::<Test>::get()), (false, 0));
			place_one(3, ASK, 100, 1);
			place_one(4, BID, 100, 1);
			assert_eq!(cleared(&end()), [(0, 100, 1)]);
		});
	}
}

#[test]
fn m13_parameters_out_of_bounds_count_as_the_first_values() {
	ExtBuilder.build_and_execute(|| {
		let first = BookParameters::default();
		for wrong in [
			BookParameters { minimum: Lots(u64::MAX), ..first },
			BookParameters { band_ticks: u32::MAX, ..first },
			BookParameters { maker_fee: sp_runtime::Permill::one(), ..first },
		] {
			Parameters::<Test>::put(wrong);
			place_one(1, ASK, 100, 200);
			place_one(2, BID, 100, 200);
			assert_eq!(cleared(&end_unchecked()), [(0, 100, 200)]);
		}
		assert_eq!(World::get().fees, Money(3 * 6_000));
		// Governance changes what is in force.
		let new = BookParameters { band_ticks: 1, ..first };
		assert_ok!(Book::set_parameters(RuntimeOrigin::root(), new, Direction::Tighter));
		assert_eq!(Parameters::<Test>::get(), new);
	});
}
