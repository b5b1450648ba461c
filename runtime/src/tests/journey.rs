//! Trading from the first price to the last payment, through signed extrinsics and whole blocks.

use super::{
	reports::{dollars, Market, BTC, NOTHING_FINAL, VOLATILITY},
	*,
};
use crate::{
	configs::TreasuryAccount, quote_asset, AccountId, Assets, Instruments, Margin, MarketGuard,
	OptionsBook, RuntimeEvent, Settlement, TNR,
};
use pallet_margin::{AccountView, PendingWithdrawal};
use pallet_options_book::{NewOrder, Reason, Scope};
use pallet_settlement::SettledPrice;
use sp_runtime::{BoundedVec, DispatchError};
use tenor_auction::Kind;
use tenor_primitives::{
	Balance, Expiry, Lots, MarketView, Money, Phase, Series, SeriesId, SeriesKind, SeriesStatus,
	Side, SignedLots, SubaccountId, Tick, SECONDS_PER_YEAR, WAD,
};

type BookError = pallet_options_book::Error<Runtime>;
type MarginError = pallet_margin::Error<Runtime>;

/// What traders deposit: enough for the initial margin of a hundred lots.
pub(super) const DEPOSIT: Balance = 10_000 * quote_asset::UNIT;

/// The first expiry: the next multiple of five minutes after [`FIRST_SLOT`].
const EXPIRY: Expiry = Expiry(1_000_200);

/// The block whose time is [`EXPIRY`].
const EXPIRY_BLOCK: BlockNumber = 200;

/// The end of the block that closes the first surface round after the first listing: from then on
/// there are marks, and orders clear.
const FIRST_MARKS: BlockNumber = 24;

/// What one tick is worth on one lot of BTC.
const TICK_VALUE: i128 = 10_000;

/// A market in which series trade.
pub(super) fn open_market() -> Market {
	let market = Market::new();
	market.make_blocks_to(FIRST_MARKS);
	market
}

/// A well-known account with a subaccount.
#[derive(Clone, Copy)]
pub(super) struct Trader {
	pub(super) key: Sr25519Keyring,
	pub(super) subaccount: SubaccountId,
}

impl Trader {
	/// Opens a subaccount with a deposit, in a block of its own.
	pub(super) fn open(market: &Market, key: Sr25519Keyring, amount: Balance) -> Self {
		let subaccount = pallet_margin::NextSubaccount::<Runtime>::get();
		let trader = Self { key, subaccount };
		let open = sign(key, 0, pallet_margin::Call::open_subaccount {});
		let deposit = sign(key, 1, pallet_margin::Call::deposit { subaccount, amount });
		assert_eq!(market.make_block(vec![open, deposit]), [Ok(Ok(())); 2]);
		trader
	}

	pub(super) fn view(self) -> AccountView<AccountId> {
		Margin::account_view(self.subaccount).expect("the subaccount is open")
	}

	pub(super) fn cash(self) -> i128 {
		self.view().cash.0
	}

	/// What lies in the owner's own account.
	pub(super) fn wallet(self) -> Balance {
		Assets::balance(quote_asset::ID, self.key.to_account_id())
	}

	/// A batch with the next nonce.
	pub(super) fn place(self, orders: Vec<NewOrder>) -> UncheckedExtrinsic {
		sign(self.key, 0, place(self.subaccount, orders))
	}

	fn place_as(self, nonce: u32, orders: Vec<NewOrder>) -> UncheckedExtrinsic {
		sign_as(self.key, nonce, place(self.subaccount, orders))
	}

	pub(super) fn cancel_all(self) -> UncheckedExtrinsic {
		let (subaccount, of) = (self.subaccount, Scope::Everything);
		sign(self.key, 0, pallet_options_book::Call::cancel_all { subaccount, of })
	}

	pub(super) fn deposit(self, amount: Balance) -> UncheckedExtrinsic {
		let subaccount = self.subaccount;
		sign(self.key, 0, pallet_margin::Call::deposit { subaccount, amount })
	}

	pub(super) fn withdraw(self, amount: Balance) -> UncheckedExtrinsic {
		let subaccount = self.subaccount;
		sign(self.key, 0, pallet_margin::Call::withdraw { subaccount, amount })
	}

