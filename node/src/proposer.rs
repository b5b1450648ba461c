//! A proposer that leaves room for the block's end.
//!
//! The SDK stops extrinsics at 90 % of the time it is given and throws the block away when the
//! window is over. With 1 s slots 59 ms would remain for `on_finalize` and the state root, while a
//! Tenor block does its main work, clearing, at the end. So the time that the inner proposer may
//! spend on extrinsics is cut, and nothing else: the window itself stays.

use sp_consensus::{Environment, ProposeArgs, Proposer};
use sp_runtime::traits::Block as BlockT;
use std::{future::Future, pin::Pin, time::Duration};

/// Percent of the proposal window that inherents and extrinsics may use (design §4).
const EXTRINSICS_PERCENT: u32 = 60;

/// Percent of its `max_duration` after which `sc-basic-authorship` takes no more extrinsics.
const SDK_EXTRINSICS_PERCENT: u32 = 90;

/// Makes [`BudgetedProposer`]s out of another environment's proposers.
pub(crate) struct BudgetedEnvironment<E> {
	inner: E,
	window: Duration,
}

impl<E> BudgetedEnvironment<E> {
	/// Wraps `inner`; `window` is the proposal window of a slot that follows its parent at once.
	///
	/// After empty slots the SDK makes the window longer. That time goes to the block's end, not to
	/// more extrinsics: a block may have been missing because its end was slow.
	pub(crate) fn new(inner: E, window: Duration) -> Self {
		Self { inner, window }
	}
}

impl<B, E> Environment<B> for BudgetedEnvironment<E>
where
	B: BlockT,
	E: Environment<B> + Sync,
	E::CreateProposer: 'static,
{
	type Proposer = BudgetedProposer<E::Proposer>;
	type CreateProposer =
		Pin<Box<dyn Future<Output = Result<Self::Proposer, Self::Error>> + Send + 'static>>;
	type Error = E::Error;

	fn init(&mut self, parent_header: &B::Header) -> Self::CreateProposer {
		let inner = self.inner.init(parent_header);
		let window = self.window;
		Box::pin(async move { Ok(BudgetedProposer { inner: inner.await?, window }) })
	}
}

/// A proposer whose extrinsics end early enough for the hooks and the state root.
pub(crate) struct BudgetedProposer<P> {
	inner: P,
	window: Duration,
}

impl<B: BlockT, P: Proposer<B>> Proposer<B> for BudgetedProposer<P> {
	type Error = P::Error;
	type Proposal = P::Proposal;

	fn propose(self, mut args: ProposeArgs<B>) -> Self::Proposal {
		args.max_duration = inner_duration(args.max_duration, self.window);
		self.inner.propose(args)
	}
}

/// What to tell the inner proposer so that its extrinsics end at 60 % of the window.
fn inner_duration(remaining: Duration, window: Duration) -> Duration {
	remaining.min(window) * EXTRINSICS_PERCENT / SDK_EXTRINSICS_PERCENT
}

#[cfg(test)]
mod tests {
	use super::*;
	use futures::{executor::block_on, future};
	use sp_consensus::Proposal;
	use sp_runtime::traits::Header as _;
	use tenor_runtime::opaque::{Block, Header};

	/// Answers every request with the time it was given, as an error.
	struct Echo;

	impl Environment<Block> for Echo {
		type Proposer = Echo;
		type CreateProposer = future::Ready<Result<Echo, sp_consensus::Error>>;
		type Error = sp_consensus::Error;

		fn init(&mut self, _: &Header) -> Self::CreateProposer {
			future::ready(Ok(Echo))
		}
	}

	impl Proposer<Block> for Echo {
		type Error = sp_consensus::Error;
		type Proposal = future::Ready<Result<Proposal<Block>, sp_consensus::Error>>;

		fn propose(self, args: ProposeArgs<Block>) -> Self::Proposal {
			let given = args.max_duration.as_millis().to_string();
			future::ready(Err(sp_consensus::Error::ClientImport(given)))
		}
	}

	/// The milliseconds that reach the inner proposer.
	fn given(window_ms: u64, remaining_ms: u64) -> u128 {
		let mut environment = BudgetedEnvironment::new(Echo, Duration::from_millis(window_ms));
		let header = Header::new(
			1,
			Default::default(),
			Default::default(),
			Default::default(),
			Default::default(),
		);
		let proposer = block_on(environment.init(&header)).unwrap();
		let args =
			ProposeArgs { max_duration: Duration::from_millis(remaining_ms), ..Default::default() };
		match block_on(proposer.propose(args)) {
			Err(sp_consensus::Error::ClientImport(given)) => given.parse().unwrap(),
			_ => panic!("the inner proposer answers with what it was given"),
		}
	}

	#[test]
	fn extrinsics_get_sixty_percent_of_the_window() {
		// 540 ms: the SDK takes extrinsics for 90 % of 360 ms, which is 60 % of 540 ms.
		assert_eq!(given(550, 540), 360);
		assert_eq!(360 * u128::from(SDK_EXTRINSICS_PERCENT) / 100, 540 * 60 / 100);
	}

	#[test]
	fn a_late_start_shrinks_the_time_for_extrinsics() {
		assert_eq!(given(550, 300), 200);
		assert_eq!(given(550, 0), 0);
	}

	#[test]
	fn a_window_made_longer_by_empty_slots_adds_no_extrinsics() {
		assert_eq!(given(600, 5_000), 400);
	}
}
