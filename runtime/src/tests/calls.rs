//! No call of an account takes it, or another one, from above to below initial margin (M08).

use super::{
	collateral::{list, COIN},
	journey::{open_market, place, Trader},
	reports::{Market, BTC, ETH},
	*,
};
use crate::{durations, quote_asset::UNIT, Instruments, Margin, Oracle, RuntimeEvent};
use frame_support::storage::{with_transaction, TransactionOutcome};
use pallet_margin::{BlockLeg, BlockTrade, PositionLeg};
use pallet_options_book::{Leg as QuoteLeg, NewOrder, Protection, Quote, Reason};
use proptest::{
	prelude::*,
	test_runner::{RngAlgorithm, TestCaseResult, TestRng, TestRunner},
};
use sp_runtime::{traits::Hash as _, BoundedVec, DispatchError};
use std::{cell::RefCell, collections::BTreeMap};
use tenor_auction::Kind;
use tenor_primitives::{
	oracle::SLOTS_PER_ROUND, AgentScope, Balance, InstrumentInspect, Lots, MarginPolicy,
	MarketView, Money, Permission, Rounding, SeriesId, Side, SubaccountId, Tick,
};

type MarginCall = pallet_margin::Call<Runtime>;
type BookCall = pallet_options_book::Call<Runtime>;

/// Little enough that a few lots take all of it: a short call or a future takes 90 a lot.
const CASH: Balance = 1_000 * UNIT;

/// Two owners, each with two subaccounts.
const OWNERS: [Sr25519Keyring; 2] = [Sr25519Keyring::Eve, Sr25519Keyring::Ferdie];

/// A key that may be an agent of each subaccount.
const AGENTS: [Sr25519Keyring; 4] =
	[Sr25519Keyring::One, Sr25519Keyring::Two, Sr25519Keyring::Charlie, Sr25519Keyring::Dave];

/// What is done for one of the four accounts.
#[derive(Clone, Debug)]
struct Step {
	account: usize,
	does: Does,
}

/// What an owner or an agent does, by places in lists that are as long as the state has it.
#[derive(Clone, Debug)]
enum Does {
	/// Nothing more in this block.
	End,
	Open,
	/// The owner's last subaccount.
	Close,
	Policy(MarginPolicy),
	Deposit(Balance),
	/// Thousandths of what is free.
	Withdraw(u128),
	Complete,
	Transfer(u128),
	/// A withdrawal and a transfer at once.
	Batch(u128, u128),
	/// Of a bitcoin.
	Pledge(Balance),
	Release(Balance),
	Positions {
		skip: usize,
		take: usize,
		part: u64,
	},
	/// Of the other owner's account.
	Block {
		other: usize,
		legs: Vec<Leg>,
	},
	Order {
		by_agent: bool,
		leg: Leg,
	},
	/// An order that meets one of the other owner's account, near the mark.
	Meet {
		other: usize,
		leg: Leg,
	},
	/// Both sides, so far from the mark.
	Quote {
		leg: Leg,
		width: i32,
	},
	Protect(Option<u64>),
	Deadline(Option<u32>),
	CancelAll,
	Name(Option<u64>),
	Unname,
	CheckIn,
}

/// A price by its distance from the mark.
#[derive(Clone, Copy, Debug)]
struct Leg {
	series: usize,
	side: Side,
	away: i32,
	lots: u64,
}

impl Leg {
	fn order(self) -> NewOrder {
		let Self { series: place, side, away, lots } = self;
		let series = series(place);
		NewOrder {
			series,
			side,
			limit: near(series, away),
			quantity: Lots(lots),
			good_til: u32::MAX,
			kind: Kind::GoodTil,
			reduce_only: away % 4 == 0,
			within: None,
			client: None,
			peg: None,
		}
	}
}

fn leg() -> impl Strategy<Value = Leg> {
	let side = prop_oneof![Just(Side::Bid), Just(Side::Ask)];
	(0..SERIES, side, -30..30i32, 0..12u64).prop_map(|(series, side, away, lots)| Leg {
		series,
		side,
		away,
		lots,
	})
}

