//! What is checked before a node takes part: its ports, its clock, its keys, its machine.

use sc_cli::Result;
use sc_network::multiaddr::{Multiaddr, Protocol};
use sc_service::Configuration;
use sc_sysinfo::{Metric, Requirement, Requirements, Throughput};
use sp_core::crypto::KeyTypeId;
use sp_keystore::KeystorePtr;
use std::{
	io::ErrorKind,
	net::{IpAddr, SocketAddr, TcpListener},
	path::Path,
	time::Duration,
};

const LOG_TARGET: &str = "tenor::checks";

/// Refuses to start when a port that the node is to listen on cannot be had.
///
/// Left to itself the SDK answers RPC on some other port, gives up metrics without a word, and
/// stays without peers.
pub(crate) fn ports_are_free(config: &Configuration) -> Result<()> {
	let peers = config.network.listen_addresses.iter().filter_map(tcp_address);
	let metrics = config.prometheus_config.iter().map(|prometheus| prometheus.port);
	let rpc = config.rpc.addr.iter().flatten().map(|endpoint| endpoint.listen_addr);
	peers
		.map(|address| (address, "peers", "--port or --listen-addr"))
		.chain(rpc.map(|address| (address, "RPC", "--rpc-port")))
		.chain(metrics.map(|address| (address, "metrics", "--prometheus-port")))
		.try_for_each(|(address, purpose, option)| port_is_free(address, purpose, option))
}

fn port_is_free(address: SocketAddr, purpose: &str, option: &str) -> Result<()> {
	// Port 0 asks for any free one. Other errors (no IPv6, say) are the listener's to judge.
	match TcpListener::bind(address) {
		Err(error)
			if matches!(error.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied) =>
		{
			Err(format!("cannot listen on {address} for {purpose}: {error}; choose with {option}")
				.into())
		},
		_ => Ok(()),
	}
}

/// The socket address of an `/ip4|ip6/…/tcp/…` multiaddress.
fn tcp_address(address: &Multiaddr) -> Option<SocketAddr> {
	let mut parts = address.iter();
	let ip: IpAddr = match parts.next()? {
		Protocol::Ip4(ip) => ip.into(),
		Protocol::Ip6(ip) => ip.into(),
		_ => return None,
	};
	match parts.next()? {
		Protocol::Tcp(port) => Some((ip, port).into()),
		_ => None,
	}
}

/// Refuses a clock that is behind the best block, and says what keeps the clock right.
///
/// `now` and `slot` are in milliseconds, since 1970 and long. A validator whose clock is behind
/// refuses the others' blocks and has no slot of its own. A clock that is ahead cannot be told from
/// an old database, so it is left to the time daemon.
pub(crate) fn clock(now: u64, head_slot: u64, slot: u64) -> core::result::Result<(), String> {
	clock_is_not_behind(now, head_slot, slot)?;
	match clock_synchronised(Path::new("/run/systemd/timesync")) {
		Some(true) => log::info!(target: LOG_TARGET, "The system clock is synchronised."),
		Some(false) => log::warn!(
			target: LOG_TARGET,
			"The system clock is not synchronised yet: others refuse blocks that come more than one \
			 slot ({slot} ms) early."
		),
		None => log::info!(
			target: LOG_TARGET,
			"Cannot tell whether the system clock is synchronised (no systemd-timesyncd): see that \
			 some NTP client keeps it within a tenth of a slot ({slot} ms)."
		),
	}
	Ok(())
}

fn clock_is_not_behind(now: u64, head_slot: u64, slot: u64) -> core::result::Result<(), String> {
	let head = head_slot.saturating_mul(slot);
	let behind = Duration::from_millis(head.saturating_sub(now));
	if behind > Duration::from_millis(slot) {
		return Err(format!(
			"the system clock is {behind:?} behind the best block (slot {head_slot}): set the \
			 clock, then start the validator again"
		));
	}
	Ok(())
}

/// What systemd-timesyncd says of the clock; nothing where it does not run.
fn clock_synchronised(directory: &Path) -> Option<bool> {
	directory.is_dir().then(|| directory.join("synchronized").exists())
}

/// The session keys of `wanted` that the keystore lacks.
pub(crate) fn missing_keys(
	keystore: &KeystorePtr,
	wanted: &[KeyTypeId],
) -> core::result::Result<Vec<String>, sp_keystore::Error> {
	let mut missing = Vec::new();
	for kind in wanted {
		if keystore.keys(*kind)?.is_empty() {
			missing.push(String::from_utf8_lossy(&kind.0).into_owned());
		}
	}
	Ok(missing)
}

