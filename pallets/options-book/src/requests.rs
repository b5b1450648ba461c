//! The end of a block, first of all: what its requests ask for.

use crate::{block_end::BlockEnd, Action, Config, NewOrder, Reason, Request, Scope};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::Encode;
use frame_support::traits::Get;
use sp_runtime::SaturatedConversion;
use tenor_primitives::{
	BlockNumber, InstrumentInspect, KeyId, Lots, Name, OpenOrder, OrderId, PortfolioInspect,
	Series, SeriesId, SubaccountId,
};

/// What was said last for each subaccount, and with which nonce and key.
type LastWords<V> = BTreeMap<SubaccountId, ((u32, KeyId), V)>;

/// Keeps what was said with the greatest nonce, of several keys with that one by the greatest key.
fn hear<V>(words: &mut LastWords<V>, subaccount: SubaccountId, turn: (u32, KeyId), word: V) {
	if words.get(&subaccount).is_none_or(|(last, _)| *last <= turn) {
		words.insert(subaccount, (turn, word));
	}
}

impl<T: Config> BlockEnd<T> {
	/// Takes the requests in, by account, key and sequence: cancels act on orders of earlier blocks and
	/// on fresh ones of their key with a smaller sequence.
	pub(crate) fn read(&mut self, requests: Vec<Request>) {
		let mut keys = BTreeMap::<(SubaccountId, KeyId), Vec<(u32, Action)>>::new();
		for Request { subaccount, key, sequence, action } in requests {
			keys.entry((subaccount, key)).or_default().push((sequence, action));
		}
		let mut entering = BTreeMap::<SubaccountId, BTreeMap<OrderId, Incoming>>::new();
		let mut leaving = Vec::new();
		let mut sooner = BTreeMap::<SubaccountId, BlockNumber>::new();
		let (mut renewed, mut limited) = (LastWords::new(), LastWords::new());
		for ((subaccount, key), mut actions) in keys {
			// Cancels in batches and by proxies have no sequence of their own, and so come first.
			actions.sort_by_key(|(sequence, action)| (*sequence, action.enters()));
			let mut fresh = BTreeMap::new();
			for (sequence, action) in actions {
				let id = |index| OrderId { subaccount, key, sequence, index };
				match action {
					Action::Place(orders) => {
						fresh.extend(orders.into_iter().map(|(index, order)| {
							(id(index), Incoming { order, name: order.name() })
						}))
					},
					Action::Quote(quotes, good_til) => {
						let legs = quotes.into_iter();
						let legs = legs.flat_map(|(place, quote)| quote.legs(place, good_til));
						fresh.extend(legs.map(|(index, name, order)| {
							(id(index), Incoming { order, name: Some(name) })
						}))
					},
					Action::CancelAll(scope) => {
						leaving.push((subaccount, scope));
						self.cancel_fresh(subaccount, scope, &mut fresh);
					},
					Action::CancelAfter(blocks) => {
						hear(&mut renewed, subaccount, (sequence, key), blocks)
					},
					Action::Protect(protection) => {
						hear(&mut limited, subaccount, (sequence, key), protection)
					},
					Action::CancelSooner(blocks) => {
						let least = sooner.entry(subaccount).or_insert(blocks);
						*least = blocks.min(*least);
					},
					action => self.cancel_some(subaccount, action, &mut fresh),
				}
			}
			for new in fresh.values() {
				self.market(new.order.series);
			}
			entering.entry(subaccount).or_default().extend(fresh);
		}
		for (subaccount, (_, protection)) in limited {
			self.limit(subaccount, protection);
		}
		for (subaccount, (_, blocks)) in renewed {
			self.renew(subaccount, blocks);
		}
		// Whatever else the block says, a key that may only cancel brings a deadline nearer.
		for (subaccount, blocks) in sooner {
			self.bring_nearer(subaccount, blocks);
		}
		leaving.sort_by_key(|(subaccount, of): &(SubaccountId, Scope)| (*subaccount, of.encode()));
		self.cancel_all(&leaving);
		for (subaccount, fresh) in entering {
			self.take_fresh(subaccount, fresh);
		}
	}

