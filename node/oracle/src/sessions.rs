//! The price keys of the sessions whose reports may still be heard.

use parking_lot::RwLock;
use std::{collections::BTreeMap, sync::Arc};
use tenor_primitives::oracle::{PriceId, RoundContext};

/// Sessions kept: the present one, and the last for reports that were on their way.
const KEPT: usize = 2;

/// Why a key is not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoKey {
	/// The session is over, or not known here yet.
	UnknownSession,
	/// The session has no such place.
	UnknownValidator,
}

/// Price keys by session, as the best block's state names them.
#[derive(Default)]
pub struct Sessions(RwLock<BTreeMap<u32, Arc<[PriceId]>>>);

impl Sessions {
	/// Takes a session's keys over from the chain.
	pub fn update(&self, context: &RoundContext) {
		let known =
			self.0.read().get(&context.session).is_some_and(|keys| **keys == *context.authorities);
		if known {
			return;
		}
		let mut sessions = self.0.write();
		sessions.insert(context.session, context.authorities.clone().into());
		while sessions.len() > KEPT {
			sessions.pop_first();
		}
	}

	/// The key of a place.
	///
	/// # Errors
	///
	/// [`NoKey`].
	pub fn key(&self, session: u32, validator: u16) -> Result<PriceId, NoKey> {
		let sessions = self.0.read();
		let keys = sessions.get(&session).ok_or(NoKey::UnknownSession)?;
		keys.get(usize::from(validator)).cloned().ok_or(NoKey::UnknownValidator)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::test_support::authorities;

	#[test]
	fn two_sessions_are_kept() {
		let sessions = Sessions::default();
		for session in [5, 6, 6, 7] {
			let authorities = authorities(2);
			sessions.update(&RoundContext { session, authorities, subjects: Vec::new() });
		}
		assert_eq!(sessions.key(5, 0), Err(NoKey::UnknownSession));
		assert_eq!(sessions.key(8, 0), Err(NoKey::UnknownSession));
		assert_eq!(sessions.key(7, 2), Err(NoKey::UnknownValidator));
		assert_eq!(sessions.key(6, 1), Ok(authorities(2)[1].clone()));
	}
}
