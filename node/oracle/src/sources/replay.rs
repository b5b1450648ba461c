//! A recorded window, replayed by the wall clock so that all validators see the same market.

use super::{parse_price, Quote};
use crate::config::{within, ConfigError};
use serde::Deserialize;
use sp_runtime::traits::{BlakeTwo256, Hash as _};
use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
};
use tenor_math::{
	surface::{
		aggregate::variance_to_report, projection::LEAST_VARIANCE, Curvature, Smile, Ssvi, NODES,
	},
	Fixed,
};
use tenor_primitives::{
	oracle::{ExpiryObservation, SURFACE_NODES},
	Expiry, Price, MILLIS, SECONDS_PER_YEAR, WAD,
};

/// Milliseconds between two recorded closes.
const STEP: u64 = 60_000;

/// One, in the fixed point of ratios and volatilities here: 1e9.
const UNIT: u128 = 1_000_000_000;

/// The settings of a recorded source.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplayConfig {
	/// Name in logs and metrics.
	pub name: String,
	/// CSV of one-minute closes: `minute`, then one column per symbol.
	pub closes: PathBuf,
	/// CSV of the chain at the money: `symbol,seconds_to_expiry,forward_ratio,atm_iv`.
	pub term_structure: PathBuf,
	/// Recorded seconds per second, 1 to 3,600.
	pub speed: u64,
	/// Recorded seconds by which the window is shifted.
	pub start: u64,
	/// Venues that are made of the recorded one, 1 to 15.
	pub venues: u8,
	/// Most basis points between such a venue and the recorded price, and between the validator's
	/// variances and the recorded ones, 0 to 50.
	pub spread_bp: u32,
	/// Correlation of spot and volatility in the smile, in hundredths, −90 to 90.
	pub skew: i64,
	/// `η` of the smile's curvature `η/√w`, in hundredths, 1 to 140: without butterflies for any skew.
	pub curvature: u64,
	/// Half the distance from bid to ask in basis points of total variance, 0 to 5,000.
	pub half_spread_bp: u16,
}

impl ReplayConfig {
	pub(crate) fn check(&self) -> Result<(), ConfigError> {
		within("speed", self.speed, 1, 3_600)?;
		within("start", self.start, 0, 1_000_000_000)?;
		within("venues", u64::from(self.venues), 1, 15)?;
		within("spread_bp", u64::from(self.spread_bp), 0, 50)?;
		if !(-90..=90).contains(&self.skew) {
			let skew = self.skew;
			return Err(ConfigError::invalid(format!("skew = {skew}: must be -90 to 90")));
		}
		within("curvature", self.curvature, 1, 140)?;
		within("half_spread_bp", u64::from(self.half_spread_bp), 0, 5_000)
	}
}

/// One recorded expiry.
#[derive(Clone, Copy, Debug)]
struct Tenor {
	/// Seconds to the expiry.
	seconds: u64,
	/// Forward over spot, 1e9.
	ratio: u128,
	/// Total variance, 1e18.
	variance: u128,
}

/// The recorded window in memory.
#[derive(Debug)]
pub struct Replay {
	name: String,
	speed: u64,
	start: u64,
	venues: u8,
	spread_bp: u32,
	skew: i64,
	curvature: u64,
	half_spread_bp: u16,
	closes: BTreeMap<String, Vec<Price>>,
	tenors: BTreeMap<String, Vec<Tenor>>,
}

impl Replay {
	/// Reads the window; without a folder, the one that is built into the binary.
	///
	/// # Errors
	///
	/// [`ConfigError::Unreadable`] and [`ConfigError::Data`].
	pub fn load(config: &ReplayConfig, folder: Option<&Path>) -> Result<Self, ConfigError> {
		let Some(folder) = folder else {
			return Self::new(
				config,
				include_str!("../../data/closes.csv"),
				include_str!("../../data/term-structure.csv"),
			);
		};
		let read = |path: &Path| {
			let path = folder.join(path);
			std::fs::read_to_string(&path).map_err(|error| ConfigError::Unreadable { path, error })
		};
		Self::new(config, &read(&config.closes)?, &read(&config.term_structure)?)
	}

