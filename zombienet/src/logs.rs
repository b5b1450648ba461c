//! What the nodes' logs complain about.
//!
//! The nodes must run with `--detailed-log-output`: without it no line says its level.

use crate::Net;
use anyhow::Result;
use std::collections::BTreeMap;

/// Words of a line that say a validator signed two things where one is allowed: BABE's and GRANDPA's,
/// and the oracle worker's.
const EQUIVOCATION: [&str; 2] = ["quivocat", "signed two reports"];

/// The complaints of all nodes.
#[derive(Debug, Default)]
pub struct Complaints {
	/// Lines of level ERROR and panics: by their words without numbers, how many, and one of them.
	pub errors: BTreeMap<String, (usize, String)>,
	/// The same for level WARN.
	pub warnings: BTreeMap<String, (usize, String)>,
}

/// Reads the logs of every node.
pub async fn complaints(network: &Net) -> Result<Complaints> {
	let mut found = Complaints::default();
	for node in network.nodes() {
		for line in node.logs().await?.lines() {
			found.read(line);
		}
	}
	Ok(found)
}

/// Lines of all nodes that contain one of these texts.
pub async fn lines_with(network: &Net, texts: &[&str]) -> Result<Vec<String>> {
	let mut found = Vec::new();
	for node in network.nodes() {
		let log = node.logs().await?;
		let lines = log.lines().filter(|line| texts.iter().any(|text| line.contains(text)));
		found.extend(lines.map(|line| format!("{}: {line}", node.name())));
	}
	Ok(found)
}

/// Lines of all nodes that tell of an equivocation.
pub async fn equivocations(network: &Net) -> Result<Vec<String>> {
	lines_with(network, &EQUIVOCATION).await
}

impl Complaints {
	fn read(&mut self, line: &str) {
		// Date, time, level, thread, target, message.
		let list = match line.split_whitespace().nth(2) {
			Some("ERROR") => &mut self.errors,
			Some("WARN") => &mut self.warnings,
			_ if line.contains("panicked at") => &mut self.errors,
			_ => return,
		};
		let words = line.split_whitespace().skip(2);
		let words: Vec<_> = words.filter(|word| !word.contains(|c: char| c.is_numeric())).collect();
		list.entry(words.join(" ")).or_insert((0, line.to_owned())).0 += 1;
	}

	/// How many error lines there are.
	pub fn errors(&self) -> usize {
		self.errors.values().map(|(count, _)| count).sum()
	}

	/// Prints how many there are, and one line of each sort.
	pub fn print(&self) {
		for (name, list) in [("error lines", &self.errors), ("warning lines", &self.warnings)] {
			let count: usize = list.values().map(|(count, _)| count).sum();
			println!("{name:20} {count}");
			for (count, line) in list.values() {
				println!("  {count} x {line}");
			}
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn lines_are_told_apart_by_their_words() {
		let mut found = Complaints::default();
		for line in [
			"2026-11-21 12:00:00.001  INFO main sc_cli::runner: an ERROR in the text",
			"2026-11-21 12:00:01.001 ERROR tokio-runtime-worker babe: slot 17 failed",
			"2026-11-21 12:00:02.001 ERROR tokio-runtime-worker babe: slot 18 failed",
			"2026-11-21 12:00:03.001 ERROR tokio-runtime-worker grandpa: no vote",
			"2026-11-21 12:00:04.001  WARN main sc_sysinfo: slow",
			"Thread 'main' panicked at 'no', src/main.rs:1",
			"",
		] {
			found.read(line);
		}
		assert_eq!((found.errors.len(), found.errors()), (3, 4));
		assert_eq!(found.warnings.len(), 1);
	}
}
