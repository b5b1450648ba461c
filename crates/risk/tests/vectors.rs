//! The values of a lot against prices computed anew, and greeks against differences of prices.

mod market;

use market::{option, percent, term, Market, FUTURE, UNIT};
use proptest::prelude::*;
use tenor_math::{
	averaging,
	black76::{Black76, Shock},
	surface::smile::log_moneyness,
	Fixed, OptionKind, Rounding,
};
use tenor_primitives::{Lots, SeriesId, SignedLots, WAD};
use tenor_risk::{
	contingency::Charges,
	greeks::Greeks,
	model::Model,
	page::Page,
	parameters::PortfolioParameters,
	scenarios::{Scenario, VolatilityMove},
	vector::{Builder, Contract, Payoff, Term},
};

fn model() -> Model {
	PortfolioParameters::default().model().unwrap()
}

fn kind(payoff: Payoff) -> OptionKind {
	if payoff == Payoff::Put {
		OptionKind::Put
	} else {
		OptionKind::Call
	}
}

/// By the rule for averages; a future is a call that is struck at zero.
fn price(
	term: &Term,
	of: &Contract,
	forward: Fixed,
	volatility: Fixed,
	rounding: Rounding,
) -> u128 {
	let moved = Fixed::from_bits(term.forward.cast_signed()).mul_floor(forward).unwrap();
	let moved = moved.to_bits().unsigned_abs();
	let (left, average) = (term.left.unwrap(), term.average.unwrap());
	let strike = if of.payoff == Payoff::Future { 0 } else { of.strike };
	let kind = kind(of.payoff);
	averaging::price(kind, moved, strike, volatility, left, average, rounding).unwrap()
}

fn values(term: &Term, of: &Contract) -> (i64, Vec<i64>) {
	let mut values = Vec::new();
	let mark = Builder::new(&model(), term).unwrap().append(of, &mut values).unwrap();
	(mark, values)
}

/// A payoff by the rule for averages, `per` times over: what is to come at the forward, what is known, and
/// an option on what is to come if anything is left to be decided.
struct Claim {
	payoff: Payoff,
	to_come: u128,
	known: u128,
	strike: u128,
	per: u128,
	option: Option<Black76>,
}

impl Claim {
	fn new(term: &Term, of: &Contract) -> Self {
		let (left, average) = (term.left.unwrap(), term.average.unwrap());
		let window = averaging::WINDOW_SECS;
		let (to_come, known, per) = if left < window {
			let known = average * u128::from(window - left);
			(term.forward * u128::from(left), known, u128::from(window))
		} else {
			(term.forward, 0, 1)
		};
		let strike = of.strike * per;
		let option = || {
			let deviation = averaging::deviation(of.volatility, left)?;
			Black76::on(to_come, strike.checked_sub(known)?, deviation)
		};
		let option = option().filter(|_| of.payoff != Payoff::Future);
		Self { payoff: of.payoff, to_come, known, strike, per, option }
	}

	/// The value as it is, or where the forward moves by one factor and volatility by another.
	fn worth(&self, shock: Option<(Fixed, Fixed)>, rounding: Rounding) -> u128 {
		let all = match &self.option {
			Some(option) => match shock {
				Some((forward, volatility)) => {
					let shock = Shock::new(forward, volatility).unwrap();
					option.under(&shock).unwrap().value(kind(self.payoff), rounding)
				},
				None => option.value(kind(self.payoff), rounding),
			},
			None => {
				let forward = shock.map_or(Fixed::ONE, |(forward, _)| forward);
				let there = Fixed::from_bits(self.to_come.cast_signed()).mul_floor(forward);
				let there = there.unwrap().to_bits().unsigned_abs() + self.known;
				match self.payoff {
					Payoff::Future => there,
					Payoff::Put => self.strike.saturating_sub(there),
					_ => there.saturating_sub(self.strike),
				}
			},
		};
		if rounding == Rounding::Up {
			all.div_ceil(self.per)
		} else {
			all / self.per
		}
	}

