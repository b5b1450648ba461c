//! The transaction extension behind the name `CheckNonce`: trades use numbers out of order.

use crate::{
	allowance::{named, Cost, Spending, CANCEL_ALL, LEAST, ORDER},
	window::{Unusable, Window, WIDTH},
	Call, Config, OtherWeight, Pallet, Sequence, Spent, WeightInfo, Windows,
};
use alloc::vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
	dispatch::{DispatchClass, DispatchInfo, PostDispatchInfo},
	traits::{Get, IsSubType},
	weights::Weight,
};
use frame_system::CheckNonce;
use scale_info::{Type, TypeInfo};
use sp_runtime::{
	traits::{
		AsSystemOriginSigner, DispatchInfoOf, Dispatchable, PostDispatchInfoOf,
		TransactionExtension, ValidateResult, Zero,
	},
	transaction_validity::{
		InvalidTransaction, TransactionLongevity, TransactionSource, TransactionValidityError,
		ValidTransaction,
	},
	DispatchResult, SaturatedConversion,
};
use tenor_primitives::{PortfolioInspect, SubaccountId};

/// Uses the number of a transaction, in place of [`CheckNonce`], which it looks like to clients.
///
/// A key's numbers are each used once. A trade, which is a call of this pallet by one who may act for
/// its subaccount, may use any of the [`WIDTH`] from the account's nonce on, the lowest unused number;
/// all other transactions use the nonce itself. A trade within its subaccount's allowance is free, and
/// counts against it even if it fails.
///
/// Other normal calls may use a quarter of a block, or one alone more.
#[derive(Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking)]
pub struct CheckSequence<T: Config>(CheckNonce<T>);

impl<T: Config> CheckSequence<T> {
	/// With a number.
	pub fn from(number: T::Nonce) -> Self {
		Self(CheckNonce::from(number))
	}

	fn number(&self) -> u32 {
		self.0 .0.saturated_into()
	}
}

/// That of the extension it stands for, whose encoding it has.
impl<T: Config + 'static> TypeInfo for CheckSequence<T>
where
	CheckNonce<T>: TypeInfo,
{
	type Identity = CheckNonce<T>;

	fn type_info() -> Type {
		CheckNonce::<T>::type_info()
	}
}

impl<T: Config> core::fmt::Debug for CheckSequence<T> {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		self.0.fmt(f)
	}
}

/// How a transaction uses its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Use<AccountId> {
	/// By a trade; the spending it leaves behind, if it is free.
	Trade(AccountId, Option<(SubaccountId, Spending)>),
	/// By any other signed call.
	Other(AccountId),
	/// Not at all: nobody signed it.
	None,
}

/// What is left to do after a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
	/// Forget the sequence of a trade.
	Trade,
	/// Count what another call did not use of its weight as free.
	Other,
	/// Give back this weight, as there was nothing to check.
	Refund(Weight),
}

impl<T: Config> Call<T> {
	/// The subaccount that a trade is for, and what it costs.
	fn trade(&self) -> Option<(SubaccountId, Cost)> {
		let count = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
		let (subaccount, items, cancels) = match self {
			Self::place_orders { subaccount, orders } => {
				(subaccount, count(orders.len()).saturating_mul(ORDER), false)
			},
			Self::mass_quote { subaccount, quotes, .. } => (subaccount, named(quotes.len()), false),
			Self::cancel_orders { subaccount, orders } => (subaccount, named(orders.len()), true),
			Self::cancel_clients { subaccount, names } => (subaccount, named(names.len()), true),
			Self::cancel_series { subaccount, .. } => (subaccount, named(1), true),
			Self::cancel_all_after { subaccount, .. } => (subaccount, LEAST, true),
			Self::cancel_all { subaccount, .. } => (subaccount, CANCEL_ALL, true),
			Self::set_protection { subaccount, .. } => (subaccount, LEAST, false),
			_ => return None,
		};
		Some((*subaccount, Cost::new(items, cancels)))
	}
}

impl<T: Config> Pallet<T> {
	/// The window of a key whose account exists.
	pub(crate) fn window(who: &T::AccountId) -> Window {
		let nonce = frame_system::Pallet::<T>::account_nonce(who);
		Windows::<T>::get(who).at(nonce.saturated_into())
	}

	fn use_number(
		who: &T::AccountId,
		number: u32,
		width: u32,
	) -> Result<(), TransactionValidityError> {
		let mut window = Self::window(who);
		window.take(number, width).map_err(|unusable| match unusable {
			Unusable::Used => InvalidTransaction::Stale,
			Unusable::Ahead => InvalidTransaction::Future,
		})?;
		frame_system::Account::<T>::mutate(who, |account| {
			account.nonce = window.base.saturated_into();
		});
		if window.used == 0 {
			Windows::<T>::remove(who);
		} else {
			Windows::<T>::insert(who, window);
		}
		Ok(())
	}

