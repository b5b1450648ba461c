//! The inherent data of a block: its BABE slot, its time and the price reports it carries.

use sp_consensus_babe::{inherents::InherentDataProvider as Slot, SlotDuration};
use sp_inherents::CreateInherentDataProviders;
use sp_timestamp::InherentDataProvider as Timestamp;
use tenor_oracle_worker::{Reports, ReportsInherentProvider};
use tenor_runtime::{opaque::Block, Hash};

/// Makes the providers, for the author and for the check of each imported block.
///
/// They run for every block that is imported: whatever joins them must be ready in memory.
#[derive(Clone)]
pub(crate) struct Inherents {
	slot_duration: SlotDuration,
	reports: Option<Reports>,
}

impl Inherents {
	/// Providers of a chain with slots of `slot_duration`, for checking blocks: no reports.
	pub(crate) fn new(slot_duration: SlotDuration) -> Self {
		Self { slot_duration, reports: None }
	}

	/// The same providers for authoring: blocks carry `reports`.
	pub(crate) fn with_reports(self, reports: Reports) -> Self {
		Self { reports: Some(reports), ..self }
	}
}

#[async_trait::async_trait]
impl CreateInherentDataProviders<Block, ()> for Inherents {
	type InherentDataProviders = (Slot, Timestamp, ReportsInherentProvider);

	async fn create_inherent_data_providers(
		&self,
		_parent: Hash,
		(): (),
	) -> Result<Self::InherentDataProviders, Box<dyn std::error::Error + Send + Sync>> {
		// One reading of the clock for both, so that the slot is always the timestamp's.
		let timestamp = Timestamp::from_system_time();
		let slot = Slot::from_timestamp_and_slot_duration(*timestamp, self.slot_duration);
		let reports = self
			.reports
			.as_ref()
			.map_or_else(ReportsInherentProvider::empty, |reports| reports.for_slot(**slot));
		Ok((slot, timestamp, reports))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_inherents::InherentDataProvider as _;
	use sp_timestamp::TimestampInherentData;

	#[test]
	fn slot_and_timestamp_agree() {
		let inherents = Inherents::new(SlotDuration::from_millis(1_000));
		let data = futures::executor::block_on(async {
			let providers =
				inherents.create_inherent_data_providers(Hash::default(), ()).await.unwrap();
			providers.create_inherent_data().await.unwrap()
		});
		let timestamp = data.timestamp_inherent_data().unwrap().unwrap();
		let slot: sp_consensus_babe::Slot =
			data.get_data(&sp_consensus_babe::inherents::INHERENT_IDENTIFIER).unwrap().unwrap();
		assert_eq!(*slot, timestamp.as_millis() / 1_000);
	}
}