	/// Asks for the payment of what waits; it goes to the owner whoever asks.
	pub(super) fn complete(self, asked_by: Sr25519Keyring) -> UncheckedExtrinsic {
		let subaccount = self.subaccount;
		sign(asked_by, 0, pallet_margin::Call::complete_withdrawal { subaccount })
	}
}

pub(super) fn place(
	subaccount: SubaccountId,
	orders: Vec<NewOrder>,
) -> pallet_options_book::Call<Runtime> {
	let orders = BoundedVec::truncate_from(orders);
	pallet_options_book::Call::place_orders { subaccount, orders }
}

fn order(side: Side, series: SeriesId, limit: u32, lots: u64) -> NewOrder {
	let (limit, quantity) = (Tick(limit), Lots(lots));
	NewOrder {
		series,
		side,
		limit,
		quantity,
		good_til: u32::MAX,
		kind: Kind::GoodTil,
		reduce_only: false,
		within: None,
		client: None,
		peg: None,
	}
}

pub(super) fn bid(series: SeriesId, limit: u32, lots: u64) -> NewOrder {
	order(Side::Bid, series, limit, lots)
}

pub(super) fn ask(series: SeriesId, limit: u32, lots: u64) -> NewOrder {
	order(Side::Ask, series, limit, lots)
}

/// The call at the money of the first expiry.
const AT_THE_MONEY: Series = Series {
	underlying: BTC,
	expiry: EXPIRY,
	strike: tenor_primitives::Price(60_000 * WAD),
	kind: SeriesKind::Call,
};

pub(super) fn at_the_money() -> SeriesId {
	Instruments::series_id(AT_THE_MONEY).expect("the schedule listed it")
}

/// The tick nearest to the mark of [`AT_THE_MONEY`] as of the last block, the lower one half-way.
pub(super) fn mark() -> u32 {
	let mark = crate::Oracle::mark(&AT_THE_MONEY).expect("prices are fresh").value.0;
	u32::try_from((mark + WAD / 2 - 1) / WAD).expect("it is below 2^32 dollars")
}

/// What a call says that was refused.
pub(super) fn refused(error: impl Into<DispatchError>) -> [ApplyExtrinsicResult; 1] {
	[Ok(Err(error.into()))]
}

/// Price and volume of the last block's only trade.
pub(super) fn last_trade() -> Option<(SeriesId, Tick, Lots)> {
	System::events().into_iter().find_map(|record| match record.event {
		RuntimeEvent::OptionsBook(pallet_options_book::Event::BookChanged { series, change }) => {
			change.trade.map(|trade| (series, trade.price, trade.volume))
		},
		_ => None,
	})
}

/// Orders of the last block that were refused at its end.
pub(super) fn last_refusals() -> Vec<Reason> {
	let refused = |record: frame_system::EventRecord<RuntimeEvent, Hash>| match record.event {
		RuntimeEvent::OptionsBook(pallet_options_book::Event::OrdersRefused { orders, .. }) => {
			Some(orders.into_iter().map(|(_, reason)| reason))
		},
		_ => None,
	};
	System::events().into_iter().filter_map(refused).flatten().collect()
}

pub(super) fn fees_due() -> i128 {
	i128::try_from(pallet_margin::FeesDue::<Runtime>::get()).expect("it fits")
}

