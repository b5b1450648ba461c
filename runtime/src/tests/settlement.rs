//! Fixing a settlement price with the oracle as it is wired.

use super::{
	journey::{bid, last_refusals, open_market, trade_at_the_mark, Trader, DEPOSIT},
	reports::{dollars, BTC, ETH},
	*,
};
use crate::{quote_asset, Instruments, Margin, Oracle, RuntimeOrigin, Settlement};
use frame_support::{assert_noop, assert_ok};
use pallet_oracle::BookRange;
use pallet_settlement::{Awaiting, Error, SettledPrice};
use sp_runtime::BoundedVec;
use tenor_primitives::{
	api::runtime_decl_for_prices_api::PricesApiV1, Expiry, MarketView, Phase, SettlementPrice,
	UnderlyingId, WAD,
};

/// The first expiry of both underlyings, and the block of its time.
const EXPIRY: Expiry = Expiry(1_000_200);
const EXPIRY_BLOCK: BlockNumber = 200;

#[test]
fn clients_follow_index_forwards_and_the_average_so_far() {
	on_chain("local", || {
		assert_eq!(Runtime::prices(UnderlyingId(9)), None);
		let market = open_market();
		let prices = Runtime::prices(BTC).unwrap();
		assert_eq!(prices.spot, Oracle::spot(BTC));
		assert_eq!(prices.spot.unwrap().value, dollars(60_000));
		assert_eq!((prices.breaker, prices.confidence), (Phase::Open, Some(0)));
		assert!(prices.age.unwrap() <= 4_000, "{prices:?}");
		let expiries: Vec<_> = prices.expiries.iter().map(|of| of.expiry).collect();
		assert_eq!(expiries, Instruments::expiry_list(BTC).to_vec());
		assert!(prices.expiries.iter().all(|of| of.average.is_none()));
		for of in &prices.expiries {
			assert_eq!(of.forward, Oracle::forward(BTC, of.expiry));
		}
		assert!(prices.expiries[0].forward.is_some());

		// In the window there is an average; after the expiry no forward.
		market.make_blocks_to(EXPIRY_BLOCK - 20);
		let first = || Runtime::prices(BTC).unwrap().expiries.remove(0);
		assert_eq!((first().expiry, first().average), (EXPIRY, Some(dollars(60_000))));
		assert!(first().forward.is_some());
		// Without reports the index ages, and goes; its age stays.
		make_blocks(19);
		let silent = Runtime::prices(BTC).unwrap();
		assert_eq!((silent.spot, silent.confidence), (None, None));
		assert!(silent.age.unwrap() > 10_000, "{silent:?}");
		assert_eq!(silent.expiries[0].forward, None);
	});
}

#[test]
fn m09_an_average_beyond_the_stated_lie_of_the_last_forward_waits_for_governance() {
	on_chain("local", || {
		let mut market = open_market();
		// Bitcoin doubles in the middle of the window: its average is a quarter below its forward.
		market.make_blocks_to(EXPIRY_BLOCK - 60);
		market.spots[0] = 120_000;
		market.make_blocks_to(EXPIRY_BLOCK + 10);
		assert_eq!(Oracle::forward(BTC, EXPIRY), None);
		assert_eq!(Oracle::last_forward(BTC, EXPIRY), Some(dollars(120_000)));

		let (reason, range) = Settlement::awaiting(BTC, EXPIRY).expect("it waits");
		let Awaiting::TooFar { price, forward } = reason else { panic!("{reason:?}") };
		assert_eq!(forward, dollars(120_000));
		assert!(dollars(85_000) < price && price < dollars(95_000), "{price:?}");
		assert_eq!(range, Some((dollars(60_000), dollars(120_000))));
		assert!(Instruments::expiry_list(BTC).contains(&EXPIRY));
		// The other underlying did not move.
		let settled = SettledPrice { expiry: EXPIRY, price: dollars(3_000), by_governance: false };
		assert_eq!(Settlement::settled_price(ETH, EXPIRY), Some(settled));

		let choose =
			|price| Settlement::set_settlement_price(RuntimeOrigin::root(), BTC, EXPIRY, price);
		assert_noop!(choose(dollars(59_999)), Error::<Runtime>::PriceOutOfRange);
		assert_ok!(choose(dollars(60_000)));
		let settled = SettledPrice { expiry: EXPIRY, price: dollars(60_000), by_governance: true };
		assert_eq!(Settlement::settled_price(BTC, EXPIRY), Some(settled));
		market.make_blocks(40);
		assert!(Instruments::series_list(BTC, EXPIRY).is_empty());
		assert_eq!(Oracle::last_forward(BTC, EXPIRY), None);
	});
}

