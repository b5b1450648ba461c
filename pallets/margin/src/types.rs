//! Records of the pallet.

// The codec's derive casts the index of a tuple variant.
#![allow(clippy::cast_possible_truncation)]

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;

use crate::collateral::{HeldCollateral, MaxKinds};
use tenor_primitives::{
	AgentScope, AssetId, Balance, BlockNumber, KeyId, Lots, MarginPolicy, Money, OpenOrder,
	Permission, SeriesId, SignedLots, SubaccountId,
};

pub use tenor_primitives::{BlockLeg, BlockTrade, MaxLegs, PendingWithdrawal, MAX_LEGS};

/// Most series an account may hold.
pub const MAX_POSITIONS: u32 = 128;
/// [`MAX_POSITIONS`] as a type.
pub type MaxPositions = ConstU32<MAX_POSITIONS>;

/// Most subaccounts of an owner.
pub const MAX_SUBACCOUNTS: u32 = 256;
/// [`MAX_SUBACCOUNTS`] as a type.
pub type MaxSubaccounts = ConstU32<MAX_SUBACCOUNTS>;

/// Most agents of a subaccount at once.
pub const MAX_AGENTS: u16 = 16;

/// The record of a subaccount in this runtime.
pub type AccountOf<T> = Account<<T as frame_system::Config>::AccountId>;

/// The stored form of [`Account`]: its first byte is the version.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum VersionedAccount<AccountId> {
	/// The first layout.
	#[codec(index = 1)]
	V1(Account<AccountId>),
}

/// What a subaccount is and holds.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Account<AccountId> {
	/// Who commands it.
	pub owner: AccountId,
	/// Native token held for it, given back when it is closed.
	pub deposit: Balance,
	/// Signed cash.
	pub cash: Money,
	/// Positions other than zero, and those in futures while they have a cost; ascending by series.
	pub positions: BoundedVec<(SeriesId, SignedLots), MaxPositions>,
	/// What each position in a future cost, to be paid at settlement; ascending by series. Apart from
	/// the positions, so that options take no room for it.
	pub costs: BoundedVec<(SeriesId, Money), MaxPositions>,
	/// Cash that came in lately.
	pub credits: Credits,
	/// A withdrawal that waits for finality or for room in the limit; no longer part of the cash.
	pub pending: Option<PendingWithdrawal>,
	/// How its margin is computed.
	pub policy: MarginPolicy,
	/// Other assets, ascending.
	pub collateral: BoundedVec<HeldCollateral, MaxKinds>,
}

impl<AccountId> Account<AccountId> {
	/// A new account with nothing in it.
	pub fn new(owner: AccountId, deposit: Balance, policy: MarginPolicy) -> Self {
		Self {
			owner,
			deposit,
			cash: Money::ZERO,
			positions: BoundedVec::new(),
			costs: BoundedVec::new(),
			credits: Credits::default(),
			pending: None,
			policy,
			collateral: BoundedVec::new(),
		}
	}

	/// Whether nothing is in it or waits for it.
	pub fn is_empty(&self) -> bool {
		self.cash.is_zero()
			&& self.positions.is_empty()
			&& self.pending.is_none()
			&& self.collateral.is_empty()
	}

	/// Assets other than the quote asset, with their amounts.
	pub fn assets(&self) -> Vec<(AssetId, Balance)> {
		self.collateral.iter().map(|held| (held.asset, held.amount)).collect()
	}

	/// The position in one series.
	pub fn position(&self, series: SeriesId) -> SignedLots {
		self.positions
			.binary_search_by_key(&series, |(id, _)| *id)
			.ok()
			.and_then(|at| self.positions.get(at))
			.map(|(_, lots)| *lots)
			.unwrap_or_default()
	}

	/// What the position in a future cost; `None` if it holds no future of that series.
	pub fn cost(&self, series: SeriesId) -> Option<Money> {
		let at = self.costs.binary_search_by_key(&series, |(id, _)| *id).ok()?;
		self.costs.get(at).map(|(_, cost)| *cost)
	}
}

/// The stored form of [`Agent`]: its first byte is the version.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum VersionedAgent {
	/// The first layout.
	#[codec(index = 1)]
	V1(Agent),
}

/// A key that trades for a subaccount, and never moves its money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Agent {
	/// Its number among the keys of the subaccount, which the ids of its orders have.
	pub key: KeyId,
	/// What it may do.
	pub scope: AgentScope,
	/// Native token held of the owner for it, given back when it is removed.
	pub deposit: Balance,
	/// Its last check-in, if it has a daily loss cap.
	pub watch: Option<LossWatch>,
}

impl Agent {
	/// What it may do in a block: with a daily loss cap it takes on risk only after a check-in on the
	/// same day, and its orders last no longer than that goes.
	pub fn scope_at(&self, now: BlockNumber, today: impl FnOnce() -> u32) -> AgentScope {
		let mut scope = self.scope;
		if scope.daily_loss.is_none() {
			return scope;
		}
		let lease = self.watch.and_then(|watch| Some((watch.day, watch.until?)));
		match lease.filter(|(day, until)| *until >= now && *day == today()) {
			Some((_, until)) => scope.expires = scope.expires.min(until),
			None => scope.permission = scope.permission.min(Permission::Reduce),
		}
		scope
	}
}

/// How long after a check-in a key with a daily loss cap may take on risk, in blocks.
pub const WATCH_BLOCKS: BlockNumber = 60;

