//! The referenda tracks, built from the durations record.

use super::origins::Origin;
use crate::{
	durations::{self, DurationsRecord},
	Balance, BlockNumber, OriginCaller, RuntimeOrigin, TNR,
};
use alloc::{borrow::Cow, vec::Vec};
use frame_support::traits::OriginTrait;
use pallet_referenda::{Curve, Track, TrackInfo};
use sp_runtime::{str_array as s, Perbill};

type TrackOf = Track<u16, Balance, BlockNumber>;
type Info = TrackInfo<Balance, BlockNumber>;

const ROOT: u16 = 0;
const WHITELISTED_CALLER: u16 = 1;
const RISK_PARAMETERS: u16 = 10;
const LISTINGS: u16 = 11;
const TREASURER: u16 = 20;
const GUARDIAN: u16 = 30;

const fn linear(ceil: u32, floor: u32) -> Curve {
	Curve::LinearDecreasing {
		length: Perbill::from_percent(100),
		floor: Perbill::from_percent(floor),
		ceil: Perbill::from_percent(ceil),
	}
}

/// Upgrades and everything else: everybody's attention, the slow timelock.
fn root(d: &DurationsRecord) -> Info {
	Info {
		name: s("root"),
		max_deciding: 1,
		decision_deposit: 10_000 * TNR,
		prepare_period: d.prepare,
		decision_period: d.decision,
		confirm_period: d.confirm,
		min_enactment_period: d.slow_timelock,
		min_approval: linear(100, 50),
		min_support: linear(50, 1),
	}
}

/// What the committee vouches for passes on less turnout and without the slow timelock.
fn whitelisted_caller(d: &DurationsRecord) -> Info {
	Info {
		name: s("whitelisted_caller"),
		decision_deposit: 1_000 * TNR,
		max_deciding: 10,
		prepare_period: d.fast_timelock,
		confirm_period: d.fast_timelock,
		min_enactment_period: d.fast_timelock,
		min_support: linear(20, 1),
		..root(d)
	}
}

/// Either way, so always behind the slow timelock: who is hurt by it can leave in time.
fn risk_parameters(d: &DurationsRecord) -> Info {
	Info {
		name: s("risk_parameters"),
		max_deciding: 10,
		decision_deposit: 1_000 * TNR,
		min_support: linear(25, 1),
		..root(d)
	}
}

fn listings(d: &DurationsRecord) -> Info {
	Info {
		name: s("listings"),
		min_enactment_period: d.enactment,
		min_support: linear(20, 0),
		..risk_parameters(d)
	}
}

fn treasurer(d: &DurationsRecord) -> Info {
	Info { name: s("treasurer"), min_enactment_period: d.enactment, ..risk_parameters(d) }
}

/// Can only tighten, so speed costs nobody an exit.
fn guardian(d: &DurationsRecord) -> Info {
	Info {
		name: s("guardian"),
		prepare_period: d.fast_timelock,
		confirm_period: d.fast_timelock,
		min_enactment_period: d.fast_timelock,
		min_approval: linear(100, 60),
		min_support: linear(10, 0),
		..risk_parameters(d)
	}
}

/// The tracks.
pub struct TracksInfo;

impl pallet_referenda::TracksInfo<Balance, BlockNumber> for TracksInfo {
	type Id = u16;
	type RuntimeOrigin = <RuntimeOrigin as OriginTrait>::PalletsOrigin;

	fn tracks() -> impl Iterator<Item = Cow<'static, TrackOf>> {
		let d = durations::current();
		let tracks: Vec<_> = [
			(ROOT, root(&d)),
			(WHITELISTED_CALLER, whitelisted_caller(&d)),
			(RISK_PARAMETERS, risk_parameters(&d)),
			(LISTINGS, listings(&d)),
			(TREASURER, treasurer(&d)),
			(GUARDIAN, guardian(&d)),
		]
		.into();
		tracks.into_iter().map(|(id, info)| Cow::Owned(Track { id, info }))
	}

	fn track_for(origin: &Self::RuntimeOrigin) -> Result<Self::Id, ()> {
		match origin {
			OriginCaller::system(frame_system::RawOrigin::Root) => Ok(ROOT),
			OriginCaller::Origins(Origin::WhitelistedCaller) => Ok(WHITELISTED_CALLER),
			OriginCaller::Origins(Origin::RiskParameters) => Ok(RISK_PARAMETERS),
			OriginCaller::Origins(Origin::Listings) => Ok(LISTINGS),
			OriginCaller::Origins(Origin::Treasurer) => Ok(TREASURER),
			OriginCaller::Origins(Origin::Guardian) => Ok(GUARDIAN),
			_ => Err(()),
		}
	}
}
