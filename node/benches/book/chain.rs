//! A chain as a node keeps it: the node's client and executor, its Wasm runtime, and ParityDB in a
//! temporary folder. Blocks come from the runtime's block builder and are imported as a node imports
//! them, but for the checks of consensus.

use crate::traders::{Trader, ALICE, IDS_OF_AN_EXPIRY};
use codec::{Decode, Encode};
use cpu_time::ThreadTime;
use frame_support::dispatch::{DispatchClass, PerDispatchClass};
use frame_system::EventRecord;
use futures::executor::block_on;
use sc_block_builder::BlockBuilderBuilder;
use sc_chain_spec::{ChainType, GenericChainSpec, NoExtension, DEV_RUNTIME_PRESET};
use sc_client_api::{
	execution_extensions::ExecutionExtensions, BlockBackend, Finalizer, StorageKey, StorageProvider,
};
use sc_consensus::{
	BlockImport, BlockImportParams, ForkChoiceStrategy, ImportResult, ImportedAux, StateAction,
	StorageChanges,
};
use sc_service::{
	config::ExecutorConfiguration, BlocksPruning, ClientConfig, DatabaseSource,
	GenesisBlockBuilder, PruningMode, TFullClient,
};
use serde_json::{json, Value};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use sp_consensus::BlockOrigin;
use sp_consensus_babe::digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest};
use sp_core::{storage::Storage, testing::TaskExecutor, Pair};
use sp_io::hashing::twox_128;
use sp_runtime::{traits::Block as _, BoundedVec, BuildStorage, Digest, DigestItem, Weight};
use std::{path::Path, sync::Arc, time::Duration};
use tenor_primitives::{
	oracle::{
		ExpiryObservation, Observation, PriceReportApi, Report, SignedReport, Subject,
		SLOTS_PER_ROUND, SURFACE_NODES,
	},
	Price, MILLIS, SECONDS_PER_YEAR, WAD,
};
use tenor_runtime::{
	apis::RuntimeApi,
	durations::{self, DurationsRecord},
	genesis_config_presets,
	opaque::Block,
	Hash, Runtime, RuntimeCall, RuntimeEvent, UncheckedExtrinsic, SLOT_DURATION, WASM_BINARY,
};

type Executor = sc_executor::WasmExecutor<sp_io::SubstrateHostFunctions>;
type Client = TFullClient<Block, RuntimeApi, Executor>;

/// The slot of genesis; a surface round begins with it.
pub(crate) const FIRST_SLOT: u64 = 1_800_000_000;

/// Dollars for one of every underlying, and the yearly volatility in percent.
const SPOT: u128 = 60_000;
const VOLATILITY: u128 = 60;

/// The underlyings; all are like the first of the test chains.
pub(crate) const SYMBOLS: [&str; 3] = ["BTC", "ETH", "SOL"];

/// The block's weight here, in ms: enough for the set-up, and for blocks with more makers than a block of
/// the public chain takes. What is measured prints its weight beside that of such a block.
const BUDGET_MS: u32 = 1_000_000;

/// Memory of the trie cache, which is what a node has by default.
const TRIE_CACHE: usize = 1024 * 1024 * 1024;

/// A chain.
pub(crate) struct Chain {
	client: Arc<Client>,
	folder: tempfile::TempDir,
	/// The hash of genesis, which signatures cover.
	pub(crate) genesis: Hash,
	/// The block that is built upon.
	head: Hash,
	/// Its number.
	number: u32,
}

