//! What clients ask of an account's risk, as the node calls it, on a chain with prices.

use super::{
	journey::{at_the_money, mark, open_market, trade_at_the_mark, Trader, DEPOSIT},
	reports::{dollars, BTC},
	*,
};
use crate::{quote_asset, Margin};
use tenor_primitives::{
	api::runtime_decl_for_trading_api::TradingApiV2, DraftOrder, LiquidationPrice, Lots,
	MarginPolicy, Money, Refusal, RiskError, SeriesId, Shock, Side, SubaccountId, Tick, WAD,
};

/// A dollar.
const UNIT: i128 = quote_asset::UNIT.cast_signed();

fn ask(lots: u64) -> DraftOrder {
	let (series, limit) = (at_the_money(), Tick(mark()));
	DraftOrder { series, side: Side::Ask, limit, quantity: Lots(lots) }
}

/// Above which price of a bitcoin the trader would be below maintenance margin; there is none below.
fn liquidation(trader: Trader) -> f64 {
	let told = Runtime::liquidation_prices(trader.subaccount).unwrap().unwrap();
	let [LiquidationPrice { underlying: BTC, index: Some(index), down: Ok(None), up: Ok(Some(up)) }] =
		told[..]
	else {
		panic!("{told:?}")
	};
	assert_eq!(index, dollars(60_000));
	up.0 as f64 / WAD as f64
}

/// To 0.02 %.
fn assert_near(found: f64, expected: f64) {
	assert!((found / expected - 1.0).abs() < 2e-4, "{found} is not {expected}");
}

#[test]
fn clients_read_why_an_account_needs_what_it_needs() {
	on_chain("local", || {
		let mut market = open_market();
		let buyer = Trader::open(&market, Sr25519Keyring::Eve, DEPOSIT);
		let seller = Trader::open(&market, Sr25519Keyring::Ferdie, DEPOSIT);
		trade_at_the_mark(&market, buyer, seller);
		let (long, short) = (buyer.subaccount, seller.subaccount);

		// A tenth of a bitcoin, at the money, short.
		let [greeks] = Runtime::greeks(short).unwrap().unwrap()[..] else { panic!("one market") };
		let wad = i128::try_from(WAD).unwrap();
		assert_eq!(greeks.underlying, BTC);
		assert!((greeks.delta + wad / 20).abs() < wad / 1_000, "{greeks:?}");
		assert!(greeks.gamma < 0 && greeks.vega < 0 && greeks.theta > 0, "{greeks:?}");

		let margin = Runtime::margin(short).unwrap().unwrap();
		assert_eq!((margin.policy, margin.exempt), (MarginPolicy::Portfolio, false));
		assert_eq!(Runtime::account(short).unwrap().risk, Ok(margin.risk));
		let [of] = &margin.markets[..] else { panic!("one market") };
		assert_eq!((of.underlying, of.need.initial), (BTC, margin.risk.initial));
		// A rise by 18 %.
		let binding = of.scenarios[usize::try_from(of.binding.unwrap()).unwrap()];
		assert!(matches!(binding.shock, Shock::Move { forward: 1_180_000, .. }), "{binding:?}");
		assert_eq!(of.scenario.initial.0, -binding.change.0);
		assert!(Runtime::margin(long).unwrap().unwrap().exempt);
		// So far in the money the call is worth a tenth of the rise; of 6,000 a loss of 18 % counts 0.8 times,
		// the time roll is 0.5 %, naked is 0.3 %.
		assert_near(liquidation(seller), (seller.cash() as f64 / 1e6 + 6_000.0) / 0.115_2);

		let policy = MarginPolicy::Standard;
		let standard = pallet_margin::Call::set_policy { subaccount: short, policy };
		assert_eq!(market.make_block(vec![sign(seller.key, 0, standard)]), [Ok(Ok(()))]);
		let margin = Runtime::margin(short).unwrap().unwrap();
		assert_eq!(margin.policy, policy);
		assert_eq!(Runtime::account(short).unwrap().risk, Ok(margin.risk));
		// 15 % and 9 % of 6,000.
		let [of] = &margin.markets[..] else { panic!("one market") };
		assert_eq!((of.need.initial.0, of.need.maintenance.0), (900 * UNIT, 540 * UNIT));
		assert_eq!((margin.risk.initial, of.positions), (of.need.initial, of.need));
		assert_near(liquidation(seller), (seller.cash() as f64 / 1e6 + 6_000.0) / 0.109);

		let free = Margin::withdrawable(short).unwrap().unwrap();
		let [cash] = Runtime::withdrawals(short).unwrap().unwrap()[..] else { panic!("one asset") };
		assert_eq!(
			(cash.asset, cash.free, cash.at_once),
			(quote_asset::ID, free.free, free.at_once)
		);

		// Some 9,960 are left beside what a tenth takes; each lot takes 90 and a fee.
		let told = Runtime::simulate(short, vec![ask(95), ask(10)]).unwrap().unwrap();
		assert_eq!(told.risk, margin.risk);
		let [Ok(()), Err(Refusal::Shortfall(missing))] = told.verdicts[..] else {
			panic!("{told:?}")
		};
		assert!(missing > Money::ZERO && told.worst == missing.checked_neg().unwrap());
		let unknown = DraftOrder { series: SeriesId(u32::MAX), ..ask(1) };
		assert_eq!(Runtime::simulate(short, vec![unknown]), Some(Err(RiskError::UnknownSeries)));

		let index = dollars(60_000);
		let index = Some(index);
		let never = LiquidationPrice { underlying: BTC, index, down: Ok(None), up: Ok(None) };
		assert_eq!(Runtime::liquidation_prices(long), Some(Ok(vec![never])));

		for nobody in [SubaccountId(77), SubaccountId(u32::MAX)] {
			assert_eq!(Runtime::greeks(nobody), None);
			assert_eq!(Runtime::margin(nobody), None);
			assert_eq!(Runtime::simulate(nobody, vec![]), None);
			assert_eq!(Runtime::withdrawals(nobody), None);
			assert_eq!(Runtime::liquidation_prices(nobody), None);
		}

		// Nobody knows what a short needs without prices.
		market.lags = [None; 4];
		market.make_blocks(12);
		let stale = RiskError::NoFreshPrice;
		assert_eq!(Runtime::greeks(short), Some(Err(stale)));
		assert_eq!(Runtime::margin(short), Some(Err(stale)));
		assert_eq!(Runtime::simulate(short, vec![]), Some(Err(stale)));
		assert_eq!(Runtime::liquidation_prices(short), Some(Err(stale)));
		let held = Runtime::withdrawals(short).unwrap().unwrap();
		assert_eq!((held[0].free, held[0].at_once), (0, 0));
	});
}