fn does() -> impl Strategy<Value = Does> {
	let amount = || (0..50u128).prop_map(|units| units * UNIT);
	let coins = || 0..3_000_000u128;
	let policy = prop_oneof![Just(MarginPolicy::Portfolio), Just(MarginPolicy::Standard)];
	let part = || 0..1_050u128;
	let money = prop_oneof![
		1 => Just(Does::Open),
		1 => Just(Does::Close),
		2 => policy.prop_map(Does::Policy),
		1 => amount().prop_map(Does::Deposit),
		3 => part().prop_map(Does::Withdraw),
		4 => Just(Does::Complete),
		2 => part().prop_map(Does::Transfer),
		1 => (part(), part()).prop_map(|(out, over)| Does::Batch(out, over)),
		2 => coins().prop_map(Does::Pledge),
		4 => coins().prop_map(Does::Release),
		4 => (0..3usize, 1..4usize, 0..1_100u64)
			.prop_map(|(skip, take, part)| Does::Positions { skip, take, part }),
		5 => (0..2usize, prop::collection::vec(leg(), 1..4))
			.prop_map(|(other, legs)| Does::Block { other, legs }),
	];
	let trades = prop_oneof![
		8 => (any::<bool>(), leg()).prop_map(|(by_agent, leg)| Does::Order { by_agent, leg }),
		12 => (0..2usize, leg()).prop_map(|(other, leg)| Does::Meet { other, leg }),
		3 => (leg(), 1..20i32).prop_map(|(leg, width)| Does::Quote { leg, width }),
		1 => prop::option::of(1..20u64).prop_map(Does::Protect),
		1 => prop::option::of(1..9u32).prop_map(Does::Deadline),
		1 => Just(Does::CancelAll),
		2 => prop::option::of((0..500u64).prop_map(|units| units * 1_000_000)).prop_map(Does::Name),
		1 => Just(Does::Unname),
		3 => Just(Does::CheckIn),
	];
	prop_oneof![5 => money, 5 => trades, 2 => Just(Does::End)]
}

fn step() -> impl Strategy<Value = Step> {
	(0..4usize, does()).prop_map(|(account, does)| Step { account, does })
}

/// The future and options about the money of the first expiry of bitcoin, and of ether.
const SERIES: usize = 8;

fn series(place: usize) -> SeriesId {
	let of = |underlying, options: usize| {
		let expiry = Instruments::expiry_list(underlying)[0];
		let all = <Instruments as InstrumentInspect>::series_of(underlying, expiry);
		let is_future = |id: &SeriesId| Instruments::series(*id).is_some_and(|one| one.is_future());
		let (futures, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_future);
		// The middle strikes.
		futures.into_iter().chain(others.into_iter().skip(3).take(options)).collect::<Vec<_>>()
	};
	[of(BTC, 4), of(ETH, 2)].concat()[place]
}

/// A tick near the mark.
fn near(id: SeriesId, away: i32) -> Tick {
	let series = Instruments::series(id).expect("listed");
	let underlying = Instruments::underlying(series.underlying).expect("registered");
	let mark = Oracle::value(&series).expect("fresh");
	let mark = underlying.tick(mark, Rounding::Down).expect("it fits");
	Tick(mark.0.saturating_add_signed(away))
}

/// What happened how often, over all cases: a test in which nothing passes shows nothing.
type Tally = BTreeMap<(&'static str, bool), u32>;

/// A chain in work.
struct Chain<'a> {
	market: &'a Market,
	accounts: [Trader; 4],
	tally: &'a RefCell<Tally>,
}

/// Applies a transaction as a block's author does, and says whether its call succeeded: what does not fit
/// into the block, or its sender's allowance, leaves no trace.
fn apply(transaction: UncheckedExtrinsic) -> bool {
	let applied = with_transaction(|| match Executive::apply_extrinsic(transaction) {
		Ok(result) => TransactionOutcome::Commit(Ok::<_, DispatchError>(result.is_ok())),
		Err(_) => TransactionOutcome::Rollback(Ok(false)),
	});
	applied.expect("layers of storage are few")
}

