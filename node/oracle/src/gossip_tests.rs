use super::*;
use crate::{
	clock::unix_millis,
	test_support::{authorities, signed, signed_with, Block, GENESIS},
};
use codec::Encode;
use futures::channel::mpsc::channel;
use std::time::Duration;
use tenor_primitives::{
	oracle::{ExpiryObservation, RoundContext, SURFACE_EVERY, SURFACE_NODES},
	Expiry, Price,
};

const NOW: u64 = 1_001;

struct NoContext;

impl ValidatorContext<Block> for NoContext {
	fn broadcast_topic(&mut self, _: sp_core::H256, _: bool) {}
	fn broadcast_message(&mut self, _: sp_core::H256, _: Vec<u8>, _: bool) {}
	fn send_message(&mut self, _: &PeerId, _: Vec<u8>) {}
	fn send_topic(&mut self, _: &PeerId, _: sp_core::H256, _: bool) {}
}

fn setup() -> (ReportValidator<Block>, Receiver<(PeerId, ReputationChange)>) {
	let sessions = Arc::new(Sessions::default());
	let authorities = authorities(4);
	sessions.update(&RoundContext { session: 1, authorities, subjects: Vec::new() });
	let (costs, charged) = channel(8);
	let validator = ReportValidator::new(
		GENESIS,
		RoundClock::new(Duration::from_secs(1)),
		Arc::default(),
		sessions,
		Metrics::default(),
		costs,
	);
	(validator, charged)
}

fn hear(validator: &ReportValidator<Block>, report: &SignedReport) -> Result<(), DropReason> {
	validator.hear(&report.encode(), NOW)
}

#[test]
fn good_reports_of_near_rounds_pass_once() {
	let (validator, _) = setup();
	for round in NOW - 1..=NOW + 1 {
		let report = signed(2, round, 5);
		assert_eq!(hear(&validator, &report), Ok(()));
		assert_eq!(hear(&validator, &report), Err(DropReason::Duplicate));
	}
	assert_eq!(validator.pool.len(), 3);
}

#[test]
fn late_and_early_reports_are_dropped_without_a_charge() {
	let (validator, _) = setup();
	assert_eq!(hear(&validator, &signed(0, NOW - 2, 5)), Err(DropReason::Late));
	assert_eq!(hear(&validator, &signed(0, 0, 5)), Err(DropReason::Late));
	assert_eq!(hear(&validator, &signed(0, NOW + 2, 5)), Err(DropReason::Early));
	assert_eq!(hear(&validator, &signed(0, u64::MAX, 5)), Err(DropReason::Early));
	assert!(DropReason::Late.cost().is_none() && DropReason::Early.cost().is_none());
}

#[test]
fn foreign_reports_are_dropped() {
	let (validator, _) = setup();
	let other_chain = signed_with(0, NOW, &[9; 32], |_| {});
	assert_eq!(hear(&validator, &other_chain), Err(DropReason::BadSignature));
	let other_session = signed_with(0, NOW, &GENESIS, |report| report.session = 2);
	assert_eq!(hear(&validator, &other_session), Err(DropReason::UnknownSession));
	assert_eq!(hear(&validator, &signed(4, NOW, 5)), Err(DropReason::UnknownValidator));
	let mut claimed = signed(1, NOW, 5);
	claimed.validator = 0;
	assert_eq!(hear(&validator, &claimed), Err(DropReason::BadSignature));
	let mut changed = signed(1, NOW, 5);
	changed.report.finalized += 1;
	assert_eq!(hear(&validator, &changed), Err(DropReason::BadSignature));
	assert!(validator.pool.is_empty());
}

#[test]
fn bytes_that_are_no_report_are_dropped() {
	let (validator, _) = setup();
	let judge = |data: &[u8]| validator.judge(data, NOW).unwrap_err();
	assert_eq!(judge(&vec![0; max_message() + 1]), DropReason::Oversized);
	assert_eq!(judge(&[]), DropReason::Malformed);
	assert_eq!(judge(&[0xff; 300]), DropReason::Malformed);
	let mut longer = signed(0, NOW, 5).encode();
	longer.push(0);
	assert_eq!(judge(&longer), DropReason::Malformed);
}

