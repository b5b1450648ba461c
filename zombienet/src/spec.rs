//! A network's chain spec: the `local` preset, changed where a test or a measurement needs it.

use anyhow::{ensure, Context, Result};
use serde_json::{json, Value};
use std::{
	path::{Path, PathBuf},
	process::Command,
};

/// How the preset is changed; what is not given stays.
#[derive(Default)]
pub struct Changes<'a> {
	/// Validators that are kept, from the first.
	pub validators: Option<usize>,
	/// Computation that a block may take, in milliseconds.
	pub block_budget_ms: Option<u32>,
	/// Seconds from one expiry to the next, over all of which its settlement price is averaged.
	pub period_secs: Option<u32>,
	/// The runtime's Wasm.
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
	let genesis = at(spec, "/genesis/runtimeGenesis")?;
	if let Some(validators) = changes.validators {
		for path in ["/patch/session/keys", "/patch/validators/validators"] {
			let list = list(genesis, path)?;
			ensure!(list.len() >= validators, "the preset has {} validators", list.len());
			list.truncate(validators);
		}
	}
	if let Some(budget) = changes.block_budget_ms {
		*at(genesis, "/patch/durations/record/blockBudgetMs")? = json!(budget);
	}
	if let Some(period) = changes.period_secs {
		*at(genesis, "/patch/durations/record/twapWindowSecs")? = json!(period);
		for underlying in list(genesis, "/patch/instruments/underlyings")? {
			*at(underlying, "/schedule/calendar/interval/period")? = json!(period);
		}
	}
	if let Some(path) = changes.code {
		let code = std::fs::read(path).with_context(|| path.display().to_string())?;
		genesis["code"] = json!(hex(&code));
	}
	Ok(())
}

fn at<'a>(value: &'a mut Value, path: &str) -> Result<&'a mut Value> {
	value.pointer_mut(path).with_context(|| format!("the preset has nothing at {path}"))
}

fn list<'a>(value: &'a mut Value, path: &str) -> Result<&'a mut Vec<Value>> {
	at(value, path)?.as_array_mut().with_context(|| format!("the preset has no list at {path}"))
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
			"durations": { "record": { "blockBudgetMs": 87, "twapWindowSecs": 120 } },
			"instruments": { "underlyings": [
				{ "schedule": { "calendar": { "interval": { "period": 300 } } } },
				{ "schedule": { "calendar": { "interval": { "period": 300 } } } },
			] },
		} } } })
	}

	fn changed(changes: &Changes) -> Value {
		let mut changed = spec();
		change(&mut changed, changes).unwrap();
		changed["genesis"]["runtimeGenesis"].take()
	}

	#[test]
	fn only_what_is_asked_for_changes() {
		let mut expected = spec()["genesis"]["runtimeGenesis"].take();
		assert_eq!(changed(&Changes::default()), expected);
		let changes = Changes {
			validators: Some(2),
			block_budget_ms: Some(350),
			period_secs: Some(60),
			code: None,
		};
		expected["patch"] = json!({
			"session": { "keys": [1, 2] },
			"validators": { "validators": [1, 2] },
			"durations": { "record": { "blockBudgetMs": 350, "twapWindowSecs": 60 } },
			"instruments": { "underlyings": [
				{ "schedule": { "calendar": { "interval": { "period": 60 } } } },
				{ "schedule": { "calendar": { "interval": { "period": 60 } } } },
			] },
		});
		assert_eq!(changed(&changes), expected);
	}

	#[test]
	fn a_preset_of_another_shape_is_refused() {
		let changes = Changes { validators: Some(5), ..Changes::default() };
		assert!(change(&mut spec(), &changes).is_err());
		let changes = Changes { period_secs: Some(60), ..Changes::default() };
		assert!(change(&mut json!({ "genesis": { "runtimeGenesis": {} } }), &changes).is_err());
		assert!(change(&mut json!({}), &Changes::default()).is_err());
	}

	#[test]
	fn bytes_are_written_in_two_digits() {
		assert_eq!(hex(&[0, 10, 255]), "0x000aff");
	}
}
