//! The numbers of transactions: windows, allowances, priorities.

use super::*;
use crate::window::Unusable;
use codec::Encode;
use frame_support::{
	dispatch::{DispatchInfo, GetDispatchInfo, PostDispatchInfo},
	weights::Weight,
};
use proptest::prelude::*;
use sp_runtime::{
	traits::DispatchTransaction,
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidityError, ValidTransaction,
	},
};
use std::collections::BTreeSet;

/// The owner of subaccount 1.
const OWNER: u64 = 1;

fn give_account(who: u64) {
	System::inc_providers(&who);
}

fn remark() -> RuntimeCall {
	frame_system::Call::remark { remark: vec![] }.into()
}

fn place_call(items: usize) -> RuntimeCall {
	let orders = vec![order(S, BID, 90, 1); items].try_into().unwrap();
	Call::place_orders { subaccount: SubaccountId(1), orders }.into()
}

fn cancel_call() -> RuntimeCall {
	Call::cancel_series { subaccount: SubaccountId(1), series: S }.into()
}

fn validate(
	who: u64,
	number: u32,
	call: &RuntimeCall,
) -> Result<ValidTransaction, TransactionValidityError> {
	let (info, source) = (call.get_dispatch_info(), TransactionSource::External);
	CheckSequence::<Test>::from(number)
		.validate_only(RuntimeOrigin::signed(who), call, &info, 0, source, 0)
		.map(|(valid, ..)| valid)
}

/// What is free has this priority, and what is left of the allowance.
const FREE: u64 = 1 << 63;
/// So have cancels of who has much left.
const FIRST: u64 = FREE + (1 << 62);

/// Without the blocks since the last trade, which come after all else.
fn priority(who: u64, number: u32, call: &RuntimeCall) -> u64 {
	let priority = validate(who, number, call).unwrap().priority;
	match [FIRST, FREE].into_iter().find(|class| priority >= *class) {
		Some(class) => class + ((priority - class) >> 8),
		None => priority,
	}
}

/// Applies a transaction; what its call says.
fn apply(
	who: u64,
	number: u32,
	call: &RuntimeCall,
) -> Result<DispatchResult, TransactionValidityError> {
	let info = DispatchInfo { call_weight: weight_of(call), ..Default::default() };
	let result = CheckSequence::<Test>::from(number).dispatch_transaction(
		RuntimeOrigin::signed(who),
		call.clone(),
		&info,
		0,
		0,
	);
	assert_eq!(Sequence::<Test>::get(), None);
	result.map(|result| result.map(drop).map_err(|failure| failure.error))
}

/// A tenth of a block for remarks.
fn weight_of(call: &RuntimeCall) -> Weight {
	let block = BlockWeights::get().max_block;
	if matches!(call, RuntimeCall::System(_)) {
		block / 10
	} else {
		Weight::zero()
	}
}

const STALE: TransactionValidityError =
	TransactionValidityError::Invalid(InvalidTransaction::Stale);
const FUTURE: TransactionValidityError =
	TransactionValidityError::Invalid(InvalidTransaction::Future);

#[test]
fn duplicate_and_replayed_numbers_are_refused() {
	ExtBuilder.build_and_execute(|| {
		give_account(OWNER);
		assert_eq!(apply(OWNER, 0, &place_call(1)), Ok(Ok(())));
		assert_eq!(apply(OWNER, 0, &place_call(1)), Err(STALE));
		assert_eq!(validate(OWNER, 0, &cancel_call()), Err(STALE));
		assert_eq!(apply(OWNER, 7, &place_call(1)), Ok(Ok(())));
		assert_eq!(apply(OWNER, 7, &cancel_call()), Err(STALE));
		end();
		assert_eq!(open(1), [(id(1, 0, 0), 1), (id(1, 7, 0), 1)]);
		assert_eq!(validate(OWNER, 7, &place_call(1)), Err(STALE));
	});
}

