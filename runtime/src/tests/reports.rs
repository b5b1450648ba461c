//! Price reports of the validators of the preset `local`, as their nodes would sign them and the
//! author of a block include them.

use super::*;
use crate::{durations::DurationsRecord, Babe, Instruments, MarketGuard, Oracle};
use frame_support::dispatch::DispatchClass;
use pallet_oracle::Tally;
use sp_runtime::BoundedVec;
use tenor_math::{surface::aggregate::variance_to_report, Fixed};
use tenor_primitives::{
	oracle::{
		ExpiryObservation, MaxUnderlyings, Observation, PriceId, Report, RoundContext,
		SignedReport, Subject, SLOTS_PER_ROUND, SURFACE_NODES,
	},
	BookForward, Phase, Price, UnderlyingId, MILLIS, SECONDS_PER_YEAR, WAD,
};

pub(super) const BTC: UnderlyingId = UnderlyingId(0);
pub(super) const ETH: UnderlyingId = UnderlyingId(1);

/// The yearly volatility that all validators see, in percent.
pub(super) const VOLATILITY: u128 = 60;

/// By how many blocks finality trails the head of a healthy chain.
const USUAL_LAG: u32 = 2;

/// So far behind that nothing is said to be final.
pub(super) const NOTHING_FINAL: Option<u32> = Some(u32::MAX);

/// What the four validators see and say in the blocks that this makes.
pub(super) struct Market {
	/// Dollars for a bitcoin, an ether and what is registered after them; one that is missing is not
	/// reported.
	pub(super) spots: Vec<u64>,
	/// By how many blocks finality trails the head, as each seat says; `None` for a silent seat.
	pub(super) lags: [Option<u32>; 4],
}

impl Market {
	/// Steady prices, and finality as it should be.
	pub(super) fn new() -> Self {
		Self { spots: vec![60_000, 3_000], lags: [Some(USUAL_LAG); 4] }
	}

	/// From now on finality is as it should be again.
	pub(super) fn heal(&mut self) {
		self.lags = [Some(USUAL_LAG); 4];
	}

	/// Makes the next block, with reports if its round has none yet, and checks every invariant.
	pub(super) fn make_block(
		&self,
		transactions: Vec<UncheckedExtrinsic>,
	) -> Vec<ApplyExtrinsicResult> {
		let results = make_block_with(|| self.inherents(), transactions);
		check_state();
		results
	}

	pub(super) fn make_blocks(&self, count: u32) {
		for _ in 0..count {
			self.make_block(vec![]);
		}
	}

	/// Makes blocks until the last one has this number.
	pub(super) fn make_blocks_to(&self, number: BlockNumber) {
		self.make_blocks(number.checked_sub(System::block_number()).expect("it is to come"));
	}

	pub(super) fn inherents(&self) -> Vec<RuntimeCall> {
		let starts_round = u64::from(Babe::current_slot()) % SLOTS_PER_ROUND == 0;
		let reports = if starts_round { self.reports() } else { vec![] };
		if reports.is_empty() {
			return vec![];
		}
		vec![submit(reports)]
	}

	/// One report of each seat that speaks, for the round, the session and the listing of the block
	/// in work.
	fn reports(&self) -> Vec<SignedReport> {
		let context = Oracle::round_context();
		let seats = (0u16..).zip(&context.authorities).zip(self.lags);
		seats
			.filter_map(|((seat, key), lag)| {
				Some(sign_report(seat, key, self.report(&context, lag?)))
			})
			.collect()
	}

	fn report(&self, context: &RoundContext, lag: u32) -> Report {
		let round = u64::from(Babe::current_slot()) / SLOTS_PER_ROUND;
		let subjects = context.subjects.iter().zip(&self.spots);
		let observations = subjects.map(|(subject, spot)| observe(subject, dollars(*spot), round));
		Report {
			session: context.session,
			round,
			published_at: tenor_primitives::Timestamp(start_of(round) * MILLIS),
			finalized: System::block_number().saturating_sub(lag),
			observations: BoundedVec::truncate_from(observations.collect()),
		}
	}
}

