//! Venues of spot prices, however each of them is asked.

use super::{client::FetchError, http::HttpVenue, websocket::WebSocketVenue, Quote};
use crate::metrics::Metrics;
use futures::future::{BoxFuture, FutureExt};
use std::sync::Arc;

/// A venue of spot prices.
pub enum Venue {
	/// Asked over HTTP.
	Http(HttpVenue),
	/// Heard over WebSocket.
	WebSocket(WebSocketVenue),
}

impl Venue {
	/// The name in logs and metrics.
	pub fn name(&self) -> &str {
		match self {
			Self::Http(venue) => venue.name(),
			Self::WebSocket(venue) => venue.name(),
		}
	}

	/// The symbols that the venue is configured for.
	pub fn symbols(&self) -> Vec<&str> {
		match self {
			Self::Http(venue) => venue.symbols().collect(),
			Self::WebSocket(venue) => venue.symbols().collect(),
		}
	}

	/// Asks once for the price of an underlying.
	///
	/// # Errors
	///
	/// [`FetchError`], whatever the venue answers.
	pub async fn fetch(&self, symbol: &str) -> Result<Quote, FetchError> {
		match self {
			Self::Http(venue) => venue.fetch(symbol).await,
			Self::WebSocket(venue) => venue.fetch(symbol).await,
		}
	}

	/// Keeps the last prices fresh, for ever.
	async fn follow(&self, metrics: &Metrics) {
		match self {
			Self::Http(venue) => venue.poll(metrics).await,
			Self::WebSocket(venue) => venue.listen(metrics).await,
		}
	}

	fn quote(&self, symbol: &str) -> Option<Quote> {
		match self {
			Self::Http(venue) => venue.quote(symbol),
			Self::WebSocket(venue) => venue.quote(symbol),
		}
	}
}

/// All configured venues.
pub struct Venues(Vec<Arc<Venue>>);

impl Venues {
	/// Joins venues.
	pub fn new(venues: Vec<Venue>) -> Self {
		Self(venues.into_iter().map(Arc::new).collect())
	}

	/// Each of them.
	pub fn iter(&self) -> impl Iterator<Item = &Venue> {
		self.0.iter().map(Arc::as_ref)
	}

	/// The tasks that keep the last prices fresh, for ever.
	pub fn polls(&self, metrics: &Metrics) -> Vec<BoxFuture<'static, ()>> {
		let follow = |venue: &Arc<Venue>| {
			let (venue, metrics) = (venue.clone(), metrics.clone());
			async move { venue.follow(&metrics).await }.boxed()
		};
		self.0.iter().map(follow).collect()
	}

	/// Their last prices of one underlying.
	pub fn quotes(&self, symbol: &str) -> Vec<Quote> {
		self.0.iter().filter_map(|venue| venue.quote(symbol)).collect()
	}
}
