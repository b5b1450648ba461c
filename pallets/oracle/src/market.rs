//! The market view: prices that are fresh, and marks from them.

use crate::{
	cross_check::CROSS_CHECK,
	pallet::{AveragesSoFar, Config, Indices, Pallet, Parameters, Slices},
	rounds::BREAKER,
	types::Slice,
};
use core::marker::PhantomData;
use frame_support::traits::Get;
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Rounding as Way};
use tenor_math::{
	averaging, black76,
	breaker::Stage,
	surface::smile::{log_moneyness, volatility},
	Fixed, Rounding,
};
use tenor_primitives::{
	Expiry, ExpiryTerms, MarketView, Phase, Price, Quorum, Quoted, Sensitivity, Series, SeriesKind,
	Stamped, Timestamp, TotalVariance, UnderlyingId, Volatility, UNIT_SCALE,
};

/// One, as the square of a volatility in parts per million.
const MILLION_SQUARED: i128 = 1_000_000_000_000;

/// An expiry at the snapshot.
struct View<T> {
	/// From the expiry on the average of what was sampled.
	forward: Stamped<Price>,
	/// Absent from the expiry on: nothing is left to move.
	slice: Option<Slice>,
	left: u64,
	average: Price,
	_runtime: PhantomData<T>,
}

/// What a series is valued on.
struct Basis {
	forward: Stamped<Price>,
	/// Per year of the scaled time below; nothing of a future depends on it, which has none.
	volatility: Fixed,
	/// Time to expiry, counted in 1,800ths of the averaging window: in seconds where the window has
	/// its public length. Total variance is the same in any unit of time.
	left: u64,
	/// The average so far, once the window has begun.
	average: Price,
}

impl<T: Config> MarketView for Pallet<T> {
	fn spot(underlying: UnderlyingId) -> Option<Stamped<Price>> {
		let spot = Indices::<T>::get(underlying).accepted?;
		Self::is_fresh(&spot, Parameters::<T>::get().spot_staleness).then_some(spot)
	}

	fn forward(underlying: UnderlyingId, expiry: Expiry) -> Option<Stamped<Price>> {
		Self::carried(underlying, expiry).map(|(_, forward)| forward)
	}

	fn variance(
		underlying: UnderlyingId,
		expiry: Expiry,
		strike: Price,
	) -> Option<Stamped<TotalVariance>> {
		let (slice, forward) = Self::carried(underlying, expiry)?;
		slice.variance_range(log_moneyness(forward.value.0, strike.0)?)
	}

	fn mark(series: &Series) -> Option<Stamped<Price>> {
		if series.expiry.reached(Self::now()) {
			return Self::payoff_so_far(series);
		}
		let basis = Self::basis(series)?;
		let (lo, hi) = (basis.forward.lo, basis.forward.hi);
		let (lo, hi) = match series.kind {
			SeriesKind::Call | SeriesKind::Future => (lo, hi),
			SeriesKind::Put => (hi, lo),
		};
		let value = |forward, way| basis.value(series, forward, basis.volatility, way);
		Some(Stamped {
			value: value(basis.forward.value, Rounding::Down)?,
			lo: value(lo, Rounding::Down)?,
			hi: value(hi, Rounding::Up)?,
			at: basis.forward.at,
			quorum: basis.forward.quorum,
		})
	}

	fn value(series: &Series) -> Option<Price> {
		if series.expiry.reached(Self::now()) {
			return Self::payoff_so_far(series).map(|mark| mark.value);
		}
		let basis = Self::basis(series)?;
		basis.value(series, basis.forward.value, basis.volatility, Rounding::Down)
	}

	fn band(series: &Series) -> Option<(Price, Price)> {
		Self::basis(series)?.band::<T>(series)
	}

	fn value_and_band(series: &Series) -> Option<(Price, (Price, Price))> {
		let basis = Self::basis(series)?;
		let value = basis.value(series, basis.forward.value, basis.volatility, Rounding::Down)?;
		Some((value, basis.band::<T>(series)?))
	}

	fn expiry(
		underlying: UnderlyingId,
		expiry: Expiry,
	) -> Option<(ExpiryTerms, impl Fn(&Series) -> Option<Quoted>)> {
		let view = if expiry.reached(Self::now()) {
			Self::view_so_far(underlying, expiry)
		} else {
			Self::view(underlying, expiry)
		}?;
		Some((view.terms(), move |series: &Series| view.quoted(series)))
	}

	fn valuation(series: &Series) -> Option<impl Fn(Volatility) -> Option<Price>> {
		let basis = Self::basis(series)?;
		let window = i128::from(T::AveragingWindow::get());
		let scaled = i128::from(averaging::WINDOW_SECS).checked_mul(MILLION_SQUARED)?;
		Some(move |volatility: Volatility| {
			let squared = i128::from(volatility.0).checked_pow(2)?;
			let volatility = Fixed::from_ratio(squared.checked_mul(window)?, scaled)?.sqrt()?;
			basis.value(series, basis.forward.value, volatility, Rounding::Down)
		})
	}