	/// A cancel by id, name or series.
	fn cancel_some(
		&mut self,
		subaccount: SubaccountId,
		action: Action,
		fresh: &mut BTreeMap<OrderId, Incoming>,
	) {
		match action {
			Action::Cancel(ids) => self.cancel(subaccount, &ids, fresh),
			Action::CancelClients(names) => {
				for (series, client) in names {
					let client_name = Some(Name::Client(client));
					let meant = |of, name| of == series && name == client_name;
					if !self.cancel_where(subaccount, fresh, meant) {
						let unknown = self.unknown_clients.entry(subaccount).or_default();
						unknown.push((series, client));
					}
				}
			},
			Action::CancelSeries(series) => {
				self.cancel_where(subaccount, fresh, |of, _| of == series);
			},
			Action::Place(_)
			| Action::Quote(..)
			| Action::CancelAll(_)
			| Action::CancelAfter(_)
			| Action::CancelSooner(_)
			| Action::Protect(_) => (),
		}
	}

	/// Cancels the orders of this block that a cancel of so much takes.
	fn cancel_fresh(
		&mut self,
		subaccount: SubaccountId,
		scope: Scope,
		fresh: &mut BTreeMap<OrderId, Incoming>,
	) {
		let entering = fresh.iter();
		let entering =
			entering.filter(|(_, new)| new.is_order() && Self::covers(scope, new.order.series));
		let ids: Vec<OrderId> = entering.map(|(id, _)| *id).collect();
		self.cancel(subaccount, &ids, fresh);
	}

	fn cancel(
		&mut self,
		subaccount: SubaccountId,
		ids: &[OrderId],
		fresh: &mut BTreeMap<OrderId, Incoming>,
	) {
		for id in ids {
			match Self::drop_fresh(*id, fresh) {
				Some(true) => self.refuse(*id, Reason::Requested),
				None if self.take_out(*id, Reason::Requested) => (),
				Some(false) | None => self.unknown.entry(subaccount).or_default().push(*id),
			}
		}
	}

	/// Cancels an order of this block; it takes its name away all the same. `None` if it is not of this
	/// block, false if it was no order.
	fn drop_fresh(id: OrderId, fresh: &mut BTreeMap<OrderId, Incoming>) -> Option<bool> {
		let new = fresh.get_mut(&id)?;
		let was_order = new.is_order();
		new.order.quantity = Lots::ZERO;
		if new.name.is_none() {
			fresh.remove(&id);
		}
		Some(was_order)
	}

	/// Cancels an account's orders in such series with such names: those at rest and those of this block
	/// with a smaller sequence. False if there was none.
	fn cancel_where(
		&mut self,
		subaccount: SubaccountId,
		fresh: &mut BTreeMap<OrderId, Incoming>,
		meant: impl Fn(SeriesId, Option<Name>) -> bool,
	) -> bool {
		let resting = self.account(subaccount).orders.values();
		let resting = resting.filter(|order| meant(order.series, order.name));
		let entering = fresh.iter().filter(|(_, new)| new.is_order());
		let entering = entering.filter(|(_, new)| meant(new.order.series, new.name));
		let resting = resting.map(|order| order.id);
		let ids: Vec<OrderId> = resting.chain(entering.map(|(id, _)| *id)).collect();
		self.cancel(subaccount, &ids, fresh);
		!ids.is_empty()
	}

	/// Takes out the resting orders of accounts that want everything cancelled, in all touched series:
	/// nothing of theirs trades in this block. Each such request touches only so many series more;
	/// orders in others remain.
	fn cancel_all(&mut self, requests: &[(SubaccountId, Scope)]) {
		let most = T::MaxSeriesPerCancel::get().saturated_into();
		let mut named = BTreeMap::<SubaccountId, BTreeSet<SeriesId>>::new();
		for (subaccount, scope) in requests {
			let orders = self.account(*subaccount).orders.values();
			let mut series: BTreeSet<SeriesId> = orders.map(|order| order.series).collect();
			series.retain(|series| Self::covers(*scope, *series));
			let untouched = series.iter().filter(|series| !self.markets.contains_key(series));
			for series in untouched.take(most).copied().collect::<Vec<_>>() {
				self.market(series);
			}
			named.entry(*subaccount).or_default().extend(series);
		}
		for (subaccount, series) in named {
			let open = self.account(subaccount).orders.values().copied();
			let open: Vec<OpenOrder> =
				open.filter(|order| series.contains(&order.series)).collect();
			let (reached, others): (Vec<OpenOrder>, Vec<OpenOrder>) =
				open.into_iter().partition(|order| self.markets.contains_key(&order.series));
			if !others.is_empty() {
				self.remaining.insert(subaccount, others.len().saturated_into());
			}
			let ids: Vec<OrderId> = reached.iter().map(|order| order.id).collect();
			self.cancel(subaccount, &ids, &mut BTreeMap::new());
		}
	}

