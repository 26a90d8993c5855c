//! Handing a child over to school nursing at about five. The child stays on the board until a team has taken over on
//! a day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body, States, Writer, legal_step};
use crate::invalid::{Findings, Rule};

/// How far the handover has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SchoolHandoverState {
    /// Prepared.
    Prepared,
    /// Sent.
    Sent,
    /// It came back.
    CameBack,
    /// A team has the child, from a day.
    TakenOver,
}

/// What goes on at school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SchoolNeed {
    /// Safeguarding.
    Safeguarding,
    /// Special educational needs or disability.
    SpecialNeeds,
    /// A long-term condition.
    LongTermCondition,
    /// Development and language.
    Development,
    /// Continence.
    Continence,
    /// Weight.
    Weight,
    /// Emotional health.
    EmotionalHealth,
    /// What the family carries.
    Family,
}

impl States for SchoolHandoverState {
    const FIRST: &'static [Self] = &[Self::Prepared, Self::Sent];
    const STEPS: &'static [(Self, Self)] = &[
        (Self::Prepared, Self::Sent),
        (Self::Sent, Self::CameBack),
        (Self::Sent, Self::TakenOver),
        (Self::CameBack, Self::Sent),
    ];
}

/// HCP-11 and DOMAIN 2.10: a child leaves for school nursing only with a team and a date.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SchoolHandover {
    /// The school-nursing team.
    pub to_team: String,
    /// The school.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub school: String,
    /// What they need to know.
    pub summary: String,
    /// What goes on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<SchoolNeed>,
    /// How far it has come.
    pub state: SchoolHandoverState,
    /// When it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub sent_on: Option<NaiveDate>,
    /// Who took over, by name or by desk.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub taken_over_by: String,
    /// From which day they have the child.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub taken_over_on: Option<NaiveDate>,
    /// Why it came back.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub state_note: String,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for SchoolHandover {
    const SAMPLE: &str = concat!(
        r#"{"to_team":"Seaside school nurses","school":"Harbour Primary School","#,
        r#""summary":"Speech therapy until June; glasses; a strong family.","needs":["development"],"#,
        r#""state":"taken_over","sent_on":"2026-09-14","taken_over_by":"Rosa Lind, school nurse","#,
        r#""taken_over_on":"2026-09-21","state_note":"Another school; sent on."}"#,
    );
    const HAS_STATES: bool = true;

    fn may_follow(&self, before: Option<&Self>, _by: &Writer) -> bool {
        legal_step(before.map(|before| before.state), self.state)
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("to_team", &self.to_team, LONGEST_LINE);
        found.require_text("summary", &self.summary, LONGEST_TEXT);
        found.limit_text("school", &self.school, LONGEST_LINE);
        found.limit_text("taken_over_by", &self.taken_over_by, LONGEST_LINE);
        found.limit_text("state_note", &self.state_note, LONGEST_TEXT);
        found.refuse_future("sent_on", self.sent_on, about.today());
        found.refuse_future("taken_over_on", self.taken_over_on, about.today());
        match self.state {
            SchoolHandoverState::Prepared => {}
            SchoolHandoverState::Sent => found.require_given("sent_on", self.sent_on.as_ref()),
            SchoolHandoverState::CameBack => {
                if self.state_note.trim().is_empty() {
                    found.reject("state_note", Rule::Required);
                }
            }
            SchoolHandoverState::TakenOver => {
                found.require_given("taken_over_on", self.taken_over_on.as_ref());
                if self.taken_over_by.trim().is_empty() {
                    found.reject("taken_over_by", Rule::Required);
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::each_is_refused;

    // Shows HCP-11.
    #[test]
    fn a_child_goes_to_school_nursing_with_a_team_a_name_and_a_day() {
        each_is_refused::<SchoolHandover>(&[
            (json!({ "to_team": "" }), "to_team", Rule::Required),
            (json!({ "taken_over_on": null }), "taken_over_on", Rule::Required),
            (json!({ "taken_over_by": null }), "taken_over_by", Rule::Required),
            (json!({ "state": "sent", "sent_on": null }), "sent_on", Rule::Required),
            (json!({ "state": "came_back", "state_note": null }), "state_note", Rule::Required),
        ]);
    }
}
