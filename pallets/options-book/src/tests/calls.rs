//! What calls refuse, and that a refusal changes nothing.

use super::*;
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo, traits::Hooks, BoundedVec};
use sp_runtime::traits::BadOrigin;

fn refused(order: NewOrder, error: Error<Test>) {
	assert_noop!(place(1, &[order]), error);
}

#[test]
fn bad_orders_are_refused_each_with_its_error() {
	ExtBuilder.build_and_execute(|| {
		let good = order(S, BID, 100, 10);
		refused(NewOrder { series: SeriesId(99), ..good }, Error::UnknownSeries);
		refused(NewOrder { quantity: Lots(0), ..good }, Error::ZeroQuantity);
		refused(NewOrder { limit: Tick(0), ..good }, Error::ZeroLimit);
		refused(NewOrder { quantity: Lots(MAX_QUANTITY.0 + 1), ..good }, Error::QuantityTooLarge);
		refused(NewOrder { quantity: Lots(u64::MAX), ..good }, Error::QuantityTooLarge);
		refused(NewOrder { limit: Tick(100_001), ..good }, Error::LimitOutOfRange);
		refused(NewOrder { limit: Tick(u32::MAX), ..good }, Error::LimitOutOfRange);
		refused(NewOrder { good_til: 0, ..good }, Error::GoodTilPassed);
		assert_ok!(place(1, &[NewOrder { good_til: 1, limit: Tick(100_000), ..good }]));

		Parameters::<Test>::mutate(|parameters| parameters.minimum = Lots(5));
		refused(NewOrder { quantity: Lots(4), ..good }, Error::QuantityTooSmall);
		assert_noop!(place(1, &[]), Error::<Test>::EmptyBatch);
	});
}

#[test]
fn limits_lie_on_the_steps_of_the_underlying_when_they_come() {
	ExtBuilder.build_and_execute(|| {
		place_one(1, BID, 97, 1);
		end();
		let levels = [(50, 2), (90, 5), (100, 10)];
		let level = |(from, step)| PriceStep { from: Tick(from), step: Tick(step) };
		let steps = PriceSteps::new(levels.map(level).to_vec()).unwrap();
		World::set(|world| world.tick_steps = steps);
		for off in [51, 91, 97, 105] {
			refused(order(S, BID, off, 1), Error::OffTick);
			refused(order(S, ASK, off, 1), Error::OffTick);
		}
		let mut batch = [1, 49, 50, 51, 95, 110].map(|limit| order(SeriesId(1), ASK, limit, 1));
		batch[5].within = Some(3);
		assert_ok!(place(2, &batch));
		assert_eq!(reasons(&end(), id(2, 1, 3)), [Reason::OffTick]);
		assert_eq!(open(2).len(), 4, "within finds no opposite order");

		// What rests stays, and trades at any tick: with what comes on the steps, at their middle.
		place(3, &[NewOrder { within: Some(2), ..order(S, ASK, 10, 1) }]).unwrap();
		World::set(|world| world.mark = Some(96));
		assert_eq!(cleared(&end()), [(0, 96, 1)]);
	});
}

#[test]
fn closed_series_and_poor_prices_take_only_cancels() {
	ExtBuilder.build_and_execute(|| {
		place_one(1, BID, 90, 10);
		end();
		for status in [
			SeriesStatus::Listed,
			SeriesStatus::Halted,
			SeriesStatus::Expired,
			SeriesStatus::Settled,
		] {
			World::set(|world| {
				world.status.insert(S, status);
			});
			refused(order(S, BID, 100, 10), Error::SeriesNotTrading);
		}
		World::set(|world| world.phase = Phase::CancelOnly);
		refused(order(SeriesId(1), BID, 100, 10), Error::MarketCancelOnly);
		assert_ok!(cancel(1, &[id(1, 1, 0)]));
		assert_eq!(reasons(&end(), id(1, 1, 0)), [Reason::Requested]);
		assert!(open(1).is_empty());
	});
}

#[test]
fn only_the_owner_and_agents_trade_and_cancel() {
	ExtBuilder.build_and_execute(|| {
		let orders = || vec![order(S, BID, 100, 10)].try_into().unwrap();
		let (one, unknown) = (SubaccountId(1), SubaccountId(99));
		let signed = RuntimeOrigin::signed;
		assert_noop!(Book::place_orders(signed(2), one, orders()), Error::<Test>::Unauthorized);
		assert_noop!(
			Book::place_orders(signed(2), unknown, orders()),
			Error::<Test>::UnknownSubaccount
		);
		assert_noop!(Book::cancel_all(signed(2), one, ALL), Error::<Test>::Unauthorized);
		assert_noop!(Book::cancel_series(signed(2), one, S), Error::<Test>::Unauthorized);
		assert_noop!(Book::place_orders(RuntimeOrigin::none(), one, orders()), BadOrigin);
		assert_noop!(cancel(1, &[id(1, 1, 0), id(2, 1, 0)]), Error::<Test>::ForeignOrder);
		assert_noop!(cancel(1, &[]), Error::<Test>::EmptyBatch);
	});
}

