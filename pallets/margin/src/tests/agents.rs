use super::*;
use frame_support::traits::fungible::InspectHold;

/// A key without an account.
const KEY: AccountId = 900;

fn scope(expires: BlockNumber) -> AgentScope {
	AgentScope { permission: Permission::Trade, underlying: None, expires, daily_loss: None }
}

fn set(subaccount: SubaccountId, agent: AccountId, scope: AgentScope) -> DispatchResult {
	Margin::set_agent(RuntimeOrigin::signed(ALICE), subaccount, agent, scope)
}

fn remove(subaccount: SubaccountId, agent: AccountId) -> DispatchResult {
	Margin::remove_agent(RuntimeOrigin::signed(ALICE), subaccount, agent)
}

fn held() -> Balance {
	Balances::balance_on_hold(&HoldReason::Agent.into(), &ALICE)
}

#[test]
fn an_agent_acts_within_its_scope_until_it_expires() {
	build_and_execute(|| {
		let subaccount = open(ALICE, 0);
		assert_eq!(Margin::authority(subaccount, &ALICE), Ok(Authority::OWNER));
		let nobody = Err(AuthorityError::Unauthorized);
		assert_eq!(Margin::authority(subaccount, &KEY), nobody);
		assert_eq!(
			Margin::authority(SubaccountId(9), &ALICE),
			Err(AuthorityError::UnknownSubaccount)
		);

		assert_ok!(set(subaccount, KEY, scope(5)));
		let key = KeyId(1);
		let authority = Authority { key, scope: scope(5) };
		assert_eq!(Margin::authority(subaccount, &KEY), Ok(authority));
		let event = Event::AgentSet { subaccount, agent: KEY, key, scope: scope(5) };
		assert_eq!(events().last(), Some(&event));
		assert_eq!(held(), AGENT_DEPOSIT);

		System::set_block_number(5);
		assert_eq!(Margin::authority(subaccount, &KEY), Ok(authority));
		System::set_block_number(6);
		assert_eq!(Margin::authority(subaccount, &KEY), Err(AuthorityError::Expired));
		// What it may do changes without a new number or deposit.
		assert_ok!(set(subaccount, KEY, scope(9)));
		let renewed = Authority { key, scope: scope(9) };
		assert_eq!(Margin::authority(subaccount, &KEY), Ok(renewed));
		assert_eq!(held(), AGENT_DEPOSIT);

		assert_ok!(remove(subaccount, KEY));
		assert_eq!(Margin::authority(subaccount, &KEY), nobody);
		assert_eq!(events().last(), Some(&Event::AgentRemoved { subaccount, agent: KEY }));
		assert_eq!(held(), 0);
	});
}

#[test]
fn an_agents_nonces_never_begin_anew() {
	build_and_execute(|| {
		let subaccount = open(ALICE, 0);
		assert_ok!(set(subaccount, KEY, scope(9)));
		assert_eq!(Balances::free_balance(KEY), 1, "the least balance is the owner's gift");
		System::inc_account_nonce(KEY);
		assert_ok!(remove(subaccount, KEY));
		let all = Balances::transfer_all(RuntimeOrigin::signed(KEY), ALICE, false);
		assert_ok!(all);
		assert_eq!((Balances::free_balance(KEY), System::account_nonce(KEY)), (0, 1));

		// The same key is an agent again, under a number of its own.
		assert_ok!(set(subaccount, KEY, scope(9)));
		assert_eq!(Margin::authority(subaccount, &KEY).unwrap().key, KeyId(2));
		assert_eq!(System::account_nonce(KEY), 1);
	});
}

#[test]
fn bad_agents_are_refused_each_with_its_error() {
	build_and_execute(|| {
		let (subaccount, bob) = (open(ALICE, 0), open(BOB, 0));
		System::set_block_number(5);
		assert_noop!(set(SubaccountId(9), KEY, scope(9)), Error::<Test>::UnknownSubaccount);
		assert_noop!(set(bob, KEY, scope(9)), Error::<Test>::NotOwner);
		assert_noop!(set(subaccount, ALICE, scope(9)), Error::<Test>::AgentIsOwner);
		assert_noop!(set(subaccount, KEY, scope(4)), Error::<Test>::AgentExpired);
		assert_noop!(remove(subaccount, KEY), Error::<Test>::UnknownAgent);
		assert_noop!(remove(bob, KEY), Error::<Test>::NotOwner);

		let keys = AgentKeys { last: KeyId(u16::MAX), agents: 0 };
		Keys::<Test>::insert(subaccount, keys);
		assert_noop!(set(subaccount, KEY, scope(9)), Error::<Test>::AgentKeysExhausted);
	});
}

