//! The loop that reports once a round, and the follower that learns each session's keys.

use crate::{
	clock::{unix_millis, RoundClock},
	limit::{LogLimit, LOG_TARGET},
	median::MedianRule,
	metrics::Metrics,
	pool::Pool,
	report::{self, Abstention, Moment},
	sessions::Sessions,
	signer::Signer,
	sources::Sources,
};
use codec::Encode;
use futures::{channel::mpsc::Sender, StreamExt};
use sc_client_api::BlockchainEvents;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use sp_consensus::SyncOracle;
use sp_core::{ByteArray, Get};
use sp_runtime::{traits::Block as BlockT, SaturatedConversion};
use std::{collections::BTreeMap, fmt, sync::Arc};
use tenor_primitives::{
	oracle::{MaxUnderlyings, PriceReportApi, RoundContext, SignedReport},
	BlockNumber, UnderlyingId,
};

/// What a validator reports with.
pub(crate) struct Reporter {
	pub(crate) sources: Sources,
	pub(crate) rule: MedianRule,
	pub(crate) signer: Signer,
	pub(crate) pool: Arc<Pool>,
	pub(crate) metrics: Metrics,
	pub(crate) limits: Limits,
}

/// A limit for each cause of a line: one that comes in every round must not hold back another, such
/// as that the key is in use elsewhere.
pub(crate) type Limits = BTreeMap<&'static str, LogLimit>;

impl Reporter {
	/// The signed report of a round, in the own pool already; `None` where there is none to make.
	pub(crate) fn report(
		&mut self,
		context: &RoundContext,
		moment: Moment,
	) -> Option<SignedReport> {
		let Some((validator, key)) = self.signer.find(&context.authorities) else {
			self.metrics.abstained("no_authority");
			return None;
		};
		let (round, salt) = (moment.round, key.as_slice());
		let report = match report::build(&self.sources, &self.rule, context, moment, salt) {
			Ok(built) => {
				self.name_gaps(round, &built.left_out);
				built.report
			},
			Err(reason) => {
				self.abstain(
					reason.label(),
					format_args!("no report in round {round}: {reason:?}"),
				);
				return None;
			},
		};
		let own = round <= self.signer.last_round();
		if !own && self.pool.holds(report.session, round, validator) {
			// Signing a second one would be to equivocate.
			self.abstain(
				"key_in_use",
				format_args!(
					"a report of round {round} with this node's key was heard: another node uses \
					 the key; stop one of them"
				),
			);
			return None;
		}
		let signed = match self.signer.sign(validator, &key, report) {
			Ok(signed) => signed,
			Err(error) => {
				self.abstain("not_signed", format_args!("{error}"));
				return None;
			},
		};
		self.pool.insert(signed.clone(), round);
		Some(signed)
	}

	/// Counts a round without a report, and logs why.
	fn abstain(&mut self, cause: &'static str, why: fmt::Arguments<'_>) {
		self.metrics.abstained(cause);
		self.limit(cause).warn(why);
	}

	fn limit(&mut self, cause: &'static str) -> &LogLimit {
		self.limits.entry(cause).or_default()
	}

	/// Logs what a report leaves out; what only another release can mend is an error.
	fn name_gaps(&mut self, round: u64, left_out: &[(UnderlyingId, Abstention)]) {
		let mut gaps = BTreeMap::<Abstention, Vec<UnderlyingId>>::new();
		for (underlying, reason) in left_out {
			gaps.entry(*reason).or_default().push(*underlying);
		}
		for (reason, underlyings) in gaps {
			let limit = self.limit(reason.label());
			if reason == Abstention::NoRoom {
				let most: u32 = MaxUnderlyings::get();
				limit.error(format_args!(
					"the report of round {round} leaves out {underlyings:?}: the chain lists more \
					 than the {most} underlyings that this node can report on; upgrade the node"
				));
			} else {
				limit.warn(format_args!(
					"the report of round {round} leaves out {underlyings:?}: {reason:?}"
				));
			}
		}
	}
}

/// Reports at the beginning of every round, for ever.
pub(crate) async fn report_rounds<B, C, S>(
	client: Arc<C>,
	sync: S,
	clock: RoundClock,
	sessions: Arc<Sessions>,
	mut reporter: Reporter,
	mut gossip: Sender<Vec<u8>>,
) where
	B: BlockT,
	C: ProvideRuntimeApi<B> + HeaderBackend<B>,
	C::Api: PriceReportApi<B>,
	S: SyncOracle,
{
	loop {
		tokio::time::sleep(clock.until_next(unix_millis())).await;
		if sync.is_major_syncing() {
			// The keys and expiries of an old state are not those that count.
			reporter.metrics.abstained("syncing");
			continue;
		}
		let info = client.info();
		let context = match client.runtime_api().round_context(info.best_hash) {
			Ok(context) => context,
			Err(error) => {
				reporter.abstain(
					"no_context",
					format_args!("cannot read the round's context: {error}"),
				);
				continue;
			},
		};
		sessions.update(&context);
		let now = unix_millis();
		let finalized: BlockNumber = info.finalized_number.saturated_into();
		let moment = Moment { round: clock.round_at(now), now, finalized };
		let Some(signed) = reporter.report(&context, moment) else { continue };
		let round = moment.round;
		if gossip.try_send(signed.encode()).is_err() {
			let limit = reporter.limit("not_gossiped");
			limit.warn(format_args!("the report of round {round} was not gossiped"));
			continue;
		}
		reporter.metrics.sent(round);
		log::debug!(target: LOG_TARGET, "reported round {round}");
	}
}