impl Chain {
	/// With genesis only.
	pub(crate) fn new(genesis: &Genesis) -> Self {
		let folder = tempfile::tempdir().expect("there is room for a database");
		let executor = genesis.executor.clone();
		let backend = sc_service::new_db_backend(sc_client_db::DatabaseSettings {
			trie_cache_maximum_size: Some(TRIE_CACHE),
			state_pruning: Some(PruningMode::blocks_pruning(256)),
			source: DatabaseSource::ParityDb { path: folder.path().into() },
			blocks_pruning: BlocksPruning::KeepFinalized,
			pruning_filters: vec![],
			metrics_registry: None,
		})
		.expect("the database opens");
		let genesis = GenesisBlockBuilder::new_with_storage(
			genesis.storage.clone(),
			true,
			backend.clone(),
			executor.clone(),
		)
		.expect("genesis builds");
		let client: Client = sc_service::new_client(
			backend.clone(),
			executor.clone(),
			genesis,
			None,
			None,
			ExecutionExtensions::new(None, Arc::new(executor)),
			Box::new(TaskExecutor::new()),
			None,
			None,
			ClientConfig::default(),
		)
		.expect("the client opens");
		let genesis = client.info().genesis_hash;
		Self { client: Arc::new(client), folder, genesis, head: genesis, number: 0 }
	}

	/// Where its database is.
	pub(crate) fn folder(&self) -> &Path {
		self.folder.path()
	}

	/// A block on the head: the inherents of its slot, then these. Panics if one of them is no valid
	/// transaction. Blocks that differ in nothing else differ in `salt`.
	fn build(&self, extrinsics: Vec<UncheckedExtrinsic>, salt: u32) -> Built {
		let slot = FIRST_SLOT + u64::from(self.number) + 1;
		let claim = SecondaryPlainPreDigest { authority_index: 0, slot: slot.into() };
		let claim =
			<DigestItem as CompatibleDigestItem>::babe_pre_digest(PreDigest::SecondaryPlain(claim));
		let logs = vec![claim, DigestItem::PreRuntime(*b"salt", salt.encode())];
		let mut builder = BlockBuilderBuilder::new(&*self.client)
			.on_parent_block(self.head)
			.with_parent_block_number(self.number)
			.with_inherent_digests(Digest { logs })
			.build()
			.expect("the block begins");
		let inherents = self.inherents(slot).into_iter().map(UncheckedExtrinsic::new_bare);
		for extrinsic in inherents.chain(extrinsics) {
			builder.push(extrinsic.into()).expect("it is valid");
		}
		builder.build().expect("the block ends")
	}

	/// The time, and at the start of a round the report of the only validator.
	fn inherents(&self, slot: u64) -> Vec<RuntimeCall> {
		let mut calls: Vec<RuntimeCall> =
			vec![pallet_timestamp::Call::set { now: slot * SLOT_DURATION }.into()];
		if slot.is_multiple_of(SLOTS_PER_ROUND) {
			let reports = BoundedVec::truncate_from(vec![self.report(slot / SLOTS_PER_ROUND)]);
			calls.push(pallet_oracle::Call::submit_reports { reports }.into());
		}
		calls
	}

	fn report(&self, round: u64) -> SignedReport {
		let context = self.client.runtime_api().round_context(self.head).expect("it answers");
		let observations = context.subjects.iter().map(|subject| observe(subject, round)).collect();
		let report = Report {
			session: context.session,
			round,
			published_at: tenor_primitives::Timestamp(start_of(round) * MILLIS),
			finalized: self.number.saturating_sub(2),
			observations: BoundedVec::truncate_from(observations),
		};
		let signature = ALICE.pair().sign(&report.signing_bytes(&self.genesis.0));
		SignedReport { validator: 0, report, signature }
	}

	/// Makes a block with these the head, without executing it again.
	pub(crate) fn extend(&mut self, extrinsics: Vec<UncheckedExtrinsic>) -> Effects {
		let (block, changes) = self.build(extrinsics, u32::MAX).into_inner();
		let hash = block.hash();
		let changes = StateAction::ApplyChanges(StorageChanges::Changes(changes));
		self.import_with(block, changes);
		self.advance(hash);
		self.effects(hash)
	}

	/// Executes a block with these on the head and makes it the head.
	pub(crate) fn extend_executing(&mut self, extrinsics: Vec<UncheckedExtrinsic>) -> Effects {
		let (block, _) = self.build(extrinsics, u32::MAX).into_inner();
		let hash = block.hash();
		self.import_with(block, StateAction::Execute);
		self.advance(hash);
		self.effects(hash)
	}

