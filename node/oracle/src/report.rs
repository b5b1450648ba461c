//! Builds a validator's report from its sources.

use crate::{median::MedianRule, sources::Sources};
use sp_runtime::BoundedVec;
use tenor_primitives::{
	oracle::{ExpiryObservation, Observation, Report, RoundContext, Subject},
	BlockNumber, Timestamp, UnderlyingId,
};

/// Why a validator says nothing in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Abstention {
	/// Nothing is listed.
	NoSubjects,
	/// No underlying has enough fresh venues that agree.
	NoPrice,
	/// Spot is known, but the round needs forwards and variances, and no source has them.
	NoSurface,
	/// The chain lists more underlyings than a report of this node can hold.
	NoRoom,
}

impl Abstention {
	/// The label in metrics.
	pub fn label(self) -> &'static str {
		match self {
			Self::NoSubjects => "no_subjects",
			Self::NoPrice => "no_price",
			Self::NoSurface => "no_surface",
			Self::NoRoom => "no_room",
		}
	}
}

/// What stands in a report beside its prices.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
	/// The round.
	pub round: u64,
	/// Unix milliseconds.
	pub now: u64,
	/// The best finalized number.
	pub finalized: BlockNumber,
}

/// A report, and what is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
	/// The report.
	pub report: Report,
	/// The underlyings that it leaves out, and why.
	pub left_out: Vec<(UnderlyingId, Abstention)>,
}

/// The report of a round. An underlying that the sources do not know whole is left out: a price
/// is never made up.
///
/// # Errors
///
/// [`Abstention`] if no underlying is left.
pub fn build(
	sources: &Sources,
	rule: &MedianRule,
	context: &RoundContext,
	moment: Moment,
	salt: &[u8],
) -> Result<Built, Abstention> {
	let mut subjects: Vec<_> = context.subjects.iter().collect();
	subjects.sort_by_key(|subject| subject.underlying);
	let mut observations = BoundedVec::new();
	let mut left_out = Vec::new();
	for subject in subjects {
		let observed = observe(sources, rule, subject, moment, salt)
			.and_then(|seen| observations.try_push(seen).map_err(|_| Abstention::NoRoom));
		if let Err(reason) = observed {
			left_out.push((subject.underlying, reason));
		}
	}
	if observations.is_empty() {
		return Err(left_out.last().map_or(Abstention::NoSubjects, |(_, reason)| *reason));
	}
	let report = Report {
		session: context.session,
		round: moment.round,
		published_at: Timestamp(moment.now),
		finalized: moment.finalized,
		observations,
	};
	Ok(Built { report, left_out })
}

fn observe(
	sources: &Sources,
	rule: &MedianRule,
	subject: &Subject,
	moment: Moment,
	salt: &[u8],
) -> Result<Observation, Abstention> {
	let symbol = std::str::from_utf8(&subject.symbol).map_err(|_| Abstention::NoPrice)?;
	let quotes = sources.quotes(symbol, moment.now, salt);
	let (spot, count) = rule.apply(&quotes, moment.now).ok_or(Abstention::NoPrice)?;
	let mut expiries = Vec::new();
	if Report::is_surface_round(moment.round) && !subject.expiries.is_empty() {
		expiries = sources
			.surface(symbol, spot, moment.now, &subject.expiries, salt)
			.filter(|points| variance_rises(points))
			.ok_or(Abstention::NoSurface)?;
	}
	Ok(Observation {
		underlying: subject.underlying,
		spot,
		sources: count,
		// A surface that does not fit would be incomplete, and refused on the chain.
		expiries: expiries.try_into().map_err(|_| Abstention::NoSurface)?,
	})
}

