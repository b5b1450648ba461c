//! Recorded crash days through the oracle: `scripts/oracle-replay.sh` prints the table and draws them.
//!
//! The recordings lie outside of the repository, in the folder that `TENOR_DATA` names; where it is set they
//! must be there. With `TENOR_REPLAY` the rounds of each window go to a CSV file in that folder.

use crate::{mock::*, *};
use std::{collections::BTreeMap, fmt::Write, path::PathBuf, process::Command};
use tenor_math::breaker::Cause;
use tenor_primitives::{oracle::SLOTS_PER_ROUND, MarketView, Phase, Price, WAD};

const SEATS: u64 = 4;
/// Milliseconds.
const ROUND: u64 = 1_000 * SLOTS_PER_ROUND;
/// An hour.
const ROUNDS: u64 = 3_600_000 / ROUND;
/// A validator's rule, as in `node/oracle/example.toml`.
const OUTLIER_BP: u128 = 100;

/// A part of a recording.
struct Window {
	name: &'static str,
	file: &'static str,
	/// Columns of the venue and its pair, if there are several.
	venues: Option<(usize, usize)>,
	/// Column of the first of a bar's four prices.
	open: usize,
	/// Milliseconds of a bar.
	bar: u64,
	/// The first moment, Unix milliseconds.
	from: u64,
}

const fn single(name: &'static str, file: &'static str, minutes: u64, from: u64) -> Window {
	Window { name, file, venues: None, open: 1, bar: minutes * 60_000, from }
}

/// The hours with the greatest falls of the recordings, and that in which a dollar token lost most.
static WINDOWS: [Window; 9] = [
	single(
		"BTC 2020-03-12",
		"btc-usdt-5m-2020-03-07_12-binance-partial.csv.gz",
		5,
		1_584_006_600_000,
	),
	single("ETH 2020-03-12", "eth-usd-10m-2020-03-12-coinapi.csv.gz", 10, 1_584_006_600_000),
	single("BTC 2021-05-19", "btc-usdt-1m-2021-05-17_20-binance.csv.gz", 1, 1_621_426_260_000),
	single("ETH 2021-05-19", "eth-usdt-1m-2021-05-17_20-binance.csv.gz", 1, 1_621_426_260_000),
	single("BTC 2022-11-08", "btc-usdt-1m-2022-11-06_11-binance-ftx.csv.gz", 1, 1_667_932_380_000),
	Window {
		name: "BTC 2023-03-11, five venues",
		file: "multivenue-1m-2023-03-08_14-usdc-depeg.csv.gz",
		venues: Some((1, 2)),
		open: 3,
		bar: 60_000,
		from: 1_678_516_800_000,
	},
	single("BTC 2024-08-05", "btc-usdt-1m-2024-08-02_08-binance.csv.gz", 1, 1_722_816_840_000),
	single("ETH 2024-08-05", "eth-usdt-1m-2024-08-02_08-binance.csv.gz", 1, 1_722_816_660_000),
	single(
		"BTC 2025-10-10",
		"btc-usdt-markprice-5m-2025-10-08_12-binance-usdm.csv.gz",
		5,
		1_760_127_900_000,
	),
];

/// One pair a venue: what an operator would name for BTC.
const PAIRS: [(&str, &str); 5] = [
	("binanceus", "BTC-USD"),
	("bybit", "BTC-USDC"),
	("coinbase", "BTC-USD"),
	("cryptocom", "BTC-USD"),
	("kraken", "BTC-USD"),
];

/// Opening, first extreme, second extreme and closing price of each bar, by its first millisecond.
type Bars = BTreeMap<u64, [f64; 4]>;

