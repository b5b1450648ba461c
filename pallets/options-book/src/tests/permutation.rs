//! Order independence over random blocks.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use tenor_auction::Trade;

/// A request of a subaccount, before it has a sequence.
#[derive(Clone, Debug)]
enum Ask {
	Place(Vec<NewOrder>),
	/// The order placed by an earlier request, by how many requests ago, and its place.
	Cancel(u32, u8),
	CancelSeries(SeriesId),
	CancelName(SeriesId, ClientId),
	CancelAll(Scope),
	Quote(Vec<Quote>),
	After(Option<u32>),
	Protect(Option<Protection>),
}

fn new_order() -> impl Strategy<Value = NewOrder> {
	let kind = prop_oneof![
		6 => Just(Kind::GoodTil),
		1 => Just(Kind::ImmediateOrCancel),
		2 => Just(Kind::PostOnly),
	];
	let within = prop::option::weighted(0.2, 0u32..6);
	let client = prop::option::weighted(0.3, (0u32..2).prop_map(ClientId));
	let behaviour = (1u32..8, kind, prop::bool::weighted(0.2), within, client);
	let fixed = (0u32..3, any::<bool>(), 90u32..111, 1u64..400, behaviour).prop_map(
		|(series, bid, limit, quantity, (good_til, kind, reduce_only, within, client))| NewOrder {
			good_til,
			kind,
			reduce_only,
			within,
			client,
			..order(SeriesId(series), if bid { BID } else { ASK }, limit, quantity)
		},
	);
	(fixed, prop::option::weighted(0.3, (450u32..550, 0u32..12))).prop_map(|(fixed, peg)| {
		let Some((permille, beyond)) = peg else { return fixed };
		let limit = match fixed.side {
			BID => fixed.limit.saturating_add(Tick(beyond)),
			ASK => fixed.limit.saturating_sub(Tick(beyond)),
		};
		let peg = Some(Volatility(permille * 1_000));
		NewOrder { kind: Kind::PostOnly, within: None, limit, peg, ..fixed }
	})
}

fn quote() -> impl Strategy<Value = Quote> {
	let leg = || (0u32..20, 0u64..6);
	(0u32..3, leg(), leg()).prop_map(|(series, bid, ask)| Quote {
		series: SeriesId(series),
		bid: Leg { limit: Tick(85 + bid.0), quantity: Lots(bid.1) },
		ask: Leg { limit: Tick(95 + ask.0), quantity: Lots(ask.1) },
	})
}

fn protection() -> impl Strategy<Value = Protection> {
	let limits = (prop::option::of(1u64..50), prop::option::of(1i128..200));
	(1u32..4, 1u32..3, 1u64..50, limits).prop_map(|(window, pause, lots, (delta, vega))| {
		let (quantity, delta) = (Some(Lots(lots)), delta.map(Lots));
		Protection { window, pause, quantity, delta, vega: vega.map(Money) }
	})
}

fn ask() -> impl Strategy<Value = (u32, Ask)> {
	let ask = prop_oneof![
		8 => prop::collection::vec(new_order(), 1..4).prop_map(Ask::Place),
		3 => prop::collection::vec(quote(), 1..4).prop_map(Ask::Quote),
		3 => (0u32..4, 0u8..2).prop_map(|(ago, index)| Ask::Cancel(ago, index)),
		1 => (0u32..3).prop_map(|series| Ask::CancelSeries(SeriesId(series))),
		1 => (0u32..3, 0u32..2)
			.prop_map(|(series, name)| Ask::CancelName(SeriesId(series), ClientId(name))),
		1 => prop_oneof![
			Just(ALL),
			Just(Scope::Underlying(UnderlyingId(0))),
			Just(Scope::Underlying(UnderlyingId(1))),
		]
		.prop_map(Ask::CancelAll),
		1 => prop::option::of(1u32..4).prop_map(Ask::After),
		1 => prop::option::of(protection()).prop_map(Ask::Protect),
	];
	(prop_oneof![1u32..7, 21u32..24], ask)
}

/// Sends a request with its sequence; false if the call refused it.
fn send(account: u32, sequence: u32, ask: &Ask) -> bool {
	let subaccount = SubaccountId(account);
	let origin = RuntimeOrigin::signed(World::owner(subaccount).unwrap());
	numbered(sequence, || match ask {
		Ask::Place(orders) => {
			Book::place_orders(origin, subaccount, orders.clone().try_into().unwrap()).is_ok()
		},
		Ask::Cancel(ago, index) => {
			let ids = vec![id(account, sequence.saturating_sub(*ago), *index)].try_into().unwrap();
			Book::cancel_orders(origin, subaccount, ids).is_ok()
		},
		Ask::CancelSeries(series) => Book::cancel_series(origin, subaccount, *series).is_ok(),
		Ask::Quote(quotes) => {
			let quotes = quotes.clone().try_into().unwrap();
			Book::mass_quote(origin, subaccount, quotes, 9).is_ok()
		},
		Ask::CancelName(series, name) => {
			let names = vec![(*series, *name)].try_into().unwrap();
			Book::cancel_clients(origin, subaccount, names).is_ok()
		},
		Ask::CancelAll(scope) => Book::cancel_all(origin, subaccount, *scope).is_ok(),
		Ask::After(blocks) => Book::cancel_all_after(origin, subaccount, *blocks).is_ok(),
		Ask::Protect(protection) => Book::set_protection(origin, subaccount, *protection).is_ok(),
	})
}

