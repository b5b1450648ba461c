//! Safe mode stops trading and transfers, not the chain.

use super::{
	journey::{open_market, Trader, DEPOSIT},
	reports::NOTHING_FINAL,
	*,
};
use crate::{MarketGuard, SafeMode, Session};
use frame_support::assert_noop;
use sp_runtime::DispatchError;

fn transfer() -> RuntimeCall {
	pallet_balances::Call::transfer_keep_alive {
		dest: Sr25519Keyring::Dave.to_account_id().into(),
		value: crate::TNR,
	}
	.into()
}

pub(super) fn enter_by_sudo() -> UncheckedExtrinsic {
	let enter: RuntimeCall = pallet_safe_mode::Call::force_enter {}.into();
	sign(Sr25519Keyring::Alice, 0, pallet_sudo::Call::sudo { call: Box::new(enter) })
}

#[test]
fn blocks_go_on_in_safe_mode() {
	on_chain("local", || {
		make_block(vec![]);
		assert_eq!(make_block(vec![sign(Sr25519Keyring::Bob, 0, transfer())]), [Ok(Ok(()))]);
		assert_eq!(make_block(vec![enter_by_sudo()]), [Ok(Ok(()))]);
		assert!(SafeMode::is_entered());
		for _ in 0..10 {
			let remark = frame_system::Call::remark { remark: vec![] };
			let results = make_block(vec![
				sign(Sr25519Keyring::Bob, 0, transfer()),
				sign(Sr25519Keyring::Charlie, 0, remark),
			]);
			let filtered: DispatchError = frame_system::Error::<Runtime>::CallFiltered.into();
			assert_eq!(results, [Ok(Err(filtered)), Ok(Ok(()))]);
		}
		assert!(SafeMode::is_entered());
	});
}

#[test]
fn m11_a_withdrawal_passes_in_safe_mode_and_is_paid_once_final() {
	on_chain("local", || {
		let mut market = open_market();
		market.lags = [NOTHING_FINAL; 4];
		let trader = Trader::open(&market, Sr25519Keyring::Eve, DEPOSIT);
		let credited = System::block_number();
		let wallet = trader.wallet();
		assert_eq!(market.make_block(vec![enter_by_sudo()]), [Ok(Ok(()))]);

		assert_eq!(market.make_block(vec![trader.withdraw(DEPOSIT)]), [Ok(Ok(()))]);
		assert_eq!(trader.view().pending.map(|waiting| waiting.requires), Some(credited));

		// Prices and the validators' word on finality go on in safe mode.
		market.heal();
		market.make_blocks(10);
		assert!(MarketGuard::finality().0 >= credited);
		assert_eq!(market.make_block(vec![trader.complete(trader.key)]), [Ok(Ok(()))]);
		assert!(SafeMode::is_entered());
		assert_eq!(trader.wallet(), wallet + DEPOSIT);
	});
}

#[test]
fn safe_mode_ends_by_itself() {
	on_chain("local", || {
		make_block(vec![]);
		make_block(vec![enter_by_sudo()]);
		make_blocks(crate::durations::current().safe_mode + 1);
		assert!(!SafeMode::is_entered());
		assert_eq!(make_block(vec![sign(Sr25519Keyring::Bob, 0, transfer())]), [Ok(Ok(()))]);
	});
}

#[test]
fn sessions_rotate_in_safe_mode() {
	on_chain("local", || {
		make_block(vec![]);
		make_block(vec![enter_by_sudo()]);
		make_blocks(65);
		assert_eq!(Session::current_index(), 1);
	});
}

#[test]
fn only_those_who_may_tighten_enter() {
	on_chain("local", || {
		make_block(vec![]);
		let nobody = crate::RuntimeOrigin::signed(Sr25519Keyring::Bob.to_account_id());
		assert_noop!(SafeMode::force_enter(nobody.clone()), DispatchError::BadOrigin);
		assert_noop!(SafeMode::enter(nobody), pallet_safe_mode::Error::<Runtime>::NotConfigured);
		let guardian = crate::governance::origins::Origin::Guardian;
		SafeMode::force_enter(guardian.clone().into()).expect("the guardian stops");
		assert_noop!(SafeMode::force_exit(guardian.into()), DispatchError::BadOrigin);
	});
}