/// Learns the keys of each new session as soon as its first block is the best one.
pub(crate) async fn follow_sessions<B, C, S>(client: Arc<C>, sync: S, sessions: Arc<Sessions>)
where
	B: BlockT,
	C: ProvideRuntimeApi<B> + HeaderBackend<B> + BlockchainEvents<B>,
	C::Api: PriceReportApi<B>,
	S: SyncOracle,
{
	let limit = LogLimit::default();
	let learn = |best: B::Hash| match client.runtime_api().round_context(best) {
		Ok(context) => sessions.update(&context),
		Err(error) => limit.warn(format_args!("cannot read the round's context: {error}")),
	};
	let mut imports = client.import_notification_stream();
	learn(client.info().best_hash);
	while let Some(block) = imports.next().await {
		if block.is_new_best && !sync.is_major_syncing() {
			learn(block.hash);
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		config::OracleConfig,
		sign_once::SignOnce,
		test_support::{authorities, keystore, logged, signed, verifies, GENESIS},
	};
	use std::path::Path;
	use tenor_primitives::{oracle::Subject, Expiry};

	fn reporter(folder: &Path, who: usize) -> Reporter {
		let config = OracleConfig::recorded().unwrap();
		let once = SignOnce::open(folder, GENESIS, 0).unwrap();
		Reporter {
			sources: Sources::new(&config).unwrap(),
			rule: MedianRule::of(&config),
			signer: Signer::new(keystore(who), GENESIS, once),
			pool: Arc::default(),
			metrics: Metrics::default(),
			limits: Limits::new(),
		}
	}

	fn context() -> RoundContext {
		let subjects = ["BTC", "ETH"].map(|symbol| Subject {
			underlying: UnderlyingId(u16::from(symbol == "ETH")),
			symbol: symbol.into(),
			expiries: vec![Expiry(100_000), Expiry(200_000)],
		});
		RoundContext { session: 1, authorities: authorities(4), subjects: subjects.into() }
	}

	fn at(round: u64) -> Moment {
		Moment { round, now: round * 2_000, finalized: 3 }
	}

	#[test]
	fn a_validator_reports_each_round_once() {
		let folder = tempfile::tempdir().unwrap();
		let mut reporter = reporter(folder.path(), 1);
		let signed = reporter.report(&context(), at(30)).unwrap();
		assert_eq!(signed.validator, 1);
		assert!(verifies(&signed, &authorities(4)[1], &GENESIS));
		assert_eq!(signed.report.observations.len(), 2);
		assert!(signed.report.observations.iter().all(|seen| seen.expiries.len() == 2));
		assert_eq!(reporter.report(&context(), at(30)), None);
		assert!(reporter.report(&context(), at(31)).is_some());
		assert_eq!(reporter.pool.select(31).len(), 2);
	}

	#[test]
	fn a_node_outside_of_the_set_is_silent() {
		let folder = tempfile::tempdir().unwrap();
		let mut reporter = reporter(folder.path(), 7);
		assert_eq!(reporter.report(&context(), at(30)), None);
		assert!(reporter.pool.is_empty());
	}

	#[test]
	fn a_key_that_another_node_uses_does_not_equivocate() {
		let folder = tempfile::tempdir().unwrap();
		let mut reporter = reporter(folder.path(), 1);
		reporter.pool.insert(signed(1, 30, 5), 30);
		assert_eq!(reporter.report(&context(), at(30)), None);
	}

	#[test]
	fn a_cause_that_comes_in_every_round_holds_no_other_back() {
		let folder = tempfile::tempdir().unwrap();
		let mut reporter = reporter(folder.path(), 1);
		let mut context = context();
		let unknown =
			Subject { underlying: UnderlyingId(9), symbol: "SOL".into(), expiries: vec![] };
		context.subjects.push(unknown);
		let lines = logged(|| {
			assert!(reporter.report(&context, at(31)).is_some());
			assert!(reporter.report(&context, at(32)).is_some());
			reporter.pool.insert(signed(1, 33, 5), 33);
			assert_eq!(reporter.report(&context, at(33)), None);
			// The disk is gone.
			std::fs::remove_dir_all(folder.path()).unwrap();
			assert_eq!(reporter.report(&context, at(34)), None);
		});
		let causes = ["NoPrice", "another node uses the key", "sign-once file"];
		assert_eq!(lines.len(), causes.len(), "{lines:#?}");
		for (line, cause) in lines.iter().zip(causes) {
			assert!(line.contains(cause), "{cause} is not in: {line}");
		}
	}

	#[test]
	fn a_chain_that_lists_nothing_gets_no_report_and_loses_no_round() {
		let folder = tempfile::tempdir().unwrap();
		let mut reporter = reporter(folder.path(), 1);
		let empty = RoundContext { subjects: Vec::new(), ..context() };
		assert_eq!(reporter.report(&empty, at(30)), None);
		assert!(reporter.report(&context(), at(30)).is_some());
	}
}
