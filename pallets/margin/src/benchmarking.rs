//! Benchmarks of the calls at their limits.

use super::*;
use crate::risk::{Purpose, Snapshot};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{
		fungible::Mutate as NativeMutate,
		fungibles::{Inspect as AssetsInspect, Mutate as AssetsMutate},
		EnsureOrigin, Get,
	},
	weights::WeightMeter,
	BoundedVec,
};
use frame_system::RawOrigin;
use sp_runtime::traits::{Hash, StaticLookup};
use tenor_primitives::{
	AgentScope, AssetId, Balance, BlockEndStep, BlockNumber, Change, Changes, ClientId, Delta,
	Direction, Holder, InstrumentInspect, KeyId, Ledger, Lots, MarginPolicy, MarketView,
	MaxChanges, Money, Name, OpenOrder, OrderId, PageId, Permission, PortfolioInspect, Price,
	Rounding, SeriesId, Side, SignedLots, SubaccountId, Tick, UnderlyingId, SERIES_OF_A_PAGE,
};
use tenor_risk::page::Line;

mod setup;

use setup::*;

/// What benchmarks need from the runtime around the pallet.
pub trait BenchmarkHelper<AccountId> {
	/// Gives `who` so much of the quote asset.
	fn fund(who: &AccountId, amount: Balance);
	/// Lists and opens `count` series with fresh prices.
	fn series(count: u32) -> Vec<SeriesId>;
	/// The series of a full page with fresh prices, of another expiry for each number.
	fn page(number: u32) -> Vec<SeriesId>;
	/// Opens withdrawals and makes every block up to this one final by the validators' word.
	fn finalize();
	/// Creates so many assets, gives the pot what keeps it alive in each and `who` the amount.
	fn assets(count: u32, who: &AccountId, amount: Balance) -> Vec<AssetId>;
	/// An underlying with a fresh index, another for each number.
	fn index(number: u32) -> UnderlyingId;
}

#[benchmarks(
	where T::NativeCurrency: NativeMutate<T::AccountId>,
)]
mod benchmarks {
	use super::*;