	/// What a relative move of the forward makes of the value, by its delta.
	fn roll(&self, size: Fixed) -> i128 {
		let delta = match (&self.option, self.payoff) {
			(Some(option), payoff) => option.delta(kind(payoff)),
			// Nothing of a put is left to be decided where all of the average is known.
			(None, Payoff::Put) => Fixed::ZERO,
			(None, _) => Fixed::ONE,
		};
		let exposure = Fixed::from_bits(self.to_come.cast_signed()).mul_floor(delta).unwrap();
		let change = exposure.mul_floor(size).unwrap().to_bits();
		change.div_euclid(self.per.cast_signed())
	}
}

/// The mark of a lot and its values, as docs/spec/portfolio-margin.md defines them with the first values.
fn by_definition(term: &Term, of: &Contract) -> (i64, Vec<i64>) {
	let claim = Claim::new(term, of);
	let per_lot = |amount: i128| i64::try_from(amount.div_euclid(UNIT.cast_signed())).unwrap();
	let dearest = claim.worth(None, Rounding::Up).cast_signed();
	let gain = |forward, volatility, weight: Fixed| {
		let there = claim.worth(Some((forward, volatility)), Rounding::Down).cast_signed();
		per_lot(Fixed::from_bits(there - dearest).mul_floor(weight).unwrap().to_bits())
	};
	let left = term.left.unwrap();
	let years = Fixed::from_ratio(left.into(), 31_536_000).unwrap();
	let root = years.sqrt().unwrap();
	let times = |one: Fixed, other: Fixed| one.checked_mul(other).unwrap();
	let (one, zero) = (Fixed::ONE, Fixed::ZERO);
	// 30 days over the time, which counts as a day at least, to the power.
	let power = if left < 30 * 86_400 { percent(30) } else { percent(13) };
	let ratio = Fixed::from_ratio(30 * 86_400, left.max(86_400).into()).unwrap();
	let growth = times(ratio.ln().unwrap(), power).exp().unwrap();
	let up = one.checked_add(times(percent(50), growth)).unwrap();
	let up = if of.volatility > zero && times(of.volatility, up) < percent(40) {
		percent(40).checked_div(of.volatility).unwrap()
	} else {
		up
	};
	let fall = Fixed::from_ratio(275, 1_000).unwrap();
	let down = one.checked_sub(times(fall, growth)).unwrap().max(zero);

	let cap = percent(25).checked_add(times(percent(-10), root)).unwrap().max(zero);
	let full = times(times(root, Fixed::from_int(4)), percent(60)).max(percent(1));
	let tilted = |symmetric: bool| {
		let k = log_moneyness(term.forward, of.strike).unwrap();
		let k = if symmetric { k.checked_abs().unwrap() } else { k };
		let tilt = times(k, cap).checked_div(full).unwrap();
		one.checked_add(tilt.clamp(cap.checked_neg().unwrap(), cap)).unwrap()
	};
	let mut values = Vec::new();
	for scenario in &model().scenarios.scenarios {
		match scenario {
			Scenario::Move { forward, volatility, weight } => {
				let volatility = match volatility {
					VolatilityMove::Still => one,
					VolatilityMove::Up => up,
					VolatilityMove::Down => down,
				};
				values.push(gain(*forward, volatility, *weight));
			},
			Scenario::Skew { tilt, .. } => {
				let factor = if of.payoff == Payoff::Future { one } else { tilted(tilt.symmetric) };
				values.push(gain(one, factor, one));
			},
			Scenario::Basis { .. } => {
				let weight = percent(50).checked_add(times(Fixed::from_int(2), years)).unwrap();
				let [higher, lower] = [1_045, 955].map(|of| Fixed::from_ratio(of, 1_000).unwrap());
				values.extend([gain(higher, one, weight), gain(lower, one, weight)]);
			},
		}
	}
	let least = Fixed::from_ratio(5, 1_000).unwrap();
	values.push(per_lot(claim.roll(times(percent(5), years).max(least))));
	(per_lot(claim.worth(None, Rounding::Down).cast_signed()), values)
}

fn payoffs() -> impl Strategy<Value = Payoff> {
	prop_oneof![Just(Payoff::Call), Just(Payoff::Put), Just(Payoff::Future)]
}

/// From expiry to two years, half of them inside the averaging window.
fn times() -> impl Strategy<Value = u64> {
	prop_oneof![0u64..2_000, 2_000u64..63_072_000]
}

