//! Which expiries a schedule keeps listed: a pure function of time.

// The codec's derive casts the index of a variant.
#![allow(clippy::cast_possible_truncation)]

use alloc::{collections::BTreeSet, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use tenor_primitives::Expiry;

/// Seconds of a day.
const DAY: u64 = 86_400;

/// Seconds from midnight UTC to a dated expiry: 08:00.
const HOUR_OF_EXPIRY: u64 = 8 * 3_600;

/// Most expiries that a calendar names at once; below the expiries that an underlying may have, so that
/// those which wait for their price do not stop the schedule.
pub const MAX_EXPIRIES_AHEAD: u8 = 12;

/// When the options of a schedule expire, and how many expiries are kept listed.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Calendar {
	/// At regular distances, so that a person sees an expiry come.
	#[codec(index = 0)]
	Interval {
		/// Seconds between two expiries.
		period: u64,
		/// Seconds from a multiple of the period to an expiry; below the period.
		offset: u64,
		/// How many are kept listed.
		ahead: u8,
	},
	/// At 08:00 UTC of these days, so many of each kind ahead. A day of several kinds counts as each.
	#[codec(index = 1)]
	Dated {
		/// Every day.
		daily: u8,
		/// Fridays.
		weekly: u8,
		/// Last Fridays of a month.
		monthly: u8,
		/// Last Fridays of March, June, September and December.
		quarterly: u8,
	},
}

impl Calendar {
	/// The expiries kept listed at a time: those after it, in seconds since 1970; ascending.
	pub fn expiries_after(self, seconds: u64) -> Vec<Expiry> {
		match self {
			Self::Interval { period, offset, ahead } => {
				let passed = seconds.saturating_sub(offset).checked_div(period).unwrap_or(0);
				// Before the first multiple of the period, the offset itself is an expiry too.
				let first = if seconds < offset { 0 } else { passed.saturating_add(1) };
				let expiry = |ahead| first.saturating_add(ahead).saturating_mul(period);
				(0..ahead.into())
					.map(|ahead| Expiry(expiry(ahead).saturating_add(offset)))
					.collect()
			},
			Self::Dated { daily, weekly, monthly, quarterly } => {
				// The first day whose expiry is still to come.
				let rest_of_day = DAY.saturating_sub(HOUR_OF_EXPIRY);
				let first = seconds.saturating_add(rest_of_day).checked_div(DAY).unwrap_or(0);
				let days = (first..).take(daily.into());
				let fridays = (first_friday(first)..).step_by(7).take(weekly.into());
				let months = last_fridays(first, 1).take(monthly.into());
				let quarters = last_fridays(first, 3).take(quarterly.into());
				let days: BTreeSet<u64> =
					days.chain(fridays).chain(months).chain(quarters).collect();
				let expiry = |day: u64| day.saturating_mul(DAY).saturating_add(HOUR_OF_EXPIRY);
				days.into_iter().map(|day| Expiry(expiry(day))).collect()
			},
		}
	}

	/// The most expiries that it names at once.
	fn most(self) -> u32 {
		match self {
			Self::Interval { ahead, .. } => ahead.into(),
			Self::Dated { daily, weekly, monthly, quarterly } => {
				[daily, weekly, monthly, quarterly].map(u32::from).into_iter().sum()
			},
		}
	}

	/// The least seconds between two of its expiries.
	pub(crate) fn shortest(self) -> u64 {
		match self {
			Self::Interval { period, .. } => period,
			Self::Dated { .. } => DAY,
		}
	}

	/// The most seconds to the last expiry that it names.
	fn reach(self) -> Option<u64> {
		match self {
			Self::Interval { period, ahead, .. } => period.checked_mul(ahead.into()),
			Self::Dated { daily, weekly, monthly, quarterly } => {
				// Months are four or five weeks from last Friday to last Friday, quarters 13 or 14.
				let days = [(daily, 1u64), (weekly, 7), (monthly, 35), (quarterly, 98)];
				let days = days.map(|(ahead, most)| u64::from(ahead).saturating_mul(most));
				days.into_iter().max()?.checked_mul(DAY)
			},
		}
	}