#[test]
fn trades_use_numbers_in_any_order_within_the_window() {
	ExtBuilder.build_and_execute(|| {
		give_account(OWNER);
		for number in [63, 2, 1] {
			assert_eq!(apply(OWNER, number, &cancel_call()), Ok(Ok(())));
		}
		assert_eq!(Book::window_of(OWNER), Window { base: 0, used: 0b11 | 1 << 62 });
		assert_eq!(apply(OWNER, 64, &cancel_call()), Err(FUTURE));
		// The pool keeps it until the number that is 64 below comes.
		assert_eq!(validate(OWNER, 64, &cancel_call()).unwrap().requires, [(OWNER, 0u32).encode()]);
		assert_eq!(apply(OWNER, 0, &cancel_call()), Ok(Ok(())));
		assert_eq!(System::account_nonce(OWNER), 3);
		assert_eq!(validate(OWNER, 64, &cancel_call()).unwrap().requires, Vec::<Vec<u8>>::new());
		let valid = validate(OWNER, 64, &cancel_call()).unwrap();
		assert_eq!(valid.provides, [(OWNER, 64u32).encode()]);
		for number in (3..63).chain([64]) {
			assert_eq!(apply(OWNER, number, &cancel_call()), Ok(Ok(())));
		}
		assert_eq!(System::account_nonce(OWNER), 65);
		assert!(!Windows::<Test>::contains_key(OWNER));
	});
}

#[test]
fn other_calls_use_the_lowest_unused_number() {
	ExtBuilder.build_and_execute(|| {
		give_account(OWNER);
		assert_eq!(apply(OWNER, 1, &cancel_call()), Ok(Ok(())));
		assert_eq!(apply(OWNER, 2, &remark()), Err(FUTURE));
		assert_eq!(validate(OWNER, 2, &remark()).unwrap().requires, [(OWNER, 0u32).encode()]);
		let others = [0, 2, 3, 4, 5, 6, 7, 8].map(|number: u32| (OWNER, number).encode());
		assert_eq!(validate(OWNER, 9, &remark()).unwrap().requires, others);
		assert_eq!(apply(OWNER, 0, &remark()), Ok(Ok(())));
		assert_eq!(System::account_nonce(OWNER), 2);
		assert_eq!(apply(OWNER, 2, &remark()), Ok(Ok(())));
		// A trade for somebody else's subaccount is no trade.
		give_account(9);
		assert_eq!(apply(9, 1, &cancel_call()), Err(FUTURE));
		assert_eq!(apply(9, 0, &cancel_call()), Ok(Err(Error::<Test>::Unauthorized.into())));
	});
}

#[test]
fn a_gap_keeps_what_is_too_far_ahead_of_it_waiting() {
	ExtBuilder.build_and_execute(|| {
		give_account(OWNER);
		for number in 1..64 {
			assert_eq!(apply(OWNER, number, &cancel_call()), Ok(Ok(())));
		}
		// All that is 64 below or more is needed, not only what is exactly 64 below.
		for number in 65..128 {
			let valid = validate(OWNER, number, &cancel_call()).unwrap();
			assert_eq!((valid.requires, valid.priority), (vec![(OWNER, 0u32).encode()], 0));
		}
		assert_eq!(apply(OWNER, 0, &cancel_call()), Ok(Ok(())));
		assert_eq!(validate(OWNER, 127, &cancel_call()).unwrap().requires, Vec::<Vec<u8>>::new());
	});
}

#[test]
fn nothing_is_free_without_counting() {
	ExtBuilder.build_and_execute(|| {
		give_account(OWNER);
		let orders = vec![].try_into().unwrap();
		let empty = Call::cancel_orders { subaccount: SubaccountId(1), orders }.into();
		Parameters::<Test>::mutate(|parameters| {
			parameters.free_rate = 0;
			parameters.free_burst = 16;
		});
		for number in 0..2 {
			assert!(Book::is_free(&RuntimeOrigin::signed(OWNER), SubaccountId(1), 0, true));
			assert_eq!(apply(OWNER, number, &empty), Ok(Err(Error::<Test>::EmptyBatch.into())));
		}
		assert!(!Book::is_free(&RuntimeOrigin::signed(OWNER), SubaccountId(1), 0, true));
	});
}

#[test]
fn no_trade_takes_fewer_than_eight_items() {
	ExtBuilder.build_and_execute(|| {
		give_account(OWNER);
		let subaccount = SubaccountId(1);
		let calls: [Call<Test>; 2] = [
			Call::cancel_all_after { subaccount, blocks: Some(9) },
			Call::set_protection { subaccount, protection: None },
		];
		for (number, call) in (0u32..).zip(calls) {
			let before = Book::allowance(subaccount);
			assert_eq!(apply(OWNER, number, &call.into()), Ok(Ok(())));
			assert_eq!(Book::allowance(subaccount), before - 8);
		}
	});
}

