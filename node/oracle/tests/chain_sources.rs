//! Option chains in the formats of three venues, from local servers that answer right, wrongly, late, or
//! not at all.

mod common;

use common::{ok, serve, Answer};
use serde_json::{json, Value};
use std::time::Duration;
use tenor_math::{
	black76,
	surface::{aggregate::reported_variance, smile::volatility},
	Deviation, Fixed, OptionKind, Rounding,
};
use tenor_oracle_worker::{
	check::check,
	clock::unix_millis,
	config::{OracleConfig, SourceConfig},
	median::MedianRule,
	metrics::Metrics,
	sources::{
		chain::{ChainVenue, SurfaceRule},
		client::FetchError,
		options::ChainConfig,
		smiles::VenueSurface,
		Sources,
	},
};
use tenor_primitives::{oracle::SURFACE_NODES, Expiry, Price, WAD};

const SPOT: f64 = 60_000.0;
const RULE: SurfaceRule = SurfaceRule {
	min_sources: 2,
	forward_outlier_bp: 100,
	variance_outlier_bp: 2_000,
	stale_after_ms: 60_000,
};

#[derive(Clone, Copy, PartialEq)]
enum Format {
	Deribit,
	Okx,
	Bybit,
}

const FORMATS: [Format; 3] = [Format::Deribit, Format::Okx, Format::Bybit];

impl Format {
	/// The definition that the example ships, asked at another address.
	fn config(self, url: &str) -> ChainConfig {
		let name = match self {
			Self::Deribit => "deribit-options",
			Self::Okx => "okx-options",
			Self::Bybit => "bybit-options",
		};
		let example = OracleConfig::parse(include_str!("../example.toml")).unwrap();
		let found = example.sources.into_iter().find_map(|source| match source {
			SourceConfig::Chain(chain) if chain.name == name => Some(chain),
			_ => None,
		});
		let markets = [("BTC".to_string(), "BTC".to_string())].into();
		let (url, timeout_ms, interval_ms) = (url.to_string(), 1_000, 250);
		ChainConfig { url, timeout_ms, interval_ms, markets, ..found.unwrap() }
	}

	/// An option as the venue writes it.
	fn row(self, option: &Listed) -> Value {
		let Listed { day, strike, call, forward, bid, ask } = *option;
		let kind = if call { "C" } else { "P" };
		let date = chrono::DateTime::from_timestamp(expiry(day).0.cast_signed(), 0).unwrap();
		let (day, letters, digits) = dated(date.date_naive());
		match self {
			Self::Deribit => json!({
				"instrument_name": format!("BTC-{day}{letters}-{strike}-{kind}"),
				"underlying_price": forward,
				"bid_price": option.coins(bid),
				"ask_price": option.coins(ask),
				"mark_iv": 50.0,
				"creation_timestamp": unix_millis(),
			}),
			Self::Okx => json!({
				"instId": format!("BTC-USD-{digits}-{strike}-{kind}"),
				"fwdPx": forward.to_string(),
				"bidVol": bid.to_string(),
				"askVol": ask.to_string(),
				"ts": unix_millis().to_string(),
			}),
			Self::Bybit => json!({
				"symbol": format!("BTC-{day}{letters}-{strike}-{kind}-USDT"),
				"underlyingPrice": forward.to_string(),
				"bid1Iv": bid.to_string(),
				"ask1Iv": ask.to_string(),
			}),
		}
	}

	/// The answer around the rows.
	fn answer(self, rows: &[Value]) -> Value {
		match self {
			Self::Deribit => json!({ "jsonrpc": "2.0", "result": rows }),
			Self::Okx => json!({ "code": "0", "data": rows, "msg": "" }),
			Self::Bybit => json!({
				"retCode": 0,
				"result": { "category": "option", "list": rows },
				"time": unix_millis(),
			}),
		}
	}

	fn body(self, options: &[Listed]) -> String {
		let rows: Vec<_> = options.iter().map(|option| self.row(option)).collect();
		self.answer(&rows).to_string()
	}
}

