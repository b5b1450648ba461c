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