/// An account with its cash has 96 items, 24 of them for cancels alone, and one without cash has 16.
fn small_allowances() {
	Parameters::<Test>::mutate(|parameters| {
		parameters.free_rate = 0;
		parameters.free_burst = 160;
		parameters.orders_base = 2;
		parameters.cash_per_order = 1;
	});
}

#[test]
fn cancels_of_who_has_much_left_come_first_and_others_among_orders() {
	ExtBuilder.build_and_execute(|| {
		give_account(OWNER);
		small_allowances();
		assert_eq!(priority(OWNER, 0, &cancel_call()), FIRST + 88);
		let fresh = priority(OWNER, 0, &place_call(1));
		assert_eq!(fresh, FREE + 64);
		assert_eq!(apply(OWNER, 0, &place_call(5)), Ok(Ok(())));
		assert_eq!(priority(OWNER, 1, &cancel_call()), FIRST + 48);
		assert_eq!(priority(OWNER, 1, &place_call(1)), FREE + 24);
		assert_eq!(apply(OWNER, 1, &cancel_call()), Ok(Ok(())));
		// It leaves no more than what is kept for cancels, and what an account without cash has.
		assert_eq!(priority(OWNER, 2, &cancel_call()), FREE + 40);
		assert!(FREE + 40 < fresh, "it comes after orders of who has used nothing");
		assert_eq!(priority(OWNER, 2, &place_call(1)), 0);
		assert_eq!(apply(OWNER, 2, &place_call(3)), Ok(Ok(())));
		// Nothing is left for orders; cancels still are free, and behind what pays.
		let (origin, one) = (RuntimeOrigin::signed(OWNER), SubaccountId(1));
		assert!(!Book::is_free(&origin, one, 8, false) && Book::is_free(&origin, one, 8, true));
		assert_eq!(priority(OWNER, 3, &cancel_call()), 0);
	});
}

#[test]
fn what_accounts_without_cash_have_comes_after_all_else() {
	ExtBuilder.build_and_execute(|| {
		give_account(OWNER);
		small_allowances();
		World::set(|world| {
			world.portfolios.get_mut(&SubaccountId(1)).unwrap().cash = Money::ZERO;
		});
		let subaccount = SubaccountId(1);
		let all: RuntimeCall = Call::cancel_all { subaccount, of: ALL }.into();
		for call in [&cancel_call(), &place_call(1), &all] {
			assert_eq!(priority(OWNER, 0, call), 0);
		}
		assert!(Book::is_free(&RuntimeOrigin::signed(OWNER), subaccount, 16, true));
		assert_eq!(apply(OWNER, 0, &all), Ok(Ok(())));
	});
}

#[test]
fn a_key_is_judged_with_what_may_come_before() {
	ExtBuilder.build_and_execute(|| {
		give_account(OWNER);
		small_allowances();
		let orders = [0, 1, 5, 6, 9, 63].map(|number| priority(OWNER, number, &place_call(1)));
		assert_eq!(orders, [FREE + 64, FREE + 56, FREE + 24, 0, 0, 0]);
		let cancels = [0, 5, 6, 8, 9].map(|number| priority(OWNER, number, &cancel_call()));
		assert_eq!(cancels, [FIRST + 88, FIRST + 48, FREE + 40, FREE + 24, 0]);
		// Those before are judged to be as large as it is.
		let pairs = [0, 1, 2].map(|number| priority(OWNER, number, &place_call(2)));
		assert_eq!(pairs, [FREE + 56, FREE + 40, FREE + 24]);
		// One that came is counted as what it took.
		assert_eq!(apply(OWNER, 1, &place_call(2)), Ok(Ok(())));
		assert_eq!(priority(OWNER, 2, &place_call(1)), FREE + 40);
		assert_eq!(apply(OWNER, 0, &cancel_call()), Ok(Ok(())));
		assert_eq!(priority(OWNER, 2, &place_call(1)), FREE + 40);
		// None is charged for what did not come.
		assert_eq!(apply(OWNER, 63, &place_call(6)), Ok(Ok(())));
		assert_eq!(Spent::<Test>::get(SubaccountId(1)).items, 16 + 8 + 48);
	});
}

