//! The verified reports of the rounds that still count.

use parking_lot::Mutex;
use sp_core::Get;
use std::{collections::BTreeMap, sync::Arc};
use tenor_primitives::oracle::{MaxReports, SignedReport};

/// What makes a report the only one of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReportKey {
	/// The round.
	pub round: u64,
	/// The session, whose validator list gives the next field its meaning.
	pub session: u32,
	/// The signer's place in that list.
	pub validator: u16,
}

impl ReportKey {
	/// The key of a report.
	pub fn of(signed: &SignedReport) -> Self {
		let SignedReport { validator, report, .. } = signed;
		Self { round: report.round, session: report.session, validator: *validator }
	}
}

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
	/// It is the first of its key.
	New,
	/// It is the second of its key and says something else: the signer equivocates. Both are kept,
	/// because together they are the evidence.
	Equivocation,
	/// It is here already, or two others of its key are.
	Duplicate,
	/// Its round has as many as an inherent can hold.
	Full,
}

/// The first report of a key and, if its signer equivocates, a second.
struct Entry {
	first: Arc<SignedReport>,
	second: Option<Arc<SignedReport>>,
}

type Entries = BTreeMap<ReportKey, Entry>;

/// The reports of the last round, this one and, for clocks that are ahead, the next.
#[derive(Default)]
pub struct Pool(Mutex<Entries>);

impl Pool {
	/// Whether reports of `round` count or may soon count in round `now`.
	pub fn is_live(round: u64, now: u64) -> bool {
		round.saturating_add(1) >= now && round <= now.saturating_add(1)
	}

	/// Whether a signer was heard in a round.
	pub fn holds(&self, session: u32, round: u64, validator: u16) -> bool {
		self.0.lock().contains_key(&ReportKey { round, session, validator })
	}

	/// What would become of a report.
	pub fn look_up(&self, signed: &SignedReport) -> Heard {
		Self::judge(&self.0.lock(), signed)
	}

	fn judge(entries: &Entries, signed: &SignedReport) -> Heard {
		let key = ReportKey::of(signed);
		match entries.get(&key) {
			// sr25519 signatures are random: the same words signed again are no equivocation.
			Some(entry) if entry.first.report == signed.report => Heard::Duplicate,
			Some(Entry { second: Some(_), .. }) => Heard::Duplicate,
			Some(_) => Heard::Equivocation,
			None if Self::is_full(entries, key.round) => Heard::Full,
			None => Heard::New,
		}
	}

	/// Takes a verified report in and drops what no longer counts in round `now`.
	pub fn insert(&self, signed: SignedReport, now: u64) -> Heard {
		let mut entries = self.0.lock();
		entries.retain(|key, _| Self::is_live(key.round, now));
		let heard = Self::judge(&entries, &signed);
		let (key, signed) = (ReportKey::of(&signed), Arc::new(signed));
		match heard {
			Heard::New => {
				entries.insert(key, Entry { first: signed, second: None });
			},
			Heard::Equivocation => {
				if let Some(entry) = entries.get_mut(&key) {
					entry.second = Some(signed);
				}
			},
			Heard::Duplicate | Heard::Full => {},
		}
		heard
	}

	/// The reports that a block of `round` may carry: of this round and the last, the newer ones
	/// first. The chain leaves out those that it has.
	pub fn select(&self, round: u64) -> Vec<Arc<SignedReport>> {
		let entries = self.0.lock();
		entries
			.iter()
			.rev()
			.filter(|(key, _)| key.round <= round && key.round.saturating_add(1) >= round)
			.flat_map(|(_, entry)| std::iter::once(&entry.first).chain(&entry.second))
			.cloned()
			.collect()
	}

	/// How many signers' rounds are held.
	pub fn len(&self) -> usize {
		self.0.lock().len()
	}

	/// Whether nothing is held.
	pub fn is_empty(&self) -> bool {
		self.len() == 0
	}

	fn is_full(entries: &Entries, round: u64) -> bool {
		let most = usize::try_from(<MaxReports as Get<u32>>::get()).unwrap_or(usize::MAX);
		entries.keys().filter(|key| key.round == round).count() >= most
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::test_support::unsigned;

	fn keys(chosen: &[Arc<SignedReport>]) -> Vec<(u64, u16)> {
		chosen.iter().map(|signed| (signed.report.round, signed.validator)).collect()
	}

	#[test]
	fn one_report_per_signer_and_round() {
		let pool = Pool::default();
		assert_eq!(pool.insert(unsigned(1, 10, 100), 10), Heard::New);
		assert_eq!(pool.insert(unsigned(1, 10, 100), 10), Heard::Duplicate);
		assert_eq!(pool.insert(unsigned(2, 10, 100), 10), Heard::New);
		assert_eq!(pool.insert(unsigned(1, 11, 100), 10), Heard::New);
		assert_eq!(keys(&pool.select(11)), [(11, 1), (10, 2), (10, 1)]);
	}

	#[test]
	fn contradicting_reports_are_kept_as_evidence_but_no_third() {
		let pool = Pool::default();
		pool.insert(unsigned(1, 10, 100), 10);
		assert_eq!(pool.insert(unsigned(1, 10, 101), 10), Heard::Equivocation);
		assert_eq!(pool.insert(unsigned(1, 10, 101), 10), Heard::Duplicate);
		assert_eq!(pool.insert(unsigned(1, 10, 102), 10), Heard::Duplicate);
		let spots: Vec<_> =
			pool.select(10).iter().map(|signed| signed.report.observations[0].spot.0).collect();
		assert_eq!(spots, [100, 101]);
	}

	#[test]
	fn old_rounds_go_and_later_ones_wait() {
		let pool = Pool::default();
		for round in 9..12 {
			pool.insert(unsigned(0, round, 1), 10);
		}
		assert_eq!(keys(&pool.select(10)), [(10, 0), (9, 0)]);
		pool.insert(unsigned(0, 12, 1), 12);
		assert_eq!(keys(&pool.select(12)), [(12, 0), (11, 0)]);
		assert_eq!(pool.len(), 2);
	}

	#[test]
	fn rounds_are_bounded() {
		let pool = Pool::default();
		for validator in 0..300 {
			let expected = if validator < 200 { Heard::New } else { Heard::Full };
			assert_eq!(pool.insert(unsigned(validator, 10, 1), 10), expected);
		}
		assert_eq!(pool.insert(unsigned(299, 9, 1), 10), Heard::New);
		assert_eq!(pool.len(), 201);
	}
}
