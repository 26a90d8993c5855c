//! Safeguarding supervision about one child. What is said about the practitioner is in no child’s record.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Findings, Rule};

/// Why it was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SupervisionOccasion {
    /// As it was due.
    Planned,
    /// Somebody asked for it.
    Asked,
    /// After something that happened.
    AfterAnEvent,
}

/// Who does what, until when.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SupervisionAction {
    /// What.
    pub what: String,
    /// Who.
    pub by_whom: String,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub due_on: Option<NaiveDate>,
}

/// SAFE-08 and SAFE-09. Restricted. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Supervision {
    /// On which day.
    #[ts(type = "string")]
    pub held_on: NaiveDate,
    /// Why it was held.
    pub occasion: SupervisionOccasion,
    /// Who supervised.
    pub supervisor: String,
    /// What was discussed about this child.
    pub discussed: String,
    /// What life is like for the child.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lived_experience: String,
    /// What it means: risks, strengths, what is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub analysis: String,
    /// Who does what, until when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<SupervisionAction>,
    /// When it is due next.
    #[ts(type = "string")]
    pub next_by: NaiveDate,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl SupervisionAction {
    fn check(&self) -> Findings {
        let mut found = Findings::default();
        found.require_text("what", &self.what, LONGEST_TEXT);
        found.require_text("by_whom", &self.by_whom, LONGEST_LINE);
        found
    }
}

impl Body for Supervision {
    const SAMPLE: &str = concat!(
        r#"{"held_on":"2026-10-20","occasion":"planned","supervisor":"Ngozi Bell, named nurse","#,
        r#""discussed":"Two missed weighings; mother tired and alone in the evenings.","#,
        r#""lived_experience":"Long hours in the bouncer; brightens for his brother.","#,
        r#""analysis":"Grandmother helps; nobody knows who visits at night.","#,
        r#""actions":[{"what":"Joint visit with the social worker.","by_whom":"Amina Okafor","due_on":"2026-11-06"}],"#,
        r#""next_by":"2027-01-20"}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("supervisor", &self.supervisor, LONGEST_LINE);
        found.require_text("discussed", &self.discussed, LONGEST_TEXT);
        found.limit_text("lived_experience", &self.lived_experience, LONGEST_TEXT);
        found.limit_text("analysis", &self.analysis, LONGEST_TEXT);
        found.refuse_future("held_on", self.held_on, about.today());
        for (place, item) in self.actions.iter().enumerate() {
            found.include(&format!("actions.{place}"), item.check());
        }
        if self.next_by <= self.held_on {
            found.reject("next_by", Rule::EndsBeforeStart);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::each_is_refused;

    // Shows SAFE-08, SAFE-09.
    #[test]
    fn supervision_says_who_supervised_what_was_discussed_and_when_it_is_due_next() {
        each_is_refused::<Supervision>(&[
            (json!({ "supervisor": "" }), "supervisor", Rule::Required),
            (json!({ "discussed": "" }), "discussed", Rule::Required),
            (json!({ "held_on": "2026-11-04" }), "held_on", Rule::InTheFuture),
            (json!({ "next_by": "2026-10-20" }), "next_by", Rule::EndsBeforeStart),
            (json!({ "actions": [{ "what": "", "by_whom": "Beth" }] }), "actions.0.what", Rule::Required),
        ]);
    }
}
