//! The settlement average: 30 buckets of one minute, plain mean.
//!
//! Samples come at irregular times with gaps. A sample holds until the next, 15 s at most. A bucket
//! is covered if at least half of it is held by samples: it is then their time-weighted mean. A
//! bucket that is not covered is linear between the nearest covered buckets on both sides, or equal
//! to the nearest at the ends. At least 24 of the 30 must be covered.
//!
//! All sums are exact; a bucket's mean, an interpolated bucket and the final mean are each rounded
//! down to one unit of the price, so the result is less than 3 units below the exact average.
//!
//! Source: docs/spec/settlement.md, "The average".

/// Number of buckets.
pub const BUCKETS: usize = 30;

/// Length of a bucket in seconds.
pub const BUCKET_SECS: u64 = 60;

/// How long a sample holds at most, in seconds.
pub const HOLD_SECS: u64 = 15;

/// How many buckets must be covered.
pub const MIN_COVERED: usize = 24;

/// Length of the whole window in seconds.
pub const WINDOW_SECS: u64 = 1_800;

/// Why there is no average.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TwapError {
	/// Times do not rise strictly: sort the samples and keep one for each second.
	Unordered,
	/// Fewer than [`MIN_COVERED`] buckets are covered: this many. Wait for late reports, or settle
	/// by governance.
	Uncovered(u8),
	/// A time or a sum leaves its type; prices up to 2^117 do not.
	Overflow,
}

/// What one bucket has seen so far.
#[derive(Clone, Copy, Debug, Default)]
struct Bucket {
	/// Σ price · seconds held.
	sum: u128,
	/// Seconds held by samples.
	held: u64,
}

impl Bucket {
	/// Time-weighted mean, if at least half of the bucket's `length` is held.
	fn mean(&self, length: u64) -> Option<u128> {
		if self.held.saturating_mul(2) < length {
			return None;
		}
		self.sum.checked_div(u128::from(self.held))
	}
}

/// Samples gathered into the buckets of one window, in constant space.
#[derive(Clone, Debug)]
pub struct Window {
	start: u64,
	/// Length of a bucket in seconds.
	bucket: u64,
	/// The last sample, not yet counted: it holds until the next one.
	last: Option<(u64, u128)>,
	buckets: [Bucket; BUCKETS],
}

impl Window {
	/// An empty window of [`WINDOW_SECS`] from `start`, in seconds.
	pub fn new(start: u64) -> Self {
		Self::with_bucket(start, BUCKET_SECS)
	}

	/// An empty window from `start` whose buckets are `bucket` seconds long: for chains that run
	/// short windows. The rules are the same.
	pub fn with_bucket(start: u64, bucket: u64) -> Self {
		Self { start, bucket, last: None, buckets: [Bucket::default(); BUCKETS] }
	}

	/// Add the sample `price` taken at `time`, later than those before. Samples from before the
	/// window count for as long as they hold inside; those from behind its end only end the hold
	/// of the one before.
	pub fn push(&mut self, time: u64, price: u128) -> Result<(), TwapError> {
		self.count(time)?;
		self.last = Some((time, price));
		Ok(())
	}

	/// Time-weighted mean of all the time held until `now`: the average so far, for prices inside
	/// the window. `None` if nothing is held yet, or if `now` is before the last sample.
	pub fn so_far(&self, now: u64) -> Option<u128> {
		let mut counted = self.clone();
		counted.count_until(now).ok()?;
		let (sum, held) =
			counted.buckets.iter().try_fold((0u128, 0u128), |(sum, held), bucket| {
				Some((sum.checked_add(bucket.sum)?, held.checked_add(u128::from(bucket.held))?))
			})?;
		sum.checked_div(held)
	}

	/// The settlement average.
	pub fn finish(mut self) -> Result<u128, TwapError> {
		let end = u64::try_from(BUCKETS)
			.ok()
			.and_then(|count| self.start.checked_add(self.bucket.checked_mul(count)?))
			.ok_or(TwapError::Overflow)?;
		if self.last.is_some_and(|(time, _)| time < end) {
			self.count_until(end)?;
		}
		mean_of(&self.buckets.map(|bucket| bucket.mean(self.bucket)))
	}

	/// Count the last sample until `time`, a later one's.
	fn count(&mut self, time: u64) -> Result<(), TwapError> {
		if self.last.is_some_and(|(last, _)| last >= time) {
			return Err(TwapError::Unordered);
		}
		self.count_until(time)
	}

	/// Count the last sample until `time` or for as long as it holds, and let go of it.
	fn count_until(&mut self, time: u64) -> Result<(), TwapError> {
		let Some((from, price)) = self.last.take() else { return Ok(()) };
		if time < from {
			return Err(TwapError::Unordered);
		}
		let until = time.min(from.saturating_add(HOLD_SECS));
		let mut begin = self.start;
		for bucket in &mut self.buckets {
			let end = begin.checked_add(self.bucket).ok_or(TwapError::Overflow)?;
			let held = until.min(end).saturating_sub(from.max(begin));
			begin = end;
			if held == 0 {
				continue;
			}
			let weighed = price.checked_mul(u128::from(held)).ok_or(TwapError::Overflow)?;
			bucket.sum = bucket.sum.checked_add(weighed).ok_or(TwapError::Overflow)?;
			bucket.held = bucket.held.saturating_add(held);
		}
		Ok(())
	}
}

