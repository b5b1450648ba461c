//! Prices on the average of the last 30 minutes, against references of 50 digits.
#![allow(
	missing_docs,
	clippy::cast_possible_truncation,
	clippy::cast_possible_wrap,
	clippy::cast_sign_loss
)]

mod common;

use common::{fixed, rows, scaled, Worst};
use tenor_math::{averaging, OptionKind, Rounding};

/// Decimals kept of amounts: so fine that what is measured is the evaluation.
const PLACES: usize = 24;

#[test]
fn averages_before_and_inside_the_window() {
	let mut worst = Worst::new("price on the average, of the forward");
	for row in rows(include_str!("vectors/own_averaging.csv")) {
		let kind = if row[0] == "Call" { OptionKind::Call } else { OptionKind::Put };
		let amount = |column: usize| scaled(row[column], PLACES) as u128;
		let left = row[4].parse().unwrap();
		let price = |rounding| {
			averaging::price(kind, amount(1), amount(2), fixed(row[3]), left, amount(5), rounding)
				.unwrap() as i128
		};
		let (down, up) = (price(Rounding::Down), price(Rounding::Up));
		assert!((0..=1).contains(&(up - down)), "{row:?}");
		let error = (down - scaled(row[6], PLACES)) as f64 / amount(1) as f64;
		worst.meet(error, &row[..6]);
	}
	worst.hold(1e-19);
}
