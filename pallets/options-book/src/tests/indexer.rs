//! A client that knows no more than the events: after every block its books are those that are stored.

use super::*;
use codec::Encode;
use std::{
	cell::RefCell,
	collections::{BTreeMap, BTreeSet},
};
use tenor_auction::{crosses, Fill, Order, Peg};

/// What the events so far make: the books, and what traded.
#[derive(Default)]
struct Indexer {
	books: BTreeMap<SeriesId, BTreeMap<OrderId, (Side, Order)>>,
	positions: BTreeMap<(SubaccountId, SeriesId), i64>,
}

thread_local! {
	static INDEXER: RefCell<Indexer> = RefCell::default();
}

/// Starts with an empty chain.
pub(crate) fn restart() {
	INDEXER.take();
}

/// Reads the events of a block that has ended, and compares.
pub(crate) fn follow(events: &[Event<Test>]) {
	INDEXER.with_borrow_mut(|indexer| {
		for event in events {
			if let Event::BookChanged { series, change } = event {
				indexer.apply(*series, change);
			}
		}
		indexer.compare();
	});
}

/// Checks that the fills told make all positions; no test that calls it sets them by hand.
pub(crate) fn check_positions() {
	let mut held = BTreeMap::new();
	for (subaccount, portfolio) in World::get().portfolios {
		// A future that is closed is there for its cost.
		let positions = portfolio.positions.into_iter().filter(|(_, lots)| !lots.is_zero());
		held.extend(positions.map(|(series, lots)| ((subaccount, series), lots.0)));
	}
	INDEXER.with_borrow_mut(|indexer| {
		indexer.positions.retain(|_, lots| *lots != 0);
		assert_eq!(indexer.positions, held);
	});
}

impl Indexer {
	fn apply(&mut self, series: SeriesId, change: &BookChange) {
		let now = Book::now();
		let book = self.books.entry(series).or_default();
		for Amended { from, to, quantity, good_til } in change.amended.iter().copied() {
			let (side, old) = book.remove(&from).expect("it rests");
			assert!(old.entered < now && quantity <= old.quantity);
			let order = Order { id: to, quantity, good_til, ..old };
			assert!(book.insert(to, (side, order)).is_none(), "two orders of one id");
		}
		for Repriced { id, limit } in change.repriced.iter().copied() {
			let (_, order) = book.get_mut(&id).expect("it rests");
			assert!(order.peg.is_some() && order.entered < now && order.limit != limit);
			order.limit = limit;
		}
		for entry in change.entered.iter().copied() {
			let Entry { id, side, limit, quantity, good_til, kind, reduce_only, name, peg } = entry;
			let order = Order::new(id, limit, quantity, now, good_til, kind);
			let order = Order { reduce_only, name, peg, ..order };
			assert!(book.insert(id, (side, order)).is_none(), "two orders of one id");
		}
		for (id, lots) in &change.cut {
			let (_, order) = book.get_mut(id).expect("it rests");
			assert!(order.reduce_only && order.entered < now && *lots < order.quantity);
			order.quantity = *lots;
		}
		self.fill(series, change);
		let book = self.books.entry(series).or_default();
		let trading: BTreeSet<OrderId> =
			change.fills.iter().map(|fill| fill.id).chain(change.waiting.iter().copied()).collect();
		for entry in &change.entered {
			if !trading.contains(&entry.id) {
				book.get_mut(&entry.id).expect("it entered").1.taker = false;
			}
		}
		book.retain(|_, (_, order)| !order.quantity.is_zero());
		for (id, _) in &change.left {
			book.remove(id).expect("it stood until it left");
		}
	}

	fn fill(&mut self, series: SeriesId, change: &BookChange) {
		let Some(trade) = change.trade else {
			assert_eq!(change.fills, []);
			return;
		};
		let book = self.books.entry(series).or_default();
		let mut lots = BTreeMap::from([(BID, 0), (ASK, 0)]);
		for fill in &change.fills {
			let (side, order) = book.get_mut(&fill.id).expect("it stands");
			assert_eq!((fill.side, fill.maker), (*side, !order.taker));
			assert!(crosses(*side, order.limit, trade.price));
			order.quantity = order.quantity.checked_sub(fill.lots).expect("no more than it is");
			*lots.entry(*side).or_default() += fill.lots.0;
			let position = self.positions.entry((fill.id.subaccount, series)).or_default();
			let moved = fill.lots.0.cast_signed();
			*position += if *side == BID { moved } else { -moved };
		}
		assert_eq!((lots[&BID], lots[&ASK]), (trade.volume.0, trade.volume.0));
	}

	/// Books that a test made unreadable are out of an indexer's reach.
	fn compare(&self) {
		let stored = Slabs::<Test>::iter_keys().map(|(series, _)| series);
		let series: BTreeSet<SeriesId> = stored.chain(self.books.keys().copied()).collect();
		for series in series {
			let Ok(stored) = Book::load(series) else { continue };
			let told = self.books.get(&series);
			for side in [BID, ASK] {
				let told = told.into_iter().flat_map(BTreeMap::values);
				let told = told.filter(|(of, _)| *of == side);
				let mut told: Vec<Order> = told.map(|(_, order)| *order).collect();
				told.sort_by(|one, other| one.rank(other, side));
				let stored: Vec<Order> = stored.side(side).iter().copied().map(as_told).collect();
				let told: Vec<Order> = told.into_iter().map(as_told).collect();
				assert_eq!(stored, told, "{series:?} {side:?}");
			}
		}
	}
}

/// An order as far as events tell it: not when a peg was last priced at the limit that it had before.
fn as_told(order: Order) -> Order {
	Order { peg: order.peg.map(|peg| Peg { priced: 0, ..peg }), ..order }
}

#[test]
fn events_are_compact() {
	let small = entry(id(1, 1, 0), order(S, BID, 60, 60));
	let named = NewOrder { client: Some(ClientId(7)), ..order(S, BID, u32::MAX, MAX_QUANTITY.0) };
	assert_eq!(small.encoded_size(), 22);
	assert_eq!(entry(id(1, 1, 0), named).encoded_size(), 37);
	let terms = Peg { volatility: Volatility(1), worst: Tick(1), priced: 1 };
	assert_eq!(Entry { peg: Some(terms), ..small }.encoded_size(), 34);
	assert_eq!(Repriced { id: id(1, 1, 0), limit: Tick(60) }.encoded_size(), 12);
	let fill = |lots| Fill { id: id(1, 1, 0), side: BID, lots, maker: true };
	assert_eq!(fill(Lots(60)).encoded_size(), 14);
	assert_eq!(fill(MAX_QUANTITY).encoded_size(), 20);
	// What is empty takes a byte each.
	let nothing = Event::<Test>::BookChanged { series: S, change: BookChange::default() };
	assert_eq!(nothing.encoded_size(), 1 + 4 + 8);
}
