//! Reports among nodes: a notifications protocol of their own, with a validator that keeps what is
//! late, foreign, double or oversized from spreading.

use crate::{
	clock::RoundClock,
	limit::{LogLimit, LOG_TARGET},
	metrics::Metrics,
	pool::{Heard, Pool},
	sessions::{NoKey, Sessions},
};
use codec::{Decode, DecodeAll, MaxEncodedLen};
use futures::{
	channel::mpsc::{Receiver, Sender},
	StreamExt,
};
use parking_lot::Mutex;
use sc_network::{types::ProtocolName, ReputationChange};
use sc_network_gossip::{
	GossipEngine, MessageIntent, ValidationResult, Validator, ValidatorContext,
};
use sc_network_types::PeerId;
use sp_core::Pair;
use sp_runtime::traits::{Block as BlockT, Hash as _, HashingFor};
use std::sync::Arc;
use tenor_math::surface::aggregate::reported_variance;
use tenor_primitives::oracle::{ExpiryObservation, Report, SignedReport};

/// The most bytes of a message.
pub fn max_message() -> usize {
	SignedReport::max_encoded_len()
}

/// The protocol's name on a chain.
pub fn protocol_name(genesis: &[u8; 32], fork_id: Option<&str>) -> ProtocolName {
	let genesis = sp_core::hexdisplay::HexDisplay::from(genesis);
	match fork_id {
		Some(fork) => format!("/{genesis}/{fork}/tenor/reports/2").into(),
		None => format!("/{genesis}/tenor/reports/2").into(),
	}
}

/// Why a report is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DropReason {
	/// More bytes than any report has.
	Oversized,
	/// Not a report, or one that says nothing or things out of order.
	Malformed,
	/// Its round is over.
	Late,
	/// Its round is more than one ahead of this node's clock.
	Early,
	/// Its session is over, or has not begun here.
	UnknownSession,
	/// Its session has no such validator.
	UnknownValidator,
	/// It was heard before.
	Duplicate,
	/// Its round is full.
	Full,
	/// Not signed by the key at that place, for this chain.
	BadSignature,
}

impl DropReason {
	/// The label in metrics.
	pub fn label(self) -> &'static str {
		match self {
			Self::Oversized => "oversized",
			Self::Malformed => "malformed",
			Self::Late => "late",
			Self::Early => "early",
			Self::UnknownSession => "unknown_session",
			Self::UnknownValidator => "unknown_validator",
			Self::Duplicate => "duplicate",
			Self::Full => "full",
			Self::BadSignature => "bad_signature",
		}
	}

	/// What the sender loses. Nothing for what an honest peer may send: one whose clock, link or
	/// view of the chain differs.
	pub fn cost(self) -> Option<ReputationChange> {
		const HEAVY: i32 = -(1 << 20);
		match self {
			Self::Oversized => Some(ReputationChange::new(HEAVY, "Reports: oversized")),
			Self::Malformed => Some(ReputationChange::new(HEAVY, "Reports: malformed")),
			Self::UnknownValidator => {
				Some(ReputationChange::new(HEAVY, "Reports: no such validator"))
			},
			Self::BadSignature => Some(ReputationChange::new(HEAVY, "Reports: bad signature")),
			Self::Late | Self::Early | Self::UnknownSession | Self::Duplicate | Self::Full => None,
		}
	}
}

/// Judges what peers send; what passes goes into the pool and to other peers.
pub struct ReportValidator<B: BlockT> {
	genesis: [u8; 32],
	clock: RoundClock,
	pool: Arc<Pool>,
	sessions: Arc<Sessions>,
	metrics: Metrics,
	costs: Mutex<Sender<(PeerId, ReputationChange)>>,
	topic: B::Hash,
	limit: LogLimit,
}

impl<B: BlockT> ReportValidator<B> {
	/// A validator for one chain; what peers lose goes to `costs`.
	pub fn new(
		genesis: [u8; 32],
		clock: RoundClock,
		pool: Arc<Pool>,
		sessions: Arc<Sessions>,
		metrics: Metrics,
		costs: Sender<(PeerId, ReputationChange)>,
	) -> Self {
		let topic = HashingFor::<B>::hash(b"tenor/reports");
		let (costs, limit) = (Mutex::new(costs), LogLimit::default());
		Self { genesis, clock, pool, sessions, metrics, costs, topic, limit }
	}

	/// The one topic of all reports; they expire by round.
	pub fn topic(&self) -> B::Hash {
		self.topic
	}

