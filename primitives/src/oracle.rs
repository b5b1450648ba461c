//! Price reports: what validators sign, how it travels, and the node's view of the rounds.

use crate::{BlockNumber, Expiry, Price, Timestamp, UnderlyingId};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_application_crypto::{app_crypto, sr25519};
use sp_core::{crypto::KeyTypeId, ConstU32};
use sp_inherents::InherentIdentifier;
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	BoundedVec,
};

/// Key type of the price session key.
pub const PRICE_KEY_TYPE: KeyTypeId = KeyTypeId(*b"pric");

/// Identifier of the reports' inherent data.
pub const INHERENT_IDENTIFIER: InherentIdentifier = *b"tenorprc";

/// BABE slots in a spot round.
pub const SLOTS_PER_ROUND: u64 = 2;

/// Rounds between reports that also carry forwards and variances.
pub const SURFACE_EVERY: u64 = 15;

/// Most underlyings that are ever registered, so that one report can hold them all.
pub type MaxUnderlyings = ConstU32<8>;

/// Most unsettled expiries of one underlying, so that a report can hold them all.
pub type MaxExpiries = ConstU32<16>;

/// Nodes of log-moneyness at which a report gives variances: those of `tenor_math::surface::NODES`.
pub const SURFACE_NODES: usize = 25;

/// Most reports in one inherent.
pub type MaxReports = ConstU32<200>;

mod crypto {
	use super::*;
	app_crypto!(sr25519, PRICE_KEY_TYPE);
}

sp_application_crypto::with_pair! {
	/// The pair behind a validator's price key.
	pub type PricePair = crypto::Pair;
}

/// A validator's price key.
pub type PriceId = crypto::Public;

/// A signature by a price key, as it verifies.
pub type PriceSignature = crypto::Signature;

/// One expiry as a validator saw it.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ExpiryObservation {
	/// Which expiry.
	pub expiry: Expiry,
	/// Its forward.
	pub forward: Price,
	/// Its total variance at each node, from the start of the round to the expiry, in multiples of
	/// 2^−40: from 1 to 2^46.
	pub variances: [u64; SURFACE_NODES],
	/// Half the distance from bid to ask at each node, in basis points of its variance.
	pub half_spreads: [u16; SURFACE_NODES],
}

/// One underlying as a validator saw it.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Observation {
	/// Which underlying.
	pub underlying: UnderlyingId,
	/// The local median over venues.
	pub spot: Price,
	/// How many venues stand behind it.
	pub sources: u8,
	/// Every listed expiry in a surface round, ascending; empty in the others. One that was listed
	/// too late for the round may be missing.
	pub expiries: BoundedVec<ExpiryObservation, MaxExpiries>,
}

/// What one validator says in one round.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Report {
	/// The session whose keys sign.
	pub session: u32,
	/// The BABE slot over [`SLOTS_PER_ROUND`]: equal on every fork.
	pub round: u64,
	/// The publisher's clock.
	pub published_at: Timestamp,
	/// The publisher's best finalized number.
	pub finalized: BlockNumber,
	/// Its prices, ascending by underlying.
	pub observations: BoundedVec<Observation, MaxUnderlyings>,
}

/// Separates these bytes from everything else that a price key might sign.
pub const SIGNING_TAG: &[u8] = b"tenor/price-report/2";

/// What is signed of a report: as short as a report is long, so that evidence is.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Statement {
	/// The session whose keys sign.
	pub session: u32,
	/// The round.
	pub round: u64,
	/// BLAKE2b-256 of the encoded report.
	pub digest: [u8; 32],
}

impl Statement {
	/// The bytes that are signed: tag, genesis hash, statement.
	pub fn signing_bytes(&self, genesis: &[u8; 32]) -> Vec<u8> {
		(SIGNING_TAG, genesis, self).encode()
	}
}

impl Report {
	/// What is signed of it.
	pub fn statement(&self) -> Statement {
		Statement {
			session: self.session,
			round: self.round,
			digest: self.using_encoded(BlakeTwo256::hash).0,
		}
	}

	/// The bytes that are signed.
	pub fn signing_bytes(&self, genesis: &[u8; 32]) -> Vec<u8> {
		self.statement().signing_bytes(genesis)
	}

	/// Whether this round carries forwards and variances.
	pub fn is_surface_round(round: u64) -> bool {
		round.checked_rem(SURFACE_EVERY) == Some(0)
	}
}

/// A report with its signer, as gossiped and as carried by the inherent.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct SignedReport {
	/// The signer's place in the session's validator list.
	pub validator: u16,
	/// What it says.
	pub report: Report,
	/// Over [`Report::signing_bytes`].
	pub signature: sr25519::Signature,
}

/// What the inherent's data holds.
pub type InherentType = Vec<SignedReport>;

/// What a validator must report on.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Subject {
	/// Which underlying.
	pub underlying: UnderlyingId,
	/// Its symbol; sources are configured by it.
	pub symbol: Vec<u8>,
	/// Its listed, unsettled expiries, ascending.
	pub expiries: Vec<Expiry>,
}

/// The rounds as the chain's state defines them.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct RoundContext {
	/// The session of the keys below.
	pub session: u32,
	/// Price keys by validator index.
	pub authorities: Vec<PriceId>,
	/// What to report on.
	pub subjects: Vec<Subject>,
}

sp_api::decl_runtime_apis! {
	/// What the node's oracle worker reads.
	pub trait PriceReportApi {
		/// Session, keys and subjects for reports that go into the next block.
		fn round_context() -> RoundContext;
	}
}
