//! What social care or another service asked about a child, and what was answered. What was shared is a disclosure.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::{EntryId, StaffId};
use crate::invalid::{Findings, Rule};

/// What information is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RequestPurpose {
    /// A strategy discussion.
    StrategyDiscussion,
    /// An assessment of social care.
    Assessment,
    /// A court.
    Court,
    /// A child death review.
    ChildDeathReview,
    /// The police.
    Police,
    /// Another health service.
    OtherHealth,
    /// Another.
    Other,
}

/// BRIEF-01. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct InformationRequest {
    /// When it came.
    #[ts(type = "string")]
    pub asked_on: NaiveDate,
    /// Who asked.
    pub asked_by: String,
    /// From which service.
    pub agency: String,
    /// What they ask.
    pub what: String,
    /// What for.
    pub purpose: RequestPurpose,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub answer_by: Option<NaiveDate>,
    /// When it was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub replied_on: Option<NaiveDate>,
    /// Who answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub replied_by: Option<StaffId>,
    /// What was answered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reply: String,
    /// The disclosure that was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub disclosure: Option<EntryId>,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for InformationRequest {
    const SAMPLE: &str = concat!(
        r#"{"asked_on":"2026-10-27","asked_by":"Tom Price","agency":"Lindshire children’s services","#,
        r#""what":"Last seen, growth, missed contacts.","purpose":"strategy_discussion","answer_by":"2026-10-28","#,
        r#""replied_on":"2026-10-27","replied_by":"0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a","#,
        r#""reply":"One page sent by secure email.","disclosure":"d15cd15c-d15c-d15c-d15c-d15cd15cd15c"}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("asked_by", &self.asked_by, LONGEST_LINE);
        found.require_text("agency", &self.agency, LONGEST_LINE);
        found.require_text("what", &self.what, LONGEST_TEXT);
        found.limit_text("reply", &self.reply, LONGEST_TEXT);
        found.refuse_future("asked_on", self.asked_on, about.today());
        found.refuse_future("replied_on", self.replied_on, about.today());
        if self.replied_on.is_some() {
            found.require_given("replied_by", self.replied_by.as_ref());
            if self.reply.trim().is_empty() {
                found.reject("reply", Rule::Required);
            }
        } else if self.replied_by.is_some() || !self.reply.trim().is_empty() {
            found.reject("replied_on", Rule::Required);
        }
        found.refuse_before("replied_on", self.replied_on, self.asked_on);
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_fine, each_is_refused};

    #[test]
    fn a_reply_has_a_day_an_author_and_words_and_a_request_may_wait_for_one() {
        each_is_refused::<InformationRequest>(&[
            (json!({ "replied_on": null }), "replied_on", Rule::Required),
            (json!({ "replied_by": null }), "replied_by", Rule::Required),
            (json!({ "reply": null }), "reply", Rule::Required),
            (json!({ "replied_on": "2026-10-26" }), "replied_on", Rule::EndsBeforeStart),
        ]);
        each_is_fine::<InformationRequest>(&[json!({ "replied_on": null, "replied_by": null, "reply": null })]);
    }
}
