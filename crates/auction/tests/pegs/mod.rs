//! Examples of pegs.

use super::*;

/// A peg of 10 lots at a volatility in hundredths of a percent that enters in block `entered`.
fn peg(subaccount: u32, volatility: u32, worst: u32, entered: BlockNumber) -> Order {
	let volatility = Volatility(volatility * 100);
	let peg = Peg { volatility, worst: Tick(worst), priced: entered };
	let id = id(subaccount, entered);
	let order = Order::new(id, Tick(worst), Lots(10), entered, 100, Kind::PostOnly);
	Order { peg: Some(peg), ..order }
}

/// The limits of a side, best first.
fn limits(book: &Book, side: Side) -> Vec<u32> {
	book.side(side).iter().map(|order| order.limit.0).collect()
}

#[test]
fn a_peg_stands_on_the_step_beside_its_value_inside_the_fixed_orders() {
	for (side, volatility, worst, opposite, stands) in [
		(Side::Bid, 9_760, 200, None, 97),
		(Side::Ask, 9_760, 1, None, 98),
		(Side::Bid, 10_320, 200, None, 100),
		(Side::Ask, 10_320, 1, None, 105),
		// A value on a step: the bid stands at it, the ask above.
		(Side::Bid, 10_500, 200, None, 105),
		(Side::Ask, 10_500, 1, None, 110),
		(Side::Bid, 10_320, 95, None, 95),
		(Side::Ask, 10_320, 130, None, 130),
		(Side::Bid, 10_320, 200, Some(100), 99),
		(Side::Bid, 10_320, 200, Some(101), 100),
		(Side::Ask, 10_320, 1, Some(110), 115),
		(Side::Ask, 9_760, 1, Some(99), 100),
		// Nothing is below a tick.
		(Side::Bid, 40, 200, None, 0),
		(Side::Ask, 40, 1, None, 1),
		(Side::Bid, 9_760, 200, Some(1), 0),
	] {
		let fixed: Vec<_> = opposite.into_iter().map(|limit| (2, limit, 10, 5)).collect();
		let rest = |side: Side| match side {
			Side::Bid => book(&[], &fixed),
			Side::Ask => book(&fixed, &[]),
		};
		let mut book = rest(side);
		let entered = enter(&mut book, vec![(side, peg(1, volatility, worst, NOW))]);
		assert_eq!(entered.refused, []);
		assert_eq!(limits(&book, side), [stands], "{side:?} {volatility} {worst} {opposite:?}");
		assert_eq!(clear(&book, 200).trade, None, "it takes from nothing at rest");
	}
}

#[test]
fn a_peg_is_priced_anew_keeps_its_age_and_makes_for_what_enters() {
	// A bid at 104 % rests, last priced at 90; an ask rests at 106.
	let resting = Order { limit: Tick(90), ..peg(1, 10_400, 200, 5) };
	let mut book = Book::new(vec![resting, order(3, 80, 5, 4)], vec![order(2, 106, 5, 5)]).unwrap();
	let entered = enter(&mut book, vec![(Side::Ask, order(4, 98, 8, NOW))]);
	assert_eq!(entered.repriced, [(resting.id, Tick(100))]);
	assert_eq!(book.side(Side::Bid)[0].entered, 5);
	let outcome = clear(&book, 2 * 90);
	// More is bid than asked from 98 to 100.
	assert_eq!(price(&outcome), Some((100, 8)));
	let makers: Vec<bool> = outcome.fills.iter().map(|fill| fill.maker).collect();
	assert_eq!(makers, [true, false]);
}

#[test]
fn pegs_that_waited_longest_are_priced_and_the_others_take_no_part() {
	let resting = |subaccount, volatility, entered, priced| {
		let peg = peg(subaccount, volatility, 95, entered);
		Order { peg: peg.peg.map(|terms| Peg { priced, ..terms }), ..peg }
	};
	// All stood at 95 when they were last priced; now they are worth 90, 91 and 92.
	let bids = [resting(1, 9_000, 5, 8), resting(2, 9_100, 6, 9), resting(3, 9_200, 4, 9)].to_vec();
	let mut bids: Vec<Order> = bids;
	bids.sort_by(|one, other| one.rank(other, Side::Bid));
	let mut book = Book::new(bids, vec![]).unwrap();
	let entered = enter_at(&mut book, vec![(Side::Ask, order(9, 89, 30, NOW))], NOW, 2);
	assert_eq!(entered.repriced, [(id(3, 4), Tick(92)), (id(1, 5), Tick(90))]);
	let outcome = clear(&book, 2 * 90);
	assert_eq!(price(&outcome), Some((89, 20)));
	assert_eq!((got(&outcome, 1), got(&outcome, 2), got(&outcome, 3)), (10, 0, 10));
	assert_eq!(outcome.left_bid, None, "what was not priced holds no price");
	// In the next block it is the turn of the one that waited.
	book.settle(&outcome, NOW);
	let entered = enter_at(&mut book, vec![], NOW + 1, 1);
	assert_eq!(entered.repriced, [(id(2, 6), Tick(88))], "inside the ask that rests by now");
}

