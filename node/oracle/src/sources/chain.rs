//! Option chains of venues over HTTP, and what they make together.

use super::{
	client::{self, FetchError, HTTP},
	frozen::Frozen,
	options::{self, ChainConfig},
	smiles::{VenueSurface, View},
};
use crate::{
	clock::unix_millis,
	config::{within, ConfigError},
	limit::{LogLimit, LOG_TARGET},
	median::{is_near, median, middles},
	metrics::Metrics,
};
use parking_lot::Mutex;
use reqwest::{Client, Url};
use serde::Deserialize;
use serde_json::Value;
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::Arc,
};
use tenor_math::{
	surface::{aggregate::variance_to_report, projection::LEAST_VARIANCE, Grid, NODES},
	Fixed,
};
use tenor_primitives::{
	oracle::{ExpiryObservation, SURFACE_NODES},
	Expiry, Price,
};

/// Most bytes of an answer that are read: a chain of a thousand options takes half a megabyte to one.
const MAX_ANSWER: usize = 3 * 1024 * 1024;

/// How what venues say of an expiry becomes one smile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurfaceRule {
	/// Venues that must stand behind an expiry; below it the validator abstains.
	pub min_sources: usize,
	/// Basis points from the median forward beyond which a venue is left out.
	pub forward_outlier_bp: u32,
	/// Basis points from the median variance at the money beyond which a venue is left out.
	pub variance_outlier_bp: u32,
	/// Milliseconds after which a venue's chain, or an option in it, no longer counts.
	pub stale_after_ms: u64,
}

impl SurfaceRule {
	pub(crate) fn check(&self, chains: usize) -> Result<(), ConfigError> {
		within("surface.forward_outlier_bp", u64::from(self.forward_outlier_bp), 1, 5_000)?;
		within("surface.variance_outlier_bp", u64::from(self.variance_outlier_bp), 1, 9_000)?;
		within("surface.stale_after_ms", self.stale_after_ms, 1_000, 600_000)?;
		if self.min_sources == 0 || self.min_sources > chains {
			return Err(ConfigError::invalid(format!(
				"surface.min_sources = {}: must be 1 to {chains}, the chains that are configured",
				self.min_sources
			)));
		}
		Ok(())
	}

	/// The median of the views that are near the middles of all, node by node, and their number.
	///
	/// `None` if too few are left, or no majority of them.
	fn apply(&self, views: &[View]) -> Option<(View, usize)> {
		const CENTRE: usize = SURFACE_NODES / 2;
		let forward = |view: &View| bits(view.basis.checked_add(Fixed::ONE)?);
		let money = |view: &View| bits(*view.variances.get(CENTRE)?);
		let of_all = |value: &dyn Fn(&View) -> Option<u128>| {
			middles(views.iter().map(value).collect::<Option<_>>()?)
		};
		let (forwards, moneys) = (of_all(&forward)?, of_all(&money)?);
		let near: Vec<View> = views
			.iter()
			.copied()
			.filter(|view| {
				let is = |value: Option<u128>, middles, bp| {
					value.is_some_and(|value| is_near(value, middles, bp))
				};
				is(forward(view), forwards, self.forward_outlier_bp)
					&& is(money(view), moneys, self.variance_outlier_bp)
			})
			.collect();
		if near.len() < self.min_sources || near.len().saturating_mul(2) <= views.len() {
			return None;
		}
		let middle = |value: &dyn Fn(&View) -> Option<u128>| {
			median(near.iter().map(value).collect::<Option<_>>()?)
		};
		let (mut variances, mut half_spreads) = ([Fixed::ZERO; SURFACE_NODES], [0; SURFACE_NODES]);
		for (node, (variance, spread)) in variances.iter_mut().zip(&mut half_spreads).enumerate() {
			*variance = fixed(middle(&|view| bits(*view.variances.get(node)?))?)?;
			let found = middle(&|view| view.half_spreads.get(node).copied().map(u128::from))?;
			*spread = u16::try_from(found).ok()?;
		}
		let basis = fixed(middle(&forward)?)?.checked_sub(Fixed::ONE)?;
		Some((View { basis, variances, half_spreads }, near.len()))
	}
}

/// A share in basis points, rounded up.
pub(crate) fn bp(share: Fixed) -> i64 {
	share.checked_mul_int(10_000).map_or(i64::MAX, Fixed::ceil)
}

fn bits(value: Fixed) -> Option<u128> {
	u128::try_from(value.to_bits()).ok()
}

fn fixed(bits: u128) -> Option<Fixed> {
	i128::try_from(bits).ok().map(Fixed::from_bits)
}

