//! What is asked for beside scenarios, a charge a lot: naked shorts at a strike, futures, doubt about
//! prices, size against open interest, rounding; and what collateral counts less than its value.
//!
//! Every charge grows, or stays, when a lot is added to the side it is for. So what an account's open
//! orders can make of it is at most the charge with all asks filled (naked shorts), or with all of one
//! side filled (the others).

use crate::{
	model::Contingencies,
	page::{Board, Place},
	vector::{Payoff, ROUNDING},
};
use alloc::vec::Vec;
use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use tenor_math::Fixed;
use tenor_primitives::{Lots, Money, RiskError, Side, SignedLots};

/// An amount for initial and one for maintenance margin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Need {
	/// For initial margin.
	pub initial: i128,
	/// For maintenance margin.
	pub maintenance: i128,
}

impl Need {
	/// The sum. `None` on overflow.
	pub fn plus(self, other: Self) -> Option<Self> {
		Some(Self {
			initial: self.initial.checked_add(other.initial)?,
			maintenance: self.maintenance.checked_add(other.maintenance)?,
		})
	}

	/// The difference. `None` on overflow.
	pub fn minus(self, other: Self) -> Option<Self> {
		Some(Self {
			initial: self.initial.checked_sub(other.initial)?,
			maintenance: self.maintenance.checked_sub(other.maintenance)?,
		})
	}

	/// So many times. `None` on overflow.
	fn times(self, lots: i128) -> Option<Self> {
		Some(Self {
			initial: self.initial.checked_mul(lots)?,
			maintenance: self.maintenance.checked_mul(lots)?,
		})
	}
}

/// What a lot of a page is charged, in base units, each rounded up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Charges {
	/// A lot short at a strike.
	pub naked: Need,
	/// A lot of a future, long or short.
	pub future: Need,
	/// A lot, long or short, for doubt about prices: initially only.
	pub doubt: i128,
	/// A lot beyond those free.
	pub size: i128,
}

impl Charges {
	/// From the index, how uncertain prices are as a share of them, and how much of the unit of prices
	/// makes a base unit of money on one lot. `None` out of range.
	pub fn new(of: &Contingencies, spot: u128, doubt: Fixed, unit: u128) -> Option<Self> {
		let per_lot = |share: Fixed| {
			let amount = Fixed::from_bits(i128::try_from(spot).ok()?).mul_ceil(share)?;
			let amount = u128::try_from(amount.to_bits()).ok()?;
			i128::try_from(amount.checked_next_multiple_of(unit)?.checked_div(unit)?).ok()
		};
		let need = |initial, maintenance| {
			Some(Need { initial: per_lot(initial)?, maintenance: per_lot(maintenance)? })
		};
		let doubt = if doubt > of.doubt_limit { doubt } else { Fixed::ZERO };
		Some(Self {
			naked: need(of.naked_initial, of.naked_maintenance)?,
			future: need(of.future_initial, of.future_maintenance)?,
			doubt: per_lot(doubt.mul_ceil(of.doubt_factor)?)?,
			size: per_lot(of.size_charge)?,
		})
	}
}

/// An account's lots of a series, and those of its open orders.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
	lots: i128,
	bids: i128,
	asks: i128,
}

impl Held {
	/// The greatest position, either way, that fills can make.
	fn reach(&self) -> Option<i128> {
		let (long, short) = (self.lots.checked_add(self.bids)?, self.lots.checked_sub(self.asks)?);
		Some(long.checked_abs()?.max(short.checked_abs()?))
	}

	/// The least position that fills can make.
	fn least(&self) -> Option<i128> {
		self.lots.checked_sub(self.asks)
	}
}

/// The contingencies of one market.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
	/// Naked shorts and futures.
	pub fixed: Need,
	/// All others.
	pub others: Need,
}

/// Lots of a page by what they are charged for, with what they are charged.
#[derive(Clone, Copy, Debug, Default)]
struct PageLots {
	/// Short at a strike.
	naked: i128,
	/// Of futures, either way.
	futures: i128,
	/// Of all series, either way.
	all: i128,
	/// Beyond those free.
	over: i128,
	charged: Sums,
}

impl PageLots {
	fn charges(&self, of: &Charges) -> Option<Sums> {
		let over = self.over.checked_mul(of.size)?;
		let both = self.all.checked_mul(ROUNDING.into())?.checked_add(over)?;
		let initial = self.all.checked_mul(of.doubt)?.checked_add(both)?;
		Some(Sums {
			fixed: of.naked.times(self.naked)?.plus(of.future.times(self.futures)?)?,
			others: Need { initial, maintenance: both },
		})
	}
}