fn dated(date: chrono::NaiveDate) -> (u32, String, String) {
	let text = date.to_string();
	let parts: Vec<&str> = text.split('-').collect();
	let months =
		["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
	let month: usize = parts[1].parse().unwrap();
	let year = &parts[0][2..];
	let digits = format!("{year}{}{}", parts[1], parts[2]);
	(parts[2].parse().unwrap(), format!("{}{year}", months[month - 1]), digits)
}

/// Eight o'clock so many days after tomorrow.
fn expiry(days: u64) -> Expiry {
	const DAY: u64 = 86_400;
	let today = unix_millis() / 1_000 / DAY * DAY;
	Expiry(today + (days + 1) * DAY + 8 * 3_600)
}

/// An option on a venue, its quotes in volatility.
#[derive(Clone, Copy)]
struct Listed {
	day: u64,
	strike: u64,
	call: bool,
	forward: f64,
	bid: f64,
	ask: f64,
}

impl Listed {
	/// A volatility as a price in coins.
	fn coins(&self, volatility: f64) -> f64 {
		const UNIT: f64 = 1e12;
		let units = |amount: f64| (amount * UNIT).to_string().parse::<u128>().unwrap();
		let kind = if self.call { OptionKind::Call } else { OptionKind::Put };
		let seconds = expiry(self.day).0 - unix_millis() / 1_000;
		let volatility =
			Fixed::from_ratio((volatility * 1e6).round().to_string().parse().unwrap(), 1_000_000);
		let deviation = Deviation::from_volatility(volatility.unwrap(), seconds).unwrap();
		let forward = units(self.forward);
		let strike = u128::from(self.strike) * 1_000_000_000_000;
		let value = black76::value(kind, forward, strike, deviation, Rounding::Down);
		value.to_string().parse::<f64>().unwrap() / UNIT / self.forward
	}
}

/// A skewed smile of so many volatility points on three expiries with strikes from 60 % to 150 %.
fn chain(points: f64) -> Vec<Listed> {
	let mut options = Vec::new();
	for day in [7, 30, 90] {
		let forward = SPOT * (1.0 + f64::from(u32::try_from(day).unwrap()) / 3_650.0);
		for strike in (36..=90).map(|thousands| thousands * 1_000) {
			let k = (f64::from(u32::try_from(strike).unwrap()) / forward).ln();
			let middle = points - 0.05 * k + 0.2 * k * k;
			for call in [true, false] {
				let (bid, ask) = (middle - 0.005, middle + 0.005);
				options.push(Listed { day, strike, call, forward, bid, ask });
			}
		}
	}
	options
}

async fn ask(format: Format, answer: Answer) -> Result<VenueSurface, FetchError> {
	let (url, _) = serve(answer).await;
	ChainVenue::new(format.config(&url), &RULE).unwrap().fetch("BTC").await
}

fn percent(value: Fixed) -> f64 {
	value.to_bits().to_string().parse::<f64>().unwrap() / 2f64.powi(64) * 100.0
}

#[tokio::test]
async fn the_three_formats_give_the_smile_that_is_quoted() {
	for format in FORMATS {
		let surface = ask(format, ok(&format.body(&chain(0.5)))).await.unwrap();
		let expiries: Vec<_> = surface.slices.iter().map(|slice| slice.expiry).collect();
		assert_eq!(expiries, [7, 30, 90].map(expiry));
		for slice in &surface.slices {
			assert!((percent(slice.at_the_money) - 50.0).abs() < 0.2, "{slice:?}");
			let fit = slice.fit().unwrap();
			assert!(percent(fit.error) < 0.2, "{fit:?}");
			assert!(fit.options > 20, "{fit:?}");
			// One point of 50 on each side, doubled in variance.
			let spread = slice.half_spreads[SURFACE_NODES / 2];
			assert!((195..=210).contains(&spread), "{spread}");
		}
		let forward = surface.slices[2].forward.0 / WAD;
		assert!((61_470..=61_480).contains(&forward), "{forward}");
	}
}

#[tokio::test]
async fn wrong_answers_are_no_surfaces() {
	for format in FORMATS {
		let error = ask(format, ok("<html>")).await.unwrap_err();
		assert!(matches!(error, FetchError::NotJson), "{error}");
		let error = ask(format, ok(r#"{"error":{"code":10028}}"#)).await.unwrap_err();
		assert!(matches!(error, FetchError::NoList(_)), "{error}");
		let error = ask(format, ok(&format.answer(&[]).to_string())).await.unwrap_err();
		assert!(matches!(error, FetchError::NoExpiry { rows: 0, quotes: 0 }), "{error}");
		let error = ask(format, Answer::Body(429, String::new())).await.unwrap_err();
		assert!(matches!(error, FetchError::Status(429)), "{error}");
		let error = ask(format, Answer::Stalls).await.unwrap_err();
		assert!(matches!(error, FetchError::Timeout), "{error}");
		let calls: Vec<_> = chain(0.5).into_iter().filter(|option| option.call).collect();
		let error = ask(format, ok(&format.body(&calls))).await.unwrap_err();
		assert!(matches!(error, FetchError::NoExpiry { .. }), "one side of the money: {error}");
	}
	assert!(matches!(ask(Format::Okx, Answer::Endless).await, Err(FetchError::TooLarge(_))));
}

#[tokio::test]
async fn answers_that_would_fill_the_memory_are_refused() {
	// Three mebibytes that become three hundred.
	let tiny = format!(r#"{{"data":[{}{{}}]}}"#, r#"{"":0},"#.repeat(400_000));
	let error = ask(Format::Okx, ok(&tiny)).await.unwrap_err();
	assert!(matches!(error, FetchError::TooMany { what: "values", .. }), "{error}");
	let many = Format::Okx.answer(&vec![json!({}); 4_097]).to_string();
	let error = ask(Format::Okx, ok(&many)).await.unwrap_err();
	assert!(matches!(error, FetchError::TooMany { what: "options", most: 4_096 }), "{error}");
	// What a venue lists at most, with all that it says of an option, is read.
	let mut rows: Vec<_> =
		chain(0.5).iter().map(|option| Format::Bybit.row(option)).cycle().take(1_500).collect();
	for row in &mut rows {
		(0..24).for_each(|field| row[format!("field{field:02}")] = json!("12345678.12345678"));
	}
	let whole = Format::Bybit.answer(&rows).to_string();
	assert!(whole.len() > 1_000_000, "{}", whole.len());
	assert_eq!(ask(Format::Bybit, ok(&whole)).await.unwrap().slices.len(), 3);
}

#[tokio::test]
async fn bad_options_move_nothing() {
	for format in FORMATS {
		let right = ask(format, ok(&format.body(&chain(0.5)))).await.unwrap();
		let mut options = chain(0.5);
		for (place, option) in options.iter_mut().enumerate() {
			match place % 23 {
				// Crossed, without a bid, absurd in both directions, next to nothing said.
				3 => (option.bid, option.ask) = (option.ask, option.bid),
				8 => option.bid = 0.0,
				12 => (option.bid, option.ask) = (4.0, 4.01),
				17 => (option.bid, option.ask) = (0.05, 0.051),
				21 => option.bid = 0.1,
				_ => {},
			}
		}
		// An expiry with too few options.
		options.push(Listed { day: 200, ..options[0] });
		let found = ask(format, ok(&format.body(&options))).await.unwrap();
		assert_eq!(found.slices.len(), 3);
		for (right, found) in right.slices.iter().zip(&found.slices) {
			let off = percent(found.at_the_money) - percent(right.at_the_money);
			assert!(off.abs() < 0.1, "{off}");
			let (right, found) = (right.fit().unwrap(), found.fit().unwrap());
			assert!(found.options < right.options);
			assert!(percent(found.error) < 0.2);
		}
	}
}

/// Sources of three venues at so many volatility points, with the spot at 60,000.
async fn sources(points: [f64; 3], min_sources: usize) -> OracleConfig {
	let mut sources = Vec::new();
	let (url, _) = serve(ok(r#"{"price":"60000"}"#)).await;
	let spot = format!(
		"min_sources = 1\noutlier_bp = 100\nstale_after_ms = 5000\n[[source]]\nkind = \"http\"\n\
		 name = \"spot\"\nurl = \"{url}\"\npath = \"/price\"\ntimeout_ms = 1000\n\
		 interval_ms = 250\nmarkets = {{ BTC = \"x\" }}\n"
	);
	let mut config = OracleConfig::parse(&spot).unwrap();
	for (format, points) in FORMATS.into_iter().zip(points) {
		let (url, _) = serve(ok(&format.body(&chain(points)))).await;
		sources.push(SourceConfig::Chain(format.config(&url)));
	}
	config.sources.extend(sources);
	config.surface = Some(SurfaceRule { min_sources, ..RULE });
	config
}

#[tokio::test]
async fn check_prints_chains_and_the_median_of_their_smiles() {
	let config = sources([0.50, 0.52, 0.80], 2).await;
	let table = check(&config).await.unwrap();
	assert_eq!((table.chains.len(), table.smiles.len()), (3, 3));
	for smile in &table.smiles {
		let (seen, count) = smile.seen.as_ref().unwrap();
		assert_eq!(*count, 2, "the third is an outlier");
		let variance = reported_variance(seen.variances[SURFACE_NODES / 2]).unwrap();
		let left = smile.expiry.0 - table.at / 1_000;
		let money = percent(volatility(variance, left).unwrap());
		assert!((money - 51.0).abs() < 0.2, "{money}");
	}
	let text = table.to_string();
	for part in ["deribit-options", "okx-options", "bybit-options", "points", "2 venues"] {
		assert!(text.contains(part), "{part} is not in\n{text}");
	}
	let table = check(&sources([0.50, 0.52, 0.80], 3).await).await.unwrap();
	assert!(table.smiles.iter().all(|smile| smile.seen.is_none()));
	assert!(table.to_string().contains("too few venues"));
}

#[tokio::test]
async fn polled_chains_make_surfaces_and_none_is_made_up() {
	let config = sources([0.50, 0.51, 0.52], 3).await;
	let sources = Sources::new(&config).unwrap();
	let spot = Price(61_000 * WAD);
	let listed = [7, 20, 90].map(expiry);
	let surface = |expiries: &[Expiry]| sources.surface("BTC", spot, unix_millis(), expiries, b"");
	assert_eq!(surface(&listed), None, "nothing was heard yet");
	let polls = sources.polls(MedianRule::of(&config), &Metrics::default());
	assert_eq!(polls.len(), 4);
	let tasks: Vec<_> = polls.into_iter().map(tokio::spawn).collect();
	let mut waited = 0;
	while surface(&listed).is_none() {
		waited += 1;
		assert!(waited < 100, "no surface after ten seconds");
		tokio::time::sleep(Duration::from_millis(100)).await;
	}
	let seen = surface(&listed).unwrap();
	assert_eq!(seen.iter().map(|seen| seen.expiry).collect::<Vec<_>>(), listed);
	// The forward follows the spot from 60,000 to 61,000 by its basis.
	let forward = seen[2].forward.0 / WAD;
	assert!((62_490..=62_520).contains(&forward), "{forward}");
	for (place, seen) in seen.iter().enumerate() {
		let variance = reported_variance(seen.variances[SURFACE_NODES / 2]).unwrap();
		let left = seen.expiry.0 - unix_millis() / 1_000;
		let money = percent(volatility(variance, left).unwrap());
		assert!((money - 51.0).abs() < 0.3, "{place}: {money}");
	}
	for pair in seen.windows(2) {
		let mut nodes = pair[0].variances.iter().zip(&pair[1].variances);
		assert!(nodes.all(|(near, far)| near <= far));
	}
	// Beyond the last expiry of the venues nobody knows; nor of another underlying; nor when all is stale.
	assert_eq!(surface(&[expiry(7), expiry(91)]), None);
	assert_eq!(sources.surface("ETH", spot, unix_millis(), &listed, b""), None);
	assert_eq!(sources.surface("BTC", spot, unix_millis() + 61_000, &listed, b""), None);
	tasks.iter().for_each(|task| task.abort());
}

#[tokio::test]
async fn a_chain_without_a_spot_to_set_it_against_is_not_kept() {
	let mut config = sources([0.50, 0.51, 0.52], 1).await;
	config.sources.remove(0);
	let sources = Sources::new(&config).unwrap();
	let polls = sources.polls(MedianRule::of(&config), &Metrics::default());
	let tasks: Vec<_> = polls.into_iter().map(tokio::spawn).collect();
	tokio::time::sleep(Duration::from_millis(2_000)).await;
	let seen = sources.surface("BTC", Price(WAD), unix_millis(), &[expiry(7)], b"");
	assert_eq!(seen, None);
	tasks.iter().for_each(|task| task.abort());
}
