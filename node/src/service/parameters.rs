//! The parameters of consensus that the node, not the runtime, holds (design §4, §12).

use sc_client_api::HeaderBackend;
use sc_consensus_babe::SlotProportion;
use sc_consensus_grandpa::{
	BeforeBestBlockBy, ThreeQuartersOfTheUnfinalizedChain, VotingRule, VotingRulesBuilder,
};
use sc_consensus_slots::BackoffAuthoringOnFinalizedHeadLagging;
use std::time::Duration;
use tenor_runtime::{opaque::Block, BlockNumber};

/// Share of a slot in which its author may build the block; the rest is for sending and importing.
const PROPOSAL_PORTION: f32 = 0.55;

/// [`PROPOSAL_PORTION`] as BABE takes it.
pub(super) fn proposal_portion() -> SlotProportion {
	SlotProportion::new(PROPOSAL_PORTION)
}

/// The time in which the author of a slot may build the block.
pub(super) fn proposal_window(slot: Duration) -> Duration {
	slot.mul_f32(PROPOSAL_PORTION)
}

/// How long a GRANDPA message is expected to take to all voters; rounds last multiples of it.
pub(super) const GOSSIP_DURATION: Duration = Duration::from_millis(100);

/// Blocks between justifications that are made and kept, points from which clients can sync.
pub(super) const JUSTIFICATION_PERIOD: u32 = 32;

/// Unfinalized blocks up to which authors never wait: half an hour of 1 s blocks.
const UNFINALIZED_LIMIT: BlockNumber = 1_800;

/// Most slots that an author leaves empty while finality stalls.
const LONGEST_WAIT: BlockNumber = 2;

/// When authors wait because finality lags.
///
/// The SDK's default leaves a block every 23 slots after ten minutes: prices and cancels would
/// starve just when they are needed.
pub(super) fn back_off() -> BackoffAuthoringOnFinalizedHeadLagging<BlockNumber> {
	BackoffAuthoringOnFinalizedHeadLagging {
		max_interval: LONGEST_WAIT,
		unfinalized_slack: UNFINALIZED_LIMIT,
		authoring_bias: 1,
	}
}

/// What a GRANDPA voter votes for: one block behind the best, and not past three quarters of what
/// is not final yet.
pub(super) fn voting_rule<B>() -> impl VotingRule<Block, B> + Clone
where
	B: HeaderBackend<Block> + 'static,
{
	VotingRulesBuilder::new()
		.add(BeforeBestBlockBy(1))
		.add(ThreeQuartersOfTheUnfinalizedChain)
		.build()
}

#[cfg(test)]
mod tests {
	use super::*;
	use sc_consensus_slots::BackoffAuthoringBlocksStrategy;

	/// Whether an author waits in the slot `after` slots after the head's.
	fn waits(unfinalized: BlockNumber, after: u64) -> bool {
		let (head_slot, finalized) = (1_000_000, 5);
		back_off().should_backoff(
			finalized + unfinalized,
			head_slot.into(),
			finalized,
			(head_slot + after).into(),
			"test",
		)
	}

	#[test]
	fn authors_never_wait_within_the_limit() {
		assert!(!waits(0, 1));
		assert!(!waits(UNFINALIZED_LIMIT, 1));
	}

	#[test]
	fn authors_wait_two_slots_at_most() {
		assert!(waits(UNFINALIZED_LIMIT + 1, 1));
		assert!(!waits(UNFINALIZED_LIMIT + 1, 2));
		for unfinalized in [UNFINALIZED_LIMIT + 2, 100_000, 10_000_000] {
			assert!(waits(unfinalized, 1));
			assert!(waits(unfinalized, 2));
			assert!(!waits(unfinalized, 3));
		}
	}

	#[test]
	fn window_of_a_one_second_slot() {
		assert_eq!(proposal_window(Duration::from_secs(1)).as_millis(), 550);
		assert_eq!(proposal_portion().get(), PROPOSAL_PORTION);
	}
}