/// The price of so many dollars.
pub(super) fn dollars(dollars: u64) -> Price {
	Price(u128::from(dollars) * WAD)
}

/// Seconds at which a round starts.
fn start_of(round: u64) -> u64 {
	round * SLOTS_PER_ROUND * SLOT_DURATION / MILLIS
}

/// Forwards equal the spot; smiles are flat, and variance grows evenly with time.
fn observe(subject: &Subject, spot: Price, round: u64) -> Observation {
	let listed = subject.expiries.iter().filter(|_| Report::is_surface_round(round));
	let expiries = listed.map(|expiry| {
		let seconds = u128::from(expiry.0 - start_of(round));
		let yearly = WAD / 10_000 * VOLATILITY * VOLATILITY;
		let variance = yearly * seconds / u128::from(SECONDS_PER_YEAR);
		let variance = Fixed::from_wad_floor(variance).map(variance_to_report);
		let variances = [variance.expect("in range"); SURFACE_NODES];
		let half_spreads = [100; SURFACE_NODES];
		ExpiryObservation { expiry: *expiry, forward: spot, variances, half_spreads }
	});
	let expiries = BoundedVec::truncate_from(expiries.collect());
	Observation { underlying: subject.underlying, spot, sources: 3, expiries }
}

fn sign_report(seat: u16, key: &PriceId, report: Report) -> SignedReport {
	let signer = Sr25519Keyring::iter().find(|signer| PriceId::from(signer.public()) == *key);
	let bytes = report.signing_bytes(&System::block_hash(0).0);
	let signature = signer.expect("the preset's keys are the test keys").sign(&bytes);
	SignedReport { validator: seat, report, signature }
}

fn submit(reports: Vec<SignedReport>) -> RuntimeCall {
	pallet_oracle::Call::submit_reports { reports: BoundedVec::truncate_from(reports) }.into()
}

fn last_tally() -> Option<Tally> {
	System::events().into_iter().find_map(|record| match record.event {
		crate::RuntimeEvent::Oracle(pallet_oracle::Event::ReportsReceived { tally }) => Some(tally),
		_ => None,
	})
}

#[test]
fn a_full_quorum_opens_the_market_and_the_schedule_lists() {
	on_chain("local", || {
		let market = Market::new();
		market.make_blocks(2);
		assert_eq!(last_tally(), Some(Tally { taken: 4, ..Tally::default() }));
		assert_eq!(MarketGuard::market_phase(BTC), Phase::CancelOnly);
		market.make_blocks(2);
		for (underlying, spot) in [(BTC, 60_000), (ETH, 3_000)] {
			let index = Oracle::price(underlying).expect("the first round has closed");
			assert_eq!(index.value, dollars(spot));
			assert_eq!(MarketGuard::market_phase(underlying), Phase::Open);
		}
		market.make_blocks(16);
		for underlying in [BTC, ETH] {
			let expiries = Instruments::expiry_list(underlying);
			assert_eq!(expiries.len(), 3);
			for expiry in expiries {
				// Five strikes and the future.
				assert_eq!(Instruments::series_list(underlying, expiry).len(), 11);
			}
		}
	});
}

#[test]
fn one_silent_validator_in_four_is_no_matter_and_two_close_the_market() {
	on_chain("local", || {
		let mut market = Market::new();
		market.make_blocks(10);
		market.lags = [None, Some(USUAL_LAG), Some(USUAL_LAG), Some(USUAL_LAG)];
		market.make_blocks(10);
		assert_eq!(MarketGuard::market_phase(BTC), Phase::Open);
		market.lags = [None, None, Some(USUAL_LAG), Some(USUAL_LAG)];
		// Reports count in two rounds, and the index of the second for six seconds after it.
		market.make_blocks(10);
		assert_eq!(MarketGuard::market_phase(BTC), Phase::Open);
		market.make_blocks(1);
		assert_eq!(MarketGuard::market_phase(BTC), Phase::CancelOnly);
	});
}

