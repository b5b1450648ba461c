//! What holds for every slice that the projection gives.
#![allow(
	missing_docs,
	clippy::cast_possible_truncation,
	clippy::cast_possible_wrap,
	clippy::cast_sign_loss
)]

mod common;

use common::{fixed, float, ULP};
use proptest::{prelude::*, test_runner::FileFailurePersistence};
use tenor_math::{
	black76::price,
	surface::{
		projection::{GREATEST_VARIANCE, LEAST_VARIANCE, TOLERANCE},
		smile::{butterfly, calendar},
		term::{variance_in_time, Pillar},
		Grid, Repair, Scan, Slice, Smile, Ssvi, SurfaceError, Svi, NODES,
	},
	Fixed,
	OptionKind::Call,
};

type Nodes = [Fixed; 25];

fn grid() -> Grid<25> {
	Grid::new(NODES).unwrap()
}

fn bits(bits: i128) -> Fixed {
	Fixed::from_bits(bits)
}

/// A variance of any size that a node may have.
fn any_variance() -> impl Strategy<Value = Fixed> {
	(LEAST_VARIANCE.to_bits()..=GREATEST_VARIANCE.to_bits(), 0u32..46)
		.prop_map(|(w, shift)| bits(w >> shift).max(LEAST_VARIANCE))
}

/// Nodes of a level with noise of up to a share of it: from hardly arbitrage to nothing else.
fn any_nodes() -> impl Strategy<Value = Nodes> {
	let noisy = (any_variance(), 0u32..40, prop::array::uniform25(-(1i128 << 63)..1 << 63))
		.prop_map(|(level, calm, noise)| {
			noise.map(|noise| {
				let moved = level.checked_mul(bits(noise >> calm)).unwrap();
				level.checked_add(moved).unwrap().clamp(LEAST_VARIANCE, GREATEST_VARIANCE)
			})
		});
	let smile = (0.0002..0.5f64, -0.9..0.9f64, 0.2..12.0f64).prop_map(|(theta, rho, phi)| {
		let of = |x: f64| fixed(&format!("{x:.15}"));
		let slice = Ssvi { theta: of(theta), rho: of(rho), phi: of(phi) };
		NODES.map(|k| slice.at(k).unwrap().variance.clamp(LEAST_VARIANCE, GREATEST_VARIANCE))
	});
	prop_oneof![noisy, prop::array::uniform25(any_variance()), smile]
}

fn config() -> ProptestConfig {
	ProptestConfig {
		cases: 1_000,
		failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
			"tests/projection.proptest-regressions",
		))),
		..ProptestConfig::default()
	}
}

/// The option out of the money in a wing, over the lesser of forward and strike, so that both wings
/// are alike: the call on `k` outwards.
fn wing_value(outwards: i128, variance: Fixed) -> f64 {
	float(price(Call, bits(outwards).exp().unwrap(), variance).unwrap())
}

/// Prices of calls on the nodes, checked pair by pair and triple by triple.
fn assert_no_butterfly(slice: &Slice<25>) {
	let grid = grid();
	let calls: Vec<(Fixed, Fixed)> = grid
		.strikes()
		.iter()
		.zip(slice.variances())
		.map(|(strike, w)| (*strike, price(Call, *strike, *w).unwrap()))
		.collect();
	let tolerance = TOLERANCE.to_bits();
	for pair in calls.windows(2) {
		let [low, high] = pair else { unreachable!() };
		assert!((high.1.to_bits() - low.1.to_bits()) <= tolerance, "{slice:?}");
	}
	let anchor = (Fixed::ZERO, Fixed::ONE);
	let with_anchor: Vec<_> = core::iter::once(anchor).chain(calls).collect();
	for (middle, at) in with_anchor.iter().enumerate() {
		for left in &with_anchor[..middle] {
			for right in &with_anchor[middle + 1..] {
				// The line by floats of differences: exact enough for 2^-44 of slack.
				let share = float(right.0.checked_sub(at.0).unwrap())
					/ float(right.0.checked_sub(left.0).unwrap());
				let fall = float(left.1.checked_sub(right.1).unwrap());
				let line = float(right.1) + fall * share;
				assert!(float(at.1) <= line + float(TOLERANCE) + 1e-15, "{slice:?}");
			}
		}
	}
	assert!(grid.butterfly(slice.variances()) <= TOLERANCE);
}