/// What an answer, heard at a time in Unix milliseconds, says of its underlying.
///
/// # Errors
///
/// [`FetchError`] for an answer without a list, without its time, or without an expiry that has enough
/// options with sound quotes.
pub fn read_surface(
	config: &ChainConfig,
	answer: &Value,
	heard: u64,
	stale_after_ms: u64,
) -> Result<VenueSurface, FetchError> {
	let chain = options::read(config, answer, heard, stale_after_ms)?;
	let mut surface = VenueSurface::of(&chain.quotes, chain.at);
	surface.forwards = chain.forwards;
	if surface.slices.is_empty() {
		let (rows, quotes) = (chain.rows, chain.quotes.len());
		return Err(FetchError::NoExpiry { rows, quotes });
	}
	Ok(surface)
}

/// A venue's option chains and what it last said.
pub struct ChainVenue {
	config: ChainConfig,
	stale_after_ms: u64,
	client: Client,
	urls: BTreeMap<String, Url>,
	/// With the local spot of the time at which it was heard.
	heard: Mutex<BTreeMap<String, Arc<(VenueSurface, Price)>>>,
	/// By its forwards.
	frozen: Frozen<BTreeSet<Price>>,
	limit: LogLimit,
}

impl ChainVenue {
	/// Sets a venue up.
	///
	/// # Errors
	///
	/// An address that is refused, or a TLS set-up that fails.
	pub fn new(config: ChainConfig, rule: &SurfaceRule) -> Result<Self, ConfigError> {
		let client = client::build(&config.name, config.timeout_ms)?;
		let url = |market| client::request_url(&config.name, &config.url, market, HTTP);
		let urls = config
			.markets
			.iter()
			.map(|(symbol, market)| Ok((symbol.clone(), url(market)?)))
			.collect::<Result<_, ConfigError>>()?;
		let stale_after_ms = rule.stale_after_ms;
		let frozen = Frozen::new(config.frozen_after_ms);
		let (heard, limit) = (Mutex::default(), LogLimit::default());
		Ok(Self { config, stale_after_ms, client, urls, heard, frozen, limit })
	}

	/// The name in logs and metrics.
	pub fn name(&self) -> &str {
		&self.config.name
	}

	/// The symbols that the venue is configured for.
	pub fn symbols(&self) -> impl Iterator<Item = &str> {
		self.urls.keys().map(String::as_str)
	}

	/// Asks once for the options of an underlying.
	///
	/// # Errors
	///
	/// [`FetchError`], whatever the venue answers.
	pub async fn fetch(&self, symbol: &str) -> Result<VenueSurface, FetchError> {
		let Some(url) = self.urls.get(symbol) else {
			return Err(FetchError::Unreachable(format!("{symbol} is not configured")));
		};
		let body = client::body(&self.client, url, MAX_ANSWER).await?;
		let (config, heard, stale) = (self.config.clone(), unix_millis(), self.stale_after_ms);
		let read = move || {
			let answer = client::json(&body, MAX_ANSWER)?;
			read_surface(&config, &answer, heard, stale)
		};
		// The fit computes for tens of milliseconds, and of a hostile answer for longer.
		let read = tokio::task::spawn_blocking(read).await;
		read.unwrap_or_else(|error| Err(FetchError::Unread(error.to_string())))
	}

	/// Asks about every market for ever; keeps the last answers, but not the same one for ever. One that comes
	/// while there is no `spot` to set its forwards against is not kept.
	pub async fn poll(
		self: Arc<Self>,
		metrics: Metrics,
		spot: impl Fn(&str) -> Option<Price> + Send,
	) {
		let keep = |symbol: &str, surface: VenueSurface| {
			if let Some(spot) = spot(symbol) {
				self.keep(symbol, surface, spot);
			}
		};
		let (name, interval_ms) = (self.name(), self.config.interval_ms);
		let fetch = async |symbol| {
			let surface = self.fetch(symbol).await?;
			self.frozen.note(symbol, surface.forwards.clone(), unix_millis())?;
			self.tell_arbitrage(symbol, &surface);
			Ok(surface)
		};
		client::poll(name, interval_ms, self.symbols(), &metrics, fetch, keep).await;
	}

	/// Logs where the quotes of a surface hold arbitrage.
	fn tell_arbitrage(&self, symbol: &str, surface: &VenueSurface) {
		let name = self.name();
		for slice in surface.slices.iter().filter(|slice| slice.moved > Fixed::ZERO) {
			let (expiry, moved) = (slice.expiry, bp(slice.moved));
			log::debug!(target: LOG_TARGET, "{name} {symbol}: {expiry:?} is mended by {moved} bp");
		}
		if !surface.left_out.is_empty() {
			let expiries = surface.left_out.iter().map(|(expiry, moved)| (expiry.0, bp(*moved)));
			let expiries: Vec<_> = expiries.collect();
			self.limit.warn(format_args!(
				"{name} {symbol}: leaves out expiries for the arbitrage between their quotes \
				 (Unix seconds, bp of variance): {expiries:?}"
			));
		}
	}

