//! Bands and fees of trades outside the auction.

use super::*;
use frame_support::assert_ok;

/// One leg of `lots` at `price`, of series and accounts that trade.
fn block(price: u32, lots: u64) -> BlockTrade {
	let leg = BlockLeg { series: S, side: BID, price: Tick(price), lots: Lots(lots) };
	let legs = vec![leg].try_into().unwrap();
	BlockTrade { maker: SubaccountId(1), taker: SubaccountId(2), legs, last: 1 }
}

fn terms(price: u32, lots: u64) -> Result<LegTerms, LegError> {
	Book::terms(&block(price, lots)).map(|legs| legs[0])
}

#[test]
fn a_block_trade_pays_the_fees_of_a_fill_and_counts_for_tiers() {
	ExtBuilder.build_and_execute(|| {
		place_one(1, BID, 100, 20);
		end();
		place_one(2, ASK, 100, 20);
		let before = [cash(1), cash(2)];
		end();
		let premium = World::underlying(UnderlyingId(0)).unwrap();
		let premium = premium.premium(Tick(100), Lots(20)).unwrap();
		let fees = [before[0] - premium.0 - cash(1), before[1] + premium.0 - cash(2)];
		let agreed = terms(100, 20).unwrap();
		assert_eq!((agreed.premium, agreed.is_future), (premium, false));
		assert_eq!([agreed.maker_fee.0, agreed.taker_fee.0], fees);
		assert!(fees[0] > 0 && fees[0] < fees[1]);

		let traded = Book::tier_of(SubaccountId(1));
		Book::count(SubaccountId(3), agreed.notional);
		assert_eq!(Book::tier_of(SubaccountId(3)), traded);
	});
}

/// The mock's band is 52 to 148, and two ticks at each end.
#[test]
fn a_block_trade_takes_the_band_of_the_auction() {
	ExtBuilder.build_and_execute(|| {
		for (price, within) in [(49, false), (50, true), (150, true), (151, false)] {
			let agreed = terms(price, 1).map(drop);
			assert_eq!(agreed, if within { Ok(()) } else { Err(LegError::OutsideBand) });
		}
		assert_eq!(terms(100, MAX_QUANTITY.0 + 1), Err(LegError::TooLarge));
		assert_ok!(terms(100, MAX_QUANTITY.0));
	});
}

#[test]
fn a_block_trade_needs_what_an_order_needs_to_fill() {
	ExtBuilder.build_and_execute(|| {
		let set = |change: fn(&mut World)| World::set(change);
		set(|world| world.phase = Phase::RiskReducing);
		assert_eq!(terms(100, 1).map(|leg| leg.admission), Ok(Admission::RiskReducing));
		set(|world| world.phase = Phase::CancelOnly);
		assert_eq!(terms(100, 1), Err(LegError::CancelOnly));
		set(|world| world.phase = Phase::Open);
		assert_eq!(terms(100, 1).map(|leg| leg.admission), Ok(Admission::Open));
		set(|world| world.mark = None);
		assert_eq!(terms(100, 1), Err(LegError::NoFreshPrice));
		set(|world| {
			world.mark = Some(100);
			world.status.insert(S, SeriesStatus::Halted);
		});
		assert_eq!(terms(100, 1), Err(LegError::NotTrading));
		set(|world| world.status.clear());
		assert_eq!(terms(100, 1), Err(LegError::NotTrading));
	});
}
