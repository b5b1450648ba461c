//! Accounts at their limits, for benchmarks.

use super::*;

/// In base units of the quote asset: more than 640 lots short take at any price.
pub(super) const CASH: Balance = 1_000_000_000_000_000_000;

pub(super) fn trader<T: Config>() -> T::AccountId
where
	T::NativeCurrency: NativeMutate<T::AccountId>,
{
	let who: T::AccountId = whitelisted_caller();
	let native = T::SubaccountDeposit::get().saturating_mul(1_000);
	assert_ok!(T::NativeCurrency::mint_into(&who, native));
	T::BenchmarkHelper::fund(&who, CASH.saturating_mul(4));
	who
}

pub(super) fn open<T: Config>(who: &T::AccountId, cash: Balance) -> SubaccountId {
	let subaccount = NextSubaccount::<T>::get();
	assert_ok!(Pallet::<T>::open_subaccount(RawOrigin::Signed(who.clone()).into()));
	if cash > 0 {
		assert_ok!(Pallet::<T>::deposit(RawOrigin::Signed(who.clone()).into(), subaccount, cash));
	}
	subaccount
}

pub(super) const SCOPE: AgentScope = AgentScope {
	permission: Permission::Trade,
	underlying: None,
	expires: BlockNumber::MAX,
	daily_loss: Some(1),
};

/// Registers an agent.
pub(super) fn set<T: Config>(
	who: &T::AccountId,
	subaccount: SubaccountId,
	index: u32,
) -> T::AccountId {
	let agent: T::AccountId = account("agent", index, 0);
	let named = T::Lookup::unlookup(agent.clone());
	let origin = RawOrigin::Signed(who.clone()).into();
	assert_ok!(Pallet::<T>::set_agent(origin, subaccount, named, SCOPE));
	agent
}

/// Haircuts that leave something, and a cap that holds nothing back.
pub(super) const PARAMETERS: CollateralParameters = CollateralParameters {
	initial_haircut: 5_000,
	maintenance_haircut: 5_000,
	doubt_limit: 0,
	concentration: 0,
	concentration_haircut: 2_500,
	cap: 1_000_000_000,
	deposits: true,
};

/// Base units of each kind of collateral.
pub(super) const COLLATERAL: Balance = 1_000_000_001;

pub(super) fn terms<T: Config>(number: u32) -> CollateralTerms {
	let index = T::BenchmarkHelper::index(number);
	CollateralTerms { index, decimals: 9, unit: COLLATERAL }
}

/// Lists as many assets as there may be, each with an index of its own as far as there are, and returns
/// as many as an account may hold of them, the last listed.
pub(super) fn list<T: Config>(who: &T::AccountId) -> Vec<AssetId> {
	let assets = T::BenchmarkHelper::assets(MAX_COLLATERALS, who, 4 * COLLATERAL);
	for (number, asset) in (0..).zip(&assets) {
		let listed =
			ListedCollateral { asset: *asset, terms: terms::<T>(number), parameters: PARAMETERS };
		assert_ok!(Pallet::<T>::do_list_collateral(listed));
	}
	assets.into_iter().skip((MAX_COLLATERALS - MAX_KINDS) as usize).collect()
}

/// Gives an account as many kinds of collateral as it may hold; returns one.
pub(super) fn pledge<T: Config>(who: &T::AccountId, subaccount: SubaccountId) -> AssetId {
	let assets = list::<T>(who);
	pledge_of::<T>(who, subaccount, &assets)
}

pub(super) fn pledge_of<T: Config>(
	who: &T::AccountId,
	subaccount: SubaccountId,
	assets: &[AssetId],
) -> AssetId {
	for asset in assets {
		let origin = RawOrigin::Signed(who.clone()).into();
		assert_ok!(Pallet::<T>::deposit_collateral(origin, subaccount, *asset, COLLATERAL));
	}
	assets[0]
}

