//! The stored form of open orders.

use super::*;
use crate::stored_order::VersionedOrders;
use codec::Encode;

/// An ask of a busy account in a busy market, with a name, for a day.
fn usual(name: Option<Name>) -> OpenOrder {
	let subaccount = SubaccountId(u32::MAX);
	OpenOrder {
		id: OrderId { subaccount, key: KeyId(60), sequence: 1_000_000, index: 63 },
		series: SeriesId(16_000),
		side: Side::Ask,
		limit: Tick(60_000),
		quantity: Lots(10_000),
		entered: 100_000_000,
		good_til: 100_086_400,
		name,
	}
}

#[test]
fn an_open_order_takes_24_bytes_in_the_account() {
	for name in [None, Some(Name::Bid), Some(Name::Ask), Some(Name::Client(ClientId(63)))] {
		let bytes = |count| VersionedOrders::new(&vec![usual(name); count]).unwrap().encode().len();
		let each = bytes(40) - bytes(39);
		let most = if matches!(name, Some(Name::Client(_))) { 25 } else { 24 };
		assert_eq!(each, most, "{name:?}");
	}
}

#[test]
fn an_account_lists_no_order_of_another() {
	build_and_execute(|| {
		let (alice, bob) = (open(ALICE, 0), open(BOB, 0));
		let foreign = orders(bob, &[(1, Side::Bid, 1, 1)]);
		assert_eq!(Margin::set_open_orders(alice, foreign), Err(LedgerError::UnknownSubaccount));
		assert_eq!(Margin::open_orders(alice), vec![]);
	});
}

#[test]
fn whatever_an_order_says_is_kept() {
	build_and_execute(|| {
		let subaccount = open(ALICE, 0);
		let greatest = OpenOrder {
			id: OrderId { subaccount, key: KeyId(u16::MAX), sequence: u32::MAX, index: u8::MAX },
			series: SeriesId(u32::MAX),
			side: Side::Bid,
			limit: Tick(u32::MAX),
			quantity: Lots(u64::MAX),
			entered: u32::MAX,
			good_til: u32::MAX,
			name: Some(Name::Client(ClientId(u32::MAX))),
		};
		let id = |sequence| OrderId { subaccount, sequence, ..greatest.id };
		let orders = vec![
			OpenOrder { id: id(0), entered: 5, good_til: u32::MAX, name: None, ..greatest },
			OpenOrder { id: id(1), entered: 5, good_til: 3, ..usual(Some(Name::Ask)) },
			OpenOrder { id: id(2), name: Some(Name::Bid), ..greatest },
			greatest,
		];
		let stored = VersionedOrders::new(&orders).unwrap();
		assert_eq!(stored.of(subaccount).collect::<Vec<_>>(), orders);
		assert!(VersionedOrders::new(&vec![greatest; 513]).is_none());
	});
}
