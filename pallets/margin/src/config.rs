//! What the pallet needs; a part of its module.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod needs {
	/// What the pallet needs from the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The runtime's hold reasons.
		type RuntimeHoldReason: From<HoldReason>;

		/// The native token; subaccount deposits are held in it.
		type NativeCurrency: fungible::Inspect<Self::AccountId, Balance = Balance>
			+ fungible::Mutate<Self::AccountId>
			+ fungible::MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// The assets, the quote asset among them.
		type Assets: fungibles::Inspect<Self::AccountId, AssetId = AssetId, Balance = Balance>
			+ fungibles::Mutate<Self::AccountId>;

		/// Which asset money is counted in.
		type QuoteAsset: Get<AssetId>;

		/// Native token held for each subaccount.
		type SubaccountDeposit: Get<Balance>;

		/// Native token held for each agent of a subaccount.
		type AgentDeposit: Get<Balance>;

		/// Native token held for each proposal of a block trade.
		type BlockTradeDeposit: Get<Balance>;

		/// Where the pot lies.
		type PotId: Get<PalletId>;

		/// Underlyings and series.
		type Instruments: InstrumentInspect;

		/// Prices.
		type Market: MarketView;

		/// The phases: scale of initial margin, and which markets take only cancels and deposits.
		type Phase: MarketPhase;

		/// Which credits are final.
		type Gate: WithdrawGate;

		/// The largest fee that the fills of an open order could cost.
		type LargestFee: Convert<OpenOrder, Money>;

		/// Bands and fees of block trades.
		type BlockTerms: BlockTerms;

		/// Hears of subaccounts that are closed.
		type OnClosed: OnClosed;

		/// Who gets the fees.
		type FeeDestination: Get<Self::AccountId>;

		/// May change the parameters either way; stands behind a timelock.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// May only tighten initial margin; acts at once.
		type TightenOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The policy of a new subaccount.
		type DefaultPolicy: Get<MarginPolicy>;

		/// How many pages of risk vectors the end of a block may build.
		type MaxPagesBuilt: Get<u32>;

		/// The time of the block.
		type Now: Get<Timestamp>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Sets the stage for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}
}