	/// The weight of this block's other calls with one more, which is no trade.
	fn other_weight(info: &DispatchInfo) -> Result<u64, TransactionValidityError> {
		let before = OtherWeight::<T>::get();
		if info.class != DispatchClass::Normal {
			return Ok(before);
		}
		let after = before.saturating_add(info.total_weight().ref_time());
		let most = T::BlockWeights::get().max_block.ref_time().checked_div(4).unwrap_or(0);
		if after > most && before > 0 {
			return Err(InvalidTransaction::ExhaustsResources.into());
		}
		Ok(after)
	}
}

impl<T: Config + Send + Sync> TransactionExtension<T::RuntimeCall> for CheckSequence<T>
where
	T::RuntimeCall:
		Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo> + IsSubType<Call<T>>,
	<T::RuntimeCall as Dispatchable>::RuntimeOrigin: AsSystemOriginSigner<T::AccountId> + Clone,
{
	const IDENTIFIER: &'static str = "CheckNonce";
	type Implicit = ();
	type Val = Use<T::AccountId>;
	type Pre = After;

	fn weight(&self, _: &T::RuntimeCall) -> Weight {
		T::WeightInfo::check_sequence()
	}

	fn validate(
		&self,
		origin: T::RuntimeOrigin,
		call: &T::RuntimeCall,
		_: &DispatchInfoOf<T::RuntimeCall>,
		_: usize,
		_: Self::Implicit,
		_: &impl Encode,
		_: TransactionSource,
	) -> ValidateResult<Self::Val, T::RuntimeCall> {
		let Some(who) = origin.as_system_origin_signer() else {
			return Ok((Default::default(), Use::None, origin));
		};
		let account = frame_system::Account::<T>::get(who);
		if account.providers.is_zero() && account.sufficients.is_zero() {
			// Nobody paid for the storage of a nonce.
			return Err(InvalidTransaction::Payment.into());
		}
		let (number, window) = (self.number(), Pallet::<T>::window(who));
		if window.is_used(number) {
			return Err(InvalidTransaction::Stale.into());
		}
		let tag = |number: u32| (who.clone(), T::Nonce::saturated_from(number)).encode();
		let trade = call.is_sub_type().and_then(Call::trade);
		let may = |subaccount| T::Ledger::authority(subaccount, who).is_ok();
		let (last, priority, used) = match trade {
			Some((subaccount, cost)) if may(subaccount) => {
				let allowance = Pallet::<T>::allowance_of(subaccount);
				// Those that would come later have no claim on what is free now.
				let next = number.saturating_sub(window.base) < WIDTH;
				let before = window.unused_below(number);
				let priority = if next { allowance.priority(cost, before) } else { 0 };
				let free = allowance.spend(cost).map(|items| {
					let at = Pallet::<T>::now();
					(subaccount, Spending { items, at })
				});
				(number.checked_sub(WIDTH), priority, Use::Trade(who.clone(), free))
			},
			_ => (number.checked_sub(1), 0, Use::Other(who.clone())),
		};
		let validity = ValidTransaction {
			priority,
			requires: last.into_iter().flat_map(|last| window.missing_to(last)).map(tag).collect(),
			provides: vec![tag(number)],
			longevity: TransactionLongevity::MAX,
			propagate: true,
		};
		Ok((validity, used, origin))
	}

	fn prepare(
		self,
		used: Self::Val,
		_: &T::RuntimeOrigin,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		_: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		let number = self.number();
		match used {
			Use::Trade(who, spending) => {
				Pallet::<T>::use_number(&who, number, WIDTH)?;
				if let Some((subaccount, spending)) = spending {
					Spent::<T>::insert(subaccount, spending);
				}
				Sequence::<T>::put(number);
				Ok(After::Trade)
			},
			Use::Other(who) => {
				let weight = Pallet::<T>::other_weight(info)?;
				Pallet::<T>::use_number(&who, number, 1)?;
				OtherWeight::<T>::put(weight);
				Ok(After::Other)
			},
			Use::None => Ok(After::Refund(self.weight(call))),
		}
	}

	fn post_dispatch_details(
		after: Self::Pre,
		info: &DispatchInfoOf<T::RuntimeCall>,
		post_info: &PostDispatchInfoOf<T::RuntimeCall>,
		_: usize,
		_: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		match after {
			After::Trade => Sequence::<T>::kill(),
			After::Other if info.class == DispatchClass::Normal => {
				let unspent = post_info.calc_unspent(info).ref_time();
				OtherWeight::<T>::mutate(|weight| *weight = weight.saturating_sub(unspent));
			},
			After::Other => (),
			After::Refund(weight) => return Ok(weight),
		}
		Ok(Weight::zero())
	}
}
