//! Bounds that clients read from the metadata, and why native token is held; a part of the pallet's module.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod bounds {
	#[pallet::extra_constants]
	impl<T: Config> Pallet<T> {
		/// Most series an account may hold.
		fn max_positions() -> u32 {
			MAX_POSITIONS
		}

		/// Most open orders of an account.
		fn max_open_orders() -> u32 {
			MAX_OPEN_ORDERS
		}

		/// Most subaccounts of an owner.
		fn max_subaccounts() -> u32 {
			MAX_SUBACCOUNTS
		}

		/// Most agents of a subaccount.
		fn max_agents() -> u16 {
			MAX_AGENTS
		}

		/// Most kinds of collateral of an account.
		fn max_kinds() -> u32 {
			MAX_KINDS
		}
	}

	/// Why native token is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The deposit of a subaccount.
		#[codec(index = 0)]
		Subaccount,
		/// The deposit of an agent.
		#[codec(index = 1)]
		Agent,
		/// The deposit of a proposed block trade.
		#[codec(index = 2)]
		BlockTrade,
	}
}
