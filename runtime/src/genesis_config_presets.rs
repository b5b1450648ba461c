//! Genesis presets: `development`, `local`, and `tenor-template` for a public chain.
//!
//! The template carries no key and does not build as it is. Fill in, in its patch:
//! `session.keys` and `validators.validators` (the first validators' accounts and session keys),
//! `quoteAsset.issuer`, `balances.balances` and `technicalCommittee.members`. Leave `sudo.key` out.

use crate::{
	durations::DurationsRecord, quote_asset, AccountId, BabeConfig, Balance, BalancesConfig,
	DurationsConfig, InstrumentsConfig, QuoteAssetConfig, RuntimeGenesisConfig, SessionConfig,
	SessionKeys, SudoConfig, TechnicalCommitteeConfig, ValidatorsConfig, BABE_GENESIS_EPOCH_CONFIG,
	TNR,
};
use alloc::{vec, vec::Vec};
use frame_support::{build_struct_json_patch, BoundedVec};
use pallet_instruments::{Calendar, GenesisUnderlying, Schedule, StrikeGrid};
use serde_json::Value;
use sp_core::{ed25519, sr25519};
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use tenor_primitives::{PriceStep, PriceSteps, Tick};

/// Name of the preset for a network on one machine.
pub const LOCAL_PRESET: &str = "local";
/// Name of the preset for a public chain.
pub const TEMPLATE_PRESET: &str = "tenor-template";

/// TNR that each named account of a test chain starts with.
const ENDOWMENT: Balance = 10_000_000 * TNR;
/// Quote asset that each of them starts with.
const QUOTE_ENDOWMENT: Balance = 10_000_000 * quote_asset::UNIT;

/// A validator's account and session keys.
type Validator = (AccountId, SessionKeys);

/// A validator whose session keys all come from one seed, as zombienet derives them, and whose
/// account is the stash beside it.
fn validator(stash: Sr25519Keyring, sr: Sr25519Keyring, ed: Ed25519Keyring) -> Validator {
	let sr: sr25519::Public = sr.public();
	let ed: ed25519::Public = ed.public();
	let keys = SessionKeys {
		babe: sr.into(),
		grandpa: ed.into(),
		authority_discovery: sr.into(),
		price: sr.into(),
	};
	(stash.to_account_id(), keys)
}

fn alice() -> Validator {
	validator(Sr25519Keyring::AliceStash, Sr25519Keyring::Alice, Ed25519Keyring::Alice)
}

fn test_validators() -> Vec<Validator> {
	vec![
		alice(),
		validator(Sr25519Keyring::BobStash, Sr25519Keyring::Bob, Ed25519Keyring::Bob),
		validator(Sr25519Keyring::CharlieStash, Sr25519Keyring::Charlie, Ed25519Keyring::Charlie),
		validator(Sr25519Keyring::DaveStash, Sr25519Keyring::Dave, Ed25519Keyring::Dave),
	]
}

/// The accounts of the well-known test seeds and their stashes.
fn test_accounts() -> Vec<AccountId> {
	Sr25519Keyring::well_known().map(|key| key.to_account_id()).collect()
}

/// From which price on there is which step, in ticks.
fn steps<const N: usize>(levels: [(u32, u32); N]) -> PriceSteps {
	let level = |(from, step)| PriceStep { from: Tick(from), step: Tick(step) };
	PriceSteps(BoundedVec::truncate_from(levels.map(level).to_vec()))
}

/// Two markets whose options live some minutes, so that a person sees one expire.
fn test_markets() -> Vec<GenesisUnderlying> {
	let market = |symbol: &str, tick_value, lots_per_contract| GenesisUnderlying {
		symbol: symbol.into(),
		tick_value,
		lots_per_contract,
		// A tick apart below 500 ticks, and above within a hundredth of the price.
		tick_steps: steps([(500, 5), (2_000, 10), (10_000, 50)]),
		schedule: Some(Schedule {
			calendar: Calendar::Interval { period: 300, offset: 0, ahead: 3 },
			strikes: StrikeGrid { steps: steps([(0, 200)]), each_side: 2, volatility: 6_000 },
			lead: 0,
		}),
	};
	// A tick is one dollar a bitcoin, a lot a hundredth; five cents an ether, a lot a tenth.
	vec![market("BTC", 10_000, 100), market("ETH", 5_000, 10)]
}

/// A test chain: every account and key in it is publicly known.
fn test_chain(validators: Vec<Validator>, record: DurationsRecord) -> Value {
	let sudo = Sr25519Keyring::Alice.to_account_id();
	let committee = [Sr25519Keyring::Alice, Sr25519Keyring::Bob, Sr25519Keyring::Charlie];
	build_struct_json_patch!(RuntimeGenesisConfig {
		durations: DurationsConfig { record },
		balances: BalancesConfig {
			balances: test_accounts().into_iter().map(|who| (who, ENDOWMENT)).collect(),
		},
		quote_asset: QuoteAssetConfig {
			issuer: Some(Sr25519Keyring::Alice.to_account_id()),
			endowed: test_accounts().into_iter().map(|who| (who, QUOTE_ENDOWMENT)).collect(),
		},
		babe: BabeConfig { epoch_config: BABE_GENESIS_EPOCH_CONFIG },
		validators: ValidatorsConfig {
			validators: Some(validators.iter().map(|(who, _)| who.clone()).collect()),
		},
		session: SessionConfig {
			keys: validators.into_iter().map(|(who, keys)| (who.clone(), who, keys)).collect(),
		},
		technical_committee: TechnicalCommitteeConfig {
			members: committee.iter().map(|key| key.to_account_id()).collect(),
		},
		instruments: InstrumentsConfig { underlyings: test_markets() },
		sudo: SudoConfig { key: Some(sudo) },
	})
}

/// One validator, //Alice; a block may use the whole budget.
fn development() -> Value {
	test_chain(vec![alice()], DurationsRecord::SHORT)
}

/// Four validators that share one small machine: two fifths of the block budget.
fn local() -> Value {
	let block_budget_ms = DurationsRecord::PUBLIC.block_budget_ms * 2 / 5;
	let record = DurationsRecord { block_budget_ms, ..DurationsRecord::SHORT };
	test_chain(test_validators(), record)
}

/// What every public chain starts from; no key, no balance, no sudo. The empty set of validators is
/// there to be filled in: no state is built from it.
fn template() -> Value {
	build_struct_json_patch!(RuntimeGenesisConfig {
		durations: DurationsConfig { record: DurationsRecord::PUBLIC },
		babe: BabeConfig { epoch_config: BABE_GENESIS_EPOCH_CONFIG },
		validators: ValidatorsConfig { validators: Some(vec![]) },
	})
}

/// The preset of that name, as a patch of the default genesis configuration.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_ref() {
		DEV_RUNTIME_PRESET => development(),
		LOCAL_PRESET => local(),
		TEMPLATE_PRESET => template(),
		_ => return None,
	};
	serde_json::to_vec(&patch).ok()
}

/// The presets' names.
pub fn preset_names() -> Vec<PresetId> {
	vec![DEV_RUNTIME_PRESET.into(), LOCAL_PRESET.into(), TEMPLATE_PRESET.into()]
}
