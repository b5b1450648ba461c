//! The settlement average lies between the extremes of the samples that count.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tenor_math::twap::{TwapError, Window, BUCKETS};

fuzz_target!(|input: (u64, u64, Vec<(u16, u128)>, u64)| {
	let (start, bucket, steps, now) = input;
	let bucket = if bucket & 1 == 0 { bucket >> 1 } else { bucket % 64 };
	let mut window = Window::with_bucket(start, bucket);
	let mut time = start.saturating_sub(20);
	let mut prices = Vec::new();
	for (gap, price) in steps {
		time = time.saturating_add(u64::from(gap % 32));
		match window.push(time, price) {
			Ok(()) => prices.push(price),
			Err(TwapError::Unordered) => {},
			Err(_) => return,
		}
		let _ = window.so_far(now);
	}
	let low = prices.iter().min().copied().unwrap_or_default();
	let high = prices.iter().max().copied().unwrap_or_default();
	match window.finish() {
		Ok(average) => assert!(average.saturating_add(2) >= low && average <= high),
		Err(TwapError::Uncovered(covered)) => assert!(usize::from(covered) < BUCKETS),
		Err(_) => {},
	}
});
