//! A venue's option chain as it comes: rows of JSON to quotes in volatility.

use super::{
	client::{self, price_of, time_in, FetchError},
	frozen,
};
use crate::config::ConfigError;
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use tenor_math::{implied, Fixed, OptionKind};
use tenor_primitives::{Price, MILLIS, WAD};

/// Options of the venues expire at this hour of the day, UTC.
const EXPIRY_HOUR: u32 = 8;

/// Most options in an answer.
const MOST_OPTIONS: usize = 4_096;

/// The settings of a venue's option chain.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChainConfig {
	/// Name in logs and metrics.
	pub name: String,
	/// Where to ask for all options of an underlying; `{market}` is filled in. HTTPS, except on the own
	/// machine.
	pub url: String,
	/// JSON pointer to the list of options.
	pub list: String,
	/// JSON pointer, in an option, to its name: what it says of the date of expiry as `7JAN26` or
	/// `260107`, the strike and `C` or `P` stands between dashes.
	pub instrument: String,
	/// JSON pointer, in an option, to the best bid.
	pub bid: String,
	/// JSON pointer, in an option, to the best ask.
	pub ask: String,
	/// What bid and ask are.
	pub quotes: Quotation,
	/// JSON pointer, in an option, to the forward of its expiry.
	pub forward: String,
	/// JSON pointer to the answer's time in Unix milliseconds, if the venue tells it.
	#[serde(default)]
	pub time_path: Option<String>,
	/// JSON pointer, in an option, to its time in Unix milliseconds, if the venue tells it.
	#[serde(default)]
	pub option_time_path: Option<String>,
	/// Milliseconds after which the venue no longer counts while its forwards stay the same.
	#[serde(default = "frozen::default_limit")]
	pub frozen_after_ms: u64,
	/// Milliseconds for the whole answer.
	pub timeout_ms: u64,
	/// Milliseconds between two requests.
	pub interval_ms: u64,
	/// The venue's name of each underlying, by the chain's symbol.
	pub markets: BTreeMap<String, String>,
}

/// What a venue quotes options in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quotation {
	/// Prices in units of the underlying.
	Coin,
	/// Prices in units of the strike.
	Dollar,
	/// Volatilities a year, 0.5 for 50 %.
	Volatility,
	/// Volatilities a year, 50 for 50 %.
	Percent,
}

impl ChainConfig {
	pub(crate) fn check(&self) -> Result<(), ConfigError> {
		let fixed = [&self.list, &self.instrument, &self.bid, &self.ask, &self.forward];
		let times = self.time_path.iter().chain(&self.option_time_path);
		let pointers = fixed.into_iter().chain(times);
		let Self { name, url, timeout_ms, interval_ms, markets, .. } = self;
		frozen::check(name, self.frozen_after_ms)?;
		client::check_polled(name, url, *timeout_ms, *interval_ms, markets, pointers)
	}
}

/// An option with both sides quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OptionQuote {
	/// Unix seconds.
	pub(super) expiry: u64,
	pub(super) strike: Price,
	pub(super) forward: Price,
	/// Unix milliseconds.
	pub(super) at: u64,
	/// Volatility a year.
	pub(super) bid: Fixed,
	/// Volatility a year, above the bid.
	pub(super) ask: Fixed,
}

/// What an answer holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Chain {
	/// When it was made, as far as that is known, and not after it was heard; Unix milliseconds.
	pub(super) at: u64,
	/// Options in the list, sound or not.
	pub(super) rows: usize,
	/// All that they name.
	pub(super) forwards: BTreeSet<Price>,
	/// Those out of the money that have a bid, an ask above it, a forward and a fresh time.
	pub(super) quotes: Vec<OptionQuote>,
}

