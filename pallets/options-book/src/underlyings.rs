//! Underlyings and their phases, each looked up once.

use crate::Config;
use alloc::{collections::BTreeMap, rc::Rc};
use core::marker::PhantomData;
use tenor_primitives::{InstrumentInspect, MarketPhase, Phase, Underlying, UnderlyingId};

/// What is known of underlyings; `None` of those that there are not.
pub(crate) struct Underlyings<T> {
	known: BTreeMap<UnderlyingId, Option<(Rc<Underlying>, Phase)>>,
	_runtime: PhantomData<T>,
}

impl<T: Config> Underlyings<T> {
	pub(crate) fn new() -> Self {
		Self { known: BTreeMap::new(), _runtime: PhantomData }
	}

	/// An underlying and the phase of its market.
	pub(crate) fn get(&mut self, id: UnderlyingId) -> Option<(Rc<Underlying>, Phase)> {
		let look_up = || Some((Rc::new(T::Instruments::underlying(id)?), T::Phase::phase(id)));
		self.known.entry(id).or_insert_with(look_up).clone()
	}
}
