//! M11: the ways out of the market, in safe mode and in the smallest block.

use super::{
	journey::{
		ask, at_the_money, bid, last_refusals, last_trade, mark, open_market, refused, Trader,
		DEPOSIT,
	},
	reports::{Market, BTC},
	safe_mode::enter_by_sudo,
	*,
};
use crate::{durations, Instruments, Margin, MarketGuard, SafeMode};
use frame_support::{assert_ok, dispatch::DispatchClass};
use pallet_margin::{BlockLeg, BlockTrade};
use pallet_options_book::{Call as BookCall, Event as BookEvent, Reason, Scope, Slab, Slabs};
use sp_runtime::{
	traits::{BlakeTwo256, Hash as _},
	BoundedVec, DispatchError,
};
use tenor_auction::{Kind, Order};
use tenor_primitives::{
	ClientId, Expiry, InstrumentInspect, KeyId, Ledger, Lots, OpenOrder, OrderId, Phase, Price,
	SeriesId, Side, Tick, Timestamp, WAD,
};

/// Eve buys a lot from Ferdie at the mark, and bids for three more far below it.
fn trade(market: &Market) -> (Trader, Trader) {
	let eve = Trader::open(market, Sr25519Keyring::Eve, DEPOSIT);
	let ferdie = Trader::open(market, Sr25519Keyring::Ferdie, DEPOSIT);
	let (series, near) = (at_the_money(), mark());
	let bids = vec![
		bid(series, near, 1),
		bid(series, 1, 1),
		bid(series, 2, 1),
		bid(SeriesId(series.0 + 1), 1, 1),
	];
	let results =
		market.make_block(vec![eve.place(bids), ferdie.place(vec![ask(series, near, 1)])]);
	assert_eq!(results, [Ok(Ok(())); 2]);
	assert_eq!(last_trade(), Some((series, Tick(near), Lots(1))));
	assert_eq!(eve.view().open_orders.len(), 3);
	(eve, ferdie)
}

#[test]
fn m11_every_exit_is_open_in_safe_mode() {
	on_chain("local", || {
		let market = open_market();
		let (eve, ferdie) = trade(&market);
		let empty = Trader::open(&market, Sr25519Keyring::Dave, DEPOSIT);
		let leg =
			BlockLeg { series: at_the_money(), side: Side::Bid, price: Tick(1), lots: Lots(1) };
		let trade = BlockTrade {
			maker: eve.subaccount,
			taker: ferdie.subaccount,
			legs: BoundedVec::truncate_from(vec![leg]),
			last: BlockNumber::MAX,
		};
		let propose = pallet_margin::Call::propose_block_trade { trade: trade.clone() };
		assert_eq!(market.make_block(vec![sign(eve.key, 0, propose)]), [Ok(Ok(()))]);
		market.make_blocks(5);
		assert_eq!(market.make_block(vec![enter_by_sudo()]), [Ok(Ok(()))]);
		assert_eq!(MarketGuard::market_phase(BTC), Phase::RiskReducing);
		let subaccount = eve.subaccount;
		let [first, .., last] = &eve.view().open_orders[..] else { panic!("three orders stand") };
		let ids = BoundedVec::truncate_from(vec![first.id]);
		let series = last.series;
		let name = BoundedVec::truncate_from(vec![(last.series, ClientId(0))]);
		let cancels: [BookCall<Runtime>; 4] = [
			BookCall::cancel_orders { subaccount, orders: ids },
			BookCall::cancel_series { subaccount, series },
			BookCall::cancel_clients { subaccount, names: name },
			BookCall::cancel_all { subaccount, of: Scope::Everything },
		];
		// No order has a name.
		for (left, cancel) in [2, 1, 1, 0].into_iter().zip(cancels) {
			let results = market.make_block(vec![sign(eve.key, 0, cancel)]);
			assert_eq!(results, [Ok(Ok(()))]);
			assert_eq!(eve.view().open_orders.len(), left);
		}
		// Positions can be closed against one another, and nothing new be opened.
		let (series, near) = (at_the_money(), mark());
		let sell = eve.place(vec![ask(series, near, 1)]);
		let buy_back = ferdie.place(vec![bid(series, near + 5, 1)]);
		assert_eq!(market.make_block(vec![sell, buy_back]), [Ok(Ok(())); 2]);
		assert_eq!(last_trade().map(|(_, _, lots)| lots), Some(Lots(1)));
		for order in [bid(series, mark(), 1), ask(series, mark(), 1)] {
			assert_eq!(market.make_block(vec![eve.place(vec![order])]), [Ok(Ok(()))]);
			assert!(matches!(last_refusals()[..], [Reason::Shortfall(_)]), "{:?}", last_refusals());
		}

		assert!(eve.view().positions.is_empty() && ferdie.view().positions.is_empty());
		assert_eq!(market.make_block(vec![eve.deposit(DEPOSIT)]), [Ok(Ok(()))]);
		let wallet = empty.wallet();
		assert_eq!(market.make_block(vec![empty.withdraw(DEPOSIT)]), [Ok(Ok(()))]);
		assert_eq!(empty.wallet(), wallet + DEPOSIT);
		let subaccount = empty.subaccount;
		let close = sign(empty.key, 0, pallet_margin::Call::close_subaccount { subaccount });
		assert_eq!(market.make_block(vec![close]), [Ok(Ok(()))]);
		assert!(SafeMode::is_entered());

		let (maker, hash) = (eve.subaccount, BlakeTwo256::hash_of(&trade));
		let unpropose = pallet_margin::Call::withdraw_block_trade { maker, hash };
		assert_eq!(market.make_block(vec![sign(eve.key, 0, unpropose)]), [Ok(Ok(()))]);

		let filtered: DispatchError = frame_system::Error::<Runtime>::CallFiltered.into();
		let accept = pallet_margin::Call::accept_block_trade { trade };
		assert_eq!(market.make_block(vec![sign(ferdie.key, 0, accept)]), refused(filtered));
		let open = sign(empty.key, 0, pallet_margin::Call::open_subaccount {});
		assert_eq!(market.make_block(vec![open]), refused(filtered));
	});
}

