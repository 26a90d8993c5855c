//! A child in the care of a council: who decides, who cares, and when the health assessments are due.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Findings, Rule};

/// With whom a looked-after child lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Placement {
    /// Foster carers.
    FosterCare,
    /// Family or friends who foster.
    FamilyOrFriends,
    /// Parents, under an order.
    WithParents,
    /// Those who will adopt.
    AdoptivePlacement,
    /// A placement together with a parent.
    ParentAndChild,
    /// Still in hospital.
    Hospital,
    /// Elsewhere.
    Other,
}

/// LAC-01. One for each child. The footing in law is part of the safeguarding status. Merged by field; care that one
/// person ended and another kept goes on.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LookedAfter {
    /// Since when the child is in care.
    #[ts(type = "string")]
    pub since: NaiveDate,
    /// The council that placed the child.
    pub placing_authority: String,
    /// The child’s social worker, and how to reach them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub social_worker: String,
    /// With whom the child lives.
    pub placement: Placement,
    /// Who cares for the child.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub carer: String,
    /// Who may consent to what.
    pub may_consent: String,
    /// When the initial health assessment is due: 20 working days after coming into care.
    #[ts(type = "string")]
    pub initial_assessment_due: NaiveDate,
    /// When it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub initial_assessment_on: Option<NaiveDate>,
    /// When the next review of health is due: every six months under five.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub next_review_due: Option<NaiveDate>,
    /// The health plan.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub health_plan: String,
    /// When the care ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub ended_on: Option<NaiveDate>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ended_because: String,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for LookedAfter {
    const SAMPLE: &str = concat!(
        r#"{"since":"2026-09-28","placing_authority":"Lindshire County Council","#,
        r#""social_worker":"Tom Price, 01632 960124","placement":"foster_care","carer":"Mrs Joan Field","#,
        r#""may_consent":"Mother to immunisations; the council to treatment.","#,
        r#""initial_assessment_due":"2026-10-26","initial_assessment_on":"2026-10-22","#,
        r#""next_review_due":"2027-04-22","health_plan":"Register with the dentist; second hearing test in March.","#,
        r#""ended_on":"2026-11-01","ended_because":"Home to his mother under a supervision order."}"#,
    );

    fn key(&self) -> Option<String> {
        Some(String::new())
    }

    fn protection(field: &str, value: Option<&Value>) -> Option<u8> {
        (field == "ended_on").then(|| u8::from(value.is_none()))
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("placing_authority", &self.placing_authority, LONGEST_LINE);
        found.require_text("may_consent", &self.may_consent, LONGEST_TEXT);
        found.limit_text("social_worker", &self.social_worker, LONGEST_LINE);
        found.limit_text("carer", &self.carer, LONGEST_LINE);
        found.limit_text("health_plan", &self.health_plan, LONGEST_TEXT);
        found.limit_text("ended_because", &self.ended_because, LONGEST_TEXT);
        found.refuse_future("since", self.since, about.today());
        found.refuse_future("initial_assessment_on", self.initial_assessment_on, about.today());
        found.refuse_future("ended_on", self.ended_on, about.today());
        let after_the_start = [
            ("initial_assessment_due", Some(self.initial_assessment_due)),
            ("initial_assessment_on", self.initial_assessment_on),
            ("next_review_due", self.next_review_due),
            ("ended_on", self.ended_on),
        ];
        for (field, day) in after_the_start {
            found.refuse_before(field, day, self.since);
        }
        if self.ended_on.is_some() && self.ended_because.trim().is_empty() {
            found.reject("ended_because", Rule::Required);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::each_is_refused;

    #[test]
    fn care_has_a_beginning_before_everything_else_and_an_end_with_a_reason() {
        each_is_refused::<LookedAfter>(&[
            (
                json!({ "since": "2026-11-04", "initial_assessment_due": "2026-12-02", "initial_assessment_on": null, "ended_on": null }),
                "since",
                Rule::InTheFuture,
            ),
            (json!({ "initial_assessment_due": "2026-09-27" }), "initial_assessment_due", Rule::EndsBeforeStart),
            (json!({ "next_review_due": "2026-09-27" }), "next_review_due", Rule::EndsBeforeStart),
            (json!({ "initial_assessment_on": "2026-09-27" }), "initial_assessment_on", Rule::EndsBeforeStart),
            (json!({ "ended_because": null }), "ended_because", Rule::Required),
            (json!({ "may_consent": "" }), "may_consent", Rule::Required),
        ]);
    }

    #[test]
    fn care_that_somebody_kept_goes_on() {
        let rank = |value: Option<serde_json::Value>| LookedAfter::protection("ended_on", value.as_ref());
        assert!(rank(None) > rank(Some(json!("2026-11-01"))));
    }
}
