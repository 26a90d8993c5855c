//! An early help assessment: offered, agreed to or not, done, and who leads (NEED-10).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Findings, Rule};

/// What the family said to it. It is their choice: early help needs consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EarlyHelpAnswer {
    /// They want to think about it.
    Thinking,
    /// Yes.
    Consented,
    /// No.
    Declined,
}

/// NEED-10. Merges field by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct EarlyHelp {
    /// Offered on this day.
    #[ts(type = "string")]
    pub offered_on: NaiveDate,
    /// Why.
    pub reason: String,
    /// What the family said.
    pub answer: EarlyHelpAnswer,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub answered_on: Option<NaiveDate>,
    /// What happens if they said no, or have not answered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub otherwise: String,
    /// Completed on this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub completed_on: Option<NaiveDate>,
    /// Who leads, with profession and telephone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lead_professional: String,
    /// When it is looked at again.
    #[ts(type = "string")]
    pub review_on: NaiveDate,
    /// Ended on this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub ended_on: Option<NaiveDate>,
    /// What comes now that it has ended.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub what_now: String,
}

const LONGEST_NAME: usize = 500;
const LONGEST_TEXT: usize = 4_000;

impl Body for EarlyHelp {
    const SAMPLE: &str = concat!(
        r#"{"offered_on":"2026-08-03","reason":"Debt, and nobody to turn to.","answer":"consented","answered_on":"2026-08-10","#,
        r#""otherwise":"Ask again in a month.","completed_on":"2026-08-24","lead_professional":"S. Begum, family support","#,
        r#""review_on":"2026-10-26","ended_on":"2026-10-26","what_now":"Universal; rings the centre when she needs to."}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("reason", &self.reason, LONGEST_TEXT);
        found.limit_text("otherwise", &self.otherwise, LONGEST_TEXT);
        found.limit_text("lead_professional", &self.lead_professional, LONGEST_NAME);
        found.limit_text("what_now", &self.what_now, LONGEST_TEXT);
        found.refuse_future("offered_on", self.offered_on, about.today());
        for (field, date) in
            [("answered_on", self.answered_on), ("completed_on", self.completed_on), ("ended_on", self.ended_on)]
        {
            found.refuse_future(field, date, about.today());
            found.refuse_before(field, date, self.offered_on);
        }
        found.refuse_before("review_on", self.review_on, self.offered_on);
        self.check_steps(&mut found);
        found
    }
}

impl EarlyHelp {
    fn check_steps(&self, found: &mut Findings) {
        if self.completed_on.is_some() && self.answer != EarlyHelpAnswer::Consented {
            found.reject("answer", Rule::Contradiction);
        }
        match self.answer {
            EarlyHelpAnswer::Consented | EarlyHelpAnswer::Declined => {
                found.require_given("answered_on", self.answered_on.as_ref());
            }
            EarlyHelpAnswer::Thinking => {}
        }
        if self.answer == EarlyHelpAnswer::Declined && self.otherwise.trim().is_empty() {
            found.reject("otherwise", Rule::Required);
        }
        if self.completed_on.is_some() && self.lead_professional.trim().is_empty() {
            found.reject("lead_professional", Rule::Required);
        }
        if self.ended_on.is_some() && self.what_now.trim().is_empty() {
            found.reject("what_now", Rule::Required);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::trying::{each_is_fine, each_is_refused};
    use super::*;

    // Shows NEED-10.
    #[test]
    fn early_help_is_done_with_consent_led_by_somebody_and_followed_by_something() {
        each_is_refused::<EarlyHelp>(&[
            (json!({ "reason": "" }), "reason", Rule::Required),
            (json!({ "answer": "thinking" }), "answer", Rule::Contradiction),
            (json!({ "answered_on": null }), "answered_on", Rule::Required),
            (json!({ "answer": "declined", "completed_on": null, "otherwise": "" }), "otherwise", Rule::Required),
            (json!({ "lead_professional": " " }), "lead_professional", Rule::Required),
            (json!({ "what_now": "" }), "what_now", Rule::Required),
        ]);
        each_is_fine::<EarlyHelp>(&[
            json!({ "answer": "thinking", "answered_on": null, "completed_on": null, "lead_professional": "" }),
            json!({ "ended_on": null, "what_now": "" }),
        ]);
    }

    #[test]
    fn its_days_follow_the_offer_and_have_been() {
        each_is_refused::<EarlyHelp>(&[
            (json!({ "answered_on": "2026-08-02" }), "answered_on", Rule::EndsBeforeStart),
            (json!({ "completed_on": "2026-11-04" }), "completed_on", Rule::InTheFuture),
            (json!({ "review_on": "2026-08-02" }), "review_on", Rule::EndsBeforeStart),
        ]);
    }
}