/// The least worth of three strikes 1/200 of the forward apart about these, over the forward.
fn least_butterfly(slice: &Slice<25>, about: impl IntoIterator<Item = Fixed>) -> f64 {
	let grid = grid();
	let width = Fixed::from_ratio(1, 200).unwrap();
	let call = |strike: Fixed| {
		let w = grid.variance(slice, strike.ln().unwrap()).unwrap();
		float(price(Call, strike, w).unwrap())
	};
	let worth = |k: Fixed| {
		let strike = k.exp().unwrap();
		let beside = [strike.checked_sub(width), strike.checked_add(width)];
		let [low, high] = beside.map(|strike| call(strike.unwrap()));
		low + high - 2.0 * call(strike)
	};
	about.into_iter().map(worth).fold(0.0, f64::min)
}

/// Every node, and seven points between it and the next.
fn points() -> impl Iterator<Item = Fixed> {
	NODES.windows(2).flat_map(|pair| {
		let step = (pair[1].to_bits() - pair[0].to_bits()) / 8;
		(0..8).map(move |eighth| bits(pair[0].to_bits() + step * eighth))
	})
}

proptest! {
	#![proptest_config(config())]

	#[test]
	fn no_butterfly_is_left_for_any_input(reported in any_nodes()) {
		let found = grid().project(&reported, None).unwrap();
		assert_no_butterfly(&found.slice);
		// Nodes only come down.
		for (before, after) in reported.iter().zip(found.slice.variances()) {
			prop_assert!(after <= before && *after >= LEAST_VARIANCE);
		}
	}

	#[test]
	fn no_arbitrage_is_left_against_the_earlier_expiries(
		first in any_nodes(),
		second in any_nodes(),
		third in any_nodes(),
		k in -10i128 << 64..10 << 64,
	) {
		let grid = grid();
		let first = grid.project(&first, None).unwrap().slice;
		let second = grid.project(&second, Some(&first)).unwrap().slice;
		let third = grid.project(&third, Some(&second)).unwrap().slice;
		for (earlier, later) in [(&first, &second), (&second, &third)] {
			assert_no_butterfly(later);
			let scan = Scan { first: -640, last: 640, per_unit: 64 };
			let least = calendar(&grid.smile(earlier), &grid.smile(later), scan).unwrap();
			prop_assert!(least.value >= Fixed::ZERO);
			prop_assert!(grid.variance(earlier, bits(k)) <= grid.variance(later, bits(k)));
			let far = Fixed::from_int(-1 << 60);
			prop_assert!(grid.variance(earlier, far) <= grid.variance(later, far));
		}
	}

	#[test]
	fn a_second_projection_changes_nothing(first in any_nodes(), second in any_nodes()) {
		let grid = grid();
		let first = grid.project(&first, None).unwrap().slice;
		let again = grid.project(first.variances(), None).unwrap();
		prop_assert_eq!((again.slice, again.repair), (first, Repair::default()));
		let second = grid.project(&second, Some(&first)).unwrap().slice;
		let again = grid.project(second.variances(), Some(&first)).unwrap();
		prop_assert_eq!((again.slice, again.repair), (second, Repair::default()));
	}

	#[test]
	fn what_has_no_arbitrage_is_not_touched(
		theta in 0.0002..0.5f64,
		growth in 1.0..4.0f64,
		rho in -0.9..0.9f64,
		steep in 0.05..0.98f64,
	) {
		let of = |x: f64| fixed(&format!("{x:.15}"));
		// The steepest curvature that the inequalities of SSVI allow, times a share.
		let tilt = 1.0 + rho.abs();
		let phi = steep * (4.0 / (theta * growth * tilt)).min((4.0 / (theta * growth * tilt)).sqrt());
		let of_theta = |theta: f64| Ssvi { theta: of(theta), rho: of(rho), phi: of(phi) };
		let (early, late) = (of_theta(theta), of_theta(theta * growth));
		prop_assume!(late.is_butterfly_free() && late.is_calendar_free_after(&early));
		let nodes = |slice: &Ssvi| NODES.map(|k| slice.at(k).unwrap().variance);
		prop_assume!(nodes(&early).iter().chain(&nodes(&late)).all(|w| *w >= LEAST_VARIANCE));
		let grid = grid();
		let first = grid.project(&nodes(&early), None).unwrap();
		prop_assert_eq!(first.repair, Repair::default());
		prop_assert_eq!(*first.slice.variances(), nodes(&early));
		// Its nodes bend up, and no strikes between them form a butterfly either.
		prop_assert!(least_butterfly(&first.slice, points()) > -1e-15);
		let second = grid.project(&nodes(&late), Some(&first.slice)).unwrap();
		prop_assert_eq!(second.repair, Repair::default());
	}

	#[test]
	fn the_size_of_the_repair_is_the_greatest_move(reported in any_nodes(), before in any_nodes()) {
		let grid = grid();
		let before = grid.project(&before, None).unwrap().slice;
		let found = grid.project(&reported, Some(&before)).unwrap();
		let moves: Vec<i128> = reported
			.iter()
			.zip(found.slice.variances())
			.map(|(from, to)| (to.to_bits() - from.to_bits()).abs())
			.collect();
		let moved = moves.iter().filter(|size| **size != 0).count();
		prop_assert_eq!(found.repair.nodes as usize, moved);
		prop_assert_eq!(found.repair.variance.to_bits(), *moves.iter().max().unwrap());
		prop_assert_eq!(found.repair.relative == Fixed::ZERO, moved == 0);
	}

	#[test]
	fn wings_rise_outwards_and_hold_no_butterfly(
		first in any_nodes(),
		second in any_nodes(),
		// At the left node itself the slope is that of the segment to its right.
		from in (0i128..20 << 64, 0u32..64).prop_map(|(from, shift)| 1 + (from >> shift)),
		by in 0i128..20 << 64,
	) {
		let grid = grid();
		let first = grid.project(&first, None).unwrap().slice;
		let second = grid.project(&second, Some(&first)).unwrap().slice;
		for slice in [first, second] {
			let (left, right) = slice.wings();
			for slope in [left, right] {
				prop_assert!(slope >= Fixed::ZERO && slope < Fixed::from_int(2));
			}
			let end = NODES[24].to_bits();
			let at = |k: i128| grid.variance(&slice, bits(k)).unwrap();
			let smile = grid.smile(&slice);
			for side in [1, -1] {
				let (near, far) = (at(side * (end + from)), at(side * (end + from + by)));
				prop_assert!(near <= far);
				prop_assert!(wing_value(end + from, near) >= wing_value(end + from + by, far) - float(TOLERANCE));
				let k = bits(side * (end + from));
				let g = float(smile.at(k).unwrap().durrleman(k).unwrap());
				// Variance is rounded down by an ulp, slopes and terms by some.
				prop_assert!(g >= -16.0 * ULP * (1.0 + 1.0 / float(near)), "{} {:?}", g, slice);
				// Lee's bound on the growth, to an ulp of rounding.
				prop_assert!(far.to_bits() - near.to_bits() <= 2 * by + 1);
			}
			prop_assert_eq!(at(end), slice.variances()[24]);
			prop_assert_eq!(at(-end), slice.variances()[0]);
		}
	}

	#[test]
	fn between_nodes_variance_is_on_the_line(reported in any_nodes(), at in 0usize..24, share in 0i128..1 << 64) {
		let grid = grid();
		let slice = grid.project(&reported, None).unwrap().slice;
		let (low, high) = (NODES[at].to_bits(), NODES[at + 1].to_bits());
		let share = share >> 32;
		let k = low + ((high - low) >> 32) * share;
		let (left, right) = (slice.variances()[at].to_bits(), slice.variances()[at + 1].to_bits());
		let exact = left + (((right - left) * share) >> 32);
		let found = grid.variance(&slice, bits(k)).unwrap().to_bits();
		prop_assert_eq!(found, exact);
		prop_assert!((left.min(right)..=left.max(right)).contains(&found));
	}

	/// Also where the width of a segment is no power of two, so that the share of the way is rounded.
	#[test]
	fn variance_is_never_above_the_line(left in 1i128 << 26..1 << 40, right in 1i128 << 26..1 << 40, width in 1i128 << 60..1 << 64, way in 0i128..1 << 60) {
		let grid = Grid::new([bits(0), bits(width)]).unwrap();
		let slice = grid.project(&[bits(left), bits(right)], None).unwrap().slice;
		let [left, right] = slice.variances().map(Fixed::to_bits);
		let exact = (left * (width - way) + right * way) / width;
		prop_assert_eq!(grid.variance(&slice, bits(way)), Some(bits(exact)));
	}

	#[test]
	fn answers_for_any_bits(reported in prop::array::uniform25(any::<i128>()), nodes in prop::array::uniform5(any::<i128>()), shift in 0u32..127, k: i128) {
		let grid = grid();
		let reported = reported.map(|w| bits(w >> shift));
		let found = grid.project(&reported, None);
		let outside = reported.iter().position(|w| *w < LEAST_VARIANCE || *w > GREATEST_VARIANCE);
		prop_assert_eq!(found.err(), outside.map(|node| SurfaceError::Variance { node: node as u32 }));
		grid.butterfly(&reported);
		if let Ok(found) = found {
			let smile = grid.smile(&found.slice);
			let local = smile.at(bits(k));
			local.and_then(|local| local.density(bits(k)));
		}
		let nodes = nodes.map(|node| bits(node >> shift));
		if let Some(other) = Grid::new(nodes) {
			let _ = other.project(&[Fixed::ONE; 5], None).unwrap();
		}
	}

	#[test]
	fn variance_between_expiries_is_linear_and_rises(
		pillars in prop::collection::vec((1u64..50_000_000, 0i128..1 << 68), 1..6),
		at in 0u64..60_000_000,
		later in 0u64..10_000_000,
	) {
		let (mut seconds, mut variance) = (0, 0);
		let pillars: Vec<Pillar> = pillars
			.into_iter()
			.map(|(time, rise)| {
				seconds += time;
				variance += rise;
				Pillar { seconds, variance: bits(variance) }
			})
			.collect();
		let of = |seconds| variance_in_time(&pillars, seconds).unwrap();
		prop_assert!(of(at) <= of(at + later));
		for pillar in &pillars {
			prop_assert_eq!(of(pillar.seconds), pillar.variance);
		}
		prop_assert_eq!(of(0), Fixed::ZERO);
	}

	#[test]
	fn times_and_variances_of_any_bits_are_answered(pillars: Vec<(u64, i128)>, at: u64) {
		let pillars: Vec<Pillar> = pillars
			.into_iter()
			.map(|(seconds, variance)| Pillar { seconds, variance: bits(variance) })
			.collect();
		let _ = variance_in_time(&pillars, at);
	}
}

