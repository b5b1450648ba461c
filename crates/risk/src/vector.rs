//! What a lot of a series gains in each row of a scenario set.
//!
//! Amounts of an expiry are `u128` in one unit (1e18 fixed point), volatilities and factors
//! [`Fixed`]; what comes out is in base units of money a lot. A value change is rounded down, so a
//! gain is never more and a loss never less than it is. A *short* lot is then short by less than
//! [`ROUNDING`] in every scenario, its mark included: contingencies make up for it.

// The codec's derive casts the index of a tuple variant.
#![allow(clippy::cast_possible_truncation)]

use crate::{
	model::Model,
	scenarios::{DiscountRate, Scenario, Tilt, VolatilityMove, VolatilityShock, Wing},
};
use alloc::vec::Vec;
use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use tenor_math::{
	averaging,
	black76::{Black76, Deviation, Shock, YEAR_SECS},
	surface::smile::log_moneyness,
	Fixed, OptionKind, Rounding,
};
use tenor_primitives::SeriesKind;

/// By how many base units a lot can be misvalued in a scenario by rounding: one for its mark and one
/// for the change.
pub const ROUNDING: i64 = 2;

/// 30 days.
const REFERENCE_SECS: u64 = 2_592_000;

/// What a series pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Payoff {
	/// What settlement exceeds the strike by.
	#[codec(index = 0)]
	Call,
	/// What the strike exceeds settlement by.
	#[codec(index = 1)]
	Put,
	/// Settlement. What the position cost is a debt of its account.
	#[codec(index = 2)]
	Future,
	/// The underlying itself, owned: what collateral gains, whose value counts elsewhere.
	#[codec(index = 3)]
	Spot,
}

impl From<SeriesKind> for Payoff {
	fn from(kind: SeriesKind) -> Self {
		match kind {
			SeriesKind::Call => Self::Call,
			SeriesKind::Put => Self::Put,
			SeriesKind::Future => Self::Future,
		}
	}
}

impl Payoff {
	/// Of which kind a series is that pays this; none pays [`Self::Spot`].
	pub fn kind(self) -> Option<SeriesKind> {
		match self {
			Self::Call => Some(SeriesKind::Call),
			Self::Put => Some(SeriesKind::Put),
			Self::Future => Some(SeriesKind::Future),
			Self::Spot => None,
		}
	}

	/// Whether it moves as its forward does, whatever volatility.
	pub fn is_linear(self) -> bool {
		matches!(self, Self::Future | Self::Spot)
	}
}

/// A series at the snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contract {
	/// What it pays.
	pub payoff: Payoff,
	/// The strike; not read of a future.
	pub strike: u128,
	/// Volatility a year at the strike; not read of a future.
	pub volatility: Fixed,
}

/// An expiry at the snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
	/// The forward.
	pub forward: u128,
	/// Seconds to expiry. `None` for what never expires: the underlying itself, held as collateral;
	/// it has no basis, no roll and no discount.
	pub left: Option<u64>,
	/// The average so far, if settlement is an average of the last half hour; not read before that.
	pub average: Option<u128>,
	/// The rate a year at which values are discounted, continuously.
	pub rate: Fixed,
	/// How much of the unit of prices, per contract, makes one base unit of money on one lot; above 0.
	pub unit: u128,
}

/// What is left to be decided about a payoff, `per` times over.
enum Claim {
	Option {
		option: Black76,
		kind: OptionKind,
		to_come: u128,
		per: u128,
	},
	/// `max(0, to_come·f + known)` when the forward moves by the factor `f`.
	Sure {
		to_come: u128,
		known: i128,
		per: u128,
	},
}