	/// Finality follows two blocks behind.
	fn advance(&mut self, hash: Hash) {
		self.head = hash;
		self.number += 1;
		let final_number = self.number.saturating_sub(2);
		let final_hash = self.client.block_hash(final_number).expect("it answers");
		if let (true, Some(hash)) = (final_number > 0, final_hash) {
			self.client.finalize_block(hash, None, true).expect("it is on the chain");
		}
	}

	/// What the import of a block with these on the head takes of a processor, and what it did: the thread that
	/// imports, so that it does not matter what else the machine does. The database writes on threads of its own.
	pub(crate) fn import(
		&self,
		extrinsics: Vec<UncheckedExtrinsic>,
		salt: u32,
	) -> (Duration, Effects) {
		let (block, _) = self.build(extrinsics, salt).into_inner();
		let hash = block.hash();
		let time = self.import_with(block, StateAction::Execute);
		(time, self.effects(hash))
	}

	fn import_with(&self, block: Block, state: StateAction<Block>) -> Duration {
		let (header, body) = block.deconstruct();
		let mut params = BlockImportParams::new(BlockOrigin::NetworkBroadcast, header);
		params.body = Some(body);
		params.state_action = state;
		params.fork_choice = Some(ForkChoiceStrategy::Custom(true));
		let start = ThreadTime::now();
		let result = block_on(self.client.import_block(params)).expect("it is imported");
		let time = start.elapsed();
		assert!(
			matches!(result, ImportResult::Imported(ImportedAux { is_new_best: true, .. })),
			"{result:?}"
		);
		time
	}

	/// What a block did.
	fn effects(&self, hash: Hash) -> Effects {
		// The type of this storage is private to its pallet.
		let events = [&b"System"[..], b"Events"].map(twox_128).concat();
		let records: Vec<EventRecord<RuntimeEvent, Hash>> = self.read(hash, events);
		let weight: PerDispatchClass<Weight> =
			self.read(hash, frame_system::BlockWeight::<Runtime>::hashed_key());
		let mut effects = Effects {
			weight: Duration::from_nanos(weight.get(DispatchClass::Normal).ref_time() / 1_000),
			..Effects::default()
		};
		records.into_iter().for_each(|record| effects.count(record.event));
		effects
	}

	/// A value of the state after a block.
	fn read<V: Decode>(&self, hash: Hash, key: impl AsRef<[u8]>) -> V {
		let value = self.client.storage(hash, &StorageKey(key.as_ref().into()));
		let value = value.expect("the state is there").expect("the value is there");
		V::decode(&mut &value.0[..]).expect("it is such a value")
	}

	/// Bytes of bodies of blocks up to the head.
	pub(crate) fn body_bytes(&self, from: u32) -> usize {
		let blocks = (from..=self.number).map(|number| {
			let hash = self.client.block_hash(number).expect("it answers").expect("it is there");
			self.client.block_body(hash).expect("it answers").map_or(0, |body| body.encoded_size())
		});
		blocks.sum()
	}

	/// The head's number.
	pub(crate) fn number(&self) -> u32 {
		self.number
	}

	/// Expiries that were listed.
	pub(crate) fn expiries(&self) -> u32 {
		let next: tenor_primitives::SeriesId =
			self.read(self.head, pallet_instruments::NextSeries::<Runtime>::hashed_key());
		next.0 / IDS_OF_AN_EXPIRY
	}
}

type Built = sc_block_builder::BuiltBlock<Block>;

/// What a block did, counted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Effects {
	/// Extrinsics that did what they were to do, with the inherents.
	pub(crate) succeeded: u32,
	/// Those that failed.
	pub(crate) failed: u32,
	/// Orders that entered a book.
	pub(crate) entered: usize,
	/// Orders that were refused.
	pub(crate) refused: usize,
	/// Orders that left, but for those that filled.
	pub(crate) left: usize,
	/// Orders that filled, in part or whole.
	pub(crate) fills: usize,
	/// What its transactions weigh, after refunds.
	pub(crate) weight: Duration,
}

