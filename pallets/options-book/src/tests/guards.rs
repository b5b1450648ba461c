//! Deadlines and limits that owners set.

use super::*;
use crate::guard::Exposure;
use frame_support::{assert_noop, assert_ok};
use proptest::prelude::*;
use tenor_auction::Failure;

fn cancel_after(subaccount: u32, blocks: Option<u32>) -> DispatchResult {
	as_owner(subaccount, |owner, id| Book::cancel_all_after(owner, id, blocks))
}

fn protect(subaccount: u32, protection: Option<Protection>) -> DispatchResult {
	as_owner(subaccount, |owner, id| Book::set_protection(owner, id, protection))
}

fn quantity(lots: u64) -> Protection {
	Protection { window: 10, pause: 3, quantity: Some(Lots(lots)), delta: None, vega: None }
}

fn volumes(events: &[Event<Test>]) -> Vec<(u32, u64)> {
	cleared(events).into_iter().map(|(series, _, volume)| (series, volume)).collect()
}

fn guard(subaccount: u32) -> Option<Guard> {
	Book::guard_of(SubaccountId(subaccount))
}

#[test]
fn m06_nothing_fills_past_its_deadline_unless_it_is_renewed() {
	ExtBuilder.build_and_execute(|| {
		place_one(1, BID, 100, 5);
		assert_ok!(cancel_after(1, Some(2)));
		let set = Event::DeadlineSet { subaccount: SubaccountId(1), last: Some(3) };
		assert!(end().contains(&set));
		// Renewed in block 2, it stands to block 5.
		assert_ok!(cancel_after(1, Some(3)));
		end();
		end();
		end();
		assert_eq!(System::block_number(), 5);
		place_one(2, ASK, 100, 2);
		assert_eq!(volumes(&end()), [(0, 2)]);
		// Block 6: it is dead, though it still stands in the book.
		assert_eq!(Book::depth(S, 1).unwrap().bids, [(Tick(100), Lots(3))]);
		assert!(open(1).is_empty());
		place_one(2, ASK, 100, 2);
		let events = end();
		assert_eq!(volumes(&events), []);
		assert_eq!(reasons(&events, id(1, 1, 0)), [Reason::Pulled]);
		assert_eq!(open(2), [(id(2, 2, 0), 2)]);
		// What is placed later lives, and no deadline is left.
		place_one(1, BID, 100, 1);
		assert_eq!(volumes(&end()), [(0, 1)]);
		end();
		assert_eq!(guard(1), None);
	});
}

#[test]
fn a_deadline_goes_for_orders_placed_before_and_after_it_was_set() {
	ExtBuilder.build_and_execute(|| {
		place_one(1, BID, 98, 1);
		end();
		assert_ok!(cancel_after(1, Some(1)));
		end();
		assert_ok!(place(1, &[order(SeriesId(1), BID, 97, 1)]));
		end();
		assert!(open(1).is_empty(), "block 4 is past it");
		// Nothing touches the books: a look at the account takes the orders out.
		let slabs = || Slabs::<Test>::iter().count();
		assert_eq!(slabs(), 2);
		let events = end();
		assert_eq!(slabs(), 0);
		assert_eq!(reasons(&events, id(1, 1, 0)), [Reason::Pulled]);
		assert_eq!(guard(1), None);
	});
}

#[test]
fn a_deadline_can_be_lifted_and_the_greatest_sequence_goes() {
	ExtBuilder.build_and_execute(|| {
		place_one(1, BID, 98, 1);
		assert_ok!(cancel_after(1, Some(1)));
		assert_ok!(cancel_after(1, Some(7)));
		// They come in another order.
		Intake::<Test>::mutate(|requests| requests.reverse());
		end();
		assert_eq!(guard(1).unwrap().deadline, Some(8));
		assert_ok!(cancel_after(1, None));
		end();
		assert_eq!(guard(1), None);
		for bad in [Some(0), Some(MAX_COUNTDOWN + 1)] {
			assert_noop!(cancel_after(1, bad), Error::<Test>::CountdownOutOfRange);
		}
		let stranger = Book::cancel_all_after(RuntimeOrigin::signed(2), SubaccountId(1), None);
		assert_noop!(stranger, Error::<Test>::Unauthorized);
	});
}

