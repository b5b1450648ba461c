//! SVI and SSVI against references of 50 digits and published values (`tests/vectors`).
#![allow(
	missing_docs,
	clippy::cast_possible_truncation,
	clippy::cast_possible_wrap,
	clippy::cast_sign_loss
)]

mod common;

use common::{error, fixed, float, rows, Worst, ULP};
use tenor_math::{
	surface::{
		smile::{butterfly, calendar, log_moneyness, volatility},
		Curvature, JumpWings, Local, Scan, Smile, Ssvi, Svi,
	},
	Fixed,
};

fn svi(columns: &[&str]) -> Svi {
	let [a, b, rho, m, sigma] = columns else { panic!("{columns:?}") };
	Svi { a: fixed(a), b: fixed(b), rho: fixed(rho), m: fixed(m), sigma: fixed(sigma) }
}

#[test]
fn svi_slices() {
	let names = ["w", "w'", "w''", "implied volatility", "g", "density"]
		.map(|name| format!("SVI slices: {name}"));
	let mut worst = names.map(Worst::new);
	for row in rows(include_str!("vectors/svi_slices.csv")) {
		let (slice, k) = (svi(&row[2..7]), fixed(row[7]));
		let local = slice.at(k).unwrap();
		let Local { variance, slope, curvature } = local;
		let seconds = (row[1].parse::<f64>().unwrap() * 31_536_000.0).round() as u64;
		// The columns' parameters are rounded to 2^-64, which w'' = b/sigma multiplies.
		let sharp = (float(slice.b) / float(slice.sigma).powi(2)).max(1.0);
		worst[0].meet(error(variance, row[8]), &row[..8]);
		worst[1].meet(error(slope, row[9]) / sharp.sqrt(), &row[..8]);
		worst[2].meet(error(curvature, row[10]) / sharp, &row[..8]);
		let time: f64 = row[1].parse().unwrap();
		let rounded = (seconds as f64 / 31_536_000.0 / time - 1.0).abs();
		assert!(rounded < 1e-14, "{row:?}");
		worst[3].meet(error(volatility(variance, seconds).unwrap(), row[11]), &row[..8]);
		// What the formula's terms amount to before they cancel.
		let (w, slope) = (float(variance), float(slope));
		let tilt = float(k) * slope / w;
		let size = (tilt * tilt).max(slope * slope / w).max(sharp).max(1.0 / w);
		worst[4].meet(error(local.durrleman(k).unwrap(), row[12]) / size, &row[..8]);
		worst[5].meet(
			error(local.density(k).unwrap(), row[13]) / size / w.sqrt().recip().max(1.0),
			&row[..8],
		);
	}
	for (worst, bound) in worst.iter().zip([1e-18, 1e-18, 1e-18, 1e-14, 1e-18, 1e-18]) {
		worst.hold(bound);
	}
}

#[test]
fn svi_anywhere() {
	let mut worst =
		["w", "w'", "w''", "g", "density"].map(|name| Worst::new(format!("SVI anywhere: {name}")));
	for row in rows(include_str!("vectors/own_svi.csv")) {
		let (slice, k) = (svi(&row[..5]), fixed(row[5]));
		let local = slice.at(k).unwrap();
		let sharp = (float(slice.b) / float(slice.sigma).powi(2)).max(1.0);
		let (w, slope) = (float(local.variance), float(local.slope));
		let tilt = float(k) * slope / w;
		let size = (tilt * tilt).max(slope * slope / w).max(sharp).max(1.0) / w.min(1.0);
		worst[0].meet(error(local.variance, row[6]), &row[..6]);
		worst[1].meet(error(local.slope, row[7]), &row[..6]);
		worst[2].meet(error(local.curvature, row[8]) / sharp, &row[..6]);
		worst[3].meet(error(local.durrleman(k).unwrap(), row[9]) / size, &row[..6]);
		worst[4].meet(
			error(local.density(k).unwrap(), row[10]) / size / w.sqrt().recip().max(1.0),
			&row[..6],
		);
	}
	for worst in worst {
		worst.hold(5e-19);
	}
}