/// The settlement average of `samples` of `(time in seconds, price)` with strictly rising times,
/// over the window of [`WINDOW_SECS`] from `start`.
///
/// ```
/// use tenor_math::twap::{settlement_average, TwapError};
/// let every_six_seconds = (0..300).map(|n| (6 * n, 63_250));
/// assert_eq!(settlement_average(0, every_six_seconds), Ok(63_250));
/// assert_eq!(settlement_average(0, [(0, 63_250)]), Err(TwapError::Uncovered(0)));
/// ```
pub fn settlement_average(
	start: u64,
	samples: impl IntoIterator<Item = (u64, u128)>,
) -> Result<u128, TwapError> {
	let mut window = Window::new(start);
	for (time, price) in samples {
		window.push(time, price)?;
	}
	window.finish()
}

/// Plain mean of the buckets, those without a mean filled in.
fn mean_of(means: &[Option<u128>; BUCKETS]) -> Result<u128, TwapError> {
	let covered = means.iter().flatten().count();
	if covered < MIN_COVERED {
		return Err(TwapError::Uncovered(u8::try_from(covered).unwrap_or(u8::MAX)));
	}
	let mut sum = 0u128;
	let mut before: Option<(usize, u128)> = None;
	for (index, mean) in means.iter().enumerate() {
		let price = match mean {
			Some(price) => {
				before = Some((index, *price));
				*price
			},
			None => fill(before, next_covered(means, index), index).ok_or(TwapError::Overflow)?,
		};
		sum = sum.checked_add(price).ok_or(TwapError::Overflow)?;
	}
	u128::try_from(BUCKETS).ok().and_then(|count| sum.checked_div(count)).ok_or(TwapError::Overflow)
}

/// The first covered bucket behind `index`.
fn next_covered(means: &[Option<u128>], index: usize) -> Option<(usize, u128)> {
	means.iter().enumerate().skip(index).find_map(|(index, mean)| mean.map(|price| (index, price)))
}

