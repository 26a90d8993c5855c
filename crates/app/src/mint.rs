//! Fresh ids: the time they are made at, and randomness from the system.

use chrono::{DateTime, FixedOffset};
use ring::rand::{SecureRandom, SystemRandom};

use crate::error::ApiError;

/// Makes ids of one moment.
pub(crate) struct Mint {
    at: DateTime<FixedOffset>,
    random: SystemRandom,
}

impl Mint {
    pub(crate) fn at(at: DateTime<FixedOffset>) -> Self {
        Self { at, random: SystemRandom::new() }
    }

    /// A fresh id: `mint.id(EntryId::mint)`.
    pub(crate) fn id<T>(&self, mint: impl FnOnce(DateTime<FixedOffset>, [u8; 10]) -> T) -> Result<T, ApiError> {
        let mut bytes = [0; 10];
        self.random.fill(&mut bytes).map_err(|_| ApiError::internal(&"the system gave no randomness"))?;
        Ok(mint(self.at, bytes))
    }
}
