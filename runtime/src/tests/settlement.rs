//! Fixing a settlement price with the oracle as it is wired.

use super::{
	journey::open_market,
	reports::{dollars, BTC, ETH},
	*,
};
use crate::{Instruments, Oracle, RuntimeOrigin, Settlement};
use frame_support::{assert_noop, assert_ok};
use pallet_settlement::{Awaiting, Error, SettledPrice};
use tenor_primitives::{Expiry, MarketView, SettlementPrice};

/// The first expiry of both underlyings, and the block of its time.
const EXPIRY: Expiry = Expiry(1_000_200);
const EXPIRY_BLOCK: BlockNumber = 200;

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
