//! A chain spec for a measurement: the `local` preset with fewer validators, the block budget of a
//! public chain, and possibly another build of the runtime.

use anyhow::{ensure, Context, Result};
use serde_json::{json, Value};
use std::{
	path::{Path, PathBuf},
	process::Command,
};

/// How the preset is changed.
pub struct Changes<'a> {
	/// Validators that are kept, from the first.
	pub validators: usize,
	/// Computation that a block may take, in milliseconds.
	pub block_budget_ms: u32,
	/// The runtime's Wasm; the node's own if it is not given.
	pub code: Option<&'a Path>,
}

/// Writes the changed preset as a raw spec into `folder`; the runtime in it builds the genesis.
pub fn build(node: &str, folder: &Path, changes: &Changes) -> Result<PathBuf> {
	let (plain, raw) = (folder.join("plain.json"), folder.join("raw.json"));
	export(node, "local", &plain, &[])?;
	let mut spec: Value = serde_json::from_slice(&std::fs::read(&plain)?)?;
	change(&mut spec, changes)?;
	std::fs::write(&plain, serde_json::to_vec(&spec)?)?;
	export(node, &plain.display().to_string(), &raw, &["--raw"])?;
	Ok(raw)
}

fn export(node: &str, chain: &str, output: &Path, options: &[&str]) -> Result<()> {
	let mut command = Command::new(node);
	command.args(["export-chain-spec", "--chain", chain]).args(options).arg("--output").arg(output);
	let done = command.output().with_context(|| node.to_owned())?;
	let error = String::from_utf8_lossy(&done.stderr);
	ensure!(done.status.success(), "export-chain-spec of {chain}: {error}");
	Ok(())
}

fn change(spec: &mut Value, changes: &Changes) -> Result<()> {
	let genesis = spec.pointer_mut("/genesis/runtimeGenesis").context("no runtime genesis")?;
	for path in ["/patch/session/keys", "/patch/validators/validators"] {
		let list = genesis.pointer_mut(path).and_then(Value::as_array_mut);
		let list = list.with_context(|| format!("no list at {path}"))?;
		ensure!(list.len() >= changes.validators, "the preset has {} validators", list.len());
		list.truncate(changes.validators);
	}
	let budget = genesis.pointer_mut("/patch/durations/record/blockBudgetMs");
	*budget.context("no block budget")? = json!(changes.block_budget_ms);
	if let Some(path) = changes.code {
		let code = std::fs::read(path).with_context(|| path.display().to_string())?;
		genesis["code"] = json!(hex(&code));
	}
	Ok(())
}

/// Bytes as the RPC and specs write them.
pub fn hex(bytes: &[u8]) -> String {
	let digits = b"0123456789abcdef";
	let digit = |half: u8| char::from(digits[usize::from(half)]);
	let pairs = bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
	"0x".chars().chain(pairs).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	fn spec() -> Value {
		json!({ "genesis": { "runtimeGenesis": { "code": "0x00", "patch": {
			"session": { "keys": [1, 2, 3, 4] },
			"validators": { "validators": [1, 2, 3, 4] },
			"durations": { "record": { "blockBudgetMs": 87 } },
		} } } })
	}

	#[test]
	fn only_what_is_asked_for_changes() {
		let mut changed = spec();
		let changes = Changes { validators: 2, block_budget_ms: 350, code: None };
		change(&mut changed, &changes).unwrap();
		let genesis = &changed["genesis"]["runtimeGenesis"];
		assert_eq!(genesis["code"], "0x00");
		assert_eq!(genesis["patch"]["session"]["keys"], json!([1, 2]));
		assert_eq!(genesis["patch"]["validators"]["validators"], json!([1, 2]));
		assert_eq!(genesis["patch"]["durations"]["record"]["blockBudgetMs"], 350);
	}

	#[test]
	fn a_preset_of_another_shape_is_refused() {
		let changes = Changes { validators: 5, block_budget_ms: 350, code: None };
		assert!(change(&mut spec(), &changes).is_err());
		assert!(change(&mut json!({}), &changes).is_err());
	}

	#[test]
	fn bytes_are_written_in_two_digits() {
		assert_eq!(hex(&[0, 10, 255]), "0x000aff");
	}
}