impl Claim {
	/// `None` for amounts or volatilities out of range.
	fn new(term: &Term, contract: &Contract) -> Option<Self> {
		let window = averaging::WINDOW_SECS;
		let inside = |left: u64| (left < window).then_some(left);
		let (to_come, average, per) = match (term.average, term.left.and_then(inside)) {
			(Some(average), Some(left)) => {
				let known = average.checked_mul(window.checked_sub(left)?.into())?;
				(term.forward.checked_mul(left.into())?, known, u128::from(window))
			},
			_ => (term.forward, 0, 1),
		};
		let average = i128::try_from(average).ok()?;
		let kind = match contract.payoff {
			Payoff::Future | Payoff::Spot => {
				return Some(Self::Sure { to_come, known: average, per })
			},
			Payoff::Call => OptionKind::Call,
			Payoff::Put => OptionKind::Put,
		};
		// The strike less what is known: what the rest of the average must pass.
		let strike = i128::try_from(contract.strike.checked_mul(per)?).ok()?;
		let reduced = strike.checked_sub(average)?;
		let left = term.left?;
		let deviation = if term.average.is_some() {
			averaging::deviation(contract.volatility, left)?
		} else {
			Deviation::from_volatility(contract.volatility, left)?
		};
		let option = u128::try_from(reduced).ok().and_then(|k| Black76::on(to_come, k, deviation));
		Some(match (option, kind) {
			(Some(option), _) => Self::Option { option, kind, to_come, per },
			(None, OptionKind::Call) => Self::Sure { to_come, known: reduced.checked_neg()?, per },
			(None, OptionKind::Put) => Self::Sure { to_come: 0, known: reduced, per },
		})
	}

	fn value(&self, rounding: Rounding) -> Option<u128> {
		match self {
			Self::Option { option, kind, per, .. } => {
				divide(option.value(*kind, rounding), *per, rounding)
			},
			Self::Sure { to_come, known, per } => {
				divide(to_come.saturating_add_signed(*known), *per, rounding)
			},
		}
	}

	/// The value after a shock, rounded down.
	fn under(&self, forward: Fixed, shock: &Shock) -> Option<u128> {
		match self {
			Self::Option { option, kind, per, .. } => {
				option.under(shock)?.value(*kind, Rounding::Down).checked_div(*per)
			},
			Self::Sure { to_come, known, per } => scale(*to_come, forward, Rounding::Down)?
				.saturating_add_signed(*known)
				.checked_div(*per),
		}
	}

	/// What a relative move of the forward by `size` makes of the value, by its delta.
	fn roll(&self, size: Fixed) -> Option<i128> {
		let (to_come, per, delta) = match self {
			Self::Option { option, kind, to_come, per } => (to_come, per, option.delta(*kind)),
			Self::Sure { to_come, per, .. } => (to_come, per, Fixed::ONE),
		};
		let exposure = Fixed::from_bits(i128::try_from(*to_come).ok()?).mul_floor(delta)?;
		exposure.mul_floor(size)?.to_bits().checked_div_euclid(i128::try_from(*per).ok()?)
	}
}

fn divide(value: u128, by: u128, rounding: Rounding) -> Option<u128> {
	match rounding {
		Rounding::Down => value.checked_div(by),
		Rounding::Up => value.checked_next_multiple_of(by)?.checked_div(by),
	}
}

/// An amount times a factor, which is not below 0.
fn scale(amount: u128, factor: Fixed, rounding: Rounding) -> Option<u128> {
	if factor == Fixed::ONE {
		return Some(amount);
	}
	let amount = Fixed::from_bits(i128::try_from(amount).ok()?);
	let product = match rounding {
		Rounding::Down => amount.mul_floor(factor),
		Rounding::Up => amount.mul_ceil(factor),
	};
	u128::try_from(product?.to_bits()).ok()
}

/// A scenario with all that the series of one expiry share.
enum Prepared {
	Move { forward: Fixed, volatility: VolatilityMove, shock: Shock, weight: Fixed },
	Skew { symmetric: bool, cap: Fixed, weight: Fixed },
	Basis { moves: [(Fixed, Shock); 2], weight: Fixed },
}

/// Builds the values of the series of one expiry.
pub struct Builder {
	term: Term,
	prepared: Vec<Prepared>,
	/// The factor of values discounted at the rate, and those of assets and debts on top.
	present: Fixed,
	sides: Option<[Fixed; 2]>,
	/// How volatility rises and falls.
	up: Fixed,
	down: Fixed,
	floor: Fixed,
	/// At which log-moneyness a tilt is full.
	full_tilt: Fixed,
	roll: Fixed,
}