/// Reads an answer that was heard at a time in Unix milliseconds. What is wrong with one option leaves out
/// that option.
pub(super) fn read(
	config: &ChainConfig,
	answer: &Value,
	heard: u64,
	stale_after_ms: u64,
) -> Result<Chain, FetchError> {
	let list = answer.pointer(&config.list).and_then(Value::as_array);
	let list = list.ok_or_else(|| FetchError::NoList(config.list.clone()))?;
	if list.len() > MOST_OPTIONS {
		return Err(FetchError::TooMany { what: "options", most: MOST_OPTIONS });
	}
	let at = match &config.time_path {
		None => heard,
		Some(path) => time_in(answer, path, heard)?,
	};
	// Of all rows: quotes come and go with the clock alone.
	let forwards = list.iter().filter_map(|row| price_of(row.pointer(&config.forward)?)).collect();
	let quotes = list
		.iter()
		.filter_map(|row| option(config, row, at))
		.filter(|quote| heard.saturating_sub(quote.at) <= stale_after_ms)
		.collect();
	Ok(Chain { at, rows: list.len(), forwards, quotes })
}

fn option(config: &ChainConfig, row: &Value, heard: u64) -> Option<OptionQuote> {
	let (expiry, strike, kind) = instrument(row.pointer(&config.instrument)?.as_str()?)?;
	let price = |path: &str| row.pointer(path).and_then(price_of);
	let (bid, ask) = (price(&config.bid)?, price(&config.ask)?);
	let forward = price(&config.forward)?;
	let at = match &config.option_time_path {
		None => heard,
		Some(path) => time_in(row, path, heard).ok()?,
	};
	// In the money spreads are wider, and parity makes the same volatility of both.
	let out_of_the_money = match kind {
		OptionKind::Call => strike >= forward,
		OptionKind::Put => strike <= forward,
	};
	if bid >= ask || !out_of_the_money {
		return None;
	}
	let left = expiry.checked_mul(MILLIS)?.checked_sub(at)?.checked_div(MILLIS)?;
	let volatility = |quoted: Price| match config.quotes {
		Quotation::Volatility => Fixed::from_wad_floor(quoted.0),
		Quotation::Percent => Fixed::from_wad_floor(quoted.0.checked_div(100)?),
		Quotation::Coin | Quotation::Dollar => {
			let price = match config.quotes {
				Quotation::Coin => in_dollars(quoted, forward)?,
				_ => quoted.0,
			};
			let seconds = u32::try_from(left).ok()?;
			let found = implied::volatility(kind, forward.0, strike.0, price, seconds).ok()?;
			Some(found.volatility)
		},
	};
	let (bid, ask) = (volatility(bid)?, volatility(ask)?);
	(bid < ask).then_some(OptionQuote { expiry, strike, forward, at, bid, ask })
}

/// A price in coins, in units of 1e-18 of what the forward is in.
fn in_dollars(coins: Price, forward: Price) -> Option<u128> {
	// Quotes in coins have few digits: cut to twelve, the product fits.
	const MICRO: u128 = 1_000_000;
	let product = coins.0.checked_div(MICRO)?.checked_mul(forward.0.checked_div(MICRO)?)?;
	product.checked_div(WAD.checked_div(MICRO)?.checked_div(MICRO)?)
}

/// Expiry in Unix seconds, strike and kind from a name such as `BTC-7JAN26-90000-C` or
/// `BTC-USD-260107-90000-C`.
fn instrument(name: &str) -> Option<(u64, Price, OptionKind)> {
	let mut parts = name.split('-');
	let expiry = parts.find_map(date)?;
	// Where a strike has decimals their point is a `d`.
	let strike = super::parse_price(&parts.next()?.replace('d', "."))?;
	let kind = match parts.next()? {
		"C" => OptionKind::Call,
		"P" => OptionKind::Put,
		_ => return None,
	};
	Some((expiry, strike, kind))
}