/// Ten lots change hands at the mark; a bid of one lot, too low to trade, stays in the book.
/// Returns the premium and the fee of each side.
pub(super) fn trade_at_the_mark(market: &Market, buyer: Trader, seller: Trader) -> (i128, i128) {
	let series = at_the_money();
	let near = mark();
	let buy = buyer.place(vec![bid(series, near + 5, 10), bid(series, 1, 1)]);
	let sell = seller.place(vec![ask(series, near - 5, 10)]);
	assert_eq!(market.make_block(vec![buy, sell]), [Ok(Ok(())); 2]);
	assert_eq!(last_trade(), Some((series, Tick(mark()), Lots(10))));

	// An option at the money is worth F·σ·√(t/2π). Two thirds of the two minutes over which the
	// price is averaged do not count as time.
	let seconds = EXPIRY.0 as f64 - Timestamp::get() as f64 / 1_000.0 - 80.0;
	let years = seconds / SECONDS_PER_YEAR as f64;
	let value = 60_000.0 * VOLATILITY as f64 / 100.0 * (years / core::f64::consts::TAU).sqrt();
	assert!((f64::from(mark()) - value).abs() < 1.0, "{} is not {value}", mark());

	// The fee is capped at an eighth of the premium.
	let premium = i128::from(mark()) * TICK_VALUE * 10;
	let fee = premium / 8;
	let deposit = DEPOSIT.cast_signed();
	assert_eq!(buyer.cash(), deposit - premium - fee);
	assert_eq!(seller.cash(), deposit + premium - fee);
	assert_eq!(fees_due(), 2 * fee);
	assert_eq!(buyer.view().positions, [(series, SignedLots(10))]);
	assert_eq!(seller.view().positions, [(series, SignedLots(-10))]);
	assert_eq!(buyer.view().open_orders.len(), 1);
	assert!(seller.view().open_orders.is_empty());
	(premium, fee)
}

/// Lets the first expiry come: bitcoin is at 60,100 in one half of the averaging window and at
/// 60,300 in the other, so that the settlement price is 60,200. Finality stands still from then on.
pub(super) fn expire(market: &mut Market, trader: Trader) {
	let series = at_the_money();
	// A round that is reported in block n ends, and counts, at n + 2.
	market.spots[0] = 60_100;
	market.make_blocks_to(EXPIRY_BLOCK - 60 - 3);
	market.spots[0] = 60_300;
	market.make_blocks_to(EXPIRY_BLOCK - 1);
	assert_eq!(MarketGuard::market_phase(BTC), Phase::Open);
	market.lags = [NOTHING_FINAL; 4];

	let late = trader.place(vec![bid(series, 1, 1)]);
	assert_eq!(market.make_block(vec![late]), refused(BookError::SeriesNotTrading));
	let listed = Instruments::series_list(BTC, EXPIRY);
	assert!(listed.iter().all(|listed| listed.status == SeriesStatus::Expired));
}

/// Makes blocks until the first expiry is paid out and every series of it pruned.
pub(super) fn pay_out(market: &Market) {
	assert_eq!(Settlement::settled_price(BTC, EXPIRY), None);
	while !Instruments::series_list(BTC, EXPIRY).is_empty() {
		assert!(System::block_number() < EXPIRY_BLOCK + 30, "the payout takes too long");
		market.make_block(vec![]);
	}
	let settled = SettledPrice { expiry: EXPIRY, price: dollars(60_200), by_governance: false };
	assert_eq!(Settlement::settled_price(BTC, EXPIRY), Some(settled));
	assert!(!Instruments::expiry_list(BTC).contains(&EXPIRY));
	assert!(crate::Oracle::samples(BTC, EXPIRY).is_empty());
	assert!(Settlement::halted_sweeps().is_empty());
}

/// Withdraws everything, waits until the payout behind it is final, and closes the subaccount.
fn leave(market: &mut Market, trader: Trader) {
	let (wallet, amount) = (trader.wallet(), trader.view().cash.0.cast_unsigned());
	assert_eq!(market.make_block(vec![trader.withdraw(amount)]), [Ok(Ok(()))]);
	let PendingWithdrawal { amount: waiting, requires } =
		trader.view().pending.expect("the payout is not final");
	assert_eq!(waiting, amount);
	assert!(requires > EXPIRY_BLOCK);
	assert_eq!(
		market.make_block(vec![trader.complete(trader.key)]),
		refused(MarginError::CreditNotFinal)
	);
	assert_eq!((trader.wallet(), trader.cash()), (wallet, 0));

	market.heal();
	while MarketGuard::finality().0 < requires {
		market.make_block(vec![]);
	}
	let anyone = Sr25519Keyring::Dave;
	assert_eq!(market.make_block(vec![trader.complete(anyone)]), [Ok(Ok(()))]);
	assert_eq!(trader.wallet(), wallet + amount);
	let subaccount = trader.subaccount;
	let close = sign(trader.key, 0, pallet_margin::Call::close_subaccount { subaccount });
	let held = || crate::Balances::reserved_balance(trader.key.to_account_id());
	assert_eq!(held(), TNR);
	assert_eq!(market.make_block(vec![close]), [Ok(Ok(()))]);
	assert_eq!(held(), 0);
}

