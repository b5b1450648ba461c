use super::*;
use crate::pages::{CleanPages, StoredPage, VersionedPage};
use frame_support::weights::WeightMeter;

fn portfolio(cash: i128, positions: &[(u32, i64)]) -> Portfolio {
	let positions = positions.iter().map(|(id, lots)| (SeriesId(*id), SignedLots(*lots))).collect();
	Portfolio { cash: Money(cash), positions, ..Default::default() }
}

fn ask(series: u32, limit: u32, lots: u64) -> OrderRisk {
	OrderRisk {
		series: SeriesId(series),
		side: Side::Ask,
		limit: Tick(limit),
		quantity: Lots(lots),
		fee: Money::ZERO,
	}
}

fn bid(series: u32, limit: u32, lots: u64) -> OrderRisk {
	OrderRisk { side: Side::Bid, ..ask(series, limit, lots) }
}

fn admit(portfolio: &Portfolio, orders: &[OrderRisk], limit: Option<Lots>) -> Vec<Verdict> {
	let orders = orders.iter().map(|order| (*order, Admission::Open)).collect();
	Margin::admit(&[Applicant { portfolio: portfolio.clone(), orders, limit }]).concat()
}

fn page(id: u32) -> Option<StoredPage> {
	Pages::<Test>::get(PageId(id)).map(|VersionedPage::V1(page)| page)
}

fn spot(dollars: u128, cents: u128) {
	Spot::set(Some(Price(dollars * WAD + cents * WAD / 100)));
}

#[test]
fn a_page_counts_until_its_forward_moves_it_is_old_or_its_model_changes() {
	build_and_execute(|| {
		let short = portfolio(10_000 * MONEY, &[(0, -5)]);
		let built = || {
			assert_eq!(admit(&short, &[], None), vec![]);
			page(0).unwrap()
		};
		let first = built();
		assert_eq!((first.lines.len(), first.prices.len(), first.values.len()), (64, 64, 64 * 36));
		let worth = Margin::assess(&short).unwrap();
		// By less than 5 basis points.
		spot(2_001, 0);
		Time::set(10_000);
		assert_eq!(built(), first);
		assert_eq!(Margin::assess(&short).unwrap(), worth, "the page's price is the margin price");
		spot(2_001, 1);
		let second = built();
		assert_eq!(
			(second.forward, second.built),
			(Price(2_001 * WAD + WAD / 100), Timestamp(10_000))
		);
		assert!(Margin::assess(&short).unwrap().equity < worth.equity);
		Time::set(20_001);
		assert_eq!(built().built, Timestamp(20_001));
		let new = PortfolioParameters { range: 2_000, ..Default::default() };
		let origin = RuntimeOrigin::root();
		assert_ok!(Margin::set_model(origin, UnderlyingId(0), new, Direction::Tighter));
		assert_eq!((page(0).unwrap().model, built().model), (0, 1));
		// Only pages that are named.
		assert_eq!(page(1), None);
	});
}

#[test]
fn a_page_values_as_a_look_without_it_does() {
	build_and_execute(|| {
		for (positions, policy) in [
			(&[(0, -5), (1, -7), (70, 3), (189, -2)][..], MarginPolicy::Portfolio),
			(&[(0, -5), (1, -7), (70, 3), (195, -2)][..], MarginPolicy::Standard),
		] {
			let of = Portfolio { policy, ..portfolio(10_000 * MONEY, positions) };
			let _ = Pages::<Test>::clear(u32::MAX, None);
			let alone = Margin::assess(&of).unwrap();
			assert_eq!(Pages::<Test>::count(), 0, "a look keeps nothing");
			assert_eq!(admit(&of, &[], None), vec![]);
			assert_eq!(Pages::<Test>::count(), 3);
			assert_eq!(Margin::assess(&of).unwrap(), alone);
		}
	});
}

#[test]
fn m10_a_block_builds_so_many_pages_and_uses_others_as_they_are() {
	build_and_execute(|| {
		let of = portfolio(100_000 * MONEY, &[(0, -1), (64, -1), (128, -1)]);
		let by_position = Portfolio { policy: MarginPolicy::Standard, ..of.clone() };
		MaxPagesBuilt::set(2);
		// Buys back what it is short of, and sells more.
		let (bid, ask) = (bid(0, 1_000, 1), ask(0, 1_000, 1));
		let unpriced = Err(Refusal::Unassessable(RiskError::NoFreshPrice));
		assert_eq!(admit(&of, &[ask], None), vec![unpriced]);
		assert_eq!(Pages::<Test>::count(), 2);
		// What was built stays, so that the next block has room for the rest.
		assert_eq!(admit(&of, &[ask], None), vec![Ok(())]);
		assert_eq!(Pages::<Test>::count(), 3);
		// Nothing can be built: what is not too far off still counts.
		MaxPagesBuilt::set(0);
		let before = page(0);
		spot(2_059, 0);
		Time::set(60_000);
		assert_eq!(admit(&of, &[bid, ask], None), vec![Ok(()), Ok(())]);
		// Margin by the position does not say what a price may be wrong by.
		let verdicts = admit(&by_position, &[bid, ask], None);
		assert!(matches!(verdicts[..], [Ok(()), Err(Refusal::Shortfall(_))]));
		assert_eq!(page(0), before);
		Time::set(60_001);
		assert_eq!(admit(&of, &[ask], None), vec![unpriced]);
		Time::set(60_000);
		spot(2_061, 0);
		assert_eq!(admit(&of, &[ask], None), vec![unpriced]);
		assert!(Margin::pages_weight().all_gte(<()>::read_pages(3)));
	});
}