/// Tells the operator of a validator which session keys it lacks. No error: a new validator makes
/// its keys over RPC, so it must run without them first.
pub(crate) fn warn_of_missing_keys(keystore: &KeystorePtr, wanted: &[KeyTypeId]) {
	match missing_keys(keystore, wanted) {
		Ok(missing) if missing.is_empty() => {},
		Ok(missing) => log::warn!(
			target: LOG_TARGET,
			"The keystore holds no key of type {}: this validator cannot do that work. Insert keys \
			 with `key insert`, or make new ones with the RPC `author_rotateKeysWithOwner`.",
			missing.join(", ")
		),
		Err(error) => log::warn!(target: LOG_TARGET, "Cannot read the keystore: {error}"),
	}
}

/// What a validator's machine must reach: the minimum that the SDK's weights are measured on.
pub(crate) fn reference_hardware() -> Requirements {
	let at_least = |metric, mibs| Requirement {
		metric,
		minimum: Throughput::from_mibs(mibs),
		validator_only: false,
	};
	Requirements(vec![
		at_least(Metric::Blake2256, 1_000.0),
		at_least(Metric::Sr25519Verify, 0.622_675_781),
		at_least(Metric::MemCopy, 11_768.341),
		at_least(Metric::DiskSeqWrite, 950.0),
		at_least(Metric::DiskRndWrite, 420.0),
	])
}

/// Measures the machine and warns when it is below the reference.
pub(crate) fn hardware(database: &Path) -> sc_sysinfo::HwBench {
	let reference = reference_hardware();
	// The database makes its folder later; the disk is measured in it.
	let scratch = std::fs::create_dir_all(database).is_ok().then_some(database);
	let measured = sc_sysinfo::gather_hwbench(scratch, &reference);
	sc_sysinfo::print_hwbench(&measured);
	if let Err(failures) = reference.check_hardware(&measured, false) {
		log::warn!(
			target: LOG_TARGET,
			"This machine is below the reference for validators; blocks may come late. {failures}"
		);
	}
	measured
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_core::crypto::key_types::{BABE, GRANDPA};
	use sp_keystore::{testing::MemoryKeystore, Keystore};
	use std::sync::Arc;

	#[test]
	fn a_clock_behind_the_head_by_more_than_a_slot_is_refused() {
		assert!(clock_is_not_behind(98_999, 100, 1_000).unwrap_err().contains("1.001s behind"));
		assert_eq!(clock_is_not_behind(99_000, 100, 1_000), Ok(()));
		assert_eq!(clock_is_not_behind(u64::MAX, 100, 1_000), Ok(()));
	}

	#[test]
	fn the_time_daemon_is_asked_by_its_files() {
		let directory = std::env::temp_dir().join(format!("tenor-clock-{}", std::process::id()));
		assert_eq!(clock_synchronised(&directory), None);
		std::fs::create_dir_all(&directory).unwrap();
		assert_eq!(clock_synchronised(&directory), Some(false));
		std::fs::write(directory.join("synchronized"), "").unwrap();
		assert_eq!(clock_synchronised(&directory), Some(true));
		std::fs::remove_dir_all(&directory).unwrap();
	}

	#[test]
	fn a_taken_port_is_named() {
		let taken = TcpListener::bind("127.0.0.1:0").unwrap();
		let address = taken.local_addr().unwrap();
		let error = port_is_free(address, "RPC", "--rpc-port").unwrap_err().to_string();
		assert!(error.contains(&address.to_string()) && error.contains("--rpc-port"), "{error}");
		drop(taken);
		assert!(port_is_free(address, "RPC", "--rpc-port").is_ok());
	}

	#[test]
	fn only_tcp_addresses_have_a_port_to_check() {
		let of = |address: &str| tcp_address(&address.parse().unwrap());
		assert_eq!(of("/ip4/127.0.0.1/tcp/30333/ws"), Some("127.0.0.1:30333".parse().unwrap()));
		assert_eq!(of("/ip6/::/tcp/1"), Some("[::]:1".parse().unwrap()));
		assert_eq!(of("/ip4/127.0.0.1/udp/30333"), None);
		assert_eq!(of("/dns/example.org/tcp/30333"), None);
	}

	#[test]
	fn absent_session_keys_are_listed() {
		let memory = MemoryKeystore::new();
		memory.sr25519_generate_new(BABE, None).unwrap();
		let keystore: KeystorePtr = Arc::new(memory);
		assert_eq!(missing_keys(&keystore, &[BABE, GRANDPA]).unwrap(), ["gran"]);
	}
}