/// The bars of each venue; `None` where there is no recording.
fn recorded(window: &Window) -> Option<Vec<Bars>> {
	let named = std::env::var("TENOR_DATA").ok();
	let folder = named.clone().unwrap_or_else(|| "../../../shared/data".into());
	let path = PathBuf::from(folder).join(window.file);
	if named.is_none() && !path.exists() {
		println!("no {}: name the folder of recorded data in TENOR_DATA", path.display());
		return None;
	}
	let text = Command::new("gzip").arg("-dc").arg(&path).output().unwrap();
	assert!(text.status.success(), "gzip -dc {}", path.display());
	let mut venues = BTreeMap::<(&str, &str), Bars>::new();
	let text = String::from_utf8(text.stdout).unwrap();
	for line in text.lines().skip(1) {
		let cells: Vec<&str> = line.split(',').collect();
		let venue = window.venues.map_or(("", ""), |(venue, pair)| (cells[venue], cells[pair]));
		if window.venues.is_some() && !PAIRS.contains(&venue) {
			continue;
		}
		let number = |after: usize| cells[window.open + after].parse::<f64>().unwrap();
		let [open, high, low, close] = [0, 1, 2, 3].map(number);
		// A falling bar rises first.
		let bar = if close >= open { [open, low, high, close] } else { [open, high, low, close] };
		venues.entry(venue).or_default().insert(cells[0].parse().unwrap(), bar);
	}
	Some(venues.into_values().collect())
}

/// A venue's price at a moment, linear between the four prices of its bar; `None` where none is recorded.
fn price_at(bars: &Bars, length: u64, moment: u64) -> Option<f64> {
	let (begin, bar) = bars.range(..=moment).next_back()?;
	let third = length / 3;
	let passed = moment - begin;
	let place = usize::try_from(passed / third).unwrap();
	let (from, to) = (bar.get(place)?, bar.get(place + 1)?);
	let share = f64::from(u32::try_from(passed % third).unwrap())
		/ f64::from(u32::try_from(third).unwrap());
	Some(from + (to - from) * share)
}

fn median(mut prices: Vec<f64>) -> Option<f64> {
	prices.sort_by(f64::total_cmp);
	let (low, high) = (prices.get(prices.len().checked_sub(1)? / 2)?, prices[prices.len() / 2]);
	Some((low + high) / 2.0)
}

/// What the venues together say, as a validator's rule joins them.
fn joined(prices: Vec<f64>) -> Option<f64> {
	let centre = median(prices.clone())?;
	let most = centre * f64::from(u32::try_from(OUTLIER_BP).unwrap()) / 10_000.0;
	let all = prices.len();
	let near: Vec<_> = prices.into_iter().filter(|price| (price - centre).abs() <= most).collect();
	if near.len() * 2 > all {
		median(near)
	} else {
		None
	}
}

/// What a seat sees at a moment: each venue up to two seconds late, of a single venue three that are off it
/// by up to 2 bp.
fn seen(venues: &[Bars], window: &Window, seat: u64, moment: u64) -> Option<f64> {
	let late = |venue: u64| (seat * 613 + venue * 397) % 2_000;
	let prices = match venues {
		[one] => (0..3u32)
			.filter_map(|venue| {
				let price = price_at(one, window.bar, moment - late(venue.into()))?;
				let aside = f64::from((u32::try_from(seat).unwrap() * 7 + venue * 3) % 5) - 2.0;
				Some(price * (1.0 + aside / 10_000.0))
			})
			.collect(),
		venues => (0..)
			.zip(venues)
			.filter_map(|(venue, bars)| price_at(bars, window.bar, moment - late(venue)))
			.collect(),
	};
	joined(prices)
}

/// What a window led to.
#[derive(Default)]
struct Outcome {
	rounds: u64,
	/// The index against the recorded median at the end of its round, in bp.
	off: Vec<f64>,
	/// The greatest age of the last index as any block reads it, in milliseconds.
	age: u64,
	/// Rounds without an index.
	absent: u64,
	/// By cause: jump, silence, dispersion.
	trips: [u32; 3],
	cancel_only: u64,
	risk_reducing: u64,
	/// The greatest fall or rise of the recorded median in ten minutes, in bp.
	move_bp: f64,
	csv: String,
}

