//! The record that keeps a validator from signing one round twice, across any restart.
//!
//! The round is on disk, synced, before a signature exists. A second report of one round would be
//! an equivocation, for which the validator is slashed.

use sp_core::hexdisplay::HexDisplay;
use sp_runtime::traits::{BlakeTwo256, Hash as _};
use std::{
	fs::{self, File},
	io::{self, Write},
	path::{Path, PathBuf},
};

const HEADER: &str = "tenor sign-once 1";

/// Why nothing is signed.
#[derive(Debug, thiserror::Error)]
pub enum SignOnceError {
	/// The disk refuses: free space or repair permissions, then restart.
	#[error("sign-once file {}: {error}", file.display())]
	Disk {
		/// Which file.
		file: PathBuf,
		/// What the system said.
		error: io::Error,
	},
	/// The file is not one that this node wrote whole. After making sure that no other node signs
	/// with the same key, delete it and restart.
	#[error(
		"sign-once file {} is corrupted, so nothing is signed: make sure that no other node uses \
		 this key, delete the file and restart", file.display()
	)]
	Corrupted {
		/// Which file.
		file: PathBuf,
	},
	/// The round was signed already or lies before one that was: nothing to do, unless the clock
	/// went backwards.
	#[error("round {round} is not above round {last}, the last signed")]
	NotAbove {
		/// The round asked for.
		round: u64,
		/// The round on disk.
		last: u64,
	},
}

/// The steps of a write, between which a process may die.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
	Create,
	Write,
	SyncFile,
	Rename,
	SyncFolder,
}

/// The record of one chain, as it is on disk.
#[derive(Debug)]
pub struct SignOnce {
	file: PathBuf,
	genesis: [u8; 32],
	last: u64,
}

impl SignOnce {
	/// Opens the record of a chain in `folder`, or begins one at `round`, the present round: a node
	/// that lost its record may have signed in this round, but in none after it.
	///
	/// # Errors
	///
	/// [`SignOnceError::Disk`] and [`SignOnceError::Corrupted`].
	pub fn open(folder: &Path, genesis: [u8; 32], round: u64) -> Result<Self, SignOnceError> {
		// One file per genesis: the signed bytes hold it, so that another chain's rounds are free.
		let file = folder.join(format!("last-signed-{}", HexDisplay::from(&genesis)));
		let disk = |error| SignOnceError::Disk { file: file.clone(), error };
		fs::create_dir_all(folder).map_err(disk)?;
		match fs::read(&file) {
			Ok(bytes) => {
				let last = std::str::from_utf8(&bytes)
					.ok()
					.and_then(|text| parse(text, &genesis))
					.ok_or_else(|| SignOnceError::Corrupted { file: file.clone() })?;
				Ok(Self { file, genesis, last })
			},
			Err(error) if error.kind() == io::ErrorKind::NotFound => {
				write_durably(&file, &render(round, &genesis), &mut |_| Ok(())).map_err(disk)?;
				Ok(Self { file, genesis, last: round })
			},
			Err(error) => Err(disk(error)),
		}
	}

	/// The last round on disk.
	pub fn last_round(&self) -> u64 {
		self.last
	}

	/// Writes a round down; the caller may sign it, once, if this succeeds.
	///
	/// # Errors
	///
	/// [`SignOnceError::NotAbove`] and [`SignOnceError::Disk`]: then nothing may be signed.
	pub fn advance(&mut self, round: u64) -> Result<(), SignOnceError> {
		self.advance_with(round, &mut |_| Ok(()))
	}

	fn advance_with(
		&mut self,
		round: u64,
		before: &mut dyn FnMut(Step) -> io::Result<()>,
	) -> Result<(), SignOnceError> {
		if round <= self.last {
			return Err(SignOnceError::NotAbove { round, last: self.last });
		}
		// In memory first: after a write that failed half way the round may be on disk, and it is
		// never tried again.
		self.last = round;
		write_durably(&self.file, &render(round, &self.genesis), before)
			.map_err(|error| SignOnceError::Disk { file: self.file.clone(), error })
	}
}

/// The file's text. Rounds are counted from 1970, through all sessions: no more is needed.
fn render(round: u64, genesis: &[u8; 32]) -> String {
	let genesis = HexDisplay::from(genesis);
	let body = format!("{HEADER}\ngenesis {genesis}\nround {round}\n");
	let check = BlakeTwo256::hash(body.as_bytes());
	format!("{body}check {}\n", HexDisplay::from(&check.0))
}

/// The round; `None` unless the text is exactly what [`render`] writes for this chain.
fn parse(text: &str, genesis: &[u8; 32]) -> Option<u64> {
	let round = text.lines().find_map(|line| line.strip_prefix("round "))?.parse().ok()?;
	(render(round, genesis) == text).then_some(round)
}

