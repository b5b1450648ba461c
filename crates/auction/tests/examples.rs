//! Worked examples with numbers, as in the specification of the auction.

mod pegs;

use std::collections::{BTreeMap, BTreeSet};
use tenor_auction::{
	Auction, Band, Bests, Book, Departure, Entered, EntryError, Failure, Fresh, HalfTicks, Kind,
	Order, Outcome, Peg, Pricing, MAX_ORDERS,
};
use tenor_primitives::{
	BlockNumber, ClientId, KeyId, Lots, Name, OrderId, PriceStep, PriceSteps, Side, SignedLots,
	SubaccountId, Tick, Volatility,
};

const NOW: BlockNumber = 10;
const WIDE: Band = Band { lo: Tick(1), hi: Tick(1_000_000) };

fn id(subaccount: u32, sequence: u32) -> OrderId {
	OrderId { subaccount: SubaccountId(subaccount), key: KeyId::OWNER, sequence, index: 0 }
}

fn order(subaccount: u32, limit: u32, quantity: u64, entered: BlockNumber) -> Order {
	let id = id(subaccount, entered);
	Order::new(id, Tick(limit), Lots(quantity), entered, 100, Kind::GoodTil)
}

/// A book of (subaccount, limit, quantity, entry block).
fn book(bids: &[(u32, u32, u64, u32)], asks: &[(u32, u32, u64, u32)]) -> Book {
	let side = |orders: &[(u32, u32, u64, u32)], side| {
		let mut orders: Vec<Order> = orders.iter().map(|o| order(o.0, o.1, o.2, o.3)).collect();
		orders.sort_by(|one, other| one.rank(other, side));
		orders
	};
	Book::new(side(bids, Side::Bid), side(asks, Side::Ask)).unwrap()
}

/// Lets orders in whose subaccounts have owners of their own.
fn enter(book: &mut Book, orders: Vec<(Side, Order)>) -> Entered {
	enter_at(book, orders, NOW, u32::MAX)
}

/// In a block, with so many pegs at rest priced: a contract is worth a tick for each percent of
/// volatility. Limits are multiples of 5 ticks from 100 on.
fn enter_at(book: &mut Book, orders: Vec<(Side, Order)>, now: BlockNumber, most: u32) -> Entered {
	let value = |volatility: Volatility| volatility.0.checked_div(10_000).map(Tick);
	let steps = PriceSteps::new(vec![PriceStep { from: Tick(100), step: Tick(5) }]).unwrap();
	let pegs = Pricing { now, value, steps: &steps, most };
	book.enter(fresh(orders), Bests::default(), &BTreeMap::new(), Some, &pegs)
}

fn fresh(orders: Vec<(Side, Order)>) -> Vec<Fresh> {
	orders.into_iter().map(|(side, order)| Fresh { side, order, within: None }).collect()
}

fn clear_within(book: &Book, band: Band, budget: u32, mark: u64) -> Outcome {
	let auction = Auction::open(book, band, NOW, budget);
	let outcome = auction.clear(HalfTicks(mark)).unwrap();
	assert!(auction.confirms(&outcome));
	outcome
}

fn clear(book: &Book, mark: u64) -> Outcome {
	clear_within(book, WIDE, 100, mark)
}

fn price(outcome: &Outcome) -> Option<(u32, u64)> {
	outcome.trade.map(|trade| (trade.price.0, trade.volume.0))
}

fn got(outcome: &Outcome, subaccount: u32) -> u64 {
	let own = outcome.fills.iter().filter(|fill| fill.id.subaccount.0 == subaccount);
	own.map(|fill| fill.lots.0).sum()
}

#[test]
fn balanced_interval_takes_the_tick_closest_to_the_mark() {
	// Demand is supply on 100..=104.
	let book = book(&[(1, 104, 10, 10)], &[(2, 100, 10, 10)]);
	assert_eq!(price(&clear(&book, 2 * 102)), Some((102, 10)));
	assert_eq!(price(&clear(&book, 2 * 90)), Some((100, 10)));
	assert_eq!(price(&clear(&book, 2 * 110)), Some((104, 10)));
	// A mark of 102.5 is as far from 102 as from 103: the lower.
	assert_eq!(price(&clear(&book, 205)), Some((102, 10)));
	// A mark of 102.7, as half ticks rounded up 206: 103 is closer.
	assert_eq!(price(&clear(&book, 206)), Some((103, 10)));
}

