//! Medians, their ranges, deviations and jumps against their definitions.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tenor_math::stats::{JumpFilter, JumpRule, Report, Reports};

fuzz_target!(|input: (Vec<(u128, u64)>, u64, u128, (u32, u8, u8))| {
	let (values, silent, centre, (max_move_ppm, agreeing, rounds)) = input;
	let of = |values: &[(u128, u64)]| -> Vec<Report> {
		values.iter().map(|&(value, stake)| Report { value, stake: stake.into() }).collect()
	};
	let mut reports = of(&values);
	let mut turned = of(&values);
	turned.reverse();
	let stake: u128 = values.iter().map(|(_, stake)| u128::from(*stake)).sum();
	let total = stake + u128::from(silent);
	if let (Ok(sorted), Ok(turned)) = (Reports::new(&mut reports), Reports::new(&mut turned)) {
		let at_most =
			|v: u128| values.iter().filter(|r| r.0 <= v).map(|r| u128::from(r.1)).sum::<u128>();
		let median = sorted.median();
		assert!(at_most(median) * 2 >= stake && (median == 0 || at_most(median - 1) * 2 < stake));
		assert_eq!(median, turned.median());
		match sorted.range(total) {
			Ok(range) => {
				assert!(range.lo <= range.median && range.median <= range.hi);
				assert_eq!(range.median, median);
				assert!(
					values.iter().any(|r| r.0 == range.lo)
						&& values.iter().any(|r| r.0 == range.hi)
				);
			},
			Err(_) => assert!(stake * 3 < total),
		}
		assert_eq!(sorted.deviation(centre), turned.deviation(centre));
	}
	let rule = JumpRule { max_move_ppm, agreeing, rounds };
	let mut filter = JumpFilter::default();
	let mut held = 0u32;
	for (median, _) in values {
		held = if filter.observe(median, &rule) { 0 } else { held + 1 };
		assert!(held == 0 || held < rounds.into());
		assert_eq!(held == 0, filter.held.is_none());
	}
});
