//! From a venue's quotes to a slice an expiry, and to what it says of any expiry.

use super::options::OptionQuote;
use crate::median::median;
use std::collections::{BTreeMap, BTreeSet};
use tenor_math::{
	averaging::{VARIANCE_ENDS_SECS, WINDOW_SECS},
	surface::{
		fit,
		smile::{log_moneyness, volatility},
		term::{variance_in_time, Pillar},
		Grid, Quoted, Slice, NODES,
	},
	Fixed, Rounding,
};
use tenor_primitives::{oracle::SURFACE_NODES, Expiry, Price, MILLIS, SECONDS_PER_YEAR};

/// Fewest options of an expiry.
const LEAST_OPTIONS: usize = 5;

/// Most expiries, the nearest: venues list a dozen.
const MOST_EXPIRIES: usize = 64;

/// What a volatility may be, in percent a year.
const PERCENT: std::ops::RangeInclusive<i128> = 1..=1_000;

/// An ask above this multiple of the bid, in volatility, says next to nothing.
const WIDEST: i64 = 2;

/// Percent by which an option may be off the median of those beside it, in volatility.
const OUTLIER_PERCENT: i128 = 30;

/// Milliseconds of which a deviation reaches the strikes next to the money, which venues do not list closer as
/// the expiry comes.
const NEAR_MS: u64 = 14_400_000;

/// Basis points by which the projection may move a node of a slice between its quotes: as many as the chain
/// allows at first. Quotes that hold more arbitrage are of different times, or wrong.
const TOLERANCE_BP: i128 = 1_000;

/// One expiry as a venue quotes it.
#[derive(Clone, Debug, PartialEq)]
pub struct VenueSlice {
	/// Which expiry.
	pub expiry: Expiry,
	/// The median of the forwards that its options name.
	pub forward: Price,
	/// Total variance of the price itself, from the surface's time on.
	pub smile: Slice<SURFACE_NODES>,
	/// At each node, of the nearest option: half the distance from bid to ask in bp of the variance.
	pub half_spreads: [u16; SURFACE_NODES],
	/// The greatest share by which the projection moved a node between its quotes.
	pub moved: Fixed,
	/// Volatility of the price itself at the money.
	pub at_the_money: Fixed,
	/// What it is fitted to.
	options: Vec<Candidate>,
}

/// How near a slice is to the options that it is fitted to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
	/// The root of the mean square distance from the middle of bid and ask, in volatility as quoted.
	pub error: Fixed,
	/// Options.
	pub options: usize,
	/// Those between whose bid and ask the slice is.
	pub inside: usize,
}

impl VenueSlice {
	/// How near it is to the quotes. `None` out of range.
	pub fn fit(&self) -> Option<Fit> {
		let (mut sum, mut inside) = (Fixed::ZERO, 0usize);
		for option in &self.options {
			let Quoted { k, variance, half_spread } = option.quoted;
			let fitted = self.smile.variance(&NODES, k)?;
			let is_inside = fitted.checked_sub(variance)?.saturating_abs() <= half_spread;
			inside = inside.saturating_add(usize::from(is_inside));
			let off = fitted.checked_div(option.share)?.sqrt()?.checked_sub(option.volatility)?;
			sum = sum.checked_add(off.checked_mul(off)?)?;
		}
		let options = self.options.len();
		let count = Fixed::from_int(i64::try_from(options).ok()?);
		Some(Fit { error: sum.checked_div(count)?.sqrt()?, options, inside })
	}
}

/// What a venue says of one underlying.
#[derive(Clone, Debug, PartialEq)]
pub struct VenueSurface {
	/// When it was made; Unix milliseconds.
	pub at: u64,
	/// Ascending by expiry, without calendar arbitrage.
	pub slices: Vec<VenueSlice>,
	/// Expiries whose quotes hold more arbitrage than is mended, with the greatest share by which a node
	/// between them would move.
	pub left_out: Vec<(Expiry, Fixed)>,
	/// All forwards that the answer names, also of options without sound quotes.
	pub(super) forwards: BTreeSet<Price>,
}

/// What a venue says of one listed expiry now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct View {
	/// Forward over spot, less one.
	pub(super) basis: Fixed,
	/// Total variance of the price itself at the nodes, from now.
	pub(super) variances: [Fixed; SURFACE_NODES],
	/// In bp of the variance.
	pub(super) half_spreads: [u16; SURFACE_NODES],
}