#[test]
fn more_demand_takes_the_highest_tick_and_more_supply_the_lowest() {
	let buying = book(&[(1, 104, 15, 10)], &[(2, 100, 10, 10)]);
	assert_eq!(price(&clear(&buying, 2 * 100)), Some((104, 10)));
	let selling = book(&[(1, 104, 10, 10)], &[(2, 100, 15, 10)]);
	assert_eq!(price(&clear(&selling, 2 * 104)), Some((100, 10)));
}

#[test]
fn equal_pressure_on_both_sides_takes_the_end_closer_to_the_mark() {
	// At 100..=102 demand is 20 against 15, at 103..=105 15 against 20: volume 15, imbalance 5.
	let book = book(&[(1, 102, 5, 10), (3, 105, 15, 10)], &[(2, 100, 15, 10), (4, 103, 5, 10)]);
	assert_eq!(price(&clear(&book, 2 * 100)), Some((102, 15)));
	assert_eq!(price(&clear(&book, 205)), Some((102, 15)));
	assert_eq!(price(&clear(&book, 206)), Some((103, 15)));
}

#[test]
fn nothing_trades_when_the_best_orders_do_not_cross() {
	let book = book(&[(1, 99, 10, 10)], &[(2, 100, 10, 10)]);
	let outcome = clear(&book, 200);
	assert_eq!(outcome.trade, None);
	assert!(outcome.fills.is_empty());
}

#[test]
fn heavier_side_fills_by_level_then_block_then_pro_rata_by_account() {
	// 30 lots for sale; bids: 10 at 105, then at 104 8 from block 7 and 10 + 20 + 3 from block 10.
	let book = book(
		&[(1, 105, 10, 10), (2, 104, 8, 7), (3, 104, 10, 10), (4, 104, 20, 10), (5, 104, 3, 10)],
		&[(9, 100, 30, 10)],
	);
	let outcome = clear(&book, 200);
	assert_eq!(price(&outcome), Some((104, 30)));
	assert_eq!((got(&outcome, 1), got(&outcome, 2)), (10, 8));
	// 12 lots left for 33: 3 21/33, 7 9/33 and 1 3/33; the largest remainder gets the last lot.
	assert_eq!((got(&outcome, 3), got(&outcome, 4), got(&outcome, 5)), (4, 7, 1));
}

#[test]
fn equal_remainders_go_to_the_lower_key() {
	let book = book(&[(5, 104, 5, 10), (3, 104, 5, 10)], &[(9, 100, 5, 10)]);
	let outcome = clear(&book, 200);
	assert_eq!((got(&outcome, 3), got(&outcome, 5)), (3, 2));
}

#[test]
fn splitting_an_order_gains_its_account_nothing() {
	let mut split = book(&[(7, 104, 6, 10)], &[(9, 100, 6, 10)]);
	let parts = (0u8..6).map(|index| {
		let id = OrderId { index, ..id(1, 10) };
		(Side::Bid, Order::new(id, Tick(104), Lots(1), NOW, 100, Kind::GoodTil))
	});
	assert!(enter(&mut split, parts.collect()).refused.is_empty());
	let outcome = clear(&split, 200);
	assert_eq!((got(&outcome, 1), got(&outcome, 7)), (3, 3));
	let own: Vec<u8> =
		outcome.fills.iter().filter(|f| f.id.subaccount.0 == 1).map(|f| f.id.index).collect();
	assert_eq!(own, [0, 1, 2], "ties inside the account go by key");
}

#[test]
fn band_holds_limits_and_makes_far_orders_equal() {
	let band = Band { lo: Tick(95), hi: Tick(105) };
	let book = book(&[(1, 500, 10, 8), (2, 105, 10, 7)], &[(9, 90, 10, 10)]);
	let outcome = clear_within(&book, band, 100, 200);
	// Both bids count at 105 and the older one comes first; the price stays in the band.
	assert_eq!(price(&outcome), Some((105, 10)));
	assert_eq!((got(&outcome, 1), got(&outcome, 2)), (0, 10));
	let above = book_above();
	assert_eq!(clear_within(&above, band, 100, 200).trade, None);
}

fn book_above() -> Book {
	book(&[(1, 500, 10, 10)], &[(9, 106, 10, 10)])
}

#[test]
fn budget_leaves_the_worst_out_and_the_price_does_not_pass_them() {
	let book = book(&[(1, 110, 30, 10)], &[(2, 100, 10, 5), (3, 102, 10, 5), (4, 104, 10, 5)]);
	let full = clear_within(&book, WIDE, 3, 200);
	assert_eq!((price(&full), full.is_cut()), (Some((104, 30)), false));
	let cut = clear_within(&book, WIDE, 2, 200);
	assert_eq!(price(&cut), Some((104, 20)));
	assert_eq!(cut.left_ask, Some(Tick(104)));
	assert!(cut.is_cut());
}

