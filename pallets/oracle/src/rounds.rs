//! The block end: closing rounds from the reports of earlier blocks.

use crate::{
	conduct::Conduct,
	pallet::{
		Attendances, Authorities, ClosedRound, Config, Event, Finalized, GenesisHash, Indices,
		Pallet, Parameters, Reports, SurfaceListing,
	},
	types::{ListedExpiries, Outcome, Recorded},
	weights::WeightInfo,
};
use alloc::{collections::btree_map::BTreeMap, vec::Vec};
use core::ops::RangeInclusive;
use frame_support::weights::Weight;
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, SaturatedConversion};
use sp_weights::WeightMeter;
use tenor_math::{
	breaker::{BreakerRule, Round, Trip},
	stats::{self, JumpRule, MedianRange},
};
use tenor_primitives::{
	oracle::Report, BlockEndStep, BlockNumber, Expiry, FinalityReading, Price, Quorum, Stamped,
	Timestamp, UnderlyingId, VoteWeight, UNIT_SCALE,
};

/// Medians in a row that confirm a jump.
const AGREEING: u8 = 3;

/// Quorum rounds after which a jump is believed without confirmation.
const PATIENCE: u8 = 5;

/// When the breaker trips and recovers, but for the parameter.
pub(crate) const BREAKER: BreakerRule =
	BreakerRule { dispersion: u32::MAX, recovering: 3, recovered: 6 };

/// A report with its seat and the weight of it.
pub(crate) struct Vote<'a, R> {
	pub(crate) seat: u16,
	pub(crate) stake: u128,
	pub(crate) report: &'a R,
}

/// What the seats say together about one value.
pub(crate) struct Consensus {
	pub(crate) range: MedianRange,
	pub(crate) deviation: u128,
	pub(crate) quorum: Quorum,
}

/// The weights of the seats and of the whole set.
pub(crate) struct Stakes {
	seats: Vec<u128>,
	pub(crate) total: u128,
}

impl<T: Config> BlockEndStep for Pallet<T> {
	/// Closes the rounds that are due.
	///
	/// The indices of the first round close in any case: prices would stop for good if they waited for
	/// weight that no block has. All else takes what is left of the meter.
	fn run(meter: &mut WeightMeter) {
		spend(meter, T::WeightInfo::block_end());
		if !GenesisHash::<T>::exists() {
			GenesisHash::<T>::put(Self::genesis_hash());
		}
		let due = Self::current_round().saturating_sub(1);
		if due > ClosedRound::<T>::get() {
			Self::close_until(due, meter);
		}
	}
}

impl<T: Config> FinalityReading for Pallet<T> {
	fn finalized() -> BlockNumber {
		Finalized::<T>::get()
	}
}

impl<T: Config> Pallet<T> {
	/// Closes the first round after the last closed one, and the second if there is weight for it.
	fn close_until(due: u64, meter: &mut WeightMeter) {
		let closed = ClosedRound::<T>::get();
		let first = closed.saturating_add(1);
		let unsettled = Self::unsettled();
		let stakes = Self::stakes();
		// Earlier blocks have reports for the last closed round and the next, which count in two: of the
		// rounds that are due, only the first two can have any.
		for round in first..=due.min(first.saturating_add(1)) {
			let weight = |samples| {
				let seats = stakes.seats.len().saturated_into();
				T::WeightInfo::close_round(seats, unsettled.len().saturated_into(), samples)
			};
			let windows = Self::windows(round, &unsettled);
			let samples = match affordable(meter, 0..=windows.len(), weight) {
				Some(samples) => samples,
				None if round == first => {
					spend(meter, weight(0));
					0
				},
				None => break,
			};
			// A sample holds for some rounds, so that a turn in each of those loses nothing.
			let recorded = turn(&windows, samples, round).collect();
			Self::close(round, &unsettled, &stakes, recorded, meter);
		}
		if Report::is_surface_round(Self::current_round().saturating_add(1)) {
			SurfaceListing::<T>::put(unsettled);
		}
		for old in [closed, first] {
			if old < due {
				Self::forget_reports(old);
			}
		}
		ClosedRound::<T>::put(due);
	}

	/// The expiries in whose averaging windows a round ends.
	fn windows(round: u64, unsettled: &ListedExpiries) -> Vec<(UnderlyingId, Expiry)> {
		let at = Self::end_of(round);
		flat(unsettled).filter(|(_, expiry)| Self::bucket(*expiry, at).is_some()).collect()
	}