#[test]
fn variance_in_time_by_hand() {
	let pillars = [
		Pillar { seconds: 100, variance: bits(1_000) },
		Pillar { seconds: 300, variance: bits(2_001) },
	];
	let of = |seconds| variance_in_time(&pillars, seconds).unwrap().to_bits();
	assert_eq!([of(50), of(100), of(200), of(300), of(600)], [500, 1_000, 1_500, 2_001, 4_002]);
	assert_eq!(variance_in_time(&[], 5), None);
	assert_eq!(variance_in_time(&[Pillar { seconds: 0, ..pillars[0] }], 5), None);
	assert_eq!(variance_in_time(&[pillars[1], pillars[0]], 200), None);
}

#[test]
fn a_spike_comes_down_onto_the_line_and_a_dent_pulls_its_neighbours() {
	let grid = grid();
	let flat = [fixed("0.01"); 25];
	let mut spiked = flat;
	spiked[12] = fixed("0.02");
	let found = grid.project(&spiked, None).unwrap();
	assert_eq!(found.repair.nodes, 1);
	// The line between the neighbours is above the flat slice: convex.
	let repaired = found.slice.variances()[12];
	assert!(repaired > flat[12] && repaired < fixed("0.0103"), "{}", float(repaired));
	assert!((float(found.repair.relative) - 0.49).abs() < 0.01);

	let mut earlier = flat;
	earlier[24] = fixed("0.011");
	let before = grid.project(&earlier, None).unwrap().slice;
	let found = grid.project(&flat, Some(&before)).unwrap();
	assert_eq!((found.repair.nodes, found.slice.variances()[24]), (1, fixed("0.011")));
}

