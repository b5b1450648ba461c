//! Keys and reports for tests.

use sp_core::{sr25519, Pair};
use sp_keystore::{testing::MemoryKeystore, Keystore, KeystorePtr};
use sp_runtime::{generic, traits::BlakeTwo256, OpaqueExtrinsic};
use std::{
	cell::RefCell,
	sync::{Arc, Once},
};
use tenor_primitives::{
	oracle::{Observation, PriceId, Report, SignedReport, PRICE_KEY_TYPE},
	Price, Timestamp, UnderlyingId,
};

pub(crate) type Block = generic::Block<generic::Header<u32, BlakeTwo256>, OpaqueExtrinsic>;

pub(crate) const GENESIS: [u8; 32] = [42; 32];

fn seed(who: usize) -> String {
	format!("//Validator//{who}")
}

fn pair(who: usize) -> sr25519::Pair {
	sr25519::Pair::from_string(&seed(who), None).unwrap()
}

pub(crate) fn authorities(count: usize) -> Vec<PriceId> {
	(0..count).map(|who| pair(who).public().into()).collect()
}

pub(crate) fn keystore(who: usize) -> KeystorePtr {
	let keystore = MemoryKeystore::new();
	keystore.sr25519_generate_new(PRICE_KEY_TYPE, Some(&seed(who))).unwrap();
	Arc::new(keystore)
}

pub(crate) fn verifies(signed: &SignedReport, key: &PriceId, genesis: &[u8; 32]) -> bool {
	let bytes = signed.report.signing_bytes(genesis);
	sr25519::Pair::verify(&signed.signature, bytes, &key.clone().into_inner())
}

pub(crate) fn signed(validator: u16, round: u64, spot: u128) -> SignedReport {
	signed_with(validator, round, &GENESIS, |report| report.observations[0].spot = Price(spot))
}

pub(crate) fn signed_with(
	validator: u16,
	round: u64,
	genesis: &[u8; 32],
	change: impl FnOnce(&mut Report),
) -> SignedReport {
	let mut signed = unsigned(validator, round, 1);
	change(&mut signed.report);
	let bytes = signed.report.signing_bytes(genesis);
	signed.signature = pair(usize::from(validator)).sign(&bytes);
	signed
}

/// A report for what does not look at signatures.
pub(crate) fn unsigned(validator: u16, round: u64, spot: u128) -> SignedReport {
	let observation = Observation {
		underlying: UnderlyingId(0),
		spot: Price(spot),
		sources: 1,
		expiries: Default::default(),
	};
	let report = Report {
		session: 1,
		round,
		published_at: Timestamp(0),
		finalized: 0,
		observations: vec![observation].try_into().unwrap(),
	};
	SignedReport { validator, report, signature: sr25519::Signature::from_raw([0; 64]) }
}

/// Keeps the lines of each test's own thread.
struct Lines;

thread_local! {
	static LINES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

impl log::Log for Lines {
	fn enabled(&self, _: &log::Metadata<'_>) -> bool {
		true
	}

	fn log(&self, record: &log::Record<'_>) {
		LINES.with_borrow_mut(|lines| lines.push(record.args().to_string()));
	}

	fn flush(&self) {}
}

/// The warnings and errors that `run` logs on this thread.
pub(crate) fn logged(run: impl FnOnce()) -> Vec<String> {
	static INSTALL: Once = Once::new();
	INSTALL.call_once(|| {
		log::set_logger(&Lines).unwrap();
		log::set_max_level(log::LevelFilter::Warn);
	});
	LINES.take();
	run();
	LINES.take()
}