#[test]
fn from_the_first_price_to_the_last_payment() {
	on_chain("local", || {
		let mut market = open_market();
		let buyer = Trader::open(&market, Sr25519Keyring::Eve, DEPOSIT);
		let seller = Trader::open(&market, Sr25519Keyring::Ferdie, DEPOSIT);
		let series = at_the_money();
		let (premium, fee) = trade_at_the_mark(&market, buyer, seller);
		let collect = || sign(Sr25519Keyring::Dave, 0, pallet_margin::Call::collect_fees {});
		// The block that the fees are of is not final yet.
		let early = market.make_block(vec![collect()]);
		assert_eq!(early, refused(MarginError::FeesNotFinal));
		expire(&mut market, buyer);
		pay_out(&market);

		// Ten lots are a tenth of a bitcoin, and the call ends 200 dollars in the money.
		let payoff = 20 * quote_asset::UNIT.cast_signed();
		let deposit = DEPOSIT.cast_signed();
		assert_eq!(buyer.cash(), deposit - premium - fee + payoff);
		assert_eq!(seller.cash(), deposit + premium - fee - payoff);
		assert_eq!(buyer.cash() + seller.cash() + fees_due(), 2 * deposit);
		for trader in [buyer, seller] {
			assert!(trader.view().positions.is_empty());
			assert!(trader.view().open_orders.is_empty());
		}
		assert_eq!(OptionsBook::depth(series, 1), None);
		let late = buyer.place(vec![bid(series, 1, 1)]);
		assert_eq!(market.make_block(vec![late]), refused(BookError::UnknownSeries));

		let treasury = || Assets::balance(quote_asset::ID, TreasuryAccount::get());
		let before = treasury();
		assert_eq!(market.make_block(vec![collect()]), [Ok(Ok(()))]);
		assert_eq!(treasury() - before, 2 * fee.cast_unsigned());
		leave(&mut market, buyer);
	});
}

#[test]
fn m14_value_leaves_only_when_final() {
	on_chain("local", || {
		let mut market = open_market();
		market.lags = [NOTHING_FINAL; 4];
		let trader = Trader::open(&market, Sr25519Keyring::Eve, DEPOSIT);
		let credited = System::block_number();
		let wallet = trader.wallet();
		assert_eq!(trader.view().withheld, Money(DEPOSIT.cast_signed()));
		assert_eq!(market.make_block(vec![trader.withdraw(DEPOSIT)]), [Ok(Ok(()))]);
		let waiting = PendingWithdrawal { amount: DEPOSIT, requires: credited };
		assert_eq!(trader.view().pending, Some(waiting));

		// Half of the validators cannot make it final.
		market.lags = [Some(0), Some(0), NOTHING_FINAL, NOTHING_FINAL];
		market.make_blocks(6);
		let too_early = refused(MarginError::CreditNotFinal);
		assert_eq!(market.make_block(vec![trader.complete(trader.key)]), too_early);
		assert_eq!(trader.wallet(), wallet);

		market.lags = [Some(0), Some(0), Some(0), NOTHING_FINAL];
		market.make_blocks(4);
		assert_eq!(market.make_block(vec![trader.complete(trader.key)]), [Ok(Ok(()))]);
		assert_eq!(trader.wallet(), wallet + DEPOSIT);
		let nothing = refused(MarginError::NoPendingWithdrawal);
		assert_eq!(market.make_block(vec![trader.complete(trader.key)]), nothing);

		// What is final already is paid at once.
		assert_eq!(market.make_block(vec![trader.deposit(DEPOSIT)]), [Ok(Ok(()))]);
		market.make_blocks(8);
		assert_eq!(market.make_block(vec![trader.withdraw(DEPOSIT)]), [Ok(Ok(()))]);
		assert_eq!(trader.wallet(), wallet + DEPOSIT);
	});
}

