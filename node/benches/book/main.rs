//! Times orders and quotes through the import of whole blocks, against transfers in the same blocks'
//! places, and counts what a day of them writes to the database. `scripts/bench.sh book` runs it;
//! docs/spec/auction.md says what comes out.

mod chain;
mod database;
mod market;
mod report;
mod traders;

use chain::Genesis;
use market::{Market, Work, MAKERS, ORDER_SERIES};
use report::{median, Gates};
use std::{collections::HashMap, process::ExitCode, time::Duration};

/// How large a run is.
struct Size {
	/// Blocks of each kind on each market.
	rounds: u32,
	/// Series of the large markets.
	series: u32,
	/// Orders at rest in other series in the largest.
	others: u32,
	/// Blocks of which the bytes are counted.
	blocks: u32,
}

const FULL: Size = Size { rounds: 41, series: 10_000, others: 99_900, blocks: 300 };
/// To see that it works: nothing is judged.
const SMOKE: Size = Size { rounds: 3, series: 1_000, others: 1_000, blocks: 20 };

const TRANSFERS: Work = Work::Transfers(100);
const SINGLES: Work = Work::Strips(100, 1);
const BATCHES: Work = Work::Strips(5, 20);

/// What is timed on the market with many series.
const ALL: [Work; 10] = [
	TRANSFERS,
	SINGLES,
	Work::Fills(100),
	BATCHES,
	Work::Ladders(5, 20),
	Work::Strips(1, 64),
	Work::Ladders(1, 64),
	Work::Quotes(0),
	Work::Quotes(1),
	Work::Quotes(2),
];
/// What is timed on the others.
const SOME: [Work; 3] = [TRANSFERS, SINGLES, BATCHES];

/// What the transactions of a block of the public chain may weigh.
const BLOCK: Duration = Duration::from_millis(245);

fn main() -> ExitCode {
	let smoke = std::env::args().any(|argument| argument == "--smoke");
	let size = if smoke { SMOKE } else { FULL };
	let mut gates = Gates::new(!smoke);
	let genesis = Genesis::new(&market::traders());
	let mut markets = [(ORDER_SERIES, 0), (size.series, 0), (size.series, size.others)]
		.map(|(series, others)| Market::new(&genesis, series, others));
	let times = time(&mut markets, size.rounds);
	throughput(&times[1], &mut gates);
	growth(&times, &size, &mut gates);
	let [_, market, _] = markets;
	database::bytes(market, size.blocks);
	gates.verdict()
}

/// Seconds of every round.
type Times = HashMap<Work, Timed>;

/// What was measured of one kind of block.
#[derive(Default)]
struct Timed {
	/// Seconds an operation took beside those of an empty block on the same head; of an empty block, all.
	seconds: Vec<f64>,
	/// What its transactions weigh.
	weight: Duration,
}

/// Imports blocks of all kinds on all markets in turn.
fn time(markets: &mut [Market; 3], rounds: u32) -> [Times; 3] {
	let mut times = [Times::new(), Times::new(), Times::new()];
	// The first rounds warm up caches.
	for round in 0..rounds + 2 {
		for (index, (market, times)) in markets.iter_mut().zip(&mut times).enumerate() {
			let kinds: &[Work] = if index == 1 { &ALL } else { &SOME };
			let mut seconds = HashMap::<Work, f64>::new();
			// Empty ones twice, since all others are measured by the lesser of them.
			let kinds = [Work::Empty, Work::Empty].iter().chain(kinds);
			let mut kinds: Vec<(u32, Work)> = (0..).zip(kinds.copied()).collect();
			let turn = usize::try_from(round).expect("there are few") % kinds.len();
			kinds.rotate_left(turn);
			for (salt, work) in kinds {
				let (time, weight) = market.import(work, salt);
				let time = time.as_secs_f64();
				seconds.entry(work).and_modify(|least| *least = least.min(time)).or_insert(time);
				times.entry(work).or_default().weight = weight;
			}
			market.advance();
			if round < 2 {
				continue;
			}
			let empty = seconds[&Work::Empty];
			for (work, seconds) in seconds {
				let each = match work {
					Work::Empty => seconds,
					_ => (seconds - empty) / f64::from(work.operations()),
				};
				times.entry(work).or_default().seconds.push(each);
			}
		}
	}
	times
}

/// The median of the ratios of each round: how much more the one takes than the other.
fn ratio(one: &Timed, other: &Timed) -> f64 {
	median(one.seconds.iter().zip(&other.seconds).map(|(one, other)| one / other))
}

fn throughput(times: &Times, gates: &mut Gates) {
	println!("Through the import of blocks, beside an empty one");
	println!("{:46}{:>9}{:>9}{:>10}{:>12}", "", "us each", "a second", "transfers", "weight, ms");
	for work in ALL {
		let each = median(times[&work].seconds.iter().copied());
		let faster = ratio(&times[&TRANSFERS], &times[&work]);
		let weight = times[&work].weight;
		println!(
			"   {:43}{:9.1}{:9.0}{faster:10.2}{:8} of {}",
			name(work),
			each * 1e6,
			1.0 / each,
			weight.as_millis(),
			BLOCK.as_millis(),
		);
	}
	let faster = |work| ratio(&times[&TRANSFERS], &times[&work]);
	gates.at_least("orders, single, over transfers", faster(SINGLES), 0.8);
	gates.at_least("orders in batches of 20 over transfers", faster(BATCHES), 5.0);
	for (index, least) in [2.0, 5.0, 10.0].into_iter().enumerate() {
		let name = format!("quotes of {} makers over transfers", MAKERS[index]);
		gates.at_least(&name, faster(Work::Quotes(index)), least);
	}
}

fn name(work: Work) -> String {
	match work {
		Work::Empty => "an empty block".into(),
		Work::Transfers(count) => format!("{count} transfers"),
		Work::Strips(count, 1) => format!("{count} orders, single"),
		Work::Strips(batches, size) => {
			format!("{batches} x {size} orders over {ORDER_SERIES} series")
		},
		Work::Ladders(batches, size) => format!("{batches} x {size} orders in one series each"),
		Work::Fills(count) => format!("{count} orders, single, that fill"),
		Work::Quotes(index) => format!("{} x 64 two-sided quotes that move", MAKERS[index]),
	}
}

fn growth(times: &[Times; 3], size: &Size, gates: &mut Gates) {
	println!("What other series and orders in them add");
	println!(
		"{:46}{:>10}{:>10}{:>10}",
		"us",
		format!("{ORDER_SERIES}"),
		size.series,
		format!("+{}", size.others)
	);
	let [few, many, full] = times;
	for work in [Work::Empty, TRANSFERS, SINGLES, BATCHES] {
		let [few_us, many_us, full_us] =
			[few, many, full].map(|times| median(times[&work].seconds.iter().copied()) * 1e6);
		println!("   {:43}{few_us:10.1}{many_us:10.1}{full_us:10.1}", name(work));
	}
	for work in [SINGLES, BATCHES] {
		let series = ratio(&many[&work], &few[&work]);
		gates.at_most(&format!("{}: {} series", name(work), size.series), series, 1.2);
		let orders = ratio(&full[&work], &many[&work]);
		gates.at_most(&format!("{}: {} other orders", name(work), size.others), orders, 1.2);
	}
}
