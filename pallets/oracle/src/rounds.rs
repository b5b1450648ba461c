//! The block end: closing rounds from the reports of earlier blocks.

use crate::{
	pallet::{
		Attendances, Authorities, ClosedRound, Config, Event, Finalized, GenesisHash, Incoming,
		Indices, Pallet, Parameters, Reports, Slices, SurfaceListing,
	},
	types::{ListedExpiries, Outcome, Slice},
	weights::WeightInfo,
};
use alloc::{collections::btree_map::BTreeMap, vec::Vec};
use frame_support::weights::Weight;
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, SaturatedConversion};
use sp_weights::WeightMeter;
use tenor_math::stats::{self, JumpRule, MedianRange};
use tenor_primitives::{
	oracle::{Observation, Report, SignedReport},
	BlockEndStep, BlockNumber, Expiry, FinalityReading, Price, Quorum, Stamped, Timestamp,
	TotalVariance, UnderlyingId, VoteWeight, UNIT_SCALE,
};

/// Medians in a row that confirm a jump.
const AGREEING: u8 = 3;

/// Quorum rounds after which a jump is believed without confirmation.
const PATIENCE: u8 = 5;

/// The reports of a round with the weight of their seats.
type Votes = Vec<(u128, Report)>;

/// What the seats say together about one value.
struct Consensus {
	range: MedianRange,
	deviation: u128,
	quorum: Quorum,
}

/// The weights of the seats and of the whole set.
struct Stakes {
	seats: Vec<u128>,
	total: u128,
}

impl<T: Config> BlockEndStep for Pallet<T> {
	fn run(meter: &mut WeightMeter) {
		let closed = ClosedRound::<T>::get();
		let due = Self::current_round().saturating_sub(1);
		// Reports are filed for the last closed round and the next, and count in two: of the rounds
		// that are due, only the first two can have any.
		let rounds = closed.saturating_add(1)..=due.min(closed.saturating_add(2));
		let unsettled =
			if rounds.is_empty() { ListedExpiries::default() } else { Self::unsettled() };
		let incoming = Incoming::<T>::get();
		let closing = rounds.clone().fold(Weight::zero(), |weight, round| {
			weight.saturating_add(Self::weight_of_closing(round, &unsettled))
		});
		let weight = T::WeightInfo::block_end(incoming.len().saturated_into());
		if meter.try_consume(weight.saturating_add(closing)).is_err() {
			log::warn!(target: crate::LOG_TARGET, "no weight left to close round {due}");
			return;
		}
		if !GenesisHash::<T>::exists() {
			GenesisHash::<T>::put(Self::genesis_hash());
		}
		if due > closed {
			let stakes = Self::stakes();
			rounds.for_each(|round| Self::close(round, &unsettled, &stakes));
			if Report::is_surface_round(Self::current_round().saturating_add(1)) {
				SurfaceListing::<T>::put(unsettled);
			}
			for old in [closed, closed.saturating_add(1)] {
				if old < due {
					Reports::<T>::remove(old);
				}
			}
			ClosedRound::<T>::put(due);
		}
		Self::absorb(incoming.into_inner());
	}
}

impl<T: Config> FinalityReading for Pallet<T> {
	fn finalized() -> BlockNumber {
		Finalized::<T>::get()
	}
}

impl<T: Config> Pallet<T> {
	/// Files the block's reports under their rounds.
	fn absorb(incoming: Vec<SignedReport>) {
		if incoming.is_empty() {
			return;
		}
		Incoming::<T>::kill();
		let mut by_round = BTreeMap::<u64, Vec<SignedReport>>::new();
		for signed in incoming {
			by_round.entry(signed.report.round).or_default().push(signed);
		}
		for (round, list) in by_round {
			Reports::<T>::mutate(round, |filed| {
				// There is a place for each seat, and each has at most one report.
				list.into_iter().for_each(|signed| drop(filed.try_push(signed)));
			});
		}
	}

	fn weight_of_closing(round: u64, unsettled: &ListedExpiries) -> Weight {
		let at = Self::end_of(round);
		let expiries = unsettled.iter().flat_map(|(_, expiries)| expiries);
		let values = if Self::surface_closed_with(round).is_some() {
			expiries.count()
		} else {
			expiries.filter(|expiry| Self::bucket(**expiry, at).is_some()).count()
		};
		let seats = Authorities::<T>::decode_len().unwrap_or_default();
		T::WeightInfo::close_round(
			seats.saturated_into(),
			unsettled.len().saturated_into(),
			values.saturated_into(),
		)
	}

	/// The surface round that closes with `round`, one round late so that late reports count.
	fn surface_closed_with(round: u64) -> Option<u64> {
		round.checked_sub(1).filter(|before| Report::is_surface_round(*before))
	}

	fn stakes() -> Stakes {
		let seats = Authorities::<T>::get().into_iter();
		Stakes {
			seats: seats.map(|seat| T::VoteWeight::weight(&seat.validator).into()).collect(),
			total: T::VoteWeight::total().into(),
		}
	}