impl Builder {
	/// `None` for parameters or a time out of range.
	pub fn new(model: &Model, term: &Term) -> Option<Self> {
		let set = &model.scenarios;
		let left = term.left.unwrap_or(0);
		let years = Fixed::from_ratio(left.into(), YEAR_SECS.into())?;
		let root = years.sqrt()?;
		let (up, down) = volatility_factors(&set.volatility, left)?;
		let mut prepared = Vec::with_capacity(set.scenarios.len());
		for scenario in &set.scenarios {
			prepared.push(prepare(scenario, up, down, years, root, term.left.is_some())?);
		}
		let growth = term.rate.checked_mul(years)?;
		let present = growth.checked_neg()?.exp()?;
		let sides = match &set.discounting {
			Some(discounting) => {
				let gain = discount(&discounting.gain, term.rate, years, true)?;
				let loss = discount(&discounting.loss, term.rate, years, false)?.min(growth.exp()?);
				Some([gain, loss])
			},
			None => None,
		};
		Some(Self {
			term: *term,
			prepared,
			present,
			sides,
			up,
			down,
			floor: set.volatility.floor,
			full_tilt: full_tilt(&set.wing, root)?,
			roll: if term.left.is_some() { model.contingencies.roll(years)? } else { Fixed::ZERO },
		})
	}

	/// Appends the rows of a lot to `values` and returns its mark, rounded down; 0 for what is owned, whose
	/// value counts as collateral. `None` if an amount does
	/// not fit; `values` then has the rows before it.
	pub fn append(&self, contract: &Contract, values: &mut Vec<i64>) -> Option<i64> {
		let claim = Claim::new(&self.term, contract)?;
		let linear = contract.payoff.is_linear();
		let discount = if linear { Fixed::ONE } else { self.present };
		let sides = match self.sides {
			Some([gain, loss]) if !linear => [gain, loss],
			_ => [Fixed::ONE, Fixed::ONE],
		};
		let sides = sides.get(..if self.sides.is_some() { 2 } else { 1 })?;
		let mark = scale(claim.value(Rounding::Up)?, discount, Rounding::Up)?;
		let push = |values: &mut Vec<i64>, shocked: u128, weight: Fixed| {
			values.push(self.change(shocked, mark, weight)?);
			Some(())
		};
		for scenario in &self.prepared {
			match scenario {
				Prepared::Move { forward, volatility, shock, weight } => {
					let shock = match volatility {
						// The floor binds for this strike alone.
						VolatilityMove::Up if !linear && self.is_lifted(contract)? => {
							&Shock::new(*forward, self.floor.checked_div(contract.volatility)?)?
						},
						_ => shock,
					};
					let value = scale(claim.under(*forward, shock)?, discount, Rounding::Down)?;
					for side in sides {
						push(values, scale(value, *side, Rounding::Down)?, *weight)?;
					}
				},
				Prepared::Skew { symmetric, cap, weight } => {
					let value = if linear {
						claim.value(Rounding::Down)?
					} else {
						let factor = self.tilt(contract, *symmetric, *cap)?;
						claim.under(Fixed::ONE, &Shock::new(Fixed::ONE, factor)?)?
					};
					let value = scale(value, discount, Rounding::Down)?;
					for side in sides {
						push(values, scale(value, *side, Rounding::Down)?, *weight)?;
					}
				},
				Prepared::Basis { moves, weight } => {
					for (forward, shock) in moves {
						let value = claim.under(*forward, shock)?;
						push(values, scale(value, discount, Rounding::Down)?, *weight)?;
					}
				},
			}
		}
		values.push(self.per_lot(claim.roll(self.roll)?)?);
		if contract.payoff == Payoff::Spot {
			return Some(0);
		}
		let mark = scale(claim.value(Rounding::Down)?, discount, Rounding::Down)?;
		i64::try_from(mark.checked_div(self.term.unit)?).ok()
	}

	/// What a lot gains, weighted, rounded down.
	fn change(&self, shocked: u128, mark: u128, weight: Fixed) -> Option<i64> {
		let change = i128::try_from(shocked).ok()?.checked_sub_unsigned(mark)?;
		self.per_lot(Fixed::from_bits(change).mul_floor(weight)?.to_bits())
	}

