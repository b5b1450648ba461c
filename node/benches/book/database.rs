//! What a day writes to the database.

use crate::{
	market::{makers, order_series, quoted, Market, TAKERS},
	traders::order,
};
use std::{fs, path::Path, thread, time::Duration};
use tenor_primitives::Side;
use tenor_runtime::UncheckedExtrinsic;

/// What every block of the load holds.
const ORDERS: u32 = 20;
const TRANSFERS: u32 = 10;
/// The market in which a maker moves 64 quotes in every block.
const QUOTED: usize = 0;
/// Blocks that an order rests.
const LIFE: u32 = 16;

const BLOCKS_A_DAY: u32 = 86_400;

/// Prints what blocks under the load and empty ones write.
pub(crate) fn bytes(mut market: Market, blocks: u32) {
	println!("What a day of blocks writes to the database, with finality 2 behind and states of 256 blocks");
	println!("{:46}{:>12}{:>12}{:>12}", "", "written", "grown by", "bodies");
	let empty = |_: &mut Market, _| vec![];
	for (name, load) in [
		("empty".to_string(), &empty as &dyn Fn(&mut Market, u32) -> Vec<UncheckedExtrinsic>),
		(format!("64 quotes, {ORDERS} orders, {TRANSFERS} transfers"), &loaded),
	] {
		// States leave the database 256 blocks later: what the one load left behind is none of the other's.
		for block in 0..blocks.min(256) {
			run(&mut market, block, load);
		}
		settle();
		let first = market.chain.number() + 1;
		let before = (written(), size(market.chain.folder()));
		for block in 0..blocks {
			run(&mut market, block, load);
		}
		settle();
		let after = (written(), size(market.chain.folder()));
		let bodies = u64::try_from(market.chain.body_bytes(first)).expect("it fits");
		let a_day = |bytes: u64| bytes * u64::from(BLOCKS_A_DAY) / u64::from(blocks) / 1_000_000;
		println!(
			"   {name:43}{:9} MB{:9} MB{:9} MB",
			a_day(after.0 - before.0),
			a_day(after.1.saturating_sub(before.1)),
			a_day(bodies)
		);
	}
}

fn run(
	market: &mut Market,
	block: u32,
	load: &dyn Fn(&mut Market, u32) -> Vec<UncheckedExtrinsic>,
) {
	let extrinsics = load(market, block);
	let effects = market.chain.extend_executing(extrinsics);
	assert_eq!((effects.failed, effects.refused), (0, 0), "{effects:?}");
}

/// A maker moves its quotes, 20 accounts place an order each, ten others pay each other.
fn loaded(market: &mut Market, block: u32) -> Vec<UncheckedExtrinsic> {
	let genesis = market.chain.genesis;
	let good_til = market.chain.number() + 1 + LIFE;
	let mut extrinsics = Vec::new();
	let mut sign = |trader: u32, what: What| {
		let index = usize::try_from(trader).expect("it is small");
		let call = match what {
			What::Quote(tick) => {
				market.traders[index].quote(quoted(QUOTED), tick, 30_000 + 50 * tick, u32::MAX)
			},
			What::Order(series, tick) => {
				let order = order(Side::Bid, series, tick, good_til);
				market.traders[index].place(vec![order])
			},
			What::Pay => market.traders[index].pay(&market.traders[index + 1]),
		};
		extrinsics.push(market.traders[index].sign(genesis, call));
	};
	sign(makers(QUOTED).start, What::Quote(100 + block % 50));
	for order in 0..ORDERS {
		// Everyone has its turn.
		let trader = (block * ORDERS + order) % (TAKERS.end - TRANSFERS - 1);
		sign(trader, What::Order(order_series(order), 150 + (block + order) % 100));
	}
	(0..TRANSFERS).for_each(|index| sign(TAKERS.end - TRANSFERS - 1 + index, What::Pay));
	extrinsics
}

enum What {
	Quote(u32),
	Order(u32, u32),
	Pay,
}

/// The database writes behind the import's back: waits until it has.
fn settle() {
	thread::sleep(Duration::from_secs(3));
}

/// Bytes that this process handed to the kernel to write.
fn written() -> u64 {
	let io = fs::read_to_string("/proc/self/io").expect("Linux tells");
	let line = io.lines().find_map(|line| line.strip_prefix("wchar: ")).expect("it is there");
	line.parse().expect("it is a number")
}

/// Bytes that the files below a folder take.
fn size(folder: &Path) -> u64 {
	use std::os::unix::fs::MetadataExt;
	let entries = fs::read_dir(folder).expect("it is a folder").flatten();
	let sizes = entries.map(|entry| {
		let metadata = entry.metadata().expect("it is there");
		// Blocks of 512 bytes: the files are sparse.
		if metadata.is_dir() {
			size(&entry.path())
		} else {
			metadata.blocks() * 512
		}
	});
	sizes.sum()
}
