//! What the benchmarks need of a runtime.

use tenor_primitives::{Expiry, SeriesId, SubaccountId, Tick, UnderlyingId};

/// Markets and accounts that benchmarks trade with.
pub trait BenchmarkHelper<AccountId> {
	/// The `index`th series, open for trading, with a fresh mark and band; there are at least as many
	/// as an account may hold.
	fn series(index: u32) -> SeriesId;
	/// The `index`th account's owner and subaccount, with cash for all its benchmark orders.
	fn account(index: u32) -> (AccountId, SubaccountId);
	/// Makes a subaccount short a lot in each of as many series as it may hold, the first ones.
	fn make_short(subaccount: SubaccountId);
	/// An agent that may trade for a subaccount.
	fn agent(subaccount: SubaccountId) -> AccountId;
	/// A tick in the band of a series.
	fn tick(series: SeriesId) -> Tick;
	/// An expiry with a future and a call and a put of so many strikes, all open for trading.
	fn strikes(count: u32) -> (UnderlyingId, Expiry);
}
