//! The bodies of the calls, and the one way in which a series comes to exist.

use crate::{
	Config, Deposit, DepositOf, Error, Event, Expiries, ExpiryRecord, ExpiryRecords, ExpirySeries,
	GenesisUnderlying, Listing, MaxSeries, NextExpiry, NextSeries, NextUnderlying, Pallet,
	Schedule, Schedules, Scope, SeriesIds, SeriesList, SeriesRecord, SeriesRecords, Turn,
	UnderlyingRecord, Underlyings, KINDS, MAX_REQUESTED,
};
use frame_support::{
	ensure,
	traits::{Consideration, Footprint, Get},
};
use sp_runtime::{BoundedVec, DispatchResult};
use tenor_primitives::{
	Expiry, InstrumentInspect, Price, PriceSteps, Rounding, Series, SeriesId, Tick, Timestamp,
	Underlying, UnderlyingId, SERIES_OF_A_PAGE,
};

/// An expiry that takes series.
pub(crate) struct Opened {
	pub(crate) record: ExpiryRecord,
	pub(crate) series: SeriesList,
}

impl Opened {
	/// `None` if it has no series.
	fn load<T: Config>(underlying: UnderlyingId, expiry: Expiry) -> Option<Self> {
		let record = ExpiryRecords::<T>::get(underlying, expiry)?;
		Some(Self { record, series: ExpirySeries::<T>::get(underlying, expiry) })
	}

