//! The bodies of calls and view functions.

use crate::{
	Action, BookParameters, Config, Depth, Error, Event, Intake, IntakeCount, LastSequence,
	MaxBatch, NewOrder, Pallet, Parameters, Request, MAX_QUANTITY, MAX_STRIKES,
};
use frame_support::{ensure, traits::Get, BoundedVec};
use sp_runtime::{DispatchResult, SaturatedConversion};
use tenor_auction::MAX_ORDERS;
use tenor_primitives::{
	BlockNumber, InstrumentInspect, MarketPhase, OrderId, Phase, PortfolioInspect, SeriesId,
	SeriesStatus, Side, SubaccountId,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_place(
		who: T::AccountId,
		subaccount: SubaccountId,
		sequence: u64,
		orders: BoundedVec<NewOrder, MaxBatch>,
	) -> DispatchResult {
		ensure!(!orders.is_empty(), Error::<T>::EmptyBatch);
		Self::use_sequence(who, subaccount, sequence)?;
		let parameters = Parameters::<T>::get();
		for order in &orders {
			Self::check(order, &parameters)?;
		}
		let count = IntakeCount::<T>::get().saturating_add(orders.len().saturated_into());
		ensure!(count <= T::MaxOrdersPerBlock::get(), Error::<T>::BlockFull);
		IntakeCount::<T>::put(count);
		Self::append(subaccount, sequence, Action::Place(orders));
		Ok(())
	}

	pub(crate) fn do_cancel_orders(
		who: T::AccountId,
		subaccount: SubaccountId,
		sequence: u64,
		orders: BoundedVec<OrderId, MaxBatch>,
	) -> DispatchResult {
		ensure!(!orders.is_empty(), Error::<T>::EmptyBatch);
		let own = orders.iter().all(|order| order.subaccount == subaccount);
		ensure!(own, Error::<T>::ForeignOrder);
		Self::do_cancel(who, subaccount, sequence, Action::Cancel(orders))
	}

	pub(crate) fn do_cancel(
		who: T::AccountId,
		subaccount: SubaccountId,
		sequence: u64,
		action: Action,
	) -> DispatchResult {
		Self::use_sequence(who, subaccount, sequence)?;
		Self::append(subaccount, sequence, action);
		Ok(())
	}

	pub(crate) fn do_set_parameters(parameters: BookParameters) -> DispatchResult {
		ensure!(parameters.is_bounded(), Error::<T>::ParameterOutOfBounds);
		Parameters::<T>::put(parameters);
		Self::deposit_event(Event::ParametersSet { parameters });
		Ok(())
	}

	pub(crate) fn do_depth(series: SeriesId, levels: u32) -> Option<Depth> {
		T::Instruments::series(series)?;
		let book = Self::load(series).ok()?;
		let levels = levels.min(MAX_ORDERS).saturated_into();
		let side = |side| book.depth(side, Self::now(), levels);
		Some(Depth { bids: side(Side::Bid), asks: side(Side::Ask) })
	}

	/// The number of this block.
	pub(crate) fn now() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}

	fn use_sequence(who: T::AccountId, subaccount: SubaccountId, sequence: u64) -> DispatchResult {
		let owner = T::Ledger::owner(subaccount).ok_or(Error::<T>::UnknownSubaccount)?;
		ensure!(owner == who, Error::<T>::NotOwner);
		ensure!(sequence > LastSequence::<T>::get(subaccount), Error::<T>::SequenceUsed);
		LastSequence::<T>::insert(subaccount, sequence);
		Ok(())
	}

	fn append(subaccount: SubaccountId, sequence: u64, action: Action) {
		Intake::<T>::append(Request { subaccount, sequence, action });
	}

	/// What can be told without a price.
	fn check(order: &NewOrder, parameters: &BookParameters) -> DispatchResult {
		let series = T::Instruments::series(order.series).ok_or(Error::<T>::UnknownSeries)?;
		let underlying =
			T::Instruments::underlying(series.underlying).ok_or(Error::<T>::UnknownSeries)?;
		let trading = T::Instruments::status(order.series) == Some(SeriesStatus::Trading);
		ensure!(trading, Error::<T>::SeriesNotTrading);
		let phase = T::Phase::phase(series.underlying);
		ensure!(phase != Phase::CancelOnly, Error::<T>::MarketCancelOnly);

		ensure!(!order.quantity.is_zero(), Error::<T>::ZeroQuantity);
		ensure!(order.quantity >= parameters.minimum, Error::<T>::QuantityTooSmall);
		ensure!(order.quantity <= MAX_QUANTITY, Error::<T>::QuantityTooLarge);
		ensure!(!order.limit.is_zero(), Error::<T>::ZeroLimit);
		let price = underlying.price(order.limit).ok_or(Error::<T>::LimitOutOfRange)?;
		let highest = series.strike.0.saturating_mul(MAX_STRIKES);
		ensure!(price.0 <= highest, Error::<T>::LimitOutOfRange);
		let premium = underlying.premium(order.limit, order.quantity);
		ensure!(premium.is_some(), Error::<T>::QuantityTooLarge);
		ensure!(order.good_til >= Self::now(), Error::<T>::GoodTilPassed);
		Ok(())
	}
}