/// Positions and open orders as far as contingencies look at them.
#[derive(Clone, Debug, Default)]
pub struct Exposure {
	/// Ascending.
	series: Vec<(Place, Held)>,
	/// Ascending by page and strike: the least lots, calls and puts together.
	strikes: Vec<((usize, u128), i128)>,
	/// Ascending.
	pages: Vec<(usize, PageLots)>,
	/// By market.
	sums: Vec<Sums>,
	/// How many series can end short, or are futures.
	obligations: usize,
}

impl Exposure {
	/// Of positions, without orders.
	///
	/// # Errors
	/// [`RiskError::UnknownSeries`], [`RiskError::Overflow`].
	pub fn new(board: &Board, positions: &[(Place, SignedLots)]) -> Result<Self, RiskError> {
		let sums = board.markets().iter().map(|_| Sums::default()).collect();
		let mut exposure = Self { sums, ..Self::default() };
		for (at, lots) in positions {
			exposure
				.tally(board, *at, |held| held.lots = held.lots.saturating_add(lots.0.into()))?;
		}
		for at in 0..exposure.pages.len() {
			exposure.charge(board, at)?;
		}
		Ok(exposure)
	}

	/// The contingencies, by market.
	pub fn sums(&self) -> &[Sums] {
		&self.sums
	}

	/// Whether no fill can make the account short of an option or hold it in a future.
	pub fn is_long_only(&self) -> bool {
		self.obligations == 0
	}

	/// Adds an open order, or nothing if it fails.
	///
	/// # Errors
	/// As [`Self::new`].
	pub fn open(
		&mut self,
		board: &Board,
		at: Place,
		side: Side,
		lots: Lots,
	) -> Result<(), RiskError> {
		let page = self.order(board, at, side, lots.0.into())?;
		self.charge(board, page).or_else(|error| {
			self.order(board, at, side, i128::from(lots.0).saturating_neg())?;
			Err(error)
		})
	}

	/// Undoes [`Self::open`].
	///
	/// # Errors
	/// As [`Self::new`].
	pub fn close(
		&mut self,
		board: &Board,
		at: Place,
		side: Side,
		lots: Lots,
	) -> Result<(), RiskError> {
		let page = self.order(board, at, side, i128::from(lots.0).saturating_neg())?;
		self.charge(board, page)
	}

	/// Notes more lots on a side, or fewer.
	fn order(
		&mut self,
		board: &Board,
		at: Place,
		side: Side,
		lots: i128,
	) -> Result<usize, RiskError> {
		self.tally(board, at, |held| match side {
			Side::Bid => held.bids = held.bids.saturating_add(lots),
			Side::Ask => held.asks = held.asks.saturating_add(lots),
		})
	}

	/// Notes a change of lots and returns the place of its page. Lots are below 2^64 and their number is
	/// bounded, so sums of them stay far from 2^127.
	fn tally(
		&mut self,
		board: &Board,
		at: Place,
		with: impl FnOnce(&mut Held),
	) -> Result<usize, RiskError> {
		let line = board.line(at).ok_or(RiskError::UnknownSeries)?;
		let changed = |held: &mut Held, net: &mut i128, page: &mut PageLots| {
			let before = *held;
			with(held);
			let (reach, was) = (held.reach()?, before.reach()?);
			let over = |lots: i128| Some(lots.checked_sub(line.free.0.into())?.max(0));
			let more = reach.checked_sub(was)?;
			page.all = page.all.checked_add(more)?;
			page.over = page.over.checked_add(over(reach)?)?.checked_sub(over(was)?)?;
			let (least, had) = (held.least()?, before.least()?);
			let (obliges, obliged) = match line.payoff {
				Payoff::Future => {
					page.futures = page.futures.checked_add(more)?;
					(reach > 0, was > 0)
				},
				Payoff::Spot => (least < 0, had < 0),
				Payoff::Call | Payoff::Put => {
					let short = *net;
					*net = net.checked_add(least)?.checked_sub(had)?;
					page.naked =
						page.naked.checked_add(short.min(0))?.checked_sub((*net).min(0))?;
					(least < 0, had < 0)
				},
			};
			usize::from(obliges)
				.checked_sub(usize::from(obliged))
				.map_or(self.obligations.checked_sub(1), |more| self.obligations.checked_add(more))
		};
		let (_, held) = entry(&mut self.series, at);
		let (_, net) = entry(&mut self.strikes, (at.page, line.strike));
		let (place, page) = entry(&mut self.pages, at.page);
		let (Some(held), Some(net), Some(page)) = (held, net, page) else {
			return Err(RiskError::UnknownSeries);
		};
		self.obligations = changed(held, net, page).ok_or(RiskError::Overflow)?;
		Ok(place)
	}

