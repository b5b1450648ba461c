//! Trades as transactions: numbers out of order, agents, what is free.

use super::{
	journey::{
		aside, at_the_money, bid, open_market, permutations, place, refused, state, Trader, DEPOSIT,
	},
	*,
};
use crate::{Balances, Margin, OptionsBook};
use pallet_options_book::{
	Call as BookCall, Error as BookError, NewOrder, Parameters, Scope, Spending,
};
use sp_runtime::{
	transaction_validity::{InvalidTransaction, TransactionSource},
	BoundedVec,
};
use tenor_primitives::{AgentScope, ClientId, KeyId, OrderId, Permission, SubaccountId};

/// TNR that an account can spend.
fn tnr(who: Sr25519Keyring) -> u128 {
	Balances::free_balance(who.to_account_id())
}

fn nonce(who: Sr25519Keyring) -> u32 {
	System::account_nonce(who.to_account_id())
}

fn cancel_all(subaccount: SubaccountId) -> BookCall<Runtime> {
	BookCall::cancel_all { subaccount, of: Scope::Everything }
}

#[test]
fn trades_of_one_key_are_taken_in_any_order_and_free() {
	on_chain("local", || {
		let market = open_market();
		let eve = Trader::open(&market, Sr25519Keyring::Eve, DEPOSIT);
		let (first, before) = (nonce(eve.key), tnr(eve.key));
		let series = at_the_money();
		let orders = |above, limit| {
			let call = place(eve.subaccount, vec![bid(series, limit, 1)]);
			sign_as(eve.key, first + above, call)
		};
		let block = vec![orders(2, 1), orders(0, 2), orders(63, 3)];
		assert_eq!(market.make_block(block), [Ok(Ok(())); 3]);
		assert_eq!((nonce(eve.key), tnr(eve.key)), (first + 1, before));
		let open = eve.view().open_orders;
		let sequences: Vec<u32> = open.iter().map(|order| order.id.sequence - first).collect();
		assert_eq!(sequences, [0, 2, 63]);
		let cancel = sign_as(eve.key, first + 1, cancel_all(eve.subaccount));
		assert_eq!(market.make_block(vec![cancel]), [Ok(Ok(()))]);
		assert_eq!((nonce(eve.key), tnr(eve.key)), (first + 3, before));
		assert!(eve.view().open_orders.is_empty());

		// What is no trade waits for its turn, and pays.
		let remark =
			|above| sign_as(eve.key, first + above, frame_system::Call::remark { remark: vec![] });
		let future = InvalidTransaction::Future.into();
		assert_eq!(market.make_block(vec![remark(4), remark(3)]), [Err(future), Ok(Ok(()))]);
		assert!(tnr(eve.key) < before);
	});
}

#[test]
fn m05_trades_of_one_key_may_change_places() {
	on_chain("local", || {
		let market = open_market();
		let eve = Trader::open(&market, Sr25519Keyring::Eve, DEPOSIT);
		let series = at_the_money();
		// The round has its reports, whose signatures are random.
		market.make_block(vec![]);
		let named = |limit| NewOrder { client: Some(ClientId(7)), ..bid(series, limit, 1) };
		let first = nonce(eve.key);
		let cancel = BookCall::cancel_clients {
			subaccount: eve.subaccount,
			names: BoundedVec::truncate_from(vec![(series, ClientId(7))]),
		};
		// The cancel takes the first; of the other two the later one stands.
		let calls: [BookCall<Runtime>; 4] = [
			place(eve.subaccount, vec![named(1)]),
			cancel,
			place(eve.subaccount, vec![named(2)]),
			place(eve.subaccount, vec![named(3)]),
		];
		let numbered = (first..).zip(calls);
		let block: Vec<_> = numbered.map(|(number, call)| sign_as(eve.key, number, call)).collect();
		let outcome = |block| {
			aside(|| {
				assert_eq!(market.make_block(block), [Ok(Ok(())); 4]);
				let open = eve.view().open_orders;
				assert_eq!(open.iter().map(|order| order.limit.0).collect::<Vec<_>>(), [3]);
				state()
			})
		};
		let straight = outcome(block.clone());
		for order in permutations(block) {
			assert!(outcome(order) == straight, "another order gives another state");
		}
	});
}

#[test]
fn a_trade_beyond_the_allowance_pays() {
	on_chain("local", || {
		let market = open_market();
		let eve = Trader::open(&market, Sr25519Keyring::Eve, DEPOSIT);
		Parameters::<Runtime>::mutate(|parameters| {
			parameters.free_rate = 0;
			parameters.free_burst = 64;
			// All of it for an account with this deposit.
			parameters.cash_per_order = 1;
		});
		let before = tnr(eve.key);
		let orders = vec![bid(at_the_money(), 1, 1); 6];
		assert_eq!(market.make_block(vec![eve.place(orders.clone())]), [Ok(Ok(()))]);
		assert_eq!((tnr(eve.key), OptionsBook::allowance(eve.subaccount)), (before, 0));
		assert_eq!(market.make_block(vec![eve.place(orders)]), [Ok(Ok(()))]);
		let paid = before - tnr(eve.key);
		assert!(paid > 0);
		let skipped = |record: &frame_system::EventRecord<crate::RuntimeEvent, Hash>| {
			matches!(record.event, crate::RuntimeEvent::SkipFeelessPayment(_))
		};
		assert!(!System::events().iter().any(skipped));
	});
}

