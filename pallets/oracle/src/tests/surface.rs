//! Smiles from reports to marks.

use crate::{mock::*, *};
use tenor_math::{
	black76::YEAR_SECS,
	surface::{
		aggregate::{reported_variance, variance_to_report},
		smile::log_moneyness,
		Smile, Ssvi, NODES,
	},
	Fixed,
};
use tenor_primitives::{
	oracle::{Report, SURFACE_NODES},
	MarketView, Price, Quorum, Series, SeriesKind, SettlementPrice, TotalVariance, WAD,
};

/// A smile with a skew, free of butterflies.
fn skewed(seconds: u64, theta_ppm: i128, rho_percent: i128) -> [u64; SURFACE_NODES] {
	let theta = Fixed::from_ratio(theta_ppm * i128::from(seconds), 1_000_000_000_000).unwrap();
	let rho = Fixed::from_ratio(rho_percent, 100).unwrap();
	let phi = Fixed::ONE.checked_div(theta.sqrt().unwrap()).unwrap();
	let smile = Ssvi { theta, rho, phi };
	NODES.map(|k| variance_to_report(smile.at(k).unwrap().variance))
}

/// A good report with smiles in it.
fn with_smiles(theta_ppm: i128, rho_percent: i128) -> Report {
	let mut report = report(wad(100));
	for seen in report.observations.as_mut() {
		for expiry in seen.expiries.as_mut() {
			expiry.variances = skewed(expiry.expiry.0 - Slot::get(), theta_ppm, rho_percent);
		}
	}
	report
}

/// The round of these reports and the next, at whose end the surface closes.
fn close(reports: [Report; 4]) {
	play(reports.into_iter().zip(0..).map(|(report, seat)| sign(seat, report)).collect());
	play_spots(&[100; 4]);
}

fn refusals() -> Vec<Event<Test>> {
	let refused = |event: &Event<Test>| matches!(event, Event::SliceRefused { .. });
	System::read_events_for_pallet().into_iter().filter(refused).collect()
}

#[test]
fn variance_at_a_strike_is_linear_in_log_moneyness() {
	ExtBuilder::default().build_and_execute(|| {
		let report = with_smiles(900_000, -40);
		let nodes = report.observations[0].expiries[1].variances;
		close([report.clone(), report.clone(), report.clone(), report]);
		let forward = Oracle::forward(BTC, LATE).unwrap().value;
		let at = |strike| Oracle::variance(BTC, LATE, strike).unwrap();
		let money = at(forward);
		assert_eq!(Oracle::expiry(BTC, LATE).unwrap().variance, money);
		let node = |index: usize| reported_variance(nodes[index]).unwrap().to_wad_floor().unwrap();
		assert_eq!(money.value, TotalVariance(node(12)));
		for (strike, low, high) in [(90, 7, 8), (102, 12, 13), (120, 17, 18), (600, 24, 24)] {
			let k = log_moneyness(forward.0, wad(strike).0).unwrap();
			let seen = at(wad(strike));
			let (from, to) = (NODES[low].max(Fixed::MIN), NODES[high]);
			if low == high {
				// The wing rises.
				assert!(seen.value.0 > node(24), "{strike}");
				continue;
			}
			assert!(from <= k && k <= to, "{strike} lies between its nodes");
			let part = k.checked_sub(from).unwrap().checked_div(to.checked_sub(from).unwrap());
			let part = part.unwrap().to_wad_floor().unwrap();
			let line = i128::try_from(node(low)).unwrap()
				+ (i128::try_from(node(high)).unwrap() - i128::try_from(node(low)).unwrap())
					* i128::try_from(part).unwrap()
					/ 1_000_000_000_000_000_000;
			assert!(seen.value.0.abs_diff(u128::try_from(line).unwrap()) < 10, "{strike}");
			assert!(seen.lo <= seen.value && seen.value <= seen.hi);
			assert_eq!((seen.at, seen.quorum), (Oracle::end_of(START / 2), Quorum::Full));
		}
		// The volatility is that of the time from when it was signed.
		let yearly = node(12) * u128::from(YEAR_SECS) / u128::from(LATE.0 - START);
		let volatility = Oracle::volatility(BTC, LATE, forward).unwrap();
		assert!((volatility * volatility / WAD).abs_diff(yearly) < yearly / 1_000_000);
		// The skew is in the marks: a put is dearer by it than a call as far out.
		let mark = |strike, kind| {
			Oracle::mark(&Series { underlying: BTC, expiry: LATE, strike: wad(strike), kind })
				.unwrap()
				.value
		};
		assert!(mark(96, SeriesKind::Put) > mark(106, SeriesKind::Call));
	});
}