/// Makes an account short one lot in each of `p` series, with `o` open asks spread over the same
/// series; without positions, all in one.
pub(super) fn burden<T: Config>(who: &T::AccountId, subaccount: SubaccountId, p: u32, o: u32) {
	let series = T::BenchmarkHelper::series(MAX_POSITIONS);
	let other = open::<T>(who, 0);
	let lots = |lots| -> Vec<(SeriesId, SignedLots)> {
		(0..p).zip(&series).map(|(_, id)| (*id, SignedLots(lots))).collect()
	};
	let holder = Holder::Subaccount;
	assert_ok!(<Pallet<T> as Ledger>::apply(&[
		Delta { positions: lots(-1), ..Delta::of_cash(holder(subaccount), Money(0)) },
		Delta { positions: lots(1), ..Delta::of_cash(holder(other), Money(0)) },
	]));
	let orders = (0..o)
		.zip(series.iter().take(p.max(1) as usize).cycle())
		.map(|(sequence, series)| OpenOrder {
			id: OrderId { subaccount, key: KeyId::OWNER, sequence, index: 0 },
			series: *series,
			side: Side::Ask,
			limit: Tick(1),
			quantity: Lots(1),
			entered: 0,
			good_til: BlockNumber::MAX,
			name: Some(Name::Client(ClientId(0))),
		})
		.collect();
	assert_ok!(<Pallet<T> as Ledger>::set_open_orders(subaccount, orders));
	outdate::<T>(&series);
}

/// Gives each of these series a full page that does not count any more: it is read, and then the series
/// is valued by itself.
pub(super) fn outdate<T: Config>(series: &[SeriesId]) {
	Pallet::<T>::build_pages(series.iter().copied());
	let full = SERIES_OF_A_PAGE as usize;
	for id in series {
		let Some(VersionedPage::V1(mut page)) = Pages::<T>::get(id.page()) else { continue };
		let (Some(last), rows) = (page.lines.last().copied(), page.values.len() / page.lines.len())
		else {
			continue;
		};
		page.model = u32::MAX;
		page.values.bounded_resize(rows * full, i64::MAX);
		page.prices.bounded_resize(full, Price::ZERO);
		for more in 1.. {
			if page.lines.try_push(Line { id: SeriesId(last.id.0 + more), ..last }).is_err() {
				break;
			}
		}
		Pages::<T>::insert(id.page(), VersionedPage::V1(page));
	}
}

/// An account of another owner.
pub(super) fn counterpart<T: Config>() -> T::AccountId
where
	T::NativeCurrency: NativeMutate<T::AccountId>,
{
	let who: T::AccountId = account("counterpart", 0, 0);
	assert_ok!(T::NativeCurrency::mint_into(&who, T::SubaccountDeposit::get() * 1_000));
	T::BenchmarkHelper::fund(&who, CASH.saturating_mul(4));
	who
}

/// The last `l` of the series that accounts may be in, which [`burden`] leaves alone.
pub(super) fn traded<T: Config>(l: u32) -> Vec<SeriesId> {
	T::BenchmarkHelper::series(MAX_POSITIONS).split_off((MAX_POSITIONS - l) as usize)
}

/// A trade of a lot in each of the last `l` series at their marks: the maker sells every second.
pub(super) fn block<T: Config>(maker: SubaccountId, taker: SubaccountId, l: u32) -> BlockTrade {
	let legs = traded::<T>(l).into_iter().zip([Side::Ask, Side::Bid].into_iter().cycle());
	let legs = legs.map(|(series, side)| {
		let terms = T::Instruments::series(series).unwrap();
		let underlying = T::Instruments::underlying(terms.underlying).unwrap();
		let mark = T::Market::value(&terms).unwrap();
		let price = underlying.tick(mark, Rounding::Up).unwrap();
		BlockLeg { series, side, price, lots: Lots(1) }
	});
	let legs = BoundedVec::truncate_from(legs.collect());
	BlockTrade { maker, taker, legs, last: BlockNumber::MAX }
}