	/// By half a percent of the forward, and half a percentage point of volatility, either way.
	fn sensitivity(series: &Series) -> Option<Sensitivity> {
		let basis = Self::basis(series)?;
		let (forward, volatility) = (basis.forward.value, basis.volatility);
		let value = |forward, volatility| {
			let value = basis.value(series, forward, volatility, Rounding::Down)?;
			i128::try_from(value.0).ok()
		};
		let bump = forward.0.checked_div(200)?;
		let up = value(Price(forward.0.checked_add(bump)?), volatility)?;
		let down = value(Price(forward.0.checked_sub(bump)?), volatility)?;
		let moved = i128::try_from(bump.checked_mul(2)?).ok()?;
		let delta = up.checked_sub(down)?.checked_mul(1_000_000)?.checked_div(moved)?;
		let half = Fixed::from_ratio(1, 200)?;
		let wild = value(forward, volatility.checked_add(half)?)?;
		// Not below the least volatility that there is.
		let calm = volatility.checked_sub(half).filter(|calm| *calm > Fixed::ZERO);
		let calm = value(forward, calm.unwrap_or(volatility))?;
		let vega = wild.checked_sub(calm)?;
		Some(Sensitivity {
			delta: i32::try_from(delta).ok()?,
			vega: Price(u128::try_from(vega).unwrap_or(0)),
		})
	}

	fn confidence(underlying: UnderlyingId) -> Option<u32> {
		Self::spot(underlying)?;
		Some(Indices::<T>::get(underlying).confidence)
	}

	/// Tripped: nothing may rest on the index. Recovering, or contradicted by the book: no new risk.
	fn breaker(underlying: UnderlyingId) -> Phase {
		let index = Indices::<T>::get(underlying);
		match BREAKER.stage(index.trip) {
			Stage::Closed if CROSS_CHECK.is_tripped(index.contradicted) => Phase::RiskReducing,
			Stage::Closed => Phase::Open,
			Stage::Recovering => Phase::RiskReducing,
			Stage::Tripped => Phase::CancelOnly,
		}
	}

	fn quorum(underlying: UnderlyingId) -> Quorum {
		Self::spot(underlying).map(|spot| spot.quorum).unwrap_or_default()
	}
}

impl<T: Config> Pallet<T> {
	/// Whether a value is at most `limit` milliseconds old.
	fn is_fresh<V>(value: &Stamped<V>, limit: u32) -> bool {
		Self::now().saturating_sub(value.at).0 <= u64::from(limit)
	}

	/// Milliseconds since the round of the last index, however old that is; `None` before the first.
	pub fn age(underlying: UnderlyingId) -> Option<u64> {
		let last = Indices::<T>::get(underlying).accepted?;
		Some(Self::now().saturating_sub(last.at).0)
	}

	/// What an expired series is about to pay: its payoff at the average of what was sampled, or at
	/// the index if nothing was.
	fn payoff_so_far(series: &Series) -> Option<Stamped<Price>> {
		let spot = Self::spot(series.underlying)?;
		let average = Self::average_so_far(series.underlying, series.expiry);
		let value = series.payoff(average.unwrap_or(spot.value));
		Some(Stamped { value, lo: value, hi: value, ..spot })
	}

	pub(crate) fn average_so_far(underlying: UnderlyingId, expiry: Expiry) -> Option<Price> {
		AveragesSoFar::<T>::get((underlying, expiry))?.price()
	}

	/// The slice of an expiry with its forward now: the index times the slice's basis, where the ranges
	/// multiply. `None` when either is stale or the expiry has come.
	pub(crate) fn carried(
		underlying: UnderlyingId,
		expiry: Expiry,
	) -> Option<(Slice, Stamped<Price>)> {
		let spot = Self::spot(underlying)?;
		let slice = Slices::<T>::get(underlying, expiry)?;
		if expiry.reached(Self::now())
			|| !Self::is_fresh(&slice.forward, Parameters::<T>::get().surface_staleness)
		{
			return None;
		}
		let forward = Stamped {
			value: slice.carry(spot.value, slice.forward.value, Way::Down)?,
			lo: slice.carry(spot.lo, slice.forward.lo, Way::Down)?,
			hi: slice.carry(spot.hi, slice.forward.hi, Way::Up)?,
			..spot
		};
		Some((slice, forward))
	}

	/// An expiry that has not come; `None` when anything needed is stale.
	fn view(underlying: UnderlyingId, expiry: Expiry) -> Option<View<T>> {
		let (slice, forward) = Self::carried(underlying, expiry)?;
		let left = Self::scaled(expiry.0.checked_sub(Self::now().seconds())?)?;
		let average = if left < averaging::WINDOW_SECS {
			// Until a round has closed inside the window, what is averaged so far is the index.
			let so_far = Self::average_so_far(underlying, expiry);
			so_far.or_else(|| Self::spot(underlying).map(|spot| spot.value))?
		} else {
			Price::ZERO
		};
		Some(View { forward, slice: Some(slice), left, average, _runtime: PhantomData })
	}