impl Effects {
	fn count(&mut self, event: RuntimeEvent) {
		use pallet_options_book::Event as Book;
		match event {
			RuntimeEvent::System(frame_system::Event::ExtrinsicSuccess { .. }) => {
				self.succeeded += 1
			},
			RuntimeEvent::System(frame_system::Event::ExtrinsicFailed { .. }) => self.failed += 1,
			RuntimeEvent::OptionsBook(Book::BookChanged { change, .. }) => {
				self.entered += change.entered.len();
				self.left += change.left.len();
				self.fills += change.fills.len();
			},
			RuntimeEvent::OptionsBook(Book::OrdersRefused { orders, .. }) => {
				self.refused += orders.len()
			},
			_ => (),
		}
	}
}

fn start_of(round: u64) -> u64 {
	round * SLOTS_PER_ROUND * SLOT_DURATION / MILLIS
}

/// Forwards equal the spot; the smile is flat, and its variance grows evenly with time.
fn observe(subject: &Subject, round: u64) -> Observation {
	let listed = subject.expiries.iter().filter(|_| Report::is_surface_round(round));
	let spot = Price(SPOT * WAD);
	let expiries = listed.map(|expiry| {
		let seconds = u128::from(expiry.0 - start_of(round));
		let wad = WAD / 10_000 * VOLATILITY * VOLATILITY * seconds / u128::from(SECONDS_PER_YEAR);
		let variance = u64::try_from((wad << 40) / WAD).expect("of less than a year");
		let (variances, half_spreads) = ([variance; SURFACE_NODES], [100; SURFACE_NODES]);
		ExpiryObservation { expiry: *expiry, forward: spot, variances, half_spreads }
	});
	let expiries = BoundedVec::truncate_from(expiries.collect());
	Observation { underlying: subject.underlying, spot, sources: 3, expiries }
}

/// What all chains begin with. They share the executor, so that the Wasm is compiled once.
pub(crate) struct Genesis {
	storage: Storage,
	executor: Executor,
}

impl Genesis {
	/// The development preset with the public chain's durations, markets without a schedule, balances of these
	/// accounts, and a block that takes as much as is put into it.
	pub(crate) fn new(traders: &[Trader]) -> Self {
		let wasm = WASM_BINARY.expect("the Wasm is built: unset SKIP_WASM_BUILD");
		let spec = GenericChainSpec::<NoExtension>::builder(wasm, None)
			.with_name("bench")
			.with_id("bench")
			.with_chain_type(ChainType::Development)
			.with_genesis_config_patch(patch(traders))
			.build();
		let mut storage = spec.build_storage().expect("genesis is valid");
		// The configuration takes no budget beyond that of the public chain.
		let record = DurationsRecord { block_budget_ms: BUDGET_MS, ..DurationsRecord::PUBLIC };
		let key = durations::Current::<Runtime>::hashed_key();
		storage.top.insert(key.to_vec(), record.encode());
		let executor = sc_service::new_wasm_executor(&ExecutorConfiguration::default());
		Self { storage, executor }
	}
}

fn patch(traders: &[Trader]) -> Value {
	let preset = genesis_config_presets::get_preset(&DEV_RUNTIME_PRESET.into());
	let preset = preset.expect("it is there");
	let mut patch: Value = serde_json::from_slice(&preset).expect("it is JSON");
	patch["durations"]["record"] = json!(DurationsRecord::PUBLIC);
	for holders in ["/balances/balances", "/quoteAsset/endowed"] {
		let holders = patch.pointer_mut(holders).and_then(Value::as_array_mut);
		let holders = holders.expect("the preset has holders");
		let amount = holders[0][1].clone();
		holders.extend(traders.iter().map(|trader| json!([trader.account(), amount])));
	}
	let mut underlying = patch["instruments"]["underlyings"][0].clone();
	underlying["schedule"] = Value::Null;
	let underlyings = SYMBOLS.map(|symbol| {
		underlying["symbol"] = json!(symbol);
		underlying.clone()
	});
	patch["instruments"]["underlyings"] = json!(underlyings);
	patch
}