prop_compose! {
	fn lots_of_a_term()(
		payoff in payoffs(),
		forward in 100u128..200_000,
		moneyness in 20u128..400,
		volatility in 5i128..300,
		left in times(),
		drift in 80u128..120,
	) -> (Term, Contract) {
		let forward = forward * WAD;
		let average = Some(forward / 100 * drift);
		let term = Term { forward, left: Some(left), average, rate: Fixed::ZERO, unit: UNIT };
		let strike = forward / 100 * moneyness;
		(term, Contract { payoff, strike, volatility: percent(volatility) })
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(500))]

	#[test]
	fn values_are_prices_computed_anew((term, of) in lots_of_a_term()) {
		let (up, down) = Builder::new(&model(), &term).unwrap().volatility_factors();
		let floor = percent(40);
		let (mark, values) = values(&term, &of);
		let still = price(&term, &of, Fixed::ONE, of.volatility, Rounding::Down);
		prop_assert_eq!(u128::from(mark.unsigned_abs()), still / UNIT);
		let exact = price(&term, &of, Fixed::ONE, of.volatility, Rounding::Up).cast_signed();
		for (scenario, value) in model().scenarios.scenarios.iter().zip(&values) {
			let Scenario::Move { forward, volatility, weight } = scenario else { continue };
			let shocked = match volatility {
				VolatilityMove::Still => of.volatility,
				VolatilityMove::Up => of.volatility.checked_mul(up).unwrap().max(floor),
				VolatilityMove::Down => of.volatility.checked_mul(down).unwrap(),
			};
			let there = price(&term, &of, *forward, shocked, Rounding::Down).cast_signed();
			let change = Fixed::from_bits(there - exact).mul_floor(*weight).unwrap().to_bits();
			let anew = change.div_euclid(UNIT.cast_signed());
			// Shocked terms are those of the option, rounded once less.
			prop_assert!((i128::from(*value) - anew).abs() <= 1, "{scenario:?}: {value} {anew}");
			// A long lot is never worth less than nothing, rounding aside.
			prop_assert!(*value >= -mark - 2);
		}
	}

	#[test]
	fn m16_a_value_is_never_above_what_a_long_lot_gains((term, of) in lots_of_a_term()) {
		// The same lot in units a thousand times as fine.
		let fine = Term { unit: UNIT / 1_000, ..term };
		let ((_, coarse), (_, fine)) = (values(&term, &of), values(&fine, &of));
		for (coarse, fine) in coarse.into_iter().zip(fine) {
			prop_assert_eq!(coarse, (fine).div_euclid(1_000));
		}
	}

	/// Of each lot by its definition, one at a time.
	#[test]
	fn a_page_has_the_values_of_its_lots_bit_for_bit(
		lots in prop::collection::vec(lots_of_a_term(), 1..5),
	) {
		let term = lots[0].0;
		let model = model();
		let builder = Builder::new(&model, &term).unwrap();
		let layout = model.scenarios.layout();
		let mut page = Page::new(0, layout.rows, Charges::default(), 1);
		for ((_, contract), id) in lots.iter().zip(0u32..) {
			page.push(&builder, &model, SeriesId(id), contract, Lots(0)).unwrap();
		}
		for (at, (_, contract)) in lots.iter().enumerate() {
			let (mark, values) = by_definition(&term, contract);
			prop_assert_eq!(page.row(at).unwrap(), &values[..]);
			prop_assert_eq!(page.lines()[at].mark, mark);
		}
	}

	#[test]
	fn greeks_are_differences_of_prices((term, of) in lots_of_a_term()) {
		prop_assume!(term.left.unwrap() > 600);
		let greeks = Greeks::of(&term, &of).unwrap();
		let unit = WAD.cast_signed();
		// Per 1e-4 of the forward, of 1e-4 of volatility.
		let step = Fixed::from_ratio(1, 10_000).unwrap();
		let (higher, lower) = (Fixed::ONE.checked_add(step).unwrap(), Fixed::ONE.checked_sub(step).unwrap());
		let at = |forward, volatility| {
			price(&term, &of, forward, volatility, Rounding::Down).cast_signed()
		};
		let ppm = |value: Fixed| i128::from(value.checked_mul_int(1_000_000).unwrap().floor());
		let change = at(higher, of.volatility) - at(lower, of.volatility);
		let delta = change * 500_000 / (term.forward.cast_signed() / 10_000);
		let gamma_ppm = ppm(greeks.gamma);
		prop_assert!((ppm(greeks.delta) - delta).abs() <= 40 + gamma_ppm.abs() / 200, "{greeks:?}");
		if of.payoff != Payoff::Future {
			let more = of.volatility.checked_add(step).unwrap();
			let vega = (at(Fixed::ONE, more) - at(Fixed::ONE, of.volatility)) * 100;
			let scale = greeks.vega.abs() / 100 + term.forward.cast_signed() / 1_000_000;
			prop_assert!((greeks.vega - vega).abs() <= scale.max(unit / 1_000_000), "{greeks:?} {vega}");
		}
	}
}

