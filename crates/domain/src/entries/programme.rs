//! A programme that somebody of the family takes part in: FNP, MECSH, a parenting programme (NEED-11).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::Findings;

/// Which programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProgrammeKind {
    /// Family Nurse Partnership.
    FamilyNursePartnership,
    /// Maternal Early Childhood Sustained Home-visiting.
    Mecsh,
    /// A parenting programme.
    Parenting,
    /// Another.
    Other,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProgrammeEnd {
    /// Completed.
    Completed,
    /// The family left it.
    FamilyLeft,
    /// The family moved.
    Moved,
    /// The programme was withdrawn.
    Withdrawn,
    /// It never began.
    NeverBegan,
}

/// NEED-11 and GAP-01: when it ends, what comes now is written down. Merges field by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Programme {
    /// Which.
    pub kind: ProgrammeKind,
    /// Its name, and who gives it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub purpose: String,
    /// From when.
    #[ts(type = "string")]
    pub from: NaiveDate,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub to: Option<NaiveDate>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ended: Option<ProgrammeEnd>,
    /// What comes now.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub what_now: String,
}

const LONGEST_NAME: usize = 200;
const LONGEST_TEXT: usize = 4_000;

impl Body for Programme {
    const SAMPLE: &str = concat!(
        r#"{"kind":"parenting","name":"Incredible Years, Riverside Centre","purpose":"Calm limits.","from":"2026-04-14","#,
        r#""to":"2026-07-21","ended":"completed","what_now":"Goes to the parents' group; look again in October."}"#,
    );

    fn check(&self, _about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        match self.kind {
            ProgrammeKind::Parenting | ProgrammeKind::Other => found.require_text("name", &self.name, LONGEST_NAME),
            ProgrammeKind::FamilyNursePartnership | ProgrammeKind::Mecsh => {
                found.limit_text("name", &self.name, LONGEST_NAME);
            }
        }
        found.limit_text("purpose", &self.purpose, LONGEST_TEXT);
        found.refuse_before("to", self.to, self.from);
        if self.ended.is_some() {
            found.require_given("to", self.to.as_ref());
            found.require_text("what_now", &self.what_now, LONGEST_TEXT);
        } else {
            found.limit_text("what_now", &self.what_now, LONGEST_TEXT);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::trying::{each_is_fine, each_is_refused};
    use super::*;
    use crate::invalid::Rule;

    // Shows NEED-11.
    #[test]
    fn a_programme_that_ended_says_when_and_what_comes_now() {
        each_is_refused::<Programme>(&[
            (json!({ "to": null }), "to", Rule::Required),
            (json!({ "to": "2026-04-13" }), "to", Rule::EndsBeforeStart),
            (json!({ "what_now": " " }), "what_now", Rule::Required),
            (json!({ "name": "" }), "name", Rule::Required),
        ]);
        each_is_fine::<Programme>(&[
            json!({ "ended": null, "what_now": "" }),
            json!({ "ended": null, "to": null, "what_now": "" }),
            json!({ "kind": "mecsh", "name": "" }),
        ]);
    }
}