#[test]
fn svi_independent_checks() {
	let mut own = Worst::new("independent checks, 20 digits");
	let mut published = Worst::new("independent checks, published");
	for row in rows(include_str!("vectors/svi_independent_checks.csv")) {
		let slice = svi(&row[1..6]);
		let (name, at) = row[6].trim_end_matches(')').split_once('(').unwrap_or((row[6], "0"));
		let k = fixed(at);
		let local = slice.at(k).unwrap();
		let wings = slice.to_jump_wings(Fixed::ONE).unwrap();
		let found = match name {
			"w" => local.variance,
			"vol" => volatility(local.variance, 31_536_000).unwrap(),
			"g" => local.durrleman(k).unwrap(),
			"jw_c" => wings.call,
			"jw_psi" => wings.skew,
			"jw_vtilde" => wings.least,
			_ => panic!("{row:?}"),
		};
		own.meet(error(found, row[8]), &row);
		published.meet(error(found, row[7]), &row);
	}
	own.hold(1e-16);
	published.hold(1e-8);
}

#[test]
fn svi_summary() {
	let mut wings = Worst::new("jump wings");
	let mut least = Worst::new("least variance");
	let mut depth = Worst::new("least g on [-3, 3]");
	let mut back = Worst::new("raw parameters from jump wings");
	for row in rows(include_str!("vectors/svi_summary.csv")) {
		let slice = svi(&row[2..7]);
		let years = fixed(row[1]);
		let jump = slice.to_jump_wings(years).unwrap();
		for (found, column) in
			[jump.variance, jump.skew, jump.put, jump.call, jump.least].into_iter().zip(7..)
		{
			// The years are rounded to 2^-64 and divide.
			wings.meet(error(found, row[column]) / years_scale(&row, column), &row[..2]);
		}
		least.meet(error(slice.least_variance().unwrap(), row[12]), &row[..2]);

		let found =
			butterfly(&slice, Scan { first: -3_000, last: 3_000, per_unit: 1_000 }).unwrap();
		depth.meet(error(found.value, row[13]), &row[..2]);
		let expected = fixed(row[14]);
		let apart = found.k.checked_sub(expected).unwrap();
		assert!(float(apart).abs() < 1e-12, "{row:?}");

		// The wide scan sees what the fine one sees.
		let wide = butterfly(&slice, Scan::WIDE).unwrap();
		assert_eq!(wide.value.is_negative(), row[15] == "yes", "{row:?}");
		let about = slice.butterfly().unwrap();
		assert!(about.value <= wide.value, "{row:?}");
		assert_eq!(about.value.is_negative(), row[15] == "yes", "{row:?}");
		assert_eq!(slice.wings_are_flat_enough(), row[16] == "no", "{row:?}");

		if row[0] != "zero_b_flat" {
			let again = jump.to_raw(years).unwrap();
			for (found, column) in
				[again.a, again.b, again.rho, again.m, again.sigma].into_iter().zip(2..)
			{
				back.meet(error(found, row[column]), &row[..2]);
			}
		}
	}
	wings.hold(1e-16);
	least.hold(1e-18);
	depth.hold(1e-12);
	back.hold(1e-16);
}

/// A slice of some hours, whose vertex lies between two points of the wide scan.
#[test]
fn butterflies_at_a_narrow_vertex_are_seen() {
	let slice = svi(&["0.0000346", "0.01555", "-0.669", "0.00186", "0.00197"]);
	let wide = butterfly(&slice, Scan::WIDE).unwrap();
	assert!((float(wide.value) - 0.0101).abs() < 1e-4, "{}", float(wide.value));
	let found = slice.butterfly().unwrap();
	assert!((float(found.value) + 0.158).abs() < 1e-3, "{}", float(found.value));
	assert!((float(found.k) + 0.00464).abs() < 5e-4, "{}", float(found.k));
	assert_eq!(Svi { sigma: Fixed::ZERO, ..slice }.butterfly(), None);
}

/// With wings as steep as 2 calls are worth more than nothing at infinite strikes, by how much the other
/// parameters decide.
#[test]
fn wings_of_2_are_too_steep() {
	let of = |b| svi(&["0.1", b, "0.25", "0", "0.1"]).wings_are_flat_enough();
	assert!(!of("1.6") && of("1.5999"));
}

fn years_scale(row: &[&str], column: usize) -> f64 {
	let size: f64 = row[column].parse().unwrap();
	size.abs().max(1.0) / row[1].parse::<f64>().unwrap()
}

