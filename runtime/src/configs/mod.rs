//! Configuration of the pallets, by concern.

pub mod assets;
pub mod consensus;
pub mod governance;
pub mod system;
pub mod trading;

pub use assets::{GovernanceAccount, TreasuryAccount};
pub use governance::{ExemptFromSafeMode, ExemptFromTxPause};
pub use system::RuntimeBlockWeights;