#[test]
fn block_takes_so_many_orders_and_always_cancels() {
	ExtBuilder.build_and_execute(|| {
		MaxOpenOrders::set(400);
		for account in 1..=5 {
			assert_ok!(place(account, &[order(S, BID, 60, 1); 60]));
		}
		assert_noop!(place(6, &[order(S, BID, 60, 1)]), Error::<Test>::BlockFull);
		assert_ok!(cancel(6, &[id(6, 1, 0)]));
		end();
		assert_ok!(place(6, &[order(S, BID, 60, 1)]));
	});
}

#[test]
fn orders_of_a_batch_stand_or_fall_on_their_own() {
	ExtBuilder.build_and_execute(|| {
		let mut batch = vec![order(S, BID, 90, 1); 12];
		batch[9].quantity = Lots(0);
		batch[10].series = SeriesId(99);
		batch[11] = order(SeriesId(1), BID, 90, 1);
		World::set(|world| {
			world.status.insert(SeriesId(1), SeriesStatus::Halted);
		});
		assert_ok!(place(1, &batch));
		assert_eq!(IntakeCount::<Test>::get(), 9);
		let refused = Event::OrdersRefused {
			subaccount: SubaccountId(1),
			orders: vec![
				(id(1, 1, 9), Reason::ZeroQuantity),
				(id(1, 1, 10), Reason::UnknownSeries),
				(id(1, 1, 11), Reason::SeriesNotTrading),
			],
		};
		let events = end();
		assert_eq!((events.len(), &events[0]), (2, &refused));
		assert_eq!(changed(&events, S).entered.len(), 9);
		assert_eq!(open(1).len(), 9);
		// Those after a refused one keep their places.
		assert_ok!(place(1, &[order(S, BID, 0, 1), order(S, BID, 91, 1)]));
		assert_eq!(reasons(&end(), id(1, 2, 0)), [Reason::ZeroLimit]);
		assert_eq!(open(1).last(), Some(&(id(1, 2, 1), 1)));
		// Of a batch in which none stands nothing is taken.
		let none = [order(S, BID, 0, 1), order(S, BID, 91, 0)];
		assert_noop!(place(1, &none), Error::<Test>::ZeroLimit);
		assert_eq!(Intake::<Test>::get(), []);
	});
}

#[test]
fn a_further_order_of_a_batch_in_one_series_takes_15_us_and_no_key() {
	let further = <()>::orders_of_a_series(20) - <()>::orders_of_a_series(19);
	assert!(further.ref_time() <= 15_000_000, "{further}");
}

#[test]
fn weights_cover_fills_units_and_cancels() {
	ExtBuilder.build_and_execute(|| {
		let reserved = Book::on_initialize(1);
		assert!(reserved.all_gte(StepWeight::get() + Book::weight_of_units(100)));
		// The account, and one of those that its units meet, are in the fills.
		let clearing = Book::weight_of_fills(2) + Book::weight_of_units(2 * 4 - 1);
		assert!(Book::place_weight(2, 2).all_gte(<()>::place_orders(2) + clearing));
		// What shares a series costs less, but for its units.
		let (alone, shared) = (Book::place_weight(2, 2), Book::place_weight(2, 1));
		assert!(alone.all_gt(shared) && shared.all_gt(Book::weight_of_units(2 * 2)));
		let weight = |orders: Vec<NewOrder>| {
			let orders: BoundedVec<_, _> = orders.try_into().unwrap();
			let call = crate::Call::<Test>::place_orders { subaccount: SubaccountId(2), orders };
			call.get_dispatch_info().call_weight
		};
		assert_eq!(weight(vec![order(SeriesId(1), BID, 60, 1)]), Book::place_weight(1, 1));
		// A peg is priced, and compared with its owner's.
		let entries = Book::weight_of_entries(1);
		assert!(entries.all_gte(<()>::price_pegs(1) - <()>::price_pegs(0)));
		assert_eq!(weight(vec![peg(BID, 500, 60, 1)]), Book::place_weight(1, 1) + entries);
		// A cancel of everything asks for the most and takes what is open when the block begins.
		let taken = || {
			let result = as_owner(1, |one, id| Book::cancel_all(one, id, ALL));
			result.unwrap().actual_weight.unwrap()
		};
		place_one(1, BID, 90, 1);
		assert_eq!(taken(), <()>::cancel_all() + <()>::clear_cancels(0));
		end();
		place_one(1, BID, 90, 1);
		end();
		assert_eq!(taken(), <()>::cancel_all() + <()>::clear_cancels(1));
		let subaccount = SubaccountId(1);
		let most = crate::Call::<Test>::cancel_all { subaccount, of: ALL };
		assert_eq!(most.get_dispatch_info().call_weight, Book::cancel_all_weight(10));
	});
}