	/// Judges a message at round `now`; the cheap tests come first.
	///
	/// # Errors
	///
	/// [`DropReason`].
	pub fn judge(&self, data: &[u8], now: u64) -> Result<SignedReport, DropReason> {
		if data.len() > max_message() {
			return Err(DropReason::Oversized);
		}
		let signed = SignedReport::decode_all(&mut &*data).map_err(|_| DropReason::Malformed)?;
		let round = signed.report.round;
		if !Pool::is_live(round, now) {
			return Err(if round < now { DropReason::Late } else { DropReason::Early });
		}
		let key =
			self.sessions.key(signed.report.session, signed.validator).map_err(
				|error| match error {
					NoKey::UnknownSession => DropReason::UnknownSession,
					NoKey::UnknownValidator => DropReason::UnknownValidator,
				},
			)?;
		if !is_well_formed(&signed.report) {
			return Err(DropReason::Malformed);
		}
		match self.pool.look_up(&signed) {
			Heard::Duplicate => return Err(DropReason::Duplicate),
			Heard::Full => return Err(DropReason::Full),
			// A contradicting report spreads as well: authors carry both as evidence.
			Heard::New | Heard::Equivocation => {},
		}
		let bytes = signed.report.signing_bytes(&self.genesis);
		let key = key.into_inner();
		if !sp_core::sr25519::Pair::verify(&signed.signature, bytes, &key) {
			return Err(DropReason::BadSignature);
		}
		Ok(signed)
	}

	fn hear(&self, data: &[u8], now: u64) -> Result<(), DropReason> {
		let signed = self.judge(data, now)?;
		let SignedReport { validator, report: Report { session, round, .. }, .. } = signed;
		match self.pool.insert(signed, now) {
			Heard::New => Ok(()),
			Heard::Equivocation => {
				self.limit.warn(format_args!(
					"validator {validator} of session {session} signed two reports of round {round}"
				));
				Ok(())
			},
			Heard::Duplicate => Err(DropReason::Duplicate),
			Heard::Full => Err(DropReason::Full),
		}
	}

	fn is_expired(&self, data: &[u8], now: u64) -> bool {
		// A report begins with validator, session and round.
		<(u16, u32, u64)>::decode(&mut &*data)
			.map_or(true, |(_, _, round)| !Pool::is_live(round, now))
	}
}

/// What every honest report fulfils, whatever the chain lists.
fn is_well_formed(report: &Report) -> bool {
	let ascending = report
		.observations
		.windows(2)
		.all(|pair| matches!(pair, [a, b] if a.underlying < b.underlying));
	let surface = Report::is_surface_round(report.round);
	let whole = report.observations.iter().all(|seen| {
		let rising =
			seen.expiries.windows(2).all(|pair| matches!(pair, [a, b] if a.expiry < b.expiry));
		!seen.spot.is_zero()
			&& seen.sources > 0
			&& rising && (surface || seen.expiries.is_empty())
			&& seen.expiries.iter().all(is_bounded)
	});
	!report.observations.is_empty() && ascending && whole
}

/// Whether forward and variances can be those of a market.
fn is_bounded(point: &ExpiryObservation) -> bool {
	let bounded = point.variances.iter().all(|units| reported_variance(*units).is_some());
	bounded && !point.forward.is_zero()
}

impl<B: BlockT> Validator<B> for ReportValidator<B> {
	fn validate(
		&self,
		_context: &mut dyn ValidatorContext<B>,
		sender: &PeerId,
		data: &[u8],
	) -> ValidationResult<B::Hash> {
		match self.hear(data, self.clock.round()) {
			Ok(()) => {
				self.metrics.heard();
				ValidationResult::ProcessAndKeep(self.topic)
			},
			Err(reason) => {
				self.metrics.dropped(reason.label());
				log::debug!(target: LOG_TARGET, "dropped a report of {sender}: {reason:?}");
				if let Some(cost) = reason.cost() {
					// A full channel means that many were reported already.
					let _ = self.costs.lock().try_send((*sender, cost));
				}
				ValidationResult::Discard
			},
		}
	}

	fn message_expired<'a>(&'a self) -> Box<dyn FnMut(B::Hash, &[u8]) -> bool + 'a> {
		let now = self.clock.round();
		Box::new(move |_, data| self.is_expired(data, now))
	}

	fn message_allowed<'a>(
		&'a self,
	) -> Box<dyn FnMut(&PeerId, MessageIntent, &B::Hash, &[u8]) -> bool + 'a> {
		let now = self.clock.round();
		// Peers are charged for what they send twice, and a report lives for two rounds only.
		Box::new(move |_, intent, _, data| {
			intent != MessageIntent::PeriodicRebroadcast && !self.is_expired(data, now)
		})
	}
}

/// Runs the gossip until the node stops: own reports out, costs to the network.
pub(crate) async fn run<B: BlockT>(
	mut engine: GossipEngine<B>,
	topic: B::Hash,
	mut own: Receiver<Vec<u8>>,
	mut costs: Receiver<(PeerId, ReputationChange)>,
) {
	loop {
		tokio::select! {
			() = &mut engine => return,
			Some(message) = own.next() => engine.gossip_message(topic, message, false),
			Some((peer, cost)) = costs.next() => engine.report(peer, cost),
		}
	}
}

#[cfg(test)]
#[path = "gossip_tests.rs"]
mod tests;
