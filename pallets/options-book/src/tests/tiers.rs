//! What orders cost while they stand, how many there may be, and what trading much saves.

use super::*;
use crate::volume::Volume;
use frame_support::assert_ok;
use proptest::prelude::*;
use sp_runtime::Permill;

fn set(change: impl FnOnce(&mut BookParameters)) {
	Parameters::<Test>::mutate(change);
}

#[test]
fn an_order_of_too_little_notional_is_refused_unless_it_reduces() {
	ExtBuilder.build_and_execute(|| {
		// A lot is worth 0.05.
		set(|parameters| parameters.minimum_notional = 1);
		let named = NewOrder { client: Some(ClientId(7)), ..order(S, BID, 98, 20) };
		assert_ok!(place(1, &[named, order(S, BID, 97, 19)]));
		let events = end();
		assert_eq!(reasons(&events, id(1, 1, 1)), [Reason::NotionalTooSmall]);
		assert_eq!(open(1), [(id(1, 1, 0), 20)]);
		// What it was to replace leaves.
		assert_ok!(place(1, &[NewOrder { quantity: Lots(19), limit: Tick(99), ..named }]));
		let events = end();
		assert_eq!(reasons(&events, id(1, 1, 0)), [Reason::Replaced]);
		assert_eq!(reasons(&events, id(1, 2, 0)), [Reason::NotionalTooSmall]);
		assert!(open(1).is_empty());

		place_one(1, BID, 100, 20);
		place_one(2, ASK, 100, 20);
		end();
		let close = NewOrder { reduce_only: true, ..order(S, ASK, 101, 1) };
		assert_ok!(place(1, &[close]));
		end();
		assert_eq!(open(1), [(id(1, 4, 0), 1)]);
	});
}

#[test]
fn an_account_has_as_many_orders_as_its_cash_allows() {
	ExtBuilder.build_and_execute(|| {
		// Its cash is 10 units.
		set(|parameters| {
			parameters.orders_base = 2;
			parameters.cash_per_order = 4;
		});
		assert_ok!(place(1, &[order(S, BID, 90, 1); 6]));
		let events = end();
		assert_eq!(open(1).len(), 4);
		for index in [4, 5] {
			assert_eq!(reasons(&events, id(1, 1, index)), [Reason::TooManyOpenOrders]);
		}
		World::set(|world| {
			world.portfolios.get_mut(&SubaccountId(2)).unwrap().cash = Money(-1);
		});
		assert_eq!(parameters().most_orders(Money(-5_000_000)), 400);
		let parameters = Parameters::<Test>::get();
		let most = [-1, 0, 3_999_999, 4_000_000, 40_000_000].map(Money);
		assert_eq!(most.map(|cash| parameters.most_orders(cash)), [2, 2, 2, 3, 12]);
	});
}

#[test]
fn an_order_takes_a_deposit_of_equity_while_it_stands() {
	ExtBuilder.build_and_execute(|| {
		// Ten units of cash: a bid takes 0.9 and 0.004 of fees; three deposits of 3 leave room for it.
		set(|parameters| parameters.order_deposit = 3_000_000);
		assert_ok!(place(1, &[order(S, BID, 90, 1); 4]));
		let events = end();
		assert_eq!(open(1).len(), 3);
		assert!(matches!(reasons(&events, id(1, 1, 3))[..], [Reason::Shortfall(_)]));
		assert_eq!(cash(1), CASH, "it is counted, not moved");
	});
}

#[test]
fn trading_much_lowers_fees_from_the_next_block_on() {
	ExtBuilder.build_and_execute(|| {
		set(|parameters| {
			parameters.premium_cap = Permill::from_percent(50);
			parameters.taker_fee = Permill::from_parts(10_000);
			parameters.maker_fee = Permill::from_parts(10_000);
			parameters.tier_volume = 10;
			parameters.tier_discount = Permill::from_percent(20);
		});
		// 200 lots are worth 10 units: the first tier, once they are traded.
		let mut paid = vec![];
		for lots in [200, 200, 20] {
			let before = World::get().fees;
			place_one(1, BID, 100, lots);
			place_one(2, ASK, 100, lots);
			end();
			paid.push(World::get().fees.0 - before.0);
		}
		// One percent of 10 units from each, then 0.8 percent; 20 lots are worth one unit.
		assert_eq!(paid, [200_000, 160_000, 16_000]);
		assert_eq!(Book::tier_of(SubaccountId(1)), (1, 21));
		assert_eq!(Book::tier_of(SubaccountId(3)), (0, 0));
		// Thirty days later half of it counts, and after sixty none.
		let month = 30 * 86_400_000;
		Time::set(month + month / 2);
		assert_eq!(Book::tier_of(SubaccountId(1)), (1, 10));
		Time::set(2 * month);
		assert_eq!(Book::tier_of(SubaccountId(1)), (0, 0));
	});
}

#[test]
fn three_tiers_stand_a_factor_of_ten_apart() {
	let parameters = BookParameters { tier_volume: 5, ..Default::default() };
	let tiers = [0, 4, 5, 49, 50, 499, 500, u64::MAX].map(|volume| parameters.tier(volume));
	assert_eq!(tiers, [0, 0, 1, 1, 2, 2, 3, 3]);
	// The largest discount leaves a fee.
	let bounds = BookParameters::BOUNDS[12];
	assert!(bounds.greatest * 3 < 1_000_000);
}

proptest! {
	/// No trade counts for more than it is, nor longer than two periods; and it counts in full at once.
	#[test]
	fn volume_is_what_was_traded_lately(
		trades in prop::collection::vec((0u64..40 * 86_400, 0u64..1_000_000), 1..20),
	) {
		let (mut volume, mut at) = (Volume::default(), 0);
		let mut all: Vec<(u64, u64)> = vec![];
		for (after, notional) in trades {
			at += after;
			let now = Timestamp(at * 1_000);
			let before = volume.recent(now);
			volume = volume.add(notional, now);
			all.push((at, notional));
			prop_assert_eq!(volume.recent(now), before + notional);
			let since = |days: u64| -> u64 {
				let young = all.iter().filter(|(then, _)| then + days * 86_400 > at);
				young.map(|(_, notional)| notional).sum()
			};
			prop_assert!(volume.recent(now) <= since(60));
			let period = at / (30 * 86_400);
			let current: u64 = all
				.iter()
				.filter(|(then, _)| then / (30 * 86_400) == period)
				.map(|(_, notional)| notional)
				.sum();
			prop_assert!(volume.recent(now) >= current);
		}
	}
}