impl VenueSurface {
	/// The slices, as of `at`, of the expiries that have enough sound quotes on both sides of the money.
	///
	/// Venues settle at an average of the last half an hour. Inside of it an option is no longer one on the
	/// price, and its expiry is left alone.
	pub(super) fn of(quotes: &[OptionQuote], at: u64) -> Self {
		let (slices, left_out, forwards) = (Vec::new(), Vec::new(), BTreeSet::new());
		let mut surface = Self { at, slices, left_out, forwards };
		let tolerance = Fixed::from_ratio(TOLERANCE_BP, 10_000);
		let (Some(grid), Some(tolerance)) = (Grid::new(NODES), tolerance) else { return surface };
		let mut expiries = BTreeMap::<u64, Vec<&OptionQuote>>::new();
		for quote in quotes {
			expiries.entry(quote.expiry).or_default().push(quote);
		}
		let mut earlier = None;
		for (expiry, quotes) in expiries.into_iter().take(MOST_EXPIRIES) {
			let left = expiry.saturating_mul(MILLIS).saturating_sub(at);
			if left < WINDOW_SECS.saturating_mul(MILLIS) {
				continue;
			}
			match slice(&grid, expiry, &quotes, left, earlier.as_ref()) {
				Some(found) if found.moved > tolerance => {
					surface.left_out.push((found.expiry, found.moved));
				},
				Some(found) => {
					earlier = Some(found.smile);
					surface.slices.push(found);
				},
				None => {},
			}
		}
		surface
	}

	/// What the venue says of an expiry at a time in Unix milliseconds, where `spot` was the spot when it
	/// was heard.
	///
	/// Between its expiries basis and variance are linear in time, and before the first from nothing now;
	/// `None` after the last.
	pub(super) fn view(&self, expiry: Expiry, now: u64, spot: Price) -> Option<View> {
		let left =
			|expiry: Expiry, at| expiry.timestamp().0.checked_sub(at).filter(|left| *left > 0);
		let live = || self.slices.iter().filter(|slice| left(slice.expiry, now).is_some());
		let wanted = expiry.timestamp().0.saturating_sub(now);
		let covering = live().position(|slice| slice.expiry >= expiry)?;
		// With the one before it, if there is one: time to each, and the share of variance that is left.
		let first = covering.saturating_sub(1);
		let beside = live().enumerate().skip(first).take_while(|(place, _)| *place <= covering);
		let beside = beside.map(|(_, slice)| {
			let (now, then) = (left(slice.expiry, now)?, left(slice.expiry, self.at)?);
			Some((slice, now, Fixed::from_ratio(now.into(), then.into())?))
		});
		let beside: Vec<_> = beside.collect::<Option<_>>()?;
		let at = |value: &dyn Fn(&VenueSlice, Fixed) -> Option<Fixed>| {
			let pillar = |(slice, left, share): &(&VenueSlice, u64, Fixed)| {
				Some(Pillar { seconds: *left, variance: value(slice, *share)? })
			};
			// Any unit of time serves a line.
			let pillars: Option<Vec<_>> = beside.iter().map(pillar).collect();
			variance_in_time(&pillars?, wanted)
		};
		let spot = Fixed::from_wad_floor(spot.0)?;
		let basis = at(&|slice, _| {
			Fixed::from_wad_floor(slice.forward.0)?.checked_div(spot)?.checked_sub(Fixed::ONE)
		})?;
		let mut variances = [Fixed::ZERO; SURFACE_NODES];
		for (node, variance) in variances.iter_mut().enumerate() {
			*variance = at(&|slice, share| slice.smile.variances().get(node)?.checked_mul(share))?;
		}
		let (covering, ..) = beside.last()?;
		Some(View { basis, variances, half_spreads: covering.half_spreads })
	}
}

/// One option on its way into the fit.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Candidate {
	quoted: Quoted,
	/// In the middle of bid and ask, as the venue quotes it.
	volatility: Fixed,
	/// Total variance of the price itself over the square of a quoted volatility.
	share: Fixed,
}