#[test]
fn of_those_with_as_much_left_who_waited_longest_comes_first() {
	ExtBuilder.build_and_execute(|| {
		give_account(OWNER);
		small_allowances();
		Parameters::<Test>::mutate(|parameters| parameters.free_rate = 160);
		let rank = || validate(OWNER, 1, &place_call(1)).unwrap().priority;
		assert_eq!(apply(OWNER, 0, &place_call(1)), Ok(Ok(())));
		let at_once = rank();
		end();
		// All is free again.
		let after_one = rank();
		assert!(after_one > at_once + 255, "{after_one} {at_once}");
		end();
		assert_eq!(rank(), after_one + 1);
		let after = |blocks: u64| {
			System::set_block_number(1 + blocks);
			rank() - after_one
		};
		assert_eq!([100, 255, 256, 10_000].map(after), [99, 254, 254, 254]);
	});
}

#[test]
fn an_account_with_little_cash_has_little_free() {
	ExtBuilder.build_and_execute(|| {
		Parameters::<Test>::mutate(|parameters| {
			parameters.orders_base = 2;
			parameters.cash_per_order = 4;
		});
		// Four of twenty orders for its ten units of cash; a quarter of that is for cancels.
		assert_eq!(Book::allowance(SubaccountId(1)), 2_048 / 5 - 2_048 / 5 / 4);
	});
}

#[test]
fn a_failed_trade_uses_its_number_and_allowance() {
	ExtBuilder.build_and_execute(|| {
		give_account(OWNER);
		let before = Book::allowance(SubaccountId(1));
		let empty = place_call(0);
		assert_eq!(apply(OWNER, 0, &empty), Ok(Err(Error::<Test>::EmptyBatch.into())));
		let orders = vec![order(S, BID, 0, 1); 3].try_into().unwrap();
		let bad = Call::place_orders { subaccount: SubaccountId(1), orders }.into();
		assert_eq!(apply(OWNER, 1, &bad), Ok(Err(Error::<Test>::ZeroLimit.into())));
		assert_eq!(Book::allowance(SubaccountId(1)), before - 32);
		assert_eq!(System::account_nonce(OWNER), 2);
	});
}

#[test]
fn trades_are_free_within_the_allowance_and_cancels_have_more() {
	ExtBuilder.build_and_execute(|| {
		give_account(OWNER);
		Parameters::<Test>::mutate(|parameters| {
			// Three fifths of them, of which an account without cash has a tenth each.
			parameters.free_rate = 27;
			parameters.free_burst = 107;
			parameters.orders_base = 2;
			parameters.cash_per_order = 1;
		});
		let (origin, one) = (RuntimeOrigin::signed(OWNER), SubaccountId(1));
		let free = |items| Book::is_free(&origin, one, items, false);
		let cancels = |items| Book::is_free(&origin, one, items, true);
		assert_eq!(Book::allowance(one), 48);
		assert!(free(48) && !free(49) && cancels(64) && !cancels(65));
		assert_eq!(priority(OWNER, 0, &place_call(4)), FREE + 48 - 4 * 8);
		assert_eq!(priority(OWNER, 0, &cancel_call()), FIRST + 64 - 8);
		assert_eq!(apply(OWNER, 0, &place_call(6)), Ok(Ok(())));
		assert!(!free(8) && cancels(16) && !cancels(17));
		// Beyond it a trade has what priority its fee gives, and still its window.
		assert_eq!(priority(OWNER, 5, &place_call(1)), 0);
		assert_eq!(apply(OWNER, 5, &place_call(1)), Ok(Ok(())));
		assert_eq!(apply(OWNER, 1, &cancel_call()), Ok(Ok(())));
		assert!(cancels(8) && !cancels(9));
		end();
		assert!(free(8) && !free(9) && cancels(24));
		assert_eq!(apply(OWNER, 2, &place_call(1)), Ok(Ok(())));
		assert_eq!(Book::allowance(one), 0);
		// Nobody else spends it.
		assert!(!Book::is_free(&RuntimeOrigin::signed(9), one, 0, true));
		assert!(!Book::is_free(&RuntimeOrigin::root(), one, 0, true));
	});
}

#[test]
fn m10_other_calls_use_a_quarter_of_a_block() {
	ExtBuilder.build_and_execute(|| {
		give_account(OWNER);
		assert_eq!(apply(OWNER, 0, &remark()), Ok(Ok(())));
		assert_eq!(apply(OWNER, 1, &remark()), Ok(Ok(())));
		let full = TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources);
		assert_eq!(apply(OWNER, 2, &remark()), Err(full));
		assert_eq!(apply(OWNER, 2, &cancel_call()), Ok(Ok(())));
		end();
		assert_eq!(apply(OWNER, 3, &remark()), Ok(Ok(())));
	});
}

