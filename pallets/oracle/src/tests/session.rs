//! Seats and keys from session to session.

use crate::{mock::*, *};
use tenor_primitives::{oracle::Report, MarketView};

#[test]
fn the_genesis_session_has_its_seats() {
	ExtBuilder::default().build_and_execute(|| {
		let context = Oracle::round_context();
		assert_eq!(context.session, 1);
		let keys: Vec<_> = seats(0, 4).into_iter().map(|(_, key)| key).collect();
		assert_eq!(context.authorities, keys);
		assert_eq!(context.subjects.len(), 1);
		assert_eq!(context.subjects[0].symbol, b"U0");
		assert_eq!(context.subjects[0].expiries, vec![SOON, LATE]);
	});
}

#[test]
fn subjects_leave_out_expiries_that_have_come() {
	ExtBuilder::default().slot(SOON.0).build_and_execute(|| {
		assert_eq!(Oracle::round_context().subjects[0].expiries, vec![LATE]);
	});
}

#[test]
fn new_keys_forget_the_reports_of_the_old() {
	ExtBuilder::default().build_and_execute(|| {
		submit(reports(&[Some(wad(100)); 4]));
		end_block();
		new_session(&seats(1, 4));
		assert_eq!(Reports::<Test>::iter().count(), 0);
		advance(2);
		end_block();
		assert_eq!(Oracle::spot(BTC), None);
		// The old holder of seat 0 signs for nobody now.
		assert_eq!(submit(vec![sign(0, report(wad(100)))]).bad_signature, 1);
	});
}

#[test]
fn the_same_seats_keep_their_reports() {
	ExtBuilder::default().build_and_execute(|| {
		let all = reports(&[Some(wad(100)); 4]);
		submit(all.clone());
		end_block();
		new_session(&seats(0, 4));
		advance(1);
		// Signed again under the new session for the same round: not taken, and no evidence.
		let again = Report { session: Session::get(), ..all[0].report.clone() };
		assert_eq!(submit(vec![sign(0, again)]).duplicate, 1);
		assert_eq!(Equivocations::<Test>::iter().count(), 0);
		end_block();
		advance(1);
		end_block();
		assert!(Oracle::spot(BTC).is_some());
	});
}

#[test]
fn m15_attendance_is_counted_and_kept_for_some_sessions() {
	ExtBuilder::default().build_and_execute(|| {
		play_spots(&[100; 4]);
		play_spots(&[100; 3]);
		new_session(&seats(2, 4));
		let kept = |session| -> Vec<_> {
			let kept = AttendanceHistory::<Test>::get(session).into_iter();
			kept.map(|(validator, seat)| (validator, seat.on_time)).collect()
		};
		assert_eq!(kept(1), [(0, 2), (1, 2), (2, 2), (3, 1)]);
		assert!(Attendances::<Test>::get().iter().all(|seat| seat.on_time == 0));
		new_session(&seats(2, 4));
		assert_eq!(kept(2), [(2, 0), (3, 0), (4, 0), (5, 0)]);
		for _ in 0..3 {
			new_session(&seats(0, 2));
			Oracle::do_try_state().unwrap();
		}
		assert!(!AttendanceHistory::<Test>::contains_key(1));
		assert_eq!(AttendanceHistory::<Test>::iter().count(), 3);
	});
}

#[test]
fn m15_evidence_is_kept_as_long_as_attendance() {
	ExtBuilder::default().build_and_execute(|| {
		submit(vec![sign(2, report(wad(100))), sign(2, report(wad(101)))]);
		end_block();
		for _ in 0..3 {
			new_session(&seats(0, 4));
			assert_eq!(Equivocations::<Test>::iter().count(), 1);
		}
		new_session(&seats(0, 4));
		assert_eq!(Equivocations::<Test>::iter().count(), 0);
	});
}

#[test]
fn the_genesis_hash_outlives_the_system_pallet_s_memory() {
	ExtBuilder::default().build_and_execute(|| {
		let hash = Oracle::genesis_hash();
		assert_ne!(hash, [0; 32]);
		end_block();
		frame_system::BlockHash::<Test>::remove(0);
		assert_eq!(Oracle::genesis_hash(), hash);
		assert_eq!(submit(vec![sign(0, report(wad(100)))]).taken, 1);
	});
}
