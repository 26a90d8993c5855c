//! Answers that many kinds have. A question that was not put is an answer too, with its reason.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Yes or no. Where neither was said, the field is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
}

/// Whether something was asked at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// It was.
    Asked,
    /// It was not; the reason stands beside it.
    NotAsked,
}