fn variance_rises(points: &[ExpiryObservation]) -> bool {
	points.windows(2).all(|pair| match pair {
		[near, far] => near.variances.iter().zip(&far.variances).all(|(near, far)| near <= far),
		_ => true,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::config::OracleConfig;
	use sp_core::Get;
	use tenor_primitives::{
		oracle::{MaxUnderlyings, SURFACE_EVERY},
		Expiry,
	};

	const RULE: MedianRule = MedianRule { min_sources: 1, outlier_bp: 100, stale_after_ms: 5_000 };

	fn subject(id: u16, symbol: &str, expiries: &[u64]) -> Subject {
		Subject {
			underlying: UnderlyingId(id),
			symbol: symbol.into(),
			expiries: expiries.iter().copied().map(Expiry).collect(),
		}
	}

	fn context(subjects: Vec<Subject>) -> RoundContext {
		RoundContext { session: 3, authorities: Vec::new(), subjects }
	}

	fn at(round: u64) -> Moment {
		Moment { round, now: round * 2_000, finalized: 77 }
	}

	fn recorded() -> Sources {
		Sources::new(&OracleConfig::recorded().unwrap()).unwrap()
	}

	fn live() -> Sources {
		Sources::new(&OracleConfig::parse(include_str!("../example.toml")).unwrap()).unwrap()
	}

	#[test]
	fn surface_rounds_hold_every_listed_expiry() {
		let sources = recorded();
		let listed = [30_000, 60_000, 90_000, 8_000_000];
		let context = context(vec![subject(1, "ETH", &[]), subject(0, "BTC", &listed)]);
		let build = |round| {
			let built = build(&sources, &RULE, &context, at(round), b"key").unwrap();
			assert!(built.left_out.is_empty());
			built.report
		};
		let round = SURFACE_EVERY * 1_000;
		let report = build(round);
		assert_eq!((report.session, report.round, report.finalized), (3, round, 77));
		let ids: Vec<_> = report.observations.iter().map(|seen| seen.underlying.0).collect();
		assert_eq!(ids, [0, 1], "ascending, whatever the chain's order");
		let expiries: Vec<_> =
			report.observations[0].expiries.iter().map(|seen| seen.expiry.0).collect();
		assert_eq!(expiries, listed);
		assert!(report.observations[1].expiries.is_empty());
		let spot_only = build(round + 1);
		assert!(spot_only.observations.iter().all(|seen| seen.expiries.is_empty()));
		assert!(spot_only.observations.iter().all(|seen| seen.sources == 3));
		assert_ne!(spot_only.observations[0].spot, report.observations[0].spot);
	}

	#[test]
	fn what_the_sources_do_not_know_is_left_out() {
		let sources = recorded();
		let both = context(vec![subject(0, "SOL", &[]), subject(1, "ETH", &[])]);
		let built = build(&sources, &RULE, &both, at(1), b"key").unwrap();
		assert_eq!(built.report.observations.len(), 1);
		assert_eq!(built.left_out, [(UnderlyingId(0), Abstention::NoPrice)]);
		let unknown = context(vec![subject(0, "SOL", &[])]);
		let odd = Subject { symbol: vec![0xff], ..subject(0, "", &[]) };
		assert_eq!(build(&sources, &RULE, &unknown, at(1), b""), Err(Abstention::NoPrice));
		assert_eq!(
			build(&sources, &RULE, &context(vec![odd]), at(1), b""),
			Err(Abstention::NoPrice)
		);
		assert_eq!(
			build(&sources, &RULE, &context(vec![]), at(1), b""),
			Err(Abstention::NoSubjects)
		);
	}

	#[test]
	fn underlyings_that_do_not_fit_are_named() {
		let most: u32 = MaxUnderlyings::get();
		let most = u16::try_from(most).unwrap();
		let many = (0..most + 2).rev().map(|id| subject(id, "BTC", &[])).collect();
		let built = build(&recorded(), &RULE, &context(many), at(1), b"").unwrap();
		let ids: Vec<_> = built.report.observations.iter().map(|seen| seen.underlying.0).collect();
		assert_eq!(ids, (0..most).collect::<Vec<_>>());
		let left_out = [most, most + 1].map(|id| (UnderlyingId(id), Abstention::NoRoom));
		assert_eq!(built.left_out, left_out);
	}

	#[test]
	fn more_expiries_than_fit_are_not_cut() {
		let many: Vec<_> = (1..18).map(|day| day * 86_400).collect();
		let context = context(vec![subject(0, "BTC", &many)]);
		let surface = build(&recorded(), &RULE, &context, at(0), b"");
		assert_eq!(surface, Err(Abstention::NoSurface));
	}

	#[test]
	fn live_venues_without_answers_abstain() {
		let context = context(vec![subject(0, "BTC", &[90_000])]);
		let nothing = build(&live(), &RULE, &context, at(1), b"");
		assert_eq!(nothing, Err(Abstention::NoPrice));
	}
}
