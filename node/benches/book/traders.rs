//! Accounts, and what they sign.

use codec::Encode;
use frame_metadata_hash_extension::CheckMetadataHash;
use pallet_options_book::{Leg, NewOrder, Quote};
use sp_core::{sr25519, Pair};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{generic::Era, BoundedVec, MultiAddress};
use tenor_auction::Kind;
use tenor_primitives::{Lots, SeriesId, Side, SubaccountId, Tick};
use tenor_runtime::{
	AccountId, Hash, RuntimeCall, Signature, SignedPayload, TxExtension, UncheckedExtrinsic,
	VERSION,
};

/// The validator, and sudo's key.
pub(crate) const ALICE: Sr25519Keyring = Sr25519Keyring::Alice;

/// An account with a subaccount.
pub(crate) struct Trader {
	pair: sr25519::Pair,
	/// Its subaccount, once it is open: they open in the order of their indices.
	pub(crate) subaccount: SubaccountId,
	/// Its next number.
	pub(crate) nonce: u32,
}

impl Trader {
	pub(crate) fn new(index: u32) -> Self {
		let mut seed = [0; 32];
		seed[..4].copy_from_slice(&index.to_le_bytes());
		Self { pair: sr25519::Pair::from_seed(&seed), subaccount: SubaccountId(index), nonce: 0 }
	}

	pub(crate) fn account(&self) -> AccountId {
		self.pair.public().into()
	}

	/// A transaction with the number `later` after the next one.
	pub(crate) fn sign_later(
		&self,
		genesis: Hash,
		later: u32,
		call: impl Into<RuntimeCall>,
	) -> UncheckedExtrinsic {
		sign(&self.pair, genesis, self.nonce + later, call.into())
	}

	/// A transaction with the next number, which is used up.
	pub(crate) fn sign(
		&mut self,
		genesis: Hash,
		call: impl Into<RuntimeCall>,
	) -> UncheckedExtrinsic {
		let extrinsic = self.sign_later(genesis, 0, call);
		self.nonce += 1;
		extrinsic
	}

	pub(crate) fn place(&self, orders: Vec<NewOrder>) -> RuntimeCall {
		let (subaccount, orders) = (self.subaccount, BoundedVec::truncate_from(orders));
		pallet_options_book::Call::place_orders { subaccount, orders }.into()
	}

	/// Quotes one lot at these ticks in every one of these series.
	pub(crate) fn quote(
		&self,
		series: impl Iterator<Item = u32>,
		bid: u32,
		ask: u32,
		good_til: u32,
	) -> RuntimeCall {
		let leg = |limit| Leg { limit: Tick(limit), quantity: Lots(1) };
		let quotes =
			series.map(|index| Quote { series: series_id(index), bid: leg(bid), ask: leg(ask) });
		let (subaccount, quotes) = (self.subaccount, BoundedVec::truncate_from(quotes.collect()));
		pallet_options_book::Call::mass_quote { subaccount, quotes, good_til }.into()
	}

	pub(crate) fn pay(&self, to: &Trader) -> RuntimeCall {
		let (dest, value) = (MultiAddress::Id(to.account()), tenor_runtime::TNR);
		pallet_balances::Call::transfer_keep_alive { dest, value }.into()
	}
}

/// Series of a full expiry: its future, and a call and a put at 128 strikes.
const SERIES_OF_AN_EXPIRY: u32 = 257;
/// Ids that an expiry takes: whole pages.
pub(crate) const IDS_OF_AN_EXPIRY: u32 = 320;

/// The series with that place among all that were listed: all expiries but the last are full.
fn series_id(index: u32) -> SeriesId {
	let (expiry, place) = (index / SERIES_OF_AN_EXPIRY, index % SERIES_OF_AN_EXPIRY);
	SeriesId(expiry * IDS_OF_AN_EXPIRY + place)
}

/// A bid or an ask of one lot, in the series with that place among all.
pub(crate) fn order(side: Side, series: u32, limit: u32, good_til: u32) -> NewOrder {
	NewOrder {
		series: series_id(series),
		side,
		limit: Tick(limit),
		quantity: Lots(1),
		good_til,
		kind: Kind::GoodTil,
		reduce_only: false,
		within: None,
		client: None,
		peg: None,
	}
}

/// A transaction, as wallets make it.
pub(crate) fn sign(
	pair: &sr25519::Pair,
	genesis: Hash,
	nonce: u32,
	call: RuntimeCall,
) -> UncheckedExtrinsic {
	let extension: TxExtension = (
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckMortality::from(Era::Immortal),
		pallet_options_book::CheckSequence::from(nonce),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(0).into(),
		CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	);
	let (spec, transactions) = (VERSION.spec_version, VERSION.transaction_version);
	let implicit = ((), (), spec, transactions, genesis, genesis, (), (), (), None, ());
	let payload = SignedPayload::from_raw(call, extension, implicit);
	let signature: Signature = payload.using_encoded(|bytes| pair.sign(bytes)).into();
	let (call, extension, _) = payload.deconstruct();
	let account: AccountId = pair.public().into();
	UncheckedExtrinsic::new_signed(call, account.into(), signature, extension)
}