impl Chain<'_> {
	/// The initial excess of each account; nothing of one that is closed.
	fn excesses(&self) -> [Money; 4] {
		self.accounts.map(|account| {
			let Some(risk) = Margin::risk(account.subaccount) else { return Money::ZERO };
			risk.expect("prices are fresh").initial_excess()
		})
	}

	/// Does something at unchanged prices and checks what it did to each account.
	fn judge(&self, what: &str, act: impl FnOnce()) -> TestCaseResult {
		let before = self.excesses();
		act();
		for (before, after) in before.into_iter().zip(self.excesses()) {
			prop_assert!(
				after >= before.min(Money::ZERO),
				"{what} took an account from {before:?} to {after:?}"
			);
		}
		Ok(())
	}

	fn count(&self, what: &'static str, done: bool) {
		*self.tally.borrow_mut().entry((what, done)).or_default() += 1;
	}

	fn send(
		&self,
		what: &'static str,
		key: Sr25519Keyring,
		call: impl Into<RuntimeCall>,
	) -> TestCaseResult {
		let transaction = sign(key, 0, call);
		self.judge(what, || self.count(what, apply(transaction)))
	}

	/// So many thousandths of what is free.
	fn free(account: Trader, part: u128) -> Balance {
		let free = Margin::withdrawable(account.subaccount);
		free.map_or(0, |free| free.expect("prices are fresh").free) * part / 1_000
	}

	/// One of the other owner's two accounts.
	fn other(&self, place: usize, which: usize) -> Trader {
		self.accounts[(place + 2 - place % 2 + which) % 4]
	}

	/// The other subaccount of the same owner.
	fn sibling(&self, place: usize) -> SubaccountId {
		self.accounts[place ^ 1].subaccount
	}

	fn step(&self, Step { account: place, does }: Step) -> TestCaseResult {
		let Trader { key, subaccount } = self.accounts[place];
		let (asset, from, to) = (COIN, subaccount, self.sibling(place));
		let free = |part| Self::free(self.accounts[place], part);
		let (what, call) = match does {
			Does::End => return self.turn(),
			Does::Block { other, legs } => return self.block(place, other, &legs),
			Does::Open => ("open", MarginCall::open_subaccount {}),
			Does::Close => {
				let subaccount = Margin::subaccounts_of(key.to_account_id()).pop();
				let subaccount = subaccount.unwrap_or(from);
				("close", MarginCall::close_subaccount { subaccount })
			},
			Does::Policy(policy) => ("policy", MarginCall::set_policy { subaccount, policy }),
			Does::Deposit(amount) => ("deposit", MarginCall::deposit { subaccount, amount }),
			Does::Withdraw(part) => {
				("withdraw", MarginCall::withdraw { subaccount, amount: free(part) })
			},
			Does::Complete => {
				// Whoever asks for it.
				let waits = |of: &&Trader| {
					Margin::account_view(of.subaccount).is_some_and(|view| view.pending.is_some())
				};
				let waiting = self.accounts.iter().find(waits);
				let subaccount = waiting.map_or(from, |of| of.subaccount);
				("complete", MarginCall::complete_withdrawal { subaccount })
			},
			Does::Transfer(part) => {
				("transfer", MarginCall::transfer { from, to, amount: free(part) })
			},
			Does::Batch(out, over) => {
				let calls = vec![
					MarginCall::withdraw { subaccount, amount: free(out) }.into(),
					MarginCall::transfer { from, to, amount: free(over) }.into(),
				];
				return self.send("batch", key, pallet_utility::Call::batch { calls });
			},
			Does::Pledge(amount) => {
				("pledge", MarginCall::deposit_collateral { subaccount, asset, amount })
			},
			Does::Release(amount) => {
				("release", MarginCall::withdraw_collateral { subaccount, asset, amount })
			},
			Does::Positions { skip, take, part } => {
				let held = Margin::account_view(subaccount).map(|view| view.positions);
				let held = held.unwrap_or_default().into_iter().skip(skip).take(take);
				let legs = held.map(|(series, lots)| PositionLeg {
					series,
					lots: Lots((lots.magnitude().0 * part).div_ceil(1_000)),
				});
				let legs = BoundedVec::truncate_from(legs.collect());
				("positions", MarginCall::transfer_positions { from, to, legs })
			},
			trade => return self.trade(place, trade),
		};
		self.send(what, key, call)
	}

	/// What concerns orders and who may place them.
	fn trade(&self, place_of: usize, does: Does) -> TestCaseResult {
		let Trader { key, subaccount } = self.accounts[place_of];
		let agent = AGENTS[place_of];
		let named = agent.to_account_id().into();
		match does {
			Does::Order { by_agent, leg } => {
				let (what, by) = if by_agent { ("agent's order", agent) } else { ("order", key) };
				self.send(what, by, place(subaccount, vec![leg.order()]))
			},
			Does::Meet { other, leg } => {
				// No order that only reduces, and at one price.
				let leg = Leg { away: leg.away / 8 * 4 + 1, ..leg };
				let other = self.other(place_of, other);
				let back = Leg { side: leg.side.opposite(), ..leg };
				self.send("order", key, place(subaccount, vec![leg.order()]))?;
				self.send("order", other.key, place(other.subaccount, vec![back.order()]))
			},
			Does::Quote { leg: Leg { series: place_of, away, lots, .. }, width } => {
				let series = series(place_of);
				let side = |away| QuoteLeg { limit: near(series, away), quantity: Lots(lots) };
				let (bid, ask) = (side(away - width), side(away + width));
				let quotes = BoundedVec::truncate_from(vec![Quote { series, bid, ask }]);
				let call = BookCall::mass_quote { subaccount, quotes, good_til: u32::MAX };
				self.send("quote", key, call)
			},
			Does::Protect(lots) => {
				let protection = lots.map(|lots| Protection {
					window: 5,
					pause: 3,
					quantity: Some(Lots(lots)),
					delta: None,
					vega: None,
				});
				self.send("protect", key, BookCall::set_protection { subaccount, protection })
			},
			Does::Deadline(blocks) => {
				self.send("deadline", key, BookCall::cancel_all_after { subaccount, blocks })
			},
			Does::Name(daily_loss) => {
				let (permission, expires) = (Permission::Trade, u32::MAX);
				let scope = AgentScope { permission, underlying: None, expires, daily_loss };
				let call = MarginCall::set_agent { subaccount, agent: named, scope };
				self.send("name", key, call)
			},
			Does::Unname => {
				self.send("unname", key, MarginCall::remove_agent { subaccount, agent: named })
			},
			Does::CheckIn => {
				self.send("check in", key, MarginCall::check_in { subaccount, agent: named })
			},
			_ => {
				let of = pallet_options_book::Scope::Everything;
				self.send("cancel", key, BookCall::cancel_all { subaccount, of })
			},
		}
	}

	/// One owner proposes, the other accepts; what is not accepted is withdrawn.
	fn block(&self, account: usize, other: usize, legs: &[Leg]) -> TestCaseResult {
		let maker = self.accounts[account];
		let taker = self.other(account, other);
		let legs: BTreeMap<SeriesId, BlockLeg> = legs
			.iter()
			.map(|Leg { series: place, side, away, lots }| {
				let series = series(*place);
				let price = near(series, *away);
				(series, BlockLeg { series, side: *side, price, lots: Lots(*lots) })
			})
			.collect();
		let trade = BlockTrade {
			maker: maker.subaccount,
			taker: taker.subaccount,
			legs: BoundedVec::truncate_from(legs.into_values().collect()),
			last: System::block_number(),
		};
		let hash = sp_runtime::traits::BlakeTwo256::hash_of(&trade);
		let propose = MarginCall::propose_block_trade { trade: trade.clone() };
		self.send("propose", maker.key, propose)?;
		self.send("accept", taker.key, MarginCall::accept_block_trade { trade })?;
		let withdraw = MarginCall::withdraw_block_trade { maker: maker.subaccount, hash };
		self.send("unpropose", maker.key, withdraw)
	}

	/// Counts what became of orders in the block that ended.
	fn count_orders(&self) {
		use pallet_options_book::Event;
		for record in System::events() {
			match record.event {
				RuntimeEvent::OptionsBook(Event::BookChanged { series, change }) => {
					let Some(series) = change.trade.and_then(|_| Instruments::series(series))
					else {
						continue;
					};
					let what = match (series.underlying == BTC, series.is_future()) {
						(true, true) => "fill of a bitcoin future",
						(true, false) => "fill of a bitcoin option",
						(false, true) => "fill of an ether future",
						(false, false) => "fill of an ether option",
					};
					self.count(what, true);
				},
				RuntimeEvent::OptionsBook(Event::OrdersRefused { orders, .. }) => {
					let short = |(_, reason): &(_, Reason)| matches!(reason, Reason::Shortfall(_));
					orders
						.iter()
						.filter(|of| short(of))
						.for_each(|_| self.count("shortfall", true));
				},
				_ => {},
			}
		}
	}

	/// Ends the block, which clears its orders, and begins the next one. In the first block of a round
	/// the one before closes, and prices move before orders are judged.
	fn turn(&self) -> TestCaseResult {
		let slot = u64::from(crate::Babe::current_slot());
		if slot.is_multiple_of(SLOTS_PER_ROUND) {
			end_block();
		} else {
			self.judge("the block's end", end_block)?;
		}
		self.count_orders();
		check_state();
		start_block(|| self.market.inherents());
		Ok(())
	}
}

