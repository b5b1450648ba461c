//! The volatility surface: smiles, tests for arbitrage, and the projection of what was reported.
//!
//! A smile is total variance `w = σ²T` as a function of log-moneyness `k = ln(K/F)`.
//!
//! | module | what it holds |
//! |---|---|
//! | [`smile`] | what any smile has: slope, curvature, Durrleman's `g`, density; scans for arbitrage |
//! | [`svi`] | Gatheral's SVI, raw and in jump-wing parameters |
//! | [`ssvi`] | the SSVI family, whose freedom from arbitrage is two inequalities |
//! | [`nodes`] | variance at fixed nodes, linear between them, with wings |
//! | [`fit()`] | variance at the nodes from quoted options |
//! | [`aggregate()`] | the nodes that several reporters saw to one slice with ranges |
//! | [`projection`] | reported nodes to the nearest slice below without arbitrage |
//! | [`term`] | variance at a time between expiries |
//!
//! # Freedom from arbitrage
//!
//! *Butterfly*: call prices are convex and fall with the strike; equivalently `g(k) >= 0` and calls
//! worth nothing at infinite strikes. *Calendar*: at each `k`, `w` does not fall with expiry.
//!
//! # Example
//!
//! A smile is sampled on the nodes, a median with one wild node is projected, and read at a strike:
//!
//! ```
//! use tenor_math::{
//!     surface::{smile::{log_moneyness, volatility}, Grid, Smile, Ssvi, NODES},
//!     Fixed,
//! };
//! # fn main() -> Result<(), &'static str> {
//! let hundredths = |n| Fixed::from_ratio(n, 100).ok_or("range");
//! let smile = Ssvi { theta: hundredths(2)?, rho: hundredths(-30)?, phi: hundredths(600)? };
//! let grid = Grid::new(NODES).ok_or("nodes")?;
//! let mut reported = [Fixed::ZERO; NODES.len()];
//! for (w, k) in reported.iter_mut().zip(NODES) {
//!     *w = smile.at(k).ok_or("smile")?.variance;
//! }
//! let clean = grid.project(&reported, None).map_err(|_| "variance")?;
//! assert_eq!((clean.slice.variances(), clean.repair.nodes), (&reported, 0));
//!
//! reported[15] = hundredths(9)?;
//! let repaired = grid.project(&reported, None).map_err(|_| "variance")?;
//! assert_eq!(repaired.repair.nodes, 1);
//! assert!(repaired.repair.relative > hundredths(70)?);
//!
//! // 60 days to expiry, a strike of 110 on a forward of 100.
//! let k = log_moneyness(100, 110).ok_or("amounts")?;
//! let w = grid.variance(&clean.slice, k).ok_or("range")?;
//! let volatility = volatility(w, 60 * 86_400).ok_or("range")?;
//! assert!(volatility > hundredths(33)? && volatility < hundredths(34)?);
//! # Ok(())
//! # }
//! ```
//!
//! Source: J. Gatheral and A. Jacquier, "Arbitrage-free SVI volatility surfaces", Quantitative
//! Finance 14(1), 2014, quoted as GJ.

pub mod aggregate;
pub mod fit;
pub mod nodes;
pub mod projection;
pub mod smile;
pub mod ssvi;
pub mod svi;
pub mod term;

pub use aggregate::{aggregate, Aggregate, NodeReport, Refusal};
pub use fit::{fit, Quoted};
pub use nodes::{Grid, Slice, NODES};
pub use projection::{Projected, Repair, SurfaceError};
pub use smile::{Least, Local, Scan, Smile};
pub use ssvi::{Curvature, Ssvi};
pub use svi::{JumpWings, Svi};
