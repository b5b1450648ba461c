//! Open orders in series that nothing touches in this block, as admission sees them.
//!
//! They cannot fill now, but are their account's promises all the same. No series of theirs is looked up
//! or valued: what an order needs is known by the page of its series, of which there are few.

use crate::{block_end::BlockEnd, fees, Config};
use alloc::rc::Rc;
use tenor_primitives::{
	Admission, InstrumentInspect, MarketView, Money, OpenOrder, OrderRisk, Phase, Rounding,
	SeriesId,
};

/// What the series of a page share.
pub(crate) struct Site {
	admission: Admission,
	/// Of one lot, on the index, rounded up.
	fee: Money,
}

impl<T: Config> BlockEnd<T> {
	/// An order at its own limit, which no fill is worse than whatever the price bands say, with the
	/// taker's fee without the cap on the premium. `None` where nothing can trade: without an index, or
	/// in a market that takes only cancels.
	pub(crate) fn risk_elsewhere(&mut self, order: &OpenOrder) -> Option<(OrderRisk, Admission)> {
		let OpenOrder { series, side, limit, quantity, .. } = *order;
		let site = self.site(series)?;
		let fees = site.fee.checked_mul_lots(quantity.to_signed()?)?;
		let admission = site.admission;
		// Where only risk may fall, a deposit, which is no loss, must not keep an order out.
		let deposit = match admission {
			Admission::Open => Money(self.parameters.order_deposit.into()),
			Admission::RiskReducing => Money::ZERO,
		};
		let fee = fees.checked_add(deposit)?;
		Some((OrderRisk { series, side, limit, quantity, fee }, admission))
	}

	fn site(&mut self, series: SeriesId) -> Option<Rc<Site>> {
		let page = series.page();
		if let Some(site) = self.sites.get(&page) {
			return site.clone();
		}
		let site = self.look_up_site(series).map(Rc::new);
		self.sites.insert(page, site.clone());
		site
	}

	fn look_up_site(&mut self, series: SeriesId) -> Option<Site> {
		let of = T::Instruments::series(series)?.underlying;
		let (underlying, phase) = self.underlyings.get(of)?;
		let admission = match phase {
			Phase::CancelOnly => return None,
			Phase::RiskReducing => Admission::RiskReducing,
			Phase::Open => Admission::Open,
		};
		let notional = underlying.per_lot(T::Market::spot(of)?.value, Rounding::Up)?;
		Some(Site { admission, fee: fees::uncapped(&self.parameters, notional)? })
	}
}
