//! `oracle check`: asks every source once and prints what it says.

use crate::{
	clock::unix_millis,
	config::{ConfigError, OracleConfig},
	median::MedianRule,
	sources::{Quote, Sources},
};
use std::{collections::BTreeSet, fmt, path::PathBuf};
use tenor_primitives::{Price, WAD};

/// Tries the configured price sources once.
#[derive(Clone, Debug, clap::Args)]
pub struct CheckArgs {
	/// The oracle's TOML file.
	#[arg(long, value_name = "FILE")]
	pub config: PathBuf,
}

/// Why the check fails.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
	/// The configuration is refused.
	#[error(transparent)]
	Config(#[from] ConfigError),
	/// The runtime for the requests cannot be started.
	#[error("cannot start: {0}")]
	Start(#[from] std::io::Error),
	/// Underlyings without a price; the table says why.
	#[error("no price for {0}")]
	NoPrice(String),
}

impl CheckArgs {
	/// Asks, prints the table, and fails if an underlying has no price.
	///
	/// # Errors
	///
	/// [`CheckError`].
	pub fn run(&self) -> Result<(), CheckError> {
		let config = OracleConfig::load(&self.config)?;
		let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
		let table = runtime.block_on(check(&config))?;
		println!("{table}");
		let missing: Vec<_> = table
			.prices
			.iter()
			.filter(|(_, price)| price.is_none())
			.map(|(symbol, _)| symbol.as_str())
			.collect();
		if missing.is_empty() {
			Ok(())
		} else {
			Err(CheckError::NoPrice(missing.join(", ")))
		}
	}
}

/// One source's answer on one underlying.
#[derive(Debug)]
pub struct Row {
	/// The source.
	pub source: String,
	/// The underlying.
	pub symbol: String,
	/// What it said, or why nothing.
	pub answer: Result<Quote, String>,
	/// How long it took, in milliseconds.
	pub millis: u64,
}

/// What all sources said.
#[derive(Debug)]
pub struct Table {
	/// By source and underlying.
	pub rows: Vec<Row>,
	/// By underlying, the price that a report would carry, with the venues behind it.
	pub prices: Vec<(String, Option<(Price, u8)>)>,
}

/// Asks every source once.
///
/// # Errors
///
/// A configuration that is refused; sources that fail are rows of the table.
pub async fn check(config: &OracleConfig) -> Result<Table, ConfigError> {
	let mut rows = Vec::new();
	match Sources::new(config)? {
		Sources::Live(venues) => {
			let asked = venues.iter().flat_map(|venue| {
				venue.symbols().map(move |symbol| async move {
					let start = unix_millis();
					let answer = venue.fetch(symbol).await.map_err(|error| error.to_string());
					let (source, symbol) = (venue.name().to_string(), symbol.to_string());
					let millis = unix_millis().saturating_sub(start);
					Row { source, symbol, answer, millis }
				})
			});
			rows.extend(futures::future::join_all(asked).await);
		},
		Sources::Recorded(replay) => {
			let now = unix_millis();
			for symbol in replay.symbols() {
				rows.extend(replay.quotes(symbol, now, b"check").into_iter().map(|quote| Row {
					source: quote.venue.clone(),
					symbol: symbol.to_string(),
					answer: Ok(quote),
					millis: 0,
				}));
			}
		},
	}
	let rule = MedianRule::of(config);
	let now = unix_millis();
	let symbols: BTreeSet<_> = rows.iter().map(|row| row.symbol.clone()).collect();
	let price = |symbol: &String| {
		let quotes: Vec<_> = rows
			.iter()
			.filter(|row| row.symbol == *symbol)
			.filter_map(|row| row.answer.as_ref().ok().cloned())
			.collect();
		rule.apply(&quotes, now)
	};
	let prices = symbols.iter().map(|symbol| (symbol.clone(), price(symbol))).collect();
	Ok(Table { rows, prices })
}

impl fmt::Display for Table {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let header = ["SOURCE", "SYMBOL", "PRICE", "MS"];
		writeln!(f, "{:<24} {:<8} {:>18} {:>6}", header[0], header[1], header[2], header[3])?;
		for Row { source, symbol, answer, millis } in &self.rows {
			write!(f, "{source:<24} {symbol:<8} ")?;
			match answer {
				Ok(quote) => writeln!(f, "{:>18} {millis:>6}", decimal(quote.price))?,
				Err(error) => writeln!(f, "{:>18} {millis:>6}  {error}", "-")?,
			}
		}
		for (symbol, price) in &self.prices {
			match price {
				Some((price, count)) => {
					let price = decimal(*price);
					writeln!(f, "{:<24} {symbol:<8} {price:>18}         {count} venues", "median")?;
				},
				None => writeln!(
					f,
					"{:<24} {symbol:<8} {:>18}         too few venues that agree",
					"median", "-"
				)?,
			}
		}
		Ok(())
	}
}

/// A price with six decimals, cut.
fn decimal(price: Price) -> String {
	const MICRO: u128 = 1_000_000_000_000;
	let whole = price.0.checked_div(WAD).unwrap_or(0);
	let rest = price.0.checked_rem(WAD).unwrap_or(0).checked_div(MICRO).unwrap_or(0);
	format!("{whole}.{rest:06}")
}