/// The slice of an expiry that is `left` milliseconds away.
fn slice(
	grid: &Grid<SURFACE_NODES>,
	expiry: u64,
	quotes: &[&OptionQuote],
	left: u64,
	earlier: Option<&Slice<SURFACE_NODES>>,
) -> Option<VenueSlice> {
	let mut options: Vec<_> = quotes.iter().filter_map(|quote| candidate(quote, left)).collect();
	options.sort_unstable_by_key(|option| option.quoted.k);
	let options = without_outliers(options);
	if options.len() < LEAST_OPTIONS || !are_about_the_money(&options, left) {
		return None;
	}
	let quoted: Vec<_> = options.iter().map(|option| option.quoted).collect();
	let fitted = fit(grid, &quoted)?;
	let smile = grid.project(&fitted, earlier).ok()?.slice;
	let mut half_spreads = [0; SURFACE_NODES];
	for (half_spread, k) in half_spreads.iter_mut().zip(NODES) {
		*half_spread = half_spread_at(&quoted, k)?;
	}
	Some(VenueSlice {
		expiry: Expiry(expiry),
		forward: Price(median(quotes.iter().map(|quote| quote.forward.0).collect())?),
		smile,
		half_spreads,
		moved: moved(&fitted, &smile, &quoted)?,
		at_the_money: volatility(smile.variance(&NODES, Fixed::ZERO)?, left.checked_div(MILLIS)?)?,
		options,
	})
}

/// An option with a sensible volatility within the nodes, of an expiry that is `left` milliseconds away.
fn candidate(quote: &OptionQuote, left: u64) -> Option<Candidate> {
	let k = log_moneyness(quote.forward.0, quote.strike.0)?;
	let outermost = *NODES.last()?;
	let (least, most) =
		(Fixed::from_ratio(*PERCENT.start(), 100)?, Fixed::from_ratio(*PERCENT.end(), 100)?);
	let sound = quote.bid >= least
		&& quote.ask <= most
		&& quote.ask <= quote.bid.checked_mul_int(WIDEST)?
		&& k.saturating_abs() <= outermost;
	if !sound {
		return None;
	}
	// A quoted volatility is spread over all the time from the quote to expiry, but what is paid is an
	// average, whose variance stops early: the price itself varies more. Here that is the variance of the
	// price, since the chain averages it once more; within the window, where `seconds` may be no more than
	// stops early, nothing is fitted, so that it is three times what is quoted at most.
	let seconds = quote.expiry.checked_mul(MILLIS)?.checked_sub(quote.at)?.checked_div(MILLIS)?;
	let varying = seconds.checked_sub(VARIANCE_ENDS_SECS)?;
	let year = SECONDS_PER_YEAR.checked_mul(MILLIS)?;
	let share = Fixed::from_ratio(left.into(), year.into())?
		.checked_mul(Fixed::from_ratio(seconds.into(), varying.into())?)?;
	let total = |volatility: Fixed| volatility.checked_mul(volatility)?.checked_mul(share);
	let volatility = quote.bid.checked_add(quote.ask)?.div_int(2, Rounding::Down)?;
	let spread = total(quote.ask)?.checked_sub(total(quote.bid)?)?;
	let half_spread = spread.div_int(2, Rounding::Up)?;
	let quoted = Quoted { k, variance: total(volatility)?, half_spread };
	Some(Candidate { quoted, volatility, share })
}

/// Leaves out each option that is off the median of itself and those beside it, two on each side, or of the
/// three at an end. The options are in order of their strikes.
fn without_outliers(options: Vec<Candidate>) -> Vec<Candidate> {
	let bits = |option: &Candidate| option.volatility.to_bits().unsigned_abs();
	let near = |place: usize| {
		let last = options.len().checked_sub(1)?;
		let reach = 2.min(place).min(last.saturating_sub(place)).max(1);
		let from = place.saturating_sub(reach).min(last.saturating_sub(2));
		let to = from.saturating_add(reach.saturating_mul(2)).min(last);
		let beside = options.get(from..=to)?.iter().map(bits).collect();
		let centre = median(beside)?;
		let distance = bits(options.get(place)?).abs_diff(centre);
		let most = centre.checked_mul(OUTLIER_PERCENT.unsigned_abs())?.checked_div(100)?;
		Some(distance <= most)
	};
	let keep: Vec<_> = (0..options.len()).map(|place| near(place).unwrap_or(false)).collect();
	options.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(option, _)| option).collect()
}

/// Whether on each side of the money, or at it, there is an option within a deviation of `left` milliseconds, or
/// of [`NEAR_MS`] if that is more: from far strikes alone the volatility between them would be a guess.
fn are_about_the_money(options: &[Candidate], left: u64) -> bool {
	let near = |option: &Candidate| {
		let Quoted { k, variance, .. } = option.quoted;
		let is_near = || {
			let share = Fixed::from_ratio(left.max(NEAR_MS).into(), left.into())?;
			Some(k.checked_mul(k)? <= variance.checked_mul(share)?)
		};
		is_near().unwrap_or(false)
	};
	let below = options.iter().rev().find(|option| option.quoted.k <= Fixed::ZERO);
	let above = options.iter().find(|option| option.quoted.k >= Fixed::ZERO);
	below.is_some_and(near) && above.is_some_and(near)
}

