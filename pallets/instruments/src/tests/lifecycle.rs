//! From Listed to pruned, halts, and the order in which expiries come due.

use crate::{mock::*, Error, Event, Scope};
use frame_support::{assert_noop, assert_ok};
use proptest::prelude::*;
use sp_core::storage::StateVersion;
use sp_io::storage::root as storage_root;
use sp_runtime::DispatchError;
use tenor_primitives::{
	Expiry, InstrumentInspect, InstrumentLifecycle, SeriesId, SeriesStatus, UnderlyingId,
};

const FUTURE: SeriesId = SeriesId(0);
const CALL: SeriesId = SeriesId(1);
const PUT: SeriesId = SeriesId(2);

fn list(underlying: UnderlyingId, expiry: u64, opens: u64) {
	assert_ok!(Instruments::list_series(
		RuntimeOrigin::root(),
		underlying,
		Expiry(START + expiry),
		vec![usd(60_000)].try_into().unwrap(),
		Expiry(START + opens).timestamp(),
	));
}

#[test]
fn status_follows_the_time_and_writes_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		list(BTC, HOUR, 60);
		let root = storage_root(StateVersion::V1);
		let expected = [
			(0, SeriesStatus::Listed),
			(59, SeriesStatus::Listed),
			(60, SeriesStatus::Trading),
			(HOUR - 1, SeriesStatus::Trading),
			(HOUR, SeriesStatus::Expired),
			(9 * HOUR, SeriesStatus::Expired),
		];
		for (seconds, status) in expected {
			at(seconds);
			assert_eq!(Instruments::status(CALL), Some(status), "after {seconds} s");
		}
		assert_eq!(storage_root(StateVersion::V1), root);
		Instruments::settle(BTC, Expiry(START + HOUR));
		assert_eq!(Instruments::status(CALL), Some(SeriesStatus::Settled));
		assert_eq!(Instruments::expiries(BTC), vec![]);
		Instruments::prune(CALL);
		assert_eq!(Instruments::status(CALL), None);
		assert_eq!(Instruments::status(PUT), Some(SeriesStatus::Settled));
		Instruments::prune(PUT);
		Instruments::prune(FUTURE);
		assert_eq!(Instruments::series_of(BTC, Expiry(START + HOUR)), vec![]);
	});
}

#[test]
fn ids_are_never_reused() {
	ExtBuilder::default().build_and_execute(|| {
		list(BTC, HOUR, 0);
		at(HOUR);
		Instruments::settle(BTC, Expiry(START + HOUR));
		[FUTURE, CALL, PUT].into_iter().for_each(Instruments::prune);
		list(BTC, 2 * HOUR, 0);
		assert_eq!(
			Instruments::series_of(BTC, Expiry(START + 2 * HOUR)),
			[320, 321, 322].map(SeriesId)
		);
	});
}

#[test]
fn the_earliest_expiry_comes_due_first() {
	ExtBuilder::default().build_and_execute(|| {
		list(BTC, 3 * HOUR, 0);
		list(ETH, 2 * HOUR, 0);
		list(BTC, HOUR, 0);
		let due = || Instruments::due(Now::get());
		assert_eq!(due(), None);
		at(9 * HOUR);
		for (underlying, hours) in [(BTC, 1), (ETH, 2), (BTC, 3)] {
			let expiry = Expiry(START + hours * HOUR);
			assert_eq!(due(), Some((underlying, expiry)));
			Instruments::settle(underlying, expiry);
			Instruments::do_try_state().unwrap();
		}
		assert_eq!(due(), None);
		// Settled twice is settled once.
		let before = events().len();
		Instruments::settle(BTC, Expiry(START + HOUR));
		assert_eq!(events().len(), before);
	});
}

#[test]
fn m02_only_settled_series_are_pruned() {
	ExtBuilder::default().build_and_execute(|| {
		list(BTC, HOUR, 0);
		Instruments::prune(CALL);
		Instruments::prune(SeriesId(77));
		at(HOUR);
		Instruments::prune(CALL);
		assert_eq!(Instruments::status(CALL), Some(SeriesStatus::Expired));
	});
}

#[test]
fn a_halt_lasts_until_the_admin_resumes_exactly_it() {
	ExtBuilder::default().build_and_execute(|| {
		list(BTC, 100 * HOUR, 0);
		let halt = |scope| Instruments::halt(RuntimeOrigin::root(), scope);
		let resume = |scope| Instruments::resume(RuntimeOrigin::root(), scope);
		let (series, underlying) = (Scope::Series(CALL), Scope::Underlying(BTC));
		let anyone = RuntimeOrigin::signed(ALICE);
		assert_noop!(Instruments::halt(anyone.clone(), series), DispatchError::BadOrigin);
		assert_ok!(halt(series));
		assert_noop!(halt(series), Error::<Test>::AlreadyHalted);
		assert_eq!(Instruments::status(CALL), Some(SeriesStatus::Halted));
		assert_eq!(Instruments::status(PUT), Some(SeriesStatus::Trading));
		assert_noop!(Instruments::resume(anyone, series), DispatchError::BadOrigin);
		assert_noop!(resume(underlying), Error::<Test>::NotHalted);

		assert_ok!(halt(underlying));
		at(90 * HOUR);
		assert_eq!(Instruments::status(PUT), Some(SeriesStatus::Halted));
		assert_ok!(resume(underlying));
		assert_eq!(Instruments::status(PUT), Some(SeriesStatus::Trading));
		assert_eq!(Instruments::status(CALL), Some(SeriesStatus::Halted));
		assert_ok!(resume(series));
		assert_eq!(Instruments::status(CALL), Some(SeriesStatus::Trading));
		assert_noop!(resume(series), Error::<Test>::NotHalted);
	});
}

