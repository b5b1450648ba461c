//! Every cell of the table of phases, halts, the gate of withdrawals, and events.

use crate::{mock::*, Error, Event, HaltedUntil, LastPhase, WeightInfo};
use frame_support::{
	assert_noop, assert_ok,
	weights::{Weight, WeightMeter},
};
use sp_runtime::DispatchError;
use tenor_primitives::{
	BlockEndStep, MarketPhase, Phase, Quorum, Timestamp, UnderlyingId, WithdrawGate,
};

/// Leaves more than 45 % of the window empty, with finality right behind.
fn empty_slots() {
	blocks(400);
	for _ in 0..75 {
		block_after(3);
	}
	Finalized::set(u32::try_from(System::block_number()).unwrap());
	assert!(Guard::empty_share() > 4_500);
}

#[test]
fn the_table_of_phases_holds_in_every_cell() {
	use Phase::*;
	let table = [
		(Quorum::Full, [Open, Open, RiskReducing, RiskReducing]),
		(Quorum::Reduced, [RiskReducing; 4]),
		(Quorum::Lost, [CancelOnly; 4]),
	];
	for (quorum_now, row) in table {
		ExtBuilder::build_and_execute(|| {
			quorum(BTC, quorum_now);
			// Both ends of each column.
			for (column, ends) in [(0, [0, 10]), (1, [11, 30]), (2, [31, 299])] {
				for slots in ends {
					lag(slots);
					assert_eq!(Guard::phase(BTC), row[column], "{quorum_now:?}, lag {slots}");
				}
			}
			empty_slots();
			assert_eq!(Guard::phase(BTC), row[3], "{quorum_now:?}, empty slots");
		});
	}
}

#[test]
fn a_breaker_holds_every_cell_down() {
	use Phase::*;
	for limit in [CancelOnly, RiskReducing, Open] {
		for (quorum_now, by_quorum) in
			[(Quorum::Full, Open), (Quorum::Reduced, RiskReducing), (Quorum::Lost, CancelOnly)]
		{
			ExtBuilder::build_and_execute(|| {
				quorum(BTC, quorum_now);
				lag(0);
				Breaker::set(limit);
				assert_eq!(Guard::phase(BTC), by_quorum.min(limit), "{quorum_now:?} {limit:?}");
			});
		}
	}
}

#[test]
fn m14_initial_margin_grows_with_the_lag() {
	ExtBuilder::build_and_execute(|| {
		let expected = [
			(0, 10_000),
			(10, 10_000),
			(11, 10_250),
			(20, 12_500),
			(30, 15_000),
			// No new risk is taken beyond the limit, and nothing that exists is margined higher.
			(31, 15_000),
			(299, 15_000),
		];
		for (slots, scale) in expected {
			lag(slots);
			assert_eq!(Guard::initial_scale(), scale, "lag {slots}");
		}
	});
}

#[test]
fn the_scale_rounds_against_the_account() {
	ExtBuilder::build_and_execute(|| {
		let new = crate::Parameters { slots_per_unit: 37, ..Default::default() };
		assert_ok!(Guard::set_parameters(RuntimeOrigin::root(), new));
		lag(11);
		// 10,000 / 37 is 270.27.
		assert_eq!(Guard::initial_scale(), 10_271);
	});
}

#[test]
fn m14_value_leaves_only_against_final_credits() {
	ExtBuilder::build_and_execute(|| {
		lag(5);
		let finalized = Finalized::get();
		assert!(Guard::is_final(0));
		assert!(Guard::is_final(finalized));
		assert!(!Guard::is_final(finalized + 1));
		// A stall does not make anything final, however long.
		blocks(500);
		assert!(!Guard::is_final(finalized + 1));
		Finalized::set(finalized + 1);
		assert!(Guard::is_final(finalized + 1));
	});
}

#[test]
fn m11_safe_mode_leaves_orders_that_reduce_risk() {
	ExtBuilder::build_and_execute(|| {
		quorum(BTC, Quorum::Full);
		lag(0);
		assert_eq!(Guard::phase(BTC), Phase::Open);
		SafeMode::set(true);
		assert_eq!(Guard::phase(BTC), Phase::RiskReducing);
		quorum(BTC, Quorum::Reduced);
		assert_eq!(Guard::phase(BTC), Phase::RiskReducing);
		assert_eq!(Guard::phase(ETH), Phase::CancelOnly);
	});
}

#[test]
fn a_lag_counts_slots_and_not_blocks() {
	ExtBuilder::build_and_execute(|| {
		quorum(BTC, Quorum::Full);
		lag(0);
		// Eight blocks, each four slots after the last: lag 32 in slots.
		for _ in 0..8 {
			block_after(4);
		}
		assert_eq!(Guard::finality(), (Finalized::get(), 32));
		assert_eq!(Guard::phase(BTC), Phase::RiskReducing);
		Finalized::mutate(|finalized| *finalized += 1);
		assert_eq!(Guard::finality().1, 28);
		assert_eq!(Guard::phase(BTC), Phase::Open);
	});
}

