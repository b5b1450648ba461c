//! The engines, each fed with the same sessions in its own terms. What they are given is made ready
//! before the clock starts.

mod continuous;
mod matching;
mod tenor;

pub use continuous::OrderbookRs;
pub use matching::Matchcore;
pub use tenor::{entering, Block, Tenor};

use crate::trace::{Ending, Session};
use std::time::Duration;

/// What one engine did with a session.
#[derive(Clone, Copy, Default)]
pub struct Run {
	/// For the operations alone.
	pub time: Duration,
	/// What rests afterwards.
	pub ends: Ending,
	/// Operations that named an order which the engine had filled already.
	pub missed: u64,
}

/// A book under test.
pub trait Engine {
	/// As it is printed.
	fn name(&self) -> String;
	/// Puts the opening in, then times the operations.
	fn run(&self, session: &Session) -> Run;
}
