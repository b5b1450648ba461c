//! Tests of the wiring: whole blocks against whole presets, without a node.

mod analysis;
mod call_filter;
mod calls;
mod collateral;
mod custody;
mod exits;
mod floats;
mod futures;
mod halts;
mod journey;
mod lints;
mod listing;
mod metadata;
mod offences;
mod pegs;
mod presets;
mod reports;
mod safe_mode;
mod settlement;
mod transactions;
mod upgrade;

use crate::{
	configs::RuntimeBlockWeights, AllPalletsWithSystem, BlockNumber, Executive, Hash, Header,
	OptionsBook, Runtime, RuntimeCall, RuntimeGenesisConfig, Signature, SignedPayload, System,
	Timestamp, TxExtension, UncheckedExtrinsic, SLOT_DURATION,
};
use codec::Encode;
use frame_metadata_hash_extension::CheckMetadataHash;
use frame_support::{
	genesis_builder_helper::build_state,
	traits::{Get, PalletsInfoAccess, TryState, TryStateSelect},
};
use serde_json::Value;
use sp_consensus_babe::{
	digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest},
	Slot,
};
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{generic::Era, traits::Header as _, ApplyExtrinsicResult, Digest, DigestItem};

/// The slot of the first block: any does.
const FIRST_SLOT: u64 = 1_000_000;

/// Puts the leaves of `patch` into `base`.
fn merge(base: &mut Value, patch: Value) {
	match (base, patch) {
		(Value::Object(base), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(base.entry(key).or_insert(Value::Null), value);
			}
		},
		(base, patch) => *base = patch,
	}
}

/// The full genesis configuration of a preset.
fn preset_config(preset: &str) -> Value {
	let patch = crate::genesis_config_presets::get_preset(&preset.into()).expect("preset exists");
	let mut config = serde_json::to_value(RuntimeGenesisConfig::default()).expect("serializes");
	merge(&mut config, serde_json::from_slice(&patch).expect("presets are JSON"));
	config
}

/// A chain of which genesis is built.
fn genesis(preset: &str) -> TestExternalities {
	let config = serde_json::to_vec(&preset_config(preset)).expect("serializes");
	let mut ext = TestExternalities::default();
	ext.execute_with(|| build_state::<RuntimeGenesisConfig>(config).expect("preset builds"));
	ext
}

/// Builds a chain from a preset, runs a test on it and checks every pallet's invariants.
fn on_chain(preset: &str, test: impl FnOnce()) {
	let mut ext = genesis(preset);
	ext.execute_with(|| {
		test();
		check_state();
	});
}

fn check_state() {
	type All = AllPalletsWithSystem;
	let check = |select| <All as TryState<BlockNumber>>::try_state(System::block_number(), select);
	if check(TryStateSelect::All).is_err() {
		// One by one they say what is wrong.
		for info in <All as PalletsInfoAccess>::infos() {
			let name = info.name.as_bytes().to_vec();
			check(TryStateSelect::Only(vec![name])).expect(info.name);
		}
		panic!("invariants do not hold");
	}
}

/// A digest with which authority `index` claims `slot`.
fn claim(index: u32, slot: Slot) -> Digest {
	let claim = PreDigest::SecondaryPlain(SecondaryPlainPreDigest { authority_index: index, slot });
	Digest { logs: vec![<DigestItem as CompatibleDigestItem>::babe_pre_digest(claim)] }
}

/// Makes the next block, authored by validator 0, and returns what became of `transactions`.
fn make_block(transactions: Vec<UncheckedExtrinsic>) -> Vec<ApplyExtrinsicResult> {
	make_block_with(Vec::new, transactions)
}

/// As [`make_block`], with what `inherents` makes once the block's slot and session are known.
fn make_block_with(
	inherents: impl FnOnce() -> Vec<RuntimeCall>,
	transactions: Vec<UncheckedExtrinsic>,
) -> Vec<ApplyExtrinsicResult> {
	start_block(inherents);
	let results = transactions.into_iter().map(Executive::apply_extrinsic).collect();
	end_block();
	results
}

