use super::*;

fn accrue(subaccount: SubaccountId, amount: i128) {
	assert_ok!(Margin::apply(&[
		delta(subaccount, -amount, &[]),
		holder_delta(Holder::Fees, amount, &[]),
	]));
}

#[test]
fn fees_due_go_to_their_destination() {
	build_and_execute(|| {
		let alice = open(ALICE, 10 * UNIT);
		let anyone = RuntimeOrigin::signed(BOB);
		assert_noop!(Margin::collect_fees(anyone.clone()), Error::<Test>::NoFeesDue);
		accrue(alice, 3 * MONEY);
		check();
		assert_ok!(Margin::collect_fees(anyone));
		assert_eq!((FeesDue::<Test>::get(), wallet(TREASURY)), (0, 3 * UNIT));
		assert_eq!(events().last(), Some(&Event::FeesCollected { amount: 3 * UNIT }));
	});
}

#[test]
fn m14_fees_leave_only_when_final() {
	build_and_execute(|| {
		let alice = open(ALICE, 10 * UNIT);
		let collect = || Margin::collect_fees(RuntimeOrigin::signed(BOB));
		System::set_block_number(4);
		Finalized::set(3);
		accrue(alice, 3 * MONEY);
		assert_noop!(collect(), Error::<Test>::FeesNotFinal);
		System::set_block_number(6);
		Finalized::set(4);
		accrue(alice, 2 * MONEY);
		check();
		// Those of block 4 are final, those of block 6 are not.
		assert_ok!(collect());
		assert_eq!((FeesDue::<Test>::get(), wallet(TREASURY)), (2 * UNIT, 3 * UNIT));
		assert_eq!(events().last(), Some(&Event::FeesCollected { amount: 3 * UNIT }));
		check();
		assert_noop!(collect(), Error::<Test>::FeesNotFinal);
		Finalized::set(6);
		assert_ok!(collect());
		assert_eq!((FeesDue::<Test>::get(), wallet(TREASURY)), (0, 5 * UNIT));
		assert_noop!(collect(), Error::<Test>::NoFeesDue);
	});
}

#[test]
fn m14_fees_that_come_in_every_block_still_leave() {
	build_and_execute(|| {
		let alice = open(ALICE, 1_000 * UNIT);
		for block in 2..100 {
			System::set_block_number(block);
			Finalized::set(u32::try_from(block).unwrap().saturating_sub(10));
			accrue(alice, MONEY);
			let before = FeesDue::<Test>::get();
			// Two lags hold at most 21 blocks back.
			assert_eq!(
				Margin::collect_fees(RuntimeOrigin::signed(BOB)).is_ok(),
				before > FeesDue::<Test>::get()
			);
			assert!(FeesDue::<Test>::get() <= 21 * UNIT, "{block}");
		}
	});
}

#[test]
fn m04_a_donation_is_no_ones_cash_until_it_is_recognised() {
	build_and_execute(|| {
		let alice = open(ALICE, 10 * UNIT);
		let anyone = RuntimeOrigin::signed(BOB);
		assert_noop!(Margin::recognise_donation(anyone.clone()), Error::<Test>::NoDonation);
		assert_ok!(Assets::mint_into(QUOTE, &Margin::pot(), 2 * UNIT));
		check();
		assert_eq!((Margin::donations(), cash(alice)), (2 * UNIT, 10 * MONEY));
		assert_ok!(Margin::recognise_donation(anyone));
		assert_eq!((Margin::donations(), Insurance::<Test>::get()), (0, 2 * UNIT));
		assert_eq!(events().last(), Some(&Event::DonationRecognised { amount: 2 * UNIT }));
	});
}