#[test]
fn left_out_on_both_sides_leaves_the_ticks_between_them() {
	let book = book(&[(1, 110, 10, 5), (2, 108, 10, 6)], &[(3, 100, 10, 5), (4, 102, 10, 6)]);
	// The bid at 108 and the ask at 102 are left out though they cross: any tick of 102..=108.
	let outcome = clear_within(&book, WIDE, 1, 2 * 50);
	assert_eq!(price(&outcome), Some((102, 10)));
	assert_eq!(price(&clear_within(&book, WIDE, 1, 2 * 500)), Some((108, 10)));
}

#[test]
fn taker_stays_a_taker_when_cut_and_becomes_a_maker_when_it_rests() {
	let mut cut = book(&[(1, 110, 30, 10)], &[(2, 100, 10, 5), (3, 104, 10, 5)]);
	let outcome = clear_within(&cut, WIDE, 0, 200);
	assert_eq!(outcome.trade, None);
	cut.settle(&outcome, NOW);
	assert!(cut.side(Side::Bid)[0].taker, "nothing traded, but only for want of budget");

	let mut rests = book(&[(1, 99, 30, 10)], &[(2, 100, 10, 5)]);
	let outcome = clear(&rests, 200);
	rests.settle(&outcome, NOW);
	assert!(!rests.side(Side::Bid)[0].taker);

	let mut partly = book(&[(1, 100, 30, 10)], &[(2, 100, 10, 5)]);
	let outcome = clear(&partly, 200);
	partly.settle(&outcome, NOW);
	let rest = partly.side(Side::Bid)[0];
	assert_eq!((rest.taker, rest.quantity), (true, Lots(20)), "it traded in its entry block");
}

#[test]
fn post_only_is_refused_against_what_rests_and_trades_as_maker_in_its_block() {
	let mut book = book(&[], &[(2, 100, 10, 5)]);
	let post = |subaccount, limit| {
		let id = id(subaccount, 10);
		(Side::Bid, Order::new(id, Tick(limit), Lots(10), NOW, 100, Kind::PostOnly))
	};
	let fresh = vec![post(1, 100), post(3, 99), (Side::Ask, order(4, 98, 10, NOW))];
	assert_eq!(enter(&mut book, fresh).refused, [(id(1, 10), EntryError::WouldTake)]);
	let outcome = clear(&book, 2 * 98);
	assert_eq!(price(&outcome), Some((98, 10)));
	let makers: Vec<bool> = outcome.fills.iter().map(|fill| fill.maker).collect();
	assert_eq!(makers, [true, false]);
}

#[test]
fn owner_never_trades_with_itself() {
	// Subaccounts 1 and 2 belong to one owner; 1's ask at 100 rests.
	let mut book = book(&[], &[(1, 100, 10, 5)]);
	let orders = vec![
		(Side::Bid, order(2, 100, 5, NOW)),
		(Side::Bid, order(3, 100, 5, NOW)),
		(Side::Ask, Order { id: id(1, 11), ..order(1, 101, 5, NOW) }),
		(Side::Bid, Order { id: id(2, 12), ..order(2, 101, 5, NOW) }),
		(Side::Bid, Order { id: id(2, 9), ..order(2, 99, 5, NOW) }),
	];
	let owner = |subaccount: SubaccountId| Some(subaccount.0 / 3);
	let pegs = Pricing { now: NOW, value: |_| None, steps: &PriceSteps::default(), most: 0 };
	let entered = book.enter(fresh(orders), Bests::default(), &BTreeMap::new(), owner, &pegs);
	assert_eq!(
		entered.refused,
		[(id(2, 10), EntryError::SelfTrade), (id(2, 12), EntryError::SelfTrade)]
	);
	assert_eq!(price(&clear(&book, 200)), Some((100, 5)));
}

/// What enters for subaccount 1, which holds `lots`: its reduce-only orders and another.
fn enter_reducing(book: &mut Book, lots: i64, orders: Vec<(Side, Order)>) -> Entered {
	let positions = BTreeMap::from([(SubaccountId(1), SignedLots(lots))]);
	let pegs = Pricing { now: NOW, value: |_| None, steps: &PriceSteps::default(), most: 0 };
	book.enter(fresh(orders), Bests::default(), &positions, Some, &pegs)
}

fn reducing(order: Order) -> Order {
	Order { reduce_only: true, ..order }
}

