//! Tests, one file per concern; each ends in `try_state`.

mod agents;
mod analysis;
mod block_trades;
mod collateral;
mod credits;
mod fees;
mod journey;
mod ledger;
mod limits;
mod listing;
mod pages;
mod parameters;
mod policies;
mod positions;
mod risk;
mod stored_orders;
mod subaccounts;
mod try_state;
mod withdraw;

pub(crate) use crate::{mock::*, Error, Event, *};
pub(crate) use frame_support::{assert_noop, assert_ok, traits::fungibles::Mutate};
pub(crate) use sp_runtime::{DispatchError, DispatchResult, TokenError};
pub(crate) use tenor_primitives::*;
