//! Halts of a series, its expiry and its underlying, from the admin's call to the book.

use super::{
	journey::{ask, at_the_money, bid, last_trade, mark, open_market, refused, Trader, DEPOSIT},
	reports::BTC,
	*,
};
use crate::{Instruments, RuntimeOrigin};
use frame_support::assert_ok;
use pallet_instruments::Scope;
use tenor_primitives::{InstrumentInspect, Lots};

type BookError = pallet_options_book::Error<Runtime>;

#[test]
fn m11_what_is_halted_takes_cancels_only_and_trades_when_all_above_it_is_resumed() {
	on_chain("local", || {
		let market = open_market();
		let eve = Trader::open(&market, Sr25519Keyring::Eve, DEPOSIT);
		let ferdie = Trader::open(&market, Sr25519Keyring::Ferdie, DEPOSIT);
		let series = at_the_money();
		let terms = Instruments::series(series).expect("it is listed");
		let scopes =
			[Scope::Series(series), Scope::Expiry(BTC, terms.expiry), Scope::Underlying(BTC)];
		for scope in scopes {
			let near = mark();
			assert_eq!(
				market.make_block(vec![eve.place(vec![bid(series, near, 1)])]),
				[Ok(Ok(()))]
			);
			assert_ok!(Instruments::halt(RuntimeOrigin::root(), scope));
			// A counterpart is refused, and what rests can leave.
			let crossing = ferdie.place(vec![ask(series, 1, 1)]);
			assert_eq!(market.make_block(vec![crossing]), refused(BookError::SeriesNotTrading));
			assert_eq!(last_trade(), None);
			assert_eq!(eve.view().open_orders.len(), 1);
			assert_eq!(market.make_block(vec![eve.cancel_all()]), [Ok(Ok(()))]);
			assert!(eve.view().open_orders.is_empty());
			assert_ok!(Instruments::resume(RuntimeOrigin::root(), scope));
		}
		for scope in scopes {
			assert_ok!(Instruments::halt(RuntimeOrigin::root(), scope));
		}
		for scope in scopes {
			let order = eve.place(vec![bid(series, 1, 1)]);
			assert_eq!(market.make_block(vec![order]), refused(BookError::SeriesNotTrading));
			assert_ok!(Instruments::resume(RuntimeOrigin::root(), scope));
		}
		let near = mark();
		let (buy, sell) = (bid(series, near, 1), ask(series, near, 1));
		let both = market.make_block(vec![eve.place(vec![buy]), ferdie.place(vec![sell])]);
		assert_eq!(both, [Ok(Ok(())); 2]);
		assert_eq!(last_trade().map(|(_, _, lots)| lots), Some(Lots(1)));
	});
}