#[test]
fn m02_a_block_without_prices_is_valid() {
	on_chain("local", || {
		for _ in 0..70 {
			make_block(vec![]);
			check_state();
		}
		assert_eq!(crate::Session::current_index(), 1);
		assert_eq!(MarketGuard::market_phase(BTC), Phase::CancelOnly);
		assert_eq!(Instruments::expiry_list(BTC), vec![]);
		let market = Market::new();
		market.make_blocks(4);
		assert_eq!(MarketGuard::market_phase(BTC), Phase::Open);
	});
}

#[test]
fn m02_a_block_with_poor_reports_is_valid() {
	on_chain("local", || {
		let market = Market::new();
		market.make_blocks(21);
		let poor = || {
			let mut reports = market.reports();
			reports[0].report.observations[0].spot = dollars(1);
			reports[1].validator = 9;
			reports[2].report.session += 1;
			reports[3].report.round += 1;
			vec![submit(reports)]
		};
		make_block_with(poor, vec![]);
		check_state();
		let expected = Tally {
			bad_signature: 1,
			unknown_validator: 1,
			wrong_session: 1,
			future_round: 1,
			..Tally::default()
		};
		assert_eq!(last_tally(), Some(expected));
		make_block_with(|| vec![submit(vec![])], vec![]);
		check_state();
		assert_eq!(last_tally(), Some(Tally::default()));
		market.make_blocks(4);
		assert_eq!(Oracle::price(BTC).map(|index| index.value), Some(dollars(60_000)));
	});
}

#[test]
fn m10_closing_the_indices_of_a_full_set_fits_every_block_budget() {
	use pallet_oracle::WeightInfo;
	type Weights = <Runtime as pallet_oracle::Config>::WeightInfo;
	on_chain("local", || {
		let record = crate::durations::current();
		let budgets =
			(1..1_000).map(|block_budget_ms| DurationsRecord { block_budget_ms, ..record.clone() });
		for record in budgets.filter(|record| record.check().is_ok()) {
			crate::durations::Current::<Runtime>::put(&record);
			let seats = crate::MAX_VALIDATORS;
			let indices = Weights::close_round(seats, MaxUnderlyings::get(), 0);
			let in_any_case = Weights::block_end() + indices;
			let steps = crate::configs::trading::StepWeight::get();
			assert!(in_any_case.all_lte(steps), "{record:?}: {in_any_case} of {steps}");
		}
	});
}

/// The cost of prices is measured against a block of this size (`pallets/oracle/src/tests/cost.rs`), and
/// the reports of a full set come in one inherent of it.
#[test]
fn m10_the_reports_of_a_full_set_fit_into_a_block() {
	use pallet_oracle::WeightInfo;
	type Weights = <Runtime as pallet_oracle::Config>::WeightInfo;
	on_chain("local", || {
		crate::durations::Current::<Runtime>::put(&crate::durations::DurationsRecord::PUBLIC);
		let weights = <Runtime as frame_system::Config>::BlockWeights::get();
		assert_eq!(weights.max_block.ref_time(), 350_000_000_000);
		let reserved = weights.get(DispatchClass::Operational).reserved.expect("it is");
		let seats = crate::MAX_VALIDATORS;
		let lines = seats * 2 * 13;
		let inherent = Weights::submit_reports(seats, lines);
		assert!(inherent.all_lte(reserved), "{inherent} of {reserved}");
		// Beside them come the cross-checks of a surface round with two underlyings.
		let range = <crate::OptionsBook as BookForward>::weight() + Weights::keep_book_range();
		let checks = (Weights::cross_check() + range * 3) * 2;
		assert!(checks.ref_time() * 100 <= weights.max_block.ref_time() * 4, "{checks}");
	});
}