#[test]
fn the_17th_agent_is_refused_and_a_subaccount_closes_without_any() {
	build_and_execute(|| {
		let subaccount = open(ALICE, 0);
		let agents = 900..900 + u64::from(MAX_AGENTS);
		for agent in agents.clone() {
			assert_ok!(set(subaccount, agent, scope(9)));
		}
		assert_noop!(set(subaccount, 990, scope(9)), Error::<Test>::TooManyAgents);
		assert_eq!(Margin::agents_of(subaccount).len(), usize::from(MAX_AGENTS));
		let close = || Margin::close_subaccount(RuntimeOrigin::signed(ALICE), subaccount);
		assert_noop!(close(), Error::<Test>::AgentsRemain);
		for agent in agents {
			assert_ok!(remove(subaccount, agent));
		}
		assert_ok!(close());
		assert!(!Keys::<Test>::contains_key(subaccount));
	});
}

#[test]
fn an_agent_moves_no_money() {
	build_and_execute(|| {
		let (subaccount, other) = (open(ALICE, 10 * UNIT), open(ALICE, 0));
		assert_ok!(set(subaccount, BOB, scope(9)));
		let bob = || RuntimeOrigin::signed(BOB);
		assert_noop!(Margin::withdraw(bob(), subaccount, 1), Error::<Test>::NotOwner);
		assert_noop!(Margin::transfer(bob(), subaccount, other, 1), Error::<Test>::NotOwner);
		assert_noop!(Margin::close_subaccount(bob(), other), Error::<Test>::NotOwner);
		assert_noop!(Margin::set_agent(bob(), subaccount, KEY, scope(9)), Error::<Test>::NotOwner);
	});
}

/// A day, in milliseconds.
const DAY: u64 = 86_400_000;
/// A key with a cap of 100 a day.
const CAP: u64 = 100 * 1_000_000;

fn capped(expires: BlockNumber) -> AgentScope {
	AgentScope { daily_loss: Some(CAP), ..scope(expires) }
}

fn check_in_by(who: AccountId, subaccount: SubaccountId) -> DispatchResult {
	let done = Margin::check_in(RuntimeOrigin::signed(who), subaccount, KEY);
	done.map(drop).map_err(|failure| failure.error)
}

fn check_in(subaccount: SubaccountId) -> Option<BlockNumber> {
	assert_ok!(check_in_by(KEY, subaccount));
	let watch = Margin::agent(subaccount, &KEY).unwrap().watch.unwrap();
	let Some(Event::CheckedIn { subaccount: of, agent: KEY, equity, watch: told }) = events().pop()
	else {
		panic!("it is told")
	};
	assert_eq!((of, told), (subaccount, watch));
	let held = portfolio(subaccount);
	// Each lot is worth a hundredth of the mark.
	let lots: i64 = held.positions.iter().map(|(_, lots)| lots.0).sum();
	let mark = Mark::get().map_or(0, |mark| i128::try_from(mark.0 / (WAD / 10_000)).unwrap());
	let coins = held.collateral.iter().map(|(_, amount)| *amount).sum::<Balance>();
	let coins = coins * Spot::get().unwrap().0 / (WAD / UNIT) / WHOLE;
	let worth = i128::from(lots) * mark + i128::try_from(coins).unwrap();
	assert_eq!(equity.0, held.cash_after_costs().unwrap().0 + worth);
	watch.until
}

fn portfolio(subaccount: SubaccountId) -> Portfolio {
	Margin::portfolio(subaccount).unwrap()
}

/// What the key may do, and up to which block.
fn may(subaccount: SubaccountId) -> (Permission, BlockNumber) {
	let scope = Margin::authority(subaccount, &KEY).unwrap().scope;
	(scope.permission, scope.expires)
}

/// Puts an amount into an account, or takes it out, from nowhere that counts.
fn change(subaccount: SubaccountId, other: SubaccountId, cash: i128) {
	assert_ok!(Margin::apply(&[delta(subaccount, cash, &[]), delta(other, -cash, &[])]));
}