	pub(crate) fn store<T: Config>(self, underlying: UnderlyingId, expiry: Expiry) {
		ExpiryRecords::<T>::insert(underlying, expiry, self.record);
		ExpirySeries::<T>::insert(underlying, expiry, self.series);
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn build_underlying(genesis: &GenesisUnderlying) -> DispatchResult {
		let symbol = BoundedVec::try_from(genesis.symbol.as_bytes().to_vec())
			.map_err(|_| Error::<T>::InvalidSymbol)?;
		let underlying = Self::do_register_underlying(Underlying {
			symbol,
			tick_value: genesis.tick_value,
			lots_per_contract: genesis.lots_per_contract,
			tick_steps: genesis.tick_steps.clone(),
		})?;
		match &genesis.schedule {
			Some(schedule) => Self::do_set_schedule(underlying, Some(schedule.clone())),
			None => Ok(()),
		}
	}

	pub(crate) fn do_register_underlying(terms: Underlying) -> Result<UnderlyingId, Error<T>> {
		let plain = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
		ensure!(
			!terms.symbol.is_empty() && terms.symbol.iter().all(plain),
			Error::<T>::InvalidSymbol
		);
		let taken = Underlyings::<T>::iter_values().any(|other| other.terms.symbol == terms.symbol);
		ensure!(!taken, Error::<T>::InvalidSymbol);
		// Every strike that an order price can name is then a price.
		let fits = terms.price(Tick(u32::MAX)).is_some_and(|price| !price.is_zero());
		ensure!(fits, Error::<T>::InvalidUnits);
		ensure!(Self::are_tick_steps(&terms.tick_steps), Error::<T>::InvalidTickSteps);

		let underlying = NextUnderlying::<T>::get();
		ensure!(
			u32::from(underlying.0) < <crate::MaxUnderlyings as Get<u32>>::get(),
			Error::<T>::TooManyUnderlyings
		);
		NextUnderlying::<T>::put(underlying.next().ok_or(Error::<T>::TooManyUnderlyings)?);
		let record = UnderlyingRecord { terms: terms.clone(), halted: false };
		Underlyings::<T>::insert(underlying, record);
		Self::deposit_event(Event::UnderlyingRegistered { underlying, terms });
		Ok(underlying)
	}

	pub(crate) fn do_set_tick_steps(underlying: UnderlyingId, steps: PriceSteps) -> DispatchResult {
		ensure!(Self::are_tick_steps(&steps), Error::<T>::InvalidTickSteps);
		Underlyings::<T>::try_mutate(underlying, |record| {
			record.as_mut().ok_or(Error::<T>::UnknownUnderlying)?.terms.tick_steps = steps.clone();
			Ok::<_, Error<T>>(())
		})?;
		Self::deposit_event(Event::TickStepsSet { underlying, steps });
		Ok(())
	}

	/// Whether these can be the steps of limits. The cheapest options can be quoted at any tick.
	pub(crate) fn are_tick_steps(steps: &PriceSteps) -> bool {
		steps.is_valid() && steps.step(Tick::ZERO) == Tick(1)
	}

	pub(crate) fn do_list_series(
		underlying: UnderlyingId,
		expiry: Expiry,
		strikes: &[Price],
		opens_at: Timestamp,
	) -> DispatchResult {
		ensure!(!strikes.is_empty(), Error::<T>::NoStrikes);
		let terms = Self::underlying_terms(underlying)?;
		Self::check_expiry(expiry)?;
		let opens_at = opens_at.max(T::Now::get());
		ensure!(!expiry.reached(opens_at), Error::<T>::ExpiryNotAhead);
		let mut opened = Self::open_expiry(underlying, expiry, opens_at)?;
		for strike in strikes {
			for kind in KINDS {
				let series = Series { underlying, expiry, strike: *strike, kind };
				Self::check_strike(&terms, &series)?;
				Self::insert_series(&mut opened.series, series, opens_at, None)?;
			}
		}
		opened.store::<T>(underlying, expiry);
		Ok(())
	}

	pub(crate) fn do_list_series_with_deposit(
		depositor: T::AccountId,
		terms: Series,
	) -> DispatchResult {
		let units = Self::underlying_terms(terms.underlying)?;
		let Series { underlying, expiry, .. } = terms;
		let mut opened = Opened::load::<T>(underlying, expiry).ok_or(Error::<T>::UnknownExpiry)?;
		let now = T::Now::get();
		ensure!(!expiry.reached(now), Error::<T>::ExpiryNotAhead);
		ensure!(opened.record.requested < MAX_REQUESTED, Error::<T>::TooManyRequests);
		Self::check_strike(&units, &terms)?;

		let ticket = T::Consideration::new(&depositor, Self::footprint())?;
		opened.record.requested = opened.record.requested.saturating_add(1);
		let deposit = Some(Deposit { depositor, ticket });
		Self::insert_series(&mut opened.series, terms, now, deposit)?;
		opened.store::<T>(underlying, expiry);
		Ok(())
	}

	/// What a series takes in state: its record and the index of its terms.
	pub(crate) fn footprint() -> Footprint {
		Footprint::from_mel::<(SeriesRecord<DepositOf<T>>, Series, SeriesId)>()
	}

	pub(crate) fn do_set_schedule(
		underlying: UnderlyingId,
		schedule: Option<Schedule>,
	) -> DispatchResult {
		ensure!(Underlyings::<T>::contains_key(underlying), Error::<T>::UnknownUnderlying);
		let mut listing = Listing::<T>::get();
		listing.turns.retain(|turn| turn.underlying != underlying);
		// A ladder of the schedule that was replaced is not finished.
		listing.ladder = listing.ladder.filter(|ladder| ladder.underlying != underlying);
		if let Some(schedule) = &schedule {
			let (granularity, horizon) = (T::ExpiryGranularity::get(), T::MaxHorizon::get());
			ensure!(schedule.is_valid(granularity, horizon), Error::<T>::InvalidSchedule);
			let turn = Turn { due: T::Now::get(), underlying };
			let place = listing.turns.partition_point(|other| *other < turn);
			listing.turns.try_insert(place, turn).map_err(|_| Error::<T>::TooManyUnderlyings)?;
		}
		Schedules::<T>::set(underlying, schedule.clone());
		Listing::<T>::put(listing);
		Self::deposit_event(Event::ScheduleSet { underlying, schedule });
		Ok(())
	}

	pub(crate) fn do_halt(scope: Scope) -> DispatchResult {
		Self::mutate_halt(scope, |halted| {
			ensure!(!*halted, Error::<T>::AlreadyHalted);
			*halted = true;
			Ok(())
		})?;
		Self::deposit_event(Event::TradingHalted { scope });
		Ok(())
	}

	pub(crate) fn do_resume(scope: Scope) -> DispatchResult {
		Self::mutate_halt(scope, |halted| {
			ensure!(*halted, Error::<T>::NotHalted);
			*halted = false;
			Ok(())
		})?;
		Self::deposit_event(Event::TradingResumed { scope });
		Ok(())
	}

	fn mutate_halt(
		scope: Scope,
		change: impl FnOnce(&mut bool) -> Result<(), Error<T>>,
	) -> Result<(), Error<T>> {
		match scope {
			Scope::Underlying(id) => Underlyings::<T>::try_mutate(id, |record| {
				change(&mut record.as_mut().ok_or(Error::<T>::UnknownUnderlying)?.halted)
			}),
			Scope::Expiry(id, expiry) => ExpiryRecords::<T>::try_mutate(id, expiry, |record| {
				change(&mut record.as_mut().ok_or(Error::<T>::UnknownExpiry)?.halted)
			}),
			Scope::Series(id) => SeriesRecords::<T>::try_mutate(id, |record| {
				change(&mut record.as_mut().ok_or(Error::<T>::UnknownSeries)?.halted)
			}),
		}
	}

	fn underlying_terms(underlying: UnderlyingId) -> Result<Underlying, Error<T>> {
		<Self as InstrumentInspect>::underlying(underlying).ok_or(Error::<T>::UnknownUnderlying)
	}

	fn check_expiry(expiry: Expiry) -> Result<(), Error<T>> {
		let rest = expiry.0.checked_rem(T::ExpiryGranularity::get());
		ensure!(rest == Some(0), Error::<T>::ExpiryNotAligned);
		let last = T::Now::get().seconds().saturating_add(T::MaxHorizon::get());
		ensure!(expiry.0 <= last, Error::<T>::ExpiryTooFar);
		Ok(())
	}

	/// A strike is so many ticks, none only of a future.
	fn check_strike(units: &Underlying, series: &Series) -> Result<(), Error<T>> {
		let exact = Self::is_strike(units, series);
		ensure!(exact, Error::<T>::StrikeNotAligned);
		Ok(())
	}

	pub(crate) fn is_strike(units: &Underlying, series: &Series) -> bool {
		let tick = units.tick(series.strike, Rounding::Down);
		let tick = tick.filter(|tick| tick.is_zero() == series.is_future());
		tick.and_then(|tick| units.price(tick)) == Some(series.strike)
	}

	/// An expiry, which is entered among the unsettled ones, with its future, when it is new. The caller
	/// stores it.
	pub(crate) fn open_expiry(
		underlying: UnderlyingId,
		expiry: Expiry,
		opens_at: Timestamp,
	) -> Result<Opened, Error<T>> {
		if let Some(opened) = Opened::load::<T>(underlying, expiry) {
			return Ok(opened);
		}
		ensure!(!Self::is_too_near(expiry), Error::<T>::ExpiryTooNear);
		let mut series = SeriesList::default();
		Self::insert_series(&mut series, Series::future(underlying, expiry), opens_at, None)?;
		Expiries::<T>::try_mutate(underlying, |expiries| {
			let place = expiries.partition_point(|other| *other < expiry);
			expiries.try_insert(place, expiry).map_err(|_| Error::<T>::TooManyExpiries)
		})?;
		let entry = (expiry, underlying);
		if NextExpiry::<T>::get().is_none_or(|earliest| entry < earliest) {
			NextExpiry::<T>::put(entry);
		}
		Ok(Opened { record: ExpiryRecord::default(), series })
	}

	/// Whether the averaging window of an expiry has begun.
	pub(crate) fn is_too_near(expiry: Expiry) -> bool {
		expiry.0.saturating_sub(T::AveragingWindow::get()) < T::Now::get().seconds()
	}

	/// The id after those of the expiry. The first takes whole pages for all that the expiry may have.
	fn next_id(listed: &SeriesList) -> Result<SeriesId, Error<T>> {
		let more = |id: SeriesId, by: u32| id.0.checked_add(by).map(SeriesId);
		let exhausted = Error::<T>::SeriesIdsExhausted;
		if let Some(last) = listed.last() {
			return last.next().ok_or(exhausted);
		}
		let first = NextSeries::<T>::get();
		let ids = <MaxSeries as Get<u32>>::get().checked_next_multiple_of(SERIES_OF_A_PAGE);
		NextSeries::<T>::put(ids.and_then(|ids| more(first, ids)).ok_or(exhausted)?);
		Ok(first)
	}

	/// Lists one series of checked terms among those of its expiry, which the caller stores.
	pub(crate) fn insert_series(
		listed: &mut SeriesList,
		terms: Series,
		opens_at: Timestamp,
		deposit: Option<DepositOf<T>>,
	) -> Result<SeriesId, Error<T>> {
		ensure!(!SeriesIds::<T>::contains_key(terms), Error::<T>::AlreadyListed);
		let series = Self::next_id(listed)?;
		listed.try_push(series).map_err(|_| Error::<T>::TooManySeries)?;
		SeriesIds::<T>::insert(terms, series);
		let depositor = deposit.as_ref().map(|deposit| deposit.depositor.clone());
		SeriesRecords::<T>::insert(
			series,
			SeriesRecord { terms, opens_at, halted: false, deposit },
		);
		Self::deposit_event(Event::SeriesListed { series, terms, opens_at, depositor });
		Ok(series)
	}
}