	/// An expiry that has come, until it is paid out.
	fn view_so_far(underlying: UnderlyingId, expiry: Expiry) -> Option<View<T>> {
		let spot = Self::spot(underlying)?;
		let average = Self::average_so_far(underlying, expiry).unwrap_or(spot.value);
		// The surface of an expiry that has come is the last: the average does not change any more.
		let at = expiry.timestamp();
		let forward = Stamped { value: average, lo: average, hi: average, at, ..spot };
		Some(View { forward, slice: None, left: 0, average, _runtime: PhantomData })
	}

	/// Everything but the kind; `None` when anything needed is stale.
	fn basis(series: &Series) -> Option<Basis> {
		Self::view(series.underlying, series.expiry)?.basis(series)
	}

	/// Volatility at a strike. Variance was for the time from the start of its round, when it was
	/// signed; what is left of it is in proportion to time, counted as `scale` does.
	pub(crate) fn volatility_at(
		slice: &Slice,
		forward: Price,
		expiry: Expiry,
		strike: Price,
		scale: impl FnOnce(u64) -> Option<u64>,
	) -> Option<Fixed> {
		let variance = slice.variance(log_moneyness(forward.0, strike.0)?)?;
		let signed = Timestamp(slice.forward.at.0.checked_sub(Self::round_length())?);
		volatility(variance, scale(expiry.0.checked_sub(signed.seconds())?)?)
	}

	/// Seconds in 1,800ths of the averaging window.
	fn scaled(seconds: u64) -> Option<u64> {
		seconds.checked_mul(averaging::WINDOW_SECS)?.checked_div(T::AveragingWindow::get())
	}
}

impl<T: Config> View<T> {
	fn terms(&self) -> ExpiryTerms {
		let surface = self.slice.as_ref().map_or(self.forward.at, |slice| slice.forward.at);
		let Self { left, average, .. } = *self;
		ExpiryTerms { forward: self.forward.value, surface, left, average }
	}

	fn basis(&self, series: &Series) -> Option<Basis> {
		let Self { forward, left, average, .. } = *self;
		let volatility = match &self.slice {
			Some(slice) if !series.is_future() => Pallet::<T>::volatility_at(
				slice,
				forward.value,
				series.expiry,
				series.strike,
				Pallet::<T>::scaled,
			)?,
			_ => Fixed::ZERO,
		};
		Some(Basis { forward, volatility, left, average })
	}

	fn quoted(&self, series: &Series) -> Option<Quoted> {
		let basis = self.basis(series)?;
		let forward = self.forward.value;
		let mark = basis.value(series, forward, basis.volatility, Rounding::Down)?;
		Some(Quoted { volatility: basis.volatility, mark })
	}
}

impl Basis {
	/// What a series may trade between: its values at the shocked forward and volatility.
	fn band<T: Config>(&self, series: &Series) -> Option<(Price, Price)> {
		let parameters = Parameters::<T>::get();
		let forward = |bp, way| {
			let forward = self.forward.value.0;
			multiply_by_rational_with_rounding(forward, bp, UNIT_SCALE.into(), way).map(Price)
		};
		let down = forward(UNIT_SCALE.checked_sub(parameters.band_forward)?.into(), Way::Down)?;
		let up = forward(UNIT_SCALE.checked_add(parameters.band_forward)?.into(), Way::Up)?;
		let (low, high) = match series.kind {
			SeriesKind::Call | SeriesKind::Future => (down, up),
			SeriesKind::Put => (up, down),
		};
		let volatility = |bp: u32| {
			let shock = Fixed::from_ratio(bp.into(), UNIT_SCALE.into())?;
			self.volatility.checked_mul(shock)
		};
		let calm = volatility(UNIT_SCALE.checked_sub(parameters.band_volatility)?)?;
		let wild = volatility(UNIT_SCALE.checked_add(parameters.band_volatility)?)?;
		Some((
			self.value(series, low, calm, Rounding::Down)?,
			self.value(series, high, wild, Rounding::Up)?,
		))
	}

	fn value(
		&self,
		series: &Series,
		forward: Price,
		volatility: Fixed,
		way: Rounding,
	) -> Option<Price> {
		let (forward, strike, average) = (forward.0, series.strike.0, self.average.0);
		let kind = match series.kind {
			SeriesKind::Call => black76::OptionKind::Call,
			SeriesKind::Put => black76::OptionKind::Put,
			SeriesKind::Future => {
				return averaging::expected(forward, self.left, average, way).map(Price)
			},
		};
		averaging::price(kind, forward, strike, volatility, self.left, average, way).map(Price)
	}
}