#[test]
fn other_calls_count_with_what_they_used() {
	ExtBuilder.build_and_execute(|| {
		give_account(OWNER);
		let info = DispatchInfo { call_weight: weight_of(&remark()), ..Default::default() };
		let used = PostDispatchInfo { actual_weight: Some(Weight::zero()), ..Default::default() };
		for number in 0..4 {
			let signed = RuntimeOrigin::signed(OWNER);
			let extension = CheckSequence::<Test>::from(number);
			let run = extension.test_run(signed, &remark(), &info, 0, 0, |_| Ok(used));
			assert!(run.is_ok_and(|result| result.is_ok()), "{number}");
		}
	});
}

#[test]
fn the_window_of_an_account_goes_with_it() {
	ExtBuilder.build_and_execute(|| {
		give_account(OWNER);
		assert_eq!(apply(OWNER, 5, &cancel_call()), Ok(Ok(())));
		assert!(Windows::<Test>::contains_key(OWNER));
		System::dec_providers(&OWNER).unwrap();
		assert!(!Windows::<Test>::contains_key(OWNER));
	});
}

#[test]
fn an_account_that_nothing_keeps_has_no_numbers() {
	ExtBuilder.build_and_execute(|| {
		let payment = TransactionValidityError::Invalid(InvalidTransaction::Payment);
		assert_eq!(validate(OWNER, 0, &cancel_call()), Err(payment));
	});
}

#[test]
fn to_clients_it_is_check_nonce() {
	use scale_info::TypeInfo;
	use sp_runtime::traits::TransactionExtension;
	type Own = CheckSequence<Test>;
	type Stock = frame_system::CheckNonce<Test>;
	let name = |of: &'static str| of;
	assert_eq!(
		name(<Own as TransactionExtension<RuntimeCall>>::IDENTIFIER),
		name(<Stock as TransactionExtension<RuntimeCall>>::IDENTIFIER),
	);
	assert_eq!(Own::type_info(), Stock::type_info());
	assert_eq!(Own::from(300).encode(), Stock::from(300).encode());
}

proptest! {
	#![proptest_config(cases())]

	/// The window against the set of all numbers used.
	#[test]
	fn a_window_is_the_set_of_used_numbers(
		start in prop_oneof![Just(0u32), Just(u32::MAX - 70), any::<u32>()],
		steps in prop::collection::vec((0u32..80, any::<bool>()), 1..200),
	) {
		let mut window = Window { base: start, used: 0 };
		let mut used = BTreeSet::<u32>::new();
		for (above, trade) in steps {
			let lowest = (start..=u32::MAX).find(|number| !used.contains(number));
			let lowest = lowest.unwrap_or(u32::MAX);
			prop_assert_eq!(window.base, lowest);
			let number = lowest.saturating_add(above).saturating_sub(8);
			let width = if trade { WIDTH } else { 1 };
			let missing: Vec<u32> = (start.max(number.saturating_sub(63))..=number)
				.filter(|number| !used.contains(number))
				.collect();
			prop_assert_eq!(window.missing_to(number).collect::<Vec<_>>(), missing);
			let below = lowest..number.min(lowest.saturating_add(WIDTH));
			let below = below.filter(|number| !used.contains(number)).count();
			prop_assert_eq!(window.unused_below(number), u32::try_from(below).unwrap());
			let expected = if number < start || used.contains(&number) {
				Err(Unusable::Used)
			} else if number - lowest >= width {
				Err(Unusable::Ahead)
			} else if number == u32::MAX && number == lowest {
				Err(Unusable::Used)
			} else {
				Ok(())
			};
			let before = window;
			let taken = window.take(number, width);
			prop_assert_eq!(taken, expected);
			if taken.is_ok() {
				used.insert(number);
				prop_assert!(window.is_used(number));
			} else {
				prop_assert_eq!(window, before);
			}
			// The account's nonce is the base; a nonce that moved by itself used what it passed.
			prop_assert_eq!(window.at(window.base), window);
		}
		let moved = window.base.saturating_add(5);
		let after = window.at(moved);
		prop_assert!((window.base..moved).all(|number| after.is_used(number)));
		let above = moved..moved.saturating_add(70);
		prop_assert!(above.into_iter().all(|number| after.is_used(number) == used.contains(&number)));
		prop_assert_eq!(window.at(0).used, if window.base == 0 { window.used } else { 0 });
	}
}