/// Lists so many series and puts a bid of the trader into each.
fn fill_books(trader: Trader, count: usize) {
	let strikes: Vec<Price> = (1..=64).map(|strike| Price(1_000 * strike * WAD)).collect();
	let strikes = BoundedVec::truncate_from(strikes);
	let expiries = (1..).map(|month| Expiry(1_000_200 + month * 2_592_000));
	let mut series = vec![];
	for expiry in expiries {
		let root = crate::RuntimeOrigin::root();
		let now = Timestamp::ZERO;
		assert_ok!(Instruments::list_series(root, BTC, expiry, strikes.clone(), now));
		series.extend(<Instruments as InstrumentInspect>::series_of(BTC, expiry));
		if series.len() >= count {
			break;
		}
	}
	let mut orders = vec![];
	for (sequence, series) in (1..).zip(series.into_iter().take(count)) {
		let id = OrderId { subaccount: trader.subaccount, key: KeyId::OWNER, sequence, index: 0 };
		let (limit, quantity, good_til) = (Tick(1), Lots(1), BlockNumber::MAX);
		let order =
			Order::new(id, limit, quantity, System::block_number(), good_til, Kind::GoodTil);
		let slab = Slab::V1(BoundedVec::truncate_from(vec![order]));
		Slabs::<Runtime>::insert((series, Side::Bid), slab);
		orders.push(OpenOrder {
			id,
			series,
			side: Side::Bid,
			limit,
			quantity,
			entered: order.entered,
			good_til,
			name: None,
		});
	}
	assert_ok!(<Margin as Ledger>::set_open_orders(trader.subaccount, orders));
	check_state();
}

/// Orders that the last block's cancel of everything left.
fn remaining() -> Option<u32> {
	System::events().into_iter().find_map(|record| match record.event {
		crate::RuntimeEvent::OptionsBook(BookEvent::OrdersRemain { orders, .. }) => Some(orders),
		_ => None,
	})
}

#[test]
fn m11_cancel_all_fits_into_a_block_whatever_is_open() {
	on_chain("local", || {
		let market = open_market();
		let eve = Trader::open(&market, Sr25519Keyring::Eve, DEPOSIT);
		fill_books(eve, 512);
		let mut left = 512;
		let mut calls = 0u32;
		while left > 0 {
			assert_eq!(market.make_block(vec![eve.cancel_all()]), [Ok(Ok(()))]);
			let now = eve.view().open_orders.len();
			assert_eq!(remaining().unwrap_or(0) as usize, now, "what remains is told");
			assert!(now < left, "each call reaches some");
			left = now;
			calls += 1;
		}
		let reach = crate::configs::trading::MaxSeriesPerCancel::get();
		assert_eq!(calls, 512u32.div_ceil(reach));
	});
}

#[test]
fn m11_cancel_all_takes_a_quarter_of_the_largest_transaction() {
	on_chain("development", || {
		make_block(vec![]);
		let mut reached = vec![];
		for block_budget_ms in [140, 350] {
			durations::Current::<Runtime>::mutate(|record| {
				record.block_budget_ms = block_budget_ms
			});
			let limits = RuntimeBlockWeights::get();
			let largest = limits.get(DispatchClass::Normal).max_extrinsic.expect("limited");
			let series = crate::configs::trading::MaxSeriesPerCancel::get();
			use pallet_options_book::WeightInfo;
			type Weights = <Runtime as pallet_options_book::Config>::WeightInfo;
			let weight = Weights::cancel_all() + Weights::clear_cancels(series);
			assert!(weight.ref_time() < largest.ref_time() / 2, "{block_budget_ms} ms");
			reached.push(series);
		}
		assert_eq!(reached, [49, 124], "as docs/spec/auction.md says");
	});
}
