//! What the pallet tells indexers; a part of the pallet's module.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A subaccount was opened.
		#[codec(index = 0)]
		SubaccountOpened {
			/// Who commands it.
			owner: T::AccountId,
			/// Its id.
			subaccount: SubaccountId,
		},
		/// An empty subaccount was closed and its deposit given back.
		#[codec(index = 1)]
		SubaccountClosed {
			/// Its id.
			subaccount: SubaccountId,
		},
		/// Quote asset came in.
		#[codec(index = 2)]
		Deposited {
			/// Whose cash grew.
			subaccount: SubaccountId,
			/// By how much.
			amount: Balance,
		},
		/// A withdrawal was admitted and set aside until `requires` is final and the limit has room.
		#[codec(index = 3)]
		WithdrawalAdmitted {
			/// Whose cash fell.
			subaccount: SubaccountId,
			/// By how much.
			amount: Balance,
			/// The block that must be final before it, and what waits with it, is paid; 0 if none.
			requires: BlockNumber,
		},
		/// Quote asset left to the owner.
		#[codec(index = 4)]
		Withdrawn {
			/// Whose.
			subaccount: SubaccountId,
			/// How much.
			amount: Balance,
		},
		/// Cash moved between two subaccounts of one owner.
		#[codec(index = 5)]
		Transferred {
			/// Whose cash fell.
			from: SubaccountId,
			/// Whose cash grew.
			to: SubaccountId,
			/// By how much.
			amount: Balance,
		},
		/// Fees due were paid to their destination.
		#[codec(index = 6)]
		FeesCollected {
			/// How much.
			amount: Balance,
		},
		/// What was sent to the pot from outside went to the insurance fund.
		#[codec(index = 7)]
		DonationRecognised {
			/// How much.
			amount: Balance,
		},
		/// The margin parameters changed.
		#[codec(index = 8)]
		ParametersChanged {
			/// From.
			old: StandardParameters,
			/// To.
			new: StandardParameters,
			/// Which way.
			direction: Direction,
		},
		/// A key may trade for a subaccount, from now on within this scope.
		#[codec(index = 9)]
		AgentSet {
			/// For which.
			subaccount: SubaccountId,
			/// Who.
			agent: T::AccountId,
			/// Its number, which the ids of its orders have.
			key: KeyId,
			/// What it may do.
			scope: AgentScope,
		},
		/// A key may no longer trade for a subaccount; its orders stand.
		#[codec(index = 10)]
		AgentRemoved {
			/// For which.
			subaccount: SubaccountId,
			/// Who.
			agent: T::AccountId,
		},
		/// Another asset came in as collateral.
		#[codec(index = 20)]
		CollateralDeposited {
			/// Whose.
			subaccount: SubaccountId,
			/// Which.
			asset: AssetId,
			/// How much.
			amount: Balance,
		},
		/// Collateral left to the owner.
		#[codec(index = 21)]
		CollateralWithdrawn {
			/// Whose.
			subaccount: SubaccountId,
			/// Which.
			asset: AssetId,
			/// How much.
			amount: Balance,
		},
		/// An asset may be deposited as collateral from now on.
		#[codec(index = 22)]
		CollateralListed {
			/// Which, and as what.
			listed: ListedCollateral,
		},
		/// The parameters of a listed asset changed.
		#[codec(index = 23)]
		CollateralChanged {
			/// Whose.
			asset: AssetId,
			/// From.
			old: CollateralParameters,
			/// To.
			new: CollateralParameters,
			/// Which way.
			direction: Direction,
		},
		/// The limits of an asset changed.
		#[codec(index = 24)]
		LimitsChanged {
			/// Whose.
			asset: AssetId,
			/// From.
			old: FlowLimits,
			/// To.
			new: FlowLimits,
			/// Which way.
			direction: Direction,
		},
		/// A block trade may be accepted by its taker, up to its last block.
		#[codec(index = 11)]
		BlockTradeProposed {
			/// What is proposed.
			trade: BlockTrade,
			/// What it is withdrawn by.
			hash: T::Hash,
		},
		/// A block trade is not proposed any more.
		#[codec(index = 12)]
		BlockTradeWithdrawn {
			/// Who had proposed it.
			maker: SubaccountId,
			/// Which.
			hash: T::Hash,
		},
		/// A block trade happened.
		#[codec(index = 13)]
		BlockTraded {
			/// What was traded.
			trade: BlockTrade,
			/// What the maker paid beside it.
			maker_fee: Money,
			/// What the taker paid beside it.
			taker_fee: Money,
		},
		/// Lots moved between two subaccounts of one owner, at their marks.
		#[codec(index = 14)]
		PositionsTransferred {
			/// Who had them.
			from: SubaccountId,
			/// Who has them.
			to: SubaccountId,
			/// What moved.
			moved: BoundedVec<MovedLots, MaxLegs>,
		},
		/// The parameters of portfolio margin of an underlying changed.
		#[codec(index = 16)]
		ModelChanged {
			/// Whose.
			underlying: UnderlyingId,
			/// From.
			old: PortfolioParameters,
			/// To.
			new: PortfolioParameters,
			/// Which way.
			direction: Direction,
		},
		/// A subaccount is under another margin policy from now on.
		#[codec(index = 17)]
		PolicyChanged {
			/// Which.
			subaccount: SubaccountId,
			/// From.
			old: MarginPolicy,
			/// To.
			new: MarginPolicy,
		},
		/// The loss of the day was looked at for a key with a cap.
		#[codec(index = 18)]
		CheckedIn {
			/// Of which subaccount.
			subaccount: SubaccountId,
			/// Whose key.
			agent: T::AccountId,
			/// What the subaccount is worth: cash, positions at their marks, collateral without haircuts.
			equity: Money,
			/// What the loss is counted from, and until when the key may take on risk.
			watch: LossWatch,
		},
	}
}
