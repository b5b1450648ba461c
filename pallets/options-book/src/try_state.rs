//! What holds of the book's storage between blocks.

use crate::{
	open_order, BookParameters, Carried, Config, Guard, Guards, Intake, IntakeCount, OtherWeight,
	Pallet, ParameterChanges, Parameters, Sequence, Slabs, Windows,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::Encode;
use frame_support::{ensure, traits::Get};
use sp_runtime::TryRuntimeError;
use tenor_auction::{Book, Order};
use tenor_primitives::{
	InstrumentInspect, Lots, OpenOrder, OrderId, PortfolioInspect, SeriesId, SeriesStatus, Side,
	SubaccountId, Volatility,
};

impl<T: Config> Pallet<T> {
	/// The invariants, in this order:
	///
	/// 1. The intake is empty and counts nothing.
	/// 2. Parameters are within their bounds, and their changes keep within the steps.
	/// 3. Each slab decodes, is not empty, bounded, best first, without an empty order. The slabs of a
	///    halted series may be unreadable: that is what halted it.
	/// 4. Each live order of a slab is in its account's record of open orders, and equal to it.
	/// 5. Each recorded live order is in a slab.
	/// 6. As many series are carried as are counted.
	/// 7. In a series that trades, an account's orders on a side where one is reduce-only are together
	///    at most the position on the other side.
	/// 8. No account has two live orders of one name in a series.
	/// 9. Nothing that belongs to a block, and no empty window, is stored.
	/// 10. Guards are of accounts that exist, not empty, and within their bounds.
	/// 11. In a series that trades all bids of an owner that are pegs have lower volatilities than all such
	///     asks.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		ensure!(Intake::<T>::get().is_empty(), "1: requests are left");
		ensure!(IntakeCount::<T>::get() == 0, "1: the count is left");
		ensure!(Parameters::<T>::get().is_valid(), "2: a parameter is out of bounds");
		let changes = ParameterChanges::<T>::get();
		ensure!(changes.is_sound::<BookParameters>(), "2: a parameter moved too far");

		let series: BTreeSet<SeriesId> =
			Slabs::<T>::iter_keys().map(|(series, _)| series).collect();
		let mut booked = BTreeMap::<SubaccountId, BTreeMap<OrderId, OpenOrder>>::new();
		let mut unreadable = BTreeSet::new();
		for series in series {
			let Ok(book) = Self::load(series) else {
				let halted = T::Instruments::status(series) != Some(SeriesStatus::Trading);
				ensure!(halted, "3: a slab of a trading series is corrupt");
				unreadable.insert(series);
				continue;
			};
			ensure!(!book.is_empty(), "3: an empty slab is stored");
			if T::Instruments::status(series) == Some(SeriesStatus::Trading) {
				Self::check_reducing(series, &book)?;
				Self::check_pegs(&book)?;
			}
			let mut names = BTreeSet::new();
			for (side, order) in book.orders() {
				let open = open_order(series, side, order);
				if !open.is_live(Self::now()) {
					continue;
				}
				let twice = booked.entry(open.id.subaccount).or_default().insert(open.id, open);
				ensure!(twice.is_none(), "3: an order stands twice");
				let name = open.name.map(|name| (open.id.subaccount, name));
				ensure!(name.is_none_or(|name| names.insert(name)), "8: a name is used twice");
			}
		}
		let mut accounts: BTreeSet<SubaccountId> = T::Ledger::with_orders().into_iter().collect();
		accounts.extend(booked.keys());
		for subaccount in accounts {
			let recorded = T::Ledger::open_orders(subaccount);
			let bound = usize::try_from(T::MaxOpenOrders::get()).unwrap_or(usize::MAX);
			ensure!(recorded.len() <= bound, "5: an account has too many open orders");
			let recorded: Vec<OpenOrder> = recorded
				.into_iter()
				.filter(|order| !unreadable.contains(&order.series))
				.filter(|order| T::Instruments::series(order.series).is_some())
				.collect();
			let mut own = booked.remove(&subaccount).unwrap_or_default();
			for order in recorded {
				ensure!(own.remove(&order.id) == Some(order), "5: recorded, but not booked so");
			}
			ensure!(own.is_empty(), "4: booked, but not recorded");
		}
		let transient = Sequence::<T>::exists() || OtherWeight::<T>::exists();
		ensure!(!transient, "9: what belongs to a block outlived it");
		for (_, window) in Windows::<T>::iter() {
			ensure!(window.used != 0, "9: an empty window is stored");
		}
		for (subaccount, guard) in Guards::<T>::iter() {
			ensure!(guard != Guard::default(), "10: an empty guard is stored");
			ensure!(T::Ledger::owner(subaccount).is_some(), "10: a guard of no account");
			let limits = guard.protection.map(|protection| protection.limits);
			ensure!(limits.is_none_or(|limits| limits.is_valid()), "10: limits out of bounds");
		}
		let carried = u32::try_from(Carried::<T>::iter_keys().count());
		ensure!(carried == Ok(Carried::<T>::count()), "6: the count of carried series is wrong");
		Ok(())
	}

	fn check_pegs(book: &Book) -> Result<(), TryRuntimeError> {
		let mut bids = BTreeMap::<Vec<u8>, Volatility>::new();
		let pegs = |side| {
			let pegs =
				book.side(side).iter().filter_map(|order| Some((order, order.peg?.volatility)));
			pegs.map(|(order, volatility)| {
				(T::Ledger::owner(order.id.subaccount).encode(), volatility)
			})
		};
		for (owner, volatility) in pegs(Side::Bid) {
			let highest = bids.entry(owner).or_default();
			*highest = volatility.max(*highest);
		}
		let apart = pegs(Side::Ask)
			.all(|(owner, ask)| bids.get(&owner).is_none_or(|highest| *highest < ask));
		ensure!(apart, "11: an owner's pegs could meet");
		Ok(())
	}

	fn check_reducing(series: SeriesId, book: &Book) -> Result<(), TryRuntimeError> {
		let live = |order: &&Order| order.good_til >= Self::now();
		for (side, reducing) in book.orders().filter(|(_, order)| order.reduce_only) {
			let subaccount = reducing.id.subaccount;
			let own = book.side(side).iter().filter(live);
			let own = own.filter(|order| order.id.subaccount == subaccount);
			let sum = own.fold(Lots::ZERO, |sum, order| sum.saturating_add(order.quantity));
			let held = T::Ledger::position(subaccount, series);
			let opposite = (side == Side::Bid) == (held.0 < 0);
			ensure!(
				opposite && sum <= held.magnitude(),
				"7: a reduce-only order could open a position"
			);
		}
		Ok(())
	}
}