	/// The surface round that closes with `round`, one round late so that late reports count.
	fn surface_closed_with(round: u64) -> Option<u64> {
		round.checked_sub(1).filter(|before| Report::is_surface_round(*before))
	}

	pub(crate) fn stakes() -> Stakes {
		let seats = Authorities::<T>::get().into_iter();
		Stakes {
			seats: seats.map(|seat| T::VoteWeight::weight(&seat.validator).into()).collect(),
			total: T::VoteWeight::total().into(),
		}
	}

	/// The reports for a round that this block has not brought: its author has seen the block's orders.
	fn reports_of_earlier_blocks(round: u64) -> Vec<Recorded> {
		let block = frame_system::Pallet::<T>::block_number().saturated_into::<BlockNumber>();
		let mut reports = Reports::<T>::get(round).into_inner();
		reports.retain(|report| report.block < block);
		reports
	}

	/// Closes one round, and records its indices for some expiries. What it says is of its own time,
	/// so that it counts for an expiry after it that has come by now.
	fn close(
		round: u64,
		unsettled: &ListedExpiries,
		stakes: &Stakes,
		recorded: Vec<(UnderlyingId, Expiry)>,
		meter: &mut WeightMeter,
	) {
		let [before, own] = [round.saturating_sub(1), round].map(Self::reports_of_earlier_blocks);
		if let Some(surface) = Self::surface_closed_with(round) {
			Self::close_surface(surface, before.len(), stakes, meter);
		}
		// The newer report of a seat replaces its older one.
		let newest: BTreeMap<_, _> =
			before.iter().chain(&own).map(|report| (report.validator, report)).collect();
		let votes = stakes.weigh(newest);
		let mut conduct = Conduct::default();
		let outcomes: Vec<_> = unsettled
			.iter()
			.map(|(underlying, _)| {
				let mut spots = values(&votes, |report| report.spot(*underlying));
				let consensus = consensus(&mut spots, stakes.total);
				if let Some(consensus) = &consensus {
					conduct.measure(round, *underlying, &votes, consensus, stakes.total);
				}
				(*underlying, Self::close_index(round, *underlying, consensus))
			})
			.collect();
		Self::note(&conduct);
		for (underlying, expiry) in recorded {
			let outcome = outcomes.iter().find(|(id, _)| *id == underlying);
			if let Some((_, Outcome::Accepted { price, .. })) = outcome {
				Self::record(underlying, expiry, round, *price);
			}
		}
		let finalized = Self::read_finality();
		Self::deposit_event(Event::RoundClosed { round, outcomes, finalized });
	}

	/// Accepts the median as the index, or holds it as a jump; trips the breaker or lets it recover.
	fn close_index(round: u64, underlying: UnderlyingId, consensus: Option<Consensus>) -> Outcome {
		let parameters = Parameters::<T>::get();
		let before = Indices::<T>::get(underlying);
		let (mut index, at) = (before, Self::end_of(round));
		let (outcome, said) = match consensus {
			None => (Outcome::NoQuorum, Round::NoQuorum),
			Some(Consensus { range, deviation, quorum }) => {
				let rule = JumpRule {
					// Basis points to parts per million.
					max_move_ppm: parameters.jump.saturating_mul(100),
					agreeing: AGREEING,
					rounds: PATIENCE,
				};
				let price = Price(range.median);
				if index.jump.observe(range.median, &rule) {
					let limit = u64::from(parameters.spot_staleness);
					let age = before.accepted.map(|last| at.saturating_sub(last.at).0);
					index.accepted = Some(stamp(range, Price, at, quorum));
					index.confidence = fraction(deviation, range.median);
					let said = Round::Accepted {
						full: quorum == Quorum::Full,
						dispersion: index.confidence,
						was_stale: age.is_some_and(|age| age > limit),
					};
					(Outcome::Accepted { price, quorum }, said)
				} else {
					(Outcome::Held { price }, Round::Held)
				}
			},
		};
		let rule = BreakerRule { dispersion: parameters.dispersion, ..BREAKER };
		index.trip = rule.after(before.trip, said);
		if index != before {
			Indices::<T>::insert(underlying, index);
		}
		match (before.trip, index.trip) {
			(None, Some(Trip { cause, .. })) => {
				Self::deposit_event(Event::BreakerTripped { underlying, round, cause });
			},
			(Some(_), None) => Self::deposit_event(Event::BreakerReset { underlying, round }),
			_ => {},
		}
		outcome
	}