#[test]
fn a_deadline_and_limits_of_a_subaccount_that_closes_in_its_block_are_not_kept() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(cancel_after(1, Some(5)));
		assert_ok!(protect(1, Some(quantity(5))));
		World::set(|world| {
			world.portfolios.remove(&SubaccountId(1));
		});
		end();
		assert_eq!(guard(1), None);
	});
}

#[test]
fn a_dead_order_gives_neither_name_nor_age_nor_room() {
	ExtBuilder.build_and_execute(|| {
		MaxOpenOrders::set(1);
		let named = |limit| NewOrder { client: Some(ClientId(7)), ..order(S, BID, limit, 5) };
		assert_ok!(place(1, &[named(98)]));
		assert_ok!(cancel_after(1, Some(1)));
		end();
		end();
		assert_ok!(place(1, &[named(98)]));
		let events = end();
		assert_eq!(reasons(&events, id(1, 1, 0)), [Reason::Pulled]);
		assert_eq!(open(1), [(id(1, 3, 0), 5)]);
		assert_eq!(Book::orders(SubaccountId(1))[0].entered, 3);
	});
}

#[test]
fn a_limit_caps_what_fills_in_a_series_and_in_the_next() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(protect(1, Some(quantity(12))));
		let series = [0, 1, 2].map(SeriesId);
		let bids = series.map(|series| order(series, BID, 100, 10));
		assert_ok!(place(1, &bids));
		end();
		// Ten fill in the first, two in the second, none in the third.
		let asks = series.map(|series| order(series, ASK, 100, 10));
		assert_ok!(place(2, &asks));
		let events = end();
		assert_eq!(volumes(&events), [(0, 10), (1, 2)]);
		let (subaccount, until) = (SubaccountId(1), 5);
		let tripped = Event::Protected { subaccount, series: SeriesId(1), until };
		let told = |event: &&Event<Test>| matches!(event, Event::Protected { .. });
		assert_eq!(events.iter().filter(told).collect::<Vec<_>>(), [&tripped]);
		// The rest is pulled from the books at once, whatever is left of it.
		for index in [1, 2] {
			assert_eq!(reasons(&events, id(1, 2, index)), [Reason::Pulled]);
		}
		assert!(open(1).is_empty());
		// Nothing is placed in the pause, to block 5; cancels go on.
		assert_eq!(System::block_number(), 3);
		assert_noop!(place(1, &bids), Error::<Test>::Paused);
		assert_ok!(as_owner(1, |owner, id| Book::cancel_all(owner, id, ALL)));
		(3..=5).for_each(|_| drop(end()));
		// A window begins anew.
		assert_ok!(place(1, &bids));
		assert_eq!(volumes(&end()), [(1, 8), (2, 4)]);
	});
}

#[test]
fn m05_limits_go_for_their_block_wherever_they_stand_in_it() {
	let outcome = |places_first| {
		let mut outcome = vec![];
		ExtBuilder.build_and_execute(|| {
			place_one(2, ASK, 100, 20);
			end();
			let origin = || RuntimeOrigin::signed(1);
			let one = SubaccountId(1);
			let orders = || vec![order(S, BID, 100, 10)].try_into().unwrap();
			let places = |number| numbered(number, || Book::place_orders(origin(), one, orders()));
			let limits = |number, lots: Option<u64>| {
				let limits = lots.map(quantity);
				numbered(number, || Book::set_protection(origin(), one, limits))
			};
			// The greatest number goes; then a pause, whose end in its block is the next one's matter.
			if places_first {
				assert_ok!(places(1));
				assert_ok!(limits(3, Some(7)));
				assert_ok!(limits(2, Some(5)));
			} else {
				assert_ok!(limits(2, Some(5)));
				assert_ok!(limits(3, Some(7)));
				assert_ok!(places(1));
			}
			outcome.push(end());
			if places_first {
				assert_noop!(places(4), Error::<Test>::Paused);
				assert_ok!(limits(5, None));
			} else {
				assert_ok!(limits(5, None));
				assert_noop!(places(4), Error::<Test>::Paused);
			}
			outcome.push(end());
			assert_ok!(places(6));
			outcome.push(end());
		});
		outcome
	};
	let blocks = outcome(true);
	assert_eq!(
		blocks.iter().map(|events| volumes(events)).collect::<Vec<_>>(),
		[vec![(0, 7)], vec![], vec![(0, 10)]]
	);
	assert_eq!(blocks, outcome(false));
}

