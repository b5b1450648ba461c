//! The forwards that quotes imply.

use crate::{Config, Pallet, Slab, Slabs, WeightInfo, QUOTE_UNIT};
use alloc::{collections::btree_map::BTreeMap, vec::Vec};
use frame_support::weights::Weight;
use sp_runtime::SaturatedConversion;
use tenor_primitives::{
	BookForward, Expiry, InstrumentInspect, Lots, Price, Rounding, SeriesId, SeriesKind,
	SeriesStatus, Side, Underlying, UnderlyingId,
};

/// Series of an expiry that are looked at: the future and both options of eight strikes.
pub(crate) const SERIES_LOOKED_AT: usize = 17;

/// Strikes that are read, those nearest to the forward.
const STRIKES_READ: usize = 2;

/// The fewest markets that give a range: one alone is too cheap to make.
const LEAST_MARKETS: usize = 2;

/// The least notional of a quote, in units of the quote asset.
const LEAST_NOTIONAL: i128 = 10_000;

impl<T: Config> BookForward for Pallet<T> {
	fn range(underlying: UnderlyingId, expiry: Expiry, near: Price) -> Option<(Price, Price)> {
		let terms = T::Instruments::underlying(underlying)?;
		let least = least_quantity(&terms, near)?;
		let mut futures = Vec::new();
		let mut strikes = BTreeMap::<Price, [Option<SeriesId>; 2]>::new();
		let listed = T::Instruments::series_of(underlying, expiry);
		for id in listed.into_iter().take(SERIES_LOOKED_AT) {
			let Some(series) = T::Instruments::series(id) else { continue };
			let [call, put] = strikes.entry(series.strike).or_default();
			match series.kind {
				SeriesKind::Future => futures.push(id),
				SeriesKind::Call => *call = Some(id),
				SeriesKind::Put => *put = Some(id),
			}
		}
		let both =
			strikes.into_iter().filter_map(|(strike, [call, put])| Some((strike, call?, put?)));
		let mut pairs: Vec<_> = both.collect();
		pairs.sort_by_key(|(strike, ..)| strike.0.abs_diff(near.0));
		let quotes = |id| Self::quotes(id, &terms, least);
		let parities = pairs.into_iter().take(STRIKES_READ).filter_map(|(strike, call, put)| {
			let ((call_bid, call_ask), (put_bid, put_ask)) = (quotes(call)?, quotes(put)?);
			let low = strike.0.saturating_add(call_bid.0).saturating_sub(put_ask.0);
			let high = strike.0.saturating_add(call_ask.0).saturating_sub(put_bid.0);
			Some((Price(low), Price(high)))
		});
		let markets: Vec<_> = futures.into_iter().filter_map(quotes).chain(parities).collect();
		if markets.len() < LEAST_MARKETS {
			return None;
		}
		let low = markets.iter().map(|(low, _)| *low).min()?;
		let high = markets.iter().map(|(_, high)| *high).max()?;
		Some((low, high))
	}

	fn weight() -> Weight {
		T::WeightInfo::book_forward()
	}
}

impl<T: Config> Pallet<T> {
	/// Bid and ask of a series that trades, each for so many lots.
	fn quotes(id: SeriesId, terms: &Underlying, least: Lots) -> Option<(Price, Price)> {
		if T::Instruments::status(id) != Some(SeriesStatus::Trading) {
			return None;
		}
		let now = Self::now();
		let price = |side| {
			let Slab::V1(orders) = Slabs::<T>::get((id, side))?;
			// A peg says what the reported forward says.
			let mut standing =
				orders.iter().filter(|order| order.peg.is_none() && order.good_til >= now);
			let mut sum = Lots::ZERO;
			let last = standing.find(|order| {
				sum = sum.saturating_add(order.quantity);
				sum >= least
			})?;
			terms.price(last.limit)
		};
		Some((price(Side::Bid)?, price(Side::Ask)?))
	}
}

/// Lots of the least notional at a price; at least one.
fn least_quantity(terms: &Underlying, price: Price) -> Option<Lots> {
	let lot = terms.per_lot(price, Rounding::Down)?;
	let least = LEAST_NOTIONAL.checked_mul(QUOTE_UNIT)?.checked_div(lot.0)?;
	Some(Lots(least.max(1).saturated_into()))
}