/// Where one bit of variance moves a price the most, the tolerance still covers it.
#[test]
fn nodes_close_together_at_the_least_variance_are_projected() {
	let grid = Grid::new([-2i128, -1, 0, 1, 2].map(|k| bits(k << 45))).unwrap();
	let mut reported = [LEAST_VARIANCE; 5];
	reported[2] = bits(LEAST_VARIANCE.to_bits() * 16);
	let found = grid.project(&reported, None).unwrap();
	assert_eq!(found.repair.nodes, 1);
	assert!(grid.butterfly(&reported) > TOLERANCE);
	assert!(grid.butterfly(found.slice.variances()) <= TOLERANCE);
	let again = grid.project(found.slice.variances(), None).unwrap();
	assert_eq!((again.slice, again.repair), (found.slice, Repair::default()));
	// The price is on the line to two bits of variance, not only somewhere below.
	let higher = found.slice.variances()[2].checked_add(bits(8)).unwrap();
	let mut above = *found.slice.variances();
	above[2] = higher;
	assert!(grid.butterfly(&above) > Fixed::ZERO);
}

/// A last segment with a slope of 2 by all but its roundings: a wing that went on with it would be worth
/// 0.48256 at the node and 0.48560 at k = 6.45.
#[test]
fn calls_fall_on_the_wing_of_a_segment_that_is_too_steep() {
	let mut reported = [fixed("3.7"); 25];
	reported[24] = fixed("4.7");
	let grid = grid();
	let slice = grid.project(&reported, None).unwrap().slice;
	let calls: Vec<f64> = (96..2_560)
		.map(|sixty_fourth| {
			let k = Fixed::from_ratio(sixty_fourth, 64).unwrap();
			wing_value(k.to_bits(), grid.variance(&slice, k).unwrap())
		})
		.collect();
	assert!(calls.is_sorted_by(|near, far| near > far), "{calls:?}");
	// min(2w/(k + S), 2S/(1 + w/2)), S = √(w(1 + w/4)), at what the projection left of 4.7.
	let w = float(slice.variances()[24]);
	let s = (w * (1.0 + w / 4.0)).sqrt();
	let steepest = (2.0 * w / (1.5 + s)).min(2.0 * s / (1.0 + w / 2.0));
	let (_, right) = slice.wings();
	assert!(w > 4.69 && (float(right) - steepest).abs() < 1e-15, "{w} {} {steepest}", float(right));
}

