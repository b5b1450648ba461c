//! The margin policy over the current market.

use crate::{types::AccountOf, Config, Pallet, Parameters};
use alloc::{collections::BTreeMap, vec::Vec};
use core::marker::PhantomData;
use sp_runtime::traits::Convert;
use tenor_primitives::{
	Applicant, InstrumentInspect, Lots, MarketPhase, MarketView, Money, OpenOrder, OrderRisk,
	Portfolio, Price, Risk, RiskEngine, RiskError, Series, SeriesId, Tick, Underlying,
	UnderlyingId, Verdict,
};
use tenor_risk::{LotRisk, LotTerms, Quotes, StandardParameters};

/// The market as one assessment sees it: each value is read once, and only when asked for.
struct Snapshot<T> {
	parameters: Option<(StandardParameters, u32)>,
	series: BTreeMap<SeriesId, Series>,
	underlyings: BTreeMap<UnderlyingId, Underlying>,
	spots: BTreeMap<UnderlyingId, Price>,
	short_lots: BTreeMap<SeriesId, LotRisk>,
	/// Of options too: nothing.
	long_lots: BTreeMap<SeriesId, LotRisk>,
	_runtime: PhantomData<T>,
}

impl<T: Config> Snapshot<T> {
	fn new() -> Self {
		Self {
			parameters: None,
			series: BTreeMap::new(),
			underlyings: BTreeMap::new(),
			spots: BTreeMap::new(),
			short_lots: BTreeMap::new(),
			long_lots: BTreeMap::new(),
			_runtime: PhantomData,
		}
	}

	fn series(&mut self, id: SeriesId) -> Result<Series, RiskError> {
		remember(&mut self.series, id, || {
			T::Instruments::series(id).ok_or(RiskError::UnknownSeries)
		})
		.copied()
	}

	fn underlying(&mut self, id: UnderlyingId) -> Result<&Underlying, RiskError> {
		remember(&mut self.underlyings, id, || {
			T::Instruments::underlying(id).ok_or(RiskError::UnknownSeries)
		})
	}

	fn spot(&mut self, id: UnderlyingId) -> Result<Price, RiskError> {
		remember(&mut self.spots, id, || {
			T::Market::spot(id).map(|spot| spot.value).ok_or(RiskError::NoFreshPrice)
		})
		.copied()
	}

	/// Parameters and the phase's scale of initial margin.
	fn parameters(&mut self) -> (StandardParameters, u32) {
		*self.parameters.get_or_insert_with(|| (Parameters::<T>::get(), T::Phase::initial_scale()))
	}

	/// One lot at the current prices, as `value` values it.
	fn price_lot(
		&mut self,
		series: &Series,
		value: fn(&StandardParameters, &LotTerms) -> Option<LotRisk>,
	) -> Result<LotRisk, RiskError> {
		let spot = self.spot(series.underlying)?;
		let mark = T::Market::value(series).ok_or(RiskError::NoFreshPrice)?;
		let (parameters, initial_scale) = self.parameters();
		let underlying = self.underlying(series.underlying)?;
		let terms = LotTerms { series, underlying, spot, mark, initial_scale };
		value(&parameters, &terms).ok_or(RiskError::Overflow)
	}
}

/// The value of a key, read once; a failure is not remembered.
fn remember<K: Ord, V>(
	map: &mut BTreeMap<K, V>,
	key: K,
	read: impl FnOnce() -> Result<V, RiskError>,
) -> Result<&V, RiskError> {
	use alloc::collections::btree_map::Entry;
	Ok(match map.entry(key) {
		Entry::Occupied(entry) => entry.into_mut(),
		Entry::Vacant(entry) => entry.insert(read()?),
	})
}

impl<T: Config> Quotes for Snapshot<T> {
	fn premium(&mut self, series: SeriesId, price: Tick, lots: Lots) -> Result<Money, RiskError> {
		let underlying = self.series(series)?.underlying;
		self.underlying(underlying)?.premium(price, lots).ok_or(RiskError::Overflow)
	}

	fn short_lot(&mut self, id: SeriesId) -> Result<LotRisk, RiskError> {
		if let Some(lot) = self.short_lots.get(&id) {
			return Ok(*lot);
		}
		let series = self.series(id)?;
		let lot = self.price_lot(&series, tenor_risk::short_lot)?;
		self.short_lots.insert(id, lot);
		Ok(lot)
	}

	fn long_lot(&mut self, id: SeriesId) -> Result<LotRisk, RiskError> {
		if let Some(lot) = self.long_lots.get(&id) {
			return Ok(*lot);
		}
		let series = self.series(id)?;
		let lot = if series.is_future() {
			self.price_lot(&series, tenor_risk::long_future_lot)?
		} else {
			LotRisk::default()
		};
		self.long_lots.insert(id, lot);
		Ok(lot)
	}
}

impl<T: Config> RiskEngine for Pallet<T> {
	fn assess(portfolio: &Portfolio) -> Result<Risk, RiskError> {
		tenor_risk::assess(portfolio, &mut Snapshot::<T>::new())
	}

	fn worst_excess(portfolio: &Portfolio, orders: &[OrderRisk]) -> Result<Money, RiskError> {
		tenor_risk::worst_excess(portfolio, orders, &mut Snapshot::<T>::new())
	}

	fn admit(applicants: &[Applicant]) -> Vec<Vec<Verdict>> {
		let mut snapshot = Snapshot::<T>::new();
		let admit = |of: &Applicant| tenor_risk::admit(&of.portfolio, &of.orders, &mut snapshot);
		applicants.iter().map(admit).collect()
	}
}

impl<T: Config> Pallet<T> {
	/// Cash, positions and their costs of a record.
	pub(crate) fn portfolio_of(account: &AccountOf<T>) -> Portfolio {
		Portfolio {
			cash: account.cash,
			positions: account.positions.to_vec(),
			costs: account.costs.to_vec(),
		}
	}

	/// What may leave an account: the least initial excess over all fills of its open orders without what
	/// futures gained, which is not paid before they settle, and no more than its cash.
	pub(crate) fn free_equity_of(
		account: &AccountOf<T>,
		orders: &[OpenOrder],
	) -> Result<Money, RiskError> {
		let orders: Vec<_> = orders.iter().map(Self::order_risk).collect();
		let (portfolio, mut snapshot) = (Self::portfolio_of(account), Snapshot::<T>::new());
		let worst = tenor_risk::worst_excess(&portfolio, &orders, &mut snapshot)?;
		let unpaid = tenor_risk::unpaid_gains(&portfolio, &mut snapshot)?;
		let free = worst.checked_sub(unpaid).ok_or(RiskError::Overflow)?;
		Ok(free.min(account.cash))
	}

	/// An open order at its own limit: no fill is worse, whatever the price bands say.
	fn order_risk(order: &OpenOrder) -> OrderRisk {
		OrderRisk {
			series: order.series,
			side: order.side,
			limit: order.limit,
			quantity: order.quantity,
			fee: T::LargestFee::convert(*order),
		}
	}
}