/// The price at `index` on the line between its neighbours, or the only neighbour's.
fn fill(before: Option<(usize, u128)>, after: Option<(usize, u128)>, index: usize) -> Option<u128> {
	let (Some((left, low)), Some((right, high))) = (before, after) else {
		return before.or(after).map(|(_, price)| price);
	};
	let from_left = u128::try_from(index.checked_sub(left)?).ok()?;
	let from_right = u128::try_from(right.checked_sub(index)?).ok()?;
	low.checked_mul(from_right)?
		.checked_add(high.checked_mul(from_left)?)?
		.checked_div(from_left.checked_add(from_right)?)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	/// One sample at the start of every 15 s of each bucket, its price given by the bucket.
	fn steady(price: impl Fn(u64) -> Option<u128>) -> Vec<(u64, u128)> {
		(0..120u64).filter_map(|n| Some((1_000 + 15 * n, price(n / 4)?))).collect()
	}

	#[test]
	fn a_sample_holds_fifteen_seconds_at_most() {
		let mut window = Window::new(0);
		window.push(0, 10).unwrap();
		window.push(40, 20).unwrap();
		window.push(50, 40).unwrap();
		window.count(70).unwrap();
		let [first, second, ..] = window.buckets;
		// 15 s at 10, 10 s at 20, 10 s at 40; then 5 s at 40.
		assert_eq!((first.sum, first.held), (750, 35));
		assert_eq!((second.sum, second.held), (200, 5));
		assert_eq!(first.mean(60), Some(21));
		assert_eq!(second.mean(60), None);
	}

	#[test]
	fn half_a_bucket_is_enough_and_a_second_less_is_not() {
		let with = |late: u64| {
			let mut samples = steady(|bucket| (bucket != 7).then_some(100));
			// The bucket at 1420: two samples that hold 15 s, or 14 s, before the next bucket.
			samples.extend([(1_000 + 420 + 30 + late, 700), (1_000 + 420 + 45, 700)]);
			samples.sort_unstable();
			settlement_average(1_000, samples).unwrap()
		};
		assert_eq!(with(0), (29 * 100 + 700) / 30);
		assert_eq!(with(1), 100);
	}

	#[test]
	fn gaps_are_linear_and_ends_are_flat() {
		// Bucket n is worth 60·n; 10 and 11 are missing, and so are 0 and 29.
		let missing = |bucket| [0, 10, 11, 29].contains(&bucket);
		let samples = steady(|n| (!missing(n)).then_some(60 * u128::from(n)));
		let expected: u128 = (0..30u128).map(|n| 60 * n.clamp(1, 28)).sum();
		assert_eq!(settlement_average(1_000, samples), Ok(expected / 30));
	}

	#[test]
	fn twenty_four_buckets_are_needed() {
		assert_eq!(settlement_average(1_000, steady(|n| (n >= 6).then_some(9))), Ok(9));
		let fewer = settlement_average(1_000, steady(|n| (n >= 7).then_some(9)));
		assert_eq!(fewer, Err(TwapError::Uncovered(23)));
	}

	#[test]
	fn what_lies_outside_counts_only_where_it_holds_inside() {
		let mut samples = vec![(990, 5_000)];
		samples.extend((0..120u64).map(|n| (1_005 + 15 * n, 100)));
		samples.push((2_900, 1_000_000));
		// 990 holds to 1005: 5 s of the first bucket at 5,000.
		let first = (5 * 5_000 + 55 * 100) / 60;
		assert_eq!(settlement_average(1_000, samples), Ok((first + 29 * 100) / 30));
	}

	#[test]
	fn short_buckets_follow_the_same_rules() {
		let average = |from: u64| {
			let mut window = Window::with_bucket(100, 4);
			// Every two seconds one, bucket n worth 6·n.
			for n in from..60 {
				window.push(100 + 2 * n, 6 * u128::from(n / 2)).unwrap();
			}
			window.finish()
		};
		assert_eq!(average(0), Ok(6 * 29 / 2));
		// Half of bucket 6 is enough, and flat before it.
		assert_eq!(average(13), Ok((6 * 36 + (6..30).map(|n| 6 * n).sum::<u128>()) / 30));
		assert_eq!(average(14), Err(TwapError::Uncovered(23)));
		assert_eq!(Window::with_bucket(100, 0).finish(), Err(TwapError::Uncovered(0)));
	}

	#[test]
	fn order_is_required() {
		assert_eq!(settlement_average(0, [(5, 1), (5, 1)]), Err(TwapError::Unordered));
		assert_eq!(settlement_average(0, [(5, 1), (4, 1)]), Err(TwapError::Unordered));
	}

	#[test]
	fn the_average_so_far_weighs_by_time() {
		let mut window = Window::new(100);
		assert_eq!(window.so_far(100), None);
		window.push(90, 10).unwrap();
		window.push(102, 40).unwrap();
		assert_eq!(window.so_far(101), None);
		assert_eq!(window.so_far(102), Some(10));
		assert_eq!(window.so_far(106), Some((2 * 10 + 4 * 40) / 6));
		assert_eq!(window.so_far(200), Some((2 * 10 + 15 * 40) / 17));
	}

	proptest! {
		#[test]
		fn lies_between_the_extremes_of_the_samples(
			prices in prop::collection::vec(1u128..1 << 110, 100..400),
			gaps in prop::collection::vec(1u64..20, 400),
		) {
			let mut time = 0;
			let samples: Vec<_> = prices
				.iter()
				.zip(gaps)
				.map(|(price, gap)| { time += gap; (time, *price) })
				.collect();
			if let Ok(average) = settlement_average(10, samples) {
				prop_assert!(average + 2 >= *prices.iter().min().unwrap());
				prop_assert!(average <= *prices.iter().max().unwrap());
			}
		}

		/// Injective, December 2025: the average was wrong where prices were in another unit.
		#[test]
		fn the_average_is_the_same_in_any_unit(
			prices in prop::collection::vec(1u128..1 << 70, 150..400),
			gaps in prop::collection::vec(1u64..20, 400),
			digits in 0u32..13,
		) {
			let unit = 10u128.pow(digits);
			let of = |unit: u128| {
				let mut time = 990;
				let price = |(price, gap): (&u128, &u64)| { time += gap; (time, price * unit) };
				settlement_average(1_000, prices.iter().zip(&gaps).map(price).collect::<Vec<_>>())
			};
			match (of(1), of(unit)) {
				// A bucket, what fills a gap and the mean are each rounded down.
				(Ok(one), Ok(other)) => {
					prop_assert!((one * unit..(one + 3) * unit).contains(&other), "{one} {other}");
				},
				(one, other) => prop_assert_eq!(one, other),
			}
		}

		#[test]
		fn agrees_with_a_second_by_second_count(
			steps in prop::collection::vec((1u64..22, 1u128..1 << 90), 150..300),
		) {
			let mut time = 985;
			let samples: Vec<_> = steps.iter().map(|(gap, price)| { time += gap; (time, *price) }).collect();
			let means: Vec<Option<u128>> = (0..30u64)
				.map(|bucket| {
					let held: Vec<u128> = (0..60)
						.filter_map(|second| {
							let now = 1_000 + 60 * bucket + second;
							let (at, price) = samples.iter().rev().find(|(at, _)| *at <= now)?;
							(now - at < HOLD_SECS).then_some(*price)
						})
						.collect();
					let seconds = held.len() as u128;
					(seconds >= 30).then(|| held.iter().sum::<u128>() / seconds)
				})
				.collect();
			let expected = mean_of(means.as_slice().try_into().unwrap());
			prop_assert_eq!(settlement_average(1_000, samples), expected);
		}

		#[test]
		fn answers_for_any_bits(start: u64, mut samples: Vec<(u64, u128)>, near: bool) {
			samples.sort_unstable();
			if near {
				for (at, _) in &mut samples {
					*at = start.wrapping_add(*at % 2_000);
				}
			}
			let _ = settlement_average(start, samples);
		}
	}
}