#[test]
fn reduce_only_orders_share_what_the_others_leave_the_best_first() {
	// Long 10, and 4 are asked already: 6 are left, 5 of them for the better ask.
	let mut one = book(&[], &[(1, 103, 4, 5), (2, 101, 9, 5)]);
	let numbered = |sequence, limit| {
		(Side::Ask, reducing(Order { id: id(1, sequence), ..order(1, limit, 5, NOW) }))
	};
	let entered = enter_reducing(&mut one, 10, vec![numbered(10, 102), numbered(11, 101)]);
	let lots = |entered: &Entered| -> Vec<(u32, u64)> {
		entered.accepted.iter().map(|(_, order)| (order.id.sequence, order.quantity.0)).collect()
	};
	assert_eq!(lots(&entered), [(10, 1), (11, 5)]);
	assert!(entered.refused.is_empty());
	assert_eq!(entered.cut, [(id(1, 10), Lots(1))]);
	// At one limit the lower sequence comes first.
	let mut same = book(&[], &[(1, 103, 4, 5)]);
	let entered = enter_reducing(&mut same, 10, vec![numbered(10, 101), numbered(11, 101)]);
	assert_eq!(lots(&entered), [(10, 5), (11, 1)]);
}

#[test]
fn reduce_only_orders_need_a_position_on_the_other_side() {
	for (side, lots, enters) in [
		(Side::Ask, 3, 3),
		(Side::Ask, 0, 0),
		(Side::Ask, -3, 0),
		(Side::Bid, -3, 3),
		(Side::Bid, 3, 0),
		(Side::Bid, -9, 5),
	] {
		let fresh = vec![(side, reducing(order(1, 100, 5, NOW)))];
		let entered = enter_reducing(&mut book(&[], &[]), lots, fresh);
		let quantity: u64 = entered.accepted.iter().map(|(_, order)| order.quantity.0).sum();
		assert_eq!(quantity, enters);
		let nothing = entered.refused == [(id(1, 10), EntryError::NothingToReduce)];
		assert_eq!(nothing, enters == 0);
	}
}

#[test]
fn an_order_that_enters_cuts_reduce_only_ones_at_rest() {
	let rest = || Book::new(vec![], vec![reducing(order(1, 100, 8, 5))]).unwrap();
	let fresh = |lots| vec![(Side::Ask, order(1, 101, lots, NOW))];
	for (lots, cut) in [(2, None), (7, Some(3)), (10, Some(0)), (12, Some(0))] {
		let mut book = rest();
		let entered = enter_reducing(&mut book, 10, fresh(lots));
		assert_eq!(
			entered.cut,
			cut.map(|left| (id(1, 5), Lots(left))).into_iter().collect::<Vec<_>>()
		);
		let left = book.side(Side::Ask).iter().find(|order| order.reduce_only);
		assert_eq!(left.map_or(0, |order| order.quantity.0), cut.unwrap_or(8));
		assert_eq!(entered.accepted, fresh(lots));
	}
	// Those of another account stay as they are.
	let mut book = rest();
	let entered = enter(&mut book, vec![(Side::Ask, order(2, 101, 99, NOW))]);
	assert!(entered.cut.is_empty());
}

#[test]
fn within_takes_so_many_ticks_past_the_best_opposite_order() {
	for (side, limit, beyond, is) in [
		(Side::Bid, 120, 0, 100),
		(Side::Bid, 120, 7, 107),
		(Side::Bid, 103, 7, 103),
		(Side::Bid, u32::MAX, u32::MAX, u32::MAX),
		(Side::Ask, 80, 0, 100),
		(Side::Ask, 80, 7, 93),
		(Side::Ask, 97, 7, 97),
		(Side::Ask, 1, u32::MAX, 1),
	] {
		// The best of the start is gone; where it stood counts.
		let order = order(1, limit, 5, NOW);
		let start = match side {
			Side::Bid => Bests { ask: Some(Tick(100)), bid: None },
			Side::Ask => Bests { bid: Some(Tick(100)), ask: None },
		};
		let enter = |start| {
			let fresh = vec![Fresh { side, order, within: Some(beyond) }];
			let value = |_| None;
			let pegs = Pricing { now: NOW, value, steps: &PriceSteps::default(), most: 0 };
			Book::default().enter(fresh, start, &BTreeMap::new(), Some, &pegs)
		};
		assert_eq!(enter(start).accepted, [(side, Order { limit: Tick(is), ..order })]);
		let refused = [(order.id, EntryError::NoOppositeOrder)];
		assert_eq!(enter(Bests::default()).refused, refused);
	}
}

