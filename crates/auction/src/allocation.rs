//! Who gets how much at the price.

use crate::Order;
use alloc::vec::Vec;
use core::cmp::Reverse;
use tenor_primitives::{Lots, Tick};

/// Splits `available` lots over orders that are best first, level by level; within a level by entry
/// block, oldest first; within one block pro rata by size per account, then inside the account. Tells
/// each order that gets some how much.
///
/// `None` when a product does not fit.
pub(crate) fn allocate(
	orders: &[Order],
	mut available: u128,
	limit: impl Fn(&Order) -> Tick,
	mut fill: impl FnMut(&Order, Lots),
) -> Option<()> {
	let rank = |order: &Order| (limit(order), order.entered);
	for level in orders.chunk_by(|one, other| rank(one) == rank(other)) {
		let wanted = total(level);
		if wanted <= available {
			level.iter().for_each(|order| fill(order, order.quantity));
			available = available.checked_sub(wanted)?;
			continue;
		}
		for (order, share) in by_account(level, available)? {
			let lots = Lots(u64::try_from(share).ok()?);
			if !lots.is_zero() {
				fill(order, lots);
			}
		}
		break;
	}
	Some(())
}

/// Pro rata per account and then per order of the account, ties by key. The orders of a level stand by
/// id, and so by account.
fn by_account(level: &[Order], available: u128) -> Option<Vec<(&Order, u128)>> {
	let accounts = || level.chunk_by(|one, other| one.id.subaccount == other.id.subaccount);
	let sizes: Vec<u128> = accounts().map(total).collect();
	let mut shares = Vec::new();
	for (orders, available) in accounts().zip(pro_rata(&sizes, available)?) {
		let sizes: Vec<u128> = orders.iter().map(|order| order.quantity.0.into()).collect();
		shares.extend(orders.iter().zip(pro_rata(&sizes, available)?));
	}
	Some(shares)
}

/// Splits `available` in proportion to `sizes` by the largest remainder, ties to the earlier one;
/// exact in sum if `available` is at most the sum of the sizes.
fn pro_rata(sizes: &[u128], available: u128) -> Option<Vec<u128>> {
	let whole: u128 = sizes.iter().sum();
	let mut parts = Vec::new();
	for (place, size) in sizes.iter().enumerate() {
		let product = size.checked_mul(available)?;
		let share = product.checked_div(whole)?;
		parts.push((place, share, product.checked_rem(whole)?));
	}
	let given: u128 = parts.iter().map(|(_, share, _)| *share).sum();
	let over = usize::try_from(available.checked_sub(given)?).ok()?;
	parts.sort_by_key(|(place, _, remainder)| (Reverse(*remainder), *place));
	for (_, share, _) in parts.iter_mut().take(over) {
		*share = share.checked_add(1)?;
	}
	parts.sort_by_key(|(place, _, _)| *place);
	Some(parts.into_iter().map(|(_, share, _)| share).collect())
}

/// The lots of orders: of fewer than 2^64 they fit.
pub(crate) fn total(orders: &[Order]) -> u128 {
	orders.iter().map(|order| u128::from(order.quantity.0)).sum()
}