	fn new(config: &ReplayConfig, closes: &str, tenors: &str) -> Result<Self, ConfigError> {
		Ok(Self {
			name: config.name.clone(),
			speed: config.speed,
			start: config.start,
			venues: config.venues,
			spread_bp: config.spread_bp,
			skew: config.skew,
			curvature: config.curvature,
			half_spread_bp: config.half_spread_bp,
			closes: read_closes(&config.closes.to_string_lossy(), closes)?,
			tenors: read_tenors(&config.term_structure.to_string_lossy(), tenors)?,
		})
	}

	/// The symbols that are recorded.
	pub fn symbols(&self) -> impl Iterator<Item = &str> {
		self.closes.keys().map(String::as_str)
	}

	/// The recorded price at a moment, linear between closes and from the last back to the first.
	pub fn spot(&self, symbol: &str, now: u64) -> Option<Price> {
		let closes = self.closes.get(symbol)?;
		let length = STEP.checked_mul(u64::try_from(closes.len()).ok()?)?;
		let played = u128::from(now)
			.checked_mul(u128::from(self.speed))?
			.checked_add(u128::from(self.start).checked_mul(u128::from(MILLIS))?)?;
		let position = u64::try_from(played.checked_rem(u128::from(length))?).ok()?;
		let index = usize::try_from(position.checked_div(STEP)?).ok()?;
		let elapsed = u128::from(position.checked_rem(STEP)?);
		let from = closes.get(index)?.0;
		let to = closes.get(index.checked_add(1)?).or_else(|| closes.first())?.0;
		let moved = from.abs_diff(to).checked_mul(elapsed)?.checked_div(u128::from(STEP))?;
		Some(Price(if to >= from { from.checked_add(moved)? } else { from.checked_sub(moved)? }))
	}

	/// The venues that are made of the recorded price. Each is off it by its own constant, drawn
	/// from the validator's `salt`, so that medians on the chain have a spread as real ones do.
	pub fn quotes(&self, symbol: &str, now: u64, salt: &[u8]) -> Vec<Quote> {
		let Some(spot) = self.spot(symbol, now) else { return Vec::new() };
		(0..self.venues)
			.filter_map(|venue| {
				let price = shifted(spot, self.spread_bp, (salt, symbol, venue))?;
				Some(Quote { venue: format!("{}-{venue}", self.name), price, at: now })
			})
			.collect()
	}

	/// Forward and variances per expiry: the recorded basis and total variance at the money, linear in
	/// the time to expiry through zero, and along the last ray beyond the last recorded expiry, with the
	/// configured smile around it. A validator's variances are off by one constant drawn from `salt`.
	pub fn surface(
		&self,
		symbol: &str,
		spot: Price,
		now: u64,
		expiries: &[Expiry],
		salt: &[u8],
	) -> Option<Vec<ExpiryObservation>> {
		let tenors = self.tenors.get(symbol)?;
		expiries
			.iter()
			.map(|expiry| {
				let left = expiry.timestamp().0.saturating_sub(now);
				let (ratio, variance) = interpolate(tenors, left)?;
				let forward = spot.0.checked_mul(ratio)?.checked_div(UNIT)?;
				let variance = shifted(Price(variance), self.spread_bp, (salt, symbol, u8::MAX))?;
				Some(ExpiryObservation {
					expiry: *expiry,
					forward: Price(forward),
					variances: self.smile(Fixed::from_wad_floor(variance.0)?)?,
					half_spreads: [self.half_spread_bp; SURFACE_NODES],
				})
			})
			.collect()
	}

	/// SSVI at the nodes, from the variance at the money.
	fn smile(&self, at_the_money: Fixed) -> Option<[u64; SURFACE_NODES]> {
		let theta = at_the_money.max(LEAST_VARIANCE);
		let eta = Fixed::from_ratio(self.curvature.into(), 100)?;
		let rho = Fixed::from_ratio(self.skew.into(), 100)?;
		let smile = Ssvi { theta, rho, phi: Curvature::SquareRoot { eta }.at(theta)? };
		let mut variances = [0; SURFACE_NODES];
		for (variance, k) in variances.iter_mut().zip(NODES) {
			*variance = variance_to_report(smile.at(k)?.variance);
		}
		Some(variances)
	}
}

/// A price moved by up to `spread_bp`, the same each time for one `seed`.
fn shifted(spot: Price, spread_bp: u32, seed: (&[u8], &str, u8)) -> Option<Price> {
	const MILLIONTHS_PER_BP: u64 = 100;
	let draw = BlakeTwo256::hash_of(&seed).to_low_u64_le();
	let most = u64::from(spread_bp).checked_mul(MILLIONTHS_PER_BP)?;
	let above = draw.checked_rem(most.checked_mul(2)?.checked_add(1)?)?;
	let scale = 1_000_000u64.checked_sub(most)?.checked_add(above)?;
	spot.0.checked_mul(u128::from(scale))?.checked_div(1_000_000).map(Price)
}