/// Begins the next block, up to its inherents.
fn start_block(inherents: impl FnOnce() -> Vec<RuntimeCall>) {
	let number = System::block_number() + 1;
	let slot = FIRST_SLOT + u64::from(number);
	let parent = if number == 1 { Hash::zero() } else { last_header().hash() };
	let header = Header::new(number, Hash::zero(), Hash::zero(), parent, claim(0, slot.into()));
	Executive::initialize_block(&header);
	let now = RuntimeCall::Timestamp(pallet_timestamp::Call::set { now: slot * SLOT_DURATION });
	for inherent in [vec![now], inherents()].concat() {
		Executive::apply_extrinsic(UncheckedExtrinsic::new_bare(inherent))
			.expect("inherents are valid")
			.expect("inherents pass every filter and do not fail");
	}
}

fn end_block() {
	let header = Executive::finalize_block();
	frame_support::storage::unhashed::put(LAST_HEADER, &header);
}

/// Where tests keep the header of the last block; the chain itself only keeps hashes of parents.
const LAST_HEADER: &[u8] = b":test:last_header";

fn last_header() -> Header {
	frame_support::storage::unhashed::get(LAST_HEADER).expect("a block was made")
}

fn make_blocks(count: u32) {
	for _ in 0..count {
		make_block(vec![]);
	}
}

/// A transaction of `who`, which has sent `sent` in this block already.
fn sign(who: Sr25519Keyring, sent: u32, call: impl Into<RuntimeCall>) -> UncheckedExtrinsic {
	sign_as(who, System::account_nonce(who.to_account_id()) + sent, call)
}

/// A transaction of `who` with a number.
fn sign_as(who: Sr25519Keyring, nonce: u32, call: impl Into<RuntimeCall>) -> UncheckedExtrinsic {
	sign_for(CheckMetadataHash::new(false), who, nonce, call)
}

/// As [`sign_as`], for the metadata that `metadata_hash` stands for.
fn sign_for(
	metadata_hash: CheckMetadataHash<Runtime>,
	who: Sr25519Keyring,
	nonce: u32,
	call: impl Into<RuntimeCall>,
) -> UncheckedExtrinsic {
	let account = who.to_account_id();
	let extension: TxExtension = (
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckMortality::from(Era::Immortal),
		pallet_options_book::CheckSequence::from(nonce),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(0).into(),
		metadata_hash,
		frame_system::WeightReclaim::new(),
	);
	let payload = SignedPayload::new(call.into(), extension).expect("the era is immortal");
	let signature: Signature = payload.using_encoded(|bytes| who.sign(bytes)).into();
	let (call, extension, _) = payload.deconstruct();
	UncheckedExtrinsic::new_signed(call, account.into(), signature, extension)
}

#[test]
fn a_chain_makes_blocks_and_sessions() {
	on_chain("local", || {
		make_blocks(130);
		assert_eq!(crate::Session::current_index(), 2);
		assert_eq!(Timestamp::get(), (FIRST_SLOT + 130) * SLOT_DURATION);
		assert_eq!(crate::Authorship::author(), Some(crate::Session::validators()[0].clone()));
	});
}

#[test]
fn a_signed_transaction_pays_its_fee_to_the_treasury() {
	on_chain("development", || {
		make_block(vec![]);
		let before = crate::Balances::free_balance(crate::configs::TreasuryAccount::get());
		let remark = frame_system::Call::remark { remark: vec![1] };
		let results = make_block(vec![sign(Sr25519Keyring::Bob, 0, remark)]);
		assert_eq!(results, vec![Ok(Ok(()))]);
		assert!(crate::Balances::free_balance(crate::configs::TreasuryAccount::get()) > before);
	});
}

#[test]
fn the_shares_of_a_block_add_up() {
	use frame_support::dispatch::DispatchClass;
	for (preset, budget_ms) in [("development", 350), ("local", 140)] {
		on_chain(preset, || {
			let limits = RuntimeBlockWeights::get();
			let max = limits.max_block.ref_time();
			assert_eq!(max, budget_ms * 1_000_000_000);
			let normal = limits.get(DispatchClass::Normal).max_total.expect("limited").ref_time();
			let operational = limits.get(DispatchClass::Operational);
			assert_eq!(normal, max / 100 * 64);
			assert_eq!(operational.max_total.expect("limited").ref_time(), max / 100 * 79);
			assert_eq!(operational.reserved.expect("reserved").ref_time(), max / 100 * 5);
		});
	}
}