#[test]
fn an_agent_trades_without_a_balance_and_moves_nothing() {
	on_chain("local", || {
		let market = open_market();
		let eve = Trader::open(&market, Sr25519Keyring::Eve, DEPOSIT);
		// A key that the chain has not seen.
		let agent = Sr25519Keyring::One;
		assert_eq!(System::providers(&agent.to_account_id()), 0);
		let scope = AgentScope {
			permission: Permission::Trade,
			underlying: None,
			expires: u32::MAX,
			daily_loss: None,
		};
		let subaccount = eve.subaccount;
		let named: crate::Address = agent.to_account_id().into();
		let set = pallet_margin::Call::set_agent { subaccount, agent: named.clone(), scope };
		let payment = InvalidTransaction::Payment.into();
		let orders = |limit| place(subaccount, vec![bid(at_the_money(), limit, 1)]);
		assert_eq!(market.make_block(vec![sign(agent, 0, orders(1))]), [Err(payment)]);
		assert_eq!(market.make_block(vec![sign(eve.key, 0, set)]), [Ok(Ok(()))]);
		assert_eq!(market.make_block(vec![sign(agent, 0, orders(1))]), [Ok(Ok(()))]);
		let [order] = &eve.view().open_orders[..] else { panic!("one order stands") };
		assert_eq!((order.id.key, order.id.sequence), (KeyId(1), 0));
		assert_eq!(tnr(agent), crate::EXISTENTIAL_DEPOSIT);
		// It cannot pay, and so sends nothing else.
		let withdraw = pallet_margin::Call::withdraw { subaccount, amount: 1 };
		assert_eq!(market.make_block(vec![sign(agent, 0, withdraw)]), [Err(payment)]);

		let remove = pallet_margin::Call::remove_agent { subaccount, agent: named };
		assert_eq!(market.make_block(vec![sign(eve.key, 0, remove)]), [Ok(Ok(()))]);
		assert_eq!(market.make_block(vec![sign(agent, 0, orders(2))]), [Err(payment)]);
		assert_eq!(Margin::account_view(subaccount).map(|view| view.open_orders.len()), Some(1));
		assert_eq!(nonce(agent), 1);
	});
}

#[test]
fn a_capped_agent_trades_between_its_check_ins() {
	on_chain("local", || {
		let market = open_market();
		let eve = Trader::open(&market, Sr25519Keyring::Eve, DEPOSIT);
		let (agent, subaccount) = (Sr25519Keyring::One, eve.subaccount);
		let named: crate::Address = agent.to_account_id().into();
		let daily_loss = Some(1_000_000);
		let (permission, expires) = (Permission::Trade, u32::MAX);
		let scope = AgentScope { permission, underlying: None, expires, daily_loss };
		let set = pallet_margin::Call::set_agent { subaccount, agent: named.clone(), scope };
		assert_eq!(market.make_block(vec![sign(eve.key, 0, set)]), [Ok(Ok(()))]);
		let order = || {
			let bid = place(subaccount, vec![bid(at_the_money(), 1, 1)]);
			market.make_block(vec![sign(agent, 0, bid)])
		};
		let beyond = || refused(BookError::<Runtime>::OutOfScope);
		assert_eq!(order(), beyond());
		let check_in = pallet_margin::Call::check_in { subaccount, agent: named };
		assert_eq!(market.make_block(vec![sign(eve.key, 0, check_in)]), [Ok(Ok(()))]);
		let last = System::block_number() + pallet_margin::WATCH_BLOCKS;
		assert_eq!(order(), [Ok(Ok(()))]);
		let good_til = || eve.view().open_orders.iter().map(|of| of.good_til).collect::<Vec<_>>();
		assert_eq!(good_til(), [last]);
		market.make_blocks_to(last - 1);
		assert_eq!(order(), [Ok(Ok(()))]);
		assert_eq!(good_til(), [last; 2]);
		assert_eq!(order(), beyond());
		assert!(good_til().is_empty());
	});
}

