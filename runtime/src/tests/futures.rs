//! A dated future from its first trade to its payout.

use super::{
	journey::{
		ask, bid, expire, fees_due, last_trade, open_market, pay_out, refused, Trader, DEPOSIT,
	},
	reports::{dollars, Market, BTC},
	*,
};
use crate::{quote_asset, Instruments, Margin, Oracle};
use tenor_primitives::{
	Expiry, InstrumentInspect, Lots, MarginPolicy, MarketView, Money, PortfolioInspect, Risk,
	Series, SeriesId, SignedLots, Tick,
};

/// The first expiry.
const EXPIRY: Expiry = Expiry(1_000_200);
/// A dollar.
const UNIT: i128 = quote_asset::UNIT.cast_signed();
/// Of a taker on ten lots, a tenth of a bitcoin, at an index of 60,000.
const FEE: i128 = 1_800_000;

fn future() -> SeriesId {
	Instruments::series_id(Series::future(BTC, EXPIRY)).expect("it is listed with its expiry")
}

/// Ten lots change hands at a price.
fn trade(market: &Market, buyer: Trader, seller: Trader, price: u32) {
	let buy = buyer.place(vec![bid(future(), price + 50, 10)]);
	let sell = seller.place(vec![ask(future(), price - 50, 10)]);
	assert_eq!(market.make_block(vec![buy, sell]), [Ok(Ok(())); 2]);
	assert_eq!(last_trade(), Some((future(), Tick(price), Lots(10))));
}

fn equity(trader: Trader) -> i128 {
	Margin::risk(trader.subaccount).unwrap().unwrap().equity.0
}

#[test]
fn m16_a_future_trades_moves_closes_and_settles_exactly() {
	on_chain("local", || {
		let mut market = open_market();
		let [buyer, seller, third] =
			[Sr25519Keyring::Eve, Sr25519Keyring::Ferdie, Sr25519Keyring::Dave]
				.map(|key| Trader::open(&market, key, DEPOSIT));
		let deposit = DEPOSIT.cast_signed();
		for trader in [buyer, seller] {
			let policy = pallet_margin::Call::set_policy {
				subaccount: trader.subaccount,
				policy: MarginPolicy::Standard,
			};
			assert_eq!(market.make_block(vec![sign(trader.key, 0, policy)]), [Ok(Ok(()))]);
		}
		trade(&market, buyer, seller, 60_000);
		// Nothing but fees was paid: the price of a tenth of a bitcoin is owed.
		let cost = Money(6_000 * UNIT);
		for (trader, lots, cost) in [(buyer, 10, cost), (seller, -10, cost.checked_neg().unwrap())]
		{
			assert_eq!(trader.cash(), deposit - FEE);
			assert_eq!(trader.view().positions, [(future(), SignedLots(lots))]);
			assert_eq!(trader.view().costs, [(future(), cost)]);
			assert_eq!(equity(trader), deposit - FEE);
		}

		market.spots[0] = 60_300;
		market.make_blocks(4);
		let mark = Oracle::mark(&Series::future(BTC, EXPIRY)).unwrap();
		assert_eq!(mark.value, dollars(60_300));
		// 300 dollars on a tenth, and 15 % and 9 % of 6,030.
		let gain = 30 * UNIT;
		let risk = |equity| Risk {
			equity: Money(equity),
			initial: Money(904_500_000),
			maintenance: Money(542_700_000),
		};
		let of = |trader: Trader| Margin::risk(trader.subaccount).unwrap().unwrap();
		assert_eq!(of(buyer), risk(deposit - FEE + gain));
		assert_eq!(of(seller), risk(deposit - FEE - gain));

		// Who is out keeps the gain, and cannot withdraw it yet.
		let before = buyer.cash();
		trade(&market, third, buyer, 60_300);
		assert_eq!(buyer.view().positions, [(future(), SignedLots(0))]);
		assert_eq!(buyer.view().costs, [(future(), Money(-gain))]);
		assert_eq!(equity(buyer), buyer.cash() + gain);
		let fee = before - buyer.cash();
		assert!(fee > FEE);
		let all = buyer.cash().cast_unsigned();
		let more = market.make_block(vec![buyer.withdraw(all + 1)]);
		assert_eq!(more, refused(pallet_margin::Error::<Runtime>::InsufficientFreeEquity));
		assert_eq!(Margin::holders(future(), 9).len(), 3);

		// 60,200: the third bought at 100 above, the seller sold at 200 below.
		let (series, fees) = (future(), fees_due());
		expire(&mut market, seller);
		pay_out(&market);
		assert_eq!(buyer.cash(), deposit - FEE - fee + gain);
		assert_eq!(seller.cash(), deposit - FEE - 20 * UNIT);
		assert_eq!(third.cash(), deposit - fee - 10 * UNIT);
		let all = [buyer, seller, third];
		assert_eq!(all.map(Trader::cash).iter().sum::<i128>() + fees, 3 * deposit);
		assert!(all.into_iter().all(|trader| trader.view().positions.is_empty()));
		assert!(all.into_iter().all(|trader| trader.view().costs.is_empty()));
		assert!(!pallet_margin::Settling::<Runtime>::contains_key(series));
		assert_eq!(Instruments::series(series), None);
	});
}
