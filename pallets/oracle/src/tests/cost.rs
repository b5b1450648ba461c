//! What prices cost a block by the measured weights: `scripts/bench.sh oracle` prints it.

use crate::{mock::*, weights::SubstrateWeight, *};
use sp_weights::Weight;
use tenor_primitives::oracle::SURFACE_NODES;

/// Picoseconds in a microsecond.
const MICROSECOND: u64 = 1_000_000;

/// Picoseconds of a block.
const BLOCK: u64 = 350_000 * MICROSECOND;

/// What every session has: an index and so many expiries of each of two underlyings.
const UNDERLYINGS: u32 = 2;

/// The most that is asked of a hundred validators and twelve expiries of each underlying.
const ASKED: (u32, u32) = (100, 12);

/// The weights of a spot round and of a surface round, in picoseconds: reports come in one block of it,
/// and none in the other.
fn rounds<W: WeightInfo>(seats: u32, expiries: u32) -> [u64; 2] {
	let submit = |lines| W::submit_reports(seats, seats * lines) + W::submit_reports(0, 0);
	let (slices, lines) = (UNDERLYINGS * expiries, UNDERLYINGS * (1 + expiries));
	let closing = W::block_end() * 2 + W::close_round(seats, UNDERLYINGS, 0);
	let surface =
		W::close_surface(seats, seats * lines) + W::close_slice(seats) * u64::from(slices);
	[submit(UNDERLYINGS) + closing, submit(lines) + closing + surface]
		.map(|weight| weight.ref_time())
}

/// The weights that the runtime has, without what the database adds: the mock's weighs nothing.
type Compute = SubstrateWeight<Test>;

fn each<W: WeightInfo>() -> [u64; 2] {
	let more = |reports, lines| W::submit_reports(reports, lines) - W::submit_reports(0, 0);
	[more(1, 0), more(0, 1)].map(|weight: Weight| weight.ref_time())
}

/// A part of a block in percent, to a hundredth.
fn percent(weight: u64) -> String {
	let hundredths = weight * 10_000 / BLOCK;
	format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

fn line(seats: u32, expiries: u32) {
	let cells = rounds::<Compute>(seats, expiries)
		.into_iter()
		.zip(rounds::<()>(seats, expiries))
		.map(|(compute, all)| format!("{} | {}", percent(compute), percent(all)));
	println!("| {seats} | {expiries} | {} |", cells.collect::<Vec<_>>().join(" | "));
}

#[test]
fn m10_prices_cost_a_block_what_was_asked() {
	let [report, value] = each::<Compute>();
	println!("\n| | compute, ns | with the database, ns |\n|---|---|---|");
	for (name, compute, all) in
		[("report", report, each::<()>()[0]), ("spot or expiry in it", value, each::<()>()[1])]
	{
		println!("| {name} | {} | {} |", compute / 1_000, all / 1_000);
	}
	println!("|\n| validators | expiries of each | spot round, compute | all | surface round, compute | all |");
	println!("|---|---|---|---|---|---|");
	for seats in [4, 7, 25, 50] {
		line(seats, ASKED.1);
	}
	for expiries in [1, 4, 8, 12, 16] {
		line(ASKED.0, expiries);
	}
	assert!(report <= 60 * MICROSECOND, "a report takes {report} ps");
	// An expiry has a forward and two values a node. Its weight is that of a spot too, of which a report of
	// a spot round has one an underlying.
	let values = 1 + 2 * SURFACE_NODES as u64;
	assert!(value <= values * MICROSECOND, "a value takes {} ps", value / values);
	let lines = u64::from(UNDERLYINGS);
	assert!(report + lines * value <= (60 + lines) * MICROSECOND, "a report takes {report} ps");
	let [spot, surface] = rounds::<()>(ASKED.0, ASKED.1);
	assert!(spot * 100 <= BLOCK * 3, "a spot round takes {}", percent(spot));
	assert!(surface * 100 <= BLOCK * 20, "a surface round takes {}", percent(surface));
}