	/// An amount of the unit of prices on one lot, in base units, rounded down.
	fn per_lot(&self, amount: i128) -> Option<i64> {
		i64::try_from(amount.checked_div_euclid(i128::try_from(self.term.unit).ok()?)?).ok()
	}

	/// Whether a rise of this strike's volatility ends below the floor. At no volatility there is
	/// nothing to multiply, and the value stays intrinsic.
	fn is_lifted(&self, contract: &Contract) -> Option<bool> {
		let volatility = contract.volatility;
		Some(volatility > Fixed::ZERO && volatility.checked_mul(self.up)? < self.floor)
	}

	/// What a tilt multiplies this strike's volatility by.
	fn tilt(&self, contract: &Contract, symmetric: bool, cap: Fixed) -> Option<Fixed> {
		// A strike of zero lies beyond any tilt.
		let k = match log_moneyness(self.term.forward, contract.strike) {
			Some(k) if symmetric => k.checked_abs()?,
			Some(k) => k,
			None if symmetric => self.full_tilt,
			None => self.full_tilt.checked_neg()?,
		};
		let tilt = k.checked_mul(cap)?.checked_div(self.full_tilt)?;
		Some(Fixed::ONE.checked_add(tilt.clamp(cap.checked_neg()?, cap))?.max(Fixed::ZERO))
	}

	/// What volatility is multiplied by when it rises, floor aside, and when it falls.
	pub fn volatility_factors(&self) -> (Fixed, Fixed) {
		(self.up, self.down)
	}
}

fn prepare(
	scenario: &Scenario,
	up: Fixed,
	down: Fixed,
	years: Fixed,
	root: Fixed,
	expires: bool,
) -> Option<Prepared> {
	Some(match scenario {
		Scenario::Move { forward, volatility, weight } => {
			let factor = match volatility {
				VolatilityMove::Still => Fixed::ONE,
				VolatilityMove::Up => up,
				VolatilityMove::Down => down,
			};
			Prepared::Move {
				forward: *forward,
				volatility: *volatility,
				shock: Shock::new(*forward, factor)?,
				weight: *weight,
			}
		},
		Scenario::Skew { tilt: Tilt { symmetric, level, slope }, weight } => {
			let cap = level.checked_add(slope.checked_mul(root)?)?.max(Fixed::ZERO);
			Prepared::Skew { symmetric: *symmetric, cap, weight: *weight }
		},
		Scenario::Basis { up, down, add, multiple } => {
			let weight = add.checked_add(multiple.checked_mul(years)?)?;
			Prepared::Basis {
				moves: [
					(*up, Shock::new(*up, Fixed::ONE)?),
					(*down, Shock::new(*down, Fixed::ONE)?),
				],
				weight: if expires { weight } else { Fixed::ZERO },
			}
		},
	})
}

/// `1 + up·(30 d/t)^p` and `1 − down·(30 d/t)^p`, the latter at least 0.
fn volatility_factors(shock: &VolatilityShock, left: u64) -> Option<(Fixed, Fixed)> {
	let power = if left < REFERENCE_SECS { shock.short_power } else { shock.long_power };
	let left = left.max(shock.least_seconds.into()).max(1);
	let ratio = Fixed::from_ratio(REFERENCE_SECS.into(), left.into())?;
	let growth = ratio.ln()?.checked_mul(power)?.exp()?;
	Some((
		Fixed::ONE.checked_add(shock.up.checked_mul(growth)?)?,
		Fixed::ONE.checked_sub(shock.down.checked_mul(growth)?)?.max(Fixed::ZERO),
	))
}

fn full_tilt(wing: &Wing, root: Fixed) -> Option<Fixed> {
	let level = wing.level.checked_add(wing.slope.checked_mul(root)?)?;
	Some(root.checked_mul(wing.width)?.checked_mul(level)?.max(wing.least))
}

/// `base·e^(∓T(r·multiple + add))`.
fn discount(side: &DiscountRate, rate: Fixed, years: Fixed, asset: bool) -> Option<Fixed> {
	let growth = rate.checked_mul(side.multiple)?.checked_add(side.add)?.checked_mul(years)?;
	let exponent = if asset { growth.checked_neg()? } else { growth };
	side.base.checked_mul(exponent.exp()?)
}