#[test]
fn a_chain_starts_closed_and_opens_with_its_first_quorum() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(Guard::phase(BTC), Phase::CancelOnly);
		blocks(1);
		assert_eq!(Guard::phase(BTC), Phase::CancelOnly);
		assert_eq!(Guard::empty_share(), 0);
		// Blocks 1 to 4 hold no report yet.
		blocks(4);
		quorum(BTC, Quorum::Full);
		Finalized::set(2);
		assert_eq!(Guard::finality(), (2, 3));
		assert_eq!(Guard::phase(BTC), Phase::Open);
		assert_eq!(Guard::phase(ETH), Phase::CancelOnly);
	});
}

#[test]
fn a_chain_that_comes_back_reopens_when_the_window_has_filled() {
	ExtBuilder::build_and_execute(|| {
		quorum(BTC, Quorum::Full);
		lag(0);
		block_after(10_000);
		Finalized::mutate(|finalized| *finalized += 1);
		assert_eq!(Guard::empty_share(), 9_967);
		// 165 of 300 filled are exactly 45 % empty.
		for filled in 2..=170 {
			block_after(1);
			Finalized::mutate(|finalized| *finalized += 1);
			let expected = if filled < 165 { Phase::RiskReducing } else { Phase::Open };
			assert_eq!(Guard::phase(BTC), expected, "{filled}");
		}
	});
}

#[test]
fn a_halt_leaves_risk_reducing_orders_and_ends_after_a_day() {
	ExtBuilder::build_and_execute(|| {
		quorum(BTC, Quorum::Full);
		quorum(ETH, Quorum::Full);
		lag(0);
		assert_noop!(Guard::halt(RuntimeOrigin::signed(1), BTC), DispatchError::BadOrigin);
		assert_noop!(
			Guard::halt(RuntimeOrigin::signed(GUARDIAN), UnderlyingId(9)),
			Error::<Test>::UnknownUnderlying
		);
		assert_ok!(Guard::halt(RuntimeOrigin::signed(GUARDIAN), BTC));
		assert_noop!(
			Guard::halt(RuntimeOrigin::signed(GUARDIAN), BTC),
			Error::<Test>::AlreadyHalted
		);
		assert_eq!(Guard::phase(BTC), Phase::RiskReducing);
		assert_eq!(Guard::phase(ETH), Phase::Open);
		quorum(BTC, Quorum::Lost);
		assert_eq!(Guard::phase(BTC), Phase::CancelOnly);
		quorum(BTC, Quorum::Full);

		at(24 * HOUR - 1);
		assert_eq!(Guard::halted_until(BTC), Some(Timestamp(24 * HOUR)));
		assert_eq!(Guard::phase(BTC), Phase::RiskReducing);
		at(24 * HOUR);
		assert_eq!(Guard::phase(BTC), Phase::Open);
		assert_noop!(Guard::lift_halt(RuntimeOrigin::root(), BTC), Error::<Test>::NotHalted);
		watch();
		assert_eq!(HaltedUntil::<Test>::get(BTC), None);
	});
}

#[test]
fn only_the_admin_lifts_a_halt() {
	ExtBuilder::build_and_execute(|| {
		quorum(BTC, Quorum::Full);
		lag(0);
		assert_ok!(Guard::halt(RuntimeOrigin::root(), BTC));
		assert_noop!(
			Guard::lift_halt(RuntimeOrigin::signed(GUARDIAN), BTC),
			DispatchError::BadOrigin
		);
		assert_ok!(Guard::lift_halt(RuntimeOrigin::root(), BTC));
		assert_eq!(Guard::phase(BTC), Phase::Open);
		assert_eq!(
			events(),
			vec![
				Event::MarketHalted { underlying: BTC, until: Timestamp(24 * HOUR) },
				Event::HaltLifted { underlying: BTC },
			]
		);
	});
}

#[test]
fn a_change_of_phase_is_told_once() {
	ExtBuilder::build_and_execute(|| {
		blocks(1);
		watch();
		watch();
		quorum(BTC, Quorum::Full);
		watch();
		watch();
		let told = |underlying, phase| Event::PhaseChanged { underlying, phase };
		assert_eq!(
			events(),
			vec![
				told(BTC, Phase::CancelOnly),
				told(ETH, Phase::CancelOnly),
				told(BTC, Phase::Open),
			]
		);
	});
}

#[test]
fn m10_the_watch_respects_its_meter() {
	ExtBuilder::build_and_execute(|| {
		blocks(1);
		let each = <() as WeightInfo>::watch();
		let mut meter = WeightMeter::with_limit(each * 2 - Weight::from_parts(1, 0));
		crate::PhaseWatch::<Test>::run(&mut meter);
		assert_eq!(LastPhase::<Test>::iter_keys().collect::<Vec<_>>(), vec![BTC]);
		assert_eq!(meter.consumed(), each);
		watch();
		assert_eq!(LastPhase::<Test>::iter().count(), 2);
	});
}
