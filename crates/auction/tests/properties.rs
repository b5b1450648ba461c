//! Properties of the auction over random books, against the reference and under permutation.

mod reference;

use proptest::prelude::*;
use std::{
	collections::{BTreeMap, BTreeSet},
	env,
};
use tenor_auction::{
	crosses, Auction, Band, Book, Entered, EntryError, Fresh, HalfTicks, Kind, Order, Outcome, Peg,
	Pricing,
};
use tenor_primitives::{
	BlockNumber, ClientId, KeyId, Lots, Name, OrderId, PriceStep, PriceSteps, Side, SignedLots,
	SubaccountId, Tick, Volatility,
};

const NOW: BlockNumber = 5;

fn order() -> impl Strategy<Value = (Side, Order)> {
	let kind = prop_oneof![
		6 => Just(Kind::GoodTil),
		1 => Just(Kind::ImmediateOrCancel),
		1 => Just(Kind::PostOnly),
	];
	let reduce_only = prop::bool::weighted(0.2);
	let peg = prop::option::weighted(0.4, (0u32..40, 0u32..6, 2u32..=NOW));
	let behaviour = (kind, reduce_only, peg);
	(any::<bool>(), 1u32..20, 1u64..12, 2u32..=NOW, 3u32..9, 0u32..6, behaviour).prop_map(
		|(bid, limit, quantity, entered, good_til, subaccount, (kind, reduce_only, peg))| {
			let id = OrderId {
				subaccount: SubaccountId(subaccount),
				key: KeyId::OWNER,
				sequence: 0,
				index: 0,
			};
			let kind = if entered < NOW { Kind::GoodTil } else { kind };
			let mut order = Order::new(id, Tick(limit), Lots(quantity), entered, good_til, kind);
			order.taker = order.taker && entered == NOW;
			order.reduce_only = reduce_only && entered == NOW;
			let side = if bid { Side::Bid } else { Side::Ask };
			if let Some((volatility, beyond, priced)) = peg {
				make_peg(side, &mut order, volatility, beyond, priced);
			}
			(side, order)
		},
	)
}

/// At rest every bid's volatility is below every ask's, so that it is below its owner's; what enters may
/// have any.
fn make_peg(side: Side, order: &mut Order, volatility: u32, beyond: u32, priced: BlockNumber) {
	let worst = match side {
		Side::Bid => Tick(order.limit.0 + beyond),
		Side::Ask => Tick(order.limit.0.saturating_sub(beyond).max(1)),
	};
	let fresh = order.entered == NOW;
	let half = match side {
		Side::Bid => volatility / 2,
		Side::Ask => 20 + volatility / 2,
	};
	let volatility = Volatility(if fresh { volatility } else { half });
	let priced = if fresh { NOW } else { priced };
	if fresh {
		order.limit = worst;
	}
	(order.kind, order.taker) = (Kind::PostOnly, false);
	order.peg = Some(Peg { volatility, worst, priced });
}

/// In ticks: several volatilities have one value, and the lowest none.
fn value(volatility: Volatility) -> Option<Tick> {
	Some(Tick(volatility.0 / 2))
}

/// Above 9 limits are even.
fn steps() -> PriceSteps {
	PriceSteps::new(vec![PriceStep { from: Tick(10), step: Tick(2) }]).unwrap()
}

/// Lets orders in, pegs priced in block [`NOW`], at most so many of those at rest. Two subaccounts have
/// an owner.
fn enter(book: &mut Book, fresh: Vec<Fresh>, most: u32) -> Entered {
	let start = book.bests(NOW);
	let steps = steps();
	let pegs = Pricing { now: NOW, value, steps: &steps, most };
	book.enter(fresh, start, &positions(), |subaccount| Some(subaccount.0 / 2), &pegs)
}

/// Orders with distinct ids, whose sequence grows with their entry block.
fn orders() -> impl Strategy<Value = Vec<(Side, Order)>> {
	prop::collection::vec(order(), 0..24).prop_map(|mut orders| {
		for (place, (_, order)) in (0u32..).zip(orders.iter_mut()) {
			order.id.sequence = order.entered * 100 + place / 2;
			order.id.index = u8::from(place % 2 == 1);
			order.id.key = KeyId(u16::from(place % 3 == 2));
			// At rest an account has one order of a name at most.
			let fresh = order.entered == NOW;
			let name = if fresh { order.limit.0 % 8 } else { place };
			order.name =
				(!fresh || order.limit.0.is_multiple_of(3)).then_some(Name::Client(ClientId(name)));
		}
		orders
	})
}

