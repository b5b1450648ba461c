//! `oracle check`: asks every source once and prints what it says.

use crate::{
	clock::unix_millis,
	config::{ConfigError, OracleConfig},
	median::MedianRule,
	sources::{
		chain::{bp, Chains, Seen},
		decimal,
		smiles::VenueSurface,
		venues::Venues,
		Quote, Sources,
	},
};
use chrono::DateTime;
use futures::future::join_all;
use std::{collections::BTreeSet, fmt, path::PathBuf};
use tenor_math::{
	surface::{aggregate::reported_variance, smile::volatility},
	Fixed,
};
use tenor_primitives::{oracle::SURFACE_NODES, Expiry, Price, MILLIS};

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
	/// Expiries without a smile that enough venues stand behind; the table says which.
	#[error("no smile for {0} expiries that some venue knows")]
	NoSmile(usize),
}

impl CheckArgs {
	/// Asks, prints the table, and fails if an underlying has no price or an expiry no smile.
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
		if !missing.is_empty() {
			return Err(CheckError::NoPrice(missing.join(", ")));
		}
		match table.smiles.iter().filter(|smile| smile.seen.is_none()).count() {
			0 => Ok(()),
			count => Err(CheckError::NoSmile(count)),
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

/// One venue's options on one underlying.
#[derive(Debug)]
pub struct ChainRow {
	/// The source.
	pub source: String,
	/// The underlying.
	pub symbol: String,
	/// What it said, or why nothing.
	pub answer: Result<VenueSurface, String>,
	/// How long it took, in milliseconds.
	pub millis: u64,
}

/// What a report would say of an expiry.
#[derive(Debug)]
pub struct SmileRow {
	/// The underlying.
	pub symbol: String,
	/// The expiry.
	pub expiry: Expiry,
	/// The smile with the number of venues behind it; `None` where too few agree.
	pub seen: Option<Seen>,
}

/// What all sources said.
#[derive(Debug)]
pub struct Table {
	/// When, in Unix milliseconds.
	pub at: u64,
	/// By source and underlying.
	pub rows: Vec<Row>,
	/// By underlying, the price that a report would carry, with the venues behind it.
	pub prices: Vec<(String, Option<(Price, u8)>)>,
	/// By source and underlying.
	pub chains: Vec<ChainRow>,
	/// By underlying and expiry, of all that some venue quotes.
	pub smiles: Vec<SmileRow>,
}

/// Asks every source once.
///
/// # Errors
///
/// A configuration that is refused; sources that fail are rows of the table.
pub async fn check(config: &OracleConfig) -> Result<Table, ConfigError> {
	let mut rows = Vec::new();
	let mut options = None;
	match Sources::new(config)? {
		Sources::Live { venues, chains } => {
			rows.extend(ask_venues(&venues).await);
			options = chains;
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
	let prices: Vec<_> = symbols.iter().map(|symbol| (symbol.clone(), price(symbol))).collect();
	let mut table = Table { at: now, rows, prices, chains: Vec::new(), smiles: Vec::new() };
	if let Some(chains) = options {
		table.chains = ask_chains(&chains).await;
		table.smiles = join_smiles(&chains, &table);
		table.at = unix_millis();
	}
	Ok(table)
}

async fn ask_venues(venues: &Venues) -> Vec<Row> {
	let asked = venues.iter().flat_map(|venue| {
		venue.symbols().into_iter().map(move |symbol| async move {
			let start = unix_millis();
			let answer = venue.fetch(symbol).await.map_err(|error| error.to_string());
			let (source, symbol) = (venue.name().to_string(), symbol.to_string());
			let millis = unix_millis().saturating_sub(start);
			Row { source, symbol, answer, millis }
		})
	});
	join_all(asked).await
}

async fn ask_chains(chains: &Chains) -> Vec<ChainRow> {
	let asked = chains.iter().flat_map(|venue| {
		venue.symbols().map(move |symbol| async move {
			let start = unix_millis();
			let answer = venue.fetch(symbol).await.map_err(|error| error.to_string());
			let (source, symbol) = (venue.name().to_string(), symbol.to_string());
			let millis = unix_millis().saturating_sub(start);
			ChainRow { source, symbol, answer, millis }
		})
	});
	join_all(asked).await
}

/// The smiles of every underlying that has a price.
fn join_smiles(chains: &Chains, table: &Table) -> Vec<SmileRow> {
	let mut smiles = Vec::new();
	for (symbol, price) in &table.prices {
		let Some((spot, _)) = *price else { continue };
		let mut expiries = BTreeSet::new();
		for row in table.chains.iter().filter(|row| row.symbol == *symbol) {
			let Ok(surface) = &row.answer else { continue };
			expiries.extend(surface.slices.iter().map(|slice| slice.expiry));
			let source = chains.iter().find(|venue| venue.name() == row.source);
			source.into_iter().for_each(|venue| venue.keep(symbol, surface.clone(), spot));
		}
		let now = unix_millis();
		smiles.extend(expiries.into_iter().map(|expiry| {
			let seen = chains.surface(symbol, spot, now, &[expiry]);
			SmileRow { symbol: symbol.clone(), expiry, seen: seen.and_then(|mut all| all.pop()) }
		}));
	}
	smiles
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
		if self.chains.is_empty() {
			return Ok(());
		}
		writeln!(f)?;
		self.write_chains(f)?;
		self.write_smiles(f)
	}
}

impl Table {
	fn write_chains(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let [expiry, forward, options, money, error] =
			["EXPIRY", "FORWARD", "OPTIONS", "VOL %", "FIT ERROR"];
		writeln!(
			f,
			"{:<24} {:<8} {expiry:<10} {forward:>18} {options:>7} {money:>7} {error:>12} {:>6}",
			"SOURCE", "SYMBOL", "MS"
		)?;
		for ChainRow { source, symbol, answer, millis } in &self.chains {
			let surface = match answer {
				Ok(surface) => surface,
				Err(error) => {
					writeln!(f, "{source:<24} {symbol:<8} {:<10} {error} ({millis} ms)", "-")?;
					continue;
				},
			};
			for slice in &surface.slices {
				let money = percent(slice.at_the_money);
				let fit = slice.fit().map(|fit| (percent(fit.error), fit.options));
				let (error, options) = fit.unwrap_or_default();
				writeln!(
					f,
					"{source:<24} {symbol:<8} {:<10} {:>18} {:>7} {money:>7} {error:>5} points \
					 {millis:>6}",
					date(slice.expiry),
					decimal(slice.forward),
					options
				)?;
			}
			for (expiry, moved) in &surface.left_out {
				let (expiry, moved) = (date(*expiry), bp(*moved));
				writeln!(
					f,
					"{source:<24} {symbol:<8} {expiry:<10} left out: {moved} bp of arbitrage between \
					 its quotes"
				)?;
			}
		}
		Ok(())
	}

	fn write_smiles(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		for SmileRow { symbol, expiry, seen } in &self.smiles {
			write!(f, "{:<24} {symbol:<8} {:<10} ", "median", date(*expiry))?;
			let Some((seen, count)) = seen else {
				writeln!(f, "{:>18}         too few venues that agree", "-")?;
				continue;
			};
			let seconds = expiry.timestamp().0.saturating_sub(self.at).checked_div(MILLIS);
			let money = seen.variances.get(SURFACE_NODES / 2).copied().and_then(reported_variance);
			let money = money.and_then(|variance| volatility(variance, seconds?));
			let money = percent(money.unwrap_or_default());
			let forward = decimal(seen.forward);
			writeln!(f, "{forward:>18} {:>7} {money:>7} {count:>5} venues", "")?;
		}
		Ok(())
	}
}

/// The day of an expiry.
fn date(expiry: Expiry) -> String {
	let moment = i64::try_from(expiry.0).ok().and_then(|at| DateTime::from_timestamp(at, 0));
	moment.map_or_else(|| expiry.0.to_string(), |moment| moment.date_naive().to_string())
}

/// A fraction in percent with two decimals, cut.
fn percent(value: Fixed) -> String {
	let hundredths = value.checked_mul_int(10_000).map_or(0, Fixed::floor);
	let (whole, rest) = (hundredths.checked_div(100), hundredths.checked_rem(100));
	format!("{}.{:02}", whole.unwrap_or(0), rest.unwrap_or(0))
}
