//! The largest fee that an open order could cost, for those who assess accounts between blocks.

use crate::{BookParameters, Config, Pallet};
use core::marker::PhantomData;
use sp_runtime::traits::Convert;
use tenor_primitives::{InstrumentInspect, MarketView, Money, OpenOrder, Rounding};

/// The taker's fee on the index without the cap on premium and a discount, which only lower it, and the
/// order's deposit. Without a fresh index nothing trades, and the fee is zero.
pub struct LargestFee<T>(PhantomData<T>);

impl<T: Config> Convert<OpenOrder, Money> for LargestFee<T> {
	fn convert(order: OpenOrder) -> Money {
		let parameters = Pallet::<T>::parameters();
		let fee = || {
			let series = T::Instruments::series(order.series)?;
			let underlying = T::Instruments::underlying(series.underlying)?;
			let index = T::Market::spot(series.underlying)?;
			let notional = underlying.per_lot(index.value, Rounding::Up)?;
			uncapped(&parameters, notional.checked_mul_lots(order.quantity.to_signed()?)?)
		};
		fee().unwrap_or_default().saturating_add(Money(parameters.order_deposit.into()))
	}
}

/// The taker's fee on a notional without the cap on the premium and a discount. `None` on overflow.
pub(crate) fn uncapped(parameters: &BookParameters, notional: Money) -> Option<Money> {
	Money::from_balance(parameters.taker_fee.mul_ceil(notional.to_balance()?))
}