	/// Whether all its expiries are multiples of `granularity`, some are ahead, but not too many and
	/// none farther than `horizon`, both in seconds.
	pub fn is_valid(self, granularity: u64, horizon: u64) -> bool {
		let aligned = |seconds: u64| seconds.checked_rem(granularity) == Some(0);
		let sound = match self {
			Self::Interval { period, offset, .. } => {
				period > 0 && aligned(period) && aligned(offset) && offset < period
			},
			Self::Dated { .. } => aligned(DAY) && aligned(HOUR_OF_EXPIRY),
		};
		sound
			&& (1..=MAX_EXPIRIES_AHEAD.into()).contains(&self.most())
			&& self.reach().is_some_and(|reach| reach <= horizon)
	}
}

/// The first Friday from a day on; days count from Thursday, 1 January 1970.
fn first_friday(day: u64) -> u64 {
	let past = day.saturating_add(6).checked_rem(7).unwrap_or(0);
	day.saturating_add(if past == 0 { 0 } else { 7u64.saturating_sub(past) })
}

/// The last Fridays from a day on of every `each`th month, so that December is one of them.
fn last_fridays(day: u64, each: u64) -> impl Iterator<Item = u64> {
	// 4,800 months are 146,097 days; the month of a day is at most one away from its share.
	let month = day.saturating_mul(4_800).checked_div(146_097).unwrap_or(0).saturating_sub(1);
	let of_kind = move |month: &u64| month.saturating_add(1).checked_rem(each) == Some(0);
	(month..).filter(of_kind).map(last_friday).skip_while(move |friday| *friday < day)
}

/// The last Friday of a month; months count from January 1970.
fn last_friday(month: u64) -> u64 {
	let last = first_day(month.saturating_add(1)).saturating_sub(1);
	last.saturating_sub(last.saturating_add(6).checked_rem(7).unwrap_or(0))
}