/// The values that the paper of Gatheral and Jacquier prints, section 5.1.
#[test]
fn the_repair_of_the_paper_frees_the_slice_of_vogt() {
	let vogt = svi(&["-0.041", "0.1331", "0.306", "0.3586", "0.4153"]);
	// Clean near the money: a narrow scan is fooled.
	let narrow = butterfly(&vogt, Scan { first: -32, last: 32, per_unit: 64 }).unwrap();
	assert!(narrow.value > Fixed::ZERO);
	let wide = butterfly(&vogt, Scan::WIDE).unwrap();
	assert!(error(wide.value, "-0.0328").abs() < 1e-4 && error(wide.k, "0.879").abs() < 0.02);

	let printed = JumpWings {
		variance: fixed("0.01742625"),
		skew: fixed("-0.1752111"),
		put: fixed("0.6997381"),
		call: fixed("1.316798"),
		least: fixed("0.0116249"),
	};
	let repaired = printed.repaired().unwrap();
	assert!(error(repaired.call, "0.3493159").abs() < 1e-18);
	assert!(error(repaired.least, "0.01548182").abs() < 5e-9);
	let raw = repaired.to_raw(Fixed::ONE).unwrap();
	assert!(butterfly(&raw, Scan::WIDE).unwrap().value > Fixed::ZERO);
	assert!(raw.wings_are_flat_enough());
}

#[test]
fn ssvi_slices() {
	let names = ["phi, relative", "w", "g", "theta phi (1+rho)", "theta phi^2 (1+rho)"];
	let mut worst = names.map(|name| Worst::new(format!("SSVI: {name}")));
	for row in rows(include_str!("vectors/ssvi.csv")) {
		let parameters: Vec<_> = row[1].split('/').map(fixed).collect();
		let curvature = match (row[0], parameters.as_slice()) {
			("powerlaw" | "powerlaw_bad", [eta, gamma]) => {
				Curvature::PowerLaw { eta: *eta, gamma: *gamma }
			},
			("heston", [lambda]) => Curvature::Heston { lambda: *lambda },
			("sqrt", [eta]) => Curvature::SquareRoot { eta: *eta },
			_ => panic!("{row:?}"),
		};
		let slice = Ssvi::new(fixed(row[3]), fixed(row[2]), &curvature).unwrap();
		let k = fixed(row[5]);
		let local = slice.at(k).unwrap();
		let size = float(slice.phi).max(1.0);
		worst[0].meet(error(slice.phi, row[4]) / size, &row[..6]);
		worst[1].meet(error(local.variance, row[6]) / size, &row[..6]);
		let w = float(local.variance);
		worst[2].meet(error(local.durrleman(k).unwrap(), row[7]) * w.min(1.0), &row[..6]);
		let (slope, bend) = slice.butterfly_terms().unwrap();
		// Ten decimals are given.
		worst[3].meet(error(slope, row[8]), &row[..6]);
		worst[4].meet(error(bend, row[9]) / size, &row[..6]);
		assert_eq!(slice.is_butterfly_free(), row[10] == "yes", "{row:?}");
		if row[10] == "yes" {
			assert!(butterfly(&slice, Scan::WIDE).unwrap().value >= Fixed::ZERO, "{row:?}");
		}
		// The same slice as raw SVI.
		let raw = slice.to_svi().unwrap().at(k).unwrap();
		assert!(float(raw.variance.checked_sub(local.variance).unwrap()).abs() < 1e-17 * size);
	}
	for (worst, bound) in worst.iter().zip([1e-17, 1e-18, 1e-17, 1e-9, 1e-9]) {
		worst.hold(bound);
	}
}

/// Shares of the bounds that `Ssvi::at` promises, about the vertex of correlations close to 1 too.
#[test]
fn ssvi_at_exact_parameters() {
	let mut worst =
		["SSVI w, of its bound", "SSVI w', of its bound", "SSVI w'', of its bound"].map(Worst::new);
	for row in rows(include_str!("vectors/own_ssvi.csv")) {
		let slice = Ssvi { theta: fixed(row[0]), rho: fixed(row[1]), phi: fixed(row[2]) };
		let k = fixed(row[3]);
		let local = slice.at(k).unwrap();
		let [theta, rho, phi, k] = [slice.theta, slice.rho, slice.phi, k].map(float);
		let steep = 1.0 + 1.0 / ((phi * k + rho).powi(2) + (1.0 - rho) * (1.0 + rho)).sqrt();
		let bounds = [
			2.0 * (1.0 + theta),
			3.0 + 2.0 * theta * phi * steep,
			4.0 + 4.0 * phi * (1.0 + theta * phi * steep) * steep,
		];
		let found = [local.variance, local.slope, local.curvature];
		for (((worst, found), expected), bound) in
			worst.iter_mut().zip(found).zip(&row[4..]).zip(bounds)
		{
			worst.meet(error(found, expected) / (bound * ULP), &row[..4]);
		}
	}
	for worst in worst {
		worst.hold(1.0);
	}
}

