//! The bodies of calls and view functions.

use crate::{
	underlyings::Underlyings, Action, BookParameters, Config, Depth, Error, Event, Fault, Guards,
	Intake, IntakeCount, Leg, MaxBatch, NewOrder, Pallet, ParameterChanges, Parameters, Protection,
	Quote, Reason, Request, Sequence, MAX_COUNTDOWN, MAX_QUANTITY, MAX_STRIKES,
};
use alloc::{collections::BTreeMap, rc::Rc, vec::Vec};
use frame_support::{ensure, traits::Get, BoundedVec};
use sp_runtime::{DispatchResult, SaturatedConversion};
use tenor_auction::{Kind, MAX_ORDERS};
use tenor_primitives::{
	AgentScope, Authority, BlockNumber, Direction, InstrumentInspect, Name, OpenOrder, OrderId,
	ParameterSet, Permission, Phase, PortfolioInspect, Series, SeriesId, SeriesStatus, Side,
	SubaccountId, Underlying, Volatility,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_place(
		who: T::AccountId,
		subaccount: SubaccountId,
		orders: BoundedVec<NewOrder, MaxBatch>,
	) -> DispatchResult {
		ensure!(!orders.is_empty(), Error::<T>::EmptyBatch);
		let Authority { key, scope } = Self::authority(&who, subaccount, Permission::Reduce)?;
		ensure!(Self::may_place(subaccount), Error::<T>::Paused);
		let sequence = Sequence::<T>::get().ok_or(Error::<T>::NotDirect)?;
		let parameters = Self::parameters();
		let mut taken = Vec::new();
		let mut refused = Vec::new();
		let (mut markets, mut underlyings) = (BTreeMap::new(), Underlyings::new());
		for (index, mut order) in (0u8..).zip(orders) {
			let market = markets.entry(order.series);
			let market =
				market.or_insert_with(|| Self::market(order.series, &scope, &mut underlyings));
			let market = market.as_ref().map_err(|fault| *fault);
			match market.and_then(|market| market.check(&order, &parameters, &scope)) {
				Ok(()) => {
					order.good_til = order.good_til.min(scope.expires);
					taken.push((index, order));
				},
				Err(fault) => refused.push((OrderId { subaccount, key, sequence, index }, fault)),
			}
		}
		if let (true, Some((_, fault))) = (taken.is_empty(), refused.first()) {
			return Err(Error::<T>::from(*fault).into());
		}
		Self::count(taken.len().saturated_into())?;
		let action = Action::Place(BoundedVec::truncate_from(taken));
		Intake::<T>::append(Request { subaccount, key, sequence, action });
		Self::tell_refused(subaccount, refused);
		Ok(())
	}

	pub(crate) fn do_quote(
		who: T::AccountId,
		subaccount: SubaccountId,
		quotes: BoundedVec<Quote, MaxBatch>,
		good_til: BlockNumber,
	) -> DispatchResult {
		ensure!(!quotes.is_empty(), Error::<T>::EmptyBatch);
		let Authority { key, scope } = Self::authority(&who, subaccount, Permission::Trade)?;
		ensure!(Self::may_place(subaccount), Error::<T>::Paused);
		let sequence = Sequence::<T>::get().ok_or(Error::<T>::NotDirect)?;
		let parameters = Self::parameters();
		let mut taken = Vec::new();
		let mut refused = Vec::new();
		let mut stands = 0u32;
		let mut underlyings = Underlyings::new();
		for (place, mut quote) in (0u8..).zip(quotes) {
			let market = Self::market(quote.series, &scope, &mut underlyings);
			let crossed = !quote.bid.quantity.is_zero()
				&& !quote.ask.quantity.is_zero()
				&& quote.bid.limit >= quote.ask.limit;
			for (index, name, order) in quote.legs(place, good_til) {
				let leg = if name == Name::Bid { &mut quote.bid } else { &mut quote.ask };
				let unknown = market.as_ref().is_err_and(|fault| *fault == Fault::UnknownSeries);
				if leg.quantity.is_zero() && !unknown {
					stands = stands.saturating_add(1);
					continue;
				}
				let market = market.as_ref().map_err(|fault| *fault);
				let checked = market.and_then(|market| market.check(&order, &parameters, &scope));
				let checked = if crossed { checked.and(Err(Fault::CrossedQuote)) } else { checked };
				match checked {
					Ok(()) => stands = stands.saturating_add(1),
					Err(fault) => {
						refused.push((OrderId { subaccount, key, sequence, index }, fault));
						// None of this side stands, rather than one that its owner meant to replace.
						*leg = Leg::default();
					},
				}
			}
			taken.push((place, quote));
		}
		if let (0, Some((_, fault))) = (stands, refused.first()) {
			return Err(Error::<T>::from(*fault).into());
		}
		Self::count(stands)?;
		let quotes = BoundedVec::truncate_from(taken);
		let action = Action::Quote(quotes, good_til.min(scope.expires));
		Intake::<T>::append(Request { subaccount, key, sequence, action });
		Self::tell_refused(subaccount, refused);
		Ok(())
	}

	pub(crate) fn do_cancel_orders(
		who: T::AccountId,
		subaccount: SubaccountId,
		orders: BoundedVec<OrderId, MaxBatch>,
	) -> DispatchResult {
		ensure!(!orders.is_empty(), Error::<T>::EmptyBatch);
		let own = orders.iter().all(|order| order.subaccount == subaccount);
		ensure!(own, Error::<T>::ForeignOrder);
		Self::do_cancel(who, subaccount, Action::Cancel(orders))
	}

	pub(crate) fn do_cancel(
		who: T::AccountId,
		subaccount: SubaccountId,
		action: Action,
	) -> DispatchResult {
		let Authority { key, .. } = Self::authority(&who, subaccount, Permission::Cancel)?;
		let sequence = Sequence::<T>::get().unwrap_or(0);
		Intake::<T>::append(Request { subaccount, key, sequence, action });
		Ok(())
	}

	/// Whoever may only cancel may bring a deadline nearer, and neither put it off nor lift it.
	pub(crate) fn do_cancel_after(
		who: T::AccountId,
		subaccount: SubaccountId,
		blocks: Option<BlockNumber>,
	) -> DispatchResult {
		let range = 1..=MAX_COUNTDOWN;
		let in_range = blocks.is_none_or(|blocks| range.contains(&blocks));
		ensure!(in_range, Error::<T>::CountdownOutOfRange);
		let Authority { key, scope } = Self::authority(&who, subaccount, Permission::Cancel)?;
		let last = blocks.map_or(BlockNumber::MAX, |blocks| Self::now().saturating_add(blocks));
		let mut guard = Guards::<T>::get(subaccount).unwrap_or_default();
		guard.lapse(Self::now());
		let nearer = last <= guard.deadline.unwrap_or(BlockNumber::MAX);
		let allowed = scope.permission == Permission::Trade || nearer && blocks.is_some();
		ensure!(allowed, Error::<T>::OutOfScope);
		let sequence = Sequence::<T>::get().ok_or(Error::<T>::NotDirect)?;
		let action = match blocks {
			Some(blocks) if scope.permission != Permission::Trade => Action::CancelSooner(blocks),
			_ => Action::CancelAfter(blocks),
		};
		Intake::<T>::append(Request { subaccount, key, sequence, action });
		Ok(())
	}

	pub(crate) fn do_set_protection(
		who: T::AccountId,
		subaccount: SubaccountId,
		protection: Option<Protection>,
	) -> DispatchResult {
		let Authority { key, scope } = Self::authority(&who, subaccount, Permission::Trade)?;
		// It goes for all underlyings.
		ensure!(scope.underlying.is_none(), Error::<T>::OutOfScope);
		let valid = protection.is_none_or(|protection| protection.is_valid());
		ensure!(valid, Error::<T>::ProtectionOutOfBounds);
		let sequence = Sequence::<T>::get().ok_or(Error::<T>::NotDirect)?;
		let action = Action::Protect(protection);
		Intake::<T>::append(Request { subaccount, key, sequence, action });
		Ok(())
	}

	pub(crate) fn live_orders(subaccount: SubaccountId) -> Vec<OpenOrder> {
		let mut orders = T::Ledger::open_orders(subaccount);
		if let Some(guard) = Guards::<T>::get(subaccount) {
			orders.retain(|order| !guard.is_dead(order.entered, Self::now()));
		}
		orders
	}

	pub(crate) fn do_set_parameters(
		new: BookParameters,
		direction: Direction,
		may_loosen: bool,
	) -> DispatchResult {
		let old = Self::parameters();
		ensure!(new.is_valid(), Error::<T>::ParameterOutOfBounds);
		ensure!(new != old, Error::<T>::ParametersUnchanged);
		ensure!(new.direction_from(&old) == direction, Error::<T>::WrongDirection);
		ensure!(may_loosen || new.only_narrows_band_of(&old), Error::<T>::MayOnlyNarrowBand);
		ParameterChanges::<T>::try_mutate(|changes| changes.record(&old, &new, T::Now::get()))
			.map_err(Error::<T>::from)?;
		Parameters::<T>::put(new);
		Self::deposit_event(Event::ParametersSet { old, new, direction });
		Ok(())
	}

	pub(crate) fn do_depth(series: SeriesId, levels: u32) -> Option<Depth> {
		T::Instruments::series(series)?;
		let book = Self::load(series).ok()?;
		let levels = levels.min(MAX_ORDERS).saturated_into();
		let side = |side| book.depth(side, Self::now(), levels);
		Some(Depth { bids: side(Side::Bid), asks: side(Side::Ask) })
	}

	/// The parameters in force: the first values if those stored are out of bounds.
	pub(crate) fn parameters() -> BookParameters {
		Some(Parameters::<T>::get()).filter(BookParameters::is_valid).unwrap_or_default()
	}

	/// The number of this block.
	pub(crate) fn now() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}

	/// The authority of somebody who may do this for a subaccount.
	fn authority(
		who: &T::AccountId,
		subaccount: SubaccountId,
		what: Permission,
	) -> Result<Authority, Error<T>> {
		let authority = T::Ledger::authority(subaccount, who)?;
		ensure!(authority.scope.permission >= what, Error::<T>::OutOfScope);
		Ok(authority)
	}

	/// Counts orders that the block takes.
	fn count(orders: u32) -> DispatchResult {
		let count = IntakeCount::<T>::get().saturating_add(orders);
		ensure!(count <= T::MaxOrdersPerBlock::get(), Error::<T>::BlockFull);
		IntakeCount::<T>::put(count);
		Ok(())
	}

	fn tell_refused(subaccount: SubaccountId, refused: Vec<(OrderId, Fault)>) {
		if !refused.is_empty() {
			let orders = refused.into_iter().map(|(id, fault)| (id, Reason::from(fault))).collect();
			Self::deposit_event(Event::OrdersRefused { subaccount, orders });
		}
	}

	/// Where orders are placed now.
	fn market(
		id: SeriesId,
		scope: &AgentScope,
		underlyings: &mut Underlyings<T>,
	) -> Result<Market, Fault> {
		let series = T::Instruments::series(id).ok_or(Fault::UnknownSeries)?;
		let (underlying, phase) = underlyings.get(series.underlying).ok_or(Fault::UnknownSeries)?;
		let trading = T::Instruments::status(id) == Some(SeriesStatus::Trading);
		ensure!(trading, Fault::SeriesNotTrading);
		ensure!(phase != Phase::CancelOnly, Fault::MarketCancelOnly);
		let covered = scope.underlying.is_none_or(|only| only == series.underlying);
		ensure!(covered, Fault::OutOfScope);
		Ok(Market { series, underlying, now: Self::now() })
	}
}