fn band() -> impl Strategy<Value = Band> {
	(1u32..12, 8u32..24).prop_map(|(lo, hi)| Band { lo: Tick(lo.min(hi)), hi: Tick(hi) })
}

fn sorted(mut orders: Vec<Order>, side: Side) -> Vec<Order> {
	orders.sort_by(|one, other| one.rank(other, side));
	orders
}

fn book(orders: &[(Side, Order)]) -> Book {
	let of = |side| {
		let orders = orders.iter().filter(|(of, _)| *of == side).map(|(_, order)| *order);
		sorted(orders.collect(), side)
	};
	Book::new(of(Side::Bid), of(Side::Ask)).unwrap()
}

fn lots(outcome: &Outcome) -> Vec<(OrderId, u64)> {
	let mut fills: Vec<_> = outcome.fills.iter().map(|fill| (fill.id, fill.lots.0)).collect();
	fills.sort();
	fills
}

/// Positions of the subaccounts, long and short.
fn positions() -> BTreeMap<SubaccountId, SignedLots> {
	(0..6).map(|id| (SubaccountId(id), SignedLots(i64::from(id) * 6 - 15))).collect()
}

/// Fresh orders, every third of which takes within a distance.
fn entering(orders: &[(Side, Order)]) -> Vec<Fresh> {
	let within = |order: &Order| {
		let passive = order.kind == Kind::PostOnly;
		(order.quantity.0.is_multiple_of(3) && !passive).then_some(order.limit.0 % 5)
	};
	let fresh =
		|(side, order): &(Side, Order)| Fresh { side: *side, order: *order, within: within(order) };
	orders.iter().map(fresh).collect()
}

/// One whole block of one series.
fn block(orders: &[(Side, Order)], band: Band, budget: u32, mark: u64) -> (Book, Outcome) {
	let (fresh, resting): (Vec<_>, Vec<_>) =
		orders.iter().copied().partition(|(_, order)| order.entered == NOW);
	let mut book = book(&resting);
	book.expire(NOW);
	enter(&mut book, entering(&fresh), budget);
	let outcome = Auction::open(&book, band, NOW, budget).clear(HalfTicks(mark)).unwrap();
	book.settle(&outcome, NOW);
	(book, outcome)
}

/// A thousand cases, or as many as `PROPTEST_CASES` asks for.
fn config() -> ProptestConfig {
	match env::var_os("PROPTEST_CASES") {
		Some(_) => ProptestConfig::default(),
		None => ProptestConfig::with_cases(1_000),
	}
}

