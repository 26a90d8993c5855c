//! How sensitive an entry is: what access, print and merging key on.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Ordered: an entry's sensitivity is the highest that any of its changes has carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// What everybody who works with the family reads.
    Standard,
    /// Mental and sexual health.
    Sensitive,
    /// Domestic abuse, third parties, safeguarding narrative, police.
    Restricted,
}
