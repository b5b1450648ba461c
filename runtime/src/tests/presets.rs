//! The genesis presets build what they say.

use super::*;
use crate::{
	configs::GovernanceAccount, durations::DurationsRecord, quote_asset, Assets, Babe, Grandpa,
	Session, Validators,
};
use frame_support::traits::fungibles::{
	metadata::Inspect as MetadataOf, roles::Inspect as _, Inspect as _,
};

#[test]
fn every_preset_is_listed_and_reads_back() {
	let names = crate::genesis_config_presets::preset_names();
	assert_eq!(
		names.iter().map(AsRef::<str>::as_ref).collect::<Vec<_>>(),
		["development", "local", "tenor-template"]
	);
	for name in names {
		let config = preset_config(name.as_ref());
		serde_json::from_value::<RuntimeGenesisConfig>(config).expect("all fields are known");
	}
	assert!(crate::genesis_config_presets::get_preset(&"mainnet".into()).is_none());
}

#[test]
fn development_has_one_validator_and_local_four() {
	for (preset, validators) in [("development", 1), ("local", 4)] {
		on_chain(preset, || {
			assert_eq!(Session::validators().len(), validators);
			assert_eq!(Babe::authorities().len(), validators);
			assert_eq!(Grandpa::grandpa_authorities().len(), validators);
			assert_eq!(pallet_validators::Planned::<Runtime>::get().len(), validators);
			assert_eq!(
				<Validators as tenor_primitives::VoteWeight<_>>::total(),
				u64::try_from(validators).expect("small")
			);
		});
	}
}

#[test]
fn local_holds_the_keys_that_zombienet_derives() {
	use sp_keyring::Ed25519Keyring;
	on_chain("local", || {
		let seeds = [
			(Sr25519Keyring::AliceStash, Sr25519Keyring::Alice, Ed25519Keyring::Alice),
			(Sr25519Keyring::BobStash, Sr25519Keyring::Bob, Ed25519Keyring::Bob),
			(Sr25519Keyring::CharlieStash, Sr25519Keyring::Charlie, Ed25519Keyring::Charlie),
			(Sr25519Keyring::DaveStash, Sr25519Keyring::Dave, Ed25519Keyring::Dave),
		];
		for (stash, sr, ed) in seeds {
			let keys = Session::load_keys(&stash.to_account_id()).expect("registered");
			assert_eq!(keys.babe, sr.public().into());
			assert_eq!(keys.grandpa, ed.public().into());
			assert_eq!(keys.authority_discovery, sr.public().into());
		}
	});
}

#[test]
fn the_quote_asset_is_governances_with_a_named_issuer() {
	on_chain("development", || {
		let id = quote_asset::ID;
		assert_eq!(Assets::owner(id), Some(GovernanceAccount::get()));
		assert_eq!(Assets::issuer(id), Some(Sr25519Keyring::Alice.to_account_id()));
		assert_eq!(Assets::admin(id), Some(GovernanceAccount::get()));
		assert_eq!(<Assets as MetadataOf<_>>::name(id), b"Tenor Dollar");
		assert_eq!(<Assets as MetadataOf<_>>::symbol(id), b"TUSD");
		assert_eq!(<Assets as MetadataOf<_>>::decimals(id), 6);
		assert_eq!(Assets::minimum_balance(id), quote_asset::MIN_BALANCE);
		let bob = Sr25519Keyring::Bob.to_account_id();
		assert_eq!(Assets::balance(id, &bob), 10_000_000 * quote_asset::UNIT);
	});
}

#[test]
fn sudo_is_only_in_test_chains() {
	for preset in ["development", "local"] {
		on_chain(preset, || {
			assert_eq!(
				pallet_sudo::Key::<Runtime>::get(),
				Some(Sr25519Keyring::Alice.to_account_id())
			);
		});
	}
	assert_eq!(preset_config("tenor-template")["sudo"]["key"], Value::Null);
}

#[test]
fn durations_come_from_the_preset() {
	on_chain("local", || {
		assert_eq!(<Runtime as pallet_babe::Config>::EpochDuration::get(), 60);
		assert_eq!(crate::durations::current().block_budget_ms, 140);
		let root = <crate::governance::TracksInfo as pallet_referenda::TracksInfo<_, _>>::info(0);
		assert_eq!(root.expect("track exists").min_enactment_period, 10);
	});
}

#[test]
fn bad_durations_are_refused() {
	let bad = [
		DurationsRecord { epoch_slots: 0, ..DurationsRecord::SHORT },
		DurationsRecord { unbonding_sessions: 0, ..DurationsRecord::SHORT },
		DurationsRecord { block_budget_ms: 1_000, ..DurationsRecord::SHORT },
		DurationsRecord { fast_timelock: 11, ..DurationsRecord::SHORT },
		DurationsRecord { vote_locking: 0, ..DurationsRecord::SHORT },
		DurationsRecord { twap_window_secs: 100, ..DurationsRecord::SHORT },
		DurationsRecord { twap_window_secs: 1_830, ..DurationsRecord::SHORT },
		DurationsRecord { settlement_delay_secs: 3, ..DurationsRecord::SHORT },
	];
	for record in bad {
		assert!(record.check().is_err(), "{record:?} passed");
	}
	assert_eq!(DurationsRecord::SHORT.check(), Ok(()));
	assert_eq!(DurationsRecord::PUBLIC.check(), Ok(()));
}

#[test]
#[should_panic(expected = "validators.validators in genesis is invalid: EmptySet")]
fn the_template_carries_no_key_and_does_not_build() {
	genesis("tenor-template");
}

#[test]
fn the_filled_template_builds() {
	let mut config = preset_config("tenor-template");
	let filled = preset_config("local");
	for section in ["session", "validators", "quoteAsset", "balances", "technicalCommittee"] {
		config[section] = filled[section].clone();
	}
	let bytes = serde_json::to_vec(&config).expect("serializes");
	TestExternalities::default().execute_with(|| {
		build_state::<RuntimeGenesisConfig>(bytes).expect("builds");
		make_blocks(3);
		assert_eq!(crate::durations::current(), DurationsRecord::PUBLIC);
		assert_eq!(pallet_sudo::Key::<Runtime>::get(), None);
		check_state();
	});
}

#[test]
#[should_panic(expected = "quoteAsset.issuer in genesis is missing")]
fn a_chain_without_an_issuer_does_not_build() {
	let mut config = preset_config("local");
	config["quoteAsset"]["issuer"] = Value::Null;
	let bytes = serde_json::to_vec(&config).expect("serializes");
	TestExternalities::default()
		.execute_with(|| build_state::<RuntimeGenesisConfig>(bytes).expect("reads"));
}