#[test]
fn pegs_of_two_owners_trade_as_makers_and_those_of_one_never_meet() {
	let mut book = book(&[], &[]);
	let entered = enter(&mut book, vec![(Side::Ask, peg(1, 9_050, 1, NOW))]);
	assert!(entered.refused.is_empty());
	book.settle(&clear(&book, 200), NOW);
	// The other's bid at 93 % crosses the ask at 91; an own one may not be at 90.5 % or above.
	let own = |sequence, volatility| Order { id: id(1, sequence), ..peg(1, volatility, 200, NOW) };
	let entered = enter(
		&mut book,
		vec![
			(Side::Bid, peg(2, 9_300, 200, NOW)),
			(Side::Bid, own(11, 9_050)),
			(Side::Bid, own(12, 9_049)),
		],
	);
	assert_eq!(entered.refused, [(id(1, 11), EntryError::SelfTrade)]);
	assert_eq!(limits(&book, Side::Bid), [93, 90]);
	let outcome = clear(&book, 2 * 80);
	assert_eq!(price(&outcome), Some((91, 10)));
	assert!(outcome.fills.iter().all(|fill| fill.maker));
}

#[test]
fn own_pegs_of_one_value_do_not_meet() {
	// Both volatilities make the same value, on a step.
	let mut book = book(&[], &[]);
	let own = |sequence, volatility, worst| Order {
		id: id(1, sequence),
		..peg(1, volatility, worst, NOW)
	};
	let pegs = vec![(Side::Bid, own(10, 9_500, 200)), (Side::Ask, own(11, 9_501, 1))];
	assert!(enter(&mut book, pegs).refused.is_empty());
	assert_eq!((limits(&book, Side::Bid), limits(&book, Side::Ask)), (vec![95], vec![96]));
}

#[test]
fn an_own_fixed_order_that_meets_a_peg_is_refused_and_a_peg_goes_inside_one_that_rests() {
	let resting = Order { limit: Tick(97), ..peg(1, 9_700, 200, 5) };
	let ask =
		|sequence, limit| (Side::Ask, Order { id: id(1, sequence), ..order(1, limit, 5, NOW) });
	let mut book = Book::new(vec![resting], vec![]).unwrap();
	let entered = enter(&mut book, vec![ask(10, 97), ask(11, 98)]);
	assert_eq!(entered.refused, [(id(1, 10), EntryError::SelfTrade)]);
	// While the peg is not priced nothing of it can be met; once it is, it gives way.
	let mut book = Book::new(vec![resting], vec![]).unwrap();
	let entered = enter_at(&mut book, vec![ask(10, 96)], NOW, 0);
	assert_eq!((entered.refused, entered.repriced), (vec![], vec![]));
	let outcome = clear(&book, 200);
	assert_eq!(outcome.trade, None);
	book.settle(&outcome, NOW);
	let entered = enter_at(&mut book, vec![], NOW + 1, 1);
	assert_eq!(entered.repriced, [(resting.id, Tick(95))]);
}

#[test]
fn post_only_looks_at_pegs_where_they_stand_now() {
	let resting = Order { limit: Tick(99), ..peg(1, 9_500, 200, 5) };
	for (most, limit, refused) in [(1, 95, true), (1, 96, false), (0, 95, false)] {
		let mut book = Book::new(vec![resting], vec![]).unwrap();
		let ask = Order { kind: Kind::PostOnly, taker: false, ..order(2, limit, 5, NOW) };
		let entered = enter_at(&mut book, vec![(Side::Ask, ask)], NOW, most);
		let takes = entered.refused == [(ask.id, EntryError::WouldTake)];
		assert_eq!(takes, refused, "{most} {limit}");
	}
}

#[test]
fn a_peg_becomes_the_next_of_its_name_at_the_same_volatility_and_worst_price() {
	let named = |order: Order| Order { name: Some(Name::Client(ClientId(4))), ..order };
	let at_rest = named(Order { limit: Tick(70), ..peg(1, 8_000, 100, 5) });
	let new = |volatility, worst, lots| Order {
		id: id(1, 10),
		quantity: Lots(lots),
		..named(peg(1, volatility, worst, NOW))
	};
	for (new, amends) in [
		(new(8_000, 100, 10), true),
		(new(8_000, 100, 7), true),
		(new(8_000, 100, 11), false),
		(new(8_001, 100, 10), false),
		(new(8_000, 99, 10), false),
		(named(Order { kind: Kind::PostOnly, ..order(1, 100, 10, NOW) }), false),
	] {
		let mut book = Book::new(vec![at_rest], vec![]).unwrap();
		let entered = enter(&mut book, vec![(Side::Bid, new)]);
		assert_eq!(entered.amended.len() == 1, amends);
		assert_eq!(entered.replaced.len() == 1, !amends);
		let stands = book.side(Side::Bid)[0];
		assert_eq!(stands.entered, if amends { 5 } else { NOW });
		assert_eq!(stands.limit.0, if new.peg.is_some() { 80 } else { 100 });
	}
}

#[test]
fn a_full_side_evicts_pegs_where_they_stand() {
	// Worth nothing, and better than all others.
	let numbered = |sequence, order: Order| (Side::Bid, Order { id: id(3, sequence), ..order });
	let pegs = [numbered(1, peg(3, 10, 200, NOW)), numbered(2, peg(3, 9_900, 200, NOW))];
	let fixed = (1..=MAX_ORDERS).map(|n| (Side::Bid, order(n + 3, 50, 1, NOW)));
	let mut book = book(&[], &[]);
	enter(&mut book, pegs.into_iter().chain(fixed).collect());
	let left = book.settle(&clear(&book, 200), NOW);
	let last = id(MAX_ORDERS + 3, NOW);
	assert_eq!(left, [(last, Departure::Evicted), (id(3, 1), Departure::Evicted)]);
	assert_eq!(limits(&book, Side::Bid)[..2], [99, 50]);
}
