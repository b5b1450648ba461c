//! What the Wasm is built from denies bare arithmetic and what can panic (docs/adr/0012).

use std::{
	fs,
	path::{Path, PathBuf},
};

const DENIED: [&str; 5] = [
	"clippy::arithmetic_side_effects",
	"clippy::indexing_slicing",
	"clippy::unwrap_used",
	"clippy::expect_used",
	"clippy::panic",
];

/// When the lints may rest: tests, and benchmarks, which a production runtime does not have.
const EXCEPTIONS: [&str; 2] = ["not(test)", "not(any(test,feature=\"runtime-benchmarks\"))"];

fn folder(path: &Path) -> Vec<PathBuf> {
	let entries = fs::read_dir(path).expect("the folder is there");
	entries.map(|entry| entry.expect("it can be read").path()).collect()
}

/// The crates of the runtime: those of `pallets/` and `crates/`, the primitives and itself.
fn crates() -> Vec<PathBuf> {
	// Tests run in their crate's folder.
	let root = Path::new("..");
	let mut crates = vec![root.join("primitives"), root.join("runtime")];
	for group in ["pallets", "crates"] {
		let members = folder(&root.join(group)).into_iter();
		crates.extend(members.filter(|member| member.join("Cargo.toml").exists()));
	}
	crates
}

/// The lints that a crate denies at its root, outside the exceptions; without white space.
fn denied(source: &str) -> Option<Vec<String>> {
	let source: String = source.split_whitespace().collect();
	EXCEPTIONS.iter().find_map(|exception| {
		let opening = format!("#![cfg_attr({exception},deny(");
		let (_, rest) = source.split_once(&opening)?;
		let (lints, _) = rest.split_once(")")?;
		Some(lints.split(',').map(str::to_owned).collect())
	})
}

fn sources(path: &Path) -> Vec<PathBuf> {
	if path.is_dir() {
		return folder(path).iter().flat_map(|entry| sources(entry)).collect();
	}
	let is_rust = path.extension().is_some_and(|extension| extension == "rs");
	if is_rust {
		vec![path.into()]
	} else {
		vec![]
	}
}

#[test]
fn m02_runtime_crates_deny_bare_arithmetic() {
	let crates = crates();
	assert!(crates.len() >= 12, "{crates:?}");
	for path in crates {
		let root = fs::read_to_string(path.join("src/lib.rs")).expect("a crate has a root");
		let found = denied(&root).unwrap_or_default();
		for lint in DENIED {
			assert!(found.iter().any(|found| found == lint), "{path:?} does not deny {lint}");
		}
		// What a crate denies none of its modules allows as a whole.
		for file in sources(&path.join("src")) {
			let source = fs::read_to_string(&file).expect("it can be read");
			for line in source.lines().filter(|line| line.trim_start().starts_with("#![allow(")) {
				assert!(!DENIED.iter().any(|lint| line.contains(lint)), "{file:?}: {line}");
			}
		}
	}
}

#[test]
fn m02_a_crate_without_the_lints_is_noticed() {
	assert_eq!(denied("#![no_std]\n#![deny(missing_docs)]"), None);
	let partly = "#![cfg_attr(\n\tnot(test),\n\tdeny(clippy::panic, clippy::unwrap_used)\n)]";
	let lints = denied(partly).expect("there are some");
	assert_eq!(lints, ["clippy::panic", "clippy::unwrap_used"]);
	// Other conditions could switch them off.
	assert_eq!(denied("#![cfg_attr(feature = \"std\", deny(clippy::panic))]"), None);
}
