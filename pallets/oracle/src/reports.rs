//! What is taken of the reports of a block, and what is not.

use crate::{
	pallet::{
		Attendances, Authorities, Config, Equivocations, Error, Event, Incoming, LastParameters,
		LastSubmission, Pallet, Parameters as Stored, Reports,
	},
	parameters::Parameters,
	types::{Authority, Equivocation, Ignored, Tally},
	DAY,
};
use alloc::{collections::btree_map::BTreeMap, vec::Vec};
use frame_support::{ensure, traits::Get, BoundedVec};
use sp_application_crypto::RuntimeAppPublic;
use sp_runtime::{traits::SaturatedConversion, DispatchResult};
use tenor_primitives::{
	oracle::{MaxReports, Report, SignedReport},
	Expiry, InstrumentInspect, TotalVariance, UnderlyingId,
};

/// Every underlying with its expiries that have not come, both ascending.
pub(crate) type Listed = Vec<(UnderlyingId, Vec<Expiry>)>;

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
						Self::keep_evidence(first, signed);
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

	/// Puts parameters in force, if they keep their bounds and daily steps.
	pub(crate) fn do_set_parameters(new: Parameters) -> DispatchResult {
		ensure!(new.within_bounds(), Error::<T>::ParameterOutOfBounds);
		let now = Self::now();
		let current = Stored::<T>::get();
		let (since, reference) = match LastParameters::<T>::get() {
			Some((since, reference)) if now.saturating_sub(since).0 < DAY => (since, reference),
			_ => (now, current),
		};
		ensure!(new.within_step(&reference), Error::<T>::ParameterStepTooLarge);
		LastParameters::<T>::put((since, reference));
		Stored::<T>::put(new);
		Self::deposit_event(Event::ParametersChanged { parameters: new });
		Ok(())
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
		chosen
	}

	/// Every underlying with its expiries that have not come.
	pub(crate) fn listed() -> Listed {
		let now = Self::now();
		let open = |underlying| {
			let mut expiries = T::Instruments::expiries(underlying);
			expiries.retain(|expiry| !expiry.reached(now));
			(underlying, expiries)
		};
		T::Instruments::underlyings().into_iter().map(open).collect()
	}

	/// Keeps the first proof against a seat in a session; more prove nothing new.
	fn keep_evidence(first: &SignedReport, second: SignedReport) {
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
			Equivocation { first: first.clone(), second },
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
	listed: Listed,
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
			listed: Pallet::<T>::listed(),
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
		ensure!(first.is_some() || is_well_formed(report, &self.listed), Ignored::Malformed);
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
/// surface round every listed expiry of each underlying it names with a total variance that does
/// not fall, in other rounds none.
fn is_well_formed(report: &Report, listed: &Listed) -> bool {
	let ascending = report.observations.iter().zip(report.observations.iter().skip(1));
	if !ascending.into_iter().all(|(one, next)| one.underlying < next.underlying) {
		return false;
	}
	let surface = Report::is_surface_round(report.round);
	report.observations.iter().all(|observation| {
		let expiries = &observation.expiries;
		let mut last = None;
		let mut variance = TotalVariance::ZERO;
		let ordered = expiries.iter().all(|seen| {
			let after = last.replace(seen.expiry).is_none_or(|last| last < seen.expiry);
			let rising = seen.variance >= variance;
			variance = seen.variance;
			after && rising && !seen.forward.is_zero()
		});
		let required = listed.iter().find(|(underlying, _)| *underlying == observation.underlying);
		let complete = required.is_none_or(|(_, required)| {
			required.iter().all(|expiry| expiries.iter().any(|seen| seen.expiry == *expiry))
		});
		!observation.spot.is_zero()
			&& observation.sources > 0
			&& ordered
			&& if surface { complete } else { expiries.is_empty() }
	})
}
