//! A disagreement between professionals about what a child needs, taken higher until it is resolved.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body, States, Writer, legal_step};
use crate::invalid::{Findings, Rule};

/// How far it has gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EscalationState {
    /// Between those who disagree.
    BetweenPractitioners,
    /// Taken to their leads or named nurses.
    BetweenLeads,
    /// Taken to the safeguarding partnership.
    WithThePartnership,
    /// Resolved.
    Resolved,
}

impl States for EscalationState {
    const FIRST: &'static [Self] = &[Self::BetweenPractitioners, Self::BetweenLeads, Self::WithThePartnership];
    const STEPS: &'static [(Self, Self)] = &[
        (Self::BetweenPractitioners, Self::BetweenLeads),
        (Self::BetweenPractitioners, Self::WithThePartnership),
        (Self::BetweenPractitioners, Self::Resolved),
        (Self::BetweenLeads, Self::WithThePartnership),
        (Self::BetweenLeads, Self::Resolved),
        (Self::WithThePartnership, Self::Resolved),
    ];
}

/// SAFE-05. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Escalation {
    /// With whom.
    pub with: String,
    /// What about, and what it means for the child.
    pub about_what: String,
    /// When it was raised.
    #[ts(type = "string")]
    pub raised_on: NaiveDate,
    /// What keeps the child safe meanwhile.
    pub meanwhile: String,
    /// How far it has gone.
    pub state: EscalationState,
    /// To whom it was taken.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub taken_to: String,
    /// What came of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub outcome: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub outcome_on: Option<NaiveDate>,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for Escalation {
    const SAMPLE: &str = concat!(
        r#"{"with":"Lindshire children’s services","#,
        r#""about_what":"A referral was closed without a visit; the home is still unsafe.","#,
        r#""raised_on":"2026-10-05","meanwhile":"Seen twice a week; grandmother stays overnight.","#,
        r#""state":"resolved","taken_to":"Ngozi Bell, named nurse, and the service manager","#,
        r#""outcome":"Visited jointly; a child in need plan from today.","outcome_on":"2026-10-16"}"#,
    );
    const HAS_STATES: bool = true;

    fn may_follow(&self, before: Option<&Self>, _by: &Writer) -> bool {
        legal_step(before.map(|before| before.state), self.state)
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("with", &self.with, LONGEST_LINE);
        found.require_text("about_what", &self.about_what, LONGEST_TEXT);
        found.require_text("meanwhile", &self.meanwhile, LONGEST_TEXT);
        found.limit_text("taken_to", &self.taken_to, LONGEST_LINE);
        found.limit_text("outcome", &self.outcome, LONGEST_TEXT);
        found.refuse_future("raised_on", self.raised_on, about.today());
        found.refuse_future("outcome_on", self.outcome_on, about.today());
        match self.state {
            EscalationState::BetweenPractitioners => {}
            EscalationState::BetweenLeads | EscalationState::WithThePartnership => {
                if self.taken_to.trim().is_empty() {
                    found.reject("taken_to", Rule::Required);
                }
            }
            EscalationState::Resolved => {
                if self.outcome.trim().is_empty() {
                    found.reject("outcome", Rule::Required);
                }
                found.require_given("outcome_on", self.outcome_on.as_ref());
            }
        }
        found.refuse_before("outcome_on", self.outcome_on, self.raised_on);
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::each_is_refused;

    // Shows SAFE-05.
    #[test]
    fn a_disagreement_is_resolved_with_an_outcome_and_the_child_is_safe_meanwhile() {
        each_is_refused::<Escalation>(&[
            (json!({ "outcome": null }), "outcome", Rule::Required),
            (json!({ "outcome_on": null }), "outcome_on", Rule::Required),
            (json!({ "outcome_on": "2026-10-04" }), "outcome_on", Rule::EndsBeforeStart),
            (json!({ "meanwhile": "" }), "meanwhile", Rule::Required),
            (json!({ "state": "between_leads", "taken_to": null }), "taken_to", Rule::Required),
            (
                json!({ "raised_on": "2026-11-04", "outcome_on": null, "state": "between_practitioners" }),
                "raised_on",
                Rule::InTheFuture,
            ),
        ]);
    }
}