/// The greatest move of a node between the outer quotes, over what was fitted there. Beyond them the fit only
/// goes on straight.
fn moved(
	fitted: &[Fixed; SURFACE_NODES],
	slice: &Slice<SURFACE_NODES>,
	quoted: &[Quoted],
) -> Option<Fixed> {
	let between = quoted.first()?.k..=quoted.last()?.k;
	let nodes = NODES.iter().zip(fitted.iter().zip(slice.variances()));
	let mut nodes = nodes.filter(|(k, _)| between.contains(k));
	nodes.try_fold(Fixed::ZERO, |most, (_, (fitted, projected))| {
		let share = projected.checked_sub(*fitted)?.saturating_abs().checked_div(*fitted)?;
		Some(most.max(share))
	})
}

/// The half-spread of the option nearest to a node, in bp of its variance, rounded up.
fn half_spread_at(quoted: &[Quoted], k: Fixed) -> Option<u16> {
	let nearest = quoted.iter().min_by_key(|quoted| quoted.k.saturating_sub(k).saturating_abs())?;
	let share = nearest.half_spread.checked_div(nearest.variance)?.checked_mul_int(10_000)?;
	u16::try_from(share.ceil()).ok()
}

#[cfg(test)]
mod tests {
	use super::*;
	use tenor_math::{averaging, implied, OptionKind};
	use tenor_primitives::WAD;

	/// Unix seconds.
	const EXPIRY: u64 = 1_767_772_800;
	const FORWARD: u128 = 90_000 * WAD;

	fn price(kind: OptionKind, strike: u128, left: u64) -> u128 {
		let volatility = Fixed::from_ratio(65, 100).unwrap();
		averaging::price(kind, FORWARD, strike, volatility, left, 0, Rounding::Down).unwrap()
	}

	/// A venue that prices options on the average as the chain does, so long before the expiry: so many
	/// steps of strikes on each side, quoted a percent to each side up to a minute before they are heard.
	fn venue(left: u64, step: u128) -> Vec<OptionQuote> {
		let quote = |(place, kind)| {
			let strike = match kind {
				OptionKind::Call => FORWARD + u128::from(place) * step,
				OptionKind::Put => FORWARD - u128::from(place) * step,
			};
			let aged = left + place * 7 % 60;
			let middle = price(kind, strike, aged);
			let [bid, ask] = [99, 101].map(|percent| {
				let seconds = u32::try_from(aged).unwrap();
				let price = middle / 100 * percent;
				implied::volatility(kind, FORWARD, strike, price, seconds).unwrap().volatility
			});
			let (strike, forward) = (Price(strike), Price(FORWARD));
			let at = (EXPIRY - aged) * MILLIS;
			OptionQuote { expiry: EXPIRY, strike, forward, at, bid, ask }
		};
		let places =
			(1..=12u64).flat_map(|place| [(place, OptionKind::Call), (place, OptionKind::Put)]);
		places.map(quote).collect()
	}

	#[test]
	fn the_mark_is_the_price_that_a_venue_quotes_on_the_average() {
		let grid = Grid::new(NODES).unwrap();
		for (left, step) in [(1_860, 60), (3_600, 100), (7_200, 200), (86_400, 700)] {
			let step = step * WAD;
			let at = (EXPIRY - left) * MILLIS;
			let surface = VenueSurface::of(&venue(left, step), at);
			// The chain reads it half a minute later.
			let later = left - 30;
			let (expiry, now) = (Expiry(EXPIRY), (EXPIRY - later) * MILLIS);
			let view = surface.view(expiry, now, Price(FORWARD)).unwrap();
			let slice = grid.project(&view.variances, None).unwrap().slice;
			for (kind, strike) in [
				(OptionKind::Call, FORWARD),
				(OptionKind::Call, FORWARD + 3 * step),
				(OptionKind::Put, FORWARD - 3 * step),
			] {
				let k = log_moneyness(FORWARD, strike).unwrap();
				let volatility = volatility(slice.variance(&NODES, k).unwrap(), later).unwrap();
				let mark =
					averaging::price(kind, FORWARD, strike, volatility, later, 0, Rounding::Down);
				let (mark, quoted) = (mark.unwrap(), price(kind, strike, later));
				// A thousandth; the spread alone is two hundredths.
				assert!(
					mark.abs_diff(quoted) * 1_000 <= quoted,
					"{left} {strike}: {mark} {quoted}"
				);
			}
		}
	}