#[test]
fn m09_without_prices_new_risk_is_refused() {
	on_chain("local", || {
		let mut market = open_market();
		let trader = Trader::open(&market, Sr25519Keyring::Eve, DEPOSIT);
		let order = vec![bid(at_the_money(), 1, 1)];
		assert_eq!(market.make_block(vec![trader.place(order.clone())]), [Ok(Ok(()))]);
		assert_eq!(trader.view().open_orders.len(), 1);

		market.lags = [None; 4];
		market.make_blocks(11);
		assert_eq!(MarketGuard::market_phase(BTC), Phase::CancelOnly);
		assert_eq!(crate::Oracle::mark(&AT_THE_MONEY), None);
		let refusal = refused(BookError::MarketCancelOnly);
		assert_eq!(market.make_block(vec![trader.place(order.clone())]), refusal);
		let closed = refused(MarginError::WithdrawalsClosed);
		assert_eq!(market.make_block(vec![trader.withdraw(1)]), closed);
		assert_eq!(market.make_block(vec![trader.deposit(DEPOSIT)]), [Ok(Ok(()))]);
		assert_eq!(trader.cash(), 2 * DEPOSIT.cast_signed());
		assert_eq!(market.make_block(vec![trader.cancel_all()]), [Ok(Ok(()))]);
		assert!(trader.view().open_orders.is_empty());
		// With nothing left in the market it may go; the silent set says of nothing more that it is final.
		assert_eq!(market.make_block(vec![trader.withdraw(DEPOSIT)]), [Ok(Ok(()))]);
		let complete = |market: &Market| market.make_block(vec![trader.complete(trader.key)]);
		assert_eq!(complete(&market), refused(MarginError::CreditNotFinal));

		market.heal();
		market.make_blocks(5);
		assert_eq!(complete(&market), [Ok(Ok(()))]);
		assert_eq!(trader.cash(), DEPOSIT.cast_signed());

		// The silence tripped the breaker: several fresh rounds pass before the market opens, by phases.
		assert_eq!(market.make_block(vec![trader.place(order.clone())]), refusal);
		let mut phases = vec![MarketGuard::market_phase(BTC)];
		for _ in 0..12 {
			market.make_block(vec![]);
			phases.push(MarketGuard::market_phase(BTC));
		}
		phases.dedup();
		assert_eq!(phases, [Phase::CancelOnly, Phase::RiskReducing, Phase::Open]);
		assert_eq!(market.make_block(vec![trader.place(order)]), [Ok(Ok(()))]);
		assert_eq!(trader.view().open_orders.len(), 1);
	});
}

#[test]
fn m09_the_last_fresh_block_still_trades_and_the_next_takes_no_order() {
	on_chain("local", || {
		let mut market = open_market();
		let buyer = Trader::open(&market, Sr25519Keyring::Eve, DEPOSIT);
		let seller = Trader::open(&market, Sr25519Keyring::Ferdie, DEPOSIT);
		let series = at_the_money();
		market.lags = [None; 4];
		// The reports of block 26 are the last. They count in two rounds, and the index of the second,
		// which ends at block 30, for six seconds.
		assert_eq!(System::block_number(), 26);
		market.make_blocks_to(35);
		let near = mark();
		let both = |near: u32| {
			let buy = buyer.place(vec![bid(series, near + 5, 1)]);
			vec![buy, seller.place(vec![ask(series, near - 5, 1)])]
		};
		assert_eq!(market.make_block(both(near)), [Ok(Ok(())); 2]);
		assert_eq!(last_trade(), Some((series, Tick(mark()), Lots(1))));
		let closed = Ok(Err(BookError::MarketCancelOnly.into()));
		assert_eq!(market.make_block(both(near)), [closed, closed]);
		assert_eq!(last_trade(), None);
	});
}

