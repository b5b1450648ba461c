use super::*;

fn portfolio(cash: i128, positions: &[(u32, i64)]) -> Portfolio {
	let positions = positions.iter().map(|(id, lots)| (SeriesId(*id), SignedLots(*lots))).collect();
	Portfolio { cash: Money(cash), positions, policy: MarginPolicy::Standard, ..Default::default() }
}

fn order(series: u32, side: Side, limit: u32, quantity: u64) -> (OrderRisk, Admission) {
	let series = SeriesId(series);
	let order =
		OrderRisk { series, side, limit: Tick(limit), quantity: Lots(quantity), fee: Money::ZERO };
	(order, Admission::Open)
}

fn admit(portfolio: &Portfolio, orders: &[(OrderRisk, Admission)]) -> Vec<Verdict> {
	let applicant =
		Applicant { portfolio: portfolio.clone(), orders: orders.to_vec(), limit: None };
	Margin::admit(&[applicant]).concat()
}

#[test]
fn an_account_is_assessed_at_the_market() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, 100 * UNIT), open(BOB, 100 * UNIT));
		trade(bob, alice, 0, 10, 0);
		trade(alice, bob, 1, 50, 0);
		let unit = MONEY;
		assert_eq!(
			Margin::risk(alice).unwrap().unwrap(),
			Risk {
				equity: Money(90 * unit),
				initial: Money(30 * unit),
				maintenance: Money(18 * unit),
			}
		);
		InitialScale::set(15_000);
		let scaled = Margin::risk(alice).unwrap().unwrap();
		assert_eq!(scaled.initial, Money(45 * unit));
		assert_eq!(scaled.maintenance, Money(18 * unit));
	});
}

#[test]
fn prices_are_asked_for_only_where_a_short_could_be() {
	build_and_execute(|| {
		for stale in [
			|| Spot::set(None),
			|| {
				Spot::set(Some(Price(WAD)));
				Mark::set(None)
			},
		] {
			stale();
			let long = portfolio(MONEY, &[(0, 5)]);
			let short = portfolio(MONEY, &[(0, -5)]);
			assert_ok!(Margin::assess(&long));
			assert_eq!(Margin::assess(&short), Err(RiskError::NoFreshPrice));
			let asked = [
				order(0, Side::Ask, 1, 5),
				order(0, Side::Ask, 1, 1),
				order(1, Side::Bid, 1, 1),
				order(SERIES, Side::Bid, 1, 1),
			];
			assert_eq!(
				admit(&long, &asked),
				vec![
					Ok(()),
					Err(Refusal::Unassessable(RiskError::NoFreshPrice)),
					Ok(()),
					Err(Refusal::Unassessable(RiskError::UnknownSeries)),
				]
			);
		}
	});
}

#[test]
fn m08_admission_tells_the_shortfall() {
	build_and_execute(|| {
		// 10 units: a bid for 10 lots at 1 fits, a lot more does not; an ask takes 4 less its price.
		let account = portfolio(10 * MONEY, &[]);
		let asked = [
			order(0, Side::Bid, 1_000, 10),
			order(1, Side::Bid, 1_000, 1),
			order(1, Side::Ask, 1_000, 1),
		];
		assert_eq!(
			admit(&account, &asked),
			vec![
				Ok(()),
				Err(Refusal::Shortfall(Money(MONEY))),
				Err(Refusal::Shortfall(Money(3 * MONEY))),
			]
		);
		let kept = [asked[0].0];
		assert_eq!(Margin::worst_excess(&account, &kept), Ok(Money::ZERO));
	});
}

#[test]
fn m11_an_account_below_margin_may_buy_back() {
	build_and_execute(|| {
		let account = portfolio(10 * MONEY, &[(0, -10)]);
		let mut asked = order(0, Side::Bid, 1_000, 10);
		assert_eq!(admit(&account, &[asked]), vec![Ok(())]);
		asked.1 = Admission::RiskReducing;
		assert_eq!(admit(&account, &[asked]), vec![Ok(())]);
		// Above what a short lot takes it makes things worse.
		let dear = order(0, Side::Bid, 4_001, 1);
		assert_eq!(admit(&account, &[dear]), vec![Err(Refusal::Shortfall(Money(1_000)))]);
	});
}

#[test]
fn a_future_moves_with_its_forward_and_keeps_margin_on_either_side() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, 100 * UNIT), open(BOB, 100 * UNIT));
		// 100 lots at 1 each: 15 % and 9 % of the forward.
		trade_future(alice, bob, 100, 100 * MONEY);
		let risk = |equity: i128, forward: i128| Risk {
			equity: Money(equity * MONEY),
			initial: Money(15 * forward * MONEY / 100),
			maintenance: Money(9 * forward * MONEY / 100),
		};
		for (forward, long, short) in [(100, 100, 100), (120, 120, 80), (90, 90, 110)] {
			Mark::set(Some(Price(u128::try_from(forward).unwrap() * WAD)));
			assert_eq!(Margin::risk(alice), Some(Ok(risk(long, forward))));
			assert_eq!(Margin::risk(bob), Some(Ok(risk(short, forward))));
		}
		Mark::set(None);
		assert_eq!(Margin::risk(alice), Some(Err(RiskError::NoFreshPrice)));
	});
}

#[test]
fn m08_orders_of_futures_are_admitted_at_their_worst() {
	build_and_execute(|| {
		let account = portfolio(10 * MONEY, &[]);
		// The mark of a lot is 1: a bid at 1.1 loses 0.1 and takes 0.15 a lot.
		let bid = |lots| order(FUTURE.0, Side::Bid, 1_100, lots);
		assert_eq!(admit(&account, &[bid(40)]), vec![Ok(())]);
		let more = Err(Refusal::Shortfall(Money(MONEY / 4)));
		assert_eq!(admit(&account, &[bid(40), bid(1)]), vec![Ok(()), more]);
		let ask = |lots| order(FUTURE.0, Side::Ask, 900, lots);
		let more = Err(Refusal::Shortfall(Money(MONEY / 4)));
		assert_eq!(admit(&account, &[ask(40), ask(1)]), vec![Ok(()), more]);
		// Only the worse side counts.
		assert_eq!(admit(&account, &[bid(40), ask(40)]), vec![Ok(()), Ok(())]);
		Mark::set(None);
		let unknown = Err(Refusal::Unassessable(RiskError::NoFreshPrice));
		assert_eq!(admit(&account, &[bid(1)]), vec![unknown]);
	});
}
