//! Native times; `scripts/bench-math.sh` prints their ratios.

use criterion::{criterion_group, criterion_main, Criterion};
use std::{hint::black_box, time::Duration};
use tenor_math::{
	black76::{Black76, Shock},
	functions::{mills_ratio, normal_cdf, normal_inverse_cdf},
	greeks::Term,
	implied, verify_implied, Deviation, Fixed,
	OptionKind::{Call, Put},
	Rounding,
};

const WAD: u128 = 1_000_000_000_000_000_000;
const FORWARD: u128 = 63_250 * WAD;
const STRIKE: u128 = 60_000 * WAD;
const SECONDS: u32 = 1_000_000;

fn percent(x: i128) -> Fixed {
	Fixed::from_ratio(x, 100).expect("in range")
}

fn options(c: &mut Criterion) {
	let (volatility, rate) = (percent(65), percent(3));
	c.bench_function("plain f64", |b| {
		let at =
			|f| tenor_math_bench::black76(f, black_box(6e4), black_box(0.65), black_box(1e6), 0.03);
		b.iter(|| at(black_box(63_250.0)));
	});
	c.bench_function("price and greeks", |b| {
		b.iter(|| {
			let term = Term::at_rate(black_box(SECONDS), black_box(rate))?;
			let deviation = term.deviation(black_box(volatility))?;
			Some(Black76::on(black_box(FORWARD), black_box(STRIKE), deviation)?.pair(&term))
		});
	});
	let term = Term::at_rate(SECONDS, rate).expect("in range");
	c.bench_function("price and greeks, expiry shared", |b| {
		b.iter(|| {
			let deviation = term.deviation(black_box(volatility))?;
			Some(Black76::on(black_box(FORWARD), black_box(STRIKE), deviation)?.pair(&term))
		});
	});
	c.bench_function("price", |b| {
		b.iter(|| {
			let deviation = Deviation::from_volatility(black_box(volatility), SECONDS.into())?;
			let option = Black76::on(black_box(FORWARD), black_box(STRIKE), deviation)?;
			Some(option.value(Call, Rounding::Down))
		});
	});
	let deviation = term.deviation(volatility).expect("in range");
	let option = Black76::on(FORWARD, STRIKE, deviation).expect("in range");
	let shock = Shock::new(percent(85), percent(130)).expect("in range");
	c.bench_function("scenario", |b| {
		b.iter(|| Some(black_box(&option).under(black_box(&shock))?.value(Call, Rounding::Down)));
	});
	let price = option.value(Put, Rounding::Down);
	c.bench_function("implied volatility", |b| {
		b.iter(|| implied::volatility(Put, FORWARD, STRIKE, black_box(price), SECONDS));
	});
	c.bench_function("verify implied", |b| {
		b.iter(|| verify_implied(Put, FORWARD, STRIKE, SECONDS, volatility, black_box(price), 1));
	});
}

fn functions(c: &mut Criterion) {
	let (x, y) = (percent(-123), percent(37));
	c.bench_function("exp", |b| b.iter(|| black_box(x).exp()));
	c.bench_function("exp(9)", |b| b.iter(|| black_box(Fixed::from_int(9)).exp()));
	c.bench_function("ln", |b| b.iter(|| black_box(y).ln()));
	c.bench_function("sqrt", |b| b.iter(|| black_box(y).sqrt()));
	c.bench_function("cumulative", |b| b.iter(|| normal_cdf(black_box(y))));
	c.bench_function("inverse cumulative", |b| b.iter(|| normal_inverse_cdf(black_box(y))));
	c.bench_function("Mills ratio", |b| b.iter(|| mills_ratio(black_box(y))));
	c.bench_function("product", |b| b.iter(|| black_box(y).checked_mul(black_box(x))));
	c.bench_function("quotient", |b| b.iter(|| black_box(y).checked_div(black_box(x))));
}

criterion_group! {
	name = benches;
	config = Criterion::default()
		.warm_up_time(Duration::from_millis(300))
		.measurement_time(Duration::from_secs(1))
		.sample_size(50);
	targets = options, functions
}
criterion_main!(benches);
