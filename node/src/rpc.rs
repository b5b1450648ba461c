//! The JSON-RPC modules that this chain adds.
//!
//! The SDK's service brings `system`, `chain`, `state`, `childstate`, `author`, `offchain`,
//! `transaction`, `chainHead`, `chainSpec` and, on nodes that keep all blocks and states,
//! `archive`.

mod prices;

use crate::service::{FullBackend, FullClient, SelectChain, TransactionPool};
use jsonrpsee::RpcModule;
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use prices::{PricesFeed, PricesServer};
use sc_consensus_babe::BabeWorkerHandle;
use sc_consensus_babe_rpc::{Babe, BabeApiServer};
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sc_rpc::SubscriptionTaskExecutor;
use sc_sync_state_rpc::{SyncState, SyncStateApiServer};
use sp_keystore::KeystorePtr;
use std::sync::Arc;
use substrate_frame_rpc_system::{System, SystemApiServer};
use tenor_runtime::{opaque::Block, BlockNumber, Hash};

/// What the modules answer from.
pub(crate) struct Deps {
	pub(crate) client: Arc<FullClient>,
	pub(crate) pool: Arc<TransactionPool>,
	pub(crate) select_chain: SelectChain,
	pub(crate) chain_spec: Box<dyn sc_chain_spec::ChainSpec>,
	pub(crate) keystore: KeystorePtr,
	pub(crate) babe: BabeWorkerHandle<Block>,
	pub(crate) grandpa: GrandpaDeps,
}

/// What the `grandpa` module answers from.
pub(crate) struct GrandpaDeps {
	pub(crate) voter_state: SharedVoterState,
	pub(crate) authority_set: SharedAuthoritySet<Hash, BlockNumber>,
	pub(crate) justifications: GrandpaJustificationStream<Block>,
	pub(crate) proofs: Arc<FinalityProofProvider<FullBackend, Block>>,
}

impl Deps {
	/// Builds the modules; called once for the server and once for in-memory queries.
	pub(crate) fn build(
		&self,
		executor: SubscriptionTaskExecutor,
	) -> Result<RpcModule<()>, sc_service::Error> {
		self.merge(executor).map_err(sc_service::Error::Application)
	}

	fn merge(
		&self,
		executor: SubscriptionTaskExecutor,
	) -> Result<RpcModule<()>, Box<dyn std::error::Error + Send + Sync>> {
		let client = &self.client;
		let grandpa = &self.grandpa;
		let mut module = RpcModule::new(());
		module.merge(System::new(client.clone(), self.pool.clone()).into_rpc())?;
		module.merge(TransactionPayment::new(client.clone()).into_rpc())?;
		module.merge(PricesFeed::new(client, &*executor).into_rpc())?;
		module.merge(
			Babe::new(
				client.clone(),
				self.babe.clone(),
				self.keystore.clone(),
				self.select_chain.clone(),
			)
			.into_rpc(),
		)?;
		module.merge(
			Grandpa::new(
				executor,
				grandpa.authority_set.clone(),
				grandpa.voter_state.clone(),
				grandpa.justifications.clone(),
				grandpa.proofs.clone(),
			)
			.into_rpc(),
		)?;
		module.merge(
			SyncState::new(
				self.chain_spec.cloned_box(),
				client.clone(),
				grandpa.authority_set.clone(),
				self.babe.clone(),
			)?
			.into_rpc(),
		)?;
		Ok(module)
	}
}