#[test]
fn between_surface_rounds_the_smile_moves_with_the_forward() {
	ExtBuilder::default().build_and_execute(|| {
		let report = with_smiles(900_000, -40);
		close([report.clone(), report.clone(), report.clone(), report]);
		let before = Oracle::variance(BTC, LATE, Price(wad(90).0 / 100 * 101)).unwrap();
		play_spots(&[102; 4]);
		let after = Oracle::variance(BTC, LATE, Price(wad(90).0 / 100 * 101 / 100 * 102)).unwrap();
		assert!(before.value.0.abs_diff(after.value.0) < 10);
	});
}

#[test]
fn a_liar_s_smile_changes_nothing_beyond_the_honest() {
	ExtBuilder::default().build_and_execute(|| {
		let honest =
			[with_smiles(900_000, -40), with_smiles(910_000, -38), with_smiles(890_000, -42)];
		let mut liar = with_smiles(900_000, -40);
		for expiry in liar.observations[0].expiries.as_mut() {
			expiry.variances = [1 << 46; SURFACE_NODES];
			expiry.half_spreads = [u16::MAX; SURFACE_NODES];
		}
		let seen = honest.clone().map(|report| report.observations[0].expiries[1].variances);
		let [one, two, three] = honest;
		close([one, two, three, liar]);
		let (slice, age) = Oracle::slice(BTC, LATE).unwrap();
		assert_eq!(age, 2_000);
		for (node, variance) in slice.smile.variances().iter().enumerate() {
			let values = seen.map(|nodes| nodes[node]);
			let (least, most) = (values.iter().min().unwrap(), values.iter().max().unwrap());
			let within = reported_variance(*least).unwrap()..=reported_variance(*most).unwrap();
			assert!(within.contains(variance), "node {node}");
			assert!(slice.lo[node] <= *most && slice.hi[node] >= *least);
			assert!(slice.confidence[node] < 1_000, "node {node}");
		}
		assert_eq!(refusals(), vec![]);
	});
}

#[test]
fn medians_that_are_no_smile_are_refused_and_the_last_good_slice_ages() {
	ExtBuilder::default().build_and_execute(|| {
		let report = with_smiles(900_000, -40);
		close([report.clone(), report.clone(), report.clone(), report]);
		let (good, _) = Oracle::slice(BTC, LATE).unwrap();
		while !Report::is_surface_round(round()) {
			play_spots(&[100; 4]);
		}
		let surface = round();
		let mut wild = with_smiles(900_000, -40);
		wild.observations[0].expiries[1].variances[14] *= 2;
		close([wild.clone(), wild.clone(), wild.clone(), wild]);
		let refused = refusals();
		let [Event::SliceRefused { underlying, expiry, round, nodes, relative }] = &refused[..]
		else {
			panic!("one slice is refused: {refused:?}");
		};
		assert_eq!((*underlying, *expiry, *round), (BTC, LATE, surface));
		assert!(*nodes >= 1 && *relative > 1_000 && *relative < 10_000);
		// The other expiry is renewed.
		assert_eq!(Oracle::slice(BTC, SOON).unwrap().0.forward.at, Oracle::end_of(surface));
		let (kept, age) = Oracle::slice(BTC, LATE).unwrap();
		assert_eq!((kept, age), (good, 32_000));
		let call =
			Series { underlying: BTC, expiry: LATE, strike: wad(100), kind: SeriesKind::Call };
		assert!(Oracle::mark(&call).is_some());
		// 90 seconds after the good one nothing is valued on it, and its age still shows.
		for _ in 0..30 {
			let silent = Report::is_surface_round(crate::mock::round());
			play_spots(if silent { &[] } else { &[100; 4] });
		}
		play_spots(&[100; 4]);
		assert!(Oracle::slice(BTC, LATE).unwrap().1 > 90_000);
		assert_eq!(Oracle::mark(&call), None);
		assert_eq!(Oracle::variance(BTC, LATE, wad(100)), None);
		// What settlement compares with does not need a smile.
		assert_eq!(Oracle::last_forward(BTC, LATE), None);
	});
}

#[test]
fn repairs_within_the_tolerance_are_taken_and_counted() {
	ExtBuilder::default().build_and_execute(|| {
		Parameters::<Test>::mutate(|parameters| parameters.surface_tolerance = 5_000);
		let mut bent = with_smiles(900_000, -40);
		let node = &mut bent.observations[0].expiries[1].variances[14];
		*node += *node / 2;
		close([bent.clone(), bent.clone(), bent.clone(), bent.clone()]);
		System::assert_has_event(
			Event::SurfaceAccepted { underlying: BTC, round: START / 2, expiries: 2, repaired: 1 }
				.into(),
		);
		let (slice, _) = Oracle::slice(BTC, LATE).unwrap();
		let reported = bent.observations[0].expiries[1].variances[14];
		assert!(slice.smile.variances()[14] < reported_variance(reported).unwrap());
		assert!(slice.lo[14] < reported && slice.hi[14] == reported);
	});
}