#[test]
fn reports_that_make_no_sense_are_dropped() {
	let (validator, _) = setup();
	let judge = |change: fn(&mut Report)| {
		hear(&validator, &signed_with(0, NOW, &GENESIS, change)).unwrap_err()
	};
	assert_eq!(judge(|report| report.observations = Default::default()), DropReason::Malformed);
	assert_eq!(judge(|report| report.observations[0].spot = Price(0)), DropReason::Malformed);
	assert_eq!(judge(|report| report.observations[0].sources = 0), DropReason::Malformed);
	let twice = judge(|report| {
		let first = report.observations[0].clone();
		report.observations.try_push(first).unwrap();
	});
	assert_eq!(twice, DropReason::Malformed);
	let with_variance = |round, variance| {
		let point = ExpiryObservation {
			expiry: Expiry(9),
			forward: Price(5),
			variances: [variance; SURFACE_NODES],
			half_spreads: [7; SURFACE_NODES],
		};
		signed_with(0, round, &GENESIS, |report| {
			report.observations[0].expiries = vec![point].try_into().unwrap();
		})
	};
	let with_surface = |round| with_variance(round, 1);
	assert_eq!(hear(&validator, &with_surface(NOW)), Err(DropReason::Malformed));
	let surface_round = NOW.next_multiple_of(SURFACE_EVERY);
	assert!(validator.judge(&with_surface(surface_round).encode(), surface_round).is_ok());
	for variance in [0, u64::MAX] {
		let absurd = with_variance(surface_round, variance).encode();
		assert_eq!(validator.judge(&absurd, surface_round), Err(DropReason::Malformed));
	}
}

#[test]
fn a_contradiction_spreads_once_as_evidence() {
	let (validator, _) = setup();
	hear(&validator, &signed(3, NOW, 5)).unwrap();
	let mut forged = signed(3, NOW, 6);
	forged.signature = signed(2, NOW, 6).signature;
	assert_eq!(hear(&validator, &forged), Err(DropReason::BadSignature));
	assert_eq!(validator.pool.select(NOW).len(), 1);
	assert_eq!(hear(&validator, &signed(3, NOW, 6)), Ok(()));
	assert_eq!(hear(&validator, &signed(3, NOW, 7)), Err(DropReason::Duplicate));
	assert_eq!(validator.pool.select(NOW).len(), 2);
}

#[test]
fn only_provable_faults_are_charged() {
	let (validator, mut charged) = setup();
	let peer = PeerId::random();
	let round = RoundClock::new(Duration::from_secs(1)).round_at(unix_millis());
	let send = |report: SignedReport| {
		let result = validator.validate(&mut NoContext, &peer, &report.encode());
		matches!(result, ValidationResult::ProcessAndKeep(topic) if topic == validator.topic())
	};
	assert!(send(signed(0, round, 5)));
	assert!(!send(signed(0, round, 5)));
	assert!(send(signed(0, round, 6)));
	assert!(!send(signed(0, round, 7)));
	assert!(!send(signed(0, round - 5, 6)));
	assert!(charged.try_recv().is_err(), "no honest peer is charged");
	assert!(!send(signed_with(1, round, &[9; 32], |_| {})));
	let (who, cost) = charged.try_recv().unwrap();
	assert_eq!(who, peer);
	assert!(cost.value < 0);
}

#[test]
fn messages_expire_by_round_and_are_never_sent_twice() {
	let (validator, _) = setup();
	let round = RoundClock::new(Duration::from_secs(1)).round_at(unix_millis());
	let (live, old) = (signed(0, round, 5).encode(), signed(0, round - 3, 5).encode());
	let (peer, topic) = (PeerId::random(), validator.topic());
	let mut expired = validator.message_expired();
	assert!(!expired(topic, &live));
	assert!(expired(topic, &old) && expired(topic, &[1]));
	let mut allowed = validator.message_allowed();
	assert!(allowed(&peer, MessageIntent::Broadcast, &topic, &live));
	assert!(!allowed(&peer, MessageIntent::Broadcast, &topic, &old));
	assert!(!allowed(&peer, MessageIntent::PeriodicRebroadcast, &topic, &live));
}

#[test]
fn the_protocol_belongs_to_one_chain() {
	let name = protocol_name(&[0xab; 32], None);
	assert_eq!(&*name, format!("/{}/tenor/reports/2", "ab".repeat(32)).as_str());
	assert_ne!(name, protocol_name(&[0xab; 32], Some("fork")));
}