/// Of a random case.
const STEPS: usize = 100;

/// Steps of which each kind does something, which random ones may not.
fn script() -> Vec<Step> {
	let step = |account, does| Step { account, does };
	let leg = |series| Leg { series, side: Side::Bid, away: 1, lots: 1 };
	let mut steps = vec![
		step(0, Does::Open),
		step(0, Does::Close),
		// What came in lately waits.
		step(0, Does::Deposit(100 * UNIT)),
		step(0, Does::Withdraw(1_000)),
		step(0, Does::Deposit(CASH)),
		step(0, Does::Name(Some(1_000_000_000))),
		step(0, Does::CheckIn),
		step(0, Does::Order { by_agent: true, leg: leg(1) }),
		step(3, Does::Quote { leg: leg(6), width: 2 }),
		step(3, Does::Protect(Some(50))),
		step(3, Does::Deadline(Some(9))),
		step(2, Does::Pledge(1_000_000)),
		step(0, Does::End),
	];
	for series in 0..SERIES {
		steps.push(step(2, Does::Meet { other: 1, leg: leg(series) }));
		steps.push(step(0, Does::End));
	}
	let part = 1_000;
	steps.extend([
		step(0, Does::Complete),
		step(2, Does::Release(500_000)),
		step(1, Does::Positions { skip: 0, take: 1, part }),
		step(1, Does::Block { other: 0, legs: vec![leg(2)] }),
		step(2, Does::Transfer(100)),
		step(3, Does::Batch(100, 100)),
		step(3, Does::Policy(MarginPolicy::Portfolio)),
		step(0, Does::CancelAll),
		step(0, Does::Unname),
		step(0, Does::End),
	]);
	steps
}

