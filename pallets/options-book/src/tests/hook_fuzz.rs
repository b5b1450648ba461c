//! The block-end hook over whatever could be stored.

use super::*;
use frame_support::{
	storage::{storage_prefix, unhashed::put_raw},
	BoundedVec,
};
use proptest::prelude::*;
use sp_runtime::Permill;
use tenor_auction::{Order, Peg};

/// The series that nothing is done to, and the accounts that trade it.
const SOUND: SeriesId = SeriesId(4);
const TRADERS: [u32; 2] = [7, 8];

/// What is written over the pallet's storage.
#[derive(Clone, Debug)]
enum Damage {
	/// Bytes for a value, whatever they decode to.
	Raw(&'static [u8], Vec<u8>),
	/// Bytes under a key of a map.
	Entry(&'static [u8], Vec<u8>, Vec<u8>),
	/// Bytes for one side of a book.
	SlabBytes(SeriesId, Side, Vec<u8>),
	/// One side of a book, in any order.
	Slab(SeriesId, Side, Vec<Order>),
	/// One side of a book as it should be, but for that no account knows of it.
	Sorted(SeriesId, Side, Vec<Order>),
	Intake(Vec<Request>),
	Carried(Vec<u32>),
	Parameters(BookParameters),
	Guard(u32, Guard),
	Volume(u32, Volume),
}

impl Damage {
	fn write(self) {
		match self {
			Self::Raw(item, bytes) => put_raw(&storage_prefix(b"Book", item), &bytes),
			Self::Entry(item, key, bytes) => {
				put_raw(&[&storage_prefix(b"Book", item)[..], &key].concat(), &bytes)
			},
			Self::SlabBytes(series, side, bytes) => {
				put_raw(&Slabs::<Test>::hashed_key_for((series, side)), &bytes)
			},
			Self::Slab(series, side, orders) => {
				let slab = Slab::V1(BoundedVec::truncate_from(orders));
				Slabs::<Test>::insert((series, side), slab);
			},
			Self::Sorted(series, side, mut orders) => {
				orders.sort_by(|one, other| one.rank(other, side));
				Self::Slab(series, side, orders).write();
			},
			Self::Intake(requests) => Intake::<Test>::put(requests),
			Self::Carried(series) => {
				series.into_iter().for_each(|id| Carried::<Test>::insert(SeriesId(id), ()))
			},
			Self::Parameters(parameters) => Parameters::<Test>::put(parameters),
			Self::Guard(account, guard) => Guards::<Test>::insert(SubaccountId(account), guard),
			Self::Volume(account, volume) => Volumes::<Test>::insert(SubaccountId(account), volume),
		}
	}
}

fn damaged() -> impl Strategy<Value = SeriesId> {
	(0u32..4).prop_map(SeriesId)
}

fn side() -> impl Strategy<Value = Side> {
	prop_oneof![Just(BID), Just(ASK)]
}

/// Of one of the accounts with orders, of one without, or of none that was ever opened.
fn order_id() -> impl Strategy<Value = OrderId> {
	let account = prop_oneof![6 => 1u32..5, 1 => 30u32..33, 1 => any::<u32>()];
	let account = account.prop_filter("the sound ones", |id| !TRADERS.contains(id));
	(account, 0u16..2, 0u32..4, 0u8..3).prop_map(|(account, key, sequence, index)| OrderId {
		subaccount: SubaccountId(account),
		key: KeyId(key),
		sequence,
		index,
	})
}

fn kind() -> impl Strategy<Value = Kind> {
	prop_oneof![Just(Kind::GoodTil), Just(Kind::ImmediateOrCancel), Just(Kind::PostOnly)]
}

fn lots() -> impl Strategy<Value = u64> {
	prop_oneof![4 => 1u64..50, 1 => Just(0), 1 => any::<u64>(), 1 => Just(u64::MAX)]
}

fn limit() -> impl Strategy<Value = u32> {
	prop_oneof![4 => 90u32..111, 1 => any::<u32>()]
}

fn block() -> impl Strategy<Value = BlockNumber> {
	prop_oneof![4 => 0u32..6, 1 => any::<u32>()]
}

fn name() -> impl Strategy<Value = Option<Name>> {
	let client = (0u32..2).prop_map(|id| Name::Client(ClientId(id)));
	prop::option::of(prop_oneof![client, Just(Name::Bid), Just(Name::Ask)])
}

fn volatility() -> impl Strategy<Value = Volatility> {
	prop_oneof![4 => 450_000u32..550_000, 1 => Just(0), 1 => any::<u32>()].prop_map(Volatility)
}

/// A limit, and a peg whose worst price is mostly no better.
fn price() -> impl Strategy<Value = (Tick, Option<Peg>)> {
	let worst = prop_oneof![3 => Just(None), 1 => limit().prop_map(Some)];
	let peg = prop::option::weighted(0.4, (volatility(), worst, block()));
	(limit(), peg).prop_map(|(limit, peg)| {
		let peg = peg.map(|(volatility, worst, priced)| Peg {
			volatility,
			worst: Tick(worst.unwrap_or(limit)),
			priced,
		});
		(Tick(limit), peg)
	})
}

fn stored_order() -> impl Strategy<Value = Order> {
	let behaviour = (kind(), any::<bool>(), any::<bool>(), name());
	(order_id(), price(), lots(), block(), block(), behaviour).prop_map(
		|(id, (limit, peg), quantity, entered, good_til, (kind, taker, reduce_only, name))| Order {
			id,
			limit,
			quantity: Lots(quantity),
			entered,
			good_til,
			kind,
			taker,
			reduce_only,
			name,
			peg,
		},
	)
}

fn request() -> impl Strategy<Value = Request> {
	let series = || prop_oneof![4 => damaged(), 1 => (10u32..20).prop_map(SeriesId)];
	let fields = (
		series(),
		side(),
		limit(),
		lots(),
		block(),
		kind(),
		any::<bool>(),
		prop::option::of(any::<u32>()),
		(name(), prop::option::weighted(0.4, volatility())),
	);
	let sent = fields.prop_map(
		|(series, side, limit, quantity, good_til, kind, reduce_only, within, (name, peg))| {
			NewOrder {
				good_til,
				peg,
				kind,
				reduce_only,
				within,
				client: match name {
					Some(Name::Client(client)) => Some(client),
					_ => None,
				},
				..order(series, side, limit, quantity)
			}
		},
	);
	let leg = || {
		(limit(), lots()).prop_map(|(limit, lots)| Leg { limit: Tick(limit), quantity: Lots(lots) })
	};
	let quote = (series(), leg(), leg()).prop_map(|(series, bid, ask)| Quote { series, bid, ask });
	let names = prop::collection::vec((series(), (0u32..2).prop_map(ClientId)), 0..4);
	let action = prop_oneof![
		6 => prop::collection::vec((0u8..3, sent), 0..6)
			.prop_map(|orders| Action::Place(BoundedVec::truncate_from(orders))),
		3 => (prop::collection::vec((any::<u8>(), quote), 0..4), block())
			.prop_map(|(quotes, until)| Action::Quote(BoundedVec::truncate_from(quotes), until)),
		2 => prop::collection::vec(order_id(), 0..6)
			.prop_map(|ids| Action::Cancel(BoundedVec::truncate_from(ids))),
		1 => series().prop_map(Action::CancelSeries),
		1 => names.prop_map(|names| Action::CancelClients(BoundedVec::truncate_from(names))),
		1 => Just(Action::CancelAll(ALL)),
	];
	(order_id(), action).prop_map(|(OrderId { subaccount, key, sequence, .. }, action)| Request {
		subaccount,
		key,
		sequence,
		action,
	})
}

fn money() -> impl Strategy<Value = Money> {
	prop_oneof![(-9i128..9).prop_map(Money), Just(Money(i128::MIN)), Just(Money(i128::MAX))]
}

fn guard() -> impl Strategy<Value = Guard> {
	let limits = (block(), block(), prop::option::of(lots()), prop::option::of(lots()));
	let limits =
		(limits, prop::option::of(money())).prop_map(|((window, pause, quantity, delta), vega)| {
			Protection { window, pause, quantity: quantity.map(Lots), delta: delta.map(Lots), vega }
		});
	let protection = (limits, block(), lots(), money(), money(), block()).prop_map(
		|(limits, since, quantity, delta, vega, paused_until)| Protected {
			limits,
			since,
			quantity: Lots(quantity),
			delta: delta.0,
			vega,
			paused_until,
		},
	);
	(block(), prop::option::of(block()), prop::option::of(protection))
		.prop_map(|(pulled, deadline, protection)| Guard { pulled, deadline, protection })
}

fn damage() -> impl Strategy<Value = Damage> {
	let bytes = || prop::collection::vec(any::<u8>(), 0..60);
	let value = prop::sample::select(vec![
		&b"Intake"[..],
		b"IntakeCount",
		b"CounterForCarried",
		b"LastCarried",
		b"LastSwept",
		b"LastGuarded",
		b"Parameters",
		b"OtherWeight",
	]);
	let map = prop::sample::select(vec![&b"Slabs"[..], b"Carried", b"Volumes"]);
	// A key of the sound series is none that is damaged.
	let key = prop::collection::vec(any::<u8>(), 0..8)
		.prop_filter("the sound series", |key| key.first() != Some(&4));
	let orders = || prop::collection::vec(stored_order(), 0..8);
	let parameters =
		(0u32..20_000, 0u32..20_000, any::<u32>(), any::<u32>(), 0u64..2, any::<u32>());
	let parameters =
		parameters.prop_map(|(maker, taker, cap, band_ticks, minimum, free)| BookParameters {
			maker_fee: Permill::from_parts(maker),
			taker_fee: Permill::from_parts(taker),
			premium_cap: Permill::from_parts(cap),
			band_ticks,
			minimum: Lots(minimum),
			free_rate: free,
			free_burst: free,
			minimum_notional: free % 10,
			order_deposit: free,
			orders_base: free,
			cash_per_order: free,
			tier_volume: free,
			tier_discount: Permill::from_parts(cap),
		});
	// Of accounts that do not trade in the sound series: a guard may well pull its orders.
	let guarded =
		prop::collection::vec(any::<u8>(), 0..8).prop_map(|rest| [&[200], &rest[..]].concat());
	prop_oneof![
		4 => (value, bytes()).prop_map(|(item, bytes)| Damage::Raw(item, bytes)),
		1 => (map, key, bytes()).prop_map(|(item, key, bytes)| Damage::Entry(item, key, bytes)),
		1 => (guarded, bytes()).prop_map(|(key, bytes)| Damage::Entry(b"Guards", key, bytes)),
		3 => (damaged(), side(), bytes()).prop_map(|(series, side, bytes)| Damage::SlabBytes(series, side, bytes)),
		3 => (damaged(), side(), orders()).prop_map(|(series, side, orders)| Damage::Slab(series, side, orders)),
		6 => (damaged(), side(), orders()).prop_map(|(series, side, orders)| Damage::Sorted(series, side, orders)),
		3 => prop::collection::vec(request(), 0..8).prop_map(Damage::Intake),
		2 => prop::collection::vec(prop_oneof![0u32..4, any::<u32>()], 0..8).prop_map(Damage::Carried),
		1 => parameters.prop_map(Damage::Parameters),
		2 => (1u32..5, guard()).prop_map(|(account, guard)| Damage::Guard(account, guard)),
		1 => (1u32..6, any::<u32>(), any::<u64>(), any::<u64>()).prop_map(
			|(account, period, current, previous)| {
				Damage::Volume(account, Volume { period, current, previous })
			}
		),
	]
}

/// All money, and the lots of each series, long less short.
fn sums() -> (i128, Vec<(SeriesId, i64)>) {
	let world = World::get();
	let mut lots = std::collections::BTreeMap::new();
	let mut money = world.fees.0;
	for portfolio in world.portfolios.values() {
		money += portfolio.cash.0;
		for (series, held) in &portfolio.positions {
			*lots.entry(*series).or_default() += held.0;
		}
	}
	(money, lots.into_iter().collect())
}

/// Orders of four accounts at rest in four series, some of them crossing what will come, and one trade.
fn settle_in() {
	for series in (0..4).map(SeriesId) {
		for account in 1..=2 {
			place(account, &[order(series, ASK, 100 + account, 3)]).unwrap();
			place(account + 2, &[order(series, BID, 96 + account, 3)]).unwrap();
		}
	}
	place(1, &[order(S, BID, 99, 1)]).unwrap();
	place(3, &[order(S, ASK, 99, 1)]).unwrap();
	end();
}

/// Two orders that meet in the sound series, of a notional that the first parameters ask for.
fn trade_beside() {
	for (account, side) in TRADERS.into_iter().zip([ASK, BID]) {
		place(account, &[order(SOUND, side, 100, 200)]).unwrap();
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(512))]

	#[test]
	fn m02_the_hook_bears_whatever_is_stored(
		rounds in prop::collection::vec(prop::collection::vec(damage(), 0..4), 1..4),
		units in 0u32..60,
	) {
		ExtBuilder.build().execute_with(|| {
			// Each failure to decode is logged.
			log::set_max_level(log::LevelFilter::Off);
			MaxPositions::set(5);
			ClearingUnits::set(units);
			settle_in();
			let (money, _) = sums();
			for damage in rounds {
				damage.into_iter().for_each(Damage::write);
				end_unchecked();
				// Whatever was lost with that block, the next ones go on.
				for _ in 0..2 {
					trade_beside();
					let crossing = order(SeriesId(1), BID, 102, 2);
					// It may be halted by now.
					let _ = place(5, &[crossing]);
					let events = end_unchecked();
					assert!(cleared(&events).contains(&(SOUND.0, 100, 200)), "{events:?}");
					let (now, lots) = sums();
					assert_eq!(now, money);
					assert!(lots.iter().all(|(_, lots)| *lots == 0), "{lots:?}");
					assert_eq!(World::status(SOUND), Some(SeriesStatus::Trading));
				}
			}
		});
	}
}
