//! Assets other than the quote asset that count towards margin, and what they count.

use crate::{Collaterals, Config};
use alloc::{collections::BTreeMap, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use frame_support::{traits::ConstU32, BoundedVec, CloneNoBound};
use scale_info::TypeInfo;
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Rounding};
use tenor_math::Fixed;
use tenor_primitives::{
	AssetId, Balance, BlockNumber, Bounds, MarketPhase, MarketView, Money, ParameterSet, Phase,
	Price, Quorum, RiskError, UnderlyingId, UNIT_SCALE, WAD_PER_QUOTE_UNIT,
};
use tenor_risk::contingency::Collateral;

/// Most assets listed as collateral.
pub const MAX_COLLATERALS: u32 = 8;

/// Most kinds of collateral that an account may hold.
pub const MAX_KINDS: u32 = 4;
/// [`MAX_KINDS`] as a type.
pub type MaxKinds = ConstU32<MAX_KINDS>;

/// Most decimals that a listed asset may have.
pub const MAX_DECIMALS: u8 = 18;

/// What a listed asset is; fixed when it is listed.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct CollateralTerms {
	/// Whose index is the price of a whole of it.
	pub index: UnderlyingId,
	/// A whole is 10 to the power of this many base units; at most [`MAX_DECIMALS`].
	pub decimals: u8,
	/// Base units in which its limits are counted: about what one of the quote asset buys.
	pub unit: Balance,
}

/// What counts of a listed asset and how much may come in.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct CollateralParameters {
	/// What initial margin takes off its value, in basis points.
	pub initial_haircut: u32,
	/// What maintenance margin takes off.
	pub maintenance_haircut: u32,
	/// If its index is more uncertain than this, in basis points, initial margin takes off all of the
	/// uncertainty besides.
	pub doubt_limit: u32,
	/// Value beyond which an account's is concentrated, in wholes of the quote asset.
	pub concentration: u32,
	/// What both margins take off the value beyond besides.
	pub concentration_haircut: u32,
	/// How much all accounts together may hold after a deposit, in its units.
	pub cap: u32,
	/// Whether any may be deposited.
	pub deposits: bool,
}

/// In the order of the record. Deposits may be opened and closed as often as there are changes.
impl ParameterSet<{ CollateralParameters::COUNT }> for CollateralParameters {
	const BOUNDS: [Bounds; Self::COUNT] = [
		Bounds::higher_is_tighter(500, UNIT_SCALE, 500),
		Bounds::higher_is_tighter(250, UNIT_SCALE, 500),
		Bounds::lower_is_tighter(0, 500, 100),
		Bounds::lower_is_tighter(0, 1_000_000_000, 10_000_000),
		Bounds::higher_is_tighter(0, UNIT_SCALE, 1_000),
		Bounds::lower_is_tighter(0, 1_000_000_000, 10_000_000),
		Bounds::lower_is_tighter(0, 1, 16),
	];

	fn values(&self) -> [u32; Self::COUNT] {
		[
			self.initial_haircut,
			self.maintenance_haircut,
			self.doubt_limit,
			self.concentration,
			self.concentration_haircut,
			self.cap,
			self.deposits.into(),
		]
	}
}

impl CollateralParameters {
	/// How many there are.
	pub const COUNT: usize = 7;

	/// Whether each is within its bounds and initial margin never counts more than maintenance.
	pub fn is_valid(&self) -> bool {
		self.is_within_bounds() && self.initial_haircut >= self.maintenance_haircut
	}

	/// Whether maintenance margin changes from `old`: an account could be liquidated for it.
	pub fn moves_maintenance(&self, old: &Self) -> bool {
		self.maintenance_haircut != old.maintenance_haircut
			|| self.concentration != old.concentration
			|| self.concentration_haircut != old.concentration_haircut
	}

	/// What counts of so much value under a price: in parts, none of which counts less than nothing.
	fn count(&self, value: Money, price: &IndexPrice) -> Option<[Collateral; 2]> {
		let share = |of: u32| Fixed::from_ratio(of.into(), UNIT_SCALE.into());
		let wholes = i128::from(self.concentration).checked_mul(QUOTE_WHOLE)?;
		let initial = if price.full { share(self.initial_haircut)? } else { Fixed::ONE };
		let collateral = Collateral {
			value,
			initial,
			maintenance: share(self.maintenance_haircut)?,
			doubt: share(price.doubt)?,
			doubt_limit: share(self.doubt_limit)?,
			off_peg: Fixed::ZERO,
			peg_factor: Fixed::ZERO,
			concentration: Money(wholes),
			concentration_haircut: share(self.concentration_haircut)?,
		};
		collateral.capped()
	}
}

/// Base units of a whole of the quote asset.
pub(crate) const QUOTE_WHOLE: i128 = 1_000_000;