/// Four cases that are always the same, or a thousandth as many random ones as `PROPTEST_CASES` says: each
/// is a chain.
fn runner() -> TestRunner {
	let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse::<u32>().ok());
	let config = |cases| ProptestConfig { cases, failure_persistence: None, ..Default::default() };
	match cases {
		Some(cases) => TestRunner::new(config((cases / 1_000).max(1))),
		None => {
			let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
			TestRunner::new_with_rng(config(4), rng)
		},
	}
}

#[test]
fn m08_no_call_takes_an_account_below_initial_margin() {
	on_chain("local", || {
		// In a small block's quarter for calls that are no trades, what trades with others does not fit.
		durations::Current::<Runtime>::mutate(|record| record.block_budget_ms = 350);
		let market = open_market();
		let [eve, ferdie] = OWNERS;
		let accounts = [eve, eve, ferdie, ferdie].map(|key| Trader::open(&market, key, CASH));
		list(&accounts);
		// One under each policy to begin with.
		for Trader { key, subaccount } in [accounts[1], accounts[3]] {
			let policy = MarginPolicy::Standard;
			let set = sign(key, 0, MarginCall::set_policy { subaccount, policy });
			assert_eq!(market.make_block(vec![set]), [Ok(Ok(()))]);
		}
		let tally = RefCell::default();
		// Each case goes on from the same state.
		let case = |steps: Vec<Step>| {
			with_transaction(|| {
				start_block(|| market.inherents());
				let chain = Chain { market: &market, accounts, tally: &tally };
				let result = steps.into_iter().try_for_each(|step| chain.step(step));
				TransactionOutcome::Rollback(Ok::<_, DispatchError>(result))
			})
			.expect("it is rolled back")
		};
		case(script()).unwrap_or_else(|error| panic!("{error}"));
		let steps = prop::collection::vec(step(), STEPS);
		runner().run(&steps, case).unwrap_or_else(|error| panic!("{error}"));
		let tally = tally.into_inner();
		let all = [
			"open",
			"close",
			"policy",
			"deposit",
			"withdraw",
			"complete",
			"transfer",
			"batch",
			"pledge",
			"release",
			"positions",
			"propose",
			"accept",
			"unpropose",
			"order",
			"agent's order",
			"quote",
			"protect",
			"deadline",
			"cancel",
			"name",
			"unname",
			"check in",
			"shortfall",
			"fill of a bitcoin future",
			"fill of a bitcoin option",
			"fill of an ether future",
			"fill of an ether option",
		];
		for what in all {
			assert!(tally.contains_key(&(what, true)), "no {what} passed: {tally:?}");
		}
	});
}
