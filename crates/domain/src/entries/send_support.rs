//! Special educational needs and disability: from the first concern to support, without waiting for a diagnosis (SEND-01).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Findings, Rule};
use crate::time::PartialDate;

/// SEND-01. The council is told after the parents (Children and Families Act 2014, section 23). Merges field by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SendSupport {
    /// What the concern is.
    pub concern: String,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub since: Option<PartialDate>,
    /// When the parents were told and could say what they think.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub parents_told_on: Option<NaiveDate>,
    /// What the parents think.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub parents_view: String,
    /// When the council was notified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub council_notified_on: Option<NaiveDate>,
    /// Which council, and whom there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub council: String,
    /// What helps meanwhile, before any diagnosis.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub interim_support: String,
    /// Which services were asked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub referrals: String,
    /// Whom the family rings.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key_worker: String,
    /// When it is looked at again.
    #[ts(type = "string")]
    pub review_on: NaiveDate,
}

const LONGEST_NAME: usize = 500;
const LONGEST_TEXT: usize = 4_000;

impl Body for SendSupport {
    const SAMPLE: &str = concat!(
        r#"{"concern":"Does not use his left hand.","since":"2026-07","parents_told_on":"2026-10-20","#,
        r#""parents_view":"Want him seen soon.","council_notified_on":"2026-10-27","council":"County Council, early years team","#,
        r#""interim_support":"Portage, weekly.","referrals":"Community paediatrics, physiotherapy","#,
        r#""key_worker":"J. Lewis, Portage","review_on":"2027-01-20"}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("concern", &self.concern, LONGEST_TEXT);
        for (field, text, longest) in [
            ("parents_view", &self.parents_view, LONGEST_TEXT),
            ("council", &self.council, LONGEST_NAME),
            ("interim_support", &self.interim_support, LONGEST_TEXT),
            ("referrals", &self.referrals, LONGEST_TEXT),
            ("key_worker", &self.key_worker, LONGEST_NAME),
        ] {
            found.limit_text(field, text, longest);
        }
        found.refuse_future("since", self.since.map(PartialDate::first_day), about.today());
        found.refuse_future("parents_told_on", self.parents_told_on, about.today());
        found.refuse_future("council_notified_on", self.council_notified_on, about.today());
        if let Some(notified) = self.council_notified_on {
            if self.parents_told_on.is_none_or(|told| told > notified) {
                found.reject("parents_told_on", Rule::FamilyNotTold);
            }
            found.refuse_before("review_on", self.review_on, notified);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::trying::{each_is_fine, each_is_refused};
    use super::*;

    // Shows SEND-01.
    #[test]
    fn parents_are_told_before_the_council() {
        each_is_refused::<SendSupport>(&[
            (json!({ "parents_told_on": null }), "parents_told_on", Rule::FamilyNotTold),
            (json!({ "parents_told_on": "2026-10-28" }), "parents_told_on", Rule::FamilyNotTold),
        ]);
        each_is_fine::<SendSupport>(&[
            json!({ "parents_told_on": "2026-10-27" }),
            json!({ "parents_told_on": null, "council_notified_on": null }),
        ]);
    }

    // Shows SEND-01.
    #[test]
    fn support_has_a_concern_and_dates_in_order() {
        each_is_refused::<SendSupport>(&[
            (json!({ "concern": "" }), "concern", Rule::Required),
            (json!({ "since": "2027" }), "since", Rule::InTheFuture),
            (
                json!({ "council_notified_on": null, "parents_told_on": "2026-11-04" }),
                "parents_told_on",
                Rule::InTheFuture,
            ),
            (json!({ "review_on": "2026-10-26" }), "review_on", Rule::EndsBeforeStart),
        ]);
    }
}
