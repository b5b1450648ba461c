//! The quote asset as it is wired: the pot, its issuer, and what the treasury may spend of it.

use super::{
	journey::{refused, Trader},
	reports::{Market, NOTHING_FINAL},
	*,
};
use crate::{
	configs::assets::NativeOrAsset,
	durations,
	governance::origins::Origin,
	quote_asset::{self, MIN_BALANCE, UNIT},
	views, Assets, Margin, RuntimeOrigin, Treasury, TNR,
};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::fungibles::Inspect,
};
use pallet_margin::{BlockLeg, BlockTrade, PositionLeg, MAX_LEGS};
use sp_runtime::BoundedVec;
use tenor_primitives::{
	Balance, Lots, Money, PendingWithdrawal, SeriesId, Side, SubaccountId, Tick,
};

const DONE: [ApplyExtrinsicResult; 1] = [Ok(Ok(()))];

fn supply() -> Balance {
	Assets::total_issuance(quote_asset::ID)
}

fn pot() -> Balance {
	Assets::balance(quote_asset::ID, Margin::pot())
}

#[test]
fn m04_no_withdrawal_makes_dust_of_what_the_pot_owes() {
	on_chain("local", || {
		let market = Market::new();
		market.make_blocks(2);
		let trader = Trader::open(&market, Sr25519Keyring::Eve, UNIT);
		let (before, half) = (supply(), MIN_BALANCE / 2);
		market.make_blocks(8);
		assert_eq!(market.make_block(vec![trader.withdraw(UNIT - half)]), DONE);
		assert_eq!((pot(), supply()), (MIN_BALANCE + half, before));

		// The next deposit needs no one to make up for dust, and all of it can leave again.
		assert_eq!(market.make_block(vec![trader.deposit(UNIT)]), DONE);
		market.make_blocks(8);
		assert_eq!(market.make_block(vec![trader.withdraw(UNIT + half)]), DONE);
		assert_eq!((pot(), supply()), (MIN_BALANCE, before));
		let donation = pallet_margin::Call::recognise_donation {};
		let nothing = refused(pallet_margin::Error::<Runtime>::NoDonation);
		assert_eq!(market.make_block(vec![sign(trader.key, 0, donation)]), nothing);
	});
}

#[test]
fn m04_a_depositor_loses_no_dust() {
	on_chain("local", || {
		let market = Market::new();
		market.make_blocks(2);
		let trader = Trader::open(&market, Sr25519Keyring::Eve, UNIT);
		let all = trader.wallet();
		let dust = refused(pallet_margin::Error::<Runtime>::WouldLeaveDust);
		assert_eq!(market.make_block(vec![trader.deposit(all - MIN_BALANCE + 1)]), dust);
		assert_eq!(market.make_block(vec![trader.deposit(all)]), DONE);
		assert_eq!((trader.wallet(), pot()), (0, MIN_BALANCE + UNIT + all));
	});
}

#[test]
fn m11_leaving_finds_room_in_the_smallest_block() {
	on_chain("development", || {
		durations::Current::<Runtime>::mutate(|record| record.block_budget_ms = 140);
		let limits = RuntimeBlockWeights::get();
		let largest = limits.get(DispatchClass::Normal).max_extrinsic.expect("limited");
		let (subaccount, to, amount) = (SubaccountId(0), SubaccountId(1), UNIT);
		let withdraw = pallet_margin::Call::withdraw { subaccount, amount };
		let transfer = pallet_margin::Call::transfer { from: subaccount, to, amount };
		let leg = |series| PositionLeg { series: SeriesId(series), lots: Lots(1) };
		let legs = BoundedVec::truncate_from((0..MAX_LEGS).map(leg).collect());
		let positions = pallet_margin::Call::transfer_positions { from: subaccount, to, legs };
		let leg = |series| {
			let (series, side) = (SeriesId(series), Side::Bid);
			BlockLeg { series, side, price: Tick(1), lots: Lots(1) }
		};
		let legs = BoundedVec::truncate_from((0..MAX_LEGS).map(leg).collect());
		let trade = BlockTrade { maker: subaccount, taker: to, legs, last: 1 };
		let block = pallet_margin::Call::accept_block_trade { trade };
		let calls: [RuntimeCall; 4] =
			[withdraw.into(), transfer.into(), positions.into(), block.into()];
		for call in calls {
			let announced = call.get_dispatch_info().call_weight;
			assert!(announced.all_lt(largest), "{announced:?} of {largest:?}");
		}
	});
}