/// A series that trades, looked up once a batch.
struct Market {
	series: Series,
	underlying: Rc<Underlying>,
	now: BlockNumber,
}

impl Market {
	/// What can be told of an order without a price.
	fn check(
		&self,
		order: &NewOrder,
		parameters: &BookParameters,
		scope: &AgentScope,
	) -> Result<(), Fault> {
		let Self { series, underlying, now } = self;
		ensure!(!order.quantity.is_zero(), Fault::ZeroQuantity);
		ensure!(order.quantity >= parameters.minimum, Fault::QuantityTooSmall);
		ensure!(order.quantity <= MAX_QUANTITY, Fault::QuantityTooLarge);
		ensure!(!order.limit.is_zero(), Fault::ZeroLimit);
		let price = underlying.price(order.limit).ok_or(Fault::LimitOutOfRange)?;
		let highest = series.strike.0.saturating_mul(MAX_STRIKES);
		// A future has no strike to go by: its limit is bounded by its type.
		ensure!(series.is_future() || price.0 <= highest, Fault::LimitOutOfRange);
		// Steps are for premiums; of a future, hedges go by a few parts in 100,000.
		let on_step = series.is_future() || underlying.tick_steps.allow(order.limit);
		ensure!(on_step, Fault::OffTick);
		let premium = underlying.premium(order.limit, order.quantity);
		ensure!(premium.is_some(), Fault::QuantityTooLarge);
		ensure!(order.good_til >= *now, Fault::GoodTilPassed);
		let passive = order.kind == Kind::PostOnly;
		ensure!(!passive || order.within.is_none(), Fault::PostOnlyWithin);
		if let Some(volatility) = order.peg {
			ensure!(passive, Fault::PegNotPostOnly);
			ensure!(!series.is_future(), Fault::VolatilityOutOfRange);
			let range = Volatility(1)..=Volatility::MAX;
			ensure!(range.contains(&volatility), Fault::VolatilityOutOfRange);
		}
		let allowed = scope.permission == Permission::Trade || order.reduce_only;
		ensure!(allowed, Fault::OutOfScope);
		Ok(())
	}
}