#[test]
fn an_expiry_is_halted_with_all_its_series_and_expires_all_the_same() {
	ExtBuilder::default().build_and_execute(|| {
		list(BTC, HOUR, 0);
		list(BTC, 2 * HOUR, 0);
		let scope = Scope::Expiry(BTC, Expiry(START + HOUR));
		assert_ok!(Instruments::halt(RuntimeOrigin::root(), scope));
		assert_eq!(Instruments::status(PUT), Some(SeriesStatus::Halted));
		assert_eq!(Instruments::status(FUTURE), Some(SeriesStatus::Halted));
		// Each expiry begins on a page of its own.
		assert_eq!(Instruments::status(SeriesId(320)), Some(SeriesStatus::Trading));
		at(HOUR);
		assert_eq!(Instruments::status(PUT), Some(SeriesStatus::Expired));
		for (scope, error) in [
			(Scope::Underlying(UnderlyingId(9)), Error::<Test>::UnknownUnderlying),
			(Scope::Expiry(BTC, Expiry(1)), Error::<Test>::UnknownExpiry),
			(Scope::Series(SeriesId(9)), Error::<Test>::UnknownSeries),
		] {
			assert_noop!(Instruments::halt(RuntimeOrigin::root(), scope), error);
		}
	});
}

proptest! {
	/// Each scope is halted and resumed for itself.
	#[test]
	fn a_series_is_halted_exactly_if_something_above_it_or_it_is(
		acts in prop::collection::vec((any::<bool>(), 0usize..7), 1..30),
	) {
		ExtBuilder::default().build_and_execute(|| {
			list(BTC, HOUR, 0);
			list(BTC, 2 * HOUR, 0);
			list(ETH, HOUR, 0);
			let of = |underlying, hours| Scope::Expiry(underlying, Expiry(START + hours * HOUR));
			let series = |id| Scope::Series(SeriesId(id));
			let scopes = [
				Scope::Underlying(BTC),
				Scope::Underlying(ETH),
				of(BTC, 1),
				of(BTC, 2),
				of(ETH, 1),
				series(0),
				series(642),
			];
			let mut halted = [false; 7];
			for (halt, index) in acts {
				let (origin, scope) = (RuntimeOrigin::root(), scopes[index]);
				let events_before = events().len();
				let done = if halt {
					Instruments::halt(origin, scope)
				} else {
					Instruments::resume(origin, scope)
				};
				assert_eq!(done.is_ok(), halted[index] != halt);
				assert_eq!(events().len() - events_before, usize::from(done.is_ok()));
				halted[index] = halt;
				// Series, the scopes above it, and its own if it has one.
				for (id, above) in [
					(0, [0, 2, 5]),
					(2, [0, 2, 2]),
					(320, [0, 3, 3]),
					(640, [1, 4, 4]),
					(642, [1, 4, 6]),
				] {
					let expected = if above.iter().any(|scope| halted[*scope]) {
						SeriesStatus::Halted
					} else {
						SeriesStatus::Trading
					};
					assert_eq!(Instruments::status(SeriesId(id)), Some(expected));
				}
			}
		});
	}
}

#[test]
fn m02_a_failed_clearing_halts_its_series_only() {
	ExtBuilder::default().build_and_execute(|| {
		list(BTC, HOUR, 0);
		<Instruments as InstrumentLifecycle>::halt(CALL);
		<Instruments as InstrumentLifecycle>::halt(CALL);
		<Instruments as InstrumentLifecycle>::halt(SeriesId(77));
		assert_eq!(Instruments::status(CALL), Some(SeriesStatus::Halted));
		assert_eq!(Instruments::status(PUT), Some(SeriesStatus::Trading));
		let halted = Event::TradingHalted { scope: Scope::Series(CALL) };
		assert_eq!(events().iter().filter(|event| **event == halted).count(), 1);
	});
}

#[test]
fn m02_a_vanished_hold_does_not_keep_the_series() {
	ExtBuilder::default().build_and_execute(|| {
		use tenor_primitives::SeriesKind;
		list(BTC, HOUR, 0);
		assert_ok!(Instruments::list_series_with_deposit(
			RuntimeOrigin::signed(ALICE),
			BTC,
			Expiry(START + HOUR),
			usd(65_000),
			SeriesKind::Call,
		));
		at(HOUR);
		Instruments::settle(BTC, Expiry(START + HOUR));
		DropFails::set(true);
		Instruments::prune(SeriesId(3));
		assert_eq!(Instruments::series(SeriesId(3)), None);
		assert_eq!(
			events().split_at(events().len() - 2).1,
			[
				Event::DepositLost { series: SeriesId(3), depositor: ALICE },
				Event::SeriesPruned { series: SeriesId(3) },
			]
		);
	});
}