#[test]
fn the_api_tells_what_waits_for_finality() {
	on_chain("local", || {
		let mut market = Market::new();
		market.lags = [NOTHING_FINAL; 4];
		market.make_blocks(2);
		let trader = Trader::open(&market, Sr25519Keyring::Eve, 3 * UNIT);
		let requires = System::block_number();
		assert_eq!(market.make_block(vec![trader.withdraw(UNIT)]), DONE);
		let account = views::account(trader.subaccount).expect("it is open");
		assert_eq!(account.pending, Some(PendingWithdrawal { amount: UNIT, requires }));
		let rest = Money((2 * UNIT).cast_signed());
		assert_eq!((account.cash, account.withheld), (rest, rest));
	});
}

#[test]
fn the_issuer_burns_what_it_redeemed_and_nothing_else() {
	on_chain("development", || {
		make_block(vec![]);
		let (issuer, holder) = (Sr25519Keyring::Alice, Sr25519Keyring::Bob);
		let wallet = |key: Sr25519Keyring| Assets::balance(quote_asset::ID, key.to_account_id());
		let burn = |amount| quote_asset::Call::burn { amount };
		let (before, own) = (supply(), wallet(issuer));
		let redeem = pallet_assets::Call::transfer {
			id: quote_asset::ID.into(),
			target: issuer.to_account_id().into(),
			amount: 5 * UNIT,
		};
		assert_eq!(make_block(vec![sign(holder, 0, redeem)]), DONE);
		assert_eq!(make_block(vec![sign(issuer, 0, burn(5 * UNIT))]), DONE);
		assert_eq!((supply(), wallet(issuer)), (before - 5 * UNIT, own));

		let stranger = refused(quote_asset::Error::<Runtime>::NotIssuer);
		assert_eq!(make_block(vec![sign(holder, 0, burn(UNIT))]), stranger);
		let too_much = refused(sp_runtime::TokenError::FundsUnavailable);
		assert_eq!(make_block(vec![sign(issuer, 0, burn(own + 1))]), too_much);
		assert_eq!(make_block(vec![sign(issuer, 0, burn(own))]), DONE);
		assert_eq!((supply(), wallet(issuer)), (before - 5 * UNIT - own, 0));
	});
}

#[test]
fn the_treasurers_limit_binds_for_every_asset() {
	on_chain("development", || {
		let spend = |origin: RuntimeOrigin, asset, amount| {
			let beneficiary = Sr25519Keyring::Eve.to_account_id();
			Treasury::spend(origin, Box::new(asset), amount, Box::new(beneficiary), None)
		};
		let treasurer = || Origin::Treasurer.into();
		let (native, other) = (NativeOrAsset::Native, NativeOrAsset::WithId(quote_asset::ID + 1));
		let quote = NativeOrAsset::WithId(quote_asset::ID);
		for (asset, whole) in [(native, TNR), (quote, UNIT)] {
			let limit = 1_000_000 * whole;
			assert_noop!(
				spend(treasurer(), asset.clone(), limit + 1),
				pallet_treasury::Error::<Runtime>::InsufficientPermission
			);
			assert_ok!(spend(treasurer(), asset.clone(), limit));
			assert_ok!(spend(RuntimeOrigin::root(), asset, limit + 1));
		}
		assert_noop!(
			spend(treasurer(), other.clone(), 1),
			pallet_treasury::Error::<Runtime>::InsufficientPermission
		);
		assert_ok!(spend(RuntimeOrigin::root(), other, 1));
	});
}