#[test]
fn m08_each_lot_is_charged_what_a_late_page_may_be_wrong_by() {
	build_and_execute(|| {
		let lots = [(0, -1), (64, -1), (128, 2)];
		// The least cash with which two more are sold, in the first place.
		let needed = || {
			let (mut least, mut most) = (0, 100_000 * MONEY);
			while least < most {
				let cash = (least + most) / 2;
				let before = admit(&portfolio(cash, &lots), &[ask(0, 1_000, 2)], None);
				(least, most) = if before[0].is_ok() { (least, cash) } else { (cash + 1, most) };
			}
			least
		};
		let built = needed();
		MaxPagesBuilt::set(0);
		assert_eq!(needed(), built, "they are current");
		let moved = |page: u32, by: u128| {
			Pages::<Test>::mutate(PageId(page), |stored| {
				let Some(VersionedPage::V1(page)) = stored else { panic!("it was built") };
				page.forward = Price(page.forward.0 - by * WAD);
			});
		};
		let units = <Test as Config>::Instruments::underlying(UnderlyingId(0)).unwrap();
		let lot = |price| units.per_lot(Price(price), Rounding::Up).unwrap().0;
		moved(0, 7);
		assert_eq!(needed() - built, 3 * lot(7 * WAD));
		moved(128 / 64, 9);
		assert_eq!(needed() - built, 3 * lot(7 * WAD) + 2 * lot(9 * WAD));
		Pages::<Test>::mutate(PageId(1), |stored| {
			let Some(VersionedPage::V1(page)) = stored else { panic!("it was built") };
			page.surface = Timestamp(page.surface.0 + 1);
		});
		let newer = lot(2_000 * WAD * 30 / 10_000);
		assert_eq!(needed() - built, 3 * lot(7 * WAD) + 2 * lot(9 * WAD) + newer);
	});
}

#[test]
fn m10_each_page_has_its_turn_to_be_built() {
	build_and_execute(|| {
		let of = portfolio(100_000 * MONEY, &[(0, -1), (64, -1), (128, -1)]);
		MaxPagesBuilt::set(1);
		let mut built = vec![];
		for block in 1..7 {
			Time::set(block * 11_000);
			admit(&of, &[], None);
			let now =
				|id: &u32| page(*id).is_some_and(|page| page.built == Timestamp(block * 11_000));
			built.push((0..3).find(now));
		}
		let turns = [0, 1, 2].map(Some);
		assert_eq!(built, [turns, turns].concat());
	});
}

#[test]
fn orders_of_a_limited_account_count_as_far_as_the_limit_goes() {
	build_and_execute(|| {
		// A lot short of a call takes some 4.2 at worst, beside what it is sold at.
		let of = portfolio(30 * MONEY, &[]);
		let asks: Vec<_> = (0..4).map(|id| ask(id * 2, 4_717, 5)).collect();
		let all = admit(&of, &asks, None);
		assert!(all.iter().any(|verdict| verdict.is_err()), "{all:?}");
		assert_eq!(admit(&of, &asks, Some(Lots(2))), vec![Ok(()); 4]);
	});
}

#[test]
fn without_a_price_options_are_sold_as_far_as_they_are_held() {
	build_and_execute(|| {
		Spot::set(None);
		let of = portfolio(MONEY, &[(0, 5)]);
		let verdicts = admit(&of, &[ask(0, 1, 5), ask(0, 1, 1), ask(SERIES, 1, 1)], None);
		let refused = |error| Err(Refusal::Unassessable(error));
		assert_eq!(
			verdicts,
			vec![Ok(()), refused(RiskError::NoFreshPrice), refused(RiskError::UnknownSeries)]
		);
		assert_eq!(Pages::<Test>::count(), 0);
	});
}

#[test]
fn pages_of_series_that_are_gone_are_forgotten_one_a_block() {
	build_and_execute(|| {
		assert_eq!(admit(&portfolio(MONEY, &[(0, 1), (64, 1)]), &[], None), vec![]);
		let clean = |meter: &mut WeightMeter| CleanPages::<Test>::run(meter);
		for _ in 0..3 {
			clean(&mut WeightMeter::new());
		}
		assert_eq!(Pages::<Test>::count(), 2);
		let mut gone = page(1).unwrap();
		gone.lines[0].id = SeriesId(7_777);
		Pages::<Test>::insert(PageId(1), VersionedPage::V1(gone));
		clean(&mut WeightMeter::with_limit(Default::default()));
		assert_eq!(Pages::<Test>::count(), 2);
		clean(&mut WeightMeter::new());
		clean(&mut WeightMeter::new());
		assert_eq!((Pages::<Test>::count(), page(1)), (1, None));
	});
}