	/// Whether a cancel of so much takes the orders of a series.
	fn covers(scope: Scope, series: SeriesId) -> bool {
		let within =
			|covers: &dyn Fn(Series) -> bool| T::Instruments::series(series).is_some_and(covers);
		match scope {
			Scope::Everything => true,
			Scope::Underlying(underlying) => within(&|series| series.underlying == underlying),
			Scope::Expiry(underlying, expiry) => {
				within(&|series| (series.underlying, series.expiry) == (underlying, expiry))
			},
		}
	}

	fn take_fresh(&mut self, subaccount: SubaccountId, fresh: BTreeMap<OrderId, Incoming>) {
		if fresh.is_empty() {
			return;
		}
		// It may be closed since, in the same block.
		let Some(owner) = T::Ledger::owner(subaccount) else {
			let orders = fresh.into_iter().filter(|(_, new)| new.is_order());
			orders.for_each(|(id, _)| self.refuse(id, Reason::UnknownSubaccount));
			return;
		};
		if !self.owners.contains_key(&subaccount) {
			let owned = T::Ledger::subaccounts(&owner).into_iter();
			self.owners.extend(owned.map(|subaccount| (subaccount, owner.clone())));
		}
		let now = self.now;
		let series = fresh.values().map(|new| new.order.series).collect();
		self.drop_dead(subaccount, &series);
		let mut room = self.room(subaccount);
		for (id, new) in fresh {
			if let Err(reason) = room.take(&new) {
				self.refuse(id, reason);
				continue;
			}
			let Incoming { order, name } = new;
			self.market(order.series).fresh.push(order.enter(id, now, name));
		}
	}

	/// Takes a resting order out of its account and marks it for its book; false if it is not open.
	pub(crate) fn take_out(&mut self, id: OrderId, reason: Reason) -> bool {
		let account = self.account(id.subaccount);
		let Some(order) = account.orders.remove(&id) else { return false };
		account.changed = true;
		let market = self.market(order.series);
		market.cancelled.push(id);
		market.change.leave([id], reason);
		true
	}

	/// What an account may still place, once its cancels are done.
	fn room(&mut self, subaccount: SubaccountId) -> Room {
		let portfolio = T::Ledger::portfolio(subaccount).unwrap_or_default();
		let tier = self.parameters.most_orders(portfolio.cash);
		let orders = &self.account(subaccount).orders;
		let open = orders.values().map(|order| order.series);
		let held = portfolio.positions.into_iter().map(|(series, _)| series);
		let limit = |limit: u32| usize::try_from(limit).unwrap_or(usize::MAX);
		Room {
			orders: limit(T::MaxOpenOrders::get().min(tier)).saturating_sub(orders.len()),
			most_series: limit(T::MaxPositions::get()),
			series: open.chain(held).collect(),
			names: orders.values().filter_map(|order| Some((order.series, order.name?))).collect(),
		}
	}
}

/// An order of this block, or a name that is to be taken away.
struct Incoming {
	order: NewOrder,
	name: Option<Name>,
}

impl Incoming {
	/// Whether it is an order; if not, it only takes its name away.
	fn is_order(&self) -> bool {
		!self.order.quantity.is_zero()
	}
}

/// What an account may still place.
struct Room {
	/// So many orders.
	orders: usize,
	/// In so many series, those it holds included.
	most_series: usize,
	/// The series that it names so far.
	series: BTreeSet<SeriesId>,
	/// Orders with these names are replaced, and take no room.
	names: BTreeSet<(SeriesId, Name)>,
}

impl Room {
	fn take(&mut self, new: &Incoming) -> Result<(), Reason> {
		let Incoming { order, name } = new;
		if !new.is_order() {
			return Ok(());
		}
		let replaces = name.is_some_and(|name| self.names.contains(&(order.series, name)));
		if !replaces && self.orders == 0 {
			return Err(Reason::TooManyOpenOrders);
		}
		if !self.series.contains(&order.series) && self.series.len() >= self.most_series {
			return Err(Reason::TooManyPositions);
		}
		if !replaces {
			self.orders = self.orders.saturating_sub(1);
		}
		self.series.insert(order.series);
		self.names.extend(name.map(|name| (order.series, name)));
		Ok(())
	}
}