/// Ratio and variance `left` milliseconds before an expiry.
fn interpolate(tenors: &[Tenor], left: u64) -> Option<(u128, u128)> {
	const NOW: Tenor = Tenor { seconds: 0, ratio: UNIT, variance: 0 };
	let at = |tenor: &Tenor| u128::from(tenor.seconds).saturating_mul(u128::from(MILLIS));
	let left = u128::from(left);
	let next = tenors.partition_point(|tenor| at(tenor) < left);
	let (low, high) = match (next.checked_sub(1), tenors.get(next)) {
		(Some(previous), Some(high)) => (tenors.get(previous)?, high),
		(None, Some(high)) => (&NOW, high),
		(_, None) => (&NOW, tenors.last()?),
	};
	let span = at(high).checked_sub(at(low))?;
	let elapsed = left.checked_sub(at(low))?;
	let line = |from: u128, to: u128| {
		let moved = from.abs_diff(to).checked_mul(elapsed)?.checked_div(span)?;
		if to >= from {
			from.checked_add(moved)
		} else {
			from.checked_sub(moved)
		}
	};
	Some((line(low.ratio, high.ratio)?, line(low.variance, high.variance)?))
}

/// Lines that hold data, with their numbers.
fn rows(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
	text.lines()
		.zip(1usize..)
		.map(|(line, number)| (number, line.trim()))
		.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
		.map(|(number, line)| (number, line.split(',').map(str::trim).collect()))
}

fn read_closes(file: &str, text: &str) -> Result<BTreeMap<String, Vec<Price>>, ConfigError> {
	let error =
		|line, reason: &str| ConfigError::Data { file: file.into(), line, reason: reason.into() };
	let mut rows = rows(text);
	let header = rows.next().map(|(_, cells)| cells).unwrap_or_default();
	let Some((&"minute", symbols)) = header.split_first() else {
		return Err(error(1, "the header must be `minute`, then symbols"));
	};
	let mut columns = vec![Vec::new(); symbols.len()];
	for ((line, cells), minute) in rows.zip(0u64..) {
		let Some((first, prices)) = cells.split_first() else { continue };
		if first.parse() != Ok(minute) {
			return Err(error(line, "minutes must count up from 0 without a gap"));
		}
		if prices.len() != symbols.len() {
			return Err(error(line, "one price per symbol"));
		}
		for (column, price) in columns.iter_mut().zip(prices) {
			column.push(parse_price(price).ok_or_else(|| error(line, "not a price"))?);
		}
	}
	if columns.is_empty() || columns.iter().any(|column| column.len() < 2) {
		return Err(error(1, "at least one symbol and two minutes"));
	}
	Ok(symbols.iter().map(|symbol| symbol.to_string()).zip(columns).collect())
}

fn read_tenors(file: &str, text: &str) -> Result<BTreeMap<String, Vec<Tenor>>, ConfigError> {
	const HEADER: [&str; 4] = ["symbol", "seconds_to_expiry", "forward_ratio", "atm_iv"];
	let error =
		|line, reason: &str| ConfigError::Data { file: file.into(), line, reason: reason.into() };
	let mut rows = rows(text);
	if rows.next().is_none_or(|(_, cells)| cells != HEADER) {
		return Err(error(1, "the header must be symbol,seconds_to_expiry,forward_ratio,atm_iv"));
	}
	let mut all: BTreeMap<String, Vec<Tenor>> = BTreeMap::new();
	for (line, cells) in rows {
		let [symbol, seconds, ratio, volatility] = cells[..] else {
			return Err(error(line, "four columns"));
		};
		let tenor = tenor(seconds, ratio, volatility)
			.ok_or_else(|| error(line, "not a tenor, ratio and volatility"))?;
		let tenors = all.entry(symbol.into()).or_default();
		let rises = tenors
			.last()
			.is_none_or(|last| last.seconds < tenor.seconds && last.variance < tenor.variance);
		if tenor.seconds == 0 || !rises {
			return Err(error(line, "time to expiry and total variance must rise"));
		}
		tenors.push(tenor);
	}
	Ok(all)
}

