//! What a series trades under in a block.

use crate::{underlyings::Underlyings, BookParameters, Config, Reason};
use alloc::rc::Rc;
use tenor_auction::{Band, HalfTicks};
use tenor_primitives::{
	Admission, InstrumentInspect, Lots, MarketView, Money, OpenOrder, OrderRisk, Price, Rounding,
	Series, SeriesId, SeriesStatus, Side, Tick, Underlying,
};

/// What clearing a series needs of the snapshot.
pub(crate) struct Terms {
	pub(crate) series: Series,
	pub(crate) underlying: Rc<Underlying>,
	pub(crate) mark: HalfTicks,
	pub(crate) band: Band,
	pub(crate) admission: Admission,
	/// The index on one lot, rounded up.
	notional: Money,
}

impl Terms {
	/// What a series trades under, or why it does not trade.
	pub(crate) fn look_up<T: Config>(
		id: SeriesId,
		underlyings: &mut Underlyings<T>,
		parameters: &BookParameters,
	) -> Result<Self, Reason> {
		let series = T::Instruments::series(id).ok_or(Reason::SeriesNotTrading)?;
		let known = underlyings.get(series.underlying);
		let (underlying, phase) = known.ok_or(Reason::SeriesNotTrading)?;
		if T::Instruments::status(id) != Some(SeriesStatus::Trading) {
			return Err(Reason::SeriesNotTrading);
		}
		let admission = phase.admission().ok_or(Reason::MarketCancelOnly)?;
		let prices = || {
			let index = T::Market::spot(series.underlying)?.value;
			let (mark, (lo, hi)) = T::Market::value_and_band(&series)?;
			let lo = underlying.tick(lo, Rounding::Down)?.0.saturating_sub(parameters.band_ticks);
			let hi = underlying.tick(hi, Rounding::Up)?.0.saturating_add(parameters.band_ticks);
			let half_ticks = underlying.tick(Price(mark.0.checked_mul(2)?), Rounding::Up)?;
			Some((
				HalfTicks(half_ticks.0.into()),
				Band { lo: Tick(lo.max(1)), hi: Tick(hi) },
				underlying.per_lot(index, Rounding::Up)?,
			))
		};
		let (mark, band, notional) = prices().ok_or(Reason::NoFreshPrice)?;
		Ok(Self { series, underlying, mark, band, admission, notional })
	}

	pub(crate) fn notional(&self, lots: Lots) -> Option<Money> {
		self.notional.checked_mul_lots(lots.to_signed()?)
	}

	/// An open order as admission sees it; `None` on overflow.
	pub(crate) fn risk(&self, order: &OpenOrder, parameters: &BookParameters) -> Option<OrderRisk> {
		let limit = self.band.effective(order.side, order.limit);
		// No fill is dearer than this, and the cap on the fee grows with the premium.
		let dearest = limit.max(self.band.hi);
		let highest = if order.side == Side::Bid { limit } else { dearest };
		let premium = self.underlying.premium(highest, order.quantity)?;
		// The taker's fee without a discount is the highest one.
		let fee = parameters.fee(false, 0, self.notional(order.quantity)?, premium)?;
		// Where only risk may fall, a deposit, which is no loss, must not keep an order out.
		let open = self.admission == Admission::Open;
		let deposit = if open { parameters.order_deposit.into() } else { 0 };
		let fee = fee.checked_add(Money(deposit))?;
		let OpenOrder { series, side, quantity, .. } = *order;
		Some(OrderRisk { series, side, limit, quantity, fee })
	}
}