	/// Raises the reading to what more than two thirds of the seats, by heads, have claimed.
	fn read_finality() -> BlockNumber {
		let mut claims: Vec<_> =
			Attendances::<T>::get().into_iter().map(|seat| seat.finalized).collect();
		claims.sort_unstable_by(|one, other| other.cmp(one));
		// With the greatest first, the claim at ⌊2n/3⌋ is reached by one seat more than that.
		let place = claims.len().saturating_mul(2).checked_div(3).unwrap_or_default();
		let read = claims.get(place).copied().unwrap_or_default();
		Finalized::<T>::mutate(|finalized| {
			*finalized = read.max(*finalized);
			*finalized
		})
	}
}

impl Stakes {
	/// Reports by seat, each with its weight.
	pub(crate) fn weigh<'a, R>(
		&self,
		reports: impl IntoIterator<Item = (u16, &'a R)>,
	) -> Vec<Vote<'a, R>> {
		let weighed = |(seat, report)| {
			let stake = *self.seats.get(usize::from(seat))?;
			Some(Vote { seat, stake, report })
		};
		reports.into_iter().filter_map(weighed).collect()
	}
}

/// Takes a weight from the meter, or what is left.
fn spend(meter: &mut WeightMeter, weight: Weight) {
	meter.consume(weight.min(meter.remaining()));
}

/// The most of `counts` whose weight the meter has, paid for.
pub(crate) fn affordable(
	meter: &mut WeightMeter,
	counts: RangeInclusive<usize>,
	weight: impl Fn(u32) -> Weight,
) -> Option<usize> {
	counts.rev().find(|count| meter.try_consume(weight((*count).saturated_into())).is_ok())
}

/// So many of a list, the next ones whenever `number` has risen by one.
pub(crate) fn turn<I: Copy>(list: &[I], size: usize, number: u64) -> impl Iterator<Item = I> + '_ {
	let length = list.len().saturated_into::<u64>();
	let passed = number.checked_rem(length).unwrap_or_default();
	let passed = passed.saturating_mul(size.saturated_into()).checked_rem(length);
	let skipped = passed.unwrap_or_default().saturated_into();
	list.iter().copied().cycle().skip(skipped).take(size)
}

/// Each expiry with its underlying.
pub(crate) fn flat(listed: &ListedExpiries) -> impl Iterator<Item = (UnderlyingId, Expiry)> + '_ {
	listed.iter().flat_map(|(underlying, expiries)| {
		expiries.iter().map(move |expiry| (*underlying, *expiry))
	})
}

/// One value of every vote that has it.
pub(crate) fn values<R>(
	votes: &[Vote<R>],
	value: impl Fn(&R) -> Option<u128>,
) -> Vec<stats::Report> {
	let of = |vote: &Vote<R>| Some(stats::Report { value: value(vote.report)?, stake: vote.stake });
	votes.iter().filter_map(of).collect()
}

/// `None` without the quorum for anything.
pub(crate) fn consensus(values: &mut [stats::Report], total: u128) -> Option<Consensus> {
	let reports = stats::Reports::new(values).ok()?;
	let quorum = quorum(reports.stake(), total);
	if quorum == Quorum::Lost {
		return None;
	}
	let range = reports.range(total).ok()?;
	Some(Consensus { range, deviation: reports.deviation(range.median), quorum })
}

/// More than two thirds of the whole set, more than half, or less. Weights are sums of `u64`, so
/// that their multiples fit.
fn quorum(stake: u128, total: u128) -> Quorum {
	if stake.saturating_mul(3) > total.saturating_mul(2) {
		Quorum::Full
	} else if stake.saturating_mul(2) > total {
		Quorum::Reduced
	} else {
		Quorum::Lost
	}
}

pub(crate) fn stamp<V>(
	range: MedianRange,
	unit: fn(u128) -> V,
	at: Timestamp,
	quorum: Quorum,
) -> Stamped<V> {
	Stamped { value: unit(range.median), lo: unit(range.lo), hi: unit(range.hi), at, quorum }
}

/// A part of a whole in basis points, rounded up and held at the bound of the type.
fn fraction(part: u128, whole: u128) -> u32 {
	multiply_by_rational_with_rounding(part, UNIT_SCALE.into(), whole, sp_runtime::Rounding::Up)
		.and_then(|fraction| u32::try_from(fraction).ok())
		.unwrap_or(u32::MAX)
}
