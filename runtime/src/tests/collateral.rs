//! Collateral through signed extrinsics and whole blocks.

use super::{
	journey::{ask, bid, last_refusals, open_market, refused, Trader, DEPOSIT},
	reports::{dollars, BTC},
	safe_mode::enter_by_sudo,
	*,
};
use crate::{
	quote_asset::UNIT, Assets, Instruments, Margin, MarketGuard, Oracle, RuntimeOrigin, SafeMode,
};
use frame_support::{
	assert_ok,
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::fungibles::Mutate,
};
use pallet_margin::{CollateralParameters, CollateralTerms};
use pallet_options_book::Reason;
use sp_runtime::BoundedVec;
use tenor_primitives::{
	oracle::{Report, SLOTS_PER_ROUND},
	AssetId, Balance, Direction, InstrumentInspect, Money, Phase, Quorum, SeriesId, SubaccountId,
	Underlying, UnderlyingId,
};

/// Registered after those of the preset.
const SOL: UnderlyingId = UnderlyingId(2);
const DONE: [ApplyExtrinsicResult; 1] = [Ok(Ok(()))];
/// Bitcoins on this chain, with 8 decimals.
pub(super) const COIN: AssetId = 21;
const WHOLE: Balance = 100_000_000;
const PARAMETERS: CollateralParameters = CollateralParameters {
	initial_haircut: 1_000,
	maintenance_haircut: 500,
	doubt_limit: 25,
	concentration: 1_000_000,
	concentration_haircut: 1_000,
	cap: 1_000_000,
	deposits: true,
};

/// Governance creates and lists the asset, and gives some to its holders.
pub(super) fn list(holders: &[Trader]) {
	list_at(BTC, 2_000, holders);
}

/// [`list`] at the index of any underlying, with so many base units as what one dollar buys.
fn list_at(index: UnderlyingId, unit: Balance, holders: &[Trader]) {
	let root = RuntimeOrigin::root;
	let owner = Margin::pot().into();
	assert_ok!(Assets::force_create(root(), COIN.into(), owner, true, 1_000));
	assert_ok!(Assets::mint_into(COIN, &Margin::pot(), 1_000));
	for holder in holders {
		assert_ok!(Assets::mint_into(COIN, &holder.key.to_account_id(), 10 * WHOLE));
	}
	let terms = CollateralTerms { index, decimals: 8, unit };
	assert_ok!(Margin::list_collateral(root(), COIN, terms, PARAMETERS));
}

fn deposit(of: Trader, amount: Balance) -> UncheckedExtrinsic {
	let (subaccount, asset) = (of.subaccount, COIN);
	sign(of.key, 0, pallet_margin::Call::deposit_collateral { subaccount, asset, amount })
}

fn withdraw(of: Trader, amount: Balance) -> UncheckedExtrinsic {
	let (subaccount, asset) = (of.subaccount, COIN);
	sign(of.key, 0, pallet_margin::Call::withdraw_collateral { subaccount, asset, amount })
}

fn coins(of: Trader) -> Balance {
	Assets::balance(COIN, of.key.to_account_id())
}

/// A call that trades, and its mark.
fn listed_call() -> (SeriesId, u32) {
	let expiry = Instruments::expiries(BTC)[0];
	let series = Instruments::series_of(BTC, expiry)[1];
	let quotes = crate::views::series(BTC);
	let quote = quotes.into_iter().find(|quote| quote.id == series).expect("it is listed");
	(series, quote.mark_tick.expect("it has a mark").0)
}

#[test]
fn an_option_is_written_on_collateral_alone() {
	on_chain("local", || {
		let market = open_market();
		let writer = Trader::open(&market, Sr25519Keyring::Eve, UNIT);
		let buyer = Trader::open(&market, Sr25519Keyring::Ferdie, DEPOSIT);
		list(&[writer]);
		let (series, mark) = listed_call();
		let sell = || writer.place(vec![ask(series, mark, 10)]);
		assert_eq!(market.make_block(vec![sell()]), DONE);
		assert!(matches!(last_refusals()[..], [Reason::Shortfall(_)]), "{:?}", last_refusals());

		assert_eq!(market.make_block(vec![deposit(writer, WHOLE)]), DONE);
		let both = vec![sell(), buyer.place(vec![bid(series, mark, 10)])];
		assert_eq!(market.make_block(both), [Ok(Ok(())); 2]);
		assert_eq!(writer.view().positions.len(), 1, "{:?}", last_refusals());
		assert_eq!(writer.view().collateral, vec![(COIN, WHOLE)]);

		// The short keeps a part of it and lets the rest go.
		market.make_blocks(10);
		let short = refused(pallet_margin::Error::<Runtime>::InsufficientFreeEquity);
		assert_eq!(market.make_block(vec![withdraw(writer, WHOLE)]), short);
		assert_eq!(market.make_block(vec![withdraw(writer, WHOLE / 2)]), DONE);
		assert_eq!(coins(writer), 19 * WHOLE / 2);
	});
}

