//! No call of an account takes it, or another one, from above to below initial margin (M08).

use super::{
	journey::{open_market, place, Trader},
	reports::{Market, BTC},
	*,
};
use crate::{durations, quote_asset::UNIT, Instruments, Margin, Oracle};
use frame_support::storage::{with_transaction, TransactionOutcome};
use pallet_margin::{BlockLeg, BlockTrade, PositionLeg};
use pallet_options_book::NewOrder;
use proptest::{
	prelude::*,
	test_runner::{RngAlgorithm, TestCaseResult, TestRng, TestRunner},
};
use sp_runtime::{traits::Hash as _, BoundedVec, DispatchError};
use std::{cell::RefCell, collections::BTreeMap};
use tenor_auction::Kind;
use tenor_primitives::{
	oracle::SLOTS_PER_ROUND, Balance, InstrumentInspect, Lots, MarketView, Money, Rounding,
	SeriesId, Side, SubaccountId, Tick,
};

type MarginCall = pallet_margin::Call<Runtime>;

/// Little enough that a few lots take all of it: a short call or a future takes 90 a lot.
const CASH: Balance = 1_000 * UNIT;

/// Two owners, each with two subaccounts.
const OWNERS: [Sr25519Keyring; 2] = [Sr25519Keyring::Eve, Sr25519Keyring::Ferdie];

/// What an owner does, by places in lists that are as long as the state has it.
#[derive(Clone, Debug)]
enum Step {
	Deposit {
		account: usize,
		amount: Balance,
	},
	/// Thousandths of what is free.
	Withdraw {
		account: usize,
		part: u128,
	},
	Complete {
		account: usize,
	},
	Transfer {
		account: usize,
		part: u128,
	},
	Positions {
		account: usize,
		skip: usize,
		take: usize,
		part: u64,
	},
	/// Of the other owner's account.
	Block {
		account: usize,
		other: usize,
		legs: Vec<Leg>,
	},
	Order {
		account: usize,
		leg: Leg,
	},
	CancelAll {
		account: usize,
	},
	/// Nothing more in this block.
	End,
}