#[test]
fn m10_no_part_of_a_block_is_promised_twice() {
	use crate::configs::system::{CLEARING_RATIO, HOOKS_RATIO, PAGES_RATIO, STEPS_RATIO};
	use frame_support::{dispatch::DispatchClass, traits::Hooks};
	let parts = [STEPS_RATIO, PAGES_RATIO, CLEARING_RATIO].map(|part| part.deconstruct());
	assert!(parts.iter().sum::<u32>() <= HOOKS_RATIO.deconstruct());
	for preset in ["development", "local"] {
		on_chain(preset, || {
			// A full turn of series that a budget cut, which is the most that the block's end reserves.
			type Carried = pallet_options_book::Carried<Runtime>;
			(0..1_000).for_each(|series| Carried::insert(tenor_primitives::SeriesId(series), ()));
			let block_end = crate::OptionsBook::on_initialize(1);
			let _ = Carried::clear(u32::MAX, None);
			let share = RuntimeBlockWeights::part_of_block(HOOKS_RATIO);
			assert!(block_end.all_lte(share), "{preset}: {block_end:?} of {share:?}");

			let limits = RuntimeBlockWeights::get();
			let normal = limits.get(DispatchClass::Normal).max_total.expect("limited");
			let reserved = limits.get(DispatchClass::Operational).reserved.expect("reserved");
			let scheduler = <Runtime as pallet_scheduler::Config>::MaximumWeight::get();
			let promised = [block_end, scheduler, normal, reserved].map(|part| part.ref_time());
			assert!(promised.iter().sum::<u64>() <= limits.max_block.ref_time(), "{promised:?}");
		});
	}
}

/// Clearing units, orders that fill the share of transactions, the largest batch, and the most quotes of a
/// call, which fit into a transaction: as docs/spec/block.md says.
#[test]
fn m10_a_block_takes_as_much_as_the_spec_says() {
	use frame_support::dispatch::{DispatchClass, GetDispatchInfo};
	use pallet_options_book::{Call as BookCall, Leg, Quote};
	use sp_runtime::BoundedVec;
	use tenor_primitives::{Lots, SeriesId, SubaccountId, Tick, WeightBudget};
	let batch = |orders: u32| {
		// Each in a series of its own.
		let orders = (0..orders).map(|series| journey::bid(SeriesId(series), 1, 1)).collect();
		let call = journey::place(SubaccountId(0), orders);
		sign(Sr25519Keyring::Alice, 0, call).get_dispatch_info().total_weight().ref_time()
	};
	let quotes = |quotes: u32| {
		let leg = Leg { limit: Tick(1), quantity: Lots(1) };
		let quote = |series| Quote { series: SeriesId(series), bid: leg, ask: leg };
		let call = BookCall::mass_quote {
			subaccount: SubaccountId(0),
			quotes: BoundedVec::truncate_from((0..quotes).map(quote).collect()),
			good_til: 1,
		};
		sign(Sr25519Keyring::Alice, 0, call).get_dispatch_info().total_weight().ref_time()
	};
	for (preset, expected) in [("development", [15, 92, 64, 64]), ("local", [5, 36, 26, 43])] {
		on_chain(preset, || {
			let limits = RuntimeBlockWeights::get();
			let normal = limits.get(DispatchClass::Normal);
			let (total, largest) = (normal.max_total.unwrap(), normal.max_extrinsic.unwrap());
			let units = crate::configs::trading::ClearingBudget::clearing_units();
			let orders = total.ref_time() / (batch(2) - batch(1));
			let most = OptionsBook::largest_batch();
			assert!(batch(most) <= largest.ref_time());
			let fit = |count: &u32| quotes(*count) <= largest.ref_time();
			let quotes = (1..=64).rev().find(fit).unwrap_or(0);
			let taken = [u64::from(units), orders, most.into(), quotes.into()];
			assert_eq!(taken, expected, "{preset}");
		});
	}
}
