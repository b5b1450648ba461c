//! Random journeys: whatever happens, in whatever order, the state stays sound.

use super::*;
use frame_support::traits::GetCallName;
use sp_runtime::traits::{Dispatchable, Hash};

/// A small generator with a seed (xorshift), so that a failure repeats.
struct Dice(u64);

impl Dice {
	fn roll(&mut self, below: u32) -> u32 {
		self.0 ^= self.0 << 13;
		self.0 ^= self.0 >> 7;
		self.0 ^= self.0 << 17;
		u32::try_from(self.0 % u64::from(below)).unwrap()
	}

	fn subaccount(&mut self) -> SubaccountId {
		SubaccountId(self.roll(12))
	}

	fn place(&mut self, of: u32) -> usize {
		usize::try_from(self.roll(of)).unwrap()
	}

	fn amount(&mut self) -> Balance {
		u128::from(self.roll(40)) * UNIT / 3
	}
}

/// The initial excess with the worst fills, where it can be known.
fn free(subaccount: SubaccountId) -> Option<Money> {
	let account = Margin::account(subaccount)?;
	let orders = Margin::open_orders(subaccount);
	crate::risk::Outlook::<Test>::new(&account, &orders).excess(&account).ok()
}

/// A step of a trader: none of their own calls takes an account from above to below initial margin.
fn call(dice: &mut Dice, tally: &mut Tally) -> bool {
	let number = u64::from(1 + dice.roll(2));
	let who = RuntimeOrigin::signed(number);
	let (subaccount, other, amount) = (dice.subaccount(), dice.subaccount(), dice.amount());
	let before = free(subaccount);
	let coins = amount * WHOLE / UNIT / 500;
	let agent = AccountId::from(900 + dice.roll(3));
	let call = match dice.roll(18) {
		0 => crate::Call::open_subaccount {},
		1 => crate::Call::close_subaccount { subaccount },
		2 => crate::Call::deposit { subaccount, amount },
		3 | 4 => crate::Call::withdraw { subaccount, amount },
		5 => crate::Call::complete_withdrawal { subaccount },
		6 => crate::Call::transfer { from: subaccount, to: other, amount },
		7 => crate::Call::deposit_collateral { subaccount, asset: COIN, amount: coins },
		8 => crate::Call::withdraw_collateral { subaccount, asset: COIN, amount: coins },
		9 => crate::Call::collect_fees {},
		10 | 11 => return block_trade(dice, tally),
		12 | 13 => crate::Call::transfer_positions {
			from: subaccount,
			to: other,
			legs: some_of(dice, subaccount),
		},
		14 => crate::Call::set_policy { subaccount, policy: BOTH[dice.place(2)] },
		15 => crate::Call::set_agent { subaccount, agent, scope: scope(dice) },
		16 => crate::Call::remove_agent { subaccount, agent },
		_ => crate::Call::check_in { subaccount, agent },
	};
	let what = call.get_call_name();
	let done = RuntimeCall::from(call).dispatch(who).is_ok();
	*tally.entry(what).or_default() += u32::from(done);
	if let (Some(before), Some(after)) = (before, free(subaccount)) {
		assert!(
			before < Money::ZERO || after >= Money::ZERO,
			"{what} {subaccount:?}: {before:?} {after:?}"
		);
	}
	done
}

/// How often each call did something.
type Tally = std::collections::BTreeMap<&'static str, u32>;

fn scope(dice: &mut Dice) -> AgentScope {
	AgentScope {
		permission: [Permission::Cancel, Permission::Reduce, Permission::Trade][dice.place(3)],
		underlying: None,
		expires: Margin::now() + dice.roll(100),
		daily_loss: (dice.roll(2) == 0).then(|| dice.roll(100).into()),
	}
}

/// Part of each of some positions of an account.
fn some_of(
	dice: &mut Dice,
	subaccount: SubaccountId,
) -> frame_support::BoundedVec<PositionLeg, MaxLegs> {
	let held = Margin::portfolio(subaccount).unwrap_or_default().positions;
	let legs = held.into_iter().map(|(series, lots)| {
		let lots = Lots(u64::from(dice.roll(9)).min(lots.magnitude().0));
		PositionLeg { series, lots }
	});
	frame_support::BoundedVec::truncate_from(legs.filter(|leg| leg.lots.0 > 0).collect())
}