#[test]
fn bad_requests_are_refused() {
	on_chain("local", || {
		let market = open_market();
		let eve = Trader::open(&market, Sr25519Keyring::Eve, DEPOSIT);
		let ferdie = Trader::open(&market, Sr25519Keyring::Ferdie, DEPOSIT);
		let series = at_the_money();
		let good = bid(series, 1, 1);
		let stolen = Trader { key: eve.key, subaccount: ferdie.subaccount };
		let nobody = Trader { key: eve.key, subaccount: SubaccountId(99) };
		let cases: Vec<(UncheckedExtrinsic, DispatchError)> = vec![
			(eve.place(vec![bid(SeriesId(9_999), 1, 1)]), BookError::UnknownSeries.into()),
			(eve.place(vec![bid(series, 1, 0), bid(series, 0, 1)]), BookError::ZeroQuantity.into()),
			(eve.place(vec![bid(series, 0, 1)]), BookError::ZeroLimit.into()),
			(eve.place(vec![bid(series, 6_000_001, 1)]), BookError::LimitOutOfRange.into()),
			(eve.place(vec![bid(series, 1, (1 << 40) + 1)]), BookError::QuantityTooLarge.into()),
			(eve.place(vec![NewOrder { good_til: 1, ..good }]), BookError::GoodTilPassed.into()),
			(eve.place(vec![]), BookError::EmptyBatch.into()),
			(stolen.place(vec![good]), BookError::Unauthorized.into()),
			(stolen.cancel_all(), BookError::Unauthorized.into()),
			(stolen.withdraw(1), MarginError::NotOwner.into()),
			(nobody.place(vec![good]), BookError::UnknownSubaccount.into()),
			(eve.withdraw(0), MarginError::ZeroAmount.into()),
			(eve.withdraw(DEPOSIT + 1), MarginError::InsufficientFreeEquity.into()),
			(eve.withdraw(Balance::MAX), MarginError::AmountTooLarge.into()),
		];
		// Each is the signer's next transaction: none changes the chain for the others but the nonce.
		for (transaction, error) in cases {
			let outcome = aside(|| market.make_block(vec![transaction]));
			assert_eq!(outcome, refused(error));
		}
		assert_eq!((eve.cash(), ferdie.cash()), (DEPOSIT.cast_signed(), DEPOSIT.cast_signed()));

		// The others of a batch stand.
		let mut batch = vec![good; 10];
		batch[9] = bid(series, 1, 0);
		aside(|| {
			assert_eq!(market.make_block(vec![eve.place(batch)]), [Ok(Ok(()))]);
			assert_eq!(last_refusals(), [Reason::ZeroQuantity]);
			assert_eq!(eve.view().open_orders.len(), 9);
		});
		let nonce = System::account_nonce(eve.key.to_account_id()) + 7;
		let sent = eve.place_as(nonce, vec![good]);
		assert_eq!(market.make_block(vec![sent.clone()]), [Ok(Ok(()))]);
		let replayed = aside(|| market.make_block(vec![sent]));
		assert_eq!(
			replayed,
			[Err(sp_runtime::transaction_validity::InvalidTransaction::Stale.into())]
		);
		assert_eq!(eve.view().open_orders.len(), 1);
	});
}

#[test]
fn an_order_without_its_margin_is_refused_when_the_block_ends() {
	on_chain("local", || {
		let market = open_market();
		let poor = Trader::open(&market, Sr25519Keyring::Eve, 100 * quote_asset::UNIT);
		let series = at_the_money();
		// Ten lots short lose less than 19 % of 6,000 dollars at worst; the premium pays for the mark, not
		// for a fee.
		let order = ask(series, mark(), 10);
		assert_eq!(market.make_block(vec![poor.place(vec![order])]), [Ok(Ok(()))]);
		let [Reason::Shortfall(Money(missing))] = last_refusals()[..] else {
			panic!("{:?}", last_refusals())
		};
		let unit = quote_asset::UNIT.cast_signed();
		assert!((1_020 * unit..1_040 * unit).contains(&missing), "{missing}");
		assert!(poor.view().open_orders.is_empty());
		let depth = OptionsBook::depth(series, 1).expect("the series is listed");
		assert!(depth.asks.is_empty());
	});
}

