//! What the benchmarks trade with in the mock.

use super::*;

impl BenchmarkHelper<u64> for World {
	fn series(index: u32) -> SeriesId {
		World::set(|world| {
			world.status.insert(SeriesId(index), SeriesStatus::Trading);
		});
		// What a benchmark writes is undone before the next.
		Parameters::<Test>::put(parameters());
		MaxPositions::set(128);
		MaxOpenOrders::set(512);
		SeriesId(index)
	}
	fn account(index: u32) -> (u64, SubaccountId) {
		let id = SubaccountId(index + 41);
		let portfolio = Portfolio { cash: Money(10_000 * CASH), ..Default::default() };
		World::set(|world| {
			world.portfolios.entry(id).or_insert(portfolio);
		});
		(Self::owner(id).unwrap(), id)
	}
	fn make_short(subaccount: SubaccountId) {
		let series = (0..128).map(<Self as BenchmarkHelper<u64>>::series);
		let positions = series.map(|series| (series, SignedLots(-1))).collect();
		World::set(|world| world.portfolios.get_mut(&subaccount).unwrap().positions = positions);
	}
	fn agent(subaccount: SubaccountId) -> u64 {
		System::inc_providers(&AGENT);
		let agent = Authority { key: KeyId(1), ..Authority::OWNER };
		World::set(|world| {
			world.agents.insert((subaccount, AGENT), agent);
		});
		AGENT
	}
	fn tick(_: SeriesId) -> Tick {
		Tick(100)
	}
	fn strikes(count: u32) -> (UnderlyingId, Expiry) {
		World::set(|world| world.list(count));
		(UnderlyingId(0), Expiry(1))
	}
}
