//! What is asked for beside scenarios, a charge a lot: naked shorts at a strike, futures, doubt about
//! prices, size against open interest, rounding; and what collateral counts less than its value.
//!
//! Every charge grows, or stays, when a lot is added to the side it is for. So what an account's open
//! orders can make of it is at most the charge with all asks filled (naked shorts), or with all of one
//! side filled (the others).

use crate::{
	lots::times,
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
			initial: times(self.initial, lots)?,
			maintenance: times(self.maintenance, lots)?,
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

/// How many lots more are charged, or fewer.
#[derive(Clone, Copy, Debug, Default)]
struct Change {
	/// Short at a strike.
	naked: i128,
	/// Of futures, either way.
	futures: i128,
	/// Of all series, either way.
	all: i128,
	/// Beyond those free.
	over: i128,
}

impl Change {
	fn charges(&self, of: &Charges) -> Option<Sums> {
		let over = times(of.size, self.over)?;
		let both = times(ROUNDING.into(), self.all)?.checked_add(over)?;
		let initial = times(of.doubt, self.all)?.checked_add(both)?;
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
			let lots = i128::from(lots.0);
			exposure.change(board, *at, |held| held.lots = held.lots.saturating_add(lots))?;
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
		self.order(board, at, side, lots.0.into())
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
		self.order(board, at, side, i128::from(lots.0).saturating_neg())
	}

	/// Notes more lots on a side, or fewer.
	fn order(&mut self, board: &Board, at: Place, side: Side, lots: i128) -> Result<(), RiskError> {
		self.change(board, at, |held| match side {
			Side::Bid => held.bids = held.bids.saturating_add(lots),
			Side::Ask => held.asks = held.asks.saturating_add(lots),
		})
	}

	/// Notes a change of lots and what it is charged, or nothing if it fails. Lots are below 2^64 and their
	/// number is bounded, so sums of them stay far from 2^127.
	fn change(
		&mut self,
		board: &Board,
		at: Place,
		with: impl FnOnce(&mut Held),
	) -> Result<(), RiskError> {
		let unknown = RiskError::UnknownSeries;
		let line = board.line(at).ok_or(unknown)?;
		let page = board.page(at.page).ok_or(unknown)?;
		let held = entry(&mut self.series, at).ok_or(unknown)?;
		let net = entry(&mut self.strikes, (at.page, line.strike)).ok_or(unknown)?;
		let sums = self.sums.get_mut(page.market).ok_or(unknown)?;
		let mut now = *held;
		with(&mut now);
		let changed = || {
			let (reach, was) = (now.reach()?, held.reach()?);
			let (least, had) = (now.least()?, held.least()?);
			let more = reach.checked_sub(was)?;
			let free = i128::from(line.free.0);
			let over = |lots: i128| lots.saturating_sub(free).max(0);
			let over = over(reach).checked_sub(over(was))?;
			let mut change = Change { all: more, over, ..Change::default() };
			let mut short = *net;
			match line.payoff {
				Payoff::Future => change.futures = more,
				Payoff::Spot => {},
				Payoff::Call | Payoff::Put => {
					short = short.checked_add(least)?.checked_sub(had)?;
					change.naked = (*net).min(0).checked_sub(short.min(0))?;
				},
			}
			let obliges = |reach: i128, least: i128| match line.payoff {
				Payoff::Future => reach > 0,
				Payoff::Spot | Payoff::Call | Payoff::Put => least < 0,
			};
			let obligations = self.obligations.checked_add(obliges(reach, least).into())?;
			let obligations = obligations.checked_sub(obliges(was, had).into())?;
			let charged = change.charges(&page.charges)?;
			let charged = Sums {
				fixed: sums.fixed.plus(charged.fixed)?,
				others: sums.others.plus(charged.others)?,
			};
			Some((short, obligations, charged))
		};
		let (short, obligations, charged) = changed().ok_or(RiskError::Overflow)?;
		(*held, *net, *sums, self.obligations) = (now, short, charged, obligations);
		Ok(())
	}
}

/// The value at a key of a sorted list, put there if there is none: lists are short, and filled in order
/// but for orders.
fn entry<K: Copy + Ord, V: Default>(of: &mut Vec<(K, V)>, key: K) -> Option<&mut V> {
	let at = of.binary_search_by_key(&key, |(key, _)| *key).unwrap_or_else(|at| {
		of.insert(at, (key, V::default()));
		at
	});
	of.get_mut(at).map(|(_, value)| value)
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
