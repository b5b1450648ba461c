//! Traders that send one extrinsic at a time, wait for it, and rest.

use super::Trader;
use crate::trade::{self, Client, Order, Tradable};
use anyhow::Result;

/// How long an extrinsic of an honest trader waited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
	/// A cancel if it is no order.
	pub cancel: bool,
	/// Blocks from the one that was the best when it was sent: 1 is the next.
	pub blocks: u64,
}

/// Blocks that a trader sends nothing in after each extrinsic.
const REST: u64 = 5;

/// A trader with at most one extrinsic on its way.
pub(super) struct Honest {
	trader: Trader,
	/// The height at which it was sent, and whether it is a cancel.
	sent: Option<(u64, bool)>,
	/// The height from which it sends again.
	rests_to: u64,
}

impl Honest {
	pub(super) fn new(trader: Trader) -> Self {
		Self { trader, sent: None, rests_to: 0 }
	}

	/// Whether it sends at this height.
	pub(super) fn is_ready(&self, height: u64) -> bool {
		self.sent.is_none() && height >= self.rests_to
	}

	/// Signs an order far from the market, or the cancel of the one before.
	pub(super) fn next(
		&mut self,
		client: &Client,
		series: &Tradable,
		height: u64,
	) -> Result<String> {
		let cancel = !self.trader.turns.is_multiple_of(2);
		self.sent = Some((height, cancel));
		if cancel {
			return self.trader.sign_cancel(client, series);
		}
		let order = Order { series: series.series, side: "Bid", limit: 1, quantity: 1 };
		self.trader.sign(client, &trade::place_call(self.trader.subaccount, &order))
	}

	/// A block of this height took it.
	pub(super) fn taken(&mut self, height: u64) -> Option<Wait> {
		let (sent, cancel) = self.sent.take()?;
		self.rests_to = height.saturating_add(REST);
		Some(Wait { cancel, blocks: height.saturating_sub(sent) })
	}

	/// Blocks that it waits by now.
	pub(super) fn waits_since(&self, height: u64) -> Option<u64> {
		self.sent.map(|(sent, _)| height.saturating_sub(sent))
	}
}
