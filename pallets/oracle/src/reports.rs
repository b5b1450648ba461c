//! What is taken of the reports of a block, and what is not.

use crate::{
	pallet::{
		size, Attendances, Authorities, Config, Equivocations, Event, LastSubmission, Pallet,
		Reports, SurfaceListing, SurfaceReports,
	},
	types::{
		Attendance, Authority, Equivocation, Ignored, ListedExpiries, Recorded, SignedStatement,
		SurfaceReport, Tally,
	},
	weights::WeightInfo,
	SLOTS_OF_REPORTS,
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{
	dispatch::DispatchClass, ensure, migrations::MultiStepMigrator, traits::Get, BoundedVec,
};
use sp_application_crypto::RuntimeAppPublic;
use sp_runtime::traits::SaturatedConversion;
use tenor_math::surface::aggregate::reported_variance;
use tenor_primitives::{
	oracle::{MaxReports, Observation, Report, SignedReport, SLOTS_PER_ROUND, SURFACE_NODES},
	BlockNumber, Expiry, InstrumentInspect, Timestamp, UnderlyingId,
};

/// Most proofs of equivocation that one block keeps, so that a block is not charged for one with each
/// report. Others can come with a later block.
pub(crate) const PROOFS_PER_BLOCK: u32 = 4;

impl<T: Config> Pallet<T> {
	/// Records the good reports. Nothing in `reports` can make it fail.
	pub(crate) fn do_submit_reports(reports: BoundedVec<SignedReport, MaxReports>) {
		let block = frame_system::Pallet::<T>::block_number();
		// In a migration no block end closes a round, and none would forget its reports.
		let migrating = <T as frame_system::Config>::MultiBlockMigrator::ongoing();
		if LastSubmission::<T>::get() == Some(block) || migrating {
			return;
		}
		LastSubmission::<T>::put(block);
		let mut desk = Desk::<T>::open();
		let mut tally = Tally::default();
		for signed in reports {
			tally.count(desk.take(signed));
		}
		desk.close();
		Self::deposit_event(Event::ReportsReceived { tally });
	}

	/// The reports that an inherent of the next block may carry: those worth its weight. The
	/// signatures are the call's business.
	pub(crate) fn worth_including(reports: Vec<SignedReport>) -> Vec<SignedReport> {
		let round = Self::current_round();
		let session = T::SessionIndex::get();
		let sheets = Sheet::<T>::of_rounds_at(round);
		let mut chosen = reports;
		chosen.retain(|signed| {
			let report = &signed.report;
			let sheet = sheets.iter().find(|sheet| sheet.round == report.round);
			report.session == session
				&& sheet.is_some_and(|sheet| {
					let first = sheet.signed_by(signed.validator);
					first.is_none_or(|first| first.statement != report.statement())
				})
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

	/// Removes all that is kept of the reports of a round.
	pub(crate) fn forget_reports(round: u64) {
		Reports::<T>::remove(round);
		if Report::is_surface_round(round) {
			(0..SLOTS_OF_REPORTS).for_each(|slot| SurfaceReports::<T>::remove(round, slot));
		}
	}
}

/// All that the reports of a block are examined against, read once, and what becomes of them.
struct Desk<T: Config> {
	session: u32,
	round: u64,
	block: BlockNumber,
	genesis: [u8; 32],
	seats: BoundedVec<Authority<T::AccountId>, T::MaxValidators>,
	attendances: BoundedVec<Attendance, T::MaxValidators>,
	/// What a report of a surface round must hold.
	listing: ListedExpiries,
	/// The reports of the round before and of this one: a report may be for either.
	sheets: [Sheet<T>; 2],
	/// Proofs of equivocation kept in this block.
	proofs: u32,
}

/// The reports of a round.
struct Sheet<T: Config> {
	round: u64,
	recorded: BoundedVec<Recorded, T::MaxValidators>,
	/// How many of them were recorded before this block.
	earlier: usize,
	/// What those of this block say of the surface.
	surfaces: Vec<SurfaceReport>,
}

impl<T: Config> Sheet<T> {
	/// Those of the two rounds that a report may be for while `round` is the current one.
	fn of_rounds_at(round: u64) -> [Self; 2] {
		[round.saturating_sub(1), round].map(|round| {
			let recorded = Reports::<T>::get(round);
			Self { round, earlier: recorded.len(), recorded, surfaces: Vec::new() }
		})
	}

	/// What a seat has signed for the round.
	fn signed_by(&self, validator: u16) -> Option<&SignedStatement> {
		let mut recorded = self.recorded.iter();
		recorded.find(|recorded| recorded.validator == validator).map(|found| &found.signed)
	}
}

impl<T: Config> Desk<T> {
	fn open() -> Self {
		let round = Pallet::<T>::current_round();
		Self {
			session: T::SessionIndex::get(),
			round,
			block: frame_system::Pallet::<T>::block_number().saturated_into(),
			genesis: Pallet::<T>::genesis_hash(),
			seats: Authorities::<T>::get(),
			attendances: Attendances::<T>::get(),
			listing: SurfaceListing::<T>::get(),
			sheets: Sheet::of_rounds_at(round),
			proofs: 0,
		}
	}

	/// Records a report if it is good. The signature, the dearest check, comes last; evidence needs it
	/// as well.
	fn take(&mut self, signed: SignedReport) -> Result<(), Ignored> {
		let SignedReport { validator, report, signature } = signed;
		ensure!(report.session == self.session, Ignored::WrongSession);
		ensure!(report.round <= self.round, Ignored::FutureRound);
		let sheet = self.sheets.iter_mut().find(|sheet| sheet.round == report.round);
		let sheet = sheet.ok_or(Ignored::StaleRound)?;
		let place = usize::from(validator);
		let seat = self.seats.get(place).ok_or(Ignored::UnknownValidator)?;
		let end = Pallet::<T>::end_of(report.round);
		let first = sheet.signed_by(validator);
		let whole = || is_well_formed(&report, &self.listing, end);
		ensure!(first.is_some() || whole(), Ignored::Malformed);
		let statement = report.statement();
		if let Some(SignedStatement { statement: first, .. }) = first {
			// A report that stands from the session before is no contradiction.
			let same = *first == statement || first.session != statement.session;
			ensure!(!same, Ignored::Duplicate);
		}
		let bytes = statement.signing_bytes(&self.genesis);
		ensure!(seat.key.verify(&bytes, &signature.into()), Ignored::BadSignature);
		let signed = SignedStatement { statement, signature };
		let attendance = self.attendances.get_mut(place).ok_or(Ignored::UnknownValidator)?;
		if let Some(first) = first {
			if !attendance.equivocated && self.proofs < PROOFS_PER_BLOCK {
				self.proofs = self.proofs.saturating_add(1);
				attendance.equivocated = true;
				keep_proof::<T>(validator, Equivocation { first: first.clone(), second: signed });
			}
			return Err(Ignored::Equivocation);
		}
		let late = report.round < self.round;
		let count = if late { &mut attendance.late } else { &mut attendance.on_time };
		*count = count.saturating_add(1);
		// A claim ahead of this chain says that all of it is final, not more.
		attendance.finalized = attendance.finalized.max(report.finalized.min(self.block));
		let spots = report.observations.iter().map(|seen| (seen.underlying, seen.spot));
		let spots = BoundedVec::truncate_from(spots.collect());
		let recorded = Recorded { validator, block: self.block, late, signed, spots };
		if sheet.recorded.try_push(recorded).is_err() {
			// There is a place for each seat, and each has at most one report.
			log::error!(target: crate::LOG_TARGET, "a round has more reports than seats");
		}
		if Report::is_surface_round(report.round) {
			sheet.surfaces.push(of_surface(validator, report, &self.listing, end));
		}
		Ok(())
	}

	/// Writes what has changed.
	fn close(self) {
		let slot = T::CurrentSlot::get();
		let mut changed = self.proofs > 0;
		for Sheet { round, recorded, earlier, surfaces } in self.sheets {
			if recorded.len() == earlier {
				continue;
			}
			changed = true;
			Reports::<T>::insert(round, recorded);
			if !surfaces.is_empty() {
				let passed = slot.saturating_sub(round.saturating_mul(SLOTS_PER_ROUND));
				SurfaceReports::<T>::insert(round, passed, BoundedVec::truncate_from(surfaces));
			}
		}
		if changed {
			Attendances::<T>::put(self.attendances);
		}
	}
}

/// Keeps the first proof against a seat in a session; more prove nothing new.
fn keep_proof<T: Config>(validator: u16, proof: Equivocation) {
	let (session, round) = (proof.second.statement.session, proof.second.statement.round);
	Equivocations::<T>::insert(session, validator, proof);
	Pallet::<T>::deposit_event(Event::EquivocationRecorded { session, validator, round });
}

/// Of a good report of a surface round what the round is about.
fn of_surface(
	validator: u16,
	report: Report,
	listing: &ListedExpiries,
	end: Timestamp,
) -> SurfaceReport {
	let mut observations = report.observations;
	for seen in observations.iter_mut() {
		let required: Vec<_> = required(seen.underlying, listing, end).collect();
		seen.expiries.retain(|seen| required.contains(&seen.expiry));
	}
	observations.retain(|seen| !seen.expiries.is_empty());
	SurfaceReport { validator, observations }
}

/// The expiries of an underlying that a surface round is about.
fn required(
	underlying: UnderlyingId,
	listing: &ListedExpiries,
	end: Timestamp,
) -> impl Iterator<Item = Expiry> + '_ {
	let of = listing.iter().filter(move |(id, _)| *id == underlying);
	let expiries = of.flat_map(|(_, expiries)| expiries.iter().copied());
	expiries.filter(move |expiry| !expiry.reached(end))
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
	required(seen.underlying, listing, end)
		.all(|expiry| seen.expiries.iter().any(|seen| seen.expiry == expiry))
}