/// What the loss of a day is counted from, and until when a key may take on risk.
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
pub struct LossWatch {
	/// The day of UTC, counted from 1970.
	pub day: u32,
	/// What the loss is counted from: what the subaccount was worth at the first check-in of the day, or
	/// at the one before it if that let the key take on risk and it was more.
	pub start: Money,
	/// What the subaccount was worth at the last check-in.
	pub last: Money,
	/// The last block in which the key may take on risk; `None` when the day's cap is used up.
	pub until: Option<BlockNumber>,
}

impl LossWatch {
	/// After a check-in on `day` in block `now`, with the one before it.
	pub fn next(before: Option<Self>, day: u32, worth: Money, cap: u64, now: BlockNumber) -> Self {
		let (start, is_used_up) = match before {
			Some(today) if today.day == day => (today.start, today.until.is_none()),
			// What was lost since, over midnight, is lost on the new day.
			Some(Self { last, until: Some(_), .. }) => (last.max(worth), false),
			_ => (worth, false),
		};
		let is_used_up = is_used_up || worth < start.saturating_sub(Money(cap.into()));
		let until = Some(now.saturating_add(WATCH_BLOCKS)).filter(|_| !is_used_up);
		Self { day, start, last: worth, until }
	}
}

/// The numbers of a subaccount's agents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct AgentKeys {
	/// The last that was given out.
	pub last: KeyId,
	/// Agents at present, at most [`MAX_AGENTS`].
	pub agents: u16,
}

/// Cash that came in at or before a block.
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
pub struct Credit {
	/// How much.
	pub amount: Money,
	/// The latest block of it.
	pub block: BlockNumber,
}

/// Credits that may not be final yet, in two buckets, older first.
///
/// A credit joins the younger bucket, which takes its block; the older one keeps its block, so under
/// a steady stream of credits each is withheld for at most about twice the finality lag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Credits(pub BoundedVec<Credit, ConstU32<2>>);

impl Credits {
	/// Forgets what is final.
	pub fn expire(&mut self, is_final: impl Fn(BlockNumber) -> bool) {
		self.0.retain(|credit| !is_final(credit.block));
	}

	/// Adds what came in at `now`; `None` on overflow.
	pub fn add(&mut self, amount: Money, now: BlockNumber) -> Option<()> {
		let joins = self.0.len() > 1 || self.0.last().is_some_and(|last| last.block == now);
		match self.0.last_mut() {
			Some(last) if joins => {
				last.amount = last.amount.checked_add(amount)?;
				last.block = now;
				Some(())
			},
			Some(_) | None => self.0.try_push(Credit { amount, block: now }).ok(),
		}
	}

	/// What may not be final yet; saturates.
	pub fn withheld(&self) -> Money {
		self.0.iter().fold(Money::ZERO, |sum, credit| sum.saturating_add(credit.amount))
	}

	/// Takes `amount` out of `cash`, final cash first; returns the block it must wait for.
	pub fn draw(&mut self, cash: Money, amount: Money) -> Option<BlockNumber> {
		let settled = cash.saturating_sub(self.withheld()).max(Money::ZERO);
		let mut rest = amount.saturating_sub(settled);
		let mut waits = None;
		for credit in self.0.iter_mut() {
			if rest <= Money::ZERO {
				break;
			}
			let taken = rest.min(credit.amount);
			rest = rest.saturating_sub(taken);
			credit.amount = credit.amount.saturating_sub(taken);
			waits = Some(credit.block);
		}
		self.0.retain(|credit| !credit.amount.is_zero());
		waits
	}
}

/// What a series that is being paid out owes (negative) or is owed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Unsettled {
	/// Cash taken in less cash paid out.
	pub cash: Money,
	/// Lots taken over.
	pub lots: SignedLots,
	/// Cost taken over with them.
	pub cost: Money,
}

/// What clients read of an account.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct AccountView<AccountId> {
	/// Which.
	pub subaccount: SubaccountId,
	/// Who commands it.
	pub owner: AccountId,
	/// Signed cash.
	pub cash: Money,
	/// Positions other than zero, and those in futures while they have a cost; ascending by series.
	pub positions: Vec<(SeriesId, SignedLots)>,
	/// What each position in a future cost, to be paid at settlement; ascending by series.
	pub costs: Vec<(SeriesId, Money)>,
	/// Open orders.
	pub open_orders: Vec<OpenOrder>,
	/// Cash whose credits are not final.
	pub withheld: Money,
	/// A withdrawal of cash that waits for finality or for room in the limit.
	pub pending: Option<PendingWithdrawal>,
	/// How its margin is computed.
	pub policy: MarginPolicy,
	/// Other assets, in their base units; ascending by asset.
	pub collateral: Vec<(AssetId, Balance)>,
}

/// What an account could withdraw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Withdrawable {
	/// What would be admitted: free equity.
	pub free: Balance,
	/// What of it would be paid at once.
	pub at_once: Balance,
}

/// Lots of a position that another subaccount of the owner is to have.
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
pub struct PositionLeg {
	/// Of which series.
	pub series: SeriesId,
	/// How many, whether they are held long or short.
	pub lots: Lots,
}

/// Lots that changed subaccounts.
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
pub struct MovedLots {
	/// Of which series.
	pub series: SeriesId,
	/// How many; negative if they are held short.
	pub lots: SignedLots,
	/// What who has them now paid for them, or of a future adds to its cost; negative if it was paid.
	pub value: Money,
}

/// How many there are, where bounds keep them few.
pub(crate) fn count(len: usize) -> u32 {
	u32::try_from(len).unwrap_or(u32::MAX)
}