/// A grid is only made of nodes that rise and have strikes of their own.
#[test]
fn grids_that_make_no_sense_are_refused() {
	let of = |a, b| Grid::new([bits(a), bits(b)]).is_some();
	assert!(of(0, 1 << 60) && of(-8 << 64, 8 << 64));
	assert!(!of(0, 0) && !of(1, 0) && !of(0, (8 << 64) + 1) && !of(i128::MIN, 0));
	assert!(!of(-8 << 64, (-8 << 64) + 1));
}

/// A smile that bends down in its wings leaves butterflies around the nodes there: how great.
#[test]
fn butterflies_around_nodes_that_bend_down_are_bounded() {
	let grid = grid();
	let mut worst = 0.0f64;
	for theta in ["0.001", "0.005", "0.02", "0.1"] {
		let theta = fixed(theta);
		// w = theta (1 + 3 k^2/(k^2 + 10 theta)): four times as high far out as at the money.
		let reported = NODES.map(|k| {
			let square = k.checked_mul(k).unwrap();
			let wide = square.checked_add(theta.saturating_mul(Fixed::from_int(10))).unwrap();
			let rise = square.checked_div(wide).unwrap().saturating_mul(Fixed::from_int(3));
			theta.checked_mul(Fixed::ONE.checked_add(rise).unwrap()).unwrap()
		});
		let found = grid.project(&reported, None).unwrap();
		assert_eq!(found.repair, Repair::default());
		// Strikes 1/200 of the forward apart.
		let call = |strike: i128| {
			let strike = Fixed::from_ratio(strike, 200).unwrap();
			let w = grid.variance(&found.slice, strike.ln().unwrap()).unwrap();
			float(price(Call, strike, w).unwrap())
		};
		for strike in 41..1_000 {
			worst = worst.min(call(strike - 1) + call(strike + 1) - 2.0 * call(strike));
		}
	}
	println!("least butterfly of strikes 1/200 apart: {worst:.1e} of the forward");
	assert!(worst > -2e-5 && worst < 0.0, "{worst:e}");
}

