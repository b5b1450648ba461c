//! Times the auction against continuous matching engines on one trace, and how its cost grows with
//! the orders of a series. Fails if in blocks of 256 or more it is slower than one of them, in any blocks
//! slower than orderbook-rs, or if the cost is not linear.

mod engines;
mod slope;
mod trace;

use engines::{Engine, Matchcore, OrderbookRs, Run, Tenor};
use std::process::ExitCode;
use trace::{Session, LENGTH, MIXES};

/// The trace of both mixes, as it was recorded.
const DIGEST: [u64; 2] = [0xa4da_ac51_eba5_c7e2, 0x7b10_b0c0_b243_0412];
/// Sessions of each mix.
const SESSIONS: u64 = 16;
/// How often every engine runs through all of them, in turn.
const REPEATS: usize = 15;
/// What two runs of the same engine may differ by on a machine that does other things too.
const NOISE: f64 = 1.05;

fn main() -> ExitCode {
	let mut sound = true;
	for (mix, digest) in MIXES.iter().zip(DIGEST) {
		let sessions = trace::sessions(mix, SESSIONS);
		let found = trace::digest(&sessions);
		println!("   {} (trace {found:016x})", mix.name);
		assert_eq!(found, digest, "the trace is not the recorded one");
		sound &= compare(&sessions);
	}
	sound &= slope::measure();
	ExitCode::from(u8::from(!sound))
}

/// Prints nanoseconds per operation of every engine; false if ours is slower than it may be.
fn compare(sessions: &[Session]) -> bool {
	let ours = [64, 256, 1_024].map(Tenor);
	let engines: [&dyn Engine; 5] = [&ours[0], &ours[1], &ours[2], &Matchcore, &OrderbookRs];
	let mut times = [(); 5].map(|()| Vec::new());
	let mut runs = [Run::default(); 5];
	for _ in 0..REPEATS {
		for ((engine, times), last) in engines.iter().zip(&mut times).zip(&mut runs) {
			*last = Run::default();
			for session in sessions {
				let run = engine.run(session);
				last.time += run.time;
				last.missed += run.missed;
				last.ends.live += run.ends.live;
				last.ends.resting += run.ends.resting;
			}
			times.push(last.time.as_secs_f64() * 1e9 / (sessions.len() * LENGTH) as f64);
		}
	}
	println!(
		"   {:32}{:>8}{:>14}{:>16}{:>8}{:>8}",
		"", "ns/op", "of matchcore", "of orderbook-rs", "live", "missed"
	);
	let mut sound = true;
	for (at, (engine, run)) in engines.iter().zip(&runs).enumerate() {
		// Of one round each, so that what slows the machine for a while slows both.
		let over = |other: usize| {
			let ratios = times[at].iter().zip(&times[other]).map(|(ours, theirs)| ours / theirs);
			median(ratios.collect())
		};
		let (matchcore, orderbook) = (over(3), over(4));
		println!(
			"   {:32}{:8.0}{matchcore:14.2}{orderbook:16.2}{:8}{:7.1}%",
			engine.name(),
			median(times[at].clone()),
			run.ends.live / sessions.len(),
			run.missed as f64 * 100.0 / (sessions.len() * LENGTH) as f64,
		);
		// A block of 64 saves less than its looks at the book take (README.md).
		let small = engine.name() == ours[0].name();
		sound &= at >= ours.len() || orderbook <= NOISE && (small || matchcore <= NOISE);
	}
	// Both match continuously, by price and time, and so must end as the trace's own book does.
	for (engine, run) in engines.iter().zip(&runs).skip(ours.len()) {
		let live: usize = sessions.iter().map(|session| session.ends.live).sum();
		let resting: u64 = sessions.iter().map(|session| session.ends.resting).sum();
		let found = (run.ends.live, run.ends.resting, run.missed);
		assert_eq!(found, (live, resting, 0), "{} has another book", engine.name());
	}
	if !sound {
		println!(
			"   error: slower than another engine by more than {:.0} %",
			NOISE * 100.0 - 100.0
		);
	}
	sound
}

/// The middle of so many times; they are never none, and all finite.
pub fn median(mut times: Vec<f64>) -> f64 {
	times.sort_by(f64::total_cmp);
	times[times.len() / 2]
}
