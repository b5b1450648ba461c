//! What faulty validators can do: `scripts/oracle-faults.sh` prints the table.

use crate::{mock::*, *};
use tenor_primitives::{
	oracle::{Report, SignedReport, SLOTS_PER_ROUND},
	MarketView, Phase, Price, Quorum, Stamped,
};

/// Rounds of a scenario. Faults begin after the first two.
const ROUNDS: u64 = 10;
const HONEST_ROUNDS: u64 = 2;

/// What the faulty seats do.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
	Stopped,
	Lagging,
	Spiking,
	Zero,
	Negative,
	Frozen,
	Alternating,
	Colluding,
	Equivocating,
	ClockAhead,
	ClockBehind,
}

const FAULTS: [(Fault, &str); 11] = [
	(Fault::Stopped, "stopped"),
	(Fault::Lagging, "lagging a round"),
	(Fault::Spiking, "spiking x1000"),
	(Fault::Zero, "zero"),
	(Fault::Negative, "negative"),
	(Fault::Frozen, "frozen"),
	(Fault::Alternating, "alternating 5 %"),
	(Fault::Colluding, "colluding +3 %"),
	(Fault::Equivocating, "equivocating"),
	(Fault::ClockAhead, "clock +5 s"),
	(Fault::ClockBehind, "clock -5 s"),
];

/// The market that all honest seats see, each from a little aside: it falls by 2 bp a round.
fn truth(seat: u64, passed: u64) -> Price {
	wad(60_000 - 12 * passed + seat)
}

impl Fault {
	/// What a faulty seat sends in a round.
	fn reports(self, seat: u64, passed: u64) -> Vec<SignedReport> {
		let seat_number = u16::try_from(seat).unwrap();
		let saying = |price| sign(seat_number, report(price));
		let seen = truth(seat, passed);
		let part = |percent: u128| Price(seen.0 / 100 * percent);
		let at_clock = |ahead: i64| {
			let slot = Slot::get().checked_add_signed(ahead).unwrap();
			let report = Report { round: slot / SLOTS_PER_ROUND, ..report(seen) };
			vec![sign(seat_number, report)]
		};
		match self {
			Self::Stopped => vec![],
			// That of the round before is its honest one.
			Self::Lagging if passed == HONEST_ROUNDS + 1 => vec![],
			Self::Lagging => {
				let report = Report { round: round() - 1, ..report(truth(seat, passed - 1)) };
				vec![sign(seat_number, report)]
			},
			Self::Spiking => vec![saying(part(100_000))],
			Self::Zero => vec![saying(Price(0))],
			// Prices have no sign: the bits of a negative one.
			Self::Negative => vec![saying(Price(u128::MAX - seen.0))],
			Self::Frozen => vec![saying(truth(seat, HONEST_ROUNDS))],
			Self::Alternating => {
				vec![saying(part(if passed.is_multiple_of(2) { 105 } else { 95 }))]
			},
			Self::Colluding => vec![saying(part(103))],
			Self::Equivocating => vec![saying(seen), saying(part(110))],
			Self::ClockAhead => at_clock(5),
			Self::ClockBehind => at_clock(-5),
		}
	}
}

/// What a scenario led to.
#[derive(Default)]
struct Seen {
	/// Whether the index was always of full quorum.
	full: bool,
	/// Rounds in which there was a fresh index.
	fresh: u64,
	/// The greatest distance of the index from the honest range, in bp.
	off: u128,
	/// The greatest step of the index in a market that was not cancel-only, in bp.
	step: u128,
	/// Rounds in which the market was cancel-only.
	closed: u64,
	/// Reports that were refused.
	refused: u32,
	/// Equivocations on record.
	evidence: usize,
}

fn bp(part: u128, whole: u128) -> u128 {
	(part / (whole / 10_000)).min(9_999_999)
}

/// Beyond the reports' own range, in bp.
fn outside(value: Price, least: Price, most: Price) -> u128 {
	let beyond = least.0.saturating_sub(value.0).max(value.0.saturating_sub(most.0));
	bp(beyond, least.0)
}

