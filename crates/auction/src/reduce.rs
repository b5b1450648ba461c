//! What reduce-only orders may still do.

use crate::Order;
use alloc::{collections::BTreeMap, vec::Vec};
use tenor_primitives::{Lots, OrderId, Side, SignedLots, SubaccountId};

/// What each reduce-only order of these accounts may be, of an account's position in the series less
/// its other orders on the same side: given out best first, by entry block, then by id.
///
/// While one of them stands, the sum of all the account's orders on that side is at most the position,
/// so that no fill turns it over. A fill takes as much from both, so that this lasts until the account
/// enters another order.
pub(crate) fn allow(
	orders: impl Iterator<Item = (Side, Order)>,
	positions: &BTreeMap<SubaccountId, SignedLots>,
) -> BTreeMap<OrderId, Lots> {
	if positions.is_empty() {
		return BTreeMap::new();
	}
	let mut reducing = BTreeMap::<Side, Vec<Order>>::new();
	let mut left: BTreeMap<(SubaccountId, Side), Lots> = positions
		.iter()
		.flat_map(|(id, held)| [Side::Bid, Side::Ask].map(|side| ((*id, side), room(*held, side))))
		.collect();
	for (side, order) in orders {
		let Some(left) = left.get_mut(&(order.id.subaccount, side)) else { continue };
		if order.reduce_only {
			reducing.entry(side).or_default().push(order);
		} else {
			*left = left.saturating_sub(order.quantity);
		}
	}
	let mut allowed = BTreeMap::new();
	for (side, mut orders) in reducing {
		orders.sort_by(|one, other| one.rank(other, side));
		for order in orders {
			let left = left.entry((order.id.subaccount, side)).or_default();
			let lots = order.quantity.min(*left);
			*left = left.saturating_sub(lots);
			allowed.insert(order.id, lots);
		}
	}
	allowed
}

/// How many lots an order of a side may trade before the position is nothing.
fn room(held: SignedLots, side: Side) -> Lots {
	match side {
		Side::Bid if held.0 < 0 => held.magnitude(),
		Side::Ask if held.0 > 0 => held.magnitude(),
		Side::Bid | Side::Ask => Lots::ZERO,
	}
}
