//! Block times out of nodes' Prometheus endpoints.
//!
//! The SDK's histograms have buckets as coarse as 100 to 250 ms. Their sums and counts are exact, and
//! grow by one block at a time: read often enough, they give the time of each block.

use anyhow::{ensure, Context, Result};
use std::{collections::BTreeMap, time::Duration};
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::TcpStream,
	time::Instant,
};

/// Building a block: inherents, extrinsics, block end and state root.
const AUTHOR: &str = "substrate_proposer_block_constructed";
/// Verifying, executing and storing a block that another node built.
const IMPORT: &str = "substrate_block_verification_and_import_time";
/// Why authors stopped adding extrinsics.
const ENDS: &str = "substrate_proposer_end_proposal_reason";

/// Twice a slot: seldom do two blocks fall between two reads.
const INTERVAL: Duration = Duration::from_millis(500);

/// Block times of one node, in milliseconds.
#[derive(Debug, Default)]
pub struct BlockTimes {
	/// Of the blocks it built.
	pub author: Vec<f64>,
	/// Of the blocks it imported.
	pub import: Vec<f64>,
	/// Blocks whose time is the mean of several, because they fell between two reads.
	pub averaged: usize,
	/// Why its blocks took no more extrinsics, and how often.
	pub ends: BTreeMap<String, u64>,
}

/// Follows the node behind a Prometheus port of this machine.
pub async fn block_times(port: u16, duration: Duration) -> Result<BlockTimes> {
	let end = Instant::now() + duration;
	let mut times = BlockTimes::default();
	let first = scrape(port).await?;
	let mut last = first.clone();
	while Instant::now() < end {
		tokio::time::sleep(INTERVAL).await;
		let next = scrape(port).await?;
		let author = between(&last, &next, AUTHOR);
		let import = between(&last, &next, IMPORT);
		let several = [author.len(), import.len()].into_iter().filter(|blocks| *blocks > 1);
		times.averaged += several.sum::<usize>();
		times.author.extend(author);
		times.import.extend(import);
		last = next;
	}
	for (key, value) in last.iter().filter(|(key, _)| name(key) == ENDS) {
		let reason = key.split("reason=\"").nth(1).and_then(|rest| rest.split('"').next());
		let count = value - first.get(key).copied().unwrap_or(0.0);
		times.ends.insert(reason.unwrap_or(key).to_owned(), count as u64);
	}
	Ok(times)
}

/// The values of an endpoint, by their names with labels.
async fn scrape(port: u16) -> Result<BTreeMap<String, f64>> {
	let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
	stream
		.write_all(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		.await?;
	let mut answer = String::new();
	stream.read_to_string(&mut answer).await?;
	ensure!(answer.starts_with("HTTP/1.1 200"), "port {port} answers {:?}", answer.lines().next());
	let values = read(&answer);
	values
		.keys()
		.find(|key| name(key) == format!("{AUTHOR}_count"))
		.context("no author metrics")?;
	Ok(values)
}

fn read(text: &str) -> BTreeMap<String, f64> {
	let lines = text.lines().filter(|line| !line.starts_with('#'));
	let pairs = lines.filter_map(|line| line.rsplit_once(' '));
	pairs.filter_map(|(key, value)| Some((key.to_owned(), value.parse().ok()?))).collect()
}

/// A metric's name without its labels.
fn name(key: &str) -> &str {
	key.split('{').next().unwrap_or(key)
}

fn value(values: &BTreeMap<String, f64>, metric: &str) -> f64 {
	values.iter().filter(|(key, _)| name(key) == metric).map(|(_, value)| value).sum()
}

/// Milliseconds of each observation of a histogram between two reads; their mean, if several.
fn between(last: &BTreeMap<String, f64>, next: &BTreeMap<String, f64>, metric: &str) -> Vec<f64> {
	let grown = |part: &str| {
		let metric = format!("{metric}_{part}");
		value(next, &metric) - value(last, &metric)
	};
	let (sum, count) = (grown("sum"), grown("count"));
	vec![1_000.0 * sum / count; count as usize]
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn each_observation_between_two_reads_gives_its_time() {
		let at = |sum: f64, count: u32| {
			read(&format!(
				"# TYPE {AUTHOR} histogram\n{AUTHOR}_bucket{{chain=\"t\",le=\"0.1\"}} 9\n\
				 {AUTHOR}_sum{{chain=\"t\"}} {sum}\n{AUTHOR}_count{{chain=\"t\"}} {count}\n"
			))
		};
		assert!(between(&at(1.0, 4), &at(1.0, 4), AUTHOR).is_empty());
		assert_eq!(between(&at(1.0, 4), &at(1.25, 5), AUTHOR), [250.0]);
		assert_eq!(between(&at(1.0, 4), &at(1.5, 6), AUTHOR), [250.0, 250.0]);
	}
}