	/// Keeps what the venue said when the local spot was this.
	pub(crate) fn keep(&self, symbol: &str, surface: VenueSurface, spot: Price) {
		self.heard.lock().insert(symbol.to_string(), Arc::new((surface, spot)));
	}

	fn view(&self, symbol: &str, expiry: Expiry, now: u64) -> Option<View> {
		let heard = self.heard.lock().get(symbol)?.clone();
		let (surface, spot) = &*heard;
		let fresh = now.saturating_sub(surface.at) <= self.stale_after_ms;
		surface.view(expiry, now, *spot).filter(|_| fresh)
	}
}

/// All configured chains.
pub struct Chains {
	venues: Vec<Arc<ChainVenue>>,
	rule: SurfaceRule,
}

/// What a report says of an expiry, and how many venues stand behind it.
pub type Seen = (ExpiryObservation, usize);

impl Chains {
	/// Joins venues.
	pub fn new(venues: Vec<ChainVenue>, rule: SurfaceRule) -> Self {
		Self { venues: venues.into_iter().map(Arc::new).collect(), rule }
	}

	/// Each of them.
	pub fn iter(&self) -> impl Iterator<Item = &Arc<ChainVenue>> {
		self.venues.iter()
	}

	/// What the venues say of ascending expiries, without arbitrage at the nodes. `None` for all if it is
	/// none for one: a surface that has a hole is refused on the chain.
	pub fn surface(
		&self,
		symbol: &str,
		spot: Price,
		now: u64,
		expiries: &[Expiry],
	) -> Option<Vec<Seen>> {
		let grid = Grid::new(NODES)?;
		let mut earlier = None;
		let mut surface = Vec::new();
		for expiry in expiries {
			let views: Vec<_> =
				self.venues.iter().filter_map(|venue| venue.view(symbol, *expiry, now)).collect();
			let (view, count) = self.rule.apply(&views)?;
			let lifted = view.variances.map(|variance| variance.max(LEAST_VARIANCE));
			let slice = grid.project(&lifted, earlier.as_ref()).ok()?.slice;
			let forward = Fixed::from_wad_floor(spot.0)?
				.checked_mul(view.basis.checked_add(Fixed::ONE)?)?
				.to_wad_floor()?;
			let seen = ExpiryObservation {
				expiry: *expiry,
				forward: Price(forward),
				variances: slice.variances().map(variance_to_report),
				half_spreads: view.half_spreads,
			};
			surface.push((seen, count));
			earlier = Some(slice);
		}
		Some(surface)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const RULE: SurfaceRule = SurfaceRule {
		min_sources: 2,
		forward_outlier_bp: 100,
		variance_outlier_bp: 2_000,
		stale_after_ms: 60_000,
	};

	/// So many venues with these forwards, in basis points of the spot, and variances in hundredths.
	fn agreed(venues: &[(i128, i128)]) -> Option<usize> {
		let view = |(forward, variance): &(i128, i128)| View {
			basis: Fixed::from_ratio(forward - 10_000, 10_000).unwrap(),
			variances: [Fixed::from_ratio(*variance, 100).unwrap(); SURFACE_NODES],
			half_spreads: [100; SURFACE_NODES],
		};
		let views: Vec<_> = venues.iter().map(view).collect();
		RULE.apply(&views).map(|(_, count)| count)
	}

	#[test]
	fn two_venues_are_held_to_each_other() {
		assert_eq!(agreed(&[(10_000, 50), (10_099, 50)]), Some(2));
		assert_eq!(agreed(&[(10_000, 50), (10_102, 50)]), None);
		assert_eq!(agreed(&[(10_000, 50), (10_000, 61)]), Some(2));
		assert_eq!(agreed(&[(10_000, 50), (10_000, 62)]), None);
		// Two pairs too.
		assert_eq!(agreed(&[(10_000, 50), (10_000, 50), (10_099, 50), (10_099, 61)]), Some(3));
		assert_eq!(agreed(&[(10_000, 50), (10_000, 50), (10_102, 50), (10_102, 50)]), None);
		// Of three the one between is the measure.
		assert_eq!(agreed(&[(9_901, 50), (10_000, 50), (10_099, 50)]), Some(3));
	}
}