fn tenor(seconds: &str, ratio: &str, volatility: &str) -> Option<Tenor> {
	let scaled = |text: &str| parse_price(text)?.0.checked_mul(UNIT)?.checked_div(WAD);
	let seconds: u64 = seconds.parse().ok()?;
	let volatility = scaled(volatility)?;
	let variance = volatility
		.checked_mul(volatility)?
		.checked_mul(u128::from(seconds))?
		.checked_div(u128::from(SECONDS_PER_YEAR))?;
	Some(Tenor { seconds, ratio: scaled(ratio)?, variance })
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::config::{OracleConfig, SourceConfig};

	const DAY: u64 = 86_400;

	fn config() -> ReplayConfig {
		match OracleConfig::recorded().unwrap().sources.remove(0) {
			SourceConfig::Replay(replay) => replay,
			_ => unreachable!("the built-in file replays"),
		}
	}

	fn small(speed: u64, start: u64) -> Replay {
		let closes = "# a comment\nminute,BTC\n0,100\n1,160\n2,130\n";
		let tenors = "symbol,seconds_to_expiry,forward_ratio,atm_iv\n\
			BTC,86400,1.001,0.5\nBTC,172800,1.003,0.6\n";
		Replay::new(&ReplayConfig { speed, start, ..config() }, closes, tenors).unwrap()
	}

	fn spot(replay: &Replay, now: u64) -> u128 {
		replay.spot("BTC", now).unwrap().0 / WAD
	}

	#[test]
	fn prices_move_linearly_and_close_the_loop() {
		let replay = small(1, 0);
		assert_eq!(spot(&replay, 0), 100);
		assert_eq!(spot(&replay, 30_000), 130);
		assert_eq!(spot(&replay, 60_000), 160);
		assert_eq!(spot(&replay, 90_000), 145);
		assert_eq!(spot(&replay, 120_000), 130);
		assert_eq!(spot(&replay, 150_000), 115);
		assert_eq!(spot(&replay, 180_000), 100);
		assert_eq!(replay.spot("SOL", 0), None);
	}

	#[test]
	fn speed_and_start_shift_the_same_window() {
		let (replay, fast, late) = (small(1, 0), small(60, 0), small(1, 61));
		for now in (0..400_000).step_by(777) {
			assert_eq!(fast.spot("BTC", now), replay.spot("BTC", now * 60));
			assert_eq!(late.spot("BTC", now), replay.spot("BTC", now + 61_000));
		}
		assert!(small(3_600, 1_000_000_000).spot("BTC", u64::MAX).is_some());
	}

	#[test]
	fn validators_replay_one_market_with_a_spread_of_their_own() {
		let replay = Replay::load(&config(), None).unwrap();
		let again = Replay::load(&config(), None).unwrap();
		let now = 1_790_000_000_123;
		let spot = replay.spot("ETH", now).unwrap().0;
		let alice = replay.quotes("ETH", now, b"alice");
		assert_eq!(alice, again.quotes("ETH", now, b"alice"));
		assert_ne!(alice, replay.quotes("ETH", now, b"bob"));
		assert_eq!(alice.len(), 3);
		for quote in alice {
			assert!(quote.price.0.abs_diff(spot) <= spot / 5_000, "at most 2 bp");
		}
	}

	#[test]
	fn the_built_in_window_moves_in_every_round_and_never_jumps() {
		let replay = Replay::load(&config(), None).unwrap();
		assert_eq!(replay.symbols().collect::<Vec<_>>(), ["BTC", "ETH"]);
		for symbol in ["BTC", "ETH"] {
			let mut still = 0;
			let mut last = replay.spot(symbol, 0).unwrap().0;
			for now in (2_000..720 * STEP + 4_000).step_by(2_000) {
				let price = replay.spot(symbol, now).unwrap().0;
				assert!(price.abs_diff(last) * 1_000 < price, "{symbol} jumps at {now}");
				still += usize::from(price == last);
				last = price;
			}
			assert!(still < 1_000, "{symbol} stands still in {still} of 21,601 rounds");
		}
	}

	#[test]
	fn the_surface_meets_the_recorded_expiries_and_goes_through_zero() {
		let replay = small(1, 0);
		let (price, now) = (Price(1_000 * WAD), 5_000);
		let at = |seconds: u64| {
			let expiry = [Expiry(5 + seconds)];
			replay.surface("BTC", price, now, &expiry, b"").unwrap().remove(0)
		};
		let money = |seconds| at(seconds).variances[SURFACE_NODES / 2];
		let close = |seconds, variance: u128| {
			let expected = variance_to_report(Fixed::from_wad_floor(variance).unwrap());
			assert!(money(seconds).abs_diff(expected) <= expected / 4_000, "{seconds}");
		};
		assert_eq!(at(DAY).forward, Price(1_001 * WAD));
		close(DAY, WAD / 4 / 365);
		assert_eq!(at(2 * DAY).forward, Price(1_003 * WAD));
		assert_eq!(at(DAY / 2).forward, Price(1_000 * WAD + WAD / 2));
		close(DAY / 2, WAD / 4 / 365 / 2);
		assert_eq!(at(DAY + DAY / 2).forward, Price(1_002 * WAD));
		assert!(money(4 * DAY).abs_diff(money(2 * DAY) * 2) <= 2);
		assert_eq!((at(0).forward, money(0)), (price, 1));
		let past = replay.surface("BTC", price, 99_000, &[Expiry(5)], b"").unwrap();
		assert_eq!((past[0].forward, &past[0].variances), (price, &at(0).variances));
		assert_eq!(replay.surface("SOL", price, now, &[Expiry(9)], b""), None);
	}

	#[test]
	fn variance_rises_with_expiry_at_every_node_of_the_built_in_chain() {
		let replay = Replay::load(&config(), None).unwrap();
		let expiries: Vec<_> = (1..2_000).map(|step| Expiry(step * DAY / 4)).collect();
		for symbol in ["BTC", "ETH"] {
			let surface = replay.surface(symbol, Price(WAD), 0, &expiries, b"key").unwrap();
			for pair in surface.windows(2) {
				let mut nodes = pair[0].variances.iter().zip(&pair[1].variances);
				assert!(nodes.all(|(near, far)| near < far));
			}
			for point in surface {
				assert!(point.forward.0 > WAD * 99 / 100 && point.forward.0 < WAD * 11 / 10);
			}
		}
	}

	#[test]
	fn smiles_have_the_configured_skew_and_no_arbitrage() {
		let replay = Replay::load(&config(), None).unwrap();
		let grid = tenor_math::surface::Grid::new(NODES).unwrap();
		let expiries: Vec<_> = [1, 3, 30, 400].map(|days| Expiry(days * DAY)).to_vec();
		let seen = replay.surface("BTC", Price(WAD), 0, &expiries, b"key").unwrap();
		let mut earlier = None;
		for seen in &seen {
			let reported = seen
				.variances
				.map(|units| tenor_math::surface::aggregate::reported_variance(units).unwrap());
			let found = grid.project(&reported, earlier.as_ref()).unwrap();
			// Nodes that are coarse beside a day's deviation may bend a little.
			assert!(found.repair.relative < Fixed::from_ratio(1, 100).unwrap(), "{seen:?}");
			earlier = Some(found.slice);
			assert!(seen.variances[9] > seen.variances[15], "puts are dearer");
			assert_eq!(seen.half_spreads, [200; SURFACE_NODES]);
		}
		assert_ne!(replay.surface("BTC", Price(WAD), 0, &expiries, b"other"), Some(seen));
	}

	#[test]
	fn bad_files_are_refused_by_line() {
		let tenors = "symbol,seconds_to_expiry,forward_ratio,atm_iv\n";
		let closes = "minute,BTC\n0,100\n1,160\n";
		let refuse = |closes: &str, tenors: &str| {
			Replay::new(&config(), closes, tenors).unwrap_err().to_string()
		};
		assert!(Replay::new(&config(), closes, tenors).is_ok());
		assert!(refuse("", tenors).contains("header"));
		assert!(refuse("minute,BTC\n0,100\n2,160\n", tenors).contains("line 3"));
		assert!(refuse("minute,BTC\n0,100\n1,x\n", tenors).contains("not a price"));
		assert!(refuse("minute,BTC\n0,100\n1,1,2\n", tenors).contains("per symbol"));
		assert!(refuse("minute,BTC\n0,100\n", tenors).contains("two minutes"));
		assert!(refuse(closes, "").contains("header"));
		assert!(refuse(closes, &format!("{tenors}BTC,1,1\n")).contains("four"));
		assert!(refuse(closes, &format!("{tenors}BTC,10,1,0.9\nBTC,20,1,0.1\n")).contains("rise"));
	}
}
