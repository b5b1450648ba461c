//! Trades outside the auction: the band and the fees of a fill.

use crate::{
	terms::Terms, underlyings::Underlyings, volume::quote_units, BookParameters, Config, Pallet,
	Reason, Volumes, MAX_QUANTITY,
};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Get};
use tenor_primitives::{BlockLeg, BlockTerms, BlockTrade, LegError, LegTerms, Money, SubaccountId};

impl<T: Config> BlockTerms for Pallet<T> {
	fn terms(trade: &BlockTrade) -> Result<Vec<LegTerms>, LegError> {
		let parameters = Self::parameters();
		let tier = |subaccount| {
			let volume = Volumes::<T>::get(subaccount);
			parameters.tier(volume.recent(T::Now::get()))
		};
		let tiers = [tier(trade.maker), tier(trade.taker)];
		let mut underlyings = Underlyings::<T>::new();
		let legs = trade.legs.iter().map(|leg| {
			let terms = Terms::look_up(leg.series, &mut underlyings, &parameters);
			let terms = terms.map_err(|reason| match reason {
				Reason::MarketCancelOnly => LegError::CancelOnly,
				Reason::NoFreshPrice => LegError::NoFreshPrice,
				_ => LegError::NotTrading,
			})?;
			let within = terms.band.lo <= leg.price && leg.price <= terms.band.hi;
			ensure!(within, LegError::OutsideBand);
			ensure!(leg.lots <= MAX_QUANTITY, LegError::TooLarge);
			leg_terms(leg, &terms, &parameters, tiers).ok_or(LegError::TooLarge)
		});
		legs.collect()
	}

	fn count(subaccount: SubaccountId, notional: Money) {
		Volumes::<T>::mutate(subaccount, |volume| {
			*volume = volume.add(quote_units(notional), T::Now::get());
		});
	}
}

/// `None` on overflow.
fn leg_terms(
	leg: &BlockLeg,
	terms: &Terms,
	parameters: &BookParameters,
	[maker, taker]: [u32; 2],
) -> Option<LegTerms> {
	let premium = terms.underlying.premium(leg.price, leg.lots)?;
	let notional = terms.notional(leg.lots)?;
	Some(LegTerms {
		admission: terms.admission,
		is_future: terms.series.is_future(),
		premium,
		notional,
		maker_fee: parameters.fee(true, maker, notional, premium)?,
		taker_fee: parameters.fee(false, taker, notional, premium)?,
	})
}
