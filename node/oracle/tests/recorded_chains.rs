//! The fit against recorded Deribit chains: `scripts/oracle-fit.sh` prints it.
//!
//! The recordings lie outside of the repository, in the folder that `TENOR_DATA` names; where it is set they
//! must be there. `chain_sources.rs` has smiles of its own.

use serde_json::{json, Value};
use std::{collections::BTreeMap, path::PathBuf, process::Command};
use tenor_math::{
	surface::{Grid, NODES},
	Fixed,
};
use tenor_oracle_worker::{
	config::{OracleConfig, SourceConfig},
	sources::{
		chain::read_surface,
		options::ChainConfig,
		smiles::{VenueSlice, VenueSurface},
	},
};

/// With the most that the error of a line may be, in volatility points.
const FILES: [(&str, &str, f64); 2] = [
	("calm, 2026-01-07", "deribit-chain-2026-01-07-calm.csv.gz", 0.6),
	("crash, 2026-02-04 to 07", "deribit-chain-2026-02-04_07-crash.csv.gz", 2.0),
];

/// Most slices in a hundred whose quotes may hold more arbitrage than is mended.
const MOST_LEFT_OUT: usize = 2;

const SYMBOLS: [&str; 2] = ["BTC", "ETH"];

/// Upper ends of the tenors that are told apart, in days.
const TENORS: [(u64, &str); 4] =
	[(3, "to 3 days"), (14, "to 14 days"), (90, "to 90 days"), (u64::MAX, "beyond")];

/// The rows of a recording by snapshot; `None` where there is none.
fn recorded(file: &str) -> Option<BTreeMap<String, Vec<Vec<String>>>> {
	let named = std::env::var("TENOR_DATA").ok();
	let folder = named.clone().unwrap_or_else(|| "../../../shared/data".into());
	let path = PathBuf::from(folder).join(file);
	if named.is_none() && !path.exists() {
		println!("no {}: name the folder of recorded data in TENOR_DATA", path.display());
		return None;
	}
	let text = Command::new("gzip").arg("-dc").arg(&path).output().unwrap();
	assert!(text.status.success(), "gzip -dc {}", path.display());
	let mut snapshots = BTreeMap::<String, Vec<Vec<String>>>::new();
	for line in String::from_utf8(text.stdout).unwrap().lines().skip(1) {
		let cells: Vec<_> = line.split(',').map(str::to_string).collect();
		snapshots.entry(cells[0].clone()).or_default().push(cells);
	}
	Some(snapshots)
}

fn deribit() -> ChainConfig {
	let example = OracleConfig::parse(include_str!("../example.toml")).unwrap();
	let found = example.sources.into_iter().find_map(|source| match source {
		SourceConfig::Chain(chain) if chain.name == "deribit-options" => Some(chain),
		_ => None,
	});
	found.unwrap()
}

/// The answer that the venue would have given: its rows were asked for one by one, within minutes.
fn answer(rows: &[Vec<String>], symbol: &str) -> (Value, u64) {
	let of: Vec<_> = rows.iter().filter(|row| row[2].starts_with(symbol)).collect();
	let number = |text: &str| text.parse::<f64>().ok();
	let rows: Vec<_> = of
		.iter()
		.map(|row| {
			json!({
				"instrument_name": row[2],
				"bid_price": number(&row[6]),
				"ask_price": number(&row[7]),
				"underlying_price": number(&row[9]),
				"creation_timestamp": row[1].parse::<u64>().unwrap(),
			})
		})
		.collect();
	let heard = of.iter().map(|row| row[1].parse().unwrap()).max().unwrap();
	(json!({ "result": rows }), heard)
}

/// A root of a mean square over options, in volatility points.
#[derive(Default)]
struct Errors {
	slices: usize,
	options: usize,
	inside: usize,
	squares: f64,
	worst: f64,
}

impl Errors {
	fn add(&mut self, slice: &VenueSlice) {
		let fit = slice.fit().unwrap();
		let error = points(fit.error);
		let options = u32::try_from(fit.options).unwrap();
		self.slices += 1;
		self.options += fit.options;
		self.inside += fit.inside;
		self.squares += error * error * f64::from(options);
		self.worst = self.worst.max(error);
	}

	fn mean(&self) -> f64 {
		(self.squares / f64::from(u32::try_from(self.options).unwrap())).sqrt()
	}
}

fn points(volatility: Fixed) -> f64 {
	volatility.to_bits().to_string().parse::<f64>().unwrap() / 2f64.powi(64) * 100.0
}

/// What a report makes of it is free of arbitrage at the nodes and rises with expiry.
fn is_sound(surface: &VenueSurface) {
	let grid = Grid::new(NODES).unwrap();
	let mut earlier = None;
	for slice in &surface.slices {
		let projected = grid.project(slice.smile.variances(), earlier.as_ref()).unwrap();
		assert_eq!(projected.repair.nodes, 0, "{slice:?}");
		earlier = Some(projected.slice);
	}
}

#[test]
fn recorded_chains_are_fitted_to_their_spreads() {
	println!("\n| chain | | time to expiry | slices | options | within the spread | error, points | worst slice |");
	println!("|---|---|---|---:|---:|---:|---:|---:|");
	for (name, file, most) in FILES {
		let Some(snapshots) = recorded(file) else { continue };
		for symbol in SYMBOLS {
			let mut errors: [Errors; 4] = Default::default();
			let (mut left_out, mut slices) = (0, 0);
			for rows in snapshots.values() {
				let (answer, heard) = answer(rows, symbol);
				let surface = read_surface(&deribit(), &answer, heard, 3_600_000).unwrap();
				is_sound(&surface);
				assert!(surface.slices.len() >= 9, "{} expiries", surface.slices.len());
				left_out += surface.left_out.len();
				slices += surface.slices.len() + surface.left_out.len();
				for slice in &surface.slices {
					let days = (slice.expiry.0 - heard / 1_000) / 86_400;
					let tenor = TENORS.iter().position(|(most, _)| days < *most).unwrap();
					errors[tenor].add(slice);
				}
			}
			println!("{name} {symbol}: {left_out} of {slices} slices left out");
			assert!(left_out * 100 <= slices * MOST_LEFT_OUT, "{name} {symbol}");
			for ((_, tenor), errors) in TENORS.iter().zip(&errors) {
				let (mean, Errors { slices, options, inside, worst, .. }) = (errors.mean(), errors);
				let percent = inside * 100 / options;
				println!(
					"| {name} | {symbol} | {tenor} | {slices} | {options} | {percent} % | {mean:.2} | \
					 {worst:.2} |"
				);
				assert!(mean < most, "{name} {symbol} {tenor}");
				assert!(percent >= 95, "{name} {symbol} {tenor}");
			}
		}
	}
}
