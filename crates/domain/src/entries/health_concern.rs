//! A worry about a child's health or development that somebody has to follow (CLIN-14).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::EntryId;
use crate::invalid::Findings;
use crate::time::PartialDate;

/// What it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HealthTopic {
    /// Teeth and mouth.
    OralHealth,
    /// Sight.
    Vision,
    /// Hearing.
    Hearing,
    /// Speech and language.
    Speech,
    /// Growth.
    Growth,
    /// Special educational needs or disability.
    Send,
    /// Something else.
    Other,
}

/// CLIN-14. Who worries, since when, who has been told, what is done. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct HealthConcern {
    /// The contact at which it came up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact: Option<EntryId>,
    /// What it is about.
    pub topic: HealthTopic,
    /// What it is.
    pub concern: String,
    /// Who worries.
    pub raised_by: String,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub since: Option<PartialDate>,
    /// Who has been told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub told: String,
    /// What is done about it, if only to look again.
    pub action: String,
}

const LONGEST_NAME: usize = 500;
const LONGEST_TEXT: usize = 4_000;

impl Body for HealthConcern {
    const SAMPLE: &str = concat!(
        r#"{"contact":"cccccccc-cccc-cccc-cccc-cccccccccccc","topic":"hearing","concern":"Does not turn to voices.","#,
        r#""raised_by":"Father","since":"2026-09","told":"GP, by letter","action":"Audiology asked for; look again in December."}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("concern", &self.concern, LONGEST_TEXT);
        found.require_text("raised_by", &self.raised_by, LONGEST_NAME);
        found.limit_text("told", &self.told, LONGEST_NAME);
        found.require_text("action", &self.action, LONGEST_TEXT);
        found.refuse_future("since", self.since.map(PartialDate::first_day), about.today());
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::trying::each_is_refused;
    use super::*;
    use crate::invalid::Rule;

    // Shows CLIN-14.
    #[test]
    fn a_concern_says_what_who_and_what_is_done() {
        each_is_refused::<HealthConcern>(&[
            (json!({ "concern": " " }), "concern", Rule::Required),
            (json!({ "raised_by": "" }), "raised_by", Rule::Required),
            (json!({ "action": "" }), "action", Rule::Required),
            (json!({ "since": "2026-12" }), "since", Rule::InTheFuture),
        ]);
    }
}
