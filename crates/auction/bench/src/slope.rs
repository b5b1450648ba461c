//! How the cost of a block grows with the live orders of its series.

use crate::{
	engines::{entering, Block},
	trace::New,
};
use std::{hint::black_box, time::Instant};
use tenor_auction::{Book, Kind};
use tenor_primitives::Side;

/// Live orders, half on each side.
const LIVE: [u32; 7] = [16, 32, 64, 128, 256, 512, 1_024];
const REPEATS: u32 = 10_000;
/// How far a time may lie off the line, from 128 orders on.
const OFF: f64 = 0.2;

/// Prints the time of a block against books of many sizes, and the slope; false if it is no line.
pub fn measure() -> bool {
	println!("   A block with one taker, by live orders of the series, in us");
	let labels = LIVE.map(|live| format!("{live:>7}"));
	println!("   {:32}{}{:>18}", "", labels.concat(), "ns a live order");
	let touch = line("fills one order", |_| 1);
	let sweep = line("fills half of them", |live| live / 2);
	touch & sweep
}

/// The least times of a block whose taker fills so many orders.
fn line(name: &str, filled: impl Fn(u32) -> u32) -> bool {
	let times = LIVE.map(|live| least(live, filled(live)));
	let sizes = LIVE.map(f64::from);
	let count = sizes.len() as f64;
	let (mean_size, mean) = (sizes.iter().sum::<f64>() / count, times.iter().sum::<f64>() / count);
	let pairs = || sizes.iter().zip(&times);
	let with: f64 = pairs().map(|(size, time)| (size - mean_size) * (time - mean)).sum();
	let square: f64 = sizes.iter().map(|size| (size - mean_size).powi(2)).sum();
	let slope = with / square;
	let on_line = |size: f64| mean + slope * (size - mean_size);
	let cells = times.map(|time| format!("{:7.2}", time / 1e3));
	println!("   {name:32}{}{slope:18.1}", cells.concat());
	let large = pairs().filter(|(size, _)| **size >= 128.0);
	let off = large.map(|(size, time)| (time / on_line(*size) - 1.0).abs()).fold(0.0, f64::max);
	if off > OFF {
		println!("   error: not linear: {:.0} % off the line", off * 100.0);
	}
	off <= OFF
}

/// Nanoseconds of the block, the least of many, so that what else the machine does does not count.
fn least(live: u32, filled: u32) -> f64 {
	let new = |number: u32, side, limit, lots| {
		let new = New { number: 0, account: number, side, limit, lots };
		(number + 1, new)
	};
	let mut block = Block::default();
	for number in 0..live {
		let (side, limit) = match number % 2 {
			0 => (Side::Bid, 10_000 - number),
			_ => (Side::Ask, 10_000 + number),
		};
		let (sequence, new) = new(number, side, limit, 5);
		block.fresh.push(entering(&new, sequence, 1, Kind::GoodTil));
	}
	let mut book = Book::default();
	block.clear(&mut book, 1);
	let (sequence, taker) = new(live, Side::Bid, 10_000 + 2 * live, u64::from(filled) * 5);
	let taker = entering(&taker, sequence, 2, Kind::ImmediateOrCancel);
	let times = (0..REPEATS).map(|_| {
		let mut book = book.clone();
		let block = Block { fresh: vec![taker], ..Block::default() };
		let start = Instant::now();
		let cleared = black_box(block).clear(&mut book, 2);
		let time = start.elapsed();
		assert_eq!(cleared.outcome.fills.len(), usize::try_from(filled).unwrap() + 1);
		black_box((book, cleared));
		time.as_secs_f64() * 1e9
	});
	times.fold(f64::MAX, f64::min)
}