	/// Closes one round. What it says is of its own time, so that it counts for an expiry after it
	/// that has come by now.
	fn close(round: u64, unsettled: &ListedExpiries, stakes: &Stakes) {
		let before = Reports::<T>::get(round.saturating_sub(1)).into_inner();
		if let Some(surface) = Self::surface_closed_with(round) {
			let votes = stakes.weigh(before.clone());
			for (underlying, expiries) in SurfaceListing::<T>::get() {
				Self::close_surface(surface, underlying, &expiries, &votes, stakes.total);
			}
		}
		// The newer report of a seat replaces its older one.
		let newest: BTreeMap<_, _> = before
			.into_iter()
			.chain(Reports::<T>::get(round))
			.map(|signed| (signed.validator, signed))
			.collect();
		let votes = stakes.weigh(newest.into_values());
		let outcomes = unsettled
			.iter()
			.map(|(underlying, expiries)| {
				let mut spots = values(&votes, *underlying, |seen| Some(seen.spot.0));
				let consensus = consensus(&mut spots, stakes.total);
				let outcome = Self::close_index(round, *underlying, consensus);
				if let Outcome::Accepted { price, .. } = outcome {
					Self::record(*underlying, expiries, round, price);
				}
				(*underlying, outcome)
			})
			.collect();
		let finalized = Self::read_finality();
		Self::deposit_event(Event::RoundClosed { round, outcomes, finalized });
	}

	/// Accepts the median as the index, or holds it as a jump.
	fn close_index(round: u64, underlying: UnderlyingId, consensus: Option<Consensus>) -> Outcome {
		let Some(Consensus { range, deviation, quorum }) = consensus else {
			return Outcome::NoQuorum;
		};
		let rule = JumpRule {
			// Basis points to parts per million.
			max_move_ppm: Parameters::<T>::get().jump.saturating_mul(100),
			agreeing: AGREEING,
			rounds: PATIENCE,
		};
		let price = Price(range.median);
		Indices::<T>::mutate(underlying, |index| {
			if !index.jump.observe(range.median, &rule) {
				return Outcome::Held { price };
			}
			index.accepted = Some(stamp(range, Price, Self::end_of(round), quorum));
			index.confidence = fraction(deviation, range.median);
			Outcome::Accepted { price, quorum }
		})
	}

	/// Replaces the slices that have full quorum; the others age. Every report of the round holds
	/// every expiry looked at, so that the medians' variance does not fall with expiry either.
	fn close_surface(
		round: u64,
		underlying: UnderlyingId,
		expiries: &[Expiry],
		votes: &Votes,
		total: u128,
	) {
		let full = |value: &dyn Fn(&Observation) -> Option<u128>| {
			let consensus = consensus(&mut values(votes, underlying, value), total)?;
			(consensus.quorum == Quorum::Full).then_some(consensus.range)
		};
		let Some(spot) = full(&|seen| Some(seen.spot.0)) else { return };
		let at = Self::end_of(round);
		let mut accepted = 0u32;
		for expiry in expiries.iter().filter(|expiry| !expiry.reached(at)) {
			let find = |seen: &Observation| {
				seen.expiries.iter().find(|seen| seen.expiry == *expiry).copied()
			};
			let forward = full(&|seen| Some(find(seen)?.forward.0));
			let variance = full(&|seen| Some(find(seen)?.variance.0));
			let (Some(forward), Some(variance)) = (forward, variance) else { continue };
			let slice = Slice {
				spot: Price(spot.median),
				forward: stamp(forward, Price, at, Quorum::Full),
				variance: stamp(variance, TotalVariance, at, Quorum::Full),
			};
			Slices::<T>::insert(underlying, expiry, slice);
			accepted = accepted.saturating_add(1);
		}
		if accepted > 0 {
			Self::deposit_event(Event::SurfaceAccepted { underlying, round, expiries: accepted });
		}
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
	fn weigh(&self, reports: impl IntoIterator<Item = SignedReport>) -> Votes {
		let weighed = |signed: SignedReport| {
			let stake = self.seats.get(usize::from(signed.validator))?;
			Some((*stake, signed.report))
		};
		reports.into_iter().filter_map(weighed).collect()
	}
}

/// One value of every vote that has it.
fn values(
	votes: &Votes,
	underlying: UnderlyingId,
	value: impl Fn(&Observation) -> Option<u128>,
) -> Vec<stats::Report> {
	let of = |(stake, report): &(u128, Report)| {
		let mut observations = report.observations.iter();
		let seen = observations.find(|seen| seen.underlying == underlying)?;
		Some(stats::Report { value: value(seen)?, stake: *stake })
	};
	votes.iter().filter_map(of).collect()
}

/// `None` without the quorum for anything.
fn consensus(values: &mut [stats::Report], total: u128) -> Option<Consensus> {
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

fn stamp<V>(range: MedianRange, unit: fn(u128) -> V, at: Timestamp, quorum: Quorum) -> Stamped<V> {
	Stamped { value: unit(range.median), lo: unit(range.lo), hi: unit(range.hi), at, quorum }
}

/// A part of a whole in basis points, rounded up and held at the bound of the type.
fn fraction(part: u128, whole: u128) -> u32 {
	multiply_by_rational_with_rounding(part, UNIT_SCALE.into(), whole, sp_runtime::Rounding::Up)
		.and_then(|fraction| u32::try_from(fraction).ok())
		.unwrap_or(u32::MAX)
}