proptest! {
	#![proptest_config(config())]

	#[test]
	fn auction_equals_the_reference(
		orders in orders(), band in band(), budget in 0u32..12, mark in 0u64..48,
	) {
		let book = book(&orders);
		let auction = Auction::open(&book, band, NOW, budget);
		let outcome = auction.clear(HalfTicks(mark)).unwrap();
		let found = reference::clear(&book, band, NOW, budget, mark);

		prop_assert_eq!(outcome.trade.map(|trade| trade.price.0), found.price);
		prop_assert_eq!(outcome.trade.map_or(0, |trade| trade.volume.0), found.volume);
		prop_assert_eq!(lots(&outcome), found.fills);
		prop_assert_eq!(outcome.left_bid.map(|tick| tick.0), found.left_bid);
		prop_assert_eq!(outcome.left_ask.map(|tick| tick.0), found.left_ask);
		prop_assert!(auction.confirms(&outcome));
	}

	/// A cap is the same as smaller orders, the best of which keep their size.
	#[test]
	fn a_capped_account_trades_as_if_its_orders_were_smaller(
		orders in orders(), band in band(), mark in 0u64..48,
		account in 0u32..6, side in prop_oneof![Just(Side::Bid), Just(Side::Ask)], cap in 0u64..30,
	) {
		let account = SubaccountId(account);
		let mut capped = Auction::open(&book(&orders), band, NOW, u32::MAX);
		let offered: u64 = orders.iter()
			.filter(|(of, order)| *of == side && order.id.subaccount == account)
			.map(|(_, order)| order.quantity.0).sum();
		let cut = capped.cap(account, side, Lots(cap));
		prop_assert!(!cut || offered > cap);
		let outcome = capped.clear(HalfTicks(mark)).unwrap();
		prop_assert!(capped.confirms(&outcome));
		let own: u64 = outcome.fills.iter()
			.filter(|fill| fill.side == side && fill.id.subaccount == account)
			.map(|fill| fill.lots.0).sum();
		prop_assert!(own <= cap);

		let mut whole = Auction::open(&book(&orders), band, NOW, u32::MAX);
		prop_assert!(!whole.cap(account, side, Lots(offered)));
		prop_assert_eq!(whole, Auction::open(&book(&orders), band, NOW, u32::MAX));
	}

	#[test]
	fn m05_block_is_the_same_under_permutation(
		(orders, shuffled) in orders()
			.prop_flat_map(|orders| (Just(orders.clone()), Just(orders).prop_shuffle())),
		band in band(), budget in 0u32..12, mark in 0u64..48,
	) {
		prop_assert_eq!(
			block(&orders, band, budget, mark),
			block(&shuffled, band, budget, mark)
		);
	}

	#[test]
	fn m07_one_price_within_limits_and_none_better_left_unfilled(
		orders in orders(), band in band(), budget in 0u32..12, mark in 0u64..48,
	) {
		let book = book(&orders);
		let auction = Auction::open(&book, band, NOW, budget);
		let outcome = auction.clear(HalfTicks(mark)).unwrap();
		let filled: BTreeMap<_, _> = lots(&outcome).into_iter().collect();
		let bought: u64 = outcome.fills.iter()
			.filter(|fill| fill.side == Side::Bid).map(|fill| fill.lots.0).sum();
		let sold: u64 = outcome.fills.iter()
			.filter(|fill| fill.side == Side::Ask).map(|fill| fill.lots.0).sum();
		prop_assert_eq!(bought, sold);
		let Some(trade) = outcome.trade else {
			prop_assert!(filled.is_empty());
			return Ok(());
		};
		prop_assert_eq!(trade.volume.0, bought);
		let taking: BTreeSet<_> = taking_part(&book, band, budget);
		for (side, order) in book.orders() {
			let got = filled.get(&order.id).copied().unwrap_or(0);
			prop_assert!(got <= order.quantity.0);
			if got > 0 {
				prop_assert!(crosses(side, order.limit, trade.price), "worse than its limit");
				prop_assert!(taking.contains(&order.id), "left out, yet filled");
			}
			let limit = band.effective(side, order.limit);
			let better = limit != trade.price && crosses(side, limit, trade.price);
			let cut = outcome
				.left_out(side.opposite())
				.is_some_and(|best| crosses(side, limit, best));
			if better && got < order.quantity.0 && taking.contains(&order.id) {
				prop_assert!(cut, "unfilled though strictly better than the price");
			}
		}
	}

	#[test]
	fn settled_book_is_at_rest(
		orders in orders(), band in band(), budget in 0u32..12, mark in 0u64..48,
	) {
		let (book, outcome) = block(&orders, band, budget, mark);
		let copy = Book::new(book.side(Side::Bid).to_vec(), book.side(Side::Ask).to_vec());
		prop_assert_eq!(copy.as_ref(), Some(&book));
		// Without a band and a cut, what is left of the fresh orders no longer crosses.
		if !outcome.is_cut() && band.lo.0 <= 1 && band.hi.0 >= 20 {
			let best = |side| book.priced(side, NOW).next().map(|order| order.limit);
			if let (Some(bid), Some(ask)) = (best(Side::Bid), best(Side::Ask)) {
				prop_assert!(bid < ask);
			}
		}
		// No owner's orders cross where one of them entered now, but pegs that took no part.
		for bid in book.priced(Side::Bid, NOW) {
			for ask in book.priced(Side::Ask, NOW) {
				let same = bid.id.subaccount.0 / 2 == ask.id.subaccount.0 / 2;
				if same && (bid.entered == NOW || ask.entered == NOW) {
					prop_assert!(bid.limit < ask.limit);
				}
			}
		}
	}

	#[test]
	fn settling_takes_from_each_order_what_it_filled(
		orders in orders(), band in band(), budget in 0u32..12, mark in 0u64..48,
	) {
		let mut book = book(&orders);
		let outcome = Auction::open(&book, band, NOW, budget).clear(HalfTicks(mark)).unwrap();
		let mut rest: BTreeMap<OrderId, u64> =
			book.orders().map(|(_, order)| (order.id, order.quantity.0)).collect();
		for (id, lots) in lots(&outcome) {
			*rest.get_mut(&id).unwrap() -= lots;
		}
		for (id, _) in book.settle(&outcome, NOW) {
			prop_assert!(rest.remove(&id).is_some_and(|lots| lots > 0));
		}
		rest.retain(|_, lots| *lots > 0);
		let left = book.orders().map(|(_, order)| (order.id, order.quantity.0));
		prop_assert_eq!(left.collect::<BTreeMap<_, _>>(), rest);
	}

	#[test]
	fn exactly_what_crosses_an_accepted_order_of_its_owner_is_refused(
		orders in orders(), most in 0u32..12,
	) {
		let owner = |order: &Order| order.id.subaccount.0 / 2;
		let (mut fresh, resting): (Vec<_>, Vec<_>) =
			orders.iter().copied().partition(|(_, order)| order.entered == NOW);
		for (_, order) in &mut fresh {
			(order.reduce_only, order.name) = (false, None);
			if order.peg.is_none() {
				order.kind = Kind::GoodTil;
			}
		}
		let mut book = book(&resting);
		enter(&mut book, vec![], most);
		let priced = book.clone();
		let entering = fresh.iter().map(|(side, order)| {
			Fresh { side: *side, order: *order, within: None }
		});
		// Their turn is over.
		let entered = enter(&mut book, entering.collect(), 0);
		fresh.sort_by_key(|(_, order)| order.id.turn());
		let mut accepted: Vec<(Side, Order)> =
			priced.orders().map(|(side, order)| (side, *order)).collect();
		let mut refused = Vec::new();
		for (side, mut order) in fresh {
			if let Some(peg) = order.peg {
				let value = value(peg.volatility).unwrap().0;
				order.limit = Tick(reference::place(&priced, side, &order, value, &steps()));
			}
			let cross = |own: &Order| {
				let volatility = |order: &Order| order.peg.map(|peg| Tick(peg.volatility.0));
				let pegs = volatility(&order).zip(volatility(own));
				pegs.is_some_and(|(new, own)| crosses(side, new, own))
					|| own.is_priced(NOW) && crosses(side, order.limit, own.limit)
			};
			let meets =
				|(of, own): &(Side, Order)| *of != side && owner(own) == owner(&order) && cross(own);
			if accepted.iter().any(meets) {
				refused.push((order.id, EntryError::SelfTrade));
			} else {
				accepted.push((side, order));
			}
		}
		prop_assert_eq!(entered.refused, refused);
		prop_assert_eq!(book, self::book(&accepted));
	}

	/// Those that waited longest, each where the reference puts it; the others as they were.
	#[test]
	fn pegs_stand_where_the_reference_puts_them(orders in orders(), most in 0u32..12) {
		let resting: Vec<_> =
			orders.iter().copied().filter(|(_, order)| order.entered < NOW).collect();
		let before = book(&resting);
		let mut turns: Vec<_> = resting.iter().filter_map(|(_, order)| {
			Some((order.peg?.priced, order.entered, order.id))
		}).collect();
		turns.sort();
		turns.truncate(most.try_into().unwrap());
		let turns: BTreeSet<OrderId> = turns.into_iter().map(|(_, _, id)| id).collect();
		let mut expected = resting;
		let mut moved = BTreeMap::new();
		for (side, order) in expected.iter_mut().filter(|(_, order)| turns.contains(&order.id)) {
			let peg = order.peg.as_mut().unwrap();
			peg.priced = NOW;
			let value = value(peg.volatility).unwrap().0;
			let limit = Tick(reference::place(&before, *side, order, value, &steps()));
			if limit != order.limit {
				moved.insert(order.id, limit);
			}
			order.limit = limit;
		}
		let mut after = before;
		let entered = enter(&mut after, vec![], most);
		prop_assert_eq!(entered.repriced.into_iter().collect::<BTreeMap<_, _>>(), moved);
		prop_assert_eq!(&after, &book(&expected));
		// None of them takes from a fixed order at rest, and none is beyond its worst price.
		for (side, peg) in after.orders().filter(|(_, order)| turns.contains(&order.id)) {
			let mut fixed = after.side(side.opposite()).iter().filter(|order| order.peg.is_none());
			prop_assert!(fixed.all(|order| !crosses(side, peg.limit, order.limit)));
			prop_assert!(crosses(side, peg.worst(), peg.limit));
		}
	}

	/// Over blocks in which values rise and fall, from nothing on.
	#[test]
	fn no_owner_ever_trades_with_itself(
		blocks in prop::collection::vec((orders(), 0u32..12, 1u32..4, 0u32..12), 1..8),
		band in band(), mark in 0u64..48,
	) {
		let steps = steps();
		let mut book = Book::default();
		for (now, (orders, most, factor, budget)) in (1u32..).zip(blocks) {
			let value = |volatility: Volatility| Some(Tick(volatility.0 * factor / 4));
			let mut fresh = entering(&orders);
			for Fresh { order, .. } in &mut fresh {
				order.entered = now;
				order.id.sequence += 1_000 * now;
				order.limit = order.worst();
				order.taker = order.peg.is_none();
			}
			book.expire(now);
			let start = book.bests(now);
			let pegs = Pricing { now, value, steps: &steps, most };
			let owner = |subaccount: SubaccountId| Some(subaccount.0 / 2);
			book.enter(fresh, start, &positions(), owner, &pegs);
			let auction = Auction::open(&book, band, now, budget);
			let outcome = auction.clear(HalfTicks(mark)).unwrap();
			let owners = |side| -> BTreeSet<u32> {
				let fills = outcome.fills.iter().filter(|fill| fill.side == side);
				fills.map(|fill| fill.id.subaccount.0 / 2).collect()
			};
			prop_assert!(owners(Side::Bid).is_disjoint(&owners(Side::Ask)));
			prop_assert!(auction.confirms(&outcome));
			book.settle(&outcome, now);
			let copy = Book::new(book.side(Side::Bid).to_vec(), book.side(Side::Ask).to_vec());
			prop_assert_eq!(copy.as_ref(), Some(&book));
		}
	}

	#[test]
	fn reduce_only_orders_never_open_a_position(orders in orders()) {
		let (fresh, resting): (Vec<_>, Vec<_>) =
			orders.iter().copied().partition(|(_, order)| order.entered == NOW);
		let mut book = book(&resting);
		let start = book.bests(NOW);
		let pegs = Pricing { now: NOW, value, steps: &steps(), most: 3 };
		let entered = book.enter(entering(&fresh), start, &positions(), Some, &pegs);
		for (side, order) in book.orders().filter(|(_, order)| order.reduce_only) {
			let own = book.side(side).iter().filter(|own| own.id.subaccount == order.id.subaccount);
			let sum: u64 = own.map(|own| own.quantity.0).sum();
			let held = positions()[&order.id.subaccount].0;
			prop_assert_eq!(side == Side::Bid, held < 0);
			prop_assert!(sum <= held.unsigned_abs());
		}
		// Every fresh order is accepted or refused, and only reduce-only ones are cut.
		let seen = entered.accepted.len() + entered.refused.len() + entered.amended.len();
		prop_assert_eq!(seen, fresh.len());
		for (side, order) in &entered.accepted {
			prop_assert!(book.side(*side).contains(order));
			let (_, sent) = fresh.iter().find(|(_, sent)| sent.id == order.id).unwrap();
			prop_assert!(order.quantity == sent.quantity || order.reduce_only);
		}
	}

	#[test]
	fn leftovers_of_a_budget_trade_in_the_following_blocks(
		orders in orders(), mark in 0u64..48,
	) {
		let band = Band { lo: Tick(1), hi: Tick(40) };
		let mut book = book(&orders);
		for now in NOW + 1..NOW + 40 {
			let outcome =
				Auction::open(&book, band, now, 1).clear(HalfTicks(mark)).unwrap();
			book.settle(&outcome, now);
			if !outcome.is_cut() {
				let best = |side| book.priced(side, now).next().map(|order| order.limit);
				if let (Some(bid), Some(ask)) = (best(Side::Bid), best(Side::Ask)) {
					prop_assert!(bid < ask);
				}
				return Ok(());
			}
			prop_assert!(outcome.trade.is_some(), "cut, yet nothing traded");
		}
		prop_assert!(false, "never done");
	}
}

/// The orders that take part, as the rules say it: fresh ones and the best of those that rest.
fn taking_part(book: &Book, band: Band, budget: u32) -> BTreeSet<OrderId> {
	let best = |side: Side| book.priced(side, NOW).next().map(|o| band.effective(side, o.limit));
	let mut taking = BTreeSet::new();
	for side in [Side::Bid, Side::Ask] {
		let Some(opposite) = best(side.opposite()) else { continue };
		let mut own: Vec<Order> = book.priced(side, NOW).copied().collect();
		own.iter_mut().for_each(|order| order.limit = band.effective(side, order.limit));
		own.retain(|order| crosses(side, order.limit, opposite));
		let own = sorted(own, side);
		taking.extend(own.iter().filter(|order| order.entered == NOW).map(|order| order.id));
		let resting = own.iter().filter(|order| order.entered < NOW).take(budget as usize);
		taking.extend(resting.map(|order| order.id));
	}
	taking
}