	#[test]
	fn options_far_from_the_money_are_no_slice() {
		let (left, step) = (86_400, 700 * WAD);
		let at = (EXPIRY - left) * MILLIS;
		let without = |leave: &dyn Fn(&OptionQuote) -> bool| {
			let mut quotes = venue(left, step);
			quotes.retain(|quote| !leave(quote));
			assert!(quotes.len() > LEAST_OPTIONS);
			VenueSurface::of(&quotes, at).slices.len()
		};
		// A deviation is 3.4 % of the forward, 3,060.
		let reach = |quote: &OptionQuote| quote.strike.0.abs_diff(FORWARD) / WAD;
		assert_eq!(without(&|quote| reach(quote) < 2_500), 1);
		assert_eq!(without(&|quote| reach(quote) < 3_500), 0);
		assert_eq!(without(&|quote| quote.strike.0 > FORWARD && reach(quote) < 3_500), 0);
		assert_eq!(without(&|quote| quote.strike.0 < FORWARD), 0);
		// At the money itself one is enough for both sides.
		let mut quotes = venue(left, step);
		quotes.retain(|quote| reach(quote) > 3_500);
		quotes.push(OptionQuote { strike: Price(FORWARD), ..quotes[0] });
		assert_eq!(VenueSurface::of(&quotes, at).slices.len(), 1);
	}

	#[test]
	fn in_the_last_hour_the_strikes_beside_the_money_are_near_enough() {
		// A deviation of these times is 450, 620 and 880, of four hours 1,250.
		for (left, gap) in [(1_860, 500), (3_600, 700), (7_200, 1_000)] {
			let mut quotes = venue(left, 130 * WAD);
			quotes.retain(|quote| quote.strike.0.abs_diff(FORWARD) > gap * WAD);
			let surface = VenueSurface::of(&quotes, (EXPIRY - left) * MILLIS);
			assert_eq!(surface.slices.len(), 1, "{left}");
		}
	}

	#[test]
	fn an_expiry_whose_quotes_hold_much_arbitrage_is_left_out() {
		const DAY: u64 = 86_400;
		let at = (EXPIRY - DAY) * MILLIS;
		// Days and percent, on a flat smile.
		let of = |expiries: &[(u64, i128)]| {
			let quotes = expiries.iter().flat_map(|(days, percent)| {
				let quote = move |place| OptionQuote {
					expiry: EXPIRY + (days - 1) * DAY,
					strike: Price(FORWARD - 2_000 * WAD + 200 * place * WAD),
					forward: Price(FORWARD),
					at,
					bid: Fixed::from_ratio(percent * 99, 10_000).unwrap(),
					ask: Fixed::from_ratio(percent * 101, 10_000).unwrap(),
				};
				(0..=20u128).map(quote)
			});
			VenueSurface::of(&quotes.collect::<Vec<_>>(), at)
		};
		let days = |surface: &VenueSurface| -> Vec<u64> {
			let expiries = surface.slices.iter().map(|slice| slice.expiry.0);
			expiries.map(|expiry| (expiry - EXPIRY) / DAY + 1).collect()
		};
		// Variance is 0.64, then 0.605 and 0.5 of a day's at 100 %: it falls by 5 and by 22 %.
		let mended = of(&[(1, 80), (2, 55), (4, 60)]);
		assert_eq!((days(&mended), mended.left_out.len()), (vec![1, 2, 4], 0));
		let bp = mended.slices[1].moved.checked_mul_int(10_000).unwrap().floor();
		assert!((300..800).contains(&bp), "{bp}");
		let left_out = of(&[(1, 80), (2, 50), (4, 60)]);
		assert_eq!(days(&left_out), [1, 4]);
		assert_eq!(left_out.left_out[0].0, Expiry(EXPIRY + DAY));
		assert!(left_out.left_out[0].1 > Fixed::from_ratio(20, 100).unwrap());
	}

	#[test]
	fn within_the_window_of_the_average_nothing_is_fitted() {
		let of = |left| {
			let at = (EXPIRY - left) * MILLIS;
			VenueSurface::of(&venue(1_860, 60 * WAD), at).slices.len()
		};
		assert_eq!((of(WINDOW_SECS), of(WINDOW_SECS - 1)), (1, 0));
	}
}
