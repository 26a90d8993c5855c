//! How much a child, or all who live in a household, need of the service: a recorded judgement, never a computed one.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Findings, Rule};

/// The levels of the Healthy Child Programme of 2026 that a child can have; Community describes an area.
///
/// Older words are mapped on import: Universal Plus is Targeted, Universal Partnership Plus is Specialist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// What every family is offered.
    Universal,
    /// More for a time, for a need.
    Targeted,
    /// Continuing, with other services.
    Specialist,
}

/// NEED-01 and NEED-02. One for each subject; of two written apart the higher is in force until somebody decides.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LevelOfNeed {
    /// Which.
    pub level: Level,
    /// Why, in words.
    pub reasons: String,
    /// From when.
    #[ts(type = "string")]
    pub from: NaiveDate,
    /// When it is to be looked at again.
    #[ts(type = "string")]
    pub review_by: NaiveDate,
}

const LONGEST_REASONS: usize = 4_000;

impl Body for LevelOfNeed {
    const SAMPLE: &str = concat!(
        r#"{"level":"targeted","reasons":"Low mood, and alone with twins since the summer.","#,
        r#""from":"2026-11-02","review_by":"2027-02-02"}"#,
    );

    fn key(&self) -> Option<String> {
        Some(String::new())
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("reasons", &self.reasons, LONGEST_REASONS);
        if self.from > about.today() {
            found.reject("from", Rule::InTheFuture);
        }
        if self.review_by <= self.from {
            found.reject("review_by", Rule::EndsBeforeStart);
        }
        found
    }

    fn protection(field: &str, value: Option<&Value>) -> Option<u8> {
        // A level of a later build counts as the highest: nobody here knows what it means.
        (field == "level")
            .then(|| value.map_or(0, |value| Level::deserialize(value).map_or(u8::MAX, |level| level as u8)))
    }
}
