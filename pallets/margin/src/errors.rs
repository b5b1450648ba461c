//! What the errors of glue traits are to who calls.

use crate::Error;
use tenor_primitives::{ChangeError, LedgerError, RiskError};

impl<T> From<RiskError> for Error<T> {
	fn from(error: RiskError) -> Self {
		match error {
			RiskError::UnknownSeries => Self::UnknownSeries,
			RiskError::NoFreshPrice => Self::NoFreshPrice,
			RiskError::Overflow => Self::AmountTooLarge,
		}
	}
}

impl<T> From<ChangeError> for Error<T> {
	fn from(error: ChangeError) -> Self {
		match error {
			ChangeError::TooMany => Self::TooManyParameterChanges,
			ChangeError::StepTooLarge => Self::ParameterStepTooLarge,
		}
	}
}

impl<T> From<LedgerError> for Error<T> {
	fn from(error: LedgerError) -> Self {
		match error {
			LedgerError::Unbalanced => Self::Unbalanced,
			LedgerError::UnknownSubaccount => Self::UnknownSubaccount,
			LedgerError::TooManyPositions => Self::TooManyPositions,
			LedgerError::TooManyOrders => Self::TooManyOrders,
			LedgerError::TooManyKinds => Self::TooManyKinds,
			LedgerError::Overflow => Self::AmountTooLarge,
		}
	}
}
