//! Who gets how much at the price.

use crate::{auction::Participant, Order};
use alloc::vec::Vec;
use core::cmp::Reverse;

/// Splits `available` lots over orders that are best first, level by level; within a level by entry
/// block, oldest first; within one block pro rata by size per account, then inside the account.
///
/// `None` when a product does not fit.
pub(crate) fn allocate(orders: &[Participant], mut available: u128) -> Option<Vec<(&Order, u128)>> {
	let mut shares = Vec::with_capacity(orders.len());
	for level in orders
		.chunk_by(|one, other| (one.limit, one.order.entered) == (other.limit, other.order.entered))
	{
		let wanted = total(level.iter().map(Participant::size))?;
		if wanted <= available {
			shares.extend(level.iter().map(|taking| (&taking.order, taking.size())));
			available = available.checked_sub(wanted)?;
			continue;
		}
		shares.extend(by_account(level, available)?);
		break;
	}
	shares.retain(|(_, lots)| *lots > 0);
	Some(shares)
}

/// Pro rata per account and then per order of the account, ties by key. The orders of a level stand by
/// id, and so by account.
fn by_account(level: &[Participant], available: u128) -> Option<Vec<(&Order, u128)>> {
	let accounts =
		|| level.chunk_by(|one, other| one.order.id.subaccount == other.order.id.subaccount);
	let sizes: Option<Vec<u128>> =
		accounts().map(|orders| total(orders.iter().map(Participant::size))).collect();
	let mut shares = Vec::new();
	for (orders, available) in accounts().zip(pro_rata(&sizes?, available)?) {
		let sizes: Vec<u128> = orders.iter().map(Participant::size).collect();
		let orders = orders.iter().map(|taking| &taking.order);
		shares.extend(orders.zip(pro_rata(&sizes, available)?));
	}
	Some(shares)
}

/// Splits `available` in proportion to `sizes` by the largest remainder, ties to the earlier one;
/// exact in sum if `available` is at most the sum of the sizes.
fn pro_rata(sizes: &[u128], available: u128) -> Option<Vec<u128>> {
	let whole = total(sizes.iter().copied())?;
	let mut parts = Vec::new();
	for (place, size) in sizes.iter().enumerate() {
		let product = size.checked_mul(available)?;
		let share = product.checked_div(whole)?;
		parts.push((place, share, product.checked_rem(whole)?));
	}
	let given = total(parts.iter().map(|(_, share, _)| *share))?;
	let over = usize::try_from(available.checked_sub(given)?).ok()?;
	parts.sort_by_key(|(place, _, remainder)| (Reverse(*remainder), *place));
	for (_, share, _) in parts.iter_mut().take(over) {
		*share = share.checked_add(1)?;
	}
	parts.sort_by_key(|(place, _, _)| *place);
	Some(parts.into_iter().map(|(_, share, _)| share).collect())
}

pub(crate) fn total(mut sizes: impl Iterator<Item = u128>) -> Option<u128> {
	sizes.try_fold(0u128, u128::checked_add)
}