#[test]
fn a_key_with_a_daily_loss_cap_takes_on_risk_for_a_while_after_a_check_in() {
	build_and_execute(|| {
		let subaccount = open(ALICE, 1_000 * UNIT);
		assert_ok!(set(subaccount, KEY, capped(1_000)));
		assert_eq!(may(subaccount), (Permission::Reduce, 1_000));
		// The key or its owner, in block 1.
		assert_eq!(check_in(subaccount), Some(61));
		assert_eq!(may(subaccount), (Permission::Trade, 61), "orders last as long");
		System::set_block_number(61);
		assert_eq!(may(subaccount), (Permission::Trade, 61));
		System::set_block_number(62);
		assert_eq!(may(subaccount), (Permission::Reduce, 1_000));
		assert_ok!(check_in_by(ALICE, subaccount));
		assert_eq!(may(subaccount), (Permission::Trade, 122));
		// Never longer than its scope, nor for more.
		System::set_block_number(990);
		assert_eq!(check_in(subaccount), Some(1_050));
		assert_eq!(may(subaccount), (Permission::Trade, 1_000));
		let cancels = AgentScope { permission: Permission::Cancel, ..capped(1_000) };
		assert_ok!(set(subaccount, KEY, cancels));
		assert_eq!(may(subaccount).0, Permission::Cancel);
		check_in(subaccount);
		assert_eq!(may(subaccount).0, Permission::Cancel);
	});
}

#[test]
fn who_lost_more_than_the_cap_only_reduces_until_the_next_day() {
	build_and_execute(|| {
		Time::set(DAY - 2_000);
		let (subaccount, other) = (open(ALICE, 1_000 * UNIT), open(BOB, 1_000 * UNIT));
		assert_ok!(set(subaccount, KEY, capped(u32::MAX)));
		assert!(check_in(subaccount).is_some());
		change(subaccount, other, 50 * MONEY);
		// What a gain adds does not raise what the loss is counted from; the cap itself is no loss beyond it.
		assert!(check_in(subaccount).is_some());
		change(subaccount, other, -150 * MONEY);
		assert!(check_in(subaccount).is_some());
		change(subaccount, other, -1);
		assert_eq!(check_in(subaccount), None);
		assert_eq!(may(subaccount), (Permission::Reduce, u32::MAX));
		// Not even if it comes back on the same day.
		change(subaccount, other, 500 * MONEY);
		assert_eq!(check_in(subaccount), None);
		Time::set(DAY - 1);
		assert_eq!(check_in(subaccount), None);
		// The next day begins at what there is then.
		change(subaccount, other, -500 * MONEY);
		Time::set(DAY);
		assert!(check_in(subaccount).is_some());
		change(subaccount, other, -100 * MONEY);
		assert!(check_in(subaccount).is_some());
		change(subaccount, other, -1);
		assert_eq!(check_in(subaccount), None);
		// The owner lets it begin anew.
		assert_ok!(set(subaccount, KEY, capped(u32::MAX)));
		assert_eq!(may(subaccount).0, Permission::Reduce);
		assert!(check_in(subaccount).is_some());
	});
}

#[test]
fn the_cap_counts_what_positions_lose() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, 10_000 * UNIT), open(BOB, 10_000 * UNIT));
		assert_ok!(set(alice, KEY, capped(u32::MAX)));
		trade_future(alice, bob, 1_000, 1_000 * MONEY);
		assert!(check_in(alice).is_some());
		// A thousand lots of a hundredth lose ten for each one of the mark.
		Mark::set(Some(Price(90 * WAD)));
		assert!(check_in(alice).is_some());
		Mark::set(Some(Price(89 * WAD)));
		assert_eq!(check_in(alice), None);
	});
}

#[test]
fn what_is_lost_over_midnight_counts_on_the_new_day() {
	build_and_execute(|| {
		Time::set(DAY - 30_000);
		let (subaccount, other) = (open(ALICE, 1_000 * UNIT), open(BOB, 1_000 * UNIT));
		assert_ok!(set(subaccount, KEY, capped(u32::MAX)));
		assert!(check_in(subaccount).is_some());
		change(subaccount, other, 50 * MONEY);
		assert!(check_in(subaccount).is_some());
		change(subaccount, other, -200 * MONEY);
		// The lease ends with the day, whatever is left of it.
		assert_eq!(may(subaccount).0, Permission::Trade);
		Time::set(DAY + 30_000);
		assert_eq!(may(subaccount).0, Permission::Reduce);
		assert_eq!(check_in(subaccount), None);
		// Lost since the last check-in that let it take on risk, however long ago that is.
		assert_ok!(set(subaccount, KEY, capped(u32::MAX)));
		assert!(check_in(subaccount).is_some());
		change(subaccount, other, -100 * MONEY);
		Time::set(5 * DAY);
		assert!(check_in(subaccount).is_some());
		change(subaccount, other, -1);
		assert_eq!(check_in(subaccount), None);
		// The day after, the key having had no lease, begins at what there is then.
		change(subaccount, other, -200 * MONEY);
		Time::set(6 * DAY);
		assert!(check_in(subaccount).is_some());
		// A gain over midnight does not lower what the loss is counted from.
		change(subaccount, other, 300 * MONEY);
		Time::set(7 * DAY);
		assert!(check_in(subaccount).is_some());
		change(subaccount, other, -100 * MONEY - 1);
		assert_eq!(check_in(subaccount), None);
	});
}