/// A level with one straight wing up to a node and level beyond: what three strikes about a node that bends
/// down may be worth below zero, over 45 levels, 32 slopes, all nodes and both sides.
#[test]
fn butterflies_of_capped_wings_are_as_documented() {
	let grid = grid();
	let power = |tenths: i32| 10f64.powf(f64::from(tenths) / 10.0);
	let mut worst = 0.0f64;
	for level in (-45..0).map(power) {
		for slope in (-20..12).map(power) {
			for (cap, side) in (13..25).flat_map(|cap| [(cap, 1.0), (cap, -1.0)]) {
				let reported = NODES.map(|k| {
					let outwards = (float(k) * side).clamp(0.0, float(NODES[cap]));
					fixed(&format!("{:.15}", level + slope * outwards))
				});
				let slice = grid.project(&reported, None).unwrap().slice;
				worst = worst.min(least_butterfly(&slice, NODES));
			}
		}
	}
	println!("least butterfly of capped wings: {worst:.2e} of the forward");
	assert!(worst > -5e-4 && worst < -4e-4, "{worst:e}");
}

/// The worst that were found: a level with a wing of 0.135 up to k = −1/4; where a search over any nodes
/// ended; and nodes that bend up all the way, where a straight segment is too steep beside the money.
#[test]
fn butterflies_left_by_linear_variance_are_as_documented() {
	let of = |reported: [f64; 25]| {
		let reported = reported.map(|w| fixed(&format!("{w:.12}")));
		grid().project(&reported, None).unwrap().slice
	};
	let capped = of(NODES.map(|k| 0.03 + 0.135 * (-float(k)).clamp(0.0, 0.25)));
	let worth = least_butterfly(&capped, NODES);
	assert!((-3.5e-4..-3.3e-4).contains(&worth), "{worth:e}");

	let searched = of([
		0.000_001, 0.000_001, 0.776_24, 0.988_21, 1.034_06, 1.046_38, 1.040_76, 1.027_6, 1.047_73,
		1.066_03, 1.082_49, 1.090_03, 1.097_11, 1.103_73, 1.109_89, 1.120_81, 1.129_87, 1.137_06,
		1.145_75, 1.146_74, 1.124_81, 1.069_07, 0.838_07, 0.270_32, 0.500_03,
	]);
	let worth = least_butterfly(&searched, NODES);
	assert!((-2.4e-3..-2.2e-3).contains(&worth), "{worth:e}");

	let steep = NODES.map(|k| {
		let slope = if k.is_negative() { 0.005_088 } else { 0.012_72 };
		0.000_016_39 + slope * float(k).abs()
	});
	let convex = of(steep);
	let worth = least_butterfly(&convex, points());
	assert!((-1.5e-4..-1e-4).contains(&worth), "{worth:e}");
}

/// What is left between the nodes of market-like slices, as the documentation tells.
#[test]
fn butterflies_between_nodes_are_small() {
	let grid = grid();
	let slices = [
		// A week and three months of a crypto-like market (`svi_slices.csv`).
		["0.004", "0.06", "-0.15", "0.01", "0.08"],
		["0.05", "0.18", "-0.1", "0.02", "0.35"],
	];
	for [a, b, rho, m, sigma] in slices {
		let svi =
			Svi { a: fixed(a), b: fixed(b), rho: fixed(rho), m: fixed(m), sigma: fixed(sigma) };
		let slice = grid.project(&NODES.map(|k| svi.at(k).unwrap().variance), None).unwrap();
		assert_eq!(slice.repair, Repair::default());
		let least =
			butterfly(&grid.smile(&slice.slice), Scan { first: -400, last: 400, per_unit: 200 });
		assert!(least.unwrap().value > Fixed::ZERO, "{}", float(least.unwrap().value));
		// SVI is convex in k, so its nodes bend up only: no butterfly costs less than nothing.
		let calls: Vec<Fixed> = (20..500i64)
			.map(|strike| {
				let strike = Fixed::from_ratio(strike.into(), 100).unwrap();
				let w = grid.variance(&slice.slice, strike.ln().unwrap()).unwrap();
				price(Call, strike, w).unwrap()
			})
			.collect();
		for triple in calls.windows(3) {
			let [low, middle, high] = triple else { unreachable!() };
			let worth = low.to_bits() + high.to_bits() - 2 * middle.to_bits();
			assert!(worth >= -4, "{worth}");
		}
	}
}