/// The first day of a month, by the Gregorian calendar. Years begin in March, so that a leap day is
/// their last.
fn first_day(month: u64) -> u64 {
	const UP_TO_1970: u64 = 719_468;
	let months = month.saturating_add(10);
	let part = |number: u64, of: u64| number.checked_div(of).unwrap_or(0);
	let year = part(months, 12).saturating_add(1_969);
	let of_year = months.checked_rem(12).unwrap_or(0).saturating_mul(153).saturating_add(2);
	year.saturating_mul(365)
		.saturating_add(part(year, 4))
		.saturating_sub(part(year, 100))
		.saturating_add(part(year, 400))
		.saturating_add(part(of_year, 5))
		.saturating_sub(UP_TO_1970)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use std::sync::LazyLock;

	const HOUR: u64 = 3_600;

	/// A day as a wall calendar shows it.
	#[derive(Clone, Copy)]
	struct Day {
		year: u32,
		month: u32,
		date: u32,
		friday: bool,
	}

	fn length(year: u32, month: u32) -> u32 {
		let leap =
			year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
		match month {
			2 if leap => 29,
			2 => 28,
			4 | 6 | 9 | 11 => 30,
			_ => 31,
		}
	}

	/// All days from 1970 to 2420, counted one by one.
	static DAYS: LazyLock<Vec<Day>> = LazyLock::new(|| {
		let mut names = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"].into_iter().cycle();
		let mut days = vec![];
		for year in 1970..=2420 {
			for month in 1..=12 {
				for date in 1..=length(year, month) {
					let friday = names.next() == Some("Fri");
					days.push(Day { year, month, date, friday });
				}
			}
		}
		days
	});

	impl Day {
		fn is_last_friday(&self) -> bool {
			self.friday && self.date + 7 > length(self.year, self.month)
		}

		fn is_quarterly(&self) -> bool {
			self.is_last_friday() && [3, 6, 9, 12].contains(&self.month)
		}
	}

	/// The first `count` expiries after a time on days of one kind.
	fn next(seconds: u64, count: u8, of_kind: impl Fn(&Day) -> bool) -> Vec<u64> {
		let today = seconds / DAY;
		let ahead = DAYS[usize::try_from(today).unwrap()..].iter().zip(today..);
		let expiries = ahead.filter(|(day, _)| of_kind(day)).map(|(_, at)| at * DAY + 8 * HOUR);
		expiries.filter(|expiry| *expiry > seconds).take(count.into()).collect()
	}

	fn named(calendar: Calendar, seconds: u64) -> Vec<u64> {
		calendar.expiries_after(seconds).into_iter().map(|expiry| expiry.0).collect()
	}

	fn arb_dated() -> impl Strategy<Value = Calendar> {
		(0u8..=6, 0u8..=6, 0u8..=6, 0u8..=6).prop_map(|(daily, weekly, monthly, quarterly)| {
			Calendar::Dated { daily, weekly, monthly, quarterly }
		})
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(2_000))]

		#[test]
		fn dated_expiries_are_those_of_a_calendar_counted_day_by_day(
			calendar in arb_dated(),
			day in 0u64..157_000,
			second in prop_oneof![Just(8 * HOUR - 1), Just(8 * HOUR), Just(0), 0..DAY],
		) {
			let Calendar::Dated { daily, weekly, monthly, quarterly } = calendar else { return Ok(()) };
			let now = day * DAY + second;
			let mut expected = next(now, daily, |_| true);
			expected.extend(next(now, weekly, |day| day.friday));
			expected.extend(next(now, monthly, Day::is_last_friday));
			expected.extend(next(now, quarterly, Day::is_quarterly));
			expected.sort_unstable();
			expected.dedup();
			prop_assert_eq!(named(calendar, now), expected);
		}

		/// What was named before and has not come is named still, so that the list never grows past
		/// what one look names; and none lies beyond the reach.
		#[test]
		fn an_expiry_is_named_until_it_comes(
			calendar in arb_dated(),
			now in 0..140_000 * DAY,
			later in 0..400 * DAY,
		) {
			let (before, after) = (named(calendar, now), named(calendar, now + later));
			prop_assert!(after.len() <= usize::try_from(calendar.most()).unwrap());
			let reach = calendar.reach().unwrap();
			prop_assert!(before.iter().all(|expiry| *expiry > now && *expiry - now <= reach));
			let left = before.iter().filter(|expiry| **expiry > now + later);
			prop_assert!(left.into_iter().all(|expiry| after.contains(expiry)));
		}

		#[test]
		fn intervals_are_the_next_multiples_of_the_period(
			period in 1u64..100_000,
			offset in 0u64..100_000,
			ahead in 0u8..=12,
			now in 0u64..10_000_000,
		) {
			let offset = offset % period;
			let first = (0..).map(|n| n * period + offset).find(|expiry| *expiry > now).unwrap();
			let expected: Vec<u64> = (0..ahead.into()).map(|n| first + n * period).collect();
			prop_assert_eq!(named(Calendar::Interval { period, offset, ahead }, now), expected);
		}
	}

	#[test]
	fn the_calendar_of_november_2026() {
		let calendar = Calendar::Dated { daily: 3, weekly: 2, monthly: 2, quarterly: 2 };
		let at = |day: u64| (day * DAY) + 8 * HOUR;
		// Saturday, 21 November 2026.
		let day = 20_778;
		let (sunday, friday) = (day + 1, day + 6);
		// The 27th is the last Friday of November, the 25th of December and of March 2027 the 26th.
		let expected = [sunday, day + 2, day + 3, friday, friday + 7, friday + 28, friday + 119];
		assert_eq!(named(calendar, day * DAY + 12 * HOUR), expected.map(at));
	}

	#[test]
	fn calendars_are_bounded() {
		const YEAR: u64 = 366 * DAY;
		let dated = |daily, weekly, monthly, quarterly| {
			let calendar = Calendar::Dated { daily, weekly, monthly, quarterly };
			calendar.is_valid(60, 2 * YEAR)
		};
		assert!(dated(3, 3, 3, 3) && dated(12, 0, 0, 0) && dated(0, 0, 0, 7));
		assert!(!dated(0, 0, 0, 0) && !dated(4, 3, 3, 3) && !dated(255, 255, 255, 255));
		// Eight quarters reach beyond two years.
		assert!(!dated(0, 0, 0, 8));
		let dated = Calendar::Dated { daily: 1, weekly: 0, monthly: 0, quarterly: 0 };
		assert!(dated.is_valid(HOUR, YEAR) && !dated.is_valid(7 * HOUR, YEAR));
	}
}