#[test]
fn pulled_orders_of_untouched_books_do_not_fill() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(protect(1, Some(quantity(5))));
		let bids = [order(S, BID, 100, 5), order(SeriesId(1), BID, 100, 5)];
		assert_ok!(place(1, &bids));
		end();
		place_one(2, ASK, 100, 5);
		assert_eq!(volumes(&end()), [(0, 5)]);
		assert_ok!(place(2, &[order(SeriesId(1), ASK, 100, 5)]));
		assert_eq!(volumes(&end()), []);
		assert!(open(1).is_empty());
	});
}

#[test]
fn limits_do_not_count_fills_that_are_dropped() {
	let series = [0, 1, 2].map(SeriesId);
	let both = |lots| {
		assert_ok!(protect(1, Some(quantity(lots))));
		World::set(|world| world.refuses = Some(S));
		assert_ok!(place(1, &series.map(|series| order(series, BID, 100, 10))));
		assert_ok!(place(2, &series.map(|series| order(series, ASK, 100, 10))));
		let events = end();
		assert!(events.contains(&Event::SeriesFailed { series: S, failure: Failure::Refused }));
		let told = |event: &Event<Test>| matches!(event, Event::Protected { .. });
		assert!(!events.iter().any(told));
		assert_eq!(open(1).len(), 3, "nothing is pulled");
		volumes(&events)
	};
	ExtBuilder.build_and_execute(|| {
		// Ten would fill in the first; two fill in the second, as was left beside them, and count.
		assert_eq!(both(12), [(1, 2)]);
		assert_eq!(guard(1).unwrap().protection.unwrap().quantity, Lots(2));
		// What the ten lost is there again: eight of the second, two of the third.
		assert_ok!(place(
			3,
			&series[1..].iter().map(|of| order(*of, BID, 90, 1)).collect::<Vec<_>>()
		));
		let events = end();
		assert_eq!(volumes(&events), [(1, 8), (2, 2)]);
		let (subaccount, until) = (SubaccountId(1), 5);
		assert!(events.contains(&Event::Protected { subaccount, series: SeriesId(2), until }));
	});
	ExtBuilder.build_and_execute(|| {
		// The first would use it all up.
		assert_eq!(both(10), []);
		assert_eq!(guard(1).unwrap().protection, Some(Protected::new(quantity(10))));
	});
}

#[test]
fn limits_of_delta_and_vega_are_net() {
	ExtBuilder.build_and_execute(|| {
		// A lot has a delta of a half: at most 8 bought, at most 12 sold after 2 were bought.
		let delta = Protection { quantity: None, delta: Some(Lots(4)), ..quantity(1) };
		assert_ok!(protect(1, Some(delta)));
		assert_ok!(place(1, &[order(S, BID, 100, 2)]));
		place_one(2, ASK, 100, 2);
		assert_eq!(volumes(&end()), [(0, 2)]);
		assert_ok!(place(1, &[order(S, ASK, 100, 20)]));
		place_one(2, BID, 100, 20);
		let events = end();
		assert_eq!(volumes(&events), [(0, 10)]);
		assert!(events.iter().any(|event| matches!(event, Event::Protected { .. })));
		// Vega of 10 a lot: three lots.
		let vega = Protection { quantity: None, vega: Some(Money(39)), ..quantity(1) };
		assert_ok!(protect(1, Some(vega)));
		// The pause ends with this block.
		end();
		assert_ok!(place(1, &[order(S, BID, 101, 20)]));
		place_one(2, ASK, 101, 20);
		// Ten bids of subaccount 2 at 100 are at rest, and its own.
		assert_eq!(volumes(&end()), [(0, 3)]);
	});
}