/// Under either policy: the standard one counts nothing for what is long, so that a check-in does not go by
/// its equity.
#[test]
fn the_cap_counts_what_is_sold_for_too_little() {
	for policy in [MarginPolicy::Portfolio, MarginPolicy::Standard] {
		build_and_execute(|| {
			DefaultPolicy::set(policy);
			let (alice, bob) = (open(ALICE, 1_000 * UNIT), open(BOB, 1_000 * UNIT));
			trade(alice, bob, 0, 200, 200 * MONEY);
			assert_ok!(set(alice, KEY, capped(u32::MAX)));
			assert!(check_in(alice).is_some());
			// Each lot is worth one.
			trade(bob, alice, 0, 100, 0);
			assert!(check_in(alice).is_some());
			trade(bob, alice, 0, 1, 0);
			assert_eq!(check_in(alice), None);
		});
	}
}

/// Else an account would seem to own little at the first check-in of a day, or to have lost much later.
#[test]
fn nobody_checks_in_while_something_held_has_no_price() {
	build_and_execute(|| {
		list_coin();
		let (alice, bob) = (open(ALICE, 1_000 * UNIT), open(BOB, 1_000 * UNIT));
		assert_ok!(set(alice, KEY, capped(u32::MAX)));
		let watch = || Margin::agent(alice, &KEY).unwrap().watch;
		let refused = || {
			let before = watch();
			assert_noop!(check_in_by(KEY, alice), Error::<Test>::NoFreshPrice);
			assert_eq!(watch(), before);
		};
		// An option held long, which margin counts as nothing.
		trade(alice, bob, 0, 500, 500 * MONEY);
		Mark::set(None);
		assert_ok!(<Margin as RiskEngine>::assess(&portfolio(alice)));
		refused();
		Mark::set(Some(Price(100 * WAD)));
		assert!(check_in(alice).is_some());
		Mark::set(None);
		refused();
		trade(bob, alice, 0, 500, 500 * MONEY);
		assert!(check_in(alice).is_some());

		// A coin is worth 2,000, whatever haircuts take.
		deposit_coin(ALICE, alice, WHOLE);
		assert!(check_in(alice).is_some());
		Spot::set(None);
		assert_ok!(<Margin as RiskEngine>::assess(&portfolio(alice)));
		refused();
		Spot::set(Some(Price(2_000 * WAD)));
		CancelOnly::set(Some(UnderlyingId(0)));
		refused();
		CancelOnly::set(None);
		Behind::set(Quorum::Reduced);
		assert!(check_in(alice).is_some());
		Spot::set(Some(Price(900 * WAD)));
		assert!(check_in(alice).is_some(), "a coin came in and fell by more than the cap");
		Spot::set(Some(Price(1_899 * WAD)));
		assert!(check_in(alice).is_some());
	});
}

#[test]
fn bad_check_ins_are_refused() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, 100 * UNIT), open(BOB, 100 * UNIT));
		assert_noop!(check_in_by(KEY, SubaccountId(9)), Error::<Test>::UnknownSubaccount);
		assert_noop!(check_in_by(ALICE, alice), Error::<Test>::UnknownAgent);
		assert_ok!(set(alice, KEY, scope(5)));
		assert_noop!(check_in_by(KEY, alice), Error::<Test>::NoLossCap);
		assert_ok!(set(alice, KEY, capped(5)));
		assert_noop!(check_in_by(BOB, alice), Error::<Test>::NotOwner);
		trade(bob, alice, 0, 1, 0);
		Spot::set(None);
		assert_noop!(check_in_by(KEY, alice), Error::<Test>::NoFreshPrice);
		assert_eq!(may(alice).0, Permission::Reduce);
		Spot::set(Some(Price(2_000 * WAD)));
		System::set_block_number(6);
		assert_noop!(check_in_by(KEY, alice), Error::<Test>::AgentExpired);
	});
}