fn date(text: &str) -> Option<u64> {
	let digits = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
	let format = if digits { "%y%m%d" } else { "%d%b%y" };
	let date = NaiveDate::parse_from_str(text, format).ok()?;
	let expiry = date.and_hms_opt(EXPIRY_HOUR, 0, 0)?.and_utc();
	u64::try_from(expiry.timestamp()).ok()
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use serde_json::json;

	/// 2026-01-07 at 08:00.
	const EXPIRY: u64 = 1_767_772_800;

	fn config(quotes: Quotation) -> ChainConfig {
		ChainConfig {
			name: "venue".into(),
			url: "http://127.0.0.1/{market}".into(),
			list: "/result".into(),
			instrument: "/name".into(),
			bid: "/bid".into(),
			ask: "/ask".into(),
			quotes,
			forward: "/forward".into(),
			time_path: None,
			option_time_path: Some("/time".into()),
			frozen_after_ms: 60_000,
			timeout_ms: 500,
			interval_ms: 250,
			markets: [("BTC".to_string(), "BTC".to_string())].into(),
		}
	}

	#[test]
	fn names_of_all_venues_are_read() {
		let strike = Price(90_000 * WAD);
		for name in [
			"BTC-7JAN26-90000-C",
			"BTC-07JAN26-90000-C",
			"BTC-USD-260107-90000-C",
			"BTC-260107-90000-C",
			"BTC-7JAN26-90000-C-USDT",
			"BTC_USDC-7JAN26-90000-C",
		] {
			assert_eq!(instrument(name), Some((EXPIRY, strike, OptionKind::Call)), "{name}");
		}
		let decimal = Price(15 * WAD / 10);
		assert_eq!(instrument("XRP-7JAN26-1d5-P"), Some((EXPIRY, decimal, OptionKind::Put)));
		for name in [
			"",
			"BTC",
			"BTC-PERPETUAL",
			"BTC-7JAN26",
			"BTC-7JAN26-90000",
			"BTC-7JAN26-90000-X",
			"BTC-7JAN26-x-C",
			"BTC-31FEB26-90000-C",
			"BTC-261301-90000-C",
			"BTC-7jän26-90000-C",
		] {
			assert_eq!(instrument(name), None, "{name}");
		}
	}

	/// The quotes of rows, a day before their expiry.
	fn quotes(quotes: Quotation, rows: &[Value]) -> Vec<OptionQuote> {
		let heard = (EXPIRY - 86_400) * MILLIS;
		read(&config(quotes), &json!({ "result": rows }), heard, 60_000).unwrap().quotes
	}

	fn row(bid: Value, ask: Value) -> Value {
		let time = (EXPIRY - 86_400) * MILLIS;
		let name = "BTC-7JAN26-92000-C";
		json!({ "name": name, "bid": bid, "ask": ask, "forward": 90000.5, "time": time })
	}

	#[test]
	fn every_quotation_is_a_volatility() {
		let percent = |quote: &OptionQuote, percent: i128| {
			let expected = Fixed::from_ratio(percent, 100).unwrap();
			let off = quote.bid.checked_sub(expected).unwrap().saturating_abs();
			assert!(off < Fixed::from_ratio(1, 10_000).unwrap(), "{quote:?}");
		};
		percent(&quotes(Quotation::Volatility, &[row(json!("0.5"), json!("0.52"))])[0], 50);
		percent(&quotes(Quotation::Percent, &[row(json!(50), json!(52.5))])[0], 50);
		// Black-76 at 50 %, a day: 266.81, and over the forward 0.00296452.
		percent(&quotes(Quotation::Dollar, &[row(json!("266.81"), json!("290"))])[0], 50);
		percent(&quotes(Quotation::Coin, &[row(json!(0.00296452), json!(0.0032))])[0], 50);
	}

	#[test]
	fn what_is_wrong_with_an_option_leaves_it_out() {
		let right = row(json!("0.5"), json!("0.52"));
		let change = |key: &str, value: Value| {
			let mut row = right.clone();
			row[key] = value;
			row
		};
		assert_eq!(quotes(Quotation::Volatility, std::slice::from_ref(&right)).len(), 1);
		let mut missing = right.clone();
		missing.as_object_mut().unwrap().remove("forward");
		let wrong = [
			json!(null),
			json!([]),
			json!("row"),
			missing,
			// No bid, a bid of nothing, crossed and locked quotes.
			change("bid", json!(null)),
			change("bid", json!("0")),
			change("bid", json!(0.0)),
			change("bid", json!("0.53")),
			change("bid", json!("0.52")),
			change("ask", json!("NaN")),
			change("ask", json!(-1)),
			change("forward", json!(0)),
			// In the money.
			change("name", json!("BTC-7JAN26-92000-P")),
			change("name", json!("BTC-PERPETUAL")),
			// Stale and without a time.
			change("time", json!((EXPIRY - 86_400) * MILLIS - 60_001)),
			change("time", json!("yesterday")),
			// In microseconds it would be fresh for ever.
			change("time", json!((EXPIRY - 86_400) * MILLIS * 1_000)),
			// Expired.
			change("name", json!("BTC-5JAN26-92000-C")),
		];
		for row in wrong {
			let rows = [row.clone(), right.clone()];
			assert_eq!(quotes(Quotation::Volatility, &rows).len(), 1, "{row}");
		}
		// Prices below intrinsic value and above the forward have no volatility.
		assert_eq!(quotes(Quotation::Coin, &[row(json!(1.5), json!(2))]), []);
	}

	#[test]
	fn answers_without_a_list_or_a_time_are_errors() {
		let mut config = config(Quotation::Volatility);
		for answer in [json!(null), json!({ "result": {} }), json!([]), json!({ "error": "busy" })]
		{
			let error = read(&config, &answer, 0, 0).unwrap_err();
			assert!(matches!(error, FetchError::NoList(_)), "{answer}");
		}
		config.time_path = Some("/time".into());
		let answer = |time: Value| json!({ "result": [], "time": time });
		assert_eq!(read(&config, &answer(json!("5")), 9, 0).unwrap().at, 5);
		assert_eq!(read(&config, &answer(json!(50)), 9, 0).unwrap().at, 9);
		let error = read(&config, &answer(json!("soon")), 9, 0).unwrap_err();
		assert!(matches!(error, FetchError::NoTime(_)));
		let error = read(&config, &answer(json!(5_010)), 9, 0).unwrap_err();
		assert!(matches!(error, FetchError::Ahead { millis: 5_001, .. }));
	}

	fn anything() -> impl Strategy<Value = Value> {
		let leaf = prop_oneof![
			Just(json!(null)),
			any::<bool>().prop_map(Value::from),
			any::<i64>().prop_map(Value::from),
			any::<f64>().prop_map(Value::from),
			"[ -~]{0,16}".prop_map(Value::from),
			"-?[0-9]{0,24}\\.?[0-9]{0,24}".prop_map(Value::from),
			"BTC-[0-9]{1,2}[A-Z]{3}[0-9]{2}-[0-9]{1,20}-[CP]".prop_map(Value::from),
		];
		leaf.prop_recursive(3, 12, 4, |inner| {
			prop_oneof![
				prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
				prop::collection::hash_map("[a-z]{1,8}", inner, 0..4).prop_map(Value::from_iter),
			]
		})
	}

	proptest! {
		/// Whatever a venue answers, nothing panics and what is left is sound.
		#[test]
		fn any_answer_is_read_or_refused(
			whole in anything(),
			key in prop::sample::select(vec!["name", "bid", "ask", "forward", "time"]),
			value in anything(),
			heard in any::<u64>(),
			quotation in prop::sample::select(vec![
				Quotation::Coin, Quotation::Dollar, Quotation::Volatility, Quotation::Percent,
			]),
		) {
			let mut row = row(json!("0.5"), json!("0.52"));
			row[key] = value;
			for answer in [whole.clone(), json!({ "result": whole }), json!({ "result": [row] })] {
				let Ok(chain) = read(&config(quotation), &answer, heard, 60_000) else { continue };
				for quote in &chain.quotes {
					prop_assert!(quote.bid < quote.ask && quote.bid > Fixed::ZERO);
					prop_assert!(quote.expiry * MILLIS >= quote.at && quote.at <= heard);
				}
				crate::sources::smiles::VenueSurface::of(&chain.quotes, chain.at);
			}
		}
	}
}