#[test]
fn limits_begin_anew_with_each_window() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(protect(1, Some(Protection { window: 2, ..quantity(6) })));
		for _ in 0..4 {
			place_one(1, BID, 100, 3);
			place_one(2, ASK, 100, 3);
			assert_eq!(volumes(&end()), [(0, 3)]);
			end();
		}
		assert!(!guard(1).unwrap().is_paused(System::block_number().try_into().unwrap()));
	});
}

#[test]
fn orders_that_may_not_fill_stand_in_nobodys_way() {
	ExtBuilder.build_and_execute(|| {
		// No lot keeps a limit of 9 where each has a vega of 10.
		let never = Protection { quantity: None, vega: Some(Money(9)), ..quantity(1) };
		assert_ok!(protect(1, Some(never)));
		place_one(1, BID, 110, 1);
		end();
		let quote = NewOrder { kind: Kind::PostOnly, ..order(S, ASK, 105, 2) };
		assert_ok!(place(2, &[quote]));
		let events = end();
		assert_eq!(reasons(&events, id(1, 2, 0)), [Reason::Pulled]);
		assert_eq!(open(2), [(id(2, 1, 0), 2)]);
		// One that would cross is taken away with its account's pause.
		place_one(1, BID, 110, 1);
		place_one(3, BID, 105, 2);
		let events = end();
		assert_eq!(volumes(&events), [(0, 2)]);
		assert!(guard(1).unwrap().is_paused(System::block_number().try_into().unwrap()));
		// Dead orders neither.
		place_one(4, BID, 110, 1);
		assert_ok!(cancel_after(4, Some(1)));
		end();
		end();
		assert_ok!(place(2, &[quote]));
		end();
		assert_eq!(open(2), [(id(2, 2, 0), 2)]);
	});
}

#[test]
fn all_dead_orders_of_who_stands_first_leave_at_once_and_for_a_quote_too() {
	ExtBuilder.build_and_execute(|| {
		ClearingUnits::set(0);
		let dead: Vec<NewOrder> = (0..5).map(|ticks| order(S, BID, 110 - ticks, 1)).collect();
		assert_ok!(place(4, &dead));
		assert_ok!(cancel_after(4, Some(1)));
		end();
		end();
		let leg = |limit| Leg { limit: Tick(limit), quantity: Lots(1) };
		let quote = Quote { series: S, bid: leg(100), ask: leg(104) };
		let quotes = vec![quote].try_into().unwrap();
		assert_ok!(as_owner(2, |two, id| Book::mass_quote(two, id, quotes, 1_000)));
		end();
		assert_eq!((open(2).len(), open(4)), (2, vec![]));
	});
}