/// A price by its distance from the mark.
#[derive(Clone, Copy, Debug)]
struct Leg {
	series: usize,
	side: Side,
	away: i32,
	lots: u64,
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

fn step() -> impl Strategy<Value = Step> {
	let account = || 0..4usize;
	let amount = (0..50u128).prop_map(|units| units * UNIT);
	prop_oneof![
		1 => (account(), amount).prop_map(|(account, amount)| Step::Deposit { account, amount }),
		2 => (account(), 0..1_050u128).prop_map(|(account, part)| Step::Withdraw { account, part }),
		1 => account().prop_map(|account| Step::Complete { account }),
		2 => (account(), 0..1_050u128).prop_map(|(account, part)| Step::Transfer { account, part }),
		4 => (account(), 0..3usize, 1..4usize, 0..1_100u64).prop_map(
			|(account, skip, take, part)| Step::Positions { account, skip, take, part }
		),
		5 => (account(), 0..2usize, prop::collection::vec(leg(), 1..4))
			.prop_map(|(account, other, legs)| Step::Block { account, other, legs }),
		8 => (account(), leg()).prop_map(|(account, leg)| Step::Order { account, leg }),
		1 => account().prop_map(|account| Step::CancelAll { account }),
		4 => Just(Step::End),
	]
}

/// Calls and puts about the money, and the future, of the first expiry.
const SERIES: usize = 5;

fn series(place: usize) -> SeriesId {
	let expiry = Instruments::expiry_list(BTC)[0];
	let all = <Instruments as InstrumentInspect>::series_of(BTC, expiry);
	let is_future = |id: &&SeriesId| Instruments::series(**id).is_some_and(|one| one.is_future());
	let future = all.iter().find(is_future).expect("each expiry has one");
	let options = all.iter().filter(|id| !is_future(id));
	// The middle strikes.
	let listed: Vec<SeriesId> = [*future].into_iter().chain(options.skip(3).copied()).collect();
	listed[place]
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
	/// The initial excess of each account.
	fn excesses(&self) -> [Money; 4] {
		self.accounts.map(|account| {
			let risk = Margin::risk(account.subaccount).expect("it is open");
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

	fn send(
		&self,
		what: &'static str,
		key: Sr25519Keyring,
		call: impl Into<RuntimeCall>,
	) -> TestCaseResult {
		let transaction = sign(key, 0, call);
		self.judge(what, || {
			let done = apply(transaction);
			*self.tally.borrow_mut().entry((what, done)).or_default() += 1;
		})
	}

	fn free(account: Trader) -> Balance {
		let free = Margin::withdrawable(account.subaccount).expect("it is open");
		free.expect("prices are fresh").free
	}

	/// The other subaccount of the same owner.
	fn sibling(&self, place: usize) -> SubaccountId {
		self.accounts[place ^ 1].subaccount
	}

	fn step(&self, step: Step) -> TestCaseResult {
		match step {
			Step::Deposit { account, amount } => {
				let Trader { key, subaccount } = self.accounts[account];
				self.send("deposit", key, MarginCall::deposit { subaccount, amount })
			},
			Step::Withdraw { account, part } => {
				let Trader { key, subaccount } = self.accounts[account];
				let amount = Self::free(self.accounts[account]) * part / 1_000;
				self.send("withdraw", key, MarginCall::withdraw { subaccount, amount })
			},
			Step::Complete { account } => {
				let Trader { key, subaccount } = self.accounts[account];
				self.send("complete", key, MarginCall::complete_withdrawal { subaccount })
			},
			Step::Transfer { account, part } => {
				let Trader { key, subaccount: from } = self.accounts[account];
				let amount = Self::free(self.accounts[account]) * part / 1_000;
				let to = self.sibling(account);
				self.send("transfer", key, MarginCall::transfer { from, to, amount })
			},
			Step::Positions { account, skip, take, part } => {
				let Trader { key, subaccount: from } = self.accounts[account];
				let held = self.accounts[account].view().positions;
				let legs = held.into_iter().skip(skip).take(take).map(|(series, lots)| {
					PositionLeg { series, lots: Lots((lots.magnitude().0 * part).div_ceil(1_000)) }
				});
				let legs = BoundedVec::truncate_from(legs.collect());
				let to = self.sibling(account);
				self.send("positions", key, MarginCall::transfer_positions { from, to, legs })
			},
			Step::Block { account, other, legs } => self.block(account, other, &legs),
			Step::Order { account, leg: Leg { series: place_of, side, away, lots } } => {
				let Trader { key, subaccount } = self.accounts[account];
				let series = series(place_of);
				let order = NewOrder {
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
				};
				self.send("order", key, place(subaccount, vec![order]))
			},
			Step::CancelAll { account } => {
				let Trader { key, subaccount } = self.accounts[account];
				let of = pallet_options_book::Scope::Everything;
				let call = pallet_options_book::Call::cancel_all { subaccount, of };
				self.send("cancel", key, call)
			},
			Step::End => self.turn(),
		}
	}

	/// One owner proposes, the other accepts; what is not accepted is withdrawn.
	fn block(&self, account: usize, other: usize, legs: &[Leg]) -> TestCaseResult {
		let maker = self.accounts[account];
		let taker = self.accounts[(account + 2 - account % 2 + other) % 4];
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

	/// Ends the block, which clears its orders, and begins the next one. In the first block of a round
	/// the one before closes, and prices move before orders are judged.
	fn turn(&self) -> TestCaseResult {
		let slot = u64::from(crate::Babe::current_slot());
		if slot.is_multiple_of(SLOTS_PER_ROUND) {
			end_block();
		} else {
			self.judge("the block's end", end_block)?;
		}
		check_state();
		start_block(|| self.market.inherents());
		Ok(())
	}
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
		let tally = RefCell::default();
		let steps = prop::collection::vec(step(), 60);
		let run = runner().run(&steps, |steps| {
			// Each case goes on from the same state.
			with_transaction(|| {
				start_block(|| market.inherents());
				let chain = Chain { market: &market, accounts, tally: &tally };
				let result = steps.into_iter().try_for_each(|step| chain.step(step));
				TransactionOutcome::Rollback(Ok::<_, DispatchError>(result))
			})
			.expect("it is rolled back")
		});
		run.unwrap_or_else(|error| panic!("{error}"));
		let tally = tally.into_inner();
		for what in ["positions", "accept", "order"] {
			assert!(tally.contains_key(&(what, true)), "no {what} passed: {tally:?}");
		}
	});
}