/// `1/√(3·2^−60)`: in Q64 the root alone has 35 bits.
#[test]
fn curvature_by_a_small_root_keeps_its_digits() {
	let theta = Fixed::from_bits(3 << 4);
	let phi = Curvature::SquareRoot { eta: Fixed::ONE }.at(theta).unwrap().to_bits();
	let exact = 11_435_600_238_752_483_133_540_467_657i128;
	assert!((phi - exact).abs() <= exact >> 64, "{phi}");
	let below = Fixed::from_int(-1);
	assert_eq!(Curvature::SquareRoot { eta: below }.at(theta), None);
}

#[test]
fn derive_svi() {
	let mut worst = Worst::new("Derive's own SVI volatilities");
	for row in rows(include_str!("vectors/derive_svi.csv")) {
		let slice = svi(&row[1..6]);
		let amount = |text: &str| text.parse::<u128>().unwrap();
		let k = log_moneyness(amount(row[6]), amount(row[7])).unwrap();
		let seconds = (row[0].parse::<f64>().unwrap() * 31_536_000.0).round() as u64;
		let found = volatility(slice.at(k).unwrap().variance, seconds).unwrap();
		worst.meet(error(found, row[8]), &row);
	}
	worst.hold(1e-14);
}

#[test]
fn ssvi_slices_that_pass_the_inequalities_are_in_calendar_order() {
	let numbers = |texts: &[&str]| texts.iter().map(|text| fixed(text)).collect::<Vec<_>>();
	let slices: Vec<Ssvi> = numbers(&["0.002", "0.02", "0.05", "0.3"])
		.into_iter()
		.flat_map(|theta| {
			let tilts = numbers(&["-0.8", "-0.3", "0", "0.5"]);
			tilts.into_iter().flat_map(move |rho| {
				let curvatures = numbers(&["0.5", "1.5", "4", "9"]);
				curvatures.into_iter().map(move |phi| Ssvi { theta, rho, phi })
			})
		})
		.collect();
	let scan = Scan { first: -64, last: 64, per_unit: 16 };
	let (mut passed, mut refused) = (0, 0);
	for earlier in &slices {
		for later in &slices {
			let least = calendar(earlier, later, scan).unwrap().value;
			if later.is_calendar_free_after(earlier) {
				passed += 1;
				assert!(float(least) > -1e-18, "{earlier:?} {later:?} {}", float(least));
			} else if least.is_negative() {
				refused += 1;
			}
		}
	}
	assert!(passed > 500 && refused > 500, "{passed} {refused}");
}

/// `φ` of the shape of Heston tends to 1/2, also where `λθ` is below the last bit.
#[test]
fn curvature_of_the_shape_of_heston_near_zero() {
	let tiny = Fixed::from_bits(1 << 24);
	let half = Fixed::from_ratio(1, 2);
	assert_eq!(Curvature::Heston { lambda: tiny }.at(tiny), half);
	assert_eq!(Curvature::Heston { lambda: Fixed::from_bits(1) }.at(Fixed::from_bits(1)), half);
	assert_eq!(Curvature::Heston { lambda: Fixed::ZERO }.at(tiny), None);
	assert_eq!(Curvature::Heston { lambda: Fixed::from_int(-1) }.at(tiny), None);
}

#[test]
fn jump_wings_that_make_no_sense_are_refused() {
	let slice = svi(&["0.02", "0.1", "-0.3", "0.05", "0.2"]);
	assert!(slice.to_jump_wings(Fixed::ONE).is_some());
	assert_eq!(slice.to_jump_wings(Fixed::from_int(-1)), None);
	assert_eq!(slice.to_jump_wings(Fixed::ZERO), None);
	let of = |variance, skew, put, call, least| JumpWings {
		variance: fixed(variance),
		skew: fixed(skew),
		put: fixed(put),
		call: fixed(call),
		least: fixed(least),
	};
	let raw = |wings: JumpWings| wings.to_raw(Fixed::ONE).is_some();
	assert!(raw(of("0.04", "-0.05", "0.3", "0.2", "0.03")));
	assert!(!raw(of("0.04", "0.25", "-1", "-1", "0.05")));
	assert!(!raw(of("0.04", "-0.05", "0.3", "-0.1", "0.03")));
	assert!(!raw(of("0.04", "-0.05", "0.3", "0.2", "0.05")));
	assert!(!raw(of("0.04", "-0.2", "0.3", "0.2", "0.03")));
	assert!(!raw(of("0.04", "0.2", "0.3", "0.2", "0.03")));
	assert!(!raw(of("0.04", "0", "0", "0", "0.04")));
	// A time below 0 and a variance below 0 are not a variance above.
	assert_eq!(of("-0.04", "0", "0.3", "0.2", "-0.05").to_raw(Fixed::from_int(-1)), None);
}