fn wad_of(price: f64) -> Price {
	Price(format!("{:.0}", price * 1e6).parse::<u128>().unwrap() * (WAD / 1_000_000))
}

fn number(price: Price) -> f64 {
	price.0.to_string().parse::<f64>().unwrap() / 1e18
}

fn run(window: &Window, venues: &[Bars], rounds: u64) -> Outcome {
	let mut outcome = Outcome::default();
	outcome.csv.push_str("seconds,recorded,index,lo,hi,age_ms,phase\n");
	let stakes = vec![1; usize::try_from(SEATS).unwrap()];
	ExtBuilder::default().stakes(&stakes).listing(vec![(BTC, vec![])]).build_and_execute(|| {
		let begin = Slot::get();
		let mut newest = Oracle::now();
		let mut recent = std::collections::VecDeque::new();
		for _ in 0..rounds {
			let passed = (Slot::get() - begin) * 1_000;
			let moment = window.from + passed;
			let reports = (0..SEATS).filter_map(|seat| {
				let price = wad_of(seen(venues, window, seat, moment)?);
				Some(sign(u16::try_from(seat).unwrap(), report(price)))
			});
			play(reports.collect());
			outcome.rounds += 1;
			count_trips(&mut outcome);
			let prices =
				venues.iter().filter_map(|bars| price_at(bars, window.bar, moment + ROUND));
			let recorded = joined(prices.collect());
			let phase = <Oracle as MarketView>::breaker(BTC);
			outcome.cancel_only += u64::from(phase == Phase::CancelOnly);
			outcome.risk_reducing += u64::from(phase == Phase::RiskReducing);
			let index = Oracle::spot(BTC);
			match index {
				Some(index) => {
					newest = index.at;
					// At the end of its own round: a held index is an earlier one.
					let at = window.from + (index.at.0 - begin * 1_000);
					let then = venues.iter().filter_map(|bars| price_at(bars, window.bar, at));
					if let Some(then) = joined(then.collect()) {
						outcome.off.push((number(index.value) / then - 1.0).abs() * 10_000.0);
					}
				},
				None => outcome.absent += 1,
			}
			// As the block reads it that closes the next round.
			let age = Oracle::now().0 + ROUND - newest.0;
			outcome.age = outcome.age.max(age);
			if let Some(recorded) = recorded {
				recent.push_back(recorded);
				if recent.len() > 300 {
					let before: f64 = recent.pop_front().unwrap();
					outcome.move_bp =
						outcome.move_bp.max((recorded / before - 1.0).abs() * 10_000.0);
				}
				let shown = index.map_or(String::from(",,"), |index| {
					let [value, lo, hi] = [index.value, index.lo, index.hi].map(number);
					format!("{value:.3},{lo:.3},{hi:.3}")
				});
				let seconds = passed / 1_000;
				writeln!(outcome.csv, "{seconds},{recorded:.3},{shown},{age},{phase:?}").unwrap();
			}
		}
	});
	outcome
}

fn count_trips(outcome: &mut Outcome) {
	for event in System::read_events_for_pallet::<Event<Test>>() {
		if let Event::BreakerTripped { cause, .. } = event {
			let place = match cause {
				Cause::Jump => 0,
				Cause::Silence => 1,
				Cause::Dispersion => 2,
			};
			outcome.trips[place] += 1;
		}
	}
	System::reset_events();
}