	/// Charges a page for the lots that it has now.
	fn charge(&mut self, board: &Board, at: usize) -> Result<(), RiskError> {
		let unknown = RiskError::UnknownSeries;
		let (page, lots) = self.pages.get_mut(at).ok_or(unknown)?;
		let page = board.page(*page).ok_or(unknown)?;
		let sums = self.sums.get_mut(page.market).ok_or(unknown)?;
		let charged = lots.charges(&page.charges);
		let total = charged.and_then(|charged| {
			Some(Sums {
				fixed: sums.fixed.plus(charged.fixed)?.minus(lots.charged.fixed)?,
				others: sums.others.plus(charged.others)?.minus(lots.charged.others)?,
			})
		});
		let (Some(charged), Some(total)) = (charged, total) else {
			return Err(RiskError::Overflow);
		};
		(lots.charged, *sums) = (charged, total);
		Ok(())
	}
}

/// The value at a key of a sorted list, with its place, put there if there is none: lists are short, and
/// filled in order but for orders.
fn entry<K: Copy + Ord, V: Default>(of: &mut Vec<(K, V)>, key: K) -> (usize, Option<&mut V>) {
	let at = of.binary_search_by_key(&key, |(key, _)| *key).unwrap_or_else(|at| {
		of.insert(at, (key, V::default()));
		at
	});
	(at, of.get_mut(at).map(|(_, value)| value))
}

/// An amount of an asset held as collateral, and what counts of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Collateral {
	/// Its value in base units of the quote asset, rounded down.
	pub value: Money,
	/// What initial margin takes off, as a share.
	pub initial: Fixed,
	/// What maintenance margin takes off.
	pub maintenance: Fixed,
	/// How uncertain its price is, as a share.
	pub doubt: Fixed,
	/// Doubt up to here costs nothing; beyond it initial margin takes off the whole of it.
	pub doubt_limit: Fixed,
	/// How far its price is below its peg, and how many times both margins take that off.
	pub off_peg: Fixed,
	/// How many times `off_peg` counts.
	pub peg_factor: Fixed,
	/// Value beyond which it is concentrated.
	pub concentration: Money,
	/// What both margins take off that part besides.
	pub concentration_haircut: Fixed,
}

impl Collateral {
	/// What is taken off its value, rounded up. `None` out of range.
	pub fn need(&self) -> Option<Need> {
		let value = self.value.0;
		let share = |of: i128, share: Fixed| Some(Fixed::from_bits(of).mul_ceil(share)?.to_bits());
		let beyond = value.checked_sub(self.concentration.0)?.max(0);
		let both = share(beyond, self.concentration_haircut)?
			.checked_add(share(value, self.off_peg.mul_ceil(self.peg_factor)?)?)?;
		let doubt = if self.doubt > self.doubt_limit { self.doubt } else { Fixed::ZERO };
		Some(Need {
			initial: share(value, self.initial)?
				.checked_add(share(value, doubt)?)?
				.checked_add(both)?,
			maintenance: share(value, self.maintenance)?.checked_add(both)?,
		})
	}

	/// The same in two parts, within the concentration and beyond, neither of which counts less than
	/// nothing: so more of an asset never counts less. `None` out of range.
	pub fn capped(&self) -> Option<[Self; 2]> {
		let doubt = if self.doubt > self.doubt_limit { self.doubt } else { Fixed::ZERO };
		let off_peg = self.off_peg.mul_ceil(self.peg_factor)?;
		let part = |value: i128, besides: Fixed| {
			let both = off_peg.checked_add(besides)?;
			let initial = self.initial.checked_add(doubt)?.checked_add(both)?;
			Some(Self {
				value: Money(value),
				initial: initial.min(Fixed::ONE),
				maintenance: self.maintenance.checked_add(both)?.min(Fixed::ONE),
				doubt: Fixed::ZERO,
				off_peg: Fixed::ZERO,
				concentration: Money(i128::MAX),
				..*self
			})
		};
		let within = self.value.0.min(self.concentration.0);
		let beyond = self.value.0.checked_sub(within)?;
		Some([part(within, Fixed::ZERO)?, part(beyond, self.concentration_haircut)?])
	}
}
