//! Closing surface rounds: forwards and variances.

use crate::{
	pallet::{Config, Event, Pallet, Slices, SurfaceListing},
	rounds::{affordable, consensus, flat, stamp, turn, values, Stakes, Votes},
	types::Slice,
	weights::WeightInfo,
};
use alloc::{collections::btree_map::BTreeMap, vec::Vec};
use sp_runtime::SaturatedConversion;
use sp_weights::WeightMeter;
use tenor_primitives::{
	oracle::{Observation, SURFACE_EVERY},
	Expiry, Price, Quorum, TotalVariance, UnderlyingId,
};

impl<T: Config> Pallet<T> {
	/// Closes a surface round for as many of its expiries as the meter allows. Without weight for
	/// all, they take turns: the others' slices age until a later surface round.
	pub(crate) fn close_surface(
		round: u64,
		votes: &Votes,
		stakes: &Stakes,
		meter: &mut WeightMeter,
	) {
		let at = Self::end_of(round);
		let listing = SurfaceListing::<T>::get();
		let listed: Vec<_> = flat(&listing).filter(|(_, expiry)| !expiry.reached(at)).collect();
		let seats = votes.len().saturated_into();
		let weight = |expiries| T::WeightInfo::close_surface(seats, expiries);
		let Some(size) = affordable(meter, 1..=listed.len(), weight) else { return };
		let number = round.checked_div(SURFACE_EVERY).unwrap_or_default();
		let mut chosen = BTreeMap::<UnderlyingId, Vec<Expiry>>::new();
		for (underlying, expiry) in turn(&listed, size, number) {
			chosen.entry(underlying).or_default().push(expiry);
		}
		for (underlying, expiries) in chosen {
			Self::close_slices(round, underlying, &expiries, votes, stakes.total);
		}
	}

	/// Replaces the slices that have full quorum; the others age. Every report of the round holds
	/// every expiry looked at, so that the medians' variance does not fall with expiry either.
	fn close_slices(
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
		for expiry in expiries {
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
}