/// Runs so many rounds of a window; with its line of the table.
fn line(window: &Window, venues: &[Bars], rounds: u64) -> (String, Outcome) {
	let mut outcome = run(window, venues, rounds);
	outcome.off.sort_by(f64::total_cmp);
	let at = |share: usize| outcome.off[(outcome.off.len() - 1) * share / 1_000];
	let Outcome { rounds, age, absent, trips, cancel_only, risk_reducing, move_bp, .. } = &outcome;
	let [jumps, silences, dispersions] = trips;
	let line = format!(
		"| {} | {} | {:.1} % | {rounds} | {:.1} | {:.1} | {:.1} | {} s | {absent} | {jumps} | {silences} | \
		 {dispersions} | {cancel_only} | {risk_reducing} |",
		window.name,
		venues.len(),
		move_bp / 100.0,
		at(500),
		at(990),
		at(1_000),
		age / 1_000,
	);
	if let Ok(folder) = std::env::var("TENOR_REPLAY") {
		let name = format!("{}.csv", window.name.replace([' ', ','], "-"));
		std::fs::write(PathBuf::from(folder).join(name), &outcome.csv).unwrap();
	}
	(line, outcome)
}

/// Five venues for half an hour in which the price falls by a twentieth. From the tenth minute on one of them
/// quotes in a token that loses its peg, a seventh within five minutes.
fn off_the_peg() -> Vec<Bars> {
	let price = |venue: u32, minute: u32| {
		let fallen = 20_000.0 * (1.0 - f64::from(minute) / 600.0);
		let apart = 1.0 + f64::from(venue) / 10_000.0;
		let peg = 1.0 - f64::from(minute.saturating_sub(10).min(5)) / 35.0;
		fallen * apart / if venue == 1 { peg } else { 1.0 }
	};
	let bar = |venue, minute| {
		let (open, close) = (price(venue, minute), price(venue, minute + 1));
		let third = (close - open) / 3.0;
		[open, open + third, open + 2.0 * third, close]
	};
	let bars = |venue| (0..30).map(move |minute| (u64::from(minute) * 60_000, bar(venue, minute)));
	(0..5).map(|venue| bars(venue).collect()).collect()
}

/// A fifth of the venues comes to be more than a tenth above the others.
#[test]
fn m09_a_venue_off_its_peg_moves_no_index() {
	let window = single("off the peg", "", 1, 600_000);
	let venues = off_the_peg();
	let lost = venues[1][&1_200_000][0] / venues[0][&1_200_000][0];
	assert!(lost > 1.1, "{lost}");
	let (line, outcome) = line(&window, &venues, 300);
	// Two seconds of the fall, and the venues' own distances.
	assert!(*outcome.off.last().unwrap() < 10.0, "{line}");
	assert_eq!((outcome.rounds, outcome.absent, outcome.trips), (300, 0, [0; 3]));
}

/// The same as it was recorded when a dollar token lost its peg.
#[test]
fn m09_a_recorded_venue_off_its_peg_moves_no_index() {
	let window = WINDOWS.iter().find(|window| window.venues.is_some()).unwrap();
	let Some(venues) = recorded(window) else { return };
	let (line, outcome) = line(window, &venues, 300);
	assert!(*outcome.off.last().unwrap() < 50.0, "{line}");
	assert_eq!((outcome.absent, outcome.trips), (0, [0; 3]));
}

#[test]
#[ignore = "takes minutes in a debug build: scripts/oracle-replay.sh runs it"]
fn crash_days() {
	println!();
	println!(
		"| window | venues | greatest move in 10 min | rounds | median deviation, bp | 99 % | greatest | \
		 greatest age | rounds without index | trips: jump | silence | dispersion | rounds cancel-only | \
		 risk-reducing |"
	);
	println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
	let lines = std::thread::scope(|scope| {
		let threads: Vec<_> = WINDOWS
			.iter()
			.map(|window| scope.spawn(|| Some(line(window, &recorded(window)?, ROUNDS))))
			.collect();
		threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
	});
	for (line, outcome) in lines.into_iter().flatten() {
		println!("{line}");
		// Nothing that honest seats see of real crashes takes the index away.
		assert!(outcome.age <= 10_000, "{line}");
	}
}
