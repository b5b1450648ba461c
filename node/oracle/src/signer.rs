//! Turns a report into a signed one, at most once per round.

use crate::sign_once::{SignOnce, SignOnceError};
use sp_core::ByteArray;
use sp_keystore::KeystorePtr;
use tenor_primitives::oracle::{PriceId, Report, SignedReport, PRICE_KEY_TYPE};

/// Why a report is not signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
	/// The round's record refuses.
	#[error(transparent)]
	Once(#[from] SignOnceError),
	/// The keystore has no such key, or cannot read it.
	#[error("the keystore does not sign with the price key: {0}")]
	Keystore(String),
}

/// The price keys of this node, with the record of what they signed.
pub struct Signer {
	keystore: KeystorePtr,
	genesis: [u8; 32],
	once: SignOnce,
}

impl Signer {
	/// A signer for one chain.
	pub fn new(keystore: KeystorePtr, genesis: [u8; 32], once: SignOnce) -> Self {
		Self { keystore, genesis, once }
	}

	/// The last round that this node signed, or may have.
	pub fn last_round(&self) -> u64 {
		self.once.last_round()
	}

	/// Place and key of the first authority whose key this node holds.
	pub fn find(&self, authorities: &[PriceId]) -> Option<(u16, PriceId)> {
		let own = self.keystore.sr25519_public_keys(PRICE_KEY_TYPE);
		let (index, key) = authorities
			.iter()
			.enumerate()
			.find(|(_, key)| own.iter().any(|own| own.as_slice() == key.as_slice()))?;
		Some((u16::try_from(index).ok()?, key.clone()))
	}

	/// Signs a report whose round is above every one signed before.
	///
	/// # Errors
	///
	/// [`SignError`]; the round is then lost, never tried again.
	pub fn sign(
		&mut self,
		validator: u16,
		key: &PriceId,
		report: Report,
	) -> Result<SignedReport, SignError> {
		self.once.advance(report.round)?;
		let bytes = report.signing_bytes(&self.genesis);
		let signature = self
			.keystore
			.sr25519_sign(PRICE_KEY_TYPE, &key.clone().into_inner(), &bytes)
			.map_err(|error| SignError::Keystore(error.to_string()))?
			.ok_or_else(|| SignError::Keystore("no such key".into()))?;
		Ok(SignedReport { validator, report, signature })
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::test_support::{authorities, keystore, verifies, GENESIS};
	use tenor_primitives::{oracle::Observation, Price, Timestamp, UnderlyingId};

	fn report(round: u64, spot: u128) -> Report {
		let observation = Observation {
			underlying: UnderlyingId(0),
			spot: Price(spot),
			sources: 1,
			expiries: Default::default(),
		};
		Report {
			session: 4,
			round,
			published_at: Timestamp(1),
			finalized: 2,
			observations: vec![observation].try_into().unwrap(),
		}
	}

	fn signer(folder: &std::path::Path, who: usize) -> Signer {
		Signer::new(keystore(who), GENESIS, SignOnce::open(folder, GENESIS, 10).unwrap())
	}

	#[test]
	fn signs_a_round_once_even_after_a_restart() {
		let folder = tempfile::tempdir().unwrap();
		let mut signer_one = signer(folder.path(), 2);
		let (place, key) = signer_one.find(&authorities(4)).unwrap();
		assert_eq!(place, 2);
		let signed = signer_one.sign(place, &key, report(11, 5)).unwrap();
		assert!(verifies(&signed, &key, &GENESIS));
		assert!(!verifies(&signed, &key, &[1; 32]), "another chain's genesis");
		assert!(signer_one.sign(place, &key, report(11, 6)).is_err());
		let mut restarted = signer(folder.path(), 2);
		assert!(restarted.sign(place, &key, report(11, 6)).is_err());
		assert!(restarted.sign(place, &key, report(12, 6)).is_ok());
	}

	#[test]
	fn a_node_without_an_authority_key_finds_no_place() {
		let folder = tempfile::tempdir().unwrap();
		let mut signer = signer(folder.path(), 9);
		assert_eq!(signer.find(&authorities(4)), None);
		let error = signer.sign(0, &authorities(4)[0], report(11, 5)).unwrap_err();
		assert!(matches!(error, SignError::Keystore(_)));
	}
}
