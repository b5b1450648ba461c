//! Keys that trade beside a subaccount's owner.

use super::*;
use frame_support::{assert_noop, assert_ok};

/// Lets a key trade for subaccount 1.
fn allow(permission: Permission, underlying: Option<u16>, expires: BlockNumber) {
	let underlying = underlying.map(UnderlyingId);
	let scope = AgentScope { permission, underlying, expires, daily_loss: None };
	let agent = Authority { key: KeyId(3), scope };
	World::set(|world| {
		world.agents.insert((SubaccountId(1), AGENT), agent);
	});
}

fn by_agent(sequence: u32, index: u8) -> OrderId {
	OrderId { key: KeyId(3), ..id(1, sequence, index) }
}

/// Sends orders for subaccount 1 by its agent.
fn send(sequence: u32, orders: &[NewOrder]) -> DispatchResult {
	let orders = orders.to_vec().try_into().unwrap();
	let agent = RuntimeOrigin::signed(AGENT);
	numbered(sequence, || Book::place_orders(agent, SubaccountId(1), orders))
}

fn quote(sequence: u32) -> DispatchResult {
	let leg = |limit| Leg { limit: Tick(limit), quantity: Lots(1) };
	let quotes = vec![Quote { series: S, bid: leg(90), ask: leg(110) }].try_into().unwrap();
	let agent = RuntimeOrigin::signed(AGENT);
	numbered(sequence, || Book::mass_quote(agent, SubaccountId(1), quotes, 1_000))
}

#[test]
fn an_agents_orders_have_its_number() {
	ExtBuilder.build_and_execute(|| {
		allow(Permission::Trade, None, 100);
		// The owner and the agent use the same sequence: they are two keys.
		place_one(1, BID, 90, 1);
		assert_ok!(send(1, &[order(S, BID, 91, 1)]));
		assert_ok!(quote(2));
		end();
		let expected = [(id(1, 1, 0), 1), (by_agent(1, 0), 1), (by_agent(2, 0), 1)];
		assert_eq!(open(1)[..3], expected);
		// It lasts no longer than the agent.
		assert!(Book::orders(SubaccountId(1))[1..].iter().all(|order| order.good_til == 100));
		// Each cancels what the other placed.
		assert_ok!(cancel(1, &[by_agent(1, 0)]));
		let ids = vec![id(1, 1, 0)].try_into().unwrap();
		assert_ok!(numbered(3, || {
			Book::cancel_orders(RuntimeOrigin::signed(AGENT), SubaccountId(1), ids)
		}));
		end();
		assert_eq!(open(1).len(), 2);
	});
}

#[test]
fn a_cancel_reaches_no_order_of_another_key_in_its_block() {
	ExtBuilder.build_and_execute(|| {
		allow(Permission::Trade, None, 100);
		assert_ok!(send(1, &[order(S, BID, 91, 1)]));
		place_one(1, BID, 90, 1);
		assert_ok!(as_owner(1, |owner, one| Book::cancel_all(owner, one, ALL)));
		end();
		assert_eq!(open(1), [(by_agent(1, 0), 1)]);
	});
}

#[test]
fn of_two_keys_the_higher_sequence_has_the_name() {
	ExtBuilder.build_and_execute(|| {
		allow(Permission::Trade, None, 100);
		let named = |limit| NewOrder { client: Some(ClientId(7)), ..order(S, BID, limit, 1) };
		assert_ok!(send(2, &[named(91)]));
		assert_ok!(place(1, &[named(90)]));
		let events = end();
		assert_eq!(reasons(&events, id(1, 1, 0)), [Reason::Replaced]);
		assert_eq!(open(1), [(by_agent(2, 0), 1)]);
	});
}

#[test]
fn an_agent_beyond_its_scope_or_time_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let any = [order(S, BID, 91, 1)];
		let reducing = [NewOrder { reduce_only: true, ..any[0] }];
		assert_noop!(send(1, &any), Error::<Test>::Unauthorized);
		allow(Permission::Cancel, None, 100);
		assert_noop!(send(1, &reducing), Error::<Test>::OutOfScope);
		let agent = || RuntimeOrigin::signed(AGENT);
		assert_ok!(Book::cancel_all(agent(), SubaccountId(1), ALL));

		allow(Permission::Reduce, None, 100);
		assert_noop!(send(1, &any), Error::<Test>::OutOfScope);
		assert_noop!(quote(1), Error::<Test>::OutOfScope);
		assert_ok!(send(1, &[any[0], reducing[0]]));
		let events = end();
		assert_eq!(reasons(&events, by_agent(1, 0)), [Reason::OutOfScope]);
		assert_eq!(reasons(&events, by_agent(1, 1)), [Reason::NothingToReduce]);

		// Series are all of underlying 0.
		allow(Permission::Trade, Some(1), 100);
		assert_noop!(send(2, &any), Error::<Test>::OutOfScope);
		assert_noop!(quote(2), Error::<Test>::OutOfScope);
		allow(Permission::Trade, Some(0), 100);
		assert_ok!(send(2, &any));
		assert_ok!(quote(3));

		allow(Permission::Trade, None, 1);
		assert_eq!(System::block_number(), 2);
		assert_noop!(send(4, &any), Error::<Test>::AgentExpired);
		assert_noop!(Book::cancel_series(agent(), SubaccountId(1), S), Error::<Test>::AgentExpired);
	});
}

#[test]
fn orders_come_directly_and_cancels_by_batch_or_proxy_too() {
	ExtBuilder.build_and_execute(|| {
		place_one(1, BID, 90, 1);
		end();
		place_one(1, BID, 91, 1);
		let (owner, one) = (|| RuntimeOrigin::signed(1), SubaccountId(1));
		let orders = vec![order(S, BID, 92, 1)].try_into().unwrap();
		assert_noop!(Book::place_orders(owner(), one, orders), Error::<Test>::NotDirect);
		let quotes = vec![Quote { series: S, bid: Leg::default(), ask: Leg::default() }];
		let quotes = quotes.try_into().unwrap();
		assert_noop!(Book::mass_quote(owner(), one, quotes, 9), Error::<Test>::NotDirect);
		// Without a number of its own a cancel acts on what rested.
		let ids = vec![id(1, 1, 0), id(1, 2, 0)].try_into().unwrap();
		assert_ok!(Book::cancel_orders(owner(), one, ids));
		assert_ok!(Book::cancel_series(owner(), one, S));
		let events = end();
		assert_eq!(reasons(&events, id(1, 1, 0)), [Reason::Requested]);
		let unknown = Event::UnknownCancel { subaccount: one, orders: vec![id(1, 2, 0)] };
		assert!(events.contains(&unknown));
		assert_eq!(open(1), [(id(1, 2, 0), 1)]);
	});
}