#[test]
fn m11_an_order_of_a_subaccount_that_closes_in_its_block_leaves_nothing() {
	on_chain("local", || {
		let market = open_market();
		let key = Sr25519Keyring::Eve;
		let subaccount = pallet_margin::NextSubaccount::<Runtime>::get();
		let series = at_the_money();
		let open = sign(key, 0, pallet_margin::Call::open_subaccount {});
		assert_eq!(market.make_block(vec![open]), [Ok(Ok(()))]);
		let orders = sign(key, 0, place(subaccount, vec![ask(series, 60_000, 1)]));
		let close = sign(key, 1, pallet_margin::Call::close_subaccount { subaccount });
		assert_eq!(market.make_block(vec![orders, close]), [Ok(Ok(())); 2]);
		assert_eq!(last_refusals(), [Reason::UnknownSubaccount]);
		let depth = OptionsBook::depth(series, 1).expect("the series is listed");
		assert!(depth.asks.is_empty());
		assert!(!pallet_options_book::Spent::<Runtime>::contains_key(subaccount));
	});
}

/// Runs `what` and takes its changes back.
pub(super) fn aside<R>(what: impl FnOnce() -> R) -> R {
	use frame_support::storage::{with_transaction, TransactionOutcome};
	with_transaction(|| TransactionOutcome::Rollback(Ok::<R, DispatchError>(what())))
		.expect("it is ok")
}

/// The whole state but the events and the header that tests keep, both of which name extrinsics in
/// their order.
pub(super) fn state() -> Vec<(Vec<u8>, Vec<u8>)> {
	let events = frame_support::storage::storage_prefix(b"System", b"Events");
	let mut pairs = vec![];
	let mut key = vec![];
	while let Some(next) = sp_io::storage::next_key(&key) {
		if next != events && next != LAST_HEADER {
			let value = frame_support::storage::unhashed::get_raw(&next).expect("it is a key");
			pairs.push((next.clone(), value));
		}
		key = next;
	}
	pairs
}

/// Every order of `items`.
pub(super) fn permutations<T: Clone>(items: Vec<T>) -> Vec<Vec<T>> {
	if items.len() <= 1 {
		return vec![items];
	}
	let mut all = vec![];
	for first in 0..items.len() {
		let mut rest = items.clone();
		let first = rest.remove(first);
		for mut order in permutations(rest) {
			order.insert(0, first.clone());
			all.push(order);
		}
	}
	all
}

#[test]
fn m05_the_order_of_extrinsics_does_not_matter() {
	on_chain("local", || {
		let market = open_market();
		use Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve};
		let [alice, bob, charlie, dave, eve] =
			[Alice, Bob, Charlie, Dave, Eve].map(|key| Trader::open(&market, key, DEPOSIT));
		let series = at_the_money();
		let near = mark();
		market.make_block(vec![dave.place(vec![bid(series, near - 5, 5)])]);
		assert_eq!(dave.view().open_orders.len(), 1);

		// Fourteen lots are bid for and twelve asked; Alice and Charlie share a level, Dave's order
		// would trade if it were not cancelled, and Eve leaves one that does not trade.
		let transactions = vec![
			alice.place(vec![bid(series, near + 3, 7)]),
			bob.place(vec![ask(series, near - 8, 10)]),
			charlie.place(vec![bid(series, near + 3, 7)]),
			dave.cancel_all(),
			eve.place(vec![ask(series, near - 8, 2), bid(series, near - 9, 1)]),
		];
		let outcome = |transactions: Vec<UncheckedExtrinsic>| {
			aside(|| {
				assert_eq!(market.make_block(transactions), [Ok(Ok(())); 5]);
				(last_trade(), state())
			})
		};
		let first = outcome(transactions.clone());
		for order in permutations(transactions.clone()) {
			assert!(outcome(order) == first, "another order of extrinsics gives another state");
		}

		market.make_block(transactions);
		assert_eq!(last_trade().map(|(_, _, volume)| volume), Some(Lots(12)));
		let lots = |trader: Trader| trader.view().positions.first().map(|(_, lots)| lots.0);
		assert_eq!([alice, bob, charlie, dave, eve].map(lots), {
			[Some(6), Some(-10), Some(6), None, Some(-2)]
		});
	});
}
