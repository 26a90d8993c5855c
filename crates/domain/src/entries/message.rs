//! A call or a word that somebody took for a colleague. It waits until somebody says that they have it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::StaffId;
use crate::invalid::{Findings, Rule};

/// TASK-01. Merged by field; while one person acknowledged it and another did not, it is acknowledged by that one.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Message {
    /// From whom.
    pub from_whom: String,
    /// On which day.
    #[ts(type = "string")]
    pub taken_on: NaiveDate,
    /// What they said.
    pub words: String,
    /// For whom.
    pub to: StaffId,
    /// How and when to call back, where that is safe.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub call_back: String,
    /// Who has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub acknowledged_by: Option<StaffId>,
    /// When they said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub acknowledged_on: Option<NaiveDate>,
    /// What they did.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub done: String,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for Message {
    const SAMPLE: &str = concat!(
        r#"{"from_whom":"Kayleigh Smith, mother","taken_on":"2026-11-02","#,
        r#""words":"He has had a temperature since last night; asks what to do.","#,
        r#""to":"0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a","call_back":"After 2, not by voicemail","#,
        r#""acknowledged_by":"0b0b0b0b-0b0b-0b0b-0b0b-0b0b0b0b0b0b","acknowledged_on":"2026-11-02","#,
        r#""done":"Rang back at 14:10; seen by the GP today."}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("from_whom", &self.from_whom, LONGEST_LINE);
        found.require_text("words", &self.words, LONGEST_TEXT);
        found.limit_text("call_back", &self.call_back, LONGEST_LINE);
        found.limit_text("done", &self.done, LONGEST_TEXT);
        found.refuse_future("taken_on", self.taken_on, about.today());
        found.refuse_future("acknowledged_on", self.acknowledged_on, about.today());
        if self.acknowledged_by.is_some() {
            found.require_given("acknowledged_on", self.acknowledged_on.as_ref());
        } else if self.acknowledged_on.is_some() {
            found.reject("acknowledged_by", Rule::Required);
        }
        found.refuse_before("acknowledged_on", self.acknowledged_on, self.taken_on);
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_fine, each_is_refused};

    // Shows REF-08.
    #[test]
    fn a_message_is_acknowledged_by_somebody_on_a_day() {
        each_is_refused::<Message>(&[
            (json!({ "acknowledged_by": null }), "acknowledged_by", Rule::Required),
            (json!({ "acknowledged_on": null }), "acknowledged_on", Rule::Required),
            (json!({ "acknowledged_on": "2026-11-01" }), "acknowledged_on", Rule::EndsBeforeStart),
            (json!({ "words": "" }), "words", Rule::Required),
        ]);
        each_is_fine::<Message>(&[json!({ "acknowledged_by": null, "acknowledged_on": null })]);
    }
}
