//! What a family wants to reach, in its words, and whether it was reached (NEED-06, NEED-09).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Findings, Rule};

/// What became of a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GoalOutcome {
    /// Reached.
    Achieved,
    /// In part.
    Partly,
    /// Not reached.
    NotAchieved,
    /// Given up, or replaced by another.
    Abandoned,
}

/// NEED-09. Merges field by field: whoever visits next writes down how far it has come.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Goal {
    /// What the family wants, in its words.
    pub in_their_words: String,
    /// How it is now.
    pub baseline: String,
    /// How one will know that it is reached.
    pub target: String,
    /// Who does what.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub actions: String,
    /// Agreed on this day.
    #[ts(type = "string")]
    pub agreed_on: NaiveDate,
    /// When it is looked at together.
    #[ts(type = "string")]
    pub review_on: NaiveDate,
    /// What became of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub outcome: Option<GoalOutcome>,
    /// When that was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub outcome_on: Option<NaiveDate>,
    /// What the family says of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub outcome_note: String,
}

const LONGEST_TEXT: usize = 4_000;

impl Body for Goal {
    const SAMPLE: &str = concat!(
        r#"{"in_their_words":"I want one meal a day without a fight.","baseline":"Every meal ends in tears.","#,
        r#""target":"Five calm teas in a week.","actions":"No screens at tea; nursery nurse visits twice.","#,
        r#""agreed_on":"2026-09-01","review_on":"2026-10-20","outcome":"partly","outcome_on":"2026-10-20","#,
        r#""outcome_note":"Three calm teas; they want to go on."}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("in_their_words", &self.in_their_words, LONGEST_TEXT);
        found.require_text("baseline", &self.baseline, LONGEST_TEXT);
        found.require_text("target", &self.target, LONGEST_TEXT);
        found.limit_text("actions", &self.actions, LONGEST_TEXT);
        found.limit_text("outcome_note", &self.outcome_note, LONGEST_TEXT);
        found.refuse_future("agreed_on", self.agreed_on, about.today());
        if self.review_on <= self.agreed_on {
            found.reject("review_on", Rule::EndsBeforeStart);
        }
        found.refuse_future("outcome_on", self.outcome_on, about.today());
        found.refuse_before("outcome_on", self.outcome_on, self.agreed_on);
        match (self.outcome, self.outcome_on) {
            (Some(_), None) => found.reject("outcome_on", Rule::Required),
            (None, Some(_)) => found.reject("outcome", Rule::Required),
            (Some(GoalOutcome::Abandoned), Some(_)) if self.outcome_note.trim().is_empty() => {
                found.reject("outcome_note", Rule::Required);
            }
            (Some(_), Some(_)) | (None, None) => {}
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::trying::{each_is_fine, each_is_refused};
    use super::*;

    // Shows NEED-06, NEED-09.
    #[test]
    fn a_goal_has_words_a_start_a_target_and_a_day_to_look_at_it() {
        each_is_refused::<Goal>(&[
            (json!({ "in_their_words": "" }), "in_their_words", Rule::Required),
            (json!({ "baseline": " " }), "baseline", Rule::Required),
            (json!({ "target": "" }), "target", Rule::Required),
            (
                json!({ "agreed_on": "2026-11-04", "review_on": "2026-12-01", "outcome": null, "outcome_on": null }),
                "agreed_on",
                Rule::InTheFuture,
            ),
            (json!({ "review_on": "2026-09-01" }), "review_on", Rule::EndsBeforeStart),
        ]);
    }

    // Shows NEED-09.
    #[test]
    fn an_outcome_has_a_day_and_a_goal_given_up_a_reason() {
        each_is_refused::<Goal>(&[
            (json!({ "outcome_on": null }), "outcome_on", Rule::Required),
            (json!({ "outcome": null }), "outcome", Rule::Required),
            (json!({ "outcome_on": "2026-08-31" }), "outcome_on", Rule::EndsBeforeStart),
            (json!({ "outcome_on": "2026-11-04" }), "outcome_on", Rule::InTheFuture),
            (json!({ "outcome": "abandoned", "outcome_note": "" }), "outcome_note", Rule::Required),
        ]);
        each_is_fine::<Goal>(&[json!({ "outcome": null, "outcome_on": null, "outcome_note": "" })]);
    }
}