/// Replaces a file so that after a crash either the old or the new one is there, whole, and the new
/// one once this has returned.
fn write_durably(
	file: &Path,
	text: &str,
	before: &mut dyn FnMut(Step) -> io::Result<()>,
) -> io::Result<()> {
	let temporary = file.with_extension("new");
	before(Step::Create)?;
	let mut handle = File::create(&temporary)?;
	before(Step::Write)?;
	handle.write_all(text.as_bytes())?;
	before(Step::SyncFile)?;
	handle.sync_all()?;
	before(Step::Rename)?;
	fs::rename(&temporary, file)?;
	before(Step::SyncFolder)?;
	let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
	File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{
		io::{BufRead, BufReader},
		process::{Command, Stdio},
	};

	const GENESIS: [u8; 32] = [7; 32];
	const FOLDER: &str = "TENOR_SIGN_ONCE_TEST_FOLDER";

	fn open(folder: &Path) -> Result<SignOnce, SignOnceError> {
		SignOnce::open(folder, GENESIS, 100)
	}

	#[test]
	fn rounds_only_rise_across_restarts() {
		let folder = tempfile::tempdir().unwrap();
		let mut once = open(folder.path()).unwrap();
		let refused = once.advance(100).unwrap_err();
		assert!(matches!(refused, SignOnceError::NotAbove { round: 100, last: 100 }));
		once.advance(101).unwrap();
		assert!(once.advance(101).is_err());
		let mut once = open(folder.path()).unwrap();
		assert_eq!(once.last_round(), 101);
		assert!(once.advance(101).is_err());
		assert!(once.advance(50).is_err());
		once.advance(105).unwrap();
		assert_eq!(open(folder.path()).unwrap().last_round(), 105);
	}

	#[test]
	fn chains_have_records_of_their_own() {
		let folder = tempfile::tempdir().unwrap();
		open(folder.path()).unwrap().advance(500).unwrap();
		let other = SignOnce::open(folder.path(), [8; 32], 3).unwrap();
		assert_eq!(other.last_round(), 3);
		assert_eq!(open(folder.path()).unwrap().last_round(), 500);
	}

	#[test]
	fn a_corrupted_file_stops_signing() {
		let folder = tempfile::tempdir().unwrap();
		let mut once = open(folder.path()).unwrap();
		once.advance(4_242).unwrap();
		let whole = fs::read_to_string(&once.file).unwrap();
		let damaged = [
			String::new(),
			whole[..whole.len() / 2].into(),
			whole.replace("4242", "4142"),
			whole.replace("sign-once 1", "sign-once 2"),
			format!("{whole}\n"),
			whole.replace("0707", "0807"),
			"\0".repeat(200),
		];
		for text in damaged {
			fs::write(&once.file, &text).unwrap();
			let error = open(folder.path()).unwrap_err();
			assert!(matches!(error, SignOnceError::Corrupted { .. }), "{text:?}");
			assert!(error.to_string().contains("nothing is signed"));
		}
		fs::write(&once.file, [0xff, 0xfe]).unwrap();
		assert!(matches!(open(folder.path()), Err(SignOnceError::Corrupted { .. })));
		fs::write(&once.file, whole).unwrap();
		assert_eq!(open(folder.path()).unwrap().last_round(), 4_242);
	}

	#[test]
	fn a_crash_at_any_step_leaves_a_whole_file() {
		let steps = [Step::Create, Step::Write, Step::SyncFile, Step::Rename, Step::SyncFolder];
		for crash in steps {
			let folder = tempfile::tempdir().unwrap();
			let mut once = open(folder.path()).unwrap();
			once.advance(200).unwrap();
			let result = once.advance_with(201, &mut |step| {
				if step == crash {
					Err(io::Error::other("crash"))
				} else {
					Ok(())
				}
			});
			assert!(matches!(result, Err(SignOnceError::Disk { .. })), "{crash:?} must not sign");
			assert!(once.advance(201).is_err(), "{crash:?}: not tried again");
			let mut again = open(folder.path()).unwrap();
			let expected = if crash == Step::SyncFolder { 201 } else { 200 };
			assert_eq!(again.last_round(), expected, "{crash:?}");
			again.advance(202).unwrap();
		}
	}

	#[test]
	fn a_torn_temporary_file_is_ignored() {
		let folder = tempfile::tempdir().unwrap();
		let once = open(folder.path()).unwrap();
		fs::write(once.file.with_extension("new"), "tenor sign-").unwrap();
		let mut once = open(folder.path()).unwrap();
		once.advance(101).unwrap();
		assert_eq!(open(folder.path()).unwrap().last_round(), 101);
	}

	#[test]
	fn a_folder_that_cannot_be_written_is_an_error() {
		let folder = tempfile::tempdir().unwrap();
		let file = folder.path().join("file");
		fs::write(&file, "").unwrap();
		assert!(matches!(open(&file), Err(SignOnceError::Disk { .. })));
	}

	/// The child of the test below: signs until it is killed, and says so after each write.
	#[test]
	fn signs_until_killed() {
		let Ok(folder) = std::env::var(FOLDER) else { return };
		let mut once = open(Path::new(&folder)).unwrap();
		for round in once.last_round() + 1..u64::MAX {
			once.advance(round).unwrap();
			println!("\nsigned {round}");
		}
	}

	#[test]
	fn kill_9_never_loses_a_signed_round() {
		let folder = tempfile::tempdir().unwrap();
		let mut last = 100;
		for run in 1..6u64 {
			let mut child = Command::new(std::env::current_exe().unwrap())
				.args(["--exact", "sign_once::tests::signs_until_killed", "--nocapture"])
				.env(FOLDER, folder.path())
				.stdout(Stdio::piped())
				.stderr(Stdio::null())
				.spawn()
				.unwrap();
			let lines = BufReader::new(child.stdout.take().unwrap()).lines();
			let mut signed = 0;
			for line in lines {
				let line = line.unwrap();
				let Some(round) = line.strip_prefix("signed ") else { continue };
				signed = round.parse().unwrap();
				if signed >= last + 3 * run {
					// SIGKILL, in the middle of a later write.
					child.kill().unwrap();
				}
			}
			child.wait().unwrap();
			assert!(signed > last, "run {run} signed nothing above {last}");
			let once = open(folder.path()).unwrap();
			assert!(once.last_round() >= signed, "round {signed} could be signed twice");
			last = once.last_round();
		}
	}
}
