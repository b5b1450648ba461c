//! Sensitivities of a lot and of a portfolio.

use crate::vector::{Contract, Payoff, Term};
use tenor_math::{
	averaging,
	black76::{Black76, Deviation, YEAR_SECS},
	greeks::Term as Discount,
	Fixed, OptionKind,
};
use tenor_primitives::SignedLots;

/// Sensitivities, of a contract or summed over positions.
///
/// Delta and gamma are in units of the underlying; the others in quote, in 1e18 fixed point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Greeks {
	/// Units of the underlying that it moves like.
	pub delta: Fixed,
	/// Change of delta when the forward moves by 1 %.
	pub gamma: Fixed,
	/// Quote for one percentage point of volatility, rounded towards zero.
	pub vega: i128,
	/// Quote as a day passes, rounded towards zero.
	pub theta: i128,
}

impl Greeks {
	/// Of one contract. Inside the averaging window they are those of what is not yet averaged. `None`
	/// out of range.
	pub fn of(term: &Term, contract: &Contract) -> Option<Self> {
		let window = averaging::WINDOW_SECS;
		let left = term.left.unwrap_or(0);
		let inside = term.average.filter(|_| term.left.is_some() && left < window);
		// The part of the settlement that moves with the forward, in 1/1800.
		let (share, known) = match inside {
			Some(average) => (left, average.checked_mul(window.checked_sub(left)?.into())?),
			None => (window, 0),
		};
		let moving = Fixed::from_ratio(share.into(), window.into())?;
		let kind = match contract.payoff {
			Payoff::Future | Payoff::Spot => {
				return Some(Self { delta: moving, ..Self::default() })
			},
			Payoff::Call => OptionKind::Call,
			Payoff::Put => OptionKind::Put,
		};
		let forward = term.forward.checked_mul(share.into())?;
		let strike = contract.strike.checked_mul(window.into())?;
		let (deviation, seconds) = match term.average {
			None => (Deviation::from_volatility(contract.volatility, left)?, left),
			Some(_) => {
				let deviation = averaging::deviation(contract.volatility, left)?;
				let counted = match inside {
					Some(_) => left.checked_div(3)?,
					None => left.checked_sub(averaging::VARIANCE_ENDS_SECS)?,
				};
				(deviation, counted)
			},
		};
		let option =
			strike.checked_sub(known).and_then(|reduced| Black76::on(forward, reduced, deviation));
		let Some(option) = option else {
			let called = kind == OptionKind::Call && known >= strike;
			return Some(Self {
				delta: if called { moving } else { Fixed::ZERO },
				..Self::default()
			});
		};
		let discount = Discount::undiscounted(u32::try_from(seconds).ok()?);
		let greeks = option.greeks(kind, &discount);
		// Per forward, of the part that moves.
		let quote = |greek: Fixed, parts: i64| {
			let amount = Fixed::from_bits(i128::try_from(term.forward).ok()?);
			amount.checked_mul(greek.checked_mul(moving)?)?.to_bits().checked_div(parts.into())
		};
		Some(Self {
			delta: greeks.delta.checked_mul(moving)?,
			gamma: greeks.gamma.checked_mul(moving)?.checked_div(Fixed::from_int(100))?,
			vega: quote(greeks.vega, 100)?,
			theta: quote(greeks.theta, i64::try_from(YEAR_SECS.checked_div(86_400)?).ok()?)?,
		})
	}

	/// With so many lots of a contract on top, of which there are `lots_per_contract`; each sum rounded
	/// towards zero once per position. `None` on overflow.
	pub fn plus(self, of: &Self, lots: SignedLots, lots_per_contract: u32) -> Option<Self> {
		let per = i128::from(lots_per_contract);
		let part = |amount: i128| amount.checked_mul(lots.0.into())?.checked_div(per);
		let fixed = |greek: Fixed| Some(Fixed::from_bits(part(greek.to_bits())?));
		Some(Self {
			delta: self.delta.checked_add(fixed(of.delta)?)?,
			gamma: self.gamma.checked_add(fixed(of.gamma)?)?,
			vega: self.vega.checked_add(part(of.vega)?)?,
			theta: self.theta.checked_add(part(of.theta)?)?,
		})
	}
}
