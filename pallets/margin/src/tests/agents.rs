use super::*;
use frame_support::traits::fungible::InspectHold;

/// A key without an account.
const KEY: AccountId = 900;

fn scope(expires: BlockNumber) -> AgentScope {
	AgentScope { permission: Permission::Trade, underlying: None, expires }
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