/// One owner proposes and the other accepts, neither of whom it takes below initial margin; what nobody
/// accepts is withdrawn, or stays behind.
fn block_trade(dice: &mut Dice, tally: &mut Tally) -> bool {
	let (maker, taker) = (dice.subaccount(), dice.subaccount());
	let owners = [maker, taker].map(|of| Margin::owner(of).unwrap_or(ALICE));
	let mut legs = Vec::new();
	for series in [0, 1, 2, 3, 4, 5, FUTURE.0] {
		if dice.roll(4) == 0 {
			let side = [Side::Bid, Side::Ask][dice.place(2)];
			let price = Tick(900 + dice.roll(220));
			legs.push(BlockLeg { series: SeriesId(series), side, price, lots: Lots(1) });
		}
	}
	let legs = frame_support::BoundedVec::truncate_from(legs);
	let trade = BlockTrade { maker, taker, legs, last: Margin::now() };
	let [by_maker, by_taker] = owners.map(RuntimeOrigin::signed);
	if Margin::propose_block_trade(by_maker.clone(), trade.clone()).is_err() {
		return false;
	}
	let before = [maker, taker].map(free);
	let done = Margin::accept_block_trade(by_taker, trade.clone()).is_ok();
	for (before, after) in before.into_iter().zip([maker, taker].map(free)) {
		let (Some(before), Some(after)) = (before, after) else { continue };
		assert!(before < Money::ZERO || after >= Money::ZERO, "{trade:?}: {before:?} {after:?}");
	}
	*tally.entry("accept_block_trade").or_default() += u32::from(done);
	if !done && dice.roll(8) > 0 {
		let hash = sp_runtime::traits::BlakeTwo256::hash_of(&trade);
		assert_ok!(Margin::withdraw_block_trade(by_maker, maker, hash));
	}
	done
}

/// A step of the chain: fills with fees, orders, settlement, prices, finality, donations.
fn chain(dice: &mut Dice) -> bool {
	let (a, b) = (dice.subaccount(), dice.subaccount());
	let (series, lots) = (dice.roll(6), i64::from(dice.roll(5)));
	match dice.roll(10) {
		0..=2 => Margin::apply(&[
			delta(a, -1_500_000 * i128::from(lots) - 1_000, &[(series, lots)]),
			delta(b, 1_500_000 * i128::from(lots) - 1_000, &[(series, -lots)]),
			holder_delta(Holder::Fees, 2_000, &[]),
		])
		.is_ok(),
		3 => {
			let side = if lots % 2 == 0 { Side::Bid } else { Side::Ask };
			let all = orders(a, &[(series, side, 900, lots.unsigned_abs() + 1)]);
			Margin::set_open_orders(a, all).is_ok()
		},
		4 => Margin::set_open_orders(a, vec![]).is_ok(),
		5 => settle(series, dice.roll(3)),
		8 => {
			let price = 900_000 + i128::from(dice.roll(400_000));
			Margin::apply(&[
				future_delta(Holder::Subaccount(a), -500, lots, price * i128::from(lots)),
				future_delta(Holder::Subaccount(b), 0, -lots, -price * i128::from(lots)),
				holder_delta(Holder::Fees, 500, &[]),
			])
			.is_ok()
		},
		9 => dice.roll(3) == 0 && settle_future(dice.roll(12)),
		6 => {
			Finalized::set(Finalized::get().max(Margin::now().saturating_sub(dice.roll(12))));
			CancelOnly::set((dice.roll(10) == 0).then_some(UnderlyingId(0)));
			Spot::set((dice.roll(10) > 0).then(|| Price(u128::from(1_500 + dice.roll(900)) * WAD)));
			Time::set(Time::get() + u64::from(dice.roll(10_000_000)));
			true
		},
		_ => {
			assert_ok!(Assets::mint_into(COIN, &Margin::pot(), 1));
			Assets::mint_into(QUOTE, &Margin::pot(), dice.amount() + 1).is_ok()
		},
	}
}

