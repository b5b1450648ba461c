//! Orders at an implied volatility, over the prices of the runtime's own oracle.

use super::{
	journey::{ask, at_the_money, bid, last_trade, open_market, Trader, DEPOSIT},
	*,
};
use crate::{OptionsBook, Timestamp};
use pallet_options_book::NewOrder;
use tenor_auction::Kind;
use tenor_primitives::{Lots, Tick, Volatility, SECONDS_PER_YEAR};

/// The best limits of the call at the money.
fn best() -> [u32; 2] {
	let depth = OptionsBook::depth(at_the_money(), 1).expect("it is listed");
	[depth.bids, depth.asks].map(|side| side[0].0 .0)
}

#[test]
fn pegs_stand_beside_what_the_oracle_makes_of_their_volatilities() {
	on_chain("local", || {
		let mut market = open_market();
		let maker = Trader::open(&market, Sr25519Keyring::Eve, DEPOSIT);
		let taker = Trader::open(&market, Sr25519Keyring::Ferdie, DEPOSIT);
		let series = at_the_money();
		let peg = |order, percent: u32| NewOrder {
			kind: Kind::PostOnly,
			peg: Some(Volatility(percent * 10_000)),
			..order
		};
		let quote = maker.place(vec![peg(bid(series, 450, 5), 50), peg(ask(series, 1, 5), 70)]);
		assert_eq!(market.make_block(vec![quote]), [Ok(Ok(()))]);
		// An option at the money is worth F·σ·√(t/2π), and two thirds of the two minutes over which the
		// price is averaged do not count as time.
		let seconds = 1_000_200.0 - Timestamp::get() as f64 / 1_000.0 - 80.0;
		let years = seconds / SECONDS_PER_YEAR as f64;
		let worth = |volatility| 60_000.0 * volatility * (years / core::f64::consts::TAU).sqrt();
		let stands = best();
		let near = |tick: u32, value: f64| (f64::from(tick) - value).abs() < 1.1;
		assert!(near(stands[0], worth(0.5)), "{stands:?} {}", worth(0.5));
		assert!(near(stands[1], worth(0.7)), "{stands:?} {}", worth(0.7));

		// Bitcoin rises: a report in block n counts at n + 2. Whoever sells meets the bid where it is now.
		market.spots[0] = 60_020;
		market.make_blocks_to(System::block_number() + 4);
		assert_eq!(best(), stands, "nothing touched the series");
		let sell = taker.place(vec![ask(series, 1, 2)]);
		assert_eq!(market.make_block(vec![sell]), [Ok(Ok(()))]);
		let (_, Tick(price), lots) = last_trade().expect("the bid was met");
		// About half of the rise.
		assert!((stands[0] + 6..stands[0] + 15).contains(&price), "{stands:?} {price}");
		assert_eq!((lots, best()[0]), (Lots(2), price));
	});
}