#[test]
fn an_amended_order_keeps_age_and_flag_and_a_changed_one_does_not() {
	let named = |order: Order| Order { name: Some(Name::Client(ClientId(4))), ..order };
	let at_rest = named(order(1, 100, 10, 5));
	let rest = || Book::new(vec![at_rest, order(2, 100, 10, 6)], vec![]).unwrap();
	let new = |limit, lots| Order { good_til: 77, ..named(order(1, limit, lots, NOW)) };
	let mut book = rest();
	let entered = enter(&mut book, vec![(Side::Bid, new(100, 10))]);
	let amended = Order { id: id(1, 10), good_til: 77, ..at_rest };
	assert_eq!(entered.amended, [(id(1, 5), Side::Bid, amended)]);
	assert_eq!(book.side(Side::Bid)[0], amended);
	assert!(entered.accepted.is_empty() && entered.replaced.is_empty());
	for (side, order) in [
		(Side::Bid, new(100, 11)),
		(Side::Bid, new(99, 10)),
		(Side::Ask, new(101, 10)),
		(Side::Bid, Order { kind: Kind::PostOnly, ..new(100, 10) }),
	] {
		let mut book = rest();
		let entered = enter(&mut book, vec![(side, order)]);
		assert_eq!((entered.replaced, entered.accepted), (vec![id(1, 5)], vec![(side, order)]));
		assert!(entered.amended.is_empty());
		assert_eq!(book.side(Side::Bid)[0].id, id(2, 6));
	}
}

#[test]
fn last_block_is_inclusive() {
	let mut book = book(&[], &[(1, 100, 10, 5), (2, 101, 10, 5)]);
	assert!(book.expire(100).is_empty());
	assert_eq!(book.expire(101), [id(1, 5), id(2, 5)]);
}

#[test]
fn immediate_rest_is_dropped_and_a_full_side_evicts_its_worst() {
	let mut book = book(&[], &[(1, 100, 10, 5)]);
	let immediate = Order::new(id(2, 10), Tick(100), Lots(15), NOW, 100, Kind::ImmediateOrCancel);
	enter(&mut book, vec![(Side::Bid, immediate)]);
	let outcome = clear(&book, 200);
	assert_eq!(price(&outcome), Some((100, 10)));
	assert_eq!(book.settle(&outcome, NOW), [(id(2, 10), Departure::Unfilled)]);

	let many = (1..=MAX_ORDERS + 1).map(|n| (Side::Bid, order(n, n, 1, NOW)));
	enter(&mut book, many.collect());
	let outcome = clear(&book, 200);
	assert_eq!(book.settle(&outcome, NOW), [(id(1, 10), Departure::Evicted)]);
	assert_eq!(book.side(Side::Bid).len(), 512);
}

#[test]
fn withdrawn_orders_are_not_replaced() {
	let book = book(&[(1, 110, 10, 10)], &[(2, 100, 10, 5), (3, 102, 10, 5)]);
	let mut auction = Auction::open(&book, WIDE, NOW, 1);
	auction.withdraw(&BTreeSet::from([id(2, 5)]));
	let outcome = auction.clear(HalfTicks(200)).unwrap();
	assert_eq!(outcome.trade, None);
	assert!(outcome.is_cut(), "the series clears again with the next order");
}

#[test]
fn overflow_is_a_failure() {
	let max = u64::MAX;
	let book =
		book(&[(1, 110, max, 10), (2, 110, max, 10)], &[(3, 100, max, 10), (4, 100, max, 10)]);
	let auction = Auction::open(&book, WIDE, NOW, 1);
	assert_eq!(auction.clear(HalfTicks(200)), Err(Failure::Overflow));
}

#[test]
fn corrupt_sides_are_no_book() {
	let good = order(1, 100, 10, 5);
	let worse = Order { id: id(2, 5), limit: Tick(99), ..good };
	assert!(Book::new(vec![good, worse], vec![]).is_some());
	assert!(Book::new(vec![worse, good], vec![]).is_none());
	assert!(Book::new(vec![good, good], vec![]).is_none());
	assert!(Book::new(vec![], vec![Order { quantity: Lots(0), ..good }]).is_none());
}

#[test]
fn altered_fills_are_not_confirmed() {
	let book = book(&[(1, 110, 10, 10)], &[(2, 100, 10, 5)]);
	let auction = Auction::open(&book, WIDE, NOW, 1);
	let outcome = auction.clear(HalfTicks(200)).unwrap();
	let mut more = outcome.clone();
	more.fills[0].lots = Lots(11);
	assert!(!auction.confirms(&more));
	let mut twice = outcome.clone();
	twice.fills.push(twice.fills[0]);
	assert!(!auction.confirms(&twice));
	let mut foreign = outcome;
	foreign.fills[1].id = id(7, 7);
	assert!(!auction.confirms(&foreign));
}