/// Shares such as 0.82 are no binary fractions: a base unit either way.
fn assert_near(values: &[i64], expected: &[i64]) {
	let near = |(value, expected): (&i64, &i64)| value.abs_diff(*expected) <= 1;
	assert!(values.len() == expected.len() && values.iter().zip(expected).all(near), "{values:?}");
}

#[test]
fn a_future_moves_by_its_forward_and_has_no_skew() {
	let (mark, values) = values(&term(30, 2_000), &FUTURE);
	// 20 quote a lot, in units of 1e-6; 18 % of it either way.
	assert_eq!(mark, 20_000_000);
	assert_near(&[values[0], values[11], values[22]], &[-3_600_000, 0, 3_600_000]);
	// The tails: 21 % of −66 %, 2.772 % of +500 %.
	assert_near(&[values[23], values[30]], &[-2_772_000, 2_772_000]);
	// No skew; the basis, 0.5 + 2·30/365 times 4.5 %; the roll of 0.5 %.
	assert_near(&values[31..], &[0, 0, 597_945, -597_945, 100_000]);
}

#[test]
fn inside_the_window_a_shock_moves_what_is_left_of_the_average() {
	let term = Term { left: Some(900), average: Some(2_000 * WAD), ..term(0, 2_000) };
	let (mark, values) = values(&term, &FUTURE);
	assert_near(&[mark, values[0], values[22]], &[20_000_000, -1_800_000, 1_800_000]);
	let ended = Term { left: Some(0), average: Some(2_100 * WAD), ..term };
	let (mark, values) = self::values(&ended, &option(Payoff::Call, 2_000));
	assert_eq!(mark, 1_000_000);
	assert!(values.iter().all(|value| *value == 0));
}

#[test]
fn greeks_of_a_portfolio_add_up() {
	let term = term(30, 2_000);
	let call = Greeks::of(&term, &option(Payoff::Call, 2_000)).unwrap();
	let put = Greeks::of(&term, &option(Payoff::Put, 2_000)).unwrap();
	let future = Greeks::of(&term, &FUTURE).unwrap();
	let sum = [(call, 100), (put, -100), (future, -100)]
		.into_iter()
		.try_fold(Greeks::default(), |sum, (of, lots)| sum.plus(&of, SignedLots(lots), 100))
		.unwrap();
	// A call less a put is the future.
	assert_eq!((sum.gamma, sum.vega, sum.theta), (Fixed::ZERO, 0, 0));
	assert!(sum.delta.to_bits().abs() <= 2, "{sum:?}");
	// At the money a call at 60 % over 30 days less 20 minutes.
	let hundredths = |value: i128| value * 100 / WAD.cast_signed();
	assert_eq!((hundredths(call.vega), hundredths(call.theta)), (227, -227));
}

#[test]
fn amounts_that_do_not_fit_make_no_page() {
	let mut market = Market::new();
	market.add(term(30, 2_000), &[]);
	let model = model();
	let huge = Term { unit: 1, ..term(30, 2_000_000) };
	let builder = Builder::new(&model, &huge).unwrap();
	let rows = model.scenarios.layout().rows;
	let mut page = Page::new(0, rows, Charges::default(), 1);
	let call = option(Payoff::Call, 1);
	assert_eq!(page.push(&builder, &model, SeriesId(0), &call, Lots(0)), None);
	assert!(page.lines().is_empty() && page.row(0).is_none());
	let nothing = Term { unit: 0, ..huge };
	assert!(Builder::new(&model, &nothing).unwrap().append(&call, &mut Vec::new()).is_none());
	assert!(market.board.add_page(Page::new(1, rows, Charges::default(), 1)).is_none());
	assert!(market.board.add_page(Page::new(0, rows + 1, Charges::default(), 1)).is_none());
}
