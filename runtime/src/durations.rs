//! # Durations
//!
//! Every duration of the chain that differs between a test network and the public chain, in one
//! record written at genesis.
//!
//! ## Overview
//!
//! The same Wasm runs a local network whose sessions last a minute and a public chain whose sessions
//! last an hour. Pallets read the record through the `Get` adapters of [`crate::configs`]. There is
//! no call to change it: BABE's epoch length must never change, and the rest changes with a runtime
//! upgrade and its migration.

pub use pallet::*;

use crate::{BlockNumber, Runtime, SLOT_DURATION};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::ensure;
use scale_info::TypeInfo;
use sp_staking::SessionIndex;
use tenor_primitives::{oracle::SLOTS_PER_ROUND, MILLIS};

/// The durations of a chain. Blocks are counted as slots of one second.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DurationsRecord {
	/// Slots of an epoch, which is a session.
	pub epoch_slots: u64,
	/// Sessions for which stake stays bonded, equivocations can be reported and keys be proven.
	pub unbonding_sessions: SessionIndex,
	/// Blocks a referendum waits before it can be decided.
	pub prepare: BlockNumber,
	/// Blocks in which a referendum must be decided.
	pub decision: BlockNumber,
	/// Blocks for which a referendum must pass without a break.
	pub confirm: BlockNumber,
	/// Blocks between approval and enactment where no timelock applies.
	pub enactment: BlockNumber,
	/// Blocks after which a referendum nobody decides ends.
	pub undeciding_timeout: BlockNumber,
	/// Blocks for which a vote with conviction one stays locked.
	pub vote_locking: BlockNumber,
	/// Blocks a motion of the technical committee stays open.
	pub motion: BlockNumber,
	/// Timelock of tightening and of whitelisted calls, in blocks.
	pub fast_timelock: BlockNumber,
	/// Timelock of loosening and of upgrades, in blocks.
	pub slow_timelock: BlockNumber,
	/// Blocks between payments of the treasury.
	pub spend_period: BlockNumber,
	/// Blocks in which an approved spend can be claimed.
	pub payout_period: BlockNumber,
	/// Blocks that safe mode lasts unless it is extended.
	pub safe_mode: BlockNumber,
	/// Seconds over which an expiry's settlement price is averaged.
	pub twap_window_secs: u32,
	/// Seconds after an expiry before its settlement price is read; at least two oracle rounds.
	pub settlement_delay_secs: u32,
	/// Computation a block may take, in milliseconds of the reference machine.
	pub block_budget_ms: u32,
}

const MINUTE: BlockNumber = 60;
const HOUR: BlockNumber = 60 * MINUTE;
const DAY: BlockNumber = 24 * HOUR;

impl DurationsRecord {
	/// The durations of a public chain.
	pub const PUBLIC: Self = Self {
		epoch_slots: 3_600,
		unbonding_sessions: 28 * 24,
		prepare: 2 * HOUR,
		decision: 7 * DAY,
		confirm: DAY,
		enactment: DAY,
		undeciding_timeout: 14 * DAY,
		vote_locking: 7 * DAY,
		motion: 3 * DAY,
		fast_timelock: 10 * MINUTE,
		slow_timelock: 3 * DAY,
		spend_period: 7 * DAY,
		payout_period: 30 * DAY,
		safe_mode: DAY,
		twap_window_secs: 1_800,
		settlement_delay_secs: 60,
		block_budget_ms: 350,
	};

	/// The durations of a test network: a session a minute, a referendum in two.
	pub const SHORT: Self = Self {
		epoch_slots: 60,
		unbonding_sessions: 30,
		prepare: 5,
		decision: MINUTE,
		confirm: 5,
		enactment: 5,
		undeciding_timeout: 10 * MINUTE,
		vote_locking: MINUTE,
		motion: 5 * MINUTE,
		fast_timelock: 2,
		slow_timelock: 10,
		spend_period: MINUTE,
		payout_period: HOUR,
		safe_mode: 30,
		twap_window_secs: 120,
		settlement_delay_secs: 6,
		block_budget_ms: 350,
	};

	/// Checks what the pallets that read the record rely on.
	pub fn check(&self) -> Result<(), &'static str> {
		ensure!(self.epoch_slots >= 10, "epochSlots is below 10: BABE could miss an epoch");
		ensure!(
			(140..=350).contains(&self.block_budget_ms),
			"blockBudgetMs is outside 140..=350: the least of clearing and pages must fit, and a slot lasts 1,000 ms"
		);
		ensure!(
			self.fast_timelock <= self.slow_timelock,
			"fastTimelock exceeds slowTimelock: loosening would be faster than tightening"
		);
		ensure!(
			self.confirm <= self.decision && self.prepare <= self.undeciding_timeout,
			"a referendum could never be confirmed, or never be decided"
		);
		ensure!(
			self.twap_window_secs.is_multiple_of(30),
			"twapWindowSecs is no multiple of 30: it is cut into 30 buckets of whole seconds"
		);
		ensure!(
			self.twap_window_secs <= Self::PUBLIC.twap_window_secs,
			"twapWindowSecs exceeds 1800: a bucket could hold more rounds than the oracle keeps of it"
		);
		let two_rounds = SLOT_DURATION.saturating_mul(SLOTS_PER_ROUND).saturating_mul(2);
		ensure!(
			u64::from(self.settlement_delay_secs).saturating_mul(MILLIS) >= two_rounds,
			"settlementDelaySecs is below two oracle rounds: the last ones of a window would be lost"
		);
		let positive = [
			self.unbonding_sessions,
			self.decision,
			self.vote_locking,
			self.motion,
			self.spend_period,
			self.payout_period,
			self.safe_mode,
			self.twap_window_secs,
		];
		ensure!(!positive.contains(&0), "a period is zero");
		Ok(())
	}
}

impl Default for DurationsRecord {
	fn default() -> Self {
		Self::PUBLIC
	}
}

/// The record of this chain.
pub fn current() -> DurationsRecord {
	Current::<Runtime>::get()
}

// FRAME's macros write `expect`s of their own.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use super::DurationsRecord;
	use frame_support::{pallet_prelude::*, DefaultNoBound};

	/// Configuration: none.
	#[pallet::config]
	pub trait Config: frame_system::Config {}

	/// The pallet.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// The record, written once at genesis.
	#[pallet::storage]
	pub type Current<T: Config> = StorageValue<_, DurationsRecord, ValueQuery>;

	/// Genesis configuration.
	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The record; the public chain's where it is not given.
		pub record: DurationsRecord,
		/// Ties the configuration to the runtime.
		#[serde(skip)]
		pub _marker: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		// A panic refuses the chain specification.
		#[allow(clippy::panic)]
		fn build(&self) {
			if let Err(reason) = self.record.check() {
				panic!("durations.record in genesis is invalid: {reason}");
			}
			Current::<T>::put(&self.record);
		}
	}
}