fn run(validators: u64, faulty: u64, fault: Fault) -> Seen {
	let mut seen = Seen { full: true, ..Seen::default() };
	let stakes = vec![1; usize::try_from(validators).unwrap()];
	ExtBuilder::default().stakes(&stakes).listing(vec![(BTC, vec![])]).build_and_execute(|| {
		let mut last: Option<Stamped<Price>> = None;
		for passed in 1..=ROUNDS {
			let begun = passed > HONEST_ROUNDS;
			let reports = (0..validators).flat_map(|seat| match begun && seat < faulty {
				true => fault.reports(seat, passed),
				false => vec![sign(u16::try_from(seat).unwrap(), report(truth(seat, passed)))],
			});
			play(reports.collect());
			let tally = System::read_events_for_pallet::<Event<Test>>();
			seen.refused += tally.iter().fold(0, |sum, event| match event {
				Event::ReportsReceived { tally } => {
					sum + tally.malformed + tally.stale_round + tally.future_round
				},
				_ => sum,
			});
			System::reset_events();
			let phase = <Oracle as MarketView>::breaker(BTC);
			let Some(index) = Oracle::spot(BTC) else {
				seen.full = false;
				seen.closed += 1;
				continue;
			};
			seen.fresh += 1;
			seen.full &= index.quorum == Quorum::Full;
			seen.closed += u64::from(phase == Phase::CancelOnly);
			// An older index was within the honest range of its own time.
			let made = index.at == Oracle::end_of(round() - 1);
			let (first, end) = (if begun { faulty } else { 0 }, validators - 1);
			let honest = (first <= end).then(|| {
				// Reports count in two rounds: a silent seat's last one is of the round before.
				(truth(first.min(end), passed), truth(end, passed.saturating_sub(1)))
			});
			if let Some((least, most)) = honest.filter(|_| made) {
				seen.off = seen.off.max(outside(index.value, least, most));
				if 3 * faulty < validators {
					assert!(index.lo <= most && index.hi >= least, "{fault:?}: {index:?}");
					if index.quorum == Quorum::Full {
						let range = least..=most;
						assert!(range.contains(&index.value), "{fault:?}: {index:?} {range:?}");
					}
				}
			}
			if let Some(last) = last.filter(|last| last.value != index.value) {
				let step = bp(last.value.0.abs_diff(index.value.0), last.value.0);
				// A step beyond the jump threshold meets a market that takes cancels only.
				let jump = u128::from(Parameters::<Test>::get().jump);
				assert!(step <= jump || phase == Phase::CancelOnly, "{fault:?} {step}");
				if phase != Phase::CancelOnly {
					seen.step = seen.step.max(step);
				}
			}
			last = Some(index);
		}
		seen.evidence = Equivocations::<Test>::iter().count();
	});
	seen
}

/// Runs a line of the table and prints it; the promises to fewer than a third are checked.
fn line(validators: u64, faulty: u64, (fault, name): (Fault, &str)) {
	let seen = run(validators, faulty, fault);
	let index = match (seen.full, seen.fresh == ROUNDS) {
		(true, _) => "full",
		(false, true) => "reduced",
		(false, false) => "lost",
	};
	let Seen { off, step, closed, refused, evidence, .. } = seen;
	let off_or_nobody = if faulty < validators { format!("{off} bp") } else { "–".into() };
	let name = if faulty == 0 { "none" } else { name };
	println!(
		"| {validators} | {faulty} | {name} | {index} | {off_or_nobody} | {step} bp | {closed} of \
		 {ROUNDS} | {refused} | {evidence} |"
	);
	if 3 * faulty < validators {
		assert_eq!((off, closed, index), (0, 0, "full"), "{faulty} {name}");
	}
	assert!(evidence == 0 || fault == Fault::Equivocating);
}

#[test]
fn m09_m15_faults_of_fewer_than_a_third_change_nothing() {
	for fault in FAULTS {
		line(4, 1, fault);
	}
}

#[test]
fn m09_a_majority_s_jump_finds_a_market_that_only_cancels() {
	for fault in FAULTS {
		if matches!(fault.0, Fault::Spiking | Fault::Negative | Fault::Alternating) {
			line(4, 3, fault);
		}
	}
}

#[test]
#[ignore = "takes minutes in a debug build: scripts/oracle-faults.sh runs it"]
fn fault_matrix() {
	println!();
	println!(
		"| n | faulty | what they do | index | off the honest range | greatest step while open | \
		 cancel-only | refused | evidence |"
	);
	println!("|---|---|---|---|---|---|---|---|---|");
	for validators in [4, 7] {
		line(validators, 0, FAULTS[0]);
		for faulty in 1..=validators {
			for fault in FAULTS {
				line(validators, faulty, fault);
			}
		}
	}
}