/// Pays out up to `limit` holders of a series at 1.234567 a lot.
fn settle(series: u32, limit: u32) -> bool {
	let mut swept = false;
	for holder in Margin::holders(SeriesId(series), limit) {
		let lots = Margin::position(holder, SeriesId(series)).0;
		let cash = 1_234_567 * i128::from(lots);
		assert_ok!(Margin::apply(&[
			delta(holder, cash, &[(series, -lots)]),
			holder_delta(Holder::Settling(SeriesId(series)), -cash, &[(series, lots)]),
		]));
		swept = true;
	}
	swept
}

/// Pays out up to `limit` holders of the future at 1.234567 a lot, less what it cost; when the last is
/// paid nothing is left of it.
fn settle_future(limit: u32) -> bool {
	let mut swept = false;
	for holder in Margin::holders(FUTURE, limit) {
		let (lots, cost) = (Margin::position(holder, FUTURE).0, Margin::cost(holder, FUTURE).0);
		let cash = 1_234_567 * i128::from(lots) - cost;
		assert_ok!(Margin::apply(&[
			future_delta(Holder::Subaccount(holder), cash, -lots, -cost),
			future_delta(Holder::Settling(FUTURE), -cash, lots, cost),
		]));
		swept = true;
	}
	if Margin::holders(FUTURE, 1).is_empty() {
		assert!(!Settling::<Test>::contains_key(FUTURE));
	}
	swept
}

/// As many steps as `PROPTEST_CASES` says, else a few thousand.
fn steps() -> u32 {
	let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
	asked.unwrap_or(4_000)
}

/// All invariants hold and all that there is of both assets lies somewhere after every block of four steps.
fn journey(seed: u64, steps: u32, policy: MarginPolicy) {
	build_and_execute(|| {
		DefaultPolicy::set(policy);
		Finalized::set(0);
		list_coin();
		let mut dice = Dice(seed);
		for who in [ALICE, BOB, ALICE, BOB] {
			open(who, 1_000 * UNIT);
		}
		let hands = [ALICE, BOB, TREASURY, Margin::pot()];
		let in_hands = |asset| hands.iter().map(|who| Assets::balance(asset, who)).sum::<Balance>();
		let mut supplies = [QUOTE, COIN].map(Assets::total_supply);
		let (mut done, mut tally) = (0, Tally::new());
		for step in 0..steps {
			let is_chain = dice.roll(2) == 0;
			let before = [QUOTE, COIN].map(Assets::total_supply);
			done +=
				u32::from(if is_chain { chain(&mut dice) } else { call(&mut dice, &mut tally) });
			let after = [QUOTE, COIN].map(Assets::total_supply);
			if is_chain {
				// Donations are made of nothing.
				supplies = [0, 1].map(|at| supplies[at] + after[at] - before[at]);
			}
			if step % 4 == 3 {
				check();
				// Nothing was made or lost on the way.
				assert_eq!([QUOTE, COIN].map(Assets::total_supply), supplies, "step {step}");
				assert_eq!([QUOTE, COIN].map(in_hands), supplies, "step {step}");
				System::set_block_number(System::block_number() + 1);
				System::reset_events();
			}
		}
		// The journey was more than refusals.
		assert!(done > steps / 5, "{done} of {steps} steps did something");
		let expected: &[&str] = &[
			"withdraw",
			"withdraw_collateral",
			"transfer_positions",
			"accept_block_trade",
			"set_policy",
			"set_agent",
			"check_in",
		];
		for what in expected.iter().filter(|_| steps >= 4_000) {
			assert!(tally.get(*what).is_some_and(|times| *times > 0), "no {what}: {tally:?}");
		}
	});
}

#[test]
fn m04_a_random_journey_conserves_money_and_lots() {
	journey(0x9E37_79B9_7F4A_7C15, steps(), MarginPolicy::Standard);
}

#[test]
fn m04_a_random_journey_under_portfolio_margin_conserves_money_and_lots() {
	journey(0x2545_F491_4F6C_DD1D, steps(), MarginPolicy::Portfolio);
}

#[test]
fn m03_other_journeys_stay_sound_too() {
	for seed in 1..=8 {
		let policy = if seed % 2 == 0 { MarginPolicy::Portfolio } else { MarginPolicy::Standard };
		journey(seed * 0x0123_4567_89AB_CDEF, 1_000, policy);
	}
}