#[test]
fn a_key_for_cancels_only_brings_a_deadline_nearer() {
	ExtBuilder.build_and_execute(|| {
		let scope = AgentScope {
			permission: Permission::Cancel,
			underlying: None,
			expires: BlockNumber::MAX,
			daily_loss: None,
		};
		World::set(|world| {
			let agent = Authority { key: KeyId(1), scope };
			world.agents.insert((SubaccountId(1), AGENT), agent);
		});
		let by_agent = |blocks| {
			let agent = RuntimeOrigin::signed(AGENT);
			numbered(9, || Book::cancel_all_after(agent, SubaccountId(1), blocks))
		};
		assert_ok!(by_agent(Some(20)));
		end();
		for later in [None, Some(20)] {
			assert_noop!(by_agent(later), Error::<Test>::OutOfScope);
		}
		assert_ok!(by_agent(Some(19)));
		end();
		// Also beside its owner's word in the same block, whoever has the greater number.
		let last = |blocks| Some(u32::try_from(System::block_number()).unwrap() + blocks);
		for (agents, owners, nearest) in [(17, 18, 17), (15, 5, 5)] {
			assert_ok!(by_agent(Some(agents)));
			assert_ok!(cancel_after(1, Some(owners)));
			let expected = last(nearest);
			end();
			assert_eq!(guard(1).unwrap().deadline, expected);
		}
		// One that has passed is none.
		Guards::<Test>::mutate(SubaccountId(1), |guard| {
			guard.as_mut().unwrap().deadline = Some(1);
		});
		assert_ok!(by_agent(Some(30)));
		assert_noop!(
			Book::cancel_all_after(RuntimeOrigin::signed(1), SubaccountId(1), None),
			Error::<Test>::NotDirect
		);
	});
}

#[test]
fn bad_protections_are_refused_and_one_can_be_lifted() {
	ExtBuilder.build_and_execute(|| {
		let good = quantity(1);
		let bad = [
			Protection { window: 0, ..good },
			Protection { pause: 0, ..good },
			Protection { window: MAX_COUNTDOWN + 1, ..good },
			Protection { quantity: None, ..good },
			Protection { quantity: Some(Lots(0)), ..good },
			Protection { delta: Some(Lots(0)), ..good },
			Protection { vega: Some(Money(0)), ..good },
		];
		for bad in bad {
			assert_noop!(protect(1, Some(bad)), Error::<Test>::ProtectionOutOfBounds);
		}
		assert_ok!(protect(1, Some(good)));
		let set = Event::ProtectionSet { subaccount: SubaccountId(1), protection: Some(good) };
		assert!(end().contains(&set));
		assert_eq!(guard(1).unwrap().protection, Some(Protected::new(good)));
		assert_ok!(protect(1, None));
		end();
		assert_eq!(guard(1), None);
		let indirect = Book::set_protection(RuntimeOrigin::signed(1), SubaccountId(1), Some(good));
		assert_noop!(indirect, Error::<Test>::NotDirect);
	});
}

fn side() -> impl Strategy<Value = Side> {
	prop_oneof![Just(BID), Just(ASK)]
}

proptest! {
	/// Whatever fills within the room that is left, no limit is passed within a window; and the room
	/// is not less than it might be.
	#[test]
	fn no_fill_within_the_room_passes_a_limit(
		(quantity, delta, vega) in (
			prop::option::of(1u64..100), prop::option::of(1u64..50), prop::option::of(1i128..500),
		),
		fills in prop::collection::vec((side(), -1_000_000i32..1_000_000, 0i128..50, any::<u16>()), 1..30),
	) {
		let limits = Protection {
			window: 100,
			pause: 1,
			quantity: quantity.map(Lots),
			delta: delta.map(Lots),
			vega: vega.map(Money),
		};
		let mut protected = Protected { since: 1, ..Protected::new(limits) };
		for (side, delta, vega, part) in fills {
			let exposure = Exposure { delta, vega: Money(vega) };
			let room = protected.room(side, &exposure, 2);
			let lots = Lots(room.0.min(1_000) * u64::from(part) / u64::from(u16::MAX));
			let within = |after: &Protected| {
				let delta = limits.delta.map_or(i128::MAX, |most| i128::from(most.0) * 1_000_000);
				let vega = limits.vega.map_or(i128::MAX, |most| most.0);
				limits.quantity.is_none_or(|most| after.quantity <= most)
					&& after.delta.abs() <= delta
					&& after.vega.0.abs() <= vega
			};
			let mut beyond = protected;
			beyond.count(side, Lots(room.0.min(1_000) + 1), &exposure, 2);
			prop_assert!(room.0 > 1_000 || !within(&beyond), "{room:?} could be more");
			protected.count(side, lots, &exposure, 2);
			prop_assert!(within(&protected));
		}
	}
}
