//! What is taken of the reports of a block, and what is not.

use crate::{
	pallet::{
		size, Attendances, Authorities, Config, Equivocations, Event, Incoming, LastSubmission,
		Pallet, Reports, SurfaceListing,
	},
	types::{Authority, Equivocation, Ignored, ListedExpiries, Tally},
	weights::WeightInfo,
};
use alloc::{collections::btree_map::BTreeMap, vec::Vec};
use codec::Encode;
use frame_support::{dispatch::DispatchClass, ensure, traits::Get, BoundedVec};
use sp_application_crypto::RuntimeAppPublic;
use sp_runtime::traits::SaturatedConversion;
use tenor_math::surface::aggregate::reported_variance;
use tenor_primitives::{
	oracle::{MaxReports, Observation, Report, SignedReport, SURFACE_NODES},
	InstrumentInspect, Timestamp,
};

/// Reports by round and seat.
type Known = BTreeMap<(u64, u16), SignedReport>;

impl<T: Config> Pallet<T> {
	/// Takes the good reports into the block's intake. Nothing in `reports` can make it fail.
	pub(crate) fn do_submit_reports(reports: BoundedVec<SignedReport, MaxReports>) {
		let block = frame_system::Pallet::<T>::block_number();
		if LastSubmission::<T>::get() == Some(block) {
			return;
		}
		LastSubmission::<T>::put(block);
		// Left from a block whose end did not run, as during a migration: too old to wait for.
		Incoming::<T>::kill();

		let mut desk = Desk::<T>::open();
		let mut taken = Vec::new();
		let mut tally = Tally::default();
		for signed in reports {
			let outcome = desk.examine(&signed);
			tally.count(outcome);
			let place = (signed.report.round, signed.validator);
			match outcome {
				Ok(()) => {
					desk.known.insert(place, signed.clone());
					taken.push(signed);
				},
				Err(Ignored::Equivocation) => {
					if let Some(first) = desk.known.get(&place) {
						Self::keep_evidence(first, &signed);
					}
				},
				Err(_) => {},
			}
		}
		Self::attend(&taken);
		if !taken.is_empty() {
			Incoming::<T>::put(BoundedVec::truncate_from(taken));
		}
		Self::deposit_event(Event::ReportsReceived { tally });
	}

	/// The reports that an inherent of the next block may carry: those worth its weight. The
	/// signatures are the call's business.
	pub(crate) fn worth_including(reports: Vec<SignedReport>) -> Vec<SignedReport> {
		let round = Self::current_round();
		let session = T::SessionIndex::get();
		let known = known::<T>(round);
		let mut chosen = reports;
		chosen.retain(|signed| {
			let report = &signed.report;
			report.session == session
				&& counts_in(report.round, round)
				&& known.get(&(report.round, signed.validator)) != Some(signed)
		});
		chosen.truncate(<MaxReports as Get<u32>>::get().saturated_into());
		chosen.truncate(Self::fitting(&chosen));
		chosen
	}

	/// How many of the reports fit into what a block always has for operational transactions; the rest
	/// come in the next block.
	fn fitting(reports: &[SignedReport]) -> usize {
		let weights = T::BlockWeights::get();
		let weight = weights.get(DispatchClass::Operational).reserved.unwrap_or(weights.max_block);
		let lengths = T::BlockLength::get();
		let most = |class| *lengths.max.get(class);
		let room = most(DispatchClass::Operational).saturating_sub(most(DispatchClass::Normal));
		let (mut count, mut lines, mut bytes) = (0u32, 0u32, 0u32);
		let fits = reports.iter().take_while(|signed| {
			let (_, more) = size(core::slice::from_ref(*signed));
			(count, lines) = (count.saturating_add(1), lines.saturating_add(more));
			bytes = bytes.saturating_add(signed.encoded_size().saturated_into());
			T::WeightInfo::submit_reports(count, lines).all_lte(weight) && bytes <= room
		});
		fits.count()
	}

	/// Every underlying with its unsettled expiries, those that have come among them.
	pub(crate) fn unsettled() -> ListedExpiries {
		let expiries = |underlying| {
			let expiries = T::Instruments::expiries(underlying);
			(underlying, BoundedVec::truncate_from(expiries))
		};
		// The registry keeps to both bounds, so that nothing is cut.
		BoundedVec::truncate_from(T::Instruments::underlyings().into_iter().map(expiries).collect())
	}

	/// Keeps the first proof against a seat in a session; more prove nothing new.
	fn keep_evidence(first: &SignedReport, second: &SignedReport) {
		let (session, validator) = (second.report.session, second.validator);
		if Equivocations::<T>::contains_key(session, validator) {
			return;
		}
		Self::deposit_event(Event::EquivocationRecorded {
			session,
			validator,
			round: second.report.round,
		});
		Equivocations::<T>::insert(
			session,
			validator,
			Equivocation { first: first.into(), second: second.into() },
		);
	}

