//! The reports as a block's inherent data.

use crate::{clock::round_of_slot, pool::Pool};
use sp_inherents::{Error, InherentData, InherentDataProvider, InherentIdentifier};
use std::sync::Arc;
use tenor_primitives::oracle::{SignedReport, INHERENT_IDENTIFIER};

/// Where an author takes the reports of its block from. Cheap to clone.
#[derive(Clone)]
pub struct Reports(Arc<Pool>);

impl Reports {
	pub(crate) fn new(pool: Arc<Pool>) -> Self {
		Self(pool)
	}

	/// The provider for a block of `slot`. Everything is in memory already.
	pub fn for_slot(&self, slot: u64) -> ReportsInherentProvider {
		ReportsInherentProvider(self.0.select(round_of_slot(slot)))
	}
}

/// Puts reports into a block's inherent data.
#[derive(Clone, Default)]
pub struct ReportsInherentProvider(Vec<Arc<SignedReport>>);

impl ReportsInherentProvider {
	/// The provider for blocks of others: a block may carry any reports or none, so that there is
	/// nothing to compare with.
	pub fn empty() -> Self {
		Self::default()
	}
}

#[async_trait::async_trait]
impl InherentDataProvider for ReportsInherentProvider {
	async fn provide_inherent_data(&self, data: &mut InherentData) -> Result<(), Error> {
		if self.0.is_empty() {
			return Ok(());
		}
		// `Arc<T>` encodes as `T`.
		data.put_data(INHERENT_IDENTIFIER, &self.0)
	}

	async fn try_handle_error(
		&self,
		identifier: &InherentIdentifier,
		_error: &[u8],
	) -> Option<Result<(), Error>> {
		// No block is refused for its reports: the check is skipped for some synced blocks, so
		// that it could split nodes, and the chain judges each report for itself.
		(*identifier == INHERENT_IDENTIFIER).then_some(Ok(()))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::test_support::unsigned;
	use futures::executor::block_on;
	use tenor_primitives::oracle::InherentType;

	fn carried(provider: &ReportsInherentProvider) -> Option<InherentType> {
		let data = block_on(provider.create_inherent_data()).unwrap();
		data.get_data(&INHERENT_IDENTIFIER).unwrap()
	}

	#[test]
	fn an_author_offers_the_reports_that_count_in_its_slot() {
		let pool = Arc::new(Pool::default());
		let reports = Reports::new(pool.clone());
		assert_eq!(carried(&reports.for_slot(20)), None);
		let (last, this) = (unsigned(0, 9, 1), unsigned(1, 10, 1));
		pool.insert(last.clone(), 10);
		pool.insert(this.clone(), 10);
		assert_eq!(carried(&reports.for_slot(19)), Some(vec![last.clone()]));
		assert_eq!(carried(&reports.for_slot(20)), Some(vec![this.clone(), last]));
		assert_eq!(carried(&reports.for_slot(23)), Some(vec![this]));
		assert_eq!(carried(&reports.for_slot(24)), None);
	}

	#[test]
	fn imports_carry_nothing_and_refuse_nothing() {
		let empty = ReportsInherentProvider::empty();
		assert_eq!(carried(&empty), None);
		let handled = block_on(empty.try_handle_error(&INHERENT_IDENTIFIER, &[1]));
		assert!(matches!(handled, Some(Ok(()))));
		assert!(block_on(empty.try_handle_error(b"timstap0", &[1])).is_none());
	}
}