#[test]
fn m11_collateral_comes_and_goes_in_safe_mode_and_without_prices() {
	on_chain("local", || {
		let market = open_market();
		let trader = Trader::open(&market, Sr25519Keyring::Eve, DEPOSIT);
		list(&[trader]);
		assert_eq!(market.make_block(vec![enter_by_sudo()]), DONE);
		assert_eq!(market.make_block(vec![deposit(trader, WHOLE)]), DONE);
		market.make_blocks(10);
		// Blocks without reports: no index is fresh any more.
		make_blocks(15);
		assert!(Margin::risk(trader.subaccount)
			.is_some_and(|risk| { risk.is_ok_and(|risk| risk.equity == trader.view().cash) }));
		assert!(SafeMode::is_entered());
		assert_eq!(make_block(vec![withdraw(trader, WHOLE)]), DONE);
		assert_eq!(coins(trader), 10 * WHOLE);
	});
}

#[test]
fn m11_leaving_finds_room_in_the_smallest_block() {
	on_chain("development", || {
		crate::durations::Current::<Runtime>::mutate(|record| record.block_budget_ms = 140);
		let limits = RuntimeBlockWeights::get();
		let largest = limits.get(DispatchClass::Normal).max_extrinsic.expect("limited");
		let (subaccount, asset, amount) = (SubaccountId(0), COIN, 1);
		let call = pallet_margin::Call::withdraw_collateral { subaccount, asset, amount };
		let announced = RuntimeCall::from(call).get_dispatch_info().call_weight;
		assert!(announced.all_lt(largest), "{announced:?} of {largest:?}");
	});
}

#[test]
fn governance_alone_lists_and_the_guardian_closes_deposits() {
	on_chain("local", || {
		make_block(vec![]);
		list(&[]);
		let closed = CollateralParameters { deposits: false, ..PARAMETERS };
		let set = |new, direction| {
			let guardian = crate::governance::origins::Origin::Guardian.into();
			Margin::set_collateral(guardian, COIN, new, direction)
		};
		assert_ok!(set(closed, Direction::Tighter));
		let refused = pallet_margin::Error::<Runtime>::MayOnlyTightenInitial;
		assert_eq!(set(PARAMETERS, Direction::Looser), Err(refused.into()));
	});
}

#[test]
fn m09_an_asset_without_any_series_is_priced_each_round_and_counts_as_collateral() {
	on_chain("local", || {
		let mut market = open_market();
		let holder = Trader::open(&market, Sr25519Keyring::Eve, UNIT);
		let terms = Underlying {
			symbol: BoundedVec::truncate_from(b"SOL".to_vec()),
			tick_value: 1_000,
			lots_per_contract: 10,
			tick_steps: Default::default(),
		};
		assert_ok!(Instruments::register_underlying(RuntimeOrigin::root(), terms));
		list_at(SOL, 650_000, &[holder]);
		market.spots.push(150);
		let deposited = market.make_block(vec![deposit(holder, 10 * WHOLE)]);
		assert_eq!(deposited, DONE);
		market.make_blocks(5);

		let mut surfaces = 0;
		for _ in 0..16 {
			let before = Oracle::price(SOL).expect("it is fresh").at;
			market.make_blocks(2);
			let index = Oracle::price(SOL).expect("it is fresh");
			assert_eq!((index.value, index.quorum), (dollars(150), Quorum::Full));
			assert_eq!(index.at.0 - before.0, SLOTS_PER_ROUND * SLOT_DURATION);
			surfaces += u64::from(Report::is_surface_round(index.at.0 / SLOT_DURATION / 2 - 1));
		}
		assert!(surfaces > 0, "a report of a surface round has its spot too");
		assert!(Instruments::expiry_list(SOL).is_empty());
		assert_eq!(MarketGuard::market_phase(SOL), Phase::Open);
		let value = |units: u128| Money(i128::try_from(units * UNIT).expect("it fits"));
		let risk = || Margin::risk(holder.subaccount).unwrap().unwrap();
		assert_eq!(risk().equity, value(1 + 1_500));
		// It alone carries an order that writes calls.
		let (series, mark) = listed_call();
		let write = || holder.place(vec![ask(series, mark, 10)]);
		assert_eq!(market.make_block(vec![write()]), DONE);
		assert_eq!((last_refusals(), holder.view().open_orders.len()), (vec![], 1));
		assert_eq!(market.make_block(vec![holder.cancel_all()]), DONE);

		// Nobody reports it any more: it counts nothing, and other markets stay open.
		market.spots.pop();
		market.make_blocks(10);
		assert_eq!(Oracle::price(SOL), None);
		assert_eq!(risk().equity, value(1));
		assert_eq!(MarketGuard::market_phase(BTC), Phase::Open);
		assert_eq!(market.make_block(vec![write()]), DONE);
		assert!(matches!(last_refusals()[..], [Reason::Shortfall(_)]), "{:?}", last_refusals());
	});
}
