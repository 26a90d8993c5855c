//! How a baby is fed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::EntryId;
use crate::invalid::{Ask, Findings, Rule};

/// CSDS breastfeeding status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FeedingStatus {
    /// 01: breast milk only.
    ExclusiveBreastMilk,
    /// 02: some breast milk.
    PartialBreastMilk,
    /// 03: none at all.
    NoBreastMilk,
}

/// CLIN-04. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Feeding {
    /// The contact at which it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<EntryId>,
    /// What the baby is fed.
    pub status: FeedingStatus,
    /// When breast milk stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub stopped_on: Option<NaiveDate>,
    /// When solids began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub solids_from: Option<NaiveDate>,
    /// Anything else about feeding.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

const LONGEST_NOTE: usize = 2_000;

impl Body for Feeding {
    const SAMPLE: &str = concat!(
        r#"{"contact":"cccccccc-cccc-cccc-cccc-cccccccccccc","status":"partial_breast_milk","#,
        r#""stopped_on":"2026-10-30","solids_from":"2026-11-01","note":"Top-ups in the evening."}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        for (field, date) in [("stopped_on", self.stopped_on), ("solids_from", self.solids_from)] {
            if date.is_some_and(|date| date > about.today()) {
                found.reject(field, Rule::InTheFuture);
            }
            if let (Some(date), Some(born)) = (date, about.born_on)
                && date < born
            {
                found.reject(field, Rule::BeforeBirth);
            }
        }
        if self.status == FeedingStatus::ExclusiveBreastMilk && self.solids_from.is_some() {
            found.ask("solids_from", Ask::ExclusiveWithSolids);
        }
        found.limit_text("note", &self.note, LONGEST_NOTE);
        found
    }
}