/// An asset listed as collateral.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct ListedCollateral {
	/// Which.
	pub asset: AssetId,
	/// What it is.
	pub terms: CollateralTerms,
	/// What counts of it.
	pub parameters: CollateralParameters,
}

impl ListedCollateral {
	/// What so many base units are worth, rounded down. `None` if that does not fit.
	fn value(&self, amount: Balance, price: Price) -> Option<Money> {
		let whole = 10u128.checked_pow(self.terms.decimals.into())?;
		let divisor = whole.checked_mul(WAD_PER_QUOTE_UNIT)?;
		let value = multiply_by_rational_with_rounding(amount, price.0, divisor, Rounding::Down)?;
		Money::from_balance(value)
	}
}

/// The assets listed as collateral, ascending.
pub type ListedCollaterals = BoundedVec<ListedCollateral, ConstU32<MAX_COLLATERALS>>;

/// An asset that an account holds as collateral.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct HeldCollateral {
	/// Which.
	pub asset: AssetId,
	/// Base units, above zero.
	pub amount: Balance,
	/// The block of the latest deposit of it.
	pub since: BlockNumber,
}

/// A listed asset as clients see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct CollateralView {
	/// The asset.
	pub listed: ListedCollateral,
	/// What all accounts hold of it, in base units.
	pub held: Balance,
	/// What the pot holds besides, which is nobody's.
	pub donated: Balance,
	/// The greatest amount that one withdrawal could take now.
	pub leaves: Balance,
}

/// An index as it prices collateral.
#[derive(Clone, Copy)]
struct IndexPrice {
	spot: Price,
	/// How uncertain it is, in basis points.
	doubt: u32,
	/// Whether it may carry new risk.
	full: bool,
}

impl IndexPrice {
	/// `None` without a fresh price, or if the market of the index takes only cancels: then nothing may
	/// rest on it.
	fn read<T: Config>(index: UnderlyingId) -> Option<Self> {
		if T::Phase::phase(index) == Phase::CancelOnly {
			return None;
		}
		let spot = T::Market::spot(index)?;
		let (doubt, full) = (T::Market::confidence(index)?, spot.quorum == Quorum::Full);
		Some(Self { spot: spot.value, doubt, full })
	}
}

/// Collateral as one assessment sees it: what is listed and each index are read once, and only when
/// asked for.
#[derive(CloneNoBound)]
pub(crate) struct Valuer<T> {
	listed: Option<ListedCollaterals>,
	prices: BTreeMap<UnderlyingId, Option<IndexPrice>>,
	_runtime: PhantomData<T>,
}

impl<T: Config> Valuer<T> {
	pub(crate) fn new() -> Self {
		Self { listed: None, prices: BTreeMap::new(), _runtime: PhantomData }
	}

	/// Counts what an index prices as if it were what `moved` makes of it; as nothing if that is `None`.
	pub(crate) fn move_index(
		&mut self,
		index: UnderlyingId,
		moved: impl FnOnce(Price) -> Option<Price>,
	) {
		let price = IndexPrice::read::<T>(index);
		let price = price.and_then(|price| Some(IndexPrice { spot: moved(price.spot)?, ..price }));
		self.prices.insert(index, price);
	}

	/// What counts of the assets of an account. One without a price, or whose value does not fit, counts
	/// as nothing, so that this never fails.
	pub(crate) fn collateral_of(&mut self, held: &[(AssetId, Balance)]) -> Vec<Collateral> {
		let mut counted = Vec::new();
		for held in held {
			let parts = self.priced(*held).ok();
			let parts = parts.and_then(|(of, value, price)| of.parameters.count(value, &price));
			counted.extend(parts.into_iter().flatten());
		}
		counted
	}

	/// What the assets of an account are worth, without haircuts.
	///
	/// # Errors
	/// [`RiskError::NoFreshPrice`] if any has no price, [`RiskError::Overflow`].
	pub(crate) fn worth(&mut self, held: &[(AssetId, Balance)]) -> Result<Money, RiskError> {
		held.iter().try_fold(Money::ZERO, |sum, held| {
			let (_, value, _) = self.priced(*held)?;
			sum.checked_add(value).ok_or(RiskError::Overflow)
		})
	}

	/// So much of an asset with its value and the price of it.
	fn priced(
		&mut self,
		(asset, amount): (AssetId, Balance),
	) -> Result<(ListedCollateral, Money, IndexPrice), RiskError> {
		let listed = self.listed.get_or_insert_with(Collaterals::<T>::get);
		let listed = listed.iter().find(|listed| listed.asset == asset);
		let listed = *listed.ok_or(RiskError::NoFreshPrice)?;
		let index = listed.terms.index;
		let price = *self.prices.entry(index).or_insert_with(|| IndexPrice::read::<T>(index));
		let price = price.ok_or(RiskError::NoFreshPrice)?;
		let value = listed.value(amount, price.spot).ok_or(RiskError::Overflow)?;
		Ok((listed, value, price))
	}
}
