//! An equivocation, reported as the node reports it, disables its author.

use super::*;
use crate::{Babe, Block, Historical, RuntimeEvent, Session, Validators};
use codec::Decode;
use finality_grandpa::{Equivocation as GrandpaEquivocation, Message, Prevote};
use frame_support::traits::{DisabledValidators, KeyOwnerProofSystem};
use sp_consensus_grandpa::{Equivocation, EquivocationProof as GrandpaProof};
use sp_core::{
	crypto::KeyTypeId,
	offchain::{testing::TestTransactionPoolExt, TransactionPoolExt},
	Pair,
};
use sp_keyring::Ed25519Keyring;
use sp_runtime::{traits::Hash as _, Perbill};
use sp_session::MembershipProof;

/// Bob is validator 1 of the local preset.
const BOB: u32 = 1;

fn prove(key_type: KeyTypeId, key: impl AsRef<[u8]>) -> MembershipProof {
	Historical::prove((key_type, key)).expect("the key is in the session")
}

/// Two blocks of Bob's for one slot.
fn babe_equivocation(slot: Slot) -> sp_consensus_babe::EquivocationProof<Header> {
	let pair = sp_consensus_babe::AuthorityPair::from(Sr25519Keyring::Bob.pair());
	let sealed = |extrinsics: &[u8]| {
		let root = crate::Hashing::hash(extrinsics);
		let mut header = Header::new(9, root, Hash::zero(), Hash::zero(), claim(BOB, slot));
		let seal =
			<DigestItem as CompatibleDigestItem>::babe_seal(pair.sign(header.hash().as_ref()));
		header.digest_mut().push(seal);
		header
	};
	sp_consensus_babe::EquivocationProof {
		offender: pair.public(),
		slot,
		first_header: sealed(b"one"),
		second_header: sealed(b"other"),
	}
}

/// Two votes of Bob's in one round.
fn grandpa_equivocation() -> GrandpaProof<Hash, BlockNumber> {
	let set_id = pallet_grandpa::CurrentSetId::<Runtime>::get();
	let signed = |target: &[u8]| {
		let vote = Prevote { target_hash: crate::Hashing::hash(target), target_number: 9 };
		let message = Message::Prevote(vote.clone());
		let payload = sp_consensus_grandpa::localized_payload(1, set_id, &message);
		(vote, Ed25519Keyring::Bob.sign(&payload).into())
	};
	let equivocation = GrandpaEquivocation {
		round_number: 1,
		identity: Ed25519Keyring::Bob.public().into(),
		first: signed(b"one"),
		second: signed(b"other"),
	};
	GrandpaProof::new(set_id, Equivocation::Prevote(equivocation))
}

fn report_babe() -> UncheckedExtrinsic {
	let call = pallet_babe::Call::report_equivocation_unsigned {
		equivocation_proof: Box::new(babe_equivocation(Babe::current_slot())),
		key_owner_proof: prove(sp_consensus_babe::KEY_TYPE, Sr25519Keyring::Bob.to_raw_public()),
	};
	UncheckedExtrinsic::new_bare(call.into())
}

fn report_grandpa() -> UncheckedExtrinsic {
	let call = pallet_grandpa::Call::report_equivocation_unsigned {
		equivocation_proof: Box::new(grandpa_equivocation()),
		key_owner_proof: prove(sp_consensus_grandpa::KEY_TYPE, Ed25519Keyring::Bob.to_raw_public()),
	};
	UncheckedExtrinsic::new_bare(call.into())
}

/// Reports Bob and checks every step up to his disabling.
fn assert_disables(report: impl FnOnce() -> UncheckedExtrinsic) {
	on_chain("local", || {
		make_blocks(3);
		assert!(!Session::is_disabled(BOB));
		let report = report();
		assert_eq!(make_block(vec![report.clone()]), [Ok(Ok(()))]);

		assert!(Session::is_disabled(BOB));
		let bob = Session::validators()[1].clone();
		let suspension =
			pallet_validators::Suspended::<Runtime>::get(&bob).expect("Bob is suspended");
		// One of four: (3 · 1/4)².
		assert_eq!(suspension.severity, Perbill::from_rational(9u32, 16u32));
		let is_offence = |event: &RuntimeEvent| {
			matches!(event, RuntimeEvent::Offences(pallet_offences::Event::Offence { .. }))
		};
		assert!(System::events().iter().any(|record| is_offence(&record.event)));

		assert!(make_block(vec![report])[0].is_err(), "a second report of it is stale");
		// He stays disabled in the sessions that follow.
		make_blocks(130);
		assert_eq!(Session::current_index(), 2);
		assert!(Session::is_disabled(BOB));

		Validators::reinstate(crate::RuntimeOrigin::root(), bob).expect("he is suspended");
		make_blocks(120);
		assert!(!Session::is_disabled(BOB));
	});
}

#[test]
fn a_babe_equivocation_disables_the_offender() {
	assert_disables(report_babe);
}

#[test]
fn a_grandpa_equivocation_disables_the_offender() {
	assert_disables(report_grandpa);
}

#[test]
fn the_node_reports_through_the_runtime_api() {
	use sp_consensus_babe::runtime_decl_for_babe_api::BabeApiV2;
	use sp_consensus_grandpa::runtime_decl_for_grandpa_api::GrandpaApiV3;
	let (pool, sent) = TestTransactionPoolExt::new();
	let mut ext = genesis("local");
	ext.register_extension(TransactionPoolExt::new(pool));
	ext.execute_with(|| {
		make_blocks(3);
		let slot = Babe::current_slot();
		let proof = <Runtime as BabeApiV2<Block>>::generate_key_ownership_proof(
			slot,
			Sr25519Keyring::Bob.public().into(),
		);
		<Runtime as BabeApiV2<Block>>::submit_report_equivocation_unsigned_extrinsic(
			babe_equivocation(slot),
			proof.expect("proven"),
		)
		.expect("it is sent");
		let proof = <Runtime as GrandpaApiV3<Block>>::generate_key_ownership_proof(
			pallet_grandpa::CurrentSetId::<Runtime>::get(),
			Ed25519Keyring::Bob.public().into(),
		);
		<Runtime as GrandpaApiV3<Block>>::submit_report_equivocation_unsigned_extrinsic(
			grandpa_equivocation(),
			proof.expect("proven"),
		)
		.expect("it is sent");

		let reports: Result<Vec<_>, _> = sent
			.read()
			.transactions
			.iter()
			.map(|sent| UncheckedExtrinsic::decode(&mut &sent[..]))
			.collect();
		assert_eq!(make_block(reports.expect("they decode")), [Ok(Ok(())); 2]);
		assert_eq!(pallet_offences::Reports::<Runtime>::iter().count(), 2);
		assert!(Session::is_disabled(BOB));
		check_state();
	});
}

#[test]
fn a_report_without_a_proof_of_the_key_is_refused() {
	on_chain("local", || {
		make_blocks(3);
		let call = pallet_babe::Call::report_equivocation_unsigned {
			equivocation_proof: Box::new(babe_equivocation(Babe::current_slot())),
			key_owner_proof: prove(
				sp_consensus_babe::KEY_TYPE,
				Sr25519Keyring::Alice.to_raw_public(),
			),
		};
		let results = make_block(vec![UncheckedExtrinsic::new_bare(call.into())]);
		assert!(results[0].is_err());
		assert!(!Session::is_disabled(BOB));
	});
}