/// What the calls of each subaccount said when they were dispatched.
type Said = BTreeMap<SubaccountId, Vec<Event<Test>>>;

type Books = (BTreeMap<(SeriesId, Side), Slab>, Vec<SeriesId>, BTreeMap<SubaccountId, Guard>);

type Snapshot = (World, Books, Said, Vec<Event<Test>>);

/// Takes what the calls of the block said; they tell refusals of single orders and nothing else.
fn said() -> Said {
	let mut said = Said::new();
	for event in System::read_events_for_pallet::<Event<Test>>() {
		let Event::OrdersRefused { subaccount, .. } = event else { panic!("{event:?}") };
		said.entry(subaccount).or_default().push(event);
	}
	System::reset_events();
	said
}

/// Runs blocks whose intake is rotated and turned round by `twist`, so that it stands in another
/// order than it was sent in, whoever sent it.
fn run(blocks: &[Vec<(u32, Ask)>], twist: usize, units: u32) -> Vec<Snapshot> {
	let mut snapshots = vec![];
	ExtBuilder.build().execute_with(|| {
		ClearingUnits::set(units);
		World::set(|world| world.future = Some(SeriesId(1)));
		let mut sequences = BTreeMap::<u32, u32>::new();
		for (block, mark) in blocks.iter().zip((94..108).step_by(3).cycle()) {
			// What pegs follow.
			World::set(|world| world.mark = Some(mark));
			for (subaccount, ask) in block {
				let sequence = sequences.entry(*subaccount).or_default();
				*sequence += 1;
				send(*subaccount, *sequence, ask);
			}
			let mut requests = Intake::<Test>::get();
			if !requests.is_empty() {
				let by = twist % requests.len();
				requests.rotate_left(by);
				if twist % 2 == 1 {
					requests.reverse();
				}
				Intake::<Test>::put(requests);
			}
			let said = said();
			let events = end();
			indexer::check_positions();
			let books =
				(Slabs::<Test>::iter().collect(), carried(), Guards::<Test>::iter().collect());
			snapshots.push((World::get(), books, said, events));
		}
	});
	snapshots
}

proptest! {
	#![proptest_config(cases())]

	#[test]
	fn m05_blocks_are_the_same_under_permutation(
		blocks in prop::collection::vec(prop::collection::vec(ask(), 0..14), 1..5),
		twist in 1usize..1_000,
		units in 0u32..40,
	) {
		let plain = run(&blocks, 0, units);
		prop_assert_eq!(&plain, &run(&blocks, twist, units));
		prop_assert_eq!(&plain, &run(&blocks, 1, units));
	}

	#[test]
	fn m05_extrinsics_of_different_accounts_commute(
		blocks in prop::collection::vec(prop::collection::vec(ask(), 0..14), 1..4),
		units in 0u32..40,
	) {
		// Every account's own sequence is kept, as its nonce does; accounts change places.
		let regrouped: Vec<_> = blocks
			.iter()
			.map(|block| {
				let mut block = block.clone();
				block.sort_by_key(|(subaccount, _)| std::cmp::Reverse(*subaccount));
				block
			})
			.collect();
		prop_assert_eq!(run(&blocks, 0, units), run(&regrouped, 0, units));
	}

	#[test]
	fn m07_every_block_clears_at_one_price_within_limits(
		blocks in prop::collection::vec(prop::collection::vec(ask(), 0..20), 1..4),
		units in 0u32..40,
	) {
		let mut limits = BTreeMap::<OrderId, (Side, Tick, Lots)>::new();
		let mut sequences = BTreeMap::<u32, u32>::new();
		for (subaccount, ask) in blocks.iter().flatten() {
			let sequence = sequences.entry(*subaccount).or_default();
			*sequence += 1;
			let mut sent = |index, side, limit, quantity| {
				limits.insert(id(*subaccount, *sequence, index), (side, limit, quantity));
			};
			match ask {
				Ask::Place(orders) => (0u8..).zip(orders).for_each(|(index, order)| {
					sent(index, order.side, order.limit, order.quantity)
				}),
				Ask::Quote(quotes) => (0u8..).zip(quotes).for_each(|(place, quote)| {
					sent(2 * place, BID, quote.bid.limit, quote.bid.quantity);
					sent(2 * place + 1, ASK, quote.ask.limit, quote.ask.quantity);
				}),
				_ => (),
			}
		}
		for (_, _, _, events) in run(&blocks, 0, units) {
			for event in events {
				let Event::BookChanged { change: BookChange { trade, fills, .. }, .. } = event else {
					continue;
				};
				let Some(Trade { price, volume }) = trade else { continue };
				let mut sums = BTreeMap::<Side, u64>::new();
				for fill in fills {
					let (side, limit, size) = limits.get_mut(&fill.id).unwrap();
					prop_assert_eq!(*side, fill.side);
					prop_assert!(tenor_auction::crosses(fill.side, *limit, price));
					prop_assert!(fill.lots <= *size, "filled beyond its size");
					size.0 -= fill.lots.0;
					*sums.entry(fill.side).or_default() += fill.lots.0;
				}
				prop_assert_eq!((sums[&BID], sums[&ASK]), (volume.0, volume.0));
			}
		}
	}
}
