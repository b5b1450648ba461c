//! A referendum enacts an upgrade.

use super::*;
use crate::{durations, OriginCaller, Preimage, RuntimeEvent, RuntimeOrigin, VERSION};
use frame_support::traits::{schedule::DispatchTime, StorePreimage};
use pallet_conviction_voting::{AccountVote, Conviction, Vote};
use sp_core::{
	storage::well_known_keys::CODE,
	traits::{ReadRuntimeVersion, ReadRuntimeVersionExt},
};
use sp_externalities::Externalities;
use sp_runtime::traits::Hash as _;

/// Reads the successor's version from any code, as an executor would from real code.
struct NextVersion;

impl ReadRuntimeVersion for NextVersion {
	fn read_runtime_version(&self, _: &[u8], _: &mut dyn Externalities) -> Result<Vec<u8>, String> {
		let mut version = VERSION;
		version.spec_version += 1;
		Ok(version.encode())
	}
}

fn vote(who: Sr25519Keyring) -> UncheckedExtrinsic {
	let balance = 9_000_000 * crate::TNR;
	let vote = AccountVote::Standard {
		vote: Vote { aye: true, conviction: Conviction::Locked1x },
		balance,
	};
	sign(who, 0, pallet_conviction_voting::Call::vote { poll_index: 0, vote })
}

fn propose(code: &[u8]) {
	let code_hash = crate::Hashing::hash(code);
	let call: RuntimeCall = frame_system::Call::authorize_upgrade { code_hash }.into();
	let submit = pallet_referenda::Call::submit {
		proposal_origin: Box::new(OriginCaller::system(frame_system::RawOrigin::Root)),
		proposal: <Preimage as StorePreimage>::bound(call).expect("short"),
		enactment_moment: DispatchTime::After(0),
	};
	let deposit = pallet_referenda::Call::place_decision_deposit { index: 0 };
	let results = make_block(vec![
		sign(Sr25519Keyring::Alice, 0, submit),
		sign(Sr25519Keyring::Alice, 1, deposit),
	]);
	assert_eq!(results, [Ok(Ok(())), Ok(Ok(()))]);
}

fn authorized() -> bool {
	System::authorized_upgrade().is_some()
}

/// Runs a test on the smallest block budget that a preset has: upgrades must fit it.
fn with_versions(test: impl FnOnce()) {
	let mut ext = genesis("local");
	ext.register_extension(ReadRuntimeVersionExt::new(NextVersion));
	ext.execute_with(|| {
		make_block(vec![]);
		test();
		check_state();
	});
}

#[test]
fn a_referendum_enacts_an_upgrade() {
	with_versions(|| {
		let code = vec![7; 1_000_000];
		propose(&code);
		let ayes = [
			Sr25519Keyring::Alice,
			Sr25519Keyring::Bob,
			Sr25519Keyring::Charlie,
			Sr25519Keyring::Dave,
			Sr25519Keyring::Eve,
			Sr25519Keyring::Ferdie,
			Sr25519Keyring::AliceStash,
			Sr25519Keyring::BobStash,
		];
		let results = make_block(ayes.map(vote).to_vec());
		assert!(results.iter().all(|result| *result == Ok(Ok(()))), "{results:?}");

		let d = durations::current();
		make_blocks(d.prepare + d.confirm + d.slow_timelock - 2);
		assert!(!authorized(), "the slow timelock was not waited for");
		make_blocks(d.decision);
		assert!(authorized(), "{:?}", pallet_referenda::ReferendumInfoFor::<Runtime>::get(0));

		let apply = frame_system::Call::apply_authorized_upgrade { code: code.clone() };
		let results = make_block(vec![UncheckedExtrinsic::new_bare(apply.into())]);
		assert_eq!(results, [Ok(Ok(()))]);
		assert_eq!(sp_io::storage::get(CODE).expect("code is set"), code);
		assert!(System::events().iter().any(|record| matches!(
			record.event,
			RuntimeEvent::System(frame_system::Event::CodeUpdated { .. })
		)));
	});
}

#[test]
fn without_votes_nothing_is_authorized() {
	with_versions(|| {
		propose(&[7; 100]);
		let d = durations::current();
		make_blocks(d.prepare + d.decision + d.confirm + d.slow_timelock);
		assert!(!authorized());
	});
}

#[test]
fn code_that_nobody_authorized_is_refused() {
	with_versions(|| {
		let apply = frame_system::Call::apply_authorized_upgrade { code: vec![7; 100] };
		let results = make_block(vec![UncheckedExtrinsic::new_bare(apply.into())]);
		assert!(results[0].is_err());
	});
}

#[test]
fn each_track_belongs_to_an_origin() {
	use crate::governance::{origins::Origin, TracksInfo};
	use pallet_referenda::TracksInfo as _;
	on_chain("development", || {
		let origins = [
			Origin::WhitelistedCaller,
			Origin::RiskParameters,
			Origin::Listings,
			Origin::Treasurer,
			Origin::Guardian,
		];
		let mut tracks: Vec<_> = origins
			.into_iter()
			.map(|origin| TracksInfo::track_for(&OriginCaller::Origins(origin)).expect("a track"))
			.chain([TracksInfo::track_for(&OriginCaller::system(frame_system::RawOrigin::Root))
				.expect("a track")])
			.collect();
		tracks.sort_unstable();
		assert_eq!(tracks, TracksInfo::track_ids().collect::<Vec<_>>());
		let signed = RuntimeOrigin::signed(Sr25519Keyring::Bob.to_account_id());
		assert!(TracksInfo::track_for(&signed.caller).is_err());
		assert_eq!(TracksInfo::check_integrity(), Ok(()));
	});
}