	/// With the owner's list one short of full.
	#[benchmark]
	fn open_subaccount() {
		let who = trader::<T>();
		for _ in 1..MAX_SUBACCOUNTS {
			open::<T>(&who, 0);
		}
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));
		assert!(OwnedBy::<T>::get(who).is_full());
	}

	/// With the owner's list full.
	#[benchmark]
	fn close_subaccount() {
		let who = trader::<T>();
		let subaccount = open::<T>(&who, 0);
		for _ in 1..MAX_SUBACCOUNTS {
			open::<T>(&who, 0);
		}
		#[extrinsic_call]
		_(RawOrigin::Signed(who), subaccount);
		assert!(!Accounts::<T>::contains_key(subaccount));
	}

	/// Into a record of the largest size.
	#[benchmark]
	fn deposit() {
		let who = trader::<T>();
		let subaccount = open::<T>(&who, CASH);
		pledge::<T>(&who, subaccount);
		burden::<T>(&who, subaccount, MAX_POSITIONS, MAX_OPEN_ORDERS);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), subaccount, CASH);
		let cash = Pallet::<T>::portfolio(subaccount).map(|portfolio| portfolio.cash);
		assert_eq!(cash, Money::from_balance(CASH * 2));
	}

	/// From an account short in `p` series with `o` open asks in them, paid at once.
	#[benchmark]
	fn withdraw(p: Linear<0, MAX_POSITIONS>, o: Linear<0, MAX_OPEN_ORDERS>) {
		let who = trader::<T>();
		let subaccount = open::<T>(&who, CASH);
		pledge::<T>(&who, subaccount);
		burden::<T>(&who, subaccount, p, o);
		T::BenchmarkHelper::finalize();
		#[extrinsic_call]
		_(RawOrigin::Signed(who), subaccount, 1_000_000);
		let account = Pallet::<T>::account_view(subaccount);
		assert!(account.is_some_and(|account| account.pending.is_none()));
	}

	/// Out of a record of the largest size.
	#[benchmark]
	fn complete_withdrawal() {
		let who = trader::<T>();
		let subaccount = open::<T>(&who, CASH);
		burden::<T>(&who, subaccount, MAX_POSITIONS, MAX_OPEN_ORDERS);
		T::BenchmarkHelper::finalize();
		let mut account = Pallet::<T>::account(subaccount).unwrap();
		account.pending =
			Some(PendingWithdrawal { amount: 1_000_000, requires: Pallet::<T>::now() });
		Pallet::<T>::put_account(subaccount, account);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), subaccount);
		let account = Pallet::<T>::account_view(subaccount);
		assert!(account.is_some_and(|account| account.pending.is_none()));
	}

	/// From an account short in `p` series with `o` open asks in them.
	#[benchmark]
	fn transfer(p: Linear<0, MAX_POSITIONS>, o: Linear<0, MAX_OPEN_ORDERS>) {
		let who = trader::<T>();
		let from = open::<T>(&who, CASH);
		let to = open::<T>(&who, CASH);
		pledge::<T>(&who, from);
		burden::<T>(&who, from, p, o);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), from, to, 1_000_000);
		let cash = Pallet::<T>::portfolio(to).map(|portfolio| portfolio.cash);
		assert_eq!(cash, Money::from_balance(CASH + 1_000_000));
	}

	#[benchmark]
	fn collect_fees() {
		let who = trader::<T>();
		let subaccount = open::<T>(&who, CASH);
		assert_ok!(<Pallet<T> as Ledger>::apply(&[
			Delta::of_cash(Holder::Subaccount(subaccount), Money(-1_000_000)),
			Delta::of_cash(Holder::Fees, Money(1_000_000)),
		]));
		let destination = T::FeeDestination::get();
		let before = T::Assets::balance(T::QuoteAsset::get(), &destination);
		#[extrinsic_call]
		_(RawOrigin::Signed(who));
		assert_eq!(T::Assets::balance(T::QuoteAsset::get(), &destination), before + 1_000_000);
	}

	#[benchmark]
	fn recognise_donation() {
		let who = trader::<T>();
		open::<T>(&who, CASH);
		let pot = Pallet::<T>::pot();
		assert_ok!(T::Assets::mint_into(T::QuoteAsset::get(), &pot, 1_000_000));
		let before = Insurance::<T>::get();
		#[extrinsic_call]
		_(RawOrigin::Signed(who));
		assert!(Insurance::<T>::get() >= before + 1_000_000);
	}

	/// With as many changes remembered as there may be before it.
	#[benchmark]
	fn set_parameters() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		for _ in 1..<MaxChanges as Get<u32>>::get() {
			let mut new = Parameters::<T>::get();
			new.initial += 1;
			assert_ok!(Pallet::<T>::set_parameters(origin.clone(), new, Direction::Tighter));
		}
		let mut new = Parameters::<T>::get();
		new.initial -= 1;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, new, Direction::Looser);
		assert_eq!(Parameters::<T>::get(), new);
		Ok(())
	}

	/// A key without an account, the last agent that a subaccount may have.
	#[benchmark]
	fn set_agent() {
		let who = trader::<T>();
		let subaccount = open::<T>(&who, 0);
		let agents = u32::from(MAX_AGENTS) - 1;
		for index in 0..agents {
			set::<T>(&who, subaccount, index);
		}
		let agent: T::AccountId = account("agent", agents, 0);
		let named = T::Lookup::unlookup(agent.clone());
		#[extrinsic_call]
		_(RawOrigin::Signed(who), subaccount, named, SCOPE);
		assert!(Agents::<T>::contains_key(subaccount, agent));
	}

	#[benchmark]
	fn remove_agent() {
		let who = trader::<T>();
		let subaccount = open::<T>(&who, 0);
		let agent = set::<T>(&who, subaccount, 0);
		let named = T::Lookup::unlookup(agent.clone());
		#[extrinsic_call]
		_(RawOrigin::Signed(who), subaccount, named);
		assert!(!Agents::<T>::contains_key(subaccount, agent));
	}

	/// With as many changes remembered as there may be before it.
	#[benchmark]
	fn set_model() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		T::BenchmarkHelper::page(0);
		let underlying = UnderlyingId(0);
		let change = Change { at: T::Now::get(), moved: Default::default() };
		let changes = alloc::vec![change; <MaxChanges as Get<u32>>::get() as usize - 1];
		ModelSteps::<T>::insert(underlying, Changes(BoundedVec::truncate_from(changes)));
		let new = PortfolioParameters { range: 1_900, ..Default::default() };
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, underlying, new, Direction::Tighter);
		assert_eq!(Models::<T>::get(underlying), new);
		Ok(())
	}

	/// Of an account short in `p` series with `o` open asks in them.
	#[benchmark]
	fn set_policy(p: Linear<0, MAX_POSITIONS>, o: Linear<0, MAX_OPEN_ORDERS>) {
		let who = trader::<T>();
		let subaccount = open::<T>(&who, CASH);
		let mut account = Pallet::<T>::account(subaccount).unwrap();
		account.policy = MarginPolicy::Standard;
		Pallet::<T>::put_account(subaccount, account);
		pledge::<T>(&who, subaccount);
		burden::<T>(&who, subaccount, p, o);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), subaccount, MarginPolicy::Portfolio);
		let account = Pallet::<T>::account(subaccount).unwrap();
		assert_eq!(account.policy, MarginPolicy::Portfolio);
	}

	/// The second of a day. Where each series is valued by itself.
	#[benchmark]
	fn check_in(p: Linear<0, MAX_POSITIONS>) {
		let who = trader::<T>();
		let subaccount = open::<T>(&who, CASH);
		let agent = set::<T>(&who, subaccount, 0);
		pledge::<T>(&who, subaccount);
		burden::<T>(&who, subaccount, p, 0);
		let mut account = Pallet::<T>::account(subaccount).unwrap();
		account.policy = MarginPolicy::Portfolio;
		Pallet::<T>::put_account(subaccount, account);
		let named = T::Lookup::unlookup(agent.clone());
		let origin = RawOrigin::Signed(agent.clone());
		assert_ok!(Pallet::<T>::check_in(origin.clone().into(), subaccount, named.clone()));
		#[extrinsic_call]
		_(origin, subaccount, named);
		assert!(Pallet::<T>::agent(subaccount, &agent).unwrap().watch.is_some());
	}

	/// Full pages that are current, each of another expiry.
	#[benchmark]
	fn read_pages(n: Linear<1, 3>) {
		let series: Vec<SeriesId> = (0..n).flat_map(T::BenchmarkHelper::page).collect();
		Pallet::<T>::build_pages(series.iter().copied());
		let mut pages: Vec<PageId> = series.iter().map(|id| id.page()).collect();
		pages.dedup();
		#[block]
		{
			Snapshot::<T>::of(series, Purpose::Admission(0));
		}
		assert_eq!(pages.len(), n as usize);
		let full = |page| Pallet::<T>::stored_page(page).is_some_and(|page| page.lines.is_full());
		assert!(pages.into_iter().all(full));
	}

	/// A full page that was not built before.
	#[benchmark]
	fn build_page() {
		let series = T::BenchmarkHelper::page(0);
		let _ = Pages::<T>::clear(u32::MAX, None);
		#[block]
		{
			Snapshot::<T>::of(series, Purpose::Admission(1));
		}
		let page = Pages::<T>::iter_values().next();
		assert!(page.is_some_and(|VersionedPage::V1(page)| page.lines.is_full()));
	}

	/// A full page of series that are gone.
	#[benchmark]
	fn clean_page() {
		let series = T::BenchmarkHelper::page(0);
		Pallet::<T>::build_pages(series.iter().copied());
		let page = series.first().unwrap().page();
		let VersionedPage::V1(mut gone) = Pages::<T>::get(page).unwrap();
		gone.lines.iter_mut().for_each(|line| line.id = SeriesId(u32::MAX));
		let _ = Pages::<T>::clear(u32::MAX, None);
		Pages::<T>::insert(page, VersionedPage::V1(gone));
		let mut meter = WeightMeter::new();
		#[block]
		{
			CleanPages::<T>::run(&mut meter);
		}
		assert_eq!(Pages::<T>::count(), 0);
	}

	/// Into a record of the largest size.
	#[benchmark]
	fn deposit_collateral() {
		let who = trader::<T>();
		let subaccount = open::<T>(&who, CASH);
		let asset = pledge::<T>(&who, subaccount);
		burden::<T>(&who, subaccount, MAX_POSITIONS, MAX_OPEN_ORDERS);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), subaccount, asset, COLLATERAL);
		assert_eq!(CollateralOwed::<T>::get(asset), 2 * COLLATERAL);
	}

	/// From an account short in `p` series with `o` open asks in them.
	#[benchmark]
	fn withdraw_collateral(p: Linear<0, MAX_POSITIONS>, o: Linear<0, MAX_OPEN_ORDERS>) {
		let who = trader::<T>();
		let subaccount = open::<T>(&who, CASH);
		let asset = pledge::<T>(&who, subaccount);
		burden::<T>(&who, subaccount, p, o);
		T::BenchmarkHelper::finalize();
		#[extrinsic_call]
		_(RawOrigin::Signed(who), subaccount, asset, COLLATERAL - 1);
		assert_eq!(CollateralOwed::<T>::get(asset), 1);
	}

	/// The last that there may be.
	#[benchmark]
	fn list_collateral() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let who = trader::<T>();
		list::<T>(&who);
		let last = Collaterals::<T>::mutate(|all| all.pop()).ok_or(BenchmarkError::Weightless)?;
		let ListedCollateral { asset, terms, parameters } = last;
		Flows::<T>::remove(asset);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, asset, terms, parameters);
		assert!(Collaterals::<T>::get().is_full());
		Ok(())
	}

	/// With as many changes remembered as there may be before it.
	#[benchmark]
	fn set_collateral() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let asset = list::<T>(&trader::<T>())[0];
		let mut new = PARAMETERS;
		for _ in 1..<MaxChanges as Get<u32>>::get() {
			new.initial_haircut += 1;
			let (origin, direction) = (origin.clone(), Direction::Tighter);
			assert_ok!(Pallet::<T>::set_collateral(origin, asset, new, direction));
		}
		new.initial_haircut -= 1;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, asset, new, Direction::Looser);
		assert!(Collaterals::<T>::get().iter().any(|listed| listed.parameters == new));
		Ok(())
	}

	/// With as many changes remembered as there may be before it.
	#[benchmark]
	fn set_limits() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let asset = list::<T>(&trader::<T>())[0];
		let mut new = FlowLimits::default();
		for _ in 1..<MaxChanges as Get<u32>>::get() {
			new.withdrawals -= 1;
			let (origin, direction) = (origin.clone(), Direction::Tighter);
			assert_ok!(Pallet::<T>::set_limits(origin, asset, new, direction));
		}
		new.withdrawals += 1;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, asset, new, Direction::Looser);
		assert_eq!(Limits::<T>::get(asset), new);
		Ok(())
	}

	/// With as many legs as there may be.
	#[benchmark]
	fn propose_block_trade() {
		let (who, other) = (trader::<T>(), counterpart::<T>());
		let (maker, taker) = (open::<T>(&who, 0), open::<T>(&other, 0));
		let trade = block::<T>(maker, taker, MAX_LEGS);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), trade);
		assert_eq!(BlockTrades::<T>::iter_keys().count(), 1);
	}

	/// Between two accounts that are short in `p` series each, those of the `l` legs among them
	/// afterwards, with `o` open asks in them.
	#[benchmark]
	fn accept_block_trade(
		l: Linear<1, MAX_LEGS>,
		p: Linear<MAX_LEGS, MAX_POSITIONS>,
		o: Linear<0, MAX_OPEN_ORDERS>,
	) {
		let (who, other) = (trader::<T>(), counterpart::<T>());
		let (taker, maker) = (open::<T>(&who, CASH), open::<T>(&other, CASH));
		let assets = list::<T>(&who);
		for (who, subaccount) in [(&who, taker), (&other, maker)] {
			for asset in &assets {
				let amount = 2 * COLLATERAL;
				assert_ok!(T::Assets::mint_into(*asset, who, amount));
			}
			pledge_of::<T>(who, subaccount, &assets);
			burden::<T>(who, subaccount, p - l, o);
		}
		let trade = block::<T>(maker, taker, l);
		let origin = RawOrigin::Signed(other).into();
		assert_ok!(Pallet::<T>::propose_block_trade(origin, trade.clone()));
		#[extrinsic_call]
		_(RawOrigin::Signed(who), trade);
		assert_eq!(Pallet::<T>::account(taker).unwrap().positions.len(), p as usize);
	}

	#[benchmark]
	fn withdraw_block_trade() {
		let (who, other) = (trader::<T>(), counterpart::<T>());
		let (maker, taker) = (open::<T>(&who, 0), open::<T>(&other, 0));
		let trade = block::<T>(maker, taker, MAX_LEGS);
		let origin = RawOrigin::Signed(who.clone()).into();
		assert_ok!(Pallet::<T>::propose_block_trade(origin, trade.clone()));
		#[extrinsic_call]
		_(RawOrigin::Signed(who), maker, T::Hashing::hash_of(&trade));
		assert_eq!(BlockTrades::<T>::iter_keys().count(), 0);
	}

	/// All lots of `l` positions, from an account short in `p` series to one that is short in as many
	/// others, with `o` open asks each.
	#[benchmark]
	fn transfer_positions(
		l: Linear<1, MAX_LEGS>,
		p: Linear<MAX_LEGS, MAX_POSITIONS>,
		o: Linear<0, MAX_OPEN_ORDERS>,
	) {
		let who = trader::<T>();
		let (from, to) = (open::<T>(&who, CASH), open::<T>(&who, CASH));
		let assets = list::<T>(&who);
		for subaccount in [from, to] {
			pledge_of::<T>(&who, subaccount, &assets);
			burden::<T>(&who, subaccount, p - l, o);
		}
		let (other, series) = (open::<T>(&who, 0), traded::<T>(l));
		let lots = |lots| series.iter().map(|series| (*series, SignedLots(lots))).collect();
		let delta = |subaccount, positions| Delta {
			positions,
			..Delta::of_cash(Holder::Subaccount(subaccount), Money(0))
		};
		assert_ok!(<Pallet<T> as Ledger>::apply(&[delta(from, lots(-1)), delta(other, lots(1))]));
		let legs = series.iter().map(|series| PositionLeg { series: *series, lots: Lots(1) });
		let legs = BoundedVec::truncate_from(legs.collect());
		#[extrinsic_call]
		_(RawOrigin::Signed(who), from, to, legs);
		assert_eq!(Pallet::<T>::account(to).unwrap().positions.len(), p as usize);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