	/// Counts the taken reports for their seats, and what they say is final.
	fn attend(taken: &[SignedReport]) {
		if taken.is_empty() {
			return;
		}
		let block: u32 = frame_system::Pallet::<T>::block_number().saturated_into();
		Attendances::<T>::mutate(|seats| {
			for signed in taken {
				let Some(seat) = seats.get_mut(usize::from(signed.validator)) else { continue };
				seat.on_time = seat.on_time.saturating_add(1);
				// A claim ahead of this chain says that all of it is final, not more.
				seat.finalized = seat.finalized.max(signed.report.finalized.min(block));
			}
		});
	}
}

/// All that the reports of a block are examined against, read once.
struct Desk<T: Config> {
	session: u32,
	round: u64,
	seats: BoundedVec<Authority<T::AccountId>, T::MaxValidators>,
	genesis: [u8; 32],
	/// What a report of a surface round must hold.
	listing: ListedExpiries,
	/// The reports that one of this block could repeat or contradict.
	known: Known,
}

impl<T: Config> Desk<T> {
	fn open() -> Self {
		let round = Pallet::<T>::current_round();
		Self {
			session: T::SessionIndex::get(),
			round,
			seats: Authorities::<T>::get(),
			genesis: Pallet::<T>::genesis_hash(),
			listing: SurfaceListing::<T>::get(),
			known: known::<T>(round),
		}
	}

	/// Whether a report is taken. The signature, the dearest check, comes last; evidence needs it
	/// as well.
	fn examine(&self, signed: &SignedReport) -> Result<(), Ignored> {
		let report = &signed.report;
		ensure!(report.session == self.session, Ignored::WrongSession);
		ensure!(report.round <= self.round, Ignored::FutureRound);
		ensure!(counts_in(report.round, self.round), Ignored::StaleRound);
		let first = self.known.get(&(report.round, signed.validator));
		if let Some(first) = first {
			// A report that stands from the session before is no contradiction.
			let same = first.report == *report || first.report.session != report.session;
			ensure!(!same, Ignored::Duplicate);
		}
		let seat = self.seats.get(usize::from(signed.validator));
		let seat = seat.ok_or(Ignored::UnknownValidator)?;
		let whole = || is_well_formed(report, &self.listing, Pallet::<T>::end_of(report.round));
		ensure!(first.is_some() || whole(), Ignored::Malformed);
		let bytes = report.signing_bytes(&self.genesis);
		ensure!(seat.key.verify(&bytes, &signed.signature.into()), Ignored::BadSignature);
		ensure!(first.is_none(), Ignored::Equivocation);
		Ok(())
	}
}

/// A report counts in its round and the next.
fn counts_in(reported: u64, round: u64) -> bool {
	reported <= round && round.saturating_sub(reported) <= 1
}

/// The recorded reports of a round and the one before.
fn known<T: Config>(round: u64) -> Known {
	[round.saturating_sub(1), round]
		.into_iter()
		.flat_map(Reports::<T>::get)
		.map(|signed| ((signed.report.round, signed.validator), signed))
		.collect()
}

/// Whether a report is whole: values above zero and backed by a source, ascending order, in a
/// surface round every expiry of `listing` after the round, of each underlying it names, with a
/// total variance within its bounds that falls at no node, in other rounds none. Expiries beyond those
/// are ignored.
fn is_well_formed(report: &Report, listing: &ListedExpiries, end: Timestamp) -> bool {
	let ascending = report.observations.iter().zip(report.observations.iter().skip(1));
	if !ascending.into_iter().all(|(one, next)| one.underlying < next.underlying) {
		return false;
	}
	let surface = Report::is_surface_round(report.round);
	report.observations.iter().all(|seen| {
		let complete =
			if surface { is_complete(seen, listing, end) } else { seen.expiries.is_empty() };
		!seen.spot.is_zero() && seen.sources > 0 && is_ordered(seen) && complete
	})
}

/// Whether expiries ascend, variance is within its bounds and falls with them at no node, and every
/// forward is above zero.
fn is_ordered(seen: &Observation) -> bool {
	let mut last = None;
	let mut variances = &[1; SURFACE_NODES];
	seen.expiries.iter().all(|seen| {
		let after = last.replace(seen.expiry).is_none_or(|last| last < seen.expiry);
		let rising = seen.variances.iter().zip(variances).all(|(later, earlier)| later >= earlier);
		variances = &seen.variances;
		let bounded = seen.variances.iter().all(|units| reported_variance(*units).is_some());
		after && rising && bounded && !seen.forward.is_zero()
	})
}

/// Whether every expiry of its underlying in `listing` that comes after `end` is there.
fn is_complete(seen: &Observation, listing: &ListedExpiries, end: Timestamp) -> bool {
	let listed = listing.iter().find(|(underlying, _)| *underlying == seen.underlying);
	listed.is_none_or(|(_, expiries)| {
		let mut required = expiries.iter().filter(|expiry| !expiry.reached(end));
		required.all(|expiry| seen.expiries.iter().any(|seen| seen.expiry == *expiry))
	})
}