#[test]
fn m11_cancels_come_by_batch_and_proxy_and_orders_do_not() {
	on_chain("local", || {
		let market = open_market();
		let eve = Trader::open(&market, Sr25519Keyring::Eve, DEPOSIT);
		let friend = Sr25519Keyring::Ferdie;
		let proxy_type = crate::configs::system::ProxyType::default();
		let delegate = friend.to_account_id().into();
		let add = pallet_proxy::Call::add_proxy { delegate, proxy_type, delay: 0 };
		assert_eq!(market.make_block(vec![sign(eve.key, 0, add)]), [Ok(Ok(()))]);
		let orders = vec![bid(at_the_money(), 1, 1)];
		assert_eq!(market.make_block(vec![eve.place(orders.clone())]), [Ok(Ok(()))]);

		let placed: RuntimeCall = place(eve.subaccount, orders).into();
		let batch = pallet_utility::Call::batch_all { calls: vec![placed] };
		let refusal = market.make_block(vec![sign(eve.key, 0, batch)]);
		assert_eq!(refusal, refused(BookError::<Runtime>::NotDirect));
		assert_eq!(eve.view().open_orders.len(), 1);

		let call = Box::new(cancel_all(eve.subaccount).into());
		let real = eve.key.to_account_id().into();
		let proxied = pallet_proxy::Call::proxy { real, force_proxy_type: None, call };
		assert_eq!(market.make_block(vec![sign(friend, 0, proxied)]), [Ok(Ok(()))]);
		assert!(eve.view().open_orders.is_empty());
	});
}

/// What the pool ranks a transaction by.
fn priority(extrinsic: UncheckedExtrinsic) -> u64 {
	let source = TransactionSource::External;
	let validity = Executive::validate_transaction(source, extrinsic, System::block_hash(0));
	validity.expect("it is valid").priority
}

#[test]
fn many_accounts_without_cash_keep_nobody_out() {
	on_chain("local", || {
		let market = open_market();
		let eve = Trader::open(&market, Sr25519Keyring::Eve, DEPOSIT);
		let poor = Trader::open(&market, Sr25519Keyring::Ferdie, 1);
		let series = at_the_money();
		let cancel = |trader: Trader| {
			let call = BookCall::cancel_series { subaccount: trader.subaccount, series };
			sign(trader.key, 0, call)
		};
		let beat = |trader: Trader| {
			let call =
				BookCall::cancel_all_after { subaccount: trader.subaccount, blocks: Some(9) };
			sign(trader.key, 0, call)
		};
		let order = |trader: Trader| trader.place(vec![bid(series, 1, 1)]);
		let free = [cancel(poor), beat(poor), poor.cancel_all(), order(poor)];
		assert_eq!(free.map(priority), [0; 4]);
		// What pays the least goes before them, also their own way out.
		let remark = frame_system::Call::remark { remark: vec![] };
		assert!(priority(sign(poor.key, 0, remark)) > 0);
		let all: RuntimeCall = cancel_all(poor.subaccount).into();
		let paid = pallet_utility::Call::batch { calls: vec![all] };
		assert!(priority(sign(poor.key, 0, paid)) > 0);

		// So do cancels and orders of who has cash, until most of it is used; cancels for longer.
		let before_paid = |extrinsic| priority(extrinsic) > 1 << 62;
		assert!(priority(cancel(eve)) > priority(order(eve)) && before_paid(order(eve)));
		Parameters::<Runtime>::mutate(|parameters| parameters.free_rate = 0);
		let most = OptionsBook::allowance(eve.subaccount);
		let spend = |items| {
			let now = System::block_number();
			let spending = Spending { items, at: now };
			pallet_options_book::Spent::<Runtime>::insert(eve.subaccount, spending);
			[order(eve), cancel(eve)].map(before_paid)
		};
		assert_eq!(
			[most - 80, most - 72, most + 8].map(spend),
			[[true; 2], [false, true], [false, true]]
		);
	});
}

/// Items are about what trades weigh at the least, and what a block takes of them is what
/// docs/spec/transactions.md counts with.
#[test]
fn a_block_takes_as_many_items_as_the_spec_says() {
	use frame_support::dispatch::{DispatchClass, GetDispatchInfo};
	let subaccount = SubaccountId(0);
	let cancel = |count| {
		let id = |sequence| OrderId { subaccount, key: KeyId::OWNER, sequence, index: 0 };
		let orders = BoundedVec::truncate_from((0..count).map(id).collect());
		BookCall::cancel_orders { subaccount, orders }
	};
	let after = BookCall::cancel_all_after { subaccount, blocks: None };
	let protection = BookCall::set_protection { subaccount, protection: None };
	let calls = [
		(cancel(1), 8),
		(cancel(4), 11),
		(cancel(24), 31),
		(cancel(64), 71),
		(after, 8),
		(protection, 8),
	];
	on_chain("development", || {
		let limits = RuntimeBlockWeights::get();
		let normal = limits.get(DispatchClass::Normal);
		let block = normal.max_total.expect("limited").ref_time();
		let taken = calls.map(|(call, items)| {
			let weight = sign(Sr25519Keyring::Alice, 0, call).get_dispatch_info().total_weight();
			block / weight.saturating_add(normal.base_extrinsic).ref_time() * items
		});
		assert_eq!(taken, [944, 847, 713, 639, 1_800, 1_816]);
	});
}