#[test]
fn m09_a_lie_that_lasts_over_window_and_end_is_held_against_the_book() {
	on_chain("local", || {
		let mut market = open_market();
		// What the book said until the window; the market is too young to have said it.
		let rounds = (1..12).rev().map(|back| (FIRST_SLOT / 2).next_multiple_of(15) - 15 * back);
		let (low, high) = (dollars(59_000), dollars(61_000));
		let ranges = rounds.map(|round| BookRange { round, low, high }).collect();
		let kept = BoundedVec::truncate_from(ranges);
		pallet_oracle::BookForwards::<Runtime>::insert(BTC, EXPIRY, kept);
		market.spots[0] = 80_000;
		market.make_blocks_to(EXPIRY_BLOCK + 10);
		// All samples and the last forward say the same.
		assert_eq!(Oracle::last_forward(BTC, EXPIRY), Some(dollars(80_000)));
		let (reason, range) = Settlement::awaiting(BTC, EXPIRY).expect("it waits");
		let Awaiting::TooFar { price, forward } = reason else { panic!("{reason:?}") };
		assert_eq!((price, forward), (dollars(80_000), high));
		assert_eq!(range, Some((low, dollars(80_000))));
		assert_ok!(Settlement::set_settlement_price(RuntimeOrigin::root(), BTC, EXPIRY, low));
		market.make_blocks(40);
		assert!(Instruments::series_list(BTC, EXPIRY).is_empty());
		assert!(!pallet_oracle::BookForwards::<Runtime>::contains_key(BTC, EXPIRY));
	});
}

#[test]
fn m08_who_is_short_an_expiry_that_waits_for_its_price_still_trades() {
	on_chain("local", || {
		let mut market = open_market();
		let buyer = Trader::open(&market, Sr25519Keyring::Eve, DEPOSIT);
		let seller = Trader::open(&market, Sr25519Keyring::Ferdie, DEPOSIT);
		trade_at_the_mark(&market, buyer, seller);
		market.make_blocks_to(EXPIRY_BLOCK - 60);
		market.spots[0] = 120_000;
		market.make_blocks_to(EXPIRY_BLOCK + 10);
		let (reason, _) = Settlement::awaiting(BTC, EXPIRY).expect("it waits");
		let Awaiting::TooFar { price, .. } = reason else { panic!("{reason:?}") };

		// The debt is the payoff of a tenth of a bitcoin at the average, up to its last seconds.
		let payoff = (price.0 - dollars(60_000).0) / 10 * quote_asset::UNIT / WAD;
		let equity = Margin::risk(seller.subaccount).unwrap().unwrap().equity.0;
		let debt = (seller.cash() - equity).cast_unsigned();
		assert!(debt.abs_diff(payoff) < payoff / 20, "{debt} is not {payoff}");
		let next = Instruments::expiry_list(BTC)[1];
		let series = Instruments::series_list(BTC, next)[0].id;
		let order = seller.place(vec![bid(series, 1, 1)]);
		assert_eq!(market.make_block(vec![order]), [Ok(Ok(()))]);
		assert_eq!(last_refusals(), []);
		assert_eq!(seller.view().open_orders.len(), 1);
	});
}
