//! What safe mode and paused calls can stop, and what they cannot.

use super::*;
use crate::{
	configs::{trading, ExemptFromSafeMode, ExemptFromTxPause},
	governance::origins::Origin,
	SafeMode, TxPause,
};
use frame_support::{
	assert_noop, assert_ok,
	traits::{Contains, GetCallMetadata},
};

/// Pallets of which every call passes in safe mode and can never be paused.
const PROTECTED: &[&str] = &[
	"System",
	"Timestamp",
	"Utility",
	"Proxy",
	"Multisig",
	"MultiBlockMigrations",
	"Babe",
	"Grandpa",
	"Validators",
	"Session",
	"Settlement",
	"Preimage",
	"Scheduler",
	"Referenda",
	"ConvictionVoting",
	"Whitelist",
	"TechnicalCommittee",
	"TxPause",
	"SafeMode",
	"Sudo",
];

/// Pallets that both can stop.
const STOPPABLE: &[&str] =
	&["Balances", "Assets", "QuoteAsset", "Treasury", "Instruments", "MarketGuard"];

/// Pallets of which only the calls in `trading::EXITS` pass.
const EXITS_ONLY: &[&str] = &["Oracle", "Margin", "OptionsBook"];

fn name(pallet: &str, call: &str) -> pallet_tx_pause::RuntimeCallNameOf<Runtime> {
	let bounded = |text: &str| text.as_bytes().to_vec().try_into().expect("names are short");
	(bounded(pallet), bounded(call))
}

fn calls_of(pallet: &str) -> &'static [&'static str] {
	RuntimeCall::get_call_names(pallet)
}

#[test]
fn every_pallet_with_calls_is_decided() {
	for pallet in RuntimeCall::get_module_names() {
		let decided = [PROTECTED, STOPPABLE, EXITS_ONLY].iter().filter(|l| l.contains(pallet));
		assert_eq!(decided.count(), 1, "{pallet} must stand in exactly one list");
	}
}

#[test]
fn protected_calls_cannot_be_paused() {
	for pallet in PROTECTED {
		for call in calls_of(pallet) {
			assert!(ExemptFromTxPause::contains(&name(pallet, call)), "{pallet}.{call}");
		}
	}
	for (pallet, call) in trading::EXITS {
		assert!(calls_of(pallet).contains(call), "{pallet}.{call} does not exist");
		assert!(ExemptFromTxPause::contains(&name(pallet, call)), "{pallet}.{call}");
	}
	for pallet in STOPPABLE {
		for call in calls_of(pallet) {
			assert!(!ExemptFromTxPause::contains(&name(pallet, call)), "{pallet}.{call}");
		}
	}
}

#[test]
fn safe_mode_spares_the_same_calls() {
	let timestamp: RuntimeCall = pallet_timestamp::Call::set { now: 0 }.into();
	let vote: RuntimeCall =
		pallet_conviction_voting::Call::remove_vote { class: None, index: 0 }.into();
	let keys: RuntimeCall = pallet_session::Call::purge_keys {}.into();
	for call in [timestamp, vote, keys] {
		let metadata = call.get_call_metadata();
		assert!(PROTECTED.contains(&metadata.pallet_name));
		assert!(ExemptFromSafeMode::contains(&call), "{metadata:?}");
	}
	let burn: RuntimeCall = pallet_balances::Call::burn { value: 1, keep_alive: false }.into();
	assert!(!ExemptFromSafeMode::contains(&burn));
}

#[test]
fn a_batch_does_not_smuggle_a_call_past_the_filter() {
	on_chain("local", || {
		make_block(vec![]);
		assert_ok!(SafeMode::force_enter(Origin::Guardian.into()));
		let transfer: RuntimeCall = pallet_balances::Call::transfer_all {
			dest: Sr25519Keyring::Dave.to_account_id().into(),
			keep_alive: false,
		}
		.into();
		let batch = pallet_utility::Call::batch_all { calls: vec![transfer] };
		let filtered = frame_system::Error::<Runtime>::CallFiltered.into();
		assert_eq!(make_block(vec![sign(Sr25519Keyring::Bob, 0, batch)]), [Ok(Err(filtered))]);
	});
}

#[test]
fn the_guardian_pauses_and_cannot_resume() {
	on_chain("local", || {
		make_block(vec![]);
		let guardian = || crate::RuntimeOrigin::from(Origin::Guardian);
		let call = name("Assets", "transfer");
		assert_ok!(TxPause::pause(guardian(), call.clone()));
		assert_noop!(
			TxPause::unpause(guardian(), call.clone()),
			sp_runtime::DispatchError::BadOrigin
		);
		assert_noop!(
			TxPause::pause(guardian(), name("Timestamp", "set")),
			pallet_tx_pause::Error::<Runtime>::Unpausable
		);
		let transfer = pallet_assets::Call::transfer {
			id: crate::quote_asset::ID.into(),
			target: Sr25519Keyring::Dave.to_account_id().into(),
			amount: crate::quote_asset::UNIT,
		};
		let filtered = frame_system::Error::<Runtime>::CallFiltered.into();
		assert_eq!(make_block(vec![sign(Sr25519Keyring::Bob, 0, transfer)]), [Ok(Err(filtered))]);
		assert_ok!(TxPause::unpause(Origin::WhitelistedCaller.into(), call));
	});
}

/// Closing a position must stay possible, and no series that is halted takes an order.
#[test]
fn m11_the_guardian_halts_markets_and_no_series() {
	use super::reports::BTC;
	use crate::{Instruments, MarketGuard, RuntimeOrigin};
	on_chain("local", || {
		make_block(vec![]);
		let guardian = || RuntimeOrigin::from(Origin::Guardian);
		let scope = pallet_instruments::Scope::Underlying(BTC);
		let refused = sp_runtime::DispatchError::BadOrigin;
		assert_noop!(Instruments::halt(guardian(), scope), refused);
		assert_ok!(Instruments::halt(Origin::Listings.into(), scope));
		assert_ok!(MarketGuard::halt(guardian(), BTC));
		assert_noop!(MarketGuard::lift_halt(guardian(), BTC), refused);
	});
}
